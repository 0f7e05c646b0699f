//! Units, people, search.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Choice, Fen};

/// What was typed into the box.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct FindUnits {
    /// Room number in any shape, name, 拼音 initials, phone tail.
    pub query: String,
    /// At most so many.
    pub limit: usize,
}

/// Hits, best first.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct FoundUnits {
    /// Hits.
    pub units: Vec<UnitHit>,
}

/// A hit.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct UnitHit {
    /// Id.
    pub unit_id: i64,
    /// Room number.
    pub code: String,
    /// Names.
    pub people: String,
    /// 住宅, 商铺, …
    pub usage_label: String,
    /// Open in all.
    pub owed_fen: Fen,
}

/// Which units to list.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[ts(export)]
pub struct ListUnits {
    /// Only this building.
    pub building: Option<String>,
    /// Only those that owe.
    pub owing_only: bool,
}

/// The register.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct UnitsView {
    /// In building order.
    pub units: Vec<UnitRow>,
    /// All buildings, in order.
    pub buildings: Vec<String>,
    /// Uses a unit can have.
    pub usages: Vec<Choice>,
    /// States a unit can have.
    pub statuses: Vec<Choice>,
    /// Sum of `owed_fen`.
    pub owed_fen: Fen,
}

/// A unit in a list.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct UnitRow {
    /// Id.
    pub unit_id: i64,
    /// Room number.
    pub code: String,
    /// Building.
    pub building: String,
    /// Use code.
    pub usage: String,
    /// Use for people.
    pub usage_label: String,
    /// ㎡ as text, `89.50`; none if unknown.
    pub area: Option<String>,
    /// Status code.
    pub status: Option<String>,
    /// Status for people.
    pub status_label: Option<String>,
    /// 收楼日期.
    pub handover: Option<String>,
    /// Names, 、 between them.
    pub people: String,
    /// Masked numbers.
    pub phones: String,
    /// Open in all.
    pub owed_fen: Fen,
    /// Of that past due.
    pub overdue_fen: Fen,
    /// Prepaid and unused.
    pub prepaid_fen: Fen,
}

/// Names a unit.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct UnitRequest {
    /// Room number in any shape.
    pub unit: String,
}

/// A unit's page: everything about it.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct UnitPage {
    /// The unit.
    pub unit: UnitRow,
    /// As it was written where it came from.
    pub written: String,
    /// People and their liability.
    pub people: Vec<PersonView>,
    /// What happened, latest first.
    pub timeline: Vec<TimelineLine>,
    /// What imports brought that billing does not use.
    pub kept: super::kept::UnitKept,
}

/// A person at a unit.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct PersonView {
    /// Id.
    pub person_id: i64,
    /// Name.
    pub name: String,
    /// Relation code: owner, tenant, developer.
    pub relation: String,
    /// Relation for people.
    pub relation_label: String,
    /// Masked.
    pub phones: Vec<String>,
    /// Pays the fees.
    pub liable: bool,
    /// From when.
    pub liable_from: Option<String>,
    /// Until when.
    pub liable_to: Option<String>,
}

/// A line of a unit's history.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct TimelineLine {
    /// Business date.
    pub date: String,
    /// Recorded, `2026-11-21 09:00`.
    pub at: String,
    /// 出账, 收款, 导入, …
    pub kind: String,
    /// What.
    pub title: String,
    /// The working, the reason, the file and cell it came from. May be empty.
    pub detail: String,
    /// What moved, if money: above zero billed, below zero paid.
    pub amount_fen: Option<Fen>,
    /// A receipt number, if one.
    pub receipt: Option<String>,
    /// Who.
    pub operator: String,
}

/// A new unit, or a change of one.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct SaveUnit {
    /// Minted by the caller.
    pub id: String,
    /// None: a new one.
    pub unit_id: Option<i64>,
    /// Room number.
    pub code: String,
    /// Use code.
    pub usage: String,
    /// ㎡; empty if unknown.
    pub area: String,
    /// Status code.
    pub status: Option<String>,
    /// 收楼日期; empty if unknown.
    pub handover: String,
    /// Why.
    pub reason: String,
}

/// A new person at a unit, or a change of one.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct SavePerson {
    /// Minted by the caller.
    pub id: String,
    /// Which unit.
    pub unit_id: i64,
    /// None: a new one.
    pub person_id: Option<i64>,
    /// Name.
    pub name: String,
    /// Relation code.
    pub relation: String,
    /// Numbers; none: unchanged.
    pub phones: Option<Vec<String>>,
    /// Pays the fees.
    pub liable: bool,
    /// From when; empty: from the beginning.
    pub liable_from: String,
    /// Until when; empty: still.
    pub liable_to: String,
    /// Why.
    pub reason: String,
}

/// Asks for the whole numbers of one person; logged with the reason (PIPL art. 28, 51).
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct RevealPhones {
    /// Whose.
    pub person_id: i64,
    /// Why.
    pub reason: String,
}

/// The whole numbers.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct RevealedPhones {
    /// Unmasked.
    pub phones: Vec<String>,
}
