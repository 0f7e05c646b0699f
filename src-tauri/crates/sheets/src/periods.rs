//! Periods in a cell: `2013年5月-2015年5月（25）`, `2013.5-2015.5`, `2014年3-8月、11月`, `2013年5月至今`.

use std::borrow::Cow;

use chrono::Datelike as _;
use ledger::calendar::{Date, Month};
use ledger::money::{Fen, apportion};
use rust_decimal::Decimal;

use crate::cells::plain;

/// From a first day (`None`: and before) to a last one, included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// What a cell says of a period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PeriodRead {
    /// In the cell's order, at least one.
    pub spans: Vec<Span>,
    /// The number of months that stands beside: `（25）`.
    pub months_written: Option<u32>,
}

/// No estate is older, and no cell may ask for a million openings.
const MOST_MONTHS: usize = 720;

impl PeriodRead {
    /// Every month of the spans, once; `None` unless all of them are whole months.
    pub fn months(&self) -> Option<Vec<Month>> {
        let mut months: Vec<Month> = Vec::new();
        for span in &self.spans {
            let (from, to) = (span.from?, span.to?);
            let (first, last) = (Month::of(from), Month::of(to));
            let whole = from == first.first_day() && to == last.last_day();
            let count = usize::try_from(first.months_until(last)).ok()? + 1;
            if !whole || months.len() + count > MOST_MONTHS {
                return None;
            }
            for month in first.through(last) {
                if !months.contains(&month) {
                    months.push(month);
                }
            }
        }
        Some(months)
    }

    /// From the first day to the last.
    pub fn whole(&self) -> Span {
        let from = if self.spans.iter().any(|s| s.from.is_none()) {
            None
        } else {
            self.spans.iter().filter_map(|s| s.from).min()
        };
        Span { from, to: self.spans.iter().filter_map(|s| s.to).max() }
    }
}

/// `total` over `months`, equal to the 分 and its remainder spread from the first month on, so that the sum is exact.
pub(crate) fn by_month(total: Fen, months: &[Month]) -> Vec<(Span, Fen)> {
    let shares = apportion(total, &vec![Decimal::ONE; months.len()]);
    let span = |m: &Month| Span { from: Some(m.first_day()), to: Some(m.last_day()) };
    months.iter().map(span).zip(shares).collect()
}

/// Quarters, halves and written months in figures: `一至四季度` as `1-12月`, `下半年` as `7-12月`, `十二月` as `12月`.
pub(crate) fn in_figures(text: &str) -> Cow<'_, str> {
    if !text.contains(['季', '半', '全', '月']) {
        return Cow::Borrowed(text);
    }
    let text = written_months(text);
    let halves = [("上半年", " 1-6月"), ("下半年", " 7-12月"), ("全年", " 1-12月")];
    let mut text = halves.into_iter().fold(text, |text, (word, months)| text.replace(word, months));
    while let Some(at) = text.find('季') {
        let head = text[..at].trim_end_matches('个');
        let start = head.trim_end_matches(|c: char| c.is_ascii_digit() || "-~至到—、".contains(c)).len();
        let figures: Vec<u32> = head[start..]
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|run| run.parse().ok())
            .filter(|quarter| (1..=4).contains(quarter))
            .collect();
        let before = head[..start].trim_end_matches('第');
        let rest = text[at + '季'.len_utf8()..].trim_start_matches('度');
        let months = match (figures.first(), figures.last()) {
            (Some(first), Some(last)) => format!(" {}-{}月", first * 3 - 2, last * 3),
            _ => String::new(),
        };
        text = format!("{before}{months}{rest}");
    }
    Cow::Owned(text)
}

