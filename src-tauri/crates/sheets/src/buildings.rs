//! What words name a building: its mark in a column, its name in a title, a line of its own above its rows.

use std::borrow::Cow;

use crate::book::Value;
use crate::cells::plain;

/// Numbers as offices write them in the marks of buildings.
const NUMERALS: &str = "一二三四五六七八九十";

fn is_of_mark(c: char) -> bool {
    c.is_ascii_alphanumeric() || NUMERALS.contains(c)
}

/// `1`, `12`, `3栋`, `A座`, `C6`, `12#`: what stands in a column of buildings.
pub(crate) fn is_mark(text: &str) -> bool {
    let mark = text
        .trim_end_matches("号楼")
        .trim_end_matches("单元")
        .trim_end_matches(['栋', '幢', '座', '楼', '#', '区', '苑']);
    (1..=3).contains(&mark.chars().count()) && mark.chars().all(is_of_mark)
}

/// The one building that a text names, with the section it stands in: `A区1幢` of `A区1幢业主登记表`; none where it
/// names several.
pub(crate) fn named_in(text: &str) -> Option<&str> {
    const ENDS: [&str; 6] = ["号楼", "栋", "幢", "座", "#楼", "#"];
    let mut found = None;
    for (at, end) in ENDS.iter().flat_map(|end| text.match_indices(end)) {
        let behind = &text[at + end.len()..];
        if end == "#" && behind.starts_with(|c: char| c.is_ascii_alphanumeric() || "-楼栋幢座".contains(c))
        {
            continue;
        }
        let head = text[..at].trim_end_matches('#');
        let start = head.trim_end_matches(is_of_mark).len();
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
    let is_mark = |c: char| is_of_mark(c) || "东西南北中".contains(c);
    let start = head.trim_end_matches(is_mark).len();
    if start == head.len() { before.len() } else { start }
}

/// `A区1幢` and nothing else.
pub(crate) fn is_name(text: &str) -> bool {
    named_in(text).is_some_and(|name| name.len() == text.len())
}

/// What a line alone above its rows says of them: `一栋业主`, `2号楼1单元`, `二单元`, `二栋车库`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Heading {
    /// `一期`, `A区`, alone.
    pub section: Option<String>,
    /// `None` where only the entrance changes.
    pub building: Option<String>,
    pub entrance: Option<String>,
    /// `二层`: says where shops lie, and tells those apart that are numbered floor by floor.
    pub floor: Option<String>,
    /// 车库, 商铺: the rows are no flats of the building.
    pub part: Option<&'static str>,
}

/// Parts of a building that are numbered by themselves.
const PARTS: [&str; 14] = [
    "地下车库",
    "车库",
    "车位",
    "车棚",
    "商铺",
    "门面",
    "铺面",
    "店面",
    "底商",
    "储藏室",
    "储藏间",
    "地下室",
    "杂物间",
    "阁楼",
];

/// Words beside a building's name that say nothing of a unit.
const BESIDE: [&str; 30] = [
    "业主",
    "住户",
    "用户",
    "房屋",
    "住宅",
    "部分",
    "花名册",
    "名单",
    "名册",
    "情况",
    "资料",
    "登记",
    "明细",
    "台账",
    "一览",
    "统计",
    "欠费",
    "收费",
    "清单",
    "信息",
    "汇总",
    "小高层",
    "高层",
    "多层",
    "洋房",
    "别墅",
    "公寓",
    "写字楼",
    "表",
    "的",
];

/// What the line of words in these cells says of the rows below: a heading alone, or labels in several cells.
pub(crate) fn heading_of(cells: &[(u32, Value)]) -> Option<Heading> {
    match cells {
        [(_, Value::Text(text))] => heading(text),
        [(_, Value::Text(first)), ..] if first.contains([':', '：']) => stated_in(cells),
        _ => None,
    }
}

/// What labels in a row of nothing but words state: see [`stated`].
pub(crate) fn stated_in(cells: &[(u32, Value)]) -> Option<Heading> {
    let texts = cells.iter().map(|(_, value)| match value {
        Value::Text(text) => Some(text.as_str()),
        _ => None,
    });
    stated(&texts.collect::<Option<Vec<&str>>>()?.join(" "))
}

/// Labels of what tells buildings apart, and of what tells their entrances apart.
const LABELS: [&str; 15] = [
    "楼栋号",
    "楼栋",
    "楼号",
    "楼幢",
    "栋号",
    "栋别",
    "幢号",
    "幢别",
    "楼宇",
    "栋",
    "幢",
    "座",
    "座号",
    "区域",
    "管理区域",
];
const LABELS_OF_ENTRANCES: [&str; 2] = ["单元", "单元号"];

