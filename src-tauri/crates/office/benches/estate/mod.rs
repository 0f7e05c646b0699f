//! What the benchmarks share: estates of any size, bare connections, and how figures are shown.
#![allow(dead_code, reason = "each benchmark takes what it needs")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant as Stopwatch};

use ledger::calendar::Instant;
use ledger::people::{Phone, Relation};
use ledger::units::{Area, UnitCode, UnitId, UnitUse};
use office::views::billing::SetTariff;
use office::views::start::CreateOffice;
use office::{Desk, SystemClock, acts};
use rusqlite::Connection;
use store::Store;
use store::register::{UnitPerson, UnitRow};

/// Every benchmark plays at this moment.
pub fn now() -> Instant {
    SystemClock::written("2026-11-21T08:31:00+08:00").unwrap()
}

pub fn id() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// A folder on the disk the build lies on: `/tmp` may be memory, where a sync costs nothing.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

pub fn ledger_in(folder: &Path) -> PathBuf {
    folder.join("账本.zhangfang")
}

pub fn copy_of(folder_: &Path) -> tempfile::TempDir {
    let copy = folder();
    std::fs::copy(ledger_in(folder_), ledger_in(copy.path())).unwrap();
    copy
}

pub fn desk(folder: &Path) -> Desk {
    let mut desk = Desk::new(folder.to_path_buf(), std::env::current_exe().unwrap());
    acts::sign_in_as(&mut desk, Some("manager"), None, now()).unwrap();
    desk
}

/// Founds a training office: with its own estate of about 400 units and three years, or empty.
pub fn found(empty: bool) -> tempfile::TempDir {
    let folder = folder();
    let request = CreateOffice {
        name: "桂苑服务中心".into(),
        training: true,
        empty,
        manager_name: None,
        manager_pin: None,
    };
    let mut desk = Desk::new(folder.path().to_path_buf(), std::env::current_exe().unwrap());
    acts::create_office(&mut desk, request, now()).unwrap();
    folder
}

const SURNAMES: &[&str] =
    &["张", "王", "李", "赵", "陈", "杨", "黄", "周", "吴", "徐", "孙", "马", "朱", "胡", "林"];
const GIVEN: &[&str] =
    &["小明", "红", "建国", "秀英", "伟", "丽娜", "志强", "芳", "海燕", "军", "雪梅", "磊"];

/// The nth room: four doors on each of 25 floors, four entrances to a building.
pub fn code(n: usize) -> UnitCode {
    let (door, floor, entrance, building) = (n % 4 + 1, n / 4 % 25 + 1, n / 100 % 4 + 1, n / 400 + 1);
    format!("{building}-{entrance}-{floor}{door:02}").parse().unwrap()
}

pub fn name(n: usize) -> String {
    format!("{}{}", SURNAMES[n * 7 % SURNAMES.len()], GIVEN[n * 11 % GIVEN.len()])
}

pub fn phone(n: usize) -> String {
    format!("139{:08}", n * 7919 % 100_000_000)
}

/// An office with so many units and a tariff by area from a month on, nothing billed.
pub fn estate(units: usize, tariff_from: &str) -> tempfile::TempDir {
    let folder = found(true);
    let mut store = Store::open(&ledger_in(folder.path())).unwrap();
    let entered: store::Result<()> = store.write(|w| {
        for n in 0..units {
            let code = code(n);
            let hundredths = 6000 + n * 37 % 9000;
            let unit = w.insert_unit(&UnitRow {
                id: UnitId(0),
                written: code.to_string(),
                building: code.building().to_owned(),
                usage: UnitUse::Residence,
                area: Area::parse(&format!("{}.{:02}", hundredths / 100, hundredths % 100)).ok(),
                status: None,
                handover: None,
                code,
            })?;
            let phones = vec![Phone::parse(&phone(n)).unwrap()];
            let person = w.insert_person(&name(n), &phones)?;
            let relation = Relation::Owner;
            let (liable_from, liable_to) = (None, None);
            let name = name(n);
            w.set_unit_person(&UnitPerson {
                unit,
                person,
                name,
                relation,
                liable: true,
                liable_from,
                liable_to,
                phones,
            })?;
        }
        Ok(())
    });
    entered.unwrap();
    drop(store);
    let tariff = SetTariff {
        id: id(),
        item: "物业费".into(),
        treatment: None,
        step_fen: None,
        basis: "area".into(),
        rate: "1.85".into(),
        from: tariff_from.into(),
        building: None,
        usage: None,
        proration: None,
    };
    acts::set_tariff(&mut desk(folder.path()), tariff, now()).unwrap();
    folder
}

/// SQLite alone, as careful as the ledger is.
pub fn bare(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).unwrap();
    for (pragma, value) in [("synchronous", "FULL"), ("foreign_keys", "ON"), ("cache_size", "-65536")] {
        connection.pragma_update(None, pragma, value).unwrap();
    }
    connection.set_prepared_statement_cache_capacity(128);
    connection
}

/// Rows of a table, to be inserted elsewhere.
pub type Rows = Vec<Vec<rusqlite::types::Value>>;

pub fn rows(connection: &Connection, table: &str, condition: &str, parameter: i64) -> Rows {
    let mut statement =
        connection.prepare_cached(&format!("SELECT * FROM {table} WHERE {condition}")).unwrap();
    let columns = statement.column_count();
    let read = statement.query_map([parameter], |row| (0..columns).map(|c| row.get(c)).collect());
    read.unwrap().collect::<rusqlite::Result<_>>().unwrap()
}

pub fn insert(connection: &Connection, table: &str, rows: &Rows) {
    let Some(first) = rows.first() else { return };
    let places = vec!["?"; first.len()].join(", ");
    let mut statement = connection.prepare_cached(&format!("INSERT INTO {table} VALUES ({places})")).unwrap();
    for row in rows {
        statement.execute(rusqlite::params_from_iter(row)).unwrap();
    }
}

pub fn timed<T>(act: impl FnOnce() -> T) -> (Duration, T) {
    let watch = Stopwatch::now();
    let done = act();
    (watch.elapsed(), done)
}

/// The value below which so many in a thousand lie.
pub fn quantile(mut all: Vec<Duration>, per_mille: usize) -> Duration {
    all.sort_unstable();
    all[(all.len() * per_mille / 1000).min(all.len() - 1)]
}

pub fn median(all: Vec<Duration>) -> Duration {
    quantile(all, 500)
}

/// `1.85×`, without a float.
pub fn ratio(of: Duration, limit: Duration) -> String {
    let hundredths = of.as_nanos() * 100 / limit.as_nanos().max(1);
    format!("{}.{:02}×", hundredths / 100, hundredths % 100)
}

pub fn shown(time: Duration) -> String {
    match time.as_micros() {
        micros @ 0..10_000 => format!("{micros} µs"),
        micros => format!("{}.{} ms", micros / 1000, micros % 1000 / 100),
    }
}

/// A line of the report: a figure against the limit measured beside it.
pub fn line(what: &str, time: Duration, limit: Option<Duration>) {
    match limit {
        Some(limit) => println!("  {what}：{}，{}", shown(time), ratio(time, limit)),
        None => println!("  {what}：{}", shown(time)),
    }
}
