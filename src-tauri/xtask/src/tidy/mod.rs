//! `cargo xtask tidy`: the house rules that a few seconds can check, over the files as they stand.
//!
//! Every rule says why it is there and what to write instead, and has samples that it must catch and must pass.
//! Where a rule is wrong for one line, `// tidy(rule): reason` on that line or the one above lets it through.

mod layers;
mod lines;
mod rooms;
mod source;

use std::path::{Path, PathBuf};

use crate::machine::{Failure, Tree, read};
use source::Source;

/// Something that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Relative to the checkout, with `/`.
    pub path: String,
    /// Counted from 1; 0 where the whole file is meant.
    pub line: usize,
    pub rule: &'static str,
    /// Why, and what to do instead.
    pub message: String,
}

/// Folders that are built, installed or generated.
const SKIPPED: &[&str] =
    &[".git", "target", "node_modules", "dist", "src-tauri/gen", "ui/src/bindings", "ui/dist", "__pycache__"];

/// Prints what breaks a rule; files that grow long are named, but fail only over the hard limit.
pub fn run(tree: &Tree) -> Result<(), Failure> {
    let paths = paths(&tree.root)?;
    let mut findings = rooms::strays(&top_level(&tree.root)?, &paths);
    let mut sources = Vec::new();
    for path in paths.iter().filter(|path| source::is_checked(path)) {
        let text = String::from_utf8(read(&tree.root.join(path))?)
            .map_err(|_| Failure::new(format!("{path} 不是 UTF-8")))?;
        sources.push(Source::new(path, &text));
    }
    for source in &sources {
        findings.extend(rooms::length(source));
        findings.extend(lines::check(source));
        findings.extend(layers::check(source));
    }
    findings.extend(layers::module_order(&sources));
    findings.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    let (notes, broken): (Vec<_>, Vec<_>) =
        findings.into_iter().partition(|finding| finding.rule == rooms::GROWING);
    for finding in &notes {
        println!("note  {}: {}", finding.path, finding.message);
    }
    for finding in &broken {
        println!("{}:{}: [{}] {}", finding.path, finding.line, finding.rule, finding.message);
    }
    println!("tidy：看了 {} 个文件，{} 处不合规矩。", sources.len(), broken.len());
    if broken.is_empty() {
        Ok(())
    } else {
        Err(Failure::new("tidy 没有通过，上面每处写着为什么和怎么改。"))
    }
}

/// What stands in the root, folders with a trailing `/`.
fn top_level(root: &Path) -> Result<Vec<String>, Failure> {
    let mut names = Vec::new();
    for path in entries(root)? {
        names.push(relative(&path, root));
    }
    Ok(names)
}

/// Every file that is written by hand, relative to the root and sorted.
fn paths(root: &Path) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    let mut open = vec![root.to_path_buf()];
    while let Some(folder) = open.pop() {
        for path in entries(&folder)? {
            let name = relative(&path, root);
            let last = name.rsplit('/').next().unwrap_or(&name).to_owned();
            if SKIPPED.contains(&name.as_str()) || SKIPPED.contains(&last.as_str()) || path.is_symlink() {
                continue;
            }
            if path.is_dir() { open.push(path) } else { found.push(name) }
        }
    }
    found.sort();
    Ok(found)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let fault = |e: std::io::Error| Failure::new(format!("{} 读不了：{e}", folder.display()));
    std::fs::read_dir(folder).map_err(fault)?.map(|entry| entry.map(|e| e.path()).map_err(fault)).collect()
}

fn relative(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}
