//! Tables about money: arrears, fees, payments, what is held.

use super::{Case, Kind, M, check, read};

#[test]
fn arrears_are_split_into_their_months_and_charged_to_who_owes_them() {
    check(
        &[Case {
            kind: Kind::Arrears,
            columns: &[M::Room, M::OwnerName, M::LiableName, M::PeriodRange, M::Opening, M::Note, M::Months],
            lines: &[
                "房号|业主|责任人|欠费周期|欠费金额|欠费原因|月数",
                "1-101|张小明|张小明|2014年11月-2015年1月（3）|=100|漏水|",
                "1-102|李红|租户王五|2014年1月（2）|=10||",
                "1-103|赵桂兰||三年|=30|人在外地|=36",
                "1-104|何伟||2014.1.15-2014.2.14|=30||",
                "||| 2014年3月|=5||",
                "合计||||=175||",
            ],
            ..Case::default()
        }],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 2014-11-01…2014-11-30 3334 张小明",
            "  owes 物业费 2014-12-01…2014-12-31 3333 张小明",
            "  owes 物业费 2015-01-01…2015-01-31 3333 张小明",
            "1-102? - owner:李红: tenant:王五:",
            "  owes 物业费 2014-01-01…2014-01-31 1000 王五",
            "1-103? - owner:赵桂兰:",
            "  owes 物业费 …2025-12-31 3000",
            "1-104? - owner:何伟:",
            "  owes 物业费 2014-01-15…2014-02-14 3000",
            "  owes 物业费 2014-03-01…2014-03-31 500",
            "note 1-101 欠费原因: 漏水",
            "note 1-103 欠费周期: 三年",
            "note 1-103 欠费原因: 人在外地",
            "Decide D3 months_differ 1",
            "Decide D4 period_unreadable",
            "Note D5 period_not_whole_months",
            "total 表1：欠费金额（合计） 175/17500 一致。",
        ],
    );
}

