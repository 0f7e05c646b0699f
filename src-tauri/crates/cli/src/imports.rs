//! Old rosters: looked at, imported, taken back.

use office::acts;
use office::views::imports::{
    ApplyDifference, ColumnChoice, ConfirmImport, DecisionChoice, HeaderChoice, ImportBatch, ImportChoices,
    ImportDifference, ImportPreview, ImportedView, PreviewImport, SaveMarkedImport, SymbolChoice,
    TableChoice, WithdrawImport,
};
use serde_json::Value;

use crate::answer::{Answer, Failure, as_json};
use crate::args::{Apply, Import, Imports};
use crate::counter::Counter;
use crate::input::{absolute, new_id, yuan};
use crate::table::Table;

/// `import`: looks at the file, and writes it all in one act unless it is only a preview. Refusals beside the office's:
/// the preview's own, word for word, when it cannot be confirmed.
pub fn import(counter: &mut Counter, args: &Import) -> Result<Answer, Failure> {
    let mut request = PreviewImport {
        path: absolute(&args.file)?,
        arrears_through: args.arrears_through.clone(),
        choices: choices(args)?,
        forget_remembered: args.forget,
    };
    let preview = acts::preview_import(&mut counter.desk, request.clone(), counter.now)?;
    let mut json = preview_json(&preview)?;
    if let Some(out) = &args.marked {
        request.choices.clone_from(&preview.choices);
        let save = SaveMarkedImport { preview: request, save_as: Some(absolute(out)?) };
        let written = acts::save_marked_import(&mut counter.desk, save, counter.now)?;
        json["marked"] = Value::from(written.path.as_str());
        let text = format!("{}疑点已标在 {}。改好以后再导入。\n", preview_text(&preview), written.path);
        return Ok(Answer { json, text, warning: None });
    }
    if args.preview {
        return Ok(Answer { json, text: preview_text(&preview), warning: None });
    }
    if let Some(problem) = preview.refused {
        return Err(Failure::refusal(problem.code, problem.message));
    }
    request.choices.clone_from(&preview.choices);
    let has = |part| args.apply.contains(&part);
    let leaving = preview.difference.gone_units.iter().filter(|u| u.stays.is_empty());
    let apply = ApplyDifference {
        new: has(Apply::New),
        all_changed: has(Apply::Changed),
        changed: Vec::new(),
        gone: leaving.filter(|_| has(Apply::Gone)).map(|u| u.code.clone()).collect(),
    };
    let confirm = ConfirmImport { id: new_id(), preview: request, sha256: preview.sha256.clone(), apply };
    let done = acts::confirm_import(&mut counter.desk, confirm, counter.now)?;
    json["batch"] = Value::from(done.batch);
    json["imported"] = as_json(&done)?;
    Ok(Answer { json, text: done_text(&done, &preview.difference, &args.apply), warning: None })
}

