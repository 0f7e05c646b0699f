//! Where a row belongs: the code of its room, with what the columns, lines and titles around it say of the building.

use std::borrow::Cow;

use ledger::units::UnitCode;

use crate::beside_buildings::led_by_below;
use crate::buildings::{is_mark, without_gaps};
use crate::cells::Reading;
use crate::findings::At;
use crate::interpretation::Interpretation;
use crate::kinds::vehicles;
use crate::names::names;
use crate::openings::item_of_remark;
use crate::questions::UNIT_ALIKE;
use crate::relations::said_relation;
use crate::rooms::{Door, DoorShape, MOST_ENTRANCES, Reach, code_of, reach};
use crate::rooms_abreast::{Several, several};
use crate::table::{Line, Table};
use crate::units::is_common;
use crate::words::section_name;
use crate::{Kind, Level, Meaning, words};

/// Where a row belongs.
pub(crate) enum Place<'a> {
    /// To the unit of the row above.
    Above(usize),
    /// To the unit with this code.
    Coded {
        code: UnitCode,
        original: String,
        at: At<'a>,
        /// Not a room's, but a parking space's, where the row names no room.
        of_space: bool,
        /// Further rooms of the cell, where a person wants each to be a unit.
        others: Vec<UnitCode>,
    },
}

pub(crate) fn place<'a>(
    reading: &mut Interpretation,
    table: &mut Table<'a>,
    line: &mut Line<'a>,
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
        Reading::Got(door) if is_outside(&door.text) => {
            if let Some(space) = space_of_row(table, line) {
                let message = format_args!("“{}”不是本小区的房号，按车位导入，原话作为备注保留。", door.text);
                reading.findings.add(at, (Level::Note, "room_is_outside"), message, "");
                line.keep(slot, door.text);
                return Some(space);
            }
            let message = format_args!("“{}”不是本小区的房号，照原样作为一户导入。请核对。", door.text);
            reading.findings.add(at, (Level::Note, "room_is_outside"), message, "");
            door
        }
        Reading::Got(door) => door,
        Reading::Nothing => return blank_room(reading, table, line, (at, moved, roster)),
        Reading::Unreadable => {
            let message = "房号看不懂（公式出错，或被 Excel 当成了日期），这一行没有导入。请把单元格改成文本后重新填写。";
            reading.findings.add(at, (Level::Refused, "room_unreadable"), message, "");
            return None;
        }
    };
    if words::is_no_room(&door.text) {
        let message = format_args!("“{}”不是房号，这一行没有导入：{}。请核对。", door.text, line.words());
        reading.findings.add(at, (Level::Refused, "room_is_word"), message, "");
        return None;
    }
    if let Some(given) = table.floor_slot.and_then(|slot| line.at(slot).text()) {
        table.floor = Some(given);
    }
    let several = several(&door.text);
    let written = door.text;
    let door = Door { text: several.as_ref().map_or_else(|| written.clone(), Several::joined), ..door };
    let mut parts = match (is_outside(&door.text), led_by_below(reading, table, at, &door.text)) {
        (true, _) => vec![Cow::Borrowed(door.text.as_str())],
        (false, Some(before)) => {
            before.into_iter().map(Cow::Owned).chain([door.text.as_str().into()]).collect()
        }
        (false, None) => code_parts(table, &door.text),
    };
    if table.is_of_spaces && !vehicles::says_space(&door.text) {
        parts.insert(0, vehicles::SPACE.into());
    }
    // `龙湖苑`, `一期` and `1栋` are one name of a building.
    let section = table.heading_section.clone().unwrap_or_else(|| table.section_names.concat());
    let alone = parts.len() == 1 && matches!(reach(&door.text), Reach::Door);
    match parts.first_mut() {
        _ if section.is_empty() => {}
        _ if alone => parts.insert(0, section.into()),
        Some(first) => *first = format!("{section}{first}").into(),
        None => {}
    }
    if let Some(name) = &table.apart {
        lead(&mut parts, name, table, &door.text);
    }
    let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
    let apart = several.as_ref().map_or_else(Vec::new, |several| several.codes(&parts));
    let code = match code_of(&parts) {
        Ok(code) => code,
        Err(refusal) => {
            reading.findings.add(at, (Level::Refused, refusal.code), refusal.message, "");
            return None;
        }
    };
    let original = match (several, &parts[..]) {
        // As it is written, and not as it is understood.
        (Some(_), [before @ .., _]) => {
            before.iter().copied().chain([written.as_str()]).collect::<Vec<_>>().join(" ")
        }
        _ => parts.join(" "),
    };
    if !was_date(reading, at, &door, code.as_str()) {
        return None;
    }
    let (code, others) = of_several(reading, at, code, apart);
    let code = written_whole(reading, (table, line), at, code);
    Some(Place::Coded { code, original, at, of_space: table.is_of_spaces, others })
}

