//! Findings as they are gathered, with a cap: a workbook that is wrong in every cell is told so once. Groups count all.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use crate::book::{Sheet, Value};
use crate::cells::{Amount, Reading, amount_in, date_in, number, shown, text};
use crate::decisions::{Decisions, choices};
use crate::draft::column_letter;
use crate::questions::question;
use crate::rooms::{Door, DoorShape, door};
use crate::written_dates::DateRead;
use crate::{CellRef, Finding, FindingGroup, Level};
use rust_decimal::Decimal;

const MOST: usize = 10_000;
/// Of one code: a workbook of rounded amounts must not crowd out what matters.
const MOST_OF_A_CODE: u32 = 2_000;

#[derive(Debug, Default)]
pub(crate) struct Findings {
    list: Vec<Finding>,
    left_out: usize,
    counts: Vec<Count>,
}

#[derive(Debug)]
struct Count {
    code: &'static str,
    level: Level,
    count: u32,
    first_message: String,
}

/// Where a finding is, and what stands there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At<'a> {
    pub sheet: &'a Sheet,
    /// From 1.
    pub row: u32,
    pub column: u32,
    pub value: Option<&'a Value>,
    /// A person said that its sign is text like any other.
    pub literal: bool,
    /// The unit of an amount in it, in 元.
    pub unit: Decimal,
}

impl<'a> At<'a> {
    pub fn new(sheet: &'a Sheet, row: u32, column: u32, value: Option<&'a Value>) -> Self {
        At { sheet, row, column, value, literal: false, unit: Decimal::ONE }
    }

    pub fn cell(&self) -> String {
        format!("{}{}", column_letter(self.column), self.row)
    }

    pub fn source(&self) -> CellRef {
        CellRef { sheet: self.sheet.name.clone(), row: self.row, column: self.column }
    }

    /// What a person sees in it; `None` for nothing.
    pub fn text(&self) -> Option<String> {
        match self.value {
            Some(Value::Text(sign)) if self.literal => Some(sign.trim().to_owned()),
            value => text(value, self.sheet.epoch),
        }
    }

    pub fn number(&self) -> Reading<Decimal> {
        if self.literal { Reading::Unreadable } else { number(self.value) }
    }

    pub fn amount(&self) -> Reading<Amount> {
        if self.literal { Reading::Unreadable } else { amount_in(self.value, self.unit) }
    }

    /// `year` is the one of dates that name none.
    pub fn date(&self, year: Option<i32>) -> Reading<DateRead> {
        if self.literal { Reading::Unreadable } else { date_in(self.value, self.sheet.epoch, year) }
    }

    /// `shape`: as in [`door`].
    pub fn door(&self, shape: DoorShape) -> Reading<Door> {
        door(self.value, self.sheet.epoch, shape)
    }
}

impl Findings {
    /// `message` and `understood` are written out only while there is room for them.
    pub fn add(
        &mut self,
        at: At<'_>,
        (level, code): (Level, &'static str),
        message: impl fmt::Display,
        understood: impl fmt::Display,
    ) {
        let nth = self.count(level, code, &message);
        if self.list.len() >= MOST || nth > MOST_OF_A_CODE {
            self.left_out += 1;
            return;
        }
        let read = at.value.map_or(Cow::Borrowed(""), |v| shown(v, at.sheet.epoch));
        self.list.push(Finding {
            sheet: at.sheet.name.to_string(),
            row: at.row,
            cell: at.cell(),
            level,
            code: code.to_owned(),
            message: message.to_string(),
            read: read.chars().take(200).collect(),
            understood: understood.to_string(),
        });
    }

    /// Something was said with this code.
    pub fn has(&self, code: &str) -> bool {
        self.counts.iter().any(|count| count.code == code)
    }

    fn count(&mut self, level: Level, code: &'static str, message: &impl fmt::Display) -> u32 {
        if let Some(known) = self.counts.iter_mut().find(|c| c.code == code) {
            known.count += 1;
            known.level = known.level.min(level);
            return known.count;
        }
        self.counts.push(Count { code, level, count: 1, first_message: message.to_string() });
        1
    }

    /// The weightiest first, then the most frequent.
    pub fn groups(&self, decisions: &Decisions) -> Vec<FindingGroup> {
        let group = |c: &Count| FindingGroup {
            code: c.code.to_owned(),
            level: c.level,
            title: question(c.code).map_or_else(|| c.first_message.clone(), |q| q.title.to_owned()),
            count: c.count,
            choices: choices(c.code),
            chosen: decisions.chosen(c.code).to_owned(),
        };
        let mut groups: Vec<FindingGroup> = self.counts.iter().map(group).collect();
        groups.sort_by_key(|g| (g.level, std::cmp::Reverse(g.count)));
        groups
    }

    /// In the workbook's order: `sheets` are its names.
    pub fn into_list<'a>(mut self, sheets: impl Iterator<Item = &'a str>) -> Vec<Finding> {
        let order: HashMap<&str, usize> = sheets.enumerate().map(|(at, name)| (name, at)).collect();
        let place = |f: &Finding| (order.get(f.sheet.as_str()).copied(), f.row);
        // In one row the cells' names sort as their columns do: `D6` before `AA6`.
        let column = |one: &Finding, other: &Finding| {
            (one.cell.len(), one.cell.as_str()).cmp(&(other.cell.len(), other.cell.as_str()))
        };
        self.list.sort_by(|one, other| place(one).cmp(&place(other)).then_with(|| column(one, other)));
        if let (Some(last), true) = (self.list.last().cloned(), self.left_out > 0) {
            self.list.push(Finding {
                level: Level::Decide,
                code: "findings_left_out".into(),
                message: format!(
                    "问题太多，另有 {} 条没有列出。请先改正已列出的问题，再重新导入。",
                    self.left_out
                ),
                read: String::new(),
                understood: String::new(),
                ..last
            });
        }
        self.list
    }
}
