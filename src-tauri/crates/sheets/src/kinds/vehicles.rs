//! 车位车辆: parking spaces and the vehicles on them.

use ledger::units::{UnitCode, UnitUse};

use super::taken_off::drop_settled;
use super::{balances, fees};
use crate::cells::plain;
use crate::dates::keep_period;
use crate::household::{everybody, join};
use crate::interpretation::Interpretation;
use crate::names::{DEVELOPER, Doubt, NamesRead, read};
use crate::owed::{openings, terms_of_row};
use crate::people::phones;
use crate::places::is_outside;
use crate::rooms::code_of;
use crate::row_totals::{RowSum, row_total};
use crate::states::says_car_is_gone;
use crate::table::{Line, Table};
use crate::units::{push, refer};
use crate::{CellRef, DraftUnit, DraftVehicle, Kind, Level, Meaning};

pub(crate) const UNUSED: &[Meaning] = &[
    Meaning::Note,
    Meaning::Rate,
    Meaning::Monthly,
    Meaning::PaidThrough,
    Meaning::Cashier,
    Meaning::PaidOn,
];

pub(crate) fn line<'a>(
    reading: &mut Interpretation,
    table: &mut Table<'a>,
    line: &mut Line<'a>,
) -> Option<usize> {
    let room = table.text(line, Meaning::Room);
    // `外小区`, where no roster has such a room.
    let known = |room: &str| code_of(&[room]).is_ok_and(|code| reading.codes.contains_key(code.as_str()));
    let of_a_room = room.as_deref().is_some_and(|room| {
        !is_outside(room) && (has_figure(Some(room)) || table.has(Meaning::Building) || known(room))
    });
    if room.is_some() && !of_a_room {
        line.keep_text_of(table.slot(Meaning::Room));
    }
    let space = table.slot(Meaning::Space).filter(|slot| has_figure(line.at(*slot).text().as_deref()));
    let unit = match space {
        Some(slot) if !of_a_room => parking_of_row(reading, table, line, slot)?,
        _ => refer(reading, table, line)?,
    };
    if !vehicle(reading, table, line, unit) {
        let is_space = reading.draft.units[unit].usage == UnitUse::Parking.code();
        if !is_space {
            let message = "这一行没有车牌，也没有车位号。请核对。";
            reading.findings.add(line.first(), (Level::Note, "vehicle_missing"), message, "");
        }
    }
    let mut terms = terms_of_row(reading, table, line, true);
    let mut sum = RowSum::default();
    let payments = reading.draft.past_payments.len();
    let owed_before = reading.draft.units[unit].openings.len();
    openings(reading, table, line, (unit, &mut terms), &mut sum);
    plain_amounts_as_notes(table, line);
    fees::due_and_paid(reading, table, line, (unit, &mut terms), &mut sum);
    drop_settled(reading, unit, owed_before);
    row_total(reading, table, line, (unit, &sum));
    if !terms.used && reading.draft.past_payments.len() == payments {
        keep_period(table, line);
    }
    balances::held(reading, table, line, unit);
    Some(unit)
}

/// 金额 of a list of vehicles may be a month's rent or a year's: kept, not posted.
fn plain_amounts_as_notes(table: &Table<'_>, line: &mut Line<'_>) {
    for slot in table.slots(Meaning::Amount) {
        line.keep_text(*slot);
    }
}

fn has_figure(text: Option<&str>) -> bool {
    text.is_some_and(|text| plain(text).contains(|c: char| c.is_ascii_digit()))
}

/// The row's space and its plates, for this unit; whether there were any.
pub(crate) fn vehicle<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    unit: usize,
) -> bool {
    if !table.has(Meaning::Space) && !table.has(Meaning::Plate) {
        return false;
    }
    let spaces = spaces(&table.text(line, Meaning::Space).unwrap_or_default());
    let plates = plates(reading, table, line);
    if spaces.is_empty() && plates.is_empty() {
        return false;
    }
    let space_slot = table.slot(Meaning::Space);
    let gone = is_gone(reading, table, line);
    if reading.draft.units[unit].usage != UnitUse::Parking.code() {
        let mut renters = match table.lets_spaces() && !gone {
            true => everybody(reading, table, line),
            false => Vec::new(),
        };
        // Who lives in the flat is known already.
        let known = &reading.draft.units[unit].people;
        renters.retain(|renter| known.iter().all(|person| person.name != renter.name));
        for space in spaces.iter().filter(|space| has_figure(Some(space.as_str()))) {
            let source = table.source(line, space_slot.unwrap_or(0));
            // A space that makes no code stays beside the vehicle.
            if let Some(place) = parking(reading, space, source)
                && !reading.draft.units[place].described
            {
                join(&mut reading.draft.units[place].people, renters.clone());
            }
        }
    }
    if gone {
        for slot in [Meaning::Plate, Meaning::Space, Meaning::Status].iter().flat_map(|of| table.slots(*of)) {
            line.keep_text(*slot);
        }
        if table.lets_spaces() {
            for slot in [Meaning::OwnerName, Meaning::OwnerPhone].iter().flat_map(|of| table.slots(*of)) {
                line.keep_text(*slot);
            }
        }
        return true;
    }
    keep(reading, table, line, unit, (&spaces, &plates));
    true
}

