//! An import posted: units, people and money, and what stays beside the books, in one transaction.

mod books;
mod owners;

use std::collections::{HashMap, HashSet};

use ledger::accounts::Account;
use ledger::calendar::Date;
use ledger::entries::{EntryKind, EntryNumber, Transfer, TransferRef};
use ledger::money::Fen;
use ledger::people::PersonId;
use ledger::refusal::Refusal;
use ledger::units::{Area, UnitId, UnitStatus, UnitUse};
use sheets::{DraftPerson, DraftUnit};
use store::Writer;
use store::charges::{ChargeRow, NewChargeRow};
use store::imports::{NewBatch, SourceRow};
use store::kept::{BalanceRow, ChangeRow, Field, Kept, SourceCell};
use store::register::{UnitPerson, UnitRow};

use super::difference::{Change, Gone, Plan, Step, UnitPlan, account, plan};
use super::fields::set_field;
use super::looked::Looked;
use super::made::Made;
use super::money::cell;
use super::names::{Beside, Names};
use super::people::People;
use super::watch::Watch;
use super::{choices, hand_back, refuse, refuse_money, rows};
use crate::desk::{Act, business_date};
use crate::views::imports::{ApplyDifference, ImportedView};
use crate::{Error, Result};

/// In percent: the register was compared, the units are worked out, the entry is in the books, the cells are kept.
const PLANNED: u8 = 10;
const PREPARED: u8 = 45;
const POSTED: u8 = 60;
const PLACED: u8 = 85;

/// An import on its way into the books.
struct Posting<'w, 'c> {
    w: &'w Writer<'c>,
    next: EntryNumber,
    people: People<'w, 'c>,
    names: Names,
    made: Made,
    transfers: Vec<Transfer>,
    charges: Vec<NewChargeRow>,
    /// Of units and people.
    sources: Vec<SourceRow>,
    /// Of charges, each with the place of its charge, from 1.
    of_charges: Vec<(SourceRow, i64)>,
    kept: Kept,
    reversed: Vec<ChargeRow>,
    leaving: Vec<UnitId>,
    /// The day from which new owners pay, and who they are.
    on: Date,
    payers: Vec<UnitPerson>,
    view: ImportedView,
    opening: Fen,
    prepaid: Fen,
    deposits: Fen,
}

/// Posts what was looked at, as far as `apply` says. The same id gives the first import again. Refusals:
/// `import_same_file`, `import_difference_outdated`, `import_nothing_to_apply`, `import_unit_stays`, `not_allowed`,
/// `date_unreadable`, `import_cancelled`.
pub(super) fn post(
    w: &Writer<'_>,
    act: &Act,
    looked: &Looked,
    layout: &str,
    (through, apply): (Date, &ApplyDifference),
    watch: &Watch,
) -> Result<ImportedView> {
    let draft = &looked.draft;
    if act.done_before(w, EntryKind::Import)?.is_some() {
        return done_before(w, &draft.sha256);
    }
    refuse(w, draft)?;
    let plan = plan(w, draft, layout, through)?;
    still_so(&plan, apply)?;
    if apply.new {
        refuse_money(&plan, act.session.role)?;
    }
    let mut posting = Posting {
        w,
        next: EntryNumber(w.head()?.number.0 + 1),
        people: People::new(w)?,
        names: Names::of(draft),
        made: Made::default(),
        transfers: Vec::new(),
        charges: Vec::new(),
        sources: Vec::new(),
        of_charges: Vec::new(),
        kept: Kept::default(),
        reversed: Vec::new(),
        leaving: Vec::new(),
        on: business_date(w, act.now)?,
        payers: Vec::new(),
        view: ImportedView::default(),
        opening: Fen::ZERO,
        prepaid: Fen::ZERO,
        deposits: Fen::ZERO,
    };
    let wanted: HashSet<&str> = apply.changed.iter().map(String::as_str).collect();
    let taken_over: HashSet<&str> = apply.owners.iter().map(String::as_str).collect();
    let all = plan.units.len();
    for (at, unit) in plan.units.into_iter().enumerate() {
        watch.far(PLANNED, PREPARED, (at, all))?;
        let code = unit.draft.code.as_str();
        let owners = unit.other_owners() && (apply.all_owners || taken_over.contains(code));
        let changed = owners || apply.all_changed || wanted.contains(code);
        posting.unit(unit, (changed, owners), apply.new)?;
    }
    for gone in plan.gone.iter().filter(|g| apply.gone.iter().any(|code| code == g.unit.code.as_str())) {
        posting.leave(gone)?;
    }
    posting.finish(act, looked, layout, watch)
}

