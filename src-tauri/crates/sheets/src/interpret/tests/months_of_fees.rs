//! Ledgers of months and quarters: several fees, times that were not due, headers, receipts beside amounts, two owners.

use super::at_rate::{MONTHS, TITLE, check, said};
use super::offices::imported;

#[test]
fn several_fees_of_a_month_are_owed_each() {
    let paid = "1-102 256, 1-103 512 | 796 | time_columns_at_rate";
    for head in
        ["物业费/月|电梯费/月|月合计", "月物业费|月电梯费|每月合计", "物业费（元/月）|电梯费（元/月）|合计"]
    {
        let head = format!("房号|业主|{head}|1月|2月|3月|4月");
        let ticks = [
            "1-101|张小明|=115|=20|=135|√|√|√|√",
            "1-102|李红|=108|=20|=128|√|√||",
            "1-103|王五|=108|=20|=128||||",
        ];
        check(TITLE, [&head, ticks[0], ticks[1], ticks[2]], paid);
        let amounts = [
            "1-101|张小明|=115|=20|=135|=135|=135|=135|=135",
            "1-102|李红|=108|=20|=128|=128|=128||",
            "1-103|王五|=108|=20|=128||||",
        ];
        check(TITLE, [&head, amounts[0], amounts[1], amounts[2]], paid);
    }
    // What was paid in part paid the first fee first; who has no lift owes none.
    let lines = [
        TITLE,
        "房号|业主|月物业费|月电梯费|1月|2月|3月|4月",
        "1-101|张小明|=120||=120|=120|=120|=120",
        "1-102|李红|=108|=20|=128|=118||",
        "1-103|王五|=108||||||",
    ];
    let draft = imported(&[("表", &lines)], &[]);
    let owed = |unit: usize| -> Vec<(&str, i64)> {
        draft.units[unit].openings.iter().map(|o| (o.item.as_str(), o.amount_fen)).collect()
    };
    let month = [("电梯费", 2_000), ("物业费", 10_800)];
    assert_eq!(owed(1), [&[("电梯费", 1_000)][..], &month, &month].concat());
    assert_eq!(owed(2), [("物业费", 10_800); 4]);
}

#[test]
fn a_fee_of_no_time_beside_them_is_asked_about() {
    let lines = [
        "历年物业费台账",
        "房号|业主|年物业费|车位费|2023年|2024年",
        "1-101|张小明|=1200|=600|√|√",
        "1-102|李红|=1000||√|",
        "1-103|王五|=1000|=600|√|√",
    ];
    assert_eq!(said(&lines, &[]), "1-102 1000 | 5400 | time_columns_at_rate fee_meaning");
    let owed = said(&lines, &[("fee_meaning", "arrears")]);
    assert!(owed.starts_with("1-101 600, 1-102 1000, 1-103 600 |"), "{owed}");
}

#[test]
fn months_that_were_not_due_are_not_owed() {
    for (head, before, day) in
        [("", "/", ""), ("", "—", ""), ("|入住日期", "", "|2025-03-01"), ("|入住日期", "/", "|2025-03-01")]
    {
        let head = format!("房号|业主{head}|月物业费|1月|2月|3月|4月");
        let blank = if day.is_empty() { "" } else { "|" };
        let rows = [
            format!("1-101|张小明{blank}|=120|√|√|√|√"),
            format!("1-102|李红{day}|=108|{before}|{before}|√|"),
            format!("1-103|王五{blank}|=108|√|||"),
        ];
        let expect = "1-102 108, 1-103 324 | 696 | time_columns_at_rate";
        check(TITLE, [&head, &rows[0], &rows[1], &rows[2]], expect);
    }
    // Where nobody left a cell blank, the stroke says that it was not paid; where one sum pays for several, it does not.
    let rows = ["1-101|张小明|=120|√|√|√|√", "1-102|李红|=108|√|√|/|/", "1-103|王五|=108|/|/|/|/"];
    check(TITLE, [MONTHS, rows[0], rows[1], rows[2]], "1-102 216, 1-103 432 | 696 | time_columns_at_rate");
    let rows = ["1-101|张小明|=120|=480|/|/|/", "1-102|李红|=108|=108|=108||", "1-103|王五|=108|=108|=108||"];
    check(TITLE, [MONTHS, rows[0], rows[1], rows[2]], "1-102 216, 1-103 216 | 912 | time_columns_at_rate");
}

