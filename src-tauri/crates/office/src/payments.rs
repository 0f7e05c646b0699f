//! The counter: a household, its payment, a void, a waiver.

use ledger::accounts::Account;
use ledger::calendar::{Date, Instant};
use ledger::charges::{Charge, ChargeId};
use ledger::entries::{EntryKind, Transfer};
use ledger::money::Fen;
use ledger::operators::Duty;
use ledger::payments::{self as rules, Settlement, Tender, Tendered};
use ledger::refusal::Refusal;
use store::charges::ChargeRow;
use store::payments::{PaymentRow, PaymentTender, ReceiptQuery};
use store::register::UnitRow as StoredUnit;
use store::{Reader, Writer};

use crate::desk::{Act, business_date};
use crate::receipts::{self, ReceiptSnapshot};
use crate::register::{debtor_names, payer, person_view, resolve, row_of};
use crate::views::payments::{
    AllocationView, ChargeView, Household, Pay, PaymentView, ReceiptView, SettlementView, VoidReceipt, Waive,
};
use crate::views::register::UnitRequest;
use crate::{Desk, Error, Result, pins};

pub(crate) fn charge_view(c: &ChargeRow, today: Date) -> ChargeView {
    let late = if c.charge.overdue(today) { (today - c.charge.due).num_days() } else { 0 };
    ChargeView {
        id: c.charge.id.0,
        item: c.item_name.clone(),
        period: c.label.clone(),
        from: c.charge.period.from().to_string(),
        to: c.charge.period.to().to_string(),
        due: c.charge.due.to_string(),
        person: c.person_name.clone(),
        amount_fen: c.charge.amount.into(),
        open_fen: c.charge.open.into(),
        working: c.working.clone(),
        overdue_days: late,
    }
}

/// A unit at the counter. Refusals: those of finding it.
pub fn household(desk: &mut Desk, request: UnitRequest, now: Instant) -> Result<Household> {
    desk.read(|r| {
        let unit = resolve(r, &request.unit)?;
        household_of(r, &unit, now.date())
    })
}

fn household_of(r: &Reader<'_>, unit: &StoredUnit, today: Date) -> Result<Household> {
    let people = r.people_of(unit.id)?;
    let open = r.open_charges_of(unit.id)?;
    let mut late: Vec<_> = open.iter().filter(|c| c.charge.overdue(today)).map(|c| c.charge.period).collect();
    late.sort_unstable();
    late.dedup();
    let notices = r.notices(&store::notices::NoticeQuery { unit: Some(unit.id), ..Default::default() })?;
    let payer = match people.is_empty() {
        true => String::new(),
        false => debtor_names(&people, payer(r, unit.id, today)?, &people[0].name),
    };
    Ok(Household {
        unit: row_of(r, unit, today)?,
        people: people.iter().map(person_view).collect(),
        payer,
        charges: open.iter().map(|c| charge_view(c, today)).collect(),
        overdue_months: late.len(),
        last_notice: notices
            .first()
            .map(|n| format!("{} {}（{}）", n.notice.kind.chinese(), n.notice.serial, n.at.date())),
    })
}

/// A payment worked out against the books of this moment.
struct Prepared {
    unit: StoredUnit,
    request: rules::Request,
    open: Vec<ChargeRow>,
    settlement: Settlement,
}

fn prepare(reader: &Reader<'_>, pay: &Pay, day: Date) -> Result<Prepared> {
    let unit = resolve(reader, &pay.unit)?;
    let payer = payer(reader, unit.id, day)?;
    let tenders = pay.tenders.iter().map(|t| {
        Ok(Tendered {
            tender: Tender::parse(&t.tender)?,
            amount: t.amount_fen.into(),
            reference: t.reference.trim().to_owned(),
        })
    });
    let request = rules::Request {
        unit: unit.id,
        payer,
        tenders: tenders.collect::<Result<Vec<_>>>()?,
        choice: match &pay.charges {
            None => rules::Choice::OldestFirst,
            Some(ids) => rules::Choice::Chosen(ids.iter().map(|id| ChargeId(*id)).collect()),
        },
        limit: pay.limit_fen.map(Into::into),
        surplus_to_prepayment: pay.surplus_to_prepayment,
    };
    let open = reader.open_charges_of(unit.id)?;
    let charges: Vec<Charge> = open.iter().map(|c| c.charge.clone()).collect();
    let prepaid = -reader.balance(&Account::Prepayment { unit: unit.id, person: payer })?.net();
    let float = reader.open_day()?.map_or(Fen::ZERO, |d| d.float);
    let settlement = rules::settle(&request, &charges, prepaid, float)?;
    Ok(Prepared { unit, request, open, settlement })
}

