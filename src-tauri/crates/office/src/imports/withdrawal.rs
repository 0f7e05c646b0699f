//! An import taken back as a whole: the register and the books are as before it.

use ledger::accounts::Account;
use ledger::calendar::Instant;
use ledger::entries::{EntryKind, EntryNumber, Transfer, TransferRef};
use ledger::operators::Duty;
use ledger::people::Phone;
use ledger::refusal::Refusal;
use store::Writer;
use store::imports::{BatchId, BatchRow, Restored, SourceRow};
use store::kept::{BalanceRow, ChangeRow, Field};
use store::register::UnitPerson;

use super::batches::list_imports;
use super::choices::label;
use super::difference::account;
use super::fields::{field_of, set_field};
use super::made::Made;
use crate::desk::{Act, business_date};
use crate::views::imports::{ImportsView, WithdrawImport, WithdrawnView};
use crate::{Desk, Error, Result};

/// Takes an import back as a whole: its openings and balances are undone, its units leave the register, what it changed
/// is as before unless it was changed again since (which is told), what it kept stands no more. Refusals: `not_allowed`,
/// `reason_missing`, `import_unknown`, `import_withdrawn_already`, `import_built_on`, `import_in_use`, `import_billed`,
/// `import_unit_back`.
pub fn withdraw_import(desk: &mut Desk, request: WithdrawImport, now: Instant) -> Result<WithdrawnView> {
    let session = desk.permitted(Duty::ChangeRegister)?;
    if request.reason.trim().is_empty() {
        return Err(Refusal::new("reason_missing", "撤回导入要写明原因。请填写。").into());
    }
    let act = Act::new(&request.id, &session, now)?;
    let left = desk.write(|w| match act.done_before(w, EntryKind::ImportWithdrawn)? {
        Some(_) => Ok(Vec::new()),
        None => withdraw(w, &act, BatchId(request.batch), request.reason.trim()),
    })?;
    let ImportsView { batches } = list_imports(desk, (), now)?;
    Ok(WithdrawnView { batches, left })
}

/// Refusals: as [`withdraw_import`].
fn allowed(w: &Writer<'_>, id: BatchId) -> Result<BatchRow> {
    let unknown = || Refusal::new("import_unknown", "没有这一批导入。请重新选择。");
    let batch = w.batch(id)?.ok_or_else(unknown)?;
    if batch.withdrawn {
        return Err(Refusal::new("import_withdrawn_already", "这一批已经撤回过。不用再办。").into());
    }
    if let Some(later) = w.batch_built_on(id)? {
        return Err(Refusal::new(
            "import_built_on",
            format!(
                "第 {} 批（{}）是在这一批的基础上导入的，不能先撤回这一批。请先撤回第 {} 批。",
                later.id.0, later.file_name, later.id.0
            ),
        )
        .into());
    }
    if w.touched_since_posted(batch.entry)?
        || w.paid_since_import(batch.id)?
        || w.moved_since_import(batch.entry)?
    {
        return Err(Refusal::new(
            "import_in_use",
            "这一批的房产已经收过款或减免过，不能整批撤回。请在房产档案里逐户更正。",
        )
        .into());
    }
    let runs = w.billed_since_import(batch.id)?;
    if !runs.is_empty() {
        let runs: Vec<String> = runs.iter().map(|run| format!("第 {} 号", run.0)).collect();
        return Err(Refusal::new(
            "import_billed",
            format!(
                "这一批的房产已经出过账（{}），还没有收过款。请先撤回出账（“收费标准与出账”的“以前出的账”，或 bill --withdraw 凭证号），再撤回这一批。",
                runs.join("、")
            ),
        )
        .into());
    }
    Ok(batch)
}

/// What stays although the import had changed it.
fn withdraw(w: &Writer<'_>, act: &Act, id: BatchId, reason: &str) -> Result<Vec<String>> {
    let batch = allowed(w, id)?;
    let next = EntryNumber(w.head()?.number.0 + 1);
    let mut entry = act.entry(EntryKind::ImportWithdrawn, business_date(w, act.now)?);
    entry.document = format!("撤回第 {} 批 {}", batch.id.0, batch.file_name);
    entry.reason = reason.to_owned();
    entry.reverses = Some(batch.entry);
    // Openings and balances in its name, whether it posted them or a withdrawal put them back.
    let charges = w.standing_openings_of(id)?;
    let (mut transfers, mut made) = (Vec::new(), Made::default());
    for charge in &charges {
        let row = w.charge(*charge)?.ok_or_else(|| Error::broken("a standing opening that is gone"))?;
        if row.charge.open != row.charge.amount {
            return Err(Error::broken("an opening that was paid and not seen to be"));
        }
        let (name, transfer) = made.take(w, &row)?;
        transfers.push(transfer.reversal(name));
    }
    for (_, b) in w.standing_balances()?.into_iter().filter(|(of, _)| *of == id) {
        let transfer = Transfer::new(Account::OpeningBalance, account(&b), b.amount);
        transfers.push(transfer.reversal(TransferRef { entry: b.entry, line: b.line }));
    }
    let restored = restore(w, &batch, next, &mut transfers)?;
    entry.transfers = transfers;
    entry.content = store::imports::withdrawal_content(batch.id, &charges, &restored);
    let posted = w.post(&entry)?;
    w.reverse_charges(&charges, posted)?;
    let ids = w.insert_charges(posted, &restored.charges)?;
    let sources = restored.sources.iter().map(|(of, source, nth)| {
        let charge = usize::try_from(*nth - 1).ok().and_then(|i| ids.get(i)).copied();
        (*of, SourceRow { charge, ..source.clone() })
    });
    let sources: Vec<(BatchId, SourceRow)> = sources.collect();
    w.insert_restored_sources(sources.iter().map(|(of, source)| (*of, source)), posted)?;
    for (of, balance) in &restored.balances {
        w.keep(*of, std::slice::from_ref(balance))?;
    }
    let kept = w.kept_of_batch(id, batch.entry)?;
    let mut left = Vec::new();
    for change in kept.changes.iter().rev() {
        left.extend(change_back(w, change)?);
    }
    for unit in w.units_of_batch(id)? {
        w.retire_unit(unit, posted)?;
    }
    w.insert_withdrawal(batch.id, posted)?;
    Ok(left)
}

