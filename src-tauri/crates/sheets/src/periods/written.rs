//! Written periods: the words of a cell put together to points in time, and the points to spans.

use chrono::Datelike as _;
use ledger::calendar::{Date, Month};

use super::points::{Point, Written, points};
use super::words::{Figure, Unit, Word, short_year, words};
use super::{PeriodRead, Span, parts_in_words};
use crate::cells::plain;
use crate::numerals::in_digits;

/// What a cell says of a period; `None` where it names none, where it could be two, or where it runs backwards.
/// `year` is the one of a month without: `1-6月`.
pub(crate) fn period(text: &str, year: Option<i32>) -> Option<PeriodRead> {
    let (text, count) = without_count(&in_digits(&parts_in_words(&plain(text))));
    let mut words = words(&text)?;
    adopt_units(&mut words)?;
    let count =
        count.or_else(|| words.iter().find_map(|w| if let Word::Count(n) = w { Some(*n) } else { None }));
    words.retain(|word| !matches!(word, Word::Count(_)));
    classify_hyphens(&mut words)?;
    let written = points(&words)?;
    let mut reader = Reader { assumed: year, year_assumed: false, count, last: None };
    let spans = reader.spans(&written)?;
    let open_end = written.is_open;
    if open_end && spans.len() != 1 {
        return None;
    }
    Some(PeriodRead { spans, months_written: count, open_end, year_assumed: reader.year_assumed })
}

/// The first day that a text names, a month or a year by its last one: of `截止2014年12月` the 31st.
pub(crate) fn last_day_named(text: &str) -> Option<Date> {
    let text = plain(text);
    let mut words = words(&in_digits(&parts_in_words(&text)))?;
    classify_hyphens(&mut words)?;
    let written = points(&words)?;
    let mut reader = Reader { assumed: None, year_assumed: false, count: None, last: None };
    reader.point(written.points.first()?, None).map(|read| read.last)
}

/// Takes `（25）`, `(25个月)`, `共25个月` and `25个月` out of the text.
fn without_count(text: &str) -> (String, Option<u32>) {
    let figures = |text: &str| -> Option<u32> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let words = text.chars().all(|c| c.is_ascii_digit() || "共计合个月 ".contains(c));
        let one_month = text.ends_with('月') && !text.contains('个');
        digits.parse().ok().filter(|n| words && *n < 1_000 && (!one_month || *n > 12))
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
        if !head.ends_with(['前', '后']) {
            return (format!("{head} {}", &text[end + "个月".len()..]), count);
        }
    }
    (text.to_owned(), None)
}

/// `3、5月`, `13-15年`, `1至3季度`: the unit behind the last figure is that of all.
fn adopt_units(words: &mut [Word]) -> Option<()> {
    for at in (0..words.len()).rev() {
        let Word::Figure(Figure { unit: Some(unit), digits, .. }) = words[at] else { continue };
        let fits = |figure: Figure| match unit {
            Unit::Month => figure.is_bare() && (1..=12).contains(&figure.value),
            Unit::Quarter => figure.is_bare() && (1..=4).contains(&figure.value),
            Unit::Year => figure.is_bare() && figure.digits == 2 && digits == 2,
            Unit::Day => false,
        };
        let (mut first, mut dotted) = (at, false);
        while let [.., Word::Figure(figure), Word::Sign(_) | Word::Range | Word::List] = words[..first]
            && fits(figure)
        {
            dotted |= matches!(words[first - 1], Word::Sign('.' | '/'));
            first -= 2;
        }
        let behind_a_year = first
            .checked_sub(1)
            .is_some_and(|n| matches!(words[n], Word::Figure(Figure { unit: Some(Unit::Year), .. })));
        // `2013.5.6月`: is 5 a month or a day?
        if dotted && !behind_a_year {
            return None;
        }
        for word in &mut words[first..at] {
            if let Word::Figure(figure) = word {
                figure.unit = Some(unit);
            }
        }
    }
    Some(())
}

