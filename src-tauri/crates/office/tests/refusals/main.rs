//! Every refusal: a file says how to get it and its exact words, and the acts give it in those words.
#![allow(clippy::unwrap_used, reason = "a test stops where it does not hold")]

mod books;
mod counter;
mod disk;
mod imports;
mod office_and_register;
mod words;

use std::path::{Path, PathBuf};

use ledger::calendar::Instant;
use office::views::start::CreateOffice;
use office::{Desk, acts};

/// Refusals that no act can be made to give in a test of this crate, and where they are tried instead.
const TRIED_ELSEWHERE: [(&str, &str); 6] = [
    ("folder_read_only", "by hand as an ordinary user: the tests may run as root, who may write anywhere"),
    ("import_unit_back", "office/src/imports/tests.rs: with drafts of one layout"),
    ("import_unit_stays", "office/src/imports/tests.rs: with drafts of one layout"),
    ("ledger_busy", "store/tests/ledger_file/posting.rs: two writers on one file"),
    (
        "workbook_parse_died",
        "sheets/src/child.rs: a child that says nothing, and one that needs too much memory",
    ),
    ("workbook_parse_timeout", "sheets/src/child.rs: with a limit shorter than thirty seconds"),
];

fn at(text: &str) -> Instant {
    Instant::new(chrono::DateTime::parse_from_rfc3339(&format!("{text}:00+08:00")).unwrap())
}

/// A morning on which the tests are at work.
fn now() -> Instant {
    at("2026-11-21T08:31")
}

fn id() -> String {
    uuid::Uuid::new_v4().to_string()
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

/// A training office without an estate, its manager signed in.
fn empty_office(folder: &Path) -> Desk {
    let mut desk = Desk::new(folder.to_path_buf(), env!("CARGO_BIN_EXE_read-roster").into());
    acts::create_office(&mut desk, found("桂苑服务中心", true), at("2026-11-21T08:00")).unwrap();
    acts::sign_in_as(&mut desk, Some("manager"), None, now()).unwrap();
    desk
}

fn found(name: &str, training: bool) -> CreateOffice {
    CreateOffice { name: name.into(), training, empty: true, manager_name: None, manager_pin: None }
}

/// Asserts that an act was refused with this code, in the words of its file.
#[track_caller]
fn refused<T: std::fmt::Debug, E: Into<office::Error>>(code: &str, outcome: Result<T, E>) {
    let error: office::Error =
        outcome.map(|done| panic!("{code} expected, but: {done:?}")).unwrap_err().into();
    let refusal = error.refusal().unwrap_or_else(|| panic!("{code} expected, but a fault: {error}"));
    assert_eq!(refusal.code, code, "{refusal}");
    words::said(code, &refusal.message);
}
