//! A statement of fees: items, what was waived, what was owed before, what was paid, and sums of these. A column that an
//! equation explains in nearly every row is a sum whatever its header, and no money of its own.

use rust_decimal::Decimal;

use super::accounts::may_be_money;
use super::around::Around;
use super::columns::{Columns, is_chosen};
use super::kind::{detail, set};
use super::parts::is_labelled;
use crate::book::Row;
use crate::cells::{A_FEN, amount_at};
use crate::layout::Column;
use crate::openings::terms;
use crate::words::says;
use crate::{Kind, Meaning, words};

/// So many rows show it.
const ROWS_LOOKED_AT: usize = 200;
const FEWEST_ROWS: usize = 3;

/// The columns of a statement by their part in it, and what each of the others is the sum of.
#[derive(Default)]
struct Statement {
    items: Vec<u32>,
    waived: Vec<u32>,
    earlier: Vec<u32>,
    paid: Vec<u32>,
    sums: Vec<(u32, Sum)>,
    /// 合计 that is no sum in too many rows, which a person is shown.
    unproved: Vec<u32>,
}

/// Which parts a column is the sum of: the items less what was waived, with what was owed before, less what was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sum {
    /// Of the items since the sum before only.
    since: Option<usize>,
    waived: bool,
    earlier: Earlier,
    paid: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Earlier {
    Without,
    Owed,
    /// 上期余额 of a prepayment, from which fees were taken.
    Held,
}

/// Sets what the columns of a statement of fees mean; `None` where the table is none, or its sums do not say it.
pub(super) fn solve(columns: &mut Columns<'_>, kind: Kind, around: &Around) -> Option<Kind> {
    if !could_be_statement(columns, kind, around) {
        return None;
    }
    let statement = read(columns, kind)?;
    let of_table = is_told(columns, &statement);
    let told = match kind {
        Kind::Fees => of_table,
        // In a list of arrears only what an equation proves to be taken off.
        Kind::Arrears => {
            let all_of_one_time = statement.earlier.is_empty() && statement.paid.is_empty();
            let waived = statement.sums.iter().any(|(_, sum)| sum.waived) && all_of_one_time;
            waived || statement.sums.iter().any(|(_, sum)| sum.paid)
        }
        // A roster may say by the way what is charged.
        _ => around.is_of_months() && around.says(&["费", "收", "账单", "缴"]),
    };
    let settled = told && settle(columns, &statement, kind);
    settled.then_some(if kind == Kind::Arrears { kind } else { Kind::Fees })
}

fn could_be_statement(columns: &Columns<'_>, kind: Kind, around: &Around) -> bool {
    use Meaning as M;
    const ELSE: [Meaning; 6] =
        [M::Item, M::Deposit, M::PreviousReading, M::PresentReading, M::Plate, M::Space];
    let of_times = columns.list.iter().any(|c| words::is_time(&words::key(&c.header)));
    matches!(kind, Kind::Fees | Kind::Roster | Kind::Arrears)
        && !columns.closes
        && !ELSE.into_iter().any(|meaning| columns.has(meaning))
        && !of_times
        && detail(columns) < 3
        && columns.runs.is_none()
        && columns.by_months.is_none()
        && (kind != Kind::Roster || !around.arrears())
        && !around.of_held()
}

/// Something beside the items that only an equation puts in its place.
fn is_told(columns: &Columns<'_>, statement: &Statement) -> bool {
    let parts = [&statement.waived, &statement.earlier, &statement.paid];
    let another = |(index, _): &(u32, Sum)| {
        let meaning = columns.list.iter().find(|c| c.index == *index).map(|c| c.meaning);
        meaning != Some(Meaning::Ignored) && meaning != Some(Meaning::OpeningTotal)
    };
    parts.into_iter().any(|part| !part.is_empty()) || statement.sums.iter().any(another)
}

/// `debts`: what is owed is listed, less what was waived.
fn is_item(column: &Column, debts: bool) -> bool {
    let is_fee = || {
        let key = words::key(&column.header);
        words::is_fee(&key) || column.header.split(words::LEVELS).any(|l| words::is_fee(&words::key(l)))
    };
    match column.meaning {
        Meaning::Amount => is_fee(),
        Meaning::Due => terms(&column.header, None, None).names_item || (is_chosen(column) && is_fee()),
        // 欠费本金 beside 违约金.
        Meaning::Opening => debts,
        _ => false,
    }
}

