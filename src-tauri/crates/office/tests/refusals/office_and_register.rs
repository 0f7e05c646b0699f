//! Founding, signing in, operators, the register, tariffs, billing, notices.

use ledger::calendar::Instant;
use ledger::cash_day::CashCount;
use ledger::money::Fen as Money;
use office::views::Fen;
use office::views::billing::{PreviewBilling, RunBilling, SetTariff};
use office::views::notices::{NoticeRequest, NoticesRequest};
use office::views::operators::SaveOperator;
use office::views::payments::Pay;
use office::views::register::{RevealPhones, SavePerson, SaveUnit, UnitRequest};
use office::views::start::{CreateOffice, SignIn};
use office::{Desk, acts};

use crate::{at, empty_office, found, id, now, refused, words};

#[test]
fn an_office_is_founded_once_and_entered_with_a_pin() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::new(folder.path().to_path_buf(), "none".into());
    refused("signed_out", acts::list_units(&mut desk, Default::default(), now()));
    refused("ledger_missing", acts::sign_in_as(&mut desk, None, None, now()));
    refused("office_name_missing", acts::create_office(&mut desk, found(" ", false), now()));
    refused("office_name_unusable", acts::create_office(&mut desk, found("甲\n乙", false), now()));
    let with_pin =
        |pin: &str| CreateOffice { manager_pin: Some(pin.into()), ..found("桂苑服务中心", false) };
    refused("pin_too_simple", acts::create_office(&mut desk, with_pin("1111"), now()));
    acts::create_office(&mut desk, with_pin("4711"), now()).unwrap();
    refused("office_exists", acts::create_office(&mut desk, with_pin("4711"), now()));
    refused("clock_only_in_training", acts::permit_clock(&mut desk));
    refused("operator_missing", acts::sign_in_as(&mut desk, None, None, now()));
    refused("operator_unknown", acts::sign_in_as(&mut desk, Some("没有这个人"), None, now()));
    refused("operator_unknown", acts::sign_in(&mut desk, SignIn { operator_id: 99, pin: "1".into() }, now()));
    refused("pin_missing", acts::sign_in_as(&mut desk, Some("manager"), None, now()));
    for _ in 0..5 {
        refused("pin_wrong", acts::sign_in_as(&mut desk, Some("manager"), Some("0000"), now()));
    }
    refused("pin_locked", acts::sign_in_as(&mut desk, Some("manager"), Some("4711"), now()));
    let mut second = Desk::new(folder.path().to_path_buf(), "none".into());
    refused("office_in_use", acts::sign_in_as(&mut second, Some("manager"), Some("4711"), now()));
    acts::sign_in_as(&mut desk, Some("manager"), Some("4711"), at("2026-11-21T08:33")).unwrap();
    refused("clock_unreadable", office::SystemClock::written("nine"));
}

#[test]
fn operators_and_settings() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = empty_office(folder.path());
    let mut save = |operator_id: Option<i64>, name: &str, role: &str, pin: Option<&str>| {
        let (name, role, pin) = (name.into(), role.into(), pin.map(str::to_owned));
        acts::save_operator(&mut desk, SaveOperator { operator_id, name, role, pin, active: true }, now())
    };
    refused("role_unknown", save(None, "李", "king", Some("1357")));
    refused("operator_name_missing", save(None, " ", "cashier", Some("1357")));
    refused("pin_missing", save(None, "李", "cashier", None));
    refused("pin_too_simple", save(None, "李", "cashier", Some("12")));
    refused("operator_name_taken", save(None, "周收银", "cashier", Some("1357")));
    refused("operator_unknown", save(Some(99), "李", "cashier", None));
    refused("last_manager", save(Some(3), "孙经理", "cashier", None));
    let mut settings = acts::settings(&mut desk, (), now()).unwrap();
    settings.deadline_days = 400;
    refused("setting_out_of_range", acts::save_settings(&mut desk, settings, now()));
    acts::sign_in_as(&mut desk, Some("cashier"), None, now()).unwrap();
    refused("not_allowed", acts::set_tariff(&mut desk, tariff("1.85", "2026-01-01"), now()));
}

