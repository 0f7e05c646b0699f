//! One cell at a time: nothing, amounts, areas, dates, room numbers.

use std::borrow::Cow;

use chrono::{Datelike as _, Days, NaiveDate};
use ledger::calendar::Date;
use ledger::money::{Fen, RoundingStep, parse_decimal};
use ledger::units::half_width;
use rust_decimal::prelude::ToPrimitive as _;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::book::{Epoch, Row, Value, is_invisible};
use crate::capitals;
use crate::written_dates::{DateRead, date_of_number, date_of_text, day};

/// What a cell says about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reading<T> {
    /// Blank, or a sign for nothing.
    Nothing,
    Got(T),
    Unreadable,
}

impl<T> Reading<T> {
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Reading<U> {
        match self {
            Reading::Got(value) => Reading::Got(change(value)),
            Reading::Nothing => Reading::Nothing,
            Reading::Unreadable => Reading::Unreadable,
        }
    }

    pub fn got(self) -> Option<T> {
        match self {
            Reading::Got(value) => Some(value),
            Reading::Nothing | Reading::Unreadable => None,
        }
    }
}

/// Half width, without invisible marks, trimmed; line breaks kept.
pub(crate) fn plain(text: &str) -> String {
    // Nearly every cell is written so, and is copied once.
    let is_plain = |c: char| half_width(c) == c && (c == '\n' || !is_invisible(c));
    if text.chars().all(is_plain) {
        return text.trim().to_owned();
    }
    let kept: String = text.chars().map(half_width).filter(|c| *c == '\n' || !is_invisible(*c)).collect();
    kept.trim().to_owned()
}

/// `/`, `-`, `无`, `待补` and the like stand for an empty cell. Looks only, copies nothing: most cells pass here.
pub(crate) fn is_nothing(text: &str) -> bool {
    const WORDS: [&str; 9] = ["无", "没有", "待补", "待定", "不详", "N/A", "n/a", "暂无", "未知"];
    let visible = || text.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).map(half_width);
    let sign = |c: char| matches!(c, '/' | '\\' | '-' | '—' | '–' | '_' | '.' | '·' | '×');
    match visible().next() {
        None => true,
        Some(c) if sign(c) => visible().all(sign),
        Some(c) if c.is_ascii_digit() => false,
        // The first letters of the words below.
        Some(c) if !matches!(c, '无' | '没' | '待' | '不' | 'N' | 'n' | '暂' | '未') => false,
        Some(_) => WORDS.iter().any(|word| visible().eq(word.chars())),
    }
}

/// A cell as a person sees it.
pub(crate) fn shown(value: &Value, epoch: Epoch) -> Cow<'_, str> {
    match value {
        Value::Text(text) | Value::Error(text) => Cow::Borrowed(text),
        Value::Number(n) => Cow::Owned(n.normalize().to_string()),
        Value::Date(serial) => {
            Cow::Owned(date_of_serial(*serial, epoch).map_or_else(|| serial.to_string(), |d| d.to_string()))
        }
        Value::Bool(b) => Cow::Borrowed(if *b { "是" } else { "否" }),
    }
}

/// Text of a cell that should hold words: numbers as digits, signs for nothing as `None`.
pub(crate) fn text(value: Option<&Value>, epoch: Epoch) -> Option<String> {
    let value = value?;
    let text = shown(value, epoch);
    (!is_nothing(&text)).then(|| plain(&text))
}

/// `#REF!`, also written as text by a program that saved the sheet as CSV.
pub(crate) fn is_error(value: &Value) -> bool {
    match value {
        Value::Error(_) => true,
        Value::Text(text) => {
            let text = text.trim();
            text == "#GETTING_DATA" || Value::ERRORS.iter().any(|(_, name)| *name == text)
        }
        _ => false,
    }
}

/// A number, in the fifteen digits that Excel itself shows: `33.300000000000004` is 33.3.
pub(crate) fn number(value: Option<&Value>) -> Reading<Decimal> {
    match value {
        None => Reading::Nothing,
        Some(Value::Number(n)) => Reading::Got(fifteen_digits(*n)),
        Some(Value::Text(text)) if is_nothing(text) => Reading::Nothing,
        Some(Value::Text(text)) => number_of_text(&plain(text)).map_or(Reading::Unreadable, Reading::Got),
        Some(Value::Date(_) | Value::Bool(_) | Value::Error(_)) => Reading::Unreadable,
    }
}

