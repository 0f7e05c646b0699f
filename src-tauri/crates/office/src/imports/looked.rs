//! A file that was looked at, and how far the looking is.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ledger::calendar::Date;
use sheets::Draft;

use crate::views::imports::{ImportChoices, ImportProgress, PreviewImport, RememberedChoices};

/// How far a reading is; shared with whoever shows it while the desk is busy.
#[derive(Debug, Clone, Default)]
pub struct SharedProgress(Arc<Mutex<ImportProgress>>);

impl SharedProgress {
    /// How far it is now.
    pub fn now(&self) -> ImportProgress {
        self.held().clone()
    }

    pub(super) fn set(&self, progress: ImportProgress) {
        *self.held() = progress;
    }

    /// It is set whole, so a panic elsewhere does not leave it half changed.
    fn held(&self) -> MutexGuard<'_, ImportProgress> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A file that was read, and with which choices.
#[derive(Debug, Clone)]
pub(crate) struct Looked {
    pub(crate) draft: Arc<Draft>,
    pub(crate) choices: ImportChoices,
    pub(crate) remembered: Option<RememberedChoices>,
    /// What the file looks like without any choice, where that is known: what choices are remembered by.
    pub(super) layout: Option<String>,
    pub(super) request: PreviewImport,
    pub(super) through: Date,
}

#[cfg(test)]
impl Looked {
    /// As if a file had been read.
    pub(crate) fn of(draft: Draft, through: Date) -> Self {
        let layout = Some(draft.layout.clone());
        let (choices, request) = (ImportChoices::default(), PreviewImport::default());
        Looked { draft: Arc::new(draft), choices, remembered: None, layout, request, through }
    }
}
