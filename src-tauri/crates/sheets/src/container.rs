//! What a file is, by its content; and the checks that a parser needs done before it may see the file.

mod compound;
mod text;

use std::io::{Cursor, Read, Write};

use ledger::refusal::Refusal;
use zip::ZipArchive;

use crate::Format;
use compound::CompoundFile;

const MOST_ENTRIES: usize = 5_000;
pub(crate) const MOST_INFLATED: u64 = 512 * 1024 * 1024;
/// calamine reserves this many strings on the file's word alone.
const MOST_STRINGS: u64 = 5_000_000;
/// Parts that nobody opens here: pictures and the like.
const NEVER_READ: [&str; 7] = [
    "xl/media/",
    "xl/embeddings/",
    "xl/printersettings/",
    "docprops/",
    "pictures/",
    "thumbnails/",
    "object ",
];
/// Parts that are read as a stream and counted while that is done.
const COUNTED_LATER: [&str; 2] = ["xl/worksheets/sheet", "content.xml"];

/// What a file holds, opened as far as its format needs it.
#[derive(Debug)]
pub(crate) enum Contents {
    /// A ZIP archive of this format; every part that is read whole is within bounds.
    Archive(Format),
    /// The records of an Excel 2 to 2003 workbook.
    Records(Vec<u8>),
    /// An XML spreadsheet of Excel 2002 or 2003, decoded.
    Sheets2003(String),
    /// A web page, decoded.
    Page(String),
    /// Text in lines, decoded.
    Lines(String),
}

/// Refusals: `workbook_empty`, `not_a_workbook`, `workbook_is_web_page`, `workbook_format_unsupported`, `workbook_encrypted`,
/// `workbook_too_large`, `workbook_damaged`.
pub(crate) fn open(bytes: &[u8]) -> Result<Contents, Refusal> {
    if bytes.starts_with(b"PK\x03\x04") {
        check_zip(bytes).map(Contents::Archive)
    } else if bytes.starts_with(&compound::SIGNATURE) {
        workbook_stream(bytes).map(Contents::Records)
    } else if is_bare_record_stream(bytes) {
        Ok(Contents::Records(bytes.to_vec()))
    } else {
        text::decode(bytes)
    }
}

/// Neither an archive nor the records of a workbook, and no zero byte in its beginning.
pub(crate) fn is_text(bytes: &[u8]) -> bool {
    const BEGINNING: usize = 64 * 1024;
    let packed = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&compound::SIGNATURE);
    !packed && !is_bare_record_stream(bytes) && !bytes.iter().take(BEGINNING).any(|byte| *byte == 0)
}

fn empty() -> Refusal {
    Refusal::new("workbook_empty", "这个文件是空的，里面什么都没有。请看是不是存错了，再重新选择。")
}

pub(crate) fn not_a_workbook() -> Refusal {
    Refusal::new(
        "not_a_workbook",
        "这个文件不是表格（按内容判断，不看扩展名）。请选择 Excel 或 WPS 的 .xls、.xlsx、.xlsb，或者 .ods、.csv 文件。",
    )
}

/// The bytes are a workbook's, but broken.
pub(crate) fn damaged() -> Refusal {
    Refusal::new(
        "workbook_damaged",
        "工作簿已损坏，读不出来。请用 Excel 或 WPS 打开它，另存为新的 .xlsx 文件后再导入。",
    )
}

pub(crate) fn is_web_page() -> Refusal {
    Refusal::new(
        "workbook_is_web_page",
        "这是网页，里面没有读得出的表格。请用 Excel 或 WPS 打开它，另存为 .xlsx 后再导入。",
    )
}

pub(crate) fn encrypted() -> Refusal {
    Refusal::new("workbook_encrypted", "工作簿设了打开密码。请用 Excel 或 WPS 去掉密码，另存后再导入。")
}

fn unsupported() -> Refusal {
    Refusal::new(
        "workbook_format_unsupported",
        "这种文件还不能导入。请用 Excel 或 WPS 打开它，另存为 .xlsx 后再导入。",
    )
}

pub(crate) fn too_large(what: &str) -> Refusal {
    Refusal::new("workbook_too_large", format!("{what}，无法导入。请删去无关的工作表和内容，另存后再导入。"))
}

pub(crate) fn inflates_too_far() -> Refusal {
    too_large("工作簿解压后超过 512 MB")
}

