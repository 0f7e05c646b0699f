//! What is taken off a row's fees: what was waived, and what was paid where no column says what is left.

use std::ops::Range;

use ledger::money::Fen;

use super::balances::prepay;
use crate::cells::Amount;
use crate::interpretation::Interpretation;
use crate::openings::terms;
use crate::row_totals::RowSum;
use crate::table::{Line, Table};
use crate::{DraftOpening, Level, Meaning};

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
fn drop_settled(reading: &mut Interpretation, unit: usize, first: usize) {
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

/// More was paid than was due: a prepayment, as a person wants it.
pub(crate) fn paid_more<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, at, paid_slot): (usize, usize, usize),
    (due, more): (Fen, Fen),
) {
    let prepayment = reading.decisions.is("paid_more_than_due", "prepayment");
    let done = if prepayment { "多收的按预存款导入" } else { "只记入缴费历史" };
    let message = format_args!("实收比应收多 {more} 元，{done}。请确认。");
    reading.findings.add(line.at(at), (Level::Decide, "paid_more_than_due"), message, due);
    if prepayment {
        prepay(reading, table, line, (unit, paid_slot), more);
    }
}
