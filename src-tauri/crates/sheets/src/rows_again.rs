//! Payments, balances, readings, cars and fees that stand in a second table of the workbook row by row: 总表 beside 1栋 and
//! 2栋. They are taken once.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::apart::Apart;
use crate::book::{Row, Sheet};
use crate::cells::text;
use crate::debts_again::{Again, FEWEST_UNITS, is_nearly_all, is_of_one, times_in};
use crate::given_back::is_of_refunds;
use crate::interpretation::Interpretation;
use crate::layout::Region;
use crate::room_keys::RoomKeys;
use crate::surroundings::Surroundings;
use crate::{Kind, Level, Meaning, words};

/// A row is held against those of so many tables before.
const MOST_COMPARED: usize = 64;

/// What tells a row of such a table from another of the same room.
const TOLD: [Meaning; 18] = [
    Meaning::Space,
    Meaning::Plate,
    Meaning::Item,
    Meaning::PeriodRange,
    Meaning::PeriodFrom,
    Meaning::PeriodTo,
    Meaning::PaidThrough,
    Meaning::Months,
    Meaning::PaidOn,
    Meaning::Due,
    Meaning::Paid,
    Meaning::Amount,
    Meaning::Prepaid,
    Meaning::Deposit,
    Meaning::Meter,
    Meaning::PreviousReading,
    Meaning::PresentReading,
    Meaning::PresentOn,
];

/// One table, and its rows by what they say.
struct Listed<'a> {
    sheet: &'a Sheet,
    region: &'a Region,
    item: Option<&'static str>,
    times: String,
    rows: Vec<(u64, u32)>,
}

/// What is owed is told of by itself, and the same dues without a day, a month or a year are those of another month.
fn could_be_again(sheet: &Sheet, region: &Region) -> bool {
    const OF_TIME: [Meaning; 4] =
        [Meaning::PeriodRange, Meaning::PeriodFrom, Meaning::PeriodTo, Meaning::PaidOn];
    let has = |meaning| region.column(meaning).is_some();
    let told = || !times_of(sheet, region).is_empty();
    !has(Meaning::Opening) && (region.kind != Kind::Fees || OF_TIME.into_iter().any(has) || told())
}

/// What the title or the sheet's name says of when its rows are.
fn times_of(sheet: &Sheet, region: &Region) -> String {
    times_in(&format!("{} {}", region.title, sheet.name))
}

/// The rows that a table before has; asks once for each table.
pub(crate) fn find(reading: &mut Interpretation, tables: &[(&Sheet, &Region)]) -> Again {
    let mut again = Again::default();
    for kind in [Kind::Fees, Kind::Payments, Kind::Balances, Kind::Meters, Kind::Vehicles] {
        let mut of_kind = tables.iter().filter(|(sheet, region)| {
            // What was given back is as much as what was taken.
            region.kind == kind && could_be_again(sheet, region) && !is_of_refunds(sheet, region)
        });
        if of_kind.clone().nth(1).is_none() {
            continue;
        }
        let mut known: HashMap<u64, Vec<usize>> = HashMap::new();
        let mut met: Vec<Listed<'_>> = Vec::new();
        for (sheet, region) in of_kind.by_ref() {
            let this = Listed::of(sheet, region, &reading.apart);
            if let Some((first, rows)) = this.shared(&met, &known)
                && !reading.stand_again(&this, &met[first], rows.len())
            {
                again.add(sheet, rows);
            }
            for (said, _) in &this.rows {
                let tables = known.entry(*said).or_default();
                if tables.last() != Some(&met.len()) && tables.len() < MOST_COMPARED {
                    tables.push(met.len());
                }
            }
            met.push(this);
        }
    }
    again
}

impl Interpretation {
    /// Whether they are imported all the same.
    fn stand_again(&mut self, this: &Listed<'_>, first: &Listed<'_>, rows: usize) -> bool {
        let at = this.region.at_header(this.sheet, this.region.columns.first().map_or(0, |c| c.index));
        let both = self.decisions.is("table_twice", "both");
        let done = if both { "两份都导入" } else { "只算一次，这里的没有再导入" };
        let name = &first.sheet.name;
        let message = format_args!("这张表里有 {rows} 行与工作表“{name}”里的一样，{done}。请确认。");
        self.findings.add(at, (Level::Decide, "table_twice"), message, "");
        both
    }
}

impl<'a> Listed<'a> {
    fn of(sheet: &'a Sheet, region: &'a Region, apart: &Apart) -> Self {
        let around = Surroundings::of(region, sheet, "");
        let columns: Vec<(Meaning, u32)> =
            TOLD.into_iter().flat_map(|m| region.columns(m).map(move |c| (m, c.index))).collect();
        let receipts: Vec<u32> =
            region.columns.iter().filter(|c| words::is_receipt(&c.header)).map(|c| c.index).collect();
        let said = |row: &Row, room: &str| {
            let mut hash = DefaultHasher::new();
            // A car is the same wherever its owner lives.
            let room = if region.kind == Kind::Vehicles { "" } else { room };
            room.hash(&mut hash);
            let mut any = false;
            let told = columns.iter().map(|(m, column)| (*m as usize, *column));
            for (meaning, column) in told.chain(receipts.iter().map(|column| (usize::MAX, *column))) {
                let Some(text) = text(row.get(column), sheet.epoch) else { continue };
                any = true;
                (meaning, text).hash(&mut hash);
            }
            any.then(|| (hash.finish(), row.number()))
        };
        let mut rows = Vec::new();
        if let Some(keys) = RoomKeys::of_table(sheet, region, &around) {
            let mut keys = keys.told_apart(apart, sheet, region);
            let of_table = sheet.rows[region.first..region.end].iter();
            rows.extend(of_table.filter_map(|row| said(row, keys.of_row(row, region.cells(row))?)));
        }
        let times = times_of(sheet, region);
        Listed { sheet, region, item: around.item, times, rows }
    }

    /// The table before that has most of its rows, and those rows; `None` where it has but a few.
    fn shared(&self, met: &[Listed<'_>], known: &HashMap<u64, Vec<usize>>) -> Option<(usize, Vec<u32>)> {
        let mut by_table: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        let mut rows = Vec::new();
        for (said, row) in &self.rows {
            let alike = known.get(said).into_iter().flatten().copied();
            let mut alike = alike.filter(|at| self.is_of_same(&met[*at])).peekable();
            if alike.peek().is_some() {
                rows.push(*row);
            }
            alike.for_each(|at| by_table.entry(at).or_default().push(*row));
        }
        let (first, most) = by_table.iter().max_by_key(|(at, rows)| (rows.len(), std::cmp::Reverse(**at)))?;
        let of_both = most.len() >= FEWEST_UNITS
            && is_nearly_all(most.len(), self.rows.len().min(met[*first].rows.len()));
        (of_both || is_nearly_all(rows.len(), self.rows.len())).then_some((*first, rows))
    }

    fn is_of_same(&self, first: &Listed<'_>) -> bool {
        let item = self.item.is_none() || first.item.is_none() || self.item == first.item;
        item && is_of_one(&self.times, &first.times)
    }
}
