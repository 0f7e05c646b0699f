//! The room's cell: a door, with or without building and entrance, and what Excel made of it.

use std::borrow::Cow;
use std::collections::HashSet;

use chrono::Datelike as _;
use ledger::calendar::Date;
use ledger::refusal::Refusal;
use ledger::units::UnitCode;

use crate::Meaning;
use crate::book::{Epoch, Sheet, Value};
use crate::buildings::{heading, is_mark, without_gaps};
use crate::cells::{Reading, date_of_serial, is_nothing, plain, room, room_of_text};
use crate::layout::Region;
use crate::traditional::simplified;
use crate::words::leads_building;

/// Rows that are looked at to learn how a table writes its rooms.
pub(crate) const ROWS_LOOKED_AT: usize = 2_000;

/// What a room's cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Door {
    pub text: String,
    /// Excel took it for this date; `text` is the likeliest thing that was typed.
    pub was_date: Option<Date>,
}

/// How the other rooms of a column are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct DoorShape {
    /// How many groups of figures most have; 0 where no cell says it.
    pub parts: usize,
    /// The largest first group of those with three.
    pub most_building: i32,
}

/// `shape` helps to tell what a date was.
pub(crate) fn door(value: Option<&Value>, epoch: Epoch, shape: DoorShape) -> Reading<Door> {
    let made_of = |date: Date| Reading::Got(Door { text: typed(date, shape), was_date: Some(date) });
    match value {
        Some(Value::Date(serial)) => date_of_serial(*serial, epoch).map_or(Reading::Unreadable, made_of),
        Some(Value::Text(text)) => {
            let text = plain(text);
            match date_shown(&text) {
                Some(date) => made_of(date),
                None if is_nothing(&text) => Reading::Nothing,
                None => Reading::Got(Door { text: room_of_text(text), was_date: None }),
            }
        }
        _ => room(value).map(|text| Door { text, was_date: None }),
    }
}

/// No building has more entrances.
pub(crate) const MOST_ENTRANCES: u32 = 9;

/// How much of a unit's code a room's cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Only the door, or several of one owner: `101`, `101-102`, `储藏室3`.
    Door,
    /// `一单元101`
    Entrance,
    /// `1-101`: building or entrance, and the door. With the first where it is a number; 0 for a floor below the
    /// ground, `B1`.
    TwoParts(Option<u32>),
    /// `3栋101`, `3-1-101`
    Whole,
}

pub(crate) fn reach(door: &str) -> Reach {
    let Ok(code) = code_of(&[door]) else { return Reach::Door };
    let parts: Vec<&str> = code.as_str().split('-').collect();
    let Some((first, rest)) = parts.split_first().filter(|(_, rest)| !rest.is_empty()) else {
        return Reach::Door;
    };
    if ["栋", "幢", "座", "号楼", "#", "＃"].iter().any(|word| door.contains(word)) {
        return Reach::Whole;
    }
    if let Some((entrance, _)) = door.split_once("单元") {
        return if is_mark(entrance.trim()) { Reach::Entrance } else { Reach::Whole };
    }
    let below = ["B1", "B2", "B3", "B4"].contains(first);
    let number = if below { Some(0) } else { first.parse().ok().filter(|number| *number > 0) };
    let is_door = |part: &&&str| part.chars().take_while(char::is_ascii_digit).count() >= 3;
    let doors = rest.iter().rev().take_while(is_door).count().max(1);
    match rest.len() - doors {
        // No building is called 101, and none 储藏室.
        _ if is_door(&first) || !is_mark(first) => Reach::Door,
        0 => Reach::TwoParts(number),
        _ => Reach::Whole,
    }
}

