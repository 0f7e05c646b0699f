//! The books as a whole: verify, back up, restore, export, the log.

use std::io::Write;
use std::path::{Path, PathBuf};

use ledger::calendar::{Instant, parse_date};
use ledger::checks::Check;
use ledger::entries::{ChainHash, EntryKind, EntryNumber, OperatorId};
use ledger::operators::{Duty, Role};
use ledger::refusal::Refusal;
use store::entries::{Head, LogQuery};
use store::{Reader, Store};

use crate::desk::{Act, Session, business_date};
use crate::start::LAST_BACKUP;
use crate::views::books::{CheckView, FileRequest, FileView, LogLine, LogView, SearchLog, VerifyView};
use crate::views::start::StartView;
use crate::{Desk, Error, Result};
use crate::{hledger, papers};

/// Recomputes every balance and the chain from the transfers, and names the first thing that is wrong.
pub fn verify(desk: &mut Desk, _request: (), _now: Instant) -> Result<VerifyView> {
    let found = desk.read(|r| Ok(r.verify()?))?;
    let failed = found.wrong.as_ref().map(|w| w.check);
    let made = Check::ALL.into_iter().take_while(|c| failed.is_none_or(|f| *c <= f));
    let checks = made.map(|c| CheckView {
        code: c.code().into(),
        label: c.chinese().into(),
        ok: failed != Some(c),
        wrong: found.wrong.as_ref().filter(|w| w.check == c).map(|w| w.what.clone()),
    });
    Ok(VerifyView {
        ok: failed.is_none(),
        entries: found.entries,
        transfers: found.transfers,
        chain_head: found.head.to_string(),
        checks: checks.collect(),
    })
}

/// Copies the ledger to a file that is opened and checked before it counts. Refusals: `not_allowed`,
/// `folder_missing`, `folder_unwritable`, `backup_exists`.
pub fn backup(desk: &mut Desk, request: FileRequest, now: Instant) -> Result<FileView> {
    desk.permitted(Duty::Backup)?;
    let target = absolute(desk, &request.path)?;
    if !target.parent().is_some_and(Path::is_dir) {
        return Err(Refusal::new(
            "folder_missing",
            format!("没有 {} 所在的文件夹，没有备份。请换一个文件夹。", target.display()),
        )
        .into());
    }
    papers::refuse_unwritable(target.parent().unwrap_or(&target))?;
    let made = desk.office()?.store.backup(&target)?;
    let at = now.rfc3339();
    desk.write(|w| Ok(w.set_setting(LAST_BACKUP, &at)?))?;
    papers::file_view(&made.path)
}

fn absolute(desk: &Desk, path: &str) -> Result<PathBuf> {
    if path.trim().is_empty() {
        return Err(Refusal::new("file_missing", "还没有选文件。请选择文件。").into());
    }
    std::path::absolute(Path::new(path)).map_err(|e| Error::file(desk.folder(), e))
}

/// Whether there is a ledger by which a person can prove himself. One that is held by another copy, or whose disk fails,
/// is no reason to let anybody replace it.
fn usable(desk: &mut Desk) -> Result<bool> {
    if !desk.has_ledger() {
        return Ok(false);
    }
    match desk.office() {
        Ok(_) => Ok(true),
        Err(Error::Refusal(r)) if matches!(r.code, "ledger_damaged" | "ledger_foreign") => Ok(false),
        Err(other) => Err(other),
    }
}

/// Where a ledger stands.
struct Standing {
    first: Option<ChainHash>,
    head: Head,
    receipts: i64,
}

fn standing(r: &Reader<'_>) -> Result<Standing> {
    Ok(Standing {
        first: r.entry_header(EntryNumber(1))?.map(|e| e.hash),
        head: r.head()?,
        receipts: r.last_receipt()?,
    })
}

/// The receipts that the replaced ledger had and the backup has not: they are on paper only.
fn lost_receipts(replaced: i64, here: i64) -> Option<String> {
    let number = papers::receipt_number;
    (replaced > here).then(|| format!("No.{}–No.{}", number(here + 1), number(replaced)))
}

/// Writes into the restored chain what it replaced: the head that was lost, and the receipts that are on paper only.
fn log_restore(
    desk: &mut Desk,
    source: &Path,
    replaced: Option<&Standing>,
    session: Option<Session>,
    now: Instant,
) -> Result<()> {
    desk.write(|w| {
        let operators = w.operators()?;
        let same = session.and_then(|s| operators.iter().find(|o| o.id == s.operator && o.name == s.name));
        let manager = operators.iter().find(|o| o.active && o.role == Role::Manager);
        let operator = same.or(manager).ok_or_else(|| Error::broken("an office without a manager"))?;
        let mut entry =
            Act::fresh(&Session::from(operator), now).entry(EntryKind::Restored, business_date(w, now)?);
        entry.document = source.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let here = w.last_receipt()?;
        entry.content = match replaced {
            Some(s) => {
                let replaced = format!("replaced {} {}", s.head.number.0, s.head.hash);
                match lost_receipts(s.receipts, here) {
                    Some(numbers) => format!("{replaced} 备份里没有收据 {numbers}，纸上的要逐张核对补记"),
                    None => replaced,
                }
            }
            None => "replaced nothing that could be opened".into(),
        };
        w.post(&entry)?;
        Ok(())
    })
}

