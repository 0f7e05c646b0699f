//! The ledger file from outside: what it refuses, what `verify` sees, backups.
#![allow(clippy::unwrap_used, reason = "a test stops where it does not hold")]

mod backups;
mod books;
mod imported;
mod opening;
mod posting;
mod released;
mod triggers;
mod verify;
