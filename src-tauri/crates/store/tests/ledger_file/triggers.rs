//! What is posted stays: no UPDATE, no DELETE, whatever statement is tried.

use rusqlite::Connection;

use crate::books::{Books, books, raw};

/// Tables that are not facts of the books: they hold how things stand now. Everything else is posted.
const MUTABLE: [&str; 8] =
    ["balance", "item", "operator", "person", "phone", "setting", "unit", "unit_person"];

/// Of those, what the books name: changed, never deleted.
const NAMED_BY_THE_BOOKS: [&str; 5] = ["balance", "item", "operator", "person", "unit"];

fn tables(raw: &Connection) -> Vec<String> {
    let mut statement = raw
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
        )
        .unwrap();
    statement.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect()
}

fn first_column(raw: &Connection, table: &str) -> String {
    raw.query_row("SELECT name FROM pragma_table_info(?1) WHERE cid = 0", [table], |r| r.get(0)).unwrap()
}

/// Runs a statement that only a trigger can stop, and gives what stopped it.
fn stopped(books: &Books, statement: &str) -> Option<String> {
    let raw = raw(&books.path);
    raw.execute_batch("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE").unwrap();
    let outcome = raw.execute_batch(statement);
    raw.execute_batch("ROLLBACK").unwrap();
    outcome.err().map(|e| e.to_string())
}

fn check(statement: &str, expect: Option<&str>, books: &Books) {
    let found = stopped(books, statement);
    match expect {
        Some(words) => assert!(found.as_deref().is_some_and(|f| f.contains(words)), "{statement}: {found:?}"),
        None => assert_eq!(found, None, "{statement}"),
    }
}

#[test]
fn the_books_of_these_tests_have_a_row_in_every_table() {
    let books = books();
    let raw = raw(&books.path);
    for table in tables(&raw) {
        let rows: i64 = raw.query_row(&format!("SELECT count(*) FROM {table}"), [], |r| r.get(0)).unwrap();
        assert!(rows > 0, "{table} is empty: a row trigger would not be tried");
    }
}

#[test]
fn every_posted_table_refuses_update_and_delete() {
    let books = books();
    let raw = raw(&books.path);
    let posted: Vec<String> = tables(&raw).into_iter().filter(|t| !MUTABLE.contains(&t.as_str())).collect();
    assert!(posted.len() > 20, "{posted:?}");
    for table in posted {
        let column = first_column(&raw, &table);
        let words = format!("what is posted is never changed: {table}");
        check(&format!("UPDATE {table} SET {column} = {column}"), Some(&words), &books);
        check(&format!("DELETE FROM {table}"), Some(&words), &books);
    }
}

#[test]
fn what_the_books_name_is_changed_but_never_deleted() {
    let books = books();
    let raw = raw(&books.path);
    for table in MUTABLE {
        let column = first_column(&raw, table);
        check(&format!("UPDATE {table} SET {column} = {column}"), None, &books);
        let named = NAMED_BY_THE_BOOKS.contains(&table);
        check(&format!("DELETE FROM {table}"), named.then_some("the books still name it"), &books);
    }
}

#[test]
fn rows_that_the_books_cannot_hold_are_refused() {
    let books = books();
    let next = "(SELECT max(number) + 1 FROM entry)";
    let gap = |number: &str| {
        format!(
            "INSERT INTO entry SELECT {number}, 'x', kind, business_date, at_ms, at_offset_s, operator_id, approver_id,
             document, reason, content, reverses, hash FROM entry WHERE number = 1"
        )
    };
    check(&gap(next), None, &books);
    check(&gap("(SELECT max(number) + 2 FROM entry)"), Some("entry numbers run without gaps"), &books);
    check(&gap("0"), Some("entry numbers run without gaps"), &books);
    let receipt = |number: i64| {
        format!("INSERT INTO receipt SELECT {number}, 'x', snapshot FROM receipt WHERE number = 1")
    };
    check(&receipt(3), None, &books);
    check(&receipt(4), Some("receipt numbers run without gaps"), &books);
    check(&receipt(0), Some("receipt numbers run without gaps"), &books);
    let transfer = |debit, credit, amount, reverses: &str| {
        format!("INSERT INTO transfer VALUES (1, 99, {debit}, {credit}, {amount}, {reverses})")
    };
    check(&transfer(1, 2, 1, "NULL, NULL"), None, &books);
    check(&transfer(1, 1, 1, "NULL, NULL"), Some("debit_id <> credit_id"), &books);
    check(&transfer(1, 2, 0, "NULL, NULL"), Some("amount_fen > 0"), &books);
    check(&transfer(1, 2, -1, "NULL, NULL"), Some("amount_fen > 0"), &books);
    check(&transfer(1, 2, 1, "1, NULL"), Some("reverses_entry IS NULL"), &books);
    let undone = raw(&books.path)
        .query_row(
            "SELECT reverses_entry || ', ' || reverses_line FROM transfer WHERE reverses_entry IS NOT NULL LIMIT 1",
            [],
            |r| r.get::<_, String>(0),
        )
        .unwrap();
    check(&transfer(1, 2, 1, &undone), Some("UNIQUE constraint failed: transfer.reverses_entry"), &books);
}
