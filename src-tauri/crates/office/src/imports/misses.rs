//! Whether what a person said of a file says something of it: a choice that hits nothing is a slip, and is told of.

use ledger::refusal::Refusal;
use sheets::{CellRef, Draft, RegionView};

use super::choices::{KINDS, words};
use super::previews::size;
use crate::Result;
use crate::views::imports::{ColumnChoice, DecisionChoice, HeaderChoice, ImportChoices, TableChoice};

/// Things that a sentence lists at most.
const MOST_LISTED: usize = 20;

/// Those of `asked` that hit nothing in what was read with them, and that nobody `accepted` before.
pub(super) fn misses(
    asked: &ImportChoices,
    accepted: Option<&ImportChoices>,
    draft: &Draft,
) -> ImportChoices {
    fn left<T: Clone + PartialEq>(asked: &[T], accepted: Option<&[T]>, hits: impl Fn(&T) -> bool) -> Vec<T> {
        let known = |choice: &T| accepted.is_some_and(|all| all.contains(choice));
        asked.iter().filter(|choice| !known(choice) && !hits(choice)).cloned().collect()
    }
    // A header that becomes one by what is said of its columns is said first.
    let explained = |h: &HeaderChoice| asked.columns.iter().any(|c| c.sheet == h.sheet);
    ImportChoices {
        headers: left(&asked.headers, accepted.map(|a| &*a.headers), |h| {
            explained(h) && has_sheet(draft, &h.sheet) || hits_header(draft, h)
        }),
        columns: left(&asked.columns, accepted.map(|a| &*a.columns), |c| hits_column(draft, c)),
        tables: left(&asked.tables, accepted.map(|a| &*a.tables), |t| hits_table(draft, t)),
        symbols: left(&asked.symbols, accepted.map(|a| &*a.symbols), |s| {
            draft.symbols.iter().any(|seen| seen.text == s.text.trim())
        }),
        decisions: left(&asked.decisions, accepted.map(|a| &*a.decisions), |d| hits_group(draft, d)),
        arrears_through: None,
    }
}

/// The choices but for some of them.
pub(super) fn without(asked: &ImportChoices, some: &ImportChoices) -> ImportChoices {
    fn rest<T: Clone + PartialEq>(asked: &[T], some: &[T]) -> Vec<T> {
        asked.iter().filter(|choice| !some.contains(choice)).cloned().collect()
    }
    ImportChoices {
        headers: rest(&asked.headers, &some.headers),
        columns: rest(&asked.columns, &some.columns),
        tables: rest(&asked.tables, &some.tables),
        symbols: rest(&asked.symbols, &some.symbols),
        decisions: rest(&asked.decisions, &some.decisions),
        arrears_through: asked.arrears_through.clone(),
    }
}

fn has_sheet(draft: &Draft, name: &str) -> bool {
    draft.sheets.iter().any(|s| s.name == name)
}

fn regions<'d>(draft: &'d Draft, sheet: &'d str) -> impl Iterator<Item = &'d RegionView> {
    draft.sheets.iter().filter(move |s| s.name == sheet).flat_map(|s| &s.regions)
}

fn hits_header(draft: &Draft, choice: &HeaderChoice) -> bool {
    regions(draft, &choice.sheet).any(|r| (size(r.header_row)..=size(r.header_end)).contains(&choice.row))
}

fn hits_column(draft: &Draft, choice: &ColumnChoice) -> bool {
    let under = |header: &str| choice.header.as_deref().is_none_or(|h| h == header);
    draft
        .columns
        .iter()
        .any(|c| c.sheet == choice.sheet && size(c.column) == choice.column && under(&c.header))
}

fn hits_table(draft: &Draft, choice: &TableChoice) -> bool {
    regions(draft, &choice.sheet)
        .any(|r| size(r.header_row) == choice.row && choice.column <= size(r.last_column))
}

fn hits_group(draft: &Draft, choice: &DecisionChoice) -> bool {
    let of_code = draft.groups.iter().filter(|g| g.code == choice.code);
    of_code.flat_map(|g| &g.choices).any(|c| c.code == choice.choice)
}

