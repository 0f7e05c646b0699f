//! Rosters on sheets of their years, and what kinds of units are.

use super::offices::{check_sheets, imported};

#[test]
fn a_household_of_two_years_owes_for_both() {
    let sheets: &[(&str, &[&str])] = &[
        ("2013年", &["房号|业主|面积|欠费", "1-101|张小明|=80|=120", "1-102|李红|=81|=0"]),
        ("2014年", &["房号|业主|面积|欠费", "1-101|张小明|=80|=240", "1-102|李红|=81|=365"]),
    ];
    check_sheets(
        sheets,
        &[
            "1-101 80 owner:张小明:",
            "  owes 物业费 …2013-12-31 12000",
            "  owes 物业费 …2014-12-31 24000",
            "1-102 81 owner:李红:",
            "  owes 物业费 …2014-12-31 36500",
            "Decide A2 unit_of_years 1-101",
            "Decide A3 unit_of_years 1-102",
        ],
    );
    let first = imported(sheets, &[("unit_of_years", "first")]);
    let owed = first.units.iter().flat_map(|unit| &unit.openings).map(|owed| owed.amount_fen);
    assert_eq!(owed.sum::<i64>(), 12_000);
}

#[test]
fn kinds_of_units_are_their_uses() {
    let lines =
        ["类别|编号|业主|欠费", "住宅|1-101|张小明|=100", "住宅|1-102|李红|=200", "商铺|101|王五|=300"];
    let draft = imported(&[("表", &lines)], &[]);
    let uses: Vec<&str> = draft.units.iter().map(|unit| unit.usage.as_str()).collect();
    assert_eq!(uses, ["residence", "residence", "shop"]);
}

#[test]
fn debts_that_grow_from_year_to_year_are_owed_once() {
    let rows = |owed: [u32; 3]| {
        let names = ["1-101|张小明", "1-102|李红", "1-103|王五"];
        let rows = names.iter().zip(owed).map(|(name, owed)| format!("{name}|={owed}"));
        std::iter::once("房号|业主|欠费".to_owned()).chain(rows).collect::<Vec<_>>()
    };
    let owed = |before: [u32; 3], after: [u32; 3]| {
        let (before, after) = (rows(before), rows(after));
        let [before, after] =
            [&before, &after].map(|rows| rows.iter().map(String::as_str).collect::<Vec<_>>());
        let draft = imported(&[("2013年", &before), ("2014年", &after)], &[]);
        let owed = draft.units.iter().flat_map(|unit| &unit.openings).map(|owed| owed.amount_fen / 100);
        let asked: Vec<&str> = draft.groups.iter().map(|group| group.code.as_str()).collect();
        (owed.sum::<i64>(), asked.join(" "))
    };
    assert_eq!(owed([1200, 1200, 600], [2400, 2400, 1800]), (6600, "debts_of_two_dates".into()));
    // A year's fee each.
    assert_eq!(owed([1200, 1200, 600], [1200, 1200, 1200]), (6600, "unit_of_years".into()));
}
