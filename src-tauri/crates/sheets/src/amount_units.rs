//! The unit that a workbook's amounts are in, where it is not 元: `单位：万元` above a table, `欠费（千元）` as a header.

use rust_decimal::Decimal;

use crate::Level;
use crate::book::{Sheet, Value};
use crate::cells::{number, plain};
use crate::findings::At;
use crate::interpretation::Interpretation;
use crate::layout::{Column, Region};
use crate::rows::is_remark;
use crate::table::Table;

/// A unit by its name, and how many 元 it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AmountUnit {
    pub name: &'static str,
    pub yuan: Decimal,
}

const UNITS: [AmountUnit; 7] = [
    AmountUnit { name: "百万元", yuan: Decimal::from_parts(1_000_000, 0, 0, false, 0) },
    AmountUnit { name: "万元", yuan: Decimal::from_parts(10_000, 0, 0, false, 0) },
    AmountUnit { name: "千元", yuan: Decimal::from_parts(1_000, 0, 0, false, 0) },
    AmountUnit { name: "百元", yuan: Decimal::from_parts(100, 0, 0, false, 0) },
    AmountUnit { name: "元", yuan: Decimal::ONE },
    AmountUnit { name: "角", yuan: Decimal::from_parts(1, 0, 0, false, 1) },
    AmountUnit { name: "分", yuan: Decimal::from_parts(1, 0, 0, false, 2) },
];

impl AmountUnit {
    /// The unit of so many 元.
    pub fn of(yuan: Decimal) -> Option<AmountUnit> {
        UNITS.into_iter().find(|unit| unit.yuan == yuan)
    }
}

/// So many rows above the headers and below the last row may say it.
const ROWS_AROUND: usize = 5;

/// So many rows show how large the amounts are.
const ROWS_LOOKED_AT: usize = 200;

/// A household that owes as much is not the usual one: half of a column's amounts above it speak against their unit.
const TOO_MUCH: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// Where a unit was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In the column's header or above the table.
    Plain,
    /// Below the table, or in the sheet's name.
    Aside,
}

/// The unit and nothing else: `万元`, `人民币：元`, `单位:千元`.
fn unit_alone(text: &str) -> Option<AmountUnit> {
    let text: String =
        plain(text).chars().filter(|c| !c.is_whitespace() && !":()[]【】".contains(*c)).collect();
    const BEFORE: [&str; 10] = ["金额", "计量", "货币", "单位", "均", "以", "为", "是", "人民币", "RMB"];
    let mut rest = text.as_str();
    while let Some(behind) = BEFORE.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = behind;
    }
    let rest = rest.trim_end_matches('计');
    UNITS.into_iter().find(|unit| unit.name == rest)
}

/// What stands between brackets.
fn bracketed(text: &str) -> impl Iterator<Item = &str> {
    let inside = text.split(['(', '[', '【']).skip(1);
    inside.filter_map(|rest| rest.split([')', ']', '】']).next())
}

/// `欠费金额(万元)`, `欠费万元`; 元/月 is a rate.
fn of_header(header: &str) -> Option<AmountUnit> {
    let text = plain(header);
    let last = text.rsplit(crate::words::LEVELS).next().unwrap_or_default();
    let ends = |unit: &AmountUnit| {
        let head = last.strip_suffix(unit.name).filter(|_| unit.name.chars().count() > 1);
        head.is_some_and(|head| !head.is_empty() && !head.ends_with(|c: char| c.is_ascii_digit() || c == '/'))
    };
    bracketed(&text).filter_map(unit_alone).last().or_else(|| UNITS.into_iter().find(ends))
}

/// `单位：万元`, `金额单位为千元`, `(万元)`, `欠费一览表（单位：万元）`; 角 and 分 only behind the word 单位.
fn of_words(text: &str) -> Option<AmountUnit> {
    let text = plain(text);
    if let Some(unit) = bracketed(&text).find_map(unit_alone).filter(|unit| unit.yuan >= Decimal::ONE) {
        return Some(unit);
    }
    let said = text.find("单位").map(|at| text[at + "单位".len()..].trim_start());
    let said = said.filter(|rest| rest.starts_with([':', '为', '是', '均', '万', '千', '百', '元']));
    // `编制单位：某某物业  金额单位：万元`
    let last = text.rfind("单位").map(|at| &text[at..]);
    let words = said.and(last)?.split([',', '.', ';', ' ', '。', '、']).next()?;
    unit_alone(words)
}

fn of_cells(cells: &[(u32, Value)]) -> Option<AmountUnit> {
    let texts = cells.iter().filter_map(|(_, value)| match value {
        Value::Text(text) => Some(text.as_str()),
        _ => None,
    });
    // 单位： in one cell and 万元 in the next.
    let joined = || {
        let mut pairs = cells.windows(2).filter_map(|pair| match pair {
            [(_, Value::Text(one)), (_, Value::Text(other))]
                if plain(one).trim_end_matches(':').ends_with("单位") =>
            {
                unit_alone(other)
            }
            _ => None,
        });
        pairs.next()
    };
    let mut texts = texts;
    texts.find_map(of_words).or_else(joined)
}

