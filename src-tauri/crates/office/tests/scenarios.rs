//! Days at the counter as text: fixtures/scenarios/*.txt, acts and what the books must say. README.md there has the
//! form of every line.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod counter;
mod words;

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use counter::{approver, at, desk, id, office_folder, verified};
use ledger::calendar::Instant;
use ledger::cash_day::CashCount;
use ledger::money::Fen;
use office::views::billing::{RunBilling, SetTariff};
use office::views::books::FileRequest;
use office::views::cash_day::{CloseDay, CountedTender, OpenDay, Pieces, SubmitCount};
use office::views::imports::{ApplyDifference, ConfirmImport, PreviewImport, WithdrawImport};
use office::views::notices::NoticesRequest;
use office::views::payments::{ChargeView, Household, Pay, TenderRequest, VoidReceipt, Waive};
use office::views::register::{SavePerson, SaveUnit, UnitRequest};
use office::{Desk, acts, views};
use words::{Words, fen, yes, yuan};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures")
}

/// What an act showed: a line for each thing it says, by its first word.
type Shown = BTreeMap<&'static str, String>;

/// A scenario on its way.
struct Counter {
    desk: Desk,
    now: Instant,
    who: String,
    ids: HashMap<String, String>,
    batch: i64,
    shown: Shown,
}

impl Counter {
    fn begin(folder: &Path) -> Self {
        let mut counter = Counter {
            desk: desk(folder),
            now: at("2026-01-01", "08:00"),
            who: "孙经理".into(),
            ids: HashMap::new(),
            batch: 0,
            shown: Shown::new(),
        };
        counter.sign_in();
        counter
    }

    fn sign_in(&mut self) {
        acts::sign_in_as(&mut self.desk, Some(&self.who), None, self.now).unwrap();
    }

    /// Runs an act as another operator.
    fn run_as<T>(
        &mut self,
        who: &str,
        act: impl FnOnce(&mut Desk, Instant) -> office::Result<T>,
    ) -> office::Result<T> {
        acts::sign_in_as(&mut self.desk, Some(who), None, self.now)?;
        let done = act(&mut self.desk, self.now);
        self.sign_in();
        done
    }

    /// The id of this act: a named one stays the same.
    fn id(&mut self, w: &Words<'_>) -> String {
        match w.after("id") {
            Some(name) => self.ids.entry(name.to_owned()).or_insert_with(id).clone(),
            None => id(),
        }
    }

    fn household(&mut self, unit: &str) -> Household {
        acts::household(&mut self.desk, UnitRequest { unit: unit.into() }, self.now).unwrap()
    }

    /// A charge by item and period; one that is paid is looked for in vain.
    fn charge(&mut self, unit: &str, item: &str, period: &str) -> Option<ChargeView> {
        let charges = self.household(unit).charges;
        charges.into_iter().find(|c| c.item == item && c.period.replace(' ', "") == period)
    }

    /// Does what a line says. A refusal is shown, a fault is not survived.
    fn act(&mut self, line: &str) {
        let w = Words::of(line);
        let result = match w.get(0) {
            "at" => self.at(&w),
            "unit" => self.unit(&w),
            "sold" => self.sold(&w),
            "tariff" => self.tariff(&w),
            "bill" => self.bill(&w),
            "open" => self.open(&w),
            "pay" => self.pay(&w),
            "void" => self.void(&w),
            "waive" => self.waive(&w),
            "count" => self.count(&w),
            "close" => self.close(&w),
            "import" => self.import(&w),
            "withdraw" => self.withdraw(&w),
            "notices" => self.notices(&w),
            other => panic!("no act is called {other}"),
        };
        self.shown = match result {
            Ok(shown) => shown,
            Err(error) => match error.refusal() {
                Some(refusal) => Shown::from([("refused", format!("refused {}", refusal.code))]),
                None => panic!("a fault: {error}"),
            },
        };
    }

