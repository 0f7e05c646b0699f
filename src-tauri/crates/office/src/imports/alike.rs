//! Units of a file that the register has under a longer or a shorter number: 1-101 of a list for 1-1-101 of the same owner.
//! As units of their own they would owe a second time what the one owes already.

use std::collections::HashMap;

use ledger::doors::Doors;
use ledger::units::{UnitCode, UnitId};
use rust_decimal::Decimal;
use sheets::{Decision, Draft, DraftUnit, Finding, Level, UNIT_ALIKE};
use store::Reader;
use store::register::{UnitPerson, UnitRow};

use crate::Result;

/// Calls such units as the register does, unless a person decided that they are others, and asks about each.
pub(super) fn as_in_register(r: &Reader<'_>, draft: &mut Draft, decisions: &[Decision]) -> Result<()> {
    let register: HashMap<String, UnitRow> =
        r.units()?.into_iter().map(|unit| (unit.code.to_string(), unit)).collect();
    if register.is_empty() || draft.units.iter().all(|unit| register.contains_key(&unit.code)) {
        return Ok(());
    }
    let meant = meant(draft, &register, &r.people()?)?;
    let same = decisions.iter().rfind(|d| d.code == UNIT_ALIKE).is_none_or(|d| d.choice == "same");
    let ask = |unit: &DraftUnit| {
        let whole = meant.get(&unit.code)?;
        let done = if same { "认作同一户" } else { "照常另作一户导入" };
        let cell = unit.source.to_string();
        Some(Finding {
            sheet: unit.source.sheet.to_string(),
            row: unit.source.row,
            cell,
            level: Level::Decide,
            code: UNIT_ALIKE.into(),
            message: format!("档案里没有房号 {}，有 {whole}，{done}。请确认。", unit.code),
            read: unit.original.clone(),
            understood: if same { whole.clone() } else { unit.code.clone() },
        })
    };
    let asked = draft.units.iter().filter_map(ask).collect();
    draft.found(UNIT_ALIKE, asked, decisions);
    if same {
        draft.call_units(&meant);
    }
    Ok(())
}

/// By the file's number, the register's.
type CalledThere = HashMap<String, String>;

/// The register's numbers of units that it has not under the file's.
fn meant(
    draft: &Draft,
    register: &HashMap<String, UnitRow>,
    people: &HashMap<UnitId, Vec<UnitPerson>>,
) -> Result<CalledThere> {
    let mut doors = Doors::default();
    for unit in register.values() {
        let names = people.get(&unit.id).into_iter().flatten().map(|person| person.name.clone());
        doors.add(unit.code.clone(), names.collect());
    }
    let row = |unit: &DraftUnit| -> Result<(UnitCode, Vec<String>)> {
        Ok((unit.code.parse()?, unit.people.iter().map(|person| person.name.clone()).collect()))
    };
    let rows = draft.units.iter().map(row).collect::<Result<Vec<_>>>()?;
    let mut found: Vec<(&str, &str)> = Vec::new();
    for (unit, units) in draft.units.iter().zip(doors.meant(&rows, false)) {
        let [whole] = units.as_slice() else { continue };
        if register.get(whole.as_str()).is_some_and(|known| could_be(unit, known)) {
            found.push((&unit.code, whole.as_str()));
        }
    }
    // Two of the file's are not one.
    let mut met: HashMap<&str, usize> = HashMap::new();
    found.iter().for_each(|(_, whole)| *met.entry(whole).or_default() += 1);
    found.retain(|(_, whole)| met.get(whole) == Some(&1));
    Ok(found.into_iter().map(|(short, whole)| (short.to_owned(), whole.to_owned())).collect())
}

/// A shop 101 is not the flat, nor is one of another size.
fn could_be(unit: &DraftUnit, known: &UnitRow) -> bool {
    let area = |text: &str| text.parse::<Decimal>().ok();
    let areas = unit.area.as_deref().and_then(area).zip(known.area.map(|area| area.square_metres()));
    let of_use = !unit.described || unit.usage == known.usage.code();
    of_use && areas.is_none_or(|(here, there)| here == there)
}