/// What a payment would do. Refusals: those of [`pay`], but for the day.
pub fn preview_payment(desk: &mut Desk, request: Pay, now: Instant) -> Result<SettlementView> {
    desk.read(|r| {
        let s = prepare(r, &request, now.date())?.settlement;
        let allocations = s.allocations.iter();
        Ok(SettlementView {
            allocations: allocations
                .map(|a| AllocationView { charge_id: a.charge.0, amount_fen: a.amount.into() })
                .collect(),
            to_prepayment_fen: s.to_prepayment.into(),
            total_fen: s.total().into(),
            change_fen: s.change.into(),
        })
    })
}

/// Takes a payment and gives a receipt. The payment is durable before the paper is made: when the paper fails, the view
/// says so and the receipt can be printed again.
///
/// The same id with the same unit and amounts gives the first receipt again. Refusals: `not_allowed`,
/// `payment_exists_with_different_amount`, `day_not_open`, `day_closed`, `day_left_open`, those of finding the unit, and
/// those of [`rules::settle`].
pub fn pay(desk: &mut Desk, request: Pay, now: Instant) -> Result<PaymentView> {
    let session = desk.permitted(Duty::TakePayments)?;
    let act = Act::new(&request.id, &session, now)?;
    let office = desk.office()?.office.clone();
    let (number, repeated) = desk.write(|w| take(w, &act, &request, (&office.name, office.training)))?;
    let receipt = receipts::with_paper(desk, number)?;
    Ok(PaymentView { receipt, repeated })
}

/// The payment itself, inside a transaction. Gives the receipt's number and whether it was there before.
pub(crate) fn take(w: &Writer<'_>, act: &Act, request: &Pay, office: (&str, bool)) -> Result<(i64, bool)> {
    if act.done_before(w, EntryKind::Payment)?.is_some() {
        return Ok((same_again(w, act, request)?, true));
    }
    let open_day = w.open_day()?;
    let last_closed = w.last_closed_day()?.map(|d| d.business_date);
    let day = ledger::cash_day::accepts_payments(
        open_day.as_ref().map(|d| d.business_date),
        last_closed,
        act.now.date(),
    )?;
    let open_day = open_day.ok_or_else(|| Error::broken("a day that accepts payments is open"))?;
    let p = prepare(w, request, day)?;
    let number = w.last_receipt()? + 1;
    let snapshot = snapshot(w, act, &p, number, day, office)?;
    let text = serde_json::to_string(&snapshot)?;
    let mut entry = act.entry(EntryKind::Payment, day);
    entry.document = format!("收据 No.{} {}", snapshot.number, p.unit.code);
    entry.transfers.clone_from(&p.settlement.transfers);
    let kept =
        |tender: Tender| p.settlement.kept.iter().filter(|(t, _)| *t == tender).map(|(_, fen)| *fen).sum();
    let tender = |t: &Tendered| PaymentTender {
        tender: t.tender,
        handed: t.amount,
        kept: kept(t.tender),
        reference: t.reference.clone(),
    };
    let payment = PaymentRow {
        id: act.id,
        cash_day: open_day.id,
        unit: p.unit.id,
        payer: p.request.payer,
        chosen: matches!(p.request.choice, rules::Choice::Chosen(_)),
        total: p.settlement.total(),
        to_prepayment: p.settlement.to_prepayment,
        change: p.settlement.change,
        tenders: p.request.tenders.iter().map(tender).collect(),
        allocations: p.settlement.allocations.clone(),
    };
    entry.content = store::payments::content(number, &payment, &text);
    let posted = w.post(&entry)?;
    w.insert_payment(posted, &payment)?;
    w.insert_receipt(number, act.id, &text)?;
    Ok((number, false))
}

