//! `cargo xtask test`: every check of the tree, in the order in which a failure is cheapest.
//!
//! No step sets `RUSTFLAGS`: a changed flag rebuilds every dependency. Warnings are denied through clippy.

use std::ffi::OsStr;

use crate::fuzz;
use crate::generate::{self, Snapshot};
use crate::machine::{Call, Failure, Tree};
use crate::node::{self, Node};
use crate::packages;
use crate::steps::{self, Step};
use crate::tidy;

const FORMAT: Step = Step { name: "fmt", title: "代码格式", work: format };
const TIDY: Step = Step { name: "tidy", title: "版式与分层", work: tidy::run };
const UI: Step = Step { name: "ui", title: "编译界面", work: node::build_ui };
const UI_CHECK: Step =
    Step { name: "ui-check", title: "界面的类型检查与单元测试", work: ui_check };
const CLIPPY: Step = Step { name: "clippy", title: "clippy，警告即错误", work: clippy };
const RUST: Step = Step { name: "rust", title: "Rust 测试（含反复断电）", work: rust };
const BINDINGS: Step =
    Step {
        name: "bindings", title: "生成的 TypeScript 类型是最新的", work: generate::check_bindings
    };
const FUZZ: Step =
    Step { name: "fuzz", title: "改坏的旧表，每种格式试一会儿", work: fuzz::step };
const E2E: Step = Step { name: "e2e", title: "端到端：真窗口走一天", work: end_to_end };
const QUICK_CLIPPY: Step = Step { name: "clippy", title: "clippy，不含窗口", work: quick_clippy };
const QUICK_RUST: Step = Step { name: "rust", title: "Rust 测试，不含窗口", work: quick_rust };

const ALL: &[Step] = &[FORMAT, TIDY, UI, UI_CHECK, CLIPPY, RUST, BINDINGS, FUZZ, E2E];
const QUICK: &[Step] = &[FORMAT, TIDY, QUICK_CLIPPY, QUICK_RUST];

/// What needs the window: its shell, and the tests that drive it.
const WITHOUT_E2E: &[&str] = &["--workspace", "--exclude", "e2e"];
const WITHOUT_WINDOW: &[&str] = &["--workspace", "--exclude", "e2e", "--exclude", "zhangfang-desktop"];

/// Which steps to run.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Choice {
    quick: bool,
    keep_going: bool,
    only: Option<String>,
}

impl Choice {
    pub fn parse(words: &[&str]) -> Result<Self, Failure> {
        let mut choice = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--quick" => choice.quick = true,
                "--keep-going" => choice.keep_going = true,
                "--only" => match words.next() {
                    Some(name) => choice.only = Some((*name).to_owned()),
                    None => return Err(Failure::usage("--only 后面要写步骤名")),
                },
                other => return Err(Failure::usage(format!("test 没有选项 {other}"))),
            }
        }
        Ok(choice)
    }

    fn steps(&self) -> Result<Vec<Step>, Failure> {
        let all = if self.quick { QUICK } else { ALL };
        let Some(name) = &self.only else { return Ok(all.to_vec()) };
        let chosen: Vec<Step> = all.iter().filter(|step| step.name == name).copied().collect();
        if chosen.is_empty() {
            let names: Vec<&str> = all.iter().map(|step| step.name).collect();
            return Err(Failure::usage(format!("没有步骤 {name}；有：{}", names.join(" "))));
        }
        Ok(chosen)
    }
}

pub fn run(tree: &Tree, choice: Choice) -> Result<(), Failure> {
    let steps = choice.steps()?;
    packages::install_rust_tools(tree)?;
    if steps.iter().any(|step| !matches!(step.name, "fmt" | "tidy")) {
        packages::install(if choice.quick { packages::PAPERS } else { packages::EVERYTHING })?;
    }
    let command = if choice.quick { "cargo xtask test --quick" } else { "cargo xtask test" };
    steps::run(tree, command, &steps, choice.keep_going)
}

