//! One row of a roster: its unit, its people, its arrears.

use std::collections::HashSet;

use ledger::money::Fen;
use ledger::people::Relation;
use ledger::units::{Area, UnitCode, UnitStatus, UnitUse};
use rust_decimal::Decimal;

use crate::book::{Row, Sheet, Value};
use crate::cells::{Amount, Reading, amount, date, number, room, text};
use crate::findings::{At, Findings};
use crate::interpret::Table;
use crate::layout::Region;
use crate::people::{NamedPhone, PhonesRead, names, pair, phones, relation};
use crate::tie_outs::TOLERANCE;
use crate::{DraftOpening, DraftPerson, DraftUnit, Level, Meaning};

/// A row that is imported, and what its summed columns hold (`None`: no number).
pub(crate) struct RowReading {
    pub unit: DraftUnit,
    pub amounts: Vec<(u32, Option<Amount>)>,
}

/// `None` when the row names no unit; the findings say so.
pub(crate) fn read(table: &Table<'_>, row: &Row, findings: &mut Findings) -> Option<RowReading> {
    let at = table.at(row, Meaning::Room)?;
    let (code, original) = code(table, at, findings)?;
    let mut amounts = Vec::new();
    let area = area(table, row, findings, &mut amounts);
    let openings = openings(table, row, findings, &mut amounts);
    let people = people(table, row, findings);
    if people.is_empty() {
        let (level, what) = if openings.is_empty() {
            (Level::Note, "没有业主姓名，请补登。")
        } else {
            (Level::Decide, "有欠费却没有业主姓名。请确认由谁承担。")
        };
        let at = table.at(row, Meaning::OwnerName).unwrap_or(at);
        findings.add(at, (level, "owner_missing"), what, "");
    }
    let unit = DraftUnit {
        building: code.building().to_owned(),
        usage: usage(table, row, &original, findings).code().to_owned(),
        area,
        status: status(table, row, findings),
        handover: handover(table, row, findings),
        people,
        openings,
        source: at.source(),
        described: true,
        code: code.as_str().to_owned(),
        original,
    };
    Some(RowReading { unit, amounts })
}

fn code(table: &Table<'_>, at: At<'_>, findings: &mut Findings) -> Option<(UnitCode, String)> {
    let door = match room(at.value) {
        Reading::Got(door) => door,
        Reading::Nothing => {
            findings.add(at, (Level::Refused, "room_missing"), "这一行没有房号，没有导入。请补上房号。", "");
            return None;
        }
        Reading::Unreadable => {
            let message =
                "房号看不懂（可能被 Excel 当成了日期），这一行没有导入。请把单元格改成文本后重新填写。";
            findings.add(at, (Level::Refused, "room_unreadable"), message, "");
            return None;
        }
    };
    let parts = code_parts(table, &door);
    match UnitCode::from_parts(&parts) {
        Ok(code) => Some((code, parts.join(" "))),
        Err(refusal) => {
            findings.add(at, (Level::Refused, refusal.code), refusal.message, "");
            None
        }
    }
}

fn code_parts<'a>(table: &'a Table<'_>, door: &'a str) -> Vec<&'a str> {
    if table.whole_codes {
        return vec![door];
    }
    let before: Vec<&str> =
        [&table.building, &table.entrance].into_iter().flatten().map(String::as_str).collect();
    let alone =
        before.is_empty() && UnitCode::from_parts(&[door]).is_ok_and(|code| !code.as_str().contains('-'));
    // One sheet for each building, named after it.
    let sheet = table.sheet.name.trim();
    let named_after_building = ["栋", "幢", "座", "号楼"].iter().any(|word| sheet.ends_with(word));
    let building = (alone && named_after_building).then_some(sheet);
    building.into_iter().chain(before).chain([door]).collect()
}

