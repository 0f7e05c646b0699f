//! 预存与押金: money the office holds for a unit when the books begin.

use ledger::money::Fen;

use super::past_payments::debts_beside;
use crate::cells::{Amount, Reading};
use crate::given_back::{self, is_given_back, is_same_pot, says_given_back};
use crate::interpretation::Interpretation;
use crate::owed::{Terms, amount_in, opening};
use crate::states::{Side, says_refunded, side};
use crate::sums::Counted;
use crate::table::{Line, Table};
use crate::units::refer;
use crate::{BalanceKind, DraftBalance, Kind, Level, Meaning, words};

pub(crate) const UNUSED: &[Meaning] = &[
    Meaning::Note,
    Meaning::Rate,
    Meaning::Monthly,
    Meaning::PeriodRange,
    Meaning::PeriodFrom,
    Meaning::PaidThrough,
    Meaning::PeriodTo,
    Meaning::Months,
    Meaning::Due,
    Meaning::Paid,
    Meaning::PaidOn,
    Meaning::Cashier,
    Meaning::Plate,
    Meaning::Space,
];

pub(crate) fn line<'a>(
    reading: &mut Interpretation,
    table: &mut Table<'a>,
    line: &mut Line<'a>,
) -> Option<usize> {
    let unit = refer(reading, table, line)?;
    held(reading, table, line, unit);
    for slot in table.slots(Meaning::Amount) {
        // What is held is said by the row's item, the header, or the sheet.
        let item = table.text(line, Meaning::Item).unwrap_or_default();
        let told = [item.as_str(), table.header(*slot), &table.region.title, &*table.sheet.name];
        let deposit = told.into_iter().find(|words| is_deposit(words));
        let kind = match told.into_iter().find(|words| is_deposit(words) || is_prepaid(words)) {
            Some(words) if is_deposit(words) => BalanceKind::Deposit,
            _ => BalanceKind::Prepayment,
        };
        let label = match kind {
            BalanceKind::Deposit => deposit.unwrap_or_default().to_owned(),
            BalanceKind::Prepayment => String::new(),
        };
        balance(reading, table, line, (unit, *slot), (kind, label));
    }
    debts_beside(reading, table, line, (unit, &mut Terms::default()));
    Some(unit)
}

/// What the deposit is called: the header, or for 余额 what stands around it.
fn deposit_name(table: &Table<'_>, slot: usize) -> String {
    const NAMES: [&str; 7] =
        ["装修押金", "装修保证金", "水电押金", "钥匙押金", "履约保证金", "押金", "保证金"];
    let label = table.label(slot);
    let headers = table.region.columns.iter().map(|column| column.header.as_str());
    let mut around = [table.region.title.as_str(), &table.sheet.name].into_iter().chain(headers);
    let mut named = || around.find_map(|words| NAMES.into_iter().find(|name| words.contains(name)));
    if is_deposit(label) {
        label.to_string()
    } else {
        named().map_or_else(|| label.to_string(), str::to_owned)
    }
}

fn is_deposit(words: &str) -> bool {
    ["押金", "保证金", "质保金", "周转金"].iter().any(|word| words.contains(word))
}

fn is_prepaid(words: &str) -> bool {
    ["预存", "预收", "预缴", "预交"].iter().any(|word| words.contains(word))
}

/// The row's columns of prepayments and deposits.
pub(crate) fn held<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &mut Line<'a>, unit: usize) {
    if table.region.kind == Kind::Balances && !table.has(Meaning::Amount) {
        line.keep_text_of(table.slot(Meaning::Item));
    }
    for slot in table.slots(Meaning::Prepaid) {
        // 结余 of 装修押金.
        let item = table.text(line, Meaning::Item).unwrap_or_default();
        let held = match is_deposit(&item) {
            true => (BalanceKind::Deposit, item),
            false => (BalanceKind::Prepayment, String::new()),
        };
        balance(reading, table, line, (unit, *slot), held);
    }
    deposits(reading, table, line, unit);
}

