//! Workbooks in and out. In: a file of an office → a [`Draft`] with findings, for a person to confirm. Out: a table → xlsx or CSV.
//!
//! The way in has three steps, each a module: `book` (bytes → cells, with caps), `recognise` (cells → a layout: where the
//! table is and what each column means) and `interpret` (layout → draft). `kinds` lists what can be imported, in one
//! place. An application reads through [`child`], because a damaged file can abort the process that parses it.
//!
//! This crate knows nothing of the books: it writes nothing, and a unit of a draft is only what a workbook says.
#![warn(missing_docs)]

mod amount_units;
mod apart;
mod arrears_beside_roster;
mod at_rate;
mod beside_buildings;
mod book;
mod buildings;
mod capitals;
mod cards;
mod cells;
pub mod child;
mod choices;
mod colours;
mod container;
mod copies;
mod cut_texts;
mod dates;
mod day_sheets;
mod debts_again;
mod debts_grown;
mod debts_in_words;
mod debts_noted_again;
mod debts_summed;
mod decisions;
mod digit_columns;
mod doubts;
mod draft;
mod dues_left;
mod estate_names;
pub mod export;
mod file_titles;
mod findings;
mod format;
#[cfg(any(fuzzing, test))]
#[doc(hidden)]
pub mod fuzzing;
mod given_back;
mod header_days;
mod heading_lines;
mod household;
mod id_numbers;
mod interpret;
mod interpretation;
mod kinds;
mod layout;
mod lone_lines;
pub mod marked;
mod month_counts;
mod month_ends;
mod months_again;
mod names;
mod numerals;
mod openings;
mod origins;
mod owed;
mod pages;
mod parties;
mod parts_of_units;
mod paying_words;
mod people;
mod periods;
mod places;
mod plans;
mod prepaid_again;
mod profile;
mod questions;
mod receipts_again;
mod receipts_of_book;
mod recognise;
mod relations;
mod repeated;
mod roles_in_rows;
mod room_keys;
mod rolling;
mod rooms;
mod rooms_abreast;
mod rooms_with_names;
mod row_totals;
mod rows;
mod rows_again;
mod running;
mod seasons;
mod settled;
mod shared;
mod short_rooms;
mod states;
mod sum_lines;
mod sums;
mod surplus;
mod surroundings;
mod symbols;
mod system;
mod table;
mod tick_marks;
mod tie_outs;
mod title_asides;
mod title_times;
mod total_rows;
mod totals;
mod traditional;
mod turned;
mod units;
mod unlabelled;
mod unrecognised;
mod unread;
mod view;
mod words;
mod written_dates;

use std::fmt::Write as _;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use ledger::refusal::Refusal;
use sha2::{Digest, Sha256};

pub use choices::*;
pub use draft::*;
pub use format::Format;
pub use questions::{
    ESTATE_BEFORE_ROOMS, GROWN_OR_OF_MONTH, LIST_OF_FEW, OF_MONTH_OR_GROWN, UNIT_ALIKE, UNIT_CONTINUED,
    UNIT_NEAR,
};
pub use system::system_words;

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: u64 = 50 * 1024 * 1024;

/// Why there is no draft.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be imported as it is; the person can do something about it.
    #[error(transparent)]
    Refusal(#[from] Refusal),
    /// A bug, or the machine failed.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// What went wrong that is not the file's doing.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The reading process could not be started or spoken to.
    #[error("cannot run the reading process: {0}")]
    Child(std::io::Error),
    /// The reading process answered something that is no answer.
    #[error("the reading process gave no sense: {0}")]
    Answer(String),
    /// A report could not be written.
    #[error("cannot write the report: {0}")]
    Write(String),
}

/// How far a reading is, for a person who waits.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Progress {
    /// The sheet in hand.
    pub sheet: String,
    /// Rows read of it so far.
    pub rows: u32,
    /// How much of the whole workbook is read, in parts of a thousand; `None` where the file does not say.
    pub thousandths: Option<u16>,
}

/// Reads a workbook of an office: what was recognised, what it says, and what a person should look at.
///
/// In the calling process: a damaged file may abort it. An application calls [`child::read`] instead.
///
/// Refusals: `not_a_workbook`, `workbook_is_web_page`, `workbook_format_unsupported`, `workbook_encrypted`, `workbook_too_large`,
/// `workbook_cell_too_far`, `workbook_damaged`, `roster_not_recognised`.
pub fn read_draft(path: &Path, options: &Options) -> Result<Draft, Error> {
    read_draft_with(path, options, &mut |_| {})
}

/// [`read_draft`], telling how far it is.
pub fn read_draft_with(
    path: &Path,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Result<Draft, Error> {
    let (_, draft) = read_book(path, options, progress)?;
    draft.recognised()?;
    Ok(draft)
}

/// The workbook itself beside what it says, which may be nothing: see [`Draft::recognised`].
fn read_book(
    path: &Path,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Result<(book::Book, Draft), Error> {
    let bytes = read_file(path)?;
    let mut book = book::read(&bytes, progress)?;
    let sha256 = hex(&Sha256::digest(&bytes));
    // The draft of a large file needs the room.
    drop(bytes);
    book.name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    file_titles::give(&mut book);
    marked::unmark(&mut book);
    digit_columns::join(&mut book);
    turned::upright(&mut book);
    cards::list(&mut book);
    roles_in_rows::put_abreast(&mut book);
    pages::join(&mut book);
    plans::list(&mut book);
    rooms_with_names::part(&mut book);
    let estates = estate_names::leave_out(&mut book, options);
    let mut draft = interpret::import(&book, options)?;
    estate_names::tell(&mut draft, &estates);
    origins::name(&mut draft, &book);
    cut_texts::tell(&mut draft, &book.cut);
    draft.file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    draft.sha256 = sha256;
    draft.format = book.format;
    Ok((book, draft))
}

/// Refusal `file_unreadable`: the disk, or whoever guards it, does not give the file out.
pub fn unreadable(path: &Path, error: &std::io::Error) -> Refusal {
    Refusal::new(
        "file_unreadable",
        format!(
            "文件 {} 读不出来（{}），没有导入。请看它能不能用 Excel 或 WPS 打开，或复制到本机的另一个文件夹再选。",
            path.display(),
            system_words(error)
        ),
    )
}

/// Refusal `file_unwritable`.
pub(crate) fn unwritable(path: &Path, error: &std::io::Error) -> Refusal {
    Refusal::new(
        "file_unwritable",
        format!("{} 写不进去（{}），没有存。请换一个文件夹或文件名。", path.display(), system_words(error)),
    )
}

fn read_file(path: &Path) -> Result<Vec<u8>, Error> {
    let refused = |error: std::io::Error| unreadable(path, &error);
    let file = File::open(path).map_err(refused)?;
    let size = file.metadata().map_err(refused)?.len().min(LARGEST_FILE);
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default() + 1);
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(refused)?;
    if bytes.len() as u64 > LARGEST_FILE {
        // There are no pictures in a text.
        if container::is_text(&bytes) {
            return Err(Refusal::new(
                "workbook_too_large",
                "文本文件超过 50 MB，无法导入。请分成几个文件导入。",
            )
            .into());
        }
        return Err(Refusal::new(
            "workbook_too_large",
            "文件超过 50 MB，无法导入。请删去图片和无关的工作表，另存后再导入。",
        )
        .into());
    }
    Ok(bytes)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        write!(out, "{byte:02x}").expect("a String takes every write");
        out
    })
}
