//! Lists that write their rooms shorter than the roster beside them.

use super::offices::imported;
use super::told;

const ROSTER: &[&str] = &[
    "楼栋|单元|房号|业主|面积",
    "1栋|1单元|101|张小明|=80",
    "1栋|1单元|102|李红|=80",
    "1栋|2单元|101|王五|=80",
    "1栋|2单元|102|马静|=80",
    "2栋|1单元|101|张小明|=80",
];

/// Each unit with what it owes in 元, then the codes of the findings.
fn check(list: &[&str], decisions: &[(&str, &str)], expect: &str) {
    check_beside(ROSTER, list, decisions, expect);
}

fn check_beside(roster: &[&str], list: &[&str], decisions: &[(&str, &str)], expect: &str) {
    let draft = imported(&[("业主台账", roster), ("欠费", list)], decisions);
    let owed = |unit: &crate::DraftUnit| unit.openings.iter().map(|o| o.amount_fen / 100).sum::<i64>();
    let units: Vec<String> = draft.units.iter().map(|unit| format!("{}:{}", unit.code, owed(unit))).collect();
    let codes: Vec<&str> = draft.groups.iter().map(|group| group.code.as_str()).collect();
    let said = format!("{} | {}", units.join(" "), codes.join(" "));
    assert_eq!(said, expect, "{list:?}\n{}", told(&draft).join("\n"));
}

#[test]
fn a_short_number_of_the_same_owner_is_his_unit() {
    let list = ["房号|业主|欠费金额", "1-101|张小明|=100", "1-101|王五|=30", "1-102|李红|=20"];
    check(&list, &[], "1-1-101:100 1-1-102:20 1-2-101:30 1-2-102:0 2-1-101:0 | unit_alike");
    let kept = "1-1-101:0 1-1-102:0 1-2-101:0 1-2-102:0 2-1-101:0 1-101:100 1-102:20 | unit_alike owner_of_arrears_unknown";
    let list = ["房号|业主|欠费金额", "1-101|张小明|=100", "1-102|李红|=20"];
    check(&list, &[("unit_alike", "keep")], &kept.replace(" owner_of_arrears_unknown", ""));
    check(
        &["房号|业主|欠费金额", "102|李红|=20", "11102|李红|=5", "102|马静|=7"],
        &[],
        "1-1-101:0 1-1-102:25 1-2-101:0 1-2-102:7 2-1-101:0 | unit_alike",
    );
}

#[test]
fn two_units_of_one_owner_and_door_are_asked_about() {
    check(
        &["房号|业主|欠费金额", "101|张小明|=100", "101|王五|=30"],
        &[],
        "1-1-101:0 1-1-102:0 1-2-101:30 1-2-102:0 2-1-101:0 101:100 | unit_not_in_roster unit_alike",
    );
    // Both stand in the list: neither means the other.
    check(
        &["房号|业主|欠费金额", "1-1-102|李红|=20", "1-102|李红|=5"],
        &[],
        "1-1-101:0 1-1-102:20 1-2-101:0 1-2-102:0 2-1-101:0 1-102:5 | unit_not_in_roster",
    );
}

#[test]
fn without_names_a_whole_list_has_to_fit() {
    let roster = [
        "楼栋|单元|房号|业主|面积",
        "1栋|1单元|101|张小明|=80",
        "1栋|1单元|102|李红|=80",
        "1栋|1单元|201|王五|=80",
    ];
    let list = ["房号|欠费金额", "1-101|=100", "1-102|=30", "1-201|=20"];
    check_beside(&roster, &list, &[], "1-1-101:100 1-1-102:30 1-1-201:20 | unit_alike");
    let list = ["房号|欠费金额", "1-101|=100", "1-301|=30", "1-401|=20"];
    let units = "1-1-101:0 1-1-102:0 1-1-201:0 1-101:100 1-301:30 1-401:20";
    check_beside(&roster, &list, &[], &format!("{units} | unit_not_in_roster"));
}