/// `二栋叁单元502` as `2栋3单元502`, `5楼502` behind a building as `502`, `2门502` as `2-502`.
fn in_figures(text: &str) -> Cow<'_, str> {
    const NUMERALS: &str = "一二三四五六七八九十";
    const FORMAL: &str = "壹贰叁肆伍陆柒捌玖拾";
    const WORDS: [&str; 10] = ["栋", "幢", "座", "号楼", "单元", "门", "楼", "层", "室", "号"];
    // The cellar's 101.
    if let Some(door) = text.strip_prefix('-').filter(|door| is_door_number(door)) {
        return Cow::Owned(format!("负{door}"));
    }
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    if let Cow::Owned(joined) = without_gaps(text) {
        return Cow::Owned(in_figures(&joined).into_owned());
    }
    if text.chars().any(|c| simplified(c) != c) {
        let simple: String = text.chars().map(simplified).collect();
        return Cow::Owned(in_figures(&simple).into_owned());
    }
    let plain = |c: char| {
        let formal = FORMAL.chars().position(|f| f == c);
        formal.and_then(|at| NUMERALS.chars().nth(at)).unwrap_or(c)
    };
    let mut text = match text.contains(|c| NUMERALS.contains(c) || FORMAL.contains(c)) {
        true => Cow::Owned(numerals(&text.chars().map(plain).collect::<String>(), NUMERALS, &WORDS)),
        false => Cow::Borrowed(text),
    };
    if let Some((entrance, door)) = text.split_once('门')
        && entrance.ends_with(|c: char| c.is_ascii_digit())
        && door.starts_with(|c: char| c.is_ascii_digit())
    {
        text = Cow::Owned(format!("{entrance}-{door}"));
    }
    if let Some(door) = of_shop(&text) {
        text = Cow::Owned(door);
    }
    match without_floor(&text) {
        Some(door) => Cow::Owned(door),
        None => text,
    }
}

/// `1-1号铺` is `1-1号`: what it is says nothing more. Not `101号铺`, which may stand beside a flat 101.
fn of_shop(text: &str) -> Option<String> {
    let door = ["号铺", "号商铺", "号店铺", "号门面"].iter().find_map(|end| text.strip_suffix(end))?;
    let (building, number) = door.rsplit_once(['-', '栋', '幢', '座'])?;
    let short = (1..=2).contains(&number.len()) && number.chars().all(|c| c.is_ascii_digit());
    (short && building.ends_with(|c: char| c.is_ascii_alphanumeric())).then(|| format!("{door}号"))
}

/// `101`, `1201`, `101A`
pub(crate) fn is_door_number(text: &str) -> bool {
    let figures = text.chars().take_while(char::is_ascii_digit).count();
    figures >= 3 && text.chars().skip(figures).all(|c| c.is_ascii_alphabetic())
}

/// The code of what the columns of a row say, written in figures or in numerals. Refusal: `unit_code_unreadable`.
pub(crate) fn code_of(parts: &[&str]) -> Result<UnitCode, Refusal> {
    let parts: Vec<Cow<'_, str>> = parts.iter().map(|part| in_figures(part)).collect();
    UnitCode::from_parts(&parts.iter().map(AsRef::as_ref).collect::<Vec<_>>())
}

fn numerals(text: &str, numerals: &str, words: &[&str]) -> String {
    let value = |c: char| numerals.chars().position(|n| n == c).map_or(0, |n| n + 1);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c| numerals.contains(c)) {
        let end = rest[start..].find(|c| !numerals.contains(c)).map_or(rest.len(), |n| start + n);
        let run: Vec<char> = rest[start..end].chars().collect();
        let number = match run[..] {
            ['十'] => Some(10),
            ['十', unit] => Some(10 + value(unit)),
            [tens, '十'] => Some(value(tens) * 10),
            [tens, '十', unit] => Some(value(tens) * 10 + value(unit)),
            [unit] => Some(value(unit)),
            _ => None,
        };
        out.push_str(&rest[..start]);
        // 负一层 is a floor below the ground, not the first.
        let below = out.ends_with(['负', '下']);
        let alone = run.len() == text.chars().count();
        let before_word = || words.iter().any(|word| rest[end..].starts_with(word));
        match number.filter(|_| !below && (alone || before_word())) {
            Some(number) => out.push_str(&number.to_string()),
            None => out.push_str(&rest[start..end]),
        }
        rest = &rest[end..];
    }
    out + rest
}

