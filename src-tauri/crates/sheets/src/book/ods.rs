//! OpenDocument spreadsheets, read as a stream. calamine lays every repeated row and column out as a box; a cell in the last
//! row of a sheet makes that a billion cells.

use std::collections::BTreeSet;
use std::io::BufReader;

use ledger::calendar::Date;
use ledger::refusal::Refusal;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rust_decimal::Decimal;

use super::intake::{Intake, LAST_COLUMN, LAST_ROW, MOST_MARKS, SheetIntake};
use super::looks::{Looks, push_text};
use super::number_formats::shown_place;
use super::package::{Package, attribute, xml_refusal};
use super::{Epoch, Merge, Sheet, Value, digits_value, no_result, owned_text_value};
use crate::container::damaged;

const CONTENT: &str = "content.xml";

/// Reads all tables. Refusals: `workbook_damaged`, `workbook_too_large` and those of `SheetIntake::take`.
pub(super) fn read(bytes: &[u8], intake: &mut Intake<'_>) -> Result<Vec<Sheet>, Refusal> {
    let mut package = Package::open(bytes)?;
    intake.expect(package.stated_size(CONTENT));
    let content = package.part(CONTENT)?.ok_or_else(damaged)?;
    let mut reader = Reader::from_reader(BufReader::with_capacity(64 * 1024, content));
    reader.config_mut().expand_empty_elements = true;
    let (mut styles, mut sheets, mut buffer) = (Styles::default(), Vec::new(), Vec::new());
    let mut behind = 0;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|error| xml_refusal(&error))? {
            Event::Start(element) => match element.local_name().as_ref() {
                "style" | "table-properties" => styles.take(&element),
                "table" => {
                    let name = attribute(&element, "name").unwrap_or_default();
                    let hidden =
                        attribute(&element, "style-name").is_some_and(|s| styles.hidden.contains(&s));
                    let mut table = Table::new(intake.sheet(&name));
                    table.read(&mut reader, behind)?;
                    let (looks, end) = (table.looks, reader.buffer_position());
                    let rows = table.cells.into_rows(end.saturating_sub(behind));
                    behind = end;
                    sheets.push(looks.put_on(Sheet::of_rows(name, hidden, Epoch::Y1900, rows)));
                }
                _ => {}
            },
            Event::Eof => return Ok(sheets),
            _ => {}
        }
    }
}

/// Which styles of tables hide them.
#[derive(Default)]
struct Styles {
    current: String,
    hidden: BTreeSet<String>,
}

impl Styles {
    fn take(&mut self, element: &BytesStart<'_>) {
        if element.local_name().as_ref() == "style" {
            self.current = attribute(element, "name").unwrap_or_default();
        } else if attribute(element, "display").is_some_and(|display| display == "false") {
            self.hidden.insert(self.current.clone());
        }
    }
}

/// A table as it is read.
struct Table<'i, 'p> {
    cells: SheetIntake<'i, 'p>,
    looks: Looks,
    /// The next column that is described, the next row, the next cell of the row.
    described: u32,
    row: u32,
    column: u32,
    /// The cells of the row, which may stand for many rows.
    in_row: Vec<(u32, Value)>,
}

impl<'i, 'p> Table<'i, 'p> {
    fn new(cells: SheetIntake<'i, 'p>) -> Self {
        Table { cells, looks: Looks::default(), described: 0, row: 0, column: 0, in_row: Vec::new() }
    }

    fn read(&mut self, reader: &mut Reader<impl std::io::BufRead>, begun: u64) -> Result<(), Refusal> {
        let mut buffer = Vec::new();
        let mut row = Repeated::default();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).map_err(|error| xml_refusal(&error))? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "table-column" => self.take_column(&Repeated::of(&element, "number-columns-repeated")),
                    "table-row" => {
                        row = Repeated::of(&element, "number-rows-repeated");
                        self.column = 0;
                    }
                    "table-cell" | "covered-table-cell" => {
                        let cell = Cell::of(&element);
                        self.take_cell(cell.read(reader)?);
                    }
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "table-row" => {
                        self.cells.at(reader.buffer_position().saturating_sub(begun));
                        self.take_row(&row)?;
                    }
                    "table" => return Ok(()),
                    _ => {}
                },
                Event::Eof => return Err(damaged()),
                _ => {}
            }
        }
    }

    fn take_column(&mut self, column: &Repeated) {
        let end = self.described.saturating_add(column.times);
        if column.hidden {
            self.looks.hidden_columns.extend(self.described..end.min(LAST_COLUMN + 1));
        }
        self.described = end;
    }

    fn take_cell(&mut self, cell: Cell) {
        let place = (self.row, self.column);
        if let Some((rows, columns)) = cell.span.filter(|_| self.looks.merges.len() < MOST_MARKS) {
            self.looks.merges.push(Merge {
                first_row: place.0,
                last_row: place.0.saturating_add(rows - 1),
                first_column: place.1,
                last_column: place.1.saturating_add(columns - 1),
            });
        }
        if !cell.comment.trim().is_empty() {
            self.looks.comments.insert(place, cell.comment.trim().to_owned());
        }
        let end = place.1.saturating_add(cell.times);
        if let Some(value) = cell.value {
            // One more than there may be: the refusal names the first that is too far.
            for column in place.1..end.min(LAST_COLUMN + 2) {
                self.in_row.push((column, value.clone()));
            }
        }
        self.column = end;
    }

    fn take_row(&mut self, row: &Repeated) -> Result<(), Refusal> {
        let end = self.row.saturating_add(row.times);
        if row.hidden {
            self.looks.hidden_rows.extend(self.row..end.min(LAST_ROW));
        }
        if !self.in_row.is_empty() {
            for index in self.row..end {
                for (column, value) in &self.in_row {
                    self.cells.take((index, *column), Some(value.clone()))?;
                }
            }
            self.in_row.clear();
        }
        self.row = end;
        Ok(())
    }
}

