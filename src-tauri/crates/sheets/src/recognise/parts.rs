//! Columns that hold money a second time: 押金合计 beside the deposits it sums, 其中：滞纳金 beside what it is a part of.

use rust_decimal::Decimal;

use super::arithmetic::{agrees, change, fees, is_sum, is_told, with};
use super::columns::{Columns, is_chosen};
use super::kind::set;
use super::longer_times;
use crate::book::Row;
use crate::cells::{A_FEN, amount_at};
use crate::doubts::Doubt;
use crate::draft::column_letter;
use crate::layout::Column;
use crate::openings::terms;
use crate::{Kind, Meaning, words};

const ROWS_LOOKED_AT: usize = 200;
const FEWEST_HOUSEHOLDS: usize = 3;

/// 押金合计, 预交合计 and 应收合计 beside what they sum, and a sum without a word of it.
pub(super) fn sums(columns: &mut Columns<'_>) {
    sum_of_due_and_owed(columns);
    for meaning in [Meaning::Deposit, Meaning::Prepaid, Meaning::Due, Meaning::Paid] {
        let all = with(columns, meaning);
        let rows = columns.rows;
        let others_of = |whole: u32| all.iter().copied().filter(|c| *c != whole).collect::<Vec<u32>>();
        let grown = |c: &Column| is_grown(c) && agrees(rows, c.index, &others_of(c.index), &[]);
        let labelled =
            columns.list.iter().rev().find(|c| c.meaning == meaning && (is_labelled(c) || grown(c)));
        let labelled = labelled.map(|c| c.index).filter(|index| all.contains(index));
        if let Some(whole) = labelled.filter(|_| all.len() >= 2) {
            let fits = agrees(rows, whole, &others_of(whole), &[]);
            if fits || (all.len() >= 3 && meaning != Meaning::Due) {
                change(columns, whole, Meaning::Ignored, "是旁边各列的合计，不另导入");
            }
            if !fits && all.len() >= 3 && meaning != Meaning::Due {
                columns.doubts.push((whole, Doubt::Sum));
            }
        } else if all.len() >= 3 {
            let is_whole = |c: &u32| {
                is_sum(rows, *c, &others_of(*c), &[]) && !longer_times::is_besides(columns, *c, &all)
            };
            let whole = all.iter().rev().copied().find(is_whole);
            if let Some(whole) = whole {
                change(columns, whole, Meaning::Ignored, "正好是旁边各列之和，不另导入");
            }
        }
    }
}

/// 合计 right behind the amounts it sums.
pub(super) fn totals_behind(columns: &mut Columns<'_>, kind: Kind) {
    if columns.has(Meaning::OpeningTotal) {
        return;
    }
    let summed = |c: &Column| match kind {
        Kind::Fees => matches!(c.meaning, Meaning::Opening | Meaning::Due),
        _ => c.meaning == Meaning::Opening,
    };
    let Some(last) = columns.list.iter().rposition(summed) else { return };
    let several = columns.list.iter().filter(|c| summed(c)).count() >= 2;
    let is_sum = |c: &Column| {
        let named = ["合计", "总计", "小计", "共计", "累计", "总额"];
        matches!(c.meaning, Meaning::Ignored | Meaning::Unknown)
            && named.contains(&words::key(&c.header).as_str())
    };
    let labelled: Vec<u32> = columns.list.iter().filter(|c| is_sum(c)).map(|c| c.index).collect();
    if !several || (kind != Kind::Fees && subtotals(columns, &labelled)) {
        return;
    }
    let next = columns.list[last + 1..].iter_mut().find(|c| c.meaning != Meaning::Paid);
    if let Some(column) = next.filter(|c| is_sum(c)) {
        set(column, Meaning::OpeningTotal, "在各项金额之后，用来核对，不导入");
    }
}

