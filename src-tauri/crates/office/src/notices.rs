//! 缴费通知单 and 催缴通知单: worked out, kept as printed, drawn from what is kept.

use std::collections::HashMap;
use std::path::PathBuf;

use chrono::Datelike;
use documents::{Notice, notices_pdf};
use ledger::arrears::{Demand, NoticeKind, demands};
use ledger::calendar::{Date, Instant, Month, parse_date};
use ledger::charges::{Charge, ChargeId};
use ledger::entries::{EntryKind, sha256_hex};
use ledger::money::Fen;
use ledger::operators::Duty;
use ledger::people::PersonId;
use ledger::refusal::Refusal;
use ledger::units::UnitId;
use serde::{Deserialize, Serialize};
use store::charges::ChargeRow;
use store::notices::{KeptNotice, NoticeQuery, NoticeRow as KeptRow};
use store::register::UnitRow as StoredUnit;
use store::{Reader, Writer};

use crate::desk::{Act, business_date};
use crate::papers;
use crate::register::{debtor_names, resolve};
use crate::views::PaperView;
use crate::views::notices::{
    ListNotices, NoticeRequest, NoticeRow, NoticesPreview, NoticesRequest, NoticesView,
};
use crate::views::operators::Settings;
use crate::{Desk, Error, Result};

/// A notice as printed. Kept as JSON; its hash is kept beside it and stands in the chain.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct NoticeSnapshot {
    kind: String,
    office: String,
    training: bool,
    serial: String,
    unit: String,
    debtor: String,
    date: String,
    month: String,
    lines: Vec<SnapshotLine>,
    earlier_fen: i64,
    prepayment_fen: i64,
    total_fen: i64,
    deadline: String,
    how_to_pay: Vec<String>,
    phone: String,
    closing: String,
    created_ms: i64,
    created_offset_s: i32,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct SnapshotLine {
    item: String,
    period: String,
    working: String,
    due: String,
    amount_fen: i64,
    overdue: bool,
}

/// A demand with what a paper says around it.
struct Asked {
    unit: StoredUnit,
    debtor: String,
    demand: Demand,
    prepayment: Fen,
    overdue: Fen,
    oldest: String,
}

impl Asked {
    /// What is asked for after the prepayment.
    fn total(&self) -> Fen {
        (self.demand.total - self.prepayment).max(Fen::ZERO)
    }
}

fn kinds(request: &NoticesRequest) -> Result<Vec<NoticeKind>> {
    if request.kinds.is_empty() {
        return Ok(NoticeKind::ALL.to_vec());
    }
    let read = |code: &String| {
        NoticeKind::parse(code).ok_or_else(|| {
            Refusal::new("choice_unknown", "没有这种通知单。可选缴费通知单、催缴通知单。").into()
        })
    };
    request.kinds.iter().map(read).collect()
}

/// Everyone who would get a notice, by kind, in building order.
fn asked(r: &Reader<'_>, request: &NoticesRequest, month: Month, today: Date) -> Result<Vec<Asked>> {
    let wanted: Vec<UnitId> = request.units.iter().map(|u| Ok(resolve(r, u)?.id)).collect::<Result<_>>()?;
    let open = r.open_charges()?;
    let by_id: HashMap<_, &ChargeRow> = open.iter().map(|c| (c.charge.id, c)).collect();
    let mut by_unit: Vec<(UnitId, Vec<Charge>)> = Vec::new();
    for c in &open {
        match by_unit.last_mut() {
            Some((unit, charges)) if *unit == c.charge.unit => charges.push(c.charge.clone()),
            _ => by_unit.push((c.charge.unit, vec![c.charge.clone()])),
        }
    }
    let people = r.people()?;
    let units: HashMap<UnitId, StoredUnit> = r.units()?.into_iter().map(|u| (u.id, u)).collect();
    let mut all = Vec::new();
    for kind in kinds(request)? {
        for (id, charges) in &by_unit {
            let Some(unit) = units.get(id) else { continue };
            let chosen = (request.buildings.is_empty() || request.buildings.contains(&unit.building))
                && (wanted.is_empty() || wanted.contains(id));
            if !chosen {
                continue;
            }
            for demand in demands(kind, charges, month, today) {
                let first = demand.lines.first().and_then(|l| l.charges.first()).and_then(|c| by_id.get(c));
                let name = first.map(|c| c.person_name.clone()).unwrap_or_default();
                let of_unit = people.get(id).map(Vec::as_slice).unwrap_or_default();
                let overdue_here: Fen = demand.lines.iter().filter(|l| l.overdue).map(|l| l.open).sum();
                let asked = Asked {
                    unit: unit.clone(),
                    debtor: debtor_names(of_unit, demand.person, &name),
                    prepayment: prepaid(r, *id, demand.person)?,
                    overdue: overdue_here + demand.earlier,
                    oldest: oldest(charges, &demand, &by_id),
                    demand,
                };
                all.push(asked);
            }
        }
    }
    ask_once(&mut all);
    all.retain(|a| a.total().is_positive());
    Ok(all)
}

