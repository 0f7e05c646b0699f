//! The kinds of table that can be imported, all in this one place. A new kind is a variant of [`Kind`], its words in
//! `words`, and a line in [`READERS`] with the module that turns its rows into a draft.

mod arrears;
mod at_rate;
mod balances;
pub(crate) mod beside_dues;
mod fees;
mod meters;
mod paid_parts;
mod paid_periods;
mod past_payments;
mod roster;
mod taken_off;
pub(crate) mod vehicles;

pub(crate) use past_payments::ask_about_kind;

use crate::interpretation::Interpretation;
use crate::table::{Line, Table};
use crate::{Kind, Meaning};

/// How the rows of one kind are read.
pub(crate) struct Reader {
    pub kind: Kind,
    /// Reads a row; gives its unit's place in the draft, `None` where the row is not imported (the findings say why).
    pub line: for<'a> fn(&mut Interpretation, &mut Table<'a>, &mut Line<'a>) -> Option<usize>,
    /// Columns that `line` has no use for, beside those of meters: what they hold is kept as notes.
    unused: &'static [Meaning],
}

/// Columns that only a table of meters has a use for, and a roster with readings.
const OF_METERS: [Meaning; 8] = [
    Meaning::Meter,
    Meaning::PreviousReading,
    Meaning::PreviousOn,
    Meaning::PresentReading,
    Meaning::PresentOn,
    Meaning::Consumption,
    Meaning::Factor,
    Meaning::Loss,
];

impl Reader {
    /// Keeps what is left of a row that was read.
    pub fn rest(&self, line: &mut Line<'_>, table: &Table<'_>) {
        let reads = match self.kind {
            Kind::Meters => true,
            Kind::Roster => meters::has_readings(table),
            _ => false,
        };
        let of_meters = OF_METERS.iter().filter(|_| !reads);
        for slot in self.unused.iter().chain(of_meters).flat_map(|meaning| table.slots(*meaning)) {
            line.keep_text(*slot);
        }
    }
}

/// A roster comes first: it describes the units that the others name.
pub(crate) const READERS: [Reader; 7] = [
    Reader { kind: Kind::Roster, line: roster::line, unused: roster::UNUSED },
    Reader { kind: Kind::Vehicles, line: vehicles::line, unused: vehicles::UNUSED },
    Reader { kind: Kind::Arrears, line: arrears::line, unused: arrears::UNUSED },
    Reader { kind: Kind::Fees, line: fees::line, unused: fees::UNUSED },
    Reader { kind: Kind::Balances, line: balances::line, unused: balances::UNUSED },
    Reader { kind: Kind::Meters, line: meters::line, unused: meters::UNUSED },
    Reader { kind: Kind::Payments, line: past_payments::line, unused: past_payments::UNUSED },
];