/// Columns or rows that are alike.
#[derive(Default)]
struct Repeated {
    times: u32,
    hidden: bool,
}

impl Repeated {
    fn of(element: &BytesStart<'_>, count: &str) -> Self {
        let hidden = attribute(element, "visibility").is_some_and(|v| v == "collapse" || v == "filter");
        Repeated { times: times(element, count), hidden }
    }
}

fn times(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|n| n.parse().ok()).unwrap_or(1)
}

struct Cell {
    times: u32,
    /// Rows and columns that it covers, when it is more than one cell.
    span: Option<(u32, u32)>,
    kind: String,
    is_error: bool,
    has_formula: bool,
    /// The value apart from what is shown.
    stated: Option<String>,
    value: Option<Value>,
    comment: String,
}

impl Cell {
    fn of(element: &BytesStart<'_>) -> Self {
        let span = (times(element, "number-rows-spanned"), times(element, "number-columns-spanned"));
        let spans = span.0 > 1 || span.1 > 1;
        // LibreOffice says the kind twice; only its own word for it knows errors.
        let kinds: Vec<String> = element
            .attributes()
            .with_checks(false)
            .flatten()
            .filter(|a| a.key.local_name().as_ref() == "value-type")
            .map(|a| a.value.into_owned())
            .collect();
        let stated = ["value", "date-value", "boolean-value", "string-value"];
        Cell {
            times: times(element, "number-columns-repeated"),
            span: (spans && span.0 > 0 && span.1 > 0).then_some(span),
            is_error: kinds.iter().any(|kind| kind == "error"),
            kind: kinds.into_iter().find(|kind| kind != "error").unwrap_or_default(),
            has_formula: attribute(element, "formula").is_some(),
            stated: stated.into_iter().find_map(|name| attribute(element, name)),
            value: None,
            comment: String::new(),
        }
    }

    /// Reads up to the end of the cell.
    fn read(mut self, reader: &mut Reader<impl std::io::BufRead>) -> Result<Self, Refusal> {
        let mut buffer = Vec::new();
        let (mut shown, mut in_comment, mut depth) = (Lines::default(), false, 0_usize);
        let mut comment = Lines::default();
        loop {
            buffer.clear();
            let event = reader.read_event_into(&mut buffer).map_err(|error| xml_refusal(&error))?;
            let lines = if in_comment { &mut comment } else { &mut shown };
            match &event {
                Event::Start(element) => {
                    depth += 1;
                    match element.local_name().as_ref() {
                        "annotation" => in_comment = true,
                        "p" => lines.begin(),
                        "s" => lines.spaces(times(element, "c")),
                        "tab" => lines.text.push('\t'),
                        "line-break" => lines.text.push('\n'),
                        _ => {}
                    }
                }
                Event::End(element) => {
                    if depth == 0 {
                        break;
                    }
                    depth -= 1;
                    match element.local_name().as_ref() {
                        "annotation" => in_comment = false,
                        "p" => lines.open = false,
                        _ => {}
                    }
                }
                Event::Eof => return Err(damaged()),
                text if lines.open => push_text(&mut lines.text, text),
                _ => {}
            }
        }
        self.comment = comment.text;
        self.value = self.worked_out(shown.text);
        Ok(self)
    }

    fn worked_out(&self, shown: String) -> Option<Value> {
        let stated = self.stated.as_deref();
        match self.kind.as_str() {
            _ if self.is_error => Some(Value::Error(shown)),
            "float" | "currency" | "percentage" => {
                let digits = stated.unwrap_or(&shown);
                let number = digits_value(digits).unwrap_or_else(|| Value::Error(digits.to_owned()));
                Some(shown_place(&number, &shown).unwrap_or(number))
            }
            "date" => Some(date(stated.unwrap_or(&shown))),
            "boolean" => Some(Value::Bool(stated == Some("true"))),
            "" if self.has_formula && shown.is_empty() => Some(no_result()),
            "string" if shown.is_empty() => owned_text_value(self.stated.clone().unwrap_or_default()),
            _ => owned_text_value(shown),
        }
    }
}

/// The paragraphs of a cell or a comment.
#[derive(Default)]
struct Lines {
    text: String,
    open: bool,
    begun: bool,
}

impl Lines {
    fn begin(&mut self) {
        if self.begun {
            self.text.push('\n');
        }
        (self.begun, self.open) = (true, true);
    }

    fn spaces(&mut self, count: u32) {
        self.text.extend((0..count.min(1_000)).map(|_| ' '));
    }
}

/// `2013-05-01` or `2013-05-01T12:00:00`, as a day serial.
pub(super) fn date(stated: &str) -> Value {
    let day = stated.split('T').next().unwrap_or_default();
    let first = Date::from_ymd_opt(1899, 12, 30).expect("a date of the calendar");
    match day.parse::<Date>() {
        Ok(date) => {
            let days = (date - first).num_days();
            // Excel believes in 1900-02-29: serials before it are one day behind.
            Value::Date(Decimal::from(if days <= 60 { days - 1 } else { days }))
        }
        Err(_no_date) => Value::Text(stated.to_owned()),
    }
}
