//! What a person is asked about columns, once for a table, at their headers.

use crate::at_rate::message;
use crate::findings::At;
use crate::interpretation::Interpretation;
use crate::table::Table;
use crate::{Kind, Level, Meaning, words};

/// What is doubtful about a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// 余额, of what is owed or of what is held.
    Balance,
    /// 欠费月数 beside 月费, and no amount.
    MonthsOfARate,
    /// 2014年底欠费 beside 2015年6月底欠费.
    Stocks,
    /// 扣款金额, and nothing that says whether it was drawn.
    Drawn,
    /// 还款金额 beside 欠费金额.
    PaidBack,
    /// 已交金额 beside 欠费金额.
    PaidBeside,
    /// 欠费 in a list of payments, as what is due less what was paid leaves it.
    DebtsBeside,
    /// 欠费 in a list of payments or of money held, which may be what was left at some time.
    DebtsNoted,
    /// 余额 that runs on from row to row.
    Runs,
    /// The same, where nothing proves it.
    RunsPerhaps,
    /// 押金合计 is not the sum of the deposits beside it.
    Sum,
    /// 欠费合计 that is hardly ever the sum of the fees beside it.
    TotalOfRates,
    /// 欠费 beside 2017年欠费 and 2018年欠费, and not their sum.
    TotalOfYears,
    /// 垃圾清运费 beside 装修押金.
    FeesBesideDeposits,
    /// 应收 and 实收 beside debts that have less than what is left of them.
    DueBesideDebts,
    /// 应收, and nothing that says whether it was paid.
    DueAlone,
    /// 物业费 and 电梯费 in a list of households.
    ChargesOfRoster,
    /// Amounts of months beside 欠费, which has what is left of them.
    PaidBesideDebts,
    /// 车位费 beside 年物业费 and what was paid of it each year.
    FeeBesideTimes,
}

impl Doubt {
    /// Nothing in the table says whether what was due was paid.
    pub fn is_of_dues_alone(self) -> bool {
        matches!(self, Doubt::DueAlone | Doubt::ChargesOfRoster)
    }
}

/// Asks about every column that recognition was in doubt about.
pub(crate) fn ask_about_columns(reading: &mut Interpretation, table: &Table<'_>) {
    // What was received may stand in another table of the book.
    let is_told = reading.says_who_paid;
    let open = |doubt: Doubt| !(is_told && doubt.is_of_dues_alone());
    for (index, doubt) in table.region.doubts.iter().filter(|(_, doubt)| open(*doubt)) {
        let Some(slot) = table.region.columns.iter().position(|c| c.index == *index) else { continue };
        let header = &table.sheet.rows[table.region.header];
        let value = header.get(*index).filter(|_| table.region.first > table.region.header);
        let at = At::new(table.sheet, header.number(), *index, value);
        let (code, message, understood) = match doubt {
            Doubt::Drawn | Doubt::PaidBack | Doubt::PaidBeside | Doubt::DebtsBeside | Doubt::DebtsNoted => {
                of_payments(reading, table, slot, *doubt)
            }
            Doubt::TotalOfRates
            | Doubt::TotalOfYears
            | Doubt::FeesBesideDeposits
            | Doubt::DueAlone
            | Doubt::ChargesOfRoster
            | Doubt::DueBesideDebts
            | Doubt::PaidBesideDebts
            | Doubt::FeeBesideTimes => of_totals(reading, table, slot, *doubt),
            _ => of_balances(reading, table, slot, *doubt),
        };
        let level = if *doubt == Doubt::Runs { Level::Note } else { Level::Decide };
        reading.findings.add(at, (level, code), message, understood);
    }
}

/// A question: its code, what is said, what was understood.
type Asked = (&'static str, String, &'static str);

