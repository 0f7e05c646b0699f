//! The same household, item and month in two tables of arrears: what was owed at the end of 2014, and at the end of 2015
//! with 2014 in it. A month is owed once.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use ledger::calendar::{Date, Month};
use ledger::money::Fen;
use rust_decimal::Decimal;

use crate::book::{Row, Sheet, Value};
use crate::cells::{amount_at, date, plain, shown};
use crate::debts_again::{is_of_debts, is_of_dues, owed_and_paid};
use crate::interpretation::Interpretation;
use crate::layout::{Column, Region};
use crate::month_ends::are_months;
use crate::openings::{OpeningTerms, item_named, terms};
use crate::periods::{PeriodRead, Span, by_month, period};
use crate::room_keys::RoomKeys;
use crate::surroundings::Surroundings;
use crate::{Level, Meaning};

/// What a table says that its households owe, each for a time that has a beginning and an end.
struct Debts<'a> {
    sheet: &'a Sheet,
    region: &'a Region,
    owed: Vec<Owed>,
    /// The latest day of all of them.
    last: Date,
    sum: Decimal,
}

struct Owed {
    /// Household and item.
    account: String,
    /// As written; empty for nobody's.
    name: String,
    /// From 1.
    row: u32,
    from: Date,
    to: Date,
}

/// From a first day to a last one, included.
type Days = (Date, Date);

/// By the row's number, from 1.
type ByRow = HashMap<u32, Vec<Days>>;

/// Months that another table has, by table and row.
#[derive(Debug, Default)]
pub(crate) struct Covered {
    /// A table by its sheet and its first column.
    rows: HashMap<(String, u32), ByRow>,
}

impl Covered {
    /// Those of a row (from 1).
    pub fn of_row(&self, sheet: &Sheet, region: &Region, row: u32) -> &[Days] {
        if self.rows.is_empty() {
            return &[];
        }
        let rows = self.rows.get(&of_table(sheet, region));
        rows.and_then(|rows| rows.get(&row)).map_or(&[], Vec::as_slice)
    }
}

fn of_table(sheet: &Sheet, region: &Region) -> (String, u32) {
    (sheet.name.to_string(), region.columns.first().map_or(0, |column| column.index))
}

/// Finds them among the tables that are to be read, and asks once for each table whose months another one has: the one
/// that reaches further, or that owes more, counts.
pub(crate) fn find(reading: &mut Interpretation, tables: &[(&Sheet, &Region)]) -> Covered {
    let mut covered = Covered::default();
    let of_debts = || tables.iter().filter(|(_, region)| is_of_debts(region) && region.runs.is_none());
    // Who wants a table twice wants its months twice.
    let twice = ["table_twice", "debts_of_two_dates"]
        .iter()
        .any(|code| reading.findings.has(code) && reading.decisions.is(code, "both"));
    if twice || of_debts().count() < 2 {
        return covered;
    }
    let mut debts: Vec<Debts<'_>> =
        of_debts().filter_map(|(sheet, region)| Debts::of(reading, sheet, region)).collect();
    debts.sort_by_key(|table| Reverse((table.last, table.sum)));
    // By household and item: a table, and its place in the table's list.
    let mut known: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
    for (at, table) in debts.iter().enumerate() {
        let met = met(table, &debts, &known);
        for (place, owed) in table.owed.iter().enumerate() {
            known.entry(&owed.account).or_default().push((at, place));
        }
        let mut rows = ByRow::new();
        let (mut households, mut most) = (HashSet::new(), HashMap::new());
        for met in met {
            rows.entry(met.owed.row).or_default().push((met.other.from, met.other.to));
            households.insert(met.owed.account.as_str());
            *most.entry(met.table).or_insert(0_usize) += 1;
        }
        let first = most.into_iter().max_by_key(|(other, count)| (*count, Reverse(*other)));
        let Some(first) = first.map(|(other, _)| &debts[other]) else { continue };
        if !reading.months_again(table, first, households.len()) {
            covered.rows.insert(of_table(table.sheet, table.region), rows);
        }
    }
    covered
}

