//! Totals that hardly a row bears out: 欠费合计 beside what is charged each month, 欠费 beside the years that it is not the
//! sum of. A person is asked; until then nothing is owed twice.

use rust_decimal::Decimal;

use super::arithmetic::{change, fees, is_sum, is_told, with};
use super::around::Around;
use super::columns::{Columns, is_chosen};
use super::parts::{THIS_TIME, names_a_part};
use crate::book::Row;
use crate::cells::{A_FEN, amount, amount_at, sum_at};
use crate::decisions::Decisions;
use crate::doubts::Doubt;
use crate::layout::Column;
use crate::openings::terms;
use crate::{Kind, Meaning, words};

/// So many rows show it.
const ROWS_LOOKED_AT: usize = 200;

/// To be called before 物业费 and 水费 are taken for what is owed.
pub(super) fn find(columns: &mut Columns<'_>, kind: Kind, around: &Around, decisions: &Decisions) {
    dunned(columns);
    let could_owe = matches!(kind, Kind::Arrears | Kind::Roster | Kind::Fees);
    if !could_owe || columns.closes || columns.less_paid || columns.has(Meaning::Paid) {
        return;
    }
    if kind != Kind::Fees {
        of_years(columns, decisions);
    }
    if kind != Kind::Roster || around.arrears() {
        of_rates(columns, decisions);
    }
}

/// 催缴金额 beside a plain 欠费: it is asked for, and owed once.
fn dunned(columns: &mut Columns<'_>) {
    let of = |fits: &dyn Fn(&Column) -> bool| -> Vec<u32> {
        let owed = columns.list.iter().filter(|c| c.meaning == Meaning::Opening);
        owed.filter(|c| fits(c)).map(|c| c.index).collect()
    };
    let (plain, dunned) = (of(&is_plain), of(&|c| c.header.contains('催')));
    for index in dunned.into_iter().filter(|_| !plain.is_empty()) {
        change(columns, index, Meaning::Note, "欠费另有一列，催的是同一笔钱，记作备注");
    }
}

/// 物业费, 电梯费, 欠费月数, 欠费合计: the total is what is owed, the columns are what is charged each month.
fn of_rates(columns: &mut Columns<'_>, decisions: &Decisions) {
    let other_sum = |c: &Column| words::is_waiver(&c.header) || names_a_part(c);
    let fees = fees(columns);
    let totals: Vec<&Column> = columns.list.iter().filter(|c| is_total(c)).collect();
    let ([total], false) = (&totals[..], columns.list.iter().any(other_sum) || fees.is_empty()) else {
        return;
    };
    if columns.has(Meaning::Opening) || columns.has(Meaning::Due) || is_chosen(total) {
        return;
    }
    let (index, plain) = (total.index, !words::says_owed(&total.header));
    if completes(columns, index, &fees) || !is_never_the_sum(columns, index, &fees) {
        return;
    }
    // A bare 合计 only where the months tell.
    if plain && !is_by_months(columns, index, &fees) {
        return;
    }
    columns.doubts.push((index, Doubt::TotalOfRates));
    if decisions.is("total_or_columns", "columns") {
        return;
    }
    change(columns, index, Meaning::Opening, "几乎每一行都不是旁边各列之和，按它导入");
    for fee in fees {
        change(columns, fee, Meaning::Note, "合计不是各列之和，像是收费标准，记作备注");
    }
}

fn is_total(column: &Column) -> bool {
    let key = words::key(&column.header);
    column.meaning == Meaning::OpeningTotal
        || (column.meaning == Meaning::Ignored && ["合计", "总计", "共计"].contains(&key.as_str()))
}

/// One more column of figures makes it the sum.
fn completes(columns: &Columns<'_>, total: u32, fees: &[u32]) -> bool {
    let open = |c: &&Column| {
        let free = matches!(
            c.meaning,
            Meaning::Unknown | Meaning::Note | Meaning::Amount | Meaning::Deposit | Meaning::Prepaid
        );
        free && c.index != total && columns.profile(c).is_mostly_numbers()
    };
    let more = columns.list.iter().filter(open).map(|c| c.index).filter(|c| !fees.contains(c));
    more.into_iter().any(|more| is_told(columns.rows, total, &[fees, &[more]].concat(), &[]))
}

