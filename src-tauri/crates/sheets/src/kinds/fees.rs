//! 收费明细、收费宽表: what is due and what was received, an item a line or an item a column.

use ledger::money::Fen;

use super::at_rate;
use super::balances::{self, prepay};
use super::beside_dues::{BesideDue, due_slots};
use super::paid_parts::{self, told_in_words};
use super::paid_periods::paid_by_periods;
use super::past_payments::{Paid, payment};
use super::taken_off::{drop_settled, older_debts_paid, paid_more, take_off, waiver_is_less};
use super::vehicles;
use crate::book::Value;
use crate::cells::{Amount, Reading};
use crate::dates::keep_period;
use crate::interpretation::Interpretation;
use crate::owed::{Terms, amount_in, opening, openings, terms_of_row};
use crate::periods::Span;
use crate::row_totals::{RowSum, row_total};
use crate::settled::{remark_says_paid, says_paid_just};
use crate::states::{is_owing, is_paid};
use crate::sums::Counted;
use crate::table::{Line, Table};
use crate::units::refer;
use crate::words;
use crate::{Level, Meaning};

pub(crate) const UNUSED: &[Meaning] = &[Meaning::Note, Meaning::Monthly];

pub(crate) fn line<'a>(
    reading: &mut Interpretation,
    table: &mut Table<'a>,
    line: &mut Line<'a>,
) -> Option<usize> {
    let unit = refer(reading, table, line)?;
    let mut terms = terms_of_row(reading, table, line, false);
    let mut sum = RowSum::default();
    let payments = reading.draft.past_payments.len();
    let owed_before = reading.draft.units[unit].openings.len();
    openings(reading, table, line, (unit, &mut terms), &mut sum);
    let of_items = reading.draft.units[unit].openings.len();
    due_and_paid(reading, table, line, (unit, &mut terms), &mut sum);
    take_off(reading, table, line, (unit, owed_before..of_items), &mut sum);
    drop_settled(reading, unit, owed_before);
    if !terms.used && reading.draft.past_payments.len() == payments {
        keep_period(table, line);
    }
    row_total(reading, table, line, (unit, &sum));
    prepaid(reading, table, line, unit);
    balances::deposits(reading, table, line, unit);
    vehicles::of_fee(reading, table, line, unit);
    if table.has(Meaning::Due) {
        line.keep_text_of(table.slot(Meaning::Amount));
    }
    Some(unit)
}

