//! 物业费, 上半年缴费情况, 下半年缴费情况: an amount of which each part of the year was paid, or was not.

use ledger::calendar::{Date, Month};
use ledger::money::Fen;
use rust_decimal::Decimal;

use super::paid_parts::{owe, unclear};
use super::past_payments::{Paid, payment};
use crate::book::Value;
use crate::cells::{Amount, date_in};
use crate::interpretation::Interpretation;
use crate::owed::Terms;
use crate::paying_words::{Told, told};
use crate::periods::Span;
use crate::row_totals::RowSum;
use crate::table::{Line, PeriodMark, Table};
use crate::{Level, words};

/// Books the parts of such an amount; `false` where no column says it, or all say the same of the whole.
pub(crate) fn paid_by_periods<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, terms): (usize, &mut Terms),
    (slot, due): (usize, Amount),
    sum: &mut RowSum,
) -> bool {
    if table.period_marks.is_empty() || !due.fen.is_positive() {
        return false;
    }
    let paid: Vec<bool> =
        table.period_marks.iter().map(|mark| says_paid(reading, table, line, (*mark, due))).collect();
    let of_each = is_of_each(table, slot);
    let same = paid.iter().all(|is_paid| *is_paid == paid[0]);
    if same && !of_each {
        return false;
    }
    let receipt = table.period_marks.iter().zip(&paid).find(|(mark, paid)| mark.is_receipt && **paid);
    let follow = receipt.is_none_or(|(mark, _)| follows(reading, table, line, mark.slot));
    let each = shares(due.fen, paid.len(), of_each);
    let whole = each.iter().copied().fold(Fen::ZERO, |sum, part| sum + part);
    sum.add(slot, Amount { exact: whole.to_decimal(), fen: whole, ..due });
    if !of_each && !says_year(table, slot) {
        let message = format_args!("{} 元认作全年的，按各期平分。如果是每一期的，请在表头写明。", due.fen);
        reading.findings.add(line.at(slot), (Level::Decide, "due_of_periods"), message, each[0]);
    }
    for ((mark, is_paid), part) in table.period_marks.iter().zip(paid).zip(each) {
        let time = span(table, *mark);
        if is_paid && follow {
            payment(
                reading,
                table,
                line,
                (unit, time.or(terms.whole)),
                Paid { slot, due: Some(part), paid: part },
            );
            if let Some(payment) = reading.draft.past_payments.last_mut() {
                payment.paid_on = day_in(table, line, *mark).map(|day| day.to_string());
            }
        } else {
            let part = Amount { exact: part.to_decimal(), fen: part, ..due };
            owe(reading, table, line, (unit, terms), (slot, part, time));
        }
    }
    true
}

/// What a part's cell says: 已交, a receipt, a day. Nobody has paid what it says nothing of.
fn says_paid(
    reading: &mut Interpretation,
    table: &Table<'_>,
    line: &Line<'_>,
    (mark, due): (PeriodMark, Amount),
) -> bool {
    let at = line.at(mark.slot);
    let (Some(text), Some(value)) = (at.text(), at.value) else { return false };
    let denied = || text == "0" || words::says(&text, &["未", "欠", "没", "废", "退"]);
    match told(value, table.sheet.epoch, (Decimal::ZERO, &[])) {
        Told::Paid(_) => true,
        Told::Unpaid => false,
        Told::Months(_) | Told::Unclear if mark.is_receipt => !denied(),
        Told::Months(_) | Told::Unclear => unclear(reading, table, line, (mark.slot, due)),
    }
}

/// Whether a receipt says that its part was paid, as a person wants it.
fn follows(reading: &mut Interpretation, table: &Table<'_>, line: &Line<'_>, slot: usize) -> bool {
    let paid = reading.decisions.is("receipt_says_paid", "paid");
    let done =
        if paid { "填了的各期按已收记入缴费历史，不算欠费" } else { "仍按欠费导入" };
    let header = table.label(slot);
    let message = format_args!("没有实收一列，“{header}”却填了，{done}。请确认。");
    reading.findings.add(line.at(slot), (Level::Decide, "receipt_says_paid"), message, "");
    paid
}

/// 季度物业费, 半年物业费: the amount is of each part, not of the year.
fn is_of_each(table: &Table<'_>, slot: usize) -> bool {
    let key = words::key(table.header(slot));
    let halves = table.period_marks.len() == 2;
    if halves { key.contains("半年") } else { key.contains('季') }
}

/// 年物业费, or a title that names a year.
fn says_year(table: &Table<'_>, slot: usize) -> bool {
    let key = words::key(table.header(slot));
    let of_year = |span: Span| {
        span.from.zip(span.to).is_some_and(|(from, to)| Month::of(from).months_until(Month::of(to)) == 11)
    };
    key.contains('年') || table.surroundings.span.is_some_and(of_year)
}

/// The whole in so many parts, equal to the 分, the rest in the last; or the same again for each.
fn shares(due: Fen, parts: usize, of_each: bool) -> Vec<Fen> {
    if of_each {
        return vec![due; parts];
    }
    let count = i64::try_from(parts).unwrap_or(i64::MAX).max(1);
    let one = due.fen() / count;
    let mut shares = vec![Fen::new(one); parts];
    if let Some(last) = shares.last_mut() {
        *last = Fen::new(due.fen() - one * (count - 1));
    }
    shares
}

/// The part of the year that the table is of.
fn span(table: &Table<'_>, mark: PeriodMark) -> Option<Span> {
    let year = table.surroundings.year?;
    let (first, last) = (Month::new(year, mark.months.0)?, Month::new(year, mark.months.1)?);
    Some(Span { from: Some(first.first_day()), to: Some(last.last_day()) })
}

fn day_in(table: &Table<'_>, line: &Line<'_>, mark: PeriodMark) -> Option<Date> {
    let value = line.at(mark.slot).value.filter(|value| matches!(value, Value::Date(_) | Value::Text(_)))?;
    let day = date_in(Some(value), table.sheet.epoch, table.surroundings.year).got()?;
    (!day.month_only && day.other.is_none()).then_some(day.date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_split_to_the_fen() {
        assert_eq!(shares(Fen::new(100), 3, false), [Fen::new(33), Fen::new(33), Fen::new(34)]);
        assert_eq!(shares(Fen::new(100), 2, true), [Fen::new(100), Fen::new(100)]);
    }
}
