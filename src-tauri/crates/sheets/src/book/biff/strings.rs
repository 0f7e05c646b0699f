//! Strings of records: Unicode in Excel 97 and later, where a CONTINUE record may cut one anywhere and change its width;
//! bytes of a code page before.

use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_1252};
use ledger::refusal::Refusal;

use super::Version;
use super::records::Record;
use crate::container::damaged;

/// How the byte strings of a workbook are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text {
    pub version: Version,
    pub encoding: &'static Encoding,
}

/// A byte of it says whether characters have one byte or two.
const WIDE: u8 = 1;
const EXTENDED: u8 = 4;
const RICH: u8 = 8;

impl Text {
    /// The encoding of a code page. 1252 and unknown ones are [`WINDOWS_1252`], which [`Text::of_bytes`] doubts.
    pub fn encoding(code_page: u16) -> &'static Encoding {
        match code_page {
            936 | 10008 | 20936 | 52936 | 54936 => GBK,
            950 | 10002 => BIG5,
            932 | 10001 => SHIFT_JIS,
            949 | 10003 => EUC_KR,
            10000 | 32768 => MACINTOSH,
            65001 => UTF_8,
            page => Encoding::for_label(format!("windows-{page}").as_bytes()).unwrap_or(WINDOWS_1252),
        }
    }

    /// Programs that know no code page write GBK and say "Western": bytes that are GBK throughout are taken for it.
    pub fn of_bytes(&self, bytes: &[u8]) -> String {
        if self.encoding == WINDOWS_1252 && !bytes.is_ascii() {
            let (text, wrong) = GBK.decode_without_bom_handling(bytes);
            if !wrong {
                return text.into_owned();
            }
        }
        self.encoding.decode_without_bom_handling(bytes).0.into_owned()
    }

    /// A string with a length of two bytes, from a record's byte `at`.
    pub fn long(&self, record: &Record<'_>, at: usize) -> Result<String, Refusal> {
        if self.version == Version::Biff8 {
            let mut pieces = Pieces::new(record, at)?;
            let count = pieces.u16()?;
            let flags = pieces.u8()?;
            return pieces.characters(usize::from(count), flags & WIDE != 0);
        }
        let count = usize::from(record.u16(at)?);
        let mut bytes = record.from(at + 2)?.to_vec();
        for more in &record.more {
            bytes.extend_from_slice(more);
        }
        // Some writers count the characters and not the bytes: what is there is what is meant.
        bytes.truncate(count);
        Ok(self.of_bytes(&bytes))
    }

    /// A string with a length of one byte, from a record's byte `at`.
    pub fn short(&self, record: &Record<'_>, at: usize) -> Result<String, Refusal> {
        let count = usize::from(record.u8(at)?);
        if self.version == Version::Biff8 {
            let mut pieces = Pieces::new(record, at + 1)?;
            let flags = pieces.u8()?;
            return pieces.characters(count, flags & WIDE != 0);
        }
        let bytes = record.from(at + 1)?;
        Ok(self.of_bytes(&bytes[..count.min(bytes.len())]))
    }
}

/// The shared strings of a workbook. Fewer than promised are what there is.
pub(super) fn shared(record: &Record<'_>) -> Result<Vec<String>, Refusal> {
    let mut pieces = Pieces::new(record, 4)?;
    let promised = pieces.u32()?;
    let mut strings = Vec::new();
    for _ in 0..promised {
        if !pieces.has_more() {
            break;
        }
        strings.push(pieces.rich()?);
    }
    Ok(strings)
}

/// The characters of a drawn text, which lie in CONTINUE records alone.
pub(super) fn drawn(record: &Record<'_>, count: usize) -> Result<String, Refusal> {
    if count == 0 {
        return Ok(String::new());
    }
    let mut pieces = Pieces { current: &[], more: &record.more };
    pieces.next_piece()?;
    let flags = pieces.u8()?;
    pieces.characters(count, flags & WIDE != 0)
}

/// A record and its continuation as one run of bytes.
struct Pieces<'r, 'a> {
    current: &'a [u8],
    more: &'r [&'a [u8]],
}

impl<'r, 'a> Pieces<'r, 'a> {
    fn new(record: &'r Record<'a>, at: usize) -> Result<Self, Refusal> {
        Ok(Pieces { current: record.from(at)?, more: &record.more })
    }

    fn has_more(&self) -> bool {
        !self.current.is_empty() || self.more.iter().any(|piece| !piece.is_empty())
    }

    fn next_piece(&mut self) -> Result<(), Refusal> {
        let (first, rest) = self.more.split_first().ok_or_else(damaged)?;
        (self.current, self.more) = (first, rest);
        Ok(())
    }

    fn u8(&mut self) -> Result<u8, Refusal> {
        while self.current.is_empty() {
            self.next_piece()?;
        }
        let (first, rest) = self.current.split_first().ok_or_else(damaged)?;
        self.current = rest;
        Ok(*first)
    }

    fn u16(&mut self) -> Result<u16, Refusal> {
        Ok(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    fn u32(&mut self) -> Result<u32, Refusal> {
        Ok(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn skip(&mut self, mut count: usize) -> Result<(), Refusal> {
        while count > self.current.len() {
            count -= self.current.len();
            self.next_piece()?;
        }
        self.current = &self.current[count..];
        Ok(())
    }

    fn rich(&mut self) -> Result<String, Refusal> {
        let count = usize::from(self.u16()?);
        let flags = self.u8()?;
        let runs = if flags & RICH != 0 { usize::from(self.u16()?) } else { 0 };
        let extension = if flags & EXTENDED != 0 { self.u32()? } else { 0 };
        let text = self.characters(count, flags & WIDE != 0)?;
        self.skip(runs * 4)?;
        self.skip(usize::try_from(extension).map_err(|_too_long| damaged())?)?;
        Ok(text)
    }

    /// Each further piece begins with a byte that says its width anew.
    fn characters(&mut self, mut count: usize, mut wide: bool) -> Result<String, Refusal> {
        let mut units: Vec<u16> = Vec::new();
        loop {
            let width = if wide { 2 } else { 1 };
            let here = count.min(self.current.len() / width);
            let (bytes, rest) = self.current.split_at(here * width);
            if wide {
                units.extend(bytes.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])));
            } else {
                units.extend(bytes.iter().map(|b| u16::from(*b)));
            }
            count -= here;
            if count == 0 {
                self.current = rest;
                return Ok(String::from_utf16_lossy(&units));
            }
            // Half a character at the end of a piece is damage; nothing else can be made of it.
            self.next_piece()?;
            wide = self.u8()? & WIDE != 0;
        }
    }
}
