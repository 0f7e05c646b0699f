//! Accounts that run on: what stood at the beginning, what came, what went, what is left. Only what is left is owed or
//! held; and whether a bare 余额 is owed or held is told by the words around it and by the arithmetic.

use rust_decimal::Decimal;

use super::arithmetic::{is_told, with};
use super::around::Around;
use super::columns::{Columns, is_chosen};
use super::kind::set;
use crate::book::{Row, Value};
use crate::cells::{A_FEN, amount_at};
use crate::decisions::Decisions;
use crate::doubts::Doubt;
use crate::layout::{Balance, Column};
use crate::openings::{names_a_day, terms};
use crate::words::says;
use crate::{Kind, Meaning, words};

/// So many rows show it.
const ROWS_LOOKED_AT: usize = 100;
const FEWEST_ROWS: usize = 3;
/// More columns between the beginning and the end are no movements of one account.
const MOST_MOVEMENTS: usize = 6;

/// How a movement changes what is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Plus,
    Minus,
    Apart,
}

/// Takes 期末 alone of an account of balances, and the parts of one that nothing was taken off, before it is told what
/// the table is.
pub(super) fn of_balances(columns: &mut Columns<'_>, around: &Around) {
    let Some(account) = account(columns) else { return };
    let balances =
        [account.first, account.last].into_iter().all(|at| columns.list[at].meaning == Meaning::Prepaid);
    if balances || !account.signs.contains(&Sign::Minus) {
        settle(columns, around, &account);
    }
}

/// The same of arrears, where plainer words did not tell already.
pub(super) fn of_arrears(columns: &mut Columns<'_>, around: &Around, kind: Kind) {
    let could_owe = matches!(kind, Kind::Arrears | Kind::Roster | Kind::Fees);
    if !could_owe || columns.closes || columns.less_paid {
        return;
    }
    let Some(account) = account(columns) else { return };
    if account.signs.contains(&Sign::Minus) {
        settle(columns, around, &account);
        let closing = columns.list[account.last].meaning == Meaning::Opening;
        (columns.closes, columns.carries) = (closing, closing);
    }
}

/// Whether it tells what was owed and what was held, and an equation proves it.
pub(super) fn is_of_both(columns: &Columns<'_>) -> bool {
    account(columns).is_some_and(|account| account.held.is_some())
}

/// The same where something was held as well, before and after: only the columns of the end are money.
pub(super) fn of_both(columns: &mut Columns<'_>, around: &Around, kind: Kind) {
    let could_owe = matches!(kind, Kind::Arrears | Kind::Roster | Kind::Fees);
    if !could_owe {
        return;
    }
    if let Some(account) = account(columns).filter(|account| account.held.is_some()) {
        settle(columns, around, &account);
        (columns.closes, columns.carries) = (true, true);
    }
}

/// Whether the table is an account of what is owed: its payments are no history of their own.
pub(super) fn is_of_debts(columns: &Columns<'_>) -> bool {
    account(columns).is_some_and(|account| {
        account.signs.contains(&Sign::Minus) && columns.list[account.last].meaning == Meaning::Opening
    })
}

/// Places in the list of columns.
struct Account {
    first: usize,
    between: Vec<usize>,
    /// What is left: owed or held.
    last: usize,
    /// 年末预收 beside 年末欠费: what is held, in rows where nothing is owed.
    held: Option<usize>,
    /// How each of those between changes what is left.
    signs: Vec<Sign>,
}

