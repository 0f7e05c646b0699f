//! The columns that say what a household is charged for each time.

use ledger::calendar::Month;
use rust_decimal::Decimal;

use super::times::{own_times, times_word};
use super::{column_of, is_of_unit};
use crate::at_rate::{Rate, Time};
use crate::book::Row;
use crate::cells::amount;
use crate::layout::Column;
use crate::openings::terms;
use crate::recognise::columns::{Columns, is_chosen};
use crate::{Meaning, words};

/// The columns that may say what a time costs, the likelier first; each with those of other fees beside it.
pub(super) fn rates(columns: &Columns<'_>, times: &[Time]) -> Vec<(Rate, Vec<u32>)> {
    let mut all = Vec::new();
    for rate in single_rates(columns, times) {
        let beside = fees_beside(columns, rate);
        if !beside.is_empty() {
            all.push((rate, beside));
        }
        all.push((rate, Vec::new()));
    }
    all
}

/// 月电梯费 beside 月物业费.
fn fees_beside(columns: &Columns<'_>, rate: Rate) -> Vec<u32> {
    use Meaning as M;
    let Rate::Column { index, months } = rate else { return Vec::new() };
    let Some(main) = column_of(columns, index) else { return Vec::new() };
    let item = |c: &Column| Some(terms(&c.header, None, None)).filter(|t| t.names_item).map(|t| t.item);
    let mut items = vec![item(main).unwrap_or_else(|| "物业费".to_owned())];
    let mut beside = Vec::new();
    for column in columns.list.iter().filter(|c| c.index != index && !is_chosen(c)) {
        let of_charge = matches!(column.meaning, M::Monthly | M::Rate | M::Due | M::Amount | M::Unknown);
        let names_none = months_named(main).is_none() && main.meaning == M::Amount;
        let of_same_time = months_named(column) == Some(months).filter(|_| !names_none)
            && part_of_year(&column.header).is_none();
        let is_fee = column.header.contains('费') && !says_another_amount(&column.header);
        if !(of_charge && of_same_time && is_fee && is_amount(columns, column)) {
            continue;
        }
        if let Some(own) = item(column).filter(|own| !items.contains(own)) {
            items.push(own);
            beside.push(column.index);
        }
    }
    beside
}

/// Nothing but amounts, and some of them.
fn is_amount(columns: &Columns<'_>, column: &Column) -> bool {
    let of_unit = columns.rows.iter().filter(|row| is_of_unit(columns, row));
    let mut cells = of_unit.filter_map(|row| row.get(column.index)).peekable();
    cells.peek().is_some()
        && cells.all(|value| amount(Some(value)).got().is_some_and(|read| !read.fen.is_negative()))
}

/// 月, 季, 半年 or 年, in months.
fn months_named(column: &Column) -> Option<u32> {
    let key = words::key(&column.header);
    match () {
        () if key.contains("半年") => Some(6),
        () if key.contains('季') => Some(3),
        () if key.contains('月') || column.meaning == Meaning::Monthly => Some(1),
        () if key.contains('年') => Some(12),
        () => None,
    }
}

