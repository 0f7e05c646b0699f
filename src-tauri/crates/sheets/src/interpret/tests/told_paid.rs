//! Lists whose title or rows say that money was paid, waived or asked for again: nobody owes it once more.

use super::offices::{check, imported};

const TIMES: [&str; 3] =
    ["房号|业主|金额|期间", "1-501|张小明|=1200|2020.1-2020.12", "1-502|李红|=540|2020.1-2020.6"];

/// What is owed in all, how many payments, how much is held.
fn sums(title: &str, table: &[&str]) -> (i64, usize, usize) {
    let lines: Vec<&str> = std::iter::once(title).chain(table.iter().copied()).collect();
    let draft = imported(&[("表", &lines)], &[]);
    (draft.totals.opening_fen, draft.past_payments.len(), draft.balances.len())
}

#[test]
fn titles_of_what_was_paid_waived_or_prepaid_are_no_debts() {
    for (title, expect) in [
        ("2020年物业费已交业主明细", (0, 2, 0)),
        ("2018年物业费实缴明细", (0, 2, 0)),
        ("提前预交2020年物业费登记表", (0, 0, 2)),
        ("2020年物业费减免名单（疫情减免）", (0, 0, 0)),
        // These are of what is due.
        ("2020年物业费欠费减免明细", (174_000, 0, 0)),
        ("2020年应收实收物业费明细", (174_000, 0, 0)),
        ("2020年物业费已交至明细", (174_000, 0, 0)),
        ("2020年物业费已交未交明细", (174_000, 0, 0)),
    ] {
        assert_eq!(sums(title, &TIMES), expect, "{title}");
    }
    assert_eq!(sums("2018年物业费实缴明细", &["房号|业主|金额", "1-501|张小明|=1200"]), (0, 1, 0));
    let prepaid = ["房号|业主|预交物业费|预交期间|金额", "2-201|张小明|一年|2020.1-2020.12|=1200"];
    assert_eq!(sums("预交2020年物业费名单", &prepaid), (0, 0, 1));
    let waived = ["房号|业主|减免金额|期间", "2-201|张小明|=100|2018.1-2018.12"];
    assert_eq!(sums("2018年度减免明细表", &waived), (0, 0, 0));
}

#[test]
fn who_has_not_paid_has_no_day_of_somebody_else() {
    check(
        &[
            "2016年物业费收缴情况",
            "房号|业主|金额|是否缴费|缴费日期",
            "1-501|张小明|=1200|是|2016.3.1",
            "1-502|李红|=1080|否|",
            "1-503|王五|=1080|是|2016.5.1",
        ],
        &[
            "1-501? - owner:张小明:",
            "1-502? - owner:李红:",
            "  owes 物业费 2016-01-01…2016-12-31 108000",
            "1-503? - owner:王五:",
            "paid 1-501  2016-01-01…2016-12-31 on 2016-03-01 120000/120000  ",
            "paid 1-503  2016-01-01…2016-12-31 on 2016-05-01 108000/108000  ",
            "note 1-501 是否缴费: 是",
            "note 1-502 是否缴费: 否",
            "note 1-503 是否缴费: 是",
        ],
    );
    // Where each has a day and a receipt, one without either is of no other's day.
    check(
        &[
            "2018年物业费收款登记表",
            "房号|业主|金额|收款日期|收据号",
            "1-401|张小明|=1200|2018.3.1|001",
            "1-402|李红|=1080||",
            "1-403|王五|=1080||",
            "1-404|马静|=1080|2018.5.1|003",
            "1-404|马静|=60||",
        ],
        &[
            "1-401? - owner:张小明:",
            "1-402? - owner:李红:",
            "1-403? - owner:王五:",
            "1-404? - owner:马静:",
            "paid 1-401  … on 2018-03-01 /120000  001",
            "paid 1-402  … on  /108000  ",
            "paid 1-403  … on  /108000  ",
            "paid 1-404  … on 2018-05-01 /108000  003",
            "paid 1-404  … on 2018-05-01 /6000  ",
            "Decide A2 payments_or_fees 已收",
            "Decide A4 payment_without_receipt",
            "Decide A5 payment_without_receipt",
            "Note D7 payment_day_carried 2018-05-01",
        ],
    );
    // A day that stands once above its rows is theirs, whether they have a receipt or none.
    let carried = [
        "2018年物业费收款登记表",
        "房号|业主|金额|收款日期|收据号",
        "1-401|张小明|=1200|2018.3.1|001",
        "1-402|李红|=1080||002",
        "1-403|王五|=1080||",
        "1-404|马静|=1080|2018.5.1|003",
    ];
    let draft = imported(&[("表", &carried)], &[]);
    let days: Vec<_> = draft.past_payments.iter().filter_map(|paid| paid.paid_on.as_deref()).collect();
    assert_eq!(days, ["2018-03-01", "2018-03-01", "2018-03-01", "2018-05-01"]);
}

