//! What imports brought beside units and charges: rows that stay with their batch and their cell. They stand as long as
//! their import does.

use ledger::accounts::ItemId;
use ledger::entries::{EntryNumber, sha256_hex};
use ledger::money::Fen;
use ledger::people::PersonId;
use ledger::units::UnitId;
use rusqlite::Row;

use crate::imports::BatchId;
use crate::rows::{all, fen, insert_all, number, optional, quote, text, word};
use crate::{Reader, Result, Writer};

/// Where something stood in an imported file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct SourceCell {
    /// Sheet.
    pub sheet: String,
    /// `C17`.
    pub cell: String,
}

/// A kind of row that an import keeps. `values` has every column behind the id and the batch, in the table's order, the
/// cell last: it is what is inserted, and what the chain vouches for.
pub trait KeptRow: Sized {
    /// Its table.
    const TABLE: &'static str;
    /// Whose it is.
    fn unit(&self) -> UnitId;
    /// Every column behind the id and the batch.
    fn values(&self) -> Vec<Column<'_>>;
    /// From its row.
    fn read(row: &Row<'_>) -> Result<Self>;
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
                    SELECT 1 FROM import_withdrawal w WHERE w.import_batch_id = k.import_batch_id) ORDER BY k.id",
                unit.0,
            ),
            Of::Batch(batch) => ("WHERE k.import_batch_id = ?1 ORDER BY k.id", batch.0),
            Of::All => (
                "WHERE ?1 = 0 AND NOT EXISTS (
                    SELECT 1 FROM import_withdrawal w WHERE w.import_batch_id = k.import_batch_id) ORDER BY k.id",
                0,
            ),
        }
    }
}

impl Reader<'_> {
    /// Rows of one kind, in the order they came, each with its import.
    pub fn kept<T: KeptRow>(&self, of: Of) -> Result<Vec<(BatchId, T)>> {
        let (clause, key) = of.clause();
        let mut statement =
            self.connection.prepare_cached(&format!("SELECT k.* FROM {} k {clause}", T::TABLE))?;
        all(&mut statement, [key], |row| Ok((BatchId(row.get("import_batch_id")?), T::read(row)?)))
    }
}

impl Writer<'_> {
    /// Keeps rows with their import.
    pub fn keep<T: KeptRow>(&self, batch: BatchId, rows: &[T]) -> Result<()> {
        let rows = rows.iter().map(|row| {
            let mut columns = vec![Column::Nothing, number(batch.0)];
            columns.append(&mut row.values());
            columns
        });
        insert_all(self.connection, T::TABLE, rows)
    }
}

