//! 日结单: the day as it was closed, with the head of the chain on it.

use documents::{
    ChainHead, DayReport, ItemTotal, OverShort, ReceiptRange, Remark, TenderTotal, VoidedReceipt,
    day_report_pdf,
};
use ledger::accounts::Account;
use ledger::calendar::{Date, Instant, parse_date};
use ledger::cash_day::TenderCount;
use ledger::money::Fen;
use ledger::refusal::Refusal;
use store::Reader;
use store::cash_days::{CashCloseRow, CashCountRow, CashDayRow};

use crate::papers;
use crate::views::PaperView;
use crate::views::cash_day::{ClosedDay, DayRequest, TenderResult};
use crate::{Desk, Error, Result};

/// A closed day with its parts.
struct Parts {
    close: CashCloseRow,
    count: CashCountRow,
}

fn parts(r: &Reader<'_>, day: &CashDayRow) -> Result<Parts> {
    let close = day.close.clone().ok_or_else(|| Error::broken("a closed day without its close"))?;
    let count = r.counts_of(day.id)?.into_iter().find(|c| c.id == close.count);
    let count = count.ok_or_else(|| Error::broken("a close without its count"))?;
    Ok(Parts { close, count })
}

impl Parts {
    fn difference(&self) -> Fen {
        self.count.tenders.iter().map(TenderCount::difference).sum()
    }
}

