//! What is left in the end, beside what led to it: 期初欠费 + 本期应收 − 本期实收 = 期末欠费. Only the last is owed, and
//! only the last is held.

use super::accounts::HELD;
use super::arithmetic::{agrees, change, fees, is_sum, is_told, with};
use super::columns::{Columns, is_chosen};
use super::net;
use super::parts::{self, THIS_TIME, is_labelled};
use crate::book::Row;
use crate::cells::{A_FEN, amount_at, sum_at};
use crate::layout::{Balance, Column};
use crate::openings::terms;
use crate::{Kind, Meaning, words};

fn says(column: &Column, words: &[&str]) -> bool {
    words.iter().any(|word| column.header.contains(word))
}

/// 上年结欠: what there was before.
pub(super) fn begins_with(column: &Column) -> bool {
    words::is_of_before(&column.header)
}

fn is_waiver(column: &Column) -> bool {
    matches!(column.meaning, Meaning::Unknown | Meaning::Note) && words::is_waiver(&column.header)
}

/// 已还金额 beside 欠费总额 and 尚欠金额.
pub(super) fn is_paid_back(column: &Column) -> bool {
    matches!(column.meaning, Meaning::Unknown | Meaning::Note)
        && says(column, &["已还", "还款", "归还", "已扣", "核销", "收回", "清收", "清回"])
}

/// Of so many columns from the right each is tried: further left none says what is left in the end.
const MOST_TRIED: usize = 3;

/// Columns of amounts by their part in the sum.
struct Parts {
    earlier: Vec<u32>,
    due: Vec<u32>,
    fees: Vec<u32>,
    paid: Vec<u32>,
    waived: Vec<u32>,
}

impl Parts {
    /// All that was paid, or that without 实收合计, and what was waived; what was waived alone; 实收合计
    /// alone, where there was a debt before.
    fn taken_off(&self, columns: &Columns<'_>) -> Vec<Vec<u32>> {
        let mut paid = vec![self.paid.clone()];
        paid.extend(
            Some(without_sum(columns, self.paid.clone())).filter(|some| some.len() < self.paid.len()),
        );
        let with_waived: Vec<Vec<u32>> = paid.iter().map(|paid| [&paid[..], &self.waived].concat()).collect();
        let several = self.paid.len() > 1 && !self.earlier.is_empty();
        let one = self.paid.iter().filter(|_| several).map(|one| vec![*one]);
        paid.into_iter().chain(with_waived).chain([self.waived.clone()]).chain(one).collect()
    }
}

/// The one column that says what is owed in the end; the others are notes, or history.
pub(super) fn arrears(columns: &mut Columns<'_>, kind: Kind) {
    if columns.closes || !matches!(kind, Kind::Arrears | Kind::Roster | Kind::Fees | Kind::Meters) {
        return;
    }
    net::after_waivers(columns);
    if summed_items(columns, kind) || of_items(columns, kind) || left_in_parts(columns) {
        return;
    }
    let owed =
        || columns.list.iter().filter(|c| matches!(c.meaning, Meaning::Opening | Meaning::OpeningTotal));
    // A total beside what it sums is no more than that.
    let named = |c: &Column| c.meaning == Meaning::Opening && !words::is_of_before(&c.header);
    let parts_named = owed().any(|c| named(c) && !parts::is_of_this_time(columns, c));
    let could_close =
        |c: &&Column| !words::is_of_before(&c.header) && (c.meaning == Meaning::Opening || !parts_named);
    let candidates: Vec<u32> = owed().rev().filter(could_close).map(|c| c.index).take(MOST_TRIED).collect();
    for closing in candidates {
        let parts = parts(columns, closing);
        if let Some(used) = sum_for(columns, closing, &parts) {
            settle(columns, kind, closing, &used);
            return;
        }
        if let Some(balance) = told_by_words(columns, closing, &parts) {
            let used = [&balance.plus[..], &balance.minus].concat();
            columns.balance = Some(balance);
            settle(columns, kind, closing, &used);
            return;
        }
        if let Some(balance) = after_what_was_held(columns, closing, &parts) {
            let used = [&parts.due[..], &balance.minus].concat();
            columns.balance = Some(balance);
            settle(columns, kind, closing, &used);
            return;
        }
    }
    // Too few rows to count: their words say it.
    let named = |words: &[&str]| -> Vec<u32> { owed().filter(|c| says(c, words)).map(|c| c.index).collect() };
    let (began, ended) = (named(&["期初", "上期", "年初", "月初"]), named(&["期末", "年末", "月末"]));
    if let ([_], [closing]) = (&began[..], &ended[..])
        && began[0] != *closing
    {
        settle(columns, kind, *closing, &began);
        return;
    }
    net::find(columns, kind);
}

