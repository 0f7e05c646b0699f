//! What the numbers of a row say of each other: a column that is the sum of others is their total, whatever its header.

use rust_decimal::Decimal;

use super::closing;
use super::columns::{Columns, is_chosen};
use super::kind::set;
use super::longer_times;
use super::parts::is_labelled;
use crate::book::{Row, Value};
use crate::cells::{A_FEN, amount, amount_at, number};
use crate::layout::Column;
use crate::openings::{OpeningTerms, terms};
use crate::periods::period;
use crate::{Kind, Meaning, words};

/// So many rows show it.
const ROWS_LOOKED_AT: usize = 200;
const FEWEST_ROWS: usize = 3;

/// Whether `target` is the sum of `plus` less `minus` in nearly every row, and no accident of rows with one part.
pub(super) fn is_sum(rows: &[Row], target: u32, plus: &[u32], minus: &[u32]) -> bool {
    let Fits { counted, fits, of_several } = fits(rows, target, plus, minus);
    counted >= FEWEST_ROWS && fits * 10 >= counted * 9 && of_several * 4 >= counted
}

/// The same where the headers say it already, so that a few rows with one part are proof enough.
pub(super) fn agrees(rows: &[Row], target: u32, plus: &[u32], minus: &[u32]) -> bool {
    let Fits { counted, fits, .. } = fits(rows, target, plus, minus);
    counted > 0 && fits * 10 >= counted * 9
}

/// The same where the headers leave nothing else to think of: half of the rows prove it, or all of one or two, and those
/// that do not add up are shown to a person.
pub(super) fn is_told<'r>(
    rows: impl IntoIterator<Item = &'r Row>,
    target: u32,
    plus: &[u32],
    minus: &[u32],
) -> bool {
    let Fits { counted, fits, of_several } = fits(rows, target, plus, minus);
    fits > 0 && fits * 2 >= counted && (of_several > 0 || fits == counted)
}

/// The same of items, which are no sum where a row owes several times as much: they may be what is charged each month.
fn sums_items(rows: &[Row], total: u32, items: &[u32]) -> bool {
    let several_times = |row: &Row| {
        let sum: Decimal = items.iter().map(|c| amount_at(row, *c)).sum();
        sum > Decimal::ZERO && amount_at(row, total) >= sum * Decimal::TWO
    };
    is_sum(rows, total, items, &[])
        || (is_told(rows, total, items, &[]) && !rows.iter().take(ROWS_LOOKED_AT).any(several_times))
}

/// How many rows say anything, how many add up, and how many of these have several parts.
struct Fits {
    counted: usize,
    fits: usize,
    of_several: usize,
}

fn fits<'r>(rows: impl IntoIterator<Item = &'r Row>, target: u32, plus: &[u32], minus: &[u32]) -> Fits {
    let (mut counted, mut fits, mut of_several) = (0_usize, 0_usize, 0_usize);
    for row in rows.into_iter().take(ROWS_LOOKED_AT) {
        let total = amount_at(row, target);
        let parts = || plus.iter().chain(minus).map(|column| amount_at(row, *column));
        let given = parts().filter(|part| !part.is_zero()).count();
        if total.is_zero() && given == 0 {
            continue;
        }
        let sum: Decimal = plus.iter().map(|c| amount_at(row, *c)).sum();
        let less: Decimal = minus.iter().map(|c| amount_at(row, *c)).sum();
        counted += 1;
        let is_sum = (sum - less - total).abs() <= A_FEN;
        fits += usize::from(is_sum);
        of_several += usize::from(is_sum && given >= 2);
    }
    Fits { counted, fits, of_several }
}

/// The columns with this meaning that nobody chose otherwise.
pub(super) fn with(columns: &Columns<'_>, meaning: Meaning) -> Vec<u32> {
    columns.list.iter().filter(|c| c.meaning == meaning).map(|c| c.index).collect()
}

pub(super) fn change(columns: &mut Columns<'_>, index: u32, meaning: Meaning, note: &str) {
    if let Some(column) = columns.list.iter_mut().find(|c| c.index == index && !is_chosen(c)) {
        set(column, meaning, note);
    }
}

