//! The ledger file: all the SQL there is.
//!
//! One process, one writer, WAL with `synchronous=FULL`: what [`Store::write`] returned `Ok` for is on the disk. This
//! crate knows nothing of rules; it keeps what `ledger` decided and hands it back in `ledger`'s own types.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod accounts;
mod backup;
pub mod cash_days;
pub mod charges;
pub mod entries;
mod error;
mod facts;
mod import_sources;
pub mod imports;
pub mod kept;
mod kept_row;
pub mod meters;
pub mod notices;
mod notes;
pub mod office;
pub mod past_payments;
pub mod payments;
pub mod register;
mod rows;
mod schema;
pub mod tariffs;
pub mod vehicles;
pub mod verify;

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use ledger::accounts::Account;
use ledger::refusal::Refusal;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

pub use backup::BackupFile;
pub use error::Error;

/// What a store call gives.
pub type Result<T> = std::result::Result<T, Error>;

/// An open ledger file.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    /// Why nothing can be written, if the file was opened to be read only.
    read_only: Option<Refusal>,
}

/// Reads of one moment: everything read through one value agrees.
#[derive(Debug)]
pub struct Reader<'c> {
    pub(crate) connection: &'c Connection,
}

/// A write transaction. It reads too; dropping it without `Ok` leaves no trace.
#[derive(Debug)]
pub struct Writer<'c> {
    reader: Reader<'c>,
    /// The accounts of the entry posted last, so that what is kept beside it needs not look for them again.
    posted: RefCell<HashMap<Account, i64>>,
}

impl<'c> std::ops::Deref for Writer<'c> {
    type Target = Reader<'c>;
    fn deref(&self) -> &Reader<'c> {
        &self.reader
    }
}

/// SQLite tells errors apart, and takes no lock of its own: a connection is never shared between threads.
const OURS: OpenFlags = OpenFlags::SQLITE_OPEN_EXRESCODE.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);
const WRITABLE: OpenFlags = OURS.union(OpenFlags::SQLITE_OPEN_READ_WRITE);

impl Store {
    /// Makes a new ledger file. Errors when there is one.
    pub fn create(path: &Path) -> Result<Store> {
        // SQLite itself would open what is there and stamp it as ours.
        drop(std::fs::File::create_new(path)?);
        let connection = Connection::open_with_flags(path, WRITABLE | OpenFlags::SQLITE_OPEN_CREATE)?;
        backup::only_for_its_user(path)?;
        let mut store = Store { connection, path: path.to_owned(), read_only: None };
        schema::set_up(&mut store.connection)?;
        backup::sync_folder(path)?;
        Ok(store)
    }

