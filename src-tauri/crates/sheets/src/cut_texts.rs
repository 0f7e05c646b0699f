//! Cells that hold more than a cell can: how much of them was read.

use crate::draft::column_letter;
use crate::questions::question;
use crate::{Draft, Finding, FindingGroup, Level};

const CODE: &str = "text_cut";

/// Cells that are told of one by one.
const MOST: usize = 200;

/// A text that was cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CutText {
    pub sheet: String,
    /// From 0.
    pub row: u32,
    /// From 0.
    pub column: u32,
    /// Characters in the file.
    pub length: usize,
    /// Characters that were read.
    pub read: usize,
}

/// Tells of every cut text at the head of the findings: a part of the file was not read.
pub(crate) fn tell(draft: &mut Draft, cut: &[CutText]) {
    if cut.is_empty() {
        return;
    }
    let findings = cut.iter().take(MOST).map(|text| Finding {
        sheet: text.sheet.clone(),
        row: text.row + 1,
        cell: format!("{}{}", column_letter(text.column), text.row + 1),
        level: Level::Decide,
        code: CODE.to_owned(),
        message: format!(
            "这一格有 {} 个字，一格最多 {} 个，后面的没有读。多半是文件坏了或引号没有配对，请打开文件核对。",
            text.length, text.read
        ),
        read: String::new(),
        understood: format!("前 {} 个字", text.read),
    });
    draft.findings.splice(0..0, findings);
    let title = question(CODE).map_or("", |question| question.title);
    let group = FindingGroup {
        code: CODE.to_owned(),
        level: Level::Decide,
        title: title.to_owned(),
        count: u32::try_from(cut.len()).unwrap_or(u32::MAX),
        choices: Vec::new(),
        chosen: String::new(),
    };
    let at = draft.groups.partition_point(|g| g.level < group.level);
    draft.groups.insert(at, group);
}
