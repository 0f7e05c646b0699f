//! 抄表: meters and their readings, kept in the register until billing uses them.

use rust_decimal::Decimal;

use super::balances;
use super::fees::due_and_paid;
use crate::cells::{Reading, plain};
use crate::dates::day;
use crate::interpretation::Interpretation;
use crate::owed::{openings, terms_of_row};
use crate::row_totals::{RowSum, row_total};
use crate::table::{Line, Table};
use crate::units::refer;
use crate::{DraftReading, Level, Meaning, words};

pub(crate) const UNUSED: &[Meaning] =
    &[Meaning::Note, Meaning::Rate, Meaning::Monthly, Meaning::Amount, Meaning::Plate, Meaning::Space];

/// No meter shows more, and differences and products of such numbers are numbers.
const MOST: Decimal = Decimal::from_parts(3_567_587_328, 232, 0, false, 0);

pub(crate) fn line<'a>(
    reading: &mut Interpretation,
    table: &mut Table<'a>,
    line: &mut Line<'a>,
) -> Option<usize> {
    let unit = refer(reading, table, line)?;
    readings(reading, table, line, unit);
    if table.has(Meaning::Opening) {
        let mut terms = terms_of_row(reading, table, line, true);
        let mut sum = RowSum::default();
        openings(reading, table, line, (unit, &mut terms), &mut sum);
        row_total(reading, table, line, (unit, &sum));
        keep_payment(table, line);
    } else if table.has(Meaning::Due) {
        let mut terms = terms_of_row(reading, table, line, false);
        let mut sum = RowSum::default();
        due_and_paid(reading, table, line, (unit, &mut terms), &mut sum);
        row_total(reading, table, line, (unit, &sum));
    } else {
        keep_payment(table, line);
    }
    balances::held(reading, table, line, unit);
    Some(unit)
}

/// What was paid of amounts that are not owed here.
fn keep_payment(table: &Table<'_>, line: &mut Line<'_>) {
    let of_payment = [Meaning::Due, Meaning::Paid, Meaning::PaidOn, Meaning::Cashier];
    for slot in of_payment.into_iter().flat_map(|meaning| table.slots(meaning)) {
        line.keep_text(*slot);
    }
}

pub(crate) fn has_readings(table: &Table<'_>) -> bool {
    table.has(Meaning::PreviousReading) || table.has(Meaning::PresentReading)
}

/// 水表底数 in a register of handovers: the readings of a unit that has any.
pub(crate) fn of_roster<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    unit: usize,
) {
    let dials = [Meaning::PreviousReading, Meaning::PresentReading];
    if dials.into_iter().flat_map(|meaning| table.slots(meaning)).any(|slot| line.at(*slot).text().is_some())
    {
        readings(reading, table, line, unit);
    }
}

/// The columns of one meter: a row may have those of several, side by side.
#[derive(Debug, Clone, Copy)]
struct Dials {
    name: Option<usize>,
    previous: Option<usize>,
    previous_on: Option<usize>,
    present: Option<usize>,
    present_on: Option<usize>,
    factor: Option<usize>,
    loss: Option<usize>,
    consumption: Option<usize>,
}

/// The nth column of each meaning belongs to the nth meter; one that stands once is of all of them.
fn dials(table: &Table<'_>, nth: usize) -> Dials {
    let readings = |nth: usize| {
        let dials = [Meaning::PresentReading, Meaning::PreviousReading].into_iter();
        dials.filter_map(|meaning| table.slots(meaning).get(nth)).find_map(|slot| group(table, *slot))
    };
    let own = readings(nth);
    let of = |meaning| {
        let slots = table.slots(meaning);
        // 倍率 below 电表 is of no other meter.
        if let (Some(own), true) =
            (own, of_all(meaning) && slots.iter().any(|slot| group(table, *slot).is_some()))
            && slots.iter().all(|slot| group(table, *slot).is_none_or(|group| is_read(table, group)))
        {
            let mut mine =
                slots.iter().copied().filter(|slot| group(table, *slot).is_none_or(|it| it == own));
            return mine.next();
        }
        match slots {
            [only] if nth == 0 || !sums_up(meaning) => Some(*only),
            several => several.get(nth).copied(),
        }
    };
    Dials {
        name: of(Meaning::Meter),
        previous: of(Meaning::PreviousReading),
        previous_on: of(Meaning::PreviousOn),
        present: of(Meaning::PresentReading),
        present_on: of(Meaning::PresentOn),
        factor: of(Meaning::Factor),
        loss: of(Meaning::Loss),
        consumption: of(Meaning::Consumption),
    }
}

/// 电表 over 本月读数.
fn group<'t>(table: &'t Table<'_>, slot: usize) -> Option<&'t str> {
    table.header(slot).rsplit_once(words::LEVELS).map(|(group, _)| group)
}

/// Some column of readings stands below it.
fn is_read(table: &Table<'_>, of: &str) -> bool {
    let dials = [Meaning::PresentReading, Meaning::PreviousReading].into_iter();
    dials.flat_map(|meaning| table.slots(meaning)).any(|slot| group(table, *slot) == Some(of))
}

