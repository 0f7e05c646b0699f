//! The counter and the cash day.

use office::views::billing::WithdrawBilling;
use office::views::cash_day::{CloseDay, CountedTender, DayRequest, OpenDay, Pieces, SubmitCount};
use office::views::payments::{Pay, ReceiptRequest, TenderRequest, VoidReceipt, Waive};
use office::views::{Approver, Fen};
use office::{Desk, acts};

use crate::office_and_register::{billed_through, billed_unit};
use crate::{at, empty_office, id, now, refused};

pub fn pay(tenders: &[(&str, i64)]) -> Pay {
    let tender = |(tender, fen): &(&str, i64)| TenderRequest {
        tender: (*tender).into(),
        amount_fen: Fen(*fen),
        reference: String::new(),
    };
    Pay {
        id: id(),
        unit: "3-2-501".into(),
        tenders: tenders.iter().map(tender).collect(),
        charges: None,
        limit_fen: None,
        surplus_to_prepayment: false,
    }
}

pub fn open(float: i64) -> OpenDay {
    OpenDay { id: id(), float_fen: Fen(float), reason: String::new(), second: None }
}

fn void(number: &str, reason: &str) -> VoidReceipt {
    VoidReceipt { id: id(), number: number.into(), reason: reason.into(), approver: None }
}

/// An office with one unit that owes 1,821.38 元, and an open day.
pub fn counter(folder: &std::path::Path) -> Desk {
    let mut desk = empty_office(folder);
    billed_unit(&mut desk, "3-2-501");
    acts::open_day(&mut desk, open(50_000), now()).unwrap();
    desk
}

#[test]
fn a_payment() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = counter(folder.path());
    let mut take = |request: Pay| acts::pay(&mut desk, request, now());
    refused("tender_missing", take(pay(&[])));
    refused("tender_unknown", take(pay(&[("gold", 100)])));
    refused("tender_twice", take(pay(&[("cash", 100), ("cash", 200)])));
    refused("amount_not_positive", take(pay(&[("cash", 0)])));
    refused("prepayment_short", take(pay(&[("prepayment", 100)])));
    refused("charge_not_open", take(Pay { charges: Some(vec![99]), ..pay(&[("cash", 100)]) }));
    refused("charge_twice", take(Pay { charges: Some(vec![1, 1]), ..pay(&[("cash", 100)]) }));
    refused("more_than_owed", take(pay(&[("wechat", 200_000)])));
    refused("change_not_in_drawer", take(pay(&[("cash", 1_000_000)])));
    let first = pay(&[("cash", 10_000)]);
    take(first.clone()).unwrap();
    let mut other = first;
    other.tenders[0].amount_fen = Fen(10_001);
    refused("payment_exists_with_different_amount", take(other));
    take(Pay { surplus_to_prepayment: true, ..pay(&[("wechat", 200_000)]) }).unwrap();
    refused("nothing_owed", take(pay(&[("cash", 100)])));
}

/// A run is taken back as a whole, and only while nothing was paid on it; then its months are billed again.
#[test]
fn a_billing_run_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = counter(folder.path());
    let runs = |desk: &mut Desk| acts::billing_runs(desk, (), now()).unwrap().runs;
    let run = runs(&mut desk)[0].entry;
    let back = |entry: i64, reason: &str| WithdrawBilling { id: id(), entry, reason: reason.into() };
    let mut withdraw = |request: WithdrawBilling| acts::withdraw_billing(&mut desk, request, now());
    refused("reason_missing", withdraw(back(run, " ")));
    refused("billing_unknown", withdraw(back(1, "月份选错")));
    let once = back(run, "月份选错");
    assert!(withdraw(once.clone()).unwrap().runs[0].withdrawn);
    assert!(withdraw(once).is_ok(), "the same id is done once");
    refused("billing_withdrawn_already", withdraw(back(run, "月份选错")));
    refused("nothing_owed", acts::pay(&mut desk, pay(&[("cash", 100)]), now()));
    billed_through(&mut desk, "2026-11", now());
    acts::pay(&mut desk, pay(&[("cash", 100)]), now()).unwrap();
    let again = runs(&mut desk)[0].entry;
    refused("billing_in_use", acts::withdraw_billing(&mut desk, back(again, "月份选错"), now()));
    assert!(acts::verify(&mut desk, (), now()).unwrap().ok);
}

