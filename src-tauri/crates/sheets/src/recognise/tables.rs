//! Where the tables of a sheet are: headings from the top down, divided into blocks abreast, each closed by the next
//! heading over the same columns.

use std::collections::BTreeSet;

use super::header_cells::score;
use super::headings::{self, Heading, Merges, heading};
use crate::book::{Row, Sheet, Value};
use crate::cells::{is_nothing, plain, shown};
use crate::layout::{self, between};
use crate::numerals::years_in_digits;
use crate::title_asides::{is_row_of_asides, lone_text, own_words};
use crate::{Meaning, Options, buildings, rows, words};

/// A table's place.
#[derive(Debug)]
pub(super) struct Place {
    pub heading: Heading,
    /// One past its last row.
    pub end: usize,
    /// Its outermost columns, those without a header included.
    pub sides: (u32, u32),
    /// What stands above it.
    pub title: String,
}

/// In order of row, then column.
pub(super) fn find(sheet: &Sheet, options: &Options) -> Vec<Place> {
    let mut sweep =
        Sweep { sheet, merges: headings::merges_by_row(sheet), open: Vec::new(), closed: Vec::new() };
    let forced = Forced::of(sheet, options);
    let mut at = 0;
    while at < sheet.rows.len() {
        at = sweep.row(at, &forced);
    }
    let end = sheet.rows.len();
    sweep.close(|_| true, end);
    let mut places = sweep.closed;
    places.sort_by_key(|place| (place.heading.row, place.sides));
    places
}

/// What a person said of headers on this sheet.
struct Forced {
    /// Row numbers of headers.
    rows: BTreeSet<u32>,
    /// Row numbers and first columns of tables.
    tables: BTreeSet<(u32, u32)>,
}

impl Forced {
    fn of(sheet: &Sheet, options: &Options) -> Self {
        let rows = options.headers.iter().filter(|h| *h.sheet == *sheet.name).map(|h| h.row);
        let tables = options.tables.iter().filter(|t| *t.sheet == *sheet.name && t.kind.is_some());
        Forced { rows: rows.collect(), tables: tables.map(|t| (t.row, t.column)).collect() }
    }

    /// A header that is named right below is the real one.
    fn soon_after(&self, row: u32) -> bool {
        self.rows.range(row + 1..=row + 3).next().is_some()
    }

    fn tables_in(&self, row: u32) -> impl Iterator<Item = u32> + '_ {
        self.tables.range((row, 0)..(row + 1, 0)).map(|(_, column)| *column)
    }
}

struct Sweep<'a> {
    sheet: &'a Sheet,
    merges: Merges<'a>,
    /// Each with what is left of it and right of it to the next heading in the same row.
    open: Vec<Block>,
    closed: Vec<Place>,
}

