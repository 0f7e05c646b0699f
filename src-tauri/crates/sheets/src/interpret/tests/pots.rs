//! Which pot money is in: held as a deposit, received, owed once in sheets that roll on, or only summed up beside a list.

use super::accounts::sums;
use super::offices::imported;
use crate::{BalanceKind, Draft};

/// What is held and prepaid, by household; how many receipts there are, and what is asked.
fn pots(draft: &Draft) -> String {
    let held: Vec<String> = draft
        .balances
        .iter()
        .map(|b| {
            let kind = if b.kind == BalanceKind::Deposit { "held" } else { "prepaid" };
            format!("{kind} {} {}", b.unit, b.amount_fen / 100)
        })
        .collect();
    let codes: Vec<&str> = draft.groups.iter().map(|group| group.code.as_str()).collect();
    let owed = draft.totals.opening_fen / 100;
    format!("{} | {} paid | {owed} owed | {}", held.join(", "), draft.past_payments.len(), codes.join(" "))
}

fn check_rows(title: &str, headers: &str, rows: &[&str], expect: &str) {
    let lines = [title, headers].into_iter().chain(rows.iter().copied()).collect::<Vec<_>>();
    for (sheet, lines) in [("Sheet1", &lines[..]), (title, &lines[1..])] {
        assert_eq!(pots(&imported(&[(sheet, lines)], &[])), expect, "{sheet} {headers}");
    }
}

#[test]
fn what_was_taken_less_what_was_given_back_is_held_under_a_title_of_deposits() {
    let left = ["1-101|张小明|=2000||=2000", "1-102|李红|=2000|=500|=1500", "1-103|王五|=2000|=2000|=0"];
    let expect = "held 1-101 2000, held 1-102 1500 | 0 paid | 0 owed | ";
    for title in ["装修押金台账", "2014年装修保证金登记表"] {
        for headers in [
            "收取|退还|余额",
            "交纳|退还|未退",
            "收|退|余",
            "收取|退还|结余",
            "本期收取|本期退还|期末余额",
            "缴纳金额|退款|在押余额",
            "收取|退款金额|在押",
        ] {
            check_rows(title, &format!("房号|业主|{headers}"), &left, expect);
        }
    }
    let taken = ["1-101|张小明|=2000|", "1-102|李红|=2000|=500", "1-103|王五|=2000|=2000"];
    let expect = "held 1-101 2000, held 1-102 1500 | 0 paid | 0 owed | deposit_refunded";
    for headers in [
        "收取|退还",
        "本期收取|本期退还",
        "缴纳金额|退款",
        "收取|已退金额",
        "押金|本期退还",
        "金额|退还金额",
        "收|退",
    ] {
        check_rows("装修押金台账", &format!("房号|业主|{headers}"), &taken, expect);
    }
}

#[test]
fn what_was_kept_of_a_deposit_is_not_held() {
    let rows = ["1-101|张小明|=2000|=1500|破坏承重墙扣500", "1-102|李红|=2000|=500|"];
    let expect = "held 1-102 1500 | 0 paid | 0 owed | deposit_refunded";
    check_rows("装修押金台账", "房号|业主|收取|退还|扣款原因", &rows, expect);
}

#[test]
fn the_day_a_deposit_was_taken_makes_it_no_receipt() {
    let rows = ["1-101|张小明|2014.1.3|=2000|", "1-102|李红|2014.2.3|=2000|=500"];
    let expect = "held 1-101 2000, held 1-102 1500 | 0 paid | 0 owed | deposit_refunded";
    check_rows("装修押金收退登记", "房号|业主|交款日期|收取|退还", &rows, expect);
    // Elsewhere it is one.
    check_rows("收款登记", "房号|业主|交款日期|收取|退还", &rows[..1], " | 1 paid | 0 owed | ");
    check_rows(
        "收费登记",
        "房号|业主|交款日期|收取",
        &["1-101|张小明|2014.1.3|=2000"],
        " | 1 paid | 0 owed | ",
    );
}

