//! Where what imports brought came from.

use std::collections::HashMap;
use std::fmt::Write as _;

use ledger::charges::ChargeId;
use ledger::entries::{EntryNumber, TextHash};
use ledger::people::PersonId;
use ledger::units::UnitId;
use rusqlite::Row;

use crate::charges::NewChargeRow;
use crate::kept_row::{BatchId, SourceCell};
use crate::rows::{all, insert_all, number, optional, quote, text};
use crate::{Reader, Result, Writer};

/// Where a unit, a person or an opening charge came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRow {
    /// Unit.
    pub unit: UnitId,
    /// Person, where it is about one.
    pub person: Option<PersonId>,
    /// Charge, where it is about one.
    pub charge: Option<ChargeId>,
    /// The register had the unit or person before.
    pub known: bool,
    /// Sheet and cell.
    pub at: SourceCell,
}

impl SourceRow {
    /// Of a unit itself.
    pub fn of_unit(unit: UnitId, known: bool, at: SourceCell) -> Self {
        SourceRow { unit, person: None, charge: None, known, at }
    }

    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(SourceRow {
            unit: UnitId(row.get("unit_id")?),
            person: row.get::<_, Option<i64>>("person_id")?.map(PersonId),
            charge: row.get::<_, Option<i64>>("charge_id")?.map(ChargeId),
            known: row.get("known")?,
            at: SourceCell::read(row)?,
        })
    }
}

/// An opening that an import struck out: its id, its facts, and where each part of it came from.
pub type ReversedOpening = (ChargeId, NewChargeRow, Vec<(BatchId, SourceRow)>);

/// What an entry says of sources, each with the place of its charge.
pub(crate) fn sources_digest<'a>(sources: impl Iterator<Item = (&'a SourceRow, i64)>) -> String {
    let (mut hash, mut count) = (TextHash::default(), 0_usize);
    for (s, nth) in sources {
        count += 1;
        let text = hash.text();
        write!(text, "{} {nth} ", s.unit.0).expect("a String takes every write");
        quote(&s.at.sheet, text);
        text.push(' ');
        quote(&s.at.cell, text);
        if let Some(person) = s.person {
            write!(text, " person {}", person.0).expect("a String takes every write");
        }
        text.push_str(if s.known { " known\n" } else { "\n" });
    }
    format!("sources {count} sha256 {}", hash.hex())
}

