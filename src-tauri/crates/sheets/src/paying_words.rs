//! 缴费情况 in other words than 已交 and 未交: 交至6月, 上半年, 微信, 3月5日微信.

use ledger::calendar::{Date, Month};
use rust_decimal::Decimal;

use crate::book::{Epoch, Value};
use crate::cells::{date_in, number, plain};
use crate::periods::{last_day_named, period};
use crate::states::is_paid;
use crate::words;

/// What such a cell says of an amount that was due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Told {
    /// All of it, on a day where one is written.
    Paid(Option<Date>),
    /// For these of its months.
    Months(Vec<Month>),
    Unpaid,
    Unclear,
}

/// `due` was due for `months`, in order; for none where nobody knows.
pub(crate) fn told(value: &Value, epoch: Epoch, (due, months): (Decimal, &[Month])) -> Told {
    if let Some(paid) = is_paid(value) {
        return if paid { Told::Paid(None) } else { Told::Unpaid };
    }
    let year = months.first().map(|month| month.year());
    let text = match value {
        Value::Text(text) => plain(text).split_whitespace().collect::<String>(),
        Value::Date(_) => {
            return date_in(Some(value), epoch, year)
                .got()
                .map_or(Told::Unclear, |day| Told::Paid(Some(day.date)));
        }
        value => {
            let figure = number(Some(value)).got();
            let is_told = figure.is_some_and(|figure| figure == due || could_be_day(figure, due));
            return if is_told { Told::Paid(None) } else { Told::Unclear };
        }
    };
    if denies(&text) {
        return Told::Unclear;
    }
    let said = without(&text, &PAYING);
    if text.starts_with(['√', '✓', '✔']) {
        return Told::Paid(None);
    }
    if ["全年", "整年", "一年", "全额", "全部", "全", "正常", "完成", "齐"].contains(&said.as_str())
    {
        return Told::Paid(None);
    }
    let named = || {
        let half = if said == "半年" { "上半年" } else { &said };
        period(half, year)?.months()
    };
    let until = until(&text, year);
    // Nobody pays one month of a year: it is when it was paid.
    if until.is_none() && months.len() >= MONTHS_OF_HALF && named().is_some_and(|paid| paid.len() == 1) {
        return Told::Paid(None);
    }
    let paid = until.or_else(named);
    if let Some(paid) = paid.filter(|_| !months.is_empty()) {
        return Told::Months(months.iter().copied().filter(|month| paid.contains(month)).collect());
    }
    by_means_or_day(&said, year, due)
}

/// 已交, 3月5日微信, 未交，说漏水: whether it says anything of paying, and what; `None` for 租户.
pub(crate) fn says_of_paying(value: &Value, epoch: Epoch, due: Decimal) -> Option<bool> {
    // Of whatever year: only whether it says so is asked.
    let year: Vec<Month> = Month::new(ANY_YEAR, 1).into_iter().collect();
    match told(value, epoch, (due, &year)) {
        Told::Paid(_) | Told::Months(_) => Some(true),
        Told::Unpaid => Some(false),
        Told::Unclear => {
            let Value::Text(text) = value else { return None };
            let unpaid =
                words::says(text, &["未交", "未缴", "没交", "没缴", "欠", "不交", "拒交", "拒缴", "不肯交"]);
            unpaid.then_some(false)
        }
    }
}

/// For a day of which nobody says the year.
const ANY_YEAR: i32 = 2000;

/// What is paid once in so many months is not paid for one of them.
const MONTHS_OF_HALF: usize = 6;

/// 已缴费, 交清了: words of paying that say nothing of how much.
const PAYING: [&str; 12] = ["已", "交", "缴", "付", "收", "讫", "清", "费", "款", "纳", "了", "元"];

fn without(text: &str, words: &[&str]) -> String {
    words.iter().fold(text.to_owned(), |text, word| text.replace(word, ""))
}

fn denies(text: &str) -> bool {
    const DENIED: [char; 16] =
        ['未', '没', '不', '拒', '尚', '待', '欠', '无', '缓', '免', '退', '差', '再', '下', '押', '约'];
    text.replace("下半年", "").contains(DENIED)
}

/// 交至6月, 已交到2025年6月底: the months up to then, from long before.
fn until(text: &str, year: Option<i32>) -> Option<Vec<Month>> {
    let (before, end) = text.split_once(['至', '到'])?;
    if !without(before, &PAYING).is_empty() {
        return None;
    }
    let end = end.trim_end_matches(['底', '末', '份']);
    let has_year = end.contains('年') || end.chars().take_while(char::is_ascii_digit).count() == 4;
    let last = match year {
        _ if has_year => last_day_named(end)?,
        Some(year) if end.contains('月') => last_day_named(&format!("{year}年{end}"))?,
        _ => return None,
    };
    let last_month = Month::of(last);
    let first = Month::new(last_month.year() - 1, 1)?.min(Month::new(year?, 1)?);
    (last == last_month.last_day()).then(|| first.through(last_month).collect())
}

