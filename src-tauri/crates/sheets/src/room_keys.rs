//! Whose each row of a table is, as its cells are written: for what is looked at before the rows are read.

use std::sync::Arc;

use crate::apart::Apart;
use crate::book::{Epoch, Row, Sheet, Value};
use crate::buildings::heading_of;
use crate::cells::{plain, text};
use crate::layout::{Column, Region};
use crate::rooms::{Reach, code_of, reach};
use crate::short_rooms::Meant;
use crate::surroundings::Surroundings;
use crate::{Meaning, words};

/// Walks the rows of a table, the first one first.
#[derive(Debug)]
pub(crate) struct RoomKeys {
    epoch: Epoch,
    room_column: u32,
    building_column: Option<u32>,
    entrance_column: Option<u32>,
    /// What tells its rooms from the same ones of other people.
    apart: Option<String>,
    /// What its short numbers mean.
    short: Option<Arc<Meant>>,
    building: String,
    entrance: String,
    /// 1-101 on the sheet 1栋, and no other building before a door.
    doors_lead: bool,
    key: String,
}

impl RoomKeys {
    /// `None` for a table whose columns name no unit.
    pub fn of(columns: &[Column], epoch: Epoch) -> Option<Self> {
        let with = |meaning| columns.iter().find(|c| c.meaning == meaning).map(|c| c.index);
        let room_column = [Meaning::Room, Meaning::Space, Meaning::Plate].into_iter().find_map(with)?;
        Some(RoomKeys {
            epoch,
            room_column,
            building_column: with(Meaning::Building),
            entrance_column: with(Meaning::Entrance),
            apart: None,
            short: None,
            building: String::new(),
            entrance: String::new(),
            doors_lead: false,
            key: String::new(),
        })
    }

    /// The same, in a table whose surroundings may name the building and the entrance.
    pub fn of_table(sheet: &Sheet, region: &Region, around: &Surroundings) -> Option<Self> {
        let mut keys = RoomKeys::of(&region.columns, sheet.epoch)?;
        if let Some((building, _)) = &around.building {
            let rows = &sheet.rows[region.first..region.end];
            let doors = rows.iter().filter_map(|row| keys.text(row, keys.room_column));
            let mut doors = doors.filter(|door| matches!(reach(door), Reach::TwoParts(_)));
            keys.doors_lead = keys.building_column.is_none() && doors.all(|door| leads(building, &door));
            keys.building.clone_from(building);
        }
        keys.entrance = around.entrance.clone().unwrap_or_default();
        Some(keys)
    }

    /// In one of several tables of a book: see [`crate::apart`] and [`crate::short_rooms`].
    pub fn told_apart(mut self, apart: &Apart, sheet: &Sheet, region: &Region) -> Self {
        self.apart = apart.of(sheet, region).map(str::to_owned);
        self.short = apart.short.joined(sheet, region);
        self
    }

    /// The row's room without marks, `3-2-101` of `3栋2单元101`; where it is blank, that of the row above. `None` for a
    /// row of nobody: a total, the heading of a building. `cells` are the row's within the table.
    pub fn of_row(&mut self, row: &Row, cells: &[(u32, Value)]) -> Option<&str> {
        let mut words = cells.iter().filter_map(|(_, value)| match value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        });
        if let Some(told) = heading_of(cells) {
            match (told.building, told.entrance) {
                (None, Some(of_same)) => self.entrance = of_same,
                (Some(named), of_it) => (self.building, self.entrance) = (named, of_it.unwrap_or_default()),
                (None, None) => self.building = words.map(plain).collect(),
            }
            self.key.clear();
            return None;
        }
        if words.any(|text| words::total_said(text).is_some()) {
            self.key.clear();
            return None;
        }
        if let Some(told) = self.building_column.and_then(|column| self.text(row, column)) {
            self.building = told;
        }
        if let Some(told) = self.entrance_column.and_then(|column| self.text(row, column)) {
            self.entrance = told;
        }
        if let Some(told) = self.text(row, self.room_column) {
            self.key = self.code(&told);
            if let Some(apart) = &self.apart {
                self.key.insert_str(0, apart);
            }
            if let Some(whole) = self.short.as_ref().and_then(|short| short.one(&self.key)) {
                self.key = whole.as_str().to_owned();
            }
        }
        Some(self.key.as_str()).filter(|key| !key.is_empty())
    }

    fn code(&self, door: &str) -> String {
        let before: &[&str] = match reach(door) {
            Reach::Whole => &[],
            Reach::TwoParts(_) if self.doors_lead => &[],
            Reach::TwoParts(_) | Reach::Entrance => &[&self.building],
            Reach::Door => &[&self.building, &self.entrance],
        };
        let parts = before.iter().copied().chain([door]).filter(|part| !part.is_empty());
        let parts: Vec<&str> = parts.collect();
        code_of(&parts).map_or_else(|_| parts.join("-"), |code| code.as_str().to_owned())
    }

    fn text(&self, row: &Row, column: u32) -> Option<String> {
        text(row.get(column), self.epoch)
    }
}

/// `1-101` is of 1栋.
fn leads(building: &str, door: &str) -> bool {
    let (Ok(door), Ok(building)) = (code_of(&[door]), code_of(&[building])) else { return false };
    door.building() == building.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::tests::sheet;
    use crate::{Options, recognise};

    fn check(name: &str, lines: &[&str], expect: &[&str]) {
        let sheet = Sheet { name: name.into(), ..sheet(lines) };
        let layout = recognise::layout(&sheet, &Options::default());
        let region = &layout.regions[0];
        let around = Surroundings::of(region, &sheet, "");
        let mut keys = RoomKeys::of_table(&sheet, region, &around).unwrap();
        let rows = sheet.rows[region.first..region.end].iter();
        let codes: Vec<String> =
            rows.filter_map(|row| keys.of_row(row, region.cells(row)).map(str::to_owned)).collect();
        assert_eq!(codes, expect, "{name} {lines:?}");
    }

    #[test]
    fn a_room_is_the_same_in_every_table() {
        check("总表", &["房号|业主", "1-101|张小明", "3栋2单元101室|李红"], &["1-101", "3-2-101"]);
        check("1栋", &["房号|业主", "1-101|张小明", "1-201|李红"], &["1-101", "1-201"]);
        check("3栋", &["房号|业主", "1-101|张小明", "2-201|李红"], &["3-1-101", "3-2-201"]);
        check(
            "一栋",
            &["房号|业主|欠费", "101|张小明|=1", "||=2", "102|李红|=1"],
            &["1-101", "1-101", "1-102"],
        );
        check(
            "表",
            &["楼栋|单元|房号|业主", "1栋|=2|=101|张小明", "||=102|李红", "合计|||"],
            &["1-2-101", "1-2-102"],
        );
    }
}
