//! A desk: the data folder, the open ledger, and who is signed in.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use ledger::calendar::{Date, Instant};
use ledger::entries::{Entry, EntryKind, EntryNumber, OperatorId};
use ledger::operators::{Duty, Role, permit};
use ledger::refusal::Refusal;
use store::office::{OfficeRow, OperatorRow};
use store::{Reader, Store, Writer};
use uuid::Uuid;

use crate::imports::looked::{Looked, SharedProgress};
use crate::search::SearchIndex;
use crate::{Error, Result};

/// The ledger's file name in the data folder.
const LEDGER: &str = "账本.zhangfang";
/// Held as long as the ledger is open, so that a second copy is kept out.
const LOCK: &str = "账本.lock";

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Session {
    pub(crate) operator: OperatorId,
    pub(crate) name: String,
    pub(crate) role: Role,
}

impl From<&OperatorRow> for Session {
    fn from(row: &OperatorRow) -> Self {
        Session { operator: row.id, name: row.name.clone(), role: row.role }
    }
}

/// The data folder, the ledger in it once it is needed, and who is signed in.
#[derive(Debug)]
pub struct Desk {
    folder: PathBuf,
    exe: PathBuf,
    open: Option<OpenOffice>,
    pub(crate) session: Option<Session>,
    pub(crate) read_only: Option<Refusal>,
    cancel: Arc<AtomicBool>,
    progress: SharedProgress,
    pub(crate) looked: Option<Looked>,
}

/// An open ledger and the lock that keeps others out.
#[derive(Debug)]
pub(crate) struct OpenOffice {
    pub(crate) store: Store,
    pub(crate) office: OfficeRow,
    pub(crate) index: Option<(i64, SearchIndex)>,
    /// None where the folder cannot be written: then there is nothing to keep a second copy from.
    _lock: Option<FolderLock>,
}

/// Nobody else works in the folder while this lives.
#[derive(Debug)]
pub(crate) struct FolderLock(File);

impl Drop for FolderLock {
    fn drop(&mut self) {
        // Closing is not enough: a process that is just being started holds a copy of the file until it runs its own
        // program. Should letting go fail, the lock ends with that copy.
        drop(self.0.unlock());
    }
}

