//! Rooms that a table writes shorter than the workbook's roster: 1-101 in the list of arrears for 1-1-101 of the same owner.
//! They are one household; as two, what the one owes would be nobody's.

use std::collections::HashMap;
use std::sync::Arc;

use ledger::doors::Doors;
use ledger::units::UnitCode;

use crate::Kind;
use crate::apart::{NamedRooms, RoomsOfTables, TableKey, key};
use crate::book::Sheet;
use crate::estate_names;
use crate::interpretation::Interpretation;
use crate::layout::Region;
use crate::questions::UNIT_ALIKE;

/// What the short numbers of a table mean.
#[derive(Debug, Default)]
pub(crate) struct Meant(HashMap<String, Vec<OfPeople>>);

/// A short number beside these names: the unit it means, or several of the same owner and door.
#[derive(Debug)]
struct OfPeople {
    people: Vec<String>,
    units: Vec<UnitCode>,
}

impl Meant {
    fn of_rooms(rooms: &NamedRooms, meant: Vec<Vec<&UnitCode>>) -> Self {
        let mut all: HashMap<String, Vec<OfPeople>> = HashMap::new();
        for ((code, people), units) in rooms.iter().zip(meant).filter(|(_, units)| !units.is_empty()) {
            let of_code = all.entry(code.as_str().to_owned()).or_default();
            if of_code.iter().all(|of| of.people != *people) {
                let units = units.into_iter().cloned().collect();
                of_code.push(OfPeople { people: people.clone(), units });
            }
        }
        Meant(all)
    }

    pub fn has(&self, short: &str) -> bool {
        self.0.contains_key(short)
    }

    /// The units that a row with these names can mean.
    pub fn of(&self, short: &str, people: &[String]) -> &[UnitCode] {
        let found = self.0.get(short).and_then(|all| all.iter().find(|of| of.people == people));
        found.map_or(&[], |of| &of.units)
    }

    /// The unit that every row of this number means.
    pub fn one(&self, short: &str) -> Option<&UnitCode> {
        let (first, others) = self.0.get(short)?.split_first()?;
        match first.units.as_slice() {
            [unit] if others.iter().all(|of| of.units == first.units) => Some(unit),
            _ => None,
        }
    }
}

/// What the short numbers of each table mean.
#[derive(Debug, Default)]
pub(crate) struct ShortRooms {
    tables: HashMap<TableKey, Arc<Meant>>,
    /// A person said that they are other units.
    are_others: bool,
}

impl ShortRooms {
    pub fn of(&self, sheet: &Sheet, region: &Region) -> Option<Arc<Meant>> {
        if self.tables.is_empty() {
            return None;
        }
        self.tables.get(&key(sheet, region)).cloned()
    }

    /// Those that are followed.
    pub fn joined(&self, sheet: &Sheet, region: &Region) -> Option<Arc<Meant>> {
        if self.are_others { None } else { self.of(sheet, region) }
    }
}

/// Looks in every table for rooms that no roster before it has so.
pub(crate) fn find(
    reading: &Interpretation,
    tables: &[(&Sheet, &Region)],
    rooms: &mut RoomsOfTables<'_>,
) -> ShortRooms {
    let (rosters, lists): (Vec<_>, Vec<_>) =
        tables.iter().copied().partition(|(_, region)| region.kind == Kind::Roster);
    // Nothing is alike that an estate's name tells apart, where a person said so.
    if rosters.is_empty() || tables.len() < 2 || reading.decisions.is(estate_names::CODE, "keep") {
        return ShortRooms::default();
    }
    let mut short =
        ShortRooms { are_others: !reading.decisions.is(UNIT_ALIKE, "same"), ..ShortRooms::default() };
    let mut known = Doors::default();
    for (at, table) in rosters.iter().chain(&lists).copied().enumerate() {
        let is_roster = at < rosters.len();
        let rooms = rooms.told_apart(&reading.apart, table);
        let meant = Meant::of_rooms(&rooms, known.meant(&rooms, is_roster));
        if is_roster {
            let own = rooms.iter().filter(|(code, _)| !meant.has(code.as_str()));
            own.for_each(|(code, people)| known.add(code.clone(), people.clone()));
        }
        if !meant.0.is_empty() {
            short.tables.insert(key(table.0, table.1), Arc::new(meant));
        }
    }
    short
}
