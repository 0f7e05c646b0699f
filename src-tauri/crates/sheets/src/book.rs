//! A workbook as rows of cells, read as a stream: memory follows the cells that are there, never the box around them.

use std::io::Cursor;

use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetVisible, Xls, XlsError, Xlsx, XlsxError};
use ledger::refusal::Refusal;
use rust_decimal::Decimal;

use crate::draft::column_letter;
use crate::{Format, Progress, container};

/// Rosters end long before; a cell further out is a slip of the keyboard.
const LAST_ROW: u32 = 200_000;
const LAST_COLUMN: u32 = 1_023;
const MOST_CELLS: usize = 5_000_000;
const LONGEST_TEXT: usize = 32_767;

#[derive(Debug)]
pub(crate) struct Book {
    pub format: Format,
    pub sheets: Vec<Sheet>,
}

#[derive(Debug)]
pub(crate) struct Sheet {
    pub name: String,
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
    /// A sheet of rows, and nothing known of its looks.
    pub fn of_rows(name: String, hidden: bool, epoch: Epoch, rows: Vec<Row>) -> Self {
        Sheet {
            name,
            hidden,
            epoch,
            rows,
            merges: Vec::new(),
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
            comments: Vec::new(),
        }
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

/// Refusals: those of `container::check`, `workbook_cell_too_far`, `workbook_too_large`, `workbook_damaged`.
pub(crate) fn read(bytes: &[u8], progress: &mut dyn FnMut(Progress)) -> Result<Book, Refusal> {
    let format = container::check(bytes)?;
    let sheets = match format {
        Format::Xlsx => read_xlsx(bytes, progress)?,
        Format::Xls => read_xls(bytes, progress)?,
        // `container::check` names no other format yet.
        Format::Xlsb | Format::Ods | Format::Csv => return Err(container::not_a_workbook()),
    };
    Ok(Book { format, sheets })
}

fn read_xlsx(bytes: &[u8], progress: &mut dyn FnMut(Progress)) -> Result<Vec<Sheet>, Refusal> {
    let refuse = |error: XlsxError| match error {
        XlsxError::Password => Refusal::new(
            "workbook_encrypted",
            "工作簿设了打开密码。请用 Excel 或 WPS 去掉密码，另存后再导入。",
        ),
        _ => container::damaged(),
    };
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(refuse)?;
    let epoch = Epoch::of_1904(workbook.has_1904_epoch());
    let mut sheets = Vec::new();
    let mut cells = 0;
    for listed in workbook.sheets_metadata().to_vec() {
        let mut reader = match workbook.worksheet_cells_reader(&listed.name) {
            Ok(reader) => reader,
            // Chart and macro sheets hold no cells.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(refuse(error)),
        };
        let mut gathered = Gathered::new(&listed.name, cells);
        while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(refuse)? {
            let value = match (value_of_ref(cell.value), cell.formula) {
                (None, Some(_)) => Some(Value::Error("公式没有结果".into())),
                (value, _) => value,
            };
            gathered.take(cell.pos, value, progress)?;
        }
        cells = gathered.cells;
        let rows = gathered.into_rows();
        let hidden = listed.visible != SheetVisible::Visible;
        sheets.push(Sheet::of_rows(listed.name, hidden, epoch, rows));
    }
    Ok(sheets)
}

fn read_xls(bytes: &[u8], progress: &mut dyn FnMut(Progress)) -> Result<Vec<Sheet>, Refusal> {
    let refuse = |error: XlsError| match error {
        XlsError::Password => Refusal::new(
            "workbook_encrypted",
            "工作簿设了打开密码。请用 Excel 或 WPS 去掉密码，另存后再导入。",
        ),
        _ => container::damaged(),
    };
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(refuse)?;
    let epoch = Epoch::of_1904(workbook.has_1904_epoch());
    let mut sheets = Vec::new();
    let mut cells = 0;
    for listed in workbook.sheets_metadata().to_vec() {
        let Ok(range) = workbook.worksheet_range(&listed.name) else { continue };
        let mut gathered = Gathered::new(&listed.name, cells);
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let position = (narrow(row)?.saturating_add(top), narrow(column)?.saturating_add(left));
            gathered.take(position, value_of(value), progress)?;
        }
        cells = gathered.cells;
        let rows = gathered.into_rows();
        let hidden = listed.visible != SheetVisible::Visible;
        sheets.push(Sheet::of_rows(listed.name, hidden, epoch, rows));
    }
    Ok(sheets)
}

fn narrow(index: usize) -> Result<u32, Refusal> {
    u32::try_from(index).map_err(|_too_far| container::damaged())
}

/// Cells of one sheet as they come.
struct Gathered<'a> {
    sheet: &'a str,
    rows: Vec<Row>,
    cells: usize,
}