/// What labels state of the rows below: `楼栋：1栋   单元：2单元   制表日期：2014-6-30`.
fn stated(text: &str) -> Option<Heading> {
    const LONGEST: usize = 80;
    if !text.contains([':', '：']) || text.chars().count() > LONGEST {
        return None;
    }
    let text = plain(text).split_whitespace().collect::<Vec<_>>().join(" ").replace(": ", ":");
    let mut told = Heading::default();
    for (label, said) in text.split([' ', ',', ';']).filter_map(|word| word.split_once(':')) {
        if LABELS_OF_ENTRANCES.contains(&label) {
            told.entrance = told.entrance.or_else(|| is_mark(said).then(|| said.to_owned()));
        } else if LABELS.contains(&label) && told.building.is_none() {
            told.entrance = entrance_in(said).map(str::to_owned);
            let name = told.entrance.as_deref().map_or(said, |entrance| said.trim_end_matches(entrance));
            let is_building = is_mark(name) || is_name(name);
            told.building = is_building.then(|| name.to_owned());
        }
    }
    (told.building.is_some() || told.entrance.is_some()).then_some(told)
}

/// What a line alone says of the rows below it; `None` for any other line.
pub(crate) fn heading(text: &str) -> Option<Heading> {
    const LONGEST: usize = 20;
    if let Some(told) = stated(text) {
        return Some(told);
    }
    if text.chars().count() > LONGEST {
        return None;
    }
    let told = without_brackets(&plain(text));
    let told = &*without_gaps(&told);
    let told = told.trim_matches(|c: char| c.is_whitespace() || ":-—*★".contains(c));
    let told = told.strip_prefix('第').unwrap_or(told);
    let plainly = ["号楼", "栋", "幢", "座", "楼"].iter().any(|word| told.ends_with(word)) && is_mark(told);
    if plainly {
        return Some(Heading { building: Some(told.to_owned()), ..Heading::default() });
    }
    if let Some(floor) = floor_alone(told) {
        return Some(Heading { floor: Some(floor.to_owned()), ..Heading::default() });
    }
    if let Some(section) = section_alone(told) {
        return Some(Heading { section: Some(section.to_owned()), ..Heading::default() });
    }
    let name = named_in(told).filter(|name| told.starts_with(name));
    let rest = name.map_or(told, |name| &told[name.len()..]);
    // `6#` alone may be a house.
    if name.is_some_and(|name| name.ends_with('#')) && rest.is_empty() {
        return None;
    }
    let rest = rest.trim_start_matches([' ', '-', '第']);
    let (entrance, rest) = match rest.find("单元") {
        Some(at) if (1..=2).contains(&rest[..at].chars().count()) && rest[..at].chars().all(is_of_mark) => {
            let end = at + "单元".len();
            (Some(rest[..end].to_owned()), &rest[end..])
        }
        _ => (None, rest),
    };
    let part = part_in(rest)?;
    // 车库 alone, of the building above.
    if name.is_none() && entrance.is_none() && part.is_none() {
        return None;
    }
    Some(Heading { building: name.map(str::to_owned), entrance, part, ..Heading::default() })
}

/// The entrance that a title or a sheet's name says: `1栋2单元业主`, `二单元`; none where it lists several.
pub(crate) fn entrance_in(text: &str) -> Option<&str> {
    let (head, behind) = text.split_once("单元")?;
    let start = head.trim_end_matches(is_of_mark).len();
    let before = head[..start].trim_end();
    let alone = !before.ends_with(|c: char| "、,，/-—~至到和及".contains(c)) && !behind.contains("单元");
    let short = (1..=2).contains(&head[start..].chars().count());
    (alone && short).then(|| &text[start..head.len() + "单元".len()])
}

/// `一层`, `负一层`, `地下一层商铺`, `2F`.
fn floor_alone(told: &str) -> Option<&str> {
    let mark = told.trim_start_matches(['负', '地', '下']);
    let end = mark.find(|c| !is_of_mark(c)).unwrap_or(mark.len());
    let rest = mark[end..].strip_prefix(['层', '楼']).or(mark.ends_with('F').then_some(""))?;
    let below = mark.len() < told.len();
    // `3楼` may be a building.
    let sure = below || mark[end..].starts_with('层') || mark.ends_with('F');
    let floor = &told[..told.len() - rest.len()];
    ((1..=2).contains(&mark[..end].chars().count()) && sure && part_in(rest).is_some()).then_some(floor)
}

/// `一期` of `一期业主`.
fn section_alone(told: &str) -> Option<&str> {
    let end = told.find(['期', '区'])?;
    let is_mark = |c: char| is_of_mark(c) || "东西南北中".contains(c);
    let mark = &told[..end];
    let short = (1..=2).contains(&mark.chars().count()) && mark.chars().all(is_mark);
    let (section, rest) = told.split_at(end + '期'.len_utf8());
    (short && part_in(rest) == Some(None)).then_some(section)
}

/// 住宅, 业主名单: words of lists and of houses, and no unit among them.
pub(crate) fn says_no_unit(text: &str) -> bool {
    !text.trim().is_empty() && part_in(text) == Some(None)
}

