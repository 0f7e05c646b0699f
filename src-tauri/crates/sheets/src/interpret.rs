//! A layout's rows → units, people, opening arrears; totals → tie-outs; everything doubtful → findings.

use std::collections::{BTreeMap, HashMap};

use ledger::calendar::Date;
use rust_decimal::Decimal;

use crate::book::{Row, Sheet, Value};
use crate::cells::{amount, room};
use crate::findings::{At, Findings};
use crate::layout::Region;
use crate::openings::{OpeningTerms, terms};
use crate::rows::{RowKind, kind, sums};
use crate::tie_outs::Running;
use crate::units::{self, RowReading};
use crate::{CellRef, Draft, Level, Meaning, RecognisedColumn, TieOut, TotalLine, Totals};

/// A draft as it grows, sheet by sheet.
#[derive(Debug, Default)]
pub(crate) struct Interpretation {
    cut_off: Option<Date>,
    draft: Draft,
    findings: Findings,
    /// Where each code was seen first.
    seen: HashMap<String, CellRef>,
}

/// One table while it is read.
pub(crate) struct Table<'a> {
    pub sheet: &'a Sheet,
    pub region: &'a Region,
    pub openings: BTreeMap<u32, OpeningTerms>,
    /// Room cells hold the whole code, so building and entrance are not put before them.
    pub whole_codes: bool,
    pub building: Option<String>,
    pub entrance: Option<String>,
    since_top: BTreeMap<u32, Running>,
    since_total: BTreeMap<u32, Running>,
}

impl Table<'_> {
    /// The value in the first column with this meaning.
    pub fn at<'r>(&'r self, row: &'r Row, meaning: Meaning) -> Option<At<'r>> {
        self.region.column(meaning).map(|c| self.at_column(row, c.index))
    }

    pub fn at_column<'r>(&'r self, row: &'r Row, column: u32) -> At<'r> {
        At { sheet: self.sheet, row: row.number(), column, value: row.get(column) }
    }

    /// Carries building and entrance down from the last row that gave them.
    pub fn carry(&mut self, row: &Row) {
        let given = |meaning| self.region.column(meaning).and_then(|c| room(row.get(c.index)).got());
        let (building, entrance) = (given(Meaning::Building), given(Meaning::Entrance));
        if building.is_some() && building != self.building {
            self.building = building;
            self.entrance = None;
        }
        if entrance.is_some() {
            self.entrance = entrance;
        }
    }

    fn running(&mut self, column: u32, change: impl Fn(&mut Running)) {
        change(self.since_top.entry(column).or_default());
        change(self.since_total.entry(column).or_default());
    }
}

impl Interpretation {
    pub fn new(cut_off: Option<Date>) -> Self {
        Interpretation { cut_off, ..Interpretation::default() }
    }

    /// A roster on a sheet that people do not see is not imported unless someone names it.
    pub fn hidden_roster(&mut self, sheet: &Sheet, region: &Region) {
        let header = &sheet.rows[region.header];
        let at = At { sheet, row: header.number(), column: 0, value: None };
        let message = format!("工作表“{}”是隐藏的，没有导入。如果需要，请取消隐藏后再导入。", sheet.name);
        self.findings.add(at, (Level::Note, "sheet_hidden"), message, "");
    }

    pub fn roster(&mut self, sheet: &Sheet, region: &Region) {
        let openings = region.columns(Meaning::Opening).map(|c| (c.index, terms(&c.header, self.cut_off)));
        let mut table = Table {
            sheet,
            region,
            openings: openings.collect(),
            whole_codes: false,
            building: None,
            entrance: None,
            since_top: BTreeMap::new(),
            since_total: BTreeMap::new(),
        };
        table.whole_codes = units::rooms_hold_whole_codes(sheet, region);
        self.list_columns(&table);
        for row in &sheet.rows[region.first..region.end] {
            match kind(sheet, region, row) {
                RowKind::Blank | RowKind::Header => {}
                RowKind::Remark => self.remark(&table, row),
                RowKind::Total { subtotal } => self.total(&mut table, row, Some(subtotal)),
                RowKind::NumbersOnly => self.total(&mut table, row, None),
                RowKind::Data => self.data(&mut table, row),
            }
        }
    }

    fn list_columns(&mut self, table: &Table<'_>) {
        for column in &table.region.columns {
            let assumed = table.openings.get(&column.index).map_or("", |terms| terms.note.as_str());
            let notes = [column.note.as_str(), assumed];
            let notes: Vec<&str> = notes.into_iter().filter(|n| !n.is_empty()).collect();
            self.draft.columns.push(RecognisedColumn {
                sheet: table.sheet.name.clone(),
                header_row: table.sheet.rows[table.region.header].number(),
                column: column.index,
                letter: column.letter(),
                header: column.header.clone(),
                meaning: column.meaning,
                confidence: column.confidence,
                note: notes.join("；"),
            });
        }
    }

    fn remark(&mut self, table: &Table<'_>, row: &Row) {
        let Some((column, _)) = row.cells.first() else { return };
        let at = table.at_column(row, *column);
        self.findings.add(at, (Level::Note, "row_is_remark"), "这一行是说明、示例或签字，没有导入。", "");
    }

    fn data(&mut self, table: &mut Table<'_>, row: &Row) {
        table.carry(row);
        let read = units::read(table, row, &mut self.findings)
            .and_then(|read| self.first_of_its_code(table, row, read));
        let Some(read) = read else {
            Self::leave_out(table, row);
            return;
        };
        for (column, amount) in &read.amounts {
            match amount {
                Some(amount) => table.running(*column, |sum| sum.imported(*amount)),
                None => table.running(*column, Running::unreadable),
            }
        }
        self.draft.units.push(read.unit);
    }

