//! 月物业费 beside 1月 to 12月: the columns say which months were paid, the fee says what the others owe.

mod evidence;
mod rates;
mod times;

use std::collections::HashMap;

use ledger::calendar::Month;
use ledger::money::Fen;
use rust_decimal::Decimal;

use evidence::Evidence;
use rates::rates;
use times::{group_word, signs, times, times_of_amounts, times_word};

use super::around::Around;
use super::columns::{Columns, is_chosen};
use super::kind::{Decided, detail, set};
use super::periods;
use crate::at_rate::{AtRate, NO_YEAR, Rate, Said, Time, is_dash};
use crate::book::{Merge, Row, Value};
use crate::cells::number;
use crate::decisions::Decisions;
use crate::doubts::Doubt;
use crate::layout::{Column, between};
use crate::openings::terms;
use crate::room_keys::RoomKeys;
use crate::{Confidence, Kind, Meaning, words};

/// Such a table, and what is asked about it.
pub(super) struct Found {
    pub at_rate: AtRate,
    pub question: &'static str,
    /// Columns of what its times come to together.
    sums: Vec<u32>,
}

impl Found {
    /// The times are of no such table, where they are not read at its rate.
    pub fn is_of_cells_alone(&self) -> bool {
        [SIGNED, WITH_RECEIPTS].contains(&self.question)
    }
}

/// What is asked where nothing but marks stands under the times.
pub(crate) const SIGNED: &str = "times_signed";

/// What is asked where an amount stands under each time, with its receipt or its day.
pub(crate) const WITH_RECEIPTS: &str = "times_with_receipts";

/// Finds the times of a table and what each costs; `None` where nothing says that they were paid.
pub(super) fn find(columns: &Columns<'_>, around: &Around, merges: &[Merge]) -> Option<Found> {
    use Meaning as M;
    const ELSE: [Meaning; 9] = [
        M::PeriodRange,
        M::PeriodFrom,
        M::PeriodTo,
        M::PaidThrough,
        M::Months,
        M::Item,
        M::PreviousReading,
        M::PresentReading,
        M::Deposit,
    ];
    let is_else = |c: &Column| ELSE.contains(&c.meaning) && times_word(c).is_none();
    if around.arrears() || columns.list.iter().any(is_else) || !columns.doubts.is_empty() {
        return None;
    }
    let of_amounts = times_of_amounts(columns, around.year());
    let is_of_amounts = of_amounts.is_some();
    let times = of_amounts.or_else(|| times(columns, around.year()))?;
    let signs = if is_of_amounts { signs(columns, &times) } else { Vec::new() };
    let merged = merges
        .iter()
        .filter(|m| m.last_column > m.first_column && times.iter().any(|time| time.column == m.first_column))
        .map(|m| ((m.first_row, m.first_column), m.last_column))
        .collect();
    let mut draft = AtRate {
        rate: Rate::OfArea { area: 0, price: 0 },
        fees_beside: Vec::new(),
        due: times.len(),
        times,
        signs,
        numbers_are_marks: false,
        merged,
        dash_is_free: false,
        since: None,
        of_others: HashMap::new(),
        year: around.year(),
    };
    draft.dash_is_free = dash_is_free(columns, &draft);
    draft.since = since(columns, &draft);
    let rates = rates(columns, &draft.times);
    let best = |numbers_are_marks: bool| {
        let read = |(rate, beside): &(Rate, Vec<u32>)| {
            let (rate, fees_beside) = (*rate, beside.clone());
            Evidence::of(columns, AtRate { rate, fees_beside, numbers_are_marks, ..draft.clone() })
        };
        rates.iter().map(read).reduce(|best, one| if one.whole > best.whole { one } else { best })
    };
    let as_money = best(false)?;
    let are_marks = as_money.whole <= as_money.others && !periods::are_money(&numbers(columns, &draft.times));
    let mut evidence = if are_marks { best(true)? } else { as_money };
    let of_others = of_others(columns, &evidence.at_rate);
    if !of_others.is_empty() {
        evidence = Evidence::of(columns, AtRate { of_others, ..evidence.at_rate });
    }
    if evidence.fits == 0 || evidence.fits < evidence.others {
        return None;
    }
    let (sums, agrees) = evidence.beside(columns)?;
    let plain = |time: &Time| column_of(columns, time.column).is_some_and(|c| times_word(c) == Some(""));
    let ticked =
        |time: &Time| column_of(columns, time.column).is_some_and(|c| columns.profile(c).has_paid_marks());
    let all = &evidence.at_rate.times;
    let is_signed = !all.iter().all(plain) || !(evidence.has_amounts() || all.iter().any(ticked));
    let likely = evidence.is_likely() && agrees && !around.of_debts() && !columns.has(M::Prepaid);
    let is_grouped =
        |time: &Time| column_of(columns, time.column).is_some_and(|c| group_word(&c.header).is_some());
    if !likely && (is_of_amounts || all.iter().any(is_grouped)) {
        return None;
    }
    let question = match () {
        () if is_of_amounts => WITH_RECEIPTS,
        () if is_signed => SIGNED,
        () if likely => "time_columns_at_rate",
        () if around.of_months_paid() => "time_columns_paid_or_rate",
        () => "time_columns_or_rate",
    };
    Some(Found { at_rate: evidence.at_rate, question, sums })
}

