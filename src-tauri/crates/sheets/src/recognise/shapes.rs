//! One table of cases for each shape of a roster that offices really have, and the odd cases around it.

use crate::book::{Merge, Sheet};
use crate::draft::column_letter;
use crate::layout::{Layout, Region};
use crate::recognise::layout;
use crate::rows::tests::sheet;
use crate::{Meaning, Options};

/// `roster 3-9 B-F: B=Room C=OwnerName`: kind, first header row and last row, sides, columns that are imported.
fn told(sheet: &Sheet, region: &Region) -> String {
    let row = |at: usize| sheet.rows[at].number();
    let columns = region.columns.iter();
    let columns =
        columns.filter(|c| !matches!(c.meaning, Meaning::Unknown | Meaning::Ignored | Meaning::Serial));
    let columns: Vec<String> = columns.map(|c| format!("{}={:?}", c.letter(), c.meaning)).collect();
    let side = |c: Option<&crate::layout::Column>| c.map(|c| column_letter(c.index)).unwrap_or_default();
    format!(
        "{:?} {}-{} {}-{}: {}",
        region.kind,
        row(region.header),
        row(region.end.max(region.header + 1) - 1),
        side(region.columns.first()),
        side(region.columns.last()),
        columns.join(" ")
    )
}

fn all_told(sheet: &Sheet, layout: &Layout) -> Vec<String> {
    layout.regions.iter().map(|region| told(sheet, region)).collect()
}

fn check(lines: &[&str], expect: &[&str]) {
    check_sheet(&sheet(lines), expect);
}

fn check_sheet(sheet: &Sheet, expect: &[&str]) {
    let layout = layout(sheet, &Options::default());
    let first = sheet.rows.first().map(|row| &row.cells);
    assert_eq!(all_told(sheet, &layout), expect, "{first:?}");
}

/// `A1:C1`, of columns A to Z.
fn merged(lines: &[&str], merges: &[&str]) -> Sheet {
    let corner = |text: &str| {
        let column = u32::from(text.as_bytes()[0] - b'A');
        let row: u32 = text[1..].parse().unwrap();
        (row - 1, column)
    };
    let merge = |text: &&str| {
        let (from, to) = text.split_once(':').unwrap();
        let ((first_row, first_column), (last_row, last_column)) = (corner(from), corner(to));
        Merge { first_row, last_row, first_column, last_column }
    };
    Sheet { merges: merges.iter().map(merge).collect(), ..sheet(lines) }
}

#[test]
fn blocks_stand_abreast() {
    // Shape 2.
    let blocks: &[&str] = &[
        "某某花园业主名册",
        "序号|栋号|房号|业主姓名|序号|栋号|房号|业主姓名|序号|栋号|房号|业主姓名",
        "=1|=1|=101|张小明|=4|=2|=101|李红|=7|=3|=101|王五",
        "=2|=1|=102|赵桂兰|=5|=2|=102|周海涛|=8|=3|=102|马静",
        "=3|=1|=103|罗玉梅|=6|=2|=103|何思远||||",
    ];
    check(
        blocks,
        &[
            "Roster 2-5 A-D: B=Building C=Room D=OwnerName",
            "Roster 2-5 E-H: F=Building G=Room H=OwnerName",
            "Roster 2-4 I-L: J=Building K=Room L=OwnerName",
        ],
    );
    // With empty columns between.
    check(
        &["房号|业主|面积||房号|业主|面积", "1-101|张小明|=80||1-201|李红|=81", "1-102|王五|=80|||"],
        &["Roster 1-3 A-C: A=Room B=OwnerName C=Area", "Roster 1-2 E-G: E=Room F=OwnerName G=Area"],
    );
    // The building's header is empty in each block.
    check(
        &[
            "|房号|业主||房号|业主",
            "=1|=101|张小明|=2|=101|李红",
            "|=102|王五||=102|马静",
            "|=103|赵桂兰||=103|何思远",
        ],
        &["Roster 1-4 A-C: A=Building B=Room C=OwnerName", "Roster 1-4 D-F: D=Building E=Room F=OwnerName"],
    );
    // Another table beside it, behind an empty column.
    check(
        &["房号|业主姓名|面积||房号|车牌号|车位号", "1-101|张小明|=80||1-101|粤B12345|A-12"],
        &["Roster 1-2 A-C: A=Room B=OwnerName C=Area", "Vehicles 1-2 E-G: E=Room F=Plate G=Space"],
    );
    // An empty column within a table, and a room that is written twice, divide nothing.
    check(
        &["房号|业主||电话|备注", "1-101|张小明||13900000001|好", "1-102|李红||13900000002|"],
        &["Roster 1-3 A-E: A=Room B=OwnerName D=OwnerPhone E=Note"],
    );
    check(
        &[
            "房号|业主|面积|房号|电话",
            "1-101|张小明|=80|1-101|13900000001",
            "1-102|李红|=81|1-102|13900000002",
        ],
        &["Roster 1-3 A-E: A=Room B=OwnerName C=Area D=Note E=OwnerPhone"],
    );
}

#[test]
fn tables_stand_below_each_other() {
    // Shape 5: two abreast and stacked, with lines to sign.
    check(
        &[
            "一栋业主名单||||二栋业主名单",
            "房号|业主|电话||房号|业主|电话",
            "1-101|张小明|13900000001||2-101|李红|13900000002",
            "1-102|王五|13900000003||2-102|马静|13900000004",
            "制表人:张小明||||审核人:李红",
            "",
            "车位一览表",
            "车位号|车主|车牌号",
            "A-1|张小明|粤B12345",
            "A-2|李红|粤B12346",
        ],
        &[
            "Roster 2-5 A-C: A=Room B=OwnerName C=OwnerPhone",
            "Roster 2-5 E-G: E=Room F=OwnerName G=OwnerPhone",
            "Vehicles 8-10 A-C: A=Space B=OwnerName C=Plate",
        ],
    );
    // A printed page's header again is none.
    check(
        &["房号|业主|面积", "1-101|张小明|=80", "房号|业主|面积", "1-102|李红|=81"],
        &["Roster 1-4 A-C: A=Room B=OwnerName C=Area"],
    );
    // The right block ends and another begins, while the left one goes on.
    check(
        &[
            "房号|业主|面积||房号|业主|面积",
            "1-101|张小明|=80||2-101|李红|=81",
            "1-102|王五|=80|||",
            "1-103|马静|=80||车位号|车牌|车主",
            "1-104|何思远|=80||A-1|粤B12345|李红",
        ],
        &[
            "Roster 1-5 A-C: A=Room B=OwnerName C=Area",
            "Roster 1-2 E-G: E=Room F=OwnerName G=Area",
            "Vehicles 4-5 E-G: E=Space F=Plate G=OwnerName",
        ],
    );
}
