//! What holds for the whole workbook: its sheets, its strings, which formats are dates.

use std::collections::HashMap;

use ledger::refusal::Refusal;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::strings::{Rich, without_escapes};
use crate::book::Epoch;
use crate::book::date_formats::{is_built_in_date, is_date};
use crate::book::package::{Package, attribute, elements, xml_refusal};
use crate::book::tags::{Side, Tags};
use crate::container::damaged;

const WORKBOOK: &str = "xl/workbook.xml";
const STRINGS: &str = "xl/sharedStrings.xml";
const STYLES: &str = "xl/styles.xml";

pub(super) struct Globals {
    pub epoch: Epoch,
    pub sheets: Vec<Listed>,
    pub strings: Vec<String>,
    /// Of each cell format, by its number.
    pub is_date: Vec<bool>,
}

/// A worksheet and the part it is in.
pub(super) struct Listed {
    pub name: String,
    pub hidden: bool,
    pub part: String,
}

impl Globals {
    /// Refusals: `workbook_damaged`, `workbook_too_large`.
    pub fn read(package: &mut Package<'_>) -> Result<Self, Refusal> {
        let (epoch, sheets) = workbook(package)?;
        Ok(Globals { epoch, sheets, strings: strings(package)?, is_date: formats(package)? })
    }
}

fn workbook(package: &mut Package<'_>) -> Result<(Epoch, Vec<Listed>), Refusal> {
    let relations = package.relations(WORKBOOK)?;
    let xml = package.whole(WORKBOOK)?.ok_or_else(damaged)?;
    let (mut is_1904, mut sheets) = (false, Ok(Vec::new()));
    elements(&xml, |element| match element.local_name().as_ref() {
        "workbookPr" => {
            if let Some(told) = attribute(element, "date1904") {
                is_1904 = matches!(told.as_str(), "1" | "true");
            }
        }
        "sheet" => {
            let id = attribute(element, "id");
            let relation = relations.iter().find(|relation| Some(&relation.id) == id.as_ref());
            match (&mut sheets, relation) {
                (Ok(sheets), Some(relation)) if relation.kind == "worksheet" => sheets.push(Listed {
                    name: attribute(element, "name").unwrap_or_default(),
                    hidden: attribute(element, "state").is_some_and(|state| state != "visible"),
                    part: relation.part.clone(),
                }),
                // Chart and macro sheets hold no cells.
                (_, Some(_)) => {}
                (_, None) => sheets = Err(damaged()),
            }
        }
        _ => {}
    })?;
    Ok((Epoch::of_1904(is_1904), sheets?))
}

fn strings(package: &mut Package<'_>) -> Result<Vec<String>, Refusal> {
    let Some(part) = package.part(STRINGS)? else { return Ok(Vec::new()) };
    let (mut tags, mut strings, mut rich) = (Tags::of(part), Vec::new(), Rich::default());
    while let Some(tag) = tags.next()? {
        let (name, side) = tag.name();
        rich.take(&tag, (name, side))?;
        if name == b"si" && matches!(side, Side::Close | Side::Empty) {
            strings.push(rich.end());
        }
    }
    Ok(strings)
}

fn formats(package: &mut Package<'_>) -> Result<Vec<bool>, Refusal> {
    let Some(xml) = package.whole(STYLES)? else { return Ok(Vec::new()) };
    let mut reader = Reader::from_reader(xml.as_slice());
    reader.config_mut().check_end_names = false;
    let (mut codes, mut formats, mut in_cell_formats) = (HashMap::new(), Vec::new(), false);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|error| xml_refusal(&error))? {
            Event::Start(element) | Event::Empty(element) => {
                let id = attribute(&element, "numFmtId").and_then(|id| id.parse::<u16>().ok());
                match (element.local_name().as_ref(), id) {
                    ("numFmt", Some(id)) => {
                        let code = attribute(&element, "formatCode").unwrap_or_default();
                        codes.insert(id, is_date(&without_escapes(&code)));
                    }
                    ("cellXfs", _) => in_cell_formats = true,
                    ("xf", id) if in_cell_formats => formats.push(id.unwrap_or_default()),
                    _ => {}
                }
            }
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => in_cell_formats = false,
            Event::Eof => break,
            _ => {}
        }
    }
    let told = |id: &u16| codes.get(id).copied().unwrap_or_else(|| is_built_in_date(*id));
    Ok(formats.iter().map(told).collect())
}
