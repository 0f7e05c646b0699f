//! Billing runs: previewed, posted in one transaction, never twice.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ledger::calendar::{Instant, Month};
use ledger::charges::{Billable, ChargeId, NewCharge, Unbilled, lines};
use ledger::entries::{EntryKind, EntryNumber, Transfer};
use ledger::money::Fen;
use ledger::operators::Duty;
use ledger::people::PersonId;
use ledger::refusal::Refusal;
use ledger::tariffs::{BilledUnit, Item, Tariff};
use ledger::units::UnitId;
use store::charges::{Charged, NewChargeRow, Origin};
use store::entries::LogQuery;
use store::register::{UnitPerson, UnitRow};
use store::{Reader, Writer};

use crate::desk::{Act, business_date};
use crate::views::billing::{
    BillingLine, BillingPreview, BillingRun, BillingRuns, BillingSum, BillingView, PreviewBilling,
    RunBilling, UnbilledView, WithdrawBilling,
};
use crate::{Desk, Result};

/// How far ahead a run may bill.
const MONTHS_AHEAD: i64 = 24;

/// Lines a preview shows.
const FIRST_LINES: usize = 500;

/// A run worked out.
struct Run {
    through: Month,
    items: Vec<Item>,
    units: Vec<UnitRow>,
    lines: Vec<RunLine>,
    unbilled: Vec<(usize, usize, Unbilled)>,
    billed_before: bool,
}

/// A line with the places of its unit and item in the run.
struct RunLine {
    unit: usize,
    item: usize,
    charge: NewCharge,
}

impl Run {
    fn total(&self) -> Fen {
        self.lines.iter().map(|l| l.charge.line.amount).sum()
    }

    fn unit_count(&self) -> usize {
        self.lines.iter().map(|l| l.unit).collect::<BTreeSet<_>>().len()
    }

    /// Refusals: `nothing_to_bill`, `period_already_billed`.
    fn refuse_empty(&self) -> Result<()> {
        if !self.lines.is_empty() {
            return Ok(());
        }
        if self.billed_before {
            return Err(Refusal::new(
                "period_already_billed",
                format!(
                    "到 {} 为止的费用都已经出过账，没有重复出账。请选以后的月份。",
                    self.through.chinese()
                ),
            )
            .into());
        }
        Err(Refusal::new(
            "nothing_to_bill",
            format!(
                "到 {} 为止没有可出账的费用。请先登记房产、制定收费标准，再看漏户清单。",
                self.through.chinese()
            ),
        )
        .into())
    }
}

fn work_out(r: &Reader<'_>, through: Month) -> Result<Run> {
    let (items, tariffs, units) = (r.items()?, r.tariffs()?, r.units()?);
    let people = r.people()?;
    let billed: Vec<BilledUnit> = units
        .iter()
        .map(|u| BilledUnit { building: u.building.clone(), usage: u.usage, area: u.area })
        .collect();
    let (nobody, nothing): (Vec<UnitPerson>, Charged) = Default::default();
    let liabilities: Vec<Vec<_>> = units
        .iter()
        .map(|u| people.get(&u.id).unwrap_or(&nobody).iter().filter_map(UnitPerson::liability).collect())
        .collect();
    let (mut all, mut unbilled, mut billed_before) = (Vec::new(), Vec::new(), false);
    let charged: Vec<HashMap<UnitId, Charged>> =
        items.iter().map(|i| Ok(r.charged_periods(i.id)?)).collect::<Result<_>>()?;
    let of_item: Vec<Vec<Tariff>> =
        items.iter().map(|i| tariffs.iter().filter(|t| t.item == i.id).cloned().collect()).collect();
    for (u, unit) in units.iter().enumerate() {
        for (i, item) in items.iter().enumerate() {
            let before = charged[i].get(&unit.id).unwrap_or(&nothing);
            billed_before |= !before.periods.is_empty();
            let billable = Billable {
                unit: &billed[u],
                handover: unit.handover,
                liabilities: &liabilities[u],
                charged: &before.periods,
                opening_through: before.opening_through,
            };
            let (made, missing) = lines(item, &of_item[i], &billable, through);
            all.extend(made.into_iter().map(|charge| RunLine { unit: u, item: i, charge }));
            unbilled.extend(missing.into_iter().map(|m| (u, i, m)));
        }
    }
    Ok(Run { through, items, units, lines: all, unbilled, billed_before })
}

