//! Entries and transfers: the one kind of fact the books are made of, chained by hash.
//!
//! An [`Entry`] is an act: who, when, of what kind, with which document and reason. It carries zero or more
//! [`Transfer`]s, each `debit account ← credit account, amount > 0`; books balance by construction. Entries are
//! numbered from 1 without gaps; each hash covers the entry, its transfers and the hash before it, so that a changed,
//! missing or inserted fact shows (会计基础工作规范; 财会〔2024〕12号).

use std::fmt;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::accounts::Account;
use crate::calendar::{Date, Instant};
use crate::money::Fen;

/// The number of an entry: 1, 2, 3, … without gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryNumber(pub i64);

/// Identifies an operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperatorId(pub i64);

/// What kind of act an entry records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// 建账
    OfficeOpened,
    /// 操作员
    OperatorSet,
    /// 设置
    SettingSet,
    /// 导入
    Import,
    /// 撤回导入
    ImportWithdrawn,
    /// 房产变更
    RegisterChanged,
    /// 收费标准
    TariffSet,
    /// 出账
    Billing,
    /// 撤回出账
    BillingWithdrawn,
    /// 收款
    Payment,
    /// 作废收据
    PaymentVoided,
    /// 减免
    Waiver,
    /// 通知单
    Notices,
    /// 补打
    Reprint,
    /// 查看号码
    Reveal,
    /// 开班
    DayOpened,
    /// 盘点
    DayCounted,
    /// 日结
    DayClosed,
    /// 恢复备份
    Restored,
    /// 导出
    Export,
}

impl EntryKind {
    /// Every kind, in the order screens list them.
    pub const ALL: [EntryKind; 20] = [
        EntryKind::OfficeOpened,
        EntryKind::OperatorSet,
        EntryKind::SettingSet,
        EntryKind::Import,
        EntryKind::ImportWithdrawn,
        EntryKind::RegisterChanged,
        EntryKind::TariffSet,
        EntryKind::Billing,
        EntryKind::BillingWithdrawn,
        EntryKind::Payment,
        EntryKind::PaymentVoided,
        EntryKind::Waiver,
        EntryKind::Notices,
        EntryKind::Reprint,
        EntryKind::Reveal,
        EntryKind::DayOpened,
        EntryKind::DayCounted,
        EntryKind::DayClosed,
        EntryKind::Restored,
        EntryKind::Export,
    ];

    /// Stable word for storage, the chain and programs.
    pub const fn code(self) -> &'static str {
        match self {
            EntryKind::OfficeOpened => "office_opened",
            EntryKind::OperatorSet => "operator_set",
            EntryKind::SettingSet => "setting_set",
            EntryKind::Import => "import",
            EntryKind::ImportWithdrawn => "import_withdrawn",
            EntryKind::RegisterChanged => "register_changed",
            EntryKind::TariffSet => "tariff_set",
            EntryKind::Billing => "billing",
            EntryKind::BillingWithdrawn => "billing_withdrawn",
            EntryKind::Payment => "payment",
            EntryKind::PaymentVoided => "payment_voided",
            EntryKind::Waiver => "waiver",
            EntryKind::Notices => "notices",
            EntryKind::Reprint => "reprint",
            EntryKind::Reveal => "reveal",
            EntryKind::DayOpened => "day_opened",
            EntryKind::DayCounted => "day_counted",
            EntryKind::DayClosed => "day_closed",
            EntryKind::Restored => "restored",
            EntryKind::Export => "export",
        }
    }

    /// The field's word.
    pub const fn chinese(self) -> &'static str {
        match self {
            EntryKind::OfficeOpened => "建账",
            EntryKind::OperatorSet => "操作员",
            EntryKind::SettingSet => "设置",
            EntryKind::Import => "导入",
            EntryKind::ImportWithdrawn => "撤回导入",
            EntryKind::RegisterChanged => "房产变更",
            EntryKind::TariffSet => "收费标准",
            EntryKind::Billing => "出账",
            EntryKind::BillingWithdrawn => "撤回出账",
            EntryKind::Payment => "收款",
            EntryKind::PaymentVoided => "作废收据",
            EntryKind::Waiver => "减免",
            EntryKind::Notices => "通知单",
            EntryKind::Reprint => "补打",
            EntryKind::Reveal => "查看号码",
            EntryKind::DayOpened => "开班",
            EntryKind::DayCounted => "盘点",
            EntryKind::DayClosed => "日结",
            EntryKind::Restored => "恢复备份",
            EntryKind::Export => "导出",
        }
    }

    /// Reads [`EntryKind::code`].
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// Names a transfer: its entry and its line in it, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TransferRef {
    /// The entry.
    pub entry: EntryNumber,
    /// From 1.
    pub line: i64,
}