/// 欠费 without a figure in it, beside 应收 and 实收: what is left of these is owed.
pub(super) fn left_blank(columns: &mut Columns<'_>) {
    let counted = |meaning| {
        columns
            .list
            .iter()
            .any(|c| c.meaning == meaning && columns.profile(c).numbers > columns.profile(c).zeros)
    };
    let (due, paid) = (columns.count(Meaning::Due), columns.count(Meaning::Paid));
    if !counted(Meaning::Due) || !counted(Meaning::Paid) || due != paid {
        return;
    }
    let blank = |c: &&Column| {
        matches!(c.meaning, Meaning::Opening | Meaning::OpeningTotal)
            && !words::is_of_before(&c.header)
            && columns.profile(c).filled == 0
    };
    let blank: Vec<u32> = columns.list.iter().filter(blank).map(|c| c.index).collect();
    for index in blank {
        change(columns, index, Meaning::Ignored, "这一列没有填，欠多少按应收减实收算");
    }
}

/// What may be taken off: all that was paid, or its total alone; and what was waived.
fn taken_off(columns: &Columns<'_>) -> Vec<Vec<u32>> {
    let paid = with(columns, Meaning::Paid);
    let mut ways = vec![paid.clone(), without_sum(columns, paid.clone())];
    ways.extend(paid.iter().map(|one| vec![*one]));
    let waived: Vec<u32> = columns.list.iter().filter(|c| is_waiver(c)).map(|c| c.index).collect();
    if !waived.is_empty() {
        ways.extend(ways.clone().into_iter().map(|paid| [paid, waived.clone()].concat()));
    }
    ways.retain(|way| !way.is_empty());
    ways
}

/// Amounts without the one that is the sum of the others: 合计 beside 物业费 and 电梯费.
fn without_sum(columns: &Columns<'_>, amounts: Vec<u32>) -> Vec<u32> {
    let others = |whole: u32| amounts.iter().copied().filter(|c| *c != whole).collect::<Vec<u32>>();
    let labelled = |whole: u32| columns.list.iter().any(|c| c.index == whole && is_labelled(c));
    let is_whole = |whole: &u32| {
        let (rows, others) = (columns.rows, others(*whole));
        is_sum(rows, *whole, &others, &[]) || (labelled(*whole) && agrees(rows, *whole, &others, &[]))
    };
    let sum = amounts.iter().copied().find(|c| amounts.len() > 2 && is_whole(c));
    sum.map_or_else(|| amounts.clone(), others)
}

/// 物业费, 电梯费, 应收合计, 实收合计, 欠费合计: of items that are summed before anything was paid only the rest is owed.
fn summed_items(columns: &mut Columns<'_>, kind: Kind) -> bool {
    let rows = columns.rows;
    let items = |whole: u32| -> Vec<u32> {
        let before = columns.list.iter().rev().skip_while(|c| c.index != whole).skip(1);
        let amounts = |c: &&Column| {
            matches!(c.meaning, Meaning::Amount | Meaning::Unknown)
                && !is_chosen(c)
                && (columns.profile(c).filled == 0 || columns.profile(c).is_mostly_numbers())
        };
        before.take_while(amounts).map(|c| c.index).collect()
    };
    let whole = with(columns, Meaning::Due).into_iter().map(|whole| (whole, items(whole)));
    let whole =
        whole.filter(|(_, items)| items.len() >= 2).find(|(whole, items)| is_sum(rows, *whole, items, &[]));
    let Some((whole, items)) = whole else { return false };
    let owed = columns.list.iter().rev();
    let owed = owed.filter(|c| matches!(c.meaning, Meaning::Opening | Meaning::OpeningTotal));
    let ways = taken_off(columns);
    // Where nothing was paid the items themselves are owed.
    let filled = |c: &&Column| columns.profile(c).numbers > columns.profile(c).zeros;
    let paid = columns.list.iter().filter(filled).any(|c| ways.iter().any(|way| way.contains(&c.index)));
    let is_left = |closing: &u32| ways.iter().any(|less| agrees(rows, *closing, &[whole], less));
    let Some(closing) = owed.map(|c| c.index).find(is_left).filter(|_| paid) else { return false };
    settle(columns, kind, closing, &[]);
    for item in items {
        change(columns, item, Meaning::Note, "已经算在应收合计里，欠多少以欠费为准，记作备注");
    }
    true
}

