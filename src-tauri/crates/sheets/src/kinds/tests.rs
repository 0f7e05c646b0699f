//! Each kind of table from rows whose columns are told, so that nothing here hangs on the words of a header.

use super::*;
use crate::book::{Merge, Sheet};
use crate::layout::{Column, Region};
use crate::rows::tests::sheet;
use crate::{Confidence, Decision, Symbol, SymbolChoice};
use Meaning as M;

/// A table: its kind, what its columns mean, and its lines, the header first.
struct Case<'a> {
    kind: Kind,
    columns: &'a [Meaning],
    lines: &'a [&'a str],
    /// First and last row (from 0) and column.
    merges: &'a [(u32, u32, u32)],
    hidden_rows: &'a [u32],
    decisions: &'a [(&'a str, &'a str)],
    symbols: &'a [(&'a str, Symbol)],
}

impl Default for Case<'_> {
    fn default() -> Self {
        Case {
            kind: Kind::Roster,
            columns: &[],
            lines: &[],
            merges: &[],
            hidden_rows: &[],
            decisions: &[],
            symbols: &[],
        }
    }
}

fn table(case: &Case<'_>) -> (Sheet, Layout) {
    let mut sheet = sheet(case.lines);
    let merge = |(first_row, last_row, column): &(u32, u32, u32)| Merge {
        first_row: *first_row,
        last_row: *last_row,
        first_column: *column,
        last_column: *column,
    };
    sheet.merges = case.merges.iter().map(merge).collect();
    sheet.hidden_rows = case.hidden_rows.to_vec();
    let headers: Vec<&str> = case.lines[0].split('|').collect();
    let column = |(index, meaning): (u32, &Meaning)| Column {
        index,
        header: headers.get(usize::try_from(index).unwrap()).copied().unwrap_or_default().to_owned(),
        meaning: *meaning,
        confidence: Confidence::Sure,
        note: String::new(),
    };
    let region = Region {
        kind: case.kind,
        confidence: Confidence::Sure,
        title: String::new(),
        header: 0,
        first: 1,
        end: sheet.rows.len(),
        columns: (0..).zip(case.columns).map(column).collect(),
    };
    (sheet, Layout { regions: vec![region] })
}

fn read(cases: &[Case<'_>]) -> Draft {
    let mut options = Options { cut_off: Some("2025-12-31".into()), ..Options::default() };
    let (mut sheets, mut layouts) = (Vec::new(), Vec::new());
    for (at, case) in cases.iter().enumerate() {
        let (sheet, layout) = table(case);
        sheets.push(Sheet { name: format!("表{}", at + 1), ..sheet });
        layouts.push(layout);
        let decision =
            |(code, choice): &(&str, &str)| Decision { code: (*code).into(), choice: (*choice).into() };
        options.decisions.extend(case.decisions.iter().map(decision));
        let symbol = |(text, stands_for): &(&str, Symbol)| SymbolChoice {
            text: (*text).into(),
            stands_for: *stands_for,
        };
        options.symbols.extend(case.symbols.iter().map(symbol));
    }
    let book = Book { format: crate::Format::Xlsx, sheets };
    interpret(&book, &layouts, &options).unwrap()
}

/// What a draft says, a line each.
fn told(draft: &Draft) -> Vec<String> {
    let day = |d: &Option<String>| d.clone().unwrap_or_default();
    let or = |d: &Option<String>| d.clone().unwrap_or_else(|| "-".into());
    let mut said = Vec::new();
    for u in &draft.units {
        let people = u.people.iter().map(|p| {
            let id = p.id_number.as_ref().map(|id| format!(":{id}")).unwrap_or_default();
            format!(" {}:{}:{}{id}", p.relation, p.name, p.phones.join("+"))
        });
        let mark = if u.described { "" } else { "?" };
        said.push(format!("{}{mark} {}{}", u.code, or(&u.area), people.collect::<String>()));
        for o in &u.openings {
            let by = o.owed_by.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
            said.push(format!("  owes {} {}…{} {}{by}", o.item, day(&o.from), day(&o.to), o.amount_fen));
        }
    }
    for r in &draft.readings {
        let previous = format!("{}@{}", or(&r.previous), day(&r.previous_on));
        let present = format!("{}@{}", or(&r.present), day(&r.present_on));
        said.push(format!(
            "meter {} {} {previous} {present} x{} +{}",
            r.unit,
            r.meter,
            or(&r.factor),
            or(&r.loss)
        ));
    }
    for v in &draft.vehicles {
        said.push(format!("car {} [{}] {} {} {}", v.unit, v.space, v.plate, v.owner, v.phones.join("+")));
    }
    for p in &draft.past_payments {
        let due = p.due_fen.map(|fen| fen.to_string()).unwrap_or_default();
        let period = format!("{}…{}", day(&p.from), day(&p.to));
        said.push(format!(
            "paid {} {} {period} on {} {due}/{} {} {}",
            p.unit,
            p.item,
            day(&p.paid_on),
            p.paid_fen,
            p.cashier,
            p.remark
        ));
    }
    for b in &draft.balances {
        said.push(format!("held {} {:?} {} {}", b.unit, b.kind, b.label, b.amount_fen));
    }
    for n in &draft.notes {
        said.push(format!("note {} {}: {}", n.unit, n.label, n.text));
    }
    for f in &draft.findings {
        said.push(format!("{:?} {} {} {}", f.level, f.cell, f.code, f.understood).trim_end().to_owned());
    }
    for t in &draft.tie_outs {
        let settled = if t.settled { "" } else { " ?" };
        said.push(format!("total {} {}/{}{settled} {}", t.label, t.workbook, t.imported_fen, t.explanation));
    }
    said
}

fn check(cases: &[Case<'_>], expect: &[&str]) {
    let draft = read(cases);
    let said = told(&draft);
    assert_eq!(said, expect, "\n{}", said.join("\n"));
}

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
            "Note D3 months_differ 1",
            "Decide D4 period_unreadable",
            "Note D5 period_not_whole_months",
            "total 表1：欠费金额（合计） 175/17500 一致。",
        ],
    );
}

