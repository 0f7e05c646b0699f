//! Headers of what is larger than a building: 区, 苑, 期, and the estate under 项目.

use super::{headers, key};

/// Whether a header names what is larger than a building: 区, 苑, 期.
pub(crate) fn is_section(header: &str) -> bool {
    headers::SECTIONS.contains(&key(header).as_str())
}

/// Whether the names under it may lead a building's: 区, 苑, 期, or the estate under 项目.
pub(crate) fn leads_building(header: &str) -> bool {
    is_section(header) || is_bare_item(header)
}

/// 分期: the phase in which a building was built, or in which something was paid.
pub(crate) fn is_instalment(header: &str) -> bool {
    key(header) == "分期"
}

/// The name of a section as a part of a building's: `1` under 期 is `1期`.
pub(crate) fn section_name(header: &str, name: &str) -> String {
    let name: String = name.split_whitespace().collect();
    let end = key(header).chars().find(|c| headers::SECTION_ENDS.contains(c));
    match end {
        Some(end) if name.ends_with(|c: char| c.is_ascii_alphanumeric()) => format!("{name}{end}"),
        _ => name,
    }
}

/// 项目 may be the estate's name, where 收费项目 or 费用名称 stands beside it.
pub(crate) fn is_bare_item(header: &str) -> bool {
    ["项目", "项目名称"].contains(&key(header).as_str())
}

/// 阳光花园, 翠湖苑二期: ends as estates are called. Not 一期, 租金, 装修期.
pub(crate) fn is_estate(name: &str) -> bool {
    const ENDS: [&str; 20] = [
        "花园", "小区", "家园", "苑", "广场", "大厦", "公寓", "山庄", "新城", "名城", "花城", "华府", "名邸",
        "豪庭", "雅居", "新村", "国际", "公馆", "别墅", "半岛",
    ];
    let name = name.trim();
    let phase = name.strip_suffix(['期', '区']).map(|before| {
        before.trim_end_matches(|c: char| {
            c.is_ascii_alphanumeric() || "一二三四五六七八九十东南西北中".contains(c)
        })
    });
    // 小区 ends like a part of one.
    ENDS.iter().any(|end| name.ends_with(end) || phase.is_some_and(|before| before.ends_with(end)))
}