/// One line a row, every column of it.
pub(crate) fn facts<'a, T: KeptRow + 'a>(rows: impl Iterator<Item = &'a T>, text: &mut String) -> usize {
    let mut count = 0;
    for row in rows {
        count += 1;
        text.push_str(T::TABLE);
        for value in row.values() {
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

/// Everything that an import keeps.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "named as their rows")]
pub struct Kept {
    pub changes: Vec<ChangeRow>,
    pub balances: Vec<BalanceRow>,
    pub readings: Vec<ReadingRow>,
    pub vehicles: Vec<VehicleRow>,
    pub past_payments: Vec<PastPaymentRow>,
    pub notes: Vec<NoteRow>,
    pub id_numbers: Vec<IdNumberRow>,
}

impl Kept {
    /// What an entry says of it: how many rows, and the hash of them all; nothing for none.
    pub fn digest(&self) -> String {
        let mut text = String::new();
        let count = facts(self.changes.iter(), &mut text)
            + facts(self.balances.iter(), &mut text)
            + facts(self.readings.iter(), &mut text)
            + facts(self.vehicles.iter(), &mut text)
            + facts(self.past_payments.iter(), &mut text)
            + facts(self.notes.iter(), &mut text)
            + facts(self.id_numbers.iter(), &mut text);
        match count {
            0 => String::new(),
            count => format!("kept {count} sha256 {}", sha256_hex(text.as_bytes())),
        }
    }

    /// Rows beside the books: without changes and balances.
    pub fn beside_the_books(&self) -> usize {
        self.readings.len()
            + self.vehicles.len()
            + self.past_payments.len()
            + self.notes.len()
            + self.id_numbers.len()
    }
}

impl Reader<'_> {
    /// How many rows of each kind an import keeps, with the kind's word.
    pub fn kept_counts(&self, batch: BatchId) -> Result<Vec<(&'static str, i64)>> {
        let kinds = [
            ("变动", ChangeRow::TABLE),
            ("预存和押金", BalanceRow::TABLE),
            ("抄表", ReadingRow::TABLE),
            ("车辆", VehicleRow::TABLE),
            ("缴费记录", PastPaymentRow::TABLE),
            ("备注", NoteRow::TABLE),
            ("证件号", IdNumberRow::TABLE),
        ];
        let mut counts = Vec::new();
        for (word, table) in kinds {
            let sql = format!("SELECT count(*) FROM {table} WHERE import_batch_id = ?1");
            let count = self.connection.prepare_cached(&sql)?.query_row([batch.0], |row| row.get(0))?;
            counts.push((word, count));
        }
        Ok(counts)
    }

    /// Everything an import keeps that its own entry vouches for.
    pub fn kept_of_batch(&self, batch: BatchId, posted_by: EntryNumber) -> Result<Kept> {
        fn rows<T: KeptRow>(r: &Reader<'_>, batch: BatchId) -> Result<Vec<T>> {
            Ok(r.kept::<T>(Of::Batch(batch))?.into_iter().map(|(_, row)| row).collect())
        }
        let mut balances: Vec<BalanceRow> = rows(self, batch)?;
        balances.retain(|b| b.entry == posted_by);
        Ok(Kept {
            changes: rows(self, batch)?,
            balances,
            readings: rows(self, batch)?,
            vehicles: rows(self, batch)?,
            past_payments: rows(self, batch)?,
            notes: rows(self, batch)?,
            id_numbers: rows(self, batch)?,
        })
    }
}

impl Writer<'_> {
    /// Keeps everything of an import.
    pub fn keep_all(&self, batch: BatchId, kept: &Kept) -> Result<()> {
        self.keep(batch, &kept.changes)?;
        self.keep(batch, &kept.balances)?;
        self.keep(batch, &kept.readings)?;
        self.keep(batch, &kept.vehicles)?;
        self.keep(batch, &kept.past_payments)?;
        self.keep(batch, &kept.notes)?;
        self.keep(batch, &kept.id_numbers)
    }
}

pub(crate) fn source(row: &Row<'_>) -> Result<SourceCell> {
    Ok(SourceCell { sheet: row.get("sheet")?, cell: row.get("cell")? })
}

/// What can be changed by an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// 面积
    Area,
    /// 用途
    Usage,
    /// 状态
    Status,
    /// 收楼日期
    Handover,
    /// A person's numbers.
    Phones,
    /// A person came to the unit; `after` is the relation.
    Person,
    /// The unit left the register.
    InRegister,
}

impl Field {
    const ALL: [Field; 7] = [
        Field::Area,
        Field::Usage,
        Field::Status,
        Field::Handover,
        Field::Phones,
        Field::Person,
        Field::InRegister,
    ];

    /// Stable word.
    pub const fn code(self) -> &'static str {
        match self {
            Field::Area => "area",
            Field::Usage => "usage",
            Field::Status => "status",
            Field::Handover => "handover",
            Field::Phones => "phones",
            Field::Person => "person",
            Field::InRegister => "in_register",
        }
    }
}

/// What an import changed in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRow {
    /// Unit.
    pub unit: UnitId,
    /// Person, where it is about one.
    pub person: Option<PersonId>,
    /// What.
    pub field: Field,
    /// As it was stored; empty for nothing.
    pub before: String,
    /// As it is stored since.
    pub after: String,
    /// Where from.
    pub source: SourceCell,
}

impl KeptRow for ChangeRow {
    const TABLE: &'static str = "import_change";

    fn unit(&self) -> UnitId {
        self.unit
    }