fn unbilled_views(run: &Run) -> Vec<UnbilledView> {
    let mut seen = BTreeSet::new();
    let once = run.unbilled.iter().filter(|(u, i, m)| seen.insert((*u, *i, m.why.code)));
    once.map(|(u, i, m)| UnbilledView {
        unit: run.units[*u].code.to_string(),
        item: run.items[*i].name.clone(),
        code: m.why.code.into(),
        message: m.why.message.clone(),
    })
    .collect()
}

/// A year and the next may be billed ahead (年付); what lies further is a slip of the keypad. Refusals:
/// `month_unreadable`, `month_too_far_ahead`.
fn month_within_reach(text: &str, now: Instant) -> Result<Month> {
    let through: Month = text.parse()?;
    if Month::of(now.date()).months_until(through) > MONTHS_AHEAD {
        return Err(Refusal::new(
            "month_too_far_ahead",
            format!("{} 离现在超过 {MONTHS_AHEAD} 个月，没有出账。请核对年份。", through.chinese()),
        )
        .into());
    }
    Ok(through)
}

/// What a run through a month would charge. Refusals: `not_allowed`, `month_unreadable`, `month_too_far_ahead`.
pub fn preview_billing(desk: &mut Desk, request: PreviewBilling, now: Instant) -> Result<BillingPreview> {
    desk.permitted(Duty::RunBilling)?;
    let through = month_within_reach(&request.through, now)?;
    desk.read(|r| {
        let run = work_out(r, through)?;
        run.refuse_empty().or_else(|e| if run.unbilled.is_empty() { Err(e) } else { Ok(()) })?;
        let mut sums: BTreeMap<(usize, Month), (BTreeSet<usize>, Fen)> = BTreeMap::new();
        for l in &run.lines {
            let month = Month::of(l.charge.line.period.from());
            let sum = sums.entry((l.item, month)).or_default();
            sum.0.insert(l.unit);
            sum.1 += l.charge.line.amount;
        }
        let first_lines = run.lines.iter().take(FIRST_LINES).map(|l| line_view(r, &run, l));
        Ok(BillingPreview {
            through: through.to_string(),
            lines: run.lines.len(),
            units: run.unit_count(),
            total_fen: run.total().into(),
            sums: sums
                .into_iter()
                .map(|((item, month), (units, amount))| BillingSum {
                    item: run.items[item].name.clone(),
                    month: month.to_string(),
                    units: units.len(),
                    amount_fen: amount.into(),
                })
                .collect(),
            first_lines: first_lines.collect::<Result<_>>()?,
            unbilled: unbilled_views(&run),
        })
    })
}

fn line_view(r: &Reader<'_>, run: &Run, l: &RunLine) -> Result<BillingLine> {
    Ok(BillingLine {
        unit: run.units[l.unit].code.to_string(),
        person: r.person(l.charge.person)?.map(|(name, _)| name).unwrap_or_default(),
        item: run.items[l.item].name.clone(),
        period: l.charge.line.period.label(),
        amount_fen: l.charge.line.amount.into(),
        working: l.charge.line.working.clone(),
    })
}

/// Posts a run. The same id gives the first run again. Refusals: `not_allowed`, `month_unreadable`,
/// `period_already_billed`, `nothing_to_bill`, `preview_outdated`.
pub fn run_billing(desk: &mut Desk, request: RunBilling, now: Instant) -> Result<BillingView> {
    let session = desk.permitted(Duty::RunBilling)?;
    let act = Act::new(&request.id, &session, now)?;
    desk.write(|w| bill(w, &act, &request))
}

pub(crate) fn bill(w: &Writer<'_>, act: &Act, request: &RunBilling) -> Result<BillingView> {
    let through = month_within_reach(&request.through, act.now)?;
    if let Some(number) = act.done_before(w, EntryKind::Billing)? {
        let charges = w.charges_by(number)?;
        let units: BTreeSet<UnitId> = charges.iter().map(|c| c.charge.unit).collect();
        return Ok(BillingView {
            entry: number.0,
            through: through.to_string(),
            lines: charges.len(),
            units: units.len(),
            total_fen: charges.iter().map(|c| c.charge.amount).sum::<Fen>().into(),
            unbilled: Vec::new(),
        });
    }
    let run = work_out(w, through)?;
    run.refuse_empty()?;
    let total = run.total();
    if request.expected_total_fen.is_some_and(|e| Fen::from(e) != total) {
        return Err(Refusal::new(
            "preview_outdated",
            format!("预览之后账有变化，现在合计是 {}，没有出账。请重新预览再确认。", total.with_sign()),
        )
        .into());
    }
    let rows: Vec<NewChargeRow> = run.lines.iter().map(|l| charge_row(&run, l)).collect();
    let mut entry = act.entry(EntryKind::Billing, business_date(w, act.now)?);
    entry.document = format!("出账到 {through}");
    entry.content = store::charges::digest(rows.iter());
    entry.transfers = run
        .lines
        .iter()
        .zip(&rows)
        .map(|(l, c)| Transfer::new(c.account(), run.items[l.item].billed_from(), c.amount))
        .collect();
    let posted = w.post(&entry)?;
    w.insert_charges(posted, &rows)?;
    Ok(BillingView {
        entry: posted.0,
        through: through.to_string(),
        lines: rows.len(),
        units: run.unit_count(),
        total_fen: total.into(),
        unbilled: unbilled_views(&run),
    })
}

