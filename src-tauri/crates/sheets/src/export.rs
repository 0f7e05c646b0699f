//! A table → xlsx or CSV. Text stays text whatever it starts with, amounts are numbers, rows are written as they come.

use std::io::Write;

use ledger::calendar::Date;
use ledger::money::Fen;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::Fault;

/// A cell of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words, room numbers, telephone numbers: never a formula.
    Text(String),
    /// 元 with two decimals, as a number.
    Amount(Fen),
    /// A count, an area or a rate, as a number.
    Number(Decimal),
    /// A day: a date in xlsx, `2026-11-21` in CSV.
    Date(Date),
    /// Nothing.
    Empty,
}

/// Writes one sheet: a bold header row that stays in view, then the rows, in constant memory.
pub fn xlsx(
    sheet: &str,
    headers: &[&str],
    rows: impl IntoIterator<Item = Vec<Cell>>,
    out: impl Write + std::io::Seek + Send,
) -> Result<(), Fault> {
    write_xlsx(sheet, headers, rows, out).map_err(|error| Fault::Write(error.to_string()))
}

fn write_xlsx(
    name: &str,
    headers: &[&str],
    rows: impl IntoIterator<Item = Vec<Cell>>,
    out: impl Write + std::io::Seek + Send,
) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    let bold = Format::new().set_bold();
    for (column, header) in (0_u16..).zip(headers) {
        sheet.write_string_with_format(0, column, *header, &bold)?;
    }
    let money = Format::new().set_num_format("#,##0.00");
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for (row, cells) in (1_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                // write_string, not write: it never looks for a formula.
                Cell::Text(text) => sheet.write_string(row, column, text)?,
                Cell::Amount(fen) => {
                    sheet.write_number_with_format(row, column, double(fen.to_decimal()), &money)?
                }
                Cell::Number(n) => sheet.write_number(row, column, double(n))?,
                Cell::Date(day) => sheet.write_number_with_format(row, column, serial(day), &date)?,
                Cell::Empty => sheet,
            };
        }
    }
    workbook.save_to_writer(out)
}

/// The double that prints as these digits: xlsx holds nothing else. No arithmetic is done with it.
pub(crate) fn double(n: Decimal) -> f64 {
    n.to_string().parse().expect("a decimal's digits are a double's digits")
}

/// Days since Excel's beginning, for every date after February 1900.
fn serial(day: Date) -> f64 {
    let first = Date::from_ymd_opt(1899, 12, 30).expect("a date of the calendar");
    f64::from(i32::try_from((day - first).num_days()).expect("a date's serial is small"))
}

/// Writes CSV as Excel expects it: BOM, CRLF, quotes where needed. Text that a spreadsheet would take for a formula gets
/// an apostrophe in front, as people type it there.
pub fn csv(
    headers: &[&str],
    rows: impl IntoIterator<Item = Vec<Cell>>,
    mut out: impl Write,
) -> Result<(), Fault> {
    let fault = |error: std::io::Error| Fault::Write(error.to_string());
    let header: Vec<String> = headers.iter().map(|h| quoted(h)).collect();
    out.write_all("\u{feff}".as_bytes()).map_err(fault)?;
    write!(out, "{}\r\n", header.join(",")).map_err(fault)?;
    for cells in rows {
        let line: Vec<String> = cells.iter().map(csv_cell).collect();
        write!(out, "{}\r\n", line.join(",")).map_err(fault)?;
    }
    out.flush().map_err(fault)
}

fn csv_cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => quoted(text),
        Cell::Amount(fen) => fen.to_string(),
        Cell::Number(n) => n.to_string(),
        Cell::Date(day) => day.to_string(),
        Cell::Empty => String::new(),
    }
}

fn quoted(text: &str) -> String {
    let armed = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if armed { format!("'{text}") } else { text.to_owned() };
    if armed || text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};
    use std::io::Cursor;

    fn rows() -> Vec<Vec<Cell>> {
        let text = |t: &str| Cell::Text(t.to_owned());
        vec![
            vec![text("=1+1"), text("+86"), text("-1"), text("@a"), text("\tx"), text("\rx")],
            vec![
                Cell::Amount(Fen::new(-1_234_505)),
                Cell::Number("89.5".parse().unwrap()),
                Cell::Date(Date::from_ymd_opt(2026, 11, 21).unwrap()),
                Cell::Empty,
                text("a,\"b\"\n"),
            ],
        ]
    }

    #[test]
    fn text_stays_text_and_amounts_are_numbers_in_xlsx() {
        let mut bytes = Cursor::new(Vec::new());
        xlsx("欠费", &["一", "二"], rows(), &mut bytes).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(bytes).unwrap();
        assert!(book.worksheet_formula("欠费").unwrap().is_empty(), "text must never become a formula");
        let range = book.worksheet_range("欠费").unwrap();
        for (column, expect) in (0..).zip(["=1+1", "+86", "-1", "@a", "\tx", "\rx"]) {
            let got = range.get_value((1, column)).unwrap().to_string();
            assert_eq!(got.replace("_x000D_", "\r"), expect);
        }
        assert_eq!(range.get_value((2, 0)), Some(&Data::Float(-12_345.05)));
        assert_eq!(range.get_value((2, 1)), Some(&Data::Float(89.5)));
        assert!(matches!(range.get_value((2, 2)), Some(Data::DateTime(day)) if day.as_f64() == 46_347.0));
    }

    #[test]
    fn csv_is_what_excel_opens() {
        let mut bytes = Vec::new();
        csv(&["一", "二"], rows(), &mut bytes).unwrap();
        let expect = "\u{feff}一,二\r\n\"'=1+1\",\"'+86\",\"'-1\",\"'@a\",\"'\tx\",\"'\rx\"\r\n-12345.05,89.5,2026-11-21,,\"a,\"\"b\"\"\n\"\r\n";
        assert_eq!(String::from_utf8(bytes).unwrap(), expect);
    }
}
