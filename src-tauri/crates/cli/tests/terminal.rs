//! The program itself: which office, which clock, who, and how it fails.

mod program;

use std::process::Command;

use program::{Office, roster, run};
use serde_json::json;

#[test]
fn a_training_office_names_its_operators_and_their_pins() {
    let office = Office::nowhere();
    let made = office.ask(&["init", "--training", "--empty", "--name", "演示花园"]);
    assert_eq!(made["office"], json!({"name": "演示花园", "training": true}));
    let roles: Vec<&str> =
        made["operators"].as_array().unwrap().iter().map(|o| o["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["cashier", "supervisor", "manager"]);
    assert!(made["operators"].as_array().unwrap().iter().all(|o| o["pin"].is_string()), "{made}");
    office.refused(&["init", "--training", "--name", "又一个"], "office_exists");
}

#[test]
fn a_real_office_takes_no_clock_and_wants_to_know_who() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("office").into_os_string().into_string().unwrap();
    let said = |words: &[&str], pin: &str| {
        run(&[&["--office", &folder, "--json"], words].concat(), &[("ZHANGFANG_PIN", pin)])
    };
    let clock = ["--clock", "2026-11-21T09:00:00"];
    let early = said(&[&clock, &["init", "--name", "真账"][..]].concat(), "");
    assert_eq!(early.json()["refusal"]["code"], "clock_only_in_training");
    assert_eq!(early.code, 2);
    let made = said(&["init", "--name", "真账", "--manager", "王经理"], "8642");
    assert_eq!(made.json()["operators"][0], json!({"name": "王经理", "role": "manager", "pin": null}));
    for (words, pin, code) in [
        (vec!["units"], "8642", "operator_missing"),
        (vec!["--as", "王经理", "units"], "", "pin_missing"),
        (vec!["--as", "王经理", "units"], "1234", "pin_wrong"),
        (vec!["--as", "李四", "units"], "8642", "operator_unknown"),
        (
            vec!["--as", "manager", "--clock", "2026-11-21T09:00:00", "units"],
            "8642",
            "clock_only_in_training",
        ),
    ] {
        let answer = said(&words, pin);
        assert_eq!((answer.code, answer.json()["refusal"]["code"].as_str()), (2, Some(code)), "{words:?}");
    }
    let units = said(&["--as", "manager", "units"], "8642");
    assert_eq!((units.code, units.json()["units"].clone()), (0, json!([])));
}

#[test]
fn the_command_line_says_what_it_did_not_understand() {
    let office = Office::training();
    office.refused(&["fly"], "usage");
    office.refused(&["bill"], "usage");
    office.refused(&["pay", "1-101", "--tender", "cash"], "tender_unreadable");
    office.refused(&["pay", "1-101", "--tender", "cash=1.005"], "amount_finer_than_fen");
    office.refused(&["day", "close", "--count", "100"], "count_unreadable");
    let nine = run(&["--office", "x", "--json", "--clock", "nine", "units"], &[]);
    assert_eq!((nine.code, nine.json()["refusal"]["code"].as_str()), (2, Some("clock_unreadable")));
    let nowhere = run(&["--json", "units"], &[]);
    assert_eq!((nowhere.code, nowhere.json()["refusal"]["code"].as_str()), (2, Some("office_missing")));
    assert_eq!(run(&["--help"], &[]).code, 0);
    assert_eq!(run(&["pay", "--help"], &[]).code, 0);
    let folder = office.folder().into_os_string().into_string().unwrap();
    let by_env = run(&["--json", "units"], &[("ZHANGFANG_OFFICE", &folder)]);
    assert_eq!(by_env.code, 0, "{by_env:?}");
}

#[test]
fn a_fault_is_exit_1() {
    let office = Office::training();
    let lock = office.folder().join("账本.lock");
    std::fs::remove_file(&lock).unwrap();
    std::fs::create_dir(&lock).unwrap();
    let folder = office.folder().into_os_string().into_string().unwrap();
    let said = run(&["--office", &folder, "--json", "units"], &[]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.json()["fault"]["message"].is_string(), "{said:?}");
}

#[test]
fn operators_and_settings() {
    let office = Office::training();
    office.refused(&["operator", "add", "--name", "赵新", "--role", "cashier"], "new_pin_missing");
    let new_pin = [("ZHANGFANG_NEW_PIN", "2580")];
    let added = office.with(&new_pin, &["--json", "operator", "add", "--name", "赵新", "--role", "cashier"]);
    assert_eq!(added.json()["operators"][3]["name"], "赵新", "{added:?}");
    office.refused(&["--as", "cashier", "units"], "operator_unknown");
    let off = office.ask(&["operator", "change", "赵新", "--off"]);
    assert_eq!(off["operators"][3]["active"], false);
    office.ask(&["--as", "cashier", "units"]);
    assert_eq!(office.ask(&["settings", "--over-short-limit", "12.50"])["over_short_limit_fen"], 1_250);
    assert_eq!(office.ask(&["settings"])["over_short_limit_fen"], 1_250);
    office.refused(&["--as", "cashier", "settings", "--phone", "1"], "not_allowed");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_fault() {
    let office = Office::training();
    let folder = office.folder();
    let none = office.path("没有.xls");
    let check = |words: &[&str], code: i32| {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_zhangfang"));
        command.env("ZHANGFANG_OFFICE", &folder).args(words).stdout(writer);
        let done = command.output().unwrap();
        assert_eq!(
            (done.status.code(), String::from_utf8_lossy(&done.stderr).as_ref()),
            (Some(code), ""),
            "{words:?}"
        );
    };
    check(&["--help"], 0);
    check(&["import", "--help"], 0);
    check(&["--version"], 0);
    check(&["units"], 0);
    check(&["import", &roster("legacy-shape1.xls"), "--preview"], 0);
    check(&["--json", "import", &none], 2);
    check(&["--json", "fly"], 2);
}
