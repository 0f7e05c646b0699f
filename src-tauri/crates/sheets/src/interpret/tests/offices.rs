//! Whole sheets as different offices keep them, headers and all: what is recognised, and what becomes of it.

use super::*;

/// Sheets by name.
pub(super) fn imported(sheets: &[(&str, &[&str])], decisions: &[(&str, &str)]) -> Draft {
    let sheets = sheets.iter().map(|(name, lines)| Sheet { name: (*name).into(), ..sheet(lines) }).collect();
    let book = Book { name: String::new(), format: crate::Format::Xlsx, sheets, cut: Vec::new() };
    let decision =
        |(code, choice): &(&str, &str)| Decision { code: (*code).into(), choice: (*choice).into() };
    let options = Options { decisions: decisions.iter().map(decision).collect(), ..Options::default() };
    import(&book, &options).unwrap()
}

pub(super) fn check(lines: &[&str], expect: &[&str]) {
    check_decided(lines, &[], expect);
}

pub(super) fn check_sheets(sheets: &[(&str, &[&str])], expect: &[&str]) {
    let said = told(&imported(sheets, &[]));
    assert_eq!(said, expect, "\n{}", said.join("\n"));
}

pub(super) fn check_decided(lines: &[&str], decisions: &[(&str, &str)], expect: &[&str]) {
    let said = told(&imported(&[("表", lines)], decisions));
    assert_eq!(said, expect, "\n{}", said.join("\n"));
}

#[test]
fn what_is_larger_than_a_building_is_part_of_its_name() {
    check(
        &[
            "苑区|期|楼|房|业主",
            "龙湖苑|一期|1栋|=101|张小明",
            "||2栋|=101|李红",
            "|二期|1栋|=101|王五",
            "凤凰苑|=1|=1|=101|马静",
            "凤凰苑|=1|=1|=102|周伟",
        ],
        &[
            "龙湖苑一期1-101 - owner:张小明:",
            "龙湖苑一期2-101 - owner:李红:",
            "龙湖苑二期1-101 - owner:王五:",
            "凤凰苑1期1-101 - owner:马静:",
            "凤凰苑1期1-102 - owner:周伟:",
        ],
    );
    // One estate throughout says nothing.
    check(
        &[
            "小区名称|楼栋名称|单元名称|房屋编号|业主姓名",
            "东城|1栋|1单元|101|张小明",
            "东城|1栋|2单元|101|李红",
        ],
        &["1-1-101 - owner:张小明:", "1-2-101 - owner:李红:"],
    );
}

#[test]
fn a_title_or_a_line_names_the_building() {
    check(
        &[
            "翡翠湾业主登记表",
            "A区1幢",
            "单元|室号|产权人",
            "=1|=101|张小明",
            "=2|=101|李红",
            "B区1幢",
            "单元|室号|产权人",
            "=1|=101|王五",
        ],
        &["A区1-1-101 - owner:张小明:", "A区1-2-101 - owner:李红:", "B区1-1-101 - owner:王五:"],
    );
    check(
        &["3栋业主花名册", "房号|业主", "=101|张小明", "2-102|李红"],
        &["3-101 - owner:张小明:", "3-2-102 - owner:李红:"],
    );
    // Where most say the building, the others do too.
    check(
        &["3栋业主花名册", "房号|业主", "3-101|张小明", "3-102|李红", "3-2-101|王五"],
        &["3-101 - owner:张小明:", "3-102 - owner:李红:", "3-2-101 - owner:王五:"],
    );
}

#[test]
fn rooms_are_written_in_numerals_too() {
    check(
        &["地址|业主|电话", "二栋三单元5楼502|张小明|13900000001", "1栋A座1203|李红|13900000002"],
        &["2-3-502 - owner:张小明:13900000001", "1-A-1203 - owner:李红:13900000002"],
    );
}

#[test]
fn a_family_stands_in_rows_of_its_own() {
    check(
        &["房号|姓名|与户主关系", "9-101|张小明|户主", "9-101|李红|配偶", "9-102|王五|户主"],
        &[
            "9-101 - owner:张小明: other:李红:",
            "9-102 - owner:王五:",
            "note 9-101 与户主关系: 户主",
            "note 9-101 与户主关系: 配偶",
            "note 9-102 与户主关系: 户主",
        ],
    );
    check_decided(
        &["房号|姓名", "9-101|张小明", "9-101|李红"],
        &[("unit_continued", "leave_out")],
        &["9-101 - owner:张小明:", "Decide A3 unit_continued"],
    );
}