#[test]
fn a_fee_under_a_title_of_deposits_is_no_deposit() {
    let lines = [
        "装修收费及押金",
        "房号|业主|出入证押金|装修垃圾清运费|装修保证金|合计",
        "1-101|张小明|=30|=300|=2000|=2330",
        "1-102|李红|=30|=300|=2000|=2330",
        "1-103|王五|=30|=300|=2000|=2330",
    ];
    assert_eq!(sums(&[("Sheet1", &lines)], &[]), "0 0 6090 | figures_only_noted");
}

#[test]
fn a_deposit_among_receipts_is_held() {
    let lines = [
        "日期|收据|房号|业主|项目|金额",
        "2015-2-1|08000|1-101|张小明|物业费|=500",
        "2015-2-2|08001|1-102|李红|装修押金|=2000",
        "2015-2-3|08002|1-103|王五|装修保证金|=1000",
        "2015-2-4|08003|1-102|李红|退装修押金|=1000",
        "2015-2-5|08004|1-102|李红|水费|=35",
    ];
    let draft = imported(&[("收款", &lines)], &[]);
    let expect = "held 1-102 1000, held 1-103 1000 | 2 paid | 0 owed | deposit_received";
    assert_eq!(pots(&draft), expect);
    assert_eq!(draft.groups[0].count, 3);
    let receipts = imported(&[("收款", &lines)], &[("deposit_received", "receipt")]);
    assert_eq!(pots(&receipts), " | 5 paid | 0 owed | deposit_received");
    // Another table says what is held.
    let register = ["装修押金台账", "房号|业主|押金", "1-102|李红|=2000"];
    let both = imported(&[("收款", &lines), ("押金", &register)], &[]);
    assert_eq!(pots(&both), "held 1-102 2000 | 5 paid | 0 owed | ");
}

const OWNERS: [&str; 6] = ["张小明", "李红", "王五", "赵静", "孙敏", "何伟"];

/// Three months of households that owe 100 more each month, with what they paid.
fn months(headers: &str) -> Vec<Vec<String>> {
    let paid = [[0, 100, 0, 100, 0, 0], [0, 0, 200, 0, 0, 0], [100, 0, 0, 0, 0, 200]];
    let mut left = [0; 6];
    let mut sheets = Vec::new();
    for (month, paid) in paid.iter().enumerate() {
        let mut lines = vec![format!("2015年{}月物业费收缴表", month + 1), format!("房号|业主|{headers}")];
        for (at, owner) in OWNERS.iter().enumerate() {
            let opening = left[at];
            left[at] += 100 - paid[at];
            let told = |fen: i32| if fen == 0 { String::new() } else { format!("={fen}") };
            let figures = [opening, 100, paid[at], left[at]].map(told).join("|");
            lines.push(format!("1-10{}|{owner}|{figures}", at + 1));
        }
        sheets.push(lines);
    }
    sheets
}

#[test]
fn of_sheets_that_roll_on_only_the_last_is_owed() {
    for headers in [
        "上月结欠|本月应收|本月实收|本月结欠",
        "上月欠费|本月应收|本月实收|累计欠费",
        "期初|应收|实收|期末",
        "上期欠费|本期应收|本期实收|期末欠费",
    ] {
        let sheets = months(headers);
        let lines: Vec<Vec<&str>> = sheets.iter().map(|s| s.iter().map(String::as_str).collect()).collect();
        for order in [[0, 1, 2], [2, 1, 0]] {
            let named: Vec<(&str, &[&str])> =
                order.iter().map(|at| (["1月", "2月", "3月"][*at], &lines[*at][..])).collect();
            assert_eq!(sums(&named, &[]), "1100 0 0 | debts_of_two_dates", "{headers} {order:?}");
        }
        let named: Vec<(&str, &[&str])> =
            lines.iter().zip(["1月", "2月", "3月"]).map(|(lines, name)| (name, &lines[..])).collect();
        let both = sums(&named, &[("debts_of_two_dates", "both")]);
        assert_eq!(both, "2300 0 0 | debts_of_two_dates", "{headers}");
    }
}

