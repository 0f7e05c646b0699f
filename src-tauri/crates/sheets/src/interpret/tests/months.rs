//! Until when a list was made, payments of the past beside fees due, and words where a room should stand.

use super::offices::{check, check_decided};

#[test]
fn until_now_ends_where_the_list_says() {
    let eight = "2014-05-01…2014-12-31";
    let of = |title: &str, period: &str, decisions: &[(&str, &str)]| {
        let lines =
            [title, "房号|业主|欠费周期|欠费金额", &format!("1-101|张小明|{period}|=800")].map(str::to_owned);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let draft = super::offices::imported(&[("表", &lines)], decisions);
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
