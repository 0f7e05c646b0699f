//! Imports: looked at first, then posted whole, withdrawn whole.

mod choices;
mod kept;
mod previews;
mod reading;

use std::collections::HashMap;
use std::sync::atomic::Ordering;

use chrono::Datelike;
use ledger::accounts::Account;
use ledger::calendar::{Date, Instant, Period, parse_date};
use ledger::entries::{EntryKind, Transfer};
use ledger::money::{Fen, RoundingStep};
use ledger::operators::Duty;
use ledger::people::{PersonId, Phone, Relation};
use ledger::refusal::Refusal;
use ledger::tariffs::{Item, Treatment};
use ledger::units::{Area, UnitCode, UnitId, UnitStatus, UnitUse};
use sheets::{Draft, DraftOpening, DraftUnit};
use store::charges::{NewChargeRow, Origin};
use store::imports::{BatchId, NewBatch, SourceRow};
use store::register::{UnitPerson, UnitRow};
use store::{Reader, Writer};

use crate::billing::receivable;
use crate::desk::{Act, business_date};
use crate::views::imports::{
    ConfirmImport, ImportBatch, ImportDifference, ImportPreview, ImportProgress, ImportedView, ImportsView,
    PreviewImport, WithdrawImport,
};
use crate::{Desk, Error, Result};
pub(crate) use kept::kept;
use previews::size;
pub(crate) use reading::Looked;
pub use reading::SharedProgress;
use reading::{arrears_through, look, look_again};

/// Name of whoever owes an opening balance of a unit whose owner the old books did not name.
const UNNAMED: &str = "（业主未登记）";

/// What a file says, and what it would do to the register. Nothing is written. Refusals: `not_allowed`, `file_missing`,
/// `choice_unknown`, and those of reading it.
pub fn preview_import(desk: &mut Desk, request: PreviewImport, now: Instant) -> Result<ImportPreview> {
    desk.permitted(Duty::ImportRegister)?;
    let through = arrears_through(&request, now.date())?;
    desk.office()?;
    let looked = look(desk, &request, through)?;
    let (refused, difference) = desk.read(|r| {
        let refused = match refuse(r, &looked.draft) {
            Ok(()) => None,
            Err(Error::Refusal(refusal)) => Some(crate::start::problem(&refusal)),
            Err(fault) => return Err(fault),
        };
        Ok((refused, ImportDifference { new: looked.draft.units.len(), ..Default::default() }))
    })?;
    Ok(previews::preview(&looked, through, difference, refused))
}

/// A draft without a unit never gets here: reading refuses it. Refusals: `import_same_file`, `import_unit_exists`.
fn refuse(r: &Reader<'_>, draft: &Draft) -> Result<()> {
    if let Some(batch) = r.batch_of_file(&draft.sha256)? {
        return Err(Refusal::new(
            "import_same_file",
            format!(
                "这个文件已在 {} 由 {} 导入过（第 {} 批），没有重复导入。要重来请先撤回那一批。",
                batch.at.minute(),
                batch.operator,
                batch.id.0
            ),
        )
        .into());
    }
    let mut there = Vec::new();
    for unit in &draft.units {
        if r.unit_by_code(&unit.code.parse()?)?.is_some() {
            there.push(unit.code.as_str());
        }
    }
    if there.is_empty() {
        return Ok(());
    }
    let some: Vec<&str> = there.iter().take(5).copied().collect();
    Err(Refusal::new(
        "import_unit_exists",
        format!(
            "表里有 {} 套房档案里已经有了（{}…），没有导入。请从表里去掉它们，或先撤回原来的导入。",
            there.len(),
            some.join("、")
        ),
    )
    .into())
}