fn is_earlier(column: &Column) -> bool {
    matches!(
        column.meaning,
        Meaning::Opening | Meaning::OpeningTotal | Meaning::Prepaid | Meaning::Unknown | Meaning::Note
    ) && words::is_of_before(&column.header)
        && says(&column.header, &["欠", "余", "结", "未"])
}

/// 减免, and 预存抵扣 that was taken off what is due like it.
fn is_waived(column: &Column) -> bool {
    let waiver = matches!(column.meaning, Meaning::Note | Meaning::Unknown | Meaning::Ignored)
        && words::is_waiver(&column.header);
    let drawn = matches!(column.meaning, Meaning::Note | Meaning::Unknown | Meaning::Paid | Meaning::Prepaid)
        && says(&column.header, &["抵扣", "冲抵", "抵减", "抵充"]);
    waiver || drawn
}

/// By a person, who says that it is no part of the statement.
fn left_out(column: &Column) -> bool {
    is_chosen(column) && matches!(column.meaning, Meaning::Note | Meaning::Ignored)
}

/// It would be imported as money.
fn is_imported(column: &Column) -> bool {
    matches!(
        column.meaning,
        Meaning::Due | Meaning::Amount | Meaning::Opening | Meaning::OpeningTotal | Meaning::Paid
    )
}

/// From left to right: each column of money is a part, or the sum of those before it.
fn read(columns: &Columns<'_>, kind: Kind) -> Option<Statement> {
    let mut found = Statement::default();
    let debts = kind == Kind::Arrears && !columns.has(Meaning::Paid) && columns.list.iter().any(is_waived);
    let mut since = 0;
    for at in 0..columns.list.len() {
        let column = &columns.list[at];
        if !may_be_money(columns, at) {
            if is_imported(column) {
                return None;
            }
            continue;
        }
        let index = column.index;
        if is_waived(column) {
            found.waived.push(index);
            continue;
        }
        if column.meaning == Meaning::Paid {
            found.paid.push(index);
        } else if is_earlier(column) {
            found.earlier.push(index);
        } else if left_out(column) || words::is_receipt(&column.header) {
            continue;
        } else if let Some(sum) = found.explains(columns, (column, debts), since) {
            found.sums.push((index, sum));
            since = found.items.len();
        } else if is_item(column, debts) {
            found.items.push(index);
        } else if is_imported(column) && column.meaning != Meaning::OpeningTotal {
            return None;
        } else if is_labelled(column) && !found.items.is_empty() {
            found.unproved.push(index);
        }
    }
    (!found.items.is_empty() && found.paid.len() <= 1).then_some(found)
}

/// How many rows say anything, how many add up, and how many of these have several parts.
#[derive(Default)]
struct Fits {
    counted: usize,
    fits: usize,
    of_several: usize,
}

impl Statement {
    /// The sum that the column is; the one with all parts before others, and what was paid only where nothing else fits.
    fn explains(&self, columns: &Columns<'_>, (column, debts): (&Column, bool), since: usize) -> Option<Sum> {
        if self.items.is_empty() || columns.profile(column).numbers == 0 {
            return None;
        }
        let earlier: &[Earlier] = match self.earlier.is_empty() {
            true => &[Earlier::Without],
            false if self.may_be_held(columns) => &[Earlier::Owed, Earlier::Held, Earlier::Without],
            false => &[Earlier::Owed, Earlier::Without],
        };
        let either = |any: bool| if any { &[true, false][..] } else { &[false][..] };
        let paid = if self.paid.is_empty() { &[false][..] } else { &[false, true][..] };
        let parts = [None, Some(since).filter(|since| (1..self.items.len()).contains(since))];
        for paid in paid {
            for since in parts.iter().take(if parts[1].is_some() { 2 } else { 1 }) {
                for earlier in earlier {
                    for waived in either(!self.waived.is_empty()) {
                        let sum = Sum { since: *since, waived: *waived, earlier: *earlier, paid: *paid };
                        if self.is_proved(columns, (column, debts), sum) {
                            return Some(sum);
                        }
                    }
                }
            }
        }
        None
    }

