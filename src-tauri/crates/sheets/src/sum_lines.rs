//! Lines that name a building, an entrance or a year and hold the sums of its rows: `1栋 | 4户 | 400`.

use ledger::units::half_width;
use rust_decimal::Decimal;

use crate::book::{Row, Sheet, Value};
use crate::buildings::{Heading, heading};
use crate::cells::{amount_in, is_nothing, number, plain, shown};
use crate::layout::Region;
use crate::rooms::ROWS_LOOKED_AT;
use crate::rows::is_count;
use crate::sums::SUMMED;
use crate::table::Table;
use crate::tie_outs::HALF_A_FEN;
use crate::total_rows::is_sum;
use crate::words;

/// A building's sum may stand above those of its entrances.
const MOST_PARTS: usize = 12;

/// The words of a line that otherwise holds figures only, where they name no unit: `1栋`, `二单元`, `2013年`.
pub(crate) fn named_line<'r>(region: &Region, row: &'r Row) -> Option<&'r str> {
    // Nearly every row: `1-101` ends with a figure.
    let room = region.unit_column().and_then(|c| row.get(c.index));
    if matches!(room, Some(Value::Text(text)) if text.ends_with(|c: char| c.is_ascii_digit() || c == '室')) {
        return None;
    }
    let mut name = None;
    for (_, value) in region.cells(row) {
        match value {
            Value::Number(_) => {}
            Value::Text(text) if is_nothing(text) || is_count(text) => {}
            Value::Text(_) if number(Some(value)).got().is_some() => {}
            Value::Text(text) if name.is_none() && names_no_unit(text) => name = Some(text.as_str()),
            _ => return None,
        }
    }
    name
}

fn names_no_unit(text: &str) -> bool {
    let ends =
        text.trim_end().ends_with(['栋', '幢', '座', '楼', '元', '区', '苑', '期', '年', '度', ')', '）']);
    ends && (heading(text).is_some() || is_year(&plain(text)))
}

/// `2013年`, `13年度`, `2013年以前`
fn is_year(plain: &str) -> bool {
    let Some(year) = ["年度", "年"].iter().find_map(|end| plain.trim().strip_suffix(end)) else {
        return false;
    };
    matches!(year.chars().count(), 2 | 4) && year.chars().all(|c| half_width(c).is_ascii_digit())
}

/// Houses may be units themselves: 1栋, 2栋.
pub(crate) fn buildings_are_units(sheet: &Sheet, region: &Region) -> bool {
    let Some(column) = region.unit_column().map(|c| c.index) else { return false };
    let rows = sheet.rows[region.first..region.end].iter().take(ROWS_LOOKED_AT);
    let (mut given, mut named) = (0_usize, 0_usize);
    for value in rows.filter_map(|row| row.get(column)) {
        given += 1;
        named += usize::from(names_no_unit(&shown(value, sheet.epoch)));
    }
    named * 2 > given
}

impl Table<'_> {
    /// See [`named_line`]; `None` in a table of houses.
    pub fn named_line<'r>(&self, row: &'r Row) -> Option<&'r str> {
        named_line(self.region, row).filter(|_| !self.buildings_are_units)
    }

    /// A line that names the building of the rows below and holds their sums, and whether they agree: where it says
    /// `4户` it is no unit, however much it says.
    pub fn heads_with_sums(&self, row: &Row, below: &[Row]) -> Option<(Heading, bool)> {
        let heading = heading(self.named_line(row)?)?;
        let region = self.region;
        let read = |row: &Row, slot: usize| {
            amount_in(row.get(region.columns[slot].index), self.unit(slot)).got().map(|a| a.exact)
        };
        let summed = (0..region.columns.len()).filter(|slot| SUMMED.contains(&region.columns[*slot].meaning));
        let said: Vec<(usize, Decimal)> =
            summed.filter_map(|slot| read(row, slot).filter(|n| !n.is_zero()).map(|n| (slot, n))).collect();
        if said.is_empty() {
            return None;
        }
        let mut sums = vec![Decimal::ZERO; said.len()];
        let (mut rows, mut parts) = (0_usize, 0_usize);
        let agree = |sums: &[Decimal], rows: usize| {
            let fits = |(sum, (_, n)): (&Decimal, &(usize, Decimal))| (*sum - *n).abs() < HALF_A_FEN;
            rows > 0 && sums.iter().zip(&said).all(fits)
        };
        for line in below {
            let total = region
                .cells(line)
                .iter()
                .any(|(_, value)| matches!(value, Value::Text(text) if words::total_said(text).is_some()));
            if total || self.named_line(line).is_some() {
                if total || agree(&sums, rows) || parts == MOST_PARTS {
                    break;
                }
                parts += 1;
                continue;
            }
            rows += 1;
            for (sum, (slot, _)) in sums.iter_mut().zip(&said) {
                *sum += read(line, *slot).unwrap_or_default();
            }
        }
        if agree(&sums, rows) {
            return Some((heading, true));
        }
        let mut cells = region.cells(row).iter();
        let counted = cells.any(|(_, value)| matches!(value, Value::Text(text) if is_count(text)));
        (counted && rows > 0 && !is_sum(self, row)).then_some((heading, false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_many_units_is_no_unit() {
        for text in ["1栋", "2号楼", "A座", "二单元", "3栋1单元", "2013年", "13年度", "一期", "1栋（共24户）"]
        {
            assert!(names_no_unit(text), "{text}");
        }
        for text in ["1-101", "101", "1栋101", "3#", "门面甲", "车库", "2013年欠费", "5年级", "物业费"]
        {
            assert!(!names_no_unit(text), "{text}");
        }
    }
}
