//! 缴费记录: payments of the past, kept in the register and never posted.

use ledger::calendar::parse_date;
use ledger::money::Fen;

use super::{balances, vehicles};
use crate::book::Row;
use crate::cells::Reading;
use crate::dates::{day, day_of};
use crate::doubts::debts_are_wanted;
use crate::findings::At;
use crate::interpretation::Interpretation;
use crate::openings::item_and_time;
use crate::owed::{Terms, amount_in, openings, terms_of_row};
use crate::periods::Span;
use crate::row_totals::RowSum;
use crate::states::{self, is_paid};
use crate::sums::Counted;
use crate::table::{Line, Table};
use crate::units::refer;
use crate::{DraftPastPayment, Kind, Level, Meaning, words};

pub(crate) const UNUSED: &[Meaning] = &[Meaning::Rate, Meaning::Monthly, Meaning::Plate, Meaning::Space];

/// What was paid.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paid {
    /// Its column.
    pub slot: usize,
    pub due: Option<Fen>,
    pub paid: Fen,
}

pub(crate) fn line<'a>(
    reading: &mut Interpretation,
    table: &mut Table<'a>,
    line: &mut Line<'a>,
) -> Option<usize> {
    let spent = spent(table, line);
    if is_of_nobody(reading, table, line, spent.is_some()) {
        return None;
    }
    let unit = refer(reading, table, line)?;
    vehicles::of_payment(reading, table, line, unit);
    let mut terms = terms_of_row(reading, table, line, false);
    let due = table.slot(Meaning::Due).and_then(|slot| amount_in(reading, table, line, slot));
    let unpaid = says_unpaid(reading, table, line);
    carry_day(reading, table, line, unpaid);
    let void = unpaid || is_void(reading, table, line) || is_not_drawn(reading, table, line);
    let slots = if table.has(Meaning::Paid) { Meaning::Paid } else { Meaning::Amount };
    let mut any = false;
    for slot in table.slots(slots) {
        let Some(paid) = amount_in(reading, table, line, *slot) else { continue };
        any = true;
        if !void && balances::among_receipts(reading, table, line, (unit, *slot), paid) {
            keep_remarks(table, line);
            continue;
        }
        if void || (paid.fen.is_negative() && !negative(reading, line.at(*slot))) {
            line.counts(*slot, Counted::LeftOut(paid));
            line.keep_text(*slot);
            continue;
        }
        // 实扣金额 0: nothing was paid, and nothing was due.
        if paid.fen.is_zero() && due.is_none() {
            keep_remarks(table, line);
            continue;
        }
        let due = due.map(|due| due.fen);
        payment(reading, table, line, (unit, terms.whole), Paid { slot: *slot, due, paid: paid.fen });
    }
    // Who paid nothing in one of several columns of months is no gap.
    if !any && spent.is_some() {
        keep_remarks(table, line);
    } else if !any && table.slots(slots).len() < 2 {
        let at = table.slot(slots).map_or_else(|| line.first(), |slot| line.at(slot));
        let message = "这一行没有缴费金额，没有记入缴费历史。请核对。";
        reading.findings.add(at, (Level::Decide, "payment_without_amount"), message, "");
        keep_remarks(table, line);
    }
    balances::held(reading, table, line, unit);
    debts_beside(reading, table, line, (unit, &mut terms));
    Some(unit)
}

/// 支出 of a cash book, where the row has one and no 收入.
fn spent(table: &Table<'_>, line: &Line<'_>) -> Option<usize> {
    let is_got = |slot: &usize| !line.at(*slot).amount().got().is_none_or(|amount| amount.fen.is_zero());
    let received = [Meaning::Paid, Meaning::Amount].into_iter().flat_map(|of| table.slots(of));
    if received.into_iter().any(is_got) {
        return None;
    }
    let of_book = |slot: &usize| {
        let header = table.header(*slot);
        header.contains("支出") || header.contains("付出") || header.contains("贷方")
    };
    table.slots(Meaning::Note).iter().copied().find(|slot| of_book(slot) && is_got(slot))
}

