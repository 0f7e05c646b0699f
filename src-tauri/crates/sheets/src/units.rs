//! The unit of a row: found by its code, described by a roster, or only named.

mod again;
mod particulars;

use ledger::people::Relation;
use ledger::units::UnitCode;
use rust_decimal::Decimal;

use crate::findings::At;
use crate::household::{household, join as join_people, of_another_row, tenants};
use crate::interpretation::Interpretation;
use crate::names::names;
use crate::people::phones;
use crate::places::{Place, meant, place};
use crate::questions::UNIT_CONTINUED;
use crate::relations::said_relation;
use crate::table::{Line, Table};
use crate::{DraftUnit, Kind, Level, Meaning, words};
use again::{extend, twice};
use particulars::{area, handover, status, usage};

/// The unit that a roster's row describes; `None` when the row is not imported (the findings say why).
pub(crate) fn describe<'a>(
    reading: &mut Interpretation,
    table: &mut Table<'a>,
    line: &mut Line<'a>,
) -> Option<usize> {
    let (code, original, at, others) = match place(reading, table, line, true)? {
        Place::Above(unit) if table.owner_text(line).is_none() => {
            nameless(reading, table, line, unit);
            return Some(unit);
        }
        Place::Above(unit) => return Some(extend(reading, table, line, unit)),
        Place::Coded { code, original, at, others, .. } => (code, original, at, others),
    };
    let there = reading.codes.get(code.as_str()).copied();
    match there {
        Some(unit) if is_of_household(reading, table, line, unit) => {
            Some(one_more(reading, table, line, unit))
        }
        Some(unit) if continues(reading, table, line, unit) => {
            let join = reading.decisions.is(UNIT_CONTINUED, "join");
            let done = if join { "人员和金额并入" } else { "没有导入" };
            let message = format_args!("与上一行是同一户 {}，姓名不同，{done}。请核对。", code.as_str());
            let understood = if join { code.as_str() } else { "" };
            reading.findings.add(at, (Level::Decide, UNIT_CONTINUED), message, understood);
            join.then(|| extend(reading, table, line, unit))
        }
        Some(unit) if reading.draft.units[unit].described && completes(reading, table, line, unit) => {
            Some(complete(reading, table, line, unit))
        }
        Some(unit) if reading.draft.units[unit].described => match again(reading, table, line, unit) {
            Again::Other => twice(reading, table, line, (unit, at)),
            further => {
                let told = further == Again::Told || reading.again.has(table.sheet, line.row);
                another_line(reading, table, line, (unit, at), told)
            }
        },
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
            let unit = DraftUnit { described: true, ..unit };
            rooms_beside(reading, &unit, others);
            Some(push(reading, unit))
        }
    }
}

/// The further rooms of a cell that a person wants apart: of the same people, their area and money with the first.
fn rooms_beside(reading: &mut Interpretation, first: &DraftUnit, others: Vec<UnitCode>) {
    for code in others {
        if !reading.codes.contains_key(code.as_str()) {
            let unit = DraftUnit { code: code.as_str().to_owned(), area: None, ..first.clone() };
            push(reading, unit);
        }
    }
}

/// Sheets of 家庭成员 beside the roster.
const KIN: [&str; 5] = ["家庭成员", "家属", "同住人", "亲属", "家庭人口"];

fn is_list_of_kin(table: &Table<'_>) -> bool {
    KIN.iter().any(|word| table.sheet.name.contains(word) || table.region.title.contains(word))
}

/// A further row of a household that says itself what its person is: 家属 below 业主, 妻 on a sheet 家庭成员. Nothing is to
/// be asked. Of another sheet only where it tells of nothing but people.
fn is_of_household(reading: &Interpretation, table: &Table<'_>, line: &Line<'_>, unit: usize) -> bool {
    let known = &reading.draft.units[unit];
    let Some(written) = table.owner_text(line).filter(|_| known.described) else { return false };
    let of_above = table.last == Some(unit);
    let of_people = !table.has_money() && !table.has(Meaning::Area) && known.source.sheet != table.sheet.name;
    if !of_above && !of_people {
        return false;
    }
    let named = names(&written);
    let is_known = || named.iter().all(|name| known.people.iter().any(|person| person.name == *name));
    match said_relation(table, line) {
        Some(Relation::Owner) if of_above => {
            known.people.iter().all(|person| person.relation != Relation::Owner.code())
        }
        Some(Relation::Owner) => is_known(),
        Some(_) if of_above => !is_known(),
        Some(_) => !named.is_empty(),
        None => !of_above && is_list_of_kin(table),
    }
}

