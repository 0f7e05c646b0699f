//! Whose telephones and identity numbers stand in which column, where a table has several columns of names.

use crate::table::Table;
use crate::{Meaning, words};

/// Columns of names, and the columns of what belongs to those named in them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Party {
    pub names: Vec<usize>,
    pub numbers: Vec<usize>,
    /// Nothing but the order says whose the numbers are: those of a name that a row leaves open are the others'.
    pub by_order: bool,
}

/// The parties of a table's rows.
#[derive(Debug, Default)]
pub(crate) struct Parties {
    pub phones: Vec<Party>,
    pub ids: Vec<Party>,
    pub phones_of_tenants: Vec<Party>,
    pub ids_of_tenants: Vec<Party>,
}

impl Parties {
    pub fn of(table: &Table<'_>) -> Self {
        Parties {
            phones: parties(table, Meaning::OwnerName, Meaning::OwnerPhone),
            ids: parties(table, Meaning::OwnerName, Meaning::OwnerId),
            phones_of_tenants: parties(table, Meaning::TenantName, Meaning::TenantPhone),
            ids_of_tenants: parties(table, Meaning::TenantName, Meaning::TenantId),
        }
    }
}

/// 姓名, 电话, 姓名, 电话: to each name what stands right of it. One party of all where the columns do not say whose is
/// whose: 产权人1, 产权人2, 电话1, 电话2.
fn parties(table: &Table<'_>, names: Meaning, numbers: Meaning) -> Vec<Party> {
    let (names, numbers) = (table.slots(names), table.slots(numbers));
    let party = |name: &usize| Party { names: vec![*name], ..Party::default() };
    let mut parties: Vec<Party> = names.iter().map(party).collect();
    for number in numbers {
        let header = words::key(table.header(*number));
        // 共有人2电话 says whose it is, wherever it stands.
        let named = names.iter().position(|name| {
            let name = words::key(table.header(*name));
            !name.is_empty() && header.starts_with(&name) && header != name
        });
        let left = || names.iter().rposition(|name| name < number);
        if let Some(party) = named.or_else(left).and_then(|at| parties.get_mut(at)) {
            party.numbers.push(*number);
        }
    }
    let told: usize = parties.iter().map(|party| party.numbers.len()).sum();
    let apart = parties.iter().filter(|party| !party.numbers.is_empty()).count() >= 2;
    if apart && told == numbers.len() {
        return parties;
    }
    if come_in_order(table, names) && come_in_order(table, numbers) && names.len() == numbers.len() {
        let zipped = names.iter().zip(numbers);
        let party = |(name, number): (&usize, &usize)| Party {
            names: vec![*name],
            numbers: vec![*number],
            by_order: true,
        };
        return zipped.map(party).collect();
    }
    vec![Party { names: names.to_vec(), numbers: numbers.to_vec(), by_order: false }]
}

/// 电话, 电话 and 电话1, 电话2: several columns of one header.
fn come_in_order(table: &Table<'_>, slots: &[usize]) -> bool {
    let stem = |slot: &usize| {
        let key = words::key(table.header(*slot));
        key.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三".contains(c)).to_owned()
    };
    slots.len() >= 2 && slots.windows(2).all(|two| stem(&two[0]) == stem(&two[1]))
}
