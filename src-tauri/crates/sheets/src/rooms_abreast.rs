//! Several rooms in one cell: `3-2-501、502`, `901+902`, `701-702`, `3-2-601,3-2-602`.

use ledger::units::{UnitCode, half_width};

use crate::rooms::code_of;

/// More of them are no home that was made of several.
const MOST: usize = 6;
/// A door has so many figures.
const FEWEST_FIGURES: usize = 3;

/// Rooms of one cell: what stands before the doors of all, and the doors.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Several {
    before: String,
    doors: Vec<String>,
}

impl Several {
    /// As one room: `3-2-501-502`.
    pub fn joined(&self) -> String {
        self.before.clone() + &self.doors.join("-")
    }

    /// The code of each, where `parts` end with the room as one.
    pub fn codes(&self, parts: &[&str]) -> Vec<UnitCode> {
        let Some((last, before)) = parts.split_last() else { return Vec::new() };
        // Behind the name of a phase or an estate.
        let Some(lead) = last.strip_suffix(self.joined().as_str()) else { return Vec::new() };
        let code = |door: &String| {
            let room = format!("{lead}{}{door}", self.before);
            let parts: Vec<&str> = before.iter().copied().chain([room.as_str()]).collect();
            code_of(&parts).ok()
        };
        self.doors.iter().filter_map(code).collect()
    }
}

/// `None` for one room, and where it is not plain that there are several.
pub(crate) fn several(text: &str) -> Option<Several> {
    let figures = text.bytes().filter(u8::is_ascii_digit).count();
    if figures < 2 * FEWEST_FIGURES {
        return None;
    }
    let text: String = text.chars().map(half_width).collect();
    let text = ["以及", "及", "和", "与"].iter().fold(text, |text, word| text.replace(word, "、"));
    let pieces: Vec<&str> = text
        .split(|c: char| "、,;/+&\n ".contains(c))
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect();
    let pieces = match pieces[..] {
        [one] => by_hyphens(one)?,
        _ => pieces,
    };
    let (first, others) = pieces.split_first().filter(|(_, others)| !others.is_empty())?;
    let first = without_end(first);
    let at = first.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (before, door) = first.split_at(at);
    let mut doors = vec![door.to_owned()];
    for other in others {
        let other = without_end(other);
        doors.push(other.strip_prefix(before).unwrap_or(other).to_owned());
    }
    let is_door = |door: &String| {
        door.len() >= FEWEST_FIGURES
            && door.len() <= FEWEST_FIGURES + 2
            && door.bytes().all(|b| b.is_ascii_digit())
    };
    let differ = doors.iter().enumerate().all(|(at, door)| !doors[..at].contains(door));
    let fits = doors.len() <= MOST && differ && doors.iter().all(is_door);
    fits.then(|| Several { before: before.to_owned(), doors })
}

fn without_end(piece: &str) -> &str {
    piece.trim_end_matches(['室', '号', '房', ' '])
}

/// `3-2-701-702` as `3-2-701` and `702`: doors of as many figures.
fn by_hyphens(text: &str) -> Option<Vec<&str>> {
    let text = without_end(text);
    let last = text.rsplit(['-', '~', '—', '–']).next().map(str::len)?;
    let mut rest = text;
    let mut doors = Vec::new();
    while let Some((before, door)) = rest.rsplit_once(['-', '~', '—', '–']) {
        let is_door = |door: &str| door.len() == last && door.bytes().all(|b| b.is_ascii_digit());
        let figures = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        if !is_door(door) || figures != last || last < FEWEST_FIGURES {
            break;
        }
        doors.push(door);
        rest = before;
    }
    doors.push(rest);
    doors.reverse();
    Some(doors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rooms_of_one_cell_are_told_apart() {
        for (text, expect) in [
            ("3-2-501、502", "3-2- 501 502"),
            ("3-2-501/502", "3-2- 501 502"),
            ("3-2-601,3-2-602", "3-2- 601 602"),
            ("3-2-701-702", "3-2- 701 702"),
            ("3-2-801 802", "3-2- 801 802"),
            ("3-2-901+902", "3-2- 901 902"),
            ("3-2-1101及1102", "3-2- 1101 1102"),
            ("2栋1单元501室、502室", "2栋1单元 501 502"),
            ("101-102", " 101 102"),
            ("201、202、203", " 201 202 203"),
            ("1-101", ""),
            ("12-1-101", ""),
            ("2503-4", ""),
            ("101 张小明", ""),
            ("2014-101", ""),
            ("501、501", ""),
            ("3-2-501、3-3-502", ""),
            ("B1-101、B1-102", "B1- 101 102"),
            ("负一层101", ""),
        ] {
            let got = several(text).map(|s| format!("{} {}", s.before, s.doors.join(" ")));
            assert_eq!(got.unwrap_or_default(), expect, "{text}");
        }
    }

    #[test]
    fn each_room_has_its_code() {
        let rooms = several("501、502").unwrap();
        let codes: Vec<String> =
            rooms.codes(&["3", "2", "501-502"]).iter().map(ToString::to_string).collect();
        assert_eq!(codes, ["3-2-501", "3-2-502"]);
    }
}
