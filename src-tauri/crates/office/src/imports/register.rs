//! The register and what earlier imports keep, as far as a file is compared with it: read once.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;

use ledger::accounts::ItemId;
use ledger::calendar::Period;
use ledger::charges::ChargeId;
use ledger::units::UnitId;
use sheets::Draft;
use store::Reader;
use store::charges::{ChargeRow, Charged};
use store::imports::{BatchId, BatchRow};
use store::kept::{
    BalanceRow, IdNumberRow, KeptRow, NoteRow, Of, PastPaymentRow, ReadingRow, SourceCell, VehicleRow,
};
use store::register::{UnitPerson, UnitRow};

use super::earlier::{Brought, EarlierStates, speaks_of_debts, speaks_of_money_held};
use super::money::{Money, deposit};
use super::months;
use crate::Result;

/// Rows that are there already, each as often as it is there. Where they stood does not tell them apart.
#[derive(Debug)]
pub(super) struct There<T>(HashMap<T, usize>);

impl<T> Default for There<T> {
    fn default() -> Self {
        There(HashMap::new())
    }
}

impl<T: Hash + Eq> There<T> {
    fn of(rows: impl Iterator<Item = T>) -> Self {
        let mut there = HashMap::new();
        for row in rows {
            *there.entry(row).or_default() += 1;
        }
        There(there)
    }

    /// Whether one more of these is there, taking it.
    pub(super) fn take(&mut self, row: &T) -> bool {
        match self.0.get_mut(row) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }

    /// Those that were not taken.
    fn left(&self) -> impl Iterator<Item = &T> {
        self.0.iter().filter(|(_, count)| **count > 0).map(|(row, _)| row)
    }
}

/// Rows of each unit that the file at hand does not have.
pub(super) fn left_of_units<T: Hash + Eq>(
    there: &There<T>,
    unit: impl Fn(&T) -> UnitId,
) -> HashMap<UnitId, Vec<&T>> {
    let mut of: HashMap<UnitId, Vec<&T>> = HashMap::new();
    there.left().for_each(|row| of.entry(unit(row)).or_default().push(row));
    of
}

/// What a file is compared with.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) units: HashMap<String, UnitRow>,
    pub(super) people: HashMap<UnitId, Vec<UnitPerson>>,
    /// By unit, then by item's name.
    pub(super) openings: HashMap<UnitId, BTreeMap<String, Vec<ChargeRow>>>,
    pub(super) billed: HashMap<(UnitId, String), Vec<Period>>,
    pub(super) balances: HashMap<UnitId, Vec<(BatchId, BalanceRow)>>,
    pub(super) item_names: HashMap<ItemId, String>,
    /// Units with the import that made each.
    pub(super) made: Vec<(BatchId, UnitId)>,
    /// Imports of files of the same layout.
    pub(super) of_layout: HashSet<BatchId>,
    /// These, and imports that described the same units in another layout.
    pub(super) alike: HashSet<BatchId>,
    /// Imports that this file is a later state of: what it has no more of theirs is settled.
    pub(super) repeated: EarlierStates,
    /// A person said that the list stands in the place of one of an earlier month.
    pub(super) has_grown: bool,
    pub(super) speaks_of_debts: bool,
    pub(super) speaks_of_money_held: bool,
    pub(super) came_with: HashMap<ChargeId, BatchId>,
    pub(super) readings: There<ReadingRow>,
    pub(super) vehicles: There<VehicleRow>,
    pub(super) past_payments: There<PastPaymentRow>,
    pub(super) notes: There<NoteRow>,
    pub(super) id_numbers: There<IdNumberRow>,
}

impl Known {
    /// An opening that came with an earlier state of the file at hand; `described`: this one is a roster, which says all of
    /// a unit that its layout has room for.
    pub(super) fn is_of_earlier_state(&self, charge: &ChargeRow, described: bool) -> bool {
        let came_with = self.came_with.get(&charge.charge.id);
        self.speaks_of_debts && came_with.is_some_and(|batch| self.is_earlier_state(*batch, described))
    }

    /// The same of money held, of which a file of another layout may say less: it tells of the kinds that it has again.
    pub(super) fn held_in_earlier_state(&self, batch: BatchId, held: &BalanceRow, described: bool) -> bool {
        let alike = self.of_layout.contains(&batch) && self.is_earlier_state(batch, described);
        let kind = (batch, deposit(held, &self.item_names).map(Into::into));
        self.speaks_of_money_held && (alike || self.repeated.of_money_held.contains(&kind))
    }

    fn is_earlier_state(&self, batch: BatchId, described: bool) -> bool {
        self.repeated.of_all.contains(&batch) || (described && self.of_layout.contains(&batch))
    }
}

