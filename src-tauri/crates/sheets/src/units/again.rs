//! Another row of a unit that a roster has named: left out, or made one with the first.

use rust_decimal::Decimal;

use super::particulars::{area, handover, status};
use crate::findings::At;
use crate::household::{join as join_people, of_another_row};
use crate::interpretation::Interpretation;
use crate::periods::year_named;
use crate::table::{Line, Table};
use crate::{DraftUnit, Level, Meaning};

/// A second roster row with the code of a first.
pub(super) fn twice<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, at): (usize, At<'a>),
) -> Option<usize> {
    if is_of_another_year(table, &reading.draft.units[unit]) {
        return in_another_year(reading, table, line, (unit, at));
    }
    let merge = reading.decisions.is("unit_twice", "merge");
    let first = &reading.draft.units[unit];
    let done = if merge { "两行合成一户" } else { "这一行没有导入" };
    let message = format_args!(
        "房号 {} 已经在工作表“{}”第 {} 行出现过，{done}。请核对。",
        first.code, first.source.sheet, first.source.row
    );
    let understood = if merge { first.code.as_str() } else { "" };
    reading.findings.add(at, (Level::Decide, "unit_twice"), message, understood);
    merge.then(|| extend(reading, table, line, unit))
}

/// 2013年 and 2014年 are sheets of one estate, each with what its year left unpaid.
fn is_of_another_year(table: &Table<'_>, first: &DraftUnit) -> bool {
    let (here, there) = (year_named(&table.sheet.name), year_named(&first.source.sheet));
    (table.has(Meaning::Opening) || table.region.at_rate.is_some())
        && here.zip(there).is_some_and(|(here, there)| here != there)
}

/// A household of an earlier sheet in the sheet of another year: the people and the debts of both.
fn in_another_year<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, at): (usize, At<'a>),
) -> Option<usize> {
    let sum = reading.decisions.is("unit_of_years", "sum");
    let first = &reading.draft.units[unit];
    // The whole table was asked about.
    if reading.again.has_row(&first.source.sheet, first.source.row) {
        return Some(joined(reading, table, line, unit));
    }
    let done = if sum { "两年的欠费都算" } else { "这一行没有导入" };
    let message = format_args!(
        "房号 {} 在工作表“{}”第 {} 行也有，两张表是不同的年份，{done}。请确认欠费不是逐年累计的。",
        first.code, first.source.sheet, first.source.row
    );
    let understood = if sum { first.code.as_str() } else { "" };
    reading.findings.add(at, (Level::Decide, "unit_of_years"), message, understood);
    sum.then(|| joined(reading, table, line, unit))
}

/// The row's people, and its area where it says another.
fn joined<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &mut Line<'a>, unit: usize) -> usize {
    let people = of_another_row(reading, table, line);
    join_people(&mut reading.draft.units[unit].people, people);
    let area = table.at(line, Meaning::Area).and_then(|at| at.number().got());
    let known = reading.draft.units[unit].area.as_deref().and_then(|area| area.parse::<Decimal>().ok());
    if area.is_some() && area != known {
        line.keep_text_of(table.slot(Meaning::Area));
    }
    unit
}

/// Another row of the same unit: more people, its area added, what the first row did not say.
pub(super) fn extend<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    unit: usize,
) -> usize {
    let people = of_another_row(reading, table, line);
    let area = area(reading, table, line);
    let (status, handover) = (status(reading, table, line), handover(reading, table, line));
    let known = &mut reading.draft.units[unit];
    join_people(&mut known.people, people);
    known.status = known.status.take().or(status);
    known.handover = known.handover.take().or(handover);
    let sum = match (known.area.as_deref().map(str::parse::<Decimal>), area) {
        (Some(Ok(first)), Some(second)) if first != second => {
            let sum = (first + second).normalize().to_string();
            known.area = Some(sum.clone());
            Some(sum)
        }
        (None, Some(only)) => {
            known.area = Some(only.normalize().to_string());
            None
        }
        _ => None,
    };
    if let (Some(sum), Some(at)) = (sum, table.at(line, Meaning::Area)) {
        let message = "这一行是上面那一户的另一部分，面积与它相加。请核对。";
        reading.findings.add(at, (Level::Note, "area_summed"), message, sum);
    }
    unit
}
