//! A draft beside the register: what each of its units would do there, and what is not in it any more.

mod corrected;
mod fields;
mod gone;
mod held;
mod owed;
mod shown;
mod unnamed;

use std::borrow::Cow;
use std::collections::HashMap;

use ledger::calendar::Date;
use ledger::people::Phone;
use sheets::{Draft, DraftNote, DraftPastPayment, DraftPerson, DraftReading, DraftUnit, DraftVehicle};
use store::Reader;
use store::charges::ChargeRow;
use store::kept::{BalanceRow, Field};
use store::register::{UnitPerson, UnitRow};

use super::money::{Held, Money, Owed, money_of_units, stray_row};
use super::register::{Known, known};
use super::rows;
use crate::Result;
use crate::views::imports::FieldChange;
use corrected::corrected;
use fields::{people_changes, unit_changes};
pub(super) use gone::Gone;
use gone::gone;
pub(super) use held::account;
use held::balance_changes;
use owed::opening_changes;
pub(super) use shown::view;
use unnamed::{Elsewhere, unnamed};

/// A draft against the register.
#[derive(Debug, Default)]
pub(super) struct Plan<'d> {
    pub(super) units: Vec<UnitPlan<'d>>,
    pub(super) gone: Vec<Gone>,
    /// Rows that are kept already.
    pub(super) kept_already: usize,
    elsewhere: Elsewhere,
}

/// One unit of a draft.
#[derive(Debug)]
pub(super) struct UnitPlan<'d> {
    pub(super) draft: Cow<'d, DraftUnit>,
    /// As the register has it.
    pub(super) known: Option<UnitRow>,
    /// Who stands to it there, owners first.
    pub(super) people: Vec<UnitPerson>,
    pub(super) owed: Vec<Owed>,
    pub(super) held: Vec<Held>,
    pub(super) readings: Vec<&'d DraftReading>,
    pub(super) vehicles: Vec<&'d DraftVehicle>,
    pub(super) past_payments: Vec<&'d DraftPastPayment>,
    pub(super) notes: Vec<&'d DraftNote>,
    /// People whose ID number is not kept yet, where the unit is known.
    pub(super) id_numbers: Vec<&'d DraftPerson>,
    pub(super) changes: Vec<Change<'d>>,
}

/// One difference, for people and for the books.
#[derive(Debug)]
pub(super) struct Change<'d> {
    pub(super) shown: FieldChange,
    pub(super) step: Step<'d>,
}

/// What a difference does when it is applied.
#[derive(Debug)]
pub(super) enum Step<'d> {
    Unit { field: Field, before: String, after: String },
    Person(&'d DraftPerson),
    Owners { before: Vec<UnitPerson>, after: Vec<&'d DraftPerson> },
    Phones { of: UnitPerson, after: Vec<Phone> },
    Openings { reverse: Vec<ChargeRow>, post: Vec<Owed> },
    Balances { reverse: Vec<BalanceRow>, post: Vec<Held> },
}

/// A draft's rows by unit.
#[derive(Default)]
struct OfUnit<'d> {
    readings: Vec<&'d DraftReading>,
    vehicles: Vec<&'d DraftVehicle>,
    past_payments: Vec<&'d DraftPastPayment>,
    notes: Vec<&'d DraftNote>,
}

fn by_unit(draft: &Draft) -> HashMap<&str, OfUnit<'_>> {
    let mut of: HashMap<&str, OfUnit<'_>> = HashMap::new();
    draft.readings.iter().for_each(|b| of.entry(&b.unit).or_default().readings.push(b));
    draft.vehicles.iter().for_each(|b| of.entry(&b.unit).or_default().vehicles.push(b));
    draft.past_payments.iter().for_each(|b| of.entry(&b.unit).or_default().past_payments.push(b));
    // The notes of a unit come together, and are many.
    let together = draft.notes.chunk_by(|a, b| a.unit == b.unit);
    together.for_each(|notes| of.entry(&notes[0].unit).or_default().notes.extend(notes));
    of
}

