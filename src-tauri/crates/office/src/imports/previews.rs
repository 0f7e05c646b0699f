//! What a draft looks like to its user: the sheets, the columns, the findings, the sums.

use std::collections::HashMap;

use sheets::{BalanceKind, CellRef, Confidence, Draft, DraftUnit, Finding, Level};

use super::choices::{KINDS, MEANINGS, SYMBOLS, choices, words};
use super::looked::Looked;
use crate::views::imports::{
    BuildingSum, ColumnView, CountedSum, DecisionChoice, FindingGroupView, FindingView, ImportDifference,
    ImportPreview, ImportTotals, ImportedUnit, ItemSum, RegionView, SheetPreview, SheetRow, SheetSum,
    SymbolView, TieOutView,
};
use crate::views::start::ProblemView;
use crate::views::{Choice, Fen};

/// Rows a preview shows as understood.
const FIRST_UNITS: usize = 100;
/// Findings a preview shows, some of every code.
const MOST_FINDINGS: usize = 2_000;

pub(crate) fn size(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

/// The whole preview of a file that was looked at.
pub(crate) fn preview(
    looked: &Looked,
    difference: ImportDifference,
    refused: Option<ProblemView>,
) -> ImportPreview {
    let draft = &looked.draft;
    let findings = shown_findings(&draft.findings);
    ImportPreview {
        file_name: draft.file_name.clone(),
        sha256: draft.sha256.clone(),
        format: format_words(draft.format).into(),
        arrears_through: looked.through.to_string(),
        choices: looked.choices.clone(),
        remembered: looked.remembered.clone(),
        sheets: draft.sheets.iter().map(sheet).collect(),
        columns: columns(draft),
        units: size(draft.totals.units),
        people: size(draft.totals.people),
        opening_fen: Fen(draft.totals.opening_fen),
        totals: totals(draft),
        groups: groups(draft, &findings, &looked.choices.decisions),
        findings,
        symbols: draft.symbols.iter().map(symbol).collect(),
        tie_outs: draft.tie_outs.iter().map(tie_out).collect(),
        by_sheet: by_sheet(draft),
        by_building: by_building(draft),
        first_units: draft.units.iter().take(FIRST_UNITS).map(imported_unit).collect(),
        difference,
        refused,
        meanings: choices(&MEANINGS),
        kinds: choices(&KINDS),
        symbol_meanings: choices(&SYMBOLS),
    }
}

fn format_words(format: sheets::Format) -> &'static str {
    match format {
        sheets::Format::Xlsx => "Excel 工作簿（.xlsx）",
        sheets::Format::Xls => "Excel 97–2003 工作簿（.xls）",
        sheets::Format::Xlsb => "Excel 二进制工作簿（.xlsb）",
        sheets::Format::Ods => "OpenDocument 表格（.ods）",
        sheets::Format::Xml2003 => "Excel 2003 XML 表格",
        sheets::Format::Html => "网页表格",
        sheets::Format::Csv => "文本表格（CSV）",
    }
}

fn level_code(level: Level) -> &'static str {
    match level {
        Level::Refused => "refused",
        Level::Decide => "decide",
        Level::Note => "note",
    }
}

fn confidence_code(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Sure => "sure",
        Confidence::Likely => "likely",
        Confidence::Guess => "guess",
    }
}

fn sheet(s: &sheets::SheetView) -> SheetPreview {
    let region = |r: &sheets::RegionView| {
        let (kind, kind_label) = words(&KINDS, &r.kind).unwrap_or_default();
        RegionView {
            kind: kind.into(),
            kind_label: kind_label.into(),
            confidence: confidence_code(r.confidence).into(),
            header_row: size(r.header_row),
            header_end: size(r.header_end),
            first_row: size(r.first_row),
            last_row: size(r.last_row),
            first_column: size(r.first_column),
            last_column: size(r.last_column),
        }
    };
    SheetPreview {
        name: s.name.clone(),
        hidden: s.hidden,
        row_count: size(s.row_count),
        regions: s.regions.iter().map(region).collect(),
        rows: s.rows.iter().map(|r| SheetRow { row: size(r.row), cells: r.cells.clone() }).collect(),
    }
}

