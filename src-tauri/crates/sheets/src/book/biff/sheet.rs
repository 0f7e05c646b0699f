//! One worksheet: its cells, and what the sheet looks like.

use std::collections::{BTreeMap, BTreeSet};

use ledger::refusal::Refusal;
use rust_decimal::Decimal;

use super::globals::Globals;
use super::records::{EOF, Record, Records, is_bof};
use super::{Version, strings};
use crate::book::intake::{Intake, LAST_COLUMN, MOST_MARKS, SheetIntake};
use crate::book::number_formats::NumberFormat;
use crate::book::{Merge, Row, Sheet, Value, no_result, owned_text_value, text_value};
use crate::container::damaged;

/// A sheet, and what became of its formulas.
pub(super) struct Read {
    pub sheet: Sheet,
    /// A formula has a result that is not empty.
    pub has_result: bool,
    /// Formulas with an empty result.
    empty_results: Vec<(u32, u32)>,
}

impl Read {
    /// The sheet with its empty results named as results that are missing.
    pub fn without_results(mut self) -> Sheet {
        for (row, column) in self.empty_results {
            let at = self.sheet.rows.binary_search_by_key(&row, |r| r.index);
            let cells = match at {
                Ok(at) => &mut self.sheet.rows[at].cells,
                Err(at) => {
                    self.sheet.rows.insert(at, Row { index: row, cells: Vec::new() });
                    &mut self.sheet.rows[at].cells
                }
            };
            if let Err(at) = cells.binary_search_by_key(&column, |(c, _)| *c) {
                cells.insert(at, (column, no_result()));
            }
        }
        self.sheet
    }
}

/// Reads the records of a sheet up to its end. Refusals: `workbook_damaged` and those of [`SheetIntake::take`].
pub(super) fn read(
    stream: &[u8],
    globals: &Globals,
    name: String,
    hidden: bool,
    intake: &mut Intake<'_>,
) -> Result<Read, Refusal> {
    let mut records = Records::new(stream);
    let mut reading = Reading {
        globals,
        cells: intake.sheet(&name),
        awaited: None,
        has_result: false,
        empty_results: Vec::new(),
        marks: Marks::default(),
    };
    records.next()?.filter(|r| is_bof(r.kind)).ok_or_else(damaged)?;
    let mut depth = 0_usize;
    loop {
        // A sheet that ends without saying so was cut off.
        let record = records.next()?.ok_or_else(damaged)?;
        match record.kind {
            // Charts inside the sheet have cell records of their own.
            kind if is_bof(kind) => depth += 1,
            EOF if depth == 0 => break,
            EOF => depth -= 1,
            _ if depth == 0 => {
                reading.cells.at(records.at as u64);
                reading.take(&record)?;
            }
            _ => {}
        }
    }
    let (has_result, empty_results, marks) = (reading.has_result, reading.empty_results, reading.marks);
    let rows = reading.cells.into_rows(records.at as u64);
    let mut sheet = Sheet::of_rows(name, hidden, globals.epoch, rows);
    marks.put_on(&mut sheet);
    Ok(Read { sheet, has_result, empty_results })
}

struct Reading<'g, 'i, 'p> {
    globals: &'g Globals,
    cells: SheetIntake<'i, 'p>,
    /// The formula whose text comes in the next STRING record.
    awaited: Option<(u32, u32)>,
    has_result: bool,
    empty_results: Vec<(u32, u32)>,
    marks: Marks,
}

