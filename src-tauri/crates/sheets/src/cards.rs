//! 住户登记卡: a card for each household, words and what is filled in side by side. The cards become rows under their words;
//! each stands in the row in which its card begins, and the sheet is called so, for its columns are not the file's.

use std::collections::{BTreeMap, HashSet};

use crate::book::{Book, Row, Sheet, Value};
use crate::buildings::named_in;
use crate::cells::shown;
use crate::origins::Place;
use crate::{Meaning, words};

/// What is put behind the sheet's name.
const LISTED: &str = "（卡片整理后）";
const FEWEST_CARDS: usize = 2;
/// Rows above the first card.
const FIRST_CARD_WITHIN: usize = 20;
const MOST_ROWS_OF_A_CARD: u32 = 40;

/// Lists the cards of sheets of cards. Those of money stay as they are: a bill has lines of its own.
pub(crate) fn list(book: &mut Book) {
    for sheet in &mut book.sheets {
        if let Some((rows, places)) = listed(sheet) {
            let ending = format!("{}{LISTED}", title(sheet));
            *sheet = sheet.put_together(&ending, rows, places);
        }
    }
}

/// What stands above the first card, where it says which building's they are.
fn title(sheet: &Sheet) -> String {
    let first = sheet.rows.first().map(|row| row.cells.as_slice());
    match first {
        Some([(_, Value::Text(text))]) if named_in(text).is_some() => format!(" {}", text.trim()),
        _ => String::new(),
    }
}

/// The rows that the cards become, and where their cells stood.
fn listed(sheet: &Sheet) -> Option<(Vec<Row>, BTreeMap<Place, Place>)> {
    let anchors = anchors(sheet);
    if !sheet.comments.is_empty()
        || anchors.len() < FEWEST_CARDS
        || anchors.iter().map(|at| sheet.rows[*at].index).collect::<HashSet<_>>().len() != anchors.len()
    {
        return None;
    }
    let ends = anchors.iter().skip(1).copied().chain([sheet.rows.len()]);
    let cards: Vec<&[Row]> = anchors.iter().zip(ends).map(|(first, end)| &sheet.rows[*first..end]).collect();
    let above = sheet.rows[..anchors[0]].iter().flat_map(|row| &row.cells);
    let titles = above.map(|(_, value)| shown(value, sheet.epoch).into_owned()).collect();
    let (labels, values) = places(&cards, sheet, &titles)?;
    let header_index = cards[0][0].index.checked_sub(1);
    // The words stand above the first card; without room above them all rows are one lower.
    let lower = u32::from(header_index.is_none());
    let header = (0..).zip(&labels).map(|(at, label)| (at, Value::Text(label.clone()))).collect();
    let mut rows = vec![Row { index: header_index.unwrap_or(0), cells: header }];
    let mut stood = BTreeMap::new();
    for card in cards {
        let (first, index) = (card[0].index, card[0].index + lower);
        let mut cells = Vec::new();
        for (at, (row, column)) in (0..).zip(&values) {
            if let Some(value) = value_at(card, (*row, *column)) {
                cells.push((at, value.clone()));
                stood.insert((index, at), (first + row, *column));
            }
        }
        rows.push(Row { index, cells });
    }
    Some((rows, stood))
}

/// Rows with 房号 and what is filled in beside it, in the same column of each card, and nothing that looks like a list.
fn anchors(sheet: &Sheet) -> Vec<usize> {
    // Cheap for every cell of a long list.
    let meant = |value: &Value| match value {
        Value::Text(text) if words::is_exact(text) => words::meaning(text).map(|(meaning, _)| meaning),
        _ => None,
    };
    let mut column = None;
    let mut anchors = Vec::new();
    for (at, row) in sheet.rows.iter().enumerate() {
        if anchors.is_empty() && at > FIRST_CARD_WITHIN {
            return anchors;
        }
        let Some(place) = row.cells.iter().position(|(_, value)| meant(value) == Some(Meaning::Room)) else {
            continue;
        };
        let filled = row.cells.get(place + 1).is_some_and(|(_, value)| {
            meant(value).is_none() && shown(value, sheet.epoch).contains(|c: char| c.is_ascii_digit())
        });
        if !filled || *column.get_or_insert(row.cells[place].0) != row.cells[place].0 {
            return Vec::new();
        }
        anchors.push(at);
    }
    anchors
}

