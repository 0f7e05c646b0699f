//! The one place that reads the clock.

use chrono::{DateTime, Local, NaiveDateTime};
use ledger::calendar::Instant;
use ledger::refusal::Refusal;

/// The machine's clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl SystemClock {
    /// Now, with the machine's offset.
    #[allow(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub fn now() -> Instant {
        Instant::new(Local::now().fixed_offset())
    }

    /// A moment that somebody wrote: RFC 3339, or without an offset in the machine's. Refusal: `clock_unreadable`.
    ///
    /// ```
    /// let nine = office::SystemClock::written("2026-11-21T09:00:00+08:00").unwrap();
    /// assert_eq!(nine.minute(), "2026-11-21 09:00");
    /// assert_eq!(office::SystemClock::written("nine").unwrap_err().code, "clock_unreadable");
    /// ```
    pub fn written(text: &str) -> Result<Instant, Refusal> {
        let unreadable = || {
            let message = format!("看不懂时刻“{text}”。请写成 2026-11-21T09:00:00。");
            Refusal::new("clock_unreadable", message)
        };
        if let Ok(at) = DateTime::parse_from_rfc3339(text.trim()) {
            return Ok(Instant::new(at));
        }
        let formats = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"];
        let naive = formats.iter().find_map(|f| NaiveDateTime::parse_from_str(text.trim(), f).ok());
        let local = naive.and_then(|n| n.and_local_timezone(Local).earliest());
        local.map(|at| Instant::new(at.fixed_offset())).ok_or_else(unreadable)
    }
}
