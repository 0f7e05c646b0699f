//! Money in whole 分, rates and areas as exact decimals, and 大写.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};
use std::str::FromStr;

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::refusal::Refusal;

/// An amount of money in whole 分. May be negative (a difference, a credit balance).
///
/// Arithmetic that leaves the 64-bit range panics: an office would need ninety thousand billion 元 for it, so it can only
/// be a bug, and a wrong amount is worse than a stop. Input from people goes through [`Fen::from_str`], which refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fen(i64);

/// The largest amount one act may carry: a hundred billion 元, so that no sum of a ledger can reach the 64-bit range
/// and every amount is exact as a JSON number.
const LARGEST_INPUT_FEN: i64 = 9_007_199_254_740_991;

impl Fen {
    /// 零元整.
    pub const ZERO: Fen = Fen(0);

    /// From a count of 分.
    pub const fn new(fen: i64) -> Self {
        Fen(fen)
    }

    /// From a count of 元.
    pub const fn yuan(yuan: i64) -> Self {
        Fen(yuan * 100)
    }

    /// The count of 分.
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// Above zero.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Exactly zero.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The distance from zero.
    pub fn abs(self) -> Fen {
        Fen(self.0.checked_abs().expect("amounts stay far inside the 64-bit range"))
    }

    /// The same amount for `count` pieces.
    pub fn times(self, count: i64) -> Fen {
        Fen(self.0.checked_mul(count).expect("amounts stay far inside the 64-bit range"))
    }

    /// In 元, exactly, for multiplication with a rate.
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// `1,234.50`: grouped, 角 and 分 always shown, no currency sign.
    pub fn grouped(self) -> String {
        let digits = (self.0.unsigned_abs() / 100).to_string();
        let mut out = String::new();
        if self.0 < 0 {
            out.push('-');
        }
        for (i, d) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(',');
            }
            out.push(d);
        }
        out.push_str(&format!(".{:02}", self.0.unsigned_abs() % 100));
        out
    }

    /// `¥1,234.50`: the sign stands directly before the figures (PBoC rule for bills).
    pub fn with_sign(self) -> String {
        match self.0 {
            n if n < 0 => format!("-¥{}", Fen(-n).grouped()),
            _ => format!("¥{}", self.grouped()),
        }
    }

    /// 人民币大写 without the heading 人民币: `叁佰贰拾伍元零肆分`.
    ///
    /// Source: PBoC 正确填写票据和结算凭证的基本规定, 会计基础工作规范 art. 52. Where the 元 digit is 0 and 角 is not,
    /// 零 is written; where the 万 digit is 0 and 仟 is not, it is not (both forms stand in the PBoC text).
    ///
    /// ```
    /// use ledger::money::Fen;
    /// assert_eq!(Fen::new(640_914 - 640_914 + 32_504).in_words(), "叁佰贰拾伍元零肆分");
    /// ```
    pub fn in_words(self) -> String {
        words::in_words(self.0)
    }
}

/// `1234.50`: plain, as a program reads it.
impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let n = self.0.unsigned_abs();
        f.pad(&format!("{sign}{}.{:02}", n / 100, n % 100))
    }
}

impl Add for Fen {
    type Output = Fen;
    fn add(self, other: Fen) -> Fen {
        Fen(self.0.checked_add(other.0).expect("amounts stay far inside the 64-bit range"))
    }
}

impl Sub for Fen {
    type Output = Fen;
    fn sub(self, other: Fen) -> Fen {
        Fen(self.0.checked_sub(other.0).expect("amounts stay far inside the 64-bit range"))
    }
}

impl Neg for Fen {
    type Output = Fen;
    fn neg(self) -> Fen {
        Fen::ZERO - self
    }
}

impl AddAssign for Fen {
    fn add_assign(&mut self, other: Fen) {
        *self = *self + other;
    }
}

impl SubAssign for Fen {
    fn sub_assign(&mut self, other: Fen) {
        *self = *self - other;
    }
}

impl Sum for Fen {
    fn sum<I: Iterator<Item = Fen>>(iter: I) -> Fen {
        iter.fold(Fen::ZERO, |a, b| a + b)
    }
}

impl<'a> Sum<&'a Fen> for Fen {
    fn sum<I: Iterator<Item = &'a Fen>>(iter: I) -> Fen {
        iter.copied().sum()
    }
}

