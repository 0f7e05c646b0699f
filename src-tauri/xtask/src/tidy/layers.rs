//! Who may know whom: crates by their manifests, modules of `ledger` by their order, folders of the window by imports.

use super::Finding;
use super::source::Source;

const OURS: &[&str] = &["ledger", "store", "sheets", "documents", "office"];

/// What each of our packages may depend on (house table), by the folder of its manifest.
const MAY_DEPEND: &[(&str, &[&str])] = &[
    ("src-tauri/crates/ledger/Cargo.toml", &[]),
    ("src-tauri/crates/store/Cargo.toml", &["ledger"]),
    ("src-tauri/crates/sheets/Cargo.toml", &["ledger"]),
    ("src-tauri/crates/documents/Cargo.toml", &["ledger"]),
    ("src-tauri/crates/office/Cargo.toml", &["ledger", "store", "sheets", "documents"]),
    ("src-tauri/crates/cli/Cargo.toml", &["office"]),
    ("src-tauri/Cargo.toml", &["office"]),
    ("src-tauri/xtask/Cargo.toml", &[]),
];

/// Parts that belong to one layer, so that the layer can be changed without the others.
const ONE_HOME: &[(&str, &str)] = &[
    ("rusqlite", "src-tauri/crates/store/Cargo.toml"),
    ("calamine", "src-tauri/crates/sheets/Cargo.toml"),
    ("printpdf", "src-tauri/crates/documents/Cargo.toml"),
    ("tauri", "src-tauri/Cargo.toml"),
    ("clap", "src-tauri/crates/cli/Cargo.toml"),
];

pub fn check(source: &Source) -> Vec<Finding> {
    if source.path.ends_with("Cargo.toml") {
        return manifest(source);
    }
    if source.is_script() && source.is_in("ui/src") {
        return imports(source);
    }
    Vec::new()
}

/// Dependencies proper; what only tests need is free, as it never ships.
fn manifest(source: &Source) -> Vec<Finding> {
    let allowed = MAY_DEPEND.iter().find(|(path, _)| *path == source.path).map(|(_, allowed)| *allowed);
    let mut findings = Vec::new();
    let mut counts = false;
    for (index, line) in source.lines.iter().enumerate() {
        let line = line.code.trim();
        if let Some(section) = line.strip_prefix('[') {
            let section = section.trim_end_matches(']');
            counts = !section.contains("dev-dependencies")
                && !section.starts_with("workspace")
                && section.ends_with("dependencies");
            continue;
        }
        if !counts || line.starts_with('#') {
            continue;
        }
        let name = line.split(['.', '=', ' ']).next().unwrap_or_default().trim_matches('"');
        if let Some(allowed) = allowed
            && OURS.contains(&name)
            && !allowed.contains(&name)
        {
            let may = if allowed.is_empty() {
                "任何一个自家的 crate".to_owned()
            } else {
                format!("{allowed:?} 以外的")
            };
            findings.push(finding(
                source,
                index,
                "crate-layer",
                format!("这一层不能依赖 {may}；把要用的类型或动作放到下一层，由 office 组合。"),
            ));
        }
        if let Some((_, home)) = ONE_HOME.iter().find(|(part, home)| *part == name && *home != source.path) {
            findings.push(finding(
                source,
                index,
                "one-home",
                format!("{name} 只住在 {home}；向那一层要一个函数。"),
            ));
        }
    }
    findings
}

/// Modules of `ledger` import only those listed above them in `lib.rs`.
pub fn module_order(sources: &[Source]) -> Vec<Finding> {
    const FOLDER: &str = "src-tauri/crates/ledger/src";
    let Some(root) = sources.iter().find(|source| source.path == format!("{FOLDER}/lib.rs")) else {
        return Vec::new();
    };
    let order: Vec<&str> = root.lines.iter().filter_map(|line| module_name(&line.code)).collect();
    let place = |name: &str| order.iter().position(|module| *module == name);
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| source.is_rust() && source.is_in(FOLDER)) {
        let inside = &source.path[FOLDER.len() + 1..];
        let module = inside.split(['/', '.']).next().unwrap_or(inside);
        let Some(own) = place(module) else { continue };
        for (index, name) in crate_paths(source) {
            if place(&name).is_some_and(|other| other > own) {
                let message = format!(
                    "{module} 在 lib.rs 里排在 {name} 之前，只能向上引用已列出的；把公用的部分移到更底层的模块。"
                );
                findings.push(finding(source, index, "module-order", message));
            }
        }
    }
    findings
}

fn module_name(code: &str) -> Option<&str> {
    let code = code.trim();
    let code = code.strip_prefix("pub ").unwrap_or(code);
    code.strip_prefix("mod ")?.strip_suffix(';')
}

/// The first names behind `crate::`, also in a group that spans lines, outside tests.
fn crate_paths(source: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut text = String::new();
    let mut starts = Vec::new();
    for (index, line) in source.lines.iter().enumerate().filter(|(_, line)| !line.test) {
        starts.push((text.len(), index));
        text.push_str(&line.code);
        text.push('\n');
    }
    for (at, _) in text.match_indices("crate::") {
        let index = starts.iter().rev().find(|(start, _)| *start <= at).map_or(0, |(_, index)| *index);
        let rest = &text[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => found.push((index, first_word(rest))),
            Some(group) => found.extend(group_heads(group).into_iter().map(|name| (index, name))),
        }
    }
    found
}

fn first_word(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// `a::{b, c}, d}` has the heads `a` and `d`.
fn group_heads(text: &str) -> Vec<String> {
    let mut heads = vec![first_word(text)];
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(first_word(&text[at + 1..])),
            _ => {}
        }
    }
    heads
}

