//! kill -9 at random moments of a run of payments: what was acknowledged is there once, nothing else is damaged.
//!
//! `KILLS` makes it longer, `KILL_SEED` repeats a run as nearly as the machine's timing allows.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod counter;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use counter::{at, desk, id, office_folder, verified};
use office::acts;
use office::views::Fen;
use office::views::billing::{RunBilling, SetTariff};
use office::views::cash_day::OpenDay;
use office::views::payments::{ListReceipts, Pay, TenderRequest};
use office::views::register::{SavePerson, SaveUnit};

const UNIT: &str = "3-2-501";
const FLOAT: i64 = 50_000;

/// An estate of one unit that owes a great deal, on an open day.
fn owing_office() -> tempfile::TempDir {
    let folder = office_folder();
    let mut desk = desk(folder.path());
    let now = at("2026-11-21", "08:31");
    acts::sign_in_as(&mut desk, Some("manager"), None, now).unwrap();
    let unit = SaveUnit {
        id: id(),
        unit_id: None,
        code: UNIT.into(),
        usage: "residence".into(),
        area: "89.5".into(),
        status: None,
        handover: String::new(),
        reason: String::new(),
    };
    let unit_id = acts::save_unit(&mut desk, unit, now).unwrap().unit_id;
    let person = SavePerson {
        id: id(),
        unit_id,
        person_id: None,
        name: "张小明".into(),
        relation: "owner".into(),
        phones: None,
        liable: true,
        liable_from: String::new(),
        liable_to: String::new(),
        reason: String::new(),
    };
    acts::save_person(&mut desk, person, now).unwrap();
    let tariff = SetTariff {
        id: id(),
        item: "物业费".into(),
        treatment: None,
        step_fen: None,
        basis: "area".into(),
        rate: "10".into(),
        from: "2026-09-01".into(),
        building: None,
        usage: None,
        proration: None,
    };
    acts::set_tariff(&mut desk, tariff, now).unwrap();
    let billing = RunBilling { id: id(), through: "2026-11".into(), expected_total_fen: None };
    acts::run_billing(&mut desk, billing, now).unwrap();
    let open = OpenDay { id: id(), float_fen: Fen(FLOAT), reason: String::new(), second: None };
    acts::open_day(&mut desk, open, now).unwrap();
    folder
}

fn payment(id: &str, fen: i64) -> Pay {
    let tender = TenderRequest { tender: "cash".into(), amount_fen: Fen(fen), reference: String::new() };
    Pay {
        id: id.into(),
        unit: UNIT.into(),
        tenders: vec![tender],
        charges: None,
        limit_fen: None,
        surplus_to_prepayment: false,
    }
}

/// Marsaglia's xorshift: enough to choose moments, and repeatable.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }
}

/// What a child said before it was killed.
#[derive(Debug, Default)]
struct Heard {
    /// Receipt number and 分, by payment id.
    acknowledged: BTreeMap<String, (i64, i64)>,
    /// Announced last, and not acknowledged.
    trying: Option<(String, i64)>,
}

impl Heard {
    fn line(&mut self, line: &str) {
        match line.split(' ').collect::<Vec<_>>().as_slice() {
            ["trying", id, fen] => {
                self.trying = Some(((*id).to_owned(), fen.parse().unwrap()));
            }
            ["acknowledged", id, number, fen] => {
                let receipt = (number.parse().unwrap(), fen.parse().unwrap());
                let before = self.acknowledged.insert((*id).to_owned(), receipt);
                assert!(
                    before.is_none_or(|b| b == receipt),
                    "a payment acknowledged twice must be the same receipt"
                );
                self.trying = None;
            }
            other => panic!("the child said {other:?}"),
        }
    }
}

fn start(folder: &Path, again: Option<&(String, i64)>) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pay-in-a-loop"));
    command.arg(folder).arg(UNIT).stdout(Stdio::piped()).stderr(Stdio::piped());
    if let Some((id, fen)) = again {
        command.args([id, &fen.to_string()]);
    }
    command.spawn().unwrap()
}

