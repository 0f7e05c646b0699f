//! Text that may be a table: its encoding, and whether it is text at all.

use encoding_rs::{Encoding, GB18030};
use ledger::refusal::Refusal;

use super::{not_a_workbook, unsupported};

/// Markup that spreadsheet programs also open says so early.
const HEAD: usize = 4_096;

/// The text of a file that could be a table with separators. Refusals: `not_a_workbook`, `workbook_is_web_page`,
/// `workbook_format_unsupported`.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Refusal> {
    let text = text(bytes).ok_or_else(not_a_workbook)?;
    let head: String = text.trim_start().chars().take(HEAD).collect::<String>().to_ascii_lowercase();
    let markup = head.starts_with('<');
    match () {
        () if markup && ["<html", "<!doctype html", "<table"].iter().any(|tag| head.contains(tag)) => {
            Err(web_page())
        }
        () if head.starts_with("mime-version:") => Err(web_page()),
        () if markup && ["<workbook", "<office:document"].iter().any(|tag| head.contains(tag)) => {
            Err(unsupported())
        }
        () if markup || head.starts_with("%pdf") || head.starts_with("{\\rtf") => Err(not_a_workbook()),
        () if head.contains([',', ';', '\t']) => Ok(text),
        () => Err(not_a_workbook()),
    }
}

fn web_page() -> Refusal {
    Refusal::new(
        "workbook_is_web_page",
        "这是网页，只是扩展名像表格：很多系统导出的“Excel”都是这样。请用 Excel 或 WPS 打开它，另存为 .xlsx 后再导入。",
    )
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
