//! Header rows: found by their words, one or two rows high, their cells joined where a group stands over several.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::groups::names_an_age;
use super::header_cells::{
    header_text, is_bracketed, is_month_of_year, is_of_reading, is_time, is_year_or_month, months_in_full,
    names_a_unit, score, tells,
};
use crate::book::{Merge, Row, Sheet, Value};
use crate::cells::{plain, shown};
use crate::layout::between;
use crate::{Meaning, words};

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

/// Cheap: whether a row may hold headers at all.
pub(super) fn may_be(at: usize, row: &Row) -> bool {
    at < ROWS_READ_CLOSELY || {
        let exact = row.cells.iter().filter(|(_, v)| matches!(v, Value::Text(t) if words::is_exact(t)));
        exact.take(2).count() == 2
    }
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
                words::meaning(&text).is_some()
                    || is_bracketed(&text)
                    || is_time
                    || is_of_reading(&text)
                    || names_an_age(&text)
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
