//! Units of a draft called otherwise by somebody who holds it against more than its workbook.

use std::collections::HashMap;

use crate::household::join;
use crate::totals::totals;
use crate::{CellRef, Draft, DraftUnit};

/// The rows of a unit from this one on belong to the unit with this code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalledRow {
    /// Where the row's room or its names stand.
    pub at: CellRef,
    /// What its unit is called.
    pub code: String,
}

/// The code of the row that a cell stands in: that of the last one above it on its sheet.
fn code_of<'c>(rows: &'c [CalledRow], at: &CellRef) -> Option<&'c str> {
    let above = rows.iter().filter(|row| row.at.sheet == at.sheet && row.at.row <= at.row);
    above.max_by_key(|row| row.at.row).or(rows.first()).map(|row| row.code.as_str())
}

impl Draft {
    /// Calls units otherwise, by the code that each has here: whole, or row by row where its rows are of several. Units that
    /// are called the same become one.
    pub fn call_units(&mut self, called: &HashMap<String, Vec<CalledRow>>) {
        let mut places: HashMap<String, usize> = HashMap::new();
        for unit in std::mem::take(&mut self.units) {
            for part in parts(unit, called) {
                match places.get(&part.code) {
                    Some(at) => {
                        let known = &mut self.units[*at];
                        join(&mut known.people, part.people);
                        known.openings.extend(part.openings);
                    }
                    None => {
                        places.insert(part.code.clone(), self.units.len());
                        self.units.push(part);
                    }
                }
            }
        }
        let call = |unit: &mut String, at: &CellRef| {
            if let Some(code) = called.get(unit).and_then(|rows| code_of(rows, at)) {
                *unit = code.to_owned();
            }
        };
        self.balances.iter_mut().for_each(|row| call(&mut row.unit, &row.source));
        self.readings.iter_mut().for_each(|row| call(&mut row.unit, &row.source));
        self.vehicles.iter_mut().for_each(|row| call(&mut row.unit, &row.source));
        self.past_payments.iter_mut().for_each(|row| call(&mut row.unit, &row.source));
        for note in &mut self.notes {
            if let Some(code) = called.get(&*note.unit).and_then(|rows| code_of(rows, &note.source)) {
                note.unit = code.into();
            }
        }
        self.totals = totals(self);
    }
}

/// A unit, or the units that its rows are of.
fn parts(mut unit: DraftUnit, called: &HashMap<String, Vec<CalledRow>>) -> Vec<DraftUnit> {
    let Some(rows) = called.get(&unit.code) else { return vec![unit] };
    let mut codes: Vec<&str> = Vec::new();
    for row in rows {
        if !codes.contains(&row.code.as_str()) {
            codes.push(&row.code);
        }
    }
    let building = |code: &str| code.split('-').next().unwrap_or(code).to_owned();
    if let [code] = codes[..] {
        (unit.building, unit.code) = (building(code), code.to_owned());
        return vec![unit];
    }
    let part = |code: &&str| {
        let is_here = |at: &CellRef| code_of(rows, at) == Some(*code);
        let people = unit.people.iter().filter(|p| is_here(p.source.as_ref().unwrap_or(&unit.source)));
        let openings = unit.openings.iter().filter(|opening| is_here(&opening.source));
        let first = rows.iter().find(|row| row.code == *code);
        let mut part = DraftUnit {
            code: (*code).to_owned(),
            building: building(code),
            people: people.cloned().collect(),
            openings: openings.cloned().collect(),
            source: first.map_or_else(|| unit.source.clone(), |row| row.at.clone()),
            ..unit.clone()
        };
        for person in &mut part.people {
            person.source.get_or_insert_with(|| unit.source.clone());
        }
        part
    };
    codes.iter().map(part).collect()
}
