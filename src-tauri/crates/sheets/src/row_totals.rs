//! A row's own 合计 beside the sum of its columns.

use ledger::money::Fen;
use rust_decimal::Decimal;

use crate::cells::{Amount, Reading};
use crate::interpretation::Interpretation;
use crate::sums::Counted;
use crate::table::{Line, Table};
use crate::tie_outs::TOLERANCE;
use crate::{Level, Meaning, words};

/// The sum of a row's amounts, beside the row's own total.
#[derive(Debug, Default)]
pub(crate) struct RowSum {
    /// By column.
    parts: Vec<(usize, Amount)>,
    paid: Decimal,
    paid_fen: Fen,
    waived: Decimal,
    waived_fen: Fen,
    /// Something of the row is not in the sum, which has its own finding.
    pub unreadable: bool,
}

impl RowSum {
    pub fn add(&mut self, slot: usize, amount: Amount) {
        self.parts.push((slot, amount));
    }

    /// A total may be of what is due, or of what is left of it.
    pub fn paid(&mut self, amount: Amount) {
        self.paid += amount.exact;
        self.paid_fen += amount.fen;
    }

    /// A total may be of what is due when that is taken off.
    pub fn waived(&mut self, amount: Amount) {
        self.waived += amount.exact;
        self.waived_fen += amount.fen;
    }

    /// What all columns come to.
    pub fn whole(&self) -> Fen {
        self.between(0, usize::MAX).1
    }

    /// Of the columns from one on up to another.
    fn between(&self, first: usize, end: usize) -> (Decimal, Fen) {
        let parts = self.parts.iter().filter(|(slot, _)| (first..end).contains(slot));
        parts.fold((Decimal::ZERO, Fen::ZERO), |(exact, fen), (_, a)| (exact + a.exact, fen + a.fen))
    }
}

/// The row's 合计 beside the sum of its columns; of several, each may be of the columns since the one before.
pub(crate) fn row_total<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, sum): (usize, &RowSum),
) {
    balance(reading, table, line);
    let mut first = 0;
    for slot in table.slots(Meaning::OpeningTotal) {
        let (since, whole) = (sum.between(first, *slot), sum.between(0, usize::MAX));
        first = *slot;
        let at = line.at(*slot);
        let Reading::Got(Amount { exact: total, .. }) = at.amount() else { continue };
        let left = (whole.0 - sum.paid, whole.1 - sum.paid_fen);
        let with_held = held_in(table, line).map(|held| (whole.0 + held.exact, whole.1 + held.fen));
        let agrees = |sum: &(Decimal, Fen)| (total - sum.0).abs() <= TOLERANCE;
        let less_waived = |of: (Decimal, Fen)| (of.0 - sum.waived, of.1 - sum.waived_fen);
        let waived = [less_waived(whole), less_waived(left), less_waived(since)];
        let so_far = table.header(*slot).contains('累').then(|| owed_so_far(reading, unit));
        let others = with_held.into_iter().chain(so_far);
        let told = waived.into_iter().chain([whole, left, since]).chain(others).find(agrees);
        // 欠费合计 is of what is left, also where it is wrong.
        let of_rest = words::says_owed(table.header(*slot));
        let whole = less_waived(if of_rest { left } else { whole });
        // Who paid too much owes nothing, and what he paid is held only where a person said so.
        let overpaid = of_rest && sum.paid_fen.is_positive() && told == Some(left) && left.1.is_negative();
        line.counts(
            *slot,
            match overpaid && !reading.decisions.is("paid_more_than_due", "prepayment") {
                true => Counted::LeftOut(Amount { exact: left.0, fen: left.1, as_text: false }),
                false => Counted::Total(total, told.unwrap_or(whole).1),
            },
        );
        // What could not be read has its own finding.
        if told.is_none() && !sum.unreadable {
            let header = table.header(*slot);
            let message = format_args!("“{header}”与这一行各列之和不符，按各列导入。请核对。");
            reading.findings.add(at, (Level::Decide, "row_total_differs"), message, whole.0.normalize());
        }
    }
}

/// 累计欠费 of February is what the unit owes by the sheet of January too.
fn owed_so_far(reading: &Interpretation, unit: usize) -> (Decimal, Fen) {
    let owed = reading.draft.units[unit].openings.iter().map(|opening| Fen::new(opening.amount_fen));
    let owed: Fen = owed.sum();
    (owed.to_decimal(), owed)
}

/// What is left in the end, where the row's own columns come to something else.
fn balance(reading: &mut Interpretation, table: &Table<'_>, line: &Line<'_>) {
    let Some(balance) = &table.region.balance else { return };
    let slot = |index: &u32| table.region.columns.iter().position(|c| c.index == *index);
    let read = |slot: usize| line.at(slot).amount().got().map_or(Decimal::ZERO, |amount| amount.exact);
    let sum = |of: &[u32]| of.iter().filter_map(slot).map(read).sum::<Decimal>();
    let Some(closing) = slot(&balance.closing) else { return };
    let at = line.at(closing);
    let left = sum(&balance.plus) - sum(&balance.minus);
    // Who paid too much owes nothing.
    let told = read(closing).max(Decimal::ZERO) == left.max(Decimal::ZERO);
    if told || (read(closing) - left).abs() <= TOLERANCE || at.amount() == Reading::Unreadable {
        return;
    }
    let header = table.header(closing);
    let message = format_args!("“{header}”与这一行各列加减的结果不符，按“{header}”导入。请核对。");
    reading.findings.add(at, (Level::Decide, "row_total_differs"), message, left.normalize());
}

/// What the row's columns of deposits and prepayments come to: 合计 may sum them too. `None` where there are none.
fn held_in(table: &Table<'_>, line: &Line<'_>) -> Option<Amount> {
    let slots = [Meaning::Deposit, Meaning::Prepaid].into_iter().flat_map(|meaning| table.slots(meaning));
    let amounts = slots.filter_map(|slot| line.at(*slot).amount().got());
    amounts.reduce(|sum, one| Amount { exact: sum.exact + one.exact, fen: sum.fen + one.fen, ..sum })
}
