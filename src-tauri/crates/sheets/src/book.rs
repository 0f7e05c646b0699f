//! A workbook as rows of cells, read as a stream: memory follows the cells that are there, never the box around them.

mod aligned;
mod biff;
mod calamine_cells;
mod date_formats;
mod intake;
mod looks;
mod number_formats;
mod ods;
mod package;
mod separated;
mod web_page;
mod xlsb;
mod xlsx;
mod xml2003;

use std::collections::BTreeMap;
use std::sync::Arc;

use ledger::refusal::Refusal;
use rust_decimal::Decimal;

use crate::container::{self, Contents};
use crate::cut_texts::CutText;
use crate::origins::{Origins, Place};
use crate::{Format, Progress};
use intake::Intake;
pub(crate) use looks::cell as cell_place;

/// Characters in a cell, as Excel counts.
const LONGEST_TEXT: usize = 32_767;

#[derive(Debug)]
pub(crate) struct Book {
    /// The file's name without its ending; empty where it has none.
    pub name: String,
    pub format: Format,
    pub sheets: Vec<Sheet>,
    /// Texts that are longer than a cell can be.
    pub cut: Vec<CutText>,
}

#[derive(Debug)]
pub(crate) struct Sheet {
    pub name: Arc<str>,
    pub hidden: bool,
    pub epoch: Epoch,
    /// In order; only rows with content.
    pub rows: Vec<Row>,
    /// Cells that are shown as one; only the first of them holds a value.
    pub merges: Vec<Merge>,
    /// Rows that are not shown (filtered or hidden), from 0, in order.
    pub hidden_rows: Vec<u32>,
    /// Columns that are not shown, from 0, in order.
    pub hidden_columns: Vec<u32>,
    /// Comments, in order of row and column, from 0.
    pub comments: Vec<(u32, u32, String)>,
    /// Where its cells stand in the file, of a sheet that was put together anew.
    pub origins: Option<Origins>,
    /// What the file is called, where nothing but that says what the sheet is of; else empty.
    pub title: String,
}

/// A block of cells shown as one; rows and columns from 0, all included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Merge {
    pub first_row: u32,
    pub last_row: u32,
    pub first_column: u32,
    pub last_column: u32,
}

impl Sheet {
    /// The comments on the cells of a row, counted from 0.
    pub fn comments_of(&self, row: u32) -> &[(u32, u32, String)] {
        let from = self.comments.partition_point(|(at, ..)| *at < row);
        let until = self.comments.partition_point(|(at, ..)| *at <= row);
        &self.comments[from..until]
    }

    /// A sheet of rows, and nothing known of its looks.
    pub fn of_rows(name: String, hidden: bool, epoch: Epoch, rows: Vec<Row>) -> Self {
        Sheet {
            name: name.into(),
            hidden,
            epoch,
            rows,
            merges: Vec::new(),
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
            comments: Vec::new(),
            origins: None,
            title: String::new(),
        }
    }

    /// This sheet with its cells put together anew, under a name that ends so, for they are not where the file has them;
    /// `places` are where it has them.
    pub fn put_together(&self, ending: &str, rows: Vec<Row>, places: BTreeMap<Place, Place>) -> Self {
        let origins = Some(Origins::of_all(self.name.clone(), places));
        let name = format!("{}{ending}", self.name);
        let title = self.title.clone();
        Sheet { origins, title, ..Sheet::of_rows(name, self.hidden, self.epoch, rows) }
    }
}

/// A row with content; `index` from 0.
#[derive(Debug)]
pub(crate) struct Row {
    pub index: u32,
    /// In order of column, from 0; no blank cells.
    pub cells: Vec<(u32, Value)>,
}

impl Row {
    pub fn get(&self, column: u32) -> Option<&Value> {
        let at = self.cells.binary_search_by_key(&column, |(c, _)| *c).ok()?;
        Some(&self.cells[at].1)
    }

    /// As people count.
    pub fn number(&self) -> u32 {
        self.index + 1
    }
}

/// What a cell holds. Numbers are exactly the digits the file's double prints as.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Text(String),
    Number(Decimal),
    /// A day serial in the workbook's epoch.
    Date(Decimal),
    Bool(bool),
    /// `#REF!`, or a formula whose result the file does not hold.
    Error(String),
}

