//! The unit of a row: found by its code, described by a roster, or only named.

use ledger::money::Fen;
use ledger::units::{Area, UnitCode, UnitStatus, UnitUse};
use rust_decimal::Decimal;

use crate::cells::{Amount, Reading};
use crate::dates::day;
use crate::findings::At;
use crate::household::{household, join, of_another_row};
use crate::interpretation::Interpretation;
use crate::people::names;
use crate::rooms::{Door, DoorShape, code_of};
use crate::states::{is_paid, usage_written};
use crate::sums::Counted;
use crate::table::{Line, Table};
use crate::words::section_name;
use crate::{DraftUnit, Kind, Level, Meaning};

/// Where a row belongs.
enum Place<'a> {
    /// To the unit of the row above.
    Above(usize),
    /// To the unit with this code.
    Coded { code: UnitCode, original: String, at: At<'a> },
}

/// The unit that a roster's row describes; `None` when the row is not imported (the findings say why).
pub(crate) fn describe<'a>(
    reading: &mut Interpretation,
    table: &mut Table<'a>,
    line: &mut Line<'a>,
) -> Option<usize> {
    let (code, original, at) = match place(reading, table, line, true)? {
        Place::Above(unit) => return Some(extend(reading, table, line, unit)),
        Place::Coded { code, original, at } => (code, original, at),
    };
    let there = reading.codes.get(code.as_str()).copied();
    match there {
        Some(unit) if continues(reading, table, line, unit) => {
            let join = reading.decisions.is("unit_continued", "join");
            let done = if join { "人员和金额并入" } else { "没有导入" };
            let message = format_args!("与上一行是同一户 {}，姓名不同，{done}。请核对。", code.as_str());
            let understood = if join { code.as_str() } else { "" };
            reading.findings.add(at, (Level::Decide, "unit_continued"), message, understood);
            join.then(|| extend(reading, table, line, unit))
        }
        Some(unit) if reading.draft.units[unit].described && completes(reading, table, line, unit) => {
            Some(complete(reading, table, line, unit))
        }
        Some(unit) if reading.draft.units[unit].described => twice(reading, table, line, (unit, at)),
        // Named by a table before it.
        Some(unit) => {
            let described = unit_of(reading, table, line, (code, original, at))?;
            let named = &mut reading.draft.units[unit];
            let openings = std::mem::take(&mut named.openings);
            *named = DraftUnit { openings, described: true, ..described };
            Some(unit)
        }
        None => {
            let unit = unit_of(reading, table, line, (code, original, at))?;
            Some(push(reading, DraftUnit { described: true, ..unit }))
        }
    }
}

/// A row right below another of the same room, with somebody else on it: his wife, his tenant.
fn continues(reading: &Interpretation, table: &Table<'_>, line: &Line<'_>, unit: usize) -> bool {
    let Some(written) = table.text(line, Meaning::OwnerName) else { return false };
    let known = &reading.draft.units[unit].people;
    table.last == Some(unit) && names(&written).iter().all(|name| known.iter().all(|p| p.name != *name))
}

/// A row of another roster that says what the first left open: 房屋信息 has the areas, 业主信息 the people. Neither money
/// nor anything that the first says otherwise.
fn completes(reading: &Interpretation, table: &Table<'_>, line: &Line<'_>, unit: usize) -> bool {
    let known = &reading.draft.units[unit];
    let of_money = [Meaning::Opening, Meaning::Amount, Meaning::Prepaid, Meaning::Deposit, Meaning::Due];
    let header = table.sheet.rows[table.region.header].number();
    let here = known.source.sheet == table.sheet.name && known.source.row >= header;
    if here || of_money.into_iter().any(|meaning| table.has(meaning)) {
        return false;
    }
    let written = table.text(line, Meaning::OwnerName).map(|text| names(&text)).unwrap_or_default();
    let of_others = known.people.is_empty() || written.is_empty();
    let area = table.at(line, Meaning::Area).and_then(|at| at.number().got());
    let agrees = match (&known.area, area) {
        (Some(known), Some(area)) => known.parse() == Ok(area),
        _ => true,
    };
    of_others && agrees
}

