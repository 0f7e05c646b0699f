//! What a sheet of an .xlsx looks like: merges, what is hidden, comments. Found by passing over the sheet's text once, for
//! the parser of cells does not tell; that pass also measures it, for progress and for the limit of what may be inflated.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Read as _;

use ledger::refusal::Refusal;
use memchr::{memchr, memmem, memrchr};
use quick_xml::Reader;
use quick_xml::events::Event;

use super::intake::{LAST_COLUMN, LAST_ROW, MOST_MARKS};
use super::number_formats::NumberFormat;
use super::package::{Package, attribute, refusal, xml_refusal};
use super::{Merge, Sheet, Value};
use crate::container::damaged;

const PIECE: usize = 256 * 1024;
/// No tag of interest is longer.
const LONGEST_TAG: usize = 16 * 1024;
/// Between two tags stands a cell's text at most. The parser holds what is between tags in memory.
const LONGEST_GAP: usize = 4 * 1024 * 1024;
/// Cells whose format places digits: some columns of the longest sheet.
const MOST_PLACED: usize = 1_000_000;

#[derive(Default)]
pub(super) struct Looks {
    pub merges: Vec<Merge>,
    pub hidden_rows: BTreeSet<u32>,
    pub hidden_columns: BTreeSet<u32>,
    pub comments: BTreeMap<(u32, u32), String>,
    /// Bytes of the sheet, inflated.
    pub size: u64,
    /// How many row tags it has.
    pub rows: u64,
    /// Cells whose format places digits, each with the format's number.
    placed: HashMap<(u32, u32), u16>,
}

impl Looks {
    /// Looks at the sheet in `part`. Refusals: `workbook_damaged`, `workbook_too_large`.
    pub fn of_sheet(
        package: &mut Package<'_>,
        part: &str,
        formats: &[NumberFormat],
    ) -> Result<Self, Refusal> {
        let mut looks = Looks::default();
        let numbered = (0_u16..).zip(formats).filter(|(_, format)| format.is_placed());
        let placed: Vec<(u16, String)> = numbered.map(|(id, _)| (id, format!(" s=\"{id}\""))).collect();
        looks.pass_over(package, part, &placed)?;
        for relation in package.relations(part)? {
            if relation.kind == "comments" {
                looks.read_comments(package, &relation.part)?;
            }
        }
        Ok(looks)
    }

    fn pass_over(
        &mut self,
        package: &mut Package<'_>,
        part: &str,
        placed: &[(u16, String)],
    ) -> Result<(), Refusal> {
        let Some(mut part) = package.part(part)? else { return Ok(()) };
        let mut buffer = vec![0; LONGEST_TAG + PIECE];
        let (mut held, mut gap) = (0, 0);
        loop {
            let count = part.read(&mut buffer[held..]).map_err(|error| refusal(&error))?;
            self.size += count as u64;
            let filled = held + count;
            // What follows the last tag's beginning is looked at again with the next piece.
            let end = if count == 0 { filled } else { memrchr(b'<', &buffer[..filled]).unwrap_or(filled) };
            self.look_at(&buffer[..end], placed);
            if count == 0 {
                return Ok(());
            }
            held = filled - end;
            if held > LONGEST_TAG {
                held = 0;
            } else {
                buffer.copy_within(end..filled, 0);
            }
            gap = if end < filled { 0 } else { gap + count };
            if gap > LONGEST_GAP {
                return Err(damaged());
            }
        }
    }

    /// Whole tags, and the text between.
    fn look_at(&mut self, xml: &[u8], placed: &[(u16, String)]) {
        self.rows += memmem::find_iter(xml, b"<row").count() as u64;
        for at in memmem::find_iter(xml, b"hidden=") {
            if let Some(tag) = tag_around(xml, at)
                && is_true(value(tag, "hidden"))
            {
                self.hide(tag);
            }
        }
        for at in memmem::find_iter(xml, b"mergeCell ") {
            let place = tag_around(xml, at).and_then(|tag| merge(value(tag, "ref")?));
            if self.merges.len() < MOST_MARKS {
                self.merges.extend(place);
            }
        }
        for (format, written) in placed {
            self.place(xml, *format, written);
        }
    }

    /// The cells of one format.
    fn place(&mut self, xml: &[u8], format: u16, written: &str) {
        for at in memmem::find_iter(xml, written.as_bytes()) {
            let tag = tag_around(xml, at).filter(|tag| name(tag) == "c");
            if let Some(place) = tag.and_then(|tag| cell(value(tag, "r")?))
                && self.placed.len() < MOST_PLACED
            {
                self.placed.insert(place, format);
            }
        }
    }

