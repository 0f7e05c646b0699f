//! Units by their doors: which of them a room number means that leaves parts out. Rosters say `1-1-101`, and the list of
//! arrears of the same office `1-101` or `101` (practice row P1).

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use crate::units::UnitCode;

/// Units and the people who stand to them.
#[derive(Debug, Clone, Default)]
pub struct Doors {
    /// Places in `units`.
    codes: HashMap<UnitCode, usize>,
    units: Vec<(UnitCode, Vec<String>)>,
    /// Places in `units`, by what [`keys`] gives.
    by_door: HashMap<String, Vec<usize>>,
    /// The same, each key with a person's name behind it.
    by_person: HashMap<String, Vec<usize>>,
}

impl Doors {
    /// One more unit, with the names of its people; one that is there stays as it is.
    pub fn add(&mut self, code: UnitCode, people: Vec<String>) {
        let at = self.units.len();
        match self.codes.entry(code.clone()) {
            Entry::Occupied(_) => return,
            Entry::Vacant(free) => free.insert(at),
        };
        for key in keys(&code) {
            for name in &people {
                self.by_person.entry(of_person(&key, name)).or_default().push(at);
            }
            self.by_door.entry(key).or_default().push(at);
        }
        self.units.push((code, people));
    }

    /// For each row of a list, room number and the people beside it: the units that it may mean. Several where one owner has
    /// several of the door; none where nothing tells, or where its own people have that very number. Rows without a name
    /// tell where nearly all of the list's fit. With `all`, what fits only in part is a list of other units.
    pub fn meant(&self, rows: &[(UnitCode, Vec<String>)], all: bool) -> Vec<Vec<&UnitCode>> {
        const FEWEST: usize = 3;
        let here: HashSet<&UnitCode> = rows.iter().map(|(code, _)| code).collect();
        let (mut unknown, mut met, mut fits) = (0_usize, 0_usize, 0_usize);
        let of_row = |(code, people): &(UnitCode, Vec<String>)| {
            if self.is_known(code, people) {
                return Vec::new();
            }
            unknown += 1;
            let mut found = self.alike(code, people);
            // Beside itself in one list it is another.
            found.retain(|unit| !here.contains(unit));
            met += usize::from(!found.is_empty());
            fits += usize::from(found.len() == 1);
            if people.is_empty() && found.len() > 1 {
                found.clear();
            }
            found
        };
        let mut meant: Vec<Vec<&UnitCode>> = rows.iter().map(of_row).collect();
        let whole = fits >= FEWEST && fits * 5 >= unknown * 4;
        let nearly_all = met * 5 >= unknown * 4;
        let twice = meant_twice(rows, &meant);
        for ((_, people), found) in rows.iter().zip(&mut meant) {
            let is_told = |found: &[&UnitCode]| nearly_all && !found.iter().any(|unit| twice.contains(unit));
            if (all && !whole) || (people.is_empty() && !is_told(found)) {
                found.clear();
            }
        }
        meant
    }

    /// The units whose number leaves parts of this one out, or the other way round, whoever stands to them.
    pub fn near(&self, code: &UnitCode) -> Vec<&UnitCode> {
        self.alike(code, &[])
    }

    /// Some of these people have a unit of that number, or nobody is named.
    fn is_known(&self, code: &UnitCode, people: &[String]) -> bool {
        self.codes.get(code).is_some_and(|at| {
            let theirs = &self.units[*at].1;
            people.is_empty()
                || theirs.is_empty()
                || stand_to(people, theirs)
                || self.alike(code, people).is_empty()
        })
    }