/// Whether a row's car or space is registered, with whoever the row names.
pub(crate) fn is_kept(table: &Table<'_>, line: &Line<'_>) -> bool {
    let text = |meaning| table.text(line, meaning);
    match table.region.kind {
        Kind::Vehicles | Kind::Roster | Kind::Arrears => {
            text(Meaning::Space).is_some() || text(Meaning::Plate).is_some()
        }
        Kind::Fees | Kind::Payments => text(Meaning::Plate).is_some_and(|plate| is_plate(&bare(&plate))),
        Kind::Balances | Kind::Meters => false,
    }
}

/// The car that a row of a list of fees is due for, like [`of_payment`]; what is not registered is a remark.
pub(crate) fn of_fee<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &mut Line<'a>, unit: usize) {
    let before = reading.draft.vehicles.len();
    of_payment(reading, table, line, unit);
    if reading.draft.vehicles.len() == before {
        for slot in [Meaning::Plate, Meaning::Space].iter().flat_map(|of| table.slots(*of)) {
            line.keep_text(*slot);
        }
    }
}

/// The car that a row of a list of payments was paid for: a car of this unit, once, and unless another table has it.
pub(crate) fn of_payment<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    unit: usize,
) {
    if !table.has(Meaning::Plate) {
        return;
    }
    let code = reading.draft.units[unit].code.clone();
    let mut plates = plates(reading, table, line);
    plates.retain(|(plate, _)| is_plate(plate) && !reading.cars.contains(&(code.clone(), plate.clone())));
    if !plates.is_empty() {
        let spaces = spaces(&table.text(line, Meaning::Space).unwrap_or_default());
        keep(reading, table, line, unit, (&spaces, &plates));
    }
}

/// Adds the row's cars and spaces to the unit.
fn keep<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    unit: usize,
    (spaces, plates): (&[String], &[(String, usize)]),
) {
    let space_slot = table.slot(Meaning::Space);
    let written = table.owner_text(line).unwrap_or_default();
    let owner = match read(&written) {
        NamesRead { people, .. } if people.is_empty() => String::new(),
        NamesRead { doubt: Some(Doubt::Unsold), .. } => DEVELOPER.to_owned(),
        _ => written,
    };
    let mut numbers: Vec<String> = Vec::new();
    for slot in table.parties.phones.first().map_or(&[][..], |party| &party.numbers) {
        let read = line.at(*slot).text().map(|text| phones(&text)).unwrap_or_default();
        numbers.extend(read.numbers.into_iter().map(|phone| phone.digits));
    }
    let unit = reading.draft.units[unit].code.clone();
    let one_each = spaces.len() == plates.len();
    for nth in 0..plates.len().max(1) {
        let space = if one_each { spaces.get(nth).cloned().unwrap_or_default() } else { spaces.join("、") };
        let (plate, slot) = plates.get(nth).cloned().unwrap_or((String::new(), space_slot.unwrap_or(0)));
        reading.cars.insert((unit.clone(), plate.clone()));
        reading.draft.vehicles.push(DraftVehicle {
            unit: unit.clone(),
            space,
            plate,
            owner: owner.clone(),
            phones: numbers.clone(),
            source: table.source(line, slot),
        });
    }
}

/// 已注销, 已退租: whether the row's car is left out. In a list of households only a column of cars tells of one.
fn is_gone<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &Line<'a>) -> bool {
    let of_cars = table.region.kind == Kind::Vehicles;
    let tells = |slot: &&usize| {
        let header = table.header(**slot);
        (of_cars || header.contains('车'))
            && line.at(**slot).text().is_some_and(|text| says_car_is_gone(header, &text))
    };
    let mut slots = [Meaning::Status, Meaning::Note].into_iter().flat_map(|of| table.slots(of));
    let Some(slot) = slots.find(tells) else { return false };
    let leave_out = reading.decisions.is("vehicle_gone", "leave_out");
    let at = line.at(*slot);
    let done = if leave_out { "没有登记这辆车，作为备注保留" } else { "照常登记" };
    let message =
        format_args!("“{}”写着“{}”，{done}。请确认。", table.label(*slot), at.text().unwrap_or_default());
    reading.findings.add(at, (Level::Decide, "vehicle_gone"), message, "");
    leave_out
}

