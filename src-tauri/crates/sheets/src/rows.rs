//! What kind of row a row is: data, a total, a repeated header, a signature line.

use ledger::units::half_width;
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
        .filter(|(_, value)| !holds_nothing(value))
        .map(|(column, value)| (*column, value))
        .collect();
    if filled.is_empty() {
        return RowKind::Blank;
    }
    let texts = || {
        filled.iter().filter_map(|(_, value)| match value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        })
    };
    // Nearly every row: a room number, so neither header nor total, and not worth a closer look.
    if has_room_number(sheet, region, row) {
        let sample = texts().any(|text| text.trim_start().starts_with(SAMPLE));
        return if sample { RowKind::Remark } else { RowKind::Data };
    }
    if is_header(sheet, region, &filled) {
        return RowKind::Header;
    }
    if let Some(subtotal) = texts().find_map(words::total_label) {
        return RowKind::Total { subtotal };
    }
    let has = |meaning| region.columns(meaning).any(|c| filled.iter().any(|(at, _)| *at == c.index));
    let named = has(Meaning::Room) || has(Meaning::OwnerName) || has(Meaning::TenantName);
    let remark = texts().any(|text| {
        let text = plain(text);
        text.starts_with(SAMPLE) || REMARKS.iter().any(|word| text.starts_with(word))
    });
    match () {
        () if remark => RowKind::Remark,
        () if !named && filled.iter().all(|(_, value)| number(Some(value)).got().is_some()) => {
            RowKind::NumbersOnly
        }
        () => RowKind::Data,
    }
}

fn holds_nothing(value: &Value) -> bool {
    matches!(value, Value::Text(text) if is_nothing(text))
}

/// `合计12户` in the room's column is no room.
fn has_room_number(sheet: &Sheet, region: &Region, row: &Row) -> bool {
    let room = region.column(Meaning::Room).and_then(|c| row.get(c.index)).map(|v| shown(v, sheet.epoch));
    room.is_some_and(|room| room.chars().any(|c| half_width(c).is_ascii_digit()) && !room.contains('计'))
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

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::Options;
    use crate::book::Epoch;
    use crate::recognise::layout;

    /// Cells divided by `|`, `=` before a number; the first line is the header.
    pub(crate) fn sheet(lines: &[&str]) -> Sheet {
        let cell = |text: &str| match text.strip_prefix('=') {
            Some(number) => Value::Number(number.parse().unwrap()),
            None => Value::Text(text.to_owned()),
        };
        let row = |(index, line): (u32, &&str)| Row {
            index,
            cells: (0..)
                .zip(line.split('|'))
                .filter(|(_, t)| !t.is_empty())
                .map(|(c, t)| (c, cell(t)))
                .collect(),
        };
        let rows = (0..).zip(lines).filter(|(_, line)| !line.is_empty()).map(row).collect();
        Sheet::of_rows("表".into(), false, Epoch::Y1900, rows)
    }

    #[test]
    fn rows_are_told_apart() {
        let header = "序号|房号|业主姓名|建筑面积|欠费金额";
        for (line, expect) in [
            ("=1|1-101|张小明|=89.5|=100", RowKind::Data),
            ("=1||张小明|=89.5|", RowKind::Data),
            ("|门面甲|张小明||", RowKind::Data),
            ("/||-||\u{3000}", RowKind::Blank),
            ("序号|房 号|业主姓名|建筑面积|欠费金额", RowKind::Header),
            ("合计:||||=100", RowKind::Total { subtotal: false }),
            ("|合计12户||=900|=100", RowKind::Total { subtotal: false }),
            ("|1栋小计||=900|=100", RowKind::Total { subtotal: true }),
            ("|||=900|=100", RowKind::NumbersOnly),
            ("制表人:张小明||审核:|", RowKind::Remark),
            ("示例:|1-101|张三|=89|", RowKind::Remark),
        ] {
            let sheet = sheet(&[header, "=1|2-101|李红|=70|=5", line]);
            let layout = layout(&sheet, &Options::default());
            assert_eq!(kind(&sheet, &layout.regions[0], &sheet.rows[2]), expect, "{line:?}");
        }
    }
}
