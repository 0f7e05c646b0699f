//! Monthly statements of fees: what each column is the sum of, and what is left to be paid.

use super::offices::{check, check_decided};

#[test]
fn what_was_waived_is_not_owed() {
    let owed = [
        "1-101? - owner:张小明:",
        "  owes 物业费 2015-03-01…2015-03-31 8000",
        "  owes 电梯费 2015-03-01…2015-03-31 2000",
        "1-102? - owner:李红:",
        "  owes 物业费 2015-03-01…2015-03-31 11000",
        "  owes 电梯费 2015-03-01…2015-03-31 2000",
        "1-201? - owner:王五:",
        "  owes 物业费 2015-03-01…2015-03-31 12000",
        "  owes 电梯费 2015-03-01…2015-03-31 2000",
        "note 1-101 减免: 20",
    ];
    for total in ["合计", "应收合计"] {
        let header = format!("房号|业主|物业费|电梯费|减免|{total}");
        check(
            &[
                "2015年3月份物业收费明细表",
                &header,
                "1-101|张小明|=100|=20|=20|=100",
                "1-102|李红|=110|=20||=130",
                "1-201|王五|=120|=20||=140",
            ],
            &owed,
        );
    }
    // Its sum says it of the rows before, and is wrong in one of twelve.
    let rows: Vec<String> = (1..=12)
        .map(|at| format!("1-{at}01|张小明|=100|=20|=-20|={}", if at == 12 { 90 } else { 100 }))
        .collect();
    let lines: Vec<&str> = ["2015年3月份物业收费明细表", "房号|业主|物业费|电梯费|优惠|应交金额"]
        .into_iter()
        .chain(rows.iter().map(String::as_str))
        .collect();
    let draft = super::offices::imported(&[("表", &lines)], &[]);
    assert_eq!(owed_by(&draft), 120_000);
    let said: Vec<&str> = draft.findings.iter().map(|found| found.code.as_str()).collect();
    assert_eq!(said, ["row_total_differs"]);
}

#[test]
fn without_a_sum_a_person_is_asked_about_what_was_waived() {
    let lines: &[&str] = &[
        "2015年3月份物业收费明细表",
        "房号|业主|物业费|电梯费|减免|上期欠费",
        "1-101|张小明|=100|=20|=30|=240",
        "1-102|李红|=100|=20||",
    ];
    let others = [
        "1-102? - owner:李红:",
        "  owes 物业费 2015-03-01…2015-03-31 10000",
        "  owes 电梯费 2015-03-01…2015-03-31 2000",
        "note 1-101 减免: 30",
    ];
    let before = ["1-101? - owner:张小明:", "  owes 物业费 …2015-02-28 24000"];
    let less = ["  owes 物业费 2015-03-01…2015-03-31 7000", "  owes 电梯费 2015-03-01…2015-03-31 2000"];
    check(lines, &[&before[..], &less, &others, &["Decide E3 waiver 减去"]].concat());
    let gross = ["  owes 物业费 2015-03-01…2015-03-31 10000", "  owes 电梯费 2015-03-01…2015-03-31 2000"];
    let kept = [&before[..], &gross, &others, &["Decide E3 waiver"]].concat();
    check_decided(lines, &[("waiver", "note")], &kept);
}

#[test]
fn what_was_paid_is_taken_off_all_fees_of_a_row() {
    for header in ["房号|业主|物业费|水费|合计|实收", "房号|业主|物业费|水费|应收合计|实收合计"]
    {
        check(
            &[
                "2015年3月物业费收缴明细",
                header,
                "1-101|张小明|=100|=30|=130|=130",
                "1-102|李红|=100|=30|=130|=110",
                "1-201|王五|=100|=30|=130|",
            ],
            &[
                "1-101? - owner:张小明:",
                "1-102? - owner:李红:",
                "  owes 水费 2015-03-01…2015-03-31 2000",
                "1-201? - owner:王五:",
                "  owes 物业费 2015-03-01…2015-03-31 10000",
                "  owes 水费 2015-03-01…2015-03-31 3000",
                "paid 1-101  2015-03-01…2015-03-31 on  13000/13000  ",
                "paid 1-102  2015-03-01…2015-03-31 on  13000/11000  ",
            ],
        );
    }
    // Of one fee as of several; the oldest is paid first, and who pays too much is asked about.
    let lines: &[&str] = &[
        "2015年3月物业费收缴明细",
        "房号|业主|物业费|上期欠费|实收",
        "1-101|张小明|=100|=50|=70",
        "1-102|李红|=100||=120",
        "1-201|王五|=100||",
    ];
    let told = |rest: &[&'static str]| {
        let units = [
            "1-101? - owner:张小明:",
            "  owes 物业费 2015-03-01…2015-03-31 8000",
            "1-102? - owner:李红:",
            "1-201? - owner:王五:",
            "  owes 物业费 2015-03-01…2015-03-31 10000",
            "paid 1-101  2015-03-01…2015-03-31 on  15000/7000  ",
            "paid 1-102  2015-03-01…2015-03-31 on  10000/12000  ",
        ];
        [&units[..], rest].concat()
    };
    check(lines, &told(&["Decide E4 paid_more_than_due 100.00"]));
    let draft = super::offices::imported(&[("表", lines)], &[("paid_more_than_due", "prepayment")]);
    assert_eq!(draft.balances.iter().map(|held| held.amount_fen).sum::<i64>(), 2_000);
}

