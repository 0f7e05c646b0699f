//! Rooms that come again under other names: some column says what tells them apart, whatever its header.

use std::collections::{BTreeSet, HashMap};

use super::columns::{Columns, is_chosen};
use super::sections::is_of_section;
use crate::book::{Epoch, Row};
use crate::cells::text;
use crate::layout::Column;
use crate::rooms::ROWS_LOOKED_AT;
use crate::{Confidence, Meaning, words};

/// Fewer rooms have two owners in two rows.
const FEWEST: usize = 3;

impl Columns<'_> {
    /// 101 of 张小明 and 101 of 李红: what makes them two is their building, or its entrance.
    pub fn rooms_again(&mut self, epoch: Epoch) {
        const LEVELS: usize = 2;
        for _ in 0..LEVELS {
            let Some(at) = self.telling_apart(epoch) else { return };
            let index = self.list[at].index;
            let building = self.list.iter().position(|c| leads(c, Meaning::Building) && c.index != index);
            let meaning = match building {
                None => Meaning::Building,
                Some(_) if self.list.iter().any(|c| leads(c, Meaning::Entrance) && c.index != index) => {
                    return;
                }
                Some(building) if self.list[building].index < index => Meaning::Entrance,
                Some(building) => {
                    self.list[building].meaning = Meaning::Entrance;
                    Meaning::Building
                }
            };
            let column = &mut self.list[at];
            let name = if meaning == Meaning::Building { "楼栋" } else { "单元" };
            (column.meaning, column.confidence) = (meaning, Confidence::Likely);
            column.note = format!("同一房号在各行有不同的姓名，这一列把它们分开，认作{name}");
        }
    }

    /// 座别, 单元, 户主: `5B` and `101` that hardly come twice in their building are flats; where entrances have one
    /// household each, they are too.
    pub(super) fn entrances_of_one_household(&self) -> Option<usize> {
        let at = self.list.iter().position(|c| c.meaning == Meaning::Entrance && !is_chosen(c))?;
        let building = self.list.iter().find(|c| c.meaning == Meaning::Building)?.index;
        let own = self.list.iter().find(|c| c.meaning == Meaning::OwnerName)?.index;
        let (mut of, mut filled, mut places) = (None, 0_usize, BTreeSet::new());
        for row in self.rows.iter().filter(|row| row.get(own).is_some()) {
            of = text(row.get(building), self.epoch).or(of);
            let Some(entrance) = text(row.get(self.list[at].index), self.epoch) else { continue };
            filled += 1;
            places.insert((of.clone(), entrance));
        }
        (filled >= 2 && places.len() * 10 >= filled * 9).then_some(at)
    }

    /// The column that makes rooms different which others than their owners have too.
    fn telling_apart(&self, epoch: Epoch) -> Option<usize> {
        let room = self.list.iter().find(|c| c.meaning == Meaning::Room && !is_chosen(c))?.index;
        let owner = self.list.iter().find(|c| c.meaning == Meaning::OwnerName)?.index;
        let first = |meaning| self.list.iter().find(|c| leads(c, meaning)).map(|c| c.index);
        let sections = self.list.iter().filter(|c| c.meaning == Meaning::Building && is_of_section(c));
        let code: Vec<u32> = sections
            .map(|c| c.index)
            .chain(first(Meaning::Building))
            .chain(first(Meaning::Entrance))
            .chain([room])
            .collect();
        let rows = &self.rows[..self.rows.len().min(ROWS_LOOKED_AT)];
        let known = Again::of(rows, (&code, owner), epoch);
        if known.again < FEWEST || known.again * 5 < known.rows {
            return None;
        }
        // 楼层 and 01, 02 make 101, 102: a floor is no entrance.
        let of_figures = rows
            .iter()
            .filter_map(|row| text(row.get(room), epoch))
            .all(|door| door.chars().count() == 2 && door.chars().all(|c| c.is_ascii_digit()));
        let open = |c: &Column| {
            let left_over =
                matches!(c.meaning, Meaning::Unknown | Meaning::Note | Meaning::Ignored | Meaning::Serial)
                    || leads(c, Meaning::Building)
                    || leads(c, Meaning::Entrance);
            let of_floor = of_figures && is_floor(c);
            let is_open = left_over && !of_floor && !is_chosen(c) && !code.contains(&c.index);
            is_open && self.may_say_where(c, rows, epoch)
        };
        let candidates = (0..self.list.len()).filter(|at| open(&self.list[*at]));
        let counted = candidates.map(|at| {
            let with: Vec<u32> = code.iter().copied().chain([self.list[at].index]).collect();
            (Again::of(rows, (&with, owner), epoch).again, self.profile(&self.list[at]).different(), at)
        });
        counted.filter(|(again, ..)| again * 10 <= known.again).min().map(|(.., at)| at)
    }

    /// A header with a word for a place, or marks as buildings have them, and the same for many rows.
    fn may_say_where(&self, column: &Column, rows: &[Row], epoch: Epoch) -> bool {
        const WORDS: [&str; 19] = [
            "楼", "栋", "幢", "座", "宇", "厦", "坐落", "门", "弄", "苑", "区", "园", "期", "院", "BUILDING",
            "BLOCK", "UNIT", "ZONE", "TOWER",
        ];
        let profile = self.profile(column);
        if profile.filled == 0 || profile.different() * 2 > profile.filled.max(rows.len()) {
            return false;
        }
        let key = words::key(&column.header);
        let of_time = ["日期", "期间", "期限", "周期"].iter().any(|word| key.contains(word));
        let named = !of_time && (key == "号" || WORDS.iter().any(|word| key.contains(word)));
        let is_place = |said: &str| {
            said.chars().count() <= 6 && said.ends_with(['栋', '幢', '座', '楼', '#', '苑', '区', '期', '元'])
        };
        let places =
            || rows.iter().filter_map(|row| text(row.get(column.index), epoch)).all(|said| is_place(&said));
        named || places()
    }
}

fn is_floor(column: &Column) -> bool {
    ["层", "楼层"].contains(&words::key(&column.header).as_str())
}

/// A column of buildings or entrances, and no 苑 or 期.
fn leads(column: &Column, meaning: Meaning) -> bool {
    column.meaning == meaning && !is_of_section(column)
}

/// How many rows there are with a room and a name, and in how many the room is one that somebody else had before.
struct Again {
    rows: usize,
    again: usize,
}

impl Again {
    /// `code`: the columns that make a room's code; those that stand before the last hold for blank cells below.
    fn of(rows: &[Row], (code, owner): (&[u32], u32), epoch: Epoch) -> Again {
        let mut carried = vec![String::new(); code.len()];
        let mut owners: HashMap<String, String> = HashMap::new();
        let mut counted = Again { rows: 0, again: 0 };
        for row in rows {
            for (held, column) in carried.iter_mut().zip(code) {
                if let Some(said) = text(row.get(*column), epoch) {
                    *held = said;
                }
            }
            let Some(owner) = text(row.get(owner), epoch) else { continue };
            counted.rows += 1;
            let first = owners.entry(carried.join("\n")).or_insert_with(|| owner.clone());
            counted.again += usize::from(*first != owner);
        }
        counted
    }
}
