//! What the rows of a table of times say for and against a rate.

use ledger::money::Fen;

use super::is_of_unit;
use crate::at_rate::{AtRate, Rate, Said, Time, due_until, sums};
use crate::book::Row;
use crate::cells::amount;
use crate::layout::Column;
use crate::recognise::columns::Columns;
use crate::{Meaning, words};

/// What a row comes to, by what was paid and what is left of its times, and by what each of them costs.
type Sum<'s> = &'s dyn Fn(&Row, (Fen, Fen), &[Fen]) -> Fen;

/// What the rows say for and against a rate.
pub(super) struct Evidence {
    pub at_rate: AtRate,
    rows: usize,
    /// Rows in which some time is paid as the rate says.
    told: usize,
    /// Cells that fit the rate, or are marks; cells of other amounts.
    pub fits: usize,
    pub others: usize,
    /// Cells that are the fee of their own time.
    pub whole: usize,
    /// Some times that are due were not paid.
    some_owe: bool,
    /// Rows paid from the first on, and rows that have only the last: what is written in these is owed.
    forward: usize,
    backward: usize,
    /// The rate does not divide to whole 分 for each time.
    rounded: bool,
    /// What every row says: what was charged, what was paid, what is left; by its place among the rows.
    said: Vec<(usize, Vec<Said>, Vec<Fen>)>,
}

impl Evidence {
    pub fn of(columns: &Columns<'_>, at_rate: AtRate) -> Evidence {
        let mut evidence = Evidence {
            at_rate,
            rows: 0,
            told: 0,
            fits: 0,
            others: 0,
            whole: 0,
            some_owe: false,
            forward: 0,
            backward: 0,
            rounded: false,
            said: Vec::new(),
        };
        for (at, row) in columns.rows.iter().enumerate().filter(|(_, row)| is_of_unit(columns, row)) {
            let said = evidence.at_rate.said(row, columns.epoch);
            if let Some(dues) = evidence.at_rate.dues(row) {
                evidence.count(&said, &dues);
                evidence.said.push((at, said, dues));
            }
        }
        let until = |(_, said, dues): &(usize, Vec<Said>, Vec<Fen>)| due_until(said, dues);
        evidence.at_rate.due = evidence.said.iter().map(until).max().unwrap_or(0);
        let left = |(_, said, dues): &(usize, Vec<Said>, Vec<Fen>)| sums(&evidence.at_rate, said, dues).1;
        evidence.some_owe = evidence.said.iter().any(|row| left(row).is_positive());
        evidence
    }

    fn count(&mut self, said: &[Said], dues: &[Fen]) {
        self.rows += 1;
        let whole: Fen = dues.iter().sum();
        let mut told = false;
        for (one, due) in said.iter().zip(dues) {
            let times = |fen: Fen| due.is_positive() && fen.fen() % due.fen() == 0;
            match one {
                Said::Paid => (self.fits, told) = (self.fits + 1, true),
                Said::Amount(read) if times(read.fen) || read.fen == whole => {
                    (self.fits, told) = (self.fits + 1, true);
                    self.whole += usize::from(read.fen == *due);
                }
                Said::Amount(_) => self.others += 1,
                _ => {}
            }
        }
        self.told += usize::from(told);
        let is_filled = |said: Option<&Said>| matches!(said, Some(Said::Paid | Said::Amount(_)));
        let mut due = said.iter().filter(|said| **said != Said::NotDue);
        let first = due.next();
        let ends = (is_filled(first), is_filled(due.next_back().or(first)));
        self.forward += usize::from(ends == (true, false));
        self.backward += usize::from(ends == (false, true));
        let first = dues.first().zip(self.at_rate.times.first()).map(|(due, time)| (*due, time.months));
        let even = |(due, time): (&Fen, &Time)| {
            first.is_some_and(|(of_first, months)| {
                due.times(i64::from(months)) == of_first.times(i64::from(time.months))
            })
        };
        self.rounded |= !dues.iter().zip(&self.at_rate.times).all(even);
    }

    /// Most have paid some of the times, as the rate says, and some have not.
    pub fn is_likely(&self) -> bool {
        self.told * 2 > self.rows
            && self.some_owe
            && self.others * 4 <= self.fits
            && self.forward >= self.backward
            && !self.rounded
    }

    pub fn has_amounts(&self) -> bool {
        self.said.iter().any(|(_, said, _)| said.iter().any(|said| matches!(said, Said::Amount(_))))
    }

    /// The other columns of money: which come to the sum of the times, and whether what is left in the end bears the
    /// reading out; `None` where one says what is owed already.
    pub fn beside(&self, columns: &Columns<'_>) -> Option<(Vec<u32>, bool)> {
        use Meaning as M;
        let mut of_times = Vec::new();
        let mut agrees = true;
        let is_rate =
            |c: &Column| matches!(self.at_rate.rate, Rate::Column { index, .. } if index == c.index);
        let is_of_fees = |c: &Column| is_rate(c) || self.at_rate.fees_beside.contains(&c.index);
        let others = || columns.list.iter().filter(|c| !is_of_fees(c) && !self.at_rate.has(c.index));
        let before: Vec<u32> = others().filter(|c| is_of_before(c)).map(|c| c.index).collect();
        for column in others().filter(|c| !before.contains(&c.index)) {
            let is = |sum: Sum<'_>| self.is_mostly(columns, column.index, sum);
            let of_before = |row: &Row| -> Fen {
                before.iter().filter_map(|at| amount(row.get(*at)).got()).map(|read| read.fen).sum()
            };
            match column.meaning {
                // 月合计 behind 月物业费 and 月电梯费.
                M::OpeningTotal | M::Due | M::Amount | M::Unknown
                    if !self.at_rate.fees_beside.is_empty()
                        && is(&|_, _, dues| dues.first().copied().unwrap_or_default()) =>
                {
                    of_times.push(column.index);
                }
                M::OpeningTotal if !before.is_empty() => {
                    agrees &= is(&|row, (_, left), _| left + of_before(row));
                }
                M::Opening | M::OpeningTotal => return None,
                M::Due | M::Paid | M::Amount | M::Unknown
                    if is(&|_, (paid, _), _| paid) || is(&|_, _, dues| dues.iter().sum()) =>
                {
                    of_times.push(column.index);
                }
                M::Due | M::Paid => return None,
                _ => {}
            }
        }
        Some((of_times, agrees))
    }

    /// The column has this sum in most rows that say anything of it.
    fn is_mostly(&self, columns: &Columns<'_>, column: u32, sum: Sum<'_>) -> bool {
        let (mut all, mut same) = (0_usize, 0_usize);
        for (at, said, dues) in &self.said {
            let row = &columns.rows[*at];
            let Some(read) = amount(row.get(column)).got() else { continue };
            all += 1;
            same += usize::from(read.fen == sum(row, sums(&self.at_rate, said, dues), dues));
        }
        all > 0 && same * 10 >= all * 8
    }
}

/// 上年欠费: owed before the times of the table.
fn is_of_before(column: &Column) -> bool {
    const BEFORE: [&str; 12] =
        ["上年", "上期", "上季", "往年", "往期", "历年", "以前", "之前", "前期", "年初", "陈欠", "旧欠"];
    column.meaning == Meaning::Opening && words::says(&column.header, &BEFORE)
}
