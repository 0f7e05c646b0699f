//! Finds the tables on a sheet by themselves: header rows by their words, columns by their words and by what they hold.

mod accounts;
mod arithmetic;
mod around;
pub(crate) mod at_rate;
mod beside;
mod charged;
mod closing;
mod columns;
mod deposits;
mod doubtful_totals;
mod dues;
mod fee_before;
mod groups;
mod header_cells;
mod headings;
mod headerless;
mod houses;
mod kind;
mod longer_times;
mod net;
mod of_buildings;
mod of_kind;
mod owners;
mod page_heads;
mod pairs;
mod parts;
pub(crate) mod periods;
mod readings;
mod receipts;
mod rooms_again;
mod running;
mod sections;
mod statement;
mod tables;
mod taken;

use crate::book::{Book, Sheet};
use crate::decisions::Decisions;
use crate::layout::{Layout, Region, fingerprint as fingerprint_of};
use crate::recognise::around::Around;
use crate::recognise::columns::Columns;
use crate::recognise::kind::Decided;
use crate::recognise::tables::Place;
use crate::{Confidence, Kind, Meaning, Options, TableChoice, arrears_beside_roster, words};
pub(crate) use kind::DESCRIBING;

/// The tables of all sheets of a workbook, in order; each is told by its sheet first, and by the others second.
pub(crate) fn layouts(book: &Book, options: &Options) -> Vec<Layout> {
    let mut layouts: Vec<Layout> = book.sheets.iter().map(|sheet| layout(sheet, options)).collect();
    arrears_beside_roster::take(book, &mut layouts, options);
    layouts
}

/// The tables of a sheet; none when nothing on it looks like something that can be imported.
pub(crate) fn layout(sheet: &Sheet, options: &Options) -> Layout {
    let mut places = tables::find(sheet, options);
    if places.iter().all(|place| place.title.is_empty()) {
        places.iter_mut().for_each(|place| place.title.clone_from(&sheet.title));
    }
    let of_cards = places.iter().any(|place| !is_chosen(sheet, place, options) && is_card(place));
    let mut layout = Layout { of_cards, ..Layout::default() };
    // Whatever looks like a table between two cards is a part of one.
    let of_tables = |place: &&Place| !of_cards || is_chosen(sheet, place, options);
    for place in places.iter().filter(of_tables) {
        take(&mut layout, sheet, place, options);
    }
    let nothing = layout.regions.is_empty() && layout.passed.is_empty() && !of_cards;
    if nothing && let Some(place) = headerless::place(sheet) {
        take(&mut layout, sheet, &place, options);
    }
    rooms_beside(&mut layout.regions);
    layout
}

/// Tables abreast under one title number their rooms as one.
fn rooms_beside(regions: &mut [Region]) {
    let rooms: Vec<(usize, String, u32)> = regions
        .iter()
        .filter_map(|region| Some((region.header, region.title.clone(), region.column(Meaning::Room)?.index)))
        .collect();
    for region in regions {
        let own = region.column(Meaning::Room).map(|c| c.index);
        let beside = rooms.iter().filter(|(header, title, room)| {
            *header == region.header && *title == region.title && Some(*room) != own
        });
        region.rooms_beside = beside.map(|(.., room)| *room).collect();
    }
}

/// Adds what stands in a place.
fn take(layout: &mut Layout, sheet: &Sheet, place: &Place, options: &Options) {
    let wanted = choice(sheet, place, options).is_none_or(|choice| choice.kind.is_some());
    match found(sheet, place, options) {
        Found::Table(region) if wanted => layout.regions.push(*region),
        Found::Table(_) => layout.passed.push(place.heading.row..place.end),
        Found::OfBuildings => {
            layout.passed.push(place.heading.row..place.end);
            layout.summed_up = true;
        }
        Found::Nothing => {}
    }
}

/// What stands under a heading.
enum Found {
    Table(Box<Region>),
    /// Sums of buildings, or a list of them: nobody's unit stands in its rows.
    OfBuildings,
    Nothing,
}

