//! What a table is imported as.

use super::accounts;
use super::arithmetic;
use super::around::Around;
use super::closing::{self, is_balance};
use super::columns::Columns;
use super::{charged, dues, taken};
use crate::decisions::Decisions;
use crate::doubts::Doubt;
use crate::layout::Column;
use crate::{Confidence, Kind, Meaning, words};

/// Whether the table may be of payments as well as of fees due, beside what it is taken for.
pub(super) struct Decided {
    pub kind: Kind,
    pub confidence: Confidence,
    pub payments_or_fees: bool,
}

/// What a table is, by its columns first and the words around it second. Payments that may be fees are payments, for
/// nobody is charged a second time by a history, unless a person said otherwise.
pub(super) fn decide(columns: &Columns<'_>, around: &Around, decisions: &Decisions) -> Decided {
    let beside_deposits = || taken::beside_deposits(columns, around, decisions);
    if let Some(decided) = taken::at_the_desk(columns, around, decisions).or_else(beside_deposits) {
        return decided;
    }
    let (kind, confidence) = of_account(columns).unwrap_or_else(|| by_columns(columns, around));
    if kind == Kind::Payments && columns.paid_less_than_due() {
        let fees = decisions.is("payments_or_fees", "fees");
        let kind = if fees { Kind::Fees } else { kind };
        return Decided { kind, confidence: Confidence::Likely, payments_or_fees: true };
    }
    // Some of the fees were not paid.
    let unpaid = columns.has(Meaning::Paid) && !around.payments() && !all_paid(columns);
    let received = taken::received(columns, around)
        .filter(|_| matches!(kind, Kind::Fees | Kind::Roster | Kind::Arrears) && !unpaid);
    let Some(received) = received else {
        return Decided { kind, confidence, payments_or_fees: false };
    };
    // 收据号 or 缴费日期 in some rows, and nothing in others: these have not paid. Of 收费登记 a person says so.
    let some_have_not = charged::says_who_has_not(columns);
    if some_have_not && (received == taken::Received::Perhaps || !around.payments()) {
        return Decided { kind: Kind::Fees, confidence: Confidence::Likely, payments_or_fees: false };
    }
    let payments_or_fees = some_have_not || received == taken::Received::Perhaps;
    let fees = payments_or_fees && decisions.is("payments_or_fees", "fees");
    let sure = received == taken::Received::Surely && !payments_or_fees;
    let confidence = if sure { Confidence::Sure } else { Confidence::Likely };
    Decided { kind: if fees { Kind::Fees } else { Kind::Payments }, confidence, payments_or_fees }
}

/// What an account that runs on from row to row is, as its balance says.
fn of_account(columns: &Columns<'_>) -> Option<(Kind, Confidence)> {
    let proved = columns.doubts.iter().find(|(_, doubt)| *doubt == Doubt::Runs);
    let balance = proved.and_then(|(index, _)| columns.list.iter().find(|c| c.index == *index))?;
    match balance.meaning {
        Meaning::Opening if columns.has(Meaning::Paid) => None,
        Meaning::Opening => Some((Kind::Arrears, Confidence::Likely)),
        Meaning::Prepaid | Meaning::Deposit => Some((Kind::Balances, Confidence::Likely)),
        _ => None,
    }
}

