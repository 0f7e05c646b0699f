//! Random days at the counter, each step compared with an independent auditor.
//!
//! `PROPTEST_CASES` makes it longer, `PROPTEST_RNG_SEED` repeats a run; failures are kept in model.regressions.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod auditor;
mod counter;
mod steps;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use auditor::{Asked, Auditor, ITEMS, TENDERS, UNITS};
use counter::{approver, at, copy_of, desk, id, office_folder, verified};
use ledger::calendar::Instant;
use ledger::cash_day::DENOMINATIONS;
use office::views::Fen;
use office::views::billing::{RunBilling, SetTariff};
use office::views::cash_day::{CloseDay, CountedTender, OpenDay, Pieces, SubmitCount};
use office::views::payments::{ListReceipts, Pay, TenderRequest, VoidReceipt, Waive};
use office::views::register::{SavePerson, SaveUnit, UnitRequest};
use office::{Desk, acts};
use proptest::test_runner::{Config, FileFailurePersistence, RngSeed, TestCaseError, TestRunner};
use steps::{Much, Step, step};

/// The real books and the auditor's, side by side.
struct Both {
    desk: Desk,
    auditor: Auditor,
    charge_ids: HashMap<(usize, usize, usize), i64>,
    date: i64,
    minute: i64,
    /// How often an act was done, or refused with a code.
    tally: BTreeMap<&'static str, usize>,
}

fn date_of(day: i64) -> String {
    let first = ledger::calendar::parse_date("2026-03-01").unwrap();
    (first + chrono::Duration::days(day)).to_string()
}

fn month_of(month: usize) -> String {
    format!("{}-{:02}", 2026 + month / 12, month % 12 + 1)
}

impl Both {
    fn new(folder: &Path, date: i64) -> Both {
        Both {
            desk: desk(folder),
            auditor: Auditor::default(),
            charge_ids: HashMap::new(),
            date,
            minute: 0,
            tally: BTreeMap::new(),
        }
    }

    /// The little estate, entered, priced and billed for two months.
    fn founded(folder: &Path) -> Both {
        let mut both = Both::new(folder, 0);
        let now = both.now();
        both.sign_in("manager");
        for (code, hundredths) in UNITS {
            let unit = SaveUnit {
                id: id(),
                unit_id: None,
                code: code.into(),
                usage: "residence".into(),
                area: format!("{}.{:02}", hundredths / 100, hundredths % 100),
                status: None,
                handover: String::new(),
                reason: String::new(),
            };
            let unit_id = acts::save_unit(&mut both.desk, unit, now).unwrap().unit_id;
            let person = SavePerson {
                id: id(),
                unit_id,
                person_id: None,
                name: format!("业主{code}"),
                relation: "owner".into(),
                phones: None,
                liable: true,
                liable_from: String::new(),
                liable_to: String::new(),
                reason: String::new(),
            };
            acts::save_person(&mut both.desk, person, now).unwrap();
        }
        for (item, by_area, fen) in ITEMS {
            let tariff = SetTariff {
                id: id(),
                item: item.into(),
                treatment: None,
                step_fen: None,
                basis: if by_area { "area" } else { "fixed" }.into(),
                rate: format!("{}.{:02}", fen / 100, fen % 100),
                from: "2026-01-01".into(),
                building: None,
                usage: None,
                proration: None,
            };
            acts::set_tariff(&mut both.desk, tariff, now).unwrap();
        }
        both.bill(1);
        both
    }

    fn now(&self) -> Instant {
        at(&date_of(self.date), &format!("{:02}:{:02}", 8 + self.minute / 60, self.minute % 60))
    }

    fn sign_in(&mut self, who: &str) {
        let now = self.now();
        acts::sign_in_as(&mut self.desk, Some(who), None, now).unwrap();
    }