/// 小计 of each item and 总计 of all of them: each sums what stands since the one before, or everything.
fn subtotals(columns: &mut Columns<'_>, labelled: &[u32]) -> bool {
    let all = with(columns, Meaning::Opening);
    let (mut since, mut found) = (Vec::new(), Vec::new());
    for column in &columns.list {
        let sums = |parts: &[u32]| is_told(columns.rows, column.index, parts, &[]);
        if column.meaning == Meaning::Opening {
            since.push(column.index);
        } else if labelled.contains(&column.index) && (sums(&since) || sums(&all)) {
            found.push(column.index);
            since.clear();
        }
    }
    if found.len() < 2 {
        return false;
    }
    for index in found {
        change(columns, index, Meaning::OpeningTotal, "在各项金额之后，用来核对，不导入");
    }
    true
}

/// A column that nobody knows, without which 合计 is not the sum of its row and with which it is: 公维金, and 诉讼费 beside
/// 本金 and 违约金.
pub(super) fn missing(columns: &mut Columns<'_>, kind: Kind) {
    let of_part = match kind {
        Kind::Arrears | Kind::Roster => Meaning::Opening,
        Kind::Fees => Meaning::Due,
        _ => return,
    };
    let labelled = |c: &&Column| match c.meaning {
        Meaning::Ignored => is_labelled(c),
        Meaning::Unknown => words::key(&c.header) == "总额",
        _ => false,
    };
    let total = match with(columns, Meaning::OpeningTotal)[..] {
        [total] => Some(total),
        [] => columns.list.iter().rev().find(labelled).map(|c| c.index),
        _ => None,
    };
    let Some(total) = total else { return };
    if columns.closes || columns.less_paid || !columns.has(of_part) {
        return;
    }
    let rows = columns.rows;
    let known = [with(columns, Meaning::Opening), with(columns, Meaning::Due)].concat();
    if is_sum(rows, total, &known, &[]) {
        return;
    }
    let unknown = columns.list.iter().filter(|c| {
        matches!(c.meaning, Meaning::Unknown | Meaning::Note | Meaning::Amount)
            && !is_chosen(c)
            && !words::key(&c.header).is_empty()
            && columns.profile(c).is_mostly_numbers()
    });
    let mut proved = unknown.filter(|c| {
        let with_it = [&known[..], &[c.index]].concat();
        // 电梯费合计 says itself what it is.
        let of_fee = is_labelled(c)
            && words::is_fee(words::key(&c.header).trim_end_matches(['合', '小', '总', '共', '计', '额']));
        is_sum(rows, total, &with_it, &[]) || (of_fee && agrees(rows, total, &with_it, &[]))
    });
    let (first, second) = (proved.next().map(|c| c.index), proved.next());
    let missing = match (first, second) {
        (Some(part), None) => vec![part],
        // 诉讼费 and 公告费.
        (None, _) => {
            let fees = fees(columns);
            let all = [&known[..], &fees].concat();
            if is_sum(rows, total, &all, &[]) { fees } else { Vec::new() }
        }
        _ => Vec::new(),
    };
    if !missing.is_empty() {
        for part in missing {
            change(columns, part, of_part, "加上它，各列之和正好是合计，认作其中的一项");
        }
        change(columns, total, Meaning::OpeningTotal, "正好是旁边各列之和，用来核对，不导入");
    }
}

/// 本月欠费, 本年欠费: of the time of the table alone, beside a total that is more than the columns of arrears come to.
pub(super) fn is_of_this_time(columns: &Columns<'_>, column: &Column) -> bool {
    let total = with(columns, Meaning::OpeningTotal);
    let ([total], true) = (&total[..], words::says(&column.header, &THIS_TIME)) else { return false };
    !agrees(columns.rows, *total, &with(columns, Meaning::Opening), &[])
}

pub(super) const THIS_TIME: [&str; 9] =
    ["本月", "本期", "当月", "当期", "本年", "今年", "当年", "本季", "本次"];

