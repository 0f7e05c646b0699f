//! 欠费金额, 已收, 实际欠费; 欠费, 预存款, 冲抵后欠费; 上月欠费, 本月新增, 本月收回, 本月欠费: one debt before and after something
//! was taken off it. The words say which column is the last, and the few rows of a short list prove it.

use chrono::NaiveDate;

use super::arithmetic::{change, with};
use super::closing::{is_paid_back, settle};
use super::columns::{Columns, is_chosen};
use super::parts::THIS_TIME;
use crate::book::Row;
use crate::cells::{A_FEN, amount_at, sum_at};
use crate::layout::Column;
use crate::openings::terms;
use crate::words::says;
use crate::{Kind, Meaning, words};

/// What is left when all is taken off.
const LEFT: [&str; 21] = [
    "应补",
    "需补",
    "实际欠",
    "实欠",
    "后欠",
    "后余额",
    "后金额",
    "后应",
    "剩余",
    "尚欠",
    "现欠",
    "余欠",
    "仍欠",
    "还欠",
    "净欠",
    "欠费余额",
    "欠款余额",
    // 欠费, 已交, 应催收金额
    "应催",
    "待催",
    "催缴",
    "催收",
];
/// The same as a whole header.
const PLAINLY_LEFT: [&str; 6] = ["余额", "剩余", "差额", "剩余金额", "余款", "欠费差额"];
/// What was added since.
const ADDED: [&str; 3] = ["新增", "增加", "新欠"];
/// What was taken off, in a column that is no payment by its words.
const TAKEN_OFF: [&str; 5] = ["收回", "抵", "冲减", "冲销", "核销"];
/// So many rows show it.
const ROWS_LOOKED_AT: usize = 200;
/// More columns are a statement, which is solved elsewhere.
const MOST: usize = 4;

/// 折后应收, 减免后应收: what is due when the discount is taken off.
fn is_net(header: &str) -> bool {
    ["折后", "折扣后", "减免后", "优惠后", "打折后", "抵扣后应", "冲抵后应", "抵后应", "实际应", "净额"]
        .iter()
        .any(|word| header.contains(word))
}

/// 应收 beside 折后应收 is not due any more.
pub(super) fn after_waivers(columns: &mut Columns<'_>) {
    let money = |c: &&Column| {
        let named = c.meaning == Meaning::Unknown && is_net(&c.header);
        (named || matches!(c.meaning, Meaning::Due | Meaning::Amount | Meaning::Opening)) && !is_chosen(c)
    };
    let (nets, gross): (Vec<&Column>, Vec<&Column>) =
        columns.list.iter().filter(money).partition(|c| is_net(&c.header));
    let (net, gross) = match (&nets[..], &gross[..]) {
        ([net], [gross]) => (*net, *gross),
        ([], [gross, net]) if is_what_is_left_due(columns, net, gross) => (*net, *gross),
        _ => return,
    };
    // 前期欠费 beside 本月实际应收 is owed besides.
    if gross.meaning == Meaning::Opening
        && (words::is_of_before(&gross.header) || net.meaning == Meaning::Due)
    {
        return;
    }
    if is_less_what_is_held(columns, net.index, gross.index) {
        let (net, held) = (net.index, with(columns, Meaning::Prepaid));
        return both_imported(columns, net, &held);
    }
    let told = matches!(net.meaning, Meaning::Amount | Meaning::Unknown);
    let of_gross = Some(gross.meaning).filter(|_| told);
    let (net, gross) = (net.index, gross.index);
    for taken in taken_off_before(columns, net, gross) {
        let paid = columns.list.iter().any(|c| c.index == taken && c.meaning == Meaning::Paid);
        // A waiver that is a note is taken off what is due.
        let meaning = if paid { Meaning::Note } else { Meaning::Ignored };
        change(columns, taken, meaning, "另一列的金额已经减去了它，不再减");
    }
    change(columns, gross, Meaning::Note, "另有折扣、减免以后的金额，这一列记作备注");
    match of_gross {
        Some(Meaning::Opening) => {
            change(columns, net, Meaning::Opening, "旁边是欠费，这一列是减免以后还欠的");
        }
        Some(Meaning::Due) => change(columns, net, Meaning::Due, "旁边是应收，这一列是减免以后应收的"),
        _ => {}
    }
}

