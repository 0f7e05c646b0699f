//! `verify` names the first check that fails, whoever changed the file.

use std::collections::BTreeMap;

use ledger::accounts::Account;
use ledger::checks::Check;
use ledger::entries::{Entry, EntryKind, EntryNumber, Transfer, TransferRef, sha256_hex};
use ledger::money::Fen;
use rusqlite::{Connection, params};
use store::{Error, Store};

use crate::books::{Books, act, books, prepayment};

fn first_wrong(books: &Books) -> Option<Check> {
    books.open().read(|r| r.verify()).unwrap().wrong.map(|w| w.check)
}

/// Changes the file by `sql` and expects `check` to fail first.
fn check(sql: &str, expect: Check) {
    let books = books();
    books.tamper(|raw| raw.execute_batch(sql).unwrap());
    assert_eq!(first_wrong(&books), Some(expect), "{sql}");
}

/// Adds an entry that no rule would let through, its link and its balances worked out as the program would.
fn forge(books: &Books, entry: &Entry) {
    let head = books.open().read::<_, Error>(|r| r.head()).unwrap();
    let number = EntryNumber(head.number.0 + 1);
    let accounts = |raw: &Connection, account: &Account| -> i64 {
        let sql = "SELECT id FROM account WHERE kind = ?1 ORDER BY id LIMIT 1";
        raw.query_row(sql, [account.kind().code()], |r| r.get(0)).unwrap()
    };
    books.tamper(|raw| {
        raw.execute(
            "INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL, ?8, ?9, ?10, NULL, ?11)",
            params![
                number.0,
                entry.id.to_string(),
                entry.kind.code(),
                entry.business_date.to_string(),
                entry.at.unix_ms(),
                entry.at.offset_seconds(),
                entry.operator.0,
                entry.document,
                entry.reason,
                entry.content,
                head.hash.next(number, entry).as_bytes(),
            ],
        )
        .unwrap();
        for (line, t) in (1_i64..).zip(&entry.transfers) {
            let (debit, credit) = (accounts(raw, &t.debit), accounts(raw, &t.credit));
            let name = t.reverses;
            raw.execute(
                "INSERT INTO transfer VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    number.0,
                    line,
                    debit,
                    credit,
                    t.amount.fen(),
                    name.map(|n| n.entry.0),
                    name.map(|n| n.line)
                ],
            )
            .unwrap();
            let sides = [("debits_fen", debit), ("credits_fen", credit)];
            for (side, id) in sides {
                let sql = format!("UPDATE balance SET {side} = {side} + ?2 WHERE account_id = ?1");
                raw.execute(&sql, [id, t.amount.fen()]).unwrap();
            }
        }
    });
}

#[test]
fn untouched_books_verify() {
    let books = books();
    let found = books.open().read(|r| r.verify()).unwrap();
    assert_eq!(found.wrong, None);
    assert_eq!(found.head, books.open().read::<_, Error>(|r| r.head()).unwrap().hash);
    assert!(found.entries > 10 && found.transfers > 8, "{found:?}");
}

