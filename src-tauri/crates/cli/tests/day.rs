//! A day at the counter, command by command, with the shapes that programs rely on.

#![allow(clippy::inconsistent_digit_grouping, reason = "grouped as 元_分")]

mod program;

use program::{Office, roster, yuan};
use serde_json::Value;

fn fen(value: &Value) -> i64 {
    value.as_i64().unwrap_or_else(|| panic!("an amount is an integer: {value}"))
}

#[test]
fn a_roster_is_looked_at_imported_and_taken_back() {
    let office = Office::training();
    let file = roster("clean-roster.xlsx");
    let preview = office.ask(&["import", &file, "--preview"]);
    assert!(preview["units"].as_i64().unwrap() > 0 && preview["people"].as_i64().unwrap() > 0);
    let opening = fen(&preview["opening_fen"]);
    for tie_out in preview["tie_outs"].as_array().unwrap() {
        assert!(tie_out["label"].is_string(), "{tie_out}");
        fen(&tie_out["workbook_fen"]);
        fen(&tie_out["imported_fen"]);
    }
    assert_eq!(office.ask(&["units"])["units"], serde_json::json!([]), "a preview writes nothing");
    let done = office.ask(&["import", &file]);
    assert_eq!((&done["units"], fen(&done["opening_fen"])), (&preview["units"], opening));
    let units = office.ask(&["units"]);
    let rows = units["units"].as_array().unwrap();
    assert_eq!(rows.len() as i64, preview["units"].as_i64().unwrap());
    let net: i64 = rows.iter().map(|u| fen(&u["owed_fen"]) - fen(&u["prepaid_fen"])).sum();
    assert_eq!(net, opening, "what is owed is what was imported");
    office.refused(&["import", &file], "import_same_file");
    assert_eq!(office.ask(&["imports", "list"])["batches"][0]["batch"], done["batch"]);
    let batch = done["batch"].to_string();
    let after = office.ask(&["imports", "withdraw", &batch, "--reason", "重来"]);
    assert_eq!(after["batches"][0]["withdrawn"], true);
}

#[test]
fn findings_say_where_they_are() {
    let office = Office::training();
    let preview = office.ask(&["import", &roster("legacy-shape1.xls"), "--preview"]);
    let findings = preview["findings"].as_array().unwrap();
    assert!(!findings.is_empty());
    for f in findings {
        assert!(f["row"].as_i64().unwrap() > 0, "{f}");
        for field in ["sheet", "cell", "level", "message"] {
            assert!(f[field].is_string(), "{field} of {f}");
        }
    }
    office.refused(&["import", &roster("not-a-workbook.xls"), "--preview"], "not_a_workbook");
}

#[test]
fn tariffs_and_billing() {
    let office = Office::training();
    office.ask(&["import", &roster("clean-roster.xlsx")]);
    let rate =
        ["tariff", "set", "--item", "物业费", "--basis", "area", "--rate", "1.85", "--from", "2026-01-01"];
    assert_eq!(office.ask(&rate)["rate"], "1.85");
    let preview = office.ask(&["bill", "--through", "2026-11", "--preview"]);
    let run = office.ask(&["bill", "--through", "2026-11"]);
    assert_eq!(preview["total_fen"], run["total_fen"]);
    assert!(fen(&run["total_fen"]) > 0);
    office.refused(&["bill", "--through", "2026-11"], "period_already_billed");
    office.refused(&["--as", "cashier", "bill", "--through", "2026-12"], "not_allowed");
    assert_eq!(office.ask(&["tariff", "list"])["tariffs"].as_array().unwrap().len(), 1);
}

