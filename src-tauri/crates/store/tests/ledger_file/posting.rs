//! Posting: numbers, the clock, all or nothing.

use ledger::accounts::Account;
use ledger::entries::{EntryKind, EntryNumber, Transfer};
use ledger::money::Fen;
use store::Error;
use store::cash_days::CashDayId;

use crate::books::{act, books, founded, paid, prepayment, refused};

#[test]
fn entries_are_numbered_from_one_without_gaps() {
    let books = books();
    let mut numbers = Vec::new();
    let each = |e: &store::entries::LoggedEntry| {
        numbers.push(e.number.0);
        Ok::<_, Error>(())
    };
    books.open().read(|r| r.for_each_entry(each)).unwrap();
    let expect: Vec<i64> = (1..).take(numbers.len()).collect();
    assert_eq!(numbers, expect);
}

#[test]
fn an_act_that_fails_half_way_leaves_no_number_behind() {
    let books = founded();
    let mut store = books.open();
    let before = store.read::<_, Error>(|r| Ok(r.head()?.number)).unwrap();
    let failed = store.write(|w| {
        w.post(&act(EntryKind::Reveal, 1, Vec::new()))?;
        Err::<(), _>(Error::Broken("half way".into()))
    });
    assert!(failed.is_err());
    let next = store.write(|w| w.post(&act(EntryKind::Reveal, 2, Vec::new()))).unwrap();
    assert_eq!(next, EntryNumber(before.0 + 1));
}

#[test]
fn a_receipt_out_of_order_is_not_kept_and_takes_its_payment_back() {
    let books = books();
    let mut store = books.open();
    let before = store.read::<_, Error>(|r| Ok(r.head()?.number)).unwrap();
    assert!(store.write(|w| paid(w, CashDayId(1), 9, 700, Fen::new(100))).is_err());
    assert_eq!(store.read::<_, Error>(|r| Ok(r.head()?.number)).unwrap(), before);
    store.write(|w| paid(w, CashDayId(1), 3, 700, Fen::new(100))).unwrap();
}

#[test]
fn the_same_id_is_posted_once() {
    let books = founded();
    let mut store = books.open();
    store.write(|w| w.post(&act(EntryKind::Reveal, 1, Vec::new()))).unwrap();
    let again = store.write(|w| w.post(&act(EntryKind::Reveal, 1, Vec::new())));
    assert!(again.unwrap_err().to_string().contains("UNIQUE constraint failed: entry.id"));
}

#[test]
fn a_clock_that_ran_backwards_is_refused() {
    let books = founded();
    let mut store = books.open();
    store.write(|w| w.post(&act(EntryKind::Reveal, 30, Vec::new()))).unwrap();
    assert_eq!(
        refused(store.write(|w| w.post(&act(EntryKind::Reveal, 29, Vec::new())))),
        "clock_ran_backwards"
    );
    let mut same = act(EntryKind::Reveal, 30, Vec::new());
    same.id = uuid::Uuid::from_u128(77);
    store.write(|w| w.post(&same)).unwrap();
}

#[test]
fn a_prepayment_is_never_overdrawn() {
    let books = books();
    let mut store = books.open();
    let more = Transfer::new(prepayment(), Account::Drawer, Fen::new(101));
    let outcome = store.write(|w| w.post(&act(EntryKind::Payment, 700, vec![more])));
    assert!(outcome.unwrap_err().to_string().contains("overdrawn"));
    assert_eq!(store.read(|r| r.balance(&prepayment())).unwrap().net(), Fen::new(-100));
}

#[test]
fn a_second_writer_is_refused_and_the_first_goes_on() {
    let books = founded();
    let (mut first, mut second) = (books.open(), books.open());
    first
        .write(|w| {
            w.set_setting("phone", "1")?;
            let outcome = second.write(|w| w.set_setting("phone", "2"));
            assert_eq!(refused(outcome), "ledger_busy");
            Ok::<_, Error>(())
        })
        .unwrap();
    assert_eq!(second.read(|r| r.setting("phone")).unwrap().as_deref(), Some("1"));
}
