//! Columns that hold money a second time: 押金合计 beside the deposits it sums, 其中：滞纳金 beside what it is a part of.

use rust_decimal::Decimal;

use super::arithmetic::{change, is_sum, with};
use super::columns::Columns;
use crate::book::Row;
use crate::cells::amount;
use crate::doubts::Doubt;
use crate::layout::Column;
use crate::{Kind, Meaning, words};

const ROWS_LOOKED_AT: usize = 200;
const A_FEN: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// 押金合计, 预交合计 and 应收合计 beside what they sum, and a sum without a word of it.
pub(super) fn sums(columns: &mut Columns<'_>) {
    sum_of_due_and_owed(columns);
    for meaning in [Meaning::Deposit, Meaning::Prepaid, Meaning::Due, Meaning::Paid] {
        let all = with(columns, meaning);
        let rows = columns.rows;
        let labelled = columns.list.iter().rev().find(|c| c.meaning == meaning && is_labelled(c));
        let labelled = labelled.map(|c| c.index).filter(|index| all.contains(index));
        let others_of = |whole: u32| all.iter().copied().filter(|c| *c != whole).collect::<Vec<u32>>();
        if let Some(whole) = labelled.filter(|_| all.len() >= 2) {
            let agrees = agree(rows, whole, &others_of(whole));
            if agrees || (all.len() >= 3 && meaning != Meaning::Due) {
                change(columns, whole, Meaning::Ignored, "是旁边各列的合计，不另导入");
            }
            if !agrees && all.len() >= 3 && meaning != Meaning::Due {
                columns.doubts.push((whole, Doubt::Sum));
            }
        } else if all.len() >= 3 {
            let whole = all.iter().rev().copied().find(|c| is_sum(rows, *c, &others_of(*c), &[]));
            if let Some(whole) = whole {
                change(columns, whole, Meaning::Ignored, "正好是旁边各列之和，不另导入");
            }
        }
    }
}

/// A column that nobody knows, without which 合计 is not the sum of its row and with which it is: 公维金.
pub(super) fn missing(columns: &mut Columns<'_>, kind: Kind) {
    let of_part = match kind {
        Kind::Arrears | Kind::Roster => Meaning::Opening,
        Kind::Fees => Meaning::Due,
        _ => return,
    };
    let labelled = |c: &&Column| c.meaning == Meaning::Ignored && is_labelled(c);
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
        matches!(c.meaning, Meaning::Unknown | Meaning::Note)
            && !words::key(&c.header).is_empty()
            && columns.profile(c).is_mostly_numbers()
    });
    let mut proved =
        unknown.map(|c| c.index).filter(|c| is_sum(rows, total, &[&known[..], &[*c]].concat(), &[]));
    if let (Some(part), None) = (proved.next(), proved.next()) {
        change(columns, part, of_part, "加上它，各列之和正好是合计，认作其中的一项");
        change(columns, total, Meaning::OpeningTotal, "正好是旁边各列之和，用来核对，不导入");
    }
}

fn is_labelled(column: &Column) -> bool {
    let key = words::key(&column.header);
    ["合计", "小计", "总计", "共计", "总额"].iter().any(|word| key.contains(word))
}

/// 应缴总计 is what is due now and what was owed before.
fn sum_of_due_and_owed(columns: &mut Columns<'_>) {
    let (due, owed) = (with(columns, Meaning::Due), with(columns, Meaning::Opening));
    let whole = columns.list.iter().rev().find(|c| c.meaning == Meaning::Due && is_labelled(c));
    let Some(whole) = whole.map(|c| c.index) else { return };
    let others: Vec<u32> = due.into_iter().chain(owed.iter().copied()).filter(|c| *c != whole).collect();
    if !owed.is_empty() && others.len() > owed.len() && agree(columns.rows, whole, &others) {
        change(columns, whole, Meaning::OpeningTotal, "正好是旁边各列之和，用来核对，不导入");
    }
}

fn read(row: &Row, column: u32) -> Decimal {
    amount(row.get(column)).got().map_or(Decimal::ZERO, |a| a.exact)
}

/// The sum of the others in nearly every row; its header says so already.
fn agree(rows: &[Row], whole: u32, others: &[u32]) -> bool {
    let (mut counted, mut fits) = (0_usize, 0_usize);
    for row in rows.iter().take(ROWS_LOOKED_AT) {
        let (total, sum) = (read(row, whole), others.iter().map(|c| read(row, *c)).sum::<Decimal>());
        if !(total.is_zero() && sum.is_zero()) {
            counted += 1;
            fits += usize::from((total - sum).abs() <= A_FEN);
        }
    }
    counted > 0 && fits * 10 >= counted * 9
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
        } else if before.meaning == column.meaning {
            let (index, note) = (column.index, format!("是“{}”里的一部分，记作备注", before.header.trim()));
            change(columns, index, Meaning::Note, &note);
        }
    }
    // 欠费合计 and of its parts only some: the total is what is owed.
    let owed = with(columns, Meaning::Opening);
    let totals = with(columns, Meaning::OpeningTotal);
    if let ([total], false) = (&totals[..], owed.is_empty())
        && owed.iter().all(|c| of_total.contains(c))
        && !agree(rows, *total, &owed)
    {
        change(columns, *total, Meaning::Opening, "旁边只列了其中的一部分，按合计导入");
        for part in owed {
            change(columns, part, Meaning::Note, "是合计里的一部分，记作备注");
        }
    }
}

fn names_a_part(column: &Column) -> bool {
    column.header.split(words::LEVELS).any(|level| level.trim().starts_with("其中"))
}

/// No row has more of the part than of the whole, and some have less.
fn is_within(rows: &[Row], part: u32, whole: u32) -> bool {
    let mut less = 0_usize;
    for row in rows.iter().take(ROWS_LOOKED_AT) {
        let (part, whole) = (read(row, part), read(row, whole));
        if part > whole {
            return false;
        }
        less += usize::from(part < whole);
    }
    less > 0
}
