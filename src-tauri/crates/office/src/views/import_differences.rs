//! A file beside the register: what is new, changed, the same, gone; and what of it is to be applied.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Fen;

/// A file beside the register. Lists hold at most 2,000 units; the counts are of all.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[ts(export)]
pub struct ImportDifference {
    /// Units the register does not have.
    pub new: usize,
    /// Units it has to which the file adds: arrears of periods without any, balances, readings, vehicles, payments, notes.
    pub added_to: usize,
    /// Units it has otherwise.
    pub changed: usize,
    /// Units it has just so.
    pub same: usize,
    /// Units that an earlier import of a file of this layout brought, and this file does not have.
    pub gone: usize,
    /// Units with debts or money held that an earlier state of this file brought, in buildings of which it says nothing now:
    /// they stay as they are.
    pub elsewhere: usize,
    /// What these owe.
    pub elsewhere_fen: Fen,
    /// Room numbers of the new ones.
    pub new_units: Vec<String>,
    /// What is added to each.
    pub added_to_units: Vec<AddedUnit>,
    /// What is different with each.
    pub changed_units: Vec<ChangedUnit>,
    /// Those gone.
    pub gone_units: Vec<GoneUnit>,
    /// What comes into the books and beside them with what is new and what is added, changes left out.
    pub adds: AddedSums,
    /// What applying every change would move in the books, what is reversed taken off.
    pub changes: ChangedSums,
    /// How much of the file the register and the books have already: rows of readings, payments and the like.
    pub kept_already: usize,
}

/// What new units bring, and what is added to those there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct AddedSums {
    /// Opening arrears, less what was paid ahead in the same columns.
    pub opening_fen: Fen,
    /// What was paid ahead in columns of arrears: it becomes a prepayment.
    pub overpaid_fen: Fen,
    /// 预存 of columns of its own.
    pub prepayments_fen: Fen,
    /// 押金.
    pub deposits_fen: Fen,
    /// Meter readings.
    pub readings: usize,
    /// Vehicles and spaces.
    pub vehicles: usize,
    /// Payments of the past.
    pub past_payments: usize,
    /// Notes.
    pub notes: usize,
    /// ID numbers.
    pub id_numbers: usize,
}

/// What changes move in the books: above zero they come in, below zero they go out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ChangedSums {
    /// Opening arrears, less what was paid ahead in the same columns.
    pub opening_fen: Fen,
    /// 预存, what was paid ahead included.
    pub prepayments_fen: Fen,
    /// 押金.
    pub deposits_fen: Fen,
}

/// A unit of the register to which the file adds.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct AddedUnit {
    /// Room number.
    pub code: String,
    /// What, for people: `期初欠费 2 笔，抄表 1`.
    pub what: String,
    /// Opening arrears among it.
    pub opening_fen: Fen,
}

/// A unit that the file has otherwise.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ChangedUnit {
    /// Room number.
    pub code: String,
    /// Each difference.
    pub changes: Vec<FieldChange>,
    /// What applying them would move in the books.
    pub moves: ChangedSums,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FieldChange {
    /// area, usage, status, handover, person, owner, phones, opening, prepayment, deposit. `owner`: others are the owners;
    /// whether they come beside those before or take over is asked for by `ApplyDifference`.
    pub field: String,
    /// For people: `建筑面积`, `张小明的电话`, `物业费 2013-05 – 2015-05`.
    pub label: String,
    /// As the register has it, for people; empty: nothing. Numbers of people are masked.
    pub before: String,
    /// As the file has it.
    pub after: String,
    /// Why it stays as it is even when the unit is confirmed; empty: it is applied. `已收过款，请在收款台办理`.
    pub held: String,
    /// What confirming the unit does about it, for people; empty where it is held. `冲回，账上不再有这笔押金`
    pub does: String,
}

/// A unit that is not in the file any more.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct GoneUnit {
    /// Room number.
    pub code: String,
    /// Names.
    pub people: String,
    /// What it owes.
    pub owed_fen: Fen,
    /// Its prepayments that imports took over.
    pub prepayments_fen: Fen,
    /// Its deposits that imports took over.
    pub deposits_fen: Fen,
    /// What happens to it and its money, whether it leaves or stays; for people.
    pub does: String,
    /// Why it has to stay in the register; empty: it can leave.
    pub stays: String,
}

/// What of a difference is applied. Nothing else is touched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
#[serde(default)]
pub struct ApplyDifference {
    /// New units, and what is added to those there are.
    pub new: bool,
    /// Every changed unit.
    pub all_changed: bool,
    /// These changed units.
    pub changed: Vec<String>,
    /// In every unit that has other owners they take over: from today on they pay, those before stay with what is in their
    /// name. Its other changes are applied too.
    pub all_owners: bool,
    /// In these units.
    pub owners: Vec<String>,
    /// These units leave the register.
    pub gone: Vec<String>,
}