/// Imports of the window's folders: Tauri only in `platform`, no feature in another, neither in `shared`.
fn imports(source: &Source) -> Vec<Finding> {
    let inside = &source.path["ui/src/".len()..];
    let (room, feature) = room_of(inside);
    let mut findings = Vec::new();
    for (index, line) in source.lines.iter().enumerate() {
        let code = line.code.trim();
        let imports = code.contains("import") || code.contains("from \"\"") || code.contains("require(");
        if !imports {
            continue;
        }
        for target in line.quoted.split('\u{1}').filter(|target| !target.is_empty()) {
            if target.starts_with("@tauri-apps") && room != "platform" {
                findings.push(finding(
                    source,
                    index,
                    "tauri-import",
                    "只有 ui/src/platform 认得 Tauri；从那里取一个有类型的函数。".into(),
                ));
            }
            let Some(path) = resolved(inside, target) else { continue };
            let (other_room, other_feature) = room_of(&path);
            let broken = match (room, other_room) {
                ("features", "features") => feature != other_feature,
                ("features" | "shared" | "platform", "app") | ("shared" | "platform", "features") => true,
                _ => false,
            };
            if broken {
                let message = format!(
                    "{room}/{feature} 不能引用 {other_room}/{other_feature}；要么放进 shared，要么由 app 来组合。"
                );
                findings.push(finding(source, index, "ui-layer", message));
            }
        }
    }
    findings
}

fn room_of(inside: &str) -> (&str, &str) {
    let mut parts = inside.split('/');
    (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
}

/// The path below `ui/src` that an import means; `None` for a package.
fn resolved(from: &str, target: &str) -> Option<String> {
    if let Some(rest) = target.strip_prefix("@/").or_else(|| target.strip_prefix("~/")) {
        return Some(rest.to_owned());
    }
    if !target.starts_with('.') {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

fn finding(source: &Source, index: usize, rule: &'static str, message: String) -> Finding {
    Finding { path: source.path.clone(), line: index + 1, rule, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_one(path: &str, text: &str, expect: &[&str]) {
        let found: Vec<&str> = check(&Source::new(path, text)).iter().map(|finding| finding.rule).collect();
        assert_eq!(found, expect, "{path}: {text}");
    }

    #[test]
    fn crates_depend_downward_only() {
        let store = "src-tauri/crates/store/Cargo.toml";
        check_one(store, "[dependencies]\nledger.workspace = true\nrusqlite.workspace = true\n", &[]);
        check_one(store, "[dependencies]\nsheets.workspace = true\n", &["crate-layer"]);
        check_one(store, "[dev-dependencies]\nsheets.workspace = true\n", &[]);
        check_one(
            "src-tauri/crates/ledger/Cargo.toml",
            "[dependencies]\nstore = { path = \"../store\" }",
            &["crate-layer"],
        );
        check_one(
            "src-tauri/crates/cli/Cargo.toml",
            "[dependencies]\noffice.workspace = true\nclap.workspace = true",
            &[],
        );
        check_one(
            "src-tauri/crates/cli/Cargo.toml",
            "[dependencies]\nledger.workspace = true",
            &["crate-layer"],
        );
        check_one(
            "src-tauri/Cargo.toml",
            "[target.'cfg(unix)'.dependencies]\nstore.workspace = true",
            &["crate-layer"],
        );
        check_one(
            "src-tauri/crates/office/Cargo.toml",
            "[dependencies]\nrusqlite.workspace = true",
            &["one-home"],
        );
        check_one("src-tauri/crates/office/Cargo.toml", "[dev-dependencies]\nrusqlite.workspace = true", &[]);
        check_one("Cargo.toml", "[workspace.dependencies]\nstore = { path = \"x\" }\nrusqlite = \"1\"", &[]);
    }

    #[test]
    fn ledger_modules_import_downward_only() {
        let check = |units: &str, expect: usize| {
            let sources = [
                Source::new(
                    "src-tauri/crates/ledger/src/lib.rs",
                    "pub mod money;\npub mod units;\npub mod tariffs;\n",
                ),
                Source::new("src-tauri/crates/ledger/src/units.rs", units),
            ];
            assert_eq!(module_order(&sources).len(), expect, "{units}");
        };
        check("use crate::money::Fen;", 0);
        check("use crate::units::Area;", 0);
        check("use crate::tariffs::Rate;", 1);
        check("use crate::{money::{Fen, Step},\n    tariffs};", 1);
        check("fn f() -> crate::tariffs::Rate {}", 1);
        check("// crate::tariffs\nfn f() { g(\"crate::tariffs\") }", 0);
        check("#[cfg(test)]\nmod tests {\n    use crate::tariffs::Rate;\n}", 0);
    }

    #[test]
    fn folders_of_the_window() {
        let page = "ui/src/features/payments/Counter.tsx";
        check_one(page, "import { invoke } from '@tauri-apps/api/core';", &["tauri-import"]);
        check_one("ui/src/platform/invoke.ts", "import { invoke } from '@tauri-apps/api/core';", &[]);
        check_one(page, "import { UnitCard } from '../units/UnitCard';", &["ui-layer"]);
        check_one(page, "import {\n  UnitCard,\n} from '@/features/units/UnitCard';", &["ui-layer"]);
        check_one(page, "const a = await import(\"../units/UnitCard\");", &["ui-layer"]);
        check_one(
            page,
            "import { Tender } from './Tender';\nimport { yuan } from '../../shared/money';",
            &[],
        );
        check_one("ui/src/shared/money.ts", "export * from '../features/payments/money';", &["ui-layer"]);
        check_one("ui/src/app/routes.tsx", "import { Counter } from '../features/payments/Counter';", &[]);
        check_one(page, "// import { x } from '../units/x';", &[]);
    }
}