/// What names the layout of a workbook: its tables as they are without any choice of a person. `told` are those
/// that `options` gave.
pub(crate) fn fingerprint(book: &Book, told: &[Layout], options: &Options) -> String {
    let of_headers = options.decisions.iter().any(|decision| {
        matches!(
            decision.code.as_str(),
            "time_columns"
                | "time_columns_paid"
                | "time_columns_at_rate"
                | "time_columns_or_rate"
                | "time_columns_paid_or_rate"
                | "times_signed"
                | "times_with_receipts"
                | "payments_or_fees"
                | "balance_meaning"
                | "balances_at_dates"
                | "drawn_by_bank"
                | "fees_beside_deposits"
                | "due_alone"
                | "charges_of_roster"
                | "due_beside_debts"
                | "paid_beside_debts"
        )
    });
    let of_tables = options.headers.is_empty() && options.columns.is_empty() && options.tables.is_empty();
    if of_tables && !of_headers {
        return fingerprint_of(book, told);
    }
    let plain = Options::default();
    fingerprint_of(book, &layouts(book, &plain))
}

/// What a person said this table is.
fn choice<'o>(sheet: &Sheet, place: &Place, options: &'o Options) -> Option<&'o TableChoice> {
    let row = sheet.rows[place.heading.row].number();
    let begins = [place.sides.0, place.heading.sides().0];
    options.tables.iter().find(|c| *c.sheet == *sheet.name && c.row == row && begins.contains(&c.column))
}

/// A person said that it is a table.
fn is_chosen(sheet: &Sheet, place: &Place, options: &Options) -> bool {
    choice(sheet, place, options).is_some() || place.heading.forced
}

