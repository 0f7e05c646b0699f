//! Amounts and the columns they stand in, as offices write them.

use super::offices::{check, check_decided};

#[test]
fn years_below_a_group_are_columns_of_their_own() {
    check(
        &[
            "楼号|房号|业主|欠费||",
            "|||2008年|2009年|合计",
            "1#|101|张小明|=100|=200|=300",
            "|102|李红||=50|=50",
            "合计|||=100|=250|=350",
        ],
        &[
            "1-101 - owner:张小明:",
            "  owes 物业费 2008-01-01…2008-12-31 10000",
            "  owes 物业费 2009-01-01…2009-12-31 20000",
            "1-102 - owner:李红:",
            "  owes 物业费 2009-01-01…2009-12-31 5000",
            "total 表：欠费_2008年（合计） 100/10000 一致。",
            "total 表：欠费_2009年（合计） 250/25000 一致。",
            "total 表：欠费_合计（合计） 350/35000 一致。",
        ],
    );
}

#[test]
fn amounts_in_another_unit_are_scaled_exactly() {
    let lines: &[&str] = &[
        "单位：万元",
        "房号|业主|欠费金额|预存（元）",
        "1-101|张小明|=0.1234|=50",
        "1-102|李红|1200元|",
        "1-103|王五|0.5万|",
        "合计||=0.7434|=50",
    ];
    let units = ["1-101 - owner:张小明:", "  owes 物业费 … 123400"];
    check(
        lines,
        &[
            units[0],
            units[1],
            "1-102 - owner:李红:",
            "  owes 物业费 … 120000",
            "1-103 - owner:王五:",
            "  owes 物业费 … 500000",
            "held 1-101 Prepayment  5000",
            "Note C2 amount_unit 万元",
            "total 表：欠费金额（合计） 0.7434/743400 一致。",
            "total 表：预存(元)（合计） 50/5000 一致。",
        ],
    );
    // Written clearly, and hardly meant.
    let large: &[&str] = &["单位：万元", "房号|业主|欠费金额", "1-101|张小明|=1234.5", "1-102|李红|=300"];
    check(
        large,
        &[
            "1-101 - owner:张小明:",
            "  owes 物业费 … 123450",
            "1-102 - owner:李红:",
            "  owes 物业费 … 30000",
            "Decide C2 amount_unit_doubtful 元",
        ],
    );
    let small: &[&str] = &["房号|业主|欠费（千元）", "1-101|张小明|=1.2345"];
    check_decided(
        small,
        &[("amount_unit", "yuan")],
        &[
            "1-101 - owner:张小明:",
            "  owes 物业费 … 123",
            "Note C1 amount_unit 元",
            "Note C2 amount_rounded 1.23",
        ],
    );
}

#[test]
fn a_fee_beside_what_is_owed_is_asked_about() {
    check(
        &[
            "房号|业主|物业费|已交至|欠费金额",
            "1-101|张小明|=100|2013年6月|=600",
            "1-102|李红|=100|2013年3月|=900",
        ],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 2013-07-01… 60000",
            "1-102? - owner:李红:",
            "  owes 物业费 2013-04-01… 90000",
            "note 1-101 物业费: 100",
            "note 1-102 物业费: 100",
            "Decide C1 fee_meaning",
        ],
    );
    // Times the months it is what is owed.
    check(
        &["房号|业主|物业费|欠费月数|欠费金额", "1-101|张小明|=100|=6|=600", "1-102|李红|=96.5|=9|=868.5"],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 … 60000",
            "1-102? - owner:李红:",
            "  owes 物业费 … 86850",
            "note 1-101 物业费: 100",
            "note 1-102 物业费: 96.5",
        ],
    );
}

