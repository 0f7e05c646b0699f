//! Layouts → a draft: every table's rows in turn; totals → tie-outs; everything doubtful → findings. What each kind of
//! table does with its rows stands in `kinds`.

use std::collections::HashMap;
use std::sync::Arc;

use ledger::refusal::Refusal;
use rust_decimal::Decimal;

use crate::book::{Book, Row, Sheet, Value};
use crate::buildings::Heading;
use crate::cells::{plain, shown};
use crate::copies::Copies;
use crate::doubts::{ask_about_amounts, ask_about_columns, ask_about_times};
use crate::findings::At;
use crate::interpretation::Interpretation;
use crate::kinds::beside_dues::beside_dues;
use crate::kinds::{READERS, Reader, ask_about_kind};
use crate::layout::{Column, Layout, Region};
use crate::parts_of_units::Share;
use crate::periods::year_named;
use crate::repeated::OfWhat;
use crate::rows::{RowKind, is_count, kind, last_numbered};
use crate::surplus::{self, Before};
use crate::table::Table;
use crate::total_rows::{agrees, is_sum, left_out, total};
use crate::totals::totals;
use crate::{
    Draft, DraftNote, Kind, Level, Meaning, Options, RecognisedColumn, amount_units, apart,
    arrears_beside_roster, colours, day_sheets, debts_again, debts_in_words, given_back, months_again,
    prepaid_again, receipts_again, receipts_of_book, recognise, rows_again, seasons, short_rooms, unlabelled,
    unread, view,
};

/// Recognises every sheet and interprets what it finds, which may be nothing: see [`Draft::recognised`]. Refusals: those
/// of `ledger::calendar::parse_date` for the cut-off.
pub(crate) fn import(book: &Book, options: &Options) -> Result<Draft, Refusal> {
    let layouts = recognise::layouts(book, options);
    let mut draft = interpret(book, &layouts, options)?;
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
    reading.file.clone_from(&book.name);
    let mut wanted = Vec::new();
    for (sheet, layout) in book.sheets.iter().zip(layouts) {
        let named = options.headers.iter().any(|h| *h.sheet == *sheet.name);
        for region in &layout.regions {
            if !sheet.hidden || named || reading.hidden_sheet(sheet, region) {
                wanted.push((sheet, region));
            }
        }
    }
    let mut rooms = apart::RoomsOfTables::of(&book.name, options);
    reading.apart = apart::find(&mut reading, &wanted, &mut rooms);
    reading.apart.short = short_rooms::find(&reading, &wanted, &mut rooms);
    arrears_beside_roster::ask(&mut reading, book, layouts, &mut rooms);
    drop(rooms);
    let mut copies = Copies::default();
    let several = wanted.len() > 1;
    wanted.retain(|(sheet, region)| {
        match several.then(|| copies.of(sheet, region, &reading.apart)).flatten() {
            Some(first) => reading.copy((*sheet, *region), first),
            None => true,
        }
    });
    reading.rows_again = rows_again::find(&mut reading, &wanted);
    reading.again = debts_again::find(&mut reading, &wanted);
    reading.covered = months_again::find(&mut reading, &wanted);
    let of_deposits = |region: &Region| {
        region.kind != Kind::Payments && region.columns.iter().any(|c| c.meaning == Meaning::Deposit)
    };
    let tells = |region: &Region| {
        let said = |c: &Column| matches!(c.meaning, Meaning::Paid | Meaning::Opening);
        // What stands beside such dues is of before them.
        let asked = region.doubts.iter().any(|(_, doubt)| doubt.is_of_dues_alone());
        matches!(region.kind, Kind::Payments | Kind::Arrears) || (region.columns.iter().any(said) && !asked)
    };
    reading.says_who_paid = wanted.iter().any(|(_, region)| tells(region));
    reading.deposits_listed = wanted.iter().any(|(_, region)| of_deposits(region));
    for reader in &READERS {
        for (sheet, region) in wanted.iter().filter(|(_, region)| region.kind == reader.kind) {
            reading.table(sheet, region, reader);
        }
    }
    given_back::take_off_elsewhere(&mut reading, &wanted);
    prepaid_again::once(&mut reading, &wanted);
    receipts_of_book::take_off(&mut reading, &wanted);
    receipts_again::once(&mut reading, &wanted);
    colours::tell(&mut reading, &wanted);
    for (sheet, layout) in book.sheets.iter().zip(layouts) {
        if !sheet.hidden || layout.regions.is_empty() {
            unread::tell(&mut reading, sheet, layout);
            debts_in_words::tell(&mut reading, sheet, layout);
            unread::nothing_collected(&mut reading, sheet, layout);
        }
    }
    Ok(reading.finish(&book.sheets))
}

