//! 分户账, 催费单: a page for each household, 房号 and 业主 above a table of its own. The tables become one, and what stands
//! above each is put beside its rows, behind the sheet's last column.

mod heads;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::book::{Book, Row, Sheet, Value};
use crate::cells::shown;
use crate::origins::{Origins, Place};
use crate::{Meaning, words};
use heads::{Said, head};

/// Rows above the first page.
const FIRST_PAGE_WITHIN: usize = 20;
/// The table begins so soon below what names the household.
const TABLE_WITHIN: usize = 3;
/// Without as many columns it is no table.
const FEWEST_COLUMNS: usize = 3;

/// Joins the pages of sheets of pages.
pub(crate) fn join(book: &mut Book) {
    for sheet in &mut book.sheets {
        if let Some(pages) = pages(sheet) {
            joined(sheet, &pages);
        }
    }
}

/// The pages of a sheet, as places in its rows.
#[derive(Debug)]
struct Pages {
    /// The headers, for all of them.
    header: usize,
    list: Vec<Page>,
}

/// One household's page.
#[derive(Debug)]
struct Page {
    /// What names the household.
    said: Vec<Said>,
    /// The rows of what names it, and of its own headers.
    head: Range<usize>,
    /// One past its last row.
    end: usize,
}

/// The page that begins in a row.
type ReadPage = fn(&Sheet, usize) -> Option<Page>;

/// The pages of a sheet; none where the first rows hold none, and where their tables differ.
fn pages(sheet: &Sheet) -> Option<Pages> {
    let within = 0..sheet.rows.len().min(FIRST_PAGE_WITHIN);
    let own = within.clone().find_map(|at| page_at(sheet, at));
    let (header, read): (usize, ReadPage) = match own {
        Some(first) => (first.head.end - 1, page_at),
        None => (within.clone().find(|at| heads_all(sheet, *at))?, part_at),
    };
    let headers = header_keys(sheet, &sheet.rows[header]);
    let mut list: Vec<Page> = Vec::new();
    let mut at = 0;
    while at < sheet.rows.len() {
        let Some(page) = read(sheet, at) else {
            at += 1;
            continue;
        };
        let last = page.head.end - 1;
        if is_header(sheet, &sheet.rows[last]) && header_keys(sheet, &sheet.rows[last]) != headers {
            return None;
        }
        at = page.head.end;
        if let Some(before) = list.last_mut() {
            before.end = page.head.start;
        }
        list.push(page);
    }
    Some(Pages { header, list })
}

/// The page whose head begins in this row, with headers of its own.
fn page_at(sheet: &Sheet, at: usize) -> Option<Page> {
    let mut said = head(sheet, &sheet.rows[at]);
    if said.is_empty() {
        return None;
    }
    for below in at + 1..sheet.rows.len().min(at + 1 + TABLE_WITHIN) {
        if is_header(sheet, &sheet.rows[below]) {
            let names_a_room = said.iter().any(Said::is_room);
            return names_a_room.then(|| Page { said, head: at..below + 1, end: sheet.rows.len() });
        }
        said.extend(head(sheet, &sheet.rows[below]));
    }
    None
}

/// Headers that stand once, above the head of the first page.
fn heads_all(sheet: &Sheet, at: usize) -> bool {
    is_header(sheet, &sheet.rows[at]) && at + 1 < sheet.rows.len() && part_at(sheet, at + 1).is_some()
}

/// The page whose head is this row, under the headers of all.
fn part_at(sheet: &Sheet, at: usize) -> Option<Page> {
    let said = head(sheet, &sheet.rows[at]);
    said.iter().any(Said::is_room).then(|| Page { said, head: at..at + 1, end: sheet.rows.len() })
}

/// 月份, 应收, 实收, 欠费: the headers of a table of money or readings that names no unit.
fn is_header(sheet: &Sheet, row: &Row) -> bool {
    let words = |value: &Value| matches!(value, Value::Text(text) if !text.contains([':', '：']));
    if row.cells.len() < FEWEST_COLUMNS || !row.cells.iter().all(|(_, value)| words(value)) {
        return false;
    }
    let meant: BTreeSet<String> = meanings(sheet, row).map(|meaning| format!("{meaning:?}")).collect();
    let of_unit = |meaning| matches!(meaning, Meaning::Room | Meaning::OwnerName);
    meant.len() >= 2 && meanings(sheet, row).any(is_amount) && !meanings(sheet, row).any(of_unit)
}

fn meanings<'a>(sheet: &'a Sheet, row: &'a Row) -> impl Iterator<Item = Meaning> + 'a {
    row.cells.iter().filter_map(|(_, value)| Some(words::meaning(&shown(value, sheet.epoch))?.0))
}