/// Imports what was previewed, in one transaction. The same id gives the first import again. Refusals: `not_allowed`,
/// `file_changed`, `import_same_file`, `import_unit_exists`, and those of reading the file.
pub fn confirm_import(desk: &mut Desk, request: ConfirmImport, now: Instant) -> Result<ImportedView> {
    let session = desk.permitted(Duty::ImportRegister)?;
    let act = Act::new(&request.id, &session, now)?;
    let through = arrears_through(&request.preview, now.date())?;
    desk.office()?;
    let draft = look_again(desk, &request.preview, through)?.draft;
    if draft.sha256 != request.sha256 {
        return Err(Refusal::new("file_changed", "预览之后文件变了，没有导入。请重新预览再确认。").into());
    }
    let view = desk.write(|w| post(w, &act, &draft, through))?;
    Ok(view)
}

pub(crate) fn post(w: &Writer<'_>, act: &Act, draft: &Draft, through: Date) -> Result<ImportedView> {
    let people = size(draft.totals.people);
    if act.done_before(w, EntryKind::Import)?.is_some() {
        let batch =
            w.batch_of_file(&draft.sha256)?.ok_or_else(|| Error::broken("an import without its batch"))?;
        return Ok(imported(batch.id, draft.units.len(), people, batch.opening));
    }
    refuse(w, draft)?;
    let mut register = Register { w, items: HashMap::new(), people: HashMap::new() };
    let mut charges: Vec<(NewChargeRow, Vec<SourceRow>)> = Vec::new();
    let mut sources: Vec<SourceRow> = Vec::new();
    let mut transfers = Vec::new();
    for unit in &draft.units {
        let (id, liable) = register.unit(unit)?;
        let source =
            |cell: String| SourceRow { unit: id, charge: None, sheet: unit.source.sheet.clone(), cell };
        sources.push(source(unit.source.to_string()));
        let mut of_unit: Vec<(NewChargeRow, Vec<SourceRow>)> = Vec::new();
        for opening in &unit.openings {
            let person = register.debtor(id, liable)?;
            let amount = Fen::new(opening.amount_fen);
            if amount.is_negative() {
                let prepaid = Account::Prepayment { unit: id, person };
                transfers.push(Transfer::new(Account::OpeningBalance, prepaid, amount.abs()));
                continue;
            }
            let row = opening_row(id, person, register.item(&opening.item)?.id, opening, through)?;
            match of_unit.iter_mut().find(|(c, _)| c.item == row.item && c.period == row.period) {
                Some((same, cells)) => {
                    same.amount += row.amount;
                    same.label = format!("{}、{}", same.label, row.label);
                    cells.push(source(opening.source.to_string()));
                }
                None => of_unit.push((row, vec![source(opening.source.to_string())])),
            }
        }
        transfers.extend(
            of_unit.iter().map(|(c, _)| Transfer::new(receivable(c), Account::OpeningBalance, c.amount)),
        );
        charges.extend(of_unit);
    }
    // As the workbook sums it: arrears less what was paid ahead.
    let opening = Fen::new(draft.units.iter().flat_map(|u| &u.openings).map(|o| o.amount_fen).sum());
    let mut entry = act.entry(EntryKind::Import, business_date(w, act.now)?);
    entry.document.clone_from(&draft.file_name);
    let digest = store::charges::digest(charges.iter().map(|(c, _)| c));
    let batch =
        NewBatch { file_name: &draft.file_name, sha256: &draft.sha256, units: draft.units.len(), opening };
    let of_charges = (1..).zip(&charges).flat_map(|(nth, (_, cells))| cells.iter().map(move |s| (s, nth)));
    let placed = sources.iter().map(|s| (s, 0)).chain(of_charges);
    entry.content = store::imports::content(&batch, placed, &digest);
    entry.transfers = transfers;
    let posted = w.post(&entry)?;
    let batch = w.insert_batch(posted, &batch)?;
    let rows: Vec<NewChargeRow> = charges.iter().map(|(c, _)| c.clone()).collect();
    let ids = w.insert_charges(posted, &rows)?;
    for source in &sources {
        w.insert_source(batch, source)?;
    }
    for (id, (_, cells)) in ids.into_iter().zip(charges) {
        for cell in cells {
            w.insert_source(batch, &SourceRow { charge: Some(id), ..cell })?;
        }
    }
    Ok(imported(batch, draft.units.len(), people, opening))
}