#[test]
fn a_remark_of_payment_beside_what_is_due_is_asked_about() {
    let lines = [
        "2016年物业费应收明细表",
        "房号|业主|面积|单价|应收金额|备注",
        "1-401|张小明|=100|=1|=1200|",
        "1-402|李红|=90|=1|=1080|已交",
        "1-403|王五|=90|=1|=1080|未交",
    ];
    let sums = |decisions: &[(&str, &str)]| {
        let draft = imported(&[("表", &lines)], decisions);
        let asked = draft.findings.iter().filter(|f| f.code == "paid_in_words").count();
        (draft.totals.opening_fen, draft.totals.past_paid_fen, asked)
    };
    assert_eq!(sums(&[]), (228_000, 108_000, 1));
    assert_eq!(sums(&[("paid_in_words", "owed")]), (336_000, 0, 1));
}

#[test]
fn a_debt_is_owed_once_however_often_somebody_was_called() {
    check(
        &[
            "2017年催费记录",
            "日期|房号|欠费金额",
            "3月1日|2-101|=1200",
            "3月9日|2-102|=500",
            "4月1日|2-101|=1200",
            "5月1日|2-101|=1200",
        ],
        &[
            "2-101? -",
            "  owes 物业费 …2017-12-31 120000",
            "2-102? -",
            "  owes 物业费 …2017-12-31 50000",
            "note 2-101 日期: 3月1日",
            "note 2-102 日期: 3月9日",
            "note 2-101 日期: 4月1日",
            "note 2-101 日期: 5月1日",
            "Decide A2 debt_noted_again",
        ],
    );
}

#[test]
fn items_of_titles_meters_and_parts() {
    let items = |sheet: &str, lines: &[&str]| {
        let draft = imported(&[(sheet, lines)], &[]);
        let openings = draft.units.iter().flat_map(|unit| &unit.openings);
        openings.map(|o| format!("{} {}", o.item, o.amount_fen)).collect::<Vec<_>>()
    };
    let parts = ["房号|业主|欠费总额|其中：物业费|其中：水费", "8-301|张小明|=1260|=1200|=60"];
    assert_eq!(items("表", &parts), ["物业费 120000", "水费 6000"]);
    assert_eq!(items("表", &["房号|业主|中水费欠费", "8-301|张小明|=60"]), ["中水费 6000"]);
    let spaces =
        ["2019年车位租金收缴表", "车位|业主|房号|应收|已收|欠费", "负一001|张小明|3-101|=3600|=1800|=1800"];
    assert_eq!(items("表", &spaces), ["车位费 180000"]);
    let meters = ["2016年水表抄表记录", "房号|业主|欠费", "3-101|张小明|=28"];
    assert_eq!(items("水表", &meters), ["水费 2800"]);
}

#[test]
fn headers_say_in_many_words_when_a_debt_is_of() {
    for header in ["欠费年限", "欠租期间", "欠费起止日期"] {
        let lines = [&format!("房号|业主|{header}|欠费金额")[..], "8-101|张小明|2016.1-2016.12|=2400"];
        let draft = imported(&[("表", &lines)], &[]);
        assert_eq!((draft.units[0].openings.len(), draft.findings.len()), (12, 0), "{header}");
    }
}

/// What each of three is owed, which day the payments are of, and what is asked.
fn told(words: [&str; 3]) -> (Vec<i64>, Vec<String>, Vec<String>) {
    let row = |(door, word): (u32, &str)| format!("1-{door}|张{door}|=1296|{word}");
    let rows: Vec<String> = (101..).zip(words).map(row).collect();
    let lines: Vec<&str> = ["2025年物业费收费表", "房号|业主|应收|缴费情况"]
        .into_iter()
        .chain(rows.iter().map(String::as_str))
        .collect();
    let draft = imported(&[("表", &lines)], &[]);
    let owed = |unit: &crate::DraftUnit| unit.openings.iter().map(|o| o.amount_fen).sum::<i64>();
    let span = |from: &Option<String>, to: &Option<String>| {
        format!("{}…{}", from.as_deref().unwrap_or_default(), to.as_deref().unwrap_or_default())
    };
    let openings = draft.units.iter().flat_map(|unit| &unit.openings);
    let codes = draft.findings.iter().map(|f| format!("{} {}", f.cell, f.code)).collect();
    (draft.units.iter().map(owed).collect(), openings.map(|o| span(&o.from, &o.to)).collect(), codes)
}

#[test]
fn how_much_was_paid_may_be_said_in_words() {
    let year = "2025-01-01…2025-12-31";
    let (owed, times, asked) = told(["交至12月", "交至6月", ""]);
    assert_eq!(owed, [0, 64_800, 129_600]);
    assert_eq!(times, ["2025-07-01…2025-12-31", year]);
    assert_eq!(asked, ["D3 paid_in_words", "D4 paid_in_words"]);
    assert_eq!(told(["3月5日微信", "现金", ""]).0, [0, 0, 129_600]);
    assert_eq!(told(["全年", "上半年", ""]).0, [0, 64_800, 129_600]);
    assert_eq!(told(["已交", "空置", "未交"]).0, [0, 129_600, 129_600]);
    assert_eq!(told(["已交", "空置", "未交"]).2, ["D4 paid_in_words_unclear"]);
}
