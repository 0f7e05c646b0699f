//! Whose each row of a table is, as its cells are written: for what is looked at before the rows are read.

use crate::book::{Epoch, Row, Value};
use crate::buildings::heading;
use crate::cells::{is_nothing, plain, shown};
use crate::layout::Column;
use crate::{Meaning, words};

/// Walks the rows of a table, the first one first.
#[derive(Debug)]
pub(crate) struct RoomKeys {
    epoch: Epoch,
    room_column: u32,
    building_column: Option<u32>,
    entrance_column: Option<u32>,
    building: String,
    entrance: String,
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
            building: String::new(),
            entrance: String::new(),
            key: String::new(),
        })
    }

    /// In a table whose surroundings name the building or the entrance.
    pub fn within(mut self, building: Option<&str>, entrance: Option<&str>) -> Self {
        self.building = building.unwrap_or_default().to_owned();
        self.entrance = entrance.unwrap_or_default().to_owned();
        self
    }

    /// The row's room without marks, `3-2-101` of `3栋2单元101`; where it is blank, that of the row above. `None` for a
    /// row of nobody: a total, the heading of a building. `cells` are the row's within the table.
    pub fn of_row(&mut self, row: &Row, cells: &[(u32, Value)]) -> Option<&str> {
        let mut words = cells.iter().filter_map(|(_, value)| match value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        });
        if let [(_, Value::Text(line))] = cells
            && heading(line).is_some()
        {
            (self.building, self.key) = (plain(line), String::new());
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
            let own = code(&told);
            let whole = own.split('-').count() >= 3;
            self.key = if whole { own } else { code(&format!("{}-{}-{told}", self.building, self.entrance)) };
        }
        Some(self.key.as_str()).filter(|key| !key.is_empty())
    }

    fn text(&self, row: &Row, column: u32) -> Option<String> {
        let text = row.get(column).map(|value| plain(&shown(value, self.epoch)));
        text.filter(|text| !is_nothing(text))
    }
}

/// `3-2-101` of `3栋2单元101室`.
fn code(text: &str) -> String {
    let parts = text.split(|c: char| "-栋幢座号楼单元室#/ ".contains(c)).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}
