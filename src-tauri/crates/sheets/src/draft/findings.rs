//! What a person should know or decide, in groups, as the draft carries it.

use serde::{Deserialize, Serialize};

use crate::Symbol;

/// The findings of one code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingGroup {
    /// Theirs.
    pub code: String,
    /// Theirs.
    pub level: Level,
    /// What they have in common, for people.
    pub title: String,
    /// How many.
    pub count: u32,
    /// What can be done about them; empty where nothing can be but mending the file.
    pub choices: Vec<DecisionChoice>,
    /// The choice that this draft follows; empty without choices.
    pub chosen: String,
}

/// What can be done about a group of findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionChoice {
    /// Stable, in `snake_case`.
    pub code: String,
    /// For people.
    pub label: String,
}

/// A sign that stood in cells where a value was expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SymbolSeen {
    /// As written.
    pub text: String,
    /// What it was taken for.
    pub stands_for: Symbol,
    /// In how many cells.
    pub count: u32,
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
