//! The workbook as it was read, with every finding marked where it stands: for a person who mends the file and imports it
//! again. What the marks say is left out when such a workbook is read.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{BufWriter, Cursor, Read as _, Seek, Write};
use std::path::Path;

use rust_xlsxwriter::{Color, Format, Note, Url, Workbook, Worksheet, XlsxError};
use zip::result::{ZipError, ZipResult};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::book::{self, Book, Epoch, Merge, Sheet, Value};
use crate::draft::column_letter;
use crate::export::double;
use crate::{Draft, Error, Fault, Finding, Level, Meaning, Options, Progress, RecognisedColumn};

/// The first sheet.
const LIST: &str = "问题清单";
const LIST_HEADERS: [&str; 6] = ["工作表", "单元格", "级别", "读到", "理解为", "问题"];
/// Before each remark of ours.
const SIGN: &str = "【账房】";
/// Merged cells want the whole sheet in memory; a sheet of more cells is written as a stream, without merges.
const MOST_CELLS_IN_MEMORY: usize = 500_000;
/// Excel shows a sheet's name of so many characters.
const LONGEST_NAME: usize = 31;

/// Reads the workbook in `path` as [`crate::read_draft`] does and writes to `out`, an .xlsx: its sheets as read, a cell
/// with findings coloured by the worst of them and with their words as its comment, a header cell with what its column was
/// taken for as its comment, and a first sheet that lists all findings.
///
/// In the calling process: an application calls [`crate::child::mark`]. Refusals: those of [`crate::read_draft`].
pub fn marked_workbook(
    path: &Path,
    options: &Options,
    out: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), Error> {
    let (book, draft) = crate::read_book(path, options, progress)?;
    draft.recognised()?;
    let file = File::create(out).map_err(|error| crate::unwritable(out, &error))?;
    let fault = |error: XlsxError| match error {
        XlsxError::IoError(error) => Error::Refusal(crate::unwritable(out, &error)),
        XlsxError::ZipError(error) => unzipped(out, error),
        error => Fault::Write(error.to_string()).into(),
    };
    let mut workbook = mark(&book, &draft).map_err(fault)?;
    if book.sheets.iter().any(|sheet| sheet.epoch == Epoch::Y1904) {
        let bytes = workbook.save_to_buffer().map_err(fault)?;
        return counting_from_1904(&bytes, BufWriter::new(file)).map_err(|error| unzipped(out, error));
    }
    workbook.save_to_writer(BufWriter::new(file)).map_err(fault)
}

/// A disk that takes no more is told of as that.
fn unzipped(out: &Path, error: ZipError) -> Error {
    match error {
        ZipError::Io(error) => crate::unwritable(out, &error).into(),
        error => Fault::Write(error.to_string()).into(),
    }
}

/// The same workbook with its days counted from 1904, which its writer does not know: numbers that only their column makes
/// dates stay what they are.
fn counting_from_1904(bytes: &[u8], out: impl Write + Seek) -> ZipResult<()> {
    const WORKBOOK: &str = "xl/workbook.xml";
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut copy = ZipWriter::new(out);
    for index in 0..archive.len() {
        let mut part = archive.by_index(index)?;
        if part.name()? == WORKBOOK {
            let mut xml = String::new();
            part.read_to_string(&mut xml)?;
            copy.start_file(WORKBOOK, SimpleFileOptions::default())?;
            copy.write_all(xml.replace("<workbookPr ", "<workbookPr date1904=\"1\" ").as_bytes())?;
        } else {
            copy.raw_copy_file(part)?;
        }
    }
    copy.finish()?.flush()?;
    Ok(())
}

/// Takes out what [`marked_workbook`] added: the list, and its remarks.
pub(crate) fn unmark(book: &mut Book) {
    book.sheets.retain(|sheet| !is_list(sheet));
    for sheet in &mut book.sheets {
        for (_, _, comment) in &mut sheet.comments {
            comment.truncate(comment.find(SIGN).unwrap_or(comment.len()));
        }
        sheet.comments.retain(|(_, _, comment)| !comment.trim().is_empty());
        sheet.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|(_, value)| value.unmarked());
    }
}

fn is_list(sheet: &Sheet) -> bool {
    let first = sheet.rows.first().filter(|row| row.index == 0);
    sheet.name.starts_with(LIST)
        && first.is_some_and(|row| {
            let texts =
                row.cells.iter().map(|(_, value)| if let Value::Text(t) = value { t.as_str() } else { "" });
            texts.eq(LIST_HEADERS)
        })
}

