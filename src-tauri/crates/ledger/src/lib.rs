//! The rules of the books, and nothing else: no file, no clock, no SQL, no screen.
//!
//! Modules import downward only, in the order they are listed here; `cargo xtask tidy` checks it.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod refusal;
pub mod money;
pub mod calendar;
pub mod units;
pub mod people;
pub mod doors;
pub mod accounts;
pub mod entries;
pub mod operators;
pub mod tariffs;
pub mod charges;
pub mod payments;
pub mod arrears;
pub mod cash_day;
pub mod checks;
