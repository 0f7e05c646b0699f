//! Whatever register is written in the clean layout, reading gives it back, without a finding.

use std::collections::BTreeMap;
use std::fs::File;

use ledger::money::Fen;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use rust_decimal::Decimal;
use sheets::export::{Cell, xlsx};
use sheets::{DraftUnit, Options, read_draft};

#[derive(Debug, Clone)]
struct Household {
    area: Option<i64>,
    owners: Vec<(&'static str, u32)>,
    openings: [Option<i64>; 2],
}

const NAMES: [&str; 6] = ["张小明", "李红", "欧阳文博", "王五", "某某贸易有限公司", "赵桂兰"];

fn household() -> impl Strategy<Value = Household> {
    let owners = vec((0..NAMES.len(), 0..99_999_u32), 1..3).prop_map(|drawn| {
        let by_name: BTreeMap<usize, u32> = drawn.into_iter().collect();
        by_name.into_iter().map(|(name, phone)| (NAMES[name], phone)).collect()
    });
    let opening = || option::of(1..9_999_999_i64);
    (option::of(101..100_000_i64), owners, [opening(), opening()])
        .prop_map(|(area, owners, openings)| Household { area, owners, openings })
}

/// Building, entrance and door, each once.
fn register() -> impl Strategy<Value = BTreeMap<(u8, u8, u16), Household>> {
    btree_map((1..12_u8, 1..4_u8, 101..3_004_u16), household(), 1..60)
}

fn phone(tail: u32) -> String {
    format!("139000{tail:05}")
}

fn rows(register: &BTreeMap<(u8, u8, u16), Household>, fill_down: bool) -> Vec<Vec<Cell>> {
    let mut last = None;
    let row = |((building, entrance, door), household): (&(u8, u8, u16), &Household)| {
        let again = fill_down && last == Some(*building);
        last = Some(*building);
        let amount = |fen: Option<i64>| fen.map_or(Cell::Empty, |fen| Cell::Amount(Fen::new(fen)));
        let names: Vec<&str> = household.owners.iter().map(|(name, _)| *name).collect();
        let phones: Vec<String> = household.owners.iter().map(|(_, tail)| phone(*tail)).collect();
        vec![
            if again { Cell::Empty } else { Cell::Text(format!("{building}栋")) },
            Cell::Number(Decimal::from(*entrance)),
            Cell::Number(Decimal::from(*door)),
            household.area.map_or(Cell::Empty, |area| Cell::Number(Decimal::new(area, 2))),
            Cell::Text(names.join("、")),
            Cell::Text(phones.join("，")),
            amount(household.openings[0]),
            amount(household.openings[1]),
        ]
    };
    register.iter().map(row).collect()
}

fn agrees(unit: &DraftUnit, (building, entrance, door): (u8, u8, u16), household: &Household) -> bool {
    let people: Vec<(String, Vec<String>)> =
        unit.people.iter().map(|p| (p.name.clone(), p.phones.clone())).collect();
    let owners: Vec<(String, Vec<String>)> =
        household.owners.iter().map(|(name, tail)| ((*name).to_owned(), vec![phone(*tail)])).collect();
    let openings: Vec<i64> = unit.openings.iter().map(|o| o.amount_fen).collect();
    let owed: Vec<i64> = household.openings.iter().flatten().copied().collect();
    unit.code == format!("{building}-{entrance}-{door}")
        && unit.area == household.area.map(|area| Decimal::new(area, 2).normalize().to_string())
        && people == owners
        && openings == owed
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_register_that_is_written_is_read_back(register in register(), fill_down in any::<bool>()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("register.xlsx");
        let headers = ["楼栋", "单元", "房号", "建筑面积", "业主姓名", "联系电话", "2024年及以前欠物业费", "2025年欠水费"];
        xlsx("业主", &headers, rows(&register, fill_down), File::create(&path).unwrap()).unwrap();
        let draft = read_draft(&path, &Options::default()).unwrap();
        prop_assert_eq!(&draft.findings, &[]);
        prop_assert_eq!(draft.units.len(), register.len());
        for (unit, (code, household)) in draft.units.iter().zip(&register) {
            prop_assert!(agrees(unit, *code, household), "{:?} is not {:?} {:?}", unit, code, household);
        }
        let owed: i64 = register.values().flat_map(|h| h.openings.iter().flatten()).sum();
        prop_assert_eq!(draft.totals.opening_fen, owed);
    }
}
