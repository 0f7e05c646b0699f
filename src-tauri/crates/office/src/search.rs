//! The one box: a unit by its room number in any shape, a name, 拼音 initials, or a phone's tail.
//!
//! The register fits in memory (100,000 units are some 20 MB), so a query walks it; nothing is kept in step with SQL.

use ledger::people::initials;
use ledger::units::{UnitCode, UnitId, half_width};
use store::Reader;

use crate::Result;

/// What is searched, read once from the register.
#[derive(Debug, Default)]
pub struct SearchIndex {
    units: Vec<Searched>,
}

#[derive(Debug)]
struct Searched {
    unit: UnitId,
    code: String,
    keypad: String,
    names: String,
    initials: Vec<String>,
    phones: String,
}

impl SearchIndex {
    /// Reads the register.
    pub fn read(reader: &Reader<'_>) -> Result<Self> {
        let mut people = reader.people()?;
        let units = reader.units()?.into_iter().map(|u| {
            let of_unit = people.remove(&u.id).unwrap_or_default();
            let names: Vec<&str> = of_unit.iter().map(|p| p.name.as_str()).collect();
            let phones: Vec<&str> = of_unit.iter().flat_map(|p| &p.phones).map(|p| p.digits()).collect();
            Searched::new(u.id, &u.code, &names, &phones)
        });
        Ok(SearchIndex { units: units.collect() })
    }

    /// An index over units known otherwise: id, code, names, phones.
    pub fn over<'a>(
        units: impl IntoIterator<Item = (UnitId, &'a UnitCode, &'a [&'a str], &'a [&'a str])>,
    ) -> Self {
        SearchIndex { units: units.into_iter().map(|(u, c, n, p)| Searched::new(u, c, n, p)).collect() }
    }

    /// The best `limit` hits, best first; in building order where equally good.
    pub fn find(&self, query: &str, limit: usize) -> Vec<UnitId> {
        let Some(query) = Query::read(query) else { return Vec::new() };
        let mut hits: Vec<(u8, usize)> =
            self.units.iter().enumerate().filter_map(|(i, u)| Some((query.rank(u)?, i))).collect();
        let kept = limit.min(hits.len());
        if kept > 0 && kept < hits.len() {
            hits.select_nth_unstable(kept - 1);
            hits.truncate(kept);
        }
        hits.sort_unstable();
        hits.into_iter().map(|(_, i)| self.units[i].unit).collect()
    }
}

impl Searched {
    fn new(unit: UnitId, code: &UnitCode, names: &[&str], phones: &[&str]) -> Self {
        Searched {
            unit,
            code: code.as_str().to_lowercase(),
            keypad: code.keypad().to_lowercase(),
            names: names.join(" ").to_lowercase(),
            initials: names.iter().flat_map(|n| initials(n).into_iter().chain([" ".to_owned()])).collect(),
            phones: phones.join(" "),
        }
    }
}

/// A query in the forms it is compared in.
struct Query {
    text: String,
    code: Option<String>,
    keypad: String,
    latin: bool,
    digits: bool,
}

impl Query {
    fn read(query: &str) -> Option<Self> {
        let text: String = query.trim().chars().map(half_width).collect::<String>().to_lowercase();
        let code = query.parse::<UnitCode>().ok().map(|c| c.as_str().to_lowercase());
        let keypad = code.as_deref().unwrap_or(&text).replace('-', "");
        (!text.is_empty()).then(|| Query {
            latin: text.chars().all(|c| c.is_ascii_alphanumeric()),
            digits: text.chars().all(|c| c.is_ascii_digit()),
            text,
            code,
            keypad,
        })
    }

    /// How well a unit fits: 0 is best.
    fn rank(&self, unit: &Searched) -> Option<u8> {
        if let Some(code) = &self.code {
            if unit.code == *code {
                return Some(0);
            }
            if unit.keypad == self.keypad {
                return Some(1);
            }
            if unit.code.starts_with(code.as_str()) || unit.keypad.starts_with(&self.keypad) {
                return Some(2);
            }
        }
        if self.digits {
            if self.text.len() >= 3 && unit.phones.split(' ').any(|p| p.ends_with(&self.text)) {
                return Some(3);
            }
            return (self.text.len() >= 3 && unit.keypad.contains(&self.text)).then_some(6);
        }
        if unit.names.split(' ').any(|n| n.starts_with(&self.text)) {
            return Some(3);
        }
        if self.latin && self.spells(&unit.initials) {
            return Some(4);
        }
        (unit.names.contains(&self.text) || unit.code.contains(&self.text)).then_some(5)
    }

    /// Whether the letters are the initials of a name, in any of its readings.
    fn spells(&self, initials: &[String]) -> bool {
        let letters = self.text.as_bytes();
        initials.len() >= letters.len()
            && (0..=initials.len() - letters.len()).any(|start| {
                let begins_name = start == 0 || initials[start - 1] == " ";
                begins_name
                    && initials[start..].iter().zip(letters).all(|(set, l)| set.as_bytes().contains(l))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, expect: &[i64]) {
        let codes: Vec<UnitCode> = ["3-2-501", "32-501", "13-2-501", "6-车位", "3-1-101"]
            .iter()
            .map(|c| c.parse().unwrap())
            .collect();
        let names: [&[&str]; 5] = [&["张小明", "单雨"], &["李一"], &["章三"], &["张小明"], &[]];
        let phones: [&[&str]; 5] = [&["13900002231"], &[], &["13900005013"], &[], &[]];
        let units = (1..).zip(&codes).zip(names.iter().zip(&phones));
        let index = SearchIndex::over(units.map(|((id, code), (n, p))| (UnitId(id), code, *n, *p)));
        let found: Vec<i64> = index.find(query, 10).into_iter().map(|u| u.0).collect();
        assert_eq!(found, expect, "query {query:?}");
    }

    #[test]
    fn a_unit_is_found_however_it_is_asked_for() {
        check("3-2-501", &[1, 2, 3]);
        check("3栋2单元501", &[1, 2]);
        check("32-501", &[2, 1]);
        check("32501", &[1, 2, 3]);
        check("３２５０１", &[1, 2, 3]);
        check("2231", &[1]);
        check("张小明", &[1, 4]);
        check("zxm", &[1, 4]);
        check("ZX", &[1, 4]);
        check("sy", &[1]);
        check("dy", &[1]);
        check("小明", &[1, 4]);
        check("车位", &[4]);
        check("xm", &[]);
        check("  ", &[]);
    }
}