/// Puts a checked backup in the ledger's place; the ledger that was there is kept beside it under another name. Who
/// restores proves himself by the ledger that is there, or, when it cannot be opened, afterwards by signing in to the
/// restored one. Refusals: `not_allowed`, `signed_out`, `file_missing`, `office_in_use`, `backup_exists`,
/// `backup_of_other_office`, those of opening a ledger.
pub fn restore(desk: &mut Desk, request: FileRequest, now: Instant) -> Result<StartView> {
    let session = desk.session().ok();
    let replaced = match usable(desk)? {
        true => {
            desk.permitted(Duty::Restore)?;
            Some(desk.read(standing)?)
        }
        false => None,
    };
    let source = absolute(desk, &request.path)?;
    if !source.is_file() {
        return Err(Refusal::new(
            "file_missing",
            format!("找不到备份文件 {}。请重新选择。", source.display()),
        )
        .into());
    }
    desk.close();
    std::fs::create_dir_all(desk.folder()).map_err(|e| Error::file(desk.folder(), e))?;
    let lock = desk.lock()?;
    let ledger = desk.ledger_path();
    let stamp = now.rfc3339().replace(':', "");
    let kept = desk.folder().join(format!("恢复前的账本-{}.zhangfang", &stamp[..17]));
    Store::restore(&source, &ledger, &kept, replaced.as_ref().and_then(|s| s.first))?;
    drop(lock);
    log_restore(desk, &source, replaced.as_ref(), session, now)?;
    let here = desk.office()?.store.read::<_, Error>(|r| Ok(r.last_receipt()?))?;
    let mut view = crate::start::start(desk, (), now)?;
    let lost = replaced.and_then(|s| lost_receipts(s.receipts, here));
    view.warnings.extend(
        lost.map(|numbers| format!("备份里没有收据 {numbers}，这些号以后会再用。请把纸上的逐张收回、补记。")),
    );
    Ok(view)
}

/// Writes the whole ledger as plain-text accounting into a file. Refusals: `not_allowed`, `folder_unwritable`.
pub fn export_hledger(desk: &mut Desk, request: FileRequest, now: Instant) -> Result<FileView> {
    let path = absolute(desk, &request.path)?;
    papers::refuse_unwritable(path.parent().unwrap_or(&path))?;
    let mut text = Vec::new();
    write_hledger(desk, &mut text, now)?;
    papers::write_whole(&path, &text)?;
    papers::file_view(&path)
}

/// Writes the whole ledger as plain-text accounting; the export is an act in the log. Refusals: `not_allowed`.
pub fn write_hledger(desk: &mut Desk, out: &mut dyn Write, now: Instant) -> Result<()> {
    let session = desk.permitted(Duty::ExportBooks)?;
    let office = desk.office()?.office.clone();
    let act = Act::fresh(&session, now);
    desk.write(|w| {
        let mut entry = act.entry(EntryKind::Export, business_date(w, now)?);
        entry.document = "hledger".into();
        w.post(&entry)?;
        Ok(())
    })?;
    let folder = desk.folder().to_path_buf();
    desk.read(|r| hledger::write(r, &office.name, out, &folder))
}

/// The log, latest first.
pub fn search_log(desk: &mut Desk, request: SearchLog, _now: Instant) -> Result<LogView> {
    let query = LogQuery {
        text: request.text.trim().to_owned(),
        from: request.from.as_deref().map(parse_date).transpose()?,
        to: request.to.as_deref().map(parse_date).transpose()?,
        operator: request.operator_id.map(OperatorId),
        kind: None,
        limit: request.limit.clamp(1, 10_000),
    };
    desk.read(|r| {
        let entries = r.log(&query)?.into_iter().map(|e| LogLine {
            number: e.number.0,
            business_date: e.entry.business_date.to_string(),
            at: e.entry.at.minute(),
            operator: e.operator,
            approver: e.approver,
            kind: e.entry.kind.chinese().into(),
            document: e.entry.document,
            reason: e.entry.reason,
            amount_fen: e.moved.into(),
        });
        Ok(LogView { entries: entries.collect() })
    })
}
