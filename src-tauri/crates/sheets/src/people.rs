//! Names and telephone numbers in one cell: several, split in every way, numbers with names before or behind.

use ledger::people::{Phone, Relation};

use crate::cells::{is_nothing, plain};

/// The names of a cell: split at `、，,/;` dots, spaces and line breaks, but `张 三` is one name padded with a space.
pub(crate) fn names(text: &str) -> Vec<String> {
    // Nearly every cell: one name, nothing around it.
    if !text.is_empty() && text.chars().all(|c| matches!(c, '\u{4e00}'..='\u{9fff}')) && !is_nothing(text) {
        return vec![text.to_owned()];
    }
    let text = plain(text);
    let foreign = text.chars().any(|c| c.is_ascii_alphabetic());
    let mut pieces = vec![String::new()];
    let mut depth = 0_u32;
    for c in text.chars() {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let splits = "、,/;\n\\|&+".contains(c) || (c == '.' && !foreign);
        match pieces.last_mut() {
            Some(piece) if !splits || depth > 0 => piece.push(c),
            _ => pieces.push(String::new()),
        }
    }
    pieces.iter().flat_map(|piece| spaced_names(piece)).filter(|name| !is_nothing(name)).collect()
}

fn spaced_names(piece: &str) -> Vec<String> {
    let words: Vec<&str> = piece.split_whitespace().collect();
    if words.iter().any(|w| w.chars().any(|c| c.is_ascii_alphabetic())) {
        return vec![words.join(" ")];
    }
    // No name has one character: `张 三`, `胡 小明` and `欧阳 修` are padded, `王红 李四` are two.
    let long = |word: &str| word.chars().count();
    let mut names: Vec<String> = Vec::new();
    let mut words = words.into_iter().peekable();
    while let Some(word) = words.next() {
        let given = if long(word) == 1 { words.next_if(|next| long(next) <= 2) } else { None };
        match (given, names.last_mut()) {
            (Some(given), _) => names.push(format!("{word}{given}")),
            (None, Some(last)) if long(word) == 1 && long(last) == 2 => last.push_str(word),
            (None, _) => names.push(word.to_owned()),
        }
    }
    names
}

/// What a name says of the person's standing; `otherwise` where it says nothing.
pub(crate) fn relation(name: &str, otherwise: Relation) -> Relation {
    let has = |words: &[&str]| words.iter().any(|w| name.contains(w));
    match () {
        () if has(&["开发商", "开发公司", "房地产开发"]) => Relation::Developer,
        () if has(&["(租", "租户)", "租客)"]) => Relation::Tenant,
        () => otherwise,
    }
}

/// The telephone numbers of a cell.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct PhonesRead {
    pub numbers: Vec<NamedPhone>,
    /// Pieces that are no number.
    pub unread: Vec<String>,
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
            Some(before) if group.joined && !is_complete(&before.digits) => {
                before.digits.push_str(&group.digits);
                before.name.push_str(&group.name);
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
        let name = Some(group.name).filter(|n| !is_label(n));
        let digits = group.digits.as_str();
        let local = digits.strip_prefix("0086").or(digits.strip_prefix("86")).filter(|rest| is_mobile(rest));
        let digits = local.unwrap_or(digits);
        // Two or three mobile numbers without anything between them.
        let run = digits.as_bytes().chunks(11).map(|chunk| String::from_utf8_lossy(chunk).into_owned());
        let run: Vec<String> = run.collect();
        let mobile_behind = digits.len().checked_sub(11).map(|at| digits.split_at(at));
        if let Some((land, mobile)) = mobile_behind
            && is_mobile(mobile)
            && is_complete(land)
            && !is_mobile(land)
        {
            // A land line and a mobile number without anything between them.
            self.numbers.push(NamedPhone { digits: land.to_owned(), name: name.clone() });
            self.numbers.push(NamedPhone { digits: mobile.to_owned(), name });
        } else if run.len() > 1 && run.iter().all(|piece| is_mobile(piece)) {
            self.numbers.extend(run.into_iter().map(|digits| NamedPhone { digits, name: name.clone() }));
        } else if is_complete(digits)
            && let Some(phone) = Phone::parse(digits)
        {
            self.numbers.push(NamedPhone { digits: phone.digits().to_owned(), name });
        } else {
            self.unread.push(digits.to_owned());
        }
    }
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
                let name = if names_lead { words.clone() } else { String::new() };
                if let (false, Some(last)) = (names_lead, groups.last_mut()) {
                    last.name.push_str(&words);
                }
                groups.push(Group { digits: String::new(), joined, name });
                between.clear();
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
        _ => label.contains(name) || name.starts_with(label),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_names(cell: &str, expect: &[&str]) {
        assert_eq!(names(cell), expect, "names {cell:?}");
    }

    #[test]
    fn several_owners_share_a_cell() {
        for (cell, expect) in [
            ("张小明", &["张小明"][..]),
            ("张小明、李小红", &["张小明", "李小红"]),
            ("张小明，李小红", &["张小明", "李小红"]),
            ("张小明／李小红", &["张小明", "李小红"]),
            ("张小明 李小红", &["张小明", "李小红"]),
            ("张小明．李小红", &["张小明", "李小红"]),
            ("张小明\n李小红", &["张小明", "李小红"]),
            ("张 三", &["张三"]),
            ("胡　小明 ", &["胡小明"]),
            ("欧阳 修", &["欧阳修"]),
            ("张 三 李 小红 王五", &["张三", "李小红", "王五"]),
            ("王 五 李小红", &["王五", "李小红"]),
            ("阿里木·买买提", &["阿里木·买买提"]),
            ("John A. Smith", &["John A. Smith"]),
            ("某某(甲、乙)公司", &["某某(甲、乙)公司"]),
            ("张小明；李小红", &["张小明", "李小红"]),
            ("张小明|李小红", &["张小明", "李小红"]),
            ("张小明\\李小红", &["张小明", "李小红"]),
            ("张小明&李小红", &["张小明", "李小红"]),
            ("张小明+李小红", &["张小明", "李小红"]),
            ("张小明　李小红", &["张小明", "李小红"]),
            ("张小明(租李小红)", &["张小明(租李小红)"]),
            ("无", &[]),
            ("／", &[]),
            ("待补", &[]),
            ("张小明、无", &["张小明"]),
        ] {
            check_names(cell, expect);
        }
    }

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
            ("0755-83000909转8001", &[("075583000909", "")], &["8001"]),
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
    fn numbers_go_to_the_person_they_name() {
        let names = ["王五".to_owned(), "李建国".to_owned()];
        for (cell, expect, strangers) in [
            ("李先生13900000001、王女士13900000002", [vec!["13900000002"], vec!["13900000001"]], vec![]),
            ("13900000001、13900000002", [vec!["13900000001"], vec!["13900000002"]], vec![]),
            ("13900000001", [vec!["13900000001"], vec![]], vec![]),
            ("儿子13900000001", [vec!["13900000001"], vec![]], vec!["儿子"]),
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
