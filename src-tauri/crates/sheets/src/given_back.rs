//! 收 and 退 in rows of their own: what was given back comes off what was taken of the same household.

use std::collections::HashMap;

use ledger::money::Fen;

use crate::cells::Amount;
use crate::findings::At;
use crate::interpretation::Interpretation;
use crate::states::came;
use crate::sums::Counted;
use crate::table::{Line, Table};
use crate::{BalanceKind, CellRef, Level};

/// One row of it.
#[derive(Debug)]
pub(crate) struct GivenBack {
    /// The unit's code.
    unit: String,
    kind: BalanceKind,
    label: String,
    fen: Fen,
    source: CellRef,
}

/// What is held, as the row names it: its column, its kind and what it is called.
pub(crate) type Named<'n> = (usize, BalanceKind, &'n str);

/// Whether the row's amount was given back, which is then taken off when the table is read.
pub(crate) fn is_given_back(
    reading: &mut Interpretation,
    table: &Table<'_>,
    line: &mut Line<'_>,
    (unit, (slot, kind, label), amount): (usize, Named<'_>, Amount),
) -> bool {
    let Some(way) = table.came_or_went else { return false };
    let at = line.at(way);
    let said = at.text().unwrap_or_default();
    line.keep_text(slot);
    if came(&said) != Some(false) {
        return false;
    }
    let message =
        format_args!("“{}”写着“{said}”，{} 元从这一户收的里面减去。", table.label(way), amount.fen.abs());
    reading.findings.add(at, (Level::Note, "balance_given_back"), message, "");
    let back = amount.fen.abs();
    line.counts(slot, Counted::Imported(Amount { exact: -amount.exact.abs(), fen: -back, ..amount }));
    let unit = reading.draft.units[unit].code.clone();
    let source = table.source(line, slot);
    reading.given_back.push(GivenBack { unit, kind, label: label.to_owned(), fen: back, source });
    true
}

/// What a row of its own says was given back of a deposit.
pub(crate) fn note(
    reading: &mut Interpretation,
    table: &Table<'_>,
    line: &Line<'_>,
    (unit, slot): (usize, usize),
    (label, fen): (String, Fen),
) {
    let unit = reading.draft.units[unit].code.clone();
    let source = table.source(line, slot);
    reading.given_back.push(GivenBack { unit, kind: BalanceKind::Deposit, label, fen, source });
}

/// To be called when all rows of a table were read; `first` is the place of its first balance in the draft.
pub(crate) fn take_off(reading: &mut Interpretation, table: &Table<'_>, first: usize) {
    let given_back = std::mem::take(&mut reading.given_back);
    if given_back.is_empty() {
        return;
    }
    let mut places: HashMap<(String, String), Vec<usize>> = HashMap::new();
    let key = |unit: &str, kind: BalanceKind, label: &str| (unit.to_owned(), format!("{kind:?} {label}"));
    for (at, held) in reading.draft.balances.iter().enumerate().skip(first) {
        places.entry(key(&held.unit, held.kind, &held.label)).or_default().push(at);
    }
    for back in given_back {
        let mut left = back.fen.fen();
        for at in places.get(&key(&back.unit, back.kind, &back.label)).into_iter().flatten() {
            let held = &mut reading.draft.balances[*at].amount_fen;
            let taken = left.min(*held);
            *held -= taken;
            left -= taken;
        }
        if left > 0 {
            let message = format_args!(
                "{} 退的 {} 元比表里收的多 {} 元，多出来的没有减。请核对。",
                back.unit,
                back.fen,
                Fen::new(left)
            );
            let at = At::new(table.sheet, back.source.row, back.source.column, None);
            reading.findings.add(at, (Level::Decide, "more_given_back"), message, "");
        }
    }
    let mut at = 0;
    reading.draft.balances.retain(|held| {
        at += 1;
        at <= first || held.amount_fen != 0
    });
}