fn imported(batch: BatchId, units: usize, people: usize, opening: Fen) -> ImportedView {
    ImportedView {
        batch: batch.0,
        units,
        people,
        opening_fen: opening.into(),
        changed: 0,
        gone: 0,
        prepayments_fen: Fen::ZERO.into(),
        deposits_fen: Fen::ZERO.into(),
        kept: 0,
        left: Vec::new(),
    }
}

fn opening_row(
    unit: UnitId,
    person: PersonId,
    item: ledger::accounts::ItemId,
    opening: &DraftOpening,
    through: Date,
) -> Result<NewChargeRow> {
    let date = |text: &Option<String>| text.as_deref().map(parse_date).transpose();
    let to = date(&opening.to)?.unwrap_or(through);
    let year_start = Date::from_ymd_opt(to.year(), 1, 1).unwrap_or(to);
    let from = date(&opening.from)?.unwrap_or(year_start);
    let period = Period::new(from, to).ok_or_else(|| {
        Refusal::new(
            "date_unreadable",
            format!("“{}”的起止日期前后颠倒。请在表里改正后再导入。", opening.label),
        )
    })?;
    Ok(NewChargeRow {
        unit,
        person,
        item,
        period,
        due: to,
        amount: Fen::new(opening.amount_fen),
        label: opening.label.clone(),
        working: format!("期初：{}", opening.label),
        origin: Origin::Opening,
    })
}

/// Puts a draft's units, people and items into the register, each person and item once.
struct Register<'w, 'c> {
    w: &'w Writer<'c>,
    items: HashMap<String, Item>,
    people: HashMap<(String, String), PersonId>,
}

impl Register<'_, '_> {
    fn unit(&mut self, draft: &DraftUnit) -> Result<(UnitId, Option<PersonId>)> {
        let code: UnitCode = draft.code.parse()?;
        let id = self.w.insert_unit(&UnitRow {
            id: UnitId(0),
            written: draft.original.clone(),
            building: draft.building.clone(),
            usage: UnitUse::parse(&draft.usage)
                .ok_or_else(|| Error::broken("a draft with an unknown use"))?,
            area: draft.area.as_deref().map(Area::parse).transpose()?,
            status: draft.status.as_deref().and_then(UnitStatus::parse),
            handover: draft.handover.as_deref().map(parse_date).transpose()?,
            code,
        })?;
        let mut liable = None;
        for person in &draft.people {
            let phones: Vec<Phone> = person.phones.iter().filter_map(|p| Phone::parse(p)).collect();
            let relation = Relation::parse(&person.relation)
                .ok_or_else(|| Error::broken("a draft with an unknown relation"))?;
            let known = self.person(&person.name, phones)?;
            let pays = liable.is_none() && relation != Relation::Tenant || draft.people.len() == 1;
            self.stand(id, known, &person.name, relation, pays)?;
            if pays {
                liable = Some(known);
            }
        }
        Ok((id, liable))
    }

    fn person(&mut self, name: &str, phones: Vec<Phone>) -> Result<PersonId> {
        let key = phones.first().map(|p| (name.to_owned(), p.digits().to_owned()));
        if let Some(known) = key.as_ref().and_then(|k| self.people.get(k)) {
            return Ok(*known);
        }
        let id = self.w.insert_person(name, &phones)?;
        if let Some(key) = key {
            self.people.insert(key, id);
        }
        Ok(id)
    }

    fn stand(
        &self,
        unit: UnitId,
        person: PersonId,
        name: &str,
        relation: Relation,
        liable: bool,
    ) -> Result<()> {
        Ok(self.w.set_unit_person(&UnitPerson {
            unit,
            person,
            name: name.to_owned(),
            relation,
            liable,
            liable_from: None,
            liable_to: None,
            phones: Vec::new(),
        })?)
    }