fn complete<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &mut Line<'a>, unit: usize) -> usize {
    let original = reading.draft.units[unit].original.clone();
    let stated = table.has(Meaning::Usage).then(|| usage(reading, table, line, &original).code().to_owned());
    if let Some(usage) = stated {
        reading.draft.units[unit].usage = usage;
    }
    extend(reading, table, line, unit)
}

/// The unit that a row of another table names; made where no roster has it.
pub(crate) fn refer<'a>(
    reading: &mut Interpretation,
    table: &mut Table<'a>,
    line: &mut Line<'a>,
) -> Option<usize> {
    let (code, original, at) = match place(reading, table, line, false)? {
        Place::Above(unit) => return Some(unit),
        Place::Coded { code, original, at } => (code, original, at),
    };
    let Some(unit) = reading.codes.get(code.as_str()).copied() else {
        if !unlisted(reading, at, &code) {
            return None;
        }
        let unit = unit_of(reading, table, line, (code, original, at))?;
        return Some(push(reading, unit));
    };
    if !reading.draft.units[unit].described {
        let people = of_another_row(reading, table, line);
        join(&mut reading.draft.units[unit].people, people);
    }
    Some(unit)
}

/// A unit that the workbook's own roster does not have: whether it is imported.
fn unlisted(reading: &mut Interpretation, at: At<'_>, code: &UnitCode) -> bool {
    // Rosters are read first, so the first unit is theirs if there is one.
    if !reading.draft.units.first().is_some_and(|unit| unit.described) {
        return true;
    }
    let keep = reading.decisions.is("unit_not_in_roster", "keep");
    let (level, done) = if keep {
        (Level::Decide, "照常导入，请补登")
    } else {
        (Level::Refused, "这一行没有导入")
    };
    let message = format_args!("业主台账里没有房号 {code}，{done}。");
    let understood = if keep { code.as_str() } else { "" };
    reading.findings.add(at, (level, "unit_not_in_roster"), message, understood);
    keep
}

/// 电梯厅, 大堂: nobody's home. Whether it is imported.
fn common_part(reading: &mut Interpretation, at: At<'_>, original: &str) -> bool {
    const PARTS: [&str; 15] = [
        "电梯",
        "大堂",
        "走廊",
        "楼道",
        "公共部位",
        "配电",
        "泵房",
        "物业用房",
        "架空层",
        "门卫",
        "机房",
        "设备间",
        "值班室",
        "保安",
        "消防",
    ];
    if original.is_ascii() || !PARTS.iter().any(|word| original.contains(word)) {
        return true;
    }
    let keep = reading.decisions.is("room_is_common", "keep");
    let (level, done) = if keep {
        (Level::Decide, "照常作为一户导入")
    } else {
        (Level::Refused, "这一行没有导入")
    };
    let message = format_args!("“{original}”像是公共部位，不是房屋，{done}。请确认。");
    reading.findings.add(at, (level, "room_is_common"), message, "");
    keep
}

pub(crate) fn push(reading: &mut Interpretation, unit: DraftUnit) -> usize {
    let at = reading.draft.units.len();
    reading.codes.insert(unit.code.clone(), at);
    reading.draft.units.push(unit);
    at
}

