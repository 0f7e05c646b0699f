//! Totals and closing balances are known by their words where a row is off, or where there are only one or two.

use super::accounts::{check_sums, sums};
use super::groups::check_owed;

#[test]
fn a_total_of_years_or_items_is_known_by_a_few_rows() {
    let years = [
        "5-401|易三|=1200|=1300|=2500",
        "5-402|易四||=1200|=1200",
        "5-403|易五|=600|=700|=1300",
        "5-404|易六|=500||=500",
        "5-405|易七|=500|=600|=1000",
    ];
    for total in ["共欠", "欠费金额", "欠费", "合计"] {
        let header = format!("房号|业主|2017年欠费|2018年欠费|{total}");
        let of = |rows: &[&'static str], expect: &str| {
            check_sums("Sheet1", &[&[&*header][..], rows].concat(), expect);
        };
        of(&years, "6600 0 0 | row_total_differs");
        of(&years[..1], "2500 0 0 | ");
        of(&years[..2], "3700 0 0 | ");
        of(&years[3..4], "500 0 0 | ");
    }
    let items = ["房号|业主|物业费|水费|欠费金额", years[0], years[1], years[2], years[4]];
    check_sums("欠费明细", &items, "6100 0 0 | row_total_differs");
    check_sums("欠费明细", &items[..2], "2500 0 0 | ");
    // What is charged each month, in one row of which a single month is owed.
    check_sums(
        "欠费明细",
        &["房号|业主|物业费|水费|欠费金额", "1-101|张小明|=100|=20|=120", "1-102|李红|=90|=10|=1200"],
        "1320 0 0 | fee_meaning",
    );
    check_sums(
        "欠费",
        &["房号|业主|物业费（元）|起|止|滞纳金|总金额", "1-101|张小明|=4000|2016-1-1|2017-12-31|=320|=4320"],
        "4320 0 0 | ",
    );
    // What is no sum of them is owed besides.
    check_sums(
        "Sheet1",
        &["房号|业主|2017年欠费|2018年欠费|水费欠费", "1-101|张小明|=100|=200|=300"],
        "600 0 0 | ",
    );
}

#[test]
fn a_year_is_no_total_of_the_years_before_it() {
    let of = |header: &str, rows: &[&'static str], expect: &str| {
        check_sums("欠费明细", &[&[header][..], rows].concat(), expect);
    };
    let rows = [
        "1-101|张小明|=100|=200|=300|=600",
        "1-102|李红|=100|=200|=300|=600",
        "1-103|王五|=110|=220|=330|=660",
    ];
    of("房号|业主|2022年|2023年|2024年|合计", &rows, "1860 0 0 | ");
    of("房号|业主|1月|2月|3月|合计", &rows, "1860 0 0 | ");
    of("房号|业主|一季度|二季度|三季度|小计", &rows, "1860 0 0 | ");
    of("房号|业主|2024年|2023年|2022年|欠费合计", &rows, "1860 0 0 | ");
    of("房号|业主|2022年欠费|2023年欠费|2024年欠费|合计", &rows, "1860 0 0 | ");
    of("房号|业主|欠水费|欠电费|欠物业费|合计", &rows, "1860 0 0 | ");
    let alone = ["1-101|张小明|=100|=200|=300", "1-102|李红|=100|=200|=300", "1-103|王五|=100|=200|=300"];
    of("房号|业主|2022年|2023年|2024年", &alone, "1800 0 0 | ");
    // A longer time is the sum of what lies within it, and 合计 that says something else is told.
    of("房号|业主|一季度|二季度|上半年", &alone, "900 0 0 | ");
    of("房号|业主|2024年1-6月|2024年7-12月|2024年", &alone, "900 0 0 | ");
    let off = [
        "1-101|张小明|=100|=200|=300|=500",
        "1-102|李红|=100|=200|=300|=600",
        "1-103|王五|=100|=200|=300|=600",
    ];
    of("房号|业主|2022年|2023年|2024年|合计", &off, "1800 0 0 | row_total_differs");
}

