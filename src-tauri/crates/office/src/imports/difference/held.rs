//! What a file says is held for a unit, beside the prepayments and deposits that were taken over.

use ledger::accounts::Account;
use ledger::money::Fen;
use store::Reader;
use store::imports::BatchId;
use store::kept::BalanceRow;
use store::register::UnitRow;

use super::super::money::{Held, deposit};
use super::super::register::Known;
use super::{Change, Step, UnitPlan, shown};
use crate::Result;

type Standing = (BatchId, BalanceRow);

/// Keeps in `plan.held` what is new; what is there with another amount is a change, and so is what an earlier state of
/// this file brought and this one does not have any more.
pub(super) fn balance_changes(
    r: &Reader<'_>,
    known: &Known,
    unit: &UnitRow,
    plan: &mut UnitPlan<'_>,
) -> Result<()> {
    let mut there: Vec<&Standing> = known.balances.get(&unit.id).into_iter().flatten().collect();
    let of_unit = there.clone();
    let mut left: Vec<Held> = std::mem::take(&mut plan.held);
    while let Some(first) = left.first().cloned() {
        let (here, others): (Vec<Held>, Vec<Held>) = left.into_iter().partition(|h| h.key() == first.key());
        left = others;
        let (met, others): (Vec<&Standing>, Vec<&Standing>) = there.into_iter().partition(|(_, b)| {
            // An import from before balances had rows of their own says no label.
            let unlabelled = b.source.cell.is_empty() && b.label.is_empty();
            let label = if unlabelled { first.label.as_str() } else { b.label.as_str() };
            (deposit(b, &known.item_names), label) == first.key()
        });
        there = others;
        if met.is_empty() {
            plan.held.extend(here);
            continue;
        }
        plan.changes.extend(balance_change(r, &of_unit, met, here)?);
    }
    let no_more = |(batch, held): &&Standing| known.held_in_earlier_state(*batch, held, plan.draft.described);
    let mut gone: Vec<&Standing> = there.into_iter().filter(no_more).collect();
    while let Some((_, first)) = gone.first() {
        let key = (first.item, first.label.clone());
        let (met, others): (Vec<&Standing>, Vec<&Standing>) =
            gone.into_iter().partition(|(_, b)| b.item == key.0 && b.label == key.1);
        gone = others;
        plan.changes.extend(balance_change(r, &of_unit, met, Vec::new())?);
    }
    Ok(())
}

/// Money held, otherwise or no more; nothing where it is the same sum.
fn balance_change<'d>(
    r: &Reader<'_>,
    of_unit: &[&Standing],
    met: Vec<&Standing>,
    post: Vec<Held>,
) -> Result<Option<Change<'d>>> {
    let reverse: Vec<BalanceRow> = met.into_iter().map(|(_, b)| b.clone()).collect();
    let before: Fen = reverse.iter().map(|b| b.amount).sum();
    let after: Fen = post.iter().map(|h| h.amount).sum();
    if before == after {
        return Ok(None);
    }
    let is_deposit = reverse.iter().any(|b| b.item.is_some());
    let (field, what) = if is_deposit { ("deposit", "押金") } else { ("prepayment", "预存") };
    let label = post.first().map(|h| &h.label).or(reverse.first().map(|b| &b.label));
    let label = label.map_or(String::new(), |label| format!("{what} {label}"));
    let (after, does) = match post.as_slice() {
        [] => (String::new(), format!("冲回，账上不再有这笔{what}")),
        _ => (after.to_string(), "冲回原来的，记入表里的".into()),
    };
    let mut shown = shown(field, label.trim(), (before.to_string(), after), does);
    if moved(r, &reverse, of_unit)? {
        shown = shown.held("已经用过或退过，请在收款台办理");
    }
    Ok(Some(Change { shown, step: Step::Balances { reverse, post } }))
}

/// Whether anything but imports moved the accounts of these balances.
pub(super) fn moved(r: &Reader<'_>, balances: &[BalanceRow], there: &[&Standing]) -> Result<bool> {
    for b in balances {
        let account = account(b);
        let expected: Fen =
            there.iter().filter(|(_, o)| self::account(o) == account).map(|(_, o)| o.amount).sum();
        if -r.balance(&account)?.net() != expected {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(in crate::imports) fn account(b: &BalanceRow) -> Account {
    match b.item {
        Some(item) => Account::DepositHeld { unit: b.unit, person: b.person, item },
        None => Account::Prepayment { unit: b.unit, person: b.person },
    }
}
