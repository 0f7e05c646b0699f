//! Doors beside a column of buildings: those that say their building themselves, and first rows whose building stands
//! only below.

use std::collections::HashSet;

use crate::book::Sheet;
use crate::buildings::{is_mark, without_gaps};
use crate::cells::room;
use crate::findings::At;
use crate::interpretation::Interpretation;
use crate::layout::Region;
use crate::rooms::{ROWS_LOOKED_AT, Reach, is_door_number, reach};
use crate::table::Table;
use crate::words::leads_building;
use crate::{Level, Meaning};

/// How a table with a column of buildings writes its doors.
#[derive(Debug, Default)]
pub(crate) struct BesideBuildings {
    /// Some doors are but doors: then `2-2-502` is no door of the building above it.
    parted: bool,
    /// Nearly every row says its building and none has an entrance: then `2-502` without one is no door either.
    buildings_in_rows: bool,
    /// The first rows have no building.
    below: Option<Below>,
}

/// The first building, below rows that have none.
#[derive(Debug)]
struct Below {
    building: String,
    entrance: Option<String>,
    /// It has doors of these rows itself.
    is_another: bool,
}

impl BesideBuildings {
    pub fn of(sheet: &Sheet, region: &Region) -> Self {
        let column = region.columns(Meaning::Building).find(|c| !leads_building(&c.header));
        let (Some(building), Some(door)) = (column, region.column(Meaning::Room)) else {
            return BesideBuildings::default();
        };
        let entrance = region.column(Meaning::Entrance);
        let (mut doors, mut bare, mut led) = (0_usize, 0_usize, 0_usize);
        let mut above: HashSet<String> = HashSet::new();
        let mut below: Option<Below> = None;
        let mut in_first = true;
        for row in sheet.rows[region.first..region.end].iter().take(ROWS_LOOKED_AT) {
            let Some(text) = room(row.get(door.index)).got() else { continue };
            let given = room(row.get(building.index)).got();
            let is_bare = reach(&text) == Reach::Door;
            doors += 1;
            bare += usize::from(is_bare);
            led += usize::from(is_bare && given.is_some());
            match (&mut below, given) {
                (None, None) => {
                    above.insert(text);
                }
                (None, Some(_)) if above.is_empty() => in_first = false,
                (None, Some(given)) if in_first => {
                    let entrance = entrance.and_then(|column| room(row.get(column.index)).got());
                    let building = without_gaps(&given).into_owned();
                    below = Some(Below { building, entrance, is_another: above.contains(&text) });
                }
                (None, Some(_)) => {}
                (Some(below), given) => {
                    let of = |column: &crate::layout::Column| room(row.get(column.index)).got();
                    let other = entrance.and_then(of).is_some_and(|other| below.entrance != Some(other));
                    in_first &= !other && given.is_none_or(|given| without_gaps(&given) == below.building);
                    below.is_another |= in_first && above.contains(&text);
                }
            }
        }
        BesideBuildings {
            parted: bare * 5 >= doors && bare > 0,
            buildings_in_rows: bare * 2 > doors && led * 10 >= bare * 9 && entrance.is_none(),
            below,
        }
    }

    /// The door says its building, and its entrance, itself; `named` says whether its row names a building.
    pub fn is_whole(&self, door: &str, above: Option<&str>, named: bool) -> bool {
        let figures = above.is_none_or(is_mark);
        match reach(door) {
            Reach::Whole => self.parted && figures && ends_with_a_door(door),
            Reach::TwoParts(Some(1..)) => {
                self.buildings_in_rows && figures && !named && ends_with_a_door(door)
            }
            _ => false,
        }
    }
}

/// `2-2-502`, `2栋2单元502室`; not floor and door, `1-2-01`.
fn ends_with_a_door(door: &str) -> bool {
    let door = door.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
    let last = door.rsplit(|c: char| !c.is_ascii_alphanumeric()).next();
    last.is_some_and(is_door_number)
}

/// What leads the door of a row above the first that names a building, where a person does not want it otherwise.
pub(crate) fn led_by_below(
    reading: &mut Interpretation,
    table: &Table<'_>,
    at: At<'_>,
    door: &str,
) -> Option<Vec<String>> {
    let below = table.beside_buildings.below.as_ref()?;
    let told = table.building.is_some() || table.building_told().is_some() || table.apart.is_some();
    if told || table.whole_codes || !is_door_number(door) {
        return None;
    }
    let lead = !below.is_another && reading.decisions.is("building_blank", "below");
    let done = match (lead, below.is_another) {
        (true, _) => format!("按下面第一个写明的“{}”导入", below.building),
        (false, true) => format!("下面的“{}”里另有同样的房号，照房号原样导入", below.building),
        (false, false) => "照房号原样导入".to_owned(),
    };
    let message = format_args!("这一行和它上面都没有写楼栋，{done}。请核对。");
    reading.findings.add(at, (Level::Decide, "building_blank"), message, "");
    let entrance = table.entrance.clone().or_else(|| below.entrance.clone());
    lead.then(|| std::iter::once(below.building.clone()).chain(entrance).collect())
}
