//! Debts of which something was collected, and who has paid of what was due.

use super::offices::imported;
use super::*;

/// What all owe in 元; then the codes of the questions.
pub(super) fn check(sheets: &[(&str, &[&str])], expect: &str) {
    let draft = imported(sheets, &[]);
    let owed: i64 = draft.units.iter().flat_map(|unit| &unit.openings).map(|o| o.amount_fen / 100).sum();
    let codes: Vec<&str> = draft.groups.iter().map(|group| group.code.as_str()).collect();
    assert_eq!(format!("{owed} | {}", codes.join(" ")), expect, "{sheets:?}");
}

#[test]
fn years_abreast_with_the_day_of_each_payment() {
    let lines = [
        "历年物业费台账",
        "房号|业主|2023年|||2024年||",
        "||应收|实收|交费日期|应收|实收|交费日期",
        "1-101|张小明|=1000|=1000|2023.3.1|=1000|=1000|2024.3.1",
        "1-102|李红|=1100|=1100|2023.3.2|=1100||",
        "1-103|王五|=1200|=1200|2023.3.3|=1200|=1200|2024.3.3",
        "1-104|赵六|=1300|||=1300||",
        "1-105|孙七|=1000|=1000|2023.3.5|=1000|=1000|2024.3.5",
        "1-106|周八|=1000|=1000|2023.3.6|=1000|=1000|2024.3.6",
        "1-107|吴九|=1000|=1000|2023.3.7|=1000|=1000|2024.3.7",
        "1-108|郑十|=1000|=1000|2023.3.8|=1000|=1000|2024.3.8",
        "1-109|冯一|=1000|=1000|2023.3.9|=1000|=1000|2024.3.9",
        "1-110|陈二|=1000|=1000|2023.3.9|=1000|=1000|2024.3.9",
    ];
    check(&[("台账", &lines)], "3700 | ");
}

#[test]
fn what_was_collected_of_debts() {
    let rows = ["1-101|张小明|=1500|=200|=1300", "1-102|李红|=1300|=1300|=0", "1-103|王五|=1200||=1200"];
    for headers in ["应收欠款|已收欠款|未收欠款", "应清欠费|已清欠费|未清欠费"] {
        let head = format!("房号|业主|{headers}");
        let left = [&["2024年欠费清收情况表", &head][..], &rows].concat();
        check(&[("表", &left)], "2500 | ");
    }
    let whole = [
        "物业费清欠台账",
        "房号|业主|欠费总额|已收回",
        "1-101|张小明|=1500|=200",
        "1-102|李红|=1300|=1300",
        "1-103|王五|=1200|",
    ];
    check(&[("表", &whole)], "2500 | arrears_paid_back paid_taken_off");
}

#[test]
fn years_that_carry_on() {
    let head = "房号|业主|往年欠费|本年应收|实收|累计欠费";
    let first = [
        head,
        "1-101|张小明|=0|=100|=100|=0",
        "1-102|李红|=100|=100|=0|=200",
        "1-103|王五|=50|=100|=100|=50",
    ];
    let second =
        [head, "1-101|张小明|=0|=100|=0|=100", "1-102|李红|=200|=100|=0|=300", "1-103|王五|=50|=100|=150|=0"];
    check(&[("2023年", &first), ("2024年", &second)], "400 | debts_of_two_dates");
}

#[test]
fn who_owes_is_said_the_other_way_round() {
    for (head, owes, not) in
        [("是否欠费", "是", "否"), ("欠费情况", "欠费", "无"), ("欠费情况", "欠", "不欠")]
    {
        let lines = [
            "2024年度物业费".to_owned(),
            format!("房号|业主|面积|应缴物业费|{head}"),
            format!("1-101|张小明|=88.5|=1593|{not}"),
            format!("1-102|李红|=120|=2160|{owes}"),
            format!("1-103|王五|=90|=1620|{not}"),
        ];
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        check(&[("表", &lines)], "2160 | ");
    }
}