/// The total is written in nearly every row, and in hardly any it is the sum; of a single row only its months say that
/// it is no slip.
fn is_never_the_sum(columns: &Columns<'_>, total: u32, fees: &[u32]) -> bool {
    let (mut counted, mut written, mut fits) = (0_usize, 0_usize, 0_usize);
    for row in columns.rows.iter().take(ROWS_LOOKED_AT) {
        let sum = sum_at(row, fees);
        if sum.is_zero() {
            continue;
        }
        counted += 1;
        written += usize::from(amount(row.get(total)).got().is_some());
        fits += usize::from((sum - amount_at(row, total)).abs() <= A_FEN);
    }
    let told = [Meaning::Months, Meaning::Monthly, Meaning::PeriodRange, Meaning::PeriodFrom];
    let told = counted >= 2 || told.into_iter().any(|meaning| columns.has(meaning));
    counted > 0 && told && fits * 10 <= counted && written * 10 >= counted * 9
}

/// Nearly every total is so many times the columns' sum as the row has months.
fn is_by_months(columns: &Columns<'_>, total: u32, fees: &[u32]) -> bool {
    let Some(months) = with(columns, Meaning::Months).first().copied() else { return false };
    let rows = || columns.rows.iter().take(ROWS_LOOKED_AT).filter(|row| !sum_at(row, fees).is_zero());
    let is_product = |row: &&Row| {
        let product = sum_at(row, fees).checked_mul(amount_at(row, months)).unwrap_or(Decimal::ZERO);
        (product - amount_at(row, total)).abs() <= A_FEN
    };
    rows().filter(is_product).count() * 10 >= rows().count() * 9
}

/// 2017年欠费, 2018年欠费 and a plain 欠费 that is not their sum: a total with slips, or something else that is owed.
fn of_years(columns: &mut Columns<'_>, decisions: &Decisions) {
    let owed: Vec<&Column> = columns.list.iter().filter(|c| c.meaning == Meaning::Opening).collect();
    let (plain, parts): (Vec<&Column>, Vec<&Column>) = owed.into_iter().partition(|c| is_plain(c));
    let ([total], [_, _, ..]) = (&plain[..], &parts[..]) else { return };
    let others = [Meaning::OpeningTotal, Meaning::Due].into_iter().any(|meaning| columns.has(meaning));
    let named: Vec<_> = parts.iter().map(|c| terms(&c.header, None, None)).collect();
    if others || is_chosen(total) || !named.iter().all(|of| of.names_period || of.names_item) {
        return;
    }
    let (index, parts) = (total.index, parts.iter().map(|c| c.index).collect::<Vec<u32>>());
    let filled = |index: &u32| columns.rows.iter().any(|row| !amount_at(row, *index).is_zero());
    if !filled(&index) || !parts.iter().any(filled) || is_sum(columns.rows, index, &parts, &[]) {
        return;
    }
    // Where they never stand in one row together, nothing is owed twice.
    let both = |row: &Row| !amount_at(row, index).is_zero() && !sum_at(row, &parts).is_zero();
    if !columns.rows.iter().any(both) {
        return;
    }
    columns.doubts.push((index, Doubt::TotalOfYears));
    if !decisions.is("total_or_debt", "debt") {
        change(columns, index, Meaning::OpeningTotal, "像是旁边各列的合计，用来核对，不导入");
    }
}

/// 欠费, 欠费金额: neither when nor what, and no word that it is besides.
fn is_plain(column: &Column) -> bool {
    const PLAIN: [&str; 16] = [
        "欠费",
        "欠费金额",
        "欠费额",
        "欠款",
        "欠款金额",
        "欠缴",
        "欠缴金额",
        "欠交",
        "欠额",
        "未缴",
        "未缴金额",
        "未交",
        "未交金额",
        "未收",
        "尚欠",
        "尚欠金额",
    ];
    let key = words::key(&column.header);
    PLAIN.contains(&key.as_str()) && !words::is_of_before(&key) && !words::says(&key, &THIS_TIME)
}