/// An amount of a table, and one of another table that it has a month in common with.
struct Met<'d> {
    owed: &'d Owed,
    table: usize,
    other: &'d Owed,
}

/// Those of a table among what the tables before it say, where the same people live behind the same doors: of two courts
/// that number their houses alike they do not.
fn met<'d>(
    table: &'d Debts<'_>,
    debts: &'d [Debts<'_>],
    known: &HashMap<&str, Vec<(usize, usize)>>,
) -> Vec<Met<'d>> {
    let mut met = Vec::new();
    // By table: how often the names agree, and how often they do not.
    let mut names: HashMap<usize, (usize, usize)> = HashMap::new();
    for owed in &table.owed {
        for (other_table, place) in known.get(owed.account.as_str()).into_iter().flatten() {
            let other = &debts[*other_table].owed[*place];
            let dues = is_of_dues(table.region) && is_of_dues(debts[*other_table].region);
            if dues || other.from > owed.to || owed.from > other.to {
                continue;
            }
            let (same, others) = names.entry(*other_table).or_default();
            if owed.name.is_empty() || other.name.is_empty() || owed.name == other.name {
                *same += 1;
            } else {
                *others += 1;
            }
            met.push(Met { owed, table: *other_table, other });
        }
    }
    met.retain(|met| names.get(&met.table).is_some_and(|(same, others)| same >= others));
    met
}

impl Interpretation {
    /// Whether they are imported all the same.
    fn months_again(&mut self, this: &Debts<'_>, other: &Debts<'_>, households: usize) -> bool {
        let at = this.region.at_header(this.sheet, this.region.columns.first().map_or(0, |c| c.index));
        let both = self.decisions.is("months_of_two_tables", "both");
        let name = &other.sheet.name;
        let done = if both {
            "两张都导入".to_owned()
        } else {
            format!("同一个月只算一次，以“{name}”的为准")
        };
        let message = format_args!(
            "这张表里有 {households} 户，与工作表“{name}”写着同一个项目、相同月份的欠费，{done}。请确认。"
        );
        self.findings.add(at, (Level::Decide, "months_of_two_tables"), message, "");
        both
    }
}

impl<'a> Debts<'a> {
    /// `None` where nothing has a time of its own.
    fn of(reading: &Interpretation, sheet: &'a Sheet, region: &'a Region) -> Option<Self> {
        let around = Surroundings::of(region, sheet, &reading.file);
        let (columns, paid) = owed_and_paid(region);
        let terms = |c: &Column| (c.index, terms(&c.header, around.as_of, around.item));
        let columns: Vec<(u32, OpeningTerms)> = columns.into_iter().map(terms).collect();
        let keys = RoomKeys::of_table(sheet, region, &around)?;
        let mut keys = keys.told_apart(&reading.apart, sheet, region);
        let owner = region.column(Meaning::OwnerName).map(|c| c.index);
        let name = |row: &Row| {
            let value = owner.and_then(|column| row.get(column));
            value.map(|value| plain(&shown(value, sheet.epoch))).unwrap_or_default()
        };
        let of_months = are_months(sheet, region, Meaning::PeriodTo);
        let (mut owed, mut sum, mut last) = (Vec::new(), Decimal::ZERO, None);
        for row in &sheet.rows[region.first..region.end] {
            let Some(room) = keys.of_row(row, region.cells(row)) else { continue };
            if reading.again.has(sheet, row.number()) {
                continue;
            }
            for (column, terms) in &columns {
                let left =
                    amount_at(row, *column) - paid.iter().map(|paid| amount_at(row, *paid)).sum::<Decimal>();
                if left.is_sign_negative() || left.is_zero() {
                    continue;
                }
                sum += left;
                let item = item_of(sheet, region, row, terms);
                for (from, to) in times((sheet, region, around.year), row, (*column, terms), of_months) {
                    last = last.max(Some(to));
                    let account = format!("{room} {item}");
                    owed.push(Owed { account, name: name(row), row: row.number(), from, to });
                }
            }
        }
        Some(Debts { sheet, region, owed, last: last?, sum })
    }
}

