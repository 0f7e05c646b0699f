//! The import wizard.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Fen;

/// A file to look at, and what the user decided about it.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct PreviewImport {
    /// The file.
    pub path: String,
    /// 期初欠费截止日: openings without a period end here; none: the last day of last year.
    pub arrears_through: Option<String>,
    /// The header row the user chose (1-based).
    pub header_row: Option<usize>,
    /// Columns the user named: index (0-based) and meaning code.
    pub columns: Vec<ColumnChoice>,
}

/// What the user said a column means.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ColumnChoice {
    /// 0-based.
    pub column: usize,
    /// Meaning code.
    pub meaning: String,
}

/// What was recognised. Nothing has been written.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ImportPreview {
    /// File name.
    pub file_name: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// `Excel 97–2003 (.xls)`.
    pub format: String,
    /// The sheet that was taken.
    pub sheet: String,
    /// The header's row, 1-based.
    pub header_row: usize,
    /// First and last data row, 1-based.
    pub first_row: usize,
    /// Last data row.
    pub last_row: usize,
    /// 期初欠费截止日.
    pub arrears_through: String,
    /// Columns and what they were taken for.
    pub columns: Vec<ColumnView>,
    /// The sheet as its user knows it: its first rows and those around findings.
    pub rows: Vec<SheetRow>,
    /// How many units.
    pub units: usize,
    /// How many people.
    pub people: usize,
    /// Opening arrears.
    pub opening_fen: Fen,
    /// Findings.
    pub findings: Vec<FindingView>,
    /// Sums beside the workbook's own.
    pub tie_outs: Vec<TieOutView>,
    /// Sums by building.
    pub by_building: Vec<BuildingSum>,
    /// The first rows as understood, at most 100.
    pub first_units: Vec<ImportedUnit>,
    /// Why it cannot be confirmed: code and sentence (same file twice, refused rows).
    pub refused: Option<super::start::ProblemView>,
    /// Meanings a column can be given.
    pub meanings: Vec<super::Choice>,
}

/// A row of the sheet.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct SheetRow {
    /// 1-based; rows may be left out between two.
    pub row: usize,
    /// From column A; cells at the end may be missing.
    pub cells: Vec<String>,
}

/// A column.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ColumnView {
    /// 0-based.
    pub column: usize,
    /// `C`.
    pub letter: String,
    /// As written; may be empty.
    pub header: String,
    /// Meaning code; none: not used.
    pub meaning: Option<String>,
    /// For people.
    pub meaning_label: Option<String>,
    /// sure, likely, guess.
    pub confidence: String,
}

/// A finding.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct FindingView {
    /// Sheet.
    pub sheet: String,
    /// 1-based.
    pub row: usize,
    /// `C17`.
    pub cell: String,
    /// refused, decide, note.
    pub level: String,
    /// Same kind, same code.
    pub code: String,
    /// For people.
    pub message: String,
}

/// A sum beside the workbook's own.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct TieOutView {
    /// What.
    pub label: String,
    /// Where the workbook says it.
    pub cell: String,
    /// By the workbook, rounded to 分.
    pub workbook_fen: Fen,
    /// As imported.
    pub imported_fen: Fen,
    /// Why they differ, if they do.
    pub explanation: String,
}

/// Sums of a building.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct BuildingSum {
    /// Building.
    pub building: String,
    /// Units.
    pub units: usize,
    /// Opening arrears.
    pub opening_fen: Fen,
}

/// A row as understood.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ImportedUnit {
    /// 1-based.
    pub row: usize,
    /// Room number.
    pub code: String,
    /// As written.
    pub written: String,
    /// Area.
    pub area: Option<String>,
    /// Names.
    pub people: String,
    /// Opening arrears.
    pub opening_fen: Fen,
}

/// Imports what was previewed.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct ConfirmImport {
    /// Minted by the caller.
    pub id: String,
    /// The same request that was previewed.
    pub preview: PreviewImport,
    /// The hash that was previewed: another file is refused.
    pub sha256: String,
}

/// What was imported.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ImportedView {
    /// Batch number.
    pub batch: i64,
    /// Units.
    pub units: usize,
    /// People.
    pub people: usize,
    /// Opening arrears.
    pub opening_fen: Fen,
}

/// Imports done, latest first.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ImportsView {
    /// Batches.
    pub batches: Vec<ImportBatch>,
}

/// An import.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ImportBatch {
    /// Number.
    pub batch: i64,
    /// File.
    pub file_name: String,
    /// Hash.
    pub sha256: String,
    /// When.
    pub at: String,
    /// Who.
    pub operator: String,
    /// Units.
    pub units: i64,
    /// Opening arrears.
    pub opening_fen: Fen,
    /// Withdrawn.
    pub withdrawn: bool,
}

/// Takes an import back as a whole, until something was paid on it.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct WithdrawImport {
    /// Minted by the caller.
    pub id: String,
    /// Which.
    pub batch: i64,
    /// Why.
    pub reason: String,
}
