//! Several columns that measure one debt: before and after something was taken off, in parts and in all, by the month and
//! in the end.

use super::offices::imported;
use super::told;

/// Each unit with what it owes in 元 in all, and what is held for it; then the codes of the findings.
fn check(sheet: &str, lines: &[&str], expect: &str) {
    let draft = imported(&[(sheet, lines)], &[]);
    let owed = |unit: &crate::DraftUnit| unit.openings.iter().map(|o| o.amount_fen / 100).sum::<i64>();
    let units: Vec<String> = draft.units.iter().map(|unit| format!("{}:{}", unit.code, owed(unit))).collect();
    let held = draft.balances.iter().map(|b| format!("+{}", b.amount_fen / 100)).collect::<String>();
    let codes: Vec<&str> = draft.groups.iter().map(|group| group.code.as_str()).collect();
    let said = format!("{}{held} | {}", units.join(" "), codes.join(" "));
    assert_eq!(said, expect, "{lines:?}\n{}", told(&draft).join("\n"));
}

#[test]
fn a_longer_time_is_the_sum_of_the_shorter_ones() {
    let quarters = [
        "房号|业主|一季度|二季度|三季度|四季度|全年",
        "1-101|张小明|=0|=0|=300|=300|=600",
        "1-102|李红|=0|=0|=0|=300|=300",
    ];
    check("2024年欠费", &quarters, "1-101:600 1-102:300 | ");
    check("欠费", &quarters, "1-101:600 1-102:300 | ");
    check(
        "2024年欠费",
        &[
            "房号|业主|1月|2月|3月|一季度|4月|5月|6月|二季度|上半年",
            "1-101|张小明|=100|=100|=100|=300|=100|=0|=0|=100|=400",
            "1-102|李红|=0|=0|=100|=100|=0|=0|=0|=0|=100",
        ],
        "1-101:400 1-102:100 | ",
    );
    // In one row the year is more than its quarters.
    let mut wrong = quarters.to_vec();
    wrong.extend(["1-103|王五|=0|=0|=0|=300|=900", "1-104|马静|=0|=50|=0|=300|=350"]);
    check("2024年欠费", &wrong, "1-101:600 1-102:300 1-103:300 1-104:350 | row_total_differs");
    // What is no sum is owed besides.
    let others = ["房号|业主|一季度|二季度|全年", "1-101|张小明|=100|=200|=50", "1-102|李红|=10|=20|=5"];
    check("2024年欠费", &others, "1-101:350 1-102:35 | ");
}

#[test]
fn due_paid_and_owed_of_a_household_have_the_year_too() {
    let times = |times: &str| {
        let group = |money: &str| times.split('|').map(|time| format!("|{money}_{time}")).collect::<String>();
        format!("房号|业主{}{}{}", group("应收"), group("实收"), group("欠费"))
    };
    let halves = times("上半年|下半年|全年");
    let rows = [
        "1-101|张小明|=600|=600|=1200|=600|=0|=600|=0|=600|=600",
        "1-102|李红|=600|=600|=1200|=600|=600|=1200|=0|=0|=0",
    ];
    check("2024年物业费", &[&halves, rows[0], rows[1]], "1-101:600 1-102:0 | ");
    let years = times("2022年|2023年|2024年|累计");
    let rows = [
        "1-101|张小明|=100|=100|=100|=300|=100|=0|=0|=100|=0|=100|=100|=200",
        "1-102|李红|=100|=100|=100|=300|=100|=100|=100|=300|=0|=0|=0|=0",
    ];
    check("2024年物业费", &[&years, rows[0], rows[1]], "1-101:200 1-102:0 | ");
}

