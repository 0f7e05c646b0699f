//! Imports and where everything came from.

use ledger::calendar::Instant;
use ledger::charges::ChargeId;
use ledger::entries::{EntryNumber, TextHash, sha256_hex};
use ledger::money::Fen;
use ledger::people::PersonId;
use ledger::units::UnitId;
use rusqlite::{Row, params};

use crate::charges::{NewChargeRow, digest};
use crate::import_sources::sources_digest;
pub use crate::import_sources::{ReversedOpening, SourceRow};
use crate::kept::{BalanceRow, KeptRow};
pub use crate::kept_row::BatchId;
use crate::kept_row::write_facts;
use crate::rows::{all, fen, instant, one, quoted};
use crate::{Reader, Result, Writer};

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
    /// People that came with it.
    pub people: i64,
    /// What its choices are remembered by; empty for imports before there was such a thing.
    pub layout: String,
    /// The choices it was read with, as the office wrote them; empty for none.
    pub choices: String,
}

/// An import to be kept, beside the transfers that posted it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NewBatch<'a> {
    /// File.
    pub file_name: &'a str,
    /// Hash.
    pub sha256: &'a str,
    /// Units.
    pub units: usize,
    /// Opening arrears.
    pub opening: Fen,
    /// People that came with it.
    pub people: usize,
    /// What its choices are remembered by.
    pub layout: &'a str,
    /// The choices it was read with; empty for none.
    pub choices: &'a str,
}

/// What an entry says of the import it posts. Each source comes with the place of its charge among the import's, from
/// 1; 0 where it is about none. `kept` is [`crate::kept::Kept::digest`], `reversed` the openings it takes back, `charges`
/// their [`crate::charges::digest`]. An import that has nothing of what came later says what it always said.
pub fn content<'a>(
    batch: &NewBatch<'_>,
    sources: impl Iterator<Item = (&'a SourceRow, i64)>,
    kept: &str,
    reversed: &[ChargeId],
    charges: &str,
) -> String {
    let mut more = String::new();
    if batch.people > 0 || !batch.layout.is_empty() || !batch.choices.is_empty() {
        let choices = sha256_hex(batch.choices.as_bytes());
        more = format!(" people {} layout {} choices sha256 {choices}", batch.people, quoted(batch.layout));
    }
    if !kept.is_empty() {
        more.push_str(&format!(" {kept}"));
    }
    if !reversed.is_empty() {
        more.push_str(&format!(" reversed {}", ids(reversed)));
    }
    format!(
        "file {} sha256 {} units {} opening {} {}{more} {charges}",
        quoted(batch.file_name),
        batch.sha256,
        batch.units,
        batch.opening.fen(),
        sources_digest(sources),
    )
}

fn ids(charges: &[ChargeId]) -> String {
    let ids: String = charges.iter().map(|c| format!("{}\n", c.0)).collect();
    format!("charges {} sha256 {}", charges.len(), sha256_hex(ids.as_bytes()))
}

/// Openings and balances that an import had replaced, put back by its withdrawal.
#[derive(Debug, Clone, Default)]
pub struct Restored {
    /// Openings.
    pub charges: Vec<NewChargeRow>,
    /// Where they came from once: the import, the source, and the place of its charge among these, from 1.
    pub sources: Vec<(BatchId, SourceRow, i64)>,
    /// Balances, each with the import it came with.
    pub balances: Vec<(BatchId, BalanceRow)>,
}

impl Restored {
    fn digest(&self) -> String {
        if self.charges.is_empty() && self.balances.is_empty() {
            return String::new();
        }
        let batches: String = self.sources.iter().map(|(b, _, _)| format!("{}\n", b.0)).collect();
        let mut balances = TextHash::default();
        self.balances.iter().for_each(|(b, _)| balances.text().push_str(&format!("{}\n", b.0)));
        let count = write_facts(self.balances.iter().map(|(_, b)| b), &mut balances);
        format!(
            " restored {} {} of {} balances {count} sha256 {}",
            digest(self.charges.iter()),
            sources_digest(self.sources.iter().map(|(_, s, nth)| (s, *nth))),
            sha256_hex(batches.as_bytes()),
            balances.hex()
        )
    }
}

