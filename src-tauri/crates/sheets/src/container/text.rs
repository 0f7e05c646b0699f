//! Text that may be a table: its encoding, and whether it is text at all.

use encoding_rs::{BIG5, Encoding, GB18030};
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

/// By its byte order mark, else UTF-8 if it is that throughout, else GB18030, which holds GBK and GB2312, or Big5, as
/// offices of Hong Kong and Taiwan wrote it.
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
    if is_big5(bytes) {
        return Some(BIG5.decode_without_bom_handling(bytes).0.into_owned());
    }
    let (text, wrong) = GB18030.decode_without_bom_handling(bytes);
    let broken = if wrong { text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count() } else { 0 };
    (broken * 200 <= text.chars().count()).then(|| text.into_owned())
}

/// Big5 throughout, of its common characters, while few of its pairs are common characters of GB2312.
fn is_big5(bytes: &[u8]) -> bool {
    /// Fewer say nothing.
    const FEWEST: usize = 8;
    let (mut pairs, mut of_big5, mut of_gb) = (0_usize, 0_usize, 0_usize);
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        if first.is_ascii() {
            rest = after;
            continue;
        }
        let [second, after @ ..] = after else { return false };
        rest = after;
        if !matches!((first, second), (0x81..=0xFE, 0x40..=0x7E | 0xA1..=0xFE)) {
            return false;
        }
        // Marks say nothing, nor do the lines that GB2312 has for drawing tables.
        if matches!((first, second), (0xA1..=0xA3, _) | (0xA9, 0xA4..=0xEF)) {
            continue;
        }
        pairs += 1;
        of_big5 += usize::from(matches!(first, 0xA4..=0xC6));
        of_gb += usize::from(matches!((first, second), (0xB0..=0xD7, 0xA1..=0xFE)));
    }
    let decodes = || BIG5.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    pairs >= FEWEST && of_big5 * 10 >= pairs * 9 && of_gb * 10 <= pairs * 6 && decodes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expect: Option<&str>) {
        assert_eq!(text(bytes).as_deref(), expect, "{bytes:?}");
    }

    #[test]
    fn what_is_written_in_big5_is_read_so() {
        for lines in [
            "棟別,戶別,區分所有權人,欠繳管理費\n1,101,王小明,300\n1,102,陳怡君,300",
            "房號\t業主\t欠費金額\r\n1-101\t張小明\t300\r\n1-102\t李紅\t20",
        ] {
            let (bytes, _, _) = BIG5.encode(lines);
            check(&bytes, Some(lines));
            check(lines.as_bytes(), Some(lines));
        }
        for lines in [
            "房号,业主,欠费金额\n1-101,张小明,300\n1-102,李红,20",
            "房號,業主,欠費金額\n1-101,張小明,300\n1-102,李紅,20",
            "喆,淼,鑫,彧,昊,犇,翀,翯\n1,2,3,4,5,6,7,8",
            "1,2,3",
            "张三",
            "┌────┬────┐\n│房号    │姓名    │\n├────┼────┤\n│3-2-101 │张小明  │\n└────┴────┘",
        ] {
            let (bytes, _, _) = GB18030.encode(lines);
            check(&bytes, Some(lines));
        }
    }
}
