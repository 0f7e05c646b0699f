//! A file being looked at: read in a child process, with the user's choices or those remembered for its layout.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use chrono::Datelike;
use ledger::calendar::{Date, Instant, parse_date};
use ledger::entries::sha256_hex;
use ledger::operators::Duty;
use ledger::refusal::Refusal;
use sheets::Draft;

use super::alike;
use super::choices;
use super::looked::Looked;
use super::misses;
use super::months;
use super::previews::size;
use crate::papers::file_view;
use crate::views::books::FileView;
use crate::views::imports::{
    ImportChoices, ImportProgress, PreviewImport, RememberedChoices, SaveMarkedImport,
};
use crate::{Desk, Error, Result, papers};

/// Nobody has arrears on his books from before.
const FIRST_CUT_OFF: i32 = 1990;

/// Where nobody says otherwise: the last day of last year.
fn usual_cut_off(today: Date) -> Result<Date> {
    Date::from_ymd_opt(today.year() - 1, 12, 31).ok_or_else(|| Error::broken("a year without an end"))
}

/// 期初欠费截止日: as asked, else as remembered, else the usual one. Refusals: `date_unreadable`, `cut_off_implausible`.
fn cut_off(request: &PreviewImport, remembered: &ImportChoices, today: Date) -> Result<Date> {
    let said = [&request.arrears_through, &request.choices.arrears_through, &remembered.arrears_through];
    let said = said.into_iter().flatten().map(|text| text.trim()).find(|text| !text.is_empty());
    let Some(text) = said else { return usual_cut_off(today) };
    let day = parse_date(text)?;
    if day > today || day.year() < FIRST_CUT_OFF {
        return Err(Refusal::new(
            "cut_off_implausible",
            format!(
                "期初欠费截止日 {day} 不合常理：不能晚于今天（{today}），也不能早于 {FIRST_CUT_OFF} 年。请写欠费算到哪一天。"
            ),
        )
        .into());
    }
    Ok(day)
}

/// What a file says with these choices, which may be nothing: see [`Draft::recognised`]. Its units are called as the
/// register calls them.
fn read(desk: &mut Desk, request: &PreviewImport, asked: &ImportChoices, through: Date) -> Result<Draft> {
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
    let mut draft = draft?;
    desk.read(|r| {
        alike::as_in_register(r, &mut draft, &options.decisions)?;
        months::ask(r, &mut draft, &options.decisions, through)
    })?;
    Ok(draft)
}

/// Reads a file as a request says: once, or twice where an earlier import of its layout left choices and the request
/// brings none: they may say how to read a file in which nothing is recognised. Refusals: `roster_not_recognised`,
/// `choice_hits_nothing`, `cut_off_implausible`, and those of reading it.
pub(crate) fn look(desk: &mut Desk, request: &PreviewImport, today: Date) -> Result<Looked> {
    desk.cancel_flag().store(false, Ordering::SeqCst);
    let plain = request.choices == ImportChoices::default();
    let through = cut_off(request, &request.choices, today)?;
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
    let (draft, through, mut choices, remembered) = match kept {
        Some((from, kept)) => {
            let kept = choices::of_sheets(kept, &draft.sheets);
            let through = cut_off(request, &kept, today)?;
            (read(desk, request, &kept, through)?, through, kept, Some(from))
        }
        None => {
            refuse_misses(desk, request, &draft, through)?;
            (draft, through, request.choices.clone(), None)
        }
    };
    // One that is as usual follows the years.
    choices.arrears_through = (through != usual_cut_off(today)?).then(|| through.to_string());
    recognised(&draft, &choices)?;
    let (draft, request) = (Arc::new(draft), request.clone());
    let looked = Looked { draft, choices, remembered, layout, request, through };
    desk.looked = Some(looked.clone());
    Ok(looked)
}

/// What a person says that hits nothing is a slip; what an earlier import left may well hit nothing in this file. Where a
/// choice makes what it is about disappear, the file is read without it to see. Refusal: `choice_hits_nothing`.
fn refuse_misses(desk: &mut Desk, request: &PreviewImport, draft: &Draft, through: Date) -> Result<()> {
    let of_file = desk.looked.as_ref().filter(|l| l.request.path == request.path);
    let accepted = of_file.map(|looked| &looked.choices);
    let unsure = misses::misses(&request.choices, accepted, draft);
    if unsure == ImportChoices::default() {
        return Ok(());
    }
    let before = read(desk, request, &misses::without(&request.choices, &unsure), through)?;
    misses::refuse(&misses::misses(&unsure, None, &before), &before)
}

/// Refusal: `roster_not_recognised`; where the choices are to blame, it says so.
fn recognised(draft: &Draft, choices: &ImportChoices) -> Result<()> {
    let Err(refusal) = draft.recognised() else { return Ok(()) };
    let nothing_left = draft.sheets.iter().all(|s| s.regions.is_empty());
    if nothing_left && choices.tables.iter().any(|t| t.kind.is_none()) {
        return Err(Refusal::new(
            "roster_not_recognised",
            "照所选的，认出的表格都不导入，就没有可以导入的了。请至少留一张表格。",
        )
        .into());
    }
    if let Some(h) = choices.headers.first() {
        return Err(Refusal::new(
            "roster_not_recognised",
            format!(
                "照所选的表头（“{}”第 {} 行），下面认不出一户可以导入的数据。请把表头改成写着“房号”“业主”等字样的那一行，或不选，由程序认。",
                h.sheet, h.row
            ),
        )
        .into());
    }
    Err(refusal.into())
}