/// 应缴, 预收抵扣, 本次应缴 of one time and item.
fn is_what_is_left_due(columns: &Columns<'_>, net: &Column, gross: &Column) -> bool {
    [net, gross].into_iter().all(|c| c.meaning == Meaning::Due)
        && names(net) == names(gross)
        && !taken_off_before(columns, net.index, gross.index).is_empty()
}

/// The item and the time that a header names.
fn names(column: &Column) -> (Option<String>, Option<NaiveDate>, Option<NaiveDate>) {
    let of = terms(&column.header, None, None);
    (of.names_item.then_some(of.item), of.from, of.to)
}

/// 预存抵扣 on the way from 应缴 to 实际应缴: what the rows prove to be taken off the last already, alone or with a waiver.
/// 实收 behind it is what was paid of it.
fn taken_off_before(columns: &Columns<'_>, net: u32, gross: u32) -> Vec<u32> {
    let is_paid = |c: &Column| {
        let between = gross.min(net) < c.index && c.index < gross.max(net);
        c.meaning == Meaning::Paid && (between || says(&c.header, &TAKEN_OFF))
    };
    let minus = columns.list.iter().filter(|c| is_paid(c) || may_be_taken_off(columns, c));
    let minus: Vec<u32> = minus.map(|c| c.index).collect();
    let mut ways = ways(&[gross], &minus).into_iter().filter(|(_, minus)| !minus.is_empty());
    ways.find(|way| is_proved(columns, net, way)).map(|(_, minus)| minus).unwrap_or_default()
}

/// 减免, 押金抵扣 and what else is no payment by its words.
fn may_be_taken_off(columns: &Columns<'_>, column: &Column) -> bool {
    matches!(column.meaning, Meaning::Note | Meaning::Unknown)
        && columns.profile(column).is_mostly_numbers()
        && (words::is_waiver(&column.header) || is_paid_back(column) || says(&column.header, &TAKEN_OFF))
}

/// What is held is imported too, and pays the debt as the office wants it: what is left of the two is no debt besides.
fn both_imported(columns: &mut Columns<'_>, net: u32, held: &[u32]) {
    columns.held = held.first().copied();
    let of_deposits = columns.list.iter().any(|c| held.contains(&c.index) && c.meaning == Meaning::Deposit);
    let what = if of_deposits { "押金" } else { "预存" };
    let note = format!("正好是欠费减{what}，两样都已导入，这一列记作备注");
    change(columns, net, Meaning::Note, &note);
}

/// 净额 is 欠费 less 预存 in every row that holds something.
fn is_less_what_is_held(columns: &Columns<'_>, net: u32, gross: u32) -> bool {
    let held = with(columns, Meaning::Prepaid);
    let mut holding = columns.rows.iter().filter(|row| !sum_at(row, &held).is_zero()).peekable();
    let left = |row: &Row| amount_at(row, gross) - sum_at(row, &held);
    let is_what_is_left = |row: &Row| {
        let told = amount_at(row, net);
        (left(row) - told).abs() <= A_FEN || (told.is_zero() && left(row).is_sign_negative())
    };
    holding.peek().is_some() && holding.all(is_what_is_left)
}

