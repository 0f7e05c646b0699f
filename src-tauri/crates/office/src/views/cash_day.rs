//! 开班, 盘点, 日结.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Approver, Fen, PaperView};

/// Where the cash day stands. What the drawer should hold is not in it: the count is blind.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct DayView {
    /// The open day.
    pub open: Option<OpenDayView>,
    /// Today by the clock.
    pub today: String,
    /// Why no day can be opened now.
    pub cannot_open: Option<super::start::ProblemView>,
    /// 上次日结留下的备用金; none before the first close.
    pub kept_fen: Option<Fen>,
    /// The last closed day.
    pub last_closed: Option<String>,
    /// Notes and coins in 分, largest first.
    pub denominations_fen: Vec<Fen>,
    /// Difference above which a second operator must agree.
    pub over_short_limit_fen: Fen,
}

/// An open day.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct OpenDayView {
    /// 营业日.
    pub business_date: String,
    /// `2026-11-21 08:31`.
    pub opened_at: String,
    /// Who opened it.
    pub cashier: String,
    /// Float at the opening.
    pub float_fen: Fen,
    /// How many receipts so far.
    pub receipts: i64,
    /// Tenders used today beside cash, to be checked against their statements.
    pub tenders: Vec<super::Choice>,
    /// It is from an earlier date and must be closed first.
    pub left_open: bool,
    /// How often the drawer was counted.
    pub counts: i64,
    /// The last count, once there is one.
    pub counted: Option<CountResult>,
}

/// 开班.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct OpenDay {
    /// Minted by the caller.
    pub id: String,
    /// Counted float.
    pub float_fen: Fen,
    /// Why it differs from what the last close kept.
    pub reason: String,
    /// The second operator, when it differs by more than the limit.
    pub second: Option<Approver>,
}

/// 盘点. It is kept, whatever it shows: a second count is a second count.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct SubmitCount {
    /// Minted by the caller.
    pub id: String,
    /// Pieces by denomination.
    pub pieces: Vec<Pieces>,
    /// Other tenders as their statements say; those left out are 未核对.
    pub tenders: Vec<CountedTender>,
}

/// Pieces of one denomination.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Pieces {
    /// 10000 is the 100 元 note.
    pub denomination_fen: Fen,
    /// How many.
    pub pieces: i64,
}

/// A tender as its statement says.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CountedTender {
    /// wechat, alipay, pos, bank.
    pub tender: String,
    /// By the statement.
    pub counted_fen: Fen,
}

/// Expected beside counted, shown after the count.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct CountResult {
    /// Cash first.
    pub tenders: Vec<TenderResult>,
    /// Pieces as entered.
    pub pieces: Vec<Pieces>,
    /// All differences, whatever their sign.
    pub off_by_fen: Fen,
    /// A reason is needed.
    pub needs_reason: bool,
    /// A second operator is needed.
    pub needs_second: bool,
    /// Cash counted.
    pub cash_fen: Fen,
    /// What would stay as float if the takings were banked.
    pub keep_fen: Fen,
}

/// A tender at the close.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct TenderResult {
    /// Code.
    pub tender: String,
    /// For people.
    pub label: String,
    /// How many payments.
    pub payments: i64,
    /// By the books; cash with the float.
    pub expected_fen: Fen,
    /// As counted; none: 未核对.
    pub counted_fen: Option<Fen>,
    /// Over (positive) or short.
    pub difference_fen: Fen,
}

/// What each tender should hold: `day status` in the terminal, and for supervisors.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct DayStatus {
    /// 营业日.
    pub business_date: String,
    /// open or closed.
    pub state: String,
    /// Float at the opening.
    pub float_fen: Fen,
    /// Cash first.
    pub tenders: Vec<TenderResult>,
    /// How many receipts.
    pub receipts: i64,
}

/// 日结, with the last count.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct CloseDay {
    /// Minted by the caller.
    pub id: String,
    /// Carried to the bank; none: everything above the float.
    pub banked_fen: Option<Fen>,
    /// Why it does not agree, and who answers for it.
    pub reason: String,
    /// Who answers for it.
    pub responsible: String,
    /// The second operator.
    pub second: Option<Approver>,
}

/// A closed day.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ClosedDay {
    /// 营业日.
    pub business_date: String,
    /// `2026-11-21 18:02`.
    pub closed_at: String,
    /// Who closed it.
    pub cashier: String,
    /// Taken in all, by all tenders.
    pub taken_fen: Fen,
    /// Over or short in all.
    pub difference_fen: Fen,
    /// To the bank.
    pub banked_fen: Fen,
    /// Kept as float.
    pub kept_fen: Fen,
    /// How many receipts.
    pub receipts: i64,
    /// 日结单; none if it could not be made (make it again).
    pub report: Option<PaperView>,
    /// Why there is none.
    pub report_problem: Option<String>,
    /// Head of the chain after the close.
    pub chain_head: String,
}

/// Closed days, latest first.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ClosedDays {
    /// Days.
    pub days: Vec<ClosedDay>,
}

/// Names a day.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct DayRequest {
    /// 营业日.
    pub business_date: String,
}
