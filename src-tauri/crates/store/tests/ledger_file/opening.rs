//! Opening a file: missing, foreign, damaged, newer, or ours.

use std::fs;

use rusqlite::Connection;
use store::{Error, Store};

use crate::books::{Books, books, raw, refused};

fn check(make: impl FnOnce(&Books), expect: &str) {
    let books = books();
    make(&books);
    let before = fs::read(&books.path).ok();
    assert_eq!(refused(Store::open(&books.path)), expect);
    assert_eq!(fs::read(&books.path).ok(), before, "a refused file is left as it was");
}

/// Overwrites bytes of the file at `at`, counted in hundredths of its length.
fn flip(books: &Books, hundredths: usize, bytes: usize) {
    let mut content = fs::read(&books.path).unwrap();
    let at = content.len() * hundredths / 100;
    content[at..at + bytes].iter_mut().for_each(|b| *b = !*b);
    fs::write(&books.path, content).unwrap();
}

#[test]
fn a_missing_ledger_is_refused() {
    check(|b| fs::remove_file(&b.path).unwrap(), "ledger_missing");
}

#[test]
fn a_foreign_file_is_refused() {
    check(|b| fs::write(&b.path, "物业费台账").unwrap(), "ledger_foreign");
    check(|b| fs::write(&b.path, "房号,姓名\n3-2-501,张小明\n").unwrap(), "ledger_foreign");
    check(|b| fs::write(&b.path, "").unwrap(), "ledger_foreign");
    check(
        |b| {
            fs::remove_file(&b.path).unwrap();
            Connection::open(&b.path)
                .unwrap()
                .execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1)")
                .unwrap();
        },
        "ledger_foreign",
    );
}

#[test]
fn a_newer_ledger_is_refused() {
    check(|b| raw(&b.path).execute_batch("PRAGMA user_version = 99").unwrap(), "ledger_newer");
}

#[test]
fn a_damaged_ledger_is_refused() {
    // Whole pages, from the schema's own to the last.
    for hundredths in [1, 10, 30, 60, 90] {
        check(|b| flip(b, hundredths, 4096), "ledger_damaged");
    }
    // Shorter than its header says.
    for keep in [10, 50, 99] {
        check(
            |b| {
                let content = fs::read(&b.path).unwrap();
                fs::write(&b.path, &content[..content.len() * keep / 100]).unwrap();
            },
            "ledger_damaged",
        );
    }
}

#[test]
fn a_new_ledger_is_migrated_from_nothing_and_opens_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("新.zhangfang");
    drop(Store::create(&path).unwrap());
    let version: i64 = raw(&path).query_row("PRAGMA user_version", [], |r| r.get(0)).unwrap();
    assert!(version >= 1);
    let store = Store::open(&path).unwrap();
    assert_eq!(store.read::<_, Error>(|r| Ok(r.head()?.number.0)).unwrap(), 0);
    assert_eq!(store.read(|r| r.intact()).unwrap(), None);
    drop(store);
    Store::create(&path).unwrap_err();
}
