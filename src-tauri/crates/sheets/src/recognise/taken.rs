//! Money that was taken, where no header says 实收: what a bank has drawn, fees that were paid at the desk together with a
//! deposit, arrears that were paid back; and arrears that a list of payments states beside what was paid.

use std::collections::HashSet;

use super::arithmetic::{self, with};
use super::around::Around;
use super::columns::{Columns, is_chosen};
use super::kind::{Decided, detail, set};
use crate::book::Value;
use crate::cells::{A_FEN, sum_at, text};
use crate::decisions::Decisions;
use crate::doubts::Doubt;
use crate::layout::{Column, between};
use crate::openings::terms;
use crate::profile::Look;
use crate::room_keys::RoomKeys;
use crate::states::is_drawn;
use crate::words::says;
use crate::{Confidence, Kind, Meaning, words};

/// So many rows show it.
const ROWS_LOOKED_AT: usize = 200;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Received {
    Surely,
    Likely,
    Perhaps,
}

/// Signs that the amounts were taken: 收据号, 收款人, 收款方式, 收费日期, and a title such as 收款流水. `None` for fees due.
pub(super) fn received(columns: &Columns<'_>, around: &Around) -> Option<Received> {
    use Meaning as M;
    let has = |meaning| columns.has(meaning);
    let amounts = has(M::Amount) || has(M::Paid);
    let of_else = [M::Due, M::Opening, M::OpeningTotal, M::Prepaid, M::Deposit].into_iter().any(has);
    let held = around.says(&["押金", "保证金", "预存", "预收", "预缴"]);
    if !amounts || of_else || held || around.arrears() || detail(columns) >= 3 {
        return None;
    }
    let headed = |is: fn(&str) -> bool| usize::from(columns.list.iter().any(|c| is(&c.header)));
    let dated = columns.list.iter().any(|c| {
        let key = words::key(&c.header);
        c.meaning == M::Unknown
            && ["日期", "时间"].contains(&key.as_str())
            && columns.profile(c).is(Look::Date)
    });
    let of_terminals = columns.list.iter().any(|c| c.header.contains("终端") || c.header.contains("商户号"));
    let signs = usize::from(has(M::Cashier))
        + usize::from(of_terminals)
        + usize::from(has(M::PaidOn))
        + headed(words::is_receipt)
        + headed(words::is_way_of_paying);
    match (signs, around.payments()) {
        (2.., _) => Some(Received::Surely),
        (1, true) => Some(Received::Surely),
        (1, false) if dated || has(M::Paid) => Some(Received::Likely),
        (0, true) if dated || has(M::Paid) => Some(Received::Likely),
        (1, false) | (0, true) => Some(Received::Perhaps),
        (0, false) if led_by_days(columns) && !around.of_debts() => Some(Received::Perhaps),
        (0, false) => None,
    }
}

/// 日期, 房号, 业主, 金额: a day in front of each row, and not one day for all. An office writes so what it takes, day by
/// day; it could be a list of what is owed. Taken for receipts it charges nobody: a debt that is missing is asked for by the
/// office when it answers the question, a receipt taken for a debt would be asked of somebody who has paid.
fn led_by_days(columns: &Columns<'_>) -> bool {
    let Some(day) = columns.list.iter().find(|c| c.meaning != Meaning::Serial) else { return false };
    let named = ["日期", "时间"].contains(&words::key(&day.header).as_str());
    let profile = columns.profile(day);
    let on_each = profile.filled * 10 >= profile.rows * 8;
    named && day.meaning == Meaning::Unknown && profile.is(Look::Date) && on_each && profile.different() >= 2
}

const DRAWN: [&str; 9] = ["扣款", "代扣", "划扣", "划款", "扣缴", "托收", "实扣", "应扣", "已扣"];
/// 实扣金额 was drawn, 应扣金额 beside it was to be.
const DONE: [&str; 3] = ["实扣", "成功", "已扣"];
/// Where money is stored, what is drawn is taken from there.
const STORED: [&str; 5] = ["充值", "存入", "余额", "结余", "抵扣"];