#[test]
fn when_is_no_amount() {
    check(
        &[
            "房号|姓名|项目|应收年月|应收金额|实收金额|欠费金额|违约金",
            "1-101|张小明|物业费|=201501|=100|=0|=100|=1.5",
            "1-102|李红|物业费|=201513|=100|=0|=100|",
        ],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 2015-01-01…2015-01-31 10000",
            "  owes 违约金 2015-01-01…2015-01-31 150",
            "1-102? - owner:李红:",
            "  owes 物业费 … 10000",
            "note 1-101 应收金额: 100",
            "note 1-102 应收年月: 201513",
            "note 1-102 应收金额: 100",
            "Decide D3 period_unreadable",
        ],
    );
    // Whatever the header: nobody owes 201501 元 and then 201502.
    check(
        &["房号|业主|应收|欠费", "1-101|张小明|=201501|=5", "1-102|李红|=201502|=6"],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 2015-01-01…2015-01-31 500",
            "1-102? - owner:李红:",
            "  owes 物业费 2015-02-01…2015-02-28 600",
        ],
    );
}

#[test]
fn numbers_without_a_header_are_kept_and_told() {
    let lines: &[&str] =
        &["房号|业主|欠费||电话", "1-101|张小明|=10|=555|13900000001", "1-102|李红|=20|=77.5|"];
    let owners = ["1-101 - owner:张小明:13900000001", "1-102 - owner:李红:"];
    check(
        lines,
        &[
            owners[0],
            "  owes 物业费 … 1000",
            owners[1],
            "  owes 物业费 … 2000",
            "note 1-101 D 列: 555",
            "note 1-102 D 列: 77.5",
            "Decide D1 column_unlabelled",
        ],
    );
    check_decided(
        lines,
        &[("column_unlabelled", "arrears")],
        &[
            owners[0],
            "  owes 物业费 … 1000",
            "  owes 物业费 … 55500",
            owners[1],
            "  owes 物业费 … 2000",
            "  owes 物业费 … 7750",
            "Decide D1 column_unlabelled 欠费",
        ],
    );
}

#[test]
fn amounts_that_nobody_owes_and_strokes_behind_figures() {
    let lines: &[&str] =
        &["房号|业主|欠费", "1-101|张小明|=20000000", "1-102|李红|1200.-", "1-103|王五|500-"];
    check(
        lines,
        &[
            "1-101 - owner:张小明:",
            "1-102 - owner:李红:",
            "  owes 物业费 … 120000",
            "1-103 - owner:王五:",
            "  owes 物业费 … -50000",
            "note 1-101 欠费: 20000000",
            "Decide C2 amount_absurd",
            "Decide C4 trailing_minus -500.00",
            "Decide C4 opening_negative -500.00",
        ],
    );
    check_decided(
        lines,
        &[("trailing_minus", "stroke"), ("amount_absurd", "keep")],
        &[
            "1-101 - owner:张小明:",
            "  owes 物业费 … 2000000000",
            "1-102 - owner:李红:",
            "  owes 物业费 … 120000",
            "1-103 - owner:王五:",
            "  owes 物业费 … 50000",
            "Decide C2 amount_absurd 照常",
            "Decide C4 trailing_minus 500.00",
        ],
    );
}

#[test]
fn the_months_an_amount_fits() {
    let lines: &[&str] =
        &["房号|业主|欠费起止时间|月数|每月金额|欠费金额", "1-101|张小明|2013.1-2013.3|=2|=80|=160"];
    let owes = |month: u32, fen: u32| {
        format!("  owes 物业费 2013-{month:02}-01…2013-{month:02}-{} {fen}", [31, 28, 31][month as usize - 1])
    };
    let thirds = [owes(1, 5_334), owes(2, 5_333), owes(3, 5_333)];
    check(
        lines,
        &[
            "1-101? - owner:张小明:",
            &thirds[0],
            &thirds[1],
            &thirds[2],
            "note 1-101 每月金额: 80",
            "Decide C2 months_written 3",
        ],
    );
    check_decided(
        lines,
        &[("months_written", "written")],
        &[
            "1-101? - owner:张小明:",
            &owes(1, 8_000),
            &owes(2, 8_000),
            "note 1-101 每月金额: 80",
            "Decide C2 months_written 2",
        ],
    );
}

#[test]
fn each_item_has_its_own_months() {
    check(
        &[
            "铺号|租户|租金||管理费||欠费总额",
            "||月份|金额|月份|金额|",
            "A-01|张小明|2013.5-6|=100|2013.7|=30|=130",
        ],
        &[
            "A-1? - tenant:张小明:",
            "  owes 租金 2013-05-01…2013-05-31 5000",
            "  owes 租金 2013-06-01…2013-06-30 5000",
            "  owes 物业费 2013-07-01…2013-07-31 3000",
        ],
    );
}

