//! A row's dates and periods: what they say, and what a date column says that is no date.

use chrono::Months;
use ledger::calendar::{Date, Month};

use crate::book::Value;
use crate::cells::Reading;
use crate::findings::At;
use crate::interpretation::Interpretation;
use crate::month_counts::{fits_written, from_first};
use crate::periods::{PeriodRead, Span, month_words, period, year_named};
use crate::seasons;
use crate::settled::says_paid;
use crate::table::{Line, Table};
use crate::written_dates::DateRead;
use crate::{Kind, Level, Meaning};

/// The date in a column; words become a note.
pub(crate) fn day<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    slot: usize,
) -> Option<DateRead> {
    let at = line.at(slot);
    match at.date(year_around(table, slot)) {
        Reading::Nothing => None,
        Reading::Got(read) => {
            if read.has_words {
                line.keep_text(slot);
            }
            if read.year_assumed {
                let message = match table.heading_year {
                    Some(_) => "只写了月和日，年份取自上面的一行。",
                    None => "只写了月和日，年份取自标题、工作表名或文件名。",
                };
                reading.findings.add(at, (Level::Note, "date_year_assumed"), message, read.date);
            }
            match read.other {
                Some(other) => one_of_two(reading, line, (slot, at), (read, other)),
                None => Some(read),
            }
        }
        Reading::Unreadable => {
            let text = at.text().unwrap_or_default();
            let words = text.chars().any(|c| c.is_alphabetic() && !"年月日号".contains(c));
            if words {
                let message = format_args!("“{}”里写的是说明，不是日期，作为备注保留。", table.label(slot));
                reading.findings.add(at, (Level::Note, "date_is_text"), message, "");
            } else {
                let message = format_args!(
                    "“{}”的日期看不懂，作为备注保留。请写成 2013-05-01 的样子。",
                    table.label(slot)
                );
                reading.findings.add(at, (Level::Decide, "date_unreadable"), message, "");
            }
            line.keep_text(slot);
            None
        }
    }
}

/// The title's year for dates that name none; a unit was handed over in it only where the title is about that.
fn year_around(table: &Table<'_>, slot: usize) -> Option<i32> {
    const HANDOVER: [&str; 8] = ["收楼", "交房", "收房", "入伙", "交楼", "接房", "收铺", "入住"];
    let of_handover = table.region.columns[slot].meaning == Meaning::Handover;
    let told =
        || HANDOVER.iter().any(|word| table.region.title.contains(word) || table.sheet.name.contains(word));
    table.heading_year.or(table.surroundings.year).filter(|_| !of_handover || told())
}

/// `10/5/07`, and 2013.1 that may have been 2013.10.
fn one_of_two<'a>(
    reading: &mut Interpretation,
    line: &mut Line<'a>,
    (slot, at): (usize, At<'a>),
    (read, other): (DateRead, Date),
) -> Option<DateRead> {
    let chosen = match reading.decisions.chosen("date_two_readings") {
        "other" => Some(DateRead { date: other, ..read }),
        "leave_out" => None,
        _ => Some(read),
    };
    let done = match &chosen {
        Some(chosen) => format!("按 {} 导入", chosen.date),
        None => "没有导入，作为备注保留".to_owned(),
    };
    let message = format_args!("可以是 {}，也可以是 {other}，{done}。请核对。", read.date);
    let understood = chosen.map(|chosen| chosen.date.to_string()).unwrap_or_default();
    reading.findings.add(at, (Level::Decide, "date_two_readings"), message, understood);
    if chosen.is_none() {
        line.keep_text(slot);
    }
    chosen
}

/// The date in the first column with this meaning, as the draft writes it.
pub(crate) fn day_of<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    meaning: Meaning,
) -> Option<String> {
    let slot = table.slot(meaning)?;
    day(reading, table, line, slot).map(|read| read.date.to_string())
}

/// The period that a row names, in its range or in two columns.
pub(crate) fn row_period<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
) -> Option<PeriodRead> {
    let slot = table.row_period();
    if let Some(slot) = slot.filter(|slot| is_cycle(table, line, *slot)) {
        line.keep_text(slot);
        return from_to(reading, table, line);
    }
    let of_row = slot.and_then(|slot| range(reading, table, line, slot));
    let read = of_row.or_else(|| from_to(reading, table, line));
    if let Some(slot) = table.slot(Meaning::PaidThrough)
        && (table.has(Meaning::PeriodFrom) || table.has(Meaning::PeriodRange))
    {
        line.keep_text(slot);
    }
    read
}

