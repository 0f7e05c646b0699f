//! Columns of numbers that no header explains: kept as notes, or taken for arrears by a person, and told of either way.

use rust_decimal::Decimal;

use crate::interpretation::Interpretation;
use crate::layout::Region;
use crate::table::{Line, Table};
use crate::{Level, Meaning, words};

/// A column without a header, and what was met below.
#[derive(Debug)]
pub(crate) struct Unlabelled {
    slot: usize,
    numbers: u32,
    words: u32,
    sum: Decimal,
    /// Some are no mere counts of things.
    may_be_money: bool,
}

/// Counts of people, keys and cars are smaller.
const LARGEST_COUNT: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

impl Unlabelled {
    /// Those of a table.
    pub fn of(region: &Region) -> Vec<Unlabelled> {
        let nameless = region.columns.iter().enumerate().filter(|(_, column)| {
            words::key(&column.header).is_empty()
                && matches!(column.meaning, Meaning::Note | Meaning::Opening)
        });
        let start = |slot| Unlabelled { slot, numbers: 0, words: 0, sum: Decimal::ZERO, may_be_money: false };
        nameless.map(|(slot, _)| start(slot)).collect()
    }

    /// Looks at a row that is imported.
    pub fn add(&mut self, line: &Line<'_>) {
        let at = line.at(self.slot);
        match at.number().got() {
            Some(number) => {
                self.numbers += 1;
                self.sum = self.sum.checked_add(number).unwrap_or(self.sum);
                self.may_be_money |= number.abs() > LARGEST_COUNT || !number.is_integer();
            }
            None => self.words += u32::from(at.text().is_some()),
        }
    }
}

/// Said once for each, at its header.
pub(crate) fn tell(reading: &mut Interpretation, table: &Table<'_>) {
    for column in table.unlabelled.iter().filter(|c| c.numbers > c.words) {
        let index = table.region.columns[column.slot].index;
        let at = table.region.at_header(table.sheet, index);
        let owed = table.region.columns[column.slot].meaning == Meaning::Opening;
        let done = if owed { "按欠费导入" } else { "只作为备注保留" };
        let kind = match column.may_be_money {
            true => (Level::Decide, "column_unlabelled"),
            false => (Level::Note, "column_of_counts"),
        };
        let message = format_args!(
            "{}没有表头，下面有 {} 个数，共 {}，{done}。请确认是什么。",
            table.label(column.slot),
            column.numbers,
            column.sum.normalize()
        );
        reading.findings.add(at, kind, message, if owed { "欠费" } else { "" });
    }
}
