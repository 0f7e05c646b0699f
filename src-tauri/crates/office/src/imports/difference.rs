//! A draft beside the register: what each of its units would do there, and what is not in it any more.

use std::collections::{BTreeMap, HashMap};

use ledger::accounts::Account;
use ledger::calendar::{Date, Period};
use ledger::money::Fen;
use ledger::people::Phone;
use ledger::units::{UnitStatus, UnitUse};
use sheets::{
    Draft, DraftBalance, DraftNote, DraftPastPayment, DraftPerson, DraftReading, DraftUnit, DraftVehicle,
};
use store::Reader;
use store::charges::ChargeRow;
use store::kept::{BalanceRow, Field};
use store::register::{UnitPerson, UnitRow};

use super::money::{Held, Owed, money};
use super::register::{Known, known};
use super::rows;
use crate::views::imports::{AddedSums, AddedUnit, ChangedUnit, FieldChange, GoneUnit, ImportDifference};
use crate::{Error, Result};

/// Units that a list of the difference holds at most.
const MOST_LISTED: usize = 2_000;

/// A draft against the register.
#[derive(Debug)]
pub(super) struct Plan<'d> {
    pub(super) units: Vec<UnitPlan<'d>>,
    pub(super) gone: Vec<Gone>,
    /// Rows that are kept already.
    pub(super) kept_already: usize,
}

/// One unit of a draft.
#[derive(Debug)]
pub(super) struct UnitPlan<'d> {
    pub(super) draft: &'d DraftUnit,
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

/// A unit that the file does not have any more.
#[derive(Debug)]
pub(super) struct Gone {
    pub(super) unit: UnitRow,
    pub(super) people: String,
    pub(super) openings: Vec<ChargeRow>,
    pub(super) balances: Vec<BalanceRow>,
    pub(super) owed: Fen,
    pub(super) stays: &'static str,
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
    Phones { of: UnitPerson, after: Vec<Phone> },
    Openings { reverse: Vec<ChargeRow>, post: Vec<Owed> },
    Balances { reverse: Vec<BalanceRow>, post: Vec<Held> },
}

/// A draft's rows by unit.
#[derive(Default)]
struct OfUnit<'d> {
    balances: Vec<&'d DraftBalance>,
    readings: Vec<&'d DraftReading>,
    vehicles: Vec<&'d DraftVehicle>,
    past_payments: Vec<&'d DraftPastPayment>,
    notes: Vec<&'d DraftNote>,
}

fn by_unit(draft: &Draft) -> HashMap<&str, OfUnit<'_>> {
    let mut of: HashMap<&str, OfUnit<'_>> = HashMap::new();
    draft.balances.iter().for_each(|b| of.entry(&b.unit).or_default().balances.push(b));
    draft.readings.iter().for_each(|b| of.entry(&b.unit).or_default().readings.push(b));
    draft.vehicles.iter().for_each(|b| of.entry(&b.unit).or_default().vehicles.push(b));
    draft.past_payments.iter().for_each(|b| of.entry(&b.unit).or_default().past_payments.push(b));
    draft.notes.iter().for_each(|b| of.entry(&b.unit).or_default().notes.push(b));
    of
}

/// Compares. `layout` is what the file looks like without choices. Refusal: `date_unreadable`.
pub(super) fn plan<'d>(r: &Reader<'_>, draft: &'d Draft, layout: &str, through: Date) -> Result<Plan<'d>> {
    let mut known = known(r, draft, layout)?;
    let mut rows = by_unit(draft);
    let mut plan = Plan { units: Vec::with_capacity(draft.units.len()), gone: Vec::new(), kept_already: 0 };
    for unit in &draft.units {
        let of = rows.remove(unit.code.as_str()).unwrap_or_default();
        let one = unit_plan(r, &mut known, unit, of, (through, &mut plan.kept_already))?;
        plan.units.push(one);
    }
    if let Some(stray) = rows.keys().next() {
        return Err(Error::broken(format!("a draft whose rows name a unit it does not have: {stray}")));
    }
    if draft.units.iter().any(|u| u.described) {
        plan.gone = gone(r, &known, draft, layout)?;
    }
    Ok(plan)
}

fn unit_plan<'d>(
    r: &Reader<'_>,
    known: &mut Known,
    draft: &'d DraftUnit,
    of: OfUnit<'d>,
    (through, kept_already): (Date, &mut usize),
) -> Result<UnitPlan<'d>> {
    let (owed, held) = money(draft, &of.balances, through)?;
    let mut plan = UnitPlan {
        draft,
        known: known.units.get(&draft.code).cloned(),
        people: Vec::new(),
        owed,
        held,
        readings: of.readings,
        vehicles: of.vehicles,
        past_payments: of.past_payments,
        notes: of.notes,
        id_numbers: Vec::new(),
        changes: Vec::new(),
    };
    let Some(unit) = plan.known.clone() else { return Ok(plan) };
    let people = known.people.remove(&unit.id).unwrap_or_default();
    if draft.described {
        plan.changes.extend(unit_changes(&unit, draft));
    }
    plan.changes.extend(people_changes(&people, draft));
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