fn small(n: i64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A closed day for a list, without its paper.
pub(crate) fn closed_view(r: &Reader<'_>, day: &CashDayRow) -> Result<ClosedDay> {
    let p = parts(r, day)?;
    let head = r.entry_header(p.close.entry)?.ok_or_else(|| Error::broken("a close without its entry"))?;
    Ok(ClosedDay {
        business_date: day.business_date.to_string(),
        closed_at: p.close.at.minute(),
        cashier: p.close.cashier.clone(),
        taken_fen: r.takings_by_item(day.id)?.iter().map(|t| t.amount).sum::<Fen>().into(),
        difference_fen: p.difference().into(),
        banked_fen: p.close.banked.into(),
        kept_fen: p.close.kept.into(),
        receipts: r.receipts_of_day(day.id)?.map_or(0, |(_, _, n)| n),
        report: None,
        report_problem: None,
        chain_head: head.hash.to_string(),
    })
}

/// The day just closed with its report. A report that cannot be drawn is said in the view: the day is closed.
pub(crate) fn closed_with_report(desk: &mut Desk, business_date: Date) -> Result<ClosedDay> {
    let mut view = desk.read(|r| closed_view(r, &find(r, business_date)?))?;
    match write_report(desk, business_date) {
        Ok(paper) => view.report = Some(paper),
        Err(problem) => {
            view.report_problem =
                Some(format!("已日结、账已锁，但日结单没有打印出来（{problem}）。请稍后补打。"));
        }
    }
    Ok(view)
}

/// Draws a closed day's report again: the same bytes. Refusals: `date_unreadable`, `day_unknown`.
pub fn day_report(desk: &mut Desk, request: DayRequest, _now: Instant) -> Result<PaperView> {
    desk.session()?;
    write_report(desk, parse_date(&request.business_date)?)
}

fn find(r: &Reader<'_>, business_date: Date) -> Result<CashDayRow> {
    r.day_of(business_date)?.filter(|d| d.close.is_some()).ok_or_else(|| {
        Refusal::new("day_unknown", format!("{business_date} 没有日结过。请选已日结的日期。")).into()
    })
}

fn write_report(desk: &mut Desk, business_date: Date) -> Result<PaperView> {
    let office = desk.office()?.office.clone();
    let report = desk.read(|r| document(r, &find(r, business_date)?, (&office.name, office.training)))?;
    let paper = day_report_pdf(&report)?;
    let folder = desk.folder().join("单据").join("日结单");
    papers::write(&folder, &format!("日结单-{business_date}.pdf"), &format!("日结单 {business_date}"), &paper)
}

/// What the signer must see beside the difference: an opening that was over or short, every count there was, and who
/// agreed to a close that agreed.
fn remarks(r: &Reader<'_>, day: &CashDayRow, p: &Parts) -> Result<Vec<Remark>> {
    let mut remarks = Vec::new();
    let mut add = |label: &str, text: String| remarks.push(Remark { label: label.into(), text });
    let opened = r.entry(day.opened)?.ok_or_else(|| Error::broken("a day without its opening"))?;
    let found: Fen = opened
        .entry
        .transfers
        .iter()
        .map(|t| match (t.debit, t.credit) {
            (Account::Drawer, Account::OverShortSuspense) => t.amount,
            (Account::OverShortSuspense, Account::Drawer) => -t.amount,
            _ => Fen::ZERO,
        })
        .sum();
    if !found.is_zero() {
        let second = opened.approver.map_or(String::new(), |who| format!("；复点：{who}"));
        let kept = day.float - found;
        add(
            "开班备用金",
            format!(
                "上次日结留 {}，开班点出 {}，差 {}。原因：{}{second}",
                kept.with_sign(),
                day.float.with_sign(),
                found.with_sign(),
                opened.entry.reason
            ),
        );
    }
    let counts = r.counts_of(day.id)?;
    if counts.len() > 1 {
        let each = (1..).zip(&counts).map(|(n, c)| {
            let off: Fen = c.tenders.iter().map(TenderCount::difference).sum();
            format!("第 {n} 次点出现金 {}，差额 {}", c.cash.total().with_sign(), off.with_sign())
        });
        add("历次盘点", format!("{}。", each.collect::<Vec<_>>().join("；")));
    }
    if let Some(second) = p.close.second.as_ref().filter(|_| p.difference().is_zero()) {
        add("复核人", second.clone());
    }
    Ok(remarks)
}

fn document(r: &Reader<'_>, day: &CashDayRow, office: (&str, bool)) -> Result<DayReport> {
    let p = parts(r, day)?;
    let head = r.entry_header(p.close.entry)?.ok_or_else(|| Error::broken("a close without its entry"))?;
    let results = results(r, day, &p.count.tenders)?;
    let receipts = r.receipts_of_day(day.id)?.map(|(first, last, count)| ReceiptRange {
        first: papers::receipt_number(first),
        last: papers::receipt_number(last),
        count: small(count),
    });
    let voids = r.voids_between(day.opened, p.close.entry)?.into_iter().map(|v| VoidedReceipt {
        number: papers::receipt_number(v.number),
        amount: v.total,
        reason: v.reason,
        by: v.by,
    });
    Ok(DayReport {
        office: office.0.to_owned(),
        training: office.1,
        business_date: day.business_date,
        day_number: day.id.0.to_string(),
        cashier: p.close.cashier.clone(),
        opened_at: day.opened_at,
        closed_at: p.close.at,
        opening_float: day.float,
        tenders: results
            .iter()
            .map(|t| TenderTotal {
                label: t.label.clone(),
                count: small(t.payments),
                expected: t.expected_fen.into(),
                counted: t.counted_fen.map(Into::into),
            })
            .collect(),
        pieces: p
            .count
            .cash
            .pieces()
            .map(|(denomination, pieces)| documents::Pieces { denomination, pieces: small(pieces) })
            .collect(),
        receipts,
        voids: voids.collect(),
        income: r
            .takings_by_item(day.id)?
            .into_iter()
            .map(|t| ItemTotal { item: t.item, count: small(t.payments), amount: t.amount })
            .collect(),
        over_short: (!p.difference().is_zero()).then(|| OverShort {
            amount: p.difference(),
            reason: p.close.reason.clone(),
            answerable: p.close.responsible.clone(),
            second_operator: p.close.second.clone(),
        }),
        remarks: remarks(r, day, &p)?,
        banked: p.close.banked,
        kept: p.close.kept,
        chain: ChainHead {
            entry: u64::try_from(head.number.0).map_err(|_| Error::broken("an entry before the first"))?,
            hash: head.hash.to_string(),
        },
    })
}

/// By tender: what it should hold, what was counted, and the difference.
pub(crate) fn results(
    r: &Reader<'_>,
    day: &CashDayRow,
    tenders: &[TenderCount],
) -> Result<Vec<TenderResult>> {
    let used = r.tenders_used(day.id)?;
    let result = |t: &TenderCount| TenderResult {
        tender: t.tender.code().into(),
        label: t.tender.chinese().into(),
        payments: used.iter().find(|u| u.tender == t.tender).map_or(0, |u| u.payments),
        expected_fen: t.expected.into(),
        counted_fen: t.counted.map(Into::into),
        difference_fen: t.difference().into(),
    };
    Ok(tenders.iter().map(result).collect())
}