/// Each 应收 with the 实收 of its item: what is left is owed, what was paid is history.
pub(crate) fn due_and_paid<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, terms): (usize, &mut Terms),
    sum: &mut RowSum,
) {
    at_rate::line(reading, table, line, (unit, terms), sum);
    let paid_slots = table.received.as_slice();
    let due_slots = due_slots(table);
    let mut row_due = None;
    if table.owed_is_what_is_left {
        for slot in due_slots {
            if let Some(due) = amount_in(reading, table, line, *slot) {
                row_due = Some(due.fen).filter(|_| due_slots.len() == 1 && paid_slots.len() == 1);
                line.counts(*slot, Counted::LeftOut(due));
                line.keep_text(*slot);
            }
        }
    }
    if let ([due], true) = (due_slots, table.owed_is_what_is_left && !table.region.closes) {
        left_blank(
            reading,
            table,
            line,
            (unit, terms),
            (*due, table.slot(Meaning::Opening), paid_slots),
            sum,
        );
    }
    let due_slots = if table.owed_is_what_is_left { &[] } else { due_slots };
    let mut matched: Vec<usize> = Vec::new();
    for (at, due_slot) in due_slots.iter().enumerate() {
        let BesideDue { paid: paid_slot, left, waivers } = &table.beside_dues[at];
        let paid_slot = *paid_slot;
        matched.extend(paid_slot);
        let due = amount_in(reading, table, line, *due_slot);
        if let Some(owed) = left {
            line.keep_text(*due_slot);
            let of_item = (*due_slot, Some(*owed), paid_slot.as_slice());
            left_blank(reading, table, line, (unit, terms), of_item, sum);
            if let Some(slot) = paid_slot
                && let Some(paid) = amount_in(reading, table, line, slot).filter(|paid| !paid.fen.is_zero())
            {
                let due = due.map(|due| due.fen);
                payment(reading, table, line, (unit, terms.whole), Paid { slot, due, paid: paid.fen });
            }
            continue;
        }
        let in_words = paid_slot.filter(|slot| says_in_words(line, *slot));
        in_words.iter().for_each(|slot| line.keep_text(*slot));
        let in_figures = paid_slot.filter(|_| in_words.is_none());
        let paid = in_figures.and_then(|slot| amount_in(reading, table, line, slot));
        // 应收, 收款1, 收款2: what is due was paid in parts.
        let in_parts_only = due_slots.len() == 1 && paid_slot.is_none() && table.region.taken_off.is_empty();
        let of_now = paid_slots.iter().copied().filter(|slot| in_parts_only && !table.of_before[*slot]);
        let parts: Vec<usize> = of_now.collect();
        matched.extend(&parts);
        let paid = paid.or_else(|| in_parts(reading, table, line, (unit, terms.whole), (due, &parts)));
        let alone = due_slots.len() == 1 && table.region.taken_off.is_empty();
        let due = waived(reading, table, line, (due, waivers));
        if let Some(due) = due
            && paid_by_periods(reading, table, line, (unit, terms), (*due_slot, due), sum)
        {
            continue;
        }
        if let Some(due) = due {
            sum.add(*due_slot, due);
        }
        if let Some(paid) = paid {
            sum.paid(paid);
        }
        let mut received = in_figures.iter().chain(&parts);
        let unclear = received.any(|slot| line.at(*slot).amount() == Reading::Unreadable);
        let said_paid = table.paid_or_not_of(*due_slot, due_slots).filter(|_| paid_slot.is_none());
        let said_paid = said_paid.is_some_and(|slot| line.at(slot).value.and_then(is_paid) == Some(true));
        if let Some(due) = due
            && told_in_words(reading, table, line, (unit, terms), (*due_slot, due, (in_words, due_slots)))
        {
            continue;
        }
        let owing = table.owing_or_not.filter(|_| paid_slots.is_empty()).and_then(|slot| line.at(slot).value);
        let owes_nothing = owing.and_then(is_owing) == Some(false);
        // 欠半年, 欠500元
        if let (Some(slot), Some(due)) = (table.owing_or_not.filter(|_| paid_slots.is_empty()), due)
            && owing.and_then(is_owing).is_none()
        {
            paid_parts::unclear(reading, table, line, (slot, due));
        }
        let taken = |reading: &mut Interpretation, due: &Amount| {
            said_paid
                || owes_nothing
                || has_receipt(reading, table, line, (*due_slot, *due), due_slots)
                || (alone
                    && paid_slots.is_empty()
                    && due.fen.is_positive()
                    && remark_says_paid(reading, table, line))
        };
        if let Some(due) = due.filter(|due| taken(reading, due)) {
            let paid = Paid { slot: *due_slot, due: Some(due.fen), paid: due.fen };
            payment(reading, table, line, (unit, terms.whole), paid);
            continue;
        }
        settle(reading, table, line, (unit, terms), ((*due_slot, due), (paid_slot, paid), unclear));
    }
    // What all fees of the row come to, of which it was paid.
    let all_are_paid = |slot: &usize| table.region.taken_off == [table.region.columns[*slot].index];
    for slot in paid_slots.iter().filter(|slot| !matched.contains(slot)) {
        let row_due = row_due.or_else(|| Some(sum.whole()).filter(|_| all_are_paid(slot)));
        if let Some(paid) = amount_in(reading, table, line, *slot).filter(|paid| !paid.fen.is_zero()) {
            payment(
                reading,
                table,
                line,
                (unit, terms.whole),
                Paid { slot: *slot, due: row_due, paid: paid.fen },
            );
            older_debts_paid(reading, table, line, (unit, *slot), paid.fen);
        }
    }
}

