//! Imports and where everything came from.

use ledger::calendar::Instant;
use ledger::charges::ChargeId;
use ledger::entries::{EntryNumber, sha256_hex};
use ledger::money::Fen;
use ledger::units::UnitId;
use rusqlite::{Row, params};

use crate::rows::{all, fen, instant, one, quoted};
use crate::{Reader, Result, Writer};

/// Identifies an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BatchId(pub i64);

/// An import.
#[derive(Debug, Clone)]
pub struct BatchRow {
    /// Id.
    pub id: BatchId,
    /// Posted by.
    pub entry: EntryNumber,
    /// File.
    pub file_name: String,
    /// Hash.
    pub sha256: String,
    /// Units.
    pub units: i64,
    /// Opening arrears.
    pub opening: Fen,
    /// When.
    pub at: Instant,
    /// Who.
    pub operator: String,
    /// Withdrawn.
    pub withdrawn: bool,
}

/// Where a unit or an opening charge came from.
#[derive(Debug, Clone)]
pub struct SourceRow {
    /// Unit.
    pub unit: UnitId,
    /// Charge.
    pub charge: Option<ChargeId>,
    /// Sheet.
    pub sheet: String,
    /// `C17`.
    pub cell: String,
}

/// An import to be kept, beside the transfers that posted it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewBatch<'a> {
    /// File.
    pub file_name: &'a str,
    /// Hash.
    pub sha256: &'a str,
    /// Units.
    pub units: usize,
    /// Opening arrears.
    pub opening: Fen,
}

/// What an entry says of the import it posts. Each source comes with the place of its charge among the import's, from
/// 1; 0 for the unit itself. `charges` is their [`crate::charges::digest`].
pub fn content<'a>(
    batch: &NewBatch<'_>,
    sources: impl Iterator<Item = (&'a SourceRow, i64)>,
    charges: &str,
) -> String {
    let (mut text, mut count) = (String::new(), 0_usize);
    for (s, nth) in sources {
        count += 1;
        text.push_str(&format!("{} {nth} {} {}\n", s.unit.0, quoted(&s.sheet), quoted(&s.cell)));
    }
    format!(
        "file {} sha256 {} units {} opening {} sources {count} sha256 {} {charges}",
        quoted(batch.file_name),
        batch.sha256,
        batch.units,
        batch.opening.fen(),
        sha256_hex(text.as_bytes())
    )
}

/// What an entry says of the import it takes back, and of the charges it reverses, by id.
pub fn withdrawal_content(batch: BatchId, charges: &[ChargeId]) -> String {
    let ids: String = charges.iter().map(|c| format!("{}\n", c.0)).collect();
    format!("import {} charges {} sha256 {}", batch.0, charges.len(), sha256_hex(ids.as_bytes()))
}

impl Reader<'_> {
    /// [`content`] of the import an entry posted.
    pub(crate) fn import_contents(&self, by: EntryNumber, charges: &str) -> Result<Vec<String>> {
        let mut statement =
            self.connection.prepare_cached(&format!("{BATCHES} WHERE b.entry_number = ?1"))?;
        let batches = all(&mut statement, [by.0], batch)?;
        let mut contents = Vec::new();
        for b in batches {
            let sources = self.placed_sources(&b)?;
            let kept = NewBatch {
                file_name: &b.file_name,
                sha256: &b.sha256,
                units: usize::try_from(b.units).unwrap_or(usize::MAX),
                opening: b.opening,
            };
            contents.push(content(&kept, sources.iter().map(|(s, nth)| (s, *nth)), charges));
        }
        Ok(contents)
    }

    /// An import's sources as they were kept, each with the place of its charge.
    fn placed_sources(&self, batch: &BatchRow) -> Result<Vec<(SourceRow, i64)>> {
        let before: i64 = self.connection.query_row(
            "SELECT ifnull(min(id), 1) - 1 FROM charge WHERE entry_number = ?1",
            [batch.entry.0],
            |row| row.get(0),
        )?;
        let mut statement = self
            .connection
            .prepare_cached("SELECT * FROM import_source WHERE import_batch_id = ?1 ORDER BY rowid")?;
        all(&mut statement, [batch.id.0], |row| {
            let charge = row.get::<_, Option<i64>>("charge_id")?;
            let source = SourceRow {
                unit: UnitId(row.get("unit_id")?),
                charge: charge.map(ChargeId),
                sheet: row.get("sheet")?,
                cell: row.get("cell")?,
            };
            Ok((source, charge.map_or(0, |id| id - before)))
        })
    }

    /// [`withdrawal_content`] of the import an entry took back.
    pub(crate) fn withdrawal_contents(&self, by: EntryNumber) -> Result<Vec<String>> {
        let charges = self.charges_reversed_by(by)?;
        let mut statement = self
            .connection
            .prepare_cached("SELECT import_batch_id FROM import_withdrawal WHERE entry_number = ?1")?;
        all(&mut statement, [by.0], |row| Ok(withdrawal_content(BatchId(row.get(0)?), &charges)))
    }
}

