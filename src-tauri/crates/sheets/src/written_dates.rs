//! Dates as offices write them: `2007.5.1`, `07-5-1`, `2007年5月底`, `二〇〇七年五月一日`, `1-May-07`, `5月1日` under a title
//! that names the year.

use chrono::Datelike as _;
use ledger::calendar::{Date, Month};

use crate::book::Epoch;
use crate::cells::date_of_serial;
use crate::numerals::in_digits;

/// A date, and what the cell left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DateRead {
    pub date: Date,
    /// The cell named only the month; the first is taken.
    pub month_only: bool,
    /// It could as well be this one.
    pub other: Option<Date>,
    /// Words stand beside it, or it was named roughly: 2007年5月底.
    pub has_words: bool,
    /// Month and day; the year is the one around the table.
    pub year_assumed: bool,
}

pub(crate) fn day(date: Date) -> DateRead {
    DateRead { date, month_only: false, other: None, has_words: false, year_assumed: false }
}

fn month(date: Date) -> DateRead {
    DateRead { month_only: true, ..day(date) }
}

/// `text` is plain. `year` is the one of a date that names none.
pub(crate) fn date_of_text(text: &str, epoch: Epoch, year: Option<i32>) -> Option<DateRead> {
    // A time of day behind the date says nothing here.
    let text = match text.split_once([' ', 'T']) {
        Some((before, after)) if after.contains(':') => before,
        _ => text,
    };
    if let Some(read) = english(text) {
        return Some(read);
    }
    let text = in_digits(text).replace("月份", "月");
    let (text, has_words) = bare(&text)?;
    let rough = text.ends_with(['底', '末']);
    let text = text.trim_end_matches(['底', '末']);
    let read = figures(text, epoch, year)?;
    let read = DateRead { has_words: has_words || rough, ..read };
    match (rough, read.month_only) {
        (false, _) => Some(read),
        (true, true) => Some(DateRead { date: Month::of(read.date).last_day(), month_only: false, ..read }),
        (true, false) => None,
    }
}

/// A number in a cell: `20070501`, `2007.5`; `5.1` under a title that names the year. What its last zero was is lost.
pub(crate) fn date_of_number(text: &str, epoch: Epoch, year: Option<i32>) -> Option<DateRead> {
    let read = date_of_text(text, epoch, year)?;
    let zero_lost = text.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 1);
    let with_zero = || date_of_text(&format!("{text}0"), epoch, year).map(|other| other.date);
    let other = read.other.or_else(|| with_zero().filter(|other| zero_lost && *other != read.date));
    Some(DateRead { other, ..read })
}

/// The date without the words around it, and whether there were any that say more: `2007年5月1日收`, `交房2007.5.1`.
fn bare(text: &str) -> Option<(&str, bool)> {
    const BEFORE: &[&str] =
        &["于", "自", "从", "交房", "收房", "收楼", "收铺", "入住", "交付", "入伙", "交楼", "接房", "领房"];
    const BEHIND: &[&str] = &[
        "止",
        "起",
        "收",
        "交",
        "收房",
        "收楼",
        "收铺",
        "交房",
        "交楼",
        "交付",
        "入伙",
        "入住",
        "接房",
        "领房",
        "已收",
        "已交",
        "已收房",
        "已收楼",
        "已交房",
        "已交楼",
        "已入住",
        "办",
        "办理",
        "领",
        "缴",
        "缴费",
        "交费",
        "付",
        "付款",
    ];
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let is_last = |c: char| c.is_ascii_digit() || "年月日号底末".contains(c);
    let last = text.rfind(is_last)?;
    let last = last + text[last..].chars().next().map_or(0, char::len_utf8);
    let (before, date) = (text[..first].trim(), text.get(first..last)?);
    let behind = text[last..].trim_matches([' ', '.', '(', ')', ',']);
    let weekday = behind.starts_with("星期") || behind.starts_with('周');
    // `已交至2023年6月`
    let paid = |c: char| "已物业管理费交缴收付款".contains(c);
    let until =
        before.strip_suffix(['至', '到']).is_some_and(|said| !said.is_empty() && said.chars().all(paid));
    let fits = (before.is_empty() || until || BEFORE.contains(&before))
        && (behind.is_empty() || weekday || BEHIND.contains(&behind));
    let told =
        (!before.is_empty() && !until) || !(behind.is_empty() || weekday || ["止", "起"].contains(&behind));
    fits.then_some((date, told))
}