#[test]
fn each_subtotal_is_of_its_own_item() {
    let rows = ["1-101|张小明|=100|=5|=105|=20|=1|=21|=126", "1-102|李红|=90|=5|=95|=20|=1|=21|=116"];
    let header = "房号|业主|物业费欠费|物业费滞纳金|小计|水费欠费|水费滞纳金|小计|总计";
    check_sums("欠费清单", &[header, rows[0], rows[1]], "242 0 0 | ");
    let wrong = "1-103|王五|=90|=5|=95|=20|=1|=22|=116";
    check_sums("欠费清单", &[header, rows[0], rows[1], wrong], "358 0 0 | row_total_differs");
    let years = "房号|业主|2022年欠费|2023年欠费|小计|欠水费|欠电费|小计|合计";
    check_sums("欠费清单", &[years, rows[0], rows[1]], "242 0 0 | ");
}

#[test]
fn a_fee_that_only_the_total_proves_is_owed() {
    let rows =
        ["1-101|张小明|=1000|=500|=50|=1550", "1-102|李红|=1100|=500|=50|=1650", "1-103|王五|=900||=50|=950"];
    let of = |header: &str, expect: &str| {
        check_sums("起诉欠费业主名单", &[header, rows[0], rows[1], rows[2]], expect);
    };
    of("房号|业主|本金|违约金|诉讼费|合计", "4150 0 0 | ");
    of("房号|业主|欠费本金|滞纳金|律师费|总计", "4150 0 0 | ");
    of("房号|业主|欠费金额|公告费|诉讼费|总额", "4150 0 0 | ");
    // Nothing proves it.
    of("房号|业主|本金|违约金|诉讼费|备注", "4000 0 0 | fee_meaning");
    check_owed(
        &["起诉欠费业主名单", "房号|业主|本金|违约金|诉讼费|合计", rows[0], rows[0], rows[0]],
        &["1-101 物业费 … 1000", "1-101 违约金 … 500", "1-101 诉讼费 … 50", "paid "],
    );
}

#[test]
fn a_whole_by_another_name_is_no_question() {
    let rows = ["1-101|张小明|=100|=10|=110", "1-102|李红|=101|=10|=111", "1-103|王五|=102|=0|=102"];
    for total in ["总额", "合计"] {
        let header = format!("房号|业主|物业费|水费|{total}");
        check_sums("欠费明细", &[&header, rows[0], rows[1], rows[2]], "323 0 0 | ");
    }
    check_sums(
        "欠费明细",
        &["房号|业主|物业费|水费|总额", rows[0], rows[1], "1-103|王五|=90|=9|=100"],
        "320 0 0 | row_total_differs",
    );
}

#[test]
fn what_is_to_be_dunned_is_owed() {
    let rows = ["1-101|张小明|=80|=100|", "1-102|李红|=90|=101|"];
    for word in ["应催收金额", "应催收", "应催缴", "应催交", "催收金额", "催缴金额", "待催收"]
    {
        let header = format!("房号|业主|面积|{word}|备注");
        check_sums("物业费情况表", &[&header, rows[0], rows[1]], "201 0 0 | ");
    }
    check_sums(
        "物业费情况表",
        &["房号|业主|面积|催缴次数|备注", "1-101|张小明|=80|=3|", "1-102|李红|=90|=2|"],
        "0 0 0 | ",
    );
    // The same debt again, and what is left of it.
    check_sums(
        "S",
        &["房号|业主|欠费金额|应催收金额", "1-101|张小明|=80|=80", "1-102|李红|=90|=90"],
        "170 0 0 | ",
    );
    check_sums(
        "S",
        &["房号|业主|欠费金额|催缴金额", "1-101|张小明|=80|", "1-102|李红|=90|=90"],
        "170 0 0 | ",
    );
    let paid = ["1-101|张小明|=100|=20|=80", "1-102|李红|=90|=0|=90", "1-103|王五|=90|=50|=40"];
    check_sums("S", &["房号|业主|欠费金额|已交金额|催缴金额", paid[0], paid[1], paid[2]], "210 0 0 | ");
}