fn shown(field: &str, label: impl Into<String>, before: String, after: String) -> FieldChange {
    FieldChange { field: field.into(), label: label.into(), before, after, held: String::new() }
}

/// What a file says otherwise of a unit; a cell without anything changes nothing.
fn unit_changes<'d>(unit: &UnitRow, draft: &DraftUnit) -> Vec<Change<'d>> {
    let mut changes = Vec::new();
    let mut say = |field: Field, label, (before, after): (String, String), words: (String, String)| {
        if before != after && !after.is_empty() {
            let shown = shown(field.code(), label, words.0, words.1);
            changes.push(Change { shown, step: Step::Unit { field, before, after } });
        }
    };
    let same = |before: String, after: String| ((before.clone(), after.clone()), (before, after));
    let area = draft.area.as_deref().and_then(|a| ledger::units::Area::parse(a).ok());
    let shown_area = |a: Option<ledger::units::Area>| a.map(|a| a.to_string()).unwrap_or_default();
    let (values, words) = same(shown_area(unit.area), shown_area(area));
    say(Field::Area, "建筑面积", values, words);
    if let Some(usage) = UnitUse::parse(&draft.usage) {
        let values = (unit.usage.code().to_owned(), usage.code().to_owned());
        say(Field::Usage, "用途", values, (unit.usage.chinese().into(), usage.chinese().into()));
    }
    if let Some(status) = draft.status.as_deref().and_then(UnitStatus::parse) {
        let code = unit.status.map_or("", UnitStatus::code).to_owned();
        let words = unit.status.map_or("", UnitStatus::chinese).to_owned();
        say(Field::Status, "房屋状态", (code, status.code().into()), (words, status.chinese().into()));
    }
    let before = unit.handover.map(|d| d.to_string()).unwrap_or_default();
    let (values, words) = same(before, draft.handover.clone().unwrap_or_default());
    say(Field::Handover, "收楼日期", values, words);
    changes
}

fn people_changes<'d>(people: &[UnitPerson], draft: &'d DraftUnit) -> Vec<Change<'d>> {
    let mut changes = Vec::new();
    let masked = |phones: &[Phone]| phones.iter().map(Phone::masked).collect::<Vec<_>>().join("、");
    for person in &draft.people {
        let phones = rows::phones(&person.phones);
        let Some(there) = people.iter().find(|p| p.name == person.name) else {
            let there: Vec<&str> = people.iter().map(|p| p.name.as_str()).collect();
            let shown = shown("person", "人员", there.join("、"), format!("添 {}", person.name));
            changes.push(Change { shown, step: Step::Person(person) });
            continue;
        };
        let mut before: Vec<&str> = there.phones.iter().map(Phone::digits).collect();
        let mut after: Vec<&str> = phones.iter().map(Phone::digits).collect();
        before.sort_unstable();
        after.sort_unstable();
        if !after.is_empty() && before != after {
            let label = format!("{}的电话", person.name);
            let shown = shown("phones", label, masked(&there.phones), masked(&phones));
            changes.push(Change { shown, step: Step::Phones { of: there.clone(), after: phones } });
        }
    }
    changes
}

/// Keeps in `plan.owed` what is new; what meets an opening of another amount or another span is a change.
fn opening_changes(known: &Known, unit: &UnitRow, plan: &mut UnitPlan<'_>) {
    let mut items: Vec<String> = plan.owed.iter().map(|o| o.item.clone()).collect();
    let of_unit = known.openings.get(&unit.id);
    items.extend(of_unit.into_iter().flat_map(|all| all.keys().cloned()));
    items.sort_unstable();
    items.dedup();
    for item in items {
        let mut there: Vec<&ChargeRow> =
            of_unit.and_then(|all| all.get(&item)).into_iter().flatten().collect();
        let (mut here, others): (Vec<Owed>, Vec<Owed>) =
            std::mem::take(&mut plan.owed).into_iter().partition(|o| o.item == item);
        plan.owed = others;
        here.retain(|o| {
            let same = |c: &&ChargeRow| c.charge.period == o.period && c.charge.amount == o.amount;
            there.iter().position(same).map(|at| there.remove(at)).is_none()
        });
        let meets = |o: &Owed, c: &ChargeRow| o.period.overlap(c.charge.period).is_some();
        let (otherwise, free): (Vec<Owed>, Vec<Owed>) =
            here.into_iter().partition(|o| there.iter().any(|c| meets(o, c)));
        // Where this file does not speak of an opening, it is left, unless a file of this layout brought it.
        let alike = |c: &ChargeRow| {
            plan.draft.described
                && c.charge.open.is_positive()
                && known.came_with.get(&c.charge.id).is_some_and(|b| known.alike.contains(b))
        };
        there.retain(|c| otherwise.iter().any(|o| meets(o, c)) || alike(c));
        if !there.is_empty() {
            let reverse: Vec<ChargeRow> = there.into_iter().cloned().collect();
            plan.changes.push(opening_change(&item, reverse, otherwise));
        }
        let no_periods = Vec::new();
        let billed = known.billed.get(&(unit.id, item.clone())).unwrap_or(&no_periods);
        for o in free {
            if billed.iter().any(|p| p.overlap(o.period).is_some()) {
                let label = format!("{item} {}", o.label);
                let mut shown = shown("opening", label, "已出账".into(), o.amount.to_string());
                shown.held = "这段时间已经出过账，没有重复记入".into();
                plan.changes
                    .push(Change { shown, step: Step::Openings { reverse: Vec::new(), post: Vec::new() } });
            } else {
                plan.owed.push(o);
            }
        }
    }
}

