//! One worksheet: its cells, and what the sheet looks like, in one pass.

use ledger::refusal::Refusal;
use rust_decimal::Decimal;

use super::globals::Globals;
use super::strings::{Rich, without_escapes};
use crate::book::intake::{LAST_COLUMN, LAST_ROW, MOST_MARKS, SheetIntake};
use crate::book::looks::{Looks, merge};
use crate::book::tags::{Side, Tag, Tags};
use crate::book::{Value, cell_place, dated, no_result, number_value, owned_text_value, text_value};
use crate::container::damaged;

/// A sheet as its tags come.
pub(super) struct Reading<'g, 'i, 'p> {
    globals: &'g Globals,
    pub cells: SheetIntake<'i, 'p>,
    pub looks: Looks,
    /// Where the next cell stands that does not say it.
    row: u32,
    column: u32,
    cell: Option<Cell>,
    /// What stands between the tags in hand.
    text: String,
    inside: Inside,
    string: Rich,
    data: Data,
}

/// The cell in hand.
struct Cell {
    place: (u32, u32),
    kind: Kind,
    format: usize,
    value: Option<Value>,
    is_formula: bool,
}

/// What the type of a cell says of its value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Untold,
    Number,
    Shared,
    Inline,
    /// A formula's text, or a date in words.
    Text,
    Bool,
    Error,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Value,
    String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Data {
    Ahead,
    Here,
    Behind,
}

impl<'g, 'i, 'p> Reading<'g, 'i, 'p> {
    pub fn of(globals: &'g Globals, cells: SheetIntake<'i, 'p>) -> Self {
        Reading {
            globals,
            cells,
            looks: Looks::default(),
            row: 0,
            column: 0,
            cell: None,
            text: String::new(),
            inside: Inside::Nothing,
            string: Rich::default(),
            data: Data::Ahead,
        }
    }

    /// Reads the whole sheet; whether it holds cells at all. Refusals: `workbook_damaged`, `workbook_too_large` and those of
    /// [`SheetIntake::take`].
    pub fn read(&mut self, mut tags: Tags<'_, '_>) -> Result<bool, Refusal> {
        let mut read = 0;
        loop {
            if read != tags.read {
                read = tags.read;
                self.cells.at(read);
            }
            let Some(tag) = tags.next()? else { break };
            let name = tag.name();
            if self.cell.is_some() { self.take_in_cell(&tag, name)? } else { self.take(&tag, name)? }
        }
        // A sheet that ends amid its cells was cut off.
        if self.data == Data::Here { Err(damaged()) } else { Ok(self.data == Data::Behind) }
    }

