//! Words beside a unit, as imports brought them. Those of one row of a file are one row of the table.

use std::sync::Arc;

use ledger::units::UnitId;
use rusqlite::Row;

use crate::kept_row::{BatchId, KeptRow, SourceCell, keep_rows};
use crate::rows::{Column, number, quote, text, unquoted, written};
use crate::{Error, Result, Writer};

/// Words beside a unit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NoteRow {
    /// Unit.
    pub unit: UnitId,
    /// The column's header.
    pub label: Arc<str>,
    /// As written.
    pub words: String,
    /// Where from.
    pub source: SourceCell,
}

impl KeptRow for NoteRow {
    const TABLE: &'static str = "unit_note";
    const COLUMNS: &'static str = "unit_id, sheet, notes, words";
    const COUNT: &'static str = "ifnull(sum(notes), 0)";
    type Facts<'r> = [Column<'r>; 5];

    fn unit(&self) -> UnitId {
        self.unit
    }

    fn facts(&self) -> Self::Facts<'_> {
        [
            number(self.unit.0),
            text(&self.label),
            text(&self.words),
            text(&self.source.sheet),
            text(&self.source.cell),
        ]
    }

    fn read(row: &Row<'_>) -> Result<Self> {
        let mut all = Vec::new();
        Self::read_all(row, &mut all)?;
        all.pop().map(|(_, note)| note).ok_or_else(|| unreadable(""))
    }

    fn read_all(row: &Row<'_>, to: &mut Vec<(BatchId, Self)>) -> Result<()> {
        let (batch, unit) = (BatchId(row.get("import_batch_id")?), UnitId(row.get("unit_id")?));
        let (sheet, count): (Arc<str>, i64) = (row.get("sheet")?, row.get("notes")?);
        let words: String = row.get("words")?;
        let before = to.len();
        let mut rest = words.as_str();
        while !rest.is_empty() {
            let (label, words, cell, behind) = line(rest).ok_or_else(|| unreadable(rest))?;
            let source = SourceCell { sheet: Arc::clone(&sheet), cell };
            to.push((batch, NoteRow { unit, label: label.into(), words, source }));
            rest = behind;
        }
        if usize::try_from(count) == Ok(to.len() - before) { Ok(()) } else { Err(unreadable(&words)) }
    }

    fn keep(w: &Writer<'_>, batch: BatchId, rows: &[Self]) -> Result<()> {
        let together: Vec<&[Self]> =
            rows.chunk_by(|a, b| a.unit == b.unit && a.source.sheet == b.source.sheet).collect();
        let rows = together.into_iter().map(|notes| {
            let mut lines = String::with_capacity(notes.len() * 48);
            for note in notes {
                quote(&note.label, &mut lines);
                quote(&note.words, &mut lines);
                quote(&note.source.cell, &mut lines);
                lines.push('\n');
            }
            let count = i64::try_from(notes.len()).unwrap_or(i64::MAX);
            [number(notes[0].unit.0), text(&notes[0].source.sheet), number(count), written(lines)]
        });
        keep_rows::<Self, _>(w, batch, rows)
    }
}

/// Header, words and cell of a line, and what stands behind it.
fn line(from: &str) -> Option<(String, String, String, &str)> {
    let (label, rest) = unquoted(from)?;
    let (words, rest) = unquoted(rest)?;
    let (cell, rest) = unquoted(rest)?;
    Some((label, words, cell, rest.strip_prefix('\n')?))
}

fn unreadable(words: &str) -> Error {
    Error::Unreadable { what: "notes", value: words.to_owned() }
}