/// 应收 and 实收 over the same items, and one 欠费 for all: each item's own rest is owed, and 欠费 is their sum.
fn of_items(columns: &mut Columns<'_>, kind: Kind) -> bool {
    let owed: Vec<u32> =
        [Meaning::Opening, Meaning::OpeningTotal].map(|meaning| with(columns, meaning)).concat();
    let ([closing], Kind::Fees) = (&owed[..], kind) else { return false };
    if columns.list.iter().any(|c| c.index == *closing && begins_with(c)) {
        return false;
    }
    let due = without_sum(columns, with(columns, Meaning::Due));
    let paid = without_sum(columns, with(columns, Meaning::Paid));
    if due.len() < 2 || due.len() != paid.len() {
        return false;
    }
    let item = |index: &u32| {
        let column = columns.list.iter().find(|c| c.index == *index)?;
        let told = Some(terms(&column.header, None, None)).filter(|t| t.names_item || t.names_period);
        told.map(|t| (t.item, t.from, t.to))
    };
    let of_due: Vec<_> = due.iter().map(item).collect();
    let apart = of_due.iter().enumerate().all(|(at, item)| item.is_some() && !of_due[..at].contains(item));
    let in_pairs = apart && paid.iter().all(|paid| of_due.contains(&item(paid)));
    if in_pairs && is_told(columns.rows, *closing, &due, &paid) {
        change(columns, *closing, Meaning::OpeningTotal, "正好是各项应收减实收之和，用来核对，不导入");
        return true;
    }
    let is_left = is_sum(columns.rows, *closing, &due, &paid);
    if is_left {
        settle(columns, kind, *closing, &[]);
    }
    is_left
}

/// 往年欠费, 本年应收, 实收, 往年欠, 本年欠, 欠费合计: what the total sums is what is left, the first is history.
fn left_in_parts(columns: &mut Columns<'_>) -> bool {
    let rows = columns.rows;
    let owed = with(columns, Meaning::Opening);
    let Some(total) = with(columns, Meaning::OpeningTotal).pop() else { return false };
    let left = (1..owed.len().saturating_sub(1)).find(|at| agrees(rows, total, &owed[*at..], &[]));
    let Some(left) = left else { return false };
    let earlier = &owed[..left];
    let due = with(columns, Meaning::Due);
    let mut charged: Vec<Vec<u32>> = due.iter().map(|due| [earlier, &[*due]].concat()).collect();
    charged.push([earlier, &due].concat());
    let ways = taken_off(columns);
    if !charged.iter().any(|plus| ways.iter().any(|less| is_sum(rows, total, plus, less))) {
        return false;
    }
    for index in earlier {
        change(columns, *index, Meaning::Note, "期初的欠费，还欠的已经在后面各列里，记作备注");
    }
    columns.closes = true;
    true
}

fn parts(columns: &Columns<'_>, closing: u32) -> Parts {
    let by = |fits: &dyn Fn(&Column) -> bool| -> Vec<u32> {
        columns.list.iter().filter(|c| c.index != closing && fits(c)).map(|c| c.index).collect()
    };
    let money = |c: &Column| matches!(c.meaning, Meaning::Opening | Meaning::Prepaid | Meaning::Unknown);
    Parts {
        earlier: by(&|c| {
            // 上年累计欠费
            let total = c.meaning == Meaning::OpeningTotal;
            (money(c) || total) && words::is_of_before(&c.header) && columns.profile(c).is_mostly_numbers()
        }),
        due: with(columns, Meaning::Due),
        fees: fees(columns),
        paid: with(columns, Meaning::Paid),
        waived: by(&|c| is_waiver(c) || (is_paid_back(c) && columns.profile(c).is_mostly_numbers())),
    }
}

