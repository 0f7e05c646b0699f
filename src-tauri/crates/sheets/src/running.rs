//! Accounts with several rows a household, one for each movement: 日期, 存入, 支出, 余额. What is left is said by the last
//! row alone.

use std::collections::{HashMap, HashSet};

use ledger::calendar::Date;

use crate::Meaning;
use crate::book::{Epoch, Row, Sheet, Value};
use crate::cells::{amount, date, plain, shown};
use crate::layout::{Column, Region};
use crate::room_keys::RoomKeys;

/// Whose account a row belongs to and on which day it was written, row by row.
pub(crate) struct Accounts {
    keys: RoomKeys,
    item: Option<u32>,
    day: Option<u32>,
    epoch: Epoch,
}

impl Accounts {
    /// `day` is the column of the days. `None` for a table whose columns name no unit.
    pub fn of(columns: &[Column], day: Option<u32>, epoch: Epoch) -> Option<Self> {
        let item = columns.iter().find(|c| c.meaning == Meaning::Item).map(|c| c.index);
        Some(Accounts { keys: RoomKeys::of(columns, epoch)?, item, day, epoch })
    }

    /// The household and the item; `None` for a row of nobody. `cells` are the row's within the table.
    pub fn of_row(&mut self, row: &Row, cells: &[(u32, Value)]) -> Option<(String, Option<Date>)> {
        let item = self.item.and_then(|column| row.get(column));
        let item = item.map(|value| plain(&shown(value, self.epoch))).unwrap_or_default();
        let day = self.day.and_then(|column| date(row.get(column), self.epoch).got()).map(|read| read.date);
        let key = self.keys.of_row(row, cells)?;
        Some((format!("{key} {item}"), day))
    }
}

/// A column whose balances run on, and that of their days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Runs {
    pub balance: u32,
    pub day: Option<u32>,
}

/// The rows (from 1) whose balance a later row of the same account replaces.
pub(crate) fn replaced(sheet: &Sheet, region: &Region) -> HashSet<u32> {
    let mut replaced = HashSet::new();
    let Some(runs) = region.runs else { return replaced };
    let Some(mut accounts) = Accounts::of(&region.columns, runs.day, sheet.epoch) else { return replaced };
    let mut last: HashMap<String, (Option<Date>, u32)> = HashMap::new();
    for row in &sheet.rows[region.first..region.end] {
        let of_row = accounts.of_row(row, region.cells(row));
        let Some((account, day)) = of_row.filter(|_| amount(row.get(runs.balance)).got().is_some()) else {
            continue;
        };
        let here = (day, row.number());
        match last.get_mut(&account) {
            Some(before) if day.is_some() && day < before.0 => {
                replaced.insert(here.1);
            }
            Some(before) => {
                replaced.insert(before.1);
                *before = here;
            }
            None => {
                last.insert(account, here);
            }
        }
    }
    replaced
}
