//! What a person says of tables and columns, and how a file's layout is known again.

use super::shapes::all_told;
use crate::book::Book;
use crate::layout::Layout;
use crate::recognise::{fingerprint, layout};
use crate::rows::tests::sheet;
use crate::{ColumnChoice, Format, HeaderChoice, Kind, Meaning, Options, TableChoice};

/// What a person says wins, and what is not said stays.
#[test]
fn a_person_may_choose() {
    let lines: &[&str] = &[
        "甲|乙|丙",
        "1-101|张小明|=80",
        "1-102|李红|=81",
        "",
        "房号|业主|面积||房号|业主|面积",
        "1-201|王五|=80||2-201|马静|=81",
        "1-202|何芳|=80||2-202|周伟|=81",
    ];
    let sheet = sheet(lines);
    let name = || sheet.name.to_string();
    let told = |options: &Options| all_told(&sheet, &layout(&sheet, options));
    let (left, right) =
        ("Roster 5-7 A-C: A=Room B=OwnerName C=Area", "Roster 5-7 E-G: E=Room F=OwnerName G=Area");
    assert_eq!(told(&Options::default()), [left, right]);
    // A header that nobody knows.
    let header = Options { headers: vec![HeaderChoice { sheet: name(), row: 1 }], ..Options::default() };
    assert_eq!(told(&header), ["Roster 1-3 A-C: A=Room B=OwnerName C=Note", left, right]);
    // The same, for one table of a row.
    let table = |row, column, kind| TableChoice { sheet: name(), row, column, kind };
    let tables = |tables| Options { tables, ..Options::default() };
    assert_eq!(
        told(&tables(vec![table(1, 0, Some(Kind::Arrears))])),
        ["Arrears 1-3 A-C: A=Room B=OwnerName C=Note", left, right]
    );
    // Another kind, or nothing.
    assert_eq!(
        told(&tables(vec![table(5, 0, None), table(5, 4, Some(Kind::Arrears))])),
        ["Arrears 5-7 E-G: E=Room F=OwnerName G=Area"]
    );
    assert_eq!(told(&tables(vec![table(5, 0, None), table(5, 4, None)])), [""; 0]);
    // Another meaning.
    let column = |header| ColumnChoice { sheet: name(), column: 2, header, meaning: Meaning::Opening };
    let columns = |header| Options { columns: vec![column(header)], ..Options::default() };
    assert_eq!(told(&columns(Some("电话".into()))), [left, right], "there is no such header");
    let columns = columns(None);
    assert_eq!(told(&columns), ["Roster 5-7 A-C: A=Room B=OwnerName C=Opening", right]);
    // None of it changes what layout the file is of.
    let book = |sheets| Book { name: String::new(), format: Format::Xlsx, sheets, cut: Vec::new() };
    let layouts = vec![layout(&sheet, &columns)];
    let plain = vec![layout(&sheet, &Options::default())];
    let book = book(vec![crate::rows::tests::sheet(lines)]);
    assert_eq!(fingerprint(&book, &layouts, &columns), fingerprint(&book, &plain, &Options::default()));
}

#[test]
fn a_layout_is_known_again() {
    let print = |lines: &[&str]| {
        let book =
            Book { name: String::new(), format: Format::Xlsx, sheets: vec![sheet(lines)], cut: Vec::new() };
        let layouts: Vec<Layout> = book.sheets.iter().map(|s| layout(s, &Options::default())).collect();
        fingerprint(&book, &layouts, &Options::default())
    };
    let one = print(&["房号|业主|2014年欠费", "1-101|张小明|=10"]);
    assert_eq!(one.len(), 64);
    // Another year, other people, another title.
    assert_eq!(one, print(&["某某花园登记", "房号|业主|2015年欠费", "2-101|李红|=20", "2-102|王五|=20"]));
    // More months by now; but not two columns of other names.
    let of_months = |months: &str, row: &str| {
        print(&[&format!("房号|业主|{months}|合计"), &format!("1-101|张小明|{row}")])
    };
    let grown = of_months("1月|2月|3月", "=1|=2|=3|=6");
    assert_eq!(grown, of_months("1月|2月", "=1|=2|=3"));
    assert_eq!(grown, of_months("一月|二月|十一月|十二月", "=1|=2|=3|=4|=10"));
    assert_ne!(grown, of_months("1月|2月|电梯费", "=1|=2|=3|=6"));
    assert_ne!(one, print(&["房号|业主|面积|2014年欠费", "1-101|张小明|=80|=10"]));
    assert_ne!(one, print(&["业主|房号|2014年欠费", "张小明|1-101|=10"]));
    // Workbooks without a table are not all the same.
    assert_ne!(print(&["日期|天气", "五月一日|晴"]), print(&["苹果|梨", "甲|乙"]));
}
