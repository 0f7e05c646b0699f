//! Units of the register that the file at hand does not name: what an earlier state of a list of arrears says they owed is
//! settled, and one of another spelling may be a new unit of the file.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use ledger::money::Fen;
use ledger::units::UnitCode;
use sheets::{CellRef, Draft, DraftUnit};
use store::Reader;
use store::register::UnitRow;

use super::super::register::Known;
use super::gone::Gone;
use super::held::balance_changes;
use super::owed::opening_changes;
use super::{Change, Step, UnitPlan, shown};
use crate::Result;

/// Units of an earlier state of the file that stand in buildings of which it says nothing now.
#[derive(Debug, Default)]
pub(super) struct Elsewhere {
    pub(super) units: usize,
    pub(super) owed: Fen,
}

/// What is different about them, and how many are elsewhere.
pub(super) fn unnamed<'d>(
    r: &Reader<'_>,
    known: &Known,
    draft: &Draft,
    (plans, gone): (&[UnitPlan<'_>], &[Gone]),
) -> Result<(Vec<UnitPlan<'d>>, Elsewhere)> {
    let new: Vec<&DraftUnit> = plans.iter().filter(|p| p.known.is_none()).map(|p| p.draft.as_ref()).collect();
    if known.repeated.is_empty() && new.is_empty() {
        return Ok(Default::default());
    }
    let here: HashSet<&str> = draft.units.iter().map(|unit| unit.code.as_str()).collect();
    let leaves: HashSet<_> = gone.iter().map(|gone| gone.unit.id).collect();
    let absent =
        known.units.values().filter(|unit| !here.contains(unit.code.as_str()) && !leaves.contains(&unit.id));
    let absent: BTreeMap<&str, &UnitRow> = absent.map(|unit| (unit.code.as_str(), unit)).collect();
    if absent.is_empty() {
        return Ok(Default::default());
    }
    let buildings: HashSet<&str> = here.iter().map(|code| building(code)).collect();
    let names_buildings = names_buildings(draft);
    let mut new_by_room: HashMap<Room<'_>, Vec<&DraftUnit>> = HashMap::new();
    for unit in new {
        Room::of(&unit.code).for_each(|room| new_by_room.entry(room).or_default().push(unit));
    }
    let (mut found, mut elsewhere) = (Vec::new(), Elsewhere::default());
    for unit in absent.into_values() {
        let mut plan = UnitPlan::of(Cow::Owned(without_rows(unit)), Some(unit.clone()));
        opening_changes(known, unit, &mut plan);
        balance_changes(r, known, unit, &mut plan)?;
        // A list of one building says nothing of the others.
        if names_buildings && !buildings.contains(unit.code.building()) {
            elsewhere.add(plan.changes.drain(..));
        }
        plan.changes.extend(perhaps(known, unit, &new_by_room));
        if !plan.changes.is_empty() {
            found.push(plan);
        }
    }
    Ok((found, elsewhere))
}

impl Elsewhere {
    fn add<'d>(&mut self, changes: impl Iterator<Item = Change<'d>>) {
        let mut any = false;
        for change in changes.filter(|change| change.shown.held.is_empty()) {
            any = true;
            if let Step::Openings { reverse, .. } = change.step {
                self.owed += reverse.iter().map(|c| c.charge.amount).sum::<Fen>();
            }
        }
        self.units += usize::from(any);
    }
}

/// Whether the file writes more than doors: 101 of a list without buildings may stand in any of them.
fn names_buildings(draft: &Draft) -> bool {
    let more = |written: &str| {
        written.contains(' ') || written.parse().is_ok_and(|code: UnitCode| code.as_str().contains('-'))
    };
    draft.units.iter().any(|unit| more(&unit.original))
}

/// `3` of `3-2-501`; the whole of a code without parts.
fn building(code: &str) -> &str {
    code.split('-').next().unwrap_or(code)
}

/// What `1-101`, `1-1-101` and `11101` have in common, two by two.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Room<'c> {
    Ends(&'c str, &'c str),
    Figures(String),
}

impl<'c> Room<'c> {
    fn of(code: &'c str) -> impl Iterator<Item = Self> {
        let ends = code.split_once('-').zip(code.rsplit_once('-'));
        let ends = ends.map(|((building, _), (_, room))| Room::Ends(building, room));
        ends.into_iter().chain([Room::Figures(code.replace('-', ""))])
    }
}

/// A new unit of the file that has an owner of this one and nearly its number.
fn perhaps<'d>(
    known: &Known,
    unit: &UnitRow,
    new: &HashMap<Room<'_>, Vec<&DraftUnit>>,
) -> Option<Change<'d>> {
    let people = known.people.get(&unit.id)?;
    let is_his =
        |draft: &&&DraftUnit| draft.people.iter().any(|p| people.iter().any(|known| known.name == p.name));
    let code = unit.code.to_string();
    let found = Room::of(&code).find_map(|room| new.get(&room)?.iter().find(is_his).copied())?;
    let why = format!(
        "表里的 {} 业主相同、房号相近，按新的一户导入；是同一户的，请在表里把房号改成 {code} 再导入",
        found.code
    );
    let shown = shown("unit", "像同一户", (code, found.code.clone()), "").held(&why);
    Some(Change { shown, step: Step::Openings { reverse: Vec::new(), post: Vec::new() } })
}

/// Of a unit that stands nowhere in the file.
fn without_rows(unit: &UnitRow) -> DraftUnit {
    DraftUnit {
        code: unit.code.to_string(),
        original: String::new(),
        building: String::new(),
        usage: String::new(),
        area: None,
        status: None,
        handover: None,
        people: Vec::new(),
        openings: Vec::new(),
        source: CellRef { sheet: "".into(), row: 0, column: 0 },
        described: false,
    }
}
