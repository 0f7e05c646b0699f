//! What an arrears header says of its item and period: `2024年及以前欠费` is 物业费, everything through 2024-12-31.

use ledger::calendar::{Date, Month};

use crate::cells::plain;
use crate::words::key;

/// Item and period of an arrears column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OpeningTerms {
    pub item: String,
    /// The header says so; else 物业费 is assumed.
    pub names_item: bool,
    /// The header says it; else `to` is at most the cut-off.
    pub names_period: bool,
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// What was assumed, for people; empty for nothing.
    pub note: String,
}

/// Words of headers and the fee items they name.
const ITEMS: &[(&str, &str)] = &[
    ("滞纳金", "违约金"),
    ("违约金", "违约金"),
    ("公摊", "公摊费"),
    ("公用电", "公摊费"),
    ("公共用电", "公摊费"),
    ("分摊", "公摊费"),
    ("电梯", "电梯费"),
    ("车位", "车位费"),
    ("停车", "车位费"),
    ("垃圾", "垃圾清运费"),
    ("供暖", "供暖费"),
    ("采暖", "供暖费"),
    ("暖气", "供暖费"),
    ("水电", "水电费"),
    ("燃气", "燃气费"),
    ("煤气", "燃气费"),
    ("维修基金", "维修基金"),
    ("卫生", "卫生费"),
    ("租金", "租金"),
    ("水费", "水费"),
    ("电费", "电费"),
    ("物业", "物业费"),
    ("管理费", "物业费"),
    ("服务费", "物业费"),
];

pub(crate) fn terms(header: &str, cut_off: Option<Date>) -> OpeningTerms {
    let key = key(header);
    let mut notes = Vec::new();
    let named = ITEMS.iter().find(|(word, _)| key.contains(word)).map(|(_, item)| *item);
    if named.is_none() {
        notes.push("表头没有写收费项目，按物业费导入");
    }
    let points = points(&key);
    let names_period = !points.is_empty();
    let starts_open = ["以前", "之前", "截至", "截止"].iter().any(|w| key.contains(w));
    let inclusive = ["及以前", "及之前", "底以前", "截至", "截止"].iter().any(|w| key.contains(w));
    let (mut from, mut to) =
        (points.first().map(|p| p.first.first_day()), points.last().map(|p| p.last.last_day()));
    if starts_open {
        if !inclusive {
            to = from.and_then(|first| first.pred_opt());
            notes.push("“以前”按不含所写的年月理解");
        }
        from = None;
    }
    if let Some(cut_off) = cut_off
        && to.is_none_or(|to| to > cut_off)
        && from.is_none_or(|from| from <= cut_off)
    {
        to = Some(cut_off);
    }
    OpeningTerms {
        item: named.unwrap_or("物业费").to_owned(),
        names_item: named.is_some(),
        names_period,
        from,
        to,
        note: notes.join("；"),
    }
}

/// A fee item as a cell names it: common names of one item are one, any other stays as written.
pub(crate) fn item_named(text: &str) -> String {
    let plain: String = plain(text).split_whitespace().collect();
    match plain.as_str() {
        "物业管理费" | "管理费" | "物管费" | "物业服务费" | "物业费" => "物业费".into(),
        "滞纳金" | "违约金" => "违约金".into(),
        "停车费" | "车位管理费" | "车位费" => "车位费".into(),
        "公摊" | "公摊费" | "公共用电分摊" => "公摊费".into(),
        _ => plain,
    }
}

/// A year, a month or a run of months in a header.
struct Point {
    first: Month,
    last: Month,
    months: u8,
}

fn points(key: &str) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    let mut rest = key;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let run_end = rest[at..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |n| at + n);
        let (run, after) = (&rest[at..run_end], &rest[run_end..]);
        let number: i32 = run.parse().unwrap_or(0);
        let year = match run.len() {
            4 if (1990..2100).contains(&number) => Some(number),
            2 if after.starts_with('年') => Some(2000 + number),
            _ => None,
        };
        if let Some(year) = year {
            let (first, last) = (Month::new(year, 1), Month::new(year, 12));
            if let (Some(first), Some(last)) = (first, last) {
                points.push(Point { first, last, months: 0 });
            }
        } else if let Some(point) = points.last_mut()
            && point.months < 2
            && !after.starts_with(['日', '号'])
            && let Some(month) = u32::try_from(number).ok().and_then(|m| Month::new(point.first.year(), m))
        {
            if point.months == 0 {
                point.first = month;
            }
            point.last = month;
            point.months += 1;
        }
        rest = after;
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::calendar::parse_date;

    fn check(header: &str, cut_off: &str, expect: (&str, &str, &str)) {
        let got = terms(header, parse_date(cut_off).ok());
        let day = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
        let (from, to) = (day(got.from), day(got.to));
        assert_eq!((got.item.as_str(), from.as_str(), to.as_str()), expect, "{header:?}");
    }

    #[test]
    fn an_arrears_header_names_item_and_period() {
        for (header, cut_off, expect) in [
            ("2024年及以前欠费", "", ("物业费", "", "2024-12-31")),
            ("2024年以前欠费", "", ("物业费", "", "2023-12-31")),
            ("2025年欠费", "", ("物业费", "2025-01-01", "2025-12-31")),
            ("2025年欠费", "2025-10-31", ("物业费", "2025-01-01", "2025-10-31")),
            ("25年水费欠费", "", ("水费", "2025-01-01", "2025-12-31")),
            ("2025年1-6月欠物业费", "", ("物业费", "2025-01-01", "2025-06-30")),
            ("2025年3月欠费", "", ("物业费", "2025-03-01", "2025-03-31")),
            ("2013年5月-2015年5月欠费", "", ("物业费", "2013-05-01", "2015-05-31")),
            ("截至2025年10月欠费", "", ("物业费", "", "2025-10-31")),
            ("截至2025年12月1日欠费", "", ("物业费", "", "2025-12-31")),
            ("前期欠费_管理费", "2025-12-31", ("物业费", "", "2025-12-31")),
            ("前期欠费_滞纳金", "", ("违约金", "", "")),
            ("车位欠费", "", ("车位费", "", "")),
            ("本期应收_公共用电分摊(路灯)", "", ("公摊费", "", "")),
            ("2014年3-8月欠费", "", ("物业费", "2014-03-01", "2014-08-31")),
        ] {
            check(header, cut_off, expect);
        }
    }
}