/// What the office spent, and the line on which a cash book begins: rows without a room that nobody paid. Whether it is one.
fn is_of_nobody<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &Line<'a>, spent: bool) -> bool {
    const CARRIED: [&str; 9] = [
        "上年结转",
        "上期结转",
        "上月结转",
        "年初结转",
        "期初余额",
        "年初余额",
        "上年余额",
        "上月余额",
        "承前页",
    ];
    if [Meaning::Room, Meaning::Space, Meaning::OwnerName]
        .into_iter()
        .any(|of| table.text(line, of).is_some())
    {
        return false;
    }
    let received = [Meaning::Paid, Meaning::Amount].into_iter().flat_map(|of| table.slots(of));
    let nothing = received.into_iter().all(|slot| line.at(*slot).text().is_none());
    let words = [Meaning::Item, Meaning::Note].into_iter().flat_map(|of| table.slots(of));
    let said: Vec<String> = words.filter_map(|slot| line.at(*slot).text()).collect();
    let carried = said.iter().any(|text| CARRIED.contains(&text.trim()));
    let message = match (spent, carried && nothing) {
        (true, _) => format!("这一行是支出（{}），不是住户交的钱，没有导入。", said.join("，")),
        (false, true) => format!("这一行是账上原有的结余（{}），不是住户交的钱，没有导入。", said.join("，")),
        (false, false) => return false,
    };
    reading.findings.add(line.first(), (Level::Note, "row_of_office"), message, "");
    true
}

/// What else the row says, where no payment takes it as its remark.
fn keep_remarks(table: &Table<'_>, line: &mut Line<'_>) {
    for slot in table.slots(Meaning::Note) {
        line.keep_text(*slot);
    }
}

/// 余额不足 beside what the bank was to draw: nothing was paid.
fn is_not_drawn<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &mut Line<'a>) -> bool {
    let Some(slot) = table.drawn else { return false };
    let at = line.at(slot);
    if at.text().and_then(|text| states::is_drawn(&text)) == Some(true) {
        return false;
    }
    let message = match at.text() {
        Some(said) => format!(
            "“{}”写着“{said}”，钱没有收到，没有记入缴费历史，作为备注保留。还欠着的，请在欠费清单里核对。",
            table.label(slot)
        ),
        None => {
            format!("“{}”是空的，不知道钱收到了没有，没有记入缴费历史，作为备注保留。", table.label(slot))
        }
    };
    reading.findings.add(at, (Level::Note, "payment_not_drawn"), message, "");
    keep_remarks(table, line);
    line.keep_text(slot);
    true
}

/// The row's 欠费 in a list of payments or of money held: owed, or a note.
pub(crate) fn debts_beside<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, terms): (usize, &mut Terms),
) {
    if debts_are_wanted(reading, table) {
        openings(reading, table, line, (unit, terms), &mut RowSum::default());
        return;
    }
    for slot in table.slots(Meaning::Opening) {
        if let Some(amount) = line.at(*slot).amount().got() {
            line.counts(*slot, Counted::LeftOut(amount));
        }
        line.keep_text(*slot);
    }
}

/// 作废, 冲红, 退费 beside the amount: whether it is left out.
fn is_void<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &mut Line<'a>) -> bool {
    const SAID: [&str; 8] = ["作废", "冲红", "红冲", "撤销", "冲销", "退费", "退款", "已废"];
    let says = |slot: &usize| {
        line.at(*slot).text().is_some_and(|text| states::says(table.header(*slot), &text, &SAID))
    };
    let slots = [Meaning::Note, Meaning::Status, Meaning::Item].into_iter().flat_map(|of| table.slots(of));
    let slot = slots.copied().find(says);
    if slot.is_none() && !table.is_of_refunds {
        return false;
    }
    let amounts = || table.slots(Meaning::Paid).iter().chain(table.slots(Meaning::Amount));
    // A payment below zero is asked about by itself.
    if amounts().any(|slot| line.at(*slot).amount().got().is_some_and(|a| a.fen.is_negative())) {
        return false;
    }
    let leave_out = reading.decisions.is("payment_void", "leave_out");
    let done =
        if leave_out { "没有记入缴费历史，作为备注保留" } else { "照常记入缴费历史" };
    let (at, why) = match slot {
        Some(slot) => {
            let at = line.at(slot);
            (at, format!("“{}”写着“{}”", table.label(slot), at.text().unwrap_or_default()))
        }
        None => {
            let at = amounts().next().map_or_else(|| line.first(), |slot| line.at(*slot));
            (at, "标题写着这张表是退还的".to_owned())
        }
    };
    let message = format_args!("{why}，{done}。请确认。");
    reading.findings.add(at, (Level::Decide, "payment_void"), message, "");
    if leave_out {
        keep_remarks(table, line);
    }
    leave_out
}