#[test]
fn tampering_is_named_by_the_check_it_breaks() {
    check("UPDATE charge SET item_id = 999 WHERE id = 1", Check::FileIntact);
    check("DELETE FROM entry WHERE kind = 'reveal'", Check::NumbersWithoutGap);
    check("UPDATE entry SET at_ms = at_ms - 3600000 WHERE kind = 'day_closed'", Check::TimeRunsForward);
    check("UPDATE entry SET at_ms = at_ms + 1 WHERE kind = 'day_closed'", Check::ChainUnbroken);
    check(
        "UPDATE entry SET operator_id = (SELECT max(id) FROM operator), document = '' WHERE number = 2",
        Check::ChainUnbroken,
    );
    check("UPDATE entry SET reason = '改过' WHERE kind = 'waiver'", Check::ChainUnbroken);
    check("UPDATE entry SET business_date = '2026-11-20' WHERE kind = 'payment'", Check::ChainUnbroken);
    check("UPDATE entry SET hash = zeroblob(32) WHERE number = 3", Check::ChainUnbroken);
    check("UPDATE entry SET kind = 'nothing' WHERE number = 3", Check::ChainUnbroken);
    check(
        "UPDATE transfer SET amount_fen = amount_fen + 1 WHERE entry_number = 4 AND line = 1",
        Check::ChainUnbroken,
    );
    check(
        "UPDATE transfer SET debit_id = credit_id, credit_id = debit_id WHERE entry_number = 4",
        Check::ChainUnbroken,
    );
    check("DELETE FROM transfer WHERE entry_number = 4 AND line = 2", Check::ChainUnbroken);
    check("UPDATE balance SET debits_fen = debits_fen + 1 WHERE account_id = 1", Check::BalancesProvable);
    check("UPDATE balance SET credits_fen = credits_fen - 1 WHERE account_id = 2", Check::BalancesProvable);
    check("DELETE FROM balance WHERE account_id = 1", Check::BalancesProvable);
    check(
        "UPDATE receipt SET number = 9 WHERE number = 1; UPDATE receipt_reprint SET number = 9",
        Check::ReceiptsWithoutGap,
    );
    check("UPDATE receipt SET snapshot = '{}' WHERE number = 1", Check::ReceiptsMatchTransfers);
    check(
        "UPDATE payment SET total_fen = total_fen + 1, to_prepayment_fen = to_prepayment_fen + 1",
        Check::ReceiptsMatchTransfers,
    );
    check("UPDATE payment_tender SET kept_fen = kept_fen - 1", Check::ReceiptsMatchTransfers);
    check("DELETE FROM payment_tender", Check::ReceiptsMatchTransfers);
    check("DELETE FROM receipt_void", Check::ReceiptsMatchTransfers);
    check("INSERT INTO receipt_void SELECT 1, entry_number FROM receipt_void", Check::ReceiptsMatchTransfers);
    check("UPDATE allocation SET amount_fen = amount_fen - 1", Check::ReceiptsMatchTransfers);
    check(
        "UPDATE charge SET working = '89.50㎡ × 1.58元 × 1月 = 165.58' WHERE id = 1",
        Check::ChargesMatchReceivables,
    );
    check("UPDATE charge SET amount_fen = amount_fen - 1 WHERE id = 1", Check::ChargesMatchReceivables);
    check("UPDATE charge SET due = '2027-01-31' WHERE id = 1", Check::ChargesMatchReceivables);
    check("UPDATE notice SET snapshot = '{}'", Check::PapersAsKept);
    check(
        &format!("UPDATE notice SET snapshot = '{{}}', sha256 = '{}'", sha256_hex(b"{}")),
        Check::PapersAsKept,
    );
    check("UPDATE notice SET total_fen = total_fen - 1", Check::PapersAsKept);
}

#[test]
fn facts_beside_the_transfers_are_as_posted() {
    check("DELETE FROM cash_close", Check::FactsAsKept);
    check("UPDATE cash_close SET responsible = '张小明'", Check::FactsAsKept);
    check("UPDATE cash_close SET reason = '', responsible = '短款'", Check::FactsAsKept);
    check("UPDATE cash_day SET float_fen = 0", Check::FactsAsKept);
    check("UPDATE cash_count_piece SET pieces = 5", Check::FactsAsKept);
    check("UPDATE cash_count_piece SET denomination_fen = 7", Check::FactsAsKept);
    check("DELETE FROM cash_count_tender", Check::FactsAsKept);
    check("DELETE FROM waiver", Check::FactsAsKept);
    check("UPDATE waiver SET approval = '批 2026-8'", Check::FactsAsKept);
    check("DELETE FROM receipt_reprint", Check::FactsAsKept);
    check("INSERT INTO receipt_reprint SELECT 1, 2, entry_number FROM receipt_reprint", Check::FactsAsKept);
    check("INSERT INTO receipt_reprint VALUES (1, 2, 1)", Check::FactsAsKept);
    check("INSERT INTO waiver VALUES (1, 1, 1, '无')", Check::FactsAsKept);
    check("UPDATE tariff SET rate = '1.58'", Check::FactsAsKept);
    check("UPDATE tariff SET building = NULL", Check::FactsAsKept);
    check("UPDATE tariff SET building = '*'", Check::FactsAsKept);
    check("UPDATE import_batch SET opening_fen = 0", Check::FactsAsKept);
    check("DELETE FROM import_withdrawal", Check::FactsAsKept);
    check("UPDATE office SET training = 1", Check::FactsAsKept);
    check("UPDATE charge SET origin = 'opening' WHERE id = 1", Check::FactsAsKept);
    check("UPDATE payment SET change_fen = 0", Check::ReceiptsMatchTransfers);
    check("UPDATE payment_tender SET tender = 'wechat'", Check::ReceiptsMatchTransfers);
    check("UPDATE payment_tender SET reference = ''", Check::ReceiptsMatchTransfers);
    check("UPDATE allocation SET charge_id = 2", Check::ReceiptsMatchTransfers);
}