/// Reads what a person types: `1234.5`, `1,234.50`, `¥1,234.50`, `￥１２３４元`. At most two decimals.
///
/// Refusals: `amount_unreadable`, `amount_finer_than_fen`, `amount_too_large`.
impl FromStr for Fen {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Fen, Refusal> {
        let value = parse_decimal(text).ok_or_else(|| {
            Refusal::new(
                "amount_unreadable",
                format!("看不懂金额“{}”。请只输入数字，例如 1234.50。", text.trim()),
            )
        })?;
        let fen = value
            .checked_mul(Decimal::ONE_HUNDRED)
            .ok_or_else(|| Refusal::new("amount_too_large", "金额太大，请核对后重新输入。"))?;
        if !fen.fract().is_zero() {
            return Err(Refusal::new(
                "amount_finer_than_fen",
                format!("金额“{}”小于一分。请最多输入两位小数。", text.trim()),
            ));
        }
        fen.to_i64()
            .filter(|n| n.abs() <= LARGEST_INPUT_FEN)
            .map(Fen)
            .ok_or_else(|| Refusal::new("amount_too_large", "金额太大，请核对后重新输入。"))
    }
}

/// A decimal as people and legacy sheets write it: grouping commas, ￥ and 元, full-width digits, a trailing minus.
/// `None` if it is no number. Never rounds.
pub fn parse_decimal(text: &str) -> Option<Decimal> {
    let mut plain = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '０'..='９' => plain.push(char::from_u32(u32::from(c) - 0xFF10 + 0x30)?),
            '．' => plain.push('.'),
            '－' | '−' => plain.push('-'),
            ',' | '，' | '¥' | '￥' | '元' | ' ' | '\u{3000}' | '\u{a0}' => {}
            c => plain.push(c),
        }
    }
    if let Some(body) = plain.strip_suffix('-') {
        plain = format!("-{body}");
    }
    let unsigned = plain.strip_prefix('-').unwrap_or(&plain);
    let well_formed = !unsigned.is_empty()
        && unsigned.chars().all(|c| c.is_ascii_digit() || c == '.')
        && unsigned.starts_with(|c: char| c.is_ascii_digit())
        && unsigned.chars().filter(|c| *c == '.').count() <= 1;
    if !well_formed {
        return None;
    }
    Decimal::from_str_exact(plain.trim_end_matches('.')).ok()
}

/// The step to which a charge line is rounded, once, half up (四舍五入). A fee item has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum RoundingStep {
    /// To the 分.
    #[default]
    Fen,
    /// To the 角.
    Jiao,
    /// To the 元.
    Yuan,
}

impl RoundingStep {
    /// The step in 分: 1, 10 or 100.
    pub const fn in_fen(self) -> i64 {
        match self {
            RoundingStep::Fen => 1,
            RoundingStep::Jiao => 10,
            RoundingStep::Yuan => 100,
        }
    }

    /// The step of so many 分.
    pub const fn from_fen(fen: i64) -> Option<Self> {
        match fen {
            1 => Some(RoundingStep::Fen),
            10 => Some(RoundingStep::Jiao),
            100 => Some(RoundingStep::Yuan),
            _ => None,
        }
    }

    /// `yuan` rounded half away from zero to this step. Refusal: `amount_too_large`.
    pub fn round(self, yuan: Decimal) -> Result<Fen, Refusal> {
        let places = match self {
            RoundingStep::Fen => 2,
            RoundingStep::Jiao => 1,
            RoundingStep::Yuan => 0,
        };
        let rounded = yuan.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        rounded
            .checked_mul(Decimal::ONE_HUNDRED)
            .and_then(|fen| fen.to_i64())
            .filter(|n| n.abs() <= LARGEST_INPUT_FEN)
            .map(Fen)
            .ok_or_else(|| Refusal::new("amount_too_large", "算出的金额太大，请核对面积、单价和月数。"))
    }
}

