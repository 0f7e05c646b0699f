//! Totals and closing balances are known by their words where a row is off, or where there are only one or two.

use super::accounts::check_sums;

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
    check_sums(
        "Sheet1",
        &["房号|业主|2017年欠费|2018年欠费|欠费", "1-101|张小明|=100|=200|=50"],
        "350 0 0 | ",
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
