//! 月物业费 beside a column for each month, quarter or year that says whether it was paid: what is left is owed at the fee.

use ledger::money::Fen;

use super::offices::imported;

/// What each household owes and what all have paid in 元; the questions.
pub(super) fn said(lines: &[&str], decisions: &[(&str, &str)]) -> String {
    let draft = imported(&[("表", lines)], decisions);
    let yuan = |fen: i64| Fen::new(fen).to_string().trim_end_matches(".00").to_owned();
    let mut owed = Vec::new();
    for unit in &draft.units {
        let sum: i64 = unit.openings.iter().map(|opening| opening.amount_fen).sum();
        if sum != 0 {
            owed.push(format!("{} {}", unit.code, yuan(sum)));
        }
    }
    let codes: Vec<&str> = draft.groups.iter().map(|group| group.code.as_str()).collect();
    format!("{} | {} | {}", owed.join(", "), yuan(draft.totals.past_paid_fen), codes.join(" "))
}

/// A title, a line of headers, and three households: who has paid all, who some, who nothing.
pub(super) fn check(title: &str, lines: [&str; 4], expect: &str) {
    assert_eq!(said(&[&[title][..], &lines].concat(), &[]), expect, "{title} {lines:#?}");
}

pub(super) const TITLE: &str = "2025年物业费收费台账";
pub(super) const MONTHS: &str = "房号|业主|月物业费|1月|2月|3月|4月";

#[test]
fn what_is_filled_in_was_paid() {
    let expect = "1-102 216, 1-103 432 | 696 | time_columns_at_rate";
    for rows in [
        ["1-101|张小明|=120|=120|=120|=120|=120", "1-102|李红|=108|=108|=108||", "1-103|王五|=108||||"],
        ["1-101|张小明|=120|√|√|√|√", "1-102|李红|=108|√|√||", "1-103|王五|=108||||"],
        ["1-101|张小明|=120|√|√|√|√", "1-102|李红|=108|√|√|×|×", "1-103|王五|=108|×|×|×|×"],
        [
            "1-101|张小明|=120|已交|已交|已交|已交",
            "1-102|李红|=108|已交|已交|欠|欠",
            "1-103|王五|=108|欠|欠|欠|欠",
        ],
        [
            "1-101|张小明|=120|=120|=120|=120|=120",
            "1-102|李红|=108|=108|=108|未交|未交",
            "1-103|王五|=108|未交|未交|未交|未交",
        ],
        // Several months at once, in the first or the last of them; 0 for nothing.
        ["1-101|张小明|=120|=480|||", "1-102|李红|=108||=216||", "1-103|王五|=108|=0|=0|=0|=0"],
    ] {
        check(TITLE, [MONTHS, rows[0], rows[1], rows[2]], expect);
    }
    // A part of a month, and a month in which nothing was due.
    let rows = [
        "1-101|张小明|=120|=120|=120|=120|=120",
        "1-102|李红|=108|=108|=50||",
        "1-103|王五|=108|空置|=108||",
    ];
    check(TITLE, [MONTHS, rows[0], rows[1], rows[2]], "1-102 274, 1-103 216 | 746 | time_columns_at_rate");
}

