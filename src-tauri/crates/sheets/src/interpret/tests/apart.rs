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

#[test]
fn rooms_that_begin_again_are_of_the_building_that_the_line_above_them_names() {
    let codes = |lines: &[&str]| -> Vec<String> {
        read(&[of_people(lines)]).units.into_iter().map(|unit| unit.code).collect()
    };
    let header = "房号|业主|欠费金额";
    for (one, other, expect) in [
        ("1#", "2#", ["1-101", "1-102", "2-101", "2-102"]),
        ("1号院", "2号院", ["1-院-101", "1-院-102", "2-院-101", "2-院-102"]),
        ("甲楼", "乙楼", ["甲-101", "甲-102", "乙-101", "乙-102"]),
        ("一、1号楼", "二、2号楼", ["1-101", "1-102", "2-101", "2-102"]),
        ("翠园1号楼", "翠园2号楼", ["1-101", "1-102", "2-101", "2-102"]),
    ] {
        let lines = [header, one, "101|张小明|=10", "102|李红|=20", other, "101|王五|=30", "102|赵桂兰|=40"];
        assert_eq!(codes(&lines), expect, "{one}");
    }
    // Villas of two estates.
    let lines =
        [header, "牡丹苑", "1号|张小明|=10", "2号|李红|=20", "芙蓉苑", "1号|王五|=30", "2号|赵桂兰|=40"];
    assert_eq!(codes(&lines), ["牡丹苑-1", "牡丹苑-2", "芙蓉苑-1", "芙蓉苑-2"]);
    // A flat of nobody.
    let lines = [header, "101|张小明|=10", "102||", "103|王五|=30"];
    assert_eq!(codes(&lines), ["101", "102", "103"]);
}

#[test]
fn lists_of_other_kinds_and_of_other_years_are_of_the_same_rooms() {
    let owners: (&str, &[&str]) = (
        "业主",
        &[
            "房号|业主|电话|面积",
            "1-101|张 小 明|13900000001|=80",
            "1-102|李红|13900000002|=80",
            "1-201|王五||=80",
        ],
    );
    let others: [(&str, &[&str]); 4] = [
        ("车辆", &["房号|车主|车牌", "1-101|赵桂兰|粤A12345", "1-102|何伟|粤A12346", "1-201|孙丽|粤A12347"]),
        (
            "住户",
            &["房号|姓名|电话|面积", "1-101|赵桂兰|13900000003|=80", "1-102|何伟||=80", "1-201|孙丽||=80"],
        ),
        ("欠费", &["房号|业主|欠费金额", "1-101|张小明|=10", "1-102|李红|=20", "1-201|王五|=30"]),
        ("押金", &["房号|交款人|装修押金", "1-101|赵桂兰|=2000", "1-102|何伟|=2000", "1-201|孙丽|=2000"]),
    ];
    for other in others {
        let draft = offices::imported(&[owners, other], &[]);
        let codes: Vec<&str> = draft.units.iter().map(|unit| unit.code.as_str()).collect();
        assert_eq!(codes, ["1-101", "1-102", "1-201"], "{}", other.0);
    }
    let lines = |name: &str| {
        [
            "房号|业主|面积".to_owned(),
            format!("1-101|{name}|=80"),
            format!("1-102|{name}甲|=80"),
            format!("1-201|{name}乙|=80"),
        ]
    };
    let (old, new) = (lines("张小明"), lines("赵桂兰"));
    let (old, new): (Vec<&str>, Vec<&str>) =
        (old.iter().map(String::as_str).collect(), new.iter().map(String::as_str).collect());
    let draft = offices::imported(&[("2005年业主", &old), ("2015年业主", &new)], &[]);
    assert_eq!(draft.units.len(), 3);
}