#[test]
fn a_line_of_fees_is_owed_where_it_is_not_paid() {
    let export = Case {
        kind: Kind::Fees,
        columns: &[
            M::Building,
            M::Room,
            M::Item,
            M::Due,
            M::Rate,
            M::PeriodFrom,
            M::PeriodTo,
            M::Ignored,
            M::Paid,
            M::Prepaid,
            M::PaidOn,
        ],
        lines: &[
            "楼阁名称|单元名称|收费项目|应计金额|单价|计费起始日期|计费终止日期|计费id|实收金额|前期预收|收款日期",
            "1栋|101\n|物业管理费|=165.6|=1.85|2014年10月|2014年10月|=88|=165.6|=0|2014-10-09",
            "1栋|102\n|物业管理费|=100|=1.85|2014-10-01|2014-12-31|=89|=40|=300|",
            "1栋|103\n|水费|=20|=2|2014年10月|2014年10月|=90|||",
            "1栋|104\n|水费|=20|=2|2014年10月|2014年10月|=91|=25||2014-10-08",
            "合计:|||=305.6|=7.7|||=358|=230.6|=300|",
        ],
        ..Case::default()
    };
    let units = [
        "1-101? -",
        "1-102? -",
        "  owes 物业费 2014-10-01…2014-12-31 6000",
        "1-103? -",
        "  owes 水费 2014-10-01…2014-10-31 2000",
        "1-104? -",
        "paid 1-101 物业管理费 2014-10-01…2014-10-31 on 2014-10-09 16560/16560  ",
        "paid 1-102 物业管理费 2014-10-01…2014-12-31 on  10000/4000  ",
        "paid 1-104 水费 2014-10-01…2014-10-31 on 2014-10-08 2000/2500  ",
    ];
    let said = |rest: &[&'static str]| [&units[..], rest].concat();
    check(
        &[Case { lines: export.lines, columns: export.columns, kind: Kind::Fees, ..Case::default() }],
        &said(&[
            "note 1-102 前期预收: 300",
            "Decide J3 fee_prepaid",
            "Decide D5 paid_more_than_due 20.00",
            "total 表1：应计金额（合计） 305.6/30560 一致。",
            "total 表1：实收金额（合计） 230.6/23060 一致。",
            "total 表1：前期预收（合计） 300/0 有 1 行没有导入（第 3 行），合 300 元。",
        ]),
    );
    let decisions: &[_] = &[("fee_prepaid", "prepayment"), ("paid_more_than_due", "prepayment")];
    let held = read(&[Case { decisions, ..export }]).balances;
    let held: Vec<(&str, i64)> = held.iter().map(|b| (b.unit.as_str(), b.amount_fen)).collect();
    assert_eq!(held, [("1-102", 30_000), ("1-104", 500)]);
}

#[test]
fn a_wide_table_of_fees_owes_an_item_a_column() {
    check(
        &[Case {
            kind: Kind::Fees,
            columns: &[M::Room, M::Due, M::Paid, M::Due, M::Opening, M::Opening, M::OpeningTotal],
            lines: &[
                "房号|本期应收_管理费|本期实收_管理费|本期应收_公共用电分摊(路灯)|前期欠费_管理费|前期欠费_滞纳金|合计",
                "1-101|=100|=30|=6.4|=50|=1|=157.4",
                "1-102|=100|||=50||=140",
                "合计|=200|=30|=6.4|=100|=1|=297.4",
            ],
            ..Case::default()
        }],
        &[
            "1-101? -",
            "  owes 物业费 …2025-12-31 5000",
            "  owes 违约金 …2025-12-31 100",
            "  owes 物业费 …2025-12-31 7000",
            "  owes 公摊费 …2025-12-31 640",
            "1-102? -",
            "  owes 物业费 …2025-12-31 5000",
            "  owes 物业费 …2025-12-31 10000",
            "paid 1-101 物业费 … on  10000/3000  ",
            "Decide G3 row_total_differs 150",
            "Decide G4 total_differs 297.4",
            "total 表1：本期应收_管理费（合计） 200/20000 一致。",
            "total 表1：本期实收_管理费（合计） 30/3000 一致。",
            "total 表1：本期应收_公共用电分摊(路灯)（合计） 6.4/640 一致。",
            "total 表1：前期欠费_管理费（合计） 100/10000 一致。",
            "total 表1：前期欠费_滞纳金（合计） 1/100 一致。",
            "total 表1：合计（合计） 297.4/30740 ? 有 1 行自己的合计与各列之和不符（第 3 行），按各列导入，共多 10 元，请核对。",
        ],
    );
}

#[test]
fn what_is_held_becomes_balances() {
    check(
        &[Case {
            kind: Kind::Balances,
            columns: &[M::Room, M::Prepaid, M::Deposit, M::Item, M::Amount],
            lines: &[
                "房号|预存余额|装修押金|项目|金额",
                "1-101|=100|=2000||",
                "1-102|=-5||门禁卡押金|=20",
                "1-103|||预存|=7",
                "合计|=95|=2000||=27",
            ],
            ..Case::default()
        }],
        &[
            "1-101? -",
            "1-102? -",
            "1-103? -",
            "held 1-101 Prepayment  10000",
            "held 1-101 Deposit 装修押金 200000",
            "held 1-102 Deposit 门禁卡押金 2000",
            "held 1-103 Prepayment  700",
            "note 1-102 预存余额: -5",
            "Decide B3 balance_negative",
            "total 表1：预存余额（合计） 95/10000 有 1 行没有导入（第 3 行），合 -5 元。",
            "total 表1：装修押金（合计） 2000/200000 一致。",
            "total 表1：金额（合计） 27/2700 一致。",
        ],
    );
}

#[test]
fn payments_of_the_past_are_history() {
    check(
        &[Case {
            kind: Kind::Payments,
            columns: &[
                M::Room,
                M::Item,
                M::PeriodRange,
                M::PeriodFrom,
                M::PeriodTo,
                M::PaidOn,
                M::Due,
                M::Paid,
                M::Cashier,
                M::Note,
            ],
            lines: &[
                "房屋|收费项目|周期|开始|结束|缴费时间|应缴|实缴|收银员|备注",
                "1-1-1001|物业费|2015年1-3月|||2015-01-08 10:21:33|=496.74|=496.74|何桂兰|微信",
                "1-1-1001|车位费||2015-01-01|2015-01-31|20150108|=80|=80|何桂兰|",
                "1-1-1002|物业费||||2015-02-01|=100||林玉梅|未到账",
                "1-1-1002|物业费||||2015-02-01||=-20|林玉梅|退",
            ],
            ..Case::default()
        }],
        &[
            "1-1-1001? -",
            "1-1-1002? -",
            "paid 1-1-1001 物业费 2015-01-01…2015-03-31 on 2015-01-08 49674/49674 何桂兰 微信",
            "paid 1-1-1001 车位费 2015-01-01…2015-01-31 on 2015-01-08 8000/8000 何桂兰 ",
            "paid 1-1-1002 物业费 … on 2015-02-01 /-2000 林玉梅 退",
            "note 1-1-1002 备注: 未到账",
            "Decide H4 payment_without_amount",
            "Decide H5 payment_negative",
        ],
    );
}

#[test]
fn an_amount_without_a_word_is_asked_about_once() {
    let sheet = Case {
        columns: &[M::Serial, M::Building, M::Room, M::OwnerName, M::Area, M::Amount],
        lines: &[
            "编码|单元代码|室号|客户|面积|金额",
            "=1|C1|2-1|张小明|=88.2|=1234.5",
            "|C1|6#车位||=0.1|=480",
            "|C1|1F电梯厅|某某公司|=1|",
        ],
        ..Case::default()
    };
    let (columns, lines) = (sheet.columns, sheet.lines);
    check(
        &[sheet],
        &[
            "C1-2-1 88.2 owner:张小明:",
            "  owes 物业费 …2025-12-31 123450",
            "C1-6-车位 0.1",
            "  owes 物业费 …2025-12-31 48000",
            "C1-1F电梯厅 1 owner:某某公司:",
            "Decide F1 amount_meaning 欠费",
            "Decide D3 owner_missing",
            "Note E3 area_placeholder 0.1",
            "Decide C4 room_is_common",
            "Note E4 area_placeholder 1",
        ],
    );
    let draft =
        read(&[Case { columns, lines, decisions: &[("amount_meaning", "leave_out")], ..Case::default() }]);
    assert_eq!((draft.totals.opening_fen, draft.totals.notes), (0, 2));
}

#[test]
fn totals_of_a_building_of_an_item_and_a_wrong_one_are_told_apart() {
    check(
        &[Case {
            kind: Kind::Fees,
            columns: &[M::Building, M::Room, M::Item, M::Due],
            lines: &[
                "楼栋|房号|收费项目|应收",
                "=1|=101|物业费|=10",
                "=1|=101|水费|=3",
                "=2|=101|物业费|=20",
                "2栋小计|||=20",
                "物业费合计|||=30",
                "1栋合计|||=13",
                "总计|||=36",
            ],
            ..Case::default()
        }],
        &[
            "1-101? -",
            "  owes 物业费 …2025-12-31 1000",
            "  owes 水费 …2025-12-31 300",
            "2-101? -",
            "  owes 物业费 …2025-12-31 2000",
            "Decide D8 total_differs 33",
            "total 表1：应收（2栋小计） 20/2000 一致。",
            "total 表1：应收（物业费合计） 30/3000 一致。",
            "total 表1：应收（1栋合计） 13/1300 一致。",
            "total 表1：应收（总计） 36/3300 ? 工作簿的合计与各行之和仍相差 3 元，请核对。第 3 行正好是这个数。",
        ],
    );
}

#[test]
fn what_is_left_of_what_is_due_is_owed_once() {
    check(
        &[Case {
            kind: Kind::Fees,
            columns: &[M::Room, M::Due, M::Opening],
            lines: &["房号|应收|欠费", "1-101|=1200|=900", "1-102|=1200|"],
            ..Case::default()
        }],
        &[
            "1-101? -",
            "  owes 物业费 …2025-12-31 90000",
            "1-102? -",
            "note 1-101 应收: 1200",
            "note 1-102 应收: 1200",
        ],
    );
}

#[test]
fn a_prepayment_under_a_title_of_arrears_stays_one() {
    for (header, expect) in [("预存余额", (0, 300)), ("预收款余额", (0, 300)), ("余额", (300, 0))]
    {
        let headers = format!("房号|业主|{header}");
        let rows = ["欠费及预存情况表", &headers, "1-101|张小明|=100", "1-102|李红|=200"];
        let draft = super::offices::imported(&[("表", &rows)], &[]);
        let owed = draft.units.iter().flat_map(|unit| &unit.openings).map(|owed| owed.amount_fen / 100);
        let held = draft.balances.iter().map(|held| held.amount_fen / 100);
        assert_eq!((owed.sum::<i64>(), held.sum::<i64>()), expect, "{header}");
    }
}
