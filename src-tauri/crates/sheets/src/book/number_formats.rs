//! What a cell's number format makes of its number: a date, or a room that was typed as digits, `31101` under `0-0-000`,
//! which is shown as 3-1-101 and means that.

use rust_decimal::Decimal;

use super::Value;
use super::date_formats::{is_built_in_date, is_date};

/// A format, as far as it changes what a number means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum NumberFormat {
    #[default]
    Plain,
    Date,
    /// The digits stand between marks of a place.
    Placed(Vec<Mark>),
}

/// A character of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A digit, 0 where the number has none left.
    Zero,
    /// A digit, nothing where the number has none left.
    Digit,
    Literal(char),
}

impl NumberFormat {
    /// By its code: `0"栋"0"单元"000`.
    pub fn of_code(code: &str) -> Self {
        if is_date(code) {
            return NumberFormat::Date;
        }
        marks(code).filter(|marks| is_place(marks)).map_or(NumberFormat::Plain, NumberFormat::Placed)
    }

    /// One of those that have a number and no code.
    pub fn built_in(id: u16) -> Self {
        if is_built_in_date(id) { NumberFormat::Date } else { NumberFormat::Plain }
    }

    pub fn is_placed(&self) -> bool {
        matches!(self, NumberFormat::Placed(_))
    }

    /// A cell's value under this format.
    pub fn shown(&self, value: Value) -> Value {
        match (self, value) {
            (NumberFormat::Date, Value::Number(serial)) => Value::Date(serial),
            (NumberFormat::Placed(marks), Value::Number(number)) => {
                placed(marks, number).map_or(Value::Number(number), Value::Text)
            }
            (_, value) => value,
        }
    }
}

/// Where a file holds a number and what is shown of it, and no format: what is shown, if that is a place.
pub(super) fn shown_place(number: &Value, shown: &str) -> Option<Value> {
    let Value::Number(number) = number else { return None };
    let digits = digits(*number)?;
    let shown = shown.trim();
    let mut left = digits.chars().rev().peekable();
    let mut marks: Vec<Mark> = Vec::new();
    for c in shown.chars().rev() {
        let is_of_number = left.peek() == Some(&c);
        if is_of_number {
            left.next();
        }
        marks.push(if is_of_number { Mark::Zero } else { Mark::Literal(c) });
    }
    marks.reverse();
    (left.peek().is_none() && is_place(&marks)).then(|| Value::Text(shown.to_owned()))
}

/// Of what is shown of numbers above zero; `None` where it does more than put marks between digits.
fn marks(code: &str) -> Option<Vec<Mark>> {
    /// No room has so many.
    const MOST: usize = 40;
    let mut marks = Vec::new();
    let mut in_quotes = false;
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => in_quotes = !in_quotes,
            _ if in_quotes => marks.push(Mark::Literal(c)),
            ';' => break,
            '\\' => marks.push(Mark::Literal(chars.next()?)),
            // The width of the next character, or that character up to the cell's edge.
            '_' | '*' => drop(chars.next()),
            // [Red] and [$-804]; [DBNum1] and [$¥-804] show what is no digit.
            '[' => {
                let within: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let is_plain = within.starts_with("$-") || within.chars().all(|c| c.is_ascii_alphabetic());
                if !is_plain {
                    return None;
                }
            }
            '0' => marks.push(Mark::Zero),
            '#' | '?' => marks.push(Mark::Digit),
            '-' | ' ' => marks.push(Mark::Literal(c)),
            c if c.is_ascii() => return None,
            c => marks.push(Mark::Literal(c)),
        }
    }
    (marks.len() <= MOST).then_some(marks)
}

/// Whether the marks are those of a room, a building or a space: `0-0-000`, `0"号楼"`, `"3-"0`, `"B"000`. Those of money
/// and of amounts are not: `0"元"`, `0"㎡"`, `-0`.
fn is_place(marks: &[Mark]) -> bool {
    const WORDS: &str = "栋幢座号楼室房区门梯弄苑院#";
    const BESIDE: &str = "第-－—单元 ";
    const MOST_LETTERS: usize = 2;
    // Of `"3-"0` the literal 3 is a digit, too.
    let written: String = marks
        .iter()
        .map(|mark| match mark {
            Mark::Zero | Mark::Digit => '0',
            Mark::Literal(c) => *c,
        })
        .collect();
    let written = written.trim();
    let (first, last) = (marks.iter().position(is_digit), marks.iter().rposition(is_digit));
    let (Some(first), Some(last)) = (first, last) else { return false };
    let literals = || {
        marks.iter().filter_map(|mark| match mark {
            Mark::Literal(c) => Some(*c),
            _ => None,
        })
    };
    let known = |c: char| WORDS.contains(c) || BESIDE.contains(c) || c.is_ascii_alphanumeric();
    let letters = |marks: &[Mark]| {
        let of_mark = |mark: &&Mark| matches!(mark, Mark::Literal(c) if c.is_ascii_alphabetic());
        marks.iter().filter(of_mark).count()
    };
    let is_dash = |c: char| matches!(c, '-' | '－' | '—');
    let is_money = written.replace("单元", "").contains('元');
    let says = literals().any(|c| WORDS.contains(c) || is_dash(c) || c.is_ascii_alphanumeric())
        || written.contains("单元");
    says && literals().all(known)
        && !is_money
        && !written.starts_with(is_dash)
        && !written.ends_with(is_dash)
        && letters(&marks[first..]) == 0
        && letters(&marks[..first]) <= MOST_LETTERS
        && marks[last..].iter().all(|mark| !matches!(mark, Mark::Literal(c) if c.is_ascii_digit()))
}

