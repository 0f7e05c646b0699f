//! Units by their doors: which of them a room number means that leaves parts out. Rosters say `1-1-101`, and the list of
//! arrears of the same office `1-101` or `101` (practice row P1).

use std::collections::{HashMap, HashSet};

use crate::units::UnitCode;

/// Units and the people who stand to them.
#[derive(Debug, Clone, Default)]
pub struct Doors {
    codes: HashSet<UnitCode>,
    units: Vec<(UnitCode, Vec<String>)>,
    /// Places in `units`.
    by_door: HashMap<String, Vec<usize>>,
}

impl Doors {
    /// One more unit, with the names of its people; one that is there stays as it is.
    pub fn add(&mut self, code: UnitCode, people: Vec<String>) {
        if !self.codes.insert(code.clone()) {
            return;
        }
        let at = self.units.len();
        for key in keys(&code) {
            self.by_door.entry(key).or_default().push(at);
        }
        self.units.push((code, people));
    }

    /// For each row of a list, room number and the people beside it: the units that it may mean, where none of them has that
    /// number. Several where one owner has several of the door; none where nothing tells. Rows without a name tell by
    /// what all the list's rows have in common. With `all`, what fits only in part is a list of other units.
    pub fn meant(&self, rows: &[(UnitCode, Vec<String>)], all: bool) -> Vec<Vec<&UnitCode>> {
        const FEWEST: usize = 3;
        let here: HashSet<&UnitCode> = rows.iter().map(|(code, _)| code).collect();
        let (mut unknown, mut met, mut nameless) = (0_usize, 0_usize, 0_usize);
        let of_row = |(code, people): &(UnitCode, Vec<String>)| {
            if self.codes.contains(code) {
                return Vec::new();
            }
            unknown += 1;
            let mut found = self.alike(code, people);
            // Beside itself in one list it is another.
            found.retain(|unit| !here.contains(unit));
            if people.is_empty() && found.len() > 1 {
                found.clear();
            }
            met += usize::from(!found.is_empty());
            nameless += usize::from(!found.is_empty() && people.is_empty());
            found
        };
        let mut meant: Vec<Vec<&UnitCode>> = rows.iter().map(of_row).collect();
        let nearly_all = met >= FEWEST && met * 5 >= unknown * 4;
        if (all || nameless * 2 > met) && !nearly_all {
            meant.iter_mut().for_each(Vec::clear);
        }
        meant
    }

    /// Those whose number it leaves parts of out, or that leave parts of it out. Where people are named, one of them stands
    /// to each. What leads a number is a building rather than an entrance.
    fn alike(&self, code: &UnitCode, people: &[String]) -> Vec<&UnitCode> {
        let mut found: Vec<usize> =
            keys(code).iter().filter_map(|key| self.by_door.get(key)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        let found = found.into_iter().map(|at| &self.units[at]);
        let alike = found.filter(|(unit, theirs)| {
            let is_his = || people.is_empty() || people.iter().any(|name| theirs.contains(name));
            (code.is_short_for(unit) || unit.is_short_for(code)) && is_his()
        });
        let mut alike: Vec<&UnitCode> = alike.map(|(unit, _)| unit).collect();
        if alike.iter().any(|unit| unit.building() == code.building()) {
            alike.retain(|unit| unit.building() == code.building());
        }
        alike
    }
}

/// `101` and `11101` of `1-1-101`.
fn keys(code: &UnitCode) -> Vec<String> {
    let door = code.as_str().rsplit('-').next().unwrap_or_default();
    let mut keys = vec![door.to_owned(), code.keypad()];
    keys.dedup();
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
        check(&REGISTER, ("3-101", "张一"), "");
        check(&REGISTER, ("1-101", "赵四"), "");
        check(&REGISTER, ("1-201", "张一"), "");
        check(&REGISTER, ("21-101", "张一"), "");
    }

    #[test]
    fn the_register_may_be_the_short_one() {
        check(&[("1-101", "张一"), ("11101", "张一")], ("1-1-101", "张一"), "1-101");
        check(&[("101", "张一")], ("兰苑1-101", "张一"), "101");
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
        check_list(&register, &list[..2], false, &["", ""]);
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
    fn another_number_is_another_unit() {
        check(&REGISTER, ("1-1-101", "张一"), "");
        check(&REGISTER, ("2-2-101", "张一"), "");
        check_list(&REGISTER, &[("1-101", "张一"), ("1-1-101", "张一")], false, &["", ""]);
    }
}