/// 未交 or 空置 under 实收: words, and no figure that could not be read.
fn says_in_words(line: &Line<'_>, slot: usize) -> bool {
    let at = line.at(slot);
    let said = || at.text().is_some_and(|text| !text.contains(|c: char| c.is_ascii_digit() || c == '#'));
    at.amount() == Reading::Unreadable && matches!(at.value, Some(Value::Text(_))) && said()
}

/// 欠费 left blank beside 应收 that was not paid, where a formula was not dragged down: what is left, as a person wants it.
fn left_blank<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, terms): (usize, &mut Terms),
    (due, owed, paid): (usize, Option<usize>, &[usize]),
    sum: &mut RowSum,
) {
    let Some(owed) = owed.filter(|owed| line.at(*owed).value.is_none() && !line.is_crossed(*owed)) else {
        return;
    };
    let said_paid = table.paid_or_not.is_some_and(|slot| line.at(slot).value.and_then(is_paid) == Some(true));
    let unclear = paid.iter().any(|slot| line.at(*slot).amount() == Reading::Unreadable);
    // 应收 and 欠费 alone: who owes nothing has paid.
    if paid.is_empty() || said_paid || unclear || reading.again.has(table.sheet, line.row) {
        return;
    }
    let Reading::Got(due) = line.at(due).amount() else { return };
    let off = paid.iter().chain(&table.waivers).filter_map(|slot| line.at(*slot).amount().got());
    let (exact, fen) = off.fold((due.exact, due.fen), |(exact, fen), a| (exact - a.exact, fen - a.fen));
    if !fen.is_positive() || terms.settled(reading, table, line) {
        return;
    }
    let owes = reading.decisions.is("owed_blank", "left");
    let done = if owes { "作为欠费导入" } else { "没有算欠费" };
    let header = table.header(owed);
    let message = format_args!("“{header}”空着，应收减实收还差 {fen} 元，{done}。请确认。");
    reading.findings.add(
        line.at(owed),
        (Level::Decide, "owed_blank"),
        message,
        if owes { fen } else { Fen::ZERO },
    );
    if owes {
        let left = Amount { exact, fen, ..due };
        sum.add(owed, left);
        opening(reading, table, line, (unit, owed, left, terms));
    }
}

/// What was paid in several columns, each a payment of its own; `None` for nothing.
fn in_parts<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, period): (usize, Option<Span>),
    (due, parts): (Option<Amount>, &[usize]),
) -> Option<Amount> {
    let mut all: Option<Amount> = None;
    for slot in parts {
        let Some(part) = amount_in(reading, table, line, *slot).filter(|part| !part.fen.is_zero()) else {
            continue;
        };
        let paid = Paid { slot: *slot, due: due.map(|due| due.fen), paid: part.fen };
        payment(reading, table, line, (unit, period), paid);
        all = Some(match all {
            Some(sum) => Amount { exact: sum.exact + part.exact, fen: sum.fen + part.fen, ..sum },
            None => part,
        });
    }
    all
}

/// What is due when 减免 beside it is taken off, where a person does not want it otherwise.
fn waived<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (due, waivers): (Option<Amount>, &[usize]),
) -> Option<Amount> {
    let mut due = due?;
    for slot in waivers {
        let Some(waiver) = line.at(*slot).amount().got().filter(|waiver| waiver.fen.is_positive()) else {
            continue;
        };
        if waiver_is_less(reading, table, line, (*slot, waiver.fen)) {
            due = Amount { exact: due.exact - waiver.exact, fen: due.fen - waiver.fen, ..due };
        }
    }
    Some(due)
}

