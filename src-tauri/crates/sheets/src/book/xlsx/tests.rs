use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use calamine::{Reader as _, SheetType, Xlsx};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::Format;
use crate::book::{Book, Sheet, Value, calamine_cells, read as read_book};
use crate::cells::shown;

const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/// A workbook of one sheet, as small as it can be.
fn workbook(sheet: &str, strings: &str) -> Vec<u8> {
    let parts = [
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>".to_owned(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships><Relationship Id=\"a\" Type=\"{TYPE}worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        ("xl/sharedStrings.xml", format!("<sst>{strings}</sst>")),
        (
            "xl/styles.xml",
            "<styleSheet><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
                .to_owned(),
        ),
        ("xl/worksheets/sheet1.xml", sheet.to_owned()),
    ];
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn read(sheet: &str) -> Result<Vec<String>, &'static str> {
    let strings = "<si><t>甲</t></si><si/><si><r><t xml:space=\"preserve\">乙 </t></r><r><t> 丙 </t></r>\
                   <rPh><t>yi</t></rPh></si>";
    let book = read_book(&workbook(sheet, strings), &mut |_| {}).map_err(|refusal| refusal.code)?;
    let cell = |sheet: &Sheet, row: u32, column: u32, value: &Value| {
        let kind = match value {
            Value::Text(_) => "",
            Value::Number(_) => "=",
            Value::Date(_) => "@",
            Value::Bool(_) => "?",
            Value::Error(_) => "!",
        };
        format!("{row},{column} {kind}{}", shown(value, sheet.epoch))
    };
    let cells = book.sheets.iter().flat_map(|sheet| {
        sheet
            .rows
            .iter()
            .flat_map(move |row| row.cells.iter().map(move |(c, v)| cell(sheet, row.index, *c, v)))
    });
    Ok(cells.collect())
}

