//! The same debts in several tables of a workbook: 欠费 beside 催缴 or 重点户, or one list as it stood in March and in
//! June. They are taken once.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use ledger::calendar::Date;
use rust_decimal::Decimal;

use crate::book::{Row, Sheet};
use crate::cells::{amount, is_nothing, plain, shown};
use crate::interpretation::Interpretation;
use crate::layout::{Column, Region};
use crate::openings::terms;
use crate::room_keys::RoomKeys;
use crate::surroundings::Surroundings;
use crate::{Kind, Level, Meaning};

/// Fewer units are alike by accident.
const FEWEST_UNITS: usize = 3;

/// So many of a hundred units are nearly all.
const NEARLY_ALL: usize = 80;

/// What a table says that its units owe.
struct Debts<'a> {
    sheet: &'a Sheet,
    region: &'a Region,
    /// The years and months that the title or the sheet's name says.
    times: String,
    /// `None` where there are several.
    item: Option<String>,
    /// The day on which the list stood so: 截至2014年3月31日.
    stood: Option<Date>,
    units: HashMap<String, Owed>,
}

/// What one unit owes in a table, and the rows that say it.
#[derive(Default)]
struct Owed {
    amount: Decimal,
    periods: String,
    rows: Vec<u32>,
}

/// What a table has of an earlier one.
enum Shared<'t> {
    /// Units that owe the same there.
    Same(Vec<&'t Owed>),
    /// The whole list, as it stood before.
    Older,
}

/// Rows whose debts another table has, by sheet: not to be imported a second time.
#[derive(Debug, Default)]
pub(crate) struct Again {
    rows: HashMap<String, HashSet<u32>>,
}

impl Again {
    /// `row` is its number in the sheet.
    pub fn has(&self, sheet: &Sheet, row: u32) -> bool {
        self.rows.get(&*sheet.name).is_some_and(|rows| rows.contains(&row))
    }
}

/// A table that says of its units what they owe.
pub(crate) fn is_of_debts(region: &Region) -> bool {
    let of_units = matches!(region.kind, Kind::Roster | Kind::Arrears | Kind::Fees);
    (of_units && region.column(Meaning::Opening).is_some()) || is_of_dues(region)
}

/// 应收 and 实收 without a column of what is left.
pub(crate) fn is_of_dues(region: &Region) -> bool {
    let due = region.columns(Meaning::Due).count();
    region.kind == Kind::Fees && region.column(Meaning::Opening).is_none() && due == 1
}

/// The columns of a table that say what is owed, and those that are taken off it.
pub(crate) fn owed_and_paid(region: &Region) -> (Vec<&Column>, Vec<u32>) {
    match is_of_dues(region) {
        true => {
            let paid = region.columns(Meaning::Paid).map(|column| column.index);
            (region.columns(Meaning::Due).collect(), paid.collect())
        }
        false => (region.columns(Meaning::Opening).collect(), Vec::new()),
    }
}

/// Finds them among the tables that are to be read, and asks once for each table.
pub(crate) fn find(reading: &mut Interpretation, tables: &[(&Sheet, &Region)]) -> Again {
    let mut again = Again::default();
    if tables.iter().filter(|(_, region)| is_of_debts(region)).count() < 2 {
        return again;
    }
    let wanted = tables.iter().filter(|(_, region)| is_of_debts(region));
    let mut owed: Vec<Debts<'_>> = wanted.map(|(sheet, region)| Debts::of(sheet, region)).collect();
    // A roster is read first, and asks itself about units that it has twice; of two dates the later stands.
    owed.sort_by_key(|d| (d.region.kind != Kind::Roster, Reverse(d.stood)));
    for at in 1..owed.len() {
        let (before, [this, ..]) = owed.split_at(at) else { continue };
        if this.region.kind == Kind::Roster {
            continue;
        }
        let Some((first, shared)) = this.shared(before) else { continue };
        if reading.debts_again(this, first, &shared) {
            continue;
        }
        let rows = again.rows.entry(this.sheet.name.to_string()).or_default();
        match shared {
            Shared::Same(units) => rows.extend(units.into_iter().flat_map(|owed| &owed.rows)),
            Shared::Older => rows.extend(this.units.values().flat_map(|owed| &owed.rows)),
        }
    }
    again
}

impl Interpretation {
    /// Whether they are imported all the same.
    fn debts_again(&mut self, this: &Debts<'_>, first: &Debts<'_>, shared: &Shared<'_>) -> bool {
        let at = this.region.at_header(this.sheet, this.region.columns.first().map_or(0, |c| c.index));
        let name = &first.sheet.name;
        match shared {
            Shared::Same(units) => {
                let both = self.decisions.is("table_twice", "both");
                let done = if both { "两份都导入" } else { "只算一次，这里的没有再导入" };
                let message = format_args!(
                    "这张表里有 {} 户的欠费与工作表“{name}”里的一样，{done}。请确认。",
                    units.len()
                );
                self.findings.add(at, (Level::Decide, "table_twice"), message, "");
                both
            }
            Shared::Older => {
                let both = self.decisions.is("debts_of_two_dates", "both");
                let done = if both { "两张都导入" } else { "欠费只按后一张导入" };
                let message =
                    format_args!("这张表与工作表“{name}”是同一张欠费表在两个日子的样子，{done}。请确认。");
                self.findings.add(at, (Level::Decide, "debts_of_two_dates"), message, "");
                both
            }
        }
    }
}

