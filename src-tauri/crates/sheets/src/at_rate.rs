//! 月物业费 and a column for each month, of which every cell says that the month was paid, or says nothing: what is left of
//! the fee is owed for exactly that month.

use std::collections::HashMap;

use ledger::calendar::Date;
use ledger::money::{Fen, RoundingStep};
use rust_decimal::Decimal;

use crate::book::{Epoch, Row, Value};
use crate::cells::{Amount, Reading, amount, date, is_nothing, plain};
use crate::openings::terms;
use crate::periods::Span;
use crate::states::is_paid;
use crate::table::Table;
use crate::words;

/// How a table of times is read where what each time costs stands in its rows.
#[derive(Debug, Clone)]
pub(crate) struct AtRate {
    pub rate: Rate,
    /// Columns of other fees of the same time: 月电梯费 beside 月物业费.
    pub fees_beside: Vec<u32>,
    pub times: Vec<Time>,
    /// The receipt and the day behind the amount of a time: the column of the amount, and theirs.
    pub signs: Vec<(u32, u32)>,
    /// So many of them are due: behind those nobody has paid yet.
    pub due: usize,
    /// Its numbers are days or those of receipts, and no money.
    pub numbers_are_marks: bool,
    /// Cells that are merged with those beside them, by row and column: the last column.
    pub merged: HashMap<(u32, u32), u32>,
    /// `/` and `—` where others left the cell blank: nothing was due.
    pub dash_is_free: bool,
    /// The column of the day before which nothing was due.
    pub since: Option<u32>,
    /// Of rooms that stand on several rows, as their owner changed: the times that are not this row's, by row.
    pub of_others: HashMap<u32, Vec<bool>>,
    /// Of headers that name none.
    pub year: Option<i32>,
}

/// What a household is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rate {
    /// For so many months.
    Column { index: u32, months: u32 },
    /// 面积 times 单价, for a month.
    OfArea { area: u32, price: u32 },
}

/// A column of a time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Time {
    pub column: u32,
    pub months: u32,
    /// Its own days; in the year 2000 where the header names no year.
    pub span: (Date, Date),
}

/// What a cell says of its time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Said {
    /// Nothing, or 0.
    Nothing,
    /// ×, 未交, 欠
    Unpaid,
    /// 空置, 免: nothing was due.
    Free,
    /// `/` where others are blank, a time before 入住日期 or of another owner: nothing was due, unless it was paid with
    /// another.
    NotDue,
    /// √, a day, the number of a receipt, a name.
    Paid,
    Amount(Amount),
    /// 1-6月已交
    Times(Span),
    /// `#REF!`, 欠50: nobody can tell.
    Unreadable,
}

impl AtRate {
    /// What each time costs at the row's rates; `None` without one.
    pub fn dues(&self, row: &Row) -> Option<Vec<Fen>> {
        let fees = self.fees(row)?;
        Some((0..self.times.len()).map(|at| fees.iter().map(|fee| fee[at]).sum()).collect())
    }

    /// What each fee costs for each time; those beside the first are zero where they are blank.
    pub fn fees(&self, row: &Row) -> Option<Vec<Vec<Fen>>> {
        let read = |column: u32| amount(row.get(column)).got().map(|read| read.exact);
        let (rate, months) = match self.rate {
            Rate::Column { index, months } => (read(index)?, months),
            Rate::OfArea { area, price } => (read(area)?.checked_mul(read(price)?)?, 1),
        };
        if rate <= Decimal::ZERO {
            return None;
        }
        let mut fees = vec![self.for_times(rate, months)?];
        for column in &self.fees_beside {
            let rate = read(*column).filter(|rate| *rate > Decimal::ZERO).unwrap_or_default();
            fees.push(self.for_times(rate, months)?);
        }
        Some(fees)
    }

    /// Rounded so that all times come to the whole.
    fn for_times(&self, rate: Decimal, months: u32) -> Option<Vec<Fen>> {
        let (mut so_far, mut before) = (0_u32, Fen::ZERO);
        let due = |time: &Time| {
            so_far += time.months;
            let exact = rate.checked_mul(Decimal::from(so_far))?.checked_div(Decimal::from(months))?;
            let until = RoundingStep::Fen.round(exact).ok()?;
            let own = until - before;
            before = until;
            Some(own)
        };
        self.times.iter().map(due).collect()
    }