#[test]
fn days_names_and_receipts_are_asked_about() {
    let expect = "1-102 216, 1-103 432 | 696 | times_signed";
    for (whole, two) in [
        ("2025-1-5|2025-2-5|2025-3-5|2025-4-5", "2025-1-8|2025-2-9||"),
        ("小王|小王|小李|小李", "小王|小李||"),
        ("00101|00102|00103|00104", "00105|00106||"),
        ("1-4月已交|||", "1-2月已交|||"),
    ] {
        let (first, second) = (format!("1-101|张小明|=120|{whole}"), format!("1-102|李红|=108|{two}"));
        check(TITLE, [MONTHS, &first, &second, "1-103|王五|=108||||"], expect);
    }
    let expect = "1-102 648, 1-103 1296 | 2088 | times_signed";
    for (headers, whole, half, none) in [
        ("上半年是否交|下半年是否交", "是|是", "是|否", "否|否"),
        ("上半年缴费日期|下半年缴费日期", "2025.1.5|2025.7.5", "2025.2.5|", "|"),
        ("上半年签字|下半年签字", "张小明|张小明", "李红|", "|"),
        ("上半年收据号|下半年收据号", "00101|00201", "00102|", "|"),
    ] {
        let head = format!("房号|业主|半年物业费|{headers}");
        let rows = [("1-101|张小明|=720|", whole), ("1-102|李红|=648|", half), ("1-103|王五|=648|", none)];
        let rows = rows.map(|(start, cells)| format!("{start}{cells}"));
        check(TITLE, [&head, &rows[0], &rows[1], &rows[2]], expect);
        let lines = [TITLE, &head, &rows[0], &rows[1], &rows[2]];
        let noted = said(&lines, &[("times_signed", "note")]);
        assert!(noted.ends_with("times_signed") || noted.contains("receipt_says_paid"), "{noted}");
    }
    // Each half has its own fee.
    let head = "房号|业主|上半年物业费|上半年缴费日期|下半年物业费|下半年缴费日期";
    let rows = [
        "1-101|张小明|=720|2025.1.5|=720|2025.7.5",
        "1-102|李红|=648|2025.1.8|=648|",
        "1-103|王五|=648||=648|",
    ];
    check(TITLE, [head, rows[0], rows[1], rows[2]], "1-102 648, 1-103 1296 | 2088 | receipt_says_paid");
}

#[test]
fn a_fee_may_be_of_a_quarter_a_year_or_a_square_metre() {
    let quarters = "一季度|二季度|三季度|四季度";
    for (fee, times, rate, cells) in [
        ("季度物业费", quarters, ["=360", "=324", "=324"], ["=360|=360|=360|=360", "=324|=324||", "|||"]),
        ("每季应收", quarters, ["=360", "=324", "=324"], ["√|√|√|√", "√|√||", "|||"]),
        ("年物业费", quarters, ["=1440", "=1296", "=1296"], ["=360|=360|=360|=360", "=324|=324||", "|||"]),
        ("应收", quarters, ["=1440", "=1296", "=1296"], ["=360|=360|=360|=360", "=324|=324||", "|||"]),
        ("应收", quarters, ["=360", "=324", "=324"], ["=360|=360|=360|=360", "=324|=324||", "|||"]),
        ("半年物业费", "上半年|下半年", ["=720", "=648", "=648"], ["=720|=720", "=648|", "|"]),
        ("月物业费", "上半年|下半年", ["=120", "=108", "=108"], ["=720|=720", "=648|", "|"]),
        ("年应收", "2024年|2025年", ["=720", "=648", "=648"], ["=720|=720", "=648|", "|"]),
        (
            "面积|单价",
            quarters,
            ["=100|=1.2", "=90|=1.2", "=90|=1.2"],
            ["=360|=360|=360|=360", "=324|=324||", "|||"],
        ),
    ] {
        let head = format!("房号|业主|{fee}|{times}");
        let row = |at: usize, who: &str| format!("{who}|{}|{}", rate[at], cells[at]);
        let rows = [row(0, "1-101|张小明"), row(1, "1-102|李红"), row(2, "1-103|王五")];
        let title = if times.contains("2024") { "物业费收费台账" } else { TITLE };
        check(
            title,
            [&head, &rows[0], &rows[1], &rows[2]],
            "1-102 648, 1-103 1296 | 2088 | time_columns_at_rate",
        );
    }
}

