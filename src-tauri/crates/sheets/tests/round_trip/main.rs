//! Whatever register is written, in whatever layout offices use, reading gives it back with nothing to decide.

mod layouts;
mod register;

use std::fmt::Write as _;
use std::path::Path;

use layouts::{Cell, Layout, Page, layout, pages};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use register::{Register, as_drawn, as_told, register};
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, Workbook};
use sheets::{Draft, Level, Options, read_draft};

fn write_xlsx(pages: &[Page], path: &Path) {
    let mut book = Workbook::new();
    for page in pages {
        let sheet = book.add_worksheet();
        sheet.set_name(&page.name).expect("a short name");
        for (top, left, bottom, right) in &page.merges {
            sheet.merge_range(*top, *left, *bottom, *right, "", &Format::new()).expect("merges lie apart");
        }
        for (row, column, cell) in &page.cells {
            match cell {
                Cell::Text(text) => sheet.write_string(*row, *column, text).expect("a cell of the sheet"),
                Cell::Number(number) => sheet
                    .write_number(*row, *column, number.to_f64().expect("a small number"))
                    .expect("a cell of the sheet"),
            };
        }
    }
    book.save(path).expect("a temporary file");
}

/// One page, as text: `separator` between cells, quotes where a cell needs them.
fn write_text(page: &Page, separator: char, byte_order_mark: bool, path: &Path) {
    let rows = page.cells.iter().map(|(row, ..)| row + 1).max().unwrap_or(0);
    let width = page.cells.iter().map(|(_, column, _)| column + 1).max().unwrap_or(0);
    let mut out = String::from(if byte_order_mark { "\u{feff}" } else { "" });
    for row in 0..rows {
        for column in 0..width {
            if column > 0 {
                out.push(separator);
            }
            let cell = page.cells.iter().find(|(r, c, _)| (*r, *c) == (row, column));
            match cell.map(|(.., cell)| cell) {
                None => {}
                Some(Cell::Number(number)) => {
                    write!(out, "{}", number.normalize()).expect("a String takes every write")
                }
                Some(Cell::Text(text)) => {
                    write!(out, "\"{}\"", text.replace('"', "\"\"")).expect("a String takes every write")
                }
            }
        }
        out.push_str("\r\n");
    }
    std::fs::write(path, out).expect("a temporary file");
}

fn gives_back(draft: &Draft, register: &Register) -> Result<(), TestCaseError> {
    let asked: Vec<_> = draft.findings.iter().filter(|f| f.level != Level::Note).collect();
    prop_assert!(asked.is_empty(), "{asked:#?}");
    let (told, drawn) = (as_told(draft), as_drawn(register));
    for (code, household) in &drawn {
        prop_assert_eq!(told.get(code), Some(household), "{}", code);
    }
    prop_assert_eq!(told.keys().collect::<Vec<_>>(), drawn.keys().collect::<Vec<_>>());
    let owed: i64 = register.values().flat_map(|h| h.openings.iter().flatten()).sum();
    prop_assert_eq!(draft.totals.opening_fen, owed);
    let open: Vec<_> = draft.tie_outs.iter().filter(|t| !t.settled).collect();
    prop_assert!(open.is_empty(), "{open:#?}");
    Ok(())
}

fn settings() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn a_register_in_any_layout_is_read_back(register in register(), layout in layout()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("register.xlsx");
        write_xlsx(&pages(&register, &layout), &path);
        gives_back(&read_draft(&path, &Options::default()).unwrap(), &register)?;
    }

    #[test]
    fn a_register_as_text_is_read_back(register in register(), layout in layout(), tabs in any::<bool>(), mark in any::<bool>()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("register.csv");
        // A text file is one sheet, and knows no merged cells.
        let layout = Layout { tables: 1, two_rows: false, ..layout };
        write_text(&pages(&register, &layout)[0], if tabs { '\t' } else { ',' }, mark, &path);
        gives_back(&read_draft(&path, &Options::default()).unwrap(), &register)?;
    }
}
