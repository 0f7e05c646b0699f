//! The columns of the times of a table: what their headers name, and what stands behind each.

use crate::at_rate::{NO_YEAR, Time};
use crate::layout::Column;
use crate::openings::{OpeningTerms, terms};
use crate::recognise::columns::{Columns, is_chosen};
use crate::recognise::periods;
use crate::tick_marks::months_of;
use crate::{Meaning, words};

/// What is left of a header that names a time: nothing, or a word of paying; `None` for any other.
pub(super) fn times_word(column: &Column) -> Option<&'static str> {
    const WORDS: [&str; 22] = [
        "是否交费",
        "是否缴费",
        "是否交纳",
        "是否缴纳",
        "是否交",
        "是否缴",
        "是否已交",
        "是否已缴",
        "交费日期",
        "缴费日期",
        "收费日期",
        "交款日期",
        "缴款日期",
        "交费时间",
        "缴费时间",
        "收费时间",
        "签字",
        "签名",
        "收据号",
        "收据号码",
        "票据号",
        "收款人",
    ];
    let key = words::key(&column.header);
    if periods::is_time(&key) {
        return Some("");
    }
    let word = WORDS.iter().find(|word| key.strip_suffix(*word).is_some_and(periods::is_time));
    word.copied().or_else(|| group_word(&column.header))
}

/// 缴费情况 or 月份 over 1月.
pub(super) fn group_word(header: &str) -> Option<&'static str> {
    const PAYING: [&str; 9] = ["缴费", "交费", "收费", "缴纳", "交纳", "收缴", "收款", "缴款", "交款"];
    const OF: [&str; 7] = ["情况", "记录", "登记", "明细", "月份", "状态", "日期"];
    let (group, time) = header.rsplit_once(words::LEVELS)?;
    let group = words::key(group);
    if !periods::is_time(&words::key(time)) || words::says(&group, &["欠", "未", "应"]) {
        return None;
    }
    let bare = OF.iter().find_map(|of| group.strip_suffix(of)).unwrap_or(&group);
    let of_paying = PAYING.iter().find(|word| bare.ends_with(*word)).copied();
    of_paying.or_else(|| ["月份", "月度"].into_iter().find(|word| *word == group))
}

/// 金额 or 实收 under each time, mostly with a receipt or a day beside it.
pub(super) fn times_of_amounts(columns: &Columns<'_>, year: Option<i32>) -> Option<Vec<Time>> {
    const AMOUNTS: [&str; 12] = [
        "金额",
        "实收",
        "实收金额",
        "收费金额",
        "收费",
        "缴费金额",
        "交费金额",
        "收款金额",
        "已收",
        "已交",
        "已缴",
        "实缴",
    ];
    in_order(columns, year, |column| {
        let bare = column.header.rsplit(words::LEVELS).next().unwrap_or_default();
        let is_amount = match column.meaning {
            Meaning::Paid if times_word(column) == Some("") => true,
            Meaning::Paid | Meaning::Amount | Meaning::Due => AMOUNTS.contains(&words::key(bare).as_str()),
            _ => false,
        };
        let group = column.header.rsplit_once(words::LEVELS).map(|(group, _)| words::key(group));
        let of_time = times_word(column) == Some("") || group.is_some_and(|group| periods::is_time(&group));
        Some("").filter(|_| is_amount && of_time && !is_chosen(column))
    })
}

/// What is written behind an amount where it was paid.
pub(super) fn signs(columns: &Columns<'_>, times: &[Time]) -> Vec<(u32, u32)> {
    let ends = times.iter().skip(1).map(|time| time.column).chain([u32::MAX]);
    let spans: Vec<(u32, u32)> = times.iter().map(|time| time.column).zip(ends).collect();
    let is_sign = |c: &Column| {
        let bare = words::key(c.header.rsplit(words::LEVELS).next().unwrap_or_default());
        c.meaning == Meaning::PaidOn || words::is_receipt(&bare) || bare.ends_with("日期")
    };
    // What stands behind the last may be of all.
    let behind = |(column, end): (u32, u32)| {
        let near = end.min(column.saturating_add(spans[0].1 - spans[0].0));
        let of = columns.list.iter().filter(move |c| (column + 1..near).contains(&c.index));
        of.filter(|c| is_sign(c)).map(move |c| (column, c.index))
    };
    spans.iter().copied().flat_map(behind).collect()
}

/// The columns of times, of whole months, one behind the other.
pub(super) fn times(columns: &Columns<'_>, year: Option<i32>) -> Option<Vec<Time>> {
    let could_be = |c: &Column| {
        let word = times_word(c)?;
        let plain = c.meaning == Meaning::Unknown;
        let signed = matches!(
            c.meaning,
            Meaning::Unknown | Meaning::Note | Meaning::Status | Meaning::PaidOn | Meaning::Cashier
        );
        let grouped = matches!(c.meaning, Meaning::Amount | Meaning::Due) && group_word(&c.header).is_some();
        (if word.is_empty() { plain } else { signed || grouped } && !is_chosen(c)).then_some(word)
    };
    in_order(columns, year, could_be)
}

/// The columns that could be of times, where they are of the same word and one behind the other.
fn in_order(
    columns: &Columns<'_>,
    year: Option<i32>,
    could_be: impl Fn(&Column) -> Option<&'static str>,
) -> Option<Vec<Time>> {
    let mut times: Vec<Time> = Vec::new();
    let mut word = None;
    for column in &columns.list {
        let Some(own) = could_be(column) else { continue };
        if *word.get_or_insert(own) != own {
            return None;
        }
        let read = own_times(&column.header, year);
        let months = months_of(&column.header, Some(&read))?;
        let span = (read.from?, read.to?);
        if times.last().is_some_and(|last| last.span.1 >= span.0) {
            return None;
        }
        times.push(Time { column: column.index, months, span });
    }
    (times.len() >= 2).then_some(times)
}

/// What a header names, of this year where it names none.
pub(super) fn own_times(header: &str, year: Option<i32>) -> OpeningTerms {
    let read = terms(header, None, None);
    if read.names_period && read.from.is_some() {
        read
    } else {
        terms(&format!("{}年{header}", year.unwrap_or(NO_YEAR)), None, None)
    }
}