    fn at(&mut self, w: &Words<'_>) -> office::Result<Shown> {
        self.now = at(w.get(1), w.get(2));
        if let Some(who) = w.after("as") {
            self.who = who.to_owned();
        }
        self.sign_in();
        Ok(Shown::new())
    }

    fn unit(&mut self, w: &Words<'_>) -> office::Result<Shown> {
        let unit = SaveUnit {
            id: id(),
            unit_id: None,
            code: w.get(1).into(),
            usage: w.after("usage").unwrap_or("residence").into(),
            area: w.text_after("area"),
            status: None,
            handover: w.text_after("handover"),
            reason: String::new(),
        };
        let row = acts::save_unit(&mut self.desk, unit, self.now)?;
        let owner = w.after("owner").map(|name| self.person(row.unit_id, None, name, ("", "")));
        owner.transpose()?;
        Ok(Shown::new())
    }

    fn person(
        &mut self,
        unit: i64,
        person: Option<i64>,
        name: &str,
        liable: (&str, &str),
    ) -> office::Result<()> {
        let request = SavePerson {
            id: id(),
            unit_id: unit,
            person_id: person,
            name: name.into(),
            relation: "owner".into(),
            phones: None,
            liable: true,
            liable_from: liable.0.into(),
            liable_to: liable.1.into(),
            reason: "过户".into(),
        };
        acts::save_person(&mut self.desk, request, self.now).map(|_| ())
    }

    /// `sold 3-2-501 to 李红 on 2026-06-16 until 2026-06-15`: the seller is liable through the last day before.
    fn sold(&mut self, w: &Words<'_>) -> office::Result<Shown> {
        let household = self.household(w.get(1));
        let seller = household.people.first().expect("a unit that is sold has an owner");
        self.person(
            household.unit.unit_id,
            Some(seller.person_id),
            &seller.name,
            ("", w.after("until").unwrap()),
        )?;
        self.person(household.unit.unit_id, None, w.after("to").unwrap(), (w.after("on").unwrap(), ""))?;
        Ok(Shown::new())
    }

    fn tariff(&mut self, w: &Words<'_>) -> office::Result<Shown> {
        let own = |key: &str| w.after(key).map(str::to_owned);
        let request = SetTariff {
            id: id(),
            item: w.get(1).into(),
            treatment: own("treatment"),
            step_fen: w.after("step").map(fen),
            basis: w.get(2).into(),
            rate: w.get(3).into(),
            from: w.text_after("from"),
            building: own("building"),
            usage: own("usage"),
            proration: own("proration"),
        };
        acts::set_tariff(&mut self.desk, request, self.now)?;
        Ok(Shown::new())
    }

    fn bill(&mut self, w: &Words<'_>) -> office::Result<Shown> {
        let request = RunBilling {
            id: self.id(w),
            through: w.get(1).into(),
            expected_total_fen: w.after("expecting").map(fen),
        };
        let done = acts::run_billing(&mut self.desk, request, self.now)?;
        let left: Vec<String> =
            done.unbilled.iter().map(|u| format!("{} {} {}", u.unit, u.item, u.code)).collect();
        Ok(Shown::from([
            ("billed", format!("billed lines {} total {}", done.lines, yuan(done.total_fen))),
            ("unbilled", format!("unbilled {}", left.join(", "))),
        ]))
    }

    fn open(&mut self, w: &Words<'_>) -> office::Result<Shown> {
        let request = OpenDay {
            id: id(),
            float_fen: fen(w.get(1)),
            reason: w.text_after("because"),
            second: w.after("with").map(approver),
        };
        let day = acts::open_day(&mut self.desk, request, self.now)?;
        let open = day.open.expect("a day just opened");
        let opened = format!("opened {} float {}", open.business_date, yuan(open.float_fen));
        Ok(Shown::from([("opened", opened)]))
    }

