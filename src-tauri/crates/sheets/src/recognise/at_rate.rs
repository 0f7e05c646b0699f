//! 月物业费 beside 1月 to 12月: the columns say which months were paid, the fee says what the others owe.

use ledger::calendar::Month;
use ledger::money::Fen;
use rust_decimal::Decimal;

use super::around::Around;
use super::columns::{Columns, is_chosen};
use super::kind::{Decided, detail, set};
use super::periods;
use crate::at_rate::{AtRate, Rate, Said, Time, due_until, sums};
use crate::book::{Merge, Row, Value};
use crate::cells::{amount, number};
use crate::layout::Column;
use crate::openings::{OpeningTerms, terms};
use crate::tick_marks::months_of;
use crate::{Confidence, Kind, Meaning, words};

/// Such a table, and what is asked about it.
pub(super) struct Found {
    pub at_rate: AtRate,
    pub question: &'static str,
    /// Columns of what its times come to together.
    sums: Vec<u32>,
}

/// What is asked where nothing but marks stands under the times.
pub(crate) const SIGNED: &str = "times_signed";

/// Finds the times of a table and what each costs; `None` where nothing says that they were paid.
pub(super) fn find(columns: &Columns<'_>, around: &Around, merges: &[Merge]) -> Option<Found> {
    use Meaning as M;
    const ELSE: [Meaning; 9] = [
        M::PeriodRange,
        M::PeriodFrom,
        M::PeriodTo,
        M::PaidThrough,
        M::Months,
        M::Item,
        M::PreviousReading,
        M::PresentReading,
        M::Deposit,
    ];
    let is_else = |c: &Column| ELSE.contains(&c.meaning) && times_word(c).is_none();
    if around.arrears() || columns.list.iter().any(is_else) || !columns.doubts.is_empty() {
        return None;
    }
    let times = times(columns)?;
    let merged = merges
        .iter()
        .filter(|m| m.last_column > m.first_column && times.iter().any(|time| time.column == m.first_column))
        .map(|m| ((m.first_row, m.first_column), m.last_column))
        .collect();
    let draft = AtRate {
        rate: Rate::OfArea { area: 0, price: 0 },
        due: times.len(),
        times,
        numbers_are_marks: false,
        merged,
    };
    let rates = rates(columns, &draft.times);
    let best = |numbers_are_marks: bool| {
        let read =
            |rate: &Rate| Evidence::of(columns, AtRate { rate: *rate, numbers_are_marks, ..draft.clone() });
        rates.iter().map(read).reduce(|best, one| if one.whole > best.whole { one } else { best })
    };
    let as_money = best(false)?;
    let are_marks = as_money.whole <= as_money.others && !periods::are_money(&numbers(columns, &draft.times));
    let evidence = if are_marks { best(true)? } else { as_money };
    if evidence.fits == 0 || evidence.fits < evidence.others {
        return None;
    }
    let (sums, agrees) = evidence.beside(columns)?;
    let plain = |time: &Time| column_of(columns, time.column).is_some_and(|c| times_word(c) == Some(""));
    let ticked =
        |time: &Time| column_of(columns, time.column).is_some_and(|c| columns.profile(c).has_paid_marks());
    let all = &evidence.at_rate.times;
    let is_signed = !all.iter().all(plain) || !(evidence.has_amounts() || all.iter().any(ticked));
    let likely = evidence.is_likely() && agrees && !around.of_debts() && !columns.has(M::Prepaid);
    let is_grouped =
        |time: &Time| column_of(columns, time.column).is_some_and(|c| group_word(&c.header).is_some());
    if !likely && all.iter().any(is_grouped) {
        return None;
    }
    let question = match () {
        () if is_signed => SIGNED,
        () if likely => "time_columns_at_rate",
        () if around.of_months_paid() => "time_columns_paid_or_rate",
        () => "time_columns_or_rate",
    };
    Some(Found { at_rate: evidence.at_rate, question, sums })
}