impl Sweep<'_> {
    /// Reads one row, gives the next to read.
    fn row(&mut self, at: usize, forced: &Forced) -> usize {
        let sheet = self.sheet;
        let row = &sheet.rows[at];
        let number = row.number();
        if forced.rows.contains(&number) {
            let heading = headings::forced(sheet, &self.merges, at, EVERYWHERE);
            return self.take(heading);
        }
        let mut next = at + 1;
        if headings::may_be(at, row) && !forced.soon_after(number) {
            for sides in self.parts(row) {
                if let Some(heading) = heading(sheet, &self.merges, at, sides) {
                    next = next.max(self.take(heading));
                }
            }
        }
        for column in forced.tables_in(number) {
            next = next.max(self.force_table(at, column));
        }
        next
    }

    /// A table that a person sees where none was found.
    fn force_table(&mut self, at: usize, column: u32) -> usize {
        let begins = |block: &Block| block.heading.row == at && block.heading.sides().0 == column;
        if self.open.iter().any(|block| begins(block) || (block.heading.row == at && block.from == column)) {
            return at + 1;
        }
        let right = self.open.iter().filter(|b| b.heading.row == at && b.heading.sides().0 > column);
        let last = right.map(|b| b.heading.sides().0 - 1).min().unwrap_or(u32::MAX);
        self.take(headings::forced(self.sheet, &self.merges, at, (column, last)))
    }

    /// Where headers may stand in this row: everywhere, or beside the data of tables that go on.
    fn parts(&self, row: &Row) -> Vec<(u32, u32)> {
        let holds_data = |block: &&Block| {
            let (first, last) = block.heading.sides();
            let cells = between(row, first, last);
            !cells.is_empty() && score(self.sheet, cells).words == 0
        };
        let mut taken: Vec<(u32, u32)> =
            self.open.iter().filter(holds_data).map(|block| block.heading.sides()).collect();
        if taken.is_empty() {
            return vec![EVERYWHERE];
        }
        taken.sort_unstable();
        let mut parts = Vec::new();
        let mut from = 0;
        for (first, last) in taken {
            if first > from {
                parts.push((from, first - 1));
            }
            from = from.max(last.saturating_add(1));
        }
        parts.push((from, u32::MAX));
        parts
    }

    /// Opens the tables under a heading and closes those it ends. Gives the first row under it.
    fn take(&mut self, heading: Heading) -> usize {
        let (row, first) = (heading.row, heading.first);
        for block in divide(self.sheet, heading) {
            let again = |open: &Block| open.is_repeated_by(&block) && !block.has_new_title(open);
            if !block.heading.forced && self.open.iter().any(again) {
                continue;
            }
            let (left, right) = block.heading.sides();
            let overlaps = |open: &Block| {
                let (first, last) = open.heading.sides();
                first <= right && left <= last
            };
            self.close(overlaps, row);
            self.open.push(block);
        }
        first
    }

    fn close(&mut self, which: impl Fn(&Block) -> bool, end: usize) {
        let (closing, open): (Vec<Block>, Vec<Block>) = self.open.drain(..).partition(which);
        self.open = open;
        for block in closing {
            let place = block.place(self.sheet, end);
            // Nothing between two headings: the upper one was a line of something else.
            let empty = place.end <= place.heading.first && end < self.sheet.rows.len();
            if !empty || place.heading.forced {
                self.closed.push(place);
            }
        }
    }
}

const EVERYWHERE: (u32, u32) = (0, u32::MAX);

/// One of the tables under a heading.
#[derive(Debug, Clone)]
struct Block {
    heading: Heading,
    /// How far to both sides columns without a header may belong to it.
    from: u32,
    to: u32,
    /// What stands above it.
    title: String,
}

impl Block {
    /// The same headers under another title begin another table: `2栋业主` below `1栋业主`.
    fn has_new_title(&self, before: &Block) -> bool {
        !self.title.is_empty() && words::key(&self.title) != words::key(&before.title)
    }

    /// A printed page's header again: the same words over the same columns.
    fn is_repeated_by(&self, other: &Block) -> bool {
        let (mine, theirs) = (&self.heading.titles, &other.heading.titles);
        let same = |(column, title): &(&u32, &String)| {
            mine.get(column).is_some_and(|t| words::key(t) == words::key(title))
        };
        theirs.iter().filter(same).count() * 5 >= theirs.len().max(mine.len()) * 4
    }

    fn place(self, sheet: &Sheet, end: usize) -> Place {
        let (left, right) = self.heading.sides();
        // A table that begins beside the second of two header rows ends this one before its first row.
        let end = end.max(self.heading.first);
        let rows = &sheet.rows[self.heading.first..end];
        let mut sides = (left, right);
        if let Some(beside) = left.checked_sub(1) {
            let used = layout::used(rows, (self.from, beside));
            while sides.0 > self.from && used.binary_search(&(sides.0 - 1)).is_ok() {
                sides.0 -= 1;
            }
        }
        let used = layout::used(rows, (right.saturating_add(1), self.to));
        while sides.1 < self.to && used.binary_search(&(sides.1 + 1)).is_ok() {
            sides.1 += 1;
        }
        let end = last_row(sheet, &self.heading, end, sides);
        Place { heading: self.heading, end, sides, title: self.title }
    }
}

/// One past the last row with content; the titles of the next table are not its rows.
pub(super) fn last_row(sheet: &Sheet, heading: &Heading, end: usize, (first, last): (u32, u32)) -> usize {
    let followed = end < sheet.rows.len();
    let mut end = end;
    while end > heading.first {
        let cells = between(&sheet.rows[end - 1], first, last);
        let nothing = cells.iter().all(|(_, value)| is_nothing(&shown(value, sheet.epoch)));
        let building = matches!(cells, [(_, Value::Text(text))] if buildings::heading(text).is_some());
        let of_next = followed && (rows::is_title(cells) || building || stands_apart(sheet, end, cells));
        if !(cells.is_empty() || of_next || (followed && nothing)) {
            break;
        }
        end -= 1;
    }
    end
}

