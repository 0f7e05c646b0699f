//! 采暖季: a heating season runs from one year into the next. From which day to which differs from town to town, so none
//! is taken unless a person says so.

use ledger::calendar::Month;

use crate::cells::plain;
use crate::interpretation::Interpretation;
use crate::periods::Span;
use crate::table::Table;
use crate::{Level, Meaning};

/// What is charged for a season.
pub(crate) const ITEM: &str = "供暖费";

const WORDS: [&str; 7] = ["采暖", "供暖", "取暖", "供热", "暖气", "暖费", "热力"];

/// 采暖费, 暖气费; not 热水费.
pub(crate) fn is_of_heating(text: &str) -> bool {
    WORDS.iter().any(|word| text.contains(word))
}

/// The first of the two years of `2016-2017`, `2016—2017年度`, `2016/2017` and `16-17年`, of which one follows the other.
pub(crate) fn first_year(text: &str) -> Option<i32> {
    let text = plain(text);
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, _) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        match runs.last_mut() {
            Some((_, end)) if *end == at => *end += 1,
            _ => runs.push((at, at + 1)),
        }
    }
    runs.windows(2).find_map(|two| {
        let [(start, end), (next, behind)] = *two else { return None };
        let (first, second, rest) = (&text[start..end], &text[next..behind], &text[behind..]);
        let joined = text[end..next].chars().all(|c| "年度~-—–―─至到/ ".contains(c));
        let is_short = first.len() == 2 || second.len() == 2;
        let told = !is_short || rest.trim_start().starts_with(['年', '采', '供', '取', '暖']);
        let goes_on = rest.trim_start_matches(['年', '度', '份']).starts_with(|c: char| c.is_ascii_digit());
        let month = rest.starts_with(['月', '.']);
        let year = |run: &str| {
            let year: i32 = run.parse().ok()?;
            match run.len() {
                4 => Some(year).filter(|year| (1990..2100).contains(year)),
                2 => Some(2000 + year),
                _ => None,
            }
        };
        let (first, second) = (year(first)?, year(second)?);
        (joined && told && !goes_on && !month && second == first + 1).then_some(first)
    })
}

/// `2016-2017采暖季` of `2016-2017年度采暖费`.
pub(crate) fn named(text: &str) -> Option<String> {
    let first = first_year(text).filter(|_| is_of_heating(text))?;
    Some(format!("{first}-{}采暖季", first + 1))
}

/// Asks once for a table whose title names a season, and whose rows do not say of when they are.
pub(crate) fn take_up(reading: &mut Interpretation, table: &mut Table<'_>) {
    let Some(season) = table.surroundings.season.clone() else { return };
    let own = [Meaning::PeriodRange, Meaning::PeriodFrom, Meaning::PaidThrough];
    let money = [Meaning::Opening, Meaning::Due, Meaning::Paid, Meaning::Amount];
    if own.into_iter().any(|meaning| table.has(meaning)) || !money.into_iter().any(|m| table.has(m)) {
        return;
    }
    let winter = reading.decisions.is("heating_season", "winter");
    let span = first_year(&season).and_then(|year| {
        let (from, to) = (Month::new(year, 11)?, Month::new(year + 1, 3)?);
        Some(Span { from: Some(from.first_day()), to: Some(to.last_day()) })
    });
    let done = if winter {
        "按11月到次年3月导入"
    } else {
        "没有填起止月份，欠费注明是哪一季"
    };
    let message = format_args!("标题写的是{season}，没有写从哪月到哪月，各地不同，{done}。请确认。");
    let at = table.region.at_header(table.sheet, table.region.columns.first().map_or(0, |c| c.index));
    reading.findings.add(at, (Level::Decide, "heating_season"), message, season.as_str());
    table.surroundings.span = span.filter(|_| winter);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_season_is_of_two_years() {
        for (text, expect) in [
            ("2016-2017年度采暖费收缴明细", Some("2016-2017采暖季")),
            ("2016—2017采暖季欠费", Some("2016-2017采暖季")),
            ("2016年-2017年供暖费", Some("2016-2017采暖季")),
            ("2016至2017年度取暖费", Some("2016-2017采暖季")),
            ("2016/2017供热季", Some("2016-2017采暖季")),
            ("16-17年采暖费", Some("2016-2017采暖季")),
            ("2016-17采暖季", Some("2016-2017采暖季")),
            ("２０１６－２０１７采暖季", Some("2016-2017采暖季")),
            ("2016-2017年度物业费", None),
            ("2016年采暖费", None),
            ("2014-2016年采暖费", None),
            ("2016年11月-2017年3月采暖费", None),
            ("2016.11-2017.3采暖费", None),
            ("2016-2017年3月采暖费", None),
            ("2011-12月采暖费", None),
            ("11-12栋采暖费", None),
            ("2016-2017年热水费", None),
        ] {
            assert_eq!(named(text).as_deref(), expect, "{text}");
        }
    }
}
