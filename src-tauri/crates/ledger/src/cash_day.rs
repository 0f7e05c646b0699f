//! The cash day: opened with a float, counted blind, closed to the 分, locked (practice row P10;
//! 现金管理暂行条例 art. 11: no spending out of takings, so there is no such act).

use std::collections::BTreeMap;

use crate::accounts::Account;
use crate::calendar::Date;
use crate::entries::Transfer;
use crate::money::Fen;
use crate::payments::Tender;
use crate::refusal::Refusal;

/// Notes and coins in 分, largest first. 2元 2角 5分 2分 1分 are still met.
pub const DENOMINATIONS: [i64; 13] = [10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1];

/// How many pieces of each denomination lay in the drawer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CashCount(BTreeMap<i64, i64>);

impl CashCount {
    /// From pieces by denomination in 分. Refusals: `denomination_unknown`, `pieces_out_of_range`.
    pub fn new(pieces: impl IntoIterator<Item = (i64, i64)>) -> Result<Self, Refusal> {
        let mut count = BTreeMap::new();
        for (denomination, n) in pieces {
            if !DENOMINATIONS.contains(&denomination) {
                return Err(Refusal::new(
                    "denomination_unknown",
                    format!(
                        "没有面额 {} 元。可用 100 50 20 10 5 2 1 0.5 0.2 0.1 0.05 0.02 0.01。",
                        Fen::new(denomination)
                    ),
                ));
            }
            if !(0..=1_000_000).contains(&n) {
                return Err(Refusal::new("pieces_out_of_range", "张数要在 0 到 1,000,000 之间。请核对。"));
            }
            *count.entry(denomination).or_insert(0) += n;
        }
        count.retain(|_, n| *n > 0);
        Ok(CashCount(count))
    }

    /// Reads `100=3,50=1,0.5=2`; an empty text is an empty drawer. Refusals: `count_unreadable` and those of
    /// [`CashCount::new`].
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let pairs = text.split([',', '，']).filter(|p| !p.trim().is_empty()).map(|pair| {
            let (denomination, pieces) = pair.split_once('=')?;
            Some((denomination.parse::<Fen>().ok()?.fen(), pieces.trim().parse().ok()?))
        });
        let pairs: Option<Vec<(i64, i64)>> = pairs.collect();
        CashCount::new(pairs.ok_or_else(|| {
            Refusal::new("count_unreadable", format!("看不懂盘点“{text}”。请写成 100=3,50=1,0.5=2 的样子。"))
        })?)
    }

    /// Pieces by denomination, largest first; those with none are left out.
    pub fn pieces(&self) -> impl Iterator<Item = (Fen, i64)> {
        self.0.iter().rev().map(|(d, n)| (Fen::new(*d), *n))
    }

    /// What it adds up to.
    pub fn total(&self) -> Fen {
        self.0.iter().map(|(d, n)| Fen::new(*d).times(*n)).sum()
    }
}

/// What a tender should hold and what was counted. Cash counts the float with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TenderCount {
    /// Which.
    pub tender: Tender,
    /// By the books.
    pub expected: Fen,
    /// As counted; none if the tender was not checked against its statement.
    pub counted: Option<Fen>,
}

impl TenderCount {
    /// Over (positive) or short (negative).
    pub fn difference(&self) -> Fen {
        self.counted.map_or(Fen::ZERO, |c| c - self.expected)
    }
}

/// A close as the cashier asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Close {
    /// Expected and counted, cash first.
    pub tenders: Vec<TenderCount>,
    /// Carried to the bank.
    pub banked: Fen,
    /// What the day was opened with: takings are banked the same day (现金管理暂行条例), so not much more may stay.
    pub float: Fen,
    /// Why it does not agree.
    pub reason: String,
    /// Whether a second operator has agreed.
    pub witnessed: bool,
}

impl Close {
    /// Cash as counted.
    fn cash(&self) -> Fen {
        self.tenders.iter().filter(|t| t.tender == Tender::Cash).filter_map(|t| t.counted).sum()
    }

    /// All differences, whatever their sign.
    pub fn off_by(&self) -> Fen {
        self.tenders.iter().map(|t| t.difference().abs()).sum()
    }