/// `1,234.50`, `￥88元整`, `(88.20)`, `1.2万`.
fn number_of_text(text: &str) -> Option<Decimal> {
    let text = text.trim_start_matches(['\'', '‘', '’', '`', '¥', '￥', ' ']);
    let debit = text.strip_prefix('(').and_then(|t| t.strip_suffix(')'));
    let body = closed(debit.unwrap_or(text));
    let body = ["人民币", "RMB", "CNY"].iter().find_map(|word| body.strip_prefix(word)).unwrap_or(body);
    if let Some(fen) = capitals::fen(body.trim()) {
        return Some(if debit.is_some() { -fen.to_decimal() } else { fen.to_decimal() });
    }
    let body = body.trim_end_matches(['整', '正', '圆', '元']).trim_end();
    let (body, factor) = body.strip_suffix('万').map_or((body, Decimal::ONE), |b| (b, Decimal::from(10_000)));
    let read = parse_decimal(body).filter(|_| grouped_well(body))?.checked_mul(factor)?;
    Some(if debit.is_some() { -read } else { read })
}

/// Without the stroke that closes an amount by hand, where nothing may be added: `￥1200.-`, `1200.—`. A minus behind
/// decimals or behind the figures alone is one: `88.20-`.
fn closed(text: &str) -> &str {
    const STROKES: [char; 7] = ['-', '—', '–', '―', '─', '=', '_'];
    let body = text.trim_end_matches(['整', '正', '圆', '元']).trim_end();
    let before = body.trim_end_matches(STROKES).trim_end();
    let is_closed = before.len() < body.len() && before.ends_with('.');
    if is_closed { before } else { text }
}

/// `500-`: a minus of an old system, or somebody's closing stroke; only who wrote it knows.
pub(crate) fn may_be_closed(text: &str) -> bool {
    if !text.trim_end().ends_with(['-', '−', '－']) {
        return false;
    }
    let text = plain(text);
    let body = text.strip_suffix(['-', '−']).map(|body| body.trim_start_matches(['¥', '￥']));
    body.is_some_and(|body| !body.is_empty() && body.chars().all(|c| c.is_ascii_digit() || c == ','))
}

/// A comma groups three digits, or four as 万 do; `12,5` and `1.234,50` are somebody's decimal comma.
fn grouped_well(text: &str) -> bool {
    let figures = text.trim_matches(|c: char| !c.is_ascii_digit());
    // `1 200` is grouped; `800 400` and `600 50` are two amounts.
    let mut spaced = figures.split([' ', '\u{a0}']).filter(|piece| !piece.is_empty());
    let first = spaced.next().map_or(0, str::len);
    let spaced_well =
        |piece: &str| first <= 2 && piece.split('.').next().is_some_and(|whole| whole.len() == 3);
    if !spaced.all(spaced_well) {
        return false;
    }
    let mut pieces = text.split(',');
    let whole = pieces.next().unwrap_or_default();
    let digits = |piece: &str| piece.chars().take_while(char::is_ascii_digit).count();
    let mut point = whole.contains('.');
    pieces.all(|piece| {
        let well = !point && matches!(digits(piece), 3 | 4);
        point = piece.contains('.');
        well
    })
}

fn fifteen_digits(n: Decimal) -> Decimal {
    const SIXTEEN_DIGITS: u128 = 1_000_000_000_000_000;
    if n.mantissa().unsigned_abs() < SIXTEEN_DIGITS {
        return if n.scale() == 0 { n } else { n.normalize() };
    }
    n.round_sf_with_strategy(15, RoundingStrategy::MidpointAwayFromZero).unwrap_or(n).normalize()
}

/// An amount of money, rounded half up to the 分 where the cell has more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Amount {
    pub exact: Decimal,
    pub fen: Fen,
    /// Typed as text, so the workbook's own SUM leaves it out.
    pub as_text: bool,
}

impl Amount {
    pub fn was_rounded(self) -> bool {
        self.fen.to_decimal() != self.exact
    }
}

/// A hundred 亿: no office is owed as much, and five million such cells still have a sum.
const LARGEST: Fen = Fen::yuan(10_000_000_000);

/// What sums of rounded amounts may differ by.
pub(crate) const A_FEN: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// The amount of a row in a column, in 元 and not rounded; zero where it holds none.
pub(crate) fn amount_at(row: &Row, column: u32) -> Decimal {
    amount(row.get(column)).got().map_or(Decimal::ZERO, |amount| amount.exact)
}

/// The amounts of a row in several columns together, as [`amount_at`].
pub(crate) fn sum_at(row: &Row, columns: &[u32]) -> Decimal {
    columns.iter().map(|column| amount_at(row, *column)).sum()
}

pub(crate) fn amount(value: Option<&Value>) -> Reading<Amount> {
    amount_in(value, Decimal::ONE)
}