fn mark(book: &Book, draft: &Draft) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let looks = Looks::new();
    let mut taken = HashSet::from([LIST.to_lowercase()]);
    let names: Vec<String> = book.sheets.iter().map(|sheet| free_name(&sheet.name, &mut taken)).collect();
    let name_of =
        |sheet: &str| book.sheets.iter().zip(&names).find(|(s, _)| *s.name == *sheet).map(|(_, name)| name);
    let list = workbook.add_worksheet().set_name(LIST)?;
    write_list(list, &draft.findings, name_of, &looks)?;
    for (sheet, name) in book.sheets.iter().zip(&names) {
        let cells: usize = sheet.rows.iter().map(|row| row.cells.len()).sum();
        let in_memory = cells <= MOST_CELLS_IN_MEMORY;
        let out = if in_memory {
            workbook.add_worksheet()
        } else {
            workbook.add_worksheet_with_constant_memory()?
        };
        out.set_name(name)?.set_hidden(sheet.hidden);
        let marks = Marks::of(sheet, draft, in_memory);
        if in_memory {
            write_merges(out, sheet)?;
        }
        write_sheet(out, sheet, &marks, &looks)?;
    }
    Ok(workbook)
}

/// The looks of cells.
struct Looks {
    bold: Format,
    wrapped: Format,
    dated: Format,
    header: Format,
    refused: Format,
    decide: Format,
    note: Format,
}

impl Looks {
    fn new() -> Self {
        let filled = |rgb: u32| Format::new().set_background_color(Color::RGB(rgb));
        Looks {
            bold: Format::new().set_bold(),
            wrapped: Format::new().set_text_wrap(),
            dated: Format::new().set_num_format("yyyy-mm-dd"),
            header: filled(0x00E2_EFDA),
            refused: filled(0x00FF_9999),
            decide: filled(0x00FF_E699),
            note: filled(0x00DD_EBF7),
        }
    }

    fn level(&self, level: Level) -> &Format {
        match level {
            Level::Refused => &self.refused,
            Level::Decide => &self.decide,
            Level::Note => &self.note,
        }
    }
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Refused => "不能导入",
        Level::Decide => "请决定",
        Level::Note => "提示",
    }
}

fn write_list<'a>(
    list: &mut Worksheet,
    findings: &[Finding],
    name_of: impl Fn(&str) -> Option<&'a String>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    for (column, (header, width)) in (0_u16..).zip(LIST_HEADERS.into_iter().zip([16, 10, 10, 24, 24, 80])) {
        list.set_column_width(column, width)?;
        list.write_string_with_format(0, column, header, &looks.bold)?;
    }
    list.set_freeze_panes(1, 0)?;
    for (row, finding) in (1_u32..).zip(findings) {
        list.write_string(row, 0, &finding.sheet)?;
        match name_of(&finding.sheet) {
            Some(name) => {
                let place = format!("internal:'{}'!{}", name.replace('\'', "''"), finding.cell);
                list.write_url_with_text(row, 1, Url::new(place), &finding.cell)?;
            }
            None => drop(list.write_string(row, 1, &finding.cell)?),
        }
        list.write_string_with_format(row, 2, level_name(finding.level), looks.level(finding.level))?;
        list.write_string(row, 3, &finding.read)?;
        list.write_string(row, 4, &finding.understood)?;
        list.write_string_with_format(row, 5, &finding.message, &looks.wrapped)?;
    }
    Ok(())
}

/// What is said of one cell.
#[derive(Default)]
struct Mark {
    level: Option<Level>,
    lines: Vec<String>,
}

/// What is said of a sheet's cells, by row and column from 0.
struct Marks(BTreeMap<(u32, u32), Mark>);

impl Marks {
    /// `merged`: cells that the sheet shows as one are one in the copy too, and what is said of any of them stands with the
    /// first: a program of tables shows no comment on the others.
    fn of(sheet: &Sheet, draft: &Draft, merged: bool) -> Self {
        let mut marks: BTreeMap<(u32, u32), Mark> = BTreeMap::new();
        for column in draft.columns.iter().filter(|c| *c.sheet == *sheet.name) {
            let row = if merged { own_header_row(sheet, draft, column) } else { column.header_row };
            let place = (row.saturating_sub(1), column.column);
            marks.entry(place).or_default().lines.push(taken_for(column));
        }
        for finding in draft.findings.iter().filter(|f| *f.sheet == *sheet.name) {
            let Some(place) = book::cell_place(&finding.cell) else { continue };
            marks.entry(place).or_default().take(Some(finding.level), said(finding));
        }
        let mut marks = Marks(marks);
        sheet.merges.iter().filter(|_| merged).for_each(|merge| marks.gather(merge));
        marks
    }