    /// Who owes an opening balance; a unit without people gets an unnamed owner, to be chased.
    fn debtor(&mut self, unit: UnitId, liable: Option<PersonId>) -> Result<PersonId> {
        if let Some(liable) = liable {
            return Ok(liable);
        }
        if let Some(there) = self.w.people_of(unit)?.first() {
            return Ok(there.person);
        }
        let id = self.w.insert_person(UNNAMED, &[])?;
        self.stand(unit, id, UNNAMED, Relation::Owner, true)?;
        Ok(id)
    }

    fn item(&mut self, name: &str) -> Result<Item> {
        if let Some(item) = self.items.get(name) {
            return Ok(item.clone());
        }
        let item = match self.w.item_by_name(name)? {
            Some(item) => item,
            None => self.w.insert_item(name, Treatment::Income, RoundingStep::Fen)?,
        };
        self.items.insert(name.to_owned(), item.clone());
        Ok(item)
    }
}

/// Stops a workbook being read.
pub fn cancel_import(desk: &mut Desk, _request: (), _now: Instant) -> Result<()> {
    desk.cancel_flag().store(true, Ordering::SeqCst);
    Ok(())
}

/// How far the file being looked at has been read.
pub fn import_progress(desk: &mut Desk, _request: (), _now: Instant) -> Result<ImportProgress> {
    Ok(desk.import_progress().now())
}

/// Imports, latest first.
pub fn list_imports(desk: &mut Desk, _request: (), _now: Instant) -> Result<ImportsView> {
    desk.read(|r| {
        let batches = r.batches()?.into_iter().map(|b| ImportBatch {
            batch: b.id.0,
            file_name: b.file_name,
            sha256: b.sha256,
            at: b.at.minute(),
            operator: b.operator,
            units: b.units,
            opening_fen: b.opening.into(),
            also: String::new(),
            withdrawn: b.withdrawn,
        });
        Ok(ImportsView { batches: batches.collect() })
    })
}

/// Takes an import back as a whole: its openings are undone, its units leave the register. Refusals: `not_allowed`,
/// `reason_missing`, `import_unknown`, `import_withdrawn_already`, `import_in_use`.
pub fn withdraw_import(desk: &mut Desk, request: WithdrawImport, now: Instant) -> Result<ImportsView> {
    let session = desk.permitted(Duty::ChangeRegister)?;
    if request.reason.trim().is_empty() {
        return Err(Refusal::new("reason_missing", "撤回导入要写明原因。请填写。").into());
    }
    let act = Act::new(&request.id, &session, now)?;
    desk.write(|w| {
        if act.done_before(w, EntryKind::ImportWithdrawn)?.is_some() {
            return Ok(());
        }
        let unknown = || Refusal::new("import_unknown", "没有这一批导入。请重新选择。");
        let batch = w.batch(BatchId(request.batch))?.ok_or_else(unknown)?;
        if batch.withdrawn {
            return Err(Refusal::new("import_withdrawn_already", "这一批已经撤回过。不用再办。").into());
        }
        if w.touched_since_posted(batch.entry)? || w.used_since_import(batch.id)? {
            return Err(Refusal::new(
                "import_in_use",
                "这一批的房产已经出过账或收过款，不能整批撤回。请在房产档案里逐户更正。",
            )
            .into());
        }
        let mut entry = act.entry(EntryKind::ImportWithdrawn, business_date(w, now)?);
        entry.document = format!("撤回第 {} 批 {}", batch.id.0, batch.file_name);
        entry.reason = request.reason.trim().to_owned();
        entry.reverses = Some(batch.entry);
        entry.transfers = w.transfers(batch.entry)?.into_iter().map(|(name, t)| t.reversal(name)).collect();
        let charges: Vec<_> = w.charges_by(batch.entry)?.into_iter().map(|c| c.charge.id).collect();
        entry.content = store::imports::withdrawal_content(batch.id, &charges);
        let posted = w.post(&entry)?;
        for charge in charges {
            w.reverse_charge(charge, posted)?;
        }
        for unit in w.units_of_batch(batch.id)? {
            w.retire_unit(unit, posted)?;
        }
        Ok(w.insert_withdrawal(batch.id, posted)?)
    })?;
    list_imports(desk, (), now)
}
