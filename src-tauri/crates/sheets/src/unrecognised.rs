//! Whether anything was recognised, and what to say where nothing was.

use ledger::refusal::Refusal;

use crate::Draft;
use crate::unread::SHEET_OF_CARDS;

impl Draft {
    /// Whether there is anything in it to import. A draft without says still what its file looks like: its layout.
    ///
    /// Refusal: `roster_not_recognised`.
    pub fn recognised(&self) -> Result<(), Refusal> {
        if !self.units.is_empty() || !self.vehicles.is_empty() {
            return Ok(());
        }
        if self.findings.iter().any(|finding| finding.code == SHEET_OF_CARDS) {
            return Err(Refusal::new(
                "roster_not_recognised",
                "文件里是一户一张的卡片（或通知单），不是一户一行的表格，没有导入。请整理成一户一行，最上面一行写“房号”“业主”等表头，再导入。",
            ));
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
