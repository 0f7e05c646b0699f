//! 应收, 实收 and 欠费 over the same parts (陈欠, 本年, 小计): the group says what money it is, the part only of when. What
//! the last 欠费 says is owed.

use std::collections::BTreeSet;

use super::columns::{Columns, is_chosen};
use super::kind::set;
use super::parts::THIS_TIME;
use super::periods;
use crate::layout::Column;
use crate::openings::terms;
use crate::{Meaning, words};

/// Columns under one group, from the left.
struct Group {
    name: String,
    /// Due, paid or owed.
    money: Meaning,
    columns: Vec<u32>,
    parts: BTreeSet<String>,
}

/// To be called before anything is made of single headers: 实收 over 陈欠 would be owed.
pub(super) fn of_parts(columns: &mut Columns<'_>) {
    let groups = groups(columns);
    let blank = |group: &&Group| !is_filled(columns, group);
    let mut owed: Vec<&Group> = groups.iter().filter(|group| group.money == Meaning::Opening).collect();
    let left_out: Option<&Group> = owed.last().copied().filter(|last| groups.len() >= 3 && blank(last));
    if left_out.is_some() {
        owed.pop();
    }
    let others = |money: Meaning| groups.iter().filter(move |group| group.money == money);
    let is_over = |group: &Group, last: &Group| {
        let shared = group.parts.intersection(&last.parts).filter(|part| !is_sum(part)).count();
        shared >= 1 && shared * 2 >= last.parts.iter().filter(|part| !is_sum(part)).count()
    };
    let Some(last) = owed.last().copied().or(left_out) else { return alone(columns, &groups) };
    let paid = others(Meaning::Paid).any(|group| is_over(group, last));
    let due = others(Meaning::Due).any(|group| is_over(group, last));
    let by_age = last.parts.iter().any(|part| words::is_of_before(part) || is_of_now(part));
    let several = owed.len() >= 2 && !owed.iter().any(|group| terms(&group.name, None, None).names_item);
    match () {
        () if !paid && !due => {}
        () if (due && by_age) || (several && paid) => left(columns, &groups, (last, left_out)),
        () if paid && !due => cleared(columns, &groups, (last, left_out)),
        () => {}
    }
}

/// 应收 and 实收 over 陈欠 and 本年, and nothing of that kind that says what is left.
fn alone(columns: &mut Columns<'_>, groups: &[Group]) {
    let by_age = |part: &&String| words::is_of_before(part) || is_of_now(part);
    let of = |money: Meaning| groups.iter().filter(move |group| group.money == money);
    let (Some(due), Some(paid)) = (of(Meaning::Due).next(), of(Meaning::Paid).next()) else { return };
    if groups.len() == 2 && due.parts.intersection(&paid.parts).any(|part| by_age(&part)) {
        put(columns, due, (Meaning::Due, "上一级表头说的是应收"), Meaning::Ignored);
        put(columns, paid, (Meaning::Paid, "上一级表头说的是实收"), Meaning::Ignored);
    }
}

/// 年初欠费, 应收, 实收, 年末欠费: the last is owed; where nobody filled it in, what is due less what was paid.
fn left(columns: &mut Columns<'_>, groups: &[Group], (last, left_out): (&Group, Option<&Group>)) {
    let filled = left_out.is_none();
    let closing = left_out.unwrap_or(last).columns[0];
    for group in groups {
        let is_last = group.columns[0] == closing;
        let (meaning, note) = match group.money {
            Meaning::Opening if is_last && filled => (Meaning::Opening, "上一级表头说的是欠费"),
            Meaning::Opening if is_last => (Meaning::Ignored, "这一列没有填，欠多少按应收减实收算"),
            Meaning::Opening if filled => (Meaning::Note, "还欠的另有一组，这一列记作备注"),
            Meaning::Due => (Meaning::Due, "上一级表头说的是应收"),
            Meaning::Paid => (Meaning::Paid, "上一级表头说的是实收"),
            money => (money, ""),
        };
        let sum = if is_last && filled { Meaning::OpeningTotal } else { Meaning::Ignored };
        put(columns, group, (meaning, note), sum);
    }
    columns.closes = filled;
}

