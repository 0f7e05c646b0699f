//! Columns that are headed by nothing but a time: 1月, 一季度, 2014年. Of a list of arrears they are arrears.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::around::Around;
use super::at_rate;
use super::columns::{Columns, is_chosen};
use crate::cells::number;
use crate::decisions::Decisions;
use crate::layout::{Column, OwnPeriod};
use crate::openings::terms;
use crate::periods::parts_in_words;
use crate::{Confidence, Kind, Meaning, words};

/// The times of such a table may be of debts.
pub(super) fn could_owe(kind: Kind) -> bool {
    matches!(kind, Kind::Arrears | Kind::Roster | Kind::Fees | Kind::Vehicles)
}

/// Amounts of one time each, in a list of arrears; elsewhere nobody can tell what they are of.
pub(super) fn headers(
    columns: &mut Columns<'_>,
    (kind, found): (Kind, Option<at_rate::Found>),
    around: &Around,
    decisions: &Decisions,
) {
    let could_owe = could_owe(kind);
    // 应收账款 by its age is owed.
    let of_ages = columns.list.iter().any(|c| words::is_age(&words::key(&c.header)));
    let told = around.arrears() || (of_ages && around.of_debts());
    let year = around.year();
    if let Some(year) = year {
        of_year(columns, year);
    }
    if let Some(found) = &found
        && (found.is_of_cells_alone() || decisions.is(found.question, "at_rate"))
    {
        columns.times_asked = found.question;
        columns.untold = found.at_rate.times.iter().map(|time| time.column).collect();
        match decisions.chosen(found.question) {
            "at_rate" => {
                at_rate::take(columns, found, year);
                at_rate::other_fees(columns, decisions);
                columns.at_rate = Some(found.at_rate.clone());
            }
            "payments" => at_rate::mean(columns, found, (Meaning::Paid, "按指定是收过的金额")),
            _ if found.question == at_rate::WITH_RECEIPTS => {
                at_rate::mean(columns, found, (Meaning::Note, "按指定只作为备注保留"));
            }
            _ => {}
        }
        return;
    }
    let of_time =
        |meaning: Meaning, header: &str| meaning == Meaning::Unknown && time(&words::key(header)).is_some();
    let counted = columns
        .list
        .iter()
        .filter(|c| of_time(c.meaning, &c.header) && !is_chosen(c))
        .any(|c| columns.profile(c).numbers > 0 || columns.profile(c).has_paid_marks());
    if !counted {
        return;
    }
    let times_paid = !told && around.of_months_paid() && could_be_paid(columns);
    let plainly = if times_paid { "time_columns_paid" } else { "time_columns" };
    // A table of prepayments is asked about too, where its times cost something.
    let is_asked = could_owe || found.is_some();
    columns.times_asked = found.map_or(plainly, |found| found.question);
    let chosen = decisions.chosen(columns.times_asked);
    let (meaning, of) = match chosen {
        _ if !could_owe => (Meaning::Unknown, ""),
        _ if told => (Meaning::Opening, "欠费"),
        "arrears" => (Meaning::Opening, "欠费"),
        "payments" => (Meaning::Paid, "已缴的金额"),
        _ => (Meaning::Unknown, ""),
    };
    let why = match chosen {
        _ if told => "标题写了欠费，",
        "payments" if times_paid => "标题写了收款，",
        _ => "按指定",
    };
    let mut untold = Vec::new();
    for column in columns.list.iter_mut().filter(|c| of_time(c.meaning, &c.header) && !is_chosen(c)) {
        if is_asked && !told {
            untold.push(column.index);
        }
        if meaning == Meaning::Unknown {
            column.note = "没有写明是欠费、应收还是已缴，记作备注，请指定".to_owned();
            continue;
        }
        column.meaning = meaning;
        column.confidence = Confidence::Likely;
        column.note = format!("{why}按各期{of}导入");
        if let (Some(year), Some(Time::InYear)) = (&year, time(&words::key(&column.header))) {
            column.note = format!("{why}年份取自标题，按 {year} 年各期{of}导入");
            column.header = format!("{year}年{}{}", words::LEVELS, column.header);
        }
    }
    // What the years of 应收合计 come to is not of the one month that the title names.
    let of_years = |index: &u32| {
        let column = columns.list.iter().find(|c| c.index == *index);
        column.is_some_and(|c| time(&words::key(&c.header)) == Some(Time::WithYear))
    };
    columns.carries |= untold.iter().filter(|index| of_years(index)).count() >= 2;
    columns.untold = untold;
    if kind == Kind::Fees && !columns.untold.is_empty() && chosen != "payments" {
        at_rate::other_fees(columns, decisions);
    }
}

