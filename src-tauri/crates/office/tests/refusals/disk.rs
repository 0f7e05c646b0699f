//! A disk that takes no more: the act is refused, nothing is lost, reading goes on, and writing once there is room.
//!
//! A real process runs against a kernel that answers writes to the ledger with `ENOSPC` (or `EIO`): a few lines of C,
//! preloaded, stand between SQLite and `write`. Quotas and small file systems need rights that a test may not have.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use office::views::payments::{Household, ListReceipts};
use office::views::register::UnitRequest;
use office::{Desk, acts};

use crate::counter::{counter, pay};
use crate::{now, refused};

/// Names the data folder to the test that runs again as a child.
const FOLDER: &str = "DISK_TEST_FOLDER";

/// Answers writes to the ledger and its WAL with the `errno` that the file named by `DISK_TEST_ERRNO` holds.
const SHIM: &str = r#"
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int refused(int fd) {
    char link[64], path[4096];
    const char *flag = getenv("DISK_TEST_ERRNO");
    if (!flag || access(flag, F_OK) != 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0) return 0;
    path[n] = 0;
    if (!strstr(path, ".zhangfang")) return 0;
    FILE *file = fopen(flag, "r");
    int code = 0;
    if (!file || fscanf(file, "%d", &code) != 1) abort();
    fclose(file);
    return code;
}

#define SHIMMED(name, parameters, arguments)                       \
    ssize_t name parameters {                                      \
        static ssize_t (*real) parameters;                         \
        if (!real) *(void **)&real = dlsym(RTLD_NEXT, #name);      \
        int code = refused(fd);                                    \
        if (code) { errno = code; return -1; }                     \
        return real arguments;                                     \
    }

SHIMMED(write, (int fd, const void *bytes, size_t n), (fd, bytes, n))
SHIMMED(pwrite, (int fd, const void *bytes, size_t n, off_t at), (fd, bytes, n, at))
SHIMMED(pwrite64, (int fd, const void *bytes, size_t n, off_t at), (fd, bytes, n, at))
"#;

const ENOSPC: &str = "28";
const EIO: &str = "5";

/// The shim, compiled into `folder`.
fn compiled_shim(folder: &Path) -> PathBuf {
    let (source, shim) = (folder.join("shim.c"), folder.join("shim.so"));
    fs::write(&source, SHIM).unwrap();
    let compiled =
        Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&shim).arg(&source).arg("-ldl").status();
    assert!(compiled.expect("cc, which linking this test needed too").success());
    shim
}

/// Runs a test of this file again, over `data` and with the shim in front of the kernel.
#[track_caller]
fn in_a_child(test: &str, data: &Path, errno: &Path, shim: &Path) {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(FOLDER, data)
        .env("DISK_TEST_ERRNO", errno)
        .env("LD_PRELOAD", shim)
        .output()
        .unwrap();
    assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stderr));
}

