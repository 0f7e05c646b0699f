//! One small table in every format with parts: the same cells, the same looks.

use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{ExcelDateTime, Format as CellFormat, Note, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Book, Value, read};
use crate::Format;
use crate::cells::shown;

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn book(bytes: &[u8]) -> Book {
    read(bytes, &mut |_| {}).unwrap()
}

fn refused(bytes: &[u8]) -> &'static str {
    read(bytes, &mut |_| {}).map(|_| "read").unwrap_or_else(|refusal| refusal.code)
}

fn told(book: &Book) -> Vec<String> {
    let mut lines = Vec::new();
    for sheet in &book.sheets {
        lines.push(format!("[{}]{}", sheet.name, if sheet.hidden { " hidden" } else { "" }));
        for row in &sheet.rows {
            let cells = row.cells.iter().map(|(column, value)| {
                let kind = match value {
                    Value::Text(_) => "",
                    Value::Number(_) => "=",
                    Value::Date(_) => "@",
                    Value::Bool(_) => "?",
                    Value::Error(_) => "!",
                };
                format!("{column}:{kind}{}", shown(value, sheet.epoch))
            });
            lines.push(format!("{} {}", row.number(), cells.collect::<Vec<_>>().join(" ")));
        }
        for m in &sheet.merges {
            lines.push(format!("merge {},{}-{},{}", m.first_row, m.first_column, m.last_row, m.last_column));
        }
        let looks = (!sheet.hidden_rows.is_empty() || !sheet.hidden_columns.is_empty())
            .then(|| format!("hidden rows {:?} columns {:?}", sheet.hidden_rows, sheet.hidden_columns));
        lines.extend(looks);
        lines.extend(
            sheet.comments.iter().map(|(row, column, text)| format!("comment {row},{column} {text}")),
        );
    }
    lines
}

const TABLE: [&str; 9] = [
    "[业主]",
    "1 0:房号 1:姓名 & <号>",
    "2 0:=301 1:=89.5 2:@2013-05-01 3:?是",
    "3 0:两\n行 3:!公式没有结果",
    "5 0:=7",
    "merge 2,0-3,0",
    "hidden rows [4] columns [4, 5]",
    "comment 1,1 已核对。",
    "[旧] hidden",
];

fn xml2003(sheets: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n\
         <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"\
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:html=\"http://www.w3.org/TR/REC-html40\">{sheets}</Workbook>"
    )
    .into_bytes()
}

#[test]
fn an_xml_spreadsheet_is_read_with_its_looks() {
    let data = |kind: &str, text: &str| format!("<Cell><Data ss:Type=\"{kind}\">{text}</Data></Cell>");
    let rows = [
        format!(
            "<Row>{}<Cell><ss:Data ss:Type=\"String\" xmlns=\"http://www.w3.org/TR/REC-html40\">姓名 <B>&amp; &lt;号</B>&gt;</ss:Data></Cell></Row>",
            data("String", "房号")
        ),
        format!(
            "<Row>{}<Cell><Data ss:Type=\"Number\">89.5</Data><Comment ss:Author=\"a\"><ss:Data>已核对。</ss:Data></Comment></Cell>{}{}</Row>",
            data("Number", "301"),
            data("DateTime", "2013-05-01T00:00:00.000"),
            data("Boolean", "1")
        ),
        "<Row><Cell ss:MergeDown=\"1\"><Data ss:Type=\"String\">两&#10;行</Data></Cell><Cell ss:Index=\"4\" ss:Formula=\"=R1C1\"/></Row>".to_owned(),
        format!("<Row ss:Index=\"5\" ss:Hidden=\"1\">{}</Row>", data("Number", "7")),
        "<Row ss:Index=\"7\" ss:Span=\"1048000\"/>".to_owned(),
    ];
    let table = |rows: &str| {
        format!(
            "<Worksheet ss:Name=\"业主\"><Table><Column ss:Index=\"5\" ss:Hidden=\"1\" ss:Span=\"1\"/>{rows}</Table></Worksheet>"
        )
    };
    let old = "<Worksheet ss:Name=\"旧\"><Table/><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>";
    let bytes = xml2003(&(table(&rows.concat()) + old));
    let read = book(&bytes);
    assert_eq!(read.format, Format::Xml2003);
    assert_eq!(told(&read), TABLE);
    let cut = &bytes[..bytes.len() - 200];
    assert_eq!(refused(cut), "workbook_damaged");
    let far = |place: &str| {
        xml2003(&table(&format!("<Row><Cell {place}><Data ss:Type=\"Number\">1</Data></Cell></Row>")))
    };
    assert_eq!(refused(&far("ss:Index=\"4294967295\"")), "workbook_cell_too_far");
    let below = format!("<Row ss:Index=\"4294967295\">{}</Row>", data("Number", "1"));
    assert_eq!(refused(&xml2003(&table(&below))), "workbook_cell_too_far");
    let merged = "<Row><Cell ss:MergeAcross=\"4294967295\" ss:MergeDown=\"4294967295\"/><Cell/></Row>";
    assert_eq!(book(&xml2003(&table(merged))).sheets[0].rows.len(), 0);
}

