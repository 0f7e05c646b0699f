//! A small set of books with a row in every table, and a second connection that tampers with the file.

use std::path::{Path, PathBuf};

use ledger::accounts::{Account, ItemId};
use ledger::arrears::NoticeKind;
use ledger::calendar::{Date, Instant, Month, Period, parse_date};
use ledger::cash_day::{CashCount, TenderCount};
use ledger::charges::ChargeId;
use ledger::entries::{Entry, EntryKind, EntryNumber, OperatorId, Transfer, sha256_hex};
use ledger::money::{Fen, RoundingStep};
use ledger::operators::Role;
use ledger::payments::{Allocation, Tender};
use ledger::people::{PersonId, Phone, Relation};
use ledger::tariffs::{Basis, Proration, Rate, Tariff, TariffId, Treatment};
use ledger::units::{Area, UnitId, UnitUse};
use rusqlite::Connection;
use store::cash_days::{CashDayId, NewClose};
use store::charges::{NewChargeRow, Origin};
use store::imports::{NewBatch, Restored, SourceRow};
use store::kept::SourceCell;
use store::notices::NoticeRow;
use store::office::OfficeRow;
use store::payments::{PaymentRow, PaymentTender};
use store::register::{UnitPerson, UnitRow};
use store::{Error, Store, Writer};
use uuid::Uuid;

pub const UNIT: UnitId = UnitId(1);
pub const PERSON: PersonId = PersonId(1);
pub const ITEM: ItemId = ItemId(1);
pub const CASHIER: OperatorId = OperatorId(1);

/// A folder with a ledger in it, closed.
pub struct Books {
    pub folder: tempfile::TempDir,
    pub path: PathBuf,
}

pub fn at(minute: u32) -> Instant {
    let text = format!("2026-11-21T{:02}:{:02}:00+08:00", 8 + minute / 60, minute % 60);
    Instant::new(chrono::DateTime::parse_from_rfc3339(&text).unwrap())
}

pub fn day() -> Date {
    parse_date("2026-11-21").unwrap()
}

/// An act of minute `minute`, its id made from that minute.
pub fn act(kind: EntryKind, minute: u32, transfers: Vec<Transfer>) -> Entry {
    Entry {
        id: Uuid::from_u128(u128::from(minute) + 1),
        kind,
        business_date: day(),
        at: at(minute),
        operator: CASHIER,
        approver: None,
        document: format!("{} {minute}", kind.chinese()),
        reason: String::new(),
        content: String::new(),
        reverses: None,
        transfers,
    }
}

pub fn receivable(month: u32) -> Account {
    let period = Period::month(Month::new(2026, month).unwrap());
    Account::Receivable { unit: UNIT, person: PERSON, item: ITEM, period }
}

pub fn prepayment() -> Account {
    Account::Prepayment { unit: UNIT, person: PERSON }
}

/// An empty ledger that knows one operator.
pub fn founded() -> Books {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("账本.zhangfang");
    let mut store = Store::create(&path).unwrap();
    store
        .write(|w| {
            let office = OfficeRow { name: "桂苑服务中心".into(), training: false };
            w.insert_office(&office)?;
            w.set_setting("phone", "")?;
            w.insert_operator("周收银", Role::Cashier, "x")?;
            let mut entry = act(EntryKind::OfficeOpened, 0, Vec::new());
            entry.content = store::office::content(&office);
            w.post(&entry).map(|_| ())
        })
        .unwrap();
    Books { folder, path }
}

/// Books of a day, with a row in every table.
pub fn books() -> Books {
    let books = founded();
    let mut store = books.open();
    store
        .write(|w| {
            register(w)?;
            billed(w)?;
            imported_and_withdrawn(w)?;
            crate::imported::imported_twice(w)?;
            let day = opened(w)?;
            let first = paid(w, day, 1, 20, Fen::new(10_050))?;
            let second = paid(w, day, 2, 21, Fen::new(100))?;
            voided(w, second)?;
            w.post(&act(EntryKind::Reveal, 25, Vec::new()))?;
            reprinted(w)?;
            waived(w)?;
            notified(w)?;
            closed(w, day)?;
            assert!(first < second, "entries are numbered upward");
            Ok::<_, Error>(())
        })
        .unwrap();
    books
}

