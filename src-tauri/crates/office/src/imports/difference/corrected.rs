//! Payments and readings that the file at hand has with other figures than an earlier one: what is kept is never changed,
//! so that both stand, which is said.

use store::kept::{PastPaymentRow, ReadingRow};

use super::super::register::{Known, left_of_units};
use super::super::rows;
use super::{Change, Step, UnitPlan, shown};
use crate::Result;

const BOTH_STAY: &str = "原来的一条留着，表里的一条另外添上；记录只添不改，两条里哪一条对请在备注里写明";

/// To be called when all units were compared: what is left of the register then is not in the file any more.
pub(super) fn corrected(known: &Known, units: &mut [UnitPlan<'_>]) -> Result<()> {
    if units.iter().all(|unit| unit.past_payments.is_empty() && unit.readings.is_empty()) {
        return Ok(());
    }
    let payments = left_of_units(&known.past_payments, |row: &PastPaymentRow| row.unit);
    let readings = left_of_units(&known.readings, |row: &ReadingRow| row.unit);
    for plan in units {
        let Some(unit) = plan.known.as_ref().map(|unit| unit.id) else { continue };
        let mut changes = Vec::new();
        for row in plan.past_payments.iter().filter(|_| payments.contains_key(&unit)) {
            let row = rows::past_payment(unit, row)?;
            let before =
                payments.get(&unit).into_iter().flatten().find(|before| is_of_same_day(before, &row));
            let on = row.paid_on.map(|day| day.to_string()).unwrap_or_default();
            changes.extend(before.map(|before| {
                both_stay(format!("缴费记录 {on}（{}）", row.source.cell), paid(before), paid(&row))
            }));
        }
        for row in plan.readings.iter().filter(|_| readings.contains_key(&unit)) {
            let row = rows::reading(unit, row)?;
            let same = |before: &&&ReadingRow| {
                before.meter == row.meter
                    && before.present_on == row.present_on
                    && before.present != row.present
            };
            let before = readings.get(&unit).into_iter().flatten().find(same);
            let label = || {
                format!(
                    "抄表 {} {}（{}）",
                    row.meter,
                    row.present_on.map(|d| d.to_string()).unwrap_or_default(),
                    row.source.cell
                )
            };
            changes.extend(before.map(|before| both_stay(label(), shows(before), shows(&row))));
        }
        plan.changes.extend(changes);
    }
    Ok(())
}

/// Paid on one day, or of one item and time where the day is not told.
fn is_of_same_day(before: &PastPaymentRow, row: &PastPaymentRow) -> bool {
    let of_same = || before.item == row.item && (before.from, before.to) == (row.from, row.to);
    before.paid_on == row.paid_on && (row.paid_on.is_some() || of_same())
}

fn paid(row: &PastPaymentRow) -> String {
    let words = [row.item.as_str(), &row.paid.to_string(), &row.cashier, &row.remark];
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn shows(row: &ReadingRow) -> String {
    let figure = |of: &Option<String>| of.clone().unwrap_or_else(|| "没有".to_owned());
    format!("{} 到 {}", figure(&row.previous), figure(&row.present))
}

fn both_stay<'d>(label: String, before: String, after: String) -> Change<'d> {
    let shown = shown("kept", label, (before, after), "").held(BOTH_STAY);
    Change { shown, step: Step::Openings { reverse: Vec::new(), post: Vec::new() } }
}
