//! Debts that a table without a column of them tells in words, 欠1800, or only by the time until which somebody has paid; and
//! other debts in the remarks of one that has it. Kept as they stand, and said: nobody is to believe that such a list was read
//! for what is owed.

use rust_decimal::Decimal;

use crate::book::{Row, Sheet, Value};
use crate::cells::{number, plain, shown};
use crate::interpretation::Interpretation;
use crate::layout::{Column, Layout, NOTED_WITHOUT_AMOUNT, Region};
use crate::{Kind, Level, Meaning, words};

/// To be called for every sheet.
pub(crate) fn tell(reading: &mut Interpretation, sheet: &Sheet, layout: &Layout) {
    for region in &layout.regions {
        if has_debts(region) {
            in_remarks(reading, sheet, region);
        } else if !in_words(reading, sheet, region) && region.doubts.is_empty() {
            only_times(reading, sheet, region);
        }
    }
}

/// What is owed is read of this table, or was asked about.
fn has_debts(region: &Region) -> bool {
    const OWED: [Meaning; 4] = [Meaning::Opening, Meaning::OpeningTotal, Meaning::Amount, Meaning::Due];
    let of_units = matches!(region.kind, Kind::Roster | Kind::Arrears | Kind::Fees);
    !of_units || OWED.into_iter().any(|meaning| region.column(meaning).is_some()) || !region.untold.is_empty()
}

/// 欠2022年物业费2000元 beside other amounts.
fn in_remarks(reading: &mut Interpretation, sheet: &Sheet, region: &Region) {
    let rows = &sheet.rows[region.first..region.end];
    let others = |column: &Column, row: &&Row| match row.get(column.index) {
        Some(Value::Text(text)) if text.contains('欠') && text.contains('元') => {
            // What is left of a figure when another is taken off it is of this row too.
            let figures: Vec<Decimal> =
                row.cells.iter().filter_map(|(_, value)| number(Some(value)).got()).collect();
            let left = |told: &Decimal| {
                let rest =
                    |figure: &Decimal| figure.checked_sub(*told).is_some_and(|rest| figures.contains(&rest));
                figures.contains(told) || figures.iter().any(rest)
            };
            says_a_debt(text, false) && amounts_in(text).iter().any(|told| !left(told))
        }
        _ => false,
    };
    for column in region.columns.iter().filter(|column| column.meaning == Meaning::Note) {
        let mut found = rows.iter().filter(|row| others(column, row));
        let Some(first) = found.next().and_then(|row| row.get(column.index)) else { continue };
        let first: String = shown(first, sheet.epoch).trim().chars().take(20).collect();
        let message = format_args!(
            "“{}”有 {} 行写着欠费（如“{first}”），金额不是这一行里的，没有另算欠费，只作为备注保留。请核对要不要补上。",
            column.header.trim(),
            1 + found.count()
        );
        let at = region.at_header(sheet, column.index);
        reading.findings.add(at, (Level::Decide, "debts_in_remarks"), message, "");
    }
}

/// 2000 of `欠2022-2023年物业费2000元`.
fn amounts_in(text: &str) -> Vec<Decimal> {
    let plain = plain(text).replace(',', "");
    let mut parts: Vec<&str> = plain.split('元').collect();
    parts.pop();
    let figure = |part: &&str| {
        let start = part.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        part[start..].parse().ok()
    };
    parts.iter().filter_map(figure).filter(|figure: &Decimal| !figure.is_zero()).collect()
}

/// Whether some column does.
fn in_words(reading: &mut Interpretation, sheet: &Sheet, region: &Region) -> bool {
    let rows = &sheet.rows[region.first..region.end];
    let kept = [Meaning::Note, Meaning::Unknown, Meaning::Status, Meaning::Paid];
    let mut columns = region.columns.iter().filter(|column| kept.contains(&column.meaning));
    let Some((column, owing)) = columns.find_map(|column| Some((column, Owing::of(sheet, rows, column)?)))
    else {
        return false;
    };
    let Owing { count, first } = owing;
    let message = format_args!(
        "“{}”有 {count} 行用文字写着欠费（如“{first}”），这张表没有欠费金额一列，没有算作欠费，只作为备注保留。请另加一列写上欠费金额再导入。",
        column.header.trim()
    );
    reading.findings.add(
        region.at_header(sheet, column.index),
        (Level::Decide, "debts_in_words"),
        message,
        "",
    );
    true
}

/// The rows of a column that tell of a debt: how many, and what the first says.
struct Owing {
    count: usize,
    first: String,
}

impl Owing {
    fn of(sheet: &Sheet, rows: &[Row], column: &Column) -> Option<Self> {
        let headed = words::says_owed(&column.header) || words::says(&column.header, &["缴", "交费", "收费"]);
        let texts = rows.iter().filter_map(|row| match row.get(column.index) {
            Some(value @ Value::Text(_)) => Some(shown(value, sheet.epoch)),
            _ => None,
        });
        let mut owing = texts.filter(|text| says_a_debt(text, headed));
        let first = owing.next()?.trim().chars().take(20).collect();
        Some(Owing { count: 1 + owing.count(), first })
    }
}

/// `欠1800`, `缴500，欠580`; under 欠费情况 or 缴费情况 also `2015年全年，共1200元`, `从未缴费`. Not `不欠`, `欠费0`.
fn says_a_debt(text: &str, headed: bool) -> bool {
    let text = text.trim();
    let owed = text.split_once('欠').is_some_and(|(before, behind)| {
        let denied = before.ends_with(['不', '未', '无', '没', '清']);
        !denied && behind.contains(|c: char| ('1'..='9').contains(&c))
    });
    let unpaid = ["未缴", "未交", "没交", "没缴", "从未"].iter().any(|word| text.starts_with(word))
        && !["房", "付", "楼", "钥匙"].iter().any(|word| text.contains(word));
    let amount = words::says(text, &["元"]) && text.contains(|c: char| c.is_ascii_digit());
    owed || (headed && (unpaid || (amount && !words::says(text, &["已", "缴清", "交清"]))))
}

/// 物业费交至, or 欠费起 and 欠费止, and no word of how much.
fn only_times(reading: &mut Interpretation, sheet: &Sheet, region: &Region) {
    let told = region.columns.iter().find(|column| column.note == NOTED_WITHOUT_AMOUNT);
    let Some(column) = told else { return };
    let message = format_args!(
        "“{}”写着费用的时间，表里没有欠费金额，没有算作欠费，只作为备注保留。有人欠费的，请另加一列写上金额再导入。",
        column.header.trim()
    );
    reading.findings.add(
        region.at_header(sheet, column.index),
        (Level::Decide, "debts_without_amounts"),
        message,
        "",
    );
}
