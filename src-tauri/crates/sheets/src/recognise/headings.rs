//! Header rows: found by their words, one or two rows high, their cells joined where a group stands over several.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::book::{Merge, Row, Sheet, Value};
use crate::cells::{plain, shown};
use crate::layout::between;
use crate::recognise::periods;
use crate::{Confidence, Meaning, words};

/// The headers of one table, or of several abreast before they are divided.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    /// The first header row.
    pub row: usize,
    /// The first row under the headers.
    pub first: usize,
    /// By column; of two rows joined.
    pub titles: BTreeMap<u32, String>,
    /// A person said so.
    pub forced: bool,
}

impl Heading {
    /// The outermost columns that have a header.
    pub fn sides(&self) -> (u32, u32) {
        let first = self.titles.keys().next().copied().unwrap_or(0);
        (first, self.titles.keys().next_back().copied().unwrap_or(first))
    }
}

/// Merged cells by the row they begin in.
pub(super) type Merges<'a> = HashMap<u32, Vec<&'a Merge>>;

pub(super) fn merges_by_row(sheet: &Sheet) -> Merges<'_> {
    let mut by_row: Merges<'_> = HashMap::new();
    // Vertical merges inside the data say nothing of headers.
    for merge in sheet.merges.iter().filter(|m| m.last_column > m.first_column) {
        by_row.entry(merge.first_row).or_default().push(merge);
    }
    by_row
}

/// Titles and notes above the data are few: so far down every row is looked at closely, further down only rows with
/// exact header words.
const ROWS_READ_CLOSELY: usize = 60;

/// A header row has this much to show, see `score`.
const ENOUGH: usize = 4;

/// Cheap: whether a row may hold headers at all.
pub(super) fn may_be(at: usize, row: &Row) -> bool {
    at < ROWS_READ_CLOSELY || {
        let exact = row.cells.iter().filter(|(_, v)| matches!(v, Value::Text(t) if words::is_exact(t)));
        exact.take(2).count() == 2
    }
}

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
fn names_a_unit(meaning: Meaning) -> bool {
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

/// The headings that begin in this row, between these columns; `None` where no header does.
pub(super) fn heading(
    sheet: &Sheet,
    merges: &Merges<'_>,
    at: usize,
    (first, last): (u32, u32),
) -> Option<Heading> {
    let row = &sheet.rows[at];
    let last = last.min(before_instructions(sheet, between(row, first, last)));
    let cells = between(row, first, last);
    let own = score(sheet, cells);
    if !own.is_header() && !is_header_of_two(sheet, merges, at, (first, last)) {
        return None;
    }
    let below = below(sheet, at).map(|row| adjoining(cells, between(row, first, last)));
    if let Some(below) = below
        && is_second_row(sheet, merges, row, cells, below)
    {
        let joined = join(sheet, merges, at, cells, below);
        return Some(third_row(sheet, merges, at, (first, last), &joined).unwrap_or(joined));
    }
    // Criteria of an export and the like stand above the real header.
    let better = sheet.rows[at + 1..].iter().take(2).any(|next| {
        let next = score(sheet, between(next, first, last));
        next.points > own.points && next.words > own.words
    });
    if better {
        return None;
    }
    let above = at.checked_sub(1).filter(|above| sheet.rows[*above].index + 1 == row.index);
    if let Some(above) = above {
        let groups = between(&sheet.rows[above], first, last);
        if are_groups(sheet, merges, &sheet.rows[above], groups, cells) {
            return Some(join(sheet, merges, above, groups, cells));
        }
    }
    Some(plain_heading(sheet, at, (first, last)))
}

/// 房号, 4月, 5月, and under each month 上次, 本次, 用量: only both rows together are headers.
fn is_header_of_two(sheet: &Sheet, merges: &Merges<'_>, at: usize, (first, last): (u32, u32)) -> bool {
    let row = &sheet.rows[at];
    let cells = between(row, first, last);
    let of_unit = |value: &Value| {
        let named = |text: &str| words::meaning(text).is_some_and(|(meaning, _)| names_a_unit(meaning));
        matches!(value, Value::Text(text) if named(text))
    };
    if cells.len() < 2 || !merges.contains_key(&row.index) || !cells.iter().any(|(_, value)| of_unit(value)) {
        return false;
    }
    let Some(below) = below(sheet, at) else { return false };
    let below = adjoining(cells, between(below, first, last));
    // A header row by itself stands under titles.
    if score(sheet, below).is_header() || !is_second_row(sheet, merges, row, cells, below) {
        return false;
    }
    let joined = join(sheet, merges, at, cells, below).titles;
    let joined: Vec<(u32, Value)> =
        joined.into_iter().map(|(column, title)| (column, Value::Text(title))).collect();
    score(sheet, &joined).is_header()
}

/// 填表说明 behind an empty column is no header, and what stands below it no part of the table: the last column before.
fn before_instructions(sheet: &Sheet, cells: &[(u32, Value)]) -> u32 {
    let [.., (before, _), (last, value)] = cells else { return u32::MAX };
    let key = words::key(&shown(value, sheet.epoch));
    let instructs = ["填表", "填写", "说明", "须知", "注意", "提示", "图例", "要求", "注"];
    let is_instruction = instructs.iter().any(|word| key.starts_with(word)) || key.ends_with("说明");
    if *last > before + 1 && is_instruction { last - 1 } else { u32::MAX }
}

/// The cells of a second row that stand under the first or go on from there: not those behind a gap.
fn adjoining<'c>(cells: &[(u32, Value)], below: &'c [(u32, Value)]) -> &'c [(u32, Value)] {
    let mut right = cells.last().map_or(0, |(column, _)| *column);
    let mut count = 0;
    for (column, _) in below {
        if *column > right + 1 {
            break;
        }
        right = right.max(*column);
        count += 1;
    }
    &below[..count]
}

