//! Tables that number their rooms alike.

use super::*;

const COLUMNS: &[Meaning] = &[M::Room, M::OwnerName, M::Opening];

fn of_people<'a>(lines: &'a [&'a str]) -> Case<'a> {
    Case { kind: Kind::Arrears, columns: COLUMNS, lines, ..Case::default() }
}

const FIRST: &[&str] = &["房号|业主|欠费金额", "101|张小明|=10", "102|李红|=20", "201|王五|=30"];
const OTHERS: &[&str] = &["房号|业主|欠费金额", "101|赵桂兰|=10", "102|何伟|=20", "201|孙丽|=30"];

#[test]
fn the_same_rooms_of_other_people_are_another_building() {
    check(
        &[of_people(FIRST), of_people(OTHERS)],
        &[
            "表1-101? - owner:张小明:",
            "  owes 物业费 …2025-12-31 1000",
            "表1-102? - owner:李红:",
            "  owes 物业费 …2025-12-31 2000",
            "表1-201? - owner:王五:",
            "  owes 物业费 …2025-12-31 3000",
            "表2-101? - owner:赵桂兰:",
            "  owes 物业费 …2025-12-31 1000",
            "表2-102? - owner:何伟:",
            "  owes 物业费 …2025-12-31 2000",
            "表2-201? - owner:孙丽:",
            "  owes 物业费 …2025-12-31 3000",
            "Decide A1 rooms_of_other_people 表2",
        ],
    );
}

#[test]
fn a_person_may_say_that_they_are_the_same() {
    let decisions: &[(&str, &str)] = &[("rooms_of_other_people", "same"), ("table_twice", "both")];
    let others = Case { decisions, ..of_people(OTHERS) };
    let units: Vec<String> = read(&[of_people(FIRST), others]).units.into_iter().map(|u| u.code).collect();
    assert_eq!(units, ["101", "102", "201"]);
}

#[test]
fn one_name_in_common_among_four_rooms_is_the_same_building() {
    let others: &[&str] = &["房号|业主|欠费金额", "101|张先生|=10", "102|何伟|=25", "201|孙丽|=35"];
    let units: Vec<String> =
        read(&[of_people(FIRST), of_people(others)]).units.into_iter().map(|u| u.code).collect();
    assert_eq!(units, ["101", "102", "201"]);
}