    fn pay(&mut self, w: &Words<'_>) -> office::Result<Shown> {
        let unit = w.get(1);
        let mut chosen = Vec::new();
        for key in w.0.iter().enumerate().filter(|(_, word)| **word == "for").map(|(i, _)| i) {
            let found = self.charge(unit, w.get(key + 1), w.get(key + 2));
            chosen.push(
                found
                    .unwrap_or_else(|| panic!("{unit} does not owe {} {}", w.get(key + 1), w.get(key + 2)))
                    .id,
            );
        }
        let tenders = w.tenders().into_iter().map(|(tender, amount_fen)| TenderRequest {
            tender: tender.into(),
            amount_fen,
            reference: "回单1".into(),
        });
        let request = Pay {
            id: self.id(w),
            unit: unit.into(),
            tenders: tenders.collect(),
            charges: (!chosen.is_empty()).then_some(chosen),
            limit_fen: w.after("limit").map(fen),
            surplus_to_prepayment: w.has("prepay"),
        };
        let done = acts::pay(&mut self.desk, request, self.now)?;
        let receipt = &done.receipt;
        assert!(receipt.pdf.as_deref().is_some_and(|p| Path::new(p).is_file()), "{receipt:?}");
        let line = |l: &views::payments::ReceiptLineView| {
            let words = [l.item.clone(), l.period.replace(' ', ""), yuan(l.amount_fen).to_string()];
            words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
        };
        let kept = |t: &TenderRequest| format!("{} {}", t.tender, yuan(t.amount_fen));
        let joined = |all: Vec<String>| all.join(", ");
        Ok(Shown::from([
            (
                "receipt",
                format!(
                    "receipt {} total {} change {}",
                    receipt.number,
                    yuan(receipt.total_fen),
                    yuan(receipt.change_fen)
                ),
            ),
            ("paid", format!("paid {}", joined(receipt.lines.iter().map(line).collect()))),
            ("kept", format!("kept {}", joined(receipt.tenders.iter().map(kept).collect()))),
            ("payer", format!("payer {}", receipt.payer)),
            ("repeated", format!("repeated {}", yes(done.repeated))),
        ]))
    }

    fn void(&mut self, w: &Words<'_>) -> office::Result<Shown> {
        let request = VoidReceipt {
            id: self.id(w),
            number: w.get(1).into(),
            reason: w.text_after("because"),
            approver: w.after("approved").map(approver),
        };
        let receipt = acts::void_receipt(&mut self.desk, request, self.now)?;
        let voided = receipt.voided.expect("a receipt just voided");
        Ok(Shown::from([("voided", format!("voided {} {voided}", receipt.number))]))
    }

    fn waive(&mut self, w: &Words<'_>) -> office::Result<Shown> {
        let charge = self.charge(w.get(1), w.get(2), w.get(3));
        let request = Waive {
            id: id(),
            charge_id: charge.map_or(0, |c| c.id),
            amount_fen: fen(w.get(4)),
            reason: w.text_after("because"),
            approval: w.text_after("approval"),
            approver: w.after("approved").map(approver),
        };
        acts::waive(&mut self.desk, request, self.now)?;
        Ok(Shown::new())
    }

    fn count(&mut self, w: &Words<'_>) -> office::Result<Shown> {
        let cash = CashCount::parse(w.0.get(1).filter(|t| t.contains('=')).unwrap_or(&""))?;
        let request = SubmitCount {
            id: id(),
            pieces: cash.pieces().map(|(d, pieces)| Pieces { denomination_fen: d.into(), pieces }).collect(),
            tenders: w
                .tenders()
                .into_iter()
                .map(|(tender, counted_fen)| CountedTender { tender: tender.into(), counted_fen })
                .collect(),
        };
        let result = acts::submit_count(&mut self.desk, request, self.now)?;
        let (reason, second) = (yes(result.needs_reason), yes(result.needs_second));
        let (cash, off) = (yuan(result.cash_fen), yuan(result.off_by_fen));
        Ok(Shown::from([("counted", format!("counted {cash} off {off} reason {reason} second {second}"))]))
    }

