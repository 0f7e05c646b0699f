//! Signs where an amount owed was expected: `√`, `×`, 欠. What they say, and what is owed where the row's fee tells it.

use ledger::calendar::Month;
use rust_decimal::Decimal;

use crate::book::{Sheet, Value};
use crate::cells::{Amount, amount, plain};
use crate::layout::{Region, between};
use crate::openings::{OpeningTerms, terms};
use crate::states::is_paid;
use crate::table::{Line, Table};
use crate::{Meaning, words};

/// `√` alone may stand for what was paid and for what is owed; 已交 says it.
pub(crate) fn is_tick(value: &Value) -> bool {
    matches!(value, Value::Text(text) if ["√", "✓", "✔", "是"].contains(&text.trim()))
}

/// What a workbook says of its ticks: `true` for paid.
pub(crate) fn legend(sheet: &Sheet, region: &Region) -> Option<bool> {
    let sides = (region.columns.first()?.index, region.columns.last()?.index);
    let above = sheet.rows[..region.first].iter().rev().take(ROWS_AROUND);
    let rows = &sheet.rows[region.first..];
    let below =
        rows.iter().skip((region.end - region.first).saturating_sub(ROWS_AROUND)).take(2 * ROWS_AROUND);
    let texts =
        above.chain(below).flat_map(|row| between(row, sides.0, sides.1)).filter_map(
            |(_, value)| match value {
                Value::Text(text) if text.contains(TICKS) && text.chars().count() > 1 => Some(plain(text)),
                _ => None,
            },
        );
    let mut told = texts.filter_map(|text| said(&text));
    told.next().or_else(|| (has_crosses(sheet, region) || totals_leave_out(sheet, region)).then_some(true))
}

/// The rows with a tick have totals of their own, and each is the sum of its figures alone.
fn totals_leave_out(sheet: &Sheet, region: &Region) -> bool {
    let Some(total) = region.column(Meaning::OpeningTotal) else { return false };
    let owed: Vec<u32> = region.columns(Meaning::Opening).map(|column| column.index).collect();
    let mut counted = 0;
    for row in sheet.rows[region.first..region.end].iter().take(ROWS_LOOKED_AT) {
        let cells = || owed.iter().filter_map(|column| row.get(*column));
        if !cells().any(is_tick) {
            continue;
        }
        let read = |value| amount(Some(value)).got().map(|amount| amount.exact);
        let sum: Decimal = cells().filter_map(read).sum();
        if row.get(total.index).and_then(read) != Some(sum) {
            return false;
        }
        counted += 1;
    }
    counted > 0
}

const ROWS_AROUND: usize = 5;
const TICKS: [char; 3] = ['√', '✓', '✔'];

/// `√ 为已交`, `未交打√`.
fn said(text: &str) -> Option<bool> {
    let clauses = text.split([',', ';', '。', '、', '(', ')', ' ']);
    // A space may stand on either side of the sign.
    let near: Vec<&str> = clauses.filter(|clause| !clause.is_empty()).collect();
    let at = near.iter().position(|clause| clause.contains(TICKS))?;
    let told = |clause: &str| match () {
        () if clause.contains(['未', '欠']) => Some(false),
        () if clause.contains(['已', '交', '缴', '收', '清']) => Some(true),
        () => None,
    };
    told(near[at]).or_else(|| near.get(at + 1).and_then(|clause| told(clause)))
}

/// Beside `×` or 欠 in the same columns a tick can only say that something was paid.
fn has_crosses(sheet: &Sheet, region: &Region) -> bool {
    let owed: Vec<u32> = region.columns(Meaning::Opening).map(|column| column.index).collect();
    let rows = sheet.rows[region.first..region.end].iter().take(ROWS_LOOKED_AT);
    let mut cells = rows.flat_map(|row| owed.iter().filter_map(|column| row.get(*column)));
    cells.any(|value| is_paid(value) == Some(false))
}

const ROWS_LOOKED_AT: usize = 200;

/// What the column's time costs at the row's monthly fee: 每月应收 150 under 一季度 is 450.
pub(crate) fn owed_at_rate(table: &Table<'_>, line: &Line<'_>, slot: usize) -> Option<Amount> {
    let count = months_of(table.header(slot), table.openings[slot].as_ref())?;
    let is_monthly = |rate: &usize| table.slots(Meaning::Monthly).contains(rate);
    let of_rate = |rate: &usize| {
        let header = words::key(table.header(*rate));
        let fee = line.at(*rate).amount().got().filter(|fee| fee.fen.is_positive())?;
        let per_unit = ["单价", "平", "㎡"].iter().any(|word| table.header(*rate).contains(word));
        let yearly = table.header(*rate).contains('年') && count % 12 == 0;
        let exact = match () {
            () if per_unit => return None,
            () if yearly => fee.exact * Decimal::from(count / 12),
            () if is_monthly(rate) || header.contains('月') || table.header(*rate).contains('月') => {
                fee.exact * Decimal::from(count)
            }
            () => return None,
        };
        let fen = ledger::money::RoundingStep::Fen.round(exact).ok()?;
        Some(Amount { exact, fen, as_text: true })
    };
    [Meaning::Monthly, Meaning::Rate].into_iter().flat_map(|meaning| table.slots(meaning)).find_map(of_rate)
}

/// How many whole months a header names, with or without their year.
pub(crate) fn months_of(header: &str, told: Option<&OpeningTerms>) -> Option<u32> {
    let of_a_year;
    let told = match told {
        Some(told) if told.names_period => told,
        _ => {
            of_a_year = terms(&format!("2000年{header}"), None, None);
            words::key(header)
                .starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十上下第全".contains(c))
                .then_some(&of_a_year)?
        }
    };
    let (from, to) = (told.from?, told.to?);
    let (first, last) = (Month::of(from), Month::of(to));
    let whole = from == first.first_day() && to == last.last_day();
    u32::try_from(first.months_until(last)).ok().filter(|_| whole).map(|between| between + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_legend_says_what_a_tick_is() {
        for (text, expect) in [
            ("2014 年物业费欠费登记（√ 为已交）", Some(true)),
            ("注：打√表示已缴费", Some(true)),
            ("√:未交", Some(false)),
            ("未交的打“√”", Some(false)),
            ("√表示欠费，空白为已交", Some(false)),
            ("请在□内打√", None),
        ] {
            assert_eq!(said(&plain(text)), expect, "{text}");
        }
    }

    #[test]
    fn a_header_names_so_many_months() {
        let count = |header: &str| months_of(header, Some(&terms(header, None, None)));
        for (header, expect) in [
            ("1月", Some(1)),
            ("2014年_十二月", Some(1)),
            ("一季度", Some(3)),
            ("上半年", Some(6)),
            ("2013年", Some(12)),
            ("2013年欠费", Some(12)),
            ("欠费", None),
            ("2012年以前", None),
        ] {
            assert_eq!(count(header), expect, "{header}");
        }
    }
}
