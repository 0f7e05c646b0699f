//! What is taken off a row's fees: what was waived, and what was paid where no column says what is left.

use std::ops::Range;

use ledger::money::Fen;

use super::balances::prepay;
use crate::cells::Amount;
use crate::interpretation::Interpretation;
use crate::openings::terms;
use crate::row_totals::RowSum;
use crate::table::{Line, Table};
use crate::{CellRef, DraftOpening, Level, Meaning, words};

/// The column's amounts are taken off whatever the row owes, and not off one fee alone.
pub(crate) fn is_taken_off(table: &Table<'_>, slot: usize) -> bool {
    table.region.taken_off.contains(&table.region.columns[slot].index)
}

/// Takes what was waived off the row's fees, and what was paid off the oldest that it owes. `of_before`: of the unit's
/// openings those that the row owed before its own time; behind them stand its fees.
pub(crate) fn take_off<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, of_before): (usize, Range<usize>),
    sum: &mut RowSum,
) {
    let slots = |paid: bool| {
        let is = move |slot: &usize| (table.region.columns[*slot].meaning == Meaning::Paid) == paid;
        (0..table.region.columns.len()).filter(|slot| is_taken_off(table, *slot)).filter(is)
    };
    let amount = |line: &Line<'a>, slot: usize| line.at(slot).amount().got().filter(|a| !a.fen.is_zero());
    for slot in slots(false) {
        let Some(waiver) = amount(line, slot) else { continue };
        // 20 and -20 are both taken off.
        let waiver = Amount { exact: waiver.exact.abs(), fen: waiver.fen.abs(), ..waiver };
        if !table.region.waived_in_sum && !waiver_is_less(reading, table, line, (slot, waiver.fen)) {
            continue;
        }
        sum.waived(waiver);
        // 减免违约金 is of no other fee.
        let named = Some(terms(table.header(slot), None, None)).filter(|named| named.names_item);
        let of_item = |owed: &DraftOpening| named.as_ref().is_some_and(|named| named.item == owed.item);
        let rest = less(reading, unit, of_before.start, waiver.fen, of_item);
        let rest = less(reading, unit, of_before.end, rest, any);
        less(reading, unit, of_before.start, rest, any);
        drop_settled(reading, unit, of_before.start);
    }
    for slot in slots(true) {
        let Some(paid) = amount(line, slot).filter(|paid| paid.fen.is_positive()) else { continue };
        sum.paid(paid);
        let rest = less(reading, unit, of_before.start, paid.fen, any);
        drop_settled(reading, unit, of_before.start);
        let due = sum.whole();
        if rest.is_positive() && due.is_positive() && !sum.unreadable {
            paid_more(reading, table, line, (unit, slot, slot), (due, rest));
        }
    }
}

/// Takes what was paid off the row's oldest arrears, as the table's own total does. `first`: of the unit's openings the
/// row's first.
pub(crate) fn less_paid<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &Line<'a>,
    (unit, first): (usize, usize),
    sum: &mut RowSum,
) {
    for slot in table.slots(Meaning::Paid) {
        let Some(paid) = line.at(*slot).amount().got().filter(|paid| paid.fen.is_positive()) else {
            continue;
        };
        sum.paid(paid);
        less(reading, unit, first, paid.fen, any);
        drop_settled(reading, unit, first);
        let message = format_args!("已付的 {} 元从这一行最早的欠费里扣除。请核对。", paid.fen);
        reading.findings.add(line.at(*slot), (Level::Note, "paid_taken_off"), message, "");
    }
}

fn any(_: &DraftOpening) -> bool {
    true
}

/// Takes `amount` off those of the unit's openings from one on that it is `of`; gives what is more than they come to.
fn less(
    reading: &mut Interpretation,
    unit: usize,
    first: usize,
    amount: Fen,
    of: impl Fn(&DraftOpening) -> bool,
) -> Fen {
    let openings = &mut reading.draft.units[unit].openings;
    let mut left = amount.fen();
    for owed in openings.iter_mut().skip(first).filter(|owed| owed.amount_fen > 0 && of(owed)) {
        let taken = left.min(owed.amount_fen);
        owed.amount_fen -= taken;
        left -= taken;
    }
    reading.owed -= amount - Fen::new(left);
    Fen::new(left)
}

/// Nobody owes nothing.
pub(crate) fn drop_settled(reading: &mut Interpretation, unit: usize, first: usize) {
    let mut at = 0;
    reading.draft.units[unit].openings.retain(|owed| {
        at += 1;
        at <= first || owed.amount_fen != 0
    });
}