/// 余额, several balances, and what only counts months.
fn of_balances(reading: &Interpretation, table: &Table<'_>, slot: usize, doubt: Doubt) -> Asked {
    let label = table.label(slot);
    match doubt {
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
        Doubt::Stocks => {
            let all = reading.decisions.is("balances_at_dates", "all");
            let message = match all {
                true => format!("“{label}”和旁边的各列都按欠费导入。请确认。"),
                false => format!("“{label}”和旁边的欠费是不同时候的余额，只导入这一列。请确认。"),
            };
            ("balances_at_dates", message, "欠费")
        }
        Doubt::Runs => {
            let message = format!("同一户有几行，“{label}”是逐笔结出来的余额，每户只取最后一行，不相加。");
            ("account_runs", message, "")
        }
        Doubt::RunsPerhaps => {
            let last = reading.decisions.is("running_balance", "last");
            let done = if last { "每户只取日期最后的一行" } else { "各行相加" };
            let message = format!("同一户有几行，各有日期和“{label}”，{done}。请确认。");
            ("running_balance", message, "")
        }
        _ => {
            let message = format!("“{label}”与旁边各列之和不符，按各列导入。请核对。");
            ("sum_column_differs", message, "")
        }
    }
}

/// Totals that are no sums, and fees of which nothing says whether they were paid.
fn of_totals(reading: &Interpretation, table: &Table<'_>, slot: usize, doubt: Doubt) -> Asked {
    let label = table.label(slot);
    match doubt {
        Doubt::TotalOfRates => {
            let total = reading.decisions.is("total_or_columns", "total");
            let done = if total {
                "按它导入欠费，各列只作为备注保留"
            } else {
                "按各列导入欠费"
            };
            let message = format!("“{label}”几乎每一行都不是旁边各列之和，{done}。请确认。");
            ("total_or_columns", message, "欠费")
        }
        Doubt::TotalOfYears => {
            let total = reading.decisions.is("total_or_debt", "total");
            let done =
                if total { "当作合计，没有另外导入" } else { "按另一笔欠费一起导入" };
            let message = format!("“{label}”不是旁边各列之和，{done}。请确认。");
            ("total_or_debt", message, if total { "" } else { "欠费" })
        }
        Doubt::FeeBesideTimes => {
            let owed = reading.decisions.is(FEE_MEANING, "arrears");
            let done = if owed { "按欠费导入" } else { "只作为备注保留" };
            let message = format!("“{label}”没有说明是欠费还是每期都收的费用，{done}。请确认。");
            (FEE_MEANING, message, if owed { "欠费" } else { "" })
        }
        Doubt::DueAlone | Doubt::ChargesOfRoster => {
            let code = if doubt == Doubt::DueAlone { "due_alone" } else { "charges_of_roster" };
            let owed = reading.decisions.is(code, "owed");
            let done = if owed { "按欠费导入" } else { "只作为备注保留" };
            let message = format!("“{label}”旁边没有写收了没有，{done}。请确认。");
            (code, message, if owed { "欠费" } else { "" })
        }
        Doubt::DueBesideDebts => {
            let owed = reading.decisions.is("due_beside_debts", "owed");
            let done = if owed { "也按欠费导入" } else { "只作为备注保留" };
            let message = format!("“{label}”减去已收还差的钱，旁边的欠费里没有，{done}。请确认。");
            ("due_beside_debts", message, if owed { "欠费" } else { "" })
        }
        Doubt::PaidBesideDebts => {
            let owed = reading.decisions.is("paid_beside_debts", "owed");
            let done = if owed { "也按欠费导入" } else { "是交过的，只作为备注保留" };
            let message =
                format!("“{label}”等各期的金额，填满的户没有欠费，空着的户有欠费，{done}。请确认。");
            ("paid_beside_debts", message, if owed { "欠费" } else { "" })
        }
        _ => {
            let (done, understood) = match reading.decisions.chosen("fees_beside_deposits") {
                "payments" => ("按收过的钱记入缴费历史", "已收"),
                "arrears" => ("按欠费导入", "欠费"),
                _ => ("只作为备注保留", ""),
            };
            let message = format!("押金旁边的“{label}”等费用，没有写明收没收，{done}。请确认。");
            ("fees_beside_deposits", message, understood)
        }
    }
}

