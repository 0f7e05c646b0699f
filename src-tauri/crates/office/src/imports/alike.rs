//! Units of a file that the register has under a longer or a shorter number: 1-101 of a list for 1-1-101 of the same owner.
//! As units of their own they would owe a second time what the one owes already.

use std::collections::{HashMap, HashSet};

use ledger::doors::Doors;
use ledger::units::{UnitCode, UnitId};
use rust_decimal::Decimal;
use sheets::{
    CalledRow, CellRef, Decision, Draft, DraftUnit, Finding, Level, UNIT_ALIKE, UNIT_CONTINUED, UNIT_NEAR,
};
use store::Reader;
use store::register::{UnitPerson, UnitRow};

use super::estates;
use crate::Result;

/// Calls such units as the register does, unless a person decided that they are others, and asks about each; tells of
/// those of which nobody can say which is meant.
pub(super) fn as_in_register(r: &Reader<'_>, draft: &mut Draft, decisions: &[Decision]) -> Result<()> {
    let units: HashMap<String, UnitRow> =
        r.units()?.into_iter().map(|unit| (unit.code.to_string(), unit)).collect();
    if units.is_empty() {
        estates::leave_out(draft, decisions);
        return Ok(());
    }
    estates::as_left_out(&units, draft);
    let register = Register::new(units, &r.people()?);
    let rows = rows_of_units(draft)?;
    let same = decisions.iter().rfind(|d| d.code == UNIT_ALIKE).is_none_or(|d| d.choice == "same");
    let (mut asked, mut told) = (Vec::new(), Vec::new());
    let mut called: HashMap<String, Vec<CalledRow>> = HashMap::new();
    for (row, meant) in rows.iter().zip(register.doors.meant(&of_people(&rows), false)) {
        let own = row.unit.code.as_str();
        let code = match meant.as_slice() {
            [whole] if register.could_be(row.unit, whole) => {
                asked.push(row.alike(whole, same));
                if same { whole.as_str() } else { own }
            }
            _ => {
                told.extend(register.near(row, &meant).map(|near| row.near(&near)));
                own
            }
        };
        let here = CalledRow { at: row.at.clone(), code: code.to_owned() };
        called.entry(own.to_owned()).or_default().push(here);
    }
    called.retain(|own, rows| rows.iter().any(|row| row.code != *own));
    for unit in &draft.units {
        if let Some(rows) = called.get_mut(&unit.code) {
            bring_along(unit, rows);
        }
    }
    // 101 of three owners was taken for one household, until the register told three.
    let of_another = |rows: &Vec<CalledRow>| -> Vec<(String, u32)> {
        let others = rows.iter().filter(|row| row.code != rows[0].code);
        others.map(|row| (row.at.sheet.to_string(), row.at.row)).collect()
    };
    let apart: HashSet<(String, u32)> = called.values().flat_map(of_another).collect();
    draft.take_back(UNIT_CONTINUED, |finding| apart.contains(&(finding.sheet.clone(), finding.row)));
    draft.found(UNIT_ALIKE, asked, decisions);
    draft.found(UNIT_NEAR, told, decisions);
    if !called.is_empty() {
        draft.call_units(&called);
    }
    Ok(())
}

/// A further line of a household without money of its own is of the unit of the others.
fn bring_along(unit: &DraftUnit, rows: &mut [CalledRow]) {
    let mut codes = rows.iter().map(|row| &row.code).filter(|code| **code != unit.code);
    let Some(first) = codes.next().cloned() else { return };
    if codes.any(|code| *code != first) {
        return;
    }
    let owes =
        |at: &CellRef| unit.openings.iter().any(|o| (&o.source.sheet, o.source.row) == (&at.sheet, at.row));
    for row in rows.iter_mut().filter(|row| !owes(&row.at)) {
        row.code.clone_from(&first);
    }
}

/// What the file's units are held against.
struct Register {
    units: HashMap<String, UnitRow>,
    doors: Doors,
}

