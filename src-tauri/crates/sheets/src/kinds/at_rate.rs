//! The columns of a table of times that is read at a rate: what was paid, and what is left of each time's fee.

use ledger::money::Fen;

use super::{past_payments, taken_off};
use crate::Level;
use crate::at_rate::{AtRate, Rate, Said, Time, settle};
use crate::book::{Row, Value};
use crate::cells::{Amount, date};
use crate::interpretation::Interpretation;
use crate::openings::terms as terms_of_header;
use crate::owed::{Terms, opening};
use crate::row_totals::RowSum;
use crate::table::{Line, Table};

/// Reads the times of a row: what was paid is history, what is left is owed.
pub(crate) fn line<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, terms): (usize, &mut Terms),
    sum: &mut RowSum,
) {
    let Some(at_rate) = &table.region.at_rate else { return };
    let Some(row) = row_of(table, line) else { return };
    let slot = |time: &Time| table.region.columns.iter().position(|c| c.index == time.column);
    let slots: Vec<usize> = at_rate.times.iter().filter_map(slot).collect();
    let said = at_rate.said(row, table.sheet.epoch);
    let dues = at_rate.dues(row);
    let fees = fees(table, at_rate);
    fees.iter().for_each(|(slot, _)| line.keep_text_of(*slot));
    pay(reading, table, line, (unit, &slots), (&said, dues.as_deref()));
    let Some(dues) = dues else {
        let is_paid = |said: &Said| matches!(said, Said::Paid | Said::Amount(_));
        if said.iter().any(is_paid) && !said.iter().all(is_paid) {
            let message = "这一户没有每期的费用，空着的各期没有算欠费。请补上。";
            reading.findings.add(line.at(slots[0]), (Level::Decide, "rate_missing"), message, "");
        }
        return;
    };
    let settled = settle(&said, &dues);
    if let Some((at, more)) = settled.more {
        taken_off::paid_more(reading, table, line, (unit, slots[at], slots[at]), (dues[at], more));
    }
    if reading.again.has(table.sheet, line.row) {
        return;
    }
    let each = at_rate.fees(row).unwrap_or_default();
    for at in (0..at_rate.due).filter(|at| !settled.free[*at]) {
        let mut left = dues[at] - settled.paid[at];
        if !left.is_positive() || terms.settled(reading, table, line) {
            continue;
        }
        // A part of a month pays its first fee first.
        for ((_, item), fee) in fees.iter().zip(&each).rev() {
            let part = left.min(fee[at]);
            left -= part;
            let part = Amount { exact: part.to_decimal(), fen: part, as_text: false };
            sum.add(slots[at], part);
            terms.item = item.clone();
            opening(reading, table, line, (unit, slots[at], part, terms));
        }
        terms.item = None;
    }
}

/// The columns of what is charged, and what for where there are several.
fn fees(table: &Table<'_>, at_rate: &AtRate) -> Vec<(Option<usize>, Option<String>)> {
    let Rate::Column { index, .. } = at_rate.rate else { return vec![(None, None)] };
    let several = !at_rate.fees_beside.is_empty();
    let of = |index: &u32| {
        let slot = table.region.columns.iter().position(|c| c.index == *index);
        let named = slot.filter(|_| several).map(|slot| terms_of_header(table.header(slot), None, None));
        (slot, named.filter(|terms| terms.names_item).map(|terms| terms.item))
    };
    std::iter::once(&index).chain(&at_rate.fees_beside).map(of).collect()
}

/// The row as the file has it.
fn row_of<'a>(table: &Table<'a>, line: &Line<'a>) -> Option<&'a Row> {
    let rows = &table.sheet.rows;
    rows.binary_search_by(|row| row.number().cmp(&line.row)).ok().map(|at| &rows[at])
}

/// What was paid goes to the history, and the words of the cells to the notes.
fn pay<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, slots): (usize, &[usize]),
    (said, dues): (&[Said], Option<&[Fen]>),
) {
    for (at, (slot, said)) in slots.iter().zip(said).enumerate() {
        let due = dues.map(|dues| dues[at]);
        let paid = match said {
            Said::Amount(amount) => Some(amount.fen),
            Said::Paid => due,
            _ => None,
        };
        if *said == Said::Unreadable {
            let header = table.header(*slot);
            let message = format_args!(
                "“{header}”写的看不懂，不知道交了多少，按没有交算欠费，作为备注保留。请改成数字。"
            );
            reading.findings.add(line.at(*slot), (Level::Decide, "amount_unreadable"), message, "");
        }
        if !matches!(said, Said::Amount(_)) {
            line.keep_text(*slot);
        }
        let Some(paid) = paid else { continue };
        past_payments::payment(
            reading,
            table,
            line,
            (unit, None),
            past_payments::Paid { slot: *slot, due, paid },
        );
        let day = date(line.at(*slot).value, table.sheet.epoch).got();
        if let (Some(read), Some(last)) = (day, reading.draft.past_payments.last_mut())
            && *said == Said::Paid
            && !matches!(line.at(*slot).value, Some(Value::Number(_)))
        {
            last.paid_on = Some(read.date.to_string());
        }
    }
}
