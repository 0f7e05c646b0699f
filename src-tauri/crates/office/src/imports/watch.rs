//! A writing in progress: how far it is, and whether somebody wants it stopped.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ledger::refusal::Refusal;

use super::looked::SharedProgress;
use crate::views::imports::ImportProgress;
use crate::{Desk, Result};

/// Who shows how far a writing is, and may stop it. What was shown is gone when this is.
#[derive(Debug)]
pub(crate) struct Watch {
    shown: SharedProgress,
    cancel: Arc<AtomicBool>,
}

impl Watch {
    pub(crate) fn of(desk: &Desk) -> Self {
        let shown = desk.import_progress();
        shown.set(ImportProgress { writing: true, percent: Some(0), ..Default::default() });
        Watch { shown, cancel: desk.cancel_flag() }
    }

    /// So many percent are written. Refusal: `import_cancelled`; the caller's transaction undoes what was written.
    pub(crate) fn at(&self, percent: u8) -> Result<()> {
        if self.cancel.load(Ordering::SeqCst) {
            return Err(Refusal::new("import_cancelled", "已取消导入，什么都没有写进账里。").into());
        }
        self.shown.set(ImportProgress { writing: true, percent: Some(percent), ..Default::default() });
        Ok(())
    }

    /// So many of so many pieces of the work between two percentages are done. Refusal: as of `at`.
    pub(crate) fn far(&self, from: u8, to: u8, (done, all): (usize, usize)) -> Result<()> {
        // Looking up is nothing beside a unit's work, telling is.
        const EVERY: usize = 64;
        if !done.is_multiple_of(EVERY) {
            return Ok(());
        }
        let part = usize::from(to - from) * done / all.max(1);
        self.at(from + u8::try_from(part).unwrap_or(to - from))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.shown.set(ImportProgress::default());
    }
}
