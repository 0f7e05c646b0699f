//! 预存与押金: money the office holds for a unit when the books begin.

use ledger::money::Fen;

use crate::cells::Amount;
use crate::interpretation::Interpretation;
use crate::owed::amount_in;
use crate::sums::Counted;
use crate::table::{Line, Table};
use crate::units::refer;
use crate::{BalanceKind, DraftBalance, Level, Meaning};

pub(crate) const UNUSED: &[Meaning] = &[
    Meaning::Note,
    Meaning::Rate,
    Meaning::PeriodRange,
    Meaning::PeriodFrom,
    Meaning::PeriodTo,
    Meaning::Months,
    Meaning::Due,
    Meaning::Paid,
    Meaning::PaidOn,
    Meaning::Cashier,
    Meaning::Plate,
    Meaning::Space,
    Meaning::Opening,
];

pub(crate) fn line<'a>(
    reading: &mut Interpretation,
    table: &mut Table<'a>,
    line: &mut Line<'a>,
) -> Option<usize> {
    let unit = refer(reading, table, line)?;
    held(reading, table, line, unit);
    for slot in table.slots(Meaning::Amount) {
        // What is held is said by the row's item, the header, or the sheet.
        let item = table.text(line, Meaning::Item).unwrap_or_default();
        let told = [item.as_str(), table.header(*slot), &table.region.title, &table.sheet.name];
        let deposit = told.into_iter().find(|words| is_deposit(words));
        let kind = match told.into_iter().find(|words| is_deposit(words) || is_prepaid(words)) {
            Some(words) if is_deposit(words) => BalanceKind::Deposit,
            _ => BalanceKind::Prepayment,
        };
        let label = match kind {
            BalanceKind::Deposit => deposit.unwrap_or_default().to_owned(),
            BalanceKind::Prepayment => String::new(),
        };
        balance(reading, table, line, (unit, *slot), (kind, label));
    }
    Some(unit)
}

fn is_deposit(words: &str) -> bool {
    ["押金", "保证金", "质保金"].iter().any(|word| words.contains(word))
}

fn is_prepaid(words: &str) -> bool {
    ["预存", "预收", "预缴", "预交"].iter().any(|word| words.contains(word))
}

/// The row's columns of prepayments and deposits.
pub(crate) fn held<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &mut Line<'a>, unit: usize) {
    for slot in table.slots(Meaning::Prepaid) {
        balance(reading, table, line, (unit, *slot), (BalanceKind::Prepayment, String::new()));
    }
    deposits(reading, table, line, unit);
}

/// The row's columns of deposits alone.
pub(crate) fn deposits<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    unit: usize,
) {
    for slot in table.slots(Meaning::Deposit) {
        balance(reading, table, line, (unit, *slot), (BalanceKind::Deposit, table.label(*slot)));
    }
}

fn balance<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, slot): (usize, usize),
    (kind, label): (BalanceKind, String),
) {
    let Some(amount) = amount_in(reading, table, line, slot) else { return };
    let Amount { fen, .. } = amount;
    if fen.is_negative() {
        let message = "预存或押金是负数，没有导入，作为备注保留。请核对。";
        reading.findings.add(line.at(slot), (Level::Decide, "balance_negative"), message, "");
        line.counts(slot, Counted::LeftOut(amount));
        line.keep_text(slot);
    } else if fen.is_positive() {
        push(reading, table, line, (unit, slot), (kind, label, fen));
    }
}

/// A prepayment that another kind of table has found.
pub(crate) fn prepay(
    reading: &mut Interpretation,
    table: &Table<'_>,
    line: &Line<'_>,
    place: (usize, usize),
    fen: Fen,
) {
    push(reading, table, line, place, (BalanceKind::Prepayment, String::new(), fen));
}

fn push(
    reading: &mut Interpretation,
    table: &Table<'_>,
    line: &Line<'_>,
    (unit, slot): (usize, usize),
    (kind, label, fen): (BalanceKind, String, Fen),
) {
    let unit = reading.draft.units[unit].code.clone();
    let source = table.source(line, slot);
    reading.draft.balances.push(DraftBalance { unit, kind, label, amount_fen: fen.fen(), source });
}
