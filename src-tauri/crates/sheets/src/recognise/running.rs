//! Finds the accounts that run on from row to row: the balance of each row is the one before it with what moved.

use std::collections::HashMap;

use ledger::calendar::Date;
use rust_decimal::Decimal;

use super::accounts::{BEGINNING, CHARGED, PAID, Sign, may_be_money, signed};
use super::around::Around;
use super::columns::{Columns, is_chosen};
use super::kind::set;
use crate::cells::{A_FEN, amount};
use crate::decisions::Decisions;
use crate::doubts::Doubt;
use crate::layout::{Column, between};
use crate::profile::Look;
use crate::running::{Accounts, Runs};
use crate::words::says;
use crate::{Meaning, words};

/// So many rows show it.
const ROWS_LOOKED_AT: usize = 400;
/// More columns beside a balance are no movements of one account.
const MOST_MOVEMENTS: usize = 4;
const FEWEST_STEPS: usize = 2;

/// What a balance is headed by.
const LEFT: [&str; 6] = ["余", "结存", "结欠", "期末", "月末", "累计欠"];

/// One row of an account.
struct Line {
    day: Option<Date>,
    left: Decimal,
    moved: Vec<Decimal>,
}

/// From one row of an account to the next.
struct Step {
    before: Decimal,
    moved: Vec<Decimal>,
    after: Decimal,
}

/// Looks for a balance that runs on, before it is told what the table is. Where the movements do not prove it, but every
/// row has its day, a person is asked.
pub(super) fn find(columns: &mut Columns<'_>, around: &Around, decisions: &Decisions) {
    let Some(balance) = balance(columns) else { return };
    let day = columns
        .list
        .iter()
        .find(|c| {
            matches!(c.meaning, Meaning::Unknown | Meaning::Note | Meaning::PaidOn) && of_day(columns, c)
        })
        .map(|c| c.index);
    let moving = movements(columns, balance);
    if day.is_none() && moving.is_empty() {
        return;
    }
    let runs = Runs { balance: columns.list[balance].index, day };
    let Some(steps) = steps(columns, runs, &moving) else { return };
    if let Some(signs) = proved(&steps, moving.len()) {
        if only_adds_arrears(columns, &moving, &signs) {
            let note = "各行欠费逐行累计的数，不另导入";
            set(&mut columns.list[balance], Meaning::Note, note);
            return;
        }
        columns.runs = Some(runs);
        columns.doubts.push((runs.balance, Doubt::Runs));
        settle(columns, around, balance, (&moving, &signs));
    } else if day.is_some() {
        columns.runs = decisions.is("running_balance", "last").then_some(runs);
        columns.doubts.push((runs.balance, Doubt::RunsPerhaps));
    }
}

/// The last column that says what is left.
fn balance(columns: &Columns<'_>) -> Option<usize> {
    columns.list.iter().rposition(|c| {
        matches!(c.meaning, Meaning::Prepaid | Meaning::Opening | Meaning::OpeningTotal | Meaning::Deposit)
            && says(&words::key(&c.header), &LEFT)
            && columns.profile(c).is_mostly_numbers()
            && !is_chosen(c)
    })
}

fn of_day(columns: &Columns<'_>, column: &Column) -> bool {
    columns.profile(column).is(Look::Date)
}

/// Columns of amounts, whatever they were taken for; none where there are too many.
fn movements(columns: &Columns<'_>, balance: usize) -> Vec<usize> {
    let moving: Vec<usize> = (0..columns.list.len())
        .filter(|at| {
            *at != balance && may_be_money(columns, *at) && columns.profile(&columns.list[*at]).filled > 0
        })
        .collect();
    if moving.len() > MOST_MOVEMENTS { Vec::new() } else { moving }
}