#[test]
fn old_debts_within_what_was_due_are_no_more() {
    for header in ["其中：往年欠费", "含往年欠费"] {
        let lines = [
            "2024年物业费收费表".to_owned(),
            format!("房号|业主|应收金额|{header}|实收金额|欠费金额"),
            "1-101|张小明|=1000|=0|=1000|=0".to_owned(),
            "1-102|李红|=3360|=1200|=0|=3360".to_owned(),
            "1-103|王五|=5849|=3500|=0|=5849".to_owned(),
            "1-104|赵六|=1500|=500|=1000|=500".to_owned(),
        ];
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        check(&[("表", &lines)], "9709 | ");
    }
}

#[test]
fn who_paid_a_fee_of_the_year_is_said_in_many_ways() {
    for (header, paid, not) in [
        ("缴费日期", "3.15", ""),
        ("缴费日期", "1月10日", ""),
        ("缴费日期", "2024.3.5", "未"),
        ("缴费方式", "微信", ""),
        ("交费人", "张小明", ""),
        ("签名", "张小明", ""),
        ("收款人", "小李", ""),
        ("缴费情况", "2024.3.5", ""),
        ("缴费情况", "3.15", "未"),
        ("缴费情况", "1月10日", "未"),
        ("缴费情况", "现金 2024.6.1", ""),
        ("缴费情况", "2024年4月", "欠费"),
        ("收费状态", "正常", "欠费"),
    ] {
        let lines = [
            "2024年物业费收费表".to_owned(),
            format!("房号|业主|面积|年物业费|{header}"),
            format!("1-101|张小明|=88.5|=1593|{paid}"),
            format!("1-102|李红|=120|=2160|{not}"),
            format!("1-103|王五|=90|=1620|{paid}"),
            format!("1-104|赵六|=90|=1620|{not}"),
        ];
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let draft = imported(&[("表", &lines)], &[]);
        let owed: i64 = draft.units.iter().flat_map(|unit| &unit.openings).map(|o| o.amount_fen).sum();
        let is_asked =
            draft.groups.iter().any(|group| ["receipt_says_paid", "paid_in_words"].contains(&&*group.code));
        assert_eq!((owed, is_asked), (378_000, true), "{header} {paid}");
    }
}

#[test]
fn what_was_paid_since_a_debt_stood_is_taken_off_or_asked_about() {
    let owed = |headers: &str, decisions: &[(&str, &str)]| {
        let lines = [
            "物业费催收表".to_owned(),
            format!("房号|业主|{headers}"),
            "1-101|张小明|=1593|=200".to_owned(),
            "1-102|李红|=2160|".to_owned(),
            "1-103|王五|=1620|=1620".to_owned(),
        ];
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let draft = imported(&[("表", &lines)], decisions);
        let owed: i64 = draft.units.iter().flat_map(|unit| &unit.openings).map(|o| o.amount_fen).sum();
        let asked = draft.groups.iter().map(|group| group.code.clone()).collect::<Vec<_>>().join(" ");
        format!("{} {asked}", owed / 100)
    };
    for headers in ["截止2024年底欠费|2025年已缴", "2024年12月底欠费|2025年1月已交"] {
        assert_eq!(owed(headers, &[]), "3553 arrears_paid_back paid_taken_off", "{headers}");
        assert_eq!(owed(headers, &[("arrears_paid_back", "note")]), "5373 arrears_paid_back");
    }
    assert_eq!(owed("欠费总额|2025年1月已交", &[]), "5373 arrears_beside_paid");
    let less = owed("欠费总额|2025年1月已交", &[("arrears_beside_paid", "less")]);
    assert!(less.starts_with("3553 "), "{less}");
}