fn account(columns: &Columns<'_>) -> Option<Account> {
    let of_meters = [Meaning::PreviousReading, Meaning::PresentReading, Meaning::Consumption];
    if of_meters.into_iter().any(|meaning| columns.has(meaning)) {
        return None;
    }
    let mut money: Vec<usize> = (0..columns.list.len()).filter(|at| may_be_money(columns, *at)).collect();
    in_order_of_time(columns, &mut money);
    let first = money.iter().position(|at| says(&columns.list[*at].header, &BEGINNING))?;
    for at in (first + 2..money.len()).rev() {
        for (last, held) in
            [owed_or_held(columns, money[at - 1], money[at]), Some((money[at], None))].into_iter().flatten()
        {
            let between = &money[first + 1..at - usize::from(held.is_some())];
            let closes = held.is_some() || may_close(columns, between, last);
            if !closes || between.is_empty() || between.len() > MOST_MOVEMENTS {
                continue;
            }
            if let Some(signs) = proved(columns, money[first], between, (last, held)) {
                return Some(Account { first: money[first], between: between.to_vec(), last, held, signs });
            }
        }
    }
    None
}

/// 年应收, 上年预收, 上年欠费, 本年已收, 年末欠费, 年末预收: where both are told of the beginning and of the end, what was owed at
/// first goes first and the end goes last, wherever they stand.
fn in_order_of_time(columns: &Columns<'_>, money: &mut [usize]) {
    let header = |at: &usize| columns.list[*at].header.as_str();
    let of_debt = |at: &usize| says(header(at), &OPEN);
    let of_either = |at: &usize| of_debt(at) || says(header(at), &HELD);
    let begins = |at: &usize| says(header(at), &BEGINNING) && of_either(at);
    let ends = |at: &usize| !begins(at) && says(header(at), &["期末", "年末", "月末"]) && of_either(at);
    let both = |fits: &dyn Fn(&usize) -> bool| {
        let (owed, held) = (|at: &&usize| fits(at) && of_debt(at), |at: &&usize| fits(at) && !of_debt(at));
        money.iter().filter(owed).count() == 1 && money.iter().filter(held).count() == 1
    };
    if both(&begins) && both(&ends) {
        money.sort_by_key(|at| match () {
            () if begins(at) => (0, !of_debt(at)),
            () if ends(at) => (2, !of_debt(at)),
            () => (1, false),
        });
    }
}

/// 年末欠费 and 年末预收 beside each other, whichever stands first.
fn owed_or_held(columns: &Columns<'_>, left: usize, right: usize) -> Option<(usize, Option<usize>)> {
    let header = |at: usize| columns.list[at].header.as_str();
    let free = |at: usize| !is_chosen(&columns.list[at]) && !says(header(at), &BEGINNING);
    let pair = |owed: usize, held: usize| {
        let told = says(header(owed), &OPEN) && says(header(held), &HELD);
        (told && !header(held).contains('欠') && free(owed) && free(held)).then_some((owed, Some(held)))
    };
    pair(left, right).or_else(|| pair(right, left))
}

/// Several numbers, or a header that says what is left. An empty column proves nothing beside one that is filled, and a
/// remark never does.
fn may_close(columns: &Columns<'_>, between: &[usize], last: usize) -> bool {
    const FEWEST_AMOUNTS: usize = 2;
    let amounts = |at: usize| {
        let profile = columns.profile(&columns.list[at]);
        profile.numbers - profile.zeros
    };
    let says_left = |at: usize| {
        let header = &columns.list[at].header;
        says(header, &["末", "欠", "余", "结", "未"]) && !says(header, &BEGINNING)
    };
    let column = &columns.list[last];
    if is_chosen(column) || says(&column.header, &["备注", "附注", "说明", "签"]) {
        return false;
    }
    let another = || between.iter().any(|at| says_left(*at) && amounts(*at) > 0);
    amounts(last) >= FEWEST_AMOUNTS || (says_left(last) && !another())
}

pub(super) const BEGINNING: [&str; 12] =
    ["期初", "年初", "月初", "上期", "上月", "上年", "上季", "上次", "前期", "承前", "结转", "上结"];