fn found(sheet: &Sheet, place: &Place, options: &Options) -> Found {
    let around = Around::of(&place.title, &sheet.name);
    let chosen = is_chosen(sheet, place, options);
    if !chosen && of_buildings::is_summary(place) {
        return Found::OfBuildings;
    }
    let decisions = Decisions::of(&options.decisions);
    let mut columns = Columns::of(sheet, place, options);
    periods::bare_months(&mut columns);
    periods::short_years(&mut columns);
    let above = place.heading.first.checked_sub(2).map(|above| &sheet.rows[above]);
    pairs::name(&mut columns, above);
    beside::summaries(&mut columns);
    readings::of_months(&mut columns, &around);
    readings::of_title(&mut columns, &around);
    readings::places(&mut columns);
    readings::first_of_months(&mut columns);
    taken::drawn(&mut columns, &decisions);
    receipts::of_bank(&mut columns);
    receipts::of_sides(&mut columns, &around);
    receipts::of_times(&mut columns, &around);
    receipts::collected(&mut columns, &around);
    receipts::by_way(&mut columns, &around);
    receipts::once(&mut columns);
    charged::ticked(&mut columns);
    receipts::items(&mut columns);
    parts::of_paid(&mut columns);
    arithmetic::lone_sum(&mut columns);
    fee_before::name(&mut columns);
    groups::of_parts(&mut columns);
    closing::left_blank(&mut columns);
    accounts::of_balances(&mut columns, &around);
    accounts::balances(&mut columns, &around, &decisions);
    running::find(&mut columns, &around, &decisions);
    accounts::stocks(&mut columns, &decisions);
    accounts::months_of_a_rate(&mut columns, &around);
    deposits::of_title(&mut columns, &around);
    let chosen_kind = choice(sheet, place, options).and_then(|choice| choice.kind);
    // A person who chose another kind said that its times are of no debts.
    let by_rate = at_rate::find(&columns, &around, &sheet.merges);
    let by_rate = by_rate.filter(|_| chosen_kind.is_none_or(periods::could_owe));
    let follows = by_rate.as_ref().is_some_and(|found| decisions.is(found.question, "at_rate"));
    let is_charged = !follows && charged::due(&mut columns, &around);
    let Decided { kind, confidence, payments_or_fees } = match chosen_kind {
        Some(kind) => Decided { kind, confidence: Confidence::Sure, payments_or_fees: false },
        None if is_charged => {
            Decided { kind: Kind::Fees, confidence: Confidence::Likely, payments_or_fees: false }
        }
        None => {
            let decided = kind::decide(&columns, &around, &decisions);
            if follows { at_rate::kind(&columns, decided) } else { decided }
        }
    };
    periods::headers(&mut columns, (kind, by_rate), &around, &decisions);
    let could_be_fees =
        !payments_or_fees && columns.at_rate.is_none() && chosen_kind.is_none_or(|kind| kind == Kind::Fees);
    let solved = if could_be_fees { statement::solve(&mut columns, kind, &around) } else { None };
    let confidence =
        if solved.is_some_and(|solved| solved != kind) { Confidence::Likely } else { confidence };
    let kind = solved.unwrap_or(kind);
    of_kind::refine(&mut columns, kind, &around, &decisions);
    charged::paid_beside_debts(&mut columns, kind, &decisions);
    if !payments_or_fees {
        charged::alone(&mut columns, kind, &around, &decisions);
    }
    columns.own_periods = periods::of_items(&columns);
    columns.own_days = receipts::days(&columns);
    let year_column = periods::year_of_months(&mut columns);
    columns.one_of_each();
    columns.of_another();
    let owes = matches!(kind, Kind::Arrears | Kind::Roster);
    columns.notes(owes && decisions.is("column_unlabelled", "arrears"));
    columns.hidden(sheet);
    let by_times = of_buildings::is_by_times(&columns);
    let region = Region {
        kind,
        confidence: if place.heading.titles.is_empty() { Confidence::Guess } else { confidence },
        title: place.title.clone(),
        header: place.heading.row,
        first: place.heading.first,
        end: place.end,
        untold: columns.untold,
        times_asked: columns.times_asked,
        at_rate: columns.at_rate,
        rooms_beside: Vec::new(),
        page_heads: page_heads::again(sheet, place),
        payments_or_fees,
        year_column,
        less_paid: columns.less_paid,
        closes: columns.closes,
        dues_owed: columns.dues_owed,
        carries: columns.carries,
        balance: columns.balance,
        held: columns.held,
        taken_off: columns.taken_off,
        waived_in_sum: columns.waived_in_sum,
        own_periods: columns.own_periods,
        own_days: columns.own_days,
        doubts: columns.doubts,
        by_months: columns.by_months,
        runs: columns.runs,
        columns: columns.list,
    };
    match region.unit_column() {
        Some(_) => Found::Table(Box::new(region)),
        None if by_times || of_buildings::is_list(&region) => Found::OfBuildings,
        None => Found::Nothing,
    }
}

/// `房号 | 5-1-201 | 业主 | 张小明`: the values stand beside their names, a card for each household.
fn is_card(place: &Place) -> bool {
    let titles = &place.heading.titles;
    let names_a_room = |title: &str| matches!(words::meaning(title), Some((Meaning::Room, _)));
    let is_code = |title: &String| words::meaning(title).is_none() && is_room_code(title);
    let beside = |column: &u32| titles.get(&(column + 1));
    titles.iter().any(|(column, title)| names_a_room(title) && beside(column).is_some_and(is_code))
}

/// `5-1-201`, and no years.
fn is_room_code(text: &str) -> bool {
    let of_code = |c: char| c.is_ascii_alphanumeric() || "-#栋幢座单元室号楼".contains(c);
    if !text.chars().all(of_code) {
        return false;
    }
    let mut groups = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|group| !group.is_empty());
    let first = groups.next().unwrap_or_default();
    let is_year = first.len() == 4 && first.starts_with(['1', '2']);
    let figures = text.chars().filter(char::is_ascii_digit).count();
    groups.next().is_some() && !is_year && figures >= 3
}

#[cfg(test)]
mod tests {
    mod choices;
    mod levels;
    mod noise;
    mod places;
    mod several;
    mod shapes;

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
            Some((1, "A=Room B=Note C=OwnerName D=Area E=Note")),
        );
        check(&["日期|天气", "2026-01-01|晴"], None);
        check(&["今天天气", "晴"], None);
    }
}
