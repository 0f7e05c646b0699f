//! More imported than the workbook itself sums up: a sum that is added to its parts, and amounts below the total.

use std::collections::HashSet;

use rust_decimal::Decimal;

use crate::book::Sheet;
use crate::cells::A_FEN;
use crate::findings::At;
use crate::interpretation::Interpretation;
use crate::table::Table;
use crate::tie_outs::TOLERANCE;
use crate::{BalanceKind, Level, Meaning, words};
use ledger::money::Fen;

/// What was imported when a table began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Before {
    owed: Fen,
    balances: usize,
}

/// Rows with amounts below a table's total.
#[derive(Debug, Default)]
pub(crate) struct Below {
    /// The total's row.
    total: Option<u32>,
    first: Option<u32>,
    rows: u32,
}

impl Below {
    /// A total of all rows above it.
    pub fn total(&mut self, row: u32) {
        *self = Below { total: Some(row), first: None, rows: 0 };
    }

    /// A total of some: what stands above it is summed.
    pub fn part(&mut self) {
        (self.first, self.rows) = (None, 0);
    }

    pub fn amount(&mut self, row: u32) {
        if self.total.is_some() {
            self.first.get_or_insert(row);
            self.rows += 1;
        }
    }
}

impl Before {
    pub fn of(reading: &Interpretation) -> Self {
        Before { owed: reading.owed, balances: reading.draft.balances.len() }
    }

    /// How many balances the draft had.
    pub fn balances(self) -> usize {
        self.balances
    }
}

/// Words of a column that holds the whole of what stands in others.
const WHOLE: [&str; 10] = ["合计", "小计", "总计", "共计", "总额", "期末", "余额", "结余", "结存", "总欠"];

/// To be called when all rows of a table were read.
pub(crate) fn check(reading: &mut Interpretation, table: &Table<'_>, before: Before) {
    let held = |kind: BalanceKind| -> Fen {
        let of_table = reading.draft.balances[before.balances..].iter().filter(|b| b.kind == kind);
        of_table.map(|b| Fen::new(b.amount_fen)).sum()
    };
    let (prepaid, deposits) = (held(BalanceKind::Prepayment), held(BalanceKind::Deposit));
    let owed = reading.owed - before.owed;
    let kinds = [
        ("欠费", owed, &[Meaning::Opening, Meaning::Amount, Meaning::Due][..]),
        ("预存款", prepaid, &[Meaning::Prepaid][..]),
        ("押金", deposits, &[Meaning::Deposit][..]),
    ];
    for (what, imported, meanings) in kinds {
        columns(reading, table, (what, imported), meanings);
    }
    below(reading, table);
}

/// The columns that were added up, beside the one that says it is the whole.
fn columns(
    reading: &mut Interpretation,
    table: &Table<'_>,
    (what, imported): (&str, Fen),
    meanings: &[Meaning],
) {
    let added: Vec<usize> = (0..table.region.columns.len())
        .filter(|slot| meanings.contains(&table.region.columns[*slot].meaning) && table.sums.imported(*slot))
        .collect();
    if added.len() < 2 {
        return;
    }
    // 物业费合计 beside 电梯费合计 is the whole of the one only.
    let item = |slot: &usize| table.openings[*slot].as_ref().filter(|t| t.names_item).map(|t| &t.item);
    let items: HashSet<&String> = added.iter().filter_map(item).collect();
    if items.len() == added.len() {
        return;
    }
    let whole = |slot: &usize| {
        let terms = table.openings[*slot].as_ref();
        let key = words::key(table.header(*slot));
        !terms.is_some_and(|terms| terms.names_period) && WHOLE.iter().any(|word| key.contains(word))
    };
    let sum = |slot: &usize| table.sums.exact(*slot);
    let Some(largest) = added.iter().copied().filter(whole).max_by_key(sum) else { return };
    // Each row may be rounded by half as much.
    let rounding = Decimal::from(table.sums.rows()) * A_FEN;
    if imported.to_decimal() <= sum(&largest) + TOLERANCE + rounding {
        return;
    }
    let names: Vec<String> = added.iter().map(|slot| format!("“{}”", table.label(*slot))).collect();
    let message = format_args!(
        "这张表一共导入{what} {imported} 元，多于“{}”一列的 {} 元：{}加在了一起，恐怕重复。请核对各列是什么。",
        table.label(largest),
        sum(&largest).normalize(),
        names.join("、")
    );
    let at = table.region.at_header(table.sheet, table.region.columns[largest].index);
    reading.findings.add(at, (Level::Decide, "imported_more_than_total"), message, imported);
}

fn below(reading: &mut Interpretation, table: &Table<'_>) {
    let Below { total: Some(total), first: Some(first), rows } = table.below else { return };
    let at = At::new(table.sheet, first, first_column(table.sheet, first), None);
    let message = format_args!(
        "合计（第 {total} 行）下面还有 {rows} 行有金额，照常导入。请核对：是合计之后补记的，还是合计里已有的分项。"
    );
    reading.findings.add(at, (Level::Decide, "rows_below_total"), message, "");
}

/// The first cell of a row, from 1.
fn first_column(sheet: &Sheet, number: u32) -> u32 {
    let at = sheet.rows.partition_point(|row| row.number() < number);
    sheet.rows.get(at).and_then(|row| row.cells.first()).map_or(0, |(column, _)| *column)
}
