//! 业主台账: units, their people, and whatever else the register's rows hold.

use super::taken_off::{drop_settled, less_paid, take_off};
use super::{at_rate, balances, fees, meters, past_payments, vehicles};
use crate::Meaning;
use crate::dates::keep_period;
use crate::interpretation::Interpretation;
use crate::owed::{months_of_a_rate, openings, plain_amounts, terms_of_row};
use crate::row_totals::{RowSum, row_total};
use crate::settled::waivers;
use crate::table::{Line, Table};
use crate::units::describe;

pub(crate) const UNUSED: &[Meaning] =
    &[Meaning::Note, Meaning::Rate, Meaning::Monthly, Meaning::Due, Meaning::PaidOn, Meaning::Cashier];

pub(crate) fn line<'a>(
    reading: &mut Interpretation,
    table: &mut Table<'a>,
    line: &mut Line<'a>,
) -> Option<usize> {
    let unit = describe(reading, table, line)?;
    let mut terms = terms_of_row(reading, table, line, true);
    let mut sum = RowSum::default();
    let owed_before = reading.draft.units[unit].openings.len();
    openings(reading, table, line, (unit, &mut terms), &mut sum);
    plain_amounts(reading, table, line, (unit, &mut terms), &mut sum);
    months_of_a_rate(reading, table, line, (unit, &mut terms), &mut sum);
    at_rate::line(reading, table, line, (unit, &mut terms), &mut sum);
    if table.region.dues_owed {
        let of_items = reading.draft.units[unit].openings.len();
        fees::due_and_paid(reading, table, line, (unit, &mut terms), &mut sum);
        take_off(reading, table, line, (unit, owed_before..of_items), &mut sum);
        drop_settled(reading, unit, owed_before);
    } else if table.region.less_paid {
        less_paid(reading, table, line, (unit, owed_before), &mut sum);
        table.slots(Meaning::Paid).iter().for_each(|slot| line.keep_text(*slot));
    } else {
        past_payments::beside_arrears(reading, table, line, (unit, terms.whole));
    }
    row_total(reading, table, line, (unit, &sum));
    waivers(reading, table, line);
    if !terms.used {
        keep_period(table, line);
    }
    balances::held(reading, table, line, unit);
    vehicles::vehicle(reading, table, line, unit);
    meters::of_roster(reading, table, line, unit);
    Some(unit)
}