/// The units that a short number of this row can mean.
pub(crate) fn meant(table: &Table<'_>, line: &Line<'_>, code: &UnitCode) -> Vec<UnitCode> {
    let Some(short) = table.short.as_ref().filter(|short| short.has(code.as_str())) else {
        return Vec::new();
    };
    let people = table.owner_text(line).map(|text| names(&text)).unwrap_or_default();
    short.of(code.as_str(), &people).to_vec()
}

/// The unit that a short number means, as a person wants it.
fn written_whole(
    reading: &mut Interpretation,
    (table, line): (&Table<'_>, &Line<'_>),
    at: At<'_>,
    code: UnitCode,
) -> UnitCode {
    let meant = meant(table, line, &code);
    let [whole] = meant.as_slice() else { return code };
    let same = reading.decisions.is(UNIT_ALIKE, "same");
    let done = if same { "认作同一户" } else { "照常另作一户导入" };
    let message = format_args!("业主台账里没有房号 {code}，有 {whole}，{done}。请确认。");
    let understood = if same { whole.clone() } else { code.clone() };
    reading.findings.add(at, (Level::Decide, UNIT_ALIKE), message, &understood);
    understood
}

/// One unit for all rooms of a cell, or the first and the others, as a person wants it; where a list has them apart
/// already, the first of those.
fn of_several(
    reading: &mut Interpretation,
    at: At<'_>,
    code: UnitCode,
    mut apart: Vec<UnitCode>,
) -> (UnitCode, Vec<UnitCode>) {
    if apart.len() < 2 || reading.codes.contains_key(code.as_str()) {
        return (code, Vec::new());
    }
    let count = apart.len();
    let listed = apart.iter().all(|one| reading.codes.contains_key(one.as_str()));
    let each = !listed && reading.decisions.is("room_of_several", "each");
    let first = apart.remove(0);
    let (done, understood) = match (listed, each) {
        (true, _) => (format!("它们已经各是一户，这一行记在 {first} 名下"), &first),
        (false, true) => (format!("拆成 {count} 户，面积和金额记在 {first} 名下"), &first),
        (false, false) => (format!("合成一户 {code}"), &code),
    };
    let message = format_args!("一格里写了 {count} 个房号，{done}。请确认。");
    let level = if listed { Level::Note } else { Level::Decide };
    reading.findings.add(at, (level, "room_of_several"), message, understood.as_str());
    match (listed, each) {
        (true, _) => (first, Vec::new()),
        (false, true) => (first, apart),
        (false, false) => (code, Vec::new()),
    }
}

/// 外来, 临停 where the room of a space's user should be.
pub(crate) fn is_outside(room: &str) -> bool {
    const WORDS: [&str; 14] = [
        "外小区",
        "小区外",
        "外来",
        "外部",
        "外单位",
        "外租",
        "外面",
        "临停",
        "临时",
        "社会",
        "访客",
        "非业主",
        "不是业主",
        "非住户",
    ];
    !room.is_ascii() && WORDS.iter().any(|word| room.contains(word))
}

