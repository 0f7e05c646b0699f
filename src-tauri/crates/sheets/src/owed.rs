//! What a row's unit owes: its amounts become openings, by month where the row gives a range of months.

use std::iter::repeat_n;

use ledger::calendar::{Date, Month};
use ledger::money::{Fen, RoundingStep};
use rust_decimal::Decimal;

use crate::book::Value;
use crate::cells::{Amount, Reading, may_be_closed};
use crate::dates::{months, own_period, row_period};
use crate::doubts::question_about;
use crate::findings::At;
use crate::household::debtor;
use crate::interpretation::Interpretation;
use crate::months_again::once;
use crate::names::names;
use crate::openings::{item_named, item_of_remark};
use crate::periods::{PeriodRead, Span, by_month};
use crate::row_totals::RowSum;
use crate::settled::is_settled;
use crate::states::{Side, is_paid, side};
use crate::sums::Counted;
use crate::table::{Line, Table};
use crate::tick_marks::{is_tick, owed_at_rate};
use crate::title_times::has_grown;
use crate::{DraftOpening, Kind, Level, Meaning, words};

/// When a row's amounts are of: its own period where it has one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Terms {
    /// One share for each month.
    pub months: Option<Vec<Month>>,
    /// The period as a whole.
    pub whole: Option<Span>,
    /// Of that time the part that an amount is of.
    pub part: Option<Span>,
    /// What the amounts are for, where neither the row nor the column of the amount says it.
    pub item: Option<String>,
    /// A range of months is split into them.
    split: bool,
    /// Who owes, where the row says it; asked for when something is owed.
    owed_by: Option<Option<String>>,
    /// What the row owes has been settled, as it says; asked for when something is owed.
    settled: Option<bool>,
    /// Something that was imported is of this time.
    pub used: bool,
}

impl Terms {
    pub fn settled(&mut self, reading: &mut Interpretation, table: &Table<'_>, line: &Line<'_>) -> bool {
        *self.settled.get_or_insert_with(|| is_settled(reading, table, line))
    }
}

/// `split`: a list of arrears is split into months, a line of fees is not.
pub(crate) fn terms_of_row<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    split: bool,
) -> Terms {
    let period = row_period(reading, table, line);
    let at = table
        .row_period()
        .map(|slot| line.at(slot))
        .or_else(|| table.at(line, Meaning::PeriodFrom))
        .or_else(|| table.at(line, Meaning::PaidThrough))
        .unwrap_or_else(|| line.first());
    terms_of(reading, table, line, (period, at), split)
}

fn terms_of<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &Line<'a>,
    (period, at): (Option<PeriodRead>, At<'a>),
    split: bool,
) -> Terms {
    let months = match &period {
        Some(period) if split => months(reading, table, line, (period, at)),
        _ => None,
    };
    Terms { months, whole: period.map(|period| period.whole()), split, ..Terms::default() }
}

/// The terms of an amount that has a period of its own beside it: 租金 and its 月份, 管理费 and its 月份.
fn own_terms<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    slot: usize,
    split: bool,
) -> Option<Terms> {
    let own = own_period(reading, table, line, slot)?;
    Some(terms_of(reading, table, line, own, split))
}

/// The amount in a column, with what is doubtful about it said; `None` for nothing.
pub(crate) fn amount_in<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    slot: usize,
) -> Option<Amount> {
    let at = line.at(slot);
    match at.amount() {
        Reading::Nothing => None,
        Reading::Got(amount) => {
            if amount.was_rounded() {
                let message = "金额多于两位小数，四舍五入到分。";
                reading.findings.add(at, (Level::Note, "amount_rounded"), message, amount.fen);
            }
            likely(reading, table, line, slot, amount)
        }
        Reading::Unreadable if at.value.and_then(is_paid).is_some() && owes(table, slot) => {
            marked(reading, table, line, slot)
        }
        Reading::Unreadable => {
            line.counts(slot, Counted::Unreadable);
            let header = table.header(slot);
            if let Some(Value::Error(_)) = at.value {
                let message = format_args!(
                    "“{header}”的公式出错，或文件里没有存下结果，金额没有导入。请用 Excel 或 WPS 打开，改正后保存。"
                );
                reading.findings.add(at, (Level::Decide, "amount_unreadable"), message, "");
            } else {
                let message = format_args!("“{header}”的金额看不懂，没有导入，作为备注保留。请改成数字。");
                reading.findings.add(at, (Level::Decide, "amount_unreadable"), message, "");
                line.keep_text(slot);
            }
            None
        }
    }
}

