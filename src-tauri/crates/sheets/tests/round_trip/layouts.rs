//! How an office may have laid the register out, drawn at random; and the register written that way.

use proptest::prelude::*;
use proptest::sample::select;
use rust_decimal::Decimal;

use crate::register::{Code, Household, Register, area_text};

/// Where building and entrance stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rooms {
    /// A column each.
    Columns,
    /// A column each, given once and blank below.
    FillDown,
    /// `1-2-301`
    Whole,
    /// `1栋2单元301室`
    Words,
}

/// How a table ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    None,
    Labelled,
    Unlabelled,
}

/// Everything that is the layout's choice.
#[derive(Debug, Clone)]
pub struct Layout {
    pub titles: usize,
    pub rooms: Rooms,
    /// Which word of each column's, and the columns' order.
    pub words: Vec<usize>,
    pub order: Vec<usize>,
    /// Owners and arrears under a header of their own.
    pub two_rows: bool,
    pub serial: bool,
    pub blank_column: Option<usize>,
    pub total: Total,
    pub signature: bool,
    pub side_note: bool,
    /// The units are cut into so many tables …
    pub tables: usize,
    /// … abreast on one sheet, or each on its own.
    pub abreast: bool,
    /// Telephones and areas typed as text.
    pub text_numbers: bool,
    pub separator: char,
}

pub fn layout() -> impl Strategy<Value = Layout> {
    let rooms = select(vec![Rooms::Columns, Rooms::FillDown, Rooms::Whole, Rooms::Words]);
    let total = select(vec![Total::None, Total::Labelled, Total::Unlabelled]);
    let words = proptest::collection::vec(0..8_usize, COLUMNS.len());
    let order = Just((0..COLUMNS.len()).collect::<Vec<_>>()).prop_shuffle();
    let table = (0..4_usize, rooms, words, order, proptest::option::weighted(0.3, 0..5_usize), total);
    let signs = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let more = (1..4_usize, any::<bool>(), any::<bool>(), select(vec!['、', '，', '/', ' ', '\n']));
    (table, signs, more).prop_map(|(table, signs, more)| {
        let (titles, rooms, words, order, blank_column, total) = table;
        let (two_rows, serial, signature, side_note) = signs;
        let (tables, abreast, text_numbers, separator) = more;
        Layout {
            titles,
            rooms,
            words,
            order,
            two_rows,
            serial,
            blank_column,
            total,
            signature,
            side_note,
            tables,
            abreast,
            text_numbers,
            separator,
        }
    })
}

/// A cell as it is written.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Text(String),
    Number(Decimal),
}

/// Row, column, value; and what is merged, as first row, first column, last row, last column.
#[derive(Debug, Clone, Default)]
pub struct Page {
    pub name: String,
    pub cells: Vec<(u32, u16, Cell)>,
    pub merges: Vec<(u32, u16, u32, u16)>,
}

impl Page {
    fn put(&mut self, row: u32, column: u16, text: impl Into<String>) {
        self.cells.push((row, column, Cell::Text(text.into())));
    }
}

/// The columns after building, entrance and room, with the words that offices use for each.
const COLUMNS: [&[&str]; 6] = [
    &["建筑面积", "面积", "建筑面积\n（㎡）", "建 筑 面 积", "计费面积"],
    &["业主姓名", "业主", "户主", "产权人", "业主名称", "*业主姓名"],
    &["联系电话", "电话", "手机号码", "联系方式", "业主电话", "联系电话(必填)"],
    &["2024年及以前欠物业费", "2024年以前物业费欠费", "2024年底前欠物业费"],
    &["2025年欠水费", "2025年度水费欠费", "2025年水费欠费（元）"],
    &["备注", "备 注", "说明"],
];
const BUILDINGS: &[&str] = &["楼栋", "栋号", "楼号", "幢号"];
const ENTRANCES: &[&str] = &["单元", "单元号"];
const ROOMS: &[&str] = &["房号", "房间号", "室号", "门牌号", "房 号", "房号(必填)"];