/// The row's columns of deposits alone.
pub(crate) fn deposits<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    unit: usize,
) {
    if table.is_of_refunds && table.refunds.is_empty() && table.came_or_went.is_none() {
        return all_went_back(reading, table, line, unit);
    }
    match refunded(reading, table, line) {
        Refund::Nothing => {}
        Refund::Apart(slot, fen) => went_back(reading, table, line, (unit, slot, fen)),
        Refund::All => return,
        Refund::Part(slot, fen) => return rest(reading, table, line, (unit, slot, fen)),
    }
    for slot in table.slots(Meaning::Deposit) {
        let name = named_in_row(table, line).unwrap_or_else(|| deposit_name(table, *slot));
        balance(reading, table, line, (unit, *slot), (BalanceKind::Deposit, name));
    }
}

/// 装修 or 装修押金 under 押金类型.
fn named_in_row(table: &Table<'_>, line: &Line<'_>) -> Option<String> {
    let of_balances = table.region.kind == Kind::Balances && table.slots(Meaning::Deposit).len() == 1;
    let item = table.text(line, Meaning::Item).filter(|item| of_balances && !item.trim().is_empty())?;
    // 收装修保证金
    let bare = ["收取", "收到", "收", "交", "缴"].iter().find_map(|taken| item.trim().strip_prefix(taken));
    let name = bare.filter(|bare| is_deposit(bare)).unwrap_or(item.trim());
    Some(if is_deposit(name) { name.to_owned() } else { format!("{name}押金") })
}

/// What was given back of the row's deposits.
enum Refund {
    Nothing,
    /// As much of what another row took; the column that says so.
    Apart(usize, Fen),
    All,
    /// The column of the deposit, and how much of it.
    Part(usize, Fen),
}

/// A row of its own for a deposit that went back: it comes off what other rows took of the unit.
fn went_back(
    reading: &mut Interpretation,
    table: &Table<'_>,
    line: &Line<'_>,
    (unit, slot, back): (usize, usize, Fen),
) {
    let off = reading.decisions.is("deposit_refunded", "leave_out");
    let header = table.label(slot);
    let done = if off { "从这一户收的押金里减去" } else { "没有减" };
    let message = format_args!("这一行没有收押金，“{header}”写着 {back} 元，{done}。请确认。");
    reading.findings.add(line.at(slot), (Level::Decide, "deposit_refunded"), message, "");
    if !off {
        return;
    }
    let names = || table.slots(Meaning::Deposit).iter().map(|slot| deposit_name(table, *slot));
    let named = names().find(|name| is_deposit(header) && is_same_pot(name, header));
    let label = named.or_else(|| names().next().filter(|_| names().count() == 1));
    let label = label.unwrap_or_else(|| header.to_string());
    given_back::note(reading, table, line, (unit, slot), (label, back));
}

/// A row of 装修押金退还: it comes off what other tables took of the unit.
fn all_went_back<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &mut Line<'a>, unit: usize) {
    for slot in table.slots(Meaning::Deposit) {
        let Some(amount) = amount_in(reading, table, line, *slot) else { continue };
        let off = reading.decisions.is("deposit_refunded", "leave_out");
        let name = named_in_row(table, line).unwrap_or_else(|| deposit_name(table, *slot));
        line.keep_text(*slot);
        if !off {
            balance(reading, table, line, (unit, *slot), (BalanceKind::Deposit, name));
        } else if !amount.fen.is_zero() {
            line.counts(*slot, Counted::LeftOut(amount));
            given_back::note(reading, table, line, (unit, *slot), (name, amount.fen.abs()));
        }
        let done = if off { "从这一户收的押金里减去" } else { "照押金导入" };
        let message = format_args!("标题写着这张表是退还的，{} 元{done}。请确认。", amount.fen.abs());
        reading.findings.add(line.at(*slot), (Level::Decide, "deposit_refunded"), message, "");
    }
}

/// A deposit without what was given back of it.
fn rest<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, slot, back): (usize, usize, Fen),
) {
    let Some(taken) = amount_in(reading, table, line, slot) else { return };
    line.keep_text(slot);
    let held = taken.fen - back;
    let given = Amount { exact: back.to_decimal(), fen: back, ..taken };
    let left = Amount { exact: taken.exact - given.exact, fen: held, ..taken };
    line.counts(slot, Counted::InPart(left, given));
    push(reading, table, line, (unit, slot), (BalanceKind::Deposit, deposit_name(table, slot), held));
}