/// What stands in a place of the card: rows from its first.
fn value_at(card: &[Row], (row, column): Place) -> Option<&Value> {
    let index = card[0].index + row;
    card.iter().find(|row| row.index == index)?.get(column)
}

/// The words of the cards and where on a card, in rows from its first, what is filled in for each stands: the same on all
/// cards are words. `None` for cards of money, and for ones that differ. `titles` stand above each card.
fn places(cards: &[&[Row]], sheet: &Sheet, titles: &HashSet<String>) -> Option<(Vec<String>, Vec<Place>)> {
    let place_of = |card: &[Row], row: &Row| row.index - card[0].index;
    let mut all: Vec<Place> = cards
        .iter()
        .flat_map(|card| {
            card.iter().flat_map(|row| row.cells.iter().map(|(column, _)| (place_of(card, row), *column)))
        })
        .collect();
    all.sort_unstable();
    all.dedup();
    if all.last().is_some_and(|(row, _)| *row > MOST_ROWS_OF_A_CARD) {
        return None;
    }
    let (mut labels, mut values): (Vec<String>, Vec<Place>) = (Vec::new(), Vec::new());
    let mut label: Option<(Place, String)> = None;
    for place in all {
        let texts: HashSet<String> = cards
            .iter()
            .filter_map(|card| value_at(card, place))
            .map(|value| shown(value, sheet.epoch).into_owned())
            .collect();
        // The title of the next card.
        if texts.is_subset(titles) {
            continue;
        }
        let held = cards.iter().filter(|card| value_at(card, place).is_some()).count();
        let text = texts.iter().next().cloned().unwrap_or_default();
        let meaning = words::meaning(&text).map(|(meaning, _)| meaning);
        let in_row = label.as_ref().filter(|((row, _), _)| *row == place.0);
        // 湖北 beside 户籍 on every card is filled in all the same.
        let beside = in_row.is_some_and(|((_, column), _)| column + 1 == place.1) && meaning.is_none();
        let same = texts.len() == 1 && held * 2 >= cards.len() && held >= FEWEST_CARDS;
        if same && !beside {
            if meaning.is_some_and(is_of_money) {
                return None;
            }
            label = Some((place, text));
        } else if let Some((at, word)) = in_row {
            // Two places under one word are one too many.
            let taken = values.last().is_some_and(|last| last.0 == place.0 && last.1 > at.1);
            if taken {
                return None;
            }
            labels.push(word.clone());
            values.push(place);
        } else {
            return None;
        }
    }
    let has =
        |meaning| labels.iter().any(|label| words::meaning(label).is_some_and(|(meant, _)| meant == meaning));
    (has(Meaning::Room) && has(Meaning::OwnerName)).then_some((labels, values))
}

fn is_of_money(meaning: Meaning) -> bool {
    meaning.is_money() || matches!(meaning, Meaning::Item | Meaning::PeriodRange)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::tests::check_put_together;

    fn check(lines: &[&str], expect: Option<&[&str]>) {
        check_put_together(lines, listed, expect);
    }

    #[test]
    fn cards_become_rows_under_their_words() {
        check(
            &[
                "住户登记卡",
                "房号|5-101|业主姓名|黄勇",
                "建筑面积|=92|户籍|湖北",
                "车牌号||备注|",
                "住户登记卡",
                "房号|5-102|业主姓名|李红",
                "建筑面积|=93|户籍|湖北",
                "车牌号|浙A12345|备注|",
            ],
            Some(&[
                "1 0:房号 1:业主姓名 2:建筑面积 3:户籍 4:车牌号",
                "2 0:5-101 1:黄勇 2:92 3:湖北",
                "6 0:5-102 1:李红 2:93 3:湖北 4:浙A12345",
            ]),
        );
        // What stands on one card alone has no word of its own.
        check(&["房号|5-101|业主姓名|黄勇", "备注|", "已搬走", "房号|5-102|业主姓名|李红", "备注|无"], None);
        // Bills, and a list.
        check(
            &[
                "房号|5-101|业主姓名|黄勇",
                "项目|物业费|金额|=30",
                "房号|5-102|业主姓名|李红",
                "项目|物业费|金额|=40",
            ],
            None,
        );
        check(&["房号|业主姓名", "5-101|黄勇", "5-102|李红"], None);
    }
}