#[test]
fn a_debt_that_the_roster_has_is_taken_once() {
    let roster = [
        "楼栋|单元|房号|业主|欠费金额",
        "1栋|1单元|101|张小明|=100",
        "1栋|1单元|102|李红|=30",
        "1栋|1单元|201|王五|=20",
        "1栋|1单元|202|马静|=25",
    ];
    let list =
        ["房号|业主|欠费金额", "1-101|张小明|=100", "1-102|李红|=30", "1-201|王五|=20", "1-202|马静|=25"];
    let units = "1-1-101:100 1-1-102:30 1-1-201:20 1-1-202:25";
    check_beside(&roster, &list, &[], &format!("{units} | unit_alike table_twice"));
}

#[test]
fn a_second_roster_is_of_the_same_units_where_all_of_it_fits() {
    let people =
        ["房号|业主|电话", "1-101|张小明|13900000001", "1-102|李红|13900000002", "1-102|马静|13900000003"];
    check(&people, &[], "1-1-101:0 1-1-102:0 1-2-101:0 1-2-102:0 2-1-101:0 | unit_alike unit_twice");
    let shops = ["房号|业主|电话", "101|王五|13900000001", "102|周伟|13900000002", "103|何伟|13900000003"];
    check(&shops, &[], "1-1-101:0 1-1-102:0 1-2-101:0 1-2-102:0 2-1-101:0 101:0 102:0 103:0 | ");
}

#[test]
fn a_plain_list_beside_a_roster_says_what_is_owed() {
    let check = |sheet: &str, list: &[&str], expect: &str| {
        let draft = imported(&[("业主台账", ROSTER), (sheet, list)], &[]);
        let owing = draft.units.iter().filter(|unit| !unit.openings.is_empty());
        let owed = |unit: &crate::DraftUnit| unit.openings.iter().map(|o| o.amount_fen / 100).sum::<i64>();
        let units: Vec<String> = owing.map(|unit| format!("{}:{}", unit.code, owed(unit))).collect();
        let codes: Vec<&str> = draft.groups.iter().map(|group| group.code.as_str()).collect();
        let said = format!("{} of {} | {}", units.join(" "), draft.units.len(), codes.join(" "));
        assert_eq!(said, expect, "{list:?}\n{}", told(&draft).join("\n"));
    };
    let short = ["房号|业主|欠费金额", "1-101|张小明|=100", "1-102|李红|=20"];
    check("Sheet2", &short, "1-1-101:100 1-1-102:20 of 5 | unit_alike");
    let whole = ["房号|业主|面积|欠费金额", "1-1-101|张小明|=80|=100", "1-1-102|李红|=80|=20"];
    check("1月", &whole, "1-1-101:100 1-1-102:20 of 5 | ");
    // It says more of its households than the roster: they are described by both, and owe what it says.
    let more = ["房号|业主|身份证号|欠费金额", "1-1-101|张小明|110101199003070011|=100", "1-1-102|李红||=20"];
    check("1月", &more, "1-1-101:100 1-1-102:20 of 5 | unit_line_joined");
    // Other people's: the rooms of another estate.
    let others = ["房号|业主|欠费金额", "1-1-101|赵一|=100", "1-1-102|钱二|=20"];
    check("1月", &others, " of 5 | unit_twice");
}

#[test]
fn several_plain_lists_are_asked_about() {
    let first = ["房号|业主|欠费金额", "1-101|张小明|=100", "1-102|李红|=20"];
    let second = ["房号|业主|欠费金额", "1-101|张小明|=150"];
    let draft = imported(&[("业主台账", ROSTER), ("1月", &first), ("2月", &second)], &[]);
    let owed: i64 = draft.units.iter().flat_map(|unit| &unit.openings).map(|o| o.amount_fen / 100).sum();
    let codes: Vec<&str> = draft.groups.iter().map(|group| group.code.as_str()).collect();
    assert_eq!((owed, codes), (270, vec!["unit_alike", "debts_of_several_lists"]), "{:?}", told(&draft));
}
