//! Backups and restoring.

use std::fs;

use store::{Error, Store};

use crate::books::{Books, act, books, founded, refused};

fn names(books: &Books) -> Vec<String> {
    let entries = fs::read_dir(books.folder.path()).unwrap();
    let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn head(store: &Store) -> String {
    store.read::<_, Error>(|r| Ok(r.head()?.hash.to_string())).unwrap()
}

#[test]
fn a_backup_is_one_file_that_opens_and_verifies() {
    let books = books();
    let store = books.open();
    let target = books.folder.path().join("备份.zhangfang");
    let made = store.backup(&target).unwrap();
    assert_eq!(made.bytes, fs::metadata(&target).unwrap().len());
    let head_before = head(&store);
    drop(store);
    assert_eq!(names(&books), ["备份.zhangfang", "账本.zhangfang"]);
    let copy = Store::open(&target).unwrap();
    assert_eq!(head(&copy), head_before);
    assert_eq!(copy.read(|r| r.verify()).unwrap().wrong, None);
}

#[test]
fn an_existing_file_is_never_overwritten() {
    let books = books();
    let target = books.folder.path().join("备份.zhangfang");
    fs::write(&target, "去年的备份").unwrap();
    assert_eq!(refused(books.open().backup(&target)), "backup_exists");
    assert_eq!(fs::read_to_string(&target).unwrap(), "去年的备份");
}

#[test]
fn a_failed_backup_leaves_nothing_behind() {
    let books = books();
    // A fact without what it names: the copy is not sound.
    books.tamper(|raw| {
        raw.execute_batch("UPDATE charge SET item_id = 999 WHERE id = 1").unwrap();
    });
    let target = books.folder.path().join("备份.zhangfang");
    let store = books.open();
    let error = store.backup(&target).unwrap_err();
    assert!(error.to_string().contains("not sound"), "{error}");
    drop(store);
    assert_eq!(names(&books), ["账本.zhangfang"]);
}

#[test]
fn what_is_left_of_an_interrupted_backup_is_replaced() {
    let books = books();
    let target = books.folder.path().join("备份.zhangfang");
    fs::write(books.folder.path().join("备份.zhangfang.partial"), "半个备份").unwrap();
    books.open().backup(&target).unwrap();
    assert_eq!(names(&books), ["备份.zhangfang", "账本.zhangfang"]);
}

#[test]
fn restoring_keeps_the_ledger_that_was_there() {
    let old = books();
    let new = founded();
    let backup = old.folder.path().join("备份.zhangfang");
    old.open().backup(&backup).unwrap();
    let (old_head, new_head) = (head(&old.open()), head(&new.open()));
    let kept = new.folder.path().join("恢复前.zhangfang");
    Store::restore(&backup, &new.path, &kept, None).unwrap();
    assert_eq!(head(&new.open()), old_head);
    assert_eq!(head(&Store::open(&kept).unwrap()), new_head);
    assert!(backup.is_file(), "the backup stays where it was");
}

#[test]
fn restoring_keeps_what_was_only_in_the_wal() {
    let old = books();
    let new = founded();
    let backup = old.folder.path().join("备份.zhangfang");
    old.open().backup(&backup).unwrap();
    // A copy taken while the ledger is open, as a pulled plug leaves it: the last act is in the WAL alone.
    let crashed = tempfile::tempdir().unwrap();
    let path = crashed.path().join("账本.zhangfang");
    let mut store = new.open();
    store.write(|w| w.post(&act(ledger::entries::EntryKind::Reveal, 5, Vec::new()))).unwrap();
    let last = head(&store);
    fs::copy(&new.path, &path).unwrap();
    fs::copy(new.folder.path().join("账本.zhangfang-wal"), crashed.path().join("账本.zhangfang-wal"))
        .unwrap();
    drop(store);
    let kept = crashed.path().join("恢复前.zhangfang");
    Store::restore(&backup, &path, &kept, None).unwrap();
    assert_eq!(head(&Store::open(&kept).unwrap()), last);
    assert_eq!(head(&Store::open(&path).unwrap()), head(&old.open()));
}

#[test]
fn a_damaged_ledger_is_kept_as_it_is_when_another_takes_its_place() {
    let old = books();
    let backup = old.folder.path().join("备份.zhangfang");
    old.open().backup(&backup).unwrap();
    fs::write(&old.path, "坏了").unwrap();
    let kept = old.folder.path().join("恢复前.zhangfang");
    Store::restore(&backup, &old.path, &kept, None).unwrap();
    assert_eq!(fs::read_to_string(&kept).unwrap(), "坏了");
    assert_eq!(old.open().read(|r| r.verify()).unwrap().wrong, None);
}

#[test]
fn a_backup_that_is_none_replaces_nothing() {
    let books = books();
    let before = head(&books.open());
    let none = books.folder.path().join("不是备份.zhangfang");
    fs::write(&none, "台账").unwrap();
    let kept = books.folder.path().join("恢复前.zhangfang");
    assert_eq!(refused(Store::restore(&none, &books.path, &kept, None)), "ledger_foreign");
    assert_eq!(head(&books.open()), before);
    assert_eq!(names(&books), ["不是备份.zhangfang", "账本.zhangfang"]);
}

#[test]
fn a_damaged_backup_replaces_nothing_and_leaves_nothing() {
    let books = books();
    let backup = books.folder.path().join("备份.zhangfang");
    books.open().backup(&backup).unwrap();
    let before = head(&books.open());
    let whole = fs::read(&backup).unwrap();
    for at in [4096, whole.len() / 2, whole.len() - 4096] {
        let mut content = whole.clone();
        content[at..at + 4096].fill(0xAB);
        fs::write(&backup, content).unwrap();
        let kept = books.folder.path().join("恢复前.zhangfang");
        assert_eq!(refused(Store::restore(&backup, &books.path, &kept, None)), "ledger_damaged");
        assert_eq!(names(&books), ["备份.zhangfang", "账本.zhangfang"]);
    }
    assert_eq!(head(&books.open()), before);
}

#[test]
fn a_ledger_kept_before_is_never_overwritten() {
    let books = books();
    let backup = books.folder.path().join("备份.zhangfang");
    books.open().backup(&backup).unwrap();
    let kept = books.folder.path().join("恢复前.zhangfang");
    fs::write(&kept, "上一次恢复前的账本").unwrap();
    assert_eq!(refused(Store::restore(&backup, &books.path, &kept, None)), "backup_exists");
    assert_eq!(fs::read_to_string(&kept).unwrap(), "上一次恢复前的账本");
    assert_eq!(books.open().read(|r| r.verify()).unwrap().wrong, None);
}