fn done_before(w: &Writer<'_>, sha256: &str) -> Result<ImportedView> {
    let batch = w.batch_of_file(sha256)?.ok_or_else(|| Error::broken("an import without its batch"))?;
    let kept = w.kept_of_batch(batch.id, batch.entry)?;
    let count = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
    let sum = |deposit: bool| -> Fen {
        kept.balances.iter().filter(|b| b.item.is_some() == deposit).map(|b| b.amount).sum()
    };
    let leaving = kept.changes.iter().filter(|c| c.field == Field::InRegister).count();
    let changed: HashSet<UnitId> =
        kept.changes.iter().filter(|c| c.field != Field::InRegister).map(|c| c.unit).collect();
    Ok(ImportedView {
        batch: batch.id.0,
        units: count(batch.units),
        people: count(batch.people),
        opening_fen: batch.opening.into(),
        changed: changed.len(),
        gone: leaving,
        overpaid_fen: Default::default(),
        prepayments_fen: sum(false).into(),
        deposits_fen: sum(true).into(),
        kept: kept.beside_the_books(),
        left: Vec::new(),
    })
}

/// What is to be applied is in the difference as it is now. Refusals: `import_difference_outdated`,
/// `import_unit_stays`.
fn still_so(plan: &Plan<'_>, apply: &ApplyDifference) -> Result<()> {
    let changed: HashSet<&str> =
        plan.units.iter().filter(|u| !u.changes.is_empty()).map(|u| u.draft.code.as_str()).collect();
    let gone: HashMap<&str, &Gone> = plan.gone.iter().map(|g| (g.unit.code.as_str(), g)).collect();
    let owners: HashSet<&str> =
        plan.units.iter().filter(|u| u.other_owners()).map(|u| u.draft.code.as_str()).collect();
    let stray = apply.changed.iter().find(|code| !changed.contains(code.as_str()));
    let stray = stray.or_else(|| apply.owners.iter().find(|code| !owners.contains(code.as_str())));
    if let Some(code) = stray.or_else(|| apply.gone.iter().find(|code| !gone.contains_key(code.as_str()))) {
        return Err(Refusal::new(
            "import_difference_outdated",
            format!("{code} 与档案的差异已经不是预览时的样子，没有导入。请重新预览再确认。"),
        )
        .into());
    }
    match apply.gone.iter().find_map(|code| gone.get(code.as_str()).filter(|g| !g.stays.is_empty())) {
        Some(g) => Err(Refusal::new(
            "import_unit_stays",
            format!("{} {}，没有导入。请不要勾选它。", g.unit.code, g.stays),
        )
        .into()),
        None => Ok(()),
    }
}

impl Posting<'_, '_> {
    fn unit(&mut self, mut plan: UnitPlan<'_>, (changed, owners): (bool, bool), new: bool) -> Result<()> {
        let before = self.weight();
        let known = plan.known.is_some();
        let id = match plan.known.take() {
            None if !new => return Ok(()),
            None => self.new_unit(&plan.draft)?,
            Some(unit) => {
                let id = unit.id;
                self.people.at(std::mem::take(&mut plan.people));
                if changed {
                    self.changes(unit, &plan, owners)?;
                }
                id
            }
        };
        if new {
            self.owed(id, known, std::mem::take(&mut plan.owed))?;
            self.held(id, known, std::mem::take(&mut plan.held))?;
            self.beside_the_books(id, &plan)?;
        }
        if known && self.weight() > before {
            self.view.changed += 1;
            // One that the file does not name any more stands nowhere in it.
            if plan.draft.source.row > 0 {
                self.sources.push(SourceRow::of_unit(id, true, cell(&plan.draft.source)));
            }
        }
        Ok(())
    }

    /// Grows with everything that is to be posted or kept.
    fn weight(&self) -> usize {
        self.charges.len()
            + self.transfers.len()
            + self.sources.len()
            + self.kept.changes.len()
            + self.kept.beside_the_books()
    }

