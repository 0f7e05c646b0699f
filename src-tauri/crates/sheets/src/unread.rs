//! What no table took: sheets without one, rows and columns beside those that were found. None of it vanishes without a
//! word. Told from the sides of the tables, row by row; no cell is remembered.

use rust_decimal::Decimal;

use crate::book::{Row, Sheet, Value};
use crate::cells::{amount, is_nothing, number, shown};
use crate::findings::At;
use crate::interpretation::Interpretation;
use crate::layout::{Column, Layout, Region};
use crate::rows::{is_remark, is_title};
use crate::{Kind, Level, Meaning, words};

/// Rows that are no table yet: an address, a date and a page number above one.
const FEWEST_ROWS: usize = 2;
/// Criteria and sums of an export stand above its headers in so many rows.
const ROWS_ABOVE: usize = 5;

/// To be called for every sheet, whether it has tables or not.
pub(crate) fn tell(reading: &mut Interpretation, sheet: &Sheet, layout: &Layout) {
    if layout.regions.is_empty() {
        if layout.summed_up || layout.passed.is_empty() {
            whole_sheet(reading, sheet, layout);
        }
        return;
    }
    let mut left = Left::default();
    let mut active: Vec<&Region> = Vec::new();
    let mut ahead = layout.regions.iter().peekable();
    for (at, row) in sheet.rows.iter().enumerate() {
        active.retain(|region| at < region.end);
        while let Some(region) = ahead.next_if(|region| region.header <= at) {
            active.push(region);
        }
        if layout.passed.iter().any(|rows| rows.contains(&at)) {
            continue;
        }
        if active.is_empty() {
            left.row(row, layout.regions[0].header > at);
        } else {
            left.beside(reading, sheet, row, &active);
        }
    }
    left.tell(reading, sheet);
    figures_in_notes(reading, sheet, layout);
    amounts_beside_meters(reading, sheet, layout);
}

/// The code of what is said of a sheet of cards.
pub(crate) const SHEET_OF_CARDS: &str = "sheet_of_cards";

/// Nothing on the sheet was taken for a table.
fn whole_sheet(reading: &mut Interpretation, sheet: &Sheet, layout: &Layout) {
    let filled = |row: &&Row| row.cells.iter().any(|(_, value)| holds(value));
    let count = sheet.rows.iter().filter(filled).count();
    let Some(first) = sheet.rows.iter().find(filled) else { return };
    let wide =
        sheet.rows.iter().filter(|row| row.cells.iter().filter(|(_, v)| holds(v)).count() >= 2).count();
    let at = At::new(sheet, first.number(), first.cells[0].0, Some(&first.cells[0].1));
    let name = &sheet.name;
    if layout.summed_up {
        let message =
            format_args!("工作表“{name}”是各栋（单元）的清单或统计，不是逐户的表，{count} 行没有导入。");
        reading.findings.add(at, (Level::Note, "sheet_is_summary"), message, "");
    } else if layout.of_cards {
        let message = format_args!(
            "工作表“{name}”是一户一张的卡片，不是一户一行的表格，{count} 行都没有导入。请整理成一户一行再导入。"
        );
        reading.findings.add(at, (Level::Decide, SHEET_OF_CARDS), message, "");
    } else if wide >= FEWEST_ROWS {
        let level = if sheet.hidden { Level::Note } else { Level::Decide };
        let message = format_args!(
            "工作表“{name}”没有认出表格，{count} 行都没有导入。如果是要导入的表，请指定表头在哪一行。"
        );
        reading.findings.add(at, (level, "sheet_not_read"), message, "");
    } else {
        let message = format_args!("工作表“{name}”只有说明文字，{count} 行没有导入。");
        reading.findings.add(at, (Level::Note, "words_not_read"), message, "");
    }
}

fn holds(value: &Value) -> bool {
    !matches!(value, Value::Text(text) if is_nothing(text))
}

/// What was found outside of the tables of a sheet.
#[derive(Default)]
struct Left {
    /// Rows with figures, above the first table and elsewhere: the first of them and how many.
    above: Run,
    apart: Run,
    /// Figures beside tables.
    figures: Run,
}

