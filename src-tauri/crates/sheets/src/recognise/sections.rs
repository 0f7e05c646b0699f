//! Columns of what is larger than a building: 苑, 期 and 区 lead its name where they tell rows apart, and so does the estate
//! under 项目.

use std::collections::HashMap;

use super::columns::{Columns, is_chosen};
use crate::book::Epoch;
use crate::cells::text;
use crate::layout::Column;
use crate::rooms::ROWS_LOOKED_AT;
use crate::rows::is_remark;
use crate::{Confidence, Meaning, words};

/// Fewer rooms are called alike by accident.
const FEWEST: usize = 3;

/// A column whose names lead the buildings'.
pub(super) fn is_of_section(column: &Column) -> bool {
    words::is_section(&column.header)
        || (column.meaning == Meaning::Building && words::leads_building(&column.header))
}

impl Columns<'_> {
    /// 苑, 期 and 区 lead the building's name where they tell rows apart.
    pub(super) fn sections(&mut self, epoch: Epoch) {
        let may_lead = |c: &Column| {
            let doubtful = words::is_bare_item(&c.header) || words::is_instalment(&c.header);
            words::leads_building(&c.header) && (!doubtful || self.makes_rooms_unique(c, epoch))
        };
        let leading: Vec<u32> =
            self.list.iter().filter(|c| !is_chosen(c) && may_lead(c)).map(|c| c.index).collect();
        let (profiles, rows) = (&self.profiles, self.rows);
        // All rows: a first section may be longer than any profile.
        let varies = |index: u32| {
            let names = rows.iter().filter_map(|row| text(row.get(index), epoch));
            let mut names = names.filter(|name| !is_remark(name));
            let first = names.next();
            names.any(|name| Some(name) != first)
        };
        for column in self.list.iter_mut().filter(|c| leading.contains(&c.index)) {
            let profile = &profiles[&column.index];
            if profile.filled == 0 || column.meaning == Meaning::Building {
                continue;
            }
            if !varies(column.index) {
                (column.meaning, column.confidence) = (Meaning::Ignored, Confidence::Likely);
                column.note = "整张表都是同一个，不导入".to_owned();
            } else if profile.could_be_section() {
                (column.meaning, column.confidence) = (Meaning::Building, Confidence::Likely);
                column.note = "各行不同，放在楼栋之前".to_owned();
            }
        }
    }

    /// 项目 of an estate, not of a fee; 分期 of a building, not of a payment: left of the building, and the rooms that come
    /// again under another name are other people's. 分期 may do without such rooms.
    fn makes_rooms_unique(&self, column: &Column, epoch: Epoch) -> bool {
        let place = |c: &&Column| {
            let of_room = matches!(c.meaning, Meaning::Building | Meaning::Entrance | Meaning::Room);
            of_room && c.index != column.index
        };
        let code: Vec<u32> = self.list.iter().filter(place).map(|c| c.index).collect();
        let first = self.list.iter().find(|c| c.meaning == Meaning::OwnerName).map(|c| c.index);
        if code.is_empty() || code.iter().any(|index| *index < column.index) {
            return false;
        }
        if words::is_bare_item(&column.header) && self.names_estates(column.index, epoch) {
            return true;
        }
        let (others, same) = self.again_elsewhere(column.index, (&code, first), epoch);
        match words::is_instalment(&column.header) {
            true => same <= others,
            false => others >= FEWEST && same == 0,
        }
    }

    /// 阳光花园 and 阳光花园二期, and no fee among them.
    fn names_estates(&self, column: u32, epoch: Epoch) -> bool {
        let rows = self.rows.iter().take(ROWS_LOOKED_AT);
        let mut names = rows.filter_map(|row| text(row.get(column), epoch)).peekable();
        names.peek().is_some() && names.all(|name| words::is_estate(&name))
    }

    /// How many rows have the room of a row under another name of this column: with other owners, and with the same.
    fn again_elsewhere(
        &self,
        column: u32,
        (code, owner): (&[u32], Option<u32>),
        epoch: Epoch,
    ) -> (usize, usize) {
        let Some(owner) = owner else { return (0, 0) };
        let mut carried = vec![String::new(); code.len()];
        let mut of = String::new();
        let mut rooms: HashMap<String, (String, String)> = HashMap::new();
        let (mut others, mut same) = (0, 0);
        for row in self.rows.iter().take(ROWS_LOOKED_AT) {
            for (held, index) in carried.iter_mut().zip(code) {
                if let Some(said) = text(row.get(*index), epoch) {
                    *held = said;
                }
            }
            of = text(row.get(column), epoch).unwrap_or(of);
            let Some(owner) = text(row.get(owner), epoch) else { continue };
            let first = rooms.entry(carried.join("\n")).or_insert_with(|| (of.clone(), owner.clone()));
            if first.0 != of {
                others += usize::from(first.1 != owner);
                same += usize::from(first.1 == owner);
            }
        }
        (others, same)
    }
}