/// `十二月` as `12月`, `一至四季` as `1至4季`: numerals that a 月 or 季 ends.
fn written_months(text: &str) -> String {
    const NUMERALS: &str = "一二三四五六七八九十";
    let chars: Vec<char> = text.chars().collect();
    let is_numeral = |c: char| NUMERALS.contains(c);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = (at..chars.len()).find(|i| !is_numeral(chars[*i])).unwrap_or(chars.len());
        if end == at {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        let behind = chars[end..].iter().find(|c| !is_numeral(**c) && !"至到、-~—".contains(**c));
        let value = |c: char| NUMERALS.chars().position(|n| n == c).map_or(0, |n| n + 1);
        match (&chars[at..end], behind) {
            (['十'], Some('月' | '季')) => out.push_str("10"),
            (['十', unit], Some('月' | '季')) => out.push_str(&(10 + value(*unit)).to_string()),
            ([unit], Some('月' | '季')) => out.push_str(&value(*unit).to_string()),
            (run, _) => out.extend(run),
        }
        at = end;
    }
    out
}

/// The one year that a title names: `2013年度欠费明细表`.
pub(crate) fn year_named(text: &str) -> Option<i32> {
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| matches!(run.len(), 4 | 6 | 8));
    let mut years = runs.filter_map(|run| run[..4].parse().ok()).filter(|year| (1990..2100).contains(year));
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}

/// `None` where the cell names no year, or runs backwards. `year` is the one of a month without: `1-6月`.
pub(crate) fn period(text: &str, cut_off: Option<Date>, year: Option<i32>) -> Option<PeriodRead> {
    let (text, months_written) = without_count(&in_figures(&plain(text)));
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let until_now = has(&["至今", "到今", "现在", "目前"]) || text.trim_end().ends_with('起');
    let open = has(&["以前", "之前", "及以往"]);
    let inclusive = has(&["及以前", "及之前", "底以前"]);
    let points = points(&text, year.filter(|_| text.contains('月')));
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(point) = points.get(at) {
        let next = points.get(at + 1).filter(|next| next.ends_a_range);
        let last = next.unwrap_or(point);
        spans.push(Span { from: Some(point.first_day()?), to: Some(last.last_day()?) });
        at += if next.is_some() { 2 } else { 1 };
    }
    let last = spans.last_mut()?;
    if until_now {
        last.to = Some(cut_off?);
    }
    if open {
        let to = if inclusive { last.to } else { last.from.and_then(|from| from.pred_opt()) };
        return Some(PeriodRead { spans: vec![Span { from: None, to }], months_written });
    }
    let forward = spans.iter().all(|s| s.from <= s.to);
    forward.then_some(PeriodRead { spans, months_written })
}

/// Takes `（25）`, `(25个月)`, `共25个月` and `25个月` out of the text.
fn without_count(text: &str) -> (String, Option<u32>) {
    let figures = |text: &str| -> Option<u32> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let words = text.chars().all(|c| c.is_ascii_digit() || "共计合个月 ".contains(c));
        digits.parse().ok().filter(|n| words && *n < 1_000)
    };
    if let (Some(open), Some(close)) = (text.rfind('('), text.rfind(')'))
        && open < close
        && let Some(count) = figures(&text[open + 1..close])
    {
        return (format!("{}{}", &text[..open], &text[close + 1..]), Some(count));
    }
    if let Some(end) = text.find("个月") {
        let before = text[..end].trim_end();
        let start = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let count = before[start..].parse().ok();
        let head = before[..start].trim_end_matches(['共', '计', '合']);
        return (format!("{head} {}", &text[end + "个月".len()..]), count);
    }
    (text.to_owned(), None)
}

/// A year, a month or a day.
#[derive(Debug)]
struct Point {
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
    ends_a_range: bool,
    /// Its year was written with two figures and no 年.
    is_short: bool,
}

impl Point {
    fn first_day(&self) -> Option<Date> {
        Date::from_ymd_opt(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    fn last_day(&self) -> Option<Date> {
        match self.day {
            Some(day) => Date::from_ymd_opt(self.year, self.month?, day),
            None => Some(Month::new(self.year, self.month.unwrap_or(12))?.last_day()),
        }
    }
}

/// A number, with what stands before and behind it.
struct Figure<'a> {
    digits: &'a str,
    before: &'a str,
    unit: Option<char>,
}

fn figures(text: &str) -> Vec<Figure<'_>> {
    let mut figures = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let end = rest[start..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |n| start + n);
        let unit = rest[end..].trim_start().chars().next();
        figures.push(Figure { digits: &rest[start..end], before: &rest[..start], unit });
        rest = &rest[end..];
    }
    figures
}