/// Where a debtor gets both papers in one run, each 分 is asked for on one of them: what is past due on the 催缴通知单,
/// which is also the first to use what is prepaid, and the month's charges on the 缴费通知单.
fn ask_once(all: &mut [Asked]) {
    let arrears: HashMap<(UnitId, PersonId), (Fen, Fen)> = all
        .iter()
        .filter(|a| a.demand.kind == NoticeKind::Arrears)
        .map(|a| ((a.demand.unit, a.demand.person), (a.demand.total, a.prepayment)))
        .collect();
    for a in all.iter_mut().filter(|a| a.demand.kind == NoticeKind::Payment) {
        let Some((past_due, prepaid)) = arrears.get(&(a.demand.unit, a.demand.person)) else { continue };
        a.overdue -= a.demand.earlier;
        a.demand.total -= a.demand.earlier;
        a.demand.earlier = Fen::ZERO;
        a.prepayment = (*prepaid - *past_due).max(Fen::ZERO);
    }
}

/// What the debtor has owed longest, whether this paper lists it or not.
fn oldest(charges: &[Charge], demand: &Demand, by_id: &HashMap<ChargeId, &ChargeRow>) -> String {
    let theirs = charges.iter().filter(|c| c.person == demand.person && c.open.is_positive());
    let first = theirs.min_by_key(|c| (c.due, c.period)).and_then(|c| by_id.get(&c.id));
    first.map(|c| c.label.clone()).unwrap_or_default()
}

fn prepaid(r: &Reader<'_>, unit: UnitId, person: PersonId) -> Result<Fen> {
    Ok(-r.balance(&ledger::accounts::Account::Prepayment { unit, person })?.net())
}

fn row(a: &Asked, serial: Option<String>, at: Option<Instant>, sha256: Option<String>) -> NoticeRow {
    NoticeRow {
        kind: a.demand.kind.code().into(),
        kind_label: a.demand.kind.chinese().into(),
        serial,
        unit: a.unit.code.to_string(),
        building: a.unit.building.clone(),
        person: a.debtor.clone(),
        oldest: a.oldest.clone(),
        overdue_fen: a.overdue.into(),
        total_fen: a.total().into(),
        at: at.map(Instant::minute),
        sha256,
    }
}

/// Whom a notice goes to, and which.
type Addressee = (NoticeKind, UnitId, PersonId);

/// Serial and time of the latest notice of this month that each debtor has got, by kind.
fn made_already(r: &Reader<'_>, month: Month) -> Result<HashMap<Addressee, (String, Instant)>> {
    let mut made = HashMap::new();
    for kept in r.notices(&NoticeQuery { month: Some(month), ..NoticeQuery::default() })? {
        let n = kept.notice;
        // They come latest first.
        made.entry((n.kind, n.unit, n.person)).or_insert((n.serial, kept.at));
    }
    Ok(made)
}

