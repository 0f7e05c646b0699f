//! The office itself, its operators and settings.

use ledger::calendar::Instant;
use ledger::entries::OperatorId;
use ledger::operators::Role;
use rusqlite::{Row, params};

use crate::rows::{all, one, quoted, word};
use crate::{Reader, Result, Writer};

/// The office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeRow {
    /// Name.
    pub name: String,
    /// 练习账套.
    pub training: bool,
}

/// An operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperatorRow {
    /// Id.
    pub id: OperatorId,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// argon2id, PHC string.
    pub pin_hash: String,
    /// May sign in.
    pub active: bool,
    /// Wrong PINs in a row.
    pub wrong_pins: u32,
    /// The last of them, in milliseconds.
    pub last_wrong_ms: Option<i64>,
}

/// What the first entry says of the office it opens.
pub fn content(office: &OfficeRow) -> String {
    let books = if office.training { "练习账套" } else { "正式账套" };
    format!("{} {books}", quoted(&office.name))
}

impl Reader<'_> {
    /// [`content`] of the office.
    pub(crate) fn office_contents(&self) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached("SELECT name, training FROM office")?;
        all(&mut statement, [], |row| {
            Ok(content(&OfficeRow { name: row.get("name")?, training: row.get("training")? }))
        })
    }

    /// The office.
    pub fn office(&self) -> Result<OfficeRow> {
        Ok(self.connection.query_row("SELECT name, training FROM office", [], |row| {
            Ok(OfficeRow { name: row.get("name")?, training: row.get("training")? })
        })?)
    }

    /// All operators, by id.
    pub fn operators(&self) -> Result<Vec<OperatorRow>> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM operator ORDER BY id")?;
        all(&mut statement, [], operator)
    }

    /// One operator.
    pub fn operator(&self, id: OperatorId) -> Result<Option<OperatorRow>> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM operator WHERE id = ?1")?;
        one(&mut statement, [id.0], operator)
    }

    /// A setting.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        let mut statement = self.connection.prepare_cached("SELECT value FROM setting WHERE key = ?1")?;
        one(&mut statement, [key], |row| Ok(row.get("value")?))
    }
}

impl Writer<'_> {
    /// Names the office, once.
    pub fn insert_office(&self, office: &OfficeRow) -> Result<()> {
        self.connection
            .execute("INSERT INTO office VALUES (1, ?1, ?2)", params![office.name, office.training])?;
        Ok(())
    }

    /// A new operator.
    pub fn insert_operator(&self, name: &str, role: Role, pin_hash: &str) -> Result<OperatorId> {
        self.connection.execute(
            "INSERT INTO operator (name, role, pin_hash, active) VALUES (?1, ?2, ?3, 1)",
            params![name, role.code(), pin_hash],
        )?;
        Ok(OperatorId(self.connection.last_insert_rowid()))
    }

    /// Changes an operator.
    pub fn update_operator(&self, operator: &OperatorRow) -> Result<()> {
        self.connection.execute(
            "UPDATE operator SET name = ?2, role = ?3, pin_hash = ?4, active = ?5 WHERE id = ?1",
            params![operator.id.0, operator.name, operator.role.code(), operator.pin_hash, operator.active],
        )?;
        Ok(())
    }

    /// Counts a wrong PIN, or forgets them after a right one.
    pub fn set_wrong_pins(&self, id: OperatorId, wrong: u32, at: Option<Instant>) -> Result<()> {
        self.connection.execute(
            "UPDATE operator SET wrong_pins = ?2, last_wrong_ms = ?3 WHERE id = ?1",
            params![id.0, wrong, at.map(Instant::unix_ms)],
        )?;
        Ok(())
    }

    /// Sets a setting.
    pub fn set_setting(&self, key: &str, value: &str) -> Result<()> {
        self.connection.execute(
            "INSERT INTO setting VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [key, value],
        )?;
        Ok(())
    }
}

fn operator(row: &Row<'_>) -> Result<OperatorRow> {
    let role: String = row.get("role")?;
    Ok(OperatorRow {
        id: OperatorId(row.get("id")?),
        name: row.get("name")?,
        role: word("role", &role, Role::parse)?,
        pin_hash: row.get("pin_hash")?,
        active: row.get("active")?,
        wrong_pins: row.get("wrong_pins")?,
        last_wrong_ms: row.get("last_wrong_ms")?,
    })
}