/// 3.15 of an amount that nobody pays so little of.
fn could_be_day(figure: Decimal, due: Decimal) -> bool {
    let one_digit = figure.normalize().scale() == 1;
    let (month, day) =
        (figure.trunc(), figure.fract() * if one_digit { Decimal::TEN } else { Decimal::ONE_HUNDRED });
    let is_date = (1..=12).any(|n| month == Decimal::from(n)) && day > Decimal::ZERO;
    is_date && day.fract().is_zero() && day <= Decimal::from(31) && due >= Decimal::ONE_HUNDRED
}

/// 微信, 2025.3.5现金, 3月5日, 1296 of 1296.
fn by_means_or_day(said: &str, year: Option<i32>, due: Decimal) -> Told {
    const MEANS: [&str; 15] = [
        "微信支付",
        "微信",
        "支付宝",
        "现金",
        "转账",
        "转帐",
        "银行卡",
        "银行",
        "刷卡",
        "扫码",
        "网银",
        "汇款",
        "支票",
        "对公",
        "POS",
    ];
    let rest = without(said, &MEANS);
    let by_means = rest.len() < said.len() || words::is_means_of_payment(said);
    let rest = rest.trim_matches(|c: char| c.is_ascii_punctuation() || "、，。；：".contains(c));
    if rest.is_empty() {
        return if by_means { Told::Paid(None) } else { Told::Unclear };
    }
    let value = Value::Text(rest.to_owned());
    if number(Some(&value)).got() == Some(due) {
        return Told::Paid(None);
    }
    let of_figures = || number(Some(&value)).got().is_some_and(|figure| could_be_day(figure, due));
    let written = rest.contains(['月', '-', '/']) || rest.matches('.').count() == 2 || of_figures();
    let day = |year| {
        let read = date_in(Some(&value), Epoch::Y1900, year).got();
        read.filter(|day| written && !day.month_only && !day.has_words && day.other.is_none())
    };
    match (day(year), year) {
        (Some(day), _) => Told::Paid(Some(day.date)),
        (None, None) if day(Some(ANY_YEAR)).is_some() => Told::Paid(None),
        (None, _) => Told::Unclear,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_2025(text: &str) -> Told {
        let months: Vec<Month> =
            Month::new(2025, 1).unwrap().through(Month::new(2025, 12).unwrap()).collect();
        told(&Value::Text(text.into()), Epoch::Y1900, (Decimal::from(1296), &months))
    }

    #[test]
    fn how_much_was_paid_is_told_in_words() {
        let months = |first, last| {
            Told::Months(Month::new(2025, first).unwrap().through(Month::new(2025, last).unwrap()).collect())
        };
        let day = |day: &str| Told::Paid(Some(day.parse().unwrap()));
        for (text, expect) in [
            ("已交", Told::Paid(None)),
            ("未交", Told::Unpaid),
            ("交至12月", months(1, 12)),
            ("交至6月", months(1, 6)),
            ("已交至6月底", months(1, 6)),
            ("已缴到2025年9月", months(1, 9)),
            ("交至2024年12月", Told::Months(Vec::new())),
            ("上半年", months(1, 6)),
            ("已交上半年", months(1, 6)),
            ("下半年", months(7, 12)),
            ("半年", months(1, 6)),
            ("1-6月", months(1, 6)),
            ("一季度", months(1, 3)),
            ("2025年4月", Told::Paid(None)),
            ("4月", Told::Paid(None)),
            ("全年", Told::Paid(None)),
            ("正常", Told::Paid(None)),
            ("不正常", Told::Unclear),
            ("微信", Told::Paid(None)),
            ("现金交", Told::Paid(None)),
            ("微信1296元", Told::Paid(None)),
            ("3月5日微信", day("2025-03-05")),
            ("2025.3.5转账", day("2025-03-05")),
            ("2025-3-5", day("2025-03-05")),
            ("3.15", day("2025-03-15")),
            ("3.15微信", day("2025-03-15")),
            ("已交 3.5 微信", day("2025-03-05")),
            ("√ 张三代交", Told::Paid(None)),
            ("3.45", Told::Unclear),
            ("微信600", Told::Unclear),
            ("600", Told::Unclear),
            ("空置", Told::Unclear),
            ("下半年未交", Told::Unclear),
            ("不肯交", Told::Unclear),
            ("老人代交", Told::Unclear),
        ] {
            assert_eq!(of_2025(text), expect, "{text}");
        }
        let without_year = |text: &str| told(&Value::Text(text.into()), Epoch::Y1900, (1296.into(), &[]));
        assert_eq!(without_year("3.15"), Told::Paid(None));
        assert_eq!(without_year("3月15日微信"), Told::Paid(None));
        assert_eq!(without_year("15"), Told::Unclear);
        assert_eq!(told(&Value::Text("交至6月".into()), Epoch::Y1900, (Decimal::ONE, &[])), Told::Unclear);
    }
}
