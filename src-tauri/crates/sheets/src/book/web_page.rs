//! Tables of a web page: what fee systems of the web export under the name .xls. Markup is taken as it comes, as a browser
//! would; nothing in it is an error. All tables of the page stand below each other on one sheet.

use ledger::refusal::Refusal;
use memchr::{memchr, memmem};

use super::intake::{Intake, LAST_COLUMN, LAST_ROW, MOST_MARKS, SheetIntake};
use super::separated::value;
use super::{Epoch, LONGEST_TEXT, Merge, Sheet, text_value};
use crate::container::is_web_page;

/// There is one sheet, and the file does not name it.
const NAME: &str = "网页";
/// What browsers allow.
const MOST_SPANNED: u32 = 1_000;
/// Tables in cells of tables; further in they are text.
const DEEPEST: usize = 32;

/// Refusals: `workbook_is_web_page` where no table has a row; those of `SheetIntake::take`.
pub(super) fn read(text: &str, intake: &mut Intake<'_>) -> Result<Sheet, Refusal> {
    intake.expect(text.len() as u64);
    let mut page = Page {
        cells: intake.sheet(NAME),
        open: Vec::new(),
        row: 0,
        merges: Vec::new(),
        hidden_rows: Vec::new(),
        numbered: false,
    };
    let mut rest = Markup { text, at: 0 };
    while let Some(piece) = rest.next() {
        page.cells.at(rest.at as u64);
        match piece {
            Piece::Text(text) => page.text(text),
            Piece::Tag(tag) => page.tag(&tag)?,
        }
    }
    while !page.open.is_empty() {
        page.end_table()?;
    }
    if !page.numbered {
        return Err(is_web_page());
    }
    let rows = page.cells.into_rows(text.len() as u64);
    let mut sheet = Sheet::of_rows(NAME.to_owned(), false, Epoch::Y1900, rows);
    (sheet.merges, sheet.hidden_rows) = (page.merges, page.hidden_rows);
    Ok(sheet)
}

/// The page as it is read.
struct Page<'i, 'p> {
    cells: SheetIntake<'i, 'p>,
    /// Tables that are open, the innermost last.
    open: Vec<Table>,
    /// Where the next row of any table goes.
    row: u32,
    merges: Vec<Merge>,
    hidden_rows: Vec<u32>,
    /// Some table had a row.
    numbered: bool,
}

#[derive(Default)]
struct Table {
    /// For each column, how many rows a cell above still covers.
    covered: Vec<u32>,
    in_row: bool,
    hidden: bool,
    column: u32,
    filled: Vec<Filled>,
    cell: Option<Cell>,
}

/// A cell that is read.
struct Filled {
    column: u32,
    columns: u32,
    rows: u32,
    text: String,
    is_text: bool,
}

/// A cell being read.
struct Cell {
    columns: u32,
    rows: u32,
    text: String,
    /// A space stood there, which counts once something follows.
    gap: bool,
    /// Its format says that digits are text.
    is_text: bool,
    /// The number behind what is shown, as Excel saves it.
    exact: Option<String>,
}

impl Cell {
    fn push(&mut self, text: &str) {
        for c in unescaped(text) {
            if c.is_ascii_whitespace() {
                self.gap = true;
                continue;
            }
            if self.gap && !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            self.gap = false;
            // A space that does not break is how pages fill empty cells.
            if self.text.len() <= LONGEST_TEXT * 4 {
                self.text.push(if c == '\u{a0}' { ' ' } else { c });
            }
        }
    }

    fn break_line(&mut self) {
        self.gap = false;
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }
}

impl Page<'_, '_> {
    fn text(&mut self, text: &str) {
        if let Some(cell) = self.open.last_mut().and_then(|table| table.cell.as_mut()) {
            cell.push(text);
        }
    }

