//! The months that a row writes beside its range, where the two disagree: which of them its amount fits.

use ledger::calendar::Month;
use rust_decimal::Decimal;

use crate::cells::A_FEN;
use crate::table::{Line, Table};
use crate::{Meaning, words};

/// Sixty years.
const MOST_MONTHS: u32 = 720;

/// Whether the row's one amount is so many months of its fee by the written count and not by the range's: 80 元 × 11
/// is 880. Without a fee: whether it divides to the 分 by the one and not by the other.
pub(crate) fn fits_written(table: &Table<'_>, line: &Line<'_>, written: u32, of_range: usize) -> bool {
    if written > MOST_MONTHS {
        return false;
    }
    let penalty = |slot: &&usize| !words::is_penalty(&words::key(table.header(**slot)));
    let slots = [Meaning::Opening, Meaning::Amount].into_iter().flat_map(|meaning| table.slots(meaning));
    let amounts = slots.filter(penalty).filter_map(|slot| line.at(*slot).amount().got());
    let mut amounts = amounts.map(|amount| amount.exact).filter(|amount| !amount.is_zero());
    let (Some(amount), None) = (amounts.next(), amounts.next()) else { return false };
    let (written, of_range) = (Decimal::from(written), Decimal::from(of_range));
    let rates = [Meaning::Monthly, Meaning::Rate].into_iter().flat_map(|meaning| table.slots(meaning));
    let rates = rates.filter_map(|slot| line.at(*slot).amount().got());
    let rates: Vec<Decimal> = rates.map(|rate| rate.exact).filter(|rate| !rate.is_zero()).collect();
    let at_rate = |count: Decimal| rates.iter().any(|rate| (rate * count - amount).abs() < A_FEN);
    if at_rate(written) || at_rate(of_range) {
        return at_rate(written);
    }
    let divides = |count: Decimal| {
        (amount * Decimal::ONE_HUNDRED).checked_rem(count).is_some_and(|rest| rest.is_zero())
    };
    divides(written) && !divides(of_range)
}

/// So many months from the first on, whatever the range's end says.
pub(crate) fn from_first(mut months: Vec<Month>, count: u32) -> Vec<Month> {
    let count = usize::try_from(count).expect("a count of months is an index");
    while let Some(last) = months.last().copied().filter(|_| months.len() < count) {
        months.push(last.next());
    }
    months.truncate(count);
    months
}
