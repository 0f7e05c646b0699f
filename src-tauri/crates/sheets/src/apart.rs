//! Tables of a book that have the same room numbers and other people: the flats of other buildings, which only the
//! sheets' names or the titles tell apart. Two households never become one without a word.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::rc::Rc;

use ledger::units::UnitCode;

use crate::book::{Row, Sheet};
use crate::interpretation::Interpretation;
use crate::layout::Region;
use crate::names::names;
use crate::periods::year_named;
use crate::places::{Place, place};
use crate::rows::{RowKind, kind};
use crate::short_rooms::ShortRooms;
use crate::symbols::Symbols;
use crate::table::Table;
use crate::{Kind, Level, Meaning, Options};

/// Fewer rooms are alike by accident, or were sold since.
const FEWEST: usize = 3;

/// One name in common among so many rooms in common: the tables are of the same households.
const ROOMS_A_NAME: usize = 4;

/// What leads the room numbers of tables, where another table of the book has the same ones of other people.
#[derive(Debug, Default)]
pub(crate) struct Apart {
    names: HashMap<TableKey, String>,
    /// Rooms that a table writes shorter than the roster.
    pub short: ShortRooms,
}

/// Sheet, header's row and first column.
pub(crate) type TableKey = (String, usize, u32);

impl Apart {
    pub fn of(&self, sheet: &Sheet, region: &Region) -> Option<&str> {
        if self.names.is_empty() {
            return None;
        }
        self.names.get(&key(sheet, region)).map(String::as_str)
    }
}

pub(crate) fn key(sheet: &Sheet, region: &Region) -> TableKey {
    (sheet.name.to_string(), region.header, region.columns.first().map_or(0, |c| c.index))
}

/// Rooms, and the names beside each.
pub(crate) type NamedRooms = Vec<(UnitCode, Vec<String>)>;

/// Those of each table of the workbook, as they stand there: walked once, whoever asks.
#[derive(Debug)]
pub(crate) struct RoomsOfTables<'o> {
    file: String,
    options: &'o Options,
    tables: HashMap<TableKey, Rc<NamedRooms>>,
}

impl<'o> RoomsOfTables<'o> {
    /// `file` is the workbook's name without its ending.
    pub fn of(file: &str, options: &'o Options) -> Self {
        RoomsOfTables { file: file.to_owned(), options, tables: HashMap::new() }
    }

    pub fn of_table(&mut self, (sheet, region): (&Sheet, &Region)) -> Rc<NamedRooms> {
        let walk = || Rc::new(rooms_and_names(&self.file, (sheet, region), (self.options, None)));
        Rc::clone(self.tables.entry(key(sheet, region)).or_insert_with(walk))
    }

    /// The same, where what leads them tells the table from those of other people.
    pub fn told_apart(&mut self, apart: &Apart, table: (&Sheet, &Region)) -> Rc<NamedRooms> {
        match apart.of(table.0, table.1) {
            None => self.of_table(table),
            led => Rc::new(rooms_and_names(&self.file, table, (self.options, led))),
        }
    }
}