#[test]
fn two_rosters_complete_each_other() {
    let people: &[&str] = &[
        "业主姓名|手机号|楼栋编号|单元编号|房屋编号",
        "张小明|13900000001|=1|=2|=101",
        "李红|13900000002|=1|=2|=102",
    ];
    let houses: &[&str] = &["房屋编号|楼栋编号|单元编号|建筑面积", "=101|=1|=2|=80", "=102|=1|=2|=81"];
    let entrances: &[&str] = &["楼栋编号|单元编号|总层数", "=1|=1|=11", "=1|=2|=11"];
    let draft = imported(&[("楼栋单元", entrances), ("业主", people), ("房屋", houses)], &[]);
    let said = told(&draft);
    let units = ["1-2-101 80 owner:张小明:13900000001", "1-2-102 81 owner:李红:13900000002"];
    assert_eq!(said, [&units[..], &["Note A1 sheet_is_summary"]].concat());
}

#[test]
fn what_is_charged_each_month_is_not_owed() {
    check(
        &["房号|业主|每月应收|物业费(元/月)|欠费", "1-101|张小明|=80|=80|=160"],
        &[
            "1-101 - owner:张小明:",
            "  owes 物业费 … 16000",
            "note 1-101 每月应收: 80",
            "note 1-101 物业费(元/月): 80",
        ],
    );
    let fee: &[&str] = &["房号|业主|电话|面积|物业费", "1-101|张小明|13900000001|=80|=120"];
    check(fee, &["1-101 80 owner:张小明:13900000001", "note 1-101 物业费: 120", "Decide E1 fee_meaning"]);
    check_decided(
        fee,
        &[("fee_meaning", "arrears")],
        &["1-101 80 owner:张小明:13900000001", "  owes 物业费 … 12000", "Decide E1 fee_meaning 欠费"],
    );
}

#[test]
fn a_month_s_fees_say_which_were_paid() {
    check(
        &[
            "2015年1月收费表",
            "房号|业主|物业费|水费|合计|是否缴纳",
            "8-101|张小明|=120|=30|=150|已交",
            "8-102|李红|=120|=20|=140|未交",
        ],
        &[
            "8-101? - owner:张小明:",
            "8-102? - owner:李红:",
            "  owes 物业费 2015-01-01…2015-01-31 12000",
            "  owes 水费 2015-01-01…2015-01-31 2000",
            "paid 8-101 物业费 2015-01-01…2015-01-31 on  12000/12000  ",
            "paid 8-101 水费 2015-01-01…2015-01-31 on  3000/3000  ",
            "note 8-101 是否缴纳: 已交",
            "note 8-102 是否缴纳: 未交",
        ],
    );
}

#[test]
fn arrears_begin_behind_what_is_paid() {
    check(
        &[
            "房号|业主|物业费交至|欠费月数|欠费金额",
            "1-101|张小明|交到2023.10|=2|=180",
            "1-102|李红|=2023.12|=0|",
        ],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 2023-11-01…2023-11-30 9000",
            "  owes 物业费 2023-12-01…2023-12-31 9000",
            "1-102? - owner:李红:",
            "note 1-102 物业费交至: 2023.12",
        ],
    );
}

#[test]
fn times_as_headers() {
    // Quarters, and a year before all others.
    check(
        &["2014年物业费欠缴表", "房号|业主|2013年以前|一季度|四季度", "1-101|张小明|=50|=300|=310"],
        &[
            "1-101 - owner:张小明:",
            "  owes 物业费 …2012-12-31 5000",
            "  owes 物业费 2014-01-01…2014-03-31 30000",
            "  owes 物业费 2014-10-01…2014-12-31 31000",
        ],
    );
    // As numbers: 2010.10 is 2010.1 to a spreadsheet.
    check(
        &["2010年欠费", "房号|业主|=2010.8|=2010.9|=2010.1|=2010.11", "4-101|张小明|||=75.5|√"],
        &[
            "4-101 - owner:张小明:",
            "  owes 物业费 2010-10-01…2010-10-31 7550",
            "note 4-101 2010.11: √",
            "Decide F3 tick_mark 0",
        ],
    );
    // Nothing says what they are of.
    let unsaid: &[&str] = &["房号|业主|=2009|=2010", "15-101|张小明|已交|=960"];
    check(
        unsaid,
        &[
            "15-101 - owner:张小明:",
            "note 15-101 2009: 已交",
            "note 15-101 2010: 960",
            "Decide C1 time_columns",
        ],
    );
    check_decided(
        unsaid,
        &[("time_columns", "arrears")],
        &[
            "15-101 - owner:张小明:",
            "  owes 物业费 2010-01-01…2010-12-31 96000",
            "note 15-101 2009: 已交",
            "Decide C1 time_columns 欠费",
            "Note C2 paid_mark 0",
        ],
    );
}

