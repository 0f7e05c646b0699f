//! The transfers that made openings. An import makes many in one entry, so an entry's transfers are read once.

use std::collections::HashMap;

use ledger::accounts::Account;
use ledger::entries::{EntryNumber, Transfer, TransferRef};
use store::Reader;
use store::charges::ChargeRow;

use crate::{Error, Result};

type ByDebit = HashMap<Account, Vec<(TransferRef, Transfer)>>;

/// Standing transfers by their entry and the account that received; each is given once.
#[derive(Default)]
pub(super) struct Made(HashMap<EntryNumber, ByDebit>);

impl Made {
    /// The transfer that made a charge which still stands.
    pub(super) fn take(&mut self, r: &Reader<'_>, made: &ChargeRow) -> Result<(TransferRef, Transfer)> {
        let c = &made.charge;
        if !self.0.contains_key(&made.entry) {
            let mut by_debit = ByDebit::new();
            for (name, transfer) in r.standing_transfers(made.entry)? {
                by_debit.entry(transfer.debit).or_default().push((name, transfer));
            }
            self.0.insert(made.entry, by_debit);
        }
        let account = Account::Receivable { unit: c.unit, person: c.person, item: c.item, period: c.period };
        let of_account = self.0.get_mut(&made.entry).and_then(|by_debit| by_debit.get_mut(&account));
        let found = of_account.and_then(|all| {
            let at = all.iter().position(|(_, t)| t.amount == c.amount)?;
            Some(all.remove(at))
        });
        found.ok_or_else(|| Error::broken("an opening without its transfer"))
    }
}