/// The first row and column, and how many.
#[derive(Default)]
struct Run {
    first: Option<(u32, u32)>,
    count: usize,
}

impl Run {
    fn add(&mut self, row: u32, column: u32) {
        self.first.get_or_insert((row, column));
        self.count += 1;
    }
}

impl Left {
    /// A row with no table in it: a title and a line to sign are words, several figures are data.
    fn row(&mut self, row: &Row, is_above: bool) {
        let filled: Vec<&(u32, Value)> = row.cells.iter().filter(|(_, value)| holds(value)).collect();
        let words = |value: &Value| matches!(value, Value::Text(text) if is_remark(text) || text.contains([':', '：']));
        let [(column, _), _, ..] = filled[..] else { return };
        let figures = filled.iter().any(|(_, value)| number(Some(value)).got().is_some());
        if !figures || is_title(&row.cells) || filled.iter().any(|(_, value)| words(value)) {
            return;
        }
        let run = if is_above { &mut self.above } else { &mut self.apart };
        run.add(row.number(), *column);
    }

    /// Cells outside of the sides of the tables that this row belongs to.
    fn beside(&mut self, reading: &mut Interpretation, sheet: &Sheet, row: &Row, active: &[&Region]) {
        let sides = |region: &&Region| match (region.columns.first(), region.columns.last()) {
            (Some(first), Some(last)) => (first.index, last.index),
            _ => (0, 0),
        };
        // Nearly every row lies within one table.
        if let (Some((first, _)), Some((last, _))) = (row.cells.first(), row.cells.last())
            && active.iter().map(sides).any(|(left, right)| left <= *first && *last <= right)
        {
            return;
        }
        let inside =
            |column: u32| active.iter().map(sides).any(|(left, right)| (left..=right).contains(&column));
        for (column, value) in row.cells.iter().filter(|(column, value)| !inside(*column) && holds(value)) {
            if number(Some(value)).got().is_some() {
                self.figures.add(row.number(), *column);
                continue;
            }
            let at = At::new(sheet, row.number(), *column, Some(value));
            let words: String = shown(value, sheet.epoch).trim().chars().take(30).collect();
            let message =
                format_args!("表格旁边写着“{words}”，没有导入。如果说的是这一行的住户，请写进备注一列。");
            reading.findings.add(at, (Level::Note, "words_not_read"), message, "");
        }
    }

    fn tell(self, reading: &mut Interpretation, sheet: &Sheet) {
        let at = |(row, column): (u32, u32)| At::new(sheet, row, column, None);
        let fewest = |run: &Run, fewest: usize| run.first.filter(|_| run.count >= fewest);
        for (run, least) in [(&self.above, ROWS_ABOVE), (&self.apart, FEWEST_ROWS)] {
            if let Some(first) = fewest(run, least) {
                let message = format_args!(
                    "从第 {} 行起有 {} 行不在认出的表格里，没有导入。如果是另一张表，请指定它的表头在哪一行。",
                    first.0, run.count
                );
                reading.findings.add(at(first), (Level::Decide, "rows_not_read"), message, "");
            }
        }
        if let Some(first) = fewest(&self.figures, FEWEST_ROWS) {
            let message = format_args!(
                "表格旁边另有 {} 个数，不在认出的表格里，没有导入。请核对。",
                self.figures.count
            );
            reading.findings.add(at(first), (Level::Decide, "figures_not_read"), message, "");
        }
    }
}

