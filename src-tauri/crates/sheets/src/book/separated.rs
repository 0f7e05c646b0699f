//! Text with separators: CSV, and what programs export as text.

use csv::{ByteRecord, ReaderBuilder};
use ledger::refusal::Refusal;
use memchr::memchr_iter;
use rust_decimal::Decimal;

use super::aligned;
use super::intake::{Intake, LAST_COLUMN, too_far};
use super::{Epoch, LONGEST_TEXT, Sheet, Value, owned_text_value, text_value};
use crate::container::damaged;

/// By how likely one is to stand in a text: of equals the first is taken.
const SEPARATORS: [u8; 3] = [b'\t', b',', b';'];
/// Records that are looked at to find the separator.
const LOOKED_AT: usize = 200;
/// There is one sheet, and the file does not name it.
const NAME: &str = "文本";
/// More than a sheet has columns: Excel writes them all where a format goes to the end.
const MOST_FIELDS: usize = 20_000;
/// More digits are a number of a person, a card or a bill.
const MOST_DIGITS: usize = 15;

/// Refusals: `not_a_workbook` where no line has two fields; those of `SheetIntake::take`.
pub(super) fn read(text: &str, intake: &mut Intake<'_>) -> Result<Sheet, Refusal> {
    let aligned = aligned::tabbed(text);
    let text = aligned.as_deref().unwrap_or(text);
    check_lines(text)?;
    let separator = separator(text)?;
    // A quote that is never closed swallows the rest of the file: then quotes are characters like others.
    let quoting = !swallows(text, separator)?;
    let bytes = text.as_bytes();
    intake.expect(bytes.len() as u64);
    let mut cells = intake.sheet(NAME);
    let mut reader = reader(separator, quoting).from_reader(bytes);
    let mut record = ByteRecord::new();
    let mut row = 0;
    loop {
        let start = offset(reader.position().byte())?;
        if !reader.read_byte_record(&mut record).map_err(|_broken| damaged())? {
            break;
        }
        row += blank_lines(bytes, start);
        cells.at(reader.position().byte());
        for (column, field) in (0..).zip(&record) {
            let field = std::str::from_utf8(field).map_err(|_cut| damaged())?;
            cells.take((row, column), value(field))?;
        }
        row += 1;
    }
    let rows = cells.into_rows(bytes.len() as u64);
    Ok(Sheet::of_rows(NAME.to_owned(), false, Epoch::Y1900, rows))
}

/// A line of millions of fields would be held whole before its first field that is too far is seen.
fn check_lines(text: &str) -> Result<(), Refusal> {
    let parted = |line: &[u8]| SEPARATORS.iter().any(|s| memchr_iter(*s, line).count() > MOST_FIELDS);
    let mut lines = text.as_bytes().split(|byte| matches!(byte, b'\n' | b'\r'));
    match lines.position(|line| line.len() > MOST_FIELDS && parted(line)) {
        Some(row) => Err(too_far(NAME, u32::try_from(row).unwrap_or(u32::MAX), LAST_COLUMN + 1)),
        None => Ok(()),
    }
}

fn reader(separator: u8, quoting: bool) -> ReaderBuilder {
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(separator).quoting(quoting);
    builder
}

/// The one that parts most lines, then the one that parts them most often.
fn separator(text: &str) -> Result<u8, Refusal> {
    let count = |separator: u8| -> Result<(usize, usize), Refusal> {
        let mut reader = reader(separator, true).from_reader(text.as_bytes());
        let (mut parted, mut fields) = (0, 0);
        for record in reader.byte_records().take(LOOKED_AT) {
            let length = record.map_err(|_broken| damaged())?.len();
            if length > 1 {
                parted += 1;
                fields += length;
            }
        }
        Ok((parted, fields))
    };
    let mut best = ((0, 0), 0);
    for separator in SEPARATORS {
        let parted = count(separator)?;
        if parted > best.0 {
            best = (parted, separator);
        }
    }
    if best.0.0 == 0 { Err(without_separators()) } else { Ok(best.1) }
}

fn without_separators() -> Refusal {
    Refusal::new(
        "not_a_workbook",
        "这个文本文件里没有制表符或逗号分隔，也看不出上下对齐的列，分不出哪一列是什么。请用 Excel 或 WPS 打开它，用“数据”里的“分列”分好，另存为 .xlsx 后再导入。",
    )
}