/// Who would get a notice, and who has got one of this month before. Refusals: `not_allowed`, `month_unreadable`, `choice_unknown`.
pub fn preview_notices(desk: &mut Desk, request: NoticesRequest, now: Instant) -> Result<NoticesPreview> {
    desk.permitted(Duty::IssueNotices)?;
    let month: Month = request.month.parse()?;
    desk.read(|r| {
        let made = made_already(r, month)?;
        let rows = asked(r, &request, month, now.date())?;
        let rows: Vec<NoticeRow> = rows
            .iter()
            .map(|a| match made.get(&(a.demand.kind, a.demand.unit, a.demand.person)) {
                Some((serial, at)) => row(a, Some(serial.clone()), Some(*at), None),
                None => row(a, None, None, None),
            })
            .collect();
        let total = rows.iter().map(|r| Fen::from(r.total_fen)).sum::<Fen>();
        Ok(NoticesPreview { rows, total_fen: total.into(), buildings: r.buildings()? })
    })
}

fn snapshot(
    a: &Asked,
    serial: &str,
    month: Month,
    now: Instant,
    office: (&str, bool),
    settings: &Settings,
    charges: &HashMap<ChargeId, ChargeRow>,
) -> NoticeSnapshot {
    let today = now.date();
    let deadline = today + chrono::Duration::days(settings.deadline_days);
    let lines = a.demand.lines.iter().map(|l| {
        let rows: Vec<&ChargeRow> = l.charges.iter().filter_map(|id| charges.get(id)).collect();
        let (period, working) = match rows.as_slice() {
            [one] if one.charge.open == one.charge.amount => (one.label.clone(), one.working.clone()),
            [one] => (one.label.clone(), format!("尚欠，原 {}", one.charge.amount.grouped())),
            [first, ..]
                if rows
                    .iter()
                    .all(|c| c.charge.open == first.charge.amount && c.working == first.working) =>
            {
                (l.period.label(), format!("{}，共{}期", first.working, rows.len()))
            }
            many => (l.period.label(), format!("共{}期", many.len())),
        };
        SnapshotLine {
            item: rows.first().map(|c| c.item_name.clone()).unwrap_or_default(),
            period,
            working,
            due: l.due.to_string(),
            amount_fen: l.open.fen(),
            overdue: l.overdue,
        }
    });
    NoticeSnapshot {
        kind: a.demand.kind.code().into(),
        office: office.0.into(),
        training: office.1,
        serial: serial.into(),
        unit: a.unit.code.to_string(),
        debtor: a.debtor.clone(),
        date: today.to_string(),
        month: month.to_string(),
        lines: lines.collect(),
        earlier_fen: a.demand.earlier.fen(),
        prepayment_fen: a.prepayment.fen(),
        total_fen: a.total().fen(),
        deadline: deadline.to_string(),
        how_to_pay: settings.how_to_pay.clone(),
        phone: settings.phone.clone(),
        closing: closing(a.demand.kind, deadline),
        created_ms: now.unix_ms(),
        created_offset_s: now.offset_seconds(),
    }
}

/// The paper's last paragraph: a clear demand with a reasonable deadline, never a threat (Civil Code art. 944).
fn closing(kind: NoticeKind, deadline: Date) -> String {
    let day = deadline.format("%Y年%-m月%-d日");
    match kind {
        NoticeKind::Payment => {
            format!("请于{day}前缴清。如已缴纳，请忽略本通知；如有疑问，请与服务中心联系。")
        }
        NoticeKind::Arrears => format!(
            "上述费用已过缴费期。请于{day}前缴清，或到服务中心约定缴费时间。如对金额有异议，请在收到本通知后书面告知，我们将逐笔核对答复。如已缴纳，请忽略本通知。"
        ),
    }
}

fn document(text: &str) -> Result<(Notice, Instant)> {
    let s: NoticeSnapshot = serde_json::from_str(text)?;
    let created = Instant::from_unix_ms(s.created_ms, s.created_offset_s)
        .ok_or_else(|| Error::broken("a notice made at no time"))?;
    let lines = s.lines.into_iter().map(|l| {
        Ok(documents::NoticeLine {
            item: l.item,
            period: l.period,
            working: l.working,
            due: parse_date(&l.due)?,
            amount: Fen::new(l.amount_fen),
            overdue: l.overdue,
        })
    });
    let kind = match NoticeKind::parse(&s.kind) {
        Some(NoticeKind::Arrears) => documents::NoticeKind::Arrears,
        _ => documents::NoticeKind::Payment,
    };
    let date = parse_date(&s.date)?;
    let notice = Notice {
        kind,
        office: s.office,
        training: s.training,
        serial: s.serial,
        unit: s.unit,
        debtor: s.debtor,
        contract: None,
        date,
        month: s.month.parse()?,
        lines: lines.collect::<Result<_>>()?,
        earlier: (s.earlier_fen != 0).then(|| Fen::new(s.earlier_fen)),
        prepayment: Fen::new(s.prepayment_fen),
        total: Fen::new(s.total_fen),
        as_of: date,
        deadline: parse_date(&s.deadline)?,
        how_to_pay: s.how_to_pay,
        phone: (!s.phone.is_empty()).then_some(s.phone),
        closing: s.closing,
    };
    Ok((notice, created))
}