/// An amount in a unit of so many 元; a cell that names its own stays as it is: `1.2万`, `300元`.
pub(crate) fn amount_in(value: Option<&Value>, unit: Decimal) -> Reading<Amount> {
    match number(value) {
        Reading::Got(exact) => {
            let as_text = matches!(value, Some(Value::Text(_)));
            let own = matches!(value, Some(Value::Text(text)) if text.contains(['万', '元', '圆']));
            let exact = if own || unit == Decimal::ONE {
                Some(exact)
            } else {
                exact.checked_mul(unit).map(|exact| exact.normalize())
            };
            let rounded = exact.and_then(|exact| Some((exact, RoundingStep::Fen.round(exact).ok()?)));
            let rounded = rounded.filter(|(_, fen)| fen.abs() <= LARGEST);
            rounded.map_or(Reading::Unreadable, |(exact, fen)| Reading::Got(Amount { exact, fen, as_text }))
        }
        Reading::Nothing => Reading::Nothing,
        Reading::Unreadable => Reading::Unreadable,
    }
}

/// An area with words around it, and whether they say more than the unit: `88.5平方`, `约88.5`, `88.5㎡(套内80)`,
/// `88.5+10.2`, and `88。5` of a Chinese keyboard.
pub(crate) fn area_of_text(text: &str) -> Option<(Decimal, bool)> {
    let plain = plain(text);
    let body =
        ["建筑面积", "建面", "面积"].iter().find_map(|word| plain.strip_prefix(word)).unwrap_or(&plain);
    let body = body.trim_start_matches([':', ' ']);
    let about = ["大约", "约", "共"].iter().find_map(|word| body.strip_prefix(word));
    let (body, beside) = match about.unwrap_or(body).split_once('(') {
        Some((before, _)) if !before.trim().is_empty() => (before, true),
        _ => (about.unwrap_or(body), false),
    };
    let units = ["平方米", "平方", "平米", "㎡", "m²", "M²", "m2", "M2", "平"];
    let bare = |piece: &str| {
        let piece = piece.trim();
        let piece = units.iter().find_map(|unit| piece.strip_suffix(unit)).unwrap_or(piece).trim();
        let mistyped = piece.contains('。');
        parse_decimal(&piece.replace('。', ".")).map(|area| (area, mistyped))
    };
    let pieces: Vec<(Decimal, bool)> = body.split('+').map(bare).collect::<Option<_>>()?;
    let mistyped = pieces.iter().any(|(_, mistyped)| *mistyped);
    let sum = pieces.iter().try_fold(Decimal::ZERO, |sum, (area, _)| sum.checked_add(*area))?;
    Some((sum, about.is_some() || beside || mistyped || pieces.len() > 1))
}

pub(crate) fn date(value: Option<&Value>, epoch: Epoch) -> Reading<DateRead> {
    date_in(value, epoch, None)
}

/// `year` is the one of dates that name none.
pub(crate) fn date_in(value: Option<&Value>, epoch: Epoch, year: Option<i32>) -> Reading<DateRead> {
    let read = match value {
        None => return Reading::Nothing,
        Some(Value::Text(text)) if is_nothing(text) => return Reading::Nothing,
        Some(Value::Text(text)) => date_of_text(&plain(text), epoch, year),
        // `1900-1-0`: a date was asked for, and none given.
        Some(Value::Date(serial)) if serial.is_zero() => return Reading::Nothing,
        Some(Value::Date(serial)) => date_of_serial(*serial, epoch).map(day),
        Some(Value::Number(n)) if (SERIAL_FIRST..SERIAL_END).contains(n) => {
            date_of_serial(*n, epoch).map(day)
        }
        Some(Value::Number(n)) => date_of_number(&fifteen_digits(*n).to_string(), epoch, year),
        Some(Value::Bool(_) | Value::Error(_)) => None,
    };
    read.filter(|r| (1950..2080).contains(&r.date.year())).map_or(Reading::Unreadable, Reading::Got)
}

/// Serials in cells without a date format: 1954 to 2091.
const SERIAL_FIRST: Decimal = Decimal::from_parts(20_000, 0, 0, false, 0);
const SERIAL_END: Decimal = Decimal::from_parts(70_000, 0, 0, false, 0);

pub(crate) fn date_of_serial(serial: Decimal, epoch: Epoch) -> Option<Date> {
    let days = serial.trunc().to_u64()?;
    let first = match epoch {
        Epoch::Y1904 => NaiveDate::from_ymd_opt(1904, 1, 1)?,
        // Excel believes in 1900-02-29, so serials from 60 on are one day ahead.
        Epoch::Y1900 if days < 60 => NaiveDate::from_ymd_opt(1899, 12, 31)?,
        Epoch::Y1900 => NaiveDate::from_ymd_opt(1899, 12, 30)?,
    };
    first.checked_add_days(Days::new(days))
}