/// 扣款金额 beside 扣款结果 in a file that comes back from the bank: what was drawn was paid. Without a result a person
/// is asked.
pub(super) fn drawn(columns: &mut Columns<'_>, decisions: &Decisions) {
    let stored = columns.list.iter().any(|c| says(&c.header, &STORED));
    if stored || columns.list.iter().any(|c| c.meaning.is_money()) {
        return;
    }
    let open = |c: &Column| matches!(c.meaning, Meaning::Note | Meaning::Unknown) && !is_chosen(c);
    let of_money = |c: &Column| says(&c.header, &DRAWN) && columns.profile(c).is_mostly_numbers();
    let amounts: Vec<usize> = (0..columns.list.len())
        .filter(|at| open(&columns.list[*at]) && of_money(&columns.list[*at]))
        .filter(|at| words::key(&columns.list[*at].header).ends_with(['额', '款', '费', '元']))
        .collect();
    let done: Vec<usize> =
        amounts.iter().copied().filter(|at| says(&columns.list[*at].header, &DONE)).collect();
    let (([at], _) | (_, [at])) = (&done[..], &amounts[..]) else { return };
    let at = *at;
    let results = columns.list.iter().any(|c| {
        let mut cells = columns.rows.iter().take(ROWS_LOOKED_AT).filter_map(|row| row.get(c.index));
        matches!(c.meaning, Meaning::Note | Meaning::Unknown | Meaning::Status)
            && cells.any(|value| matches!(value, Value::Text(text) if is_drawn(text) == Some(true)))
    });
    let told = says(&columns.list[at].header, &DONE);
    if !results && !told {
        columns.doubts.push((columns.list[at].index, Doubt::Drawn));
    }
    if results || told || decisions.is("drawn_by_bank", "payments") {
        let note = match (results, told) {
            (true, _) => "旁边写着扣款结果，扣成的认作实缴",
            (false, true) => "扣成的金额，认作实缴",
            (false, false) => "按指定认作实缴",
        };
        set(&mut columns.list[at], Meaning::Paid, note);
    }
}

/// 办理日期, 登记日期: of a list of payments the day on which it was paid.
pub(super) fn is_day(key: &str) -> bool {
    ["日期", "时间"].iter().any(|end| key.ends_with(end)) && says(key, &["办理", "登记", "业务"])
}

/// 装修押金, 垃圾清运费, 工本费 with the day and who took them: the fees were paid like the deposit. `None` for any other
/// table.
pub(super) fn at_the_desk(columns: &Columns<'_>, around: &Around, decisions: &Decisions) -> Option<Decided> {
    use Meaning as M;
    let of_else = [M::Due, M::Paid, M::Opening, M::OpeningTotal, M::Prepaid, M::Area, M::Item];
    let fees = !arithmetic::fees(columns).is_empty();
    // 金额 and 押金 of a card, with the day and who took them.
    let lone = !fees && columns.count(M::Amount) == 1;
    if !columns.has(M::Deposit) || !(fees || lone) || of_else.into_iter().any(|m| columns.has(m)) {
        return None;
    }
    if around.of_debts() || detail(columns) >= 3 {
        return None;
    }
    let of_day = |c: &Column| {
        let key = words::key(&c.header);
        c.meaning == M::Unknown
            && (is_day(&key) || ["日期", "时间"].contains(&key.as_str()))
            && columns.profile(c).is(Look::Date)
    };
    let dated = columns.has(M::PaidOn) || columns.list.iter().any(of_day);
    let signs = usize::from(dated) + usize::from(columns.has(M::Cashier));
    if lone && signs < 2 {
        return None;
    }
    let perhaps = signs == 1;
    let fees = perhaps && decisions.is("payments_or_fees", "fees");
    let kind = if fees { Kind::Fees } else { Kind::Payments };
    (signs > 0).then_some(Decided { kind, confidence: Confidence::Likely, payments_or_fees: perhaps })
}

/// 装修押金, 垃圾清运费, 装修管理费 and no sign that anything was taken: the fees are no debts unless a person says so.
pub(super) fn beside_deposits(
    columns: &Columns<'_>,
    around: &Around,
    decisions: &Decisions,
) -> Option<Decided> {
    let kind = match decisions.chosen("fees_beside_deposits") {
        "arrears" => Kind::Fees,
        "payments" => Kind::Payments,
        _ => Kind::Balances,
    };
    let decided = Decided { kind, confidence: Confidence::Likely, payments_or_fees: false };
    has_fees_beside_deposits(columns, around).then_some(decided)
}