fn by_columns(columns: &Columns<'_>, around: &Around) -> (Kind, Confidence) {
    use {Confidence as C, Meaning as M};
    let has = |meaning| columns.has(meaning);
    let detail = detail(columns);
    let money = [M::Opening, M::Due, M::Paid, M::Amount].into_iter().any(has);
    if (has(M::PreviousReading) || has(M::PresentReading)) && detail < 3 {
        let both = has(M::PreviousReading) && has(M::PresentReading);
        return (Kind::Meters, if both { C::Sure } else { C::Likely });
    }
    if has(M::Paid) && (has(M::PaidOn) || has(M::Cashier)) && detail < 3 && !taken::is_paid_back(columns) {
        let payments = all_paid(columns) && !accounts::is_of_debts(columns);
        return if payments { (Kind::Payments, C::Sure) } else { (Kind::Fees, C::Likely) };
    }
    // 2013年已交, 2014年已交, and nothing that was due.
    const ELSE: [Meaning; 9] =
        [M::Opening, M::OpeningTotal, M::Due, M::Amount, M::Prepaid, M::Deposit, M::Rate, M::Plate, M::Space];
    let of_times =
        columns.list.iter().any(|c| c.meaning == M::Unknown && words::is_time(&words::key(&c.header)));
    let only_paid = has(M::Paid) && !ELSE.into_iter().any(has) && !of_times;
    if only_paid && detail < 3 && (!around.arrears() || around.of_debts_collected()) {
        return (Kind::Payments, C::Likely);
    }
    if detail == 0 && closing::is_ledger_of_prepayments(columns) {
        return (Kind::Balances, C::Likely);
    }
    let of_amounts = has(M::Amount) && ![M::Opening, M::Due, M::Paid].into_iter().any(has);
    if of_amounts && detail <= 1 && around.of_prepayments() {
        return (Kind::Balances, C::Likely);
    }
    if of_amounts && detail <= 1 && around.of_waivers() {
        return (Kind::Roster, C::Likely);
    }
    if let Some(confidence) = fees(columns, around, detail) {
        return (Kind::Fees, confidence);
    }
    if let Some(confidence) = arrears(columns, around, detail) {
        return (Kind::Arrears, confidence);
    }
    let described = has(M::Room) && has(M::Area) && !is_of_spaces(columns);
    if has(M::Plate) && detail == 0 && !money && !described {
        return (Kind::Vehicles, C::Sure);
    }
    let of_spaces = has(M::Space) && has(M::Room) && is_of_spaces(columns) && !has(M::Due) && !has(M::Paid);
    let named = has(M::Space) && (has(M::Room) || around.says(&["车"])) && !money && !has(M::Area);
    if (of_spaces || named) && detail == 0 {
        return (Kind::Vehicles, C::Likely);
    }
    if around.arrears() && !money && columns.list.iter().any(is_balance) {
        return (Kind::Arrears, C::Likely);
    }
    if (has(M::Prepaid) || has(M::Deposit)) && detail == 0 && !money {
        return (Kind::Balances, C::Sure);
    }
    if has(M::Amount) && detail == 0 && around.says(&["押金", "保证金", "预存", "预收", "预缴"]) {
        return (Kind::Balances, C::Likely);
    }
    let of_rates = around.says(&["标准", "到期", "截止"]);
    if has(M::Amount) && detail == 0 && around.says(&["收费", "应收", "账单"]) && !of_rates {
        return (Kind::Fees, C::Likely);
    }
    let of_fee = |c: &&Column| c.meaning == M::Amount && words::is_fee(&words::key(&c.header));
    let of_work =
        around.of_work() || columns.list.iter().any(|c| words::says(&c.header, &["报修", "维修内容"]));
    if !of_work
        && columns.list.iter().filter(of_fee).count() >= 2
        && detail <= 1
        && !has(M::Opening)
        && !around.arrears()
    {
        return (Kind::Fees, C::Likely);
    }
    let told = detail > 0 || has(M::OwnerName) || has(M::Area);
    (Kind::Roster, if told { C::Sure } else { C::Likely })
}

/// 车位面积, or 对应房号: the rows are spaces, the rooms are whose they are.
fn is_of_spaces(columns: &Columns<'_>) -> bool {
    let says = |meaning: Meaning, words: &[&str]| {
        let mut of_meaning = columns.list.iter().filter(|c| c.meaning == meaning);
        of_meaning.any(|c| words.iter().any(|word| c.header.contains(word)))
    };
    columns.has(Meaning::Space)
        && (says(Meaning::Area, &["车位", "车库", "泊位"])
            || says(Meaning::Room, &["对应", "所属", "关联", "绑定", "归属", "业主房", "车主房"]))
}

/// What is said of units and people.
pub(crate) const DESCRIBING: [Meaning; 8] = [
    Meaning::Usage,
    Meaning::Status,
    Meaning::Handover,
    Meaning::OwnerId,
    Meaning::OwnerPhone,
    Meaning::TenantName,
    Meaning::TenantPhone,
    Meaning::TenantId,
];

/// How many columns describe units and people: only rosters have several.
pub(super) fn detail(columns: &Columns<'_>) -> usize {
    let found = DESCRIBING.into_iter().filter(|meaning| columns.has(*meaning)).count();
    // 房屋动态 and 电话 stand in lists of every kind.
    let common = [Meaning::Status, Meaning::OwnerPhone].into_iter().filter(|m| columns.has(*m)).count();
    let area = usize::from(columns.has(Meaning::Area));
    if found == common { (found + area).saturating_sub(1) } else { found + area }
}

/// Payments of the past are paid; a list of what is due has gaps.
fn all_paid(columns: &Columns<'_>) -> bool {
    let filled = |meaning: Meaning| {
        let of = columns.list.iter().filter(|c| c.meaning == meaning).map(|c| columns.profile(c));
        of.map(|p| p.filled - p.zeros).max().unwrap_or(0)
    };
    // 物业费, 电梯费, 合计, 实收: of the fees, where no column says what was due.
    let fees = arithmetic::fees(columns);
    let of_fees = columns.list.iter().filter(|c| fees.contains(&c.index)).map(|c| columns.profile(c));
    let charged = of_fees.map(|p| p.numbers - p.zeros).max().unwrap_or(0);
    filled(Meaning::Paid) * 10 >= filled(Meaning::Due).max(charged) * 9 && !charged::some_are_unpaid(columns)
}