/// `amount` moves: `debit` receives it, `credit` gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transfer {
    /// Receives.
    pub debit: Account,
    /// Gives.
    pub credit: Account,
    /// Above zero.
    pub amount: Fen,
    /// The transfer this one undoes.
    pub reverses: Option<TransferRef>,
}

impl Transfer {
    /// A transfer. Nothing moves for nothing: `amount` is above zero, and the two accounts differ.
    pub fn new(debit: Account, credit: Account, amount: Fen) -> Self {
        assert!(amount.is_positive(), "a transfer moves more than nothing: {debit} ← {credit} {amount}");
        assert!(debit != credit, "a transfer moves between two accounts: {debit}");
        Transfer { debit, credit, amount, reverses: None }
    }

    /// The transfer that undoes `self`, which stands in the books as `number`.
    pub fn reversal(&self, number: TransferRef) -> Self {
        Transfer { debit: self.credit, credit: self.debit, amount: self.amount, reverses: Some(number) }
    }
}

/// An act, ready to be posted. The caller mints `id`; the same id is posted at most once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Minted by the caller.
    pub id: Uuid,
    /// What was done.
    pub kind: EntryKind,
    /// The day it belongs to in the books.
    pub business_date: Date,
    /// When it was recorded.
    pub at: Instant,
    /// Who did it.
    pub operator: OperatorId,
    /// The second person, where the act needs one.
    pub approver: Option<OperatorId>,
    /// Receipt number, file name, month: what it is about, for the log. May be empty.
    pub document: String,
    /// Why, in the operator's words. May be empty.
    pub reason: String,
    /// The facts that are not money (a tariff, a count, a receipt as printed), or their SHA-256. May be empty.
    pub content: String,
    /// The entry this one undoes.
    pub reverses: Option<EntryNumber>,
    /// What moves.
    pub transfers: Vec<Transfer>,
}

/// A link of the chain.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ChainHash([u8; 32]);

impl ChainHash {
    /// Before the first entry.
    pub const GENESIS: ChainHash = ChainHash([0; 32]);

    /// From stored bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        ChainHash(bytes)
    }

    /// To be stored.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The link after `self` for `entry` as number `number`.
    pub fn next(&self, number: EntryNumber, entry: &Entry) -> ChainHash {
        let mut link = Link::new(self, number, entry);
        for transfer in &entry.transfers {
            link.transfer(transfer);
        }
        link.finish()
    }
}

/// 64 lower-case hexadecimal digits.
impl fmt::Display for ChainHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

impl fmt::Debug for ChainHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ChainHash({self})")
    }
}

/// SHA-256 of a text in hexadecimal: for the content of papers kept beside an entry.
pub fn sha256_hex(bytes: &[u8]) -> String {
    ChainHash(Sha256::digest(bytes).into()).to_string()
}

/// [`sha256_hex`] of a text that is never held whole.
#[derive(Debug, Default)]
pub struct TextHash {
    hash: Sha256,
    text: String,
}

impl TextHash {
    const AT_ONCE: usize = 16 * 1024;

    /// The end of the text so far, to be written on.
    pub fn text(&mut self) -> &mut String {
        if self.text.len() > Self::AT_ONCE {
            self.hash.update(&self.text);
            self.text.clear();
        }
        &mut self.text
    }

