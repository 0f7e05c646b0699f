//! What imports brought that stays with a unit, each row with its cell.

use std::collections::HashMap;

use ledger::calendar::Date;
use ledger::entries::EntryNumber;
use ledger::people::{Phone, Relation};
use ledger::units::{UnitId, UnitStatus, UnitUse};
use store::Reader;
use store::imports::{BatchId, BatchRow, SourceRow};
use store::kept::{
    ChangeRow, Field, IdNumberRow, KeptRow, NoteRow, Of, PastPaymentRow, ReadingRow, SourceCell, VehicleRow,
};

use crate::views::kept::{
    CellView, IdNumberView, NoteView, PastPaymentView, ReadingView, SourceView, TakenOverView, UnitKept,
    VehicleView,
};
use crate::{Error, Result};

/// What is kept with a unit beside its books.
pub(crate) fn kept(r: &Reader<'_>, unit: UnitId) -> Result<UnitKept> {
    let files: HashMap<BatchId, BatchRow> = r.batches()?.into_iter().map(|b| (b.id, b)).collect();
    let from = |batch: BatchId, at: &SourceCell| CellView {
        batch: batch.0,
        file_name: files.get(&batch).map(|b| b.file_name.clone()).unwrap_or_default(),
        sheet: at.sheet.to_string(),
        cell: at.cell.clone(),
    };
    let day = |d: Option<Date>| d.map(|d| d.to_string());
    let mut readings = rows(r, unit, |batch, k: ReadingRow| ReadingView {
        meter: k.meter,
        previous: k.previous,
        previous_on: day(k.previous_on),
        present: k.present,
        present_on: day(k.present_on),
        factor: k.factor,
        loss: k.loss,
        from: from(batch, &k.source),
    })?;
    readings.sort_by(|a, b| b.present_on.cmp(&a.present_on));
    let mut past_payments = rows(r, unit, |batch, k: PastPaymentRow| PastPaymentView {
        item: k.item,
        period: [day(k.from), day(k.to)].into_iter().flatten().collect::<Vec<_>>().join(" – "),
        paid_on: day(k.paid_on),
        due_fen: k.due.map(Into::into),
        paid_fen: k.paid.into(),
        cashier: k.cashier,
        remark: k.remark,
        from: from(batch, &k.source),
    })?;
    past_payments.sort_by(|a, b| b.paid_on.cmp(&a.paid_on));
    let people = r.people_of(unit)?;
    let name = |id| people.iter().find(|p| p.person == id).map(|p| p.name.clone()).unwrap_or_default();
    Ok(UnitKept {
        readings,
        past_payments,
        vehicles: rows(r, unit, |batch, k: VehicleRow| VehicleView {
            space: k.space,
            plate: k.plate,
            owner: k.owner,
            phones: k.phones.iter().map(Phone::masked).collect(),
            from: from(batch, &k.source),
        })?,
        balances: r
            .standing_balances()?
            .into_iter()
            .filter(|(_, k)| k.unit == unit)
            .map(|(batch, k)| TakenOverView {
                kind_label: if k.item.is_some() { "押金" } else { "预存" }.into(),
                label: k.label,
                amount_fen: k.amount.into(),
                from: from(batch, &k.source),
            })
            .collect(),
        notes: rows(r, unit, |batch, k: NoteRow| NoteView {
            text: with_ids_masked(&k.label, &k.words),
            label: k.label.to_string(),
            from: from(batch, &k.source),
        })?,
        id_numbers: rows(r, unit, |batch, k: IdNumberRow| IdNumberView {
            person: name(k.person),
            number: masked(&k.number),
            from: from(batch, &k.source),
        })?,
        sources: sources(r, unit)?,
    })
}

fn rows<T: KeptRow, V>(r: &Reader<'_>, unit: UnitId, view: impl Fn(BatchId, T) -> V) -> Result<Vec<V>> {
    Ok(r.kept::<T>(Of::Unit(unit))?.into_iter().map(|(batch, row)| view(batch, row)).collect())
}