    /// The value of a cell as its format shows it.
    pub fn shown(&self, place: (u32, u32), value: Value, formats: &[NumberFormat]) -> Value {
        if self.placed.is_empty() {
            return value;
        }
        let format = self.placed.get(&place).and_then(|format| formats.get(usize::from(*format)));
        match format {
            Some(format) => format.shown(value),
            None => value,
        }
    }

    fn hide(&mut self, tag: &str) {
        let number = |name| value(tag, name).and_then(|n| n.parse::<u32>().ok()?.checked_sub(1));
        match name(tag) {
            "row" => self.hidden_rows.extend(number("r").filter(|row| *row < LAST_ROW)),
            "col" => {
                if let (Some(first), Some(last)) = (number("min"), number("max")) {
                    self.hidden_columns.extend(first..=last.min(LAST_COLUMN));
                }
            }
            _ => {}
        }
    }

    fn read_comments(&mut self, package: &mut Package<'_>, part: &str) -> Result<(), Refusal> {
        let Some(xml) = package.whole(part)? else { return Ok(()) };
        let mut reader = Reader::from_reader(xml.as_slice());
        reader.config_mut().check_end_names = false;
        let mut buffer = Vec::new();
        let mut current: Option<((u32, u32), String)> = None;
        let mut in_text = false;
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).map_err(|error| xml_refusal(&error))? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "comment" => {
                        current =
                            attribute(&element, "ref").and_then(|r| cell(&r)).map(|c| (c, String::new()));
                    }
                    "t" => in_text = true,
                    // How it is read aloud is no part of it.
                    "rPh" => current = None,
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "comment" => self.comments.extend(current.take().filter(|(_, t)| !t.trim().is_empty())),
                    "t" => in_text = false,
                    _ => {}
                },
                Event::Eof => return Ok(()),
                event => {
                    if let (true, Some((_, text))) = (in_text, &mut current) {
                        push_text(text, &event);
                    }
                }
            }
        }
    }

    pub fn put_on(self, mut sheet: Sheet) -> Sheet {
        sheet.merges = self.merges;
        sheet.hidden_rows = self.hidden_rows.into_iter().collect();
        sheet.hidden_columns = self.hidden_columns.into_iter().collect();
        sheet.comments = self.comments.into_iter().map(|((row, column), text)| (row, column, text)).collect();
        sheet
    }
}

/// The characters that an event between tags stands for.
pub(super) fn push_text(text: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(part) => text.push_str(&part.xml10_content()),
        Event::CData(part) => text.push_str(&part.xml10_content()),
        Event::GeneralRef(entity) => match entity.resolve_char_ref() {
            Ok(Some(c)) => text.push(c),
            // An entity that XML does not know stands for itself.
            Ok(None) | Err(_) => {
                let name = entity.xml10_content();
                match quick_xml::escape::resolve_predefined_entity(&name) {
                    Some(known) => text.push_str(known),
                    None => text.push_str(&format!("&{name};")),
                }
            }
        },
        _ => {}
    }
}

/// The tag that byte `at` is in, without its brackets.
fn tag_around(xml: &[u8], at: usize) -> Option<&str> {
    let start = memrchr(b'<', &xml[..at])? + 1;
    let end = at + memchr(b'>', &xml[at..])?;
    std::str::from_utf8(&xml[start..end]).ok()
}

/// Without its prefix.
fn name(tag: &str) -> &str {
    let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
    name.rsplit(':').next().unwrap_or_default()
}

fn value<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once(name)?;
        let assigned = after.trim_start().strip_prefix('=').map(str::trim_start);
        match assigned.and_then(|quoted| Some((quoted, quoted.chars().next()?))) {
            Some((quoted, quote @ ('"' | '\''))) if before.ends_with(char::is_whitespace) => {
                return quoted[1..].split(quote).next();
            }
            _ => rest = after,
        }
    }
}

fn is_true(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true"))
}

fn merge(reference: &str) -> Option<Merge> {
    let (first, last) = reference.split_once(':')?;
    let ((first_row, first_column), (last_row, last_column)) = (cell(first)?, cell(last)?);
    Some(Merge { first_row, last_row, first_column, last_column })
}

/// Row and column of `C17`, from 0.
pub(crate) fn cell(reference: &str) -> Option<(u32, u32)> {
    let reference = reference.replace('$', "");
    let digits = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = reference.split_at(digits);
    let column = letters.chars().try_fold(0_u32, |column, letter| {
        let digit =
            u32::from(letter.to_ascii_uppercase()).checked_sub(64).filter(|d| (1..=26).contains(d))?;
        column.checked_mul(26)?.checked_add(digit)
    })?;
    let row = number.parse::<u32>().ok()?.checked_sub(1)?;
    Some((row, column.checked_sub(1)?))
}
