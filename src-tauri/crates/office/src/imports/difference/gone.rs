//! What earlier files of the same list brought, and the file at hand does not have any more.

use std::collections::{BTreeMap, HashSet};

use ledger::money::Fen;
use sheets::{Draft, DraftUnit};
use store::Reader;
use store::charges::ChargeRow;
use store::imports::BatchId;
use store::kept::BalanceRow;
use store::register::UnitRow;

use super::super::register::Known;
use super::held::moved;
use crate::{Error, Result};

/// A unit that the file does not have any more.
#[derive(Debug)]
pub(in crate::imports) struct Gone {
    pub(in crate::imports) unit: UnitRow,
    pub(in crate::imports) people: String,
    pub(in crate::imports) openings: Vec<ChargeRow>,
    pub(in crate::imports) balances: Vec<BalanceRow>,
    pub(in crate::imports) owed: Fen,
    pub(in crate::imports) stays: &'static str,
}

/// Units that files alike brought and this one does not have.
pub(super) fn gone(r: &Reader<'_>, known: &Known, draft: &Draft) -> Result<Vec<Gone>> {
    let Some(batches) = batches_that_say_who_left(known, draft) else { return Ok(Vec::new()) };
    let here: HashSet<&str> = draft.units.iter().map(|u| u.code.as_str()).collect();
    let mut gone = Vec::new();
    for (_, id) in known.made.iter().filter(|(batch, _)| batches.contains(batch)).copied() {
        let unit = r.unit(id)?.ok_or_else(|| Error::broken("an import's unit that is nowhere"))?;
        if here.contains(unit.code.as_str()) {
            continue;
        }
        let of_unit = known.openings.get(&id);
        let openings: Vec<ChargeRow> =
            of_unit.into_iter().flat_map(BTreeMap::values).flatten().cloned().collect();
        let there: Vec<&(BatchId, BalanceRow)> = known.balances.get(&id).into_iter().flatten().collect();
        let balances: Vec<BalanceRow> = there.iter().map(|(_, b)| b.clone()).collect();
        let touched = r.used_beside_imports(id)?
            || openings.iter().any(|c| c.charge.open != c.charge.amount)
            || moved(r, &balances, &there)?;
        let people = known.people.get(&id).map(|p| crate::register::names(p)).unwrap_or_default();
        gone.push(Gone {
            owed: openings.iter().map(|c| c.charge.open).sum(),
            stays: if touched {
                "已经出过账、收过款或发过通知单，要留在档案里"
            } else {
                ""
            },
            unit,
            people,
            openings,
            balances,
        });
    }
    Ok(gone)
}

/// Of which imports the file says what became of their units. A household that is not in a list of who owes has paid and
/// lives there still: only a list that tells more of its households, and the one that brought them, say that it left.
fn batches_that_say_who_left<'k>(known: &'k Known, draft: &Draft) -> Option<&'k HashSet<BatchId>> {
    let mut described = draft.units.iter().filter(|unit| unit.described).peekable();
    described.peek()?;
    let says_no_more_than_debts =
        known.speaks_of_debts && described.clone().all(|unit| !says_what_it_is(unit));
    let all_owe = described.all(|unit| unit.openings.iter().any(|opening| opening.amount_fen > 0));
    match (says_no_more_than_debts, all_owe) {
        (true, true) => None,
        (true, false) | (false, true) => Some(&known.of_layout),
        (false, false) => Some(&known.alike),
    }
}

fn says_what_it_is(unit: &DraftUnit) -> bool {
    unit.area.is_some() || unit.status.is_some() || unit.handover.is_some()
}