#[test]
fn what_is_left_in_the_end_is_owed_alone() {
    for headers in [
        "欠费金额|已收|实际欠费",
        "应欠|减免|实欠",
        "欠费金额|本次缴费金额|缴后余额",
        "欠费金额|已交|余额",
        "欠费金额|已交|剩余",
        "欠费金额|已交|差额",
    ] {
        let header = format!("房号|业主|{headers}");
        let lines = [header.as_str(), "1-101|张小明|=1200|=200|=1000", "1-102|李红|=600|=0|=600"];
        check("欠费", &lines, "1-101:1000 1-102:600 | ");
    }
    check(
        "欠费",
        &[
            "房号|业主|上月欠费|本月新增|本月收回|本月欠费",
            "1-101|张小明|=1200|=100|=300|=1000",
            "1-102|李红|=600|=100|=0|=700",
        ],
        "1-101:1000 1-102:700 | ",
    );
    // Two months alike.
    let months = ["房号|业主|上月欠费|本月欠费", "1-101|张小明|=100|=100", "1-102|李红|=80|=80"];
    check("欠费", &months, "1-101:200 1-102:160 | ");
    let paid =
        ["房号|业主|欠费金额|已收|实际欠费", "1-101|张小明|=1200|=200|=900", "1-102|李红|=600|=0|=500"];
    check("欠费", &paid, "1-101:2100 1-102:1100 | arrears_beside_paid");
}

#[test]
fn what_is_due_after_all_was_taken_off_is_not_lessened_again() {
    for headers in [
        "应缴|预存抵扣|实际应缴",
        "应交金额|预存抵扣|实际应交",
        "应收|预存冲抵|冲抵后应收",
        "应收金额|抵扣|抵扣后应收",
        "应缴|预收抵扣|本次应缴",
        "应收|减免|减免后应收",
    ] {
        let header = format!("房号|业主|{headers}");
        let lines = [header.as_str(), "1-101|张小明|=1200|=200|=1000", "1-102|李红|=600||=600"];
        check("欠费", &lines, "1-101:1000 1-102:600 | ");
    }
    let rows = ["1-101|张小明|=1000|=1200|=200", "1-102|李红|=600|=600|=0"];
    check("欠费", &["房号|业主|实际应缴|应缴|预存抵扣", rows[0], rows[1]], "1-101:1000 1-102:600 | ");
    let both = [
        "房号|业主|应收金额|减免|预存抵扣|实际应收",
        "1-101|张小明|=1200|=100|=200|=900",
        "1-102|李红|=600|||=600",
    ];
    check("欠费", &both, "1-101:900 1-102:600 | ");
    // What was paid of it comes off.
    check(
        "欠费",
        &[
            "房号|业主|应缴|预存抵扣|实际应缴|实收",
            "1-101|张小明|=1200|=200|=1000|=300",
            "1-102|李红|=600|=0|=600|=0",
        ],
        "1-101:700 1-102:600 | ",
    );
    // Half of it was waived, and all that was left was paid.
    check(
        "收费",
        &["房号|业主|应收|折后应收|实收", "1-101|张小明|=1200|=600|=600", "1-102|李红|=800|=400|=400"],
        "1-101:0 1-102:0 | ",
    );
}

#[test]
fn what_was_taken_out_of_a_deposit_is_held_no_more() {
    for headers in ["欠费金额|押金抵扣|实际欠费", "欠费|保证金冲抵|实欠", "应收|押金抵欠费|欠费"]
    {
        let header = format!("房号|业主|{headers}");
        let lines = [header.as_str(), "1-101|张小明|=1200|=200|=1000", "1-102|李红|=600||=600"];
        check("欠费", &lines, "1-101:1000 1-102:600 | ");
    }
    check(
        "押金",
        &["房号|业主|押金|押金抵扣|余额", "1-101|张小明|=1200|=200|=1000", "1-102|李红|=600||=600"],
        "1-101:0 1-102:0+1000+600 | ",
    );
}

