//! What a file says otherwise of a unit itself, and of the people there.

use ledger::people::{Phone, Relation};
use ledger::units::{Area, UnitStatus, UnitUse};
use sheets::{DraftPerson, DraftUnit};
use store::kept::Field;
use store::register::{UnitPerson, UnitRow};

use super::super::choices::label;
use super::super::rows;
use super::{Change, Step, shown};

/// What a file says otherwise of a unit; a cell without anything changes nothing.
pub(super) fn unit_changes<'d>(unit: &UnitRow, draft: &DraftUnit) -> Vec<Change<'d>> {
    let mut changes = Vec::new();
    let mut say = |field: Field, (before, after): (String, String), words: (String, String)| {
        if before != after && !after.is_empty() {
            let shown = shown(field.code(), label(field), words, "改成表里的");
            changes.push(Change { shown, step: Step::Unit { field, before, after } });
        }
    };
    let same = |before: String, after: String| ((before.clone(), after.clone()), (before, after));
    let area = draft.area.as_deref().and_then(|a| Area::parse(a).ok());
    let shown_area = |a: Option<Area>| a.map(|a| a.to_string()).unwrap_or_default();
    let (values, words) = same(shown_area(unit.area), shown_area(area));
    say(Field::Area, values, words);
    if let Some(usage) = UnitUse::parse(&draft.usage) {
        let values = (unit.usage.code().to_owned(), usage.code().to_owned());
        say(Field::Usage, values, (unit.usage.chinese().into(), usage.chinese().into()));
    }
    if let Some(status) = draft.status.as_deref().and_then(UnitStatus::parse) {
        let code = unit.status.map_or("", UnitStatus::code).to_owned();
        let words = unit.status.map_or("", UnitStatus::chinese).to_owned();
        say(Field::Status, (code, status.code().into()), (words, status.chinese().into()));
    }
    let before = unit.handover.map(|d| d.to_string()).unwrap_or_default();
    let (values, words) = same(before, draft.handover.clone().unwrap_or_default());
    say(Field::Handover, values, words);
    changes
}

/// `alike`: a file of this layout came before.
pub(super) fn people_changes<'d>(
    people: &[UnitPerson],
    draft: &'d DraftUnit,
    alike: bool,
) -> Vec<Change<'d>> {
    let mut changes = Vec::new();
    let mut new: Vec<&DraftPerson> =
        draft.people.iter().filter(|p| !people.iter().any(|there| there.name == p.name)).collect();
    let before = if draft.described { owners_not_named(people, draft) } else { Vec::new() };
    if !before.is_empty() {
        let (after, others): (Vec<_>, Vec<_>) = new.into_iter().partition(|p| is_owner(p));
        new = others;
        changes.extend(owners_change(before, after, alike));
    }
    for person in new {
        let words = (names(people), format!("添 {}", person.name));
        let shown = shown("person", label(Field::Person), words, "添上，原来的人都留着");
        changes.push(Change { shown, step: Step::Person(person) });
    }
    let masked = |phones: &[Phone]| phones.iter().map(Phone::masked).collect::<Vec<_>>().join("、");
    for person in &draft.people {
        let phones = rows::phones(&person.phones);
        let Some(there) = people.iter().find(|p| p.name == person.name) else { continue };
        let mut before: Vec<&str> = there.phones.iter().map(Phone::digits).collect();
        let mut after: Vec<&str> = phones.iter().map(Phone::digits).collect();
        before.sort_unstable();
        after.sort_unstable();
        if !after.is_empty() && before != after {
            let label = format!("{}的电话", person.name);
            let shown = shown("phones", label, (masked(&there.phones), masked(&phones)), "换成表里的号码");
            changes.push(Change { shown, step: Step::Phones { of: there.clone(), after: phones } });
        }
    }
    changes
}

fn is_owner(person: &DraftPerson) -> bool {
    Relation::parse(&person.relation) == Some(Relation::Owner)
}

/// Today's owners whom a file leaves out although it names others; a file that names none says nothing of them.
fn owners_not_named(people: &[UnitPerson], draft: &DraftUnit) -> Vec<UnitPerson> {
    if !draft.people.iter().any(is_owner) {
        return Vec::new();
    }
    let today = people.iter().filter(|p| p.relation == Relation::Owner && p.liable_to.is_none());
    today.filter(|p| !draft.people.iter().any(|here| here.name == p.name)).cloned().collect()
}

/// Others in the place of owners; or only that these are gone, which a file of the same layout alone can say.
fn owners_change(before: Vec<UnitPerson>, after: Vec<&DraftPerson>, alike: bool) -> Option<Change<'_>> {
    let words = (names(&before), after.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join("、"));
    if after.is_empty() {
        let why = "表里没有了，仍留在档案里；不再是业主的，请在房产档案里改";
        let shown = shown("owner", "业主", words, "").held(why);
        return alike.then_some(Change { shown, step: Step::Owners { before, after } });
    }
    let does =
        "添上新业主，原业主留着、照旧由他缴费；换业主的话，从今天起由新业主缴费，原业主和他名下的账留着";
    Some(Change { shown: shown("owner", "业主", words, does), step: Step::Owners { before, after } })
}

fn names(people: &[UnitPerson]) -> String {
    people.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join("、")
}
