//! Units: what an estate is divided into, and their codes (practice row P1).

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

use crate::money::parse_decimal;
use crate::refusal::Refusal;

/// Identifies a unit in the register; never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub i64);

/// The canonical code of a unit: building, entrance (单元) where there is one, door, joined by hyphens: `3-2-501`,
/// `C6-101`, `B1-3`, `6-车位`. Two spellings of one unit give one code; the spelling itself is kept beside it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitCode(String);

/// Characters.
const LONGEST_CODE: usize = 40;

/// Words that only separate the parts of a written room number.
const SEPARATING_WORDS: [&str; 7] = ["号楼", "单元", "栋", "幢", "座", "楼", "号"];

/// Words behind a door's number; behind anything else they are a part of a name: 地下室, 储藏室, 库房.
const DOOR_WORDS: [char; 2] = ['室', '房'];

impl UnitCode {
    /// The code as written on papers.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The building's part: everything before the first hyphen.
    pub fn building(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// From separate columns of a roster: building, entrance, door. Empty parts are left out.
    pub fn from_parts(parts: &[&str]) -> Result<UnitCode, Refusal> {
        parts.iter().filter(|p| !p.trim().is_empty()).copied().collect::<Vec<_>>().join("-").parse()
    }

    /// The code without its hyphens, as typed blind on a keypad: `32501`.
    pub fn keypad(&self) -> String {
        self.0.replace('-', "")
    }

    /// Whether it leaves parts of `whole` out, or the hyphens, or the estate's name: `101`, `1-101` and `11101` of `1-1-101`,
    /// and that of `阳光花园1-1-101`.
    pub fn is_short_for(&self, whole: &UnitCode) -> bool {
        if self.0.len() >= whole.0.len() {
            return false;
        }
        if !self.0.contains('-') && whole.0.contains('-') && self.0 == whole.keypad() {
            return true;
        }
        let (mut own, mut parts) = (self.0.rsplit('-'), whole.0.rsplit('-'));
        let same_door = own.next() == parts.next();
        let is_of = |part: &str, of_whole: &str| of_whole.strip_suffix(part).is_some_and(is_name_of_estate);
        same_door && own.all(|part| parts.any(|of_whole| is_of(part, of_whole)))
    }

    /// Sorts `3-2-501` before `10-1-101`: digits compare as numbers.
    pub fn natural_key(&self) -> String {
        let mut key = String::new();
        let mut digits = String::new();
        for c in self.0.chars().chain(std::iter::once('\0')) {
            if c.is_ascii_digit() {
                digits.push(c);
                continue;
            }
            if !digits.is_empty() {
                key.push_str(&format!("{:0>8}", digits));
                digits.clear();
            }
            if c != '\0' {
                key.push(c);
            }
        }
        key
    }
}

/// 阳光花园 of 阳光花园1, or nothing: B区 and A may be of another building.
fn is_name_of_estate(name: &str) -> bool {
    const FEWEST: usize = 2;
    let is_word = |c: char| c.is_alphabetic() && !c.is_ascii();
    name.is_empty() || (name.chars().count() >= FEWEST && name.chars().all(is_word))
}

impl fmt::Display for UnitCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Reads a room number in any written shape: `3-2-501`, `3栋2单元501室`, `３＃２－５０１`, `6#车位`, `C6-101 `.
///
/// Refusal: `unit_code_unreadable`, when nothing is left or it is longer than forty characters.
impl FromStr for UnitCode {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<UnitCode, Refusal> {
        if is_code(text) {
            return Ok(UnitCode(text.to_owned()));
        }
        let mut plain: String = text.chars().map(half_width).collect::<String>().to_uppercase();
        if !plain.is_ascii() {
            for word in SEPARATING_WORDS {
                plain = plain.replace(word, "-");
            }
            plain = without_door_words(&plain);
        }
        let parts: Vec<String> = plain
            .split(|c: char| c.is_whitespace() || c.is_control() || "-#/_.,、，—–~".contains(c))
            .filter(|p| !p.is_empty())
            .map(without_leading_zeros)
            .collect();
        let code = parts.join("-");
        if code.is_empty() || code.chars().count() > LONGEST_CODE {
            return Err(Refusal::new(
                "unit_code_unreadable",
                format!("看不懂房号“{}”。请写成 3-2-501 的样子。", text.trim()),
            ));
        }
        Ok(UnitCode(code))
    }
}

/// `501室` as `501-`, 储藏室3 as it is.
fn without_door_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let behind_number = || {
            out.ends_with(|c: char| {
                c.is_ascii_alphanumeric() || c.is_whitespace() || ")-一二三四五六七八九十".contains(c)
            })
        };
        if DOOR_WORDS.contains(&c) && behind_number() {
            out.push('-');
        } else {
            out.push(c);
        }
    }
    out
}

