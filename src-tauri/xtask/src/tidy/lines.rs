//! Rules about what is written on a line. Each has a reason, a replacement, and samples in [`RULES`] itself.

use super::Finding;
use super::source::{Line, Source};

/// A rule over the lines of one file.
struct Rule {
    name: &'static str,
    why: &'static str,
    instead: &'static str,
    applies: fn(&Source) -> bool,
    /// Tests may do it.
    only_outside_tests: bool,
    hit: fn(&Line) -> bool,
    /// Read by the test of the rules only, and kept beside them as their explanation.
    #[cfg_attr(not(test), expect(dead_code))]
    bad: &'static [Sample],
    #[cfg_attr(not(test), expect(dead_code))]
    good: &'static [Sample],
}

/// A path and a text that might stand there.
type Sample = (&'static str, &'static str);

/// Excel's own number cells are floats: one file makes them exact on the way in, one writes them on the way out.
const FLOAT_CELLS: [&str; 2] =
    ["src-tauri/crates/sheets/src/book.rs", "src-tauri/crates/sheets/src/export.rs"];
const CLOCK: &str = "src-tauri/crates/office/src/clock.rs";
const STORE: &str = "src-tauri/crates/store";
const LEDGER: &str = "src-tauri/crates/ledger";

const MONEY: &str = "src-tauri/crates/ledger/src/money.rs";
const PAYMENTS: &str = "src-tauri/crates/office/src/payments.rs";
const SQL: &str = "src-tauri/crates/store/src/payments.rs";
const PAGE: &str = "ui/src/features/payments/Counter.tsx";

