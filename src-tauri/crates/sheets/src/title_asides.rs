//! What stands beside a title and is no part of it, in its cell or in its row: `单位：元`, `制表人：小王`, `打印日期：2018-7-5`.

use ledger::units::half_width;

use crate::book::Value;
use crate::cells::{is_nothing, plain};
use crate::rows::{is_count, is_page, is_remark, titled};
use crate::surroundings::whole_date;

/// What is said of the sheet of paper, in front of its colon. Not 截止日期: that is said of the debts.
const OF_PAPER: [&str; 33] = [
    "金额单位",
    "货币单位",
    "计量单位",
    "编制单位",
    "填报单位",
    "制表单位",
    "收费单位",
    "单位",
    "制表人",
    "制表",
    "制单人",
    "制单",
    "编制人",
    "编制",
    "填表人",
    "填报人",
    "填表",
    "审核人",
    "审核",
    "复核人",
    "复核",
    "打印人",
    "统计人",
    "打印日期",
    "打印时间",
    "制表日期",
    "制表时间",
    "填表日期",
    "填报日期",
    "编制日期",
    "统计日期",
    "统计时间",
    "日期",
];

/// What is said of the whole table: its words are the title's, without the label.
const OF_TABLE: [&str; 12] = [
    "费用所属期",
    "所属期间",
    "所属期",
    "费用期间",
    "计费期间",
    "收费期间",
    "所属月份",
    "所属年度",
    "账期",
    "收费项目",
    "费用名称",
    "费用项目",
];

/// A title's own words, empty for none: `2018年物业费欠费表（单位：元）`, `欠费表 所属期：2018年1-6月`.
pub(crate) fn own_words(text: &str) -> String {
    let mut text = plain(text);
    // Each turn takes a colon away.
    while let Some((start, end, kept)) = aside(&text) {
        let kept = kept.to_owned();
        text = format!("{} {kept} {}", text[..start].trim_end(), text[end..].trim_start());
    }
    let words: Vec<&str> = text.split_whitespace().filter(|word| !is_of_page(word)).collect();
    let joined = words.join(" ");
    // `欠费表 小区：翠湖苑`; a sentence with a colon is no title.
    match words.iter().position(|word| word.contains(':')) {
        None => joined,
        Some(at) => {
            let before = words[..at].join(" ");
            if titled(&before) { before } else { joined }
        }
    }
}

/// The first aside, with its brackets: where it begins, where it ends, and what of it is the title's.
fn aside(text: &str) -> Option<(usize, usize, &str)> {
    text.match_indices(':').find_map(|(colon, _)| {
        let before = text[..colon].trim_end();
        let ends = |label: &&&str| before.ends_with(**label);
        let of_paper = OF_PAPER.iter().find(ends);
        let of_table = OF_TABLE.iter().find(ends);
        let label = of_table.or(of_paper)?;
        let start = before.len() - label.len();
        if ["截止", "截至"].iter().any(|word| before[..start].ends_with(word)) {
            return None;
        }
        let bracketed = before[..start].ends_with('(');
        let start = if bracketed { start - 1 } else { start };
        let value = text[colon + 1..].trim_start();
        let from = text.len() - value.len();
        let length = length_of(value, label, bracketed);
        let closed = usize::from(value[length..].starts_with(')'));
        let kept = if of_table.is_some() { &value[..length] } else { "" };
        Some((start, from + length + closed, kept))
    })
}

/// How much of what is behind a colon is said there.
fn length_of(value: &str, label: &str, bracketed: bool) -> usize {
    let ends = |c: char| c == ')' || (!bracketed && c.is_whitespace());
    if label.ends_with(['期', '间']) && !OF_TABLE.contains(&label) {
        // With the hour.
        let of_day = |c: char| c.is_ascii_digit() || c.is_whitespace() || "年月日.-/:".contains(c);
        let day = value.find(|c| !of_day(c)).unwrap_or(value.len());
        if day > 0 {
            return day;
        }
    }
    value.find(ends).unwrap_or(value.len())
}

