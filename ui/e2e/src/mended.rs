//! A workbook mended as a person would in Excel: an .xlsx with some of its cells otherwise.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::{Told, Trouble};

/// One change: in this part of the .xlsx, behind these words, this instead of that.
#[derive(Debug)]
pub struct Mend {
    /// `xl/sharedStrings.xml`.
    pub part: &'static str,
    /// `r="D4"`; empty for the part's beginning.
    pub behind: &'static str,
    /// `<v>80</v>`.
    pub from: &'static str,
    /// `<v>80.5</v>`.
    pub to: &'static str,
}

/// Writes `file` to `out` with these changes. Each must be found.
pub fn mended(file: &Path, out: &Path, mends: &[Mend]) -> Told {
    let mut book = ZipArchive::new(File::open(file)?)?;
    let mut copy = ZipWriter::new(File::create(out)?);
    let mut left: Vec<&Mend> = mends.iter().collect();
    for index in 0..book.len() {
        let mut part = book.by_index(index)?;
        let name = part.name()?.into_owned();
        if !left.iter().any(|mend| mend.part == name) {
            copy.raw_copy_file(part)?;
            continue;
        }
        let mut xml = String::new();
        part.read_to_string(&mut xml)?;
        left.retain(|mend| mend.part != name || !change(&mut xml, mend));
        copy.start_file(name, SimpleFileOptions::default())?;
        copy.write_all(xml.as_bytes())?;
    }
    copy.finish()?;
    if left.is_empty() {
        Ok(())
    } else {
        Err(Trouble(format!("{} has nothing like {left:?}", file.display())))
    }
}

fn change(xml: &mut String, mend: &Mend) -> bool {
    let Some(behind) = xml.find(mend.behind) else { return false };
    let Some(at) = xml[behind..].find(mend.from).map(|at| behind + at) else { return false };
    xml.replace_range(at..at + mend.from.len(), mend.to);
    true
}
