//! A few sums beside a list, behind an empty column: 楼栋, 户数, 欠费合计. They are nobody's, and 楼栋 there is no building
//! of the rows on their left.

use rust_decimal::Decimal;

use super::columns::{Columns, is_chosen};
use super::kind::set;
use crate::book::Row;
use crate::cells::text;
use crate::{Meaning, buildings, words};

/// More lines are no few sums.
const MOST_LINES: usize = 40;

/// Passes over the blocks of columns behind the list's own that sum it up.
pub(super) fn summaries(columns: &mut Columns<'_>) {
    let starts: Vec<usize> = (1..columns.list.len())
        .filter(|at| columns.list[*at].index > columns.list[*at - 1].index + 1)
        .collect();
    let Some(room) = columns.list.iter().position(|c| c.meaning == Meaning::Room) else { return };
    let ends = starts.iter().copied().skip(1).chain([columns.list.len()]);
    let blocks: Vec<(usize, usize)> =
        starts.iter().copied().zip(ends).filter(|(from, _)| *from > room).collect();
    for (from, to) in blocks {
        if is_summary(columns, from, to) {
            for column in &mut columns.list[from..to] {
                set(column, Meaning::Ignored, "旁边的汇总，已经在各户里，不导入");
            }
        }
    }
}

/// Headed sums in the first few rows, that name no household.
fn is_summary(columns: &Columns<'_>, from: usize, to: usize) -> bool {
    use Meaning as M;
    let block = &columns.list[from..to];
    let of_household = |meaning: Meaning| {
        matches!(
            meaning,
            M::Room
                | M::OwnerName
                | M::OwnerPhone
                | M::OwnerId
                | M::TenantName
                | M::TenantPhone
                | M::LiableName
                | M::Plate
                | M::Space
        )
    };
    let headed = block.iter().all(|c| !words::key(&c.header).is_empty());
    if block.len() < 2 || !headed || block.iter().any(|c| is_chosen(c) || of_household(c.meaning)) {
        return false;
    }
    let (first, last) = (block[0].index, block[block.len() - 1].index);
    let filled =
        |row: &Row, from: u32, to: u32| row.cells.iter().any(|(column, _)| (from..=to).contains(column));
    let rows = columns.rows;
    let lines = rows.iter().take_while(|row| filled(row, first, last)).count();
    let listed = rows.iter().filter(|row| filled(row, 0, first.saturating_sub(1))).count();
    let few = (1..=MOST_LINES).contains(&lines) && lines * 2 <= listed;
    if !few || rows[lines..].iter().any(|row| filled(row, first, last)) {
        return false;
    }
    let figures = |column: u32| -> Decimal {
        rows[..lines].iter().map(|row| crate::cells::amount_at(row, column)).sum()
    };
    let sums = block.iter().any(|c| columns.profile(c).is_mostly_numbers() && !figures(c.index).is_zero());
    let label =
        block.iter().find(|c| columns.profile(c).filled > 0 && !columns.profile(c).is_mostly_numbers());
    let Some(label) = label.filter(|_| sums) else { return false };
    let labels: Vec<String> =
        rows[..lines].iter().filter_map(|row| text(row.get(label.index), columns.epoch)).collect();
    let is_total = |text: &String| ["合计", "总计", "小计", "共计"].contains(&words::key(text).as_str());
    let names_no_household = |text: &String| {
        is_total(text) || words::is_time(&words::key(text)) || buildings::is_name(text.trim())
    };
    let summed = labels.last().is_some_and(is_total)
        || block.iter().any(|c| words::is_of_summary(&c.header))
        || labels.iter().all(names_no_household);
    labels.len() == lines && summed
}