    /// What is said of covered cells goes to the first, with their names.
    fn gather(&mut self, merge: &Merge) {
        let first = (merge.first_row, merge.first_column);
        let last = (merge.last_row, merge.last_column);
        if last <= first {
            return;
        }
        let within = |(_, column): &(u32, u32)| (first.1..=last.1).contains(column);
        let places = self.0.range(first..=last).map(|(place, _)| *place);
        let covered: Vec<(u32, u32)> = places.filter(|place| *place != first && within(place)).collect();
        for place in covered {
            let Some(mark) = self.0.remove(&place) else { continue };
            let cell = format!("{}{}", column_letter(place.1), place.0 + 1);
            let to = self.0.entry(first).or_default();
            for line in mark.lines {
                to.take(mark.level, format!("{cell}：{line}"));
            }
        }
    }
}

impl Mark {
    fn take(&mut self, level: Option<Level>, line: String) {
        // The first level is the weightiest.
        self.level = [self.level, level].into_iter().flatten().min();
        self.lines.push(line);
    }
}

/// The row that names the column itself, from 1: below a heading that it shares with others, the last of the header.
fn own_header_row(sheet: &Sheet, draft: &Draft, column: &RecognisedColumn) -> u32 {
    let row = column.header_row.saturating_sub(1);
    let shared = sheet.merges.iter().any(|m| {
        (m.first_row..=m.last_row).contains(&row)
            && m.first_column < m.last_column
            && (m.first_column..=m.last_column).contains(&column.column)
    });
    let regions = draft.sheets.iter().filter(|s| *s.name == *sheet.name).flat_map(|s| &s.regions);
    let mut ends = regions.filter(|r| r.header_row == column.header_row).map(|r| r.header_end);
    if shared { ends.next().unwrap_or(column.header_row) } else { column.header_row }
}

fn said(finding: &Finding) -> String {
    let mut line = format!("{}：{}", level_name(finding.level), finding.message);
    if !finding.read.is_empty() {
        line.push_str(&format!("\n读到：{}", finding.read));
    }
    if !finding.understood.is_empty() {
        line.push_str(&format!("\n理解为：{}", finding.understood));
    }
    line
}

fn taken_for(column: &RecognisedColumn) -> String {
    let note = if column.note.is_empty() { String::new() } else { format!("（{}）", column.note) };
    format!("这一列认作：{}{note}", meaning_name(column.meaning))
}

