//! What no table takes is told: sheets, rows and columns beside it, and cells that no header explains.

use super::offices::{check, imported};
use super::*;

/// The findings of these sheets, each with its sheet.
fn check_findings(sheets: &[(&str, &[&str])], expect: &[&str]) {
    let draft = imported(sheets, &[]);
    let said: Vec<String> =
        draft.findings.iter().map(|f| format!("{:?} {}!{} {}", f.level, f.sheet, f.cell, f.code)).collect();
    assert_eq!(said, expect, "{sheets:?}");
}

const OWNERS: (&str, &[&str]) = ("业主", &["房号|业主|电话", "1-101|张小明|13900000001", "1-102|李红|"]);

#[test]
fn a_sheet_without_a_table_is_told() {
    check_findings(
        &[OWNERS, ("其他", &["编码|名称|面积", "X0|李大勇|=90", "X1|孙文博|=90"])],
        &["Decide 其他!A1 sheet_not_read"],
    );
    check_findings(
        &[OWNERS, ("说明", &["本文件由张小明移交", "欠费截止2014年6月"])],
        &["Note 说明!A1 words_not_read"],
    );
    check_findings(
        &[OWNERS, ("统计", &["楼栋|户数|欠费金额", "1栋|=20|=300", "2栋|=10|=400"])],
        &["Note 统计!A1 sheet_is_summary"],
    );
    check_findings(&[OWNERS, ("Sheet3", &[" "])], &[]);
}

#[test]
fn a_table_of_buildings_by_time_is_a_summary() {
    let summary = |header: &str, rows: &[&str]| {
        let lines = [&[header], rows].concat();
        check_findings(&[OWNERS, ("统计", &lines)], &["Note 统计!A1 sheet_is_summary"]);
    };
    let rows = ["1栋|=1101|=1201|=2302", "2栋|=1102|=1202|=2304", "合计|=2203|=2403|=4606"];
    summary("楼栋|1月|2月|合计", &rows);
    summary("楼号|一季度|二季度|小计", &rows);
    summary("幢号|2022年|2023年|欠费合计", &rows);
    summary("楼栋|上半年|下半年|全年", &rows[..2]);
    summary("楼栋|2022年|2023年", &["1#|=901|=1001", "2#||=1002", "3#|=903|"]);
    summary("序号|楼栋|1月|2月", &["=1|=1|=101|=201", "=2|=2|=102|=202"]);
    let of_debts = [
        "各楼栋欠费统计表",
        "楼栋|2022年|2023年|合计|备注",
        "1号楼|=1201|=2301|=3502|",
        "2号楼|=1202|=2302|=3504|",
    ];
    check_findings(&[OWNERS, ("统计", &of_debts)], &["Note 统计!A1 sheet_is_summary"]);
    // Whole codes are rooms under whatever header, and a building with several rows has rooms.
    check(
        &["2024年|业主|电话", "1-1-101|张小明|", "1-1-102|李红|"],
        &["1-1-101 - owner:张小明:", "1-1-102 - owner:李红:"],
    );
    check_findings(
        &[OWNERS, ("其他", &["楼栋|1月|2月", "1栋|=101|=201", "1栋|=102|=202", "1栋|=103|=203"])],
        &["Decide 其他!A1 sheet_not_read"],
    );
}

#[test]
fn what_stands_beside_a_table_is_told() {
    check_findings(
        &[(
            "欠费",
            &["房号|业主|欠费金额|||催缴说明", "1-101|张小明|=480|||1-102 已卖", "1-102|李红|=480|||"],
        )],
        &["Note 欠费!F1 words_not_read", "Note 欠费!F2 words_not_read"],
    );
    check_findings(
        &[("欠费", &["房号|业主|欠费金额|||", "1-101|张小明|=480|||=7", "1-102|李红|=480|||=8"])],
        &["Decide 欠费!F2 figures_not_read"],
    );
    // A title, a date and a line to sign are no loss.
    check_findings(
        &[(
            "欠费",
            &[
                "翡翠湾欠费表",
                "单位：元|||2014年6月",
                "房号|业主|欠费金额",
                "1-101|张小明|=480",
                "制表：李红||审核：",
            ],
        )],
        &["Note 欠费!A5 row_is_remark"],
    );
}

#[test]
fn numbers_without_a_header_are_notes_and_asked_about() {
    check(
        &[
            "3-101|张小明|13900000001|=92.4|=110",
            "3-102|李红|13900000002|=93|=220",
            "3-103|王五|13900000003|=94|=0",
        ],
        &[
            "3-101 - owner:张小明:13900000001",
            "3-102 - owner:李红:13900000002",
            "3-103 - owner:王五:13900000003",
            "note 3-101 D 列: 92.4",
            "note 3-101 E 列: 110",
            "note 3-102 D 列: 93",
            "note 3-102 E 列: 220",
            "note 3-103 D 列: 94",
            "note 3-103 E 列: 0",
            "Decide D1 column_unlabelled",
            "Decide E1 column_unlabelled",
        ],
    );
}

#[test]
fn a_cross_among_months_is_kept() {
    check(
        &["车牌|房号|车主|1月|2月", "粤B12345|1-101|张小明|×|×", "粤B12346|1-102|李红|√|×"],
        &[
            "1-101? - owner:张小明:",
            "1-102? - owner:李红:",
            "car 1-101 [] 粤B12345 张小明 ",
            "car 1-102 [] 粤B12346 李红 ",
            "note 1-101 1月: ×",
            "note 1-101 2月: ×",
            "note 1-102 1月: √",
            "note 1-102 2月: ×",
            "Decide D1 time_columns",
        ],
    );
}

