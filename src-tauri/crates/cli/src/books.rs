//! The books as a whole: verify, back up, restore, export, the log.

use office::acts;
use office::views::books::{FileRequest, SearchLog, VerifyView};
use serde_json::json;

use crate::answer::{Answer, Failure, as_json};
use crate::args::{Export, File, Log};
use crate::counter::Counter;
use crate::input::{absolute, yuan};
use crate::table::Table;

/// `verify`. Refusal: `books_wrong`, with every check beside it; the books can be read, but must not be added to.
pub fn verify(counter: &mut Counter) -> Result<Answer, Failure> {
    let view = acts::verify(&mut counter.desk, (), counter.now)?;
    if view.ok {
        return Answer::of(&view, verify_text(&view));
    }
    let wrong = view.checks.iter().find(|check| !check.ok);
    let what = wrong.map_or_else(String::new, |check| {
        format!("{}：{}", check.label, check.wrong.as_deref().unwrap_or_default())
    });
    Err(Failure::Refusal {
        code: "books_wrong".into(),
        message: format!("账簿核对不上——{what}。请停止收款，保留这个文件夹，用最近的备份另行恢复核对。"),
        more: Some(("verify", as_json(&view)?)),
    })
}

fn verify_text(view: &VerifyView) -> String {
    let mut table = Table::new(&["核对", ""]);
    for check in &view.checks {
        table.row(&[check.label.clone(), "对".into()]);
    }
    format!(
        "{}账簿无误：{} 号账，{} 笔转账。\n账链末端 {}\n",
        table.text(),
        view.entries,
        view.transfers,
        view.chain_head
    )
}

/// `backup`.
pub fn backup(counter: &mut Counter, args: &File) -> Result<Answer, Failure> {
    let request = FileRequest { path: absolute(&args.file)? };
    let view = acts::backup(&mut counter.desk, request, counter.now)?;
    let text = format!("已备份并检查过：{}（{} 字节）\nSHA-256 {}\n", view.path, view.bytes, view.sha256);
    Answer::of(&view, text)
}

/// `restore`.
pub fn restore(counter: &mut Counter, args: &File) -> Result<Answer, Failure> {
    let request = FileRequest { path: absolute(&args.file)? };
    let view = acts::restore(&mut counter.desk, request, counter.now)?;
    let name = view.office.as_ref().map(|o| o.name.clone()).unwrap_or_default();
    let warnings: String = view.warnings.iter().map(|w| format!("{w}\n")).collect();
    Answer::of(&view, format!("已恢复“{name}”，在 {}。\n{warnings}", view.folder))
}

/// `export`: to a file, or the journal itself to standard output.
pub fn export(counter: &mut Counter, args: Export) -> Result<Answer, Failure> {
    if let Some(out) = args.out {
        let request = FileRequest { path: absolute(&out)? };
        let view = acts::export_hledger(&mut counter.desk, request, counter.now)?;
        let text = format!("已导出：{}（{} 字节）\n", view.path, view.bytes);
        return Answer::of(&view, text);
    }
    let mut journal = Vec::new();
    acts::write_hledger(&mut counter.desk, &mut journal, counter.now)?;
    let text = String::from_utf8(journal).map_err(|e| Failure::Fault(format!("journal: {e}")))?;
    Ok(Answer { json: json!({ "format": args.format, "journal": text }), text, warning: None })
}

/// `log`.
pub fn log(counter: &mut Counter, args: Log) -> Result<Answer, Failure> {
    let operator_id = match &args.by {
        Some(name) => Some(counter.operator(name)?.id),
        None => None,
    };
    let request = SearchLog { text: args.text, from: args.from, to: args.to, operator_id, limit: args.limit };
    let view = acts::search_log(&mut counter.desk, request, counter.now)?;
    let mut table =
        Table::new(&[">号", "营业日", "时间", "操作员", "同意人", "事项", "对象", ">金额", "原因"]);
    for e in &view.entries {
        table.row(&[
            e.number.to_string(),
            e.business_date.clone(),
            e.at.clone(),
            e.operator.clone(),
            e.approver.clone().unwrap_or_default(),
            e.kind.clone(),
            e.document.clone(),
            yuan(e.amount_fen),
            e.reason.clone(),
        ]);
    }
    Answer::of(&view, format!("{}共 {} 条。\n", table.text(), view.entries.len()))
}