/// Compares the tables, asks about each that is of other people than an earlier one, and names what leads its rooms.
pub(crate) fn find(
    reading: &mut Interpretation,
    tables: &[(&Sheet, &Region)],
    rooms: &mut RoomsOfTables<'_>,
) -> Apart {
    let names_people = |region: &Region| region.column(Meaning::OwnerName).is_some();
    if tables.iter().filter(|(_, region)| names_people(region)).count() < 2 {
        return Apart::default();
    }
    let mut estates = Estates::default();
    let estate_of: Vec<Option<usize>> = tables
        .iter()
        .enumerate()
        .map(|(at, (sheet, region))| {
            let lived_in = names_people(region) && !is_of_others(sheet, region);
            let households = lived_in.then(|| households(&rooms.of_table((sheet, region))))?;
            estates.take(&households, at, tables)
        })
        .collect();
    let disputed: Vec<usize> = (0..estates.list.len()).filter(|at| estates.list[*at].disputed).collect();
    let first_tables: Vec<(&Sheet, &Region)> =
        disputed.iter().map(|at| tables[estates.list[*at].first_table]).collect();
    let called: BTreeMap<usize, String> = disputed.into_iter().zip(names_of(&first_tables)).collect();
    let apart = reading.decisions.is("rooms_of_other_people", "apart");
    let mut of_tables = Apart::default();
    for ((sheet, region), estate) in tables.iter().zip(estate_of.iter().copied()) {
        let by_name = || called_by(&sheet.name, &called);
        let Some((estate, name)) = estate.or_else(by_name).and_then(|at| called.get_key_value(&at)) else {
            continue;
        };
        if let Some(other) = estates.list[*estate].other {
            let there = estate_of[other].and_then(|there| called.get(&there)).map_or("", String::as_str);
            let led = apart.then_some((name.as_str(), there));
            reading.rooms_of_other_people((sheet, region), tables[other], led);
        }
        if apart {
            of_tables.names.insert(key(sheet, region), name.clone());
        }
    }
    of_tables
}

impl Interpretation {
    /// `other`: the earlier table. `led`: what leads the rooms here and there; `None` where a person said they are the
    /// same.
    fn rooms_of_other_people(
        &mut self,
        (sheet, region): (&Sheet, &Region),
        other: (&Sheet, &Region),
        led: Option<(&str, &str)>,
    ) {
        let column = region.unit_column().map_or(0, |column| column.index);
        let at = region.at_header(sheet, column);
        let row = other.0.rows[other.1.header].number();
        let done = match led {
            Some((here, there)) => {
                format!("认作两处的房屋，这里的房号前加上“{here}”，那里的加上“{there}”")
            }
            None => "照房号合并成同一批房屋".to_owned(),
        };
        let message = format_args!(
            "这张表与工作表“{}”第 {row} 行起的表房号相同，姓名几乎都不同，{done}。请确认。",
            other.0.name
        );
        self.findings.add(
            at,
            (Level::Decide, "rooms_of_other_people"),
            message,
            led.map_or("", |(here, _)| here),
        );
    }
}

/// Lists of people who need not be the owners of their rooms.
fn is_of_others(sheet: &Sheet, region: &Region) -> bool {
    const WORDS: [&str; 8] = ["租", "暂住", "流动人口", "常住", "原业主", "前业主", "过户", "成员"];
    WORDS.iter().any(|word| region.title.contains(word) || sheet.name.contains(word))
}

/// A name as it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Called {
    Whole(u64),
    /// The surname of a whole name.
    Surname(char),
    /// `张**`, `李先生`: nothing but the surname is said.
    OnlySurname(char),
}

impl Called {
    fn of(name: &str) -> (Self, char) {
        // 张 小 明
        let name: String = name.split_whitespace().collect();
        let name = name.as_str();
        const TITLES: [&str; 5] = ["先生", "女士", "小姐", "太太", "某"];
        let surname = name.chars().next().unwrap_or_default();
        let masked =
            name.contains(['*', '×', '某', '□', 'X']) || TITLES.iter().any(|title| name.ends_with(title));
        let said = if masked { Called::OnlySurname(surname) } else { Called::Whole(hash_of(name)) };
        (said, surname)
    }
}

fn hash_of(text: &str) -> u64 {
    let mut hash = DefaultHasher::new();
    text.hash(&mut hash);
    hash.finish()
}

/// The rooms of a table, by the hashes of their codes, with the names in their rows.
type Households = HashMap<u64, HashSet<(Called, char)>>;