fn format(tree: &Tree) -> Result<(), Failure> {
    tree.cargo(&["fmt", "--all", "--check"]).run()
}

fn ui_check(tree: &Tree) -> Result<(), Failure> {
    let node = Node::find(tree)?;
    node.install_packages(tree)?;
    node.npm(tree, &["run", "check"])?;
    node.npm(tree, &["test"])
}

fn clippy(tree: &Tree) -> Result<(), Failure> {
    build_ui_if_absent(tree)?;
    lean(tree, &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]).run()
}

fn quick_clippy(tree: &Tree) -> Result<(), Failure> {
    let words = [&["clippy"], WITHOUT_WINDOW, &["--all-targets", "--", "-D", "warnings"]].concat();
    lean(tree, &words).run()
}

fn rust(tree: &Tree) -> Result<(), Failure> {
    build_ui_if_absent(tree)?;
    tests(tree, WITHOUT_E2E)
}

fn quick_rust(tree: &Tree) -> Result<(), Failure> {
    tests(tree, WITHOUT_WINDOW)
}

fn tests(tree: &Tree, which: &[&str]) -> Result<(), Failure> {
    let fixtures = tree.root.join("fixtures");
    let before = Snapshot::of(&fixtures)?;
    lean(tree, &[&["test"], which].concat()).run()?;
    let changed = before.differences(&Snapshot::of(&fixtures)?);
    if changed.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("测试改动了 fixtures，期望值只能由人改：\n  {}", changed.join("\n  "))))
}

/// The driven window is the debug build; `cargo test` does not build the program that it drives.
fn end_to_end(tree: &Tree) -> Result<(), Failure> {
    build_ui_if_absent(tree)?;
    lean(tree, &[&["build", "--bins"], WITHOUT_E2E].concat()).run()?;
    lean(tree, &["test", "-p", "e2e", "--no-run"]).run()?;
    on_virtual_screen(tree, &["test", "-p", "e2e"])
        .env("ZHANGFANG_APP", tree.program("zhangfang-desktop"))
        .env("ZHANGFANG_CLI", tree.program("zhangfang"))
        .run()
}

/// cargo under a virtual screen as large as the largest window that is promised.
pub fn on_virtual_screen(tree: &Tree, arguments: &[&str]) -> Call {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut words: Vec<&OsStr> =
        ["-a", "-s", "-screen 0 1920x1080x24"].iter().map(|word| OsStr::new(*word)).collect();
    words.push(&cargo);
    words.extend(arguments.iter().map(|word| OsStr::new(*word)));
    Call::new("xvfb-run", &words, &tree.root)
}

/// The shell embeds `ui/dist`, so a step that is run alone builds it first.
fn build_ui_if_absent(tree: &Tree) -> Result<(), Failure> {
    if tree.ui().join("dist/index.html").is_file() { Ok(()) } else { node::build_ui(tree) }
}

/// On CI nothing is built twice, so incremental files would cost time and disk for nothing.
fn lean(tree: &Tree, arguments: &[&str]) -> Call {
    let call = tree.cargo(arguments);
    if std::env::var_os("CI").is_some() { call.env("CARGO_INCREMENTAL", "0") } else { call }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options() {
        let check = |words: &[&str], expect: &[&str]| {
            let steps = Choice::parse(words).and_then(|choice| choice.steps());
            let names = steps.map(|steps| steps.iter().map(|step| step.name).collect::<Vec<_>>());
            assert_eq!(names.unwrap_or_default(), expect, "{words:?}");
        };
        check(&[], &["fmt", "tidy", "ui", "ui-check", "clippy", "rust", "bindings", "fuzz", "e2e"]);
        check(&["--quick"], &["fmt", "tidy", "clippy", "rust"]);
        check(&["--only", "rust", "--keep-going"], &["rust"]);
        check(&["--quick", "--only", "e2e"], &[]);
        check(&["--only"], &[]);
        check(&["--fast"], &[]);
    }
}