fn of_all(meaning: Meaning) -> bool {
    matches!(meaning, Meaning::Factor | Meaning::Loss | Meaning::Consumption)
}

/// A reading is of one meter; a date, a factor may be of all.
fn sums_up(meaning: Meaning) -> bool {
    matches!(meaning, Meaning::PreviousReading | Meaning::PresentReading | Meaning::Consumption)
}

fn readings<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &mut Line<'a>, unit: usize) {
    let count = |meaning| table.slots(meaning).len();
    let meters = count(Meaning::PreviousReading).max(count(Meaning::PresentReading)).max(1);
    for nth in 0..meters {
        let mut dials = dials(table, nth);
        if let (None, Some(before)) = (dials.previous, nth.checked_sub(1)) {
            dials.previous = reading_before(table, line, (before, dials.present));
            dials.previous_on = dials.previous_on.or_else(|| on_of(table, dials.previous));
        }
        one_meter(reading, table, line, (unit, dials, meters > 1));
    }
}

/// 1月, 2月, 3月 abreast, or 日期 and 读数 again, a reading each: the one before is the previous reading.
fn reading_before(
    table: &Table<'_>,
    line: &Line<'_>,
    (nth, present): (usize, Option<usize>),
) -> Option<usize> {
    let (before, present) = (table.slots(Meaning::PresentReading).get(nth).copied()?, present?);
    let again = || {
        words::key(table.header(before)) == words::key(table.header(present))
            && on_of(table, Some(before)).is_some()
    };
    let read = line.at(before).number().got().is_some();
    (read && (is_month_after(table, before, present) || again())).then_some(before)
}

/// Whether the second header is of a later month than the first; without years, of the very next.
fn is_month_after(table: &Table<'_>, before: usize, after: usize) -> bool {
    let (Some(earlier), Some(later)) = (table.header_days.day(before), table.header_days.day(after)) else {
        let months = table.header_days.month(before).zip(table.header_days.month(after));
        return months.is_some_and(|(before, after)| after == before % 12 + 1);
    };
    earlier < later
}

/// The column of the day on which a reading was taken, where each reading has its own.
fn on_of(table: &Table<'_>, reading: Option<usize>) -> Option<usize> {
    let (readings, days) = (table.slots(Meaning::PresentReading), table.slots(Meaning::PresentOn));
    let nth = readings.iter().position(|slot| Some(*slot) == reading)?;
    days.get(nth).copied().filter(|_| readings.len() == days.len() && days.len() >= 2)
}

/// 5月 over 上次.
fn has_levels(table: &Table<'_>, slot: usize) -> bool {
    table.header(slot).contains(words::LEVELS)
}

fn one_meter<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, dials, one_of_several): (usize, Dials, bool),
) {
    let previous = dial_of(reading, table, line, dials.previous);
    let present = dial_of(reading, table, line, dials.present);
    let mut on = |slot: Option<usize>| day(reading, table, line, slot?).map(|read| read.date.to_string());
    let (previous_on, present_on) = (on(dials.previous_on), on(dials.present_on));
    let by_header = |slot: Option<usize>| table.header_days.day(slot?).map(|day| day.to_string());
    // 5月 over 上次 and 本次 says when it is 本次.
    let of_month = dials.previous.filter(|slot| {
        table.region.columns[*slot].meaning == Meaning::PresentReading || !has_levels(table, *slot)
    });
    let previous_on = previous_on.or_else(|| by_header(of_month));
    let present_on = present_on.or_else(|| by_header(dials.present));
    let at = dials.present.or(dials.previous).map_or_else(|| line.first(), |slot| line.at(slot));
    if previous.is_none() && present.is_none() {
        // Not every unit has every meter.
        if !one_of_several {
            let message = "这一行没有可用的度数。请核对。";
            reading.findings.add(at, (Level::Note, "reading_missing"), message, "");
            line.keep_text_of(dials.previous_on);
            line.keep_text_of(dials.present_on);
        }
        return;
    }
    if let (Some(previous), Some(present)) = (previous, present)
        && present < previous
    {
        let leave_out = reading.decisions.is("reading_below_previous", "leave_out");
        let done = if leave_out { "没有导入，作为备注保留" } else { "照原样保留" };
        let message =
            format_args!("本期度数 {present} 小于上期度数 {previous}（换表、走满或写反），{done}。请核对。");
        reading.findings.add(at, (Level::Decide, "reading_below_previous"), message, present);
        if leave_out {
            line.keep_text_of(dials.previous);
            line.keep_text_of(dials.present);
            return;
        }
    }
    let factor = decimal_of(reading, table, line, dials.factor);
    let loss = decimal_of(reading, table, line, dials.loss);
    consumption(reading, line, dials.consumption, (previous, present, factor, loss));
    let written = |n: Option<Decimal>| n.map(|n| n.normalize().to_string());
    reading.draft.readings.push(DraftReading {
        unit: reading.draft.units[unit].code.clone(),
        meter: meter(table, line, &dials),
        previous: written(previous),
        previous_on,
        present: written(present),
        present_on,
        factor: written(factor),
        loss: written(loss),
        source: at.source(),
    });
}

