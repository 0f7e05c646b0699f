//! throwaway
use crate::{Options, book, layout::Region};
use std::path::Path;
#[test]
fn dump() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures/rosters");
    let mut names: Vec<_> = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file()).collect();
    names.sort();
    let only = std::env::var("ONLY").unwrap_or_default();
    for path in names {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == "far-cells.xls" || !name.contains(&only) { continue; }
        let bytes = std::fs::read(&path).unwrap();
        let Ok(book) = book::read(&bytes, &mut |_| {}) else { continue };
        println!("=== {name}");
        for sheet in &book.sheets {
            let from = std::time::Instant::now();
            let layout = super::layout(sheet, &Options::default());
            println!("  sheet {:?} rows {} merges {} hidden {:?} {:?} {:?}", sheet.name, sheet.rows.len(), sheet.merges.len(), sheet.hidden_rows.len(), sheet.hidden_columns, from.elapsed());
            if std::env::var("CELLS").is_ok() {
                for row in sheet.rows.iter().take(30) {
                    let cells: Vec<String> = row.cells.iter().map(|(c, v)| format!("{}:{}", crate::draft::column_letter(*c), crate::cells::shown(v, sheet.epoch).escape_debug())).collect();
                    println!("      {} {}", row.number(), cells.join(" | "));
                }
            }
            for r in &layout.regions { told(sheet, r); }
        }
    }
}
fn told(sheet: &book::Sheet, r: &Region) {
    println!("   >> {:?} {:?} rows {}..{}..{} title {:?}", r.kind, r.confidence, sheet.rows[r.header].number(), r.first, r.end, r.title);
    for c in &r.columns { println!("      {} {:?} {:?} {:?} {}", c.letter(), c.header, c.meaning, c.confidence, c.note); }
}