    /// 64 lower-case hexadecimal digits.
    pub fn hex(mut self) -> String {
        self.hash.update(&self.text);
        ChainHash(self.hash.finalize().into()).to_string()
    }
}

/// The canonical text of an entry, hashed as it is written. One field a line, each with its length, so that no two
/// entries share a text.
struct Link(Sha256);

impl Link {
    fn new(previous: &ChainHash, number: EntryNumber, entry: &Entry) -> Self {
        let mut link = Link(Sha256::new());
        link.field("previous", &previous.to_string());
        link.field("number", &number.0.to_string());
        link.field("id", &entry.id.to_string());
        link.field("kind", entry.kind.code());
        link.field("business_date", &entry.business_date.to_string());
        link.field("at", &entry.at.rfc3339());
        link.field("operator", &entry.operator.0.to_string());
        link.field("approver", &entry.approver.map_or(String::new(), |o| o.0.to_string()));
        link.field("document", &entry.document);
        link.field("reason", &entry.reason);
        link.field("content", &entry.content);
        link.field("reverses", &entry.reverses.map_or(String::new(), |n| n.0.to_string()));
        link
    }

    fn field(&mut self, name: &str, value: &str) {
        self.0.update(format!("{name} {} {value}\n", value.len()).as_bytes());
    }

    fn transfer(&mut self, t: &Transfer) {
        let reverses = t.reverses.map_or(String::new(), |r| format!(" reverses {}.{}", r.entry.0, r.line));
        self.0.update(format!("transfer {} {} {}{reverses}\n", t.debit, t.credit, t.amount.fen()).as_bytes());
    }

    fn finish(self) -> ChainHash {
        ChainHash(self.0.finalize().into())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::calendar::parse_date;

    pub(crate) fn instant(text: &str) -> Instant {
        Instant::new(chrono::DateTime::parse_from_rfc3339(text).unwrap())
    }

    pub(crate) fn entry(kind: EntryKind, transfers: Vec<Transfer>) -> Entry {
        Entry {
            id: Uuid::from_u128(7),
            kind,
            business_date: parse_date("2026-11-21").unwrap(),
            at: instant("2026-11-21T09:00:00+08:00"),
            operator: OperatorId(1),
            approver: None,
            document: String::new(),
            reason: String::new(),
            content: String::new(),
            reverses: None,
            transfers,
        }
    }

    #[test]
    fn any_change_of_a_fact_changes_its_link() {
        let base = entry(
            EntryKind::Payment,
            vec![Transfer::new(Account::Drawer, Account::FloatFund, Fen::yuan(500))],
        );
        let link = |e: &Entry| ChainHash::GENESIS.next(EntryNumber(1), e);
        let original = link(&base);
        let changes: [fn(&mut Entry); 9] = [
            |e| e.id = Uuid::from_u128(8),
            |e| e.kind = EntryKind::Waiver,
            |e| e.business_date = e.business_date.succ_opt().unwrap(),
            |e| e.operator = OperatorId(2),
            |e| e.document = "1".into(),
            |e| e.reason = "1".into(),
            |e| e.content = "1".into(),
            |e| e.transfers[0].amount = Fen::yuan(501),
            |e| e.transfers[0] = e.transfers[0].reversal(TransferRef { entry: EntryNumber(1), line: 1 }),
        ];
        for (i, change) in changes.iter().enumerate() {
            let mut changed = base.clone();
            change(&mut changed);
            assert_ne!(link(&changed), original, "change {i} went unseen");
        }
        assert_ne!(
            ChainHash::GENESIS.next(EntryNumber(2), &base),
            original,
            "the number is part of the link"
        );
        assert_ne!(original.next(EntryNumber(1), &base), original, "the link before is part of the link");
    }

    #[test]
    #[should_panic(expected = "a transfer moves more than nothing")]
    fn nothing_is_no_transfer() {
        Transfer::new(Account::Drawer, Account::Bank, Fen::ZERO);
    }
}
