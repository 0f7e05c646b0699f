//! Notices as they were printed.

use ledger::arrears::NoticeKind;
use ledger::calendar::{Instant, Month};
use ledger::entries::{EntryNumber, sha256_hex};
use ledger::money::Fen;
use ledger::people::PersonId;
use ledger::units::{UnitCode, UnitId};
use rusqlite::{Row, named_params, params};

use crate::rows::{all, fen, instant, parsed, word};
use crate::{Reader, Result, Writer};

/// A notice as kept.
#[derive(Debug, Clone)]
pub struct NoticeRow {
    /// Serial.
    pub serial: String,
    /// Which paper.
    pub kind: NoticeKind,
    /// Month.
    pub month: Month,
    /// Unit.
    pub unit: UnitId,
    /// Debtor.
    pub person: PersonId,
    /// Total.
    pub total: Fen,
    /// Of that past due.
    pub overdue: Fen,
    /// As printed.
    pub snapshot: String,
    /// Its hash.
    pub sha256: String,
}

/// A kept notice with what a list shows of it.
#[derive(Debug, Clone)]
pub struct KeptNotice {
    /// The notice.
    pub notice: NoticeRow,
    /// Room number.
    pub code: UnitCode,
    /// Building.
    pub building: String,
    /// Debtor's name.
    pub person_name: String,
    /// When.
    pub at: Instant,
    /// Posted by.
    pub entry: EntryNumber,
}

/// Which notices.
#[derive(Debug, Clone, Default)]
pub struct NoticeQuery {
    /// Only this month.
    pub month: Option<Month>,
    /// Only this unit.
    pub unit: Option<UnitId>,
    /// Only this serial.
    pub serial: Option<String>,
}

impl Reader<'_> {
    /// Notices, latest run first, in building order.
    pub fn notices(&self, query: &NoticeQuery) -> Result<Vec<KeptNotice>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT n.*, u.code, u.building, p.name AS person_name, e.at_ms, e.at_offset_s
             FROM notice n JOIN unit u ON u.id = n.unit_id JOIN person p ON p.id = n.person_id
             JOIN entry e ON e.number = n.entry_number
             WHERE (:month IS NULL OR n.month = :month) AND (:unit IS NULL OR n.unit_id = :unit)
               AND (:serial IS NULL OR n.serial = :serial)
             ORDER BY n.entry_number DESC, n.kind DESC, u.sort_key, n.serial",
        )?;
        let parameters = named_params! {
            ":month": query.month.map(|m| m.to_string()), ":unit": query.unit.map(|u| u.0), ":serial": query.serial,
        };
        all(&mut statement, parameters, kept)
    }

    /// How many serials begin with this prefix: the last number of its year.
    pub fn last_serial(&self, prefix: &str) -> Result<i64> {
        Ok(self.connection.query_row(
            "SELECT ifnull(max(CAST(substr(serial, length(?1) + 1) AS INTEGER)), 0) FROM notice
             WHERE substr(serial, 1, length(?1)) = ?1",
            [prefix],
            |row| row.get(0),
        )?)
    }
}

/// What an entry says of the notices it posts, which come in order of serial: their number and the hash of their facts,
/// each with its letter's hash.
pub fn digest<'a>(notices: impl Iterator<Item = &'a NoticeRow>) -> String {
    let (mut text, mut count) = (String::new(), 0_usize);
    for n in notices {
        count += 1;
        text.push_str(&format!(
            "{} {} {} {} {} {} {} {}\n",
            n.serial,
            n.kind.code(),
            n.month,
            n.unit.0,
            n.person.0,
            n.total.fen(),
            n.overdue.fen(),
            n.sha256
        ));
    }
    format!("notices {count} sha256 {}", sha256_hex(text.as_bytes()))
}

impl Reader<'_> {
    /// [`digest`] of the notices an entry posted.
    pub(crate) fn notices_digest(&self, entry: EntryNumber) -> Result<String> {
        let mut statement =
            self.connection.prepare_cached("SELECT * FROM notice WHERE entry_number = ?1 ORDER BY serial")?;
        let posted = all(&mut statement, [entry.0], notice)?;
        Ok(digest(posted.iter()))
    }
}

impl Writer<'_> {
    /// Keeps the notices of a run.
    pub fn insert_notices(&self, by: EntryNumber, notices: &[NoticeRow]) -> Result<()> {
        let mut statement = self
            .connection
            .prepare_cached("INSERT INTO notice VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")?;
        for n in notices {
            statement.execute(params![
                n.serial,
                by.0,
                n.kind.code(),
                n.month.to_string(),
                n.unit.0,
                n.person.0,
                n.total.fen(),
                n.overdue.fen(),
                n.snapshot,
                n.sha256,
            ])?;
        }
        Ok(())
    }
}

fn notice(row: &Row<'_>) -> Result<NoticeRow> {
    let (kind, month): (String, String) = (row.get("kind")?, row.get("month")?);
    Ok(NoticeRow {
        serial: row.get("serial")?,
        kind: word("notice kind", &kind, NoticeKind::parse)?,
        month: parsed("month", &month)?,
        unit: UnitId(row.get("unit_id")?),
        person: PersonId(row.get("person_id")?),
        total: fen(row, "total_fen")?,
        overdue: fen(row, "overdue_fen")?,
        snapshot: row.get("snapshot")?,
        sha256: row.get("sha256")?,
    })
}

fn kept(row: &Row<'_>) -> Result<KeptNotice> {
    let code: String = row.get("code")?;
    Ok(KeptNotice {
        notice: notice(row)?,
        code: parsed("unit code", &code)?,
        building: row.get("building")?,
        person_name: row.get("person_name")?,
        at: instant(row)?,
        entry: EntryNumber(row.get("entry_number")?),
    })
}
