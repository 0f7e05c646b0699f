//! What a sheet looks like beside its cells: merges, what is hidden, comments.

use std::collections::{BTreeMap, BTreeSet};

use ledger::refusal::Refusal;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::package::{Package, attribute, xml_refusal};
use super::{Merge, Sheet};

#[derive(Default)]
pub(super) struct Looks {
    pub merges: Vec<Merge>,
    pub hidden_rows: BTreeSet<u32>,
    pub hidden_columns: BTreeSet<u32>,
    pub comments: BTreeMap<(u32, u32), String>,
}

impl Looks {
    /// Takes the comments of the sheet in `part`. Refusals: `workbook_damaged`, `workbook_too_large`.
    pub fn take_comments(&mut self, package: &mut Package<'_>, part: &str) -> Result<(), Refusal> {
        for relation in package.relations(part)? {
            if relation.kind == "comments" {
                self.read_comments(package, &relation.part)?;
            }
        }
        Ok(())
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

/// The block of `A1:C3`.
pub(super) fn merge(reference: &str) -> Option<Merge> {
    let (first, last) = reference.split_once(':')?;
    let ((first_row, first_column), (last_row, last_column)) = (cell(first)?, cell(last)?);
    Some(Merge { first_row, last_row, first_column, last_column })
}

/// Row and column of `C17`, from 0.
pub(crate) fn cell(reference: &str) -> Option<(u32, u32)> {
    let (mut row, mut column) = (None, 0_u32);
    for byte in reference.bytes().filter(|byte| *byte != b'$') {
        match (byte, row) {
            (b'0'..=b'9', number) => {
                row = Some(number.unwrap_or(0_u32).checked_mul(10)?.checked_add(u32::from(byte - b'0'))?);
            }
            (b'A'..=b'Z' | b'a'..=b'z', None) => {
                let letter = u32::from(byte.to_ascii_uppercase() - b'A') + 1;
                column = column.checked_mul(26)?.checked_add(letter)?;
            }
            _ => return None,
        }
    }
    Some((row?.checked_sub(1)?, column.checked_sub(1)?))
}