/// Makes the notices of a month: kept with their serials and hashes in one transaction, then drawn, one PDF of each kind
/// in building order. The same id draws the same papers again. Refusals: `not_allowed`, `month_unreadable`,
/// `choice_unknown`, `nobody_to_notify`.
pub fn issue_notices(desk: &mut Desk, request: NoticesRequest, now: Instant) -> Result<NoticesView> {
    let session = desk.permitted(Duty::IssueNotices)?;
    let month: Month = request.month.parse()?;
    let act = Act::new(&request.id, &session, now)?;
    let office = desk.office()?.office.clone();
    let folder = match &request.folder {
        Some(folder) => PathBuf::from(folder),
        None => desk.folder().join("单据").join("通知单").join(month.to_string()),
    };
    // Serials are given only when the papers have somewhere to go.
    papers::refuse_unwritable(&folder)?;
    let entry = desk.write(|w| keep(w, &act, &request, month, (&office.name, office.training)))?;
    let kept = desk.read(|r| {
        let mut all = r.notices(&NoticeQuery { month: Some(month), ..Default::default() })?;
        all.retain(|n| n.entry == entry);
        Ok(all)
    })?;
    let mut papers = Vec::new();
    for kind in NoticeKind::ALL {
        let of_kind: Vec<&KeptNotice> = kept.iter().filter(|n| n.notice.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        papers.push(draw_batch(&folder, kind, month, entry.0, &of_kind)?);
        if request.per_unit {
            for n in &of_kind {
                papers.push(draw_one(&folder.join("每户"), n)?);
            }
        }
    }
    view(&kept, papers)
}

/// Works out and keeps the notices. Gives the entry that posted them.
fn keep(
    w: &Writer<'_>,
    act: &Act,
    request: &NoticesRequest,
    month: Month,
    office: (&str, bool),
) -> Result<ledger::entries::EntryNumber> {
    if let Some(number) = act.done_before(w, EntryKind::Notices)? {
        return Ok(number);
    }
    let all = asked(w, request, month, act.now.date())?;
    if all.is_empty() {
        return Err(Refusal::new(
            "nobody_to_notify",
            format!(
                "{} 没有要通知的住户：没有当月未缴或逾期的费用。请核对月份和楼栋，或先出账。",
                month.chinese()
            ),
        )
        .into());
    }
    let settings = Settings::read(w)?;
    let charges = w.open_charges()?.into_iter().map(|c| (c.charge.id, c)).collect();
    let mut rows = Vec::new();
    let mut next: HashMap<NoticeKind, i64> = HashMap::new();
    for a in &all {
        let letters = match a.demand.kind {
            NoticeKind::Payment => "JF",
            NoticeKind::Arrears => "CJ",
        };
        let prefix = format!("{letters}{}-", act.now.date().year());
        let number = match next.get(&a.demand.kind) {
            Some(last) => last + 1,
            None => w.last_serial(&prefix)? + 1,
        };
        next.insert(a.demand.kind, number);
        let serial = format!("{prefix}{number:06}");
        let text = serde_json::to_string(&snapshot(a, &serial, month, act.now, office, &settings, &charges))?;
        rows.push(KeptRow {
            serial,
            kind: a.demand.kind,
            month,
            unit: a.unit.id,
            person: a.demand.person,
            total: a.total(),
            overdue: a.overdue,
            sha256: sha256_hex(text.as_bytes()),
            snapshot: text,
        });
    }
    let mut by_serial: Vec<&KeptRow> = rows.iter().collect();
    by_serial.sort_unstable_by_key(|r| &r.serial);
    let mut entry = act.entry(EntryKind::Notices, business_date(w, act.now)?);
    entry.document = format!("{} 通知单 {} 份", month.chinese(), rows.len());
    entry.content = store::notices::digest(by_serial.into_iter());
    let posted = w.post(&entry)?;
    w.insert_notices(posted, &rows)?;
    Ok(posted)
}

fn draw_batch(
    folder: &std::path::Path,
    kind: NoticeKind,
    month: Month,
    run: i64,
    kept: &[&KeptNotice],
) -> Result<PaperView> {
    let drawn = kept.iter().map(|n| document(&n.notice.snapshot)).collect::<Result<Vec<_>>>()?;
    let created = drawn.first().map(|(_, at)| *at).ok_or_else(|| Error::broken("a batch of no notices"))?;
    let notices: Vec<Notice> = drawn.into_iter().map(|(n, _)| n).collect();
    let batch = notices_pdf(&notices, created, &mut |_| {})?;
    let title = format!("{} {} 共 {} 份", kind.chinese(), month.chinese(), notices.len());
    papers::write(folder, &format!("{}-{month}-第{run}号.pdf", kind.chinese()), &title, &batch.paper)
}

fn draw_one(folder: &std::path::Path, n: &KeptNotice) -> Result<PaperView> {
    let (notice, created) = document(&n.notice.snapshot)?;
    let batch = notices_pdf(&[notice], created, &mut |_| {})?;
    let title = format!("{} {} {}", n.notice.kind.chinese(), n.notice.serial, n.code);
    papers::write(
        folder,
        &format!("{}-{}-{}.pdf", n.code, n.notice.kind.chinese(), n.notice.serial),
        &title,
        &batch.paper,
    )
}

fn kept_row(n: &KeptNotice) -> Result<NoticeRow> {
    let s: NoticeSnapshot = serde_json::from_str(&n.notice.snapshot)?;
    Ok(NoticeRow {
        kind: n.notice.kind.code().into(),
        kind_label: n.notice.kind.chinese().into(),
        serial: Some(n.notice.serial.clone()),
        unit: n.code.to_string(),
        building: n.building.clone(),
        person: s.debtor,
        oldest: s.lines.first().map(|l| l.period.clone()).unwrap_or_default(),
        overdue_fen: n.notice.overdue.into(),
        total_fen: n.notice.total.into(),
        at: Some(n.at.minute()),
        sha256: Some(n.notice.sha256.clone()),
    })
}

fn view(kept: &[KeptNotice], papers: Vec<PaperView>) -> Result<NoticesView> {
    Ok(NoticesView {
        notices: kept.iter().map(kept_row).collect::<Result<_>>()?,
        total_fen: kept.iter().map(|n| n.notice.total).sum::<Fen>().into(),
        papers,
    })
}

/// Notices made before, latest run first.
pub fn list_notices(desk: &mut Desk, request: ListNotices, _now: Instant) -> Result<NoticesView> {
    desk.read(|r| {
        let query = NoticeQuery {
            month: request.month.as_deref().map(str::parse).transpose()?,
            unit: request.unit.as_deref().map(|u| resolve(r, u)).transpose()?.map(|u| u.id),
            serial: None,
        };
        view(&r.notices(&query)?, Vec::new())
    })
}

/// Draws a kept notice again, as it was. Refusal: `notice_unknown`.
pub fn reissue_notice(desk: &mut Desk, request: NoticeRequest, _now: Instant) -> Result<PaperView> {
    desk.permitted(Duty::IssueNotices)?;
    let query = NoticeQuery { serial: Some(request.serial.trim().to_owned()), ..Default::default() };
    let kept = desk.read(|r| Ok(r.notices(&query)?))?;
    let unknown =
        || Refusal::new("notice_unknown", format!("没有通知单 {}。请核对编号。", request.serial.trim()));
    let notice = kept.first().ok_or_else(unknown)?;
    let folder = desk.folder().join("单据").join("通知单").join(notice.notice.month.to_string()).join("每户");
    draw_one(&folder, notice)
}