impl Value {
    /// The errors of Excel's binary formats, by number.
    pub const ERRORS: [(u8, &'static str); 7] = [
        (0x00, "#NULL!"),
        (0x07, "#DIV/0!"),
        (0x0F, "#VALUE!"),
        (0x17, "#REF!"),
        (0x1D, "#NAME?"),
        (0x24, "#NUM!"),
        (0x2A, "#N/A"),
    ];

    /// An error by its number in Excel's binary formats.
    fn error(number: u8) -> Self {
        let name = Self::ERRORS.iter().find(|(n, _)| *n == number).map_or("#DATA!", |(_, name)| *name);
        Value::Error(name.to_owned())
    }

    /// RK, as Excel's binary formats pack numbers: the upper thirty bits of a double, or an integer; perhaps hundredths.
    fn unpacked(packed: u32) -> Self {
        let number = if packed & 2 != 0 {
            Value::Number(Decimal::from(packed.cast_signed() >> 2))
        } else {
            number_value(f64::from_bits(u64::from(packed & !3) << 32))
        };
        match number {
            Value::Number(n) if packed & 1 != 0 => Value::Number(n / Decimal::ONE_HUNDRED),
            other => other,
        }
    }
}

/// Where a workbook counts its days from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Epoch {
    Y1900,
    Y1904,
}

impl Epoch {
    fn of_1904(is_1904: bool) -> Self {
        if is_1904 { Epoch::Y1904 } else { Epoch::Y1900 }
    }
}

/// Refusals: those of `container::open`, `workbook_cell_too_far`, `workbook_too_large`, `workbook_damaged`.
pub(crate) fn read(bytes: &[u8], progress: &mut dyn FnMut(Progress)) -> Result<Book, Refusal> {
    let mut intake = Intake::new(progress);
    let (format, sheets) = match container::open(bytes)? {
        Contents::Archive(Format::Ods) => (Format::Ods, ods::read(bytes, &mut intake)?),
        Contents::Archive(Format::Xlsb) => (Format::Xlsb, xlsb::read(bytes, &mut intake)?),
        Contents::Archive(_) => (Format::Xlsx, xlsx::read(bytes, &mut intake)?),
        Contents::Records(stream) => (Format::Xls, biff::read(&stream, &mut intake)?),
        Contents::Sheets2003(text) => (Format::Xml2003, xml2003::read(&text, &mut intake)?),
        Contents::Page(text) => (Format::Html, vec![web_page::read(&text, &mut intake)?]),
        Contents::Lines(text) => (Format::Csv, vec![separated::read(&text, &mut intake)?]),
    };
    Ok(Book { name: String::new(), format, sheets, cut: intake.into_cut() })
}

/// A text cell, `None` if nothing in it can be seen.
fn text_value(text: &str) -> Option<Value> {
    is_shown(text).then(|| Value::Text(text.to_owned()))
}

/// [`text_value`] of a text that need not be copied.
fn owned_text_value(text: String) -> Option<Value> {
    is_shown(&text).then_some(Value::Text(text))
}

fn is_shown(text: &str) -> bool {
    text.chars().any(|c| !c.is_whitespace() && !is_invisible(c))
}

/// Marks that Excel and web pages leave in text.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}')
}

/// A number as Excel's binary formats hold it.
fn double_value(little_endian: [u8; 8]) -> Value {
    number_value(f64::from_le_bytes(little_endian))
}

/// A number as text formats hold it: exactly those digits, else (an exponent, too many digits) the double that they mean.
fn digits_value(digits: &str) -> Option<Value> {
    let exact = Decimal::from_str_exact(digits).map(Value::Number);
    exact.or_else(|_too_fine| digits.parse().map(number_value)).ok()
}

/// The shortest digits that give the file's double again: what other programs print of it.
fn number_value(f: f64) -> Value {
    if let Some(whole) = whole_number(f) {
        return Value::Number(Decimal::from(whole));
    }
    let digits = f.to_string();
    let exact = Decimal::from_str_exact(&digits).or_else(|_finer| digits.parse());
    exact.map_or(Value::Error(digits), Value::Number)
}

/// The integer that a double is, where doubles are dense enough to be integers.
fn whole_number(f: f64) -> Option<i64> {
    const DENSE: f64 = 9_007_199_254_740_992.0;
    #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53, so nothing is cut off")]
    (f.fract() == 0.0 && f.abs() < DENSE).then_some(f as i64)
}

/// A number in a cell whose format shows a date is one.
fn dated(is_date: bool, number: Value) -> Value {
    match number {
        Value::Number(serial) if is_date => Value::Date(serial),
        other => other,
    }
}

/// What is said of a formula whose result the file does not hold.
const NO_RESULT: &str = "公式没有结果";

fn no_result() -> Value {
    Value::Error(NO_RESULT.to_owned())
}

impl Value {
    /// A marked copy holds our words where the file had no result: they are no text of the office's.
    pub fn unmarked(&mut self) {
        if matches!(self, Value::Text(text) if text == NO_RESULT) {
            *self = no_result();
        }
    }
}

#[cfg(test)]
mod tests;
