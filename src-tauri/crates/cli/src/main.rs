//! `zhangfang`: the acts of the office from a terminal or a task scheduler.
//!
//! Reads the command line, signs in, does one act, prints its answer. It knows no rule of the books and no SQL; all it
//! uses is `office`. Exit codes: 0 done, 2 refused (nothing was written), 1 a fault.
#![forbid(unsafe_code)]

mod table;
mod answer;
mod args;
mod usage;
mod counter;
mod input;
mod interrupt;
mod books;
mod register;
mod history;
mod billing;
mod imports;
mod payments;
mod notices;
mod cash_day;
mod staff;
mod line;

use std::ffi::OsString;
use std::process::ExitCode;

use answer::{Answer, Failure};
use args::Line;
use serde_json::Value;

fn main() -> ExitCode {
    // A workbook is read by a second copy of this program, which does nothing else.
    office::serve_workbook_child_if_asked();
    let words: Vec<OsString> = std::env::args_os().collect();
    match Line::read(&words) {
        Ok(line) => {
            let json = line.json;
            answer::deliver(line::act(line), json)
        }
        // Help, or the version.
        Err(error) if !error.use_stderr() => {
            let text = error.render().to_string();
            answer::deliver(Ok(Answer { json: Value::Null, text, warning: None }), false)
        }
        Err(error) => {
            let json = words.iter().any(|word| word == "--json");
            answer::deliver(Err(Failure::refusal("usage", usage::sentence(&error))), json)
        }
    }
}
