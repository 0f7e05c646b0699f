//! What a unit owes and what is held for it, as charges, balances and transfers.

use ledger::accounts::Account;
use ledger::entries::Transfer;
use ledger::people::PersonId;
use ledger::units::UnitId;
use store::charges::{NewChargeRow, Origin};
use store::imports::SourceRow;
use store::kept::{BalanceRow, Field, SourceCell};

use super::Posting;
use crate::imports::difference::account;
use crate::imports::money::{Held, Owed};
use crate::{Error, Result};

impl Posting<'_, '_> {
    pub(super) fn owed(&mut self, unit: UnitId, known: bool, owed: Vec<Owed>) -> Result<()> {
        for o in owed {
            let person = self.owing(unit, known, &o);
            if self.adds_to_a_charge((unit, person), &o)? {
                continue;
            }
            let row = NewChargeRow {
                unit,
                person,
                item: self.people.item(&o.item)?,
                period: o.period,
                due: o.period.to(),
                amount: o.amount,
                working: format!("期初：{}", o.label),
                label: if o.is_dated { String::new() } else { o.label },
                origin: Origin::Opening,
            };
            self.transfers.push(Transfer::new(row.account(), Account::OpeningBalance, o.amount));
            self.opening += o.amount;
            self.charges.push(row);
            let nth = i64::try_from(self.charges.len()).unwrap_or(i64::MAX);
            let sources = o.cells.into_iter().map(|at| (SourceRow::of_unit(unit, false, at), nth));
            self.of_charges.extend(sources);
        }
        Ok(())
    }

    /// Two who are named in the file and owe through one payer owe one receivable: 责任人 whom the unit does not know.
    fn adds_to_a_charge(&mut self, (unit, person): (UnitId, PersonId), o: &Owed) -> Result<bool> {
        let item = self.people.item(&o.item)?;
        let mut of_unit =
            self.charges.iter_mut().enumerate().rev().take_while(|(_, charge)| charge.unit == unit);
        let same =
            |charge: &NewChargeRow| (charge.person, charge.item, charge.period) == (person, item, o.period);
        let Some((at, charge)) = of_unit.find(|(_, charge)| same(charge)) else { return Ok(false) };
        let account = charge.account();
        let mut latest_first = self.transfers.iter_mut().rev();
        let transfer = latest_first
            .find(|t| t.debit == account && t.reverses.is_none())
            .ok_or_else(|| Error::broken("a charge without its transfer"))?;
        transfer.amount += o.amount;
        charge.amount += o.amount;
        if !charge.working.contains(&o.label) {
            charge.working = format!("{}、{}", charge.working, o.label);
        }
        self.opening += o.amount;
        let nth = i64::try_from(at + 1).unwrap_or(i64::MAX);
        let sources = o.cells.iter().map(|cell| (SourceRow::of_unit(unit, false, cell.clone()), nth));
        self.of_charges.extend(sources);
        Ok(true)
    }

    pub(super) fn held(&mut self, unit: UnitId, known: bool, held: Vec<Held>) -> Result<()> {
        for h in held.into_iter().filter(|h| h.amount.is_positive()) {
            let person = self.debtor(unit, known, std::slice::from_ref(&h.cell));
            let item = match &h.deposit {
                Some(name) => Some(self.people.deposit_item(name)?),
                None => None,
            };
            let (label, amount, source) = (h.label, h.amount, h.cell);
            let line = i64::try_from(self.transfers.len() + 1).unwrap_or(i64::MAX);
            let row = BalanceRow { unit, person, item, label, amount, entry: self.next, line, source };
            self.transfers.push(Transfer::new(Account::OpeningBalance, account(&row), amount));
            self.kept.balances.push(row);
            match &h.deposit {
                Some(_) => self.deposits += amount,
                None => self.prepaid += amount,
            }
            if h.among_arrears {
                self.opening -= amount;
                self.view.overpaid_fen.0 += amount.fen();
            }
        }
        Ok(())
    }

    /// Who owes this: whom the file names, if he stands to the unit, else who pays for it.
    fn owing(&mut self, unit: UnitId, known: bool, o: &Owed) -> PersonId {
        let Some(name) = &o.by else { return self.debtor(unit, known, &o.cells) };
        if let Some(named) = self.people.named(name) {
            return named.person;
        }
        let at = o.cells.first().map(|c| format!("{} {}", c.sheet, c.cell)).unwrap_or_default();
        let left = format!("{at} 的欠费在表里写明由{name}承担，他没有登记在这套房，记在了缴费人名下。");
        if !self.view.left.contains(&left) {
            self.view.left.push(left);
        }
        self.debtor(unit, known, &o.cells)
    }

    /// Who owes, or whose money it is; a unit without people gets an unnamed owner, to be chased.
    fn debtor(&mut self, unit: UnitId, known: bool, cells: &[SourceCell]) -> PersonId {
        let (person, unnamed) = self.people.debtor(unit);
        if unnamed && known {
            let at = cells.first().cloned().unwrap_or_default();
            self.changed(unit, Some(person), (Field::Person, "", "owner"), &at);
        }
        person
    }
}