/// What the table is: one of fees, where it says little of the households.
pub(super) fn kind(columns: &Columns<'_>, decided: Decided) -> Decided {
    let kind = match decided.kind {
        Kind::Vehicles => Kind::Vehicles,
        Kind::Roster if detail(columns) > 1 => Kind::Roster,
        _ => Kind::Fees,
    };
    Decided { kind, confidence: Confidence::Likely, payments_or_fees: false }
}

/// Takes the columns for what they are in such a table.
pub(super) fn take(columns: &mut Columns<'_>, found: &Found, year: Option<i32>) {
    for column in &mut columns.list {
        let is_rate = matches!(found.at_rate.rate, Rate::Column { index, .. } if index == column.index);
        let is_beside = found.at_rate.fees_beside.contains(&column.index);
        if is_beside || (is_rate && matches!(column.meaning, Meaning::Due | Meaning::Amount)) {
            set(column, Meaning::Rate, "");
        }
        if is_rate || is_beside {
            column.note = "空着的各期按它算欠费".to_owned();
        }
        if found.sums.contains(&column.index) {
            set(column, Meaning::Note, "各期或各项的合计，记作备注");
        }
        if !found.at_rate.has(column.index) {
            continue;
        }
        set(column, Meaning::Paid, "写的是这一期交了没有，空着的算欠费");
        if let Some(year) = year.filter(|_| !terms(&column.header, None, None).names_period) {
            column.header = format!("{year}年{}{}", words::LEVELS, column.header);
        }
        column.confidence = Confidence::Likely;
    }
}

/// 车位费 beside 年物业费, of no time: nobody can tell whether it is owed.
pub(super) fn other_fees(columns: &mut Columns<'_>, decisions: &Decisions) {
    let owed = decisions.is("fee_meaning", "arrears");
    let (meaning, note) = if owed {
        (Meaning::Opening, "按指定是欠费")
    } else {
        (Meaning::Note, "没有写明是不是欠费，记作备注")
    };
    for column in columns.list.iter_mut().filter(|c| c.meaning == Meaning::Amount && !is_chosen(c)) {
        columns.doubts.push((column.index, Doubt::FeeBesideTimes));
        set(column, meaning, note);
    }
}

/// Takes the times for what a person said that they are.
pub(super) fn mean(columns: &mut Columns<'_>, found: &Found, (meaning, note): (Meaning, &str)) {
    for column in columns.list.iter_mut().filter(|c| found.at_rate.has(c.index)) {
        set(column, meaning, note);
    }
}

/// The numbers that stand under the times.
fn numbers(columns: &Columns<'_>, times: &[Time]) -> Vec<Decimal> {
    const ROWS_LOOKED_AT: usize = 200;
    let rows = columns.rows.iter().take(ROWS_LOOKED_AT);
    let cells = rows.flat_map(|row| times.iter().filter_map(|time| number(row.get(time.column)).got()));
    cells.filter(|number| !number.is_zero()).collect()
}

