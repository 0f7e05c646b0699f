//! The tree we stand in and the programs we start: every child process goes through [`Call`].

use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What ends a command: a sentence for the person and the exit code to hand on.
#[derive(Debug)]
pub struct Failure {
    pub message: String,
    pub code: u8,
}

impl Failure {
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), code: 1 }
    }

    /// The command line was not understood.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { message: message.into(), code: 64 }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// The checkout and the folder that cargo builds into.
#[derive(Debug)]
pub struct Tree {
    pub root: PathBuf,
    pub target: PathBuf,
}

impl Tree {
    /// Asks cargo, so that `CARGO_TARGET_DIR` and a moved checkout are both honoured.
    pub fn find() -> Result<Self, Failure> {
        let text =
            Call::cargo(Path::new("."), &["metadata", "--no-deps", "--format-version", "1"]).output()?;
        let metadata: serde_json::Value = serde_json::from_str(&text)
            .map_err(|e| Failure::new(format!("cargo metadata 的输出读不懂：{e}")))?;
        let folder = |key: &str| {
            metadata[key]
                .as_str()
                .map(PathBuf::from)
                .ok_or_else(|| Failure::new(format!("cargo metadata 里没有 {key}")))
        };
        Ok(Self { root: folder("workspace_root")?, target: folder("target_directory")? })
    }

    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// A debug program of ours. The debug profile is used throughout: its first build takes half the time
    /// of a release build, and the workspace optimises dependencies in it where that matters.
    pub fn program(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    pub fn cargo<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Call {
        Call::cargo(&self.root, arguments)
    }
}

/// A child process that will be started: what it is, where, and with which extra environment.
#[derive(Debug)]
pub struct Call {
    command: Command,
    shown: String,
}

impl Call {
    pub fn new<S: AsRef<OsStr>>(program: impl AsRef<OsStr>, arguments: &[S], folder: &Path) -> Self {
        let mut command = Command::new(program.as_ref());
        command.args(arguments).current_dir(folder);
        let name = Path::new(program.as_ref()).file_name().unwrap_or(program.as_ref());
        let shown = std::iter::once(name).chain(arguments.iter().map(AsRef::as_ref)).map(quoted);
        Self { shown: shown.collect::<Vec<_>>().join(" "), command }
    }

    /// The cargo that started us, so that the toolchain does not change between steps.
    pub fn cargo<S: AsRef<OsStr>>(folder: &Path, arguments: &[S]) -> Self {
        let mut call =
            Self::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), arguments, folder);
        // `cargo run` tells us about xtask itself in these; a nested cargo would hand them on to build scripts,
        // which makes them rebuild.
        for name in ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH"] {
            call.command.env_remove(name);
        }
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("CARGO_PKG_") {
                call.command.env_remove(name);
            }
        }
        call
    }

    /// The command as it would be typed.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Puts a folder in front of `PATH` (the Node that we installed ourselves).
    pub fn path_first(self, folder: Option<&Path>) -> Result<Self, Failure> {
        let Some(folder) = folder else { return Ok(self) };
        let old = std::env::var_os("PATH").unwrap_or_default();
        let all = std::iter::once(folder.to_path_buf()).chain(std::env::split_paths(&old));
        let joined = std::env::join_paths(all).map_err(|e| Failure::new(format!("PATH 拼不起来：{e}")))?;
        Ok(self.env("PATH", joined))
    }

    /// Runs with our own output, so that long steps show their progress; says the command first.
    pub fn run(mut self) -> Result<(), Failure> {
        println!("$ {}", self.shown);
        let status = self.command.status().map_err(|e| self.not_started(&e))?;
        if status.success() {
            return Ok(());
        }
        let code = status.code().and_then(|c| u8::try_from(c).ok()).unwrap_or(1);
        Err(Failure { message: format!("{} 没有成功（{status}）", self.shown), code })
    }

    /// Runs silently; `false` also where the program does not exist.
    pub fn succeeds(mut self) -> bool {
        self.command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    }

    /// The standard output of a program that must succeed.
    pub fn output(self) -> Result<String, Failure> {
        let shown = self.shown.clone();
        let answer = self.answer()?;
        if answer.code == 0 {
            return Ok(answer.out);
        }
        let message = format!("{shown} 没有成功（退出码 {}）：\n{}{}", answer.code, answer.out, answer.err);
        Err(Failure { message, code: u8::try_from(answer.code).unwrap_or(1) })
    }

    /// Whatever the program says, with its exit code; fails only where it could not be started.
    pub fn answer(mut self) -> Result<Answer, Failure> {
        let done = self.command.output().map_err(|e| self.not_started(&e))?;
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Ok(Answer { code: done.status.code().unwrap_or(-1), out: text(done.stdout), err: text(done.stderr) })
    }

    fn not_started(&self, error: &std::io::Error) -> Failure {
        Failure { message: format!("{} 启动不了：{error}", self.shown), code: 127 }
    }
}

/// What a finished program left behind.
#[derive(Debug)]
pub struct Answer {
    pub code: i32,
    pub out: String,
    pub err: String,
}

fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    let plain = !word.is_empty() && !word.contains([' ', '"', '\'', '$', '*', ';', '&', '|', '(', ')']);
    if plain { word.into_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

/// Where a program stands on `PATH`.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// Every file below `folder`, sorted; a folder that does not exist has none.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        if !folder.is_dir() {
            continue;
        }
        let fault = |e: std::io::Error| Failure::new(format!("{} 读不了：{e}", folder.display()));
        for entry in std::fs::read_dir(&folder).map_err(fault)? {
            let path = entry.map_err(fault)?.path();
            if path.is_dir() && !path.is_symlink() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

/// Reads a file whole, naming it where that fails.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|e| Failure::new(format!("{} 读不了：{e}", path.display())))
}

/// Writes a file whole, making its folder first.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let fault = |e: std::io::Error| Failure::new(format!("{} 写不了：{e}", path.display()));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(fault)?;
    }
    std::fs::write(path, bytes).map_err(fault)
}

/// Empties a folder, or makes it.
pub fn fresh_folder(folder: &Path) -> Result<(), Failure> {
    let fault = |e: std::io::Error| Failure::new(format!("{} 清不空：{e}", folder.display()));
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(fault)?;
    }
    std::fs::create_dir_all(folder).map_err(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_it_would_be_typed() {
        let call = Call::new("/usr/bin/zhangfang", &["pay", "3-2-501", "--note", "两 字"], Path::new("/"));
        assert_eq!(call.shown, "zhangfang pay 3-2-501 --note '两 字'");
    }

    #[test]
    fn the_exit_code_of_a_child_is_handed_on() {
        let failure = Call::new("sh", &["-c", "exit 7"], Path::new("/")).run().unwrap_err();
        assert_eq!(failure.code, 7);
        let failure = Call::new("no-such-program-anywhere", &[""; 0], Path::new("/")).run().unwrap_err();
        assert_eq!(failure.code, 127);
    }
}
