//! The same debts in several tables of a workbook: 欠费 beside 催缴 or 重点户, 总表 beside 1栋 and 2栋, or one list as it
//! stood in March and in June. They are taken once.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use ledger::calendar::Date;
use rust_decimal::Decimal;

use crate::apart::Apart;
use crate::book::Sheet;
use crate::cells::{plain, sum_at, text};
use crate::debts_grown::{grown, month_of};
use crate::interpretation::Interpretation;
use crate::layout::{Column, Region};
use crate::openings::{span_of_title, terms};
use crate::periods::year_named;
use crate::room_keys::RoomKeys;
use crate::surroundings::Surroundings;
use crate::{Kind, Level, Meaning, debts_noted_again, debts_summed, dues_left, rolling, words};

/// Fewer units are alike by accident.
pub(crate) const FEWEST_UNITS: usize = 3;

/// So many of a hundred units are nearly all.
const NEARLY_ALL: usize = 80;

/// A unit's debt is held against those of so many tables before: an amount that stands in more of them is no accident.
pub(crate) const MOST_COMPARED: usize = 64;

/// What a table says that its units owe.
pub(crate) struct Debts<'a> {
    pub sheet: &'a Sheet,
    pub region: &'a Region,
    /// The years and months that the title or the sheet's name says.
    times: String,
    /// `None` where there are several.
    item: Option<String>,
    /// The day on which the list stood so: 截至2014年3月31日.
    pub stood: Option<Date>,
    pub units: HashMap<String, Owed>,
}

/// What one unit owes in a table, and the rows that say it.
#[derive(Default)]
pub(crate) struct Owed {
    pub amount: Decimal,
    periods: String,
    /// From when, where a column of its own says so.
    begins: String,
    pub rows: Vec<u32>,
}

impl Owed {
    /// What lists of two days have alike of the same debt: it begins as before, though it grew longer.
    fn from(&self) -> &str {
        if self.begins.is_empty() { &self.periods } else { &self.begins }
    }
}

/// What a table has of an earlier one.
enum Shared<'t> {
    /// Units that owe the same there.
    Same(Vec<&'t Owed>),
    /// The whole list, as it stood before.
    Older,
}

/// The tables before, by what their units owe, so that none is gone through again.
#[derive(Default)]
struct Known<'t> {
    /// By the times of the table, and without them.
    alike: HashMap<(&'t str, Decimal, Option<&'t str>), Vec<usize>>,
    /// Those that stood so on a day, by unit and by what is said of when its debt is of.
    stood: HashMap<(&'t str, &'t str), Vec<usize>>,
}

/// Rows whose contents another table has, by sheet: not to be imported a second time.
#[derive(Debug, Default)]
pub(crate) struct Again {
    rows: HashMap<String, HashSet<u32>>,
}

impl Again {
    /// `row` is its number in the sheet.
    pub fn has(&self, sheet: &Sheet, row: u32) -> bool {
        self.has_row(&sheet.name, row)
    }

    /// By the sheet's name.
    pub fn has_row(&self, sheet: &str, row: u32) -> bool {
        self.rows.get(sheet).is_some_and(|rows| rows.contains(&row))
    }