const RULES: &[Rule] = &[
    Rule {
        name: "float",
        why: "浮点数碰了钱、面积、单价或读数",
        instead: "Fen（整数分）或 Decimal",
        applies: |s| {
            s.is_rust()
                && !FLOAT_CELLS.contains(&s.path.as_str())
                && ["ledger", "store", "office", "sheets"]
                    .iter()
                    .any(|c| s.is_in(&format!("src-tauri/crates/{c}")))
        },
        only_outside_tests: true,
        hit: |line| word(&line.code, "f64") || word(&line.code, "f32"),
        bad: &[(MONEY, "fn f(rate: f64) {}"), (PAYMENTS, "let x = y as f32;")],
        good: &[
            (MONEY, "// not an f64"),
            (FLOAT_CELLS[0], "Data::Float(x) => exact(x as f64)"),
            (MONEY, "let of64 = 1;"),
        ],
    },
    Rule {
        name: "unwrap",
        why: "unwrap 崩溃时说不出为什么",
        instead: "`?`，或 expect(\"不变量的原话\")",
        applies: Source::is_rust,
        only_outside_tests: true,
        hit: |line| line.code.contains(".unwrap()"),
        bad: &[(PAYMENTS, "let x = y.unwrap();")],
        good: &[
            (PAYMENTS, "let x = y.unwrap_or(0);"),
            (PAYMENTS, "#[cfg(test)]\nmod tests {\n    fn a() { b.unwrap(); }\n}"),
        ],
    },
    Rule {
        name: "discard",
        why: "`let _ =` 把错误扔掉了",
        instead: "处理它，用 `?` 交上去，或写明为什么可以不管",
        applies: Source::is_rust,
        only_outside_tests: true,
        hit: |line| line.code.contains("let _ ="),
        bad: &[(PAYMENTS, "let _ = file.sync_all();")],
        good: &[(PAYMENTS, "file.sync_all()?;"), (PAYMENTS, "let _guard = lock();")],
    },
    Rule {
        name: "swallow",
        why: "结尾的 `.ok();` 把错误吞掉了",
        instead: "`?`，或 match 两种结果",
        applies: Source::is_rust,
        only_outside_tests: true,
        hit: |line| {
            let code = line.code.trim();
            code.ends_with(".ok();")
                && !code.contains('=')
                && !code.starts_with("return ")
                && !code.starts_with('.')
        },
        bad: &[(PAYMENTS, "    std::fs::remove_file(path).ok();")],
        good: &[
            (PAYMENTS, "    let text = std::fs::read(path).ok();"),
            (PAYMENTS, "    number.parse().ok()"),
        ],
    },
    Rule {
        name: "query-ok",
        why: "`.ok()` 把查询失败变成了“没有”",
        instead: "rusqlite 的 `.optional()?`",
        applies: |s| s.is_rust() && s.is_in(STORE),
        only_outside_tests: true,
        hit: |line| {
            let code = line.code.trim();
            let query =
                ["query", "row.get", "execute", "prepare", ".next()"].iter().any(|word| code.contains(word));
            code.contains(".ok()") && (query || code.starts_with(".ok()"))
        },
        bad: &[(SQL, "row.get(0).ok()"), (SQL, "    .ok()\n    .flatten()")],
        good: &[
            (SQL, "query.optional()?"),
            (SQL, "word(&text, |t| Rate::parse(t).ok())?"),
            (PAYMENTS, "text.parse().ok()"),
        ],
    },
    Rule {
        name: "skipped",
        why: "关掉的测试什么也不说",
        instead: "修好它，或连同理由删掉",
        applies: |s| s.is_rust() || s.is_script(),
        only_outside_tests: false,
        hit: |line| {
            let code = &line.code;
            code.contains("#[ignore")
                || ["it.", "test.", "describe."].iter().any(|head| {
                    ["skip(", "only(", "todo("].iter().any(|tail| code.contains(&format!("{head}{tail}")))
                })
        },
        bad: &[
            ("src-tauri/crates/store/tests/a.rs", "#[ignore = \"slow\"]"),
            ("ui/src/shared/a.test.ts", "it.skip('x', () => {})"),
        ],
        good: &[
            ("src-tauri/crates/store/tests/a.rs", "#[test]"),
            ("ui/src/shared/a.test.ts", "it('x', () => {})"),
        ],
    },
    Rule {
        name: "unfinished",
        why: "没有做完",
        instead: "做完，或不要写进来",
        applies: |s| s.is_rust() || s.is_script(),
        only_outside_tests: false,
        hit: |line| {
            let marks = ["FIXME", "XXX", "TODO", "@ts-ignore", "@ts-nocheck"];
            ["todo!(", "unimplemented!("].iter().any(|call| line.code.contains(call))
                || marks.iter().any(|mark| line.comment.contains(mark))
        },
        bad: &[(PAYMENTS, "todo!()"), (PAYMENTS, "// FIXME later"), (PAGE, "// @ts-ignore")],
        good: &[(PAYMENTS, "// A note that says why."), (PAGE, "const a = '待办';")],
    },
    Rule {
        name: "sleep",
        why: "睡一会儿既慢又靠不住",
        instead: "等那件事本身：锁、管道、进程退出、元素出现",
        applies: Source::is_rust,
        only_outside_tests: false,
        hit: |line| line.code.contains("sleep("),
        bad: &[
            (PAYMENTS, "std::thread::sleep(DELAY);"),
            ("ui/e2e/src/lib.rs", "tokio::time::sleep(x).await;"),
        ],
        good: &[(PAYMENTS, "child.wait()?;"), (PAYMENTS, "// no sleep( here")],
    },
    Rule {
        name: "clock",
        why: "时间是传进来的值，只有一处读钟",
        instead: "多一个 Instant 参数；外壳和 cli 用 office::SystemClock",
        applies: |s| s.is_rust() && s.path != CLOCK,
        only_outside_tests: false,
        hit: |line| {
            ["Utc::now(", "Local::now(", "SystemTime::now("].iter().any(|call| line.code.contains(call))
        },
        bad: &[(PAYMENTS, "let at = chrono::Utc::now();"), (MONEY, "SystemTime::now()")],
        good: &[
            (CLOCK, "Local::now()"),
            (PAYMENTS, "let began = std::time::Instant::now();"),
            (PAYMENTS, "let at = clock.now();"),
        ],
    },
    Rule {
        name: "sql",
        why: "SQL 只住在 store",
        instead: "store 里按名词命名的函数",
        applies: |s| s.is_rust() && !s.is_in(STORE) && !s.is_in("src-tauri/xtask"),
        only_outside_tests: true,
        hit: |line| word(&line.code, "rusqlite") || is_sql(&line.quoted),
        bad: &[
            (PAYMENTS, "use rusqlite::Connection;"),
            (PAYMENTS, "run(\"SELECT number FROM receipts\")"),
            (PAYMENTS, "run(\"PRAGMA user_version\")"),
            (PAYMENTS, "run(\"INSERT INTO receipts VALUES (1)\")"),
        ],
        good: &[
            (SQL, "use rusqlite::Connection;"),
            (PAYMENTS, "say(\"SELECT a file\")"),
            ("src-tauri/crates/office/benches/books.rs", "use rusqlite::Connection;"),
        ],
    },
    Rule {
        name: "ledger-pure",
        why: "ledger 只有规则：没有文件、环境、线程，类型也不序列化",
        instead: "放到 store、office，或边上的视图结构",
        applies: |s| s.is_rust() && s.is_in(LEDGER),
        only_outside_tests: true,
        hit: |line| {
            [
                "std::fs",
                "std::io",
                "std::net",
                "std::env",
                "std::process",
                "std::thread",
                "println!",
                "eprintln!",
            ]
            .iter()
            .any(|part| line.code.contains(part))
                || word(&line.code, "serde")
                || word(&line.code, "Serialize")
        },
        bad: &[(MONEY, "use std::fs::File;"), (MONEY, "#[derive(Serialize)]")],
        good: &[(MONEY, "use std::fmt;"), (PAYMENTS, "use std::fs::File;")],
    },
    Rule {
        name: "error-text",
        why: "文字当错误，调用的人只好比对文字",
        instead: "Refusal（办不到的事）或有类型的错误（出了毛病）",
        applies: Source::is_rust,
        only_outside_tests: true,
        hit: |line| {
            line.code
                .split_once("Result<")
                .is_some_and(|(_, rest)| rest.contains(", String>") || rest.contains(", &'static str>"))
        },
        bad: &[(PAYMENTS, "fn f() -> Result<Receipt, String> {")],
        good: &[
            (PAYMENTS, "fn f() -> Result<String, Refusal> {"),
            (PAYMENTS, "fn f() -> BTreeMap<u8, String> {"),
        ],
    },
    Rule {
        name: "vague-name",
        why: "Manager、Service、Helper 什么都装得下",
        instead: "它管的那个名词",
        applies: |s| s.is_rust() || s.is_script(),
        only_outside_tests: false,
        hit: |line| {
            let words: Vec<&str> = line
                .code
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .filter(|w| !w.is_empty())
                .collect();
            words.windows(2).any(|pair| {
                let declares = ["struct", "enum", "trait", "type", "class", "interface"].contains(&pair[0]);
                let vague_type = ["Manager", "Service", "Helper", "Helpers", "Utils"]
                    .iter()
                    .any(|end| pair[1].ends_with(end));
                let vague_module = pair[0] == "mod"
                    && ["utils", "util", "helpers", "helper", "common", "misc"].contains(&pair[1]);
                declares && vague_type || vague_module
            })
        },
        bad: &[
            (PAYMENTS, "pub struct PaymentManager {"),
            (PAGE, "class ReceiptService {"),
            (PAYMENTS, "mod utils;"),
        ],
        good: &[
            (PAYMENTS, "    Manager,"),
            (PAYMENTS, "Role::Manager => {}"),
            (PAYMENTS, "pub struct Payments {"),
        ],
    },
];