/// 欠费合计, 预存余额, 应交: behind what is held stands what the debt comes to without it, by every row and whatever its
/// header, unless that is of a time or an item of its own. Both parts are imported already.
fn beside_what_is_held(columns: &mut Columns<'_>) {
    let rest = |c: &&Column| {
        let of_money =
            matches!(c.meaning, Meaning::Opening | Meaning::Due | Meaning::Amount | Meaning::Unknown);
        of_money && !is_chosen(c) && columns.profile(c).is_mostly_numbers() && !words::is_of_before(&c.header)
    };
    let net_of = |(gross, held): (&Column, &Column)| {
        let mut rests =
            columns.list.iter().filter(rest).filter(|c| c.index > held.index && c.index != gross.index);
        let way = (vec![gross.index], vec![held.index]);
        let found = rests.find(|net| names(net) == names(gross) && is_proved(columns, net.index, &way));
        found.map(|net| (net.index, held.index))
    };
    let of = |meanings: &'static [Meaning]| columns.list.iter().filter(|c| meanings.contains(&c.meaning));
    let owed = of(&[Meaning::Opening, Meaning::OpeningTotal]);
    let pairs = owed.flat_map(|gross| of(&[Meaning::Prepaid]).map(move |held| (gross, held)));
    if let Some((net, held)) = pairs.filter_map(net_of).next() {
        both_imported(columns, net, &[held]);
    }
}

/// Keeps the last alone.
pub(super) fn find(columns: &mut Columns<'_>, kind: Kind) {
    let owed = |c: &&Column| matches!(c.meaning, Meaning::Opening | Meaning::OpeningTotal);
    let is_left = |c: &&Column| {
        let of_now = says(&c.header, &THIS_TIME) && c.header.contains('欠') && !says(&c.header, &ADDED);
        let since =
            || columns.list.iter().filter(owed).any(|c| says(&c.header, &["上月", "上期", "上季", "上年"]));
        !is_chosen(c)
            && !words::is_of_before(&c.header)
            && (says(&words::key(&c.header), &LEFT) || (of_now && since()) || is_plainly_left(c))
    };
    let open = |c: &&Column| {
        let unsaid =
            matches!(c.meaning, Meaning::Note | Meaning::Unknown | Meaning::Amount | Meaning::Ignored);
        owed(c) || (unsaid && is_plainly_left(c) && columns.profile(c).is_mostly_numbers())
    };
    let left: Vec<u32> = columns.list.iter().filter(open).filter(is_left).map(|c| c.index).collect();
    let [closing] = left[..] else { return beside_what_is_held(columns) };
    let (plus, minus) = movements(columns, closing);
    let fitting: Vec<(Vec<u32>, Vec<u32>)> =
        ways(&plus, &minus).into_iter().filter(|way| is_proved(columns, closing, way)).collect();
    let Some((_, taken)) = fitting.first() else { return };
    let held = [with(columns, Meaning::Prepaid), with(columns, Meaning::Deposit)].concat();
    let held: Vec<u32> = held.into_iter().filter(|held| taken.contains(held)).collect();
    if !held.is_empty() {
        return both_imported(columns, closing, &held);
    }
    let mut used: Vec<u32> = fitting.iter().flat_map(|(plus, minus)| [&plus[..], minus].concat()).collect();
    used.sort_unstable();
    used.dedup();
    // 应收 less 实收 is what everybody expects.
    let others = |c: &Column| used.contains(&c.index) && !matches!(c.meaning, Meaning::Due | Meaning::Paid);
    if columns.list.iter().any(others) {
        settle(columns, kind, closing, &used);
    }
}

fn is_plainly_left(column: &Column) -> bool {
    PLAINLY_LEFT.contains(&words::key(&column.header).as_str())
}