/// A part of a room number: `301.0` and the number 301 are `301`. A date is unreadable: Excel made it from something else.
pub(crate) fn room(value: Option<&Value>) -> Reading<String> {
    match value {
        None => Reading::Nothing,
        Some(Value::Number(n)) => Reading::Got(fifteen_digits(*n).to_string()),
        Some(Value::Text(text)) if is_nothing(text) => Reading::Nothing,
        Some(Value::Text(text)) => Reading::Got(room_of_text(plain(text))),
        Some(Value::Date(_) | Value::Bool(_) | Value::Error(_)) => Reading::Unreadable,
    }
}

/// [`room`] of a text that is [`plain`].
pub(crate) fn room_of_text(mut text: String) -> String {
    let whole = text.strip_suffix(".0").filter(|t| t.chars().all(|c| c.is_ascii_digit()));
    if let Some(length) = whole.map(str::len) {
        text.truncate(length);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> Option<Value> {
        let number = text.strip_prefix('=').map(|n| Value::Number(n.parse().unwrap()));
        number
            .or_else(|| text.strip_prefix('@').map(|n| Value::Date(n.parse().unwrap())))
            .or(Some(Value::Text(text.to_owned())))
    }

    fn check_amount(held: &str, expect: Reading<(i64, bool)>) {
        let got = match amount(cell(held).as_ref()) {
            Reading::Got(a) => Reading::Got((a.fen.fen(), a.was_rounded())),
            Reading::Nothing => Reading::Nothing,
            Reading::Unreadable => Reading::Unreadable,
        };
        assert_eq!(got, expect, "amount {held:?}");
    }

    #[test]
    fn amounts_are_read_as_offices_write_them() {
        for (held, expect) in [
            ("=101.17", Reading::Got((10_117, false))),
            ("=101.17049999999999", Reading::Got((10_117, true))),
            ("=33.300000000000004", Reading::Got((3_330, false))),
            ("=1.0049999999999999", Reading::Got((101, true))),
            ("=0", Reading::Got((0, false))),
            ("1,234.50元", Reading::Got((123_450, false))),
            ("￥1，234.5", Reading::Got((123_450, false))),
            ("１２３．４５", Reading::Got((12_345, false))),
            ("88.20-", Reading::Got((-8_820, false))),
            ("(88.20)", Reading::Got((-8_820, false))),
            ("1,200.00-", Reading::Got((-120_000, false))),
            ("500-", Reading::Got((-50_000, false))),
            ("1200.-", Reading::Got((120_000, false))),
            ("￥1,200.—", Reading::Got((120_000, false))),
            ("1200.--元", Reading::Got((120_000, false))),
            ("-1200.-", Reading::Got((-120_000, false))),
            ("1200—", Reading::Unreadable),
            ("1 200.00", Reading::Got((120_000, false))),
            ("- 88.20", Reading::Got((-8_820, false))),
            ("800 400", Reading::Unreadable),
            ("600 50", Reading::Unreadable),
            ("¥(100.00)", Reading::Got((-10_000, false))),
            ("'1200", Reading::Got((120_000, false))),
            ("人民币壹仟贰佰元整", Reading::Got((120_000, false))),
            ("/", Reading::Nothing),
            ("／", Reading::Nothing),
            ("-", Reading::Nothing),
            (" 无 ", Reading::Nothing),
            ("\u{3000}\n", Reading::Nothing),
            ("约100", Reading::Unreadable),
            ("人民币１２３元整", Reading::Got((12_300, false))),
            ("1.2万", Reading::Got((1_200_000, false))),
            ("1.25万元", Reading::Got((1_250_000, false))),
            ("12,3456.5", Reading::Got((12_345_650, false))),
            ("1,234,567", Reading::Got((123_456_700, false))),
            ("￥-88.2", Reading::Got((-8_820, false))),
            ("100.00 元", Reading::Got((10_000, false))),
            ("12,5", Reading::Unreadable),
            ("1.234,50", Reading::Unreadable),
            ("100+20", Reading::Unreadable),
            ("待补", Reading::Nothing),
            ("——", Reading::Nothing),
            ("-5", Reading::Got((-500, false))),
            ("@41395", Reading::Unreadable),
            ("=99999999999999999", Reading::Unreadable),
        ] {
            check_amount(held, expect);
        }
        assert_eq!(amount(None), Reading::Nothing);
        for (held, doubtful) in [
            ("500-", true),
            ("¥1,500-", true),
            ("88.20-", false),
            ("1200.-", false),
            ("-5", false),
            ("-", false),
        ] {
            assert_eq!(may_be_closed(held), doubtful, "{held}");
        }
    }

    fn check_date(held: &str, epoch: Epoch, expect: Option<(&str, bool)>) {
        let got = date(cell(held).as_ref(), epoch).got().map(|r| (r.date.to_string(), r.month_only));
        assert_eq!(got.as_ref().map(|(d, m)| (d.as_str(), *m)), expect, "date {held:?}");
    }

    #[test]
    fn dates_are_read_in_every_written_form() {
        for (held, expect) in [
            ("@41395", Some(("2013-05-01", false))),
            ("@41395.5", Some(("2013-05-01", false))),
            ("=41395", Some(("2013-05-01", false))),
            ("41395", Some(("2013-05-01", false))),
            ("=20130501", Some(("2013-05-01", false))),
            ("20130501", Some(("2013-05-01", false))),
            ("2013.5.1", Some(("2013-05-01", false))),
            ("2013-05-01 00:00:00", Some(("2013-05-01", false))),
            ("2021/1/1", Some(("2021-01-01", false))),
            ("２０１３年５月１日", Some(("2013-05-01", false))),
            ("2013年5月", Some(("2013-05-01", true))),
            ("2013-05", Some(("2013-05-01", true))),
            ("=2013.5", Some(("2013-05-01", true))),
            ("=41395.5", Some(("2013-05-01", false))),
            ("=201305", Some(("2013-05-01", true))),
            ("201305", Some(("2013-05-01", true))),
            ("2013年05月01号", Some(("2013-05-01", false))),
            ("13年5月1日", Some(("2013-05-01", false))),
            ("13年5月", Some(("2013-05-01", true))),
            ("二〇一三年五月一日", Some(("2013-05-01", false))),
            ("二零一三年十二月二十一日", Some(("2013-12-21", false))),
            ("二〇一三年十月", Some(("2013-10-01", true))),
            ("2013、5、1", Some(("2013-05-01", false))),
            ("5/1/2013", Some(("2013-05-01", false))),
            ("2013-05-01T08:30:00", Some(("2013-05-01", false))),
            ("交到2023.6", Some(("2023-06-01", true))),
            ("已交至2023年6月止", Some(("2023-06-01", true))),
            ("物业费缴至2023-06-30", Some(("2023-06-30", false))),
            ("2013-02-29", None),
            ("2099-12-31", None),
            ("2013-13-01", None),
            ("未收楼", None),
            ("=301", None),
            ("=5.1", None),
        ] {
            check_date(held, Epoch::Y1900, expect);
        }
        check_date("@39933", Epoch::Y1904, Some(("2013-05-01", false)));
        check_date("=39933", Epoch::Y1904, Some(("2013-05-01", false)));
        assert_eq!(date(cell("／").as_ref(), Epoch::Y1900), Reading::Nothing);
    }

    #[test]
    fn areas_stand_among_words() {
        for (written, expect) in [
            ("88.5平方", Some(("88.5", false))),
            ("88.5㎡", Some(("88.5", false))),
            ("８８．５ 平方米", Some(("88.5", false))),
            ("88。5", Some(("88.5", true))),
            ("约88.5", Some(("88.5", true))),
            ("88.5㎡（套内80）", Some(("88.5", true))),
            ("88.5+10.2", Some(("98.7", true))),
            ("100/80", None),
            ("待测", None),
            ("+", None),
        ] {
            let got = area_of_text(written).map(|(area, more)| (area.to_string(), more));
            assert_eq!(got.as_ref().map(|(area, more)| (area.as_str(), *more)), expect, "{written}");
        }
    }

    #[test]
    fn room_numbers_lose_their_decimals() {
        for (held, expect) in [
            ("=301", Reading::Got("301")),
            ("=301.0", Reading::Got("301")),
            ("301.0", Reading::Got("301")),
            ("３０１室\n", Reading::Got("301室")),
            ("6#车位 ", Reading::Got("6#车位")),
            ("-", Reading::Nothing),
            ("@41395", Reading::Unreadable),
        ] {
            let got = room(cell(held).as_ref());
            let expect = match expect {
                Reading::Got(text) => Reading::Got(text.to_owned()),
                Reading::Nothing => Reading::Nothing,
                Reading::Unreadable => Reading::Unreadable,
            };
            assert_eq!(got, expect, "room {held:?}");
        }
    }
}