/// 总额 or 合计 where no other column holds an amount, and months tell that it is one.
pub(super) fn lone_sum(columns: &mut Columns<'_>) {
    let months = [Meaning::PeriodRange, Meaning::PeriodFrom, Meaning::Months];
    let of_money = columns.list.iter().any(|c| c.meaning.is_money());
    if of_money || !months.iter().any(|meaning| columns.has(*meaning)) {
        return;
    }
    let is_sum = |c: &&Column| {
        let key = words::key(&c.header);
        matches!(c.meaning, Meaning::Ignored | Meaning::Unknown)
            && ["总额", "合计", "总计", "共计", "合计金额", "小计", "总价"].contains(&key.as_str())
            && columns.profile(c).is_mostly_numbers()
    };
    let mut sums = columns.list.iter().filter(is_sum);
    if let (Some(only), None) = (sums.next().map(|c| c.index), sums.next()) {
        change(columns, only, Meaning::Amount, "表里没有别的金额，认作金额");
    }
}

/// 总金额 behind 物业费 and 滞纳金.
fn whole_amount(columns: &mut Columns<'_>) {
    let fees = fees(columns);
    let is_whole = |c: &&Column| {
        let says_whole = c.header.contains('总') || is_labelled(c);
        c.meaning == Meaning::Amount && says_whole && !fees.contains(&c.index) && !is_chosen(c)
    };
    let whole = columns.list.iter().rev().find(is_whole).map(|c| c.index);
    if let Some(whole) = whole.filter(|whole| fees.len() >= 2 && sums_items(columns.rows, *whole, &fees)) {
        change(columns, whole, Meaning::OpeningTotal, "正好是旁边各列之和，用来核对，不导入");
    }
}

/// Totals among amounts, and amounts that only their sum explains.
pub(super) fn totals(columns: &mut Columns<'_>, kind: Kind) {
    if kind == Kind::Meters {
        closing::arrears(columns, kind);
    }
    if !matches!(kind, Kind::Arrears | Kind::Roster | Kind::Fees | Kind::Vehicles) {
        return;
    }
    months_of_debts(columns, kind);
    closing::arrears(columns, kind);
    if columns.closes {
        return;
    }
    whole_amount(columns);
    if of_years(columns, kind) {
        return;
    }
    let rows = columns.rows;
    let owed = with(columns, Meaning::Opening);
    if let ([], [only]) = (&owed[..], &with(columns, Meaning::OpeningTotal)[..]) {
        let fees = fees(columns);
        if fees.len() >= 2 && sums_items(rows, *only, &fees) {
            for fee in fees {
                change(columns, fee, Meaning::Opening, "各项之和正好是欠费合计，认作欠费");
            }
        }
        return;
    }
    if let [only] = owed[..] {
        of_one_total(columns, kind, only);
    } else if owed.len() >= 2 && !columns.has(Meaning::OpeningTotal) {
        let sum = |columns: &Columns<'_>| {
            let unknown =
                columns.list.iter().filter(|c| matches!(c.meaning, Meaning::Unknown | Meaning::Ignored));
            unknown.map(|c| c.index).find(|c| is_sum(rows, *c, &owed, &[]))
        };
        if let Some(sum) = sum(columns) {
            change(columns, sum, Meaning::OpeningTotal, "正好是各项欠费之和，用来核对，不导入");
        }
    }
}