fn points(text: &str, assumed: Option<i32>) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    // What stands between a point's year and its month: `.` in `2013.5.1`.
    let mut sign = "";
    for figure in figures(text) {
        let Ok(number) = figure.digits.parse::<u32>() else { continue };
        let before = figure.before.trim();
        let ends_a_range = !points.is_empty() && is_range(before);
        let mut start = |year: i32, month: Option<u32>, day: Option<u32>| {
            points.push(Point { year, month, day, ends_a_range, is_short: false });
        };
        let part = |range: std::ops::Range<usize>| figure.digits.get(range).and_then(|d| d.parse().ok());
        let year = |number: u32| i32::try_from(number).ok().filter(|y| (1990..2100).contains(y));
        match figure.digits.len() {
            8 => start(year(number / 10_000).unwrap_or(0), part(4..6), part(6..8)),
            6 => start(year(number / 100).unwrap_or(0), part(4..6), None),
            4 if year(number).is_some() => start(year(number).unwrap_or(0), None, None),
            2 if figure.unit == Some('年') => start(2000 + i32::try_from(number).unwrap_or(0), None, None),
            // `15.1-15.6`, `13.5.1-14.4.30`
            2 if short_year(&figure, points.last()) => {
                let year = 2000 + i32::try_from(number).unwrap_or(0);
                points.push(Point { year, month: None, day: None, ends_a_range, is_short: true });
            }
            1 | 2 => {
                let Some(last) = points.last_mut() else {
                    if let Some(year) = assumed.filter(|_| (1..=12).contains(&number)) {
                        points.push(Point {
                            year,
                            month: Some(number),
                            day: None,
                            ends_a_range: false,
                            is_short: false,
                        });
                    }
                    continue;
                };
                let is_day = matches!(figure.unit, Some('日' | '号'));
                let dated = matches!(sign, "." | "-" | "/") && before == sign;
                if last.month.is_none() && !is_day {
                    last.month = Some(number);
                    sign = before;
                } else if last.day.is_none() && last.month.is_some() && (is_day || dated) {
                    last.day = Some(number);
                } else if !is_day {
                    let year = last.year;
                    points.push(Point {
                        year,
                        month: Some(number),
                        day: None,
                        ends_a_range,
                        is_short: false,
                    });
                } else {
                    // `5月1日-8日`
                    let (year, month) = (last.year, last.month);
                    points.push(Point { year, month, day: Some(number), ends_a_range, is_short: false });
                }
            }
            _ => {}
        }
    }
    points
}

/// `15` of `15.6`: more than any month, or the year again of a point that was written so.
fn short_year(figure: &Figure<'_>, before: Option<&Point>) -> bool {
    let begins = match before {
        None => figure.before.trim().is_empty(),
        Some(point) => point.is_short && is_range(figure.before.trim()),
    };
    begins && figure.unit == Some('.') && figure.digits.parse::<u32>().is_ok_and(|n| (2..=40).contains(&n))
}

/// `-`, `至`, `到` join two points; `、` lists them.
fn is_range(between: &str) -> bool {
    let lists = between.contains(['、', ',', ';', '和', '及', '+', '\n']);
    !lists && between.contains(['-', '—', '–', '－', '~', '至', '到', '―', '─', '一'])
}