/// What the import had replaced, to be posted again as it was.
fn restore(
    w: &Writer<'_>,
    batch: &BatchRow,
    next: EntryNumber,
    transfers: &mut Vec<Transfer>,
) -> Result<Restored> {
    let mut restored = Restored::default();
    for (_, charge, sources) in w.openings_reversed_by(batch.entry)? {
        transfers.push(Transfer::new(charge.account(), Account::OpeningBalance, charge.amount));
        restored.charges.push(charge);
        let nth = i64::try_from(restored.charges.len()).unwrap_or(i64::MAX);
        restored.sources.extend(sources.into_iter().map(|(of, source)| (of, source, nth)));
    }
    for (of, balance) in w.balances_reversed_by(batch.entry)? {
        let line = i64::try_from(transfers.len() + 1).unwrap_or(i64::MAX);
        transfers.push(Transfer::new(Account::OpeningBalance, account(&balance), balance.amount));
        restored.balances.push((of, BalanceRow { entry: next, line, ..balance }));
    }
    Ok(restored)
}

/// Puts a value back, unless somebody changed it again: then it says what stays. Refusal: `import_unit_back`.
fn change_back(w: &Writer<'_>, change: &ChangeRow) -> Result<Option<String>> {
    let unit = w.unit(change.unit)?.ok_or_else(|| Error::broken("a changed unit that is gone"))?;
    let stays = |what: &str| Some(format!("{} {what}：导入以后又改过，照现在的留着。", unit.code));
    match (change.field, change.person) {
        (Field::InRegister, _) => {
            if w.unit_by_code(&unit.code)?.is_some() {
                return Err(Refusal::new(
                    "import_unit_back",
                    format!("档案里又有了一个 {}，移出的那个放不回去。请先改掉新的房号。", unit.code),
                )
                .into());
            }
            w.unretire_unit(unit.id)?;
        }
        (Field::Phones, Some(person)) => {
            let Some((name, now)) = w.person(person)? else { return Ok(None) };
            let sorted = |digits: &str| {
                let mut all: Vec<String> = digits.split_whitespace().map(str::to_owned).collect();
                all.sort_unstable();
                all
            };
            let now: Vec<String> = now.iter().map(|p| p.digits().to_owned()).collect();
            if sorted(&now.join(" ")) != sorted(&change.after) {
                return Ok(stays(&format!("{name}的电话")));
            }
            let before: Vec<Phone> = change.before.split_whitespace().filter_map(Phone::parse).collect();
            w.update_person(person, &name, Some(&before))?;
        }
        (Field::Person, Some(person)) if change.after.is_empty() => {
            let Some(there) = w.people_of(unit.id)?.into_iter().find(|p| p.person == person) else {
                return Ok(None);
            };
            if !there.liable || there.liable_to.is_none() {
                return Ok(stays(&format!("由{}缴费", there.name)));
            }
            w.set_unit_person(&UnitPerson { liable_to: None, ..there })?;
        }
        (Field::Person, Some(person)) => {
            let owes = |c: &store::charges::ChargeRow| c.charge.person == person;
            if w.charges_of(change.unit)?.iter().any(owes) {
                let name = w.person(person)?.map(|(name, _)| name).unwrap_or_default();
                return Ok(Some(format!("{} {name}：有记在他名下的账，留在这一户。", unit.code)));
            }
            w.remove_unit_person(change.unit, person)?;
        }
        (Field::Phones | Field::Person, None) => return Err(Error::broken("a change of nobody")),
        (field, _) => {
            if field_of(&unit, field) != change.after {
                return Ok(stays(label(field)));
            }
            let mut before = unit.clone();
            set_field(&mut before, field, &change.before)?;
            w.update_unit(&before)?;
        }
    }
    Ok(None)
}