/// Whether there are 2010年欠费 and 2011年欠费, and 尚欠 that is their sum or what is left of it.
fn of_years(columns: &mut Columns<'_>, kind: Kind) -> bool {
    let rows = columns.rows;
    let owed = with(columns, Meaning::Opening);
    let paid = with(columns, Meaning::Paid);
    let of_fees = fees(columns);
    let of_rows = AcrossRow::of(rows, [&owed, &of_fees, &paid]);
    // 尚欠 beside 2010年欠费, 2011年欠费 and 已付.
    for total in owed.iter().rev() {
        if !AcrossRow::may_hold(&of_rows, *total) || longer_times::is_besides(columns, *total, &owed) {
            continue;
        }
        let parts: Vec<u32> = owed.iter().copied().filter(|c| c != total).collect();
        let with_fees: Vec<u32> = [&parts[..], &of_fees[..]].concat();
        let ways = || [&parts, &with_fees].into_iter().filter(|parts| parts.len() >= 2);
        let sums = |less: &[u32]| ways().any(|parts| is_sum(rows, *total, parts, less));
        let told = |less: &[u32]| {
            // Only rows in which something was paid tell that it was taken off.
            let counts = |row: &&Row| less.is_empty() || less.iter().any(|c| !amount_at(row, *c).is_zero());
            // Fees alone may be what is charged each month, see below.
            let alone = owed.len() < 2 || !names_nothing(columns, *total);
            let adds_up = |parts: &Vec<u32>| is_told(rows.iter().filter(counts), *total, parts, less);
            ways().any(|parts| !alone && adds_up(parts) && name_their_own(columns, parts))
        };
        let less_paid = !paid.is_empty() && (sums(&paid) || told(&paid));
        let whole = sums(&[]) || (!less_paid && told(&[]));
        if whole || less_paid {
            change(columns, *total, Meaning::OpeningTotal, "正好是旁边各列之和，用来核对，不导入");
            columns.less_paid = !whole && matches!(kind, Kind::Arrears | Kind::Roster);
            return true;
        }
    }
    false
}

/// What a row has in all columns of a sort: whether one of them may be the sum of the others is told without adding these
/// up for each of them.
struct AcrossRow<'r> {
    row: &'r Row,
    /// Among those that are looked at, whatever was paid.
    is_first: bool,
    /// Of what is owed, of fees, of what was paid; `None` where nothing but zeros stands.
    sums: [Option<Decimal>; 3],
}

impl<'r> AcrossRow<'r> {
    /// The first rows, and the first in which something was paid.
    fn of(rows: &'r [Row], columns: [&[u32]; 3]) -> Vec<Self> {
        let sum = |row: &Row, columns: &[u32]| {
            let amounts = || columns.iter().map(|column| amount_at(row, *column));
            amounts().any(|amount| !amount.is_zero()).then(|| amounts().sum())
        };
        let across = |(at, row)| {
            let sums = columns.map(|columns| sum(row, columns));
            AcrossRow { row, is_first: at < ROWS_LOOKED_AT, sums }
        };
        let mut of_paid = 0_usize;
        let counts = |across: &Self| {
            of_paid += usize::from(across.sums[2].is_some());
            across.is_first || (across.sums[2].is_some() && of_paid <= ROWS_LOOKED_AT)
        };
        let most = if columns[2].is_empty() { ROWS_LOOKED_AT } else { rows.len() };
        rows.iter().take(most).enumerate().map(across).filter(counts).collect()
    }

    /// Half of the rows that say anything bear it out, which is the least that [`is_told`] and [`is_sum`] ask for.
    fn may_hold(rows: &[Self], total: u32) -> bool {
        let holds = |with_fees: bool, less_paid: bool| {
            let (mut first, mut of_paid) = ((0_usize, 0_usize), (0_usize, 0_usize));
            for AcrossRow { row, is_first, sums: [owed, fees, paid] } in rows {
                let parts = [*owed, fees.filter(|_| with_fees), paid.filter(|_| less_paid)];
                if parts.iter().all(Option::is_none) {
                    continue;
                }
                let [owed, fees, less] = parts.map(Option::unwrap_or_default);
                let is_sum = (owed + fees - less - amount_at(row, total) * Decimal::TWO).abs() <= A_FEN;
                for (counted, fits) in
                    [is_first.then_some(&mut first), paid.map(|_| &mut of_paid)].into_iter().flatten()
                {
                    *counted += 1;
                    *fits += usize::from(is_sum);
                }
            }
            let half = |(counted, fits): (usize, usize)| fits > 0 && fits * 2 >= counted;
            half(first) || (less_paid && half(of_paid))
        };
        [false, true].into_iter().any(|fees| [false, true].into_iter().any(|less| holds(fees, less)))
    }
}

