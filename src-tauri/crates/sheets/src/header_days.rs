//! When the readings of a column were taken, where its header says it: `2013年1月_读数`, `1月_读数` under a title with the
//! year. Of a month the last day.

use ledger::calendar::{Date, Month};

use crate::Meaning;
use crate::layout::{Column, Region};
use crate::periods::{Span, period};

/// By column; worked out once, a table may have a hundred thousand rows.
#[derive(Debug, Default)]
pub(crate) struct HeaderDays {
    days: Vec<Option<Date>>,
    /// To put months in order that are written without a year.
    months: Vec<Option<u32>>,
}

impl HeaderDays {
    pub fn of(region: &Region, year: Option<i32>) -> Self {
        const ANY_YEAR: Option<i32> = Some(2000);
        let reads = |c: &&Column| matches!(c.meaning, Meaning::PreviousReading | Meaning::PresentReading);
        let by_column =
            |year| region.columns.iter().map(move |c| day(Some(c).filter(reads)?.header.as_str(), year));
        HeaderDays {
            days: by_column(year).collect(),
            months: by_column(ANY_YEAR).map(|day| Some(Month::of(day?).month())).collect(),
        }
    }

    /// `None` where the header names no day and no month.
    pub fn day(&self, slot: usize) -> Option<Date> {
        self.days[slot]
    }

    /// 1 to 12, of whichever year.
    pub fn month(&self, slot: usize) -> Option<u32> {
        self.months[slot]
    }
}

fn day(header: &str, year: Option<i32>) -> Option<Date> {
    let read = period(header, year)?;
    match (read.months().as_deref(), read.whole()) {
        (Some([month]), _) => Some(month.last_day()),
        (_, Span { from: Some(from), to: Some(to) }) if from == to => Some(to),
        _ => None,
    }
}
