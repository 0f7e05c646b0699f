//! Telephone numbers in one cell: several, run together, with names before or behind.

use ledger::people::Phone;

use crate::cells::{is_nothing, plain};

/// The telephone numbers of a cell.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct PhonesRead {
    pub numbers: Vec<NamedPhone>,
    /// Pieces that are no number.
    pub unread: Vec<String>,
    /// Numbers with an extension, as written: it is no part of the number.
    pub extensions: Vec<String>,
}

/// A number, and the name beside it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NamedPhone {
    pub digits: String,
    pub name: Option<String>,
}

/// A run of digits and how it hangs on the one before.
struct Group {
    digits: String,
    /// Only a space, hyphen or bracket lies between.
    joined: bool,
    name: String,
    /// What lies between.
    between: String,
    /// The last run of figures where several were joined.
    last: String,
}

pub(crate) fn phones(text: &str) -> PhonesRead {
    let mut read = PhonesRead::default();
    if is_mobile(text) && text.bytes().all(|b| b.is_ascii_digit()) {
        read.numbers.push(NamedPhone { digits: text.to_owned(), name: None });
        return read;
    }
    let text = plain(text);
    let text = text.strip_suffix(".0").filter(|t| t.bytes().all(|b| b.is_ascii_digit())).unwrap_or(&text);
    if is_nothing(text) {
        return read;
    }
    let in_full;
    let text = match powers_of_ten(text) {
        Powers::Whole(digits) => {
            in_full = digits;
            &in_full
        }
        Powers::Cut => {
            read.unread.push(text.to_owned());
            return read;
        }
        Powers::None => text,
    };
    let groups = groups(text);
    if groups.is_empty() || is_date(text) {
        read.unread.push(text.to_owned());
        return read;
    }
    let mut current: Option<Group> = None;
    for group in groups {
        match &mut current {
            Some(before) if group.joined && !is_complete(&before.digits) && !is_born(&before.digits) => {
                before.digits.push_str(&group.digits);
                before.name.push_str(&group.name);
                before.last = group.digits;
            }
            Some(before) if is_extension(&group) && is_complete(&before.digits) => {
                read.extensions.push(format!("{}{}{}", before.digits, group.between.trim(), group.digits));
            }
            _ => {
                if let Some(done) = current.replace(group) {
                    read.close(done);
                }
            }
        }
    }
    if let Some(done) = current {
        read.close(done);
    }
    read
}

impl PhonesRead {
    fn close(&mut self, group: Group) {
        let name = Some(group.name.clone()).filter(|n| !is_label(n));
        let digits = group.digits.as_str();
        let local = digits.strip_prefix("0086").or(digits.strip_prefix("86")).filter(|rest| is_mobile(rest));
        let digits = local.unwrap_or(digits);
        if let Some(run) = run_together(digits) {
            self.numbers.extend(
                run.into_iter().map(|digits| NamedPhone { digits: digits.to_owned(), name: name.clone() }),
            );
        } else if let Some(head) = digits.strip_suffix(group.last.as_str())
            && is_complete(&group.last)
            && (1..7).contains(&head.len())
        {
            // `8-83001234`
            self.numbers.push(NamedPhone { digits: group.last.clone(), name });
            self.unread.push(head.to_owned());
        } else {
            self.unread.push(digits.to_owned());
        }
    }
}

/// One number, or several without anything between them.
fn run_together(digits: &str) -> Option<Vec<&str>> {
    if is_complete(digits) {
        return Phone::parse(digits).map(|_| vec![digits]);
    }
    const MOBILE: usize = 11;
    const LONGEST: usize = 44;
    if digits.len() > LONGEST || is_born(digits) {
        return None;
    }
    if let Some((front, rest)) = digits.split_at_checked(MOBILE)
        && is_mobile(front)
        && let Some(rest) = run_together(rest)
    {
        return Some([vec![front], rest].concat());
    }
    let at = digits.len().checked_sub(MOBILE)?;
    let (front, last) = digits.split_at(at);
    if is_mobile(last)
        && let Some(front) = run_together(front)
    {
        return Some([front, vec![last]].concat());
    }
    let (one, other) = digits.split_at(digits.len() / 2);
    (one.len() == other.len() && is_complete(one) && is_complete(other)).then(|| vec![one, other])
}

/// An identity number: a birthday stands in it.
fn is_born(digits: &str) -> bool {
    digits.len() == 18
        && digits.get(6..8).is_some_and(|century| matches!(century, "19" | "20"))
        && digits
            .get(10..12)
            .and_then(|month| month.parse::<u32>().ok())
            .is_some_and(|m| (1..=12).contains(&m))
}

/// `转801`, `-8` behind a number.
fn is_extension(group: &Group) -> bool {
    let between = group.between.trim().trim_end_matches(':');
    group.digits.len() <= 5 && ["转", "转分机", "分机", "-", "—", "–", "ext", "EXT", "*"].contains(&between)
}

