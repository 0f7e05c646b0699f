//! Imports against a model: what the register and the books say before, after, and after a withdrawal.

mod alike;
mod estates;
mod otherwise;
mod states;
mod told;

use std::collections::BTreeMap;
use std::path::Path;

use ledger::calendar::{Date, Instant, parse_date};
use sheets::{
    BalanceKind, CellRef, Confidence, Draft, DraftBalance, DraftNote, DraftOpening, DraftPastPayment,
    DraftPerson, DraftReading, DraftUnit, DraftVehicle, Meaning, RecognisedColumn,
};

use super::difference;
use super::looked::Looked;
use super::posting::post;
use super::watch::Watch;
use crate::desk::Act;
use crate::views::Fen;
use crate::views::cash_day::OpenDay;
use crate::views::imports::{ApplyDifference, ImportDifference, ImportedView, WithdrawImport};
use crate::views::payments::{Pay, TenderRequest};
use crate::views::register::{ListUnits, SaveUnit, UnitRequest};
use crate::views::start::CreateOffice;
use crate::{Desk, Error, Result, acts};

const LAYOUT: &str = "台账";

fn now() -> Instant {
    Instant::new(chrono::DateTime::parse_from_rfc3339("2026-11-21T08:31:00+08:00").unwrap())
}

fn through() -> Date {
    parse_date("2025-12-31").unwrap()
}

fn id() -> String {
    uuid::Uuid::new_v4().to_string()
}

fn office(folder: &Path) -> Desk {
    let mut desk = Desk::new(folder.to_path_buf(), "no such program".into());
    let request = CreateOffice {
        name: "桂苑服务中心".into(),
        training: true,
        empty: true,
        manager_name: None,
        manager_pin: None,
    };
    acts::create_office(&mut desk, request, now()).unwrap();
    acts::sign_in_as(&mut desk, Some("manager"), None, now()).unwrap();
    desk
}

fn at(column: &str, row: u32) -> CellRef {
    CellRef { sheet: "一期".into(), row, column: u32::from(column.as_bytes()[0] - b'A') }
}

fn opening(item: &str, from: &str, to: &str, amount_fen: i64, row: u32) -> DraftOpening {
    DraftOpening {
        item: item.into(),
        label: format!("{from} – {to}"),
        from: Some(from.into()),
        to: Some(to.into()),
        amount_fen,
        owed_by: None,
        source: at("H", row),
    }
}

fn unit(code: &str, row: u32, openings: Vec<DraftOpening>) -> DraftUnit {
    DraftUnit {
        code: code.into(),
        original: code.into(),
        building: "3".into(),
        usage: "residence".into(),
        area: Some("89.50".into()),
        status: Some("occupied".into()),
        handover: None,
        people: vec![DraftPerson {
            name: format!("张小明{row}"),
            relation: "owner".into(),
            phones: vec![format!("139000000{row:02}")],
            id_number: Some("999999199001011234".into()),
            source: None,
        }],
        openings,
        source: at("C", row),
        described: true,
    }
}

fn named(code: &str, row: u32, openings: Vec<DraftOpening>) -> DraftUnit {
    DraftUnit { described: false, area: None, status: None, people: Vec::new(), ..unit(code, row, openings) }
}

fn column(meaning: Meaning) -> RecognisedColumn {
    RecognisedColumn {
        sheet: "表".into(),
        header_row: 3,
        column: 5,
        letter: "F".into(),
        header: String::new(),
        meaning,
        confidence: Confidence::Sure,
        note: String::new(),
    }
}

fn draft(sha256: &str, units: Vec<DraftUnit>) -> Draft {
    Draft {
        file_name: format!("{sha256}.xls"),
        sha256: sha256.into(),
        layout: LAYOUT.into(),
        columns: [Meaning::Opening, Meaning::Prepaid, Meaning::Deposit].map(column).to_vec(),
        units,
        ..Draft::default()
    }
}