fn register(w: &Writer<'_>) -> Result<(), Error> {
    let unit = UnitRow {
        id: UnitId(0),
        code: "3-2-501".parse().unwrap(),
        written: "3栋2单元501".into(),
        building: "3".into(),
        usage: UnitUse::ALL[0],
        area: Some(Area::parse("89.5").unwrap()),
        status: None,
        handover: Some(day()),
    };
    assert_eq!(w.insert_unit(&unit)?, UNIT);
    assert_eq!(w.insert_person("张小明", &[Phone::parse("19900000001").unwrap()])?, PERSON);
    w.set_unit_person(&UnitPerson {
        unit: UNIT,
        person: PERSON,
        name: "张小明".into(),
        relation: Relation::Owner,
        liable: true,
        liable_from: Some(day()),
        liable_to: Some(day()),
        phones: Vec::new(),
    })?;
    w.post(&act(EntryKind::RegisterChanged, 1, Vec::new()))?;
    assert_eq!(w.insert_item("物业费", Treatment::Income, RoundingStep::Fen)?.id, ITEM);
    let tariff = Tariff {
        id: TariffId(0),
        item: ITEM,
        building: Some("3".into()),
        usage: Some(UnitUse::ALL[0]),
        basis: Basis::Area,
        rate: Rate::parse("1.85").unwrap(),
        from: parse_date("2026-01-01").unwrap(),
        proration: Proration::default(),
    };
    let mut entry = act(EntryKind::TariffSet, 2, Vec::new());
    entry.content = store::tariffs::content(&tariff, "物业费");
    let by = w.post(&entry)?;
    w.insert_tariff(by, &tariff).map(|_| ())
}

pub fn charge(month: u32, origin: Origin) -> NewChargeRow {
    let period = Period::month(Month::new(2026, month).unwrap());
    NewChargeRow {
        unit: UNIT,
        person: PERSON,
        item: ITEM,
        period,
        due: period.to(),
        amount: Fen::new(16_558),
        label: String::new(),
        working: "89.50㎡ × 1.85元 × 1月 = 165.58".into(),
        origin,
    }
}

fn billed(w: &Writer<'_>) -> Result<(), Error> {
    let charges = [charge(1, Origin::Billed), charge(2, Origin::Billed)];
    let moved = |m| Transfer::new(receivable(m), Account::Income(ITEM), Fen::new(16_558));
    let mut entry = act(EntryKind::Billing, 10, vec![moved(1), moved(2)]);
    entry.content = store::charges::digest(charges.iter());
    let by = w.post(&entry)?;
    w.insert_charges(by, &charges).map(|_| ())
}

fn imported_and_withdrawn(w: &Writer<'_>) -> Result<(), Error> {
    let charges = [charge(3, Origin::Opening)];
    let moved = Transfer::new(receivable(3), Account::OpeningBalance, Fen::new(16_558));
    let mut entry = act(EntryKind::Import, 11, vec![moved]);
    let sha256 = sha256_hex(b"roster");
    let opening = Fen::new(16_558);
    let batch =
        NewBatch { file_name: "台账.xls", sha256: &sha256, units: 1, opening, ..NewBatch::default() };
    let at = SourceCell { sheet: "一期".into(), cell: "C17".into() };
    let mut source = SourceRow::of_unit(UNIT, false, at);
    let digest = store::charges::digest(charges.iter());
    entry.content = store::imports::content(&batch, [(&source, 1)].into_iter(), "", &[], &digest);
    let by = w.post(&entry)?;
    let batch = w.insert_batch(by, &batch)?;
    let ids = w.insert_charges(by, &charges)?;
    source.charge = Some(ids[0]);
    w.insert_sources(batch, std::iter::once(&source))?;
    let mut entry = act(EntryKind::ImportWithdrawn, 12, Vec::new());
    entry.reverses = Some(by);
    entry.transfers = w.transfers(by)?.into_iter().map(|(name, t)| t.reversal(name)).collect();
    entry.content = store::imports::withdrawal_content(batch, &ids, &Restored::default());
    let undone = w.post(&entry)?;
    w.reverse_charges(&[ids[0]], undone)?;
    w.insert_withdrawal(batch, undone)
}

fn opened(w: &Writer<'_>) -> Result<CashDayId, Error> {
    let float = Fen::yuan(500);
    let moved = Transfer::new(Account::Drawer, Account::FloatFund, float);
    let mut entry = act(EntryKind::DayOpened, 13, vec![moved]);
    entry.content = store::cash_days::opened_content(day(), float);
    let by = w.post(&entry)?;
    w.insert_day(by, day(), float)
}

/// Cash for January's charge, 1.00 元 more of it to prepayment.
pub fn paid(
    w: &Writer<'_>,
    day: CashDayId,
    receipt: i64,
    minute: u32,
    fen: Fen,
) -> Result<EntryNumber, Error> {
    let ahead = Fen::new(100);
    let mut entry = act(
        EntryKind::Payment,
        minute,
        vec![
            Transfer::new(Account::Drawer, receivable(1), fen),
            Transfer::new(Account::Drawer, prepayment(), ahead),
        ],
    );
    let snapshot = format!("{{\"number\":\"{receipt:07}\"}}");
    let payment = PaymentRow {
        id: entry.id,
        cash_day: day,
        unit: UNIT,
        payer: PERSON,
        chosen: false,
        total: fen + ahead,
        to_prepayment: ahead,
        change: Fen::new(50),
        tenders: vec![PaymentTender {
            tender: Tender::Cash,
            handed: fen + ahead + Fen::new(50),
            kept: fen + ahead,
            reference: "回单1".into(),
        }],
        allocations: vec![Allocation { charge: ChargeId(1), amount: fen }],
    };
    entry.content = store::payments::content(receipt, &payment, &snapshot);
    let by = w.post(&entry)?;
    w.insert_payment(by, &payment)?;
    w.insert_receipt(receipt, entry.id, &snapshot)?;
    Ok(by)
}