impl Register {
    fn new(units: HashMap<String, UnitRow>, people: &HashMap<UnitId, Vec<UnitPerson>>) -> Self {
        let mut doors = Doors::default();
        for unit in units.values() {
            let names = people.get(&unit.id).into_iter().flatten().map(|person| person.name.clone());
            doors.add(unit.code.clone(), names.collect());
        }
        Register { units, doors }
    }

    /// A shop 101 is not the flat, nor is one of another size or of another estate.
    fn could_be(&self, unit: &DraftUnit, whole: &UnitCode) -> bool {
        let Some(known) = self.units.get(whole.as_str()) else { return false };
        let area = |text: &str| text.parse::<Decimal>().ok();
        let areas = unit.area.as_deref().and_then(area).zip(known.area.map(|area| area.square_metres()));
        let of_use = !unit.described || unit.usage == known.usage.code();
        of_use && !estates::are_two(unit, known) && areas.is_none_or(|(here, there)| here == there)
    }

    /// Those that a unit which only the file has may mean, where several can be, or other people stand to them.
    fn near(&self, row: &UnitLine<'_>, meant: &[&UnitCode]) -> Option<String> {
        const MOST: usize = 4;
        if self.units.contains_key(&row.unit.code) || row.unit.described {
            return None;
        }
        let near = if meant.is_empty() { self.doors.near(&row.code) } else { meant.to_vec() };
        let mut codes: Vec<&str> = near.into_iter().map(UnitCode::as_str).collect();
        codes.sort_unstable();
        (!codes.is_empty() && codes.len() <= MOST).then(|| codes.join("、"))
    }
}

/// One line of a unit of the file: its first, and each further one that names people.
struct UnitLine<'d> {
    unit: &'d DraftUnit,
    code: UnitCode,
    at: CellRef,
    people: Vec<String>,
}

impl UnitLine<'_> {
    fn alike(&self, whole: &UnitCode, same: bool) -> Finding {
        let own = &self.unit.code;
        let done = if same { "认作同一户" } else { "照常另作一户导入" };
        let understood = if same { whole.as_str() } else { own };
        let message = format!("档案里没有这样的房号 {own}，有 {whole}，{done}。请确认。");
        self.finding(UNIT_ALIKE, message, understood)
    }

    fn near(&self, near: &str) -> Finding {
        let own = &self.unit.code;
        let message = format!(
            "档案里没有房号 {own}，有 {near}，看不出是不是同一户，照常另作一户导入。是同一户的，请在表里把房号写得和档案一样再导入。"
        );
        self.finding(UNIT_NEAR, message, own)
    }

    fn finding(&self, code: &str, message: String, understood: &str) -> Finding {
        Finding {
            sheet: self.at.sheet.to_string(),
            row: self.at.row,
            cell: self.at.to_string(),
            level: Level::Decide,
            code: code.into(),
            message,
            read: self.unit.original.clone(),
            understood: understood.into(),
        }
    }
}

/// Each unit's first line, and those below it that name other people.
fn rows_of_units(draft: &Draft) -> Result<Vec<UnitLine<'_>>> {
    let mut rows = Vec::with_capacity(draft.units.len());
    for unit in &draft.units {
        let code: UnitCode = unit.code.parse()?;
        let first = UnitLine { unit, code, at: unit.source.clone(), people: Vec::new() };
        let mut of_unit = vec![first];
        for person in &unit.people {
            let at = person.source.as_ref().unwrap_or(&unit.source);
            match of_unit.iter_mut().find(|row| (&row.at.sheet, row.at.row) == (&at.sheet, at.row)) {
                Some(row) => row.people.push(person.name.clone()),
                None => of_unit.push(UnitLine {
                    unit,
                    code: of_unit[0].code.clone(),
                    at: at.clone(),
                    people: vec![person.name.clone()],
                }),
            }
        }
        rows.extend(of_unit);
    }
    Ok(rows)
}

fn of_people(rows: &[UnitLine<'_>]) -> Vec<(UnitCode, Vec<String>)> {
    rows.iter().map(|row| (row.code.clone(), row.people.clone())).collect()
}
