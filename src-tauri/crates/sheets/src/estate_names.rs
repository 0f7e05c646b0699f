//! The estate's name or the street's number before every room of a table, `西湖花园1幢1单元101室`, where other tables of the
//! book have the same rooms without it, `1-1-101`: it is no part of the code.

use std::collections::{HashMap, HashSet};

use crate::apart::rooms_and_names;
use crate::book::{Book, Sheet, Value};
use crate::cells::plain;
use crate::decisions::{Decisions, choices};
use crate::draft::column_letter;
use crate::layout::{Layout, Region};
use crate::questions::{ESTATE_BEFORE_ROOMS, question};
use crate::words::total_label;
use crate::{Draft, Finding, FindingGroup, Level, Meaning, Options, recognise};

/// The question about such a name.
pub(crate) const CODE: &str = ESTATE_BEFORE_ROOMS;

/// Fewer rooms are alike by accident, where nobody's name stands beside them.
const FEWEST: usize = 3;

/// One name in common among so many rooms in common: the same households live there.
const ROOMS_A_NAME: usize = 4;

/// What a table has before its rooms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EstateName {
    sheet: String,
    /// Of the header, from 1.
    row: u32,
    column: u32,
    header: String,
    name: String,
    left_out: bool,
}

/// The rooms of a table, with the names beside each.
type Rooms = HashMap<String, HashSet<String>>;

/// Where a table has its rooms: a sheet, a region of it, and a column.
#[derive(Debug, Clone, Copy)]
struct Doors<'l> {
    sheet: usize,
    region: &'l Region,
    column: u32,
}

/// Takes such names off the cells of the tables that have them, unless a person said that they tell rooms apart.
pub(crate) fn leave_out(book: &mut Book, options: &Options) -> Vec<EstateName> {
    // Looked for where there is another sheet to have the rooms without it: a book of one is not recognised twice.
    let filled = book.sheets.iter().filter(|sheet| !sheet.rows.is_empty()).count();
    if filled < 2 || !book.sheets.iter().any(may_have_one) {
        return Vec::new();
    }
    let layouts: Vec<Layout> = book.sheets.iter().map(|sheet| recognise::layout(sheet, options)).collect();
    let regions =
        layouts.iter().enumerate().flat_map(|(at, layout)| layout.regions.iter().map(move |r| (at, r)));
    let doors = regions.filter_map(|(sheet, region)| {
        let of = |meaning| region.column(meaning).map(|c| Doors { sheet, region, column: c.index });
        let building =
            of(Meaning::Building).filter(|doors| !names_before(&book.sheets[sheet], doors).is_empty());
        of(Meaning::Room).map(|room| building.unwrap_or(room))
    });
    let doors: Vec<Doors<'_>> = doors.collect();
    let (led, bare): (Vec<_>, Vec<_>) = doors
        .into_iter()
        .map(|doors| (doors, names_before(&book.sheets[doors.sheet], &doors)))
        .partition(|(_, names)| !names.is_empty());
    let mut without = Rooms::new();
    for (doors, _) in &bare {
        for (room, people) in rooms(book, doors, options) {
            without.entry(room).or_default().extend(people);
        }
    }
    if without.is_empty() {
        return Vec::new();
    }
    let several = led.iter().any(|(_, names)| names.iter().all(|name| !led[0].1.contains(name)));
    let leaves_out = Decisions::of(&options.decisions).is(CODE, "leave_out");
    let mut found = Vec::new();
    for (doors, names) in &led {
        let fitting = names.iter().filter_map(|name| {
            let before = take_off(&mut book.sheets[doors.sheet], doors, name);
            let here = rooms(book, doors, options);
            put_back(&mut book.sheets[doors.sheet], before);
            Some((alike(&here, &without, several || is_section(name))?, name))
        });
        // The shorter of two that fit alike.
        let Some((_, name)) = fitting.max_by_key(|(count, name)| (*count, std::cmp::Reverse(name.len())))
        else {
            continue;
        };
        let sheet = &mut book.sheets[doors.sheet];
        if leaves_out {
            drop(take_off(sheet, doors, name));
        }
        let header = doors.region.columns.iter().find(|c| c.index == doors.column);
        found.push(EstateName {
            sheet: sheet.name.to_string(),
            row: sheet.rows[doors.region.header].number(),
            column: doors.column,
            header: header.map_or_else(String::new, |c| c.header.clone()),
            name: name.clone(),
            left_out: leaves_out,
        });
    }
    found
}

