//! What the tests of this folder share: an empty training office to start from, and moments.
#![allow(dead_code, reason = "each test binary takes what it needs")]

use std::path::Path;
use std::sync::OnceLock;

use ledger::calendar::Instant;
use office::views::Approver;
use office::views::start::CreateOffice;
use office::{Desk, acts};

/// The ledger's name in a data folder.
pub const LEDGER: &str = "账本.zhangfang";

/// The operators of a training office, in the order of their ids.
const OPERATORS: [(&str, &str); 3] = [("周收银", "1357"), ("钱主管", "2468"), ("孙经理", "3690")];

/// `2026-11-21 08:31` in Beijing.
pub fn at(date: &str, time: &str) -> Instant {
    let text = format!("{date}T{time}:00+08:00");
    Instant::new(chrono::DateTime::parse_from_rfc3339(&text).unwrap_or_else(|e| panic!("{text}: {e}")))
}

/// A new id.
pub fn id() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// An operator beside the one signed in, with his PIN.
pub fn approver(name: &str) -> Approver {
    let place =
        OPERATORS.iter().position(|(n, _)| *n == name).unwrap_or_else(|| panic!("nobody called {name}"));
    Approver { operator_id: i64::try_from(place + 1).unwrap(), pin: OPERATORS[place].1.into() }
}

/// A desk over a folder, with the program that reads workbooks.
pub fn desk(folder: &Path) -> Desk {
    Desk::new(folder.to_path_buf(), env!("CARGO_BIN_EXE_read-roster").into())
}

/// A folder with an empty training office founded on 2026-01-01. Hashing its PINs is slow, so it is founded once.
pub fn office_folder() -> tempfile::TempDir {
    static FOUNDED: OnceLock<tempfile::TempDir> = OnceLock::new();
    let founded = FOUNDED.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let request = CreateOffice {
            name: "桂苑服务中心".into(),
            training: true,
            empty: true,
            manager_name: None,
            manager_pin: None,
        };
        acts::create_office(&mut desk(folder.path()), request, at("2026-01-01", "08:00")).unwrap();
        folder
    });
    copy_of(founded.path())
}

/// A new folder with a copy of a closed ledger.
pub fn copy_of(folder: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    std::fs::copy(folder.join(LEDGER), copy.path().join(LEDGER)).unwrap();
    copy
}

/// The books verify.
pub fn verified(desk: &mut Desk, now: Instant) -> Result<(), String> {
    let view = acts::verify(desk, (), now).map_err(|e| e.to_string())?;
    if view.ok { Ok(()) } else { Err(format!("{view:#?}")) }
}
