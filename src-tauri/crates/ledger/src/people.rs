//! People: owners, tenants, payers; their phones; how they are found by 拼音 initials (practice row P1).

use pinyin::ToPinyinMulti;

use crate::units::half_width;

/// Identifies a person in the register; never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub i64);

/// How a person stands to a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// 业主: liable for the unit's fees.
    Owner,
    /// 租户: pays by agreement; the owner answers jointly (Civil Code, 司法解释 2020).
    Tenant,
    /// 开发商: liable for unsold or undelivered units (物业管理条例 art. 41).
    Developer,
    /// 其他: named in the old books as the one who owes, and nothing else is known of him.
    Other,
}

impl Relation {
    /// All, in the order screens list them.
    pub const ALL: [Relation; 4] = [Relation::Owner, Relation::Tenant, Relation::Developer, Relation::Other];

    /// Stable word for storage and programs.
    pub const fn code(self) -> &'static str {
        match self {
            Relation::Owner => "owner",
            Relation::Tenant => "tenant",
            Relation::Developer => "developer",
            Relation::Other => "other",
        }
    }

    /// The field's word.
    pub const fn chinese(self) -> &'static str {
        match self {
            Relation::Owner => "业主",
            Relation::Tenant => "租户",
            Relation::Developer => "开发商",
            Relation::Other => "其他",
        }
    }

    /// Reads [`Relation::code`] or the field's word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == text.trim() || r.chinese() == text.trim())
    }
}

/// A telephone number as digits, with a leading `+` kept. Shown masked (PIPL art. 28, 51).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

impl Phone {
    /// From any writing of a number: separators are dropped. `None` below seven or above twenty digits.
    pub fn parse(text: &str) -> Option<Phone> {
        let plain: String = text.trim().chars().map(half_width).collect();
        let kept: String = plain.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        let foreign = plain.chars().any(|c| !(c.is_ascii_digit() || "+-() ".contains(c)));
        let well_formed = !foreign && (7..=20).contains(&kept.len()) && !kept[1..].contains('+');
        well_formed.then_some(Phone(kept))
    }

    /// All digits: for storage, and for a screen that logged why it shows them.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// The last four, by which people are found.
    pub fn tail(&self) -> &str {
        &self.0[self.0.len() - 4..]
    }

    /// `139****2231`: the first three and the last four.
    pub fn masked(&self) -> String {
        let head = if self.0.len() >= 11 { &self.0[..3] } else { "" };
        format!("{head}****{}", self.tail())
    }
}

/// The 拼音 initials of a name, every reading of each character: 单 (dan, shan, chan) gives `dsc` at its place.
/// Letters and digits stand for themselves; anything else is skipped. One set of lower-case letters a character.
pub fn initials(name: &str) -> Vec<String> {
    name.chars()
        .filter_map(|c| {
            if c.is_ascii_alphanumeric() {
                return Some(c.to_ascii_lowercase().to_string());
            }
            let readings = c.to_pinyin_multi()?;
            let mut letters: Vec<char> =
                readings.into_iter().filter_map(|p| p.plain().chars().next()).collect();
            letters.sort_unstable();
            letters.dedup();
            Some(letters.into_iter().collect())
        })
        .collect()
}

/// The commonest reading's initials, as one word: `zsf` for 张三丰. What is stored beside a name.
pub fn first_initials(name: &str) -> String {
    use pinyin::ToPinyin;
    name.chars()
        .filter_map(|c| {
            if c.is_ascii_alphanumeric() {
                return Some(c.to_ascii_lowercase());
            }
            c.to_pinyin().and_then(|p| p.plain().chars().next())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_digits_and_shown_masked() {
        for (written, masked) in [
            ("13900002231", Some("139****2231")),
            ("139 0000 2231", Some("139****2231")),
            ("0755-8300123", Some("075****0123")),
            ("8300123", Some("****0123")),
            ("待补", None),
            ("123", None),
            ("李139", None),
        ] {
            assert_eq!(Phone::parse(written).map(|p| p.masked()).as_deref(), masked, "{written:?}");
        }
    }

    #[test]
    fn names_have_initials_in_every_reading() {
        assert_eq!(first_initials("张三丰A2"), "zsfa2");
        let shan = initials("单小雨");
        assert!(shan[0].contains('s') && shan[0].contains('d'), "单 is read dan and shan: {shan:?}");
        assert_eq!(shan.len(), 3);
    }
}