/// The period beside an amount that has one of its own, and where it stands.
pub(crate) fn own_period<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    slot: usize,
) -> Option<(Option<PeriodRead>, At<'a>)> {
    let (first, last) = table.own_period(slot)?;
    let at = line.at(first);
    let Some(last) = last else { return Some((range(reading, table, line, first), at)) };
    let from = day(reading, table, line, first).map(|read| read.date);
    let to = day(reading, table, line, last).map(|read| last_day(table, read));
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        let message = "终止日期早于起始日期，两个日期都没有采用。请核对。";
        reading.findings.add(line.at(last), (Level::Decide, "period_unreadable"), message, "");
        line.keep_text(first);
        line.keep_text(last);
        return Some((None, at));
    }
    let told = from.is_some() || to.is_some();
    Some((told.then(|| PeriodRead::of(Span { from, to })), at))
}

/// 2014-5 under 止 is its last day.
fn last_day(table: &Table<'_>, read: DateRead) -> Date {
    if read.month_only || table.ends_are_months { Month::of(read.date).last_day() } else { read.date }
}

/// 季 and 月 under 周期: how often it is paid, not when. Beside 开始 and 结束 it says nothing that is not told.
fn is_cycle(table: &Table<'_>, line: &Line<'_>, slot: usize) -> bool {
    const CYCLES: [&str; 18] = [
        "月",
        "季",
        "年",
        "月度",
        "季度",
        "年度",
        "半年",
        "半年度",
        "按月",
        "按季",
        "按年",
        "按半年",
        "每月",
        "每季",
        "每年",
        "月付",
        "季付",
        "年付",
    ];
    let told = table.has(Meaning::PeriodFrom) && table.has(Meaning::PeriodTo);
    told && line.at(slot).text().is_some_and(|text| CYCLES.contains(&text.trim()))
}

/// Keeps the row's period where nothing that was imported is of it: its amounts name their own time, or there are none.
pub(crate) fn keep_period(table: &Table<'_>, line: &mut Line<'_>) {
    let meanings = [Meaning::PeriodFrom, Meaning::PeriodTo, Meaning::PaidThrough, Meaning::Months];
    let slots = meanings.into_iter().flat_map(|meaning| table.slots(meaning)).copied();
    // No months at all say nothing.
    let told = |line: &Line<'_>, slot| line.at(slot).number().got().is_none_or(|number| !number.is_zero());
    for slot in table.row_period().into_iter().chain(slots) {
        if told(line, slot) {
            line.keep_text(slot);
        }
    }
}

/// The period in a column.
pub(crate) fn range<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    slot: usize,
) -> Option<PeriodRead> {
    let at = line.at(slot);
    // `2013-5` is a date to Excel, or a number of which 2013.10 has lost its zero.
    let month = match at.value {
        Some(Value::Date(_)) => at.date(None).got().map(|read| Month::of(read.date)),
        Some(Value::Number(_)) => match at.date(None).got() {
            Some(DateRead { other: Some(_), .. }) => {
                day(reading, table, line, slot).map(|read| Month::of(read.date))
            }
            _ => None,
        },
        _ => None,
    };
    if let Some(month) = month {
        return Some(PeriodRead::of(Span { from: Some(month.first_day()), to: Some(month.last_day()) }));
    }
    let text = at.text()?;
    let own_year = year_beside(table, line);
    let year = own_year.or(table.heading_year).or(table.surroundings.year);
    // `5-12` under 月份.
    let of_months = || period(&format!("{text}月"), year).filter(|_| table.header(slot).contains('月'));
    // `3-5月欠，6月已交`: which months are owed, nobody can know from its months.
    let settled = table.has(Meaning::Opening) && says_paid(&text);
    let heats = || {
        let said = table.text(line, Meaning::Item);
        table.surroundings.item == Some(seasons::ITEM)
            || said.is_some_and(|item| seasons::is_of_heating(&item))
    };
    let of_season = seasons::first_year(&text).is_some() && heats();
    let read = period(&text, year).or_else(of_months).filter(|_| !settled && !of_season);
    let Some(read) =
        read.map(|read| PeriodRead { year_assumed: read.year_assumed && own_year.is_none(), ..read })
    else {
        let message = "看不懂这个期间，没有按月拆分，原话作为备注保留。请写成 2013年5月-2015年5月 的样子。";
        reading.findings.add(at, (Level::Decide, "period_unreadable"), message, "");
        line.keep_text(slot);
        if let Some(slot) = year_slot(table) {
            line.keep_text(slot);
        }
        return None;
    };
    if read.year_assumed {
        let message = "期间没有写年份，年份取自标题、工作表名或文件名。请核对。";
        let understood = read.whole().from.map(month_words).unwrap_or_default();
        reading.findings.add(at, (Level::Note, "period_year_assumed"), message, understood);
    }
    match read.whole().from.filter(|_| read.open_end) {
        Some(from) => closed(reading, table, line, (at, from, read.months_written)),
        None => Some(read),
    }
}

