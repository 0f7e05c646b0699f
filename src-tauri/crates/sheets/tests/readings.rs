//! Small workbooks, one question each: what units, people and findings are read.

use rust_xlsxwriter::{Workbook, Worksheet};
use sheets::{Draft, Level, Options, read_draft};

/// Cells divided by `|`; `=` before a number.
fn fill(sheet: &mut Worksheet, lines: &[&str]) {
    for (row, line) in (0_u32..).zip(lines) {
        for (column, text) in (0_u16..).zip(line.split('|')).filter(|(_, text)| !text.is_empty()) {
            let written = match text.strip_prefix('=') {
                Some(number) => sheet.write_number(row, column, number.parse::<f64>().expect("a number")),
                None => sheet.write_string(row, column, text),
            };
            written.expect("a cell");
        }
    }
}

fn read(sheets: &[(&str, bool, &[&str])]) -> Draft {
    let mut book = Workbook::new();
    for (name, hidden, lines) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).expect("a name").set_hidden(*hidden);
        fill(sheet, lines);
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("book.xlsx");
    book.save(&path).expect("a file");
    read_draft(&path, &Options::default()).expect("a roster")
}

/// `code use owed people`, then findings as `cell level code`.
fn check(sheets: &[(&str, bool, &[&str])], units: &[&str], findings: &[&str]) {
    let draft = read(sheets);
    let unit = |u: &sheets::DraftUnit| {
        let people = u.people.iter().map(|p| format!("{}:{}:{}", p.relation, p.name, p.phones.join("+")));
        let owed: i64 = u.openings.iter().map(|o| o.amount_fen).sum();
        format!("{} {} {owed} {}", u.code, u.usage, people.collect::<Vec<_>>().join(" "))
    };
    let level = |level| match level {
        Level::Refused => "refused",
        Level::Decide => "decide",
        Level::Note => "note",
    };
    let found = draft.findings.iter().map(|f| format!("{} {} {}", f.cell, level(f.level), f.code));
    assert_eq!(draft.units.iter().map(unit).collect::<Vec<_>>(), units);
    assert_eq!(found.collect::<Vec<_>>(), findings);
}

#[test]
fn tenants_stand_beside_owners() {
    check(
        &[(
            "表",
            false,
            &[
                "房号|业主|业主电话|租户|租户电话",
                "1-101|张小明|13900000001|李红|13900000002",
                "1-102|||李红|",
            ],
        )],
        &[
            "1-101 residence 0 owner:张小明:13900000001 tenant:李红:13900000002",
            "1-102 residence 0 tenant:李红:",
        ],
        &[],
    );
}

#[test]
fn a_room_says_what_it_is_used_for() {
    check(
        &[(
            "表",
            false,
            &["房号|业主|用途", "6#车位|张小明|", "1-3|李红|底商", "1-4|王五|办公", "1-5|赵桂兰|住宅"],
        )],
        &[
            "6-车位 parking 0 owner:张小明:",
            "1-3 shop 0 owner:李红:",
            "1-4 residence 0 owner:王五:",
            "1-5 residence 0 owner:赵桂兰:",
        ],
        &["C4 note usage_unknown"],
    );
}

#[test]
fn whole_codes_are_not_given_their_building_twice() {
    check(
        &[("表", false, &["楼栋|房号|业主", "1栋|1-2-101|张小明", "|1-2-102|李红", "2栋|2-1-101|王五"])],
        &[
            "1-2-101 residence 0 owner:张小明:",
            "1-2-102 residence 0 owner:李红:",
            "2-1-101 residence 0 owner:王五:",
        ],
        &[],
    );
    // Here the room's first part is the entrance.
    check(
        &[("表", false, &["楼栋|房号|业主", "1栋|1-101|张小明", "|2-101|李红", "2栋|1-101|王五"])],
        &[
            "1-1-101 residence 0 owner:张小明:",
            "1-2-101 residence 0 owner:李红:",
            "2-1-101 residence 0 owner:王五:",
        ],
        &[],
    );
}

#[test]
fn a_sheet_may_be_a_building_and_a_hidden_one_is_left_alone() {
    let lines: &[&str] = &["房号|业主", "101|张小明"];
    check(
        &[("1栋", false, lines), ("2栋", false, lines), ("旧", true, lines)],
        &["1-101 residence 0 owner:张小明:", "2-101 residence 0 owner:张小明:"],
        &["A1 note sheet_hidden"],
    );
}

#[test]
fn what_is_doubtful_is_asked_and_the_rest_of_the_row_is_read() {
    check(
        &[(
            "表",
            false,
            &[
                "房号|业主|面积|2025年欠费|欠费合计",
                "1-101|张小明|=89.5|待核|",
                "1-102|李红|八十|=10.5|=11.5",
                "|王五|=70|=20|=20",
                "1-102|赵桂兰||=1|=1",
                "1-103||=70|=-5|=-5",
            ],
        )],
        &[
            "1-101 residence 0 owner:张小明:",
            "1-102 residence 3150 owner:李红: owner:王五: owner:赵桂兰:",
            "1-103 residence -500 ",
        ],
        &[
            "D2 decide amount_unreadable",
            "C3 decide area_unreadable",
            "E3 decide row_total_differs",
            "A4 decide room_blank_joined",
            "A5 decide unit_continued",
            "B6 decide owner_missing",
            "D6 decide opening_negative",
        ],
    );
}

#[test]
fn subtotals_and_totals_are_told_apart() {
    let draft = read(&[(
        "表",
        false,
        &[
            "房号|业主|2025年欠费",
            "1-101|张小明|=10",
            "1-102|李红|=20",
            "小计||=30",
            "2-101|王五|=5",
            "小计||=6",
            "合计||=35",
        ],
    )]);
    let told: Vec<(&str, i64, i64, bool)> = draft
        .tie_outs
        .iter()
        .map(|t| (t.label.as_str(), t.workbook_fen, t.imported_fen, t.settled))
        .collect();
    assert_eq!(
        told,
        [
            ("表：2025年欠费（小计）", 3_000, 3_000, true),
            ("表：2025年欠费（小计）", 600, 500, false),
            ("表：2025年欠费（合计）", 3_500, 3_500, true),
        ]
    );
}
