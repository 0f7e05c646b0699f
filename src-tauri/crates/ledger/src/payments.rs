//! Payments: tenders in, charges out, change and surplus (practice row P6; Civil Code art. 560, 561).

use std::collections::HashSet;

use crate::accounts::Account;
use crate::charges::{Charge, ChargeId};
use crate::entries::Transfer;
use crate::money::Fen;
use crate::people::PersonId;
use crate::refusal::Refusal;
use crate::units::UnitId;

/// What money comes in as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tender {
    /// 现金
    Cash,
    /// 微信
    WeChat,
    /// 支付宝
    Alipay,
    /// 刷卡
    Pos,
    /// 银行转账, with the reference of the slip or statement (practice row P7)
    BankTransfer,
    /// 用预存抵扣: money that came in earlier
    Prepayment,
}

impl Tender {
    /// All, in the order screens list them.
    pub const ALL: [Tender; 6] =
        [Tender::Cash, Tender::WeChat, Tender::Alipay, Tender::Pos, Tender::BankTransfer, Tender::Prepayment];

    /// Those that bring money in on the day, which the day's close counts.
    pub const COUNTED: [Tender; 5] =
        [Tender::Cash, Tender::WeChat, Tender::Alipay, Tender::Pos, Tender::BankTransfer];

    /// Stable word for storage and programs.
    pub const fn code(self) -> &'static str {
        match self {
            Tender::Cash => "cash",
            Tender::WeChat => "wechat",
            Tender::Alipay => "alipay",
            Tender::Pos => "pos",
            Tender::BankTransfer => "bank",
            Tender::Prepayment => "prepayment",
        }
    }

    /// The field's word.
    pub const fn chinese(self) -> &'static str {
        match self {
            Tender::Cash => "现金",
            Tender::WeChat => "微信",
            Tender::Alipay => "支付宝",
            Tender::Pos => "刷卡",
            Tender::BankTransfer => "转账",
            Tender::Prepayment => "预存抵扣",
        }
    }

    /// Reads [`Tender::code`] or the field's word. Refusal: `tender_unknown`.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        Self::ALL.into_iter().find(|t| t.code() == text.trim() || t.chinese() == text.trim()).ok_or_else(
            || {
                Refusal::new(
                    "tender_unknown",
                    format!(
                        "没有“{}”这种收款方式。可用 cash、wechat、alipay、pos、bank、prepayment。",
                        text.trim()
                    ),
                )
            },
        )
    }

    /// Where the money is afterwards.
    pub fn account(self, unit: UnitId, payer: PersonId) -> Account {
        match self {
            Tender::Cash => Account::Drawer,
            Tender::WeChat => Account::WeChat,
            Tender::Alipay => Account::Alipay,
            Tender::Pos => Account::Pos,
            Tender::BankTransfer => Account::Bank,
            Tender::Prepayment => Account::Prepayment { unit, person: payer },
        }
    }
}

/// One means of payment as handed over. Cash may be more than is kept: the rest is change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tendered {
    /// How.
    pub tender: Tender,
    /// How much was handed over.
    pub amount: Fen,
    /// Slip, statement line or order number. May be empty.
    pub reference: String,
}

/// Which charges the payer chose (Civil Code art. 560: he says what he pays for; if he doesn't, due before not due,
/// then the earliest).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// The payer chose nothing.
    OldestFirst,
    /// The payer chose these, in this order.
    Chosen(Vec<ChargeId>),
}

/// What is known when a payment is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The unit.
    pub unit: UnitId,
    /// Whose prepayment a surplus becomes, and whose name the receipt bears.
    pub payer: PersonId,
    /// One of each kind at most.
    pub tenders: Vec<Tendered>,
    /// What is paid for.
    pub choice: Choice,
    /// Keep at most this much for the charges (只收一部分); the rest of the cash is change.
    pub limit: Option<Fen>,
    /// A surplus becomes prepayment.
    pub surplus_to_prepayment: bool,
}

/// How much of a payment went to one charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allocation {
    /// The charge.
    pub charge: ChargeId,
    /// Above zero, at most what was open.
    pub amount: Fen,
}

