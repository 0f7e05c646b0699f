//! Whether anything was recognised, and what to say where nothing was.

use std::collections::HashMap;

use ledger::refusal::Refusal;

use crate::unread::SHEET_OF_CARDS;
use crate::{Draft, Meaning, RowView, words};

impl Draft {
    /// Whether there is anything in it to import. A draft without says still what its file looks like: its layout.
    ///
    /// Refusal: `roster_not_recognised`.
    pub fn recognised(&self) -> Result<(), Refusal> {
        if !self.units.is_empty() || !self.vehicles.is_empty() {
            return Ok(());
        }
        let cards =
            self.findings.iter().any(|finding| finding.code == SHEET_OF_CARDS).then_some(Shape::Cards);
        if let Some(told) = self.sheets.iter().find_map(|sheet| shape(&sheet.rows)).or(cards) {
            return Err(told.refusal());
        }
        if self.sheets.iter().any(|sheet| !sheet.regions.is_empty()) {
            return Err(Refusal::new(
                "roster_not_recognised",
                "认出了表头，表头下面却没有一户可以导入的数据。请核对：这是不是还没有填的模板，数据是不是在另一个文件里。",
            ));
        }
        if self.says_room() {
            return Err(Refusal::new(
                "roster_not_recognised",
                "文件里有“房号”等字样，但认不出一行一户的表格：可能是一户一张卡片、房号横着排，或者几项写在一格里。请整理成一户一行，最上面一行写“房号”“业主”等表头，再导入。",
            ));
        }
        Err(Refusal::new(
            "roster_not_recognised",
            "没有认出可以导入的表格：没有找到带“房号”“业主”等表头的表格，或者表头下面没有房屋。请核对文件，或指定表头所在的行后重试。",
        ))
    }

    /// Among the rows that are shown, of whatever sheet.
    fn says_room(&self) -> bool {
        let mut cells = self.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
        cells.any(|cell| ["房号", "室号", "房间号", "门牌"].iter().any(|word| cell.contains(word)))
    }
}

/// What a sheet is that no household a row can be read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A unit in each column.
    Turned,
    /// A card or a bill for each household.
    Cards,
    /// A page of an account for each household.
    Pages,
    /// Floors by doors, names in the cells.
    Plan,
    /// A cash book whose words name the household.
    Journal,
}

impl Shape {
    /// What is told of it.
    fn refusal(self) -> Refusal {
        match self {
            Shape::Turned => Refusal::new(
                "roster_not_recognised",
                "这张表是横着排的：“房号”“业主”写在最左边一列，一户占一列，没有导入。请在 Excel 里选中整张表复制，用“选择性粘贴”里的“转置”变成一户一行，再导入。",
            ),
            Shape::Cards => Refusal::new(
                "roster_not_recognised",
                "这张表是一户一张的卡片（或通知单）：“房号”“业主”和填的内容左右相间，没有导入。请整理成一户一行的表（第一行是房号、业主、电话等表头）后再导入；原来的软件多半能导出这样的清单。",
            ),
            Shape::Pages => Refusal::new(
                "roster_not_recognised",
                "这张表是一户一页的账：房号和业主写在每一页的上面，下面才是各月的金额，没有导入。请整理成一行一笔、每行都写房号的表后再导入；原来的软件多半能导出明细或余额清单。",
            ),
            Shape::Plan => Refusal::new(
                "roster_not_recognised",
                "这张表是楼层平面图，没有导入。能认的是这样的图：一行写“楼层”和 01、02 等门号，下面一层一行，格里只写姓名。请改成这样（电话等另列一张表），或整理成一户一行的表（房号、业主各一列）再导入。",
            ),
            Shape::Journal => Refusal::new(
                "roster_not_recognised",
                "这张表是流水账：没有房号一列，哪一户写在“摘要”的文字里，没有导入。请加一列“房号”把各笔的房号填进去，或者导入按户登记的收费清单。",
            ),
        }
    }
}