/// `None` where hardly a household has a second row.
fn steps(columns: &Columns<'_>, runs: Runs, moving: &[usize]) -> Option<Vec<Step>> {
    let mut accounts = Accounts::of(&columns.list, runs.day, columns.epoch)?;
    let sides = (columns.list.first()?.index, columns.list.last()?.index);
    let mut lines: HashMap<String, Vec<Line>> = HashMap::new();
    for row in columns.rows.iter().take(ROWS_LOOKED_AT) {
        let Some((account, day)) = accounts.of_row(row, between(row, sides.0, sides.1)) else { continue };
        let read = |column: u32| amount(row.get(column)).got().map(|a| a.exact);
        let Some(left) = read(runs.balance) else { continue };
        let moved = moving.iter().map(|at| read(columns.list[*at].index).unwrap_or_default()).collect();
        lines.entry(account).or_default().push(Line { day, left, moved });
    }
    let accounts = lines.len();
    let mut steps = Vec::new();
    for mut lines in lines.into_values() {
        lines.sort_by_key(|line| line.day);
        let of_two = lines.windows(2).map(|two| Step {
            before: two[0].left,
            moved: two[1].moved.clone(),
            after: two[1].left,
        });
        steps.extend(of_two);
    }
    (steps.len() >= FEWEST_STEPS && steps.len() * 2 >= accounts).then_some(steps)
}

/// The signs with which the movements lead from each balance to the next.
fn proved(steps: &[Step], count: usize) -> Option<Vec<Sign>> {
    // From nothing any account begins.
    let told: Vec<&Step> = steps.iter().filter(|step| !step.before.is_zero()).collect();
    if told.len() < FEWEST_STEPS {
        return None;
    }
    let mut ways: Vec<Vec<Sign>> = vec![Vec::new()];
    for _ in 0..count {
        let each = [Sign::Plus, Sign::Minus, Sign::Apart];
        ways = each.iter().flat_map(|sign| ways.iter().map(|way| [&way[..], &[*sign]].concat())).collect();
    }
    let fits = |way: &Vec<Sign>| {
        let change = |step: &Step| {
            step.moved.iter().zip(way).map(|(moved, sign)| signed(*moved, *sign)).sum::<Decimal>()
        };
        let right =
            told.iter().filter(|step| (step.before + change(step) - step.after).abs() <= A_FEN).count();
        let moves = told.iter().filter(|step| !change(step).is_zero()).count();
        right * 10 >= told.len() * 9 && moves * 4 >= told.len()
    };
    ways.sort_by_key(|way| way.iter().filter(|sign| **sign == Sign::Apart).count());
    ways.into_iter().find(fits)
}

/// 本月欠费 and 累计欠费 in a row for each month: the months are owed, each by itself.
fn only_adds_arrears(columns: &Columns<'_>, moving: &[usize], signs: &[Sign]) -> bool {
    let told = || moving.iter().zip(signs).filter(|(_, sign)| **sign != Sign::Apart);
    told().all(|(at, sign)| *sign == Sign::Plus && columns.list[*at].meaning == Meaning::Opening)
}

/// Only the balance is imported, as what its movements say that it is.
fn settle(columns: &mut Columns<'_>, around: &Around, balance: usize, (moving, signs): (&[usize], &[Sign])) {
    let with = |sign: Sign, words: &[&str]| {
        let mut of_sign = moving.iter().zip(signs).filter(|(_, s)| **s == sign);
        of_sign.any(|(at, _)| says(&columns.list[*at].header, words))
    };
    let owed = with(Sign::Plus, &CHARGED) || with(Sign::Minus, &PAID);
    let held = with(Sign::Plus, &PAID) || with(Sign::Minus, &CHARGED);
    let in_words = columns.list[balance].header.contains('欠') || around.of_debts();
    let is_owed = (owed && !held) || (owed == held && in_words);
    let name = columns.list[balance].header.trim().to_owned();
    let meaning = match columns.list[balance].meaning {
        Meaning::Prepaid | Meaning::OpeningTotal if is_owed => Meaning::Opening,
        Meaning::Opening | Meaning::OpeningTotal if held && !owed => Meaning::Prepaid,
        meaning => meaning,
    };
    set(&mut columns.list[balance], meaning, "逐笔结出来的余额，每户只导入最后一行");
    let kept = format!("已经算在“{name}”里，记作备注");
    let begins = |at: usize| says(&columns.list[at].header, &BEGINNING);
    let told: Vec<usize> = moving
        .iter()
        .zip(signs)
        .filter(|(at, sign)| **sign != Sign::Apart || begins(**at))
        .map(|(at, _)| *at)
        .collect();
    // What was paid on a day is a payment of the past.
    let history = meaning == Meaning::Opening && columns.has(Meaning::PaidOn);
    for at in &told {
        if history && columns.list[*at].meaning == Meaning::Paid {
            continue;
        }
        if !is_chosen(&columns.list[*at]) {
            set(&mut columns.list[*at], Meaning::Note, &kept);
        }
    }
}