/// The parking space of a row that names no room.
fn space_of_row<'a>(table: &Table<'a>, line: &Line<'a>) -> Option<Place<'a>> {
    let at = table.at(line, Meaning::Space)?;
    let written = at.text().filter(|text| text.contains(|c: char| c.is_ascii_digit()))?;
    let space = vehicles::spaces(&written).into_iter().next()?;
    let code = vehicles::code_of_space(&space)?;
    Some(Place::Coded { code, original: format!("车位 {space}"), at, of_space: true, others: Vec::new() })
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
        if meaning == Meaning::Building {
            table.building_in_row = !matches!(at.door(DoorShape::default()), Reading::Nothing);
        }
        let given = match at.door(DoorShape::default()) {
            Reading::Nothing => continue,
            Reading::Got(door) => {
                if !was_date(reading, at, &door, &door.text) {
                    return None;
                }
                without_gaps(&door.text).into_owned()
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
    if table.region.kind == Kind::Meters
        && let Some(place) = common_meter(table, line)
    {
        return Some(place);
    }
    let owner = table.owner_text(line);
    let called = owner.as_deref().map(names).unwrap_or_default();
    // Beside a space that is nobody's, or somebody's who has no room.
    let known = |unit: usize| {
        let people = &reading.draft.units[unit].people;
        called.iter().any(|name| people.iter().any(|person| person.name == *name))
    };
    // 房号 ／, 使用人 无: the row says itself that it is nobody's.
    let crossed = table.slot(Meaning::Room).is_some_and(|slot| line.is_crossed(slot));
    let nobody = called.is_empty() && crossed;
    let of_above = !nobody && (owner.is_none() || table.last.is_some_and(known));
    if let Some(space) = space_of_row(table, line).filter(|_| !roster || !of_above) {
        return Some(space);
    }
    let goes_on = match roster {
        true => owner.is_some() || tells_of_people(table, line) || tells_of_item(table, line),
        false => owner.is_none(),
    };
    let Some(unit) = table.last.filter(|_| !moved && goes_on) else {
        let message = "这一行没有房号，没有导入。请补上房号。";
        reading.findings.add(at, (Level::Refused, "room_missing"), message, "");
        return None;
    };
    // 与户主关系 says whose family the row is of.
    if !roster || (owner.is_some() && said_relation(table, line).is_some()) {
        return Some(Place::Above(unit));
    }
    let join = reading.decisions.is("room_blank_joined", "join");
    let code = reading.draft.units[unit].code.as_str();
    let (level, done) = if join { (Level::Decide, "已并入") } else { (Level::Refused, "没有导入") };
    let said = match (owner.is_some(), called.is_empty()) {
        (true, false) => format!("另有业主，认作上一户 {code} 的共有人或租户"),
        (true, true) => format!("姓名处写的不是姓名，认作上一户 {code} 的另一笔"),
        (false, _) => format!("也没有姓名，认作上一户 {code} 的续行"),
    };
    let message = format_args!("这一行没有房号，{said}，{done}。如果是另一户，请补上房号。");
    reading.findings.add(at, (level, "room_blank_joined"), message, if join { code } else { "" });
    join.then_some(Place::Above(unit))
}

/// 消防泵, 楼道灯 beside a room that is blank: a meter of all, and not of the flat above.
fn common_meter<'a>(table: &Table<'a>, line: &Line<'a>) -> Option<Place<'a>> {
    const LONGEST: usize = 10;
    let slots = [Meaning::Meter, Meaning::OwnerName, Meaning::Note].into_iter().flat_map(|m| table.slots(m));
    let mut told = slots.map(|slot| line.at(*slot)).filter_map(|at| Some((at, at.text()?)));
    let (at, name) =
        told.find(|(_, text)| text.chars().count() <= LONGEST && !text.is_ascii() && is_common(text))?;
    Some(Place::Coded {
        code: code_of(&[&name]).ok()?,
        original: name,
        at,
        of_space: false,
        others: Vec::new(),
    })
}

/// A row below a unit that holds more of its people: a second telephone, a second car.
fn tells_of_people(table: &Table<'_>, line: &Line<'_>) -> bool {
    let told = [
        Meaning::OwnerPhone,
        Meaning::OwnerId,
        Meaning::TenantName,
        Meaning::TenantPhone,
        Meaning::TenantId,
        Meaning::Plate,
        Meaning::Space,
    ];
    let holds = |meaning: Meaning| table.text(line, meaning).is_some();
    let of_money = [Meaning::Opening, Meaning::Amount, Meaning::Area].into_iter().any(holds);
    let words = |slot: &usize| line.at(*slot).text().is_some_and(|text| text.contains(is_han));
    told.into_iter().any(holds) || (!of_money && table.slots(Meaning::Note).iter().any(words))
}

/// 车位费 as the remark beside an amount, below the line of 物业费.
fn tells_of_item(table: &Table<'_>, line: &Line<'_>) -> bool {
    let owed = [Meaning::Opening, Meaning::Amount].into_iter().any(|m| table.text(line, m).is_some());
    let mut remarks = table.slots(Meaning::Note).iter().filter_map(|slot| line.at(*slot).text());
    owed && remarks.any(|text| item_of_remark(&text).is_some())
}

/// The row's building, entrance and door, as far as columns, lines and titles say them.
fn code_parts<'t>(table: &'t Table<'_>, door: &'t str) -> Vec<Cow<'t, str>> {
    let of_column = table.building.as_deref().filter(|_| !table.building_is_heading);
    if table.whole_codes || table.beside_buildings.is_whole(door, of_column, table.building_in_row) {
        return vec![door.into()];
    }
    let door = match (table.heading_part, of_column) {
        // `12` below the line 二栋车库.
        (Some(part), None) if !door.contains(is_han) => Cow::Owned(format!("{part}{door}")),
        _ => Cow::Borrowed(door),
    };
    let told = match of_column {
        Some(_) => None,
        None => table.building_told(),
    };
    let leads = told.filter(|building| is_led(table, &door, building));
    // `A1205` on the sheet A座.
    let door = match leads.and_then(|building| behind_letter(&door, building)) {
        Some(bare) => Cow::Owned(bare),
        None => door,
    };
    if let Some(section) = told.filter(|_| leads.is_none()).and_then(|building| section_of(&door, building)) {
        return vec![Cow::Owned(format!("{section}{door}"))];
    }
    // An entrance's line says nothing of doors that say their entrance themselves.
    let is_door = || table.has(Meaning::Entrance) || reach(&door) == Reach::Door;
    let of_title = table.surroundings.entrance.as_deref().filter(|_| !table.has(Meaning::Entrance));
    let entrance = table.entrance.as_deref().or(of_title);
    let entrance = entrance.filter(|_| (told.is_none() || leads.is_some()) && is_door());
    // Shops that are numbered from 1 on each floor.
    let short = door.chars().filter(char::is_ascii_digit).count() < 3 && !door.contains(is_han);
    let floor = table.heading_floor.as_deref().filter(|_| of_column.is_none() && short && is_door());
    let named = !door.contains(|c: char| c.is_ascii_digit());
    let of_row = table.floor.as_deref().filter(|_| named || (short && floor.is_none()));
    // 1层 and 01 are 101.
    let (floor, door) = match of_row.map(floor_number) {
        Some(number) if short && door.chars().count() == 2 && number.chars().all(|c| c.is_ascii_digit()) => {
            (None, Cow::Owned(format!("{number}{door}")))
        }
        _ => (floor.or(of_row), door),
    };
    let before = of_column.or(leads).into_iter().chain(entrance).chain(floor);
    before.map(Cow::Borrowed).chain([door]).collect()
}