/// What is charged makes a debt larger and a deposit smaller.
pub(super) const CHARGED: [&str; 9] = ["应收", "应缴", "应交", "应计", "扣", "抵", "使用", "费用", "消费"];
pub(super) const PAID: [&str; 14] = [
    "实收", "实缴", "实交", "已收", "已缴", "已交", "收款", "缴费", "交费", "存入", "充值", "收回", "预存",
    "预交",
];
const OPEN: [&str; 4] = ["欠", "未收", "未缴", "未交"];
pub(super) const HELD: [&str; 11] =
    ["预存", "预收", "预交", "预缴", "预付", "押金", "保证金", "存入", "存款", "充值", "储值"];

/// A column of amounts, whatever it was taken for.
pub(super) fn may_be_money(columns: &Columns<'_>, at: usize) -> bool {
    let column = &columns.list[at];
    let open = matches!(column.meaning, Meaning::Note | Meaning::Unknown | Meaning::Ignored);
    let profile = columns.profile(column);
    let counts = profile.filled == 0 || profile.is_mostly_numbers();
    (open || column.meaning.is_money())
        && counts
        && !words::key(&column.header).is_empty()
        && !says(&column.header, &["月数", "序", "层"])
}

/// The signs with which the movements lead from the beginning to the end in nearly every row.
fn proved(
    columns: &Columns<'_>,
    first: usize,
    between: &[usize],
    (last, held): (usize, Option<usize>),
) -> Option<Vec<Sign>> {
    let index = |at: usize| columns.list[at].index;
    let header = &columns.list[first].header;
    // 年初预存, where 年末欠费 stands beside 年末预存, is the contrary of what is owed.
    let began_held = held.is_some() && says(header, &HELD) && !says(header, &OPEN);
    let cells = |row: &Row| {
        let read = |at: usize| amount_at(row, index(at));
        let moved: Vec<Decimal> = between.iter().map(|at| read(*at)).collect();
        let opening = if began_held { -read(first) } else { read(first) };
        (opening, moved, read(last) - held.map_or(Decimal::ZERO, read))
    };
    let rows = columns.rows.iter().take(ROWS_LOOKED_AT).filter(|row| !is_total(row));
    let rows: Vec<(Decimal, Vec<Decimal>, Decimal)> = rows.map(cells).collect();
    let moves = |(opening, moved, closing): &&(Decimal, Vec<Decimal>, Decimal)| {
        !(opening.is_zero() && closing.is_zero() && moved.iter().all(Decimal::is_zero))
    };
    let rows: Vec<_> = rows.iter().filter(moves).collect();
    let begun = rows.iter().filter(|(opening, ..)| !opening.is_zero()).count();
    // The first month of sheets that roll on begins with nothing.
    let ends = columns.list[last].header.contains('末');
    let first_month = begun == 0 && ends;
    // 期初余额 of a few, and 期末余额: then each row has to lead there.
    let few = begun * 4 < rows.len() && !first_month;
    if rows.len() < FEWEST_ROWS || (few && (begun == 0 || !ends)) {
        return None;
    }
    let mut ways: Vec<Vec<Sign>> = vec![Vec::new()];
    for at in between {
        let likely = if says(&columns.list[*at].header, &PAID) {
            [Sign::Minus, Sign::Plus, Sign::Apart]
        } else {
            [Sign::Plus, Sign::Minus, Sign::Apart]
        };
        ways = likely.iter().flat_map(|sign| ways.iter().map(|way| [&way[..], &[*sign]].concat())).collect();
    }
    // The fewer columns stand apart, the better the proof.
    ways.sort_by_key(|way| way.iter().filter(|sign| **sign == Sign::Apart).count());
    ways.into_iter().find(|way| leads(&rows, way) && (!few || rows.iter().all(|row| leads(&[*row], way))))
}

/// A total may be of some columns only.
fn is_total(row: &Row) -> bool {
    let labelled =
        |(_, value): &(u32, Value)| matches!(value, Value::Text(text) if words::total_label(text).is_some());
    row.cells.iter().any(labelled)
}

