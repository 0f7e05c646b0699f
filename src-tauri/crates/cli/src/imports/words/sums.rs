//! Sums of a file: of the whole, its sheets, buildings and items, beside the workbook's own; and of what is written.

use office::views::Fen;
use office::views::imports::ImportPreview;
use serde::Serialize;

use crate::args::Apply;
use crate::input::yuan;
use crate::table::Table;

/// What a confirmation that applies some parts of the difference would write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(in crate::imports) struct Writes {
    /// New units.
    pub units: usize,
    /// Units there are to which something is added.
    pub added_to: usize,
    /// Units there are that change.
    pub changed: usize,
    /// Units that leave the register.
    pub gone: usize,
    /// Opening arrears, less what was paid ahead.
    pub opening_fen: Fen,
    /// What was paid ahead.
    pub overpaid_fen: Fen,
    /// 预存, what was paid ahead included.
    pub prepayments_fen: Fen,
    /// 押金.
    pub deposits_fen: Fen,
    /// Rows kept beside the books.
    pub kept: usize,
    /// Only units with other owners change: what else changes in them is in no sum here.
    pub without_owners_changes: bool,
}

impl Writes {
    pub(in crate::imports) fn of(preview: &ImportPreview, applied: &[Apply]) -> Self {
        let d = &preview.difference;
        let has = |part| applied.contains(&part);
        let mut writes = Writes {
            units: 0,
            added_to: 0,
            changed: 0,
            gone: 0,
            opening_fen: Fen(0),
            overpaid_fen: Fen(0),
            prepayments_fen: Fen(0),
            deposits_fen: Fen(0),
            kept: 0,
            without_owners_changes: false,
        };
        if has(Apply::New) {
            let a = &d.adds;
            (writes.units, writes.added_to) = (d.new, d.added_to);
            writes.opening_fen.0 += a.opening_fen.0;
            writes.overpaid_fen.0 += a.overpaid_fen.0;
            writes.prepayments_fen.0 += a.prepayments_fen.0 + a.overpaid_fen.0;
            writes.deposits_fen.0 += a.deposits_fen.0;
            writes.kept = a.readings + a.vehicles + a.past_payments + a.notes + a.id_numbers;
        }
        if has(Apply::Changed) {
            let stays = |u: &&_| changes_nothing(u);
            writes.changed = d.changed - d.changed_units.iter().filter(stays).count();
            writes.opening_fen.0 += d.changes.opening_fen.0;
            writes.prepayments_fen.0 += d.changes.prepayments_fen.0;
            writes.deposits_fen.0 += d.changes.deposits_fen.0;
        } else if has(Apply::Owners) {
            let other = |u: &&office::views::imports::ChangedUnit| {
                u.changes.iter().any(|c| c.field == "owner" && c.held.is_empty())
            };
            writes.changed = d.changed_units.iter().filter(other).count();
            writes.without_owners_changes = writes.changed > 0;
        }
        if has(Apply::Gone) {
            for unit in d.gone_units.iter().filter(|u| u.stays.is_empty()) {
                writes.gone += 1;
                writes.opening_fen.0 -= unit.owed_fen.0;
                writes.prepayments_fen.0 -= unit.prepayments_fen.0;
                writes.deposits_fen.0 -= unit.deposits_fen.0;
            }
        }
        writes
    }
}

/// Whether everything that is different about it stays as it is.
fn changes_nothing(unit: &office::views::imports::ChangedUnit) -> bool {
    unit.changes.iter().all(|c| !c.held.is_empty())
}

/// What stands in the file, whatever the register has of it.
pub(super) fn all_text(preview: &ImportPreview) -> String {
    let t = &preview.totals;
    let sums = [("预存", t.prepayments), ("押金", t.deposits), ("缴费记录", t.past_payments)];
    let counts = [("抄表", t.readings), ("车辆", t.vehicles), ("备注", t.notes), ("证件号", t.id_numbers)];
    let sums = sums.iter().filter(|(_, s)| s.count > 0);
    let sums = sums.map(|(what, s)| format!("，{what} {} 笔 {}", s.count, yuan(s.amount_fen)));
    let counts = counts.iter().filter(|(_, n)| *n > 0).map(|(what, n)| format!("，{what} {n} 条"));
    format!(
        "表里共 {} 户，{} 人，期初欠费 {}（没写期间的算到 {}）{}。\n",
        preview.units,
        preview.people,
        yuan(preview.opening_fen),
        preview.arrears_through,
        sums.chain(counts).collect::<String>(),
    )
}

/// Sums of the sheets, the buildings and the items, and every sum of the workbook's own beside what is imported.
pub(super) fn sums_text(preview: &ImportPreview) -> String {
    let mut sheets = Table::new(&["按工作表", ">户", ">期初欠费", ">预存", ">押金", ">以往缴费", ">存档"]);
    for s in &preview.by_sheet {
        let [opening, prepaid, deposits] = [s.opening_fen, s.prepayments_fen, s.deposits_fen].map(yuan);
        let (units, kept) = (s.units.to_string(), s.kept.to_string());
        sheets.row(&[s.sheet.clone(), units, opening, prepaid, deposits, yuan(s.past_payments_fen), kept]);
    }
    let mut buildings = Table::new(&["按楼栋", ">户", ">期初欠费"]);
    for b in &preview.by_building {
        let name = if b.building.is_empty() { "（未写楼栋）".into() } else { b.building.clone() };
        buildings.row(&[name, b.units.to_string(), yuan(b.opening_fen)]);
    }
    let mut items = Table::new(&["按项目", ">户", ">期初欠费"]);
    for i in &preview.totals.by_item {
        items.row(&[i.item.clone(), i.units.to_string(), yuan(i.opening_fen)]);
    }
    let mut own = Table::new(&["表里自己的合计", "格子", ">表里", ">导入", ">相差", "说明"]);
    for t in &preview.tie_outs {
        let cell = format!("{}!{}", t.sheet, t.cell);
        let off = Fen(t.imported_fen.0 - t.workbook_fen.0);
        let [written, imported, off] = [t.workbook_fen, t.imported_fen, off].map(yuan);
        own.row(&[t.label.clone(), cell, written, imported, off, t.explanation.clone()]);
    }
    let own = match preview.tie_outs.len() {
        0 => "表里没有合计行可以核对。\n".to_owned(),
        _ => own.text(),
    };
    let parts = [sheets.text(), buildings.text(), items.text(), own];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}
