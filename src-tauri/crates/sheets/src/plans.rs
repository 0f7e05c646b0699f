//! 楼层平面图: a row for each floor, a column for each door, a name in each cell. Each cell becomes a row under 房号 and 业主,
//! and its sheet is called so, for its cells are not where the file has them.

use std::collections::{BTreeMap, HashSet};

use crate::book::{Book, Row, Sheet, Value};
use crate::cells::shown;
use crate::numerals::in_digits;
use crate::origins::Place;
use crate::profile::looks_like_name;
use crate::words;

/// What is put behind the sheet's name.
const LISTED: &str = "（平面图整理后）";
/// The doors stand under a few titles.
const DOORS_WITHIN: usize = 6;
const FEWEST_DOORS: usize = 2;
const FEWEST_FLOORS: usize = 2;
/// No building has more.
const MOST_FLOORS: usize = 120;
const MOST_DOORS: u32 = 40;

/// Lists the doors of plans.
pub(crate) fn list(book: &mut Book) {
    for sheet in &mut book.sheets {
        if let Some((rows, places)) = listed(sheet) {
            *sheet = sheet.put_together(LISTED, rows, places);
        }
    }
}

/// The rows that the doors become, and where their cells stood; `None` where the sheet is no plan whose doors make rooms.
fn listed(sheet: &Sheet) -> Option<(Vec<Row>, BTreeMap<Place, Place>)> {
    if sheet.rows.len() > MOST_FLOORS || !sheet.comments.is_empty() {
        return None;
    }
    let (at, doors) = (0..sheet.rows.len().min(DOORS_WITHIN)).find_map(|at| Some((at, doors(sheet, at)?)))?;
    let (above, below) = (&sheet.rows[..at], &sheet.rows[at + 1..]);
    let titles = above.iter().filter(|row| row.cells.len() == 1);
    let header = sheet.rows[at].index;
    let mut units = Vec::new();
    let mut remarks = Vec::new();
    let mut floors = 0;
    for row in below {
        let floor = row.cells.first().and_then(|(_, value)| floor(&shown(value, sheet.epoch)));
        match floor {
            Some(floor) => {
                floors += 1;
                for (column, value) in &row.cells[1..] {
                    let door = doors.get(column)?;
                    let room = format!("{}{floor}{:02}", door.entrance, door.number);
                    units.push((room, value.clone(), (row.index, *column)));
                }
            }
            None if row.cells.len() == 1 => remarks.push(row.cells[0].1.clone()),
            None => return None,
        }
    }
    let held = held(sheet, &units).filter(|_| floors >= FEWEST_FLOORS)?;
    let named = |text: &str| Value::Text(text.to_owned());
    let mut rows: Vec<Row> = titles.map(|row| Row { index: row.index, cells: row.cells.clone() }).collect();
    rows.push(Row { index: header, cells: vec![(0, named("房号")), (1, named(held))] });
    let mut places = BTreeMap::new();
    let mut index = header;
    for (room, value, place) in units {
        index += 1;
        places.extend([((index, 0), place), ((index, 1), place)]);
        rows.push(Row { index, cells: vec![(0, Value::Text(room)), (1, value)] });
    }
    for remark in remarks {
        index += 1;
        rows.push(Row { index, cells: vec![(0, remark)] });
    }
    Some((rows, places))
}

/// A column of a plan.
struct Door {
    /// `1单元`, where the plan is of several.
    entrance: String,
    number: u32,
}

/// The doors that a row names beside 楼层, by column; no two alike.
fn doors(sheet: &Sheet, at: usize) -> Option<BTreeMap<u32, Door>> {
    let row = &sheet.rows[at];
    let (label, named) = row.cells.split_first()?;
    let label = words::key(&shown(&label.1, sheet.epoch));
    let heads_floors = ["楼层", "层", "层数", "层号", "楼层/房号", "楼层\\房号", "层/室"];
    if !heads_floors.contains(&label.as_str()) || named.len() < FEWEST_DOORS {
        return None;
    }
    let entrances = at.checked_sub(1).map(|above| entrances(sheet, &sheet.rows[above])).unwrap_or_default();
    let mut seen = HashSet::new();
    let mut doors = BTreeMap::new();
    for (column, value) in named {
        let number = door(&shown(value, sheet.epoch))?;
        let entrance = entrances.range(..=column).next_back().map(|(_, text)| text.clone());
        let entrance = entrance.unwrap_or_default();
        if !seen.insert((entrance.clone(), number)) {
            return None;
        }
        doors.insert(*column, Door { entrance, number });
    }
    Some(doors)
}

