//! Whether a second row of a unit is the first one again, or another line of it.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::book::{Row, Sheet};
use crate::cells::shown;
use crate::debts_again::{is_of_one, times_in};
use crate::interpretation::Interpretation;
use crate::openings::item_of_remark;
use crate::table::Table;
use crate::{CellRef, DraftOpening, Meaning};

/// Meanings that say nothing of what a row adds.
fn says_which_unit(meaning: Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Serial
            | Meaning::Building
            | Meaning::Entrance
            | Meaning::Room
            | Meaning::OwnerName
            | Meaning::Ignored
            | Meaning::OpeningTotal
    )
}

/// What a household owes.
const OWED: [Meaning; 4] = [Meaning::Opening, Meaning::OpeningTotal, Meaning::Due, Meaning::Amount];

/// Meanings that say of what a row is.
fn says_what(meaning: Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Item
            | Meaning::PeriodRange
            | Meaning::PeriodFrom
            | Meaning::PeriodTo
            | Meaning::Months
            | Meaning::Plate
            | Meaning::Space
            | Meaning::Meter
            | Meaning::TenantName
    )
}

impl<'a> Table<'a> {
    /// How row `again` of this table (both from 1) differs from those of the same unit above it, of which `first` is
    /// the first: `None` where it says the same as one of them, else whether a column says of what it is.
    pub fn differs(&mut self, unit: usize, first: u32, again: u32) -> Option<bool> {
        let (Some(first), Some(again)) = (self.row(first), self.row(again)) else { return Some(false) };
        self.said.insert((unit, self.hash_of(first)));
        if !self.said.insert((unit, self.hash_of(again))) {
            return None;
        }
        let of_what = |text: &str| item_of_remark(text).is_some();
        let told = self.telling_columns().any(|(index, meaning)| {
            let (one, other) = (self.said_in(first, index), self.said_in(again, index));
            one != other && (says_what(meaning) || of_what(&one) || of_what(&other))
        });
        Some(told)
    }

    /// Whether this row (from 1) says the same of a unit as one above it.
    pub fn says_again(&mut self, unit: usize, number: u32) -> bool {
        let Some(row) = self.row(number) else { return false };
        !self.said.insert((unit, self.hash_of(row)))
    }

    fn row(&self, number: u32) -> Option<&'a Row> {
        let sheet: &'a Sheet = self.sheet;
        let at = sheet.rows.binary_search_by_key(&number, Row::number).ok()?;
        sheet.rows.get(at)
    }

    fn telling_columns(&self) -> impl Iterator<Item = (u32, Meaning)> + '_ {
        let telling = self.region.columns.iter().filter(|c| !says_which_unit(c.meaning));
        telling.map(|c| (c.index, c.meaning))
    }

    fn said_in(&self, row: &Row, column: u32) -> String {
        let value = row.get(column);
        value.map(|value| shown(value, self.sheet.epoch).split_whitespace().collect()).unwrap_or_default()
    }

    fn hash_of(&self, row: &Row) -> u64 {
        let mut hash = DefaultHasher::new();
        self.telling_columns().for_each(|(index, _)| self.said_in(row, index).hash(&mut hash));
        let owner = self.region.column(Meaning::OwnerName).map(|c| self.said_in(row, c.index));
        owner.hash(&mut hash);
        hash.finish()
    }

    /// What this table's columns hold is owed for something else, or for other months, than `known` of another table.
    pub fn owes_otherwise(&self, known: &[DraftOpening]) -> bool {
        let [owed] = self.slots(Meaning::Opening) else { return false };
        let Some(terms) = self.openings[*owed].as_ref().filter(|_| !self.has(Meaning::Item)) else {
            return false;
        };
        let told = terms.names_item || self.surroundings.item.is_some();
        let (from, to) = match self.surroundings.span {
            Some(span) if !terms.names_period => (span.from, span.to),
            _ => (terms.from.filter(|_| terms.names_period), terms.to.filter(|_| terms.names_period)),
        };
        let (from, to) = (from.map(|day| day.to_string()), to.map(|day| day.to_string()));
        let apart = |opening: &DraftOpening| match (&from, &to, &opening.from, &opening.to) {
            (Some(from), _, _, Some(end)) if end < from => true,
            (_, Some(to), Some(begin), _) if begin > to => true,
            _ => false,
        };
        !known.is_empty()
            && known.iter().all(|opening| (told && opening.item != terms.item) || apart(opening))
    }
}

/// What a roster's title or its sheet says that its rows are of.
#[derive(Debug)]
pub(crate) struct OfWhat {
    /// Its header's row.
    header: u32,
    item: Option<&'static str>,
    times: String,
    /// It has a column of what is owed.
    owes: bool,
}

impl OfWhat {
    pub fn of(table: &Table<'_>) -> Self {
        OfWhat {
            header: table.sheet.rows[table.region.header].number(),
            item: table.surroundings.item,
            times: times_in(&format!("{} {}", table.region.title, table.sheet.name)),
            owes: OWED.into_iter().any(|meaning| table.has(meaning)),
        }
    }
}

impl Interpretation {
    /// The table is of another fee than the roster that `first` stands in, or says of another time what was due and what
    /// was paid. What stood open on another day is the same debt.
    pub fn is_of_other(&self, table: &Table<'_>, first: &CellRef) -> bool {
        let Some(first) = self.roster_of(first) else { return false };
        let this = OfWhat::of(table);
        let of_time = table.has(Meaning::Due) && table.has(Meaning::Paid);
        let of_stock = table.region.carries || table.has(Meaning::Prepaid) || table.has(Meaning::Deposit);
        let other_item = this.item.zip(first.item).is_some_and(|(this, first)| this != first);
        let other_time = !is_of_one(&this.times, &first.times);
        table.has(Meaning::Opening) && (other_item || (other_time && of_time && !of_stock))
    }

    /// The roster that `unit` stands in says of nobody what he owes, and nobody has said it of this unit yet.
    pub fn says_nothing_owed(&self, unit: usize) -> bool {
        let unit = &self.draft.units[unit];
        unit.openings.is_empty() && self.roster_of(&unit.source).is_some_and(|roster| !roster.owes)
    }

    fn roster_of(&self, first: &CellRef) -> Option<&OfWhat> {
        let mut rosters = self.rosters.get(&*first.sheet).into_iter().flatten();
        rosters.rfind(|roster| roster.header < first.row)
    }
}
