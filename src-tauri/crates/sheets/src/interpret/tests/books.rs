//! Books of several sheets, one for a year or for a fee, and what a book says of its own sheets.

use super::accounts::sums;

/// What the sheets come to, and the codes of what is asked.
fn check(sheets: &[(&str, &[&str])], expect: &str) {
    assert_eq!(sums(sheets, &[]), expect, "{sheets:?}");
}

#[test]
fn each_year_is_a_sheet_of_its_own() {
    for head in [
        "房号|业主|面积|年应收|已缴|欠缴",
        "房号|业主|联系电话|应收|实收|欠费",
        "房号|业主|备注|应缴|实缴|未缴",
    ] {
        let first = [head, "1-101|张小明||=600|=600|", "1-102|李红||=600||=600", "1-103|王五||=600|=600|"];
        let second = [head, "1-101|张小明||=600||=600", "1-102|李红||=600||=600", "1-103|王五||=600|=600|"];
        check(&[("2014年", &first), ("2015年", &second)], "1800 0 0 | ");
        let title = |year: &str| format!("{year}物业费收缴情况表");
        let (t14, t15) = (title("2014年"), title("2015年1-12月"));
        let first = [&[&t14[..]], &first[..]].concat();
        let second = [&[&t15[..]], &second[..]].concat();
        check(&[("Sheet1", &first), ("Sheet2", &second)], "1800 0 0 | ");
    }
}

#[test]
fn each_fee_is_a_sheet_of_its_own() {
    let head = "房号|业主|面积|应收|实收|欠费";
    let paid =
        [head, "1-101|张小明|=90|=600|=600|", "1-102|李红|=90|=600|=600|", "1-103|王五|=90|=600|=600|"];
    let owed =
        [head, "1-101|张小明|=90|=600||=600", "1-102|李红|=90|=600||=600", "1-103|王五|=90|=600||=600"];
    check(&[("物业费", &paid), ("电梯费", &owed)], "1800 0 0 | ");
    check(&[("物业费", &owed), ("电梯费", &paid)], "1800 0 0 | ");
}

#[test]
fn years_that_roll_on_are_owed_once() {
    for head in ["房号|业主|上年结转|本年应收|本年实收|年末结欠", "房号|业主|上年结欠|应收|实收|欠费余额"]
    {
        let first = [
            head,
            "1-101|张小明||=1000||=1000",
            "1-102|李红||=1000|=1000|",
            "1-103|王五||=1000||=1000",
            "1-104|赵静||=1000||=1000",
        ];
        let second = [
            head,
            "1-101|张小明|=1000|=1000|=2000|",
            "1-102|李红||=1000||=1000",
            "1-103|王五|=1000|=1000||=2000",
            "1-104|赵静|=1000|=1000||=2000",
        ];
        check(&[("2014", &first), ("2015", &second)], "5000 0 0 | debts_of_two_dates");
        let titles = ["2014年度物业费收缴台账", "2015年度物业费收缴台账"];
        let (first, second) = ([&titles[..1], &first[..]].concat(), [&titles[1..], &second[..]].concat());
        check(&[("2014", &first), ("2015", &second)], "5000 0 0 | debts_of_two_dates");
    }
}

#[test]
fn of_few_debtors_the_last_year_counts_too() {
    let head = "房号|业主|上年欠费|本年应收|本年实收|年末欠费";
    let first = [head, "1-101|张小明||=1000||=1000", "1-102|李红||=1000|=1000|", "1-103|王五||=1000|=1000|"];
    let second =
        [head, "1-101|张小明|=1000|=1000|=2000|", "1-102|李红||=1000||=1000", "1-103|王五||=1000|=1000|"];
    let third =
        [head, "1-101|张小明||=1000|=1000|", "1-102|李红|=1000|=1000||=2000", "1-103|王五||=1000|=1000|"];
    check(&[("2014", &first), ("2015", &second), ("2016", &third)], "2000 0 0 | debts_of_two_dates");
}

#[test]
fn what_was_not_collected_is_a_part_of_what_was_due() {
    for (dues, unpaid, head) in [
        ("应收", "未收", "房号|业主|物业费|电梯费"),
        ("应收明细", "欠费明细", "房号|业主|物业费|电梯费"),
        ("应收明细", "未收明细", "房号|业主|金额|备注"),
    ] {
        let money = if head.ends_with("备注") { "=330|" } else { "=270|=60" };
        let row = |line: &str| format!("{line}|{money}");
        let rows = ["1-101|张小明", "1-102|李红", "1-103|王五", "1-104|赵静", "1-105|孙梅"].map(row);
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let all = [&[head], &rows[..]].concat();
        let left = [&[head], &rows[..3]].concat();
        check(&[(dues, &all), (unpaid, &left)], "990 0 0 | table_twice");
        check(&[(unpaid, &left), (dues, &all)], "990 0 0 | table_twice");
        let both = sums(&[(dues, &all), (unpaid, &left)], &[("table_twice", "both")]);
        assert_eq!(both, "2640 0 0 | table_twice", "{dues}");
        // What others paid is history.
        let paid_head = format!("{head}|收款日期|收据号");
        let paid: Vec<String> = rows[3..].iter().map(|row| format!("{row}|2017-05-03|00012")).collect();
        let paid = [vec![paid_head.as_str()], paid.iter().map(String::as_str).collect()].concat();
        check(&[(dues, &all), ("实收", &paid), (unpaid, &left)], "990 0 0 | table_twice");
    }
    // Of another quarter it is owed besides.
    let head = "房号|业主|物业费";
    let rows = ["1-101|张小明|=270", "1-102|李红|=270", "1-103|王五|=270", "1-104|赵静|=270"];
    let due = [&["2017年二季度物业费应收明细", head], &rows[..]].concat();
    let left = [&["2017年一季度物业费未收明细", head], &rows[..3]].concat();
    check(&[("应收", &due), ("未收", &left)], "1890 0 0 | ");
}