/// 1, 2 … 12 one behind the other are months, and 元月 is the first of them.
pub(super) fn bare_months(columns: &mut Columns<'_>) {
    const MONTHS: usize = 12;
    for column in columns.list.iter_mut().filter(|c| !is_chosen(c)) {
        let bare = column.header.rsplit(words::LEVELS).next().unwrap_or_default();
        if ["元月", "元月份"].contains(&words::key(bare).as_str()) {
            let group = column.header.len() - bare.len();
            column.header.replace_range(group.., "1月");
        }
    }
    let number = |column: &Column| {
        let bare = column.header.rsplit(words::LEVELS).next().unwrap_or_default().trim();
        bare.parse::<usize>().ok().filter(|_| column.meaning == Meaning::Unknown && !is_chosen(column))
    };
    let is_year = |at: &usize| {
        let run = columns.list[*at..].iter().take(MONTHS).map(number);
        run.eq((1..=MONTHS).map(Some))
    };
    let Some(first) = (0..columns.list.len()).find(is_year) else { return };
    for (column, month) in columns.list[first..].iter_mut().zip(1..=MONTHS) {
        column.header = format!("{month}月");
    }
}

/// 24.1, 24.01 and 24年1月, one behind the other, are months of 2024; 24.1 behind 24.9 is October.
pub(super) fn short_years(columns: &mut Columns<'_>) {
    const FEWEST: usize = 3;
    let read = |column: &Column| {
        let bare = column.header.rsplit(words::LEVELS).next().unwrap_or_default();
        let (year, month) = bare.trim().split_once(['.', '年', '-', '/'])?;
        let month = month.strip_suffix('月').unwrap_or(month);
        let figures = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u32>().ok());
        let year = figures(year).flatten().filter(|_| year.len() == 2)?;
        let month = figures(month).flatten().filter(|_| (1..=2).contains(&month.len()))?;
        let free = column.meaning == Meaning::Unknown && !is_chosen(column);
        free.then_some((year, month))
    };
    let mut at = 0;
    while at < columns.list.len() {
        let mut run: Vec<(u32, u32)> = Vec::new();
        for column in &columns.list[at..] {
            let Some((year, month)) = read(column) else { break };
            let next = match run.last() {
                None => (year, month),
                Some((before, 12)) => (before + 1, 1),
                Some((before, last)) => (*before, last + 1),
            };
            if year != next.0 || !(month == next.1 || (next.1 == 10 && month == 1)) || next.1 > 12 {
                break;
            }
            run.push(next);
        }
        if run.len() < FEWEST {
            at += 1;
            continue;
        }
        for (column, (year, month)) in columns.list[at..].iter_mut().zip(&run) {
            column.header = format!("20{year:02}年{month}月");
        }
        at += run.len();
    }
}

/// What stands under the times may be money: not 3.15, the day on which it was paid, nor the number of each receipt.
fn could_be_paid(columns: &Columns<'_>) -> bool {
    const ROWS_LOOKED_AT: usize = 200;
    let times: Vec<u32> = columns
        .list
        .iter()
        .filter(|c| c.meaning == Meaning::Unknown && time(&words::key(&c.header)).is_some())
        .map(|c| c.index)
        .collect();
    let rows = columns.rows.iter().take(ROWS_LOOKED_AT);
    let numbers: Vec<Decimal> = rows
        .flat_map(|row| times.iter().filter_map(|column| number(row.get(*column)).got()))
        .filter(|number| !number.is_zero())
        .collect();
    are_money(&numbers)
}