fn opening_change<'d>(item: &str, reverse: Vec<ChargeRow>, post: Vec<Owed>) -> Change<'d> {
    let before = spans(reverse.iter().map(|c| (c.charge.period, c.charge.amount)).collect());
    let after = spans(post.iter().map(|o| (o.period, o.amount)).collect());
    let mut shown = shown("opening", format!("期初欠费 {item}"), before, after);
    if reverse.iter().any(|c| c.charge.open != c.charge.amount) {
        shown.held = "已经收过款或减免过，请在收款台办理".into();
    }
    Change { shown, step: Step::Openings { reverse, post } }
}

/// Each period with its amount; of more than three, the first, the last and the sum.
fn spans(mut all: Vec<(Period, Fen)>) -> String {
    all.sort_unstable();
    match all.as_slice() {
        [(first, _), .., (last, _)] if all.len() > 3 => {
            let sum: Fen = all.iter().map(|(_, amount)| *amount).sum();
            format!("{} 至 {} 共 {} 笔 {sum}", first.from(), last.to(), all.len())
        }
        few => few.iter().map(|(p, f)| format!("{} {f}", p.label())).collect::<Vec<_>>().join("，"),
    }
}

/// Keeps in `plan.held` what is new; what is there with another amount is a change.
fn balance_changes(r: &Reader<'_>, known: &Known, unit: &UnitRow, plan: &mut UnitPlan<'_>) -> Result<()> {
    let nothing = Vec::new();
    let there = known.balances.get(&unit.id).unwrap_or(&nothing);
    let mut left: Vec<Held> = std::mem::take(&mut plan.held);
    while let Some(first) = left.first().cloned() {
        let (here, others): (Vec<Held>, Vec<Held>) = left.into_iter().partition(|h| h.key() == first.key());
        left = others;
        let deposit = |b: &BalanceRow| b.item.and_then(|i| known.item_names.get(&i)).map(String::as_str);
        let reverse: Vec<BalanceRow> = there
            .iter()
            .filter(|(_, b)| {
                // An import from before balances had rows of their own says no label.
                let unlabelled = b.source.cell.is_empty() && b.label.is_empty();
                let label = if unlabelled { first.label.as_str() } else { b.label.as_str() };
                (deposit(b), label) == first.key()
            })
            .map(|(_, b)| b.clone())
            .collect();
        if reverse.is_empty() {
            plan.held.extend(here);
            continue;
        }
        let before: Fen = reverse.iter().map(|b| b.amount).sum();
        let after: Fen = here.iter().map(|h| h.amount).sum();
        if before == after {
            continue;
        }
        let (field, what) = match &first.deposit {
            Some(_) => ("deposit", "押金"),
            None => ("prepayment", "预存"),
        };
        let label = format!("{what} {}", first.label);
        let mut shown = shown(field, label.trim(), before.to_string(), after.to_string());
        if moved(r, &reverse, there)? {
            shown.held = "已经用过或退过，请在收款台办理".into();
        }
        plan.changes.push(Change { shown, step: Step::Balances { reverse, post: here } });
    }
    Ok(())
}

