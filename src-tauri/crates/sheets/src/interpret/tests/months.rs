//! Until when a list was made, payments of the past beside fees due, and words where a room should stand.

use super::offices::{check, check_decided, imported};

#[test]
fn until_now_ends_where_the_list_says() {
    let eight = "2014-05-01…2014-12-31";
    let of = |title: &str, period: &str, decisions: &[(&str, &str)]| {
        let lines =
            [title, "房号|业主|欠费周期|欠费金额", &format!("1-101|张小明|{period}|=800")].map(str::to_owned);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let draft = imported(&[("表", &lines)], decisions);
        let openings = &draft.units[0].openings;
        let first = openings.first().and_then(|o| o.from.clone()).unwrap_or_default();
        let last = openings.last().and_then(|o| o.to.clone()).unwrap_or_default();
        let found: Vec<String> = draft.findings.iter().map(|f| format!("{:?} {}", f.level, f.code)).collect();
        (format!("{first}…{last}"), openings.len(), found.join(" "))
    };
    let told = |span: &str, months: usize, found: &str| (span.to_owned(), months, found.to_owned());
    for title in [
        "欠费表（截止2014年12月31日）",
        "欠费表（截至2014年底）",
        "欠费表 2014.12.31",
        "2014年欠费表",
        "统计日期：2014年12月31日",
    ] {
        assert_eq!(of(title, "2014年5月至今", &[]), told(eight, 8, ""), "{title}");
        assert_eq!(of(title, "2014.5至今（8）", &[]), told(eight, 8, ""), "{title}");
    }
    // The months that are written reach further than the title, or say it alone.
    assert_eq!(of("欠费表", "2014年5月至今（8）", &[]), told(eight, 8, ""));
    let title = "欠费表（截止2014年10月31日）";
    assert_eq!(of(title, "2014年5月至今（8）", &[]), told(eight, 8, "Decide until_now_differs"));
    let by_title = of(title, "2014年5月至今（8）", &[("until_now_differs", "as_of")]);
    assert_eq!(by_title, told("2014-05-01…2014-10-31", 6, "Decide until_now_differs"));
    // Nobody says.
    assert_eq!(of("欠费表", "2014年5月至今", &[]), told("2014-05-01…", 1, "Decide until_now_assumed"));
    let by_range = of(title, "2014年5月-2014年12月（9）", &[]);
    assert_eq!(by_range, told(eight, 8, "Decide months_differ"));
    let by_count = of(title, "2014年5月-2014年12月（9）", &[("months_differ", "count")]);
    assert_eq!(by_count, told("2014-05-01…2015-01-31", 9, "Decide months_differ"));
}

#[test]
fn months_without_a_year_are_of_the_title_s_year() {
    check(
        &[
            "2014年欠费表",
            "房号|业主|欠费月份|欠费金额",
            "1-101|张小明|7-9月|=300",
            "1-102|李红|共12个月|=1200",
        ],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 2014-07-01…2014-07-31 10000",
            "  owes 物业费 2014-08-01…2014-08-31 10000",
            "  owes 物业费 2014-09-01…2014-09-30 10000",
            "1-102? - owner:李红:",
            "  owes 物业费 …2014-12-31 120000",
            "note 1-102 欠费月份: 共12个月",
            "Note C3 period_year_assumed 2014年7月",
            "Decide C4 period_unreadable",
        ],
    );
}

#[test]
fn what_was_paid_until_begins_the_arrears() {
    check(
        &[
            "欠费表（截止2014年12月31日）",
            "房号|业主|月应收|预缴至|欠费金额",
            "1-101|张小明|=100|2014年9月|=300",
            "1-102|李红|=100|2014.11.30|=100",
            "1-103|王五|=100|2014年上半年|=600",
            "1-104|何伟|=100|2015年6月|",
        ],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 2014-10-01…2014-10-31 10000",
            "  owes 物业费 2014-11-01…2014-11-30 10000",
            "  owes 物业费 2014-12-01…2014-12-31 10000",
            "1-102? - owner:李红:",
            "  owes 物业费 2014-12-01…2014-12-31 10000",
            "1-103? - owner:王五:",
            "  owes 物业费 2014-07-01…2014-07-31 10000",
            "  owes 物业费 2014-08-01…2014-08-31 10000",
            "  owes 物业费 2014-09-01…2014-09-30 10000",
            "  owes 物业费 2014-10-01…2014-10-31 10000",
            "  owes 物业费 2014-11-01…2014-11-30 10000",
            "  owes 物业费 2014-12-01…2014-12-31 10000",
            "1-104? - owner:何伟:",
            "note 1-101 月应收: 100",
            "note 1-102 月应收: 100",
            "note 1-103 月应收: 100",
            "note 1-104 预缴至: 2015年6月",
            "note 1-104 月应收: 100",
        ],
    );
}