/// The choices on the line. Refusal: `choice_unreadable`.
fn choices(args: &Import) -> Result<ImportChoices, Failure> {
    let unreadable = |text: &str, example: &str| {
        Failure::refusal("choice_unreadable", format!("看不懂“{text}”。请写成 {example} 的样子。"))
    };
    let header = |text: &String| {
        let read = || {
            let (sheet, row) = text.rsplit_once(':')?;
            Some(HeaderChoice { sheet: sheet.into(), row: row.parse().ok()? })
        };
        read().ok_or_else(|| unreadable(text, "一期:3"))
    };
    let column = |text: &String| {
        let read = || {
            let (place, meaning) = text.rsplit_once('=')?;
            let (sheet, letters) = place.rsplit_once(':')?;
            Some(ColumnChoice {
                header: None,
                sheet: sheet.into(),
                column: column_index(letters)?,
                meaning: meaning.into(),
            })
        };
        read().ok_or_else(|| unreadable(text, "一期:C=room"))
    };
    let table = |text: &String| {
        let read = || {
            let (place, kind) = text.rsplit_once('=')?;
            let (place, letters) = place.rsplit_once(':')?;
            let (sheet, row) = place.rsplit_once(':')?;
            let kind = Some(kind.to_owned()).filter(|k| k != "none");
            let (row, column) = (row.parse().ok()?, column_index(letters)?);
            Some(TableChoice { sheet: sheet.into(), row, column, kind })
        };
        read().ok_or_else(|| unreadable(text, "一期:3:A=arrears"))
    };
    let decision = |text: &String| {
        let (code, choice) = text.split_once('=').ok_or_else(|| unreadable(text, "unit_twice=merge"))?;
        Ok::<_, Failure>(DecisionChoice { code: code.into(), choice: choice.into() })
    };
    let symbol = |text: &String| {
        let (sign, stands_for) = text.rsplit_once('=').ok_or_else(|| unreadable(text, "√=nothing"))?;
        Ok::<_, Failure>(SymbolChoice { text: sign.into(), stands_for: stands_for.into() })
    };
    Ok(ImportChoices {
        headers: args.header.iter().map(header).collect::<Result<_, Failure>>()?,
        columns: args.column.iter().map(column).collect::<Result<_, Failure>>()?,
        tables: args.table.iter().map(table).collect::<Result<_, Failure>>()?,
        symbols: args.symbol.iter().map(symbol).collect::<Result<_, Failure>>()?,
        decisions: args.decide.iter().map(decision).collect::<Result<_, Failure>>()?,
    })
}