/// Shares `total` in proportion to `weights` by largest remainder, so that the shares sum to the total to the 分.
/// Ties go to the earlier share. Weights must not be negative; if all are zero every share is zero and so must the total be.
pub fn apportion(total: Fen, weights: &[Decimal]) -> Vec<Fen> {
    let sum: Decimal = weights.iter().sum();
    if sum.is_zero() {
        assert!(total.is_zero() || weights.is_empty(), "a total needs a weight to be shared by");
        return vec![Fen::ZERO; weights.len()];
    }
    let exact: Vec<Decimal> = weights.iter().map(|w| Decimal::from(total.0) * w / sum).collect();
    let mut shares: Vec<i64> =
        exact.iter().map(|d| d.floor().to_i64().expect("a share is not larger than its total")).collect();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by(|a, b| exact[*b].fract().cmp(&exact[*a].fract()).then(a.cmp(b)));
    let missing =
        usize::try_from(total.0 - shares.iter().sum::<i64>()).expect("floors never exceed the total");
    for i in order.into_iter().cycle().take(missing) {
        shares[i] += 1;
    }
    shares.into_iter().map(Fen).collect()
}

mod words {
    const DIGITS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
    const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];

    pub(super) fn in_words(fen: i64) -> String {
        let mut out = String::new();
        if fen < 0 {
            out.push('负');
        }
        let n = fen.unsigned_abs();
        let (yuan, jiao, fen) = (n / 100, n / 10 % 10, n % 10);
        if yuan > 0 {
            out.push_str(&integer(yuan));
            out.push('元');
        }
        match (jiao, fen) {
            (0, 0) if yuan == 0 => out.push_str("零元整"),
            (0, 0) => out.push('整'),
            (j, 0) => {
                lead_zero(&mut out, yuan);
                out.push_str(&format!("{}角整", digit(j)));
            }
            (0, f) => {
                if yuan > 0 {
                    out.push('零');
                }
                out.push_str(&format!("{}分", digit(f)));
            }
            (j, f) => {
                lead_zero(&mut out, yuan);
                out.push_str(&format!("{}角{}分", digit(j), digit(f)));
            }
        }
        out
    }

    /// 元 digit 0 and 角 not: 零 is optional, and written.
    fn lead_zero(out: &mut String, yuan: u64) {
        if yuan > 0 && yuan.is_multiple_of(10) {
            out.push('零');
        }
    }

    fn digit(d: u64) -> &'static str {
        DIGITS[usize::try_from(d).expect("a digit is below ten")]
    }

    /// Consecutive inner zeros make one 零.
    fn group(n: u64) -> String {
        let mut out = String::new();
        let mut zero = false;
        for place in (0..4).rev() {
            let d = n / 10_u64.pow(place) % 10;
            if d == 0 {
                zero = zero || !out.is_empty();
            } else {
                if zero {
                    out.push('零');
                    zero = false;
                }
                out.push_str(digit(d));
                out.push_str(PLACES[usize::try_from(place).expect("a place is below four")]);
            }
        }
        out
    }

    fn integer(n: u64) -> String {
        if n >= 100_000_000 {
            return joined(integer(n / 100_000_000), "亿", n % 100_000_000, 10_000_000);
        }
        if n >= 10_000 {
            return joined(group(n / 10_000), "万", n % 10_000, 1_000);
        }
        group(n)
    }

    /// A higher group with its unit, then the rest; 零 between them when the rest does not fill its first place.
    fn joined(high: String, unit: &str, rest: u64, first_place: u64) -> String {
        match rest {
            0 => format!("{high}{unit}"),
            r if r < first_place => format!("{high}{unit}零{}", integer(r)),
            r => format!("{high}{unit}{}", integer(r)),
        }
    }
}

