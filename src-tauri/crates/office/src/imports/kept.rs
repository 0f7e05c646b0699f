//! What imports brought that stays with a unit, each row with its cell.

use ledger::units::UnitId;
use store::Reader;
use store::imports::{BatchRow, SourceRow};

use crate::Result;
use crate::views::kept::{CellView, SourceView, UnitKept};

/// What is kept with a unit beside its books.
pub(crate) fn kept(r: &Reader<'_>, unit: UnitId) -> Result<UnitKept> {
    let sources = r.sources_of(unit)?;
    let charges = r.charges_of(unit)?;
    let what = |s: &SourceRow| match s.charge {
        None => "房产".to_owned(),
        Some(id) => {
            let charge = charges.iter().find(|c| c.charge.id == id);
            charge.map_or("期初欠费".into(), |c| format!("期初欠费 {} {}", c.item_name, c.label))
        }
    };
    let sources = sources.iter().map(|(s, b)| SourceView {
        what: what(s),
        from: cell(b, &s.sheet, &s.cell),
        at: b.at.minute(),
        withdrawn: b.withdrawn,
    });
    Ok(UnitKept { sources: sources.collect(), ..Default::default() })
}

fn cell(batch: &BatchRow, sheet: &str, cell: &str) -> CellView {
    CellView {
        batch: batch.id.0,
        file_name: batch.file_name.clone(),
        sheet: sheet.to_owned(),
        cell: cell.to_owned(),
    }
}