fn groups(text: &str) -> Vec<Group> {
    let names_lead = !text.starts_with(|c: char| c.is_ascii_digit() || "+(".contains(c));
    let mut groups: Vec<Group> = Vec::new();
    let (mut between, mut in_digits) = (String::new(), false);
    for c in text.chars() {
        if c.is_ascii_digit() {
            if !in_digits {
                let joined = !groups.is_empty() && between.chars().all(|c| " -()—–".contains(c));
                let words = word_of(&between);
                let leads = names_lead || between.trim_end().ends_with(':');
                let name = if leads { words.clone() } else { String::new() };
                if let (false, Some(last)) = (leads, groups.last_mut()) {
                    last.name.push_str(&words);
                }
                let between = std::mem::take(&mut between);
                groups.push(Group { digits: String::new(), joined, name, between, last: String::new() });
            }
            if let Some(group) = groups.last_mut() {
                group.digits.push(c);
            }
        } else {
            between.push(c);
        }
        in_digits = c.is_ascii_digit();
    }
    if let (false, Some(last)) = (names_lead, groups.last_mut()) {
        last.name.push_str(&word_of(&between));
    }
    groups
}

/// `1.3900001005E10` is all there; `1.39E+10` has lost its end.
enum Powers {
    None,
    Whole(String),
    Cut,
}

/// `1.39E+10`: Excel shows so many digits in powers of ten, and text that was made of them has lost the end.
pub(crate) fn has_lost_digits(text: &str) -> bool {
    matches!(powers_of_ten(&plain(text)), Powers::Cut)
}

fn powers_of_ten(text: &str) -> Powers {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return Powers::None };
    let Ok(exponent) = exponent.trim_start_matches('+').parse::<usize>() else { return Powers::None };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let figures = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    match () {
        () if whole.len() != 1 || !figures(whole) || !figures(fraction) => Powers::None,
        () if fraction.len() == exponent => Powers::Whole(format!("{whole}{fraction}")),
        () => Powers::Cut,
    }
}

/// `2014-09-25`, `2013年5月1日 10:21`: figures enough for a telephone, but a year, a month and a day.
fn is_date(text: &str) -> bool {
    let mut groups = text.split(|c: char| !c.is_ascii_digit());
    let (year, month, day) = (groups.next(), groups.next(), groups.next());
    let within = |part: Option<&str>, most: u32| {
        part.is_some_and(|p| p.len() <= 2 && p.parse::<u32>().is_ok_and(|n| (1..=most).contains(&n)))
    };
    year.is_some_and(|y| y.len() == 4 && (y.starts_with("19") || y.starts_with("20")))
        && within(month, 12)
        && within(day, 31)
}

fn word_of(between: &str) -> String {
    between.chars().filter(|c| c.is_alphabetic()).collect()
}

/// Words before a number that name the line, not the person.
fn is_label(word: &str) -> bool {
    [
        "",
        "电话",
        "手机",
        "tel",
        "TEL",
        "宅",
        "宅电",
        "办",
        "办公",
        "家",
        "座机",
        "微信",
        "或",
        "和",
        "转",
        "分机",
        "转分机",
    ]
    .contains(&word)
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1') && !digits[1..].starts_with(['0', '1', '2'])
}

fn is_complete(digits: &str) -> bool {
    match digits.as_bytes() {
        [b'0', ..] => (10..=12).contains(&digits.len()),
        [b'4' | b'8', b'0', b'0', ..] if digits.len() == 10 => true,
        [b'1', ..] => is_mobile(digits),
        _ => (7..=8).contains(&digits.len()),
    }
}

/// Each number to its person: by the name beside it, else one each, else all to the first. Gives the numbers by person
/// and those whose names belong to nobody; `with_first` gives these to the first, too.
pub(crate) fn pair<'p>(
    names: &[String],
    phones: &'p [NamedPhone],
    with_first: bool,
) -> (Vec<Vec<String>>, Vec<&'p NamedPhone>) {
    let mut paired = vec![Vec::new(); names.len()];
    let mut strangers = Vec::new();
    let one_each = phones.len() == names.len() && phones.iter().all(|p| p.name.is_none());
    for (at, phone) in phones.iter().enumerate() {
        let owner = match &phone.name {
            None if one_each => at,
            None => 0,
            Some(label) => match names.iter().position(|name| is_of(label, name)) {
                Some(named) => named,
                None => {
                    strangers.push(phone);
                    if !with_first {
                        continue;
                    }
                    0
                }
            },
        };
        if let Some(numbers) = paired.get_mut(owner)
            && !numbers.contains(&phone.digits)
        {
            numbers.push(phone.digits.clone());
        }
    }
    (paired, strangers)
}