/// They are no days, and no numbers of receipts.
pub(super) fn are_money(numbers: &[Decimal]) -> bool {
    const FEWEST: usize = 5;
    const NUMBERS_BETWEEN: u32 = 20;
    let is_day = |number: &Decimal| {
        let (month, day) = (number.trunc(), number.fract() * Decimal::ONE_HUNDRED);
        let of_month = number.normalize().scale() == 1 || day <= Decimal::from(31);
        !day.is_zero() && (1..=12).any(|n| month == Decimal::from(n)) && of_month
    };
    // Of a few pads, one after the other; those of several months at once have one.
    let distinct: BTreeSet<&Decimal> = numbers.iter().collect();
    let ends = distinct.first().zip(distinct.last());
    let whole = numbers.iter().all(|number| number.fract().is_zero() && *number >= Decimal::ONE_THOUSAND);
    let between = ends.and_then(|(first, last)| last.checked_sub(**first));
    let are_near = between
        .is_some_and(|between| between <= Decimal::from(distinct.len()) * Decimal::from(NUMBERS_BETWEEN));
    let are_receipts = whole && distinct.len() >= FEWEST && are_near;
    !are_receipts && !numbers.iter().all(is_day)
}

/// 1月应收, 1月 over 应收 and 实收, or 物业费 over 1月, in a table whose title names the year.
fn of_year(columns: &mut Columns<'_>, year: i32) {
    let money = [Meaning::Opening, Meaning::Due, Meaning::Paid, Meaning::Amount];
    for column in columns.list.iter_mut().filter(|c| money.contains(&c.meaning)) {
        let key = words::key(&column.header);
        let ends = ["月份", "月", "季度", "半年"];
        let end = ends.iter().find_map(|end| key.find(end).map(|at| at + end.len()));
        // 物业费 over 1月, and 物业费1月.
        let in_year = |text: &str| time(&words::key(text)) == Some(Time::InYear);
        let level = column.header.split(words::LEVELS).any(in_year);
        let behind_fee = key.rsplit_once('费').is_some_and(|(_, behind)| in_year(behind));
        if level || behind_fee || end.is_some_and(|end| time(&key[..end]) == Some(Time::InYear)) {
            column.header = format!("{year}年{}{}", words::LEVELS, column.header);
        }
    }
}

/// 月份, or 起 and 止, beside each fee: columns of money, each with its period.
pub(super) fn of_items(columns: &Columns<'_>) -> Vec<OwnPeriod> {
    let ranges = ranges_of_items(columns).into_iter();
    let mut found: Vec<OwnPeriod> =
        ranges.map(|(money, first)| OwnPeriod { money, first, last: None }).collect();
    if found.is_empty() {
        found = ends_of_items(columns);
    }
    found
}

/// 物业费, 起, 止, 金额, 车位费, 起, 止, 金额: two columns before each amount, or behind it.
fn ends_of_items(columns: &Columns<'_>) -> Vec<OwnPeriod> {
    let with = |meaning| columns.list.iter().filter(move |c| c.meaning == meaning).map(|c| c.index);
    let starts: Vec<u32> = with(Meaning::PeriodFrom).collect();
    let is_end = |index: u32| with(Meaning::PeriodTo).any(|end| end == index);
    if starts.len() < 2 || with(Meaning::PeriodTo).count() != starts.len() {
        return Vec::new();
    }
    let money = |at: u32| columns.list.iter().find(|c| c.index == at).filter(|c| c.meaning.is_of_fee());
    let beside = |before: bool| -> Option<Vec<OwnPeriod>> {
        let of = |first: &u32| {
            let at = if before { first + 2 } else { first.checked_sub(1)? };
            let own = OwnPeriod { money: money(at)?.index, first: *first, last: Some(first + 1) };
            is_end(first + 1).then_some(own)
        };
        starts.iter().map(of).collect()
    };
    beside(true).or_else(|| beside(false)).unwrap_or_default()
}