/// A mark where an amount owed was expected: 已交, `√`, 欠, `×`. With a monthly fee beside it says how much.
fn marked<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    slot: usize,
) -> Option<Amount> {
    let at = line.at(slot);
    let mark = at.text().unwrap_or_default();
    // 是 and √ under 欠费 say that something is owed, 否 that nothing is; under 3月 they may say either.
    let answer = is_question(table, slot);
    let tick = at.value.is_some_and(is_tick);
    let asked = tick && !answer && table.tick_is_paid.is_none();
    let paid = match table.tick_is_paid {
        _ if answer && (tick || mark == "否") => mark == "否",
        Some(paid) if tick => paid,
        None if tick => reading.decisions.is("tick_mark", "paid"),
        _ => at.value.and_then(is_paid) == Some(true),
    };
    if paid {
        line.counts(slot, Counted::Imported(Amount { exact: Decimal::ZERO, fen: Fen::ZERO, as_text: true }));
        let ask = if asked { "请确认。" } else { "" };
        let message = format_args!("“{mark}”认作已缴清，没有欠费，原样保留为备注。{ask}");
        let kind = if asked { (Level::Decide, "tick_mark") } else { (Level::Note, "paid_mark") };
        reading.findings.add(at, kind, message, "0");
        line.keep_text(slot);
        return None;
    }
    let owed = owed_at_rate(table, line, slot);
    let header = table.header(slot);
    let code = if asked { "tick_mark" } else { "owed_mark" };
    match owed.filter(|_| asked || reading.decisions.is("owed_mark", "rate")) {
        Some(owed) => {
            let message = format_args!(
                "“{header}”写的是“{mark}”，按每月的收费标准是 {} 元，作为欠费导入。请确认。",
                owed.fen
            );
            reading.findings.add(at, (Level::Decide, code), message, owed.fen);
            line.counts(slot, Counted::Imported(owed));
        }
        None => {
            let message = format_args!(
                "“{header}”写的是“{mark}”，没有写欠多少，没有导入欠费，作为备注保留。请填上金额。"
            );
            let code = if owed.is_some() { code } else { "amount_unreadable" };
            reading.findings.add(at, (Level::Decide, code), message, "");
            line.counts(slot, Counted::Unreadable);
            line.keep_text(slot);
        }
    }
    owed.filter(|_| asked || reading.decisions.is("owed_mark", "rate"))
}

/// The header asks whether anything is owed, and names no time: 欠费, 未交.
fn is_question(table: &Table<'_>, slot: usize) -> bool {
    let named = table.openings[slot].as_ref().is_some_and(|terms| terms.names_period);
    !named && words::key(table.header(slot)).contains(['欠', '未'])
}

/// No unit owes or holds as much: a figure in the wrong column, or a point that was lost.
const MOST_OF_A_UNIT: Fen = Fen::yuan(10_000_000);

/// The amount as a person wants it where it is doubtful: its sign, or its size. `None`: left out.
fn likely<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    slot: usize,
    mut amount: Amount,
) -> Option<Amount> {
    let at = line.at(slot);
    let opening = table.region.columns[slot].meaning == Meaning::Opening;
    let credit = table.side.filter(|_| opening).and_then(|side_slot| line.at(side_slot).value.and_then(side));
    if credit == Some(Side::Credit) {
        amount = Amount { exact: -amount.exact, fen: -amount.fen, ..amount };
    }
    if matches!(at.value, Some(Value::Text(text)) if may_be_closed(text)) {
        let is_stroke = reading.decisions.is("trailing_minus", "stroke");
        let done = if is_stroke { "只是收尾的一笔，是正数" } else { "负号，是负数" };
        let message = format_args!("末尾的“-”认作{done}。请确认。");
        if is_stroke {
            amount = Amount { exact: amount.exact.abs(), fen: amount.fen.abs(), ..amount };
            line.counts(slot, Counted::Imported(amount));
        }
        reading.findings.add(at, (Level::Decide, "trailing_minus"), message, amount.fen);
    }
    if amount.fen.abs() > MOST_OF_A_UNIT {
        let keep = reading.decisions.is("amount_absurd", "keep");
        let done = if keep { "照常导入" } else { "没有导入，作为备注保留" };
        let message = format_args!(
            "“{}”一格就有 {} 元，大得不合常理，{done}。请核对。",
            table.header(slot),
            amount.fen
        );
        reading.findings.add(at, (Level::Decide, "amount_absurd"), message, if keep { "照常" } else { "" });
        if !keep {
            line.counts(slot, Counted::LeftOut(amount));
            line.keep_text(slot);
            return None;
        }
    }
    Some(amount)
}

/// What stands in the column would be owed.
fn owes(table: &Table<'_>, slot: usize) -> bool {
    let meaning = table.region.columns[slot].meaning;
    matches!(meaning, Meaning::Opening | Meaning::Amount | Meaning::Due)
}