    /// What the row says of its times: 1-6月已交 and √ in a merged cell are of several.
    pub fn said(&self, row: &Row, epoch: Epoch) -> Vec<Said> {
        let since = self.since.and_then(|column| date(row.get(column), epoch).got());
        let is_before = |time: &Time| since.as_ref().is_some_and(|since| time.span.1 < since.date);
        let own = |time: &Time| {
            let value = row.get(time.column);
            let mut signs = self.signs.iter().filter(|(of, _)| *of == time.column);
            match self.of_cell(value, epoch) {
                Said::Nothing if value.is_none() && signs.any(|(_, sign)| row.get(*sign).is_some()) => {
                    Said::Paid
                }
                Said::Nothing if is_before(time) || (self.dash_is_free && is_dash(value)) => Said::NotDue,
                said => said,
            }
        };
        let mut all: Vec<Said> = self.times.iter().map(own).collect();
        for (said, other) in all.iter_mut().zip(self.of_others.get(&row.index).into_iter().flatten()) {
            if *said == Said::Nothing && *other {
                *said = Said::NotDue;
            }
        }
        for at in 0..all.len() {
            let one = all[at];
            let end = self.merged.get(&(row.index, self.times[at].column));
            let is_meant = |time: &Time| match one {
                Said::Times(span) => {
                    let begins = span.from.is_some_and(|from| from <= time.span.0);
                    begins && span.to.is_some_and(|to| time.span.1 <= to)
                }
                Said::Paid | Said::Free | Said::Unpaid => {
                    end.is_some_and(|end| (self.times[at].column..=*end).contains(&time.column))
                }
                _ => false,
            };
            let meant = if matches!(one, Said::Times(_)) { Said::Paid } else { one };
            for (said, time) in all.iter_mut().zip(&self.times) {
                if said.is_open() && is_meant(time) {
                    *said = meant;
                }
            }
            all[at] = meant;
        }
        if let Some(dues) = self.dues(row) {
            once(&mut all, &dues);
        }
        all
    }

    fn of_cell(&self, value: Option<&Value>, epoch: Epoch) -> Said {
        said(value, (self.numbers_are_marks, self.year), epoch)
    }

    /// The columns that are of these times.
    pub fn has(&self, column: u32) -> bool {
        self.times.iter().any(|time| time.column == column)
    }
}

/// 600 √ √ √ √ √ at 100 a month: the marks say of which months the sum was.
fn once(said: &mut [Said], dues: &[Fen]) {
    for at in 0..said.len() {
        let Said::Amount(amount) = said[at] else { continue };
        let marks = said[at + 1..].iter().take_while(|said| **said == Said::Paid).count();
        let whole: Fen = dues[at..=at + marks].iter().sum();
        if marks > 0 && amount.fen == whole {
            said[at + 1..=at + marks].fill(Said::Nothing);
        }
    }
}

impl Said {
    /// Money of another time may be for this one.
    fn is_open(self) -> bool {
        matches!(self, Said::Nothing | Said::NotDue)
    }
}

/// `/`, `—`, 无: somebody wrote that there is nothing.
pub(crate) fn is_dash(value: Option<&Value>) -> bool {
    matches!(value, Some(Value::Text(text)) if !text.trim().is_empty() && is_nothing(text))
}

/// The year that a header without one is read in, where nobody says which.
pub(crate) const NO_YEAR: i32 = 2000;

fn said(value: Option<&Value>, (numbers_are_marks, year): (bool, Option<i32>), epoch: Epoch) -> Said {
    let Some(value) = value else { return Said::Nothing };
    match (is_paid(value), value) {
        (Some(true), _) | (None, Value::Bool(true) | Value::Date(_)) => return Said::Paid,
        (Some(false), _) | (None, Value::Bool(false)) => return Said::Unpaid,
        (None, Value::Error(_)) => return Said::Unreadable,
        (None, Value::Text(text)) if is_nothing(text) => return Said::Nothing,
        _ => {}
    }
    // 0100 is the number of a receipt.
    let is_receipt = matches!(value, Value::Text(text) if words::is_numbered_from_zero(text));
    match amount(Some(value)) {
        Reading::Got(read) if read.exact.is_zero() => Said::Nothing,
        Reading::Got(_) if numbers_are_marks || is_receipt => Said::Paid,
        Reading::Got(read) if read.exact.is_sign_positive() => Said::Amount(read),
        Reading::Got(_) => Said::Unreadable,
        _ => match value {
            Value::Text(text) if date(Some(value), epoch).got().is_none() => of_words(&plain(text), year),
            _ => Said::Paid,
        },
    }
}

