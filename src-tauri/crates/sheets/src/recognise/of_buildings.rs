//! Tables of buildings: lists of them, and what their households come to. Nobody's unit stands in their rows.

use super::columns::Columns;
use super::parts::is_labelled;
use super::periods::names_a_time;
use super::tables::Place;
use crate::layout::{Column, Region};
use crate::{Meaning, words};

/// 楼栋, 户数, 欠费金额, 收缴率: sums of what other tables hold row by row, which would count twice.
pub(super) fn is_summary(place: &Place) -> bool {
    let titles = || place.heading.titles.values();
    let names_a_person = titles().filter_map(|title| words::meaning(title)).any(|(meaning, _)| {
        matches!(meaning, Meaning::OwnerName | Meaning::TenantName | Meaning::Room | Meaning::Plate)
    });
    !names_a_person && titles().any(|title| words::is_of_summary(title))
}

/// 楼栋, 单元, 总层数: a list of entrances. What stands under 1月 in several rows of a building is somebody's.
pub(super) fn is_list(region: &Region) -> bool {
    let said = |column: &Column| {
        (column.meaning == Meaning::Entrance || says_nothing(column)) && !names_a_time(&column.header)
    };
    region.column(Meaning::Building).is_some() && region.columns.iter().all(said)
}

/// 楼栋, 1月, 2月, 合计: each building once, and sums by time. Of a house that has one household its fee or its area is
/// said too.
pub(super) fn is_by_times(columns: &Columns<'_>) -> bool {
    let of_time = |c: &Column| names_a_time(&c.header) && columns.profile(c).is_mostly_numbers();
    let said = |c: &Column| says_nothing(c) || of_time(c) || is_labelled(c);
    let buildings = columns.list.iter().find(|c| c.meaning == Meaning::Building);
    buildings.is_some_and(|c| columns.profile(c).is_distinct())
        && columns.list.iter().any(of_time)
        && columns.list.iter().all(said)
}

fn says_nothing(column: &Column) -> bool {
    use Meaning as M;
    matches!(column.meaning, M::Building | M::Serial | M::Ignored | M::Note | M::Unknown)
}
