//! What a person says about a workbook: how to read it, and what to do about what was found.

use serde::{Deserialize, Serialize};

use crate::{Kind, Meaning};

/// What a person may say before the file is read (again).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Header rows that were not found, or found wrongly. A sheet that is named here is read even when hidden.
    pub headers: Vec<HeaderChoice>,
    /// Columns that were taken for something else.
    pub columns: Vec<ColumnChoice>,
    /// Tables that are something else, or nothing.
    pub tables: Vec<TableChoice>,
    /// What signs such as `/` or `√` stand for.
    pub symbols: Vec<SymbolChoice>,
    /// What to do about all findings of one code.
    pub decisions: Vec<Decision>,
    /// The day up to which arrears in columns without a year of their own are stated: `2025-12-31`.
    pub cut_off: Option<String>,
}

/// "The header of this sheet is in this row."
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeaderChoice {
    /// The sheet's name.
    pub sheet: String,
    /// From 1.
    pub row: u32,
}

/// "This column means that."
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnChoice {
    /// The sheet's name.
    pub sheet: String,
    /// From 0.
    pub column: u32,
    /// Only under this header, as it is recognised; none: in every table of the sheet that has this column.
    #[serde(default)]
    pub header: Option<String>,
    /// What it means.
    pub meaning: Meaning,
}

/// "The table whose header begins in this row and column is a …", or is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableChoice {
    /// The sheet's name.
    pub sheet: String,
    /// Of the header's first row, from 1.
    pub row: u32,
    /// Of the table's first column, from 0.
    pub column: u32,
    /// What it is; `None` leaves it out.
    pub kind: Option<Kind>,
}

/// "This sign stands for that", in every cell that holds nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SymbolChoice {
    /// As written: `√`.
    pub text: String,
    /// What it stands for.
    pub stands_for: Symbol,
}

/// What a sign in a cell can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Symbol {
    /// An empty cell.
    Nothing,
    /// 0.
    Zero,
    /// The value of the cell above.
    Same,
    /// Itself: text like any other.
    Text,
}

/// "Do this about every finding of that code."
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// A finding's code.
    pub code: String,
    /// One of the codes of its group's `choices`.
    pub choice: String,
}
