//! Ctrl-C while a file is read or written into the books: nothing of it stays, and that is said.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::runtime::Builder;

use crate::answer::Failure;

/// As of a process that a Ctrl-C ends.
const ENDED: i32 = 130;

/// Whether somebody pressed Ctrl-C.
#[derive(Debug)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// From now on a Ctrl-C sets `cancel`; a second one ends the process where it is, which leaves nothing half written.
    /// A fault where the system does not let it listen.
    pub fn listen(cancel: Arc<AtomicBool>) -> Result<Self, Failure> {
        let fault = |e: std::io::Error| Failure::Fault(format!("Ctrl-C：{}", office::system_words(&e)));
        let runtime = Builder::new_current_thread().enable_all().build().map_err(fault)?;
        let mut pressed = {
            let _inside = runtime.enter();
            presses().map_err(fault)?
        };
        let interrupted = Arc::new(AtomicBool::new(false));
        let known = Arc::clone(&interrupted);
        let wait = move || {
            runtime.block_on(async {
                while pressed.recv().await.is_some() {
                    cancel.store(true, Ordering::SeqCst);
                    if known.swap(true, Ordering::SeqCst) {
                        std::process::exit(ENDED);
                    }
                }
            });
        };
        std::thread::Builder::new().name("ctrl-c".into()).spawn(wait).map_err(fault)?;
        Ok(Interrupt(interrupted))
    }

    /// Between two steps. Refusal: `import_cancelled`.
    pub fn refuse(&self) -> Result<(), Failure> {
        match self.0.load(Ordering::SeqCst) {
            true => Err(Failure::refusal("import_cancelled", "已取消，什么都没有写入。")),
            false => Ok(()),
        }
    }
}

#[cfg(unix)]
fn presses() -> std::io::Result<tokio::signal::unix::Signal> {
    tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt())
}

#[cfg(windows)]
fn presses() -> std::io::Result<tokio::signal::windows::CtrlC> {
    tokio::signal::windows::ctrl_c()
}
