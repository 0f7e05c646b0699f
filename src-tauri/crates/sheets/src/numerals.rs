//! Chinese numerals in dates and periods: `二〇〇七年五月一日` as `2007年5月1日`.

use std::borrow::Cow;

const DIGITS: &str = "〇一二三四五六七八九";
const ZEROS: &str = "〇○零0oO";

/// The numerals that 年, 月, 日, 号, 季 or 个月 end, and lists of them, as figures; anything else stays.
pub(crate) fn in_digits(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| is_numeral(c)) {
        return Cow::Borrowed(text);
    }
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let length = run(&chars[at..]);
        let (run, rest) = chars[at..].split_at(length);
        if length == 0 {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        match written(run, rest) {
            Some(figures) => out.push_str(&figures),
            None => out.extend(run),
        }
        at += length;
    }
    Cow::Owned(out)
}

/// `二〇一八年` and `二0一八年` as `2018年`; other numerals stay.
pub(crate) fn years_in_digits(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let digit = |c: &char| if ZEROS.contains(*c) { Some(0) } else { DIGITS.chars().position(|d| d == *c) };
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let year: Option<Vec<usize>> = match chars.get(at..at + 5) {
            Some([year @ .., '年']) => year.iter().map(digit).collect(),
            _ => None,
        };
        match year {
            Some(year) if "一二".contains(*c) => {
                out.extend(year.iter().map(usize::to_string));
                at += 4;
            }
            _ => {
                out.push(*c);
                at += 1;
            }
        }
    }
    out
}

fn is_numeral(c: char) -> bool {
    DIGITS.contains(c) || "十廿○零".contains(c)
}

/// How many characters are one number; letters and figures for 〇 only inside.
fn run(chars: &[char]) -> usize {
    let inside = |(at, c): (usize, &char)| is_numeral(*c) || (at > 0 && ZEROS.contains(*c));
    chars.iter().enumerate().take_while(|(at, c)| inside((*at, c))).count()
}

/// The figures of a run before `rest`; `None` where it is no number there.
fn written(run: &[char], rest: &[char]) -> Option<String> {
    let digit = |c: &char| if ZEROS.contains(*c) { Some(0) } else { DIGITS.chars().position(|d| d == *c) };
    let digits: Option<Vec<usize>> = run.iter().map(digit).collect();
    if let (Some(digits), Some('年'), 2 | 4) = (&digits, rest.first(), run.len()) {
        return Some(digits.iter().map(usize::to_string).collect());
    }
    let value = match (digits.as_deref(), run) {
        (Some([one]), _) => Some(*one),
        (_, ['十']) => Some(10),
        (_, ['十', unit]) => digit(unit).map(|unit| 10 + unit),
        (_, ['廿']) => Some(20),
        (_, ['廿', unit]) => digit(unit).map(|unit| 20 + unit),
        (_, [tens, '十']) => digit(tens).map(|tens| tens * 10),
        (_, [tens, '十', unit]) => digit(tens).zip(digit(unit)).map(|(tens, unit)| tens * 10 + unit),
        _ => None,
    };
    value.filter(|_| counts(rest)).map(|value| value.to_string())
}

/// What stands behind a number, or behind the list that it begins: `一、三、五月`.
fn counts(rest: &[char]) -> bool {
    let listed = |c: &&char| is_numeral(**c) || "、,至到-~—–及和".contains(**c);
    let ahead: Vec<char> = rest.iter().skip_while(listed).take(2).copied().collect();
    matches!(ahead[..], ['月' | '季' | '日', ..] | ['个', '月' | '季'])
        || matches!(ahead[..], ['号', after] if !"楼院".contains(after))
        || ahead[..] == ['号']
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_of_dates_are_figures() {
        for (written, expect) in [
            ("二〇〇七年五月一日", "2007年5月1日"),
            ("二OO七年五月一日", "2007年5月1日"),
            ("二00七年十二月三十一日", "2007年12月31日"),
            ("二零一三年十月廿一日", "2013年10月21日"),
            ("○七年五月", "07年5月"),
            ("一、三、五月", "1、3、5月"),
            ("一至四季度", "1至4季度"),
            ("共十二个月", "共12个月"),
            ("二十号", "20号"),
            ("五月一2014年", "5月一2014年"),
            ("两年", "两年"),
            ("一号楼", "一号楼"),
            ("第二年", "第二年"),
            ("张三", "张三"),
        ] {
            assert_eq!(in_digits(written), expect, "{written}");
        }
    }
}
