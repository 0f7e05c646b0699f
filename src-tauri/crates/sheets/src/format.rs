//! What a file may be.

use serde::{Deserialize, Serialize};

/// The kind of file, told by its first bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Excel 2007 and later.
    #[default]
    Xlsx,
    /// Excel 5 to 2003.
    Xls,
    /// Excel 2007 and later, binary.
    Xlsb,
    /// OpenDocument.
    Ods,
    /// XML spreadsheet of Excel 2002 and 2003.
    Xml2003,
    /// A web page under the name of a workbook.
    Html,
    /// Text with separators.
    Csv,
}