    fn values(&self) -> Vec<Column<'_>> {
        vec![
            number(self.unit.0),
            optional(self.person, |p| number(p.0)),
            text(self.field.code()),
            text(&self.before),
            text(&self.after),
            text(&self.source.sheet),
            text(&self.source.cell),
        ]
    }

    fn read(row: &Row<'_>) -> Result<Self> {
        let field: String = row.get("field")?;
        Ok(ChangeRow {
            unit: UnitId(row.get("unit_id")?),
            person: row.get::<_, Option<i64>>("person_id")?.map(PersonId),
            field: word("field", &field, |f| Field::ALL.into_iter().find(|known| known.code() == f))?,
            before: row.get("before")?,
            after: row.get("after")?,
            source: source(row)?,
        })
    }
}

/// Money taken over, and the transfer that posted it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BalanceRow {
    /// Unit.
    pub unit: UnitId,
    /// Whose money it is.
    pub person: PersonId,
    /// Which deposit; none for a prepayment.
    pub item: Option<ItemId>,
    /// As the file calls it; may be empty.
    pub label: String,
    /// How much.
    pub amount: Fen,
    /// Posted by: its import, or the withdrawal that restored it.
    pub entry: EntryNumber,
    /// As its transfer of this place, from 1.
    pub line: i64,
    /// Where from.
    pub source: SourceCell,
}

impl KeptRow for BalanceRow {
    const TABLE: &'static str = "import_balance";

    fn unit(&self) -> UnitId {
        self.unit
    }

    fn values(&self) -> Vec<Column<'_>> {
        vec![
            number(self.unit.0),
            number(self.person.0),
            optional(self.item, |i| number(i.0)),
            text(if self.item.is_some() { "deposit" } else { "prepayment" }),
            text(&self.label),
            number(self.amount.fen()),
            number(self.entry.0),
            number(self.line),
            text(&self.source.sheet),
            text(&self.source.cell),
        ]
    }

    fn read(row: &Row<'_>) -> Result<Self> {
        let (kind, item): (String, Option<i64>) = (row.get("kind")?, row.get("item_id")?);
        let known = |k: &str| (k == if item.is_some() { "deposit" } else { "prepayment" }).then_some(());
        word("balance", &kind, known)?;
        Ok(BalanceRow {
            unit: UnitId(row.get("unit_id")?),
            person: PersonId(row.get("person_id")?),
            item: item.map(ItemId),
            label: row.get("label")?,
            amount: fen(row, "amount_fen")?,
            entry: EntryNumber(row.get("entry_number")?),
            line: row.get("line")?,
            source: source(row)?,
        })
    }
}

/// Words beside a unit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NoteRow {
    /// Unit.
    pub unit: UnitId,
    /// The column's header.
    pub label: String,
    /// As written.
    pub words: String,
    /// Where from.
    pub source: SourceCell,
}

impl KeptRow for NoteRow {
    const TABLE: &'static str = "unit_note";

    fn unit(&self) -> UnitId {
        self.unit
    }

    fn values(&self) -> Vec<Column<'_>> {
        vec![
            number(self.unit.0),
            text(&self.label),
            text(&self.words),
            text(&self.source.sheet),
            text(&self.source.cell),
        ]
    }

    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(NoteRow {
            unit: UnitId(row.get("unit_id")?),
            label: row.get("label")?,
            words: row.get("words")?,
            source: source(row)?,
        })
    }
}

/// An ID number of a person, as written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IdNumberRow {
    /// Unit.
    pub unit: UnitId,
    /// Whose.
    pub person: PersonId,
    /// 15 or 18 characters, unless the file has it otherwise.
    pub number: String,
    /// Where from.
    pub source: SourceCell,
}

impl KeptRow for IdNumberRow {
    const TABLE: &'static str = "person_id_number";

    fn unit(&self) -> UnitId {
        self.unit
    }

    fn values(&self) -> Vec<Column<'_>> {
        vec![
            number(self.unit.0),
            number(self.person.0),
            text(&self.number),
            text(&self.source.sheet),
            text(&self.source.cell),
        ]
    }

    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(IdNumberRow {
            unit: UnitId(row.get("unit_id")?),
            person: PersonId(row.get("person_id")?),
            number: row.get("number")?,
            source: source(row)?,
        })
    }
}

pub use crate::meters::ReadingRow;
pub use crate::past_payments::PastPaymentRow;
pub use crate::rows::Column;
pub use crate::vehicles::VehicleRow;