/// The floor says nothing that the door does not say: `5楼502` behind `2栋` or `3单元`.
fn without_floor(text: &str) -> Option<String> {
    let at = text.rfind(['楼', '层'])?;
    let start = text[..at].trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (floor, door) = (&text[start..at], text[at..].trim_start_matches(['楼', '层']));
    let behind = ["栋", "幢", "座", "号楼", "单元"].iter().any(|word| text[..start].ends_with(word));
    // `3楼301` may be building 3.
    let behind = behind || (start == 0 && text[at..].starts_with('层'));
    let figures = door.chars().take_while(char::is_ascii_digit).count();
    let says_floor = !floor.is_empty() && door.starts_with(floor) && figures == floor.len() + 2;
    (behind && says_floor).then(|| format!("{}{door}", &text[..start]))
}

/// What was probably typed: `12-5`, `3-1901`, or `2-1-10` where the column's rooms have three parts.
fn typed(date: Date, shape: DoorShape) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    // Excel reads two digits of a year as 1930 to 2029; two groups alone get the year in which they were typed.
    let building = if year >= 2000 { year - 2000 } else { year - 1900 };
    let likely = shape.parts == 3 && (1..=shape.most_building + 3).contains(&building);
    match year {
        1930..=2029 if likely => format!("{building}-{month}-{day}"),
        2000..=2040 => format!("{month}-{day}"),
        // Month and year: nobody's clock stood there, so it is the door's number.
        _ if day == 1 => format!("{month}-{year}"),
        _ => format!("{month}-{day}"),
    }
}

/// A date as Excel writes it out, into CSV files for example: `3月2日`, `2014/3/2`, `2-Mar`.
fn date_shown(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 2);
    // The year says nothing: 2000 stands for "this year".
    let of_year = |month, day| Date::from_ymd_opt(2000, month, day);
    if let Some((month, day)) = text.strip_suffix('日').and_then(|t| t.split_once('月')) {
        let (year, month) = month.split_once('年').unwrap_or(("2000", month));
        return Date::from_ymd_opt(year.parse().ok()?, number(month)?, number(day)?);
    }
    if let Some((day, name)) = text.split_once('-')
        && let Some(month) = MONTHS.iter().position(|m| m.eq_ignore_ascii_case(name))
    {
        return of_year(u32::try_from(month).ok()? + 1, number(day)?);
    }
    let mut pieces = text.split(['/', '-']);
    match (pieces.next(), pieces.next(), pieces.next(), pieces.next()) {
        (Some(year), Some(month), Some(day), None) if year.len() == 4 && year.starts_with(['1', '2']) => {
            Date::from_ymd_opt(year.parse().ok()?, number(month)?, number(day)?)
                .filter(|date| (1900..2100).contains(&date.year()))
        }
        _ => None,
    }
}

/// The shape of most of these cells.
pub(crate) fn usual_shape<'a>(cells: impl Iterator<Item = &'a Value>) -> DoorShape {
    let mut counts = [0_usize; 4];
    let mut most_building = 0;
    for value in cells {
        let Value::Text(text) = value else { continue };
        let plain: String = text.chars().map(ledger::units::half_width).collect();
        let mut groups = plain.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty());
        let first = groups.next();
        let count = usize::from(first.is_some()) + groups.count();
        counts[count.min(3)] += 1;
        if let (3, Some(Ok(building))) = (count, first.map(str::parse::<i32>))
            && building < 100
        {
            most_building = most_building.max(building);
        }
    }
    let parts = (1..=3).rev().max_by_key(|parts| counts[*parts]).filter(|parts| counts[*parts] > 0);
    DoorShape { parts: parts.unwrap_or(0), most_building }
}