impl Interpretation {
    /// A table on a sheet that people do not see: whether it is imported.
    pub fn hidden_sheet(&mut self, sheet: &Sheet, region: &Region) -> bool {
        let import = self.decisions.is("sheet_hidden", "import");
        let header = &sheet.rows[region.header];
        let at = At::new(sheet, header.number(), 0, None);
        let done = if import { "照常导入" } else { "没有导入" };
        let message = format_args!("工作表“{}”是隐藏的，{done}。请确认。", sheet.name);
        self.findings.add(at, (Level::Note, "sheet_hidden"), message, "");
        import
    }

    /// Reads one table, row by row.
    pub fn table(&mut self, sheet: &Sheet, region: &Region, reader: &Reader) {
        let mut table = Table::new(sheet, region, (self.cut_off, &self.file));
        table.apart = self.apart.of(sheet, region).map(str::to_owned);
        table.short = self.apart.short.of(sheet, region);
        amount_units::take_up(self, &mut table);
        day_sheets::take_up(self, &mut table);
        seasons::take_up(self, &mut table);
        table.beside_dues = beside_dues(&table);
        self.list_columns(&table);
        ask_about_amounts(self, &table);
        ask_about_times(self, &table);
        ask_about_kind(self, &table);
        ask_about_columns(self, &table);
        // 合计 above the rows it sums: held against them at the end.
        let mut above: Vec<(&Row, Option<bool>)> = Vec::new();
        above.extend(total_over_header(sheet, region).map(|row| (row, Some(false))));
        let before = Before::of(self);
        let (mut foot, mut parted, last) = (false, false, last_numbered(&table));
        let mut hidden = sheet.hidden_rows.iter().copied().peekable();
        let rows = &sheet.rows[region.first..region.end];
        if region.kind == Kind::Roster {
            self.draft.units.reserve_exact(rows.len());
            self.codes.reserve(rows.len());
            self.rosters.entry(sheet.name.to_string()).or_default().push(OfWhat::of(&table));
        }
        for (at, row) in rows.iter().enumerate() {
            table.step(row);
            if table.takes_heading(row, rows.get(at + 1)) {
                continue;
            }
            if let Some((heading, agrees)) = table.heads_with_sums(row, &rows[at + 1..]) {
                self.sums_of_building(&mut table, row, heading, agrees);
                continue;
            }
            while hidden.next_if(|index| *index < row.index).is_some() {}
            let continued = table.is_continued(row);
            let kind = if continued { RowKind::Data } else { kind(sheet, region, row) };
            let is_part = foot && is_foot(&table, row, &kind, parted) && !is_sum(&table, row);
            let share = table.shares.get(&row.index).copied();
            let kind = match share {
                Some(Share::Whole | Share::Part) => RowKind::Data,
                Some(Share::Included) => RowKind::PartOfTotal,
                // The items of one unit, summed for it alone.
                Some(Share::Sum) if !agrees(&table, row) => continue,
                None if is_part => RowKind::PartOfTotal,
                Some(Share::Sum) | None => kind,
            };
            if share == Some(Share::Whole) {
                self.sum_of_unit(&table, row);
            }
            // Below the last unit a total is followed by its parts: 商铺, 住宅.
            let sums_up = matches!(kind, RowKind::Total { .. } | RowKind::PartOfTotal)
                && matches!(share, None | Some(Share::Sum));
            foot |= sums_up && last.is_some_and(|last| last < region.first + at);
            parted = foot && (parted || kind == RowKind::PartOfTotal);
            match kind {
                RowKind::Blank | RowKind::Header => {}
                RowKind::Remark => {
                    table.heading_year = year_alone(region, row).or(table.heading_year);
                    self.remark(&table, row);
                }
                RowKind::Data if table.lone_remarks.contains(&row.index) && !continued => {
                    self.remark(&table, row);
                }
                RowKind::PartOfTotal => self.part_of_total(&table, row, share),
                RowKind::Total { .. } if table.sums.is_empty() => above.push((row, Some(false))),
                RowKind::NumbersOnly if table.sums.is_empty() => above.push((row, None)),
                RowKind::Total { subtotal } => total(self, &mut table, row, Some(subtotal)),
                RowKind::NumbersOnly => total(self, &mut table, row, None),
                // Rooms of several parts say their building themselves.
                RowKind::Building(_) if table.door_shape.parts > 1 => {}
                RowKind::Building(mark) => (table.building, table.entrance) = (Some(mark), None),
                RowKind::Data if !continued && share.is_none() && is_sum(&table, row) => {
                    total(self, &mut table, row, None)
                }
                RowKind::Data => {
                    let is_hidden = hidden.peek() == Some(&row.index);
                    self.data(&mut table, row, reader, is_hidden);
                }
            }
        }
        given_back::take_off(self, before.balances());
        surplus::check(self, &table, before);
        for (row, labelled) in above {
            total(self, &mut table, row, labelled);
        }
        unlabelled::tell(self, &table);
        left_out(self, &table);
        let owed = table.slots(Meaning::Opening).iter().map(|slot| table.sums.exact(*slot)).sum::<Decimal>();
        *self.stacked.entry(sheet.name.to_string()).or_default() += owed;
    }

