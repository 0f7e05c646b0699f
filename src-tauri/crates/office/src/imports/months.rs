//! Lists of which the file alone does not say what they mean for the last one. An extract names few of its debtors. Of one month each: 2026年2月物业费欠费表 after 2026年1月物业费欠费表 may say what February left unpaid, or all that is
//! owed by then. A person is asked; most of the households owing more by now is a debt that has grown.

use std::collections::{HashMap, HashSet};

use ledger::calendar::{Date, Month, Period};
use ledger::charges::ChargeId;
use ledger::money::Fen;
use ledger::units::UnitId;
use sheets::{Decision, Draft, Finding, GROWN_OR_OF_MONTH, LIST_OF_FEW, Level, OF_MONTH_OR_GROWN};
use store::Reader;
use store::charges::ChargeRow;
use store::imports::BatchId;
use store::register::UnitRow;

use super::earlier::Debtors;
use super::money::{Money, is_dated, money_of_units};
use crate::Result;

/// An import of an earlier month's list, and whether most of its households owe more by now.
#[derive(Debug)]
pub(super) struct Before {
    pub(super) batch: BatchId,
    grown: bool,
}

/// Of a unit, where the register has it, for a time, where it says one.
type Debt = (Option<UnitId>, Option<Period>, Fen);

/// Debts of one import: all of one month, or it is no such list.
struct List {
    period: Period,
    owed: HashMap<UnitId, Fen>,
}

/// Asks about such lists, before the file is compared. Refusals: those of reading the cut-off.
pub(super) fn ask(r: &Reader<'_>, draft: &mut Draft, decisions: &[Decision], through: Date) -> Result<()> {
    let of_layout = |b: &store::imports::BatchRow| b.layout == draft.layout && !b.withdrawn;
    let of_layout: HashSet<BatchId> = r.batches()?.into_iter().filter(of_layout).map(|b| b.id).collect();
    if draft.layout.is_empty() || of_layout.is_empty() {
        return Ok(());
    }
    let money = money_of_units(draft, through)?;
    let units: HashMap<String, UnitRow> =
        r.units()?.into_iter().map(|unit| (unit.code.to_string(), unit)).collect();
    let (openings, came_with) = (r.openings()?, r.batches_of_openings()?);
    let named: HashSet<UnitId> =
        draft.units.iter().filter_map(|unit| Some(units.get(&unit.code)?.id)).collect();
    let of_list = |c: &&ChargeRow| came_with.get(&c.charge.id).is_some_and(|batch| of_layout.contains(batch));
    if let Some(debtors) = few(openings.iter().filter(of_list), &came_with, &named) {
        ask_of_few(draft, &debtors, decisions);
    }
    let before = before((draft, &money), &units, openings.iter(), (&came_with, &of_layout));
    let Some(first) = before.first() else { return Ok(()) };
    let code = if first.grown { GROWN_OR_OF_MONTH } else { OF_MONTH_OR_GROWN };
    let Some(unit) = draft.units.iter().find(|unit| !unit.openings.is_empty()) else { return Ok(()) };
    let at = unit.openings[0].source.clone();
    let chosen = decisions.iter().rfind(|d| d.code == code).map(|d| d.choice == "grown");
    let done = if chosen.unwrap_or(first.grown) {
        "这张清单认作累计到这个月的欠费，代替上一张"
    } else {
        "这张清单认作只是这个月的欠费，和上一张相加"
    };
    let finding = Finding {
        sheet: at.sheet.to_string(),
        row: at.row,
        cell: at.to_string(),
        level: Level::Decide,
        code: code.into(),
        message: format!("前一个月的清单已经导入，多半是同样的户。{done}。请确认。"),
        read: unit.openings[0].label.clone(),
        understood: String::new(),
    };
    draft.found(code, vec![finding], decisions);
    Ok(())
}

/// Who owes by an import of which the file names few.
fn few<'c>(
    openings: impl Iterator<Item = &'c ChargeRow>,
    came_with: &HashMap<ChargeId, BatchId>,
    named: &HashSet<UnitId>,
) -> Option<Debtors> {
    let mut owing: HashMap<BatchId, HashSet<UnitId>> = HashMap::new();
    for charge in openings {
        if let Some(batch) = came_with.get(&charge.charge.id) {
            owing.entry(*batch).or_default().insert(charge.charge.unit);
        }
    }
    let debtors =
        |units: HashSet<UnitId>| Debtors { all: units.len(), named: units.intersection(named).count() };
    owing.into_values().map(debtors).find(|debtors| debtors.named > 0 && debtors.are_few())
}