/// What 年度 says beside 月份.
fn year_beside(table: &Table<'_>, line: &Line<'_>) -> Option<i32> {
    year_named(&line.at(year_slot(table)?).text()?)
}

fn year_slot(table: &Table<'_>) -> Option<usize> {
    let column = table.region.year_column?;
    table.region.columns.iter().position(|c| c.index == column)
}

/// `2014年5月至今`: to where the written months reach, else the day until which the list was made.
fn closed<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &Line<'a>,
    (at, from, written): (At<'a>, Date, Option<u32>),
) -> Option<PeriodRead> {
    let by_count = written.or_else(|| months_column(table, line)).and_then(|months| through(from, months));
    let stated = table.surroundings.as_of.map(|as_of| Month::of(as_of).last_day()).filter(|to| *to > from);
    let to = match (by_count, stated) {
        (Some(counted), Some(stated)) if counted != stated => {
            let by_title = reading.decisions.is("until_now_differs", "as_of");
            let to = if by_title { stated } else { counted };
            let message = format_args!(
                "写的月数算到{}，标题等处写的截止日期是{}，按{}算。请核对。",
                month_words(counted),
                month_words(stated),
                month_words(to)
            );
            reading.findings.add(at, (Level::Decide, "until_now_differs"), message, month_words(to));
            Some(to)
        }
        (counted, stated) => counted.or(stated),
    };
    let to = to.or_else(|| {
        let to = reading.cut_off.filter(|to| *to > from);
        let done = to.map(|to| format!("按期初欠费截止日 {to} 算")).unwrap_or_else(|| "没有按月拆分".into());
        let message = format_args!(
            "写的是到现在，表上没有写截止日期，{done}。请核对；不对就改截止日，或在表里写明到哪个月。"
        );
        let understood = to.map(month_words).unwrap_or_default();
        reading.findings.add(at, (Level::Decide, "until_now_assumed"), message, understood);
        to
    });
    Some(PeriodRead::of(Span { from: Some(from), to }))
}

/// What 欠费月数 says.
fn months_column(table: &Table<'_>, line: &Line<'_>) -> Option<u32> {
    let months = table.at(line, Meaning::Months)?.number().got()?;
    months.trunc().to_string().parse().ok()
}

fn from_to<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &mut Line<'a>) -> Option<PeriodRead> {
    let end = table.at(line, Meaning::PeriodTo).and_then(|at| at.text());
    let until_now = end.as_ref().is_some_and(|text| ["今", "现在", "目前"].iter().any(|w| text.contains(w)));
    let mut side = |meaning| {
        let slot = table.slot(meaning)?;
        day(reading, table, line, slot)
    };
    let from = side(Meaning::PeriodFrom).map(|read| read.date);
    let to = if until_now { None } else { side(Meaning::PeriodTo).map(|read| last_day(table, read)) };
    let paid_through = table.slot(Meaning::PaidThrough).filter(|_| !table.has(Meaning::PeriodFrom));
    if let (Some(slot), Kind::Payments) = (paid_through, table.region.kind) {
        // What was paid reaches so far.
        let to = to.or_else(|| paid_until(reading, table, line, slot));
        return to.map(|to| PeriodRead::of(Span { from: None, to: Some(to) }));
    }
    let from: Option<Date> = match paid_through {
        Some(slot) => paid_until(reading, table, line, slot).and_then(|paid| paid.succ_opt()),
        None => from,
    };
    if let (Some(from), None, false) = (from, to, end.is_some() && !until_now) {
        let places = [Meaning::PeriodTo, Meaning::PeriodFrom, Meaning::PaidThrough];
        let at =
            places.into_iter().find_map(|meaning| table.at(line, meaning)).unwrap_or_else(|| line.first());
        if until_now || table.surroundings.as_of.is_some_and(|as_of| as_of >= from) {
            return closed(reading, table, line, (at, from, None));
        }
        // Paid ahead, or nobody says how much is open: when something is owed, it is of the time behind.
        let to = months_column(table, line).and_then(|months| through(from, months));
        return Some(PeriodRead::of(Span { from: Some(from), to }));
    }
    if let (Some(first), Some(end), Some(at)) = (from, to, table.at(line, Meaning::PeriodTo))
        && end < first
    {
        let message = format_args!("终止日期早于起始日期 {first}，两个日期都没有采用。请核对。");
        reading.findings.add(at, (Level::Decide, "period_unreadable"), message, "");
        for meaning in [Meaning::PeriodFrom, Meaning::PeriodTo, Meaning::PaidThrough] {
            line.keep_text_of(table.slot(meaning));
        }
        return None;
    }
    (from.is_some() || to.is_some()).then(|| PeriodRead::of(Span { from, to }))
}

