//! What kind of row a row is: data, a total, a repeated header, a signature line.

use rust_decimal::Decimal;

use crate::book::{Row, Sheet, Value};
use crate::cells::{is_nothing, number, plain, shown};
use crate::layout::Region;
use crate::{Meaning, words};

/// The kinds of row under a header.
#[derive(Debug, PartialEq)]
pub(crate) enum RowKind {
    /// Nothing in it but signs for nothing.
    Blank,
    /// A printed page's header again.
    Header,
    /// 合计 or 小计, by its label.
    Total { subtotal: bool },
    /// Numbers and no unit: a total without a label, if the sums say so.
    NumbersOnly,
    /// 制表人, 审核, 示例 and the like.
    Remark,
    /// Something about a unit or a person.
    Data,
}

const REMARKS: [&str; 7] = ["制表", "审核", "填表", "填报", "说明:", "注:", "打印日期"];
const SAMPLE: &str = "示例";

pub(crate) fn kind(sheet: &Sheet, region: &Region, row: &Row) -> RowKind {
    let filled: Vec<(u32, &Value)> = row
        .cells
        .iter()
        .filter(|(_, value)| !is_nothing(&shown(value, sheet.epoch)))
        .map(|(column, value)| (*column, value))
        .collect();
    if filled.is_empty() {
        return RowKind::Blank;
    }
    if is_header(sheet, region, &filled) {
        return RowKind::Header;
    }
    let texts = || {
        filled.iter().filter_map(|(_, value)| match value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        })
    };
    let has = |meaning| region.columns(meaning).any(|c| filled.iter().any(|(at, _)| *at == c.index));
    let room = region.column(Meaning::Room).and_then(|c| row.get(c.index)).map(|v| shown(v, sheet.epoch));
    let numbered = room.is_some_and(|room| room.chars().any(|c| c.is_ascii_digit()));
    if let Some(subtotal) = texts().find_map(words::total_label).filter(|_| !numbered) {
        return RowKind::Total { subtotal };
    }
    let named = has(Meaning::Room) || has(Meaning::OwnerName) || has(Meaning::TenantName);
    let remark = texts().any(|text| {
        let text = plain(text);
        text.starts_with(SAMPLE) || (!numbered && REMARKS.iter().any(|word| text.starts_with(word)))
    });
    match () {
        () if remark => RowKind::Remark,
        () if !named && filled.iter().all(|(_, value)| number(Some(*value)).got().is_some()) => {
            RowKind::NumbersOnly
        }
        () => RowKind::Data,
    }
}

fn is_header(sheet: &Sheet, region: &Region, filled: &[(u32, &Value)]) -> bool {
    let same = filled.iter().filter(|(at, value)| {
        region.columns.iter().any(|c| {
            c.index == *at
                && !c.header.is_empty()
                && words::key(&c.header) == words::key(&shown(value, sheet.epoch))
        })
    });
    let headed = region.columns.iter().filter(|c| !c.header.is_empty()).count();
    same.count() >= headed.min(3)
}

/// The numbers of a row in the columns that are summed.
pub(crate) fn sums<'a>(region: &'a Region, row: &'a Row) -> impl Iterator<Item = (u32, Decimal)> + 'a {
    region
        .columns
        .iter()
        .filter(|c| matches!(c.meaning, Meaning::Area | Meaning::Opening | Meaning::OpeningTotal))
        .filter_map(|c| number(row.get(c.index)).got().map(|n| (c.index, n)))
}