    fn new_unit(&mut self, draft: &DraftUnit) -> Result<UnitId> {
        let id = self.people.at_new(UnitRow {
            id: UnitId(0),
            written: draft.original.clone(),
            building: draft.building.clone(),
            usage: UnitUse::parse(&draft.usage)
                .ok_or_else(|| Error::broken("a draft with an unknown use"))?,
            area: draft.area.as_deref().map(Area::parse).transpose()?,
            status: draft.status.as_deref().and_then(UnitStatus::parse),
            handover: draft.handover.as_deref().map(ledger::calendar::parse_date).transpose()?,
            code: draft.code.parse()?,
        });
        self.sources.push(SourceRow::of_unit(id, false, cell(&draft.source)));
        self.view.units += 1;
        for person in &draft.people {
            self.person(id, draft, person, false)?;
        }
        Ok(id)
    }

    /// Puts a person to a unit, with his source and ID number.
    fn person(&mut self, unit: UnitId, draft: &DraftUnit, p: &DraftPerson, known: bool) -> Result<()> {
        let only = draft.people.len() == 1;
        let (person, relation) = self.people.put(unit, p, only)?;
        let at = p.source.as_ref().map_or_else(|| self.names.cell(draft, relation), cell);
        self.view.people += 1;
        if known {
            self.changed(unit, Some(person), (Field::Person, "", relation.code()), &at);
        } else {
            let of_id = self.names.beside((draft, p), relation, Beside::IdNumber);
            self.kept.id_numbers.extend(rows::id_number(unit, person, p, &of_id));
        }
        self.sources.push(SourceRow { person: Some(person), ..SourceRow::of_unit(unit, false, at) });
        Ok(())
    }

    fn changed(
        &mut self,
        unit: UnitId,
        person: Option<PersonId>,
        (field, before, after): (Field, &str, &str),
        at: &SourceCell,
    ) {
        let (before, after) = (before.to_owned(), after.to_owned());
        self.kept.changes.push(ChangeRow { unit, person, field, before, after, source: at.clone() });
    }

    fn changes(&mut self, mut unit: UnitRow, plan: &UnitPlan<'_>, owners: bool) -> Result<()> {
        let at = cell(&plan.draft.source);
        for Change { shown, step } in &plan.changes {
            if !shown.held.is_empty() {
                self.view.left.push(format!("{} {}：{}。", unit.code, shown.label, shown.held));
                continue;
            }
            match step {
                Step::Unit { field, before, after } => {
                    set_field(&mut unit, *field, after)?;
                    self.w.update_unit(&unit)?;
                    self.changed(unit.id, None, (*field, before, after), &at);
                }
                Step::Person(person) => self.person(unit.id, &plan.draft, person, true)?,
                Step::Owners { before, after } => self.owners(&plan.draft, (before, after), owners)?,
                Step::Phones { of, after } => self.phones(unit.id, &plan.draft, of, after)?,
                Step::Openings { reverse, post } => {
                    self.reverse_openings(reverse)?;
                    self.owed(unit.id, true, post.clone())?;
                }
                Step::Balances { reverse, post } => {
                    self.reverse_balances(reverse)?;
                    self.held(unit.id, true, post.clone())?;
                }
            }
        }
        Ok(())
    }

    fn beside_the_books(&mut self, unit: UnitId, plan: &UnitPlan<'_>) -> Result<()> {
        for r in &plan.readings {
            self.kept.readings.push(rows::reading(unit, r)?);
        }
        self.kept.vehicles.extend(plan.vehicles.iter().map(|v| rows::vehicle(unit, v)));
        for p in &plan.past_payments {
            self.kept.past_payments.push(rows::past_payment(unit, p)?);
        }
        self.kept.notes.extend(plan.notes.iter().map(|n| rows::note(unit, n)));
        for p in &plan.id_numbers {
            match self.people.named(&p.name) {
                Some(there) => {
                    let at = self.names.beside((&plan.draft, p), there.relation, Beside::IdNumber);
                    self.kept.id_numbers.extend(rows::id_number(unit, there.person, p, &at));
                }
                None => self
                    .view
                    .left
                    .push(format!("{} {} 没有登记为这套房的人，证件号没有存。", plan.draft.code, p.name)),
            }
        }
        Ok(())
    }

