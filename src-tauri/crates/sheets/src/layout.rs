//! A layout: where the tables of a sheet are and what their columns mean. Recognition makes it, interpretation follows it.

use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::at_rate::AtRate;
use crate::book::{Book, Row, Sheet, Value};
use crate::cells::shown;
use crate::doubts::Doubt;
use crate::draft::column_letter;
use crate::findings::At;
use crate::running::Runs;
use crate::{Confidence, Kind, Meaning, hex, words};

/// The tables of one sheet.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    pub regions: Vec<Region>,
    /// The rows of tables that are not to be imported: a person said so, or they only sum up others.
    pub passed: Vec<Range<usize>>,
    /// One of them sums up others.
    pub summed_up: bool,
    /// A card for each household stands here, and no table.
    pub of_cards: bool,
    /// The header rows of tables that only the book told to be of arrears.
    pub told_by_book: Vec<usize>,
}

/// One table. Rows are indices into `Sheet::rows`, not row numbers.
#[derive(Debug)]
pub(crate) struct Region {
    pub kind: Kind,
    pub confidence: Confidence,
    /// What stands above the headers, in one line; empty for nothing.
    pub title: String,
    /// The first header row; of a table without headers its first row.
    pub header: usize,
    /// The first row under the headers: a header may have two rows, or none.
    pub first: usize,
    /// One past the last.
    pub end: usize,
    /// Columns headed by a time alone, where nothing says whether their amounts are owed.
    pub untold: Vec<u32>,
    /// What is asked about those.
    pub times_asked: &'static str,
    /// How they are read where what each time costs stands beside.
    pub at_rate: Option<AtRate>,
    /// The columns of rooms of tables abreast under the same title.
    pub rooms_beside: Vec<u32>,
    /// Rows that stand above the headers of a later page as they stand above those of the first, by their index in the file.
    pub page_heads: Vec<u32>,
    /// 年度 beside 月份: the year of the months.
    pub year_column: Option<u32>,
    /// Its amounts may be payments, or fees due.
    pub payments_or_fees: bool,
    /// The table's own total is less what was paid: 尚欠 beside 2010年欠费 and 已付.
    pub less_paid: bool,
    /// Its 欠费 is what is left in the end: nothing else in it is owed on top.
    pub closes: bool,
    /// What is left of its 应收 is owed beside its debts, though it is no list of fees.
    pub dues_owed: bool,
    /// And some of that was owed before the time that its title names.
    pub carries: bool,
    /// What its words say of what is left, which some rows may not bear out.
    pub balance: Option<Balance>,
    /// What is held in the end, in rows where nothing is owed: 年末预收 beside 年末欠费.
    pub held: Option<u32>,
    /// Columns that are taken off what a row owes: 减免, and 实收 where no column says what is left.
    pub taken_off: Vec<u32>,
    /// And a sum shows that what was waived is.
    pub waived_in_sum: bool,
    /// Columns of money with a period of their own: 租金 and its 月份.
    pub own_periods: Vec<OwnPeriod>,
    /// Columns of payments with a column of their own day: 第一次缴费 and its 日期.
    pub own_days: Vec<(u32, u32)>,
    /// Columns about which a person is asked.
    pub doubts: Vec<(u32, Doubt)>,
    /// 欠费月数 and 月费, where no column has their product.
    pub by_months: Option<(u32, u32)>,
    /// A balance that runs on from row to row, of which only a household's last counts.
    pub runs: Option<Runs>,
    /// From the left; all of them stand between the table's sides.
    pub columns: Vec<Column>,
}

/// When the amounts of a column are of, beside them: in one column, or the first and the last day in two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OwnPeriod {
    pub money: u32,
    pub first: u32,
    pub last: Option<u32>,
}

/// 上年欠费 and 应收 less 实收 are 欠费.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Balance {
    pub closing: u32,
    pub plus: Vec<u32>,
    pub minus: Vec<u32>,
}

impl Region {
    /// Where something is said of a whole column: at its header.
    pub fn at_header<'a>(&self, sheet: &'a Sheet, column: u32) -> At<'a> {
        let header = &sheet.rows[self.header];
        At::new(sheet, header.number(), column, header.get(column))
    }

    /// The first column with this meaning.
    pub fn column(&self, meaning: Meaning) -> Option<&Column> {
        self.columns.iter().find(|c| c.meaning == meaning)
    }

    /// All columns with this meaning, from the left.
    pub fn columns(&self, meaning: Meaning) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(move |c| c.meaning == meaning)
    }

    /// The column that says whose row it is: the room's, of vehicles without one the space's or the plate's.
    pub fn unit_column(&self) -> Option<&Column> {
        [Meaning::Room, Meaning::Space, Meaning::Plate].iter().find_map(|meaning| self.column(*meaning))
    }

    /// The cells of a row that stand between the table's sides.
    pub fn cells<'r>(&self, row: &'r Row) -> &'r [(u32, Value)] {
        match (self.columns.first(), self.columns.last()) {
            (Some(first), Some(last)) => between(row, first.index, last.index),
            _ => &[],
        }
    }
}