/// The spaces of a cell: `B1-023、B1-024` are two.
pub(crate) fn spaces(text: &str) -> Vec<String> {
    let pieces = text.split(['、', ',', ';', '/', '\n']).map(str::trim);
    pieces.filter(|piece| !piece.is_empty()).map(str::to_owned).collect()
}

/// The plates of a row, in capitals, without spaces and dots, and where each begins.
fn plates<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &Line<'a>) -> Vec<(String, usize)> {
    let mut plates = Vec::new();
    let mut head: Option<(String, usize)> = None;
    for slot in table.slots(Meaning::Plate) {
        let at = line.at(*slot);
        let Some(text) = at.text() else { continue };
        // 粤 and B12345 in two cells, as forms ask for them.
        if is_head(&bare(&text)) {
            head = Some((bare(&text), *slot));
            continue;
        }
        let (head, slot) = head.take().unwrap_or((String::new(), *slot));
        let text = head + &text;
        for piece in text.split(['、', ',', '/', ';', '\n', '|', '和']) {
            // `粤B12345 粤B23456` are two, `粤B 12345` is one.
            let words: Vec<String> = piece.split_whitespace().map(bare).collect();
            let several = words.len() > 1 && words.iter().all(|word| is_plate(word));
            let named = if several { words } else { vec![words.concat()] };
            for plate in named.into_iter().filter(|plate| !plate.is_empty()) {
                if !is_plate(&plate) {
                    let message = format_args!("“{plate}”不像车牌，照原样保留。请核对。");
                    reading.findings.add(at, (Level::Note, "plate_unusual"), message, plate.as_str());
                }
                plates.push((plate, slot));
            }
        }
    }
    plates
}

/// `粤`, `粤B`: how a plate begins.
fn is_head(text: &str) -> bool {
    let mut chars = text.chars();
    let province = chars.next().is_some_and(|c| PROVINCES.contains(c));
    province && matches!((chars.next(), chars.next()), (None | Some('A'..='Z'), None))
}

fn bare(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !"·.•-—".contains(*c)).collect();
    kept.to_uppercase()
}

const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

/// A province, a letter, five places or six for electric cars (GA 36).
fn is_plate(plate: &str) -> bool {
    let mut chars = plate.chars();
    let province = chars.next().is_some_and(|c| PROVINCES.contains(c));
    let letter = chars.next().is_some_and(|c| c.is_ascii_uppercase());
    let rest: Vec<char> = chars.collect();
    let places = rest.iter().all(|c| c.is_ascii_alphanumeric() || "挂学警港澳领使".contains(*c));
    province && letter && matches!(rest.len(), 5 | 6) && places
}

/// The unit of a space: `B1-023` is 车位-B1-23, for a flat may be called B1-23; `6#车位` is a unit's name already.
pub(crate) fn code_of_space(space: &str) -> Option<UnitCode> {
    let parts: &[&str] = if says_space(space) { &[space] } else { &[SPACE, space] };
    UnitCode::from_parts(parts).ok()
}

/// What leads the code of a space.
pub(crate) const SPACE: &str = "车位";

/// Its number says itself that it is no flat's.
pub(crate) fn says_space(number: &str) -> bool {
    number.contains(SPACE) || number.contains("车库")
}

fn parking(reading: &mut Interpretation, space: &str, source: CellRef) -> Option<usize> {
    let code = code_of_space(space)?;
    if let Some(there) = reading.codes.get(code.as_str()) {
        return Some(*there);
    }
    let unit = DraftUnit {
        building: code.building().to_owned(),
        original: space.to_owned(),
        usage: UnitUse::Parking.code().to_owned(),
        area: None,
        status: None,
        handover: None,
        people: Vec::new(),
        openings: Vec::new(),
        source,
        described: false,
        code: code.as_str().to_owned(),
    };
    Some(push(reading, unit))
}

/// A row that names a space and no room: the space is the unit, and the row's people are its people.
fn parking_of_row<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    slot: usize,
) -> Option<usize> {
    let at = line.at(slot);
    let spaces = spaces(&at.text()?);
    let units: Vec<usize> = spaces.iter().filter_map(|space| parking(reading, space, at.source())).collect();
    if units.is_empty() {
        let message = "车位号看不懂，这一行没有导入。请改短后重试。";
        reading.findings.add(at, (Level::Refused, "room_unreadable"), message, "");
        return None;
    }
    let people = everybody(reading, table, line);
    for unit in &units {
        if !reading.draft.units[*unit].described {
            join(&mut reading.draft.units[*unit].people, people.clone());
        }
    }
    units.first().copied()
}
