//! What a table's total rows say, beside the sums of the rows above.

use ledger::money::{Fen, RoundingStep};
use ledger::units::half_width;
use rust_decimal::Decimal;

use crate::book::{Row, Value};
use crate::cells::{amount, amount_in, is_nothing, shown};
use crate::findings::At;
use crate::interpretation::Interpretation;
use crate::layout::Region;
use crate::rows::is_count;
use crate::sums::{SUMMED, Scope};
use crate::table::Table;
use crate::tie_outs::{HALF_A_FEN, Running};
use crate::{Level, Meaning, TieOut, words};

/// Total rows whose difference is looked for row by row.
const MOST_SEARCHES: u32 = 50;

/// The numbers of a row in the summed columns.
fn numbers(table: &Table<'_>, row: &Row) -> Vec<(usize, Decimal)> {
    let region = table.region;
    let summed = region.columns.iter().enumerate().filter(|(_, c)| SUMMED.contains(&c.meaning));
    let read = summed
        .filter_map(|(slot, c)| amount_in(row.get(c.index), table.unit(slot)).got().map(|a| (slot, a.exact)));
    read.filter(|(_, n)| !n.is_zero()).collect()
}

/// Nobody owes anything, and the workbook says so without a word.
fn all_zero(region: &Region, row: &Row) -> bool {
    let zero = |value| amount(Some(value)).got().is_some_and(|a| a.exact.is_zero());
    region.cells(row).iter().all(|(_, value)| zero(value))
}

/// 0 under 欠费, beside numbers that are only notes, and nothing is owed in the rows above either.
fn says_nothing_is_owed(table: &Table<'_>, row: &Row, sums: &[Running]) -> bool {
    let summed = table.region.columns.iter().enumerate().filter(|(_, c)| SUMMED.contains(&c.meaning));
    let mut zeros = summed
        .filter(|(_, c)| amount(row.get(c.index)).got().is_some_and(|a| a.exact.is_zero()))
        .map(|(slot, _)| slot)
        .peekable();
    zeros.peek().is_some() && zeros.all(|slot| sums[slot].agrees(Decimal::ZERO))
}

/// What a line of a unit says, and no total.
const OF_A_LINE: [Meaning; 4] = [Meaning::PeriodRange, Meaning::PeriodFrom, Meaning::PeriodTo, Meaning::Item];

/// `4户` under 业主 is nobody.
fn is_no_name(text: &str) -> bool {
    is_nothing(text) || is_count(text)
}

/// A row under whatever name, without a person, whose every number is the sum of the rows above: `一期总数`.
pub(crate) fn is_sum(table: &Table<'_>, row: &Row) -> bool {
    let blank = |meaning| {
        let mut columns = table.region.columns(meaning);
        columns.all(|c| row.get(c.index).is_none_or(|value| is_no_name(&shown(value, table.sheet.epoch))))
    };
    let has_person = [Meaning::OwnerName, Meaning::TenantName].into_iter().any(|m| table.has(m));
    let room = table.region.unit_column().and_then(|c| row.get(c.index));
    let named = table.named_line(row).is_some();
    let numbered =
        room.is_some_and(|v| shown(v, table.sheet.epoch).contains(|c: char| half_width(c).is_ascii_digit()));
    if !named && (!has_person || numbered)
        || !blank(Meaning::OwnerName)
        || !blank(Meaning::TenantName)
        // A second month of the unit above has the amount of the first.
        || !OF_A_LINE.into_iter().all(blank)
        || table.sums.rows() < 2
    {
        return false;
    }
    agrees(table, row)
}

/// Every number of the row is the sum of all rows above, or of those since the last total.
pub(crate) fn agrees(table: &Table<'_>, row: &Row) -> bool {
    let numbers = numbers(table, row);
    let agrees = |scope| {
        let sums = table.sums.scope(scope, "");
        numbers.iter().all(|(slot, n)| sums[*slot].agrees(*n))
    };
    !numbers.is_empty() && (agrees(Scope::Top) || agrees(Scope::Part))
}