#[test]
fn a_void_and_a_waiver() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = counter(folder.path());
    refused("reason_missing", acts::void_receipt(&mut desk, void("1", " "), now()));
    refused("receipt_unknown", acts::void_receipt(&mut desk, void("1", "收错户"), now()));
    refused(
        "receipt_unknown",
        acts::reprint_receipt(&mut desk, ReceiptRequest { number: "甲".into() }, now()),
    );
    acts::pay(&mut desk, pay(&[("cash", 100)]), now()).unwrap();
    acts::void_receipt(&mut desk, void("1", "收错户"), now()).unwrap();
    refused("receipt_void_already", acts::void_receipt(&mut desk, void("1", "收错户"), now()));
    let ahead = Pay { surplus_to_prepayment: true, ..pay(&[("wechat", 200_000)]) };
    acts::pay(&mut desk, ahead, now()).unwrap();
    billed_through(&mut desk, "2026-12", now());
    acts::pay(&mut desk, pay(&[("prepayment", 10_000)]), now()).unwrap();
    refused("prepayment_used", acts::void_receipt(&mut desk, void("2", "收错户"), now()));
    let mut waive = |charge_id: i64, fen: i64, reason: &str, approval: &str| {
        let (reason, approval) = (reason.into(), approval.into());
        let request = Waive { id: id(), charge_id, amount_fen: Fen(fen), reason, approval, approver: None };
        acts::waive(&mut desk, request, now())
    };
    refused("reason_missing", waive(12, 100, " ", "批 7"));
    refused("approval_missing", waive(12, 100, "漏水", " "));
    refused("amount_not_positive", waive(12, 0, "漏水", "批 7"));
    refused("charge_not_open", waive(99, 100, "漏水", "批 7"));
    refused("waiver_too_large", waive(12, 99_999, "漏水", "批 7"));
}

fn count(denomination: i64, pieces: i64, tenders: &[(&str, i64)]) -> SubmitCount {
    let stated =
        |(tender, fen): &(&str, i64)| CountedTender { tender: (*tender).into(), counted_fen: Fen(*fen) };
    SubmitCount {
        id: id(),
        pieces: vec![Pieces { denomination_fen: Fen(denomination), pieces }],
        tenders: tenders.iter().map(stated).collect(),
    }
}

fn close(banked: Option<i64>, reason: &str, second: Option<Approver>) -> CloseDay {
    CloseDay {
        id: id(),
        banked_fen: banked.map(Fen),
        reason: reason.into(),
        responsible: "周收银".into(),
        second,
    }
}

#[test]
fn a_cash_day() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = empty_office(folder.path());
    billed_unit(&mut desk, "3-2-501");
    refused("day_not_open", acts::pay(&mut desk, pay(&[("cash", 100)]), now()));
    refused("day_not_open", acts::submit_count(&mut desk, count(100, 1, &[]), now()));
    refused(
        "day_unknown",
        acts::day_report(&mut desk, DayRequest { business_date: "2026-11-20".into() }, now()),
    );
    refused("float_negative", acts::open_day(&mut desk, open(-1), now()));
    acts::open_day(&mut desk, open(50_000), now()).unwrap();
    refused("day_already_open", acts::open_day(&mut desk, open(50_000), now()));
    refused("count_missing", acts::close_day(&mut desk, close(None, "", None), now()));
    acts::sign_in_as(&mut desk, Some("cashier"), None, now()).unwrap();
    refused("count_first", acts::day_status(&mut desk, (), now()));
    acts::sign_in_as(&mut desk, Some("manager"), None, now()).unwrap();
    refused("denomination_unknown", acts::submit_count(&mut desk, count(3_000, 1, &[]), now()));
    refused("pieces_out_of_range", acts::submit_count(&mut desk, count(10_000, -1, &[]), now()));
    refused("tender_twice", acts::submit_count(&mut desk, count(10_000, 5, &[("cash", 1)]), now()));
    acts::submit_count(&mut desk, count(10_000, 4, &[]), now()).unwrap();
    refused("over_short_reason_missing", acts::close_day(&mut desk, close(None, "", None), now()));
    refused("second_operator_needed", acts::close_day(&mut desk, close(None, "短款", None), now()));
    let himself = Approver { operator_id: 3, pin: "3690".into() };
    refused(
        "second_operator_is_cashier",
        acts::close_day(&mut desk, close(None, "短款", Some(himself)), now()),
    );
    acts::submit_count(&mut desk, count(10_000, 5, &[]), now()).unwrap();
    refused("banked_more_than_counted", acts::close_day(&mut desk, close(Some(60_000), "", None), now()));
    acts::pay(&mut desk, pay(&[("cash", 10_000)]), now()).unwrap();
    refused("count_outdated", acts::close_day(&mut desk, close(None, "", None), now()));
    acts::submit_count(&mut desk, count(10_000, 6, &[]), now()).unwrap();
    acts::close_day(&mut desk, close(None, "", None), now()).unwrap();
    refused("day_closed", acts::pay(&mut desk, pay(&[("cash", 100)]), now()));
    refused("day_closed", acts::open_day(&mut desk, open(50_000), now()));

    let tomorrow = at("2026-11-22T08:30");
    refused("float_differs", acts::open_day(&mut desk, open(40_000), tomorrow));
    acts::open_day(&mut desk, open(50_000), tomorrow).unwrap();
    refused("clock_ran_backwards", acts::pay(&mut desk, pay(&[("cash", 100)]), at("2026-11-22T08:29")));
    let day_after = at("2026-11-23T08:30");
    refused("day_left_open", acts::pay(&mut desk, pay(&[("cash", 100)]), day_after));
}