/// Figures under headers that nobody knows. In a list that calls itself one of arrears and has no column of what is owed,
/// whatever is figures; elsewhere what may be money.
fn figures_in_notes(reading: &mut Interpretation, sheet: &Sheet, layout: &Layout) {
    for region in &layout.regions {
        let without_amounts = is_without_amounts(sheet, region);
        let rows = &sheet.rows[region.first..region.end];
        let noted =
            region.columns.iter().filter(|c| c.meaning == Meaning::Note && !c.header.trim().is_empty());
        let named: Vec<(&Column, Figures)> = noted
            .filter(|c| {
                let of_a_day = region.column(Meaning::Opening).is_some() && is_day(&c.header);
                // 门禁卡 among receipts: how many, or how much.
                let of_goods = region.kind == Kind::Payments
                    && words::says(&c.header, &["门禁", "门卡", "钥匙", "水卡", "电卡", "IC卡"])
                    && !c.header.contains('号');
                let unknown = c.is_unrecognised() && (may_be_money(&c.header) || of_a_day);
                without_amounts || of_goods || unknown
            })
            .filter_map(|c| Some((c, Figures::of(rows, c.index)?)))
            .collect();
        let Some((first, _)) = named.first() else { continue };
        let at = region.at_header(sheet, first.index);
        let names: Vec<String> = named.iter().map(|(c, _)| format!("“{}”", c.header.trim())).collect();
        let names = names.join("、");
        if without_amounts {
            let message = format_args!(
                "标题或表名说的是欠费，却没有认出哪一列是欠费：{names}只作为备注保留。请指定这些列是什么。"
            );
            reading.findings.add(at, (Level::Decide, "arrears_without_amounts"), message, "");
            continue;
        }
        let count: usize = named.iter().map(|(_, figures)| figures.count).sum();
        let sum: Decimal = named.iter().map(|(_, figures)| figures.sum).sum();
        let message = format_args!(
            "没有认出{names}是什么，{count} 个数（合 {}）只作为备注保留。如果是钱，请指定是欠费、实收、押金还是预存。",
            sum.normalize()
        );
        reading.findings.add(at, (Level::Decide, "figures_only_noted"), message, "");
    }
}

/// A list of what was collected, as its title says, with a fee and columns that some rows fill and others do not, or
/// 已交/未交, of which nothing was read: nobody owes and nobody has paid. To be called last for every sheet.
pub(crate) fn nothing_collected(reading: &mut Interpretation, sheet: &Sheet, layout: &Layout) {
    if reading.findings.has("debts_in_words") {
        return;
    }
    for region in layout.regions.iter().filter(|region| is_of_nobody(sheet, region)) {
        let rows = &sheet.rows[region.first..region.end];
        let kept = region.columns.iter().filter(|c| {
            let noted = matches!(c.meaning, Meaning::Note | Meaning::Status | Meaning::Unknown);
            noted
                && !c.header.trim().is_empty()
                && !words::is_remark(&c.header)
                && (some_are_blank(rows, c.index) || words::names_both_states(&c.header))
        });
        let kept: Vec<&Column> = kept.collect();
        let Some(first) = kept.first() else { continue };
        let names: Vec<String> = kept.iter().map(|c| format!("“{}”", c.header.trim())).collect();
        let message = format_args!(
            "标题说的是收费，却没有认出谁交了、谁欠着，没有一户欠费，也没有一笔收款：{}只作为备注保留。请指定这些列是什么。",
            names.join("、")
        );
        let at = region.at_header(sheet, first.index);
        reading.findings.add(at, (Level::Decide, "nothing_collected"), message, "");
    }
}

/// Nothing in it is of money that was due, paid or held, and nothing is asked about it.
fn is_of_nobody(sheet: &Sheet, region: &Region) -> bool {
    use Meaning as M;
    const MONEY: [Meaning; 7] =
        [M::Opening, M::OpeningTotal, M::Amount, M::Due, M::Paid, M::Prepaid, M::Deposit];
    const COLLECTED: [&str; 7] = ["收费", "缴费", "交费", "收缴", "缴纳", "交纳", "收款"];
    let titles = [region.title.as_str(), &sheet.name];
    let says = |said: &[&str]| titles.iter().any(|title| words::says(title, said));
    let has = |meanings: &[Meaning]| meanings.iter().any(|meaning| region.column(*meaning).is_some());
    region.kind == Kind::Roster
        && says(&COLLECTED)
        && !says(&["标准", "单价", "依据", "项目"])
        && has(&[M::Rate, M::Monthly])
        && !has(&MONEY)
        && region.doubts.is_empty()
        && region.untold.is_empty()
        && region.at_rate.is_none()
}