fn balance(unit: &str, kind: BalanceKind, label: &str, amount_fen: i64) -> DraftBalance {
    DraftBalance { unit: unit.into(), kind, label: label.into(), amount_fen, source: at("K", 4) }
}

/// Two units with everything that can be kept beside them.
fn first() -> Draft {
    let three = vec![
        opening("物业费", "2013-01-01", "2013-12-31", 30_000, 4),
        opening("物业费", "2014-01-01", "2014-12-31", 40_000, 4),
        opening("物业费", "2015-01-01", "2015-12-31", -500, 4),
    ];
    let reading = DraftReading {
        unit: "3-2-501".into(),
        meter: "水表".into(),
        previous: Some("152.5".into()),
        previous_on: Some("2025-11-30".into()),
        present: Some("160".into()),
        present_on: Some("2025-12-31".into()),
        factor: None,
        loss: None,
        source: at("M", 4),
    };
    let vehicle = DraftVehicle {
        unit: "3-2-501".into(),
        space: "B1-3".into(),
        plate: "粤B00001".into(),
        owner: "张小明4".into(),
        phones: vec!["13900000004".into()],
        source: at("P", 4),
    };
    let payment = DraftPastPayment {
        unit: "3-2-502".into(),
        item: "物业费".into(),
        from: Some("2012-01-01".into()),
        to: Some("2012-12-31".into()),
        paid_on: Some("2012-06-01".into()),
        due_fen: Some(30_000),
        paid_fen: 30_000,
        cashier: "周收银".into(),
        remark: String::new(),
        source: at("R", 5),
    };
    let note = DraftNote {
        unit: "3-2-502".into(),
        label: "欠费原因".into(),
        text: "漏水".into(),
        source: at("S", 5),
    };
    Draft {
        readings: vec![reading],
        vehicles: vec![vehicle],
        past_payments: vec![payment],
        notes: vec![note],
        balances: vec![
            balance("3-2-501", BalanceKind::Deposit, "装修押金", 200_000),
            balance("3-2-502", BalanceKind::Prepayment, "", 10_000),
        ],
        ..draft("first", vec![unit("3-2-501", 4, three), unit("3-2-502", 5, Vec::new())])
    }
}

fn looked(draft: &Draft) -> Looked {
    Looked::of(draft.clone(), through())
}

fn compare(desk: &mut Desk, draft: &Draft) -> ImportDifference {
    desk.read(|r| Ok(difference::view(&difference::plan(r, draft, LAYOUT, through())?))).unwrap()
}

fn try_import(desk: &mut Desk, draft: &Draft, apply: &ApplyDifference) -> Result<ImportedView> {
    let act = Act::new(&id(), &desk.session()?, now())?;
    let watch = Watch::of(desk);
    desk.write(|w| post(w, &act, &looked(draft), &draft.layout, (through(), apply), &watch))
}

fn new() -> ApplyDifference {
    ApplyDifference { new: true, ..Default::default() }
}

#[track_caller]
fn import(desk: &mut Desk, draft: &Draft, apply: &ApplyDifference) -> ImportedView {
    let done = try_import(desk, draft, apply).unwrap();
    verified(desk);
    done
}

/// What the withdrawal says that it left.
#[track_caller]
fn withdraw(desk: &mut Desk, batch: i64) -> Vec<String> {
    let request = WithdrawImport { id: id(), batch, reason: "重来".into() };
    let done = acts::withdraw_import(desk, request, now()).unwrap();
    verified(desk);
    done.left
}

#[track_caller]
fn verified(desk: &mut Desk) {
    let view = acts::verify(desk, (), now()).unwrap();
    assert!(view.ok, "{view:#?}");
}

fn refused<T: std::fmt::Debug>(outcome: Result<T>) -> &'static str {
    match outcome.unwrap_err() {
        Error::Refusal(refusal) => refusal.code,
        fault => panic!("{fault}"),
    }
}

