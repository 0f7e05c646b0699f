//! The transfers that made openings. An import makes many in one entry, so an entry's transfers are read once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

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
        let by_debit = match self.0.entry(made.entry) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => {
                let mut by_debit = ByDebit::new();
                for (name, transfer) in r.standing_transfers(made.entry)? {
                    by_debit.entry(transfer.debit).or_default().push((name, transfer));
                }
                unknown.insert(by_debit)
            }
        };
        let found = by_debit.get_mut(&c.account()).and_then(|all| {
            let at = all.iter().position(|(_, t)| t.amount == c.amount)?;
            Some(all.remove(at))
        });
        found.ok_or_else(|| Error::broken("an opening without its transfer"))
    }
}
