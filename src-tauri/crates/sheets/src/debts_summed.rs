//! A table whose debts are the sums of what other tables of the workbook say: 全年 beside 上半年 and 下半年, 汇总 beside
//! 物业费 and 水费, 总表 beside 1栋 and 2栋. The parts say of when and for what, and stand.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use crate::cells::A_FEN;
use crate::debts_again::{Owed, is_nearly_all};

/// More tables have not one that sums all others.
const MOST_TABLES: usize = 200;

/// What one table says that its units owe, and the year that it is of.
pub(crate) struct Table<'a> {
    pub year: Option<i32>,
    pub units: &'a HashMap<String, Owed>,
}

/// Each table that sums others of its year, with those; `apart`: those that are known to repeat another, or to be repeated.
pub(crate) fn find(tables: &[Table<'_>], apart: &HashSet<usize>) -> Vec<(usize, Vec<usize>)> {
    let told: Vec<usize> = (0..tables.len()).filter(|at| !apart.contains(at)).collect();
    if told.len() < 3 || told.len() > MOST_TABLES {
        return Vec::new();
    }
    let mut found: Vec<(usize, Vec<usize>)> = Vec::new();
    for at in &told {
        let parts: Vec<usize> = told.iter().copied().filter(|part| is_part(tables, *at, *part)).collect();
        let met = |(sum, parts): &(usize, Vec<usize>)| sum == at || parts.contains(at);
        if parts.len() >= 2 && !found.iter().any(met) && is_sum(tables[*at].units, &parts, tables) {
            found.push((*at, parts));
        }
    }
    found
}

fn is_part(tables: &[Table<'_>], sum: usize, part: usize) -> bool {
    let (of, year) = (&tables[part], tables[sum].year);
    part != sum && !of.units.is_empty() && (year.is_none() || of.year.is_none() || of.year == year)
}

fn is_sum(whole: &HashMap<String, Owed>, parts: &[usize], tables: &[Table<'_>]) -> bool {
    let of_parts = || parts.iter().map(|part| tables[*part].units);
    let sum = |unit: &String| -> Decimal { of_parts().filter_map(|of| of.get(unit)).map(|o| o.amount).sum() };
    let split = |unit: &&String| of_parts().filter(|of| of.contains_key(*unit)).nth(1).is_some();
    let agrees = whole.iter().filter(|(unit, owed)| (sum(unit) - owed.amount).abs() <= A_FEN).count();
    // What the parts have and the whole has not would make it a sum of some of them only.
    let more = of_parts().flat_map(HashMap::keys).any(|unit| !whole.contains_key(unit));
    // Of few units, two that agree or one whose debt is the sum of two.
    let few = || agrees == whole.len() && agrees + whole.keys().filter(split).count() >= 2;
    !more && (is_nearly_all(agrees, whole.len()) || few())
}
