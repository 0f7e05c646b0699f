//! Where the cells of a sheet that was put together anew stand in the file: provenance names the file's own.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::book::{Book, Sheet};
use crate::{CellRef, Draft};

/// A row and a column, both from 0.
pub(crate) type Place = (u32, u32);

/// Cells that stand elsewhere in the file than on the sheet that is read.
#[derive(Debug)]
pub(crate) struct Origins {
    /// The file's sheet.
    sheet: Arc<str>,
    /// The file's places, by those that are read.
    places: BTreeMap<Place, Place>,
    /// No cell stands where the file has it.
    all: bool,
}

impl Origins {
    /// Of a sheet put together anew.
    pub fn of_all(sheet: Arc<str>, places: BTreeMap<Place, Place>) -> Self {
        Origins { sheet, places, all: true }
    }

    /// Of a sheet of which only these were moved.
    pub fn of_some(sheet: Arc<str>, places: BTreeMap<Place, Place>) -> Self {
        Origins { sheet, places, all: false }
    }

    /// `None` for one that was not moved. A blank one of a sheet put together anew is its row's first.
    fn of(&self, (row, column): Place) -> Option<Place> {
        let first = || self.places.range((row, 0)..=(row, u32::MAX)).next().map(|(_, place)| place);
        self.places.get(&(row, column)).or_else(|| first().filter(|_| self.all)).copied()
    }

    fn put(&self, cell: &mut CellRef) {
        if let Some((row, column)) = self.of((cell.row.saturating_sub(1), cell.column)) {
            *cell = CellRef { sheet: self.sheet.clone(), row: row + 1, column };
        }
    }
}

/// What the draft says was read from a sheet put together anew, it says of the file's cells. Findings and columns stay with
/// the sheet as it is shown.
pub(crate) fn name(draft: &mut Draft, book: &Book) {
    let made: Vec<(&Sheet, &Origins)> =
        book.sheets.iter().filter_map(|sheet| Some((sheet, sheet.origins.as_ref()?))).collect();
    if made.is_empty() {
        return;
    }
    for cell in sources(draft) {
        if let Some((_, origins)) = made.iter().find(|(sheet, _)| sheet.name == cell.sheet) {
            origins.put(cell);
        }
    }
}

fn sources(draft: &mut Draft) -> impl Iterator<Item = &mut CellRef> {
    let of_units = draft.units.iter_mut().flat_map(|unit| {
        let people = unit.people.iter_mut().filter_map(|person| person.source.as_mut());
        let openings = unit.openings.iter_mut().map(|opening| &mut opening.source);
        std::iter::once(&mut unit.source).chain(people).chain(openings)
    });
    of_units
        .chain(draft.readings.iter_mut().map(|reading| &mut reading.source))
        .chain(draft.vehicles.iter_mut().map(|vehicle| &mut vehicle.source))
        .chain(draft.past_payments.iter_mut().map(|payment| &mut payment.source))
        .chain(draft.balances.iter_mut().map(|balance| &mut balance.source))
        .chain(draft.notes.iter_mut().map(|note| &mut note.source))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::cells::shown;
    use crate::{Options, book};

    #[test]
    fn a_cell_is_where_the_file_has_it() {
        let places = || BTreeMap::from([((2, 0), (0, 4)), ((2, 3), (5, 4))]);
        let (all, some) = (Origins::of_all("表".into(), places()), Origins::of_some("表".into(), places()));
        for (place, of_all, of_some) in
            [((2, 3), Some((5, 4)), Some((5, 4))), ((2, 1), Some((0, 4)), None), ((1, 0), None, None)]
        {
            assert_eq!((all.of(place), some.of(place)), (of_all, of_some), "{place:?}");
        }
    }

    #[test]
    fn what_is_read_names_the_cells_of_the_file() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures/rosters");
        let (mut units, mut strange) = (0, Vec::new());
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let Ok(draft) = crate::read_draft(&path, &Options::default()) else { continue };
            let book = book::read(&fs::read(&path).unwrap(), &mut |_| {}).unwrap();
            let said = |cell: &CellRef| {
                let sheet = book.sheets.iter().find(|sheet| sheet.name == cell.sheet)?;
                let row = sheet.rows.iter().find(|row| row.number() == cell.row)?;
                Some(shown(row.get(cell.column)?, sheet.epoch).into_owned())
            };
            let file = path.file_name().unwrap().to_string_lossy();
            units += draft.units.len();
            for unit in &draft.units {
                if said(&unit.source).is_none() {
                    strange.push(format!("{file} {} {}", unit.source.sheet, unit.source));
                }
                for person in &unit.people {
                    let Some(cell) = &person.source else { continue };
                    if !said(cell).is_some_and(|text| text.contains(person.name.chars().next().unwrap())) {
                        strange.push(format!("{file} {} {cell} {}", cell.sheet, person.name));
                    }
                }
            }
        }
        assert!(units > 1000 && strange.is_empty(), "{} of {units}: {strange:#?}", strange.len());
    }
}
