//! The log of faults: a number that the screen shows, and what happened, without anybody's data.

use std::fs::OpenOptions;
use std::io::Write;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use office::{Instant, SystemClock};

/// In the data folder.
const FILE: &str = "故障记录.log";
/// A log this long is begun anew beside the one before it.
const LONGEST: u64 = 1 << 20;

/// Where faults are written.
#[derive(Debug)]
pub struct FaultLog {
    file: PathBuf,
    last: AtomicU32,
}

impl FaultLog {
    /// A log in the data folder. Nothing is written before the first fault.
    pub fn new(folder: &Path) -> Self {
        Self { file: folder.join(FILE), last: AtomicU32::new(0) }
    }

    /// Writes down a fault and gives it a number: the minute and a count. A log that cannot be written goes to standard
    /// error; the number is given all the same.
    pub fn record(&self, during: &str, what: &str, now: Instant) -> String {
        let minute: String = now.minute().chars().filter(char::is_ascii_digit).collect();
        let number = format!("{minute}-{}", self.last.fetch_add(1, Ordering::Relaxed) + 1);
        let line = format!("{} {number} {during}: {}\n", now.rfc3339(), what.replace('\n', " | "));
        if let Err(error) = self.append(&line) {
            eprint!("{}: {error}: {line}", self.file.display());
        }
        number
    }

    fn append(&self, line: &str) -> std::io::Result<()> {
        if let Some(folder) = self.file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let full = self.file.metadata().is_ok_and(|found| found.len() > LONGEST);
        if full {
            std::fs::rename(&self.file, self.file.with_extension("old.log"))?;
        }
        OpenOptions::new().create(true).append(true).open(&self.file)?.write_all(line.as_bytes())
    }
}

/// Every panic is a fault, written down before anything else happens.
pub fn log_panics(log: Arc<FaultLog>) {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        log.record("panic", &seen(panic), SystemClock::now());
        before(panic);
    }));
}

/// The place, and the words if they are fixed ones: those put together at run time may hold a name.
fn seen(panic: &PanicHookInfo<'_>) -> String {
    let words = panic.payload().downcast_ref::<&'static str>().copied().unwrap_or("…");
    match panic.location() {
        Some(place) => format!("{place}: {words}"),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_has_a_number_and_a_line() {
        let folder = tempfile::tempdir().unwrap();
        let log = FaultLog::new(&folder.path().join("账房"));
        let now = SystemClock::written("2026-11-21T09:00:00+08:00").unwrap();
        assert_eq!(log.record("pay", "disk\nbroken", now), "202611210900-1");
        assert_eq!(log.record("pay", "again", now), "202611210900-2");
        let text = std::fs::read_to_string(folder.path().join("账房").join(FILE)).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2, "{text}");
        assert!(lines[0].ends_with("202611210900-1 pay: disk | broken"), "{text}");
    }

    #[test]
    fn a_long_log_is_begun_anew() {
        let folder = tempfile::tempdir().unwrap();
        let log = FaultLog::new(folder.path());
        std::fs::write(folder.path().join(FILE), vec![b'x'; 1_100_000]).unwrap();
        log.record("pay", "new", SystemClock::written("2026-11-21T09:00:00+08:00").unwrap());
        assert!(folder.path().join(FILE).metadata().unwrap().len() < 200);
        assert_eq!(folder.path().join("故障记录.old.log").metadata().unwrap().len(), 1_100_000);
    }
}
