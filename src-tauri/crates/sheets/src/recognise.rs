//! Finds the table on a sheet by itself: the header row by its words, the columns by their words and by what they hold.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::{Row, Sheet};
use crate::cells::{plain, shown};
use crate::layout::{Column, Layout, Region};
use crate::profile::Profile;
use crate::words;
use crate::{Confidence, Kind, Meaning, Options};

/// A header stands above the data: titles and notes before it are few.
const ROWS_SEARCHED: usize = 60;

/// The tables of a sheet; none when nothing on it looks like something that can be imported.
pub(crate) fn layout(sheet: &Sheet, options: &Options) -> Layout {
    let region = header_row(sheet, options).and_then(|header| region(sheet, header, options));
    Layout { regions: region.into_iter().collect() }
}

/// The row a person named, or the row whose cells say the most different things.
fn header_row(sheet: &Sheet, options: &Options) -> Option<usize> {
    if let Some(choice) = options.headers.iter().find(|h| h.sheet == sheet.name) {
        return sheet.rows.iter().position(|row| row.number() == choice.row);
    }
    let scored = sheet.rows.iter().take(ROWS_SEARCHED).enumerate().map(|(at, row)| (score(sheet, row), at));
    // The first of equals: a header that is repeated on every printed page counts once.
    let (best, at) = scored.max_by_key(|(score, at)| (*score, std::cmp::Reverse(*at)))?;
    (best >= 4).then_some(at)
}

/// Two for each exact meaning, one for each likely one; nothing without something that names a unit or its owner.
fn score(sheet: &Sheet, row: &Row) -> usize {
    let read: BTreeMap<String, (Meaning, Confidence)> = row
        .cells
        .iter()
        .filter_map(|(_, value)| {
            let header = shown(value, sheet.epoch);
            words::meaning(&header).map(|found| (words::key(&header), found))
        })
        .collect();
    let kinds: BTreeSet<String> = read.values().map(|(meaning, _)| format!("{meaning:?}")).collect();
    let names_a_unit =
        read.values().any(|(m, _)| matches!(m, Meaning::Room | Meaning::OwnerName | Meaning::Building));
    if kinds.len() < 2 || !names_a_unit {
        return 0;
    }
    read.values().map(|(_, confidence)| if *confidence == Confidence::Sure { 2 } else { 1 }).sum()
}

fn region(sheet: &Sheet, header: usize, options: &Options) -> Option<Region> {
    let (first, end) = (header + 1, sheet.rows.len());
    let mut columns = named_columns(sheet, header);
    apply_choices(sheet, &mut columns, options);
    by_content(sheet, first, &mut columns);
    one_of_each(&mut columns);
    promote_lone_total(&mut columns);
    let region = Region { kind: Kind::Roster, confidence: Confidence::Sure, header, first, end, columns };
    region.column(Meaning::Room).is_some().then_some(region)
}

/// Every column that has a header or data.
fn named_columns(sheet: &Sheet, header: usize) -> Vec<Column> {
    let used: BTreeSet<u32> =
        sheet.rows[header..].iter().flat_map(|row| row.cells.iter().map(|(column, _)| *column)).collect();
    let header = &sheet.rows[header];
    let column = |index: u32| {
        let text = header.get(index).map(|v| plain(&shown(v, sheet.epoch))).unwrap_or_default();
        let (meaning, confidence) = words::meaning(&text).unwrap_or((Meaning::Unknown, Confidence::Guess));
        let note = match meaning {
            Meaning::Ignored if words::key(&text).contains("身份证") => "身份证号不导入",
            Meaning::Ignored | Meaning::Serial => "不导入",
            Meaning::Unknown => "没有认出，不导入",
            _ => "",
        };
        Column { index, header: text, meaning, confidence, note: note.to_owned() }
    };
    used.into_iter().map(column).collect()
}

fn apply_choices(sheet: &Sheet, columns: &mut [Column], options: &Options) {
    for choice in options.columns.iter().filter(|c| c.sheet == sheet.name) {
        if let Some(column) = columns.iter_mut().find(|c| c.index == choice.column) {
            column.meaning = choice.meaning;
            column.confidence = Confidence::Sure;
            column.note = CHOSEN.to_owned();
        }
    }
}

const CHOSEN: &str = "由操作员指定";