/// `租赁车位` with a blank row above it and headers below: what [`title`] takes for theirs.
fn stands_apart(sheet: &Sheet, end: usize, cells: &[(u32, Value)]) -> bool {
    let [(_, Value::Text(text))] = cells else { return false };
    let is_words = text.chars().any(char::is_alphabetic) && !text.contains(|c: char| c.is_ascii_digit());
    let above = end.checked_sub(2).map(|above| &sheet.rows[above]);
    let apart = above.is_some_and(|row| row.cells.is_empty() || row.index + 1 < sheet.rows[end - 1].index);
    apart && is_words && is_no_line(text)
}

/// Neither a remark nor what a total row says.
fn is_no_line(text: &str) -> bool {
    !rows::is_remark(text) && words::total_label(text).is_none()
}

const TITLE_ROWS: usize = 3;

/// The words in the rows above a heading, nearest last.
pub(super) fn title(sheet: &Sheet, row: usize, (first, last): (u32, u32)) -> String {
    let mut texts: Vec<String> = Vec::new();
    let mut right_above = true;
    for row in sheet.rows[..row].iter().rev().take(TITLE_ROWS) {
        let cells = between(row, first, last);
        // `编制单位：管理处` and `单位：元` below the title.
        let aside = |value: &Value| matches!(value, Value::Text(text) if is_side_note(text));
        let asides = cells.len() >= 2 && cells.iter().all(|(_, value)| aside(value));
        if asides || is_row_of_asides(cells) {
            right_above = false;
            continue;
        }
        let Some((text, dated)) = lone_text(cells) else { break };
        // Right above the headers anything that stands alone is a title: `3栋`.
        let alone = right_above && !dated && is_no_line(text);
        right_above = false;
        if !rows::is_title(cells) && !alone {
            break;
        }
        let own = own_words(text);
        if !own.is_empty() && !is_side_note(&own) {
            texts.push(years_in_digits(&own));
        }
    }
    texts.reverse();
    texts.join(" ")
}

/// `单位：元`, `第 2 页`, a date.
fn is_side_note(text: &str) -> bool {
    let text = plain(text);
    text.contains([':', '页']) || !text.contains(|c: char| c.is_alphabetic() && !"年月日".contains(c))
}

/// How many rows show which columns are in use.
const ROWS_SHOWING_COLUMNS: usize = 60;

/// One block for each table abreast: where the words of the first begin again, and behind an empty column where what
/// follows is a table of its own.
fn divide(sheet: &Sheet, heading: Heading) -> Vec<Block> {
    let used = used_columns(sheet, heading.first);
    let starts = starts(&heading, &used);
    let (left, _) = heading.sides();
    // Where the first block has a column without a header before it, the others have it too.
    let leads = left > 0 && used.contains(&(left - 1));
    let mut blocks = Vec::new();
    for (at, start) in starts.iter().enumerate() {
        let next = starts.get(at + 1).copied().unwrap_or(u32::MAX);
        let titles = heading.titles.range(*start..next).map(|(column, title)| (*column, title.clone()));
        blocks.push(Heading { titles: titles.collect(), ..heading.clone() });
    }
    let ends: Vec<(u32, u32)> = blocks.iter().map(Heading::sides).collect();
    let territory = |at: usize| {
        let before = at.checked_sub(1).map(|before| ends[before].1);
        let after = ends.get(at + 1).map(|(first, _)| *first);
        let from = before.map_or(0, |before| if leads { before + 1 } else { ends[at].0 });
        let to = after.map_or(u32::MAX, |after| if leads { ends[at].1 } else { after - 1 });
        (from, to)
    };
    let several = blocks.len() > 1;
    let over_all = |row: usize| if several { title(sheet, row, EVERYWHERE) } else { String::new() };
    let with_territory = |(at, heading): (usize, Heading)| {
        let (from, to) = territory(at);
        let own = title(sheet, heading.row, (from, to));
        // One title over all tables abreast stands in the first one's columns.
        let title = match buildings::heading(&own) {
            _ if own.is_empty() => over_all(heading.row),
            Some(_) => format!("{} {own}", over_all(below_all_titles(sheet, heading.row))).trim().to_owned(),
            None => own,
        };
        Block { heading, from, to, title }
    };
    blocks.into_iter().enumerate().map(with_territory).collect()
}