/// What the amount is of, as it will be read.
fn item_of(sheet: &Sheet, region: &Region, row: &Row, terms: &OpeningTerms) -> String {
    let column = region.column(Meaning::Item).filter(|_| !terms.names_item);
    let said = column.and_then(|c| row.get(c.index)).map(|value| item_named(&shown(value, sheet.epoch)));
    said.filter(|said| !said.is_empty()).unwrap_or_else(|| terms.item.clone())
}

/// From when to when an amount is owed: as its header says, or its row.
fn times(
    (sheet, region, year): (&Sheet, &Region, Option<i32>),
    row: &Row,
    (column, terms): (u32, &OpeningTerms),
    ends_are_months: bool,
) -> Vec<Days> {
    if terms.names_period {
        return terms.from.zip(terms.to).into_iter().collect();
    }
    let own = region.own_periods.iter().find(|own| own.money == column);
    let of_others = |index: u32| region.own_periods.iter().any(|own| own.first == index);
    let of_row = || region.columns(Meaning::PeriodRange).map(|c| c.index).find(|index| !of_others(*index));
    let day = |index: Option<u32>| date(index.and_then(|index| row.get(index)), sheet.epoch).got();
    let last = |read: crate::written_dates::DateRead| match read.month_only || ends_are_months {
        true => Month::of(read.date).last_day(),
        false => read.date,
    };
    let ranges = own.filter(|own| own.last.is_none()).map(|own| own.first);
    if let Some(value) = ranges.or_else(of_row).and_then(|index| row.get(index)) {
        return of_cell(sheet, value, year);
    }
    let first = |meaning: Meaning| region.column(meaning).map(|c| c.index);
    let (from, to) = match own.and_then(|own| own.last.map(|last| (own.first, last))) {
        Some((from, to)) => (Some(from), Some(to)),
        None => (first(Meaning::PeriodFrom), first(Meaning::PeriodTo)),
    };
    day(from).map(|read| read.date).zip(day(to).map(last)).into_iter().collect()
}

fn of_cell(sheet: &Sheet, value: &Value, year: Option<i32>) -> Vec<Days> {
    let of_month = |month: Month| (month.first_day(), month.last_day());
    if let Value::Text(_) = value {
        let spans = period(&plain(&shown(value, sheet.epoch)), year).map(|read| read.spans);
        return spans.into_iter().flatten().filter_map(|span| span.from.zip(span.to)).collect();
    }
    date(Some(value), sheet.epoch).got().map(|read| of_month(Month::of(read.date))).into_iter().collect()
}

/// `shares` without the months that another table has, and what those come to.
pub(crate) fn once(shares: Vec<(Span, Fen)>, covered: &[Days]) -> (Vec<(Span, Fen)>, Fen) {
    let is_covered = |span: &Span| {
        let starts = |to: &Date| span.from.is_some_and(|from| from <= *to);
        covered.iter().any(|(from, to)| starts(to) && span.to.is_some_and(|end| *from <= end))
    };
    let (mut kept, mut gone) = (Vec::new(), Fen::ZERO);
    for (span, fen) in shares {
        let months = PeriodRead::of(span).months().filter(|months| is_covered(&span) && months.len() > 1);
        let parts = months.map_or_else(|| vec![(span, fen)], |months| by_month(fen, &months));
        for (part, fen) in parts {
            if is_covered(&part) {
                gone += fen;
            } else {
                kept.push((part, fen));
            }
        }
    }
    (kept, gone)
}
