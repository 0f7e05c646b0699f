//! Streams made record by record, and genuine files beside another reader.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader as _, SheetType, Xls, XlsOptions};
use encoding_rs::GBK;

use super::super::number_formats::shown_place;
use super::super::{Book, Value, calamine_cells, read as read_book};
use crate::cells::shown;
use crate::container::{self, Contents};

fn record(kind: u16, parts: &[&[u8]]) -> Vec<u8> {
    let data = parts.concat();
    let length = u16::try_from(data.len()).expect("a record is shorter");
    [&kind.to_le_bytes(), &length.to_le_bytes(), data.as_slice()].concat()
}

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|w| w.to_le_bytes()).collect()
}

fn bof(version: u16, kind: u16) -> Vec<u8> {
    record(0x0809, &[&words(&[version, kind, 0, 0])])
}

fn utf16(text: &str) -> Vec<u8> {
    words(&text.encode_utf16().collect::<Vec<_>>())
}

fn gbk(text: &str) -> Vec<u8> {
    let bytes = GBK.encode(text).0.into_owned();
    [&words(&[u16::try_from(bytes.len()).unwrap()]), bytes.as_slice()].concat()
}

/// A workbook of one sheet: records for the whole book, and those of the sheet.
fn workbook(version: u16, globals: &[Vec<u8>], name: &[u8], sheet: &[Vec<u8>]) -> Vec<u8> {
    let eof = record(0x000A, &[]);
    let head = [bof(version, 5), globals.concat()].concat();
    let listed = |start: u32| record(0x0085, &[&start.to_le_bytes(), &[0, 0], name]);
    let start = u32::try_from(head.len() + listed(0).len() + eof.len()).unwrap();
    [head, listed(start), eof.clone(), bof(version, 0x10), sheet.concat(), eof].concat()
}

fn read(stream: &[u8]) -> Result<Book, &'static str> {
    read_book(stream, &mut |_| {}).map_err(|refusal| refusal.code)
}

/// Each cell as `row,column kind text`.
fn cells(book: &Book) -> Vec<String> {
    let sheet = &book.sheets[0];
    let cell = |row: u32, column: u32, value: &Value| {
        let kind = match value {
            Value::Text(_) => "text",
            Value::Number(_) => "number",
            Value::Date(_) => "date",
            Value::Bool(_) => "bool",
            Value::Error(_) => "error",
        };
        format!("{row},{column} {kind} {}", shown(value, sheet.epoch))
    };
    let rows = sheet.rows.iter();
    rows.flat_map(|row| row.cells.iter().map(move |(column, value)| cell(row.index, *column, value)))
        .collect()
}

fn check(stream: &[u8], expect: &[&str]) {
    assert_eq!(cells(&read(stream).unwrap()), expect);
}

fn number(row: u16, column: u16, format: u16, n: f64) -> Vec<u8> {
    record(0x0203, &[&words(&[row, column, format]), &n.to_le_bytes()])
}

fn formula(row: u16, column: u16, result: [u8; 8]) -> Vec<u8> {
    record(0x0006, &[&words(&[row, column, 0]), &result, &[0; 8]])
}

