//! What stands above the headers of every printed page: the title again, `单位：元` and `第2页`. Nobody's row.

use super::tables::Place;
use crate::book::{Row, Sheet};
use crate::cells::{plain, shown};
use crate::rows::is_page;

/// Rows above the headers, that of the page's number among them.
const ROWS_ABOVE: usize = 6;

/// The rows that stand above the headers of a later page as they stand above those of the first, by their index in the
/// file, in order.
pub(super) fn again(sheet: &Sheet, place: &Place) -> Vec<u32> {
    let from = place.heading.row;
    let Some(header) = sheet.rows.get(from).filter(|_| from > 0) else { return Vec::new() };
    let headers = said(sheet, header);
    let mut heads = Vec::new();
    for at in place.heading.first..place.end {
        // Nearly every row: told apart by its first cell.
        let row = &sheet.rows[at];
        if row.cells.first() != header.cells.first() || said(sheet, row) != headers {
            continue;
        }
        let above = |end: usize| sheet.rows[..end].iter().rev().take(ROWS_ABOVE);
        let mut first = above(from).map(|row| said(sheet, row)).filter(|said| !said.is_empty());
        for row in above(at).take(at - place.heading.first) {
            let here = said(sheet, row);
            if !here.is_empty() && first.next().as_ref() != Some(&here) {
                break;
            }
            heads.push(row.index);
        }
    }
    heads.sort_unstable();
    heads.dedup();
    heads
}

/// A row's words with their columns, but for the page's number.
fn said(sheet: &Sheet, row: &Row) -> Vec<(u32, String)> {
    let cells = row.cells.iter().map(|(column, value)| (*column, plain(&shown(value, sheet.epoch))));
    let cells = cells.filter(|(_, text)| !is_page(text));
    cells.map(|(column, text)| (column, text.split_whitespace().collect())).collect()
}

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::recognise::layout;
    use crate::rows::tests::sheet;

    fn check(lines: &[&str], expect: &[u32]) {
        let sheet = sheet(lines);
        assert_eq!(layout(&sheet, &Options::default()).regions[0].page_heads, expect, "{lines:?}");
    }

    #[test]
    fn what_stands_above_the_headers_again_is_nobody_s() {
        check(
            &[
                "欠费一览表",
                "编制单位：某某物业||共2页 第1页",
                "房号|业主|欠费金额",
                "1-101|张小明|=100",
                "1-102|李红|=100",
                "欠费一览表",
                "编制单位：某某物业||共2页 第2页",
                "房号|业主|欠费金额",
                "1-201|王五|=100",
            ],
            &[5, 6],
        );
        check(
            &[
                "2017年欠费一览表（4号楼）",
                "房号|业主|欠费金额",
                "1-101|张小明|=100",
                "第1页",
                "2017年欠费一览表（4号楼）",
                "房号|业主|欠费金额",
                "1-201|王五|=100",
            ],
            &[3, 4],
        );
        check(&["欠费表", "房号|业主|欠费金额", "1-101|张小明|=100", "1-102|李红|=100"], &[]);
    }
}