/// 本月欠费 beside 累计欠费, in which all that was owed before and became due is: a part of it, in every row.
pub(super) fn of_closing(columns: &mut Columns<'_>, closing: u32) {
    let Some(header) = columns.list.iter().find(|c| c.index == closing).map(|c| c.header.clone()) else {
        return;
    };
    let rows = columns.rows;
    let (whole, letter) = (terms(&header, None, None), column_letter(closing));
    let is_part = |c: &&Column| {
        let part = terms(&c.header, None, None);
        let of_else = part.names_item && (!whole.names_item || part.item != whole.item);
        let within =
            || rows.iter().all(|row| amount_at(row, c.index) <= amount_at(row, closing).max(Decimal::ZERO));
        c.index != closing
            && c.meaning == Meaning::Opening
            && words::says(&c.header, &THIS_TIME)
            && !of_else
            && within()
    };
    let found: Vec<u32> = columns.list.iter().filter(is_part).map(|c| c.index).collect();
    for index in found {
        change(columns, index, Meaning::Note, &format!("已经算在 {letter} 列里，记作备注"));
    }
}

/// 欠费合计 that stands once for the lines of a household, and is their sum.
pub(super) fn sums_of_households(columns: &mut Columns<'_>) {
    let (owed, totals) = (with(columns, Meaning::Opening), with(columns, Meaning::OpeningTotal));
    let room = columns.list.iter().find(|c| c.meaning == Meaning::Room).map(|c| c.index);
    if let ([owed], [total], Some(room)) = (&owed[..], &totals[..], room)
        && sums_lines(columns.rows, (room, *owed, *total))
    {
        let note = "是一户各行之和，写在第一行，已核对，不另导入";
        change(columns, *total, Meaning::Ignored, note);
    }
}

/// Some households have several lines, and nearly all sums agree.
fn sums_lines(rows: &[Row], (room, owed, total): (u32, u32, u32)) -> bool {
    let (mut fits, mut counted, mut of_several) = (0_usize, 0_usize, 0_usize);
    let mut lines: Vec<&Row> = Vec::new();
    let mut end = |lines: &[&Row]| {
        let Some(first) = lines.first().filter(|first| first.get(total).is_some()) else { return };
        let sum: Decimal = lines.iter().map(|row| amount_at(row, owed)).sum();
        let alone = lines[1..].iter().all(|row| row.get(total).is_none());
        let is_sum = alone && (sum - amount_at(first, total)).abs() <= A_FEN;
        counted += 1;
        fits += usize::from(is_sum);
        of_several += usize::from(is_sum && lines.len() > 1);
    };
    for row in rows.iter().take(ROWS_LOOKED_AT) {
        if row.get(room).is_some() {
            end(&std::mem::take(&mut lines));
        }
        lines.push(row);
    }
    // The last of those looked at may go on, and a total stands below the last of all.
    of_several >= FEWEST_HOUSEHOLDS && fits * 10 >= counted * 9
}

pub(super) fn is_labelled(column: &Column) -> bool {
    let key = words::key(&column.header);
    ["合计", "小计", "总计", "共计", "总额"].iter().any(|word| key.contains(word))
}

/// 应收 over 2022年, 2023年 and 累计.
fn is_grown(column: &Column) -> bool {
    let last = column.header.rsplit(words::LEVELS).next().unwrap_or_default();
    words::key(last) == "累计" && column.header.contains(words::LEVELS)
}

/// 其中收陈欠 behind 本年实收: a part of what was paid.
pub(super) fn of_paid(columns: &mut Columns<'_>) {
    for at in 1..columns.list.len() {
        let (part, before) = (&columns.list[at], &columns.list[at - 1]);
        let both = [part, before].iter().all(|c| c.meaning == Meaning::Paid);
        if both
            && names_a_part(part)
            && !names_a_part(before)
            && !is_over(columns.rows, part.index, before.index)
        {
            let (index, note) = (part.index, format!("是“{}”里的一部分，记作备注", before.header.trim()));
            change(columns, index, Meaning::Note, &note);
        }
    }
}

