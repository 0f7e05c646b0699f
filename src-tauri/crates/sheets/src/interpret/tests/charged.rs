//! What was charged beside what says who has paid it: 年物业费 and 是否交费, 应缴 and 收费金额, 水费 and its readings.

use super::offices::imported;

/// What each unit owes, in 分, and what was paid; `sheet` names the time.
#[track_caller]
fn check(sheet: &str, lines: &[&str], owed: &[(&str, i64)], paid: i64) {
    let draft = imported(&[(sheet, lines)], &[]);
    let of_unit = |unit: &crate::DraftUnit| unit.openings.iter().map(|o| o.amount_fen).sum::<i64>();
    let all = draft.units.iter().map(|unit| (unit.code.as_str(), of_unit(unit)));
    let said: Vec<(&str, i64)> = all.filter(|(_, fen)| *fen != 0).collect();
    let received: i64 = draft.past_payments.iter().map(|p| p.paid_fen).sum();
    assert_eq!((said.as_slice(), received), (owed, paid), "{sheet} {lines:?}");
}

const ONE: &[(&str, i64)] = &[("1-101", 120_000)];

/// 1-101 has not paid.
fn rows(header: &str, unpaid: &str, paid: &str) -> [String; 4] {
    let row = |door: u32, name: &str, rest: &str| format!("1-{door}|{name}|{rest}");
    [header.into(), row(101, "张小明", unpaid), row(102, "李红", paid), row(103, "王五", paid)]
}

fn check_rows(sheet: &str, (header, unpaid, paid): (&str, &str, &str), owed: &[(&str, i64)], received: i64) {
    let lines = rows(header, unpaid, paid);
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    check(sheet, &lines, owed, received);
}

#[test]
fn a_year_s_fee_beside_who_paid_it_was_due() {
    for (header, unpaid, paid) in [
        ("房号|业主|年物业费|是否交费", "=1200|否", "=1200|是"),
        ("房号|业主|面积|年费|收费情况", "=80|=1200|欠", "=80|=1200|已收"),
        ("房号|业主|年租金|收缴情况", "=1200|未收", "=1200|已收"),
        ("房号|业主|年物业费|缴费日期", "=1200|", "=1200|2024-4-2"),
        ("房号|业主|年物业费|已交金额|交费日期", "=1200||", "=1200|=1200|2024.3.2"),
        ("房号|业主|全年物业费|实收", "=1200|", "=1200|=1200"),
        ("房号|业主|年应收|缴费记录", "=1200|欠", "=1200|2024.3.2交1200"),
        ("房号|业主|全年费用|缴费方式|缴费时间", "=1200||", "=1200|现金|2024.2.12"),
        ("房号|业主|年费用|实收", "=1200|", "=1200|=1200"),
        ("房号|业主|2024年费用|是否交费", "=1200|否", "=1200|是"),
    ] {
        check_rows("2024年物业费", (header, unpaid, paid), ONE, 240_000);
    }
    // Part of it.
    let part = ("房号|业主|年物业费|已交金额", "=1200|=500", "=1200|=1200");
    check_rows("2024年物业费", part, &[], 290_000);
    let part = [
        "房号|业主|年物业费|已交金额",
        "1-101|张小明|=1200|=500",
        "1-102|李红|=1200|=1200",
        "1-103|王五|=1200|",
    ];
    check("2024年物业费", &part, &[("1-101", 70_000), ("1-103", 120_000)], 170_000);
}

#[test]
fn each_fee_has_its_own_column_of_who_paid() {
    let two = [
        "房号|业主|上半年物业费|是否交费|下半年物业费|是否交费",
        "1-101|张小明|=600|是|=600|否",
        "1-102|李红|=600|是|=600|是",
    ];
    check("2024年", &two, &[("1-101", 60_000)], 180_000);
    let items = [
        "房号|业主|物业费|是否交费|电梯费|是否交费",
        "1-101|张小明|=600|否|=60|是",
        "1-102|李红|=600|是|=60|否",
    ];
    check("2024年", &items, &[("1-101", 60_000), ("1-102", 6_000)], 66_000);
}