#[test]
fn months_are_written_in_many_ways() {
    let expect = "1-102 216, 1-103 432 | 696 | time_columns_at_rate";
    let rows = ["1-101|张小明|=120|√|√|√|√", "1-102|李红|=108|√|√||", "1-103|王五|=108||||"];
    for months in [
        "24.1|24.2|24.3|24.4",
        "24.01|24.02|24.03|24.04",
        "24年1月|24年2月|24年3月|24年4月",
        "24.8|24.9|24.1|24.11",
        "24.11|24.12|25.1|25.2",
        "元月|2月|3月|4月",
    ] {
        let head = format!("房号|业主|月物业费|{months}");
        check("物业费收缴台账", [&head, rows[0], rows[1], rows[2]], expect);
    }
}

#[test]
fn an_amount_with_its_receipt_under_each_time_was_paid() {
    let expect = "1-102 216, 1-103 432 | 696 | times_with_receipts";
    let rows = |sign: &str| {
        let paid = |fen: &str, count: usize| {
            let cells = (0..4).map(|at| if at < count { format!("|={fen}|{sign}") } else { "||".to_owned() });
            cells.collect::<String>()
        };
        [
            format!("1-101|张小明|=120{}", paid("120", 4)),
            format!("1-102|李红|=108{}", paid("108", 2)),
            format!("1-103|王五|=108{}", paid("108", 0)),
        ]
    };
    for (amount, sign, cell) in [
        ("金额", "收据号", "0012"),
        ("金额", "日期", "2025-03-05"),
        ("实收", "交费日期", "2025.3.5"),
        ("实收金额", "收据号", "0012"),
        ("收费金额", "票据号", "0012"),
    ] {
        let times = (1..=4).map(|month| format!("|{month}月_{amount}|{month}月_{sign}"));
        let head = format!("房号|业主|月物业费{}", times.collect::<String>());
        let rows = rows(cell);
        check(TITLE, [&head, &rows[0], &rows[1], &rows[2]], expect);
        let lines = [TITLE, &head, &rows[0], &rows[1], &rows[2]];
        let paid = said(&lines, &[("times_with_receipts", "payments")]);
        assert!(paid.starts_with(" | 696 | times_with_receipts"), "{paid}");
    }
    // 一季度 alone, its day behind it; a receipt whose amount was left out.
    let lines = [
        TITLE,
        "房号|业主|季度物业费|一季度|收据号|二季度|收据号",
        "1-101|张小明|=360|=360|0011|=360|0012",
        "1-102|李红|=324|=324|0013||",
        "1-103|王五|=324|=324|0014||0015",
    ];
    assert_eq!(said(&lines, &[]), "1-102 324 | 1692 | times_with_receipts");
    // Without what a time costs they are payments.
    let lines = [
        TITLE,
        "房号|业主|1月_金额|1月_收据号|2月_金额|2月_收据号",
        "1-101|张小明|=120|0011|=120|0012",
        "1-102|李红|=108|0013||",
    ];
    assert!(said(&lines, &[]).starts_with(" | 348 |"), "{}", said(&lines, &[]));
}

#[test]
fn a_room_on_the_rows_of_two_owners_is_charged_once() {
    let lines = [
        TITLE,
        "房号|业主|月物业费|1月|2月|3月|4月|5月",
        "1-101|张小明|=120|√|√|√|√|√",
        "1-102|李红|=108|√|√|||",
        "1-102|王五|=108|||√||",
        "1-103|赵六|=100|√|√|√||",
        "1-104|马静|=110|√|√|√|√|",
    ];
    assert_eq!(said(&lines, &[]), "1-102 216, 1-103 200, 1-104 110 | 1664 | time_columns_at_rate");
    let draft = imported(&[("表", &lines)], &[]);
    let owed_by: Vec<_> = draft.units[1].openings.iter().map(|o| o.owed_by.as_deref()).collect();
    assert_eq!(owed_by, [Some("王五"); 2]);
}

#[test]
fn marks_behind_a_sum_are_of_the_sum() {
    for mark in ["√", "→", "同上", "〃", "已交"] {
        let half = format!("1-102|李红|=108|=216|{mark}||");
        let rows = ["1-101|张小明|=120|√|√|√|√", &half, "1-103|王五|=108||||"];
        check(
            TITLE,
            [MONTHS, rows[0], rows[1], rows[2]],
            "1-102 216, 1-103 432 | 696 | time_columns_at_rate",
        );
    }
}
