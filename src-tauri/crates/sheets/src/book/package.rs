//! The parts of a ZIP package, inflated against one limit for all of them.

use std::collections::HashMap;
use std::io::{Cursor, ErrorKind, Read};

use ledger::refusal::Refusal;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::read::ZipFile;

use crate::container::{MOST_INFLATED, damaged, inflates_too_far};

pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// By name, in lower case: Windows wrote these.
    index: HashMap<String, usize>,
    left: u64,
}

/// What a part refers to.
pub(super) struct Relation {
    pub id: String,
    /// The last word of its type: `worksheet`, `comments`.
    pub kind: String,
    /// The path inside the package.
    pub part: String,
}

impl<'a> Package<'a> {
    /// Refusal: `workbook_damaged`.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_broken| damaged())?;
        let mut index = HashMap::new();
        for at in 0..archive.len() {
            let entry = archive.by_index_raw(at).map_err(|_broken| damaged())?;
            index.insert(plain(&entry.name().map_err(|_broken| damaged())?), at);
        }
        Ok(Package { archive, index, left: MOST_INFLATED })
    }

    /// A part to be read, `None` if the package has none of that name. Refusal: `workbook_damaged`.
    pub fn part(&mut self, path: &str) -> Result<Option<Part<'_, 'a>>, Refusal> {
        let Some(at) = self.index.get(&plain(path)) else { return Ok(None) };
        let entry = self.archive.by_index(*at).map_err(|_broken| damaged())?;
        Ok(Some(Part { entry, left: &mut self.left }))
    }

    /// How large a part says it is, for progress.
    pub fn stated_size(&mut self, path: &str) -> u64 {
        let at = self.index.get(&plain(path)).copied();
        at.and_then(|at| self.archive.by_index_raw(at).ok().map(|entry| entry.size())).unwrap_or(0)
    }

    /// A small part whole. Refusals: `workbook_damaged`, `workbook_too_large`.
    pub fn whole(&mut self, path: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(mut part) = self.part(path)? else { return Ok(None) };
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).map_err(|error| refusal(&error))?;
        Ok(Some(bytes))
    }

    /// What a part refers to; nothing where it says nothing.
    pub fn relations(&mut self, part: &str) -> Result<Vec<Relation>, Refusal> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let Some(xml) = self.whole(&format!("{folder}/_rels/{file}.rels"))? else { return Ok(Vec::new()) };
        let mut relations = Vec::new();
        elements(&xml, |element| {
            if element.local_name().as_ref() == "Relationship" {
                let kind = attribute(element, "Type").unwrap_or_default();
                relations.push(Relation {
                    id: attribute(element, "Id").unwrap_or_default(),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    part: resolved(folder, &attribute(element, "Target").unwrap_or_default()),
                });
            }
        })?;
        Ok(relations)
    }
}

/// A part that is being inflated.
pub(super) struct Part<'p, 'a> {
    entry: ZipFile<'p, Cursor<&'a [u8]>>,
    left: &'p mut u64,
}

impl Read for Part<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.entry.read(buffer)?;
        match self.left.checked_sub(count as u64) {
            Some(left) => *self.left = left,
            None => return Err(ErrorKind::FileTooLarge.into()),
        }
        Ok(count)
    }
}

/// Why a part could not be read.
pub(super) fn refusal(error: &std::io::Error) -> Refusal {
    if error.kind() == ErrorKind::FileTooLarge { inflates_too_far() } else { damaged() }
}

/// [`refusal`] of what an XML reader met.
pub(super) fn xml_refusal(error: &quick_xml::Error) -> Refusal {
    match error {
        quick_xml::Error::Io(error) => refusal(error),
        _ => damaged(),
    }
}

/// Every start tag of a small part, empty ones included. Refusal: `workbook_damaged`.
pub(super) fn elements(xml: &[u8], mut each: impl FnMut(&BytesStart<'_>)) -> Result<(), Refusal> {
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|error| xml_refusal(&error))? {
            Event::Start(element) | Event::Empty(element) => each(&element),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// An attribute by its name without a prefix, with its entities resolved.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let attribute = attributes.with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
    let value = quick_xml::escape::unescape(&attribute.value);
    Some(value.map_or_else(|_unknown_entity| attribute.value.clone().into_owned(), |text| text.into_owned()))
}

fn plain(path: &str) -> String {
    path.trim_start_matches('/').replace('\\', "/").to_lowercase()
}

/// A target as it is written in the relations of a part of `folder`.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(from_the_top) = target.strip_prefix('/') {
        return from_the_top.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}