/// 0 for `A`, 26 for `AA`; a workbook has columns up to `XFD`.
fn column_index(letters: &str) -> Option<usize> {
    let digit = |c: char| usize::try_from(u32::from(c.to_ascii_uppercase()) - u32::from('A') + 1).ok();
    if letters.is_empty() || letters.len() > 3 || !letters.chars().all(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    let number = letters.chars().try_fold(0_usize, |n, c| Some(n * 26 + digit(c)?))?;
    Some(number - 1)
}

/// The preview without the pictures of the sheets, which are for a screen.
fn preview_json(preview: &ImportPreview) -> Result<Value, Failure> {
    let mut json = as_json(preview)?;
    if let Some(fields) = json.as_object_mut() {
        for field in ["meanings", "kinds", "symbol_meanings"] {
            fields.remove(field);
        }
    }
    for sheet in json["sheets"].as_array_mut().into_iter().flatten() {
        if let Some(fields) = sheet.as_object_mut() {
            fields.remove("rows");
        }
    }
    Ok(json)
}

fn preview_text(preview: &ImportPreview) -> String {
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
    let mut sums = Table::new(&["核对", ">表里", ">导入", "说明"]);
    for t in &preview.tie_outs {
        sums.row(&[t.label.clone(), yuan(t.workbook_fen), yuan(t.imported_fen), t.explanation.clone()]);
    }
    let remembered = preview.remembered.as_ref().map(|r| {
        format!("表格与第 {} 批（{}）一样，沿用了那次的选择；--forget 不沿用。\n", r.batch, r.file_name)
    });
    let refused = preview.refused.as_ref().map(|p| format!("{}\n", p.message)).unwrap_or_default();
    format!(
        "{}  {}\n{}\n{}\n{}\n{}\n{}\n{}\n将导入 {} 户，{} 人，期初欠费 {}（截至 {}）{}。什么都没有写。\n{refused}",
        preview.file_name,
        preview.format,
        remembered.unwrap_or_default(),
        tables.text(),
        columns.text(),
        findings_text(preview),
        sums.text(),
        difference_text(&preview.difference),
        preview.units,
        preview.people,
        yuan(preview.opening_fen),
        preview.arrears_through,
        also_text(preview),
    )
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
fn findings_text(preview: &ImportPreview) -> String {
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
    format!("{}\n{}", groups.text(), findings.text())
}

fn also_text(preview: &ImportPreview) -> String {
    let t = &preview.totals;
    let sums = [("预存", t.prepayments), ("押金", t.deposits), ("缴费记录", t.past_payments)];
    let counts = [("抄表", t.readings), ("车辆", t.vehicles), ("备注", t.notes), ("证件号", t.id_numbers)];
    let sums = sums.iter().filter(|(_, s)| s.count > 0);
    let sums = sums.map(|(what, s)| format!("，{what} {} 笔 {}", s.count, yuan(s.amount_fen)));
    let counts = counts.iter().filter(|(_, n)| *n > 0).map(|(what, n)| format!("，{what} {n} 条"));
    sums.chain(counts).collect()
}

fn difference_text(d: &ImportDifference) -> String {
    let mut changes = Table::new(&["房号", "变了的", "档案", "表里", ""]);
    for unit in &d.changed_units {
        for c in &unit.changes {
            let shown = [&unit.code, &c.label, &c.before, &c.after, &c.held];
            changes.row(&shown.map(Clone::clone));
        }
    }
    for unit in &d.gone_units {
        let owed = format!("欠 {}", yuan(unit.owed_fen));
        changes.row(&[unit.code.clone(), "表里没有了".into(), owed, String::new(), unit.stays.clone()]);
    }
    let shown = if d.changed + d.gone == 0 { String::new() } else { changes.text() };
    format!(
        "与档案相比：新的 {}，要补 {}，变了 {}，一样 {}，没了 {}\n{shown}",
        d.new, d.added_to, d.changed, d.same, d.gone
    )
}

fn done_text(done: &ImportedView, d: &ImportDifference, applied: &[Apply]) -> String {
    let mut text = format!(
        "已导入第 {} 批：{} 户，{} 人，期初欠费 {}",
        done.batch,
        done.units,
        done.people,
        yuan(done.opening_fen)
    );
    if done.overpaid_fen.0 != 0 {
        text.push_str(&format!("（已减去多交的 {}，转作预存）", yuan(done.overpaid_fen)));
    }
    for (what, sum) in [("预存", done.prepayments_fen), ("押金", done.deposits_fen)] {
        if sum.0 != 0 {
            text.push_str(&format!("，{what} {}", yuan(sum)));
        }
    }
    text.push_str("。\n");
    if done.changed + done.gone + done.kept > 0 {
        let (changed, gone, kept) = (done.changed, done.gone, done.kept);
        text.push_str(&format!("原有的 {changed} 户有变动，{gone} 户移出档案，另存档 {kept} 条。\n"));
    }
    if d.changed > 0 && !applied.contains(&Apply::Changed) {
        text.push_str(&format!("有 {} 户与档案不同，没有动。要照表里改请加 --apply changed。\n", d.changed));
    }
    if d.gone > 0 && !applied.contains(&Apply::Gone) {
        text.push_str(&format!("有 {} 户表里没有了，没有动。要移出档案请加 --apply gone。\n", d.gone));
    }
    for left in &done.left {
        text.push_str(&format!("{left}\n"));
    }
    text
}

/// `imports list` and `imports withdraw`.
pub fn batches(counter: &mut Counter, args: Imports) -> Result<Answer, Failure> {
    match args {
        Imports::List => {
            let view = acts::list_imports(&mut counter.desk, (), counter.now)?;
            Answer::of(&view, batches_text(&view.batches))
        }
        Imports::Withdraw { batch, reason } => {
            let request = WithdrawImport { id: new_id(), batch, reason };
            let view = acts::withdraw_import(&mut counter.desk, request, counter.now)?;
            let left: String = view.left.iter().map(|left| format!("{left}\n")).collect();
            Answer::of(&view, format!("{}{left}", batches_text(&view.batches)))
        }
    }
}

fn batches_text(batches: &[ImportBatch]) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_from_a() {
        let check = |letters, expect| assert_eq!(column_index(letters), expect, "{letters}");
        check("A", Some(0));
        check("z", Some(25));
        check("AA", Some(26));
        check("XFD", Some(16_383));
        check("", None);
        check("A1", None);
        check("房", None);
    }
}