fn leads(rows: &[&(Decimal, Vec<Decimal>, Decimal)], way: &[Sign]) -> bool {
    let (mut fits, mut moved_in) = (0_usize, 0_usize);
    let most_misses = rows.len() / 10;
    for (at, (opening, moved, closing)) in rows.iter().enumerate() {
        let change: Decimal = moved.iter().zip(way).map(|(amount, sign)| signed(*amount, *sign)).sum();
        if (opening + change - closing).abs() <= A_FEN {
            fits += 1;
            let counts = |(amount, sign): (&Decimal, &Sign)| *sign != Sign::Apart && !amount.is_zero();
            moved_in += usize::from(moved.iter().zip(way).any(counts));
        } else if at + 1 - fits > most_misses {
            return false;
        }
    }
    moved_in * 4 >= rows.len()
}

pub(super) fn signed(amount: Decimal, sign: Sign) -> Decimal {
    match sign {
        Sign::Plus => amount,
        Sign::Minus => -amount,
        Sign::Apart => Decimal::ZERO,
    }
}

fn settle(columns: &mut Columns<'_>, around: &Around, account: &Account) {
    let Account { first, last, .. } = *account;
    let (between, signs) = (&account.between, &account.signs);
    let with = |sign: Sign, words: &[&str]| {
        let mut of_sign = between.iter().zip(signs).filter(|(_, s)| **s == sign);
        of_sign.any(|(at, _)| says(&columns.list[*at].header, words))
    };
    let owed = with(Sign::Plus, &CHARGED) || with(Sign::Minus, &PAID);
    let held = with(Sign::Plus, &PAID) || with(Sign::Minus, &CHARGED);
    let ends = [&columns.list[first].header, &columns.list[last].header];
    let in_words = ends.iter().any(|header| header.contains('欠')) || around.of_debts();
    let is_held = match (owed, held) {
        _ if account.held.is_some() => false,
        (true, false) => false,
        (false, true) => true,
        _ if in_words => false,
        _ => matches!(columns.list[last].meaning, Meaning::Prepaid | Meaning::Deposit) || around.of_held(),
    };
    let only_sums = !signs.contains(&Sign::Minus);
    let imported = |meaning: Meaning| {
        matches!(meaning, Meaning::Opening | Meaning::Due | Meaning::Prepaid | Meaning::Amount)
    };
    if only_sums && !imported(columns.list[last].meaning) {
        // A total of parts, and known as one.
        return;
    }
    if only_sums && !is_held {
        let parts: Vec<usize> = std::iter::once(first).chain(between.iter().copied()).collect();
        for at in parts {
            if columns.list[at].meaning != Meaning::Due {
                change(columns, at, Meaning::Opening, "各列之和正好是合计，认作欠费");
            }
        }
        change(columns, last, Meaning::OpeningTotal, "正好是旁边各列之和，用来核对，不导入");
        return;
    }
    let told = format!("“{}”加减本期各列正好是这一列，只导入这一列", columns.list[first].header.trim());
    let name = columns.list[last].header.trim().to_owned();
    change(columns, last, if is_held { Meaning::Prepaid } else { Meaning::Opening }, &told);
    if let Some(held) = account.held {
        change(columns, held, Meaning::Prepaid, &told);
        columns.held = Some(columns.list[held].index);
    }
    let kept = format!("已经算在“{name}”里，记作备注");
    change(columns, first, Meaning::Note, &kept);
    for (at, _) in between.iter().zip(signs).filter(|(_, sign)| **sign != Sign::Apart) {
        // What was paid is history.
        if is_held || !matches!(columns.list[*at].meaning, Meaning::Due | Meaning::Paid) {
            change(columns, *at, Meaning::Note, &kept);
        }
    }
}

fn change(columns: &mut Columns<'_>, at: usize, meaning: Meaning, note: &str) {
    let column = &mut columns.list[at];
    if !is_chosen(column) && column.meaning != meaning {
        set(column, meaning, note);
    } else if !is_chosen(column) {
        column.note = note.to_owned();
    }
}

