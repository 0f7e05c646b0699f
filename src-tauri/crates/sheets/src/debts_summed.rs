//! A table whose debts are the sums of what other tables of the workbook say: 全年 beside 上半年 and 下半年, 汇总 beside
//! 物业费 and 水费, 总表 beside 1栋 and 2栋. The parts say of when and for what, and stand.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use crate::cells::A_FEN;
use crate::debts_again::{Owed, is_nearly_all};

/// More tables have not one that sums all others.
const MOST_TABLES: usize = 200;

/// What one table says that its units owe, and the time that it is of.
pub(crate) struct Table<'a> {
    pub year: Option<i32>,
    /// The one month that it is of.
    pub month: Option<i32>,
    /// A roster, and the year that its sheet is called by: it asks itself about units that it has twice.
    pub roster_of: Option<Option<i32>>,
    pub units: &'a HashMap<String, Owed>,
}

/// A table that sums others.
pub(crate) struct Summed {
    /// Its place among the tables, and theirs.
    pub at: usize,
    pub parts: Vec<usize>,
    /// Its rows that say what others say, by their number in the sheet.
    pub rows: Vec<u32>,
}

/// Each table that sums others of its year; `apart`: those that are known to repeat another, or to be repeated.
pub(crate) fn find(tables: &[Table<'_>], apart: &HashSet<usize>) -> Vec<Summed> {
    let told: Vec<usize> = (0..tables.len()).filter(|at| !apart.contains(at)).collect();
    if told.len() < 3 || told.len() > MOST_TABLES {
        return Vec::new();
    }
    let mut found: Vec<Summed> = Vec::new();
    for at in &told {
        let parts: Vec<usize> = told.iter().copied().filter(|part| is_part(tables, *at, *part)).collect();
        let met = |other: &Summed| other.parts.contains(at);
        if parts.len() >= 2 && !found.iter().any(met) && is_sum(tables[*at].units, &parts, tables) {
            let rows = rows(tables, *at, &parts);
            found.push(Summed { at: *at, parts, rows });
        }
    }
    found.retain(|sum| !sum.rows.is_empty());
    found
}

/// The rows of a sum, but for units that a roster among its parts has too where the sum is one: of these one row is left
/// out as a unit's second.
fn rows(tables: &[Table<'_>], sum: usize, parts: &[usize]) -> Vec<u32> {
    let rosters = |part: &&usize| {
        let both = tables[sum].roster_of.zip(tables[**part].roster_of);
        both.is_some_and(|(of_sum, of_part)| !differ(of_sum, of_part))
    };
    let twice =
        |unit: &String| parts.iter().filter(rosters).any(|part| tables[*part].units.contains_key(unit));
    let once = tables[sum].units.iter().filter(|(unit, _)| !twice(unit));
    once.flat_map(|(_, owed)| owed.rows.iter().copied()).collect()
}

fn is_part(tables: &[Table<'_>], sum: usize, part: usize) -> bool {
    let (of, whole) = (&tables[part], &tables[sum]);
    // February is no sum of January and October.
    let other_time = differ(of.year, whole.year) || differ(of.month, whole.month);
    part != sum && !of.units.is_empty() && !other_time
}

/// Both are told, and not the same.
fn differ(one: Option<i32>, other: Option<i32>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}

fn is_sum(whole: &HashMap<String, Owed>, parts: &[usize], tables: &[Table<'_>]) -> bool {
    let of_parts = || parts.iter().map(|part| tables[*part].units);
    // What the parts have and the whole has not would make it a sum of some of them only.
    if of_parts().flat_map(HashMap::keys).any(|unit| !whole.contains_key(unit)) {
        return false;
    }
    let sum = |unit: &String| -> Decimal { of_parts().filter_map(|of| of.get(unit)).map(|o| o.amount).sum() };
    let split = |unit: &&String| of_parts().filter(|of| of.contains_key(*unit)).nth(1).is_some();
    let agrees = whole.iter().filter(|(unit, owed)| (sum(unit) - owed.amount).abs() <= A_FEN).count();
    // Of few units, two that agree or one whose debt is the sum of two.
    let few = || agrees == whole.len() && agrees + whole.keys().filter(split).count() >= 2;
    is_nearly_all(agrees, whole.len()) || few()
}