#[test]
fn excel_95_wrote_bytes_of_its_code_page() {
    let sheet = [
        record(0x0204, &[&words(&[0, 0, 0]), &gbk("房号")]),
        record(0x00D6, &[&words(&[0, 1, 0]), &gbk("业主姓名"), &[0]]),
        number(1, 0, 0, 301.0),
        number(1, 1, 1, 41_395.0),
        number(1, 2, 2, 41_395.0),
        number(1, 3, 0, 89.5),
        formula(1, 4, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
        record(0x0207, &[&gbk("张小明")]),
    ];
    let formats = [
        record(0x041E, &[&words(&[164]), &[10], b"yyyy/mm/dd"]),
        record(0x00E0, &[&words(&[0, 0, 0])]),
        record(0x00E0, &[&words(&[0, 164, 0])]),
        record(0x00E0, &[&words(&[0, 31, 0])]),
    ];
    let expect = [
        "0,0 text 房号",
        "0,1 text 业主姓名",
        "1,0 number 301",
        "1,1 date 2013-05-01",
        "1,2 date 2013-05-01",
        "1,3 number 89.5",
        "1,4 text 张小明",
    ];
    let name = [&[4_u8], GBK.encode("一栋").0.as_ref()].concat();
    // 936 said, nothing said, and "Western" said by a program that did not know.
    for code_page in [Some(936), None, Some(1252)] {
        let mut globals: Vec<_> =
            code_page.map(|page| record(0x0042, &[&words(&[page])])).into_iter().collect();
        globals.extend(formats.clone());
        let book = read(&workbook(0x0500, &globals, &name, &sheet)).unwrap();
        assert_eq!(&*book.sheets[0].name, "一栋");
        assert_eq!(cells(&book), expect, "{code_page:?}");
    }
}

#[test]
fn a_string_may_be_cut_anywhere_and_change_its_width() {
    let label = |row: u16, index: u32| record(0x00FD, &[&words(&[row, 0, 0]), &index.to_le_bytes()]);
    let head = |count: u16, flags: u8| [&words(&[count]), [flags].as_slice()].concat();
    let strings = [
        // Cut between characters, narrow first, wide after.
        record(0x00FC, &[&[3, 0, 0, 0, 3, 0, 0, 0], &head(4, 0), b"ab"]),
        record(
            0x003C,
            &[
                &[1],
                &utf16("房号"),
                &head(2, 1),
                &utf16("业主"),
                &head(3, 1 | 8),
                &words(&[1]),
                &utf16("一二三"),
            ],
        ),
        // Cut before the runs of the rich one.
        record(0x003C, &[&[0; 4]]),
    ];
    let sheet = [label(0, 0), label(1, 1), label(2, 2)];
    let name = [&[1_u8, 0], b"a".as_slice()].concat();
    let stream = workbook(0x0600, &strings, &name, &sheet);
    check(&stream, &["0,0 text ab房号", "1,0 text 业主", "2,0 text 一二三"]);
    let beyond = workbook(0x0600, &strings, &name, &[label(0, 3)]);
    assert_eq!(read(&beyond).unwrap_err(), "workbook_damaged");
}

#[test]
fn a_room_that_a_format_shows_is_read_as_it_is_shown() {
    let format = |code: &str| {
        let length = u16::try_from(code.encode_utf16().count()).unwrap();
        record(0x041E, &[&words(&[164, length]), &[1], &utf16(code)])
    };
    let cell_formats =
        [record(0x00E0, &[&words(&[0, 0]), &[0; 16]]), record(0x00E0, &[&words(&[0, 164]), &[0; 16]])];
    let globals = [vec![format("0\"栋\"0\"单元\"000")], cell_formats.to_vec()].concat();
    let name = [&[1_u8, 0], b"a".as_slice()].concat();
    let sheet = [
        number(0, 0, 1, 31_101.0),
        number(0, 1, 0, 31_101.0),
        number(1, 0, 1, 31_101.5),
        record(0x027E, &[&words(&[2, 0, 1]), &((31_102_u32 << 2) | 2).to_le_bytes()]),
    ];
    check(
        &workbook(0x0600, &globals, &name, &sheet),
        &["0,0 text 3栋1单元101", "0,1 number 31101", "1,0 number 31101.5", "2,0 text 3栋1单元102"],
    );
}

#[test]
fn numbers_are_packed_in_four_ways() {
    let rk = |n: i32, flags: u32| ((n.cast_unsigned() << 2) | flags).to_le_bytes();
    let upper = |f: f64, flags: u64| u32::try_from((f.to_bits() >> 32) | flags).unwrap().to_le_bytes();
    let one = |n: [u8; 4]| [&words(&[0]), n.as_slice()].concat();
    let sheet = [
        record(
            0x00BD,
            &[
                &words(&[0, 1]),
                &one(rk(7, 2)),
                &one(rk(-12_345, 3)),
                &one(upper(0.5, 0)),
                &one(upper(1250.0, 1)),
                &words(&[4]),
            ],
        ),
        record(0x027E, &[&words(&[1, 0, 0]), &rk(100, 3)]),
        record(0x0205, &[&words(&[1, 1, 0]), &[0x17, 1]]),
        record(0x0205, &[&words(&[1, 2, 0]), &[1, 0]]),
    ];
    let name = [&[1_u8, 0], b"a".as_slice()].concat();
    check(
        &workbook(0x0600, &[], &name, &sheet),
        &[
            "0,1 number 7",
            "0,2 number -123.45",
            "0,3 number 0.5",
            "0,4 number 12.5",
            "1,0 number 1",
            "1,1 error #REF!",
            "1,2 bool 是",
        ],
    );
}

#[test]
fn an_empty_result_is_missing_only_where_nothing_was_computed() {
    let empty = [3, 0, 0, 0, 0, 0, 0xFF, 0xFF];
    let name = [&[1_u8, 0], b"a".as_slice()].concat();
    let nothing = [number(0, 0, 0, 1.0), formula(0, 1, empty), formula(1, 0, empty)];
    check(
        &workbook(0x0600, &[], &name, &nothing),
        &["0,0 number 1", "0,1 error 公式没有结果", "1,0 error 公式没有结果"],
    );
    let computed = [formula(0, 0, 2.5_f64.to_le_bytes()), formula(0, 1, empty)];
    check(&workbook(0x0600, &[], &name, &computed), &["0,0 number 2.5"]);
    let by_excel = [record(0x01C1, &[&[0; 8]])];
    check(&workbook(0x0600, &by_excel, &name, &nothing), &["0,0 number 1"]);
}

#[test]
fn a_sheet_keeps_its_looks() {
    let text = |text: &str| record(0x003C, &[&[1], &utf16(text)]);
    let sheet = [
        record(0x007D, &[&words(&[6, 8, 0, 0, 1, 0])]),
        record(0x0208, &[&words(&[4, 0, 9, 0, 0, 0, 0x20, 0])]),
        number(2, 0, 0, 1.0),
        record(0x00E5, &[&words(&[1, 2, 3, 0, 0])]),
        record(0x005D, &[&words(&[0x15, 0x12, 0x19, 7]), &[0; 14]]),
        record(0x01B6, &[&words(&[0, 0, 0, 0, 0, 5, 0, 0, 0])]),
        text("已核对过。"),
        record(0x001C, &[&words(&[2, 1, 0, 7]), &[0; 4]]),
        // A chart on the sheet: its cells are not the sheet's.
        bof(0x0600, 0x20),
        number(9, 9, 0, 1.0),
        record(0x000A, &[]),
    ];
    let name = [&[1_u8, 0], b"a".as_slice()].concat();
    let book = read(&workbook(0x0600, &[], &name, &sheet)).unwrap();
    assert_eq!(cells(&book), ["2,0 number 1"]);
    let sheet = &book.sheets[0];
    assert_eq!((sheet.hidden_columns.as_slice(), sheet.hidden_rows.as_slice()), (&[6, 7, 8][..], &[4][..]));
    assert_eq!(sheet.comments, [(2, 1, "已核对过。".to_owned())]);
    let merge = sheet.merges[0];
    assert_eq!((merge.first_row, merge.last_row, merge.first_column, merge.last_column), (2, 3, 0, 0));
}

#[test]
fn programs_of_old_write_records_straight_into_a_file() {
    // Excel 2: three bytes of attributes, lengths of one byte.
    let text = GBK.encode("房号").0.into_owned();
    let stream = [
        record(0x0009, &[&words(&[2, 0x10])]),
        record(0x0004, &[&words(&[0, 0]), &[0, 0, 0, 4], &text]),
        record(0x0002, &[&words(&[1, 0]), &[0; 3], &words(&[301])]),
        record(0x0003, &[&words(&[1, 1]), &[0; 3], &89.5_f64.to_le_bytes()]),
        record(0x000A, &[]),
    ];
    check(&stream.concat(), &["0,0 text 房号", "1,0 number 301", "1,1 number 89.5"]);
    // A Delphi program's "Excel 5": no version in its BOF.
    let stream = [
        record(0x0809, &[&words(&[0, 0x10, 0, 0])]),
        record(0x0204, &[&words(&[0, 0, 0]), &gbk("房号")]),
        record(0x000A, &[]),
    ];
    check(&stream.concat(), &["0,0 text 房号"]);
}

#[test]
fn what_is_locked_or_cut_off_is_refused() {
    let name = [&[1_u8, 0], b"a".as_slice()].concat();
    let locked = [record(0x002F, &[&words(&[1])])];
    let whole = workbook(0x0600, &locked, &name, &[]);
    assert_eq!(read(&whole).unwrap_err(), "workbook_encrypted");
    let whole = workbook(0x0600, &[], &name, &[number(0, 0, 0, 1.0), number(1, 0, 0, 2.0)]);
    assert!(read(&whole).is_ok());
    for end in 8..whole.len() {
        assert_eq!(read(&whole[..end]).unwrap_err(), "workbook_damaged", "cut at {end}");
    }
}

fn calamine_value(data: &Data) -> Option<Value> {
    let data: calamine::DataRef<'_> = match data {
        Data::String(text) => calamine::DataRef::String(text.clone()),
        Data::Int(n) => calamine::DataRef::Int(*n),
        Data::Float(f) => calamine::DataRef::Float(*f),
        Data::Bool(b) => calamine::DataRef::Bool(*b),
        Data::DateTime(at) => calamine::DataRef::DateTime(*at),
        Data::Error(error) => calamine::DataRef::Error(error.clone()),
        Data::DateTimeIso(text) | Data::DurationIso(text) => calamine::DataRef::String(text.clone()),
        Data::Empty => calamine::DataRef::Empty,
    };
    calamine_cells::value(data)
}