#[test]
fn a_tick_or_a_word_where_an_amount_was_expected() {
    let lines: &[&str] =
        &["2014年欠费表", "房号|业主|月标准|1月|2月", "4-101|张小明|=150|√|=150", "4-102|李红|=150|=150|√"];
    let owes = |month: &str, fen: u32| format!("  owes 物业费 2014-{month} {fen}");
    let (january, february) = (owes("01-01…2014-01-31", 15_000), owes("02-01…2014-02-28", 15_000));
    let people = ["4-101 - owner:张小明:", "4-102 - owner:李红:"];
    check(
        lines,
        &[
            people[0],
            &february,
            people[1],
            &january,
            "note 4-101 2014年_1月: √",
            "note 4-101 月标准: 150",
            "note 4-102 2014年_2月: √",
            "note 4-102 月标准: 150",
            "Decide D3 tick_mark 0",
            "Decide E4 tick_mark 0",
        ],
    );
    check_decided(
        lines,
        &[("tick_mark", "owed")],
        &[
            people[0],
            &january,
            &february,
            people[1],
            &january,
            &february,
            "note 4-101 月标准: 150",
            "note 4-102 月标准: 150",
            "Decide D3 tick_mark 150.00",
            "Decide E4 tick_mark 150.00",
        ],
    );
    check(
        &["2014年欠费表", "房号|业主|月标准|1月|一季度", "4-101|张小明|=150|√|欠"],
        &[
            people[0],
            "  owes 物业费 2014-01-01…2014-03-31 45000",
            "note 4-101 2014年_1月: √",
            "note 4-101 月标准: 150",
            "Note D3 paid_mark 0",
            "Decide E3 owed_mark 450.00",
        ],
    );
}

#[test]
fn totals_say_what_a_tick_is() {
    check(
        &["2014年欠费表", "房号|业主|1月|2月|欠费合计", "4-101|张小明|√|=150|=150"],
        &[
            "4-101? - owner:张小明:",
            "  owes 物业费 2014-02-01…2014-02-28 15000",
            "note 4-101 2014年_1月: √",
            "Note C3 paid_mark 0",
        ],
    );
}

#[test]
fn a_row_that_does_not_add_up_leaves_the_total_open() {
    check(
        &[
            "房号|业主|物业费欠费|水费欠费|欠费合计",
            "1-101|张小明|=100|=20|=120",
            "1-102|李红|=100|=20|=620",
            "合计||=200|=40|=740",
        ],
        &[
            "1-101 - owner:张小明:",
            "  owes 物业费 … 10000",
            "  owes 水费 … 2000",
            "1-102 - owner:李红:",
            "  owes 物业费 … 10000",
            "  owes 水费 … 2000",
            "Decide E3 row_total_differs 120",
            "Decide E4 total_differs 740",
            "total 表：物业费欠费（合计） 200/20000 一致。",
            "total 表：水费欠费（合计） 40/4000 一致。",
            "total 表：欠费合计（合计） 740/24000 ? 有 1 行自己的合计与各列之和不符（第 3 行），按各列导入，共少 500 元，请核对。",
        ],
    );
}

#[test]
fn yes_and_no_under_what_is_owed() {
    check(
        &["房号|业主|欠费", "1-101|张小明|是", "1-102|李红|否", "1-103|王五|√"],
        &[
            "1-101 - owner:张小明:",
            "1-102 - owner:李红:",
            "1-103 - owner:王五:",
            "note 1-101 欠费: 是",
            "note 1-102 欠费: 否",
            "note 1-103 欠费: √",
            "Decide C2 amount_unreadable",
            "Note C3 paid_mark 0",
            "Decide C4 amount_unreadable",
        ],
    );
}

#[test]
fn a_unit_that_is_no_unit_of_money() {
    check(
        &["编制单位：某某物业公司", "金额单位：元", "房号|业主|欠费金额", "1-101|张小明|=100"],
        &["1-101 - owner:张小明:", "  owes 物业费 … 10000"],
    );
}
