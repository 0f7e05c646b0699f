//! The window: Tauri around the acts of the office.
//!
//! It holds one [`office::Desk`], hands each command to it on a thread that may block, and does what only a window can:
//! native pickers, opening a paper in the system's viewer, a log of faults. It knows no rule of the books and no SQL.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]
#![forbid(unsafe_code)]

mod faults;
mod counter;
mod window;
mod commands;
#[cfg(test)]
mod bindings;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use counter::Counter;
use faults::FaultLog;
use tauri::Manager;

/// The folder's name under the platform's own folder for data.
const FOLDER: &str = "账房";

fn main() -> ExitCode {
    // A workbook is read by a second copy of this program, which does nothing else.
    office::serve_workbook_child_if_asked();
    let context = tauri::generate_context!();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(commands::handler())
        .setup(|app| {
            let folder = match named_folder() {
                Some(folder) => std::path::absolute(folder)?,
                None => app.path().data_dir()?.join(FOLDER),
            };
            let faults = Arc::new(FaultLog::new(&folder));
            faults::log_panics(Arc::clone(&faults));
            app.manage(Counter::new(folder, std::env::current_exe()?, faults));
            window::open(app)?;
            Ok(())
        })
        .run(context);
    match app {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("账房的窗口打不开：{error}");
            ExitCode::FAILURE
        }
    }
}

/// From `ZHANGFANG_OFFICE`, else from `--office DIR`.
fn named_folder() -> Option<PathBuf> {
    let from_env = std::env::var_os("ZHANGFANG_OFFICE").filter(|value| !value.is_empty());
    let typed = || {
        let mut words = std::env::args_os().skip_while(|word| word != "--office");
        words.nth(1)
    };
    from_env.or_else(typed).map(PathBuf::from)
}
