//! The import wizard: a file is looked at, decided about, confirmed, and may be taken back.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::start::ProblemView;
use super::{Choice, Fen};

pub use super::import_batches::*;
pub use super::import_differences::*;

/// A file to look at, and what the user decided about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct PreviewImport {
    /// The file.
    pub path: String,
    /// 期初欠费截止日: openings without a period end here; none: what the choices say, else the last day of last year.
    #[serde(default)]
    pub arrears_through: Option<String>,
    /// What the user decided. Without any, the choices of the last standing import of a file of this layout are taken.
    #[serde(default)]
    pub choices: ImportChoices,
    /// Look without the choices of an earlier import, even where there are some.
    #[serde(default)]
    pub forget_remembered: bool,
}

/// Everything a user can decide about a file. It comes back in the preview: send it again, changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(default)]
pub struct ImportChoices {
    /// Header rows that were not found, or found wrongly. A hidden sheet that is named here is read.
    pub headers: Vec<HeaderChoice>,
    /// Columns that were taken for something else.
    pub columns: Vec<ColumnChoice>,
    /// Tables that are something else, or left out.
    pub tables: Vec<TableChoice>,
    /// What signs such as `/` and `√` stand for.
    pub symbols: Vec<SymbolChoice>,
    /// What to do about all findings of one code.
    pub decisions: Vec<DecisionChoice>,
    /// 期初欠费截止日 of files of this layout, where it is not the usual one, the last day of last year. What a request
    /// says itself beats it.
    pub arrears_through: Option<String>,
}

/// "The header of this sheet is in this row."
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HeaderChoice {
    /// The sheet's name.
    pub sheet: String,
    /// 1-based.
    pub row: usize,
}

/// What the user said a column means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ColumnChoice {
    /// The sheet's name.
    pub sheet: String,
    /// 0-based.
    pub column: usize,
    /// Only under this header, as the preview has it; none: in every table of the sheet that has this column.
    #[serde(default)]
    pub header: Option<String>,
    /// One of `meanings`; empty or `ignored`: not imported.
    pub meaning: String,
}

/// "The table whose header begins here is a …."
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TableChoice {
    /// The sheet's name.
    pub sheet: String,
    /// Of the header's first row, 1-based.
    pub row: usize,
    /// Of the table's first column, 0-based.
    pub column: usize,
    /// One of `kinds`; none: the table is left out.
    pub kind: Option<String>,
}

/// "This sign stands for that."
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SymbolChoice {
    /// As written: `√`.
    pub text: String,
    /// One of `symbol_meanings`.
    pub stands_for: String,
}

/// "Do this about every finding of that code."
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DecisionChoice {
    /// A group's code.
    pub code: String,
    /// One of the codes of its choices.
    pub choice: String,
}

/// What was recognised, and what it would do to the register. Nothing has been written.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ImportPreview {
    /// File name.
    pub file_name: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// `Excel 97–2003 (.xls)`.
    pub format: String,
    /// 期初欠费截止日.
    pub arrears_through: String,
    /// The choices this preview follows: those asked for, or the remembered ones.
    pub choices: ImportChoices,
    /// Set where the choices come from an earlier import of a file of this layout.
    pub remembered: Option<RememberedChoices>,
    /// Every sheet, in the workbook's order.
    pub sheets: Vec<SheetPreview>,
    /// Every column of every table, and what it was taken for.
    pub columns: Vec<ColumnView>,
    /// Units that the file describes or names.
    pub units: usize,
    /// People beside them; one who has two units counts twice.
    pub people: usize,
    /// Opening arrears less what was paid ahead in the same columns.
    pub opening_fen: Fen,
    /// What else is imported, and the sums of it.
    pub totals: ImportTotals,
    /// Findings by code, the weightiest first.
    pub groups: Vec<FindingGroupView>,
    /// At most 2,000, some of every code; how many there are of each is in `groups`.
    pub findings: Vec<FindingView>,
    /// Signs met where a value was expected.
    pub symbols: Vec<SymbolView>,
    /// Sums of each sheet that brings something.
    pub by_sheet: Vec<SheetSum>,
    /// Sums beside the workbook's own.
    pub tie_outs: Vec<TieOutView>,
    /// Sums by building.
    pub by_building: Vec<BuildingSum>,
    /// The first rows as understood, at most 100.
    pub first_units: Vec<ImportedUnit>,
    /// Beside the register: what is new, changed, the same, gone.
    pub difference: ImportDifference,
    /// Why it cannot be confirmed at all: code and sentence (the same file twice).
    pub refused: Option<ProblemView>,
    /// Meanings a column can be given.
    pub meanings: Vec<Choice>,
    /// Kinds a table can be given.
    pub kinds: Vec<Choice>,
    /// What a sign can stand for.
    pub symbol_meanings: Vec<Choice>,
}

/// Choices taken over from an earlier import.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct RememberedChoices {
    /// Its batch.
    pub batch: i64,
    /// Its file.
    pub file_name: String,
    /// When, `2026-11-21 09:00`.
    pub at: String,
}

/// A sheet as its user knows it.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct SheetPreview {
    /// Its name.
    pub name: String,
    /// Hidden in the workbook: shown, not imported, unless a header is chosen on it.
    pub hidden: bool,
    /// How many rows have any content.
    pub row_count: usize,
    /// The tables found on it.
    pub regions: Vec<RegionView>,
    /// The first rows and those around findings; rows may be left out between two.
    pub rows: Vec<SheetRow>,
}

