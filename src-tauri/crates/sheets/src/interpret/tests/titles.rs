//! What the words around a table say of its amounts: owed, paid, of which months; and lines that say of which rows.

use super::offices::{check, check_decided, check_sheets, imported};

const MONTHS: [&str; 2] = ["房号|业主|1月|2月|合计", "1-101|张小明|=80|=80|=160"];

#[test]
fn months_under_a_title_of_debts_are_owed() {
    for title in [
        "2014年度物业费未缴明细",
        "2014年物业费未交费用户统计",
        "2014年应收未收表",
        "2014年物业费尚欠一览",
        "2014年欠收情况",
    ] {
        check(
            &[title, MONTHS[0], MONTHS[1]],
            &[
                "1-101 - owner:张小明:",
                "  owes 物业费 2014-01-01…2014-01-31 8000",
                "  owes 物业费 2014-02-01…2014-02-28 8000",
            ],
        );
    }
}

#[test]
fn months_under_a_title_of_receipts_were_paid() {
    for title in
        ["2014年物业费交费登记表", "2014年物业费已缴", "2014年物业费已收明细", "2014年物业费交费情况"]
    {
        check(
            &[title, MONTHS[0], MONTHS[1]],
            &[
                "1-101 - owner:张小明:",
                "paid 1-101 物业费 2014-01-01…2014-01-31 on  /8000  ",
                "paid 1-101 物业费 2014-02-01…2014-02-28 on  /8000  ",
                "Decide C2 time_columns_paid 已收",
            ],
        );
    }
    check_decided(
        &["2014年物业费交费登记表", MONTHS[0], MONTHS[1]],
        &[("time_columns_paid", "arrears")],
        &[
            "1-101 - owner:张小明:",
            "  owes 物业费 2014-01-01…2014-01-31 8000",
            "  owes 物业费 2014-02-01…2014-02-28 8000",
            "Decide C2 time_columns_paid 欠费",
        ],
    );
    // Nothing says what they are: a person may say that they were paid.
    check_decided(
        &["2014年物业费表", MONTHS[0], MONTHS[1]],
        &[("time_columns", "payments")],
        &[
            "1-101 - owner:张小明:",
            "paid 1-101 物业费 2014-01-01…2014-01-31 on  /8000  ",
            "paid 1-101 物业费 2014-02-01…2014-02-28 on  /8000  ",
            "Decide C2 time_columns 已收",
        ],
    );
}

#[test]
fn days_and_numbers_of_receipts_are_no_amounts() {
    for cells in [["=1.5|=2.5|", "=1.12|=2.28|"], ["=12301|=12301|", "=12302|=12306|"]] {
        let lines = [
            "2014年物业费缴费登记",
            "房号|业主|1月|2月|备注",
            &format!("1-101|张小明|{}", cells[0]),
            &format!("1-102|李红|{}", cells[1]),
            "1-103|王五|=12304|=12305|",
            "1-104|马静|=12307|=12307|",
        ];
        let count = if cells[0].contains("12301") { lines.len() } else { 4 };
        let draft = imported(&[("表", &lines[..count])], &[]);
        assert_eq!(draft.past_payments.len(), 0, "{cells:?}");
        assert_eq!(draft.findings[0].code, "time_columns", "{cells:?}");
    }
}

#[test]
fn a_day_in_front_of_each_row_leads_a_list_of_receipts() {
    let lines = ["日期|房号|业主|金额", "2014-5-1|1-101|张小明|=100", "2014-5-2|1-102|李红|=90"];
    check(
        &lines,
        &[
            "1-101? - owner:张小明:",
            "1-102? - owner:李红:",
            "paid 1-101  … on 2014-05-01 /10000  ",
            "paid 1-102  … on 2014-05-02 /9000  ",
            "Decide A1 payments_or_fees 已收",
        ],
    );
    // The same day throughout is that of the list.
    let owed = |lines: &[&str]| imported(&[("表", lines)], &[]).past_payments.is_empty();
    assert!(owed(&["日期|房号|业主|金额", "2014-5-1|1-101|张小明|=100", "2014-5-1|1-102|李红|=90"]));
    assert!(owed(&["2014年欠费表", lines[0], lines[1], lines[2]]));
}

#[test]
fn a_receipt_says_what_it_is_for_and_of_when() {
    check(
        &[
            "日期|房号|姓名|摘要|金额|票号",
            "2014年12月",
            "12月5日|1-101|张小明|收物业费|=120|0001",
            "2015年1月",
            "1月8日|1-101|张小明|12月物业费|=120|0002",
            "1月9日|1-102|李红|2015年1-3月物业费|=360|0003",
        ],
        &[
            "1-101? - owner:张小明:",
            "1-102? - owner:李红:",
            "paid 1-101 物业费 … on 2014-12-05 /12000  0001",
            "paid 1-101 物业费 2014-12-01…2014-12-31 on 2015-01-08 /12000  0002",
            "paid 1-102 物业费 2015-01-01…2015-03-31 on 2015-01-09 /36000  0003",
            "Decide A1 payments_or_fees 已收",
            "Note A2 row_is_remark",
            "Note A3 date_year_assumed 2014-12-05",
            "Note A4 row_is_remark",
            "Note A5 date_year_assumed 2015-01-08",
            "Note A6 date_year_assumed 2015-01-09",
        ],
    );
}