#[test]
fn who_has_no_receipt_has_not_paid() {
    for (header, unpaid, paid) in [
        ("房号|业主|年物业费|收据号", "=1200|", "=1200|001"),
        ("房号|业主|物业费|收据号", "=1200|", "=1200|001"),
        ("房号|业主|物业费|备注", "=1200|未交", "=1200|已交"),
    ] {
        check_rows("2024年物业费", (header, unpaid, paid), ONE, 240_000);
    }
    // A year that was not paid has no amount either.
    let each_year = [
        "房号|业主|2023年|||2024年||",
        "||金额|日期|收据号|金额|日期|收据号",
        "1-101|张小明|=600|2023-2-1|1|||",
        "1-102|李红|=600|2023-2-2|2|=600|2024-2-2|3",
    ];
    check("物业费收缴登记", &each_year, &[], 180_000);
    check_rows("2024年上半年", ("房号|业主|半年物业费|是否交费", "=1200|否", "=1200|是"), ONE, 240_000);
    let received = ("房号|业主|半年费用|实收|收款日期", "=1200||", "=1200|=1200|2024.7.3");
    check_rows("2024年下半年停车费", received, ONE, 240_000);
}

#[test]
fn what_was_owed_before_stays_owed_beside_what_is_due_now() {
    let lines = [
        "房号|业主|上年欠费|本年应收|本年实收",
        "1-101|张小明|=300|=1200|=0",
        "1-102|李红|=0|=1300|=1300",
        "1-103|王五|=200|=1400|=1400",
        "1-104|赵六|=100|=1500|=500",
        "1-105|孙七||=1600|",
    ];
    let owed = [("1-101", 150_000), ("1-103", 20_000), ("1-104", 110_000), ("1-105", 160_000)];
    check("2024年物业费台账", &lines, &owed, 320_000);
}

#[test]
fn each_fee_was_paid_by_the_receipt_behind_it() {
    let owed: &[(&str, i64)] = &[("1-101", 126_000), ("1-102", 120_000), ("1-103", 6_000)];
    let check_table = |header: &str, rest: [&str; 4]| {
        let row = |(door, rest): (u32, &str)| format!("1-{door}|张{door}|{rest}");
        let lines: Vec<String> =
            std::iter::once(format!("房号|业主|{header}")).chain((101..).zip(rest).map(row)).collect();
        check("2024年收费表", &lines.iter().map(String::as_str).collect::<Vec<_>>(), owed, 252_000);
    };
    check_table(
        "物业费|收据号|垃圾费|收据号",
        ["=1200||=60|", "=1200||=60|L1", "=1200|0071|=60|", "=1200|0072|=60|L3"],
    );
    check_table(
        "物业费|物业费收据号|垃圾费|垃圾费收据号",
        ["=1200||=60|", "=1200||=60|L1", "=1200|0071|=60|", "=1200|0072|=60|L3"],
    );
    check_table(
        "物业费|收据号|垃圾费|收据号|交费人签字",
        ["=1200||=60||", "=1200||=60|L1|李静", "=1200|0071|=60||李静", "=1200|0072|=60|L3|周敏"],
    );
    // One receipt of both.
    let both = ["房号|业主|物业费|垃圾费|收据号", "1-101|张小明|=1200|=60|", "1-102|李红|=1200|=60|0071"];
    check("2024年收费表", &both, &[("1-101", 126_000)], 126_000);
}

#[test]
fn who_has_nothing_of_a_payment_beside_the_fee_owes_it() {
    for (header, unpaid, paid) in [
        ("房号|业主|物业费|缴费日期|收据号", "=1200||", "=1200|2024.3.1|0071"),
        ("房号|业主|物业费|缴费时间|收款方式", "=1200||", "=1200|2024.3.1|微信"),
        ("房号|业主|金额|缴费日期|收据号|收款人", "=1200|||", "=1200|2024.3.1|0071|王"),
        ("房号|业主|面积|物业费|收据号|收款人", "=80|=1200||", "=80|=1200|0071|王"),
        ("房号|业主|物业费|收款人|收款方式", "=1200||", "=1200|王|微信"),
    ] {
        let lines = rows(header, unpaid, paid);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let asked = imported(&[("2024年收费表", &lines)], &[]).findings;
        assert!(asked.iter().all(|f| f.code != "due_alone"), "{header}: {asked:?}");
        check_rows("2024年收费表", (header, unpaid, paid), ONE, 240_000);
        // A person says of which kind it is.
        check_rows("2024年收费登记", (header, unpaid, paid), &[], 360_000);
    }
    let several = [
        "房号|业主|物业费|缴费日期|收据号|垃圾费|缴费日期|收据号",
        "1-101|张小明|=1200|||=60||",
        "1-102|李红|=1200|||=60|2024.3.2|L1",
        "1-103|王五|=1200|2024.3.1|0071|=60||",
        "1-104|陈六|=1200|2024.3.5|0072|=60|2024.3.5|L3",
    ];
    check("2024年收费表", &several, &[("1-101", 126_000), ("1-102", 120_000), ("1-103", 6_000)], 252_000);
}