fn check_zip(bytes: &[u8]) -> Result<Format, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_broken| damaged())?;
    if archive.len() > MOST_ENTRIES {
        return Err(too_large("工作簿里的部件太多"));
    }
    let mut names = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_broken| damaged())?;
        names.push(entry.name().map_err(|_broken| damaged())?.replace('\\', "/").to_ascii_lowercase());
    }
    let has = |name: &str| names.iter().position(|n| n == name);
    let format = match () {
        () if has("xl/workbook.xml").is_some() => Format::Xlsx,
        () if has("xl/workbook.bin").is_some() => Format::Xlsb,
        () => match has("mimetype").map(|at| head(&mut archive, at)).transpose()? {
            Some(kind) if kind.contains("opendocument.spreadsheet") => {
                check_manifest(&mut archive, &names)?;
                Format::Ods
            }
            Some(_) => return Err(unsupported()),
            None if has("word/document.xml").or(has("ppt/presentation.xml")).is_some() => {
                return Err(unsupported());
            }
            None => return Err(not_a_workbook()),
        },
    };
    check_inflated(&mut archive, &names)?;
    match has("xl/sharedstrings.xml") {
        Some(index) if promised_strings(&mut archive, index)? > MOST_STRINGS => {
            Err(too_large("工作簿里的文字太多"))
        }
        _ => Ok(format),
    }
}

/// An OpenDocument file names in its manifest what is encrypted.
fn check_manifest(archive: &mut ZipArchive<Cursor<&[u8]>>, names: &[String]) -> Result<(), Refusal> {
    if names.iter().any(|name| name == "encrypted-package") {
        return Err(encrypted());
    }
    let manifest = names.iter().position(|name| name == "meta-inf/manifest.xml");
    match manifest.map(|at| head(archive, at)).transpose()? {
        Some(manifest) if manifest.contains("encryption-data") => Err(encrypted()),
        _ => Ok(()),
    }
}

/// Inflates every part that a parser holds whole and counts, because a part may state any size it likes.
fn check_inflated(archive: &mut ZipArchive<Cursor<&[u8]>>, names: &[String]) -> Result<(), Refusal> {
    let mut counter = Counter { left: MOST_INFLATED, over: false };
    for (index, name) in names.iter().enumerate() {
        if NEVER_READ.iter().chain(&COUNTED_LATER).any(|folder| name.starts_with(folder)) {
            continue;
        }
        let Ok(mut entry) = archive.by_index(index) else { continue };
        // A part that breaks off is the parser's to refuse, if it needs that part at all.
        let broke_off = std::io::copy(&mut entry, &mut counter).is_err();
        if broke_off && counter.over {
            return Err(inflates_too_far());
        }
    }
    Ok(())
}

