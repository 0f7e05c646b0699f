//! The cells that people's names stood in: the unit's row, the name's column of its table.

use std::collections::HashMap;

use ledger::people::Relation;
use sheets::{Draft, DraftUnit, Meaning, RecognisedColumn};
use store::kept::SourceCell;

use super::money::cell;

/// The columns of names, by sheet.
pub(super) struct Names {
    columns: HashMap<String, Vec<RecognisedColumn>>,
}

impl Names {
    pub(super) fn of(draft: &Draft) -> Self {
        let mut columns: HashMap<String, Vec<RecognisedColumn>> = HashMap::new();
        let names = [Meaning::OwnerName, Meaning::TenantName, Meaning::LiableName];
        for column in draft.columns.iter().filter(|c| names.contains(&c.meaning)) {
            columns.entry(column.sheet.clone()).or_default().push(column.clone());
        }
        Names { columns }
    }

    /// Where the name of a person of this relation stood; the unit's own cell where its table has no column for it.
    pub(super) fn cell(&self, unit: &DraftUnit, relation: Relation) -> SourceCell {
        let at = cell(&unit.source);
        let wanted: &[Meaning] = match relation {
            Relation::Tenant => &[Meaning::TenantName],
            Relation::Owner | Relation::Developer => &[Meaning::OwnerName],
            Relation::Other => &[Meaning::LiableName, Meaning::OwnerName],
        };
        let columns = self.columns.get(&*unit.source.sheet).map(Vec::as_slice).unwrap_or_default();
        let above = columns.iter().filter(|c| wanted.contains(&c.meaning) && c.header_row < unit.source.row);
        // The table it belongs to begins last above the row, and of blocks abreast its column is the next to the room's.
        let room = unit.source.column;
        let found = above.max_by_key(|c| (c.header_row, std::cmp::Reverse(c.column.abs_diff(room))));
        match found {
            Some(c) => SourceCell { sheet: at.sheet, cell: format!("{}{}", c.letter, unit.source.row) },
            None => at,
        }
    }
}
