//! A row that an import keeps: which import's it is, where it stood in the file, and how it is stored and vouched for.

use std::sync::Arc;

use ledger::entries::TextHash;
use ledger::units::UnitId;
use rusqlite::Row;

use crate::rows::{Column, insert_all, number, quote};
use crate::{Reader, Result, Writer};

/// Identifies an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BatchId(pub i64);

/// Where something stood in an imported file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SourceCell {
    /// Sheet.
    pub sheet: Arc<str>,
    /// `C17`.
    pub cell: String,
}

/// Nowhere.
impl Default for SourceCell {
    fn default() -> Self {
        SourceCell { sheet: "".into(), cell: String::new() }
    }
}

impl SourceCell {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(SourceCell { sheet: row.get("sheet")?, cell: row.get("cell")? })
    }
}

/// A kind of row that an import keeps.
pub trait KeptRow: Sized {
    /// Its table.
    const TABLE: &'static str;
    /// What its table holds beside the batch and, unless `NUMBERED` is false, the place among the batch's rows.
    const COLUMNS: &'static str;
    /// Its key is the batch and a place, from 1; else the columns say what it is.
    const NUMBERED: bool = true;
    /// How many rows of this kind a batch has.
    const COUNT: &'static str = "count(*)";
    /// Every fact of a row.
    type Facts<'r>: IntoIterator<Item = Column<'r>>
    where
        Self: 'r;

    /// Whose it is.
    fn unit(&self) -> UnitId;
    /// Every fact of it, the cell last: what the chain vouches for. They are its `COLUMNS`, unless it is kept otherwise.
    fn facts(&self) -> Self::Facts<'_>;
    /// From its row.
    fn read(row: &Row<'_>) -> Result<Self>;

    /// Adds what a row of its table holds.
    fn read_all(row: &Row<'_>, to: &mut Vec<(BatchId, Self)>) -> Result<()> {
        to.push((BatchId(row.get("import_batch_id")?), Self::read(row)?));
        Ok(())
    }

    /// Keeps rows with their import, which has none of this kind yet if they are numbered.
    fn keep(w: &Writer<'_>, batch: BatchId, rows: &[Self]) -> Result<()> {
        keep_rows::<Self, _>(w, batch, rows.iter().map(Self::facts))
    }
}

/// Inserts rows of `COLUMNS`.
pub(crate) fn keep_rows<'r, T: KeptRow, C: IntoIterator<Item = Column<'r>>>(
    w: &Writer<'_>,
    batch: BatchId,
    rows: impl ExactSizeIterator<Item = C>,
) -> Result<()> {
    let place = if T::NUMBERED { "nth, " } else { "" };
    let into = format!("{} (import_batch_id, {place}{})", T::TABLE, T::COLUMNS);
    let mut nth = 0;
    let rows = rows.map(|columns| {
        nth += 1;
        let place = T::NUMBERED.then_some(number(nth));
        std::iter::once(number(batch.0)).chain(place).chain(columns)
    });
    insert_all(w.connection, &into, rows)
}

/// Which rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// The standing ones of a unit.
    Unit(UnitId),
    /// All of an import, standing or withdrawn.
    Batch(BatchId),
    /// Every standing one.
    All,
}

impl Of {
    fn clause(self) -> (&'static str, i64) {
        match self {
            Of::Unit(unit) => (
                "WHERE k.unit_id = ?1 AND NOT EXISTS (
                    SELECT 1 FROM import_withdrawal w WHERE w.import_batch_id = k.import_batch_id)",
                unit.0,
            ),
            Of::Batch(batch) => ("WHERE k.import_batch_id = ?1", batch.0),
            Of::All => (
                "WHERE ?1 = 0 AND NOT EXISTS (
                    SELECT 1 FROM import_withdrawal w WHERE w.import_batch_id = k.import_batch_id)",
                0,
            ),
        }
    }
}

impl Reader<'_> {
    /// Rows of one kind, in the order they came, each with its import.
    pub fn kept<T: KeptRow>(&self, of: Of) -> Result<Vec<(BatchId, T)>> {
        let (clause, key) = of.clause();
        let place = if T::NUMBERED { "k.nth" } else { "k.entry_number, k.line" };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT k.* FROM {} k {clause} ORDER BY k.import_batch_id, {place}",
            T::TABLE
        ))?;
        let (mut rows, mut kept) = (statement.query([key])?, Vec::new());
        while let Some(row) = rows.next()? {
            T::read_all(row, &mut kept)?;
        }
        Ok(kept)
    }

    /// How many rows of a kind an import keeps.
    pub(crate) fn count_kept<T: KeptRow>(&self, of: BatchId) -> Result<i64> {
        let sql = format!("SELECT {} FROM {} WHERE import_batch_id = ?1", T::COUNT, T::TABLE);
        Ok(self.connection.prepare_cached(&sql)?.query_row([of.0], |row| row.get(0))?)
    }
}

impl Writer<'_> {
    /// Keeps rows with their import.
    pub fn keep<T: KeptRow>(&self, batch: BatchId, rows: &[T]) -> Result<()> {
        T::keep(self, batch, rows)
    }
}

/// One line a row, every fact of it.
pub(crate) fn write_facts<'a, T: KeptRow + 'a>(
    rows: impl Iterator<Item = &'a T>,
    to: &mut TextHash,
) -> usize {
    let mut count = 0;
    for row in rows {
        count += 1;
        let text = to.text();
        text.push_str(T::TABLE);
        for value in row.facts() {
            text.push(' ');
            match value {
                Column::Nothing => text.push('-'),
                Column::Number(n) => text.push_str(&n.to_string()),
                Column::Text(t) => quote(&t, text),
            }
        }
        text.push('\n');
    }
    count
}