/// Counts what is written to it and keeps nothing.
struct Counter {
    left: u64,
    over: bool,
}

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self.left.checked_sub(bytes.len() as u64) {
            Some(left) => self.left = left,
            None => {
                self.over = true;
                return Err(std::io::ErrorKind::FileTooLarge.into());
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The first 64 KB of a part as text.
fn head(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize) -> Result<String, Refusal> {
    let mut head = Vec::new();
    let entry = archive.by_index(index).map_err(|_broken| damaged())?;
    entry.take(64 * 1024).read_to_end(&mut head).map_err(|_broken| damaged())?;
    Ok(String::from_utf8_lossy(&head).into_owned())
}

/// `uniqueCount` of the shared strings, 0 when it is not given.
fn promised_strings(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize) -> Result<u64, Refusal> {
    let head = head(archive, index)?;
    let Some((_, after)) = head.split_once("uniqueCount") else { return Ok(0) };
    let digits: String = after
        .trim_start_matches(|c: char| c.is_whitespace() || "='\"".contains(c))
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    // More digits than a u64 holds are more strings than a file holds.
    Ok(if digits.is_empty() { 0 } else { digits.parse().unwrap_or(u64::MAX) })
}

/// Excel 97 calls its stream Workbook, Excel 5 Book; a file saved for both has both, and the newer says more.
fn workbook_stream(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let file = CompoundFile::open(bytes)?;
    if file.has("EncryptedPackage") {
        return Err(encrypted());
    }
    if file.has("WordDocument") || file.has("PowerPoint Document") {
        return Err(unsupported());
    }
    match file.stream("Workbook")? {
        Some(stream) => Ok(stream),
        None => file.stream("Book")?.ok_or_else(not_a_workbook),
    }
}

/// Billing programs of old write the records of Excel 2 to 5 straight into a file: it begins with a BOF record.
fn is_bare_record_stream(bytes: &[u8]) -> bool {
    let Some(&[kind, version, length, 0, ..]) = bytes.first_chunk::<8>() else { return false };
    kind == 0x09 && matches!(version, 0x00 | 0x02 | 0x04 | 0x08) && matches!(length, 4..=16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn kind(bytes: &[u8]) -> Result<&'static str, &'static str> {
        match open(bytes).map_err(|refusal| refusal.code)? {
            Contents::Archive(Format::Xlsx) => Ok("xlsx"),
            Contents::Archive(Format::Xlsb) => Ok("xlsb"),
            Contents::Archive(Format::Ods) => Ok("ods"),
            Contents::Archive(_) => panic!("no archive"),
            Contents::Records(_) => Ok("records"),
            Contents::Sheets2003(_) => Ok("xml"),
            Contents::Page(_) => Ok("page"),
            Contents::Lines(_) => Ok("lines"),
        }
    }

    fn check_parts(parts: &[(&str, &[u8])], expect: Result<&str, &str>) {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            out.start_file(*name, SimpleFileOptions::default()).unwrap();
            out.write_all(bytes).unwrap();
        }
        let bytes = out.finish().unwrap().into_inner();
        assert_eq!(kind(&bytes), expect);
    }

    #[test]
    fn a_zip_is_told_by_its_parts_and_kept_within_bounds() {
        let workbook = ("xl/workbook.xml", b"<workbook/>".as_slice());
        let strings = |count: &'static [u8]| ("xl/sharedStrings.xml", count);
        let ods = ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".as_slice());
        check_parts(&[workbook], Ok("xlsx"));
        check_parts(&[("xl/workbook.bin", b"a")], Ok("xlsb"));
        check_parts(&[ods], Ok("ods"));
        check_parts(
            &[ods, ("META-INF/manifest.xml", b"<manifest:encryption-data/>")],
            Err("workbook_encrypted"),
        );
        check_parts(&[("a.txt", b"a")], Err("not_a_workbook"));
        check_parts(&[("word/document.xml", b"a")], Err("workbook_format_unsupported"));
        check_parts(
            &[("mimetype", b"application/vnd.oasis.opendocument.text")],
            Err("workbook_format_unsupported"),
        );
        check_parts(&[workbook, strings(b"<sst uniqueCount=\"5000000\">")], Ok("xlsx"));
        check_parts(&[workbook, strings(b"<sst uniqueCount = '5000001'>")], Err("workbook_too_large"));
        check_parts(
            &[workbook, strings(b"<sst uniqueCount=\"99999999999999999999999\">")],
            Err("workbook_too_large"),
        );
        let zeros = vec![0; 1024 * 1024];
        let bomb = |folder: &str, expect| {
            let names: Vec<String> = (0..513).map(|n| format!("{folder}/{n}")).collect();
            let mut bomb = vec![workbook];
            bomb.extend(names.iter().map(|name| (name.as_str(), zeros.as_slice())));
            check_parts(&bomb, expect);
        };
        bomb("xl/parts", Err("workbook_too_large"));
        // Nobody inflates pictures.
        bomb("xl/media", Ok("xlsx"));
    }

    #[test]
    fn other_bytes_are_told_by_what_they_hold() {
        let mut folder = compound::SIGNATURE.to_vec();
        for (bytes, expect) in [
            (b"".as_slice(), Err("workbook_empty")),
            (b" \r\n\t\r\n", Err("workbook_empty")),
            (b"\xef\xbb\xbf,,\n,,\n", Err("workbook_empty")),
            (b"\xff\xfe", Err("workbook_empty")),
            (b"PK", Err("not_a_workbook")),
            (b"PK\x03\x04broken", Err("workbook_damaged")),
            ("\u{feff}房号,业主\n".as_bytes(), Ok("lines")),
            ("房号;业主\n".as_bytes(), Ok("lines")),
            ("一句话，没有分隔符。".as_bytes(), Err("not_a_workbook")),
            (b"\xb7\xbf\xba\xc5\t\xd2\xb5\xd6\xf7\r\n", Ok("lines")),
            (b"\xff\xfe\x3f\x62\x2c\x00\x31\x00", Ok("lines")),
            (b"a,b\0\0\x01", Err("not_a_workbook")),
            (b"%PDF-1.4\n1,2", Err("not_a_workbook")),
            (b" <html><table>", Ok("page")),
            (b"<!DOCTYPE html><html><head><meta charset=gb2312><title>\xb7\xbf\xba\xc5</title>", Ok("page")),
            (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; a", Err("workbook_is_web_page")),
            (b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:x\">", Err("workbook_format_unsupported")),
            (
                b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook \
                  xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet><Table>",
                Ok("xml"),
            ),
            (b"<html xmlns:x=\"urn:schemas-microsoft-com:office:spreadsheet\"><Workbook><table>", Ok("page")),
            (b"\x09\x08\x08\0\0\0\x10\0\0\0\0\0", Ok("records")),
            (&compound::SIGNATURE, Err("workbook_damaged")),
        ] {
            assert_eq!(kind(bytes), expect, "{bytes:?}");
        }
        folder.resize(512 * 4, 0xFF);
        assert_eq!(kind(&folder), Err("workbook_damaged"));
    }
}