fn some_are_blank(rows: &[Row], column: u32) -> bool {
    let filled = rows.iter().filter(|row| row.get(column).is_some_and(holds)).count();
    filled > 0 && filled < rows.len()
}

/// A list that calls itself one of arrears, and no column of which was taken for what is owed: 水, 电, 物业.
fn is_without_amounts(sheet: &Sheet, region: &Region) -> bool {
    let asked = [Meaning::Opening, Meaning::OpeningTotal, Meaning::Amount, Meaning::Due, Meaning::Paid];
    let titles = [region.title.as_str(), &sheet.name];
    let says = titles.iter().any(|title| words::says(title, &["催缴", "催收"]) || words::says_owed(title));
    let of_units = matches!(region.kind, Kind::Roster | Kind::Arrears | Kind::Fees);
    let answered = asked.into_iter().any(|meaning| region.column(meaning).is_some());
    let doubted = !region.doubts.is_empty() || !region.untold.is_empty();
    says && of_units && !answered && !doubted
}

/// 2025.1.15 over amounts beside what is owed.
fn is_day(header: &str) -> bool {
    let header = header.trim();
    let figures = header.split(['.', '-', '/', '年', '月', '日']).filter(|part| !part.is_empty());
    let parts: Vec<&str> = figures.collect();
    matches!(parts.len(), 2 | 3) && parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()))
}

/// A header without a word that is known, which could be one of money: 代办款, 挂失补卡.
fn may_be_money(header: &str) -> bool {
    const MONEY: [char; 14] =
        ['费', '款', '金', '额', '钱', '元', '卡', '账', '帐', '付', '欠', '租', '收', '交'];
    const ELSE: [char; 20] = [
        '号', '码', '数', '量', '率', '比', '期', '日', '年', '月', '人', '户', '价', '准', '积', '型', '单',
        '条', '起', '止',
    ];
    let of_nothing_else = words::meaning(header).is_none_or(|(meaning, _)| meaning == Meaning::Amount);
    of_nothing_else && header.contains(MONEY) && !header.trim_end().ends_with(ELSE)
}

/// What a column holds of figures.
struct Figures {
    count: usize,
    sum: Decimal,
}

impl Figures {
    /// `None` where they are few, or words are more.
    fn of(rows: &[Row], column: u32) -> Option<Self> {
        let filled = rows.iter().filter_map(|row| row.get(column)).filter(|value| holds(value));
        let (mut words, mut figures) = (0_usize, Figures { count: 0, sum: Decimal::ZERO });
        for value in filled {
            match amount(Some(value)).got() {
                Some(figure) if figure.exact.is_zero() => {}
                Some(figure) => {
                    figures.count += 1;
                    figures.sum += figure.exact;
                }
                None => words += 1,
            }
        }
        (figures.count >= FEWEST_ROWS && figures.count > words).then_some(figures)
    }
}

/// What the water cost stands beside its readings; whether it is owed nobody says.
fn amounts_beside_meters(reading: &mut Interpretation, sheet: &Sheet, layout: &Layout) {
    for region in layout.regions.iter().filter(|region| region.kind == Kind::Meters) {
        let rows = &sheet.rows[region.first..region.end];
        let money = |column: &&Column| {
            column.meaning == Meaning::Amount
                && rows.iter().any(|row| number(row.get(column.index)).got().is_some_and(|n| !n.is_zero()))
        };
        let columns: Vec<&Column> = region.columns.iter().filter(money).collect();
        let Some(first) = columns.first() else { continue };
        let names: String = columns.iter().map(|column| format!("“{}”", column.header.trim())).collect();
        let at = region.at_header(sheet, first.index);
        let message = format_args!(
            "这张表按抄表导入，{names}是金额，只作为备注保留。没有交的要算欠费，请把这些列改成“应收”（旁边有实收的）或“期初欠费”。"
        );
        reading.findings.add(at, (Level::Decide, "amounts_beside_meters"), message, "");
    }
}