fn place<'a>(
    reading: &mut Interpretation,
    table: &mut Table<'a>,
    line: &Line<'a>,
    roster: bool,
) -> Option<Place<'a>> {
    let moved = carry(reading, table, line)?;
    let Some(slot) = table.slot(Meaning::Room) else {
        let message = "这张表没有房号栏，这一行没有导入。请指定房号在哪一列。";
        reading.findings.add(line.first(), (Level::Refused, "room_missing"), message, "");
        return None;
    };
    let at = line.at(slot);
    if line.is_held(slot)
        && let Some(above) = table.last
    {
        return Some(Place::Above(above));
    }
    let door = match at.door(table.door_shape) {
        Reading::Got(door) => door,
        Reading::Nothing => return blank_room(reading, table, line, (at, moved, roster)),
        Reading::Unreadable => {
            let message = "房号看不懂（公式出错，或被 Excel 当成了日期），这一行没有导入。请把单元格改成文本后重新填写。";
            reading.findings.add(at, (Level::Refused, "room_unreadable"), message, "");
            return None;
        }
    };
    let parts = code_parts(table, &door.text);
    // `龙湖苑`, `一期` and `1栋` are one name of a building.
    let section = table.section_names.concat();
    let led = parts.first().map(|first| format!("{section}{first}")).unwrap_or_default();
    let alone = parts.len() == 1 && !section.is_empty() && is_door_alone(&door.text);
    let mut parts = parts;
    match parts.first_mut() {
        _ if alone => parts.insert(0, &section),
        Some(first) => *first = &led,
        None => {}
    }
    let code = match code_of(&parts) {
        Ok(code) => code,
        Err(refusal) => {
            reading.findings.add(at, (Level::Refused, refusal.code), refusal.message, "");
            return None;
        }
    };
    let original = parts.join(" ");
    if !was_date(reading, at, &door, code.as_str()) {
        return None;
    }
    Some(Place::Coded { code, original, at })
}

/// Whether the row is imported.
fn was_date(reading: &mut Interpretation, at: At<'_>, door: &Door, understood: &str) -> bool {
    let Some(date) = door.was_date else { return true };
    let usable = reading.decisions.is("room_was_date", "use");
    let done = if usable { "按它导入" } else { "没有导入" };
    let message = format_args!(
        "Excel 把房号当成了日期 {date}，原来写的多半是 {}，{done}。请核对，并把单元格改成文本。",
        door.text
    );
    let level = if usable { Level::Decide } else { Level::Refused };
    reading.findings.add(at, (level, "room_was_date"), message, if usable { understood } else { "" });
    usable
}

/// Carries building and entrance down from the last row that gave them; whether this row gave others. `None` where one
/// of them cannot be read.
fn carry<'a>(reading: &mut Interpretation, table: &mut Table<'a>, line: &Line<'a>) -> Option<bool> {
    let mut moved = sections(table, line);
    for meaning in [Meaning::Building, Meaning::Entrance] {
        let slot = table.slots(meaning).iter().copied().find(|slot| !table.sections.contains(slot));
        let Some(at) = slot.map(|slot| line.at(slot)) else { continue };
        let given = match at.door(DoorShape::default()) {
            Reading::Nothing => continue,
            Reading::Got(door) => {
                if !was_date(reading, at, &door, &door.text) {
                    return None;
                }
                door.text
            }
            Reading::Unreadable => {
                let message = "楼栋或单元看不懂，这一行没有导入。请把单元格改成文本后重新填写。";
                reading.findings.add(at, (Level::Refused, "room_unreadable"), message, "");
                return None;
            }
        };
        if meaning == Meaning::Entrance {
            moved |= table.entrance.as_ref() != Some(&given);
            table.entrance = Some(given);
        } else if table.building.as_ref() != Some(&given) {
            moved = true;
            table.building = Some(given);
            table.entrance = None;
        }
    }
    Some(moved)
}

/// Carries 苑 and 期 down, where the table has them; whether this row gave others.
fn sections<'a>(table: &mut Table<'a>, line: &Line<'a>) -> bool {
    let mut moved = false;
    for nth in 0..table.sections.len() {
        let slot = table.sections[nth];
        let Some(given) = line.at(slot).text() else { continue };
        let given = section_name(table.header(slot), &given);
        if table.section_names[nth] != given {
            moved = true;
            table.section_names[nth] = given;
            table.section_names[nth + 1..].fill(String::new());
            (table.building, table.entrance) = (None, None);
        }
    }
    moved
}

