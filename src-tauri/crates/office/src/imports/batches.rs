//! What was imported, batch by batch.

use ledger::calendar::Instant;

use crate::views::imports::{ImportBatch, ImportsView};
use crate::{Desk, Result};

/// Imports, latest first.
pub fn list_imports(desk: &mut Desk, _request: (), _now: Instant) -> Result<ImportsView> {
    desk.read(|r| {
        let mut batches = Vec::new();
        for b in r.batches()? {
            let kept = r.kept_counts(b.id)?;
            let also = kept.iter().filter(|(_, n)| *n > 0).map(|(what, n)| format!("{what} {n}"));
            batches.push(ImportBatch {
                batch: b.id.0,
                also: also.collect::<Vec<_>>().join("，"),
                file_name: b.file_name,
                sha256: b.sha256,
                at: b.at.minute(),
                operator: b.operator,
                units: b.units,
                opening_fen: b.opening.into(),
                withdrawn: b.withdrawn,
            });
        }
        Ok(ImportsView { batches })
    })
}
