//! One table while it is read: its columns by meaning, what merged and blank cells carry down, and its running sums.

mod line;
mod money;
mod period_marks;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use ledger::calendar::Date;
use rust_decimal::Decimal;

use crate::amount_units::AmountUnit;
use crate::beside_buildings::BesideBuildings;
use crate::book::{Merge, Row, Sheet, Value};
use crate::buildings::Heading;
use crate::cells::Reading;
use crate::findings::At;
use crate::given_back::is_of_refunds;
use crate::header_days::HeaderDays;
use crate::heading_lines::sections_vary;
use crate::kinds::beside_dues::BesideDue;
use crate::layout::{Column, Region};
use crate::lone_lines::{lone_headings, lone_remarks};
use crate::month_ends::are_months;
use crate::openings::{OpeningTerms, terms};
use crate::parties::Parties;
use crate::parts_of_units::{MONEY, Share, shares};
use crate::rooms::{DoorShape, ROWS_LOOKED_AT, doors_say_building, rooms_hold_whole_codes, usual_shape};
use crate::running::replaced;
use crate::short_rooms::Meant;
use crate::states::is_paid;
use crate::sum_lines::buildings_are_units;
use crate::sums::{Counted, SUMMED, Sums};
use crate::surplus::Below;
use crate::surroundings::Surroundings;
use crate::symbols::Symbols;
use crate::unlabelled::Unlabelled;
use crate::{CellRef, Meaning, Symbol, words};
use line::Cell;
pub(crate) use line::Line;
pub(crate) use period_marks::PeriodMark;

/// A table and how far it is read.
pub(crate) struct Table<'a> {
    pub sheet: &'a Sheet,
    pub region: &'a Region,
    /// By column: what an opening's header says.
    pub openings: Vec<Option<OpeningTerms>>,
    /// Room cells hold the whole code, so building and entrance are not put before them.
    pub whole_codes: bool,
    /// How many groups of figures its rooms have.
    pub door_shape: DoorShape,
    /// Its 欠费 is what is left of its 应收, which is then owed no second time.
    pub owed_is_what_is_left: bool,
    pub surroundings: Surroundings,
    /// Of readings.
    pub header_days: HeaderDays,
    /// A day under 结束月 stands for its month.
    pub ends_are_months: bool,
    /// A day under 已交至月份 stands for its month.
    pub paid_through_months: bool,
    /// What leads its room numbers, where another table has the same ones of other people.
    pub apart: Option<String>,
    /// What its short room numbers mean.
    pub short: Option<Arc<Meant>>,
    /// The columns of 苑 and 期, which lead the building's name, and what the last rows gave.
    pub sections: Vec<usize>,
    pub section_names: Vec<String>,
    /// A column that says whether what is due was paid: 是否缴纳.
    pub paid_or_not: Option<usize>,
    /// All of them, where each is of a fee of its own.
    pub paid_or_not_each: Vec<usize>,
    /// Columns of what was paid, but those of times that are read at what each costs.
    pub received: Vec<usize>,
    /// By column: its header is of what there was before, 清收陈欠.
    pub of_before: Vec<bool>,
    /// 是否欠费.
    pub owing_or_not: Option<usize>,
    /// 缴费情况 that says it in other words: 交至6月.
    pub told_in_words: Option<usize>,
    /// 收款日期 in a list of arrears that some rows have and others have not.
    pub day_paid: Option<usize>,
    /// 上半年缴费情况, 下半年缴费情况.
    pub period_marks: Vec<PeriodMark>,
    /// Columns of owners, where they say in which order they were: who is one now, and who was before.
    pub owners_in_time: Option<(usize, Vec<usize>)>,
    /// Whose telephones stand in which column.
    pub parties: Parties,
    /// 家庭成员, 配偶: people who are kept as notes.
    pub kin: Vec<usize>,
    /// 收据号 or 收款日期 in a list of fees that has no 实收: what stands there was paid.
    pub receipts: Vec<usize>,
    /// Rows whose balance a later row of the same account replaces.
    pub replaced: HashSet<u32>,
    /// 交费人签字: who signed has paid.
    pub payer_signs: Option<usize>,
    /// 扣款结果: whether the bank has drawn what was to be paid.
    pub drawn: Option<usize>,
    /// The day of the last payment, for rows below that leave it open.
    pub paid_on: Option<String>,
    /// Its rows are of parking spaces: 车位号 stands where others have a room.
    pub is_of_spaces: bool,
    /// 与户主关系, 业主类型: what the row's person is to the unit.
    pub relation: Option<usize>,
    /// 是否入住: 是 and 否, √ and ×.
    pub yes_or_no: Option<usize>,
    /// Columns of what is taken off what is due: 减免金额.
    pub waivers: Vec<usize>,
    /// What tells of each column of what was due.
    pub beside_dues: Vec<BesideDue>,
    /// The column that says on which side of the books a balance stands: 借, 贷.
    pub side: Option<usize>,
    /// 收/退: whether the row's money came, or went back.
    pub came_or_went: Option<usize>,
    /// All of it went back: 装修押金退还.
    pub is_of_refunds: bool,
    /// Columns about deposits given back: 退款日期.
    pub refunds: Vec<usize>,
    pub beside_buildings: BesideBuildings,
    pub building: Option<String>,
    pub entrance: Option<String>,
    /// The row in hand names its building.
    pub building_in_row: bool,
    /// The building stood on a line of its own, above its rows.
    pub building_is_heading: bool,
    /// The line above the rows said which part of the building they are: 车库.
    pub heading_part: Option<&'static str>,
    /// 楼层 beside doors that only have names: 东户; and what the last row gave.
    pub floor_slot: Option<usize>,
    pub floor: Option<String>,
    /// The line above the rows named their floor.
    pub heading_floor: Option<String>,
    /// The line above the rows named the phase they stand in: 一期, where there are several.
    pub heading_section: Option<String>,
    /// `2014年1月` above the days of that month: the year of those that name none.
    pub heading_year: Option<i32>,
    pub sections_vary: bool,
    /// Lines that name the building of the rows below because these begin again there, by row index.
    pub lone_headings: HashMap<u32, Heading>,
    /// `1-101` below a line or title that names a building: the 1 is the building, not its entrance.
    pub doors_say_building: bool,
    /// The unit of the last row that had one: an index into the draft's units.
    pub last: Option<usize>,
    pub sums: Sums,
    pub unlabelled: Vec<Unlabelled>,
    /// What the workbook says of a `√` in its columns of arrears.
    pub tick_is_paid: Option<bool>,
    /// Units and hashes of what their rows say, to know one that comes again.
    pub said: HashSet<(usize, u64)>,
    pub below: Below,
    /// 1栋 and 2栋 are units, not sums of them.
    pub buildings_are_units: bool,
    /// Rows that are the sum of others of their unit, and those others.
    pub shares: HashMap<u32, Share>,
    /// Lines of one cell in the room's column that are no room, by row index.
    pub lone_remarks: HashSet<u32>,
    slots: Vec<Vec<usize>>,
    /// By column: the unit its amounts are in where it is not 元, and what was said of it.
    units: Vec<(Option<AmountUnit>, String)>,
    labels: Vec<Arc<str>>,
    merges: Vec<Merged<'a>>,
    above: Vec<Option<&'a Value>>,
}