fn columns(draft: &Draft) -> Vec<ColumnView> {
    let view = |c: &sheets::RecognisedColumn| {
        let meaning = words(&MEANINGS, &c.meaning);
        ColumnView {
            sheet: c.sheet.clone(),
            header_row: size(c.header_row),
            column: size(c.column),
            letter: c.letter.clone(),
            header: c.header.clone(),
            meaning: meaning.map(|(code, _)| code.into()),
            meaning_label: meaning.map(|(_, label)| label.into()),
            confidence: confidence_code(c.confidence).into(),
            note: c.note.clone(),
        }
    };
    draft.columns.iter().map(view).collect()
}

fn totals(draft: &Draft) -> ImportTotals {
    let held = |kind: BalanceKind| {
        let of_kind = draft.balances.iter().filter(move |b| b.kind == kind);
        counted(of_kind.map(|b| b.amount_fen))
    };
    let item = |t: &sheets::TotalLine| ItemSum {
        item: t.name.clone(),
        units: size(t.units),
        opening_fen: Fen(t.opening_fen),
    };
    let people = draft.units.iter().flat_map(|u| &u.people);
    ImportTotals {
        by_item: draft.totals.by_item.iter().map(item).collect(),
        prepayments: held(BalanceKind::Prepayment),
        deposits: held(BalanceKind::Deposit),
        past_payments: counted(draft.past_payments.iter().map(|p| p.paid_fen)),
        readings: draft.readings.len(),
        vehicles: draft.vehicles.len(),
        notes: draft.notes.len(),
        id_numbers: people.filter(|p| p.id_number.is_some()).count(),
    }
}

fn counted(amounts: impl Iterator<Item = i64>) -> CountedSum {
    let mut sum = CountedSum::default();
    for amount in amounts {
        sum.count += 1;
        sum.amount_fen.0 += amount;
    }
    sum
}

/// All of them, or of every code as many as have room.
fn shown_findings(all: &[Finding]) -> Vec<FindingView> {
    let mut codes: HashMap<&str, usize> = HashMap::new();
    for f in all {
        codes.entry(&f.code).or_default();
    }
    let room = if all.len() <= MOST_FINDINGS { all.len() } else { MOST_FINDINGS / codes.len().max(1) };
    let mut taken = codes;
    let mut shown = Vec::new();
    for f in all {
        let of_code = taken.entry(&f.code).or_default();
        if *of_code < room {
            *of_code += 1;
            shown.push(finding(f));
        }
    }
    shown
}

fn finding(f: &Finding) -> FindingView {
    FindingView {
        sheet: f.sheet.clone(),
        row: size(f.row),
        cell: f.cell.clone(),
        level: level_code(f.level).into(),
        code: f.code.clone(),
        message: f.message.clone(),
        read: f.read.clone(),
        understood: f.understood.clone(),
    }
}

/// The reader's groups; a code it has none for makes its own, named by its first finding.
fn groups(draft: &Draft, shown: &[FindingView], decided: &[DecisionChoice]) -> Vec<FindingGroupView> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for f in shown {
        *counts.entry(&f.code).or_default() += 1;
    }
    let of = |code: &str| counts.get(code).copied().unwrap_or_default();
    let choice = |c: &sheets::DecisionChoice| Choice { code: c.code.clone(), label: c.label.clone() };
    let mut groups: Vec<FindingGroupView> = draft
        .groups
        .iter()
        .map(|g| FindingGroupView {
            code: g.code.clone(),
            level: level_code(g.level).into(),
            title: g.title.clone(),
            count: size(g.count),
            shown: of(&g.code),
            choices: g.choices.iter().map(choice).collect(),
            chosen: g.chosen.clone(),
            waiting: g.level != Level::Note
                && !g.choices.is_empty()
                && !decided.iter().any(|d| d.code == g.code),
        })
        .collect();
    let mut others: Vec<(Level, FindingGroupView)> = Vec::new();
    for f in draft.findings.iter().filter(|f| !draft.groups.iter().any(|g| g.code == f.code)) {
        match others.iter_mut().find(|(_, g)| g.code == f.code) {
            Some((_, group)) => group.count += 1,
            None => others.push((
                f.level,
                FindingGroupView {
                    code: f.code.clone(),
                    level: level_code(f.level).into(),
                    title: f.message.clone(),
                    count: 1,
                    shown: of(&f.code),
                    choices: Vec::new(),
                    chosen: String::new(),
                    waiting: false,
                },
            )),
        }
    }
    others.sort_by_key(|(level, _)| *level);
    groups.extend(others.into_iter().map(|(_, group)| group));
    groups
}