#[test]
fn a_payment_that_its_row_does_not_name_again_was_made() {
    // The day stands once for all that follow, the receipt once for all items of a unit.
    let by_day = [
        "收款日期|房号|业主|金额|收据号",
        "2024.3.1|1-101|张小明|=1200|0071",
        "|1-102|李红|=1200|0072",
        "2024.3.2|1-103|王五|=1200|",
    ];
    check("2024年", &by_day, &[], 360_000);
    let by_item = [
        "房号|业主|收费项目|金额|收费日期|收据号",
        "1-101|张小明|物业费|=1200|2024.3.1|0071",
        "1-101|张小明|垃圾费|=60||",
        "1-102|李红|物业费|=1200|2024.3.2|0072",
    ];
    check("2024年", &by_item, &[], 246_000);
}

#[test]
fn rent_of_a_contract_is_due_where_somebody_paid_it() {
    for (header, unpaid, paid) in [
        ("商铺|承租人|合同租金|已付|付款日期", "=1200||", "=1200|=1200|2024.2.3"),
        ("商铺|承租人|租金|实收", "=1200|", "=1200|=1200"),
        ("商铺|承租人|商铺租金|是否交清", "=1200|否", "=1200|是"),
    ] {
        check_rows("2024年商铺租金收取情况", (header, unpaid, paid), ONE, 240_000);
    }
    check_rows("2024年商铺", ("商铺|承租人|合同租金|备注", "=1200|", "=1200|转租"), &[], 0);
}

#[test]
fn a_month_s_fee_is_due_in_a_list_of_that_month() {
    let of_month = ("房号|业主|单价|月物业费|是否缴纳", "=1.2|=1200|未缴", "=1.2|=1200|已缴");
    check_rows("2024年7月", of_month, ONE, 240_000);
    check_rows("2024年", of_month, &[], 0);
}

#[test]
fn a_rate_is_not_due() {
    // What a square metre costs, and a list of who paid alone.
    check_rows("2024年", ("房号|业主|年费|是否交费", "=9.6|否", "=9.6|是"), &[], 0);
    check_rows(
        "2024年",
        ("房号|业主|年物业费|缴费金额|缴费日期", "=1200|=600|2024.3.1", "=1200|=1200|2024.3.2"),
        &[],
        300_000,
    );
}

#[test]
fn what_was_received_of_what_was_due_is_not_due_again() {
    for header in ["房号|业主|应缴|实际收费", "房号|业主|应缴|收费金额"] {
        check_rows("2024年", (header, "=1200|", "=1200|=1200"), ONE, 240_000);
    }
    check_rows(
        "2024年",
        ("房号|业主|应缴|实际收费|收据号", "=1200|=500|1", "=1200|=1200|2"),
        &[("1-101", 70_000)],
        290_000,
    );
}

#[test]
fn what_is_due_beside_an_older_debt_is_owed_too() {
    for header in [
        "房号|业主|往年欠费|本年应收|本年实收",
        "房号|业主|往年欠费|2025年应收|2025年实收",
        "房号|业主|2024年欠费|2025年应收|2025年实收",
        "房号|业主|上年欠费|应收|实收",
        "房号|业主|陈欠|应收|实收",
    ] {
        for title in ["物业费收费表", "物业费收缴情况表", "Sheet1"] {
            let lines = [
                header,
                "1-101|张小明|=0|=1440|=1440",
                "1-102|李红|=1296|=1296|",
                "1-103|王五|=800|=1296|=1296",
                "1-104|陈六|=0|=1296|=1000",
            ];
            let owed = [("1-102", 259_200), ("1-103", 80_000), ("1-104", 29_600)];
            check(title, &lines, &owed, 373_600);
        }
    }
    let with_sum = [
        "房号|业主|往年欠费|2025年应收|合计|实收|收据号",
        "1-101|张小明|=0|=1440|=1440|=1440|01",
        "1-102|李红|=1296|=1296|=2592||",
        "1-103|王五|=800|=1296|=2096|=1296|02",
    ];
    check("物业费收费表", &with_sum, &[("1-102", 259_200), ("1-103", 80_000)], 273_600);
}

