//! What the words around a table say of all its rows: the title's building, year, months and fee item.

use crate::Kind;
use crate::book::{Sheet, Value};
use crate::cells::plain;
use crate::layout::Region;
use crate::openings::{item_of_title, span_of_title};
use crate::periods::{Span, year_named};

/// Read off the title above the table first, then off the sheet's name.
#[derive(Debug, Default)]
pub(crate) struct Surroundings {
    /// `A区1幢`, and where it stood: 标题 or 工作表名.
    pub building: Option<(String, &'static str)>,
    pub year: Option<i32>,
    pub item: Option<&'static str>,
    /// Of a list of fees: when they are of. Of arrears, which may have grown for years: up to when they are.
    pub span: Option<Span>,
}

impl Surroundings {
    pub fn of(region: &Region, of: &Sheet) -> Self {
        let sheet = of.name.as_str();
        // Sentences above a table tell of more than the table.
        let is_title = |part: &&str| part.chars().count() <= 30 && !part.contains(['。', ',', ';', ':']);
        let title: Vec<&str> = region.title.split(' ').filter(is_title).collect();
        let (title, sheet) = (&*title.join(" "), sheet.trim());
        let building = |text: &str| building_named(text).map(str::to_owned);
        let nearest = title.rsplit(' ').find_map(building).or_else(|| building(title));
        let span = |text: &str| match region.kind {
            Kind::Fees => span_of_title(text),
            Kind::Arrears => span_of_title(text).map(|span| Span { from: None, ..span }),
            _ => None,
        };
        Surroundings {
            building: nearest
                .or_else(|| stated_above(region, of))
                .map(|name| (name, "标题"))
                .or_else(|| building(sheet).map(|name| (name, "工作表名"))),
            year: year_named(title).or_else(|| year_named(sheet)),
            item: item_of_title(title).or_else(|| item_of_title(sheet)),
            span: span(title).or_else(|| span(sheet)),
        }
    }
}

/// `楼号：` and beside it `5号楼`, or both in one cell, above the headers.
fn stated_above(region: &Region, sheet: &Sheet) -> Option<String> {
    let above = sheet.rows[..region.header].iter().rev().take(3).flat_map(|row| region.cells(row));
    let texts = above.filter_map(|(_, value)| match value {
        Value::Text(text) => Some(plain(text)),
        _ => None,
    });
    let mut named = texts.filter_map(|text| {
        let said = text.rsplit_once(':').map_or(text.as_str(), |(_, said)| said.trim());
        is_building(said).then(|| said.to_owned())
    });
    named.next().filter(|_| named.next().is_none())
}

/// The one building that a text names, with the section it stands in: `A区1幢` of `A区1幢业主登记表`; none where it
/// names several.
pub(crate) fn building_named(text: &str) -> Option<&str> {
    const ENDS: [&str; 6] = ["号楼", "栋", "幢", "座", "#楼", "#"];
    let mut found = None;
    for (at, end) in ENDS.iter().flat_map(|end| text.match_indices(end)) {
        let behind = &text[at + end.len()..];
        if end == "#" && behind.starts_with(|c: char| c.is_ascii_alphanumeric() || "-楼栋幢座".contains(c))
        {
            continue;
        }
        let head = text[..at].trim_end_matches('#');
        let is_mark = |c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c);
        let start = head.trim_end_matches(is_mark).len();
        let count = head[start..].chars().count();
        if !(1..=3).contains(&count) {
            continue;
        }
        let before = text[..start].trim_end();
        // `1、2栋` and `1-3栋` are several.
        let lists = before.ends_with(|c: char| "-~—、,，/至到和及.".contains(c));
        if found.is_some() || lists {
            return None;
        }
        found = Some(&text[section_start(&text[..start])..at + end.len()]);
    }
    found
}

/// Where the section right before a building's mark begins: `A区`, `二期`.
fn section_start(before: &str) -> usize {
    let Some(head) = before.strip_suffix(['区', '期']) else { return before.len() };
    let is_mark = |c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十东西南北中".contains(c);
    let start = head.trim_end_matches(is_mark).len();
    if start == head.len() { before.len() } else { start }
}

/// `A区1幢` and nothing else.
pub(crate) fn is_building(text: &str) -> bool {
    building_named(text).is_some_and(|name| name.len() == text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_may_name_the_building() {
        for (text, expect) in [
            ("A区1幢", Some("A区1幢")),
            ("阳光花园3栋业主花名册", Some("3栋")),
            ("二期12号楼欠费表", Some("二期12号楼")),
            ("A栋未缴费住户名单", Some("A栋")),
            ("6#楼", Some("6#楼")),
            ("6#", Some("6#")),
            ("6#101", None),
            ("6#车位", Some("6#")),
            ("十一栋", Some("十一栋")),
            ("1、2栋业主", None),
            ("1-3栋业主", None),
            ("1栋、2栋业主", None),
            ("本栋业主", None),
            ("翡翠湾业主登记表", None),
        ] {
            assert_eq!(building_named(text), expect, "{text}");
        }
        assert!(is_building("B区2栋") && !is_building("B区2栋业主"));
    }
}
