//! A compound file ([MS-CFB]): its streams are chains of sectors. A chain that runs in a circle would be read without
//! end, so no chain is followed for longer than the file is.

use ledger::refusal::Refusal;

use super::damaged;

pub(super) const SIGNATURE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// Sector numbers from here on mean "end", "free" and the like.
const FIRST_RESERVED: u32 = 0xFFFF_FFFA;
/// Smaller streams lie in the mini stream, in sectors of 64 bytes.
const MINI_CUTOFF: u64 = 4096;
const MINI_SECTOR: usize = 64;
const ROOT: u8 = 5;
const STREAM: u8 = 2;

pub(crate) struct CompoundFile<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    first_mini_fat: u32,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    kind: u8,
    first: u32,
    size: u64,
}

impl<'a> CompoundFile<'a> {
    /// Reads the tables and the directory. Refusal: `workbook_damaged`.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let mut file = Self::with_table(bytes).ok_or_else(damaged)?;
        let directory = word(bytes, 48).ok_or_else(damaged)?;
        for sector in file.chain(directory)? {
            let start = file.offset(sector).ok_or_else(damaged)?;
            let sector = bytes.get(start..).unwrap_or_default();
            file.entries.extend(sector.chunks_exact(128).take(file.sector / 128).filter_map(Entry::of));
        }
        Ok(file)
    }

    /// The file and its sector table, without the directory.
    fn with_table(bytes: &'a [u8]) -> Option<Self> {
        let sector = match u16::from_le_bytes(bytes.get(30..32)?.try_into().ok()?) {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let first_mini_fat = word(bytes, 60)?;
        let mut file = CompoundFile { bytes, sector, fat: Vec::new(), first_mini_fat, entries: Vec::new() };
        let mut fat_sectors: Vec<u32> = (0..109).filter_map(|i| word(bytes, 76 + 4 * i)).collect();
        let mut more = word(bytes, 68)?;
        let mut walked = 0;
        while more < FIRST_RESERVED {
            walked += 1;
            if walked > file.most_sectors() {
                return None;
            }
            let start = file.offset(more)?;
            fat_sectors.extend((0..sector / 4 - 1).filter_map(|i| word(bytes, start + 4 * i)));
            more = word(bytes, start + sector - 4)?;
        }
        for id in fat_sectors.into_iter().filter(|id| *id < FIRST_RESERVED) {
            let start = file.offset(id)?;
            let words = bytes.get(start..)?.chunks_exact(4).take(sector / 4);
            file.fat.extend(words.map(|w| u32::from_le_bytes([w[0], w[1], w[2], w[3]])));
            if file.fat.len() > file.most_sectors() + 2 * sector {
                return None;
            }
        }
        Some(file)
    }

    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream, `None` if there is no such stream. Refusal: `workbook_damaged`.
    pub fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let named = |e: &&Entry| e.kind == STREAM && e.name.eq_ignore_ascii_case(name);
        let Some(entry) = self.entries.iter().find(named) else { return Ok(None) };
        let stream = if entry.size < MINI_CUTOFF { self.mini_stream(entry)? } else { self.sectors(entry)? };
        Ok(Some(stream))
    }

    fn sectors(&self, entry: &Entry) -> Result<Vec<u8>, Refusal> {
        let size = usize::try_from(entry.size).map_err(|_too_large| damaged())?;
        let mut stream = Vec::with_capacity(size.min(self.bytes.len()));
        for id in self.chain(entry.first)? {
            let start = self.offset(id).ok_or_else(damaged)?;
            let end = (start + self.sector).min(self.bytes.len());
            stream.extend_from_slice(&self.bytes[start..end]);
            if stream.len() >= size {
                break;
            }
        }
        if stream.len() < size {
            return Err(damaged());
        }
        stream.truncate(size);
        Ok(stream)
    }

    fn mini_stream(&self, entry: &Entry) -> Result<Vec<u8>, Refusal> {
        let root = self.entries.iter().find(|e| e.kind == ROOT).ok_or_else(damaged)?;
        let holder = self.sectors(root)?;
        let mut table = Vec::new();
        for id in self.chain(self.first_mini_fat)? {
            let start = self.offset(id).ok_or_else(damaged)?;
            let words = self.bytes[start..].chunks_exact(4).take(self.sector / 4);
            table.extend(words.map(|w| u32::from_le_bytes([w[0], w[1], w[2], w[3]])));
        }
        let size = usize::try_from(entry.size).map_err(|_too_large| damaged())?;
        let mut stream = Vec::with_capacity(size);
        let mut id = entry.first;
        while stream.len() < size {
            let at = usize::try_from(id).map_err(|_too_far| damaged())?;
            let start = at.checked_mul(MINI_SECTOR).ok_or_else(damaged)?;
            let sector = holder.get(start..).filter(|rest| !rest.is_empty()).ok_or_else(damaged)?;
            stream.extend_from_slice(&sector[..sector.len().min(MINI_SECTOR)]);
            id = table.get(at).copied().unwrap_or(FIRST_RESERVED);
        }
        stream.truncate(size);
        Ok(stream)
    }

    fn most_sectors(&self) -> usize {
        self.bytes.len() / self.sector + 1
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
}

impl Entry {
    /// `None` for a free place in the directory.
    fn of(bytes: &[u8]) -> Option<Self> {
        let kind = bytes[66];
        let length = usize::from(u16::from_le_bytes([bytes[64], bytes[65]])).saturating_sub(2).min(64);
        let units: Vec<u16> =
            bytes[..length].chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect();
        // The upper half of the size is noise in old files; none that is read here is that large.
        let (first, size) = (word(bytes, 116)?, u64::from(word(bytes, 120)?));
        (kind != 0).then(|| Entry { name: String::from_utf16_lossy(&units), kind, first, size })
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let word = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(word.try_into().ok()?))
}