fn one_more<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &mut Line<'a>, unit: usize) -> usize {
    let told = said_relation(table, line).is_some();
    let before = reading.draft.units[unit].people.len();
    extend(reading, table, line, unit);
    let people = &mut reading.draft.units[unit].people;
    for person in people[before..].iter_mut().filter(|_| !told) {
        person.relation = Relation::Other.code().to_owned();
    }
    // Owners first, whoever stands above: the first of a unit's people owes.
    people.sort_by_key(|person| {
        person.relation == Relation::Other.code() || person.relation == Relation::Tenant.code()
    });
    unit
}

/// A row right below another of the same room, with somebody else on it: his wife, his tenant.
fn continues(reading: &Interpretation, table: &Table<'_>, line: &Line<'_>, unit: usize) -> bool {
    let Some(written) = table.owner_text(line) else { return false };
    let known = &reading.draft.units[unit].people;
    table.last == Some(unit) && names(&written).iter().all(|name| known.iter().all(|p| p.name != *name))
}

/// What a second row of a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Again {
    /// Somebody else's, or the very same again.
    Other,
    /// The same owner's, and a column says how it differs: its item, its months, its car.
    Told,
    /// The same owner's, with other figures.
    Untold,
}

fn again(reading: &Interpretation, table: &mut Table<'_>, line: &Line<'_>, unit: usize) -> Again {
    let known = &reading.draft.units[unit];
    let called = table.owner_text(line).map(|text| names(&text)).unwrap_or_default();
    if !called.iter().all(|name| known.people.iter().any(|person| person.name == *name)) {
        return Again::Other;
    }
    let header = table.sheet.rows[table.region.header].number();
    let here = known.source.sheet == table.sheet.name && (header..line.row).contains(&known.source.row);
    if !here {
        // A debt is never dropped for a roster that has none.
        let only = || reading.says_nothing_owed(unit) && owes(table, line);
        let other =
            table.owes_otherwise(&known.openings) || reading.is_of_other(table, &known.source) || only();
        return if other { Again::Told } else { Again::Other };
    }
    match table.differs(unit, known.source.row, line.row) {
        None => Again::Other,
        Some(true) => Again::Told,
        // Without money nothing can be owed a second time.
        Some(false) if !table.has_money() => Again::Told,
        Some(false) => Again::Untold,
    }
}

/// A column of arrears has a figure in the row.
fn owes(table: &Table<'_>, line: &Line<'_>) -> bool {
    let mut amounts = table.slots(Meaning::Opening).iter().map(|slot| line.at(*slot).amount());
    amounts.any(|amount| amount.got().is_some_and(|amount| !amount.fen.is_zero()))
}

/// Another row of the same owner: what it owes is owed besides.
fn another_line<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, at): (usize, At<'a>),
    told: bool,
) -> Option<usize> {
    let join = told || reading.decisions.is("unit_again", "join");
    let first = &reading.draft.units[unit];
    let place = format!("{} 在工作表“{}”第 {} 行", first.code, first.source.sheet, first.source.row);
    let understood = if join { first.code.clone() } else { String::new() };
    if told {
        let what = if table.has_money() { "的另一笔，金额并入" } else { "，并入那一户" };
        let message = format_args!("房号 {place}已有一行，这一行是同一业主{what}。");
        reading.findings.add(at, (Level::Note, "unit_line_joined"), message, understood);
    } else {
        let done = if join { "认作另一笔，金额并入" } else { "没有导入" };
        let message =
            format_args!("房号 {place}已有同一业主的一行，数字不同，{done}。请核对是不是改过的同一笔。");
        reading.findings.add(at, (Level::Decide, "unit_again"), message, understood);
    }
    if !join {
        return None;
    }
    let people = of_another_row(reading, table, line);
    join_people(&mut reading.draft.units[unit].people, people);
    let area = area(reading, table, line);
    let (status, handover) = (status(reading, table, line), handover(reading, table, line));
    let known = &mut reading.draft.units[unit];
    known.status = known.status.take().or(status);
    known.handover = known.handover.take().or(handover);
    match (known.area.as_deref().map(str::parse::<Decimal>), area) {
        (None, Some(only)) => known.area = Some(only.normalize().to_string()),
        (Some(Ok(first)), Some(second)) if first != second => {
            let message = format_args!("同一户上面的面积是 {first}，这一行的面积作为备注保留。请核对。");
            if let Some(at) = table.at(line, Meaning::Area) {
                reading.findings.add(at, (Level::Decide, "area_differs"), message, first);
            }
            line.keep_text_of(table.slot(Meaning::Area));
        }
        _ => {}
    }
    Some(unit)
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
    let written = table.owner_text(line).map(|text| names(&text)).unwrap_or_default();
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
    let (code, original, at, of_space, others) = match place(reading, table, line, false)? {
        Place::Above(unit) => return Some(unit),
        Place::Coded { code, original, at, of_space, others } => (code, original, at, of_space, others),
    };
    let Some(unit) = reading.codes.get(code.as_str()).copied() else {
        let alike = meant(table, line, &code);
        // A person said already that it is another than the one there is.
        if !of_space && alike.len() != 1 && !unlisted(reading, at, (&code, &alike)) {
            return None;
        }
        let unit = unit_of(reading, table, line, (code, original, at))?;
        rooms_beside(reading, &unit, others);
        return Some(push(reading, unit));
    };
    if !reading.draft.units[unit].described {
        let people = of_another_row(reading, table, line);
        join_people(&mut reading.draft.units[unit].people, people);
    }
    Some(unit)
}