fn fees(columns: &Columns<'_>, around: &Around, detail: usize) -> Option<Confidence> {
    let has = |meaning| columns.has(meaning);
    let due = columns.count(Meaning::Due);
    let opening = columns.count(Meaning::Opening);
    match () {
        () if detail >= 3 => None,
        () if has(Meaning::Item) && due > 0 => Some(Confidence::Sure),
        () if has(Meaning::Item) && has(Meaning::Amount) && opening == 0 => {
            let other = around.arrears() || around.says(&["押金", "保证金"]);
            (!other).then_some(Confidence::Likely)
        }
        // 往年欠费, 本年应收, 实收: what was due is no part of what was owed before it.
        () if due == 1 && has(Meaning::Paid) && dues::stand_beside_older_debts(columns, around) => {
            Some(Confidence::Likely)
        }
        // 应收, 实收, 欠费 of the same thing: what counts is the last.
        () if due == 1 && opening == 1 && has(Meaning::Paid) => {
            let of_time = (detail == 0 && around.is_of_months()) || is_of_one_fee_or_year(columns, around);
            (of_time && !around.arrears()).then_some(Confidence::Likely)
        }
        () if due >= 2 => Some(Confidence::Sure),
        () if due == 1 && opening >= 1 && !is_plain(columns) && !has(Meaning::PeriodRange) => {
            Some(Confidence::Sure)
        }
        // 年应收, 上年预收, 上年欠费, 本年已收, 年末欠费, 年末预收
        () if due == 1 && has(Meaning::Paid) && detail <= 1 && accounts::is_of_both(columns) => {
            Some(Confidence::Likely)
        }
        // 上年结欠, 应收, 实收, 欠费余额
        () if due == 1
            && opening == 2
            && has(Meaning::Paid)
            && columns.list.iter().any(|c| c.meaning == Meaning::Opening && closing::begins_with(c))
            && is_of_one_fee_or_year(columns, around)
            && !around.arrears() =>
        {
            Some(Confidence::Likely)
        }
        () if opening >= 1 => None,
        () if due == 1 && has(Meaning::Paid) => Some(Confidence::Likely),
        () if due == 1 && detail == 0 => Some(Confidence::Likely),
        () => None,
    }
}

/// One of several sheets, each of a year or of a fee: 2014年, 电梯费. What nobody but a roster says is not among it.
fn is_of_one_fee_or_year(columns: &Columns<'_>, around: &Around) -> bool {
    use Meaning as M;
    const ELSE: [Meaning; 7] =
        [M::Plate, M::Space, M::Prepaid, M::Deposit, M::OpeningTotal, M::Item, M::LiableName];
    let told = around.year().is_some() || around.of_fee_or_time() || around.names_a_time();
    told && detail(columns) <= 1 && !ELSE.into_iter().chain(PERIODS).any(|meaning| columns.has(meaning))
}

/// 应收, 欠费 of one thing, not 本期应收_管理费: what is owed is only the last.
fn is_plain(columns: &Columns<'_>) -> bool {
    let says = |meaning: Meaning, words: &[&str]| {
        let of_meaning = columns.list.iter().filter(|c| c.meaning == meaning);
        of_meaning.into_iter().any(|c| words.iter().any(|word| c.header.contains(word)))
    };
    !says(Meaning::Due, &["本期", "本月", "当月", "本年"])
        && !says(Meaning::Opening, &["前期", "往期", "以前", "上期", "历年", "往年", "之前"])
}

/// What says when amounts are of.
pub(super) const PERIODS: [Meaning; 5] =
    [Meaning::PeriodRange, Meaning::PeriodFrom, Meaning::PaidThrough, Meaning::PeriodTo, Meaning::Months];

fn arrears(columns: &Columns<'_>, around: &Around, detail: usize) -> Option<Confidence> {
    let has = |meaning| columns.has(meaning);
    let owed =
        has(Meaning::Opening) || (has(Meaning::Amount) && around.arrears()) || has(Meaning::OpeningTotal);
    let period = PERIODS.into_iter().any(has);
    match () {
        // 物业费 and 已交至 alone may be what is charged.
        () if !owed && period && has(Meaning::Amount) && detail < 2 => {
            // A car's rent beside the months it is let for.
            if has(Meaning::Plate) && !around.arrears() {
                return None;
            }
            let dated = [Meaning::PeriodRange, Meaning::PeriodFrom, Meaning::Months].into_iter().any(has);
            (dated || around.arrears()).then_some(Confidence::Likely)
        }
        () if !owed => None,
        () if period && (detail < 3 || around.arrears()) => Some(Confidence::Sure),
        () if has(Meaning::LiableName) && detail < 3 => Some(Confidence::Sure),
        () if has(Meaning::Item) && detail < 3 => Some(Confidence::Likely),
        () if around.arrears() && detail == 0 && !has(Meaning::Area) => Some(Confidence::Likely),
        () if around.arrears() && detail < 2 && !around.says(&["业主", "台账", "资料", "名册", "名单"]) => {
            Some(Confidence::Likely)
        }
        () => None,
    }
}

pub(super) fn set(column: &mut Column, meaning: Meaning, note: &str) {
    column.meaning = meaning;
    column.confidence = column.confidence.min(Confidence::Likely);
    column.note = note.to_owned();
}
