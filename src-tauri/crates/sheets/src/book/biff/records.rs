//! Records: a kind, a length, bytes; and the CONTINUE records that belong to the one before.

use ledger::refusal::Refusal;

use crate::book::{Value, double_value};
use crate::container::damaged;

pub(super) const CONTINUE: u16 = 0x003C;
pub(super) const EOF: u16 = 0x000A;

/// Beginning of a substream: Excel 5 and later, 4, 3, 2.
pub(super) fn is_bof(kind: u16) -> bool {
    matches!(kind, 0x0809 | 0x0409 | 0x0209 | 0x0009)
}

pub(super) struct Record<'a> {
    pub kind: u16,
    pub data: &'a [u8],
    /// What the following CONTINUE records hold.
    pub more: Vec<&'a [u8]>,
}

impl<'a> Record<'a> {
    /// Refusal when the record is shorter: `workbook_damaged`.
    pub fn u16(&self, at: usize) -> Result<u16, Refusal> {
        let bytes = self.data.get(at..at + 2).ok_or_else(damaged)?;
        Ok(u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    pub fn u32(&self, at: usize) -> Result<u32, Refusal> {
        Ok(u32::from(self.u16(at)?) | u32::from(self.u16(at + 2)?) << 16)
    }

    pub fn u8(&self, at: usize) -> Result<u8, Refusal> {
        self.data.get(at).copied().ok_or_else(damaged)
    }

    pub fn number(&self, at: usize) -> Result<Value, Refusal> {
        let bytes = self.data.get(at..at + 8).and_then(|b| b.try_into().ok()).ok_or_else(damaged)?;
        Ok(double_value(bytes))
    }

    pub fn from(&self, at: usize) -> Result<&'a [u8], Refusal> {
        self.data.get(at..).ok_or_else(damaged)
    }

    /// Row and column, from 0.
    pub fn cell(&self) -> Result<(u32, u32), Refusal> {
        Ok((u32::from(self.u16(0)?), u32::from(self.u16(2)?)))
    }
}

pub(super) struct Records<'a> {
    stream: &'a [u8],
    /// Where the next record begins.
    pub at: usize,
}

impl<'a> Records<'a> {
    pub fn new(stream: &'a [u8]) -> Self {
        Records { stream, at: 0 }
    }

    /// The next record, `None` at the end. A record that the stream cuts off is `workbook_damaged`.
    pub fn next(&mut self) -> Result<Option<Record<'a>>, Refusal> {
        let Some((kind, data)) = self.one()? else { return Ok(None) };
        let mut more = Vec::new();
        while self.kind() == Some(CONTINUE) {
            let Some((_, data)) = self.one()? else { break };
            more.push(data);
        }
        Ok(Some(Record { kind, data, more }))
    }

    fn kind(&self) -> Option<u16> {
        let head = self.stream.get(self.at..self.at + 2)?;
        Some(u16::from_le_bytes([head[0], head[1]]))
    }

    fn one(&mut self) -> Result<Option<(u16, &'a [u8])>, Refusal> {
        let Some(head) = self.stream.get(self.at..self.at + 4) else { return Ok(None) };
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let start = self.at + 4;
        let data = self.stream.get(start..start + length).ok_or_else(damaged)?;
        self.at = start + length;
        Ok(Some((kind, data)))
    }
}