#[test]
fn a_household_pays_in_several_ways() {
    let office = Office::billed();
    let (unit, owed) = office.debtor(0);
    let household = office.ask(&["owed", &unit]);
    assert_eq!((household["unit"].as_str(), fen(&household["owed_fen"])), (Some(unit.as_str()), owed));
    let charges = household["charges"].as_array().unwrap();
    assert_eq!(charges.iter().map(|c| fen(&c["open_fen"])).sum::<i64>(), owed);
    for field in ["id", "item", "from", "to", "working"] {
        assert!(charges[0][field].is_string(), "{field} of {}", charges[0]);
    }

    let last = charges.last().unwrap();
    let (id, open) = (last["id"].as_str().unwrap(), fen(&last["open_fen"]));
    let tender = format!("wechat={}", yuan(open));
    let chosen = office.ask(&["pay", &unit, "--tender", &tender, "--charge", id]);
    assert_eq!(fen(&chosen["receipt"]["total_fen"]), open);

    let uuid = "0190a8f2-6b1c-4c55-9d3e-5a1f00000001";
    let rest = owed - open;
    let (cash, more) = (format!("cash={}", yuan(rest)), format!("alipay={}", yuan(5_00)));
    let words = ["pay", &unit, "--tender", &cash, "--tender", &more, "--id", uuid];
    let paid = office.ask(&words);
    let receipt = &paid["receipt"];
    assert_eq!((fen(&receipt["total_fen"]), fen(&receipt["change_fen"])), (rest, 5_00));
    assert_eq!((receipt["payment_id"].as_str(), paid["repeated"].as_bool()), (Some(uuid), Some(false)));
    let pdf = std::fs::read(receipt["pdf"].as_str().unwrap()).unwrap();
    assert!(pdf.starts_with(b"%PDF-"), "the receipt is a PDF");
    let again = office.ask(&words);
    assert_eq!((&again["receipt"]["number"], again["repeated"].as_bool()), (&receipt["number"], Some(true)));
    office
        .refused(&["pay", &unit, "--tender", "cash=1", "--id", uuid], "payment_exists_with_different_amount");

    assert!(office.debtor(0).0 != unit, "nothing is left to pay");
    let numbers: Vec<Value> = office.ask(&["receipts"])["receipts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["number"].clone())
        .collect();
    assert_eq!(numbers, ["0000002", "0000001"]);
}

#[test]
fn a_surplus_is_prepayment_only_on_request_and_less_is_a_part() {
    let office = Office::billed();
    let (unit, owed) = office.debtor(1);
    let more = format!("wechat={}", yuan(owed + 100_00));
    office.refused(&["pay", &unit, "--tender", &more], "more_than_owed");
    let half = office.ask(&["pay", &unit, "--tender", &format!("cash={}", yuan(owed / 2)), "--oldest"]);
    assert_eq!(fen(&half["receipt"]["total_fen"]), owed / 2);
    let rest = owed - owed / 2;
    let limited = office.ask(&["pay", &unit, "--tender", "cash=100.00", "--limit", "1.00"]);
    assert_eq!(fen(&limited["receipt"]["total_fen"]), 1_00);
    assert_eq!(fen(&limited["receipt"]["change_fen"]), 99_00);
    office.ask(&["pay", &unit, "--tender", &more, "--prepay"]);
    let after = office.ask(&["owed", &unit]);
    assert_eq!((fen(&after["owed_fen"]), fen(&after["prepaid_fen"])), (0, owed + 100_00 - rest + 1_00));
}

#[test]
fn void_waive_and_reprint_are_for_those_who_may() {
    let office = Office::billed();
    let (unit, owed) = office.debtor(0);
    office.ask(&["--as", "cashier", "pay", &unit, "--tender", "cash=10"]);
    assert_eq!(office.ask(&["reprint", "1"])["nth"], 1);
    assert_eq!(office.ask(&["reprint", "0000001"])["nth"], 2);
    let void = ["--as", "cashier", "void", "1", "--reason", "收错户"];
    office.refused(&void, "not_allowed");
    office.refused(&[&void[..], &["--second", "supervisor"]].concat(), "second_pin_missing");
    let second = [("ZHANGFANG_SECOND_PIN", "2468")];
    let words = [&["--json"], &void[..], &["--second", "supervisor"]].concat();
    let voided = office.with(&second, &words);
    assert_eq!(voided.code, 0, "{voided:?}");
    assert!(voided.json()["receipt"]["voided"].is_string(), "{voided:?}");
    assert_eq!(fen(&office.ask(&["owed", &unit])["owed_fen"]), owed);
    let charge = office.ask(&["owed", &unit])["charges"][0]["id"].as_str().unwrap().to_owned();
    let waive = ["waive", &charge, "--amount", "0.50", "--reason", "漏水", "--approval", "批〔2026〕3号"];
    assert_eq!(fen(&office.ask(&waive)["owed_fen"]), owed - 50);
    office.refused(&[&["--as", "cashier"], &waive[..]].concat(), "not_allowed");
}

#[test]
fn notices_are_made_in_the_folder_asked_for() {
    let office = Office::billed();
    let out = office.path("notices");
    let preview = office.ask(&["notices", "--month", "2026-11", "--preview"]);
    let made = office.ask(&["notices", "--month", "2026-11", "--out", &out]);
    assert_eq!(
        preview["rows"].as_array().unwrap().len(),
        made["notices"].as_array().unwrap().len(),
        "as previewed"
    );
    for paper in made["papers"].as_array().unwrap() {
        let path = paper["path"].as_str().unwrap();
        assert!(path.starts_with(&out), "{path}");
        assert!(std::fs::read(path).unwrap().starts_with(b"%PDF-"));
    }
    assert!(made["notices"][0]["serial"].is_string() && made["notices"][0]["sha256"].is_string());
}

#[test]
fn the_day_is_counted_and_closed() {
    let mut office = Office::billed();
    let (unit, _) = office.debtor(0);
    office.ask(&["pay", &unit, "--tender", "cash=3.50"]);
    office.ask(&["pay", &unit, "--tender", "wechat=2.00"]);
    let status = office.ask(&["day", "status"]);
    assert_eq!((status["state"].as_str(), fen(&status["float_fen"])), (Some("open"), 500_00));
    let expected: Vec<(&str, i64)> = status["tenders"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| (t["tender"].as_str().unwrap(), fen(&t["expected_fen"])))
        .collect();
    assert!(expected.contains(&("cash", 503_50)) && expected.contains(&("wechat", 2_00)), "{expected:?}");
    office.refused(&["day", "close", "--count", "100=5"], "over_short_reason_missing");
    office.refused(&["day", "close", "--count", "3=1"], "denomination_unknown");
    office.now = "2026-11-21T18:00:00";
    let closed = office.ask(&["day", "close", "--count", "100=5,1=3,0.5=1", "--counted", "wechat=2"]);
    assert_eq!((fen(&closed["banked_fen"]), fen(&closed["kept_fen"])), (3_50, 500_00));
    assert_eq!(fen(&closed["difference_fen"]), 0);
    assert!(std::fs::read(closed["report"]["path"].as_str().unwrap()).unwrap().starts_with(b"%PDF-"));
    let message = office.refused(&["pay", &unit, "--tender", "cash=1"], "day_closed");
    assert!(message.contains("开班"), "{message}");
    assert_eq!(office.ask(&["day", "list"])["days"][0]["business_date"], "2026-11-21");
    assert!(office.ask(&["day", "report", "2026-11-21"])["pages"].as_i64().unwrap() >= 1);
}

#[test]
fn the_books_verify_move_and_can_be_read_outside() {
    let office = Office::billed();
    let (unit, owed) = office.debtor(0);
    office.ask(&["pay", &unit, "--tender", "cash=1"]);
    let verified = office.ask(&["verify"]);
    assert_eq!(verified["ok"], true, "{verified}");
    let backup = office.path("账本.backup");
    assert!(office.ask(&["backup", &backup])["bytes"].as_i64().unwrap() > 0);
    let elsewhere = Office::nowhere();
    assert_eq!(elsewhere.ask(&["restore", &backup])["office"]["name"], "演示花园");
    assert_eq!(fen(&elsewhere.ask(&["owed", &unit])["owed_fen"]), owed - 1_00);
    let journal = office.text(&["export", "--format", "hledger"]);
    assert!(journal.contains("commodity") && journal.contains(&unit), "{}", &journal[..200]);
    let file = office.path("books.journal");
    office.ask(&["export", "--out", &file]);
    assert!(std::fs::read_to_string(&file).unwrap().contains("commodity"));
    let log = office.ask(&["log", "--limit", "3"]);
    assert_eq!(log["entries"].as_array().unwrap().len(), 3);
    // By the word for what was done, which stands in no entry.
    let exports = office.ask(&["log", "导出"]);
    assert_eq!(exports["entries"].as_array().unwrap().len(), 2, "{exports}");
    office.refused(&["restore", &roster("not-a-workbook.xls")], "ledger_foreign");
}

#[test]
fn tables_for_people() {
    let office = Office::billed();
    let (unit, _) = office.debtor(0);
    let units = office.text(&["units"]);
    assert!(units.starts_with("房号") && units.contains("欠费 ¥"), "{units}");
    let owed = office.text(&["owed", &unit]);
    assert!(owed.contains("㎡ × 1.85元 × 1月 = "), "{owed}");
    let paid = office.text(&["pay", &unit, "--tender", "现金=1"]);
    assert!(paid.starts_with("收据 No.0000001") && paid.contains("找零 ¥0.00"), "{paid}");
}
