//! Dates, months, periods and instants: distinct things with distinct types. The clock is always passed in.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, SecondsFormat};

use crate::refusal::Refusal;

/// A calendar date: of business, of a due day, of a handover. Written `2026-11-21`.
pub type Date = NaiveDate;

/// When an act was recorded, to the millisecond, with the offset of the office's wall clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(DateTime<FixedOffset>);

impl Instant {
    /// From a point in time with its offset.
    pub fn new(at: DateTime<FixedOffset>) -> Self {
        Instant(at)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z: what is ordered and stored.
    pub fn unix_ms(self) -> i64 {
        self.0.timestamp_millis()
    }

    /// From stored milliseconds, shown in `offset` seconds east of UTC.
    pub fn from_unix_ms(ms: i64, offset_seconds: i32) -> Option<Self> {
        let offset = FixedOffset::east_opt(offset_seconds)?;
        DateTime::from_timestamp_millis(ms).map(|at| Instant(at.with_timezone(&offset)))
    }

    /// Seconds east of UTC.
    pub fn offset_seconds(self) -> i32 {
        self.0.offset().local_minus_utc()
    }

    /// The date on the office's wall clock.
    pub fn date(self) -> Date {
        self.0.date_naive()
    }

    /// `2026-11-21 09:00`: for papers and screens.
    pub fn minute(self) -> String {
        self.0.format("%Y-%m-%d %H:%M").to_string()
    }

    /// `09:00`.
    pub fn time_of_day(self) -> String {
        self.0.format("%H:%M").to_string()
    }

    /// RFC 3339 with milliseconds: for logs and the chain.
    pub fn rfc3339(self) -> String {
        self.0.to_rfc3339_opts(SecondsFormat::Millis, false)
    }
}

/// A calendar month, written `2026-11`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i32,
    month: u32,
}

impl Month {
    /// `month` counts from 1. `None` outside 1..=12 or years 1900..=2200: no estate's books reach further.
    pub fn new(year: i32, month: u32) -> Option<Self> {
        ((1900..=2200).contains(&year) && (1..=12).contains(&month)).then_some(Month { year, month })
    }

    /// The month a date lies in.
    pub fn of(date: Date) -> Self {
        Month { year: date.year(), month: date.month() }
    }

    /// Four digits.
    pub fn year(self) -> i32 {
        self.year
    }

    /// 1 to 12.
    pub fn month(self) -> u32 {
        self.month
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).expect("a Month holds a real year and month")
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        self.next().first_day().pred_opt().expect("a Month lies far from the calendar's start")
    }

    /// 28 to 31.
    pub fn days(self) -> u32 {
        self.last_day().day()
    }

    /// The month after.
    pub fn next(self) -> Self {
        match self.month {
            12 => Month { year: self.year + 1, month: 1 },
            m => Month { year: self.year, month: m + 1 },
        }
    }

    /// Whole months from `self` to `other` (negative when `other` is earlier).
    pub fn months_until(self, other: Month) -> i64 {
        let index = |m: Month| i64::from(m.year) * 12 + i64::from(m.month);
        index(other) - index(self)
    }

    /// Every month from `self` through `last`, both included; none if `last` is earlier.
    pub fn through(self, last: Month) -> impl Iterator<Item = Month> {
        std::iter::successors(Some(self), |m| Some(m.next())).take_while(move |m| *m <= last)
    }

    /// `2026年11月`.
    pub fn chinese(self) -> String {
        format!("{}年{}月", self.year, self.month)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// Refusal: `month_unreadable`.
impl FromStr for Month {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Month, Refusal> {
        let read = || {
            let (year, month) = text.trim().split_once('-')?;
            if year.len() != 4 || month.is_empty() || month.len() > 2 {
                return None;
            }
            Month::new(year.parse().ok()?, month.parse().ok()?)
        };
        read().ok_or_else(|| {
            Refusal::new("month_unreadable", format!("看不懂月份“{}”。请写成 2026-11 的样子。", text.trim()))
        })
    }
}

/// Reads `2026-11-21`. Refusal: `date_unreadable`.
pub fn parse_date(text: &str) -> Result<Date, Refusal> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d")
        .ok()
        .filter(|d| (1900..=2200).contains(&d.year()))
        .ok_or_else(|| {
            Refusal::new(
                "date_unreadable",
                format!("看不懂日期“{}”。请写成 2026-11-21 的样子。", text.trim()),
            )
        })
}

/// Days from `from` through `to`, both included. Never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    from: Date,
    to: Date,
}

impl Period {
    /// `None` when `to` is before `from`.
    pub fn new(from: Date, to: Date) -> Option<Self> {
        (from <= to).then_some(Period { from, to })
    }

    /// A whole month.
    pub fn month(month: Month) -> Self {
        Period { from: month.first_day(), to: month.last_day() }
    }

    /// First day.
    pub fn from(self) -> Date {
        self.from
    }

    /// Last day, included.
    pub fn to(self) -> Date {
        self.to
    }

    /// How many days, at least one.
    pub fn days(self) -> u32 {
        u32::try_from((self.to - self.from).num_days() + 1).expect("a period runs forward")
    }

    /// The month it fills exactly, if it does.
    pub fn whole_month(self) -> Option<Month> {
        let month = Month::of(self.from);
        (self == Period::month(month)).then_some(month)
    }

    /// The days both have.
    pub fn overlap(self, other: Period) -> Option<Period> {
        Period::new(self.from.max(other.from), self.to.min(other.to))
    }

    /// `2026-11` for a whole month, `2025-10 … 2025-12` for whole months, else the dates.
    pub fn label(self) -> String {
        let (first, last) = (Month::of(self.from), Month::of(self.to));
        match (self.from == first.first_day() && self.to == last.last_day(), first == last) {
            (true, true) => first.to_string(),
            (true, false) => format!("{first} … {last}"),
            (false, _) => format!("{} … {}", self.from, self.to),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_walked_and_read() {
        let november: Month = "2026-11".parse().unwrap();
        assert_eq!(november.last_day(), parse_date("2026-11-30").unwrap());
        let walked: Vec<String> =
            november.through("2027-02".parse().unwrap()).map(|m| m.to_string()).collect();
        assert_eq!(walked, ["2026-11", "2026-12", "2027-01", "2027-02"]);
        for bad in ["2026", "2026-13", "26-11", "2026-11-21", "2026-00", ""] {
            assert_eq!(bad.parse::<Month>().unwrap_err().code, "month_unreadable", "{bad:?}");
        }
        assert_eq!("2024-02".parse::<Month>().unwrap().days(), 29);
    }

    #[test]
    fn a_period_is_named_by_what_it_fills() {
        for (from, to, label) in [
            ("2026-11-01", "2026-11-30", "2026-11"),
            ("2025-10-01", "2025-12-31", "2025-10 … 2025-12"),
            ("2026-11-05", "2026-11-30", "2026-11-05 … 2026-11-30"),
        ] {
            let period = Period::new(parse_date(from).unwrap(), parse_date(to).unwrap()).unwrap();
            assert_eq!(period.label(), label);
        }
    }
}
