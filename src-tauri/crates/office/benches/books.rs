//! A durable payment against one bare SQLite transaction that inserts the same rows and syncs.
//!
//! The office has three years of history. Each payment is worked out (a preview: what the act reads and settles), taken
//! through the whole act, and then what it posted goes through the store into a copy of the ledger, as the act does it:
//! working out and posting are what the books cost, the rest of the act is the paper. Last, the very rows are inserted
//! bare into another copy: same tables, indexes, triggers and pragmas. Taking the paper's time off the act's instead
//! would be wrong: both sync, and how long that takes varies more than the difference.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops")]

mod estate;

use estate::{bare, copy_of, desk, found, id, insert, ledger_in, line, median, now, quantile, rows, timed};
use office::acts;
use office::views::Fen;
use office::views::cash_day::OpenDay;
use office::views::payments::{Pay, TenderRequest};
use rusqlite::Connection;
use store::Store;
use store::payments::{PaymentRow, ReceiptQuery, ReceiptRow};

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

/// What a payment posted, as the store takes it.
struct Posted {
    entry: ledger::entries::Entry,
    payment: PaymentRow,
    receipt: ReceiptRow,
}

fn posted(books: &Store, number: i64) -> Posted {
    let read: store::Result<Posted> = books.read(|r| {
        let entry = r.entry(ledger::entries::EntryNumber(number))?.unwrap().entry;
        let payment = r.payment(entry.id)?.unwrap();
        let query = ReceiptQuery { payment: Some(entry.id), limit: 1, ..Default::default() };
        let receipt = r.receipts(&query)?.pop().unwrap();
        Ok(Posted { entry, payment, receipt })
    });
    read.unwrap()
}

fn post(books: &mut Store, p: &Posted) {
    let done: store::Result<()> = books.write(|w| {
        assert!(w.entry_by_id(p.entry.id)?.is_none());
        assert!(w.open_day()?.is_some());
        let number = w.last_receipt()? + 1;
        let by = w.post(&p.entry)?;
        w.insert_payment(by, &p.payment)?;
        w.insert_receipt(number, p.payment.id, &p.receipt.snapshot)
    });
    done.unwrap();
}

fn main() {
    let office = found(false);
    let mut desk = desk(office.path());
    let open = OpenDay { id: id(), float_fen: Fen(50_000), reason: String::new(), second: None };
    acts::open_day(&mut desk, open, now()).unwrap();
    let units = acts::list_units(&mut desk, Default::default(), now()).unwrap().units;
    let owing: Vec<String> = units.into_iter().filter(|u| u.owed_fen.0 > 50_000).map(|u| u.code).collect();
    let folder = office.path().to_path_buf();
    drop(desk);
    let (copy, second) = (copy_of(&folder), copy_of(&folder));
    let mut desk = estate::desk(&folder);
    let mut copied = bare(&ledger_in(copy.path()));
    let mut stored = Store::open(&ledger_in(second.path())).unwrap();
    let (reader, seen) = (bare(&ledger_in(&folder)), Store::open(&ledger_in(&folder)).unwrap());
    let (mut whole, mut worked_out, mut books, mut limit) = (vec![], vec![], vec![], vec![]);
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
        let (preview, _) = timed(|| acts::preview_payment(&mut desk, request.clone(), now()).unwrap());
        let (act, paid) = timed(|| acts::pay(&mut desk, request, now()).unwrap());
        assert!(!paid.repeated && paid.receipt.pdf.is_some());
        let entry: i64 = reader.query_row("SELECT max(number) FROM entry", [], |row| row.get(0)).unwrap();
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
        let through_store = posted(&seen, entry);
        let (post, ()) = timed(|| post(&mut stored, &through_store));
        let (bare, ()) = timed(|| insert_bare(&mut copied, &rows));
        whole.push(act);
        worked_out.push(preview);
        books.push(preview + post);
        limit.push(bare);
    }
    let bare = median(limit.clone());
    println!("收款：练习账套（三年历史），{PAYMENTS} 笔，中位数");
    line("极限：同样的行，一个裸 SQLite 事务并落盘", bare, None);
    line("其中算清这笔收款", median(worked_out), Some(bare));
    line("算清、记账、落盘", median(books), Some(bare));
    line("整个动作，连同画收据 PDF 并落盘", median(whole.clone()), Some(bare));
    line("整个动作 p99", quantile(whole, 990), Some(quantile(limit, 990)));
}
