//! Whether the time in a title is that of the debts below it: `2017年1月物业费欠费名单` lists what January left open, where
//! `2017年1月欠费` may as well be what had grown until then.

use ledger::calendar::Month;
use rust_decimal::Decimal;

use crate::Meaning;
use crate::book::{Row, Sheet};
use crate::cells::{A_FEN, amount_at, number};
use crate::layout::Region;
use crate::openings::item_of_title;
use crate::periods::Span;
use crate::{seasons, words};

/// What has grown until a day, or stands as of it.
const GROWN: [&str; 17] = [
    "截止", "截至", "累计", "累积", "历年", "往年", "历史", "以来", "至今", "以前", "之前", "年底", "月底",
    "末", "陈欠", "旧欠", "老欠",
];

/// What has grown for years: no title's time is the whole of it.
pub(crate) fn has_grown(text: &str) -> bool {
    words::says(text, &GROWN)
}

/// The time stands before the fee, or before 未交: it says when that fee was due.
pub(crate) fn is_of_the_fee(title: &str) -> bool {
    !has_grown(title)
        && title.split(' ').any(|part| {
            let behind = behind_time(part);
            starts_with_unpaid(behind) || starts_with_fee(behind)
        })
}

/// 未交费名单; not 未交房.
fn starts_with_unpaid(text: &str) -> bool {
    const UNPAID: [&str; 7] = ["未交", "未缴", "未收", "未付", "应收未收", "应交未交", "应缴未缴"];
    UNPAID.iter().any(|word| text.starts_with(word)) && words::says_owed(text)
}

/// `物业费欠费名单` of `2017年1月份物业费欠费名单`; empty where no time is named.
fn behind_time(part: &str) -> &str {
    let is_of_time =
        |c: char| c.is_ascii_digit() || "年月度份季上下半全第一二三四至到~-—–.、QqHh".contains(c);
    let figures = |at: usize| part[at..].bytes().take_while(u8::is_ascii_digit).count();
    let begins = |at: &usize| !part[..*at].ends_with(|c: char| c.is_ascii_digit());
    // A building may stand before the year.
    let mut runs = part.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).filter(begins);
    let Some(start) = runs.find(|at| matches!(figures(*at), 4 | 6)) else { return "" };
    part[start..].trim_start_matches(is_of_time).trim_start_matches('的')
}

fn starts_with_fee(text: &str) -> bool {
    const LONGEST: usize = 8;
    let ends = ["费", "租金"].iter().filter_map(|word| text.find(word).map(|at| at + word.len()));
    let Some(end) = ends.min() else { return false };
    let fee = &text[..end];
    // A heating season is of two years, whichever of them is named.
    let known = item_of_title(fee).is_some() && !seasons::is_of_heating(fee);
    known && fee.chars().count() <= LONGEST && !fee.contains(['欠', '未', '应', '栋', '楼', '户'])
}

/// The rows tell of more than the title's time: more months, or more than what those months cost.
pub(crate) fn outgrow(sheet: &Sheet, region: &Region, span: Span) -> bool {
    let (Some(from), Some(to)) = (span.from, span.to) else { return true };
    let months = Decimal::from(Month::of(from).months_until(Month::of(to)) + 1);
    let only = |meaning: Meaning| {
        let mut columns = region.columns(meaning).map(|c| c.index);
        columns.next().filter(|_| columns.next().is_none())
    };
    let owed = only(Meaning::Opening).or_else(|| only(Meaning::Amount));
    let (count, due) = (region.column(Meaning::Months).map(|c| c.index), only(Meaning::Due));
    let (monthly, rate, area) = (only(Meaning::Monthly), only(Meaning::Rate), only(Meaning::Area));
    let tells_more = |row: &Row| {
        let of = |column: Option<u32>| column.map(|c| amount_at(row, c)).filter(|n| !n.is_zero());
        let written = count.and_then(|c| number(row.get(c)).got());
        let each = of(monthly).or_else(|| of(rate)?.checked_mul(of(area)?));
        let most = of(due).or_else(|| each?.checked_mul(months));
        // A fee is rounded as the office likes.
        let more = of(owed).zip(most).is_some_and(|(owed, most)| owed > most + Decimal::ONE + A_FEN);
        more || written.is_some_and(|written| written > months)
    };
    sheet.rows[region.first..region.end].iter().any(tells_more)
}

/// 应收, 已收 and 欠费 of the same: what is owed is what was left of what was due.
pub(crate) fn is_left_of_dues(region: &Region) -> bool {
    let count = |meaning| region.columns(meaning).count();
    count(Meaning::Due) == 1 && count(Meaning::Opening) == 1 && count(Meaning::Paid) >= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_before_a_fee_is_when_it_was_due() {
        for (title, expect) in [
            ("2017年1月未交费名单", true),
            ("2017年1月份物业费欠费名单", true),
            ("2016年度物业费欠费表", true),
            ("翠湖苑2017年第一季度水费欠费", true),
            ("2017年上半年车位费未缴明细", true),
            ("2017年1-3月电梯费欠费", true),
            ("201701物业费欠费", true),
            ("2017H1物业管理费欠费", true),
            ("2014年应收未收表", true),
            ("2018年1-6月商铺租金欠费表", true),
            ("2014年未收物业费", true),
            ("3栋 2017年1月物业费欠费", true),
            ("3号楼2017年1月物业费欠费", true),
            ("2017年1月欠费名单", false),
            ("2014年欠费", false),
            ("2014年欠物业费明细", false),
            ("截止2017年1月物业费欠费", false),
            ("2017年1月物业费累计欠费", false),
            ("2017年1月底物业费欠费", false),
            ("2017年1月3号楼物业费欠费", false),
            ("2016年采暖费欠费", false),
            ("物业费欠费", false),
        ] {
            assert_eq!(is_of_the_fee(title), expect, "{title}");
        }
    }
}
