//! What is read of each fixture, in short: a snapshot each, through the reading process, as the application does it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use serde_json::json;
use sheets::{ColumnChoice, Draft, DraftUnit, Error, HeaderChoice, Meaning, Options, child};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures/rosters").join(name)
}

fn read(name: &str, options: &Options) -> Result<Draft, Error> {
    let exe = Path::new(env!("CARGO_BIN_EXE_read-workbook"));
    child::read(exe, &fixture(name), options, &AtomicBool::new(false), &mut |_| {})
}

fn in_short(draft: &Draft) -> String {
    let ends = draft.units.len().saturating_sub(3).max(3);
    let unit = |unit: &DraftUnit| {
        let people = unit.people.iter().map(|p| format!("{} {} {}", p.relation, p.name, p.phones.join(" ")));
        let period = |from: &Option<String>, to: &Option<String>| {
            format!("{}…{}", from.as_deref().unwrap_or_default(), to.as_deref().unwrap_or_default())
        };
        let openings = unit
            .openings
            .iter()
            .map(|o| format!("{} {} {} {}", o.source, o.item, period(&o.from, &o.to), o.amount_fen));
        json!({
            "code": unit.code, "original": unit.original, "source": unit.source.to_string(), "usage": unit.usage,
            "area": unit.area, "status": unit.status, "handover": unit.handover,
            "people": people.collect::<Vec<_>>(), "openings": openings.collect::<Vec<_>>(),
        })
    };
    let mut of_code: BTreeMap<&str, u32> = BTreeMap::new();
    let first_of_code = draft.findings.iter().filter(|f| {
        let count = of_code.entry(f.code.as_str()).or_default();
        *count += 1;
        *count <= 3
    });
    let findings: Vec<String> = first_of_code
        .map(|f| {
            format!(
                "{} {:?} {} [{}] → [{}] {}",
                f.cell,
                f.level,
                f.code,
                f.read.escape_debug(),
                f.understood,
                f.message
            )
        })
        .collect();
    let columns = draft.columns.iter();
    let columns =
        columns.map(|c| format!("{} [{}] {:?} {:?} {}", c.letter, c.header, c.meaning, c.confidence, c.note));
    let sheets = draft.sheets.iter();
    let sheets = sheets.map(|s| {
        json!({ "name": s.name, "hidden": s.hidden, "row_count": s.row_count,
        "rows_shown": s.rows.len(), "regions": s.regions })
    });
    let short = json!({
        "file_name": draft.file_name, "format": draft.format, "sheets": sheets.collect::<Vec<_>>(),
        "columns": columns.collect::<Vec<_>>(), "totals": draft.totals, "tie_outs": draft.tie_outs,
        "first_units": draft.units.iter().take(3).map(unit).collect::<Vec<_>>(),
        "last_units": draft.units[ends..].iter().map(unit).collect::<Vec<_>>(),
        "findings_by_code": of_code, "first_three_of_each": findings,
    });
    serde_json::to_string_pretty(&short).expect("plain JSON")
}

#[test]
fn a_clean_roster_needs_no_decision() {
    let draft = read("clean-roster.xlsx", &Options::default()).unwrap();
    insta::assert_snapshot!(in_short(&draft));
}

#[test]
fn a_legacy_roster_is_read_with_its_oddities_named() {
    let options = Options { cut_off: Some("2025-10-31".into()), ..Options::default() };
    let draft = read("legacy-shape1.xls", &options).unwrap();
    insta::assert_snapshot!(in_short(&draft));
}

#[test]
fn a_formula_without_a_result_is_not_zero() {
    let draft = read("formulas.xlsx", &Options::default()).unwrap();
    let found: Vec<String> =
        draft.findings.iter().map(|f| format!("{} {:?} {}", f.cell, f.level, f.code)).collect();
    assert_eq!(found, ["D2 Decide amount_unreadable", "A4 Note total_without_numbers"]);
    assert_eq!((draft.totals.units, draft.totals.opening_fen), (2, 12_950));
}

#[test]
fn a_person_may_say_it_better() {
    let sheet = || "业主资料".to_owned();
    let options = Options {
        headers: vec![HeaderChoice { sheet: sheet(), row: 3 }],
        columns: vec![
            ColumnChoice { sheet: sheet(), column: 9, meaning: Meaning::Ignored },
            ColumnChoice { sheet: sheet(), column: 10, meaning: Meaning::Ignored },
            ColumnChoice { sheet: sheet(), column: 11, meaning: Meaning::Opening },
        ],
        ..Options::default()
    };
    let draft = read("legacy-shape1.xls", &options).unwrap();
    let labels: Vec<&str> = draft.units.iter().flat_map(|u| &u.openings).map(|o| o.label.as_str()).collect();
    assert!(!labels.is_empty() && labels.iter().all(|label| *label == "欠费合计"), "{labels:?}");
}

#[test]
fn files_that_cannot_be_read_are_refused() {
    for (name, expect) in [
        ("not-a-workbook.xls", "not_a_workbook"),
        ("encrypted.xlsx", "workbook_encrypted"),
        ("far-cell.xlsx", "workbook_cell_too_far"),
        // Its far cells are within bounds and cost nothing to a stream; the tables on it are none.
        ("far-cells.xls", "roster_not_recognised"),
        ("truncated.xls", "workbook_damaged"),
        ("circular.xls", "workbook_damaged"),
    ] {
        match read(name, &Options::default()) {
            Err(Error::Refusal(refusal)) => assert_eq!(refusal.code, expect, "{name}: {refusal}"),
            other => panic!("{name}: {other:?}"),
        }
    }
    assert!(matches!(read("absent.xls", &Options::default()), Err(Error::Fault(_))));
}
