//! 物业费, 起止, 金额, 车位费, 起止, 金额: each 金额 is of the fee before it, and what stands under that fee is its rate.

use super::columns::{Columns, is_chosen};
use super::kind::set;
use crate::layout::Column;
use crate::{Meaning, words};

/// Names each plain 金额 by the fee that stands before it, where there are several and each has another.
pub(super) fn name(columns: &mut Columns<'_>) {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut fee: Option<usize> = None;
    for (at, column) in columns.list.iter().enumerate() {
        if is_fee(column) {
            // Two fees before one 金额: it is of both.
            if fee.replace(at).is_some() {
                return;
            }
        } else if is_plain(column) {
            let Some(fee) = fee.take() else { return };
            pairs.push((fee, at));
        }
    }
    let headers: Vec<String> = pairs.iter().map(|(fee, _)| words::key(&columns.list[*fee].header)).collect();
    let apart = headers.iter().enumerate().all(|(at, header)| !headers[..at].contains(header));
    if pairs.len() < 2 || fee.is_some() || !apart {
        return;
    }
    for (fee, amount) in pairs {
        let (named, letter) = (columns.list[fee].header.trim().to_owned(), columns.list[amount].letter());
        let header = columns.list[amount].header.trim().to_owned();
        columns.list[amount].header = format!("{named}{}{header}", words::LEVELS);
        set(
            &mut columns.list[fee],
            Meaning::Monthly,
            &format!("金额在 {letter} 列，这一列是收费标准，记作备注"),
        );
    }
}

fn is_fee(column: &Column) -> bool {
    column.meaning == Meaning::Amount && !is_chosen(column) && words::is_fee(&words::key(&column.header))
}

/// 金额, 欠费金额: not of what.
fn is_plain(column: &Column) -> bool {
    let money = matches!(column.meaning, Meaning::Amount | Meaning::Opening | Meaning::Due | Meaning::Paid);
    money && ["金额", "欠费金额", "欠费", "应收金额", "小计"].contains(&words::key(&column.header).as_str())
}
