//! A marked workbook: everything of the original, the findings where they stand, and none of it when it is read again.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use calamine::{Data, Reader, Xlsx, open_workbook};
use sheets::{Draft, Error, Level, Options, child, read_draft};
use zip::ZipArchive;

const EXE: &str = env!("CARGO_BIN_EXE_read-workbook");

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures/rosters").join(name)
}

fn marked(name: &str, folder: &Path) -> PathBuf {
    let out = folder.join("核对.xlsx");
    child::mark(Path::new(EXE), &fixture(name), &Options::default(), &out, &AtomicBool::new(false))
        .expect("a marked workbook");
    out
}

/// What one reading says, without where and how the file is kept.
fn said(draft: &Draft) -> Draft {
    let mut said = draft.clone();
    (said.file_name, said.sha256) = (String::new(), String::new());
    said.format = sheets::Format::Xlsx;
    said
}

/// All parts of a package whose names begin so, one after the other.
fn parts(path: &Path, begin: &str) -> String {
    let mut archive = ZipArchive::new(File::open(path).expect("a good package")).expect("a good package");
    let mut all = String::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a good package");
        if part.name().expect("a good package").starts_with(begin) {
            part.read_to_string(&mut all).expect("a good package");
        }
    }
    all
}

#[test]
fn every_finding_is_on_the_list_and_in_a_comment() {
    let folder = tempfile::tempdir().unwrap();
    let out = marked("legacy-shape1.xls", folder.path());
    let draft = read_draft(&fixture("legacy-shape1.xls"), &Options::default()).unwrap();
    let mut book: Xlsx<_> = open_workbook(&out).unwrap();
    assert_eq!(book.sheet_names(), ["问题清单", "业主资料", "Sheet2", "Sheet3"]);
    let list = book.worksheet_range("问题清单").unwrap();
    assert_eq!(list.height(), draft.findings.len() + 1);
    for (row, finding) in list.rows().skip(1).zip(&draft.findings) {
        assert_eq!((row[1].to_string(), row[5].to_string()), (finding.cell.clone(), finding.message.clone()));
    }
    let comments = parts(&out, "xl/comments");
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    for finding in &draft.findings {
        assert!(comments.contains(&escaped(&finding.message)), "{finding:?}");
        assert!(comments.contains(&format!("ref=\"{}\"", finding.cell)), "{finding:?}");
    }
    assert!(comments.contains("这一列认作：房号"));
    let colours = parts(&out, "xl/styles.xml");
    let level_colours = BTreeMap::from([
        (Level::Refused, "FFFF9999"),
        (Level::Decide, "FFFFE699"),
        (Level::Note, "FFDDEBF7"),
    ]);
    for finding in &draft.findings {
        assert!(colours.contains(level_colours[&finding.level]));
    }
    assert_eq!(
        book.worksheet_range("业主资料").unwrap().get_value((14, 3)),
        Some(&Data::String("304室\n".into()))
    );
}

#[test]
fn a_marked_workbook_reads_as_the_original_did() {
    for name in [
        "legacy-shape1.xls",
        "clean-roster.xlsx",
        "cells-dates-1904.xls",
        "cells-comments.xlsx",
        "format-ods.ods",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let out = marked(name, folder.path());
        let again = read_draft(&out, &Options::default()).unwrap();
        let first = read_draft(&fixture(name), &Options::default()).unwrap();
        assert_eq!(said(&again), said(&first), "{name}");
    }
}

#[test]
fn a_refusal_or_a_cancel_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("核对.xlsx");
    for (name, cancelled, expect) in
        [("truncated.xls", false, "workbook_damaged"), ("legacy-shape1.xls", true, "import_cancelled")]
    {
        let got = child::mark(
            Path::new(EXE),
            &fixture(name),
            &Options::default(),
            &out,
            &AtomicBool::new(cancelled),
        );
        match got {
            Err(Error::Refusal(refusal)) => assert_eq!(refusal.code, expect),
            other => panic!("{name}: {other:?}"),
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{name}");
    }
}

