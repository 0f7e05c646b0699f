//! Where an office lives while it is driven, and what the terminal says of it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;
use tokio::time::interval;

use crate::{Told, Trouble};

/// A paper is made and opened within this.
const PAPER: Duration = Duration::from_secs(30);

/// The programs under test. The suite names them; by hand they are those of the last debug build.
#[derive(Debug, Clone)]
pub struct Programs {
    /// The window.
    pub app: PathBuf,
    /// The terminal.
    pub cli: PathBuf,
}

impl Programs {
    /// From `ZHANGFANG_APP` and `ZHANGFANG_CLI`, else from `target/debug`.
    pub fn found() -> Told<Self> {
        let one = |variable: &str, name: &str| {
            let named = std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
            let program = named.unwrap_or_else(|| root().join("target/debug").join(name));
            if program.is_file() {
                return Ok(program);
            }
            Err(Trouble(format!(
                "{} is not built; `cargo build -p zhangfang-desktop -p cli`",
                program.display()
            )))
        };
        Ok(Self { app: one("ZHANGFANG_APP", "zhangfang-desktop")?, cli: one("ZHANGFANG_CLI", "zhangfang")? })
    }
}

/// The top of the tree.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A made-up roster of the fixtures.
pub fn roster(name: &str) -> PathBuf {
    root().join("fixtures/rosters").join(name)
}

/// A folder for one office and for what is written beside it. Gone when dropped.
#[derive(Debug)]
pub struct Folder {
    place: TempDir,
    programs: Programs,
}

impl Folder {
    /// An empty place: no office yet.
    pub fn empty() -> Told<Self> {
        Ok(Self { place: tempfile::tempdir()?, programs: Programs::found()? })
    }

    /// A training office, with three years of history or without.
    pub fn training(history: bool) -> Told<Self> {
        let folder = Self::empty()?;
        let words: &[&str] = if history { &[] } else { &["--empty"] };
        let name = ["init", "--training", "--name", "练习小区物业服务中心"];
        folder.ask("", &[&name, words].concat())?;
        Ok(folder)
    }

    /// The programs that share this folder.
    pub fn programs(&self) -> &Programs {
        &self.programs
    }

    /// The data folder.
    pub fn office(&self) -> PathBuf {
        self.place.path().join("office")
    }

    /// A file beside the office, as it would lie on the user's desktop.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    /// The folder in which the window saves whatever it asks a place for.
    pub fn saved(&self) -> PathBuf {
        self.place.path().to_owned()
    }

    /// The file in which the window lists the papers it would have opened.
    pub fn opened_list(&self) -> PathBuf {
        self.place.path().join("opened.txt")
    }

    /// The papers that were opened, in their order.
    pub fn opened(&self) -> Told<Vec<PathBuf>> {
        match std::fs::read_to_string(self.opened_list()) {
            Ok(list) => Ok(list.lines().map(PathBuf::from).collect()),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(e) => Err(e.into()),
        }
    }

    /// Waits for the latest of so many papers that were opened.
    pub async fn opened_latest(&self, number: usize) -> Told<PathBuf> {
        let began = Instant::now();
        let mut tick = interval(Duration::from_millis(50));
        loop {
            tick.tick().await;
            let mut opened = self.opened()?;
            if opened.len() >= number {
                let latest = opened.pop();
                return latest.ok_or_else(|| Trouble("no paper was asked for".into()));
            }
            if began.elapsed() > PAPER {
                return Err(Trouble(format!("{number} papers should be open: {opened:?}")));
            }
        }
    }

    /// What the terminal answers. An empty PIN is none.
    pub fn ask(&self, pin: &str, words: &[&str]) -> Told<Value> {
        let output = self.run(pin, words)?;
        if output.status.success() {
            return Ok(serde_json::from_slice(&output.stdout)?);
        }
        Err(Trouble(format!("zhangfang {words:?}: {}", said(&output))))
    }

    /// The code of the refusal that the terminal answers.
    pub fn refusal(&self, pin: &str, words: &[&str]) -> Told<String> {
        let output = self.run(pin, words)?;
        let not = || Trouble(format!("zhangfang {words:?} was not refused: {}", said(&output)));
        if output.status.code() != Some(2) {
            return Err(not());
        }
        let answer: Value = serde_json::from_slice(&output.stdout)?;
        answer["refusal"]["code"].as_str().map(str::to_owned).ok_or_else(not)
    }

    fn run(&self, pin: &str, words: &[&str]) -> Told<Output> {
        let mut terminal = Command::new(&self.programs.cli);
        terminal.arg("--office").arg(self.office()).arg("--json").args(words);
        for name in ["ZHANGFANG_OFFICE", "ZHANGFANG_SECOND_PIN", "ZHANGFANG_NEW_PIN"] {
            terminal.env_remove(name);
        }
        Ok(terminal.env("ZHANGFANG_PIN", pin).output()?)
    }
}

fn said(output: &Output) -> String {
    let stdout = String::from_utf8_lossy(&output.stdout);
    format!("{}\n{stdout}{}", output.status, String::from_utf8_lossy(&output.stderr))
}

/// The text of a PDF, as `pdftotext -layout` reads it.
pub fn text_of(paper: &Path) -> Told<String> {
    let output = Command::new("pdftotext").args(["-layout", "-enc", "UTF-8"]).arg(paper).arg("-").output()?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(Trouble(format!("{}: {}", paper.display(), said(&output))))
}