/// 否 under 是否缴费, 未交 in a remark: nobody has paid, whatever the rows around it say.
fn says_unpaid<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &mut Line<'a>) -> bool {
    let denied = |slot: &usize| line.at(*slot).value.and_then(is_paid) == Some(false);
    let written = |slot: &usize| {
        denied(slot) && line.at(*slot).text().is_some_and(|text| text.trim().starts_with('未'))
    };
    let notes = table.slots(Meaning::Note).iter().copied();
    let slot = table.paid_or_not.filter(denied).or_else(|| notes.clone().find(written));
    let Some(slot) = slot else { return false };
    let at = line.at(slot);
    let (label, said) = (table.label(slot), at.text().unwrap_or_default());
    let message = format!(
        "“{label}”写着“{said}”，没有记入缴费历史，作为备注保留。还欠着的，请在“可以是收款记录”一问里选应收，或在欠费清单里补上。"
    );
    reading.findings.add(at, (Level::Note, "payment_not_drawn"), message, "");
    keep_remarks(table, line);
    true
}

/// A day stands once above the payments of that day; not above rows without a receipt where each other has one.
fn carry_day<'a>(reading: &mut Interpretation, table: &mut Table<'a>, line: &mut Line<'a>, unpaid: bool) {
    let Some(slot) = table.slot(Meaning::PaidOn).filter(|_| table.region.own_days.is_empty()) else { return };
    let at = line.at(slot);
    match (at.text(), &table.paid_on) {
        (None, _) if unpaid || lacks_receipt(table, line) => {
            table.paid_on = None;
            if !unpaid {
                let message = "这一行没有日期，也没有收据号，别的行都有，按没有日期的缴费记入历史。请核对是不是真的收过。";
                reading.findings.add(line.first(), (Level::Decide, "payment_without_receipt"), message, "");
            }
        }
        (Some(_), _) => table.paid_on = day_of(reading, table, line, Meaning::PaidOn),
        (None, Some(above)) => {
            let message = "没有写日期，按上面一行的日期记入。";
            reading.findings.add(at, (Level::Note, "payment_day_carried"), message, above);
        }
        (None, None) => {}
    }
}

/// The rows around it have each a day and the number of a receipt, and this one, of another room, neither.
fn lacks_receipt(table: &Table<'_>, line: &Line<'_>) -> bool {
    const AROUND: usize = 100;
    let region = table.region;
    let numbers: Vec<u32> =
        region.columns.iter().filter(|c| words::is_receipt(&c.header)).map(|c| c.index).collect();
    let day = region.column(Meaning::PaidOn).map(|c| c.index);
    let unit = region.unit_column().map(|c| c.index);
    let of = |row: &Row, column: Option<u32>| column.and_then(|c| row.get(c)).cloned();
    let numbered = |row: &&Row| numbers.iter().any(|column| row.get(*column).is_some());
    let rows = &table.sheet.rows[region.first..region.end];
    let at = rows.partition_point(|row| row.number() < line.row);
    let (Some(row), Some(above)) = (rows.get(at), at.checked_sub(1).and_then(|above| rows.get(above))) else {
        return false;
    };
    let own = of(row, unit).is_some_and(|unit_here| of(above, unit).as_ref() != Some(&unit_here));
    let around = &rows[at.saturating_sub(AROUND)..rows.len().min(at + AROUND)];
    let mut others = around.iter().filter(numbered);
    own && !numbered(&row) && others.clone().count() >= 2 && others.all(|row| of(row, day).is_some())
}

/// Said once for a table, at its header: payments, or fees due?
pub(crate) fn ask_about_kind(reading: &mut Interpretation, table: &Table<'_>) {
    if !table.region.payments_or_fees {
        return;
    }
    let fees = reading.decisions.is("payments_or_fees", "fees");
    let done = if fees {
        "按应收导入，没有实收的算欠费"
    } else {
        "按收过的钱记入缴费历史，不算欠费"
    };
    let message = format_args!("这张表可以是收款记录，也可以是应收明细，{done}。请确认。");
    let at = table.region.at_header(table.sheet, table.region.columns.first().map_or(0, |c| c.index));
    let understood = if fees { "应收" } else { "已收" };
    reading.findings.add(at, (Level::Decide, "payments_or_fees"), message, understood);
}