#[test]
fn a_debt_with_the_day_of_its_payment_is_asked_about() {
    let lines = [
        "2024年物业费欠费催收表",
        "房号|业主|欠费金额|收款日期",
        "1-101|张小明|=1593|2025-01-05",
        "1-102|李红|=2160|",
    ];
    for (choice, expect) in [("owed", 375_300), ("paid", 216_000)] {
        let draft = imported(&[("表", &lines)], &[("remark_says_paid", choice)]);
        let owed: i64 = draft.units.iter().flat_map(|unit| &unit.openings).map(|o| o.amount_fen).sum();
        assert_eq!((owed, draft.groups.len()), (expect, 1));
    }
    // When somebody paid last is no word of what he owes.
    let last = ["欠费催收表", "房号|业主|欠费金额|最近缴费日期", lines[2], lines[3]];
    assert!(imported(&[("表", &last)], &[]).groups.iter().all(|group| group.code != "remark_says_paid"));
}

#[test]
fn a_comment_that_says_paid_is_asked_about() {
    let lines = ["欠费明细", "房号|业主|欠费金额", "1-101|张小明|=1593", "1-102|李红|=2160"];
    let mut sheet = Sheet { name: "表".into(), ..sheet(&lines) };
    sheet.comments = vec![(2, 2, "管理员：\n3月5日已交清".into()), (3, 2, "漏水，不肯交".into())];
    let book =
        Book { name: String::new(), format: crate::Format::Xlsx, sheets: vec![sheet], cut: Vec::new() };
    let draft = import(&book, &Options::default()).unwrap();
    let said: Vec<_> = draft.findings.iter().map(|f| (&*f.cell, &*f.code)).collect();
    assert_eq!(said, [("C3", "remark_says_paid")]);
}

#[test]
fn a_sum_of_what_is_owed_decides_beside_the_due_of_each_year() {
    let lines = [
        "物业费收缴台账",
        "房号|业主|面积|年应收|2022年|2023年|2024年|累计欠费",
        "1-101|张小明|=88.5|=1593|2022.5.6|2023.5.6|2024.5.6|",
        "1-102|李红|=102|=1842|2022.5.6|2023.5.6||=1842",
        "1-103|王五|=120|=2160|2022.5.6|||=4320",
        "1-104|赵六|=90|=1620|2022.5.6|2023.5.6|2024.5.6|",
    ];
    check(&[("表", &lines)], "6162 | ");
}

#[test]
fn a_heading_of_the_next_page_is_nobody() {
    for heading in ["欠费明细（续）", "欠费明细（续上页）", "欠费明细表（续表）"] {
        let lines = [
            "欠费明细",
            "房号|业主|欠费金额",
            "1-101|张小明|=100",
            "1-102|李红|=200",
            heading,
            "房号|业主|欠费金额",
            "2-101|王五|=300",
        ];
        let draft = imported(&[("表", &lines)], &[]);
        let codes: Vec<&str> = draft.units.iter().map(|unit| unit.code.as_str()).collect();
        assert_eq!(codes, ["1-101", "1-102", "2-101"], "{heading}");
    }
}

#[test]
fn what_was_collected_of_debts_in_other_words() {
    for headers in
        ["欠费金额|清欠", "欠费金额|本月清欠", "欠费总额|清欠额", "欠费金额|本期收欠", "欠费金额|补交欠费"]
    {
        let head = format!("房号|业主|{headers}");
        let lines =
            ["欠费明细", &head, "1-101|张小明|=1062|=1062", "1-102|李红|=2880|=300", "1-103|王五|=1228|"];
        let draft = imported(&[("表", &lines)], &[]);
        let owed: i64 = draft.units.iter().flat_map(|unit| &unit.openings).map(|o| o.amount_fen).sum();
        assert_eq!(owed, 380_800, "{headers}");
    }
    let left = [
        "欠费明细",
        "房号|业主|欠费金额|清欠|尚欠金额",
        "1-101|张小明|=1062|=1062|=0",
        "1-102|李红|=2880|=300|=2580",
        "1-103|王五|=1228||=1228",
    ];
    check(&[("表", &left)], "3808 | ");
    // What has been paid of all that was due.
    let all = [
        "2024年物业费",
        "房号|业主|面积|上年结欠|本年物业费|应收合计|已收金额",
        "1-101|张小明|=88.5||=1062|=1062|=1062",
        "1-102|李红|=120|=1440|=1440|=2880|",
        "1-103|王五|=76.8|=500|=921|=1421|=500",
    ];
    check(&[("表", &all)], "3801 | arrears_paid_back paid_taken_off");
}