    fn data<'a>(&mut self, table: &mut Table<'a>, row: &'a Row, reader: &Reader, hidden: bool) {
        let mut line = table.line(row, &mut self.symbols);
        let wanted =
            !self.rows_again.has(table.sheet, line.row) && (!hidden || self.hidden_row(line.first()));
        let before = Before::of(self);
        let unit = if wanted { (reader.line)(self, table, &mut line) } else { None };
        if before != Before::of(self) {
            table.below.amount(row.number());
        }
        if let Some(unit) = unit {
            table.last = Some(unit);
            table.unlabelled.iter_mut().for_each(|column| column.add(&line));
            reader.rest(&mut line, table);
            line.keep_comments();
            let left_over = line.take_left_over();
            if !left_over.is_empty() {
                let code: Arc<str> = self.draft.units[unit].code.as_str().into();
                let notes = left_over.into_iter().map(|(slot, text)| {
                    let (label, source) = (table.label(slot).clone(), table.source(&line, slot));
                    DraftNote { unit: code.clone(), label, text, source }
                });
                make_room(&mut self.draft.notes, notes.len());
                self.draft.notes.extend(notes);
            }
        }
        let building = unit.map_or("", |unit| self.draft.units[unit].building.as_str());
        let item = table.text(&line, Meaning::Item).unwrap_or_default();
        table.sums.of_row(building, &item);
        table.count(&line, unit.is_some());
    }

    fn hidden_row(&mut self, at: At<'_>) -> bool {
        let keep = self.decisions.is("row_hidden", "keep");
        let message = if keep {
            "这一行是隐藏的，照常导入。"
        } else {
            "这一行是隐藏的，没有导入。"
        };
        self.findings.add(at, (Level::Note, "row_hidden"), message, "");
        keep
    }

    fn remark(&mut self, table: &Table<'_>, row: &Row) {
        let Some((column, value)) = table.region.cells(row).first() else { return };
        let at = At::new(table.sheet, row.number(), *column, Some(value));
        self.findings.add(at, (Level::Note, "row_is_remark"), "这一行是说明、示例或签字，没有导入。", "");
    }

    /// 欠费 100, and below it the items it is made of.
    fn sum_of_unit(&mut self, table: &Table<'_>, row: &Row) {
        let Some(column) = table.region.column(Meaning::Item) else { return };
        let at = At::new(table.sheet, row.number(), column.index, row.get(column.index));
        let message = "这一行的金额正好是这一户其余各行之和，各行分别导入，这一行的金额不再导入。";
        self.findings.add(at, (Level::Note, "row_is_sum_of_unit"), message, "");
    }

    /// `1栋 | 4户 | 400` above its rows.
    fn sums_of_building(&mut self, table: &mut Table<'_>, row: &Row, heading: Heading, agrees: bool) {
        let Some((column, value)) = table.region.cells(row).first() else { return };
        let at = At::new(table.sheet, row.number(), *column, Some(value));
        let (found, message) = if agrees {
            let message = "这一行没有房号，数字与下面各行之和相符，认作小计，用来核对，不导入。";
            ((Level::Note, "total_without_label"), message)
        } else {
            let message = "这一行写着户数，认作下面各户的小计，不导入；数字与下面各行之和对不上，请核对。";
            ((Level::Decide, "total_differs"), message)
        };
        self.findings.add(at, found, message, "小计");
        let told = heading.building.clone().filter(|_| table.has(Meaning::Building));
        if table.door_shape.parts <= 1 && !table.goes_under(heading) && told.is_some() {
            (table.building, table.entrance, table.last) = (told, None, None);
        }
        table.sums.begin_part();
    }

    fn part_of_total(&mut self, table: &Table<'_>, row: &Row, share: Option<Share>) {
        let Some((column, value)) = table.region.cells(row).first() else { return };
        let at = At::new(table.sheet, row.number(), *column, Some(value));
        let message = match share {
            Some(_) => "这一行写着“其中”，已经算在这一户的上一行里，没有另外导入。",
            None => "这一行是合计的分项，已经算在合计里，没有导入。",
        };
        self.findings.add(at, (Level::Note, "row_is_part_of_total"), message, "");
    }

    fn list_columns(&mut self, table: &Table<'_>) {
        for (slot, column) in table.region.columns.iter().enumerate() {
            let assumed = table.openings[slot].as_ref().map_or("", |terms| terms.note.as_str());
            let assumed =
                if table.has(Meaning::Item) || column.meaning == Meaning::Paid { "" } else { assumed };
            let rate = table.region.kind == Kind::Fees
                && column.meaning == Meaning::Rate
                && table.region.at_rate.is_none();
            let rate = if rate { "应收金额里已经有它，不导入" } else { "" };
            let building = table.surroundings.building.as_ref().filter(|_| column.meaning == Meaning::Room);
            let leads = !table.doors_say_building || table.door_shape.parts <= 1;
            let building = building.filter(|_| !table.has(Meaning::Building) && leads);
            let building = building.map(|(name, place)| format!("{place}写了“{name}”，房号里没有楼栋的补上"));
            let unit = table.unit_note(slot);
            let notes = [column.note.as_str(), unit, assumed, rate, building.as_deref().unwrap_or_default()];
            let notes: Vec<&str> = notes.into_iter().filter(|n| !n.is_empty()).collect();
            self.draft.columns.push(RecognisedColumn {
                sheet: table.sheet.name.to_string(),
                header_row: table.sheet.rows[table.region.header].number(),
                column: column.index,
                letter: column.letter(),
                header: column.header.clone(),
                meaning: column.meaning,
                confidence: column.confidence,
                note: notes.join("；"),
            });
        }
    }

    /// The draft with its sums; file name, hash and views are the caller's. `sheets` are the workbook's, in order.
    pub fn finish(mut self, sheets: &[Sheet]) -> Draft {
        let names = || sheets.iter().map(|s| &*s.name);
        self.draft.totals = totals(&self.draft);
        self.draft.groups = self.findings.groups(&self.decisions);
        self.draft.findings = self.findings.into_list(names());
        self.draft.symbols = self.symbols.into_seen();
        let order: HashMap<&str, usize> = names().enumerate().map(|(at, name)| (name, at)).collect();
        let place = |c: &RecognisedColumn| (order.get(c.sheet.as_str()).copied(), c.header_row, c.column);
        self.draft.columns.sort_by_key(place);
        self.draft
    }
}

