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
    let path = office.path("长.csv");
    std::fs::write(&path, format!("房号,业主,备注\n9-9-901,张小明,{}\n", "长".repeat(40_000))).unwrap();
    let done = office.text(&["import", &path]);
    assert!(done.contains("要核对的 1 种") && done.contains("后面的没有读 1 处"), "{done}");
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

/// The sums that a confirmation gives were in the preview, whatever part of the difference is applied.
#[test]
fn a_preview_says_what_a_confirmation_writes() {
    let office = Office::training();
    let write = |name: &str, lines: &[&str]| {
        let path = office.path(name);
        std::fs::write(&path, lines.join("\n")).unwrap();
        path
    };
    let head = "房号,业主,面积,欠物业费,预存款,装修押金";
    let one = ["3-101,张小明,80,100,500,2000", "3-102,李红,81,-60,,", "3-103,王建国,82,,300,"];
    let two = ["3-101,张小明,80,100,400,2000", "3-102,李红,81,-60,,1000", "3-104,赵静,82,7.5,,"];
    let may = write("五月.csv", &[&[head], &one[..]].concat());
    let june = write("六月.csv", &[&[head], &two[..]].concat());
    let check = |file: &str, apply: &str, words: &str| {
        let words_of = ["import", file, "--apply", apply];
        let seen = office.ask(&[&words_of[..], &["--preview"]].concat());
        let said = office.text(&[&words_of[..], &["--preview"]].concat());
        assert!(said.contains(words), "{apply}: {words} in {said}");
        let done = office.ask(&words_of);
        for field in ["units", "gone", "kept", "opening_fen", "prepayments_fen", "deposits_fen"] {
            assert_eq!(seen["writes"][field], done["imported"][field], "{apply}: {field}");
        }
        let again = office.text(&[&words_of[..], &["--preview"]].concat());
        let refused = again.find("没有重复导入").expect("it is said that the file is in the books");
        assert!(refused < again.find("按工作表").unwrap() && again.contains("不会写入任何东西"), "{again}");
        assert!(!again.contains("确认就写入"), "{again}");
        done["batch"].as_i64().unwrap().to_string()
    };
    check(
        &may,
        "new",
        "确认就写入：新的 3 户，期初欠费 ¥40.00（已减去多交的 ¥60.00，转作预存），预存 ¥860.00，押金 ¥2,000.00。现在什么都没有写。",
    );
    for (apply, words) in [
        (
            "new",
            "确认就写入：新的 1 户，补 1 户，期初欠费 ¥7.50，押金 ¥1,000.00。变了的 1 户、没了的 1 户不动",
        ),
        ("changed", "确认就写入：改 1 户，期初欠费 ¥0.00，冲回预存 ¥100.00。没了的 1 户不动"),
        (
            "new,changed,gone",
            "新的 1 户，补 1 户，改 1 户，移出 1 户，期初欠费 ¥7.50，冲回预存 ¥400.00，押金 ¥1,000.00。",
        ),
    ] {
        let batch = check(&june, apply, words);
        office.ask(&["imports", "withdraw", &batch, "--reason", "重来"]);
    }
    // What the withdrawals put back is the same money, and counted once.
    let listed = office.ask(&["imports", "list"]);
    let first = listed["batches"].as_array().unwrap().iter().find(|b| b["batch"] == 1).unwrap();
    assert_eq!(first["also"], "预存和押金 4");
}

