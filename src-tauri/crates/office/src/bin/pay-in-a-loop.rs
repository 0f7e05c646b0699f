//! Only for tests: takes payments one after another until it is killed.
//!
//! `pay-in-a-loop FOLDER UNIT [ID FEN]` says on its output `trying ID FEN` before each payment and
//! `acknowledged ID NUMBER FEN` after the act has returned. A payment given as ID and FEN is sent first.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use office::views::Fen;
use office::views::payments::{Pay, TenderRequest};
use office::{Desk, SystemClock, acts};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(unit)) = (arguments.next(), arguments.next()) else {
        return said("pay-in-a-loop FOLDER UNIT [ID FEN]");
    };
    let again = match (arguments.next(), arguments.next()) {
        (Some(id), Some(fen)) => match fen.parse() {
            Ok(fen) => Some((id, fen)),
            Err(error) => return said(&format!("FEN {fen}: {error}")),
        },
        _ => None,
    };
    match run(PathBuf::from(folder), &unit, again) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => said(&error.to_string()),
    }
}

fn said(problem: &str) -> ExitCode {
    eprintln!("{problem}");
    ExitCode::FAILURE
}

fn run(folder: PathBuf, unit: &str, again: Option<(String, i64)>) -> Result<(), Box<dyn std::error::Error>> {
    let mut desk = Desk::new(folder, std::env::current_exe()?);
    let now = SystemClock::written("2026-11-21T09:00:00+08:00")?;
    acts::sign_in_as(&mut desk, Some("cashier"), None, now)?;
    let mut out = std::io::stdout().lock();
    let fresh = (1..).map(|nth| (uuid::Uuid::new_v4().to_string(), 1 + nth % 7));
    for (id, fen) in again.into_iter().chain(fresh) {
        writeln!(out, "trying {id} {fen}")?;
        out.flush()?;
        let tender = TenderRequest { tender: "cash".into(), amount_fen: Fen(fen), reference: String::new() };
        let request = Pay {
            id: id.clone(),
            unit: unit.to_owned(),
            tenders: vec![tender],
            charges: None,
            limit_fen: None,
            surplus_to_prepayment: false,
        };
        let paid = acts::pay(&mut desk, request, now)?;
        writeln!(out, "acknowledged {id} {} {fen}", paid.receipt.number)?;
        out.flush()?;
    }
    Ok(())
}