/// The row's 欠费 columns.
pub(crate) fn openings<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, terms): (usize, &mut Terms),
    sum: &mut RowSum,
) {
    let settled = terms.settled(reading, table, line);
    let again = reading.again.has(table.sheet, line.row);
    for slot in table.slots(Meaning::Opening) {
        if table.is_replaced(*slot, line.row) {
            line.counts(*slot, Counted::Apart);
            line.keep_text(*slot);
            continue;
        }
        if let Some(amount) = amount_in(reading, table, line, *slot) {
            if again {
                line.counts(*slot, Counted::LeftOut(amount));
                sum.unreadable = true;
                continue;
            }
            if settled {
                line.counts(*slot, Counted::LeftOut(amount));
                line.keep_text(*slot);
                sum.unreadable = true;
                continue;
            }
            sum.add(*slot, amount);
            opening(reading, table, line, (unit, *slot, amount, terms));
        } else {
            let left_out = line.at(*slot).amount() != Reading::Nothing;
            sum.unreadable |= left_out && line.at(*slot).value.and_then(is_paid) != Some(true);
        }
    }
}

/// 金额 without a word of what it is for: arrears, unless a person said otherwise.
pub(crate) fn plain_amounts<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, terms): (usize, &mut Terms),
    sum: &mut RowSum,
) {
    for slot in table.slots(Meaning::Amount) {
        let Some(amount) = amount_in(reading, table, line, *slot) else { continue };
        if owes_plainly(reading, table, *slot) && !terms.settled(reading, table, line) {
            sum.add(*slot, amount);
            opening(reading, table, line, (unit, *slot, amount, terms));
        } else {
            line.counts(*slot, Counted::LeftOut(amount));
            line.keep_text(*slot);
        }
    }
}

/// 金额 in this column is imported as owed.
pub(crate) fn owes_plainly(reading: &Interpretation, table: &Table<'_>, slot: usize) -> bool {
    let owes = matches!(table.region.kind, Kind::Roster | Kind::Arrears);
    owes && question_about(table, slot).is_none_or(|code| reading.decisions.is(code, "arrears"))
}

/// 欠费月数 times 月费, where a person said that it is owed.
pub(crate) fn months_of_a_rate<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, terms): (usize, &mut Terms),
    sum: &mut RowSum,
) {
    let Some((months, rate)) = table.region.by_months else { return };
    let slot = |index: u32| table.region.columns.iter().position(|c| c.index == index);
    let (Some(months), Some(rate)) = (slot(months), slot(rate)) else { return };
    line.keep_text(months);
    if !reading.decisions.is("months_of_a_rate", "arrears") {
        return;
    }
    let (Some(count), Some(fee)) = (line.at(months).number().got(), line.at(rate).number().got()) else {
        return;
    };
    let exact = count.checked_mul(fee);
    let rounded = exact.and_then(|exact| Some((exact, RoundingStep::Fen.round(exact).ok()?)));
    let Some((exact, fen)) = rounded else { return };
    let amount = Amount { exact, fen, as_text: false };
    sum.add(months, amount);
    opening(reading, table, line, (unit, months, amount, terms));
}

