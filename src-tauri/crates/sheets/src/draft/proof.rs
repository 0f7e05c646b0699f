//! The sums of a draft beside the workbook's own.

use serde::{Deserialize, Serialize};

/// A total that the workbook gives, beside ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TieOut {
    /// What is summed: sheet, header, 合计 or 小计.
    pub label: String,
    /// The sheet it stands on.
    pub sheet: String,
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
    /// Prepayments among `balances`, 分.
    #[serde(default)]
    pub prepaid_fen: i64,
    /// Deposits among `balances`, 分.
    #[serde(default)]
    pub deposits_fen: i64,
    /// How many meter readings.
    #[serde(default)]
    pub readings: u32,
    /// How many vehicles and spaces.
    #[serde(default)]
    pub vehicles: u32,
    /// How many payments of the past.
    #[serde(default)]
    pub past_payments: u32,
    /// What they paid, 分.
    #[serde(default)]
    pub past_paid_fen: i64,
    /// How many notes.
    #[serde(default)]
    pub notes: u32,
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
