//! Fee items, tariffs, billing runs.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Choice, Fen};

/// Items and tariffs.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct TariffsView {
    /// Fee items.
    pub items: Vec<ItemView>,
    /// In order of item, scope, date.
    pub tariffs: Vec<TariffView>,
    /// Buildings a tariff can be for.
    pub buildings: Vec<String>,
    /// Uses a tariff can be for.
    pub usages: Vec<Choice>,
    /// What a rate is multiplied with.
    pub bases: Vec<Choice>,
    /// How parts of a month are charged.
    pub prorations: Vec<Choice>,
}

/// A fee item.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ItemView {
    /// Id.
    pub id: i64,
    /// Name.
    pub name: String,
    /// income or agency.
    pub treatment: String,
    /// For people.
    pub treatment_label: String,
    /// Rounded to so many 分: 1, 10, 100.
    pub step_fen: Fen,
}

/// A tariff.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct TariffView {
    /// Id.
    pub id: i64,
    /// Item's name.
    pub item: String,
    /// Whom it is for: `全部`, `3 栋`, `住宅`.
    pub scope: String,
    /// Only this building.
    pub building: Option<String>,
    /// Only this use.
    pub usage: Option<String>,
    /// area or fixed.
    pub basis: String,
    /// 元/㎡·月.
    pub basis_label: String,
    /// In 元 as text: `1.85`.
    pub rate: String,
    /// First day.
    pub from: String,
    /// Last day, if a later one follows it.
    pub until: Option<String>,
    /// Code.
    pub proration: String,
    /// For people.
    pub proration_label: String,
}

/// Sets a price from a date.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct SetTariff {
    /// Minted by the caller.
    pub id: String,
    /// Item's name; made when it is new.
    pub item: String,
    /// For a new item: income (default) or agency.
    pub treatment: Option<String>,
    /// For a new item: rounded to 1 (default), 10 or 100 分.
    pub step_fen: Option<Fen>,
    /// area or fixed.
    pub basis: String,
    /// In 元 as text.
    pub rate: String,
    /// First day.
    pub from: String,
    /// Only this building.
    pub building: Option<String>,
    /// Only this use.
    pub usage: Option<String>,
    /// Default actual_days.
    pub proration: Option<String>,
}

/// A billing run to look at.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct PreviewBilling {
    /// Through this month.
    pub through: String,
}

/// What a run would charge.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct BillingPreview {
    /// Through this month.
    pub through: String,
    /// How many lines.
    pub lines: usize,
    /// How many units.
    pub units: usize,
    /// Sum.
    pub total_fen: Fen,
    /// By item and month.
    pub sums: Vec<BillingSum>,
    /// The first lines, at most 500, each with its working.
    pub first_lines: Vec<BillingLine>,
    /// Units that should be billed and cannot be (漏户, practice row P4).
    pub unbilled: Vec<UnbilledView>,
}

/// A sum of a run.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct BillingSum {
    /// Item.
    pub item: String,
    /// Month.
    pub month: String,
    /// Units.
    pub units: usize,
    /// Sum.
    pub amount_fen: Fen,
}

/// A line of a run.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct BillingLine {
    /// Room number.
    pub unit: String,
    /// Who is liable.
    pub person: String,
    /// Item.
    pub item: String,
    /// Period.
    pub period: String,
    /// Amount.
    pub amount_fen: Fen,
    /// Working.
    pub working: String,
}

/// Why a unit got no line.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct UnbilledView {
    /// Room number.
    pub unit: String,
    /// Item.
    pub item: String,
    /// Code.
    pub code: String,
    /// What is missing.
    pub message: String,
}

/// 出账.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct RunBilling {
    /// Minted by the caller.
    pub id: String,
    /// Through this month.
    pub through: String,
    /// The previewed total: if it is no longer that, nothing is posted.
    pub expected_total_fen: Option<Fen>,
}

/// A run that was posted.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct BillingView {
    /// Entry number.
    pub entry: i64,
    /// Through this month.
    pub through: String,
    /// How many lines.
    pub lines: usize,
    /// How many units.
    pub units: usize,
    /// Sum.
    pub total_fen: Fen,
    /// Units left out and why.
    pub unbilled: Vec<UnbilledView>,
}

/// Runs posted before, latest first.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct BillingRuns {
    /// Runs.
    pub runs: Vec<BillingRun>,
}

/// Takes a run back.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct WithdrawBilling {
    /// Minted by the caller.
    pub id: String,
    /// The run's entry number.
    pub entry: i64,
    /// Why.
    pub reason: String,
}

/// A run in the list.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct BillingRun {
    /// Entry number.
    pub entry: i64,
    /// Through this month.
    pub through: String,
    /// When.
    pub at: String,
    /// Who.
    pub operator: String,
    /// Sum.
    pub total_fen: Fen,
    /// Taken back.
    pub withdrawn: bool,
}