/// Puts the name of what tells tables apart before a code: 兰苑1-101 for 1栋101, 1-2-101 for the door 2-101 of sheet 1.
fn lead<'t>(parts: &mut Vec<Cow<'t, str>>, name: &'t str, table: &Table<'_>, door: &str) {
    let of_door = matches!(reach(door), Reach::TwoParts(_) | Reach::Whole);
    let says_building = of_door || table.has(Meaning::Building) || table.building_told().is_some();
    match parts.first_mut() {
        Some(first) if says_building && name.ends_with(is_han) && !is_mark(name) => {
            *first = format!("{name}{first}").into();
        }
        _ => parts.insert(0, name.into()),
    }
}

/// `1` of `1层`.
fn floor_number(floor: &str) -> &str {
    floor.trim().trim_start_matches('第').trim_end_matches(['层', '楼', 'F', 'f'])
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Whether the building that a line or a title names stands before this door: not where the door says its own.
fn is_led(table: &Table<'_>, door: &str, building: &str) -> bool {
    match reach(door) {
        Reach::Door | Reach::Entrance => true,
        // `B1-3` in the cellar of 1号楼; of B1栋 it is a door.
        Reach::TwoParts(Some(0)) => code_of(&[building]).is_ok_and(|code| !door.starts_with(code.as_str())),
        Reach::TwoParts(first) => {
            !table.doors_say_building && first.is_some_and(|first| first <= MOST_ENTRANCES)
        }
        Reach::Whole => false,
    }
}

/// `1205` of `A1205`, where the building is A.
fn behind_letter(door: &str, building: &str) -> Option<String> {
    let building = code_of(&[building]).ok()?;
    let letters = building.as_str().bytes().all(|b| b.is_ascii_uppercase());
    let door = door.to_ascii_uppercase();
    let bare = door.strip_prefix(building.as_str())?;
    (letters && bare.starts_with(|c: char| c.is_ascii_digit())).then(|| bare.to_owned())
}

/// `A区` of `A区1幢`, for the door `1-101`.
fn section_of(door: &str, building: &str) -> Option<String> {
    let (door, building) = (code_of(&[door]).ok()?, code_of(&[building]).ok()?);
    let section = building.as_str().strip_suffix(door.building())?;
    let apart = !section.is_empty() && !section.ends_with(|c: char| c.is_ascii_alphanumeric());
    apart.then(|| section.to_owned())
}