/// Everything a person sees of the register, and every account that holds something.
fn picture(desk: &mut Desk) -> (String, BTreeMap<String, i64>) {
    let units = acts::list_units(desk, ListUnits::default(), now()).unwrap().units;
    let mut all = String::new();
    for mut row in units {
        let page = acts::unit_page(desk, UnitRequest { unit: row.code.clone() }, now()).unwrap();
        row.unit_id = 0;
        let kept = &page.kept;
        let people: Vec<_> =
            page.people.iter().map(|p| (&p.name, &p.relation, &p.phones, p.liable)).collect();
        all.push_str(&format!(
            "{row:?}\n{people:?}\n{:?}{:?}{:?}{:?}{:?}{:?}\n",
            kept.readings,
            kept.vehicles,
            kept.past_payments,
            kept.notes,
            kept.id_numbers,
            kept.balances.iter().map(|b| (&b.kind_label, &b.label, b.amount_fen)).collect::<Vec<_>>()
        ));
    }
    let balances = desk.read(|r| Ok(r.balances()?)).unwrap();
    let holding = balances.into_iter().filter(|(_, b)| !b.net().is_zero());
    (all, holding.map(|(a, b)| (a.to_string(), b.net().fen())).collect())
}

#[test]
fn everything_is_posted_or_kept_with_its_cell() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    let done = import(&mut desk, &first(), &new());
    assert_eq!((done.units, done.people, done.opening_fen), (2, 2, Fen(69_500)));
    assert_eq!((done.prepayments_fen, done.deposits_fen, done.kept), (Fen(10_500), Fen(200_000), 6));
    let page = acts::unit_page(&mut desk, UnitRequest { unit: "3-2-501".into() }, now()).unwrap();
    let kept = page.kept;
    let sources: Vec<String> = kept.sources.iter().map(|s| format!("{} {}", s.what, s.from.cell)).collect();
    assert_eq!(
        sources,
        [
            "房产 C4",
            "人员 张小明4 C4",
            "期初欠费 物业费 2013-01 … 2013-12 H4",
            "期初欠费 物业费 2014-01 … 2014-12 H4"
        ]
    );
    let household = acts::household(&mut desk, UnitRequest { unit: "3-2-501".into() }, now()).unwrap();
    let oldest = household.charges.first().map(|c| (c.period.as_str(), c.working.as_str()));
    assert_eq!(
        oldest,
        Some(("2013-01 … 2013-12", "期初：2013-01-01 – 2013-12-31")),
        "months, and the header beside"
    );
    assert_eq!(kept.readings[0].from.cell, "M4");
    assert_eq!(kept.vehicles[0].phones, ["139****0004"]);
    assert_eq!(kept.id_numbers[0].number, "99**************34");
    let held: Vec<_> = kept.balances.iter().map(|b| (b.kind_label.as_str(), b.amount_fen)).collect();
    assert_eq!(held, [("预存", Fen(500)), ("押金", Fen(200_000))]);
    let (_, holding) = picture(&mut desk);
    assert_eq!(holding.values().sum::<i64>(), 0, "debits equal credits");
    assert_eq!(refused(try_import(&mut desk, &first(), &new())), "import_same_file");
}

#[test]
fn the_same_content_again_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    import(&mut desk, &first(), &new());
    let again = Draft { sha256: "again".into(), ..first() };
    let d = compare(&mut desk, &again);
    assert_eq!((d.new, d.added_to, d.changed, d.same, d.gone, d.kept_already), (0, 0, 0, 2, 0, 6), "{d:#?}");
    let all = ApplyDifference { new: true, all_changed: true, ..Default::default() };
    assert_eq!(refused(try_import(&mut desk, &again, &all)), "import_nothing_to_apply");
}