#[test]
fn months_nobody_has_paid_are_not_due_yet() {
    let head = "房号|业主|月物业费|1月|2月|3月|4月|5月|6月";
    let rows = ["1-101|张小明|=120|√|√|√|√||", "1-102|李红|=108|√|√||||", "1-103|王五|=108||||||"];
    check(TITLE, [head, rows[0], rows[1], rows[2]], "1-102 216, 1-103 432 | 696 | time_columns_at_rate");
    let message = |lines: &[&str]| imported(&[("表", lines)], &[]).findings[0].message.clone();
    assert!(message(&[TITLE, head, rows[0], rows[1], rows[2]]).contains("从“2025年_5月”起没有一户交过"));
    // 未交 of a month says that it is due.
    let told = ["1-101|张小明|=120|√|√|√|√|未交|", rows[1], rows[2]];
    check(
        TITLE,
        [head, told[0], told[1], told[2]],
        "1-101 120, 1-102 324, 1-103 540 | 696 | time_columns_at_rate",
    );
}

#[test]
fn other_columns_of_money_bear_it_out() {
    let expect = "1-102 216, 1-103 432 | 696 | time_columns_at_rate";
    let rate =
        ["1-101|张小明|=120|=120|=120|=120|=120", "1-102|李红|=108|=108|=108||", "1-103|王五|=108||||"];
    let with = |more: [&str; 3]| [0, 1, 2].map(|at| format!("{}|{}", rate[at], more[at]));
    for (headers, cells) in [
        ("实收合计", ["=480", "=216", "=0"]),
        ("全年应收|实收合计|备注", ["=480|=480|", "=432|=216|长期出差", "=432|=0|"]),
    ] {
        let (head, rows) = (format!("{MONTHS}|{headers}"), with(cells));
        check(TITLE, [&head, &rows[0], &rows[1], &rows[2]], expect);
    }
    // What is owed in the end decides: with what was owed before, without it, and against the months.
    let old =
        |cells: [&str; 3]| [0, 1, 2].map(|at| rate[at].replacen("|=1", &format!("|{}|=1", cells[at]), 1));
    let head = "房号|业主|上年欠费|月物业费|1月|2月|3月|4月|累计欠费";
    let before = old(["=0", "=500", "=0"]);
    let rows = [0, 1, 2].map(|at| format!("{}|{}", before[at], ["=0", "=716", "=432"][at]));
    check(TITLE, [head, &rows[0], &rows[1], &rows[2]], "1-102 716, 1-103 432 | 696 | time_columns_at_rate");
    let head = format!("{MONTHS}|欠费合计");
    for (cells, owed) in [
        (["=0", "=216", "=432"], "1-102 216, 1-103 432 | "),
        // The months that are filled in are owed.
        (["=480", "=216", "=0"], "1-101 480, 1-102 216 | "),
    ] {
        let rows = with(cells);
        let lines = [TITLE, &head, &rows[0], &rows[1], &rows[2]];
        let told = said(&lines, &[]);
        assert!(told.starts_with(owed), "{told} {cells:?}");
    }
}

#[test]
fn each_debt_is_of_its_own_time() {
    let rows = ["1-101|张小明|=120|=120|=120", "1-102|李红|=108|2025-1-5|", "1-103|王五|=108|=108|未交"];
    let lines = ["房号|业主|月物业费|1月|2月", rows[0], rows[1], rows[2]];
    for (sheet, title, expect) in [
        ("表", Some(TITLE), "2025-02-01…2025-02-28"),
        ("2025年", None, "2025-02-01…2025-02-28"),
        ("表", Some("物业费收费台账"), "…"),
        ("表", None, "…"),
    ] {
        let lines: Vec<&str> = title.into_iter().chain(lines).collect();
        let draft = imported(&[(sheet, &lines)], &[]);
        let debt = &draft.units[1].openings[0];
        let day = |day: &Option<String>| day.clone().unwrap_or_default();
        assert_eq!(format!("{}…{}", day(&debt.from), day(&debt.to)), expect, "{sheet} {title:?}");
        let days: Vec<_> = draft.past_payments.iter().map(|paid| paid.paid_on.as_deref()).collect();
        assert_eq!(days, [None, None, Some("2025-01-05"), None], "{sheet} {title:?}");
    }
}