/// 欠费月数 beside 月费, and no amount: their product is asked about.
pub(super) fn months_of_a_rate(columns: &mut Columns<'_>, around: &Around) {
    let amounts = [Meaning::Opening, Meaning::OpeningTotal, Meaning::Amount, Meaning::Due, Meaning::Paid];
    if amounts.into_iter().any(|meaning| columns.has(meaning)) {
        return;
    }
    let only = |meaning: Meaning| {
        columns.list.iter().find(|c| c.meaning == meaning).filter(|_| columns.count(meaning) == 1)
    };
    let (Some(months), Some(rate)) = (only(Meaning::Months), only(Meaning::Monthly)) else { return };
    let of_debts = around.arrears() || says(&months.header, &["欠", "未", "拖"]);
    let counted = [months, rate].into_iter().all(|c| columns.profile(c).is_mostly_numbers());
    if of_debts && counted {
        let (months, rate) = (months.index, rate.index);
        columns.by_months = Some((months, rate));
        columns.doubts.push((months, Doubt::MonthsOfARate));
    }
}

/// 余额 without a word of what is left: owed where arrears are spoken of, held where prepayments are, else a person says.
pub(super) fn balances(columns: &mut Columns<'_>, around: &Around, decisions: &Decisions) {
    let bare = |c: &Column| {
        let key = words::key(&c.header);
        c.meaning == Meaning::Prepaid
            && !is_chosen(c)
            && says(&key, &["余额", "结余", "余款", "结存"])
            && !says(&key, &["预", "存款", "账户", "押", "保证", "卡"])
            // 余额（负数为欠费） says it itself.
            && !c.header.contains('欠')
            && !c.note.contains("只导入这一列")
    };
    if !columns.list.iter().any(bare) || around.of_held() {
        return;
    }
    let others = || columns.list.iter().filter(|c| !bare(c));
    // 方向 says it row by row.
    if others().any(|c| says(&c.header, &HELD) || says(&c.header, &["方向", "借贷", "借/贷", "借或贷"]))
    {
        return;
    }
    let of_fees = columns.has(Meaning::Due) || columns.has(Meaning::Amount);
    let owed = others().any(|c| c.header.contains('欠')) || around.of_debts();
    let note = match owed {
        true => "表里说的是欠费（应收），余额认作欠费",
        // 应收, 实收, 余额: what the lines of fees ask about themselves.
        false if of_fees => return,
        false => "没有说明是欠费还是预存",
    };
    let chosen = decisions.chosen("balance_meaning");
    for column in columns.list.iter_mut().filter(|c| bare(c)) {
        let meaning = match (owed, chosen) {
            (true, _) | (false, "arrears") => Meaning::Opening,
            (false, "prepayment") => Meaning::Prepaid,
            _ => Meaning::Note,
        };
        set(column, meaning, note);
        if !owed {
            columns.doubts.push((column.index, Doubt::Balance));
        }
    }
}