/// 欠费金额, 共欠: neither a time nor an item.
fn names_nothing(columns: &Columns<'_>, index: u32) -> bool {
    let of = columns.list.iter().find(|c| c.index == index).map(|c| terms(&c.header, None, None));
    of.is_some_and(|terms| !terms.names_item && !terms.names_period)
}

/// 2017年欠费 and 2018年欠费, 物业费 and 水费: each of something else.
fn name_their_own(columns: &Columns<'_>, parts: &[u32]) -> bool {
    let of_parts = columns.list.iter().filter(|c| parts.contains(&c.index));
    let named: Vec<_> = of_parts.map(|c| terms(&c.header, None, None)).collect();
    let same = |one: &OpeningTerms, other: &OpeningTerms| {
        (&one.item, one.from, one.to) == (&other.item, other.from, other.to)
    };
    let is_apart = |(at, of): (usize, &OpeningTerms)| {
        (of.names_item || of.names_period) && !named[..at].iter().any(|before| same(before, of))
    };
    // 一年以内, 一至二年, 二年以上 have no times of their own, and are apart all the same.
    let of_ages =
        columns.list.iter().filter(|c| parts.contains(&c.index) && words::is_age(&words::key(&c.header)));
    named.iter().enumerate().all(is_apart) || of_ages.count() == parts.len()
}

/// 物业费 and 水费 beside one 欠费; 一季度 to 四季度 beside 应收 and 欠费.
fn of_one_total(columns: &mut Columns<'_>, kind: Kind, total: u32) {
    let rows = columns.rows;
    let fees = fees(columns);
    let is_whole = || match names_nothing(columns, total) {
        true => sums_items(rows, total, &fees),
        false => is_sum(rows, total, &fees, &[]),
    };
    if fees.len() >= 2 && is_whole() {
        change(columns, total, Meaning::OpeningTotal, "正好是旁边各项之和，用来核对，不导入");
        for fee in fees {
            change(columns, fee, Meaning::Opening, "各项之和正好是欠费，认作欠费");
        }
        return;
    }
    let times: Vec<u32> = columns.untold.clone();
    let due = with(columns, Meaning::Due);
    if times.len() >= 2 && is_sum(rows, total, &times, &[]) {
        change(columns, total, Meaning::OpeningTotal, "正好是旁边各期之和，用来核对，不导入");
        for time in times {
            change(columns, time, Meaning::Opening, "各期之和正好是欠费，认作欠费");
        }
        columns.untold.clear();
    } else if let ([due], true) = (&due[..], times.len() >= 2)
        && is_sum(rows, total, &[*due], &times)
    {
        let meaning = if kind == Kind::Fees { Meaning::Paid } else { Meaning::Note };
        for time in times {
            change(columns, time, meaning, "应收减去各期正好是欠费，是已缴的金额，记作备注");
        }
        columns.untold.clear();
    }
}

/// 物业费 beside 欠费 that is so many months of it: what is charged each month.
pub(super) fn monthly_fees(columns: &mut Columns<'_>, kind: Kind) {
    let ([owed], true) = (&with(columns, Meaning::Opening)[..], matches!(kind, Kind::Arrears | Kind::Roster))
    else {
        return;
    };
    let penalty = |c: u32| {
        columns.list.iter().any(|column| column.index == c && words::is_penalty(&words::key(&column.header)))
    };
    let monthly: Vec<u32> =
        fees(columns).into_iter().filter(|fee| !penalty(*fee) && is_monthly(columns, *owed, *fee)).collect();
    for fee in monthly {
        change(columns, fee, Meaning::Monthly, "欠费正好是它的若干个月，认作每月金额，记作备注");
    }
}