#[test]
fn tables_refer_to_the_units_of_the_roster() {
    check(
        &[
            Case {
                kind: Kind::Arrears,
                columns: &[M::Room, M::OwnerName, M::Opening, M::Area],
                lines: &[
                    "房号|业主|欠物业费|面积",
                    "1栋101室|王五|=10|=99",
                    "1-102|李红|=5|",
                    "1-999|何伟|=1|=60",
                ],
                ..Case::default()
            },
            Case {
                columns: &[M::Room, M::OwnerName, M::Area],
                lines: &["房号|业主|面积", "1-101|张小明|=89.5", "1-102|李红|=70"],
                ..Case::default()
            },
        ],
        &[
            "1-101 89.5 owner:张小明: other:王五:",
            "  owes 物业费 …2025-12-31 1000 王五",
            "1-102 70 owner:李红:",
            "  owes 物业费 …2025-12-31 500",
            "1-999? 60 owner:何伟:",
            "  owes 物业费 …2025-12-31 100",
            "Note B2 owner_of_arrears_unknown 王五",
            "Decide A4 unit_not_in_roster 1-999",
        ],
    );
}

const SHOPS: Case<'_> = Case {
    kind: Kind::Roster,
    columns: &[M::Serial, M::Room, M::OwnerName, M::OwnerPhone, M::Area, M::Opening],
    lines: &[
        "序号|铺号|业主|电话|面积|2025年欠费",
        "=1|S1|张小明|13900000001|=20|=10",
        "=2||李红|13900000002|=12|=5",
        "=3|S2|王五||=30|",
        "合计||||=62|=15",
    ],
    merges: &[],
    hidden_rows: &[],
    decisions: &[],
    symbols: &[],
};

#[test]
fn one_shop_over_two_rows_is_one_unit_with_more_people_and_summed_amounts() {
    let joined = [
        "S1 32 owner:张小明:13900000001 owner:李红:13900000002",
        "  owes 物业费 2025-01-01…2025-12-31 1000",
        "  owes 物业费 2025-01-01…2025-12-31 500 李红",
        "S2 30 owner:王五:",
        "Note E3 area_summed 32",
        "total 表1：2025年欠费（合计） 15/1500 一致。",
    ];
    check(&[Case { merges: &[(1, 2, 1)], ..SHOPS }], &joined);
    // Without the merge somebody should look at it.
    let mut asked = joined.to_vec();
    asked.insert(4, "Decide B3 room_blank_joined S1");
    check(&[SHOPS], &asked);
    check(
        &[Case { decisions: &[("room_blank_joined", "leave_out")], ..SHOPS }],
        &[
            "S1 20 owner:张小明:13900000001",
            "  owes 物业费 2025-01-01…2025-12-31 1000",
            "S2 30 owner:王五:",
            "Refused B3 room_blank_joined",
            "total 表1：2025年欠费（合计） 15/1000 有 1 行没有导入（第 3 行），合 5 元。",
        ],
    );
}

