//! 应收, 实收 and 欠费 as rows of one household, `101 | 张小明 | 应收 | 960` and below it `| | 实收 | 60`: they are put abreast, a
//! household in each row, and the sheet is called so, for its columns are not the file's.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::{Book, Row, Sheet, Value};
use crate::cells::{number, plain};
use crate::origins::Place;
use crate::{Meaning, words};

/// What is put behind the sheet's name.
const ABREAST: &str = "（按户整理后）";
/// So many rows of each are no accident.
const FEWEST_ROWS: usize = 3;
/// The header stands so near the sheet's top.
const HEADER_WITHIN: usize = 60;

/// What the amounts of a row are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Due,
    Waived,
    Paid,
    Owed,
}

impl Role {
    /// Asked of every text near a sheet's top: cheap.
    fn of(value: Option<&Value>) -> Option<Role> {
        const LONGEST: usize = 12;
        let Some(Value::Text(text)) = value else { return None };
        if text.len() > 2 * LONGEST {
            return None;
        }
        match plain(text).trim().trim_end_matches("金额").trim_end_matches('款') {
            "应收" | "应缴" | "应交" => Some(Role::Due),
            "减免" | "优惠" => Some(Role::Waived),
            "实收" | "实缴" | "实交" | "已收" | "已缴" | "已交" | "收" => Some(Role::Paid),
            "欠费" | "欠" | "欠缴" | "欠交" | "欠收" | "未收" | "未缴" | "未交" | "尚欠" => {
                Some(Role::Owed)
            }
            _ => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Role::Due => "应收",
            Role::Waived => "减免",
            Role::Paid => "实收",
            Role::Owed => "欠费",
        }
    }
}

/// Puts the roles abreast on the sheets that have them as rows.
pub(crate) fn put_abreast(book: &mut Book) {
    for sheet in &mut book.sheets {
        if let Some((rows, places)) = abreast(sheet) {
            *sheet = sheet.put_together(ABREAST, rows, places);
        }
    }
}

/// The rows of one household by their role, or one row that has none.
struct Group<'a> {
    rows: Vec<(Option<Role>, &'a Row)>,
}

impl<'a> Group<'a> {
    fn is_of_roles(&self) -> bool {
        self.rows.iter().any(|(role, _)| role.is_some())
    }

    fn has(&self, role: Role) -> bool {
        self.rows.iter().any(|(of, _)| *of == Some(role))
    }

    /// The first cell of a column, with its row.
    fn cell(&self, column: u32, role: Option<Role>) -> Option<(&'a Row, &'a Value)> {
        let rows = self.rows.iter().filter(|(of, _)| role.is_none() || *of == role);
        rows.filter_map(|(_, row)| Some((*row, row.get(column)?))).next()
    }
}

/// The sheet's rows with the roles abreast, and where their cells stood; `None` where no column tells roles.
fn abreast(sheet: &Sheet) -> Option<(Vec<Row>, BTreeMap<Place, Place>)> {
    let (header, column, room) = roles(sheet)?;
    let groups = groups(&sheet.rows[header + 1..], column, room);
    let title = |at: u32| match sheet.rows[header].get(at) {
        Some(Value::Text(text)) => plain(text).trim().to_owned(),
        _ => String::new(),
    };
    let amounts = amounts(&groups, column, &title);
    let of_nobody = groups.iter().filter(|group| !group.is_of_roles()).flat_map(|group| &group.rows);
    let lost =
        |(_, row): &(Option<Role>, &Row)| !is_total(row) && amounts.iter().any(|at| row.get(*at).is_some());
    if amounts.is_empty() || of_nobody.into_iter().any(lost) {
        return None;
    }
    let roles: BTreeSet<Role> =
        groups.iter().flat_map(|group| &group.rows).filter_map(|(role, _)| *role).collect();
    let told: BTreeSet<u32> = sheet.rows[header..]
        .iter()
        .flat_map(|row| &row.cells)
        .map(|(at, _)| *at)
        .filter(|at| *at != column)
        .collect();
    let statics = told.iter().filter(|at| !amounts.contains(at)).map(|at| (*at, None));
    let by_role = roles.iter().flat_map(|role| amounts.iter().map(move |at| (*at, Some(*role))));
    let columns: Vec<(u32, Option<Role>)> = statics.chain(by_role).collect();
    let headed =
        columns.iter().map(|(at, role)| role.map_or_else(|| title(*at), |role| joined(role, &title(*at))));
    let headed = (0..).zip(headed).filter(|(_, text)| !text.is_empty());
    let mut rows: Vec<Row> =
        sheet.rows[..header].iter().map(|row| Row { index: row.index, cells: row.cells.clone() }).collect();
    rows.push(Row {
        index: sheet.rows[header].index,
        cells: headed.map(|(at, text)| (at, Value::Text(text))).collect(),
    });
    let mut stood = BTreeMap::new();
    for group in &groups {
        let index = group.rows[0].1.index;
        let mut cells = Vec::new();
        for (at, (from, role)) in (0..).zip(&columns) {
            if let Some((row, value)) =
                group.cell(*from, *role).filter(|_| role.is_none() || group.is_of_roles())
            {
                cells.push((at, value.clone()));
                stood.insert((index, at), (row.index, *from));
            }
        }
        if !cells.is_empty() {
            rows.push(Row { index, cells });
        }
    }
    Some((rows, stood))
}