#[test]
fn columns_that_may_be_debts_are_not_read_so_unasked() {
    for (title, lines, expect) in [
        // The title says that they are debts.
        (
            "2025年物业费欠费明细",
            [
                MONTHS,
                "1-101|张小明|=120|||=120|=120",
                "1-102|李红|=108||||=108",
                "1-103|王五|=108|=108|=108|=108|=108",
            ],
            "1-101 240, 1-102 108, 1-103 432 | 0 | ",
        ),
        // The last months are filled in: who pays these before the first?
        (
            "物业费台账",
            [
                MONTHS,
                "1-101|张小明|=120|||=120|=120",
                "1-102|李红|=108||||=108",
                "1-103|王五|=108|=108|=108|=108|=108",
            ],
            " | 0 | time_columns_or_rate",
        ),
        // Nobody has paid the fee of a month.
        (
            TITLE,
            [
                MONTHS,
                "1-101|张小明|=120|=77|=81.5|=79|=66",
                "1-102|李红|=108|=55|=31||",
                "1-103|王五|=108|=12|||",
            ],
            " | 0 | time_columns",
        ),
        // Readings of a meter.
        (
            "2025年水表抄表",
            [
                "房号|业主|月物业费|1月|2月|3月|4月",
                "1-101|张小明|=120|=1203|=1215|=1222|=1240",
                "1-102|李红|=108|=655|=667|=671|=680",
                "1-103|王五|=108|=12|=15|=22|=31",
            ],
            " | 0 | ",
        ),
        // No fee stands beside.
        (
            TITLE,
            [
                "房号|业主|面积|1月|2月|3月|4月",
                "1-101|张小明|=100|√|√|√|√",
                "1-102|李红|=90|√|√||",
                "1-103|王五|=90||||",
            ],
            " | 0 | time_columns",
        ),
        // All have paid all.
        (
            "2025年物业费收款登记",
            [
                MONTHS,
                "1-101|张小明|=120|=120|=120|=120|=120",
                "1-102|李红|=108|=108|=108|=108|=108",
                "1-103|王五|=108|=108|=108|=108|=108",
            ],
            " | 1344 | time_columns_paid_or_rate",
        ),
    ] {
        check(title, lines, expect);
    }
}

#[test]
fn a_person_may_want_it_otherwise() {
    let lines = [
        TITLE,
        MONTHS,
        "1-101|张小明|=120|=120|=120|=120|=120",
        "1-102|李红|=108|=108|=108||",
        "1-103|王五|=108||||",
    ];
    for (choice, expect) in [
        ("at_rate", "1-102 216, 1-103 432 | 696 | time_columns_at_rate"),
        ("note", " | 0 | time_columns_at_rate"),
        ("arrears", "1-101 480, 1-102 216 | 0 | time_columns_at_rate"),
        ("payments", " | 696 | time_columns_at_rate"),
    ] {
        assert_eq!(said(&lines, &[("time_columns_at_rate", choice)]), expect, "{choice}");
    }
    let late =
        ["1-101|张小明|=120|||=120|=120", "1-102|李红|=108||||=108", "1-103|王五|=108|=108|=108|=108|=108"];
    let lines = ["物业费台账", MONTHS, late[0], late[1], late[2]];
    for (choice, expect) in [
        ("at_rate", "1-101 240, 1-102 324 | 780 | time_columns_or_rate"),
        ("arrears", "1-101 240, 1-102 108, 1-103 432 | 0 | time_columns_or_rate"),
    ] {
        assert_eq!(said(&lines, &[("time_columns_or_rate", choice)]), expect, "{choice}");
    }
}

#[test]
fn amounts_near_each_other_are_no_numbers_of_receipts() {
    let lines = [
        "房号|业主|年应收|2024年|2025年",
        "1-101|张小明|=1201|=1201|=1201",
        "1-102|李红|=1202|=1202|=1000",
        "1-103|王五|=1203|=1203|",
        "1-104|马静|=1204|=1204|=1204",
        "1-105|周伟|=1205|=1205|",
    ];
    let expect = "1-102 202, 1-103 1203, 1-105 1205 | 9420 | time_columns_at_rate";
    assert_eq!(said(&lines, &[]), expect);
}