    fn tag(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        match (tag.name.as_str(), tag.closes) {
            ("table", false) if self.open.len() < DEEPEST => self.open.push(Table::default()),
            ("table", true) => self.end_table()?,
            ("tr", closes) => {
                self.end_row()?;
                if let (false, Some(table)) = (closes, self.open.last_mut()) {
                    (table.in_row, table.hidden) = (true, tag.is_hidden());
                }
            }
            ("td" | "th", closes) => {
                self.end_cell();
                if let (false, Some(table)) = (closes, self.open.last_mut()) {
                    table.in_row = true;
                    table.cell = Some(Cell {
                        columns: tag.number("colspan"),
                        rows: tag.number("rowspan"),
                        text: String::new(),
                        gap: false,
                        is_text: tag.has("x:str")
                            || tag.attribute("style").is_some_and(|style| style.contains("\\@")),
                        exact: tag.attribute("x:num").filter(|number| !number.is_empty()),
                    });
                }
            }
            ("br", _) | ("p" | "div" | "li", true) => {
                if let Some(cell) = self.open.last_mut().and_then(|table| table.cell.as_mut()) {
                    cell.break_line();
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_table(&mut self) -> Result<(), Refusal> {
        self.end_row()?;
        // Two tables do not touch.
        if self.open.pop().is_some_and(|table| !table.covered.is_empty()) {
            self.row = self.row.saturating_add(1);
        }
        Ok(())
    }

    fn end_cell(&mut self) {
        let Some(table) = self.open.last_mut() else { return };
        let Some(cell) = table.cell.take() else { return };
        let covered = |column: u32| at(&table.covered, column) > 0;
        while covered(table.column) {
            table.column += 1;
        }
        let (column, columns) = (table.column, cell.columns);
        table.column = column.saturating_add(columns);
        let shown = cell.text.trim_end().to_owned();
        let text = cell.exact.filter(|_| is_rounded(&shown)).unwrap_or(shown);
        let is_empty = text.is_empty() && cell.rows == 1 && columns == 1;
        // The first that is too far is refused; a row of millions is not kept until then.
        let is_far = column > LAST_COLUMN
            && (text.is_empty() || table.filled.last().is_some_and(|f| f.column > LAST_COLUMN));
        if is_empty || is_far {
            return;
        }
        table.filled.push(Filled { column, columns, rows: cell.rows, text, is_text: cell.is_text });
    }

    fn end_row(&mut self) -> Result<(), Refusal> {
        self.end_cell();
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        if !std::mem::take(&mut table.in_row) {
            return Ok(());
        }
        self.numbered = true;
        let row = self.row;
        self.row = row.saturating_add(1);
        if table.hidden && row < LAST_ROW {
            self.hidden_rows.push(row);
        }
        table.column = 0;
        table.covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        if table.covered.is_empty() {
            table.covered.push(0);
        }
        for cell in table.filled.drain(..) {
            let value = if cell.is_text { text_value(&cell.text) } else { value(&cell.text) };
            self.cells.take((row, cell.column), value)?;
            let last_column = cell.column.saturating_add(cell.columns - 1);
            if (cell.rows > 1 || cell.columns > 1) && self.merges.len() < MOST_MARKS {
                let last_row = row.saturating_add(cell.rows - 1);
                let first_column = cell.column;
                self.merges.push(Merge { first_row: row, last_row, first_column, last_column });
            }
            if cell.rows > 1 {
                for column in cell.column..=last_column.min(LAST_COLUMN) {
                    cover(&mut table.covered, column, cell.rows - 1);
                }
            }
        }
        Ok(())
    }
}

/// A figure as a format shows it; of a date the number behind it says less than what is shown.
fn is_rounded(shown: &str) -> bool {
    let digits = shown.trim_start_matches(['-', '¥', '￥', ' ']);
    let figure = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
    figure && digits.starts_with(|c: char| c.is_ascii_digit()) && digits.matches('.').count() <= 1
}

fn at(covered: &[u32], column: u32) -> u32 {
    usize::try_from(column).ok().and_then(|column| covered.get(column)).copied().unwrap_or(0)
}

fn cover(covered: &mut Vec<u32>, column: u32, rows: u32) {
    let Ok(column) = usize::try_from(column) else { return };
    if covered.len() <= column {
        covered.resize(column + 1, 0);
    }
    covered[column] = covered[column].max(rows);
}

enum Piece<'t> {
    Text(&'t str),
    Tag(Tag<'t>),
}

struct Tag<'t> {
    name: String,
    closes: bool,
    attributes: &'t str,
}

impl Tag<'_> {
    /// An attribute in small letters.
    fn attribute(&self, name: &str) -> Option<String> {
        let all = self.attributes.to_ascii_lowercase();
        let mut rest = all.as_str();
        loop {
            let (before, after) = rest.split_once(name)?;
            let begins = before.is_empty() || before.ends_with(|c: char| c.is_whitespace());
            match after.trim_start().strip_prefix('=').filter(|_| begins) {
                Some(value) => {
                    let value = value.trim_start();
                    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
                    let end = |c: char| quote.map_or(c.is_whitespace(), |quote| c == quote);
                    let value = if quote.is_some() { &value[1..] } else { value };
                    return value.split(end).next().map(str::to_owned);
                }
                None => rest = after,
            }
        }
    }

    /// An attribute that may have no value.
    fn has(&self, name: &str) -> bool {
        self.attributes.split_whitespace().any(|word| word.eq_ignore_ascii_case(name))
    }

    fn number(&self, name: &str) -> u32 {
        let number = self.attribute(name).and_then(|n| n.trim().parse().ok());
        number.unwrap_or(1).clamp(1, MOST_SPANNED)
    }

    fn is_hidden(&self) -> bool {
        let style = self.attribute("style").unwrap_or_default();
        style.chars().filter(|c| !c.is_whitespace()).collect::<String>().contains("display:none")
    }
}

/// Text between tags, and the tags; comments, scripts and styles are passed over.
struct Markup<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Markup<'t> {
    /// Goes behind the next `end`, or to the end of all.
    fn pass(&mut self, end: &str) {
        let found = memmem::find(&self.text.as_bytes()[self.at..], end.as_bytes());
        self.at = found.map_or(self.text.len(), |found| self.at + found + end.len());
    }

    /// Goes to `</name`, or to the end of all.
    fn pass_to_end_of(&mut self, name: &str) {
        let bytes = self.text.as_bytes();
        let ends = |at: &usize| {
            bytes.get(at + 2..at + 2 + name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
        };
        let found = memmem::find_iter(&bytes[self.at..], "</").map(|found| self.at + found).find(ends);
        self.at = found.unwrap_or(self.text.len());
    }

    fn tag(&mut self) -> Option<Tag<'t>> {
        let rest = &self.text[self.at..];
        if rest.starts_with("<!--") {
            self.pass("-->");
            return None;
        }
        let length = end_of_tag(rest.as_bytes()).unwrap_or(rest.len());
        let inner = rest[1..length].trim_end_matches('>');
        self.at += length;
        let closes = inner.starts_with('/');
        let inner = inner.trim_start_matches('/');
        let name_end = inner.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inner.len());
        let name = inner[..name_end].to_ascii_lowercase();
        if !closes && matches!(name.as_str(), "script" | "style") {
            self.pass_to_end_of(&name);
        }
        Some(Tag { name, closes, attributes: &inner[name_end..] })
    }
}

/// A `>` in quotes does not end a tag, but a quote that nobody closes does not swallow the page either.
fn end_of_tag(markup: &[u8]) -> Option<usize> {
    /// No tag is longer.
    const LONGEST: usize = 4 * 1024;
    let mut quote = None;
    for (at, byte) in markup.iter().enumerate().take(LONGEST) {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
    }
    memchr(b'>', markup).map(|at| at + 1)
}

impl<'t> Iterator for Markup<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        loop {
            let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
            let after = rest.strip_prefix('<').and_then(|after| after.as_bytes().first());
            if after.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?')) {
                match self.tag() {
                    Some(tag) => return Some(Piece::Tag(tag)),
                    None => continue,
                }
            }
            // A `<` that begins no tag is text.
            let end = memchr(b'<', &rest.as_bytes()[1..]).map_or(rest.len(), |at| at + 1);
            self.at += end;
            return Some(Piece::Text(&rest[..end]));
        }
    }
}