/// Whether 减免 beside what is due is taken off, as a person wants it.
pub(crate) fn waiver_is_less(
    reading: &mut Interpretation,
    table: &Table<'_>,
    line: &Line<'_>,
    (slot, waiver): (usize, Fen),
) -> bool {
    let less = reading.decisions.is("waiver", "less");
    let done = if less { "从应收里减去" } else { "没有减，只作为备注保留" };
    let message = format_args!("“{}”有 {waiver} 元，{done}。请确认。", table.label(slot));
    let understood = if less { "减去" } else { "" };
    reading.findings.add(line.at(slot), (Level::Decide, "waiver"), message, understood);
    less
}

/// More was paid than was due: of what the row owed before, or a prepayment, as a person wants it.
pub(crate) fn paid_more<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, at, paid_slot): (usize, usize, usize),
    (due, more): (Fen, Fen),
) {
    let prepayment = reading.decisions.is("paid_more_than_due", "prepayment");
    let off_debts = reading.decisions.is("paid_more_than_due", "older_debts");
    let item = table.openings[at].as_ref().map(|terms| terms.item.as_str());
    let rest = if off_debts { less_of_before(reading, table, line, unit, (more, item)) } else { more };
    let done = match (prepayment, rest == more, rest.is_zero()) {
        (true, ..) => "多收的按预存款导入".to_owned(),
        (_, true, _) => "只记入缴费历史".to_owned(),
        (_, _, true) => "从这一行以前的欠费里扣除".to_owned(),
        _ => format!("{} 元从这一行以前的欠费里扣除，其余只记入缴费历史", more - rest),
    };
    let message = format_args!("实收比应收多 {more} 元，{done}。请确认。");
    reading.findings.add(line.at(at), (Level::Decide, "paid_more_than_due"), message, due);
    if prepayment {
        prepay(reading, table, line, (unit, paid_slot), more);
    }
}

/// 清收陈欠, 收回上年欠费: takes what was paid of older debts off those of the row, as a person wants it.
pub(crate) fn older_debts_paid<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &Line<'a>,
    (unit, slot): (usize, usize),
    paid: Fen,
) {
    // 清收陈欠, 清欠
    let of_before = table.of_before[slot] || words::says_debts_collected(table.header(slot));
    if !of_before || !paid.is_positive() {
        return;
    }
    let of_before = table.slots(Meaning::Opening).iter().filter(|owed| is_of_before(table, **owed));
    let owed: Fen = of_before.filter_map(|owed| line.at(*owed).amount().got()).map(|owed| owed.fen).sum();
    if !owed.is_positive() {
        return;
    }
    let take_off = reading.decisions.is("older_debts_paid", "taken_off");
    let done = if take_off {
        "从这一行以前的欠费里扣除"
    } else {
        "只记入缴费历史，以前的欠费不变"
    };
    let message = format_args!("“{}”有 {paid} 元，{done}。请确认。", table.label(slot));
    let understood = if take_off { "扣除" } else { "" };
    reading.findings.add(line.at(slot), (Level::Decide, "older_debts_paid"), message, understood);
    if take_off {
        less_of_before(reading, table, line, unit, (paid, None));
    }
}

/// The column says what was owed before, and not what is left in the end: 欠费 beside 应收 and 实收, each over 陈欠.
fn is_of_before(table: &Table<'_>, slot: usize) -> bool {
    let header = table.header(slot);
    if header.contains(words::LEVELS) || words::says(header, &["余", "尚", "仍", "未", "剩"]) {
        return false;
    }
    let ends = |slot: &usize| table.openings[*slot].as_ref().and_then(|terms| terms.to);
    let dues = table.slots(Meaning::Due);
    let first = dues.iter().filter_map(|slot| table.openings[*slot].as_ref().and_then(|t| t.from)).min();
    let first = first.or(table.surroundings.span.and_then(|span| span.from));
    table.of_before[slot] || ends(&slot).zip(first).is_some_and(|(end, first)| end < first)
}

/// Takes an amount off what the row says is owed of before, of one item or of any; gives what is more than that.
fn less_of_before<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &Line<'a>,
    unit: usize,
    (amount, item): (Fen, Option<&str>),
) -> Fen {
    let slots = table.slots(Meaning::Opening).iter().filter(|slot| is_of_before(table, **slot));
    let cells: Vec<CellRef> = slots.map(|slot| table.source(line, *slot)).collect();
    let of_before =
        |owed: &DraftOpening| cells.contains(&owed.source) && item.is_none_or(|item| owed.item == item);
    less(reading, unit, 0, amount, of_before)
}