/// What the table is: one of fees, where it says little of the households.
pub(super) fn kind(columns: &Columns<'_>, decided: Decided) -> Decided {
    let kind = match decided.kind {
        Kind::Vehicles => Kind::Vehicles,
        Kind::Roster if detail(columns) > 1 => Kind::Roster,
        _ => Kind::Fees,
    };
    Decided { kind, confidence: Confidence::Likely, payments_or_fees: false }
}

/// Takes the columns for what they are in such a table.
pub(super) fn take(columns: &mut Columns<'_>, found: &Found, year: Option<i32>) {
    for column in &mut columns.list {
        let is_rate = matches!(found.at_rate.rate, Rate::Column { index, .. } if index == column.index);
        if is_rate && matches!(column.meaning, Meaning::Due | Meaning::Amount) {
            set(column, Meaning::Rate, "");
        }
        if is_rate {
            column.note = "空着的各期按它算欠费".to_owned();
        }
        if found.sums.contains(&column.index) {
            set(column, Meaning::Note, "各期的合计，记作备注");
        }
        if !found.at_rate.has(column.index) {
            continue;
        }
        set(column, Meaning::Paid, "写的是这一期交了没有，空着的算欠费");
        if let Some(year) = year.filter(|_| !terms(&column.header, None, None).names_period) {
            column.header = format!("{year}年{}{}", words::LEVELS, column.header);
        }
        column.confidence = Confidence::Likely;
    }
}

/// What is left of a header that names a time: nothing, or a word of paying; `None` for any other.
fn times_word(column: &Column) -> Option<&'static str> {
    const WORDS: [&str; 22] = [
        "是否交费",
        "是否缴费",
        "是否交纳",
        "是否缴纳",
        "是否交",
        "是否缴",
        "是否已交",
        "是否已缴",
        "交费日期",
        "缴费日期",
        "收费日期",
        "交款日期",
        "缴款日期",
        "交费时间",
        "缴费时间",
        "收费时间",
        "签字",
        "签名",
        "收据号",
        "收据号码",
        "票据号",
        "收款人",
    ];
    let key = words::key(&column.header);
    if periods::is_time(&key) {
        return Some("");
    }
    let word = WORDS.iter().find(|word| key.strip_suffix(*word).is_some_and(periods::is_time));
    word.copied().or_else(|| group_word(&column.header))
}

/// 缴费情况 or 月份 over 1月.
fn group_word(header: &str) -> Option<&'static str> {
    const PAYING: [&str; 9] = ["缴费", "交费", "收费", "缴纳", "交纳", "收缴", "收款", "缴款", "交款"];
    const OF: [&str; 7] = ["情况", "记录", "登记", "明细", "月份", "状态", "日期"];
    let (group, time) = header.rsplit_once(words::LEVELS)?;
    let group = words::key(group);
    if !periods::is_time(&words::key(time)) || words::says(&group, &["欠", "未", "应"]) {
        return None;
    }
    let bare = OF.iter().find_map(|of| group.strip_suffix(of)).unwrap_or(&group);
    let of_paying = PAYING.iter().find(|word| bare.ends_with(*word)).copied();
    of_paying.or_else(|| ["月份", "月度"].into_iter().find(|word| *word == group))
}

/// The columns of times, of whole months, one behind the other.
fn times(columns: &Columns<'_>) -> Option<Vec<Time>> {
    let could_be = |c: &Column| {
        let word = times_word(c)?;
        let plain = c.meaning == Meaning::Unknown;
        let signed = matches!(
            c.meaning,
            Meaning::Unknown | Meaning::Note | Meaning::Status | Meaning::PaidOn | Meaning::Cashier
        );
        let grouped = matches!(c.meaning, Meaning::Amount | Meaning::Due) && group_word(&c.header).is_some();
        (if word.is_empty() { plain } else { signed || grouped } && !is_chosen(c)).then_some(word)
    };
    let mut times: Vec<Time> = Vec::new();
    let mut word = None;
    for column in &columns.list {
        let Some(own) = could_be(column) else { continue };
        if *word.get_or_insert(own) != own {
            return None;
        }
        let read = own_times(&column.header);
        let months = months_of(&column.header, Some(&read))?;
        let span = (read.from?, read.to?);
        if times.last().is_some_and(|last| last.span.1 >= span.0) {
            return None;
        }
        times.push(Time { column: column.index, months, span });
    }
    (times.len() >= 2).then_some(times)
}