impl<'g> Reading<'g, '_, '_> {
    fn take(&mut self, record: &Record<'_>) -> Result<(), Refusal> {
        let text = self.globals.text;
        if text.version == Version::Biff2 && self.take_biff2(record)? {
            return Ok(());
        }
        match record.kind {
            // NUMBER
            0x0203 => {
                let value = self.format(record.u16(4)?).shown(record.number(6)?);
                self.cells.take(record.cell()?, Some(value))
            }
            // RK
            0x027E => {
                let value = self.format(record.u16(4)?).shown(Value::unpacked(record.u32(6)?));
                self.cells.take(record.cell()?, Some(value))
            }
            // MULRK
            0x00BD => self.take_numbers(record),
            // LABELSST
            0x00FD => {
                let index = usize::try_from(record.u32(6)?).map_err(|_too_far| damaged())?;
                let shared = self.globals.strings.get(index).ok_or_else(damaged)?;
                self.cells.take(record.cell()?, text_value(shared))
            }
            // LABEL, RSTRING
            0x0204 | 0x00D6 => self.cells.take(record.cell()?, owned_text_value(text.long(record, 6)?)),
            // BOOLERR
            0x0205 => self.cells.take(record.cell()?, Some(bool_or_error(record.u8(6)?, record.u8(7)? == 1))),
            // FORMULA
            0x0006 | 0x0206 | 0x0406 => self.take_formula(record, 6, self.format(record.u16(4)?)),
            // STRING
            0x0207 => match self.awaited.take() {
                Some(cell) => self.cells.take(cell, owned_text_value(text.long(record, 0)?)),
                None => Ok(()),
            },
            _ => self.marks.take(record, self.globals),
        }
    }

    /// Excel 2 has three bytes of attributes where later ones have the number of a format.
    fn take_biff2(&mut self, record: &Record<'_>) -> Result<bool, Refusal> {
        let text = self.globals.text;
        let value = match record.kind {
            0x0002 => Some(Value::Number(Decimal::from(record.u16(7)?))),
            0x0003 => Some(record.number(7)?),
            0x0004 => owned_text_value(text.short(record, 7)?),
            0x0005 => Some(bool_or_error(record.u8(7)?, record.u8(8)? == 1)),
            0x0006 => {
                self.take_formula(record, 7, &NumberFormat::Plain)?;
                return Ok(true);
            }
            0x0007 => {
                if let Some(cell) = self.awaited.take() {
                    self.cells.take(cell, owned_text_value(text.short(record, 0)?))?;
                }
                return Ok(true);
            }
            _ => return Ok(false),
        };
        self.cells.take(record.cell()?, value)?;
        Ok(true)
    }

    fn take_numbers(&mut self, record: &Record<'_>) -> Result<(), Refusal> {
        let (row, first) = record.cell()?;
        let numbers = record.from(4)?;
        let numbers = &numbers[..numbers.len().saturating_sub(2)];
        for (column, number) in (first..).zip(numbers.chunks_exact(6)) {
            let format = self.format(u16::from_le_bytes([number[0], number[1]]));
            let packed = u32::from_le_bytes([number[2], number[3], number[4], number[5]]);
            self.cells.take((row, column), Some(format.shown(Value::unpacked(packed))))?;
        }
        Ok(())
    }

    /// Two bytes of ones at the end of the result say that it is no number.
    fn take_formula(&mut self, record: &Record<'_>, at: usize, format: &NumberFormat) -> Result<(), Refusal> {
        let cell = record.cell()?;
        self.awaited = None;
        let value = if record.u16(at + 6)? != 0xFFFF {
            format.shown(record.number(at)?)
        } else {
            match record.u8(at)? {
                0 => {
                    self.has_result = true;
                    self.awaited = Some(cell);
                    return Ok(());
                }
                1 => bool_or_error(record.u8(at + 2)?, false),
                2 => bool_or_error(record.u8(at + 2)?, true),
                3 => {
                    if self.empty_results.len() < MOST_MARKS {
                        self.empty_results.push(cell);
                    }
                    return Ok(());
                }
                _ => return Err(damaged()),
            }
        };
        self.has_result = true;
        self.cells.take(cell, Some(value))
    }

    fn format(&self, number: u16) -> &'g NumberFormat {
        self.globals.formats.get(usize::from(number)).unwrap_or(&NumberFormat::Plain)
    }
}