#[test]
fn a_sum_is_one_whatever_its_header() {
    for (headers, rows, expect) in [
        ("物业费|本月应收", ["=100|=100", "=110|=110", "=120|=120"], 33_000),
        ("物业费|本期合计", ["=100|=100", "=110|=110", "=120|=120"], 33_000),
        // Two fees are two fees, though they are of the same amount.
        ("物业费|电梯费", ["=100|=100", "=100|=100", "=100|=100"], 60_000),
        (
            "物业费|公摊电费|本期合计|上期欠费|本期应交",
            ["=100|=8|=108|=50|=158", "=110|/|=110|-|=110", "=120|=8|=128||=128"],
            39_600,
        ),
        (
            "物业费|电梯费|减免|本期应缴|上期欠费|应缴合计",
            ["=100|=20|20.00-|=100|=345|=445", "=110|=20|/|=130||=130", "=120|/|-|=120||=120"],
            69_500,
        ),
        // A balance is held where it is below zero.
        (
            "物业费|公摊电费|本期合计|上期余额|本期应交",
            ["=100|=8|=108|=-50|=58", "=110|=8|=118|=20|=138", "=120|=8|=128||=128"],
            32_400,
        ),
        (
            "物业费|公摊电费|本期合计|预存抵扣|本期应交",
            ["=100|=8|=108|=50|=58", "=110|=8|=118|=20|=98", "=120|=8|=128||=128"],
            28_400,
        ),
        // What is left in the end, when several have paid in part.
        (
            "物业费|电梯费|小计|上期欠费|应交总额|实收|尚欠",
            ["=100|=20|=120|=50|=170|=90|=80", "=110|=20|=130||=130|=30|=100", "=120|=20|=140||=140||=140"],
            32_000,
        ),
        ("物业费|电梯费|历史欠费", ["=100|=20|=345", "=110|=20|", "=120|=20|"], 73_500),
    ] {
        let header = format!("房号|业主|{headers}");
        let rows: Vec<String> =
            rows.iter().enumerate().map(|(at, row)| format!("1-{}01|张小明|{row}", at + 1)).collect();
        let lines: Vec<&str> =
            ["2015年3月份各户费用一览", &header].into_iter().chain(rows.iter().map(String::as_str)).collect();
        let draft = super::offices::imported(&[("表", &lines)], &[]);
        assert_eq!(owed_by(&draft), expect, "{headers}");
        // Whether what is due was paid, a person says.
        let told = draft.findings.iter().filter(|f| f.code != "due_alone");
        assert_eq!(told.count(), 0, "{headers}: {:?}", draft.findings);
    }
}

#[test]
fn arrears_are_less_what_an_equation_proves_to_be_taken_off() {
    for (headers, rows, expect) in [
        ("物业费|水费|减免|合计", ["=100|=30|=20|=110", "=110|=30||=140", "=120|=30|=10|=140"], 39_000),
        ("物业费|水费|实收|尚欠", ["=100|=30|=20|=110", "=110|=30||=140", "=120|=30|=10|=140"], 39_000),
        // Nothing proves that it is taken off.
        ("物业费|水费|减免", ["=100|=30|=20", "=110|=30|", "=120|=30|=10"], 42_000),
    ] {
        let header = format!("房号|业主|{headers}");
        let rows: Vec<String> =
            rows.iter().enumerate().map(|(at, row)| format!("1-{}01|张小明|{row}", at + 1)).collect();
        let lines: Vec<&str> =
            ["2015年3月欠费清单", &header].into_iter().chain(rows.iter().map(String::as_str)).collect();
        let draft = super::offices::imported(&[("表", &lines)], &[]);
        assert_eq!(owed_by(&draft), expect, "{headers}: {:?}", draft.findings);
    }
}