#[test]
fn balances_at_the_ends_of_months_are_one_debt() {
    let sheet = |title: &'static str, figures: [u32; 6]| -> Vec<String> {
        let mut lines = vec![title.to_owned(), "房号|业主|欠费余额".to_owned()];
        for (at, owner) in OWNERS.iter().enumerate() {
            lines.push(format!("1-10{}|{owner}|={}", at + 1, figures[at]));
        }
        lines
    };
    for titles in [
        ["2015年1月底欠费余额表", "2015年2月底欠费余额表", "2015年3月底欠费余额表"],
        ["2014年末欠费", "2015年末欠费", "2016年末欠费"],
    ] {
        let sheets = [
            sheet(titles[0], [100, 100, 100, 0, 100, 100]),
            sheet(titles[1], [200, 100, 0, 100, 200, 200]),
            sheet(titles[2], [300, 200, 100, 0, 300, 300]),
        ];
        let lines: Vec<Vec<&str>> = sheets.iter().map(|s| s.iter().map(String::as_str).collect()).collect();
        let named = [("一", &lines[0][..]), ("二", &lines[1][..]), ("三", &lines[2][..])];
        assert_eq!(sums(&named, &[]), "1200 0 0 | debts_of_two_dates", "{titles:?}");
    }
}

#[test]
fn the_arrears_of_this_month_are_a_part_of_all_arrears() {
    for headers in [
        "上月欠费|本月应收|本月实收|本月欠费|累计欠费",
        "往月欠费|当月应收|当月实收|当月欠费|欠费总额",
        "以前年度欠费|本年应收|本年实收|本年欠费|累计欠费",
    ] {
        let headers = format!("房号|业主|{headers}");
        let lines = [
            "2014年10月物业费收缴情况",
            &headers,
            "1-101|张小明||=110|=110||",
            "1-102|李红|=220|=110||=110|=330",
            "1-103|王五|=110|=110|=220||",
            "1-104|赵静|=220|=110||=110|=330",
            "1-105|孙敏||=110||=110|=110",
        ];
        assert_eq!(sums(&[("月报", &lines)], &[]), "770 0 0 | ", "{headers}");
    }
}

#[test]
fn a_summary_beside_a_list_is_nobodys_debt() {
    let list = [
        "房号|业主|欠费期间|欠费金额",
        "1-101|张小明|2015年1月|=90",
        "1-102|李红|2015年1-2月|=180",
        "1-201|王五|2015年1-3月|=270",
        "1-202|赵静|2015年1月|=90",
        "2-101|孙敏|2015年1月|=90",
        "2-102|马小红|2015年1月|=90",
        "2-201|周家豪|2015年1月|=90",
        "2-202|何伟|2015年1月|=90",
    ];
    for (headers, rows) in [
        ("楼号|欠费金额", &["1栋|=630", "2栋|=360", "合计|=990"][..]),
        ("月份|欠费金额", &["1月|=720", "2月|=180", "3月|=90"]),
        ("管理员|户数|欠费金额", &["张静|=4|=630", "王磊|=4|=360"]),
        ("楼栋|户数|欠费合计", &["1栋|=4|=630", "2栋|=4|=360", "合计|=8|=990"]),
        ("欠费金额|楼号", &["=630|1栋", "=360|2栋", "=990|合计"]),
    ] {
        let beside = |at: usize| match at {
            0 => format!("||{headers}"),
            at => rows.get(at - 1).map_or_else(String::new, |row| format!("||{row}")),
        };
        let lines: Vec<String> =
            list.iter().enumerate().map(|(at, line)| line.to_string() + &beside(at)).collect();
        let lines: Vec<&str> =
            std::iter::once("2015年欠费明细").chain(lines.iter().map(String::as_str)).collect();
        let draft = imported(&[("Sheet1", &lines)], &[]);
        let codes: Vec<&str> = draft.groups.iter().map(|group| group.code.as_str()).collect();
        let units: Vec<&str> = draft.units.iter().map(|unit| unit.code.as_str()).collect();
        assert_eq!((draft.totals.opening_fen, &codes[..]), (99_000, &[][..]), "{headers} {units:?}");
        assert_eq!(units.len(), 8, "{headers} {units:?}");
        assert!(units.iter().all(|unit| unit.len() == 5), "{headers} {units:?}");
    }
}