#[test]
fn what_is_held_is_held_beside_the_whole_debt() {
    check(
        "欠费",
        &["房号|业主|预存款|欠费金额|实际欠费", "1-101|张小明|=200|=1200|=1000", "1-102|李红|=0|=600|=600"],
        "1-101:1200 1-102:600+200 | ",
    );
    check(
        "欠费",
        &["房号|业主|欠费|预存|冲抵后欠费", "1-101|张小明|=1200|=200|=1000", "1-102|李红|=600|=0|=600"],
        "1-101:1200 1-102:600+200 | ",
    );
    check(
        "欠费",
        &["房号|业主|欠费金额|预存|净额", "1-101|张小明|=1200|=200|=1000", "1-102|李红|=100|=300|=-200"],
        "1-101:1200 1-102:100+200+300 | ",
    );
    for headers in
        ["欠费合计|预存余额|应补交", "欠费|预存款|应交", "欠费金额|账户余额|待缴金额", "累计欠费|预存|金额"]
    {
        let header = format!("房号|业主|{headers}");
        let lines = [header.as_str(), "1-101|张小明|=1200|=200|=1000", "1-102|李红|=600||=600"];
        check("欠费", &lines, "1-101:1200 1-102:600+200 | ");
    }
    for headers in ["欠费合计|预存余额|实际应交", "应缴费用|预存款|实际应缴"] {
        let header = format!("房号|业主|{headers}");
        let lines = [header.as_str(), "1-101|张小明|=1200|=200|=1000", "1-102|李红|=600||=600"];
        check("欠费", &lines, "1-101:1200 1-102:600+200 | ");
    }
    // A deposit is kept until somebody sets it off.
    let deposit =
        ["房号|业主|欠费金额|押金|抵扣后欠费", "1-101|张小明|=1200|=200|=1000", "1-102|李红|=600||=600"];
    check("欠费", &deposit, "1-101:1200 1-102:600+200 | ");
    // Of other years.
    check(
        "欠费",
        &["房号|业主|2023年欠费|预存|2024年欠费", "1-101|张小明|=1200|=200|=1000", "1-102|李红|=600||=600"],
        "1-101:2200 1-102:1200+200 | ",
    );
    // More than what is owed.
    check(
        "欠费",
        &["房号|业主|欠费|预存|冲抵后欠费", "1-101|张小明|=1200|=200|=1000", "1-102|李红|=600|=700|=0"],
        "1-101:1200 1-102:600+200+700 | ",
    );
}

#[test]
fn what_was_held_in_the_beginning_is_used_up() {
    for headers in
        ["年应收|年初预存|本年收款|年末欠费", "应收|上年预收|实收|欠费", "应收金额|预存|已收|欠费金额"]
    {
        let header = format!("房号|业主|{headers}");
        let lines = [header.as_str(), "1-101|张小明|=1200|=200|=500|=500", "1-102|李红|=1200||=1200|=0"];
        check("2024", &lines, "1-101:500 1-102:0 | ");
    }
    let header = "房号|业主|年初预存|年应收|本年收款|年末欠费|年末预存";
    let rows = [
        "1-101|张小明|=200|=1200|=500|=500|=0",
        "1-102|李红|=0|=1200|=1300|=0|=100",
        "1-103|王五|=300|=1200|=1000|=0|=100",
        "1-104|马静|=0|=1200|=0|=1200|=0",
    ];
    check("2024", &[header, rows[0], rows[1]], "1-101:500 1-102:0+100 | ");
    check(
        "2024",
        &[header, rows[0], rows[1], rows[2], rows[3]],
        "1-101:500 1-102:0 1-103:0 1-104:1200+100+100 | ",
    );
    // Held besides.
    check(
        "2024",
        &[
            "房号|业主|年应收|预存|本年收款|年末欠费",
            "1-101|张小明|=1200|=200|=500|=700",
            "1-102|李红|=1200||=1200|=0",
        ],
        "1-101:700 1-102:0+200 | ",
    );
}

#[test]
fn old_debts_that_were_paid_are_none() {
    check(
        "收费",
        &[
            "房号|业主|陈欠|本年应收|应收合计|本年实收|其中收陈欠|欠费余额",
            "1-101|张小明|=300|=1200|=1500|=800|=300|=700",
            "1-102|李红|=0|=1200|=1200|=1200|=0|=0",
        ],
        "1-101:700 1-102:0 | ",
    );
    check(
        "收费",
        &[
            "房号|业主|陈欠|收陈欠|本年应收|本年已收|欠费合计",
            "1-101|张小明|=300|=100|=1200|=700|=700",
            "1-102|李红|=0|=0|=1200|=1200|=0",
        ],
        "1-101:700 1-102:0 | ",
    );
}

