//! Identity numbers of 15 and 18 digits (GB 11643): several in a cell, with names, cut short, or wrong. None is lost.

use ledger::calendar::Date;

use crate::book::Value;
use crate::cells::{is_nothing, plain};

/// The identity numbers of a cell.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct IdsRead {
    pub ids: Vec<IdRead>,
    /// Pieces that are no identity number: passports, remarks.
    pub unread: Vec<String>,
}

/// A number of 15 or 18 places.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct IdRead {
    pub number: String,
    /// Beside it in the cell.
    pub name: Option<String>,
    /// What is wrong with it, for people.
    pub doubt: Option<&'static str>,
}

const CUT: &str = "Excel 只记住前 15 位，后面的已经变成 0";

/// `text`: the cell as it is shown.
pub(crate) fn ids(value: Option<&Value>, text: &str) -> IdsRead {
    let mut read = IdsRead::default();
    if is_nothing(text) {
        return read;
    }
    let as_number = matches!(value, Some(Value::Number(_)));
    let text = plain(text);
    for piece in text.split(['、', ',', '/', ';', '\n', '|', '\\', '。']) {
        let words: Vec<&str> = piece.split_whitespace().collect();
        // `440301 1990 0101 0013` is one number, two whole numbers are two.
        let whole = words.iter().all(|word| matches!(places(word).len(), 15 | 18));
        if whole {
            words.iter().for_each(|word| read.piece(word, as_number));
        } else {
            read.piece(&words.concat(), as_number);
        }
    }
    read
}

/// Those that stand beside a name and telephones, as far as they are plainly some.
pub(crate) fn ids_beside(text: &str) -> IdsRead {
    let mut read = IdsRead::default();
    let is_place = |c: char| c.is_ascii_digit() || matches!(c, 'X' | 'x');
    for run in text.split(|c: char| !is_place(c)).filter(|run| run.len() == 18 || run.len() == 15) {
        let plainly =
            run.len() == 18 && doubt_of(&run.to_ascii_uppercase()).is_none_or(|doubt| doubt == WRONG_CHECK);
        if plainly || (run.len() == 15 && doubt_of(run).is_none()) {
            read.piece(run, false);
        }
    }
    read
}

/// A company's code (GB 32100) begins with 91 to 93, as no area of China does (GB/T 2260).
fn is_credit_code(number: &str) -> bool {
    number.len() == 18 && ["91", "92", "93"].iter().any(|of_trade| number.starts_with(of_trade))
}

/// Figures and a closing X.
fn places(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, 'X' | 'x'));
    kept.map(|c| c.to_ascii_uppercase()).collect()
}

impl IdsRead {
    fn piece(&mut self, piece: &str, as_number: bool) {
        if is_nothing(piece) {
            return;
        }
        let number = places(piece);
        let of_a_company = piece.contains("信用代码") || piece.contains("执照") || is_credit_code(&number);
        let foreign =
            of_a_company || piece.chars().any(|c| c.is_ascii_alphabetic() && !matches!(c, 'X' | 'x'));
        let name: String = piece.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).collect();
        let label = ["身份证", "证件", "号"].iter().any(|word| name.contains(word));
        let name = Some(name).filter(|name| !name.is_empty() && !label);
        let cut: &[usize] = match number.len() {
            _ if foreign => &[],
            15 => &[15],
            18 => &[18],
            30 => &[15, 15],
            33 if doubt_of(&number[..18]).is_none() => &[18, 15],
            33 => &[15, 18],
            36 => &[18, 18],
            _ => &[],
        };
        if cut.is_empty() {
            self.unread.push(piece.to_owned());
            return;
        }
        let mut rest = number.as_str();
        for places in cut {
            let (number, after) = rest.split_at(*places);
            rest = after;
            let lost = as_number && number.len() == 18;
            let doubt = if lost { Some(CUT) } else { doubt_of(number) };
            self.ids.push(IdRead { number: number.to_owned(), name: name.clone(), doubt });
        }
    }
}

const WRONG_CHECK: &str = "最后一位校验码不对";

/// What is wrong with a number of 15 or 18 places; `None` for nothing.
fn doubt_of(number: &str) -> Option<&'static str> {
    let bytes = number.as_bytes();
    let figures = &bytes[..bytes.len().min(17)];
    if !figures.iter().all(u8::is_ascii_digit) {
        return Some("除最后一位外应当都是数字");
    }
    if !has_day_of_birth(number) {
        return Some("其中的出生日期不存在");
    }
    match number.len() {
        18 if number.ends_with("000") && check_digit(figures) != bytes[17] => Some(CUT),
        18 if check_digit(figures) != bytes[17] => Some(WRONG_CHECK),
        _ => None,
    }
}

/// Whether a day of the last century or this stands where a number of 15 or 18 figures has it.
pub(crate) fn has_day_of_birth(number: &str) -> bool {
    let date = match number.len() {
        18 => number.get(6..14).map(str::to_owned),
        _ => number.get(6..12).map(|date| format!("19{date}")),
    };
    let date = date.filter(|date| date.starts_with("19") || date.starts_with("20"));
    date.is_some_and(|date| Date::parse_from_str(&date, "%Y%m%d").is_ok())
}