#[test]
fn a_code_twice_is_left_out_or_merged_as_decided() {
    let twice = Case {
        columns: &[M::Room, M::OwnerName, M::Opening],
        lines: &["房号|业主|2025年欠费", "1-101|张小明|=10", "1栋101|李红|=5", "合计||=15"],
        ..Case::default()
    };
    check(
        &[Case { lines: twice.lines, columns: twice.columns, ..Case::default() }],
        &[
            "1-101 - owner:张小明:",
            "  owes 物业费 2025-01-01…2025-12-31 1000",
            "Refused A3 unit_twice",
            "total 表1：2025年欠费（合计） 15/1000 有 1 行没有导入（第 3 行），合 5 元。",
        ],
    );
    check(
        &[Case { decisions: &[("unit_twice", "merge")], ..twice }],
        &[
            "1-101 - owner:张小明: owner:李红:",
            "  owes 物业费 2025-01-01…2025-12-31 1000",
            "  owes 物业费 2025-01-01…2025-12-31 500 李红",
            "Note A3 unit_twice 1-101",
            "total 表1：2025年欠费（合计） 15/1500 一致。",
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
            "total 表1：本期应收_管理费（合计） 200/20000 一致。",
            "total 表1：本期实收_管理费（合计） 30/3000 一致。",
            "total 表1：本期应收_公共用电分摊(路灯)（合计） 6.4/640 一致。",
            "total 表1：前期欠费_管理费（合计） 100/10000 一致。",
            "total 表1：前期欠费_滞纳金（合计） 1/100 一致。",
            "total 表1：合计（合计） 297.4/30740 逐户四舍五入到分，共多 10 元。",
        ],
    );
}

const METERS: Case<'_> = Case {
    kind: Kind::Meters,
    columns: &[
        M::Building,
        M::Entrance,
        M::Room,
        M::PreviousReading,
        M::PreviousOn,
        M::PresentReading,
        M::PresentOn,
        M::Factor,
        M::Loss,
        M::Consumption,
    ],
    lines: &[
        "楼|单元|房|水表上期度数|上期时间|水表本期度数|本期时间|倍率|损耗|用量",
        "=1|=1|=101|=100|2013-05-01|=160|2013-06-01|||=60",
        "||=102|110ert|2013.5.1|160d|换表||5%|",
        "||=201|=221||222|||=0.5|=30",
        "||=202|=300||=280||=20||",
        "||=301|坏||||||",
    ],
    merges: &[],
    hidden_rows: &[],
    decisions: &[],
    symbols: &[],
};

#[test]
fn readings_are_kept_as_they_can_be_understood() {
    check(
        &[METERS],
        &[
            "1-1-101? -",
            "1-1-102? -",
            "1-1-201? -",
            "1-1-202? -",
            "1-1-301? -",
            "meter 1-1-101 水表 100@2013-05-01 160@2013-06-01 x- +-",
            "meter 1-1-102 水表 110@2013-05-01 160@ x- +0.05",
            "meter 1-1-201 水表 221@ 222@ x- +0.5",
            "meter 1-1-202 水表 300@ 280@ x20 +-",
            "note 1-1-102 本期时间: 换表",
            "note 1-1-201 用量: 30",
            "note 1-1-301 水表上期度数: 坏",
            "Decide D3 reading_has_letters 110",
            "Decide F3 reading_has_letters 160",
            "Note G3 date_is_text",
            "Note J4 consumption_differs 1",
            "Decide F5 reading_below_previous 280",
            "Decide D6 reading_unreadable",
            "Note F6 reading_missing",
        ],
    );
    let decisions: &[_] = &[("reading_below_previous", "leave_out"), ("reading_has_letters", "leave_out")];
    let draft = read(&[Case { decisions, ..METERS }]);
    assert_eq!(draft.readings.len(), 2);
    assert_eq!(draft.totals.notes, 8);
}

