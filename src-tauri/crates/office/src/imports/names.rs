//! The cells that people stood in, their telephones and their ID numbers: the unit's row, the column of its table.

use std::collections::HashMap;

use ledger::people::Relation;
use sheets::{CellRef, Draft, DraftPerson, DraftUnit, Meaning, RecognisedColumn};
use store::kept::SourceCell;

use super::money::cell;

/// The columns of people, by sheet.
pub(super) struct Names {
    columns: HashMap<String, Vec<RecognisedColumn>>,
}

/// What stands of a person beside his name.
#[derive(Debug, Clone, Copy)]
pub(super) enum Beside {
    Phones,
    IdNumber,
}

impl Names {
    pub(super) fn of(draft: &Draft) -> Self {
        let mut columns: HashMap<String, Vec<RecognisedColumn>> = HashMap::new();
        let of_people = [
            Meaning::OwnerName,
            Meaning::TenantName,
            Meaning::LiableName,
            Meaning::OwnerPhone,
            Meaning::TenantPhone,
            Meaning::OwnerId,
            Meaning::TenantId,
        ];
        for column in draft.columns.iter().filter(|c| of_people.contains(&c.meaning)) {
            columns.entry(column.sheet.clone()).or_default().push(column.clone());
        }
        Names { columns }
    }

    /// Where the name of a person of this relation stood; the unit's own cell where its table has no column for it.
    pub(super) fn cell(&self, unit: &DraftUnit, relation: Relation) -> SourceCell {
        let wanted: &[Meaning] = match relation {
            Relation::Tenant => &[Meaning::TenantName],
            Relation::Owner | Relation::Developer => &[Meaning::OwnerName],
            Relation::Other => &[Meaning::LiableName, Meaning::OwnerName],
        };
        self.in_row(&unit.source, wanted).unwrap_or_else(|| cell(&unit.source))
    }

    /// Where this of him stood: the name's cell where the table has no column for it.
    pub(super) fn beside(
        &self,
        (unit, person): (&DraftUnit, &DraftPerson),
        relation: Relation,
        what: Beside,
    ) -> SourceCell {
        let wanted = match (what, relation) {
            (Beside::Phones, Relation::Tenant) => Meaning::TenantPhone,
            (Beside::Phones, _) => Meaning::OwnerPhone,
            (Beside::IdNumber, Relation::Tenant) => Meaning::TenantId,
            (Beside::IdNumber, _) => Meaning::OwnerId,
        };
        let name = || person.source.as_ref().map_or_else(|| self.cell(unit, relation), cell);
        self.in_row(person.source.as_ref().unwrap_or(&unit.source), &[wanted]).unwrap_or_else(name)
    }

    fn in_row(&self, at: &CellRef, wanted: &[Meaning]) -> Option<SourceCell> {
        let columns = self.columns.get(&*at.sheet).map(Vec::as_slice).unwrap_or_default();
        let above = columns.iter().filter(|c| wanted.contains(&c.meaning) && c.header_row < at.row);
        // The table it belongs to begins last above the row, and of blocks abreast its column is the next to the room's.
        let found = above.max_by_key(|c| (c.header_row, std::cmp::Reverse(c.column.abs_diff(at.column))))?;
        Some(SourceCell { sheet: cell(at).sheet, cell: format!("{}{}", found.letter, at.row) })
    }
}

#[cfg(test)]
mod tests {
    use sheets::Confidence;

    use super::*;

    #[test]
    fn what_stands_beside_a_name_has_its_own_cell() {
        let column = |letter: &str, column: u32, header_row: u32, meaning: Meaning| RecognisedColumn {
            sheet: "表".into(),
            header_row,
            column,
            letter: letter.into(),
            header: String::new(),
            meaning,
            confidence: Confidence::Sure,
            note: String::new(),
        };
        let columns = vec![
            column("B", 1, 1, Meaning::OwnerName),
            column("C", 2, 1, Meaning::OwnerId),
            column("D", 3, 1, Meaning::OwnerPhone),
            column("E", 4, 1, Meaning::TenantName),
        ];
        let names = Names::of(&Draft { columns, ..Draft::default() });
        let at = |row: u32| CellRef { sheet: "表".into(), row, column: 0 };
        let person = |source: Option<CellRef>| DraftPerson {
            name: "张小明".into(),
            relation: "owner".into(),
            phones: Vec::new(),
            id_number: None,
            source,
        };
        let unit = DraftUnit {
            code: "1-101".into(),
            original: "1-101".into(),
            building: "1".into(),
            usage: "residence".into(),
            area: None,
            status: None,
            handover: None,
            people: Vec::new(),
            openings: Vec::new(),
            source: at(4),
            described: true,
        };
        let check = |source: Option<CellRef>, relation: Relation, what: Beside, expect: &str| {
            let found = names.beside((&unit, &person(source)), relation, what);
            assert_eq!(found.cell, expect, "{relation:?} {what:?}");
        };
        check(None, Relation::Owner, Beside::IdNumber, "C4");
        check(None, Relation::Owner, Beside::Phones, "D4");
        check(Some(at(5)), Relation::Owner, Beside::IdNumber, "C5");
        check(None, Relation::Tenant, Beside::IdNumber, "E4");
    }
}