/// Every cell that calamine sees is the same here, and there are no others but formulas without a result.
fn differences(path: &Path) -> Option<Vec<String>> {
    let bytes = fs::read(path).unwrap();
    if !matches!(container::open(&bytes), Ok(Contents::Records(_))) {
        return None;
    }
    let book = read_book(&bytes, &mut |_| {}).ok()?;
    let mut options = XlsOptions::default();
    // It takes a file that says no code page for Western.
    options.force_codepage = path.to_string_lossy().contains("no-codepage").then_some(936);
    let mut other: Xls<_> = Xls::new_with_options(Cursor::new(bytes), options).ok()?;
    let mut found = Vec::new();
    let listed = other.sheets_metadata().to_vec();
    let listed: Vec<_> = listed.into_iter().filter(|s| s.typ == SheetType::WorkSheet).collect();
    assert_eq!(listed.len(), book.sheets.len(), "{path:?}");
    for (listed, sheet) in listed.iter().zip(&book.sheets) {
        let range = other.worksheet_range(&listed.name).unwrap();
        let (top, left) = range.start().unwrap_or_default();
        let mut seen = 0;
        for (row, column, data) in range.used_cells() {
            let Some(theirs) = calamine_value(data) else { continue };
            seen += 1;
            let (row, column) = (u32::try_from(row).unwrap() + top, u32::try_from(column).unwrap() + left);
            let at = sheet.rows.binary_search_by_key(&row, |r| r.index);
            let ours = at.ok().and_then(|at| sheet.rows[at].get(column));
            // It knows no format but those of dates.
            let placed = matches!((ours, &theirs), (Some(Value::Text(text)), Value::Number(n))
                if shown_place(&Value::Number(*n), text) == ours.cloned());
            if ours != Some(&theirs) && !placed {
                found.push(format!("{} {row},{column}: {ours:?}, calamine {theirs:?}", sheet.name));
            }
        }
        let without_result = |value: &&Value| matches!(value, Value::Error(e) if e == "公式没有结果");
        let cells = || sheet.rows.iter().flat_map(|row| row.cells.iter().map(|(_, value)| value));
        let ours = cells().count() - cells().filter(without_result).count();
        if ours != seen {
            found.push(format!("{}: {ours} cells, calamine {seen}", sheet.name));
        }
    }
    Some(found)
}

/// `SHEETS_XLS` names one more folder of files to compare.
#[test]
fn every_cell_of_every_fixture_is_as_calamine_reads_it() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures/rosters");
    let more = std::env::var_os("SHEETS_XLS").map(PathBuf::from);
    let mut compared = 0;
    for file in [Some(fixtures), more].into_iter().flatten().flat_map(|folder| fs::read_dir(folder).unwrap())
    {
        let path = file.unwrap().path();
        // This one is made to need more memory there than there is.
        if path.extension().is_none_or(|e| e != "xls") || path.ends_with("far-cells.xls") {
            continue;
        }
        if let Some(found) = differences(&path) {
            compared += 1;
            assert!(found.is_empty(), "{path:?}: {found:#?}");
        }
    }
    println!("{compared} files compared");
    assert!(compared > 0);
}