#[test]
fn what_the_water_cost_is_owed_where_the_table_says_who_has_not_paid() {
    for (header, unpaid, paid) in [
        (
            "房号|户主|上次|本次|实用|单价|金额|是否交费",
            "=0|=400|=400|=3|=1200|否",
            "=0|=400|=400|=3|=1200|是",
        ),
        ("房号|户主|上期读数|本期读数|用量|应收|实收", "=0|=400|=400|=1200|", "=0|=400|=400|=1200|=1200"),
    ] {
        check_rows("2024年四季度水费", (header, unpaid, paid), ONE, 240_000);
        let lines = rows(header, unpaid, paid);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        assert_eq!(imported(&[("水费", &lines)], &[]).readings.len(), 3, "{header}");
    }
    // Nothing says who paid: it is kept and asked about.
    let lines = rows("房号|户主|上次|本次|实用|单价|应收", "=0|=400|=400|=3|=1200", "=0|=400|=400|=3|=1200");
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    check("水费", &lines, &[], 0);
    let draft = imported(&[("水费", &lines)], &[]);
    assert!(draft.findings.iter().any(|f| f.code == "amounts_beside_meters"), "{:?}", draft.findings);
}

#[test]
fn whether_dues_alone_are_owed_is_asked() {
    let lines = ["房号|业主|单价|应收金额", "1-101|张小明|=1.2|=1200", "1-102|李红|=1.2|=1200"];
    let asked = |sheets: &[(&str, &[&str])], decisions: &[(&str, &str)]| {
        let draft = imported(sheets, decisions);
        let owed: i64 = draft.units.iter().flat_map(|u| &u.openings).map(|o| o.amount_fen).sum();
        (owed, draft.findings.iter().any(|f| f.code == "due_alone"))
    };
    assert_eq!(asked(&[("2025年度应收", &lines)], &[]), (240_000, true));
    assert_eq!(asked(&[("2025年度应收", &lines)], &[("due_alone", "note")]), (0, true));
    // A title or another sheet says it.
    assert_eq!(asked(&[("催费单", &lines)], &[]), (240_000, false));
    let paid = ["日期|房号|业主|实收金额", "2025-3-1|1-101|张小明|=1200"];
    assert!(!asked(&[("应收", &lines), ("收款登记", &paid)], &[]).1);
}

#[test]
fn each_half_or_quarter_was_paid_by_itself() {
    let year = [
        "2025年物业费收费表",
        "房号|业主|物业费|上半年缴费情况|下半年缴费情况",
        "1-101|张小明|=1440|已交|已交",
        "1-102|李红|=1296.01|已交|未交",
        "1-103|王五|=1296|未交|未交",
    ];
    let owed = &[("1-102", 64_801), ("1-103", 129_600)];
    check("表", &year, owed, 208_800);
    let draft = imported(&[("表", &year)], &[]);
    let half = &draft.units[1].openings[0];
    assert_eq!(half.from.as_deref().zip(half.to.as_deref()), Some(("2025-07-01", "2025-12-31")));
    assert!(draft.findings.is_empty(), "{:?}", draft.findings);
    let each = [
        "房号|业主|季度物业费|一季度缴费情况|二季度缴费情况|三季度缴费情况|四季度缴费情况",
        "1-101|张小明|=360|已交|已交|已交|已交",
        "1-102|李红|=324|已交|已交|未交|未交",
        "1-103|王五|=324|未交|未交|未交|未交",
    ];
    check("2025年物业费收费表", &each, &[("1-102", 64_800), ("1-103", 129_600)], 208_800);
    let receipts = [
        "房号|业主|应收|一季度缴费日期|二季度缴费日期|三季度缴费日期|四季度缴费日期",
        "1-101|张小明|=1440|2025.1.5|2025.4.5|2025.7.5|2025.10.5",
        "1-102|李红|=1296|2025.1.8|2025.4.9||",
        "1-103|王五|=1296||||",
    ];
    check("2025年物业费收费表", &receipts, &[("1-102", 64_800), ("1-103", 129_600)], 208_800);
    let draft = imported(&[("2025年物业费收费表", &receipts)], &[]);
    let days: Vec<_> =
        draft.past_payments.iter().filter(|p| p.unit == "1-102").map(|p| p.paid_on.as_deref()).collect();
    assert_eq!(days, [Some("2025-01-08"), Some("2025-04-09")]);
    assert!(draft.findings.iter().any(|f| f.code == "receipt_says_paid"));
}