/// Whether the rooms of two parts below lines or a title that name the building begin with it: then `1-101` is not the
/// entrance 1 of it.
pub(crate) fn doors_say_building(sheet: &Sheet, region: &Region, of_title: Option<&str>) -> bool {
    let Some(door) = region.column(Meaning::Room) else { return false };
    let number = |building: &str| {
        let code = code_of(&[building]).ok()?;
        let start = code.as_str().trim_end_matches(|c: char| c.is_ascii_digit()).len();
        code.as_str()[start..].parse::<u32>().ok()
    };
    let mut current = of_title.and_then(number);
    let (mut two_parts, mut begin) = (0_usize, 0_usize);
    for row in sheet.rows[region.first..region.end].iter().take(ROWS_LOOKED_AT) {
        if let [(_, Value::Text(text))] = region.cells(row)
            && let Some(building) = heading(text).and_then(|heading| heading.building)
        {
            current = number(&building);
            continue;
        }
        for column in std::iter::once(&door.index).chain(&region.rooms_beside) {
            if let Some(Value::Text(text)) = row.get(*column)
                && let Reach::TwoParts(Some(first @ 1..)) = reach(&plain(text))
            {
                two_parts += 1;
                begin += usize::from(Some(first) == current);
            }
        }
    }
    begin * 10 >= two_parts * 9
}