    /// Does an act. A refusal is its code, a fault is a failure of the test.
    fn act<R, T>(
        &mut self,
        act: fn(&mut Desk, R, Instant) -> office::Result<T>,
        request: R,
    ) -> Result<T, &'static str> {
        let now = self.now();
        let came = act(&mut self.desk, request, now).map_err(|error| match error.refusal() {
            Some(refusal) => refusal.code,
            None => panic!("a fault: {error}"),
        });
        *self.tally.entry(came.as_ref().map_or_else(|code| *code, |_| "done")).or_default() += 1;
        came
    }

    fn fen(&self, unit: usize, tender: usize, much: Much) -> i64 {
        let whole = match (TENDERS[tender], self.auditor.owed(unit)) {
            ("prepayment", _) => self.auditor.prepaid[unit],
            (_, 0) => 20_000,
            (_, owed) => owed,
        };
        whole * much.percent / 100 + much.fen
    }

    fn step(&mut self, step: &Step) {
        self.minute += 1;
        match step {
            Step::Open { differs, reason } => self.open(*differs, *reason),
            Step::Pay { unit, tenders, chosen, limit, surplus } => {
                let tenders = tenders.iter().map(|(t, m)| (*t, self.fen(*unit, *t, *m))).collect();
                let places: Vec<usize> = (0..self.auditor.charges.len())
                    .filter(|c| self.auditor.charges[*c].unit == *unit)
                    .collect();
                let chosen =
                    chosen.as_ref().map(|all| all.iter().map(|n| places[n % places.len()]).collect());
                let limit = limit.map(|m| self.fen(*unit, 0, m).max(1));
                self.pay(Asked { id: id(), unit: *unit, tenders, chosen, limit, surplus: *surplus });
            }
            Step::PayAgain { receipt, more } => self.pay_again(*receipt, *more),
            Step::Void { receipt } => self.void(*receipt),
            Step::Waive { charge, much } => self.waive(*charge, *much),
            Step::Bill { months } => self.bill((self.auditor.billed + months).saturating_sub(1)),
            Step::Count { off, others } => self.count(*off, *others),
            Step::Close { reason, second, banked } => self.close(*reason, *second, *banked),
            Step::NextDay => (self.date, self.minute) = (self.date + 1, 0),
            Step::Evening => {
                self.count(0, true);
                self.close(true, false, None);
                self.step(&Step::NextDay);
                self.open(0, false);
            }
            Step::Reopen => {
                let folder = self.desk.folder().to_path_buf();
                // The lock goes with the old desk.
                self.desk = desk(Path::new("/nowhere"));
                self.desk = desk(&folder);
            }
        }
    }

    fn open(&mut self, differs: i64, reason: bool) {
        self.sign_in("cashier");
        let float = (self.auditor.closed.map_or(50_000, |(_, kept)| kept) + differs).max(0);
        let reason_text = if reason { "点过两遍" } else { "" };
        let request = OpenDay { id: id(), float_fen: Fen(float), reason: reason_text.into(), second: None };
        let opened = self.act(acts::open_day, request).map(|_| ());
        assert_eq!(opened, self.auditor.open(self.date, float, reason), "opening a day");
    }

    fn pay(&mut self, asked: Asked) {
        self.sign_in("cashier");
        let tender = |(t, fen): &(usize, i64)| TenderRequest {
            tender: TENDERS[*t].into(),
            amount_fen: Fen(*fen),
            reference: "回单1".into(),
        };
        let charge_id = |c: &usize| {
            let c = &self.auditor.charges[*c];
            self.charge_ids[&(c.unit, c.item, c.month)]
        };
        let request = Pay {
            id: asked.id.clone(),
            unit: UNITS[asked.unit].0.into(),
            tenders: asked.tenders.iter().map(tender).collect(),
            charges: asked.chosen.as_ref().map(|all| all.iter().map(charge_id).collect()),
            limit_fen: asked.limit.map(Fen),
            surplus_to_prepayment: asked.surplus,
        };
        let paid = self.act(acts::pay, request);
        let expected = self.auditor.pay(self.date, &asked);
        let shown =
            paid.map(|p| (p.receipt.number, p.repeated, p.receipt.total_fen.0, p.receipt.change_fen.0));
        let expected = expected.map(|(number, repeated)| {
            let receipt = &self.auditor.receipts[number - 1];
            (format!("{number:07}"), repeated, receipt.total, receipt.change)
        });
        assert_eq!(shown, expected, "{asked:?}");
    }

    fn pay_again(&mut self, receipt: usize, more: i64) {
        let count = self.auditor.receipts.len();
        let Some(before) = self.auditor.receipts.get(receipt % count.max(1)).cloned() else { return };
        let mut tenders = before.handed;
        tenders[0].1 += more;
        self.pay(Asked {
            id: before.id,
            unit: before.unit,
            tenders,
            chosen: None,
            limit: None,
            surplus: false,
        });
    }

    fn void(&mut self, receipt: usize) {
        let count = self.auditor.receipts.len();
        if count == 0 {
            return;
        }
        self.sign_in("supervisor");
        let nth = receipt % count;
        let request =
            VoidReceipt {
                id: id(), number: (nth + 1).to_string(), reason: "收错户".into(), approver: None
            };
        let voided = self.act(acts::void_receipt, request).map(|_| ());
        assert_eq!(voided, self.auditor.void(self.date, nth), "voiding receipt {}", nth + 1);
    }

    fn waive(&mut self, charge: usize, much: Much) {
        self.sign_in("supervisor");
        let place = charge % self.auditor.charges.len();
        let c = self.auditor.charges[place].clone();
        let fen = c.open * much.percent / 100 + much.fen;
        let request = Waive {
            id: id(),
            charge_id: self.charge_ids[&(c.unit, c.item, c.month)],
            amount_fen: Fen(fen),
            reason: "漏水".into(),
            approval: "批〔2026〕3号".into(),
            approver: None,
        };
        let waived = self.act(acts::waive, request).map(|_| ());
        assert_eq!(waived, self.auditor.waive(place, fen), "waiving {fen} of {c:?}");
    }

    fn bill(&mut self, through: usize) {
        self.sign_in("manager");
        let request = RunBilling { id: id(), through: month_of(through), expected_total_fen: None };
        let billed = self.act(acts::run_billing, request).map(|b| b.total_fen.0);
        assert_eq!(billed, self.auditor.bill(through), "billing {}", month_of(through));
        for (unit, (code, _)) in UNITS.iter().enumerate() {
            for (item, month, charge_id, _) in self.charges_of(code) {
                self.charge_ids.insert((unit, item, month), charge_id);
            }
        }
    }

    fn count(&mut self, off: i64, others: bool) {
        self.sign_in("cashier");
        let expected = self.auditor.expected();
        let cash = (expected[0] + off).max(0);
        let mut rest = cash;
        let mut pieces = Vec::new();
        for denomination in DENOMINATIONS {
            pieces.push(Pieces { denomination_fen: Fen(denomination), pieces: rest / denomination });
            rest %= denomination;
        }
        let stated: Vec<(usize, i64)> = match others {
            true => (1..5).map(|t| (t, expected[t])).filter(|(_, fen)| *fen > 0).collect(),
            false => Vec::new(),
        };
        let tenders = stated
            .iter()
            .map(|(t, fen)| CountedTender { tender: TENDERS[*t].into(), counted_fen: Fen(*fen) })
            .collect();
        let counted = self.act(acts::submit_count, SubmitCount { id: id(), pieces, tenders });
        assert_eq!(counted.map(|c| c.off_by_fen.0), self.auditor.count(cash, &stated), "counting {cash}");
    }

    fn close(&mut self, reason: bool, second: bool, banked: Option<i64>) {
        self.sign_in("cashier");
        let request = CloseDay {
            id: id(),
            banked_fen: banked.map(Fen),
            reason: if reason { "长短款" } else { "" }.into(),
            responsible: "周收银".into(),
            second: second.then(|| approver("钱主管")),
        };
        let closed = self.act(acts::close_day, request);
        let shown = closed.map(|c| (c.banked_fen.0, c.kept_fen.0));
        assert_eq!(shown, self.auditor.close(reason, second, banked), "closing the day");
    }

    /// A unit's open charges: item, month, id, 分.
    fn charges_of(&mut self, code: &str) -> Vec<(usize, usize, i64, i64)> {
        let now = self.now();
        let household = acts::household(&mut self.desk, UnitRequest { unit: code.into() }, now).unwrap();
        let charges = household.charges.into_iter().map(|c| {
            let item = ITEMS.iter().position(|(name, ..)| *name == c.item).unwrap();
            let (year, month) = c.period.split_once('-').unwrap();
            let month = (year.parse::<usize>().unwrap() - 2026) * 12 + month.parse::<usize>().unwrap() - 1;
            (item, month, c.id, c.open_fen.0)
        });
        charges.collect()
    }

    /// Every balance the screens show is the auditor's.
    fn agree(&mut self) {
        self.sign_in("manager");
        let now = self.now();
        let units = acts::list_units(&mut self.desk, Default::default(), now).unwrap().units;
        for (unit, (code, _)) in UNITS.iter().enumerate() {
            let row = units.iter().find(|u| u.code == *code).unwrap();
            let expected = (self.auditor.owed(unit), self.auditor.prepaid[unit]);
            assert_eq!((row.owed_fen.0, row.prepaid_fen.0), expected, "owed and prepaid of {code}");
            let open = self.auditor.charges.iter().filter(|c| c.unit == unit && c.open > 0);
            let mut expected: Vec<_> = open.map(|c| (c.month, c.item, c.open)).collect();
            expected.sort_unstable();
            let shown: Vec<_> =
                self.charges_of(code).into_iter().map(|(item, month, _, fen)| (month, item, fen)).collect();
            assert_eq!(shown, expected, "open charges of {code}, oldest first");
        }
        if self.auditor.day.is_some() {
            let status = acts::day_status(&mut self.desk, (), now).unwrap();
            let shown: Vec<i64> = status.tenders.iter().map(|t| t.expected_fen.0).collect();
            assert_eq!(shown, self.auditor.expected(), "what the tenders should hold");
        }
        let listed = acts::list_receipts(&mut self.desk, ListReceipts::default(), now).unwrap().receipts;
        let shown: Vec<_> =
            listed.iter().rev().map(|r| (r.number.clone(), r.total_fen.0, r.voided.is_some())).collect();
        let expected = (1..).zip(&self.auditor.receipts);
        let expected: Vec<_> = expected.map(|(n, r)| (format!("{n:07}"), r.total, r.void)).collect();
        assert_eq!(shown, expected, "receipts, numbered without a gap");
    }
}

