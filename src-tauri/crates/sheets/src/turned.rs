//! A list on its side: 房号, 业主, 电话 down the first column, a household in each column. It is put upright, and its sheet is
//! called so, for its cells are not where the file has them.

use std::collections::BTreeMap;

use crate::book::{Book, Row, Sheet, Value};
use crate::cells::shown;
use crate::origins::Place;
use crate::rows::is_title;
use crate::{Meaning, words};

/// What is put behind the sheet's name.
const UPRIGHT: &str = "（转置后）";
/// So many rows of words, and so many households, are no accident.
const FEWEST_LABELS: usize = 3;
const FEWEST_HOUSEHOLDS: usize = 3;
/// A list on its side is as long as it has columns.
const MOST_ROWS: usize = 60;

/// Puts the lists upright that lie on their side.
pub(crate) fn upright(book: &mut Book) {
    for sheet in &mut book.sheets {
        if let Some((rows, places)) = turned(sheet) {
            *sheet = sheet.put_together(UPRIGHT, rows, places);
        }
    }
}

/// The rows of a sheet put upright, and where their cells stood; `None` where it does not lie on its side.
fn turned(sheet: &Sheet) -> Option<(Vec<Row>, BTreeMap<Place, Place>)> {
    if sheet.rows.len() > MOST_ROWS || !sheet.comments.is_empty() {
        return None;
    }
    let meant = |value: &Value| match value {
        Value::Text(text) => words::meaning(text).map(|(meaning, _)| meaning),
        _ => None,
    };
    let room = |row: &&Row| row.cells.first().is_some_and(|(_, value)| meant(value) == Some(Meaning::Room));
    let label = sheet.rows.iter().find(room)?.cells.first()?.0;
    let begins = |row: &Row| matches!(row.cells.first(), Some((column, Value::Text(_))) if *column == label);
    let first = sheet.rows.iter().position(|row| begins(row) && row.cells.len() > 1)?;
    let (titles, list) = sheet.rows.split_at(first);
    if sheet.merges.iter().any(|merge| merge.first_row >= list[0].index) {
        return None;
    }
    let list: Vec<&Row> = list.iter().filter(|row| row.cells.len() > 1 || !is_title(&row.cells)).collect();
    if !list.iter().all(|row| begins(row)) || !titles.iter().all(|row| row.cells.len() == 1) {
        return None;
    }
    let mut labels = 0;
    for row in &list {
        let words = row.cells.iter().filter(|(_, value)| meant(value).is_some()).count();
        let headed = meant(&row.cells[0].1).is_some();
        if words > usize::from(headed) {
            return None;
        }
        labels += words;
    }
    let rooms = &list.iter().copied().find(|row| room(row))?.cells[1..];
    let numbered =
        rooms.iter().filter(|(_, value)| shown(value, sheet.epoch).contains(|c: char| c.is_ascii_digit()));
    if labels < FEWEST_LABELS || rooms.len() < FEWEST_HOUSEHOLDS || numbered.count() * 10 < rooms.len() * 9 {
        return None;
    }
    let top = titles.last().map_or(0, |row| row.index + 1);
    let last = list.iter().filter_map(|row| row.cells.last()).map(|(column, _)| *column).max()?;
    let household = |column: u32| {
        let cells = (0..).zip(&list).filter_map(|(at, row)| Some((at, row.get(column)?.clone()))).collect();
        Row { index: top + column - label, cells }
    };
    let above = titles.iter().map(|row| Row { index: row.index, cells: row.cells.clone() });
    let upright: Vec<Row> = (label..=last).map(household).filter(|row| !row.cells.is_empty()).collect();
    let stood =
        |row: &Row, at: u32| Some((list.get(usize::try_from(at).ok()?)?.index, row.index - top + label));
    let places = upright
        .iter()
        .flat_map(|row| row.cells.iter().filter_map(|(at, _)| Some(((row.index, *at), stood(row, *at)?))))
        .collect();
    Some((above.chain(upright).collect(), places))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::tests::check_put_together;

    fn check(lines: &[&str], expect: Option<&[&str]>) {
        check_put_together(lines, turned, expect);
    }

    #[test]
    fn a_list_on_its_side_is_put_upright() {
        check(
            &["6栋住户", "房号|6-101|6-102|6-201", "业主|朱红|高伟|赵敏", "电话|13900000001||13900000002"],
            Some(&[
                "1 0:6栋住户",
                "2 0:房号 1:业主 2:电话",
                "3 0:6-101 1:朱红 2:13900000001",
                "4 0:6-102 1:高伟",
                "5 0:6-201 1:赵敏 2:13900000002",
            ]),
        );
        check(&["房号|业主|电话", "6-101|朱红|13900000001", "6-102|高伟|13900000002"], None);
        check(&["房号|5-101|业主|黄勇", "建筑面积|92|入住时间|2008.1.1", "备注|无|电话|1"], None);
    }
}