/// The receipt of a payment that is asked for again. Refusal: `payment_exists_with_different_amount`.
fn same_again(w: &Writer<'_>, act: &Act, request: &Pay) -> Result<i64> {
    let before = w.payment(act.id)?.ok_or_else(|| Error::broken("a payment entry without its payment"))?;
    let same_unit = resolve(w, &request.unit)?.id == before.unit;
    let mut asked = request
        .tenders
        .iter()
        .map(|t| Ok((Tender::parse(&t.tender)?, Fen::from(t.amount_fen))))
        .collect::<Result<Vec<_>>>()?;
    let mut taken: Vec<(Tender, Fen)> = before.tenders.iter().map(|t| (t.tender, t.handed)).collect();
    asked.sort_unstable();
    taken.sort_unstable();
    let query = ReceiptQuery { payment: Some(act.id), limit: 1, ..Default::default() };
    let receipt = w.receipts(&query)?.pop().ok_or_else(|| Error::broken("a payment without its receipt"))?;
    if same_unit && asked == taken {
        return Ok(receipt.number);
    }
    Err(Refusal::new(
        "payment_exists_with_different_amount",
        format!(
            "这笔收款已经办过：收据 No.{}，{}。这次的房号、收款方式或金额不同，没有再收。请查看那张收据；要另收请重新开始一笔。",
            crate::papers::receipt_number(receipt.number),
            receipt.total.with_sign()
        ),
    )
    .into())
}

fn snapshot(
    w: &Writer<'_>,
    act: &Act,
    p: &Prepared,
    number: i64,
    day: Date,
    office: (&str, bool),
) -> Result<ReceiptSnapshot> {
    let people = w.people_of(p.unit.id)?;
    let name = w.person(p.request.payer)?.map(|(name, _)| name).unwrap_or_default();
    let s = &p.settlement;
    let account = Account::Prepayment { unit: p.unit.id, person: p.request.payer };
    let before = -w.balance(&account)?.net();
    let drawn = s.kept.iter().filter(|(t, _)| *t == Tender::Prepayment).map(|(_, fen)| *fen).sum::<Fen>();
    let left = before + s.to_prepayment - drawn;
    Ok(ReceiptSnapshot {
        office: office.0.to_owned(),
        training: office.1,
        number: crate::papers::receipt_number(number),
        date: day.to_string(),
        recorded_ms: act.now.unix_ms(),
        recorded_offset_s: act.now.offset_seconds(),
        payer: debtor_names(&people, p.request.payer, &name),
        unit: p.unit.code.to_string(),
        lines: receipts::lines(&p.open, s),
        total_fen: s.total().into(),
        tenders: receipts::tenders(&p.request.tenders, s),
        handed_fen: p.request.tenders.iter().map(|t| t.amount).sum::<Fen>().into(),
        change_fen: s.change.into(),
        prepayment_left_fen: (left.is_positive() || s.to_prepayment.is_positive()).then_some(left.into()),
        collected_by: act.session.name.clone(),
    })
}

/// Voids a receipt: its transfers are undone in the open day, each naming the one it undoes; the receipt keeps its number
/// and is stamped 作废. Refusals: `not_allowed`, `reason_missing`, `receipt_unknown`, `receipt_void_already`,
/// `prepayment_used`, and those of the day.
pub fn void_receipt(desk: &mut Desk, request: VoidReceipt, now: Instant) -> Result<ReceiptView> {
    let session = desk.session()?;
    let approver = pins::approver(desk, request.approver.as_ref(), Duty::VoidReceipts, now)?;
    if approver.is_none() {
        desk.permitted(Duty::VoidReceipts)?;
    }
    if request.reason.trim().is_empty() {
        return Err(Refusal::new("reason_missing", "作废收据要写明原因。请填写。").into());
    }
    let mut act = Act::new(&request.id, &session, now)?;
    act.approver = approver.map(|a| a.operator);
    let number = receipts::parse_number(&request.number)?;
    desk.write(|w| void(w, &act, number, request.reason.trim()))?;
    receipts::with_paper(desk, number)
}