fn charge_row(run: &Run, l: &RunLine) -> NewChargeRow {
    let person: PersonId = l.charge.person;
    NewChargeRow {
        unit: run.units[l.unit].id,
        person,
        item: run.items[l.item].id,
        period: l.charge.line.period,
        due: l.charge.due,
        amount: l.charge.line.amount,
        label: String::new(),
        working: l.charge.line.working.clone(),
        origin: Origin::Billed,
    }
}

/// Takes a run back as a whole while nothing was paid or waived on it: its charges are reversed, and the months can be
/// billed again. Refusals: `not_allowed`, `reason_missing`, `billing_unknown`, `billing_withdrawn_already`,
/// `billing_in_use`.
pub fn withdraw_billing(desk: &mut Desk, request: WithdrawBilling, now: Instant) -> Result<BillingRuns> {
    let session = desk.permitted(Duty::RunBilling)?;
    let reason = request.reason.trim();
    if reason.is_empty() {
        return Err(Refusal::new("reason_missing", "撤回出账要写明原因。请填写。").into());
    }
    let act = Act::new(&request.id, &session, now)?;
    desk.write(|w| match act.done_before(w, EntryKind::BillingWithdrawn)? {
        Some(_) => Ok(()),
        None => withdraw(w, &act, EntryNumber(request.entry), reason),
    })?;
    billing_runs(desk, (), now)
}

fn withdraw(w: &Writer<'_>, act: &Act, number: EntryNumber, reason: &str) -> Result<()> {
    let unknown = || Refusal::new("billing_unknown", "没有这一次出账。请重新选择。");
    let run = w.entry(number)?.filter(|e| e.entry.kind == EntryKind::Billing).ok_or_else(unknown)?;
    let charges = w.charges_by(number)?;
    if charges.is_empty() {
        return Err(Refusal::new("billing_withdrawn_already", "这一次出账已经撤回过。不用再办。").into());
    }
    if let Some(used) = charges.iter().find(|c| c.charge.open != c.charge.amount) {
        let unit = w.unit(used.charge.unit)?.map_or_else(String::new, |u| u.code.to_string());
        return Err(Refusal::new(
            "billing_in_use",
            format!(
                "这一次出账已经收过款或减免过（{unit}），不能整批撤回。请逐户更正：作废收据，或办理减免。"
            ),
        )
        .into());
    }
    let ids: Vec<ChargeId> = charges.iter().map(|c| c.charge.id).collect();
    let mut entry = act.entry(EntryKind::BillingWithdrawn, business_date(w, act.now)?);
    entry.document = format!("撤回第 {} 号 {}", number.0, run.entry.document);
    entry.reason = reason.to_owned();
    entry.reverses = Some(number);
    entry.content = store::charges::reversal_content(number, &ids);
    entry.transfers = w.transfers(number)?.iter().map(|(name, t)| t.reversal(*name)).collect();
    let posted = w.post(&entry)?;
    Ok(w.reverse_charges(&ids, posted)?)
}

/// Runs posted before, latest first.
pub fn billing_runs(desk: &mut Desk, _request: (), _now: Instant) -> Result<BillingRuns> {
    desk.read(|r| {
        let of_kind = |kind| LogQuery { kind: Some(kind), limit: 200, ..Default::default() };
        let back = r.log(&of_kind(EntryKind::BillingWithdrawn))?;
        let back: BTreeSet<_> = back.into_iter().filter_map(|e| e.entry.reverses).collect();
        let runs = r.log(&of_kind(EntryKind::Billing))?.into_iter().map(|e| BillingRun {
            withdrawn: back.contains(&e.number),
            entry: e.number.0,
            through: e.entry.document.trim_start_matches("出账到 ").to_owned(),
            at: e.entry.at.minute(),
            operator: e.operator,
            total_fen: e.moved.into(),
        });
        Ok(BillingRuns { runs: runs.collect() })
    })
}