/// Tells of every table that has such a name, at the head of the findings.
pub(crate) fn tell(draft: &mut Draft, found: &[EstateName]) {
    if found.is_empty() {
        return;
    }
    let done = |of: &EstateName| {
        if of.left_out { "认作小区名或门牌，不算在房号里" } else { "照原样算在房号里" }
    };
    let findings = found.iter().map(|of| Finding {
        sheet: of.sheet.clone(),
        row: of.row,
        cell: format!("{}{}", column_letter(of.column), of.row),
        level: Level::Decide,
        code: CODE.to_owned(),
        message: format!(
            "这一列的房号前面都写着“{}”，别的表里同样的房号没有写，{}。请确认。",
            of.name,
            done(of)
        ),
        read: of.header.clone(),
        understood: String::new(),
    });
    draft.findings.splice(0..0, findings);
    let group = FindingGroup {
        code: CODE.to_owned(),
        level: Level::Decide,
        title: question(CODE).map_or("", |question| question.title).to_owned(),
        count: u32::try_from(found.len()).unwrap_or(u32::MAX),
        choices: choices(CODE),
        chosen: if found[0].left_out { "leave_out" } else { "keep" }.to_owned(),
    };
    let at = draft.groups.partition_point(|g| g.level < group.level);
    draft.groups.insert(at, group);
}

/// Cheap: whether the same words stand before figures in a quarter of the first rows of a column.
fn may_have_one(sheet: &Sheet) -> bool {
    const ROWS: usize = 1_000;
    let rows = &sheet.rows[..sheet.rows.len().min(ROWS)];
    let mut met: HashMap<(u32, String), usize> = HashMap::new();
    for (column, value) in rows.iter().flat_map(|row| &row.cells) {
        let Value::Text(text) = value else { continue };
        if text.is_ascii() || !text.bytes().any(|b| b.is_ascii_digit()) {
            continue;
        }
        let text = plain(text);
        for end in ends(&text) {
            *met.entry((*column, text[..end].to_owned())).or_default() += 1;
        }
    }
    met.into_values().any(|count| count >= 2 && count * 4 >= rows.len())
}

/// The names that may stand before the rooms of a table: before nine of ten.
fn names_before(sheet: &Sheet, doors: &Doors<'_>) -> Vec<String> {
    let rows = &sheet.rows[doors.region.first..doors.region.end];
    let cells = rows.iter().filter_map(|row| match row.get(doors.column) {
        Some(Value::Text(text)) => Some(plain(text)),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    });
    let cells: Vec<String> = cells
        .filter(|text| text.contains(|c: char| c.is_ascii_digit()) && total_label(text).is_none())
        .collect();
    let Some(first) = cells.first() else { return Vec::new() };
    let mut names: Vec<String> = ends(first).into_iter().map(|end| first[..end].to_owned()).collect();
    names.retain(|name| {
        let led = cells.iter().filter(|cell| ends(cell).iter().any(|end| cell[..*end] == **name)).count();
        led * 10 >= cells.len() * 9
    });
    names
}

