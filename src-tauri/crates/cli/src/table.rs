//! Tables for a terminal in which a Chinese character is two columns wide.

use unicode_width::UnicodeWidthStr;

/// A column gets no wider for longer cells: they push the rest of their own row.
const WIDEST: usize = 60;

/// Of one cell so many characters are shown; `--json` has all of them.
const LONGEST: usize = 200;

/// Rows under headings; columns as wide as their widest cell, within bounds.
#[derive(Debug)]
pub struct Table {
    headings: Vec<(&'static str, Side)>,
    rows: Vec<Vec<String>>,
}

/// On which side a column is flush.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Words.
    Left,
    /// Amounts and counts.
    Right,
}

use Side::{Left, Right};

impl Table {
    /// Headings in order; those that start with `>` are flush right.
    pub fn new(headings: &[&'static str]) -> Self {
        let headings = headings
            .iter()
            .map(|text| match text.strip_prefix('>') {
                Some(rest) => (rest, Right),
                None => (*text, Left),
            })
            .collect();
        Self { headings, rows: Vec::new() }
    }

    /// One more row, with as many cells as there are headings.
    pub fn row(&mut self, cells: &[String]) {
        assert_eq!(cells.len(), self.headings.len(), "a row has a cell under every heading");
        self.rows.push(cells.iter().map(|cell| shortened(cell)).collect());
    }

    /// The whole table, each line ended; empty if there are no rows.
    pub fn text(&self) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let widths: Vec<usize> = (0..self.headings.len())
            .map(|i| {
                let cells = self.rows.iter().map(|row| row[i].width());
                let within = cells.filter(|width| *width <= WIDEST);
                within.chain([self.headings[i].0.width()]).max().unwrap_or(0)
            })
            .collect();
        let heading: Vec<&str> = self.headings.iter().map(|(text, _)| *text).collect();
        let mut out = self.line(&heading, &widths);
        for row in &self.rows {
            let cells: Vec<&str> = row.iter().map(String::as_str).collect();
            out.push_str(&self.line(&cells, &widths));
        }
        out
    }

    fn line(&self, cells: &[&str], widths: &[usize]) -> String {
        let mut out = String::new();
        for (i, cell) in cells.iter().enumerate() {
            if i > 0 {
                out.push_str("  ");
            }
            let room = " ".repeat(widths[i].saturating_sub(cell.width()));
            match self.headings[i].1 {
                Left => {
                    out.push_str(cell);
                    out.push_str(&room);
                }
                Right => {
                    out.push_str(&room);
                    out.push_str(cell);
                }
            }
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
        out
    }
}

/// A cell no longer than can be looked at.
fn shortened(cell: &str) -> String {
    let all = cell.chars().count();
    if all <= LONGEST {
        return cell.to_owned();
    }
    format!("{}…（共 {all} 个字）", cell.chars().take(LONGEST).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_cell_widens_no_other_row() {
        let mut table = Table::new(&["房号", "业主", ">欠费"]);
        table.row(&["1-101".into(), "张".repeat(32_767), "¥1.00".into()]);
        table.row(&["1-102".into(), "李红".into(), "¥2.00".into()]);
        let text = table.text();
        assert!(text.contains("…（共 32767 个字）  ¥1.00"), "{text}");
        assert!(text.ends_with("\n1-102  李红  ¥2.00\n"), "{text}");
    }

    #[test]
    fn chinese_and_figures_stand_in_line() {
        let mut table = Table::new(&["房号", ">欠费", "业主"]);
        table.row(&["3-2-501".into(), "¥165.58".into(), "张小明".into()]);
        table.row(&["商铺12".into(), "¥1,234.50".into(), "李".into()]);
        let text = table.text();
        assert_eq!(text, "房号          欠费  业主\n3-2-501    ¥165.58  张小明\n商铺12   ¥1,234.50  李\n");
    }

    #[test]
    fn no_rows_make_no_table() {
        assert_eq!(Table::new(&["房号"]).text(), "");
    }
}