fn has_fees_beside_deposits(columns: &Columns<'_>, around: &Around) -> bool {
    use Meaning as M;
    // The day, who took it, when it is of: all of these say more.
    const TOLD: [Meaning; 14] = [
        M::PaidOn,
        M::Cashier,
        M::Due,
        M::Paid,
        M::Opening,
        M::OpeningTotal,
        M::Prepaid,
        M::Item,
        M::Plate,
        M::Space,
        M::PeriodRange,
        M::PeriodFrom,
        M::PaidThrough,
        M::Months,
    ];
    // So does a title of bills.
    const BILLED: [&str; 10] =
        ["应收", "账单", "欠", "催", "收缴", "物业费", "物业管理费", "水费", "电费", "水电"];
    columns.has(M::Deposit)
        && arithmetic::fees(columns).len() >= 2
        && detail(columns) <= 1
        && !TOLD.into_iter().any(|meaning| columns.has(meaning))
        && !around.says(&BILLED)
        && !around.is_of_months()
}

/// Asks about such fees, and keeps them as notes in a list of what is held.
pub(super) fn fees_beside_deposits(columns: &mut Columns<'_>, kind: Kind, around: &Around) {
    let asked = matches!(kind, Kind::Balances | Kind::Fees | Kind::Payments);
    if !asked || !has_fees_beside_deposits(columns, around) {
        return;
    }
    let fees = arithmetic::fees(columns);
    columns.doubts.extend(fees.first().map(|fee| (*fee, Doubt::FeesBesideDeposits)));
    if kind == Kind::Balances {
        for fee in fees {
            arithmetic::change(columns, fee, Meaning::Note, "押金旁边的费用，没有写明收没收，记作备注");
        }
    }
}

const PAID_BACK: [&str; 5] = ["还", "清收", "清欠", "收回", "追回"];

/// 还款金额 beside 欠费金额, and nothing that was due.
pub(super) fn is_paid_back(columns: &Columns<'_>) -> bool {
    let paid = || columns.list.iter().filter(|c| c.meaning == Meaning::Paid);
    let (only, of_parts) = (paid().count() == 1, paid().all(|c| c.header.contains(words::LEVELS)));
    let back = (only || of_parts) && paid().all(|c| says(&c.header, &PAID_BACK));
    columns.has(Meaning::Paid) && back && columns.has(Meaning::Opening) && !columns.has(Meaning::Due)
}

/// 2025年已缴 beside 截止2024年底欠费: it was paid when the debt stood, and of it, where nobody has paid more.
fn is_paid_since(columns: &Columns<'_>, kind: Kind) -> bool {
    let of = |meaning| columns.list.iter().filter(move |c| c.meaning == meaning);
    let stood = of(Meaning::Opening).map(|c| terms(&c.header, None, None)).find_map(|of| of.to);
    let since = |c: &Column| {
        let of = terms(&c.header, None, None);
        !of.names_item && of.from.zip(stood).is_some_and(|(from, stood)| from > stood)
    };
    is_pair(columns, kind) && of(Meaning::Paid).all(since)
}

/// 已收 behind 应收合计 of 上年结欠 and 本年物业费.
fn is_paid_of_all(columns: &Columns<'_>) -> bool {
    let of = |meaning| columns.list.iter().filter(move |c| c.meaning == meaning);
    let of_its_own = |c: &Column| terms(&c.header, None, None).names_item;
    let is_due = |c: &Column| says(&c.header, &["应收", "应缴", "应交"]);
    columns.count(Meaning::Paid) == 1
        && !columns.has(Meaning::Due)
        && of(Meaning::OpeningTotal).any(is_due)
        && !of(Meaning::Paid).any(of_its_own)
}

/// 已交金额 beside 欠费金额 in a list of arrears, of no other item, nor of another time unless somebody has paid just what he
/// owes; and no column that says what was due or what is left of it.
fn is_paid_beside(columns: &Columns<'_>, kind: Kind) -> bool {
    let of_another_time =
        |c: &Column| c.meaning == Meaning::Paid && terms(&c.header, None, None).names_period;
    is_pair(columns, kind) && (!columns.list.iter().any(of_another_time) || clears_some(columns))
}

fn is_pair(columns: &Columns<'_>, kind: Kind) -> bool {
    let paid = || columns.list.iter().filter(|c| c.meaning == Meaning::Paid);
    let of_its_own =
        |c: &Column| terms(&c.header, None, None).names_item || columns.untold.contains(&c.index);
    kind == Kind::Arrears
        && columns.has(Meaning::Opening)
        && !columns.has(Meaning::Due)
        && paid().count() == 1
        && !paid().any(of_its_own)
}

