//! What a file says is owed, beside the openings that the books have.

use ledger::calendar::Period;
use ledger::money::Fen;
use store::charges::ChargeRow;
use store::register::UnitRow;

use super::super::money::{Owed, is_dated};
use super::super::register::Known;
use super::{Change, Step, UnitPlan, shown};

/// Keeps in `plan.owed` what is new; what meets an opening of another amount or another span is a change.
pub(super) fn opening_changes(known: &Known, unit: &UnitRow, plan: &mut UnitPlan<'_>) {
    let mut items: Vec<String> = plan.owed.iter().map(|o| o.item.clone()).collect();
    let of_unit = known.openings.get(&unit.id);
    items.extend(of_unit.into_iter().flat_map(|all| all.keys().cloned()));
    items.sort_unstable();
    items.dedup();
    for item in items {
        let mut there: Vec<&ChargeRow> =
            of_unit.and_then(|all| all.get(&item)).into_iter().flatten().collect();
        let (mut here, others): (Vec<Owed>, Vec<Owed>) =
            std::mem::take(&mut plan.owed).into_iter().partition(|o| o.item == item);
        plan.owed = others;
        here.retain(|o| {
            let same = |c: &&ChargeRow| c.charge.period == o.period && c.charge.amount == o.amount;
            there.iter().position(same).map(|at| there.remove(at)).is_none()
        });
        as_dated_before(&mut here, &mut there);
        as_sum_of_dated(&mut here, &mut there);
        let meets = |o: &Owed, c: &ChargeRow| {
            o.period.overlap(c.charge.period).is_some() || (!o.is_undated && is_undated(c))
        };
        let (mut otherwise, mut free): (Vec<Owed>, Vec<Owed>) =
            here.into_iter().partition(|o| there.iter().any(|c| meets(o, c)));
        // Where this file does not speak of an opening, it is left, unless it came with an earlier state of this file.
        let no_more =
            |c: &ChargeRow| c.charge.open.is_positive() && known.is_of_earlier_state(c, plan.draft.described);
        there.retain(|c| otherwise.iter().any(|o| meets(o, c)) || no_more(c));
        let no_periods = Vec::new();
        let billed = known.billed.get(&(unit.id, item.clone())).unwrap_or(&no_periods);
        let is_billed = |o: &Owed| billed.iter().any(|p| p.overlap(o.period).is_some());
        // Months of an item whose others change come with them: 至今 of this year is not 至今 of the last, and more.
        if !otherwise.is_empty() || (known.has_grown && !there.is_empty()) {
            let (held, along) = free.into_iter().partition(is_billed);
            (free, otherwise) = (held, [otherwise, along].concat());
        }
        if !there.is_empty() {
            let reverse: Vec<ChargeRow> = there.into_iter().cloned().collect();
            plan.changes.push(opening_change(&item, reverse, otherwise));
        }
        for o in free {
            if is_billed(&o) {
                let label = format!("{item} {}", o.label);
                let words = ("已出账".into(), o.amount.to_string());
                let shown = shown("opening", label, words, "").held("这段时间已经出过账，没有重复记入");
                plan.changes
                    .push(Change { shown, step: Step::Openings { reverse: Vec::new(), post: Vec::new() } });
            } else {
                plan.owed.push(o);
            }
        }
    }
}

/// Arrears without a date got theirs from the day that the file was imported for; later imported again they are the
/// same arrears. Those of the same amount are there already, others keep the time that the first got.
fn as_dated_before(here: &mut Vec<Owed>, there: &mut Vec<&ChargeRow>) {
    here.retain_mut(|o| {
        let undated = |c: &&ChargeRow| !is_dated(c) && c.charge.period != o.period;
        if o.is_dated {
            return true;
        }
        let same = there.iter().position(|c| undated(c) && c.charge.amount == o.amount);
        if let Some(same) = same {
            there.remove(same);
            return false;
        }
        if let Some(before) = there.iter().find(|c| undated(c)) {
            o.period = before.charge.period;
        }
        true
    });
}

/// It came without a word of when: months of the same item are what it is the sum of.
fn is_undated(c: &ChargeRow) -> bool {
    c.charge.open.is_positive() && !is_dated(c) && !c.label.contains(|sign: char| sign.is_ascii_digit())
}

/// 欠费合计 without a word of when, of one whose months are in the books: it is their sum, and if it is another, then it
/// comes in their place or not at all. It never comes on top of them unasked.
fn as_sum_of_dated(here: &mut Vec<Owed>, there: &mut Vec<&ChargeRow>) {
    let Some(at) = here.iter().position(|o| o.is_undated) else { return };
    let open = || there.iter().filter(|c| c.charge.open.is_positive()).map(|c| &c.charge);
    let (from, to) = (open().map(|c| c.period.from()).min(), open().map(|c| c.period.to()).max());
    let (Some(from), Some(to)) = (from, to) else { return };
    if open().map(|c| c.open).sum::<Fen>() == here[at].amount {
        here.remove(at);
        there.retain(|c| !c.charge.open.is_positive());
    } else if let Some(whole) = Period::new(from, to) {
        here[at].period = whole;
    }
}

fn opening_change<'d>(item: &str, reverse: Vec<ChargeRow>, post: Vec<Owed>) -> Change<'d> {
    let before = spans(reverse.iter().map(|c| (c.charge.period, c.charge.amount)).collect());
    let after = spans(post.iter().map(|o| (o.period, o.amount)).collect());
    let does =
        if post.is_empty() { "冲回，不再记这笔欠费" } else { "冲回原来的，记入表里的" };
    let mut shown = shown("opening", format!("期初欠费 {item}"), (before, after), does);
    if reverse.iter().any(|c| c.charge.open != c.charge.amount) {
        shown = shown.held("已经收过款或减免过，请在收款台办理");
    }
    Change { shown, step: Step::Openings { reverse, post } }
}

/// Each period with its amount; of more than three, the first, the last and the sum.
fn spans(mut all: Vec<(Period, Fen)>) -> String {
    all.sort_unstable();
    match all.as_slice() {
        [(first, _), .., (last, _)] if all.len() > 3 => {
            let sum: Fen = all.iter().map(|(_, amount)| *amount).sum();
            format!("{} 至 {} 共 {} 笔 {sum}", first.from(), last.to(), all.len())
        }
        few => few.iter().map(|(p, f)| format!("{} {f}", p.label())).collect::<Vec<_>>().join("，"),
    }
}
