//! A whole day through the acts, from founding to the locked day, and what is refused on the way.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod counter;

use ledger::calendar::Instant;
use office::views::billing::{RunBilling, SetTariff};
use office::views::cash_day::{CloseDay, CountedTender, OpenDay, Pieces, SubmitCount};
use office::views::imports::{ApplyDifference, ConfirmImport, PreviewImport};
use office::views::notices::NoticesRequest;
use office::views::payments::{ListReceipts, Pay, ReceiptRequest, TenderRequest, VoidReceipt};
use office::views::register::{FindUnits, SaveUnit, UnitRequest};
use office::views::start::CreateOffice;
use office::views::{Approver, Fen};
use office::{Desk, acts};

fn at(text: &str) -> Instant {
    Instant::new(chrono::DateTime::parse_from_rfc3339(&format!("{text}:00+08:00")).unwrap())
}

fn id() -> String {
    uuid::Uuid::new_v4().to_string()
}

fn code<T: std::fmt::Debug>(result: office::Result<T>) -> &'static str {
    result.expect_err("a refusal was expected").refusal().expect("not a fault").code
}

fn desk(folder: &std::path::Path, empty: bool) -> Desk {
    let mut desk = Desk::new(folder.to_path_buf(), std::env::current_exe().unwrap());
    let request = CreateOffice {
        name: "桂苑服务中心".into(),
        training: true,
        empty,
        manager_name: None,
        manager_pin: None,
    };
    acts::create_office(&mut desk, request, at("2026-11-21T08:00")).unwrap();
    desk
}

fn sign_in(desk: &mut Desk, who: &str) {
    acts::sign_in_as(desk, Some(who), None, at("2026-11-21T08:00")).unwrap();
}

fn pay(unit: &str, tender: &str, fen: i64) -> Pay {
    Pay {
        id: id(),
        unit: unit.into(),
        tenders: vec![TenderRequest {
            tender: tender.into(),
            amount_fen: Fen(fen),
            reference: "回单1".into(),
        }],
        charges: None,
        limit_fen: None,
        surplus_to_prepayment: false,
    }
}

fn verified(desk: &mut Desk) {
    let view = acts::verify(desk, (), at("2026-11-21T19:00")).unwrap();
    assert!(view.ok, "{view:#?}");
}

#[test]
fn the_training_estate_has_history_and_its_books_verify() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path(), false);
    sign_in(&mut desk, "manager");
    let units = acts::list_units(&mut desk, Default::default(), at("2026-11-21T08:00")).unwrap();
    assert_eq!(units.units.len(), 400);
    assert!(units.owed_fen > Fen(0));
    verified(&mut desk);
    let hits =
        acts::find_units(&mut desk, FindUnits { query: "32501".into(), limit: 5 }, at("2026-11-21T08:00"));
    assert_eq!(hits.unwrap().units[0].code, "3-2-501");
}

