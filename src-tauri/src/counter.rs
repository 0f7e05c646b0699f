//! The desk behind the window: one act at a time, never on the thread that draws.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use office::views::imports::ImportProgress;
use office::{Desk, Instant, SharedProgress, SystemClock};
use serde::Serialize;
use tauri::async_runtime::spawn_blocking;

use crate::faults::FaultLog;

/// A command that was not done, as the screen gets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Failure {
    /// The person at the screen can do something about it.
    Refusal {
        /// Stable, `snake_case`.
        code: String,
        /// What happened, what to do.
        message: String,
    },
    /// A bug, or the machine failed.
    Fault {
        /// As in the log.
        number: String,
        /// What is safe, what to do.
        message: String,
    },
}

/// The desk, its log, and what the user picked.
#[derive(Debug)]
pub struct Counter {
    shared: Arc<Shared>,
    faults: Arc<FaultLog>,
    /// Folders the user chose in a native dialog: papers may be opened there too.
    chosen: Mutex<Vec<PathBuf>>,
}

/// What the threads that may block share with the window.
#[derive(Debug)]
struct Shared {
    folder: PathBuf,
    exe: PathBuf,
    desk: Mutex<Desk>,
    /// The desk's own flag, outside its lock: an import is cancelled while the desk is busy with it.
    cancel: Mutex<Arc<AtomicBool>>,
    /// Outside its lock for the same reason: how far that import has been read.
    progress: Mutex<SharedProgress>,
}

impl Counter {
    /// A desk over a data folder; `exe` is this program, which is started again to read workbooks.
    pub fn new(folder: PathBuf, exe: PathBuf, faults: Arc<FaultLog>) -> Self {
        let desk = Desk::new(folder.clone(), exe.clone());
        let cancel = Mutex::new(desk.cancel_flag());
        let progress = Mutex::new(desk.import_progress());
        let shared = Arc::new(Shared { folder, exe, desk: Mutex::new(desk), cancel, progress });
        Self { shared, faults, chosen: Mutex::default() }
    }

    /// Does an act of the office on a thread that may block, one at a time.
    pub async fn ask<Request, Response>(
        &self,
        command: &'static str,
        act: fn(&mut Desk, Request, Instant) -> office::Result<Response>,
        request: Request,
    ) -> Result<Response, Failure>
    where
        Request: Send + 'static,
        Response: Send + 'static,
    {
        let shared = Arc::clone(&self.shared);
        let done = spawn_blocking(move || act(&mut shared.desk(), request, SystemClock::now()));
        match done.await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(office::Error::Refusal(refusal))) => {
                Err(Failure::Refusal { code: refusal.code.into(), message: refusal.message })
            }
            Ok(Err(office::Error::Fault(fault))) => Err(self.fault(command, &fault.to_string())),
            Err(_panicked) => Err(self.fault(command, "the act panicked; its place is in the line above")),
        }
    }

    /// Writes down a fault of a command.
    pub fn fault(&self, command: &str, what: &str) -> Failure {
        let number = self.faults.record(command, what, SystemClock::now());
        let message =
            format!("程序出了毛病，编号 {number}。以前记下的账都在；这一步有没有记上，请先查一查再重做。");
        Failure::Fault { number, message }
    }

    /// Stops a workbook being read, without waiting for the desk.
    pub fn cancel(&self) {
        held(&self.shared.cancel).store(true, Ordering::SeqCst);
    }

    /// How far a workbook has been read, without waiting for the desk.
    pub fn import_progress(&self) -> ImportProgress {
        held(&self.shared.progress).now()
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.shared.folder
    }

    /// Remembers a folder that the user chose.
    pub fn choose(&self, folder: PathBuf) {
        held(&self.chosen).push(folder);
    }

    /// The folders that the user chose.
    pub fn chosen(&self) -> Vec<PathBuf> {
        held(&self.chosen).clone()
    }
}

impl Shared {
    /// The desk; after a panic a new one, which reads the ledger from the disk and has nobody signed in.
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(|poisoned| {
            let mut desk = poisoned.into_inner();
            *desk = Desk::new(self.folder.clone(), self.exe.clone());
            *held(&self.cancel) = desk.cancel_flag();
            *held(&self.progress) = desk.import_progress();
            self.desk.clear_poison();
            desk
        })
    }
}

/// These are set whole, so a panic elsewhere does not leave them half changed.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