/// 退款日期 or 退款金额 beside the row's deposits: whether they are not held any more, and left out.
fn refunded<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &mut Line<'a>) -> Refund {
    let told = |slot: &usize| {
        let of_refunds = says_given_back(table.header(*slot));
        let says = |text: String| match of_refunds {
            true => text != "0" && !text.contains(['未', '否', '没']),
            false => says_refunded(&text),
        };
        line.at(*slot).text().is_some_and(says)
    };
    let Some(slot) = table.refunds.iter().copied().find(|slot| told(slot)) else { return Refund::Nothing };
    let read = |slot: &usize| line.at(*slot).amount().got().map_or(Fen::ZERO, |amount| amount.fen);
    let held: Fen = table.slots(Meaning::Deposit).iter().map(read).sum();
    let of_refunds = table.refunds.iter().filter(|slot| says_given_back(table.header(**slot)));
    let back = of_refunds.map(read).max().unwrap_or(Fen::ZERO);
    if !held.is_positive() {
        let apart = given_back::apart(table, line).filter(|_| held.is_zero());
        return apart.map_or(Refund::Nothing, |(slot, back)| Refund::Apart(slot, back));
    }
    let leave_out = reading.decisions.is("deposit_refunded", "leave_out");
    let in_part = back.is_positive() && back < held;
    // 破坏承重墙扣500: what was not given back was kept.
    let is_kept = |slot: &usize| {
        let said = line.at(*slot).text().filter(|text| text.as_str() != "0");
        said.is_some_and(|text| text.contains('扣') || table.header(*slot).contains('扣'))
    };
    let kept = table.slots(Meaning::Note).iter().any(is_kept);
    let part = match table.slots(Meaning::Deposit) {
        [only] if in_part && !kept => Some((*only, back)),
        _ => None,
    };
    let done = match (leave_out, in_part, part) {
        (false, ..) => "照常导入".to_owned(),
        (true, false, _) => "没有导入，作为备注保留".to_owned(),
        (true, true, None) if kept => "其余的扣下了，没有导入，作为备注保留".to_owned(),
        (true, true, Some(_)) => format!("退了 {back} 元，按还押着的 {} 元导入", held - back),
        (true, true, None) => "只退了一部分，没有导入，作为备注保留。请填上还剩多少".to_owned(),
    };
    let message = format_args!("押金 {held} 元，“{}”写着已退，{done}。请确认。", table.label(slot));
    reading.findings.add(line.at(slot), (Level::Decide, "deposit_refunded"), message, "");
    if let (true, Some((slot, back))) = (leave_out, part) {
        return Refund::Part(slot, back);
    }
    if leave_out {
        for slot in table.slots(Meaning::Deposit) {
            if let Reading::Got(amount) = line.at(*slot).amount() {
                line.counts(*slot, Counted::LeftOut(amount));
            }
            line.keep_text(*slot);
        }
    }
    if leave_out { Refund::All } else { Refund::Nothing }
}

fn balance<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, slot): (usize, usize),
    (kind, label): (BalanceKind, String),
) {
    if table.is_replaced(slot, line.row) {
        line.counts(slot, Counted::Apart);
        return line.keep_text(slot);
    }
    let Some(amount) = amount_in(reading, table, line, slot) else { return };
    let Amount { fen, .. } = amount;
    if is_given_back(reading, table, line, (unit, (slot, kind, &label), amount)) {
        return;
    }
    if let Some(side) = table.side.and_then(|slot| line.at(slot).value.and_then(side)) {
        return on_side(reading, table, line, (unit, slot), (kind, label, amount, side));
    }
    let header = table.header(slot);
    let said = || {
        words::owed_side(header) == Some(words::OwedSide::Below)
            || ['负', '欠'].iter().all(|word| header.contains(*word))
    };
    if fen.is_negative() && (said() || reading.decisions.is("balance_negative", "arrears")) {
        let message = format_args!("余额是负数，按欠费 {} 元导入。请核对。", fen.abs());
        reading.findings.add(line.at(slot), (Level::Decide, "balance_negative"), message, fen.abs());
        let owed = Amount { exact: -amount.exact, fen: -fen, as_text: amount.as_text };
        opening(reading, table, line, (unit, slot, owed, &mut Terms::default()));
    } else if fen.is_negative() {
        let message = "预存或押金是负数，没有导入，作为备注保留。请核对。";
        reading.findings.add(line.at(slot), (Level::Decide, "balance_negative"), message, "");
        line.counts(slot, Counted::LeftOut(amount));
        line.keep_text(slot);
    } else if fen.is_positive() {
        push(reading, table, line, (unit, slot), (kind, label, fen));
    }
}

