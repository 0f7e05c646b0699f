//! 应收 and 实收 in rosters and beside debts: what is left is owed once, or a person is asked.

use super::collected::check;
use super::offices::imported;

/// A roster that says much of its households, with these columns behind: 1-101 has paid.
fn roster(headers: &str, rows: [&str; 3]) -> Vec<String> {
    let people =
        ["1-101|张小明|=88.5|13800138001|自住|2010-5-1", "1-102|李红|=120|13800138002|出租|2010-6-1"];
    let people = people.into_iter().chain(["1-103|王五|=90|13800138003|空置|2010-7-1"]);
    let rows = people.zip(rows).map(|(person, rest)| format!("{person}|{rest}"));
    let head = format!("房号|业主|建筑面积|联系电话|房屋状态|交房日期|{headers}");
    ["业主台账".to_owned(), head].into_iter().chain(rows).collect()
}

#[track_caller]
fn check_roster(headers: &str, rows: [&str; 3], expect: &str) {
    let lines = roster(headers, rows);
    check(&[("表", &lines.iter().map(String::as_str).collect::<Vec<_>>())], expect);
}

#[test]
fn a_roster_that_says_who_has_paid_says_who_owes() {
    check_roster("2024年应收|2024年实收", ["=1062|=1062", "=1440|", "=1080|=1000"], "1520 | ");
    check_roster("应交物业费|已交物业费", ["=1062|=1062", "=1440|", "=1080|=1080"], "1440 | ");
    check_roster("物业费|已交", ["=1062|=1062", "=1440|", "=1080|=1080"], "1440 | ");
    check_roster("2024年应收|是否缴费", ["=1062|是", "=1440|否", "=1080|是"], "1440 | ");
    check_roster("2024年应收|备注", ["=1062|已交", "=1440|", "=1080|已交"], "1440 | ");
    let days = ["=1062|2024-3-5", "=1440|", "=1080|2024-4-2"];
    check_roster("2024年应收|缴费日期", days, "1440 | receipt_says_paid");
    check_roster("应收物业费|收费情况", ["=1062|3.15", "=1440|未交", "=1080|4.2"], "1440 | paid_in_words");
    // Their own 欠费 has it already.
    check_roster("应收|实收|欠费", ["=1062|=1062|", "=1440||=1440", "=1080|=1000|=80"], "1520 | ");
}

#[test]
fn dues_of_a_roster_alone_are_asked_about() {
    check_roster("2024年应收", ["=1062", "=1440", "=1080"], "0 | charges_of_roster");
    check_roster("往年欠费|2024年应收", ["|=1062", "=500|=1440", "|=1080"], "500 | charges_of_roster");
    let lines = roster("2024年应收", ["=1062", "=1440", "=1080"]);
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let draft = imported(&[("表", &lines)], &[("charges_of_roster", "owed")]);
    let owed: i64 = draft.units.iter().flat_map(|unit| &unit.openings).map(|o| o.amount_fen).sum();
    assert_eq!(owed, 358_200);
}

#[test]
fn what_is_left_is_owed_beside_debts_of_before() {
    let rows = ["||=1062|=1062", "=100|=200|=1440|", "|=300|=1080|=1080"];
    check_roster("2022年欠费|2023年欠费|2024年应收|2024年实收", rows, "2040 | ");
    check_roster("往年欠费|本年应收|本年实收", ["|=1062|=1062", "=500|=1440|", "|=1080|=1080"], "1940 | ");
    for title in ["2024年物业费收缴", "物业费收缴"] {
        for headers in ["2024年应收|2024年实收", "应收|实收"] {
            let head = format!("房号|业主|2022年欠费|2023年欠费|{headers}");
            let lines = [
                title,
                &head,
                "1-101|张小明|||=1062|=1062",
                "1-102|李红|=100|=200|=1440|",
                "1-103|王五||=300|=1080|=1080",
            ];
            check(&[("表", &lines)], "2040 | ");
        }
    }
    check_roster(
        "年初欠费|清欠|本年应收|本年已收",
        ["||=1062|=1062", "=500||=1440|", "=500|=500|=1080|=1080"],
        "1940 | older_debts_paid",
    );
    // And in all, of which everything was paid.
    let whole = ["|=1062|=1062|=1062", "=500|=1440|=1940|", "=300|=1080|=1380|=1380"];
    for (headers, asks) in [
        ("上年结欠|本年物业费|应收合计|已收金额", "arrears_paid_back paid_taken_off"),
        ("上年欠费|本年应收|应收合计|实收", "paid_more_than_due"),
    ] {
        check_roster(headers, whole, &format!("1940 | {asks}"));
    }
    // Two years of the same fee, of which nobody paid either.
    let twice = ["|=1062|=1062", "=1440|=1440|", "=1080|=1080|"];
    check_roster("上年欠费|本年应收|本年实收", twice, "5040 | ");
}

