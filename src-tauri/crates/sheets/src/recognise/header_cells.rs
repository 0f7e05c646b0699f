//! What the cells of a row say of it: whether they are headers, and which of them are times, units or data.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::{Sheet, Value};
use crate::cells::{plain, shown};
use crate::recognise::periods;
use crate::{Confidence, Meaning, words};

/// A header row has this much to show, see `score`.
const ENOUGH: usize = 4;

/// What the words of some cells of a row are worth.
pub(super) struct Score {
    /// Cells with a header word.
    pub words: usize,
    /// 0 where the cells are no headers.
    pub points: usize,
}

impl Score {
    pub fn is_header(&self) -> bool {
        self.points >= ENOUGH
    }
}

/// So many headers of a time beside that of the unit are a header row.
const FEWEST_TIMES: usize = 2;

/// Two points for each exact header, one for each likely one; none without something that names a unit or its owner,
/// and none among more numbers than words.
pub(super) fn score(sheet: &Sheet, cells: &[(u32, Value)]) -> Score {
    let mut read: BTreeMap<String, (Meaning, Confidence)> = BTreeMap::new();
    let (mut words, mut numbers, mut times, mut when, mut of_data) = (0, 0, 0, 0, false);
    for (_, value) in cells {
        match value {
            Value::Text(text) => {
                if let Some(found) = words::meaning(text) {
                    words += 1;
                    read.insert(words::key(text), found);
                } else if is_time(text) {
                    when += 1;
                }
                of_data |= is_data(text);
            }
            Value::Number(_) if is_year_or_month(value, sheet) => {}
            Value::Number(_) | Value::Date(_) if is_month_of_year(value, sheet) => times += 1,
            Value::Number(_) | Value::Date(_) => numbers += 1,
            Value::Bool(_) | Value::Error(_) => {}
        }
    }
    // 2010.1, 2010.2 and so on; one alone may be a rate or the day of a payment.
    if times < FEWEST_MONTHS {
        numbers += times;
    }
    // 2015-01-25, 2015-02-25: the days on which meters were read.
    let days = days_abreast(cells);
    if !of_data && days >= FEWEST_MONTHS {
        numbers -= days.min(numbers);
    }
    let kinds: BTreeSet<String> = read.values().map(|(meaning, _)| format!("{meaning:?}")).collect();
    let names_a_unit =
        read.values().any(|(meaning, _)| names_a_unit(*meaning)) || names_a_meter(cells, &read);
    let points: usize = read.values().map(|(_, c)| if *c == Confidence::Sure { 2 } else { 1 }).sum();
    // 房号, 2014年5月, 2014年6月
    let (of_times, points) = match when {
        FEWEST_TIMES.. if !of_data => (true, points + FEWEST_TIMES),
        _ => (false, points),
    };
    let is_header = (kinds.len() >= 2 || of_times) && names_a_unit && numbers * 2 <= words && !is_slip(cells);
    Score { words, points: if is_header { points } else { 0 } }
}

/// So many days in columns side by side, each later than the one before; 0 where they do not stand so.
fn days_abreast(cells: &[(u32, Value)]) -> usize {
    let days = cells.iter().filter_map(|(column, value)| match value {
        Value::Date(day) => Some((*column, *day)),
        _ => None,
    });
    let days: Vec<_> = days.collect();
    let follow = days.windows(2).all(|two| two[1].0 == two[0].0 + 1 && two[0].1 < two[1].1);
    if follow { days.len() } else { 0 }
}

/// `1-101`, 13900000001: figures that are no time stand in a row of the table.
fn is_data(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && !text.contains(['年', '月', '季', '度'])
}

/// `房号：`, `1-101`, `业主：`, `张小明`: a line of a slip, whose words say what stands beside them.
fn is_slip(cells: &[(u32, Value)]) -> bool {
    let is_word = |value: &Value| matches!(value, Value::Text(text) if words::meaning(text).is_some());
    let labels = cells.windows(2).filter(|pair| {
        let ends = matches!(&pair[0].1, Value::Text(text) if text.trim_end().ends_with([':', '：']));
        ends && is_word(&pair[0].1) && !is_word(&pair[1].1)
    });
    let labels = labels.count();
    labels >= 1 && labels * 2 >= cells.iter().filter(|(_, value)| is_word(value)).count()
}