/// A balance of the books: 借 is owed, 贷 is held, where a person does not want it otherwise.
fn on_side<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, slot): (usize, usize),
    (kind, label, amount, side): (BalanceKind, String, Amount, Side),
) {
    if amount.fen.is_zero() || side == Side::Even {
        return;
    }
    let books = reading.decisions.is("balance_side", "books");
    let owed = (side == Side::Debit) != amount.fen.is_negative();
    let done = match (books, owed) {
        (false, _) => "没有导入，作为备注保留",
        (true, true) => "按欠费导入",
        (true, false) => "按预存或押金导入",
    };
    let message = format_args!(
        "余额 {} 元，方向是“{}”，{done}。请确认。",
        amount.fen,
        if side == Side::Debit { "借" } else { "贷" }
    );
    reading.findings.add(line.at(slot), (Level::Decide, "balance_side"), message, "");
    if !books {
        line.counts(slot, Counted::LeftOut(amount));
        line.keep_text(slot);
    } else if owed {
        let owed = Amount { exact: amount.exact.abs(), fen: amount.fen.abs(), ..amount };
        opening(reading, table, line, (unit, slot, owed, &mut Terms::default()));
    } else {
        push(reading, table, line, (unit, slot), (kind, label, amount.fen.abs()));
    }
}

/// 装修押金 among receipts: held, unless a person says that it is a receipt like the others. What was given back of one
/// comes off. Whether the payment is done with.
pub(crate) fn among_receipts<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, slot): (usize, usize),
    amount: Amount,
) -> bool {
    let Some(at) = table.at(line, Meaning::Item) else { return false };
    let item = at.text().unwrap_or_default();
    let named = ["退还", "退"].iter().find_map(|back| item.trim().strip_prefix(back));
    let name = named.unwrap_or(&item).trim().to_owned();
    if reading.deposits_listed || amount.fen.is_zero() || !words::names_a_deposit(&name) {
        return false;
    }
    let hold = reading.decisions.is("deposit_received", "hold");
    let back = named.is_some() || amount.fen.is_negative();
    let done = match (hold, back) {
        (true, false) => "作为押金记在这一户名下，不记入缴费历史",
        (true, true) => "从这一户收的押金里减去，不记入缴费历史",
        (false, _) => "照其他收款记入缴费历史",
    };
    let message = format_args!("“{item}”{} 元，{done}。请确认。", amount.fen.abs());
    reading.findings.add(at, (Level::Decide, "deposit_received"), message, "");
    if hold && back {
        line.counts(slot, Counted::LeftOut(amount));
        given_back::note(reading, table, line, (unit, slot), (name, amount.fen.abs()));
    } else if hold {
        push(reading, table, line, (unit, slot), (BalanceKind::Deposit, name, amount.fen));
    }
    if hold {
        let told = [Meaning::PaidOn, Meaning::Cashier, Meaning::PeriodRange];
        told.into_iter().for_each(|meaning| line.keep_text_of(table.slot(meaning)));
    }
    hold
}

/// A prepayment that another kind of table has found.
pub(crate) fn prepay(
    reading: &mut Interpretation,
    table: &Table<'_>,
    line: &Line<'_>,
    place: (usize, usize),
    fen: Fen,
) {
    push(reading, table, line, place, (BalanceKind::Prepayment, String::new(), fen));
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
    reading.draft.balances.push(DraftBalance { unit, kind, label, amount_fen: fen.fen(), source });
}