/// Empty where the names tell nothing: rooms that come again with other names, one name for most of them.
fn households(rooms: &NamedRooms) -> Households {
    let mut households = Households::new();
    let (mut again, mut called) = (0_usize, HashSet::new());
    for (code, named) in rooms {
        let room = hash_of(code.as_str());
        let named: HashSet<(Called, char)> = named.iter().map(|name| Called::of(name)).collect();
        called.extend(named.iter().copied());
        match households.entry(room) {
            _ if named.is_empty() => {}
            Entry::Vacant(room) => drop(room.insert(named)),
            Entry::Occupied(mut known) => {
                again += usize::from(known.get().is_disjoint(&named));
                known.get_mut().extend(named);
            }
        }
    }
    let tells = again * 2 <= households.len() && called.len() * 2 >= households.len();
    if tells { households } else { Households::new() }
}

/// The rooms of a table's rows with the names beside each, before the table is read; `led` by what tells it apart.
pub(crate) fn rooms_and_names(
    file: &str,
    (sheet, region): (&Sheet, &Region),
    (options, led): (&Options, Option<&str>),
) -> NamedRooms {
    // What is found here is said when the table is read.
    let mut reading = Interpretation::default();
    let mut symbols = Symbols::of(&options.symbols);
    let mut table = Table::new(sheet, region, (None, file));
    table.apart = led.map(str::to_owned);
    let rows = &sheet.rows[region.first..region.end];
    let mut found = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        table.step(row);
        if heads(&mut table, row, &rows[at + 1..]) {
            continue;
        }
        let mut line = table.line(row, &mut symbols);
        let named = table.owner_text(&line).map(|text| names(&text)).unwrap_or_default();
        if let Some(Place::Coded { code, .. }) = place(&mut reading, &mut table, &mut line, false) {
            found.push((code, named));
        }
    }
    found
}

/// A line that names the building of the rows below: taken as it is when the table is read.
fn heads(table: &mut Table<'_>, row: &Row, below: &[Row]) -> bool {
    if table.takes_heading(row, below.first()) {
        return true;
    }
    let cells = table.region.cells(row);
    if cells.len() == 1
        && let RowKind::Building(mark) = kind(table.sheet, table.region, row)
    {
        if table.door_shape.parts <= 1 {
            (table.building, table.entrance) = (Some(mark), None);
        }
        return true;
    }
    cells.is_empty()
}

/// Households that live under the same room numbers: one or several tables name them.
#[derive(Debug)]
struct Estate {
    first_table: usize,
    /// Others live under its room numbers too.
    disputed: bool,
    /// The first table of those, where it came before.
    other: Option<usize>,
}

/// All that were met, found by their rooms and people: every row is looked up once.
#[derive(Debug, Default)]
struct Estates {
    list: Vec<Estate>,
    /// By room: the first estate that has it.
    rooms: HashMap<u64, usize>,
    /// By room and name.
    people: HashMap<(u64, Called), usize>,
}

impl Estates {
    /// The estate of a table's households; `None` where a list of another kind, or of another year, has other people in
    /// rooms that are known: cars have drivers, and flats are sold.
    fn take(&mut self, households: &Households, table: usize, tables: &[(&Sheet, &Region)]) -> Option<usize> {
        let (mut shared, mut alike): (HashMap<usize, usize>, HashMap<usize, usize>) = Default::default();
        for (room, people) in households {
            let Some(first) = self.rooms.get(room) else { continue };
            *shared.entry(*first).or_default() += 1;
            let known: HashSet<usize> =
                people.iter().filter_map(|person| self.lives_in(*room, *person)).collect();
            known.into_iter().for_each(|estate| *alike.entry(estate).or_default() += 1);
        }
        let rooms: usize = shared.values().sum();
        let most = |counts: &HashMap<usize, usize>| {
            counts
                .iter()
                .max_by_key(|(estate, count)| (**count, std::cmp::Reverse(**estate)))
                .map(|(at, n)| (*at, *n))
        };
        let estate = match (most(&alike), most(&shared)) {
            (Some((same, count)), _) if count * ROOMS_A_NAME >= rooms => same,
            (_, Some((other, _))) if rooms >= FEWEST => {
                if !are_of_one_kind(tables[self.list[other].first_table], tables[table]) {
                    return None;
                }
                shared.keys().for_each(|estate| self.list[*estate].disputed = true);
                let other = Some(self.list[other].first_table);
                self.list.push(Estate { first_table: table, disputed: true, other });
                self.list.len() - 1
            }
            _ => {
                self.list.push(Estate { first_table: table, disputed: false, other: None });
                self.list.len() - 1
            }
        };
        for (room, people) in households {
            self.rooms.entry(*room).or_insert(estate);
            for (said, surname) in people {
                self.people.entry((*room, *said)).or_insert(estate);
                if matches!(said, Called::Whole(_)) {
                    self.people.entry((*room, Called::Surname(*surname))).or_insert(estate);
                }
            }
        }
        Some(estate)
    }

