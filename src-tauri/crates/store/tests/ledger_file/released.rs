//! A ledger that a released program wrote is brought up to date whole, or stays as it was.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::types::Value;
use store::imports::BatchId;
use store::kept::{NoteRow, Of};
use store::{Error, Store};

use crate::books::raw;

/// What imports keep beside notes, with the columns that every version has.
const KEPT: [(&str, &str); 7] = [
    ("import_source", "unit_id, person_id, charge_id, known, entry_number, sheet, cell"),
    ("import_change", "unit_id, person_id, field, before, after, sheet, cell"),
    (
        "import_balance",
        "entry_number, line, unit_id, person_id, item_id, kind, label, amount_fen, sheet, cell",
    ),
    (
        "meter_reading",
        "unit_id, meter, previous, previous_on, present, present_on, factor, loss, sheet, cell",
    ),
    ("vehicle", "unit_id, space, plate, owner, phones, sheet, cell"),
    (
        "past_payment",
        "unit_id, item, period_from, period_to, paid_on, due_fen, paid_fen, cashier, remark, sheet, cell",
    ),
    ("person_id_number", "unit_id, person_id, number, sheet, cell"),
];

fn second(folder: &Path) -> PathBuf {
    let released = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures/ledgers/0002.zhangfang");
    let path = folder.join("账本.zhangfang");
    std::fs::copy(released, &path).unwrap();
    path
}

fn rows(ledger: &Connection, table: &str, columns: &str, order: &str) -> Vec<Vec<Value>> {
    let sql = format!("SELECT import_batch_id, {columns} FROM {table} ORDER BY import_batch_id, {order}");
    let mut statement = ledger.prepare(&sql).unwrap();
    let width = statement.column_count();
    let rows = statement.query_map([], |row| (0..width).map(|at| row.get(at)).collect()).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

fn kept(ledger: &Connection, order: &str) -> Vec<Vec<Vec<Value>>> {
    let order = |table: &str| if table == "import_balance" { "entry_number, line" } else { order }.to_owned();
    KEPT.iter().map(|(table, columns)| rows(ledger, table, columns, &order(table))).collect()
}

fn version(ledger: &Connection) -> i64 {
    ledger.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
}

#[test]
fn every_row_of_an_import_is_brought_over_in_its_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = second(folder.path());
    let (before, notes_before) = {
        let ledger = raw(&path);
        assert_eq!(version(&ledger), 2);
        (kept(&ledger, "rowid"), rows(&ledger, "unit_note", "unit_id, label, words, sheet, cell", "rowid"))
    };
    assert!(before.iter().all(|rows| !rows.is_empty()), "{before:?}");
    assert!(notes_before.iter().any(|note| matches!(&note[3], Value::Text(words) if words.contains('”'))));

    let store = Store::open(&path).unwrap();
    assert_eq!(store.read(|r| r.intact()).unwrap(), None);
    let notes = |batch| store.read::<_, Error>(|r| r.kept::<NoteRow>(Of::Batch(batch))).unwrap();
    let notes: Vec<Vec<Value>> = (1..=4)
        .flat_map(|batch| notes(BatchId(batch)))
        .map(|(batch, note)| {
            let words = [note.label.to_string(), note.words, note.source.sheet.to_string(), note.source.cell];
            let numbers = [Value::Integer(batch.0), Value::Integer(note.unit.0)];
            numbers.into_iter().chain(words.map(Value::Text)).collect()
        })
        .collect();
    assert_eq!(notes, notes_before);
    drop(store);
    assert_eq!(kept(&raw(&path), "nth"), before);
}

#[test]
fn a_ledger_that_cannot_be_brought_up_to_date_stays_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = second(folder.path());
    // In the way of the last step but the triggers: everything before it was done by then.
    raw(&path).execute_batch("CREATE TABLE person_id_number_before (x)").unwrap();
    let picture = |ledger: &Connection| {
        let sql = "SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_schema ORDER BY name)";
        let schema: String = ledger.query_row(sql, [], |row| row.get(0)).unwrap();
        (version(ledger), schema, kept(ledger, "rowid"))
    };
    let before = picture(&raw(&path));
    let outcome = Store::open(&path).map(|_| ()).unwrap_err();
    assert!(!matches!(outcome, Error::Refused(_)), "{outcome}");
    assert_eq!(picture(&raw(&path)), before);
    raw(&path).execute_batch("DROP TABLE person_id_number_before").unwrap();
    drop(Store::open(&path).unwrap());
    assert!(version(&raw(&path)) > 2);
}