    /// What stays in the drawer as tomorrow's float.
    pub fn kept(&self) -> Fen {
        self.cash() - self.banked
    }

    /// The transfers of the close: over or short to suspense first, then the banking. `limit` is the difference above
    /// which a second operator must agree.
    ///
    /// Refusals, in this order: `over_short_reason_missing`, `second_operator_needed`, `banked_more_than_counted`.
    pub fn transfers(&self, limit: Fen) -> Result<Vec<Transfer>, Refusal> {
        let off = self.off_by();
        if !off.is_zero() && self.reason.trim().is_empty() {
            return Err(Refusal::new(
                "over_short_reason_missing",
                format!("盘点与账面相差 {}。请写明原因和由谁负责，再日结。", off.with_sign()),
            ));
        }
        if off > limit && !self.witnessed {
            return Err(Refusal::new(
                "second_operator_needed",
                format!(
                    "盘点与账面相差 {}，超过 {}。请主管或经理在场复点并输入 PIN。",
                    off.with_sign(),
                    limit.with_sign()
                ),
            ));
        }
        let most_kept = self.float.max(Fen::ZERO) + limit;
        if self.kept() > most_kept && !self.witnessed {
            return Err(Refusal::new(
                "second_operator_needed",
                format!(
                    "要在抽屉里留 {}，比备用金 {} 多得太多。请把收款缴存，或请主管、经理在场确认并输入 PIN。",
                    self.kept().with_sign(),
                    self.float.with_sign()
                ),
            ));
        }
        if self.banked.is_negative() || self.banked > self.cash() {
            return Err(Refusal::new(
                "banked_more_than_counted",
                format!(
                    "要缴存 {}，但抽屉里只点出 {}。请核对缴存金额。",
                    self.banked.with_sign(),
                    self.cash().with_sign()
                ),
            ));
        }
        let mut transfers: Vec<Transfer> = self.tenders.iter().filter_map(over_short).collect();
        if self.banked.is_positive() {
            transfers.push(Transfer::new(Account::BankInTransit, Account::Drawer, self.banked));
        }
        Ok(transfers)
    }
}

/// Over: the tender's account ← suspense. Short: suspense ← the tender's account.
fn over_short(count: &TenderCount) -> Option<Transfer> {
    let account = match count.tender {
        Tender::Cash => Account::Drawer,
        Tender::WeChat => Account::WeChat,
        Tender::Alipay => Account::Alipay,
        Tender::Pos => Account::Pos,
        Tender::BankTransfer => Account::Bank,
        Tender::Prepayment => return None,
    };
    let difference = count.difference();
    match difference {
        d if d.is_positive() => Some(Transfer::new(account, Account::OverShortSuspense, d)),
        d if d.is_negative() => Some(Transfer::new(Account::OverShortSuspense, account, d.abs())),
        _ => None,
    }
}

/// An opening as the cashier asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening<'a> {
    /// As counted.
    pub float: Fen,
    /// What the last close kept; none before the first.
    pub kept: Option<Fen>,
    /// Why the two differ.
    pub reason: &'a str,
    /// Whether a second operator has agreed.
    pub witnessed: bool,
}

impl Opening<'_> {
    /// Over (positive) or short overnight.
    pub fn difference(&self) -> Fen {
        self.kept.map_or(Fen::ZERO, |kept| self.float - kept)
    }

    /// The transfers that open a day. The first float comes from the company ([`Account::FloatFund`]). Later a float that
    /// differs from what was kept is over or short like any other: it needs a reason, above `limit` a second operator,
    /// and goes to suspense.
    ///
    /// Refusals, in this order: `float_negative`, `float_differs`, `second_operator_needed`.
    pub fn transfers(&self, limit: Fen) -> Result<Vec<Transfer>, Refusal> {
        let float = self.float;
        if float.is_negative() {
            return Err(Refusal::new("float_negative", "备用金不能是负数。请核对。"));
        }
        let Some(kept) = self.kept else {
            let first =
                float.is_positive().then(|| Transfer::new(Account::Drawer, Account::FloatFund, float));
            return Ok(first.into_iter().collect());
        };
        if float != kept && self.reason.trim().is_empty() {
            return Err(Refusal::new(
                "float_differs",
                format!(
                    "上次日结留下备用金 {}，现在点出 {}。请再点一遍；确实不同就写明原因。",
                    kept.with_sign(),
                    float.with_sign()
                ),
            ));
        }
        if self.difference().abs() > limit && !self.witnessed {
            return Err(Refusal::new(
                "second_operator_needed",
                format!(
                    "备用金与上次日结相差 {}，超过 {}。请主管或经理在场复点并输入 PIN。",
                    self.difference().with_sign(),
                    limit.with_sign()
                ),
            ));
        }
        let found = TenderCount { tender: Tender::Cash, expected: kept, counted: Some(float) };
        Ok(over_short(&found).into_iter().collect())
    }
}

