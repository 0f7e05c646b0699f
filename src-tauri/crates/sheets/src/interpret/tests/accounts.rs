//! Money that stands in a workbook twice: as 期初 and 期末, in a total, in a copy of the sheet.

use super::offices::{check, check_decided, imported};

/// What is owed, held as prepayment and as deposit, in 元; then the codes of the findings.
pub(super) fn sums(sheets: &[(&str, &[&str])], decisions: &[(&str, &str)]) -> String {
    let draft = imported(sheets, decisions);
    let totals = &draft.totals;
    let money = [totals.opening_fen, totals.prepaid_fen, totals.deposits_fen];
    let money: Vec<String> = money.iter().map(|fen| (fen / 100).to_string()).collect();
    let codes: Vec<&str> = draft.groups.iter().map(|group| group.code.as_str()).collect();
    format!("{} | {}", money.join(" "), codes.join(" "))
}

pub(super) fn check_sums(sheet: &str, lines: &[&str], expect: &str) {
    assert_eq!(sums(&[(sheet, lines)], &[]), expect, "{lines:?}");
}

#[test]
fn of_an_account_that_runs_on_only_the_end_counts() {
    check_sums(
        "3月",
        &[
            "房号|业主|上期欠费|本期应收|本期实收|本期减免|期末欠费",
            "1-101|张小明|=0|=95|=95|=0|=0",
            "1-102|李红|=95|=95|=0|=10|=180",
            "1-103|王五|=190|=95|=285|=0|=0",
            "1-104|赵静|=95|=95|=0|=0|=190",
        ],
        "370 0 0 | ",
    );
    check_sums(
        "Sheet1",
        &[
            "房号|业主|上月累欠|本月应缴|本月已缴|本月末累计欠费",
            "1-101|张小明|=95|=95|=0|=190",
            "1-102|李红|=95|=95|=95|=95",
            "1-103|王五|=95|=95|=0|=190",
        ],
        "475 0 0 | ",
    );
    check_sums(
        "预存款",
        &[
            "房号|业主|期初余额|本期存入|本期扣款|期末余额",
            "1-101|张小明|=200|=600|=85|=715",
            "1-102|李红|=200||=85|=115",
            "1-103|王五|=0|=600|=85|=515",
            "合计|||||=1345",
        ],
        "0 1345 0 | ",
    );
    // An accountant's sheet: what is receivable is owed.
    let ledger = [
        "房号|业主|期初余额|借方|贷方|期末余额",
        "1-101|张小明|=100|=60|=40|=120",
        "1-102|李红|=100|=60|=0|=160",
        "1-103|王五|=0|=60|=0|=60",
    ];
    check_sums("应收物业费", &ledger, "340 0 0 | ");
    // Nothing but sums: the parts are owed, and their total is theirs.
    check_sums(
        "应收款通知单",
        &[
            "房号|户主|上期结欠|本期费用|滞纳金|应缴合计",
            "1-101|张小明|=100|=50|=2|=152",
            "1-102|李红|=100|=50|=2|=152",
            "1-103|王五|=100|=50|=2|=152",
        ],
        "456 0 0 | ",
    );
}

#[test]
fn more_than_the_whole_is_told() {
    check_sums(
        "押金",
        &["房号|业主|装修押金|押金合计", "1-101|张小明|=2000|=2050", "1-102|李红|=2000|=2050"],
        "0 0 8100 | imported_more_than_total",
    );
}

