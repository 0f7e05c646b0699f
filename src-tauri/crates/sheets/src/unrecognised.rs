//! Whether anything was recognised, and what to say where nothing was.

use ledger::refusal::Refusal;

use crate::Draft;

impl Draft {
    /// Whether there is anything in it to import. A draft without says still what its file looks like: its layout.
    ///
    /// Refusal: `roster_not_recognised`.
    pub fn recognised(&self) -> Result<(), Refusal> {
        if !self.units.is_empty() || !self.vehicles.is_empty() {
            return Ok(());
        }
        if self.sheets.iter().any(|sheet| !sheet.regions.is_empty()) {
            return Err(Refusal::new(
                "roster_not_recognised",
                "认出了表头，表头下面却没有一户可以导入的数据。请核对：这是不是还没有填的模板，数据是不是在另一个文件里。",
            ));
        }
        Err(Refusal::new(
            "roster_not_recognised",
            "没有认出可以导入的表格：没有找到带“房号”“业主”等表头的表格，或者表头下面没有房屋。请核对文件，或指定表头所在的行后重试。",
        ))
    }
}
