//! The accounts between which every 分 moves.

use std::fmt;

use crate::calendar::Period;
use crate::people::PersonId;
use crate::units::UnitId;

/// Identifies a fee item (收费项目).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub i64);

/// One account. Receivables are as fine as the law sees debt: unit + liable person + item + period
/// (司法解释 2020; a sale does not move old debt).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// 应收: what a liable person owes for one item, unit and period. Debit side.
    Receivable {
        /// The unit.
        unit: UnitId,
        /// Who is liable.
        person: PersonId,
        /// For what.
        item: ItemId,
        /// From when to when.
        period: Period,
    },
    /// 预存: paid ahead and not yet used; owed back for time not served. Credit side.
    Prepayment {
        /// The unit it will pay for.
        unit: UnitId,
        /// Whose money it is.
        person: PersonId,
    },
    /// 押金: held, never income while it is held (practice row P25). Credit side.
    DepositHeld {
        /// The unit.
        unit: UnitId,
        /// Whose money it is.
        person: PersonId,
        /// Which deposit.
        item: ItemId,
    },
    /// 收银抽屉: notes and coins at the counter, the float among them. Debit side.
    Drawer,
    /// 备用金: the float the company handed to the counter. Credit side.
    FloatFund,
    /// 缴存在途: counted out for the bank, not yet on its statement. Debit side.
    BankInTransit,
    /// 银行存款. Debit side.
    Bank,
    /// 微信. Debit side.
    WeChat,
    /// 支付宝. Debit side.
    Alipay,
    /// 刷卡 (POS), until the acquirer settles. Debit side.
    Pos,
    /// 收入 of one item. Credit side.
    Income(ItemId),
    /// 代收: collected for a utility; not income, no handling fee (Civil Code, 物业管理条例 art. 44). Credit side.
    AgencyPayable(ItemId),
    /// 减免. Debit side.
    Waiver,
    /// 抹零. Debit side.
    Rounding,
    /// 长短款待查: over or short, until it is known who answers for it. Either side.
    OverShortSuspense,
    /// 期初: where balances from the old books come from (practice row P26). Credit side.
    OpeningBalance,
}

/// The kinds of [`Account`], without what tells two of a kind apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "named as in Account")]
pub enum AccountKind {
    Receivable,
    Prepayment,
    DepositHeld,
    Drawer,
    FloatFund,
    BankInTransit,
    Bank,
    WeChat,
    Alipay,
    Pos,
    Income,
    AgencyPayable,
    Waiver,
    Rounding,
    OverShortSuspense,
    OpeningBalance,
}

impl AccountKind {
    /// Every kind, in the order reports list them.
    pub const ALL: [AccountKind; 16] = [
        AccountKind::Receivable,
        AccountKind::Prepayment,
        AccountKind::DepositHeld,
        AccountKind::Drawer,
        AccountKind::FloatFund,
        AccountKind::BankInTransit,
        AccountKind::Bank,
        AccountKind::WeChat,
        AccountKind::Alipay,
        AccountKind::Pos,
        AccountKind::Income,
        AccountKind::AgencyPayable,
        AccountKind::Waiver,
        AccountKind::Rounding,
        AccountKind::OverShortSuspense,
        AccountKind::OpeningBalance,
    ];

    /// Stable word for storage, the chain and programs.
    pub const fn code(self) -> &'static str {
        match self {
            AccountKind::Receivable => "receivable",
            AccountKind::Prepayment => "prepayment",
            AccountKind::DepositHeld => "deposit_held",
            AccountKind::Drawer => "drawer",
            AccountKind::FloatFund => "float_fund",
            AccountKind::BankInTransit => "bank_in_transit",
            AccountKind::Bank => "bank",
            AccountKind::WeChat => "wechat",
            AccountKind::Alipay => "alipay",
            AccountKind::Pos => "pos",
            AccountKind::Income => "income",
            AccountKind::AgencyPayable => "agency_payable",
            AccountKind::Waiver => "waiver",
            AccountKind::Rounding => "rounding",
            AccountKind::OverShortSuspense => "over_short_suspense",
            AccountKind::OpeningBalance => "opening_balance",
        }
    }

    /// The field's word.
    pub const fn chinese(self) -> &'static str {
        match self {
            AccountKind::Receivable => "应收",
            AccountKind::Prepayment => "预存",
            AccountKind::DepositHeld => "押金",
            AccountKind::Drawer => "收银抽屉",
            AccountKind::FloatFund => "备用金",
            AccountKind::BankInTransit => "缴存在途",
            AccountKind::Bank => "银行存款",
            AccountKind::WeChat => "微信",
            AccountKind::Alipay => "支付宝",
            AccountKind::Pos => "刷卡",
            AccountKind::Income => "收入",
            AccountKind::AgencyPayable => "代收",
            AccountKind::Waiver => "减免",
            AccountKind::Rounding => "抹零",
            AccountKind::OverShortSuspense => "长短款待查",
            AccountKind::OpeningBalance => "期初",
        }
    }

    /// Reads [`AccountKind::code`].
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// What this kind must never be: a receivable below nothing, a prepayment or deposit overdrawn. The drawer and the
    /// rest may stand on either side for a moment (a void of yesterday's cash before today's takings).
    pub const fn must_not_be_overdrawn(self) -> bool {
        matches!(self, AccountKind::Receivable | AccountKind::Prepayment | AccountKind::DepositHeld)
    }

    /// Whether a balance of this kind is naturally a debit.
    pub const fn is_debit_side(self) -> bool {
        !matches!(
            self,
            AccountKind::Prepayment
                | AccountKind::DepositHeld
                | AccountKind::FloatFund
                | AccountKind::Income
                | AccountKind::AgencyPayable
                | AccountKind::OpeningBalance
        )
    }
}