/// The columns that may say what a time costs, the likelier first.
fn single_rates(columns: &Columns<'_>, times: &[Time]) -> Vec<Rate> {
    let mut found = Vec::new();
    let is_plain = |time: &Time| column_of(columns, time.column).is_some_and(|c| times_word(c) == Some(""));
    let all_plain = times.iter().all(is_plain);
    let of_months = times.len() > 1 && times.iter().all(|time| time.months == 1);
    let is_time = |c: &Column| times.iter().any(|time| time.column == c.index);
    for column in columns.list.iter().filter(|c| !is_time(c) && is_of_households(columns, c)) {
        let months = match (part_of_year(&column.header), months_named(column)) {
            (Some(part), _) if Some(part) == whole(times) => months_between(part),
            // 上半年物业费 is of that half alone.
            (Some(_), _) => continue,
            (None, Some(months)) => months,
            // 应收 says no time: of all of them, but of each where these are years.
            (None, None) if column.meaning == Meaning::Due && all_plain => {
                let all: u32 = times.iter().map(|time| time.months).sum();
                let of_one = times.first().map_or(0, |time| time.months);
                let either = if of_one < 12 { [all, of_one] } else { [of_one, all] };
                found.extend(either.map(|months| Rate::Column { index: column.index, months }));
                continue;
            }
            // 物业费 beside months that are ticked: of each of them, or of the year where it is a year's.
            (None, None) if column.meaning == Meaning::Amount && all_plain && of_months => {
                let of_one = !is_of_year(columns, column);
                let either = if of_one { [1, 12] } else { [12, 1] };
                found.extend(either.map(|months| Rate::Column { index: column.index, months }));
                continue;
            }
            (None, None) => continue,
        };
        found.push(Rate::Column { index: column.index, months });
    }
    let mut area = columns.list.iter().filter(|c| c.meaning == Meaning::Area);
    let price = |c: &&Column| c.meaning == Meaning::Rate && !is_of_households(columns, c);
    let mut prices = columns.list.iter().filter(price);
    if let (true, Some(area), None, Some(price), None) =
        (found.is_empty(), area.next(), area.next(), prices.next(), prices.next())
    {
        found.push(Rate::OfArea { area: area.index, price: price.index });
    }
    found
}

/// More for a square metre, or more in all, than a month costs.
fn is_of_year(columns: &Columns<'_>, column: &Column) -> bool {
    const MOST_OF_A_METRE: Decimal = Decimal::TEN;
    const MOST_OF_A_HOUSEHOLD: Decimal = Decimal::from_parts(600, 0, 0, false, 0);
    let area = columns.list.iter().find(|c| c.meaning == Meaning::Area).map(|c| c.index);
    let figure = |row: &Row, column: u32| {
        let read = amount(row.get(column)).got().filter(|read| read.fen.is_positive());
        read.map(|read| read.exact)
    };
    let (mut all, mut large) = (0_usize, 0_usize);
    for row in columns.rows.iter().filter(|row| is_of_unit(columns, row)) {
        let Some(fee) = figure(row, column.index) else { continue };
        let is_large = match area.and_then(|area| figure(row, area)) {
            Some(area) => fee > area * MOST_OF_A_METRE,
            None => fee > MOST_OF_A_HOUSEHOLD,
        };
        (all, large) = (all + 1, large + usize::from(is_large));
    }
    large * 2 > all
}

/// The first and the last month that a header names of a year, where it names less than the whole.
fn part_of_year(header: &str) -> Option<(u32, u32)> {
    let own = own_times(header, None);
    let (from, to) = (own.from?, own.to?);
    let part = (Month::of(from).month(), Month::of(to).month());
    (own.names_period && part != (1, 12)).then_some(part)
}

/// The months from the first time to the last, where they are of one year.
fn whole(times: &[Time]) -> Option<(u32, u32)> {
    let (from, to) = (Month::of(times.first()?.span.0), Month::of(times.last()?.span.1));
    (from.year() == to.year()).then_some((from.month(), to.month()))
}

fn months_between((from, to): (u32, u32)) -> u32 {
    to + 1 - from
}

/// An amount for a household, and no price of a square metre.
fn is_of_households(columns: &Columns<'_>, column: &Column) -> bool {
    let of_charge =
        matches!(column.meaning, Meaning::Monthly | Meaning::Rate | Meaning::Due | Meaning::Amount);
    let figures = columns.rows.iter().filter_map(|row| amount(row.get(column.index)).got());
    let figures = figures.filter(|read| read.fen.is_positive());
    let (all, large) = figures.fold((0_usize, 0_usize), |(all, large), read| {
        (all + 1, large + usize::from(read.exact > Decimal::TEN))
    });
    of_charge && !says_another_amount(&column.header) && all > 0 && large * 10 >= all * 8
}

/// 单价, 已收, 预收, 合计: no charge of one fee.
fn says_another_amount(header: &str) -> bool {
    const ELSE: [&str; 14] =
        ["单价", "平", "㎡", "欠", "滞纳", "预", "押", "已", "实", "减", "优惠", "补", "退", "合计"];
    words::says(&words::key(header), &ELSE)
}