    fn lives_in(&self, room: u64, (said, surname): (Called, char)) -> Option<usize> {
        let of = |called: Called| self.people.get(&(room, called)).copied();
        let masked = || match said {
            Called::OnlySurname(_) => of(Called::Surname(surname)),
            _ => of(Called::OnlySurname(surname)),
        };
        of(said).or_else(masked)
    }
}

/// Two rosters, two lists of arrears or of fees; not 业主 beside 住户, nor one list of 2005 and of 2015.
fn are_of_one_kind(one: (&Sheet, &Region), other: (&Sheet, &Region)) -> bool {
    let kind = one.1.kind;
    if kind != other.1.kind || !matches!(kind, Kind::Roster | Kind::Arrears | Kind::Fees) {
        return false;
    }
    let said = [(&*one.0.name, &*other.0.name), (one.1.title.as_str(), other.1.title.as_str())];
    !said
        .into_iter()
        .any(|(one, other)| one != other && (differ_in_year(one, other) || are_contents(one, other)))
}

/// 2005年业主 and 2015年业主.
fn differ_in_year(one: &str, other: &str) -> bool {
    let (year, rest) = without_year(one);
    let (other_year, other_rest) = without_year(other);
    rest == other_rest && matches!((year, other_year), (Some(year), Some(other)) if year != other)
}

fn without_year(text: &str) -> (Option<i32>, String) {
    let year = year_named(text);
    let rest = year.map_or_else(|| text.to_owned(), |year| text.replacen(&year.to_string(), "", 1));
    (year, rest)
}

/// 业主 and 住户 name no place.
fn are_contents(one: &str, other: &str) -> bool {
    [one, other].into_iter().all(|name| !name.is_empty() && rest_of(name).is_empty())
}

/// What these tables are told apart by: the sheets' names, else what differs in the titles, else their order.
fn names_of(tables: &[(&Sheet, &Region)]) -> Vec<String> {
    let sheets: Vec<String> = tables.iter().map(|(sheet, _)| stem(&sheet.name)).collect();
    let titles: Vec<&str> = tables.iter().map(|(_, region)| region.title.as_str()).collect();
    let titles = differing(&titles);
    let numbered = sheets.iter().any(|name| is_numbered(name));
    let in_order = || (1..=tables.len()).map(|nth| format!("表{nth}")).collect();
    match (tell_apart(&sheets), tell_apart(&titles)) {
        (true, titled) if !(numbered && titled) => sheets,
        (_, true) => titles,
        _ => in_order(),
    }
}

fn tell_apart(names: &[String]) -> bool {
    let distinct: HashSet<&String> = names.iter().collect();
    distinct.len() == names.len() && names.iter().all(|name| (1..=LONGEST).contains(&name.chars().count()))
}

/// A longer one is no name of a building.
const LONGEST: usize = 12;

/// `Sheet1`: says nothing but its place in the book.
pub(crate) fn is_numbered(sheet: &str) -> bool {
    ["Sheet", "sheet", "SHEET", "工作表"].iter().any(|word| sheet.starts_with(word))
}

/// A sheet's name without what it says of its contents: 兰苑 of 兰苑欠费; 欠费 alone is all there is.
fn stem(sheet: &str) -> String {
    let rest = rest_of(sheet);
    if rest.is_empty() { said(sheet).collect() } else { rest }
}