/// Room cells beside a building column may hold the whole code themselves: then every code starts with its building,
/// and either the buildings differ or the code has three parts, so that it is no accident.
pub(crate) fn rooms_hold_whole_codes(sheet: &Sheet, region: &Region) -> bool {
    let (Some(building), Some(door)) = (region.column(Meaning::Building), region.column(Meaning::Room))
    else {
        return false;
    };
    let mut current: Option<UnitCode> = None;
    let mut buildings = HashSet::new();
    let (mut rows, mut whole, mut three_parts) = (0_usize, 0_usize, 0_usize);
    for row in &sheet.rows[region.first..region.end] {
        if let Some(given) = room(row.get(building.index)).got() {
            current = given.parse().ok();
        }
        let (Some(building), Some(Ok(code))) =
            (&current, room(row.get(door.index)).got().map(|text| text.parse::<UnitCode>()))
        else {
            continue;
        };
        rows += 1;
        let rest = code.as_str().strip_prefix(building.as_str()).and_then(|rest| rest.strip_prefix('-'));
        whole += usize::from(rest.is_some());
        three_parts += usize::from(rest.is_some_and(|rest| rest.contains('-')));
        buildings.insert(building.clone());
    }
    rows > 0 && whole * 20 >= rows * 19 && (buildings.len() > 1 || three_parts * 2 > rows)
}

fn area(
    table: &Table<'_>,
    row: &Row,
    findings: &mut Findings,
    amounts: &mut Vec<(u32, Option<Amount>)>,
) -> Option<String> {
    let at = table.at(row, Meaning::Area)?;
    let read = match number(at.value) {
        Reading::Nothing => return None,
        Reading::Got(n) => Area::new(n),
        Reading::Unreadable => Area::parse(&text(at.value, at.sheet.epoch).unwrap_or_default()),
    };
    match read {
        Ok(area) => {
            amounts.push((at.column, amount(at.value).got()));
            Some(area.square_metres().normalize().to_string())
        }
        Err(refusal) => {
            amounts.push((at.column, None));
            findings.add(at, (Level::Decide, refusal.code), format!("{}面积没有导入。", refusal.message), "");
            None
        }
    }
}

fn openings(
    table: &Table<'_>,
    row: &Row,
    findings: &mut Findings,
    amounts: &mut Vec<(u32, Option<Amount>)>,
) -> Vec<DraftOpening> {
    let mut openings = Vec::new();
    let mut sum = Decimal::ZERO;
    let mut sum_fen = Fen::ZERO;
    let mut readable = true;
    for column in table.region.columns(Meaning::Opening) {
        let (at, terms) = (table.at_column(row, column.index), &table.openings[&column.index]);
        let amount = match amount(at.value) {
            Reading::Nothing => continue,
            Reading::Got(amount) => amount,
            Reading::Unreadable => {
                readable = false;
                amounts.push((column.index, None));
                let message = match at.value {
                    Some(Value::Error(_)) => format!(
                        "“{}”的公式出错，或文件里没有存下结果，金额没有导入。请用 Excel 或 WPS 打开，改正后保存。",
                        column.header
                    ),
                    _ => format!("“{}”的金额看不懂，没有导入。请改成数字。", column.header),
                };
                findings.add(at, (Level::Decide, "amount_unreadable"), message, "");
                continue;
            }
        };
        amounts.push((column.index, Some(amount)));
        sum += amount.exact;
        sum_fen += amount.fen;
        if amount.was_rounded() {
            let message = "金额多于两位小数，四舍五入到分。";
            findings.add(at, (Level::Note, "amount_rounded"), message, amount.fen.to_string());
        }
        if amount.fen.is_negative() {
            let message = "欠费是负数，多半是预收款。请确认。";
            findings.add(at, (Level::Decide, "opening_negative"), message, amount.fen.to_string());
        }
        if !amount.fen.is_zero() {
            openings.push(DraftOpening {
                item: terms.item.clone(),
                label: column.header.clone(),
                from: terms.from.map(|d| d.to_string()),
                to: terms.to.map(|d| d.to_string()),
                amount_fen: amount.fen.fen(),
                source: at.source(),
            });
        }
    }
    for column in table.region.columns(Meaning::OpeningTotal) {
        let at = table.at_column(row, column.index);
        let Reading::Got(total) = number(at.value) else { continue };
        amounts.push((column.index, Some(Amount { exact: total, fen: sum_fen, as_text: false })));
        if readable && (total - sum).abs() > TOLERANCE {
            let message = format!("“{}”与这一行各欠费列之和不符，按各列导入。请核对。", column.header);
            findings.add(at, (Level::Decide, "row_total_differs"), message, sum.normalize().to_string());
        }
    }
    openings
}

