//! Columns of meter readings that no header calls so: 上月 beside 用量, 5月 and 6月 in a list of readings, 日期 and 读数 again.

use rust_decimal::Decimal;

use super::around::Around;
use super::columns::{Columns, is_chosen};
use crate::cells::number;
use crate::layout::Column;
use crate::periods::{Span, period};
use crate::recognise::periods;
use crate::{Confidence, Meaning, words};

const ROWS_LOOKED_AT: usize = 200;

/// 上月 and 本月 beside 用量 or 倍率 are readings.
pub(super) fn bare(columns: &mut Columns<'_>) {
    let of_meter =
        [Meaning::Consumption, Meaning::Factor, Meaning::Meter].into_iter().any(|m| columns.has(m));
    if of_meter {
        set_bare(columns, "旁边是用量或倍率，认作度数");
    }
}

/// 上月 and 本月 on a sheet 抄表, where a meter never shows less than before.
pub(super) fn of_title(columns: &mut Columns<'_>, around: &Around) {
    let two = ["上期", "上月", "上次", "本期", "本月", "本次"];
    let unread = |c: &&Column| c.meaning == Meaning::Unknown && two.contains(&words::key(&c.header).as_str());
    let pair: Vec<u32> = columns.list.iter().filter(unread).map(|c| c.index).collect();
    if pair.len() == 2 && around.of_readings() && rise(columns, &pair) {
        set_bare(columns, "标题写了抄表，认作度数");
    }
}

/// Where a meter hangs: 安装位置. Without rooms it is what the meter of all is called by; beside a room with several, it
/// tells them apart.
pub(super) fn places(columns: &mut Columns<'_>) {
    let of_readings = [Meaning::PreviousReading, Meaning::PresentReading];
    if of_readings.into_iter().any(|meaning| !columns.has(meaning)) {
        return;
    }
    let profiles = &columns.profiles;
    let several = columns.list.iter().find(|c| c.meaning == Meaning::Room).map(|room| {
        let rooms = &profiles[&room.index];
        rooms.different() < rooms.filled
    });
    let of_else = [Meaning::Space, Meaning::OwnerName, Meaning::TenantName];
    let (meaning, note) = match several {
        None if !of_else.into_iter().any(|meaning| columns.has(meaning)) => {
            (Meaning::Room, "没有房号，是公共的表，按安装位置登记")
        }
        Some(true) if !columns.has(Meaning::Meter) => (Meaning::Meter, "一户有几块表，按位置分开"),
        _ => return,
    };
    let open = |c: &&mut Column| {
        matches!(c.meaning, Meaning::Unknown | Meaning::Note)
            && !is_chosen(c)
            && profiles[&c.index].filled > 0
            && words::is_place_of_meter(&c.header)
    };
    if let Some(column) = columns.list.iter_mut().find(open) {
        set(column, meaning, note);
    }
}

fn set_bare(columns: &mut Columns<'_>, note: &str) {
    let profiles = &columns.profiles;
    let bare = |c: &&mut Column| {
        let profile = &profiles[&c.index];
        // 起 and 止 of months are periods.
        let of_time = matches!(c.meaning, Meaning::PeriodFrom | Meaning::PeriodTo);
        let figures = of_time && !profile.are_months() && !profile.are_dotted_months();
        (c.meaning == Meaning::Unknown || figures) && !is_chosen(c) && profile.is_mostly_numbers()
    };
    for column in columns.list.iter_mut().filter(bare) {
        // 冷水 over 上期, 本期 and 用量
        let own = column.header.rsplit(words::LEVELS).next().unwrap_or_default();
        let meaning = match words::key(own).as_str() {
            "上期" | "上月" | "上次" | "月初" | "期初" | "旧数" | "始" | "起" => {
                Meaning::PreviousReading
            }
            "本期" | "本月" | "本次" | "月末" | "月底" | "期末" | "新数" | "终" | "止" => {
                Meaning::PresentReading
            }
            _ => continue,
        };
        set(column, meaning, note);
    }
}