/// The numbers that stand under the times.
fn numbers(columns: &Columns<'_>, times: &[Time]) -> Vec<Decimal> {
    const ROWS_LOOKED_AT: usize = 200;
    let rows = columns.rows.iter().take(ROWS_LOOKED_AT);
    let cells = rows.flat_map(|row| times.iter().filter_map(|time| number(row.get(time.column)).got()));
    cells.filter(|number| !number.is_zero()).collect()
}

/// The columns that may say what a time costs, the likelier first.
fn rates(columns: &Columns<'_>, times: &[Time]) -> Vec<Rate> {
    let mut found = Vec::new();
    let is_plain = |time: &Time| column_of(columns, time.column).is_some_and(|c| times_word(c) == Some(""));
    let all_plain = times.iter().all(is_plain);
    for column in columns.list.iter().filter(|c| is_of_households(columns, c)) {
        let key = words::key(&column.header);
        let months = match part_of_year(&column.header) {
            Some(part) if Some(part) == whole(times) => months_between(part),
            // 上半年物业费 is of that half alone.
            Some(_) => continue,
            None if key.contains("半年") => 6,
            None if key.contains('季') => 3,
            None if key.contains('月') || column.meaning == Meaning::Monthly => 1,
            None if key.contains('年') => 12,
            // 应收 says no time: of all of them, but of each where these are years.
            None if column.meaning == Meaning::Due && all_plain => {
                let all: u32 = times.iter().map(|time| time.months).sum();
                let of_one = times.first().map_or(0, |time| time.months);
                let either = if of_one < 12 { [all, of_one] } else { [of_one, all] };
                found.extend(either.map(|months| Rate::Column { index: column.index, months }));
                continue;
            }
            None => continue,
        };
        found.push(Rate::Column { index: column.index, months });
    }
    let mut area = columns.list.iter().filter(|c| c.meaning == Meaning::Area);
    let price = |c: &&Column| c.meaning == Meaning::Rate && !is_of_households(columns, c);
    let mut prices = columns.list.iter().filter(price);
    if let (true, Some(area), None, Some(price), None) =
        (found.is_empty(), area.next(), area.next(), prices.next(), prices.next())
    {
        found.push(Rate::OfArea { area: area.index, price: price.index });
    }
    found
}

/// The first and the last month that a header names of a year, where it names less than the whole.
fn part_of_year(header: &str) -> Option<(u32, u32)> {
    let own = own_times(header);
    let (from, to) = (own.from?, own.to?);
    let part = (Month::of(from).month(), Month::of(to).month());
    (own.names_period && part != (1, 12)).then_some(part)
}

/// The months from the first time to the last, where they are of one year.
fn whole(times: &[Time]) -> Option<(u32, u32)> {
    let (from, to) = (Month::of(times.first()?.span.0), Month::of(times.last()?.span.1));
    (from.year() == to.year()).then_some((from.month(), to.month()))
}

fn months_between((from, to): (u32, u32)) -> u32 {
    to + 1 - from
}

/// What a header names, of the year 2000 where it names none.
fn own_times(header: &str) -> OpeningTerms {
    let read = terms(header, None, None);
    if read.names_period && read.from.is_some() {
        read
    } else {
        terms(&format!("2000年{header}"), None, None)
    }
}