/// Compares. `layout` is what the file looks like without choices. Refusal: `date_unreadable`.
pub(super) fn plan<'d>(r: &Reader<'_>, draft: &'d Draft, layout: &str, through: Date) -> Result<Plan<'d>> {
    let money = money_of_units(draft, through)?;
    let mut known = known(r, draft, &money, layout)?;
    let mut rows = by_unit(draft);
    let mut plan = Plan::default();
    plan.units.reserve_exact(draft.units.len());
    for (unit, money) in draft.units.iter().zip(money) {
        let of = rows.remove(unit.code.as_str()).unwrap_or_default();
        let one = unit_plan(r, &mut known, (unit, money), of, &mut plan.kept_already)?;
        plan.units.push(one);
    }
    corrected(&known, &mut plan.units)?;
    if let Some(stray) = rows.keys().next() {
        return Err(stray_row(stray));
    }
    plan.gone = gone(r, &known, draft)?;
    let (unnamed, elsewhere) = unnamed(r, &known, draft, (&plan.units, &plan.gone))?;
    plan.units.extend(unnamed);
    plan.elsewhere = elsewhere;
    Ok(plan)
}

fn unit_plan<'d>(
    r: &Reader<'_>,
    known: &mut Known,
    (draft, (owed, held)): (&'d DraftUnit, Money),
    of: OfUnit<'d>,
    kept_already: &mut usize,
) -> Result<UnitPlan<'d>> {
    let mut plan = UnitPlan {
        owed,
        held,
        readings: of.readings,
        vehicles: of.vehicles,
        past_payments: of.past_payments,
        notes: of.notes,
        ..UnitPlan::of(Cow::Borrowed(draft), known.units.get(&draft.code).cloned())
    };
    let Some(unit) = plan.known.clone() else { return Ok(plan) };
    let people = known.people.remove(&unit.id).unwrap_or_default();
    if draft.described {
        plan.changes.extend(unit_changes(&unit, draft));
    }
    plan.changes.extend(people_changes(&people, draft, !known.alike.is_empty()));
    let counted = |plan: &UnitPlan<'_>| {
        plan.readings.len() + plan.vehicles.len() + plan.past_payments.len() + plan.notes.len()
    };
    let all = counted(&plan);
    let id = unit.id;
    let mut new = Vec::new();
    for row in std::mem::take(&mut plan.readings) {
        if !known.readings.take(&rows::placeless(rows::reading(id, row)?)) {
            new.push(row);
        }
    }
    plan.readings = new;
    plan.vehicles.retain(|v| !known.vehicles.take(&rows::placeless(rows::vehicle(id, v))));
    let mut new = Vec::new();
    for row in std::mem::take(&mut plan.past_payments) {
        if !known.past_payments.take(&rows::placeless(rows::past_payment(id, row)?)) {
            new.push(row);
        }
    }
    plan.past_payments = new;
    plan.notes.retain(|n| !known.notes.take(&rows::placeless(rows::note(id, n))));
    *kept_already += all - counted(&plan);
    for person in draft.people.iter().filter(|p| p.id_number.is_some()) {
        let there = people.iter().find(|p| p.name == person.name);
        let kept = match there {
            Some(p) => {
                let row = rows::id_number(id, p.person, person, &Default::default());
                row.is_some_and(|row| known.id_numbers.take(&rows::placeless(row)))
            }
            None => false,
        };
        *kept_already += usize::from(kept);
        if !kept {
            plan.id_numbers.push(person);
        }
    }
    plan.people = people;
    opening_changes(known, &unit, &mut plan);
    balance_changes(r, known, &unit, &mut plan)?;
    Ok(plan)
}

impl<'d> UnitPlan<'d> {
    fn of(draft: Cow<'d, DraftUnit>, known: Option<UnitRow>) -> Self {
        UnitPlan {
            draft,
            known,
            people: Vec::new(),
            owed: Vec::new(),
            held: Vec::new(),
            readings: Vec::new(),
            vehicles: Vec::new(),
            past_payments: Vec::new(),
            notes: Vec::new(),
            id_numbers: Vec::new(),
            changes: Vec::new(),
        }
    }

    /// Others are its owners.
    pub(super) fn other_owners(&self) -> bool {
        self.changes.iter().any(|c| c.shown.held.is_empty() && matches!(c.step, Step::Owners { .. }))
    }
}

fn shown(
    field: &str,
    label: impl Into<String>,
    (before, after): (String, String),
    does: impl Into<String>,
) -> FieldChange {
    FieldChange {
        field: field.into(),
        label: label.into(),
        before,
        after,
        held: String::new(),
        does: does.into(),
    }
}

impl FieldChange {
    /// It stays as it is.
    fn held(mut self, why: &str) -> Self {
        self.held = why.into();
        self.does.clear();
        self
    }
}
