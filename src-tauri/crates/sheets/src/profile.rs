//! What the cells of a column look like, when its header does not say.

use std::collections::HashSet;

use crate::book::{Epoch, Row, Value};
use crate::cells::{number, text};
use crate::people::phones;

/// Counts over the first rows under a header.
#[derive(Debug, Default)]
pub(crate) struct Profile {
    pub filled: usize,
    pub numbers: usize,
    buildings: usize,
    rooms: usize,
    phones: usize,
    distinct: HashSet<String>,
}

const ROWS_LOOKED_AT: usize = 400;

impl Profile {
    pub fn of(rows: &[Row], column: u32, epoch: Epoch) -> Profile {
        let mut profile = Profile::default();
        for row in rows.iter().take(ROWS_LOOKED_AT) {
            let value = row.get(column);
            let Some(shown) = text(value, epoch) else { continue };
            profile.filled += 1;
            profile.numbers += usize::from(number(value).got().is_some());
            profile.buildings += usize::from(looks_like_building(&shown));
            profile.rooms += usize::from(looks_like_room(value, &shown));
            profile.phones += usize::from(!phones(&shown).numbers.is_empty());
            profile.distinct.insert(shown);
        }
        profile
    }

    /// At least `percent` of the filled cells.
    fn mostly(&self, count: usize, percent: usize) -> bool {
        self.filled > 0 && count * 100 >= self.filled * percent
    }

    /// Short marks that repeat, or stand once above the blank cells they hold for.
    pub fn is_building(&self, rows: usize) -> bool {
        let rows = rows.min(ROWS_LOOKED_AT);
        let repeats = self.distinct.len() * 2 <= rows || (rows == 1 && self.filled == 1);
        self.mostly(self.buildings, 90) && repeats
    }

    /// Door numbers, many of them.
    pub fn is_room(&self, rows: usize) -> bool {
        self.mostly(self.rooms, 90) && self.filled * 10 >= rows.min(ROWS_LOOKED_AT) * 8
    }

    pub fn is_phone(&self) -> bool {
        self.mostly(self.phones, 70)
    }

    pub fn is_mostly_numbers(&self) -> bool {
        self.mostly(self.numbers, 50)
    }
}

/// `1`, `12`, `3栋`, `A座`, `C6`, `12#`.
fn looks_like_building(text: &str) -> bool {
    let mark = text.trim_end_matches("号楼").trim_end_matches(['栋', '幢', '座', '楼', '#', '区', '苑']);
    let count = mark.chars().count();
    (1..=3).contains(&count)
        && mark.chars().all(|c| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c))
}

/// `501`, `2-501`, `3栋2单元501室`, `B1-3`; an area or an amount has decimals.
fn looks_like_room(value: Option<&Value>, text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let whole = number(value).got().is_none_or(|n| n.is_integer() && n.to_string().len() <= 5);
    let signs = text.chars().all(|c| c.is_ascii_alphanumeric() || "-#栋幢座单元室号楼铺车位 ".contains(c));
    (1..=10).contains(&digits) && whole && signs
}
