//! What a draft brings beside units and charges, as the store keeps it.

use ledger::calendar::{Date, parse_date};
use ledger::money::Fen;
use ledger::people::{PersonId, Phone};
use ledger::units::UnitId;
use sheets::{DraftNote, DraftPastPayment, DraftPerson, DraftReading, DraftVehicle};
use store::kept::{IdNumberRow, NoteRow, PastPaymentRow, ReadingRow, SourceCell, VehicleRow};

use super::money::cell;
use super::register::Placeless;
use crate::Result;

/// Without its cell.
pub(super) fn placeless<T: Placeless>(row: T) -> T {
    row.placeless()
}

fn day(text: Option<&String>) -> Result<Option<Date>> {
    Ok(text.map(|t| parse_date(t)).transpose()?)
}

pub(super) fn phones(digits: &[String]) -> Vec<Phone> {
    digits.iter().filter_map(|p| Phone::parse(p)).collect()
}

pub(super) fn reading(unit: UnitId, r: &DraftReading) -> Result<ReadingRow> {
    Ok(ReadingRow {
        unit,
        meter: r.meter.clone(),
        previous: r.previous.clone(),
        previous_on: day(r.previous_on.as_ref())?,
        present: r.present.clone(),
        present_on: day(r.present_on.as_ref())?,
        factor: r.factor.clone(),
        loss: r.loss.clone(),
        source: cell(&r.source),
    })
}

pub(super) fn vehicle(unit: UnitId, v: &DraftVehicle) -> VehicleRow {
    VehicleRow {
        unit,
        space: v.space.clone(),
        plate: v.plate.clone(),
        owner: v.owner.clone(),
        phones: phones(&v.phones),
        source: cell(&v.source),
    }
}

pub(super) fn past_payment(unit: UnitId, p: &DraftPastPayment) -> Result<PastPaymentRow> {
    Ok(PastPaymentRow {
        unit,
        item: p.item.clone(),
        from: day(p.from.as_ref())?,
        to: day(p.to.as_ref())?,
        paid_on: day(p.paid_on.as_ref())?,
        due: p.due_fen.map(Fen::new),
        paid: Fen::new(p.paid_fen),
        cashier: p.cashier.clone(),
        remark: p.remark.clone(),
        source: cell(&p.source),
    })
}

pub(super) fn note(unit: UnitId, n: &DraftNote) -> NoteRow {
    NoteRow { unit, label: n.label.clone(), words: n.text.clone(), source: cell(&n.source) }
}

/// None where the file has none of him.
pub(super) fn id_number(
    unit: UnitId,
    person: PersonId,
    p: &DraftPerson,
    at: &SourceCell,
) -> Option<IdNumberRow> {
    let number = p.id_number.clone().filter(|n| !n.is_empty())?;
    Some(IdNumberRow { unit, person, number, source: at.clone() })
}
