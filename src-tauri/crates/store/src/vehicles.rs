//! Vehicles and spaces, as imports brought them.

use ledger::people::Phone;
use ledger::units::UnitId;
use rusqlite::Row;

use crate::Result;
use crate::kept_row::{KeptRow, SourceCell};
use crate::rows::{Column, number, text, word, written};

/// A vehicle, or a space without one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VehicleRow {
    /// Unit.
    pub unit: UnitId,
    /// 车位号; may be empty.
    pub space: String,
    /// 车牌; may be empty.
    pub plate: String,
    /// Whose; may be empty.
    pub owner: String,
    /// Numbers.
    pub phones: Vec<Phone>,
    /// Where from.
    pub source: SourceCell,
}

impl KeptRow for VehicleRow {
    const TABLE: &'static str = "vehicle";
    const COLUMNS: &'static str = "unit_id, space, plate, owner, phones, sheet, cell";
    type Facts<'r> = [Column<'r>; 7];

    fn unit(&self) -> UnitId {
        self.unit
    }

    fn facts(&self) -> Self::Facts<'_> {
        let phones = self.phones.iter().map(Phone::digits).collect::<Vec<_>>().join(" ");
        [
            number(self.unit.0),
            text(&self.space),
            text(&self.plate),
            text(&self.owner),
            written(phones),
            text(&self.source.sheet),
            text(&self.source.cell),
        ]
    }

    fn read(row: &Row<'_>) -> Result<Self> {
        let phones: String = row.get("phones")?;
        Ok(VehicleRow {
            unit: UnitId(row.get("unit_id")?),
            space: row.get("space")?,
            plate: row.get("plate")?,
            owner: row.get("owner")?,
            phones: phones
                .split_whitespace()
                .map(|n| word("phone", n, Phone::parse))
                .collect::<Result<_>>()?,
            source: SourceCell::read(row)?,
        })
    }
}