#[test]
fn arrears_in_a_list_of_payments_are_asked_about() {
    check_findings(
        &[(
            "表",
            &[
                "房号|收费项目|应收|实收|欠收|缴费日期",
                "1-101|物业费|=450|=100|=350|2014.8.1",
                "1-102|物业费|=450|=450|=0|2014.8.1",
            ],
        )],
        &["Decide 表!E1 debts_beside_payments"],
    );
}

#[test]
fn cards_are_no_table() {
    let sheets = [
        ("卡", &["住户登记卡", "房号|5-1-201|业主姓名|黄大勇", "建筑面积|92.3|入住时间|2008.1.1"][..]),
        OWNERS,
    ];
    check_findings(&sheets, &["Decide 卡!A1 sheet_of_cards"]);
    let card = Sheet { name: "卡".into(), ..sheet(sheets[0].1) };
    let book = Book { format: crate::Format::Xlsx, sheets: vec![card], name: String::new(), cut: Vec::new() };
    let refused = import(&book, &Options::default()).unwrap().recognised().unwrap_err();
    assert!(
        refused.code == "roster_not_recognised" && refused.message.contains("卡片"),
        "{}",
        refused.message
    );
}

#[test]
fn doors_may_stand_under_the_entrance_and_shops_under_a_place() {
    check(
        &[
            "单元号|面积|产权人",
            "=101|=70|张小明",
            "=102|=71|李红",
            "=201|=72|王五",
            "=202|=73|赵静",
            "=301|=74|周伟",
            "合计：5户||",
        ],
        &[
            "101 70 owner:张小明:",
            "102 71 owner:李红:",
            "201 72 owner:王五:",
            "202 73 owner:赵静:",
            "301 74 owner:周伟:",
            "Note A7 total_without_numbers",
        ],
    );
    check(
        &["位置|租户|月租金|联系方式", "1号铺|王敏|=1500|13900000001", "2号铺|高家豪|=1500|13900000002"],
        &[
            "1-铺 - tenant:王敏:13900000001",
            "2-铺 - tenant:高家豪:13900000002",
            "note 1-铺 月租金: 1500",
            "note 2-铺 月租金: 1500",
        ],
    );
}

#[test]
fn a_list_of_arrears_without_amounts_is_asked_about() {
    let lines = ["房号|业主|甲|乙", "1-101|张小明|=10|=20", "1-102|李红|=10|", "1-103|王五||=30"];
    check_findings(&[("欠费", &lines)], &["Decide 欠费!C1 arrears_without_amounts"]);
    check_findings(&[("业主", &lines)], &[]);
}

#[test]
fn a_list_of_what_was_collected_from_nobody_is_asked_about() {
    let lines = ["房号|业主|单价|回执|备注", "1-101|张小明|=1.5|A1|", "1-102|李红|=1.5||租户"];
    check_findings(
        &[("2024年物业费收缴台账", &lines)],
        &["Decide 2024年物业费收缴台账!D1 nothing_collected"],
    );
    check_findings(&[("物业费收费标准", &lines)], &[]);
    check_findings(&[("业主", &lines)], &[]);
    let full = ["房号|业主|单价|回执", "1-101|张小明|=1.5|A1", "1-102|李红|=1.5|A2"];
    check_findings(&[("2024年物业费收缴台账", &full)], &[]);
}

#[test]
fn debts_that_are_told_in_words_are_told_of() {
    for (rows, expect) in [
        (
            &["房号|业主|欠费情况", "1-101|张小明|2014.5-2015.3物业费1155元", "1-102|李红|"][..],
            Some("C1 debts_in_words"),
        ),
        (
            &["房号|业主|面积|1季度租金", "1-101|张小明|=80|欠1800", "1-102|李红|=80|"],
            Some("D1 debts_in_words"),
        ),
        (
            &["房号|业主|年物业费|欠费情况", "1-101|张小明|=1080|未缴", "1-102|李红|=1080|缴500，欠580"],
            Some("D1 debts_in_words"),
        ),
        (&["房号|业主|备注", "1-101|张小明|欠2015年物业费1080元", "1-102|李红|"], Some("C1 debts_in_words")),
        (
            &["房号|业主|物业费交至", "1-101|张小明|2014-05-31", "1-102|李红|2014-06-30"],
            Some("C1 debts_without_amounts"),
        ),
        (&["房号|业主|备注", "1-101|张小明|未交房", "1-102|李红|不欠费"], None),
        (&["房号|业主|欠费|备注", "1-101|张小明|=100|欠2015年物业费100元", "1-102|李红||"], None),
        (
            &[
                "房号|业主|应收|实收|备注",
                "1-101|张小明|=100|=100|欠2012-2013年物业费2,000元",
                "1-102|李红|=100||",
            ],
            Some("E1 debts_in_remarks"),
        ),
        (&["房号|业主|应收|实收|备注", "1-101|张小明|=100|=60|欠40元", "1-102|李红|=100||"], None),
    ] {
        let draft = imported(&[("表", rows)], &[]);
        let told = draft.findings.iter().filter(|finding| finding.code.starts_with("debts_"));
        let told: Vec<String> = told.map(|f| format!("{} {}", f.cell, f.code)).collect();
        assert_eq!(told.first().map(String::as_str), expect, "{rows:?}");
        assert!(told.len() <= 1, "{told:?}");
    }
}
