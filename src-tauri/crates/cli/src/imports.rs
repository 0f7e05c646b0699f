//! Old rosters: looked at, imported, taken back.

use office::acts;
use office::views::imports::{ConfirmImport, ImportPreview, ImportsView, PreviewImport, WithdrawImport};
use serde_json::Value;

use crate::answer::{Answer, Failure, as_json};
use crate::args::{Import, Imports};
use crate::input::{absolute, new_id, yuan};
use crate::line::Counter;
use crate::table::Table;

/// `import`: looks at the file, and writes it all in one act unless it is only a preview. Refusals beside the office's:
/// the preview's own, word for word, when it cannot be confirmed.
pub fn import(counter: &mut Counter, args: &Import) -> Result<Answer, Failure> {
    let path = absolute(&args.file)?;
    let request = || PreviewImport {
        path: path.clone(),
        arrears_through: args.arrears_through.clone(),
        header_row: None,
        columns: Vec::new(),
    };
    let preview = acts::preview_import(&mut counter.desk, request(), counter.now)?;
    let mut json = preview_json(&preview)?;
    if args.preview {
        return Ok(Answer { json, text: preview_text(&preview), warning: None });
    }
    if let Some(problem) = preview.refused {
        return Err(Failure::refusal(problem.code, problem.message));
    }
    let confirm = ConfirmImport { id: new_id(), preview: request(), sha256: preview.sha256.clone() };
    let done = acts::confirm_import(&mut counter.desk, confirm, counter.now)?;
    json["batch"] = Value::from(done.batch);
    let text = format!(
        "已导入第 {} 批：{} 户，{} 人，期初欠费 {}（减去期初预存）。\n",
        done.batch,
        done.units,
        done.people,
        yuan(preview.opening_fen)
    );
    Ok(Answer { json, text, warning: None })
}

/// The preview without the picture of the sheet, which is for a screen.
fn preview_json(preview: &ImportPreview) -> Result<Value, Failure> {
    let mut json = as_json(preview)?;
    if let Some(fields) = json.as_object_mut() {
        for field in ["cells", "meanings"] {
            fields.remove(field);
        }
    }
    Ok(json)
}

fn preview_text(preview: &ImportPreview) -> String {
    let mut columns = Table::new(&["列", "表头", "当作", "把握"]);
    for c in &preview.columns {
        let meaning = c.meaning_label.clone().unwrap_or_else(|| "不用".into());
        columns.row(&[c.letter.clone(), c.header.clone(), meaning, c.confidence.clone()]);
    }
    let mut findings = Table::new(&["格子", "级别", "疑点"]);
    for f in &preview.findings {
        let level = match f.level.as_str() {
            "refused" => "不能导入",
            "decide" => "要决定",
            _ => "提示",
        };
        findings.row(&[format!("{}!{}", f.sheet, f.cell), level.into(), f.message.clone()]);
    }
    let mut sums = Table::new(&["核对", ">表里", ">导入", "说明"]);
    for t in &preview.tie_outs {
        sums.row(&[t.label.clone(), yuan(t.workbook_fen), yuan(t.imported_fen), t.explanation.clone()]);
    }
    let refused = preview.refused.as_ref().map(|p| format!("{}\n", p.message)).unwrap_or_default();
    format!(
        "{}  {}  工作表“{}”，第 {} 行是表头\n\n{}\n{}\n{}\n将导入 {} 户，{} 人，期初欠费 {}（截至 {}）。什么都没有写。\n{refused}",
        preview.file_name,
        preview.format,
        preview.sheet,
        preview.header_row,
        columns.text(),
        findings.text(),
        sums.text(),
        preview.units,
        preview.people,
        yuan(preview.opening_fen),
        preview.arrears_through,
    )
}

/// `imports list` and `imports withdraw`.
pub fn batches(counter: &mut Counter, args: Imports) -> Result<Answer, Failure> {
    let view = match args {
        Imports::List => acts::list_imports(&mut counter.desk, (), counter.now)?,
        Imports::Withdraw { batch, reason } => {
            let request = WithdrawImport { id: new_id(), batch, reason };
            acts::withdraw_import(&mut counter.desk, request, counter.now)?
        }
    };
    Answer::of(&view, batches_text(&view))
}

fn batches_text(view: &ImportsView) -> String {
    let mut table = Table::new(&[">批次", "文件", "时间", "操作员", ">户数", ">期初欠费", ""]);
    for b in &view.batches {
        let state = if b.withdrawn { "已撤回" } else { "" };
        table.row(&[
            b.batch.to_string(),
            b.file_name.clone(),
            b.at.clone(),
            b.operator.clone(),
            b.units.to_string(),
            yuan(b.opening_fen),
            state.into(),
        ]);
    }
    format!("{}共 {} 批。\n", table.text(), view.batches.len())
}
