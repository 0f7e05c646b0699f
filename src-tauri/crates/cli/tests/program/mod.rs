//! A made-up office in a temporary folder, asked through the real program.
#![allow(dead_code, reason = "each test program uses its part")]
#![allow(clippy::unwrap_used, reason = "test code: a failure is the message")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// What the program answered.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }
}

/// An office and the time at its counter.
#[derive(Debug)]
pub struct Office {
    pub root: tempfile::TempDir,
    pub now: &'static str,
}

pub fn roster(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures/rosters");
    folder.canonicalize().unwrap().join(name).into_os_string().into_string().unwrap()
}

/// The program with these words and this much environment beside a clean one.
pub fn run(words: &[&str], env: &[(&str, &str)]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zhangfang"));
    for name in ["ZHANGFANG_OFFICE", "ZHANGFANG_PIN", "ZHANGFANG_SECOND_PIN", "ZHANGFANG_NEW_PIN"] {
        command.env_remove(name);
    }
    let Output { status, stdout, stderr } =
        command.args(words).envs(env.iter().copied()).output().expect("the program starts");
    Said {
        code: status.code().expect("it ends by itself"),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    }
}

impl Office {
    /// An empty training office.
    pub fn training() -> Self {
        let office = Self::nowhere();
        office.ask(&["init", "--training", "--empty", "--name", "演示花园"]);
        office
    }

    /// With a clean roster, a tariff, a billing run to November and an open day.
    pub fn billed() -> Self {
        let office = Self::training();
        office.ask(&["import", &roster("clean-roster.xlsx")]);
        let rate = ["--item", "物业费", "--basis", "area", "--rate", "1.85", "--from", "2026-01-01"];
        office.ask(&[&["tariff", "set"], &rate[..]].concat());
        office.ask(&["bill", "--through", "2026-11"]);
        office.ask(&["day", "open", "--float", "500"]);
        office
    }

    /// A folder without an office.
    pub fn nowhere() -> Self {
        Self { root: tempfile::tempdir().unwrap(), now: "2026-11-21T09:00:00" }
    }

    pub fn folder(&self) -> PathBuf {
        self.root.path().join("office")
    }

    pub fn path(&self, name: &str) -> String {
        self.root.path().join(name).into_os_string().into_string().unwrap()
    }

    fn words<'a>(&'a self, folder: &'a str, words: &[&'a str]) -> Vec<&'a str> {
        [&["--office", folder, "--clock", self.now], words].concat()
    }

    pub fn with(&self, env: &[(&str, &str)], words: &[&str]) -> Said {
        let folder = self.folder().into_os_string().into_string().unwrap();
        run(&self.words(&folder, words), env)
    }

    /// The program at work, in a process group of its own as from a shell.
    pub fn start(&self, words: &[&str]) -> std::process::Child {
        use std::os::unix::process::CommandExt;
        use std::process::Stdio;

        let folder = self.folder().into_os_string().into_string().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_zhangfang"));
        command.args(self.words(&folder, words)).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.process_group(0).spawn().expect("the program starts")
    }

    /// For people.
    pub fn text(&self, words: &[&str]) -> String {
        let said = self.with(&[], words);
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{words:?}: {said:?}");
        said.out
    }

    /// For programs.
    pub fn ask(&self, words: &[&str]) -> Value {
        let said = self.with(&[], &[&["--json"], words].concat());
        assert_eq!(said.code, 0, "{words:?}: {said:?}");
        said.json()
    }

    /// Must be refused with this code, in both forms.
    pub fn refused(&self, words: &[&str], code: &str) -> String {
        let said = self.with(&[], &[&["--json"], words].concat());
        assert_eq!(said.code, 2, "{words:?} is refused: {said:?}");
        let refusal = &said.json()["refusal"];
        assert_eq!(refusal["code"], code, "{words:?}: {said:?}");
        let message = refusal["message"].as_str().unwrap().to_owned();
        let plain = self.with(&[], words);
        assert_eq!((plain.code, plain.out.as_str()), (2, ""), "{words:?} in words: {plain:?}");
        assert!(message.ends_with('。') && !plain.err.trim().is_empty(), "{words:?}: {message}");
        message
    }

    /// The first unit that owes, and how much.
    pub fn debtor(&self, nth: usize) -> (String, i64) {
        let owed = self.ask(&["owed"]);
        let unit = &owed["units"][nth];
        (unit["code"].as_str().unwrap().to_owned(), unit["owed_fen"].as_i64().unwrap())
    }
}

/// `1234` → `12.34`.
pub fn yuan(fen: i64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}
