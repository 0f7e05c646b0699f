//! Findings as they are gathered, with a cap: a workbook that is wrong in every cell is told so once.

use std::borrow::Cow;

use crate::book::{Sheet, Value};
use crate::cells::shown;
use crate::draft::column_letter;
use crate::{CellRef, Finding, Level};

const MOST: usize = 10_000;

#[derive(Debug, Default)]
pub(crate) struct Findings {
    list: Vec<Finding>,
    left_out: usize,
}

/// Where a finding is, and what stands there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At<'a> {
    pub sheet: &'a Sheet,
    /// From 1.
    pub row: u32,
    pub column: u32,
    pub value: Option<&'a Value>,
}

impl At<'_> {
    pub fn cell(&self) -> String {
        format!("{}{}", column_letter(self.column), self.row)
    }

    pub fn source(&self) -> CellRef {
        CellRef { sheet: self.sheet.name.clone(), row: self.row, column: column_letter(self.column) }
    }
}

impl Findings {
    pub fn add(
        &mut self,
        at: At<'_>,
        (level, code): (Level, &str),
        message: impl Into<String>,
        understood: impl Into<String>,
    ) {
        if self.list.len() == MOST {
            self.left_out += 1;
            return;
        }
        let read = at.value.map_or(Cow::Borrowed(""), |v| shown(v, at.sheet.epoch));
        self.list.push(Finding {
            sheet: at.sheet.name.clone(),
            row: at.row,
            cell: at.cell(),
            level,
            code: code.to_owned(),
            message: message.into(),
            read: read.chars().take(200).collect(),
            understood: understood.into(),
        });
    }

    pub fn into_list(mut self) -> Vec<Finding> {
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
