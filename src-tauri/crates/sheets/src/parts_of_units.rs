//! What a unit owes as a whole, and beside it the parts: 欠费 100, 其中：物业费 60, 水费 40. One of the two is imported.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::book::{Row, Sheet, Value};
use crate::cells::{amount_at, is_nothing, plain, shown};
use crate::layout::Region;
use crate::tie_outs::HALF_A_FEN;
use crate::{Kind, Meaning, words};

/// What a row is among those of its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Share {
    /// The sum of its unit's other rows, which are imported.
    Whole,
    /// One of those.
    Part,
    /// The sum of its unit's rows above it, in a row without a room.
    Sum,
    /// Included in another row of the unit, which is imported.
    Included,
}

/// Meanings whose cells are empty in a row that is the sum of others.
pub(crate) const MONEY: [Meaning; 4] = [Meaning::Opening, Meaning::Amount, Meaning::Due, Meaning::Paid];

/// By the index of the row in the sheet.
pub(crate) fn shares(sheet: &Sheet, region: &Region) -> HashMap<u32, Share> {
    let mut shares = HashMap::new();
    let of_debts = matches!(region.kind, Kind::Arrears | Kind::Fees | Kind::Roster);
    let (Some(unit), Some(item)) = (region.unit_column(), region.column(Meaning::Item)) else {
        return shares;
    };
    let money: Vec<u32> =
        region.columns.iter().filter(|c| MONEY.contains(&c.meaning)).map(|c| c.index).collect();
    if !of_debts || money.is_empty() {
        return shares;
    }
    let item = |row: &Row| row.get(item.index).map(|v| plain(&shown(v, sheet.epoch))).unwrap_or_default();
    let rows = &sheet.rows[region.first..region.end];
    let mut first = 0;
    while first < rows.len() {
        let of_unit = room(&rows[first], unit.index);
        let same = |row: &&Row| match room(row, unit.index) {
            Some(value) => of_unit == Some(value),
            // A sum without a room is a total of the table's.
            None => !is_nothing(&item(row)) && words::total_said(&item(row)).is_none(),
        };
        let end = first + 1 + rows[first + 1..].iter().take_while(same).count();
        if of_unit.is_some() && end > first + 1 {
            let items: Vec<String> = rows[first..end].iter().map(item).collect();
            of_rows(&rows[first..end], &items, &money, &mut shares);
        }
        if let Some(sum) = rows.get(end).filter(|row| of_unit.is_some() && room(row, unit.index).is_none())
            && words::total_said(&item(sum)).is_some()
            && money.iter().all(|column| agrees(&rows[first..end], sum, *column))
        {
            shares.insert(sum.index, Share::Sum);
        }
        first = end;
    }
    shares
}

fn room(row: &Row, column: u32) -> Option<&Value> {
    row.get(column).filter(|value| !matches!(value, Value::Text(text) if is_nothing(text)))
}

fn of_rows(rows: &[Row], items: &[String], money: &[u32], shares: &mut HashMap<u32, Share>) {
    let includes = |item: &String| item.starts_with("其中");
    let sums = |item: &String| {
        words::total_said(item).is_some()
            || matches!(words::meaning(item), Some((Meaning::Opening | Meaning::OpeningTotal, _)))
    };
    let any_included = items.iter().any(includes);
    let mut of_sums = (0..rows.len()).filter(|at| sums(&items[*at]) && !includes(&items[*at]));
    let whole = match (of_sums.next(), of_sums.next()) {
        (Some(only), None) if any_included || rows.len() > 2 => only,
        (None, _) if any_included && !includes(&items[0]) => 0,
        _ => return,
    };
    let sum = &rows[whole];
    let something = money.iter().any(|column| !amount_at(sum, *column).is_zero());
    let twice = |column: &u32| {
        let all: Decimal = rows.iter().map(|row| amount_at(row, *column)).sum();
        (all - amount_at(sum, *column) * Decimal::TWO).abs() < HALF_A_FEN
    };
    if something && money.iter().all(twice) {
        shares.extend(rows.iter().map(|row| (row.index, Share::Part)));
        shares.insert(rows[whole].index, Share::Whole);
        return;
    }
    let included = rows.iter().zip(items).filter(|(_, item)| includes(item));
    shares.extend(included.map(|(row, _)| (row.index, Share::Included)));
}

fn agrees(rows: &[Row], sum: &Row, column: u32) -> bool {
    let all: Decimal = rows.iter().map(|row| amount_at(row, column)).sum();
    (all - amount_at(sum, column)).abs() < HALF_A_FEN
}

/// `物业费` of `其中：物业费`.
pub(crate) fn without_of(item: &str) -> &str {
    let item = item.trim_start();
    item.strip_prefix("其中").map_or(item, |of| of.trim_start_matches([':', '：', '、', ' ']))
}