/// The characters of a text with its entities resolved; those nobody knows stand for themselves.
fn unescaped(text: &str) -> impl Iterator<Item = char> {
    /// `&nbsp;` and the like are short.
    const LONGEST: usize = 10;
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let entity = rest.strip_prefix('&').and_then(|after| {
            let end = after.as_bytes().iter().take(LONGEST).position(|byte| *byte == b';')?;
            Some((named(after.get(..end)?)?, end + 2))
        });
        let (c, length) = entity.unwrap_or((first, first.len_utf8()));
        rest = &rest[length..];
        Some(c)
    })
}

fn named(entity: &str) -> Option<char> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match entity {
        "nbsp" => Some('\u{a0}'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "yen" => Some('¥'),
        "middot" => Some('·'),
        _ => match entity.strip_prefix('#')? {
            hex if hex.starts_with(['x', 'X']) => number(&hex[1..], 16),
            digits => number(digits, 10),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Value;
    use crate::cells::shown;

    fn told(page: &str) -> Vec<String> {
        let mut progress = |_| {};
        let sheet = match read(page, &mut Intake::new(&mut progress)) {
            Ok(sheet) => sheet,
            Err(refusal) => return vec![refusal.code.to_owned()],
        };
        let cell = |(column, value): &(u32, Value)| {
            let kind = if matches!(value, Value::Number(_)) { "=" } else { "" };
            format!("{column}:{kind}{}", shown(value, sheet.epoch))
        };
        let row = |row: &crate::book::Row| {
            format!("{} {}", row.number(), row.cells.iter().map(cell).collect::<Vec<_>>().join("|"))
        };
        let mut lines: Vec<String> = sheet.rows.iter().map(row).collect();
        let merge =
            |m: &Merge| format!("merge {},{}-{},{}", m.first_row, m.first_column, m.last_row, m.last_column);
        lines.extend(sheet.merges.iter().map(merge));
        lines.extend(sheet.hidden_rows.iter().map(|row| format!("hidden {row}")));
        lines
    }

    #[track_caller]
    fn check(page: &str, expect: &[&str]) {
        assert_eq!(told(page), expect, "{page}");
    }

    #[test]
    fn tables_are_read_as_a_browser_shows_them() {
        check(
            "<table><tr><td>房号<td>业主<tr><td>1-101<td>张小明</table>",
            &["1 0:房号|1:业主", "2 0:1-101|1:张小明"],
        );
        check(
            "<TABLE>\n<TR><TH colspan=2>业主 &amp;\n 电话</TH></TR><tr><td>张&nbsp;小明<br/>李红</td><td>13900000001</td></tr></TABLE>",
            &["1 0:业主 & 电话", "2 0:张 小明\n李红|1:=13900000001", "merge 0,0-0,1"],
        );
        check(
            "<table><tr><td rowspan='2'>1栋</td><td>101</td></tr><tr><td>102</td></tr><tr><td>2栋</td><td>0101</td></tr></table>",
            &["1 0:1栋|1:=101", "2 1:=102", "3 0:2栋|1:0101", "merge 0,0-1,0"],
        );
        check(
            "<table><tr style=\"DISPLAY: none\"><td style=\"mso-number-format:'\\@'\">101</td><td>¥1 &lt; 2 &#165; &bogus;</td></tr></table>",
            &["1 0:101|1:¥1 < 2 ¥ &bogus;", "hidden 0"],
        );
    }

    #[test]
    fn what_excel_saves_beside_what_it_shows_is_read() {
        check(
            "<table><tr><td x:num=\"1234.5678\">1,234.57</td><td x:num>80</td><td x:str>301</td><td x:num='5'></td><td x:num=\"41395\">2013-5-1</td></tr></table>",
            &["1 0:=1234.5678|1:=80|2:301|4:2013-5-1"],
        );
    }

    #[test]
    fn what_is_no_table_is_passed_over() {
        check("<html><body>没有表格</body></html>", &["workbook_is_web_page"]);
        check("<table></table><frameset>", &["workbook_is_web_page"]);
        check(
            "<style>td { a: '<td>' }</style><script>if (a<b) x='</td>';</script><!-- <td>x</td> --><table title='>'><tr><td>a</table>",
            &["1 0:a"],
        );
        check(
            "<table><tr><td>外<table><tr><td>内</td></tr></table></td></tr></table><table><tr><td>后</td></tr></table>",
            &["1 0:内", "3 0:外", "5 0:后"],
        );
        check("<table><tr><td title=\"不闭合>a</td><td>b</td></tr>", &["1 0:a|1:b"]);
        check("<table><tr><td>a < b<td>", &["1 0:a < b"]);
        check("<table><tr><td colspan=4000000000 rowspan=-1>a<td>b", &["1 0:a|1000:b", "merge 0,0-0,999"]);
        let far = "<td>".repeat(1_024) + "<td>x<td>y";
        check(&format!("<table><tr>{far}"), &["workbook_cell_too_far"]);
        check("<table><tr>".repeat(10_000).as_str(), &[""; 0]);
    }
}
