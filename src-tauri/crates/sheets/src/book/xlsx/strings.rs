//! Strings: one text, or several runs of one; how they are read aloud is no part of them.

use std::borrow::Cow;

use ledger::refusal::Refusal;

use crate::book::tags::{Side, Tag};

/// A string as its tags come.
#[derive(Default)]
pub(super) struct Rich {
    text: String,
    /// Where the text in hand begins, while one is.
    run: Option<Run>,
    is_read_aloud: bool,
}

#[derive(Clone, Copy)]
struct Run {
    start: usize,
    keeps_spaces: bool,
}

impl Rich {
    /// Takes a tag inside of a string. Refusal: `workbook_damaged`.
    pub fn take(&mut self, tag: &Tag<'_>, (name, side): (&[u8], Side)) -> Result<(), Refusal> {
        if self.run.is_some() {
            tag.push_text(&mut self.text)?;
            tag.push_verbatim(&mut self.text)?;
        }
        match (name, side) {
            (b"t", Side::Open) if !self.is_read_aloud => {
                let mut keeps_spaces = false;
                tag.attributes(|name, value| keeps_spaces |= name == "xml:space" && value == "preserve")?;
                self.run = Some(Run { start: self.text.len(), keeps_spaces });
            }
            (b"t", Side::Close) => {
                if let Some(run) = self.run.take() {
                    self.close(run);
                }
            }
            (b"rPh", Side::Open) => self.is_read_aloud = true,
            (b"rPh", Side::Close) => self.is_read_aloud = false,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, run: Run) {
        let whole = &self.text[run.start..];
        let kept = if run.keeps_spaces { whole } else { whole.trim_matches([' ', '\t', '\r', '\n']) };
        let plain = without_escapes(kept);
        if plain.len() < whole.len() {
            let plain = plain.into_owned();
            self.text.truncate(run.start);
            self.text.push_str(&plain);
        }
    }

    /// The string, which is over.
    pub fn end(&mut self) -> String {
        (self.run, self.is_read_aloud) = (None, false);
        std::mem::take(&mut self.text)
    }
}

/// Excel writes characters that XML has not as `_x000D_`, in units of UTF-16; and `_x005F_x000D_` for those seven themselves.
pub(super) fn without_escapes(text: &str) -> Cow<'_, str> {
    let Some((mut at, mut unit)) = escape(text, 0) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    let (mut copied, mut units) = (0, Vec::new());
    loop {
        out.push_str(&text[copied..at]);
        units.clear();
        // Two escapes side by side may be the halves of one character.
        loop {
            units.push(unit);
            copied = at + ESCAPE;
            match escape(text, copied) {
                Some((next, half)) if next == copied => (at, unit) = (next, half),
                _ => break,
            }
        }
        out.push_str(&String::from_utf16_lossy(&units));
        match escape(text, copied) {
            Some(next) => (at, unit) = next,
            None => break,
        }
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// Bytes of `_x000D_`.
const ESCAPE: usize = 7;

/// Where the next escape stands, and its unit.
fn escape(text: &str, mut from: usize) -> Option<(usize, u16)> {
    while let Some(at) = text[from..].find("_x").map(|at| from + at) {
        let digits = text.get(at + 2..at + 6).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
        if let (Some(digits), Some(b'_')) = (digits, text.as_bytes().get(at + 6)) {
            return u16::from_str_radix(digits, 16).ok().map(|unit| (at, unit));
        }
        from = at + 1;
    }
    None
}
