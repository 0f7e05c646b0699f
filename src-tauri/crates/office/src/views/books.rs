//! The books as a whole: verify, back up, export, the log.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Fen;

/// What `verify` found.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct VerifyView {
    /// Nothing is wrong.
    pub ok: bool,
    /// How many entries.
    pub entries: i64,
    /// How many transfers.
    pub transfers: i64,
    /// The last link.
    pub chain_head: String,
    /// The checks made, in order; the last one may have failed.
    pub checks: Vec<CheckView>,
}

/// A check.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct CheckView {
    /// Code.
    pub code: String,
    /// For people.
    pub label: String,
    /// Passed.
    pub ok: bool,
    /// The first thing wrong.
    pub wrong: Option<String>,
}

/// Names a file.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct FileRequest {
    /// Absolute.
    pub path: String,
}

/// A file written.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct FileView {
    /// Absolute.
    pub path: String,
    /// Bytes.
    pub bytes: u64,
    /// SHA-256.
    pub sha256: String,
}

/// Which entries of the log.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[ts(export)]
pub struct SearchLog {
    /// Words in document, reason or content.
    pub text: String,
    /// From this business date.
    pub from: Option<String>,
    /// Through this business date.
    pub to: Option<String>,
    /// Only this operator.
    pub operator_id: Option<i64>,
    /// At most so many, latest first.
    pub limit: usize,
}

/// The log, latest first.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct LogView {
    /// Entries.
    pub entries: Vec<LogLine>,
}

/// An entry of the log.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct LogLine {
    /// Number.
    pub number: i64,
    /// Business date.
    pub business_date: String,
    /// Recorded.
    pub at: String,
    /// Who.
    pub operator: String,
    /// Who agreed.
    pub approver: Option<String>,
    /// What.
    pub kind: String,
    /// About what.
    pub document: String,
    /// Why.
    pub reason: String,
    /// Moved in all.
    pub amount_fen: Fen,
}
