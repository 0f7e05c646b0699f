//! 上半年缴费情况, 下半年缴费情况: columns that say each of one part of the year whether what was due was paid.

use super::Table;
use crate::words::{is_receipt, key, says_paid_or_not};
use crate::{Kind, Meaning};

/// A column of one part of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PeriodMark {
    pub slot: usize,
    /// The part's months, from 1.
    pub months: (u32, u32),
    /// 收据号, 缴费日期: whatever stands there, somebody has paid.
    pub is_receipt: bool,
}

/// The parts of a year, each with what headers call it.
const PARTS: [(&[&str], (u32, u32)); 6] = [
    (&["上半年", "1-6月", "1-6"], (1, 6)),
    (&["下半年", "7-12月", "7-12"], (7, 12)),
    (&["一季", "第1季", "1季", "Q1"], (1, 3)),
    (&["二季", "第2季", "2季", "Q2"], (4, 6)),
    (&["三季", "第3季", "3季", "Q3"], (7, 9)),
    (&["四季", "第4季", "4季", "Q4"], (10, 12)),
];

fn part(header: &str) -> Option<(u32, u32)> {
    let key = key(header);
    let mut named = PARTS.iter().filter(|(names, _)| names.iter().any(|name| key.contains(name)));
    let found = named.next().map(|(_, months)| *months);
    found.filter(|_| named.next().is_none())
}

impl Table<'_> {
    /// Such columns, where they are of all parts of a year in order and stand beside one amount that was due.
    pub(super) fn marks_of_periods(&self) -> Vec<PeriodMark> {
        let dues = self.slots(Meaning::Due).len().max(self.slots(Meaning::Amount).len());
        if self.region.kind != Kind::Fees
            || dues != 1
            || self.has(Meaning::Paid)
            || self.has(Meaning::Opening)
        {
            return Vec::new();
        }
        let mark = |slot: usize| {
            let column = &self.region.columns[slot];
            let open = matches!(column.meaning, Meaning::Note | Meaning::Status | Meaning::PaidOn);
            let header = &column.header;
            let is_day = says_paid_or_not(header) && (header.contains("日期") || header.contains("时间"));
            let says = open && (says_paid_or_not(header) || is_receipt(header));
            part(header).filter(|_| says).map(|months| PeriodMark {
                slot,
                months,
                is_receipt: is_day || is_receipt(header),
            })
        };
        let marks: Vec<PeriodMark> = (0..self.region.columns.len()).filter_map(mark).collect();
        let follow = marks.windows(2).all(|two| two[0].months.1 + 1 == two[1].months.0);
        let ends = marks.first().zip(marks.last()).map(|(first, last)| (first.months.0, last.months.1));
        if follow && ends == Some((1, 12)) { marks } else { Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_name_parts_of_the_year() {
        for (header, expect) in [
            ("上半年缴费情况", Some((1, 6))),
            ("2025年下半年缴费", Some((7, 12))),
            ("第一季度收据号", Some((1, 3))),
            ("4季度缴费日期", Some((10, 12))),
            ("半年缴费情况", None),
            ("缴费情况", None),
            ("上半年、下半年缴费", None),
        ] {
            assert_eq!(part(header), expect, "{header}");
        }
    }
}