/// 月份 beside each fee. Under the same group, or all abreast.
fn ranges_of_items(columns: &Columns<'_>) -> Vec<(u32, u32)> {
    let periods: Vec<&Column> = columns.list.iter().filter(|c| c.meaning == Meaning::PeriodRange).collect();
    if periods.len() < 2 {
        return Vec::new();
    }
    let money: Vec<&Column> = columns.list.iter().filter(|c| c.meaning.is_of_fee()).collect();
    let group = |c: &Column| c.header.rsplit_once(words::LEVELS).map(|(group, _)| group.to_owned());
    let apart = periods.iter().map(|c| group(c)).collect::<BTreeSet<_>>().len() == periods.len();
    let of_group: Vec<Option<u32>> = money
        .iter()
        .map(|m| {
            let own = group(m)?;
            periods.iter().find(|p| group(p).as_ref() == Some(&own)).map(|p| p.index)
        })
        .collect();
    let served = periods.iter().all(|p| of_group.contains(&Some(p.index)));
    if apart && served {
        return money.iter().zip(of_group).filter_map(|(m, p)| Some((m.index, p?))).collect();
    }
    // 物业费欠费期间, 物业费欠费金额, 车位费欠费期间, 车位费欠费金额
    let item = |c: &Column| Some(terms(&c.header, None, None)).filter(|t| t.names_item).map(|t| t.item);
    let items: Vec<Option<String>> = periods.iter().map(|p| item(p)).collect();
    let apart =
        items.iter().all(Option::is_some) && items.iter().collect::<BTreeSet<_>>().len() == items.len();
    let of_item =
        |m: &&Column| items.iter().position(|i| i.is_some() && *i == item(m)).map(|at| periods[at].index);
    let named: Vec<(u32, u32)> = money.iter().filter_map(|m| Some((m.index, of_item(m)?))).collect();
    if apart && periods.iter().all(|p| named.iter().any(|(_, period)| *period == p.index)) {
        return named;
    }
    let same = periods.windows(2).all(|two| words::key(&two[0].header) == words::key(&two[1].header));
    let abreast = |ahead: bool| -> Option<Vec<(u32, u32)>> {
        let beside = |p: &&Column| {
            let at = if ahead { Some(p.index + 1) } else { p.index.checked_sub(1) };
            money.iter().find(|m| Some(m.index) == at).map(|m| (m.index, p.index))
        };
        periods.iter().map(beside).collect()
    };
    if same { abreast(true).or_else(|| abreast(false)).unwrap_or_default() } else { Vec::new() }
}

/// 年度 beside 月份: together they are the period. Gives the column of the year.
pub(super) fn year_of_months(columns: &mut Columns<'_>) -> Option<u32> {
    let of_year = |c: &Column| {
        ["年", "年度", "年份", "欠费年度", "欠费年份", "费用年度", "所属年度"]
            .contains(&words::key(&c.header).as_str())
    };
    let could_be = |c: &&mut Column| {
        of_year(c) && matches!(c.meaning, Meaning::PeriodRange | Meaning::Unknown) && !is_chosen(c)
    };
    let months = columns.list.iter().any(|c| c.meaning == Meaning::PeriodRange && !of_year(c));
    let column = columns.list.iter_mut().find(could_be).filter(|_| months)?;
    column.meaning = Meaning::Ignored;
    column.confidence = Confidence::Likely;
    column.note = "年份，与月份一列合成期间".to_owned();
    Some(column.index)
}

/// 2014年, 1-6月, 一季度 and nothing else. `key`: as [`words::key`] leaves it.
pub(super) fn is_time(key: &str) -> bool {
    time(key).is_some()
}

/// A time is a whole level of the header: 1月, 2024年 over 应收.
pub(super) fn names_a_time(header: &str) -> bool {
    header.split(words::LEVELS).any(|level| is_time(&words::key(level)))
}

#[derive(Debug, PartialEq, Eq)]
enum Time {
    /// 1月, 一季度, 上半年
    InYear,
    /// 2014年, 2014年3月, 2014
    WithYear,
}