/// A refund, or a slip: whether it is kept.
fn negative(reading: &mut Interpretation, at: At<'_>) -> bool {
    let keep = reading.decisions.is("payment_negative", "keep");
    let done =
        if keep { "照原样记入缴费历史" } else { "没有记入缴费历史，作为备注保留" };
    let message = format_args!("缴费金额是负数，多半是退款，{done}。请确认。");
    reading.findings.add(at, (Level::Decide, "payment_negative"), message, "");
    keep
}

/// 实缴 beside what is owed, in a table of units: what was paid is history.
pub(crate) fn beside_arrears<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, period): (usize, Option<Span>),
) {
    let one = |meaning| match table.slots(meaning) {
        [only] => Some(*only),
        _ => None,
    };
    let due = one(Meaning::Due).filter(|_| one(Meaning::Paid).is_some());
    let due = due.and_then(|slot| line.at(slot).amount().got()).map(|due| due.fen);
    for slot in &table.received {
        match line.at(*slot).amount() {
            Reading::Got(paid) if paid.fen.is_zero() => {}
            Reading::Got(paid) => {
                payment(reading, table, line, (unit, period), Paid { slot: *slot, due, paid: paid.fen });
            }
            // 停供, 未交
            Reading::Unreadable => line.keep_text(*slot),
            Reading::Nothing => {}
        }
    }
}

/// 已交至 alone says when a row's money is of: of a list of payments it was read so already.
fn paid_until(table: &Table<'_>) -> bool {
    table.region.kind != Kind::Payments
        && table.has(Meaning::PaidThrough)
        && !table.has(Meaning::PeriodFrom)
        && table.row_period().is_none()
}

/// Puts one payment into the history.
pub(crate) fn payment<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, period): (usize, Option<Span>),
    Paid { slot, due, paid }: Paid,
) {
    let by_header = table.openings[slot].as_ref().filter(|terms| terms.names_period);
    let by_header = by_header.map(|terms| Span { from: terms.from, to: terms.to });
    // 清收陈欠 is of no time of the table's.
    let of_before = table.of_before[slot];
    let period = match paid_until(table) {
        _ if of_before => by_header,
        // What is open begins behind the day that is paid for.
        true => by_header.or_else(|| {
            period.and_then(|open| open.from?.pred_opt()).map(|to| Span { from: None, to: Some(to) })
        }),
        false => period.or(by_header),
    };
    let paid_on = match table.region.kind {
        _ if table.own_day(slot).is_some() => table
            .own_day(slot)
            .and_then(|own| day(reading, table, line, own))
            .map(|read| read.date.to_string()),
        Kind::Payments => table.paid_on.clone(),
        _ => day_of(reading, table, line, Meaning::PaidOn),
    };
    let day = paid_on.as_deref().and_then(|day| parse_date(day).ok());
    let (item, time) = table.text(line, Meaning::Item).map(|text| item_and_time(&text, day)).unzip();
    let period = period.or(time.flatten()).or(table.surroundings.span.filter(|_| !of_before));
    let by_header = table.openings[slot].as_ref().filter(|terms| terms.names_item);
    let item = item.or_else(|| by_header.map(|terms| terms.item.clone()));
    // 1月 under 物业费交费登记表.
    let of_time = table.region.untold.contains(&table.region.columns[slot].index);
    let by_title = table.surroundings.item.filter(|_| of_time).map(str::to_owned);
    let item = item.or(by_title).unwrap_or_default();
    let remarks: Vec<String> = match table.region.kind {
        Kind::Payments => {
            table.slots(Meaning::Note).iter().filter_map(|slot| line.at(*slot).text()).collect()
        }
        // Elsewhere a remark is the unit's.
        _ => Vec::new(),
    };
    reading.draft.past_payments.push(DraftPastPayment {
        unit: reading.draft.units[unit].code.clone(),
        item,
        from: period.and_then(|p| p.from).map(|d| d.to_string()),
        to: period.and_then(|p| p.to).map(|d| d.to_string()),
        paid_on,
        due_fen: due.map(Fen::fen),
        paid_fen: paid.fen(),
        cashier: table.text(line, Meaning::Cashier).unwrap_or_default(),
        remark: remarks.join("；"),
        source: table.source(line, slot),
    });
}