fn is_digit(mark: &Mark) -> bool {
    !matches!(mark, Mark::Literal(_))
}

/// The digits of a whole number above zero.
fn digits(number: Decimal) -> Option<String> {
    (number.is_integer() && number > Decimal::ZERO).then(|| number.normalize().to_string())
}

fn placed(marks: &[Mark], number: Decimal) -> Option<String> {
    let digits = digits(number)?;
    let mut left = digits.chars().rev();
    let first = marks.iter().position(is_digit)?;
    let mut out = Vec::with_capacity(marks.len());
    for (at, mark) in marks.iter().enumerate().rev() {
        match mark {
            Mark::Literal(c) => out.push(*c),
            Mark::Zero => out.push(left.next().unwrap_or('0')),
            Mark::Digit => out.extend(left.next()),
        }
        if at == first {
            out.extend(left.by_ref());
        }
    }
    let shown: String = out.into_iter().rev().collect();
    // Of `##-000` a number of three digits leaves the dash.
    Some(shown.trim().to_owned()).filter(|shown| !shown.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, number: i64, expect: Option<&str>) {
        let number = Value::Number(Decimal::from(number));
        let shown = NumberFormat::of_code(code).shown(number.clone());
        let expected = expect.map_or(number, |text| Value::Text(text.to_owned()));
        assert_eq!(shown, expected, "{code}");
    }

    #[test]
    fn a_room_typed_as_digits_is_what_its_format_shows() {
        check("0-0-000", 31_101, Some("3-1-101"));
        check("0\\-0\\-000", 31_101, Some("3-1-101"));
        check("0\"-\"0\"-\"000", 121_101, Some("12-1-101"));
        check("0\"栋\"0\"单元\"000\"室\"", 31_101, Some("3栋1单元101室"));
        check("0栋0单元000", 31_101, Some("3栋1单元101"));
        check("\"3-\"0", 1101, Some("3-1101"));
        check("\"3-1-\"0_ ", 101, Some("3-1-101"));
        check("0\"号楼\"", 3, Some("3号楼"));
        check("0\\#;-0", 3, Some("3#"));
        check("\"B\"000", 12, Some("B012"));
        check("##-000", 1101, Some("1-101"));
        check("0-0-000;;", 101, Some("0-0-101"));
        check("[Red]0-000", 1101, Some("1-101"));
        check("[$-804]0-000", 1101, Some("1-101"));
        check("0000-00-00", 20_130_105, Some("2013-01-05"));
    }

    #[test]
    fn money_and_amounts_stay_numbers() {
        for code in [
            "General",
            "G/通用格式",
            "0",
            "0000",
            "0.00",
            "#,##0",
            "0_ ",
            "-0",
            "\"-\"0",
            "0\"元\"",
            "\"¥\"0",
            "￥0",
            "0.00\"元\"",
            "0\"元/户\"",
            "\"RMB\"0",
            "0\"㎡\"",
            "0\"kWh\"",
            "0\"度\"",
            "0\"人\"",
            "0\"年\"",
            "0%",
            "0E+00",
            "[DBNum1]0\"栋\"",
            "[$¥-804]0",
            "0;\"3-\"0",
            "\"共\"0\"户\"",
            "\"",
            "\\",
            "[",
            "",
        ] {
            check(code, 300, None);
        }
        // A slip of the keyboard shows no room.
        let format = NumberFormat::of_code("0-0-000");
        for number in [Decimal::ZERO, Decimal::from(-31_101), Decimal::new(311_015, 1)] {
            assert_eq!(format.shown(Value::Number(number)), Value::Number(number));
        }
    }

    #[test]
    fn what_a_file_shows_beside_its_number_may_be_a_room() {
        for (number, shown, expect) in [
            (31_101, "3-1-101", true),
            (31_101, "3栋1单元101室", true),
            (1101, "3-1101", true),
            (101, "0-0-101", true),
            (31_101, "31101", false),
            (31_101, "31,101", false),
            (300, "300元", false),
            (300, "￥300", false),
            (2013, "2013年", false),
            (31_101, "###", false),
            (31_101, "3-1-102", false),
            (31_101, "", false),
        ] {
            let expect = expect.then(|| Value::Text(shown.to_owned()));
            assert_eq!(shown_place(&Value::Number(Decimal::from(number)), shown), expect, "{shown}");
        }
    }
}