fn swallows(text: &str, separator: u8) -> Result<bool, Refusal> {
    let mut reader = reader(separator, true).from_reader(text.as_bytes());
    let (mut record, mut ends_in_lines) = (ByteRecord::new(), false);
    while reader.read_byte_record(&mut record).map_err(|_broken| damaged())? {
        if record.iter().any(|field| field.len() > LONGEST_TEXT) {
            return Ok(true);
        }
        ends_in_lines = record.iter().next_back().is_some_and(|field| field.contains(&b'\n'));
    }
    Ok(ends_in_lines && !text.trim_end_matches(['\r', '\n']).ends_with('"'))
}

fn offset(byte: u64) -> Result<usize, Refusal> {
    usize::try_from(byte).map_err(|_too_far| damaged())
}

/// Empty lines before a record: the parser passes over them, and people count them.
fn blank_lines(text: &[u8], start: usize) -> u32 {
    let mut rest = text.get(start..).unwrap_or_default();
    let breaks_before = start.checked_sub(1).and_then(|before| text.get(before));
    if let (Some(b'\r'), Some(b'\n')) = (breaks_before, rest.first()) {
        rest = &rest[1..];
    }
    let mut lines = 0;
    loop {
        rest = match rest {
            [b'\r', b'\n', after @ ..] | [b'\n' | b'\r', after @ ..] => after,
            _ => return lines,
        };
        lines += 1;
    }
}

pub(super) fn value(field: &str) -> Option<Value> {
    // `="0012"` is how programs keep Excel from making a number of it.
    if let Some(text) = field.strip_prefix("=\"").and_then(|f| f.strip_suffix('"')) {
        return text_value(text);
    }
    // So is `'01-02-0301`.
    if let Some(text) = field.strip_prefix('\'').filter(|text| text.starts_with(|c: char| c.is_ascii_digit()))
    {
        return text_value(text);
    }
    number(field.trim()).map_or_else(|| owned_text_value(field.to_owned()), |n| Some(Value::Number(n)))
}

/// What Excel would take for a number when it opens the file; a leading zero or many digits mean a code.
fn number(field: &str) -> Option<Decimal> {
    let digits = field.strip_prefix('-').unwrap_or(field);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_code = whole.len() > 1 && whole.starts_with('0') || whole.len() + fraction.len() > MOST_DIGITS + 1;
    if !all_digits(whole) || !all_digits(fraction) || is_code {
        return None;
    }
    Decimal::from_str_exact(field).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cells::shown;

    fn check(text: &str, expect: &[&str]) {
        let mut ignore = |_| {};
        let sheet = read(text, &mut Intake::new(&mut ignore)).unwrap();
        let row = |row: &crate::book::Row| {
            let cells = row.cells.iter().map(|(column, value)| {
                let mark = if matches!(value, Value::Number(_)) { "=" } else { "" };
                format!("{column}:{mark}{}", shown(value, Epoch::Y1900))
            });
            format!("{} {}", row.number(), cells.collect::<Vec<_>>().join(" "))
        };
        assert_eq!(sheet.rows.iter().map(row).collect::<Vec<_>>(), expect, "{text:?}");
    }

    #[test]
    fn lines_become_rows() {
        check("房号,业主\n1-101,张小明\n", &["1 0:房号 1:业主", "2 0:1-101 1:张小明"]);
        check("a\tb\r\n\r\n\r\n1\t2,5\r\n", &["1 0:a 1:b", "4 0:=1 1:2,5"]);
        check("\n\na;b\r\rc;d", &["3 0:a 1:b", "5 0:c 1:d"]);
        check("a,b\n\"x\n\"\"y\"\"\",2\n\n3,4", &["1 0:a 1:b", "2 0:x\n\"y\" 1:=2", "4 0:=3 1:=4"]);
        // A tab parts every line, a comma some.
        check("a\tb,c\nd\te,f,g\nh\ti", &["1 0:a 1:b,c", "2 0:d 1:e,f,g", "3 0:h 1:i"]);
        // A title has one field.
        check("某某花园\n房号,业主\n101,李红", &["1 0:某某花园", "2 0:房号 1:业主", "3 0:=101 1:李红"]);
        // A quote that is not closed.
        check("a,b\n\"x,1\ny,2\n", &["1 0:a 1:b", "2 0:\"x 1:=1", "3 0:y 1:=2"]);
    }

    #[test]
    fn numbers_are_told_from_codes() {
        check("x,0012,=\"0034\",1.50,-3,1e5", &["1 0:x 1:0012 2:0034 3:=1.5 4:=-3 5:1e5"]);
        check(
            "x,999999200001011234,13900000001,0.5,-,.5",
            &["1 0:x 1:999999200001011234 2:=13900000001 3:=0.5 4:- 5:.5"],
        );
    }
}
