//! Deposits that were given back in rows or sheets of their own.

use super::offices::imported;
use crate::{Draft, Level};

/// What is held of each household, and what is asked.
fn held(draft: &Draft) -> String {
    let mut held: Vec<String> =
        draft.balances.iter().map(|b| format!("{} {}", b.unit, b.amount_fen / 100)).collect();
    held.sort();
    let asked = draft.groups.iter().filter(|group| group.level == Level::Decide);
    let asked: Vec<String> = asked.map(|group| format!("{}×{}", group.code, group.count)).collect();
    format!("{} | {}", held.join(", "), asked.join(" "))
}

#[test]
fn a_refund_in_a_row_of_its_own_comes_off_what_was_taken() {
    for headers in ["收押金|退押金", "收取|退还", "收取金额|退还金额", "收装修押金|退装修押金", "收入|支出"]
    {
        let headers = format!("日期|房号|业主|{headers}|收据号");
        let lines = [
            "装修押金",
            &headers,
            "2015.1.3|1-101|张小明|=2000||00001",
            "2015.1.4|1-102|李红|=2000||00002",
            "2015.2.3|1-103|王五|=2000||00003",
            "2015.3.3|1-101|张小明||=2000|00004",
            "2015.3.4|1-102|李红||=500|00005",
        ];
        let draft = imported(&[("装修押金", &lines)], &[]);
        assert_eq!(held(&draft), "1-102 1500, 1-103 2000 | deposit_refunded×2", "{headers}");
        assert!(draft.past_payments.is_empty(), "{headers}");
        let kept = imported(&[("装修押金", &lines)], &[("deposit_refunded", "keep")]);
        assert_eq!(held(&kept), "1-101 2000, 1-102 2000, 1-103 2000 | deposit_refunded×2", "{headers}");
        // Months on sheets of their own, in either order.
        let first = ["装修押金", &headers, lines[2], lines[3], "2015.1.5|1-104|赵静|=2000||00006"];
        let second = ["装修押金", &headers, lines[4], lines[5], lines[6]];
        let expect = "1-102 1500, 1-103 2000, 1-104 2000 | deposit_refunded×2";
        for sheets in
            [[("1月", &first[..]), ("2月", &second[..])], [("2月", &second[..]), ("1月", &first[..])]]
        {
            assert_eq!(held(&imported(&sheets, &[])), expect, "{headers}");
        }
    }
}

#[test]
fn the_row_says_that_a_deposit_went_back() {
    for (took, gave, figure) in [
        ("收装修押金", "退装修押金", "=2000"),
        ("收装修押金", "退装修押金", "=-2000"),
        ("装修押金", "退装修押金", "=2000"),
        ("装修押金", "装修押金退还", "=2000"),
    ] {
        let row = |date: &str, room: &str, said: &str, figure: &str| {
            format!("{date}|{room}|张小明|{said}|{figure}")
        };
        let rows = [
            row("2015.1.3", "1-101", took, "=2000"),
            row("2015.1.4", "1-102", took, "=2000"),
            row("2015.2.4", "1-103", took, "=2000"),
            row("2015.3.4", "1-101", gave, figure),
        ];
        let lines: Vec<&str> = ["装修押金明细", "日期|房号|业主|摘要|金额"]
            .into_iter()
            .chain(rows.iter().map(String::as_str))
            .collect();
        let draft = imported(&[("装修押金", &lines)], &[]);
        assert_eq!(held(&draft), "1-102 2000, 1-103 2000 | ", "{took} {gave} {figure}");
    }
}

#[test]
fn what_is_left_after_a_refund_is_held() {
    let lines = [
        "装修押金流水",
        "日期|房号|业主|摘要|收|退|结余",
        "2015.1.3|1-101|张小明|收装修押金|=2000||=2000",
        "2015.1.4|1-102|李红|收装修押金|=2000||=2000",
        "2015.3.3|1-101|张小明|退装修押金||=500|=1500",
        "2015.3.4|1-102|李红|退装修押金||=2000|=0",
    ];
    assert_eq!(held(&imported(&[("流水", &lines)], &[])), "1-101 1500 | ");
}

