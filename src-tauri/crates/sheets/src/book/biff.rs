//! Excel 2 to 2003: a stream of records ([MS-XLS]; the OpenOffice.org documentation of the Excel file format for what is
//! older), read once from front to back. Why not with the parts we have: `docs/decisions/0006-own-xls-reader.md`.

mod globals;
mod records;
mod sheet;
mod strings;

use ledger::refusal::Refusal;

use super::Sheet;
use super::intake::Intake;
use crate::container::damaged;
use globals::Globals;

/// The generation of the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Version {
    Biff2,
    /// Excel 3 to 95: byte strings in a code page.
    Biff3To5,
    /// Excel 97 to 2003: Unicode.
    Biff8,
}

/// Reads all worksheets. Refusals: `workbook_encrypted`, `workbook_damaged`, and those of `SheetIntake::take`.
pub(super) fn read(stream: &[u8], intake: &mut Intake<'_>) -> Result<Vec<Sheet>, Refusal> {
    let globals = Globals::read(stream)?;
    intake.expect(stream.len() as u64);
    let mut read = Vec::new();
    for (index, listed) in globals.sheets.iter().enumerate() {
        let bytes = stream.get(listed.start..).ok_or_else(damaged)?;
        let name = if listed.name.is_empty() { format!("表{}", index + 1) } else { listed.name.clone() };
        read.push(sheet::read(bytes, &globals, name, listed.hidden, intake)?);
    }
    // A program that computes nothing writes every formula with an empty result; Excel, which computes, writes what
    // recalculated the file. An empty result beside real ones is `=IF(A1="","",…)` and stays blank.
    let computed = globals.was_recalculated || read.iter().any(|sheet| sheet.has_result);
    Ok(read.into_iter().map(|sheet| if computed { sheet.sheet } else { sheet.without_results() }).collect())
}

#[cfg(test)]
mod tests;