#[test]
fn an_xlsx_is_read_with_its_looks() {
    let mut out = Workbook::new();
    let sheet = out.add_worksheet();
    sheet.set_name("业主").unwrap();
    sheet.write(0, 0, "房号").unwrap();
    sheet.write(0, 1, "姓名 & <号>").unwrap();
    sheet.write(1, 0, 301).unwrap();
    sheet.write(1, 1, 89.5).unwrap();
    let date = CellFormat::new().set_num_format("yyyy\"年\"m\"月\"");
    sheet.write_with_format(1, 2, ExcelDateTime::from_ymd(2013, 5, 1).unwrap(), &date).unwrap();
    sheet.write(1, 3, true).unwrap();
    sheet.merge_range(2, 0, 3, 0, "两\n行", &CellFormat::new()).unwrap();
    sheet.set_formula_result_default("").write_formula(2, 3, "=A2").unwrap();
    sheet.write(4, 0, 7).unwrap();
    sheet.set_row_hidden(4).unwrap();
    sheet.set_column_hidden(4).unwrap();
    sheet.set_column_hidden(5).unwrap();
    sheet.insert_note(1, 1, &Note::new("已核对。").add_author_prefix(false)).unwrap();
    out.add_worksheet().set_name("旧").unwrap().set_hidden(true);
    let bytes = out.save_to_buffer().unwrap();
    let book = book(&bytes);
    assert_eq!(book.format, Format::Xlsx);
    assert_eq!(told(&book), TABLE);
}

#[test]
fn a_room_that_a_format_shows_is_read_as_it_is_shown() {
    let mut out = Workbook::new();
    let sheet = out.add_worksheet();
    let format = |code: &str| CellFormat::new().set_num_format(code);
    sheet.write_with_format(0, 0, 31_101, &format("0-0-000")).unwrap();
    sheet.write_with_format(1, 0, 31_102, &format("0\"栋\"0\"单元\"000\"室\"")).unwrap();
    sheet.write_with_format(2, 0, 201, &format("\"3-1-\"0")).unwrap();
    for (column, code) in [(1, "0\"元\""), (2, "0.00"), (3, "-0")] {
        sheet.write_with_format(0, column, 300, &format(code)).unwrap();
    }
    sheet.write_with_format(1, 1, "31102", &format("0-0-000")).unwrap();
    let book_read = book(&out.save_to_buffer().unwrap());
    let expect = ["[Sheet1]", "1 0:3-1-101 1:=300 2:=300 3:=300", "2 0:3栋1单元102室 1:31102", "3 0:3-1-201"];
    assert_eq!(told(&book_read), expect);

    let cell = |n: &str, shown: &str| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{n}\"><text:p>{shown}</text:p></table:table-cell>"
        )
    };
    let row = format!(
        "<table:table-row>{}{}{}</table:table-row>",
        cell("31101", "3-1-101"),
        cell("300", "300元"),
        cell("1300", "1,300.00")
    );
    assert_eq!(told(&book(&ods(&row)))[1], "1 0:3-1-101 1:=300 2:=1300");
}

/// As LibreOffice writes it, as far as it matters.
fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\">\
         <office:automatic-styles><style:style style:name=\"ta1\" style:family=\"table\"><style:table-properties table:display=\"true\"/></style:style>\
         <style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>\
         <office:body><office:spreadsheet><table:table table:name=\"业主\" table:style-name=\"ta1\">\
         <table:table-column table:number-columns-repeated=\"4\"/><table:table-column table:visibility=\"collapse\" table:number-columns-repeated=\"2\"/>\
         <table:table-column table:number-columns-repeated=\"1018\"/>{rows}</table:table>\
         <table:table table:name=\"旧\" table:style-name=\"ta2\"><table:table-row><table:table-cell/></table:table-row></table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    let kind = b"application/vnd.oasis.opendocument.spreadsheet".as_slice();
    package(&[("mimetype", kind), ("content.xml", content.as_bytes())])
}

