//! What a row says of the unit itself: its area, use, state, and the day it was handed over.

use ledger::money::Fen;
use ledger::units::{Area, UnitStatus, UnitUse};
use rust_decimal::Decimal;

use crate::cells::{Amount, Reading, area_of_text};
use crate::dates::day;
use crate::interpretation::Interpretation;
use crate::names::read;
use crate::states::{is_paid, status_among, status_written, usage_of_room, usage_written};
use crate::sums::Counted;
use crate::table::{Line, Table};
use crate::{Level, Meaning};

pub(super) fn area<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
) -> Option<Decimal> {
    let slot = table.slot(Meaning::Area)?;
    let at = line.at(slot);
    let read = match at.number() {
        Reading::Nothing => return None,
        Reading::Got(n) => Area::new(n),
        Reading::Unreadable => {
            let text = at.text().unwrap_or_default();
            match area_of_text(&text) {
                Some((area, more)) => {
                    if more {
                        let shown = area.normalize();
                        let message = format_args!(
                            "面积写成“{text}”，按 {shown} 平方米导入，原话作为备注保留。请核对。"
                        );
                        reading.findings.add(at, (Level::Note, "area_written_out"), message, shown);
                        line.keep(slot, text);
                    }
                    Area::new(area)
                }
                None => Area::parse(&text),
            }
        }
    };
    match read {
        Ok(area) => {
            let area = area.square_metres();
            // `89.5㎡` is text to the workbook.
            if at.amount().got().is_none() {
                let written = Amount { exact: area, fen: Fen::ZERO, as_text: true };
                line.counts(slot, Counted::Imported(written));
            }
            if area <= Decimal::ONE {
                let message = "面积不超过 1 平方米，像是随手填的。照原样导入，请核对。";
                reading.findings.add(at, (Level::Note, "area_placeholder"), message, area.normalize());
            }
            Some(area)
        }
        Err(refusal) => {
            line.counts(slot, Counted::Unreadable);
            line.keep_text(slot);
            let message = format_args!("{}面积没有导入，作为备注保留。", refusal.message);
            reading.findings.add(at, (Level::Decide, refusal.code), message, "");
            None
        }
    }
}

pub(super) fn usage<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    original: &str,
) -> UnitUse {
    // 车位 where the state should be.
    let of_status = table.text(line, Meaning::Status).and_then(|text| UnitUse::parse(&text));
    let guessed = || match (UnitUse::guessed_from(original), table.slot(Meaning::Room)) {
        (UnitUse::Residence, _) if of_status.is_some() => of_status.unwrap_or(UnitUse::Residence),
        // 铺号, 车位号: the header says it for all.
        (UnitUse::Residence, Some(room)) => {
            let of_header = UnitUse::guessed_from(table.header(room));
            let of_words = || usage_of_room(original).or_else(|| table.usage_of_title());
            if of_header == UnitUse::Residence { of_words().unwrap_or(of_header) } else { of_header }
        }
        (told, _) => told,
    };
    let Some(at) = table.at(line, Meaning::Usage) else { return guessed() };
    let Some(written) = at.text() else { return guessed() };
    usage_written(&written).unwrap_or_else(|| {
        let guessed = guessed();
        let message =
            format_args!("没有“{written}”这种用途，按{}导入，原话作为备注保留。", guessed.chinese());
        line.keep_text_of(table.slot(Meaning::Usage));
        reading.findings.add(at, (Level::Note, "usage_unknown"), message, guessed.chinese());
        guessed
    })
}

pub(super) fn status<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
) -> Option<String> {
    let said = status_of_column(reading, table, line);
    // `空置` where the owner's name should be.
    let beside_names = || read(&table.owner_text(line)?).status;
    said.or_else(|| beside_names().map(|status| status.code().to_owned()))
}

fn status_of_column<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
) -> Option<String> {
    let at = table.at(line, Meaning::Status)?;
    let yes = at.value.filter(|_| table.yes_or_no.is_some()).and_then(is_paid);
    if let Some(yes) = yes {
        let status = if yes { UnitStatus::Occupied } else { UnitStatus::NotMovedIn };
        return Some(status.code().to_owned());
    }
    let written = at.text()?;
    let known = status_written(&written).or_else(|| {
        let known = status_among(&written);
        line.keep_text_of(table.slot(Meaning::Status).filter(|_| known.is_some()));
        known
    });
    if known.is_none() {
        let message = format_args!("没有“{written}”这种房屋动态，作为备注保留。");
        reading.findings.add(at, (Level::Note, "status_unknown"), message, "");
        line.keep_text_of(table.slot(Meaning::Status));
    }
    known.map(|status| status.code().to_owned())
}

pub(super) fn handover<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
) -> Option<String> {
    let slot = table.slot(Meaning::Handover)?;
    // 2011年 is no mistake, and no day of it is better than another.
    if line.at(slot).text().is_some_and(|text| names_a_year(&text)) {
        line.keep_text(slot);
        return None;
    }
    let read = day(reading, table, line, slot)?;
    if read.month_only {
        let message = "日期只有年月，按当月 1 日导入。";
        reading.findings.add(line.at(slot), (Level::Note, "date_without_day"), message, read.date);
    }
    Some(read.date.to_string())
}

/// 2011年, 2011, 2011年初 and no more.
fn names_a_year(text: &str) -> bool {
    let year = text.trim().trim_end_matches(['初', '底', '末']).trim_end_matches(['年', '度']);
    year.len() == 4 && year.parse().is_ok_and(|year: u16| (1950..2080).contains(&year))
}