/// 应收 and 物业费 are `应收_物业费`, with 金额 or 日期 one word.
fn joined(role: Role, title: &str) -> String {
    match title {
        "金额" | "日期" | "时间" | "" => {
            format!("{}{}", role.word(), if title.is_empty() { "金额" } else { title })
        }
        title => format!("{}{}{title}", role.word(), words::LEVELS),
    }
}

/// The header's row, the column that holds roles and nothing else, and that of the rooms.
fn roles(sheet: &Sheet) -> Option<(usize, u32, u32)> {
    if !sheet.comments.is_empty() {
        return None;
    }
    let room = |row: &Row| {
        let is_room = |(_, value): &&(u32, Value)| matches!(value, Value::Text(text) if matches!(words::meaning(text), Some((Meaning::Room, _))));
        row.cells.iter().find(is_room).map(|(at, _)| *at)
    };
    let due =
        |row: &Row| row.cells.iter().find(|(_, v)| Role::of(Some(v)) == Some(Role::Due)).map(|(at, _)| *at);
    let header = (1..sheet.rows.len().min(HEADER_WITHIN)).find(|at| {
        due(&sheet.rows[*at]).is_some()
            && due(&sheet.rows[at - 1]).is_none()
            && room(&sheet.rows[at - 1]).is_some()
    })? - 1;
    let column = due(&sheet.rows[header + 1])?;
    let mut seen: BTreeMap<Role, usize> = BTreeMap::new();
    for row in &sheet.rows[header + 1..] {
        match (row.get(column), Role::of(row.get(column))) {
            (_, Some(role)) => *seen.entry(role).or_default() += 1,
            (Some(_), None) if row.cells.len() > 1 && !is_total(row) => return None,
            _ => {}
        }
    }
    let room = room(&sheet.rows[header]).filter(|room| *room != column)?;
    let of_due = seen.get(&Role::Due).copied().unwrap_or_default();
    let others = seen.values().sum::<usize>() - of_due;
    // 应收, 实收 and 欠费, of each household all three: of one or two of them it is no accident either.
    let complete =
        [Role::Paid, Role::Owed].iter().all(|role| seen.get(role).is_some_and(|count| *count == of_due));
    let enough = of_due >= FEWEST_ROWS && others >= FEWEST_ROWS;
    (enough || complete).then_some((header, column, room))
}

/// A household ends where another room stands, or where a role comes again.
fn groups(rows: &[Row], column: u32, room: u32) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for row in rows {
        let role = Role::of(row.get(column));
        let goes_on = groups.last().is_some_and(|group: &Group<'_>| {
            let same = row.get(room).is_none() || row.get(room) == group.rows[0].1.get(room);
            role.is_some_and(|role| same && group.is_of_roles() && !group.has(role))
        });
        match groups.last_mut().filter(|_| goes_on) {
            Some(group) => group.rows.push((role, row)),
            None => groups.push(Group { rows: vec![(role, row)] }),
        }
    }
    groups
}