#[test]
fn papers_months_and_what_was_used_are_no_money_that_is_held() {
    let held = |lines: &[&str]| -> (i64, String) {
        let draft = imported(&[("表", lines)], &[]);
        (draft.balances.iter().map(|held| held.amount_fen).sum(), pots(&draft))
    };
    for lines in [
        &[
            "押金登记",
            "房号|业主|装修押金|押金收条",
            "1-101|张小明|=2000|=4501",
            "1-102|李红|=2000|=4502",
            "1-201|王五|=2000|=4503",
        ][..],
        &[
            "预收登记",
            "房号|业主|预收金额|预收开始|预收结束",
            "1-101|张小明|=2000|2016.01|2016.12",
            "1-102|李红|=2000|2016.01|2016.12",
            "1-201|王五|=2000|2016.01|2016.12",
        ],
        &[
            "业主预存款明细",
            "房号|业主|本期增加|抵扣物业费|余额",
            "1-101|张小明|=2200|=200|=2000",
            "1-102|李红|=2000||=2000",
            "1-201|王五|=2000||=2000",
        ],
    ] {
        let (sum, said) = held(lines);
        assert_eq!(sum, 600_000, "{lines:?}: {said}");
    }
}

#[test]
fn each_deposit_is_called_what_its_row_says() {
    let draft = imported(
        &[(
            "表",
            &[
                "押金台账",
                "房号|业主|押金类型|押金金额|备注",
                "1-101|张小明|装修押金|=1000|",
                "1-101|张小明|门禁卡|=50|",
                "1-102|李红|装修押金|=2000|",
            ],
        )],
        &[],
    );
    let held: Vec<String> =
        draft.balances.iter().map(|b| format!("{} {} {}", b.unit, b.label, b.amount_fen)).collect();
    assert_eq!(held, ["1-101 装修押金 100000", "1-101 门禁卡押金 5000", "1-102 装修押金 200000"]);
}

#[test]
fn fees_beside_deposits_are_no_debts_unasked() {
    let lines = [
        "房号|业主|装修押金|出入证押金|垃圾清运费|装修管理费",
        "1-101|张小明|=1000|=50|=300|=200",
        "1-102|李红|=1000|=100|=300|=200",
    ];
    let decided = |choice| sums(&[("装修登记", &lines)], &[("fees_beside_deposits", choice)]);
    assert_eq!(sums(&[("装修登记", &lines)], &[]), "0 0 2150 | fees_beside_deposits");
    assert_eq!(decided("arrears"), "1000 0 2150 | fees_beside_deposits");
    assert_eq!(decided("payments"), "0 0 2150 | fees_beside_deposits");
    // An area beside them says nothing more.
    let sized =
        lines.map(|line| line.replacen('|', if line.starts_with('房') { "|面积|" } else { "|=90|" }, 1));
    let sized: Vec<&str> = sized.iter().map(String::as_str).collect();
    assert_eq!(sums(&[("装修押金", &sized)], &[]), "0 0 2150 | fees_beside_deposits");
    // A bill says that they are due.
    let billed = sums(&[("装修费用应收明细", &lines)], &[]);
    assert!(billed.starts_with("1000 0 2150"), "{billed}");
}
