//! The tags of an XML part with the text before each, seen through a window that moves over the part. A sheet has five tags
//! a cell; a general parser makes an event with a copy of each.

use std::borrow::Cow;
use std::io::Read;

use ledger::refusal::Refusal;
use memchr::{memchr, memchr3, memmem};

use super::package::{Part, refusal};
use crate::container::damaged;

const PIECE: usize = 256 * 1024;
/// From one tag's beginning to the next one's: a cell's text at most. It is held in memory.
const LONGEST: usize = 4 * 1024 * 1024;

/// A part of a package, tag by tag.
pub(super) struct Tags<'p, 'a> {
    part: Part<'p, 'a>,
    window: Vec<u8>,
    /// What of the window was not looked at yet.
    start: usize,
    end: usize,
    /// Bytes that were inflated.
    pub read: u64,
}

/// A tag and what stands before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag<'w> {
    before: &'w [u8],
    /// Without its brackets.
    tag: &'w [u8],
}

/// What a tag is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Open,
    Close,
    /// Both at once: `<row/>`.
    Empty,
    /// A comment, a declaration, characters as they stand.
    Other,
}

impl<'p, 'a> Tags<'p, 'a> {
    pub fn of(part: Part<'p, 'a>) -> Self {
        Tags { part, window: vec![0; PIECE], start: 0, end: 0, read: 0 }
    }

    /// The next tag, `None` at the end of the part. Refusals: `workbook_damaged`, `workbook_too_large`.
    pub fn next(&mut self) -> Result<Option<Tag<'_>>, Refusal> {
        loop {
            let ahead = &self.window[self.start..self.end];
            let open = memchr(b'<', ahead);
            if let Some((open, length)) = open.and_then(|at| Some((at, length(&ahead[at + 1..])?))) {
                let (from, tag) = (self.start, self.start + open + 1);
                self.start = tag + length + 1;
                let (before, tag) = (&self.window[from..tag - 1], &self.window[tag..tag + length]);
                return Ok(Some(Tag { before, tag }));
            }
            if !self.move_on()? {
                return Ok(None);
            }
        }
    }

    /// Lets more of the part into the window; false at its end.
    fn move_on(&mut self) -> Result<bool, Refusal> {
        self.window.copy_within(self.start..self.end, 0);
        (self.start, self.end) = (0, self.end - self.start);
        if self.end > LONGEST {
            return Err(damaged());
        }
        if self.window.len() - self.end < PIECE {
            self.window.resize(self.end + PIECE, 0);
        }
        let count = self.part.read(&mut self.window[self.end..]).map_err(|error| refusal(&error))?;
        self.end += count;
        self.read += count as u64;
        Ok(count > 0)
    }
}

/// Where the tag that begins here ends; `None` where its end is not in sight.
fn length(tag: &[u8]) -> Option<usize> {
    let until = |end: &[u8]| memmem::find(tag, end).map(|at| at + end.len() - 1);
    match tag {
        [b'!', b'-', b'-', ..] => until(b"-->"),
        [b'!', b'[', ..] => until(b"]]>"),
        // Not enough to tell.
        [b'!', b'-'] | [b'!'] | [] => None,
        _ => {
            let mut at = 0;
            loop {
                at += memchr3(b'>', b'"', b'\'', &tag[at..])?;
                match tag[at] {
                    b'>' => return Some(at),
                    quote => at += memchr(quote, &tag[at + 1..])? + 2,
                }
            }
        }
    }
}

impl<'w> Tag<'w> {
    /// Its name without a prefix, and what it is.
    pub fn name(&self) -> (&'w [u8], Side) {
        let (tag, side) = match self.tag {
            [b'/', name @ ..] => (name, Side::Close),
            [b'!' | b'?', ..] => return (&[], Side::Other),
            [tag @ .., b'/'] => (tag, Side::Empty),
            tag => (tag, Side::Open),
        };
        let name = tag.split(u8::is_ascii_whitespace).next().unwrap_or_default();
        (name.rsplit(|b| *b == b':').next().unwrap_or_default(), side)
    }

    /// Each attribute, as it is written. Refusal: `workbook_damaged`.
    pub fn attributes(&self, mut each: impl FnMut(&'w str, &'w str)) -> Result<(), Refusal> {
        let tag = std::str::from_utf8(self.tag).map_err(|_no_text| damaged())?;
        let mut rest = tag.trim_end_matches('/').trim_start_matches(|c: char| !c.is_ascii_whitespace());
        while let Some((name, value)) = rest.split_once('=') {
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| "\"'".contains(*c)).ok_or_else(damaged)?;
            let (value, behind) = value[1..].split_once(quote).ok_or_else(damaged)?;
            each(name.trim(), value);
            rest = behind;
        }
        Ok(())
    }

    /// Appends the characters before the tag, or those that it holds as they stand. Refusal: `workbook_damaged`.
    pub fn push_text(&self, out: &mut String) -> Result<(), Refusal> {
        if !self.before.is_empty() {
            let text = with_line_feeds(std::str::from_utf8(self.before).map_err(|_no_text| damaged())?);
            out.push_str(&quick_xml::escape::unescape(&text).map_err(|_unknown| damaged())?);
        }
        Ok(())
    }

    /// Appends the characters that the tag itself holds as they stand, if it does. Refusal: `workbook_damaged`.
    pub fn push_verbatim(&self, out: &mut String) -> Result<(), Refusal> {
        if let Some(text) = self.tag.strip_prefix(b"![CDATA[").and_then(|t| t.strip_suffix(b"]]")) {
            out.push_str(&with_line_feeds(std::str::from_utf8(text).map_err(|_no_text| damaged())?));
        }
        Ok(())
    }
}

/// Lines end as XML says they do, however they are written.
fn with_line_feeds(text: &str) -> Cow<'_, str> {
    match text.contains('\r') {
        true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        false => Cow::Borrowed(text),
    }
}