#[test]
fn a_bare_balance_is_owed_or_held_as_the_sheet_says() {
    let lines = ["房号|业主|余额", "1-101|张小明|=100", "1-102|李红|=50"];
    check_sums("预存款", &lines, "0 150 0 | ");
    check_sums("欠费", &lines, "150 0 0 | ");
    check_sums("Sheet1", &lines, "0 0 0 | balance_meaning");
    let decided = |choice| sums(&[("Sheet1", &lines)], &[("balance_meaning", choice)]);
    assert_eq!(decided("arrears"), "150 0 0 | balance_meaning");
    assert_eq!(decided("prepayment"), "0 150 0 | balance_meaning");
    // Behind the arrears of years and what was paid it is what is left of them.
    check(
        &[
            "房号|业主|2008年前欠费|2009年欠费|欠费合计|2011年已收|余额",
            "1-101|张小明|=100|=100|=200||=200",
            "1-102|李红|=100|=100|=200|=150|=50",
            "1-103|王五|=100|=100|=200|=100|=100",
        ],
        &[
            "1-101 - owner:张小明:",
            "  owes 物业费 …2007-12-31 10000",
            "  owes 物业费 2009-01-01…2009-12-31 10000",
            "1-102 - owner:李红:",
            "  owes 物业费 2009-01-01…2009-12-31 5000",
            "1-103 - owner:王五:",
            "  owes 物业费 2009-01-01…2009-12-31 10000",
            "note 1-102 2011年已收: 150",
            "note 1-103 2011年已收: 100",
            "Note F3 paid_taken_off",
            "Note F4 paid_taken_off",
        ],
    );
    check_sums(
        "Sheet1",
        &["房号|业主|欠2012年|欠2013年|今年已收旧欠", "1-101|张小明|=600|=600|", "1-102|李红|=600|=600|=200"],
        "2200 0 0 | paid_taken_off",
    );
}

#[test]
fn totals_and_parts_are_no_second_money() {
    check_sums(
        "押金",
        &["房号|业主|装修押金|钥匙押金|押金合计", "1-101|张小明|=2000|=50|=2050", "1-102|李红||=50|=50"],
        "0 0 2100 | ",
    );
    check_sums(
        "Sheet1",
        &["房号|业主|预交物业费|预交水费|预交小计", "1-101|张小明|=600|=50|=650", "1-102|李红|=600|=50|=650"],
        "0 1300 0 | ",
    );
    check_sums(
        "押金",
        &["房号|业主|装修押金|钥匙押金|押金合计", "1-101|张小明|=2000|=50|=2000", "1-102|李红|=10|=50|=50"],
        "0 0 2110 | sum_column_differs",
    );
    check_sums(
        "Sheet1",
        &[
            "房号|业主|物业费欠|其中：滞纳金|水费欠|小计",
            "1-101|张小明|=110|=10|=20|=130",
            "1-102|李红|=110|=10|=20|=130",
        ],
        "260 0 0 | ",
    );
    check_sums(
        "欠费",
        &["房号|业主|欠费合计|其中：滞纳金", "1-101|张小明|=110|=10", "1-102|李红|=110|=10"],
        "220 0 0 | ",
    );
    check_sums(
        "欠费",
        &[
            "房号|业主|欠费合计|其中：物业费|水费",
            "1-101|张小明|=110|=90|=20",
            "1-102|李红|=110|=90|=20",
            "1-103|王五|=70|=60|=10",
        ],
        "290 0 0 | ",
    );
}

#[test]
fn the_age_of_a_debt_heads_arrears() {
    let lines = [
        "房号|业主|1年以内|1-2年|2-3年|3年以上|合计",
        "1-101|张小明|=100|=50||=10|=160",
        "1-102|李红|=100|||=10|=110",
    ];
    check_sums("应收账款账龄", &lines, "270 0 0 | ");
    check_sums("Sheet1", &lines, "0 0 0 | time_columns");
}

#[test]
fn months_times_a_rate_is_asked() {
    let lines = ["房号|业主|面积|欠月数|月费", "1-101|张小明|=90|=3|=54", "1-102|李红|=90|=4|=54.5"];
    check_sums("欠费", &lines, "0 0 0 | months_of_a_rate");
    check_decided(
        &lines,
        &[("months_of_a_rate", "arrears")],
        &[
            "1-101 90 owner:张小明:",
            "  owes 物业费 … 16200",
            "1-102 90 owner:李红:",
            "  owes 物业费 … 21800",
            "note 1-101 欠月数: 3",
            "note 1-101 月费: 54",
            "note 1-102 欠月数: 4",
            "note 1-102 月费: 54.5",
            "Decide D1 months_of_a_rate 欠费",
        ],
    );
}