#[test]
fn brackets_tell_which_balances_are_owed() {
    let of = |header: &str| {
        let due =
            ["1-101|张小明|=1200|=1200|=0", "1-102|李红|=1200|=1000|=200", "1-103|王五|=1200|=1500|=-300"];
        sums(&[("S", &[header, due[0], due[1], due[2]])], &[])
    };
    let plain = of("房号|业主|应收|实收|欠(+)余(-)");
    for balance in ["余额（欠费为正，预存为负）", "余额（正数为欠费，负数为预存）", "结余(+欠-余)"]
    {
        assert_eq!(of(&format!("房号|业主|应收|实收|{balance}")), plain, "{balance}");
    }
    check_sums(
        "S",
        &["房号|业主|余额（欠费为正，预存为负）", "1-101|张小明|=200", "1-102|李红|=-300"],
        "-100 0 0 | opening_negative",
    );
}

#[test]
fn a_plain_sum_that_the_years_do_not_make_is_asked_about() {
    let rows = ["1-101|张小明|=100|=200|=50", "1-102|李红|=0|=200|=200", "1-103|王五|=100|=0|=60"];
    for (header, asked) in [
        ("房号|业主|2017年欠费|2018年欠费|欠费", true),
        ("房号|业主|物业费欠费|水费欠费|欠费金额", true),
        // Owed besides.
        ("房号|业主|2017年欠费|2018年欠费|以前欠费", false),
        ("房号|业主|2017年欠费|2018年欠费|水费欠费", false),
        ("房号|业主|2017年欠费|2018年欠费|本月欠费", false),
    ] {
        let lines = [&[header][..], &rows].concat();
        let expect = if asked { "600 0 0 | row_total_differs total_or_debt" } else { "910 0 0 | " };
        check_sums("Sheet1", &lines, expect);
        if asked {
            let debt = sums(&[("Sheet1", &lines)], &[("total_or_debt", "debt")]);
            assert_eq!(debt, "910 0 0 | total_or_debt");
        }
    }
    // Never both in one row.
    check_sums(
        "Sheet1",
        &["房号|业主|2017年欠费|2018年欠费|欠费", "1-101|张小明|=100|=200|", "1-102|李红|||=50"],
        "350 0 0 | ",
    );
}

#[test]
fn a_total_that_no_row_bears_out_is_owed_and_asked_about() {
    let rates = [
        "房号|业主|物业费|电梯费|公摊|月合计|欠费月数|欠费合计",
        "2-101|乙一|=100|=30|=10|=140|=6|=840",
        "2-102|乙二|=90|=30|=10|=130|=2|=260",
        "2-103|乙三|=90|=30|=10|=130|=0|=0",
    ];
    let plain = rates.map(|line| line.replace("欠费合计", "合计"));
    let plain: Vec<&str> = plain.iter().map(String::as_str).collect();
    for lines in [&rates[..], &rates[..2], &plain] {
        let total = if lines.len() == 2 { "840" } else { "1100" };
        check_sums("物业费欠费表", lines, &format!("{total} 0 0 | total_or_columns"));
    }
    let columns = sums(&[("物业费欠费表", &rates)], &[("total_or_columns", "columns")]);
    assert_eq!(columns, "400 0 0 | row_total_differs total_or_columns");
    check_sums(
        "欠费",
        &[
            "房号|业主|物业费/月|水费|欠费合计",
            "2-201|辛一|=100|=56|=656",
            "2-202|辛二|=90|=0|=270",
            "2-203|辛三|=90|=28|=118",
        ],
        "1044 0 0 | total_or_columns",
    );
    // Right in most rows and off in one; off by a column that nobody knows; a slip in the only row.
    let off = ["1-101|甲|=100|=20|=120", "1-102|乙|=90|=10|=100", "1-103|丙|=90|=10|=600"];
    let fees = "房号|业主|物业费|水费|欠费合计";
    check_sums("欠费", &[&[fees][..], &off].concat(), "320 0 0 | row_total_differs");
    check_sums("欠费", &[fees, "1-101|甲|=100|=20|=130"], "120 0 0 | row_total_differs");
    check_sums(
        "欠费",
        &[
            "房号|业主|物业费|水费|公维金|欠费合计",
            "1-101|甲|=100|=20|=5|=125",
            "1-102|乙|=90|=10|=5|=105",
            "1-103|丙|=90||=5|=95",
        ],
        "325 0 0 | ",
    );
}