/// Somebody has paid just what he owes.
fn clears_some(columns: &Columns<'_>) -> bool {
    let (owed, paid) = (with(columns, Meaning::Opening), with(columns, Meaning::Paid));
    let mut rows = columns.rows.iter().take(ROWS_LOOKED_AT);
    rows.any(|row| {
        let paid = sum_at(row, &paid);
        !paid.is_zero() && paid == sum_at(row, &owed)
    })
}

/// What was paid back is taken off the arrears beside it, unless a person says that it has been; what was paid only where
/// a person says so, for a list of arrears says what is still owed. Where somebody paid more than he is said to owe, it
/// has been taken off.
pub(super) fn paid_back(columns: &mut Columns<'_>, kind: Kind, decisions: &Decisions) {
    let could_owe = matches!(kind, Kind::Arrears | Kind::Roster);
    if !could_owe || columns.less_paid || columns.closes {
        return;
    }
    let back = is_paid_back(columns) || is_paid_since(columns, kind) || is_paid_of_all(columns);
    let (doubt, code) = match back {
        true => (Doubt::PaidBack, "arrears_paid_back"),
        false if is_paid_beside(columns, kind) => (Doubt::PaidBeside, "arrears_beside_paid"),
        false => return,
    };
    let (owed, paid) = (with(columns, Meaning::Opening), with(columns, Meaning::Paid));
    let rows =
        || columns.rows.iter().take(ROWS_LOOKED_AT).map(|row| (sum_at(row, &owed), sum_at(row, &paid)));
    let any = rows().any(|(_, paid)| paid.is_sign_positive() && !paid.is_zero());
    if !any || rows().any(|(owed, paid)| paid > owed) {
        return;
    }
    columns.doubts.extend(paid.first().map(|index| (*index, doubt)));
    columns.less_paid = decisions.is(code, "less");
}

/// 欠费 or 未收 in a list of payments, or of money held. It is owed where every household stands once and what is due less
/// what was paid leaves it; else it may be what was left after each payment.
pub(super) fn debts_beside(columns: &mut Columns<'_>, kind: Kind) {
    if !matches!(kind, Kind::Payments | Kind::Balances) {
        return;
    }
    let owes = |column: &u32| columns.rows.iter().any(|row| !sum_at(row, &[*column]).is_zero());
    let owed: Vec<u32> = with(columns, Meaning::Opening).into_iter().filter(owes).collect();
    if owed.is_empty() {
        return;
    }
    // What is left in the end of an account is told by itself.
    if columns.doubts.iter().any(|(column, doubt)| *doubt == Doubt::Runs && owed.contains(column)) {
        return;
    }
    let stated = kind == Kind::Payments && each_once(columns) && is_left(columns, &owed);
    let doubt = if stated { Doubt::DebtsBeside } else { Doubt::DebtsNoted };
    columns.doubts.extend(owed.into_iter().map(|column| (column, doubt)));
}

/// No household has two rows of the same item and time.
fn each_once(columns: &Columns<'_>) -> bool {
    let Some(mut keys) = RoomKeys::of(&columns.list, columns.epoch) else { return false };
    let (Some(first), Some(last)) = (columns.list.first(), columns.list.last()) else { return false };
    let of_row = [Meaning::Item, Meaning::PeriodRange, Meaning::PeriodFrom, Meaning::PeriodTo];
    let told: Vec<u32> =
        columns.list.iter().filter(|c| of_row.contains(&c.meaning)).map(|c| c.index).collect();
    let mut seen = HashSet::new();
    columns.rows.iter().all(|row| {
        let said: Vec<String> =
            told.iter().filter_map(|column| text(row.get(*column), columns.epoch)).collect();
        let room = keys.of_row(row, between(row, first.index, last.index));
        room.is_none_or(|room| seen.insert(format!("{room} {}", said.join(" "))))
    })
}

/// Due less paid is owed in nearly every row; where nothing says what was due, nothing denies it.
fn is_left(columns: &Columns<'_>, owed: &[u32]) -> bool {
    let (due, paid) = (with(columns, Meaning::Due), with(columns, Meaning::Paid));
    if due.is_empty() {
        return true;
    }
    let (mut counted, mut fits) = (0_usize, 0_usize);
    for row in columns.rows.iter().take(ROWS_LOOKED_AT) {
        let due = sum_at(row, &due);
        if due.is_zero() {
            continue;
        }
        counted += 1;
        fits += usize::from((due - sum_at(row, &paid) - sum_at(row, owed)).abs() <= A_FEN);
    }
    counted > 0 && fits * 10 >= counted * 9
}
