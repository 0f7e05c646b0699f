//! 缴费通知单 and 催缴通知单.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Fen, PaperView};

/// Whom a run of notices is for.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct NoticesRequest {
    /// Minted by the caller; not used by a preview.
    pub id: String,
    /// The month.
    pub month: String,
    /// payment, arrears; empty: both.
    pub kinds: Vec<String>,
    /// Only these buildings; empty: all.
    pub buildings: Vec<String>,
    /// Only these units (room numbers); empty: all.
    pub units: Vec<String>,
    /// One file per unit beside the whole.
    pub per_unit: bool,
    /// Where to put the files; none: the office's folder.
    pub folder: Option<String>,
}

/// Who would get a notice.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct NoticesPreview {
    /// In building order.
    pub rows: Vec<NoticeRow>,
    /// Sum.
    pub total_fen: Fen,
    /// All buildings.
    pub buildings: Vec<String>,
}

/// A notice, to be or made.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct NoticeRow {
    /// payment or arrears.
    pub kind: String,
    /// 缴费通知单 or 催缴通知单.
    pub kind_label: String,
    /// Serial, once made; in a preview that of the month's latest, where the debtor has got one already.
    pub serial: Option<String>,
    /// Room number.
    pub unit: String,
    /// Building.
    pub building: String,
    /// Debtor.
    pub person: String,
    /// Oldest period.
    pub oldest: String,
    /// Of the total, past due.
    pub overdue_fen: Fen,
    /// Total.
    pub total_fen: Fen,
    /// When that was made, `2026-11-21 09:00`.
    pub at: Option<String>,
    /// SHA-256 of its text as kept.
    pub sha256: Option<String>,
}

/// Notices made.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct NoticesView {
    /// The notices.
    pub notices: Vec<NoticeRow>,
    /// The files.
    pub papers: Vec<PaperView>,
    /// Sum.
    pub total_fen: Fen,
}

/// Which notices made before.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[ts(export)]
pub struct ListNotices {
    /// Only this month.
    pub month: Option<String>,
    /// Only this unit.
    pub unit: Option<String>,
}

/// One kept notice, made again as it was.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct NoticeRequest {
    /// Serial.
    pub serial: String,
}
