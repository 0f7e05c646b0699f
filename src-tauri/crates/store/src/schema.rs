//! The shape of the file: migrations, pragmas, and whether a file is ours at all.

use std::io::Read;
use std::path::Path;

use ledger::refusal::Refusal;
use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use crate::error::{damaged, foreign, unopened};
use crate::{Error, Result};

/// `账房` as a number in the file's header: tells our file from any other SQLite file.
const APPLICATION_ID: i32 = 0x5A46_5A42;

/// The newest schema this program knows.
pub(crate) const NEWEST: usize = 3;

fn migrations() -> Migrations<'static> {
    Migrations::new(vec![
        M::up(include_str!("../schema/0001_books.sql")),
        M::up(include_str!("../schema/0002_imports.sql")),
        M::up(include_str!("../schema/0003_kept_by_batch.sql")),
    ])
}

/// A new file.
pub(crate) fn set_up(connection: &mut Connection) -> Result<()> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    pragmas(connection)?;
    migrate(connection)?;
    // Without the empty pages of tables that a later migration made anew.
    connection.execute_batch("VACUUM")?;
    Ok(())
}

/// SQLite's first sixteen bytes.
pub(crate) fn check_header(path: &Path) -> Result<()> {
    let mut head = [0_u8; 16];
    match std::fs::File::open(path).map_err(|e| unopened(path, e))?.read_exact(&mut head) {
        Ok(()) if &head == b"SQLite format 3\0" => Ok(()),
        Ok(()) => Err(foreign().into()),
        Err(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => Err(foreign().into()),
        Err(e) => Err(unopened(path, e)),
    }
}

/// Ours, undamaged, not from a newer program.
pub(crate) fn check_identity(connection: &Connection) -> Result<()> {
    version_of_ours(connection)?;
    pragmas(connection)?;
    check_pages(connection)
}

/// [`check_identity`] of a file that cannot be written. One that this program would have to bring up to date first is
/// refused with `why`.
pub(crate) fn check_identity_to_read(connection: &Connection, why: &Refusal) -> Result<()> {
    if version_of_ours(connection)? != NEWEST {
        return Err(why.clone().into());
    }
    pragmas_for_reading(connection)?;
    check_pages(connection)
}

/// SQLite's name of a file that is read; `whole`: nothing belongs to it but itself, and nobody changes it.
pub(crate) fn uri(path: &Path, whole: bool) -> String {
    let escaped = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    // Windows: `C:\账` is `file:///C:/账`.
    let forward = escaped.replace('\\', "/");
    let rooted = if forward.starts_with('/') { forward } else { format!("/{forward}") };
    format!("file://{rooted}{}", if whole { "?immutable=1" } else { "" })
}

/// The schema's version, when the file is ours. Refusals: `ledger_foreign`, `ledger_newer`.
fn version_of_ours(connection: &Connection) -> Result<usize> {
    let number = |pragma: &str| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    if number("application_id")? != i64::from(APPLICATION_ID) {
        return Err(foreign().into());
    }
    let version = number("user_version")?;
    let Some(known) = usize::try_from(version).ok().filter(|v| *v <= NEWEST) else {
        return Err(Refusal::new(
            "ledger_newer",
            format!("账本是更新版本的账房写的（第 {version} 版，本程序只认到第 {NEWEST} 版）。请安装新版本再打开。"),
        )
        .into());
    };
    Ok(known)
}

fn check_pages(connection: &Connection) -> Result<()> {
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found != "ok" {
        return Err(damaged(&found).into());
    }
    Ok(())
}

pub(crate) fn migrate(connection: &mut Connection) -> Result<()> {
    migrations().to_latest(connection).map_err(|e| match e {
        rusqlite_migration::Error::RusqliteError { err, .. } => Error::from(err),
        other => Error::Broken(format!("migration: {other}")),
    })
}

/// Whole and in order on a counter PC: see `rules.md`'s list in ARCHITECTURE.md.
fn pragmas(connection: &Connection) -> Result<()> {
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    pragmas_for_reading(connection)
}

fn pragmas_for_reading(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    // Otherwise INSERT OR REPLACE deletes what is posted past its trigger.
    connection.pragma_update(None, "recursive_triggers", true)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -65_536)?;
    connection.busy_timeout(std::time::Duration::from_secs(2))?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_are_well_formed() {
        migrations().validate().unwrap();
    }

    #[test]
    fn the_schema_is_as_committed() {
        let mut connection = Connection::open_in_memory().unwrap();
        set_up(&mut connection).unwrap();
        let mut statement = connection
            .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, type, name")
            .unwrap();
        let all: Vec<String> =
            statement.query_map([], |r| r.get(0)).unwrap().collect::<std::result::Result<_, _>>().unwrap();
        insta::assert_snapshot!(all.join(";\n\n"));
    }

    #[test]
    fn replacing_a_posted_row_is_deleting_it() {
        let mut connection = Connection::open_in_memory().unwrap();
        set_up(&mut connection).unwrap();
        connection.execute("INSERT INTO office VALUES (1, '桂苑', 0)", []).unwrap();
        let outcome = connection.execute("INSERT OR REPLACE INTO office VALUES (1, '别的', 0)", []);
        assert!(outcome.unwrap_err().to_string().contains("what is posted is never changed"));
    }
}
