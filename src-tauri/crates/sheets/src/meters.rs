//! 抄表: meters and their readings, kept in the register until billing uses them.

use rust_decimal::Decimal;

use crate::cells::{Reading, plain};
use crate::dates::day_of;
use crate::interpret::Interpretation;
use crate::owed::{RowSum, openings, row_total, terms_of_row};
use crate::table::{Line, Table};
use crate::units::refer;
use crate::{DraftReading, Level, Meaning, balances};

pub(crate) const UNUSED: &[Meaning] = &[
    Meaning::Note,
    Meaning::Rate,
    Meaning::Amount,
    Meaning::Due,
    Meaning::Paid,
    Meaning::PaidOn,
    Meaning::Cashier,
    Meaning::Plate,
    Meaning::Space,
];

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
        row_total(reading, table, line, &sum);
    }
    balances::held(reading, table, line, unit);
    Some(unit)
}

fn readings<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &mut Line<'a>, unit: usize) {
    let previous = dial_of(reading, table, line, Meaning::PreviousReading);
    let present = dial_of(reading, table, line, Meaning::PresentReading);
    let previous_on = day_of(reading, table, line, Meaning::PreviousOn);
    let present_on = day_of(reading, table, line, Meaning::PresentOn);
    let meaning =
        if table.has(Meaning::PresentReading) { Meaning::PresentReading } else { Meaning::PreviousReading };
    let at = table.at(line, meaning).unwrap_or_else(|| line.first());
    if previous.is_none() && present.is_none() {
        let message = "这一行没有可用的度数。请核对。";
        reading.findings.add(at, (Level::Note, "reading_missing"), message, "");
        if previous_on.is_some() || present_on.is_some() {
            line.keep_text_of(table.slot(Meaning::PreviousOn));
            line.keep_text_of(table.slot(Meaning::PresentOn));
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
            line.keep_text_of(table.slot(Meaning::PreviousReading));
            line.keep_text_of(table.slot(Meaning::PresentReading));
            return;
        }
    }
    let factor = decimal_of(reading, table, line, Meaning::Factor);
    let loss = decimal_of(reading, table, line, Meaning::Loss);
    consumption(reading, table, line, (previous, present, factor, loss));
    let written = |n: Option<Decimal>| n.map(|n| n.normalize().to_string());
    reading.draft.readings.push(DraftReading {
        unit: reading.draft.units[unit].code.clone(),
        meter: meter(table, line),
        previous: written(previous),
        previous_on,
        present: written(present),
        present_on,
        factor: written(factor),
        loss: written(loss),
        source: at.source(),
    });
}

/// The meter's name or number in its cell, else what header or sheet say of it.
fn meter<'a>(table: &Table<'a>, line: &Line<'a>) -> String {
    if let Some(name) = table.text(line, Meaning::Meter) {
        return name.split_whitespace().collect();
    }
    let headers = [Meaning::PresentReading, Meaning::PreviousReading, Meaning::Consumption];
    let headers = headers.iter().filter_map(|m| table.slot(*m)).map(|slot| table.header(slot));
    let kinds = [("水", "水表"), ("电", "电表"), ("气", "燃气表"), ("热", "热表"), ("暖", "热表")];
    let named = headers.chain([table.region.title.as_str(), table.sheet.name.as_str()]).find_map(|words| {
        kinds.iter().find(|(word, _)| words.contains(word)).map(|(_, name)| (*name).to_owned())
    });
    named.unwrap_or_else(|| "表".into())
}

/// A reading in figures; `160d` is 160, and a finding.
fn dial_of<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    meaning: Meaning,
) -> Option<Decimal> {
    let slot = table.slot(meaning)?;
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
    meaning: Meaning,
) -> Option<Decimal> {
    let slot = table.slot(meaning)?;
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
    table: &Table<'a>,
    line: &mut Line<'a>,
    (previous, present, factor, loss): Dial,
) {
    let Some(slot) = table.slot(Meaning::Consumption) else { return };
    let at = line.at(slot);
    let written = match at.number() {
        Reading::Nothing => return,
        Reading::Got(written) if written.abs() < MOST => written,
        Reading::Got(_) | Reading::Unreadable => return line.keep_text(slot),
    };
    let (Some(previous), Some(present)) = (previous, present) else {
        return line.keep_text(slot);
    };
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