/// The vertical merges of one column, walked as the rows are.
#[derive(Default)]
struct Merged<'a> {
    ahead: Vec<&'a Merge>,
    held: Option<Held<'a>>,
}

#[derive(Clone, Copy)]
struct Held<'a> {
    first_row: u32,
    last_row: u32,
    value: Option<&'a Value>,
}

const ZERO: &Value = &Value::Number(Decimal::ZERO);

/// Meanings whose cell says the same for every row it is merged over; a sum or a remark stands once.
fn fills(meaning: Meaning) -> bool {
    let once = matches!(
        meaning,
        Meaning::Note
            | Meaning::PreviousReading
            | Meaning::PresentReading
            | Meaning::Ignored
            | Meaning::Unknown
            | Meaning::Serial
    );
    !once && !SUMMED.contains(&meaning)
}

impl<'a> Table<'a> {
    /// `file` is the workbook's name without its ending.
    pub fn new(sheet: &'a Sheet, region: &'a Region, (cut_off, file): (Option<Date>, &str)) -> Self {
        let mut slots = vec![Vec::new(); Meaning::Unknown as usize + 1];
        for (at, column) in region.columns.iter().enumerate() {
            slots[column.meaning as usize].push(at);
        }
        let opens =
            |meaning| matches!(meaning, Meaning::Opening | Meaning::Amount | Meaning::Due | Meaning::Paid);
        let surroundings = Surroundings::of(region, sheet, file);
        let cut_off = surroundings.as_of.or(cut_off);
        let terms = |header: &str| {
            let told = terms(header, cut_off, surroundings.item);
            if surroundings.item_of_spaces { told.of_spaces() } else { told }
        };
        let openings = region.columns.iter().map(|c| opens(c.meaning).then(|| terms(&c.header)));
        let summed = region.columns.iter().map(|c| SUMMED.contains(&c.meaning));
        let mut table = Table {
            sheet,
            region,
            openings: openings.collect(),
            header_days: HeaderDays::of(region, surroundings.year),
            surroundings,
            apart: None,
            short: None,
            sections: Vec::new(),
            section_names: Vec::new(),
            paid_or_not: None,
            paid_or_not_each: Vec::new(),
            received: Vec::new(),
            of_before: region.columns.iter().map(|c| words::is_of_before(&c.header)).collect(),
            owing_or_not: None,
            told_in_words: None,
            day_paid: None,
            period_marks: Vec::new(),
            waivers: Vec::new(),
            beside_dues: Vec::new(),
            side: None,
            came_or_went: None,
            is_of_refunds: is_of_refunds(sheet, region),
            is_of_spaces: region.column(Meaning::Room).is_some_and(Column::is_of_spaces),
            refunds: Vec::new(),
            owners_in_time: None,
            parties: Parties::default(),
            kin: Vec::new(),
            receipts: Vec::new(),
            drawn: None,
            replaced: replaced(sheet, region),
            payer_signs: None,
            paid_on: None,
            relation: None,
            yes_or_no: None,
            whole_codes: rooms_hold_whole_codes(sheet, region),
            ends_are_months: are_months(sheet, region, Meaning::PeriodTo),
            paid_through_months: are_months(sheet, region, Meaning::PaidThrough),
            door_shape: DoorShape::default(),
            owed_is_what_is_left: false,
            beside_buildings: BesideBuildings::of(sheet, region),
            building: None,
            entrance: None,
            building_in_row: false,
            building_is_heading: false,
            heading_part: None,
            floor_slot: None,
            floor: None,
            heading_floor: None,
            heading_section: None,
            heading_year: None,
            sections_vary: sections_vary(sheet, region),
            lone_headings: lone_headings(sheet, region),
            lone_remarks: lone_remarks(sheet, region),
            doors_say_building: true,
            last: None,
            sums: Sums::of(summed),
            unlabelled: Unlabelled::of(region),
            tick_is_paid: None,
            said: HashSet::new(),
            below: Below::default(),
            buildings_are_units: buildings_are_units(sheet, region),
            shares: shares(sheet, region),
            slots,
            units: vec![(None, String::new()); region.columns.len()],
            labels: region.columns.iter().map(|c| label(c).into()).collect(),
            merges: merges(sheet, region),
            above: vec![None; region.columns.len()],
        };
        if let Some(room) = table.slot(Meaning::Room) {
            let column = region.columns[room].index;
            let rows = sheet.rows[region.first..region.end].iter().take(ROWS_LOOKED_AT);
            table.door_shape = usual_shape(rows.filter_map(|row| row.get(column)));
        }
        table.floor_slot = table.floor_of_named_doors();
        if !table.has(Meaning::Building) {
            table.doors_say_building = doors_say_building(sheet, region, table.building_of_title());
        }
        table.columns_of_money();
        let of_kin = |slot: &usize| words::is_of_kin(table.header(*slot));
        table.kin = table.slots(Meaning::Note).iter().copied().filter(of_kin).collect();
        table.relation = table.told_relation();
        table.owners_in_time = table.told_owners_in_time();
        table.parties = Parties::of(&table);
        table.yes_or_no = table.slot(Meaning::Status).filter(|slot| table.header(*slot).contains("是否"));
        let is_section = |slot: &usize| words::leads_building(table.header(*slot));
        table.sections = table.slots(Meaning::Building).iter().copied().filter(is_section).collect();
        table.section_names = vec![String::new(); table.sections.len()];
        table
    }

