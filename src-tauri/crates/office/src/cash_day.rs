//! 开班, 盘点, 日结.

use ledger::accounts::Account;
use ledger::calendar::Instant;
use ledger::cash_day::{self as rules, CashCount, Close, TenderCount};
use ledger::entries::{EntryKind, OperatorId};
use ledger::money::Fen;
use ledger::operators::{Duty, Role};
use ledger::payments::Tender;
use ledger::refusal::Refusal;
use store::cash_days::{CashCountRow, CashDayRow, NewClose};
use store::{Reader, Writer};

use crate::day_reports::{self, results};
use crate::desk::{Act, Session};
use crate::views::Choice;
use crate::views::cash_day::{
    CloseDay, ClosedDay, ClosedDays, CountResult, DayStatus, DayView, OpenDay, OpenDayView, Pieces,
    SubmitCount,
};
use crate::views::operators::Settings;
use crate::{Desk, Error, Result, pins};

/// Where the cash day stands. The expected sums are not in it.
pub fn day(desk: &mut Desk, _request: (), now: Instant) -> Result<DayView> {
    desk.read(|r| {
        let open = r.open_day()?;
        let closed = r.last_closed_day()?;
        let today = now.date();
        let may = rules::may_open(
            open.as_ref().map(|d| d.business_date),
            closed.as_ref().map(|d| d.business_date),
            today,
        );
        let (settings, is_open) = (Settings::read(r)?, open.is_some());
        Ok(DayView {
            open: open.map(|d| open_view(r, &d, now, settings.over_short_limit())).transpose()?,
            today: today.to_string(),
            cannot_open: may.err().filter(|_| !is_open).map(|refusal| (&refusal).into()),
            kept_fen: closed.as_ref().and_then(|d| d.close.as_ref()).map(|c| c.kept.into()),
            last_closed: closed.map(|d| d.business_date.to_string()),
            denominations_fen: rules::DENOMINATIONS.iter().map(|d| crate::views::Fen(*d)).collect(),
            over_short_limit_fen: settings.over_short_limit_fen,
        })
    })
}

fn open_view(r: &Reader<'_>, day: &CashDayRow, now: Instant, limit: Fen) -> Result<OpenDayView> {
    let counts = r.counts_of(day.id)?;
    let used = r.tenders_used(day.id)?;
    let beside_cash = used.iter().filter(|u| Tender::COUNTED.contains(&u.tender) && u.tender != Tender::Cash);
    Ok(OpenDayView {
        business_date: day.business_date.to_string(),
        opened_at: day.opened_at.minute(),
        cashier: day.cashier.clone(),
        float_fen: day.float.into(),
        receipts: r.receipts_of_day(day.id)?.map_or(0, |(_, _, n)| n),
        tenders: beside_cash
            .map(|u| Choice { code: u.tender.code().into(), label: u.tender.chinese().into() })
            .collect(),
        left_open: day.business_date < now.date(),
        counts: i64::try_from(counts.len()).unwrap_or(i64::MAX),
        counted: latest_count(r, day)?.map(|c| count_result(r, day, &c, limit)).transpose()?,
    })
}

/// What each tender should hold by the books: the drawer whole, the others since the day was opened.
fn expected(r: &Reader<'_>, day: &CashDayRow) -> Result<Vec<(Tender, Fen)>> {
    let since = |account: Account| -> Result<Fen> { Ok(r.moved_since(&account, day.opened)?.net()) };
    Ok(vec![
        (Tender::Cash, r.balance(&Account::Drawer)?.net()),
        (Tender::WeChat, since(Account::WeChat)?),
        (Tender::Alipay, since(Account::Alipay)?),
        (Tender::Pos, since(Account::Pos)?),
        (Tender::BankTransfer, since(Account::Bank)?),
    ])
}

/// The last count, unless money has moved since: then there is none to go by.
pub(crate) fn latest_count(r: &Reader<'_>, day: &CashDayRow) -> Result<Option<CashCountRow>> {
    let Some(count) = r.counts_of(day.id)?.pop() else { return Ok(None) };
    let moved = expected(r, day)?.iter().any(|(tender, now)| {
        count.tenders.iter().find(|t| t.tender == *tender).map_or(Fen::ZERO, |t| t.expected) != *now
    });
    Ok((!moved).then_some(count))
}

fn count_result(r: &Reader<'_>, day: &CashDayRow, count: &CashCountRow, limit: Fen) -> Result<CountResult> {
    let close = Close {
        tenders: count.tenders.clone(),
        banked: Fen::ZERO,
        float: day.float,
        reason: String::new(),
        witnessed: false,
    };
    let off = close.off_by();
    Ok(CountResult {
        tenders: results(r, day, &count.tenders)?,
        pieces: count
            .cash
            .pieces()
            .map(|(denomination, pieces)| Pieces { denomination_fen: denomination.into(), pieces })
            .collect(),
        off_by_fen: off.into(),
        needs_reason: !off.is_zero(),
        needs_second: off > limit,
        cash_fen: count.cash.total().into(),
        keep_fen: day.float.min(count.cash.total()).into(),
    })
}