/// `labelled`: whether the row's label says 小计; `None` for a row of numbers without label.
pub(crate) fn total(reading: &mut Interpretation, table: &mut Table<'_>, row: &Row, labelled: Option<bool>) {
    let numbers = numbers(table, row);
    let (first, label) = label(table, row);
    let at = At::new(table.sheet, row.number(), first, row.get(first));
    let name = table.sums.named_in(&label).map(str::to_owned).unwrap_or_default();
    let agree = |scope| {
        let sums = table.sums.scope(scope, &name);
        numbers.iter().filter(|(slot, n)| sums[*slot].agrees(*n)).count()
    };
    let (top, part) = (agree(Scope::Top), agree(Scope::Part));
    let scope = match labelled {
        _ if !name.is_empty() && agree(Scope::Named) > part => Scope::Named,
        Some(true) => Scope::Part,
        None if top == 0 && part == 0 && sums_up_the_sheet(reading, table, row, &numbers) => Scope::Top,
        None if top == 0 && part == 0 && !all_zero(table.region, row) => {
            let message = "这一行只有数字，没有房号和业主，与上面各行之和也不相符，没有导入。请核对。";
            reading.findings.add(at, (Level::Decide, "numbers_without_unit"), message, "");
            return;
        }
        Some(false) | None if part > top => Scope::Part,
        Some(false) | None => Scope::Top,
    };
    if numbers.is_empty() && !says_nothing_is_owed(table, row, table.sums.scope(scope, &name)) {
        let message = "合计行里没有可以核对的数。";
        reading.findings.add(at, (Level::Note, "total_without_numbers"), message, "");
    }
    if labelled.is_none() {
        let message = "这一行没有房号，数字与上面各行之和相符，认作合计行，用来核对，不导入。";
        reading.findings.add(at, (Level::Note, "total_without_label"), message, "合计");
    }
    let label = match scope {
        _ if !label.is_empty() => label,
        Scope::Top => "合计".to_owned(),
        Scope::Part | Scope::Named => "小计".to_owned(),
    };
    for (slot, number) in numbers {
        let sum = table.sums.scope(scope, &name)[slot].clone();
        tie_out(reading, table, row, (slot, number), &sum, &label);
        if scope == Scope::Top {
            table.sums.compared(slot);
        }
    }
    table.sums.begin_part();
    match scope {
        Scope::Top if labelled == Some(false) && top > 0 => table.below.total(row.number()),
        _ => table.below.part(),
    }
}

/// 总计 left of this table, and its sum below the last of several abreast: of all of them.
fn sums_up_the_sheet(
    reading: &Interpretation,
    table: &Table<'_>,
    row: &Row,
    numbers: &[(usize, Decimal)],
) -> bool {
    let label =
        |(_, value): &(u32, Value)| matches!(value, Value::Text(text) if words::total_said(text).is_some());
    let sums = table.sums.scope(Scope::Top, "");
    let of_all = |(slot, number): &(usize, Decimal)| {
        above(reading, table, *slot)
            .and_then(|above| number.checked_sub(above))
            .is_some_and(|rest| sums[*slot].agrees(rest))
    };
    row.cells.first().is_some_and(label) && !numbers.is_empty() && numbers.iter().all(of_all)
}

/// What rows that are not imported hold, where no total row of the table shows it.
pub(crate) fn left_out(reading: &mut Interpretation, table: &Table<'_>) {
    for (slot, column) in table.region.columns.iter().enumerate() {
        let of_money = SUMMED.contains(&column.meaning)
            && !matches!(column.meaning, Meaning::Area | Meaning::Consumption | Meaning::OpeningTotal);
        let sum = &table.sums.scope(Scope::Top, "")[slot];
        if !of_money || !table.sums.silent_about(slot) {
            continue;
        }
        let compared = sum.compare(sum.exact);
        let header = &table.sheet.rows[table.region.header];
        reading.draft.tie_outs.push(TieOut {
            label: format!("{}：{}（各行之和）", table.sheet.name, column.header),
            sheet: table.sheet.name.to_string(),
            workbook: sum.exact.normalize().to_string(),
            workbook_fen: compared.workbook_fen,
            imported_fen: compared.imported_fen,
            cell: At::new(table.sheet, header.number(), column.index, None).cell(),
            explanation: compared.explanation,
            settled: compared.settled,
        });
    }
}

