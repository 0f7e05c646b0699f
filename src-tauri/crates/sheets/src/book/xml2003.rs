//! "XML spreadsheets" of Excel 2002 and 2003 (SpreadsheetML), which old systems export under the name .xls. Read as a stream.

use ledger::refusal::Refusal;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::intake::{Intake, LAST_COLUMN, LAST_ROW, MOST_MARKS, SheetIntake};
use super::looks::{Looks, push_text};
use super::ods::date;
use super::package::{attribute, xml_refusal};
use super::{Epoch, Merge, Sheet, Value, digits_value, no_result, owned_text_value};
use crate::container::damaged;

/// Reads all worksheets. Refusals: `workbook_damaged` and those of `SheetIntake::take`.
pub(super) fn read(text: &str, intake: &mut Intake<'_>) -> Result<Vec<Sheet>, Refusal> {
    intake.expect(text.len() as u64);
    let mut reader = Reader::from_reader(text.as_bytes());
    reader.config_mut().expand_empty_elements = true;
    let (mut sheets, mut buffer, mut behind) = (Vec::new(), Vec::new(), 0);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|error| xml_refusal(&error))? {
            Event::Start(element) if element.local_name().as_ref() == "Worksheet" => {
                let name = attribute(&element, "Name").unwrap_or_default();
                let mut sheet = Worksheet::new(intake.sheet(&name));
                sheet.read(&mut reader, behind)?;
                let (looks, hidden, end) = (sheet.looks, sheet.hidden, reader.buffer_position());
                let rows = sheet.cells.into_rows(end.saturating_sub(behind));
                behind = end;
                // Days stand there as dates, so no epoch shifts them.
                sheets.push(looks.put_on(Sheet::of_rows(name, hidden, Epoch::Y1900, rows)));
            }
            Event::Eof => return Ok(sheets),
            _ => {}
        }
    }
}

/// A worksheet as it is read.
struct Worksheet<'i, 'p> {
    cells: SheetIntake<'i, 'p>,
    looks: Looks,
    hidden: bool,
    /// The next column that is described, the next row, the next cell of the row.
    described: u32,
    row: u32,
    column: u32,
}

impl<'i, 'p> Worksheet<'i, 'p> {
    fn new(cells: SheetIntake<'i, 'p>) -> Self {
        Worksheet { cells, looks: Looks::default(), hidden: false, described: 0, row: 0, column: 0 }
    }

    fn read(&mut self, reader: &mut Reader<&[u8]>, begun: u64) -> Result<(), Refusal> {
        let (mut buffer, mut rows) = (Vec::new(), 1);
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).map_err(|error| xml_refusal(&error))? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "Column" => self.take_column(&element),
                    "Row" => {
                        self.row = index(&element).unwrap_or(self.row);
                        self.column = 0;
                        rows = number(&element, "Span").saturating_add(1);
                        if is_hidden(&element) {
                            let end = self.row.saturating_add(rows).min(LAST_ROW);
                            self.looks.hidden_rows.extend(self.row..end);
                        }
                    }
                    "Cell" => {
                        let cell = Cell::of(&element);
                        self.take_cell(cell.read(reader)?)?;
                    }
                    "Visible" => self.hidden |= text_of(reader)?.starts_with("SheetHidden"),
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "Row" => {
                        self.cells.at(reader.buffer_position().saturating_sub(begun));
                        self.row = self.row.saturating_add(rows);
                    }
                    "Worksheet" => return Ok(()),
                    _ => {}
                },
                Event::Eof => return Err(damaged()),
                _ => {}
            }
        }
    }

    fn take_column(&mut self, element: &BytesStart<'_>) {
        let first = index(element).unwrap_or(self.described);
        let end = first.saturating_add(number(element, "Span")).saturating_add(1);
        if is_hidden(element) {
            self.looks.hidden_columns.extend(first..end.min(LAST_COLUMN + 1));
        }
        self.described = end;
    }

    fn take_cell(&mut self, cell: Cell) -> Result<(), Refusal> {
        let place = (self.row, cell.index.unwrap_or(self.column));
        let (across, down) = cell.merged;
        if (across > 0 || down > 0) && self.looks.merges.len() < MOST_MARKS {
            self.looks.merges.push(Merge {
                first_row: place.0,
                last_row: place.0.saturating_add(down),
                first_column: place.1,
                last_column: place.1.saturating_add(across),
            });
        }
        if !cell.comment.trim().is_empty() && self.looks.comments.len() < MOST_MARKS {
            self.looks.comments.insert(place, cell.comment.trim().to_owned());
        }
        self.column = place.1.saturating_add(across).saturating_add(1);
        self.cells.take(place, cell.value)
    }
}

/// Where an element says it stands, from 0.
fn index(element: &BytesStart<'_>) -> Option<u32> {
    attribute(element, "Index")?.trim().parse::<u32>().ok()?.checked_sub(1)
}

fn number(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|n| n.trim().parse().ok()).unwrap_or(0)
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "Hidden").is_some_and(|hidden| hidden == "1")
}

/// The text up to the end of the element at hand, whatever dresses it.
fn text_of(reader: &mut Reader<&[u8]>) -> Result<String, Refusal> {
    let (mut buffer, mut text, mut depth) = (Vec::new(), String::new(), 0_usize);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|error| xml_refusal(&error))? {
            Event::Start(_) => depth += 1,
            Event::End(_) if depth == 0 => return Ok(text),
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(damaged()),
            event => push_text(&mut text, &event),
        }
    }
}

struct Cell {
    index: Option<u32>,
    /// Columns and rows that it covers beside its own.
    merged: (u32, u32),
    has_formula: bool,
    value: Option<Value>,
    comment: String,
}

impl Cell {
    fn of(element: &BytesStart<'_>) -> Self {
        Cell {
            index: index(element),
            merged: (number(element, "MergeAcross"), number(element, "MergeDown")),
            has_formula: attribute(element, "Formula").is_some(),
            value: None,
            comment: String::new(),
        }
    }

    /// Reads up to the end of the cell.
    fn read(mut self, reader: &mut Reader<&[u8]>) -> Result<Self, Refusal> {
        let (mut buffer, mut in_comment, mut said) = (Vec::new(), false, false);
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).map_err(|error| xml_refusal(&error))? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "Comment" => in_comment = true,
                    "Data" if in_comment => self.comment.push_str(&text_of(reader)?),
                    "Data" => {
                        let kind = attribute(&element, "Type").unwrap_or_default();
                        self.value = value(&kind, text_of(reader)?);
                        said = true;
                    }
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "Comment" => in_comment = false,
                    "Cell" => break,
                    _ => {}
                },
                Event::Eof => return Err(damaged()),
                _ => {}
            }
        }
        if self.has_formula && !said {
            self.value = Some(no_result());
        }
        Ok(self)
    }
}

fn value(kind: &str, text: String) -> Option<Value> {
    match kind {
        "Number" => digits_value(text.trim()).or_else(|| owned_text_value(text)),
        "DateTime" => Some(date(text.trim())),
        "Boolean" => Some(Value::Bool(text.trim() == "1")),
        "Error" => Some(Value::Error(text)),
        _ => owned_text_value(text),
    }
}
