//! `黄色为已交`: what a sheet says by colours and strokes, which are not read.

use std::collections::HashSet;

use crate::book::{Sheet, Value};
use crate::cells::plain;
use crate::findings::At;
use crate::interpretation::Interpretation;
use crate::layout::Region;
use crate::{Kind, Level, words};

/// How a row may look.
const LOOKS: [&str; 30] = [
    "颜色",
    "黄色",
    "红色",
    "绿色",
    "蓝色",
    "灰色",
    "橙色",
    "紫色",
    "粉色",
    "黑色",
    "白色",
    "标黄",
    "标红",
    "标绿",
    "标蓝",
    "标色",
    "涂黄",
    "涂红",
    "涂色",
    "底色",
    "底纹",
    "填充",
    "阴影",
    "高亮",
    "红字",
    "划线",
    "划掉",
    "划去",
    "删除线",
    "加粗",
];

/// What of money it may stand for.
const SAYS: [&str; 14] = [
    "已交", "已缴", "已收", "已付", "交清", "缴清", "付清", "结清", "已清", "退", "未交", "未缴", "欠",
    "预收",
];

/// A sentence, and no remark of one row.
const LONGEST: usize = 80;

/// Whether a text says what a colour or a stroke stands for.
fn is_legend(text: &str) -> bool {
    let mut clauses = text.split([',', '。', ';', '\n']);
    text.chars().count() <= LONGEST
        && clauses.any(|part| words::says(part, &LOOKS) && words::says(part, &SAYS))
}

/// To be called once for every sheet with a table that is imported: titles, headers and notes that explain colours.
pub(crate) fn tell(reading: &mut Interpretation, tables: &[(&Sheet, &Region)]) {
    let mut told: HashSet<(&str, u32, u32)> = HashSet::new();
    for (sheet, region) in tables.iter().filter(|(_, region)| region.kind != Kind::Vehicles) {
        let room = region.unit_column().map(|column| column.index);
        for (at, row) in sheet.rows.iter().enumerate() {
            // What stands beside a room is of that row alone.
            let of_unit = (region.first..region.end).contains(&at)
                && region.cells(row).len() > 2
                && room.is_some_and(|room| row.get(room).is_some());
            if of_unit {
                continue;
            }
            for (column, value) in &row.cells {
                let Value::Text(text) = value else { continue };
                if !is_legend(&plain(text)) || !told.insert((&sheet.name, row.number(), *column)) {
                    continue;
                }
                let message = format_args!(
                    "“{}”：颜色和划线没有读，工作表“{}”里各行都照格里的字和数导入，已经交了的也可能算成欠费。请在表里另加一栏写明，再重新导入；或者导入前逐行核对。",
                    text.trim(),
                    sheet.name
                );
                let at = At::new(sheet, row.number(), *column, Some(value));
                reading.findings.add(at, (Level::Decide, "colours_not_read"), message, "");
            }
        }
    }
}
