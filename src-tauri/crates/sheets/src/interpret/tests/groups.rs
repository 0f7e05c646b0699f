//! 应收, 实收 and 欠费 as groups over the same times.

use super::accounts::check_sums;
use super::offices::imported;

/// What each unit owes, a line each; then what was paid, in 元.
pub(super) fn check_owed(lines: &[&str], expect: &[&str]) {
    let draft = imported(&[("表", lines)], &[]);
    let day = |day: &Option<String>| day.clone().unwrap_or_default();
    let mut said = Vec::new();
    for unit in &draft.units {
        for o in &unit.openings {
            let (from, to, yuan) = (day(&o.from), day(&o.to), o.amount_fen / 100);
            said.push(format!("{} {} {from}…{to} {yuan}", unit.code, o.item));
        }
    }
    let paid: Vec<String> =
        draft.past_payments.iter().map(|paid| (paid.paid_fen / 100).to_string()).collect();
    said.push(format!("paid {}", paid.join(" ")));
    assert_eq!(said, expect, "{:?}", draft.findings);
}

#[test]
fn old_and_new_under_due_paid_and_owed_are_what_their_group_says() {
    check_owed(
        &[
            "2018年物业费收缴明细",
            "房号|业主|应收|||实收|||欠费||",
            "||陈欠|本年|小计|陈欠|本年|小计|陈欠|本年|小计",
            "1-101|甲一|=500|=1200|=1700|=500|=1200|=1700|=0|=0|=0",
            "1-102|甲二|=1000|=1200|=2200|=400|=0|=400|=600|=1200|=1800",
            "1-103|甲三|=0|=1080|=1080|=0|=1080|=1080|=0|=0|=0",
        ],
        &[
            "1-102 物业费 …2017-12-31 600",
            "1-102 物业费 2018-01-01…2018-12-31 1200",
            "paid 500 1200 400 1080",
        ],
    );
    let rows =
        ["1-101|甲一|=500|=1200|=500|=1200|=0|=0|=0", "1-102|甲二|=1000|=1200|=400|=0|=600|=1200|=1800"];
    for (groups, parts) in [
        ("房号|业主|本年应收||本年实收||年末欠费||", "||往年|当年|收往年|收当年|往年|当年|合计"),
        ("房号|业主|应收||实收||尚欠||", "||旧欠|今年|旧欠|今年|旧欠|今年|小计"),
        ("房号|业主|应缴||已缴||未缴||", "||以前年度|本年度|以前年度|本年度|以前年度|本年度|合计"),
    ] {
        check_sums("2018年", &[groups, parts, rows[0], rows[1]], "1800 0 0 | ");
    }
    // Nothing says what is left.
    let open = ["||陈欠|本年|小计|陈欠|本年|小计", "1-101|甲一|=500|=1200|=1700|=500|=1200|=1700"];
    let row = "1-102|甲二|=1000|=1200|=2200|=400|=0|=400";
    check_owed(
        &["2018年物业费收缴表", "房号|业主|应收|||实收||", open[0], open[1], row],
        &["1-102 物业费 …2017-12-31 600", "1-102 物业费 2018-01-01…2018-12-31 1200", "paid 500 1200 400"],
    );
    check_sums(
        "Sheet1",
        &[
            "房号|业主|应收|||实收|||期末欠费",
            "||上年欠费|本年应收|小计|上年欠费|本年应收|小计|",
            "1-101|甲一|=500|=1200|=1700|=500|=1200|=1700|=0",
            "1-102|甲二|=1000|=1200|=2200|=400|=0|=400|=1800",
            "1-103|甲三|=0|=1080|=1080|=0|=1080|=1080|=0",
        ],
        "1800 0 0 | ",
    );
    // What was owed at first is history; nobody filled in what is left.
    check_sums(
        "Sheet1",
        &[
            "房号|业主|年初欠费||本年应收||实收||年末欠费||",
            "||往年|当年|往年|当年|往年|当年|往年|当年|合计",
            "1-101|甲一|=500|=0|=0|=1200|=500|=1200|=0|=0|=0",
            "1-102|甲二|=1000|=0|=0|=1200|=400|=0|=600|=1200|=1800",
        ],
        "1800 0 0 | ",
    );
    check_sums(
        "Sheet1",
        &[
            "房号|业主|应收||实收||欠费|",
            "||陈欠|本年|陈欠|本年|陈欠|本年",
            "1-101|甲一|=500|=1200|=500|=1200||",
            "1-102|甲二|=1000|=1200|=400|=0||",
        ],
        "1800 0 0 | ",
    );
}

#[test]
fn what_was_collected_is_taken_off_its_own_year() {
    let head = ["房号|业主|欠费|||清收|||剩余", "||2016年|2017年|小计|2016年|2017年|小计|"];
    let rows = [
        "1-401|丁一|=1200|=1200|=2400|=1200|=0|=1200|=1200",
        "1-402|丁二|=600|=1080|=1680|=0|=0|=0|=1680",
        "1-403|丁三|=0|=1080|=1080|=0|=1080|=1080|=0",
    ];
    check_sums("Sheet1", &[&head[..], &rows].concat(), "2880 0 0 | ");
    // Nobody filled in what is left.
    let blank = ["1-401|丁一|=1200|=1200||=1200|=0||", "1-402|丁二|=600|=1080||=0|=0||"];
    check_owed(
        &[&head[..], &blank].concat(),
        &[
            "1-401 物业费 2017-01-01…2017-12-31 1200",
            "1-402 物业费 2016-01-01…2016-12-31 600",
            "1-402 物业费 2017-01-01…2017-12-31 1080",
            "paid 1200",
        ],
    );
    // The year in which it was collected says nothing of when it was due.
    let of_2018 = head[0].replace("清收", "2018年清收");
    let lines = [&*of_2018, head[1], blank[0], blank[1]];
    check_sums("Sheet1", &lines, "2880 0 0 | ");
    check_sums("Sheet1", &[&[&*of_2018, head[1]], &rows[..]].concat(), "2880 0 0 | ");
    // Without a word of what is left a person is asked whether it was taken off.
    check_sums(
        "Sheet1",
        &["房号|业主|欠费||清收|", "||2016年|2017年|2016年|2017年", "1-401|丁一|=1200|=1200|=1200|=0"],
        "1200 0 0 | arrears_paid_back paid_taken_off",
    );
    // Each item by itself.
    check_sums(
        "Sheet1",
        &["房号|业主|物业费欠费||水费欠费|", "||2016年|2017年|2016年|2017年", "1-401|丁一|=100|=200|=10|=20"],
        "330 0 0 | ",
    );
}
