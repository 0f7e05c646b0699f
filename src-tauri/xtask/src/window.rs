//! The window: run it, photograph it, package it.

use crate::demo;
use crate::machine::{Call, Failure, Tree};
use crate::node::{self, Node};
use crate::packages;
use crate::suite;

const PACKAGE: &str = "zhangfang-desktop";

/// Builds the window and opens it; where there is no screen, runs the main job in the terminal.
pub fn run(tree: &Tree, arguments: &[&str]) -> Result<(), Failure> {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "linux") && !set("DISPLAY") && !set("WAYLAND_DISPLAY") {
        println!("这里没有屏幕（DISPLAY 和 WAYLAND_DISPLAY 都没有设），窗口打不开，改在终端里跑一遍主线。");
        return demo::run(tree);
    }
    if cfg!(target_os = "linux") {
        packages::install(packages::WINDOW)?;
    }
    node::build_ui(tree)?;
    println!("编译窗口（调试档：头一次约为正式档用时的一半，运行时依赖仍是优化过的）。");
    tree.cargo(&["build", "-p", PACKAGE]).run()?;
    Call::new(tree.program(PACKAGE), arguments, &tree.root).run()
}

/// Photographs every screen of the running window into `assets/screenshots`.
pub fn screenshots(tree: &Tree) -> Result<(), Failure> {
    packages::install(packages::EVERYTHING)?;
    node::build_ui(tree)?;
    tree.cargo(&["build", "--bins", "--workspace", "--exclude", "e2e"]).run()?;
    tree.cargo(&["build", "-p", "e2e", "--bin", "screenshots"]).run()?;
    suite::on_virtual_screen(tree, &["run", "--quiet", "-p", "e2e", "--bin", "screenshots"])
        .env("ZHANGFANG_APP", tree.program(PACKAGE))
        .env("ZHANGFANG_CLI", tree.program("zhangfang"))
        .env("ZHANGFANG_SCREENSHOTS", tree.root.join("assets/screenshots"))
        .run()
}

/// The Debian package, through Tauri's own bundler (release profile).
pub fn dist(tree: &Tree) -> Result<(), Failure> {
    packages::install(packages::WINDOW)?;
    let node = Node::find(tree)?;
    node.install_packages(tree)?;
    node.npm(tree, &["run", "build"])?;
    node.npm(tree, &["exec", "--", "tauri", "build", "--bundles", "deb"])?;
    println!("安装包在 {}", tree.target.join("release/bundle/deb").display());
    println!("没有试过的：Windows 和 macOS 安装包（这里只打 Linux 的 .deb），在真正的办公电脑上安装。");
    Ok(())
}
