//! 应收 on one sheet and 实收 on another, of the same households: whether what was taken comes off what was due is asked once.

use std::collections::HashMap;

use ledger::money::Fen;

use crate::book::Sheet;
use crate::debts_again::{FEWEST_UNITS, is_nearly_all};
use crate::interpretation::Interpretation;
use crate::layout::Region;
use crate::openings::item_named;
use crate::periods::year_named;
use crate::surroundings::Surroundings;
use crate::{CellRef, DraftOpening, DraftPastPayment, DraftUnit, Kind, Level, Meaning, words};

/// The rows of tables of one sort, by sheet.
#[derive(Default)]
pub(crate) struct Rows<'a> {
    /// First and last, from 1, in order.
    of_sheet: HashMap<&'a str, Vec<(u32, u32)>>,
}

impl<'a> Rows<'a> {
    pub fn of(tables: &[&(&'a Sheet, &Region)]) -> Self {
        let mut rows = Rows::default();
        for (sheet, region) in tables {
            let Some(last) = sheet.rows[region.first..region.end].last() else { continue };
            let ends = (sheet.rows[region.header].number(), last.number());
            rows.of_sheet.entry(&sheet.name).or_default().push(ends);
        }
        rows.of_sheet.values_mut().for_each(|ends| ends.sort_unstable());
        rows
    }

    pub fn has(&self, cell: &CellRef) -> bool {
        self.of_sheet.get(&*cell.sheet).is_some_and(|ends| {
            let after = ends.partition_point(|(first, _)| *first <= cell.row);
            after.checked_sub(1).is_some_and(|at| cell.row <= ends[at].1)
        })
    }
}

/// Whether a table says what was due, and nothing of what was paid.
pub(crate) fn has_only_dues(sheet: &Sheet, region: &Region) -> bool {
    let has = |meaning| region.column(meaning).is_some();
    let says = || ["应收", "应缴", "应交"].iter().any(|w| region.title.contains(w) || sheet.name.contains(w));
    match region.kind {
        Kind::Fees => !has(Meaning::Paid) && !has(Meaning::Opening),
        Kind::Arrears => !has(Meaning::Paid) && says(),
        _ => false,
    }
}

/// A list of what is owed, whatever else it says of the households.
fn is_of_arrears(sheet: &Sheet, region: &Region) -> bool {
    let says_owed = words::says_owed(&region.title) || words::says_owed(&sheet.name);
    region.kind == Kind::Arrears
        || (region.kind == Kind::Roster && region.column(Meaning::Opening).is_some() && says_owed)
}

/// 收回欠费: paid of what another sheet says is owed.
fn is_of_old_debts(sheet: &Sheet, region: &Region) -> bool {
    let told = [region.title.as_str(), &sheet.name];
    region.kind == Kind::Payments && told.into_iter().any(words::says_debts_collected)
}

/// 截至2025年12月31日欠费, and what was received since; or 2025年欠费, and what was received of 2025 in a later year.
fn are_since(received: &[&DraftPastPayment], sheet: &Sheet, region: &Region) -> bool {
    let stood = Surroundings::of(region, sheet, "").as_of.map(|day| day.to_string());
    let of_year = || region.columns(Meaning::Opening).all(|column| year_named(&column.header).is_some());
    let is_later = |payment: &&DraftPastPayment| match (&stood, &payment.paid_on) {
        (Some(stood), Some(paid)) => paid > stood,
        (None, Some(_)) => ends_before(year(&payment.to), year(&payment.paid_on)) && of_year(),
        (_, None) => false,
    };
    !received.is_empty() && received.iter().all(is_later)
}

/// To be called when all tables were read: `tables` are those.
pub(crate) fn take_off(reading: &mut Interpretation, tables: &[(&Sheet, &Region)]) {
    let payments: Vec<_> = tables.iter().filter(|(_, region)| region.kind == Kind::Payments).collect();
    let of_old_debts = payments.iter().any(|(sheet, region)| is_of_old_debts(sheet, region));
    let paid_rows = Rows::of(&payments);
    let counts = |p: &&DraftPastPayment| p.paid_fen > 0 && paid_rows.has(&p.source);
    let received: Vec<&DraftPastPayment> = reading.draft.past_payments.iter().filter(counts).collect();
    let is_taken_since = |sheet: &Sheet, region: &Region| of_old_debts || are_since(&received, sheet, region);
    let dues: Vec<_> = tables
        .iter()
        .filter(|(sheet, region)| {
            has_only_dues(sheet, region) || (is_of_arrears(sheet, region) && is_taken_since(sheet, region))
        })
        .collect();
    let Some((sheet, region)) = payments.first().filter(|_| !dues.is_empty()) else { return };
    let due_rows = Rows::of(&dues);
    let mut paid: HashMap<&str, Vec<&DraftPastPayment>> = HashMap::new();
    for payment in received.iter().copied() {
        paid.entry(&payment.unit).or_default().push(payment);
    }
    let mut taken: Vec<(usize, Vec<DraftOpening>, Fen)> = Vec::new();
    let mut more = 0_usize;
    for (at, unit) in reading.draft.units.iter().enumerate() {
        let Some(payments) = paid.get(unit.code.as_str()) else { continue };
        let (left, off, rest) = less(unit, payments, &due_rows);
        if !off.is_zero() {
            more += usize::from(!rest.is_zero());
            taken.push((at, left, off));
        }
    }
    // Who paid much more than was due paid for something else.
    let whole = taken.iter().all(|(_, left, _)| left.is_empty());
    let since = || dues.iter().all(|(sheet, region)| is_taken_since(sheet, region));
    let few = more == 0 && (whole || since() || taken.len() + 1 >= FEWEST_UNITS) && !taken.is_empty();
    if !few && !is_nearly_all(taken.len() - more, taken.len()) {
        return;
    }
    let sum: Fen = taken.iter().map(|(.., off)| *off).sum();
    let off = reading.decisions.is("receipts_of_book", "take_off");
    let done = if off {
        "已经从应收里减去，剩下的算欠费"
    } else {
        "没有减，应收全额算欠费"
    };
    let message = format_args!(
        "同一册里有 {} 户，一张表写着应收，这一张写着收款，可减的共 {sum} 元，{done}。请确认。",
        taken.len()
    );
    let at = region.at_header(sheet, region.columns.first().map_or(0, |c| c.index));
    reading.findings.add(at, (Level::Decide, "receipts_of_book"), message, sum);
    if off {
        for (at, left, _) in taken {
            reading.draft.units[at].openings = left;
        }
        reading.owed -= sum;
    }
}

/// What is left of a unit's openings, how much was taken off, and what of the payments is over.
fn less(unit: &DraftUnit, payments: &[&DraftPastPayment], dues: &Rows<'_>) -> (Vec<DraftOpening>, Fen, Fen) {
    let mut left = unit.openings.clone();
    let (mut off, mut over) = (0, 0);
    for payment in payments {
        let mut rest = payment.paid_fen;
        for opening in left.iter_mut().filter(|o| o.amount_fen > 0 && dues.has(&o.source)) {
            if could_be_of(payment, opening) {
                let taken = rest.min(opening.amount_fen);
                opening.amount_fen -= taken;
                (rest, off) = (rest - taken, off + taken);
            }
        }
        over += rest;
    }
    left.retain(|opening| opening.amount_fen != 0);
    (left, Fen::new(off), Fen::new(over))
}

/// Neither the item nor the months say otherwise.
fn could_be_of(payment: &DraftPastPayment, opening: &DraftOpening) -> bool {
    let item = payment.item.is_empty() || item_named(&payment.item) == opening.item;
    item && !ends_before(payment.to.as_deref(), opening.from.as_deref())
        && !ends_before(opening.to.as_deref(), payment.from.as_deref())
        // The months of a year may be paid at its beginning.
        && !ends_before(year(&payment.paid_on), year(&opening.from))
}

/// Dates are written so that their order is that of their words.
fn ends_before(end: Option<&str>, begin: Option<&str>) -> bool {
    end.zip(begin).is_some_and(|(end, begin)| end < begin)
}

fn year(day: &Option<String>) -> Option<&str> {
    day.as_deref()?.get(..4)
}
