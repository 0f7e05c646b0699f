//! Imports: looked at first, then posted whole, withdrawn whole.

mod alike;
mod batches;
mod choices;
mod difference;
mod earlier;
mod estates;
mod fields;
pub(crate) mod kept;
mod made;
mod misses;
pub(crate) mod looked;
mod money;
mod months;
mod names;
mod people;
mod posting;
mod previews;
mod reading;
mod register;
mod rows;
mod watch;
mod withdrawal;
#[cfg(test)]
mod tests;

use std::sync::atomic::Ordering;

use ledger::calendar::Instant;
use ledger::operators::{Duty, Role, permit};
use ledger::refusal::Refusal;
use sheets::Draft;
use store::Reader;

use crate::desk::Act;
use crate::views::imports::{ConfirmImport, ImportPreview, ImportProgress, ImportedView, PreviewImport};
use crate::{Desk, Error, Result};
pub use batches::list_imports;
use difference::Plan;
pub use looked::SharedProgress;
pub use reading::save_marked_import;
use reading::{layout, look, look_again};
use watch::Watch;
pub use withdrawal::withdraw_import;

/// What a file says, and what it would do to the register. Nothing is written. Refusals: `not_allowed`, `file_missing`,
/// `choice_unknown`, `choice_hits_nothing`, `cut_off_implausible`, and those of reading it.
pub fn preview_import(desk: &mut Desk, request: PreviewImport, now: Instant) -> Result<ImportPreview> {
    let session = desk.permitted(Duty::ImportRegister)?;
    desk.office()?;
    let looked = look(desk, &request, now.date())?;
    let layout = layout(&looked);
    let (refused, difference) = desk.read(|r| {
        let plan = difference::plan(r, &looked.draft, &layout, looked.through)?;
        let refused = match refuse(r, &looked.draft).and_then(|()| refuse_money(&plan, session.role)) {
            Ok(()) => None,
            Err(Error::Refusal(refusal)) => Some((&refusal).into()),
            Err(fault) => return Err(fault),
        };
        Ok((refused, difference::view(&plan)))
    })?;
    Ok(previews::preview(&looked, difference, refused))
}

/// Money that is held for a unit pays what it owes: to one that is in the register it is not brought by a cashier.
/// Refusal: `not_allowed`.
fn refuse_money(plan: &Plan<'_>, role: Role) -> Result<()> {
    let brings =
        plan.units.iter().any(|u| u.known.is_some() && u.held.iter().any(|h| h.amount.is_positive()));
    if brings { Ok(permit(role, Duty::ChangeRegister)?) } else { Ok(()) }
}

/// Refusal: `import_same_file`.
fn refuse(r: &Reader<'_>, draft: &Draft) -> Result<()> {
    let Some(batch) = r.batch_of_file(&draft.sha256)? else { return Ok(()) };
    Err(Refusal::new(
        "import_same_file",
        format!(
            "这个文件已在 {} 由 {} 导入过（第 {} 批），没有重复导入。要重来请先撤回那一批。",
            batch.at.minute(),
            batch.operator,
            batch.id.0
        ),
    )
    .into())
}

/// Imports what was previewed, as far as the request applies it, in one transaction. The same id gives the first import
/// again. Refusals: `not_allowed`, `file_changed`, `import_same_file`, `import_difference_outdated`,
/// `import_unit_stays`, `import_nothing_to_apply`, `date_unreadable`, `import_cancelled`, and those of reading the file.
pub fn confirm_import(desk: &mut Desk, request: ConfirmImport, now: Instant) -> Result<ImportedView> {
    let session = desk.permitted(Duty::ImportRegister)?;
    let apply = &request.apply;
    // What the books and the register have is not changed by a cashier, with a file as little as without one.
    if apply.all_changed
        || apply.all_owners
        || [&apply.changed, &apply.owners, &apply.gone].iter().any(|l| !l.is_empty())
    {
        desk.permitted(Duty::ChangeRegister)?;
    }
    let act = Act::new(&request.id, &session, now)?;
    desk.office()?;
    desk.cancel_flag().store(false, Ordering::SeqCst);
    let looked = look_again(desk, &request.preview, now.date())?;
    if looked.draft.sha256 != request.sha256 {
        return Err(Refusal::new("file_changed", "预览之后文件变了，没有导入。请重新预览再确认。").into());
    }
    let layout = layout(&looked);
    let watch = Watch::of(desk);
    let view =
        desk.write(|w| posting::post(w, &act, &looked, &layout, (looked.through, &request.apply), &watch))?;
    hand_back((desk.looked.take(), looked));
    Ok(view)
}

/// Gives back the memory of what is needed no more: of a large import that takes longer than anybody should wait for.
fn hand_back(rest: impl Send + 'static) {
    // Where there is no other thread to do it, this one does.
    drop(std::thread::Builder::new().spawn(move || drop(rest)));
}

/// Stops a workbook being read, or what was confirmed being written: then nothing was.
pub fn cancel_import(desk: &mut Desk, _request: (), _now: Instant) -> Result<()> {
    desk.cancel_flag().store(true, Ordering::SeqCst);
    Ok(())
}

/// How far the file being looked at has been read, or what was confirmed written.
pub fn import_progress(desk: &mut Desk, _request: (), _now: Instant) -> Result<ImportProgress> {
    Ok(desk.import_progress().now())
}