/// What each tender should hold. The cashier sees it after a count, until money moves again. Refusals: `day_not_open`,
/// `count_first`.
pub fn day_status(desk: &mut Desk, _request: (), _now: Instant) -> Result<DayStatus> {
    let session = desk.session()?;
    desk.read(|r| {
        let open = r.open_day()?;
        if let Some(day) = &open
            && session.role == Role::Cashier
            && latest_count(r, day)?.is_none()
        {
            return Err(Refusal::new(
                "count_first",
                "收银员要先盘点，再看账面应有多少。请先点钱；主管和经理可以直接查看。",
            )
            .into());
        }
        let day = match open {
            Some(day) => day,
            None => r.last_closed_day()?.ok_or_else(not_open)?,
        };
        let tenders = match &day.close {
            None => expected(r, &day)?
                .into_iter()
                .map(|(tender, expected)| TenderCount { tender, expected, counted: None })
                .collect(),
            Some(close) => {
                let counts = r.counts_of(day.id)?;
                counts.into_iter().find(|c| c.id == close.count).map(|c| c.tenders).unwrap_or_default()
            }
        };
        Ok(DayStatus {
            business_date: day.business_date.to_string(),
            state: if day.close.is_some() { "closed" } else { "open" }.into(),
            float_fen: day.float.into(),
            tenders: results(r, &day, &tenders)?,
            receipts: r.receipts_of_day(day.id)?.map_or(0, |(_, _, n)| n),
        })
    })
}

fn not_open() -> Refusal {
    Refusal::new("day_not_open", "今天还没有开班。请先在收费台开班，点清备用金。")
}

/// The second operator, who is not the first. Refusal: `second_operator_is_cashier`.
fn another(second: Option<Session>, session: &Session) -> Result<Option<OperatorId>> {
    match second {
        Some(second) if second.operator == session.operator => Err(Refusal::new(
            "second_operator_is_cashier",
            "复点的人不能是办理的人自己。请另一位主管或经理来。",
        )
        .into()),
        second => Ok(second.map(|s| s.operator)),
    }
}

/// Opens the day. Refusals: `not_allowed`, `day_already_open`, `day_closed`, `float_negative`, `float_differs`,
/// `second_operator_needed`, `second_operator_is_cashier`.
pub fn open_day(desk: &mut Desk, request: OpenDay, now: Instant) -> Result<DayView> {
    let session = desk.permitted(Duty::KeepCashDay)?;
    let second = pins::approver(desk, request.second.as_ref(), Duty::WitnessCount, now)?;
    let mut act = Act::new(&request.id, &session, now)?;
    act.approver = another(second, &session)?;
    desk.write(|w| open(w, &act, &request))?;
    day(desk, (), now)
}

pub(crate) fn open(w: &Writer<'_>, act: &Act, request: &OpenDay) -> Result<()> {
    if act.done_before(w, EntryKind::DayOpened)?.is_some() {
        return Ok(());
    }
    let today = act.now.date();
    let closed = w.last_closed_day()?;
    rules::may_open(w.open_day()?.map(|d| d.business_date), closed.as_ref().map(|d| d.business_date), today)?;
    let kept = closed.and_then(|d| d.close).map(|c| c.kept);
    let float = Fen::from(request.float_fen);
    let mut entry = act.entry(EntryKind::DayOpened, today);
    entry.document = format!("开班 {today}");
    entry.reason = request.reason.trim().to_owned();
    entry.content = store::cash_days::opened_content(today, float);
    // Reversals of earlier days can stand between the close and this opening; the drawer is brought to the float.
    let opening = rules::Opening { float, kept, reason: &request.reason, witnessed: act.approver.is_some() };
    entry.transfers = opening.transfers(Settings::read(w)?.over_short_limit())?;
    let posted = w.post(&entry)?;
    w.insert_day(posted, today, float)?;
    Ok(())
}

/// Keeps a count and then shows what was expected: the count is blind. Refusals: `not_allowed`, `day_not_open`,
/// `denomination_unknown`, `pieces_out_of_range`, `tender_unknown`, `tender_twice`.
pub fn submit_count(desk: &mut Desk, request: SubmitCount, now: Instant) -> Result<CountResult> {
    let session = desk.permitted(Duty::KeepCashDay)?;
    let act = Act::new(&request.id, &session, now)?;
    desk.write(|w| count(w, &act, &request))
}

