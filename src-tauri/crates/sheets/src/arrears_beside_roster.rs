//! Lists of arrears that nothing but the book tells from a roster: 房号, 业主, 欠费金额 on a sheet 1月 or Sheet2. Alone such a
//! table may be all that an office has of its households; beside a roster of the same ones it says what they owe.

use std::collections::{HashMap, HashSet};

use ledger::doors::Doors;
use ledger::units::UnitCode;

use crate::apart::{RoomsOfTables, rooms_and_names};
use crate::book::{Book, Sheet};
use crate::interpretation::Interpretation;
use crate::layout::{Layout, Region};
use crate::{Confidence, Kind, Level, Meaning, Options, TableChoice, recognise};

/// A roster with any of these tells itself what is owed.
const OWED: [Meaning; 5] =
    [Meaning::Opening, Meaning::OpeningTotal, Meaning::Due, Meaning::Amount, Meaning::Paid];

/// Recognises such tables again, as what they are. One of which a person said what it is stays so.
pub(crate) fn take(book: &Book, layouts: &mut [Layout], options: &Options) {
    let found = choices(book, layouts, options);
    if found.is_empty() {
        return;
    }
    let mut told = options.clone();
    told.tables.extend(found.iter().cloned());
    for (sheet, layout) in book.sheets.iter().zip(layouts) {
        let of_sheet = |choice: &&TableChoice| *choice.sheet == *sheet.name;
        if !found.iter().any(|choice| of_sheet(&choice)) {
            continue;
        }
        *layout = recognise::layout(sheet, &told);
        for region in &mut layout.regions {
            // Nobody said it.
            if found.iter().filter(of_sheet).any(|choice| *choice == as_arrears(sheet, region)) {
                region.confidence = region.confidence.min(Confidence::Likely);
                layout.told_by_book.push(region.header);
            }
        }
    }
}

/// 1月 and 2月 of the same households: what each month left unpaid, or one debt that goes on. A person is asked.
pub(crate) fn ask(
    reading: &mut Interpretation,
    book: &Book,
    layouts: &[Layout],
    rooms: &mut RoomsOfTables<'_>,
) {
    let mut before: Vec<(&Sheet, HashSet<UnitCode>)> = Vec::new();
    for (sheet, layout) in book.sheets.iter().zip(layouts) {
        let told = |region: &&Region| layout.told_by_book.contains(&region.header);
        for region in layout.regions.iter().filter(told) {
            let rooms = rooms.of_table((sheet, region));
            let rooms: HashSet<UnitCode> = rooms.iter().map(|(code, _)| code.clone()).collect();
            let shared = |other: &HashSet<UnitCode>| rooms.intersection(other).count();
            let most =
                before.iter().map(|(other, known)| (shared(known), *other)).max_by_key(|(count, _)| *count);
            if let Some((count, other)) = most.filter(|(count, _)| *count > 0) {
                let at = region.at_header(sheet, region.unit_column().map_or(0, |c| c.index));
                let message = format_args!(
                    "工作表“{}”里也有这张表的 {count} 户，两张表的欠费都导入。如果欠费是逐月（逐年）累计的，请只导入最后一张表。",
                    other.name
                );
                reading.findings.add(at, (Level::Decide, "debts_of_several_lists"), message, "");
            }
            before.push((sheet, rooms));
        }
    }
}

fn choices(book: &Book, layouts: &[Layout], options: &Options) -> Vec<TableChoice> {
    let tables = || {
        let shown = book.sheets.iter().zip(layouts).filter(|(sheet, _)| !sheet.hidden);
        let all = shown.flat_map(|(sheet, layout)| layout.regions.iter().map(move |region| (sheet, region)));
        all.filter(|(_, region)| region.kind == Kind::Roster)
    };
    let has = |region: &Region, any: &[Meaning]| any.iter().any(|meaning| region.column(*meaning).is_some());
    let rosters: Vec<(&Sheet, &Region)> = tables().filter(|(_, region)| !has(region, &OWED)).collect();
    let lists = tables().filter(|(sheet, region)| {
        let choice = as_arrears(sheet, region);
        let same =
            |c: &&TableChoice| (&c.sheet, c.row, c.column) == (&choice.sheet, choice.row, choice.column);
        let of_meters = [Meaning::PreviousReading, Meaning::PresentReading];
        region.column(Meaning::Opening).is_some()
            && !has(region, &of_meters)
            && !options.tables.iter().any(|c| same(&c))
    });
    let lists: Vec<(&Sheet, &Region)> = lists.collect();
    if rosters.is_empty() || lists.is_empty() {
        return Vec::new();
    }
    let described: HashSet<Meaning> =
        rosters.iter().flat_map(|(_, region)| region.columns.iter().map(|c| c.meaning)).collect();
    let describing =
        || recognise::DESCRIBING.into_iter().chain([Meaning::Area, Meaning::Plate, Meaning::Space]);
    let says_no_more =
        |region: &Region| describing().all(|m| region.column(m).is_none() || described.contains(&m));
    let known = Known::of(&book.name, &rosters, options);
    let fits = |(sheet, region): &&(&Sheet, &Region)| {
        says_no_more(region)
            && known.has_nearly_all(&rooms_and_names(&book.name, (sheet, region), (options, None)))
    };
    lists.iter().filter(fits).map(|(sheet, region)| as_arrears(sheet, region)).collect()
}

fn as_arrears(sheet: &Sheet, region: &Region) -> TableChoice {
    TableChoice {
        sheet: sheet.name.to_string(),
        row: sheet.rows[region.header].number(),
        column: region.columns.first().map_or(0, |c| c.index),
        kind: Some(Kind::Arrears),
    }
}

/// The households of the rosters.
#[derive(Default)]
struct Known {
    people: HashMap<UnitCode, HashSet<String>>,
    doors: Doors,
}

impl Known {
    fn of(file: &str, rosters: &[(&Sheet, &Region)], options: &Options) -> Self {
        let mut known = Known::default();
        for table in rosters {
            for (code, people) in rooms_and_names(file, *table, (options, None)) {
                known.people.entry(code.clone()).or_default().extend(people.iter().cloned());
                known.doors.add(code, people);
            }
        }
        known
    }

    /// Nearly all rooms of a list are there, and most of them are of the same people.
    fn has_nearly_all(&self, rooms: &[(UnitCode, Vec<String>)]) -> bool {
        let (mut there, mut same) = (0_usize, 0_usize);
        for ((code, people), meant) in rooms.iter().zip(self.doors.meant(rooms, false)) {
            let known = self.people.get(code);
            let of_same =
                |known: &HashSet<String>| people.is_empty() || people.iter().any(|p| known.contains(p));
            there += usize::from(known.is_some() || !meant.is_empty());
            same += usize::from(known.is_some_and(of_same) || !meant.is_empty());
        }
        !rooms.is_empty() && there * 5 >= rooms.len() * 4 && same * 2 >= rooms.len()
    }
}
