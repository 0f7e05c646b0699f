//! Doors for the fuzz targets in `src-tauri/fuzz`: the way in, in this process, and what must hold of every draft.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::book::{Book, Epoch, Row, Sheet, Value};
use crate::{Draft, Format, Options, book, interpret};

/// What a table's first row may be, one for each thing that is imported.
const HEADERS: [&str; 9] = [
    "序号\t楼栋\t单元\t房号\t业主姓名\t联系电话\t身份证号\t建筑面积\t收楼日期\t房屋状态\t2025年欠物业费\t备注",
    "房号\t业主\t责任人\t房屋动态\t欠费周期\t欠费金额\t欠费原因\t收缴措施\t计划收取时间",
    "楼阁名称\t单元名称\t建筑面积\t收费项目\t应计金额\t单价\t计费起始日期\t计费终止日期\t实收金额\t前期预收",
    "房号\t业主姓名\t本期应收_管理费\t前期欠费_管理费\t前期欠费_滞纳金\t合计",
    "楼\t单元\t房\t上期度数\t上期时间\t本期度数\t本期时间\t倍率\t损耗",
    "房屋\t收费项目\t周期\t开始\t结束\t缴费时间\t应缴\t实缴\t收银员\t备注",
    "车位号\t房号\t车主\t联系电话\t车牌号",
    "房号\t业主姓名\t预存物业费\t装修押金",
    "",
];

/// Reads a file's bytes and imports what they say.
pub fn file(bytes: &[u8]) {
    if let Ok(book) = book::read(bytes, &mut |_| {}) {
        import(&book);
    }
}

/// Imports a table: a line a row, tabs between cells, `=` before a number, `@` before a date's serial, `!` before an error.
/// The first character chooses the header.
pub fn table(text: &str) {
    let mut characters = text.chars();
    let Some(first) = characters.next() else { return };
    let header = HEADERS[first as usize % HEADERS.len()];
    let lines = std::iter::once(header).chain(characters.as_str().split('\n'));
    let rows = (0..200).zip(lines).map(|(index, line)| Row { index, cells: cells(line) });
    let rows = rows.filter(|row| !row.cells.is_empty()).collect();
    let epoch = if u32::from(first).is_multiple_of(2) { Epoch::Y1900 } else { Epoch::Y1904 };
    import(&Book {
        name: String::new(),
        format: Format::Xlsx,
        sheets: vec![Sheet::of_rows("表".into(), false, epoch, rows)],
        cut: Vec::new(),
    });
}

fn cells(line: &str) -> Vec<(u32, Value)> {
    let value = |text: &str| {
        let number = |rest: &str| rest.parse::<Decimal>().map(Value::Number);
        match (text.chars().next()?, text.get(1..).unwrap_or_default()) {
            ('=', rest) => number(rest).ok(),
            ('@', rest) => rest.parse().map(Value::Date).ok(),
            ('!', rest) => Some(Value::Error(rest.to_owned())),
            _ => Some(Value::Text(text.to_owned())),
        }
    };
    (0..40).zip(line.split('\t')).filter_map(|(column, text)| Some((column, value(text)?))).collect()
}

fn import(book: &Book) {
    if let Ok(draft) = interpret::import(book, &Options::default()) {
        holds(&draft);
    }
}

/// Panics where a draft breaks its promises.
fn holds(draft: &Draft) {
    let codes: BTreeSet<&str> = draft.units.iter().map(|u| u.code.as_str()).collect();
    assert_eq!(codes.len(), draft.units.len(), "no code twice");
    let owed: i64 = draft.units.iter().flat_map(|u| &u.openings).map(|o| o.amount_fen).sum();
    assert_eq!(owed, draft.totals.opening_fen, "the total is the sum of the openings");
    assert!(draft.units.iter().flat_map(|u| &u.openings).all(|o| o.amount_fen != 0), "no opening of nothing");
    assert!(draft.balances.iter().all(|b| b.amount_fen > 0), "what is held is above zero");
    let named = draft.readings.iter().map(|r| &r.unit).chain(draft.past_payments.iter().map(|p| &p.unit));
    let named = named.chain(draft.balances.iter().map(|b| &b.unit));
    let named = named.chain(draft.vehicles.iter().map(|v| &v.unit)).map(String::as_str);
    for unit in named.chain(draft.notes.iter().map(|n| &*n.unit)) {
        assert!(codes.contains(unit), "{unit:?} is named by a row, so it is a unit of the draft");
    }
    postcard::to_stdvec(draft).expect("a draft crosses to the parent");
}

#[cfg(test)]
mod tests {
    /// What fuzzing found: an .xlsb whose cell stands in the last column that 32 bits can say.
    #[test]
    fn the_furthest_column_has_letters() {
        assert_eq!(crate::draft::column_letter(u32::MAX), "MWLQKWV");
    }

    #[test]
    fn a_table_of_each_kind_is_imported() {
        for kind in 'a'..='i' {
            super::table(&format!("{kind}\t1-101\t张小明\n=1\t1-102\t=100\t@41395\t!#REF!"));
        }
        super::file(b"PK\x03\x04");
    }
}