fn voided(w: &Writer<'_>, payment: EntryNumber) -> Result<(), Error> {
    let mut entry = act(EntryKind::PaymentVoided, 22, Vec::new());
    entry.reverses = Some(payment);
    entry.transfers = w.transfers(payment)?.into_iter().map(|(name, t)| t.reversal(name)).collect();
    entry.content = store::payments::void_content(2);
    let by = w.post(&entry)?;
    w.void_receipt(2, by)
}

fn reprinted(w: &Writer<'_>) -> Result<(), Error> {
    let mut entry = act(EntryKind::Reprint, 26, Vec::new());
    entry.content = store::payments::reprint_content(1, 1);
    let by = w.post(&entry)?;
    w.insert_reprint(1, 1, by)
}

fn waived(w: &Writer<'_>) -> Result<(), Error> {
    let part = Fen::new(58);
    let (charge, approval) = (ChargeId(2), "批 2026-7");
    let mut entry = act(EntryKind::Waiver, 27, vec![Transfer::new(Account::Waiver, receivable(2), part)]);
    entry.content = store::charges::waiver_content(charge, part, approval);
    let by = w.post(&entry)?;
    w.insert_waiver(by, charge, part, approval)
}

fn notified(w: &Writer<'_>) -> Result<(), Error> {
    let snapshot = "{\"total\":16500}".to_owned();
    let notice = NoticeRow {
        serial: "C2026-00001".into(),
        kind: NoticeKind::parse("arrears").unwrap(),
        month: Month::new(2026, 11).unwrap(),
        unit: UNIT,
        person: PERSON,
        total: Fen::new(16_500),
        overdue: Fen::new(16_500),
        sha256: sha256_hex(snapshot.as_bytes()),
        snapshot,
    };
    let mut entry = act(EntryKind::Notices, 28, Vec::new());
    entry.content = store::notices::digest([&notice].into_iter());
    let by = w.post(&entry)?;
    w.insert_notices(by, &[notice])
}

fn closed(w: &Writer<'_>, id: CashDayId) -> Result<(), Error> {
    let cash = CashCount::new([(10_000, 6)]).map_err(Error::from)?;
    let tenders =
        [TenderCount { tender: Tender::Cash, expected: Fen::new(60_150), counted: Some(Fen::new(60_000)) }];
    let mut entry = act(EntryKind::DayCounted, 600, Vec::new());
    entry.content = store::cash_days::count_content(day(), &cash, &tenders);
    let by = w.post(&entry)?;
    let count = w.insert_count(by, id, &cash, &tenders)?;
    let short = Transfer::new(Account::OverShortSuspense, Account::Drawer, Fen::new(150));
    let banked = Transfer::new(Account::BankInTransit, Account::Drawer, Fen::new(10_000));
    let close = NewClose {
        count,
        banked: Fen::new(10_000),
        kept: Fen::yuan(500),
        reason: "短款",
        responsible: "周收银",
    };
    let mut entry = act(EntryKind::DayClosed, 610, vec![short, banked]);
    entry.content = store::cash_days::close_content(day(), &close);
    let by = w.post(&entry)?;
    w.insert_close(by, id, &close)
}

impl Books {
    pub fn open(&self) -> Store {
        Store::open(&self.path).unwrap()
    }

    /// A second connection that no trigger, check or foreign key holds back; its changes are in the file when this
    /// returns.
    pub fn tamper(&self, act: impl FnOnce(&Connection)) {
        let raw = raw(&self.path);
        raw.execute_batch(
            "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON",
        )
        .unwrap();
        let mut statement = raw.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").unwrap();
        let names: Vec<String> = statement.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect();
        for name in names {
            raw.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
        }
        drop(statement);
        act(&raw);
        raw.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    }

    /// The same books in another folder.
    pub fn copied(&self) -> Books {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("账本.zhangfang");
        std::fs::copy(&self.path, &path).unwrap();
        Books { folder, path }
    }
}

pub fn raw(path: &Path) -> Connection {
    Connection::open(path).unwrap()
}

/// The code of the refusal an outcome holds.
pub fn refused<T: std::fmt::Debug>(outcome: store::Result<T>) -> &'static str {
    let error = outcome.unwrap_err();
    error.refusal().unwrap_or_else(|| panic!("a fault, not a refusal: {error}")).code
}