/// Whether anything but imports moved the accounts of these balances.
fn moved(
    r: &Reader<'_>,
    balances: &[BalanceRow],
    there: &[(store::imports::BatchId, BalanceRow)],
) -> Result<bool> {
    for b in balances {
        let account = account(b);
        let expected: Fen =
            there.iter().filter(|(_, o)| self::account(o) == account).map(|(_, o)| o.amount).sum();
        if -r.balance(&account)?.net() != expected {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(super) fn account(b: &BalanceRow) -> Account {
    match b.item {
        Some(item) => Account::DepositHeld { unit: b.unit, person: b.person, item },
        None => Account::Prepayment { unit: b.unit, person: b.person },
    }
}

/// Units that files of this layout brought and this one does not have.
fn gone(r: &Reader<'_>, known: &Known, draft: &Draft, layout: &str) -> Result<Vec<Gone>> {
    let here: std::collections::HashSet<&str> = draft.units.iter().map(|u| u.code.as_str()).collect();
    let mut gone = Vec::new();
    for id in r.units_of_layout(layout)? {
        let unit = r.unit(id)?.ok_or_else(|| Error::broken("an import's unit that is nowhere"))?;
        if here.contains(unit.code.as_str()) {
            continue;
        }
        let of_unit = known.openings.get(&id);
        let openings: Vec<ChargeRow> =
            of_unit.into_iter().flat_map(BTreeMap::values).flatten().cloned().collect();
        let there = known.balances.get(&id).cloned().unwrap_or_default();
        let balances: Vec<BalanceRow> = there.iter().map(|(_, b)| b.clone()).collect();
        let touched = r.used_beside_imports(id)?
            || openings.iter().any(|c| c.charge.open != c.charge.amount)
            || moved(r, &balances, &there)?;
        let people = known.people.get(&id).map(|p| crate::register::names(p)).unwrap_or_default();
        gone.push(Gone {
            owed: openings.iter().map(|c| c.charge.open).sum(),
            stays: if touched {
                "已经出过账、收过款或发过通知单，要留在档案里"
            } else {
                ""
            },
            unit,
            people,
            openings,
            balances,
        });
    }
    Ok(gone)
}

impl UnitPlan<'_> {
    /// Adds up what an import of all that is new would post and keep.
    fn add_to(&self, sums: &mut AddedSums) {
        sums.opening_fen.0 += self.owed.iter().map(|o| o.amount).sum::<Fen>().fen();
        for held in self.held.iter().filter(|h| h.amount.is_positive()) {
            let amount = held.amount.fen();
            match (&held.deposit, held.among_arrears) {
                (Some(_), _) => sums.deposits_fen.0 += amount,
                (None, true) => {
                    sums.opening_fen.0 -= amount;
                    sums.overpaid_fen.0 += amount;
                }
                (None, false) => sums.prepayments_fen.0 += amount,
            }
        }
        sums.readings += self.readings.len();
        sums.vehicles += self.vehicles.len();
        sums.past_payments += self.past_payments.len();
        sums.notes += self.notes.len();
        sums.id_numbers += match self.known {
            Some(_) => self.id_numbers.len(),
            None => self.draft.people.iter().filter(|p| p.id_number.is_some()).count(),
        };
    }

    /// What is added to a unit that is there, for people; empty for nothing.
    fn added(&self) -> String {
        let counts = [
            ("期初欠费", self.owed.len(), "笔"),
            ("预存和押金", self.held.len(), "笔"),
            ("抄表", self.readings.len(), "条"),
            ("车辆", self.vehicles.len(), "条"),
            ("缴费记录", self.past_payments.len(), "条"),
            ("备注", self.notes.len(), "条"),
            ("证件号", self.id_numbers.len(), "个"),
        ];
        let some = counts.iter().filter(|(_, n, _)| *n > 0);
        some.map(|(what, n, each)| format!("{what} {n} {each}")).collect::<Vec<_>>().join("，")
    }
}

/// For the screen.
pub(super) fn view(plan: &Plan<'_>) -> ImportDifference {
    let mut view = ImportDifference { kept_already: plan.kept_already, ..Default::default() };
    for unit in &plan.units {
        let code = &unit.draft.code;
        let added = unit.added();
        unit.add_to(&mut view.adds);
        if unit.known.is_none() {
            view.new += 1;
            if view.new <= MOST_LISTED {
                view.new_units.push(code.clone());
            }
            continue;
        }
        if added.is_empty() && unit.changes.is_empty() {
            view.same += 1;
        }
        if !added.is_empty() {
            view.added_to += 1;
            if view.added_to <= MOST_LISTED {
                let opening_fen = unit.owed.iter().map(|o| o.amount).sum::<Fen>().into();
                view.added_to_units.push(AddedUnit { code: code.clone(), what: added, opening_fen });
            }
        }
        if !unit.changes.is_empty() {
            view.changed += 1;
            if view.changed <= MOST_LISTED {
                let changes = unit.changes.iter().map(|c| c.shown.clone()).collect();
                view.changed_units.push(ChangedUnit { code: code.clone(), changes });
            }
        }
    }
    view.gone = plan.gone.len();
    view.gone_units = plan
        .gone
        .iter()
        .take(MOST_LISTED)
        .map(|g| GoneUnit {
            code: g.unit.code.to_string(),
            people: g.people.clone(),
            owed_fen: g.owed.into(),
            stays: g.stays.into(),
        })
        .collect();
    view
}