fn figures(text: &str, epoch: Epoch, assumed: Option<i32>) -> Option<DateRead> {
    if !text.chars().all(|c| c.is_ascii_digit() || "年月日号.-/、,。· ".contains(c)) {
        return None;
    }
    let groups: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|g| !g.is_empty()).collect();
    let written_year = |year: &str| match year.len() {
        4 => Some(year.to_owned()),
        2 if text.strip_prefix(year).is_some_and(|rest| rest.starts_with('年')) => short_year(year),
        _ => None,
    };
    let is_month = text.ends_with('月');
    match groups[..] {
        [year, month, dom] if year.len() == 4 => ymd(year, month, dom).map(day),
        // As Excel writes dates where it speaks English.
        [month, dom, year] if year.len() == 4 && text.contains('/') => ymd(year, month, dom).map(day),
        [year, month, dom] => match written_year(year) {
            Some(year) => ymd(&year, month, dom).map(day),
            None => short_dates([year, month, dom], text.contains('/')),
        },
        [serial, decimals] if serial.len() == 5 && text == format!("{serial}.{decimals}") => {
            date_of_serial(serial.parse().ok()?, epoch).map(day)
        }
        [year, first] if written_year(year).is_some() => Some(month(ymd(&written_year(year)?, first, "1")?)),
        [one, two] if !is_month => two_figures(one, two, text.contains('月'), assumed),
        [year] if year.len() == 4 && text.ends_with('年') => None,
        [run] if run.len() == 8 => ymd(&run[..4], &run[4..6], &run[6..]).map(day),
        [run] if run.len() == 6 => {
            match ymd(&run[..4], &run[4..], "1").filter(|d| (1950..2080).contains(&d.year())) {
                Some(date) => Some(month(date)),
                None => ymd(&short_year(&run[..2])?, &run[2..4], &run[4..]).map(day),
            }
        }
        [run] if run.len() == 5 && text == run => date_of_serial(run.parse().ok()?, epoch).map(day),
        _ => None,
    }
}

/// `07.5.1`; behind strokes it may be an American one: `10/5/07`.
fn short_dates([one, two, three]: [&str; 3], strokes: bool) -> Option<DateRead> {
    let by_year = if one.len() == 2 { short_year(one).and_then(|year| ymd(&year, two, three)) } else { None };
    let american = strokes && three.len() == 2;
    let by_month = if american { short_year(three).and_then(|year| ymd(&year, one, two)) } else { None };
    match (by_year, by_month) {
        (Some(date), other) => Some(DateRead { other: other.filter(|other| *other != date), ..day(date) }),
        (None, Some(date)) => Some(day(date)),
        (None, None) => None,
    }
}

/// `5月1日`, `5.1` in the year around the table; `07.5` and `13.5` are years and months.
fn two_figures(one: &str, two: &str, is_day: bool, assumed: Option<i32>) -> Option<DateRead> {
    let in_year = assumed.and_then(|year| ymd(&year.to_string(), one, two));
    let in_year = in_year.map(|date| DateRead { year_assumed: true, ..day(date) });
    let is_year =
        !is_day && one.len() == 2 && (one.starts_with('0') || one.parse::<u32>().is_ok_and(|n| n > 12));
    let by_year = if is_year { short_year(one).and_then(|year| ymd(&year, two, "1")) } else { None };
    match (by_year.map(month), in_year) {
        (Some(read), other) => Some(DateRead { other: other.map(|other| other.date), ..read }),
        (None, read) => read,
    }
}

/// `1-May-07`, `May 1, 2007`, `May-07`
fn english(text: &str) -> Option<DateRead> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|p| !p.is_empty()).collect();
    let named = |part: &&str| {
        let name = part.get(..3)?.to_ascii_lowercase();
        part.chars().all(|c| c.is_ascii_alphabetic()).then_some(())?;
        MONTHS.iter().position(|m| *m == name).map(|at| (at + 1).to_string())
    };
    let year = |part: &str| match part.len() {
        4 => Some(part.to_owned()),
        2 => short_year(part),
        _ => None,
    };
    let at = parts.iter().position(|part| named(part).is_some())?;
    let name = named(&parts[at])?;
    match (at, &parts[..]) {
        (1, [dom, _, written]) | (0, [_, dom, written]) => ymd(&year(written)?, &name, dom).map(day),
        (0, [_, written]) => ymd(&year(written)?, &name, "1").map(month),
        _ => None,
    }
}

/// 07 is 2007, 99 is 1999.
fn short_year(year: &str) -> Option<String> {
    match year.parse::<u32>().ok()? {
        0..=40 => Some(format!("20{year}")),
        90..=99 => Some(format!("19{year}")),
        _ => None,
    }
}

