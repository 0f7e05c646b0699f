//! What a person is asked about columns, once for a table, at their headers.

use crate::findings::At;
use crate::interpretation::Interpretation;
use crate::table::Table;
use crate::{Level, Meaning};

/// What is doubtful about a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// 余额, of what is owed or of what is held.
    Balance,
    /// 欠费月数 beside 月费, and no amount.
    MonthsOfARate,
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
            Doubt::Sum => {
                let message = format!("“{label}”与旁边各列之和不符，按各列导入。请核对。");
                ("sum_column_differs", message, "")
            }
        };
        reading.findings.add(at, (Level::Decide, code), message, understood);
    }
}