/// `第1页`, `(共3页)`
fn is_of_page(word: &str) -> bool {
    is_page(word.trim_matches(['(', ')']))
}

/// The one text of a row beside which stand asides alone, or nothing; and whether a day stands there without a label.
pub(crate) fn lone_text(cells: &[(u32, Value)]) -> Option<(&str, bool)> {
    let mut found = None;
    let mut dated = false;
    let mut labelled = false;
    for (_, value) in cells {
        let after_label = std::mem::take(&mut labelled);
        match value {
            Value::Text(text) if is_nothing(text) => {}
            Value::Text(text) if is_aside(text) || is_unit(text) => {
                labelled = plain(text).ends_with(':');
            }
            _ if after_label => {}
            Value::Text(text) if is_day(text) && found.is_some() => dated = true,
            Value::Date(_) if found.is_some() => dated = true,
            // `3号楼业主台账`, and at its side `共36户` or `说明：`.
            Value::Text(text) if found.is_some() && (is_count(text) || is_remark(text)) => {}
            Value::Text(text) if found.is_none() => found = Some(text.as_str()),
            _ => return None,
        }
    }
    found.map(|text| (text, dated))
}

/// `单位：㎡` in a row of its own between the title and the headers, or a day.
pub(crate) fn is_row_of_asides(cells: &[(u32, Value)]) -> bool {
    let is_beside =
        |text: &str| is_nothing(text) || is_aside(text) || is_unit(text) || is_count(text) || is_day(text);
    let beside = |(_, value): &(u32, Value)| match value {
        Value::Text(text) => is_beside(text),
        Value::Date(_) => true,
        _ => false,
    };
    !cells.is_empty() && cells.iter().all(beside)
}

/// `单位：元`, `制表人：`, `第1页`, and nothing else.
fn is_aside(text: &str) -> bool {
    text.contains([':', '：', '页']) && own_words(text).is_empty()
}

/// `元`, `（万元）`
fn is_unit(text: &str) -> bool {
    text.len() <= 16 && ["元", "万元", "千元", "百元"].contains(&plain(text).trim_matches(['(', ')']))
}

/// `2018年7月5日`
pub(crate) fn is_day(text: &str) -> bool {
    if !text.trim_start().starts_with(|c: char| half_width(c).is_ascii_digit()) {
        return false;
    }
    let text = plain(text);
    text.chars().all(|c| c.is_ascii_digit() || "年月日.-/".contains(c)) && whole_date(&text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_told_from_what_stands_beside_it() {
        for (text, own) in [
            ("2018年1-6月物业费欠费表 单位：元", "2018年1-6月物业费欠费表"),
            ("2018年物业费欠费表（单位：元）", "2018年物业费欠费表"),
            ("2018年物业费欠费表    制表人：小王  审核：小李", "2018年物业费欠费表"),
            ("2018年物业费欠费表制表人：小王", "2018年物业费欠费表"),
            ("2018年物业费欠费表 打印日期：2018-07-05 10:30:22", "2018年物业费欠费表"),
            ("欠费表 日期：2018年7月5日 单位： 元", "欠费表"),
            ("编制单位：翠湖物业 2018年欠费表", "2018年欠费表"),
            ("2018年欠费表 第1页/共3页", "2018年欠费表"),
            ("物业费收缴明细 所属期：2018年1-6月", "物业费收缴明细 2018年1-6月"),
            ("物业费欠费表 小区：翠湖苑", "物业费欠费表"),
            ("物业费欠费表 截止日期：2018年12月31日", "物业费欠费表"),
            ("（单位：元）", ""),
            ("单位：元", ""),
            ("2018年物业费欠费表（元）", "2018年物业费欠费表(元)"),
            ("说明：红色为未交", "说明:红色为未交"),
        ] {
            assert_eq!(own_words(text), own, "{text}");
        }
    }
}
