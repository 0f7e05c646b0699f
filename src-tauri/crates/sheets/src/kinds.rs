//! The kinds of table that can be imported, all in this one place. A new kind is a variant of [`Kind`], its words in
//! `words`, and a line in [`READERS`] with the module that turns its rows into a draft.

use ledger::refusal::Refusal;

use crate::book::Book;
use crate::interpret::Interpretation;
use crate::layout::Layout;
use crate::table::{Line, Table};
use crate::{
    Draft, Kind, Meaning, Options, arrears, balances, fees, meters, past_payments, recognise, roster,
    vehicles, view,
};

/// How the rows of one kind are read.
pub(crate) struct Reader {
    pub kind: Kind,
    /// Reads a row; gives its unit's place in the draft, `None` where the row is not imported (the findings say why).
    pub line: for<'a> fn(&mut Interpretation, &mut Table<'a>, &mut Line<'a>) -> Option<usize>,
    /// Columns that `line` has no use for: what they hold is kept as notes.
    pub unused: &'static [&'static [Meaning]],
}

impl Reader {
    /// Keeps what is left of a row that was read.
    pub fn rest(&self, line: &mut Line<'_>, table: &Table<'_>) {
        for slot in self.unused.iter().copied().flatten().flat_map(|meaning| table.slots(*meaning)) {
            line.keep_text(*slot);
        }
    }
}

/// A roster comes first: it describes the units that the others name.
const READERS: [Reader; 7] = [
    Reader { kind: Kind::Roster, line: roster::line, unused: roster::UNUSED },
    Reader { kind: Kind::Vehicles, line: vehicles::line, unused: vehicles::UNUSED },
    Reader { kind: Kind::Arrears, line: arrears::line, unused: arrears::UNUSED },
    Reader { kind: Kind::Fees, line: fees::line, unused: fees::UNUSED },
    Reader { kind: Kind::Balances, line: balances::line, unused: balances::UNUSED },
    Reader { kind: Kind::Meters, line: meters::line, unused: meters::UNUSED },
    Reader { kind: Kind::Payments, line: past_payments::line, unused: past_payments::UNUSED },
];

/// Recognises every sheet and interprets what it finds. Refusals: `roster_not_recognised`, and those of
/// `ledger::calendar::parse_date` for the cut-off.
pub(crate) fn import(book: &Book, options: &Options) -> Result<Draft, Refusal> {
    let layouts: Vec<Layout> = book.sheets.iter().map(|sheet| recognise::layout(sheet, options)).collect();
    let mut draft = interpret(book, &layouts, options)?;
    if is_empty(&draft) {
        return Err(Refusal::new(
            "roster_not_recognised",
            "没有认出可以导入的表格：没有找到带“房号”“业主”等表头的表格，或者表头下面没有房屋。请核对文件，或指定表头所在的行后重试。",
        ));
    }
    draft.layout = recognise::fingerprint(book, &layouts, options);
    draft.sheets = book
        .sheets
        .iter()
        .zip(&layouts)
        .map(|(sheet, layout)| view::sheet(sheet, layout, &draft.findings))
        .collect();
    Ok(draft)
}

/// Tables of one kind after the other, in the order of [`READERS`]; those of one kind in the workbook's.
fn interpret(book: &Book, layouts: &[Layout], options: &Options) -> Result<Draft, Refusal> {
    let cut_off = options.cut_off.as_deref().map(ledger::calendar::parse_date).transpose()?;
    let mut reading = Interpretation::new(cut_off, options);
    let mut wanted = Vec::new();
    for (sheet, layout) in book.sheets.iter().zip(layouts) {
        let named = options.headers.iter().any(|h| h.sheet == sheet.name);
        for region in &layout.regions {
            if !sheet.hidden || named || reading.hidden_sheet(sheet, region) {
                wanted.push((sheet, region));
            }
        }
    }
    for reader in &READERS {
        for (sheet, region) in wanted.iter().filter(|(_, region)| region.kind == reader.kind) {
            reading.table(sheet, region, reader);
        }
    }
    Ok(reading.finish(&book.sheets))
}

fn is_empty(draft: &Draft) -> bool {
    draft.units.is_empty() && draft.vehicles.is_empty()
}

#[cfg(test)]
mod tests;
