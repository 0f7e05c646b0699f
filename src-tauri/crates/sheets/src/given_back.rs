//! 收 and 退 in rows of their own: what was given back comes off what was taken of the same household.

use std::collections::HashMap;

use ledger::money::Fen;

use crate::book::Sheet;
use crate::cells::Amount;
use crate::findings::At;
use crate::interpretation::Interpretation;
use crate::layout::Region;
use crate::states::came;
use crate::sums::Counted;
use crate::table::{Line, Table};
use crate::{BalanceKind, CellRef, DraftBalance, Level, words};

/// One row of it.
#[derive(Debug)]
pub(crate) struct GivenBack {
    /// The unit's code.
    unit: String,
    kind: BalanceKind,
    label: String,
    whole: Fen,
    /// What is still to be taken off.
    fen: Fen,
    /// Its own table has not taken as much.
    elsewhere: bool,
    source: CellRef,
}

/// What is held, as the row names it: its column, its kind and what it is called.
pub(crate) type Named<'n> = (usize, BalanceKind, &'n str);

/// Whether the row's amount was given back, which is then taken off when the table is read.
pub(crate) fn is_given_back(
    reading: &mut Interpretation,
    table: &Table<'_>,
    line: &mut Line<'_>,
    (unit, (slot, kind, label), amount): (usize, Named<'_>, Amount),
) -> bool {
    // 结余 stands there after the row's money came or went.
    let Some(way) = table.came_or_went.filter(|_| !is_left(table.header(slot))) else { return false };
    let at = line.at(way);
    let said = at.text().unwrap_or_default();
    line.keep_text(slot);
    if came(&said) != Some(false) {
        return false;
    }
    let message =
        format_args!("“{}”写着“{said}”，{} 元从这一户收的里面减去。", table.label(way), amount.fen.abs());
    reading.findings.add(at, (Level::Note, "balance_given_back"), message, "");
    let back = amount.fen.abs();
    line.counts(slot, Counted::Imported(Amount { exact: -amount.exact.abs(), fen: -back, ..amount }));
    push(reading, table, line, (unit, slot), (kind, label.to_owned(), back));
    true
}

/// What a row of its own says was given back of a deposit.
pub(crate) fn note(
    reading: &mut Interpretation,
    table: &Table<'_>,
    line: &Line<'_>,
    (unit, slot): (usize, usize),
    (label, fen): (String, Fen),
) {
    push(reading, table, line, (unit, slot), (BalanceKind::Deposit, label, fen));
}

fn push(
    reading: &mut Interpretation,
    table: &Table<'_>,
    line: &Line<'_>,
    (unit, slot): (usize, usize),
    (kind, label, fen): (BalanceKind, String, Fen),
) {
    let unit = reading.draft.units[unit].code.clone();
    let source = table.source(line, slot);
    reading.given_back.push(GivenBack { unit, kind, label, whole: fen, fen, elsewhere: false, source });
}

/// What is left of a deposit, whatever went back of it.
const LEFT: [&str; 4] = ["余", "结", "未退", "在押"];

/// The header says what is left of a deposit.
pub(crate) fn is_left(header: &str) -> bool {
    words::says(header, &LEFT)
}

/// The header says what was given back: 退押金, 支出.
pub(crate) fn says_given_back(header: &str) -> bool {
    (header.contains('退') && !header.contains("退休")) || words::says(header, &["支出", "支取", "付出"])
}

/// 装修押金退还 or 退款登记 over a table, or as its sheet's name: what stands in it went back.
pub(crate) fn is_of_refunds(sheet: &Sheet, region: &Region) -> bool {
    [region.title.as_str(), &sheet.name].into_iter().any(says_all_went_back)
}

/// Not 押金收退表, 应退押金, 退租户.
fn says_all_went_back(title: &str) -> bool {
    const ELSE: [&str; 15] = [
        "收", "交", "缴", "存", "未退", "应退", "待退", "可退", "拟退", "退租", "退房", "退休", "退伍",
        "在押", "余",
    ];
    let back = ["退还", "退款", "退费", "退押", "退保证", "退回", "已退"];
    let of_deposits =
        title.trim().strip_prefix('退').is_some_and(|of| of.is_empty() || words::names_a_deposit(of));
    (of_deposits || words::says(title, &back)) && !words::says(title, &ELSE)
}

/// A deposit that went back in a row without one that came: how much, and in which column.
pub(crate) fn apart(table: &Table<'_>, line: &Line<'_>) -> Option<(usize, Fen)> {
    const ELSE: [&str; 9] = ["日", "时间", "号", "期", "未", "应", "可", "待", "人"];
    let of_money = |slot: &&usize| {
        let header = table.header(**slot);
        says_given_back(header) && !words::says(header, &ELSE)
    };
    let amount = |slot: &usize| line.at(*slot).amount().got().map(|amount| (*slot, amount.fen.abs()));
    table.refunds.iter().filter(of_money).filter_map(amount).find(|(_, fen)| fen.is_positive())
}

/// 收装修押金, 装修押金退还 and 装修保证金 are the same pot, and so is 押金 alone.
pub(crate) fn is_same_pot(one: &str, other: &str) -> bool {
    let bare = |label: &str| {
        let label = label.trim().replace("保证金", "押金");
        let label = label.trim_start_matches(|c| "本期已实收交缴取纳退还回款".contains(c));
        label.trim_end_matches("金额").trim_end_matches(['退', '还', '回', '款']).to_owned()
    };
    let (one, other) = (bare(one), bare(other));
    one.contains(&other) || other.contains(&one)
}

impl GivenBack {
    /// Takes it off what is held at these places, of the same name before others of the same pot.
    fn take_from(&mut self, held: &mut [DraftBalance], places: &[usize]) {
        for exactly in [true, false] {
            for at in places {
                let held = &mut held[*at];
                let named = match exactly {
                    true => held.label == self.label,
                    false => is_same_pot(&held.label, &self.label),
                };
                if named && held.kind == self.kind {
                    let taken = self.fen.fen().min(held.amount_fen).max(0);
                    held.amount_fen -= taken;
                    self.fen = Fen::new(self.fen.fen() - taken);
                }
            }
        }
    }
}

/// Where what is held of each unit stands in the draft, from a place on.
fn places(
    held: &[DraftBalance],
    first: usize,
    counts: impl Fn(&DraftBalance) -> bool,
) -> HashMap<String, Vec<usize>> {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, held) in held.iter().enumerate().skip(first).filter(|(_, held)| counts(held)) {
        places.entry(held.unit.clone()).or_default().push(at);
    }
    places
}

