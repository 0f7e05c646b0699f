//! What is generated and committed: the TypeScript bindings and the made-up rosters.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::machine::{Call, Failure, Tree, files_below, fresh_folder, read, write};
use crate::node;

/// The tests that write bindings carry this in their names (ts-rs names its own `export_bindings_<type>`).
const EXPORTERS: &str = "export_bindings";
const WHEELS: &[&str] = &["xlwt==1.3.0", "openpyxl==3.1.5"];

/// Every file of a folder with its bytes, so that a change is seen without git.
#[derive(Debug, PartialEq, Eq)]
pub struct Snapshot(BTreeMap<PathBuf, Vec<u8>>);

impl Snapshot {
    pub fn of(folder: &Path) -> Result<Self, Failure> {
        let mut files = BTreeMap::new();
        for path in files_below(folder)? {
            let bytes = read(&path)?;
            files.insert(path, bytes);
        }
        Ok(Self(files))
    }

    /// One line for each file that was added, removed or changed since.
    pub fn differences(&self, later: &Self) -> Vec<String> {
        let mut lines = Vec::new();
        for (path, bytes) in &self.0 {
            match later.0.get(path) {
                None => lines.push(format!("没有了  {}", path.display())),
                Some(new) if new != bytes => lines.push(format!("变了    {}", path.display())),
                Some(_) => {}
            }
        }
        let new = later.0.keys().filter(|path| !self.0.contains_key(*path));
        lines.extend(new.map(|path| format!("多出    {}", path.display())));
        lines
    }

    fn restore(&self, folder: &Path) -> Result<(), Failure> {
        fresh_folder(folder)?;
        self.0.iter().try_for_each(|(path, bytes)| write(path, bytes))
    }
}

/// Regenerates `ui/src/bindings` from nothing, so that files of types that are gone go too.
pub fn bindings(tree: &Tree) -> Result<(), Failure> {
    if !tree.ui().join("dist/index.html").is_file() {
        // The shell's tests need something to embed; the bindings are part of it only through the UI's types.
        node::build_ui(tree)?;
    }
    let folder = tree.ui().join("src/bindings");
    let before = Snapshot::of(&folder)?;
    fresh_folder(&folder)?;
    // The same packages as in the test step, so that nothing is built again with other features.
    let exported = tree
        .cargo(&["test", "--quiet", "--workspace", "--exclude", "e2e", "--lib", "--bins", "--", EXPORTERS])
        .run()
        .and_then(|()| {
            let none = Snapshot::of(&folder)?.0.is_empty() && !before.0.is_empty();
            if none {
                Err(Failure::new(format!("没有一个测试写出类型（名字里要有 {EXPORTERS}）")))
            } else {
                Ok(())
            }
        });
    if exported.is_err() {
        before.restore(&folder)?;
    }
    exported
}

/// Fails where the committed bindings are not what Rust generates now; leaves the new ones in place.
pub fn check_bindings(tree: &Tree) -> Result<(), Failure> {
    let folder = tree.ui().join("src/bindings");
    let before = Snapshot::of(&folder)?;
    bindings(tree)?;
    let changed = before.differences(&Snapshot::of(&folder)?);
    if !changed.is_empty() {
        let lines = changed.join("\n  ");
        return Err(Failure::new(format!("ui/src/bindings 已过时，刚刚重新生成，请看过后提交：\n  {lines}")));
    }
    uncommitted(tree)
}

/// Fresh files that were never committed would be missing from the next clone; outside git there is nothing to ask.
fn uncommitted(tree: &Tree) -> Result<(), Failure> {
    if !Call::new("git", &["rev-parse", "--is-inside-work-tree"], &tree.root).succeeds() {
        return Ok(());
    }
    let status =
        Call::new("git", &["status", "--porcelain", "--", "ui/src/bindings"], &tree.root).output()?;
    if status.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("ui/src/bindings 是最新的，但还没有提交：\n{status}")))
}

/// Makes the legacy rosters of `fixtures/rosters` again, each with its oddity.
pub fn fixtures(tree: &Tree) -> Result<(), Failure> {
    let venv = tree.target.join("rosters");
    let python = venv.join("bin/python");
    if !Call::new(&python, &["-c", "import xlwt, openpyxl"], &tree.root).succeeds() {
        node::install_wheels(tree, &venv, WHEELS)?;
    }
    let folder = tree.root.join("fixtures/rosters");
    let before = Snapshot::of(&folder)?;
    Call::new(&python, &["generate.py"], &folder).env("PYTHONDONTWRITEBYTECODE", "1").run()?;
    for line in before.differences(&Snapshot::of(&folder)?) {
        println!("  {line}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_sees_what_was_added_removed_or_changed() {
        let snapshot = |files: &[(&str, &str)]| {
            Snapshot(
                files.iter().map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec())).collect(),
            )
        };
        let old = snapshot(&[("a.ts", "1"), ("b.ts", "2"), ("c.ts", "3")]);
        let new = snapshot(&[("a.ts", "1"), ("b.ts", "x"), ("d.ts", "4")]);
        assert_eq!(old.differences(&new), ["变了    b.ts", "没有了  c.ts", "多出    d.ts"]);
        assert!(old.differences(&old).is_empty());
    }

    #[test]
    fn a_failed_generation_puts_the_old_files_back() {
        let folder = std::env::temp_dir().join(format!("xtask-restore-{}", std::process::id()));
        write(&folder.join("deep/a.ts"), b"old").unwrap();
        let before = Snapshot::of(&folder).unwrap();
        fresh_folder(&folder).unwrap();
        write(&folder.join("stray.ts"), b"new").unwrap();
        before.restore(&folder).unwrap();
        assert_eq!(Snapshot::of(&folder).unwrap(), before);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
