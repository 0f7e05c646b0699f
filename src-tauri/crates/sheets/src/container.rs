//! What a file is, by its first bytes; and the checks that a parser needs done before it may see the file.

use std::io::{Cursor, Read, Write};

use ledger::refusal::Refusal;
use zip::ZipArchive;

use crate::Format;

const OLE_SIGNATURE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
const MOST_ENTRIES: usize = 5_000;
const MOST_INFLATED: u64 = 512 * 1024 * 1024;
/// calamine reserves this many strings on the file's word alone.
const MOST_STRINGS: u64 = 5_000_000;

/// Refusals: `not_a_workbook`, `workbook_format_unsupported`, `workbook_encrypted`, `workbook_too_large`,
/// `workbook_damaged`.
pub(crate) fn check(bytes: &[u8]) -> Result<Format, Refusal> {
    if bytes.starts_with(b"PK\x03\x04") {
        check_zip(bytes).map(|()| Format::Xlsx)
    } else if bytes.starts_with(&OLE_SIGNATURE) {
        check_compound_file(bytes).map(|()| Format::Xls)
    } else {
        Err(not_a_workbook())
    }
}

pub(crate) fn not_a_workbook() -> Refusal {
    Refusal::new(
        "not_a_workbook",
        "这个文件不是 Excel 工作簿（按内容判断，不看扩展名）。请选择 .xlsx 或 .xls 文件；如果是 CSV 或网页，请先用 Excel 或 WPS 另存为 .xlsx。",
    )
}

/// The bytes are a workbook's, but broken.
pub(crate) fn damaged() -> Refusal {
    Refusal::new(
        "workbook_damaged",
        "工作簿已损坏，读不出来。请用 Excel 或 WPS 打开它，另存为新的 .xlsx 文件后再导入。",
    )
}

fn encrypted() -> Refusal {
    Refusal::new("workbook_encrypted", "工作簿设了打开密码。请用 Excel 或 WPS 去掉密码，另存后再导入。")
}

fn too_large(what: &str) -> Refusal {
    Refusal::new("workbook_too_large", format!("{what}，无法导入。请删去无关的工作表和内容，另存后再导入。"))
}

fn check_zip(bytes: &[u8]) -> Result<(), Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_broken| damaged())?;
    if archive.len() > MOST_ENTRIES {
        return Err(too_large("工作簿里的部件太多"));
    }
    let (mut workbook, mut other_office_file, mut strings) = (false, false, None);
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_broken| damaged())?;
        let name = entry.name().map_err(|_broken| damaged())?.replace('\\', "/").to_ascii_lowercase();
        match name.as_str() {
            "xl/workbook.xml" => workbook = true,
            "xl/workbook.bin" | "mimetype" | "word/document.xml" | "ppt/presentation.xml" => {
                other_office_file = true
            }
            "xl/sharedstrings.xml" => strings = Some(index),
            _ => {}
        }
    }
    match (workbook, other_office_file) {
        (true, _) => {}
        (false, true) => {
            return Err(Refusal::new(
                "workbook_format_unsupported",
                "这种文件还不能导入。请用 Excel 或 WPS 打开它，另存为 .xlsx 后再导入。",
            ));
        }
        (false, false) => return Err(not_a_workbook()),
    }
    check_inflated(&mut archive)?;
    match strings {
        Some(index) if promised_strings(&mut archive, index)? > MOST_STRINGS => {
            Err(too_large("工作簿里的文字太多"))
        }
        _ => Ok(()),
    }
}

