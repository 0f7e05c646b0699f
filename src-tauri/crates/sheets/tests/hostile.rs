//! Files made to take all memory or all time: the reading process ends, soon and within its limits, and says why.
#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

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

/// The name of the file, which a draft says and no refusal.
const AN_EMPTY_DRAFT: &str = "file";
const DIED: &str = "workbook_parse_died";
const SHEET: &str = "xl/worksheets/sheet1.xml";
const MEGABYTE: usize = 1024 * 1024;

fn files() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let dashes = vec![b'-'; MEGABYTE];
    let spaces = vec![b' '; MEGABYTE];
    let tags = [spaces.as_slice(), b"<a/>"].concat();
    let cells: Vec<u8> = b"<c><v>1</v></c>".repeat(1_000);
    let rows: Vec<u8> = b"<row r=\"1\"/>".repeat(10_000);
    let begin = b"<worksheet><sheetData>".as_slice();
    vec![
        (
            "a comment of 500 MB",
            with_part(SHEET, &[(b"<worksheet><!--", 1), (&dashes, 500)]),
            "workbook_damaged",
        ),
        ("a sheet of 600 MB", with_part(SHEET, &[(begin, 1), (&tags, 600)]), "workbook_too_large"),
        ("500 MB of nothing", with_part(SHEET, &[(begin, 1), (&spaces, 500)]), "workbook_damaged"),
        (
            "a row of six million cells",
            with_part(SHEET, &[(begin, 1), (b"<row>", 1), (&cells, 6_000)]),
            "workbook_cell_too_far",
        ),
        (
            "rows without cells",
            with_part(SHEET, &[(begin, 1), (&rows, 200), (b"</sheetData></worksheet>", 1)]),
            AN_EMPTY_DRAFT,
        ),
        (
            "strings of 500 MB",
            with_part("xl/sharedStrings.xml", &[(b"<sst><si><t>", 1), (&spaces, 500)]),
            DIED,
        ),
        ("one line of commas", vec![b','; 50 * MEGABYTE], "workbook_empty"),
        (
            "a web page's row of cells",
            b"<table><tr>".iter().copied().chain(b"<td>a".repeat(9 * MEGABYTE)).collect(),
            "workbook_cell_too_far",
        ),
        (
            "a web page of empty cells",
            b"<table><tr>".iter().copied().chain(b"<td>".repeat(12 * MEGABYTE)).collect(),
            AN_EMPTY_DRAFT,
        ),
        (
            "a web page of quotes",
            [b"<table><tr><td>".as_slice(), &b"<a '>".repeat(2 * MEGABYTE)].concat(),
            AN_EMPTY_DRAFT,
        ),
        ("quotes", b"\"a,".repeat(10 * MEGABYTE), "workbook_cell_too_far"),
    ]
}

/// What a reading process answered, and what it took.
struct Run {
    answer: String,
    /// The largest resident set, in kilobytes.
    memory: u64,
    processor: Duration,
}

/// Runs the reading process by itself and looks at it while it runs, as the kernel keeps its figures.
fn run(file: &Path, answer: &Path) -> Run {
    let options = serde_json::to_string(&Options::default()).expect("plain JSON");
    let mut child = Command::new(EXE)
        .args([child::ARGUMENT.as_ref(), file.as_os_str()])
        .arg(options)
        .stdout(File::create(answer).expect("a temporary file"))
        .stderr(Stdio::null())
        .spawn()
        .expect("a child");
    let (mut memory, mut ticks) = (0, 0);
    while child.try_wait().expect("a child of ours").is_none() {
        let looked_at =
            |what: &str| fs::read_to_string(format!("/proc/{}/{what}", child.id())).unwrap_or_default();
        let line =
            looked_at("status").lines().find_map(|line| line.strip_prefix("VmHWM:").map(str::to_owned));
        let kilobytes: Option<u64> = line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok());
        memory = memory.max(kilobytes.unwrap_or_default());
        // User and system time, counted from behind the name, in hundredths of a second.
        let stat = looked_at("stat");
        let fields: Vec<u64> = stat
            .rsplit(')')
            .next()
            .unwrap_or_default()
            .split(' ')
            .map(|n| n.parse().unwrap_or_default())
            .collect();
        ticks = fields.get(12..14).map_or(ticks, |times| times.iter().sum::<u64>().max(ticks));
        std::thread::park_timeout(Duration::from_millis(5));
    }
    let answer = fs::read(answer).expect("a temporary file");
    let answer = String::from_utf8_lossy(&answer).into_owned();
    Run { answer, memory, processor: Duration::from_millis(ticks * 10) }
}

#[test]
fn no_file_takes_more_than_its_share() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (file, answer) = (folder.path().join("file"), folder.path().join("answer"));
    for (what, bytes, expect) in files() {
        fs::write(&file, bytes).expect("a temporary file");
        let run = run(&file, &answer);
        println!("{what}: {expect}, {:?}, {} MiB", run.processor, run.memory / 1024);
        // A process that died has said nothing.
        let said = if expect == DIED { run.answer.is_empty() } else { run.answer.contains(expect) };
        assert!(said, "{what}: {}", run.answer);
        assert!(run.processor < LONGEST, "{what} took {:?}", run.processor);
        assert!(run.memory < MOST_MEMORY, "{what} took {} kB", run.memory);
        if expect == DIED {
            let not_cancelled = AtomicBool::new(false);
            let got = child::read(Path::new(EXE), &file, &Options::default(), &not_cancelled, &mut |_| {});
            assert!(matches!(&got, Err(Error::Refusal(refusal)) if refusal.code == DIED), "{what}: {got:?}");
        }
    }
}