/// Above the row that names the building of each table abreast: 1号楼, 2号楼.
fn below_all_titles(sheet: &Sheet, heading: usize) -> usize {
    let is_mark =
        |(_, value): &(u32, Value)| matches!(value, Value::Text(text) if buildings::heading(text).is_some());
    let of_marks = |row: &Row| row.cells.len() >= 2 && row.cells.iter().all(is_mark);
    let marks = sheet.rows[..heading].iter().rev().take_while(|row| of_marks(row)).count();
    heading - marks
}

fn used_columns(sheet: &Sheet, first: usize) -> BTreeSet<u32> {
    let last = sheet.rows.len().min(first + ROWS_SHOWING_COLUMNS);
    layout::used(&sheet.rows[first..last], EVERYWHERE).into_iter().collect()
}

/// The first column of each table under a heading.
fn starts(heading: &Heading, used: &BTreeSet<u32>) -> Vec<u32> {
    let (left, _) = heading.sides();
    let mut starts = BTreeSet::from([left]);
    let repeated = repeated_starts(heading);
    let words_of = |from: u32, to: u32| -> BTreeSet<String> {
        heading.titles.range(from..to).map(|(_, title)| words::key(title)).collect()
    };
    let first_words = repeated.first().map(|second| words_of(left, *second)).unwrap_or_default();
    for (at, start) in repeated.iter().enumerate() {
        let next = repeated.get(at + 1).copied().unwrap_or(u32::MAX);
        let is_again = words_of(*start, next).intersection(&first_words).count() >= 2;
        if is_again && is_table(heading, *start, next) {
            starts.insert(*start);
        }
    }
    let mut behind_gap = Vec::new();
    for (before, after) in heading.titles.keys().zip(heading.titles.keys().skip(1)) {
        if (before + 1..*after).any(|column| !used.contains(&column)) {
            behind_gap.push(*after);
        }
    }
    for (at, start) in behind_gap.iter().enumerate() {
        let next_start = starts.range(start + 1..).next().copied();
        let next = behind_gap.get(at + 1).copied().into_iter().chain(next_start).min().unwrap_or(u32::MAX);
        let before = starts.range(..*start).next_back().copied().unwrap_or(left);
        // 房号 again is of a table of its own, whatever its other words are: 上期, 本期.
        let is_own = repeated.contains(start) && heading.titles.range(*start..next).count() >= 2;
        if (is_own || is_table(heading, *start, next)) && is_table(heading, before, *start) {
            starts.insert(*start);
        }
    }
    starts.into_iter().collect()
}

/// Where the first of the words that name a unit comes again.
fn repeated_starts(heading: &Heading) -> Vec<u32> {
    let keys: Vec<(u32, String, Option<Meaning>)> = heading
        .titles
        .iter()
        .map(|(column, title)| {
            (*column, words::key(title), words::meaning(title).map(|(meaning, _)| meaning))
        })
        .collect();
    let structural = |meaning: &Option<Meaning>| {
        matches!(
            meaning,
            Some(Meaning::Serial | Meaning::Building | Meaning::Entrance | Meaning::Room | Meaning::Space)
        )
    };
    for (at, (_, key, meaning)) in keys.iter().enumerate() {
        let again: Vec<u32> =
            keys[at + 1..].iter().filter(|(_, k, _)| k == key).map(|(c, _, _)| *c).collect();
        if structural(meaning) && !again.is_empty() {
            return again;
        }
    }
    Vec::new()
}

/// Headers that name a unit and say something of it.
fn is_table(heading: &Heading, from: u32, to: u32) -> bool {
    let titles = heading.titles.range(from..to);
    let meanings: Vec<Meaning> = titles.filter_map(|(_, t)| words::meaning(t)).map(|(m, _)| m).collect();
    let names = |m: &Meaning| matches!(m, Meaning::Room | Meaning::Space | Meaning::Plate);
    let says = |m: &&Meaning| {
        !matches!(
            m,
            Meaning::Serial | Meaning::Ignored | Meaning::Note | Meaning::Building | Meaning::Entrance
        )
    };
    meanings.iter().any(names) && meanings.iter().filter(says).count() >= 2
}
