//! 欠费清单: who owes how much for which months.

use super::{balances, fees, vehicles};
use crate::Meaning;
use crate::interpretation::Interpretation;
use crate::owed::{RowSum, less_paid, openings, plain_amounts, row_total, terms_of_row};
use crate::table::{Line, Table};
use crate::units::refer;

pub(crate) const UNUSED: &[Meaning] = &[Meaning::Note, Meaning::Rate, Meaning::PaidOn, Meaning::Cashier];

pub(crate) fn line<'a>(
    reading: &mut Interpretation,
    table: &mut Table<'a>,
    line: &mut Line<'a>,
) -> Option<usize> {
    let unit = refer(reading, table, line)?;
    let mut terms = terms_of_row(reading, table, line, true);
    let mut sum = RowSum::default();
    let owed_before = reading.draft.units[unit].openings.len();
    openings(reading, table, line, (unit, &mut terms), &mut sum);
    plain_amounts(reading, table, line, (unit, &mut terms), &mut sum);
    if table.region.less_paid {
        less_paid(reading, table, line, (unit, owed_before), &mut sum);
    }
    fees::due_and_paid(reading, table, line, (unit, &mut terms), &mut sum);
    row_total(reading, table, line, &sum);
    balances::held(reading, table, line, unit);
    vehicles::vehicle(reading, table, line, unit);
    Some(unit)
}