/// Where such a name may end in an address: before `1幢`, `3号101` and `A座`.
fn ends(text: &str) -> Vec<usize> {
    const LONGEST: usize = 20;
    const OF_UNITS: &str = "栋幢座楼元室层门年月日第共至户";
    const STREETS: &str = "路街道巷弄里村";
    const PARTS: [&str; 16] = [
        "车库",
        "车位",
        "车棚",
        "商铺",
        "铺",
        "商",
        "门面",
        "店",
        "储藏室",
        "储藏间",
        "储",
        "地下室",
        "杂物间",
        "阁楼",
        "负一",
        "地下",
    ];
    let mut ends = Vec::new();
    for (at, c) in text.char_indices().take(LONGEST) {
        let end = at + c.len_utf8();
        let (name, rest) = (&text[..end], &text[end..]);
        if ["栋", "幢", "座", "单元", "号楼"].iter().any(|word| name.contains(word)) {
            break;
        }
        let bare = unseparated(rest);
        let begins =
            bare.starts_with(|c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c));
        let of_street = c != '号' || name.contains(|c| STREETS.contains(c));
        let named =
            is_han(c) && !OF_UNITS.contains(c) && of_street && !PARTS.iter().any(|p| name.ends_with(p));
        if begins && named && name.chars().nth(1).is_some() && bare.contains(|c: char| c.is_ascii_digit()) {
            ends.push(end);
        }
    }
    ends
}