/// Whether money may be taken today on the day that is open. Refusals: `day_not_open`, `day_closed`, `day_left_open`.
pub fn accepts_payments(open: Option<Date>, last_closed: Option<Date>, today: Date) -> Result<Date, Refusal> {
    match open {
        Some(day) if day < today => Err(Refusal::new(
            "day_left_open",
            format!("{day} 的班还没有日结。请先点钱、日结，再开今天的班。"),
        )),
        Some(day) => Ok(day),
        None if last_closed.is_some_and(|d| d >= today) => {
            Err(Refusal::new("day_closed", format!("{today} 已经日结，账已锁。请明天开班后再收款。")))
        }
        None => Err(Refusal::new("day_not_open", "今天还没有开班。请先在收费台开班，点清备用金。")),
    }
}

/// Whether a day may be opened today. Refusals: `day_already_open`, `day_closed`.
pub fn may_open(open: Option<Date>, last_closed: Option<Date>, today: Date) -> Result<(), Refusal> {
    if let Some(day) = open {
        return Err(Refusal::new("day_already_open", format!("{day} 的班正开着。要换日期请先日结。")));
    }
    if last_closed.is_some_and(|d| d >= today) {
        return Err(Refusal::new(
            "day_closed",
            format!("{today} 已经日结，账已锁，不能再开。请明天再开班。"),
        ));
    }
    Ok(())
}

