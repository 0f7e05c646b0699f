//! 2024年应收, 实收, 2025年应收, 实收: each 实收 is of the 应收 before it, though its header does not say of what.

use super::columns::{Columns, is_chosen};
use super::kind::set;
use crate::book::{Row, Value};
use crate::layout::Column;
use crate::openings::terms;
use crate::periods::year_named;
use crate::{Meaning, words};

/// A column of what was due, and those behind it that tell of it, by their places.
struct Pair {
    due: usize,
    /// 2024年, 物业费: of what it is.
    of: String,
    behind: Vec<usize>,
}

/// Gives such columns the header that they would have under 2024年 and 2025年. `above` is the row over the headers.
pub(super) fn name(columns: &mut Columns<'_>, above: Option<&Row>) {
    for pair in pairs(columns, above) {
        let due = &mut columns.list[pair.due];
        let rest = of_money(&words::key(&due.header));
        if !rest.is_empty() && !due.header.contains(words::LEVELS) {
            due.header = format!("{}{}{rest}", pair.of, words::LEVELS);
        }
        if due.meaning == Meaning::Amount {
            set(due, Meaning::Due, "旁边写着交了多少，认作应收");
        }
        for at in pair.behind {
            let column = &mut columns.list[at];
            column.header = format!("{}{}{}", pair.of, words::LEVELS, bare(column));
        }
    }
}

/// None where the columns between do not come again in the same order, or say themselves of what they are.
fn pairs(columns: &Columns<'_>, above: Option<&Row>) -> Vec<Pair> {
    const MOST_BEHIND: usize = 5;
    let list = &columns.list;
    let dues: Vec<usize> = (0..list.len()).filter(|at| is_due(&list[*at])).collect();
    let mut found: Vec<Pair> = Vec::new();
    for (nth, due) in dues.iter().copied().enumerate() {
        let Some(of) = of_what(columns, due).or_else(|| over(&list[due], above)) else { return Vec::new() };
        let first = found.first().map_or(MOST_BEHIND, |first| first.behind.len());
        let end = dues.get(nth + 1).copied().unwrap_or(list.len());
        let behind = (due + 1..end).filter(|at| !is_label(columns, *at)).take(first).collect();
        found.push(Pair { due, of, behind });
    }
    let [first, others @ ..] = &found[..] else { return Vec::new() };
    let said = |pair: &Pair| pair.behind.iter().map(|at| bare(&list[*at])).collect::<Vec<_>>();
    let paid = |pair: &Pair| pair.behind.iter().filter(|at| list[**at].meaning == Meaning::Paid).count();
    let is_plain = |pair: &Pair| {
        let due = year_named(&pair.of);
        pair.behind.iter().all(|at| {
            let column = &list[*at];
            let year = year_named(&column.header);
            !terms(&column.header, None, None).names_item
                && (year.is_none() || year == due)
                && !is_chosen(column)
        })
    };
    let told = |pair: &Pair| pair.behind.iter().all(|at| list[*at].header.contains(&pair.of));
    let distinct = found.iter().enumerate().all(|(at, pair)| found[..at].iter().all(|one| one.of != pair.of));
    let fits = !others.is_empty()
        && distinct
        && others.iter().all(|pair| said(pair) == said(first))
        && found.iter().all(|pair| paid(pair) == 1 && is_plain(pair))
        && !found.iter().all(told);
    if fits { found } else { Vec::new() }
}

/// 应收, or an amount that names its fee.
fn is_due(column: &Column) -> bool {
    let is_fee = || words::is_fee(&words::key(&column.header));
    !is_chosen(column) && (column.meaning == Meaning::Due || (column.meaning == Meaning::Amount && is_fee()))
}

/// 2024年 of 2024年应收, 物业费 of 物业费应收; of 应收 what the column without a figure before it says.
fn of_what(columns: &Columns<'_>, at: usize) -> Option<String> {
    let key = words::key(&columns.list[at].header);
    let rest = of_money(&key);
    let own = key.strip_suffix(rest.as_str()).unwrap_or(&key).to_owned();
    let told = terms(&own, None, None);
    if told.names_item || told.names_period || words::is_time(&own) {
        return Some(own);
    }
    let before = at.checked_sub(1).filter(|before| own.is_empty() && is_label(columns, *before))?;
    Some(words::key(&columns.list[before].header))
}

/// 2024年 over the first of its columns, which is not merged with the others.
fn over(due: &Column, above: Option<&Row>) -> Option<String> {
    let Some(Value::Text(text)) = above?.get(due.index) else { return None };
    Some(words::key(text)).filter(|key| words::is_time(key))
}

/// 2024年 over nothing, for the columns behind it.
fn is_label(columns: &Columns<'_>, at: usize) -> bool {
    let column = &columns.list[at];
    words::is_time(&words::key(&column.header)) && columns.profile(column).filled == 0
}

/// The words for what was due that a header ends with.
fn of_money(key: &str) -> String {
    const WORDS: [&str; 10] =
        ["应收金额", "应缴金额", "应交金额", "应收费", "应缴费", "应收", "应缴", "应交", "应付", "金额"];
    WORDS.iter().find(|word| key.ends_with(**word)).map(|word| (*word).to_owned()).unwrap_or_default()
}

/// A header without the year before it.
fn bare(column: &Column) -> String {
    let key = words::key(&column.header);
    let without = key.trim_start_matches(|c: char| c.is_ascii_digit());
    if without.len() + 4 == key.len() { without.trim_start_matches(['年', '度']).to_owned() } else { key }
}
