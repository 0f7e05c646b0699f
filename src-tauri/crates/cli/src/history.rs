//! One unit: its people, what happened to it, and the cell everything came from.

use office::acts;
use office::views::kept::{CellView, UnitKept};
use office::views::register::{PersonView, UnitPage, UnitRequest};

use crate::answer::{Answer, Failure};
use crate::args::History;
use crate::counter::Counter;
use crate::input::yuan;
use crate::table::Table;

/// `history`: what the window shows of a unit. Refusals beside the office's: none.
pub fn history(counter: &mut Counter, args: History) -> Result<Answer, Failure> {
    let page = acts::unit_page(&mut counter.desk, UnitRequest { unit: args.unit }, counter.now)?;
    let text = page_text(&page);
    Answer::of(&page, text)
}

fn page_text(page: &UnitPage) -> String {
    let unit = &page.unit;
    let area = unit.area.as_ref().map(|area| format!("  {area}㎡")).unwrap_or_default();
    let written = match page.written == unit.code {
        true => String::new(),
        false => format!("  原写作“{}”", page.written),
    };
    let sums = format!("欠费 {}，预存 {}。", yuan(unit.owed_fen), yuan(unit.prepaid_fen));
    let parts = [
        format!("{}  {}{area}{written}\n{sums}\n", unit.code, unit.usage_label),
        people_text(&page.people),
        timeline_text(page),
        kept_text(&page.kept),
        sources_text(&page.kept),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

fn people_text(people: &[PersonView]) -> String {
    let mut table = Table::new(&["人员", "身份", "电话", "缴费"]);
    for p in people {
        let pays = match (p.liable, &p.liable_from, &p.liable_to) {
            (false, ..) => String::new(),
            (true, from, Some(to)) => format!("{} 至 {to}", from.as_deref().unwrap_or_default()),
            (true, Some(from), None) => format!("{from} 起"),
            (true, None, None) => "由他缴".into(),
        };
        table.row(&[p.name.clone(), p.relation_label.clone(), p.phones.join("、"), pays]);
    }
    table.text()
}

fn timeline_text(page: &UnitPage) -> String {
    let mut table = Table::new(&["日期", "事项", "内容", ">金额", "经办", "依据"]);
    for line in &page.timeline {
        table.row(&[
            line.date.clone(),
            line.kind.clone(),
            line.title.clone(),
            line.amount_fen.map(yuan).unwrap_or_default(),
            line.operator.clone(),
            line.detail.clone(),
        ]);
    }
    table.text()
}

/// What is kept beside the books, in one table: what, its words, its cell.
fn kept_text(kept: &UnitKept) -> String {
    let mut table = Table::new(&["存档", "内容", "文件", "格子"]);
    let mut row = |what: &str, words: Vec<String>, from: &CellView| {
        let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
        table.row(&[what.to_owned(), words.join("，"), from.file_name.clone(), cell(from)]);
    };
    let said = |what: &str, value: &Option<String>| match value {
        Some(value) => format!("{what} {value}"),
        None => String::new(),
    };
    for b in &kept.balances {
        row(&b.kind_label, vec![b.label.clone(), yuan(b.amount_fen)], &b.from);
    }
    for r in &kept.readings {
        let words = vec![
            r.meter.clone(),
            said("上期", &r.previous),
            r.previous_on.clone().unwrap_or_default(),
            said("本期", &r.present),
            r.present_on.clone().unwrap_or_default(),
            said("倍率", &r.factor),
            said("损耗", &r.loss),
        ];
        row("抄表", words, &r.from);
    }
    for v in &kept.vehicles {
        let words = vec![v.space.clone(), v.plate.clone(), v.owner.clone(), v.phones.join("、")];
        row("车辆", words, &v.from);
    }
    for p in &kept.past_payments {
        let words = vec![
            p.item.clone(),
            p.period.clone(),
            p.paid_on.clone().unwrap_or_default(),
            p.due_fen.map(|due| format!("应缴 {}", yuan(due))).unwrap_or_default(),
            format!("实缴 {}", yuan(p.paid_fen)),
            p.cashier.clone(),
            p.remark.clone(),
        ];
        row("以往缴费", words, &p.from);
    }
    for n in &kept.notes {
        row(if n.label.is_empty() { "备注" } else { &n.label }, vec![n.text.clone()], &n.from);
    }
    for i in &kept.id_numbers {
        row("证件号", vec![i.person.clone(), i.number.clone()], &i.from);
    }
    table.text()
}

fn sources_text(kept: &UnitKept) -> String {
    let mut table = Table::new(&["来历", ">批次", "文件", "格子", "导入时间", ""]);
    for s in &kept.sources {
        let state = if s.withdrawn { "已撤回" } else { "" };
        let batch = s.from.batch.to_string();
        let from = &s.from;
        table.row(&[s.what.clone(), batch, from.file_name.clone(), cell(from), s.at.clone(), state.into()]);
    }
    table.text()
}

/// `一期!C17`.
fn cell(from: &CellView) -> String {
    if from.sheet.is_empty() { from.cell.clone() } else { format!("{}!{}", from.sheet, from.cell) }
}