/// What was looked at last, if the request is the same (or brings the choices that were remembered) and the file is too;
/// else the file is read. What is confirmed is then what was shown, and a workbook is not parsed again.
pub(crate) fn look_again(desk: &mut Desk, request: &PreviewImport, today: Date) -> Result<Looked> {
    if let Some(looked) = &desk.looked {
        let as_asked =
            looked.request == *request && cut_off(request, &looked.choices, today)? == looked.through;
        let as_answered = looked.choices == request.choices
            && cut_off(request, &ImportChoices::default(), today)? == looked.through;
        let same = looked.request.path == request.path && (as_asked || as_answered);
        if same && hash_of_file(&request.path)?.as_deref() == Some(&looked.draft.sha256) {
            return Ok(looked.clone());
        }
    }
    look(desk, request, today)
}

/// Writes the workbook, read anew as the request says, with its findings as colours and comments, to be mended at the
/// source. Refusals: `not_allowed`, `file_missing`, `path_is_folder`, `file_exists`, `marked_not_xlsx`, `folder_missing`,
/// `folder_unwritable`, `file_unwritable`, and those of reading it.
pub fn save_marked_import(desk: &mut Desk, request: SaveMarkedImport, now: Instant) -> Result<FileView> {
    desk.permitted(Duty::ImportRegister)?;
    let through = cut_off(&request.preview, &request.preview.choices, now.date())?;
    let options = choices::options(&request.preview.choices, through)?;
    let file = existing(&request.preview.path)?;
    let out = match request.save_as.as_deref().map(str::trim).filter(|path| !path.is_empty()) {
        Some(path) => {
            let mut path = std::path::absolute(path).map_err(|e| Error::file(desk.folder(), e))?;
            if path.extension().is_none() && !path.is_dir() {
                path.set_extension("xlsx");
            }
            refuse_target(&path)?;
            path
        }
        None => unused_name(&desk.folder().join("单据").join("导入"), file),
    };
    papers::refuse_unwritable(out.parent().unwrap_or(&out))?;
    desk.cancel_flag().store(false, Ordering::SeqCst);
    sheets::child::mark(desk.exe(), file, &options, &out, &desk.cancel_flag())?;
    file_view(&out)
}

/// What a person named is a new .xlsx in a folder that is there. Refusals: `path_is_folder`, `file_exists`,
/// `marked_not_xlsx`, `folder_missing`.
fn refuse_target(path: &Path) -> Result<()> {
    if path.is_dir() {
        let message =
            format!("{} 是文件夹，没有存。请在后面写上文件名，例如 名册-问题.xlsx。", path.display());
        return Err(Refusal::new("path_is_folder", message).into());
    }
    // Also a link that leads nowhere, which would be followed.
    if path.symlink_metadata().is_ok() {
        let message = format!("{} 已经有了，没有覆盖。请换一个文件名。", path.display());
        return Err(Refusal::new("file_exists", message).into());
    }
    if !path.extension().is_some_and(|e| e.eq_ignore_ascii_case("xlsx")) {
        let message = format!("标好的表只存成 .xlsx，{} 没有写。请把文件名改成 .xlsx 结尾。", path.display());
        return Err(Refusal::new("marked_not_xlsx", message).into());
    }
    if !path.parent().is_some_and(Path::is_dir) {
        let message = format!("没有 {} 所在的文件夹，没有存。请先建文件夹，或换一个。", path.display());
        return Err(Refusal::new("folder_missing", message).into());
    }
    Ok(())
}

/// `名册-问题.xlsx`, with a number behind it where that is taken.
fn unused_name(folder: &Path, file: &Path) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let numbered = (2_u32..).map(|n| format!("{stem}-问题（{n}）.xlsx"));
    let mut names =
        std::iter::once(format!("{stem}-问题.xlsx")).chain(numbered).map(|name| folder.join(name));
    names.find(|path| !path.exists()).expect("there are more numbers than files")
}

/// Refusals: `file_missing`, `file_unreadable`, `path_is_folder`.
fn existing(path: &str) -> Result<&Path> {
    let path = Path::new(path);
    if path.is_dir() {
        let message = format!("{} 是文件夹，不是文件，没有读。请打开它，选里面的表格文件。", path.display());
        return Err(Refusal::new("path_is_folder", message).into());
    }
    match std::fs::metadata(path) {
        Ok(about) if about.is_file() => Ok(path),
        Err(e) if !matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Err(sheets::unreadable(path, &e).into())
        }
        Ok(_) | Err(_) => {
            Err(Refusal::new("file_missing", format!("找不到文件 {}。请重新选择。", path.display())).into())
        }
    }
}

/// None where there is no such file, or one too large to be read.
fn hash_of_file(path: &str) -> Result<Option<String>> {
    let path = Path::new(path);
    let fail = |e| Error::Refusal(sheets::unreadable(path, &e));
    match std::fs::metadata(path) {
        Ok(about) if about.is_file() && about.len() <= sheets::LARGEST_FILE => {
            Ok(Some(sha256_hex(&std::fs::read(path).map_err(fail)?)))
        }
        Ok(_) => Ok(None),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
        Err(e) => Err(fail(e)),
    }
}

/// The choices of the last import of this layout, one that stands before one that was withdrawn.
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