#[test]
fn what_is_left_is_owed_once_where_a_debt_is_that() {
    let lines = [
        "物业费收缴",
        "房号|业主|面积|2022年欠费|2023年欠费|2024年欠费|应收|实收|收款日期",
        "1-101|张小明|=88.5||||=1062|=1062|2024-3-5",
        "1-102|李红|=120|=100|=200|=1440|=1440||",
        "1-103|王五|=90||=300||=1080|=1080|2024-3-6",
    ];
    check(&[("表", &lines)], "2040 | ");
    let both = [
        "物业费",
        "房号|业主|2022年欠费|2023年欠费|应收|实收",
        "1-101|张小明|||=500|=500",
        "1-102|李红|=100|=200|=800|=500",
        "1-103|王五||=300|=800|=500",
    ];
    check(&[("表", &both)], "600 | ");
}

#[test]
fn debts_that_have_less_than_what_is_left_are_asked_about() {
    let rows = ["|=1062|=1062", "=200|=1440|", "|=1080|=1080"];
    check_roster("欠费|应收|实收", rows, "200 | due_beside_debts");
    let lines = roster("欠费|应收|实收", rows);
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let draft = imported(&[("表", &lines)], &[("due_beside_debts", "owed")]);
    let owed: i64 = draft.units.iter().flat_map(|unit| &unit.openings).map(|o| o.amount_fen).sum();
    assert_eq!(owed, 164_000);
}

#[test]
fn years_that_roll_on_need_no_column_of_what_is_left() {
    let of_year = |rows: [&str; 3]| {
        let people = ["1-101|张小明", "1-102|李红", "1-103|王五"];
        let rows = people.into_iter().zip(rows).map(|(person, rest)| format!("{person}|{rest}"));
        ["房号|业主|往年欠费|本年应收|实收".to_owned()].into_iter().chain(rows).collect::<Vec<_>>()
    };
    let first = of_year(["|=1062|=1062", "|=1440|", "|=1080|=1080"]);
    let second = of_year(["|=1062|=1062", "=1440|=1440|", "|=1080|"]);
    let third = of_year(["|=1062|=1062", "=2880|=1440|", "=1080|=1080|=2160"]);
    let sheets = [&first, &second, &third].map(|lines| lines.iter().map(String::as_str).collect::<Vec<_>>());
    let [first, second, third] = &sheets;
    let years: [(&str, &[&str]); 3] = [("2022年", first), ("2023年", second), ("2024年", third)];
    check(&years, "4320 | debts_of_two_dates paid_more_than_due");
}

#[test]
fn what_work_cost_is_no_debt_and_what_was_collected_comes_off() {
    let work = [
        "维修登记本",
        "房号|业主|报修内容|材料费|人工费|完成日期|业主签字",
        "1-101|张小明|水管漏水||=30|2025.2.3|张小明",
        "1-102|李红|水管漏水|=25|=30|2025.2.3|李红",
        "1-103|王五|水管漏水|=25|=30|2025.2.3|王五",
    ];
    check(&[("表", &work)], "0 | fee_meaning");
    let debts = [
        "2024年底欠费",
        "房号|业主|欠费金额",
        "1-101|张小明|=1062",
        "1-102|李红|=2880",
        "1-103|王五|=921.6",
        "1-201|赵六|=571.2",
    ];
    let collected = [
        "2025年收欠费",
        "日期|房号|业主|收款金额|收据号",
        "2025-03-01|1-101|张小明|=1062|00811",
        "2025-03-03|1-102|李红|=1440|00813",
        "2025-03-04|1-201|赵六|=571.2|00814",
    ];
    check(&[("欠费", &debts), ("收款", &collected)], "2361 | receipts_of_book");
}

#[test]
fn who_has_paid_in_one_letter_or_one_word() {
    for (yes, no) in [("Y", "N"), ("已", "未"), ("是", "否")] {
        let rows = [
            format!("1-101|张小明|=88.5|=1062|{yes}"),
            format!("1-102|李红|=120|=1440|{no}"),
            format!("1-103|王五|=90|=1080|{yes}"),
        ];
        let head = ["2024年物业费收缴", "房号|业主|面积|应收金额|是否缴费"];
        let lines: Vec<&str> = head.into_iter().chain(rows.iter().map(String::as_str)).collect();
        check(&[("表", &lines)], "1440 | ");
    }
    let lines = [
        "2024年物业费收缴",
        "房号|业主|面积|年物业费|已缴(1)/未缴(0)",
        "1-101|张小明|=88.5|=1062|=1",
        "1-102|李红|=120|=1440|=0",
        "1-103|王五|=90|=1080|=1",
    ];
    check(&[("表", &lines)], "0 | nothing_collected");
    let promised = [
        "2025年物业费缴费登记",
        "房号|业主|面积|应缴金额|缴费时间",
        "1-101|张小明|=88.5|=1062|2025-3-5",
        "1-102|李红|=120|=1440|答应月底交",
        "1-103|王五|=90|=1080|2025.5.6",
    ];
    check(&[("表", &promised)], "1440 | receipt_says_paid");
}

#[test]
fn what_households_were_given_is_not_owed() {
    let lines = [
        "公共收益分红发放签收表",
        "房号|业主|面积|金额|签名",
        "1-101|张小明|=88.5|=44.25|",
        "1-102|李红|=120|=60|李红",
        "1-103|王五|=90|=45|王五",
    ];
    check(&[("表", &lines)], "0 | ");
}