/// `李先生` is 李建国, `建国` is not told.
fn is_of(label: &str, name: &str) -> bool {
    let titled =
        ["先生", "女士", "小姐", "太太", "生", "姐", "工", "总"].iter().find_map(|t| label.strip_suffix(t));
    match titled {
        Some(surname) if !surname.is_empty() => name.starts_with(surname),
        // 发 is 欧阳发 where nothing else is told.
        _ => label.contains(name) || name.starts_with(label) || name.ends_with(label),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_phones(cell: &str, expect: &[(&str, &str)], unread: &[&str]) {
        let got = phones(cell);
        let numbers: Vec<(&str, &str)> =
            got.numbers.iter().map(|p| (p.digits.as_str(), p.name.as_deref().unwrap_or(""))).collect();
        assert_eq!(numbers, expect, "phones {cell:?}");
        assert_eq!(got.unread, unread, "no phones in {cell:?}");
    }

    #[test]
    fn several_phones_share_a_cell() {
        for (cell, expect, unread) in [
            ("13900000001", &[("13900000001", "")][..], &[][..]),
            ("139 0000 0001", &[("13900000001", "")], &[]),
            ("139-0000-0001", &[("13900000001", "")], &[]),
            ("+86 13900000001", &[("13900000001", "")], &[]),
            ("13900000001、13900000002", &[("13900000001", ""), ("13900000002", "")], &[]),
            ("13900000001 13900000002", &[("13900000001", ""), ("13900000002", "")], &[]),
            ("1390000000113900000002", &[("13900000001", ""), ("13900000002", "")], &[]),
            ("李先生13900000001", &[("13900000001", "李先生")], &[]),
            (
                "李先生13900000001\n王女士13900000002",
                &[("13900000001", "李先生"), ("13900000002", "王女士")],
                &[],
            ),
            ("13900000001(李) 13900000002(王)", &[("13900000001", "李"), ("13900000002", "王")], &[]),
            ("0755-8300123", &[("07558300123", "")], &[]),
            ("0755-8300 0123/13900000001", &[("075583000123", ""), ("13900000001", "")], &[]),
            ("8300123", &[("8300123", "")], &[]),
            ("电话：8300-0123", &[("83000123", "")], &[]),
            ("13900000001.0", &[("13900000001", "")], &[]),
            ("0755830012313900000001", &[("07558300123", ""), ("13900000001", "")], &[]),
            ("83001234 13900000001", &[("83001234", ""), ("13900000001", "")], &[]),
            ("１３９０００００００１", &[("13900000001", "")], &[]),
            ("1.39E+10", &[], &["1.39E+10"]),
            ("1.3900001005E10", &[("13900001005", "")], &[]),
            ("8-83001234", &[("83001234", "")], &["8"]),
            ("86-13900000001", &[("13900000001", "")], &[]),
            ("1390000000183001234", &[("13900000001", ""), ("83001234", "")], &[]),
            ("8300123483001235", &[("83001234", ""), ("83001235", "")], &[]),
            ("139000000011", &[], &["139000000011"]),
            ("139999199002020011", &[], &["139999199002020011"]),
            ("2014-09-25", &[], &["2014-09-25"]),
            ("2015年1月8日", &[], &["2015年1月8日"]),
            ("400-800-1234", &[("4008001234", "")], &[]),
            ("1390000001", &[], &["1390000001"]),
            ("在外地", &[], &["在外地"]),
            ("13900000001，1390", &[("13900000001", "")], &["1390"]),
            ("／", &[], &[]),
        ] {
            check_phones(cell, expect, unread);
        }
    }

    #[test]
    fn an_extension_is_no_part_of_the_number() {
        for (cell, number, extension) in [
            ("0755-83000909转8001", "075583000909", "075583000909转8001"),
            ("0755-8300909-8", "07558300909", "07558300909-8"),
            ("83000909-801", "83000909", "83000909-801"),
            ("83000909 分机 801", "83000909", "83000909分机801"),
        ] {
            let got = phones(cell);
            let numbers: Vec<&str> = got.numbers.iter().map(|p| p.digits.as_str()).collect();
            assert_eq!((numbers, got.extensions), (vec![number], vec![extension.to_owned()]), "{cell}");
            assert!(got.unread.is_empty() && got.numbers[0].name.is_none(), "{cell}");
        }
    }

    #[test]
    fn numbers_go_to_the_person_they_name() {
        let names = ["王五".to_owned(), "李建国".to_owned()];
        for (cell, expect, strangers) in [
            ("李先生13900000001、王女士13900000002", [vec!["13900000002"], vec!["13900000001"]], vec![]),
            ("13900000001、13900000002", [vec!["13900000001"], vec!["13900000002"]], vec![]),
            ("13900000001", [vec!["13900000001"], vec![]], vec![]),
            ("儿子13900000001", [vec!["13900000001"], vec![]], vec!["儿子"]),
            ("13900000001；国：13900000002", [vec!["13900000001"], vec!["13900000002"]], vec![]),
        ] {
            let read = phones(cell);
            let (paired, unknown) = pair(&names, &read.numbers, true);
            let unknown: Vec<String> = unknown.into_iter().filter_map(|p| p.name.clone()).collect();
            assert_eq!(
                (paired, unknown),
                (
                    expect.map(|p| p.into_iter().map(String::from).collect()).to_vec(),
                    strangers.into_iter().map(String::from).collect()
                ),
                "{cell:?}"
            );
        }
    }
}