    /// Those whose number it leaves parts of out, or that leave parts of it out. Where people are named, one of them stands
    /// to each. What leads a number is a building rather than an entrance.
    fn alike(&self, code: &UnitCode, people: &[String]) -> Vec<&UnitCode> {
        let keys = keys(code);
        let mut found: Vec<usize> = if people.is_empty() {
            self.of_door(&keys)
        } else {
            let named = keys.iter().flat_map(|key| people.iter().map(move |name| of_person(key, name)));
            named.filter_map(|key| self.by_person.get(&key)).flatten().copied().collect()
        };
        found.sort_unstable();
        found.dedup();
        let found = found.into_iter().map(|at| &self.units[at]);
        let alike = found.filter(|(unit, _)| code.is_short_for(unit) || unit.is_short_for(code));
        let mut alike: Vec<&UnitCode> = alike.map(|(unit, _)| unit).collect();
        if alike.iter().any(|unit| unit.building() == code.building()) {
            alike.retain(|unit| unit.building() == code.building());
        }
        alike
    }

    /// Those of a door, behind its building where that has it: one that very many have tells nothing.
    fn of_door(&self, keys: &[String]) -> Vec<usize> {
        const MOST: usize = 500;
        let with = |key: &String| self.by_door.get(key).map_or(&[][..], Vec::as_slice);
        let mut of_building = keys.iter().filter(|key| key.contains(BEHIND)).map(with);
        match of_building.find(|all| !all.is_empty()) {
            Some(all) => all.to_vec(),
            None => keys.iter().map(with).filter(|all| all.len() <= MOST).flatten().copied().collect(),
        }
    }
}

/// Units that several numbers of a list without names mean: 一期1-101 and 二期1-101 are not both of them 1-101.
fn meant_twice<'d>(rows: &[(UnitCode, Vec<String>)], meant: &[Vec<&'d UnitCode>]) -> HashSet<&'d UnitCode> {
    let mut numbers: HashMap<&UnitCode, &UnitCode> = HashMap::new();
    let mut twice = HashSet::new();
    for ((code, _), found) in rows.iter().zip(meant).filter(|((_, people), _)| people.is_empty()) {
        for unit in found.iter().copied() {
            if *numbers.entry(unit).or_insert(code) != code {
                twice.insert(unit);
            }
        }
    }
    twice
}

fn of_person(key: &str, name: &str) -> String {
    format!("{key}{BEHIND}{}", called(name))
}

fn stand_to(people: &[String], theirs: &[String]) -> bool {
    people.iter().any(|name| theirs.iter().any(|other| called(name) == called(other)))
}

/// 陈建国 of 陈建国先生.
fn called(name: &str) -> &str {
    const TITLES: [&str; 6] = ["先生", "女士", "小姐", "太太", "老师", "夫妇"];
    let bare = TITLES.iter().find_map(|title| name.strip_suffix(title));
    bare.filter(|bare| bare.chars().count() >= 2).unwrap_or(name).trim()
}

/// Between a building and its door.
const BEHIND: char = '|';

