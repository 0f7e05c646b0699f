//! 物业费, 起止, 金额, 车位费, 起止, 金额: each 金额 is of the fee before it, and what stands under that fee is its rate.

use super::columns::{Columns, is_chosen};
use super::kind::set;
use crate::layout::Column;
use crate::{Meaning, words};

/// A fee, and the plain amounts behind it; places in the list of columns.
struct Group {
    fee: usize,
    amounts: Vec<usize>,
}

/// Names the plain amounts by the fee that stands before them, where there are several and each has the same behind it.
pub(super) fn name(columns: &mut Columns<'_>) {
    let Some(groups) = groups(columns) else { return };
    let key = |at: usize| words::key(&columns.list[at].header);
    let behind = |group: &Group| group.amounts.iter().map(|at| key(*at)).collect::<Vec<String>>();
    let alike = groups.iter().all(|group| !group.amounts.is_empty() && behind(group) == behind(&groups[0]));
    let apart = (1..groups.len()).all(|at| groups[..at].iter().all(|of| key(of.fee) != key(groups[at].fee)));
    if groups.len() < 2 || !alike || !apart {
        return;
    }
    for Group { fee, amounts } in groups {
        let fee_header = columns.list[fee].header.trim().to_owned();
        let letter = columns.list[amounts[0]].letter();
        for amount in amounts {
            let header = format!("{fee_header}{}{}", words::LEVELS, columns.list[amount].header.trim());
            columns.list[amount].header = header;
        }
        let note = format!("金额从 {letter} 列起，这一列是收费标准，记作备注");
        set(&mut columns.list[fee], Meaning::Monthly, &note);
    }
}

/// From the left; `None` where other money stands among them.
fn groups(columns: &Columns<'_>) -> Option<Vec<Group>> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, column) in columns.list.iter().enumerate().filter(|(_, column)| column.meaning.is_of_fee()) {
        if is_plain(column) {
            groups.last_mut()?.amounts.push(at);
        } else if is_fee(column) {
            groups.push(Group { fee: at, amounts: Vec::new() });
        } else {
            return None;
        }
    }
    Some(groups)
}

fn is_fee(column: &Column) -> bool {
    column.meaning == Meaning::Amount && !is_chosen(column) && words::is_fee(&words::key(&column.header))
}

/// 金额, 应收, 实收, 欠费: not of what.
fn is_plain(column: &Column) -> bool {
    const PLAIN: [&str; 14] = [
        "金额",
        "欠费金额",
        "欠费",
        "应收金额",
        "应收",
        "应缴",
        "应交",
        "实收金额",
        "实收",
        "实缴",
        "实交",
        "已收",
        "已缴",
        "已交",
    ];
    PLAIN.contains(&words::key(&column.header).as_str())
}