/// A hyphen inside a date, or from one date to another. `None`: `2013-5-12` is a day or half a year.
fn classify_hyphens(words: &mut [Word]) -> Option<()> {
    if !words.contains(&Word::Sign('-')) {
        return Some(());
    }
    let figures: Vec<(usize, Figure)> =
        (0..).zip(words.iter()).filter_map(|(at, w)| of_figure(at, w)).collect();
    let with_units = figures.iter().any(|(_, figure)| figure.unit.is_some())
        || words.iter().any(|word| matches!(word, Word::Months(..)));
    let with_dots = words.iter().any(|w| matches!(w, Word::Sign('.' | '/')));
    let with_ranges = words.contains(&Word::Range);
    let is_hyphen = |words: &[Word], at: usize| words[at] == Word::Sign('-');
    if with_units || with_dots {
        for at in 0..words.len() {
            // `2013-5月` is one month.
            let month_of_year = matches!(
                words[at.saturating_sub(1)..],
                [Word::Figure(year), Word::Sign('-'), Word::Figure(Figure { unit: Some(Unit::Month), .. }), ..]
                    if year.unit.is_none() && year.year().is_some()
            );
            if is_hyphen(words, at) && !month_of_year {
                words[at] = Word::Range;
            }
        }
        return Some(());
    }
    if with_ranges {
        return Some(());
    }
    let hyphens: Vec<bool> = words.iter().map(|word| *word == Word::Sign('-')).collect();
    for run in figures.chunk_by(|(one, _), (next, _)| *next == one + 2 && hyphens[one + 1]) {
        let ranges = hyphens_that_join(&run.iter().map(|(_, figure)| *figure).collect::<Vec<_>>())?;
        for nth in ranges {
            words[run[nth].0 + 1] = Word::Range;
        }
    }
    // At an end: from or up to.
    for at in [0, words.len() - 1] {
        if is_hyphen(words, at) {
            words[at] = Word::Range;
        }
    }
    Some(())
}

fn of_figure(at: usize, word: &Word) -> Option<(usize, Figure)> {
    match word {
        Word::Figure(figure) => Some((at, *figure)),
        _ => None,
    }
}

