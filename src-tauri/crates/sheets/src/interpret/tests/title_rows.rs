//! What a title says with words beside it: `单位：元`, who made the list, and when.

use super::offices::{check, check_sheets, imported};
use super::told;

const OWED: [&str; 3] = ["房号|业主|欠费金额", "8-101|张小明|=600", "8-102|李红|=300"];

/// What the two of `OWED` owe.
fn owing(item: &str, period: &str) -> Vec<String> {
    vec![
        "8-101? - owner:张小明:".into(),
        format!("  owes {item} {period} 60000"),
        "8-102? - owner:李红:".into(),
        format!("  owes {item} {period} 30000"),
    ]
}

fn check_title(title: &[&str], table: [&str; 3], expect: &[String]) {
    let lines: Vec<&str> = title.iter().chain(&table).copied().collect();
    check(&lines, &expect.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn a_title_is_read_beside_words_of_the_paper() {
    let fee = owing("物业费", "2018-01-01…2018-06-30");
    for title in [
        "2018年1-6月物业费欠费表",
        "2018年1-6月物业费欠费表 单位：元",
        "2018年1-6月物业费欠费表（单位：元）",
        "2018年1-6月物业费欠费表    制表人：小王",
        "2018年1-6月物业费欠费表 打印日期：2018-07-05",
        "2018年1-6月物业费欠费表 金额单位：元",
        "2018年1-6月物业费欠费表||单位：元",
        "2018年1-6月物业费欠费表||（元）",
        "2018年1-6月物业费欠费表||2018年7月5日",
        "2018年1-6月物业费欠费表 2018年7月5日",
        "2018年1-6月物业费欠费表||制表日期：2018-7-5",
        "2018年1-6月物业费欠费表|单位：|元",
        "单位：元||2018年1-6月物业费欠费表",
    ] {
        check_title(&[title], OWED, &fee);
        check_title(&[title, "编制单位：翠湖物业||单位：元"], OWED, &fee);
    }
    let rent = owing("租金", "2018-01-01…2018-06-30");
    check_title(&["2018年1-6月商铺租金欠费表||单位：元"], OWED, &rent);
}

#[test]
fn a_title_of_deposits_or_prepayments_is_so_beside_the_unit() {
    let table = ["房号|业主|金额", OWED[1], OWED[2]];
    let said = |kind: &str, title: &str| {
        let lines: Vec<&str> = std::iter::once(title).chain(table).collect();
        let draft = imported(&[("表", &lines)], &[]);
        assert_eq!(draft.totals.opening_fen, 0, "{title}");
        let said = told(&draft);
        assert!(said.iter().any(|line| line.starts_with("held") && line.contains(kind)), "{said:?}");
    };
    said("Deposit", "2018年装修押金明细（单位：元）");
    said("Prepayment", "2018年预收物业费明细||单位：元");
}

#[test]
fn buildings_of_titles_with_a_unit_keep_sheets_apart() {
    let sheet = |title: &'static str| [title, "房号|业主|欠费金额", "=101|张小明|=600", "=102|李红|=300"];
    let (three, four) =
        (sheet("3号楼2018年物业费欠费表（单位：元）"), sheet("4号楼2018年物业费欠费表||2019年1月5日"));
    check_sheets(
        &[("Sheet1", &three), ("Sheet2", &four)],
        &[
            "3-101? - owner:张小明:",
            "  owes 物业费 2018-01-01…2018-12-31 60000",
            "3-102? - owner:李红:",
            "  owes 物业费 2018-01-01…2018-12-31 30000",
            "4-101? - owner:张小明:",
            "  owes 物业费 2018-01-01…2018-12-31 60000",
            "4-102? - owner:李红:",
            "  owes 物业费 2018-01-01…2018-12-31 30000",
        ],
    );
}

#[test]
fn the_next_tables_title_is_no_row_of_the_one_above() {
    check(
        &[
            "1栋物业费欠费表||单位：元",
            "房号|业主|欠费金额",
            "=101|张小明|=600",
            "2栋物业费欠费表||单位：元",
            "房号|业主|欠费金额",
            "=101|李红|=300",
        ],
        &["1-101? - owner:张小明:", "  owes 物业费 … 60000", "2-101? - owner:李红:", "  owes 物业费 … 30000"],
    );
}

#[test]
fn titles_name_months_by_their_days_and_in_numerals() {
    for title in [
        "2018年1月1日至2018年6月30日物业费收缴表",
        "物业费收缴表（2018年1月1日-6月30日）",
        "物业费收缴明细 所属期：2018年1-6月",
        "二〇一八年1-6月物业费收缴明细",
        "二0一八年上半年物业费收缴明细",
    ] {
        check(
            &[title, "房号|业主|应收|实收|欠费", "8-101|张小明|=600|=0|=600", "8-102|李红|=300|=300|=0"],
            &[
                "8-101? - owner:张小明:",
                "  owes 物业费 2018-01-01…2018-06-30 60000",
                "8-102? - owner:李红:",
                "paid 8-102  2018-01-01…2018-06-30 on  30000/30000  ",
                "note 8-101 应收: 600",
                "note 8-102 应收: 300",
            ],
        );
    }
}

#[test]
fn a_row_of_words_and_a_day_is_no_title() {
    check(
        &[
            "房号|业主|欠费金额|备注|日期",
            "8-101|张小明|=600|已电话联系|2018-7-5",
            "8-102|李红|=300||",
            "|||上门两次，家中无人，邻居说已经搬走，没有留下新的电话|2018-7-6",
        ],
        &[
            "8-101 - owner:张小明:",
            "  owes 物业费 … 60000",
            "8-102 - owner:李红:",
            "  owes 物业费 … 30000",
            "note 8-101 备注: 已电话联系",
            "note 8-101 日期: 2018-7-5",
            "note 8-102 备注: 上门两次,家中无人,邻居说已经搬走,没有留下新的电话",
            "note 8-102 日期: 2018-7-6",
            "Decide A4 room_blank_joined 8-102",
        ],
    );
}

#[test]
fn a_row_of_asides_below_a_title_hides_nothing_of_it() {
    let fee = owing("物业费", "2018-01-01…2018-06-30");
    for aside in ["单位：元", "||单位：元", "制表日期：2018-7-5", "|2018年7月5日", "共2户"]
    {
        check_title(&["2018年1-6月物业费欠费表", aside], OWED, &fee);
    }
    for title in [
        &["3号楼业主台账", "单位：平方米"][..],
        &["3号楼业主台账", "|||单位：㎡"],
        &["3号楼业主台账", "制表日期：2024.5.6"],
        &["3号楼业主台账|||说明："],
    ] {
        check_title(
            title,
            ["房号|业主|电话|面积", "=101|张小明||=88.5", "=102|李红||=90"],
            &["3-101 88.5 owner:张小明:".into(), "3-102 90 owner:李红:".into()],
        );
    }
    let rooms = ["3号楼业主台账||共2户", "房号|业主|电话|面积", "=101|张小明||=88.5", "=102|李红||=90"];
    check(&rooms, &["3-101 88.5 owner:张小明:", "3-102 90 owner:李红:", "Note A1 total_without_numbers"]);
}