/// GB 11643, by ISO 7064 MOD 11-2.
fn check_digit(figures: &[u8]) -> u8 {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = figures.iter().zip(WEIGHTS).map(|(c, weight)| u32::from(c - b'0') * weight).sum();
    b"10X98765432"[usize::try_from(sum % 11).expect("a remainder of 11 is an index")]
}

/// Each number to its person: by the name beside it, else in order. Gives the numbers by person and those left over.
pub(crate) fn pair(names: &[String], ids: Vec<IdRead>) -> (Vec<Option<String>>, Vec<String>) {
    let mut paired: Vec<Option<String>> = vec![None; names.len()];
    let mut over = Vec::new();
    for id in ids {
        let named = id.name.as_ref().and_then(|label| names.iter().position(|name| name.contains(label)));
        let free = paired.iter().position(Option::is_none);
        let place = named.filter(|at| paired[*at].is_none()).or(free.filter(|_| id.name.is_none()));
        match place {
            Some(at) => paired[at] = Some(id.number),
            None if paired.contains(&Some(id.number.clone())) => {}
            None => over.push(id.number),
        }
    }
    (paired, over)
}

#[cfg(test)]
mod tests {
    use super::*;

    // Made up in an area code that is not given out; check digits by GB 11643's own formula, worked by hand.
    const GOOD: &str = "999999199001010019";

    fn check(cell: &str, expect: &[(&str, &str, bool)], unread: &[&str]) {
        let value = match cell.strip_prefix('=') {
            Some(n) => Value::Number(n.parse().unwrap()),
            None => Value::Text(cell.into()),
        };
        let got = ids(Some(&value), cell.trim_start_matches('='));
        let read: Vec<(&str, &str, bool)> = got
            .ids
            .iter()
            .map(|id| (id.number.as_str(), id.name.as_deref().unwrap_or(""), id.doubt.is_none()))
            .collect();
        assert_eq!(read, expect, "ids {cell:?}");
        assert_eq!(got.unread, unread, "no ids in {cell:?}");
    }

    #[test]
    fn the_check_digit_is_the_standard_s() {
        // The standard's own examples.
        assert_eq!(check_digit(b"11010519491231002"), b'X');
        assert_eq!(check_digit(b"44052418800101001"), b'4');
    }

    #[test]
    fn identity_numbers_are_read_and_none_is_lost() {
        let last = char::from(check_digit(&GOOD.as_bytes()[..17]));
        let good = format!("{}{last}", &GOOD[..17]);
        let old = "999999900101001";
        check(&good, &[(&good, "", true)], &[]);
        check(old, &[(old, "", true)], &[]);
        check(&format!("{good}、{old}"), &[(&good, "", true), (old, "", true)], &[]);
        check(&format!("{good}\n{old}"), &[(&good, "", true), (old, "", true)], &[]);
        check(&format!("{good} {old}"), &[(&good, "", true), (old, "", true)], &[]);
        check(&format!("{good}{good}"), &[(&good, "", true), (&good, "", true)], &[]);
        check(&format!("{good}{old}"), &[(&good, "", true), (old, "", true)], &[]);
        check(&format!("{old}{good}"), &[(old, "", true), (&good, "", true)], &[]);
        check(&format!("张小明{good}/李红{old}"), &[(&good, "张小明", true), (old, "李红", true)], &[]);
        check(&format!("身份证号:{good}"), &[(&good, "", true)], &[]);
        check(&format!("{} {}", &good[..6], &good[6..]), &[(&good, "", true)], &[]);
        check("99999919900101001x", &[("99999919900101001X", "", last == 'X')], &[]);
        check("=999999199001010000", &[("999999199001010000", "", false)], &[]);
        check("=999999900101001", &[(old, "", true)], &[]);
        check("999999199013010012", &[("999999199013010012", "", false)], &[]);
        check("999999901301001", &[("999999901301001", "", false)], &[]);
        check("待补", &[], &[]);
        check(" ／ ", &[], &[]);
        check("9.99999E+17", &[], &["9.99999E+17"]);
        check("统一社会信用代码91440300999999999X", &[], &["统一社会信用代码91440300999999999X"]);
        check("91440300999999999X", &[], &["91440300999999999X"]);
        check("护照E12345678", &[], &["护照E12345678"]);
        check("99999919900101", &[], &["99999919900101"]);
    }

    #[test]
    fn numbers_go_to_the_person_they_name() {
        let names = ["张小明".to_owned(), "李红".to_owned()];
        let id = |number: &str, name: Option<&str>| IdRead {
            number: number.into(),
            name: name.map(String::from),
            doubt: None,
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(pair(&names, vec![id("1", None), id("2", None)]), (vec![some("1"), some("2")], vec![]));
        assert_eq!(pair(&names, vec![id("1", Some("李红"))]), (vec![None, some("1")], vec![]));
        let three = vec![id("1", None), id("2", None), id("3", None)];
        assert_eq!(pair(&names, three), (vec![some("1"), some("2")], vec!["3".into()]));
        assert_eq!(pair(&[], vec![id("1", None)]), (vec![], vec!["1".to_owned()]));
    }
}