/// The columns that add up to `closing` with what was paid taken off; `None` where nothing does, and for 应收 − 实收
/// alone, which everybody expects.
fn sum_for(columns: &Columns<'_>, closing: u32, parts: &Parts) -> Option<Vec<u32>> {
    let both = |one: &[u32], other: &[u32]| [one, other].concat();
    if !parts.paid.is_empty()
        && is_sum(columns.rows, closing, &parts.due, &parts.paid)
        && parts.due.len() == parts.paid.len()
    {
        // 上月结欠, 水费, 合计应交, 实交, 结欠: what was owed before became due with the rest.
        let whole = || {
            let carried = both(&parts.earlier, &parts.fees);
            let told = |due: &u32| is_told(columns.rows, *due, &carried, &[]);
            !parts.earlier.is_empty() && !parts.fees.is_empty() && parts.due.iter().all(told)
        };
        return (begins(columns) || whole()).then(|| [&parts.earlier[..], &parts.due, &parts.paid].concat());
    }
    let others = |meaning| with(columns, meaning).into_iter().filter(|c| *c != closing);
    let mut plus = vec![
        both(&parts.earlier, &parts.due),
        both(&parts.earlier, &parts.fees),
        parts.due.clone(),
        parts.fees.clone(),
        parts.earlier.clone(),
    ];
    // 合计应收 beside 上年欠费 and 本年应收.
    if parts.due.len() > 1 {
        plus.extend(parts.due.iter().take(MOST_TRIED).map(|due| vec![*due]));
    }
    // A total of years that are named: what was paid is taken off those, the oldest first.
    let named: Vec<u32> = others(Meaning::Opening).filter(|c| !parts.earlier.contains(c)).collect();
    let of_years = |total: u32| named.len() >= 2 && is_sum(columns.rows, total, &named, &[]);
    let totals = others(Meaning::OpeningTotal).filter(|total| !of_years(*total));
    plus.extend(totals.take(MOST_TRIED).map(|total| vec![total]));
    plus.extend(others(Meaning::Opening).take(MOST_TRIED).map(|owed| vec![owed]));
    // 欠费（2018.6止） beside what became due since.
    if !parts.due.is_empty() {
        plus.extend(others(Meaning::Opening).take(MOST_TRIED).map(|owed| both(&[owed], &parts.due)));
    }
    let minus = parts.taken_off(columns);
    // An item's 应收 less its 实收 is its own arrears, whatever all of them come to.
    let expected = |plus: &[u32], minus: &[u32]| plus == parts.due && minus.len() == plus.len();
    for plus in plus.iter().filter(|plus| !plus.is_empty()) {
        for minus in minus.iter().filter(|minus| !minus.is_empty() && !expected(plus, minus)) {
            if is_sum(columns.rows, closing, plus, minus) {
                let rest: Vec<u32> = parts.due.iter().copied().filter(|due| !plus.contains(due)).collect();
                let carried = both(&parts.earlier, &rest);
                let whole =
                    plus.len() == 1 && carried.len() > 1 && is_sum(columns.rows, plus[0], &carried, &[]);
                return Some([both(plus, minus), if whole { carried } else { Vec::new() }].concat());
            }
        }
    }
    None
}

/// 上年欠费, 应收, 实收, 欠费: words that say it already, of which some rows are the proof. Rows where it is only 应收 − 实收 are
/// none.
fn told_by_words(columns: &Columns<'_>, closing: u32, parts: &Parts) -> Option<Balance> {
    let rows = columns.rows;
    let named = |c: &Column| {
        let of = terms(&c.header, None, None);
        c.index == closing && !of.names_item && !of.names_period && !says(c, &THIS_TIME)
    };
    if parts.due.is_empty() || !columns.list.iter().any(named) {
        return None;
    }
    let others: Vec<u32> = with(columns, Meaning::Opening).into_iter().filter(|c| *c != closing).collect();
    // 2017年前欠费
    let of_time = |c: &Column| others == [c.index] && terms(&c.header, None, None).names_period;
    let earlier = match &parts.earlier[..] {
        [] if columns.list.iter().any(of_time) => &others[..],
        earlier => earlier,
    };
    if earlier.is_empty() {
        return None;
    }
    let plus = [earlier, &parts.due].concat();
    let carried = |row: &&Row| earlier.iter().any(|c| !amount_at(row, *c).is_zero());
    let minus = parts.taken_off(columns);
    let proves = |minus: &&Vec<u32>| {
        !minus.is_empty()
            && is_told(rows, closing, &plus, minus)
            && is_told(rows.iter().filter(carried), closing, &plus, minus)
    };
    let minus = minus.iter().find(proves)?.clone();
    Some(Balance { closing, plus, minus })
}

