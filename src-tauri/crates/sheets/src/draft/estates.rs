//! The estate's name before room numbers, where no table of the workbook does without it.

use std::collections::HashSet;

use ledger::units::UnitCode;

use crate::Draft;
use crate::words::is_estate;

/// Fewer rooms say nothing of an estate.
const FEWEST: usize = 3;

/// An estate's name before a room number, and the number without it: 阳光花园 and `1-1-101`. `None` where what is left would
/// not be known for the same room, and for parts of an estate: 东苑1-101, 阳光花园二期1-101, 联排别墅3-1.
pub fn estate_before(code: &UnitCode) -> Option<(&str, UnitCode)> {
    let text = code.as_str();
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let (name, rest) = text.split_at(text.find(|c| !is_han(c))?);
    if !is_estate(name) || is_part(name) {
        return None;
    }
    let rest = rest.trim_start_matches('-');
    let rest: UnitCode =
        rest.starts_with(|c: char| c.is_ascii_alphanumeric()).then(|| rest.parse().ok())??;
    rest.is_short_for(code).then_some((name, rest))
}

/// What tells parts of an estate apart, and kinds of its houses.
fn is_part(name: &str) -> bool {
    let of_few = name.chars().count() <= 3;
    let phase = name.ends_with(['期', '区']) && !name.ends_with("小区");
    phase || (of_few && name.ends_with(['苑', '园'])) || name.ends_with("别墅") || name.ends_with("公寓")
}

impl Draft {
    /// The one estate's name that stands before nine of ten of all rooms; `None` where there are several, or where two rooms
    /// would be one without it.
    pub fn estate_before_rooms(&self) -> Option<String> {
        let mut name: Option<String> = None;
        let mut rooms: HashSet<String> = HashSet::with_capacity(self.units.len());
        let mut led = 0_usize;
        for (at, unit) in self.units.iter().enumerate() {
            let code: UnitCode = unit.code.parse().ok()?;
            let room = match estate_before(&code) {
                Some((estate, _)) if name.as_deref().is_some_and(|name| name != estate) => return None,
                Some((estate, rest)) => {
                    led += 1;
                    name.get_or_insert_with(|| estate.to_owned());
                    rest.as_str().to_owned()
                }
                None => unit.code.clone(),
            };
            // Most books have none: their rooms need not all be looked at.
            if (led == 0 && at * 10 >= self.units.len()) || !rooms.insert(room) {
                return None;
            }
        }
        name.filter(|_| led >= FEWEST && led * 10 >= self.units.len() * 9)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Book;
    use crate::rows::tests::sheet;
    use crate::{Format, Options, interpret};

    fn check(code: &str, expect: Option<(&str, &str)>) {
        let code: UnitCode = code.parse().unwrap();
        let found = estate_before(&code);
        assert_eq!(found.as_ref().map(|(name, rest)| (*name, rest.as_str())), expect, "{code}");
    }

    #[test]
    fn an_estate_s_name_is_told_from_parts_of_one() {
        check("阳光花园1-1-101", Some(("阳光花园", "1-1-101")));
        check("金桂花园-1栋-1单元-101", Some(("金桂花园", "1-1-101")));
        check("金桂花园-101", Some(("金桂花园", "101")));
        check("阳光城小区A1-101", Some(("阳光城小区", "A1-101")));
        // Without it nobody would know it again.
        check("阳光花园101", None);
        for part in
            ["东苑1-101", "金桂花园二期1-101", "A区1-101", "商铺1-101", "联排别墅3-1", "1-101", "车位-3"]
        {
            check(part, None);
        }
        check("阳光花园车位-12", None);
    }

    fn check_book(rooms: &[&str], expect: Option<&str>) {
        let rows = (1..).zip(rooms).map(|(nth, room)| format!("{room}|张{nth}|=89.5"));
        let lines: Vec<String> = std::iter::once("房号|业主|面积".to_owned()).chain(rows).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let (name, cut) = (String::new(), Vec::new());
        let book = Book { name, format: Format::Xls, sheets: vec![sheet(&lines)], cut };
        let draft = interpret::import(&book, &Options::default()).unwrap();
        assert_eq!(draft.units.len(), rooms.len());
        assert_eq!(draft.estate_before_rooms().as_deref(), expect, "{rooms:?}");
    }

    #[test]
    fn one_name_before_nearly_all_rooms_of_a_book_is_the_estate_s() {
        let rooms = |lead: &str| [1, 2, 3, 4, 5, 6, 7, 8, 9].map(|door| format!("{lead}{door}栋1单元101"));
        let led = rooms("阳光花园");
        let led: Vec<&str> = led.iter().map(String::as_str).collect();
        check_book(&led, Some("阳光花园"));
        check_book(&[&led[..], &["车位-3"]].concat(), Some("阳光花园"));
        check_book(&[&led[..], &["车位-3", "车位-4"]].concat(), None);
        check_book(&[&led[..], &["翠湖花园1-1-101"]].concat(), None);
        // That very room is another one here.
        check_book(&[&led[..], &["1-1-101"]].concat(), None);
        check_book(&led[..2], None);
        check_book(&["1-1-101", "1-1-102", "1-1-201"], None);
    }
}