    fn may_be_held(&self, columns: &Columns<'_>) -> bool {
        !columns.list.iter().any(|c| self.earlier.contains(&c.index) && says(&c.header, &["欠", "未"]))
    }

    fn of(&self, sum: Sum) -> &[u32] {
        &self.items[sum.since.unwrap_or_default()..]
    }

    /// What the parts of a sum come to in a row, and how many of them the row has.
    fn at(&self, row: &Row, sum: Sum) -> (Decimal, usize) {
        let given = |columns: &[u32]| columns.iter().filter(|c| !amount_at(row, **c).is_zero()).count();
        let total = |columns: &[u32]| -> Decimal { columns.iter().map(|c| amount_at(row, *c)).sum() };
        let items = self.of(sum);
        let (mut value, mut count) = (total(items), given(items));
        if sum.earlier != Earlier::Without {
            let earlier = total(&self.earlier);
            value += if sum.earlier == Earlier::Held { -earlier } else { earlier };
            count += given(&self.earlier);
        }
        if sum.waived {
            // 20 and -20 are both taken off.
            value -= self.waived.iter().map(|c| amount_at(row, *c).abs()).sum::<Decimal>();
            count += given(&self.waived);
        }
        if sum.paid {
            value -= total(&self.paid);
            count += given(&self.paid);
        }
        (value, count)
    }

    fn is_proved(&self, columns: &Columns<'_>, (column, debts): (&Column, bool), sum: Sum) -> bool {
        let mut seen = Fits::default();
        for row in columns.rows.iter().take(ROWS_LOOKED_AT) {
            let total = amount_at(row, column.index);
            let (value, given) = self.at(row, sum);
            if total.is_zero() && given == 0 {
                continue;
            }
            seen.counted += 1;
            // Who paid too much owes nothing.
            let nothing_left = sum.paid && total.is_zero() && value.is_sign_negative();
            let is_sum = (value - total).abs() <= A_FEN || nothing_left;
            seen.fits += usize::from(is_sum);
            seen.of_several += usize::from(is_sum && given >= 2);
        }
        let nearly_all = seen.counted > 0 && seen.fits * 10 >= seen.counted * 9;
        let several = seen.counted >= FEWEST_ROWS && seen.of_several * 4 >= seen.counted;
        let alone = self.of(sum).len() == 1 && seen.of_several == 0;
        match () {
            // One fee may be as large as another.
            () if is_item(column, debts) => several && nearly_all && self.of(sum).len() >= 2,
            () if alone => says_sum(column) && seen.counted > 0 && seen.fits == seen.counted,
            // A total that its header names may be wrong now and then, which is said of each row.
            () if is_labelled(column) && !sum.paid => {
                let most = seen.counted >= FEWEST_ROWS && seen.fits * 4 >= seen.counted * 3;
                nearly_all || (most && seen.of_several * 2 >= seen.counted)
            }
            () => nearly_all && (several || says_sum(column)),
        }
    }
}

fn says_sum(column: &Column) -> bool {
    const WORDS: [&str; 13] =
        ["计", "总", "应收", "应缴", "应交", "本期", "本月", "当月", "费用", "金额", "欠", "未", "余"];
    matches!(column.meaning, Meaning::Due | Meaning::Opening | Meaning::OpeningTotal)
        || is_labelled(column)
        || says(&column.header, &WORDS)
}

