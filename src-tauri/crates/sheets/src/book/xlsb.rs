//! Excel 2007 and later, binary ([MS-XLSB]): records as in the old files, in the parts of a package. Read here and not by
//! calamine for its reader of cells passes over hidden rows, merges and errors of formulas, and panics on short records.

use std::collections::HashMap;
use std::io::{BufReader, Read};

use ledger::refusal::Refusal;

use super::intake::{Intake, LAST_COLUMN, LAST_ROW, MOST_MARKS, SheetIntake};
use super::looks::Looks;
use super::number_formats::NumberFormat;
use super::package::{Package, refusal};
use super::{Epoch, Merge, Sheet, Value, double_value, owned_text_value, text_value};
use crate::container::damaged;

const WORKBOOK: &str = "xl/workbook.bin";
/// A cell's text has at most 32,767 characters; nothing that is read here is longer.
const LONGEST_RECORD: usize = 1024 * 1024;

/// What holds for the whole workbook.
#[derive(Default)]
struct Globals {
    strings: Vec<String>,
    formats: Vec<NumberFormat>,
    is_1904: bool,
    /// Name, hidden, relation.
    sheets: Vec<(String, bool, String)>,
}

/// Reads all worksheets. Refusals: `workbook_damaged`, `workbook_too_large` and those of `SheetIntake::take`.
pub(super) fn read(bytes: &[u8], intake: &mut Intake<'_>) -> Result<Vec<Sheet>, Refusal> {
    let mut package = Package::open(bytes)?;
    let globals = globals(&mut package)?;
    let relations = package.relations(WORKBOOK)?;
    let part = |id: &str| relations.iter().find(|r| r.id == id && r.kind == "worksheet").map(|r| &r.part);
    let listed = globals.sheets.iter().filter_map(|(name, hidden, id)| Some((name, *hidden, part(id)?)));
    let listed: Vec<_> = listed.collect();
    intake.expect(listed.iter().map(|(_, _, part)| package.stated_size(part)).sum());
    let mut sheets = Vec::new();
    for (name, hidden, part) in listed {
        let size = package.stated_size(part);
        let mut reading =
            Reading { globals: &globals, cells: intake.sheet(name), looks: Looks::default(), row: 0 };
        if let Some(part) = package.part(part)? {
            let mut read = 0;
            records(part, |kind, record, length| {
                read += length;
                reading.cells.at(read);
                reading.take(kind, record)
            })?;
        }
        let mut looks = reading.looks;
        let rows = reading.cells.into_rows(size);
        for relation in package.relations(part)? {
            if relation.kind == "comments" {
                comments(&mut package, &relation.part, &mut looks)?;
            }
        }
        let epoch = Epoch::of_1904(globals.is_1904);
        sheets.push(looks.put_on(Sheet::of_rows(name.clone(), hidden, epoch, rows)));
    }
    Ok(sheets)
}

fn globals(package: &mut Package<'_>) -> Result<Globals, Refusal> {
    let mut globals = Globals::default();
    let workbook = package.part(WORKBOOK)?.ok_or_else(damaged)?;
    records(workbook, |kind, record, _| {
        match kind {
            // BrtWbProp
            0x99 => globals.is_1904 = record.u32(0)? & 1 != 0,
            // BrtBundleSh
            0x9C => {
                let mut at = 8;
                let id = record.text(&mut at)?;
                globals.sheets.push((record.text(&mut at)?, record.u32(0)? != 0, id));
            }
            _ => {}
        }
        Ok(())
    })?;
    if let Some(strings) = package.part("xl/sharedStrings.bin")? {
        records(strings, |kind, record, _| {
            // BrtSSTItem
            if kind == 0x13 {
                globals.strings.push(record.text(&mut 1)?);
            }
            Ok(())
        })?;
    }
    let (mut codes, mut in_cell_formats, mut formats) = (HashMap::new(), false, Vec::new());
    if let Some(styles) = package.part("xl/styles.bin")? {
        records(styles, |kind, record, _| {
            match kind {
                // BrtFmt
                0x2C => drop(codes.insert(record.u16(0)?, NumberFormat::of_code(&record.text(&mut 2)?))),
                // BrtBeginCellXFs, BrtEndCellXFs
                0x269 => in_cell_formats = true,
                0x26A => in_cell_formats = false,
                // BrtXF
                0x2F if in_cell_formats => formats.push(record.u16(2)?),
                _ => {}
            }
            Ok(())
        })?;
    }
    let formats = formats.iter();
    let formats = formats.map(|id| codes.get(id).cloned().unwrap_or_else(|| NumberFormat::built_in(*id)));
    globals.formats = formats.collect();
    Ok(globals)
}

struct Reading<'g, 'i, 'p> {
    globals: &'g Globals,
    cells: SheetIntake<'i, 'p>,
    looks: Looks,
    row: u32,
}

