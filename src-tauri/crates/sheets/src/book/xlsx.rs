//! Excel 2007 and later.

use std::collections::HashMap;
use std::io::Cursor;

use calamine::{Reader as _, SheetVisible, Xlsx, XlsxError};
use ledger::refusal::Refusal;

use super::intake::Intake;
use super::looks::Looks;
use super::number_formats::NumberFormat;
use super::package::{Package, attribute, elements};
use super::{Epoch, Sheet, calamine_cells, no_result};
use crate::container::{damaged, encrypted};

const WORKBOOK: &str = "xl/workbook.xml";

/// Reads all worksheets. Refusals: `workbook_encrypted`, `workbook_damaged`, `workbook_too_large` and those of
/// `SheetIntake::take`.
pub(super) fn read(bytes: &[u8], intake: &mut Intake<'_>) -> Result<Vec<Sheet>, Refusal> {
    let mut package = Package::open(bytes)?;
    let formats = formats(&mut package)?;
    let mut looks = looks(&mut package, &formats)?;
    intake.expect(looks.values().map(|looks| looks.size).sum());
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(refuse)?;
    let epoch = Epoch::of_1904(workbook.has_1904_epoch());
    let mut sheets = Vec::new();
    for listed in workbook.sheets_metadata().to_vec() {
        let mut reader = match workbook.worksheet_cells_reader(&listed.name) {
            Ok(reader) => reader,
            // Chart and macro sheets hold no cells.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(refuse(error)),
        };
        let looks = looks.remove(&listed.name).unwrap_or_default();
        let bytes_of_a_row = looks.size.checked_div(looks.rows).unwrap_or_default();
        let mut cells = intake.sheet(&listed.name);
        let (mut row, mut rows) = (None, 0);
        while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(refuse)? {
            let value = match (calamine_cells::value(cell.value), cell.formula) {
                (None, Some(_)) => Some(no_result()),
                (value, _) => value.map(|value| looks.shown(cell.pos, value, &formats)),
            };
            if row != Some(cell.pos.0) {
                row = Some(cell.pos.0);
                rows += 1;
                cells.at(bytes_of_a_row.saturating_mul(rows));
            }
            cells.take(cell.pos, value)?;
        }
        let rows = cells.into_rows(looks.size);
        let hidden = listed.visible != SheetVisible::Visible;
        sheets.push(looks.put_on(Sheet::of_rows(listed.name, hidden, epoch, rows)));
    }
    Ok(sheets)
}

fn refuse(error: XlsxError) -> Refusal {
    match error {
        XlsxError::Password => encrypted(),
        _ => damaged(),
    }
}

/// The formats of cells, by the number that a cell names.
fn formats(package: &mut Package<'_>) -> Result<Vec<NumberFormat>, Refusal> {
    let styles = package.relations(WORKBOOK)?.into_iter().find(|relation| relation.kind == "styles");
    let Some(xml) = styles.map(|styles| package.whole(&styles.part)).transpose()?.flatten() else {
        return Ok(Vec::new());
    };
    let (mut codes, mut ids, mut part) = (HashMap::new(), Vec::new(), String::new());
    elements(&xml, |element| {
        let name = element.local_name();
        let id = || attribute(element, "numFmtId").and_then(|id| id.parse::<u16>().ok());
        match (part.as_str(), name.as_ref()) {
            (_, "numFmts" | "cellStyleXfs" | "cellXfs" | "cellStyles" | "dxfs") => {
                name.as_ref().clone_into(&mut part)
            }
            ("numFmts", "numFmt") => {
                if let (Some(id), Some(code)) = (id(), attribute(element, "formatCode")) {
                    codes.insert(id, NumberFormat::of_code(&code));
                }
            }
            ("cellXfs", "xf") => ids.push(id().unwrap_or_default()),
            _ => {}
        }
    })?;
    Ok(ids.into_iter().map(|id| codes.get(&id).cloned().unwrap_or_default()).collect())
}

/// Of every sheet by its name.
fn looks(package: &mut Package<'_>, formats: &[NumberFormat]) -> Result<HashMap<String, Looks>, Refusal> {
    let relations = package.relations(WORKBOOK)?;
    let workbook = package.whole(WORKBOOK)?.ok_or_else(damaged)?;
    let mut listed = Vec::new();
    elements(&workbook, |element| {
        if element.local_name().as_ref() == "sheet"
            && let (Some(name), Some(id)) = (attribute(element, "name"), attribute(element, "id"))
        {
            listed.push((name, id));
        }
    })?;
    let mut looks = HashMap::new();
    for (name, id) in listed {
        if let Some(relation) = relations.iter().find(|relation| relation.id == id) {
            looks.insert(name, Looks::of_sheet(package, &relation.part, formats)?);
        }
    }
    Ok(looks)
}
