//! What stands beside a column of what was due: 实收 of the same fee, 欠费 that is what is left of it, 减免.

use std::collections::HashMap;

use super::taken_off::is_taken_off;
use crate::table::Table;
use crate::{Kind, Meaning, words};

/// The columns that tell of one 应收, as places in `region.columns`.
pub(crate) struct BesideDue {
    pub paid: Option<usize>,
    /// What is owed is what is left of what was due.
    pub left: Option<usize>,
    pub waivers: Vec<usize>,
}

/// Those of each column of [`due_slots`], in its order: found once, for it is the same in every row.
pub(crate) fn beside_dues(table: &Table<'_>) -> Vec<BesideDue> {
    let (dues, paid) = (due_slots(table), &table.received);
    let names = |slots: &[usize]| -> HashMap<usize, String> {
        slots.iter().map(|slot| (*slot, of_what(table.header(*slot)))).collect()
    };
    let (of_dues, of_paid) = (names(dues), names(paid));
    let of_paid_slot = |due: usize| match &paid[..] {
        [only] if is_taken_off(table, *only) => None,
        [only] if dues.len() == 1 => Some(*only),
        // `1月_应收` and `1月_实收`; 物业费 in several months is not one thing.
        several => several.iter().copied().find(|paid| {
            let (left, right) = (&of_dues[&due], &of_paid[paid]);
            (!left.is_empty() && left == right) || same_item(table, due, *paid)
        }),
    };
    let alone = dues.len() == 1 && table.region.taken_off.is_empty();
    let beside = |due: &usize| BesideDue {
        paid: of_paid_slot(*due),
        left: table.slots(Meaning::Opening).iter().copied().find(|owed| is_left(table, *due, *owed)),
        waivers: waivers_of(table, *due, alone),
    };
    dues.iter().map(beside).collect()
}

/// 金额 of a line of fees is what is due, where no other column says it.
pub(crate) fn due_slots<'t>(table: &'t Table<'_>) -> &'t [usize] {
    let due = table.slots(Meaning::Due);
    let of_fees = table.region.kind == Kind::Fees && due.is_empty();
    if of_fees { table.slots(Meaning::Amount) } else { due }
}

/// 应收 beside 欠费: what is owed is what is left of what was due. 前期欠费 is not, nor anything beside 本期应收.
fn is_left(table: &Table<'_>, due: usize, owed: usize) -> bool {
    if table.region.dues_owed {
        return false;
    }
    let says = |slot: usize, words: &[&str]| words.iter().any(|word| table.header(slot).contains(word));
    let of_item = match (&table.openings[due], &table.openings[owed]) {
        (Some(due), Some(owed)) => {
            // 2013年 over 应收, 实收 and 欠费.
            let same_time =
                owed.names_period && due.names_period && (due.from, due.to) == (owed.from, owed.to);
            (!owed.names_period || same_time) && (due.names_item, &due.item) == (owed.names_item, &owed.item)
        }
        _ => false,
    };
    of_item
        && !says(owed, &["前", "往", "历", "上年", "上期", "旧", "老", "累计", "陈"])
        && !table.of_before[owed]
        && !says(due, &["本期", "当期", "本月", "当月"])
}

fn same_item(table: &Table<'_>, one: usize, other: usize) -> bool {
    // 欠费 over 2016年 and 2018年清收 over 2016年.
    let part = |slot: usize| table.header(slot).rsplit_once(words::LEVELS).map(|(_, part)| words::key(part));
    let same_part = part(one).is_some_and(|of| words::is_time(&of) && part(other) == Some(of));
    match (&table.openings[one], &table.openings[other]) {
        (Some(one), Some(other)) => {
            let same_time = (one.from, one.to) == (other.from, other.to);
            let same = (one.names_item, &one.item) == (other.names_item, &other.item);
            same && same_time && (one.names_item || same_part)
        }
        _ => false,
    }
}

/// What is left of a header without the words for due and paid.
fn of_what(header: &str) -> String {
    const WORDS: [&str; 21] = [
        "应收", "应缴", "应交", "应计", "实收", "实缴", "实交", "已收", "已缴", "已交", "清收", "清欠",
        "清缴", "追缴", "收回", "追回", "回收", "欠费", "欠款", "金额", "额",
    ];
    WORDS.iter().fold(words::key(header), |key, word| key.replace(word, ""))
}

/// All, where one column is due; else those under the same part of the header: 2024年_应收, 2024年_减免.
fn waivers_of(table: &Table<'_>, due: usize, alone: bool) -> Vec<usize> {
    let part = |slot: usize| table.header(slot).rsplit_once(words::LEVELS).map(|(part, _)| part);
    let is_of = |slot: &usize| alone || (part(*slot).is_some() && part(*slot) == part(due));
    table.waivers.iter().copied().filter(is_of).collect()
}