#[test]
fn a_disk_that_takes_no_more_loses_nothing() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return at_the_counter(Path::new(&folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let shim = compiled_shim(folder.path());
    let data = folder.path().join("数据");
    in_a_child("disk::a_disk_that_takes_no_more_loses_nothing", &data, &data.with_extension("errno"), &shim);
    // Without the shim, in another process: what was acknowledged is there once, what was refused is not.
    let mut desk = Desk::new(data, "none".into());
    acts::sign_in_as(&mut desk, Some("manager"), None, now()).unwrap();
    let all = acts::list_receipts(&mut desk, ListReceipts::default(), now()).unwrap().receipts;
    let totals: Vec<i64> = all.iter().map(|r| r.total_fen.0).collect();
    assert_eq!(totals, [400, 100]);
    assert!(acts::verify(&mut desk, (), now()).unwrap().ok);
}

/// The child: one payment, two that the disk does not take, and one when there is room again.
fn at_the_counter(folder: &Path) {
    let errno = std::env::var_os("DISK_TEST_ERRNO").unwrap();
    let owed = |desk: &mut Desk| -> Household {
        acts::household(desk, UnitRequest { unit: "3-2-501".into() }, now()).unwrap()
    };
    let read_only = |desk: &mut Desk| acts::strip(desk, (), now()).unwrap().read_only.map(|p| p.code);
    let mut desk = counter(folder);
    acts::pay(&mut desk, pay(&[("wechat", 100)]), now()).unwrap();
    let before = owed(&mut desk).unit.owed_fen;
    fs::write(&errno, ENOSPC).unwrap();
    refused("disk_full", acts::pay(&mut desk, pay(&[("wechat", 200)]), now()));
    assert_eq!(read_only(&mut desk).as_deref(), Some("disk_full"));
    assert_eq!(owed(&mut desk).unit.owed_fen, before, "reading goes on");
    fs::write(&errno, EIO).unwrap();
    refused("disk_failing", acts::pay(&mut desk, pay(&[("wechat", 300)]), now()));
    assert_eq!(read_only(&mut desk).as_deref(), Some("disk_failing"));
    fs::remove_file(&errno).unwrap();
    acts::pay(&mut desk, pay(&[("wechat", 400)]), now()).unwrap();
    assert_eq!(read_only(&mut desk), None);
}

/// A disk that is full when the program starts: the books open to be read, the last payment of a process that died
/// among them, and are written again once there is room.
#[test]
fn a_disk_that_is_full_at_the_start_is_read() {
    const NAME: &str = "disk::a_disk_that_is_full_at_the_start_is_read";
    if let Some(folder) = std::env::var_os(FOLDER) {
        return on_a_full_disk(Path::new(&folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let shim = compiled_shim(folder.path());
    for died in [false, true] {
        let data = folder.path().join(if died { "中断" } else { "关闭" });
        let mut desk = counter(&data);
        acts::pay(&mut desk, pay(&[("wechat", 100)]), now()).unwrap();
        // The files as a process that dies leaves them, and as one that closes does.
        let left = folder.path().join(format!("留下-{died}"));
        if !died {
            drop(desk);
            copy_folder(&data, &left);
        } else {
            copy_folder(&data, &left);
            drop(desk);
            assert!(left.join("账本.zhangfang-wal").metadata().unwrap().len() > 0);
        }
        let errno = left.with_extension("errno");
        fs::write(&errno, ENOSPC).unwrap();
        in_a_child(NAME, &left, &errno, &shim);
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for file in fs::read_dir(from).unwrap().map(Result::unwrap).filter(|f| f.path().is_file()) {
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

/// The child: signs in and reads with the disk full from the start; pays once there is room.
fn on_a_full_disk(folder: &Path) {
    let mut desk = Desk::new(folder.to_path_buf(), "none".into());
    let problem = acts::start(&mut desk, (), now()).unwrap().problem;
    assert!(problem.is_none(), "{problem:?}");
    acts::sign_in_as(&mut desk, Some("manager"), None, now()).unwrap();
    let read_only = |desk: &mut Desk| acts::strip(desk, (), now()).unwrap().read_only.map(|p| p.code);
    let why = read_only(&mut desk);
    assert!(matches!(why.as_deref(), Some("disk_full" | "disk_failing")), "{why:?}");
    let totals = |desk: &mut Desk| -> Vec<i64> {
        let all = acts::list_receipts(desk, ListReceipts::default(), now()).unwrap().receipts;
        all.iter().map(|r| r.total_fen.0).collect()
    };
    assert_eq!(totals(&mut desk), [100]);
    let refused = acts::pay(&mut desk, pay(&[("wechat", 200)]), now()).unwrap_err();
    assert!(refused.refusal().is_some_and(|r| r.code.starts_with("disk_")), "{refused}");
    fs::remove_file(std::env::var_os("DISK_TEST_ERRNO").unwrap()).unwrap();
    acts::pay(&mut desk, pay(&[("wechat", 300)]), now()).unwrap();
    assert_eq!(read_only(&mut desk), None);
    assert_eq!(totals(&mut desk), [300, 100]);
    assert!(acts::verify(&mut desk, (), now()).unwrap().ok);
}

/// A WAL that cannot be made, whoever asks: its name is taken by a folder.
#[test]
fn a_ledger_that_cannot_be_written() {
    let folder = tempfile::tempdir().unwrap();
    drop(counter(folder.path()));
    fs::create_dir(folder.path().join("账本.zhangfang-wal")).unwrap();
    let mut desk = Desk::new(folder.path().to_path_buf(), "none".into());
    acts::sign_in_as(&mut desk, Some("manager"), None, now()).unwrap();
    assert_eq!(acts::strip(&mut desk, (), now()).unwrap().read_only.unwrap().code, "disk_read_only");
    refused("disk_read_only", acts::pay(&mut desk, pay(&[("wechat", 100)]), now()));
    fs::remove_dir(folder.path().join("账本.zhangfang-wal")).unwrap();
    acts::pay(&mut desk, pay(&[("wechat", 100)]), now()).unwrap();
    assert!(acts::strip(&mut desk, (), now()).unwrap().read_only.is_none());
}