pub(crate) fn void(w: &Writer<'_>, act: &Act, number: i64, reason: &str) -> Result<()> {
    if act.done_before(w, EntryKind::PaymentVoided)?.is_some() {
        return Ok(());
    }
    let receipt = receipts::find(w, number)?;
    if receipt.voided.is_some() {
        return Err(Refusal::new("receipt_void_already", "这张收据已经作废过。不用再办。").into());
    }
    let open = w.open_day()?.map(|d| d.business_date);
    let closed = w.last_closed_day()?.map(|d| d.business_date);
    let day = ledger::cash_day::accepts_payments(open, closed, act.now.date())?;
    let mut entry = act.entry(EntryKind::PaymentVoided, day);
    entry.document = format!("注销 {} 收据 No.{}", receipt.date, crate::papers::receipt_number(number));
    entry.reason = reason.to_owned();
    entry.reverses = Some(receipt.entry);
    entry.transfers = w.transfers(receipt.entry)?.into_iter().map(|(name, t)| t.reversal(name)).collect();
    // What several tenders put into the prepayment goes out of it as one sum.
    let prepayment = |a: &Account| a.kind() == ledger::accounts::AccountKind::Prepayment;
    if let Some(account) = entry.transfers.iter().map(|t| t.debit).find(|a| prepayment(a)) {
        let out: Fen = entry.transfers.iter().filter(|t| t.debit == account).map(|t| t.amount).sum();
        let back: Fen = entry.transfers.iter().filter(|t| t.credit == account).map(|t| t.amount).sum();
        if back - w.balance(&account)?.net() < out {
            return Err(Refusal::new(
                "prepayment_used",
                "这张收据存入的预存已经用掉一部分，不能作废。请先作废用预存抵扣的那张收据。",
            )
            .into());
        }
    }
    entry.content = store::payments::void_content(number);
    let posted = w.post(&entry)?;
    Ok(w.void_receipt(number, posted)?)
}

/// Waives a part of a charge, with a written approval. Refusals: `not_allowed`, `charge_not_open`, `waiver_too_large`,
/// `amount_not_positive`, `reason_missing`, `approval_missing`.
pub fn waive(desk: &mut Desk, request: Waive, now: Instant) -> Result<Household> {
    let session = desk.session()?;
    let approver = pins::approver(desk, request.approver.as_ref(), Duty::Waive, now)?;
    if approver.is_none() {
        desk.permitted(Duty::Waive)?;
    }
    let amount = Fen::from(request.amount_fen);
    if request.reason.trim().is_empty() {
        return Err(Refusal::new("reason_missing", "减免要写明原因。请填写。").into());
    }
    if request.approval.trim().is_empty() {
        return Err(Refusal::new("approval_missing", "减免要有书面批准。请填写批准文件的编号或日期。").into());
    }
    if !amount.is_positive() {
        return Err(Refusal::new("amount_not_positive", "减免金额要大于 0。请核对。").into());
    }
    let mut act = Act::new(&request.id, &session, now)?;
    act.approver = approver.map(|a| a.operator);
    desk.write(|w| {
        let row = w
            .charge(ChargeId(request.charge_id))?
            .ok_or_else(|| Refusal::new("charge_not_open", "没有这笔费用，可能已经撤销。请重新查询这户。"))?;
        let unit = w.unit(row.charge.unit)?.ok_or_else(|| Error::broken("a charge without its unit"))?;
        if act.done_before(w, EntryKind::Waiver)?.is_none() {
            if amount > row.charge.open {
                return Err(Refusal::new(
                    "waiver_too_large",
                    format!(
                        "这笔费用只欠 {}，不能减免 {}。请核对。",
                        row.charge.open.with_sign(),
                        amount.with_sign()
                    ),
                )
                .into());
            }
            let mut entry = act.entry(EntryKind::Waiver, business_date(w, now)?);
            entry.document = format!("{} {} {}", unit.code, row.item_name, row.label);
            entry.reason = request.reason.trim().to_owned();
            let approval = request.approval.trim();
            entry.content = store::charges::waiver_content(row.charge.id, amount, approval);
            entry.transfers = vec![Transfer::new(Account::Waiver, row.charge.account(), amount)];
            let posted = w.post(&entry)?;
            w.insert_waiver(posted, row.charge.id, amount, approval)?;
        }
        household_of(w, &unit, now.date())
    })
}