#[test]
fn a_group_of_totals_is_no_money_of_its_own() {
    for (group, left) in
        [("合计", "欠收"), ("小计", "欠费"), ("总计", "未收"), ("费用合计", "欠缴"), ("合计", "未缴")]
    {
        let groups = format!("房号|业主|物业费|||电梯费|||{group}||");
        let heads = format!("||应收|实收|{left}|应收|实收|{left}|应收|实收|{left}");
        let lines = [
            groups.as_str(),
            &heads,
            "1-101|张小明|=300|=300||=60|=60||=360|=360|",
            "1-102|李红|=300||=300|=60|=60||=360|=60|=300",
            "1-103|王五|=300|=300||=60||=60|=360|=300|=60",
        ];
        check(&[("一季度", &lines)], "360 0 0 | ");
    }
}

#[test]
fn a_waiver_comes_off_principal_and_penalty() {
    for heads in [
        "欠费本金|违约金|减免违约金|应付合计",
        "欠费金额|滞纳金|减免|应缴合计",
        "欠费金额|违约金|优惠金额|实际应缴",
        "欠费本金|违约金|减免|合计",
    ] {
        let head = format!("房号|业主|{heads}");
        let lines = [
            head.as_str(),
            "1-101|张小明|=300|=60|=20|=340",
            "1-102|李红|=300|=60||=360",
            "1-103|王五|=300|=60||=360",
            "1-104|赵静|=300|=60|=20|=340",
        ];
        check(&[("欠费", &lines)], "1400 0 0 | ");
    }
}

#[test]
fn rosters_of_other_years_and_fees_are_owed_besides() {
    let of_years = ["2014年", "2015年"];
    for (head, tail) in [
        ("房号|业主|面积|身份证号|电话|入住时间|应收|实收|欠费", "=90||13900000001|2010-05-01"),
        ("房号|业主|车位号|应收|实收|欠费", "12"),
    ] {
        let paid = |room: &str| format!("{room}|{tail}|=600|=600|");
        let owes = |room: &str| format!("{room}|{tail}|=600||=600");
        let first = [paid("1-101|张小明"), owes("1-102|李红"), paid("1-103|王五")];
        let second = [owes("1-101|张小明"), owes("1-102|李红"), paid("1-103|王五")];
        let lines = |rows: &[String]| -> Vec<String> {
            std::iter::once(head.to_owned()).chain(rows.iter().cloned()).collect()
        };
        let (first, second) = (lines(&first), lines(&second));
        let first: Vec<&str> = first.iter().map(String::as_str).collect();
        let second: Vec<&str> = second.iter().map(String::as_str).collect();
        check(&[(of_years[0], &first), (of_years[1], &second)], "1800 0 0 | unit_line_joined");
        // Nothing says what the second is of.
        check(&[("Sheet1", &first), ("Sheet2", &second)], "600 0 0 | unit_twice");
    }
    // What stood open in another year may be the same debt: asked.
    let head = "房号|业主|面积|电话|欠费";
    let first = [head, "1-101|张小明|=90|13900000001|", "1-102|李红|=90|13900000002|=600"];
    let second = [head, "1-101|张小明|=90|13900000001|=600", "1-102|李红|=90|13900000002|=900"];
    check(&[("2014年", &first), ("2015年", &second)], "2100 0 0 | unit_of_years");
    // Of another fee it is not.
    let titles = ["物业费欠费台账", "车位费欠费台账"];
    let (first, second) = ([&titles[..1], &first[..]].concat(), [&titles[1..], &second[..]].concat());
    let draft = sums(&[("Sheet1", &first), ("Sheet2", &second)], &[]);
    assert!(draft.starts_with("2100 "), "{draft}");
}

#[test]
fn who_is_urged_owes_what_the_list_of_all_says() {
    let head = "房号|业主|应收|实收|欠费";
    let all = [
        "2017年5月物业费收缴表",
        head,
        "1-101|张小明|=300||=300",
        "1-102|李红|=300|=300|",
        "1-103|王五|=300||=300",
    ];
    let urged = ["重点催缴名单", "房号|业主|欠费金额|备注", "1-101|张小明|=300|联系不上"];
    check(&[("收缴", &all), ("催缴", &urged)], "600 0 0 | table_twice");
    check(&[("催缴", &urged), ("收缴", &all)], "600 0 0 | table_twice");
    let more = ["重点催缴名单", "房号|业主|欠费金额|备注", "1-101|张小明|=900|联系不上"];
    check(&[("收缴", &all), ("催缴", &more)], "1500 0 0 | ");
}
