//! What a row paid of what it owed before its own time.

use super::offices::imported;

/// What each household owes in 元; then the codes of the questions.
fn check(lines: &[&str], expect: &str) {
    let draft = imported(&[("表", lines)], &[]);
    let owed = |unit: &crate::DraftUnit| unit.openings.iter().map(|o| o.amount_fen / 100).sum::<i64>();
    let owed: Vec<String> = draft.units.iter().map(|unit| owed(unit).to_string()).collect();
    let codes: Vec<&str> = draft.groups.iter().map(|group| group.code.as_str()).collect();
    assert_eq!(format!("{} | {}", owed.join(" "), codes.join(" ")), expect, "{lines:?}");
}

const TITLE: &str = "2025年物业费收费表";

#[test]
fn what_was_collected_of_old_debts_is_taken_off_them() {
    let rows = [
        "1-101|张小明|=0|=1440|=1440|=0",
        "1-102|李红|=1296|=1296|=0|=0",
        "1-103|王五|=800|=1296|=1296|=300",
    ];
    for header in [
        "房号|业主|陈欠|当年应收|当年实收|清收陈欠",
        "房号|业主|上年欠费|本年应收|本年实收|收回上年欠费",
        "房号|业主|上期欠费|本期应收|本期实收|补交上期",
        "房号|业主|往年欠费|应收|实收|补缴往年欠费",
    ] {
        check(&[&[TITLE, header][..], &rows].concat(), "0 2592 500 | older_debts_paid");
    }
    // Nothing was paid of this year's.
    let rows = [
        "1-101|张小明|=0|=1440|=1440|=0",
        "1-102|李红|=800|=1296|=0|=800",
        "1-103|王五|=800|=1296|=1296|=900",
    ];
    let header = "房号|业主|上年欠费|应收|实收|收回上年欠费";
    check(&[&[TITLE, header][..], &rows].concat(), "0 1296 0 | older_debts_paid");
}

#[test]
fn what_is_left_in_the_end_is_not_made_less() {
    let lines = [
        TITLE,
        "房号|业主|应收|实收|清收陈欠|欠费",
        "1-101|张小明|=1440|=1440|=500|=0",
        "1-102|李红|=1296|=0|=300|=1296",
        "1-103|王五|=1296|=1000|=100|=296",
    ];
    check(&lines, "0 1296 296 | ");
}

#[test]
fn who_paid_more_than_was_due_paid_what_was_owed_before() {
    let rows = [
        "1-101|张小明|=0|=1440|=1440",
        "1-102|李红|=1296|=1296|=0",
        "1-103|王五|=800|=1296|=2096",
        "1-104|赵六|=800|=1296|=1500",
    ];
    for header in ["房号|业主|往年欠费|本年应收|实收", "房号|业主|2024年欠费|2025年应收|实收"]
    {
        check(&[&[TITLE, header][..], &rows].concat(), "0 2592 0 596 | paid_more_than_due");
        check(&[&["物业费收费表", header][..], &rows].concat(), "0 2592 0 596 | paid_more_than_due");
    }
    let with_sum = [
        TITLE,
        "房号|业主|应收|欠往年|应收合计|实收",
        "1-101|张小明|=1440|=0|=1440|=1440",
        "1-102|李红|=1296|=1296|=2592|=0",
        "1-103|王五|=1296|=800|=2096|=2096",
    ];
    check(&with_sum, "0 2592 0 | paid_more_than_due");
}
