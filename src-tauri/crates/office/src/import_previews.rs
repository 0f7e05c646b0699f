//! What a draft looks like to its user: the sheet, the columns, the findings, the sums.

use ledger::calendar::Date;
use sheets::{Draft, DraftUnit, Meaning};

use crate::views::imports::{
    BuildingSum, ColumnView, FindingView, ImportPreview, ImportedUnit, SheetRow, TieOutView,
};
use crate::views::{Choice, start::ProblemView};

/// Rows a preview shows as understood.
const FIRST_UNITS: usize = 100;

/// Meanings a user can give a column, with their words.
const MEANINGS: [(Meaning, &str, &str); 14] = [
    (Meaning::Serial, "serial", "序号"),
    (Meaning::Building, "building", "楼栋"),
    (Meaning::Entrance, "entrance", "单元"),
    (Meaning::Room, "room", "房号"),
    (Meaning::Area, "area", "建筑面积"),
    (Meaning::Usage, "usage", "用途"),
    (Meaning::Status, "status", "房屋状态"),
    (Meaning::Handover, "handover", "收楼日期"),
    (Meaning::OwnerName, "owner_name", "业主姓名"),
    (Meaning::OwnerPhone, "owner_phone", "业主电话"),
    (Meaning::TenantName, "tenant_name", "租户姓名"),
    (Meaning::TenantPhone, "tenant_phone", "租户电话"),
    (Meaning::Opening, "opening", "期初欠费"),
    (Meaning::OpeningTotal, "opening_total", "欠费合计"),
];

/// Reads a meaning's code; the empty one is a column left out.
pub(crate) fn meaning_of(code: &str) -> Option<Meaning> {
    match code {
        "" | "ignored" => Some(Meaning::Ignored),
        code => MEANINGS.iter().find(|(_, c, _)| *c == code).map(|(m, _, _)| *m),
    }
}

pub(crate) fn size(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

pub(crate) fn preview_view(draft: Draft, through: Date, refused: Option<ProblemView>) -> ImportPreview {
    let first_units = draft.units.iter().take(FIRST_UNITS).map(imported_unit).collect();
    let sheet = draft.sheets.into_iter().find(|s| !s.regions.is_empty());
    let region = sheet.as_ref().and_then(|s| s.regions.first());
    let words = |m: Meaning| MEANINGS.iter().find(|(known, _, _)| *known == m);
    ImportPreview {
        file_name: draft.file_name,
        sha256: draft.sha256,
        format: match draft.format {
            sheets::Format::Xlsx => "Excel 工作簿（.xlsx）".into(),
            sheets::Format::Xls => "Excel 97–2003 工作簿（.xls）".into(),
            sheets::Format::Xlsb => "Excel 二进制工作簿（.xlsb）".into(),
            sheets::Format::Ods => "OpenDocument 表格（.ods）".into(),
            sheets::Format::Csv => "文本表格（CSV）".into(),
        },
        header_row: region.map_or(0, |r| size(r.header_row)),
        first_row: region.map_or(0, |r| size(r.first_row)),
        last_row: region.map_or(0, |r| size(r.last_row)),
        sheet: sheet.as_ref().map(|s| s.name.clone()).unwrap_or_default(),
        rows: sheet
            .map(|s| s.rows.into_iter().map(|r| SheetRow { row: size(r.row), cells: r.cells }).collect())
            .unwrap_or_default(),
        arrears_through: through.to_string(),
        columns: draft
            .columns
            .into_iter()
            .map(|c| ColumnView {
                column: size(c.column),
                letter: c.letter,
                header: c.header,
                meaning: words(c.meaning).map(|(_, code, _)| (*code).into()),
                meaning_label: words(c.meaning).map(|(_, _, label)| (*label).into()),
                confidence: match c.confidence {
                    sheets::Confidence::Sure => "sure",
                    sheets::Confidence::Likely => "likely",
                    sheets::Confidence::Guess => "guess",
                }
                .into(),
            })
            .collect(),
        units: size(draft.totals.units),
        people: size(draft.totals.people),
        opening_fen: crate::views::Fen(draft.totals.opening_fen),
        findings: draft
            .findings
            .into_iter()
            .map(|f| FindingView {
                sheet: f.sheet,
                row: size(f.row),
                cell: f.cell,
                level: match f.level {
                    sheets::Level::Refused => "refused",
                    sheets::Level::Decide => "decide",
                    sheets::Level::Note => "note",
                }
                .into(),
                code: f.code,
                message: f.message,
            })
            .collect(),
        tie_outs: draft
            .tie_outs
            .into_iter()
            .map(|t| TieOutView {
                label: t.label,
                cell: t.cell,
                workbook_fen: crate::views::Fen(t.workbook_fen),
                imported_fen: crate::views::Fen(t.imported_fen),
                explanation: t.explanation,
            })
            .collect(),
        by_building: draft
            .totals
            .by_building
            .into_iter()
            .map(|b| BuildingSum {
                building: b.name,
                units: size(b.units),
                opening_fen: crate::views::Fen(b.opening_fen),
            })
            .collect(),
        first_units,
        refused,
        meanings: MEANINGS
            .iter()
            .map(|(_, code, label)| Choice { code: (*code).into(), label: (*label).into() })
            .chain([Choice { code: "ignored".into(), label: "不导入".into() }])
            .collect(),
    }
}

fn imported_unit(u: &DraftUnit) -> ImportedUnit {
    ImportedUnit {
        row: size(u.source.row),
        code: u.code.clone(),
        written: u.original.clone(),
        area: u.area.clone(),
        people: u.people.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join("、"),
        opening_fen: crate::views::Fen(u.openings.iter().map(|o| o.amount_fen).sum()),
    }
}