/// What an entry says of the import it takes back, of the charges it reverses, by id, and of what it puts back.
pub fn withdrawal_content(batch: BatchId, charges: &[ChargeId], restored: &Restored) -> String {
    format!("import {} {}{}", batch.0, ids(charges), restored.digest())
}

impl Reader<'_> {
    /// [`content`] of the import an entry posted.
    pub(crate) fn import_contents(&self, by: EntryNumber, charges: &str) -> Result<Vec<String>> {
        let mut statement =
            self.connection.prepare_cached(&format!("{BATCHES} WHERE b.entry_number = ?1"))?;
        let batches = all(&mut statement, [by.0], batch)?;
        let reversed = self.charges_reversed_by(by)?;
        let mut contents = Vec::new();
        for b in batches {
            let sources = self.sources_of_batch(b.id, by)?;
            let count = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
            let new = NewBatch {
                file_name: &b.file_name,
                sha256: &b.sha256,
                units: count(b.units),
                opening: b.opening,
                people: count(b.people),
                layout: &b.layout,
                choices: &b.choices,
            };
            let kept = self.kept_of_batch(b.id, by)?.digest();
            let placed = sources.iter().map(|(s, nth)| (s, *nth));
            contents.push(content(&new, placed, &kept, &reversed, charges));
        }
        Ok(contents)
    }

    /// [`withdrawal_content`] of the import an entry took back.
    pub(crate) fn withdrawal_contents(&self, by: EntryNumber) -> Result<Vec<String>> {
        let charges = self.charges_reversed_by(by)?;
        let mut balances = self.connection.prepare_cached(
            "SELECT k.* FROM import_balance k JOIN import_batch b ON b.id = k.import_batch_id
             WHERE k.entry_number = ?1 AND b.entry_number <> ?1 ORDER BY k.line",
        )?;
        let restored = Restored {
            charges: self.posted_charges(by)?,
            sources: self.restored_sources(by)?,
            balances: all(&mut balances, [by.0], |row| {
                Ok((BatchId(row.get("import_batch_id")?), BalanceRow::read(row)?))
            })?,
        };
        let mut statement = self
            .connection
            .prepare_cached("SELECT import_batch_id FROM import_withdrawal WHERE entry_number = ?1")?;
        all(&mut statement, [by.0], |row| Ok(withdrawal_content(BatchId(row.get(0)?), &charges, &restored)))
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

    /// The latest import of a file of this layout, one that stands before one that was withdrawn.
    pub fn batch_of_layout(&self, layout: &str) -> Result<Option<BatchRow>> {
        if layout.is_empty() {
            return Ok(None);
        }
        let mut statement =
            self.connection.prepare_cached(&format!("{BATCHES} WHERE b.layout = ?1 ORDER BY b.id DESC"))?;
        let mut latest_first = all(&mut statement, [layout], batch)?;
        let standing = latest_first.iter().position(|b| !b.withdrawn).unwrap_or(0);
        Ok((standing < latest_first.len()).then(|| latest_first.swap_remove(standing)))
    }

    /// Whether something was paid on the units an import made.
    pub fn paid_since_import(&self, id: BatchId) -> Result<bool> {
        Ok(self.connection.query_row(
            "WITH made AS MATERIALIZED (
                SELECT unit_id FROM import_source
                WHERE import_batch_id = ?1 AND charge_id IS NULL AND person_id IS NULL AND known = 0)
             SELECT EXISTS (SELECT 1 FROM made s JOIN payment p ON p.unit_id = s.unit_id)",
            [id.0],
            |row| row.get(0),
        )?)
    }

    /// The billing runs of which something stands on the units an import made, in order.
    pub fn billed_since_import(&self, id: BatchId) -> Result<Vec<EntryNumber>> {
        let mut statement = self.connection.prepare_cached(
            "WITH made AS MATERIALIZED (
                SELECT unit_id FROM import_source
                WHERE import_batch_id = ?1 AND charge_id IS NULL AND person_id IS NULL AND known = 0)
             SELECT DISTINCT c.entry_number FROM made s JOIN charge c ON c.unit_id = s.unit_id
             JOIN entry e ON e.number = c.entry_number
             WHERE e.kind NOT IN ('import', 'import_withdrawn')
               AND NOT EXISTS (SELECT 1 FROM charge_reversal r WHERE r.charge_id = c.id)
             ORDER BY c.entry_number",
        )?;
        all(&mut statement, [id.0], |row| Ok(EntryNumber(row.get(0)?)))
    }

    /// Whether an account of a unit that an import moved was moved since by anything but imports and billing: by money.
    pub fn moved_since_import(&self, by: EntryNumber) -> Result<bool> {
        Ok(self.connection.query_row(
            "WITH mine AS MATERIALIZED (
                SELECT a.id FROM account a WHERE a.unit_id IS NOT NULL AND a.id IN (
                    SELECT debit_id FROM transfer WHERE entry_number = ?1
                    UNION SELECT credit_id FROM transfer WHERE entry_number = ?1))
             SELECT EXISTS (
                SELECT 1 FROM transfer t JOIN entry e ON e.number = t.entry_number
                WHERE t.entry_number > ?1
                  AND e.kind NOT IN ('import', 'import_withdrawn', 'billing', 'billing_withdrawn')
                  AND (t.debit_id IN mine OR t.credit_id IN mine))",
            [by.0],
            |row| row.get(0),
        )?)
    }

    /// Whether anything but imports was posted on a unit: a bill, a payment, a notice.
    pub fn used_beside_imports(&self, unit: UnitId) -> Result<bool> {
        let mut statement = self.connection.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM payment WHERE unit_id = ?1)
                 OR EXISTS (SELECT 1 FROM notice WHERE unit_id = ?1)
                 OR EXISTS (SELECT 1 FROM charge WHERE unit_id = ?1 AND origin = 'billed')
                 OR EXISTS (SELECT 1 FROM waiver w JOIN charge c ON c.id = w.charge_id WHERE c.unit_id = ?1)",
        )?;
        Ok(one(&mut statement, [unit.0], |row| Ok(row.get(0)?))?.unwrap_or(false))
    }

    /// The first standing import after this one that builds on it: on units it made or changed, or on openings and
    /// balances it posted.
    pub fn batch_built_on(&self, id: BatchId) -> Result<Option<BatchRow>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "WITH mine AS MATERIALIZED (
                SELECT unit_id FROM import_source
                WHERE import_batch_id = ?1 AND charge_id IS NULL AND person_id IS NULL AND known = 0
                UNION SELECT unit_id FROM import_change WHERE import_batch_id = ?1),
             openings AS MATERIALIZED (
                SELECT charge_id FROM import_source WHERE import_batch_id = ?1 AND charge_id IS NOT NULL)
             {BATCHES} WHERE b.id > ?1
               AND NOT EXISTS (SELECT 1 FROM import_withdrawal w WHERE w.import_batch_id = b.id)
               AND (EXISTS (SELECT 1 FROM import_source s WHERE s.import_batch_id = b.id AND s.unit_id IN mine)
                 OR EXISTS (SELECT 1 FROM import_change s WHERE s.import_batch_id = b.id AND s.unit_id IN mine)
                 OR EXISTS (SELECT 1 FROM openings o JOIN charge_reversal r ON r.charge_id = o.charge_id
                            WHERE r.entry_number = b.entry_number)
                 OR EXISTS (SELECT 1 FROM import_balance m
                            JOIN transfer t ON t.reverses_entry = m.entry_number AND t.reverses_line = m.line
                            WHERE m.import_batch_id = ?1 AND t.entry_number = b.entry_number))
             ORDER BY b.id LIMIT 1"
        ))?;
        one(&mut statement, [id.0], batch)
    }

    /// Balances taken over whose transfer stands, each with its import.
    pub fn standing_balances(&self) -> Result<Vec<(BatchId, BalanceRow)>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{BALANCES} SELECT k.* FROM balances k WHERE NOT EXISTS (
                SELECT 1 FROM transfer t WHERE t.reverses_entry = k.entry_number AND t.reverses_line = k.line)
             ORDER BY k.import_batch_id, k.entry_number, k.line"
        ))?;
        all(&mut statement, [], balance)
    }

    /// Balances whose transfers an entry reversed, each with its import.
    pub fn balances_reversed_by(&self, by: EntryNumber) -> Result<Vec<(BatchId, BalanceRow)>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{BALANCES} SELECT k.* FROM balances k WHERE EXISTS (
                SELECT 1 FROM transfer t
                WHERE t.reverses_entry = k.entry_number AND t.reverses_line = k.line AND t.entry_number = ?1)
             ORDER BY k.import_batch_id, k.entry_number, k.line"
        ))?;
        all(&mut statement, [by.0], balance)
    }

    /// Balances taken over for a unit whose transfers were reversed, each with its import and the entry that did it.
    pub fn reversed_balances_of(&self, unit: UnitId) -> Result<Vec<(BatchId, BalanceRow, EntryNumber)>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{BALANCES} SELECT k.*, t.entry_number AS by FROM balances k
             JOIN transfer t ON t.reverses_entry = k.entry_number AND t.reverses_line = k.line
             WHERE k.unit_id = ?1 ORDER BY t.entry_number, t.line"
        ))?;
        all(&mut statement, [unit.0], |row| {
            let (batch, balance) = balance(row)?;
            Ok((batch, balance, EntryNumber(row.get("by")?)))
        })
    }

    /// Where a unit came from: file, sheet and cell of it, of its people and of its openings.
    pub fn sources_of(&self, unit: UnitId) -> Result<Vec<(SourceRow, BatchRow)>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT * FROM import_source WHERE unit_id = ?1 ORDER BY entry_number, nth")?;
        let rows = all(&mut statement, [unit.0], |row| {
            Ok((SourceRow::read(row)?, BatchId(row.get("import_batch_id")?)))
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
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let (units, people) = (count(b.units), count(b.people));
        self.connection.execute(
            "INSERT INTO import_batch (entry_number, file_name, sha256, units, opening_fen, people, layout, choices)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![by.0, b.file_name, b.sha256, units, b.opening.fen(), people, b.layout, b.choices],
        )?;
        Ok(BatchId(self.connection.last_insert_rowid()))
    }

    /// Puts a unit back into the register that an import had taken out.
    pub fn unretire_unit(&self, unit: UnitId) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE unit SET retired_by = NULL WHERE id = ?1")?
            .execute([unit.0])?;
        Ok(())
    }

    /// Takes a person from a unit to which an import had put him.
    pub fn remove_unit_person(&self, unit: UnitId, person: PersonId) -> Result<()> {
        self.connection
            .prepare_cached("DELETE FROM unit_person WHERE unit_id = ?1 AND person_id = ?2")?
            .execute([unit.0, person.0])?;
        Ok(())
    }

    /// Marks an import withdrawn.
    pub fn insert_withdrawal(&self, batch: BatchId, by: EntryNumber) -> Result<()> {
        self.connection.execute("INSERT INTO import_withdrawal VALUES (?1, ?2)", [batch.0, by.0])?;
        Ok(())
    }
}