/// A unit that the workbook's own roster does not have: whether it is imported. `alike`: those there are of its owner.
fn unlisted(reading: &mut Interpretation, at: At<'_>, (code, alike): (&UnitCode, &[UnitCode])) -> bool {
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
    let all = alike.iter().map(UnitCode::as_str).collect::<Vec<_>>().join("、");
    let alike = if all.is_empty() { all } else { format!("（同一业主有 {all}）") };
    let message = format_args!("业主台账里没有房号 {code}{alike}，{done}。");
    let understood = if keep { code.as_str() } else { "" };
    reading.findings.add(at, (level, "unit_not_in_roster"), message, understood);
    keep
}

/// 电梯厅, 大堂: nobody's home.
pub(crate) fn is_common(name: &str) -> bool {
    const PARTS: [&str; 22] = [
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
        "公用",
        "公共",
        "水泵",
        "路灯",
        "监控",
        "地下室照明",
        "总表",
    ];
    PARTS.iter().any(|word| name.contains(word))
}

/// Whether such a place is imported. 总表 measures what the units beside it use: what it costs is theirs, and only its
/// readings are its own.
fn common_part(reading: &mut Interpretation, table: &Table<'_>, at: At<'_>, original: &str) -> bool {
    if original.is_ascii() || !is_common(original) {
        return true;
    }
    let read = table.region.kind == Kind::Meters || table.has(Meaning::PresentReading);
    let of_all = original.contains("总表") && !read;
    let code = if of_all { "meter_of_all" } else { "room_is_common" };
    let keep = reading.decisions.is(code, "keep");
    let done = if keep { "照常作为一户导入" } else { "这一行没有导入" };
    let level = if keep || of_all { Level::Decide } else { Level::Refused };
    let message = format_args!("“{original}”像是公共部位，不是房屋，{done}。请确认。");
    reading.findings.add(at, (level, code), message, "");
    keep
}

pub(crate) fn push(reading: &mut Interpretation, unit: DraftUnit) -> usize {
    let at = reading.draft.units.len();
    reading.codes.insert(unit.code.clone(), at);
    reading.draft.units.push(unit);
    at
}

/// A row of a unit without a name: what it holds is its first person's, tenants apart.
fn nameless<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &mut Line<'a>, unit: usize) {
    // 家庭成员 of a row of his own, with his own telephone.
    let kin = table.kin.iter().find_map(|slot| line.at(*slot).text());
    for slot in table.slots(Meaning::OwnerPhone) {
        let Some(text) = line.at(*slot).text() else { continue };
        if let Some(kin) = &kin {
            line.keep(*slot, format!("{kin} {text}"));
            continue;
        }
        let read = phones(&text);
        let first = reading.draft.units[unit].people.first_mut();
        match first.filter(|_| read.unread.is_empty() && read.extensions.is_empty()) {
            Some(person) => {
                let more = read.numbers.into_iter().map(|phone| phone.digits);
                let more: Vec<String> = more.filter(|digits| !person.phones.contains(digits)).collect();
                person.phones.extend(more);
            }
            None => line.keep(*slot, text),
        }
    }
    for slot in table.slots(Meaning::OwnerId) {
        line.keep_text(*slot);
    }
    let tenants = tenants(reading, table, line);
    join_people(&mut reading.draft.units[unit].people, tenants);
}

/// A unit as the row has it; `None` when the row is not imported.
fn unit_of<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (code, original, at): (UnitCode, String, At<'a>),
) -> Option<DraftUnit> {
    // A list of 安装位置 says itself that its meters are of all.
    let of_meters = table.region.kind == Kind::Meters
        && table.slot(Meaning::Room).is_some_and(|slot| words::is_place_of_meter(table.header(slot)));
    if !of_meters && !common_part(reading, table, at, &original) {
        return None;
    }
    let people = match table.sheet.origins {
        Some(_) => of_another_row(reading, table, line),
        None => household(reading, table, line),
    };
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
    if table.region.kind != Kind::Roster || table.lets_spaces() {
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
    let at = table.owner(line).unwrap_or(room);
    reading.findings.add(at, (level, "owner_missing"), message, "");
    keep
}