/// 收据号 or 收款日期 beside what was due, and no 实收: whether it was paid.
fn has_receipt(
    reading: &mut Interpretation,
    table: &Table<'_>,
    line: &Line<'_>,
    due: (usize, Amount),
    dues: &[usize],
) -> bool {
    let told = |slot: &&usize| {
        let said = line.at(**slot).text();
        // 答应月底交, 过年回来交
        let promised =
            |text: &str| words::says(text, &["答应", "承诺", "回来", "再", "等", "说", "约", "缓", "拖"]);
        said.is_some_and(|text| {
            text != "0" && !text.contains(['未', '欠', '没', '废', '退']) && !promised(&text)
        })
    };
    // 2024.3.2交1473.98, where no column is of payments.
    let named = |slot: &&usize| line.at(**slot).text().is_some_and(|text| says_paid_just(&text, due.1.exact));
    let remarks = if table.has(Meaning::Paid) { &[] } else { table.slots(Meaning::Note) };
    let receipts = table.receipts_of(due.0, dues);
    let found = receipts.iter().find(told).or_else(|| remarks.iter().find(named));
    let Some(slot) = found.filter(|_| due.1.fen.is_positive()) else { return false };
    let paid = reading.decisions.is("receipt_says_paid", "paid");
    let done = if paid { "按已收记入缴费历史，不算欠费" } else { "仍按欠费导入" };
    let header = table.label(*slot);
    let message = format_args!("没有实收一列，“{header}”却填了，{done}。请确认。");
    reading.findings.add(line.at(due.0), (Level::Decide, "receipt_says_paid"), message, due.1.fen);
    paid
}

type Column = (usize, Option<Amount>);

fn settle<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, terms): (usize, &mut Terms),
    ((due_slot, due), (paid_slot, paid), unclear): (Column, (Option<usize>, Option<Amount>), bool),
) {
    if let (Some(slot), Some(paid)) = (paid_slot, paid.filter(|paid| !paid.fen.is_zero())) {
        let due = due.map(|due| due.fen);
        payment(reading, table, line, (unit, terms.whole), Paid { slot, due, paid: paid.fen });
    }
    let Some(due) = due else { return };
    if unclear {
        // Its finding stands at the amount received: nobody knows what is left.
        line.counts(due_slot, Counted::LeftOut(due));
        line.keep_text(due_slot);
        return;
    }
    // Another table has the same debts.
    if reading.again.has(table.sheet, line.row) {
        line.counts(due_slot, Counted::LeftOut(due));
        return;
    }
    let (received, received_exact) = paid.map_or((Fen::ZERO, Default::default()), |p| (p.fen, p.exact));
    let left = due.fen - received;
    if left.is_negative() && received.is_positive() {
        let slot = paid_slot.unwrap_or(due_slot);
        paid_more(reading, table, line, (unit, due_slot, slot), (due.fen, left.abs()));
    } else if !left.is_zero() {
        let left = Amount { exact: due.exact - received_exact, fen: left, as_text: due.as_text };
        opening(reading, table, line, (unit, due_slot, left, terms));
    }
}

/// 前期预收: on every line of a household, or only once? A person knows.
fn prepaid<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &mut Line<'a>, unit: usize) {
    let import = reading.decisions.is("fee_prepaid", "prepayment");
    for slot in table.slots(Meaning::Prepaid) {
        let Some(amount) = amount_in(reading, table, line, *slot) else { continue };
        if amount.fen.is_zero() {
            continue;
        }
        // The account's own columns prove it.
        if amount.fen.is_positive() && table.region.held == Some(table.region.columns[*slot].index) {
            prepay(reading, table, line, (unit, *slot), amount.fen);
            continue;
        }
        let done = if import { "按预存款导入" } else { "只作为备注保留" };
        let message = format_args!("这一行有前期预收 {} 元，{done}。请确认。", amount.fen);
        let at = line.at(*slot);
        reading.findings.add(at, (Level::Decide, "fee_prepaid"), message, if import { "预存款" } else { "" });
        if import && amount.fen.is_positive() {
            prepay(reading, table, line, (unit, *slot), amount.fen);
        } else {
            line.counts(*slot, Counted::LeftOut(amount));
            line.keep_text(*slot);
        }
    }
}