/// A payment worked out: nothing is left to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// In the order of payment.
    pub allocations: Vec<Allocation>,
    /// The surplus that becomes prepayment.
    pub to_prepayment: Fen,
    /// Given back out of the cash.
    pub change: Fen,
    /// What the office keeps, by tender; sums to [`Settlement::total`].
    pub kept: Vec<(Tender, Fen)>,
    /// What moves.
    pub transfers: Vec<Transfer>,
}

impl Settlement {
    /// What the receipt is for: allocations and prepayment.
    pub fn total(&self) -> Fen {
        self.allocations.iter().map(|a| a.amount).sum::<Fen>() + self.to_prepayment
    }
}

/// Change below this needs no float: with the right number of hundreds handed over there is never more.
const CHANGE_WITHOUT_FLOAT: Fen = Fen::yuan(100);

/// Works a payment out. `open` are the unit's open charges, `prepaid` what the payer has prepaid, `float` what the
/// day was opened with: the cashier knows it, so that a refusal tells her nothing of the takings before her count.
///
/// Refusals, in this order: `tender_missing`, `tender_twice`, `amount_not_positive`,
/// `prepayment_short`, `charge_not_open`, `charge_twice`, `nothing_owed`, `more_than_owed`, `change_not_in_drawer`.
pub fn settle(request: &Request, open: &[Charge], prepaid: Fen, float: Fen) -> Result<Settlement, Refusal> {
    check_tenders(&request.tenders, prepaid)?;
    let chosen = chosen_charges(&request.choice, open)?;
    let handed: Fen = request.tenders.iter().map(|t| t.amount).sum();
    let cash: Fen = request.tenders.iter().filter(|t| t.tender == Tender::Cash).map(|t| t.amount).sum();
    let owed: Fen = chosen.iter().map(|c| c.open).sum();
    if owed.is_zero() && !request.surplus_to_prepayment {
        return Err(Refusal::new(
            "nothing_owed",
            "这户现在没有欠费，没有收款。要先存着以后用，请选“余款转预存”。",
        ));
    }
    if request.limit.is_some_and(|limit| !limit.is_positive()) {
        return Err(Refusal::new("amount_not_positive", "只收一部分的金额要大于 0。请核对后重新输入。"));
    }
    let wanted = request.limit.map_or(owed, |limit| limit.min(owed));
    let (keep, to_prepayment) = match (handed > wanted, request.surplus_to_prepayment) {
        (true, true) => (handed, handed - wanted),
        (true, false) => (wanted, Fen::ZERO),
        (false, _) => (handed, Fen::ZERO),
    };
    let change = handed - keep;
    if change > Fen::ZERO && change >= cash {
        return Err(more_than_owed(handed, wanted));
    }
    if change > float.max(Fen::ZERO) && change >= CHANGE_WITHOUT_FLOAT {
        return Err(Refusal::new(
            "change_not_in_drawer",
            format!(
                "要找零 {}，比开班的备用金还多。请核对实收金额；多交的部分也可以转预存。",
                change.with_sign()
            ),
        ));
    }
    let kept = kept_by_tender(&request.tenders, change);
    let allocations = allocate(&chosen, keep - to_prepayment);
    let transfers = transfers(request, open, &kept, &allocations, to_prepayment);
    Ok(Settlement { allocations, to_prepayment, change, kept, transfers })
}

fn more_than_owed(handed: Fen, owed: Fen) -> Refusal {
    Refusal::new(
        "more_than_owed",
        format!(
            "交来 {}，比应收 {} 多，多出的不是现金，找不了零。请改小金额，或选“余款转预存”。",
            handed.with_sign(),
            owed.with_sign()
        ),
    )
}