/// Columns without a header are taken for what their cells look like, and headers are checked against the cells.
fn by_content(sheet: &Sheet, first: usize, columns: &mut [Column]) {
    let rows = &sheet.rows[first..];
    let profiles: BTreeMap<u32, Profile> =
        columns.iter().map(|c| (c.index, Profile::of(rows, c.index, sheet.epoch))).collect();
    let nameless = |c: &Column| c.meaning == Meaning::Unknown && c.header.is_empty() && c.note != CHOSEN;
    let has = |columns: &[Column], meaning| columns.iter().any(|c: &Column| c.meaning == meaning);

    if !has(columns, Meaning::Room)
        && let Some(c) = columns.iter_mut().find(|c| nameless(c) && profiles[&c.index].is_room(rows.len()))
    {
        guess(c, Meaning::Room, "按内容认作房号");
    }
    let room = columns.iter().find(|c| c.meaning == Meaning::Room).map_or(0, |c| c.index);
    for (meaning, note) in [(Meaning::Building, "按内容认作楼栋"), (Meaning::Entrance, "按内容认作单元")]
    {
        if !has(columns, meaning)
            && let Some(c) = columns
                .iter_mut()
                .find(|c| nameless(c) && c.index < room && profiles[&c.index].is_building(rows.len()))
        {
            guess(c, meaning, note);
        }
    }
    if !has(columns, Meaning::OwnerPhone)
        && let Some(c) = columns.iter_mut().find(|c| nameless(c) && profiles[&c.index].is_phone())
    {
        guess(c, Meaning::OwnerPhone, "按内容认作电话");
    }
    for column in columns.iter_mut() {
        let profile = &profiles[&column.index];
        let counts = matches!(column.meaning, Meaning::Area | Meaning::Opening | Meaning::OpeningTotal);
        if counts && profile.filled > 0 && !profile.is_mostly_numbers() {
            column.confidence = column.confidence.min(Confidence::Likely);
            column.note = "这一列多半不是数字，请核对".to_owned();
        }
    }
}

fn guess(column: &mut Column, meaning: Meaning, note: &str) {
    column.meaning = meaning;
    column.confidence = Confidence::Guess;
    column.note = format!("表头是空的，{note}");
}

/// Of columns that claim the same single meaning the surest stays, the leftmost of equals; a person's choice beats all.
fn one_of_each(columns: &mut [Column]) {
    for at in 0..columns.len() {
        let meaning = columns[at].meaning;
        if !words::is_single(meaning) {
            continue;
        }
        let rank = |c: &Column| (c.note == CHOSEN, c.confidence, std::cmp::Reverse(c.index));
        let best =
            columns.iter().filter(|c| c.meaning == meaning).max_by_key(|c| rank(c)).map(|c| c.letter());
        if let Some(best) = best.filter(|letter| *letter != columns[at].letter()) {
            columns[at].meaning = Meaning::Ignored;
            columns[at].note = format!("与 {best} 列重复，不导入");
        }
    }
}

/// A sheet that gives nothing but the sum of the arrears still gives arrears.
fn promote_lone_total(columns: &mut [Column]) {
    if columns.iter().any(|c| c.meaning == Meaning::Opening) {
        return;
    }
    if let Some(total) = columns.iter_mut().find(|c| c.meaning == Meaning::OpeningTotal && c.note != CHOSEN) {
        total.meaning = Meaning::Opening;
        total.confidence = Confidence::Likely;
        total.note = "没有分项的欠费列，按合计导入".to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Epoch;
    use crate::rows::tests::sheet;

    fn check(lines: &[&str], expect: Option<(u32, &str)>) {
        let sheet = sheet(lines);
        let layout = layout(&sheet, &Options::default());
        assert_eq!(sheet.epoch, Epoch::Y1900);
        let got = layout.regions.first().map(|region| {
            let named =
                region.columns.iter().filter(|c| !matches!(c.meaning, Meaning::Unknown | Meaning::Ignored));
            let named: Vec<String> = named.map(|c| format!("{}={:?}", c.letter(), c.meaning)).collect();
            (sheet.rows[region.header].number(), named.join(" "))
        });
        assert_eq!(got, expect.map(|(row, columns)| (row, columns.to_owned())), "{lines:?}");
    }

    #[test]
    fn the_table_is_found_by_words_and_by_cells() {
        check(
            &["某某花园业主情况表", "", "房号|业主|电话|面积|欠费", "1-101|张小明|13900000001|=89.5|=10"],
            Some((3, "A=Room B=OwnerName C=OwnerPhone D=Area E=Opening")),
        );
        // The building's header is empty, and its mark stands once above the rows it holds for.
        check(
            &["|房号|业主姓名", "=1|=101|张小明", "|=102|李红", "|=201|王五", "=2|=101|赵桂兰"],
            Some((1, "A=Building B=Room C=OwnerName")),
        );
        // A serial number without a header is no building.
        check(
            &["|房号|业主姓名", "=1|1-101|张小明", "=2|1-102|李红", "=3|1-201|王五", "=4|1-202|赵桂兰"],
            Some((1, "B=Room C=OwnerName")),
        );
        check(&["姓名|面积|", "张小明|=89.5|13900000001", "李红|=70.5|13900000002"], None);
        check(
            &["业主姓名|建筑面积|", "张小明|=89.5|3-101", "李红|=70.5|3-102"],
            Some((1, "A=OwnerName B=Area C=Room")),
        );
        // Doubles: the exact word wins over a part of a word, then the left one.
        check(
            &["房号|房号2|业主姓名|面积|建筑面积", "1-101|x|张小明|=80|=89.5"],
            Some((1, "A=Room C=OwnerName D=Area")),
        );
        check(&["日期|天气", "2026-01-01|晴"], None);
        check(&["今天天气", "晴"], None);
    }
}