/// The columns that may lead to it, and those that may be taken off. None where items or years are listed, which are owed
/// each by itself.
fn movements(columns: &Columns<'_>, closing: u32) -> (Vec<u32>, Vec<u32>) {
    let others = || columns.list.iter().filter(|c| c.index != closing && !words::key(&c.header).is_empty());
    let by = |fits: &dyn Fn(&Column) -> bool| -> Vec<u32> {
        others().filter(|c| fits(c)).map(|c| c.index).collect()
    };
    let open = |c: &Column| {
        matches!(c.meaning, Meaning::Note | Meaning::Unknown) && columns.profile(c).is_mostly_numbers()
    };
    let of_its_own = |c: &Column| {
        let of = terms(&c.header, None, None);
        c.meaning == Meaning::Opening && (of.names_item || of.names_period) && !words::is_of_before(&c.header)
    };
    if others().filter(|c| of_its_own(c)).count() >= 2 {
        return (Vec::new(), Vec::new());
    }
    let plus = by(&|c| {
        matches!(c.meaning, Meaning::Opening | Meaning::OpeningTotal | Meaning::Due)
            || (open(c) && says(&c.header, &ADDED))
    });
    let minus = by(&|c| {
        matches!(c.meaning, Meaning::Paid | Meaning::Prepaid | Meaning::Deposit)
            || may_be_taken_off(columns, c)
    });
    (plus, minus)
}

/// Every choice of columns, those with the most first.
fn ways(plus: &[u32], minus: &[u32]) -> Vec<(Vec<u32>, Vec<u32>)> {
    if plus.is_empty() || plus.len() > MOST || minus.len() > MOST {
        return Vec::new();
    }
    let choices = |of: &[u32]| -> Vec<Vec<u32>> {
        of.iter().fold(vec![Vec::new()], |all, column| {
            let with = all.iter().map(|way| [&way[..], &[*column]].concat());
            all.iter().cloned().chain(with.collect::<Vec<_>>()).collect()
        })
    };
    let minus = choices(minus);
    let both = |plus: &Vec<u32>| minus.iter().map(|minus| (plus.clone(), minus.clone())).collect::<Vec<_>>();
    let mut ways: Vec<_> = choices(plus).iter().filter(|plus| !plus.is_empty()).flat_map(both).collect();
    ways.sort_by_key(|(plus, minus)| std::cmp::Reverse(plus.len() + minus.len()));
    ways
}

/// Nearly every row bears it out, those in which something was added or taken off too: what a household owes for two months
/// alike is no proof that the one is in the other. Only where the header says that it is what is left, one amount that is
/// the same in every row is the same debt.
fn is_proved(columns: &Columns<'_>, closing: u32, way: &(Vec<u32>, Vec<u32>)) -> bool {
    let (plus, minus) = way;
    let column = |index: &u32| columns.list.iter().find(|c| c.index == *index);
    let added = plus.iter().filter(|c| column(c).is_some_and(|c| says(&c.header, &ADDED)));
    let moving: Vec<u32> = added.chain(minus).copied().collect();
    let left = column(&closing).is_some_and(|c| says(&words::key(&c.header), &LEFT));
    let alone = moving.is_empty() && left && plus.len() == 1;
    let has = |row: &Row, any: &[u32]| any.iter().any(|c| !amount_at(row, *c).is_zero());
    let rows = || columns.rows.iter().take(ROWS_LOOKED_AT);
    let counted = || rows().filter(|row| has(row, plus) || has(row, minus) || has(row, &[closing]));
    let moved = || rows().filter(|row| has(row, &moving));
    let fits = |row: &&Row| bears_out(row, closing, way);
    (alone || (moved().count() > 0 && moved().filter(fits).count() * 10 >= moved().count() * 9))
        && plus.iter().chain(minus).chain([&closing]).all(|c| rows().any(|row| has(row, &[*c])))
        && counted().filter(fits).count() * 10 >= counted().count() * 9
}

/// Who has paid or stored more than he owes owes nothing.
fn bears_out(row: &Row, closing: u32, (plus, minus): &(Vec<u32>, Vec<u32>)) -> bool {
    let (left, told) = (sum_at(row, plus) - sum_at(row, minus), amount_at(row, closing));
    (left - told).abs() <= A_FEN || (told.is_zero() && left.is_sign_negative())
}