#[test]
fn a_column_that_is_the_sum_of_others_is_owed_once() {
    check(
        &[
            "历年欠费",
            "房号|姓名|2010年欠费|2011年欠费|滞纳金|已付|尚欠|催缴记录",
            "3-101|张小明|=100|=200|=10|=150|=160|",
            "3-102|李红|=100|=200|=10||=310|",
            "3-103|王五|=50|=60|=5||=115|已发函",
        ],
        &[
            "3-101? - owner:张小明:",
            "  owes 物业费 2011-01-01…2011-12-31 15000",
            "  owes 违约金 … 1000",
            "3-102? - owner:李红:",
            "  owes 物业费 2010-01-01…2010-12-31 10000",
            "  owes 物业费 2011-01-01…2011-12-31 20000",
            "  owes 违约金 … 1000",
            "3-103? - owner:王五:",
            "  owes 物业费 2010-01-01…2010-12-31 5000",
            "  owes 物业费 2011-01-01…2011-12-31 6000",
            "  owes 违约金 … 500",
            "paid 3-101  … on  /15000  ",
            "note 3-103 催缴记录: 已发函",
            "Note F3 paid_taken_off",
        ],
    );
}

#[test]
fn a_total_may_stand_above_its_rows() {
    check(
        &["房号|业主|欠费", "合计||=30", "1-101|张小明|=10", "1-102|李红|=20"],
        &[
            "1-101 - owner:张小明:",
            "  owes 物业费 … 1000",
            "1-102 - owner:李红:",
            "  owes 物业费 … 2000",
            "total 表：欠费（合计） 30/3000 一致。",
        ],
    );
    let rows = ["合计||=30", "房号|业主|欠费", "1-101|张小明|=10", "1-102|李红|=15"];
    let units =
        ["1-101 - owner:张小明:", "  owes 物业费 … 1000", "1-102 - owner:李红:", "  owes 物业费 … 1500"];
    let total = "total 表：欠费（合计） 30/2500 ? 工作簿的合计与各行之和仍相差 5 元，请核对。";
    let told = |cell: &'static str| [&units[..], &[cell, total]].concat();
    check(&[&["某某花园欠费表"][..], &rows].concat(), &told("Decide C2 total_differs 25"));
    check(&rows, &told("Decide C1 total_differs 25"));
}

#[test]
fn deposits_that_were_given_back_are_not_held() {
    let deposits: &[&str] = &[
        "装修押金登记表",
        "房号|业主|装修押金|退款日期",
        "3-101|张小明|=2000|2012-03-01",
        "3-102|李红|=2000|未退",
    ];
    check(
        deposits,
        &[
            "3-101? - owner:张小明:",
            "3-102? - owner:李红:",
            "held 3-102 Deposit 装修押金 200000",
            "note 3-101 装修押金: 2000",
            "note 3-101 退款日期: 2012-03-01",
            "note 3-102 退款日期: 未退",
            "Decide D3 deposit_refunded",
        ],
    );
}

#[test]
fn what_is_left_is_held_or_owed() {
    check(
        &["房间编码|客户名称|预存项目|预存金额|已冲抵|余额", "1-101|张小明|水费|=500|=200|=300"],
        &[
            "1-101? - owner:张小明:",
            "held 1-101 Prepayment  30000",
            "note 1-101 预存项目: 水费",
            "note 1-101 预存金额: 500",
            "note 1-101 已冲抵: 200",
        ],
    );
    let account: &[&str] = &["房号|业主|账户余额", "1-101|张小明|=300", "1-102|李红|=-50"];
    check_decided(
        account,
        &[("balance_negative", "arrears")],
        &[
            "1-101? - owner:张小明:",
            "1-102? - owner:李红:",
            "  owes 物业费 … 5000",
            "held 1-101 Prepayment  30000",
            "Decide C3 balance_negative 50.00",
        ],
    );
}

#[test]
fn the_title_names_the_item() {
    check(
        &[
            "停车费拖欠情况表",
            "车位号|车牌|业主|房号|月租|拖欠月数|拖欠金额",
            "C001|粤B11111|张小明|1-101|=150|=2|=300",
        ],
        &[
            "1-101? - owner:张小明:",
            "  owes 车位费 … 30000",
            "车位-C001? -",
            "car 1-101 [C001] 粤B11111 张小明 ",
            "note 1-101 月租: 150",
        ],
    );
}