fn of_words(text: &str, year: Option<i32>) -> Said {
    const FREE: [&str; 11] =
        ["空置", "空关", "空房", "免", "停", "未入住", "未交房", "未收房", "未交付", "未租", "未售"];
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    match () {
        () if has(&FREE) => Said::Free,
        () if has(&["未", "欠", "没"]) && text.contains(|c: char| c.is_ascii_digit()) => Said::Unreadable,
        () if has(&["未", "欠", "没"]) => Said::Unpaid,
        () if has(&["-", "~", "至", "—"]) && text.contains('月') && !has(&["日", "号"]) => {
            let own = text.contains('年');
            let year = if own { String::new() } else { format!("{}年", year.unwrap_or(NO_YEAR)) };
            let read = terms(&format!("{year}{text}"), None, None);
            if read.names_period { Said::Times(Span { from: read.from, to: read.to }) } else { Said::Paid }
        }
        () => Said::Paid,
    }
}

/// What each time of a row was paid with.
pub(crate) struct Settled {
    pub paid: Vec<Fen>,
    pub free: Vec<bool>,
    /// More than all times cost together, and at which time it stands.
    pub more: Option<(usize, Fen)>,
}

/// Money goes to its own time, what is more to the times behind that say nothing, then to those before.
pub(crate) fn settle(said: &[Said], dues: &[Fen]) -> Settled {
    let mut settled =
        Settled { paid: vec![Fen::ZERO; dues.len()], free: vec![false; dues.len()], more: None };
    for (at, said) in said.iter().enumerate() {
        settled.free[at] = *said == Said::Free;
        if *said == Said::Paid {
            settled.paid[at] = dues[at];
        }
    }
    for (at, one) in said.iter().enumerate() {
        let Said::Amount(amount) = one else { continue };
        let mut rest = amount.fen;
        let is_open = |other: &usize| said[*other].is_open();
        let behind = (at + 1..dues.len()).filter(is_open);
        let before = (0..at).filter(is_open);
        for other in std::iter::once(at).chain(behind).chain(before) {
            let part = rest.min(dues[other] - settled.paid[other]);
            settled.paid[other] += part;
            rest -= part;
        }
        if rest.is_positive() {
            let more = settled.more.map_or(rest, |(_, more)| more + rest);
            settled.more = Some((at, more));
        }
    }
    for (at, said) in said.iter().enumerate() {
        settled.free[at] |= *said == Said::NotDue && settled.paid[at].is_zero();
    }
    settled
}

/// So many of the times are paid by somebody; those behind are not due yet. A time of which a cell says 未交 is.
pub(crate) fn due_until(said: &[Said], dues: &[Fen]) -> usize {
    let settled = settle(said, dues);
    let told = said.iter().rposition(|said| *said == Said::Unpaid);
    let paid = settled.paid.iter().rposition(|paid| paid.is_positive());
    told.max(paid).map_or(0, |last| last + 1)
}

/// What all times of a row come to: what was paid, and what is left of those that are due.
pub(crate) fn sums(at_rate: &AtRate, said: &[Said], dues: &[Fen]) -> (Fen, Fen) {
    let settled = settle(said, dues);
    let more = settled.more.map_or(Fen::ZERO, |(_, more)| more);
    let left = |at: usize| if settled.free[at] { Fen::ZERO } else { dues[at] - settled.paid[at] };
    (settled.paid.iter().copied().sum::<Fen>() + more, (0..at_rate.due).map(left).sum())
}