/// To be called when all rows of a table were read; `first` is the place of its first balance in the draft. What is more
/// than the table itself has taken is looked for in the others.
pub(crate) fn take_off(reading: &mut Interpretation, first: usize) {
    if reading.given_back.iter().all(|back| back.elsewhere) {
        return;
    }
    let places = places(&reading.draft.balances, first, |_| true);
    for back in reading.given_back.iter_mut().filter(|back| !back.elsewhere) {
        back.elsewhere = true;
        let here = places.get(&back.unit).map_or(&[][..], Vec::as_slice);
        back.take_from(&mut reading.draft.balances, here);
    }
    settle(reading, first);
}

/// To be called when all tables were read: deposits that another table took in.
pub(crate) fn take_off_elsewhere(reading: &mut Interpretation, tables: &[(&Sheet, &Region)]) {
    if reading.given_back.is_empty() {
        return;
    }
    let mut left: HashMap<&str, Vec<u32>> = HashMap::new();
    for (sheet, region) in tables {
        let columns = region.columns.iter().filter(|column| is_left(&column.header));
        left.entry(&sheet.name).or_default().extend(columns.map(|column| column.index));
    }
    // 余额 of another table is without it already.
    let counts = |held: &DraftBalance| {
        let left = left.get(&*held.source.sheet);
        held.kind == BalanceKind::Deposit && !left.is_some_and(|left| left.contains(&held.source.column))
    };
    let places = places(&reading.draft.balances, 0, counts);
    for back in &mut reading.given_back {
        let there = places.get(&back.unit).map_or(&[][..], Vec::as_slice);
        back.take_from(&mut reading.draft.balances, there);
    }
    settle(reading, 0);
    let sheets: HashMap<&str, &Sheet> = tables.iter().map(|(sheet, _)| (&*sheet.name, *sheet)).collect();
    for back in std::mem::take(&mut reading.given_back) {
        let Some(sheet) = sheets.get(&*back.source.sheet) else { continue };
        let message = format_args!(
            "{} 退的 {} 元比表里收的多 {} 元，多出来的没有减。请核对。",
            back.unit, back.whole, back.fen
        );
        let at = At::new(sheet, back.source.row, back.source.column, None);
        reading.findings.add(at, (Level::Decide, "more_given_back"), message, "");
    }
}

/// Forgets what was taken off as a whole, and what is not held any more.
fn settle(reading: &mut Interpretation, first: usize) {
    reading.given_back.retain(|back| back.fen.is_positive());
    let mut at = 0;
    reading.draft.balances.retain(|held| {
        at += 1;
        at <= first || held.amount_fen != 0
    });
}