impl<'a> Gathered<'a> {
    fn new(sheet: &'a str, cells: usize) -> Self {
        Gathered { sheet, rows: Vec::new(), cells }
    }

    fn take(
        &mut self,
        (row, column): (u32, u32),
        value: Option<Value>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), Refusal> {
        let Some(value) = value else { return Ok(()) };
        if row >= LAST_ROW || column > LAST_COLUMN {
            let cell = format!("{}{}", column_letter(column), u64::from(row) + 1);
            return Err(Refusal::new(
                "workbook_cell_too_far",
                format!(
                    "工作表“{}”的 {cell} 单元格离表格太远，多半是误输入。请删除它，另存后再导入。",
                    self.sheet
                ),
            ));
        }
        self.cells += 1;
        if self.cells > MOST_CELLS {
            return Err(Refusal::new(
                "workbook_too_large",
                "工作簿的单元格超过 500 万个，无法导入。请分成几个文件导入。",
            ));
        }
        match self.rows.last_mut() {
            Some(last) if last.index == row => last.cells.push((column, value)),
            _ => {
                self.rows.push(Row { index: row, cells: vec![(column, value)] });
                if self.rows.len().is_multiple_of(2_000) {
                    let rows = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
                    progress(Progress { sheet: self.sheet.to_owned(), rows });
                }
            }
        }
        Ok(())
    }

    /// Files are allowed to hold their rows and cells in any order, and damaged ones hold them twice.
    fn into_rows(mut self) -> Vec<Row> {
        self.rows.sort_by_key(|row| row.index);
        self.rows.dedup_by(|later, earlier| {
            let same = later.index == earlier.index;
            if same {
                earlier.cells.append(&mut later.cells);
            }
            same
        });
        for row in &mut self.rows {
            row.cells.sort_by_key(|(column, _)| *column);
            row.cells.dedup_by_key(|(column, _)| *column);
        }
        self.rows
    }
}

fn value_of_ref(data: DataRef<'_>) -> Option<Value> {
    match data {
        DataRef::SharedString(text) => text_value(text),
        DataRef::String(text) => text_value(&text),
        DataRef::Int(n) => Some(Value::Number(Decimal::from(n))),
        DataRef::Float(f) => Some(number_value(f)),
        DataRef::Bool(b) => Some(Value::Bool(b)),
        DataRef::DateTime(at) => Some(date_value(at)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text_value(&text),
        DataRef::Error(error) => Some(Value::Error(error.to_string())),
        DataRef::Empty => None,
    }
}

fn value_of(data: &Data) -> Option<Value> {
    match data {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text_value(text),
        Data::Int(n) => Some(Value::Number(Decimal::from(*n))),
        Data::Float(f) => Some(number_value(*f)),
        Data::Bool(b) => Some(Value::Bool(*b)),
        Data::DateTime(at) => Some(date_value(*at)),
        Data::Error(error) => Some(Value::Error(error.to_string())),
        Data::Empty => None,
    }
}

fn text_value(text: &str) -> Option<Value> {
    let shown = text.chars().any(|c| !c.is_whitespace() && !is_invisible(c));
    shown.then(|| Value::Text(text.chars().take(LONGEST_TEXT).collect()))
}

/// Marks that Excel and web pages leave in text.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}')
}

/// The shortest digits that give the file's double again: what other programs print of it.
fn number_value(f: f64) -> Value {
    let digits = f.to_string();
    let exact = Decimal::from_str_exact(&digits).or_else(|_finer| digits.parse());
    exact.map_or(Value::Error(digits), Value::Number)
}

fn date_value(at: ExcelDateTime) -> Value {
    match number_value(at.as_f64()) {
        Value::Number(serial) => Value::Date(serial),
        other => other,
    }
}
