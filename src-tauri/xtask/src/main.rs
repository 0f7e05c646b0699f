//! `cargo xtask`: everything that is done to this tree, in Rust and in one place.
//!
//! The commands install what they need, say what they do in Chinese, show the output of long steps as it
//! comes, and end with the exit code of the step that failed.
#![forbid(unsafe_code)]

mod demo;
mod fuzz;
mod generate;
mod machine;
mod measure;
mod node;
mod packages;
mod purse;
mod steps;
mod suite;
mod terminal;
mod tidy;
mod window;

use std::process::ExitCode;

use machine::{Failure, Tree};

const USAGE: &str = "\
cargo xtask <命令>

  run                 装好所缺、编译、打开窗口；没有屏幕时改跑 demo
  demo                在终端里跑一遍主线：导入、标准、出账、收款、收据、通知单、日结、核对
  test [选项]         全部检查；持续集成跑的就是它
      --quick           不碰窗口：不编译界面和外壳，不跑端到端
      --only 步骤       只跑一步（步骤名见汇总表）
      --keep-going      失败后继续跑其余步骤
  tidy                版式与分层检查，几秒钟
  bindings            由 Rust 重新生成 ui/src/bindings
  fixtures            重新生成 fixtures/rosters 里的旧表样本
  fuzz [--seconds 秒数] [入口]   拿改坏的文件试每种格式和各个单元格的读法
  bench [名称…]       基准：books billing notices search import
  screenshots         由运行中的窗口截图，写进 assets/screenshots
  dist                打 .deb 安装包";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match Tree::find().and_then(|tree| dispatch(&tree, &words)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n✗ {failure}");
            ExitCode::from(failure.code)
        }
    }
}

fn dispatch(tree: &Tree, words: &[&str]) -> Result<(), Failure> {
    match words {
        ["run", rest @ ..] => window::run(tree, rest),
        ["demo"] => demo::run(tree),
        ["test", rest @ ..] => suite::run(tree, suite::Choice::parse(rest)?),
        ["tidy"] => tidy::run(tree),
        ["bindings"] => generate::bindings(tree),
        ["fixtures"] => generate::fixtures(tree),
        ["fuzz", rest @ ..] => fuzz::run(tree, &fuzz::Choice::parse(rest)?),
        ["bench", rest @ ..] => measure::bench(tree, rest),
        ["screenshots"] => window::screenshots(tree),
        ["dist"] => window::dist(tree),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(Failure::usage(format!("不认识的命令：{}\n\n{USAGE}", words.join(" ")))),
    }
}