#[test]
fn a_table_that_stands_twice_is_taken_once() {
    let lines = [
        "房号|业主|欠费期间|欠费金额",
        "1-101|张小明|2014.7-2014.12|=450",
        "1-102|李红|2014.7-2014.12|=450",
        "1-103|王五|2014.7-2014.12|=450",
    ];
    let two: [(&str, &[&str]); 2] = [("欠费", &lines), ("欠费 (2)", &lines)];
    assert_eq!(sums(&two, &[]), "1350 0 0 | table_twice");
    assert_eq!(sums(&two, &[("table_twice", "both")]), "2700 0 0 | table_twice");
    let other = ["房号|业主|欠费期间|欠费金额", lines[1], lines[2], "1-103|王五|2014.7-2014.12|=300"];
    assert_eq!(sums(&[("欠费", &lines), ("欠费 (2)", &other)], &[]), "1350 0 0 | months_of_two_tables");
    // The same fee every month, and the same flats in two buildings, are no copies.
    let fees = ["房号|业主|应收|实收", "1-101|张小明|=50|=0", "1-102|李红|=50|=0", "1-103|王五|=50|=0"];
    assert_eq!(sums(&[("2014年1月", &fees), ("2014年2月", &fees)], &[]), "300 0 0 | ");
    let doors = [
        "房号|业主|欠费期间|欠费金额",
        "101|张小明|2014.7|=45",
        "102|李红|2014.7|=45",
        "103|王五|2014.7|=45",
    ];
    assert_eq!(sums(&[("1号楼", &doors), ("2号楼", &doors)], &[]), "270 0 0 | ");
}

#[test]
fn rows_of_sums_are_nobody() {
    check(
        &[
            "房号|业主|欠费金额",
            "1-101|张小明|=100",
            "1-102|李红|=200",
            "过次页||=300",
            "承前页||=300",
            "1-103|王五|=300",
            "总计||=600",
            "其中：商铺||=200",
            "住宅||=400",
            "户数：3户|金额：600元|",
            "注：以上欠费不含2013年5月||",
        ],
        &[
            "1-101 - owner:张小明:",
            "  owes 物业费 … 10000",
            "1-102 - owner:李红:",
            "  owes 物业费 … 20000",
            "1-103 - owner:王五:",
            "  owes 物业费 … 30000",
            "Note A8 row_is_part_of_total",
            "Note A9 row_is_part_of_total",
            "Note A10 row_is_remark",
            "Note A11 row_is_remark",
            "total 表：欠费金额（过次页） 300/30000 一致。",
            "total 表：欠费金额（承前页） 300/30000 一致。",
            "total 表：欠费金额（总计） 600/60000 一致。",
        ],
    );
    // Somebody below the total is somebody, and asked about.
    check_sums(
        "表",
        &["房号|业主|欠费金额", "1-101|张小明|=100", "1-102|李红|=200", "合计||=300", "1-103|王五|=50"],
        "350 0 0 | rows_below_total",
    );
    // A second month of the unit above is no sum of the first.
    check_sums(
        "欠费明细",
        &[
            "房号|业主|月份|金额",
            "1-101|张小明|2013年1月|=60",
            "||2013年2月|=60",
            "小计|||=120",
            "1-102|李红|2013年1月|=60",
            "||2013年2月|=60",
            "小计|||=120",
            "合计|||=240",
        ],
        "240 0 0 | ",
    );
}

#[test]
fn a_line_of_sums_is_no_unit() {
    let above = ["房号|业主|欠费金额", "1单元|2户|=220", "101|张小明|=100", "201|李红|=120", "2单元|1户|=50"];
    check_sums("3栋", &[&above[..], &["101|王五|=50"]].concat(), "270 0 0 | total_without_label");
    let differs = "280 0 0 | total_differs total_without_label";
    check_sums("3栋", &[&above[..], &["101|王五|=60"]].concat(), differs);
    let below = ["房号|业主|欠费金额", "1-101|张小明|=100", "1-201|李红|=200", "1栋||=300", "2-101|王五|=50"];
    check_sums("欠费", &below, "350 0 0 | total_without_label");
    // Houses.
    check_sums("欠费", &["房号|欠费金额", "1栋|=100", "2栋|=100", "3栋|=200"], "400 0 0 | ");
    let parts = ["合计||=350", "1栋||=300", "2013年||=350", "其中||=1", "|商铺|=7"];
    let whole = ["房号|业主|欠费金额", "1-101|张小明|=100", "1-201|李红|=200", "2-101|王五|=50"];
    check_sums("欠费", &[&whole[..], &parts].concat(), "350 0 0 | row_is_part_of_total total_without_label");
}

