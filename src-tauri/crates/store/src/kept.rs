//! What imports brought beside units and charges: rows that stay with their batch and their cell. They stand as long as
//! their import does.

use ledger::accounts::ItemId;
use ledger::entries::{EntryNumber, TextHash};
use ledger::money::Fen;
use ledger::people::PersonId;
use ledger::units::UnitId;
use rusqlite::Row;

use crate::kept_row::{BatchId, write_facts};
pub use crate::kept_row::{KeptRow, Of, SourceCell};
pub use crate::meters::ReadingRow;
pub use crate::notes::NoteRow;
pub use crate::past_payments::PastPaymentRow;
pub use crate::rows::Column;
use crate::rows::{fen, number, optional, text, word};
pub use crate::vehicles::VehicleRow;
use crate::{Reader, Result, Writer};

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
        let mut hash = TextHash::default();
        let count = write_facts(self.changes.iter(), &mut hash)
            + write_facts(self.balances.iter(), &mut hash)
            + write_facts(self.readings.iter(), &mut hash)
            + write_facts(self.vehicles.iter(), &mut hash)
            + write_facts(self.past_payments.iter(), &mut hash)
            + write_facts(self.notes.iter(), &mut hash)
            + write_facts(self.id_numbers.iter(), &mut hash);
        match count {
            0 => String::new(),
            count => format!("kept {count} sha256 {}", hash.hex()),
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
    /// How many rows of each kind an import brought, with the kind's word; what a later withdrawal put back in its name
    /// is the same once more.
    pub fn kept_counts(&self, batch: BatchId) -> Result<Vec<(&'static str, i64)>> {
        Ok(vec![
            ("变动", self.count_kept::<ChangeRow>(batch)?),
            ("预存和押金", self.count_kept::<BalanceRow>(batch)? - self.balances_put_back(batch)?),
            ("抄表", self.count_kept::<ReadingRow>(batch)?),
            ("车辆", self.count_kept::<VehicleRow>(batch)?),
            ("缴费记录", self.count_kept::<PastPaymentRow>(batch)?),
            ("备注", self.count_kept::<NoteRow>(batch)?),
            ("证件号", self.count_kept::<IdNumberRow>(batch)?),
        ])
    }

    /// Balances that stand in an import's name because a withdrawal put them back.
    fn balances_put_back(&self, batch: BatchId) -> Result<i64> {
        let sql = "SELECT count(*) FROM import_balance k JOIN import_batch b ON b.id = k.import_batch_id
                   WHERE b.id = ?1 AND k.entry_number <> b.entry_number";
        Ok(self.connection.prepare_cached(sql)?.query_row([batch.0], |row| row.get(0))?)
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
    const COLUMNS: &'static str = "unit_id, person_id, field, before, after, sheet, cell";
    type Facts<'r> = [Column<'r>; 7];

    fn unit(&self) -> UnitId {
        self.unit
    }

    fn facts(&self) -> Self::Facts<'_> {
        [
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
            source: SourceCell::read(row)?,
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
    const COLUMNS: &'static str =
        "unit_id, person_id, item_id, kind, label, amount_fen, entry_number, line, sheet, cell";
    const NUMBERED: bool = false;
    type Facts<'r> = [Column<'r>; 10];

    fn unit(&self) -> UnitId {
        self.unit
    }

    fn facts(&self) -> Self::Facts<'_> {
        [
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
            source: SourceCell::read(row)?,
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
    const COLUMNS: &'static str = "unit_id, person_id, number, sheet, cell";
    type Facts<'r> = [Column<'r>; 5];

    fn unit(&self) -> UnitId {
        self.unit
    }

    fn facts(&self) -> Self::Facts<'_> {
        [
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
            source: SourceCell::read(row)?,
        })
    }
}