    pub fn add(&mut self, sheet: &Sheet, rows: impl IntoIterator<Item = u32>) {
        self.rows.entry(sheet.name.to_string()).or_default().extend(rows);
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
    let dues = dues_left::find(reading, tables, &mut again);
    let told = tables.iter().enumerate().filter(|(at, _)| !dues.contains(at));
    let tables: Vec<(&Sheet, &Region)> = told.map(|(_, table)| *table).collect();
    let of_debts = || tables.iter().filter(|(_, region)| is_of_debts(region));
    for (sheet, region) in of_debts() {
        again.add(sheet, debts_noted_again::rows(reading, sheet, region));
    }
    if of_debts().count() < 2 {
        return again;
    }
    let mut owed: Vec<Debts<'_>> =
        of_debts().map(|(sheet, region)| Debts::of(sheet, region, &reading.apart)).collect();
    let listed: Vec<(&Sheet, &Region)> = of_debts().map(|(sheet, region)| (*sheet, *region)).collect();
    let rolled = rolling::find(&listed, &reading.apart);
    for (at, last) in &rolled {
        if !reading.debts_again(&owed[*at], &owed[*last], &Shared::Older) {
            // Whatever is left in a row went on, though nothing was owed before it.
            let (sheet, region) = (owed[*at].sheet, owed[*at].region);
            again.add(sheet, sheet.rows[region.first..region.end].iter().map(|row| row.number()));
        }
    }
    for (at, last) in grown(&owed) {
        if !reading.debts_again(&owed[at], &owed[last], &Shared::Older) {
            again.add(owed[at].sheet, owed[at].rows());
        }
    }
    let rolled: HashSet<usize> = rolled.into_iter().map(|(at, _)| at).collect();
    let mut at = 0..;
    owed.retain(|_| at.next().is_none_or(|at| !rolled.contains(&at)));
    // A roster is read first, and asks itself about units that it has twice; of two dates the later stands.
    owed.sort_by_key(|d| (d.region.kind != Kind::Roster, Reverse(d.stood), d.is_extract()));
    let shared = all_shared(&owed);
    let mut repeated: HashSet<usize> = shared.iter().flat_map(|(at, first, _)| [*at, *first]).collect();
    let row_by_row = |d: &Debts<'_>| d.rows().iter().any(|row| reading.rows_again.has(d.sheet, *row));
    repeated.extend((0..owed.len()).filter(|at| row_by_row(&owed[*at])));
    let of_years: Vec<debts_summed::Table<'_>> = owed.iter().map(Debts::of_year).collect();
    for sum in debts_summed::find(&of_years, &repeated) {
        let names: String = sum.parts.iter().map(|part| format!("“{}”", owed[*part].sheet.name)).collect();
        if !reading.debts_summed(&owed[sum.at], &names) {
            again.add(owed[sum.at].sheet, sum.rows);
        }
    }
    for (at, first, shared) in shared {
        let this = &owed[at];
        if reading.debts_again(this, &owed[first], &shared) {
            continue;
        }
        match shared {
            Shared::Same(units) => {
                again.add(this.sheet, units.into_iter().flat_map(|owed| owed.rows.clone()))
            }
            Shared::Older => again.add(this.sheet, this.rows()),
        }
    }
    again
}

/// Each table that has something of one before it, with that one.
fn all_shared<'t>(tables: &'t [Debts<'_>]) -> Vec<(usize, usize, Shared<'t>)> {
    let mut known = Known::default();
    let (mut found, mut small) = (Vec::new(), Vec::new());
    for (at, this) in tables.iter().enumerate() {
        if this.region.kind != Kind::Roster && at > 0 {
            match this.shared(tables, &known) {
                Some((first, shared, true)) => found.push((at, first, shared)),
                Some((first, shared, false)) => small.push((at, first, shared)),
                None => {}
            }
        }
        known.add(at, this);
    }
    // A building of two debtors proves nothing by itself; several of them do, where all is in one table.
    let units = |of: &(usize, usize, Shared<'_>)| tables[of.0].units.len();
    let mut of_first: HashMap<usize, usize> = HashMap::new();
    for part in found.iter().chain(&small) {
        *of_first.entry(part.1).or_default() += units(part);
    }
    small.retain(|part| {
        tables[part.0].is_extract() || of_first.get(&part.1).is_some_and(|units| *units >= FEWEST_UNITS)
    });
    found.extend(small);
    found.sort_by_key(|(at, ..)| *at);
    found
}

impl<'t> Known<'t> {
    fn add(&mut self, at: usize, table: &'t Debts<'_>) {
        for (unit, owed) in &table.units {
            for times in [Some(table.times.as_str()), None] {
                self.alike.entry((unit, owed.amount, times)).or_default().push(at);
            }
            if table.stood.is_some() {
                self.stood.entry((unit, owed.from())).or_default().push(at);
            }
        }
    }

    /// Tables in which the unit owes as much, of the same times or of none.
    fn alike<'k>(&'k self, unit: &'k str, amount: Decimal, times: &'k str) -> impl Iterator<Item = usize> {
        let of = move |times: Option<&'k str>| {
            self.alike.get(&(unit, amount, times)).map_or(&[][..], Vec::as_slice).iter().take(MOST_COMPARED)
        };
        let (same, untold) = if times.is_empty() { (None, None) } else { (Some(times), Some("")) };
        of(same).chain(untold.into_iter().flat_map(move |untold| of(Some(untold)))).copied()
    }
}