/// Inflates every part once and counts, because a part may state any size it likes.
fn check_inflated(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), Refusal> {
    let mut counter = Counter { left: MOST_INFLATED, over: false };
    for index in 0..archive.len() {
        let Ok(mut entry) = archive.by_index(index) else { continue };
        // A part that breaks off is the parser's to refuse, if it needs that part at all.
        let broke_off = std::io::copy(&mut entry, &mut counter).is_err();
        if broke_off && counter.over {
            return Err(too_large("工作簿解压后超过 512 MB"));
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

/// `uniqueCount` of the shared strings, 0 when it is not given.
fn promised_strings(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize) -> Result<u64, Refusal> {
    let mut head = Vec::new();
    let entry = archive.by_index(index).map_err(|_broken| damaged())?;
    entry.take(64 * 1024).read_to_end(&mut head).map_err(|_broken| damaged())?;
    let head = String::from_utf8_lossy(&head);
    let Some((_, after)) = head.split_once("uniqueCount") else { return Ok(0) };
    let digits: String = after
        .trim_start_matches(|c: char| c.is_whitespace() || "='\"".contains(c))
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    // More digits than a u64 holds are more strings than a file holds.
    Ok(if digits.is_empty() { 0 } else { digits.parse().unwrap_or(u64::MAX) })
}

/// A compound file ([MS-CFB]): its streams are chains of sectors. A chain that runs in a circle makes the parser
/// allocate without end, so every chain is walked here first.
fn check_compound_file(bytes: &[u8]) -> Result<(), Refusal> {
    let file = CompoundFile::open(bytes).ok_or_else(damaged)?;
    let directory = file.chain(file.u32_at(48).ok_or_else(damaged)?)?;
    let mut names = Vec::new();
    for sector in directory {
        let start = file.offset(sector).ok_or_else(damaged)?;
        for entry in bytes.get(start..).unwrap_or_default().chunks_exact(128).take(file.sector / 128) {
            file.check_entry(entry, &mut names)?;
        }
    }
    file.chain(file.u32_at(60).ok_or_else(damaged)?)?;
    let has = |name: &str| names.iter().any(|n: &String| n.eq_ignore_ascii_case(name));
    match () {
        () if has("EncryptedPackage") => Err(encrypted()),
        () if has("Workbook") || has("Book") => Ok(()),
        () => Err(not_a_workbook()),
    }
}

struct CompoundFile<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
}

/// Sector numbers from here on mean "end", "free" and the like.
const FIRST_RESERVED: u32 = 0xFFFF_FFFA;

impl<'a> CompoundFile<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector = match u16::from_le_bytes(bytes.get(30..32)?.try_into().ok()?) {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file = CompoundFile { bytes, sector, fat: Vec::new() };
        let mut fat_sectors: Vec<u32> = (0..109).filter_map(|i| file.u32_at(76 + 4 * i)).collect();
        let mut more = file.u32_at(68)?;
        let mut walked = 0;
        while more < FIRST_RESERVED {
            walked += 1;
            if walked > file.most_sectors() {
                return None;
            }
            let start = file.offset(more)?;
            fat_sectors.extend((0..sector / 4 - 1).filter_map(|i| file.u32_at(start + 4 * i)));
            more = file.u32_at(start + sector - 4)?;
        }
        for id in fat_sectors.into_iter().filter(|id| *id < FIRST_RESERVED) {
            let start = file.offset(id)?;
            let words = file.bytes.get(start..)?.chunks_exact(4).take(sector / 4);
            let words: Vec<u32> = words.map(|w| u32::from_le_bytes([w[0], w[1], w[2], w[3]])).collect();
            file.fat.extend(words);
            if file.fat.len() > file.most_sectors() + 2 * sector {
                return None;
            }
        }
        Some(file)
    }

    fn most_sectors(&self) -> usize {
        self.bytes.len() / self.sector + 1
    }

    fn u32_at(&self, at: usize) -> Option<u32> {
        let word = self.bytes.get(at..at.checked_add(4)?)?;
        Some(u32::from_le_bytes(word.try_into().ok()?))
    }

    fn offset(&self, id: u32) -> Option<usize> {
        let start = usize::try_from(id).ok()?.checked_add(1)?.checked_mul(self.sector)?;
        (start < self.bytes.len()).then_some(start)
    }

    /// The sectors of a chain, in order. A chain longer than the file runs in a circle.
    fn chain(&self, first: u32) -> Result<Vec<u32>, Refusal> {
        let mut sectors = Vec::new();
        let mut id = first;
        while id < FIRST_RESERVED {
            if sectors.len() > self.most_sectors() {
                return Err(damaged());
            }
            sectors.push(id);
            match usize::try_from(id).ok().and_then(|i| self.fat.get(i)) {
                Some(next) => id = *next,
                None => break,
            }
        }
        Ok(sectors)
    }

    fn check_entry(&self, entry: &[u8], names: &mut Vec<String>) -> Result<(), Refusal> {
        let kind = entry[66];
        if kind == 0 {
            return Ok(());
        }
        let length = usize::from(u16::from_le_bytes([entry[64], entry[65]])).saturating_sub(2).min(64);
        let units: Vec<u16> =
            entry[..length].chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect();
        names.push(String::from_utf16_lossy(&units));
        let size = u32::from_le_bytes([entry[120], entry[121], entry[122], entry[123]]);
        let first = u32::from_le_bytes([entry[116], entry[117], entry[118], entry[119]]);
        // A small stream lies in the mini stream (which belongs to the root entry, kind 5) and is bounded by it.
        if kind == 5 || size >= 4096 {
            self.chain(first)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn check_parts(parts: &[(&str, &[u8])], expect: Result<Format, &str>) {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            out.start_file(*name, SimpleFileOptions::default()).unwrap();
            out.write_all(bytes).unwrap();
        }
        let bytes = out.finish().unwrap().into_inner();
        assert_eq!(check(&bytes).map_err(|refusal| refusal.code), expect);
    }

    #[test]
    fn a_zip_is_told_by_its_parts_and_kept_within_bounds() {
        let workbook = ("xl/workbook.xml", b"<workbook/>".as_slice());
        let strings = |count: &'static [u8]| ("xl/sharedStrings.xml", count);
        check_parts(&[workbook], Ok(Format::Xlsx));
        check_parts(&[("a.txt", b"a")], Err("not_a_workbook"));
        check_parts(&[("word/document.xml", b"a")], Err("workbook_format_unsupported"));
        check_parts(&[("xl/workbook.bin", b"a")], Err("workbook_format_unsupported"));
        check_parts(&[workbook, strings(b"<sst uniqueCount=\"5000000\">")], Ok(Format::Xlsx));
        check_parts(&[workbook, strings(b"<sst uniqueCount = '5000001'>")], Err("workbook_too_large"));
        check_parts(
            &[workbook, strings(b"<sst uniqueCount=\"99999999999999999999999\">")],
            Err("workbook_too_large"),
        );
        let zeros = vec![0; 1024 * 1024];
        let names: Vec<String> = (0..513).map(|n| format!("xl/media/{n}")).collect();
        let mut bomb = vec![workbook];
        bomb.extend(names.iter().map(|name| (name.as_str(), zeros.as_slice())));
        check_parts(&bomb, Err("workbook_too_large"));
    }

    #[test]
    fn other_bytes_are_no_workbook() {
        let mut folder = OLE_SIGNATURE.to_vec();
        for (bytes, expect) in [
            (b"".as_slice(), "not_a_workbook"),
            (b"PK", "not_a_workbook"),
            (b"PK\x03\x04broken", "workbook_damaged"),
            ("\u{feff}房号,业主\n".as_bytes(), "not_a_workbook"),
            (b"<html><table>", "not_a_workbook"),
            (&OLE_SIGNATURE, "workbook_damaged"),
        ] {
            assert_eq!(check(bytes).unwrap_err().code, expect, "{bytes:?}");
        }
        folder.resize(512 * 4, 0xFF);
        assert_eq!(check(&folder).unwrap_err().code, "workbook_damaged");
    }
}
