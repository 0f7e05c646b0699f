//! What crosses to the screen and the terminal: plain structs, serialised only here.
//!
//! Amounts are integers of 分 in fields that end in `_fen`; dates are `2026-11-21`; months `2026-11`; instants RFC 3339.
//! A request's `id` is a UUID minted by the caller: the same act asked for twice with it is done once.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub mod billing;
pub mod books;
pub mod cash_day;
pub mod import_batches;
pub mod import_differences;
pub mod imports;
pub mod kept;
pub mod notices;
pub mod operators;
pub mod payments;
pub mod register;
pub mod start;

/// Whole 分, branded in TypeScript so that it is never mixed with 元.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, TS)]
#[ts(export, type = "number & { readonly unit: \"fen\" }")]
pub struct Fen(pub i64);

impl From<ledger::money::Fen> for Fen {
    fn from(amount: ledger::money::Fen) -> Self {
        Fen(amount.fen())
    }
}

impl From<Fen> for ledger::money::Fen {
    fn from(amount: Fen) -> Self {
        ledger::money::Fen::new(amount.0)
    }
}

/// A second person who agrees with his PIN.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct Approver {
    /// Who.
    pub operator_id: i64,
    /// His PIN.
    pub pin: String,
}

/// A code with the word people see for it.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Choice {
    /// For programs.
    pub code: String,
    /// For people.
    pub label: String,
}

/// A PDF that was made.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct PaperView {
    /// What it is: `收据 No.0000001`.
    pub title: String,
    /// Where it lies: absolute.
    pub path: String,
    /// How many pages.
    pub pages: usize,
    /// SHA-256 of the file in hexadecimal.
    pub sha256: String,
    /// Characters no font has, with their code points; empty is good.
    pub missing: Vec<String>,
}
