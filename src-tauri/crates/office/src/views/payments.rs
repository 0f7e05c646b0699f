//! The counter: a household, its payment, its receipt.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::register::{PersonView, UnitRow};
use super::{Approver, Fen, PaperView};

/// A unit at the counter.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Household {
    /// The unit.
    pub unit: UnitRow,
    /// People.
    pub people: Vec<PersonView>,
    /// Whose name the receipt bears.
    pub payer: String,
    /// Open charges, in the order they are paid.
    pub charges: Vec<ChargeView>,
    /// How many months have something past due.
    pub overdue_months: usize,
    /// The last notice: `催缴通知单 CJ2026-000012（2026-11-03）`.
    pub last_notice: Option<String>,
}

/// A charge.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ChargeView {
    /// Id.
    pub id: i64,
    /// Item's name.
    pub item: String,
    /// `2026-11`, or what the old books called it.
    pub period: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Due day.
    pub due: String,
    /// Who is liable.
    pub person: String,
    /// As billed.
    pub amount_fen: Fen,
    /// Still open.
    pub open_fen: Fen,
    /// `89.50㎡ × 1.85元 × 1月 = 165.58`.
    pub working: String,
    /// Days past due; 0 if not yet.
    pub overdue_days: i64,
}

/// One means of payment as handed over.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TenderRequest {
    /// cash, wechat, alipay, pos, bank, prepayment.
    pub tender: String,
    /// Handed over.
    pub amount_fen: Fen,
    /// Slip or order number; may be empty.
    pub reference: String,
}

/// 收款.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct Pay {
    /// Minted by the caller; the payment's id.
    pub id: String,
    /// Room number in any shape.
    pub unit: String,
    /// One of each kind at most.
    pub tenders: Vec<TenderRequest>,
    /// Chosen charges in order; none: oldest first.
    pub charges: Option<Vec<i64>>,
    /// Keep at most this for charges (只收一部分).
    pub limit_fen: Option<Fen>,
    /// A surplus becomes prepayment.
    pub surplus_to_prepayment: bool,
}

/// What a payment would do, before it is done.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct SettlementView {
    /// Charge id and how much goes to it.
    pub allocations: Vec<AllocationView>,
    /// To prepayment.
    pub to_prepayment_fen: Fen,
    /// Receipt total.
    pub total_fen: Fen,
    /// Change.
    pub change_fen: Fen,
}

/// How much goes to a charge.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct AllocationView {
    /// The charge.
    pub charge_id: i64,
    /// How much.
    pub amount_fen: Fen,
}

/// A payment done. The receipt is durable even when its PDF could not be made.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct PaymentView {
    /// The receipt.
    pub receipt: ReceiptView,
    /// The id had been used for this same payment: nothing new was posted.
    pub repeated: bool,
}

/// A receipt as the payer gets it.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ReceiptView {
    /// Gapless: `0000123`.
    pub number: String,
    /// The payment's id.
    pub payment_id: String,
    /// Room number.
    pub unit: String,
    /// Payer.
    pub payer: String,
    /// Business date.
    pub date: String,
    /// `2026-11-21 09:00`.
    pub at: String,
    /// Who took it.
    pub operator: String,
    /// What it is for.
    pub total_fen: Fen,
    /// Change given.
    pub change_fen: Fen,
    /// As kept, by tender.
    pub tenders: Vec<TenderRequest>,
    /// Rows as printed.
    pub lines: Vec<ReceiptLineView>,
    /// The PDF; none if it could not be made (reprint it).
    pub pdf: Option<String>,
    /// Why there is no PDF.
    pub pdf_problem: Option<String>,
    /// 作废 on, by and why.
    pub voided: Option<String>,
    /// How often it was printed again.
    pub reprints: i64,
}

/// A row of a receipt.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ReceiptLineView {
    /// Item.
    pub item: String,
    /// Period.
    pub period: String,
    /// Working.
    pub working: String,
    /// Paid.
    pub amount_fen: Fen,
}

/// Which receipts.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[ts(export)]
pub struct ListReceipts {
    /// Only this business date.
    pub date: Option<String>,
    /// Only this unit.
    pub unit: Option<String>,
    /// At most so many, latest first.
    pub limit: Option<usize>,
}

/// Receipts, latest first.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ReceiptsView {
    /// Receipts.
    pub receipts: Vec<ReceiptView>,
}

/// Names a receipt.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct ReceiptRequest {
    /// `0000123` or `123`.
    pub number: String,
}

/// A paper printed again.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ReprintView {
    /// 补打第N次.
    pub nth: i64,
    /// The PDF.
    pub paper: PaperView,
}

/// 作废.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct VoidReceipt {
    /// Minted by the caller.
    pub id: String,
    /// Which.
    pub number: String,
    /// Why.
    pub reason: String,
    /// The supervisor beside the cashier; none if the signed-in operator may void.
    pub approver: Option<Approver>,
}

/// 减免: only with a written approval that can be shown (practice row P22).
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct Waive {
    /// Minted by the caller.
    pub id: String,
    /// Which charge.
    pub charge_id: i64,
    /// How much of it.
    pub amount_fen: Fen,
    /// Why.
    pub reason: String,
    /// The approval's number or date.
    pub approval: String,
    /// The supervisor beside the cashier; none if the signed-in operator may waive.
    pub approver: Option<Approver>,
}
