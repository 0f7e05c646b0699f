//! Damaged copies of good workbooks never hang the reader and never take the calling process down.
//!
//! `SHEETS_SEED` chooses another run; the seed is printed.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::{Duration, Instant};

use sheets::{Error, Options, child};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const COPIES_OF_EACH: u64 = 150;
const LONGEST: Duration = Duration::from_secs(10);

/// xorshift64*: enough for damage.
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33).expect("31 bits") % sides
    }

    fn damage(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.roll(8) {
            let at = self.roll(bytes.len());
            // Headers and tables are where a parser trusts most.
            let at = if self.roll(3) == 0 { at % 2_048.min(bytes.len()) } else { at };
            match self.roll(5) {
                0 => bytes[at] = 0xFF,
                1 => bytes[at] = 0,
                2 => bytes[at] ^= 1 << self.roll(8),
                3 => bytes[at] = u8::try_from(self.roll(256)).expect("a byte"),
                _ => {
                    let from = self.roll(bytes.len() - 4);
                    let word = [bytes[from], bytes[from + 1], bytes[from + 2], bytes[from + 3]];
                    let to = at.min(bytes.len() - 4);
                    bytes[to..to + 4].copy_from_slice(&word);
                }
            }
        }
        if self.roll(10) == 0 {
            let keep = self.roll(bytes.len()).max(64);
            bytes.truncate(keep);
        }
    }
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures/rosters").join(name))
        .expect("a fixture")
}

/// A workbook whose parts are damaged and not its container, so that the damage reaches the parser.
fn damaged_parts(workbook: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).expect("a good workbook");
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a good part");
        let name = part.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("a good part");
        if dice.roll(5) == 0 && !bytes.is_empty() {
            dice.damage(&mut bytes);
        }
        out.start_file(name, stored).expect("a new part");
        out.write_all(&bytes).expect("memory takes it");
    }
    out.finish().expect("memory takes it").into_inner()
}

fn read(file: &Path, seed: u64) -> &'static str {
    let exe = Path::new(env!("CARGO_BIN_EXE_read-workbook"));
    let begun = Instant::now();
    let got = child::read(exe, file, &Options::default(), &AtomicBool::new(false), &mut |_| {});
    assert!(begun.elapsed() < LONGEST, "copy {seed} took {:?}", begun.elapsed());
    match got {
        Ok(_) => "read",
        Err(Error::Refusal(refusal)) => refusal.code,
        Err(Error::Fault(fault)) => panic!("copy {seed}: a damaged file is no fault: {fault}"),
    }
}

fn damage_and_read(name: &str, seed: u64, folder: &Path) -> &'static str {
    let mut dice = Dice::new(seed);
    let mut bytes = fixture(name);
    let in_parts = [".xlsx", ".xlsb", ".ods"].iter().any(|end| name.ends_with(end));
    if in_parts && !seed.is_multiple_of(4) {
        bytes = damaged_parts(&bytes, &mut dice);
    } else {
        dice.damage(&mut bytes);
    }
    let file: PathBuf = folder.join(format!("{seed}-{name}"));
    fs::write(&file, bytes).expect("a temporary file");
    read(&file, seed)
}

#[test]
fn damaged_copies_are_read_or_refused() {
    let seed: u64 = std::env::var("SHEETS_SEED").map_or(20_261_121, |seed| seed.parse().expect("a number"));
    println!("SHEETS_SEED={seed}");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = |name: &str| {
        let mut counts = std::collections::BTreeMap::new();
        for copy in 0..COPIES_OF_EACH {
            *counts.entry(damage_and_read(name, seed + copy, folder.path())).or_insert(0) += 1;
        }
        println!("{name}: {counts:?}");
    };
    thread::scope(|scope| {
        scope.spawn(|| ["legacy-shape1.xls", "format-xlsb.xlsb", "format-gb18030.csv"].map(run));
        scope.spawn(|| ["clean-roster.xlsx", "format-ods.ods", "format-biff5-gbk.xls"].map(run));
    });
}
