//! Sheets that roll on: what one month's sheet ends with is what the next begins with. Only the last says what is owed.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use crate::apart::Apart;
use crate::book::Sheet;
use crate::cells::{A_FEN, sum_at};
use crate::debts_again::{FEWEST_UNITS, is_nearly_all};
use crate::layout::{Column, Region};
use crate::periods::year_named;
use crate::room_keys::RoomKeys;
use crate::surroundings::Surroundings;
use crate::{Meaning, words};

/// What a month begins with.
const BEGAN: [&str; 18] = [
    "上月", "上期", "期初", "月初", "上年", "年初", "上季", "往月", "前期", "上次", "以前", "结转", "往年",
    "历年", "往期", "历史", "陈欠", "旧欠",
];

/// A table with what each unit owed when its time began, and what it owes in the end.
struct Rolls {
    /// Its place among the tables.
    at: usize,
    /// The headers of both.
    headers: (String, String),
    began: HashMap<String, Decimal>,
    left: HashMap<String, Decimal>,
}

/// The tables that a later one goes on from, each with the last of them. Sheets stand in the order of time, or against it.
pub(crate) fn find(tables: &[(&Sheet, &Region)], apart: &Apart) -> Vec<(usize, usize)> {
    let told = || tables.iter().enumerate();
    let mut rolls: Vec<Rolls> =
        told().filter_map(|(at, (sheet, region))| Rolls::of(at, sheet, region, apart)).collect();
    let found = chains(&rolls);
    if !found.is_empty() || rolls.is_empty() {
        return found;
    }
    // The first of the sheets has nothing before it.
    let others = told().filter(|(at, _)| rolls.iter().all(|one| one.at != *at));
    let first = others.filter_map(|(at, (sheet, region))| Rolls::first(at, sheet, region, apart));
    let first: Vec<Rolls> = first.collect();
    if first.is_empty() {
        return found;
    }
    rolls.extend(first);
    rolls.sort_by_key(|one| one.at);
    chains(&rolls)
}

/// 应收 and 实收, where there is one of each.
fn due_and_paid(region: &Region) -> Option<(&Column, &Column)> {
    let one = |meaning| {
        let mut columns = region.columns(meaning);
        columns.next().filter(|_| columns.next().is_none())
    };
    one(Meaning::Due).zip(one(Meaning::Paid))
}

/// The column that says what is left, what adds up to it, and what is taken off: one of `owed`, or 应收 less 实收 where nothing
/// is.
fn what_is_left<'r>(
    region: &'r Region,
    mut owed: impl Iterator<Item = &'r Column>,
) -> Option<(&'r Column, Vec<u32>, Vec<u32>)> {
    match (owed.next(), owed.next()) {
        (Some(left), None) => Some((left, vec![left.index], Vec::new())),
        (None, _) => due_and_paid(region).map(|(due, paid)| (due, vec![due.index], vec![paid.index])),
        _ => None,
    }
}

fn chains(rolls: &[Rolls]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for forwards in [true, false] {
        let mut chain: Vec<&Rolls> = Vec::new();
        let mut linked = false;
        let order: Vec<&Rolls> = if forwards { rolls.iter().collect() } else { rolls.iter().rev().collect() };
        for next in order {
            let goes_on = chain.last().is_some_and(|last| next.goes_on_from(last));
            // A month is missing in between.
            let skips = linked && chain.last().is_some_and(|last| next.is_of_same(last));
            if !goes_on && !skips {
                end(&mut found, &chain, linked);
                (chain, linked) = (Vec::new(), false);
            }
            linked |= goes_on;
            chain.push(next);
        }
        end(&mut found, &chain, linked);
        if !found.is_empty() {
            break;
        }
    }
    found
}

fn end(found: &mut Vec<(usize, usize)>, chain: &[&Rolls], linked: bool) {
    if let (Some((last, earlier)), true) = (chain.split_last(), linked) {
        found.extend(earlier.iter().map(|rolls| (rolls.at, last.at)));
    }
}

/// Columns that add up to an amount, and those that are taken off it.
type Sum<'s> = (&'s [u32], &'s [u32]);