/// Whether it could be settled.
fn settle(columns: &mut Columns<'_>, statement: &Statement, kind: Kind) -> bool {
    let any = |of: &[u32], is: fn(Decimal) -> bool| {
        columns.rows.iter().any(|row| of.iter().any(|column| is(amount_at(row, *column))))
    };
    let paid = any(&statement.paid, |amount| !amount.is_zero());
    let carries = any(&statement.earlier, |amount| !amount.is_zero());
    let held = any(&statement.earlier, |amount| amount.is_sign_negative() && !amount.is_zero())
        || statement.sums.iter().any(|(_, sum)| sum.earlier == Earlier::Held)
        || (!statement.earlier.is_empty() && statement.may_be_held(columns));
    let last = |fits: &dyn Fn(&Sum) -> bool| {
        statement.sums.iter().rev().find(|(_, sum)| sum.since.is_none() && fits(sum)).map(|(index, _)| *index)
    };
    let left = last(&|sum| sum.paid).filter(|_| paid);
    // A balance that may be held is told apart from what is owed only by the sum with it.
    let closing = match left {
        None if held && carries => last(&|sum| sum.earlier != Earlier::Without && !sum.paid),
        left => left,
    };
    let untold = held && carries && closing.is_none();
    if untold || (kind == Kind::Arrears && closing.is_none() && !statement.paid.is_empty()) {
        return false;
    }
    match closing {
        Some(closing) => {
            close(columns, statement, closing);
            columns.carries = carries;
            columns.taken_off = if left.is_none() { statement.paid.clone() } else { Vec::new() };
        }
        None => open(columns, statement, kind),
    }
    for index in &statement.waived {
        put(columns, *index, Meaning::Note, "已经从应收里减去，记作备注");
    }
    columns.solved = true;
    true
}

/// Only what is left in the end is owed.
fn close(columns: &mut Columns<'_>, statement: &Statement, closing: u32) {
    put(columns, closing, Meaning::Opening, "旁边各列相加减正好是它，欠多少以它为准");
    let letter = columns.list.iter().find(|c| c.index == closing).map(Column::letter).unwrap_or_default();
    let note = format!("已经算在 {letter} 列里，记作备注");
    // What was due in all tells what a payment is of.
    let whole = statement.sums.iter().rev().find(|(index, sum)| *index != closing && !sum.paid);
    let whole = whole.filter(|(_, sum)| sum.since.is_none()).map(|(index, _)| *index);
    for index in &statement.items {
        match whole {
            Some(_) => put(columns, *index, Meaning::Note, &note),
            None => put(columns, *index, Meaning::Due, "认作应收"),
        }
    }
    for index in &statement.earlier {
        put(columns, *index, Meaning::Note, &note);
    }
    for (index, _) in statement.sums.iter().filter(|(index, _)| *index != closing) {
        if whole == Some(*index) {
            put(columns, *index, Meaning::Due, "正好是旁边各列之和，是应收的总数");
        } else {
            put(columns, *index, Meaning::Ignored, "正好是旁边各列之和，不另导入");
        }
    }
    columns.closes = true;
}

/// Items are owed, and what was owed before; what was waived and what was paid is taken off them.
fn open(columns: &mut Columns<'_>, statement: &Statement, kind: Kind) {
    let (owed, note) = match kind {
        Kind::Arrears => (Meaning::Opening, "表里是欠费，认作欠费"),
        _ => (Meaning::Due, "认作应收"),
    };
    for index in &statement.items {
        put(columns, *index, owed, note);
    }
    for index in &statement.earlier {
        put(columns, *index, Meaning::Opening, "本期以前的欠费");
    }
    for (index, sum) in &statement.sums {
        // A row's total is compared with all that stands before it.
        let before = |part: &[u32]| part.iter().any(|column| column < index);
        let part_only =
            sum.since.is_some() || (sum.earlier == Earlier::Without && before(&statement.earlier));
        if part_only {
            put(columns, *index, Meaning::Ignored, "正好是旁边各列之和，不另导入");
        } else {
            put(columns, *index, Meaning::OpeningTotal, "正好是旁边各列之和，用来核对，不导入");
        }
    }
    if let Some(index) = statement.unproved.last() {
        put(columns, *index, Meaning::OpeningTotal, "在各项金额之后，用来核对，不导入");
    }
    // 应收 and 实收 of one thing are settled with each other.
    let plain = statement.items.len() == 1 && statement.earlier.is_empty() && statement.waived.is_empty();
    if !plain {
        columns.taken_off = [&statement.waived[..], &statement.paid[..]].concat();
    }
    columns.waived_in_sum = statement.sums.iter().any(|(_, sum)| sum.waived);
}

fn put(columns: &mut Columns<'_>, index: u32, meaning: Meaning, note: &str) {
    if let Some(column) =
        columns.list.iter_mut().find(|c| c.index == index && !is_chosen(c) && c.meaning != meaning)
    {
        set(column, meaning, note);
    }
}