/// Where the row begins, and its words: `1栋小计`, at most twenty characters.
fn label(table: &Table<'_>, row: &Row) -> (u32, String) {
    let cells = table.region.cells(row);
    let label = cells.iter().find_map(|(_, value)| match value {
        Value::Text(text) if words::total_said(text).is_some() => {
            let written = shown(value, table.sheet.epoch);
            let kept = written.chars().filter(|c| !c.is_whitespace() && !"：:（）()".contains(*c));
            Some(kept.take(20).collect())
        }
        _ => None,
    });
    (cells.first().map_or(0, |(column, _)| *column), label.unwrap_or_default())
}

fn tie_out(
    reading: &mut Interpretation,
    table: &Table<'_>,
    row: &Row,
    (slot, number): (usize, Decimal),
    sum: &Running,
    label: &str,
) {
    let column = &table.region.columns[slot];
    let at = At::new(table.sheet, row.number(), column.index, row.get(column.index));
    if matches!(column.meaning, Meaning::Area | Meaning::Consumption) {
        if !sum.agrees(number) {
            let what = if column.meaning == Meaning::Area { "面积" } else { "用量" };
            let message =
                format_args!("{what}合计与各行之和相差 {}，请核对。", (number - sum.exact).normalize());
            reading.findings.add(at, (Level::Note, "area_total_differs"), message, sum.exact.normalize());
        }
        return;
    }
    // 总计 below several tables of a sheet is of all of them.
    let above = above(reading, table, slot).filter(|above| !sum.agrees(number) && sum.agrees(number - above));
    let mut compared = sum.compare(number - above.unwrap_or_default());
    if column.meaning == Meaning::Due && table.owed_is_what_is_left && compared.settled && !sum.has_imported()
    {
        compared.explanation = "与各行之和一致；欠的取自旁边的欠费一列，应收不另导入。".to_owned();
    }
    let exact = match at.value {
        Some(Value::Number(n)) => *n,
        _ => number,
    };
    if let Some(above) = above {
        let told = format!("减去同一工作表上面各表的 {} 元。", above.normalize());
        compared.explanation = format!("{told}{}", compared.explanation);
        let of_above = RoundingStep::Fen.round(above).map_or(0, Fen::fen);
        compared.workbook_fen += of_above;
        compared.imported_fen += of_above;
    }
    if !compared.settled {
        if !compared.rest.is_zero()
            && let Some(culprit) = culprit(reading, table, row, slot, compared.rest)
        {
            compared.explanation = format!("{}第 {culprit} 行正好是这个数。", compared.explanation);
        }
        let message = format_args!("“{}”的{label}对不上：{}", table.label(slot), compared.explanation);
        reading.findings.add(at, (Level::Decide, "total_differs"), message, sum.exact.normalize());
    }
    reading.draft.tie_outs.push(TieOut {
        label: format!("{}：{}（{label}）", table.sheet.name, column.header),
        sheet: table.sheet.name.to_string(),
        workbook: exact.to_string(),
        workbook_fen: compared.workbook_fen,
        imported_fen: compared.imported_fen,
        cell: at.cell(),
        explanation: compared.explanation,
        settled: compared.settled,
    });
}

/// What the tables above this one on its sheet say is owed.
fn above(reading: &Interpretation, table: &Table<'_>, slot: usize) -> Option<Decimal> {
    let owed = table.region.columns[slot].meaning == Meaning::Opening;
    reading.stacked.get(&*table.sheet.name).copied().filter(|above| owed && !above.is_zero())
}

/// The one row whose number is the difference: counted twice, or not at all.
fn culprit(
    reading: &mut Interpretation,
    table: &Table<'_>,
    total: &Row,
    slot: usize,
    rest: Decimal,
) -> Option<u32> {
    if reading.searches == MOST_SEARCHES {
        return None;
    }
    reading.searches += 1;
    let column = table.region.columns[slot].index;
    let rows = table.sheet.rows[table.region.first..table.region.end].iter();
    let mut same = rows.take_while(|row| row.index < total.index).filter(|row| {
        let held = amount_in(row.get(column), table.unit(slot)).got();
        held.is_some_and(|a| (a.exact.abs() - rest.abs()).abs() < HALF_A_FEN)
    });
    let only = same.next()?.number();
    same.next().is_none().then_some(only)
}
