//! The sums of a draft: by building, by item, and of what is held.

use std::collections::HashMap;

use crate::{BalanceKind, Draft, TotalLine, Totals};

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

pub(crate) fn totals(draft: &Draft) -> Totals {
    let held = |kind| draft.balances.iter().filter(move |b| b.kind == kind).map(|b| b.amount_fen).sum();
    let mut totals = Totals {
        units: count(draft.units.len()),
        prepaid_fen: held(BalanceKind::Prepayment),
        deposits_fen: held(BalanceKind::Deposit),
        readings: count(draft.readings.len()),
        vehicles: count(draft.vehicles.len()),
        past_payments: count(draft.past_payments.len()),
        past_paid_fen: draft.past_payments.iter().map(|p| p.paid_fen).sum(),
        notes: count(draft.notes.len()),
        ..Totals::default()
    };
    let (mut buildings, mut items) = (Lines::default(), Lines::default());
    for unit in &draft.units {
        let owed: i64 = unit.openings.iter().map(|o| o.amount_fen).sum();
        totals.people += count(unit.people.len());
        totals.opening_fen += owed;
        buildings.add(&unit.building, owed, 1);
        let mut counted: Vec<&str> = Vec::new();
        for opening in &unit.openings {
            let first = !counted.contains(&opening.item.as_str());
            items.add(&opening.item, opening.amount_fen, u32::from(first));
            if first {
                counted.push(&opening.item);
            }
        }
    }
    (totals.by_building, totals.by_item) = (buildings.lines, items.lines);
    totals
}

/// Lines by name, in the order in which the names were met.
#[derive(Default)]
struct Lines<'d> {
    lines: Vec<TotalLine>,
    places: HashMap<&'d str, usize>,
}

impl<'d> Lines<'d> {
    fn add(&mut self, name: &'d str, fen: i64, units: u32) {
        let at = *self.places.entry(name).or_insert_with(|| {
            self.lines.push(TotalLine { name: name.to_owned(), units: 0, opening_fen: 0 });
            self.lines.len() - 1
        });
        self.lines[at].units += units;
        self.lines[at].opening_fen += fen;
    }
}