/// The last day that was paid for: `2014.6`, `2014年上半年`.
fn paid_until<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    slot: usize,
) -> Option<Date> {
    let at = line.at(slot);
    if at.date(table.surroundings.year) == Reading::Unreadable {
        let said = at.text().and_then(|text| period(&text, table.surroundings.year));
        if let Some(to) = said.filter(|read| !read.open_end).and_then(|read| read.whole().to) {
            return Some(to);
        }
    }
    let read = day(reading, table, line, slot)?;
    let of_month = read.month_only || table.paid_through_months;
    Some(if of_month { Month::of(read.date).last_day() } else { read.date })
}

/// The last day of so many months from a first one on, as 欠费月数 beside 已交至 says.
fn through(first: Date, months: u32) -> Option<Date> {
    let months = Some(months).filter(|n| (1..=MOST_MONTHS).contains(n))?;
    let last = Month::of(first).first_day().checked_add_months(Months::new(months - 1))?;
    (first == Month::of(first).first_day()).then(|| Month::of(last).last_day())
}

/// Sixty years.
const MOST_MONTHS: u32 = 720;

/// The row's period month by month for a list of arrears, as a whole where it cannot be split.
pub(crate) fn months<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &Line<'a>,
    (read, at): (&PeriodRead, At<'a>),
) -> Option<Vec<Month>> {
    let written = read.months_written.or_else(|| months_column(table, line));
    let mut months = read.months();
    let Some(count) = months.as_ref().map(Vec::len) else {
        if read.whole().from.is_some() && read.whole().to.is_some() {
            let message = "期间不是整月，欠费没有按月拆分，作为一笔导入。";
            reading.findings.add(at, (Level::Note, "period_not_whole_months"), message, "");
        }
        return None;
    };
    if let (Some(written), Span { from: Some(from), to: Some(to) }) = (written, read.whole())
        && usize::try_from(written) != Ok(count)
    {
        if fits_written(table, line, written, count) {
            let follow = reading.decisions.is("months_written", "written");
            let used = if follow { written.to_string() } else { count.to_string() };
            let message = format_args!(
                "写的是 {written} 个月，{}到{}是 {count} 个月，金额却正好合 {written} 个月，按 {used} 个月拆分。请确认。",
                month_words(from),
                month_words(to)
            );
            reading.findings.add(at, (Level::Decide, "months_written"), message, used.as_str());
            if follow {
                months = months.map(|months| from_first(months, written));
            }
            return months;
        }
        // Several spans say which months are meant.
        let counted = through(from, written).filter(|_| read.spans.len() == 1);
        let counted = counted.filter(|_| reading.decisions.is("months_differ", "count"));
        let taken = if counted.is_some() { usize::try_from(written).unwrap_or(count) } else { count };
        let message = format_args!(
            "写的是 {written} 个月，{}到{}是 {count} 个月，按 {taken} 个月拆分。请核对。",
            month_words(from),
            month_words(to)
        );
        reading.findings.add(at, (Level::Decide, "months_differ"), message, taken);
        if let Some(last) = counted {
            return Some(Month::of(from).through(Month::of(last)).collect());
        }
    }
    months
}