#[test]
fn what_a_terminal_types() {
    refused("amount_unreadable", "两百".parse::<Money>());
    refused("amount_finer_than_fen", "1.005".parse::<Money>());
    refused("amount_too_large", "99999999999999".parse::<Money>());
    refused("count_unreadable", CashCount::parse("一百三张"));
}

fn unit(code: &str, area: &str) -> SaveUnit {
    SaveUnit {
        id: id(),
        unit_id: None,
        code: code.into(),
        usage: "residence".into(),
        area: area.into(),
        status: Some("occupied".into()),
        handover: String::new(),
        reason: String::new(),
    }
}

fn owner(unit_id: i64, name: &str) -> SavePerson {
    SavePerson {
        id: id(),
        unit_id,
        person_id: None,
        name: name.into(),
        relation: "owner".into(),
        phones: Some(vec!["19900000001".into()]),
        liable: true,
        liable_from: String::new(),
        liable_to: String::new(),
        reason: String::new(),
    }
}

pub fn tariff(rate: &str, from: &str) -> SetTariff {
    SetTariff {
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
    }
}

pub fn bill(through: &str) -> RunBilling {
    RunBilling { id: id(), through: through.into(), expected_total_fen: None }
}

fn notices(kinds: &[&str]) -> NoticesRequest {
    NoticesRequest {
        id: id(),
        month: "2026-11".into(),
        kinds: kinds.iter().map(|k| (*k).to_owned()).collect(),
        buildings: Vec::new(),
        units: Vec::new(),
        per_unit: false,
        folder: None,
    }
}

/// A billed unit, its owner liable: what the counter's tests start from.
pub fn billed_unit(desk: &mut Desk, code: &str) {
    let row = acts::save_unit(desk, unit(code, "89.5"), now()).unwrap();
    acts::save_person(desk, owner(row.unit_id, "张小明"), now()).unwrap();
    acts::set_tariff(desk, tariff("1.85", "2026-01-01"), now()).unwrap();
    acts::run_billing(desk, bill("2026-11"), now()).unwrap();
}

/// Bills once more.
pub fn billed_through(desk: &mut Desk, month: &str, now: Instant) {
    acts::run_billing(desk, bill(month), now).unwrap();
}

#[test]
fn the_register() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = empty_office(folder.path());
    let household =
        |desk: &mut Desk, unit: &str| acts::household(desk, UnitRequest { unit: unit.into() }, now());
    refused("unit_code_unreadable", household(&mut desk, "--"));
    refused("unit_unknown", household(&mut desk, "99-9-999"));
    let mut save = |request: SaveUnit| acts::save_unit(&mut desk, request, now());
    refused("area_unreadable", save(unit("3-2-501", "约90")));
    refused("area_out_of_range", save(unit("3-2-501", "1000001")));
    refused("choice_unknown", save(SaveUnit { usage: "castle".into(), ..unit("3-2-501", "") }));
    refused("date_unreadable", save(SaveUnit { handover: "去年".into(), ..unit("3-2-501", "") }));
    refused("id_unreadable", save(SaveUnit { id: "7".into(), ..unit("3-2-501", "") }));
    let row = save(unit("3-2-501", "89.5")).unwrap();
    refused("unit_exists", save(unit("3栋2单元501", "")));
    refused("reason_missing", save(SaveUnit { unit_id: Some(row.unit_id), ..unit("3-2-501", "90") }));
    refused(
        "unit_unknown",
        save(SaveUnit { unit_id: Some(99), reason: "改".into(), ..unit("3-2-502", "90") }),
    );
    save(unit("1-11-1", "")).unwrap();
    save(unit("11-1-1", "")).unwrap();
    refused("unit_ambiguous", household(&mut desk, "1111"));
    let mut save = |request: SavePerson| acts::save_person(&mut desk, request, now());
    refused("person_name_missing", save(owner(row.unit_id, " ")));
    refused("choice_unknown", save(SavePerson { relation: "king".into(), ..owner(row.unit_id, "张小明") }));
    let unreadable = Some(vec!["没有".into()]);
    refused("phone_unreadable", save(SavePerson { phones: unreadable, ..owner(row.unit_id, "张小明") }));
    let backwards = SavePerson {
        liable_from: "2026-06-01".into(),
        liable_to: "2026-05-31".into(),
        ..owner(row.unit_id, "张小明")
    };
    refused("liability_backwards", save(backwards));
    refused("unit_unknown", save(owner(99, "张小明")));
    let reveal = |reason: &str| RevealPhones { person_id: 999, reason: reason.into() };
    refused("reason_missing", acts::reveal_phones(&mut desk, reveal(" "), now()));
    refused("person_unknown", acts::reveal_phones(&mut desk, reveal("业主来电"), now()));
    let pay = Pay {
        id: id(),
        unit: "3-2-501".into(),
        tenders: Vec::new(),
        charges: None,
        limit_fen: None,
        surplus_to_prepayment: false,
    };
    refused("nobody_liable", acts::preview_payment(&mut desk, pay, now()));
}