fn ymd(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `date`, `month`, `~` for words, `?other`, `assumed`.
    fn told(read: &DateRead) -> String {
        let mut words = vec![read.date.to_string()];
        words.extend(read.month_only.then(|| "month".to_owned()));
        words.extend(read.has_words.then(|| "~".to_owned()));
        words.extend(read.year_assumed.then(|| "assumed".to_owned()));
        words.extend(read.other.map(|other| format!("?{other}")));
        words.join(" ")
    }

    fn check<'a>(cases: impl IntoIterator<Item = (&'a str, Option<i32>, Option<&'a str>)>) {
        let differs = |(text, year, expect): (&'a str, Option<i32>, Option<&'a str>)| {
            let got = date_of_text(text, Epoch::Y1900, year).map(|read| told(&read));
            (got.as_deref() != expect).then(|| format!("{text:?}: {got:?}, not {expect:?}"))
        };
        let wrong: Vec<String> = cases.into_iter().filter_map(differs).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn one_day_in_every_form() {
        let texts = [
            "2007-05-01",
            "2007-5-1",
            "2007.5.1",
            "2007.05.01",
            "2007/5/1",
            "2007/05/01",
            "2007年5月1日",
            "2007年05月01日",
            "2007年5月1号",
            "2007年5月1",
            "2007、5、1",
            "2007,5,1",
            "2007 5 1",
            "2007。5。1",
            "2007.5.1.",
            "2007.5.1日",
            "20070501",
            "070501",
            "07.5.1",
            "07.05.01",
            "07-5-1",
            "07-05-01",
            "07、5、1",
            "07/5/1",
            "07年5月1日",
            "二〇〇七年五月一日",
            "二OO七年五月一日",
            "二00七年五月一日",
            "二零零七年五月一日",
            "二○○七年五月一号",
            "1-May-07",
            "01-May-2007",
            "May 1, 2007",
            "5/1/2007",
            "05/01/2007",
            "5/1/07",
            "2007-05-01 00:00:00",
            "2007-05-01T08:30:00",
            "2007/5/1 8:30",
            "2007年5月1日 星期二",
            "2007年5月1日(周二)",
            "39203",
            "39203.5",
            "39203.0",
        ];
        let one = Some("2007-05-01");
        check(texts.into_iter().flat_map(|text| [(text, None, one), (text, Some(2014), one)]));
        check([("99.5.1", None, Some("1999-05-01")), ("二〇〇七年十二月三十一日", None, Some("2007-12-31"))]);
    }

    #[test]
    fn months_and_words_beside() {
        let cases = [
            ("2007年5月", "2007-05-01 month"),
            ("2007年5月份", "2007-05-01 month"),
            ("2007.5", "2007-05-01 month"),
            ("2007-05", "2007-05-01 month"),
            ("200705", "2007-05-01 month"),
            ("07年5月", "2007-05-01 month"),
            ("二〇〇七年五月", "2007-05-01 month"),
            ("二OO七年五月", "2007-05-01 month"),
            ("07.5", "2007-05-01 month"),
            ("13.5", "2013-05-01 month"),
            ("May-07", "2007-05-01 month"),
            ("2007年5月底", "2007-05-31 ~"),
            ("2007.5底", "2007-05-31 ~"),
            ("2007年5月末", "2007-05-31 ~"),
            ("2007年5月1日收", "2007-05-01 ~"),
            ("2007.5.1交房", "2007-05-01 ~"),
            ("2007.5.1已收房", "2007-05-01 ~"),
            ("交房2007.5.1", "2007-05-01 ~"),
            ("2007年5月已收", "2007-05-01 month ~"),
            ("已交至2023年6月止", "2023-06-01 month"),
            ("物业费缴至2023-06-30", "2023-06-30"),
        ];
        check(cases.map(|(text, expect)| (text, None, Some(expect))));
    }

    #[test]
    fn two_readings_and_the_year_of_the_title() {
        let cases = [
            // 2010-05-07, or May 10th as Americans write it.
            ("10/5/07", "2010-05-07 ?2007-10-05"),
            ("05/06/07", "2005-06-07 ?2007-05-06"),
            ("13/05/07", "2013-05-07"),
            ("05/25/07", "2007-05-25"),
            ("10-5-7", "2010-05-07"),
        ];
        check(cases.map(|(text, expect)| (text, None, Some(expect))));
        let cases = [
            ("5月1日", "2014-05-01 assumed"),
            ("5.1", "2014-05-01 assumed"),
            ("5/1", "2014-05-01 assumed"),
            ("5-1", "2014-05-01 assumed"),
            ("12.31", "2014-12-31 assumed"),
            ("五月一日", "2014-05-01 assumed"),
            ("07.5", "2007-05-01 month ?2014-07-05"),
        ];
        check(cases.map(|(text, expect)| (text, Some(2014), Some(expect))));
        let number = |text, year| date_of_number(text, Epoch::Y1900, year).map(|read| told(&read));
        assert_eq!(number("2013.5", None).as_deref(), Some("2013-05-01 month"));
        assert_eq!(number("2013.1", None).as_deref(), Some("2013-01-01 month ?2013-10-01"));
        assert_eq!(number("5.1", Some(2014)).as_deref(), Some("2014-05-01 assumed ?2014-05-10"));
        assert_eq!(number("20070501", None).as_deref(), Some("2007-05-01"));
    }

    #[test]
    fn what_is_no_date() {
        let texts = [
            "5月1日",
            "5.1",
            "10.5",
            "2007",
            "2007年",
            "2007年底",
            "2007-13-1",
            "2007-02-29",
            "20070532",
            "未收楼",
            "5月",
            "2007.5.1-2008.5.1",
            "2007.5.1/2007.6.1",
            "约2007年5月",
            "2007年5月左右",
            "1-101",
            "1-2-301",
            "7-May",
            "2007年5月收过一次",
            "301",
        ];
        check(texts.map(|text| (text, None, None)));
        check([("13月1日", Some(2014), None)]);
    }
}
