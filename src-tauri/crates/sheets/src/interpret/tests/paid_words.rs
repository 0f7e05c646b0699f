//! Words, ticks and days where an office says who has paid.

use super::offices::imported;

/// What each household owes in 元; then the codes of the questions.
fn check(lines: &[&str], expect: &str) {
    let lines = [&["2025年物业费收费表"], lines].concat();
    let draft = imported(&[("表", &lines)], &[]);
    let owed = |unit: &crate::DraftUnit| unit.openings.iter().map(|o| o.amount_fen / 100).sum::<i64>();
    let owed: Vec<String> = draft.units.iter().map(|unit| format!("{} {}", unit.code, owed(unit))).collect();
    let codes: Vec<&str> = draft.groups.iter().map(|group| group.code.as_str()).collect();
    assert_eq!(format!("{} | {}", owed.join(" "), codes.join(" ")), expect, "{lines:?}");
}

#[test]
fn words_under_what_was_received() {
    check(
        &[
            "房号|业主|应收|实收|日期",
            "1-101|张小明|=1440|=1440|2025.3.5",
            "1-102|李红|=1296|未交|",
            "1-103|王五|=1296|空置|",
            "1-104|赵六|=1440|已交|2025.5.1",
        ],
        "1-101 0 1-102 1296 1-103 1296 1-104 0 | paid_in_words_unclear",
    );
    // Nobody knows what a figure is that cannot be read.
    check(
        &["房号|业主|应收|实收", "1-101|张小明|=1440|=1440", "1-102|李红|=1296|12o6"],
        "1-101 0 1-102 0 | amount_unreadable",
    );
}

#[test]
fn ticks_under_paid_and_unpaid() {
    check(
        &[
            "房号|业主|面积|物业费|已交|未交|备注",
            "1-101|张小明|=100|=1440|√||",
            "1-102|李红|=90|=1296||√|",
            "1-103|王五|=90|=1296|√||",
            "1-104|赵六|=80|=1152||√|",
        ],
        "1-101 0 1-102 1296 1-103 0 1-104 1152 | ",
    );
}

#[test]
fn remarks_that_say_paid_and_nothing_else() {
    let paid =
        ["房号|业主|应收金额|备注", "1-101|张小明|=1440|已交", "1-102|李红|=1296|", "1-103|王五|=1296|已交"];
    check(&paid, "1-101 0 1-102 1296 1-103 0 | ");
    let else_too = [
        "房号|业主|应收金额|备注",
        "1-101|张小明|=1440|已交",
        "1-102|李红|=1296|出租",
        "1-103|王五|=1296|已交",
    ];
    check(&else_too, "1-101 0 1-102 1296 1-103 0 | paid_in_words paid_in_words_unclear");
}

#[test]
fn each_amount_was_paid_on_the_day_behind_it() {
    check(
        &[
            "房号|业主|上半年物业费|上半年缴费日期|下半年物业费|下半年缴费日期",
            "1-101|张小明|=720|2025-3-1|=720|2025-8-1",
            "1-102|李红|=648|2025-3-2|=648|",
            "1-103|王五|=648||=648|",
        ],
        "1-101 0 1-102 648 1-103 1296 | receipt_says_paid",
    );
}

#[test]
fn what_is_due_when_the_discount_is_taken_off() {
    check(
        &[
            "房号|业主|应收金额|优惠金额|优惠后金额|实收金额",
            "1-101|张小明|=1440|=72|=1368|=1368",
            "1-102|李红|=1296|=0|=1296|=1296",
            "1-103|王五|=1296|=64.8|=1231.2|=1000",
            "1-104|赵六|=1152|=0|=1152|",
        ],
        "1-101 0 1-102 0 1-103 231 1-104 1152 | ",
    );
}

#[test]
fn a_number_of_a_system_is_no_room_beside_one() {
    for room in ["房号", "地址"] {
        let head = format!("户号|{room}|业主|应收|实收");
        check(
            &[&head, "0001|1-1-101|张小明|=1440|=1440", "0002|1-1-102|李红|=1296|=0"],
            "1-1-101 0 1-1-102 1296 | ",
        );
    }
    check(
        &["楼栋|户号|业主|应收|实收", "1栋|101|张小明|=1440|=1440", "1栋|102|李红|=1296|=0"],
        "1-101 0 1-102 1296 | ",
    );
}