fn time(key: &str) -> Option<Time> {
    let key = parts_in_words(key);
    let key = key.as_ref();
    if words::is_age(key) {
        return Some(Time::WithYear);
    }
    let earlier = ["以前", "之前", "年前", "前"].iter().find_map(|word| key.strip_suffix(word));
    if let Some(key) = earlier.map(|rest| rest.trim_end_matches(['及', '底', '年', '度'])) {
        let year = key.parse::<u32>().is_ok_and(|year| (1990..2100).contains(&year));
        return year.then_some(Time::WithYear);
    }
    // 2016年7月以后
    let later = ["以后", "之后", "至今"].iter().find_map(|word| key.strip_suffix(word));
    if let Some(key) = later.map(|rest| rest.trim_end_matches(['及', '起'])) {
        return time(key).filter(|time| *time == Time::WithYear);
    }
    if ["以前年度", "往年", "历年", "以往年度", "前期", "往期", "陈欠", "旧欠"].contains(&key)
    {
        return Some(Time::WithYear);
    }
    let is_number =
        |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || "-~至".contains(c));
    let is_month = |text: &str| {
        let text = text.strip_suffix("月份").or_else(|| text.strip_suffix('月'));
        let written = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
        text.is_some_and(|text| (is_number(text) && text.len() <= 6) || written.contains(&text))
    };
    let is_part =
        |text: &str| is_month(text) || text.ends_with("季度") || ["上半年", "下半年", "全年"].contains(&text);
    if is_part(key) && key.chars().count() <= 6 {
        return Some(Time::InYear);
    }
    // 08年, 09年度
    let short = key.trim_end_matches('度').strip_suffix('年');
    if short.is_some_and(|year| year.len() == 2 && year.chars().all(|c| c.is_ascii_digit())) {
        return Some(Time::WithYear);
    }
    if is_run_of_years(key) {
        return Some(Time::WithYear);
    }
    let (year, rest) = key.split_at_checked(4)?;
    let is_year = year.parse::<u32>().is_ok_and(|year| (1990..2100).contains(&year));
    let rest = rest.trim_start_matches(['年', '.', '-', '/']).trim_start_matches('度');
    (is_year && (rest.is_empty() || is_part(rest) || is_number(rest))).then_some(Time::WithYear)
}

/// `2011-2012年度`, `2011-2012采暖季`
fn is_run_of_years(key: &str) -> bool {
    const ENDS: [&str; 8] = ["年度", "年", "采暖季", "供暖季", "供热季", "采暖期", "供暖期", "供热期"];
    let bare = ENDS.iter().fold(key, |key, end| key.trim_end_matches(end));
    let year =
        |text: &str| text.trim_end_matches('年').parse::<u32>().ok().filter(|y| (1990..2100).contains(y));
    let years = bare.split_once(['-', '~', '至', '/']);
    years
        .and_then(|(first, last)| Some((year(first)?, year(last)?)))
        .is_some_and(|(first, last)| first < last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_that_say_nothing_but_a_time() {
        for (key, expect) in [
            ("1月", Some(Time::InYear)),
            ("12月份", Some(Time::InYear)),
            ("1-6月", Some(Time::InYear)),
            ("十二月", Some(Time::InYear)),
            ("一季度", Some(Time::InYear)),
            ("第1季度", Some(Time::InYear)),
            ("上半年", Some(Time::InYear)),
            ("2021年以前", Some(Time::WithYear)),
            ("2005年前", Some(Time::WithYear)),
            ("2016年7月以后", Some(Time::WithYear)),
            ("2016年及以后", Some(Time::WithYear)),
            ("7月以后", None),
            ("以后", None),
            ("2012年及以前", Some(Time::WithYear)),
            ("往年", Some(Time::WithYear)),
            ("一至三季度", Some(Time::InYear)),
            ("2010.12", Some(Time::WithYear)),
            ("2014年", Some(Time::WithYear)),
            ("2014", Some(Time::WithYear)),
            ("2014年度", Some(Time::WithYear)),
            ("2014年3月", Some(Time::WithYear)),
            ("2014.3", Some(Time::WithYear)),
            ("2014年上半年", Some(Time::WithYear)),
            ("2014H1", Some(Time::WithYear)),
            ("2014Q3", Some(Time::WithYear)),
            ("H2", Some(Time::InYear)),
            ("08年", Some(Time::WithYear)),
            ("09年度", Some(Time::WithYear)),
            ("201307", Some(Time::WithYear)),
            ("2011-2012年度", Some(Time::WithYear)),
            ("2011-2012采暖季", Some(Time::WithYear)),
            ("2011年-2012年", Some(Time::WithYear)),
            ("1年以内", Some(Time::WithYear)),
            ("1-2年", Some(Time::WithYear)),
            ("三年以上", Some(Time::WithYear)),
            ("90天以内", Some(Time::WithYear)),
            ("月数", None),
            ("月标准", None),
            ("3018", None),
            ("2014年物业费", None),
            ("", None),
        ] {
            assert_eq!(time(key), expect, "{key:?}");
        }
    }
}
