//! Papers: a typed document in, PDF bytes out. No file, no clock, no SQL, no screen; the same input gives the same bytes.
//!
//! From the bottom up: `lengths` (paper is measured in whole micrometres), `fonts` (two embedded faces), `text` (runs,
//! widths, line breaks), `page` (what is drawn), `grid` (tables), `flow` (pages that follow one another), `press` (pages to
//! PDF), then one module per document. This crate knows nothing of tariffs, balances or numbering: it draws what it is
//! given, and refuses only sums that do not agree, because a paper must not contradict itself.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod count_sheet;
mod day_report;
mod fault;
mod flow;
mod fonts;
mod grid;
mod lengths;
mod notice;
mod page;
mod paper;
mod press;
mod receipt;
mod seals;
mod text;
mod wording;

pub use count_sheet::{CountRow, CountSheet, count_sheet_pdf};
pub use day_report::{
    ChainHead, DayReport, ItemTotal, OverShort, Pieces, ReceiptRange, Remark, TenderTotal, VoidedReceipt,
    day_report_pdf,
};
pub use fault::Fault;
pub use notice::{Batch, Notice, NoticeKind, NoticeLine, notices_pdf};
pub use paper::{MissingGlyph, Paper};
pub use receipt::{Receipt, ReceiptCopy, ReceiptLine, ReceiptPaper, TenderLine, VoidMark, receipt_pdf};