/// The part of the building that the words behind its name say; `None` where there are others than known.
fn part_in(words: &str) -> Option<Option<&'static str>> {
    let (mut rest, mut said) = (words.trim_start(), None);
    while !rest.is_empty() {
        let part = PARTS.iter().find(|word| rest.starts_with(**word)).copied();
        let word = part.or_else(|| BESIDE.iter().find(|word| rest.starts_with(**word)).copied())?;
        said = said.or(part);
        rest = rest[word.len()..].trim_start();
    }
    Some(said)
}

/// `一号楼` of words that stand below each other or far apart: `一\n号\n楼`, `3 号 楼`.
pub(crate) fn without_gaps(text: &str) -> Cow<'_, str> {
    let mut pieces = text.split_whitespace();
    let alone = |piece: &str| piece.chars().nth(1).is_none() || piece.chars().all(|c| c.is_ascii_digit());
    let words = |piece: &&str| !piece.is_ascii();
    let spread = pieces.clone().nth(1).is_some() && pieces.all(alone);
    match spread && text.split_whitespace().filter(words).count() >= 2 {
        true => Cow::Owned(text.split_whitespace().collect()),
        false => Cow::Borrowed(text),
    }
}

/// Without `(共24户)`.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
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
            assert_eq!(named_in(text), expect, "{text}");
        }
        assert!(is_name("B区2栋") && !is_name("B区2栋业主"));
    }

    #[test]
    fn a_line_alone_names_the_building_of_the_rows_below() {
        for (text, building, entrance, part) in [
            ("1号楼", "1号楼", "", ""),
            ("A区1幢", "A区1幢", "", ""),
            ("一栋业主", "一栋", "", ""),
            ("三 号 楼", "三号楼", "", ""),
            ("一\n单\n元", "", "一单元", ""),
            ("第二栋：", "二栋", "", ""),
            ("二栋车库", "二栋", "", "车库"),
            ("2栋（共24户）", "2栋", "", ""),
            ("3号楼业主花名册", "3号楼", "", ""),
            ("3栋1单元", "3栋", "1单元", ""),
            ("二单元", "", "二单元", ""),
            ("第一单元住户", "", "一单元", ""),
            ("12#楼商铺", "12#楼", "", "商铺"),
        ] {
            let got = heading(text).unwrap_or_else(|| panic!("{text} is a heading"));
            let got = (
                got.building.unwrap_or_default(),
                got.entrance.unwrap_or_default(),
                got.part.unwrap_or_default(),
            );
            assert_eq!(got, (building.to_owned(), entrance.to_owned(), part), "{text}");
        }
        let section = |text: &str| heading(text).and_then(|heading| heading.section);
        assert_eq!(section("一期"), Some("一期".to_owned()));
        assert_eq!(section("第二期（共3栋）"), Some("二期".to_owned()));
        assert_eq!(section("A区业主"), Some("A区".to_owned()));
        assert_eq!((section("一期1栋"), section("本期"), section("12区间")), (None, None, None));
        let floor = |text: &str| heading(text).and_then(|heading| heading.floor);
        assert_eq!(floor("负一层"), Some("负一层".to_owned()));
        assert_eq!(floor("二层商铺"), Some("二层".to_owned()));
        assert_eq!((floor("3楼"), floor("12层1202"), floor("多层")), (None, None, None));
        assert_eq!(heading("车库").and_then(|heading| heading.part), Some("车库"));
        for (text, expect) in [
            ("1栋2单元业主", Some("2单元")),
            ("3号楼 二单元", Some("二单元")),
            ("一单元", Some("一单元")),
            ("1栋1、2单元", None),
            ("1单元、2单元", None),
            ("单元名称", None),
        ] {
            assert_eq!(entrance_in(text), expect, "{text}");
        }
        let labelled = |text: &str| heading(text).map(|told| (told.building, told.entrance));
        let of = |building: &str, entrance: &str| {
            let named = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            Some((named(building), named(entrance)))
        };
        for (text, expect) in [
            ("楼栋：1栋      单元：2单元      制表日期：2014-06-30", of("1栋", "2单元")),
            ("楼号：12      单位：元", of("12", "")),
            ("单元：1单元", of("", "1单元")),
            ("栋别：A栋", of("A栋", "")),
            ("管理区域：1幢", of("1幢", "")),
            ("楼栋：1号楼1单元", of("1号楼", "1单元")),
            ("楼栋： 3栋", of("3栋", "")),
            ("楼栋：      单元：      制表人：", None),
            ("联系人：李静", None),
        ] {
            assert_eq!(labelled(text), expect, "{text}");
        }
        for text in
            ["6#", "6#车位1", "101", "2栋101", "3栋业主请尽快交费", "1栋小计", "本栋业主", "一单元101"]
        {
            assert_eq!(heading(text), None, "{text}");
        }
    }
}