/// 每月欠费, 欠费月数, 欠费总额: the total is what is owed where it is as many times the first as the row has months.
fn months_of_debts(columns: &mut Columns<'_>, kind: Kind) {
    let only = |meaning| match with(columns, meaning)[..] {
        [only] => Some(only),
        _ => None,
    };
    let owes = matches!(kind, Kind::Arrears | Kind::Roster);
    let found = only(Meaning::Opening).zip(only(Meaning::OpeningTotal)).zip(only(Meaning::Months));
    let Some(((fee, total), months)) = found.filter(|_| owes) else { return };
    let read = |row: &Row, column| number(row.get(column)).got().filter(|n| !n.is_zero());
    let (mut counted, mut fits, mut of_several) = (0_usize, 0_usize, 0_usize);
    for row in columns.rows.iter().take(ROWS_LOOKED_AT) {
        let (Some(fee), Some(months)) = (read(row, fee), read(row, months)) else { continue };
        let product = fee.checked_mul(months).unwrap_or(Decimal::ZERO);
        let is_product = (product - amount_at(row, total)).abs() <= A_FEN;
        counted += 1;
        fits += usize::from(is_product);
        of_several += usize::from(is_product && months > Decimal::ONE);
    }
    if of_several > 0 && fits * 10 >= counted * 9 {
        change(columns, fee, Meaning::Monthly, "乘以月数正好是欠费总额，认作每月金额，记作备注");
        change(columns, total, Meaning::Opening, "正好是每月金额乘以月数，按它导入");
    }
}

/// How often `owed` is so many times `fee`.
#[derive(Default)]
struct Multiples {
    counted: usize,
    /// Exactly as often as the row's months say.
    of_months: usize,
    whole: usize,
    /// Of a fee that is no round figure, where it hardly comes by chance.
    odd: usize,
}

/// Whether `fee` is what is charged each month: times the row's months it gives `owed`, or it fits as no accident would.
fn is_monthly(columns: &Columns<'_>, owed: u32, fee: u32) -> bool {
    let mut seen = Multiples::default();
    for row in columns.rows.iter().take(ROWS_LOOKED_AT) {
        let read = |column| amount(row.get(column)).got().map(|a| a.exact).filter(|n| n.is_sign_positive());
        let (Some(owed), Some(fee)) = (read(owed), read(fee)) else { continue };
        if owed.is_zero() || fee.is_zero() {
            continue;
        }
        seen.counted += 1;
        let of_months = months(columns, row).is_some_and(|n| (fee * n - owed).abs() <= A_FEN);
        let whole = owed > fee && owed.checked_rem(fee).is_some_and(|rest| rest.is_zero());
        seen.of_months += usize::from(of_months);
        seen.whole += usize::from(whole || of_months);
        seen.odd += usize::from(whole && !(fee % Decimal::TEN).is_zero());
    }
    let nearly_all = |count: usize| count * 10 >= seen.counted * 9;
    (seen.counted >= 1 && nearly_all(seen.of_months))
        || (seen.counted >= FEWEST_ROWS && nearly_all(seen.whole) && seen.odd * 2 >= seen.counted)
}

/// How many months a row says: 欠费月数, or the range it names.
fn months(columns: &Columns<'_>, row: &Row) -> Option<Decimal> {
    let cell = |meaning| with(columns, meaning).first().and_then(|column| row.get(*column));
    let written = number(cell(Meaning::Months)).got();
    let of_range = || match cell(Meaning::PeriodRange) {
        Some(Value::Text(text)) => period(text, None)?.months().map(|months| Decimal::from(months.len())),
        _ => None,
    };
    written.or_else(of_range)
}

/// Amounts under the name of a fee.
pub(super) fn fees(columns: &Columns<'_>) -> Vec<u32> {
    let names_fee = |c: &&Column| {
        let levels = || c.header.split(words::LEVELS).any(|level| words::is_fee(&words::key(level)));
        words::is_fee(&words::key(&c.header)) || levels()
    };
    let of_fee = columns.list.iter().filter(|c| c.meaning == Meaning::Amount).filter(names_fee);
    of_fee.filter(|c| !is_chosen(c)).map(|c| c.index).collect()
}