fn is_amount(meaning: Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Opening
            | Meaning::Due
            | Meaning::Paid
            | Meaning::Amount
            | Meaning::Prepaid
            | Meaning::PreviousReading
            | Meaning::PresentReading
    )
}

fn header_keys(sheet: &Sheet, row: &Row) -> Vec<(u32, String)> {
    row.cells.iter().map(|(column, value)| (*column, words::key(&shown(value, sheet.epoch)))).collect()
}

/// Puts what the heads say beside the rows of their tables. The first page keeps its headers, for all of them.
fn joined(sheet: &mut Sheet, Pages { header, list: pages }: &Pages) {
    let last = sheet.rows.iter().filter_map(|row| row.cells.last()).map(|(column, _)| *column).max();
    let behind = last.unwrap_or_default() + 1;
    let balance = balance(sheet, &sheet.rows[*header]);
    let mut labels = labels(pages);
    labels.extend(balance.map(|_| POSTINGS.to_owned()));
    let place = |said: &Said| -> Option<u32> {
        let at = labels.iter().position(|label| *label == said.label)?;
        Some(behind + u32::try_from(at).ok()?)
    };
    let titles: BTreeSet<String> =
        sheet.rows[..pages[0].head.start.min(*header)].iter().filter_map(|row| title(sheet, row)).collect();
    let mut stood: BTreeMap<Place, Place> = BTreeMap::new();
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    let mut beside: Vec<(usize, Vec<(u32, Value)>)> = Vec::new();
    let headers = (behind..).zip(&labels).map(|(column, label)| (column, Value::Text(label.clone())));
    beside.push((*header, headers.collect()));
    for page in pages {
        let mut said = page.said.clone();
        gone.extend(page.head.clone().filter(|at| at != header));
        let is_data = |at: &usize| is_data(sheet, &sheet.rows[*at]);
        let mut rows: Vec<usize> = (page.head.end..page.end).filter(is_data).collect();
        if let Some(balance) = balance {
            // A running balance: the last of a page is what is left.
            let left = rows.iter().rposition(|at| sheet.rows[*at].get(balance).is_some());
            let others = rows.iter().copied().enumerate().filter(|(place, _)| Some(*place) != left);
            let others: Vec<usize> = others.map(|(_, at)| at).collect();
            gone.extend(&others);
            said.extend(postings(sheet, &others));
            rows = left.map(|place| rows[place]).into_iter().collect();
        }
        let again = |at: &usize| title(sheet, &sheet.rows[*at]).is_some_and(|text| titles.contains(&text));
        gone.extend((page.head.end..page.end).filter(again));
        for (nth, at) in rows.into_iter().enumerate() {
            // 面积 and 电话 once, the household in every row.
            let said = said.iter().filter(|said| nth == 0 || said.names_the_household());
            let cells: BTreeMap<u32, &Said> = said.filter_map(|said| Some((place(said)?, said))).collect();
            let row = sheet.rows[at].index;
            stood.extend(cells.iter().map(|(column, said)| ((row, *column), said.place)));
            let cells = cells.into_iter().map(|(column, said)| (column, Value::Text(said.text.clone())));
            beside.push((at, cells.collect()));
        }
    }
    for (at, cells) in beside {
        sheet.rows[at].cells.extend(cells);
    }
    let gone_rows: BTreeSet<u32> = gone.iter().map(|at| sheet.rows[*at].index).collect();
    sheet.rows.retain(|row| !gone_rows.contains(&row.index));
    sheet.merges.retain(|merge| !gone_rows.contains(&merge.first_row));
    sheet.origins = Some(Origins::of_some(sheet.name.clone(), stood));
}

/// Over what else a ledger has on its pages: it is kept as words.
const POSTINGS: &str = "账页明细备注";

/// The postings of a page before its last, as words; `None` where there are none.
fn postings(sheet: &Sheet, rows: &[usize]) -> Option<Said> {
    let first = &sheet.rows[*rows.first()?];
    let line = |at: &usize| {
        let cells = sheet.rows[*at].cells.iter().map(|(_, value)| shown(value, sheet.epoch));
        cells.collect::<Vec<_>>().join(" ")
    };
    let text = rows.iter().map(line).collect::<Vec<_>>().join("；");
    Some(Said::remark(POSTINGS, text, (first.index, first.cells.first()?.0)))
}

/// The labels of all heads, each once, as they come.
fn labels(pages: &[Page]) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for said in pages.iter().flat_map(|page| &page.said) {
        if !labels.contains(&said.label) {
            labels.push(said.label.clone());
        }
    }
    labels
}

/// The text of a row with nothing beside it.
fn title(sheet: &Sheet, row: &Row) -> Option<String> {
    match &row.cells[..] {
        [(_, value @ Value::Text(_))] => Some(words::key(&shown(value, sheet.epoch))),
        _ => None,
    }
}

