//! Files that write the estate's name before every room.

use super::super::alike::as_in_register;
use super::*;
use sheets::Decision;

/// A file with these rooms, each of an owner by its row.
fn file(sha256: &str, rooms: &[&str]) -> Draft {
    let rows = (5..).zip(rooms);
    draft(sha256, rows.map(|(row, room)| unit(room, row, Vec::new())).collect())
}

/// Its units as the register has them, and what was asked.
fn read(desk: &mut Desk, draft: &mut Draft, choice: &str) -> Vec<String> {
    let decision = Decision { code: "estate_before_rooms".into(), choice: choice.into() };
    desk.read(|r| as_in_register(r, draft, &[decision])).unwrap();
    let units = draft.units.iter().map(|unit| unit.code.clone());
    units.chain(draft.groups.iter().map(|group| format!("{} {}", group.code, group.chosen))).collect()
}

const LED: [&str; 3] = ["阳光花园1-1-101", "阳光花园1-1-102", "阳光花园2-1-101"];
const BARE: [&str; 3] = ["1-1-101", "1-1-102", "2-1-101"];

#[test]
fn the_estate_s_name_is_left_out_of_a_first_file_and_known_in_a_later_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    let mut first = file("first", &LED);
    let asked = ["estate_before_rooms leave_out".to_owned()];
    assert_eq!(read(&mut desk, &mut first, "leave_out"), [&BARE.map(str::to_owned)[..], &asked].concat());
    assert_eq!(first.findings[0].understood, "1-1-101");
    import(&mut desk, &first, &new());
    // With the name, one room more, and people that nobody knows.
    let mut led = file("led", &[&LED[..], &["阳光花园3-1-101"]].concat());
    led.units.iter_mut().for_each(|unit| unit.people.clear());
    assert_eq!(read(&mut desk, &mut led, "leave_out"), [&BARE[..], &["3-1-101"]].concat());
    let mut bare = file("bare", &BARE);
    assert_eq!(read(&mut desk, &mut bare, "leave_out"), BARE);
    // Another estate's, without people.
    let others = ["翠湖花园1-1-101", "翠湖花园1-1-102", "翠湖花园2-1-101"];
    let mut other = file("other", &others);
    other.units.iter_mut().for_each(|unit| (unit.people.clear(), unit.described = false).1);
    let codes = read(&mut desk, &mut other, "leave_out");
    assert_eq!(codes[..3], others, "{codes:?}");
}

#[test]
fn a_name_that_tells_rooms_apart_stays_in_later_files_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    let mut first = file("first", &LED);
    let kept = [&LED.map(str::to_owned)[..], &["estate_before_rooms keep".to_owned()]].concat();
    assert_eq!(read(&mut desk, &mut first, "keep"), kept);
    import(&mut desk, &first, &new());
    let mut again = file("again", &LED);
    assert_eq!(read(&mut desk, &mut again, "leave_out"), LED);
    let mut bare = file("bare", &BARE);
    let same = [&LED.map(str::to_owned)[..], &["unit_alike same".to_owned()]].concat();
    assert_eq!(read(&mut desk, &mut bare, "leave_out"), same);
}
