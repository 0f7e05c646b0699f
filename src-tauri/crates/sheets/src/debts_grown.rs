//! Lists of arrears that grow from sheet to sheet: what stands in the last is all that is owed.

use ledger::calendar::Month;
use rust_decimal::Decimal;

use crate::debts_again::{Debts, FEWEST_UNITS, MOST_COMPARED, is_nearly_all};
use crate::layout::Region;
use crate::openings::span_of_title;
use crate::periods::year_named;
use crate::{Kind, Meaning};

/// Lists on sheets of their years or months, 2013年 and 2014年, 1月 and 2月, where whoever owed owes more a year later: what
/// stands in the later is all that is owed, where a year's own debts would be less for some and the same for others. Of
/// months many have paid in between. The earlier, with the next.
pub(crate) fn grown(tables: &[Debts<'_>]) -> Vec<(usize, usize)> {
    let alone = |region: &Region, of_months: bool| {
        let beside = [Meaning::Due, Meaning::Paid].into_iter().any(|of| region.column(of).is_some());
        let of_debts = region.kind == Kind::Roster || (of_months && region.kind == Kind::Arrears);
        of_debts && !beside && !region.carries
    };
    let told = || tables.iter().enumerate();
    let year = |(at, table): (usize, &Debts<'_>)| {
        Some((year_named(&table.sheet.name)?, at)).filter(|_| alone(table.region, false))
    };
    let month = |(at, table): (usize, &Debts<'_>)| {
        Some((month_of(table)?, at))
            .filter(|_| alone(table.region, true) && table.stood.is_none() && table.says_no_periods())
    };
    let more = |earlier: usize, later: usize| {
        let (before, after) = (&tables[earlier].units, &tables[later].units);
        let both = before.iter().filter_map(|(unit, owed)| Some((owed.amount, after.get(unit)?.amount)));
        let both: Vec<(Decimal, Decimal)> = both.filter(|(_, after)| !after.is_zero()).collect();
        (both.iter().filter(|(before, after)| after > before).count(), both.len(), before.len())
    };
    let nearly_all = |earlier: usize, later: usize| {
        let (more, _, of) = more(earlier, later);
        is_nearly_all(more, of)
    };
    let of_who_still_owe = |earlier: usize, later: usize| {
        let (more, both, of) = more(earlier, later);
        more >= FEWEST_UNITS && both * 2 >= of && is_nearly_all(more, both)
    };
    let years = in_order(told().filter_map(year).collect(), nearly_all);
    let months = in_order(told().filter_map(month).collect(), of_who_still_owe);
    years.into_iter().chain(months).collect()
}

/// Each with the next of a later time that it has grown to.
fn in_order(mut times: Vec<(i32, usize)>, has_grown: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    times.sort_unstable();
    times.truncate(MOST_COMPARED);
    let next = |(time, at): (i32, usize)| {
        let mut later = times.iter().filter(|(other, _)| *other > time);
        later.find(|(_, later)| has_grown(at, *later)).map(|(_, later)| (at, *later))
    };
    times.iter().copied().filter_map(next).collect()
}

/// The month that the title names, or the sheet's name: 2026年1月, 1月; months since the year 0.
pub(crate) fn month_of(table: &Debts<'_>) -> Option<i32> {
    let of_span = |text: &str| {
        let span = span_of_title(text)?;
        let (from, to) = (Month::of(span.from?), Month::of(span.to?));
        (from == to).then(|| from.year() * 12 + i32::try_from(from.month()).unwrap_or_default())
    };
    let plain = || {
        let number = table.sheet.name.trim().trim_end_matches('份').strip_suffix('月')?;
        number.parse().ok().filter(|month| (1..=12).contains(month))
    };
    table.region.title.split(' ').find_map(of_span).or_else(|| of_span(&table.sheet.name)).or_else(plain)
}