/// What standing imports changed at a unit, and what was read on its meters: entry, title, detail.
pub(crate) fn history(r: &Reader<'_>, unit: UnitId) -> Result<Vec<(EntryNumber, String, String)>> {
    let files: HashMap<BatchId, BatchRow> = r.batches()?.into_iter().map(|b| (b.id, b)).collect();
    let mut lines = Vec::new();
    for (batch, change) in r.kept::<ChangeRow>(Of::Unit(unit))? {
        let Some(b) = files.get(&batch) else { continue };
        let shown = |stored: &str| match change.field {
            Field::Phones => phones(stored),
            Field::Person => Relation::parse(stored).map(|r| r.chinese().to_owned()).unwrap_or_default(),
            Field::Usage => UnitUse::parse(stored).map(|u| u.chinese().to_owned()).unwrap_or_default(),
            Field::Status => UnitStatus::parse(stored).map(|s| s.chinese().to_owned()).unwrap_or_default(),
            Field::Area | Field::Handover | Field::InRegister => stored.to_owned(),
        };
        let who = change.person.map(|id| r.person(id)).transpose()?.flatten();
        let who = who.map(|(name, _)| name).unwrap_or_default();
        let what = match change.field {
            Field::Area => "建筑面积".to_owned(),
            Field::Usage => "用途".to_owned(),
            Field::Status => "房屋状态".to_owned(),
            Field::Handover => "收楼日期".to_owned(),
            Field::Phones => format!("{who}的电话"),
            Field::Person if change.after.is_empty() => format!("缴费人，不再是 {who}"),
            Field::Person => format!("添 {who}"),
            Field::InRegister => "移出档案".to_owned(),
        };
        let detail = match change.field {
            Field::InRegister => format!("{} 里没有了", b.file_name),
            Field::Person if change.after.is_empty() => {
                format!("{} {} {}", b.file_name, change.source.sheet, change.source.cell)
            }
            _ => format!(
                "{} → {}，{} {} {}",
                shown(&change.before),
                shown(&change.after),
                b.file_name,
                change.source.sheet,
                change.source.cell
            ),
        };
        lines.push((b.entry, format!("导入改了 {what}"), detail));
    }
    for (batch, reading) in r.kept::<ReadingRow>(Of::Unit(unit))? {
        let Some(b) = files.get(&batch) else { continue };
        let on = reading.present_on.map(|d| d.to_string()).unwrap_or_default();
        let title = format!("{} {} {}", reading.meter, on, reading.present.unwrap_or_default());
        let at = &reading.source;
        lines.push((b.entry, title, format!("{} {} {}", b.file_name, at.sheet, at.cell)));
    }
    for (batch, balance, by) in r.reversed_balances_of(unit)? {
        let Some(b) = files.get(&batch) else { continue };
        let what = if balance.item.is_some() { "押金" } else { "预存" };
        let title = format!("冲回期初{what} {} {}", balance.label, balance.amount);
        let at = &balance.source;
        lines.push((by, title, format!("原来自 {} {} {}", b.file_name, at.sheet, at.cell)));
    }
    Ok(lines)
}

fn phones(stored: &str) -> String {
    stored.split(' ').filter_map(Phone::parse).map(|p| p.masked()).collect::<Vec<_>>().join(" ")
}

/// The first and the last two characters (PIPL art. 28, 51).
fn masked(number: &str) -> String {
    let all: Vec<char> = number.chars().collect();
    let end = all.len().saturating_sub(2).max(2).min(all.len());
    let hidden = "*".repeat(end.saturating_sub(2));
    let (head, tail) = (all.iter().take(2), all[end..].iter());
    head.collect::<String>() + &hidden + &tail.collect::<String>()
}