/// 合计 between the title and the headers, where no other table ends above these.
fn total_over_header<'a>(sheet: &'a Sheet, region: &Region) -> Option<&'a Row> {
    const MOST_OF_A_TITLE: usize = 2;
    let (row, titles) = sheet.rows[..region.header].split_last()?;
    let of_title = titles.iter().all(|row| row.cells.len() <= MOST_OF_A_TITLE);
    let sums = row.cells.len() > 1 && matches!(kind(sheet, region, row), RowKind::Total { .. });
    Some(row).filter(|_| of_title && sums)
}

/// A row below the last unit and a total, without anybody's name; behind 其中 not even that, for 商铺 may stand there.
fn is_foot(table: &Table<'_>, row: &Row, kind: &RowKind, parted: bool) -> bool {
    let named = [Meaning::OwnerName, Meaning::TenantName].into_iter();
    let named = named.flat_map(|meaning| table.region.columns(meaning));
    let mut names = named.filter_map(|c| row.get(c.index));
    let mut somebody = || names.any(|value| !is_count(&shown(value, table.sheet.epoch)));
    let data = matches!(kind, RowKind::Data | RowKind::NumbersOnly) && table.region.cells(row).len() > 1;
    data && (parted || !somebody())
}

/// The year of a line that says nothing but a time: `2014年1月`.
fn year_alone(region: &Region, row: &Row) -> Option<i32> {
    let [(_, Value::Text(text))] = region.cells(row) else { return None };
    let text = plain(text);
    let of_time = text.chars().all(|c| c.is_ascii_digit() || "年度月份.- ".contains(c));
    year_named(&text).filter(|_| of_time)
}

/// Notes are a large workbook's longest list: one that doubles when it is full asks for half of what the child may have.
fn make_room<T>(list: &mut Vec<T>, more: usize) {
    if list.capacity() - list.len() < more {
        list.reserve_exact(more.max(list.len() / 8));
    }
}

#[cfg(test)]
mod tests;