#[test]
fn what_is_said_of_cells_under_a_merge_stands_with_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let (file, out) = (folder.path().join("合并.xlsx"), folder.path().join("核对.xlsx"));
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let plain = rust_xlsxwriter::Format::new();
    for (row, cells) in [
        ["", "", "", ""],
        ["", "", "2013年", "2014年"],
        ["1-101", "张小明", "100", "200"],
        ["", "", "300", "400"],
        ["1-103", "李红", "500", "600"],
    ]
    .iter()
    .enumerate()
    {
        for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let (row, column) = (u32::try_from(row).unwrap(), u16::try_from(column).unwrap());
            match text.parse::<u32>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) => sheet.write_string(row, column, *text).unwrap(),
            };
        }
    }
    sheet.merge_range(0, 0, 1, 0, "房号", &plain).unwrap();
    sheet.merge_range(0, 1, 1, 1, "业主姓名", &plain).unwrap();
    sheet.merge_range(0, 2, 0, 3, "物业费欠费", &plain).unwrap();
    sheet.merge_range(3, 0, 3, 1, "1-102", &plain).unwrap();
    book.save(&file).unwrap();
    let draft = read_draft(&file, &Options::default()).unwrap();
    let under = draft.findings.iter().find(|f| f.cell == "B4").expect("1-102 has no owner");
    child::mark(Path::new(EXE), &file, &Options::default(), &out, &AtomicBool::new(false)).unwrap();
    let comments = parts(&out, "xl/comments");
    let refs: Vec<&str> =
        comments.split("<comment ref=\"").skip(1).filter_map(|c| c.split('"').next()).collect();
    assert_eq!(refs, ["A1", "B1", "C2", "D2", "A4"]);
    assert!(comments.contains(&format!("B4：请决定：{}", under.message)), "{comments}");
}

/// What the marks say where a formula has no result is nobody's name and no room when the copy is read.
#[test]
fn our_words_for_a_formula_without_a_result_are_not_read_as_the_offices() {
    let folder = tempfile::tempdir().unwrap();
    let (plain, file) = (folder.path().join("甲.xlsx"), folder.path().join("公式.xlsx"));
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, header) in (0..).zip(["房号", "业主姓名", "电话", "建筑面积"]) {
        sheet.write_string(0, column, header).unwrap();
    }
    for (row, room) in (1..).zip(["3-1-101", "3-1-102", "3-1-103"]) {
        sheet.write_string(row, 0, room).unwrap().write_string(row, 1, "张小明").unwrap();
        sheet.write_number(row, 3, 80).unwrap();
    }
    sheet.write_formula(2, 1, "=Z1").unwrap().write_formula(3, 0, "=Z2").unwrap();
    book.save(&plain).unwrap();
    // Programs that write formulas and do not reckon leave the result out.
    let mut from = ZipArchive::new(File::open(&plain).unwrap()).unwrap();
    let mut to = zip::ZipWriter::new(File::create(&file).unwrap());
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        to.start_file(part.name().unwrap(), zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(text.replace("</f><v>0</v>", "</f>").as_bytes()).unwrap();
    }
    to.finish().unwrap();
    let draft = read_draft(&file, &Options::default()).unwrap();
    let codes: Vec<&str> = draft.units.iter().map(|u| u.code.as_str()).collect();
    assert_eq!(codes, ["3-1-101", "3-1-102"]);
    assert!(draft.units[1].people.is_empty(), "{:?}", draft.units[1].people);
    let out = folder.path().join("核对.xlsx");
    child::mark(Path::new(EXE), &file, &Options::default(), &out, &AtomicBool::new(false)).unwrap();
    assert_eq!(said(&read_draft(&out, &Options::default()).unwrap()), said(&draft));
}