fn check_tenders(tenders: &[Tendered], prepaid: Fen) -> Result<(), Refusal> {
    if tenders.is_empty() {
        return Err(Refusal::new("tender_missing", "还没有输入收款金额。请至少填一种收款方式。"));
    }
    let mut seen = HashSet::new();
    if let Some(twice) = tenders.iter().find(|t| !seen.insert(t.tender)) {
        return Err(Refusal::new(
            "tender_twice",
            format!("“{}”填了两次。请合成一笔金额。", twice.tender.chinese()),
        ));
    }
    if let Some(bad) = tenders.iter().find(|t| !t.amount.is_positive()) {
        return Err(Refusal::new(
            "amount_not_positive",
            format!("{}金额要大于 0。请核对后重新输入。", bad.tender.chinese()),
        ));
    }
    let drawn = tenders.iter().filter(|t| t.tender == Tender::Prepayment).map(|t| t.amount).sum::<Fen>();
    if drawn > prepaid {
        return Err(Refusal::new(
            "prepayment_short",
            format!(
                "预存只有 {}，不够抵扣 {}。请改小预存抵扣的金额。",
                prepaid.with_sign(),
                drawn.with_sign()
            ),
        ));
    }
    Ok(())
}

/// The charges to pay, in order.
fn chosen_charges<'a>(choice: &Choice, open: &'a [Charge]) -> Result<Vec<&'a Charge>, Refusal> {
    let mut all: Vec<&Charge> = open.iter().filter(|c| c.open.is_positive()).collect();
    match choice {
        Choice::OldestFirst => {
            all.sort_by_key(|c| (c.due, c.period, c.id));
            Ok(all)
        }
        Choice::Chosen(ids) => {
            let mut seen = HashSet::new();
            ids.iter()
                .map(|id| {
                    if !seen.insert(*id) {
                        return Err(Refusal::new("charge_twice", "同一笔费用选了两次。请去掉重复的。"));
                    }
                    all.iter().find(|c| c.id == *id).copied().ok_or_else(|| {
                        Refusal::new(
                            "charge_not_open",
                            format!(
                                "第 {} 号费用不在这户的欠费里，可能已经交过了。请重新查询这户再选。",
                                id.0
                            ),
                        )
                    })
                })
                .collect()
        }
    }
}

/// Change comes out of the cash.
fn kept_by_tender(tenders: &[Tendered], change: Fen) -> Vec<(Tender, Fen)> {
    tenders
        .iter()
        .map(|t| match t.tender {
            Tender::Cash => (t.tender, t.amount - change),
            other => (other, t.amount),
        })
        .collect()
}

fn allocate(charges: &[&Charge], mut amount: Fen) -> Vec<Allocation> {
    let mut allocations = Vec::new();
    for charge in charges {
        let part = charge.open.min(amount);
        if part.is_positive() {
            allocations.push(Allocation { charge: charge.id, amount: part });
            amount -= part;
        }
    }
    allocations
}

/// Walks tenders and uses side by side: each transfer moves the smaller rest of the two.
fn transfers(
    request: &Request,
    open: &[Charge],
    kept: &[(Tender, Fen)],
    allocations: &[Allocation],
    to_prepayment: Fen,
) -> Vec<Transfer> {
    let mut uses: Vec<(Account, Fen)> = allocations
        .iter()
        .filter_map(|a| open.iter().find(|c| c.id == a.charge).map(|c| (c.account(), a.amount)))
        .collect();
    if to_prepayment.is_positive() {
        uses.push((Account::Prepayment { unit: request.unit, person: request.payer }, to_prepayment));
    }
    let mut sources: Vec<(Account, Fen)> =
        kept.iter().map(|(tender, fen)| (tender.account(request.unit, request.payer), *fen)).collect();
    let (mut i, mut j) = (0, 0);
    let mut transfers = Vec::new();
    while i < sources.len() && j < uses.len() {
        let part = sources[i].1.min(uses[j].1);
        // Prepayment drawn and put back in one payment moves nothing.
        if part.is_positive() && sources[i].0 != uses[j].0 {
            transfers.push(Transfer::new(sources[i].0, uses[j].0, part));
        }
        sources[i].1 -= part;
        uses[j].1 -= part;
        i += usize::from(sources[i].1.is_zero());
        j += usize::from(uses[j].1.is_zero());
    }
    transfers
}

#[cfg(test)]
mod tests;