/// A room that stands once above the rows it holds for: in a roster they are more owners of it, elsewhere more lines.
fn blank_room<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &Line<'a>,
    (at, moved, roster): (At<'a>, bool, bool),
) -> Option<Place<'a>> {
    let owner = table.text(line, Meaning::OwnerName);
    let above = table.last.filter(|_| !moved && owner.is_some() == roster);
    let Some(unit) = above else {
        let message = "这一行没有房号，没有导入。请补上房号。";
        reading.findings.add(at, (Level::Refused, "room_missing"), message, "");
        return None;
    };
    if !roster {
        return Some(Place::Above(unit));
    }
    let join = reading.decisions.is("room_blank_joined", "join");
    let code = reading.draft.units[unit].code.as_str();
    let (level, done) = if join { (Level::Decide, "已并入") } else { (Level::Refused, "没有导入") };
    let message = format_args!(
        "这一行没有房号，另有业主，认作上一户 {code} 的共有人，{done}。如果是另一户，请补上房号。"
    );
    reading.findings.add(at, (level, "room_blank_joined"), message, if join { code } else { "" });
    join.then_some(Place::Above(unit))
}

/// A second roster row with the code of a first.
fn twice<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, at): (usize, At<'a>),
) -> Option<usize> {
    let merge = reading.decisions.is("unit_twice", "merge");
    let first = &reading.draft.units[unit];
    let done = if merge { "两行合成一户" } else { "这一行没有导入" };
    let message = format_args!(
        "房号 {} 已经在工作表“{}”第 {} 行出现过，{done}。请核对。",
        first.code, first.source.sheet, first.source.row
    );
    let understood = if merge { first.code.as_str() } else { "" };
    reading.findings.add(at, (Level::Decide, "unit_twice"), message, understood);
    merge.then(|| extend(reading, table, line, unit))
}

/// Another row of the same unit: more people, its area added, what the first row did not say.
fn extend<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &mut Line<'a>, unit: usize) -> usize {
    let people = of_another_row(reading, table, line);
    let area = area(reading, table, line);
    let (status, handover) = (status(reading, table, line), handover(reading, table, line));
    let known = &mut reading.draft.units[unit];
    join(&mut known.people, people);
    known.status = known.status.take().or(status);
    known.handover = known.handover.take().or(handover);
    let sum = match (known.area.as_deref().map(str::parse::<Decimal>), area) {
        (Some(Ok(first)), Some(second)) if first != second => {
            let sum = (first + second).normalize().to_string();
            known.area = Some(sum.clone());
            Some(sum)
        }
        (None, Some(only)) => {
            known.area = Some(only.normalize().to_string());
            None
        }
        _ => None,
    };
    if let (Some(sum), Some(at)) = (sum, table.at(line, Meaning::Area)) {
        let message = "这一行是上面那一户的另一部分，面积与它相加。请核对。";
        reading.findings.add(at, (Level::Note, "area_summed"), message, sum);
    }
    unit
}

/// A unit as the row has it; `None` when the row is not imported.
fn unit_of<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (code, original, at): (UnitCode, String, At<'a>),
) -> Option<DraftUnit> {
    if !common_part(reading, at, &original) {
        return None;
    }
    let people = household(reading, table, line);
    if people.is_empty() && !owner_missing(reading, table, line, at) {
        return None;
    }
    Some(DraftUnit {
        building: code.building().to_owned(),
        usage: usage(reading, table, line, &original).code().to_owned(),
        area: area(reading, table, line).map(|area| area.normalize().to_string()),
        status: status(reading, table, line),
        handover: handover(reading, table, line),
        people,
        openings: Vec::new(),
        source: at.source(),
        described: false,
        code: code.as_str().to_owned(),
        original,
    })
}

