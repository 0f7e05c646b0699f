//! Sheets as they are shown beside the findings: the first rows, the last, and those around what a person should decide.

use std::collections::HashSet;
use std::iter;
use std::ops::Range;

use crate::book::{Row, Sheet};
use crate::cells::shown;
use crate::layout::{Layout, Region};
use crate::{Finding, Level, RegionView, RowView, SheetView};

const FIRST_ROWS: usize = 60;
const LAST_ROWS: usize = 3;
const MOST_ROWS: usize = 500;
const MOST_COLUMNS: u32 = 64;
const LONGEST_CELL: usize = 200;

pub(crate) fn sheet(sheet: &Sheet, layout: &Layout, findings: &[Finding]) -> SheetView {
    let asking = findings.iter().filter(|f| *f.sheet == *sheet.name && f.level != Level::Note);
    let near: HashSet<u32> =
        asking.flat_map(|f| f.row.saturating_sub(1)..=f.row + 1).take(MOST_ROWS).collect();
    let ends = shown_ends(sheet, layout);
    let is_shown = |at: usize, row: &Row| {
        let range = ends.partition_point(|range| range.end <= at);
        ends.get(range).is_some_and(|range| range.contains(&at)) || near.contains(&row.number())
    };
    let rows = sheet.rows.iter().enumerate().filter(|(at, row)| is_shown(*at, row));
    let row = |(_, row): (usize, &Row)| RowView {
        row: row.number(),
        cells: cells(sheet, row),
        hidden: sheet.hidden_rows.binary_search(&row.index).is_ok(),
    };
    let stands_there = |title: &&String| **title != sheet.title;
    let regions = layout.regions.iter().map(|region| RegionView {
        title: Some(&region.title).filter(stands_there).cloned().unwrap_or_default(),
        kind: region.kind,
        confidence: region.confidence,
        header_row: sheet.rows[region.header].number(),
        header_end: header_end(sheet, region),
        first_column: region.columns.first().map_or(0, |c| c.index),
        last_column: region.columns.last().map_or(0, |c| c.index),
        first_row: header_end(sheet, region) + 1,
        last_row: last_row(sheet, region),
    });
    SheetView {
        name: sheet.name.to_string(),
        hidden: sheet.hidden,
        regions: regions.collect(),
        rows: rows.map(row).collect(),
        row_count: u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX),
        hidden_columns: sheet.hidden_columns.iter().copied().filter(|c| *c < MOST_COLUMNS).collect(),
    }
}

/// The beginning and the end of the sheet and of each table, as far as they are shown, in order and apart.
fn shown_ends(sheet: &Sheet, layout: &Layout) -> Vec<Range<usize>> {
    let whole = 0..sheet.rows.len();
    let tables = layout.regions.iter().map(|region| region.header..region.end);
    let both = |rows: Range<usize>| {
        let (first, last) =
            (rows.start..rows.end.min(rows.start + FIRST_ROWS), rows.end.saturating_sub(LAST_ROWS)..rows.end);
        [first, last]
    };
    let mut ends: Vec<Range<usize>> = iter::once(whole).chain(tables).flat_map(both).collect();
    ends.sort_by_key(|range| range.start);
    let mut shown: Vec<Range<usize>> = Vec::new();
    let mut count = 0;
    for range in ends {
        match shown.last_mut() {
            Some(last) if range.start <= last.end => {
                count += range.end.saturating_sub(last.end);
                last.end = last.end.max(range.end);
            }
            // A sheet of a thousand small tables.
            _ if count > MOST_ROWS => {}
            _ => {
                count += range.len();
                shown.push(range);
            }
        }
    }
    shown
}

/// The row above the first of the data: of a table without headers the row above it.
fn header_end(sheet: &Sheet, region: &Region) -> u32 {
    match region.first.checked_sub(1).filter(|_| region.first > region.header) {
        Some(at) => sheet.rows[at].number(),
        None => sheet.rows[region.header].index,
    }
}

/// Of headers without data the last header row.
fn last_row(sheet: &Sheet, region: &Region) -> u32 {
    let at = region.end.max(region.header + 1) - 1;
    sheet.rows[at].number()
}

fn cells(sheet: &Sheet, row: &Row) -> Vec<String> {
    let mut cells = Vec::new();
    for (column, value) in row.cells.iter().filter(|(column, _)| *column < MOST_COLUMNS) {
        let column = usize::try_from(*column).expect("a column below 64 is an index");
        cells.resize(column, String::new());
        cells.push(shown(value, sheet.epoch).chars().take(LONGEST_CELL).collect());
    }
    cells
}