fn unseparated(rest: &str) -> &str {
    rest.trim_start_matches(|c: char| c.is_whitespace() || "-—,，、:.·".contains(c))
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// 一期, A区, 东苑: tells buildings of one estate apart.
fn is_section(name: &str) -> bool {
    name.ends_with(['期', '区', '苑', '园', '院']) && name.chars().count() <= 3
}

/// Cells as they were, by row and place in it.
type Before = Vec<(usize, usize, String)>;

fn take_off(sheet: &mut Sheet, doors: &Doors<'_>, name: &str) -> Before {
    let mut before = Before::new();
    let region = doors.region;
    for (at, row) in (region.first..).zip(&mut sheet.rows[region.first..region.end]) {
        let Ok(cell) = row.cells.binary_search_by_key(&doors.column, |(column, _)| *column) else { continue };
        let Value::Text(text) = &mut row.cells[cell].1 else { continue };
        let written = plain(text);
        let Some(rest) = written.strip_prefix(name).map(unseparated).filter(|rest| !rest.is_empty()) else {
            continue;
        };
        before.push((at, cell, std::mem::replace(text, rest.to_owned())));
    }
    before
}

fn put_back(sheet: &mut Sheet, before: Before) {
    for (row, cell, text) in before {
        sheet.rows[row].cells[cell].1 = Value::Text(text);
    }
}

/// The rooms of a table as its cells stand now.
fn rooms(book: &Book, doors: &Doors<'_>, options: &Options) -> Rooms {
    let table = (&book.sheets[doors.sheet], doors.region);
    let mut found = Rooms::new();
    for (code, called) in rooms_and_names(&book.name, table, (options, None)) {
        found.entry(code.as_str().to_owned()).or_default().extend(called);
    }
    found
}

/// How many rooms both have; `None` where they are not the same ones, as far as the names beside them tell. `by_name`:
/// names must tell.
fn alike(here: &Rooms, without: &Rooms, by_name: bool) -> Option<usize> {
    let shared = || here.iter().filter_map(|(room, people)| Some((people, without.get(room)?)));
    let named = || shared().filter(|(one, other)| !one.is_empty() && !other.is_empty());
    let same = named().filter(|(one, other)| !one.is_disjoint(other)).count();
    let (count, named) = (shared().count(), named().count());
    let most = count * 2 >= here.len().min(without.len());
    let fits = match named {
        0 => !by_name && count >= FEWEST,
        _ => same > 0 && same * ROOMS_A_NAME >= named,
    };
    (most && fits).then_some(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::tests::sheet;
    use crate::{Decision, Format, interpret};

    fn check(sheets: &[&[&str]], decided: &str, expect: &[&str]) {
        let sheets = (1..).zip(sheets);
        let sheets = sheets.map(|(nth, lines)| Sheet { name: format!("表{nth}").into(), ..sheet(lines) });
        let (name, cut) = (String::new(), Vec::new());
        let mut book = Book { name, format: Format::Xls, sheets: sheets.collect(), cut };
        let decisions = vec![Decision { code: CODE.into(), choice: decided.into() }];
        let options = Options { decisions, ..Options::default() };
        let found = leave_out(&mut book, &options);
        let mut draft = interpret::import(&book, &options).unwrap();
        tell(&mut draft, &found);
        let asked = draft.groups.iter().find(|group| group.code == CODE).map(|group| group.count);
        assert_eq!(asked, u32::try_from(found.len()).ok().filter(|count| *count > 0));
        let names = found.iter().map(|of| format!("{} {}", of.sheet, of.name));
        let units = draft.units.iter().map(|unit| unit.code.clone());
        assert_eq!(names.chain(units).collect::<Vec<_>>(), expect, "{:?}", book.sheets[0]);
    }

    const BARE: &[&str] =
        &["房号|业主|欠费金额", "1-1-101|张小明|=100", "1-1-102|李红|=100", "1-2-101|王五|=100"];
    const CODES: [&str; 3] = ["1-1-101", "1-1-102", "1-2-101"];

    fn lead(name: &'static str) -> Vec<&'static str> {
        [&[name][..], &CODES].concat()
    }

    #[test]
    fn what_stands_before_every_room_is_no_part_of_it() {
        let address = [
            "地址|业主|电话",
            "西湖花园1幢1单元101室|张小明|13900000001",
            "西湖花园1幢1单元102室|李红|13900000002",
            "西湖花园1幢2单元101室|王五|13900000003",
        ];
        check(&[&address, BARE], "", &lead("表1 西湖花园"));
        let in_numbers =
            ["房号|业主", "阳光城小区 1-1-101|张小明", "阳光城小区 1-1-102|李红", "阳光城小区 1-2-101|王五"];
        check(&[&in_numbers, BARE], "", &lead("表1 阳光城小区"));
        // A person says that it tells rooms apart.
        let apart = ["西湖花园1-1-101", "西湖花园1-1-102", "西湖花园1-2-101"];
        let both = [&["表1 西湖花园"][..], &apart, &CODES].concat();
        check(&[&address, BARE], "keep", &both);
        // A street and its number.
        let street = [
            "房号|业主",
            "莘松路512弄3号101室|张小明",
            "莘松路512弄3号102室|李红",
            "莘松路512弄4号101室|王五",
        ];
        let bare = ["房号|业主|欠费金额", "3号101|张小明|=100", "3号102|李红|=100", "4号101|王五|=100"];
        check(&[&street, &bare], "", &["表1 莘松路512弄", "3-101", "3-102", "4-101"]);
        // No names beside the rooms.
        let money = ["房号|欠费金额", "1-1-101|=100", "1-1-102|=100", "1-2-101|=100"];
        check(&[&address, &money], "", &lead("表1 西湖花园"));
    }

    #[test]
    fn what_tells_rooms_apart_stays() {
        let of_others = ["房号|业主", "竹苑1-1-101|何伟", "竹苑1-1-102|孙丽", "竹苑1-2-101|周敏"];
        let apart = ["竹苑1-1-101", "竹苑1-1-102", "竹苑1-2-101"];
        check(&[&of_others, BARE], "", &[&apart[..], &CODES].concat());
        // Nothing to compare it with; and rooms of a part of the building.
        check(&[&of_others], "", &apart);
        let shops = ["房号|业主", "商铺1|何伟", "商铺2|孙丽", "商铺3|周敏"];
        let rooms = ["房号|业主|欠费金额", "101|张小明|=100", "102|李红|=100", "103|王五|=100"];
        check(&[&shops, &rooms], "", &["商铺1", "商铺2", "商铺3", "101", "102", "103"]);
    }
}
