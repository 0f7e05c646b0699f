//! The kinds of workbook that can be imported, all in this one place. A new kind is a variant here, its words in
//! `words`, and a module that turns its regions into a draft.

use ledger::refusal::Refusal;

use crate::book::Book;
use crate::interpret::Interpretation;
use crate::{Draft, Kind, Options, recognise, view};

/// Recognises every sheet and interprets what it finds. Refusals: `roster_not_recognised`, and those of
/// `ledger::calendar::parse_date` for the cut-off.
pub(crate) fn import(book: &Book, options: &Options) -> Result<Draft, Refusal> {
    let cut_off = options.cut_off.as_deref().map(ledger::calendar::parse_date).transpose()?;
    let mut reading = Interpretation::new(cut_off);
    let mut layouts = Vec::new();
    for sheet in &book.sheets {
        let layout = recognise::layout(sheet, options);
        let wanted = !sheet.hidden || options.headers.iter().any(|h| h.sheet == sheet.name);
        for region in &layout.regions {
            match region.kind {
                Kind::Roster if wanted => reading.roster(sheet, region),
                Kind::Roster => reading.hidden_roster(sheet, region),
                // Recognition gives no other kind yet.
                _ => {}
            }
        }
        layouts.push(layout);
    }
    let mut draft = reading.finish();
    if draft.units.is_empty() {
        return Err(Refusal::new(
            "roster_not_recognised",
            "没有认出业主台账：没有找到带“房号”“业主”等表头的表格，或者表头下面没有房屋。请核对文件，或指定表头所在的行后重试。",
        ));
    }
    draft.layout = recognise::fingerprint(book);
    draft.sheets = book
        .sheets
        .iter()
        .zip(&layouts)
        .map(|(sheet, layout)| view::sheet(sheet, layout, &draft.findings))
        .collect();
    Ok(draft)
}
