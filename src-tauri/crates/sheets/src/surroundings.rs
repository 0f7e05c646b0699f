//! What the words around a table say of all its rows: the title's building, year, months and fee item.

use chrono::Datelike as _;

use crate::book::{Epoch, Sheet, Value};
use crate::buildings::{self, Heading};
use crate::cells::{date, plain};
use crate::doubts::Doubt;
use crate::layout::{Column, Region};
use crate::openings::{OF_SPACES, item_of_title, span_of_title};
use crate::periods::{Span, last_day_named, year_named};
use crate::title_asides::is_day;
use crate::title_times::{has_grown, is_left_of_dues, is_of_the_fee, outgrow};
use crate::{Kind, Meaning, seasons, words};
use ledger::calendar::Date;

/// Read off the title above the table first, then off the sheet's name.
#[derive(Debug, Default)]
pub(crate) struct Surroundings {
    /// `A区1幢`, and where it stood: 标题 or 工作表名.
    pub building: Option<(String, &'static str)>,
    /// `2单元` of a list of one entrance.
    pub entrance: Option<String>,
    pub year: Option<i32>,
    /// The day until which the list was made: 截止2014年12月31日.
    pub as_of: Option<Date>,
    pub item: Option<&'static str>,
    /// No title says it, but the rows are spaces.
    pub item_of_spaces: bool,
    /// 2016-2017采暖季, of which nobody knows here from when to when it was.
    pub season: Option<String>,
    /// Of a list of fees: when they are of. Of arrears, which may have grown for years: up to when they are, and from
    /// when only where the title says of when the fee was.
    pub span: Option<Span>,
}

impl Surroundings {
    /// `file` is the workbook's name without its ending.
    pub fn of(region: &Region, of: &Sheet, file: &str) -> Self {
        let sheet = &*of.name;
        // Sentences above a table tell of more than the table.
        let length =
            |part: &str| part.chars().filter(|c| !c.is_ascii_digit() && !"年月日".contains(*c)).count();
        let is_title =
            |part: &&str| length(part) <= 30 && !part.contains(['。', ',', ';', ':']) && !is_day(part);
        let title: Vec<&str> = region.title.split(' ').filter(is_title).collect();
        let (title, sheet) = (&*title.join(" "), sheet.trim());
        let building = |text: &str| buildings::named_in(text).map(str::to_owned);
        let as_of = as_of_named(&region.title)
            .or_else(|| as_of_named(sheet))
            .or_else(|| as_of_above(region, of))
            .or_else(|| as_of_named(file));
        let nearest = title.rsplit(' ').find_map(building).or_else(|| building(title));
        let span = |text: &str| match region.kind {
            Kind::Fees => span_of_title(text),
            // Fees with what was paid and what is left of each.
            Kind::Payments if region.doubts.iter().any(|(_, doubt)| *doubt == Doubt::DebtsBeside) => {
                span_of_title(text)
            }
            Kind::Roster if as_of.is_none() && is_left_of_dues(region) && !has_grown(text) => {
                span_of_title(text).filter(|span| !outgrow(of, region, *span))
            }
            Kind::Arrears | Kind::Roster => {
                let told = region.kind == Kind::Arrears || words::says_owed(text);
                span_of_title(text).filter(|_| told).map(|span| {
                    // A list made later than the title's time is of that time all the same.
                    let made_later = as_of.is_none_or(|day| span.to.is_some_and(|to| to < day));
                    let of_it = made_later && is_of_the_fee(text) && !outgrow(of, region, span);
                    Span { from: span.from.filter(|_| of_it), ..span }
                })
            }
            _ => None,
        };
        let stated = labelled_above(region, of);
        let item = item_of_title(title).or_else(|| item_of_title(sheet));
        let item_of_spaces = item.is_none() && region.column(Meaning::Room).is_some_and(Column::is_of_spaces);
        Surroundings {
            building: nearest
                .or_else(|| stated.as_ref().and_then(|told| told.building.clone()))
                .or_else(|| named_above(region, of))
                .map(|name| (name, if region.title == file { "文件名" } else { "标题" }))
                .or_else(|| building(sheet).map(|name| (name, "工作表名"))),
            entrance: buildings::entrance_in(title)
                .or_else(|| stated.as_ref().and_then(|told| told.entrance.as_deref()))
                .or_else(|| buildings::entrance_in(sheet))
                .map(str::to_owned),
            year: year_named(title)
                .or_else(|| year_named(sheet))
                .or_else(|| as_of.map(|as_of| as_of.year()))
                .or_else(|| year_named(file)),
            // 2014年欠费 is of a year that has ended.
            as_of: as_of.or_else(|| {
                let of_arrears = |text: &str| span_of_title(text).filter(|_| region.kind == Kind::Arrears);
                // A roster of 2013年 knows of no later debts.
                let of_year =
                    || span_of_title(sheet).filter(|_| region.kind == Kind::Roster && is_year(sheet));
                of_arrears(title).or_else(|| of_arrears(sheet)).or_else(of_year).and_then(|span| span.to)
            }),
            item: item.or_else(|| item_of_spaces.then_some(OF_SPACES)),
            item_of_spaces,
            season: seasons::named(title).or_else(|| seasons::named(sheet)),
            span: span(title).or_else(|| span(sheet)),
        }
    }
}

/// `截止2014年12月31日`, `截至2014年底`, `统计日期：2014.12.31`; a whole date alone stands in a title for the same.
fn as_of_named(text: &str) -> Option<Date> {
    const WORDS: [&str; 6] = ["截止", "截至", "统计日期", "统计时间", "制表日期", "制表时间"];
    let text = plain(text);
    if let Some(behind) = WORDS.iter().find_map(|word| text.split_once(word)).map(|(_, behind)| behind) {
        return last_day_named(behind.trim_start_matches(['到', '至', ':', ' ', '日', '期']));
    }
    whole_date(&text)
}

/// `2013年`, `2013`, `2013年度`.
fn is_year(name: &str) -> bool {
    let figures = name.trim_end_matches('度').trim_end_matches('年');
    figures.len() == 4 && figures.bytes().all(|b| b.is_ascii_digit())
}

/// The one date with year, month and day in a text.
pub(crate) fn whole_date(text: &str) -> Option<Date> {
    let is_of_date = |c: char| c.is_ascii_digit() || "年月日.-/".contains(c);
    let runs = text.split(|c: char| !is_of_date(c)).map(|run| run.trim_matches(['.', '-', '/']));
    // 2018年1-6月 is no day.
    let runs = runs.filter(|run| !run.ends_with('月'));
    let dated = runs.filter(|run| run.chars().filter(char::is_ascii_digit).count() >= 6 && run.len() >= 8);
    let mut dates =
        dated.filter_map(|run| match date(Some(&Value::Text(run.to_owned())), Epoch::Y1900).got() {
            Some(read) if !read.month_only && read.other.is_none() => Some(read.date),
            _ => None,
        });
    let first = dates.next()?;
    dates.all(|date| date == first).then_some(first)
}

/// So many rows above the headers may say until when the list was made.
const ROWS_ABOVE: usize = 5;

/// `截止日期：2014年12月31日` above the headers, in one cell or in two.
fn as_of_above(region: &Region, sheet: &Sheet) -> Option<Date> {
    const WORDS: [&str; 7] = ["截止", "截至", "统计日期", "统计时间", "制表日期", "制表时间", "日期"];
    let rows = sheet.rows[..region.header].iter().rev().take(ROWS_ABOVE);
    rows.flat_map(|row| row.cells.iter().enumerate().map(move |(at, cell)| (row, at, cell))).find_map(
        |(row, at, (_, value))| {
            let Value::Text(text) = value else { return None };
            let text = plain(text);
            let (_, behind) = WORDS.iter().find_map(|word| text.split_once(word))?;
            let said =
                last_day_named(behind.trim_start_matches(['到', '至', ':', ' ', '日', '期', '时', '间']));
            let beside = || date(row.cells.get(at + 1).map(|(_, value)| value), sheet.epoch).got();
            said.or_else(|| {
                let labelled = behind.chars().all(|c| "日期时间:到至 ".contains(c));
                beside().filter(|_| labelled).map(|read| read.date)
            })
        },
    )
}

/// `楼栋：1栋 单元：2单元` in the line nearest above the headers that has such labels.
fn labelled_above(region: &Region, sheet: &Sheet) -> Option<Heading> {
    sheet.rows[..region.header].iter().rev().take(3).find_map(|row| buildings::stated_in(region.cells(row)))
}

/// `楼号：` and beside it `5号楼`, above the headers.
fn named_above(region: &Region, sheet: &Sheet) -> Option<String> {
    let above = sheet.rows[..region.header].iter().rev().take(3).flat_map(|row| region.cells(row));
    let texts = above.filter_map(|(_, value)| match value {
        Value::Text(text) => Some(plain(text)),
        _ => None,
    });
    let mut named = texts.filter_map(|text| {
        let said = text.rsplit_once(':').map_or(text.as_str(), |(_, said)| said.trim());
        buildings::is_name(said).then(|| said.to_owned())
    });
    named.next().filter(|_| named.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_may_say_until_when_the_list_was_made() {
        for (text, expect) in [
            ("截止2014年12月31日", Some("2014-12-31")),
            ("欠费表（截止2014年12月31日）", Some("2014-12-31")),
            ("欠费户明细表（截止2014年底）", Some("2014-12-31")),
            ("截至到2014年11月欠费情况", Some("2014-11-30")),
            ("统计日期：2014.12.31", Some("2014-12-31")),
            ("截止日期：2014年12月31日", Some("2014-12-31")),
            ("一期业主欠费及押金情况表 2010.12.31", Some("2010-12-31")),
            ("欠费20141231", Some("2014-12-31")),
            ("2013.5.1-2014.4.30欠费", None),
            ("2014年欠费", None),
            ("2014年12月欠费", None),
            ("2018年1-6月物业费欠费表", None),
            ("3栋1单元", None),
            ("S", None),
        ] {
            assert_eq!(as_of_named(text).map(|day| day.to_string()).as_deref(), expect, "{text}");
        }
    }
}
