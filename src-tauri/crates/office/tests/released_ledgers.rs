//! Ledgers of every released schema version open, verify and take a payment: fixtures/ledgers/, made by
//! examples/make-ledger.rs when the version was released.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod counter;

use std::path::{Path, PathBuf};

use counter::{LEDGER, at, desk, id, verified};
use office::acts;
use office::views::Fen;
use office::views::cash_day::OpenDay;
use office::views::payments::{ListReceipts, Pay, TenderRequest};

fn check(file: &Path) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(file, folder.path().join(LEDGER)).unwrap();
    let mut desk = desk(folder.path());
    let now = at("2026-11-21", "08:31");
    acts::sign_in_as(&mut desk, Some("cashier"), None, now).unwrap();
    verified(&mut desk, now).unwrap();
    let kept = acts::day(&mut desk, (), now).unwrap().kept_fen.expect("a day was closed");
    acts::open_day(
        &mut desk,
        OpenDay { id: id(), float_fen: kept, reason: String::new(), second: None },
        now,
    )
    .unwrap();
    let before = acts::list_receipts(&mut desk, ListReceipts::default(), now).unwrap().receipts;
    let owing = acts::list_units(&mut desk, Default::default(), now).unwrap().units;
    let unit = owing.iter().find(|u| u.owed_fen > Fen(100)).expect("somebody owes");
    let request = Pay {
        id: id(),
        unit: unit.code.clone(),
        tenders: vec![TenderRequest {
            tender: "cash".into(),
            amount_fen: Fen(100),
            reference: String::new(),
        }],
        charges: None,
        limit_fen: None,
        surplus_to_prepayment: false,
    };
    let paid = acts::pay(&mut desk, request, now).unwrap();
    assert_eq!(paid.receipt.number, format!("{:07}", before.len() + 1), "{}", file.display());
    verified(&mut desk, now).unwrap();
}

#[test]
fn released_ledgers_open_verify_and_take_a_payment() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures/ledgers");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "zhangfang"));
    files.sort();
    assert!(!files.is_empty(), "fixtures/ledgers is empty");
    files.iter().for_each(|f| check(f));
}