#[test]
fn a_whole_and_its_parts_are_one_debt() {
    let head = "房号|业主|收费项目|欠费金额";
    let check = |lines: &[&str], expect: &str| check_sums("欠费", &[&[head], lines].concat(), expect);
    check(&["1-101|张小明|欠费|=100", "||其中：物业费|=60", "||水费|=40"], "100 0 0 | row_is_sum_of_unit");
    check(&["1-101|张小明|合计|=100", "||物业费|=60", "||水费|=40"], "100 0 0 | row_is_sum_of_unit");
    check(
        &["1-101|张小明|物业费|=60", "1-101|张小明|水费|=40", "1-101|张小明|小计|=100"],
        "100 0 0 | row_is_sum_of_unit",
    );
    check(&["1-101|张小明|物业费|=60", "||其中：滞纳金|=10", "||水费|=40"], "100 0 0 | row_is_part_of_total");
    let sums = ["||小计|=100", "1-102|李红|物业费|=70", "1-103|王五|物业费|=70", "合计|||=240"];
    check(&[&["1-101|张小明|物业费|=60", "||水费|=40"], &sums[..]].concat(), "240 0 0 | ");
    let late = ["1-102|李红|物业费|=60", "||水费|=40", "||小计|=100", "合计|||=170"];
    check(&[&["1-101|张小明|物业费|=70"], &late[..]].concat(), "170 0 0 | ");
    // Two years, and two lines that happen to be equal.
    check(&["1-101|张小明|欠费|=100", "||欠费|=100"], "200 0 0 | ");
    check(&["1-101|张小明|欠费|=100", "||水费|=100"], "200 0 0 | ");
}

/// Two tables and what is imported of them.
fn check_two(first: (&str, &[&str]), second: (&str, &[&str]), expect: &str) {
    assert_eq!(sums(&[first, second], &[]), expect, "{first:?} {second:?}");
}

#[test]
fn debts_that_another_table_has_are_taken_once() {
    let head = "房号|业主|欠费金额";
    let rows = ["1-101|张小明|=100", "1-102|李红|=200", "1-103|王五|=50", "1-104|赵静|=70"];
    let list = [&[head], &rows[..]].concat();
    let urged =
        ["房号|业主|欠费金额|催缴情况", "1-101|张小明|=100|电话", "1-102|李红|=200|", "1-103|王五|=50|"];
    check_two(("欠费", &list), ("催缴", &urged), "420 0 0 | table_twice");
    // The extract first.
    check_two(("重点户", &list[..4]), ("欠费", &list), "420 0 0 | table_twice unit_not_in_roster");
    let by_month = [
        "房号|业主|欠费期间|欠费金额",
        "1-101|张小明|2013.1-2|=100",
        "1-102|李红|2013.1|=100",
        "|||",
        "1-102|李红|2013.2|=100",
        "1-103|王五|2013.2|=50",
    ];
    check_two(("欠费", &list), ("明细", &by_month), "420 0 0 | table_twice");
    let dated = |day: &'static str| [&[day, head], &rows[..]].concat();
    let (march, june) = (dated("截至2014年3月31日欠费表"), dated("截至2014年6月30日欠费表"));
    check_two(("一", &march[..5]), ("二", &june), "420 0 0 | debts_of_two_dates");
    let both = [("debts_of_two_dates", "both")];
    assert_eq!(sums(&[("一", &march), ("二", &june)], &both), "840 0 0 | debts_of_two_dates");
    // Others: another year, another item, other buildings, other amounts.
    check_two(("2013年欠费", &list), ("2014年欠费", &list), "840 0 0 | ");
    check_two(("欠费", &list), ("水费欠费", &list), "840 0 0 | ");
    let doors = ["房号|业主|欠费金额", "101|张小明|=100", "102|李红|=100", "201|王五|=100"];
    check_two(("1栋", &doors), ("2栋", &doors), "600 0 0 | ");
    let under = |line: &'static str| [&doors[..1], &[line], &doors[1..]].concat();
    check_two(("东", &under("1栋")), ("西", &under("2栋")), "600 0 0 | ");
    let less = ["房号|业主|欠费金额", "1-101|张小明|=10", "1-102|李红|=20", "1-103|王五|=30"];
    check_two(("欠费", &list), ("催缴", &less), "480 0 0 | ");
}