#[test]
fn what_was_paid_is_kept_once() {
    let fees: &[&str] = &[
        "房号|业主|应收|实收|欠费",
        "1-101|张小明|=1200|=600|=600",
        "1-102|李红|=1200|=1200|",
        "1-103|王五|=1200|=1200|",
    ];
    let receipts: &[&str] = &[
        "日期|房号|业主|金额|票号",
        "2014-3-1|1-101|张小明|=600|001",
        "2014-3-2|1-102|李红|=1200|002",
        "2014-3-3|1-103|王五|=600|003",
        "2014-9-3|1-103|王五|=600|004",
    ];
    let sheets = [("2014年", fees), ("收款流水", receipts)];
    let sums = |decisions: &[(&str, &str)], sheets: &[(&str, &[&str])]| {
        let draft = imported(sheets, decisions);
        let asked = draft.findings.iter().filter(|f| f.code == "receipts_twice").count();
        (draft.past_payments.len(), draft.totals.past_paid_fen, draft.totals.opening_fen, asked)
    };
    assert_eq!(sums(&[], &sheets), (4, 300_000, 60_000, 1));
    assert_eq!(sums(&[("receipts_twice", "both")], &sheets), (7, 600_000, 60_000, 1));
    // Receipts of another year are others.
    let others: &[&str] = &[
        "日期|房号|业主|金额|票号",
        "2013-3-1|1-101|张小明|=500|001",
        "2013-3-2|1-102|李红|=500|002",
        "2013-3-3|1-103|王五|=500|003",
    ];
    assert_eq!(sums(&[], &[("2014年", fees), ("2013年收款流水", others)]), (6, 450_000, 60_000, 0));
}

#[test]
fn lines_that_group_the_rows_below_are_nobodys_room() {
    check(
        &[
            "房号|业主|面积",
            "已装修",
            "1-101|张小明|=90",
            "第一页",
            "房号|业主|面积",
            "A类",
            "1-102|李红|=90",
            "以下为商铺",
            "商铺A|王五|=45",
            "幼儿园|马静|=300",
            "会所|周伟|=200",
            "- 2 -",
            "房号|业主|面积",
            "以上为一栋",
            "商铺B|何伟|=50",
        ],
        &[
            "1-101 90 owner:张小明:",
            "1-102 90 owner:李红:",
            "商铺A 45 owner:王五:",
            "幼儿园 300 owner:马静:",
            "会所 200 owner:周伟:",
            "商铺B 50 owner:何伟:",
            "Note A2 row_is_remark",
            "Note A4 row_is_remark",
            "Note A6 row_is_remark",
            "Note A8 row_is_remark",
            "Note A12 row_is_remark",
            "Note A14 row_is_remark",
        ],
    );
}

#[test]
fn a_total_of_tables_abreast_stands_below_the_last() {
    check(
        &[
            "1栋||||2栋",
            "房号|业主|欠费||房号|业主|欠费",
            "=101|张小明|=300||=101|李红|=400",
            "=201|王五|=300||=201|马静|=400",
            "小计||=600||小计||=800",
            "总计||||||=1400",
        ],
        &[
            "1-101 - owner:张小明:",
            "  owes 物业费 … 30000",
            "1-201 - owner:王五:",
            "  owes 物业费 … 30000",
            "2-101 - owner:李红:",
            "  owes 物业费 … 40000",
            "2-201 - owner:马静:",
            "  owes 物业费 … 40000",
            "Note A6 total_without_numbers",
            "Note G6 total_without_label 合计",
            "total 表：欠费（小计） 600/60000 一致。",
            "total 表：欠费（小计） 800/80000 一致。",
            "total 表：欠费（合计） 1400/140000 减去同一工作表上面各表的 600 元。一致。",
        ],
    );
}

#[test]
fn what_is_charged_each_quarter_is_a_rate() {
    check_sheets(
        &[(
            "业主",
            &["房号|业主|面积|月物业费|季物业费|年物业费", "1-101|张小明|=80|=96|=288|=1152"] as &[&str],
        )],
        &[
            "1-101 80 owner:张小明:",
            "note 1-101 季物业费: 288",
            "note 1-101 年物业费: 1152",
            "note 1-101 月物业费: 96",
        ],
    );
}

#[test]
fn the_estate_under_its_header_is_no_fee() {
    check_sheets(
        &[(
            "欠费",
            &["项目|楼栋|房号|业主|2017年欠费", "阳光花园|1栋|101|张小明|=600", "阳光花园|2栋|101|李红|=500"]
                as &[&str],
        )],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 2017-01-01…2017-12-31 60000",
            "2-101? - owner:李红:",
            "  owes 物业费 2017-01-01…2017-12-31 50000",
        ],
    );
    check_sheets(
        &[(
            "欠费",
            &[
                "项目名称|房号|业主|欠费金额",
                "阳光花园一期|1-101|张小明|=600",
                "阳光花园一期|1-102|李红|=700",
                "阳光花园二期|1-101|王五|=800",
            ] as &[&str],
        )],
        &[
            "阳光花园一期1-101? - owner:张小明:",
            "  owes 物业费 … 60000",
            "阳光花园一期1-102? - owner:李红:",
            "  owes 物业费 … 70000",
            "阳光花园二期1-101? - owner:王五:",
            "  owes 物业费 … 80000",
        ],
    );
    // A fee.
    check_sheets(
        &[(
            "欠费",
            &["项目|房号|业主|欠费金额", "水费|1-101|张小明|=600", "电费|1-101|张小明|=70"] as &[&str],
        )],
        &["1-101? - owner:张小明:", "  owes 水费 … 60000", "  owes 电费 … 7000"],
    );
}
