//! 应收, 实收 and 欠费 of each household on one sheet, and the receipts of the same money on another: it was paid once.

use std::collections::{HashMap, HashSet};

use crate::book::Sheet;
use crate::debts_again::{FEWEST_UNITS, is_nearly_all};
use crate::interpretation::Interpretation;
use crate::layout::Region;
use crate::receipts_of_book::Rows;
use crate::{DraftPastPayment, Kind, Level, Meaning};
use ledger::money::Fen;

/// What a household paid in all, beside what was due of it or what is left: no receipt of its own.
fn sums_up(region: &Region) -> bool {
    let has = |meaning| region.column(meaning).is_some();
    has(Meaning::Paid) && (has(Meaning::Due) || has(Meaning::Opening))
}

/// Receipts, and nothing that was due.
fn is_of_receipts(region: &Region) -> bool {
    region.kind == Kind::Payments && !sums_up(region)
}

/// Keeps the receipts alone of the households whose sum they are, and asks once. To be called when all tables were read:
/// `tables` are those.
pub(crate) fn once(reading: &mut Interpretation, tables: &[(&Sheet, &Region)]) {
    let summed: Vec<_> = tables.iter().filter(|(_, region)| sums_up(region)).collect();
    let receipts: Vec<_> = tables.iter().filter(|(_, region)| is_of_receipts(region)).collect();
    let Some((sheet, region)) = summed.first().filter(|_| !receipts.is_empty()) else { return };
    let (of_sums, of_receipts) = (Rows::of(&summed), Rows::of(&receipts));
    let mut paid: HashMap<&str, (i64, i64)> = HashMap::new();
    for payment in &reading.draft.past_payments {
        let (sum, received) = paid.entry(&payment.unit).or_default();
        match () {
            () if of_sums.has(&payment.source) => *sum += payment.paid_fen,
            () if of_receipts.has(&payment.source) => *received += payment.paid_fen,
            () => {}
        }
    }
    paid.retain(|_, (sum, _)| *sum != 0);
    let agree = |(_, (sum, received)): &(&&str, &(i64, i64))| sum == received;
    let same: HashSet<String> = paid.iter().filter(agree).map(|(unit, _)| (*unit).to_owned()).collect();
    if same.len() < FEWEST_UNITS || !is_nearly_all(same.len(), paid.len()) {
        return;
    }
    let twice: i64 = same.iter().filter_map(|unit| paid.get(unit.as_str())).map(|(sum, _)| *sum).sum();
    let others = paid.len() - same.len();
    let once = reading.decisions.is("receipts_twice", "once");
    let done = match once {
        true => "只按收款表记入缴费历史，这里的没有再记",
        false => "两张表的都记入缴费历史",
    };
    let rest = match others {
        0 => String::new(),
        others => format!("另有 {others} 户两处不相等，都记入，请核对。"),
    };
    let message = format_args!(
        "这张表里有 {} 户的实收正好是收款表里同一户各笔之和，共 {} 元，{done}。{rest}请确认。",
        same.len(),
        Fen::new(twice)
    );
    let at = region.at_header(sheet, region.column(Meaning::Paid).map_or(0, |c| c.index));
    reading.findings.add(at, (Level::Decide, "receipts_twice"), message, Fen::new(twice));
    if once {
        let again = |payment: &DraftPastPayment| same.contains(&payment.unit) && of_sums.has(&payment.source);
        reading.draft.past_payments.retain(|payment| !again(payment));
    }
}
