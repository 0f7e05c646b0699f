//! Lists that write their rooms shorter than the register.

use sheets::Decision;

use super::super::alike::as_in_register;
use super::*;

/// What was asked, `code → understood`.
fn asked(desk: &mut Desk, draft: &mut Draft, choice: Option<&str>) -> Vec<String> {
    let decision = |choice: &str| Decision { code: "unit_alike".into(), choice: choice.into() };
    let decisions: Vec<Decision> = choice.map(decision).into_iter().collect();
    desk.read(|r| as_in_register(r, draft, &decisions)).unwrap();
    draft.findings.iter().map(|f| format!("{} {} → {}", f.cell, f.read, f.understood)).collect()
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
    check(|unit| unit.people.clear(), 0);
    check(|unit| unit.code = "4-502".into(), 0);
    check(|unit| (unit.described, unit.usage) = (true, "shop".into()), 0);
    // Two of the list are not one of the register.
    let mut twice = list("3-502");
    twice.units.push(DraftUnit { code: "502".into(), ..twice.units[0].clone() });
    assert_eq!(asked(&mut desk, &mut twice, None), [""; 0]);
    // Nor is one beside itself.
    let mut both = list("3-502");
    both.units.push(DraftUnit { code: "3-2-502".into(), ..both.units[0].clone() });
    assert_eq!(asked(&mut desk, &mut both, None), [""; 0]);
}