/// 2014年5月, 2014年6月 in a list of readings: what a meter showed at the end of each month. It never shows less.
pub(super) fn of_months(columns: &mut Columns<'_>, around: &Around) {
    let of_else = [Meaning::PreviousReading, Meaning::PresentReading];
    let of_time = |c: &&Column| {
        // 9月底
        let key = words::key(&c.header);
        let month = key.strip_suffix(['底', '末']).unwrap_or(&key);
        c.meaning == Meaning::Unknown && !is_chosen(c) && (periods::is_time(month) || is_day(&c.header))
    };
    let months: Vec<u32> = columns.list.iter().filter(of_time).map(|c| c.index).collect();
    let told = around.of_readings() || columns.has(Meaning::Meter);
    if months.len() < 2 || !told || of_else.into_iter().any(|m| columns.has(m)) || !rise(columns, &months) {
        return;
    }
    let first = months[0];
    for column in columns.list.iter_mut().filter(|c| !is_chosen(c)) {
        let key = words::key(&column.header);
        let begins = ["底数", "表底", "年初", "期初"].iter().any(|word| key.contains(word));
        match column.meaning {
            Meaning::Unknown if months.contains(&column.index) => {
                set(column, Meaning::PresentReading, "标题写了抄表，各月的数一次比一次大，认作度数");
            }
            Meaning::Unknown if begins && column.index < first => {
                set(column, Meaning::PreviousReading, "在各月的度数之前，认作上期度数");
            }
            Meaning::Unknown if ["用水", "用电", "用气"].iter().any(|end| key.ends_with(end)) => {
                set(column, Meaning::Consumption, "旁边是度数，认作用量");
            }
            _ => {}
        }
    }
}

/// `2015-01-25`, `2015.1.25`: the day on which the meters were read.
fn is_day(header: &str) -> bool {
    let read = period(header, None).map(|read| read.whole());
    matches!(read, Some(Span { from: Some(from), to: Some(to) }) if from == to)
}

/// In nearly every row each number is at least the one to its left, and in some it is more.
fn rise(columns: &Columns<'_>, months: &[u32]) -> bool {
    let (mut counted, mut rising, mut more) = (0_usize, 0_usize, false);
    for row in columns.rows.iter().take(ROWS_LOOKED_AT) {
        let shown: Vec<Decimal> = months.iter().filter_map(|column| number(row.get(*column)).got()).collect();
        if shown.len() >= 2 {
            counted += 1;
            rising += usize::from(shown.windows(2).all(|two| two[0] <= two[1]));
            more |= shown.windows(2).any(|two| two[0] < two[1]);
        }
    }
    more && rising * 10 >= counted * 9
}

/// 5月读数, 6月读数, 用量: with one reading more than there are 用量, the first is where the others begin.
pub(super) fn first_of_months(columns: &mut Columns<'_>) {
    let readings = columns.count(Meaning::PresentReading);
    let used = columns.count(Meaning::Consumption);
    let of_month = |c: &&mut Column| c.meaning == Meaning::PresentReading && !is_chosen(c);
    let follow = readings >= 2 && used + 1 == readings && !columns.has(Meaning::PreviousReading);
    if !follow || !months_follow(columns) {
        return;
    }
    if let Some(column) = columns.list.iter_mut().find(of_month) {
        set(column, Meaning::PreviousReading, "是最早一个月的度数，认作上期度数");
    }
}

/// Each column of readings is of the month after the one left of it.
fn months_follow(columns: &Columns<'_>) -> bool {
    let readings = columns.list.iter().filter(|c| c.meaning == Meaning::PresentReading);
    let months: Option<Vec<u32>> = readings.map(|c| month_named(&c.header)).collect();
    months.is_some_and(|months| months.windows(2).all(|two| two[1] == two[0] % 12 + 1))
}

/// The month that a header begins with, whatever its year: `5月读数`, `2014年5月`.
fn month_named(header: &str) -> Option<u32> {
    let key = words::key(header);
    let (before, _) = key.split_once('月')?;
    let figures = before.rsplit(|c: char| !c.is_ascii_digit()).next()?;
    figures.parse().ok().filter(|month| (1..=12).contains(month))
}

/// 日期, 读数, 日期, 读数: a reading for each date, of the same meter.
pub(super) fn come_again(columns: &Columns<'_>) -> bool {
    let of_readings = columns
        .list
        .iter()
        .filter(|c| matches!(c.meaning, Meaning::PresentOn | Meaning::PresentReading))
        .map(|c| (c.meaning, words::key(&c.header)));
    let pairs: Vec<_> = of_readings.collect();
    let alternate =
        pairs.chunks(2).all(|pair| pair.len() == 2 && pair[0].0 != pair[1].0 && pair == &pairs[..2]);
    pairs.len() >= 4 && alternate
}

fn set(column: &mut Column, meaning: Meaning, note: &str) {
    (column.meaning, column.confidence) = (meaning, Confidence::Likely);
    column.note = note.to_owned();
}
