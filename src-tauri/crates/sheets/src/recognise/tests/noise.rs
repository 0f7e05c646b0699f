//! What stands around a table does not change what is recognised: titles, blank rows and columns, notes, lines to sign.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::book::{Epoch, Row, Sheet, Value};
use crate::recognise::layout;
use crate::rows::tests::sheet;
use crate::rows::{RowKind, kind};
use crate::{Kind, Meaning, Options};

const TABLES: [&[&str]; 6] = [
    &["房号|业主姓名|联系电话|面积|备注", "1-101|张小明|13900000001|=80|", "1-102|李红|13900000002|=81|漏水"],
    &["序号||房号|业主姓名|2014年欠费", "=1|=1|=101|张小明|=10", "=2||=102|李红|", "=3||=201|王五|=5.5"],
    &["房号|业主|面积||房号|业主|面积", "1-101|张小明|=80||1-201|李红|=81", "1-102|王五|=80|||"],
    &["房号|业主|本期应收||前期欠费|", "||管理费|公摊|管理费|滞纳金", "1-101|张小明|=10|=1|=20|=2"],
    &["楼|房|上期度数|上期时间|本期度数|本期时间", "=1|=101|=120|2014-09-25|=221|2014-10-25"],
    &["房号|业主|欠费周期|欠费金额|欠费原因", "1-101|张小明|2013年5月-2015年5月（25）|=2500|漏水"],
];

const ABOVE: [&str; 5] =
    ["", "某某花园业主情况表", "打印日期：2015年6月1日", "一、各楼管员请核对后交前台。", "单位：元"];
const BELOW: [&str; 4] = ["", "制表人：张小明", "审核：李红", "注：以上数据截至五月底，请以前台登记为准。"];
const BESIDE: [&str; 3] = ["", "说明：电话以前台登记为准。", "面积以房产证为准，如有出入请到前台更正"];

#[derive(Debug)]
struct Around {
    above: Vec<&'static str>,
    below: Vec<&'static str>,
    left: u32,
    beside: Vec<&'static str>,
}

fn around() -> impl Strategy<Value = Around> {
    let rows = (vec(select(&ABOVE[..]), 0..4), vec(select(&BELOW[..]), 0..3));
    (rows, 0..3_u32, vec(select(&BESIDE[..]), 0..3)).prop_map(|((above, below), left, beside)| Around {
        above,
        below,
        left,
        beside,
    })
}

fn with_noise(lines: &[&str], around: &Around) -> Sheet {
    let table = sheet(lines);
    let top = u32::try_from(around.above.len()).unwrap();
    let width = lines.iter().map(|line| line.split('|').count()).max().unwrap();
    let notes = around.left + u32::try_from(width).unwrap() + 1;
    let alone = |index: u32, text: &str| Row { index, cells: vec![(around.left, Value::Text(text.into()))] };
    let written = |(_, text): &(u32, &&str)| !text.is_empty();
    let mut rows: Vec<Row> =
        (0..).zip(&around.above).filter(written).map(|(index, text)| alone(index, text)).collect();
    for (at, row) in table.rows.iter().enumerate() {
        let shifted = row.cells.iter().map(|(column, value)| (column + around.left, value.clone()));
        let note = at.checked_sub(1).and_then(|at| around.beside.get(at)).filter(|note| !note.is_empty());
        let note = note.map(|note| (notes, Value::Text((*note).into())));
        rows.push(Row { index: row.index + top, cells: shifted.chain(note).collect() });
    }
    let bottom = rows.last().map_or(0, |row| row.index + 1);
    rows.extend((bottom..).zip(&around.below).filter(written).map(|(index, text)| alone(index, text)));
    Sheet::of_rows("表".into(), false, Epoch::Y1900, rows)
}

type Found = (Kind, u32, Vec<(u32, Meaning)>, usize);

/// Kind, first header row, columns and how many rows of data, each as if the table stood in the corner.
fn found(sheet: &Sheet, top: u32, left: u32) -> Vec<Found> {
    let layout = layout(sheet, &Options::default());
    let regions = layout.regions.iter().map(|region| {
        let columns = region.columns.iter().map(|c| (c.index - left, c.meaning)).collect();
        let rows = &sheet.rows[region.first..region.end];
        let data = rows.iter().filter(|row| kind(sheet, region, row) == RowKind::Data).count();
        (region.kind, sheet.rows[region.header].index - top, columns, data)
    });
    regions.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_stands_around_a_table_does_not_change_it(table in select(&TABLES[..]), around in around()) {
        let noisy = with_noise(table, &around);
        let top = u32::try_from(around.above.len()).unwrap();
        let plain = found(&sheet(table), 0, 0);
        prop_assert!(!plain.is_empty());
        prop_assert_eq!(found(&noisy, top, around.left), plain);
    }
}
