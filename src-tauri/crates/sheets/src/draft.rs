//! The draft: what a workbook says, as it crosses from the reading process to the application. All of it serialises.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a person may say before the file is read (again).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Header rows that were not found, or found wrongly. A sheet that is named here is read even when hidden.
    pub headers: Vec<HeaderChoice>,
    /// Columns that were taken for something else.
    pub columns: Vec<ColumnChoice>,
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
    /// What it means.
    pub meaning: Meaning,
}

/// What a column of a roster holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// 序号
    Serial,
    /// 楼栋
    Building,
    /// 单元
    Entrance,
    /// 房号, alone or with building and entrance in it
    Room,
    /// 建筑面积
    Area,
    /// 用途
    Usage,
    /// 房屋动态
    Status,
    /// 收楼日期
    Handover,
    /// 业主姓名
    OwnerName,
    /// 业主电话
    OwnerPhone,
    /// 租户姓名
    TenantName,
    /// 租户电话
    TenantPhone,
    /// 欠费: opening arrears of one item and period
    Opening,
    /// 欠费合计: the sum of the row's arrears, checked and not imported
    OpeningTotal,
    /// Known, and not imported: remarks, ID numbers, doubles
    Ignored,
    /// Not understood, not imported
    Unknown,
}

/// How sure a recognition is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// From what the cells hold, without a word of the header.
    Guess,
    /// From a part of the header's words.
    Likely,
    /// From the header's exact words, or a person said so.
    Sure,
}

/// The kind of file, told by its first bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Excel 2007 and later.
    #[default]
    Xlsx,
    /// Excel 5 to 2003.
    Xls,
}

/// What a workbook says, for a person to confirm. Amounts are whole 分, areas decimal strings, dates `2013-05-01`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Without its folder.
    pub file_name: String,
    /// Of the file's bytes, in hex: the same file is known again.
    pub sha256: String,
    /// By its first bytes.
    pub format: Format,
    /// What the workbook looks like, in its own order.
    pub sheets: Vec<SheetView>,
    /// What each column was taken for.
    pub columns: Vec<RecognisedColumn>,
    /// In the workbook's order; no code twice.
    pub units: Vec<DraftUnit>,
    /// In the workbook's order.
    pub findings: Vec<Finding>,
    /// Each total of the workbook beside ours.
    pub tie_outs: Vec<TieOut>,
    /// The sums of `units`.
    pub totals: Totals,
}

/// A sheet as it is shown beside the findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetView {
    /// Its name.
    pub name: String,
    /// Hidden sheets are shown, and not imported.
    pub hidden: bool,
    /// The tables found on it.
    pub regions: Vec<RegionView>,
    /// The first rows, and those around findings; not all.
    pub rows: Vec<RowView>,
    /// How many rows have any content.
    pub row_count: u32,
}

/// A table on a sheet; rows from 1, all included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegionView {
    /// What it is imported as: `roster`.
    pub kind: String,
    /// Where the headers stand.
    pub header_row: u32,
    /// The first row under the headers.
    pub first_row: u32,
    /// The last row with content.
    pub last_row: u32,
}

/// A row as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowView {
    /// From 1.
    pub row: u32,
    /// From column A; cells at the end may be missing.
    pub cells: Vec<String>,
}

/// What a column was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecognisedColumn {
    /// The sheet's name.
    pub sheet: String,
    /// From 0.
    pub column: u32,
    /// `C`.
    pub letter: String,
    /// As written, may be empty.
    pub header: String,
    /// What it was taken for.
    pub meaning: Meaning,
    /// How sure.
    pub confidence: Confidence,
    /// Why, where it is not plain. For people.
    pub note: String,
}

/// Where something stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellRef {
    /// The sheet's name.
    pub sheet: String,
    /// From 1.
    pub row: u32,
    /// `C`.
    pub column: String,
}

/// `C17`, without the sheet.
impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.column, self.row)
    }
}

/// A unit as a row of the workbook has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftUnit {
    /// A `ledger::units::UnitCode`.
    pub code: String,
    /// As the workbook writes it: building, entrance and room with spaces between.
    pub original: String,
    /// The code's first part.
    pub building: String,
    /// A `ledger::units::UnitUse` code.
    pub usage: String,
    /// Square metres, exact; `None` where the workbook has none.
    pub area: Option<String>,
    /// A `ledger::units::UnitStatus` code.
    pub status: Option<String>,
    /// `2013-05-01`.
    pub handover: Option<String>,
    /// Owners, then tenants.
    pub people: Vec<DraftPerson>,
    /// What was owed when the books were handed over; never zero.
    pub openings: Vec<DraftOpening>,
    /// The room's cell.
    pub source: CellRef,
}

/// A person beside a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftPerson {
    /// As written, without spaces used for padding.
    pub name: String,
    /// A `ledger::people::Relation` code.
    pub relation: String,
    /// Digits; each one a `ledger::people::Phone`.
    pub phones: Vec<String>,
}

/// Arrears of one unit in one column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftOpening {
    /// The fee item: 物业费.
    pub item: String,
    /// The column's header.
    pub label: String,
    /// First day, `None` for "and before".
    pub from: Option<String>,
    /// Last day, included; `None` if neither header nor cut-off says it.
    pub to: Option<String>,
    /// 分. Negative where the workbook has it so (a finding asks).
    pub amount_fen: i64,
    /// `H17`.
    pub cell: String,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The row is not imported.
    Refused,
    /// A person should decide; what is unclear is not imported, the rest of the row is.
    Decide,
    /// For information.
    Note,
}

/// Something a person should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The sheet's name.
    pub sheet: String,
    /// From 1.
    pub row: u32,
    /// `C17`.
    pub cell: String,
    /// How much it matters.
    pub level: Level,
    /// Stable, in `snake_case`.
    pub code: String,
    /// For people.
    pub message: String,
    /// What the cell holds.
    pub read: String,
    /// What is imported for it; empty for nothing.
    pub understood: String,
}

/// A total that the workbook gives, beside ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TieOut {
    /// What is summed: sheet, header, 合计 or 小计.
    pub label: String,
    /// Exactly as the workbook has it, in 元.
    pub workbook: String,
    /// The same to the 分, half up.
    pub workbook_fen: i64,
    /// What is imported of those rows, in 分.
    pub imported_fen: i64,
    /// `H409`.
    pub cell: String,
    /// Why they differ, if they do. For people.
    pub explanation: String,
    /// Every 分 of the difference is explained.
    pub settled: bool,
}

/// The sums of a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// How many.
    pub units: u32,
    /// Persons beside units; one who has two units counts twice.
    pub people: u32,
    /// 分.
    pub opening_fen: i64,
    /// By fee item.
    pub by_item: Vec<TotalLine>,
    /// By building, in the workbook's order.
    pub by_building: Vec<TotalLine>,
}

/// One line of the sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotalLine {
    /// Item or building.
    pub name: String,
    /// Units with arrears of this item, or units in this building.
    pub units: u32,
    /// 分.
    pub opening_fen: i64,
}

/// `A`, `Z`, `AA` for 0, 25, 26.
pub(crate) fn column_letter(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).expect("a remainder of 26 is a byte");
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}
