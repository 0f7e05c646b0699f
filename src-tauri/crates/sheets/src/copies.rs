//! A table that stands in the workbook twice: 欠费 and 欠费 (2), or a running list saved under two months. Its money is
//! taken once.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::apart::Apart;
use crate::book::{Row, Sheet};
use crate::cells::shown;
use crate::findings::At;
use crate::given_back::is_of_refunds;
use crate::interpretation::Interpretation;
use crate::layout::Region;
use crate::surroundings::Surroundings;
use crate::{Kind, Level, Meaning, words};

/// Fewer rows are alike by accident.
const FEWEST_ROWS: usize = 3;

/// Whose, of when, and how much.
const TOLD: [Meaning; 19] = [
    Meaning::Building,
    Meaning::Entrance,
    Meaning::Room,
    Meaning::Space,
    Meaning::Plate,
    Meaning::Item,
    Meaning::PeriodRange,
    Meaning::PeriodFrom,
    Meaning::PeriodTo,
    Meaning::Months,
    Meaning::PaidOn,
    Meaning::Opening,
    Meaning::Due,
    Meaning::Paid,
    Meaning::Amount,
    Meaning::Prepaid,
    Meaning::Deposit,
    Meaning::PreviousReading,
    Meaning::PresentReading,
];

/// The tables that were met, by what all their rows say.
#[derive(Debug, Default)]
pub(crate) struct Copies<'a> {
    met: HashMap<Said, (&'a Sheet, u32)>,
}

/// What tells a table's contents: the order of its rows does not matter.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Said {
    kind: Kind,
    rows: usize,
    sum: u64,
}

impl<'a> Copies<'a> {
    /// The sheet and the header's row of the same table before this one.
    pub fn of(&mut self, sheet: &'a Sheet, region: &Region, apart: &Apart) -> Option<(&'a Sheet, u32)> {
        // A second roster is told of unit by unit, for it may say more of each.
        let said =
            if region.kind == Kind::Roster { None } else { said(sheet, region, apart.of(sheet, region)) }?;
        let here = (sheet, sheet.rows[region.header].number());
        let first = *self.met.entry(said).or_insert(here);
        (first.1 != here.1 || first.0.name != here.0.name).then_some(first)
    }
}

/// `apart`: the building that only the sheet's name or the title says.
fn said(sheet: &Sheet, region: &Region, apart: Option<&str>) -> Option<Said> {
    let columns: Vec<_> = region.columns.iter().filter(|c| TOLD.contains(&c.meaning)).collect();
    let is_amount = |meaning: Meaning| {
        matches!(
            meaning,
            Meaning::Opening
                | Meaning::Due
                | Meaning::Paid
                | Meaning::Amount
                | Meaning::Prepaid
                | Meaning::Deposit
                | Meaning::PresentReading
        )
    };
    let mut of_table = DefaultHasher::new();
    apart.hash(&mut of_table);
    let around = Surroundings::of(region, sheet, "");
    around.building.map(|(name, _)| name).hash(&mut of_table);
    around.item.hash(&mut of_table);
    is_of_refunds(sheet, region).hash(&mut of_table);
    let of_time =
        [Meaning::PeriodRange, Meaning::PeriodFrom, Meaning::PeriodTo, Meaning::PaidOn, Meaning::PresentOn];
    if !columns.iter().any(|c| of_time.contains(&c.meaning)) {
        // The same fees month by month are no copies.
        (region.title.as_str(), &*sheet.name).hash(&mut of_table);
    }
    for column in &columns {
        words::key(&column.header).hash(&mut of_table);
    }
    let (mut rows, mut sum, mut amounts) = (0_usize, of_table.finish(), 0_usize);
    let row_said = |row: &Row| {
        let mut hash = DefaultHasher::new();
        let (mut any, mut amounts) = (false, 0_usize);
        for (nth, column) in columns.iter().enumerate() {
            let Some(value) = row.get(column.index) else { continue };
            any = true;
            amounts += usize::from(is_amount(column.meaning));
            nth.hash(&mut hash);
            shown(value, sheet.epoch).trim().hash(&mut hash);
        }
        any.then(|| (hash.finish(), amounts))
    };
    for (hash, of_row) in sheet.rows[region.first..region.end].iter().filter_map(row_said) {
        rows += 1;
        amounts += of_row;
        sum = sum.wrapping_add(hash);
    }
    (rows >= FEWEST_ROWS && amounts >= FEWEST_ROWS).then_some(Said { kind: region.kind, rows, sum })
}

impl Interpretation {
    /// A table that the workbook has already had: whether it is imported all the same.
    pub fn copy(&mut self, (sheet, region): (&Sheet, &Region), (first, row): (&Sheet, u32)) -> bool {
        let both = self.decisions.is("table_twice", "both");
        let header = &sheet.rows[region.header];
        let at = At::new(sheet, header.number(), region.columns.first().map_or(0, |c| c.index), None);
        let done = if both { "两份都导入" } else { "这一份没有导入" };
        let message = format_args!(
            "这张表与工作表“{}”第 {row} 行起的表一样，每一行的房号、时间和金额都相同，{done}。请确认。",
            first.name
        );
        self.findings.add(at, (Level::Decide, "table_twice"), message, "");
        both
    }
}
