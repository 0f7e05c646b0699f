//! What an act can answer instead of its result.

use std::path::Path;

use ledger::refusal::Refusal;
use sheets::system_words;

/// An act that was not done. Nothing of it was written, or all of it was and the message says so.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The person at the screen can do something about it.
    #[error("{0}")]
    Refusal(Refusal),
    /// A bug, or the machine failed.
    #[error("{0}")]
    Fault(#[from] Fault),
}

/// A bug, or the machine failed.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The ledger file.
    #[error(transparent)]
    Store(store::Error),
    /// A paper could not be drawn.
    #[error(transparent)]
    Paper(#[from] documents::Fault),
    /// A workbook could not be read for a reason of ours.
    #[error(transparent)]
    Sheet(#[from] sheets::Fault),
    /// A file could not be written or read.
    #[error("{path}：{}", system_words(.error))]
    File {
        /// Which.
        path: String,
        /// What the system said.
        error: std::io::Error,
    },
    /// A kept snapshot cannot be read back.
    #[error("kept snapshot: {0}")]
    Snapshot(#[from] serde_json::Error),
    /// Something that cannot be, is.
    #[error("{0}")]
    Broken(String),
}

impl Error {
    /// The refusal, if it is one.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Error::Refusal(refusal) => Some(refusal),
            Error::Fault(_) => None,
        }
    }

    pub(crate) fn file(path: &Path, error: std::io::Error) -> Self {
        Error::Fault(Fault::File { path: path.display().to_string(), error })
    }

    pub(crate) fn broken(what: impl Into<String>) -> Self {
        Error::Fault(Fault::Broken(what.into()))
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Error::Refusal(refusal)
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Refused(refusal) => Error::Refusal(refusal),
            store::Error::Unopened { path, error } => Error::Refusal(unreadable(&path, &error)),
            store::Error::Io(error) => Error::Fault(Fault::File { path: "账本".into(), error }),
            fault => Error::Fault(Fault::Store(fault)),
        }
    }
}

impl From<sheets::Error> for Error {
    fn from(error: sheets::Error) -> Self {
        match error {
            sheets::Error::Refusal(refusal) => Error::Refusal(refusal),
            sheets::Error::Fault(fault) => Error::Fault(fault.into()),
        }
    }
}

impl From<documents::Fault> for Error {
    fn from(fault: documents::Fault) -> Self {
        Error::Fault(fault.into())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Error::Fault(error.into())
    }
}

/// A ledger that is there and cannot be read.
fn unreadable(path: &Path, error: &std::io::Error) -> Refusal {
    Refusal::new(
        "ledger_unreadable",
        format!(
            "账本 {} 读不出来（{}），没有打开，账没有动。请检查文件和文件夹的权限，或换有权限的用户登录电脑。",
            path.display(),
            system_words(error)
        ),
    )
}

/// A word that is none of the choices a screen offers.
pub(crate) fn unknown_choice(what: &str) -> Refusal {
    Refusal::new("choice_unknown", format!("没有这种{what}。请从列表里选。"))
}
