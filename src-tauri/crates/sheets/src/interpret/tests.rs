//! Each kind of table from rows whose columns are told, so that nothing here hangs on the words of a header.

use super::*;
use crate::book::{Merge, Sheet};
use crate::layout::{Column, Region};
use crate::rows::tests::sheet;
use crate::{Confidence, Decision, Symbol, SymbolChoice};
use Meaning as M;

mod accounts;
mod amounts;
mod apart;
mod at_rate;
mod books;
mod collected;
mod cars;
mod charged;
mod closing;
mod extremes;
mod groups;
mod running;
mod settled;
mod statements;
mod summed;
mod sums;
mod taken;
mod days;
mod doors;
mod dues;
mod households;
mod money;
mod months;
mod months_of_fees;
mod offices;
mod older_debts;
mod paid_words;
mod one_debt;
mod pairs;
mod persons;
mod pots;
mod readings;
mod receipts;
mod refunds;
mod short_rooms;
mod things;
mod title_rows;
mod told_paid;
mod titles;
mod unread;
mod years;

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
        untold: Vec::new(),
        times_asked: "",
        at_rate: None,
        rooms_beside: Vec::new(),
        page_heads: Vec::new(),
        payments_or_fees: false,
        year_column: None,
        less_paid: false,
        closes: false,
        dues_owed: false,
        carries: false,
        balance: None,
        held: None,
        taken_off: Vec::new(),
        waived_in_sum: false,
        own_periods: Vec::new(),
        own_days: Vec::new(),
        doubts: Vec::new(),
        by_months: None,
        runs: None,
        kind: case.kind,
        confidence: Confidence::Sure,
        title: String::new(),
        header: 0,
        first: 1,
        end: sheet.rows.len(),
        columns: (0..).zip(case.columns).map(column).collect(),
    };
    (sheet, Layout { regions: vec![region], ..Layout::default() })
}

fn read(cases: &[Case<'_>]) -> Draft {
    let mut options = Options { cut_off: Some("2025-12-31".into()), ..Options::default() };
    let (mut sheets, mut layouts) = (Vec::new(), Vec::new());
    for (at, case) in cases.iter().enumerate() {
        let (sheet, layout) = table(case);
        sheets.push(Sheet { name: format!("表{}", at + 1).into(), ..sheet });
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
    let book = Book { name: String::new(), format: crate::Format::Xlsx, sheets, cut: Vec::new() };
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
        lines: &["房号|业主|2025年欠费", "1-101|张小明|=10", "1-102|王五|", "1栋101|李红|=5", "合计||=15"],
        ..Case::default()
    };
    check(
        &[Case { lines: twice.lines, columns: twice.columns, ..Case::default() }],
        &[
            "1-101 - owner:张小明:",
            "  owes 物业费 2025-01-01…2025-12-31 1000",
            "1-102 - owner:王五:",
            "Decide A4 unit_twice",
            "total 表1：2025年欠费（合计） 15/1000 有 1 行没有导入（第 4 行），合 5 元。",
        ],
    );
    check(
        &[Case { decisions: &[("unit_twice", "merge")], ..twice }],
        &[
            "1-101 - owner:张小明: owner:李红:",
            "  owes 物业费 2025-01-01…2025-12-31 1000",
            "  owes 物业费 2025-01-01…2025-12-31 500 李红",
            "1-102 - owner:王五:",
            "Decide A4 unit_twice 1-101",
            "total 表1：2025年欠费（合计） 15/1500 一致。",
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
            "1-102 90 owner:王五:",
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
            "Note G3 area_written_out 90",
            "Decide M3 amount_unreadable",
        ],
    );
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
    assert_eq!((draft.totals.units, draft.groups[0].count, draft.groups[0].level), (2, 2, Level::Refused));
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
fn a_building_may_stand_on_a_line_above_its_rooms_and_words_on_a_cell_are_kept() {
    let case = Case {
        columns: &[M::Room, M::OwnerName],
        lines: &["房号|业主", "1号楼", "=101|张小明", "2号楼", "=101|李红", "2-102|王五"],
        ..Case::default()
    };
    let (mut sheet, layout) = table(&case);
    sheet.comments = vec![(0, 0, "不是行".into()), (4, 1, "改过名\n".into())];
    let book =
        Book { name: String::new(), format: crate::Format::Xlsx, sheets: vec![sheet], cut: Vec::new() };
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
fn a_long_list_has_little_room_to_spare_and_moves_seldom() {
    let (mut list, mut moved) = (Vec::new(), 0);
    for _ in 0..100_000 {
        let before = list.capacity();
        make_room(&mut list, 3);
        list.extend([0_u8; 3]);
        moved += usize::from(list.capacity() != before);
    }
    assert!(list.capacity() - list.len() <= list.len() / 8, "{}", list.capacity());
    assert!(moved < 120, "{moved}");
}