#[test]
fn one_sum_for_the_pairs_of_years_checks_each_of_them() {
    check_sums(
        "Sheet1",
        &[
            "房号|业主|2015应收|2015实收|2016应收|2016实收|欠费",
            "5-101|梅一|=1200|=1200|=1200|=0|=1200",
            "5-102|梅二|=1200|=600|=1200|=0|=1800",
        ],
        "3000 0 0 | ",
    );
}

#[test]
fn what_a_court_gave_is_owed_and_not_what_was_claimed_besides() {
    let lines = [
        "房号|业主|欠费金额|判决金额|已执行|未执行",
        "1-101|甲|=3600|=3600|=1000|=2600",
        "1-102|乙|=2400|=2000|=0|=2000",
        "1-103|丙|=1200|=1200|=1200|=0",
    ];
    check_sums("诉讼案件台账", &lines, "4600 0 0 | balances_at_dates figures_only_noted");
}

#[test]
fn a_plain_amount_is_of_the_fee_before_it() {
    check_owed(
        &[
            "欠费表",
            "房号|姓名|物业费|起止时间|金额|车位费|起止时间|金额",
            "2-201|金三|100/月|2019.1-2019.2|=200|60/月|2019.4|=60",
            "2-202|金四|90/月|2019.1|=90|||",
        ],
        &[
            "2-201 物业费 2019-01-01…2019-01-31 100",
            "2-201 物业费 2019-02-01…2019-02-28 100",
            "2-201 车位费 2019-04-01…2019-04-30 60",
            "2-202 物业费 2019-01-01…2019-01-31 90",
            "paid ",
        ],
    );
    // And 应收, 实收 and 欠费.
    check_sums(
        "2018年",
        &[
            "房号|业主|物业费|应收|实收|欠费|水费|应收|实收|欠费",
            "1-101|甲|=100|=100|=0|=100|=20|=20|=20|=0",
            "1-102|乙|=100|=100|=100|=0|=20|=20|=0|=20",
        ],
        "120 0 0 | ",
    );
}