fn symbol(s: &sheets::SymbolSeen) -> SymbolView {
    SymbolView {
        text: s.text.clone(),
        stands_for: words(&SYMBOLS, &s.stands_for).unwrap_or_default().0.into(),
        count: size(s.count),
    }
}

fn tie_out(t: &sheets::TieOut) -> TieOutView {
    TieOutView {
        label: t.label.clone(),
        sheet: t.sheet.clone(),
        cell: t.cell.clone(),
        workbook_fen: Fen(t.workbook_fen),
        imported_fen: Fen(t.imported_fen),
        explanation: t.explanation.clone(),
        settled: t.settled,
    }
}

/// In the workbook's order.
fn by_sheet(draft: &Draft) -> Vec<SheetSum> {
    let order: HashMap<&str, usize> =
        draft.sheets.iter().zip(0..).map(|(s, at)| (s.name.as_str(), at)).collect();
    let mut sums: Vec<SheetSum> =
        draft.sheets.iter().map(|s| SheetSum { sheet: s.name.clone(), ..Default::default() }).collect();
    let mut add = |of: &CellRef, adding: &dyn Fn(&mut SheetSum)| {
        // A table is on one of the sheets; cells of nowhere are in no sheet's sum.
        if let Some(sum) = order.get(&*of.sheet).and_then(|at| sums.get_mut(*at)) {
            adding(sum);
        }
    };
    for unit in &draft.units {
        add(&unit.source, &|sum| sum.units += 1);
        for o in &unit.openings {
            add(&o.source, &|sum| sum.opening_fen.0 += o.amount_fen);
        }
    }
    for b in &draft.balances {
        add(&b.source, &|sum| match b.kind {
            BalanceKind::Prepayment => sum.prepayments_fen.0 += b.amount_fen,
            BalanceKind::Deposit => sum.deposits_fen.0 += b.amount_fen,
        });
    }
    draft.past_payments.iter().for_each(|p| add(&p.source, &|sum| sum.past_payments_fen.0 += p.paid_fen));
    draft.readings.iter().for_each(|r| add(&r.source, &|sum| sum.kept += 1));
    draft.vehicles.iter().for_each(|v| add(&v.source, &|sum| sum.kept += 1));
    draft.notes.iter().for_each(|n| add(&n.source, &|sum| sum.kept += 1));
    let brings = |s: &SheetSum| {
        let sums = [s.opening_fen, s.prepayments_fen, s.deposits_fen, s.past_payments_fen];
        s.units + s.kept > 0 || sums.iter().any(|sum| sum.0 != 0)
    };
    sums.retain(brings);
    sums
}

fn by_building(draft: &Draft) -> Vec<BuildingSum> {
    let sum = |b: &sheets::TotalLine| BuildingSum {
        building: b.name.clone(),
        units: size(b.units),
        opening_fen: Fen(b.opening_fen),
    };
    draft.totals.by_building.iter().map(sum).collect()
}

fn imported_unit(u: &DraftUnit) -> ImportedUnit {
    ImportedUnit {
        sheet: u.source.sheet.to_string(),
        row: size(u.source.row),
        code: u.code.clone(),
        written: u.original.clone(),
        area: u.area.clone(),
        people: u.people.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join("、"),
        opening_fen: Fen(u.openings.iter().map(|o| o.amount_fen).sum()),
        described: u.described,
    }
}
