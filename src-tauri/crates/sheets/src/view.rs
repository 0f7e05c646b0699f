//! Sheets as they are shown beside the findings: the first rows, the last, and those around what a person should decide.

use std::collections::HashSet;

use crate::book::Sheet;
use crate::cells::shown;
use crate::layout::Layout;
use crate::{Finding, Level, RegionView, RowView, SheetView};

const FIRST_ROWS: usize = 60;
const LAST_ROWS: usize = 3;
const MOST_ROWS: usize = 500;
const MOST_COLUMNS: u32 = 64;
const LONGEST_CELL: usize = 200;

pub(crate) fn sheet(sheet: &Sheet, layout: &Layout, findings: &[Finding]) -> SheetView {
    let asking = findings.iter().filter(|f| f.sheet == sheet.name && f.level != Level::Note);
    let near: HashSet<u32> =
        asking.flat_map(|f| f.row.saturating_sub(1)..=f.row + 1).take(MOST_ROWS).collect();
    let last = sheet.rows.len().saturating_sub(LAST_ROWS);
    let rows = sheet.rows.iter().enumerate();
    let rows = rows.filter(|(at, row)| *at < FIRST_ROWS || *at >= last || near.contains(&row.number()));
    let regions = layout.regions.iter().map(|region| RegionView {
        kind: region.kind,
        confidence: region.confidence,
        header_row: sheet.rows[region.header].number(),
        header_end: sheet.rows[region.first - 1].number(),
        first_column: region.columns.first().map_or(0, |c| c.index),
        last_column: region.columns.last().map_or(0, |c| c.index),
        first_row: sheet.rows[region.first - 1].number() + 1,
        last_row: sheet.rows[region.end - 1].number(),
    });
    SheetView {
        name: sheet.name.clone(),
        hidden: sheet.hidden,
        regions: regions.collect(),
        rows: rows.map(|(_, row)| RowView { row: row.number(), cells: cells(sheet, row) }).collect(),
        row_count: u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX),
    }
}

fn cells(sheet: &Sheet, row: &crate::book::Row) -> Vec<String> {
    let mut cells = Vec::new();
    for (column, value) in row.cells.iter().filter(|(column, _)| *column < MOST_COLUMNS) {
        let column = usize::try_from(*column).expect("a column below 64 is an index");
        cells.resize(column, String::new());
        cells.push(shown(value, sheet.epoch).chars().take(LONGEST_CELL).collect());
    }
    cells
}
