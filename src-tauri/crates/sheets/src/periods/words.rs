//! The words and figures of a written period, one after the other.

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Year,
    Month,
    Day,
    Quarter,
}

/// A run of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Figure {
    pub value: u32,
    pub digits: usize,
    pub unit: Option<Unit>,
}

impl Figure {
    /// `2013`, `13年`, `99年`. A single figure counts years: `2年`.
    pub fn year(self) -> Option<i32> {
        let value = i32::try_from(self.value).ok()?;
        match (self.digits, self.unit) {
            (4, None | Some(Unit::Year)) => Some(value).filter(|year| (1990..2100).contains(year)),
            (2, Some(Unit::Year)) => short_year(self.value),
            _ => None,
        }
    }

    /// One or two digits without a unit.
    pub fn is_bare(self) -> bool {
        self.unit.is_none() && self.digits <= 2
    }
}

/// 13 is 2013, 99 is 1999.
pub(super) fn short_year(value: u32) -> Option<i32> {
    let value = i32::try_from(value).ok()?;
    match value {
        0..=40 => Some(2000 + value),
        90..=99 => Some(1900 + value),
        _ => None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Figure(Figure),
    /// `.`, `/` and `-`: inside a date; a hyphen also between two.
    Sign(char),
    Range,
    List,
    /// 上半年, 全年: first and last month.
    Months(u32, u32),
    NextYear,
    SameYear,
    /// 底, 末
    End,
    /// 初
    Start,
    /// 以前; inclusive: 及以前
    Before(bool),
    /// 至今; 起 alone, without an end, means as much
    Now,
    Since,
    /// 自, 从
    From,
    /// 截止
    Until,
    /// `25月`
    Count(u32),
}

/// The longest first. `None`: nobody can know what is meant.
const WORDS: &[(&str, Option<Word>)] = &[
    ("上半年", Some(Word::Months(1, 6))),
    ("下半年", Some(Word::Months(7, 12))),
    ("全年度", Some(Word::Months(1, 12))),
    ("全年", Some(Word::Months(1, 12))),
    ("整年", Some(Word::Months(1, 12))),
    ("半年", None),
    ("多年", None),
    ("历年", None),
    ("往年", None),
    ("以往", None),
    ("旬", None),
    ("采暖", None),
    ("供暖", None),
    ("季", None),
    ("左右", None),
    ("大概", None),
    ("大约", None),
    ("前后", None),
    ("以后", None),
    ("之后", None),
    ("后", None),
    ("起止", Some(Word::List)),
    ("截止到", Some(Word::Until)),
    ("截至到", Some(Word::Until)),
    ("截止至", Some(Word::Until)),
    ("截止", Some(Word::Until)),
    ("截至", Some(Word::Until)),
    ("至今", Some(Word::Now)),
    ("到今", Some(Word::Now)),
    ("于今", Some(Word::Now)),
    ("迄今", Some(Word::Now)),
    ("至现在", Some(Word::Now)),
    ("到现在", Some(Word::Now)),
    ("现在", Some(Word::Now)),
    ("至目前", Some(Word::Now)),
    ("到目前", Some(Word::Now)),
    ("目前", Some(Word::Now)),
    ("以来", Some(Word::Now)),
    ("开始", Some(Word::Since)),
    ("起", Some(Word::Since)),
    ("及以前", Some(Word::Before(true))),
    ("及之前", Some(Word::Before(true))),
    ("以前", Some(Word::Before(false))),
    ("之前", Some(Word::Before(false))),
    ("次年", Some(Word::NextYear)),
    ("翌年", Some(Word::NextYear)),
    ("第二年", Some(Word::NextYear)),
    ("下一年", Some(Word::NextYear)),
    ("下年", Some(Word::NextYear)),
    ("来年", Some(Word::NextYear)),
    ("当年", Some(Word::SameYear)),
    ("同年", Some(Word::SameYear)),
    ("本年度", Some(Word::SameYear)),
    ("本年", Some(Word::SameYear)),
    ("该年", Some(Word::SameYear)),
    ("底", Some(Word::End)),
    ("末", Some(Word::End)),
    ("初", Some(Word::Start)),
    ("自", Some(Word::From)),
    ("从", Some(Word::From)),
    ("至", Some(Word::Range)),
    ("到", Some(Word::Range)),
    ("~", Some(Word::Range)),
    ("—", Some(Word::Range)),
    ("–", Some(Word::Range)),
    ("―", Some(Word::Range)),
    ("─", Some(Word::Range)),
    ("、", Some(Word::List)),
    (",", Some(Word::List)),
    (";", Some(Word::List)),
    ("和", Some(Word::List)),
    ("及", Some(Word::List)),
    ("与", Some(Word::List)),
    ("+", Some(Word::List)),
    ("&", Some(Word::List)),
    ("\n", Some(Word::List)),
    (".", Some(Word::Sign('.'))),
    ("。", Some(Word::Sign('.'))),
    ("·", Some(Word::Sign('.'))),
    ("/", Some(Word::Sign('/'))),
    ("-", Some(Word::Sign('-'))),
];

/// What counts other things than time: `3栋`, `800元`.
const OTHER_THINGS: &str = "元栋幢座楼户期区#室%层人次张块个单角分平㎡门";

/// `None` where a word says that nobody can know; words of other things are passed over.
pub(super) fn words(text: &str) -> Option<Vec<Word>> {
    let mut words: Vec<Word> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() {
            let (word, after) = figure(rest)?;
            let behind_a_year = matches!(words.last(), Some(Word::Figure(figure)) if figure.year().is_some());
            if behind_a_year && matches!(word, Some(Word::Count(_))) {
                return None;
            }
            words.extend(word);
            rest = after;
            continue;
        }
        let known = WORDS.iter().find(|(word, _)| rest.starts_with(word));
        let before = &text[..text.len() - rest.len()];
        match known {
            Some((word, meant)) => {
                let after_end = matches!(words.last(), Some(Word::End));
                let behind = &rest[word.len()..];
                match (*meant)? {
                    meant if !belongs(meant, words.last(), behind) => {}
                    // `交至2014年4月` says what was paid.
                    Word::Range | Word::Until
                        if words.is_empty() && before.contains(['交', '缴', '收', '付']) =>
                    {
                        return None;
                    }
                    Word::Before(false) if after_end => words.push(Word::Before(true)),
                    // `2013年—-2014年`
                    Word::Sign('-') | Word::Range
                        if matches!(words.last(), Some(Word::Sign('-') | Word::Range)) =>
                    {
                        words.pop();
                        words.push(Word::Range);
                    }
                    Word::Range if matches!(words.last(), Some(Word::Sign('.'))) => {
                        words.pop();
                        words.push(Word::Range);
                    }
                    meant => words.push(meant),
                }
                rest = &rest[word.len()..];
            }
            // No quarter of a year is the fifth.
            None if matches!(c, 'Q' | 'q') && rest[1..].starts_with(|c: char| c.is_ascii_digit()) => {
                return None;
            }
            // Nor is 2013H3 a half of a year, or March.
            None if matches!(c, 'H' | 'h')
                && matches!(words.last(), Some(Word::Figure(figure)) if figure.year().is_some())
                && rest[1..].starts_with(|c: char| c.is_ascii_digit())
                && matches!(figure(&rest[1..]), Some((Some(_), _))) =>
            {
                return None;
            }
            None if rest.starts_with("元月") => {
                words.push(Word::Figure(Figure { value: 1, digits: 1, unit: Some(Unit::Month) }));
                rest = &rest["元月".len()..];
            }
            None if c == '前' => {
                let after = &rest[c.len_utf8()..];
                match first_quarters(after) {
                    Some((word, after)) => {
                        words.push(word);
                        rest = after;
                    }
                    None => {
                        let inclusive = matches!(words.last(), Some(Word::End));
                        words.extend((!words.is_empty()).then_some(Word::Before(inclusive)));
                        rest = after;
                    }
                }
            }
            // A stroke that looks like a dash.
            None if c == '一'
                && !words.is_empty()
                && rest[c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit()) =>
            {
                words.push(Word::Range);
                rest = &rest[c.len_utf8()..];
            }
            None if c == '约' && rest[c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit()) => {
                return None;
            }
            None => rest = &rest[c.len_utf8()..],
        }
    }
    Some(words)
}

