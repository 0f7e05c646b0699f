//! Lines of their own that say where the rows below stand: `一期`, `1号楼`, `二单元`.

use std::collections::BTreeSet;

use ledger::units::{UnitUse, half_width};

use crate::book::{Row, Sheet, Value};
use crate::buildings::{Heading, heading, heading_of};
use crate::cells::shown;
use crate::layout::{Column, Region};
use crate::rooms::ROWS_LOOKED_AT;
use crate::table::Table;
use crate::{Kind, Meaning, words};

/// Several lines of a table name a phase, so that it tells buildings apart.
pub(crate) fn sections_vary(sheet: &Sheet, region: &Region) -> bool {
    let mut sections =
        sheet.rows[region.first..region.end].iter().filter_map(|row| match region.cells(row) {
            [(_, Value::Text(text))] => heading(text)?.section,
            _ => None,
        });
    let first = sections.next();
    sections.any(|section| Some(section) != first)
}

impl Table<'_> {
    /// What all units of a roster are for, where its title or the sheet's name says one thing: 商铺业主登记表.
    pub fn usage_of_title(&self) -> Option<UnitUse> {
        const WORDS: [(&str, UnitUse); 7] = [
            ("商铺", UnitUse::Shop),
            ("门面", UnitUse::Shop),
            ("底商", UnitUse::Shop),
            ("地下室", UnitUse::Storage),
            ("储藏", UnitUse::Storage),
            ("住宅", UnitUse::Residence),
            ("车", UnitUse::Parking),
        ];
        let said = format!("{} {}", self.region.title, self.sheet.name);
        let mut named = WORDS.iter().filter(|(word, _)| said.contains(word)).map(|(_, usage)| *usage);
        let first = named.next().filter(|_| self.region.kind == Kind::Roster)?;
        let only = named.all(|usage| usage == first);
        (only && matches!(first, UnitUse::Shop | UnitUse::Storage)).then_some(first)
    }

    /// 楼层, where most doors are 东户 and 西户 or 01 and 02, on each floor again.
    pub fn floor_of_named_doors(&self) -> Option<usize> {
        let is_floor = |c: &Column| {
            c.meaning == Meaning::Ignored && ["层", "楼层", "层数"].contains(&words::key(&c.header).as_str())
        };
        let slot = self.region.columns.iter().position(is_floor)?;
        let room = self.region.columns.get(self.slot(Meaning::Room)?)?.index;
        let rows = self.sheet.rows[self.region.first..self.region.end].iter().take(ROWS_LOOKED_AT);
        let texts = rows.filter_map(|row| match row.get(room) {
            Some(Value::Text(text)) => Some(text.as_str()),
            _ => None,
        });
        let (mut doors, mut named) = (0_usize, 0_usize);
        for text in texts {
            doors += 1;
            named += usize::from(!text.contains(|c: char| half_width(c).is_ascii_digit()));
        }
        let named = doors > 0 && named * 10 >= doors * 8;
        (named || self.doors_begin_again(room)).then_some(slot)
    }

    /// 01, 02, 01, 02: numbers of two figures at most that come again and again.
    fn doors_begin_again(&self, room: u32) -> bool {
        let rows = self.sheet.rows[self.region.first..self.region.end].iter().take(ROWS_LOOKED_AT);
        let doors: Vec<String> =
            rows.filter_map(|row| Some(shown(row.get(room)?, self.sheet.epoch).trim().to_owned())).collect();
        let is_short = |door: &&String| {
            (1..=2).contains(&door.chars().count()) && door.chars().all(|c| half_width(c).is_ascii_digit())
        };
        let short = doors.iter().filter(is_short).count();
        let distinct: BTreeSet<&String> = doors.iter().filter(is_short).collect();
        short > 0 && short * 10 >= doors.len() * 8 && distinct.len() * 2 <= short
    }

    /// The building that the title or the sheet's name says, where no column does.
    pub fn building_of_title(&self) -> Option<&str> {
        let named = self.surroundings.building.as_ref().map(|(name, _)| name.as_str());
        named.filter(|_| !self.has(Meaning::Building))
    }

    /// The building that the last line, or else the title, says.
    pub fn building_told(&self) -> Option<&str> {
        self.building.as_deref().or(self.building_of_title())
    }

    /// A line that names the building or the entrance of the rows below, in a table without a column for it: `1号楼`,
    /// `二单元`. A line like it with nothing below may be a house.
    pub fn takes_heading(&mut self, row: &Row, below: Option<&Row>) -> bool {
        let by_rooms = || self.lone_headings.get(&row.index).cloned();
        let Some(told) = heading_of(self.region.cells(row)).or_else(by_rooms) else { return false };
        let heads_rows = below.is_some_and(|below| {
            let cells = self.region.cells(below);
            cells.len() > 1 || matches!(cells, [(_, Value::Text(text))] if heading(text).is_some())
        });
        heads_rows && self.goes_under(told)
    }

    /// Takes a line's words for the rows below; `false` where a column says the same.
    pub fn goes_under(&mut self, heading: Heading) -> bool {
        let Heading { section, mut building, entrance, mut floor, part } = heading;
        // `3楼` below 1栋 is a floor of it.
        let of_floor = |name: &String| name.ends_with('楼') && !name.ends_with("号楼");
        if self.building_told().is_some_and(|told| !of_floor(&told.to_owned()))
            && building.as_ref().is_some_and(of_floor)
        {
            floor = building.take();
        }
        if floor.is_some() {
            (self.heading_floor, self.last) = (floor, None);
            return true;
        }
        if section.is_some() {
            self.heading_section = section.filter(|_| self.sections_vary);
            (self.building, self.entrance, self.heading_part, self.last) = (None, None, None, None);
            self.heading_floor = None;
            return true;
        }
        if self.has(Meaning::Building) || (building.is_none() && self.has(Meaning::Entrance)) {
            return false;
        }
        if building.is_some() {
            self.building = building;
            self.building_is_heading = true;
        }
        if part.is_none() || entrance.is_some() || self.building_is_heading {
            self.entrance = entrance;
        }
        self.heading_floor = None;
        self.heading_part = part;
        self.last = None;
        true
    }
}