fn ask_of_few(draft: &mut Draft, debtors: &Debtors, decisions: &[Decision]) {
    let Some(opening) = draft.units.iter().flat_map(|unit| &unit.openings).next() else { return };
    let all = decisions.iter().rfind(|d| d.code == LIST_OF_FEW).is_some_and(|d| d.choice == "all");
    let done = if all { "没有写到的户都算交清了" } else { "没有写到的户照旧不动" };
    let message =
        format!("上一张清单有 {} 户，这一张只写了其中 {} 户，{done}。请确认。", debtors.all, debtors.named);
    let finding = Finding {
        sheet: opening.source.sheet.to_string(),
        row: opening.source.row,
        cell: opening.source.to_string(),
        level: Level::Decide,
        code: LIST_OF_FEW.into(),
        message,
        read: opening.label.clone(),
        understood: String::new(),
    };
    draft.found(LIST_OF_FEW, vec![finding], decisions);
}

/// What was chosen of a list of few.
pub(super) fn others_have_paid(draft: &Draft) -> bool {
    draft.groups.iter().any(|group| group.code == LIST_OF_FEW && group.chosen == "all")
}

/// What was chosen: the list stands in the place of the one before.
pub(super) fn has_grown(draft: &Draft) -> bool {
    let asked = [GROWN_OR_OF_MONTH, OF_MONTH_OR_GROWN];
    draft.groups.iter().any(|group| asked.contains(&group.code.as_str()) && group.chosen == "grown")
}

/// The imports of the same layout that are of one month before the file's, and of most of its households.
pub(super) fn before<'c>(
    (draft, money): (&Draft, &[Money]),
    units: &HashMap<String, UnitRow>,
    openings: impl Iterator<Item = &'c ChargeRow>,
    (came_with, of_layout): (&HashMap<ChargeId, BatchId>, &HashSet<BatchId>),
) -> Vec<Before> {
    let of_unit = |(unit, (owed, _)): (&sheets::DraftUnit, &Money)| {
        let known = units.get(&unit.code).map(|known| known.id);
        owed.iter()
            .map(move |owed| (known, owed.is_dated.then_some(owed.period), owed.amount))
            .collect::<Vec<_>>()
    };
    let here = draft.units.iter().zip(money).flat_map(of_unit);
    let Some(here) = List::of(here) else { return Vec::new() };
    let mut of_batch: HashMap<BatchId, Vec<Debt>> = HashMap::new();
    for charge in openings {
        if let Some(batch) = came_with.get(&charge.charge.id).filter(|batch| of_layout.contains(batch)) {
            let period = is_dated(charge).then_some(charge.charge.period);
            let debt = (Some(charge.charge.unit), period, charge.charge.open);
            of_batch.entry(*batch).or_default().push(debt);
        }
    }
    let mut found: Vec<Before> = of_batch
        .into_iter()
        .filter_map(|(batch, debts)| Some((batch, List::of(debts.into_iter())?)))
        .filter(|(_, list)| list.period.to() < here.period.from())
        .filter_map(|(batch, list)| Some(Before { batch, grown: list.has_grown(&here)? }))
        .collect();
    found.sort_by_key(|before| before.batch.0);
    found
}

impl List {
    /// `None` where it is not all of one month.
    fn of(debts: impl Iterator<Item = Debt>) -> Option<Self> {
        let mut list: Option<List> = None;
        for (unit, period, amount) in debts {
            let period = period.filter(|period| Month::of(period.from()) == Month::of(period.to()))?;
            let list = list.get_or_insert_with(|| List { period, owed: HashMap::new() });
            if Month::of(list.period.from()) != Month::of(period.from()) {
                return None;
            }
            if let Some(unit) = unit {
                *list.owed.entry(unit).or_default() += amount;
            }
        }
        list
    }

    /// Whether most of those that owe in both owe more later; `None` where these are few.
    fn has_grown(&self, later: &List) -> Option<bool> {
        const FEWEST: usize = 3;
        let both: Vec<(Fen, Fen)> =
            self.owed.iter().filter_map(|(unit, owed)| Some((*owed, *later.owed.get(unit)?))).collect();
        let is_of_same = both.len() >= FEWEST && both.len() * 2 >= self.owed.len().min(later.owed.len());
        let more = both.iter().filter(|(before, after)| after > before).count();
        is_of_same.then_some(more * 5 >= both.len() * 4)
    }
}
