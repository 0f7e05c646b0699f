//! What was paid of a due, where words say for how much of its time: 交至6月, 上半年.

use ledger::calendar::Month;
use ledger::money::Fen;

use super::past_payments::{Paid, payment};
use crate::cells::Amount;
use crate::interpretation::Interpretation;
use crate::owed::{Terms, opening};
use crate::paying_words::{Told, told};
use crate::periods::{PeriodRead, Span};
use crate::settled::{says_paid, says_paid_just};
use crate::states::is_paid;
use crate::sums::Counted;
use crate::table::{Line, Table};
use crate::{Level, Meaning, words};

/// Books a due of which 缴费情况, or 实收 itself, says in words what was paid; `false` where it does not.
pub(crate) fn told_in_words<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, terms): (usize, &mut Terms),
    (slot, due, (received, dues)): (usize, Amount, (Option<usize>, &[usize])),
) -> bool {
    let beside = table.paid_or_not_of(slot, dues).or(table.told_in_words);
    let told_by = received.or(beside.filter(|_| !table.has(Meaning::Paid)));
    let Some(told_by) = told_by.filter(|_| due.fen.is_positive()) else {
        return false;
    };
    let Some(value) = line.at(told_by).value.filter(|_| line.at(told_by).text().is_some()) else {
        return false;
    };
    let months = months_of(table, slot, terms);
    let plainly = is_paid(value).is_some();
    let said = told(value, table.sheet.epoch, (due.exact, &months));
    let text = line.at(told_by).text().unwrap_or_default();
    let (paid, of, on) = match &said {
        Told::Unpaid => return false,
        // A column of 已交 and 未交, 2024.3.2交1200 and 已交300 are read elsewhere.
        _ if received.is_none() && plainly && table.paid_or_not.is_some() => return false,
        Told::Unclear if received.is_none() && is_read_as_remark(table, &text, due) => return false,
        Told::Paid(on) => (due.fen, None, *on),
        Told::Months(paid) => match share(due.fen, paid.len(), months.len()) {
            Some(fen) => (fen, Some(paid), None),
            None => return unclear(reading, table, line, (told_by, due)),
        },
        Told::Unclear => return unclear(reading, table, line, (told_by, due)),
    };
    // 已交 in a remark may be of something else.
    let is_remark = words::is_remark(table.header(told_by));
    if (!plainly || is_remark) && !wanted(reading, table, line, told_by, (due.fen, paid)) {
        return false;
    }
    let is_of = |month: &Month| of.is_none_or(|paid| paid.contains(month));
    let (paid_months, open): (Vec<Month>, Vec<Month>) = months.into_iter().partition(is_of);
    if paid.is_positive() {
        let of_part = span(&paid_months).filter(|_| of.is_some());
        let amount = Paid { slot, due: Some(paid), paid };
        payment(reading, table, line, (unit, of_part.or(terms.whole)), amount);
        if let (Some(day), Some(paid)) = (on, reading.draft.past_payments.last_mut()) {
            paid.paid_on = Some(day.to_string());
        }
    }
    let left = due.fen - paid;
    if left.is_positive() {
        owe(
            reading,
            table,
            line,
            (unit, terms),
            (slot, Amount { exact: left.to_decimal(), fen: left, ..due }, span(&open)),
        );
    }
    true
}

/// 2024.3.2交1200, 已交300.
fn is_read_as_remark(table: &Table<'_>, text: &str, due: Amount) -> bool {
    says_paid_just(text, due.exact) || (table.paid_or_not.is_none() && says_paid(text))
}

/// Whether a person wants what the words say.
fn wanted(
    reading: &mut Interpretation,
    table: &Table<'_>,
    line: &Line<'_>,
    told_by: usize,
    (due, paid): (Fen, Fen),
) -> bool {
    let (at, label) = (line.at(told_by), table.label(told_by));
    let text = at.text().unwrap_or_default();
    let follow = reading.decisions.is("paid_in_words", "as_written");
    let done = match (follow, due - paid) {
        (true, left) if left.is_positive() => format!("按交了 {paid} 元，还欠 {left} 元导入"),
        (true, _) => "按已收记入缴费历史，不算欠费".to_owned(),
        (false, _) => "仍按欠费全额导入".to_owned(),
    };
    let message = format_args!("“{label}”写着“{text}”，{done}。请确认。");
    let understood = if follow { paid } else { Fen::ZERO };
    reading.findings.add(at, (Level::Decide, "paid_in_words"), message, understood);
    follow
}

/// What is still owed of a due, for a part of its time.
pub(super) fn owe<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, terms): (usize, &mut Terms),
    (slot, amount, part): (usize, Amount, Option<Span>),
) {
    // Another table has the same debts.
    if reading.again.has(table.sheet, line.row) {
        line.counts(slot, Counted::LeftOut(amount));
        return;
    }
    terms.part = part;
    opening(reading, table, line, (unit, slot, amount, terms));
    terms.part = None;
}

/// Words that do not say how much: nothing was paid, unless a person says so.
pub(super) fn unclear(
    reading: &mut Interpretation,
    table: &Table<'_>,
    line: &Line<'_>,
    (told_by, due): (usize, Amount),
) -> bool {
    let (at, label) = (line.at(told_by), table.label(told_by));
    let said = at.text().map_or("空着".to_owned(), |text| format!("写着“{text}”"));
    let message = format_args!("“{label}”{said}，看不出交了多少，{} 元仍按欠费导入。请核对。", due.fen);
    reading.findings.add(at, (Level::Decide, "paid_in_words_unclear"), message, "");
    false
}

/// So many of the months that an amount is of; `None` where it is not of whole 分 for them.
fn share(whole: Fen, months: usize, of: usize) -> Option<Fen> {
    let (months, of) = (i64::try_from(months).ok()?, i64::try_from(of).ok().filter(|of| *of > 0)?);
    let times = whole.fen().checked_mul(months)?;
    (times % of == 0).then(|| Fen::new(times / of))
}

/// The months that the due is of, as the row, its header or the title say; none where nobody does.
fn months_of(table: &Table<'_>, slot: usize, terms: &Terms) -> Vec<Month> {
    let by_header = table.openings[slot].as_ref().filter(|terms| terms.names_period);
    let by_header = by_header.map(|terms| Span { from: terms.from, to: terms.to });
    let span = terms.whole.or(by_header).or(table.surroundings.span);
    span.and_then(|span| PeriodRead::of(span).months()).unwrap_or_default()
}

/// From the first of the months to the last, where none between is missing.
fn span(months: &[Month]) -> Option<Span> {
    let (first, last) = (months.first()?, months.last()?);
    let whole = first.through(*last).eq(months.iter().copied());
    whole.then(|| Span { from: Some(first.first_day()), to: Some(last.last_day()) })
}