fn usage(table: &Table<'_>, row: &Row, original: &str, findings: &mut Findings) -> UnitUse {
    let guessed = UnitUse::guessed_from(original);
    let Some(at) = table.at(row, Meaning::Usage) else { return guessed };
    let Some(written) = text(at.value, at.sheet.epoch) else { return guessed };
    let has = |words: &[&str]| words.iter().any(|w| written.contains(w));
    let known = UnitUse::parse(&written).or(match () {
        () if has(&["车位", "车库"]) => Some(UnitUse::Parking),
        () if has(&["商", "店", "铺"]) => Some(UnitUse::Shop),
        () if has(&["储藏", "仓库", "杂物"]) => Some(UnitUse::Storage),
        () if has(&["住", "公寓", "别墅", "洋房", "高层"]) => Some(UnitUse::Residence),
        () => None,
    });
    known.unwrap_or_else(|| {
        let message = format!("没有“{written}”这种用途，按{}导入。", guessed.chinese());
        findings.add(at, (Level::Note, "usage_unknown"), message, guessed.chinese());
        guessed
    })
}

fn status(table: &Table<'_>, row: &Row, findings: &mut Findings) -> Option<String> {
    let at = table.at(row, Meaning::Status)?;
    let written = text(at.value, at.sheet.epoch)?;
    let known = UnitStatus::parse(&written);
    if known.is_none() {
        let message = format!("没有“{written}”这种房屋动态，没有导入。");
        findings.add(at, (Level::Note, "status_unknown"), message, "");
    }
    known.map(|status| status.code().to_owned())
}

fn handover(table: &Table<'_>, row: &Row, findings: &mut Findings) -> Option<String> {
    let at = table.at(row, Meaning::Handover)?;
    match date(at.value, at.sheet.epoch) {
        Reading::Nothing => None,
        Reading::Got(read) => {
            if read.month_only {
                let message = "日期只有年月，按当月 1 日导入。";
                findings.add(at, (Level::Note, "date_without_day"), message, read.date.to_string());
            }
            Some(read.date.to_string())
        }
        Reading::Unreadable => {
            let message = "收楼日期看不懂，没有导入。请写成 2013-05-01 的样子。";
            findings.add(at, (Level::Decide, "date_unreadable"), message, "");
            None
        }
    }
}

fn people(table: &Table<'_>, row: &Row, findings: &mut Findings) -> Vec<DraftPerson> {
    let mut people = group(table, row, (Meaning::OwnerName, Meaning::OwnerPhone, Relation::Owner), findings);
    people.extend(group(table, row, (Meaning::TenantName, Meaning::TenantPhone, Relation::Tenant), findings));
    people
}

fn group(
    table: &Table<'_>,
    row: &Row,
    (name_column, phone_column, standing): (Meaning, Meaning, Relation),
    findings: &mut Findings,
) -> Vec<DraftPerson> {
    let written =
        table.at(row, name_column).and_then(|at| text(at.value, at.sheet.epoch)).unwrap_or_default();
    let mut called: Vec<String> = Vec::new();
    for name in names(&written) {
        if !called.contains(&name) {
            called.push(name);
        }
    }
    let mut numbers: Vec<NamedPhone> = Vec::new();
    for column in table.region.columns(phone_column) {
        let at = table.at_column(row, column.index);
        let PhonesRead { numbers: read, unread } =
            phones(&text(at.value, at.sheet.epoch).unwrap_or_default());
        for piece in unread {
            let message = format!("“{piece}”不是完整的电话号码，没有导入。请补登。");
            findings.add(at, (Level::Note, "phone_unreadable"), message, "");
        }
        if called.is_empty() && !read.is_empty() {
            let message = format!("有电话却没有{}姓名，电话没有导入。请补登。", standing.chinese());
            findings.add(at, (Level::Decide, "phone_without_name"), message, "");
        }
        let (_, strangers) = pair(&called, &read);
        for label in strangers.iter().filter(|_| !called.is_empty()) {
            let message = format!("电话旁写着“{label}”，不是这一户登记的人，号码记在 {} 名下。", called[0]);
            findings.add(at, (Level::Note, "phone_of_another"), message, called[0].as_str());
        }
        numbers.extend(read);
    }
    let (paired, _told_per_cell) = pair(&called, &numbers);
    let person = |(name, phones): (String, Vec<String>)| DraftPerson {
        relation: relation(&name, standing).code().to_owned(),
        name,
        phones,
        id_number: None,
    };
    called.into_iter().zip(paired).map(person).collect()
}