/// Without its cell: a row of another file is the same row.
pub(super) trait Placeless {
    fn placeless(self) -> Self;
}

macro_rules! placeless {
    ($($row:ty),*) => {
        $(impl Placeless for $row {
            fn placeless(self) -> Self {
                Self { source: SourceCell::default(), ..self }
            }
        })*
    };
}
placeless!(ReadingRow, VehicleRow, PastPaymentRow, NoteRow, IdNumberRow);

fn there<T: KeptRow + Placeless + Hash + Eq>(r: &Reader<'_>) -> Result<There<T>> {
    Ok(There::of(r.kept::<T>(Of::All)?.into_iter().map(|(_, row)| row.placeless())))
}

/// Reads what a draft has to be compared with; nothing where the register has no units.
/// `money` is that of the draft's units.
pub(super) fn known(r: &Reader<'_>, draft: &Draft, money: &[Money], layout: &str) -> Result<Known> {
    let units: HashMap<String, UnitRow> = r.units()?.into_iter().map(|u| (u.code.to_string(), u)).collect();
    let of_layout = |b: &BatchRow| !layout.is_empty() && b.layout == layout && !b.withdrawn;
    let batches: Vec<BatchRow> = r.batches()?.into_iter().filter(of_layout).collect();
    if units.is_empty() {
        return Ok(Known { units, ..Known::default() });
    }
    let mut openings: HashMap<UnitId, BTreeMap<String, Vec<ChargeRow>>> = HashMap::new();
    for charge in r.openings()? {
        let of_unit = openings.entry(charge.charge.unit).or_default();
        of_unit.entry(charge.item_name.clone()).or_default().push(charge);
    }
    let mut billed: HashMap<(UnitId, String), Vec<Period>> = HashMap::new();
    let items = r.items()?;
    for item in &items {
        for (unit, Charged { periods, .. }) in r.charged_periods(item.id)? {
            billed.entry((unit, item.name.clone())).or_default().extend(periods);
        }
    }
    let mut balances: HashMap<UnitId, Vec<(BatchId, BalanceRow)>> = HashMap::new();
    for (batch, row) in r.standing_balances()? {
        balances.entry(row.unit).or_default().push((batch, row));
    }
    let made = r.units_made()?;
    let mut alike = of_same_units(&made, draft, &units);
    let of_layout: HashSet<BatchId> = batches.iter().map(|b| b.id).collect();
    alike.extend(&of_layout);
    let came_with = r.batches_of_openings()?;
    let item_names: HashMap<ItemId, String> = items.into_iter().map(|i| (i.id, i.name)).collect();
    let brought = Brought {
        units: &units,
        openings: &openings,
        came_with: &came_with,
        balances: &balances,
        item_names: &item_names,
        of_layout: &of_layout,
        others_have_paid: months::others_have_paid(draft),
    };
    let mut repeated = brought.earlier_states(draft, money);
    let has_grown = months::has_grown(draft);
    if has_grown {
        let all = openings.values().flat_map(BTreeMap::values).flatten();
        let before = months::before((draft, money), &units, all, (&came_with, &of_layout));
        repeated.of_all.extend(before.iter().map(|before| before.batch));
    }
    repeated.of_all.extend(batches.iter().filter(|b| b.file_name == draft.file_name).map(|b| b.id));
    Ok(Known {
        made,
        of_layout,
        alike,
        repeated,
        has_grown,
        speaks_of_debts: speaks_of_debts(draft),
        speaks_of_money_held: speaks_of_money_held(draft),
        units,
        people: r.people()?,
        openings,
        billed,
        balances,
        item_names,
        came_with,
        readings: there(r)?,
        vehicles: there(r)?,
        past_payments: there(r)?,
        notes: there(r)?,
        id_numbers: there(r)?,
    })
}

/// Imports that made units most of which the draft describes again: it is a later state of their list, whatever columns
/// it has now.
fn of_same_units(
    made: &[(BatchId, UnitId)],
    draft: &Draft,
    units: &HashMap<String, UnitRow>,
) -> HashSet<BatchId> {
    const FEWEST: usize = 3;
    let described = draft.units.iter().filter(|u| u.described).filter_map(|u| units.get(&u.code));
    let described: HashSet<UnitId> = described.map(|unit| unit.id).collect();
    let mut found: HashMap<BatchId, (usize, usize)> = HashMap::new();
    for (batch, unit) in made {
        let (again, all) = found.entry(*batch).or_default();
        *again += usize::from(described.contains(unit));
        *all += 1;
    }
    let most = |(again, all): (usize, usize)| again >= FEWEST && again * 5 >= all * 4;
    found.into_iter().filter(|(_, counts)| most(*counts)).map(|(batch, _)| batch).collect()
}