/// 年初预存, 年应收, 本年收款, 年末欠费: what was held in the beginning paid a part of what became due, in every row that
/// held anything, and is used up. 年末预存 is what is held in the end.
fn after_what_was_held(columns: &Columns<'_>, closing: u32, parts: &Parts) -> Option<Balance> {
    let ends = |c: &Column| says(c, &["期末", "年末", "月末"]);
    let held = |fits: &dyn Fn(&Column) -> bool| -> Vec<u32> {
        let held = |c: &&Column| c.meaning == Meaning::Prepaid && says(c, &HELD) && !is_chosen(c);
        columns.list.iter().filter(held).filter(|c| fits(c)).map(|c| c.index).collect()
    };
    let (began, ended) = (held(&|c| !ends(c)), held(&ends));
    let owed = with(columns, Meaning::Opening);
    let ([began], [due], [_]) = (&began[..], &parts.due[..], &owed[..]) else { return None };
    let plus = [&[*due][..], &ended].concat();
    let ways = [parts.paid.clone(), [&parts.paid[..], &parts.waived].concat()];
    let ways = ways.into_iter().map(|less| [&[*began], &less[..]].concat());
    let rows = || columns.rows.iter().filter(|row| !amount_at(row, *began).is_zero());
    let left = |row: &Row, minus: &[u32]| sum_at(row, &plus) - sum_at(row, minus) - amount_at(row, closing);
    let mut proved = ways.filter(|minus| {
        is_told(columns.rows, closing, &plus, minus)
            && rows().count() > 0
            && rows().all(|row| left(row, minus).abs() <= A_FEN)
    });
    proved.next().map(|minus| Balance { closing, plus, minus })
}

/// 上月结欠 that is blank: the first month of sheets that roll on.
fn begins(columns: &Columns<'_>) -> bool {
    columns.list.iter().any(|c| {
        let profile = columns.profile(c);
        let of_money = matches!(
            c.meaning,
            Meaning::Opening | Meaning::OpeningTotal | Meaning::Prepaid | Meaning::Unknown
        );
        of_money && words::is_of_before(&c.header) && profile.filled == profile.zeros
    })
}

/// `closing` is what is owed; of `used` nothing is.
pub(super) fn settle(columns: &mut Columns<'_>, kind: Kind, closing: u32, used: &[u32]) {
    change(columns, closing, Meaning::Opening, "旁边各列相加减正好是它，欠多少以它为准");
    let letter = columns.list.iter().find(|c| c.index == closing).map(Column::letter).unwrap_or_default();
    let note = format!("已经算在 {letter} 列里，记作备注");
    let listed = |c: &Column| used.contains(&c.index) && c.index != closing;
    let gone = |c: &Column| match c.meaning {
        Meaning::Opening | Meaning::OpeningTotal | Meaning::Prepaid | Meaning::Unknown => true,
        Meaning::Amount => kind != Kind::Fees,
        _ => false,
    };
    let indices: Vec<u32> = columns.list.iter().filter(|c| listed(c) && gone(c)).map(|c| c.index).collect();
    for index in indices {
        change(columns, index, Meaning::Note, &note);
    }
    parts::of_closing(columns, closing);
    columns.closes = true;
    columns.carries = columns.list.iter().any(|c| listed(c) && words::is_of_before(&c.header));
}