const BATCHES: &str = "SELECT b.*, e.at_ms, e.at_offset_s, o.name AS operator_name,
        EXISTS (SELECT 1 FROM import_withdrawal w WHERE w.import_batch_id = b.id) AS withdrawn
    FROM import_batch b JOIN entry e ON e.number = b.entry_number JOIN operator o ON o.id = e.operator_id";

impl Reader<'_> {
    /// Imports, latest first.
    pub fn batches(&self) -> Result<Vec<BatchRow>> {
        let mut statement = self.connection.prepare_cached(&format!("{BATCHES} ORDER BY b.id DESC"))?;
        all(&mut statement, [], batch)
    }

    /// One import.
    pub fn batch(&self, id: BatchId) -> Result<Option<BatchRow>> {
        let mut statement = self.connection.prepare_cached(&format!("{BATCHES} WHERE b.id = ?1"))?;
        one(&mut statement, [id.0], batch)
    }

    /// The standing import of a file with this hash.
    pub fn batch_of_file(&self, sha256: &str) -> Result<Option<BatchRow>> {
        let mut statement =
            self.connection.prepare_cached(&format!("{BATCHES} WHERE b.sha256 = ?1 ORDER BY b.id DESC"))?;
        Ok(all(&mut statement, [sha256], batch)?.into_iter().find(|b| !b.withdrawn))
    }

    /// The units an import made.
    pub fn units_of_batch(&self, id: BatchId) -> Result<Vec<UnitId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT unit_id FROM import_source WHERE import_batch_id = ?1 AND charge_id IS NULL",
        )?;
        all(&mut statement, [id.0], |row| Ok(UnitId(row.get(0)?)))
    }

    /// Whether anything but the import itself was posted on these units: a later charge or a payment.
    pub fn used_since_import(&self, id: BatchId) -> Result<bool> {
        Ok(self.connection.query_row(
            "SELECT EXISTS (
                SELECT 1 FROM import_source s JOIN charge c ON c.unit_id = s.unit_id JOIN import_batch b ON b.id = s.import_batch_id
                WHERE s.import_batch_id = ?1 AND s.charge_id IS NULL AND c.entry_number <> b.entry_number
                  AND NOT EXISTS (SELECT 1 FROM charge_reversal r WHERE r.charge_id = c.id))
             OR EXISTS (
                SELECT 1 FROM import_source s JOIN payment p ON p.unit_id = s.unit_id
                WHERE s.import_batch_id = ?1 AND s.charge_id IS NULL)",
            [id.0],
            |row| row.get(0),
        )?)
    }

    /// Where a unit came from: file, sheet and cell of it and of its openings.
    pub fn sources_of(&self, unit: UnitId) -> Result<Vec<(SourceRow, BatchRow)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT import_batch_id, charge_id, sheet, cell FROM import_source WHERE unit_id = ?1 ORDER BY rowid",
        )?;
        let rows = all(&mut statement, [unit.0], |row| {
            let source = SourceRow {
                unit,
                charge: row.get::<_, Option<i64>>("charge_id")?.map(ChargeId),
                sheet: row.get("sheet")?,
                cell: row.get("cell")?,
            };
            Ok((source, BatchId(row.get("import_batch_id")?)))
        })?;
        let mut sources = Vec::new();
        for (source, id) in rows {
            if let Some(batch) = self.batch(id)? {
                sources.push((source, batch));
            }
        }
        Ok(sources)
    }
}

impl Writer<'_> {
    /// Keeps an import.
    pub fn insert_batch(&self, by: EntryNumber, b: &NewBatch<'_>) -> Result<BatchId> {
        let units = i64::try_from(b.units).unwrap_or(i64::MAX);
        self.connection.execute(
            "INSERT INTO import_batch (entry_number, file_name, sha256, units, opening_fen) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![by.0, b.file_name, b.sha256, units, b.opening.fen()],
        )?;
        Ok(BatchId(self.connection.last_insert_rowid()))
    }

    /// Keeps where something came from.
    pub fn insert_source(&self, batch: BatchId, s: &SourceRow) -> Result<()> {
        self.connection
            .prepare_cached("INSERT INTO import_source VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![batch.0, s.unit.0, s.charge.map(|c| c.0), s.sheet, s.cell])?;
        Ok(())
    }

    /// Marks an import withdrawn.
    pub fn insert_withdrawal(&self, batch: BatchId, by: EntryNumber) -> Result<()> {
        self.connection.execute("INSERT INTO import_withdrawal VALUES (?1, ?2)", [batch.0, by.0])?;
        Ok(())
    }
}

fn batch(row: &Row<'_>) -> Result<BatchRow> {
    Ok(BatchRow {
        id: BatchId(row.get("id")?),
        entry: EntryNumber(row.get("entry_number")?),
        file_name: row.get("file_name")?,
        sha256: row.get("sha256")?,
        units: row.get("units")?,
        opening: fen(row, "opening_fen")?,
        at: instant(row)?,
        operator: row.get("operator_name")?,
        withdrawn: row.get("withdrawn")?,
    })
}