/// An amount for a household, and no price of a square metre.
fn is_of_households(columns: &Columns<'_>, column: &Column) -> bool {
    const ELSE: [&str; 14] =
        ["单价", "平", "㎡", "欠", "滞纳", "预", "押", "已", "实", "减", "优惠", "补", "退", "合计"];
    let key = words::key(&column.header);
    let of_charge =
        matches!(column.meaning, Meaning::Monthly | Meaning::Rate | Meaning::Due | Meaning::Amount);
    let figures = columns.rows.iter().filter_map(|row| amount(row.get(column.index)).got());
    let figures = figures.filter(|read| read.fen.is_positive());
    let (all, large) = figures.fold((0_usize, 0_usize), |(all, large), read| {
        (all + 1, large + usize::from(read.exact > Decimal::TEN))
    });
    of_charge && !words::says(&key, &ELSE) && all > 0 && large * 10 >= all * 8
}

fn column_of<'c>(columns: &'c Columns<'_>, index: u32) -> Option<&'c Column> {
    columns.list.iter().find(|c| c.index == index)
}

/// What a row comes to, by what was paid and what is left of its times, and by what all of them cost.
type Sum<'s> = &'s dyn Fn(&Row, (Fen, Fen), Fen) -> Fen;

/// What the rows say for and against a rate.
struct Evidence {
    at_rate: AtRate,
    rows: usize,
    /// Rows in which some time is paid as the rate says.
    told: usize,
    /// Cells that fit the rate, or are marks; cells of other amounts.
    fits: usize,
    others: usize,
    /// Cells that are the fee of their own time.
    whole: usize,
    /// Some times that are due were not paid.
    some_owe: bool,
    /// Rows paid from the first on, and rows that have only the last: what is written in these is owed.
    forward: usize,
    backward: usize,
    /// The rate does not divide to whole 分 for each time.
    rounded: bool,
    /// What every row says: what was charged, what was paid, what is left; by its place among the rows.
    said: Vec<(usize, Vec<Said>, Vec<Fen>)>,
}

impl Evidence {
    fn of(columns: &Columns<'_>, at_rate: AtRate) -> Evidence {
        let mut evidence = Evidence {
            at_rate,
            rows: 0,
            told: 0,
            fits: 0,
            others: 0,
            whole: 0,
            some_owe: false,
            forward: 0,
            backward: 0,
            rounded: false,
            said: Vec::new(),
        };
        for (at, row) in columns.rows.iter().enumerate().filter(|(_, row)| is_of_unit(columns, row)) {
            let said = evidence.at_rate.said(row, columns.epoch);
            if let Some(dues) = evidence.at_rate.dues(row) {
                evidence.count(&said, &dues);
                evidence.said.push((at, said, dues));
            }
        }
        let until = |(_, said, dues): &(usize, Vec<Said>, Vec<Fen>)| due_until(said, dues);
        evidence.at_rate.due = evidence.said.iter().map(until).max().unwrap_or(0);
        let left = |(_, said, dues): &(usize, Vec<Said>, Vec<Fen>)| sums(&evidence.at_rate, said, dues).1;
        evidence.some_owe = evidence.said.iter().any(|row| left(row).is_positive());
        evidence
    }

    fn count(&mut self, said: &[Said], dues: &[Fen]) {
        self.rows += 1;
        let whole: Fen = dues.iter().sum();
        let mut told = false;
        for (one, due) in said.iter().zip(dues) {
            let times = |fen: Fen| due.is_positive() && fen.fen() % due.fen() == 0;
            match one {
                Said::Paid => (self.fits, told) = (self.fits + 1, true),
                Said::Amount(read) if times(read.fen) || read.fen == whole => {
                    (self.fits, told) = (self.fits + 1, true);
                    self.whole += usize::from(read.fen == *due);
                }
                Said::Amount(_) => self.others += 1,
                _ => {}
            }
        }
        self.told += usize::from(told);
        let is_filled = |said: Option<&Said>| matches!(said, Some(Said::Paid | Said::Amount(_)));
        let ends = (is_filled(said.first()), is_filled(said.last()));
        self.forward += usize::from(ends == (true, false));
        self.backward += usize::from(ends == (false, true));
        let first = dues.first().zip(self.at_rate.times.first()).map(|(due, time)| (*due, time.months));
        let even = |(due, time): (&Fen, &Time)| {
            first.is_some_and(|(of_first, months)| {
                due.times(i64::from(months)) == of_first.times(i64::from(time.months))
            })
        };
        self.rounded |= !dues.iter().zip(&self.at_rate.times).all(even);
    }