/// The heading a person named, whatever its words are.
pub(super) fn forced(sheet: &Sheet, merges: &Merges<'_>, at: usize, sides: (u32, u32)) -> Heading {
    let found = heading(sheet, merges, at, sides).filter(|found| found.row == at);
    Heading { forced: true, ..found.unwrap_or_else(|| plain_heading(sheet, at, sides)) }
}

fn plain_heading(sheet: &Sheet, at: usize, (first, last): (u32, u32)) -> Heading {
    let cells = between(&sheet.rows[at], first, last).iter();
    let mut titles = cells.map(|(column, value)| (*column, header_text(value, sheet))).collect();
    months_in_full(&mut titles);
    Heading { row: at, first: at + 1, titles, forced: false }
}

/// The row right under another.
fn below(sheet: &Sheet, at: usize) -> Option<&Row> {
    sheet.rows.get(at + 1).filter(|row| row.index == sheet.rows[at].index + 1)
}

fn is_year_or_month(value: &Value, sheet: &Sheet) -> bool {
    let text = shown(value, sheet.epoch);
    let is_month = |n: u32| (1990..2100).contains(&(n / 100)) && (1..=12).contains(&(n % 100));
    text.parse::<u32>().is_ok_and(|n| (1..=12).contains(&n) || (1990..2100).contains(&n) || is_month(n))
}

