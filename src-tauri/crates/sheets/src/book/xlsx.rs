//! Excel 2007 and later: a package of XML parts, each read once as a stream. Why not with the parts we have:
//! `docs/decisions/0006-own-readers.md`.

mod globals;
mod sheet;
mod strings;

use ledger::refusal::Refusal;

use super::Sheet;
use super::intake::Intake;
use super::package::Package;
use super::tags::Tags;
use crate::container::damaged;
use globals::Globals;
use sheet::Reading;

/// Reads all worksheets. Refusals: `workbook_damaged`, `workbook_too_large` and those of `SheetIntake::take`.
pub(super) fn read(bytes: &[u8], intake: &mut Intake<'_>) -> Result<Vec<Sheet>, Refusal> {
    let mut package = Package::open(bytes)?;
    let mut globals = Globals::read(&mut package)?;
    let listed = std::mem::take(&mut globals.sheets);
    intake.expect(listed.iter().map(|listed| package.stated_size(&listed.part)).sum());
    let mut sheets = Vec::new();
    for listed in listed {
        let size = package.stated_size(&listed.part);
        let mut reading = Reading::of(&globals, intake.sheet(&listed.name));
        let part = package.part(&listed.part)?.ok_or_else(damaged)?;
        if !reading.read(Tags::of(part))? {
            // No sheet of cells.
            continue;
        }
        let (cells, mut looks) = (reading.cells, reading.looks);
        let rows = cells.into_rows(size);
        looks.take_comments(&mut package, &listed.part)?;
        sheets.push(looks.put_on(Sheet::of_rows(listed.name, listed.hidden, globals.epoch, rows)));
    }
    Ok(sheets)
}

#[cfg(test)]
mod tests;