impl Interpretation {
    /// Whether the sums are imported beside their parts.
    fn debts_summed(&mut self, this: &Debts<'_>, parts: &str) -> bool {
        let at = this.region.at_header(this.sheet, this.region.columns.first().map_or(0, |c| c.index));
        let both = self.decisions.is("table_twice", "both");
        let done = if both { "都导入" } else { "只算一次，这里的没有再导入" };
        let message = format_args!("这张表里的欠费正好是工作表{parts}里的相加，{done}。请确认。");
        self.findings.add(at, (Level::Decide, "table_twice"), message, "");
        both
    }

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
    /// No column says when its debts are of.
    pub fn says_no_periods(&self) -> bool {
        self.units.values().all(|owed| owed.periods.is_empty())
            && self.region.columns(Meaning::Opening).count() == 1
    }

    fn of(sheet: &'a Sheet, region: &'a Region, apart: &Apart) -> Self {
        let around = Surroundings::of(region, sheet, "");
        let said = format!("{} {}", region.title, sheet.name);
        let (columns, paid) = owed_and_paid(region);
        let one = columns.len() == 1 && region.column(Meaning::Item).is_none();
        let item = columns.first().filter(|_| one).map(|c| terms(&c.header, None, around.item).item);
        let headers: Vec<String> = columns.iter().map(|c| times_in(&c.header)).collect();
        // 累计欠费 of October and of November.
        let cumulative = one && columns.iter().any(|c| c.header.contains("累计"));
        let money: Vec<u32> = columns.iter().map(|c| c.index).collect();
        Debts {
            sheet,
            region,
            times: times_in(&said),
            item,
            stood: day_of(&said, &around).or_else(|| cumulative.then(|| last_of(&said)).flatten()),
            units: units(sheet, region, (&around, apart), (&money, &paid, &headers.concat())),
        }
    }

    /// 未交明细, 欠费表: those who owe, and nobody else.
    fn says_owed(&self) -> bool {
        words::says_owed(&self.region.title) || words::says_owed(&self.sheet.name)
    }

