//! One function for each act of the office: it opens the transaction, calls the rules, appends, commits.
//!
//! A window and a terminal both hold a [`Desk`] and call [`acts`]. This crate knows nothing of Tauri, of argument
//! parsing, or of what the time is: every act is given `now`.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod billing;
mod books;
mod cash_day;
mod clock;
mod day_reports;
mod desk;
mod error;
mod hledger;
mod imports;
mod notices;
mod operators;
mod papers;
mod payments;
mod pins;
mod receipts;
mod register;
mod search;
mod start;
mod tariffs;
mod training;
pub mod views;

pub use clock::SystemClock;
pub use desk::Desk;
pub use error::{Error, Fault};
pub use imports::SharedProgress;
pub use search::SearchIndex;
// What a window and a terminal name of the ledger.
pub use ledger::calendar::Instant;
pub use ledger::money::Fen;
pub use ledger::refusal::Refusal;
pub use sheets::child::serve_if_asked as serve_workbook_child_if_asked;
pub use sheets::system_words;

/// What an act gives.
pub type Result<T> = std::result::Result<T, Error>;

/// Every act, by the name its command has.
pub mod acts {
    pub use crate::billing::{billing_runs, preview_billing, run_billing, withdraw_billing};
    pub use crate::books::{backup, export_hledger, restore, search_log, verify, write_hledger};
    pub use crate::cash_day::{close_day, closed_days, day, day_status, open_day, submit_count};
    pub use crate::day_reports::day_report;
    pub use crate::imports::{
        cancel_import, confirm_import, import_progress, list_imports, preview_import, save_marked_import,
        withdraw_import,
    };
    pub use crate::notices::{issue_notices, list_notices, preview_notices, reissue_notice};
    pub use crate::operators::{operators, save_operator, save_settings, settings};
    pub use crate::payments::{household, pay, preview_payment, void_receipt, waive};
    pub use crate::receipts::{list_receipts, reprint_receipt};
    pub use crate::register::{find_units, list_units, reveal_phones, save_person, save_unit, unit_page};
    pub use crate::start::{create_office, permit_clock, sign_in, sign_in_as, sign_out, start, strip};
    pub use crate::tariffs::{set_tariff, tariffs};
}