    fn reverse_openings(&mut self, openings: &[ChargeRow]) -> Result<()> {
        for charge in openings {
            let (name, transfer) = self.made.take(self.w, charge)?;
            self.transfers.push(transfer.reversal(name));
            self.opening -= charge.charge.amount;
            self.reversed.push(charge.clone());
        }
        Ok(())
    }

    fn reverse_balances(&mut self, balances: &[BalanceRow]) -> Result<()> {
        for b in balances {
            let transfer = Transfer::new(Account::OpeningBalance, account(b), b.amount);
            self.transfers.push(transfer.reversal(TransferRef { entry: b.entry, line: b.line }));
            match b.item {
                Some(_) => self.deposits -= b.amount,
                None => self.prepaid -= b.amount,
            }
        }
        Ok(())
    }

    /// A unit leaves the register, and what it owed by the old books leaves the books.
    fn leave(&mut self, gone: &Gone) -> Result<()> {
        self.reverse_openings(&gone.openings)?;
        self.reverse_balances(&gone.balances)?;
        self.changed(gone.unit.id, None, (Field::InRegister, "1", ""), &SourceCell::default());
        self.leaving.push(gone.unit.id);
        self.view.gone += 1;
        Ok(())
    }

    fn finish(mut self, act: &Act, looked: &Looked, layout: &str, watch: &Watch) -> Result<ImportedView> {
        if self.weight() == 0 {
            return Err(Refusal::new(
                "import_nothing_to_apply",
                "照所选的部分，这个文件没有要写的：没有新的；有出入的不是没有选，就是不能照表改。请核对与档案的差异，或换一个文件。",
            )
            .into());
        }
        let draft = &looked.draft;
        let choices = choices::to_json(&looked.choices)?;
        let batch = NewBatch {
            file_name: &draft.file_name,
            sha256: &draft.sha256,
            units: self.view.units,
            opening: self.opening,
            people: self.view.people,
            layout,
            choices: &choices,
        };
        let mut entry = act.entry(EntryKind::Import, self.on);
        entry.document.clone_from(&draft.file_name);
        let mut reversed: Vec<_> = self.reversed.iter().map(|c| c.charge.id).collect();
        reversed.sort_unstable_by_key(|c| c.0);
        let (charges, kept) = (&self.charges, &self.kept);
        let of_charges = self.of_charges.iter().map(|(s, nth)| (s, *nth));
        let placed = self.sources.iter().map(|s| (s, 0)).chain(of_charges);
        // What everything hashes to is worked out while the register takes the newcomers.
        entry.content = std::thread::scope(|scope| {
            let content = scope.spawn(|| {
                let charges = store::charges::digest(charges.iter());
                store::imports::content(&batch, placed, &kept.digest(), &reversed, &charges)
            });
            self.people.arrive()?;
            self.payers.iter().try_for_each(|payer| self.w.set_unit_person(payer))?;
            content.join().map_err(|_| Error::broken("the hash of an import was not worked out"))
        })?;
        entry.transfers = std::mem::take(&mut self.transfers);
        watch.at(PREPARED)?;
        let posted = self.w.post(&entry)?;
        watch.at(POSTED)?;
        let id = self.w.insert_batch(posted, &batch)?;
        self.w.reverse_charges(&reversed, posted)?;
        let ids = self.w.insert_charges(posted, &self.charges)?;
        for (source, nth) in &mut self.of_charges {
            source.charge = usize::try_from(*nth - 1).ok().and_then(|i| ids.get(i)).copied();
        }
        self.w.insert_sources(id, self.sources.iter())?;
        self.w.insert_sources(id, self.of_charges.iter().map(|(source, _)| source))?;
        watch.at(PLACED)?;
        self.w.keep_all(id, &self.kept)?;
        for unit in self.leaving {
            self.w.retire_unit(unit, posted)?;
        }
        let kept = self.kept.beside_the_books();
        hand_back((entry, self.charges, self.sources, self.of_charges, self.kept, self.people.gone_in()));
        Ok(ImportedView {
            batch: id.0,
            opening_fen: self.opening.into(),
            prepayments_fen: self.prepaid.into(),
            deposits_fen: self.deposits.into(),
            kept,
            ..self.view
        })
    }
}