/// The year and month of a date, for people.
pub(crate) fn month_words(date: Date) -> String {
    format!("{}年{}月", date.year(), date.month())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::calendar::parse_date;

    fn check(text: &str, expect: Option<(&str, Option<u32>)>) {
        let got = period(text, parse_date("2015-12-31").ok(), None);
        let day = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
        let got = got.map(|read| {
            let spans = read.spans.iter().map(|s| format!("{}…{}", day(s.from), day(s.to)));
            (spans.collect::<Vec<_>>().join(" "), read.months_written)
        });
        assert_eq!(got.as_ref().map(|(spans, n)| (spans.as_str(), *n)), expect, "{text:?}");
    }

    #[test]
    fn periods_are_read_as_offices_write_them() {
        for (text, spans, months) in [
            ("2013年5月-2015年5月（25）", "2013-05-01…2015-05-31", Some(25)),
            ("2013年5月—2015年5月(25个月)", "2013-05-01…2015-05-31", Some(25)),
            ("2013年5月至2015年5月共25个月", "2013-05-01…2015-05-31", Some(25)),
            ("2013.5-2015.5", "2013-05-01…2015-05-31", None),
            ("2013/5～2015/5", "2013-05-01…2015-05-31", None),
            ("2013-05至2015-05", "2013-05-01…2015-05-31", None),
            ("201305-201505", "2013-05-01…2015-05-31", None),
            ("2013.5.15-2015.5.14", "2013-05-15…2015-05-14", None),
            ("2013年5月1日-2015年5月31日", "2013-05-01…2015-05-31", None),
            ("20130501-20150531", "2013-05-01…2015-05-31", None),
            ("2014年3-8月", "2014-03-01…2014-08-31", None),
            ("2014年3月-8月、11月", "2014-03-01…2014-08-31 2014-11-01…2014-11-30", None),
            ("2014.3-8", "2014-03-01…2014-08-31", None),
            ("2014年3月、2015年1月", "2014-03-01…2014-03-31 2015-01-01…2015-01-31", None),
            ("2013年、2014年", "2013-01-01…2013-12-31 2014-01-01…2014-12-31", None),
            ("13年5月-15年5月", "2013-05-01…2015-05-31", None),
            ("２０１３年５月－２０１５年５月", "2013-05-01…2015-05-31", None),
            ("2014年度", "2014-01-01…2014-12-31", None),
            ("2014年5月至今", "2014-05-01…2015-12-31", None),
            ("2014年5月起", "2014-05-01…2015-12-31", None),
            ("2014年全年", "2014-01-01…2014-12-31", None),
            ("2014上半年", "2014-01-01…2014-06-30", None),
            ("2014年下半年", "2014-07-01…2014-12-31", None),
            ("2015年第三季度", "2015-07-01…2015-09-30", None),
            ("2015年一至三季度", "2015-01-01…2015-09-30", None),
            ("2015年十二月", "2015-12-01…2015-12-31", None),
            ("15.1-15.6", "2015-01-01…2015-06-30", None),
            ("13.11-14.2", "2013-11-01…2014-02-28", None),
            ("2012年1、3、5月", "2012-01-01…2012-01-31 2012-03-01…2012-03-31 2012-05-01…2012-05-31", None),
            ("2013年及以前", "…2013-12-31", None),
            ("2013年以前", "…2012-12-31", None),
        ] {
            check(text, Some((spans, months)));
        }
        let of_year = period("1-6月", None, Some(2009)).unwrap();
        assert_eq!(of_year.months().unwrap().len(), 6);
        assert_eq!(period("3、5月", None, Some(2009)).unwrap().months().unwrap().len(), 2);
        for text in ["两年", "2015年5月-2013年5月", "2013年13月", "", "5月"] {
            check(text, None);
        }
    }

    #[test]
    fn an_amount_is_split_into_months_to_the_fen() {
        let read = period("2013年5月-2015年5月（25）", None, None).unwrap();
        let months = read.months().unwrap();
        assert_eq!(months.len(), 25);
        for total in [0, 1, 24, 25, 26, 100_000, 123_457, -100_001] {
            let split = by_month(Fen::new(total), &months);
            assert_eq!(split.iter().map(|(_, fen)| fen.fen()).sum::<i64>(), total);
            let (least, most) = (split.iter().map(|s| s.1).min(), split.iter().map(|s| s.1).max());
            assert!(most.unwrap() - least.unwrap() <= Fen::new(1), "{total}");
        }
        assert_eq!(by_month(Fen::new(100), &months[..3])[0].1, Fen::new(34));
        let half = period("2013.5.15-2015.5.14", None, None).unwrap();
        assert_eq!(half.months(), None);
        assert_eq!(half.whole().from, parse_date("2013-05-15").ok());
        // The same month twice is one month.
        assert_eq!(period("2014年3月、2014年3月", None, None).unwrap().months().unwrap().len(), 1);
    }
}
