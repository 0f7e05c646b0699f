//! `zhangfang` as a person at a terminal would type it: shown, run, its answer shortened.

use std::path::PathBuf;

use serde_json::Value;

use crate::machine::{Answer, Call, Failure};

/// Characters of an answer that are shown.
const SHOWN: usize = 320;
/// The demonstration's day begins here, and each command is typed some minutes after the one before.
const FIRST_MINUTE: u32 = 8 * 60;
const MINUTES_BETWEEN: u32 = 4;

/// A terminal at one office, whose clock goes on with every command.
#[derive(Debug)]
pub struct Terminal {
    program: PathBuf,
    folder: PathBuf,
    office: String,
    date: &'static str,
    minute: u32,
}

impl Terminal {
    /// `office` is as it would be typed in `folder`.
    pub fn new(program: PathBuf, folder: PathBuf, office: String, date: &'static str) -> Self {
        Self { program, folder, office, date, minute: FIRST_MINUTE }
    }

    /// Lets the day go on to this hour; a clock never goes back.
    pub fn wait_until(&mut self, hour: u32) {
        self.minute = self.minute.max(hour * 60);
    }

    /// A command that must succeed; its answer as JSON.
    pub fn ask(&mut self, words: &[&str]) -> Result<Value, Failure> {
        let answer = self.typed(&["--json"], words)?;
        if answer.code != 0 {
            return Err(unexpected(words, "应当成功", &answer));
        }
        println!("{}\n", shortened(&answer.out));
        json(words, &answer.out)
    }

    /// A command that the office must refuse: exit 2 and a refusal with this code.
    pub fn refused(&mut self, words: &[&str]) -> Result<(), Failure> {
        let answer = self.typed(&["--json"], words)?;
        let text = if answer.out.trim().is_empty() { &answer.err } else { &answer.out };
        if answer.code != 2 {
            return Err(unexpected(words, "应当被拒绝（退出码 2）", &answer));
        }
        println!("{}\n", shortened(text));
        string(&json(words, text)?["refusal"], "message").map(drop)
    }

    /// A command whose answer is a text of its own; the first lines are shown.
    pub fn text(&mut self, words: &[&str]) -> Result<String, Failure> {
        let answer = self.typed(&[], words)?;
        if answer.code != 0 {
            return Err(unexpected(words, "应当成功", &answer));
        }
        println!("{}\n", shortened(&answer.out));
        Ok(answer.out)
    }

    fn typed(&mut self, options: &[&str], words: &[&str]) -> Result<Answer, Failure> {
        let clock = format!("{}T{:02}:{:02}:00", self.date, self.minute / 60, self.minute % 60);
        self.minute += MINUTES_BETWEEN;
        let global = ["--office", &self.office, "--clock", &clock];
        let all = [&global, options, words].concat();
        let call = Call::new(&self.program, &all, &self.folder);
        println!("$ {}", call.shown());
        call.answer()
    }
}

/// A field that the terminal program promises.
pub fn string(value: &Value, field: &str) -> Result<String, Failure> {
    value[field].as_str().map(str::to_owned).ok_or_else(|| absent(value, field))
}

/// An id or a number, as it would be typed.
pub fn word(value: &Value, field: &str) -> Result<String, Failure> {
    match &value[field] {
        Value::Number(number) => Ok(number.to_string()),
        _ => string(value, field),
    }
}

/// An amount in 分.
pub fn fen(value: &Value, field: &str) -> Result<i64, Failure> {
    value[field].as_i64().ok_or_else(|| absent(value, field))
}

/// A list, empty ones included.
pub fn list<'a>(value: &'a Value, field: &str) -> Result<&'a [Value], Failure> {
    value[field].as_array().map(Vec::as_slice).ok_or_else(|| absent(value, field))
}

fn absent(value: &Value, field: &str) -> Failure {
    Failure::new(format!("zhangfang 的回答里没有合用的 {field}：{}", shortened(&value.to_string())))
}

fn json(words: &[&str], text: &str) -> Result<Value, Failure> {
    serde_json::from_str(text).map_err(|e| {
        Failure::new(format!("zhangfang {} 的回答不是 JSON（{e}）：{}", words.join(" "), shortened(text)))
    })
}

fn unexpected(words: &[&str], expected: &str, answer: &Answer) -> Failure {
    let (code, out, err) = (answer.code, answer.out.trim(), answer.err.trim());
    Failure::new(format!("zhangfang {} {expected}，却以 {code} 退出：\n{out}\n{err}", words.join(" ")))
}

/// JSON on one line, anything long cut, with what was left out counted.
fn shortened(text: &str) -> String {
    let text = match serde_json::from_str::<Value>(text) {
        Ok(value) => value.to_string(),
        Err(_) => text.trim_end().to_owned(),
    };
    let total = text.chars().count();
    if total <= SHOWN {
        return text;
    }
    let head: String = text.chars().take(SHOWN).collect();
    format!("{head} …（另有 {} 字）", total - SHOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stand-in for the program: prints its own words as JSON, exits with the last word where that is a number.
    fn echo() -> Terminal {
        let script = r#"printf '{"refusal":{"code":"x","message":"%s"}}' "$*"; case "${@: -1}" in [0-9]) exit "${@: -1}";; esac"#;
        let folder = std::env::temp_dir();
        let program =
            folder.join(format!("xtask-echo-{}-{:?}", std::process::id(), std::thread::current().id()));
        std::fs::write(&program, format!("#!/bin/bash\n{script}\n")).unwrap();
        assert!(Call::new("chmod", &["+x", &program.to_string_lossy()], &folder).succeeds());
        Terminal::new(program, folder, "office".into(), "2026-11-21")
    }

    #[test]
    fn the_clock_goes_on_and_the_exit_code_decides() {
        let mut terminal = echo();
        let first = terminal.ask(&["units"]).unwrap();
        assert_eq!(first["refusal"]["message"], "--office office --clock 2026-11-21T08:00:00 --json units");
        let second = terminal.ask(&["units"]).unwrap();
        assert_eq!(second["refusal"]["message"], "--office office --clock 2026-11-21T08:04:00 --json units");
        terminal.wait_until(17);
        let late = terminal.ask(&["units"]).unwrap();
        assert_eq!(late["refusal"]["message"], "--office office --clock 2026-11-21T17:00:00 --json units");
        assert!(terminal.ask(&["units", "2"]).is_err());
        assert!(terminal.refused(&["pay", "2"]).is_ok());
        assert!(terminal.refused(&["pay", "1"]).is_err());
        assert!(terminal.refused(&["pay", "0"]).is_err());
        std::fs::remove_file(&terminal.program).unwrap();
    }

    #[test]
    fn fields_are_read_or_named_as_absent() {
        let charge = serde_json::json!({ "id": 17, "unit": "1-1-101", "open_fen": 16_558, "rows": [] });
        assert_eq!(word(&charge, "id").unwrap(), "17");
        assert_eq!(word(&charge, "unit").unwrap(), "1-1-101");
        assert_eq!(fen(&charge, "open_fen").unwrap(), 16_558);
        assert!(list(&charge, "rows").unwrap().is_empty());
        assert!(string(&charge, "id").is_err());
        assert!(fen(&charge, "unit").unwrap_err().message.contains("没有合用的 unit"));
    }

    #[test]
    fn long_answers_are_cut_by_characters() {
        assert_eq!(shortened("{\"a\":\n 1}\n"), "{\"a\":1}");
        let long = shortened(&"账".repeat(SHOWN + 5));
        assert!(long.ends_with("…（另有 5 字）"), "{long}");
    }
}