/// 安装位置, 表号, 用量: the meters of all are told by where they hang.
fn names_a_meter(cells: &[(u32, Value)], read: &BTreeMap<String, (Meaning, Confidence)>) -> bool {
    let of_meter = |meaning: Meaning| {
        matches!(
            meaning,
            Meaning::Meter
                | Meaning::Consumption
                | Meaning::Factor
                | Meaning::PreviousReading
                | Meaning::PresentReading
        )
    };
    read.values().filter(|(meaning, _)| of_meter(*meaning)).count() >= 2
        && cells.iter().any(|(_, value)| matches!(value, Value::Text(text) if words::is_place_of_meter(text)))
}

/// Units are told by it, or their owners.
pub(super) fn names_a_unit(meaning: Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Room
            | Meaning::OwnerName
            | Meaning::TenantName
            | Meaning::Building
            | Meaning::Space
            | Meaning::Plate
    )
}

pub(super) fn is_year_or_month(value: &Value, sheet: &Sheet) -> bool {
    let text = shown(value, sheet.epoch);
    let is_month = |n: u32| (1990..2100).contains(&(n / 100)) && (1..=12).contains(&(n % 100));
    text.parse::<u32>().is_ok_and(|n| (1..=12).contains(&n) || (1990..2100).contains(&n) || is_month(n))
}

/// `2010.1`, or the first of a month: the months of a year as headers.
pub(super) fn is_month_of_year(value: &Value, sheet: &Sheet) -> bool {
    let text = shown(value, sheet.epoch);
    match value {
        Value::Date(_) => text.ends_with("-01"),
        _ => text.split_once('.').is_some_and(|(year, month)| {
            let year = year.parse::<u32>().is_ok_and(|year| (1990..2100).contains(&year));
            year && month.len() <= 2 && month.parse::<u32>().is_ok_and(|month| (1..=12).contains(&month))
        }),
    }
}

/// A header as it is meant: the first of a month stands for the month.
pub(super) fn header_text(value: &Value, sheet: &Sheet) -> String {
    let text = plain(&shown(value, sheet.epoch));
    let month = match value {
        Value::Date(_) => text.strip_suffix("-01").and_then(|month| month.split_once('-')),
        _ => None,
    };
    match month {
        Some((year, month)) => format!("{year}年{}月", month.trim_start_matches('0')),
        None => text,
    }
}

/// Nothing but a time, as the second of two header rows has it: `2008年`, `1-6月`, `一季度`.
pub(super) fn is_time(text: &str) -> bool {
    text.chars().count() <= 12 && periods::is_time(&words::key(text))
}

/// So many abreast are headers and no data.
const FEWEST_MONTHS: usize = 3;

/// `2010.1` behind `2010.9` is what a number makes of 2010.10.
pub(super) fn months_in_full(titles: &mut BTreeMap<u32, String>) {
    let mut before = String::new();
    for title in titles.values_mut() {
        let tenth = title.strip_suffix(".1").filter(|year| year.len() == 4 && before == format!("{year}.9"));
        if tenth.is_some() {
            title.push('0');
        }
        before.clone_from(title);
    }
}

/// Only a unit in brackets: `（元）`.
pub(super) fn is_bracketed(text: &str) -> bool {
    !plain(text).is_empty() && words::key(text).is_empty()
}

/// 上月 and 本月 under 水表: nobody's room, nobody's name.
pub(super) fn is_of_reading(text: &str) -> bool {
    ["上月", "本月", "上期", "本期", "上次", "本次"].contains(&words::key(text).as_str())
}

/// The topmost of three header rows says when, or whether it is due, paid or owed.
pub(super) fn tells(group: &str) -> bool {
    let money = |meaning| matches!(meaning, Meaning::Opening | Meaning::Due | Meaning::Paid);
    is_time(group) || words::meaning(group).is_some_and(|(meaning, _)| money(meaning))
}