#[test]
fn a_cash_log_is_of_payments() {
    check(
        &[
            "日期|收据号|房号|姓名|项目|金额|收款人",
            "2013-5-1|0001234|1-101|张小明|物业费|=720|小王",
            "|0001235|1-102|李红|电费|=66.6|小王",
        ],
        &[
            "1-101? - owner:张小明:",
            "1-102? - owner:李红:",
            "paid 1-101 物业费 … on 2013-05-01 /72000 小王 0001234",
            "paid 1-102 电费 … on 2013-05-01 /6660 小王 0001235",
            "Note A3 payment_day_carried 2013-05-01",
        ],
    );
    // One sign alone: a person knows.
    let log: &[&str] =
        &["房号|姓名|项目|金额|收费员", "1-101|张小明|物业费|=720|小王", "1-102|李红|物业费|=720|小王"];
    check(
        log,
        &[
            "1-101? - owner:张小明:",
            "1-102? - owner:李红:",
            "paid 1-101 物业费 … on  /72000 小王 ",
            "paid 1-102 物业费 … on  /72000 小王 ",
            "Decide A1 payments_or_fees 已收",
        ],
    );
    check_decided(
        log,
        &[("payments_or_fees", "fees")],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 … 72000",
            "1-102? - owner:李红:",
            "  owes 物业费 … 72000",
            "Decide A1 payments_or_fees 应收",
        ],
    );
    // What is due, and a receipt where it was paid.
    check(
        &["房号|姓名|项目|应收金额|收据号", "1-101|张小明|物业费|=720|0001234", "1-102|李红|物业费|=720|"],
        &[
            "1-101? - owner:张小明:",
            "1-102? - owner:李红:",
            "  owes 物业费 … 72000",
            "paid 1-101 物业费 … on  72000/72000  ",
            "note 1-101 收据号: 0001234",
            "Decide D2 receipt_says_paid 720.00",
        ],
    );
}

#[test]
fn words_are_nobody_s_room() {
    check(
        &["房号|业主|欠费", "1-101|张小明|=100", "物业费|说明|=3", "项目|期间|金额"],
        &[
            "1-101 - owner:张小明:",
            "  owes 物业费 … 10000",
            "Refused A3 room_is_word",
            "Refused A4 room_is_word",
            "total 表：欠费（各行之和） 103/10000 有 1 行没有导入（第 3 行），合 3 元；有 1 格看不懂（第 4 行），没有计入。",
        ],
    );
}

#[test]
fn readings_of_several_months_stand_abreast() {
    check(
        &[
            "2013年水表抄表记录",
            "房号|姓名|1月读数|1月用量|2月读数|2月用量|3月读数|3月用量",
            "1-101|张小明|=100|=10|=112|=12|=120|=9",
        ],
        &[
            "1-101? - owner:张小明:",
            "meter 1-101 水表 -@ 100@2013-01-31 x- +-",
            "meter 1-101 水表 100@2013-01-31 112@2013-02-28 x- +-",
            "meter 1-101 水表 112@2013-02-28 120@2013-03-31 x- +-",
            "note 1-101 1月用量: 10",
        ],
    );
}

#[test]
fn a_year_beside_its_months_is_one_period() {
    check(
        &[
            "业主欠费明细",
            "房号|姓名|年度|月份|金额",
            "1-101|张小明|=2013|11-12月|=200",
            "1-102|李红|2014|3、4|=300",
        ],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 2013-11-01…2013-11-30 10000",
            "  owes 物业费 2013-12-01…2013-12-31 10000",
            "1-102? - owner:李红:",
            "  owes 物业费 2014-03-01…2014-03-31 15000",
            "  owes 物业费 2014-04-01…2014-04-30 15000",
        ],
    );
}

