//! The estate's name before all room numbers of a file, 阳光花园1-1-101: the books of one estate do without it, or all of it
//! would be one building. What the file writes is kept beside the number, and so the name is known in a later file.

use std::collections::{HashMap, HashSet};

use ledger::units::UnitCode;
use sheets::{CalledRow, Decision, Draft, DraftUnit, ESTATE_BEFORE_ROOMS, Finding, Level, estate_before};
use store::register::UnitRow;

/// Leaves it out of the first file of an empty register, unless a person said that it tells rooms apart, and asks.
pub(super) fn leave_out(draft: &mut Draft, decisions: &[Decision]) {
    let Some(name) = draft.estate_before_rooms() else { return };
    let leaves_out =
        decisions.iter().rfind(|d| d.code == ESTATE_BEFORE_ROOMS).is_none_or(|d| d.choice == "leave_out");
    let room =
        |unit: &DraftUnit| without(&unit.code).filter(|(estate, _)| *estate == name).map(|(_, room)| room);
    let led = draft.units.iter().find_map(|unit| Some((unit, room(unit)?)));
    let done = if leaves_out { "认作小区名，不算在房号里" } else { "照原样算在房号里" };
    let finding = led.map(|(unit, room)| Finding {
        sheet: unit.source.sheet.to_string(),
        row: unit.source.row,
        cell: unit.source.to_string(),
        level: Level::Decide,
        code: ESTATE_BEFORE_ROOMS.into(),
        message: format!("房号前面都写着“{name}”，{done}。请确认。"),
        read: unit.original.clone(),
        understood: if leaves_out { room.to_string() } else { unit.code.clone() },
    });
    if leaves_out {
        call(draft, room);
    }
    draft.found(ESTATE_BEFORE_ROOMS, finding.into_iter().collect(), decisions);
}

/// Leaves out of a later file the names that were left out of an earlier one, but where the register has the room with its
/// name.
pub(super) fn as_left_out(register: &HashMap<String, UnitRow>, draft: &mut Draft) {
    let names: HashSet<String> = register.values().filter_map(left_out).collect();
    if !names.is_empty() {
        call(draft, |unit| {
            let (estate, rest) = without(&unit.code)?;
            (names.contains(&estate) && !register.contains_key(&unit.code)).then_some(rest)
        });
    }
}

/// 阳光花园1-1-101 of a file is not what the register has as 1-1-101 of 翠湖花园.
pub(super) fn are_two(unit: &DraftUnit, known: &UnitRow) -> bool {
    without(&unit.code).zip(without(&known.written)).is_some_and(|((here, _), (there, _))| here != there)
}

/// The name that an import left out of a unit's number.
fn left_out(unit: &UnitRow) -> Option<String> {
    without(&unit.written).filter(|(_, rest)| *rest == unit.code).map(|(name, _)| name)
}

/// An estate's name before a room, and the room's number.
fn without(written: &str) -> Option<(String, UnitCode)> {
    if written.is_ascii() {
        return None;
    }
    let code: UnitCode = written.parse().ok()?;
    let (name, rest) = estate_before(&code)?;
    Some((name.to_owned(), rest))
}

/// Calls units as `called` does.
fn call(draft: &mut Draft, called: impl Fn(&DraftUnit) -> Option<UnitCode>) {
    let row = |unit: &DraftUnit| {
        let code = called(unit)?.as_str().to_owned();
        Some((unit.code.clone(), vec![CalledRow { at: unit.source.clone(), code }]))
    };
    let rows: HashMap<String, Vec<CalledRow>> = draft.units.iter().filter_map(row).collect();
    if !rows.is_empty() {
        draft.call_units(&rows);
    }
}
