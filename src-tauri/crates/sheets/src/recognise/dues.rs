//! 应收 and 实收 beside debts: whether what is left of them stands among these, or is owed on top.

use rust_decimal::Decimal;

use super::arithmetic::{change, is_told, with};
use super::around::Around;
use super::charged;
use super::closing::begins_with;
use super::columns::Columns;
use crate::book::Row;
use crate::cells::{A_FEN, sum_at};
use crate::decisions::Decisions;
use crate::doubts::Doubt;
use crate::layout::Column;
use crate::periods::year_named;
use crate::{Kind, Meaning};

/// All that is owed is of before what was due, by its words or its years: 往年欠费, or 2022年欠费 and 2023年欠费 beside 应收.
/// Where nobody says of when that is, no debt is a part of it.
pub(super) fn stand_beside_older_debts(columns: &Columns<'_>, around: &Around) -> bool {
    let Some(due) = the_due(columns) else { return false };
    let mut owed = columns.list.iter().filter(|c| c.meaning == Meaning::Opening).peekable();
    if owed.peek().is_none() {
        return false;
    }
    let year = year_of(due, around);
    let mut told = true;
    let all = owed.all(|c| {
        told &= is_before(c, due, year);
        is_before(c, due, year) || (year.is_none() && year_named(&c.header).is_some())
    });
    all && (told || !has_what_is_left(columns, &with(columns, Meaning::Opening)))
}

/// 2022年欠费, 2023年欠费, 2024年欠费 beside 应收 and 实收 of 2024: what is left is the last of them, and is owed once.
pub(super) fn left_among_debts(columns: &mut Columns<'_>, kind: Kind, around: &Around) {
    let Some(due) = the_due(columns).filter(|_| columns.count(Meaning::Paid) == 1) else { return };
    // Of a year that both name it is told row by row, as it is of 欠费 alone.
    if kind != Kind::Fees || year_named(&due.header).is_some() {
        return;
    }
    let year = year_of(due, around);
    let owed = || columns.list.iter().filter(|c| c.meaning == Meaning::Opening);
    let later: Vec<u32> = owed().filter(|c| !is_before(c, due, year)).map(|c| c.index).collect();
    let named = owed().all(|c| begins_with(c) || year_named(&c.header).is_some());
    if named && owed().count() > 1 && has_what_is_left(columns, &later) {
        columns.closes = true;
    }
}

/// The one column of what was due.
fn the_due<'c>(columns: &'c Columns<'_>) -> Option<&'c Column> {
    let mut dues = columns.list.iter().filter(|c| c.meaning == Meaning::Due);
    dues.next().filter(|_| dues.next().is_none())
}

fn year_of(due: &Column, around: &Around) -> Option<i32> {
    year_named(&due.header).or_else(|| around.year())
}

/// Owed before what was due.
fn is_before(owed: &Column, due: &Column, year: Option<i32>) -> bool {
    let in_words = begins_with(owed) && !begins_with(due);
    in_words || year_named(&owed.header).zip(year).is_some_and(|(owed, due)| owed < due)
}

/// One of the debts is 应收 less 实收, or all of them together are.
fn has_what_is_left(columns: &Columns<'_>, debts: &[u32]) -> bool {
    let (due, paid) = (with(columns, Meaning::Due), with(columns, Meaning::Paid));
    let is_left = |debts: &[u32]| {
        let (mut counted, mut same) = (0_usize, 0_usize);
        for row in columns.rows {
            let (left, debt) = (left(row, &due, &paid), sum_at(row, debts));
            counted += usize::from(!left.is_zero() || !debt.is_zero());
            same += usize::from(!left.is_zero() && (left - debt).abs() <= A_FEN);
        }
        same > 0 && same * 10 >= counted * 8
    };
    is_left(debts) || debts.iter().any(|one| is_left(&[*one]))
}

/// 上年结欠, 本年物业费, 应收合计 in a roster: what is due is the fee, and the sum is no more than that.
pub(super) fn sum_of_roster(columns: &mut Columns<'_>) {
    let Some(sum) = the_due(columns).map(|due| due.index) else { return };
    let (owed, fees) = (with(columns, Meaning::Opening), with(columns, Meaning::Amount));
    let told = columns.has(Meaning::Paid) && !owed.is_empty() && !fees.is_empty();
    if !told || !is_told(columns.rows, sum, &[owed, fees.clone()].concat(), &[]) {
        return;
    }
    for fee in fees {
        change(columns, fee, Meaning::Due, "算在应收合计里，认作应收");
    }
    change(columns, sum, Meaning::OpeningTotal, "正好是旁边各列之和，用来核对，不导入");
}

/// Whether what is left of 应收 is owed in a table that is no list of fees: a roster that says who has paid, beside debts of
/// before or none. Where debts beside it have less, a person says so.
pub(super) fn are_owed(
    columns: &mut Columns<'_>,
    kind: Kind,
    around: &Around,
    decisions: &Decisions,
) -> bool {
    let (due, paid) = (with(columns, Meaning::Due), with(columns, Meaning::Paid));
    let read_otherwise = columns.closes || columns.less_paid || columns.solved || columns.at_rate.is_some();
    if !matches!(kind, Kind::Roster | Kind::Arrears) || due.is_empty() || read_otherwise {
        return false;
    }
    let owed = with(columns, Meaning::Opening);
    let stand_apart = owed.is_empty() || stand_beside_older_debts(columns, around);
    if let (Kind::Roster, [due], []) = (kind, &due[..], &paid[..]) {
        return stand_apart && charged::says_who_paid(columns, *due);
    }
    if paid.is_empty() {
        return false;
    }
    if stand_apart {
        return true;
    }
    let owing = || columns.rows.iter().map(|row| (left(row, &due, &paid), row));
    let owing = || owing().filter(|(left, _)| left.is_sign_positive() && !left.is_zero());
    let lacking = owing().filter(|(left, row)| sum_at(row, &owed) + A_FEN < *left).count();
    if lacking == 0 || lacking * 5 < owing().count() {
        return false;
    }
    columns.doubts.push((due[0], Doubt::DueBesideDebts));
    decisions.is("due_beside_debts", "owed")
}

fn left(row: &Row, due: &[u32], paid: &[u32]) -> Decimal {
    sum_at(row, due) - sum_at(row, paid)
}
