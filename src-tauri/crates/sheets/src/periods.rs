//! Periods in a cell: `2013年5月-2015年5月（25）`, `2013.5-2015.5`, `2014年3-8月、11月`, `2013年5月至今`.

mod points;
mod words;
mod written;

use std::borrow::Cow;

use chrono::Datelike as _;
use ledger::calendar::{Date, Month};
use ledger::money::{Fen, apportion};
use rust_decimal::Decimal;

pub(crate) use written::{last_day_named, period};

/// From a first day (`None`: and before) to a last one, included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub from: Option<Date>,
    pub to: Option<Date>,
}

impl Span {
    /// One that begins behind the day until which openings reach ends with its first month.
    pub fn ended(self, cut_off: Option<Date>) -> Span {
        let late =
            self.from.filter(|from| self.to.is_none() && cut_off.is_some_and(|cut_off| cut_off < *from));
        Span { to: self.to.or(late.map(|from| Month::of(from).last_day())), ..self }
    }
}

/// What a cell says of a period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PeriodRead {
    /// In the cell's order, at least one.
    pub spans: Vec<Span>,
    /// The number of months that stands beside: `（25）`.
    pub months_written: Option<u32>,
    /// `2014年5月至今`: the one span has no end yet.
    pub open_end: bool,
    /// No year was written; the one around the table was taken.
    pub year_assumed: bool,
}

/// No estate is older, and no cell may ask for a million openings.
const MOST_MONTHS: usize = 720;

impl PeriodRead {
    /// Of one span.
    pub fn of(span: Span) -> Self {
        PeriodRead { spans: vec![span], ..PeriodRead::default() }
    }

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
    let parts = parts_in_words(text);
    if !parts.contains(['季', '半', '全', '月']) {
        return Cow::Borrowed(text);
    }
    let text = written_months(&parts);
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

/// `2013Q3`, `13-Q3` and `2013年3Q` as `2013年3季度`, `2013H2` and `2013年2H` as `2013年下半年`.
pub(crate) fn parts_in_words(text: &str) -> Cow<'_, str> {
    if !text.contains(['Q', 'q', 'H', 'h']) {
        return Cow::Borrowed(text);
    }
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        at += 1;
        let Some(part) = Part::of(c).filter(|_| !out.ends_with(|c: char| c.is_ascii_alphabetic())) else {
            out.push(c);
            continue;
        };
        let before = out.trim_end_matches([' ', '-', '.', '/', '·']).len();
        let figures = |text: &str| text.chars().rev().take_while(char::is_ascii_digit).count();
        let of_year = matches!(figures(&out[..before]), 2 | 4);
        match chars.get(at).filter(|next| part.has(**next)) {
            Some(nth) if part.ends(&chars[at + 1..]) && (of_year || part.stands_behind(&out)) => {
                if of_year {
                    out.truncate(before);
                    out.push('年');
                }
                out.push_str(part.words(*nth));
                at += 1;
            }
            None if figures(&out) == 1 && out.ends_with(|c| part.has(c)) && part.ends(&chars[at..]) => {
                let nth = out.pop().expect("it ends with a figure");
                out.push_str(part.words(nth));
            }
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// What a letter stands for beside a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Quarter,
    Half,
}

impl Part {
    fn of(letter: char) -> Option<Self> {
        match letter {
            'Q' | 'q' => Some(Part::Quarter),
            'H' | 'h' => Some(Part::Half),
            _ => None,
        }
    }

    fn has(self, nth: char) -> bool {
        match self {
            Part::Quarter => ('1'..='4').contains(&nth),
            Part::Half => ('1'..='2').contains(&nth),
        }
    }

    fn words(self, nth: char) -> &'static str {
        match (self, nth) {
            (Part::Half, '1') => "上半年",
            (Part::Half, _) => "下半年",
            (Part::Quarter, '1') => "1季度",
            (Part::Quarter, '2') => "2季度",
            (Part::Quarter, '3') => "3季度",
            (Part::Quarter, _) => "4季度",
        }
    }

    /// Behind it stands no more of a word; H1栋 and H1-101 are no halves.
    fn ends(self, behind: &[char]) -> bool {
        let of_door = match behind {
            ['-', next, ..] if next.is_ascii_digit() => !is_year(&behind[1..]),
            [next, ..] => "栋幢座号楼室房区单户门".contains(*next),
            [] => false,
        };
        let goes_on = behind.first().is_some_and(char::is_ascii_alphanumeric);
        !goes_on && (self == Part::Quarter || !of_door)
    }

    /// Without a year of its own before it.
    fn stands_behind(self, before: &str) -> bool {
        let before = before.trim_end();
        self == Part::Quarter
            || before.is_empty()
            || before.ends_with(['年', '度', '-', '~', '至', '到', '—', '、'])
    }
}

/// `2014H1`, `14H1` behind a dash.
fn is_year(text: &[char]) -> bool {
    let figures = text.iter().take_while(|c| c.is_ascii_digit()).count();
    let unit = text.get(figures).is_some_and(|c| "QqHh年".contains(*c));
    figures == 4 || (figures == 2 && unit)
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

/// The year and month of a date, for people.
pub(crate) fn month_words(date: Date) -> String {
    format!("{}年{}月", date.year(), date.month())
}

#[cfg(test)]
mod tests;