impl Desk {
    /// A desk over a data folder. `exe` is this program: it is started again to read workbooks.
    pub fn new(folder: PathBuf, exe: PathBuf) -> Self {
        Desk {
            folder,
            exe,
            open: None,
            session: None,
            read_only: None,
            cancel: Arc::default(),
            progress: SharedProgress::default(),
            looked: None,
        }
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Set it to stop a workbook being read.
    pub fn cancel_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.cancel)
    }

    /// How far a workbook has been read.
    pub fn import_progress(&self) -> SharedProgress {
        self.progress.clone()
    }

    pub(crate) fn exe(&self) -> &Path {
        &self.exe
    }

    pub(crate) fn ledger_path(&self) -> PathBuf {
        self.folder.join(LEDGER)
    }

    pub(crate) fn has_ledger(&self) -> bool {
        // One that may not be looked at is there: opening it says why it cannot be.
        self.ledger_path().try_exists().unwrap_or(true)
    }

    /// Opens the ledger if it is not open. A folder that cannot be written is
    /// opened to be read. Refusals: `office_in_use` and those of [`Store::open`].
    pub(crate) fn office(&mut self) -> Result<&mut OpenOffice> {
        if self.open.is_none() {
            let path = self.ledger_path();
            if !path.is_file() {
                // The store says which folder and what to do.
                drop(Store::open(&path)?);
            }
            let lock = match self.lock() {
                Ok(lock) => Some(lock),
                Err(Error::Refusal(r)) if r.code == "folder_read_only" => None,
                Err(error) => return Err(error),
            };
            let store = Store::open(&path)?;
            self.read_only = store.read_only().cloned();
            let office = store.read(|r| r.office())?;
            self.open = Some(OpenOffice { store, office, index: None, _lock: lock });
        }
        self.open.as_mut().ok_or_else(|| Error::broken("the ledger was just opened"))
    }

    /// Takes a new ledger into use.
    pub(crate) fn found(&mut self) -> Result<Store> {
        crate::papers::refuse_unwritable(&self.folder)?;
        if self.has_ledger() {
            return Err(Refusal::new(
                "office_exists",
                format!(
                    "文件夹 {} 里已经有账套，没有改动。请打开它，或换一个空文件夹建账。",
                    self.folder.display()
                ),
            )
            .into());
        }
        Ok(Store::create(&self.ledger_path())?)
    }

    pub(crate) fn lock(&self) -> Result<FolderLock> {
        let path = self.folder.join(LOCK);
        let file = File::options().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(|e| match e.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem | ErrorKind::StorageFull => {
                Refusal::new(
                    "folder_read_only",
                    format!(
                        "账本所在的文件夹 {} 不能写入。请检查文件夹权限和磁盘空间。",
                        self.folder.display()
                    ),
                )
                .into()
            }
            _ => Error::file(&path, e),
        })?;
        match file.try_lock() {
            Ok(()) => Ok(FolderLock(file)),
            Err(std::fs::TryLockError::WouldBlock) => Err(Refusal::new(
                "office_in_use",
                "这个账套正由另一个账房窗口或终端里的 zhangfang 用着。请用那一个，或等它办完、关掉以后再试。",
            )
            .into()),
            Err(std::fs::TryLockError::Error(e)) => Err(Error::file(&path, e)),
        }
    }

    /// Closes the ledger and signs out.
    pub(crate) fn close(&mut self) {
        self.open = None;
        self.session = None;
        self.looked = None;
    }

    /// Who is signed in. Refusal: `signed_out`.
    pub(crate) fn session(&self) -> Result<Session> {
        self.session
            .clone()
            .ok_or_else(|| Refusal::new("signed_out", "还没有登录。请先选择操作员并输入 PIN。").into())
    }

    /// Who is signed in, if he may do this. Refusals: `signed_out`, `not_allowed`.
    pub(crate) fn permitted(&self, duty: Duty) -> Result<Session> {
        let session = self.session()?;
        permit(session.role, duty)?;
        Ok(session)
    }

    /// Reads, all of one moment, by whoever is signed in.
    pub(crate) fn read<T>(&mut self, act: impl FnOnce(&Reader<'_>) -> Result<T>) -> Result<T> {
        self.session()?;
        self.office()?.store.read(act)
    }

    /// Does an act in one transaction, and remembers when the disk would not take it.
    pub(crate) fn write<T>(&mut self, act: impl FnOnce(&Writer<'_>) -> Result<T>) -> Result<T> {
        let result = self.office()?.store.write(act);
        match &result {
            Ok(_) => self.read_only = None,
            Err(Error::Refusal(r)) if matches!(r.code, "disk_full" | "disk_failing" | "disk_read_only") => {
                self.read_only = Some(r.clone());
            }
            Err(_) => {}
        }
        result
    }
}

/// An act about to be posted: who, when, on which business date.
#[derive(Debug, Clone)]
pub(crate) struct Act {
    pub(crate) id: Uuid,
    pub(crate) session: Session,
    pub(crate) approver: Option<OperatorId>,
    pub(crate) now: Instant,
}

impl Act {
    pub(crate) fn new(id: &str, session: &Session, now: Instant) -> Result<Self> {
        Ok(Act { id: parse_id(id)?, session: session.clone(), approver: None, now })
    }

    /// An act whose id nobody needs to know again.
    pub(crate) fn fresh(session: &Session, now: Instant) -> Self {
        Act { id: Uuid::new_v4(), session: session.clone(), approver: None, now }
    }

    /// The entry of this act, to be filled.
    pub(crate) fn entry(&self, kind: EntryKind, business_date: Date) -> Entry {
        Entry {
            id: self.id,
            kind,
            business_date,
            at: self.now,
            operator: self.session.operator,
            approver: self.approver,
            document: String::new(),
            reason: String::new(),
            content: String::new(),
            reverses: None,
            transfers: Vec::new(),
        }
    }

    /// The entry this act's id was posted as before. Refusals: `id_used_before`,
    /// when that was another kind of act; `clock_ran_backwards`.
    pub(crate) fn done_before(&self, reader: &Reader<'_>, kind: EntryKind) -> Result<Option<EntryNumber>> {
        match reader.entry_by_id(self.id)? {
            None => {
                // Before any rule looks at today: a clock that is wrong would make it say something false.
                reader.head()?.refuse_before(self.now)?;
                Ok(None)
            }
            Some(found) if found.entry.kind == kind => Ok(Some(found.number)),
            Some(found) => Err(Refusal::new(
                "id_used_before",
                format!(
                    "这个编号已经用于第 {} 号{}，没有重复办理。请重新操作一次。",
                    found.number.0,
                    found.entry.kind.chinese()
                ),
            )
            .into()),
        }
    }
}

/// Refusal: `id_unreadable`.
pub(crate) fn parse_id(id: &str) -> Result<Uuid> {
    Uuid::parse_str(id.trim())
        .map_err(|_| Refusal::new("id_unreadable", format!("编号“{id}”不是 UUID。请检查调用方。")).into())
}

/// The business date of an act that is not money at the counter.
pub(crate) fn business_date(reader: &Reader<'_>, now: Instant) -> Result<Date> {
    let open = reader.open_day()?.map(|d| d.business_date);
    let closed = reader.last_closed_day()?.map(|d| d.business_date);
    Ok(ledger::cash_day::business_date(open, closed, now.date()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a process that is just being started holds one.
    #[test]
    fn a_copy_of_the_lock_keeps_nobody_out() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::new(folder.path().to_path_buf(), "none".into());
        let lock = desk.lock().unwrap();
        assert!(desk.lock().is_err_and(|e| e.refusal().is_some_and(|r| r.code == "office_in_use")));
        let copy = lock.0.try_clone().unwrap();
        drop(lock);
        assert!(desk.lock().is_ok());
        drop(copy);
    }
}
