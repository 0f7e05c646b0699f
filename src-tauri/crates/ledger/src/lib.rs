//! The rules of the books, and nothing else: no file, no clock, no SQL, no screen.
//!
//! Modules import downward only, in the order they are listed here; `cargo xtask tidy` checks it.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod accounts;
pub mod arrears;
pub mod calendar;
pub mod cash_day;
pub mod charges;
pub mod checks;
pub mod entries;
pub mod money;
pub mod operators;
pub mod payments;
pub mod people;
pub mod refusal;
pub mod tariffs;
pub mod units;