#[test]
fn a_closing_balance_is_known_by_a_few_rows() {
    let rows = ["1-101|白一|=2200|=1200|=1000|=2400", "1-102|白二|=1200|=1200|=2400|=0"];
    let off = ["1-103|白三|=500|=1100|=600|=990", "1-104|白四|=100|=1100|=1100|=100"];
    for header in [
        "房号|业主|上年欠费|应收|实收|欠费",
        "房号|业主|陈欠|本年应收|本年实收|余欠",
        "房号|业主|陈欠|本年应收|本年收款|欠费",
        "房号|业主|往年欠费|应收|实收|累计欠费",
        "房号|业主|前期欠费|应收|实收|欠费合计",
        "房号|业主|上年累计欠费|本年应收|本年实收|累计欠费",
        "房号|业主|以前欠费|应收|实收|尚欠",
    ] {
        for (sheet, title) in [("2018年", ""), ("Sheet1", "2018年物业费收缴表"), ("欠费", "")] {
            let of = |rows: &[&'static str], expect: &str| {
                let head: &[&str] = if title.is_empty() { &[header] } else { &[title, header] };
                check_sums(sheet, &[head, rows].concat(), expect);
            };
            of(&rows, "2400 0 0 | ");
            of(&rows[..1], "2400 0 0 | ");
            of(&[rows[0], rows[1], off[0], off[1]], "3490 0 0 | row_total_differs");
        }
    }
    // 欠费 is only what is left of this year.
    check_sums(
        "2018年",
        &[
            "房号|业主|上年欠费|应收|实收|欠费",
            "1-101|张小明|=500|=1200|=1000|=200",
            "1-102|李红|=0|=1200|=0|=1200",
        ],
        "1900 0 0 | ",
    );
    check_sums(
        "2018年",
        &["房号|业主|陈欠|本年应收|本年实收|本年欠费", "1-101|张小明|=500|=1200|=1000|=200"],
        "700 0 0 | ",
    );
}

#[test]
fn a_closing_balance_is_known_by_its_numbers() {
    let rows = [
        "1-101|古一|=2200|=1200|=1000|=2400",
        "1-102|古二|=1200|=1200|=2400|=0",
        "1-103|古三|=0|=1200|=0|=1200",
    ];
    for header in
        ["房号|业主|2017年前欠费|2018年应收|2018年已收|欠费余额", "房号|业主|2017年欠费|应收|实收|欠费"]
    {
        let head = ["2018年物业费收费情况表", header];
        check_sums("Sheet1", &[&head[..], &rows].concat(), "3600 0 0 | ");
        check_sums("Sheet1", &[&head[..], &rows[..2]].concat(), "2400 0 0 | ");
    }
    // Each year by itself.
    check_sums(
        "Sheet1",
        &[
            "房号|业主|2017年欠费|2018年应收|2018年实收|2018年欠费",
            "1-101|古一|=200|=1200|=1000|=200",
            "1-102|古二|=0|=1200|=0|=1200",
        ],
        "1600 0 0 | ",
    );
    check_sums(
        "Sheet1",
        &[
            "2019年清欠台账",
            "房号|业主|欠费金额|1月收回|2月收回|3月收回|余额",
            "7-301|壬七|=3600|=1200|=0|=0|=2400",
            "7-302|壬八|=1800|=0|=800|=0|=1000",
            "7-303|壬九|=1200|=0|=0|=1200|=0",
        ],
        "3400 0 0 | ",
    );
    // A sheet of water with what was owed before.
    let water = [
        "2012年8月水费收费表",
        "房号|户主|表号|上月|本月|吨数|单价|水费|排污费|上月结欠|合计应交|实交|结欠",
        "6-101|庚一|S001|=100|=112|=12|=2|=24|=6|=10|=40|=40|=0",
        "6-102|庚二|S002|=200|=215|=15|=2|=30|=7.5|=0|=37.5|=0|=37.5",
        "6-103|庚三|S003|=50|=50|=0|=2|=0|=0|=25|=25|=0|=25",
    ];
    check_sums("Sheet1", &water, "62 0 0 | amounts_beside_meters");
}

#[test]
fn what_is_due_this_month_is_no_second_sum() {
    check_sums(
        "3月",
        &[
            "2018年3月收费通知明细",
            "房号|业主|本月物业费|本月水费|本月应收|以前欠费|应收合计",
            "6-201|狄一|=100|=30.8|=130.8|=500|=630.8",
            "6-202|狄二|=90|=14|=104|=0|=104",
            "合计||=190|=44.8|=234.8|=500|=734.8",
        ],
        "734 0 0 | ",
    );
}

