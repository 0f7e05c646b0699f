//! Where things stand: the top level that the customer fixed, files left behind, files grown too long.

use super::Finding;
use super::source::Source;

/// The rule whose findings are shown but do not fail.
pub const GROWING: &str = "growing";

const LONG: usize = 500;
const TOO_LONG: usize = 600;

/// The top level, with what git and the builds leave there.
const TOP: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "LICENSE",
    "README.md",
    "src-tauri",
    "ui",
    "assets",
    "fixtures", // the customer's
    ".ci",
    ".cargo",
    ".config",
    ".gitignore",
    ".gitattributes",
    ".rustfmt.toml",
    ".clippy.toml",
    ".deny.toml",
    ".git",
    "target",
    "dist",
];

const LEFT_BEHIND: &[&str] = &[".snap.new", ".orig", ".rej", ".bak", ".swp", ".DS_Store", "Thumbs.db", "~"];
const VAGUE: &[&str] =
    &["utils", "util", "helpers", "helper", "common", "misc", "manager", "service", "services"];

pub fn strays(top: &[String], paths: &[String]) -> Vec<Finding> {
    let found = |path: &str, rule, message: String| Finding { path: path.to_owned(), line: 0, rule, message };
    let mut findings = Vec::new();
    for name in top.iter().filter(|name| !TOP.contains(&name.as_str())) {
        let message = "顶层由客户定死，这里不能多东西；放进 src-tauri、ui、assets 或 fixtures。".to_owned();
        findings.push(found(name, "top-level", message));
    }
    for path in paths {
        if LEFT_BEHIND.iter().any(|end| path.ends_with(end)) {
            findings.push(found(path, "left-behind", "是工具留下的半成品；看过之后收下或删掉。".into()));
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
        let in_a_vague_folder = path.split('/').any(|part| VAGUE.contains(&part));
        if VAGUE.contains(&stem.as_str()) || in_a_vague_folder {
            findings.push(found(
                path,
                "vague-name",
                "这个名字什么都装得下；按里面的名词起名，如 receipts、money。".into(),
            ));
        }
    }
    findings
}

pub fn length(source: &Source) -> Option<Finding> {
    let lines = source.lines.len();
    if lines <= LONG {
        return None;
    }
    let (rule, limit) = if lines <= TOO_LONG { (GROWING, LONG) } else { ("too-long", TOO_LONG) };
    let message = format!("{lines} 行，超过 {limit}；找出另一个名词，分成两个文件。");
    Some(Finding { path: source.path.clone(), line: 0, rule, message })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strays_are_found_by_name() {
        let check = |top: &[&str], paths: &[&str], rules: &[&str]| {
            let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
            let found: Vec<&str> =
                strays(&own(top), &own(paths)).iter().map(|finding| finding.rule).collect();
            assert_eq!(found, rules, "{top:?} {paths:?}");
        };
        check(&["Cargo.toml", "ui", ".ci", "target"], &["ui/src/shared/money.ts"], &[]);
        check(&["PLAN.md"], &[], &["top-level"]);
        check(&["scripts"], &[], &["top-level"]);
        check(&[], &["src-tauri/crates/store/tests/a.snap.new"], &["left-behind"]);
        check(&[], &["ui/src/shared/utils.ts"], &["vague-name"]);
        check(&[], &["src-tauri/crates/office/src/helpers/mod.rs"], &["vague-name"]);
        check(&[], &["src-tauri/crates/ledger/src/units.rs", "ui/src/features/units/UnitTable.tsx"], &[]);
    }

    #[test]
    fn long_files_are_named_and_too_long_ones_fail() {
        let rule =
            |lines: usize| length(&Source::new("a.rs", &"x\n".repeat(lines))).map(|finding| finding.rule);
        assert_eq!(rule(500), None);
        assert_eq!(rule(501), Some(GROWING));
        assert_eq!(rule(600), Some(GROWING));
        assert_eq!(rule(601), Some("too-long"));
    }
}