    /// Opens a ledger file and brings its schema up to date. Where the disk takes nothing (full, failing, read-only) the
    /// books are opened to be read: [`Store::read_only`] says why, and every write is refused with that. Refusals (as
    /// [`Error::Refused`]): `ledger_missing`, `ledger_foreign`, `ledger_damaged`, `ledger_newer`, and those of a disk where
    /// not even reading is possible.
    pub fn open(path: &Path) -> Result<Store> {
        match std::fs::metadata(path) {
            Ok(about) if about.is_file() => {}
            Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Err(error::unopened(path, error));
            }
            Ok(_) | Err(_) => return Err(error::missing(path)),
        }
        schema::check_header(path)?;
        match Store::open_to_write(path) {
            Err(Error::Refused(why)) if error::is_of_disk(&why) => Store::open_to_read(path, why),
            opened => opened,
        }
    }

    fn open_to_write(path: &Path) -> Result<Store> {
        let connection = Connection::open_with_flags(path, WRITABLE)?;
        if connection.is_readonly(rusqlite::MAIN_DB)? {
            return Err(error::disk_read_only().into());
        }
        let mut store = Store { connection, path: path.to_owned(), read_only: None };
        schema::check_identity(&store.connection)?;
        schema::migrate(&mut store.connection)?;
        Ok(store)
    }

    /// Without a WAL the file alone is the whole ledger, and is read as a file that nobody changes. With one (the last
    /// process died) SQLite reads both, keeping in memory what it would else write beside them.
    fn open_to_read(path: &Path, why: Refusal) -> Result<Store> {
        let wal = backup::with_suffix(path, "-wal");
        let whole = !wal.is_file() || std::fs::metadata(&wal)?.len() == 0;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OURS;
        let uri = schema::uri(path, whole);
        let connection = if whole {
            Connection::open_with_flags(uri, flags)?
        } else {
            // Exclusive, the WAL's index is kept in memory; without locks, because a read-only file takes none.
            let without_locks = if cfg!(windows) { c"win32-none" } else { c"unix-none" };
            let connection = Connection::open_with_flags_and_vfs(uri, flags, without_locks)?;
            connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
            connection
        };
        schema::check_identity_to_read(&connection, &why)?;
        Ok(Store { connection, path: path.to_owned(), read_only: Some(why) })
    }

    /// Why nothing can be written, if the disk took nothing when the ledger was opened.
    pub fn read_only(&self) -> Option<&Refusal> {
        self.read_only.as_ref()
    }

    /// Where the file lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads, all of one moment.
    pub fn read<T, E: From<Error>>(
        &self,
        act: impl FnOnce(&Reader<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let transaction = self.connection.unchecked_transaction().map_err(Error::from)?;
        let result = act(&Reader { connection: &transaction })?;
        transaction.finish().map_err(Error::from)?;
        Ok(result)
    }

    /// Does `act` in one transaction: durable when this returns `Ok`, without a trace otherwise. A ledger that was opened
    /// to be read is opened anew first: there may be room by now.
    pub fn write<T, E: From<Error>>(
        &mut self,
        act: impl FnOnce(&Writer<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        if self.read_only.is_some() {
            *self = Store::open_to_write(&self.path)?;
        }
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Error::from)?;
        let result =
            act(&Writer { reader: Reader { connection: &transaction }, posted: RefCell::default() })?;
        transaction.commit().map_err(Error::from)?;
        Ok(result)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(outcome: Result<()>) -> &'static str {
        outcome.unwrap_err().refusal().unwrap().code
    }

    fn pages(store: &Store, pragma: &str) -> i64 {
        store.connection.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0)).unwrap()
    }

    /// A file that may not grow is to SQLite what a full disk is.
    #[test]
    fn a_full_disk_loses_nothing_reads_on_and_writes_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::create(&folder.path().join("账本.zhangfang")).unwrap();
        let setting = |key: &str, bytes: usize| {
            let (key, value) = (key.to_owned(), "字".repeat(bytes / 3));
            move |w: &Writer<'_>| w.set_setting(&key, &value)
        };
        store.write(setting("before", 30)).unwrap();
        let size = pages(&store, "page_count");
        store.connection.pragma_update_and_check(None, "max_page_count", size, |_| Ok(())).unwrap();
        let half_way = |w: &Writer<'_>| {
            w.set_setting("before", "改过")?;
            setting("big", 100_000)(w)
        };
        assert_eq!(code(store.write(half_way)), "disk_full");
        assert!(store.write(half_way).unwrap_err().is_disk());
        let kept = store.read(|r| r.setting("before")).unwrap();
        assert_eq!(kept, Some("字".repeat(10)), "what was acknowledged is there, what was refused is not");
        assert_eq!(store.read(|r| r.setting("big")).unwrap(), None);
        assert_eq!(store.read(|r| r.intact()).unwrap(), None);
        store.connection.pragma_update_and_check(None, "max_page_count", size + 100, |_| Ok(())).unwrap();
        store.write(half_way).unwrap();
        assert_eq!(store.read(|r| r.setting("before")).unwrap(), Some("改过".into()));
    }
}