#[test]
fn an_ods_is_read_with_its_looks() {
    let text = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let float = |n: &str| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{n}\"><text:p>x</text:p></table:table-cell>"
        )
    };
    let rows = [
        format!("<table:table-row>{}{}</table:table-row>", text("房号"), text("姓名 &amp; &lt;号&gt;")),
        format!(
            "<table:table-row>{}<table:table-cell office:value-type=\"float\" office:value=\"89.5\"><office:annotation><text:p>已核对。</text:p></office:annotation><text:p>89.50</text:p></table:table-cell>\
             <table:table-cell office:value-type=\"date\" office:date-value=\"2013-05-01\"><text:p>2013年5月</text:p></table:table-cell>\
             <table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>TRUE</text:p></table:table-cell>\
             <table:table-cell table:number-columns-repeated=\"1020\"/></table:table-row>",
            float("301")
        ),
        "<table:table-row><table:table-cell table:number-rows-spanned=\"2\" table:number-columns-spanned=\"1\" office:value-type=\"string\"><text:p>两</text:p><text:p>行</text:p></table:table-cell>\
         <table:table-cell table:number-columns-repeated=\"2\"/><table:table-cell table:formula=\"of:=[.A2]\"/></table:table-row>"
            .to_owned(),
        "<table:table-row><table:covered-table-cell/></table:table-row>".to_owned(),
        format!("<table:table-row table:visibility=\"filter\">{}</table:table-row>", float("7")),
        // A format on whole columns; no content.
        "<table:table-row table:number-rows-repeated=\"1048571\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>".to_owned(),
    ];
    let book = book(&ods(&rows.concat()));
    assert_eq!(book.format, Format::Ods);
    assert_eq!(told(&book), TABLE);
    let far = format!(
        "<table:table-row table:number-rows-repeated=\"1048575\"/><table:table-row>{}</table:table-row>",
        float("1")
    );
    assert_eq!(refused(&ods(&far)), "workbook_cell_too_far");
    let wide = "<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"4000000000\"/></table:table-row>";
    assert_eq!(refused(&ods(wide)), "workbook_cell_too_far");
    let many = "<table:table-row table:number-rows-repeated=\"199999\"><table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"1000\"/></table:table-row>";
    assert_eq!(refused(&ods(many)), "workbook_too_large");
    assert_eq!(refused(&ods("<table:table-row>")), "workbook_damaged");
}

/// A record of a binary part.
fn record(kind: u16, parts: &[&[u8]]) -> Vec<u8> {
    let (low, high) = (u8::try_from(kind & 0x7F).unwrap(), u8::try_from(kind >> 7).unwrap());
    let head = if high == 0 { vec![low] } else { vec![low | 0x80, high] };
    let data = parts.concat();
    let (low, high) = (u8::try_from(data.len() & 0x7F).unwrap(), u8::try_from(data.len() >> 7).unwrap());
    let length = if high == 0 { vec![low] } else { vec![low | 0x80, high] };
    [head, length, data].concat()
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|w| w.to_le_bytes()).collect()
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let bytes = units.iter().flat_map(|u| u.to_le_bytes());
    u32::try_from(units.len()).unwrap().to_le_bytes().into_iter().chain(bytes).collect()
}

fn xlsb_sheet() -> Vec<u8> {
    let row = |row: u32, hidden: bool| {
        record(0x00, &[&words(&[row, 0]), &[0, 0], &[0, if hidden { 0x10 } else { 0 }, 0], &words(&[0])])
    };
    let number =
        |column: u32, format: u32, n: f64| record(0x05, &[&words(&[column, format]), &n.to_le_bytes()]);
    let text = |column: u32, text: &str| record(0x06, &[&words(&[column, 0]), &wide(text)]);
    [
        record(0x81, &[]),
        record(0x3C, &[&words(&[4, 5, 0, 0]), &[1, 0]]),
        record(0x91, &[]),
        row(0, false),
        record(0x07, &[&words(&[0, 0, 0])]),
        text(1, "姓名 & <号>"),
        row(1, false),
        record(0x02, &[&words(&[0, 0, (301 << 2) | 2])]),
        number(1, 0, 89.5),
        number(2, 1, 41_395.0),
        record(0x04, &[&words(&[3, 0]), &[1]]),
        row(2, false),
        text(0, "两\n行"),
        record(0x0B, &[&words(&[3, 0]), &[0x17], &[0; 6]]),
        row(4, true),
        number(0, 0, 7.0),
        record(0x92, &[]),
        record(0xB0, &[&words(&[2, 3, 0, 0])]),
        record(0x82, &[]),
    ]
    .concat()
}

