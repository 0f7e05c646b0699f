//! 结束月 as a day: a month that Excel holds as its first day, and shows as `2017年3月` or `Mar-17`.

use chrono::Datelike as _;
use ledger::calendar::{Date, Month};
use rust_decimal::Decimal;

use crate::Meaning;
use crate::book::{Row, Sheet};
use crate::cells::{date, number};
use crate::layout::{Column, Region};

/// Whether the days in the column with this meaning each stand for their whole month: all are first days, and 月数 beside
/// fits them, or without it the header says that they are months.
pub(crate) fn are_months(sheet: &Sheet, region: &Region, meaning: Meaning) -> bool {
    let Some(end) = region.column(meaning) else { return false };
    let beside = |other: Meaning| region.column(other).filter(|_| meaning == Meaning::PeriodTo);
    let (begin, count) = (beside(Meaning::PeriodFrom), beside(Meaning::Months));
    let day = |row: &Row, column: Option<&Column>| -> Option<(Date, bool)> {
        let read = date(row.get(column?.index), sheet.epoch).got()?;
        Some((read.date, read.month_only))
    };
    let (mut days, mut fitting, mut others) = (0_usize, 0_usize, 0_usize);
    for row in &sheet.rows[region.first..region.end] {
        let from = day(row, begin).map(|(from, _)| from);
        let Some((to, month_only)) = day(row, Some(end)) else { continue };
        if to.day() != 1 || from.is_some_and(|from| from.day() != 1) {
            return false;
        }
        if month_only {
            continue;
        }
        days += 1;
        let months = from.map(|from| Decimal::from(Month::of(from).months_until(Month::of(to)) + 1));
        match count.and_then(|c| number(row.get(c.index)).got()).zip(months) {
            Some((written, months)) if written == months => fitting += 1,
            Some(_) => others += 1,
            None => {}
        }
    }
    let says_month = end.header.contains('月') && !end.header.contains('日');
    days > 0 && if fitting + others == 0 { says_month } else { others * 5 <= fitting }
}
