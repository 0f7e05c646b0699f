//! A durable payment against one bare SQLite transaction that inserts the same rows and syncs.
//!
//! The office has three years of history. Each payment is taken through the act, then asked for again with the same id:
//! the second call draws the same paper and writes nothing, so the difference is what the books cost. Then the very rows
//! it wrote are inserted bare into a copy of the ledger: same tables, indexes, triggers and pragmas.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops")]

mod estate;

use estate::{bare, copy_of, desk, found, id, insert, ledger_in, line, median, now, quantile, rows, timed};
use office::acts;
use office::views::Fen;
use office::views::cash_day::OpenDay;
use office::views::payments::{Pay, TenderRequest};
use rusqlite::Connection;

const PAYMENTS: usize = 300;
const PARTS: [(&str, &str); 6] = [
    ("entry", "number = ?1"),
    ("transfer", "entry_number = ?1"),
    ("payment", "entry_number = ?1"),
    ("payment_tender", "payment_id = (SELECT id FROM payment WHERE entry_number = ?1)"),
    ("allocation", "payment_id = (SELECT id FROM payment WHERE entry_number = ?1)"),
    ("receipt", "payment_id = (SELECT id FROM payment WHERE entry_number = ?1)"),
];

/// What a payment wrote: its rows by table, and the changes of balances.
struct Written {
    parts: Vec<estate::Rows>,
    balances: Vec<(i64, i64, i64)>,
}

fn written(books: &Connection, entry: i64) -> Written {
    let parts = PARTS.iter().map(|(table, condition)| rows(books, table, condition, entry)).collect();
    let changed = "SELECT account_id, sum(debit), sum(credit) FROM (
            SELECT debit_id AS account_id, amount_fen AS debit, 0 AS credit FROM transfer WHERE entry_number = ?1
            UNION ALL SELECT credit_id, 0, amount_fen FROM transfer WHERE entry_number = ?1) GROUP BY account_id";
    let mut statement = books.prepare_cached(changed).unwrap();
    let balances = statement.query_map([entry], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    Written { parts, balances: balances.collect::<rusqlite::Result<_>>().unwrap() }
}

fn insert_bare(connection: &mut Connection, written: &Written) {
    let transaction = connection.transaction().unwrap();
    for ((table, _), rows) in PARTS.iter().zip(&written.parts) {
        insert(&transaction, table, rows);
    }
    for (account, debits, credits) in &written.balances {
        let update = "UPDATE balance SET debits_fen = debits_fen + ?2, credits_fen = credits_fen + ?3 WHERE account_id = ?1";
        transaction.prepare_cached(update).unwrap().execute((account, debits, credits)).unwrap();
    }
    transaction.commit().unwrap();
}

fn main() {
    let office = found(false);
    let mut desk = desk(office.path());
    let open = OpenDay { id: id(), float_fen: Fen(50_000), reason: String::new() };
    acts::open_day(&mut desk, open, now()).unwrap();
    let units = acts::list_units(&mut desk, Default::default(), now()).unwrap().units;
    let owing: Vec<String> = units.into_iter().filter(|u| u.owed_fen.0 > 50_000).map(|u| u.code).collect();
    let folder = office.path().to_path_buf();
    drop(desk);
    let copy = copy_of(&folder);
    let mut desk = estate::desk(&folder);
    let mut copied = bare(&ledger_in(copy.path()));
    let reader = bare(&ledger_in(&folder));
    let (mut whole, mut paper, mut books, mut limit) = (vec![], vec![], vec![], vec![]);
    for n in 0..PAYMENTS {
        let tender =
            TenderRequest { tender: "cash".into(), amount_fen: Fen(20_000), reference: String::new() };
        let request = Pay {
            id: id(),
            unit: owing[n % owing.len()].clone(),
            tenders: vec![tender],
            charges: None,
            limit_fen: None,
            surplus_to_prepayment: true,
        };
        let (first, paid) = timed(|| acts::pay(&mut desk, request.clone(), now()).unwrap());
        let (again, repeated) = timed(|| acts::pay(&mut desk, request, now()).unwrap());
        assert!(!paid.repeated && repeated.repeated && paid.receipt.pdf.is_some());
        let entry = reader.query_row("SELECT max(number) FROM entry", [], |row| row.get(0)).unwrap();
        let rows = written(&reader, entry);
        // A surplus of a unit that never prepaid makes an account: the copy needs it before its clock starts.
        for (account, ..) in &rows.balances {
            let made = self::rows(&reader, "account", "id = ?1", *account);
            let known: bool = copied
                .query_row("SELECT EXISTS (SELECT 1 FROM account WHERE id = ?1)", [account], |r| r.get(0))
                .unwrap();
            if !known {
                insert(&copied, "account", &made);
                copied.execute("INSERT INTO balance VALUES (?1, 0, 0)", [account]).unwrap();
            }
        }
        let (bare, ()) = timed(|| insert_bare(&mut copied, &rows));
        whole.push(first);
        paper.push(again);
        books.push(first.saturating_sub(again));
        limit.push(bare);
    }
    let bare = median(limit.clone());
    println!("收款：练习账套（三年历史），{PAYMENTS} 笔，中位数");
    line("极限：同样的行，一个裸 SQLite 事务并落盘", bare, None);
    line("记账落盘（整个动作减去只画收据的一次）", median(books), Some(bare));
    line("画收据 PDF 并落盘", median(paper), Some(bare));
    line("整个动作", median(whole.clone()), Some(bare));
    line("整个动作 p99", quantile(whole, 990), Some(quantile(limit, 990)));
}