/// The cells of a row from one column to another, both included.
pub(crate) fn between(row: &Row, first: u32, last: u32) -> &[(u32, Value)] {
    // One table on the sheet: its rows hold nothing else.
    if let (Some((from, _)), Some((to, _))) = (row.cells.first(), row.cells.last())
        && *from >= first
        && *to <= last
    {
        return &row.cells;
    }
    let from = row.cells.partition_point(|(column, _)| *column < first);
    let to = row.cells.partition_point(|(column, _)| *column <= last);
    row.cells.get(from..to).unwrap_or_default()
}

/// The columns between two that hold anything in these rows, from the left.
pub(crate) fn used(rows: &[Row], (first, last): (u32, u32)) -> Vec<u32> {
    let mut used: Vec<bool> = Vec::new();
    for row in rows {
        for (column, _) in between(row, first, last) {
            let at = usize::try_from(*column).expect("a column is an index");
            if at >= used.len() {
                used.resize(at + 1, false);
            }
            used[at] = true;
        }
    }
    (0..).zip(used).filter(|(_, is_used)| *is_used).map(|(column, _)| column).collect()
}

/// One column of a table.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub index: u32,
    /// Of two rows joined: `本期应收_管理费`.
    pub header: String,
    pub meaning: Meaning,
    pub confidence: Confidence,
    pub note: String,
}

/// What is said of a column of figures that no header explains.
pub(crate) const NOTED_UNRECOGNISED: &str = "没有认出，记作备注";
/// What is said of a time of which no amount is.
pub(crate) const NOTED_WITHOUT_AMOUNT: &str = "没有对应的金额，记作备注";
/// What is said of a column of spaces whose rows are the spaces' own.
pub(crate) const SPACE_IS_UNIT: &str = "表里没有别的房号，每个车位是一户";

impl Column {
    pub fn letter(&self) -> String {
        column_letter(self.index)
    }

    /// Its numbers are of spaces, and not of flats.
    pub fn is_of_spaces(&self) -> bool {
        self.note == SPACE_IS_UNIT
    }

    /// A remark because nobody knows better.
    pub fn is_unrecognised(&self) -> bool {
        self.meaning == Meaning::Note && self.note == NOTED_UNRECOGNISED
    }
}

/// The same for all workbooks whose tables are of the same kinds under the same headers, whatever the numbers in the
/// headers (years, months), how many columns differ in nothing else, and the names of the sheets: a list by months grows
/// by one each month. `layouts` are those of the sheets, as recognised without any choice of a person. Of a workbook without a table the first row of several words stands for the headers.
pub(crate) fn fingerprint(book: &Book, layouts: &[Layout]) -> String {
    let mut hash = Sha256::new();
    let mut line = |text: &str| {
        hash.update(text.as_bytes());
        hash.update(b"\n");
    };
    for region in layouts.iter().flat_map(|layout| &layout.regions) {
        line(&format!("{:?}", region.kind));
        let mut headers: Vec<String> =
            region.columns.iter().map(|c| without_numbers(&words::key(&c.header))).collect();
        headers.dedup_by(|next, before| next == before && next.contains('0'));
        headers.iter().for_each(|header| line(header));
    }
    if layouts.iter().all(|layout| layout.regions.is_empty()) {
        for sheet in &book.sheets {
            first_words(sheet).for_each(|text| line(&without_numbers(&text)));
        }
    }
    hex(&hash.finalize())
}

/// The first row with several words: the headers, if it has any.
fn first_words(sheet: &Sheet) -> impl Iterator<Item = String> + '_ {
    let first = sheet.rows.iter().find(|row| row.cells.len() >= 2);
    first
        .into_iter()
        .flat_map(|row| row.cells.iter().map(|(_, value)| words::key(&shown(value, sheet.epoch))))
}

/// Every run of digits as one `0`, and 十二 of 十二月.
fn without_numbers(text: &str) -> String {
    let of_time = text.contains(['年', '月', '季']);
    let is_number = |c: char| c.is_ascii_digit() || (of_time && "〇一二三四五六七八九十".contains(c));
    let mut out = String::new();
    for c in text.chars() {
        match is_number(c) {
            true if out.ends_with('0') => {}
            true => out.push('0'),
            false => out.push(c),
        }
    }
    out
}
