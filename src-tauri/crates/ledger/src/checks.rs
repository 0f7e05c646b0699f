//! Checks: the books recomputed from their transfers, in a fixed order, naming the first thing that is wrong.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use crate::accounts::Account;
use crate::calendar::Instant;
use crate::entries::{ChainHash, Entry, EntryNumber, TransferRef};
use crate::money::Fen;

/// What one side and the other of an account have moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Balance {
    /// Received in all.
    pub debits: Fen,
    /// Given in all.
    pub credits: Fen,
}

impl Balance {
    /// Debits less credits: above zero on the debit side.
    pub fn net(self) -> Fen {
        self.debits - self.credits
    }
}

/// The checks, in the order they are made. Each is a sentence a person understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Check {
    /// 数据库文件完好
    FileIntact,
    /// 凭证号连续
    NumbersWithoutGap,
    /// 记录时间不倒退
    TimeRunsForward,
    /// 哈希链完整
    ChainUnbroken,
    /// 冲销与原转账一一对应
    ReversalsNameTheirTransfer,
    /// 余额与转账一致
    BalancesProvable,
    /// 应收、预存、押金不透支
    NothingOverdrawn,
    /// 收据号连续
    ReceiptsWithoutGap,
    /// 收据金额与转账一致
    ReceiptsMatchTransfers,
    /// 收费明细与应收一致
    ChargesMatchReceivables,
    /// 通知单留底与其哈希一致
    PapersAsKept,
    /// 明细与记账时一致
    FactsAsKept,
}

impl Check {
    /// All, in order.
    pub const ALL: [Check; 12] = [
        Check::FileIntact,
        Check::NumbersWithoutGap,
        Check::TimeRunsForward,
        Check::ChainUnbroken,
        Check::ReversalsNameTheirTransfer,
        Check::BalancesProvable,
        Check::NothingOverdrawn,
        Check::ReceiptsWithoutGap,
        Check::ReceiptsMatchTransfers,
        Check::ChargesMatchReceivables,
        Check::PapersAsKept,
        Check::FactsAsKept,
    ];

    /// Stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Check::FileIntact => "file_intact",
            Check::NumbersWithoutGap => "numbers_without_gap",
            Check::TimeRunsForward => "time_runs_forward",
            Check::ChainUnbroken => "chain_unbroken",
            Check::ReversalsNameTheirTransfer => "reversals_name_their_transfer",
            Check::BalancesProvable => "balances_provable",
            Check::NothingOverdrawn => "nothing_overdrawn",
            Check::ReceiptsWithoutGap => "receipts_without_gap",
            Check::ReceiptsMatchTransfers => "receipts_match_transfers",
            Check::ChargesMatchReceivables => "charges_match_receivables",
            Check::PapersAsKept => "papers_as_kept",
            Check::FactsAsKept => "facts_as_kept",
        }
    }

    /// As a sentence for people.
    pub const fn chinese(self) -> &'static str {
        match self {
            Check::FileIntact => "数据库文件完好",
            Check::NumbersWithoutGap => "凭证号连续",
            Check::TimeRunsForward => "记录时间不倒退",
            Check::ChainUnbroken => "哈希链完整",
            Check::ReversalsNameTheirTransfer => "冲销与原转账一一对应",
            Check::BalancesProvable => "余额与转账一致",
            Check::NothingOverdrawn => "应收、预存、押金不透支",
            Check::ReceiptsWithoutGap => "收据号连续",
            Check::ReceiptsMatchTransfers => "收据金额与转账一致",
            Check::ChargesMatchReceivables => "收费明细与应收一致",
            Check::PapersAsKept => "通知单留底与其哈希一致",
            Check::FactsAsKept => "明细与记账时一致",
        }
    }
}

/// The first thing found wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Which check failed.
    pub check: Check,
    /// What and where, in Chinese.
    pub what: String,
}

impl Wrong {
    /// A failed check and where.
    pub fn new(check: Check, what: impl Into<String>) -> Self {
        Wrong { check, what: what.into() }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}：{}", self.check.chinese(), self.what)
    }
}

/// Replays entries in order and keeps what they prove.
#[derive(Debug)]
pub struct Replay {
    head: ChainHash,
    count: i64,
    last_at: Option<Instant>,
    balances: BTreeMap<Account, Balance>,
    reversed: HashSet<TransferRef>,
}

impl Default for Replay {
    fn default() -> Self {
        Replay {
            head: ChainHash::GENESIS,
            count: 0,
            last_at: None,
            balances: BTreeMap::new(),
            reversed: HashSet::new(),
        }
    }
}