/// What is said of the whole table, nearest first.
fn of_table(sheet: &Sheet, region: &Region) -> Option<(AmountUnit, Place)> {
    let above = sheet.rows[..region.header].iter().rev().take(ROWS_AROUND);
    let above = above.take_while(|row| row.cells.len() <= 8).find_map(|row| of_cells(&row.cells));
    let corner =
        || sheet.rows[region.header..region.first].iter().find_map(|row| of_cells_with_word(&row.cells));
    let below = || {
        let rows = &sheet.rows[region.first..];
        let last = region.end.saturating_sub(region.first);
        let around = rows.iter().skip(last.saturating_sub(ROWS_AROUND)).take(2 * ROWS_AROUND);
        let told =
            around.filter(|row| matches!(row.cells.first(), Some((_, Value::Text(text))) if says(text)));
        told.into_iter().find_map(|row| of_cells(&row.cells)).or_else(|| of_words(&sheet.name))
    };
    above
        .or_else(corner)
        .map(|unit| (unit, Place::Plain))
        .or_else(|| below().map(|unit| (unit, Place::Aside)))
}

/// A remark below the table.
fn says(text: &str) -> bool {
    is_remark(text) || text.contains("单位")
}

/// In a header row only where the word 单位 stands with it: a column's own unit is of that column.
fn of_cells_with_word(cells: &[(u32, Value)]) -> Option<AmountUnit> {
    let mut texts = cells.iter().filter_map(|(_, value)| match value {
        Value::Text(text) if text.contains("单位") => Some(text.as_str()),
        _ => None,
    });
    texts.find_map(of_words)
}

/// Half of the column's amounts would be more than any household owes.
fn is_doubtful(sheet: &Sheet, region: &Region, column: &Column, unit: AmountUnit) -> bool {
    let rows = sheet.rows[region.first..region.end].iter().take(ROWS_LOOKED_AT);
    let (mut counted, mut too_much) = (0_usize, 0_usize);
    for number in rows.filter_map(|row| number(row.get(column.index)).got()).filter(|n| !n.is_zero()) {
        counted += 1;
        too_much += usize::from(number.abs().checked_mul(unit.yuan).is_none_or(|yuan| yuan > TOO_MUCH));
    }
    too_much * 2 > counted
}

/// Finds the unit of each column of money, says so, and has the table read its cells in it.
pub(crate) fn take_up(reading: &mut Interpretation, table: &mut Table<'_>) {
    let (sheet, region) = (table.sheet, table.region);
    let of_table = of_table(sheet, region);
    for (slot, column) in region.columns.iter().enumerate().filter(|(_, column)| column.meaning.is_money()) {
        let own = of_header(&column.header).map(|unit| (unit, Place::Plain));
        let Some((unit, place)) = own.or(of_table).filter(|(unit, _)| unit.yuan != Decimal::ONE) else {
            continue;
        };
        let doubtful = is_doubtful(sheet, region, column, unit);
        let code = match (doubtful, place) {
            (true, _) => "amount_unit_doubtful",
            (false, Place::Aside) => "amount_unit_aside",
            (false, Place::Plain) => "amount_unit",
        };
        let scales = reading.decisions.is(code, "as_written");
        let header = &sheet.rows[region.header];
        let at = At::new(sheet, header.number(), column.index, header.get(column.index));
        let name = unit.name;
        let (level, message) = match (doubtful, place) {
            (true, _) => (Level::Decide, format!("写的单位是{name}，照此多数一户就超过一百万元，不像")),
            (false, Place::Aside) => (Level::Decide, format!("表名或表下写着单位是{name}")),
            (false, Place::Plain) => (Level::Note, format!("写的单位是{name}")),
        };
        let done = if scales { "换算成元导入" } else { "没有换算，按元导入" };
        let ask = if level == Level::Decide { "请确认。" } else { "" };
        let message = format_args!("“{}”{message}，{done}。{ask}", table.label(slot));
        let understood = if scales { name } else { "元" };
        reading.findings.add(at, (level, code), message, understood);
        table.in_unit(slot, scales.then_some(unit), format!("写的单位是{name}，{done}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_said_in_headers_and_in_titles() {
        let name = |unit: Option<AmountUnit>| unit.map(|unit| unit.name);
        for (header, expect) in [
            ("欠费金额（万元）", Some("万元")),
            ("欠费（单位：千元）_2008年", Some("千元")),
            ("欠费金额(元)", Some("元")),
            ("欠费万元", Some("万元")),
            ("欠费_金额(分)", Some("分")),
            ("物业费(元/月)", None),
            ("欠费(1万元以上)", None),
            ("欠费10万元", None),
            ("欠费金额", None),
            ("水费(含公摊)", None),
        ] {
            assert_eq!(name(of_header(header)), expect, "{header}");
        }
        for (text, expect) in [
            ("单位：万元", Some("万元")),
            ("（单位：千元）", Some("千元")),
            ("金额单位：元", Some("元")),
            ("2014年欠费一览表（万元）", Some("万元")),
            ("编制单位：某某物业  金额单位：万元", Some("万元")),
            ("单位：人民币万元", Some("万元")),
            ("注：以上金额单位均为千元。", Some("千元")),
            ("单位：某某物业公司", None),
            ("单位：万元，面积：平方米", Some("万元")),
            ("欠费1万元以上的业主", None),
            ("单位(栋)", None),
            ("收费单位", None),
            ("(元)", Some("元")),
        ] {
            assert_eq!(name(of_words(text)), expect, "{text}");
        }
    }
}
