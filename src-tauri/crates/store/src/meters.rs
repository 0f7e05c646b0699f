//! Readings of meters, as imports brought them.

use ledger::calendar::Date;
use ledger::money::parse_decimal;
use ledger::units::UnitId;
use rusqlite::Row;

use crate::Result;
use crate::kept_row::{KeptRow, SourceCell};
use crate::rows::{Column, day, number, optional, optional_date, text, word};

/// A reading of a meter. Decimals are kept as they were written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ReadingRow {
    /// Unit.
    pub unit: UnitId,
    /// 水表, 电表, or the number on it.
    pub meter: String,
    /// Exact decimal; none where it could not be read.
    pub previous: Option<String>,
    /// Day.
    pub previous_on: Option<Date>,
    /// Exact decimal; none where it could not be read.
    pub present: Option<String>,
    /// Day.
    pub present_on: Option<Date>,
    /// 倍率.
    pub factor: Option<String>,
    /// 损耗.
    pub loss: Option<String>,
    /// Where from.
    pub source: SourceCell,
}

impl KeptRow for ReadingRow {
    const TABLE: &'static str = "meter_reading";
    const COLUMNS: &'static str =
        "unit_id, meter, previous, previous_on, present, present_on, factor, loss, sheet, cell";
    type Facts<'r> = [Column<'r>; 10];

    fn unit(&self) -> UnitId {
        self.unit
    }

    fn facts(&self) -> Self::Facts<'_> {
        [
            number(self.unit.0),
            text(&self.meter),
            optional(self.previous.as_deref(), text),
            optional(self.previous_on, day),
            optional(self.present.as_deref(), text),
            optional(self.present_on, day),
            optional(self.factor.as_deref(), text),
            optional(self.loss.as_deref(), text),
            text(&self.source.sheet),
            text(&self.source.cell),
        ]
    }

    fn read(row: &Row<'_>) -> Result<Self> {
        let decimal = |column: &'static str| -> Result<Option<String>> {
            let kept: Option<String> = row.get(column)?;
            kept.map(|t| word(column, &t, |t| parse_decimal(t).map(|_| t.to_owned()))).transpose()
        };
        Ok(ReadingRow {
            unit: UnitId(row.get("unit_id")?),
            meter: row.get("meter")?,
            previous: decimal("previous")?,
            previous_on: optional_date(row, "previous_on")?,
            present: decimal("present")?,
            present_on: optional_date(row, "present_on")?,
            factor: decimal("factor")?,
            loss: decimal("loss")?,
            source: SourceCell::read(row)?,
        })
    }
}