/// Full-width letters, digits and signs as their ASCII forms.
pub fn half_width(c: char) -> char {
    match u32::from(c) {
        n @ 0xFF01..=0xFF5E => char::from_u32(n - 0xFEE0).unwrap_or(c),
        0x3000 => ' ',
        _ => c,
    }
}

/// Written as codes are: nothing is to be put in order.
fn is_code(text: &str) -> bool {
    let is_part = |part: &str| {
        let figures = part.bytes().all(|b| b.is_ascii_digit());
        !part.is_empty()
            && part.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
            && !(figures && part.len() > 1 && part.starts_with('0'))
    };
    text.len() <= LONGEST_CODE && text.split('-').all(is_part)
}

fn without_leading_zeros(part: &str) -> String {
    if part.len() > 1 && part.chars().all(|c| c.is_ascii_digit()) {
        let trimmed = part.trim_start_matches('0');
        return if trimmed.is_empty() { "0".into() } else { trimmed.into() };
    }
    part.to_owned()
}

/// What a unit is used for; fees differ by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitUse {
    /// 住宅
    Residence,
    /// 商铺
    Shop,
    /// 车位
    Parking,
    /// 储藏室
    Storage,
}

impl UnitUse {
    /// All, in the order screens list them.
    pub const ALL: [UnitUse; 4] = [UnitUse::Residence, UnitUse::Shop, UnitUse::Parking, UnitUse::Storage];

    /// Stable word for storage and programs.
    pub const fn code(self) -> &'static str {
        match self {
            UnitUse::Residence => "residence",
            UnitUse::Shop => "shop",
            UnitUse::Parking => "parking",
            UnitUse::Storage => "storage",
        }
    }

    /// The field's word.
    pub const fn chinese(self) -> &'static str {
        match self {
            UnitUse::Residence => "住宅",
            UnitUse::Shop => "商铺",
            UnitUse::Parking => "车位",
            UnitUse::Storage => "储藏室",
        }
    }

    /// Reads [`UnitUse::code`] or the field's word.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL.into_iter().find(|u| u.code() == text || u.chinese() == text)
    }

    /// What a room number says of itself: `6#车位` is a parking space, `1F电梯厅` is not.
    pub fn guessed_from(text: &str) -> Self {
        let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
        match () {
            () if has(&["车位", "车库", "车棚"]) => UnitUse::Parking,
            () if has(&["商铺", "铺", "门面", "店"]) => UnitUse::Shop,
            () if has(&["储藏", "仓"]) => UnitUse::Storage,
            () => UnitUse::Residence,
        }
    }
}

/// How a unit is lived in (房屋动态), practice row P1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitStatus {
    /// 已入住
    Occupied,
    /// 未入住
    NotMovedIn,
    /// 空置
    Vacant,
    /// 空关
    Closed,
    /// 装修
    Renovating,
    /// 出租
    Let,
    /// 样板房
    ShowFlat,
}

impl UnitStatus {
    /// All, in the order screens list them.
    pub const ALL: [UnitStatus; 7] = [
        UnitStatus::Occupied,
        UnitStatus::NotMovedIn,
        UnitStatus::Vacant,
        UnitStatus::Closed,
        UnitStatus::Renovating,
        UnitStatus::Let,
        UnitStatus::ShowFlat,
    ];

    /// Stable word for storage and programs.
    pub const fn code(self) -> &'static str {
        match self {
            UnitStatus::Occupied => "occupied",
            UnitStatus::NotMovedIn => "not_moved_in",
            UnitStatus::Vacant => "vacant",
            UnitStatus::Closed => "closed",
            UnitStatus::Renovating => "renovating",
            UnitStatus::Let => "let",
            UnitStatus::ShowFlat => "show_flat",
        }
    }

    /// The field's word.
    pub const fn chinese(self) -> &'static str {
        match self {
            UnitStatus::Occupied => "已入住",
            UnitStatus::NotMovedIn => "未入住",
            UnitStatus::Vacant => "空置",
            UnitStatus::Closed => "空关",
            UnitStatus::Renovating => "装修",
            UnitStatus::Let => "出租",
            UnitStatus::ShowFlat => "样板房",
        }
    }

    /// Reads [`UnitStatus::code`], the field's word, or common variants of it.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let variant = match text {
            "入住" | "自住" | "已装修入住" => Some(UnitStatus::Occupied),
            "未住" | "未入伙" | "未收楼" => Some(UnitStatus::NotMovedIn),
            "空房" => Some(UnitStatus::Vacant),
            "装修中" | "在装修" => Some(UnitStatus::Renovating),
            "租" | "出租中" | "已出租" => Some(UnitStatus::Let),
            "样板间" => Some(UnitStatus::ShowFlat),
            _ => None,
        };
        variant.or_else(|| Self::ALL.into_iter().find(|s| s.code() == text || s.chinese() == text))
    }
}