#[test]
fn a_unit_is_lived_in_or_not() {
    let draft =
        imported(&[("表", &["房号|业主|面积|是否入住", "1-101|张小明|=80|√", "1-102|李红|=80|×"])], &[]);
    let states: Vec<Option<&str>> = draft.units.iter().map(|u| u.status.as_deref()).collect();
    assert_eq!(states, [Some("occupied"), Some("not_moved_in")]);
}

#[test]
fn a_summary_by_building_is_no_table_of_units() {
    let sums: &[&str] = &[
        "各楼栋欠费汇总",
        "楼栋|户数|总面积|欠费户数|欠费金额|收缴率",
        "1栋|=2|=160|=2|=30|90%",
        "合计|=2|=160|=2|=30|90%",
    ];
    let rows: &[&str] = &["楼栋|房号|业主|欠费金额", "1栋|=101|张小明|=10", "1栋|=102|李红|=20"];
    let draft = imported(&[("汇总", sums), ("明细", rows)], &[]);
    assert_eq!(
        told(&draft),
        [
            "1-101 - owner:张小明:",
            "  owes 物业费 … 1000",
            "1-102 - owner:李红:",
            "  owes 物业费 … 2000",
            "Note A1 sheet_is_summary",
        ]
    );
}

#[test]
fn a_list_a_month_of_who_owes() {
    let month = |name: &'static str, lines: &'static [&'static str]| (name, lines);
    let draft = imported(
        &[
            month("1月欠费", &["2018年1月欠费名单", "房号|业主|欠费金额", "5栋101|张小明|=10"]),
            month("2月欠费", &["2018年2月欠费名单", "房号|业主|欠费金额", "5栋101|张小明|=20"]),
        ],
        &[],
    );
    assert_eq!(
        told(&draft),
        ["5-101? - owner:张小明:", "  owes 物业费 …2018-01-31 1000", "  owes 物业费 …2018-02-28 2000"]
    );
}

#[test]
fn a_year_s_book_by_month() {
    check(
        &[
            "2012年物业费收费台帐",
            "房号|业主|1月应收|1月实收|2月应收|2月实收",
            "9-101|张小明|=100|=100|=100|",
            "9-102|李红|=90||=90|=90",
        ],
        &[
            "9-101? - owner:张小明:",
            "  owes 物业费 2012-02-01…2012-02-29 10000",
            "9-102? - owner:李红:",
            "  owes 物业费 2012-01-01…2012-01-31 9000",
            "paid 9-101  2012-01-01…2012-01-31 on  10000/10000  ",
            "paid 9-102  2012-02-01…2012-02-29 on  9000/9000  ",
        ],
    );
}

#[test]
fn a_door_within_its_floor() {
    check(
        &["楼|层|号|姓名", "1楼|=1|=1|张小明", "1楼|=1|=2|李红", "1楼|=2|=1|王五"],
        &["1-1-1 - owner:张小明:", "1-1-2 - owner:李红:", "1-2-1 - owner:王五:"],
    );
}

#[test]
fn people_abreast() {
    check(
        &["房号|产权人1|产权人2|联系电话", "8-101|张小明|李红|13900000001", "8-102|王五||"],
        &["8-101 - owner:张小明:13900000001 owner:李红:", "8-102 - owner:王五:"],
    );
    check(
        &["房号|户主|手机|家庭成员1|关系|电话", "2-101|张小明|13900000001|李红|妻子|13900000002"],
        &[
            "2-101 - owner:张小明:13900000001",
            "note 2-101 家庭成员1: 李红",
            "note 2-101 关系: 妻子",
            "note 2-101 电话: 13900000002",
        ],
    );
}

#[test]
fn the_sum_may_stand_first() {
    check(
        &[
            "房号|业主|欠费合计|其中：物业费|其中：车位费",
            "1-101|张小明|=30|=10|=20",
            "1-102|李红|=15|=10|=5",
            "1-103|王五|=11|=10|=1",
        ],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 … 1000",
            "  owes 车位费 … 2000",
            "1-102? - owner:李红:",
            "  owes 物业费 … 1000",
            "  owes 车位费 … 500",
            "1-103? - owner:王五:",
            "  owes 物业费 … 1000",
            "  owes 车位费 … 100",
        ],
    );
}

#[test]
fn the_building_stands_above_the_headers() {
    check(&["楼号：|5号楼", "房号|业主姓名", "=101|张小明"], &["5-101 - owner:张小明:"]);
}
