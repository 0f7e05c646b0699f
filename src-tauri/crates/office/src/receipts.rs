//! Receipts: kept as first printed, printed from what is kept.

use std::path::PathBuf;

use documents::{ReceiptCopy, ReceiptPaper, VoidMark, receipt_pdf};
use ledger::calendar::{Instant, Period, parse_date};
use ledger::entries::EntryKind;
use ledger::operators::Duty;
use ledger::payments::{Settlement, Tender, Tendered};
use ledger::refusal::Refusal;
use serde::{Deserialize, Serialize};
use store::Reader;
use store::charges::ChargeRow;
use store::payments::{ReceiptQuery, ReceiptRow};

use crate::desk::{Act, business_date};
use crate::papers;
use crate::register::resolve;
use crate::views::operators::Settings;
use crate::views::payments::{
    ListReceipts, ReceiptLineView, ReceiptRequest, ReceiptView, ReceiptsView, ReprintView, TenderRequest,
};
use crate::views::{Fen, PaperView};
use crate::{Desk, Error, Result};

/// A receipt as first printed. Kept as JSON beside its payment; its hash stands in the chain.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ReceiptSnapshot {
    pub(crate) office: String,
    pub(crate) training: bool,
    pub(crate) number: String,
    pub(crate) date: String,
    pub(crate) recorded_ms: i64,
    pub(crate) recorded_offset_s: i32,
    pub(crate) payer: String,
    pub(crate) unit: String,
    pub(crate) lines: Vec<SnapshotLine>,
    pub(crate) total_fen: Fen,
    pub(crate) tenders: Vec<TenderRequest>,
    pub(crate) handed_fen: Fen,
    pub(crate) change_fen: Fen,
    pub(crate) prepayment_left_fen: Option<Fen>,
    pub(crate) collected_by: String,
}

/// A row as printed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SnapshotLine {
    pub(crate) item: String,
    pub(crate) period: String,
    pub(crate) working: String,
    pub(crate) amount_fen: Fen,
}

/// Rows of a receipt: what was paid, then what was prepaid. Consecutive periods of one item at one amount, paid in full,
/// are one row that says how many; a part payment says what is still open.
pub(crate) fn lines(open: &[ChargeRow], settlement: &Settlement) -> Vec<SnapshotLine> {
    let paid = settlement
        .allocations
        .iter()
        .filter_map(|a| open.iter().find(|c| c.charge.id == a.charge).map(|c| (c, a.amount)));
    let mut runs: Vec<Vec<(&ChargeRow, ledger::money::Fen)>> = Vec::new();
    for (c, amount) in paid {
        // Oldest first, the items take turns: a run goes on past what was paid of others.
        match runs.iter_mut().find(|run| run.last().is_some_and(|last| continues(*last, (c, amount)))) {
            Some(run) => run.push((c, amount)),
            None => runs.push(vec![(c, amount)]),
        }
    }
    let mut lines: Vec<SnapshotLine> = runs.iter().filter_map(|run| line(run)).collect();
    if settlement.to_prepayment.is_positive() {
        lines.push(SnapshotLine {
            item: "预存".into(),
            period: String::new(),
            working: "余款转预存，可抵以后的费用".into(),
            amount_fen: settlement.to_prepayment.into(),
        });
    }
    lines
}

/// Whether a paid charge is the next period of the one before, both whole and alike.
fn continues(before: (&ChargeRow, ledger::money::Fen), next: (&ChargeRow, ledger::money::Fen)) -> bool {
    let whole = |(c, paid): (&ChargeRow, ledger::money::Fen)| paid == c.charge.amount;
    whole(before)
        && whole(next)
        && before.1 == next.1
        && before.0.charge.item == next.0.charge.item
        && before.0.charge.period.to().succ_opt() == Some(next.0.charge.period.from())
        && before.0.origin == store::charges::Origin::Billed
        && next.0.origin == store::charges::Origin::Billed
}