    /// Most have paid some of the times, as the rate says, and some have not.
    fn is_likely(&self) -> bool {
        self.told * 2 > self.rows
            && self.some_owe
            && self.others * 4 <= self.fits
            && self.forward >= self.backward
            && !self.rounded
    }

    fn has_amounts(&self) -> bool {
        self.said.iter().any(|(_, said, _)| said.iter().any(|said| matches!(said, Said::Amount(_))))
    }

    /// The other columns of money: which come to the sum of the times, and whether what is left in the end bears the
    /// reading out; `None` where one says what is owed already.
    fn beside(&self, columns: &Columns<'_>) -> Option<(Vec<u32>, bool)> {
        use Meaning as M;
        let mut of_times = Vec::new();
        let mut agrees = true;
        let is_rate =
            |c: &Column| matches!(self.at_rate.rate, Rate::Column { index, .. } if index == c.index);
        let others = || columns.list.iter().filter(|c| !is_rate(c) && !self.at_rate.has(c.index));
        let before: Vec<u32> = others().filter(|c| is_of_before(c)).map(|c| c.index).collect();
        for column in others().filter(|c| !before.contains(&c.index)) {
            let is = |sum: Sum<'_>| self.is_mostly(columns, column.index, sum);
            let of_before = |row: &Row| -> Fen {
                before.iter().filter_map(|at| amount(row.get(*at)).got()).map(|read| read.fen).sum()
            };
            match column.meaning {
                M::OpeningTotal if !before.is_empty() => {
                    agrees &= is(&|row, (_, left), _| left + of_before(row));
                }
                M::Opening | M::OpeningTotal => return None,
                M::Due | M::Paid | M::Amount | M::Unknown
                    if is(&|_, (paid, _), _| paid) || is(&|_, _, due| due) =>
                {
                    of_times.push(column.index);
                }
                M::Due | M::Paid => return None,
                _ => {}
            }
        }
        Some((of_times, agrees))
    }

    /// The column has this sum in most rows that say anything of it.
    fn is_mostly(&self, columns: &Columns<'_>, column: u32, sum: Sum<'_>) -> bool {
        let (mut all, mut same) = (0_usize, 0_usize);
        for (at, said, dues) in &self.said {
            let row = &columns.rows[*at];
            let Some(read) = amount(row.get(column)).got() else { continue };
            all += 1;
            same += usize::from(read.fen == sum(row, sums(&self.at_rate, said, dues), dues.iter().sum()));
        }
        all > 0 && same * 10 >= all * 8
    }
}

/// 上年欠费: owed before the times of the table.
fn is_of_before(column: &Column) -> bool {
    const BEFORE: [&str; 12] =
        ["上年", "上期", "上季", "往年", "往期", "历年", "以前", "之前", "前期", "年初", "陈欠", "旧欠"];
    column.meaning == Meaning::Opening && words::says(&column.header, &BEFORE)
}

/// The row names a room, and is no total.
fn is_of_unit(columns: &Columns<'_>, row: &Row) -> bool {
    let names = |c: &Column| matches!(c.meaning, Meaning::Room | Meaning::Space | Meaning::Plate);
    let named = columns.list.iter().filter(|c| names(c)).any(|c| row.get(c.index).is_some());
    let is_total = |value: &Value| match value {
        Value::Text(text) => words::total_label(text).is_some(),
        _ => false,
    };
    named && !row.cells.iter().any(|(_, value)| is_total(value))
}
