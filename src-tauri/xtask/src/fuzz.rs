//! `cargo xtask fuzz`: damaged workbooks by the million, each format and the cell parsers in a target of its own.
//!
//! The targets stand in `src-tauri/fuzz`; the fixtures are where they begin; what they learn stays in `target/fuzz`.

use std::path::{Path, PathBuf};

use crate::machine::{Call, Failure, Tree, files_below, fresh_folder, read, write};
use crate::packages;

const CARGO_FUZZ: &str = "0.13.1";
/// A target, and the endings of the fixtures that it begins with.
const TARGETS: &[(&str, &[&str])] = &[
    ("xls", &["xls"]),
    ("xlsx", &["xlsx", "xlsm"]),
    ("xlsb", &["xlsb"]),
    ("ods", &["ods"]),
    ("csv", &["csv", "tsv", "txt"]),
    ("cells", &[]),
];
const SECONDS: u32 = 20;
/// In the step of `cargo xtask test` a target tries so many inputs, the same in every run of the same tree: what turns red
/// there is the change's doing. New inputs are sought by hand.
const INPUTS_IN_TEST: u32 = 2_000;
/// No input may take more memory, or longer.
const MEBIBYTES: u32 = 512;
const LONGEST_RUN: u32 = 10;
/// Larger fixtures teach nothing that small ones do not, and slow every run.
const LARGEST_SEED: usize = 24 * 1024;

/// What was asked for on the command line.
#[derive(Debug, PartialEq, Eq)]
pub struct Choice {
    bound: Bound,
    target: Option<&'static str>,
}

/// When a target has tried enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    /// New inputs for so long, on from what was learnt before.
    Seconds(u32),
    /// So many inputs, the same each time.
    Inputs(u32),
}

impl Choice {
    pub fn parse(words: &[&str]) -> Result<Self, Failure> {
        let mut choice = Self { bound: Bound::Seconds(SECONDS), target: None };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let seconds = (*word == "--seconds").then(|| words.next()).flatten();
            let known = TARGETS.iter().find(|(name, _)| name == word);
            match (seconds.and_then(|text| text.parse().ok()), known) {
                (Some(seconds), _) => choice.bound = Bound::Seconds(seconds),
                (None, Some((name, _))) => choice.target = Some(name),
                (None, None) => {
                    let names: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
                    let names = names.join(" ");
                    return Err(Failure::usage(format!("用法：fuzz [--seconds 秒数] [{names}]")));
                }
            }
        }
        Ok(choice)
    }
}

/// The bounded run that belongs to the tests.
pub fn step(tree: &Tree) -> Result<(), Failure> {
    run(tree, &Choice { bound: Bound::Inputs(INPUTS_IN_TEST), target: None })
}

pub fn run(tree: &Tree, choice: &Choice) -> Result<(), Failure> {
    packages::install(packages::TERMINAL)?;
    let folder = tree.target.join("fuzz");
    let programs = build(tree, &folder)?;
    let chosen = TARGETS.iter().filter(|(name, _)| choice.target.is_none_or(|target| target == *name));
    for (name, endings) in chosen {
        let seeds = folder.join("seeds").join(name);
        gather_seeds(tree, endings, &seeds)?;
        fuzz(&programs.join(name), name, &folder, &seeds, choice.bound)?;
    }
    Ok(())
}

/// Builds all targets; the sanitizers are left out, because nothing of ours is unsafe and they blur the memory limit.
fn build(tree: &Tree, folder: &Path) -> Result<PathBuf, Failure> {
    let tools = tree.target.join("tools");
    if !Call::new(tools.join("bin/cargo-fuzz"), &["fuzz", "--version"], &tree.root).succeeds() {
        let root = tools.to_string_lossy();
        tree.cargo(&["install", "cargo-fuzz", "--version", CARGO_FUZZ, "--locked", "--root", &root]).run()?;
    }
    let target = folder.to_string_lossy();
    let words =
        ["fuzz", "build", "--sanitizer", "none", "--fuzz-dir", "src-tauri/fuzz", "--target-dir", &target];
    // The flags that find new paths are nightly ones; the compiler is the stable one of everything else.
    tree.cargo(&words).path_first(Some(&tools.join("bin")))?.env("RUSTC_BOOTSTRAP", "1").run()?;
    Ok(folder.join(format!("{}-unknown-linux-gnu/release", std::env::consts::ARCH)))
}

