//! Cells as a parser meets them: kept row by row, and counted against the caps of the whole workbook.

use ledger::refusal::Refusal;

use super::{LONGEST_TEXT, Row, Value};
use crate::cut_texts::CutText;
use crate::draft::column_letter;
use crate::{Progress, container};

/// Rosters end long before; a cell further out is a slip of the keyboard.
pub(super) const LAST_ROW: u32 = 200_000;
pub(super) const LAST_COLUMN: u32 = 1_023;
const MOST_CELLS: usize = 5_000_000;
/// Of all cells together: one text that five million cells share is a trap.
const MOST_TEXT: usize = 128 * 1024 * 1024;
/// Merges, hidden rows and comments of a sheet.
pub(super) const MOST_MARKS: usize = 200_000;
const ROWS_BETWEEN_REPORTS: usize = 2_000;

/// What was taken in of a workbook so far.
pub(super) struct Intake<'p> {
    progress: &'p mut dyn FnMut(Progress),
    cells: usize,
    text: usize,
    cut: Vec<CutText>,
    /// Bytes of the sheets, 0 where nobody knows.
    total: u64,
    /// Bytes of the sheets that are read.
    done: u64,
}

impl<'p> Intake<'p> {
    pub fn new(progress: &'p mut dyn FnMut(Progress)) -> Self {
        Intake { progress, cells: 0, text: 0, cut: Vec::new(), total: 0, done: 0 }
    }

    /// States how many bytes all sheets have together, so that progress can be told.
    pub fn expect(&mut self, total: u64) {
        self.total = total;
    }

    /// Begins a sheet.
    pub fn sheet<'i>(&'i mut self, name: &'i str) -> SheetIntake<'i, 'p> {
        SheetIntake { intake: self, sheet: name, rows: Vec::new(), at: 0 }
    }

    /// The texts that were longer than a cell can be.
    pub fn into_cut(self) -> Vec<CutText> {
        self.cut
    }

    fn report(&mut self, sheet: &str, rows: usize, at: u64) {
        let read = self.done.saturating_add(at).min(self.total).saturating_mul(1000);
        let thousandths = read.checked_div(self.total).and_then(|parts| u16::try_from(parts).ok());
        let rows = u32::try_from(rows).unwrap_or(u32::MAX);
        (self.progress)(Progress { sheet: sheet.to_owned(), rows, thousandths });
    }
}

/// Cells of one sheet as they come.
pub(super) struct SheetIntake<'i, 'p> {
    intake: &'i mut Intake<'p>,
    sheet: &'i str,
    rows: Vec<Row>,
    at: u64,
}

impl SheetIntake<'_, '_> {
    /// States how many bytes of the sheet are behind.
    pub fn at(&mut self, bytes: u64) {
        self.at = bytes;
    }

    /// Takes a cell; rows and columns from 0. Refusals: `workbook_cell_too_far`, `workbook_too_large`.
    pub fn take(&mut self, (row, column): (u32, u32), value: Option<Value>) -> Result<(), Refusal> {
        let Some(mut value) = value else { return Ok(()) };
        if row >= LAST_ROW || column > LAST_COLUMN {
            return Err(too_far(self.sheet, row, column));
        }
        self.shorten((row, column), &mut value);
        self.count(&value)?;
        match self.rows.last_mut() {
            Some(last) if last.index == row => last.cells.push((column, value)),
            last => {
                let width = last.map_or(4, |last| {
                    last.cells.shrink_to_fit();
                    last.cells.len()
                });
                let mut cells = Vec::with_capacity(width);
                cells.push((column, value));
                self.rows.push(Row { index: row, cells });
                if self.rows.len().is_multiple_of(ROWS_BETWEEN_REPORTS) {
                    self.intake.report(self.sheet, self.rows.len(), self.at);
                }
            }
        }
        Ok(())
    }

    /// As long as a cell can be; what is longer is remembered.
    fn shorten(&mut self, (row, column): (u32, u32), value: &mut Value) {
        let Value::Text(text) = value else { return };
        if text.len() <= LONGEST_TEXT {
            return;
        }
        let Some((end, _)) = text.char_indices().nth(LONGEST_TEXT) else { return };
        let length = LONGEST_TEXT + text[end..].chars().count();
        text.truncate(end);
        text.shrink_to_fit();
        let sheet = self.sheet.to_owned();
        self.intake.cut.push(CutText { sheet, row, column, length, read: LONGEST_TEXT });
    }

    fn count(&mut self, value: &Value) -> Result<(), Refusal> {
        self.intake.cells += 1;
        if self.intake.cells > MOST_CELLS {
            return Err(Refusal::new(
                "workbook_too_large",
                "工作簿的单元格超过 500 万个，无法导入。请分成几个文件导入。",
            ));
        }
        if let Value::Text(text) = value {
            self.intake.text += text.len();
            if self.intake.text > MOST_TEXT {
                return Err(container::too_large("工作簿里的文字太多"));
            }
        }
        Ok(())
    }

    /// The rows in order. Files may hold rows and cells in any order, and damaged ones hold them twice.
    pub fn into_rows(mut self, bytes: u64) -> Vec<Row> {
        self.intake.report(self.sheet, self.rows.len(), bytes);
        self.intake.done = self.intake.done.saturating_add(bytes);
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

pub(super) fn too_far(sheet: &str, row: u32, column: u32) -> Refusal {
    let cell = format!("{}{}", column_letter(column), u64::from(row) + 1);
    Refusal::new(
        "workbook_cell_too_far",
        format!("工作表“{sheet}”的 {cell} 单元格离表格太远，多半是误输入。请删除它，另存后再导入。"),
    )
}