impl Account {
    /// Its kind.
    pub const fn kind(&self) -> AccountKind {
        match self {
            Account::Receivable { .. } => AccountKind::Receivable,
            Account::Prepayment { .. } => AccountKind::Prepayment,
            Account::DepositHeld { .. } => AccountKind::DepositHeld,
            Account::Drawer => AccountKind::Drawer,
            Account::FloatFund => AccountKind::FloatFund,
            Account::BankInTransit => AccountKind::BankInTransit,
            Account::Bank => AccountKind::Bank,
            Account::WeChat => AccountKind::WeChat,
            Account::Alipay => AccountKind::Alipay,
            Account::Pos => AccountKind::Pos,
            Account::Income(_) => AccountKind::Income,
            Account::AgencyPayable(_) => AccountKind::AgencyPayable,
            Account::Waiver => AccountKind::Waiver,
            Account::Rounding => AccountKind::Rounding,
            Account::OverShortSuspense => AccountKind::OverShortSuspense,
            Account::OpeningBalance => AccountKind::OpeningBalance,
        }
    }

    /// The unit it belongs to, if one.
    pub const fn unit(&self) -> Option<UnitId> {
        match self {
            Account::Receivable { unit, .. }
            | Account::Prepayment { unit, .. }
            | Account::DepositHeld { unit, .. } => Some(*unit),
            _ => None,
        }
    }

    /// The person it belongs to, if one.
    pub const fn person(&self) -> Option<PersonId> {
        match self {
            Account::Receivable { person, .. }
            | Account::Prepayment { person, .. }
            | Account::DepositHeld { person, .. } => Some(*person),
            _ => None,
        }
    }

    /// The fee item it belongs to, if one.
    pub const fn item(&self) -> Option<ItemId> {
        match self {
            Account::Receivable { item, .. }
            | Account::DepositHeld { item, .. }
            | Account::Income(item)
            | Account::AgencyPayable(item) => Some(*item),
            _ => None,
        }
    }

    /// The period it belongs to, if one.
    pub const fn period(&self) -> Option<Period> {
        match self {
            Account::Receivable { period, .. } => Some(*period),
            _ => None,
        }
    }

    /// The account of a kind with these parts; `None` if a part the kind needs is missing.
    pub fn from_parts(
        kind: AccountKind,
        unit: Option<UnitId>,
        person: Option<PersonId>,
        item: Option<ItemId>,
        period: Option<Period>,
    ) -> Option<Account> {
        Some(match kind {
            AccountKind::Receivable => {
                Account::Receivable { unit: unit?, person: person?, item: item?, period: period? }
            }
            AccountKind::Prepayment => Account::Prepayment { unit: unit?, person: person? },
            AccountKind::DepositHeld => Account::DepositHeld { unit: unit?, person: person?, item: item? },
            AccountKind::Drawer => Account::Drawer,
            AccountKind::FloatFund => Account::FloatFund,
            AccountKind::BankInTransit => Account::BankInTransit,
            AccountKind::Bank => Account::Bank,
            AccountKind::WeChat => Account::WeChat,
            AccountKind::Alipay => Account::Alipay,
            AccountKind::Pos => Account::Pos,
            AccountKind::Income => Account::Income(item?),
            AccountKind::AgencyPayable => Account::AgencyPayable(item?),
            AccountKind::Waiver => Account::Waiver,
            AccountKind::Rounding => Account::Rounding,
            AccountKind::OverShortSuspense => Account::OverShortSuspense,
            AccountKind::OpeningBalance => Account::OpeningBalance,
        })
    }
}

/// The canonical key that goes into the chain: `receivable/u12/p7/i1/2026-01-01/2026-01-31`, `drawer`.
impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind().code())?;
        if let Some(unit) = self.unit() {
            write!(f, "/u{}", unit.0)?;
        }
        if let Some(person) = self.person() {
            write!(f, "/p{}", person.0)?;
        }
        if let Some(item) = self.item() {
            write!(f, "/i{}", item.0)?;
        }
        if let Some(period) = self.period() {
            write!(f, "/{}/{}", period.from(), period.to())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_survives_its_parts_and_its_code() {
        let period = Period::month("2026-11".parse().unwrap());
        for kind in AccountKind::ALL {
            assert_eq!(AccountKind::parse(kind.code()), Some(kind));
            let account =
                Account::from_parts(kind, Some(UnitId(12)), Some(PersonId(7)), Some(ItemId(1)), Some(period))
                    .unwrap();
            assert_eq!(account.kind(), kind);
            let again =
                Account::from_parts(kind, account.unit(), account.person(), account.item(), account.period());
            assert_eq!(again, Some(account));
        }
    }
}