/// The meter's name or number in its cell, else what header, title or sheet say of it.
fn meter<'a>(table: &Table<'a>, line: &Line<'a>, dials: &Dials) -> String {
    if let Some(name) = dials.name.and_then(|slot| line.at(slot).text()) {
        return name.split_whitespace().collect();
    }
    let headers = [dials.present, dials.previous, dials.consumption].into_iter().flatten();
    let headers = headers.map(|slot| table.header(slot));
    let kinds = [("水", "水表"), ("电", "电表"), ("气", "燃气表"), ("热", "热表"), ("暖", "热表")];
    let mut told = headers.chain([table.region.title.as_str(), &*table.sheet.name]);
    let named = told.find_map(|words| {
        kinds.iter().find(|(word, _)| words.contains(word)).map(|(_, name)| (*name).to_owned())
    });
    named.unwrap_or_else(|| "表".into())
}

/// A reading in figures; `160d` is 160, and a finding.
fn dial_of<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    slot: Option<usize>,
) -> Option<Decimal> {
    let slot = slot?;
    let at = line.at(slot);
    match at.number() {
        Reading::Nothing => return None,
        Reading::Got(n) if (Decimal::ZERO..MOST).contains(&n) => return Some(n),
        Reading::Got(_) | Reading::Unreadable => {}
    }
    let text = at.text().unwrap_or_default();
    let keep = reading.decisions.is("reading_has_letters", "keep");
    let Some(figures) = leading_figures(&text) else {
        let message = format_args!("“{}”的度数看不懂，作为备注保留。请改成数字。", table.label(slot));
        reading.findings.add(at, (Level::Decide, "reading_unreadable"), message, "");
        line.keep_text(slot);
        return None;
    };
    if keep {
        let message = format_args!("度数里有字母，按 {figures} 理解。请核对。");
        reading.findings.add(at, (Level::Decide, "reading_has_letters"), message, figures);
        return Some(figures);
    }
    let message = "度数里有字母，没有导入，作为备注保留。请核对。";
    reading.findings.add(at, (Level::Decide, "reading_has_letters"), message, "");
    line.keep_text(slot);
    None
}

/// `160d`, `110ert`, `221度`: figures, then letters.
fn leading_figures(text: &str) -> Option<Decimal> {
    let text = plain(text);
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
    let (figures, rest) = text.split_at(end);
    let letters = rest.chars().all(|c| c.is_alphabetic() || c.is_whitespace());
    figures.parse().ok().filter(|n| letters && *n < MOST)
}

/// 倍率 or 损耗; `5%` is 0.05.
fn decimal_of<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    slot: Option<usize>,
) -> Option<Decimal> {
    let slot = slot?;
    let at = line.at(slot);
    match at.number() {
        Reading::Nothing => None,
        Reading::Got(n) if n.abs() < MOST => Some(n),
        Reading::Got(_) | Reading::Unreadable => {
            let text = plain(&at.text().unwrap_or_default());
            let percent = text.strip_suffix('%').and_then(|t| t.trim().parse::<Decimal>().ok());
            if percent.is_none() {
                let message = format_args!("“{}”看不懂，作为备注保留。请改成数字。", table.label(slot));
                reading.findings.add(at, (Level::Decide, "reading_unreadable"), message, "");
                line.keep_text(slot);
            }
            percent.filter(|n| n.abs() < MOST).map(|n| n / Decimal::ONE_HUNDRED)
        }
    }
}

type Dial = (Option<Decimal>, Option<Decimal>, Option<Decimal>, Option<Decimal>);

/// 用量 is not kept: it is the difference, times the factor, with the loss. Where it is not, somebody should know.
fn consumption<'a>(
    reading: &mut Interpretation,
    line: &mut Line<'a>,
    slot: Option<usize>,
    (previous, present, factor, loss): Dial,
) {
    let Some(slot) = slot else { return };
    let at = line.at(slot);
    let written = match at.number() {
        Reading::Nothing => return,
        Reading::Got(written) if written.abs() < MOST => written,
        Reading::Got(_) | Reading::Unreadable => return line.keep_text(slot),
    };
    let (Some(previous), Some(present)) = (previous, present) else {
        return line.keep_text(slot);
    };
    // That is told by itself.
    if present < previous {
        return line.keep_text(slot);
    }
    let used = (present - previous) * factor.unwrap_or(Decimal::ONE);
    let with_loss =
        loss.map(|loss| if loss < Decimal::ONE { used * (Decimal::ONE + loss) } else { used + loss });
    let near = |n: Decimal| (n - written).abs() <= Decimal::ONE;
    if !near(used) && !with_loss.is_some_and(near) {
        let message = format_args!("用量与两次度数之差（{}）不符，按度数保留。请核对。", used.normalize());
        reading.findings.add(at, (Level::Note, "consumption_differs"), message, used.normalize());
        line.keep_text(slot);
    }
}