#[test]
fn vehicles_stand_on_spaces_and_belong_to_units() {
    check(
        &[Case {
            kind: Kind::Vehicles,
            columns: &[M::Space, M::Room, M::OwnerName, M::OwnerPhone, M::Plate, M::Amount, M::Deposit],
            lines: &[
                "车位号|房号|车主|电话|车牌|月租金|押金",
                "B1-023|1-101|张小明|13900000001|粤b·12345|=200|=500",
                "6#车位||李红|13900000002|粤B 23456、粤BD12345||",
                "地面|1-102|王五||无牌||",
                "B1-24||||||",
                "||何伟||粤B34567||",
            ],
            ..Case::default()
        }],
        &[
            "1-101? - owner:张小明:13900000001",
            "车位-B1-23? -",
            "6-车位? - owner:李红:13900000002",
            "1-102? - owner:王五:",
            "车位-B1-24? -",
            "car 1-101 [B1-023] 粤B12345 张小明 13900000001",
            "car 6-车位 [6#车位] 粤B23456 李红 13900000002",
            "car 6-车位 [6#车位] 粤BD12345 李红 13900000002",
            "car 1-102 [地面] 无牌 王五 ",
            "car 车位-B1-24 [B1-24]   ",
            "held 1-101 Deposit 押金 50000",
            "note 1-101 月租金: 200",
            "Note E4 plate_unusual 无牌",
            "Refused B6 room_missing",
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
fn a_mixed_roster_keeps_everything_it_holds() {
    check(
        &[Case {
            columns: &[
                M::Room,
                M::OwnerName,
                M::OwnerId,
                M::Handover,
                M::Status,
                M::Usage,
                M::Area,
                M::Prepaid,
                M::Deposit,
                M::Plate,
                M::Space,
                M::LiableName,
                M::Opening,
                M::Note,
            ],
            lines: &[
                "房号|业主|身份证|收楼日期|动态|用途|面积|预存|装修押金|车牌|车位|责任人|2025年欠费|备注",
                "1-101|张小明、李红|999999199001010012 999999900101001|2013-05-01|已入住|住宅|=89.5|=10|=200|粤B12345|12|赵桂兰|=5|找儿子",
                "1-102|王五|待补|未收楼|钉子户|养鸡|约90||/||√||待核|",
            ],
            ..Case::default()
        }],
        &[
            "1-101 89.5 owner:张小明::999999199001010012 owner:李红::999999900101001 other:赵桂兰:",
            "  owes 物业费 2025-01-01…2025-12-31 500 赵桂兰",
            "车位-12? -",
            "1-102 - owner:王五:",
            "car 1-101 [12] 粤B12345 张小明、李红 ",
            "car 1-102 [√]  王五 ",
            "held 1-101 Prepayment  1000",
            "held 1-101 Deposit 装修押金 20000",
            "note 1-101 备注: 找儿子",
            "note 1-102 用途: 养鸡",
            "note 1-102 面积: 约90",
            "note 1-102 动态: 钉子户",
            "note 1-102 收楼日期: 未收楼",
            "note 1-102 2025年欠费: 待核",
            "Decide C2 id_checksum 999999199001010012",
            "Note D3 date_is_text",
            "Note E3 status_unknown",
            "Note F3 usage_unknown 住宅",
            "Decide G3 area_unreadable",
            "Decide M3 amount_unreadable",
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
fn rooms_that_excel_took_for_dates_are_given_back() {
    let rooms = Case {
        columns: &[M::Room, M::OwnerName],
        lines: &["房号|业主", "1-2-301|张小明", "1-2-302|李红", "2001/2/3|王五", "3月2日|赵桂兰"],
        ..Case::default()
    };
    let (columns, lines) = (rooms.columns, rooms.lines);
    check(
        &[rooms],
        &[
            "1-2-301 - owner:张小明:",
            "1-2-302 - owner:李红:",
            "1-2-3 - owner:王五:",
            "3-2 - owner:赵桂兰:",
            "Decide A4 room_was_date 1-2-3",
            "Decide A5 room_was_date 3-2",
        ],
    );
    let draft =
        read(&[Case { columns, lines, decisions: &[("room_was_date", "leave_out")], ..Case::default() }]);
    assert_eq!(
        (draft.totals.units, draft.groups[0].count, draft.groups[0].level),
        (2, 2, crate::Level::Refused)
    );
}

#[test]
fn hidden_rows_are_imported_and_said() {
    let hidden = Case {
        columns: &[M::Room, M::OwnerName, M::Opening],
        lines: &["房号|业主|2025年欠费", "1-101|张小明|=10", "1-102|李红|=5", "合计||=15"],
        hidden_rows: &[2],
        ..Case::default()
    };
    let (columns, lines, hidden_rows) = (hidden.columns, hidden.lines, hidden.hidden_rows);
    let draft = read(&[hidden]);
    assert_eq!((draft.totals.opening_fen, draft.groups[0].code.as_str()), (1_500, "row_hidden"));
    let decisions: &[_] = &[("row_hidden", "leave_out")];
    let draft = read(&[Case { columns, lines, hidden_rows, decisions, ..Case::default() }]);
    assert_eq!((draft.totals.opening_fen, draft.groups[0].chosen.as_str()), (1_000, "leave_out"));
    assert!(draft.tie_outs[0].settled, "{:?}", draft.tie_outs);
}

#[test]
fn signs_stand_for_what_a_person_says() {
    let signs = Case {
        columns: &[M::Building, M::Room, M::OwnerName, M::Opening],
        lines: &["栋|房号|业主|2025年欠费", "=1|=101|张小明|=10", "〃|=102|同上|√", "/|=103|李红|*"],
        symbols: &[("√", Symbol::Zero), ("*", Symbol::Nothing)],
        ..Case::default()
    };
    let draft = read(&[signs]);
    assert_eq!(draft.findings, []);
    let units: Vec<(&str, &str)> =
        draft.units.iter().map(|u| (u.code.as_str(), u.people[0].name.as_str())).collect();
    assert_eq!(units, [("1-101", "张小明"), ("1-102", "张小明"), ("1-103", "李红")]);
    let seen: Vec<(&str, Symbol)> = draft.symbols.iter().map(|s| (s.text.as_str(), s.stands_for)).collect();
    assert_eq!(
        seen,
        [
            ("〃", Symbol::Same),
            ("同上", Symbol::Same),
            ("√", Symbol::Zero),
            ("/", Symbol::Nothing),
            ("*", Symbol::Nothing)
        ]
    );
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
fn groups_count_all_and_the_list_is_capped() {
    let mut lines = vec!["房号|业主|2025年欠费".to_owned()];
    lines.extend((0..3_000).map(|n| format!("1-{n}|张小明|=1.005")));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let columns: &[_] = &[M::Room, M::OwnerName, M::Opening];
    let draft = read(&[Case { columns, lines: &lines, ..Case::default() }]);
    assert_eq!((draft.groups[0].count, draft.groups[0].code.as_str()), (3_000, "amount_rounded"));
    assert_eq!(draft.findings.len(), 2_001);
    assert_eq!(draft.findings[2_000].code, "findings_left_out");
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
fn a_row_may_hold_the_dials_of_two_meters() {
    check(
        &[Case {
            kind: Kind::Meters,
            columns: &[
                M::Room,
                M::PreviousReading,
                M::PresentReading,
                M::Consumption,
                M::PreviousReading,
                M::PresentReading,
                M::Consumption,
                M::PresentOn,
            ],
            lines: &[
                "房号|水表_上月读数|水表_本月读数|水表_用量|电表_上月读数|电表_本月读数|电表_用量|抄表日",
                "9-101|=100|=107|=7|=1000|=1100|=100|2015-06-30",
                "9-102|=110|=117|=9||||2015-06-30",
            ],
            ..Case::default()
        }],
        &[
            "9-101? -",
            "9-102? -",
            "meter 9-101 水表 100@ 107@2015-06-30 x- +-",
            "meter 9-101 电表 1000@ 1100@2015-06-30 x- +-",
            "meter 9-102 水表 110@ 117@2015-06-30 x- +-",
            "note 9-102 水表_用量: 9",
            "Note D3 consumption_differs 7",
        ],
    );
}

#[test]
fn a_building_may_stand_on_a_line_above_its_rooms_and_words_on_a_cell_are_kept() {
    let case = Case {
        columns: &[M::Room, M::OwnerName],
        lines: &["房号|业主", "1号楼", "=101|张小明", "2号楼", "=101|李红", "2-102|王五"],
        ..Case::default()
    };
    let (mut sheet, layout) = table(&case);
    sheet.comments = vec![(0, 0, "不是行".into()), (4, 1, "改过名\n".into())];
    let book = Book { format: crate::Format::Xlsx, sheets: vec![sheet] };
    let draft = interpret(&book, &[layout], &Options::default()).unwrap();
    assert_eq!(
        told(&draft),
        [
            "1-101 - owner:张小明:",
            "2-101 - owner:李红:",
            "2-102 - owner:王五:",
            "note 2-101 业主: 批注：改过名"
        ]
    );
}

#[test]
fn a_row_of_several_spaces_makes_each_a_unit() {
    check(
        &[Case {
            kind: Kind::Vehicles,
            columns: &[M::Space, M::Room, M::OwnerName, M::Plate],
            lines: &[
                "车位号|房号|车主|车牌",
                "B1-023、B1-024|1-104|张小明|粤B10004、粤BD10005",
                "B1-5、B1-6||李红|粤B12345",
            ],
            ..Case::default()
        }],
        &[
            "1-104? - owner:张小明:",
            "车位-B1-23? -",
            "车位-B1-24? -",
            "车位-B1-5? - owner:李红:",
            "车位-B1-6? - owner:李红:",
            "car 1-104 [B1-023] 粤B10004 张小明 ",
            "car 1-104 [B1-024] 粤BD10005 张小明 ",
            "car 车位-B1-5 [B1-5、B1-6] 粤B12345 李红 ",
        ],
    );
}
