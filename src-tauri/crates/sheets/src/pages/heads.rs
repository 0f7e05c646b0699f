//! What stands above a table and names its household: `房号：3-2-501  业主：张小明`, or each label and what it says in cells
//! side by side.

use crate::book::{Row, Sheet, Value};
use crate::cells::shown;
use crate::origins::Place;
use crate::{Meaning, words};

/// A label and what is said under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub label: String,
    pub text: String,
    /// The cell in the file.
    pub place: Place,
    meaning: Meaning,
}

impl Said {
    /// Words that no head says, put beside a row all the same.
    pub fn remark(label: &str, text: String, place: Place) -> Self {
        Said { label: label.to_owned(), text, place, meaning: Meaning::Note }
    }

    pub fn is_room(&self) -> bool {
        self.meaning == Meaning::Room && self.text.contains(|c: char| c.is_ascii_digit())
    }

    /// Where it is, and who owns it.
    pub fn names_the_household(&self) -> bool {
        matches!(self.meaning, Meaning::Room | Meaning::Building | Meaning::Entrance | Meaning::OwnerName)
    }
}

/// What the cells of a row say of a household; nothing where they are a title or a row of a table.
pub(super) fn head(sheet: &Sheet, row: &Row) -> Vec<Said> {
    let mut said = Vec::new();
    let mut cells = row.cells.iter().peekable();
    while let Some((column, value)) = cells.next() {
        let Value::Text(text) = value else { return Vec::new() };
        let place = (row.index, *column);
        if text.contains([':', '：']) {
            let (all, open) = labelled(text);
            said.extend(all.into_iter().filter_map(|(label, text)| say(&label, text, place)));
            let next = cells.next_if(|(_, value)| open.is_some() && !is_label(value));
            if let (Some(label), Some((column, value))) = (open, next) {
                said.extend(say(&label, shown(value, sheet.epoch).into_owned(), (row.index, *column)));
            }
        } else if words::is_exact(text) {
            // 房号 and 业主 abreast are headers.
            let Some((column, value)) = cells.next_if(|(_, value)| !is_label(value)) else {
                return Vec::new();
            };
            said.extend(say(text, shown(value, sheet.epoch).into_owned(), (row.index, *column)));
        } else {
            return Vec::new();
        }
    }
    said
}

fn is_label(value: &Value) -> bool {
    matches!(value, Value::Text(text) if text.contains([':', '：']) || words::is_exact(text))
}

fn say(label: &str, text: String, place: Place) -> Option<Said> {
    let (meaning, _) = words::meaning(label)?;
    let of_household = matches!(
        meaning,
        Meaning::Room
            | Meaning::Building
            | Meaning::Entrance
            | Meaning::OwnerName
            | Meaning::OwnerPhone
            | Meaning::Area
            | Meaning::Usage
            | Meaning::Handover
            | Meaning::Meter
            | Meaning::Note
    );
    let text = text.trim().to_owned();
    (of_household && !text.is_empty()).then(|| Said { label: label.trim().to_owned(), text, place, meaning })
}

/// The labels of a cell and what follows each; the last without anything behind it stands alone.
fn labelled(text: &str) -> (Vec<(String, String)>, Option<String>) {
    let mut parts = text.split([':', '：']);
    let mut label = parts.next().unwrap_or_default().trim().to_owned();
    let mut all = Vec::new();
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            if part.trim().is_empty() {
                return (all, Some(label));
            }
            all.push((label, part.trim().to_owned()));
            return (all, None);
        }
        // What is said, then the next label behind a space.
        let part = part.trim_end();
        let (said, next) = part.rsplit_once(char::is_whitespace).unwrap_or(("", part));
        all.push((std::mem::replace(&mut label, next.to_owned()), said.trim().to_owned()));
    }
    (all, None)
}
