//! A file being looked at: read in a child process, with the user's choices or those remembered for its layout.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use chrono::Datelike;
use ledger::calendar::{Date, Instant, parse_date};
use ledger::entries::sha256_hex;
use ledger::operators::Duty;
use ledger::refusal::Refusal;
use sheets::Draft;

use super::choices;
use super::looked::Looked;
use super::previews::size;
use crate::papers::file_view;
use crate::views::books::FileView;
use crate::views::imports::{
    ImportChoices, ImportProgress, PreviewImport, RememberedChoices, SaveMarkedImport,
};
use crate::{Desk, Error, Result, papers};

/// 期初欠费截止日: as asked, else the last day of last year.
pub(crate) fn arrears_through(request: &PreviewImport, today: Date) -> Result<Date> {
    match request.arrears_through.as_deref().map(str::trim).filter(|t| !t.is_empty()) {
        Some(text) => Ok(parse_date(text)?),
        None => Ok(Date::from_ymd_opt(today.year() - 1, 12, 31)
            .ok_or_else(|| Error::broken("a year without an end"))?),
    }
}

/// What a file says with these choices, which may be nothing: see [`Draft::recognised`].
fn read(desk: &Desk, request: &PreviewImport, asked: &ImportChoices, through: Date) -> Result<Draft> {
    let options = choices::options(asked, through)?;
    let path = existing(&request.path)?;
    let (cancel, shown) = (desk.cancel_flag(), desk.import_progress());
    shown.set(ImportProgress { reading: true, ..Default::default() });
    let mut tell = |p: sheets::Progress| {
        let percent = p.thousandths.and_then(|t| u8::try_from(t / 10).ok());
        let rows = size(p.rows);
        shown.set(ImportProgress { reading: true, writing: false, sheet: p.sheet, rows, percent });
    };
    let draft = sheets::child::look(desk.exe(), path, &options, &cancel, &mut tell);
    shown.set(ImportProgress::default());
    Ok(draft?)
}

/// Reads a file as a request says: once, or twice where an earlier import of its layout left choices and the request
/// brings none: they may say how to read a file in which nothing is recognised. Refusals: `roster_not_recognised`, and
/// those of reading it.
pub(crate) fn look(desk: &mut Desk, request: &PreviewImport, through: Date) -> Result<Looked> {
    desk.cancel_flag().store(false, Ordering::SeqCst);
    let plain = request.choices == ImportChoices::default();
    let draft = read(desk, request, &request.choices, through)?;
    let kept = match plain && !request.forget_remembered {
        true => remembered(desk, &draft.layout)?,
        false => None,
    };
    let layout = match (plain, &desk.looked) {
        (true, _) => Some(draft.layout.clone()),
        (false, Some(looked)) if looked.draft.sha256 == draft.sha256 => looked.layout.clone(),
        (false, _) => None,
    };
    let (draft, choices, remembered) = match kept {
        Some((from, kept)) => (read(desk, request, &kept, through)?, kept, Some(from)),
        None => (draft, request.choices.clone(), None),
    };
    draft.recognised()?;
    let (draft, request) = (Arc::new(draft), request.clone());
    let looked = Looked { draft, choices, remembered, layout, request, through };
    desk.looked = Some(looked.clone());
    Ok(looked)
}

/// What was looked at last, if the request is the same (or brings the choices that were remembered) and the file is too;
/// else the file is read. What is confirmed is then what was shown, and a workbook is not parsed again.
pub(crate) fn look_again(desk: &mut Desk, request: &PreviewImport, through: Date) -> Result<Looked> {
    if let Some(looked) = &desk.looked {
        let same = looked.through == through
            && looked.request.path == request.path
            && (looked.request == *request || looked.choices == request.choices);
        if same && hash_of_file(&request.path)?.as_deref() == Some(&looked.draft.sha256) {
            return Ok(looked.clone());
        }
    }
    look(desk, request, through)
}

/// Writes the workbook, read anew as the request says, with its findings as colours and comments, to be mended at the
/// source. Refusals: `not_allowed`, `file_missing`, `file_exists`, `folder_unwritable`, and those of reading it.
pub fn save_marked_import(desk: &mut Desk, request: SaveMarkedImport, now: Instant) -> Result<FileView> {
    desk.permitted(Duty::ImportRegister)?;
    let through = arrears_through(&request.preview, now.date())?;
    let options = choices::options(&request.preview.choices, through)?;
    let file = existing(&request.preview.path)?;
    let out = match request.save_as.as_deref().map(str::trim).filter(|path| !path.is_empty()) {
        Some(path) => std::path::absolute(path).map_err(|e| Error::file(desk.folder(), e))?,
        None => unused_name(&desk.folder().join("单据").join("导入"), file),
    };
    if out.exists() {
        let message = format!("{} 已经有了，没有覆盖。请换一个文件名。", out.display());
        return Err(Refusal::new("file_exists", message).into());
    }
    papers::refuse_unwritable(out.parent().unwrap_or(&out))?;
    desk.cancel_flag().store(false, Ordering::SeqCst);
    sheets::child::mark(desk.exe(), file, &options, &out, &desk.cancel_flag())?;
    file_view(&out)
}

/// `名册-问题.xlsx`, with a number behind it where that is taken.
fn unused_name(folder: &Path, file: &Path) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let numbered = (2_u32..).map(|n| format!("{stem}-问题（{n}）.xlsx"));
    let mut names =
        std::iter::once(format!("{stem}-问题.xlsx")).chain(numbered).map(|name| folder.join(name));
    names.find(|path| !path.exists()).expect("there are more numbers than files")
}

/// Refusals: `file_missing`, `path_is_folder`.
fn existing(path: &str) -> Result<&Path> {
    let path = Path::new(path);
    if path.is_dir() {
        let message = format!("{} 是文件夹，不是文件，没有读。请打开它，选里面的表格文件。", path.display());
        return Err(Refusal::new("path_is_folder", message).into());
    }
    match path.is_file() {
        true => Ok(path),
        false => {
            Err(Refusal::new("file_missing", format!("找不到文件 {}。请重新选择。", path.display())).into())
        }
    }
}

/// None where there is no such file, or one too large to be read.
fn hash_of_file(path: &str) -> Result<Option<String>> {
    let path = Path::new(path);
    let fail = |e| Error::file(path, e);
    match std::fs::metadata(path) {
        Ok(about) if about.is_file() && about.len() <= sheets::LARGEST_FILE => {
            Ok(Some(sha256_hex(&std::fs::read(path).map_err(fail)?)))
        }
        Ok(_) => Ok(None),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(fail(e)),
    }
}

/// The choices of the last standing import of this layout.
fn remembered(desk: &mut Desk, layout: &str) -> Result<Option<(RememberedChoices, ImportChoices)>> {
    let Some(batch) = desk.read(|r| Ok(r.batch_of_layout(layout)?))? else { return Ok(None) };
    let kept = choices::from_json(&batch.choices);
    if kept == ImportChoices::default() {
        return Ok(None);
    }
    let from =
        RememberedChoices { batch: batch.id.0, file_name: batch.file_name.clone(), at: batch.at.minute() };
    Ok(Some((from, kept)))
}

/// What choices about a file are remembered by: how it is recognised without them.
pub(crate) fn layout(looked: &Looked) -> String {
    looked.layout.clone().unwrap_or_else(|| looked.draft.layout.clone())
}
