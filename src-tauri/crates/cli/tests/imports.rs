//! Old rosters from the terminal: every way to say it better, and what is answered in words.

mod program;

use program::{Office, roster};
use serde_json::{Value, json};

fn preview(office: &Office, file: &str, words: &[&str]) -> Value {
    office.ask(&[&["import", &roster(file), "--preview"], words].concat())
}

#[test]
fn each_option_is_followed_and_comes_back_in_the_answer() {
    let office = Office::training();
    let plain = preview(&office, "worst-20-everything.xls", &[]);
    assert_eq!((&plain["units"], &plain["opening_fen"]), (&json!(8), &json!(466_301)));
    let without = preview(&office, "worst-20-everything.xls", &["--column", "6月应收:D=ignored"]);
    assert_eq!(without["opening_fen"], 405_621, "the column is left out");
    assert_eq!(without["choices"]["columns"][0]["column"], 3);
    let out = preview(&office, "worst-20-everything.xls", &["--table", "长期欠费:1:A=none"]);
    assert_eq!(out["opening_fen"], 466_301 - 360_000);
    let hidden = preview(&office, "worst-20-everything.xls", &["--decide", "sheet_hidden=import"]);
    let twice = |of: &Value| of["groups"].as_array().unwrap().iter().any(|g| g["code"] == "unit_twice");
    assert!(twice(&hidden) && !twice(&plain), "the hidden sheet names a unit again");
    let header = preview(&office, "worst-20-everything.xls", &["--header", "旧表:1"]);
    assert!(twice(&header), "a header on a hidden sheet reads it");
    let ticks = preview(&office, "worst-11-months-and-ticks.xls", &["--symbol", "√=zero"]);
    assert_eq!(ticks["symbols"][0]["stands_for"], "zero");
    assert_eq!(ticks["groups"], json!([]), "what stands for zero is no longer asked about");
    let through = preview(&office, "clean-roster.xlsx", &["--arrears-through", "2025-06-30"]);
    assert_eq!(through["arrears_through"], "2025-06-30");
    let file = roster("clean-roster.xlsx");
    for (option, wrong) in [
        ("--header", "一期"),
        ("--column", "C=room"),
        ("--table", "一期:A=none"),
        ("--decide", "merge"),
        ("--symbol", "√"),
    ] {
        office.refused(&["import", &file, "--preview", option, wrong], "choice_unreadable");
    }
    let said = office.refused(&["import", &file, "--preview", "--column", "台账:A=king"], "choice_unknown");
    for words in ["“king”", "room（房号）", "owner_name（业主姓名）", "ignored（不导入）"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    let said = office.refused(&["import", &file, "--preview", "--table", "台账:1:A=king"], "choice_unknown");
    assert!(said.contains("arrears（欠费清单）"), "{said}");
    office.refused(&["import", &file, "--preview", "--arrears-through", "明天"], "date_unreadable");
    office.refused(&["import", &office.path(""), "--preview"], "path_is_folder");
    assert_eq!(office.ask(&["units"])["units"], json!([]), "nothing of this was written");
}

#[test]
fn a_difference_is_applied_as_far_as_the_line_says() {
    let office = Office::training();
    let write = |name: &str, lines: &[&str]| {
        let path = office.path(name);
        std::fs::write(&path, lines.join("\n")).unwrap();
        path
    };
    let head = "房号,业主,面积,欠费";
    let june = write("六月.csv", &[head, "3-101,张小明,80,120.50", "3-102,李红,81,-20", "3-103,王建国,82,"]);
    let column = ["--column", "文本:D=opening"];
    let said = office.text(&[&["import", &june], &column[..]].concat());
    assert!(said.contains("期初欠费 ¥100.50（已减去多交的 ¥20.00，转作预存），预存 ¥20.00。"), "{said}");
    let july = write("七月.csv", &[head, "3-101,张小明,85,120.50", "3-103,王建国,82,", "3-104,赵静,84,"]);
    let seen = office.ask(&["import", &july, "--preview"]);
    assert_eq!(seen["remembered"]["batch"], 1, "what was said about the layout is followed again");
    assert_eq!(office.ask(&["import", &july, "--preview", "--forget"])["remembered"], Value::Null);
    let seen = office.text(&["import", &july, "--preview"]);
    for words in ["沿用了那次的选择", "建筑面积", "80.00", "85.00", "表里没有了", "什么都没有写"]
    {
        assert!(seen.contains(words), "{words}: {seen}");
    }
    let done = office.text(&["import", &july]);
    assert!(
        done.contains("有 1 户与档案不同，没有动") && done.contains("有 1 户表里没有了，没有动"),
        "{done}"
    );
    office.ask(&["imports", "withdraw", "2", "--reason", "重来"]);
    let done = office.ask(&["import", &july, "--apply", "new,changed,gone"]);
    let applied = &done["imported"];
    assert_eq!((&applied["units"], &applied["changed"], &applied["gone"]), (&json!(1), &json!(1), &json!(1)));
    let units = office.ask(&["units"]);
    let codes: Vec<&str> =
        units["units"].as_array().unwrap().iter().map(|u| u["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["3-101", "3-103", "3-104"]);
}

#[test]
fn what_nobody_decided_about_is_named() {
    let office = Office::training();
    let file = roster("cells-units-twice.xls");
    let seen = office.text(&["import", &file, "--preview"]);
    assert!(seen.contains("没有决定、照默认办的 2 种") && seen.contains("unit_twice=first"), "{seen}");
    let one = ["--decide", "unit_twice=first"];
    let left = office.text(&[&["import", &file, "--preview"], &one[..]].concat());
    assert!(left.contains("没有决定、照默认办的 1 种") && left.contains("unit_again=join"), "{left}");
    let both = [&one[..], &["--decide", "unit_again=join"]].concat();
    let decided = office.text(&[&["import", &file, "--preview"], &both[..]].concat());
    assert!(!decided.contains("没有决定"), "{decided}");
    let done = office.text(&["import", &file]);
    assert!(done.contains("没有决定、照默认办了的 2 种（要改，先撤回第 1 批"), "{done}");
}

#[test]
fn findings_are_marked_in_a_copy_and_nothing_is_imported() {
    let office = Office::training();
    let out = office.path("问题.xlsx");
    let said = office.ask(&["import", &roster("cells-units-twice.xls"), "--marked", &out]);
    assert!(said["marked"].as_str().unwrap().ends_with("问题.xlsx"), "{said}");
    assert_eq!(office.ask(&["units"])["units"], json!([]));
    let again = office.ask(&["import", &out, "--preview"]);
    assert_eq!(again["groups"], said["groups"], "the marks say nothing themselves");
    let words = office.text(&["import", &roster("worst-15-quarters-paid.xls"), "--preview"]);
    assert!(words.contains("一季度") && words.contains("按物业费导入"), "each column says why: {words}");
}
