//! A table that begins at once, without headers: told by its cells alone.

use std::collections::{BTreeMap, BTreeSet};

use super::headings::Heading;
use super::tables::{Place, last_row, title};
use crate::book::Sheet;
use crate::profile::{Look, Profile};
use crate::rows;

/// So few rows could be anything.
const FEWEST_ROWS: usize = 3;
const ROWS_SHOWING_COLUMNS: usize = 60;

/// A column of rooms and beside it one of names or of amounts; `None` where that is not plain.
pub(super) fn place(sheet: &Sheet) -> Option<Place> {
    let first = sheet.rows.iter().position(|row| !rows::is_title(&row.cells))?;
    let rows = &sheet.rows[first..];
    if rows.len() < FEWEST_ROWS {
        return None;
    }
    let shown = rows.iter().take(ROWS_SHOWING_COLUMNS);
    let used: BTreeSet<u32> = shown.flat_map(|row| row.cells.iter().map(|(column, _)| *column)).collect();
    let profiles: BTreeMap<u32, Profile> =
        used.into_iter().map(|column| (column, Profile::of(rows, column, sheet.epoch))).collect();
    let room =
        profiles.iter().find(|(_, p)| p.is_room() && p.is_distinct() && (p.is_codes() || p.are_doors()));
    let (room, profile) = room?;
    let named = profiles.values().any(|p| p.is(Look::Name));
    let counted = profile.is_codes() && profiles.iter().any(|(c, p)| c != room && p.has_fractions());
    if !(named || counted) {
        return None;
    }
    let sides = around(*room, &profiles);
    let heading = Heading { row: first, first, titles: BTreeMap::new(), forced: false };
    let end = last_row(sheet, &heading, sheet.rows.len(), sides);
    Some(Place { title: title(sheet, first, sides), heading, end, sides })
}

/// The columns in use around one, without a gap.
fn around(column: u32, profiles: &BTreeMap<u32, Profile>) -> (u32, u32) {
    let (mut first, mut last) = (column, column);
    while first > 0 && profiles.contains_key(&(first - 1)) {
        first -= 1;
    }
    while profiles.contains_key(&(last + 1)) {
        last += 1;
    }
    (first, last)
}