pub(crate) fn count(w: &Writer<'_>, act: &Act, request: &SubmitCount) -> Result<CountResult> {
    let day = w.open_day()?.ok_or_else(not_open)?;
    let limit = Settings::read(w)?.over_short_limit();
    let done = act.done_before(w, EntryKind::DayCounted)?;
    if done.is_none() {
        let cash = CashCount::new(request.pieces.iter().map(|p| (p.denomination_fen.0, p.pieces)))?;
        let tenders = counted(w, &day, request, cash.total())?;
        let mut entry = act.entry(EntryKind::DayCounted, day.business_date);
        entry.document = format!("盘点 {}", day.business_date);
        entry.content = store::cash_days::count_content(day.business_date, &cash, &tenders);
        let posted = w.post(&entry)?;
        w.insert_count(posted, day.id, &cash, &tenders)?;
    }
    let counts = w.counts_of(day.id)?;
    let last = counts.last().ok_or_else(|| Error::broken("a count kept and gone"))?;
    count_result(w, &day, last, limit)
}

fn counted(r: &Reader<'_>, day: &CashDayRow, request: &SubmitCount, cash: Fen) -> Result<Vec<TenderCount>> {
    let mut stated: Vec<(Tender, Fen)> = vec![(Tender::Cash, cash)];
    for t in &request.tenders {
        let tender = Tender::parse(&t.tender)?;
        if stated.iter().any(|(s, _)| *s == tender) || tender == Tender::Prepayment {
            return Err(Refusal::new(
                "tender_twice",
                format!("“{}”填了两次或不用盘点。请去掉。", tender.chinese()),
            )
            .into());
        }
        stated.push((tender, t.counted_fen.into()));
    }
    let used = r.tenders_used(day.id)?;
    let relevant = expected(r, day)?.into_iter().filter(|(tender, expected)| {
        *tender == Tender::Cash
            || !expected.is_zero()
            || used.iter().any(|u| u.tender == *tender)
            || stated.iter().any(|(s, _)| s == tender)
    });
    Ok(relevant
        .map(|(tender, expected)| TenderCount {
            tender,
            expected,
            counted: stated.iter().find(|(s, _)| *s == tender).map(|(_, fen)| *fen),
        })
        .collect())
}

/// Closes the day on its last count and locks it; then draws the day report. Refusals: `not_allowed`, `day_not_open`,
/// `count_missing`, `count_outdated`, `over_short_reason_missing`, `second_operator_needed`,
/// `second_operator_is_cashier`, `banked_more_than_counted`.
pub fn close_day(desk: &mut Desk, request: CloseDay, now: Instant) -> Result<ClosedDay> {
    let session = desk.permitted(Duty::KeepCashDay)?;
    let second = pins::approver(desk, request.second.as_ref(), Duty::WitnessCount, now)?;
    let mut act = Act::new(&request.id, &session, now)?;
    act.approver = another(second, &session)?;
    let closed = desk.write(|w| close(w, &act, &request))?;
    day_reports::closed_with_report(desk, closed)
}

/// Gives the business date that was closed.
pub(crate) fn close(w: &Writer<'_>, act: &Act, request: &CloseDay) -> Result<ledger::calendar::Date> {
    if let Some(number) = act.done_before(w, EntryKind::DayClosed)? {
        let entry = w.entry_header(number)?.ok_or_else(|| Error::broken("an entry posted and gone"))?;
        return Ok(entry.entry.business_date);
    }
    let day = w.open_day()?.ok_or_else(not_open)?;
    if w.counts_of(day.id)?.is_empty() {
        return Err(Refusal::new("count_missing", "还没有盘点，不能日结。请先按面额点清抽屉。").into());
    }
    let count = latest_count(w, &day)?
        .ok_or_else(|| Refusal::new("count_outdated", "盘点之后又收过款或作废过收据。请重新盘点再日结。"))?;
    let cash = count.cash.total();
    let close = Close {
        tenders: count.tenders.clone(),
        banked: request.banked_fen.map_or_else(|| (cash - day.float).max(Fen::ZERO), Into::into),
        float: day.float,
        reason: request.reason.trim().to_owned(),
        witnessed: act.approver.is_some(),
    };
    let mut entry = act.entry(EntryKind::DayClosed, day.business_date);
    entry.transfers = close.transfers(Settings::read(w)?.over_short_limit())?;
    entry.document = format!("日结 {}", day.business_date);
    entry.reason.clone_from(&close.reason);
    let row = NewClose {
        count: count.id,
        banked: close.banked,
        kept: close.kept(),
        reason: &close.reason,
        responsible: request.responsible.trim(),
    };
    entry.content = store::cash_days::close_content(day.business_date, &row);
    let posted = w.post(&entry)?;
    w.insert_close(posted, day.id, &row)?;
    Ok(day.business_date)
}

/// Closed days, latest first.
pub fn closed_days(desk: &mut Desk, _request: (), _now: Instant) -> Result<ClosedDays> {
    desk.read(|r| {
        let days = r.closed_days(400)?;
        Ok(ClosedDays { days: days.iter().map(|d| day_reports::closed_view(r, d)).collect::<Result<_>>()? })
    })
}