/// What was taken, and what is owed beside it.
fn of_payments(reading: &Interpretation, table: &Table<'_>, slot: usize, doubt: Doubt) -> Asked {
    let label = table.label(slot);
    match doubt {
        Doubt::Drawn => {
            let paid = reading.decisions.is("drawn_by_bank", "payments");
            let done = if paid { "按收过的钱记入缴费历史" } else { "只作为备注保留" };
            let message = format!("“{label}”旁边没有写扣成了没有，{done}。请确认。");
            ("drawn_by_bank", message, if paid { "已收" } else { "" })
        }
        Doubt::PaidBack | Doubt::PaidBeside => {
            let code = if doubt == Doubt::PaidBack { "arrears_paid_back" } else { "arrears_beside_paid" };
            let less = reading.decisions.is(code, "less");
            let done = if less {
                "从这一行的欠费里扣除"
            } else {
                "没有从欠费里扣，只作为备注保留"
            };
            let message = format!("欠费旁边有“{label}”，没有写明欠费是不是已经减去了它，{done}。请确认。");
            (code, message, "")
        }
        _ => {
            let code = debts_question(doubt).unwrap_or_default();
            let owed = reading.decisions.is(code, "arrears");
            let done = if owed { "按欠费导入" } else { "只作为备注保留" };
            let kind = if table.region.kind == Kind::Payments { "缴费记录" } else { "预存与押金" };
            let message = format!("这张表按{kind}导入，表里还有“{label}”，{done}。请确认。");
            (code, message, if owed { "欠费" } else { "" })
        }
    }
}

/// What is asked about 欠费 in a list of payments or of money held.
fn debts_question(doubt: Doubt) -> Option<&'static str> {
    match doubt {
        Doubt::DebtsBeside => Some("debts_beside_payments"),
        Doubt::DebtsNoted => Some("debts_only_noted"),
        _ => None,
    }
}

/// Whether the arrears that such a list states are imported; the last balance of an account is.
pub(crate) fn debts_are_wanted(reading: &Interpretation, table: &Table<'_>) -> bool {
    if table.slots(Meaning::Opening).iter().any(|slot| table.runs(*slot)) {
        return true;
    }
    let mut asked = table.region.doubts.iter().filter_map(|(_, doubt)| debts_question(*doubt));
    asked.next().is_some_and(|code| reading.decisions.is(code, "arrears"))
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
    let code = table.region.times_asked;
    let at = table.region.at_header(table.sheet, *first);
    if let Some(at_rate) = &table.region.at_rate {
        reading.findings.add(at, (Level::Decide, code), message(table, at_rate), "");
        return;
    }
    let (done, understood) = match reading.decisions.chosen(code) {
        "arrears" => ("数字按各期欠费导入", "欠费"),
        "payments" => ("数字按各期收过的钱记入缴费历史，不算欠费", "已收"),
        _ => ("只作为备注保留", ""),
    };
    let unsaid = if code.starts_with("time_columns_paid") { "标题像是收款，各列" } else { "" };
    let message = format_args!(
        "从“{}”到“{}”{unsaid}没有说明是欠费还是已缴，{done}。请确认。",
        named(first),
        named(last)
    );
    reading.findings.add(at, (Level::Decide, code), message, understood);
}

const FEE_MEANING: &str = "fee_meaning";

/// What to ask about an amount; an item in its header, or a period or an item beside it, says what it is.
pub(crate) fn question_about(table: &Table<'_>, slot: usize) -> Option<&'static str> {
    let named = table.openings[slot].as_ref().is_some_and(|terms| terms.names_item);
    let told = [Meaning::PeriodRange, Meaning::PeriodFrom, Meaning::Item];
    let told = told.iter().any(|meaning| table.has(*meaning));
    // 物业费 and 已交至 describe what is charged, where nothing speaks of arrears.
    let debts = [table.region.title.as_str(), &table.sheet.name]
        .iter()
        .any(|title| title.contains('催') || words::says_owed(title));
    let until = table.has(Meaning::PaidThrough) || table.has(Meaning::PeriodTo);
    let told = told || (until && debts);
    match table.region.kind {
        // 欠费 has a column of its own: this one may well be what is charged.
        Kind::Roster | Kind::Arrears if table.has(Meaning::Opening) => Some(FEE_MEANING),
        _ if told => None,
        Kind::Roster | Kind::Arrears if until => Some(FEE_MEANING),
        // A car's rent.
        Kind::Roster if table.has(Meaning::Plate) && !debts => Some(FEE_MEANING),
        Kind::Roster if named => Some(FEE_MEANING),
        Kind::Roster | Kind::Arrears if !named => Some("amount_meaning"),
        _ => None,
    }
}