#[test]
fn balances_at_two_days_with_what_came_between_are_one() {
    let rows = [
        "9-601|谭一|=3000|=600|=1000|=2600",
        "9-602|谭二|=0|=600|=600|=0",
        "9-603|谭三|=1200|=600||=1800",
        "9-604|谭四|=0|=600|=0|=600",
    ];
    for header in [
        "房号|业主|截至2018.6.30欠费|2018.7-12月应收|2018.7-12月实收|截至2018.12.31欠费",
        "房号|业主|欠费(2018.6止)|2018下半年应收|2018下半年实收|欠费(2018.12止)",
    ] {
        for sheet in ["2018.12", "Sheet1"] {
            check_sums(sheet, &[&[header][..], &rows].concat(), "5000 0 0 | ");
        }
    }
}

#[test]
fn arrears_left_blank_are_what_was_due_and_not_paid() {
    let head = ["2018年物业费收缴表", "房号|业主|应收|实收|欠费"];
    let of = |rows: &[&'static str], decisions: &[(&str, &str)]| {
        sums(&[("Sheet1", &[&head[..], rows].concat())], decisions)
    };
    let blank = ["1-301|古七|=1200|=1200|", "1-302|古八|=1200||", "1-303|古九|=1200|=600|"];
    assert_eq!(of(&blank, &[]), "1800 0 0 | ");
    let some = ["1-301|古七|=1200|=1200|=0", "1-302|古八|=1200|=0|=1200", blank[1], blank[2]];
    let rows = [some[0], some[1], "1-303|古九|=1200|=600|", "1-304|古十|=1200||", "1-305|古一|=1200|=1200|"];
    assert_eq!(of(&rows, &[]), "3000 0 0 | owed_blank");
    assert_eq!(of(&rows, &[("owed_blank", "nothing")]), "1200 0 0 | owed_blank");
    // 0 and a dash are an answer.
    let said = [some[0], some[1], "1-303|古九|=1200|=0|=0", "1-304|古十|=1200||-"];
    assert_eq!(of(&said, &[]), "1200 0 0 | ");
    // Nothing was due of who is not listed with it, and what was owed before stays.
    check_sums(
        "Sheet1",
        &["2018年物业费收缴表", "房号|业主|上年欠费|应收|实收|欠费", "1-101|张小明|=100|=1200|=200|"],
        "1100 0 0 | ",
    );
}

#[test]
fn rows_that_sum_a_household_are_nobody() {
    check_sums(
        "明细",
        &[
            "各户历年欠费明细",
            "房号|业主|年度|物业费|公摊水电|小计",
            "1-1-101|戚薇|=2016|=1200|=60|=1260",
            "1-1-101||=2017|=1200|=72|=1272",
            "1-1-101|小计||=2400|=132|=2532",
            "1-1-102|谢娜|=2017|=1100|=50|=1150",
            "1-1-102|小计||=1100|=50|=1150",
            "总计|||=3500|=182|=3682",
        ],
        "3682 0 0 | ",
    );
    check_sums(
        "欠费明细表",
        &[
            "房号|业主|年度|金额",
            "3-201|南三|2016年|=1200",
            "3-201|南三|2017年|=1200",
            "3-201汇总|||=2400",
            "3-202|南四|2017年|=1000",
            "3-202 汇总|||=1000",
            "总计|||=3400",
        ],
        "3400 0 0 | ",
    );
}

#[test]
fn a_meter_of_all_is_no_unit() {
    let rows: &[&str] =
        &["房号|业主|用电量|金额", "1-101|张小明|=60|=25.5", "1-102|李红|=60|=25.5", "总表用电||=130|=55"];
    assert_eq!(sums(&[("欠费", rows)], &[]), "51 0 0 | meter_of_all");
    assert_eq!(sums(&[("欠费", rows)], &[("meter_of_all", "keep")]), "106 0 0 | meter_of_all");
    let read = ["房号|业主|上期读数|本期读数", "1-101|张小明|=1|=61", "总表||=1|=131"];
    assert_eq!(sums(&[("水表", &read)], &[]), "0 0 0 | room_is_common");
}