/// A table on a sheet. Rows are 1-based, columns 0-based, both ends included.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct RegionView {
    /// One of `kinds`.
    pub kind: String,
    /// For people.
    pub kind_label: String,
    /// sure, likely, guess.
    pub confidence: String,
    /// First header row.
    pub header_row: usize,
    /// Last header row.
    pub header_end: usize,
    /// First data row.
    pub first_row: usize,
    /// Last data row.
    pub last_row: usize,
    /// First column.
    pub first_column: usize,
    /// Last column.
    pub last_column: usize,
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
    /// The sheet's name.
    pub sheet: String,
    /// Of its table's header, 1-based.
    pub header_row: usize,
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
    /// Why it was taken for that, where it is not plain; may be empty.
    pub note: String,
}

/// What is imported, counted and summed.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ImportTotals {
    /// Opening arrears by fee item.
    pub by_item: Vec<ItemSum>,
    /// 预存 to be posted.
    pub prepayments: CountedSum,
    /// 押金 to be posted.
    pub deposits: CountedSum,
    /// Payments of the past, kept and not posted.
    pub past_payments: CountedSum,
    /// Meter readings.
    pub readings: usize,
    /// Vehicles and spaces.
    pub vehicles: usize,
    /// Notes.
    pub notes: usize,
    /// ID numbers.
    pub id_numbers: usize,
}

/// How many, and how much.
#[derive(Debug, Clone, Copy, Default, Serialize, TS)]
#[ts(export)]
pub struct CountedSum {
    /// How many.
    pub count: usize,
    /// How much.
    pub amount_fen: Fen,
}

/// Sums of a fee item.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ItemSum {
    /// Fee item.
    pub item: String,
    /// Units with arrears of it.
    pub units: usize,
    /// Opening arrears.
    pub opening_fen: Fen,
}

/// The findings of one code.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct FindingGroupView {
    /// Theirs.
    pub code: String,
    /// refused, decide, note.
    pub level: String,
    /// What they have in common.
    pub title: String,
    /// How many there are.
    pub count: usize,
    /// How many of them are in `findings`.
    pub shown: usize,
    /// What can be done about all of them; empty: only mending the file helps. The first is the default.
    pub choices: Vec<Choice>,
    /// The choice this preview follows; empty without choices.
    pub chosen: String,
    /// It is no mere note, nobody decided about it, and its default is followed.
    pub waiting: bool,
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
    /// What the cell holds.
    pub read: String,
    /// What is imported for it; empty for nothing.
    pub understood: String,
}

/// A sign met where a value was expected.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct SymbolView {
    /// As written.
    pub text: String,
    /// One of `symbol_meanings`: what this preview takes it for.
    pub stands_for: String,
    /// In how many cells.
    pub count: usize,
}

/// A sum beside the workbook's own.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct TieOutView {
    /// What.
    pub label: String,
    /// The sheet it stands on.
    pub sheet: String,
    /// Where the workbook says it.
    pub cell: String,
    /// By the workbook, rounded to 分.
    pub workbook_fen: Fen,
    /// As imported.
    pub imported_fen: Fen,
    /// Why they differ, if they do.
    pub explanation: String,
    /// Every 分 of the difference is explained.
    pub settled: bool,
}

/// Sums of a sheet: of what stands on it, whatever table a unit is described in.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[ts(export)]
pub struct SheetSum {
    /// The sheet's name.
    pub sheet: String,
    /// Units that are first met on it.
    pub units: usize,
    /// Opening arrears, less what was paid ahead in the same columns.
    pub opening_fen: Fen,
    /// 预存 of columns of its own.
    pub prepayments_fen: Fen,
    /// 押金.
    pub deposits_fen: Fen,
    /// Payments of the past, in no sum of the books.
    pub past_payments_fen: Fen,
    /// Meter readings, vehicles and notes.
    pub kept: usize,
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
    /// The sheet's name.
    pub sheet: String,
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
    /// A roster describes it; else other tables only name it.
    pub described: bool,
}

/// Imports what was previewed, as far as it says.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct ConfirmImport {
    /// Minted by the caller.
    pub id: String,
    /// The same request that was previewed, with the preview's `choices`.
    pub preview: PreviewImport,
    /// The hash that was previewed: another file is refused.
    pub sha256: String,
    /// What of the difference is applied.
    pub apply: ApplyDifference,
}

/// What was imported.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[ts(export)]
pub struct ImportedView {
    /// Batch number.
    pub batch: i64,
    /// Units that came into the register.
    pub units: usize,
    /// People that came with them.
    pub people: usize,
    /// Opening arrears posted, less what was paid ahead.
    pub opening_fen: Fen,
    /// Units there were before, changed or added to.
    pub changed: usize,
    /// Units that left the register.
    pub gone: usize,
    /// What was paid ahead in columns of arrears: `opening_fen` is less by it, `prepayments_fen` holds it.
    pub overpaid_fen: Fen,
    /// Opening prepayments posted.
    pub prepayments_fen: Fen,
    /// Opening deposits posted.
    pub deposits_fen: Fen,
    /// Rows kept beside the books: readings, vehicles, past payments, notes, ID numbers.
    pub kept: usize,
    /// What was confirmed and yet left as it is, and why; for people.
    pub left: Vec<String>,
}

/// How far the file being looked at has been read, or written into the books. All zero and empty when none is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ImportProgress {
    /// A file is being read now.
    pub reading: bool,
    /// What was confirmed is being written now; until it is, it can be cancelled and nothing is there.
    pub writing: bool,
    /// The sheet in hand.
    pub sheet: String,
    /// Rows read of it so far.
    pub rows: usize,
    /// 0–100, where it is known how much there is.
    pub percent: Option<u8>,
}

/// Writes the workbook with its findings as cell comments and colours.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct SaveMarkedImport {
    /// The same request that was previewed, with the preview's `choices`.
    pub preview: PreviewImport,
    /// Where to; none: `单据/导入/` in the data folder.
    #[serde(default)]
    pub save_as: Option<String>,
}