fn bool_or_error(value: u8, is_error: bool) -> Value {
    if is_error { Value::error(value) } else { Value::Bool(value != 0) }
}

/// What a sheet looks like, as its records tell.
#[derive(Default)]
struct Marks {
    merges: Vec<Merge>,
    hidden_rows: BTreeSet<u32>,
    hidden_columns: BTreeSet<u32>,
    comments: BTreeMap<(u32, u32), String>,
    /// Notes of Excel 97 and later name the drawn object that holds their text.
    note_cells: Vec<((u32, u32), u16)>,
    drawn_texts: BTreeMap<u16, String>,
    last_object: u16,
    last_note: Option<(u32, u32)>,
}

impl Marks {
    fn take(&mut self, record: &Record<'_>, globals: &Globals) -> Result<(), Refusal> {
        let is_biff8 = globals.text.version == Version::Biff8;
        match record.kind {
            // ROW
            0x0208 if record.data.len() >= 14 && record.u16(12)? & 0x20 != 0 => {
                self.hidden_rows.insert(u32::from(record.u16(0)?));
            }
            // COLINFO
            0x007D if record.data.len() >= 10 && record.u16(8)? & 1 != 0 => {
                let (first, last) = (u32::from(record.u16(0)?), u32::from(record.u16(2)?));
                self.hidden_columns.extend(first..=last.min(LAST_COLUMN));
            }
            // MERGEDCELLS
            0x00E5 => {
                for place in record.data.get(2..).unwrap_or_default().chunks_exact(8) {
                    let number = |at: usize| u32::from(u16::from_le_bytes([place[at], place[at + 1]]));
                    let merge = Merge {
                        first_row: number(0),
                        last_row: number(2),
                        first_column: number(4),
                        last_column: number(6),
                    };
                    if self.merges.len() < MOST_MARKS {
                        self.merges.push(merge);
                    }
                }
            }
            // OBJ: its first part names it
            0x005D if is_biff8 && record.data.len() >= 8 => self.last_object = record.u16(6)?,
            // TXO
            0x01B6 if is_biff8 && record.data.len() >= 12 => {
                let text = strings::drawn(record, usize::from(record.u16(10)?))?;
                if self.drawn_texts.len() < MOST_MARKS {
                    self.drawn_texts.insert(self.last_object, text);
                }
            }
            // NOTE
            0x001C if is_biff8 && record.data.len() >= 8 && self.note_cells.len() < MOST_MARKS => {
                self.note_cells.push((record.cell()?, record.u16(6)?));
            }
            0x001C if !is_biff8 && record.data.len() >= 6 => self.take_old_note(record, globals)?,
            _ => {}
        }
        Ok(())
    }

    /// Before Excel 97 the record holds the text; what is longer than a record follows in records of row 65535.
    fn take_old_note(&mut self, record: &Record<'_>, globals: &Globals) -> Result<(), Refusal> {
        let cell = record.cell()?;
        let text = globals.text.of_bytes(record.from(6)?);
        match (cell.0, self.last_note) {
            (0xFFFF, Some(last)) => self.comments.entry(last).or_default().push_str(&text),
            (0xFFFF, None) => {}
            _ => {
                self.last_note = Some(cell);
                self.comments.insert(cell, text);
            }
        }
        Ok(())
    }

    fn put_on(mut self, sheet: &mut Sheet) {
        for (cell, object) in self.note_cells {
            if let Some(text) = self.drawn_texts.get(&object) {
                self.comments.insert(cell, text.clone());
            }
        }
        sheet.merges = self.merges;
        sheet.hidden_rows = self.hidden_rows.into_iter().collect();
        sheet.hidden_columns = self.hidden_columns.into_iter().collect();
        let comments = self.comments.into_iter().filter(|(_, text)| !text.trim().is_empty());
        sheet.comments = comments.map(|((row, column), text)| (row, column, text)).collect();
    }
}
