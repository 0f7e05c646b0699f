//! 全年 beside 一季度 to 四季度, 二季度 beside 4月 to 6月: a time that other columns lie within is their sum where the rows bear it
//! out, and no money besides.

use chrono::NaiveDate;

use super::arithmetic::{agrees, change, is_sum, is_told};
use super::columns::{Columns, is_chosen};
use super::parts::is_labelled;
use super::periods;
use crate::layout::Column;
use crate::openings::terms;
use crate::{Meaning, words};

/// A column of amounts of one time.
struct OfTime {
    index: u32,
    /// What the amounts are of: the header without its time, and the item.
    of: (String, String),
    from: NaiveDate,
    to: NaiveDate,
}

impl OfTime {
    fn of(column: &Column) -> Option<Self> {
        let (group, time) = column.header.rsplit_once(words::LEVELS).unwrap_or(("", &column.header));
        let key = words::key(time);
        if !periods::is_time(&key) || words::is_age(&key) {
            return None;
        }
        let of = terms(&column.header, None, None);
        // Of one year, whichever it is.
        let dated = match of.from.zip(of.to) {
            None => terms(&format!("2000年{}{}", words::LEVELS, column.header), None, None),
            Some(_) => of,
        };
        let (from, to) = dated.from.zip(dated.to)?;
        let group = group.trim_start_matches(|c: char| c.is_ascii_digit() || c == '年' || c == words::LEVELS);
        Some(OfTime { index: column.index, of: (group.to_owned(), dated.item), from, to })
    }

    fn lies_within(&self, whole: &Self) -> bool {
        let shorter = (self.from, self.to) != (whole.from, whole.to);
        self.of == whole.of && shorter && self.from >= whole.from && self.to <= whole.to
    }
}

/// Takes such columns for the sums that they are, the shorter times first.
pub(super) fn sums(columns: &mut Columns<'_>) {
    for meaning in [Meaning::Opening, Meaning::Due, Meaning::Paid, Meaning::Amount] {
        let of_meaning = columns.list.iter().filter(|c| c.meaning == meaning);
        let mut times: Vec<OfTime> = of_meaning.clone().filter_map(OfTime::of).collect();
        times.sort_by_key(|time| time.to - time.from);
        let count = of_meaning.count();
        let mut sums: Vec<u32> = Vec::new();
        for whole in &times {
            let within = times.iter().filter(|part| part.lies_within(whole) && !sums.contains(&part.index));
            let parts: Vec<u32> = within.map(|part| part.index).collect();
            let chosen = columns.list.iter().any(|c| c.index == whole.index && is_chosen(c));
            if parts.len() < 2 || chosen {
                continue;
            }
            // A total of all that is owed is held against each row.
            let of_all = meaning == Meaning::Opening
                && parts.len() + sums.len() + 1 == count
                && !columns.has(Meaning::OpeningTotal);
            let told = is_told(columns.rows, whole.index, &parts, &[]);
            if told && of_all {
                change(columns, whole.index, Meaning::OpeningTotal, "正好是旁边各期之和，用来核对，不导入");
            } else if told && agrees(columns.rows, whole.index, &parts, &[]) {
                change(columns, whole.index, Meaning::Ignored, "正好是旁边各期之和，不另导入");
            } else {
                continue;
            }
            sums.push(whole.index);
        }
    }
}

/// 2024年 behind 2022年 and 2023年 counts besides them, also where it happens to be their sum in every row: no other time
/// lies within it. So does whatever a 合计 counts besides the others.
pub(super) fn is_besides(columns: &Columns<'_>, index: u32, all: &[u32]) -> bool {
    let Some(column) = columns.list.iter().find(|c| c.index == index) else { return false };
    let others = columns.list.iter().filter(|c| c.index != index && all.contains(&c.index));
    let of_its_own = OfTime::of(column).is_some_and(|whole| {
        let is_part = |part: OfTime| part.from >= whole.from && part.to <= whole.to;
        !others.filter_map(OfTime::of).any(is_part)
    });
    let sums = |c: &Column| {
        let told = matches!(c.meaning, Meaning::Ignored | Meaning::Unknown | Meaning::OpeningTotal);
        told && is_labelled(c) && is_sum(columns.rows, c.index, all, &[])
    };
    of_its_own || (!is_labelled(column) && columns.list.iter().any(sums))
}
