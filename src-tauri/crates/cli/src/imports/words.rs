//! What is said in a terminal about a file and its import.

mod difference;
mod sums;

use office::views::imports::{ImportBatch, ImportPreview};

use crate::args::Apply;
use crate::input::yuan;
use crate::table::Table;
pub(super) use difference::done_text;
use difference::{difference_text, written_text};
pub(super) use sums::Writes;
use sums::{all_text, sums_text};

/// What was recognised, and what a confirmation that applies these parts would write.
pub(super) fn preview_text(preview: &ImportPreview, applied: &[Apply]) -> String {
    let mut tables = Table::new(&["工作表", "行", "当作", "把握"]);
    for sheet in &preview.sheets {
        for r in &sheet.regions {
            let rows = format!("{}–{}", r.header_row, r.last_row);
            tables.row(&[sheet.name.clone(), rows, r.kind_label.clone(), sure(&r.confidence).into()]);
        }
    }
    let mut columns = Table::new(&["工作表", "列", "表头", "当作", "把握", "说明"]);
    for c in &preview.columns {
        let (meaning, sure) = match &c.meaning_label {
            Some(label) => (label.clone(), sure(&c.confidence)),
            None => ("不导入".into(), ""),
        };
        let header = c.header.replace('\n', "");
        columns.row(&[c.sheet.clone(), c.letter.clone(), header, meaning, sure.into(), c.note.clone()]);
    }
    let remembered = preview.remembered.as_ref().map(|r| {
        format!("表格与第 {} 批（{}）一样，沿用了那次的选择；--forget 不沿用。\n", r.batch, r.file_name)
    });
    let (groups, findings) = findings_text(preview);
    let parts = [
        format!("{}  {}\nSHA-256 {}\n", preview.file_name, preview.format, preview.sha256),
        refused_text(preview),
        remembered.unwrap_or_default(),
        tables.text(),
        columns.text(),
        groups,
        findings,
        waiting_text(preview, "照默认办的", "要改用 --decide 疑点=办法"),
        sums_text(preview),
        difference_text(&preview.difference),
        format!("{}{}{}", all_text(preview), written_text(preview, applied), refused_text(preview)),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Why the file cannot be imported at all; it is said before everything else and after it.
fn refused_text(preview: &ImportPreview) -> String {
    preview.refused.as_ref().map(|p| format!("{}\n", p.message)).unwrap_or_default()
}

fn sure(confidence: &str) -> &'static str {
    match confidence {
        "sure" => "确定",
        "likely" => "多半",
        _ => "猜的",
    }
}

fn level(code: &str) -> &'static str {
    match code {
        "refused" => "不能导入",
        "decide" => "请决定",
        _ => "提示",
    }
}

/// One line for each kind, then some of each.
fn findings_text(preview: &ImportPreview) -> (String, String) {
    let mut groups = Table::new(&["疑点", "级别", ">处", "说明", "办法"]);
    for g in &preview.groups {
        let choices: Vec<String> = g
            .choices
            .iter()
            .map(|c| {
                let mark = if c.code == g.chosen { "*" } else { "" };
                format!("{mark}{}（{}）", c.code, c.label)
            })
            .collect();
        let title = g.title.clone();
        groups.row(&[g.code.clone(), level(&g.level).into(), g.count.to_string(), title, choices.join(" ")]);
    }
    let mut findings = Table::new(&["格子", "级别", "疑点"]);
    for f in &preview.findings {
        findings.row(&[format!("{}!{}", f.sheet, f.cell), level(&f.level).into(), f.message.clone()]);
    }
    (groups.text(), findings.text())
}

/// What is done by default about findings that wait for a decision; nothing where none does.
pub(super) fn waiting_text(preview: &ImportPreview, how: &str, otherwise: &str) -> String {
    let waiting: Vec<_> = preview.groups.iter().filter(|g| g.waiting).collect();
    if waiting.is_empty() {
        return String::new();
    }
    let mut text = format!("没有决定、{how} {} 种（{otherwise}）：\n", waiting.len());
    for g in waiting {
        let label = g.choices.iter().find(|c| c.code == g.chosen).map_or("", |c| c.label.as_str());
        text.push_str(&format!("  {} {} 处：{}={}（{label}）\n", g.title, g.count, g.code, g.chosen));
    }
    text
}

pub(super) fn batches_text(batches: &[ImportBatch]) -> String {
    let mut table = Table::new(&[">批次", "文件", "时间", "操作员", ">户数", ">期初欠费", "其他", ""]);
    for b in batches {
        let state = if b.withdrawn { "已撤回" } else { "" };
        table.row(&[
            b.batch.to_string(),
            b.file_name.clone(),
            b.at.clone(),
            b.operator.clone(),
            b.units.to_string(),
            yuan(b.opening_fen),
            b.also.clone(),
            state.into(),
        ]);
    }
    format!("{}共 {} 批。\n", table.text(), batches.len())
}
