//! The ledger file and its backups.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use office::views::books::FileRequest;
use office::{Desk, acts};

use crate::{empty_office, found, now, refused};

fn ledger(folder: &Path) -> PathBuf {
    folder.join("账本.zhangfang")
}

/// Spoils the closed ledger and opens it again.
#[track_caller]
fn reopened(spoil: impl FnOnce(&mut Vec<u8>)) -> office::Result<office::views::start::SessionView> {
    let folder = tempfile::tempdir().unwrap();
    drop(empty_office(folder.path()));
    let path = ledger(folder.path());
    let mut bytes = fs::read(&path).unwrap();
    spoil(&mut bytes);
    fs::write(&path, bytes).unwrap();
    let mut desk = Desk::new(folder.path().to_path_buf(), "none".into());
    acts::sign_in_as(&mut desk, Some("manager"), None, now())
}

#[test]
fn a_file_that_is_not_a_whole_ledger_of_this_version() {
    // `user_version` lies at byte 60 of an SQLite file.
    refused("ledger_newer", reopened(|bytes| bytes[60..64].copy_from_slice(&99_u32.to_be_bytes())));
    refused("ledger_foreign", reopened(|bytes| *bytes = "房号,姓名\n3-2-501,张小明\n".into()));
    refused("ledger_damaged", reopened(|bytes| bytes[40_000..60_000].fill(0xAB)));
    refused("ledger_damaged", reopened(|bytes| bytes.truncate(50_000)));
}

#[test]
fn what_cannot_be_opened_is_a_problem_on_the_first_screen() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(ledger(folder.path()), "台账").unwrap();
    let mut desk = Desk::new(folder.path().to_path_buf(), "none".into());
    let problem = acts::start(&mut desk, (), now()).unwrap().problem.unwrap();
    assert_eq!(problem.code, "ledger_foreign");
}

/// A ledger that nobody can look at, and one that cannot be read from its beginning: no office is founded over it, and
/// the start of the program says what is wrong.
#[test]
fn a_ledger_that_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    for target in [ledger(folder.path()), PathBuf::from("/proc/self/mem")] {
        std::os::unix::fs::symlink(&target, ledger(folder.path())).unwrap();
        let mut desk = Desk::new(folder.path().to_path_buf(), "none".into());
        refused("ledger_unreadable", acts::sign_in_as(&mut desk, Some("manager"), None, now()));
        let problem = acts::start(&mut desk, (), now()).unwrap().problem.unwrap();
        assert_eq!(problem.code, "ledger_unreadable");
        refused("office_exists", acts::create_office(&mut desk, found("桂苑服务中心", true), now()));
        fs::remove_file(ledger(folder.path())).unwrap();
    }
}

#[test]
fn backups() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = empty_office(folder.path());
    let file = |path: PathBuf| FileRequest { path: path.display().to_string() };
    let target = folder.path().join("备份.zhangfang");
    acts::backup(&mut desk, file(target.clone()), now()).unwrap();
    refused("backup_exists", acts::backup(&mut desk, file(target), now()));
    refused(
        "folder_missing",
        acts::backup(&mut desk, file(folder.path().join("没有/备份.zhangfang")), now()),
    );
    let elsewhere = tempfile::tempdir().unwrap();
    let other = elsewhere.path().join("别处.zhangfang");
    acts::backup(&mut empty_office(elsewhere.path()), file(other.clone()), now()).unwrap();
    refused("backup_of_other_office", acts::restore(&mut desk, file(other), now()));
    acts::sign_in_as(&mut desk, Some("manager"), None, now()).unwrap();
    refused("file_missing", acts::backup(&mut desk, file(PathBuf::new()), now()));
    refused("file_missing", acts::restore(&mut desk, file(folder.path().join("没有.zhangfang")), now()));
    drop(desk);
    let store = store::Store::open(&ledger(folder.path())).unwrap();
    let unreadable = folder.path().join(std::ffi::OsStr::from_bytes(b"\xff.zhangfang"));
    refused("path_unreadable", store.backup(&unreadable));
}