fn pick(words: &[&'static str], at: usize) -> &'static str {
    words[at % words.len()]
}

/// The register in that layout.
pub fn pages(register: &Register, layout: &Layout) -> Vec<Page> {
    let units: Vec<(&Code, &Household)> = register.iter().collect();
    let tables = layout.tables.min(units.len());
    let size = units.len().div_ceil(tables);
    let mut pages = Vec::new();
    for (number, units) in units.chunks(size).enumerate() {
        if pages.is_empty() || !layout.abreast {
            let name = format!("第{}页", number + 1);
            let mut page = Page { name, ..Page::default() };
            titles(&mut page, layout);
            pages.push(page);
        }
        let page: &mut Page = pages.last_mut().expect("a page was pushed");
        let left = page.cells.iter().filter(|(row, ..)| *row >= 4).map(|(_, column, _)| *column + 2).max();
        let left = left.filter(|_| layout.abreast).unwrap_or(0);
        table(page, left, units, layout);
    }
    if layout.side_note {
        let page: &mut Page = pages.last_mut().expect("there is a unit");
        let right = page.cells.iter().map(|(_, column, _)| *column).max().unwrap_or_default() + 2;
        page.put(6, right, "说明：");
        page.put(7, right, "本表由前台保管，不得外传。");
    }
    pages
}

fn titles(page: &mut Page, layout: &Layout) {
    let texts = ["翠湖花园业主资料一览表", "编制单位：翠湖物业服务中心", "2025年12月31日"];
    for (row, text) in (0..).zip(texts.iter().take(layout.titles)) {
        page.put(row, 0, *text);
    }
    if layout.titles > 0 {
        page.merges.push((0, 0, 0, 5));
    }
}

/// One table; its header stands in row 5, or in 5 and 6.
fn table(page: &mut Page, left: u16, units: &[(&Code, &Household)], layout: &Layout) {
    let headers = headers(layout);
    let grouped = |at: usize| layout.two_rows && (at == 1 || at == 2);
    let mut column = left;
    let mut places = Vec::new();
    for (number, (meaning, text)) in headers.iter().enumerate() {
        if layout.blank_column == Some(number) && number > 0 && !layout.two_rows {
            column += 1;
        }
        match meaning {
            Some(at) if grouped(*at) => page.put(5, column, text),
            _ => {
                page.put(4, column, text);
                if layout.two_rows {
                    page.merges.push((4, column, 5, column));
                }
            }
        }
        places.push(column);
        column += 1;
    }
    if layout.two_rows {
        let of =
            |at| places[headers.iter().position(|(m, _)| *m == Some(at)).expect("each column is written")];
        let (first, last) = (of(1).min(of(2)), of(1).max(of(2)));
        page.put(4, first, "业主信息");
        page.merges.push((4, first, 4, last));
    }
    let mut row = if layout.two_rows { 6 } else { 5 };
    let mut above = None;
    for (serial, (code, household)) in (1_u32..).zip(units) {
        let cells = cells(serial, **code, household, above, layout);
        for (column, cell) in places.iter().zip(cells) {
            page.cells.extend(cell.map(|cell| (row, *column, cell)));
        }
        above = Some(**code);
        row += 1;
    }
    end(page, row, &headers, &places, units, layout);
}

/// The headers from the left, with the number in `COLUMNS` of those that are of it.
fn headers(layout: &Layout) -> Vec<(Option<usize>, String)> {
    let word = |words: &[&'static str], at: usize| pick(words, layout.words[at]).to_owned();
    let mut headers = Vec::new();
    if layout.serial {
        headers.push((None, "序号".to_owned()));
    }
    if matches!(layout.rooms, Rooms::Columns | Rooms::FillDown) {
        headers.push((None, word(BUILDINGS, 0)));
        headers.push((None, word(ENTRANCES, 1)));
    }
    headers.push((None, word(ROOMS, 2)));
    let mut order = layout.order.clone();
    if layout.two_rows {
        // A merged header stands over neighbours.
        order.retain(|at| *at != 2);
        let names = order.iter().position(|at| *at == 1).expect("the order holds each column");
        order.insert(names + 1, 2);
    }
    let grouped = |at: usize| layout.two_rows && (at == 1 || at == 2);
    headers.extend(order.iter().map(|at| {
        let text = match at {
            1 if grouped(1) => "姓名".to_owned(),
            2 if grouped(2) => "电话".to_owned(),
            at => word(COLUMNS[*at], *at),
        };
        (Some(*at), text)
    }));
    headers
}

fn cells(
    serial: u32,
    code: Code,
    household: &Household,
    above: Option<Code>,
    layout: &Layout,
) -> Vec<Option<Cell>> {
    let (building, entrance, door) = code;
    let number = |n: u32| Some(Cell::Number(Decimal::from(n)));
    let text = |text: String| Some(Cell::Text(text)).filter(|cell| *cell != Cell::Text(String::new()));
    let mut cells = Vec::new();
    if layout.serial {
        cells.push(number(serial));
    }
    let same_building = above.is_some_and(|(b, _, _)| b == building) && layout.rooms == Rooms::FillDown;
    let same_entrance = same_building && above.is_some_and(|(_, e, _)| e == entrance);
    match layout.rooms {
        Rooms::Columns | Rooms::FillDown => {
            cells.push(text(format!("{building}栋")).filter(|_| !same_building));
            cells.push(number(entrance.into()).filter(|_| !same_entrance));
            cells.push(number(door.into()));
        }
        Rooms::Whole => cells.push(text(format!("{building}-{entrance}-{door}"))),
        Rooms::Words => cells.push(text(format!("{building}栋{entrance}单元{door}室"))),
    }
    let separator = layout.separator.to_string();
    let names: Vec<&str> = household.owners.iter().map(|(name, _)| *name).collect();
    let phones: Vec<&str> = household.owners.iter().flat_map(|(_, p)| p).map(String::as_str).collect();
    let amount = |fen: Option<i64>| fen.map(|fen| Cell::Number(Decimal::new(fen, 2)));
    let phone = match phones.as_slice() {
        [one] if !layout.text_numbers => one.parse().ok().map(Cell::Number),
        many => text(many.join(&separator)),
    };
    let area = household.area.map(|area| match layout.text_numbers {
        true => Cell::Text(area_text(area)),
        false => Cell::Number(Decimal::new(area, 2)),
    });
    let ours = [
        area,
        text(names.join(&separator)),
        phone,
        amount(household.openings[0]),
        amount(household.openings[1]),
        household.remark.map(|text| Cell::Text(text.to_owned())),
    ];
    let order = headers(layout).into_iter().filter_map(|(at, _)| at);
    cells.extend(order.map(|at| ours[at].clone()));
    cells
}

/// The total row, and who made the table.
fn end(
    page: &mut Page,
    row: u32,
    headers: &[(Option<usize>, String)],
    places: &[u16],
    units: &[(&Code, &Household)],
    layout: &Layout,
) {
    let sum = |of: &dyn Fn(&Household) -> Option<i64>| units.iter().filter_map(|(_, h)| of(h)).sum::<i64>();
    if layout.total != Total::None {
        for ((at, _), column) in headers.iter().zip(places) {
            let total = match at {
                Some(0) => sum(&|h| h.area),
                Some(3) => sum(&|h| h.openings[0]),
                Some(4) => sum(&|h| h.openings[1]),
                _ => continue,
            };
            page.cells.push((row, *column, Cell::Number(Decimal::new(total, 2))));
        }
        if layout.total == Total::Labelled {
            page.put(row, places[0], "合计");
        }
    }
    if layout.signature {
        page.put(row + 2, places[0], "制表人：何桂兰");
    }
}
