//! A layout: where the tables of a sheet are and what their columns mean. Recognition makes it, interpretation follows it.

use crate::draft::column_letter;
use crate::{Confidence, Kind, Meaning};

/// The tables of one sheet.
#[derive(Debug)]
pub(crate) struct Layout {
    pub regions: Vec<Region>,
}

/// One table. Rows are indices into `Sheet::rows`, not row numbers.
#[derive(Debug)]
pub(crate) struct Region {
    pub kind: Kind,
    pub confidence: Confidence,
    /// The first header row.
    pub header: usize,
    /// The first row under the headers: a header may have two rows.
    pub first: usize,
    /// One past the last.
    pub end: usize,
    /// From the left; all of them stand between the table's sides.
    pub columns: Vec<Column>,
}

impl Region {
    /// The first column with this meaning.
    pub fn column(&self, meaning: Meaning) -> Option<&Column> {
        self.columns.iter().find(|c| c.meaning == meaning)
    }

    /// All columns with this meaning, from the left.
    pub fn columns(&self, meaning: Meaning) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(move |c| c.meaning == meaning)
    }
}

/// One column of a table.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub index: u32,
    pub header: String,
    pub meaning: Meaning,
    pub confidence: Confidence,
    pub note: String,
}

impl Column {
    pub fn letter(&self) -> String {
        column_letter(self.index)
    }
}
