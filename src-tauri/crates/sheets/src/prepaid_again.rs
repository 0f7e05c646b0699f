//! What was prepaid on two days in one book: 预存余额 of June and of December. It is held once, as on the later day.

use std::collections::{HashMap, HashSet};

use ledger::calendar::Date;

use crate::book::Sheet;
use crate::cells::amount_at;
use crate::debts_again::{MOST_COMPARED, day_of};
use crate::interpretation::Interpretation;
use crate::layout::Region;
use crate::periods::year_named;
use crate::room_keys::RoomKeys;
use crate::surroundings::Surroundings;
use crate::{BalanceKind, Level, Meaning, words};

/// A table with one column of what was prepaid on a day.
struct Held<'a> {
    sheet: &'a Sheet,
    region: &'a Region,
    column: u32,
    stood: Date,
    /// The rooms that its rows name, with those rows of theirs that have something prepaid.
    rooms: HashMap<String, Vec<u32>>,
}

impl<'a> Held<'a> {
    fn of(reading: &Interpretation, sheet: &'a Sheet, region: &'a Region) -> Option<Self> {
        let around = Surroundings::of(region, sheet, "");
        let mut prepaid = region.columns(Meaning::Prepaid);
        let (Some(column), None) = (prepaid.next(), prepaid.next()) else { return None };
        let said = format!("{} {}", region.title, sheet.name);
        let ends = words::says(&column.header, &["年末", "年底", "期末"]);
        let of_year = || said.split(' ').find_map(year_named).filter(|_| ends);
        let stood =
            day_of(&said, &around).or_else(|| of_year().and_then(|year| Date::from_ymd_opt(year, 12, 31)))?;
        let mut keys = RoomKeys::of_table(sheet, region, &around)?.told_apart(&reading.apart, sheet, region);
        let mut rooms: HashMap<String, Vec<u32>> = HashMap::new();
        for row in &sheet.rows[region.first..region.end] {
            let Some(room) = keys.of_row(row, region.cells(row)) else { continue };
            let rows = rooms.entry(room.to_owned()).or_default();
            rows.extend((!amount_at(row, column.index).is_zero()).then_some(row.number()));
        }
        Some(Held { sheet, region, column: column.index, stood, rooms })
    }

    /// Those that have something prepaid, with their rows.
    fn units(&self) -> impl Iterator<Item = (&String, &Vec<u32>)> {
        self.rooms.iter().filter(|(_, rows)| !rows.is_empty())
    }

    /// The same list on a later day: it names most of those who had something prepaid, whatever they have then.
    fn is_before(&self, other: &Held<'_>) -> bool {
        if self.stood >= other.stood {
            return false;
        }
        let (ours, theirs) = (self.units().count(), other.units().count());
        let there: Vec<&Vec<u32>> = self.units().filter_map(|(room, _)| other.rooms.get(room)).collect();
        let both = there.iter().filter(|rows| !rows.is_empty()).count();
        there.len() * 2 > ours || (both > 0 && both * 2 >= ours.min(theirs))
    }
}

/// Keeps what stood last, and asks once for each table that is older. To be called when all tables were read: `tables` are
/// those.
pub(crate) fn once(reading: &mut Interpretation, tables: &[(&Sheet, &Region)]) {
    let prepaid = tables.iter().filter(|(_, region)| region.column(Meaning::Prepaid).is_some());
    if prepaid.clone().count() < 2 {
        return;
    }
    let held: Vec<Held<'_>> =
        prepaid.take(MOST_COMPARED).filter_map(|(sheet, region)| Held::of(reading, sheet, region)).collect();
    for older in &held {
        let Some(later) = held.iter().find(|later| older.is_before(later)) else { continue };
        let rows: HashSet<u32> = older.rooms.values().flatten().copied().collect();
        let both = reading.decisions.is("prepaid_of_two_dates", "both");
        let done = if both { "两张都导入" } else { "预存只按后一张导入" };
        let message = format_args!(
            "这张表与工作表“{}”里的预存是同一批住户在两个日子的余额，{done}。请确认。",
            later.sheet.name
        );
        let at = older.region.at_header(older.sheet, older.column);
        reading.findings.add(at, (Level::Decide, "prepaid_of_two_dates"), message, "");
        if !both {
            reading.draft.balances.retain(|balance| {
                let source = &balance.source;
                let is_older = balance.kind == BalanceKind::Prepayment
                    && *source.sheet == *older.sheet.name
                    && source.column == older.column
                    && rows.contains(&source.row);
                !is_older
            });
        }
    }
}