/// The day an act that is not money at the counter belongs to: the open day, or today, or the day after a closed today.
pub fn business_date(open: Option<Date>, last_closed: Option<Date>, today: Date) -> Date {
    let after_close = last_closed.and_then(|d| d.succ_opt());
    open.unwrap_or_else(|| after_close.map_or(today, |d| d.max(today)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::parse_date;
    use proptest::prelude::*;

    fn check_count(text: &str, expect: Result<i64, &str>) {
        assert_eq!(CashCount::parse(text).map(|c| c.total().fen()).map_err(|r| r.code), expect, "{text:?}");
    }

    #[test]
    fn counts_are_by_denomination() {
        check_count("100=3,50=1,0.5=2", Ok(35_100));
        check_count("", Ok(0));
        check_count("100=1,100=2", Ok(30_000));
        check_count("3=1", Err("denomination_unknown"));
        check_count("100=-1", Err("pieces_out_of_range"));
        check_count("100", Err("count_unreadable"));
        check_count("一百=1", Err("count_unreadable"));
    }

    fn close(cash: (i64, i64), banked: i64, reason: &str, witnessed: bool) -> Close {
        let tender = |tender, expected, counted: Option<i64>| TenderCount {
            tender,
            expected: Fen::new(expected),
            counted: counted.map(Fen::new),
        };
        Close {
            tenders: vec![tender(Tender::Cash, cash.0, Some(cash.1)), tender(Tender::WeChat, 700, None)],
            banked: Fen::new(banked),
            float: Fen::new(80_000),
            reason: reason.into(),
            witnessed,
        }
    }

    fn check_close(close: &Close, expect: Result<&[&str], &str>) {
        let got = close.transfers(Fen::yuan(50)).map_err(|r| r.code).map(|transfers| {
            let shown = transfers.iter().map(|t| format!("{} {} {}", t.debit, t.credit, t.amount.fen()));
            shown.collect::<Vec<String>>()
        });
        assert_eq!(got, expect.map(|e| e.iter().map(|s| (*s).to_owned()).collect()), "{close:?}");
    }

    #[test]
    fn a_close_sends_differences_to_suspense_and_takings_to_the_bank() {
        check_close(&close((80_000, 80_000), 30_000, "", false), Ok(&["bank_in_transit drawer 30000"]));
        check_close(&close((0, 0), 0, "", false), Ok(&[]));
        check_close(&close((80_000, 79_900), 0, "", false), Err("over_short_reason_missing"));
        check_close(&close((80_000, 79_900), 0, "找错零", false), Ok(&["over_short_suspense drawer 100"]));
        check_close(&close((80_000, 80_100), 0, "待查", false), Ok(&["drawer over_short_suspense 100"]));
        check_close(&close((80_000, 70_000), 0, "待查", false), Err("second_operator_needed"));
        check_close(&close((80_000, 70_000), 0, "待查", true), Ok(&["over_short_suspense drawer 10000"]));
        check_close(&close((80_000, 80_000), 80_001, "", false), Err("banked_more_than_counted"));
        check_close(&close((95_000, 95_000), 0, "", false), Err("second_operator_needed"));
        check_close(&close((95_000, 95_000), 0, "", true), Ok(&[]));
        check_close(&close((95_000, 95_000), 10_000, "", false), Ok(&["bank_in_transit drawer 10000"]));
    }

    #[test]
    fn a_float_is_confirmed_against_the_last_close() {
        let check = |float, kept: Option<i64>, reason, witnessed, expect: Result<&str, &str>| {
            let opening = Opening { float: Fen::yuan(float), kept: kept.map(Fen::yuan), reason, witnessed };
            let got = opening.transfers(Fen::yuan(50)).map_err(|r| r.code).map(|transfers| {
                let shown = transfers.iter().map(|t| format!("{}<-{} {}", t.debit, t.credit, t.amount));
                shown.collect::<Vec<_>>().join(" ")
            });
            assert_eq!(got, expect.map(str::to_owned), "{opening:?}");
        };
        check(500, None, "", false, Ok("drawer<-float_fund 500.00"));
        check(500, Some(500), "", false, Ok(""));
        check(499, Some(500), "", false, Err("float_differs"));
        check(499, Some(500), "少一元", false, Ok("over_short_suspense<-drawer 1.00"));
        check(0, Some(500), "忘了", false, Err("second_operator_needed"));
        check(0, Some(500), "忘了", true, Ok("over_short_suspense<-drawer 500.00"));
        check(-1, None, "", false, Err("float_negative"));
    }

    #[test]
    fn a_closed_day_is_locked() {
        let day = |d: &str| parse_date(d).unwrap();
        let (yesterday, today) = (day("2026-11-20"), day("2026-11-21"));
        let code = |r: Result<Date, Refusal>| r.map_err(|r| r.code);
        assert_eq!(code(accepts_payments(Some(today), None, today)), Ok(today));
        assert_eq!(code(accepts_payments(Some(yesterday), None, today)), Err("day_left_open"));
        assert_eq!(code(accepts_payments(None, Some(today), today)), Err("day_closed"));
        assert_eq!(code(accepts_payments(None, Some(yesterday), today)), Err("day_not_open"));
        assert_eq!(may_open(None, Some(today), today).map_err(|r| r.code), Err("day_closed"));
        assert_eq!(may_open(Some(today), None, today).map_err(|r| r.code), Err("day_already_open"));
        assert_eq!(business_date(None, Some(today), today), day("2026-11-22"));
        assert_eq!(business_date(Some(today), Some(yesterday), today), today);
    }

    proptest! {
        #[test]
        fn after_a_close_the_drawer_holds_what_was_kept(expected in 0i64..1_000_000, counted in 0i64..1_000_000, banked in 0i64..1_000_000) {
            let close = close((expected, counted), banked, "核对", true);
            let Ok(transfers) = close.transfers(Fen::yuan(50)) else { return Ok(()) };
            let mut drawer = expected;
            for t in transfers {
                if t.debit == Account::Drawer { drawer += t.amount.fen() }
                if t.credit == Account::Drawer { drawer -= t.amount.fen() }
            }
            prop_assert_eq!(drawer, close.kept().fen());
        }
    }
}
