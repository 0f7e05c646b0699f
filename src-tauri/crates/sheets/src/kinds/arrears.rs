//! 欠费清单: who owes how much for which months.

use super::taken_off::{drop_settled, less_paid, take_off};
use super::{balances, fees, vehicles};
use crate::dates::keep_period;
use crate::interpretation::Interpretation;
use crate::owed::{months_of_a_rate, openings, plain_amounts, terms_of_row};
use crate::row_totals::{RowSum, row_total};
use crate::settled::waivers;
use crate::table::{Line, Table};
use crate::units::refer;
use crate::{Level, Meaning};

pub(crate) const UNUSED: &[Meaning] =
    &[Meaning::Note, Meaning::Rate, Meaning::Monthly, Meaning::PaidOn, Meaning::Cashier];

pub(crate) fn line<'a>(
    reading: &mut Interpretation,
    table: &mut Table<'a>,
    line: &mut Line<'a>,
) -> Option<usize> {
    let unit = refer(reading, table, line)?;
    if comes_again(reading, table, line, unit) {
        return None;
    }
    let mut terms = terms_of_row(reading, table, line, true);
    let mut sum = RowSum::default();
    let owed_before = reading.draft.units[unit].openings.len();
    openings(reading, table, line, (unit, &mut terms), &mut sum);
    plain_amounts(reading, table, line, (unit, &mut terms), &mut sum);
    months_of_a_rate(reading, table, line, (unit, &mut terms), &mut sum);
    if table.region.less_paid {
        less_paid(reading, table, line, (unit, owed_before), &mut sum);
    }
    fees::due_and_paid(reading, table, line, (unit, &mut terms), &mut sum);
    take_off(reading, table, line, (unit, owed_before..owed_before), &mut sum);
    drop_settled(reading, unit, owed_before);
    row_total(reading, table, line, (unit, &sum));
    waivers(reading, table, line);
    if !terms.used {
        keep_period(table, line);
    }
    balances::held(reading, table, line, unit);
    vehicles::vehicle(reading, table, line, unit);
    Some(unit)
}

/// The very same line again, which is left out unless a person says that it is owed twice.
fn comes_again<'a>(
    reading: &mut Interpretation,
    table: &mut Table<'a>,
    line: &Line<'a>,
    unit: usize,
) -> bool {
    let owed = [Meaning::Opening, Meaning::Amount].iter().flat_map(|meaning| table.slots(*meaning));
    let at = owed.map(|slot| line.at(*slot)).find(|at| at.amount().got().is_some_and(|a| !a.fen.is_zero()));
    let Some(at) = at.filter(|_| table.says_again(unit, line.row)) else { return false };
    let keep = reading.decisions.is("row_twice", "keep");
    let done = if keep { "照常导入" } else { "没有导入" };
    let code = &reading.draft.units[unit].code;
    let message = format_args!("与上面 {code} 的一行完全相同，这一行{done}。请确认是不是重复。");
    reading.findings.add(at, (Level::Decide, "row_twice"), message, "");
    !keep
}
