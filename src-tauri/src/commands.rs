//! The commands of the window, made from the one list: each hands its request to the act of the same name.
#![allow(clippy::let_underscore_must_use, reason = "in what #[tauri::command] writes")]

use office::acts;
use office::views::{
    PaperView, billing, books, cash_day, imports, notices, operators, payments, register, start,
};
use tauri::{AppHandle, State};

use crate::counter::{Counter, Failure};
use crate::window;

/// What a window alone can do, and what must not wait for the desk, has its own arm.
macro_rules! adapter {
    (cancel_import(()) -> $response:ty) => {
        #[tauri::command]
        async fn cancel_import(counter: State<'_, Counter>) -> Result<$response, Failure> {
            counter.cancel();
            Ok(())
        }
    };
    (import_progress(()) -> $response:ty) => {
        #[tauri::command]
        async fn import_progress(counter: State<'_, Counter>) -> Result<$response, Failure> {
            Ok(counter.import_progress())
        }
    };
    (pick_workbook $($rest:tt)*) => { adapter!(@window pick_workbook $($rest)*); };
    (pick_save_path $($rest:tt)*) => { adapter!(@window pick_save_path $($rest)*); };
    (pick_backup $($rest:tt)*) => { adapter!(@window pick_backup $($rest)*); };
    (open_paper $($rest:tt)*) => { adapter!(@window open_paper $($rest)*); };
    (@window $name:ident(()) -> $response:ty) => {
        #[tauri::command]
        async fn $name(app: AppHandle) -> Result<$response, Failure> {
            window::$name(app).await
        }
    };
    (@window $name:ident($request:ty) -> $response:ty) => {
        #[tauri::command]
        async fn $name(app: AppHandle, request: $request) -> Result<$response, Failure> {
            window::$name(app, request).await
        }
    };
    ($name:ident(()) -> $response:ty) => {
        #[tauri::command]
        async fn $name(counter: State<'_, Counter>) -> Result<$response, Failure> {
            counter.ask(stringify!($name), acts::$name, ()).await
        }
    };
    ($name:ident($request:ty) -> $response:ty) => {
        #[tauri::command]
        async fn $name(counter: State<'_, Counter>, request: $request) -> Result<$response, Failure> {
            counter.ask(stringify!($name), acts::$name, request).await
        }
    };
}

macro_rules! commands {
    ($($name:ident($($request:tt)*) -> $response:ty;)*) => {
        $(adapter!($name($($request)*) -> $response);)*

        /// Answers the calls of the page.
        pub fn handler() -> impl Fn(tauri::ipc::Invoke) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($name),*]
        }
    };
}

include!("commands.in.rs");