fn gather_seeds(tree: &Tree, endings: &[&str], seeds: &Path) -> Result<(), Failure> {
    fresh_folder(seeds)?;
    for path in files_below(&tree.root.join("fixtures/rosters"))? {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let Some(name) = path.file_name().filter(|_| endings.contains(&ending)) else { continue };
        let bytes = read(&path)?;
        if bytes.len() <= LARGEST_SEED {
            write(&seeds.join(name), &bytes)?;
        }
    }
    Ok(())
}

fn fuzz(program: &Path, name: &str, folder: &Path, seeds: &Path, bound: Bound) -> Result<(), Failure> {
    let corpus = match bound {
        Bound::Seconds(_) => folder.join("corpus").join(name),
        Bound::Inputs(_) => folder.join("steady").join(name),
    };
    if matches!(bound, Bound::Inputs(_)) {
        fresh_folder(&corpus)?;
    }
    std::fs::create_dir_all(&corpus)
        .map_err(|e| Failure::new(format!("{} 建不了：{e}", corpus.display())))?;
    let bounded = match bound {
        Bound::Seconds(seconds) => vec![format!("-max_total_time={seconds}")],
        Bound::Inputs(inputs) => vec![format!("-runs={inputs}"), "-seed=1".to_owned()],
    };
    let words = [
        corpus.to_string_lossy().into_owned(),
        seeds.to_string_lossy().into_owned(),
        format!("-rss_limit_mb={MEBIBYTES}"),
        format!("-timeout={LONGEST_RUN}"),
        "-max_len=65536".to_owned(),
        "-print_final_stats=1".to_owned(),
        format!("-artifact_prefix={}/found-{name}-", folder.display()),
    ];
    let words: Vec<String> = words.into_iter().chain(bounded).collect();
    let answer = Call::new(program, &words, folder).answer()?;
    let log = folder.join(format!("{name}.log"));
    write(&log, answer.err.as_bytes())?;
    let runs = statistic(&answer.err, "number_of_executed_units").unwrap_or("不详");
    let peak = statistic(&answer.err, "peak_rss_mb").unwrap_or("不详");
    println!("  {name:<6} 执行 {runs} 次，内存最多 {peak} MB");
    if answer.code == 0 {
        return Ok(());
    }
    let said = answer.err.lines().filter(|line| {
        ["panicked at", "Test unit written", "SUMMARY"].iter().any(|word| line.contains(word))
    });
    let said: Vec<&str> = said.collect();
    let message = format!("{name} 有发现，全文在 {}：\n  {}", log.display(), said.join("\n  "));
    Err(Failure::new(message))
}

/// One figure of libFuzzer's last lines: `stat::peak_rss_mb: 61`.
fn statistic<'a>(log: &'a str, name: &str) -> Option<&'a str> {
    let line = log.lines().find_map(|line| line.strip_prefix("stat::")?.strip_prefix(name));
    line.map(|rest| rest.trim_start_matches(':').trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options() {
        let check = |words: &[&str], expect: Option<(Bound, Option<&'static str>)>| {
            let got = Choice::parse(words).ok().map(|choice| (choice.bound, choice.target));
            assert_eq!(got, expect, "{words:?}");
        };
        check(&[], Some((Bound::Seconds(SECONDS), None)));
        check(&["--seconds", "7200", "xls"], Some((Bound::Seconds(7_200), Some("xls"))));
        check(&["--seconds"], None);
        check(&["--seconds", "long"], None);
        check(&["pdf"], None);
    }

    #[test]
    fn figures_of_a_run() {
        let log =
            "Done 81550 runs\nstat::number_of_executed_units: 81550\nstat::peak_rss_mb:              61\n";
        assert_eq!(statistic(log, "number_of_executed_units"), Some("81550"));
        assert_eq!(statistic(log, "peak_rss_mb"), Some("61"));
        assert_eq!(statistic(log, "absent"), None);
    }
}
