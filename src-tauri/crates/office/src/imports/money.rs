//! What a draft says is owed and held, as the books would post it.

use std::collections::HashMap;

use chrono::Datelike;
use ledger::accounts::ItemId;
use ledger::calendar::{Date, Period, parse_date};
use ledger::money::Fen;
use ledger::refusal::Refusal;
use sheets::{BalanceKind, CellRef, Draft, DraftBalance, DraftOpening, DraftUnit};
use store::charges::ChargeRow;
use store::kept::{BalanceRow, SourceCell};

use crate::{Error, Result};

/// Arrears of one item and period, from one cell or several.
#[derive(Debug, Clone)]
pub(super) struct Owed {
    pub(super) item: String,
    pub(super) period: Period,
    pub(super) amount: Fen,
    pub(super) label: String,
    /// The file says from when to when, so that the period's own label tells more than the column's header.
    pub(super) is_dated: bool,
    /// It says nothing of when.
    pub(super) is_undated: bool,
    /// Who owes it, where the file says so.
    pub(super) by: Option<String>,
    pub(super) cells: Vec<SourceCell>,
}

/// Money held for a unit.
#[derive(Debug, Clone)]
pub(super) struct Held {
    /// Which deposit; none for a prepayment.
    pub(super) deposit: Option<String>,
    pub(super) label: String,
    pub(super) amount: Fen,
    /// It stood among the arrears, below zero.
    pub(super) among_arrears: bool,
    pub(super) cell: SourceCell,
}

impl Held {
    /// What tells one kind of money held for a unit from another.
    pub(super) fn key(&self) -> (Option<&str>, &str) {
        (self.deposit.as_deref(), &self.label)
    }
}

pub(super) fn cell(of: &CellRef) -> SourceCell {
    SourceCell { sheet: of.sheet.clone(), cell: of.to_string() }
}

/// What a unit owes, and what is held for it.
pub(super) type Money = (Vec<Owed>, Vec<Held>);

/// The money of each of a draft's units, in its order. Refusal: `date_unreadable`.
pub(super) fn money_of_units(draft: &Draft, through: Date) -> Result<Vec<Money>> {
    let mut held_of: HashMap<&str, Vec<&DraftBalance>> = HashMap::new();
    draft.balances.iter().for_each(|held| held_of.entry(&held.unit).or_default().push(held));
    let mut all = Vec::with_capacity(draft.units.len());
    for unit in &draft.units {
        let balances = held_of.remove(unit.code.as_str()).unwrap_or_default();
        all.push(money(unit, &balances, through)?);
    }
    match held_of.keys().next() {
        None => Ok(all),
        Some(stray) => Err(stray_row(stray)),
    }
}

/// A draft's rows belong to its units.
pub(super) fn stray_row(unit: &str) -> Error {
    Error::broken(format!("a draft whose rows name a unit it does not have: {unit}"))
}

/// Its label is its period's: it did not come without a word of when.
pub(super) fn is_dated(charge: &ChargeRow) -> bool {
    charge.label == charge.charge.period.label()
}

/// What the deposit is called; none for a prepayment.
pub(super) fn deposit<'n>(balance: &BalanceRow, items: &'n HashMap<ItemId, String>) -> Option<&'n str> {
    balance.item.and_then(|item| items.get(&item)).map(String::as_str)
}

/// What a unit owes and what is held for it. Refusal: `date_unreadable`.
fn money(unit: &DraftUnit, balances: &[&DraftBalance], through: Date) -> Result<Money> {
    let (mut owed, mut held): (Vec<Owed>, Vec<Held>) = (Vec::new(), Vec::new());
    for o in &unit.openings {
        let amount = Fen::new(o.amount_fen);
        if amount.is_negative() {
            let (label, cell) = (o.label.clone(), cell(&o.source));
            held.push(Held { deposit: None, label, amount: amount.abs(), among_arrears: true, cell });
            continue;
        }
        let period = period(o, through)?;
        let is_dated = o.from.is_some() && o.to.is_some();
        let is_undated = o.from.is_none() && o.to.is_none();
        match owed
            .iter_mut()
            .find(|same| same.item == o.item && same.period == period && same.by == o.owed_by)
        {
            Some(same) => {
                same.amount += amount;
                same.is_dated |= is_dated;
                same.is_undated &= is_undated;
                same.label = format!("{}、{}", same.label, o.label);
                same.cells.push(cell(&o.source));
            }
            None => owed.push(Owed {
                item: o.item.clone(),
                period,
                amount,
                label: o.label.clone(),
                is_dated,
                is_undated,
                by: o.owed_by.clone(),
                cells: vec![cell(&o.source)],
            }),
        }
    }
    for b in balances {
        let deposit = match b.kind {
            BalanceKind::Prepayment => None,
            BalanceKind::Deposit if b.label.trim().is_empty() => Some("押金".to_owned()),
            BalanceKind::Deposit => Some(b.label.trim().to_owned()),
        };
        let (label, amount, cell) = (b.label.clone(), Fen::new(b.amount_fen), cell(&b.source));
        held.push(Held { deposit, label, amount, among_arrears: false, cell });
    }
    Ok((owed, held))
}

fn period(opening: &DraftOpening, through: Date) -> Result<Period> {
    let date = |text: &Option<String>| text.as_deref().map(parse_date).transpose();
    let to = date(&opening.to)?.unwrap_or(through);
    let year_start = Date::from_ymd_opt(to.year(), 1, 1).unwrap_or(to);
    let from = date(&opening.from)?.unwrap_or(year_start);
    Ok(Period::new(from, to).ok_or_else(|| {
        Refusal::new(
            "date_unreadable",
            format!("“{}”的起止日期前后颠倒。请在表里改正后再导入。", opening.label),
        )
    })?)
}