/// Balances by their rows; those of imports from before there were rows, by their transfers, without label and cell.
const BALANCES: &str = "WITH balances AS (
    SELECT import_batch_id, unit_id, person_id, item_id, kind, label, amount_fen, entry_number, line, sheet, cell
    FROM import_balance
    UNION ALL
    SELECT b.id, a.unit_id, a.person_id, a.item_id, CASE a.kind WHEN 'prepayment' THEN a.kind ELSE 'deposit' END,
           '', t.amount_fen, t.entry_number, t.line, '', ''
    FROM import_batch b JOIN transfer t ON t.entry_number = b.entry_number
    JOIN account d ON d.id = t.debit_id AND d.kind = 'opening_balance'
    JOIN account a ON a.id = t.credit_id AND a.kind IN ('prepayment', 'deposit_held')
    WHERE t.reverses_entry IS NULL AND NOT EXISTS (
        SELECT 1 FROM import_balance o WHERE o.entry_number = t.entry_number AND o.line = t.line))";

fn balance(row: &Row<'_>) -> Result<(BatchId, BalanceRow)> {
    Ok((BatchId(row.get("import_batch_id")?), BalanceRow::read(row)?))
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
        people: row.get("people")?,
        layout: row.get("layout")?,
        choices: row.get("choices")?,
    })
}