    fn close(&mut self, w: &Words<'_>) -> office::Result<Shown> {
        let request = CloseDay {
            id: id(),
            banked_fen: w.after("banked").map(fen),
            reason: w.text_after("because"),
            responsible: w.text_after("responsible"),
            second: w.after("with").map(approver),
        };
        let closed = acts::close_day(&mut self.desk, request, self.now)?;
        assert!(closed.report.is_some(), "{closed:?}");
        let mut line = format!("closed {} banked {}", closed.business_date, yuan(closed.banked_fen));
        let rest = (yuan(closed.kept_fen), yuan(closed.difference_fen), closed.receipts);
        write!(line, " kept {} difference {} receipts {}", rest.0, rest.1, rest.2).unwrap();
        Ok(Shown::from([("closed", line)]))
    }

    fn import(&mut self, w: &Words<'_>) -> office::Result<Shown> {
        let preview = PreviewImport {
            path: root().join("rosters").join(w.get(1)).display().to_string(),
            arrears_through: w.after("arrears").map(str::to_owned),
            ..Default::default()
        };
        let seen = acts::preview_import(&mut self.desk, preview.clone(), self.now)?;
        let done = acts::confirm_import(
            &mut self.desk,
            ConfirmImport {
                id: id(),
                preview,
                sha256: seen.sha256,
                apply: ApplyDifference { new: true, ..Default::default() },
            },
            self.now,
        )?;
        self.batch = done.batch;
        let imported = format!("imported units {} opening {}", done.units, yuan(done.opening_fen));
        Ok(Shown::from([("imported", imported)]))
    }

    fn withdraw(&mut self, w: &Words<'_>) -> office::Result<Shown> {
        let request = WithdrawImport { id: id(), batch: self.batch, reason: w.text_after("because") };
        acts::withdraw_import(&mut self.desk, request, self.now)?;
        Ok(Shown::new())
    }

    fn notices(&mut self, w: &Words<'_>) -> office::Result<Shown> {
        let request = NoticesRequest {
            id: id(),
            month: w.get(1).into(),
            kinds: Vec::new(),
            buildings: Vec::new(),
            units: Vec::new(),
            per_unit: false,
            folder: None,
        };
        let made = acts::issue_notices(&mut self.desk, request, self.now)?;
        let line = |n: &views::notices::NoticeRow| format!("{} {} {}", n.kind, n.unit, yuan(n.total_fen));
        let all: Vec<String> = made.notices.iter().map(line).collect();
        Ok(Shown::from([("noticed", format!("noticed {}", all.join(", ")))]))
    }

    /// What the books say to a line that expects something.
    fn says(&mut self, expected: &str) -> String {
        let w = Words::of(expected);
        let name = |n: usize| w.0.iter().skip(1).take(n).copied().collect::<Vec<_>>().join(" ");
        match w.get(0) {
            "owed" => format!("owed {} {}", w.get(1), yuan(self.household(w.get(1)).unit.owed_fen)),
            "overdue" => format!("overdue {} {}", w.get(1), yuan(self.household(w.get(1)).unit.overdue_fen)),
            "prepaid" => format!("prepaid {} {}", w.get(1), yuan(self.household(w.get(1)).unit.prepaid_fen)),
            "charge" => match self.charge(w.get(1), w.get(2), w.get(3)) {
                Some(c) => format!("charge {} open {} {}", name(3), yuan(c.open_fen), c.person),
                None => format!("charge {} none", name(3)),
            },
            "working" => {
                let charge = self.charge(w.get(1), w.get(2), w.get(3));
                format!("working {} {}", name(3), charge.map_or("none".into(), |c| c.working))
            }
            "drawer" => format!("drawer {}", self.tender("cash")),
            "tender" => format!("tender {} {}", w.get(1), self.tender(w.get(1))),
            "units" => {
                let all = acts::list_units(&mut self.desk, Default::default(), self.now).unwrap();
                format!("units {} owed {}", all.units.len(), yuan(all.owed_fen))
            }
            "books" => format!("books {} {}", w.get(1), self.books(w.get(1))),
            key => self
                .shown
                .get(key)
                .cloned()
                .unwrap_or_else(|| format!("nothing of “{key}”: {:?}", self.shown)),
        }
    }

