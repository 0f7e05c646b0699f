//! The same debts on several sheets of a book: what sums them, what repeats them, what was paid of them.

use super::offices::imported;

/// What is owed in 元 in all; then the codes of the questions.
fn check(sheets: &[(&str, &[&str])], expect: &str) {
    let draft = imported(sheets, &[]);
    let owed: i64 = draft.units.iter().flat_map(|unit| &unit.openings).map(|o| o.amount_fen / 100).sum();
    let codes: Vec<&str> = draft.groups.iter().map(|group| group.code.as_str()).collect();
    assert_eq!(format!("{owed} | {}", codes.join(" ")), expect, "{sheets:?}");
}

const HEAD: &str = "房号|业主|应收|实收|欠费";

#[test]
fn halves_beside_their_year_are_owed_once() {
    let first = [HEAD, "1-101|张小明|=500|=500|=0", "1-102|李红|=400|=0|=400", "1-103|王五|=300|=100|=200"];
    let second = [HEAD, "1-101|张小明|=500|=0|=500", "1-102|李红|=400|=0|=400", "1-103|王五|=300|=300|=0"];
    let year = [HEAD, "1-101|张小明|=1000|=500|=500", "1-102|李红|=800|=0|=800", "1-103|王五|=600|=400|=200"];
    check(&[("2025上半年", &first), ("2025下半年", &second), ("全年", &year)], "1500 | table_twice");
    check(&[("2025上半年", &first), ("2025下半年", &second), ("2024年", &year)], "3000 | ");
    check(&[("2025上半年", &first), ("2025下半年", &second)], "1500 | ");
}

#[test]
fn a_month_is_no_sum_of_others() {
    let head = ["物业费欠费清单", "房号|业主|欠费金额"];
    let of = |rows: &[&'static str]| [&head[..], rows].concat();
    let (first, second) = (of(&["1-101|张小明|=100"]), of(&["1-102|李红|=90"]));
    let third = of(&["1-101|张小明|=100", "1-102|李红|=90"]);
    check(&[("2018.1", &first), ("2018.2", &third), ("2018.10", &second)], "380 | ");
}

#[test]
fn fees_beside_what_sums_them_are_owed_once() {
    let all =
        ["房号|业主|物业费欠费|水费欠费|欠费合计", "1-101|张小明|=500|=20|=520", "1-102|李红|=0|=40|=40"];
    let property = [HEAD, "1-101|张小明|=1000|=500|=500", "1-102|李红|=800|=800|=0"];
    let water = [HEAD, "1-101|张小明|=60|=40|=20", "1-102|李红|=60|=20|=40"];
    check(&[("汇总", &all), ("物业费", &property), ("水费", &water)], "560 | table_twice");
}

#[test]
fn buildings_beside_all_of_them_are_owed_once() {
    let head = ["2025年物业费收费表", "房号|业主|应收|实收"];
    let (first, second) = (["1-101|张小明|=1440|=1440", "1-102|李红|=1296|"], ["2-101|王五|=1296|=600"]);
    let of = |rows: &[&'static str]| [&head[..], rows].concat();
    let (all, first, second) = (of(&[&first[..], &second].concat()), of(&first), of(&second));
    check(&[("总表", &all), ("1号楼", &first), ("2号楼", &second)], "1992 | table_twice");
    // Rosters: a unit's second row is left out.
    let rosters: [&[&str]; 3] = [
        &[HEAD, "1-101|张小明|=1440|=1440|=0", "1-102|李红|=1296|=0|=1296", "2-101|王五|=1296|=600|=696"],
        &[HEAD, "1-101|张小明|=1440|=1440|=0", "1-102|李红|=1296|=0|=1296"],
        &[HEAD, "2-101|王五|=1296|=600|=696"],
    ];
    let sheets = [("总表", rosters[0]), ("1号楼", rosters[1]), ("2号楼", rosters[2])];
    check(&sheets, "1992 | unit_twice");
    check(&[sheets[1], sheets[2], sheets[0]], "1992 | unit_twice");
}

#[test]
fn two_debtors_on_two_sheets_owe_once() {
    let rows = ["1-101|张小明|=1440|=1440|=0", "1-102|李红|=1296|=0|=1296", "1-103|王五|=1296|=600|=696"];
    let whole = [&["2025年物业费收费表", HEAD][..], &rows].concat();
    check(&[("收费表", &whole), ("复件", &whole)], "1992 | table_twice");
    let debts = ["房号|业主|欠费金额", "1-102|李红|=1296", "1-103|王五|=696"];
    check(&[("收费表", &whole), ("欠费表", &debts)], "1992 | table_twice");
    // One of them owes less there.
    let others = ["房号|业主|欠费金额", "1-102|李红|=1296", "1-103|王五|=400"];
    check(&[("收费表", &whole), ("欠费表", &others)], "3688 | ");
}

#[test]
fn what_two_paid_of_a_list_of_dues_is_taken_off() {
    let due = ["房号|业主|应收金额", "1-101|张小明|=1440", "1-102|李红|=1296", "1-103|王五|=1296"];
    let paid = ["日期|房号|金额", "2025.3.1|1-101|=1440", "2025.3.2|1-103|=1000"];
    check(&[("应收", &due), ("收款", &paid)], "1592 | receipts_of_book");
    // One paid just what was due.
    check(&[("应收", &due), ("收款", &paid[..2])], "2592 | receipts_of_book");
}