/// Columns that hold something of each role, and nothing of the household.
fn amounts(groups: &[Group<'_>], column: u32, title: &impl Fn(u32) -> String) -> BTreeSet<u32> {
    let mut amounts = BTreeSet::new();
    for group in groups {
        let first = group.rows[0].1;
        for (at, value) in group.rows[1..].iter().flat_map(|(_, row)| &row.cells) {
            let differs = first.get(*at) != Some(value);
            let counts = *at > column && number(Some(value)).got().is_some();
            if *at != column && (differs || counts) {
                amounts.insert(*at);
            }
        }
    }
    amounts.retain(|at| !is_of_household(&title(*at)));
    amounts
}

fn is_of_household(title: &str) -> bool {
    let of_household = |meaning| {
        matches!(
            meaning,
            Meaning::Serial
                | Meaning::Building
                | Meaning::Entrance
                | Meaning::Room
                | Meaning::OwnerName
                | Meaning::OwnerPhone
                | Meaning::Area
        )
    };
    words::meaning(title).is_some_and(|(meaning, _)| of_household(meaning))
}

fn is_total(row: &Row) -> bool {
    row.cells
        .iter()
        .any(|(_, value)| matches!(value, Value::Text(text) if words::total_label(text).is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::tests::check_put_together;

    fn check(lines: &[&str], expect: Option<&[&str]>) {
        check_put_together(lines, abreast, expect);
    }

    #[test]
    fn what_is_said_of_a_household_row_by_row_is_put_abreast() {
        check(
            &[
                "2014年收费情况",
                "房号|业主|类别|物业费|水费",
                "1-101|张小明|应收|=960|=60",
                "||实收||=60",
                "||欠费|=960|",
                "1-102|李红|应收|=960|=60",
                "||实收|=960|=60",
                "||欠费||",
                "1-103|王五|应收|=960|=60",
                "||实收|=960|=60",
                "||欠费||",
                "合计||应收|=2880|=180",
                "||实收|=1920|=180",
                "制表：李红",
            ],
            Some(&[
                "1 0:2014年收费情况",
                "2 0:房号 1:业主 2:应收_物业费 3:应收_水费 4:实收_物业费 5:实收_水费 6:欠费_物业费 7:欠费_水费",
                "3 0:1-101 1:张小明 2:960 3:60 5:60 6:960",
                "6 0:1-102 1:李红 2:960 3:60 4:960 5:60",
                "9 0:1-103 1:王五 2:960 3:60 4:960 5:60",
                "12 0:合计 2:2880 3:180 4:1920 5:180",
                "14 0:制表：李红",
            ]),
        );
        check(
            &[
                "房号|业主|收支|金额|日期",
                "1-101|张小明|应收|=960|2014-1-1",
                "1-101|张小明|收款|=960|2014-3-1",
                "1-102|李红|应收|=960|2014-1-1",
                "1-102|李红|收款|=960|2014-3-2",
                "1-103|王五|应收|=960|2014-1-1",
                "1-103|王五|收款||",
            ],
            Some(&[
                "1 0:房号 1:业主 2:应收金额 3:应收日期 4:实收金额 5:实收日期",
                "2 0:1-101 1:张小明 2:960 3:2014-1-1 4:960 5:2014-3-1",
                "4 0:1-102 1:李红 2:960 3:2014-1-1 4:960 5:2014-3-2",
                "6 0:1-103 1:王五 2:960 3:2014-1-1",
            ]),
        );
        // A household or two with all three.
        check(
            &["房号|业主|项目|1月", "1-101|张小明|应收|=100", "||实收|=60", "||欠费|=40"],
            Some(&["1 0:房号 1:业主 2:应收_1月 3:实收_1月 4:欠费_1月", "2 0:1-101 1:张小明 2:100 3:60 4:40"]),
        );
        check(&["房号|业主|项目|1月", "1-101|张小明|应收|=100", "||实收|=60"], None);
        // 已交 and 未交 say how a household stands; a header names columns.
        check(&["房号|业主|状态", "1-101|张小明|已交", "1-102|李红|未交", "1-103|王五|已交"], None);
        check(&["房号|业主|应收|实收", "1-101|张小明|=960|=60", "1-102|李红|=960|=60"], None);
    }
}