/// `101`, `11101` and `1|101` of `1-1-101`.
fn keys(code: &UnitCode) -> Vec<String> {
    let door = code.as_str().rsplit('-').next().unwrap_or_default();
    let mut keys = vec![door.to_owned(), code.keypad()];
    keys.dedup();
    if door.len() < code.as_str().len() {
        keys.push(format!("{}{BEHIND}{door}", code.building()));
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row((code, name): &(&str, &str)) -> (UnitCode, Vec<String>) {
        let named = Some(*name).filter(|name| !name.is_empty()).map(str::to_owned);
        (code.parse().unwrap(), named.into_iter().collect())
    }

    /// `expect`: of each row of the list, the units in one word.
    fn check_list(register: &[(&str, &str)], list: &[(&str, &str)], all: bool, expect: &[&str]) {
        let mut doors = Doors::default();
        for (code, people) in register.iter().map(row) {
            doors.add(code, people);
        }
        let rows: Vec<_> = list.iter().map(row).collect();
        let said =
            |units: Vec<&UnitCode>| units.into_iter().map(UnitCode::as_str).collect::<Vec<_>>().join(" ");
        let found: Vec<String> = doors.meant(&rows, all).into_iter().map(said).collect();
        assert_eq!(found, expect, "{register:?} {list:?}");
    }

    fn check(register: &[(&str, &str)], written: (&str, &str), expect: &str) {
        check_list(register, &[written], false, &[expect]);
    }

    const REGISTER: [(&str, &str); 4] =
        [("1-1-101", "张一"), ("1-2-101", "李二"), ("2-1-102", "王三"), ("2-1-101", "张一")];

    #[test]
    fn a_short_number_means_the_unit_of_the_same_owner() {
        check(&REGISTER, ("1-101", "张一"), "1-1-101");
        check(&REGISTER, ("102", "王三"), "2-1-102");
        check(&REGISTER, ("12101", "李二"), "1-2-101");
        check(&REGISTER, ("2-101", "李二"), "1-2-101");
        check(&REGISTER, ("101", "张一"), "1-1-101 2-1-101");
        check(&REGISTER, ("102", "王三先生"), "2-1-102");
        check(&REGISTER, ("3-101", "张一"), "");
        check(&REGISTER, ("1-101", "赵四"), "");
        check(&REGISTER, ("1-201", "张一"), "");
        check(&REGISTER, ("21-101", "张一"), "");
    }

    #[test]
    fn the_register_may_be_the_short_one() {
        check(&[("1-101", "张一"), ("11101", "张一")], ("1-1-101", "张一"), "1-101");
        check(&[("101", "张一")], ("兰苑1-101", "张一"), "101");
        check(&REGISTER, ("阳光花园1-1-101", "张一"), "1-1-101");
        check(&REGISTER, ("A1-1-101", "张一"), "");
        check(&[("兰苑1-101", "张一"), ("竹苑1-101", "李二")], ("1-101", "李二"), "竹苑1-101");
    }

    #[test]
    fn without_names_nearly_all_of_a_list_have_to_fit() {
        let register = [
            ("1-1-101", "张一"),
            ("1-1-102", "李二"),
            ("1-1-201", "王三"),
            ("1-1-202", "孙七"),
            ("2-1-101", "赵四"),
        ];
        let list = [("1-101", ""), ("1-102", ""), ("1-201", ""), ("1-202", ""), ("101", "")];
        let whole = ["1-1-101", "1-1-102", "1-1-201", "1-1-202", ""];
        check_list(&register, &list, false, &whole);
        check_list(&register, &list[..1], false, &whole[..1]);
        let named = [("一期1-1-101", ""), ("二期1-1-101", ""), ("一期1-1-102", ""), ("一期1-1-201", "")];
        check_list(&register, &named, false, &["", "", "1-1-102", "1-1-201"]);
        let others = [list[0], ("1-301", ""), ("1-401", ""), list[1], list[2]];
        check_list(&register, &others, false, &["", "", "", "", ""]);
    }

    #[test]
    fn a_list_that_fits_in_part_may_be_of_other_units() {
        let list = [("1-101", "张一"), ("102", "王三"), ("1-103", "周五"), ("1-104", "何六")];
        check_list(&REGISTER, &list, false, &["1-1-101", "2-1-102", "", ""]);
        check_list(&REGISTER, &list, true, &["", "", "", ""]);
    }

    #[test]
    fn a_shop_of_that_very_number_is_somebody_else_s() {
        let register = [("101", "赵四"), ("1-1-101", "张一")];
        check(&register, ("101", "张一"), "1-1-101");
        check(&register, ("101", "赵四"), "");
        check(&register, ("101", "孙七"), "");
    }

    #[test]
    fn another_number_is_another_unit() {
        check(&REGISTER, ("1-1-101", "张一"), "");
        check(&REGISTER, ("2-2-101", "张一"), "");
        check_list(&REGISTER, &[("1-101", "张一"), ("1-1-101", "张一")], false, &["", ""]);
    }
}