#[test]
fn what_has_grown_since_the_months_before_is_no_sum_of_its_row() {
    let header = "房号|业主|应收|实收|累计欠费";
    let january = [header, "1-101|张小明|=100|=100|=0", "1-102|李红|=90|=0|=90"];
    let told = |rows: &[&str]| {
        let february = [&[header], rows].concat();
        let draft = imported(&[("1月", &january[..]), ("2月", &february[..])], &[]);
        let owed: Vec<i64> =
            draft.units.iter().map(|unit| unit.openings.iter().map(|o| o.amount_fen / 100).sum()).collect();
        let said = draft.groups.iter().map(|group| format!(" {} {}", group.code, group.count));
        format!("{owed:?}{}", said.collect::<String>())
    };
    let rows = ["1-101|张小明|=100|=0|=100", "1-102|李红|=90|=0|=180"];
    assert_eq!(told(&rows), "[100, 180]");
    // Something is owed from before January.
    assert_eq!(told(&[rows[0], "1-102|李红|=90|=0|=280"]), "[100, 180] row_total_differs 1");
}

#[test]
fn a_debt_by_its_age_is_one() {
    check(
        "欠费",
        &[
            "房号|业主|欠费金额|一年以内|一至二年|二年以上",
            "1-101|张小明|=1500|=1200|=200|=100",
            "1-102|李红|=650|=600|=0|=50",
        ],
        "1-101:1500 1-102:650 | ",
    );
}

#[test]
fn what_is_owed_each_month_is_no_total() {
    let by_months =
        ["房号|业主|每月欠费|欠费月数|欠费总额", "1-101|张小明|=100|=12|=1200", "1-102|李红|=90|=3|=270"];
    check("欠费", &by_months, "1-101:1200 1-102:270 | ");
    check(
        "欠费",
        &[
            "房号|业主|物业费(元/月)|起|止|月数|物业费合计|电梯费(元/月)|电梯费合计|总欠费",
            "1-101|张小明|=100|2024.1|2024.12|=12|=1200|=20|=240|=1440",
            "1-102|李红|=90|2024.7|2024.12|=6|=540|=20|=120|=660",
        ],
        "1-101:1440 1-102:660 | ",
    );
}

#[test]
fn debts_that_grow_from_month_to_month_are_owed_once() {
    let list = |title: &str, owed: [i64; 4]| {
        let rows = owed.into_iter().enumerate().filter(|(_, yuan)| *yuan != 0);
        let rows =
            rows.map(|(at, yuan)| format!("1-10{}|业主{}|={yuan}", at + 1, ["甲", "乙", "丙", "丁"][at]));
        [vec![title.to_owned(), "房号|业主|欠费金额".into()], rows.collect()].concat()
    };
    let sums = |titles: (&str, &str), later: [i64; 4]| {
        let (first, later) = (list(titles.0, [322, 712, 549, 460]), list(titles.1, later));
        let (first, later): (Vec<&str>, Vec<&str>) =
            (first.iter().map(String::as_str).collect(), later.iter().map(String::as_str).collect());
        let draft = imported(&[("1月", &first), ("2月", &later)], &[]);
        let asked = draft.findings.iter().any(|f| f.code == "debts_of_two_dates");
        (draft.totals.opening_fen / 100, asked)
    };
    for titles in [
        ("2026年1月欠费名单", "2026年2月欠费名单"),
        ("2026年1月物业费欠费表", "2026年2月物业费欠费表"),
        ("欠费名单", "欠费名单"),
    ] {
        // One has paid, the others owe more by now.
        assert_eq!(sums(titles, [430, 855, 0, 575]), (430 + 855 + 575, true), "{titles:?}");
        // What February left unpaid besides.
        assert_eq!(
            sums(titles, [107, 142, 92, 115]),
            (322 + 712 + 549 + 460 + 107 + 142 + 92 + 115, false),
            "{titles:?}"
        );
    }
}