    /// A tag between cells.
    fn take(&mut self, tag: &Tag<'_>, name: (&[u8], Side)) -> Result<(), Refusal> {
        match name {
            (b"c", side @ (Side::Open | Side::Empty)) if self.data == Data::Here => {
                let cell = self.begin(tag)?;
                self.column = cell.place.1.saturating_add(1);
                self.cell = (side == Side::Open).then_some(cell);
            }
            (b"row", side @ (Side::Open | Side::Empty)) => {
                self.begin_row(tag)?;
                if side == Side::Empty {
                    self.end_row();
                }
            }
            (b"row", Side::Close) => self.end_row(),
            (b"sheetData", Side::Open) if self.data == Data::Ahead => self.data = Data::Here,
            (b"sheetData", Side::Close | Side::Empty) => self.data = Data::Behind,
            (b"col", Side::Open | Side::Empty) => self.take_columns(tag)?,
            (b"mergeCell", Side::Open | Side::Empty) => {
                let mut place = None;
                tag.attributes(|name, value| place = if name == "ref" { merge(value) } else { place })?;
                if self.looks.merges.len() < MOST_MARKS {
                    self.looks.merges.extend(place);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn begin_row(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        let (mut number, mut hidden) = (None, false);
        tag.attributes(|name, value| match name {
            "r" => number = Some(value),
            "hidden" => hidden = is_true(value),
            _ => {}
        })?;
        if let Some(number) = number {
            let number = number.parse::<u32>().ok().and_then(|number| number.checked_sub(1));
            self.row = number.ok_or_else(damaged)?;
            if hidden && self.row < LAST_ROW {
                self.looks.hidden_rows.insert(self.row);
            }
        }
        Ok(())
    }

    fn end_row(&mut self) {
        (self.row, self.column) = (self.row.saturating_add(1), 0);
    }

    fn take_columns(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        let (mut first, mut last, mut hidden) = (None, None, false);
        let number = |value: &str| value.parse::<u32>().ok().and_then(|number| number.checked_sub(1));
        tag.attributes(|name, value| match name {
            "min" => first = number(value),
            "max" => last = number(value),
            "hidden" => hidden = is_true(value),
            _ => {}
        })?;
        if let (true, Some(first), Some(last)) = (hidden, first, last) {
            self.looks.hidden_columns.extend(first..=last.min(LAST_COLUMN));
        }
        Ok(())
    }

    fn begin(&self, tag: &Tag<'_>) -> Result<Cell, Refusal> {
        let (mut place, mut kind, mut format) = (Ok((self.row, self.column)), Ok(Kind::Untold), 0);
        tag.attributes(|name, value| match name {
            "r" => place = cell_place(value).ok_or_else(damaged),
            "s" => format = value.parse().unwrap_or_default(),
            "t" => {
                kind = match value {
                    "n" => Ok(Kind::Number),
                    "s" => Ok(Kind::Shared),
                    "inlineStr" | "is" => Ok(Kind::Inline),
                    "str" | "d" => Ok(Kind::Text),
                    "b" => Ok(Kind::Bool),
                    "e" => Ok(Kind::Error),
                    _ => Err(damaged()),
                }
            }
            _ => {}
        })?;
        Ok(Cell { place: place?, kind: kind?, format, value: None, is_formula: false })
    }

    /// A tag of the cell in hand.
    fn take_in_cell(&mut self, tag: &Tag<'_>, name: (&[u8], Side)) -> Result<(), Refusal> {
        match self.inside {
            Inside::Value => {
                tag.push_text(&mut self.text)?;
                tag.push_verbatim(&mut self.text)?;
            }
            Inside::String => self.string.take(tag, name)?,
            Inside::Nothing => {}
        }
        let Some(cell) = &mut self.cell else { return Ok(()) };
        match name {
            (b"v", Side::Open) => self.inside = Inside::Value,
            (b"v", Side::Close) => {
                self.inside = Inside::Nothing;
                if cell.kind != Kind::Inline {
                    cell.value = value(self.globals, cell, &self.text)?;
                }
                self.text.clear();
            }
            (b"is", Side::Open) => self.inside = Inside::String,
            (b"is", Side::Close) => {
                self.inside = Inside::Nothing;
                cell.value = owned_text_value(self.string.end());
            }
            (b"f", Side::Open | Side::Empty) => cell.is_formula = true,
            (b"c", Side::Close) => {
                let missing = cell.is_formula.then(no_result);
                let (place, value) = (cell.place, cell.value.take().or(missing));
                (self.cell, self.inside) = (None, Inside::Nothing);
                self.cells.take(place, value)?;
            }
            _ => {}
        }
        Ok(())
    }
}

fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true")
}

fn value(globals: &Globals, cell: &Cell, text: &str) -> Result<Option<Value>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    Ok(match cell.kind {
        Kind::Untold | Kind::Number => match number(text) {
            Some(number) => {
                let is_date = globals.is_date.get(cell.format).copied().unwrap_or_default();
                Some(dated(is_date, number))
            }
            None if cell.kind == Kind::Untold => text_value(text),
            None => return Err(damaged()),
        },
        Kind::Shared => {
            let index = text.parse::<usize>().map_err(|_no_index| damaged())?;
            text_value(globals.strings.get(index).ok_or_else(damaged)?)
        }
        Kind::Inline => None,
        Kind::Text => text_value(&without_escapes(text)),
        Kind::Bool => match text.trim() {
            "" => None,
            told if told == "1" || told.eq_ignore_ascii_case("true") => Some(Value::Bool(true)),
            told if told == "0" || told.eq_ignore_ascii_case("false") => Some(Value::Bool(false)),
            _ => return Err(damaged()),
        },
        Kind::Error => Some(Value::Error(text.to_owned())),
    })
}

/// The digits that the double prints as. Up to fifteen are what they are, where nothing is written that need not be:
/// `89.50` prints as 89.5.
fn number(text: &str) -> Option<Value> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let figures = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_whole = figures(whole) && (whole == "0" || !whole.starts_with('0'));
    let is_fraction = fraction.is_none_or(|part| figures(part) && !part.ends_with('0'));
    if digits.len() <= 15 && is_whole && is_fraction && digits != "0" {
        return Decimal::from_str_exact(text).ok().map(Value::Number);
    }
    text.parse().ok().map(number_value)
}