#[test]
fn fees_of_a_roster_and_their_sum_are_asked_about() {
    let rows = [
        "1-101|张小明|=88.5|=106.2|=20|=5|=131.2",
        "1-102|李红|=102|=122|=20|=5|=147",
        "1-103|王五|=120|=144|=20|=5|=169",
    ];
    let owed = |title: &str, decisions: &[(&str, &str)]| {
        let lines = [&[title, "房号|业主|面积|物业费|电梯费|垃圾费|合计"][..], &rows].concat();
        let draft = imported(&[("表", &lines)], decisions);
        let owed: i64 = draft.units.iter().flat_map(|unit| &unit.openings).map(|o| o.amount_fen).sum();
        let codes: Vec<&str> = draft.groups.iter().map(|group| group.code.as_str()).collect();
        format!("{owed} {}", codes.join(" "))
    };
    assert_eq!(owed("业主花名册", &[]), "0 charges_of_roster");
    assert_eq!(owed("业主花名册", &[("charges_of_roster", "owed")]), "44720 charges_of_roster");
    assert_eq!(owed("2025年3月物业费收费表", &[]), "44720 due_alone");
    assert_eq!(owed("2025年3月物业费收费表", &[("due_alone", "note")]), "0 due_alone");
    assert_eq!(owed("2025年3月物业费欠费表", &[]), "44720 ");
}

#[test]
fn amounts_of_months_beside_what_is_left_were_paid() {
    let lines = [
        "2025年1-2月收费台账",
        "房号|业主|1月||2月||欠费",
        "||物业费|电梯费|物业费|电梯费|",
        "1-101|张小明|=106|=20|=106|=20|",
        "1-102|李红|=144|=20|||=164",
        "1-103|王五|=96|=20|=96|=20|",
    ];
    check(&[("表", &lines)], "164 | paid_beside_debts");
}

#[test]
fn the_first_of_the_sheets_that_roll_on_begins_with_nothing() {
    let first = [
        "2023年物业费",
        "房号|业主|应收|实收|欠费",
        "1-101|张小明|=1062|=1062|=0",
        "1-102|李红|=1440|=0|=1440",
        "1-103|王五|=1062|=0|=1062",
    ];
    let second = [
        "2024年物业费",
        "房号|业主|上年欠费|应收|实收|累计欠费",
        "1-101|张小明|=0|=1062|=1062|=0",
        "1-102|李红|=1440|=1440|=0|=2880",
        "1-103|王五|=1062|=1062|=2124|=0",
    ];
    check(&[("2023", &first), ("2024", &second)], "2880 | debts_of_two_dates");
}

#[test]
fn a_year_s_fee_beside_remarks_of_all_kinds() {
    let lines = [
        "2024年物业费收费表",
        "房号|业主|面积|年物业费|备注",
        "1-101|张小明|=88.5|=1062|已交",
        "1-102|李红|=120|=1440|未交，说房子漏水",
        "1-103|王五|=90|=1080|转账3.15",
        "1-104|赵六|=90|=1080|现金已交",
        "1-105|马静|=90|=1080|欠费，联系不上",
        "1-106|周伟|=90|=1080|已交",
    ];
    check(&[("表", &lines)], "2520 | paid_in_words paid_in_words_unclear");
    let lines = [
        "2024年物业费",
        "房号|业主|面积|年物业费|欠费情况",
        "1-101|张小明|=88.5|=1062|无",
        "1-102|李红|=120|=1440|欠全年",
        "1-103|王五|=90|=1080|不欠",
        "1-104|赵六|=90|=1080|/",
        "1-105|马静|=90|=1080|欠半年",
        "1-106|周伟|=90|=1080|已清",
    ];
    check(&[("表", &lines)], "2520 | paid_in_words_unclear");
}
