//! Amounts written as on the pages of a ledger, a figure a column under 千 百 十 元 角 分: one number again.

use ledger::units::half_width;
use rust_decimal::Decimal;

use crate::book::{Book, Row, Sheet, Value};

/// The places of an amount, the largest first.
const PLACES: [char; 12] = ['十', '亿', '千', '百', '十', '万', '千', '百', '十', '元', '角', '分'];
const FEWEST: usize = 3;

/// Columns that hold one figure each.
#[derive(Debug, Clone, Copy)]
struct Places {
    /// The column of the first.
    first: u32,
    /// Where it stands among [`PLACES`].
    place: usize,
    count: usize,
}

/// Puts the figures of each row together in the first of their columns.
pub(crate) fn join(book: &mut Book) {
    for sheet in &mut book.sheets {
        join_sheet(sheet);
    }
}

fn join_sheet(sheet: &mut Sheet) {
    let mut places: Vec<Places> = Vec::new();
    for row in &mut sheet.rows {
        let found = headed(row);
        if !found.is_empty() {
            row.cells.retain(|(column, _)| !found.iter().any(|places| places.covers(*column)));
            places = found;
            continue;
        }
        for places in &places {
            places.join(row);
        }
    }
}

/// The runs of places in a row: 千 百 十 元 角 分 side by side.
fn headed(row: &Row) -> Vec<Places> {
    let mut found = Vec::new();
    let cells: Vec<(u32, char)> =
        row.cells.iter().filter_map(|(column, value)| Some((*column, place(value)?))).collect();
    let mut at = 0;
    while at < cells.len() {
        let end = (at + 1..cells.len()).find(|i| cells[*i].0 != cells[i - 1].0 + 1).unwrap_or(cells.len());
        let run: Vec<char> = cells[at..end].iter().map(|(_, place)| *place).collect();
        let fits = |start: &usize| PLACES[*start..].starts_with(&run);
        let start = (0..PLACES.len()).find(fits);
        if let Some(place) =
            start.filter(|_| run.len() >= FEWEST && matches!(run.last(), Some('元' | '角' | '分')))
        {
            found.push(Places { first: cells[at].0, place, count: run.len() });
        }
        at = end;
    }
    found
}

fn place(value: &Value) -> Option<char> {
    let Value::Text(text) = value else { return None };
    let mut chars = text.trim().chars();
    let place = match (chars.next()?, chars.next()) {
        ('拾', None) => '十',
        ('佰', None) => '百',
        ('仟', None) => '千',
        ('圆', None) => '元',
        (place, None) => place,
        _ => return None,
    };
    PLACES.contains(&place).then_some(place)
}

impl Places {
    fn covers(&self, column: u32) -> bool {
        column
            .checked_sub(self.first)
            .and_then(|at| usize::try_from(at).ok())
            .is_some_and(|at| at < self.count)
    }

    /// The row's figures as one number; as the words that stand there where one of them is no figure.
    fn join(&self, row: &mut Row) {
        let cells: Vec<(u32, String)> = row
            .cells
            .iter()
            .filter(|(column, _)| self.covers(*column))
            .filter_map(|(column, value)| Some((*column, written(value)?)))
            .collect();
        if cells.is_empty() {
            return;
        }
        let fen = PLACES.len() - 1;
        let mut total = Some(Decimal::ZERO);
        for (column, text) in &cells {
            let at = self.place + usize::try_from(column - self.first).expect("a column is an index");
            let figure = match text.as_str() {
                "¥" | "￥" => Some(0),
                text => text.parse::<u8>().ok().filter(|figure| *figure < 10),
            };
            let power = u32::try_from(fen - at).expect("twelve places");
            let worth = figure.map(|figure| Decimal::new(i64::from(figure) * 10_i64.pow(power), 2));
            total = total.and_then(|total| Some(total + worth?));
        }
        let joined = match total {
            Some(total) => Value::Number(total.normalize()),
            None => Value::Text(cells.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("|")),
        };
        row.cells.retain(|(column, _)| !self.covers(*column));
        let at = row.cells.partition_point(|(column, _)| *column < self.first);
        row.cells.insert(at, (self.first, joined));
    }
}

fn written(value: &Value) -> Option<String> {
    match value {
        Value::Number(n) => Some(n.normalize().to_string()),
        Value::Text(text) => {
            let text: String = text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
            (!text.is_empty()).then_some(text)
        }
        Value::Date(_) | Value::Bool(_) | Value::Error(_) => Some("?".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::tests::sheet;

    #[test]
    fn figures_in_columns_are_one_number() {
        let mut page = sheet(&[
            "房号|户名|欠费金额||||||备注",
            "||千|百|十|元|角|分|",
            "1-101|张小明|=1|=2|=3|=4|5|=0|电话",
            "1-102|李红|￥|６|=0|=0|=0|=0|",
            "1-103|王五||||=8|=12|=5|",
            "1-104|赵静",
        ]);
        join_sheet(&mut page);
        let amounts: Vec<Option<Value>> = page.rows.iter().map(|row| row.get(2).cloned()).collect();
        let number = |text: &str| Some(Value::Number(text.parse().unwrap()));
        assert_eq!(
            amounts[1..],
            [None, number("1234.5"), number("600"), Some(Value::Text("8|12|5".into())), None]
        );
        assert!(page.rows.iter().all(|row| (3..8).all(|column| row.get(column).is_none())));
        assert_eq!(page.rows[2].get(8), Some(&Value::Text("电话".into())));
        // A class of 元 and 分 is no amount, nor is a row of other words.
        let mut other = sheet(&["房号|元|分", "1-101|=1|=2"]);
        join_sheet(&mut other);
        assert_eq!(other.rows[1].cells.len(), 3);
    }
}