/// Whether a row without an owner is imported.
fn owner_missing<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &Line<'a>, room: At<'a>) -> bool {
    if table.region.kind != Kind::Roster {
        return true;
    }
    let keep = reading.decisions.is("owner_missing", "keep");
    let owing = [Meaning::Opening, Meaning::Amount];
    let owes = owing
        .iter()
        .flat_map(|meaning| table.slots(*meaning))
        .any(|slot| line.at(*slot).amount().got().is_some_and(|amount| !amount.fen.is_zero()));
    let (level, message) = match (keep, owes) {
        (false, _) => (Level::Refused, "没有业主姓名，这一行没有导入。"),
        (true, true) => (Level::Decide, "有欠费却没有业主姓名。请确认由谁承担。"),
        (true, false) => (Level::Note, "没有业主姓名，请补登。"),
    };
    let at = table.at(line, Meaning::OwnerName).unwrap_or(room);
    reading.findings.add(at, (level, "owner_missing"), message, "");
    keep
}

fn code_parts<'t>(table: &'t Table<'_>, door: &'t str) -> Vec<&'t str> {
    let under_heading = table.building.as_deref().filter(|_| table.building_is_heading);
    if table.whole_codes || under_heading.is_some_and(|heading| names_building(door, heading)) {
        return vec![door];
    }
    let before: Vec<&str> =
        [&table.building, &table.entrance].into_iter().flatten().map(String::as_str).collect();
    // One table or sheet for each building, named after it.
    let unnamed = table.building.is_none() && !table.has(Meaning::Building);
    let of_title = table.surroundings.building.as_ref().filter(|_| unnamed && is_door_alone(door));
    let building = of_title.map(|(name, _)| name.as_str());
    building.into_iter().chain(before).chain([door]).collect()
}

/// A door without building or entrance.
fn is_door_alone(door: &str) -> bool {
    code_of(&[door]).is_ok_and(|code| !code.as_str().contains('-'))
}

/// `1-101` below the line `1号楼`.
fn names_building(door: &str, heading: &str) -> bool {
    match (code_of(&[door]), code_of(&[heading])) {
        (Ok(code), Ok(building)) => code.as_str() != code.building() && code.building() == building.as_str(),
        _ => false,
    }
}

fn area<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &mut Line<'a>) -> Option<Decimal> {
    let slot = table.slot(Meaning::Area)?;
    let at = line.at(slot);
    let read = match at.number() {
        Reading::Nothing => return None,
        Reading::Got(n) => Area::new(n),
        Reading::Unreadable => Area::parse(&at.text().unwrap_or_default()),
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

fn usage<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    original: &str,
) -> UnitUse {
    let guessed = || match (UnitUse::guessed_from(original), table.slot(Meaning::Room)) {
        // 铺号, 车位号: the header says it for all.
        (UnitUse::Residence, Some(room)) => UnitUse::guessed_from(table.header(room)),
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

fn status<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &mut Line<'a>) -> Option<String> {
    let at = table.at(line, Meaning::Status)?;
    let yes = at.value.filter(|_| table.yes_or_no.is_some()).and_then(is_paid);
    if let Some(yes) = yes {
        let status = if yes { UnitStatus::Occupied } else { UnitStatus::NotMovedIn };
        return Some(status.code().to_owned());
    }
    let written = at.text()?;
    let known = UnitStatus::parse(&written);
    if known.is_none() {
        let message = format_args!("没有“{written}”这种房屋动态，作为备注保留。");
        reading.findings.add(at, (Level::Note, "status_unknown"), message, "");
        line.keep_text_of(table.slot(Meaning::Status));
    }
    known.map(|status| status.code().to_owned())
}

fn handover<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &mut Line<'a>) -> Option<String> {
    let slot = table.slot(Meaning::Handover)?;
    let read = day(reading, table, line, slot)?;
    if read.month_only {
        let message = "日期只有年月，按当月 1 日导入。";
        reading.findings.add(line.at(slot), (Level::Note, "date_without_day"), message, read.date);
    }
    Some(read.date.to_string())
}