#[test]
fn fees_of_which_few_were_paid_are_no_payments() {
    let rows: Vec<String> = (1..=6)
        .map(|at| {
            format!("1-{at}01|张小明|=100|=20|=120|{}", if at < 3 { "=120|2015-3-9|刘收银" } else { "||" })
        })
        .collect();
    let lines: Vec<&str> = ["2015年3月物业收费表", "房号|业主|物业费|电梯费|合计|实收|收款日期|收款人"]
        .into_iter()
        .chain(rows.iter().map(String::as_str))
        .collect();
    let draft = super::offices::imported(&[("表", &lines)], &[]);
    assert_eq!((owed_by(&draft), draft.past_payments.len()), (48_000, 2));
    assert!(draft.findings.is_empty(), "{:?}", draft.findings);
}

#[test]
fn a_total_that_is_wrong_now_and_then_is_a_total() {
    let rows: Vec<String> = (1..=8)
        .map(|at| format!("1-{at}01|张小明|=100|=20|=50|={}", if at < 3 { 190 } else { 170 }))
        .collect();
    let lines: Vec<&str> = ["2015年3月各户费用一览", "房号|业主|物业费|电梯费|上期欠费|应缴合计"]
        .into_iter()
        .chain(rows.iter().map(String::as_str))
        .collect();
    let draft = super::offices::imported(&[("表", &lines)], &[]);
    assert_eq!(owed_by(&draft), 136_000);
    let said: Vec<&str> = draft.findings.iter().map(|found| found.code.as_str()).collect();
    assert_eq!(said, ["row_total_differs", "row_total_differs"]);
}

#[test]
fn what_is_left_is_compared_with_what_is_left() {
    let draft = super::offices::imported(
        &[(
            "表",
            &[
                "房号|业主|2024年物业费应收|2024年物业费实收|2025年物业费应收|2025年物业费实收|合计欠费",
                "1-101|张小明|=1200|=1000|=1200||=1000",
                "1-103|李红|=1200||=1200|=1200|=1200",
                "合计||=2400|=1000|=2400|=1200|=2200",
            ],
        )],
        &[],
    );
    let tie = draft.tie_outs.iter().find(|tie| tie.label.contains("合计欠费")).map(|tie| tie.imported_fen);
    assert_eq!((owed_by(&draft), tie), (260_000, Some(260_000)));
}

#[test]
fn what_was_paid_too_much_is_not_taken_off_the_sum() {
    let lines: &[&str] = &[
        "房号|业主|2024年物业费应收|2024年物业费实收|2025年物业费应收|2025年物业费实收|合计欠费",
        "1-101|张小明|=1200|=1000|=1200||=1400",
        "1-102|王五|=1200|=1200|=1200|=1300|=-100",
        "1-103|李红|=1200||=1200|=1200|=1200",
        "合计||=3600|=2200|=3600|=2500|=2500",
    ];
    let sums = |decisions: &[(&str, &str)]| {
        let draft = super::offices::imported(&[("表", lines)], decisions);
        let tie =
            draft.tie_outs.iter().find(|tie| tie.label.contains("合计欠费")).map(|tie| tie.imported_fen);
        let held = draft.balances.iter().map(|held| held.amount_fen).sum::<i64>();
        (owed_by(&draft) - held, tie)
    };
    assert_eq!(sums(&[]), (260_000, Some(260_000)));
    assert_eq!(sums(&[("paid_more_than_due", "prepayment")]), (250_000, Some(250_000)));
}

#[test]
fn months_that_were_paid_beside_those_that_are_owed_are_asked_about() {
    let draft = super::offices::imported(
        &[(
            "表",
            &[
                "物业费欠费清单",
                "房号|业主|欠费期间|欠费金额",
                "1-101|张小明|2014年3月-5月欠，6月已交|=300",
                "1-102|李红|2014年3月（缴清）|=100",
                "1-103|王五|2014年3月-5月|=300",
            ],
        )],
        &[],
    );
    let said: Vec<String> = draft.findings.iter().map(|f| format!("{} {}", f.cell, f.code)).collect();
    assert_eq!(said, ["C3 period_unreadable", "C4 period_unreadable"]);
}

/// In fen.
fn owed_by(draft: &crate::Draft) -> i64 {
    draft.units.iter().flat_map(|unit| &unit.openings).map(|owed| owed.amount_fen).sum()
}