#[cfg(test)]
#[allow(clippy::inconsistent_digit_grouping, reason = "grouped as 元_分")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check_words(fen: i64, expect: &str) {
        assert_eq!(Fen::new(fen).in_words(), expect, "大写 of {fen} 分");
    }

    #[test]
    fn words_follow_the_pboc_vectors() {
        for (fen, expect) in [
            (5, "伍分"),
            (50, "伍角整"),
            (10, "壹角整"),
            (0, "零元整"),
            (1_00, "壹元整"),
            (1_04, "壹元零肆分"),
            (10_00, "壹拾元整"),
            (10_01, "壹拾元零壹分"),
            (325_04, "叁佰贰拾伍元零肆分"),
            (500_00, "伍佰元整"),
            (1_409_50, "壹仟肆佰零玖元伍角整"),
            (6_007_14, "陆仟零柒元壹角肆分"),
            (168_032, "壹仟陆佰捌拾元零叁角贰分"),
            (16_409_02, "壹万陆仟肆佰零玖元零贰分"),
            (100_000_00, "壹拾万元整"),
            (107_000_53, "壹拾万柒仟元零伍角叁分"),
            (100_010_00, "壹拾万零壹拾元整"),
            (10_000_000_01, "壹仟万元零壹分"),
            (20_000_000_00, "贰仟万元整"),
            (100_000_001_00, "壹亿零壹元整"),
            (100_000_010_000_00, "壹仟亿零壹万元整"),
            (1_000_000_000_000_00, "壹万亿元整"),
            (1_234_567_890_12, "壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元零壹角贰分"),
            (-123_45, "负壹佰贰拾叁元肆角伍分"),
        ] {
            check_words(fen, expect);
        }
    }

    fn check_parse(text: &str, expect: Result<i64, &str>) {
        let got = text.parse::<Fen>().map(Fen::fen).map_err(|r| r.code);
        assert_eq!(got, expect, "amount {text:?}");
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, expect) in [
            ("1234.5", Ok(123_450)),
            ("1,234.50", Ok(123_450)),
            ("￥１２３４元", Ok(123_400)),
            (" 0.05 ", Ok(5)),
            ("12.30-", Ok(-1230)),
            ("0", Ok(0)),
            ("200.", Ok(20_000)),
            ("1.005", Err("amount_finer_than_fen")),
            ("1.5.0", Err("amount_unreadable")),
            ("", Err("amount_unreadable")),
            (".5", Err("amount_unreadable")),
            ("--5", Err("amount_unreadable")),
            ("abc", Err("amount_unreadable")),
            ("1e5", Err("amount_unreadable")),
            ("99999999999999999999", Err("amount_too_large")),
        ] {
            check_parse(text, expect);
        }
    }

    #[test]
    fn a_line_rounds_once_half_up_to_its_step() {
        for (yuan, step, fen) in [
            ("2.345", RoundingStep::Fen, 235),
            ("165.575", RoundingStep::Fen, 16_558),
            ("165.575", RoundingStep::Jiao, 16_560),
            ("0.05", RoundingStep::Jiao, 10),
            ("165.49", RoundingStep::Yuan, 16_500),
            ("-2.345", RoundingStep::Fen, -235),
        ] {
            let got = step.round(yuan.parse().unwrap()).unwrap();
            assert_eq!(got, Fen::new(fen), "{yuan} to {step:?}");
        }
    }

    #[test]
    fn figures_are_grouped_with_角_and_分() {
        for (fen, plain, grouped, sign) in [
            (123_450, "1234.50", "1,234.50", "¥1,234.50"),
            (5, "0.05", "0.05", "¥0.05"),
            (-100_000_00, "-100000.00", "-100,000.00", "-¥100,000.00"),
        ] {
            assert_eq!(Fen::new(fen).to_string(), plain);
            assert_eq!(Fen::new(fen).grouped(), grouped);
            assert_eq!(Fen::new(fen).with_sign(), sign);
        }
    }

    proptest! {
        #[test]
        fn written_figures_read_back(fen in -LARGEST_INPUT_FEN..=LARGEST_INPUT_FEN) {
            prop_assert_eq!(Fen::new(fen).to_string().parse::<Fen>().unwrap(), Fen::new(fen));
            if fen >= 0 {
                prop_assert_eq!(Fen::new(fen).with_sign().parse::<Fen>().unwrap(), Fen::new(fen));
            }
        }

        #[test]
        fn shares_sum_to_the_total(total in 0i64..1_000_000_00, weights in prop::collection::vec(1i64..10_000, 1..40)) {
            let weights: Vec<Decimal> = weights.into_iter().map(|w| Decimal::new(w, 2)).collect();
            let shares = apportion(Fen::new(total), &weights);
            prop_assert_eq!(shares.iter().sum::<Fen>(), Fen::new(total));
        }

        #[test]
        fn words_are_one_to_one(a in 0i64..1_000_000_000_00, b in 0i64..1_000_000_000_00) {
            prop_assert_eq!(a == b, Fen::new(a).in_words() == Fen::new(b).in_words());
        }
    }
}
