//! The file's name where it is the only title: `2014年物业费欠费.xls` with a `Sheet1` that has nothing above its table.

use crate::Format;
use crate::apart::is_numbered;
use crate::book::Book;

/// Gives the workbook's name to its one sheet with content, where the sheet's own name says nothing.
pub(crate) fn give(book: &mut Book) {
    // k01, export: says nothing of fees.
    let says_something = book.name.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    let one_table = matches!(book.format, Format::Csv | Format::Html);
    let mut filled = book.sheets.iter_mut().filter(|sheet| !sheet.rows.is_empty());
    if let (true, Some(only), None) = (says_something, filled.next(), filled.next())
        && (one_table || is_numbered(&only.name))
    {
        only.title.clone_from(&book.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::tests::sheet;
    use crate::{Options, interpret};

    fn check(file: &str, sheet_name: &str, lines: &[&str], expect: &[&str]) {
        let mut only = sheet(lines);
        only.name = sheet_name.into();
        let mut book = Book { name: file.into(), format: Format::Xls, sheets: vec![only], cut: Vec::new() };
        give(&mut book);
        let draft = interpret::import(&book, &Options::default()).unwrap();
        let owed = |unit: &crate::DraftUnit| {
            let openings = unit.openings.iter().map(|o| format!("{} {}", o.item, o.amount_fen));
            format!("{}: {}", unit.code, openings.collect::<Vec<_>>().join(", "))
        };
        assert_eq!(draft.units.iter().map(owed).collect::<Vec<_>>(), expect, "{file} {lines:?}");
    }

    #[test]
    fn a_file_is_called_what_its_one_table_is() {
        let months =
            ["房号|业主|1月|2月", "3-1-101|张小明|=100|=100", "3-1-102|李红|=100|", "3-1-103|王五||=100"];
        check(
            "2014年电梯费欠费",
            "Sheet1",
            &months,
            &["3-1-101: 电梯费 10000, 电梯费 10000", "3-1-102: 电梯费 10000", "3-1-103: 电梯费 10000"],
        );
        check("k01", "Sheet1", &months, &["3-1-101: ", "3-1-102: ", "3-1-103: "]);
        // The sheet's own name and a title come first.
        check("2014年电梯费欠费", "收费情况", &months, &["3-1-101: ", "3-1-102: ", "3-1-103: "]);
        let titled = [&["水费欠费表"], &months[..]].concat();
        check(
            "2014年电梯费欠费",
            "Sheet1",
            &titled,
            &["3-1-101: 水费 10000, 水费 10000", "3-1-102: 水费 10000", "3-1-103: 水费 10000"],
        );
        let rooms = ["房号|业主|欠费金额", "101|张小明|=100", "102|李红|=90", "201|王五|=80"];
        check(
            "3号楼欠费明细",
            "Sheet1",
            &rooms,
            &["3-101: 物业费 10000", "3-102: 物业费 9000", "3-201: 物业费 8000"],
        );
    }
}