    fn first_of_its_code(&mut self, table: &Table<'_>, row: &Row, read: RowReading) -> Option<RowReading> {
        let unit = &read.unit;
        if let Some(first) = self.seen.get(&unit.code) {
            let at = table.at(row, Meaning::Room)?;
            let message = format!(
                "房号 {} 已经在工作表“{}”第 {} 行出现过，这一行没有导入。请核对后只留一行。",
                unit.code, first.sheet, first.row
            );
            self.findings.add(at, (Level::Refused, "unit_twice"), message, "");
            return None;
        }
        self.seen.insert(unit.code.clone(), unit.source.clone());
        Some(read)
    }

    /// The row's numbers still belong to the workbook's totals.
    fn leave_out(table: &mut Table<'_>, row: &Row) {
        let region = table.region;
        for (column, _) in sums(region, row) {
            if let Some(amount) = amount(row.get(column)).got() {
                table.running(column, |sum| sum.left_out(amount));
            }
        }
    }

    /// `labelled`: whether the row's label says 小计; `None` for a row of numbers without label.
    fn total(&mut self, table: &mut Table<'_>, row: &Row, labelled: Option<bool>) {
        let numbers: Vec<(u32, Decimal)> = sums(table.region, row).filter(|(_, n)| !n.is_zero()).collect();
        let agree = |scope: &BTreeMap<u32, Running>| {
            numbers.iter().filter(|(c, n)| scope.get(c).is_some_and(|sum| sum.agrees(*n))).count()
        };
        let (top, part) = (agree(&table.since_top), agree(&table.since_total));
        let first = row.cells.first().map_or(0, |(column, _)| *column);
        let at = table.at_column(row, first);
        let of_part = match labelled {
            Some(true) => true,
            Some(false) => part > top,
            None if top == 0 && part == 0 => {
                let message = "这一行只有数字，没有房号和业主，与上面各行之和也不相符，没有导入。请核对。";
                self.findings.add(at, (Level::Decide, "numbers_without_unit"), message, "");
                return;
            }
            None => part > top,
        };
        if numbers.is_empty() {
            let message = "合计行里没有可以核对的数。";
            self.findings.add(at, (Level::Note, "total_without_numbers"), message, "");
        }
        if labelled.is_none() {
            let message = "这一行没有房号，数字与上面各行之和相符，认作合计行，用来核对，不导入。";
            self.findings.add(at, (Level::Note, "total_without_label"), message, "合计");
        }
        for (column, number) in numbers {
            self.tie_out(table, row, (column, number), of_part);
        }
        table.since_total.clear();
    }

    fn tie_out(&mut self, table: &Table<'_>, row: &Row, (column, number): (u32, Decimal), of_part: bool) {
        let scope = if of_part { &table.since_total } else { &table.since_top };
        let sum = scope.get(&column).cloned().unwrap_or_default();
        let at = table.at_column(row, column);
        let Some(known) = table.region.columns.iter().find(|c| c.index == column) else { return };
        if known.meaning == Meaning::Area {
            if !sum.agrees(number) {
                let message =
                    format!("面积合计与各行之和相差 {}，请核对。", (number - sum.exact).normalize());
                self.findings.add(
                    at,
                    (Level::Note, "area_total_differs"),
                    message,
                    sum.exact.normalize().to_string(),
                );
            }
            return;
        }
        let compared = sum.compare(number);
        let exact = match at.value {
            Some(Value::Number(n)) => *n,
            _ => number,
        };
        self.draft.tie_outs.push(TieOut {
            label: format!(
                "{}：{}{}",
                table.sheet.name,
                known.header,
                if of_part { "（小计）" } else { "（合计）" }
            ),
            workbook: exact.to_string(),
            workbook_fen: compared.workbook_fen,
            imported_fen: compared.imported_fen,
            cell: at.cell(),
            explanation: compared.explanation,
            settled: compared.settled,
        });
    }

    /// The draft with its sums; sheets, file name and hash are the caller's.
    pub fn finish(mut self) -> Draft {
        self.draft.totals = totals(&self.draft);
        self.draft.findings = self.findings.into_list();
        self.draft
    }
}

fn totals(draft: &Draft) -> Totals {
    let mut totals = Totals::default();
    let mut places: HashMap<(bool, &str), usize> = HashMap::new();
    let mut line = |lines: &mut Vec<TotalLine>, by_item: bool, name: &'_ str, fen: i64, units: u32, key| {
        let at = *places.entry((by_item, key)).or_insert_with(|| {
            lines.push(TotalLine { name: name.to_owned(), units: 0, opening_fen: 0 });
            lines.len() - 1
        });
        lines[at].units += units;
        lines[at].opening_fen += fen;
    };
    for unit in &draft.units {
        let owed: i64 = unit.openings.iter().map(|o| o.amount_fen).sum();
        totals.units += 1;
        totals.people += u32::try_from(unit.people.len()).unwrap_or(u32::MAX);
        totals.opening_fen += owed;
        line(&mut totals.by_building, false, &unit.building, owed, 1, unit.building.as_str());
        let mut counted: Vec<&str> = Vec::new();
        for opening in &unit.openings {
            let first = !counted.contains(&opening.item.as_str());
            line(
                &mut totals.by_item,
                true,
                &opening.item,
                opening.amount_fen,
                u32::from(first),
                opening.item.as_str(),
            );
            counted.push(&opening.item);
        }
    }
    totals
}
