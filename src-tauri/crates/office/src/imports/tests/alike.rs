//! Lists that write their rooms shorter than the register.

use sheets::{Decision, Finding, Level, UNIT_CONTINUED};

use super::super::alike::as_in_register;
use super::*;

/// What was asked, `code → understood`.
fn asked(desk: &mut Desk, draft: &mut Draft, choice: Option<&str>) -> Vec<String> {
    let decision = |choice: &str| Decision { code: "unit_alike".into(), choice: choice.into() };
    let decisions: Vec<Decision> = choice.map(decision).into_iter().collect();
    desk.read(|r| as_in_register(r, draft, &decisions)).unwrap();
    let alike = draft.findings.iter().filter(|f| f.code == "unit_alike");
    alike.map(|f| format!("{} {} → {}", f.cell, f.read, f.understood)).collect()
}

/// A list with another layout than the first's, of the owner of 3-2-502.
fn list(code: &str) -> Draft {
    let mut unit = unit(code, 5, vec![opening("水费", "2015-01-01", "2015-12-31", 1_200, 5)]);
    (unit.described, unit.area) = (false, None);
    let note = DraftNote { unit: code.into(), ..first().notes[0].clone() };
    Draft { notes: vec![note], layout: "别的".into(), ..draft("list", vec![unit]) }
}

#[test]
fn a_short_number_of_the_same_owner_is_his_unit() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    import(&mut desk, &first(), &new());
    for code in ["3-502", "502", "32502"] {
        let mut list = list(code);
        assert_eq!(asked(&mut desk, &mut list, None), [format!("C5 {code} → 3-2-502")]);
        assert_eq!(list.groups[0].chosen, "same");
        let d = compare(&mut desk, &list);
        assert_eq!((d.new, d.added_to, d.kept_already), (0, 1, 2), "{code}: {d:#?}");
    }
    let mut list = list("3-502");
    asked(&mut desk, &mut list, None);
    let done = import(&mut desk, &list, &new());
    assert_eq!((done.units, done.opening_fen), (0, Fen(1_200)));
    assert_eq!(list.totals.by_building[0].name, "3");
}

#[test]
fn what_a_person_calls_another_unit_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    import(&mut desk, &first(), &new());
    let mut list = list("3-502");
    assert_eq!(asked(&mut desk, &mut list, Some("keep")), ["C5 3-502 → 3-502"]);
    assert_eq!(list.groups[0].chosen, "keep");
    assert_eq!(compare(&mut desk, &list).new, 1);
}

#[test]
fn what_says_otherwise_is_another_unit() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    import(&mut desk, &first(), &new());
    let mut check = |change: fn(&mut DraftUnit), expect: usize| {
        let mut list = list("3-502");
        change(&mut list.units[0]);
        assert_eq!(asked(&mut desk, &mut list, None).len(), expect, "{:?}", list.units);
    };
    check(|_| {}, 1);
    check(|unit| unit.area = Some("89.5".into()), 1);
    check(|unit| unit.area = Some("60".into()), 0);
    check(|unit| unit.people[0].name = "李红".into(), 0);
    check(|unit| unit.people.clear(), 1);
    check(|unit| unit.people[0].name.push_str("先生"), 1);
    check(|unit| unit.code = "阳光花园3-2-502".into(), 1);
    check(|unit| unit.code = "4-502".into(), 0);
    check(|unit| (unit.described, unit.usage) = (true, "shop".into()), 0);
    // Beside the number itself it is another.
    let mut both = list("3-502");
    both.units.push(DraftUnit { code: "3-2-502".into(), ..both.units[0].clone() });
    assert_eq!(asked(&mut desk, &mut both, None), [""; 0]);
    assert_eq!(both.groups[0].code, "unit_near");
}

#[test]
fn one_household_under_two_numbers_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    import(&mut desk, &first(), &new());
    let mut twice = list("3-502");
    twice.units.push(DraftUnit { code: "502".into(), ..twice.units[0].clone() });
    assert_eq!(asked(&mut desk, &mut twice, None), ["C5 3-502 → 3-2-502", "C5 3-502 → 3-2-502"]);
    let units: Vec<_> =
        twice.units.iter().map(|u| (u.code.as_str(), u.people.len(), u.openings.len())).collect();
    assert_eq!(units, [("3-2-502", 1, 2)]);
}

fn continued() -> Finding {
    Finding {
        sheet: at("C", 6).sheet.to_string(),
        row: 6,
        cell: "C6".into(),
        level: Level::Decide,
        code: UNIT_CONTINUED.into(),
        message: String::new(),
        read: "502".into(),
        understood: "502".into(),
    }
}

#[test]
fn two_owners_of_one_short_number_have_a_unit_each() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    let mut other = unit("4-2-502", 6, Vec::new());
    other.people[0].phones.clear();
    import(&mut desk, &draft("roster", vec![unit("3-2-502", 5, Vec::new()), other]), &new());
    let line = |name: &str, row: u32| DraftPerson {
        name: name.into(),
        source: Some(at("D", row)),
        ..unit("502", row, Vec::new()).people[0].clone()
    };
    let owes = |row: u32, fen: i64| opening("水费", "2015-01-01", "2015-12-31", fen, row);
    let parted = |desk: &mut Desk, people: Vec<DraftPerson>, openings: Vec<DraftOpening>| {
        let mut unit = named("502", 5, openings);
        unit.people = people;
        let balances =
            vec![DraftBalance { source: at("K", 6), ..balance("502", BalanceKind::Prepayment, "", 77) }];
        let mut list = Draft { layout: "别的".into(), balances, ..draft("list", vec![unit]) };
        // The file alone made one household of both.
        list.found(UNIT_CONTINUED, vec![continued()], &[]);
        asked(desk, &mut list, None);
        let is_one = list.findings.iter().any(|f| f.code == UNIT_CONTINUED);
        assert_eq!(is_one, list.groups.iter().any(|g| g.code == UNIT_CONTINUED));
        let owed = |u: &DraftUnit| u.openings.iter().map(|o| o.amount_fen).sum::<i64>();
        let units: Vec<String> = list.units.iter().map(|u| format!("{} {}", u.code, owed(u))).collect();
        (units.join(", "), list.balances[0].unit.clone(), is_one)
    };
    let both =
        parted(&mut desk, vec![line("张小明5", 5), line("张小明6", 6)], vec![owes(5, 100), owes(6, 20)]);
    assert_eq!(both, ("3-2-502 100, 4-2-502 20".into(), "4-2-502".into(), false));
    // Nobody knows whose the second is; a wife's line without money is her husband's unit's.
    let one = parted(&mut desk, vec![line("张小明5", 5), line("吴新人", 6)], vec![owes(5, 100), owes(6, 20)]);
    assert_eq!(one, ("3-2-502 100, 502 20".into(), "502".into(), false));
    let wife = parted(&mut desk, vec![line("张小明5", 5), line("吴新人", 6)], vec![owes(5, 100)]);
    assert_eq!(wife, ("3-2-502 100".into(), "3-2-502".into(), true));
}
