//! What a person should know or decide, in groups, as the draft carries it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::decisions::{Decisions, choices};
use crate::questions::question;
use crate::{Decision, Draft, Symbol};

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

impl Draft {
    /// Adds findings of one code that somebody made who holds the draft against more than its workbook, in the workbook's
    /// order, and their group as `decisions` have it. Their code is one of this crate's.
    pub fn found(&mut self, code: &str, findings: Vec<Finding>, decisions: &[Decision]) {
        let Some((level, question)) = findings.iter().map(|f| f.level).min().zip(question(code)) else {
            return;
        };
        let count = u32::try_from(findings.len()).unwrap_or(u32::MAX);
        match self.groups.iter_mut().find(|group| group.code == code) {
            Some(group) => {
                group.count = group.count.saturating_add(count);
                group.level = group.level.min(level);
            }
            None => self.groups.push(FindingGroup {
                code: code.to_owned(),
                level,
                title: question.title.to_owned(),
                count,
                choices: choices(code),
                chosen: Decisions::of(decisions).chosen(code).to_owned(),
            }),
        }
        self.groups.sort_by_key(|g| (g.level, std::cmp::Reverse(g.count)));
        let order: HashMap<&str, usize> =
            self.sheets.iter().enumerate().map(|(at, sheet)| (sheet.name.as_str(), at)).collect();
        self.findings.extend(findings);
        self.findings.sort_by_key(|f| (order.get(f.sheet.as_str()).copied(), f.row));
    }

    /// Takes findings of one code back that turned out to be none, and their group if nothing of it is left.
    pub fn take_back(&mut self, code: &str, is_none: impl Fn(&Finding) -> bool) {
        let before = self.findings.len();
        self.findings.retain(|finding| finding.code != code || !is_none(finding));
        let count = u32::try_from(before - self.findings.len()).unwrap_or(u32::MAX);
        if let Some(group) = self.groups.iter_mut().find(|group| group.code == code) {
            group.count = group.count.saturating_sub(count);
        }
        self.groups.retain(|group| group.code != code || group.count > 0);
    }
}