#[test]
fn tariffs_billing_and_notices() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = empty_office(folder.path());
    refused("nothing_to_bill", acts::run_billing(&mut desk, bill("2026-11"), now()));
    refused("month_unreadable", acts::run_billing(&mut desk, bill("十一月"), now()));
    refused("nobody_to_notify", acts::issue_notices(&mut desk, notices(&[]), now()));
    let taken = folder.path().join("占用.txt");
    std::fs::write(&taken, "").unwrap();
    let nowhere = NoticesRequest { folder: Some(taken.display().to_string()), ..notices(&[]) };
    refused("folder_unwritable", acts::issue_notices(&mut desk, nowhere, now()));
    refused("choice_unknown", acts::issue_notices(&mut desk, notices(&["threat"]), now()));
    let unknown = NoticeRequest { serial: "JF2026-00009".into() };
    refused("notice_unknown", acts::reissue_notice(&mut desk, unknown, now()));
    let mut set = |request: SetTariff| acts::set_tariff(&mut desk, request, now());
    refused("rate_unreadable", set(tariff("一块八", "2026-01-01")));
    refused("rate_out_of_range", set(tariff("0", "2026-01-01")));
    refused("date_unreadable", set(tariff("1.85", "今天")));
    refused("item_name_missing", set(SetTariff { item: " ".into(), ..tariff("1.85", "2026-01-01") }));
    refused(
        "building_unknown",
        set(SetTariff { building: Some("99".into()), ..tariff("1.85", "2026-01-01") }),
    );
    refused("choice_unknown", set(SetTariff { basis: "weight".into(), ..tariff("1.85", "2026-01-01") }));
    refused("choice_unknown", set(SetTariff { step_fen: Some(Fen(7)), ..tariff("1.85", "2026-01-01") }));

    let row = acts::save_unit(&mut desk, unit("3-2-501", "89.5"), now()).unwrap();
    acts::save_person(&mut desk, owner(row.unit_id, "张小明"), now()).unwrap();
    let bare = acts::save_unit(&mut desk, unit("3-2-502", ""), now()).unwrap();
    acts::save_person(&mut desk, owner(bare.unit_id, "李小红"), now()).unwrap();
    acts::save_unit(&mut desk, unit("3-2-503", "89.5"), now()).unwrap();
    acts::set_tariff(&mut desk, tariff("1.85", "2026-01-01"), now()).unwrap();
    refused("tariff_exists", acts::set_tariff(&mut desk, tariff("2.00", "2026-01-01"), now()));
    let preview =
        acts::preview_billing(&mut desk, PreviewBilling { through: "2026-11".into() }, now()).unwrap();
    let missing = |code: &str| preview.unbilled.iter().find(|u| u.code == code).unwrap().message.clone();
    words::said("area_missing", &missing("area_missing"));
    words::said("nobody_liable", &missing("nobody_liable"));
    let outdated = RunBilling { expected_total_fen: Some(Fen(1)), ..bill("2026-11") };
    refused("preview_outdated", acts::run_billing(&mut desk, outdated, now()));
    let run = bill("2026-11");
    acts::run_billing(&mut desk, run.clone(), now()).unwrap();
    refused("month_too_far_ahead", acts::run_billing(&mut desk, bill("2062-11"), now()));
    refused("period_already_billed", acts::run_billing(&mut desk, bill("2026-11"), now()));
    refused("tariff_already_billed", acts::set_tariff(&mut desk, tariff("2.00", "2026-06-01"), now()));
    let reused = SetTariff { id: run.id, ..tariff("2.00", "2026-12-01") };
    refused("id_used_before", acts::set_tariff(&mut desk, reused, now()));
}