#[test]
fn a_day_at_the_counter_agrees_to_the_fen() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path(), false);
    sign_in(&mut desk, "cashier");
    let now = at("2026-11-21T08:31");
    assert_eq!(code(acts::pay(&mut desk, pay("3-2-501", "cash", 100), now)), "day_not_open");
    let open = |float| OpenDay { id: id(), float_fen: Fen(float), reason: String::new(), second: None };
    assert_eq!(code(acts::open_day(&mut desk, open(40_000), now)), "float_differs");
    acts::open_day(&mut desk, open(50_000), now).unwrap();
    assert_eq!(code(acts::open_day(&mut desk, open(50_000), now)), "day_already_open");

    let units = acts::list_units(&mut desk, Default::default(), now).unwrap().units;
    let owing: Vec<_> = units.iter().filter(|u| u.owed_fen.0 > 20_000).map(|u| u.code.clone()).collect();
    let first = pay(&owing[0], "cash", 10_050);
    let done = acts::pay(&mut desk, first.clone(), now).unwrap();
    assert!(done.receipt.pdf.as_deref().is_some_and(|p| std::path::Path::new(p).is_file()), "{done:?}");
    let again = acts::pay(&mut desk, first.clone(), now).unwrap();
    assert_eq!((again.repeated, &again.receipt.number), (true, &done.receipt.number));
    let mut other = first;
    other.tenders[0].amount_fen = Fen(10_051);
    assert_eq!(code(acts::pay(&mut desk, other, now)), "payment_exists_with_different_amount");
    acts::pay(&mut desk, pay(&owing[1], "wechat", 12_300), now).unwrap();
    assert_eq!(code(acts::pay(&mut desk, pay(&owing[1], "wechat", 99_999_999), now)), "more_than_owed");

    let reprint =
        acts::reprint_receipt(&mut desk, ReceiptRequest { number: done.receipt.number.clone() }, now);
    assert_eq!(reprint.unwrap().nth, 1);
    let void = |approver| VoidReceipt {
        id: id(),
        number: done.receipt.number.clone(),
        reason: "收错户".into(),
        approver,
    };
    assert_eq!(code(acts::void_receipt(&mut desk, void(None), now)), "not_allowed");
    let supervisor = Approver { operator_id: 2, pin: "2468".into() };
    let voided = acts::void_receipt(&mut desk, void(Some(supervisor.clone())), now).unwrap();
    assert!(voided.voided.is_some());
    assert_eq!(code(acts::day_status(&mut desk, (), now)), "count_first");

    let count = |hundreds, wechat| SubmitCount {
        id: id(),
        pieces: vec![Pieces { denomination_fen: Fen(10_000), pieces: hundreds }],
        tenders: vec![CountedTender { tender: "wechat".into(), counted_fen: Fen(wechat) }],
    };
    let close = |reason: &str, second| CloseDay {
        id: id(),
        banked_fen: None,
        reason: reason.into(),
        responsible: "周收银".into(),
        second,
    };
    let evening = at("2026-11-21T18:00");
    assert_eq!(code(acts::close_day(&mut desk, close("", None), evening)), "count_missing");
    let result = acts::submit_count(&mut desk, count(4, 12_300), evening).unwrap();
    assert_eq!(result.off_by_fen, Fen(10_000));
    assert_eq!(code(acts::close_day(&mut desk, close("", None), evening)), "over_short_reason_missing");
    assert_eq!(code(acts::close_day(&mut desk, close("短款", None), evening)), "second_operator_needed");
    let result = acts::submit_count(&mut desk, count(5, 12_300), evening).unwrap();
    assert_eq!(result.off_by_fen, Fen(0));
    let closed = acts::close_day(&mut desk, close("", None), evening).unwrap();
    assert_eq!((closed.banked_fen, closed.kept_fen), (Fen(0), Fen(50_000)));
    assert!(closed.report.is_some(), "{closed:?}");
    assert_eq!(code(acts::pay(&mut desk, pay(&owing[2], "cash", 100), evening)), "day_closed");
    assert_eq!(code(acts::open_day(&mut desk, open(50_000), evening)), "day_closed");
    let listed =
        acts::list_receipts(&mut desk, ListReceipts { limit: Some(2), ..Default::default() }, evening);
    assert_eq!(listed.unwrap().receipts.len(), 2);
    verified(&mut desk);
}

#[test]
fn an_estate_is_entered_priced_billed_and_notified() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path(), true);
    sign_in(&mut desk, "manager");
    let now = at("2026-11-21T08:31");
    let unit = SaveUnit {
        id: id(),
        unit_id: None,
        code: "3栋2单元501".into(),
        usage: "residence".into(),
        area: "89.5".into(),
        status: Some("occupied".into()),
        handover: String::new(),
        reason: String::new(),
    };
    let row = acts::save_unit(&mut desk, unit, now).unwrap();
    let person = office::views::register::SavePerson {
        id: id(),
        unit_id: row.unit_id,
        person_id: None,
        name: "张小明".into(),
        relation: "owner".into(),
        phones: Some(vec!["19900000001".into()]),
        liable: true,
        liable_from: String::new(),
        liable_to: String::new(),
        reason: String::new(),
    };
    acts::save_person(&mut desk, person, now).unwrap();
    let tariff = |rate: &str, from: &str| SetTariff {
        id: id(),
        item: "物业费".into(),
        treatment: None,
        step_fen: None,
        basis: "area".into(),
        rate: rate.into(),
        from: from.into(),
        building: None,
        usage: None,
        proration: None,
    };
    let bill = || RunBilling { id: id(), through: "2026-11".into(), expected_total_fen: None };
    assert_eq!(code(acts::run_billing(&mut desk, bill(), now)), "nothing_to_bill");
    acts::set_tariff(&mut desk, tariff("1.85", "2026-01-01"), now).unwrap();
    let billed = acts::run_billing(&mut desk, bill(), now).unwrap();
    assert_eq!((billed.lines, billed.total_fen), (11, Fen(11 * 16_558)));
    assert_eq!(code(acts::run_billing(&mut desk, bill(), now)), "period_already_billed");
    assert_eq!(code(acts::set_tariff(&mut desk, tariff("2.00", "2026-06-01"), now)), "tariff_already_billed");
    let household = acts::household(&mut desk, UnitRequest { unit: "32501".into() }, now).unwrap();
    assert_eq!(household.charges[0].working, "89.50㎡ × 1.85元 × 1月 = 165.58");
    assert_eq!(household.overdue_months, 10);
    let notices = NoticesRequest {
        id: id(),
        month: "2026-11".into(),
        kinds: Vec::new(),
        buildings: Vec::new(),
        units: Vec::new(),
        per_unit: true,
        folder: None,
    };
    let serials = |desk: &mut Desk| -> Vec<Option<String>> {
        let preview = acts::preview_notices(desk, notices.clone(), now).unwrap();
        preview.rows.into_iter().map(|r| r.serial).collect()
    };
    assert_eq!(serials(&mut desk), [None, None]);
    let made = acts::issue_notices(&mut desk, notices.clone(), now).unwrap();
    assert_eq!((made.notices.len(), made.papers.len()), (2, 4));
    let had: Vec<_> = made.notices.into_iter().map(|n| n.serial).collect();
    assert_eq!(serials(&mut desk), had, "a preview tells who has got this month's notice already");
    verified(&mut desk);
}