/// What the rows of a sheet are, where that is plain: tables in shapes that are not read.
fn shape(rows: &[RowView]) -> Option<Shape> {
    let meant = |cell: &String| words::meaning(cell).map(|(meaning, _)| meaning);
    let of_unit = |meaning: Meaning| matches!(meaning, Meaning::Room | Meaning::OwnerName);
    let filled = |row: &RowView| row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    // 房号：3-2-501 above a table of months.
    let labelled = |cell: &String| {
        cell.split_once([':', '：']).is_some_and(|(label, said)| {
            let end = label.trim().rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
            !said.trim().is_empty() && words::meaning(end).is_some_and(|(meaning, _)| of_unit(meaning))
        })
    };
    if rows.iter().filter(|row| row.cells.iter().any(labelled)).count() >= 2 {
        return Some(Shape::Pages);
    }
    let first = |row: &RowView| row.cells.iter().find(|cell| !cell.trim().is_empty()).and_then(meant);
    let (mut labels, mut names_unit) = (0, false);
    let mut seen: HashMap<String, usize> = HashMap::new();
    for row in rows {
        let words = row.cells.iter().filter(|cell| meant(cell).is_some()).count();
        if words == 1 && filled(row) >= 4 && first(row).is_some() {
            labels += 1;
            names_unit |= first(row).is_some_and(of_unit);
        }
        if words >= 2 && words * 3 >= filled(row) {
            for cell in row.cells.iter().filter(|cell| meant(cell).is_some_and(of_unit)) {
                *seen.entry(words::key(cell)).or_default() += 1;
            }
        }
    }
    if labels >= 2 && names_unit {
        return Some(Shape::Turned);
    }
    if seen.values().any(|count| *count >= 2) {
        return Some(Shape::Cards);
    }
    let floor = |row: &RowView| row.cells.first().is_some_and(|cell| is_floor(cell)) && filled(row) >= 2;
    if rows.iter().filter(|row| floor(row)).count() >= 2 {
        return Some(Shape::Plan);
    }
    let journal = |row: &RowView| {
        let keys: Vec<String> = row.cells.iter().map(|cell| words::key(cell)).collect();
        let has = |words: &[&str]| keys.iter().any(|key| words.contains(&key.as_str()));
        has(&["摘要"])
            && has(&["收入", "借方", "贷方", "支出", "余额"])
            && !row.cells.iter().any(|c| meant(c) == Some(Meaning::Room))
    };
    rows.iter().any(journal).then_some(Shape::Journal)
}

/// `7F`, `7层`, `七楼`
fn is_floor(cell: &str) -> bool {
    let cell = cell.trim();
    let Some(number) = ["层", "楼", "F", "f"].iter().find_map(|end| cell.strip_suffix(end)) else {
        return false;
    };
    let number = number.trim_start_matches('第');
    !number.is_empty()
        && number.chars().count() <= 3
        && number.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十负-B".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[&str], expect: Option<Shape>) {
        let row = |(row, line): (u32, &&str)| RowView {
            row,
            cells: line.split('|').map(str::to_owned).collect(),
            hidden: false,
        };
        let rows: Vec<RowView> = (1..).zip(lines).map(row).collect();
        assert_eq!(shape(&rows), expect, "{lines:?}");
    }

    #[test]
    fn shapes_that_are_not_read_are_named() {
        check(
            &["6栋住户", "房号|6-101|6-102|6-201", "业主|朱红|高伟|赵敏", "面积|76|77|78"],
            Some(Shape::Turned),
        );
        check(
            &[
                "登记卡",
                "房号|5-101|业主姓名|黄勇",
                "建筑面积|92|入住时间|2008.1.1",
                "",
                "房号|5-102|业主姓名|李红",
                "建筑面积|93",
            ],
            Some(Shape::Cards),
        );
        check(
            &[
                "房号：3-501  业主：黄强",
                "月份|应收|实收",
                "1月|10|10",
                "房号：3-502  业主：刘博",
                "月份|应收|实收",
            ],
            Some(Shape::Pages),
        );
        check(&["楼层|01|02|03", "2F|郭兰|张华|张英", "1F|李涛|何博|马生"], Some(Shape::Plan));
        check(&["日记账", "日期|摘要|收入|支出|余额", "3|收3-1-101物业费|354||1854"], Some(Shape::Journal));
        check(&["今天天气|晴", "明天|雨"], None);
        check(&["房号|业主|电话", "||"], None);
    }
}