impl Reading<'_, '_, '_> {
    fn take(&mut self, kind: u16, record: Bytes<'_>) -> Result<(), Refusal> {
        let value = match kind {
            // BrtRowHdr
            0x00 => {
                self.row = record.u32(0)?;
                if record.0.get(11).is_some_and(|flags| flags & 0x10 != 0) && self.row < LAST_ROW {
                    self.looks.hidden_rows.insert(self.row);
                }
                return Ok(());
            }
            // BrtCellRk
            0x02 => Some(self.shown(record, Value::unpacked(record.u32(8)?))?),
            // BrtCellError, BrtFmlaError
            0x03 | 0x0B => Some(Value::error(record.u8(8)?)),
            // BrtCellBool, BrtFmlaBool
            0x04 | 0x0A => Some(Value::Bool(record.u8(8)? != 0)),
            // BrtCellReal, BrtFmlaNum
            0x05 | 0x09 => Some(self.shown(record, record.number(8)?)?),
            // BrtCellSt, BrtFmlaString
            0x06 | 0x08 => owned_text_value(record.text(&mut 8)?),
            // BrtCellIsst
            0x07 => {
                let index = usize::try_from(record.u32(8)?).map_err(|_too_far| damaged())?;
                text_value(self.globals.strings.get(index).ok_or_else(damaged)?)
            }
            _ => return self.take_looks(kind, record),
        };
        self.cells.take((self.row, record.u32(0)?), value)
    }

    fn take_looks(&mut self, kind: u16, record: Bytes<'_>) -> Result<(), Refusal> {
        match kind {
            // BrtColInfo
            0x3C if record.u16(16)? & 1 != 0 => {
                let (first, last) = (record.u32(0)?, record.u32(4)?);
                self.looks.hidden_columns.extend(first..=last.min(LAST_COLUMN));
            }
            // BrtMergeCell
            0xB0 if self.looks.merges.len() < MOST_MARKS => self.looks.merges.push(Merge {
                first_row: record.u32(0)?,
                last_row: record.u32(4)?,
                first_column: record.u32(8)?,
                last_column: record.u32(12)?,
            }),
            _ => {}
        }
        Ok(())
    }

    /// The format's number has three bytes behind the column.
    fn shown(&self, record: Bytes<'_>, number: Value) -> Result<Value, Refusal> {
        let format = usize::try_from(record.u32(4)? & 0x00FF_FFFF).map_err(|_too_far| damaged())?;
        Ok(self.globals.formats.get(format).unwrap_or(&NumberFormat::Plain).shown(number))
    }
}

/// BrtBeginComment names the cell, BrtCommentText says it.
fn comments(package: &mut Package<'_>, part: &str, looks: &mut Looks) -> Result<(), Refusal> {
    let Some(part) = package.part(part)? else { return Ok(()) };
    let mut cell = None;
    records(part, |kind, record, _| {
        match kind {
            0x27B => cell = Some((record.u32(4)?, record.u32(12)?)),
            0x27D => {
                let text = record.text(&mut 1)?;
                looks
                    .comments
                    .extend(cell.take().filter(|_| !text.trim().is_empty()).map(|cell| (cell, text)));
            }
            _ => {}
        }
        Ok(())
    })
}

/// The content of a record.
#[derive(Clone, Copy)]
struct Bytes<'r>(&'r [u8]);

impl Bytes<'_> {
    fn u8(self, at: usize) -> Result<u8, Refusal> {
        self.0.get(at).copied().ok_or_else(damaged)
    }

    fn u16(self, at: usize) -> Result<u16, Refusal> {
        let bytes = self.0.get(at..at + 2).ok_or_else(damaged)?;
        Ok(u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    fn u32(self, at: usize) -> Result<u32, Refusal> {
        Ok(u32::from(self.u16(at)?) | u32::from(self.u16(at + 2)?) << 16)
    }

    fn number(self, at: usize) -> Result<Value, Refusal> {
        let bytes = self.0.get(at..at + 8).and_then(|b| b.try_into().ok()).ok_or_else(damaged)?;
        Ok(double_value(bytes))
    }

    /// A string with a length of four bytes; `at` moves behind it.
    fn text(self, at: &mut usize) -> Result<String, Refusal> {
        let length = usize::try_from(self.u32(*at)?).map_err(|_too_long| damaged())?;
        // No relation is written as this length.
        if length == 0xFFFF_FFFF {
            *at += 4;
            return Ok(String::new());
        }
        let end = length.checked_mul(2).and_then(|bytes| bytes.checked_add(*at + 4)).ok_or_else(damaged)?;
        let bytes = self.0.get(*at + 4..end).ok_or_else(damaged)?;
        *at = end;
        let units: Vec<u16> = bytes.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
        Ok(String::from_utf16_lossy(&units))
    }
}

/// Every record of a part: kind, content, length in the part.
fn records(
    part: impl Read,
    mut each: impl FnMut(u16, Bytes<'_>, u64) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let mut part = BufReader::with_capacity(64 * 1024, part);
    let mut buffer = Vec::new();
    loop {
        let Some(first) = next(&mut part)? else { return Ok(()) };
        let mut byte = || next(&mut part)?.ok_or_else(damaged);
        let mut kind = u16::from(first);
        if first & 0x80 != 0 {
            kind = u16::from(first & 0x7F) | u16::from(byte()? & 0x7F) << 7;
        }
        let (mut length, mut shift) = (0_usize, 0);
        loop {
            let seven = byte()?;
            length |= usize::from(seven & 0x7F) << shift;
            shift += 7;
            if seven & 0x80 == 0 || shift == 28 {
                break;
            }
        }
        if length > LONGEST_RECORD {
            return Err(damaged());
        }
        buffer.resize(length, 0);
        part.read_exact(&mut buffer).map_err(|error| refusal(&error))?;
        each(kind, Bytes(&buffer), length as u64 + 3)?;
    }
}

fn next(part: &mut impl Read) -> Result<Option<u8>, Refusal> {
    let mut byte = [0];
    let count = part.read(&mut byte).map_err(|error| refusal(&error))?;
    Ok((count == 1).then_some(byte[0]))
}
