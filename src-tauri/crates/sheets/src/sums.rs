//! Running sums of a table's columns: as a whole, since the last total, by building and by item.

use std::collections::HashMap;

use ledger::money::Fen;
use rust_decimal::Decimal;

use crate::Meaning;
use crate::cells::Amount;
use crate::tie_outs::Running;

/// Tables with more buildings or items than this have none of them summed by name.
const MOST_NAMES: usize = 300;

/// Meanings whose columns are summed and held against the workbook's totals.
pub(crate) const SUMMED: [Meaning; 9] = [
    Meaning::Area,
    Meaning::Opening,
    Meaning::OpeningTotal,
    Meaning::Due,
    Meaning::Paid,
    Meaning::Amount,
    Meaning::Prepaid,
    Meaning::Deposit,
    Meaning::Consumption,
];

/// A summed cell.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Counted {
    Imported(Amount),
    LeftOut(Amount),
    /// Imported in part; then what is left out.
    InPart(Amount, Amount),
    /// A row's own total, and the sum of its columns.
    Total(Decimal, Fen),
    Unreadable,
    /// No part of any sum: what was left in between.
    Apart,
}

/// The sums of a table's columns.
#[derive(Debug, Default)]
pub(crate) struct Sums {
    summed: Vec<bool>,
    top: Vec<Running>,
    part: Vec<Running>,
    /// By building and by item, as the row in hand has them.
    named: HashMap<String, Vec<Running>>,
    names: [String; 2],
    rows: usize,
    /// Columns of which a total of all rows was seen.
    compared: Vec<usize>,
    /// Columns that hold amounts in rows which are not imported.
    left_out: Vec<usize>,
}

/// Which rows a total is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Top,
    Part,
    Named,
}

impl Sums {
    pub fn of(summed: impl Iterator<Item = bool>) -> Self {
        let summed: Vec<bool> = summed.collect();
        let none = vec![Running::default(); summed.len()];
        Sums { top: none.clone(), part: none, summed, ..Sums::default() }
    }

    /// How many rows were counted.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// No row was counted yet.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// A total of all rows of this column was seen.
    pub fn compared(&mut self, slot: usize) {
        self.compared.push(slot);
    }

    /// A row that is not imported holds an amount in this column.
    pub fn leaves_row_out(&mut self, slot: usize) {
        if !self.left_out.contains(&slot) {
            self.left_out.push(slot);
        }
    }

    /// Columns whose amounts in rows that are not imported no total shows.
    pub fn silent_about(&self, slot: usize) -> bool {
        self.left_out.contains(&slot) && !self.compared.contains(&slot)
    }

    /// The sum of a column's cells.
    pub fn exact(&self, slot: usize) -> Decimal {
        self.top[slot].exact
    }

    /// Something of the column was imported.
    pub fn imported(&self, slot: usize) -> bool {
        self.top[slot].has_imported()
    }

    /// The building and the item of the row in hand.
    pub fn of_row(&mut self, building: &str, item: &str) {
        self.rows += 1;
        for (name, given) in self.names.iter_mut().zip([building, item]) {
            if name != given {
                name.clear();
                name.push_str(given);
            }
        }
    }

    pub fn add(&mut self, slot: usize, row: u32, counted: Counted) {
        let change = |sum: &mut Running| match counted {
            Counted::Imported(amount) => sum.imported(row, amount),
            Counted::LeftOut(amount) => sum.left_out(row, amount),
            Counted::InPart(amount, rest) => {
                sum.imported(row, amount);
                sum.left_out(row, rest);
            }
            Counted::Total(total, of_columns) => sum.total(row, total, of_columns),
            Counted::Unreadable => sum.unreadable(row),
            Counted::Apart => {}
        };
        change(&mut self.top[slot]);
        change(&mut self.part[slot]);
        for name in self.names.iter().filter(|name| !name.is_empty()) {
            if let Some(sums) = self.named.get_mut(name) {
                change(&mut sums[slot]);
            } else if self.named.len() < MOST_NAMES {
                let mut sums = vec![Running::default(); self.summed.len()];
                change(&mut sums[slot]);
                self.named.insert(name.clone(), sums);
            }
        }
    }

    pub fn scope(&self, scope: Scope, name: &str) -> &[Running] {
        match scope {
            Scope::Top => &self.top,
            Scope::Part => &self.part,
            Scope::Named => self.named.get(name).map_or(&self.top, |sums| sums),
        }
    }

    /// The building or item that a label such as `3栋合计` names; the longest, for 13 is not 3.
    pub fn named_in(&self, label: &str) -> Option<&str> {
        let fits = |name: &&String| {
            label.find(name.as_str()).is_some_and(|at| {
                let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
                let (before, after) = (&label[..at], &label[at + name.len()..]);
                let cut_before = digit(name.chars().next()) && digit(before.chars().next_back());
                let cut_behind = digit(name.chars().next_back()) && digit(after.chars().next());
                !cut_before && !cut_behind
            })
        };
        self.named.keys().filter(fits).max_by_key(|name| name.len()).map(String::as_str)
    }

    /// Behind a total the next part begins.
    pub fn begin_part(&mut self) {
        self.part.fill(Running::default());
    }
}