fn line(run: &[(&ChargeRow, ledger::money::Fen)]) -> Option<SnapshotLine> {
    let ((first, amount), (last, _)) = (*run.first()?, *run.last()?);
    let rest = first.charge.open - amount;
    let (period, working) = match run.len() {
        1 if rest.is_positive() => {
            (first.label.clone(), format!("{}，部分缴纳，尚欠 {}", first.working, rest.grouped()))
        }
        1 if amount < first.charge.amount => (first.label.clone(), format!("{}，补足余额", first.working)),
        1 => (first.label.clone(), first.working.clone()),
        many => {
            let whole = Period::new(first.charge.period.from(), last.charge.period.to())?;
            (whole.label(), format!("{}，共{many}期", first.working))
        }
    };
    Some(SnapshotLine {
        item: first.item_name.clone(),
        period,
        working,
        amount_fen: run.iter().map(|(_, paid)| *paid).sum::<ledger::money::Fen>().into(),
    })
}

/// Tenders as kept: change is taken off the cash.
pub(crate) fn tenders(tendered: &[Tendered], settlement: &Settlement) -> Vec<TenderRequest> {
    settlement
        .kept
        .iter()
        .zip(tendered)
        .map(|((tender, kept), t)| TenderRequest {
            tender: tender.code().into(),
            amount_fen: (*kept).into(),
            reference: t.reference.clone(),
        })
        .collect()
}

/// Reads `0000123` or `123`. Refusal: `receipt_unknown`.
pub(crate) fn parse_number(text: &str) -> Result<i64> {
    let digits = text.trim().trim_start_matches("No.");
    digits.parse().map_err(|_| {
        Refusal::new("receipt_unknown", format!("没有收据“{}”。请核对收据号。", text.trim())).into()
    })
}

/// Refusal: `receipt_unknown`.
pub(crate) fn find(reader: &Reader<'_>, number: i64) -> Result<ReceiptRow> {
    let query = ReceiptQuery { number: Some(number), limit: 1, ..Default::default() };
    reader.receipts(&query)?.pop().ok_or_else(|| {
        Refusal::new(
            "receipt_unknown",
            format!("没有收据 No.{}。请核对收据号。", papers::receipt_number(number)),
        )
        .into()
    })
}

fn view(row: &ReceiptRow) -> Result<ReceiptView> {
    let snapshot: ReceiptSnapshot = serde_json::from_str(&row.snapshot)?;
    Ok(ReceiptView {
        number: snapshot.number,
        payment_id: row.payment.to_string(),
        unit: snapshot.unit,
        payer: snapshot.payer,
        date: snapshot.date,
        at: row.at.minute(),
        operator: snapshot.collected_by,
        total_fen: snapshot.total_fen,
        change_fen: snapshot.change_fen,
        tenders: snapshot.tenders,
        lines: snapshot
            .lines
            .into_iter()
            .map(|l| ReceiptLineView {
                item: l.item,
                period: l.period,
                working: l.working,
                amount_fen: l.amount_fen,
            })
            .collect(),
        pdf: None,
        pdf_problem: None,
        voided: row.voided.as_ref().map(|v| format!("{} {} {}", v.date, v.by, v.reason)),
        reprints: row.reprints,
    })
}

fn document(row: &ReceiptRow, reprint: Option<i64>) -> Result<documents::Receipt> {
    let s: ReceiptSnapshot = serde_json::from_str(&row.snapshot)?;
    let recorded_at = Instant::from_unix_ms(s.recorded_ms, s.recorded_offset_s)
        .ok_or_else(|| Error::broken("a receipt recorded at no time"))?;
    let label = |code: &str| Tender::parse(code).map_or(code.to_owned(), |t| t.chinese().to_owned());
    let line = |l: &SnapshotLine| documents::ReceiptLine {
        item: l.item.clone(),
        period: l.period.clone(),
        working: l.working.clone(),
        amount: l.amount_fen.into(),
    };
    let change = ledger::money::Fen::from(s.change_fen);
    // The paper shows what was handed over and the change; the books keep the difference.
    let tender = |t: &TenderRequest| documents::TenderLine {
        label: label(&t.tender),
        amount: match t.tender == Tender::Cash.code() {
            true => ledger::money::Fen::from(t.amount_fen) + change,
            false => t.amount_fen.into(),
        },
        reference: (!t.reference.is_empty()).then(|| t.reference.clone()),
    };
    Ok(documents::Receipt {
        office: s.office,
        training: s.training,
        number: s.number,
        date: parse_date(&s.date)?,
        recorded_at,
        payer: s.payer,
        unit: s.unit,
        lines: s.lines.iter().map(line).collect(),
        total: s.total_fen.into(),
        tenders: s.tenders.iter().map(tender).collect(),
        change,
        prepayment_left: s.prepayment_left_fen.map(Into::into),
        collected_by: s.collected_by,
        reviewed_by: None,
        reprint: reprint.map(|n| u32::try_from(n).unwrap_or(u32::MAX)),
        void: row.voided.as_ref().map(|v| VoidMark {
            on: v.date,
            reason: v.reason.clone(),
            by: v.by.clone(),
        }),
        invoice: None,
    })
}

