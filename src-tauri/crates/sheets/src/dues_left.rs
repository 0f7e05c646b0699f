//! 应收 on one sheet and 未收 on another, of one book: what was not collected is a part of what was due, and is owed once.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::apart::Apart;
use crate::book::Sheet;
use crate::cells::A_FEN;
use crate::debts_again::{Again, FEWEST_UNITS, is_nearly_all, is_of_one, times_in, units};
use crate::interpretation::Interpretation;
use crate::layout::{Column, Region};
use crate::openings::terms;
use crate::receipts_of_book::has_only_dues;
use crate::surroundings::Surroundings;
use crate::{Kind, Level, Meaning, words};

type Table<'a> = (&'a Sheet, &'a Region);

/// What a table says of its units in money.
struct Sums<'a> {
    sheet: &'a Sheet,
    times: String,
    /// `None` where there are several.
    item: Option<String>,
    of_units: HashMap<String, Decimal>,
}

impl<'a> Sums<'a> {
    fn of((sheet, region): Table<'a>, meanings: &[Meaning], apart: &Apart) -> Self {
        let around = Surroundings::of(region, sheet, "");
        let columns: Vec<&Column> = meanings.iter().flat_map(|meaning| region.columns(*meaning)).collect();
        let money: Vec<u32> = columns.iter().map(|column| column.index).collect();
        let one = columns.first().filter(|_| columns.len() == 1 && region.column(Meaning::Item).is_none());
        let of_units = units(sheet, region, (&around, apart), (&money, &[], ""));
        Sums {
            sheet,
            times: times_in(&format!("{} {}", region.title, sheet.name)),
            item: one.map(|column| terms(&column.header, None, around.item).item),
            of_units: of_units.into_iter().map(|(unit, owed)| (unit, owed.amount)).collect(),
        }
    }

    /// Nearly all of its units are in `dues`, each with what was due there, or with that less what was paid.
    fn is_left_of(&self, dues: &Self, paid: &HashMap<String, Decimal>) -> bool {
        let item = self.item.is_none() || dues.item.is_none() || self.item == dues.item;
        let is_left = |(unit, left): &(&String, &Decimal)| {
            let Some(due) = dues.of_units.get(*unit) else { return false };
            let paid = paid.get(*unit).copied().unwrap_or_default();
            (*due - **left).abs() <= A_FEN || (*due - paid - **left).abs() <= A_FEN
        };
        let found = self.of_units.iter().filter(is_left).count();
        item && is_of_one(&self.times, &dues.times)
            && self.of_units.len() <= dues.of_units.len()
            && found >= FEWEST_UNITS
            && is_nearly_all(found, self.of_units.len())
    }
}

/// 未收明细, 欠费名单: what is left of dues.
fn is_of_rest((sheet, region): Table<'_>) -> bool {
    matches!(region.kind, Kind::Arrears | Kind::Roster)
        && region.column(Meaning::Opening).is_some()
        && region.column(Meaning::Due).is_none()
        && says_owed((sheet, region))
}

fn says_owed((sheet, region): Table<'_>) -> bool {
    words::says_owed(&region.title) || words::says_owed(&sheet.name)
}

/// The tables of dues whose rest another table lists, by their place; asks once for each, and puts their rows with those
/// that are not to be imported where a person does not want both.
pub(crate) fn find(reading: &mut Interpretation, tables: &[Table<'_>], again: &mut Again) -> Vec<usize> {
    let apart = &reading.apart;
    let rests: Vec<Sums<'_>> = tables
        .iter()
        .filter(|table| is_of_rest(**table))
        .map(|table| Sums::of(*table, &[Meaning::Opening], apart))
        .collect();
    if rests.is_empty() {
        return Vec::new();
    }
    let mut paid: HashMap<String, Decimal> = HashMap::new();
    for table in tables.iter().filter(|(_, region)| region.kind == Kind::Payments) {
        for (unit, amount) in Sums::of(*table, &[Meaning::Paid], apart).of_units {
            *paid.entry(unit).or_default() += amount;
        }
    }
    let of_dues = |(_, table): &(usize, &Table<'_>)| has_only_dues(table.0, table.1) && !says_owed(**table);
    let mut found: Vec<(usize, &Sums<'_>, usize)> = Vec::new();
    for (at, table) in tables.iter().enumerate().filter(of_dues) {
        let money = [Meaning::Due, Meaning::Opening, Meaning::Amount];
        let dues = Sums::of(*table, &money, apart);
        if let Some(rest) = rests.iter().find(|rest| rest.is_left_of(&dues, &paid)) {
            found.push((at, rest, rest.of_units.len()));
        }
    }
    let both = reading.decisions.is("table_twice", "both");
    let done =
        if both { "两张表都算欠费" } else { "欠费只按那张表，这里的应收不算欠费" };
    for (at, rest, units) in &found {
        let (sheet, region) = tables[*at];
        let cell = region.at_header(sheet, region.columns.first().map_or(0, |c| c.index));
        let name = &rest.sheet.name;
        let message =
            format_args!("这张表是应收，其中没有收到的 {units} 户列在工作表“{name}”里，{done}。请确认。");
        reading.findings.add(cell, (Level::Decide, "table_twice"), message, "");
        if !both {
            again.add(sheet, sheet.rows[region.first..region.end].iter().map(|row| row.number()));
        }
    }
    found.into_iter().map(|(at, ..)| at).collect()
}
