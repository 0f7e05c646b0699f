//! A row's dates and periods: what they say, and what a date column says that is no date.

use chrono::Months;
use ledger::calendar::{Date, Month};

use crate::book::Value;
use crate::cells::{DateRead, Reading};
use crate::findings::At;
use crate::interpretation::Interpretation;
use crate::month_counts::{fits_written, from_first};
use crate::periods::{PeriodRead, Span, month_words, period};
use crate::table::{Line, Table};
use crate::words::is_paid_through;
use crate::{Level, Meaning};

/// The date in a column; words become a note.
pub(crate) fn day<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    slot: usize,
) -> Option<DateRead> {
    let at = line.at(slot);
    match at.date() {
        Reading::Nothing => None,
        Reading::Got(read) => Some(read),
        Reading::Unreadable => {
            let text = at.text().unwrap_or_default();
            let words = text.chars().any(|c| c.is_alphabetic() && !"年月日号".contains(c));
            if words {
                let message = format_args!("“{}”里写的是说明，不是日期，作为备注保留。", table.label(slot));
                reading.findings.add(at, (Level::Note, "date_is_text"), message, "");
            } else {
                let message = format_args!(
                    "“{}”的日期看不懂，作为备注保留。请写成 2013-05-01 的样子。",
                    table.label(slot)
                );
                reading.findings.add(at, (Level::Decide, "date_unreadable"), message, "");
            }
            line.keep_text(slot);
            None
        }
    }
}

/// The date in the first column with this meaning, as the draft writes it.
pub(crate) fn day_of<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    meaning: Meaning,
) -> Option<String> {
    let slot = table.slot(meaning)?;
    day(reading, table, line, slot).map(|read| read.date.to_string())
}

/// The period that a row names, in its range or in two columns.
pub(crate) fn row_period<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
) -> Option<PeriodRead> {
    let of_row = table.row_period().and_then(|slot| range(reading, table, line, slot));
    of_row.or_else(|| from_to(reading, table, line))
}

/// The period in a column.
pub(crate) fn range<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    slot: usize,
) -> Option<PeriodRead> {
    let at = line.at(slot);
    // `2013-5` is a date to Excel.
    let month = match at.value {
        Some(Value::Date(_)) => at.date().got().map(|read| Month::of(read.date)),
        _ => None,
    };
    if let Some(month) = month {
        let span = Span { from: Some(month.first_day()), to: Some(month.last_day()) };
        return Some(PeriodRead { spans: vec![span], months_written: None });
    }
    let text = at.text()?;
    let read = period(&text, reading.cut_off, table.surroundings.year);
    if read.is_none() {
        let message = "看不懂这个期间，没有按月拆分，原话作为备注保留。请写成 2013年5月-2015年5月 的样子。";
        reading.findings.add(at, (Level::Decide, "period_unreadable"), message, "");
        line.keep_text(slot);
    }
    read
}

fn from_to<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &mut Line<'a>) -> Option<PeriodRead> {
    let mut side = |meaning| {
        let slot = table.slot(meaning)?;
        day(reading, table, line, slot)
    };
    let (from, to) = (side(Meaning::PeriodFrom), side(Meaning::PeriodTo));
    let last = |read: DateRead| if read.month_only { Month::of(read.date).last_day() } else { read.date };
    let paid_through =
        table.slot(Meaning::PeriodFrom).is_some_and(|slot| is_paid_through(table.header(slot)));
    let from: Option<Date> = match from {
        Some(read) if paid_through => last(read).succ_opt(),
        read => read.map(|read| read.date),
    };
    let to: Option<Date> = to.map(last).or_else(|| {
        let first = from.filter(|_| !table.has(Meaning::PeriodTo))?;
        through(table, line, first)
    });
    if paid_through && to.is_none() {
        // Paid ahead, or nobody says how much is open: when something is owed, it is of the time behind.
        return from.map(|from| PeriodRead {
            spans: vec![Span { from: Some(from), to: None }],
            months_written: None,
        });
    }
    if let (Some(first), Some(end), Some(at)) = (from, to, table.at(line, Meaning::PeriodTo))
        && end < first
    {
        let message = format_args!("终止日期早于起始日期 {first}，两个日期都没有采用。请核对。");
        reading.findings.add(at, (Level::Decide, "period_unreadable"), message, "");
        line.keep_text_of(table.slot(Meaning::PeriodFrom));
        line.keep_text_of(table.slot(Meaning::PeriodTo));
        return None;
    }
    (from.is_some() || to.is_some())
        .then(|| PeriodRead { spans: vec![Span { from, to }], months_written: None })
}

/// The last day of so many months from a first one on, as 欠费月数 beside 已交至 says.
fn through(table: &Table<'_>, line: &Line<'_>, first: Date) -> Option<Date> {
    let months = table.at(line, Meaning::Months)?.number().got()?;
    let months: u32 = months.trunc().to_string().parse().ok().filter(|n| (1..=MOST_MONTHS).contains(n))?;
    let last = Month::of(first).first_day().checked_add_months(Months::new(months - 1))?;
    (first == Month::of(first).first_day()).then(|| Month::of(last).last_day())
}

/// Sixty years.
const MOST_MONTHS: u32 = 720;

/// The row's period month by month for a list of arrears, as a whole where it cannot be split.
pub(crate) fn months<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &Line<'a>,
    (read, at): (&PeriodRead, At<'a>),
) -> Option<Vec<Month>> {
    let written = read.months_written.or_else(|| {
        let months = table.at(line, Meaning::Months)?.number().got()?;
        months.trunc().to_string().parse().ok()
    });
    let mut months = read.months();
    let Some(count) = months.as_ref().map(Vec::len) else {
        if read.whole().from.is_some() && read.whole().to.is_some() {
            let message = "期间不是整月，欠费没有按月拆分，作为一笔导入。";
            reading.findings.add(at, (Level::Note, "period_not_whole_months"), message, "");
        }
        return None;
    };
    if let (Some(written), Span { from: Some(from), to: Some(to) }) = (written, read.whole())
        && usize::try_from(written) != Ok(count)
    {
        if fits_written(table, line, written, count) {
            let follow = reading.decisions.is("months_written", "written");
            let used = if follow { written.to_string() } else { count.to_string() };
            let message = format_args!(
                "写的是 {written} 个月，{}到{}是 {count} 个月，金额却正好合 {written} 个月，按 {used} 个月拆分。请确认。",
                month_words(from),
                month_words(to)
            );
            reading.findings.add(at, (Level::Decide, "months_written"), message, used.as_str());
            if follow {
                months = months.map(|months| from_first(months, written));
            }
            return months;
        }
        let message = format_args!(
            "写的是 {written} 个月，{}到{}是 {count} 个月，按 {count} 个月拆分。请核对。",
            month_words(from),
            month_words(to)
        );
        reading.findings.add(at, (Level::Note, "months_differ"), message, count);
    }
    months
}