/// 3-2-501: area, telephone, 2014 otherwise, 2013 gone, deposit otherwise; 3-2-502 gone; 3-2-503 new.
fn changed() -> Draft {
    let openings = vec![
        opening("物业费", "2014-01-01", "2014-12-31", 45_000, 4),
        opening("物业费", "2015-01-01", "2015-12-31", -500, 4),
        opening("水费", "2015-01-01", "2015-12-31", 1_200, 4),
    ];
    let mut other = unit("3-2-501", 4, openings);
    other.area = Some("90.10".into());
    other.people[0].phones = vec!["13900000099".into()];
    Draft {
        balances: vec![balance("3-2-501", BalanceKind::Deposit, "装修押金", 150_000)],
        ..draft("changed", vec![other, unit("3-2-503", 5, Vec::new())])
    }
}

#[test]
fn a_changed_file_shows_a_difference_and_applies_what_is_confirmed() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    let first_batch = import(&mut desk, &first(), &new()).batch;
    let before = picture(&mut desk);
    let d = compare(&mut desk, &changed());
    assert_eq!((d.new, d.added_to, d.changed, d.same, d.gone), (1, 1, 1, 0, 1), "{d:#?}");
    let changes: Vec<String> = d.changed_units[0]
        .changes
        .iter()
        .map(|c| format!("{} {}: {} → {}", c.field, c.label, c.before, c.after))
        .collect();
    assert_eq!(
        changes,
        [
            "area 建筑面积: 89.50 → 90.10",
            "phones 张小明4的电话: 139****0004 → 139****0099",
            "opening 期初欠费 物业费: 2013-01 … 2013-12 300.00，2014-01 … 2014-12 400.00 → 2014-01 … 2014-12 450.00",
            "deposit 押金 装修押金: 2000.00 → 1500.00",
        ]
    );
    assert_eq!(d.gone_units[0].code, "3-2-502");

    let only_new = import(&mut desk, &changed(), &new());
    let (register, holding) = picture(&mut desk);
    assert!(register.contains("89.50") && !register.contains("90.10"), "{register}");
    assert_eq!((only_new.units, only_new.changed, only_new.gone), (1, 1, 0));
    let deposits = |h: &BTreeMap<String, i64>| -> i64 {
        h.iter().filter(|(a, _)| a.starts_with("deposit")).map(|(_, f)| *f).sum()
    };
    assert_eq!(deposits(&holding), -200_000);
    assert_eq!(refused_withdrawal(&mut desk, first_batch), "import_built_on");
    assert_eq!(withdraw(&mut desk, only_new.batch), [""; 0]);
    assert_eq!(picture(&mut desk), before);

    let all =
        ApplyDifference { new: true, all_changed: true, gone: vec!["3-2-502".into()], ..Default::default() };
    let done = import(&mut desk, &changed(), &all);
    assert_eq!((done.units, done.changed, done.gone), (1, 1, 1));
    assert_eq!(done.left, Vec::<String>::new());
    let (register, holding) = picture(&mut desk);
    assert!(register.contains("90.10") && register.contains("139****0099"), "{register}");
    assert!(!register.contains("3-2-502"), "{register}");
    assert_eq!(deposits(&holding), -150_000);
    let page = acts::unit_page(&mut desk, UnitRequest { unit: "3-2-501".into() }, now()).unwrap();
    let reversed = page.timeline.iter().find(|line| line.title == "冲回期初押金 装修押金 2000.00");
    assert_eq!(
        reversed.map(|line| line.detail.as_str()),
        Some("原来自 first.xls 一期 K4"),
        "{:#?}",
        page.timeline
    );
    let owed: i64 = holding.iter().filter(|(a, _)| a.starts_with("receivable")).map(|(_, f)| *f).sum();
    assert_eq!(owed, 45_000 + 1_200);

    withdraw(&mut desk, done.batch);
    assert_eq!(picture(&mut desk), before, "a withdrawal gives back the register before");
    let again = import(&mut desk, &Draft { sha256: "再".into(), ..changed() }, &all);
    withdraw(&mut desk, again.batch);
    assert_eq!(picture(&mut desk), before);
    withdraw(&mut desk, first_batch);
    let (register, holding) = picture(&mut desk);
    assert_eq!((register.as_str(), holding.len()), ("", 0));
}