/// `2010.1`, or the first of a month: the months of a year as headers.
fn is_month_of_year(value: &Value, sheet: &Sheet) -> bool {
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
fn header_text(value: &Value, sheet: &Sheet) -> String {
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
fn is_time(text: &str) -> bool {
    text.chars().count() <= 12 && periods::is_time(&words::key(text))
}

/// So many abreast are headers and no data.
const FEWEST_MONTHS: usize = 3;

/// `2010.1` behind `2010.9` is what a number makes of 2010.10.
fn months_in_full(titles: &mut BTreeMap<u32, String>) {
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
fn is_bracketed(text: &str) -> bool {
    !plain(text).is_empty() && words::key(text).is_empty()
}

/// Whether `below` continues the headers of `cells`: words under groups, nothing under the room's header.
fn is_second_row(
    sheet: &Sheet,
    merges: &Merges<'_>,
    row: &Row,
    cells: &[(u32, Value)],
    below: &[(u32, Value)],
) -> bool {
    if below.is_empty() {
        return false;
    }
    let above = |column: u32| cells.iter().find(|(c, _)| *c == column).map(|(_, v)| shown(v, sheet.epoch));
    let under_group = |column: u32| merge_over(merges, row, column).is_some();
    let mut known = 0;
    let mut beside = 0;
    let mut grouped = 0;
    for (column, value) in below {
        let text = shown(value, sheet.epoch);
        // 2008年, 一季度, 1月: no room and no owner is called so.
        let is_time = is_year_or_month(value, sheet) || is_month_of_year(value, sheet) || is_time(&text);
        let is_word = match value {
            Value::Text(_) => {
                words::meaning(&text).is_some() || is_bracketed(&text) || is_time || is_of_reading(&text)
            }
            Value::Number(_) | Value::Date(_) => is_time,
            _ => return false,
        };
        if text.chars().count() > 20 || (!is_word && plain(&text).starts_with(|c: char| c.is_ascii_digit())) {
            return false;
        }
        match above(*column) {
            // The same headers again, or a unit under its header.
            Some(title) if words::key(&title) == words::key(&text) => return false,
            Some(title) => {
                let meaning = words::meaning(&title).map(|(meaning, _)| meaning);
                let unit = matches!(meaning, Some(Meaning::Room | Meaning::OwnerName));
                if unit && (!is_word || is_time) {
                    return false;
                }
            }
            None => beside += 1,
        }
        known += usize::from(is_word);
        grouped += usize::from(under_group(*column));
    }
    let bracketed = below.iter().all(|(_, v)| is_bracketed(&shown(v, sheet.epoch)));
    bracketed || grouped * 2 > below.len() || (known * 2 >= below.len() && beside > 0)
}

/// 上月 and 本月 under 水表: nobody's room, nobody's name.
fn is_of_reading(text: &str) -> bool {
    ["上月", "本月", "上期", "本期", "上次", "本次"].contains(&words::key(text).as_str())
}

/// Whether `groups` are the upper half of the headers in `cells`, and no title or criteria.
fn are_groups(
    sheet: &Sheet,
    merges: &Merges<'_>,
    row: &Row,
    groups: &[(u32, Value)],
    cells: &[(u32, Value)],
) -> bool {
    let (Some((left, _)), Some((right, _))) = (cells.first(), cells.last()) else { return false };
    let short = |value: &Value| {
        let text = shown(value, sheet.epoch);
        matches!(value, Value::Text(_)) && text.chars().count() <= 12 && !text.contains([':', '：'])
    };
    let inside = groups.iter().all(|(column, value)| (left..=right).contains(&column) && short(value));
    let over_all = |column: u32| {
        merge_over(merges, row, column).is_some_and(|m| m.first_column <= *left && m.last_column >= *right)
    };
    let is_group = |(column, value): &(u32, Value)| {
        let text = words::key(&shown(value, sheet.epoch));
        let known = [
            "信息", "情况", "资料", "应收", "应缴", "实收", "欠", "上期", "本期", "上月", "本月", "水表",
            "电表",
        ];
        let word = known.iter().any(|w| text.contains(w)) || words::meaning(&text).is_some();
        (word || merge_over(merges, row, *column).is_some()) && !over_all(*column)
    };
    // Each over a table of its own: titles.
    let mut units = BTreeSet::new();
    let twice = cells.iter().map(|(_, value)| shown(value, sheet.epoch)).any(|text| {
        let of_unit =
            words::meaning(&text).is_some_and(|(m, _)| matches!(m, Meaning::Room | Meaning::OwnerName));
        of_unit && !units.insert(words::key(&text))
    });
    if twice && units.len() >= 2 {
        return false;
    }
    let apart = groups.len() >= 2 || groups.iter().any(|(column, _)| column > left);
    !groups.is_empty() && inside && apart && groups.iter().all(is_group)
}

/// `应收`, `已收`, `欠缴` in a third row, under 物业费 that stands under 收费项目: the second and the third row are the
/// headers then, each column without a group headed by the first.
fn third_row(
    sheet: &Sheet,
    merges: &Merges<'_>,
    at: usize,
    (first, last): (u32, u32),
    joined: &Heading,
) -> Option<Heading> {
    let (second, third) = (below(sheet, at)?, below(sheet, at + 1)?);
    let cells = between(third, first, last);
    let known = |(column, value): &(u32, Value)| {
        let text = shown(value, sheet.epoch);
        let group = merge_over(merges, second, *column);
        let is_word = match value {
            Value::Text(_) => words::meaning(&text).is_some() || is_time(&text),
            Value::Number(_) => is_year_or_month(value, sheet),
            _ => false,
        };
        is_word && group.is_some()
    };
    if cells.len() < 2 || !cells.iter().all(known) {
        return None;
    }
    let lower = join(sheet, merges, at + 1, between(second, first, last), cells);
    let upper = between(&sheet.rows[at], first, last);
    let mut titles = joined.titles.clone();
    for (column, title) in lower.titles {
        // 2014年 over 物业费 over 1月: the year counts, 收费项目 over 物业费 over 应收 says nothing more.
        let group = upper.iter().rev().find(|(c, _)| *c <= column);
        let spans = |c: u32| {
            c == column || merge_over(merges, &sheet.rows[at], c).is_some_and(|m| m.last_column >= column)
        };
        let over = group.filter(|(c, _)| spans(*c)).map(|(_, value)| header_text(value, sheet));
        let title = match over.filter(|over| tells(over)) {
            Some(over) => format!("{over}{}{title}", words::LEVELS),
            None => title,
        };
        titles.insert(column, title);
    }
    Some(Heading { row: at, first: at + 3, titles, forced: false })
}

/// The topmost of three header rows says when, or whether it is due, paid or owed.
fn tells(group: &str) -> bool {
    let money = |meaning| matches!(meaning, Meaning::Opening | Meaning::Due | Meaning::Paid);
    is_time(group) || words::meaning(group).is_some_and(|(meaning, _)| money(meaning))
}

fn merge_over<'a>(merges: &Merges<'a>, row: &Row, column: u32) -> Option<&'a Merge> {
    let of_row = merges.get(&row.index)?;
    of_row.iter().find(|m| (m.first_column..=m.last_column).contains(&column)).copied()
}

/// One header of two rows.
fn join(
    sheet: &Sheet,
    merges: &Merges<'_>,
    at: usize,
    upper: &[(u32, Value)],
    lower: &[(u32, Value)],
) -> Heading {
    let text = |cells: &[(u32, Value)], column: u32| {
        let at = cells.binary_search_by_key(&column, |(c, _)| *c).ok()?;
        Some(header_text(&cells[at].1, sheet))
    };
    let columns: BTreeSet<u32> = upper.iter().chain(lower).map(|(column, _)| *column).collect();
    let mut titles = BTreeMap::new();
    for column in columns {
        let group = || {
            let nearest = upper.iter().rev().find(|(c, _)| *c <= column)?;
            let spans = match merge_over(merges, &sheet.rows[at], nearest.0) {
                Some(merge) => merge.last_column >= column,
                // Without merged cells a group is told by a header under its own cell.
                None => text(lower, nearest.0).is_some_and(|lower| !is_bracketed(&lower)),
            };
            spans.then(|| plain(&shown(&nearest.1, sheet.epoch)))
        };
        let title = match (text(upper, column).or_else(group), text(lower, column)) {
            (Some(upper), Some(lower)) if is_bracketed(&lower) => upper + &lower,
            (Some(upper), Some(lower)) => format!("{upper}{}{lower}", words::LEVELS),
            // Under a group, but no column of its own.
            (Some(_), None) if text(upper, column).is_none() => continue,
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => continue,
        };
        titles.insert(column, title);
    }
    Heading { row: at, first: at + 2, titles, forced: false }
}
