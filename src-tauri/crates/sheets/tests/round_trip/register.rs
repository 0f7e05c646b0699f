//! A register as it is drawn: units with their people and what they owe.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use rust_decimal::Decimal;
use sheets::Draft;

/// Building, entrance and door.
pub type Code = (u8, u8, u16);

/// The fee items of the two columns of arrears.
pub const ITEMS: [&str; 2] = ["物业费", "水费"];

const NAMES: [&str; 8] =
    ["张小明", "李红", "欧阳文博", "王五", "某某贸易有限公司", "赵桂兰", "钱伟", "孙思远"];

/// A unit, its people and its arrears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Household {
    /// Hundredths of a square metre.
    pub area: Option<i64>,
    /// Names, each with the telephones.
    pub owners: Vec<(&'static str, Vec<String>)>,
    /// By item, 分.
    pub openings: [Option<i64>; 2],
    /// Written under 备注.
    pub remark: Option<&'static str>,
}

/// Each unit once.
pub type Register = BTreeMap<Code, Household>;

pub fn register() -> impl Strategy<Value = Register> {
    btree_map((1..12_u8, 1..4_u8, 101..3_004_u16), household(), 3..30)
}

fn household() -> impl Strategy<Value = Household> {
    let phones = || btree_set(0..99_999_u32, 1..3);
    let owners = vec((0..NAMES.len(), phones()), 1..3).prop_map(|drawn| {
        let by_name: BTreeMap<usize, BTreeSet<u32>> = drawn.into_iter().collect();
        // Several owners have a telephone each: who has which of three, no cell says.
        let each = if by_name.len() > 1 { 1 } else { 2 };
        let number = |tail: u32| format!("139000{tail:05}");
        let owner = |(name, phones): (usize, BTreeSet<u32>)| {
            (NAMES[name], phones.into_iter().take(each).map(number).collect())
        };
        by_name.into_iter().map(owner).collect()
    });
    let opening = || option::of(1..9_999_999_i64);
    let remark = option::weighted(0.2, prop_oneof![Just("电话已换"), Just("人在外地"), Just("钥匙在前台")]);
    (option::of(1_000..100_000_i64), owners, [opening(), opening()], remark)
        .prop_map(|(area, owners, openings, remark)| Household { area, owners, openings, remark })
}

pub fn area_text(hundredths: i64) -> String {
    Decimal::new(hundredths, 2).normalize().to_string()
}

pub fn code_text((building, entrance, door): Code) -> String {
    format!("{building}-{entrance}-{door}")
}

/// What a draft says, in the words of a register; units it knows by other codes are left as they are.
pub fn as_told(draft: &Draft) -> BTreeMap<String, Told> {
    let told = |unit: &sheets::DraftUnit| Told {
        area: unit.area.clone(),
        people: unit.people.iter().map(|p| (p.name.clone(), p.phones.iter().cloned().collect())).collect(),
        openings: unit.openings.iter().map(|o| (o.item.clone(), o.amount_fen)).collect(),
        notes: draft.notes.iter().filter(|n| *n.unit == *unit.code).map(|n| n.text.clone()).collect(),
    };
    draft.units.iter().map(|unit| (unit.code.clone(), told(unit))).collect()
}

/// The same of the register itself.
pub fn as_drawn(register: &Register) -> BTreeMap<String, Told> {
    let told = |household: &Household| Told {
        area: household.area.map(area_text),
        people: household
            .owners
            .iter()
            .map(|(n, p)| ((*n).to_owned(), p.iter().cloned().collect()))
            .collect(),
        openings: ITEMS
            .iter()
            .zip(household.openings)
            .filter_map(|(item, fen)| Some(((*item).to_owned(), fen?)))
            .collect(),
        notes: household.remark.iter().map(|text| (*text).to_owned()).collect(),
    };
    register.iter().map(|(code, household)| (code_text(*code), told(household))).collect()
}

/// A unit as both sides put it; the order of people and columns is the layout's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub area: Option<String>,
    pub people: BTreeMap<String, BTreeSet<String>>,
    pub openings: BTreeMap<String, i64>,
    pub notes: Vec<String>,
}