    /// What a tender should hold; the manager may see it before the count.
    fn tender(&mut self, tender: &str) -> Fen {
        let status = self.run_as("孙经理", |desk, now| acts::day_status(desk, (), now)).unwrap();
        let found = status.tenders.iter().find(|t| t.tender == tender);
        found.map_or(Fen::ZERO, |t| t.expected_fen.into())
    }

    /// The balance of a kind of account, added up from the journal the auditor gets.
    fn books(&mut self, kind: &str) -> Fen {
        let path = self.desk.folder().join(format!("{}.journal", id()));
        let request = FileRequest { path: path.display().to_string() };
        self.run_as("孙经理", |desk, now| acts::export_hledger(desk, request, now)).unwrap();
        let journal = std::fs::read_to_string(path).unwrap();
        let postings = journal.lines().filter_map(|l| l.trim().strip_suffix(" CNY")?.split_once("  "));
        let of_kind = postings.filter(|(account, _)| account.split(':').take(2).any(|part| part == kind));
        of_kind.map(|(_, amount)| amount.trim().parse::<Fen>().unwrap()).sum()
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Plays a scenario and gives every line that does not hold, with both sides.
fn check(path: &Path, text: &str) -> Vec<String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut wrong = Vec::new();
    let lines: Vec<(usize, &str)> = (1..).zip(text.lines()).filter(|(_, l)| is_said(l)).collect();
    if !lines.first().is_some_and(|(_, l)| l.starts_with("= ")) {
        return vec![format!("{name}:1: the first line is the rule: = …")];
    }
    let folder = office_folder();
    let mut counter = Counter::begin(folder.path());
    for (i, (number, line)) in lines.iter().enumerate().skip(1) {
        let Some(expected) = line.strip_prefix('>') else {
            counter.act(line);
            let foreseen = lines.get(i + 1).is_some_and(|(_, l)| squeezed(l).starts_with("> refused"));
            if let (Some(refused), false) = (counter.shown.get("refused"), foreseen) {
                wrong.push(format!("{name}:{number}: {line}\n    books say: {refused}"));
            }
            continue;
        };
        let (expected, said) = (squeezed(expected), squeezed(&counter.says(expected)));
        if expected != said {
            wrong.push(format!("{name}:{number}:\n    expected:  {expected}\n    books say: {said}"));
        }
    }
    if let Err(view) = verified(&mut counter.desk, counter.now) {
        wrong.push(format!("{name}: the books do not verify at the end: {view}"));
    }
    wrong
}

fn is_said(line: &str) -> bool {
    !line.trim().is_empty() && !line.starts_with('#')
}

#[test]
fn every_scenario_holds() {
    let folder = root().join("scenarios");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();
    assert!(files.len() >= 12, "scenarios are missing: {files:?}");
    let wrong: Vec<String> =
        files.iter().flat_map(|f| check(f, &std::fs::read_to_string(f).unwrap())).collect();
    assert!(wrong.is_empty(), "{} lines do not hold\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_line_that_does_not_hold_is_named_with_both_sides() {
    let text = "= 一行不对\nopen 500\n> opened 2026-01-01 float 400.00\nopen 500\n";
    let expected = [
        "a.txt:3:\n    expected:  opened 2026-01-01 float 400.00\n    books say: opened 2026-01-01 float 500.00",
        "a.txt:4: open 500\n    books say: refused day_already_open",
    ];
    assert_eq!(check(Path::new("a.txt"), text), expected);
}