/// What each of these comes to for each unit.
fn amounts<const N: usize>(
    sheet: &Sheet,
    region: &Region,
    apart: &Apart,
    sums: [Sum<'_>; N],
) -> [HashMap<String, Decimal>; N] {
    let mut found = [(); N].map(|()| HashMap::new());
    let around = Surroundings::of(region, sheet, "");
    let Some(keys) = RoomKeys::of_table(sheet, region, &around) else { return found };
    let mut keys = keys.told_apart(apart, sheet, region);
    for row in &sheet.rows[region.first..region.end] {
        let Some(room) = keys.of_row(row, region.cells(row)) else { continue };
        for (of_sum, (plus, minus)) in found.iter_mut().zip(sums) {
            let amount = sum_at(row, plus) - sum_at(row, minus);
            if !amount.is_zero() {
                *of_sum.entry(room.to_owned()).or_default() += amount;
            }
        }
    }
    found
}

impl Rolls {
    fn of(at: usize, sheet: &Sheet, region: &Region, apart: &Apart) -> Option<Self> {
        let year = [region.title.as_str(), &sheet.name].into_iter().find_map(year_named);
        // 2023年欠费 on the sheet of 2024.
        let is_older = |c: &Column| {
            let owed = year_named(&c.header).filter(|_| c.meaning == Meaning::Opening);
            owed.zip(year).is_some_and(|(owed, year)| owed < year)
        };
        let begins = |c: &&Column| {
            let figures = matches!(
                c.meaning,
                Meaning::Note
                    | Meaning::Unknown
                    | Meaning::Opening
                    | Meaning::OpeningTotal
                    | Meaning::Prepaid
            );
            figures
                && (words::says(&c.header, &BEGAN) || is_older(c))
                && !words::says(&c.header, &["应收", "实收", "已收", "日期"])
        };
        let mut opening = region.columns.iter().filter(begins);
        let (Some(began), None) = (opening.next(), opening.next()) else { return None };
        let (of, mut plus, minus) =
            what_is_left(region, region.columns(Meaning::Opening).filter(|c| !begins(c)))?;
        if of.meaning == Meaning::Due {
            plus.push(began.index);
        }
        let [begins, left] = amounts(sheet, region, apart, [(&[began.index], &[]), (&plus, &minus)]);
        Some(Rolls { at, headers: (began.header.clone(), of.header.clone()), began: begins, left })
    }

    /// A table that ends with what is owed, and begins with nothing.
    fn first(at: usize, sheet: &Sheet, region: &Region, apart: &Apart) -> Option<Self> {
        let (of, plus, minus) = what_is_left(region, region.columns(Meaning::Opening))?;
        let begins = words::says(&of.header, &BEGAN) || region.column(Meaning::Due).is_none();
        if of.meaning == Meaning::Opening && begins {
            return None;
        }
        let [left] = amounts(sheet, region, apart, [(&plus, &minus)]);
        Some(Rolls { at, headers: (String::new(), of.header.clone()), began: HashMap::new(), left })
    }

    /// What it begins with is what that one ended with, of nearly every unit.
    fn goes_on_from(&self, before: &Self) -> bool {
        let units: HashSet<&String> = self.began.keys().chain(before.left.keys()).collect();
        let same = |unit: &&&String| match (self.began.get(**unit), before.left.get(**unit)) {
            (Some(began), Some(left)) => (*began - *left).abs() <= A_FEN,
            _ => false,
        };
        let count = units.iter().filter(same).count();
        // Few of them owe anything, under the very same headers.
        let goes_on = self.headers == before.headers || before.headers.0.is_empty();
        let few = count > 0 && count == units.len() && goes_on;
        few || is_nearly_all(count, units.len())
    }

    /// The same columns of the same units, most of which still owe.
    fn is_of_same(&self, before: &Self) -> bool {
        let both = self.began.keys().filter(|unit| before.left.contains_key(*unit)).count();
        let fewer = self.began.len().min(before.left.len());
        self.headers == before.headers && both >= FEWEST_UNITS && both * 2 >= fewer
    }
}
