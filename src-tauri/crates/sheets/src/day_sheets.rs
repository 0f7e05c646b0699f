//! 收费日报: the day that a sheet of receipts is of, for rows that name none.

use chrono::Datelike as _;
use ledger::calendar::Date;

use crate::book::{Epoch, Row, Sheet, Value};
use crate::cells::{date_in, plain};
use crate::findings::At;
use crate::interpretation::Interpretation;
use crate::layout::Region;
use crate::periods::period;
use crate::surroundings::whole_date;
use crate::table::Table;
use crate::{Kind, Level, Meaning, words};

/// So many rows above the headers may name the day.
const ROWS_ABOVE: usize = 4;

/// Lists of one day say so.
const OF_DAYS: [&str; 5] = ["日报", "日结", "当日", "每日", "日清"];

/// Gives the table its day where no column has one, and says so once.
pub(crate) fn take_up(reading: &mut Interpretation, table: &mut Table<'_>) {
    if table.region.kind != Kind::Payments || table.has(Meaning::PaidOn) {
        return;
    }
    let Some((day, place)) = of(table.region, table.sheet, table.surroundings.year) else { return };
    let message = format_args!("这张表没有收款日期一栏，按{place}写的 {day} 记入缴费历史。请核对。");
    let at = table.region.at_header(table.sheet, table.region.columns.first().map_or(0, |c| c.index));
    let at = At { value: None, ..at };
    reading.findings.add(at, (Level::Note, "payment_day_of_sheet"), message, day.to_string());
    table.paid_on = Some(day.to_string());
}

fn of(region: &Region, sheet: &Sheet, year: Option<i32>) -> Option<(Date, &'static str)> {
    let title = plain(&region.title);
    let name = plain(sheet.name.trim());
    let rows = sheet.rows[..region.header].iter().rev().take(ROWS_ABOVE);
    let mut cells = rows.flat_map(|row| region.cells(row));
    let says = |text: &str| words::says(text, &OF_DAYS);
    let of_days = says(&title)
        || says(&name)
        || cells.any(|(_, value)| matches!(value, Value::Text(text) if says(text)));
    let by_name = day_of_name(&name, &title, (of_days, year));
    above(region, sheet, (of_days || by_name.is_some(), year))
        .map(|day| (day, "表头上面"))
        .or_else(|| day_of_title(&title, of_days).map(|day| (day, "标题")))
        .or_else(|| by_name.map(|day| (day, "工作表名")))
}

/// A whole day, without other words.
fn day(value: &Value, epoch: Epoch, year: Option<i32>) -> Option<Date> {
    let read = date_in(Some(value), epoch, year).got()?;
    let plainly = !read.month_only && read.other.is_none() && !read.has_words;
    plainly.then_some(read.date)
}

fn day_of_text(text: &str, year: Option<i32>) -> Option<Date> {
    day(&Value::Text(text.trim().to_owned()), Epoch::Y1900, year)
}

/// `2017年4月5日收费日报表`; not `截止2017年4月30日`.
fn day_of_title(title: &str, of_days: bool) -> Option<Date> {
    let of_list = words::says(title, &["截", "统计", "制表", "打印", "至"]);
    let leads = title.trim_start().starts_with(|c: char| c.is_ascii_digit());
    whole_date(title).filter(|_| !of_list && (of_days || leads))
}

/// `2017-04-05`, `4月5日`; `4.5` and `5日` of lists of days.
fn day_of_name(name: &str, title: &str, (of_days, year): (bool, Option<i32>)) -> Option<Date> {
    let written = name.contains('月') && name.ends_with(['日', '号']);
    let whole = name.chars().filter(char::is_ascii_digit).count() >= 6;
    if let Some(day) = day_of_text(name, year).filter(|_| written || whole || of_days) {
        return Some(day);
    }
    let number = name.strip_suffix(['日', '号'])?.parse::<u32>().ok().filter(|_| of_days)?;
    let (month, _) = title.split_once('月')?;
    match period(&format!("{month}月"), None)?.months()?[..] {
        [month] => month.first_day().with_day(number),
        _ => None,
    }
}

/// `日期：2017年4月5日` above the headers, in one cell or in two, or the day alone.
fn above(region: &Region, sheet: &Sheet, (of_days, year): (bool, Option<i32>)) -> Option<Date> {
    let is_words = |row: &&Row| {
        let cells = region.cells(row);
        cells.len() <= 4 && cells.iter().all(|(_, value)| !matches!(value, Value::Number(_)))
    };
    let rows = sheet.rows[..region.header].iter().rev().take(ROWS_ABOVE).take_while(is_words);
    rows.filter_map(|row| day_of_line(region, sheet, row, (of_days, year))).next()
}

fn day_of_line(
    region: &Region,
    sheet: &Sheet,
    row: &Row,
    (of_days, year): (bool, Option<i32>),
) -> Option<Date> {
    const PAID: [&str; 7] =
        ["收款日期", "收费日期", "缴费日期", "交费日期", "交款日期", "缴款日期", "收取日期"];
    let cells = region.cells(row);
    for (at, (column, value)) in cells.iter().enumerate() {
        let Value::Text(text) = value else {
            match day(value, sheet.epoch, year).filter(|_| of_days && at > 0) {
                Some(day) if !is_label(&cells[at - 1].1) => return Some(day),
                _ => continue,
            }
        };
        let text = plain(text);
        let (label, behind) = text.split_once(':').unwrap_or((text.as_str(), ""));
        let label = label.trim();
        if PAID.contains(&label) || (label == "日期" && of_days) {
            let beside = || cells.get(at + 1).and_then(|(_, value)| day(value, sheet.epoch, year));
            if let Some(day) = day_of_text(behind, year).or_else(beside) {
                return Some(day);
            }
        }
        // A line of its own, where the table begins.
        let heads = cells.len() == 1 && region.columns.first().is_some_and(|c| c.index == *column);
        if let Some(day) = day_of_text(&text, year).filter(|_| of_days || heads)
            && (at == 0 || !is_label(&cells[at - 1].1))
        {
            return Some(day);
        }
    }
    None
}

/// `制表日期：` in front of a day that is another one.
fn is_label(value: &Value) -> bool {
    matches!(value, Value::Text(text) if plain(text).trim_end().ends_with(':'))
}