impl Replay {
    /// The next entry as stored: its number, itself, its stored link, and the transfers its reversals name (found by
    /// `original`).
    pub fn entry(
        &mut self,
        number: EntryNumber,
        entry: &Entry,
        stored: &ChainHash,
        original: impl Fn(TransferRef) -> Option<(Account, Account, Fen)>,
    ) -> Result<(), Wrong> {
        let n = number.0;
        if n != self.count + 1 {
            let missing = self.count + 1;
            return Err(Wrong::new(Check::NumbersWithoutGap, format!("应为第 {missing} 号，却是第 {n} 号")));
        }
        if self.last_at.is_some_and(|last| entry.at < last) {
            return Err(Wrong::new(Check::TimeRunsForward, format!("第 {n} 号早于前一号")));
        }
        let link = self.head.next(number, entry);
        if link != *stored {
            return Err(Wrong::new(
                Check::ChainUnbroken,
                format!("第 {n} 号（{}）的内容与哈希不符", entry.kind.chinese()),
            ));
        }
        for t in &entry.transfers {
            if let Some(name) = t.reverses {
                let undoes = original(name) == Some((t.credit, t.debit, t.amount)) && name.entry < number;
                if !undoes || !self.reversed.insert(name) {
                    let what = format!("第 {n} 号冲销的第 {}-{} 笔不符或已冲销过", name.entry.0, name.line);
                    return Err(Wrong::new(Check::ReversalsNameTheirTransfer, what));
                }
            }
            self.balances.entry(t.debit).or_default().debits += t.amount;
            self.balances.entry(t.credit).or_default().credits += t.amount;
        }
        self.head = link;
        self.count = n;
        self.last_at = Some(entry.at);
        Ok(())
    }

    /// How many entries there were.
    pub fn count(&self) -> i64 {
        self.count
    }

    /// The last link.
    pub fn head(&self) -> ChainHash {
        self.head
    }

    /// Every account's balance as the transfers prove it.
    pub fn balances(&self) -> &BTreeMap<Account, Balance> {
        &self.balances
    }

    /// Compares the balances the books keep with the proven ones, and looks for overdrawn accounts.
    pub fn compare(&self, kept: &BTreeMap<Account, Balance>) -> Result<(), Wrong> {
        let nothing = Balance::default();
        let mut accounts: Vec<&Account> = self.balances.keys().chain(kept.keys()).collect();
        accounts.sort_unstable();
        accounts.dedup();
        for account in &accounts {
            let proven = self.balances.get(account).unwrap_or(&nothing);
            let stored = kept.get(account).unwrap_or(&nothing);
            if proven != stored {
                let what = format!("{account} 账上 {}，按转账应为 {}", stored.net(), proven.net());
                return Err(Wrong::new(Check::BalancesProvable, what));
            }
        }
        for account in accounts {
            let net = self.balances.get(account).unwrap_or(&nothing).net();
            let side = if account.kind().is_debit_side() { net } else { -net };
            if account.kind().must_not_be_overdrawn() && side.is_negative() {
                return Err(Wrong::new(Check::NothingOverdrawn, format!("{account} 透支 {}", side.abs())));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entries::tests::entry;
    use crate::entries::{EntryKind, Transfer};
    use crate::people::PersonId;
    use crate::units::UnitId;

    fn books() -> Vec<(Entry, ChainHash)> {
        let float = Transfer::new(Account::Drawer, Account::FloatFund, Fen::yuan(500));
        let banked = Transfer::new(Account::BankInTransit, Account::Drawer, Fen::yuan(200));
        let back = banked.reversal(TransferRef { entry: EntryNumber(2), line: 1 });
        let mut head = ChainHash::GENESIS;
        (1..)
            .zip([float, banked, back])
            .map(|(n, t)| {
                let e = entry(EntryKind::DayOpened, vec![t]);
                head = head.next(EntryNumber(n), &e);
                (e, head)
            })
            .collect()
    }

    fn replay(books: &[(Entry, ChainHash)]) -> Result<Replay, Wrong> {
        let mut replay = Replay::default();
        for (n, (e, link)) in (1..).zip(books) {
            replay.entry(EntryNumber(n), e, link, |name| {
                let (e, _) = books.get(usize::try_from(name.entry.0).ok()? - 1)?;
                e.transfers.get(usize::try_from(name.line).ok()? - 1).map(|t| (t.debit, t.credit, t.amount))
            })?;
        }
        Ok(replay)
    }

    fn check(change: impl Fn(&mut Vec<(Entry, ChainHash)>), expect: Check) {
        let mut books = books();
        change(&mut books);
        assert_eq!(replay(&books).map(|_| ()).map_err(|w| w.check), Err(expect));
    }

    #[test]
    fn tampering_is_named() {
        check(|b| b[1].0.transfers[0].amount = Fen::yuan(20), Check::ChainUnbroken);
        check(|b| b.swap(0, 1), Check::ChainUnbroken);
        check(
            |b| {
                b[2].0.transfers[0].amount = Fen::yuan(20);
                b[2].1 = b[1].1.next(EntryNumber(3), &b[2].0);
            },
            Check::ReversalsNameTheirTransfer,
        );
    }

    #[test]
    fn kept_balances_are_compared() {
        let replay = replay(&books()).unwrap();
        let mut kept = replay.balances().clone();
        assert_eq!(replay.compare(&kept), Ok(()));
        kept.get_mut(&Account::Drawer).unwrap().debits += Fen::new(1);
        assert_eq!(replay.compare(&kept).unwrap_err().check, Check::BalancesProvable);
    }

    #[test]
    fn an_overdrawn_prepayment_is_named() {
        let mut replay = Replay::default();
        let prepaid = Account::Prepayment { unit: UnitId(1), person: PersonId(1) };
        let e = entry(EntryKind::Payment, vec![Transfer::new(prepaid, Account::Drawer, Fen::new(1))]);
        let link = ChainHash::GENESIS.next(EntryNumber(1), &e);
        replay.entry(EntryNumber(1), &e, &link, |_| None).unwrap();
        assert_eq!(replay.compare(&replay.balances().clone()).unwrap_err().check, Check::NothingOverdrawn);
    }
}