fn check(rows: &str, expect: &[&str]) {
    let got = read(&format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"));
    assert_eq!(got.as_deref(), Ok(&expect.iter().map(|e| (*e).to_owned()).collect::<Vec<_>>()[..]), "{rows}");
}

#[test]
fn cells_are_read_however_they_are_written() {
    for (rows, expect) in [
        ("<row r=\"3\"><c r=\"B3\" t=\"s\"><v>0</v></c></row>", &["2,1 甲"][..]),
        ("<x:row r='3'><x:c r='B3' t='s'><x:v>2</x:v></x:c></x:row>", &["2,1 乙 丙"]),
        (
            "<row><c t=\"s\"><v>1</v></c><c><v>7</v></c></row><row><c/><c><v>8</v></c></row>",
            &["0,1 =7", "1,1 =8"],
        ),
        (
            "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>41395</v></c><c s=\"1\" t=\"n\"><v>0.5</v></c></row>",
            &["0,0 @2013-05-01", "0,1 @1899-12-31"],
        ),
        ("<row><c t=\"inlineStr\"><is><t> a &amp; &lt;b&gt;&#20013; </t></is></c></row>", &["0,0 a & <b>中"]),
        ("<row><c t=\"inlineStr\"><is><t><![CDATA[<>&amp;]]></t></is></c></row>", &["0,0 <>&amp;"]),
        (
            "<row><c t=\"inlineStr\"><is><t>两\r\n行_x0041__x005F_x0041__xD83D__xDCF7_</t></is></c></row>",
            &["0,0 两\n行A_x0041_\u{1F4F7}"],
        ),
        (
            "<row><c t=\"str\"><f>A2&gt;\"&quot;\"</f><v>得</v></c><c t=\"str\"><f>B2</f><v></v></c></row>",
            &["0,0 得", "0,1 !公式没有结果"],
        ),
        (
            "<row><c><f t=\"shared\" si=\"0\"/><v>5</v></c><c><f>1</f></c></row>",
            &["0,0 =5", "0,1 !公式没有结果"],
        ),
        (
            "<row><c t=\"b\"><v>1</v></c><c t=\"b\"><v>false</v></c><c t=\"e\"><v>#REF!</v></c></row>",
            &["0,0 ?是", "0,1 ?否", "0,2 !#REF!"],
        ),
        ("<row><c t=\"d\"><v>2013-05-01</v></c><c><v>x</v></c></row>", &["0,0 2013-05-01", "0,1 x"]),
        (
            "<row note=\"a>b\" r=\"2\"><!-- <c><v>1</v></c> --><c note='\"/>'><v>1</v><?x <v?></c></row>",
            &["1,0 =1"],
        ),
        ("<row><c><v>1</v></c></row></sheetData><sheetData><row><c><v>2</v></c></row>", &["0,0 =1"]),
    ] {
        check(rows, expect);
    }
}

#[test]
fn numbers_are_the_digits_that_the_double_prints_as() {
    for (written, expect) in [
        ("0", "0"),
        ("-0", "0"),
        ("00", "0"),
        ("-5", "-5"),
        ("89.5", "89.5"),
        ("89.50", "89.5"),
        ("0.1", "0.1"),
        ("-.5", "-0.5"),
        ("7.", "7"),
        ("1E3", "1000"),
        ("007", "7"),
        ("101.17049999999999", "101.17049999999999"),
        ("0.30000000000000004", "0.30000000000000004"),
        ("12345678901234", "12345678901234"),
        ("99999999999999999", "100000000000000000"),
    ] {
        let sheet =
            format!("<worksheet><sheetData><row><c><v>{written}</v></c></row></sheetData></worksheet>");
        let book = read_book(&workbook(&sheet, ""), &mut |_| {}).unwrap();
        let [(0, Value::Number(n))] = &book.sheets[0].rows[0].cells[..] else {
            panic!("{written}: {book:?}")
        };
        assert_eq!(n.to_string(), expect, "{written}");
    }
}

#[test]
fn what_is_damaged_is_refused() {
    for sheet in [
        "<worksheet><sheetData><row><c><v>1</v></c></row>",
        "<worksheet><sheetData><row><c><v>1</v>",
        "<worksheet><sheetData><row><c t=\"s\"><v>9</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row><c t=\"n\"><v>x</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r=\"0\"/></sheetData></worksheet>",
        "<worksheet><sheetData><row><c r=\"1\"/></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r=1/></sheetData></worksheet>",
        "<worksheet><sheetData><row><c t=\"str\"><v>&nbsp;</v></c></row></sheetData></worksheet>",
    ] {
        assert_eq!(read(sheet), Err("workbook_damaged"), "{sheet}");
    }
    assert_eq!(read("<chartsheet/>"), Ok(vec![]));
}

/// Every cell that calamine sees is the same here, and there are no others but formulas without a result.
fn differences(book: &Book, bytes: Vec<u8>) -> Vec<String> {
    let mut other = Xlsx::new(Cursor::new(bytes)).unwrap();
    let listed: Vec<_> =
        other.sheets_metadata().iter().filter(|s| s.typ == SheetType::WorkSheet).cloned().collect();
    assert_eq!(listed.len(), book.sheets.len());
    let mut found = Vec::new();
    for (listed, sheet) in listed.iter().zip(&book.sheets) {
        let mut cells = other.worksheet_cells_reader(&listed.name).unwrap();
        let mut seen = 0;
        while let Some(cell) = cells.next_cell().unwrap() {
            let (row, column) = cell.get_position();
            let Some(theirs) = calamine_cells::value(cell.get_value().clone()) else { continue };
            seen += 1;
            let at = sheet.rows.binary_search_by_key(&row, |r| r.index);
            let ours = at.ok().and_then(|at| sheet.rows[at].get(column));
            if ours != Some(&theirs) {
                found.push(format!("{} {row},{column}: {ours:?}, calamine {theirs:?}", sheet.name));
            }
        }
        let without_result = |value: &Value| matches!(value, Value::Error(e) if e == "公式没有结果");
        let ours = sheet.rows.iter().flat_map(|row| &row.cells).filter(|(_, v)| !without_result(v)).count();
        if ours != seen {
            found.push(format!("{}: {ours} cells, calamine {seen}", sheet.name));
        }
    }
    found
}

/// `SHEETS_XLSX` names one more folder of files to compare.
#[test]
fn every_cell_of_every_fixture_is_as_calamine_reads_it() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures/rosters");
    let more = std::env::var_os("SHEETS_XLSX").map(PathBuf::from);
    let mut compared = 0;
    for file in [Some(fixtures), more].into_iter().flatten().flat_map(|folder| fs::read_dir(folder).unwrap())
    {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|e| e != "xlsx" && e != "xlsm") {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        // What a file is stands in its first bytes, not in its name.
        let book = read_book(&bytes, &mut |_| {}).ok().filter(|book| book.format == Format::Xlsx);
        if let Some(book) = book {
            compared += 1;
            let found = differences(&book, bytes);
            assert!(found.is_empty(), "{path:?}: {found:#?}");
        }
    }
    println!("{compared} files compared");
    assert!(compared > 0);
}