/// A note in which ID numbers stand, of people whom nobody has registered.
fn with_ids_masked(label: &str, words: &str) -> String {
    let of_ids = label.contains("身份证") || label.contains("证件");
    let is_place = |c: char| c.is_ascii_digit() || matches!(c, 'X' | 'x');
    let (mut shown, mut rest) = (String::with_capacity(words.len()), words);
    while let Some(at) = rest.find(is_place) {
        let (before, run) = rest.split_at(at);
        let (run, behind) = run.split_at(run.find(|c| !is_place(c)).unwrap_or(run.len()));
        shown += before;
        shown += &if is_id_number(run) || (of_ids && run.len() >= 15) { masked(run) } else { run.to_owned() };
        rest = behind;
    }
    shown + rest
}

/// 15 or 18 places with a day of birth (GB 11643), whatever the last one proves; no card or account of as many.
fn is_id_number(run: &str) -> bool {
    let (figures, day) = match run.len() {
        15 => (run, run.get(8..12)),
        18 => (&run[..17], run.get(10..14).filter(|_| ["18", "19", "20"].contains(&&run[6..8]))),
        _ => return false,
    };
    let of_day = day.and_then(|day| Some((day[..2].parse::<u8>().ok()?, day[2..].parse::<u8>().ok()?)));
    let is_day = of_day.is_some_and(|(month, day)| (1..=12).contains(&month) && (1..=31).contains(&day));
    is_day && figures.bytes().all(|b| b.is_ascii_digit())
}

/// Where the unit, its people and its openings came from.
fn sources(r: &Reader<'_>, unit: UnitId) -> Result<Vec<SourceView>> {
    let (charges, reversed) = (r.charges_of(unit)?, r.reversed_charges_of(unit)?);
    let mut views = Vec::new();
    for (s, batch) in r.sources_of(unit)? {
        let what = match (&s.charge, &s.person) {
            (Some(id), _) => {
                let standing = charges.iter().find(|c| c.charge.id == *id);
                let standing = standing.map(|c| format!("期初欠费 {} {}", c.item_name, c.label));
                let taken_back = reversed.iter().find(|c| c.id == *id);
                let taken_back = || {
                    taken_back
                        .map(|c| format!("期初欠费 {} {}（已冲回）", c.item_name, c.posted.period_label()))
                };
                standing
                    .or_else(taken_back)
                    .ok_or_else(|| Error::broken("a source of a charge that is not there"))?
            }
            (None, Some(person)) => {
                format!("人员 {}", r.person(*person)?.map(|(name, _)| name).unwrap_or_default())
            }
            (None, None) if s.known => "提到这套房".to_owned(),
            (None, None) => "房产".to_owned(),
        };
        views.push(source(what, &s, &batch));
    }
    Ok(views)
}

fn source(what: String, s: &SourceRow, batch: &BatchRow) -> SourceView {
    SourceView {
        what,
        from: CellView {
            batch: batch.id.0,
            file_name: batch.file_name.clone(),
            sheet: s.at.sheet.to_string(),
            cell: s.at.cell.clone(),
        },
        at: batch.at.minute(),
        withdrawn: batch.withdrawn,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_numbers_are_shown_masked() {
        let check = |number, expect: &str| assert_eq!(masked(number), expect);
        check("999999199001011234", "99**************34");
        check("999999900101123", "99***********23");
        check("12", "12");
        check("1", "1");
        check("", "");
    }

    #[test]
    fn id_numbers_in_a_note_are_shown_masked() {
        let check = |words, expect: &str| assert_eq!(with_ids_masked("备注", words), expect);
        check("999999199001010014", "99**************14");
        check("王芳身份证99999919900101123X，已搬走", "王芳身份证99**************3X，已搬走");
        check("999999900101123、999999199001010014", "99***********23、99**************14");
        // An account, a meter, a telephone, a day.
        for words in ["622202880019999912", "6222021234567890123", "13900000001", "2024.3.2交100元", "X"] {
            check(words, words);
        }
        // Whatever its column says is one.
        assert_eq!(with_ids_masked("身份证号", "999999199013010014"), "99**************14");
    }
}