/// 2014年底欠费 and 2015年6月底欠费, 原欠费 and 现欠费, 欠费 and 剩余欠费: what was owed at several times, of which only the last
/// counts unless a person says otherwise.
pub(super) fn stocks(columns: &mut Columns<'_>, decisions: &Decisions) {
    if columns.closes {
        return;
    }
    let owed: Vec<usize> = (0..columns.list.len())
        .filter(|at| columns.list[*at].meaning == Meaning::Opening && !is_chosen(&columns.list[*at]))
        .collect();
    let key = |at: usize| words::key(&columns.list[at].header);
    let at_date = |at: usize| {
        let key = key(at);
        (says(&key, &["底", "末", "截至", "截止"]) || names_a_day(&key)) && !key.contains('前')
    };
    let is_left = |at: usize| says(&key(at), &LEFT);
    let dated: Vec<usize> = owed.iter().copied().filter(|at| at_date(*at)).collect();
    // What it was when it was last counted.
    let counted_before = |at: usize| {
        let key = key(at);
        says(&key, &["上次", "上回", "前次", "同期"]) || (key.contains("统计") && key.contains(['上', '前']))
    };
    let names_no_time = |at: usize| !terms(&key(at), None, None).names_period;
    let left: Vec<usize> = owed.iter().copied().filter(|at| is_left(*at)).collect();
    let unexecuted = |at: &usize| key(*at).contains("未执行") && is_as_full(columns, *at, &owed);
    let (kept, others): (usize, Vec<usize>) = match (&dated[..], &left[..]) {
        // 欠费金额, 判决金额, 已执行, 未执行: what was claimed is not owed besides.
        ([], []) if owed.len() == 2 && owed.iter().any(unexecuted) && names_no_time(owed[0]) => {
            let (kept, claimed): (Vec<usize>, Vec<usize>) = owed.iter().partition(|at| unexecuted(at));
            (kept[0], claimed)
        }
        ([others @ .., last], []) if !says(&key(*last), &["原", "上", "往"]) => (*last, others.to_vec()),
        // What is left of several items stands once for each.
        // Where it says what was paid, the arithmetic tells.
        (_, [left]) if owed.len() == 2 && !columns.has(Meaning::Paid) => {
            let plain = |at: &&usize| **at != *left && names_no_time(**at);
            (*left, owed.iter().filter(plain).copied().collect())
        }
        _ if owed.len() == 2 && !columns.has(Meaning::Due) => {
            let (before, now): (Vec<usize>, Vec<usize>) =
                owed.iter().copied().partition(|at| counted_before(*at));
            let ([before], [now]) = (&before[..], &now[..]) else { return };
            // 本次欠费 may be owed besides, but not besides what was owed a year ago.
            let of_last_year = key(*before).contains("同期");
            if !of_last_year && (says(&key(*now), &["本", "当", "新"]) || !names_no_time(*now)) {
                return;
            }
            (*now, vec![*before])
        }
        _ => return,
    };
    if others.is_empty() {
        return;
    }
    if led_to(columns, kept, &others) {
        return;
    }
    columns.doubts.push((columns.list[kept].index, Doubt::Stocks));
    if decisions.is("balances_at_dates", "all") {
        return;
    }
    let note = format!("别的时候的余额，以 {} 列为准，这一列记作备注", columns.list[kept].letter());
    for at in others {
        set(&mut columns.list[at], Meaning::Note, &note);
    }
}

/// A column with a number in nearly every row that has any.
fn is_as_full(columns: &Columns<'_>, at: usize, others: &[usize]) -> bool {
    let numbers = |at: usize| columns.profile(&columns.list[at]).numbers;
    others.iter().all(|other| numbers(at) * 10 >= numbers(*other) * 9)
}

/// 截至6月30日欠费, 应收, 实收, 截至12月31日欠费: what came between leads from the one to the other, and nobody need be asked.
fn led_to(columns: &mut Columns<'_>, kept: usize, others: &[usize]) -> bool {
    let (due, paid) = (with(columns, Meaning::Due), with(columns, Meaning::Paid));
    let ([.., before], true) = (others, !due.is_empty() && !paid.is_empty()) else { return false };
    let (before, closing) = (columns.list[*before].index, columns.list[kept].index);
    let plus = [&[before][..], &due].concat();
    if !is_told(columns.rows, closing, &plus, &paid) {
        return false;
    }
    let note = format!("已经算在 {} 列里，记作备注", columns.list[kept].letter());
    for at in others {
        set(&mut columns.list[*at], Meaning::Note, &note);
    }
    columns.balance = Some(Balance { closing, plus, minus: paid });
    (columns.closes, columns.carries) = (true, true);
    true
}

const LEFT: [&str; 8] = ["剩余", "现欠", "尚欠", "仍欠", "目前", "余欠", "最新", "还欠"];
