//! Room and name in one cell, `3-2-101 张小明` under 房号姓名 or 科目名称: a column each.

use std::collections::BTreeMap;

use crate::book::{Book, Row, Sheet, Value};
use crate::cells::plain;
use crate::draft::column_letter;
use crate::origins::Origins;
use crate::profile::looks_like_name;
use crate::{Meaning, words};

const FEWEST_ROWS: usize = 3;
/// Rows that are looked at below a header.
const LOOKED_AT: usize = 200;
/// A header stands so near its first row.
const HEADER_WITHIN: usize = 60;

/// Puts the names beside the rooms, behind the sheet's last column.
pub(crate) fn part(book: &mut Book) {
    for sheet in &mut book.sheets {
        if let Some((header, column)) = joined_column(sheet) {
            part_column(sheet, header, column);
        }
    }
}

/// The row of the header and the column under it that holds both; `None` where none does, or another holds the names.
fn joined_column(sheet: &Sheet) -> Option<(usize, u32)> {
    let is_both = |value: &Value| matches!(value, Value::Text(text) if parts(text).is_some());
    let first =
        sheet.rows.iter().take(HEADER_WITHIN).position(|row| row.cells.iter().any(|(_, v)| is_both(v)))?;
    let column = sheet.rows[first].cells.iter().find(|(_, value)| is_both(value))?.0;
    let header = first.checked_sub(1)?;
    let headed =
        matches!(sheet.rows[header].get(column), Some(Value::Text(text)) if text.chars().count() <= 10);
    let meant = |(_, value): &(u32, Value)| match value {
        Value::Text(text) => words::meaning(text).map(|(meaning, _)| meaning),
        _ => None,
    };
    let others = || sheet.rows[header].cells.iter().filter(|(at, _)| *at != column).filter_map(meant);
    let named = others().any(|m| matches!(m, Meaning::OwnerName | Meaning::Room | Meaning::TenantName));
    let (mut filled, mut both, mut names) = (0_usize, 0_usize, std::collections::HashSet::new());
    for row in sheet.rows[first..].iter().take(LOOKED_AT) {
        let Some(Value::Text(text)) = row.get(column) else { continue };
        filled += 1;
        if let Some((_, name)) = parts(text) {
            both += 1;
            names.insert(name);
        }
    }
    let is_joined = both >= FEWEST_ROWS && both * 10 >= filled * 7 && names.len() * 2 > both;
    (headed && !named && others().next().is_some() && is_joined).then_some((header, column))
}

fn part_column(sheet: &mut Sheet, header: usize, column: u32) {
    let last = sheet.rows.iter().filter_map(|row| row.cells.last()).map(|(column, _)| *column).max();
    let names = last.map_or(column, |last| last) + 1;
    let put = |row: &mut Row, room: Value, name: String| {
        if let Ok(at) = row.cells.binary_search_by_key(&column, |(c, _)| *c) {
            row.cells[at].1 = room;
            row.cells.push((names, Value::Text(name)));
        }
    };
    let letter = column_letter(column);
    let mut stood = BTreeMap::new();
    for (at, row) in sheet.rows.iter_mut().enumerate().skip(header) {
        if at == header {
            let Some(Value::Text(title)) = row.get(column) else { continue };
            let room = format!("房号（原表头“{}”）", title.trim());
            put(row, Value::Text(room), format!("业主姓名（从 {letter} 列拆出）"));
        } else if let Some(Value::Text(text)) = row.get(column)
            && let Some((room, name)) = parts(text)
        {
            let room = Value::Text(room.to_owned());
            put(row, room, name);
            stood.extend([column, names].map(|put| ((row.index, put), (row.index, column))));
        }
    }
    sheet.origins = Some(Origins::of_some(sheet.name.clone(), stood));
}

/// `3-2-101` and `张小明`.
fn parts(text: &str) -> Option<(&str, String)> {
    const LONGEST: usize = 40;
    if text.len() > LONGEST || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let text = text.trim();
    let of_room = |c: char| c.is_ascii_alphanumeric() || "-－—#＃/.栋幢座号楼单元室".contains(c);
    let end = text.find(|c: char| !of_room(c))?;
    let (room, rest) = text.split_at(end);
    let figures = room.chars().filter(char::is_ascii_digit).count();
    let name = plain(rest);
    let name = name.trim_matches(['-', '_', '(', ')', ':', '/', ' ']);
    let is_room =
        figures >= 3 && room.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '室' || c == '号');
    (is_room && looks_like_name(name)).then(|| (room, name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_and_a_name_are_parted() {
        for (text, expect) in [
            ("3-2-101 张小明", Some(("3-2-101", "张小明"))),
            ("3-2-101张小明", Some(("3-2-101", "张小明"))),
            ("3栋2单元101室 张小明", Some(("3栋2单元101室", "张小明"))),
            ("3-2-101（张小明）", Some(("3-2-101", "张小明"))),
            ("3-2-101", None),
            ("张小明", None),
            ("1栋 汇总", None),
            ("2013年5月", None),
            ("张小明13900000001", None),
            ("101 已交", None),
        ] {
            let got = parts(text);
            assert_eq!(got.as_ref().map(|(room, name)| (*room, name.as_str())), expect, "{text}");
        }
    }
}
