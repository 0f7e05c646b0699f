//! A draft as it grows, and what the tables that make it share.

use std::collections::{HashMap, HashSet};

use ledger::calendar::Date;
use ledger::money::Fen;
use rust_decimal::Decimal;

use crate::apart::Apart;
use crate::debts_again::Again;
use crate::decisions::Decisions;
use crate::findings::Findings;
use crate::given_back::GivenBack;
use crate::months_again::Covered;
use crate::repeated::OfWhat;
use crate::symbols::Symbols;
use crate::{Draft, Options};

/// A draft as it grows, table by table.
#[derive(Debug, Default)]
pub(crate) struct Interpretation {
    pub cut_off: Option<Date>,
    /// The workbook's name without its ending.
    pub file: String,
    pub decisions: Decisions,
    pub symbols: Symbols,
    pub draft: Draft,
    pub findings: Findings,
    /// What tells the buildings of tables apart that number their rooms alike.
    pub apart: Apart,
    /// Rows whose debts another table has.
    pub again: Again,
    /// Rows that another table has as a whole.
    pub rows_again: Again,
    /// Months whose debts another table has.
    pub covered: Covered,
    /// What the table in hand says was given back of what it holds.
    pub given_back: Vec<GivenBack>,
    /// A table of the workbook says what was received, or what is owed still.
    pub says_who_paid: bool,
    /// A table of the workbook, and no list of payments, says what is held.
    pub deposits_listed: bool,
    /// Total rows whose difference was looked for row by row.
    pub searches: u32,
    /// What the columns of arrears of a sheet's tables so far come to, for the total below the last of them.
    pub stacked: HashMap<String, Decimal>,
    /// What the openings so far come to.
    pub owed: Fen,
    /// The cars so far: each unit's code and a plate.
    pub cars: HashSet<(String, String)>,
    /// What the rosters read so far are of, by sheet.
    pub rosters: HashMap<String, Vec<OfWhat>>,
    /// Where each code stands in the draft's units.
    pub codes: HashMap<String, usize>,
}

impl Interpretation {
    pub fn new(cut_off: Option<Date>, options: &Options) -> Self {
        Interpretation {
            cut_off,
            decisions: Decisions::of(&options.decisions),
            symbols: Symbols::of(&options.symbols),
            ..Interpretation::default()
        }
    }
}
