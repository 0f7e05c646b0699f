//! Files made to take all memory or all time: the reading process ends, soon and within its limits, and says why.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use rust_xlsxwriter::Workbook;
use sheets::{Error, Options, child};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const EXE: &str = env!("CARGO_BIN_EXE_read-workbook");
const MOST_MEMORY: u64 = 512 * 1024;
const LONGEST: Duration = Duration::from_secs(10);

/// A small good workbook with one part put in the place of another.
fn with_part(name: &str, pieces: &[(&[u8], usize)]) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "房号").expect("a cell");
    let good = book.save_to_buffer().expect("a workbook");
    let mut archive = ZipArchive::new(Cursor::new(good)).expect("a workbook");
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let part = archive.by_index(index).expect("a part");
        if part.name().expect("a name") != name {
            out.raw_copy_file(part).expect("memory takes it");
        }
    }
    out.start_file(name, SimpleFileOptions::default().compression_level(Some(1))).expect("a part");
    for (piece, times) in pieces {
        for _ in 0..*times {
            out.write_all(piece).expect("memory takes it");
        }
    }
    out.finish().expect("memory takes it").into_inner()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";
const MEGABYTE: usize = 1024 * 1024;

fn files() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let dashes = vec![b'-'; MEGABYTE];
    let spaces = vec![b' '; MEGABYTE];
    let cells: Vec<u8> = b"<c><v>1</v></c>".repeat(1_000);
    let rows: Vec<u8> = b"<row r=\"1\"/>".repeat(10_000);
    let begin = b"<worksheet><sheetData>".as_slice();
    vec![
        (
            "a comment of 500 MB",
            with_part(SHEET, &[(b"<worksheet><!--", 1), (&dashes, 500)]),
            "workbook_damaged",
        ),
        ("a sheet of 600 MB", with_part(SHEET, &[(begin, 1), (&rows, 5_200)]), "workbook_too_large"),
        ("500 MB of nothing", with_part(SHEET, &[(begin, 1), (&spaces, 500)]), "workbook_damaged"),
        (
            "a row of six million cells",
            with_part(SHEET, &[(begin, 1), (b"<row>", 1), (&cells, 6_000)]),
            "workbook_cell_too_far",
        ),
        (
            "rows without cells",
            with_part(SHEET, &[(begin, 1), (&rows, 500), (b"</sheetData></worksheet>", 1)]),
            "roster_not_recognised",
        ),
        (
            "strings of 500 MB",
            with_part("xl/sharedStrings.xml", &[(b"<sst><si><t>", 1), (&spaces, 500)]),
            "workbook_parse_died",
        ),
        ("one line of commas", vec![b','; 50 * MEGABYTE], "workbook_cell_too_far"),
        ("quotes", b"\"a,".repeat(10 * MEGABYTE), "workbook_cell_too_far"),
    ]
}

/// The largest resident set of the child in kilobytes, as the kernel keeps it: looked at while it runs.
fn peak(file: &Path) -> u64 {
    let options = serde_json::to_string(&Options::default()).expect("plain JSON");
    let mut child = Command::new(EXE)
        .args([child::ARGUMENT.as_ref(), file.as_os_str()])
        .arg(options)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a child");
    let mut peak = 0;
    while child.try_wait().expect("a child of ours").is_none() {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok());
        peak = peak.max(kilobytes.unwrap_or_default());
        std::thread::park_timeout(Duration::from_millis(5));
    }
    peak
}

#[test]
fn no_file_takes_more_than_its_share() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (what, bytes, expect) in files() {
        let file = folder.path().join("file");
        fs::write(&file, bytes).expect("a temporary file");
        let begun = Instant::now();
        let got =
            child::read(Path::new(EXE), &file, &Options::default(), &AtomicBool::new(false), &mut |_| {});
        let took = begun.elapsed();
        match got {
            Err(Error::Refusal(refusal)) => assert_eq!(refusal.code, expect, "{what}: {refusal}"),
            other => panic!("{what}: {other:?}"),
        }
        assert!(took < LONGEST, "{what} took {took:?}");
        let peak = peak(&file);
        println!("{what}: {expect} after {took:?}, {} MiB", peak / 1024);
        assert!(peak < MOST_MEMORY, "{what} took {peak} kB");
    }
}