fn write_merges(out: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    for merge in &sheet.merges {
        let (Ok(first), Ok(last)) = (u16::try_from(merge.first_column), u16::try_from(merge.last_column))
        else {
            continue;
        };
        match out.merge_range(merge.first_row, first, merge.last_row, last, "", &Format::new()) {
            Ok(_) => {}
            // A damaged file may name such merges; the cells are written without them.
            Err(
                XlsxError::MergeRangeOverlaps(..)
                | XlsxError::MergeRangeSingleCell
                | XlsxError::RowColumnLimitError
                | XlsxError::RowColumnOrderError,
            ) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn write_sheet(out: &mut Worksheet, sheet: &Sheet, marks: &Marks, looks: &Looks) -> Result<(), XlsxError> {
    for row in &sheet.hidden_rows {
        out.set_row_hidden(*row)?;
    }
    for column in sheet.hidden_columns.iter().filter_map(|c| u16::try_from(*c).ok()) {
        out.set_column_hidden(column)?;
    }
    let mut blank = marks.0.iter().filter(|((row, column), _)| !is_filled(sheet, *row, *column)).peekable();
    for row in &sheet.rows {
        // In order, because a sheet that is written as a stream takes rows in no other.
        while let Some(((at, column), mark)) = blank.next_if(|((at, _), _)| *at <= row.index) {
            write_blank(out, (*at, *column), mark, looks)?;
        }
        for (column, value) in &row.cells {
            let mark = marks.0.get(&(row.index, *column));
            write_cell(out, (row.index, *column), value, look(mark, value, looks).as_ref())?;
        }
    }
    for ((row, column), mark) in blank {
        write_blank(out, (*row, *column), mark, looks)?;
    }
    write_comments(out, sheet, marks)
}

fn is_filled(sheet: &Sheet, row: u32, column: u32) -> bool {
    let at = sheet.rows.binary_search_by_key(&row, |r| r.index);
    at.is_ok_and(|at| sheet.rows[at].get(column).is_some())
}

fn write_blank(
    out: &mut Worksheet,
    (row, column): (u32, u32),
    mark: &Mark,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let look = mark.level.map_or(&looks.header, |level| looks.level(level));
    match u16::try_from(column) {
        Ok(column) => out.write_blank(row, column, look).map(drop),
        Err(_no_such_column) => Ok(()),
    }
}

fn look(mark: Option<&Mark>, value: &Value, looks: &Looks) -> Option<Format> {
    let filled = mark.map(|mark| mark.level.map_or(&looks.header, |level| looks.level(level)).clone());
    match (filled, value) {
        (Some(look), Value::Date(_)) => Some(look.set_num_format("yyyy-mm-dd")),
        (None, Value::Date(_)) => Some(looks.dated.clone()),
        (filled, _) => filled,
    }
}

fn write_cell(
    out: &mut Worksheet,
    (row, column): (u32, u32),
    value: &Value,
    look: Option<&Format>,
) -> Result<(), XlsxError> {
    let Ok(column) = u16::try_from(column) else { return Ok(()) };
    let plain = Format::default();
    let look = look.unwrap_or(&plain);
    match value {
        Value::Text(text) | Value::Error(text) => out.write_string_with_format(row, column, text, look)?,
        Value::Number(n) => out.write_number_with_format(row, column, double(*n), look)?,
        Value::Date(serial) => out.write_number_with_format(row, column, double(*serial), look)?,
        Value::Bool(b) => out.write_boolean_with_format(row, column, *b, look)?,
    };
    Ok(())
}

/// The sheet's own comments, and ours below them.
fn write_comments(out: &mut Worksheet, sheet: &Sheet, marks: &Marks) -> Result<(), XlsxError> {
    let mut comments: BTreeMap<(u32, u32), String> =
        sheet.comments.iter().map(|(row, column, text)| ((*row, *column), text.clone())).collect();
    for (place, mark) in &marks.0 {
        let comment = comments.entry(*place).or_default();
        let gap = if comment.is_empty() { "" } else { "\n" };
        comment.push_str(&format!("{gap}{SIGN}{}", mark.lines.join("\n")));
    }
    for ((row, column), text) in comments {
        let Ok(column) = u16::try_from(column) else { continue };
        let lines = u32::try_from(text.lines().count()).unwrap_or(u32::MAX).min(12);
        let characters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX).min(400);
        let height = 40 + 16 * (lines + characters / 18);
        let note = Note::new(text).add_author_prefix(false).set_width(260).set_height(height);
        out.insert_note(row, column, &note)?;
    }
    Ok(())
}

/// A name that Excel takes and no other sheet has.
fn free_name(name: &str, taken: &mut HashSet<String>) -> String {
    let usable: String = name.chars().map(|c| if "[]:*?/\\".contains(c) { '_' } else { c }).collect();
    let usable = usable.trim_matches('\'');
    let usable = if usable.trim().is_empty() { "表" } else { usable };
    for number in 1_u32.. {
        let end = if number == 1 { String::new() } else { format!(" {number}") };
        let kept: String = usable.chars().take(LONGEST_NAME - end.len()).collect();
        let free = format!("{kept}{end}");
        if taken.insert(free.to_lowercase()) {
            return free;
        }
    }
    unreachable!("there are more numbers than sheets")
}

fn meaning_name(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::Serial => "序号",
        Meaning::Building => "楼栋",
        Meaning::Entrance => "单元",
        Meaning::Room => "房号",
        Meaning::Area => "建筑面积",
        Meaning::Usage => "用途",
        Meaning::Status => "房屋状态",
        Meaning::Handover => "收楼日期",
        Meaning::OwnerName => "业主姓名",
        Meaning::OwnerPhone => "业主电话",
        Meaning::OwnerId => "业主身份证号",
        Meaning::TenantName => "租户姓名",
        Meaning::TenantPhone => "租户电话",
        Meaning::TenantId => "租户身份证号",
        Meaning::Opening => "欠费",
        Meaning::OpeningTotal => "欠费合计（只核对）",
        Meaning::LiableName => "责任人",
        Meaning::Item => "收费项目",
        Meaning::Rate => "单价",
        Meaning::Monthly => "每月金额",
        Meaning::PeriodRange => "欠费周期",
        Meaning::PeriodFrom => "计费起始日期",
        Meaning::PaidThrough => "已交至",
        Meaning::PeriodTo => "计费终止日期",
        Meaning::Months => "月数",
        Meaning::Due => "应收金额",
        Meaning::Paid => "实收金额",
        Meaning::PaidOn => "缴费时间",
        Meaning::Cashier => "收银员",
        Meaning::Amount => "金额",
        Meaning::Prepaid => "预存款",
        Meaning::Deposit => "押金",
        Meaning::Meter => "表号",
        Meaning::PreviousReading => "上期度数",
        Meaning::PreviousOn => "上期时间",
        Meaning::PresentReading => "本期度数",
        Meaning::PresentOn => "本期时间",
        Meaning::Consumption => "用量",
        Meaning::Factor => "倍率",
        Meaning::Loss => "损耗",
        Meaning::Plate => "车牌",
        Meaning::Space => "车位号",
        Meaning::Note => "备注",
        Meaning::Ignored => "不导入",
        Meaning::Unknown => "没有认出，不导入",
    }
}