/// A floor area in ㎡: exact, not negative, at most 1,000,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Area(Decimal);

impl Area {
    /// Refusal: `area_out_of_range`.
    pub fn new(square_metres: Decimal) -> Result<Area, Refusal> {
        if square_metres.is_sign_negative() && !square_metres.is_zero()
            || square_metres > Decimal::from(1_000_000)
        {
            return Err(Refusal::new("area_out_of_range", "面积要在 0 到 1,000,000 平方米之间。请核对。"));
        }
        Ok(Area(square_metres))
    }

    /// Reads `89.50`. Refusals: `area_unreadable`, `area_out_of_range`.
    pub fn parse(text: &str) -> Result<Area, Refusal> {
        // Whole units only: of `82m2` the last 2 is no digit, of `82㎡` it is one.
        let unit =
            ["㎡", "平方米", "平米", "m²", "M²", "m2", "M2"].iter().find_map(|u| text.trim().strip_suffix(u));
        let value = parse_decimal(unit.unwrap_or(text).trim());
        let value = value.ok_or_else(|| {
            Refusal::new(
                "area_unreadable",
                format!("看不懂面积“{}”。请只输入数字，例如 89.50。", text.trim()),
            )
        })?;
        Area::new(value)
    }

    /// Square metres.
    pub fn square_metres(self) -> Decimal {
        self.0
    }
}

/// `89.50`, at least two decimals, as registers write it.
impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = self.0.normalize();
        if shown.scale() < 2 {
            shown.rescale(2);
        }
        write!(f, "{shown}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_code(written: &str, expect: Result<&str, &str>) {
        let got = written.parse::<UnitCode>();
        let got = got.as_ref().map(UnitCode::as_str).map_err(|r| r.code);
        assert_eq!(got, expect, "room number {written:?}");
    }

    #[test]
    fn one_unit_has_one_code_however_it_is_written() {
        for (written, expect) in [
            ("3-2-501", Ok("3-2-501")),
            ("3栋2单元501", Ok("3-2-501")),
            ("3号楼2单元501室", Ok("3-2-501")),
            ("３＃２－５０１\n", Ok("3-2-501")),
            ("03-02-0501", Ok("3-2-501")),
            ("c6-101 ", Ok("C6-101")),
            ("E5-1-502", Ok("E5-1-502")),
            ("6#车位", Ok("6-车位")),
            ("3 栋 2 单元 601 房", Ok("3-2-601")),
            ("储藏室3", Ok("储藏室3")),
            ("1栋地下室2", Ok("1-地下室2")),
            ("B1-3", Ok("B1-3")),
            ("1F电梯厅", Ok("1F电梯厅")),
            (" # ", Err("unit_code_unreadable")),
            ("", Err("unit_code_unreadable")),
        ] {
            check_code(written, expect);
        }
        assert_eq!(UnitCode::from_parts(&["3栋", "", "501室"]).unwrap().as_str(), "3-501");
    }

    #[test]
    fn codes_sort_as_people_count() {
        let mut codes: Vec<UnitCode> =
            ["10-1-101", "3-2-1001", "3-2-501", "A2-1"].iter().map(|c| c.parse().unwrap()).collect();
        codes.sort_by_key(UnitCode::natural_key);
        let sorted: Vec<&str> = codes.iter().map(UnitCode::as_str).collect();
        assert_eq!(sorted, ["3-2-501", "3-2-1001", "10-1-101", "A2-1"]);
    }

    #[test]
    fn areas_are_exact() {
        for (text, expect) in [
            ("89.5", Ok("89.50")),
            ("89.50㎡", Ok("89.50")),
            ("82㎡", Ok("82.00")),
            ("112 m2", Ok("112.00")),
            ("92平方米", Ok("92.00")),
            ("102", Ok("102.00")),
            ("78.125", Ok("78.125")),
            ("-3", Err("area_out_of_range")),
            ("约90", Err("area_unreadable")),
        ] {
            let got = Area::parse(text);
            assert_eq!(got.map(|a| a.to_string()).map_err(|r| r.code), expect.map(String::from), "{text:?}");
        }
    }
}