#[test]
fn a_list_of_all_and_lists_of_each_building_are_taken_once() {
    let head = "房号|业主|欠费期间|欠费金额";
    let of = |building: &str| -> Vec<String> {
        ["101|张小明|2014.12|=92.1", "102|李红|2014.11-12|=184.2"]
            .map(|row| format!("{building}-{row}"))
            .to_vec()
    };
    let (first, second) = (of("1"), of("2"));
    let list = |rows: &[&[String]]| -> Vec<String> {
        std::iter::once(head.to_owned()).chain(rows.concat()).collect()
    };
    let all = list(&[&first, &second]);
    let (first, second) = (list(&[&first]), list(&[&second]));
    fn lines(list: &[String]) -> Vec<&str> {
        list.iter().map(String::as_str).collect()
    }
    let (all, first, second) = (lines(&all), lines(&first), lines(&second));
    let three: [(&str, &[&str]); 3] = [("总表", &all), ("1栋", &first), ("2栋", &second)];
    assert_eq!(sums(&three, &[]), "552 0 0 | table_twice");
    // Two debtors alone may be alike by accident, but for their months.
    assert_eq!(sums(&three[..2], &[]), "552 0 0 | months_of_two_tables");
    let held = ["房号|业主|装修押金", "1-101|张小明|=1000", "1-102|李红|=1000", "1-103|王五|=1000"];
    check_two(("总表", &held), ("1栋", &held[..3]), "0 0 5000 | ");
    let more = [&held[..], &["2-101|赵静|=1000"]].concat();
    check_two(("总表", &more), ("1栋", &held), "0 0 4000 | table_twice");
}

#[test]
fn a_debt_that_is_noted_at_each_call_is_owed_once() {
    let calls = [
        "物业费催缴记录",
        "日期|房号|业主|欠费金额|催缴方式",
        "2014-6-1|1-101|张小明|=300|电话",
        "2014-7-1|1-101|张小明|=300|上门",
        "2014-6-1|1-102|李红|=200|电话",
        "2014-7-1|1-102|李红|=200|上门",
        "2014-6-1|1-103|王五|=100|电话",
        "2014-7-1|1-103|王五|=100|上门",
    ];
    check_sums("催缴", &calls, "600 0 0 | debt_noted_again");
    assert_eq!(sums(&[("催缴", &calls)], &[("debt_noted_again", "each")]), "1200 0 0 | debt_noted_again");
    // Months tell debts apart.
    let bills = [
        "房号|业主|欠费月份|欠费金额|账单日期",
        "1-101|张小明|2014.6|=300|2014-6-30",
        "1-101|张小明|2014.7|=300|2014-7-31",
        "1-102|李红|2014.6|=300|2014-6-30",
        "1-102|李红|2014.7|=300|2014-7-31",
        "1-103|王五|2014.6|=300|2014-6-30",
        "1-103|王五|2014.7|=300|2014-7-31",
    ];
    check_sums("欠费", &bills, "1800 0 0 | ");
}

#[test]
fn what_was_taken_on_another_sheet_comes_off_what_was_due() {
    let due =
        ["房号|业主|应收金额", "1-101|张小明|=600", "1-102|李红|=600", "1-103|王五|=600", "1-104|赵静|=600"];
    let paid = [
        "日期|房号|业主|实收金额|收据号",
        "2014-3-1|1-101|张小明|=600|001",
        "2014-3-2|1-102|李红|=600|002",
        "2014-3-3|1-103|王五|=500|003",
    ];
    let two: [(&str, &[&str]); 2] = [("2014年应收", &due), ("2014年实收", &paid)];
    assert_eq!(sums(&two, &[]), "700 0 0 | receipts_of_book");
    assert_eq!(sums(&two, &[("receipts_of_book", "keep")]), "2400 0 0 | receipts_of_book");
}

#[test]
fn a_sheet_of_what_was_taken_is_no_debt() {
    let owed = ["房号|业主|欠费金额", "1-101|张小明|=100", "1-102|李红|=200"];
    let taken = ["房号|业主|金额", "1-101|张小明|=70", "1-102|李红|=20"];
    check_two(("欠费", &owed), ("已收", &taken), "300 0 0 | payments_or_fees");
    check_two(("欠费", &owed), ("应收已收", &taken), "390 0 0 | ");
}
