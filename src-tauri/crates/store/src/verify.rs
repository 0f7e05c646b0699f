//! `verify`: every balance, the chain and the documents recomputed from the transfers.

use std::collections::{BTreeMap, HashMap};

use ledger::accounts::Account;
use ledger::checks::{Balance, Check, Replay, Wrong};
use ledger::entries::{ChainHash, TransferRef, sha256_hex};
use ledger::money::Fen;

use crate::rows::{all, fen, one};
use crate::{Error, Reader, Result};

/// What a verification found.
#[derive(Debug, Clone)]
pub struct Verified {
    /// The first thing wrong; none is good.
    pub wrong: Option<Wrong>,
    /// How many entries were replayed.
    pub entries: i64,
    /// How many transfers.
    pub transfers: i64,
    /// The proven head of the chain.
    pub head: ChainHash,
}

/// Stops a replay at the first thing wrong, or at a fault.
enum Stop {
    Wrong(Wrong),
    Fault(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Stop::Fault(error)
    }
}

impl From<Wrong> for Stop {
    fn from(wrong: Wrong) -> Self {
        Stop::Wrong(wrong)
    }
}

impl Reader<'_> {
    /// Makes every check in order and stops at the first that fails.
    pub fn verify(&self) -> Result<Verified> {
        let mut replay = Replay::default();
        let mut transfers = 0;
        let stop = self.checks(&mut replay, &mut transfers);
        let wrong = match stop {
            Ok(()) => None,
            Err(Stop::Wrong(wrong)) => Some(wrong),
            Err(Stop::Fault(Error::Unreadable { what, value })) => Some(Wrong::new(
                Check::ChainUnbroken,
                format!("第 {} 号之后有读不懂的内容（{what} {value}）", replay.count()),
            )),
            Err(Stop::Fault(fault)) => return Err(fault),
        };
        Ok(Verified { wrong, entries: replay.count(), transfers, head: replay.head() })
    }

    fn checks(&self, replay: &mut Replay, transfers: &mut i64) -> std::result::Result<(), Stop> {
        if let Some(what) = self.intact()? {
            return Err(Wrong::new(Check::FileIntact, what).into());
        }
        // What is wrong with the facts beside the entries is said when its check's turn comes.
        let mut facts: BTreeMap<Check, Wrong> = BTreeMap::new();
        self.for_each_entry::<Stop>(|e| {
            *transfers += i64::try_from(e.entry.transfers.len()).unwrap_or(i64::MAX);
            if let Some(wrong) = self.facts_wrong(e)? {
                facts.entry(wrong.check).or_insert(wrong);
            }
            let named = self.named_by_reversals(&e.entry.transfers)?;
            Ok(replay.entry(e.number, &e.entry, &e.hash, |name| named.get(&name).copied())?)
        })?;
        let kept: BTreeMap<Account, Balance> = self.balances()?.into_iter().collect();
        replay.compare(&kept)?;
        self.receipts_without_gap()?;
        let mut facts_of = |check| facts.remove(&check).map_or(Ok(()), Err);
        facts_of(Check::ReceiptsMatchTransfers)?;
        self.receipts_stand()?;
        facts_of(Check::ChargesMatchReceivables)?;
        self.charges_stand()?;
        facts_of(Check::PapersAsKept)?;
        self.papers_stand()?;
        facts_of(Check::FactsAsKept)?;
        Ok(self.facts_of_their_kind()?.map_or(Ok(()), Err)?)
    }

    fn named_by_reversals(
        &self,
        transfers: &[ledger::entries::Transfer],
    ) -> Result<HashMap<TransferRef, (Account, Account, Fen)>> {
        let mut named = HashMap::new();
        for name in transfers.iter().filter_map(|t| t.reverses) {
            if let Some(t) = self.transfer(name)? {
                named.insert(name, (t.debit, t.credit, t.amount));
            }
        }
        Ok(named)
    }

    fn receipts_without_gap(&self) -> std::result::Result<(), Stop> {
        let (count, last): (i64, i64) = self
            .connection
            .query_row("SELECT count(*), ifnull(max(number), 0) FROM receipt", [], |r| {
                Ok((r.get(0)?, r.get(1)?))
            })
            .map_err(Error::from)?;
        if count != last {
            return Err(
                Wrong::new(Check::ReceiptsWithoutGap, format!("共 {count} 张，最后一号是 {last}")).into()
            );
        }
        Ok(())
    }

    fn receipts_stand(&self) -> std::result::Result<(), Stop> {
        let mut statement = self
            .connection
            .prepare(
                "SELECT r.number FROM receipt r JOIN payment p ON p.id = r.payment_id
                 WHERE p.total_fen <> p.to_prepayment_fen
                         + ifnull((SELECT sum(amount_fen) FROM allocation a WHERE a.payment_id = p.id), 0)
                    OR p.total_fen <> ifnull((SELECT sum(kept_fen) FROM payment_tender t WHERE t.payment_id = p.id), 0)
                    OR p.total_fen < (SELECT ifnull(sum(amount_fen), 0) FROM transfer t WHERE t.entry_number = p.entry_number)
                    OR p.total_fen - (SELECT ifnull(sum(amount_fen), 0) FROM transfer t WHERE t.entry_number = p.entry_number)
                       > p.to_prepayment_fen
                 UNION ALL SELECT r.number FROM entry e JOIN payment p ON p.entry_number = e.reverses
                    JOIN receipt r ON r.payment_id = p.id
                    WHERE e.kind = 'payment_voided' AND NOT EXISTS (
                        SELECT 1 FROM receipt_void v WHERE v.number = r.number AND v.entry_number = e.number)
                 UNION ALL SELECT v.number FROM receipt_void v WHERE NOT EXISTS (
                    SELECT 1 FROM entry e JOIN payment p ON p.entry_number = e.reverses
                    JOIN receipt r ON r.payment_id = p.id
                    WHERE e.number = v.entry_number AND e.kind = 'payment_voided' AND r.number = v.number)
                 UNION ALL SELECT 0 FROM payment p WHERE NOT EXISTS (SELECT 1 FROM receipt r WHERE r.payment_id = p.id)
                 LIMIT 1",
            )
            .map_err(Error::from)?;
        match one(&mut statement, [], |row| Ok(row.get::<_, i64>(0)?))? {
            Some(0) => Err(Wrong::new(Check::ReceiptsMatchTransfers, "有一笔收款没有收据").into()),
            Some(n) => {
                Err(Wrong::new(Check::ReceiptsMatchTransfers, format!("收据 No.{n:07} 的金额与转账不符"))
                    .into())
            }
            None => Ok(()),
        }
    }

    fn charges_stand(&self) -> std::result::Result<(), Stop> {
        let mut statement = self
            .connection
            .prepare(
                "WITH posted AS MATERIALIZED (
                    SELECT entry_number, debit_id, sum(amount_fen) AS fen FROM transfer GROUP BY entry_number, debit_id)
                 SELECT c.id FROM charge c
                 LEFT JOIN posted p ON p.entry_number = c.entry_number AND p.debit_id = c.account_id
                 WHERE p.fen IS NOT c.amount_fen
                 UNION ALL
                 SELECT -a.id FROM account a JOIN balance b ON b.account_id = a.id
                 WHERE a.kind = 'receivable' AND b.debits_fen <> b.credits_fen AND NOT EXISTS (
                    SELECT 1 FROM charge c WHERE c.account_id = a.id
                       AND NOT EXISTS (SELECT 1 FROM charge_reversal r WHERE r.charge_id = c.id))
                 LIMIT 1",
            )
            .map_err(Error::from)?;
        match one(&mut statement, [], |row| Ok(row.get::<_, i64>(0)?))? {
            Some(id) if id > 0 => {
                Err(Wrong::new(Check::ChargesMatchReceivables, format!("第 {id} 号费用与转账不符")).into())
            }
            Some(id) => {
                Err(Wrong::new(Check::ChargesMatchReceivables, format!("第 {} 号应收没有对应的费用", -id))
                    .into())
            }
            None => Ok(()),
        }
    }

    fn papers_stand(&self) -> std::result::Result<(), Stop> {
        let mut statement = self
            .connection
            .prepare("SELECT serial, snapshot, sha256, total_fen FROM notice ORDER BY serial")
            .map_err(Error::from)?;
        let wrong = all(&mut statement, [], |row| {
            let (snapshot, kept): (String, String) = (row.get("snapshot")?, row.get("sha256")?);
            let same = sha256_hex(snapshot.as_bytes()) == kept;
            fen(row, "total_fen").and(Ok((!same).then_some(row.get::<_, String>("serial")?)))
        })?;
        match wrong.into_iter().flatten().next() {
            Some(serial) => Err(Wrong::new(Check::PapersAsKept, format!("{serial} 的留底被改过")).into()),
            None => Ok(()),
        }
    }
}