/// Lets a child pay, kills it in the middle, and gives every whole line it had said.
fn run_and_kill(folder: &Path, heard: &mut Heard, dice: &mut Dice) {
    let mut child = start(folder, heard.trying.as_ref());
    let output = BufReader::new(child.stdout.take().unwrap());
    let (send, lines) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        for line in output.lines() {
            send.send(line.unwrap()).unwrap();
        }
    });
    // One kill in six comes while the child starts, recovers the log and opens the books.
    if dice.below(6) > 0 {
        let mut wanted = dice.below(6);
        while wanted > 0 {
            let Ok(line) = lines.recv() else { break };
            heard.line(&line);
            wanted -= u64::from(line.starts_with("acknowledged"));
        }
    }
    let moment = Duration::from_micros(1000 + dice.below(59_000));
    match child.try_wait().unwrap() {
        None => std::thread::park_timeout(moment),
        Some(status) => panic!(
            "the child stopped by itself: {status} {:?}",
            std::io::read_to_string(child.stderr.unwrap())
        ),
    }
    child.kill().unwrap();
    let status = child.wait().unwrap();
    reader.join().unwrap();
    for line in lines {
        heard.line(&line);
    }
    assert!(
        status.code().is_none(),
        "killed, not stopped: {:?}",
        std::io::read_to_string(child.stderr.unwrap())
    );
}

#[test]
fn what_was_acknowledged_survives_every_kill() {
    let kills: u64 = std::env::var("KILLS").map_or(220, |n| n.parse().unwrap());
    let seed = std::env::var("KILL_SEED")
        .map_or_else(|_| uuid::Uuid::new_v4().as_u64_pair().0 | 1, |n| n.parse().unwrap());
    println!("KILL_SEED={seed} KILLS={kills}");
    let folder = owing_office();
    let (mut heard, mut dice) = (Heard::default(), Dice(seed));
    for _ in 0..kills {
        run_and_kill(folder.path(), &mut heard, &mut dice);
    }
    let mut desk = desk(folder.path());
    let now = at("2026-11-21", "18:00");
    acts::sign_in_as(&mut desk, Some("manager"), None, now).unwrap();
    // The payment nobody knows the fate of is sent once more: then there is exactly one.
    if let Some((id, fen)) = heard.trying.take() {
        let receipt = acts::pay(&mut desk, payment(&id, fen), now).unwrap().receipt;
        heard.acknowledged.insert(id, (receipt.number.parse().unwrap(), fen));
    }
    verified(&mut desk, now).unwrap();
    let listed = acts::list_receipts(&mut desk, ListReceipts::default(), now).unwrap().receipts;
    println!("{} receipts, {} acknowledged", listed.len(), heard.acknowledged.len());
    assert!(heard.acknowledged.len() as u64 > kills, "hardly any payment was made: the kills prove nothing");
    let numbers: Vec<i64> = listed.iter().rev().map(|r| r.number.parse().unwrap()).collect();
    assert_eq!(
        numbers,
        (1..=i64::try_from(listed.len()).unwrap()).collect::<Vec<_>>(),
        "numbers without a gap"
    );
    let mut kept: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for r in &listed {
        let before = kept.insert(r.payment_id.clone(), (r.number.parse().unwrap(), r.total_fen.0));
        assert_eq!(before, None, "a payment has one receipt");
    }
    for (id, receipt) in &heard.acknowledged {
        assert_eq!(kept.remove(id), Some(*receipt), "an acknowledged receipt must be there: {id}");
    }
    assert!(kept.is_empty(), "receipts nobody was told of: {kept:?}");
    let taken: i64 = listed.iter().map(|r| r.total_fen.0).sum();
    let status = acts::day_status(&mut desk, (), now).unwrap();
    assert_eq!(status.tenders[0].expected_fen.0, FLOAT + taken, "the drawer holds what the receipts say");
}