/// Asked about such a table at its first time: what is read, and what is not due yet.
pub(crate) fn message(table: &Table<'_>, at_rate: &AtRate) -> String {
    let named = |index: u32| {
        let column = table.region.columns.iter().find(|c| c.index == index);
        column.map(|c| c.header.as_str()).unwrap_or_default()
    };
    let rate = match at_rate.rate {
        Rate::Column { index, .. } if words::says(named(index), &["年", "季", "月"]) => {
            format!("“{}”", named(index))
        }
        Rate::Column { index, months } => format!("“{}”（{months} 个月的）", named(index)),
        Rate::OfArea { .. } => "面积乘单价".to_owned(),
    };
    let beside = at_rate.fees_beside.iter().map(|index| format!("加“{}”", named(*index)));
    let rate = std::iter::once(rate).chain(beside).collect::<String>();
    let time = |at: usize| at_rate.times.get(at).map(|time| named(time.column)).unwrap_or_default();
    let (first, last) = (time(0), time(at_rate.times.len().saturating_sub(1)));
    let later = match at_rate.times.get(at_rate.due) {
        Some(time) => format!("从“{}”起没有一户交过，当作还没有到期，不算欠费。", named(time.column)),
        None => String::new(),
    };
    let mut free = String::new();
    let dashes = |row: &Row| at_rate.times.iter().any(|time| is_dash(row.get(time.column)));
    if at_rate.dash_is_free {
        free.push_str("画“/”、“—”的当作不用交；");
    } else if table.sheet.rows[table.region.first..table.region.end].iter().any(dashes) {
        free.push_str("画“/”、“—”的和空着的一样，是没有交；");
    }
    if let Some(since) = at_rate.since {
        free.push_str(&format!("在“{}”以前空着的不算欠费；", named(since)));
    }
    if !at_rate.of_others.is_empty() {
        free.push_str("同一个房号有几行的，各行合起来看；");
    }
    format!(
        "从“{first}”到“{last}”写的是各期交了没有：填了金额的按金额已收，打了勾、写了日期等的按已交清，\
         {free}空着的没有交，按{rate}算各期的欠费。{later}请确认。"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> Said {
        let value = match text.parse::<Decimal>() {
            Ok(number) if !text.starts_with('0') => Value::Number(number),
            _ => Value::Text(text.into()),
        };
        said(Some(&value), (false, None), Epoch::Y1900)
    }

    #[test]
    fn a_cell_says_whether_its_time_was_paid() {
        for (text, expect) in [
            ("√", Said::Paid),
            ("已交", Said::Paid),
            ("小王", Said::Paid),
            ("2025-3-5", Said::Paid),
            ("00100", Said::Paid),
            ("×", Said::Unpaid),
            ("欠", Said::Unpaid),
            ("没交", Said::Unpaid),
            ("空置", Said::Free),
            ("未交房", Said::Free),
            ("/", Said::Nothing),
            ("欠50", Said::Unreadable),
        ] {
            assert_eq!(cell(text), expect, "{text}");
        }
        assert!(matches!(cell("120"), Said::Amount(amount) if amount.fen == Fen::yuan(120)));
        assert!(matches!(cell("1-6月已交"), Said::Times(_)));
    }

    #[test]
    fn money_for_several_times_goes_to_those_that_say_nothing() {
        let dues = [Fen::yuan(100); 4];
        let read = |cells: [&str; 4]| {
            let mut said = cells.map(|text| if text.is_empty() { Said::Nothing } else { cell(text) });
            once(&mut said, &dues);
            let settled = settle(&said, &dues);
            let left: Vec<i64> =
                settled.paid.iter().map(|paid| (Fen::yuan(100) - *paid).fen() / 100).collect();
            (left, settled.more.map(|(_, more)| more.fen() / 100))
        };
        assert_eq!(read(["400", "", "", ""]), (vec![0, 0, 0, 0], None));
        assert_eq!(read(["", "", "300", ""]), (vec![0, 100, 0, 0], None));
        assert_eq!(read(["200", "", "200", ""]), (vec![0, 0, 0, 0], None));
        assert_eq!(read(["60", "√", "×", ""]), (vec![40, 0, 100, 100], None));
        assert_eq!(read(["250", "×", "", ""]), (vec![0, 100, 0, 50], None));
        assert_eq!(read(["450", "", "", ""]), (vec![0, 0, 0, 0], Some(50)));
        assert_eq!(read(["200", "√", "", ""]), (vec![0, 0, 100, 100], None));
        assert_eq!(read(["200", "√", "200", "√"]), (vec![0, 0, 0, 0], None));
        assert_eq!(read(["100", "√", "", ""]), (vec![0, 0, 100, 100], None));
    }
}