/// A founded estate, and books and auditor of a copy of it for each case.
struct Estate {
    folder: tempfile::TempDir,
    auditor: Auditor,
    charge_ids: HashMap<(usize, usize, usize), i64>,
}

impl Estate {
    fn found() -> Estate {
        let folder = office_folder();
        let Both { auditor, charge_ids, .. } = Both::founded(folder.path());
        Estate { folder, auditor, charge_ids }
    }

    /// Plays the steps on a day just opened. Gives how often acts were done and refused.
    fn play(&self, steps: &[Step]) -> Result<BTreeMap<&'static str, usize>, String> {
        let folder = copy_of(self.folder.path());
        let mut both = Both::new(folder.path(), 1);
        both.auditor = self.auditor.clone();
        both.charge_ids = self.charge_ids.clone();
        both.open(0, false);
        for step in steps {
            both.step(step);
            both.agree();
        }
        let now = both.now();
        verified(&mut both.desk, now)?;
        Ok(both.tally)
    }
}

#[test]
fn random_days_agree_with_the_auditor() {
    let estate = Estate::found();
    let mut config = Config {
        cases: 50,
        max_shrink_iters: 400,
        source_file: Some(file!()),
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/model.regressions"
        )))),
        ..Config::default()
    };
    config.cases = std::env::var("PROPTEST_CASES").map_or(config.cases, |n| n.parse().unwrap());
    if !matches!(config.rng_seed, RngSeed::Fixed(_)) {
        config.rng_seed = RngSeed::Fixed(uuid::Uuid::new_v4().as_u64_pair().0);
    }
    println!("{:?}, {} cases", config.rng_seed, config.cases);
    let tally: RefCell<BTreeMap<&str, usize>> = RefCell::default();
    let ran = TestRunner::new(config).run(&proptest::collection::vec(step(), 1..50), |steps| {
        for (code, n) in estate.play(&steps).map_err(TestCaseError::fail)? {
            *tally.borrow_mut().entry(code).or_default() += n;
        }
        Ok(())
    });
    println!("{:?}", tally.borrow());
    ran.unwrap_or_else(|e| panic!("{e}"));
}