/// A row of the household's: no title, no sum.
fn is_data(sheet: &Sheet, row: &Row) -> bool {
    let sums = |value: &Value| matches!(value, Value::Text(text) if words::total_label(text).is_some());
    row.cells.len() >= 2 && title(sheet, row).is_none() && !row.cells.iter().any(|(_, value)| sums(value))
}

/// 余额 of a ledger: what stands behind each posting, and last what is left.
fn balance(sheet: &Sheet, header: &Row) -> Option<u32> {
    let key = |value: &Value| words::key(&shown(value, sheet.epoch));
    let column = |words: &[&str]| {
        header.cells.iter().find(|(_, value)| words.contains(&key(value).as_str())).map(|(column, _)| *column)
    };
    let posted = column(&["借方", "贷方", "收入", "支出", "存入", "扣款", "借方金额", "贷方金额"]);
    posted.and(column(&["余额", "结余", "结存", "期末余额"]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::tests::{sheet, written};

    fn check(lines: &[&str], expect: Option<&[&str]>) {
        let mut sheet = sheet(lines);
        let got = pages(&sheet).map(|pages| {
            joined(&mut sheet, &pages);
            written(&sheet.rows, &sheet)
        });
        let expect = expect.map(|lines| lines.iter().map(|line| (*line).to_owned()).collect());
        assert_eq!(got, expect, "{lines:?}");
    }

    #[test]
    fn pages_become_one_table() {
        check(
            &[
                "房号：3-501    业主：黄强   电话：13900000001",
                "月份|应收|欠费",
                "1月|=10|=0",
                "2月|=10|=10",
                "小计|=20|=10",
                "房号：3-502 业主：刘博",
                "月份|应收|欠费",
                "1月|=10|=10",
            ],
            Some(&[
                "2 0:月份 1:应收 2:欠费 3:房号 4:业主 5:电话",
                "3 0:1月 1:10 2:0 3:3-501 4:黄强 5:13900000001",
                "4 0:2月 1:10 2:10 3:3-501 4:黄强",
                "5 0:小计 1:20 2:10",
                "8 0:1月 1:10 2:10 3:3-502 4:刘博",
            ]),
        );
        // Labels and what they say in cells of their own, the title above each page.
        check(
            &[
                "催费通知单",
                "房号：|1-101|业主：|黄兰",
                "项目|期间|金额",
                "物业费|2015.1-2015.12|=255",
                "",
                "催费通知单",
                "房号：|1-201|业主：|郭明",
                "项目|期间|金额",
                "物业费|2015.1-2015.12|=200",
            ],
            Some(&[
                "1 0:催费通知单",
                "3 0:项目 1:期间 2:金额 4:房号 5:业主",
                "4 0:物业费 1:2015.1-2015.12 2:255 4:1-101 5:黄兰",
                "9 0:物业费 1:2015.1-2015.12 2:200 4:1-201 5:郭明",
            ]),
        );
        // Of a running balance the last is left.
        check(
            &[
                "户名：高珍||房号：3-101",
                "日期|摘要|借方|贷方|借或贷|余额",
                "2012-1-1|上年结转|||借|=100",
                "2012-7-5|交款||=40|借|=60",
            ],
            Some(&[
                "2 0:日期 1:摘要 2:借方 3:贷方 4:借或贷 5:余额 6:户名 7:房号 8:账页明细备注",
                "4 0:2012-7-5 1:交款 3:40 4:借 5:60 6:高珍 7:3-101 8:2012-1-1 上年结转 借 100",
            ]),
        );
        // The headers once, above the households.
        check(
            &[
                "业主欠费明细",
                "项目|月份|金额",
                "房号：1-101    业主：窦丽",
                "物业费|2014-10|=88",
                "水费|2014-11|=89",
                "房号：1-102    业主：华丽",
                "物业费|2014-10|=88",
            ],
            Some(&[
                "1 0:业主欠费明细",
                "2 0:项目 1:月份 2:金额 3:房号 4:业主",
                "4 0:物业费 1:2014-10 2:88 3:1-101 4:窦丽",
                "5 0:水费 1:2014-11 2:89 3:1-101 4:窦丽",
                "7 0:物业费 1:2014-10 2:88 3:1-102 4:华丽",
            ]),
        );
        // A list, and cards.
        check(&["房号|业主|金额", "1-101|黄兰|=10", "房号：1-102|业主：李红|=10"], None);
        check(&["房号|5-101|业主姓名|黄勇", "建筑面积|92|入住时间|2008.1.1"], None);
        check(
            &["房号：1-101", "月份|应收|欠费", "1月|=1|=1", "房号：1-102", "项目|应收|欠费", "物业费|=1|=1"],
            None,
        );
    }
}