impl<'a> Debts<'a> {
    fn of(sheet: &'a Sheet, region: &'a Region) -> Self {
        let around = Surroundings::of(region, sheet, "");
        let said = format!("{} {}", region.title, sheet.name);
        let stands = ["截止", "截至", "统计日期", "制表日期"].iter().any(|word| said.contains(word));
        let (columns, paid) = owed_and_paid(region);
        let one = columns.len() == 1 && region.column(Meaning::Item).is_none();
        let item = columns.first().filter(|_| one).map(|c| terms(&c.header, None, around.item).item);
        let headers: Vec<String> = columns.iter().map(|c| times_in(&c.header)).collect();
        let money: Vec<u32> = columns.iter().map(|c| c.index).collect();
        Debts {
            sheet,
            region,
            times: times_in(&said),
            item,
            stood: around.as_of.filter(|_| stands),
            units: units(sheet, region, &around, (&money, &paid, &headers.concat())),
        }
    }

    /// What earlier tables have of it, and the one that has most.
    fn shared<'t>(&'t self, before: &'t [Debts<'_>]) -> Option<(&'t Debts<'t>, Shared<'t>)> {
        if let Some(later) = before.iter().find(|later| self.is_older(later)) {
            return Some((later, Shared::Older));
        }
        let (mut same, mut most) = (HashSet::new(), None);
        let mut nearly = false;
        for first in before.iter().filter(|first| self.is_of_same(first)) {
            let of_one: Vec<&str> = self.units_as_in(first).collect();
            nearly |= is_nearly_all(of_one.len(), self.units.len().min(first.units.len()));
            if most.is_none_or(|(count, _)| of_one.len() > count) {
                most = Some((of_one.len(), first));
            }
            same.extend(of_one);
        }
        let (_, first) = most?;
        let found = nearly || is_nearly_all(same.len(), self.units.len());
        found.then(|| (first, Shared::Same(same.iter().filter_map(|unit| self.units.get(*unit)).collect())))
    }

    /// The same list on an earlier day.
    fn is_older(&self, later: &Debts<'_>) -> bool {
        let dates = matches!((self.stood, later.stood), (Some(before), Some(after)) if before < after);
        let undated = |unit: &&String| {
            let both = [self.units.get(*unit), later.units.get(*unit)];
            both.into_iter().all(|owed| owed.is_some_and(|owed| owed.periods.is_empty()))
        };
        let count = self.units.keys().filter(undated).count();
        dates && self.item_as_in(later) && count >= FEWEST_UNITS && count * 2 >= self.units.len()
    }

    fn item_as_in(&self, other: &Debts<'_>) -> bool {
        self.item.is_none() || other.item.is_none() || self.item == other.item
    }

    fn is_of_same(&self, first: &Debts<'_>) -> bool {
        let dates = self.stood.is_some() && first.stood.is_some() && self.stood != first.stood;
        // The same fees stand month after month.
        let dues = is_of_dues(self.region) && is_of_dues(first.region);
        !dates && !dues && self.item_as_in(first) && is_of_one(&self.times, &first.times)
    }

    fn units_as_in<'t>(&'t self, first: &'t Debts<'_>) -> impl Iterator<Item = &'t str> {
        self.units.iter().filter_map(|(unit, owed)| {
            let other = first.units.get(unit)?;
            let same = owed.amount == other.amount && is_of_one(&owed.periods, &other.periods);
            same.then_some(unit.as_str())
        })
    }
}

fn is_of_one(ours: &str, theirs: &str) -> bool {
    ours.is_empty() || theirs.is_empty() || ours == theirs
}

fn is_nearly_all(count: usize, of: usize) -> bool {
    count >= FEWEST_UNITS && count * 100 >= of * NEARLY_ALL
}

/// By the room as it is written, without marks: `3栋2单元101` is `3-2-101`.
fn units(
    sheet: &Sheet,
    region: &Region,
    around: &Surroundings,
    (money, paid, headers): (&[u32], &[u32], &str),
) -> HashMap<String, Owed> {
    let mut units: HashMap<String, Owed> = HashMap::new();
    let Some(keys) = RoomKeys::of(&region.columns, sheet.epoch) else { return units };
    let building = around.building.as_ref().map(|(name, _)| name.as_str());
    let mut keys = keys.within(building, around.entrance.as_deref());
    let text = |row: &Row, column: u32| {
        let text = row.get(column).map(|value| plain(&shown(value, sheet.epoch)));
        text.filter(|text| !is_nothing(text))
    };
    let of_time = [Meaning::PeriodRange, Meaning::PeriodFrom, Meaning::PeriodTo, Meaning::Months];
    let times: Vec<u32> =
        of_time.into_iter().flat_map(|meaning| region.columns(meaning)).map(|c| c.index).collect();
    for row in &sheet.rows[region.first..region.end] {
        let Some(room) = keys.of_row(row, region.cells(row)) else { continue };
        let all = |columns: &[u32]| -> Decimal {
            columns.iter().filter_map(|column| amount(row.get(*column)).got()).map(|a| a.exact).sum()
        };
        let sum = all(money) - all(paid);
        // Who paid more than was due owes nothing.
        if sum.is_zero() || (!paid.is_empty() && sum.is_sign_negative()) {
            continue;
        }
        let owed = units.entry(room.to_owned()).or_default();
        owed.amount += sum;
        owed.rows.push(row.number());
        if owed.periods.is_empty() {
            owed.periods.push_str(headers);
        }
        owed.periods.extend(times.iter().filter_map(|column| text(row, *column)));
    }
    units
}

/// The years and months in words: `2013年1月`, `一季度`.
fn times_in(text: &str) -> String {
    let text = plain(text);
    let of_time = |c: char| c.is_ascii_digit() || "年月季度上下半一二三四.-".contains(c);
    let told = text.split(|c: char| !of_time(c)).filter(|part| {
        let year = part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
        year || part.contains(['年', '月', '季', '半'])
    });
    told.collect()
}