/// `/` stands under times that others have paid and others again left blank.
fn dash_is_free(columns: &Columns<'_>, draft: &AtRate) -> bool {
    let of_unit = || columns.rows.iter().filter(|row| is_of_unit(columns, row));
    let dashes = |row: &Row| draft.times.iter().any(|time| is_dash(row.get(time.column)));
    if !of_unit().any(dashes) {
        return false;
    }
    let (mut paid, mut blank) = (vec![false; draft.times.len()], vec![false; draft.times.len()]);
    for row in of_unit() {
        let said = draft.said(row, columns.epoch);
        for (at, (time, said)) in draft.times.iter().zip(said).enumerate() {
            paid[at] |= matches!(said, Said::Paid | Said::Amount(_));
            blank[at] |= row.get(time.column).is_none() && said == Said::Nothing;
        }
    }
    paid.iter().zip(blank).any(|(paid, blank)| *paid && blank)
}

/// The times of rooms that stand on several rows at the same rate: each is of the row that tells of it, and those that
/// none tells of are the last one's.
fn of_others(columns: &Columns<'_>, draft: &AtRate) -> HashMap<u32, Vec<bool>> {
    let mut found = HashMap::new();
    let Some(mut keys) = RoomKeys::of(&columns.list, columns.epoch) else { return found };
    let (Some(first), Some(last)) = (columns.list.first(), columns.list.last()) else { return found };
    let mut rooms: HashMap<(String, Vec<Fen>), Vec<&Row>> = HashMap::new();
    for row in columns.rows {
        let room = keys.of_row(row, between(row, first.index, last.index)).map(str::to_owned);
        if let Some((room, dues)) = room.zip(draft.dues(row)) {
            rooms.entry((room, dues)).or_default().push(row);
        }
    }
    for rows in rooms.into_values().filter(|rows| rows.len() > 1) {
        let said: Vec<Vec<Said>> = rows.iter().map(|row| draft.said(row, columns.epoch)).collect();
        let tells = |row: usize, time: usize| !matches!(said[row][time], Said::Nothing | Said::NotDue);
        for (at, row) in rows.iter().enumerate() {
            let of_other = |time: usize| {
                let told = (0..rows.len()).any(|other| other != at && tells(other, time));
                let owed_later = (at + 1..rows.len()).any(|later| said[later][time] == Said::Nothing);
                told || (owed_later && !tells(at, time))
            };
            found.insert(row.index, (0..draft.times.len()).map(of_other).collect());
        }
    }
    found
}

/// 入住日期, where cells before it are blank.
fn since(columns: &Columns<'_>, draft: &AtRate) -> Option<u32> {
    let is_dated = |time: &Time| Month::of(time.span.0).year() != NO_YEAR;
    let mut days = columns.list.iter().filter(|c| c.meaning == Meaning::Handover);
    let (Some(day), None) = (days.next(), days.next()) else { return None };
    let with = AtRate { since: Some(day.index), dash_is_free: false, ..draft.clone() };
    let mut rows = columns.rows.iter().filter(|row| is_of_unit(columns, row));
    let is_told = rows.any(|row| with.said(row, columns.epoch).contains(&Said::NotDue));
    (draft.times.iter().all(is_dated) && is_told).then_some(day.index)
}

fn column_of<'c>(columns: &'c Columns<'_>, index: u32) -> Option<&'c Column> {
    columns.list.iter().find(|c| c.index == index)
}

/// The row names a room, and is no total.
fn is_of_unit(columns: &Columns<'_>, row: &Row) -> bool {
    let names = |c: &Column| matches!(c.meaning, Meaning::Room | Meaning::Space | Meaning::Plate);
    let named = columns.list.iter().filter(|c| names(c)).any(|c| row.get(c.index).is_some());
    let is_total = |value: &Value| match value {
        Value::Text(text) => words::total_label(text).is_some(),
        _ => false,
    };
    named && !row.cells.iter().any(|(_, value)| is_total(value))
}
