//! 催缴记录: a debt that is written down each time somebody was called about it. It is owed once.

use std::collections::HashMap;

use crate::book::{Row, Sheet, Value};
use crate::cells::{self, amount, date};
use crate::interpretation::Interpretation;
use crate::layout::{Column, Region};
use crate::room_keys::RoomKeys;
use crate::surroundings::Surroundings;
use crate::{Level, Meaning, words};

/// What a row says is owed: the room, and the words of its amounts, items and times.
type Debt = (String, Vec<String>);

/// The rows that say a debt once more, on another day; asks once for a table.
pub(crate) fn rows(reading: &mut Interpretation, sheet: &Sheet, region: &Region) -> Vec<u32> {
    let Some(day) = day_of_call(sheet, region) else { return Vec::new() };
    let told = told(region);
    let around = Surroundings::of(region, sheet, "");
    let mut debts: HashMap<Debt, Vec<(u32, String)>> = HashMap::new();
    let Some(mut keys) = RoomKeys::of_table(sheet, region, &around) else { return Vec::new() };
    for row in &sheet.rows[region.first..region.end] {
        let Some(room) = keys.of_row(row, region.cells(row)) else { continue };
        let owed = region.columns(Meaning::Opening).any(|c| amount(row.get(c.index)).got().is_some());
        if owed {
            let words = told.iter().map(|column| text(sheet, row, *column)).collect();
            debts.entry((room.to_owned(), words)).or_default().push((row.number(), text(sheet, row, day)));
        }
    }
    // On the same day it is another debt, or the same row twice.
    let is_again = |rows: &&Vec<(u32, String)>| {
        rows.len() > 1
            && rows.iter().enumerate().all(|(at, (_, day))| rows[..at].iter().all(|(_, d)| d != day))
    };
    let again: Vec<&Vec<(u32, String)>> = debts.values().filter(is_again).collect();
    if again.is_empty() {
        return Vec::new();
    }
    let each = reading.decisions.is("debt_noted_again", "each");
    let done = if each { "每一次都导入" } else { "只算一次" };
    let message = format_args!(
        "这张表里有 {} 户的同一笔欠费在几个日子各记了一次，像是催缴记录，{done}。请确认。",
        again.len()
    );
    reading.findings.add(region.at_header(sheet, day), (Level::Decide, "debt_noted_again"), message, "");
    if each {
        return Vec::new();
    }
    again.into_iter().flat_map(|rows| rows.iter().skip(1).map(|(row, _)| *row)).collect()
}

/// The column that says on which day somebody was called: 催缴日期, or 日期 in a list of calls.
fn day_of_call(sheet: &Sheet, region: &Region) -> Option<u32> {
    let of_calls = |text: &str| ["催", "联系", "回访", "上门", "走访"].iter().any(|word| text.contains(word));
    let told = of_calls(&region.title)
        || of_calls(&sheet.name)
        || region.columns.iter().any(|c| of_calls(&c.header));
    let is_day = |c: &&Column| {
        let key = words::key(&c.header);
        let ends = ["日期", "时间", "日"].iter().any(|end| key.ends_with(end));
        let bare = ["日期", "时间", "登记日期", "登记时间", "记录日期", "记录时间"].contains(&key.as_str());
        let free = matches!(c.meaning, Meaning::Unknown | Meaning::Note | Meaning::Ignored);
        free && ends && (of_calls(&key) || (bare && told))
    };
    let column = region.columns.iter().find(is_day)?.index;
    let days = sheet.rows[region.first..region.end].iter().filter_map(|row| row.get(column));
    let (mut filled, mut dated) = (0_usize, 0_usize);
    for value in days.take(200) {
        filled += 1;
        dated += usize::from(date(Some(value), sheet.epoch).got().is_some() || is_day_of_year(value));
    }
    (dated > 0 && dated * 10 >= filled * 8).then_some(column)
}

/// `3月1日`, without its year.
fn is_day_of_year(value: &Value) -> bool {
    let Value::Text(text) = value else { return false };
    let text = cells::plain(text);
    let figures = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.split_once('月')
        .is_some_and(|(month, day)| figures(month) && figures(day.trim_end_matches(['日', '号'])))
}

/// Columns that tell one debt of a household from another.
fn told(region: &Region) -> Vec<u32> {
    const TOLD: [Meaning; 8] = [
        Meaning::Opening,
        Meaning::Item,
        Meaning::PeriodRange,
        Meaning::PeriodFrom,
        Meaning::PeriodTo,
        Meaning::Months,
        Meaning::Space,
        Meaning::Plate,
    ];
    TOLD.into_iter().flat_map(|meaning| region.columns(meaning)).map(|c| c.index).collect()
}

fn text(sheet: &Sheet, row: &Row, column: u32) -> String {
    cells::text(row.get(column), sheet.epoch).unwrap_or_default()
}
