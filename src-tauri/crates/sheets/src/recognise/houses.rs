//! Units under headers that do not say 房号: whole codes under 编号, and houses that have one household each.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::{Columns, is_chosen};
use super::sections::is_of_section;
use crate::cells::text;
use crate::layout::Column;
use crate::{Confidence, Meaning, words};

impl Columns<'_> {
    /// Whole unit codes under 编号, 单元, 楼号, doors under 单元号, and houses under 幢号, where no header says 房号.
    pub(super) fn room_under_another_name(&mut self) {
        if self.has(Meaning::Room) {
            return;
        }
        let profiles = &self.profiles;
        let codes = |c: &Column| {
            matches!(c.meaning, Meaning::Entrance | Meaning::Building | Meaning::Serial)
                && profiles[&c.index].is_codes()
        };
        let doors = |c: &Column| {
            let profile = &profiles[&c.index];
            let differ = profile.filled >= 2 && profile.is_distinct();
            c.meaning == Meaning::Entrance && differ && profile.are_mostly_doors()
        };
        let open = |fits: &dyn Fn(&Column) -> bool| self.list.iter().position(|c| !is_chosen(c) && fits(c));
        let found = open(&codes).map(|at| (at, "内容是完整的房号"));
        let found = found.or_else(|| open(&doors).map(|at| (at, "内容是房号")));
        let found = found.or_else(|| self.entrances_of_one_household().map(|at| (at, "每一格只有一户")));
        // Doors under a header that nobody knows are found by what they are.
        let doors = |c: &Column| c.meaning == Meaning::Unknown && profiles[&c.index].is_room();
        let none = open(&doors).is_none();
        let found =
            found.or_else(|| self.numbers_of_things().filter(|_| none).map(|at| (at, "各行的编号都不同")));
        let found = found.or_else(|| self.houses().filter(|_| none).map(|at| (at, "每一幢只有一户")));
        if let Some((at, what)) = found {
            let column = &mut self.list[at];
            column.note = format!("表头写“{}”，{what}，认作房号", column.header);
            (column.meaning, column.confidence) = (Meaning::Room, Confidence::Likely);
        }
    }

    /// 类别, 编号, 业主: `1-1-101` for a flat, 商01 for a shop, 负一层001号 for a space.
    fn numbers_of_things(&self) -> Option<usize> {
        const OTHERS: [&str; 16] = [
            "客户", "业主", "住户", "用户", "合同", "协议", "收据", "票", "单", "卡", "证", "表", "电", "水",
            "车", "档案",
        ];
        if self.has(Meaning::Space) || self.has(Meaning::Plate) || !self.names_owners() {
            return None;
        }
        let numbers = |c: &Column| {
            let key = words::key(&c.header);
            let profile = self.profile(c);
            let of_things = ["编号", "编码", "号码"].iter().any(|end| key.ends_with(end));
            let named = matches!(c.meaning, Meaning::Serial | Meaning::Unknown)
                && of_things
                && !words::says(&key, &OTHERS);
            named && !is_chosen(c) && profile.is_distinct() && profile.has_codes() && !profile.is_serial()
        };
        self.list.iter().position(numbers)
    }

    /// 区, 幢号, 业主: villas, a household each, and no doors.
    fn houses(&self) -> Option<usize> {
        const OTHERS: [Meaning; 3] = [Meaning::Space, Meaning::Plate, Meaning::Entrance];
        if OTHERS.into_iter().any(|meaning| self.has(meaning)) || !self.names_owners() {
            return None;
        }
        let own = self.list.iter().find(|c| c.meaning == Meaning::OwnerName)?.index;
        let is_house = |c: &Column| c.meaning == Meaning::Building && !is_of_section(c) && !is_chosen(c);
        let at = self.list.iter().position(is_house)?;
        let sections = || self.list.iter().filter(|c| c.meaning == Meaning::Building && is_of_section(c));
        let mut of: BTreeMap<u32, String> = BTreeMap::new();
        let (mut rows, mut filled) = (0_usize, 0_usize);
        let (mut places, mut households) = (BTreeSet::new(), BTreeSet::new());
        for row in self.rows {
            for section in sections() {
                if let Some(said) = text(row.get(section.index), self.epoch) {
                    of.insert(section.index, said);
                }
            }
            let Some(owner) = text(row.get(own), self.epoch) else { continue };
            rows += 1;
            let Some(house) = text(row.get(self.list[at].index), self.epoch) else { continue };
            filled += 1;
            let place = (of.values().cloned().collect::<Vec<_>>(), house);
            households.insert((place.clone(), owner));
            places.insert(place);
        }
        // A building that stands once above its households is none of them.
        let each = filled >= 2 && filled * 10 >= rows * 9;
        (each && places.len() * 10 >= households.len() * 9).then_some(at)
    }

    /// 业主 and the like, not the 姓名 of whoever looks after a building.
    fn names_owners(&self) -> bool {
        const OWNERS: [&str; 10] =
            ["业主", "户主", "房主", "产权", "权利", "住户", "客户", "户名", "买受", "购房"];
        let owner = |c: &Column| c.meaning == Meaning::OwnerName && words::says(&c.header, &OWNERS);
        self.list.iter().any(owner)
    }
}