fn said(sheet: &str) -> impl Iterator<Item = char> {
    sheet.chars().filter(|c| c.is_alphanumeric() || *c == '-')
}

/// Empty where it says nothing else.
fn rest_of(sheet: &str) -> String {
    const WORDS: [&str; 17] = [
        "业主",
        "住户",
        "花名册",
        "名单",
        "名册",
        "情况",
        "资料",
        "登记",
        "明细",
        "台账",
        "一览",
        "统计",
        "欠费",
        "收费",
        "清单",
        "信息",
        "表",
    ];
    let whole: String = said(sheet).collect();
    let mut rest = whole.as_str();
    while let Some(shorter) = WORDS.iter().find_map(|word| rest.strip_suffix(word)) {
        rest = shorter;
    }
    rest.to_owned()
}

/// A table without names is of the estate that its sheet is called by: 兰苑水表.
fn called_by(sheet: &str, called: &BTreeMap<usize, String>) -> Option<usize> {
    let fitting = called.iter().filter(|(_, name)| is_called_by(sheet, name));
    // 兰苑二期水表 is 兰苑二期's and not 兰苑's.
    fitting.max_by_key(|(_, name)| name.len()).map(|(estate, _)| *estate)
}

fn is_called_by(sheet: &str, name: &str) -> bool {
    let of_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let rest = sheet.trim().strip_prefix(name);
    rest.is_some_and(|rest| !(name.ends_with(of_name) && rest.starts_with(of_name)))
}

/// What is different in each of the titles: 兰苑 and 竹苑 of 兰苑欠费表 and 竹苑欠费表.
fn differing(titles: &[&str]) -> Vec<String> {
    const ENDS: &str = "苑园区期栋幢座号楼院庭城里村坊阁层";
    let told: Vec<Vec<char>> = titles.iter().map(|title| title.chars().collect()).collect();
    let Some(first) = told.first() else { return Vec::new() };
    let shortest = told.iter().map(Vec::len).min().unwrap_or_default();
    let alike = |at: &usize| told.iter().all(|title| title[*at] == first[*at]);
    let before = (0..shortest).take_while(alike).count();
    let alike = |at: &usize| told.iter().all(|t| t[t.len() - 1 - at] == first[first.len() - 1 - at]);
    let behind = (0..shortest - before).take_while(alike).count();
    let of_name = |title: &Vec<char>| {
        let mut end = title.len() - behind;
        end += title[end..].iter().take_while(|c| ENDS.contains(**c)).count();
        title[before..end].iter().filter(|c| c.is_alphanumeric() || **c == '-').collect()
    };
    told.iter().map(of_name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_sheets_say_what_tells_tables_apart() {
        for (titles, expect) in [
            (["兰苑欠费表", "竹苑欠费表"], ["兰苑", "竹苑"]),
            (["翠湖一期业主名册", "翠湖二期业主名册"], ["一期", "二期"]),
            (["1-1欠费", "1-2欠费"], ["1", "2"]),
            (["欠费表", "欠费表"], ["", ""]),
        ] {
            assert_eq!(differing(&titles), expect, "{titles:?}");
        }
        for (sheet, expect) in
            [("兰苑欠费", "兰苑"), ("1", "1"), ("欠费", "欠费"), (" B1 ", "B1"), ("1-2业主登记表", "1-2")]
        {
            assert_eq!(stem(sheet), expect, "{sheet}");
        }
        assert!(is_called_by("兰苑水表", "兰苑") && is_called_by("1水表", "1"));
        assert!(!is_called_by("10水表", "1") && !is_called_by("竹苑水表", "兰苑"));
        let called: BTreeMap<usize, String> =
            (0..).zip(["兰苑一期", "兰苑", "兰苑二期"].map(str::to_owned)).collect();
        for (sheet, expect) in
            [("兰苑水表", Some(1)), ("兰苑二期水表", Some(2)), ("兰苑一期", Some(0)), ("梅苑", None)]
        {
            assert_eq!(called_by(sheet, &called), expect, "{sheet}");
        }
    }
}
