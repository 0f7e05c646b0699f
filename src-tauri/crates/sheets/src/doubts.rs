//! What a person is asked about columns, once for a table, at their headers.

use crate::findings::At;
use crate::interpretation::Interpretation;
use crate::table::Table;
use crate::{Kind, Level, Meaning};

/// What is doubtful about a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// 余额, of what is owed or of what is held.
    Balance,
    /// 欠费月数 beside 月费, and no amount.
    MonthsOfARate,
    /// 2014年底欠费 beside 2015年6月底欠费.
    Stocks,
    /// 押金合计 is not the sum of the deposits beside it.
    Sum,
}

/// Asks about every column that recognition was in doubt about.
pub(crate) fn ask_about_columns(reading: &mut Interpretation, table: &Table<'_>) {
    for (index, doubt) in &table.region.doubts {
        let Some(slot) = table.region.columns.iter().position(|c| c.index == *index) else { continue };
        let header = &table.sheet.rows[table.region.header];
        let value = header.get(*index).filter(|_| table.region.first > table.region.header);
        let at = At::new(table.sheet, header.number(), *index, value);
        let label = table.label(slot);
        let (code, message, understood) = match doubt {
            Doubt::Balance => {
                let (done, understood) = match table.region.columns[slot].meaning {
                    Meaning::Opening => ("按欠费导入", "欠费"),
                    Meaning::Prepaid => ("按预存款导入", "预存款"),
                    _ => ("只作为备注保留", ""),
                };
                let message = format!("“{label}”没有说明是欠费还是预存，{done}。请确认。");
                ("balance_meaning", message, understood)
            }
            Doubt::MonthsOfARate if reading.decisions.is("months_of_a_rate", "arrears") => {
                let message = format!("“{label}”乘每月的费用，按欠费导入。请确认。");
                ("months_of_a_rate", message, "欠费")
            }
            Doubt::MonthsOfARate => {
                let message = format!("只有“{label}”和每月的费用，没有欠费金额，只作为备注保留。请确认。");
                ("months_of_a_rate", message, "")
            }
            Doubt::Stocks if reading.decisions.is("balances_at_dates", "all") => {
                let message = format!("“{label}”和旁边的各列都按欠费导入。请确认。");
                ("balances_at_dates", message, "欠费")
            }
            Doubt::Stocks => {
                let message = format!("“{label}”和旁边的欠费是不同时候的余额，只导入这一列。请确认。");
                ("balances_at_dates", message, "欠费")
            }
            Doubt::Sum => {
                let message = format!("“{label}”与旁边各列之和不符，按各列导入。请核对。");
                ("sum_column_differs", message, "")
            }
        };
        reading.findings.add(at, (Level::Decide, code), message, understood);
    }
}

/// Said once for a table, at its header.
pub(crate) fn ask_about_amounts(reading: &mut Interpretation, table: &Table<'_>) {
    for slot in table.slots(Meaning::Amount) {
        let Some(code) = question_about(table, *slot) else { continue };
        let arrears = reading.decisions.is(code, "arrears");
        let at = table.region.at_header(table.sheet, table.region.columns[*slot].index);
        let done = if arrears { "按欠费导入" } else { "只作为备注保留" };
        let what = if code == FEE_MEANING { "是欠费还是收费标准" } else { "是什么钱" };
        let message = format_args!("“{}”没有说明{what}，{done}。请确认。", table.label(*slot));
        reading.findings.add(at, (Level::Decide, code), message, if arrears { "欠费" } else { "" });
    }
}

/// 1月, 一季度, 2014年 in a table that nothing calls arrears: said once, at the first of them.
pub(crate) fn ask_about_times(reading: &mut Interpretation, table: &Table<'_>) {
    let (Some(first), Some(last)) = (table.region.untold.first(), table.region.untold.last()) else { return };
    let named = |index: &u32| {
        let column = table.region.columns.iter().find(|c| c.index == *index);
        column.map(|c| c.header.clone()).unwrap_or_default()
    };
    let arrears = reading.decisions.is("time_columns", "arrears");
    let done = if arrears { "数字按各期欠费导入" } else { "只作为备注保留" };
    let message =
        format_args!("从“{}”到“{}”没有说明是欠费还是已缴，{done}。请确认。", named(first), named(last));
    let at = table.region.at_header(table.sheet, *first);
    reading.findings.add(at, (Level::Decide, "time_columns"), message, if arrears { "欠费" } else { "" });
}

const FEE_MEANING: &str = "fee_meaning";

/// What to ask about an amount; an item in its header, or a period or an item beside it, says what it is.
pub(crate) fn question_about(table: &Table<'_>, slot: usize) -> Option<&'static str> {
    let named = table.openings[slot].as_ref().is_some_and(|terms| terms.names_item);
    let told = [Meaning::PeriodRange, Meaning::PeriodFrom, Meaning::Item];
    let told = told.iter().any(|meaning| table.has(*meaning));
    // 物业费 and 已交至 describe what is charged, where nothing speaks of arrears.
    let debts = [table.region.title.as_str(), &table.sheet.name].iter().any(|w| w.contains(['欠', '催']));
    let until = table.has(Meaning::PaidThrough) || table.has(Meaning::PeriodTo);
    let told = told || (until && debts);
    match table.region.kind {
        // 欠费 has a column of its own: this one may well be what is charged.
        Kind::Roster | Kind::Arrears if table.has(Meaning::Opening) => Some(FEE_MEANING),
        _ if told => None,
        Kind::Roster | Kind::Arrears if until => Some(FEE_MEANING),
        Kind::Roster if named => Some(FEE_MEANING),
        Kind::Roster | Kind::Arrears if !named => Some("amount_meaning"),
        _ => None,
    }
}