#[test]
fn what_nobody_paid_is_not_taken_off() {
    let lines = [
        "装修押金",
        "房号|业主|收押金|退押金",
        "1-101|张小明|=2000|",
        "1-102|李红||=2000",
        "1-103|王五|=1000|",
    ];
    let expect = "1-101 2000, 1-103 1000 | deposit_refunded×1 more_given_back×1";
    assert_eq!(held(&imported(&[("装修押金", &lines)], &[])), expect);
    // Another pot is not touched.
    let lines = [
        "押金登记",
        "房号|业主|钥匙押金|装修押金|退装修押金",
        "1-101|张小明|=100||",
        "1-102|李红|=100|=2000|",
        "1-103|王五|=100|=2000|",
        "1-101|张小明|||=2000",
        "1-102|李红|||=2000",
    ];
    let expect = "1-101 100, 1-102 100, 1-103 100, 1-103 2000 | deposit_refunded×2 more_given_back×1";
    assert_eq!(held(&imported(&[("押金", &lines)], &[])), expect);
}

#[test]
fn of_two_levels_the_upper_says_what_went_back() {
    let rows = [
        "1-101|张小明|2015.1.3|=2000|||=2000",
        "1-102|李红|2015.1.4|=2000|2015.3.4|=500|=1500",
        "1-103|王五|2015.1.5|=2000|2015.3.5|=2000|",
    ];
    for (group, left, expect) in [
        ("收取||退还||余额", true, "1-101 2000, 1-102 1500 | "),
        ("缴纳||退款||结余", true, "1-101 2000, 1-102 1500 | "),
        ("收取||退还|", false, "1-101 2000, 1-102 1500 | deposit_refunded×2"),
    ] {
        let group = format!("房号|业主|{group}");
        let below = if left { "||日期|金额|日期|金额|" } else { "||日期|金额|日期|金额" };
        let rows = rows.map(|row| if left { row } else { row.rsplit_once('|').unwrap().0 });
        let lines = ["装修押金明细账", &group, below, rows[0], rows[1], rows[2]];
        assert_eq!(held(&imported(&[("押金", &lines)], &[])), expect, "{lines:?}");
    }
}

#[test]
fn a_sheet_of_refunds_comes_off_the_sheet_of_what_was_taken() {
    let (header, rows) =
        ("日期|房号|业主|金额", ["2014-01-01|1-101|张小明|=2000", "2014-01-02|1-102|李红|=2000"]);
    let back = ["2014-06-01|1-101|张小明|=2000"];
    let expect = "1-102 2000 | deposit_refunded×1";
    for (took, gave) in [("装修押金收取", "装修押金退还"), ("收装修押金", "退装修押金"), ("押金", "已退押金")]
    {
        let sheets = [(took, &[header, rows[0], rows[1]][..]), (gave, &[header, back[0]][..])];
        assert_eq!(held(&imported(&sheets, &[])), expect, "{gave}");
        let kept = imported(&sheets, &[("deposit_refunded", "keep")]);
        assert_eq!(held(&kept), "1-101 2000, 1-101 2000, 1-102 2000 | deposit_refunded×1", "{gave}");
    }
    // What is still to be given back is held.
    let draft = imported(&[("应退押金", &[header, rows[0], rows[1]])], &[]);
    assert_eq!(held(&draft), "1-101 2000, 1-102 2000 | ");
    // Receipts, and what was given back of them.
    let draft =
        imported(&[("收取", &[header, rows[0], rows[1]]), ("退还", &[header, rows[0], rows[1]])], &[]);
    let paid: Vec<(&str, i64)> = draft.past_payments.iter().map(|p| (&*p.unit, p.paid_fen)).collect();
    assert_eq!(paid, [("1-101", 200_000), ("1-102", 200_000)]);
    assert_eq!(held(&draft), " | payments_or_fees×2 payment_void×2");
}
