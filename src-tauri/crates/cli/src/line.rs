//! From the command line to the act: which office, what time, who, what.

use std::path::PathBuf;

use office::{Desk, SystemClock, acts};

use crate::answer::{Answer, Failure};
use crate::args::{Command, Line};
use crate::counter::{Counter, secret};
use crate::{billing, books, cash_day, history, imports, input, notices, payments, register, staff};

/// Does what was typed. Refusals of its own: `office_missing`, `clock_unreadable`, `clock_only_in_training`.
pub fn act(line: Line) -> Result<Answer, Failure> {
    let folder = office_folder(line.office)?;
    let exe = std::env::current_exe().map_err(|e| Failure::Fault(format!("current_exe: {e}")))?;
    let now = match &line.clock {
        Some(text) => SystemClock::written(text)?,
        None => SystemClock::now(),
    };
    let mut counter = Counter { desk: Desk::new(folder, exe), now };
    match &line.command {
        Command::Init(init) if line.clock.is_some() && !init.training => {
            return Err(Failure::refusal(
                "clock_only_in_training",
                "只有练习账套可以自定时间。正式账套请去掉 --clock，用电脑的时间。",
            ));
        }
        Command::Init(init) => return staff::init(&mut counter, init),
        // An empty folder, or a ledger that cannot be opened: nobody can sign in there, and the backup says who may.
        Command::Restore(file) if !counter.has_office()? => return books::restore(&mut counter, file),
        _ => {}
    }
    if line.clock.is_some() {
        acts::permit_clock(&mut counter.desk)?;
    }
    acts::sign_in_as(
        &mut counter.desk,
        line.operator.as_deref(),
        secret("ZHANGFANG_PIN")?.as_deref(),
        counter.now,
    )?;
    signed_in(&mut counter, line.command)
}

fn signed_in(counter: &mut Counter, command: Command) -> Result<Answer, Failure> {
    match command {
        Command::Init(_) => Err(Failure::Fault("init does not sign in".into())),
        Command::Import(a) => imports::import(counter, &a),
        Command::Imports(a) => imports::batches(counter, a),
        Command::Tariff(a) => billing::tariff(counter, a),
        Command::Bill(a) => billing::bill(counter, a),
        Command::Units(a) => register::units(counter, a),
        Command::Owed(a) => register::owed(counter, a),
        Command::History(a) => history::history(counter, a),
        Command::Pay(a) => payments::pay(counter, a),
        Command::Receipts(a) => payments::receipts(counter, a),
        Command::Reprint(a) => payments::reprint(counter, a),
        Command::Void(a) => payments::void(counter, a),
        Command::Waive(a) => payments::waive(counter, a),
        Command::Notices(a) => notices::notices(counter, a),
        Command::Day(a) => cash_day::day(counter, a),
        Command::Operator(a) => staff::operator(counter, a),
        Command::Settings(a) => staff::settings(counter, a),
        Command::Log(a) => books::log(counter, a),
        Command::Verify => books::verify(counter),
        Command::Backup(a) => books::backup(counter, &a),
        Command::Restore(a) => books::restore(counter, &a),
        Command::Export(a) => books::export(counter, a),
    }
}

/// From `--office`, else `ZHANGFANG_OFFICE`. Refusal: `office_missing`.
fn office_folder(typed: Option<PathBuf>) -> Result<PathBuf, Failure> {
    let from_env = || std::env::var_os("ZHANGFANG_OFFICE").filter(|v| !v.is_empty()).map(PathBuf::from);
    let folder = typed.or_else(from_env).ok_or_else(|| {
        Failure::refusal(
            "office_missing",
            "没有说是哪个账套。请加 --office 文件夹，或设环境变量 ZHANGFANG_OFFICE。",
        )
    })?;
    Ok(PathBuf::from(input::absolute(&folder)?))
}