#[test]
fn a_line_above_the_months_says_what_they_are_of() {
    let head = |group: &str| format!("房号|业主|月物业费|{group}|||");
    let merge = "|||1月|2月|3月|4月";
    let rows = ["1-101|张小明|=120|√|√|√|√", "1-102|李红|=108|√|√||", "1-103|王五|=108||||"];
    let paid = ["1-101|张小明|=120|=120|=120|=120|=120", "1-102|李红|=108|=108|=108||", rows[2]];
    let late =
        ["1-101|张小明|=120|||=120|=120", "1-102|李红|=108||||=108", "1-103|王五|=108|=108|=108|=108|=108"];
    let expect = "1-102 216, 1-103 432 | 696 | times_signed";
    for (group, rows, expect) in [
        ("缴费情况", rows, expect),
        ("缴费情况", paid, expect),
        ("2025年物业费收费记录", paid, expect),
        ("月份", rows, expect),
        ("月份", late, " | 0 | nothing_collected"),
        ("欠费情况", rows, " | 0 | tick_mark"),
    ] {
        let lines = [TITLE, &head(group), merge, rows[0], rows[1], rows[2]];
        assert_eq!(said(&lines, &[]), expect, "{lines:#?}");
    }
}

#[test]
fn what_keeps_the_fee_from_being_known_is_asked_about() {
    let rows = ["1-101|张小明|=120|√|√|√|√", "1-102|李红||√|√||", "1-103|王五|=108|√|||"];
    check(TITLE, [MONTHS, rows[0], rows[1], rows[2]], "1-103 324 | 588 | time_columns_at_rate rate_missing");
    let head = "房号|业主|上年预交|月物业费|1月|2月|3月|4月";
    let rows = ["1-101|张小明|=120|=120|√|√|√|", "1-102|李红|=0|=108|√|√||", "1-103|王五|=0|=108||||√"];
    check(TITLE, [head, rows[0], rows[1], rows[2]], " | 0 | time_columns_or_rate");
}

#[test]
fn bare_numbers_from_1_to_12_are_months() {
    let fees = |paid: usize| format!("=108|{}{}", "=108|".repeat(paid), "|".repeat(11 - paid.min(11)));
    let months: Vec<String> = (1..=12).map(|month| month.to_string()).collect();
    let head = format!("房号|业主|月物业费|{}", months.join("|"));
    let rows = [
        format!("1-101|张小明|{}", fees(11)),
        format!("1-102|李红|{}", fees(6)),
        format!("1-103|王五|{}", fees(11)),
    ];
    check(TITLE, [&head, &rows[0], &rows[1], &rows[2]], "1-102 540 | 3024 | time_columns_at_rate");
}

#[test]
fn a_fee_that_names_no_time_is_of_each_month() {
    let ticked = |fees: [&str; 3]| {
        let [one, two, three] = fees;
        [
            format!("1-101|张小明|=88.5|{one}|√|√|√|√"),
            format!("1-102|李红|=120|{two}|√|√||"),
            format!("1-103|王五|=90|{three}||||"),
        ]
    };
    let check_fees = |headers: &str, fees: [&str; 3], expect: &str| {
        let head = format!("房号|业主|面积|{headers}|1月|2月|3月|4月");
        let [one, two, three] = &ticked(fees);
        check(TITLE, [&head, one, two, three], expect);
    };
    let of_month = "1-102 240, 1-103 360 | 594 | time_columns_at_rate";
    check_fees("物业费", ["=88.5", "=120", "=90"], of_month);
    let two = ["=88.5|=20|=108.5", "=120|=20|=140", "=90|=20|=110"];
    check_fees("物业费|电梯费|月合计", two, "1-102 280, 1-103 440 | 714 | time_columns_at_rate");
    // A year's, as so much for a square metre is.
    check_fees("物业费", ["=1062", "=1440", "=1080"], of_month);
}