#[test]
fn a_preview_shows_every_sum_beside_the_workbooks_own() {
    let office = Office::training();
    let file = roster("worst-20-everything.xls");
    let seen = office.ask(&["import", &file, "--preview"]);
    let said = office.text(&["import", &file, "--preview"]);
    let sum = |of: &str| {
        seen[of].as_array().unwrap().iter().map(|s| s["opening_fen"].as_i64().unwrap()).sum::<i64>()
    };
    assert_eq!((sum("by_sheet"), sum("by_building")), (466_301, 466_301));
    let hash = format!("SHA-256 {}", seen["sha256"].as_str().unwrap());
    for words in [&hash, "按工作表", "按楼栋", "按项目", "表里自己的合计", "相差", "长期欠费", "¥3,600.00"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
}

/// Where everything of a unit came from can be seen without the window.
#[test]
fn a_units_history_names_file_sheet_and_cell() {
    let office = Office::training();
    let path = office.path("台账.csv");
    let lines = [
        "房号,业主,电话,面积,欠物业费,预存款,车牌,备注",
        "3-1-101,张小明,13900000001,80,120.50,500,京A00001,常出差",
    ];
    std::fs::write(&path, lines.join("\n")).unwrap();
    office.ask(&["import", &path]);
    let said = office.text(&["history", "3栋1单元101"]);
    for words in
        ["原写作", "张小明", "¥120.50", "¥500.00", "台账.csv", "文本!E2", "文本!F2", "常出差", "业主"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    let page = office.ask(&["history", "3-1-101"]);
    let sources = page["kept"]["sources"].as_array().unwrap();
    let of_charge = sources.iter().find(|s| s["from"]["cell"] == "E2").unwrap();
    assert_eq!(
        (&of_charge["from"]["sheet"], &of_charge["from"]["file_name"]),
        (&json!("文本"), &json!("台账.csv"))
    );
    office.refused(&["history", "9-9-999"], "unit_unknown");
    office.ask(&["imports", "withdraw", "1", "--reason", "重来"]);
    office.ask(&["import", &path]);
    assert!(office.text(&["history", "3-1-101"]).contains("常出差"));
}

/// What is typed and hits nothing is a slip; each time it is said what there is.
#[test]
fn a_choice_that_hits_nothing_is_refused() {
    let office = Office::training();
    let worst = roster("worst-20-everything.xls");
    let twice = roster("cells-units-twice.xls");
    let check = |file: &str, option: &str, wrong: &str, there: &str| {
        let said = office.refused(&["import", file, "--preview", option, wrong], "choice_hits_nothing");
        assert!(said.contains(there), "{option} {wrong}: {there} in {said}");
    };
    check(&worst, "--header", "没有这张:9", "长期欠费");
    check(&worst, "--header", "长期欠费:99", "“长期欠费”认出的表头：第 ");
    check(&worst, "--column", "6月应收:ZZ=note", "“6月应收”的表格里的列：A ");
    check(&worst, "--table", "长期欠费:77:A=arrears", "“长期欠费”的表格开始的地方：第 1 行 A 列（");
    check(&worst, "--table", "长期欠费:2:A=none", "第 1 行 A 列（");
    check(&twice, "--decide", "foo=bar", "unit_twice（");
    check(&twice, "--decide", "unit_twice=xyz", "merge（");
    check(&worst, "--symbol", "卍=nothing", "要说明的符号：");
    let clean = roster("clean-roster.xlsx");
    for day in ["2099-12-31", "2026-11-22", "1900-01-01"] {
        office.refused(&["import", &clean, "--preview", "--arrears-through", day], "cut_off_implausible");
    }
    let none = office.refused(&["import", &clean, "--preview", "--table", "台账:1:A=king"], "choice_unknown");
    assert!(none.contains("none（不导入）"), "{none}");
}

/// A cut-off that was chosen is followed again with the other choices of the layout; the usual one follows the years.
#[test]
fn the_cut_off_is_remembered_with_the_layout() {
    let office = Office::training();
    let write = |name: &str, lines: &[&str]| {
        let path = office.path(name);
        std::fs::write(&path, lines.join("\n")).unwrap();
        path
    };
    let head = "房号,业主,面积,欠物业费";
    let first = write("一.csv", &[head, "3-101,张小明,80,120.50"]);
    let second = write("二.csv", &[head, "3-101,张小明,80,120.50", "3-102,李红,81,30"]);
    office.ask(&["import", &first, "--arrears-through", "2024-12-31"]);
    let seen = office.ask(&["import", &second, "--preview"]);
    assert_eq!((&seen["arrears_through"], &seen["remembered"]["batch"]), (&json!("2024-12-31"), &json!(1)));
    assert!(office.text(&["import", &second, "--preview"]).contains("没写期间的算到 2024-12-31"));
    assert_eq!(office.ask(&["import", &second, "--preview", "--forget"])["arrears_through"], "2025-12-31");
    let other = office.ask(&["import", &second, "--arrears-through", "2025-06-30"]);
    assert_eq!(
        (&other["arrears_through"], &other["imported"]["opening_fen"]),
        (&json!("2025-06-30"), &json!(3_000))
    );
    assert_eq!(office.ask(&["owed"])["owed_fen"], 15_050);
}

/// Ctrl-C while a file is read: the process ends by itself, says that nothing was written, and nothing was.
#[test]
fn an_interrupted_import_leaves_nothing_and_says_so() {
    let office = Office::training();
    let path = office.path("大.csv");
    let rows =
        (0..150_000).map(|n| format!("{}-{}-{},业主,80,1\n", n / 1000 + 1, n / 100 % 10 + 1, n % 100 + 101));
    std::fs::write(&path, format!("房号,业主,面积,欠物业费\n{}", rows.collect::<String>())).unwrap();
    let child = office.start(&["import", &path]);
    let reading = format!("/proc/{0}/task/{0}/children", child.id());
    while std::fs::read_to_string(&reading).unwrap().is_empty() {
        std::thread::yield_now();
    }
    let interrupt = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(interrupt.unwrap().success());
    let done = child.wait_with_output().unwrap();
    let said = String::from_utf8(done.stderr).unwrap();
    assert_eq!((done.status.code(), said.as_str()), (Some(2), "已取消读取，什么都没有写入。\n"));
    assert_eq!(office.ask(&["units"])["units"], json!([]));
}