/// One amount → one opening, or one for each month.
pub(crate) fn opening<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (unit, slot, amount, terms): (usize, usize, Amount, &mut Terms),
) {
    let at = line.at(slot);
    if amount.fen.is_negative() {
        let leave_out = reading.decisions.is("opening_negative", "leave_out");
        let done = if leave_out { "没有导入" } else { "按预存款导入" };
        let message = format_args!("欠费是负数，多半是预收款，{done}。请确认。");
        reading.findings.add(at, (Level::Decide, "opening_negative"), message, amount.fen);
        if leave_out {
            line.counts(slot, Counted::LeftOut(amount));
            return;
        }
    }
    if amount.fen.is_zero() {
        return;
    }
    let item = table.text(line, Meaning::Item).map(|text| item_named(&text));
    let header = table.openings[slot].as_ref();
    let item = match header.filter(|terms| terms.names_item) {
        Some(terms) => terms.item.clone(),
        None => terms
            .item
            .clone()
            .or(item)
            .or_else(|| item_beside(table, line))
            .or_else(|| header.map(|terms| terms.item.clone()))
            .unwrap_or_else(|| "物业费".into()),
    };
    let by_header = header.map(|terms| Span { from: terms.from, to: terms.to });
    let named_by_header = header.is_some_and(|terms| terms.names_period);
    let own = own_terms(reading, table, line, slot, terms.split);
    terms.used |= own.is_none() && !named_by_header;
    let (months, whole) = match &own {
        // What is left in the end has grown from the beginning.
        _ if table.runs(slot) => (&None, terms.whole.map(|whole| Span { from: None, ..whole })),
        Some(own) => (&own.months, own.whole),
        None => (&terms.months, terms.whole),
    };
    let shares = match (months, whole) {
        _ if let Some(part) = terms.part => vec![(part, amount.fen)],
        (Some(months), _) if !named_by_header => by_month(amount.fen, months),
        (None, Some(whole)) if !named_by_header => vec![(whole.ended(reading.cut_off), amount.fen)],
        _ => {
            let unsaid = Span { from: None, to: table.surroundings.as_of.or(reading.cut_off) };
            let by_title = table.surroundings.span.filter(|_| !named_by_header);
            let by_title = by_title.map(|span| match () {
                () if span.from.is_some() && is_of_before(table, slot) => {
                    Span { from: None, to: span.from.and_then(|day| day.pred_opt()) }
                }
                () if table.region.carries || has_grown_since(table, slot) => Span { from: None, ..span },
                () => span,
            });
            vec![(by_title.or(by_header).unwrap_or(unsaid), amount.fen)]
        }
    };
    let covered = reading.covered.of_row(table.sheet, table.region, line.row);
    let shares = match covered {
        [] => shares,
        covered => uncovered(table, line, (slot, amount), shares, covered),
    };
    let label = match &table.surroundings.season {
        Some(season) if !named_by_header && whole.is_none() => format!("{season} {}", table.header(slot)),
        _ => table.header(slot).to_owned(),
    };
    let owed_by = terms.owed_by.get_or_insert_with(|| debtor(reading, table, line, unit)).clone();
    let source = table.source(line, slot);
    let like = DraftOpening { item, label, from: None, to: None, amount_fen: 0, owed_by, source };
    push(reading, unit, shares, like);
}

/// 累计欠费 in a list of a month's arrears has grown until then.
fn has_grown_since(table: &Table<'_>, slot: usize) -> bool {
    table.region.kind != Kind::Fees && has_grown(table.header(slot))
}

/// 往期欠费 in a list of a month's fees was owed before that month.
fn is_of_before(table: &Table<'_>, slot: usize) -> bool {
    let column = &table.region.columns[slot];
    // 应收 over 陈欠.
    let owed = column.meaning == Meaning::Opening
        || (column.meaning == Meaning::Due && column.header.contains(words::LEVELS));
    owed && matches!(table.region.kind, Kind::Fees | Kind::Roster | Kind::Arrears)
        && words::is_of_before(table.header(slot))
}

/// The shares without the months that another table has.
fn uncovered(
    table: &Table<'_>,
    line: &mut Line<'_>,
    (slot, amount): (usize, Amount),
    shares: Vec<(Span, Fen)>,
    covered: &[(Date, Date)],
) -> Vec<(Span, Fen)> {
    let (kept, gone) = once(shares, covered);
    // A column of what was due is summed as a whole.
    if !gone.is_zero() && !table.slots(Meaning::Due).contains(&slot) {
        let part = Amount { exact: gone.to_decimal(), fen: gone, ..amount };
        let rest = Amount { exact: amount.exact - part.exact, fen: amount.fen - gone, ..amount };
        line.counts(slot, Counted::InPart(rest, part));
    }
    kept
}

/// The item that a remark, or words where the name should be, say of the row's one amount: a line 车位费 below that of
/// 物业费.
fn item_beside(table: &Table<'_>, line: &Line<'_>) -> Option<String> {
    let amounts = table.slots(Meaning::Opening).len() + table.slots(Meaning::Amount).len();
    if amounts != 1 || table.has(Meaning::Item) {
        return None;
    }
    let text = |slot: &usize| line.at(*slot).text();
    let remarks = table.slots(Meaning::Note).iter().filter_map(text);
    let no_names =
        table.slots(Meaning::OwnerName).iter().filter_map(text).filter(|text| names(text).is_empty());
    let mut named = remarks.chain(no_names).filter_map(|text| item_of_remark(&text));
    named.next().map(str::to_owned)
}

fn push(reading: &mut Interpretation, unit: usize, mut shares: Vec<(Span, Fen)>, like: DraftOpening) {
    shares.retain(|(_, fen)| !fen.is_zero());
    reading.owed += shares.iter().map(|(_, fen)| *fen).sum();
    // Copies of `like`, and for the last share itself: most amounts have one.
    let likes = repeat_n(like, shares.len());
    let openings = shares.into_iter().zip(likes).map(|((span, fen), like)| DraftOpening {
        from: span.from.map(|d| d.to_string()),
        to: span.to.map(|d| d.to_string()),
        amount_fen: fen.fen(),
        ..like
    });
    reading.draft.units[unit].openings.extend(openings);
}
