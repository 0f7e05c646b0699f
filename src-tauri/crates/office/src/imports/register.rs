//! The register and what earlier imports keep, as far as a file is compared with it: read once.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use ledger::accounts::ItemId;
use ledger::calendar::Period;
use ledger::charges::ChargeId;
use ledger::units::UnitId;
use sheets::Draft;
use store::Reader;
use store::charges::{ChargeRow, Charged};
use store::imports::BatchId;
use store::kept::{
    BalanceRow, IdNumberRow, KeptRow, NoteRow, Of, PastPaymentRow, ReadingRow, SourceCell, VehicleRow,
};
use store::register::{UnitPerson, UnitRow};

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
    /// Imports of files of the same layout.
    pub(super) alike: Vec<BatchId>,
    pub(super) came_with: HashMap<ChargeId, BatchId>,
    pub(super) readings: There<ReadingRow>,
    pub(super) vehicles: There<VehicleRow>,
    pub(super) past_payments: There<PastPaymentRow>,
    pub(super) notes: There<NoteRow>,
    pub(super) id_numbers: There<IdNumberRow>,
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

/// Reads what a draft has to be compared with; nothing where the register has none of its units.
pub(super) fn known(r: &Reader<'_>, draft: &Draft, layout: &str) -> Result<Known> {
    let units: HashMap<String, UnitRow> = r.units()?.into_iter().map(|u| (u.code.to_string(), u)).collect();
    let alike: Vec<BatchId> = r
        .batches()?
        .into_iter()
        .filter(|b| !layout.is_empty() && b.layout == layout && !b.withdrawn)
        .map(|b| b.id)
        .collect();
    if alike.is_empty() && !draft.units.iter().any(|u| units.contains_key(&u.code)) {
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
    Ok(Known {
        units,
        people: r.people()?,
        openings,
        billed,
        balances,
        item_names: items.into_iter().map(|i| (i.id, i.name)).collect(),
        alike,
        came_with: r.batches_of_openings()?,
        readings: there(r)?,
        vehicles: there(r)?,
        past_payments: there(r)?,
        notes: there(r)?,
        id_numbers: there(r)?,
    })
}
