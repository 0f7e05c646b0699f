//! One row of a table, as it is read.

use rust_decimal::Decimal;

use crate::amount_units::AmountUnit;
use crate::book::{Sheet, Value};
use crate::cells::shown;
use crate::findings::At;
use crate::states::is_paid;
use crate::sums::Counted;

/// One row, signs understood and merged cells filled.
pub(crate) struct Line<'a> {
    pub sheet: &'a Sheet,
    /// From 1.
    pub row: u32,
    pub(super) cells: Vec<Cell<'a>>,
    /// What the row's reader made of its summed cells, by column.
    pub(super) counted: Vec<Option<Counted>>,
    /// Words that no field took, by column: notes of the row's unit.
    pub(super) left_over: Vec<(usize, String)>,
}

#[derive(Clone, Copy)]
pub(super) struct Cell<'a> {
    pub(super) column: u32,
    pub(super) value: Option<&'a Value>,
    pub(super) literal: bool,
    /// Merged with the cell above, whose value it shows.
    pub(super) held: bool,
    /// `／`, `无`: written, and nothing.
    pub(super) crossed: bool,
    /// Of an amount, in 元.
    pub(super) unit: Decimal,
}

/// Characters of a row in a finding.
const LONGEST_WORDS: usize = 80;

impl<'a> Line<'a> {
    pub fn at(&self, slot: usize) -> At<'a> {
        let cell = &self.cells[slot];
        At {
            sheet: self.sheet,
            row: self.row,
            column: cell.column,
            value: cell.value,
            literal: cell.literal,
            unit: cell.unit,
        }
    }

    /// The cell is merged with the one above.
    pub fn is_held(&self, slot: usize) -> bool {
        self.cells[slot].held
    }

    /// A sign for nothing stands in the cell.
    pub fn is_crossed(&self, slot: usize) -> bool {
        self.cells[slot].crossed
    }

    /// What became of a summed cell.
    pub fn counts(&mut self, slot: usize, counted: Counted) {
        self.counted[slot] = Some(counted);
    }

    /// Words that no field takes, once.
    pub fn keep(&mut self, slot: usize, text: String) {
        if !self.left_over.iter().any(|(at, kept)| *at == slot && *kept == text) {
            self.left_over.push((slot, text));
        }
    }

    /// The cell's words, as they stand.
    pub fn keep_text(&mut self, slot: usize) {
        let at = self.at(slot);
        let of_unit = at.unit != Decimal::ONE && at.amount().got().is_some();
        let unit = AmountUnit::of(at.unit).filter(|_| of_unit).map_or("", |unit| unit.name);
        // × stands for nothing where a value is expected; among remarks it says no.
        let no = || at.value.filter(|value| is_paid(value) == Some(false));
        let text = at.text().or_else(|| no().map(|sign| shown(sign, self.sheet.epoch).trim().to_owned()));
        if let Some(text) = text.map(|text| text + unit) {
            self.keep(slot, text);
        }
    }

    /// The same, where there is such a column.
    pub fn keep_text_of(&mut self, slot: Option<usize>) {
        if let Some(slot) = slot {
            self.keep_text(slot);
        }
    }

    /// What somebody wrote on the row's cells.
    pub fn keep_comments(&mut self) {
        for (_, column, text) in self.sheet.comments_of(self.row - 1) {
            if let Some(slot) = self.cells.iter().position(|cell| cell.column == *column) {
                self.keep(slot, format!("批注：{}", text.trim()));
            }
        }
    }

    pub fn take_left_over(&mut self) -> Vec<(usize, String)> {
        std::mem::take(&mut self.left_over)
    }

    /// Everything the row says, for a finding about a row that is not imported.
    pub fn words(&self) -> String {
        let cells = (0..self.cells.len()).filter_map(|slot| self.at(slot).text());
        let words = cells.collect::<Vec<_>>().join(" ");
        words.chars().take(LONGEST_WORDS).collect()
    }

    /// The first cell that holds something, else the first of all.
    pub fn first(&self) -> At<'a> {
        let filled = self.cells.iter().position(|cell| cell.value.is_some());
        self.at(filled.unwrap_or(0))
    }
}