/// Some row has more of the part than of the whole.
fn is_over(rows: &[Row], part: u32, whole: u32) -> bool {
    rows.iter().take(ROWS_LOOKED_AT).any(|row| amount_at(row, part) > amount_at(row, whole))
}

/// 应缴总计 is what is due now and what was owed before.
fn sum_of_due_and_owed(columns: &mut Columns<'_>) {
    let (due, owed) = (with(columns, Meaning::Due), with(columns, Meaning::Opening));
    let whole = columns.list.iter().rev().find(|c| c.meaning == Meaning::Due && is_labelled(c));
    let Some(whole) = whole.map(|c| c.index) else { return };
    let others: Vec<u32> = due.into_iter().chain(owed.iter().copied()).filter(|c| *c != whole).collect();
    if !owed.is_empty() && others.len() > owed.len() && agrees(columns.rows, whole, &others, &[]) {
        change(columns, whole, Meaning::OpeningTotal, "正好是旁边各列之和，用来核对，不导入");
    }
}

/// 其中 names a part of the amount before it, which is imported already.
pub(super) fn parts(columns: &mut Columns<'_>) {
    let money = |c: &Column| {
        matches!(
            c.meaning,
            Meaning::Opening
                | Meaning::OpeningTotal
                | Meaning::Amount
                | Meaning::Due
                | Meaning::Deposit
                | Meaning::Prepaid
        )
    };
    let rows = columns.rows;
    let mut of_total: Vec<u32> = Vec::new();
    for at in 0..columns.list.len() {
        let column = &columns.list[at];
        if !(names_a_part(column) && money(column)) {
            continue;
        }
        let before = columns.list[..at].iter().rev().find(|c| money(c) && !names_a_part(c));
        let Some(before) = before.filter(|before| is_within(rows, column.index, before.index)) else {
            continue;
        };
        if before.meaning == Meaning::OpeningTotal {
            of_total.push(column.index);
        } else if before.meaning == column.meaning || is_old_debt_due(before, column) {
            let (index, note) = (column.index, format!("是“{}”里的一部分，记作备注", before.header.trim()));
            change(columns, index, Meaning::Note, &note);
        }
    }
    // 欠费合计 and of its parts only some: the total is what is owed.
    let owed = with(columns, Meaning::Opening);
    let totals = with(columns, Meaning::OpeningTotal);
    if let ([total], false) = (&totals[..], owed.is_empty())
        && owed.iter().all(|c| of_total.contains(c))
        && !agrees(rows, *total, &owed, &[])
    {
        change(columns, *total, Meaning::Opening, "旁边只列了其中的一部分，按合计导入");
        for part in owed {
            change(columns, part, Meaning::Note, "是合计里的一部分，记作备注");
        }
    }
}

/// 应收金额, 其中：往年欠费.
fn is_old_debt_due(before: &Column, part: &Column) -> bool {
    before.meaning == Meaning::Due && part.meaning == Meaning::Opening && words::is_of_before(&part.header)
}

pub(super) fn names_a_part(column: &Column) -> bool {
    let is_part = |level: &str| {
        let level = level.trim();
        level.starts_with("其中") || (level.starts_with('含') && words::is_of_before(level))
    };
    column.header.split(words::LEVELS).any(is_part)
}

/// No row has more of the part than of the whole, and some have less.
fn is_within(rows: &[Row], part: u32, whole: u32) -> bool {
    let mut less = 0_usize;
    for row in rows.iter().take(ROWS_LOOKED_AT) {
        let (part, whole) = (amount_at(row, part), amount_at(row, whole));
        if part > whole {
            return false;
        }
        less += usize::from(part < whole);
    }
    less > 0
}