/// 上期结余 + 本期收款 − 本期扣款 = 本期结余: what is held, whatever was due in between.
pub(super) fn is_ledger_of_prepayments(columns: &Columns<'_>) -> bool {
    let balances: Vec<&Column> = columns.list.iter().filter(|c| is_balance(c)).collect();
    let earlier: Vec<u32> =
        balances.iter().filter(|c| words::is_of_before(&c.header)).map(|c| c.index).collect();
    let closing: Vec<u32> =
        balances.iter().filter(|c| !words::is_of_before(&c.header)).map(|c| c.index).collect();
    let ([closing], [_]) = (&closing[..], &earlier[..]) else { return false };
    let others = |words: &[&str]| -> Vec<u32> {
        let open = |c: &&Column| {
            matches!(
                c.meaning,
                Meaning::Due | Meaning::Paid | Meaning::Unknown | Meaning::Note | Meaning::Prepaid
            )
        };
        let others = columns.list.iter().filter(open).filter(|c| !is_balance(c) && says(c, words));
        others.filter(|c| columns.profile(c).is_mostly_numbers()).map(|c| c.index).collect()
    };
    let taken = others(&["应收", "应缴", "扣", "用", "支", "冲", "转出"]);
    let given: Vec<u32> =
        others(&["收", "存", "充", "缴", "交"]).into_iter().filter(|c| !taken.contains(c)).collect();
    is_sum(columns.rows, *closing, &[earlier, given].concat(), &taken)
}

/// 余额 that is 应收 less 实收 in a list of fees: nothing that is held.
pub(super) fn left_of_fees(columns: &mut Columns<'_>, kind: Kind) {
    let (due, paid) = (with(columns, Meaning::Due), with(columns, Meaning::Paid));
    if kind != Kind::Fees || due.is_empty() || paid.is_empty() {
        return;
    }
    for balance in with(columns, Meaning::Prepaid) {
        if is_sum(columns.rows, balance, &due, &paid) {
            change(columns, balance, Meaning::Note, "正好是应收减实收，记作备注");
        }
    }
}

/// 期初余额 beside 余额 is history; what is left of a deposit is what is held.
pub(super) fn held(columns: &mut Columns<'_>, of_deposits: bool) {
    let balances: Vec<u32> = columns
        .list
        .iter()
        .filter(|c| c.meaning == Meaning::Prepaid && is_balance(c))
        .map(|c| c.index)
        .collect();
    let earlier: Vec<u32> = columns
        .list
        .iter()
        .filter(|c| balances.contains(&c.index) && words::is_of_before(&c.header))
        .map(|c| c.index)
        .collect();
    if earlier.len() < balances.len() {
        for index in &earlier {
            change(columns, *index, Meaning::Note, "另有最后的余额一列，这一列记作备注");
        }
    }
    // 收取金额, 退还金额, 余额 under a title of deposits.
    if of_deposits && !columns.has(Meaning::Deposit) {
        let bare = |c: &&Column| is_balance(c) && !says(c, &["预", "存款"]);
        let bare: Vec<u32> = columns.list.iter().filter(bare).map(|c| c.index).collect();
        for index in bare {
            change(columns, index, Meaning::Deposit, "标题写了押金，余额是押金");
        }
        return;
    }
    let left: Vec<u32> = with(columns, Meaning::Prepaid);
    let deposits = with(columns, Meaning::Deposit);
    if let ([left], [_, ..]) = (&left[..], &deposits[..]) {
        let is_left = columns.list.iter().any(|c| c.index == *left && is_balance(c));
        let back: Vec<u32> = columns
            .list
            .iter()
            .filter(|c| {
                c.meaning == Meaning::Note && says(c, &["退", "抵"]) && columns.profile(c).is_mostly_numbers()
            })
            .map(|c| c.index)
            .collect();
        let adds_up = !back.is_empty() && is_told(columns.rows, *left, &deposits, &back);
        if is_left && (of_deposits || adds_up) {
            for index in &deposits {
                change(columns, *index, Meaning::Note, "另有余额一列，这一列记作备注");
            }
            change(columns, *left, Meaning::Deposit, "押金退掉以后的余额");
        }
    }
}

/// 余额, 结余: of an account, so that it may be owed or held.
pub(super) fn is_balance(column: &Column) -> bool {
    column.meaning == Meaning::Prepaid && column.header.contains(['余', '结'])
}