impl Reader<'_> {
    /// The sources that an import kept, each with the place of its charge.
    pub(crate) fn sources_of_batch(&self, id: BatchId, by: EntryNumber) -> Result<Vec<(SourceRow, i64)>> {
        let before = self.charges_before(by)?;
        let mut statement = self.connection.prepare_cached(
            "SELECT * FROM import_source WHERE import_batch_id = ?1 AND entry_number IS NULL ORDER BY nth",
        )?;
        all(&mut statement, [id.0], |row| {
            let found = SourceRow::read(row)?;
            let nth = found.charge.map_or(0, |id| id.0 - before);
            Ok((found, nth))
        })
    }

    /// The sources of charges that a withdrawal put back, each with its import and the place of its charge.
    pub(crate) fn restored_sources(&self, by: EntryNumber) -> Result<Vec<(BatchId, SourceRow, i64)>> {
        let before = self.charges_before(by)?;
        let mut statement = self.connection.prepare_cached(
            "SELECT * FROM import_source WHERE entry_number = ?1 ORDER BY charge_id, import_batch_id, nth",
        )?;
        all(&mut statement, [by.0], |row| {
            let found = SourceRow::read(row)?;
            let nth = found.charge.map_or(0, |id| id.0 - before);
            Ok((BatchId(row.get("import_batch_id")?), found, nth))
        })
    }

    /// The id before the first charge of an entry.
    fn charges_before(&self, entry: EntryNumber) -> Result<i64> {
        Ok(self.connection.query_row(
            "SELECT ifnull(min(id), 1) - 1 FROM charge WHERE entry_number = ?1",
            [entry.0],
            |row| row.get(0),
        )?)
    }

    /// The units an import made.
    pub fn units_of_batch(&self, id: BatchId) -> Result<Vec<UnitId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT unit_id FROM import_source
             WHERE import_batch_id = ?1 AND charge_id IS NULL AND person_id IS NULL AND known = 0 ORDER BY nth",
        )?;
        all(&mut statement, [id.0], |row| Ok(UnitId(row.get(0)?)))
    }

    /// Units in the register with the standing import that made each, in building order.
    pub fn units_made(&self) -> Result<Vec<(BatchId, UnitId)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT b.id AS batch, u.id AS unit, u.sort_key
             FROM import_batch b JOIN import_source s ON s.import_batch_id = b.id JOIN unit u ON u.id = s.unit_id
             WHERE s.charge_id IS NULL AND s.person_id IS NULL AND s.known = 0 AND u.retired_by IS NULL
               AND NOT EXISTS (SELECT 1 FROM import_withdrawal w WHERE w.import_batch_id = b.id)
             ORDER BY u.sort_key, u.id",
        )?;
        all(&mut statement, [], |row| Ok((BatchId(row.get("batch")?), UnitId(row.get("unit")?))))
    }

    /// The openings that an entry reversed, as they were posted, each with its id and its sources.
    pub fn openings_reversed_by(&self, by: EntryNumber) -> Result<Vec<ReversedOpening>> {
        let mut openings = Vec::new();
        for id in self.charges_reversed_by(by)? {
            let mut sources = self.connection.prepare_cached(
                "SELECT * FROM import_source WHERE charge_id = ?1 ORDER BY import_batch_id, nth",
            )?;
            let sources = all(&mut sources, [id.0], |row| {
                Ok((BatchId(row.get("import_batch_id")?), SourceRow::read(row)?))
            })?;
            if let Some(charge) = self.charge_as_posted(id)? {
                openings.push((id, charge, sources));
            }
        }
        Ok(openings)
    }

    /// The import that each opening came with, or was put back in the name of.
    pub fn batches_of_openings(&self) -> Result<HashMap<ChargeId, BatchId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT charge_id, import_batch_id FROM import_source WHERE charge_id IS NOT NULL",
        )?;
        let pairs = all(&mut statement, [], |row| Ok((ChargeId(row.get(0)?), BatchId(row.get(1)?))))?;
        Ok(pairs.into_iter().collect())
    }

    /// Standing openings that came with an import or were put back in its name, by id.
    pub fn standing_openings_of(&self, id: BatchId) -> Result<Vec<ChargeId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT s.charge_id FROM import_source s WHERE s.import_batch_id = ?1 AND s.charge_id IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM charge_reversal r WHERE r.charge_id = s.charge_id)
             ORDER BY s.charge_id",
        )?;
        all(&mut statement, [id.0], |row| Ok(ChargeId(row.get(0)?)))
    }
}

impl Writer<'_> {
    /// Keeps where what an import brought came from.
    pub fn insert_sources<'s>(
        &self,
        batch: BatchId,
        sources: impl ExactSizeIterator<Item = &'s SourceRow>,
    ) -> Result<()> {
        let mut nth = self.last_source(batch)?;
        let placed = sources.map(|source| {
            nth += 1;
            (batch, nth, source)
        });
        self.insert_sources_by(None, placed)
    }

    /// Keeps again where charges came from that a withdrawal put back, each with its import.
    pub fn insert_restored_sources<'s>(
        &self,
        sources: impl Iterator<Item = (BatchId, &'s SourceRow)>,
        by: EntryNumber,
    ) -> Result<()> {
        let mut last: HashMap<BatchId, i64> = HashMap::new();
        let mut placed = Vec::new();
        for (batch, source) in sources {
            let nth = match last.get(&batch) {
                Some(nth) => nth + 1,
                None => self.last_source(batch)? + 1,
            };
            last.insert(batch, nth);
            placed.push((batch, nth, source));
        }
        self.insert_sources_by(Some(by), placed.into_iter())
    }

    fn last_source(&self, batch: BatchId) -> Result<i64> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT ifnull(max(nth), 0) FROM import_source WHERE import_batch_id = ?1")?;
        Ok(statement.query_row([batch.0], |row| row.get(0))?)
    }

    fn insert_sources_by<'s>(
        &self,
        by: Option<EntryNumber>,
        sources: impl ExactSizeIterator<Item = (BatchId, i64, &'s SourceRow)>,
    ) -> Result<()> {
        let into = "import_source (import_batch_id, nth, unit_id, person_id, charge_id, known, entry_number, sheet, cell)";
        let rows = sources.map(|(batch, nth, s)| {
            [
                number(batch.0),
                number(nth),
                number(s.unit.0),
                optional(s.person, |p| number(p.0)),
                optional(s.charge, |c| number(c.0)),
                number(i64::from(s.known)),
                optional(by, |e| number(e.0)),
                text(&s.at.sheet),
                text(&s.at.cell),
            ]
        });
        insert_all(self.connection, into, rows)
    }
}