#[test]
fn an_end_left_open_is_where_the_list_ends() {
    check(
        &[
            "欠费清单（截至2014年12月）",
            "房号|业主|欠费起始日期|欠费截止日期|欠费金额",
            "1-101|张小明|2014.11||=200",
            "1-102|李红|2014年12月|至今|=100",
        ],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 2014-11-01…2014-11-30 10000",
            "  owes 物业费 2014-12-01…2014-12-31 10000",
            "1-102? - owner:李红:",
            "  owes 物业费 2014-12-01…2014-12-31 10000",
        ],
    );
}

#[test]
fn months_under_other_names() {
    for header in ["所属年月", "月度", "应收所属月"] {
        check(
            &[
                &format!("房号|业主|收费项目|{header}|欠费金额"),
                "1-101|张小明|物业费|201510|=10",
                "1-102|李红|物业费|201511|=20",
            ],
            &[
                "1-101? - owner:张小明:",
                "  owes 物业费 2015-10-01…2015-10-31 1000",
                "1-102? - owner:李红:",
                "  owes 物业费 2015-11-01…2015-11-30 2000",
            ],
        );
    }
    check(
        &[
            "2013年度业主欠费明细表",
            "编制单位：金色家园管理处||||单位：元",
            "房号|业主姓名|面积|欠费月份|欠费金额",
            "1-101|张小明|=70|12|=70",
            "1-102|李红|=70|11-12|=140",
        ],
        &[
            "1-101? 70 owner:张小明:",
            "  owes 物业费 2013-12-01…2013-12-31 7000",
            "1-102? 70 owner:李红:",
            "  owes 物业费 2013-11-01…2013-11-30 7000",
            "  owes 物业费 2013-12-01…2013-12-31 7000",
            "Note D4 period_year_assumed 2013年12月",
            "Note D5 period_year_assumed 2013年11月",
        ],
    );
}

#[test]
fn what_is_owed_of_is_no_amount() {
    check(
        &["房号|户主|欠缴项目|欠缴月份|欠缴金额", "1-101|张小明|水费|2015年4月|=10"],
        &["1-101? - owner:张小明:", "  owes 水费 2015-04-01…2015-04-30 1000"],
    );
}

#[test]
fn how_often_is_not_when() {
    check(
        &[
            "房屋|收费项目|周期|开始|结束|缴费时间|实缴",
            "1-101|物业费|季|2014-01-01|2014-03-31|2014-02-01|=300",
        ],
        &[
            "1-101? -",
            "paid 1-101 物业费 2014-01-01…2014-03-31 on 2014-02-01 /30000  ",
            "note 1-101 周期: 季",
        ],
    );
}

/// From when to when each opening of the one sheet is owed, and how much; the codes of what was found stand last.
fn owed(lines: &[&str], decisions: &[(&str, &str)]) -> Vec<String> {
    let draft = imported(&[("表", lines)], decisions);
    let openings = draft.units.iter().flat_map(|unit| &unit.openings);
    let day = |day: &Option<String>| day.clone().unwrap_or_default();
    let told = openings.map(|o| format!("{}…{} {}", day(&o.from), day(&o.to), o.amount_fen));
    told.chain(draft.groups.iter().map(|group| group.code.clone())).collect()
}