/// Room cells beside a building column may hold the whole code themselves: then every code starts with its building,
/// and either the buildings differ or the code has three parts, so that it is no accident. 单元 may say its building,
/// where no other column does: `1-2` beside `1-2-301`.
pub(crate) fn rooms_hold_whole_codes(sheet: &Sheet, region: &Region) -> bool {
    let building = region
        .columns(Meaning::Building)
        .find(|c| !leads_building(&c.header))
        .or_else(|| region.column(Meaning::Entrance));
    let (Some(building), Some(door)) = (building, region.column(Meaning::Room)) else {
        return false;
    };
    let mut current: Option<UnitCode> = None;
    let mut buildings = HashSet::new();
    let of_entrance = region.column(Meaning::Building).is_none();
    let (mut rows, mut whole, mut three_parts) = (0_usize, 0_usize, 0_usize);
    for row in sheet.rows[region.first..region.end].iter().take(ROWS_LOOKED_AT) {
        if let Some(given) = room(row.get(building.index)).got() {
            current =
                code_of(&[given.as_str()]).ok().filter(|code| !of_entrance || code.as_str().contains('-'));
        }
        let (Some(building), Some(Ok(code))) =
            (&current, room(row.get(door.index)).got().map(|text| code_of(&[text.as_str()])))
        else {
            continue;
        };
        rows += 1;
        let rest = code.as_str().strip_prefix(building.as_str()).and_then(|rest| rest.strip_prefix('-'));
        whole += usize::from(rest.is_some());
        three_parts += usize::from(rest.is_some_and(|rest| rest.contains('-')));
        if !buildings.contains(building) {
            buildings.insert(building.clone());
        }
    }
    rows > 0 && whole * 20 >= rows * 19 && (buildings.len() > 1 || three_parts * 2 > rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shop_is_called_by_its_building_and_number() {
        for (door, expect) in [
            ("1-1号铺", "1-1"),
            ("12栋3号商铺", "12-3"),
            ("1-101号铺", "1-101-铺"),
            ("12号铺", "12-铺"),
            ("商铺1-3号", "商铺1-3"),
        ] {
            assert_eq!(code_of(&[door]).unwrap().as_str(), expect, "{door}");
        }
    }

    #[test]
    fn a_door_that_excel_took_for_a_date_is_given_back() {
        for (held, parts, expect) in [
            // 2014-03-02, 2014-12-05
            ("@41700", 2, Some("3-2")),
            ("@41978", 0, Some("12-5")),
            // 2002-01-10
            ("@37266", 3, Some("2-1-10")),
            ("@37266", 2, Some("1-10")),
            // 1933-01-02
            ("@12056", 3, Some("33-1-2")),
            // 1901-10-01 and 2503-12-01
            ("@640", 2, Some("10-1901")),
            ("@220577", 2, Some("12-2503")),
            ("3月2日", 2, Some("3-2")),
            ("2014年3月2日", 2, Some("3-2")),
            ("2014/3/2", 1, Some("3-2")),
            ("2001-02-10", 3, Some("1-2-10")),
            ("2-Mar", 2, Some("3-2")),
            ("3-2", 2, None),
            ("1-2-301", 3, None),
            ("2503-4", 2, None),
            ("2014-13-2", 3, None),
        ] {
            let value = match held.strip_prefix('@') {
                Some(serial) => Value::Date(serial.parse().unwrap()),
                None => Value::Text(held.into()),
            };
            let shape = DoorShape { parts, most_building: 30 };
            let got = door(Some(&value), Epoch::Y1900, shape).got().filter(|d| d.was_date.is_some());
            assert_eq!(got.as_ref().map(|d| d.text.as_str()), expect, "{held:?} among {parts}");
        }
        assert_eq!(
            door(Some(&Value::Date((-5).into())), Epoch::Y1900, DoorShape::default()),
            Reading::Unreadable
        );
        // Typed this year, in an estate of three buildings.
        let few = DoorShape { parts: 3, most_building: 3 };
        let typed = door(Some(&Value::Date("46083".parse().unwrap())), Epoch::Y1900, few).got();
        assert_eq!(typed.map(|d| d.text).as_deref(), Some("3-2"));
    }

    #[test]
    fn numerals_of_a_building_are_figures() {
        for (written, expect) in [
            ("二栋三单元5楼502", "2-3-502"),
            ("十一栋1203", "11-1203"),
            ("二十三幢502室", "23-502"),
            ("9号楼二单元三楼东户", "9-2-3-东户"),
            ("二期3栋501", "二期3-501"),
            ("3楼301", "3-301"),
            ("门面一", "门面一"),
            ("二", "2"),
            ("负一层B1-001", "负一层B1-1"),
            ("2栋501", "2-501"),
            ("3幢贰单元1502室", "3-2-1502"),
            ("1号楼二门301", "1-2-301"),
            ("12层1202", "1202"),
        ] {
            let code = code_of(&[written]).map(|code| code.as_str().to_owned());
            assert_eq!(code.ok().as_deref(), Some(expect), "{written}");
        }
    }

    #[test]
    fn a_room_says_its_building_or_not() {
        for (written, expect) in [
            ("101", Reach::Door),
            ("101-102", Reach::Door),
            ("201、202", Reach::Door),
            ("1102/1103/1104", Reach::Door),
            ("2503-4", Reach::Door),
            ("负一层储藏室3", Reach::Door),
            ("12层1202", Reach::Door),
            ("一单元101", Reach::Entrance),
            ("2单元301、302", Reach::Entrance),
            ("1-101", Reach::TwoParts(Some(1))),
            ("1-101-102", Reach::TwoParts(Some(1))),
            ("B1-033", Reach::TwoParts(Some(0))),
            ("A-12", Reach::TwoParts(None)),
            ("3-1单元101", Reach::Whole),
            ("3栋101", Reach::Whole),
            ("3#101", Reach::Whole),
            ("12-1-101", Reach::Whole),
            ("12-1-101-102", Reach::Whole),
        ] {
            assert_eq!(reach(written), expect, "{written}");
        }
    }

    #[test]
    fn the_other_rooms_tell_how_many_parts_a_door_has() {
        let shape = |rooms: &[&str]| {
            let cells: Vec<Value> = rooms.iter().map(|r| Value::Text((*r).into())).collect();
            let shape = usual_shape(cells.iter());
            (shape.parts, shape.most_building)
        };
        assert_eq!(shape(&["1-2-301", "7-2-302", "101"]), (3, 7));
        assert_eq!(shape(&["1栋301", "１栋３０２室"]), (2, 0));
        assert_eq!(shape(&["甲", ""]), (0, 0));
    }
}