    /// The columns with this meaning, as places in `region.columns`, from the left.
    pub fn slots(&self, meaning: Meaning) -> &[usize] {
        &self.slots[meaning as usize]
    }

    pub fn slot(&self, meaning: Meaning) -> Option<usize> {
        self.slots(meaning).first().copied()
    }

    pub fn has(&self, meaning: Meaning) -> bool {
        !self.slots(meaning).is_empty()
    }

    /// Whether it has columns of money.
    pub fn has_money(&self) -> bool {
        MONEY.iter().any(|meaning| self.has(*meaning))
    }

    pub fn header(&self, slot: usize) -> &str {
        &self.region.columns[slot].header
    }

    /// The header, or the column's letter where it has none.
    pub fn label(&self, slot: usize) -> &Arc<str> {
        &self.labels[slot]
    }

    pub fn source(&self, line: &Line<'_>, slot: usize) -> CellRef {
        CellRef { sheet: self.sheet.name.clone(), row: line.row, column: self.region.columns[slot].index }
    }

    /// The row's cell in the first column with this meaning.
    pub fn at(&self, line: &Line<'a>, meaning: Meaning) -> Option<At<'a>> {
        self.slot(meaning).map(|slot| line.at(slot))
    }

    /// What the row says in the first column with this meaning.
    pub fn text(&self, line: &Line<'a>, meaning: Meaning) -> Option<String> {
        self.at(line, meaning).and_then(|at| at.text())
    }

    /// Walks the merges down to this row. To be called for every row, in order.
    pub fn step(&mut self, row: &'a Row) {
        for (merged, column) in self.merges.iter_mut().zip(&self.region.columns) {
            while let Some(merge) = merged.ahead.last().copied().filter(|m| m.first_row <= row.index) {
                merged.ahead.pop();
                let value = (merge.first_row == row.index).then(|| row.get(column.index)).flatten();
                merged.held = Some(Held { first_row: merge.first_row, last_row: merge.last_row, value });
            }
            merged.held = merged.held.filter(|held| row.index <= held.last_row);
        }
    }

    /// The row's room is merged with the one above: it is another part of that unit, whatever it looks like.
    pub fn is_continued(&self, row: &Row) -> bool {
        let held = self.slot(Meaning::Room).and_then(|room| self.merges.get(room)).and_then(|m| m.held);
        let below = held.is_some_and(|held| held.first_row < row.index && held.value.is_some());
        below && !self.region.cells(row).is_empty()
    }

    /// The row as it is read.
    pub fn line(&mut self, row: &'a Row, symbols: &mut Symbols) -> Line<'a> {
        let mut cells = Vec::with_capacity(self.region.columns.len());
        let is_whole = self.shares.get(&row.index) == Some(&Share::Whole);
        for (slot, column) in self.region.columns.iter().enumerate() {
            let held = self.merges.get(slot).and_then(|m| m.held).filter(|h| h.first_row < row.index);
            let held = held.filter(|_| fills(column.meaning)).and_then(|h| h.value);
            let mut cell = Cell {
                column: column.index,
                value: row.get(column.index).or(held),
                literal: false,
                held: held.is_some(),
                crossed: false,
                unit: self.unit(slot),
            };
            if let Some(value) = cell.value.filter(|_| expects_a_value(column.meaning)) {
                match symbols.met(value) {
                    None => {}
                    // × under 是否入住 says no.
                    Some(Symbol::Nothing) if self.yes_or_no == Some(slot) && is_paid(value).is_some() => {}
                    Some(Symbol::Nothing) => (cell.value, cell.crossed) = (None, true),
                    Some(Symbol::Zero) => cell.value = Some(ZERO),
                    Some(Symbol::Same) => cell.value = self.above[slot],
                    Some(Symbol::Text) => cell.literal = true,
                }
            }
            if is_whole && MONEY.contains(&column.meaning) {
                cell.value = None;
            }
            if cell.value.is_some() {
                self.above[slot] = cell.value;
            }
            cells.push(cell);
        }
        let counted = vec![None; cells.len()];
        Line { sheet: self.sheet, row: row.number(), cells, counted, left_over: Vec::new() }
    }

    /// Adds the row's summed cells: as its reader said, else as imported or left out with the row.
    pub fn count(&mut self, line: &Line<'_>, taken: bool) {
        for (slot, column) in self.region.columns.iter().enumerate() {
            if !SUMMED.contains(&column.meaning) {
                continue;
            }
            let counted = line.counted[slot].or_else(|| match line.at(slot).amount() {
                Reading::Got(amount) if taken => Some(Counted::Imported(amount)),
                Reading::Got(amount) => Some(Counted::LeftOut(amount)),
                Reading::Unreadable => Some(Counted::Unreadable),
                Reading::Nothing => None,
            });
            if let Some(counted) = counted {
                self.sums.add(slot, line.row, counted);
            }
            if !taken && matches!(counted, Some(Counted::LeftOut(amount)) if !amount.fen.is_zero()) {
                self.sums.leaves_row_out(slot);
            }
        }
    }
}

fn label(column: &Column) -> String {
    match column.header.split_whitespace().collect::<String>() {
        empty if empty.is_empty() => format!("{} 列", column.letter()),
        header => header,
    }
}

fn expects_a_value(meaning: Meaning) -> bool {
    !matches!(meaning, Meaning::Note | Meaning::Ignored | Meaning::Unknown | Meaning::Serial)
}

/// By column; the next one last.
fn merges<'a>(sheet: &'a Sheet, region: &Region) -> Vec<Merged<'a>> {
    let mut merged: Vec<Merged<'a>> = region.columns.iter().map(|_| Merged::default()).collect();
    let mut any = false;
    for merge in sheet.merges.iter().filter(|m| m.last_row > m.first_row) {
        if let Some(slot) = region.columns.iter().position(|c| c.index == merge.first_column) {
            merged[slot].ahead.push(merge);
            any = true;
        }
    }
    if !any {
        return Vec::new();
    }
    for column in &mut merged {
        column.ahead.sort_by_key(|m| std::cmp::Reverse(m.first_row));
    }
    merged
}
