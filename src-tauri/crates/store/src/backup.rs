//! Backups: a whole, checked copy under its final name, or none.

use std::fs::File;
use std::path::{Path, PathBuf};

use ledger::entries::{ChainHash, EntryNumber};
use ledger::refusal::Refusal;
use rusqlite::Connection;

use crate::{Error, Reader, Result, Store};

/// A backup that was opened and checked.
#[derive(Debug, Clone)]
pub struct BackupFile {
    /// Where.
    pub path: PathBuf,
    /// Bytes.
    pub bytes: u64,
}

impl Store {
    /// Copies the ledger to `target`: written beside it, synced, opened and checked, then renamed. An existing file of
    /// that name is never overwritten. Refusal: `backup_exists`.
    pub fn backup(&self, target: &Path) -> Result<BackupFile> {
        refuse_existing(target)?;
        let partial = partial_name(target);
        let made = self.copy_checked(&partial);
        if made.is_err() && partial.exists() {
            std::fs::remove_file(&partial)?;
        }
        made?;
        std::fs::rename(&partial, target)?;
        sync_folder(target)?;
        Ok(BackupFile { path: target.to_owned(), bytes: std::fs::metadata(target)?.len() })
    }

    fn copy_checked(&self, partial: &Path) -> Result<()> {
        if partial.exists() {
            std::fs::remove_file(partial)?;
        }
        let name = partial.to_str().ok_or_else(|| {
            Refusal::new("path_unreadable", "备份的路径里有无法识别的字符。请换一个文件夹。")
        })?;
        self.connection.execute("VACUUM INTO ?1", [name])?;
        only_for_its_user(partial)?;
        File::open(partial)?.sync_all()?;
        let copy = Store::open(partial)?;
        let sound = copy.read(|r| r.intact())?;
        let head = copy.read::<_, Error>(|r| r.head())?;
        if let Some(wrong) = sound {
            return Err(Error::Broken(format!("the backup is not sound: {wrong}")));
        }
        let ours = self.read::<_, Error>(|r| r.head())?;
        if head.hash != ours.hash {
            return Err(Error::Broken("the backup's chain does not end where the ledger's does".into()));
        }
        // Leave one file: no WAL beside a backup.
        copy.connection.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
        drop(copy);
        File::open(partial)?.sync_all()?;
        Ok(())
    }
}

impl Reader<'_> {
    /// `integrity_check` and `foreign_key_check`: the first thing wrong, if anything.
    pub fn intact(&self) -> Result<Option<String>> {
        let found: String = self.connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if found != "ok" {
            return Ok(Some(found));
        }
        let mut statement = self.connection.prepare("PRAGMA foreign_key_check")?;
        let mut rows = statement.query([])?;
        match rows.next()? {
            Some(row) => Ok(Some(format!("foreign key: {}", row.get::<_, String>(0)?))),
            None => Ok(None),
        }
    }
}

fn restore(backup: &Path, ledger: &Path, kept_as: &Path, same_office: Option<ChainHash>) -> Result<()> {
    if ledger.exists() {
        refuse_existing(kept_as)?;
    }
    let incoming = partial_name(ledger);
    std::fs::copy(backup, &incoming)?;
    only_for_its_user(&incoming)?;
    let checked = Store::open(&incoming).and_then(|store| {
        let first = store.read::<_, Error>(|r| r.entry_header(EntryNumber(1)))?.map(|e| e.hash);
        if same_office.is_some_and(|ours| first != Some(ours)) {
            return Err(Refusal::new(
                "backup_of_other_office",
                "这是另一个账套的备份，没有恢复。请选本账套的备份；要打开那个账套，请把备份恢复到一个空文件夹。",
            )
            .into());
        }
        let wrong = store.read(|r| r.intact())?;
        store.connection.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
        match wrong {
            Some(what) => Err(crate::error::damaged(&what).into()),
            None => Ok(()),
        }
    });
    if let Err(e) = checked {
        std::fs::remove_file(&incoming)?;
        return Err(e);
    }
    File::open(&incoming)?.sync_all()?;
    if ledger.exists() {
        set_aside(ledger, kept_as)?;
    }
    std::fs::rename(&incoming, ledger)?;
    sync_folder(ledger)
}

/// The old ledger with its WAL folded in, under another name. A damaged one is moved as it is, WAL beside it.
fn set_aside(ledger: &Path, kept_as: &Path) -> Result<()> {
    if let Ok(old) = Connection::open(ledger) {
        // A damaged file refuses this; then its WAL is moved beside it below and nothing is lost.
        let folded = old.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()));
        drop(folded);
    }
    std::fs::rename(ledger, kept_as)?;
    for suffix in ["-wal", "-shm"] {
        let side = with_suffix(ledger, suffix);
        if side.exists() {
            std::fs::rename(&side, with_suffix(kept_as, suffix))?;
        }
    }
    Ok(())
}

fn refuse_existing(target: &Path) -> Result<()> {
    match target.exists() {
        true => Err(Refusal::new(
            "backup_exists",
            format!("{} 已经存在，没有覆盖。请换一个文件名。", target.display()),
        )
        .into()),
        false => Ok(()),
    }
}

pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn partial_name(target: &Path) -> PathBuf {
    with_suffix(target, ".partial")
}

/// Names, telephones and PIN hashes are in it: nobody else on the machine may read it. Windows keeps profiles apart.
pub(crate) fn only_for_its_user(file: &Path) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600))?;
    }
    #[cfg(not(unix))]
    let _unused = file;
    Ok(())
}

/// Makes a file's name durable. Windows has no such call; there the rename itself is journalled.
pub(crate) fn sync_folder(file: &Path) -> Result<()> {
    #[cfg(unix)]
    if let Some(folder) = file.parent().filter(|f| !f.as_os_str().is_empty()) {
        File::open(folder)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _unused = file;
    Ok(())
}

impl Store {
    /// Puts a checked backup in the ledger's place. The ledger that was there is kept beside it under `kept_as`; nothing
    /// is overwritten. The ledger must not be open. `same_office` is the hash of the first entry of the office that is
    /// there: a backup of another one is refused. Refusals: `backup_of_other_office`, `backup_exists` when `kept_as` is
    /// there, those of [`Store::open`].
    pub fn restore(
        backup: &Path,
        ledger: &Path,
        kept_as: &Path,
        same_office: Option<ChainHash>,
    ) -> Result<()> {
        restore(backup, ledger, kept_as, same_office)
    }
}