#[test]
fn an_xlsb_is_read_with_its_looks() {
    let relations = |lines: &[(&str, &str, &str)]| {
        let line = |(id, kind, target): &(&str, &str, &str)| {
            format!("<Relationship Id=\"{id}\" Type=\"http://x/{kind}\" Target=\"{target}\"/>")
        };
        format!("<Relationships>{}</Relationships>", lines.iter().map(line).collect::<String>())
    };
    let sheet =
        |state: u32, id: &str, name: &str| record(0x9C, &[&words(&[state, 1]), &wide(id), &wide(name)]);
    let workbook = [
        record(0x99, &[&words(&[0, 0])]),
        sheet(0, "rId1", "业主"),
        sheet(1, "rId2", "旧"),
        record(0x84, &[]),
    ];
    let styles = [
        record(0x2C, &[&[164, 0], &wide("yyyy\"年\"m\"月\"")]),
        record(0x269, &[&words(&[2])]),
        record(0x2F, &[&[0, 0, 0, 0], &[0; 12]]),
        record(0x2F, &[&[0, 0, 164, 0], &[0; 12]]),
        record(0x26A, &[]),
    ];
    let comments = [record(0x27B, &[&words(&[0, 1, 1, 1, 1])]), record(0x27D, &[&[0], &wide("已核对。")])];
    let book_relations = relations(&[
        ("rId1", "worksheet", "worksheets/sheet1.bin"),
        ("rId2", "worksheet", "/xl/worksheets/sheet2.bin"),
    ]);
    let sheet_relations = relations(&[("rId1", "comments", "../comments1.bin")]);
    let strings = [record(0x9F, &[&words(&[1, 1])]), record(0x13, &[&[0], &wide("房号")])];
    let bytes = package(&[
        ("xl/workbook.bin", &workbook.concat()),
        ("xl/_rels/workbook.bin.rels", book_relations.as_bytes()),
        ("xl/styles.bin", &styles.concat()),
        ("xl/sharedStrings.bin", &strings.concat()),
        ("xl/worksheets/sheet1.bin", &xlsb_sheet()),
        ("xl/worksheets/_rels/sheet1.bin.rels", sheet_relations.as_bytes()),
        ("xl/comments1.bin", &comments.concat()),
        ("xl/worksheets/sheet2.bin", &[]),
    ]);
    let book = book(&bytes);
    assert_eq!(book.format, Format::Xlsb);
    let mut expect = TABLE.map(str::to_owned);
    expect[3] = "3 0:两\n行 3:!#REF!".to_owned();
    assert_eq!(told(&book), expect);
}

#[test]
fn a_text_that_all_cells_share_is_not_copied_without_end() {
    let mut out = Workbook::new();
    let sheet = out.add_worksheet();
    let text = "房".repeat(32_000);
    for row in 0..2_000 {
        sheet.write(row, 0, &text).unwrap();
    }
    assert_eq!(refused(&out.save_to_buffer().unwrap()), "workbook_too_large");
}

#[test]
fn a_text_that_is_cut_is_told_of() {
    let name = "张".repeat(40_000);
    let file = tempfile::NamedTempFile::new().unwrap();
    let read = |lines: &str| {
        std::fs::write(file.path(), lines).unwrap();
        crate::read_draft(file.path(), &crate::Options::default()).unwrap()
    };
    let whole = read("房号,业主姓名,电话\n3-1-101,张小明,13900000001\n3-1-102,李红,\n");
    assert_eq!(whole.findings, []);
    let cut = read(&format!("房号,业主姓名,备注\n3-1-101,张小明,{name}\n3-1-102,李红,\n"));
    let told = &cut.findings[0];
    assert_eq!((told.cell.as_str(), told.code.as_str()), ("C2", "text_cut"));
    assert!(told.message.contains("有 40000 个字，一格最多 32767 个"), "{}", told.message);
    assert_eq!((cut.groups[0].code.as_str(), cut.groups[0].count), ("text_cut", 1));
    let kept = cut.notes.iter().find(|note| &*note.unit == "3-1-101").unwrap();
    assert_eq!(kept.text.chars().count(), 32_767);
}

#[test]
fn progress_moves_to_the_end() {
    let mut out = Workbook::new();
    let sheet = out.add_worksheet();
    for row in 0..9_000 {
        sheet.write(row, 0, row).unwrap();
    }
    let mut seen = Vec::new();
    read(&out.save_to_buffer().unwrap(), &mut |progress| seen.push((progress.rows, progress.thousandths)))
        .unwrap();
    assert_eq!(seen.iter().map(|(rows, _)| *rows).collect::<Vec<_>>(), [2_000, 4_000, 6_000, 8_000, 9_000]);
    let moved: Vec<u16> = seen.iter().map(|(_, thousandths)| thousandths.unwrap()).collect();
    assert!(moved.is_sorted() && moved[0] > 150 && moved[4] == 1_000, "{moved:?}");
}