fn refused_withdrawal(desk: &mut Desk, batch: i64) -> &'static str {
    refused(acts::withdraw_import(desk, WithdrawImport { id: id(), batch, reason: "重来".into() }, now()))
}

#[test]
fn what_other_tables_say_of_known_units_just_applies() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    let roster = import(&mut desk, &first(), &new()).batch;
    let before = picture(&mut desk);
    let months = vec![
        opening("电梯费", "2013-05-01", "2013-05-31", 1_000, 9),
        opening("电梯费", "2013-06-01", "2013-06-30", 1_000, 9),
    ];
    let arrears = Draft {
        layout: "欠费".into(),
        readings: vec![DraftReading { unit: "3-2-502".into(), ..first().readings[0].clone() }],
        ..draft("arrears", vec![named("3-2-501", 9, months), named("3-2-502", 10, Vec::new())])
    };
    let d = compare(&mut desk, &arrears);
    assert_eq!((d.new, d.added_to, d.changed, d.gone), (0, 2, 0, 0), "{d:#?}");
    let done = import(&mut desk, &arrears, &new());
    assert_eq!((done.units, done.changed, done.opening_fen, done.kept), (0, 2, Fen(2_000), 1));
    assert_eq!(refused_withdrawal(&mut desk, roster), "import_built_on");
    withdraw(&mut desk, done.batch);
    assert_eq!(picture(&mut desk), before);
}

fn pay(desk: &mut Desk, unit: &str, amount_fen: i64) {
    let float = OpenDay { id: id(), float_fen: Fen(50_000), reason: String::new(), second: None };
    acts::open_day(desk, float, now()).unwrap();
    let request = Pay {
        id: id(),
        unit: unit.into(),
        tenders: vec![TenderRequest {
            tender: "cash".into(),
            amount_fen: Fen(amount_fen),
            reference: String::new(),
        }],
        charges: None,
        limit_fen: None,
        surplus_to_prepayment: true,
    };
    acts::pay(desk, request, now()).unwrap();
}

#[test]
fn what_was_paid_on_stays() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    let batch = import(&mut desk, &first(), &new()).batch;
    pay(&mut desk, "3-2-501", 100);
    let d = compare(&mut desk, &changed());
    let held: Vec<&str> = d.changed_units[0].changes.iter().map(|c| c.held.as_str()).collect();
    assert_eq!(held, ["", "", "已经收过款或减免过，请在收款台办理", ""]);
    let all = ApplyDifference { all_changed: true, ..Default::default() };
    let done = import(&mut desk, &changed(), &all);
    assert_eq!(done.left, ["3-2-501 期初欠费 物业费：已经收过款或减免过，请在收款台办理。"]);
    withdraw(&mut desk, done.batch);
    assert_eq!(refused_withdrawal(&mut desk, batch), "import_in_use");
    let without = draft("without", vec![unit("3-2-502", 5, Vec::new())]);
    let stays = &compare(&mut desk, &without).gone_units[0].stays;
    assert_eq!(stays, "已经出过账、收过款或发过通知单，要留在档案里");
    let gone = ApplyDifference { gone: vec!["3-2-501".into()], ..Default::default() };
    assert_eq!(refused(try_import(&mut desk, &without, &gone)), "import_unit_stays");
}

#[test]
fn a_unit_cannot_come_back_beside_another_of_its_code() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    import(&mut desk, &first(), &new());
    let without = draft("without", vec![unit("3-2-502", 5, Vec::new())]);
    let gone = ApplyDifference { gone: vec!["3-2-501".into()], ..Default::default() };
    let done = import(&mut desk, &without, &gone);
    let request = SaveUnit {
        id: id(),
        unit_id: None,
        code: "3-2-501".into(),
        usage: "residence".into(),
        area: String::new(),
        status: None,
        handover: String::new(),
        reason: String::new(),
    };
    acts::save_unit(&mut desk, request, now()).unwrap();
    assert_eq!(refused_withdrawal(&mut desk, done.batch), "import_unit_back");
}