pub fn check(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES.iter().filter(|rule| (rule.applies)(source)) {
        for (index, line) in source.lines.iter().enumerate() {
            let excused = rule.only_outside_tests && line.test;
            if !excused && (rule.hit)(line) && !source.is_exempt(index, rule.name) {
                let message = format!("{}；改用：{}。", rule.why, rule.instead);
                findings.push(Finding {
                    path: source.path.clone(),
                    line: index + 1,
                    rule: rule.name,
                    message,
                });
            }
        }
    }
    findings
}

/// Whether `name` stands in `code` as a word of its own.
fn word(code: &str, name: &str) -> bool {
    code.split(|c: char| !c.is_alphanumeric() && c != '_').any(|part| part == name)
}

/// Upper-case SQL, as the house writes it; prose in quotes does not have these pairs.
fn is_sql(text: &str) -> bool {
    let has = |a: &str, b: &str| text.split_once(a).is_some_and(|(_, rest)| rest.contains(b));
    has("SELECT ", " FROM ")
        || has("UPDATE ", " SET ")
        || [
            "INSERT INTO ",
            "INSERT OR ",
            "DELETE FROM ",
            "CREATE TABLE ",
            "CREATE TRIGGER ",
            "PRAGMA ",
            "VACUUM INTO",
        ]
        .iter()
        .any(|words| text.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_catches_its_bad_samples_and_passes_its_good_ones() {
        for rule in RULES {
            let caught =
                |(path, text): &Sample| check(&Source::new(path, text)).iter().any(|f| f.rule == rule.name);
            assert!(!rule.bad.is_empty() && !rule.good.is_empty(), "{} has no samples", rule.name);
            for sample in rule.bad {
                assert!(caught(sample), "{} must catch {sample:?}", rule.name);
            }
            for sample in rule.good {
                assert!(!caught(sample), "{} must pass {sample:?}", rule.name);
            }
        }
    }

    #[test]
    fn a_finding_says_where_why_and_what_instead() {
        let found = check(&Source::new(PAYMENTS, "fn a() {}\nlet x = y.unwrap();\n"));
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].line, found[0].rule), (2, "unwrap"));
        assert!(found[0].message.contains("改用"), "{}", found[0].message);
    }

    #[test]
    fn a_reasoned_exemption_lets_a_line_through() {
        let text =
            "// tidy(sleep): the lock of another program has no event to wait for\nstd::thread::sleep(x);\n";
        assert!(check(&Source::new(PAYMENTS, text)).is_empty());
    }
}
