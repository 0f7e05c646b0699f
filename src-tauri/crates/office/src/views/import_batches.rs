//! Imports done, and taken back.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Fen;

/// Imports done, latest first.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ImportsView {
    /// Batches.
    pub batches: Vec<ImportBatch>,
}

/// An import was taken back.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct WithdrawnView {
    /// Batches.
    pub batches: Vec<ImportBatch>,
    /// What stays although the import had changed it, and why; for people. Empty: everything is as it was before.
    pub left: Vec<String>,
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
    /// Units that came with it.
    pub units: i64,
    /// Opening arrears.
    pub opening_fen: Fen,
    /// What else came with it, for people: `抄表 12，车辆 3`; may be empty.
    pub also: String,
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