/// Where the receipts of a business date lie: a folder a month.
fn folder(desk: &Desk, date: &str) -> PathBuf {
    desk.folder().join("单据").join("收据").join(date.get(..7).unwrap_or(date))
}

fn file_name(number: &str, voided: bool, reprint: Option<i64>) -> String {
    match (voided, reprint) {
        (_, Some(nth)) => format!("收据-{number}-补打{nth}.pdf"),
        (true, None) => format!("收据-{number}-作废.pdf"),
        (false, None) => format!("收据-{number}.pdf"),
    }
}

/// Draws a receipt and writes it into the office's folder.
fn write_paper(desk: &mut Desk, row: &ReceiptRow, reprint: Option<i64>) -> Result<PaperView> {
    let settings = desk.read(Settings::read)?;
    let paper = match settings.receipt_paper.as_str() {
        "form_half" => ReceiptPaper::HalfForm,
        "form_third" => ReceiptPaper::ThirdForm,
        _ => ReceiptPaper::A5,
    };
    let number = papers::receipt_number(row.number);
    let name = file_name(&number, row.voided.is_some(), reprint);
    let drawn = receipt_pdf(&document(row, reprint)?, paper, &ReceiptCopy::ALL)?;
    papers::write(&folder(desk, &row.date.to_string()), &name, &format!("收据 No.{number}"), &drawn)
}

/// A receipt with its paper. A paper that cannot be made is said in the view: the payment stands.
pub(crate) fn with_paper(desk: &mut Desk, number: i64) -> Result<ReceiptView> {
    let row = desk.read(|r| find(r, number))?;
    let mut view = view(&row)?;
    match write_paper(desk, &row, None) {
        Ok(paper) => {
            if !paper.missing.is_empty() {
                view.pdf_problem = Some(format!("有字打不出来：{}。", paper.missing.join("、")));
            }
            view.pdf = Some(paper.path);
        }
        Err(problem) => {
            view.pdf_problem = Some(format!("已收款、已记账，但收据没有打印出来（{problem}）。请稍后补打。"))
        }
    }
    Ok(view)
}

/// Receipts, latest first.
pub fn list_receipts(desk: &mut Desk, request: ListReceipts, _now: Instant) -> Result<ReceiptsView> {
    desk.read(|r| {
        let query = ReceiptQuery {
            date: request.date.as_deref().map(parse_date).transpose()?,
            unit: request.unit.as_deref().map(|u| resolve(r, u)).transpose()?.map(|u| u.id),
            limit: request.limit.unwrap_or(usize::MAX),
            ..Default::default()
        };
        Ok(ReceiptsView { receipts: r.receipts(&query)?.iter().map(view).collect::<Result<_>>()? })
    })
    .map(|mut all| {
        for receipt in &mut all.receipts {
            let path =
                folder(desk, &receipt.date).join(file_name(&receipt.number, receipt.voided.is_some(), None));
            receipt.pdf = path.is_file().then(|| path.display().to_string());
        }
        all
    })
}

/// Prints a receipt again, marked 补打第N次. Each reprint is an act in the log. Refusals: `not_allowed`,
/// `receipt_unknown`.
pub fn reprint_receipt(desk: &mut Desk, request: ReceiptRequest, now: Instant) -> Result<ReprintView> {
    let session = desk.permitted(Duty::TakePayments)?;
    let act = Act::fresh(&session, now);
    let number = parse_number(&request.number)?;
    let nth = desk.write(|w| {
        let row = find(w, number)?;
        let nth = row.reprints + 1;
        let mut entry = act.entry(EntryKind::Reprint, business_date(w, now)?);
        entry.document = format!("收据 No.{} 补打第{nth}次", papers::receipt_number(number));
        entry.content = store::payments::reprint_content(number, nth);
        let posted = w.post(&entry)?;
        w.insert_reprint(number, nth, posted)?;
        Ok(nth)
    })?;
    let row = desk.read(|r| find(r, number))?;
    Ok(ReprintView { nth, paper: write_paper(desk, &row, Some(nth))? })
}