/// Years of arrears of several items, oldest first, fit a receipt: the items take turns, their rows do not.
#[test]
fn a_long_debt_is_a_short_receipt() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path(), false);
    sign_in(&mut desk, "cashier");
    let now = at("2026-11-21T08:31");
    let kept = acts::day(&mut desk, (), now).unwrap().kept_fen.unwrap();
    acts::open_day(
        &mut desk,
        OpenDay { id: id(), float_fen: kept, reason: String::new(), second: None },
        now,
    )
    .unwrap();
    let units = acts::list_units(&mut desk, Default::default(), now).unwrap().units;
    let debtor = units.iter().max_by_key(|u| u.owed_fen.0).unwrap();
    let open = acts::household(&mut desk, UnitRequest { unit: debtor.code.clone() }, now).unwrap().charges;
    let paid = acts::pay(&mut desk, pay(&debtor.code, "wechat", debtor.owed_fen.0), now).unwrap();
    assert!(open.len() > 24, "{} owes {} periods", debtor.code, open.len());
    let items: std::collections::BTreeSet<_> = open.iter().map(|c| &c.item).collect();
    // A price that changed on the way makes one row more.
    assert!(paid.receipt.lines.len() <= items.len() + 2, "{:#?}", paid.receipt.lines);
    let told: i64 = paid.receipt.lines.iter().map(|l| l.amount_fen.0).sum();
    assert_eq!(told, debtor.owed_fen.0);
}

#[test]
fn a_legacy_roster_comes_in_whole_and_goes_out_whole() {
    let folder = counter::office_folder();
    let mut desk = counter::desk(folder.path());
    let now = at("2026-11-21T08:31");
    sign_in(&mut desk, "manager");
    let roster = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../fixtures/rosters/legacy-shape1.xls");
    let preview = PreviewImport { path: roster.into(), ..Default::default() };
    let seen = acts::preview_import(&mut desk, preview.clone(), now).unwrap();
    assert_eq!(seen.units, 405);
    let confirm = || ConfirmImport {
        id: id(),
        preview: preview.clone(),
        sha256: seen.sha256.clone(),
        apply: ApplyDifference { new: true, ..Default::default() },
    };
    let done = acts::confirm_import(&mut desk, confirm(), now).unwrap();
    assert_eq!((done.units, done.opening_fen), (405, seen.opening_fen));
    assert_eq!(code(acts::confirm_import(&mut desk, confirm(), now)), "import_same_file");
    let listed = acts::list_units(&mut desk, Default::default(), now).unwrap();
    let prepaid: i64 = listed.units.iter().map(|u| u.prepaid_fen.0).sum();
    assert_eq!(Fen(listed.owed_fen.0 - prepaid), seen.opening_fen, "arrears less what was paid ahead");
    let withdraw =
        office::views::imports::WithdrawImport { id: id(), batch: done.batch, reason: "重来".into() };
    acts::withdraw_import(&mut desk, withdraw, now).unwrap();
    assert!(acts::list_units(&mut desk, Default::default(), now).unwrap().units.is_empty());
    verified(&mut desk);
    acts::confirm_import(&mut desk, confirm(), now).unwrap();
    verified(&mut desk);
}
