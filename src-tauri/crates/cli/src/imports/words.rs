//! What is said in a terminal about a file and its import.

use office::views::Fen;
use office::views::imports::{ImportBatch, ImportDifference, ImportPreview, ImportedView};

use crate::args::Apply;
use crate::input::yuan;
use crate::table::Table;

pub(super) fn preview_text(preview: &ImportPreview) -> String {
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
    let writes = match &preview.refused {
        Some(_) => String::new(),
        None => format!(
            "确认就写入：新的 {} 户，补 {} 户，期初欠费 {}；与档案不同的要另外指定。",
            preview.difference.new,
            preview.difference.added_to,
            yuan(preview.difference.adds.opening_fen),
        ),
    };
    let last = format!(
        "表里 {} 户，{} 人，期初欠费 {}（截至 {}）{}。{writes}什么都没有写。\n{refused}",
        preview.units,
        preview.people,
        yuan(preview.opening_fen),
        preview.arrears_through,
        also_text(preview),
    );
    let (groups, findings) = findings_text(preview);
    let parts = [
        format!("{}  {}\n", preview.file_name, preview.format),
        remembered.unwrap_or_default(),
        tables.text(),
        columns.text(),
        groups,
        findings,
        waiting_text(preview, "照默认办的", "要改用 --decide 疑点=办法"),
        sums.text(),
        difference_text(&preview.difference),
        last,
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
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
fn waiting_text(preview: &ImportPreview, how: &str, otherwise: &str) -> String {
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
    let mut changes = Table::new(&["房号", "变了的", "档案", "表里", "改的话"]);
    let cell = |text: &str| if text.is_empty() { "（无）".to_owned() } else { text.to_owned() };
    for unit in &d.changed_units {
        for c in &unit.changes {
            let then = if c.held.is_empty() { c.does.clone() } else { format!("不改：{}", c.held) };
            changes.row(&[unit.code.clone(), c.label.clone(), cell(&c.before), cell(&c.after), then]);
        }
    }
    let mut gone = Table::new(&["房号", "表里没有了的", ">欠费", ">预存", ">押金", "移出的话"]);
    for unit in &d.gone_units {
        let sums = [unit.owed_fen, unit.prepayments_fen, unit.deposits_fen].map(yuan);
        let [owed, prepaid, deposits] = sums;
        let then =
            if unit.stays.is_empty() { unit.does.clone() } else { format!("{}，{}", unit.stays, unit.does) };
        gone.row(&[unit.code.clone(), unit.people.clone(), owed, prepaid, deposits, then]);
    }
    let mut text = format!(
        "与档案相比：新的 {}，要补 {}，变了 {}，一样 {}，没了 {}\n{}{}",
        d.new,
        d.added_to,
        d.changed,
        d.same,
        d.gone,
        changes.text(),
        gone.text()
    );
    if d.changed > 0 {
        text.push_str(
            "变了的不会自己改：--apply changed 照表里改；业主换了的，--apply owners 改由新业主缴费。\n",
        );
    }
    if d.gone > 0 {
        text.push_str("没了的不会自己移出：--apply gone 移出档案。\n");
    }
    text
}

pub(super) fn done_text(done: &ImportedView, preview: &ImportPreview, applied: &[Apply]) -> String {
    let d = &preview.difference;
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
        match sum.0 {
            0 => {}
            ..0 => text.push_str(&format!("，冲回{what} {}", yuan(Fen(-sum.0)))),
            1.. => text.push_str(&format!("，{what} {}", yuan(sum))),
        }
    }
    text.push_str("。\n");
    let otherwise = format!("要改，先撤回第 {} 批，再加 --decide 疑点=办法 导入", done.batch);
    text.push_str(&waiting_text(preview, "照默认办了的", &otherwise));
    if done.changed + done.gone + done.kept > 0 {
        let (changed, gone, kept) = (done.changed, done.gone, done.kept);
        text.push_str(&format!("原有的 {changed} 户有变动，{gone} 户移出档案，另存档 {kept} 条。\n"));
    }
    // The same file comes in once.
    let again = format!("要动，先撤回第 {} 批，再加", done.batch);
    if d.changed > 0 && !applied.contains(&Apply::Changed) && !applied.contains(&Apply::Owners) {
        text.push_str(&format!("有 {} 户与档案不同，没有动。{} --apply changed 导入。\n", d.changed, again));
    }
    if d.gone > 0 && !applied.contains(&Apply::Gone) {
        text.push_str(&format!("有 {} 户表里没有了，没有动。{} --apply gone 导入。\n", d.gone, again));
    }
    for left in &done.left {
        text.push_str(&format!("{left}\n"));
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