#[test]
fn a_month_that_is_held_as_its_first_day_is_that_month() {
    let months = ["2017-01-01…2017-01-31 9500", "2017-01-01…2017-01-31 9500", "2017-02-01…2017-02-28 9500"];
    let rows = |header: &str, counts: [&str; 2]| {
        let header = format!("房号|业主|{header}|欠费月数|欠费金额");
        let first = format!("1-101|张小明|2017-01-01|2017-01-01|{}|=95", counts[0]);
        let second = format!("1-102|李红|2017-01-01|2017-02-01|{}|=190", counts[1]);
        owed(&["物业费欠费清单", &header, &first, &second], &[])
    };
    for header in ["开始月|结束月", "起始月份|截止月份", "计费开始月|计费结束月"] {
        assert_eq!(rows(header, ["", ""]), months, "{header}");
        assert_eq!(rows(header, ["=1", "=2"]), months, "{header}");
    }
    // 月数 says it of days, too, and may say that the day is the last.
    assert_eq!(rows("开始日期|结束日期", ["=1", "=2"]), months);
    let days = ["2017-01-01…2017-01-01 9500", "2017-01-01…2017-02-01 19000", "period_not_whole_months"];
    assert_eq!(rows("开始日期|结束日期", ["", ""]), days);
    assert_eq!(rows("开始月|结束月", ["=0", "=1"]), days);
    let mixed = [
        "物业费欠费清单",
        "房号|业主|开始月|结束月|欠费金额",
        "1-101|张小明|2017-01-01|2017-03-01|=95",
        "1-102|李红|2017-01-01|2017-03-15|=95",
    ];
    let as_written = ["2017-01-01…2017-03-01 9500", "2017-01-01…2017-03-15 9500", "period_not_whole_months"];
    assert_eq!(owed(&mixed, &[]), as_written);
    let paid = [
        "欠费表（截止2017年3月31日）",
        "房号|业主|已交至月份|欠费金额",
        "1-101|张小明|2017-01-01|=190",
        "1-102|李红|2017-02-01|=95",
    ];
    let left = ["2017-02-01…2017-02-28 9500", "2017-03-01…2017-03-31 9500", "2017-03-01…2017-03-31 9500"];
    assert_eq!(owed(&paid, &[]), left);
}

#[test]
fn a_heating_season_has_no_months_until_a_person_says_so() {
    for title in ["2016-2017年度采暖费收缴明细", "2016—2017采暖季收缴表", "2016-2017年度供热费"]
    {
        let lines = [
            title,
            "房号|业主|应收|已收|欠费",
            "1-101|张小明|=2000|=1000|=1000",
            "1-102|李红|=2000||=2000",
            "1-103|王五|=2000|=2000|",
        ];
        assert_eq!(owed(&lines, &[]), ["… 100000", "… 200000", "heating_season"], "{title}");
        let draft = imported(&[("表", &lines)], &[("heating_season", "winter")]);
        let opening = &draft.units[0].openings[0];
        assert_eq!((opening.item.as_str(), opening.label.as_str()), ("供暖费", "2016-2017采暖季 欠费"));
        let winter = ["2016-11-01…2017-03-31 100000", "2016-11-01…2017-03-31 200000", "heating_season"];
        assert_eq!(owed(&lines, &[("heating_season", "winter")]), winter, "{title}");
    }
    let list = ["2015-2016采暖季欠费", "房号|业主|欠费金额", "1-101|张小明|=100", "1-102|李红|=100"];
    assert_eq!(owed(&list, &[]), ["… 10000", "… 10000", "heating_season"]);
    let columns =
        ["采暖费欠费", "房号|业主|2014-2015年度|2015-2016年度", "1-101|张小明|=100|=200", "1-102|李红||=200"];
    assert_eq!(owed(&columns, &[]), ["… 10000", "… 20000", "… 20000"]);
    let of_row = ["采暖费欠费", "房号|业主|欠费年度|欠费金额", "1-101|张小明|2015-2016年度|=100"];
    assert_eq!(owed(&of_row, &[]), ["… 10000", "period_unreadable"]);
}

