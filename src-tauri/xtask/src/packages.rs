//! System packages: which are missing, what each is for, and installing just those through apt.

use std::path::Path;

use crate::machine::{Call, Failure, Tree, on_path};

/// A Debian package, with the reason that is shown before it is installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Package {
    pub name: &'static str,
    pub why: &'static str,
    /// A program that proves the need is met even where dpkg does not know the package.
    pub program: Option<&'static str>,
}

const fn package(name: &'static str, why: &'static str, program: Option<&'static str>) -> Package {
    Package { name, why, program }
}

const COMPILER: Package =
    package("build-essential", "C 编译器和链接器，编译 Rust 程序和内置的 SQLite 要用", Some("cc"));
const PKG_CONFIG: Package = package("pkg-config", "让编译程序找到系统里的 WebKitGTK", Some("pkg-config"));
const WEBKIT: Package =
    package("libwebkit2gtk-4.1-dev", "窗口：Tauri 在 Linux 上用 WebKitGTK 显示界面", None);
const CHINESE: Package = package("fonts-noto-cjk", "窗口里的中文字体", None);
const DRIVER: Package =
    package("webkit2gtk-driver", "端到端测试：驱动真窗口的 WebKitWebDriver", Some("WebKitWebDriver"));
const XVFB: Package = package("xvfb", "端到端测试：没有屏幕时的虚拟屏幕", Some("xvfb-run"));
const XAUTH: Package = package("xauth", "xvfb-run 要用它给虚拟屏幕发钥匙", Some("xauth"));
const POPPLER: Package =
    package("poppler-utils", "单据测试：从 PDF 取文字（pdftotext）和页面图（pdftoppm）", Some("pdftotext"));
const QPDF: Package = package("qpdf", "单据测试：检查 PDF 结构", Some("qpdf"));
const HLEDGER: Package = package("hledger", "账簿测试：由外部记账程序核对导出的总账", Some("hledger"));

/// For the terminal program alone.
pub const TERMINAL: &[Package] = &[COMPILER];
/// For building and showing the window.
pub const WINDOW: &[Package] = &[COMPILER, PKG_CONFIG, WEBKIT, CHINESE];
/// For the tests that need no window.
pub const PAPERS: &[Package] = &[COMPILER, POPPLER, QPDF, HLEDGER];
/// For all tests.
pub const EVERYTHING: &[Package] =
    &[COMPILER, PKG_CONFIG, WEBKIT, CHINESE, DRIVER, XVFB, XAUTH, POPPLER, QPDF, HLEDGER];
/// For a Node or a Python package of our own.
pub const VENV: &[Package] = &[package("python3-venv", "装一份自带的 Node 或样本生成器，不动系统里的", None)];

const RUSTFMT: Package =
    package("rustfmt-web", "检查代码格式（cargo fmt），与 Debian 的 cargo-web 同一版", None);
const CLIPPY: Package =
    package("rust-web-clippy", "检查代码毛病（cargo clippy），与 Debian 的 cargo-web 同一版", None);

/// rustfmt and clippy, which a minimal Rust does not bring: from where that Rust came.
pub fn install_rust_tools(tree: &Tree) -> Result<(), Failure> {
    let has = |tool: &str| tree.cargo(&[tool, "--version"]).succeeds();
    if has("fmt") && has("clippy") {
        return Ok(());
    }
    if on_path("rustup").is_some() {
        return Call::new("rustup", &["component", "add", "rustfmt", "clippy"], &tree.root).run();
    }
    if is_installed("cargo-web") {
        return install(&[RUSTFMT, CLIPPY]);
    }
    Err(Failure::new(
        "这份 Rust 没有 rustfmt 和 clippy，也不是 rustup 或 Debian 的 cargo-web 装的；请从它的来处装上。",
    ))
}

/// Installs those of `wanted` that are missing; does nothing, silently, where there are none.
pub fn install(wanted: &[Package]) -> Result<(), Failure> {
    let missing =
        missing(wanted, &|p| p.program.is_some_and(|name| on_path(name).is_some()) || is_installed(p.name));
    if missing.is_empty() {
        return Ok(());
    }
    println!("本机缺 {} 个系统软件包：", missing.len());
    for package in &missing {
        println!("  {:<24} {}", package.name, package.why);
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    if on_path("apt-get").is_none() {
        let names = names.join(" ");
        return Err(Failure::new(format!(
            "本机没有 apt-get（不是 Debian 或 Ubuntu）。请先用本机的方式装好：{names}"
        )));
    }
    apt(&["update", "-q"])?;
    let mut words = vec!["install", "-q", "-y", "--no-install-recommends"];
    words.extend(names);
    apt(&words)
}

fn missing(wanted: &[Package], is_there: &dyn Fn(&Package) -> bool) -> Vec<Package> {
    wanted.iter().filter(|package| !is_there(package)).copied().collect()
}

fn is_installed(name: &str) -> bool {
    Call::new("dpkg-query", &["-W", "-f=${Status}", name], Path::new("/"))
        .answer()
        .is_ok_and(|answer| answer.code == 0 && answer.out == "install ok installed")
}

fn apt(arguments: &[&str]) -> Result<(), Failure> {
    let quiet = ["DEBIAN_FRONTEND=noninteractive", "apt-get"];
    let words: Vec<&str> = quiet.iter().chain(arguments).copied().collect();
    let root = Call::new("id", &["-u"], Path::new("/")).output()?.trim() == "0";
    if root {
        return Call::new("env", &words, Path::new("/")).run();
    }
    if on_path("sudo").is_none() {
        let command = arguments.join(" ");
        return Err(Failure::new(format!("不是 root，也没有 sudo。请用 root 运行：apt-get {command}")));
    }
    let words: Vec<&str> = std::iter::once("env").chain(words).collect();
    Call::new("sudo", &words, Path::new("/")).run()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_missing_is_named() {
        let names = |there: &dyn Fn(&Package) -> bool| {
            missing(EVERYTHING, there).iter().map(|package| package.name).collect::<Vec<_>>()
        };
        assert_eq!(names(&|_| true), Vec::<&str>::new());
        assert_eq!(names(&|package| package.name != "xvfb" && package.name != "qpdf"), ["xvfb", "qpdf"]);
        assert_eq!(names(&|_| false).len(), EVERYTHING.len());
    }

    #[test]
    fn every_package_says_in_chinese_what_it_is_for() {
        for package in EVERYTHING.iter().chain(VENV) {
            assert!(package.why.chars().any(|c| ('一'..='鿿').contains(&c)), "{}", package.name);
        }
    }

    #[test]
    fn dpkg_is_asked_for_the_state_of_a_package() {
        assert!(!is_installed("no-such-package-anywhere"));
        if on_path("dpkg-query").is_some() {
            assert!(is_installed("dpkg"));
        }
    }
}