/// Behind which of these figures, that hyphens divide, a range goes on.
fn hyphens_that_join(figures: &[Figure]) -> Option<Vec<usize>> {
    let kinds: Vec<char> = figures
        .iter()
        .map(|f| match f.digits {
            4 if f.year().is_some() => 'Y',
            4 => 'y',
            6 => 'm',
            8 => 'd',
            1 | 2 if f.value > 12 => 'n',
            1 | 2 => 'k',
            _ => '?',
        })
        .collect();
    let kinds: String = kinds.into_iter().collect();
    let padded = figures.iter().all(|f| f.digits != 1);
    Some(match kinds.as_str() {
        "Y" | "y" | "m" | "d" | "k" | "Yk" | "nk" => vec![],
        "YY" | "mm" | "my" | "mY" | "mk" | "yy" | "dd" | "Yn" => vec![0],
        "YkYk" | "Yknk" | "nknk" => vec![1],
        "Ykn" => vec![],
        // Zero-padded, or not even forward: a day.
        "Ykk" if padded || figures[2].value <= figures[1].value => vec![],
        "YkkYkk" | "YknYkn" | "YkkYkn" | "YknYkk" => vec![2],
        _ => return None,
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Precision {
    Year,
    Month,
    Day,
}

/// A point that was understood.
#[derive(Debug, Clone, Copy)]
struct Read {
    first: Date,
    last: Date,
    precision: Precision,
    /// The year was written here.
    own_year: bool,
    /// `201305`: without anything between.
    is_run: bool,
}

struct Reader {
    assumed: Option<i32>,
    year_assumed: bool,
    count: Option<u32>,
    last: Option<Read>,
}

impl Reader {
    fn spans(&mut self, written: &Written) -> Option<Vec<Span>> {
        let points = &written.points;
        let mut spans: Vec<Span> = Vec::new();
        let mut at = 0;
        while at < points.len() {
            let from = self.point(&points[at], None)?;
            self.last = Some(from);
            let end = points.get(at + 1).filter(|next| next.ends_a_range);
            let alone = end.is_none();
            let open = written.is_open && alone;
            let edge = points[at].before.is_some() || (written.is_until && at == 0);
            // `2013年底` begins a day later, or a month before.
            if (points[at].is_end && !(edge && alone)) || (points[at].is_start && alone && !open) {
                return None;
            }
            let mut span = Span { from: Some(from.first), to: Some(from.last) };
            if let Some(end) = end {
                let to = self.range_end(end, from)?;
                span.to = Some(to.last);
                self.last = Some(to);
                at += 1;
                if points.get(at + 1).is_some_and(|next| next.ends_a_range) || end.before.is_some() {
                    return None;
                }
            }
            match points[at].before.filter(|_| alone) {
                Some(inclusive) if inclusive || from.precision == Precision::Day => span.from = None,
                Some(_) => span = Span { from: None, to: from.first.pred_opt() },
                None if written.is_until && alone && spans.is_empty() => span.from = None,
                None if open => span.to = None,
                None => {}
            }
            spans.push(span);
            at += 1;
        }
        let forward = spans.iter().all(|s| s.from.is_none() || s.to.is_none() || s.from <= s.to);
        forward.then_some(spans)
    }

    /// The end of a range, in the year of its beginning or the next.
    fn range_end(&mut self, point: &Point, from: Read) -> Option<Read> {
        let to = self.point(point, Some(from))?;
        if to.last >= from.first || to.own_year || to.precision == Precision::Day {
            return Some(to).filter(|_| !point.is_start);
        }
        // `2013年11月-2月（4）`
        let next = Month::of(to.last);
        let next = Month::new(next.year() + 1, to.last.month())?;
        let months = Month::of(from.first).months_until(next) + 1;
        let written = self.count.is_some_and(|count| i64::from(count) == months);
        written.then(|| Read { first: next.first_day(), last: next.last_day(), ..to })
    }

    /// `left`: the point ends a range that began there.
    fn point(&mut self, point: &Point, left: Option<Read>) -> Option<Read> {
        if let Some(years) = point.years_on {
            return self.relative(point, years, left);
        }
        let figures = &point.figures[..];
        let own = |year, month, day| read_of(year, month, day, true);
        match *figures {
            [] => self.in_year(point.months?, left),
            [run] if run.digits == 8 => {
                own_run(run.value / 10_000, run.value / 100 % 100, Some(run.value % 100))
            }
            [run] if run.digits == 6 => own_run(run.value / 100, run.value % 100, None).or_else(|| {
                let year = u32::try_from(short_year(run.value / 10_000)?).ok()?;
                own_run(year, run.value / 100 % 100, Some(run.value % 100))
            }),
            [run]
                if run.digits == 4
                    && run.unit.is_none()
                    && (left.is_some_and(|l| l.is_run) || run.year().is_none()) =>
            {
                short_run(run, left)
            }
            [year] if year.year().is_some() => {
                let year = year.year()?;
                match point.months {
                    Some((from, to)) => read_of_months(year, from, to, true),
                    None => own(year, None, None).map(|read| self.ended(read, point)),
                }
            }
            [year, quarter] if quarter.unit == Some(Unit::Quarter) => {
                let quarter = Some(quarter.value).filter(|n| (1..=4).contains(n))?;
                read_of_months(year.year()?, quarter * 3 - 2, quarter * 3, true)
            }
            [year, month] if year.year().is_some() => own(year.year()?, Some(month.value), None),
            [year, month, day] if year.year().is_some() => {
                own(year.year()?, Some(month.value), Some(day.value))
            }
            [month, year] if year.year().is_some() => own(year.year()?, Some(month.value), None),
            [quarter] if quarter.unit == Some(Unit::Quarter) => {
                let quarter = Some(quarter.value).filter(|n| (1..=4).contains(n))?;
                self.in_year((quarter * 3 - 2, quarter * 3), left)
            }
            [month] if month.unit == Some(Unit::Month) => self.in_year((month.value, month.value), left),
            [month, day] if month.unit == Some(Unit::Month) => {
                let year = self.year(left)?;
                read_of(year, Some(month.value), Some(day.value), false)
            }
            [day] if day.unit == Some(Unit::Day) => {
                let of = left.or(self.last)?;
                read_of(of.first.year(), Some(of.last.month()), Some(day.value), false)
            }
            [year, month] if year.is_bare() => self.two_figures((year, month), left),
            [year, month, day] if year.is_bare() && year.digits == 2 => {
                own(short_year(year.value)?, Some(month.value), Some(day.value))
            }
            [only] if only.is_bare() => self.one_figure(only, left),
            _ => None,
        }
    }

    /// `底` of a year is its last month.
    fn ended(&self, read: Read, point: &Point) -> Read {
        match (Month::new(read.last.year(), 12), Month::new(read.last.year(), 1)) {
            (Some(december), _) if point.is_end => {
                Read { first: december.first_day(), precision: Precision::Month, ..read }
            }
            (_, Some(january)) if point.is_start => {
                Read { last: january.last_day(), precision: Precision::Month, ..read }
            }
            _ => read,
        }
    }

    /// `14.4`: year and month behind a month, month and day behind a day.
    fn two_figures(&mut self, (one, two): (Figure, Figure), left: Option<Read>) -> Option<Read> {
        let by_year = || read_of(short_year(one.value)?, Some(two.value), None, true);
        match left.map(|left| left.precision) {
            Some(Precision::Day) => {
                let year = left?.first.year();
                read_of(year, Some(one.value), Some(two.value), false)
            }
            Some(_) => by_year().filter(|read| one.digits == 2 && left.is_some_and(|l| read.last >= l.first)),
            None if self.last.is_some() => by_year().filter(|_| one.value > 12),
            None => by_year().filter(|_| one.digits == 2 && one.value >= 2),
        }
    }

    /// A figure that only what stands before it explains.
    fn one_figure(&mut self, figure: Figure, left: Option<Read>) -> Option<Read> {
        let before = left.or(self.last)?;
        let year = before.last.year();
        match before.precision {
            Precision::Month if figure.value <= 12 => read_of(year, Some(figure.value), None, false),
            Precision::Day if left.is_some() => {
                read_of(year, Some(before.last.month()), Some(figure.value), false)
            }
            Precision::Year if figure.digits == 2 => {
                read_of(short_year(figure.value)?, None, None, true).filter(|read| read.first > before.last)
            }
            _ => None,
        }
    }

    fn relative(&mut self, point: &Point, years: i32, left: Option<Read>) -> Option<Read> {
        let year = match left.or(self.last) {
            Some(before) => before.first.year() + years,
            None if years == 0 => self.year(None)?,
            None => return None,
        };
        match (point.months, &point.figures[..]) {
            (Some((from, to)), []) => read_of_months(year, from, to, true),
            (None, []) => read_of(year, None, None, true),
            (None, [month]) if month.digits <= 2 => match month.unit {
                Some(Unit::Quarter) => read_of_months(year, month.value * 3 - 2, month.value * 3, true),
                _ => read_of(year, Some(month.value), None, true),
            },
            (None, [month, day]) => read_of(year, Some(month.value), Some(day.value), true),
            _ => None,
        }
    }

    fn in_year(&mut self, (from, to): (u32, u32), left: Option<Read>) -> Option<Read> {
        read_of_months(self.year(left)?, from, to, false)
    }

    /// The year of the point before, else the one that stands around the table.
    fn year(&mut self, left: Option<Read>) -> Option<i32> {
        if let Some(before) = left.or(self.last) {
            return Some(before.last.year());
        }
        self.year_assumed |= self.assumed.is_some();
        self.assumed
    }
}

fn read_of(year: i32, month: Option<u32>, day: Option<u32>, own_year: bool) -> Option<Read> {
    let (first, last, precision) = match (month, day) {
        (Some(month), Some(day)) => {
            let date = Date::from_ymd_opt(year, month, day)?;
            (date, date, Precision::Day)
        }
        (Some(month), None) => {
            let month = Month::new(year, month)?;
            (month.first_day(), month.last_day(), Precision::Month)
        }
        _ => (Month::new(year, 1)?.first_day(), Month::new(year, 12)?.last_day(), Precision::Year),
    };
    let known = (1990..2100).contains(&year);
    known.then_some(Read { first, last, precision, own_year, is_run: false })
}

fn read_of_months(year: i32, from: u32, to: u32, own_year: bool) -> Option<Read> {
    let (first, last) =
        (read_of(year, Some(from), None, own_year)?, read_of(year, Some(to), None, own_year)?);
    Some(Read { last: last.last, ..first })
}

/// `201305`, `20130501`
fn own_run(year: u32, month: u32, day: Option<u32>) -> Option<Read> {
    let read = read_of(i32::try_from(year).ok()?, Some(month), day, true)?;
    Some(Read { is_run: true, ..read })
}

/// `1404`: behind `201305` the month of a short year, if it is not as well a year.
fn short_run(run: Figure, left: Option<Read>) -> Option<Read> {
    let month = || own_run(u32::try_from(short_year(run.value / 100)?).ok()?, run.value % 100, None);
    let year = || read_of(run.year()?, None, None, true);
    let forward = |read: &Read| left.is_none_or(|left| read.last >= left.first);
    match (month().filter(forward), year().filter(forward)) {
        (Some(read), None) | (None, Some(read)) => Some(read),
        _ => None,
    }
}
