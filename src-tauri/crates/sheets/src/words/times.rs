//! Headers that name a time, and those of what there was before it.

use super::says;

/// `2012年`, `3月`, `二季度`, `上半年`.
pub(crate) fn is_time(key: &str) -> bool {
    let named =
        |head: &str| head.ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    ["上半年", "下半年", "元月"].contains(&key)
        || is_year_and_month(key)
        || ["年度", "年", "月份", "月", "季度"].iter().any(|unit| key.strip_suffix(unit).is_some_and(named))
}

/// `2014.1`, `2014-01`, `201401`, `2014`
fn is_year_and_month(key: &str) -> bool {
    let Some((year, rest)) = key.split_at_checked(4) else { return false };
    let month = rest.trim_start_matches(['.', '-', '/']);
    let of_year = year.parse::<u32>().is_ok_and(|year| (1990..2100).contains(&year));
    of_year
        && (rest.is_empty()
            || (month.len() <= 2 && month.parse::<u32>().is_ok_and(|m| (1..=12).contains(&m))))
}

/// 上年, 期初, 往期: before the time that the rows are of.
const EARLIER: [&str; 20] = [
    "上期", "期初", "上年", "上月", "上季", "前期", "年初", "月初", "往年", "往月", "以前", "历年", "历史",
    "结转", "上次", "往期", "陈欠", "旧欠", "老欠", "原",
];

/// 上年结欠, 往年欠费, 清收陈欠: of what there was before.
pub(crate) fn is_of_before(header: &str) -> bool {
    says(header, &EARLIER)
}
