//! What can go wrong with a ledger file: refusals a person can act on, and faults.

use std::path::{Path, PathBuf};

use ledger::refusal::Refusal;
use rusqlite::ErrorCode;

/// A store call that did not succeed. Nothing of it was written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The person at the screen can do something about it.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// SQLite said no.
    #[error("database: {0}")]
    Sqlite(rusqlite::Error),
    /// A file around the ledger could not be read or written.
    #[error("file: {0}")]
    Io(#[from] std::io::Error),
    /// The ledger is there, but it cannot be read, or not even looked at.
    #[error("{path}: {error}")]
    Unopened {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// The file holds what this program never writes.
    #[error("the ledger holds an unreadable {what}: {value}")]
    Unreadable {
        /// Which column or word.
        what: &'static str,
        /// As found.
        value: String,
    },
    /// A rule above let something through that the books cannot hold.
    #[error("{0}")]
    Broken(String),
}

impl Error {
    /// The refusal, if it is one.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Error::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// The disk is full, failing or read-only: reading goes on, writing does not.
    pub fn is_disk(&self) -> bool {
        self.refusal().is_some_and(is_of_disk)
    }
}

pub(crate) fn is_of_disk(refusal: &Refusal) -> bool {
    matches!(refusal.code, "disk_full" | "disk_failing" | "disk_read_only")
}

/// Full disk, damage and locks are refusals: their sentence says what is safe and what to do.
impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        // The WAL's index could not grow: no room, though SQLite calls it an input or output error.
        let no_room =
            error.sqlite_error().is_some_and(|e| e.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE);
        let refusal = match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Some(disk_full()),
            Some(_) if no_room => Some(disk_full()),
            Some(ErrorCode::SystemIoFailure) => Some(Refusal::new(
                "disk_failing",
                "磁盘读写失败，这一笔没有记账，已记的账都在。请检查磁盘空间和硬盘，再重开本程序。",
            )),
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Some(disk_read_only())
            }
            Some(ErrorCode::DatabaseCorrupt) => Some(damaged("数据页")),
            Some(ErrorCode::NotADatabase) => Some(foreign()),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Some(Refusal::new("ledger_busy", "账本正被另一个程序占用。请关闭它再试。"))
            }
            _ => None,
        };
        refusal.map_or(Error::Sqlite(error), Error::Refused)
    }
}

pub(crate) fn disk_full() -> Refusal {
    Refusal::new(
        "disk_full",
        "磁盘满了，这一笔没有记账，已记的账都在。请清出磁盘空间后再收款；现在只能查看。",
    )
}

pub(crate) fn disk_read_only() -> Refusal {
    Refusal::new(
        "disk_read_only",
        "账本或它所在的文件夹不能写入，没有记账；现在只能查看。请检查文件夹权限，或换一个磁盘。",
    )
}

pub(crate) fn damaged(what: &str) -> Refusal {
    Refusal::new(
        "ledger_damaged",
        format!("账本文件损坏（{what}）。请不要再写入：先复制一份现在的文件夹，再用最近的备份恢复。"),
    )
}

pub(crate) fn foreign() -> Refusal {
    Refusal::new("ledger_foreign", "这个文件不是账房的账本，没有打开。请检查数据文件夹是否选对。")
}

pub(crate) fn unopened(path: &Path, error: std::io::Error) -> Error {
    Error::Unopened { path: path.to_owned(), error }
}

pub(crate) fn missing(path: &Path) -> Error {
    let folder = path.parent().unwrap_or(path).display();
    Error::Refused(Refusal::new(
        "ledger_missing",
        format!("文件夹 {folder} 里还没有账套。请先建账，或检查文件夹是否选对。"),
    ))
}