#[test]
fn a_title_says_of_which_months_what_is_left_was_due() {
    let year = "2016-01-01…2016-12-31 10000";
    for (title, expect) in [
        ("2016年度物业费欠费表", year),
        ("2017年1月未交费名单", "2017-01-01…2017-01-31 10000"),
        ("2017年1月物业费欠费名单", "2017-01-01…2017-01-31 10000"),
        ("2017H1物业费欠费名单", "2017-01-01…2017-06-30 10000"),
        ("2016年欠费表", "…2016-12-31 10000"),
        ("截止2017年1月物业费欠费名单", "…2017-01-31 10000"),
        ("2017年1月物业费累计欠费名单", "…2017-01-31 10000"),
        ("2017年1月底物业费欠费名单", "…2017-01-31 10000"),
    ] {
        let lines = [title, "房号|业主|欠费金额", "1-101|张小明|=100"];
        assert_eq!(owed(&lines, &[]), [expect], "{title}");
        // The same of a list that describes its units, too.
        let lines = [title, "房号|业主|电话|面积|用途|欠费金额", "1-101|张小明|13900000001|=90|住宅|=100"];
        assert_eq!(owed(&lines, &[]), [expect], "{title}");
    }
    // The rows tell of more than one month.
    for (header, cells) in [("欠费月数", "=3"), ("月物业费", "=50"), ("面积|单价", "=40|=1.5"), ("备注", "")]
    {
        let lines = [
            "2017年1月物业费欠费表",
            &format!("房号|业主|{header}|欠费金额"),
            &format!("1-101|张小明|{cells}|=100"),
        ];
        let from = if header == "备注" { "2017-01-01" } else { "" };
        assert_eq!(owed(&lines, &[])[0], format!("{from}…2017-01-31 10000"), "{header}");
    }
    let before = [
        "2017年1月物业费欠费名单",
        "房号|业主|往年欠费|本月欠费",
        "1-101|张小明|=500|=100",
        "1-102|李红||=100",
    ];
    let told = ["…2016-12-31 50000", "2017-01-01…2017-01-31 10000", "2017-01-01…2017-01-31 10000"];
    assert_eq!(owed(&before, &[]), told);
    // A roster with what was due, paid and left.
    let headers = "房号|业主|电话|身份证号|面积|房屋状态|用途|应收|已收|欠费";
    for (title, expect) in [
        ("2016年度物业费收缴表", year),
        ("2016—2017年度物业费收缴表", "2016-01-01…2017-12-31 10000"),
        ("截止2016年物业费收缴表", "…2016-12-31 10000"),
    ] {
        let lines = [title, headers, "1-101|张小明|13900000001||=90|入住|住宅|=200|=100|=100"];
        let draft = imported(&[("表", &lines)], &[]);
        assert_eq!(draft.sheets[0].regions[0].kind, crate::Kind::Roster, "{title}");
        assert_eq!(owed(&lines, &[])[0], expect, "{title}");
    }
}

#[test]
fn a_first_and_a_last_day_may_stand_beside_each_fee() {
    let rows = ["1-101|张小明|=100|2014-1-1|2014-2-28|=200|=50|2014-5-1|2014-6-30|=100"];
    let of = |header: &'static str| {
        let draft = imported(&[("欠费", &[&[header][..], &rows].concat())], &[]);
        let said = |o: &crate::DraftOpening| {
            let day = |day: &Option<String>| day.clone().unwrap_or_default();
            format!("{} {} {} {}", o.item, day(&o.from), day(&o.to), o.amount_fen / 100)
        };
        draft.units[0].openings.iter().map(said).collect::<Vec<String>>()
    };
    let expect = [
        "物业费 2014-01-01 2014-01-31 100",
        "物业费 2014-02-01 2014-02-28 100",
        "车位费 2014-05-01 2014-05-31 50",
        "车位费 2014-06-01 2014-06-30 50",
    ];
    assert_eq!(of("房号|业主|物业费|起|止|金额|车位费|起|止|金额"), expect);
    assert_eq!(
        of("房号|业主|物业费标准|起始日期|终止日期|物业费欠费|车位费标准|起始日期|终止日期|车位费欠费"),
        expect
    );
}

#[test]
fn the_first_and_the_last_month_that_are_owed() {
    for headers in
        ["起欠时间|止欠时间", "起欠年月|止欠年月", "起欠日期|截止日期", "起欠|止欠", "起计日期|止计日期"]
    {
        let header = format!("房号|业主|{headers}|欠费金额");
        let draft = imported(&[("物业费欠费", &[&header, "1-101|张小明|2024.01|2024.03|=300"])], &[]);
        let months = draft.units[0].openings.iter().map(|o| o.from.as_deref().unwrap_or("-"));
        let months: Vec<&str> = months.collect();
        assert_eq!(months, ["2024-01-01", "2024-02-01", "2024-03-01"], "{headers}: {:?}", draft.findings);
    }
}