/// 起, 底 and 前 stand behind a time, 自 before one; in other words they say nothing.
fn belongs(word: Word, before: Option<&Word>, behind: &str) -> bool {
    let figure_behind = behind.trim_start().starts_with(|c: char| c.is_ascii_digit());
    match word {
        Word::End | Word::Start | Word::Since | Word::Before(_) | Word::Now => before.is_some(),
        Word::From => figure_behind,
        _ => true,
    }
}

/// `3季度` behind 前.
fn first_quarters(text: &str) -> Option<(Word, &str)> {
    let (Some(Word::Figure(figure)), after) = figure(text)? else { return None };
    let quarters = figure.unit == Some(Unit::Quarter) && (1..=4).contains(&figure.value);
    quarters.then_some((Word::Months(1, figure.value * 3), after))
}

/// A run of digits and its unit, and what stands behind; no word for a number of other things.
fn figure(text: &str) -> Option<(Option<Word>, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let digits = &text[..end];
    let value = digits.parse().ok()?;
    let rest = &text[end..];
    if let Some(after) = thing(rest) {
        return Some((None, after));
    }
    let after = rest.trim_start_matches(' ');
    let of = |unit, words: &[&str]| {
        words.iter().find_map(|word| after.strip_prefix(word)).map(|rest| (unit, rest))
    };
    let unit = of(Unit::Year, &["年度", "年份", "年"])
        .or_else(|| of(Unit::Month, &["月份", "月"]))
        .or_else(|| of(Unit::Quarter, &["季度", "季"]))
        .or_else(|| of(Unit::Day, &["日", "号"]).filter(|(_, rest)| !rest.starts_with(['楼', '院'])));
    Some(match unit {
        Some((Unit::Month, rest)) if value > 12 => (Some(Word::Count(value)), rest),
        Some((unit, rest)) => {
            (Some(Word::Figure(Figure { value, digits: digits.len(), unit: Some(unit) })), rest)
        }
        None => (Some(Word::Figure(Figure { value, digits: digits.len(), unit: None })), rest),
    })
}

/// What stands behind `3栋` and `1,800.00元`, of which the first digits are read.
fn thing(behind: &str) -> Option<&str> {
    let number =
        behind.trim_start_matches(|c: char| c.is_ascii_digit() || ",.".contains(c)).trim_start_matches(' ');
    let counted = number.starts_with(|c| OTHER_THINGS.contains(c)) && !number.starts_with("元月");
    let plain = behind.trim_start_matches(' ').len() == number.len();
    (counted && (plain || number.starts_with('元'))).then_some(number)
}