fn paid(unit: usize, tenders: &[(usize, i64)]) -> Step {
    let much = |(tender, percent): &(usize, i64)| (*tender, Much { percent: *percent, fen: 0 });
    Step::Pay { unit, tenders: tenders.iter().map(much).collect(), chosen: None, limit: None, surplus: true }
}

/// Days that were once wrong, or nearly so.
#[test]
fn known_days_agree_with_the_auditor() {
    let estate = Estate::found();
    let check = |steps: &[Step]| drop(estate.play(steps).unwrap());
    // A surplus of two tenders, some of it used: each part alone would fit into what is left, together they don't.
    check(&[
        paid(0, &[(0, 100), (1, 90), (2, 90)]),
        Step::Bill { months: 1 },
        paid(0, &[(5, 40)]),
        Step::Void { receipt: 0 },
        Step::Void { receipt: 1 },
        Step::Void { receipt: 0 },
    ]);
    // Prepayment drawn and put back in one payment.
    check(&[paid(0, &[(0, 150)]), paid(0, &[(5, 50)]), Step::Void { receipt: 1 }, Step::Void { receipt: 0 }]);
    check(&[
        paid(1, &[(1, 150)]),
        Step::Bill { months: 1 },
        paid(1, &[(5, 90), (0, 70)]),
        Step::Void { receipt: 0 },
        Step::Void { receipt: 1 },
        Step::Void { receipt: 0 },
    ]);
}