/// Says of the first choice that hits nothing what there is instead. Refusal: `choice_hits_nothing`.
pub(super) fn refuse(misses: &ImportChoices, draft: &Draft) -> Result<()> {
    let sheets = || listed("工作表", draft.sheets.iter().map(|s| s.name.clone()));
    let named = misses.headers.iter().map(|h| &h.sheet);
    let named = named.chain(misses.columns.iter().map(|c| &c.sheet));
    let mut named = named.chain(misses.tables.iter().map(|t| &t.sheet));
    let (what, there) = if let Some(sheet) = named.find(|sheet| !has_sheet(draft, sheet)) {
        (format!("没有工作表“{sheet}”"), sheets())
    } else if let Some(h) = misses.headers.first() {
        let row = |r: &RegionView| format!("第 {} 行", r.header_row);
        let rows = regions(draft, &h.sheet).map(row);
        let there = listed(&format!("“{}”认出的表头", h.sheet), rows);
        (format!("“{}”第 {} 行当不了表头", h.sheet, h.row), there)
    } else if let Some(c) = misses.columns.first() {
        let of_sheet = draft.columns.iter().filter(|column| column.sheet == c.sheet);
        let there = of_sheet.map(|column| format!("{} {}", column.letter, column.header.replace('\n', "")));
        let there = listed(&format!("“{}”的表格里的列", c.sheet), there);
        let header = c.header.as_deref().map(|h| format!("“{h}”")).unwrap_or_default();
        (format!("“{}”的表格里没有 {} 列{header}", c.sheet, letters(c.column)), there)
    } else if let Some(t) = misses.tables.first() {
        let begins = |r: &RegionView| {
            let kind = words(&KINDS, &r.kind).unwrap_or_default().1;
            format!("第 {} 行 {} 列（{kind}）", r.header_row, letters(size(r.first_column)))
        };
        let there = regions(draft, &t.sheet).map(begins);
        let there = listed(&format!("“{}”的表格开始的地方", t.sheet), there);
        (format!("“{}”第 {} 行 {} 列没有表格开始", t.sheet, t.row, letters(t.column)), there)
    } else if let Some(d) = misses.decisions.first() {
        let codes = |all: &[sheets::DecisionChoice]| {
            all.iter().map(|c| format!("{}（{}）", c.code, c.label)).collect::<Vec<_>>().join("、")
        };
        match draft.groups.iter().find(|g| g.code == d.code && !g.choices.is_empty()) {
            Some(group) => (
                format!("疑点 {} 没有“{}”这个办法", d.code, d.choice),
                format!("它可以选：{}", codes(&group.choices)),
            ),
            None => {
                let open = draft.groups.iter().filter(|g| !g.choices.is_empty());
                let open = open.map(|g| format!("{}（{}）", g.code, g.title));
                (format!("没有可以决定的疑点“{}”", d.code), listed("可以决定的疑点", open))
            }
        }
    } else if let Some(s) = misses.symbols.first() {
        let seen = draft.symbols.iter().map(|s| s.text.clone());
        (format!("没有“{}”这样的符号", s.text), listed("要说明的符号", seen))
    } else {
        return Ok(());
    };
    let message = format!("{what}，没有照它读。这个文件里，{there}。");
    Err(Refusal::new("choice_hits_nothing", message).into())
}

/// `工作表：一期、二期`; what there is none of is said to be none.
fn listed(what: &str, all: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = all.collect();
    match all.len() {
        0 => format!("{what}：没有"),
        n if n > MOST_LISTED => format!("{what}：{} 等 {n} 个", all[..MOST_LISTED].join("、")),
        _ => format!("{what}：{}", all.join("、")),
    }
}

/// `A` for 0.
fn letters(column: usize) -> String {
    let column = u32::try_from(column).unwrap_or(u32::MAX - 1);
    let cell = CellRef { sheet: "".into(), row: 1, column }.to_string();
    cell.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
}
