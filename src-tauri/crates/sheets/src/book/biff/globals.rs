//! What holds for the whole workbook: its sheets, its strings, which formats are dates or place digits.

use std::collections::HashMap;

use ledger::refusal::Refusal;

use super::Version;
use super::records::{EOF, Record, Records, is_bof};
use super::strings::{self, Text};
use crate::book::Epoch;
use crate::book::number_formats::NumberFormat;
use crate::container::{damaged, encrypted, not_a_workbook};

#[derive(Debug)]
pub(super) struct Globals {
    pub text: Text,
    pub epoch: Epoch,
    pub sheets: Vec<Listed>,
    pub strings: Vec<String>,
    /// Of each cell format, by its number.
    pub formats: Vec<NumberFormat>,
    /// Excel itself computed the formulas.
    pub was_recalculated: bool,
}

/// A worksheet and where its records begin.
#[derive(Debug)]
pub(super) struct Listed {
    pub name: String,
    pub hidden: bool,
    pub start: usize,
}

const WORKSHEET: u16 = 0x0010;
/// Before Excel 95 a Chinese workbook often says no code page.
const CHINESE: u16 = 936;

impl Globals {
    /// Refusals: `workbook_encrypted`, `workbook_damaged`, `not_a_workbook`.
    pub fn read(stream: &[u8]) -> Result<Self, Refusal> {
        let mut records = Records::new(stream);
        let bof = records.next()?.filter(|r| is_bof(r.kind)).ok_or_else(damaged)?;
        let version = version(&bof)?;
        let mut globals = Globals {
            text: Text { version, encoding: Text::encoding(CHINESE) },
            epoch: Epoch::of_1904(false),
            sheets: Vec::new(),
            strings: Vec::new(),
            formats: Vec::new(),
            was_recalculated: false,
        };
        let mut formats = Formats::default();
        let alone = bof.u16(2)? == WORKSHEET;
        loop {
            let record = records.next()?.ok_or_else(damaged)?;
            match record.kind {
                EOF => break,
                kind => globals.take(kind, &record, &mut formats)?,
            }
        }
        globals.formats = formats.cells.iter().map(|id| formats.format(*id)).collect();
        if alone {
            // A sheet without a workbook around it; its records were gone through for code page and formats.
            globals.sheets = vec![Listed { name: String::new(), hidden: false, start: 0 }];
        } else if globals.sheets.is_empty() {
            return Err(not_a_workbook());
        }
        Ok(globals)
    }

    fn take(&mut self, kind: u16, record: &Record<'_>, formats: &mut Formats) -> Result<(), Refusal> {
        match kind {
            // FILEPASS
            0x002F => return Err(encrypted()),
            // CODEPAGE
            0x0042 => self.text.encoding = Text::encoding(record.u16(0)?),
            // DATEMODE
            0x0022 => self.epoch = Epoch::of_1904(record.u16(0)? == 1),
            // RECALCID
            0x01C1 => self.was_recalculated = true,
            // BOUNDSHEET
            0x0085 => self.sheets.extend(self.listed(record)?),
            // SST
            0x00FC => self.strings = strings::shared(record)?,
            // FORMAT
            0x041E if self.text.version == Version::Biff8 => {
                formats.codes.insert(record.u16(0)?, NumberFormat::of_code(&self.text.long(record, 2)?));
            }
            0x041E => {
                formats.codes.insert(record.u16(0)?, NumberFormat::of_code(&self.text.short(record, 2)?));
            }
            // XF of Excel 5 and later
            0x00E0 => formats.cells.push(record.u16(2)?),
            // XF of Excel 3 and 4
            0x0243 | 0x0443 => formats.cells.push(u16::from(record.u8(1)?)),
            _ => {}
        }
        Ok(())
    }

    /// `None` for charts, macros and the like.
    fn listed(&self, record: &Record<'_>) -> Result<Option<Listed>, Refusal> {
        let start = usize::try_from(record.u32(0)?).map_err(|_too_far| damaged())?;
        let (visibility, kind) = (record.u8(4)? & 3, record.u8(5)?);
        let name = self.text.short(record, 6)?.replace('\0', "");
        Ok((kind == 0).then_some(Listed { name, hidden: visibility != 0, start }))
    }
}

fn version(bof: &Record<'_>) -> Result<Version, Refusal> {
    Ok(match (bof.kind, bof.u16(0)?) {
        (0x0009, _) => Version::Biff2,
        (0x0809, 0x0600) => Version::Biff8,
        _ => Version::Biff3To5,
    })
}

#[derive(Default)]
struct Formats {
    /// By number, those that a FORMAT record states.
    codes: HashMap<u16, NumberFormat>,
    /// The format number of each XF.
    cells: Vec<u16>,
}

impl Formats {
    fn format(&self, id: u16) -> NumberFormat {
        self.codes.get(&id).cloned().unwrap_or_else(|| NumberFormat::built_in(id))
    }
}