    fn of_year(&self) -> debts_summed::Table<'_> {
        let said = [self.region.title.as_str(), &self.sheet.name];
        debts_summed::Table {
            year: said.into_iter().find_map(year_named),
            month: month_of(self),
            roster_of: (self.region.kind == Kind::Roster).then(|| year_named(&self.sheet.name)),
            units: &self.units,
        }
    }

    /// 重点催缴名单: some of those who owe, picked out of a list of all.
    fn is_extract(&self) -> bool {
        let picked = |text: &str| ["重点", "催", "清欠", "起诉", "律师函"].iter().any(|w| text.contains(w));
        picked(&self.region.title) || picked(&self.sheet.name)
    }

    /// The rows that say what is owed.
    fn rows(&self) -> Vec<u32> {
        self.units.values().flat_map(|owed| owed.rows.clone()).collect()
    }

    /// What earlier tables have of it, and the one that has most. `false`: too little to say so by itself.
    fn shared<'t>(&'t self, tables: &[Debts<'_>], known: &Known<'_>) -> Option<(usize, Shared<'t>, bool)> {
        if let Some(later) = self.later(tables, known) {
            return Some((later, Shared::Older, true));
        }
        let mut by_table: BTreeMap<usize, Vec<&'t str>> = BTreeMap::new();
        for (unit, owed) in &self.units {
            let alike = known.alike(unit, owed.amount, &self.times).filter(|at| {
                let first = &tables[*at];
                let periods = first.units.get(unit).map_or("", |other| &other.periods);
                self.is_of_same(first) && is_of_one(&owed.periods, periods)
            });
            alike.for_each(|at| by_table.entry(at).or_default().push(unit));
        }
        let most = by_table.iter().max_by_key(|(at, units)| (units.len(), Reverse(**at)))?;
        let first = *most.0;
        let nearly = |(at, units): (&usize, &Vec<&str>)| {
            is_nearly_all(units.len(), self.units.len().min(tables[*at].units.len()))
        };
        let same: HashSet<&str> = by_table.values().flatten().copied().collect();
        // Of two lists with the same few debtors one is the other's copy.
        let few = if self.says_owed() { 1 } else { FEWEST_UNITS - 1 };
        let whole = |(at, units): (&usize, &Vec<&str>)| {
            units.len() >= few && units.len() == self.units.len() && units.len() == tables[*at].units.len()
        };
        let enough = by_table.iter().any(nearly)
            || by_table.iter().any(whole)
            || is_nearly_all(same.len(), self.units.len());
        let small = same.len() < FEWEST_UNITS && most.1.len() == self.units.len();
        (enough || small).then(|| {
            let same = same.into_iter().filter_map(|unit| self.units.get(unit)).collect();
            (first, Shared::Same(same), enough)
        })
    }

    /// The same list on a later day.
    fn later(&self, tables: &[Debts<'_>], known: &Known<'_>) -> Option<usize> {
        self.stood?;
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for at in self
            .units
            .iter()
            .filter_map(|(unit, owed)| known.stood.get(&(unit.as_str(), owed.from())))
            .flatten()
            .take(MOST_COMPARED * self.units.len())
        {
            *counts.entry(*at).or_default() += 1;
        }
        let is_later = |at: &usize| tables[*at].stood > self.stood && self.item_as_in(&tables[*at]);
        // Each says on what day it stood: few of few are no accident.
        let enough =
            |(at, count): &(usize, usize)| *count * 2 >= self.units.len().min(tables[*at].units.len());
        counts.into_iter().find(|found| enough(found) && is_later(&found.0)).map(|(at, _)| at)
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
}

/// The day on which a table stood so, where its title or its sheet's name says that it is of a day.
pub(crate) fn day_of(said: &str, around: &Surroundings) -> Option<Date> {
    const STANDS: [&str; 16] = [
        "期初",
        "期末",
        "日止",
        "日欠费",
        "日未",
        "截止",
        "截至",
        "统计日期",
        "制表日期",
        "月底",
        "月末",
        "年底",
        "年末",
        "季末",
        "季底",
        "季度末",
    ];
    let stands = STANDS.iter().any(|word| said.contains(word));
    around.as_of.or_else(|| end_of_month(said, around.year)).filter(|_| stands)
}

/// 2025年10月欠费名单: the last day of the time that it names.
fn last_of(said: &str) -> Option<Date> {
    said.split(' ').find_map(|text| span_of_title(text)?.to)
}

/// `3月底`, where no year is told: the months alone say which is later.
fn end_of_month(said: &str, year: Option<i32>) -> Option<Date> {
    const ANY_YEAR: i32 = 2000;
    let head = ["月底", "月末"].iter().find_map(|word| said.split_once(word))?.0;
    let figures = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let month = head[head.len() - figures..].parse().ok()?;
    Date::from_ymd_opt(year.unwrap_or(ANY_YEAR), month, 1)
}

pub(crate) fn is_of_one(ours: &str, theirs: &str) -> bool {
    ours.is_empty() || theirs.is_empty() || ours == theirs
}

pub(crate) fn is_nearly_all(count: usize, of: usize) -> bool {
    count >= FEWEST_UNITS && count * 100 >= of * NEARLY_ALL
}

/// What each room owes, of the columns in `money`; `headers` are the times that those are headed by.
pub(crate) fn units(
    sheet: &Sheet,
    region: &Region,
    (around, apart): (&Surroundings, &Apart),
    (money, paid, headers): (&[u32], &[u32], &str),
) -> HashMap<String, Owed> {
    let mut units: HashMap<String, Owed> = HashMap::new();
    let Some(keys) = RoomKeys::of_table(sheet, region, around) else { return units };
    let mut keys = keys.told_apart(apart, sheet, region);
    let of_time = [Meaning::PeriodRange, Meaning::PeriodFrom, Meaning::PeriodTo, Meaning::Months];
    let times: Vec<u32> =
        of_time.into_iter().flat_map(|meaning| region.columns(meaning)).map(|c| c.index).collect();
    let begins = region.column(Meaning::PeriodFrom).map(|c| c.index);
    for row in &sheet.rows[region.first..region.end] {
        let Some(room) = keys.of_row(row, region.cells(row)) else { continue };
        let sum = sum_at(row, money) - sum_at(row, paid);
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
        owed.periods.extend(times.iter().filter_map(|column| text(row.get(*column), sheet.epoch)));
        owed.begins.extend(begins.and_then(|column| text(row.get(column), sheet.epoch)));
    }
    units
}

/// The years and months in words: `2013年1月`, `一季度`.
pub(crate) fn times_in(text: &str) -> String {
    let text = plain(text);
    let of_time = |c: char| c.is_ascii_digit() || "年月季度上下半一二三四.-".contains(c);
    let told = text.split(|c: char| !of_time(c)).filter(|part| {
        let year = part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
        year || part.contains(['年', '月', '季', '半'])
    });
    told.collect()
}
