//! Operators and settings.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Fen;

/// An operator.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct OperatorView {
    /// Id.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Role code: cashier, supervisor, manager.
    pub role: String,
    /// Role for people.
    pub role_label: String,
    /// May sign in.
    pub active: bool,
}

/// A new operator, or a change of one.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct SaveOperator {
    /// None: a new one.
    pub operator_id: Option<i64>,
    /// Name.
    pub name: String,
    /// Role code.
    pub role: String,
    /// New PIN; none: unchanged.
    pub pin: Option<String>,
    /// May sign in.
    pub active: bool,
}

/// What the office decides once.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Settings {
    /// Difference at the close above which a second operator must agree.
    pub over_short_limit_fen: Fen,
    /// Lines on notices: where and how to pay.
    pub how_to_pay: Vec<String>,
    /// Telephone on notices.
    pub phone: String,
    /// Days from a notice to its deadline.
    pub deadline_days: i64,
    /// Receipt paper: `a5`, `form_half` (241×139.7), `form_third` (241×93.1).
    pub receipt_paper: String,
}