#[test]
fn a_forged_reversal_is_named() {
    let books = books();
    let banked = Transfer::new(Account::BankInTransit, Account::Drawer, Fen::new(10_000));
    let mut back = banked.reversal(TransferRef { entry: EntryNumber(4), line: 1 });
    back.amount = Fen::new(9_999);
    forge(&books, &act(EntryKind::PaymentVoided, 700, vec![back]));
    assert_eq!(first_wrong(&books), Some(Check::ReversalsNameTheirTransfer));
}

#[test]
fn a_forged_overdraft_is_named() {
    let books = books();
    let more = Transfer::new(prepayment(), Account::Drawer, Fen::new(101));
    forge(&books, &act(EntryKind::PaymentVoided, 700, vec![more]));
    assert_eq!(first_wrong(&books), Some(Check::NothingOverdrawn));
}

#[test]
fn the_first_of_several_wrong_things_is_named() {
    let working = "UPDATE charge SET working = '' WHERE id = 1";
    let receipt = "UPDATE receipt SET snapshot = '{}' WHERE number = 1";
    let balance = "UPDATE balance SET debits_fen = debits_fen + 1 WHERE account_id = 1";
    let chain = "UPDATE entry SET reason = '改过' WHERE kind = 'day_closed'";
    check(&format!("{working}; {receipt}"), Check::ReceiptsMatchTransfers);
    check(&format!("{working}; {balance}"), Check::BalancesProvable);
    check(&format!("{working}; {receipt}; {balance}; {chain}"), Check::ChainUnbroken);
}

/// Entries that stand in ledgers already are proven by these words: a change of them is a change of the file's format.
#[test]
fn what_entries_say_of_their_facts_is_known() {
    let mut said = Vec::new();
    let store = books().open();
    store
        .read(|r| {
            r.for_each_entry::<Error>(|e| {
                said.push(format!("{}: {}", e.entry.kind.code(), e.entry.content));
                Ok(())
            })
        })
        .unwrap();
    insta::assert_snapshot!(said.join("\n"));
}

/// Every column of every posted table, changed alone, and a row of each taken out: what `verify` does not see is listed,
/// so that a new column is looked at before it is trusted.
#[test]
fn what_verify_vouches_for_is_known() {
    let original = books();
    let mut changes = BTreeMap::new();
    for (table, column, kind) in columns(&original) {
        let other = match kind.as_str() {
            "INTEGER" => format!("ifnull({column}, 0) + 1"),
            "BLOB" => "zeroblob(32)".to_owned(),
            _ => format!("ifnull({column}, '') || '1'"),
        };
        // The last row: a key moved up meets no other.
        let last = format!("{column} IS (SELECT max({column}) FROM {table})");
        changes.insert(format!("{table}: a row taken out"), format!("DELETE FROM {table} WHERE {last}"));
        changes.insert(
            format!("{table}.{column}"),
            format!("UPDATE {table} SET {column} = {other} WHERE {last}"),
        );
    }
    let seen = |sql: &str| {
        let books = original.copied();
        books.tamper(|raw| raw.execute_batch(sql).unwrap_or_else(|e| panic!("{sql}: {e}")));
        match Store::open(&books.path) {
            Ok(store) => store.read(|r| r.verify()).unwrap().wrong.is_some(),
            Err(error) => error.refusal().is_some_and(|r| r.code == "ledger_damaged"),
        }
    };
    let unseen: Vec<String> =
        changes.into_iter().filter(|(_, sql)| !seen(sql)).map(|(name, _)| name).collect();
    insta::assert_snapshot!(unseen.join("\n"));
}

/// Table, column and type.
fn columns(books: &Books) -> Vec<(String, String, String)> {
    let raw = crate::books::raw(&books.path);
    let mut statement = raw
        .prepare(
            "SELECT s.name, c.name, c.type FROM sqlite_schema s JOIN pragma_table_info(s.name) c
             WHERE s.type = 'table' AND EXISTS (
                SELECT 1 FROM sqlite_schema t WHERE t.type = 'trigger' AND t.name = s.name || '_no_update')",
        )
        .unwrap();
    statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).unwrap().map(Result::unwrap).collect()
}
