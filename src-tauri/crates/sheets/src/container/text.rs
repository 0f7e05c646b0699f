//! Text that may be a table: its encoding, and whether it is text at all.

use encoding_rs::{Encoding, GB18030};
use ledger::refusal::Refusal;

use super::{Contents, empty, is_web_page, not_a_workbook, unsupported};

/// Markup that spreadsheet programs also open says so early, if behind many styles.
const HEAD: usize = 64 * 1024;

/// Of a text without separators that may be a table all the same.
const FEWEST_LINES: usize = 3;

/// What the namespace of Excel 2002 and 2003 is called.
const SHEETS_2003: &str = "urn:schemas-microsoft-com:office:spreadsheet";

/// The text of a file that could be a table with separators, an XML spreadsheet or a web page. Refusals: `not_a_workbook`,
/// `workbook_is_web_page`, `workbook_format_unsupported`.
pub(super) fn decode(bytes: &[u8]) -> Result<Contents, Refusal> {
    let text = text(bytes).ok_or_else(not_a_workbook)?;
    let nothing = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '\u{feff}');
    if text.chars().all(nothing) {
        return Err(empty());
    }
    let head: String = text.trim_start().chars().take(HEAD).collect::<String>().to_ascii_lowercase();
    let markup = head.starts_with('<');
    let web_page = ["<html", "<!doctype html"].iter().any(|tag| head.contains(tag));
    let workbook = head.contains("<workbook") || head.contains(":workbook");
    match () {
        () if markup && !web_page && workbook && head.contains(SHEETS_2003) => Ok(Contents::Sheets2003(text)),
        () if markup && (web_page || head.contains("<table")) => Ok(Contents::Page(text)),
        () if head.starts_with("mime-version:") => Err(is_web_page()),
        () if markup && ["<workbook", "<office:document"].iter().any(|tag| head.contains(tag)) => {
            Err(unsupported())
        }
        () if markup || head.starts_with("%pdf") || head.starts_with("{\\rtf") => Err(not_a_workbook()),
        () if head.contains([',', ';', '\t']) => Ok(Contents::Lines(text)),
        // Columns may stand under each other.
        () if text.lines().nth(FEWEST_LINES - 1).is_some() => Ok(Contents::Lines(text)),
        () => Err(not_a_workbook()),
    }
}

/// By its byte order mark, else UTF-8 if it is that throughout, else GB18030, which holds GBK and GB2312.
fn text(bytes: &[u8]) -> Option<String> {
    let (encoding, mark) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (Some(encoding), length),
        None => (None, 0),
    };
    let bytes = &bytes[mark..];
    let text = match encoding {
        Some(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        None if std::str::from_utf8(bytes).is_ok() => String::from_utf8_lossy(bytes).into_owned(),
        None => without_errors(bytes)?,
    };
    // Files end with Ctrl-Z where a program of DOS wrote them.
    let text = match text.strip_suffix('\u{1a}') {
        Some(before) => before.to_owned(),
        None => text,
    };
    let binary = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}');
    (!text.contains(binary)).then_some(text)
}

/// `None` if it is no GB18030. A character in two hundred may be broken: it shows as U+FFFD, and people see it.
fn without_errors(bytes: &[u8]) -> Option<String> {
    let (text, wrong) = GB18030.decode_without_bom_handling(bytes);
    let broken = if wrong { text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count() } else { 0 };
    (broken * 200 <= text.chars().count()).then(|| text.into_owned())
}