/// 欠费, 清收, 剩余: what was owed of each year less what was paid of it. Without 剩余 a person is asked whether it is taken off.
fn cleared(columns: &mut Columns<'_>, groups: &[Group], (owed, left_out): (&Group, Option<&Group>)) {
    let paid = |group: &&Group| group.money == Meaning::Paid && group.columns[0] > owed.columns[0];
    let Some(paid) = groups.iter().find(paid) else { return };
    let behind = paid.columns.last().copied().unwrap_or_default();
    let is_left = |c: &&Column| {
        let open = matches!(
            c.meaning,
            Meaning::Opening | Meaning::OpeningTotal | Meaning::Unknown | Meaning::Prepaid | Meaning::Ignored
        );
        open && c.index > behind && words::says(&c.header, &LEFT) && !is_chosen(c)
    };
    let left: Option<u32> = columns.list.iter().find(is_left).map(|c| c.index);
    put(columns, paid, (Meaning::Paid, "上一级表头说的是收回的"), Meaning::Ignored);
    if left.is_none() && left_out.is_none() {
        return;
    }
    put(columns, owed, (Meaning::Due, "后面是收回的和剩余的，收回的从里面减去"), Meaning::Ignored);
    for index in left.into_iter().chain(left_out.iter().flat_map(|group| group.columns.iter().copied())) {
        let filled = columns.list.iter().any(|c| c.index == index && columns.profile(c).filled > 0);
        let (meaning, note) = match filled {
            true => (Meaning::OpeningTotal, "是前面两组之差，用来核对，不导入"),
            false => (Meaning::Ignored, "这一列没有填，欠多少按欠费减收回的算"),
        };
        if let Some(column) = columns.list.iter_mut().find(|c| c.index == index && !is_chosen(c)) {
            set(column, meaning, note);
        }
    }
}

const LEFT: [&str; 9] = ["剩余", "尚欠", "余欠", "现欠", "仍欠", "还欠", "未收回", "余额", "结欠"];

/// The columns of a group as what it says, its sums as `sum`.
fn put(columns: &mut Columns<'_>, group: &Group, (meaning, note): (Meaning, &str), sum: Meaning) {
    for column in columns.list.iter_mut().filter(|c| group.columns.contains(&c.index) && !is_chosen(c)) {
        let wanted = if part(&column.header).is_some_and(|(_, part)| is_sum(&part)) { sum } else { meaning };
        if column.meaning != wanted {
            let note = if wanted == meaning { note } else { "是旁边各列的合计，不另导入" };
            set(column, wanted, note);
        }
    }
}

/// Groups of money over times: of each the columns that stand side by side.
fn groups(columns: &Columns<'_>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for column in &columns.list {
        let Some((name, part)) = part(&column.header) else { continue };
        let Some(money) = money(name).filter(|_| is_sum(&part) || is_time(&part)) else { continue };
        match groups.last_mut().filter(|group| group.name == name) {
            Some(group) => {
                group.columns.push(column.index);
                group.parts.insert(part);
            }
            None => groups.push(Group {
                name: name.to_owned(),
                money,
                columns: vec![column.index],
                parts: BTreeSet::from([part]),
            }),
        }
    }
    groups.retain(|group| group.parts.iter().any(|part| !is_sum(part)));
    groups
}

/// `实收_收往年`: the group, and 往年.
fn part(header: &str) -> Option<(&str, String)> {
    let (group, part) = header.rsplit_once(words::LEVELS)?;
    Some((group, bare(part)))
}

fn bare(part: &str) -> String {
    let key = words::key(part);
    key.trim_start_matches(['收', '交', '缴', '应', '实', '已', '未', '清', '欠']).to_owned()
}

/// 往年, 收当年: nobody's room, nobody's name.
pub(super) fn names_an_age(text: &str) -> bool {
    const LONGEST: usize = 5;
    let part = bare(text);
    part.chars().count() <= LONGEST && (words::is_of_before(&part) || is_of_now(&part)) && is_time(&part)
}

/// What a group is of: 清欠 is paid.
fn money(group: &str) -> Option<Meaning> {
    const BACK: [&str; 7] = ["清收", "清欠", "清缴", "追缴", "收回", "追回", "回收"];
    const ALSO_LEFT: [&str; 3] = ["剩余", "余欠", "现欠"];
    if words::says(group, &BACK) && !group.contains('未') {
        return Some(Meaning::Paid);
    }
    match words::meaning(group).map(|(meaning, _)| meaning) {
        Some(Meaning::Opening | Meaning::OpeningTotal) => Some(Meaning::Opening),
        Some(money @ (Meaning::Due | Meaning::Paid)) => Some(money),
        _ => words::says(group, &ALSO_LEFT).then_some(Meaning::Opening),
    }
}

fn is_sum(part: &str) -> bool {
    ["合计", "小计", "总计", "共计"].contains(&part)
}

fn is_of_now(part: &str) -> bool {
    words::says(part, &THIS_TIME)
}

/// 陈欠, 往年, 本年, 2016年.
fn is_time(part: &str) -> bool {
    const LONGEST: usize = 8;
    let bare = part.trim_start_matches('欠').trim_end_matches(['费', '欠']);
    periods::is_time(part)
        || (part.chars().count() <= LONGEST
            && !words::is_fee(part)
            && (words::is_of_before(bare) || is_of_now(bare) || periods::is_time(bare)))
}

/// Something is written under it.
fn is_filled(columns: &Columns<'_>, group: &Group) -> bool {
    let of_group = columns.list.iter().filter(|c| group.columns.contains(&c.index));
    of_group.into_iter().any(|c| columns.profile(c).filled > 0)
}