/// `1单元`, `2单元` in the row above the doors, by their first column.
fn entrances(sheet: &Sheet, row: &Row) -> BTreeMap<u32, String> {
    let of_entrance = |text: &str| {
        let mark = text.trim().strip_suffix("单元");
        mark.is_some_and(|mark| !mark.is_empty() && mark.chars().count() <= 2)
    };
    let shown = row.cells.iter().map(|(column, value)| (*column, shown(value, sheet.epoch)));
    shown
        .filter(|(_, text)| of_entrance(text))
        .map(|(column, text)| (column, text.trim().to_owned()))
        .collect()
}

/// `01`, `2室`: which door of its floor.
fn door(text: &str) -> Option<u32> {
    let text = text.trim();
    let figures = text.trim_end_matches(['室', '号', '户', '房']);
    let number: u32 = figures.parse().ok().filter(|_| figures.len() <= 2)?;
    (1..=MOST_DOORS).contains(&number).then_some(number)
}

/// `7F`, `7层`, `七楼`, `7`.
fn floor(text: &str) -> Option<u32> {
    let text = text.trim().trim_start_matches('第');
    let number = text.trim_end_matches(['层', '楼', 'F', 'f']);
    // Numerals are told by what follows them.
    let floor: u32 = in_digits(&format!("{number}号")).trim_end_matches('号').parse().ok()?;
    (1..=u32::try_from(MOST_FLOORS).ok()?).contains(&floor).then_some(floor)
}

/// The header of what the plan's cells hold: names, or what its title says of numbers.
fn held(sheet: &Sheet, units: &[(String, Value, Place)]) -> Option<&'static str> {
    let name = |value: &Value| {
        let text = shown(value, sheet.epoch);
        matches!(value, Value::Text(_))
            && looks_like_name(text.trim_end_matches(|c: char| c.is_ascii_digit()).trim())
    };
    let names = units.iter().filter(|(_, value, _)| name(value)).count();
    let numbers = units.iter().filter(|(_, value, _)| matches!(value, Value::Number(_))).count();
    let titles = sheet.rows.iter().take(DOORS_WITHIN).filter(|row| row.cells.len() == 1);
    let titles: String = titles.map(|row| shown(&row.cells[0].1, sheet.epoch).into_owned()).collect();
    let says = |word: &str| titles.contains(word) || sheet.name.contains(word);
    match () {
        () if units.is_empty() => None,
        () if names * 2 > units.len() => Some("业主"),
        () if numbers < units.len() => None,
        () if says("欠") => Some("欠费金额"),
        () if says("面积") => Some("建筑面积"),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::tests::check_put_together;

    fn check(lines: &[&str], expect: Option<&[&str]>) {
        check_put_together(lines, listed, expect);
    }

    #[test]
    fn the_doors_of_a_plan_become_rows() {
        check(
            &["3栋住户平面表", "楼层|01|02", "10F|郭兰|张华", "二层|李涛|空置"],
            Some(&[
                "1 0:3栋住户平面表",
                "2 0:房号 1:业主",
                "3 0:1001 1:郭兰",
                "4 0:1002 1:张华",
                "5 0:201 1:李涛",
                "6 0:202 1:空置",
            ]),
        );
        check(
            &["3栋", "|1单元||2单元", "楼层|=1|=2|=1|=2", "=2|郭兰|张华|李涛|赵敏", "=1|何博||马静"],
            Some(&[
                "1 0:3栋",
                "3 0:房号 1:业主",
                "4 0:1单元201 1:郭兰",
                "5 0:1单元202 1:张华",
                "6 0:2单元201 1:李涛",
                "7 0:2单元202 1:赵敏",
                "8 0:1单元101 1:何博",
                "9 0:2单元101 1:马静",
            ]),
        );
        check(
            &["3栋欠费图", "楼层|01|02", "2F|=10|=0", "1F|=5|=6"],
            Some(&[
                "1 0:3栋欠费图",
                "2 0:房号 1:欠费金额",
                "3 0:201 1:10",
                "4 0:202 1:0",
                "5 0:101 1:5",
                "6 0:102 1:6",
            ]),
        );
        // Nobody says what the numbers are; the same door twice; a list; two rows a floor.
        check(&["3栋", "楼层|01|02", "2F|=10|=0", "1F|=5|=6"], None);
        check(&["3栋", "楼层|01|01", "2F|郭兰|张华", "1F|李涛|何博"], None);
        check(&["楼层|房号|业主", "2F|=201|张华", "1F|=101|何博"], None);
        check(&["3栋", "楼层|01|02", "2F|郭兰|张华", "|13900000001|13900000002"], None);
    }
}
