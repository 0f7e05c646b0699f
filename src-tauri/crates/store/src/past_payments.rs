//! Payments of the past, as imports brought them: history, in no balance.

use ledger::calendar::Date;
use ledger::money::Fen;
use ledger::units::UnitId;
use rusqlite::Row;

use crate::Result;
use crate::kept_row::{KeptRow, SourceCell};
use crate::rows::{Column, day, fen, number, optional, optional_date, text};

/// A payment of the past.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PastPaymentRow {
    /// Unit.
    pub unit: UnitId,
    /// Fee item as written.
    pub item: String,
    /// First day.
    pub from: Option<Date>,
    /// Last day, included.
    pub to: Option<Date>,
    /// Day.
    pub paid_on: Option<Date>,
    /// 应缴.
    pub due: Option<Fen>,
    /// 实缴.
    pub paid: Fen,
    /// Who took it.
    pub cashier: String,
    /// As written.
    pub remark: String,
    /// Where from.
    pub source: SourceCell,
}

impl KeptRow for PastPaymentRow {
    const TABLE: &'static str = "past_payment";
    const COLUMNS: &'static str =
        "unit_id, item, period_from, period_to, paid_on, due_fen, paid_fen, cashier, remark, sheet, cell";
    type Facts<'r> = [Column<'r>; 11];

    fn unit(&self) -> UnitId {
        self.unit
    }

    fn facts(&self) -> Self::Facts<'_> {
        [
            number(self.unit.0),
            text(&self.item),
            optional(self.from, day),
            optional(self.to, day),
            optional(self.paid_on, day),
            optional(self.due, |f| number(f.fen())),
            number(self.paid.fen()),
            text(&self.cashier),
            text(&self.remark),
            text(&self.source.sheet),
            text(&self.source.cell),
        ]
    }

    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(PastPaymentRow {
            unit: UnitId(row.get("unit_id")?),
            item: row.get("item")?,
            from: optional_date(row, "period_from")?,
            to: optional_date(row, "period_to")?,
            paid_on: optional_date(row, "paid_on")?,
            due: row.get::<_, Option<i64>>("due_fen")?.map(Fen::new),
            paid: fen(row, "paid_fen")?,
            cashier: row.get("cashier")?,
            remark: row.get("remark")?,
            source: SourceCell::read(row)?,
        })
    }
}
