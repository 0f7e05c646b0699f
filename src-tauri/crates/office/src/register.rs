//! The register: units, people, search, a unit's page.

use ledger::calendar::{Date, Instant, parse_date};
use ledger::charges::{ChargeId, liable_on};
use ledger::entries::EntryKind;
use ledger::operators::Duty;
use ledger::people::{PersonId, Phone, Relation};
use ledger::refusal::Refusal;
use ledger::units::{Area, UnitCode, UnitId, UnitStatus, UnitUse};
use store::Reader;
use store::imports::{BatchRow, SourceRow};
use store::register::{UnitPerson, UnitRow as StoredUnit, UnitSums};

use crate::desk::{Act, business_date};
use crate::error::unknown_choice;
use crate::search::SearchIndex;
use crate::views::Choice;
use crate::views::register::{
    FindUnits, FoundUnits, ListUnits, PersonView, RevealPhones, RevealedPhones, SavePerson, SaveUnit,
    TimelineLine, UnitHit, UnitPage, UnitRequest, UnitRow, UnitsView,
};
use crate::{Desk, Error, Result};

/// Finds units by what was typed into the box.
pub fn find_units(desk: &mut Desk, request: FindUnits, _now: Instant) -> Result<FoundUnits> {
    desk.session()?;
    let open = desk.office()?;
    let version = open.store.read::<_, Error>(|r| Ok(r.register_version()?))?;
    if open.index.as_ref().is_none_or(|(known, _)| *known != version) {
        open.index = Some((version, open.store.read(SearchIndex::read)?));
    }
    let found =
        open.index.as_ref().map(|(_, index)| index.find(&request.query, request.limit)).unwrap_or_default();
    open.store.read(|r| {
        let hits = found.into_iter().map(|id| hit(r, id)).collect::<Result<Vec<_>>>()?;
        Ok(FoundUnits { units: hits })
    })
}

fn hit(reader: &Reader<'_>, id: UnitId) -> Result<UnitHit> {
    let unit = reader.unit(id)?.ok_or_else(|| Error::broken("the search index names no unit"))?;
    let people = reader.people_of(id)?;
    Ok(UnitHit {
        unit_id: id.0,
        code: unit.code.to_string(),
        people: names(&people),
        usage_label: unit.usage.chinese().into(),
        owed_fen: reader
            .open_charges_of(id)?
            .iter()
            .map(|c| c.charge.open)
            .sum::<ledger::money::Fen>()
            .into(),
    })
}

/// The unit a person means: its code in any shape, or its keypad form where that is one unit's alone.
/// Refusals: `unit_code_unreadable`, `unit_unknown`, `unit_ambiguous`.
pub(crate) fn resolve(reader: &Reader<'_>, text: &str) -> Result<StoredUnit> {
    let code: UnitCode = text.parse()?;
    if let Some(unit) = reader.unit_by_code(&code)? {
        return Ok(unit);
    }
    let keypad = code.keypad();
    let mut same: Vec<StoredUnit> =
        reader.units()?.into_iter().filter(|u| u.code.keypad() == keypad).collect();
    match (same.pop(), same.is_empty()) {
        (Some(unit), true) => Ok(unit),
        (Some(unit), false) => {
            same.push(unit);
            let codes: Vec<&str> = same.iter().map(|u| u.code.as_str()).collect();
            Err(Refusal::new("unit_ambiguous", format!("“{text}”可能是 {}。请写全房号。", codes.join("、")))
                .into())
        }
        (None, _) => Err(Refusal::new(
            "unit_unknown",
            format!("档案里没有“{text}”这套房。请核对房号，或先登记、导入。"),
        )
        .into()),
    }
}

/// As [`resolve`]; where the register has it no more, the unit that left: what happened to it stays to be read.
fn resolve_or_left(reader: &Reader<'_>, text: &str) -> Result<StoredUnit> {
    match resolve(reader, text) {
        Err(Error::Refusal(refusal)) if refusal.code == "unit_unknown" => {
            let left = reader.unit_that_left(&text.parse()?)?;
            left.ok_or(Error::Refusal(refusal))
        }
        found => found,
    }
}

pub(crate) fn names(people: &[UnitPerson]) -> String {
    people.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join("、")
}

/// Whose name receipts and notices bear: the liable person first, then the other owners (joint owners answer together).
pub(crate) fn debtor_names(people: &[UnitPerson], liable: PersonId, otherwise: &str) -> String {
    let Some(first) = people.iter().find(|p| p.person == liable) else { return otherwise.to_owned() };
    let others = people.iter().filter(|p| p.person != liable && p.relation == Relation::Owner && !p.liable);
    let with = first.relation == Relation::Owner;
    let all: Vec<&str> =
        std::iter::once(first).chain(others.filter(|_| with)).map(|p| p.name.as_str()).collect();
    all.join("、")
}

/// Who pays for a unit on a day: the liable person, else the debtor of its oldest open charge, else its first person.
/// Refusal: `nobody_liable`.
pub(crate) fn payer(reader: &Reader<'_>, unit: UnitId, day: Date) -> Result<PersonId> {
    let people = reader.people_of(unit)?;
    let liabilities: Vec<_> = people.iter().filter_map(UnitPerson::liability).collect();
    let by_charge = reader.open_charges_of(unit)?.first().map(|c| c.charge.person);
    liable_on(&liabilities, day).or(by_charge).or(people.first().map(|p| p.person)).ok_or_else(|| {
        Refusal::new("nobody_liable", "这套房没有登记缴费人。请先在房产档案里补上业主或租户。").into()
    })
}

pub(crate) fn row(sums: &UnitSums, people: &[UnitPerson]) -> UnitRow {
    let unit = &sums.unit;
    let phones: Vec<String> = people.iter().flat_map(|p| &p.phones).map(Phone::masked).collect();
    UnitRow {
        unit_id: unit.id.0,
        code: unit.code.to_string(),
        building: unit.building.clone(),
        usage: unit.usage.code().into(),
        usage_label: unit.usage.chinese().into(),
        area: unit.area.map(|a| a.to_string()),
        status: unit.status.map(|s| s.code().into()),
        status_label: unit.status.map(|s| s.chinese().into()),
        handover: unit.handover.map(|d| d.to_string()),
        people: names(people),
        phones: phones.join(" "),
        owed_fen: sums.owed.into(),
        overdue_fen: sums.overdue.into(),
        prepaid_fen: sums.prepaid.into(),
    }
}

/// One unit with its sums.
pub(crate) fn row_of(reader: &Reader<'_>, unit: &StoredUnit, today: Date) -> Result<UnitRow> {
    let open = reader.open_charges_of(unit.id)?;
    let sums = UnitSums {
        unit: unit.clone(),
        owed: open.iter().map(|c| c.charge.open).sum(),
        overdue: open.iter().filter(|c| c.charge.overdue(today)).map(|c| c.charge.open).sum(),
        prepaid: reader.prepaid_of(unit.id)?,
    };
    Ok(row(&sums, &reader.people_of(unit.id)?))
}

/// The register in building order.
pub fn list_units(desk: &mut Desk, request: ListUnits, now: Instant) -> Result<UnitsView> {
    desk.read(|r| {
        let people = r.people()?;
        let all = r.unit_sums(now.date())?;
        let nobody = Vec::new();
        let wanted = all.iter().filter(|s| request.building.as_ref().is_none_or(|b| *b == s.unit.building));
        let wanted = wanted.filter(|s| !request.owing_only || s.owed.is_positive());
        let units: Vec<UnitRow> = wanted.map(|s| row(s, people.get(&s.unit.id).unwrap_or(&nobody))).collect();
        let choice = |code: &str, label: &str| Choice { code: code.into(), label: label.into() };
        Ok(UnitsView {
            owed_fen: units
                .iter()
                .map(|u| ledger::money::Fen::from(u.owed_fen))
                .sum::<ledger::money::Fen>()
                .into(),
            units,
            buildings: r.buildings()?,
            usages: UnitUse::ALL.iter().map(|u| choice(u.code(), u.chinese())).collect(),
            statuses: UnitStatus::ALL.iter().map(|s| choice(s.code(), s.chinese())).collect(),
        })
    })
}

pub(crate) fn person_view(p: &UnitPerson) -> PersonView {
    PersonView {
        person_id: p.person.0,
        name: p.name.clone(),
        relation: p.relation.code().into(),
        relation_label: p.relation.chinese().into(),
        phones: p.phones.iter().map(Phone::masked).collect(),
        liable: p.liable,
        liable_from: p.liable_from.map(|d| d.to_string()),
        liable_to: p.liable_to.map(|d| d.to_string()),
    }
}

/// Everything about a unit. Refusals: those of finding it.
pub fn unit_page(desk: &mut Desk, request: UnitRequest, now: Instant) -> Result<UnitPage> {
    desk.read(|r| {
        let unit = resolve_or_left(r, &request.unit)?;
        Ok(UnitPage {
            unit: row_of(r, &unit, now.date())?,
            written: unit.written.clone(),
            people: r.people_of(unit.id)?.iter().map(person_view).collect(),
            timeline: timeline(r, &unit)?,
            kept: crate::imports::kept::kept(r, unit.id)?,
        })
    })
}

/// What happened to a unit, latest first.
fn timeline(reader: &Reader<'_>, unit: &StoredUnit) -> Result<Vec<TimelineLine>> {
    let sources = reader.sources_of(unit.id)?;
    let mut lines: Vec<(i64, TimelineLine)> = Vec::new();
    let mut add =
        |number, title: String, detail: String, amount: Option<ledger::money::Fen>, receipt| -> Result<()> {
            let entry =
                reader.entry_header(number)?.ok_or_else(|| Error::broken("a fact without its entry"))?;
            lines.push((
                entry.number.0,
                TimelineLine {
                    date: entry.entry.business_date.to_string(),
                    at: entry.entry.at.minute(),
                    kind: entry.entry.kind.chinese().into(),
                    title,
                    detail,
                    amount_fen: amount.map(Into::into),
                    receipt,
                    operator: entry.operator,
                },
            ));
            Ok(())
        };
    let said = |charge: ChargeId, working: &str| {
        let source = sources.iter().find(|(s, _)| s.charge == Some(charge));
        let cell = |(s, b): &(SourceRow, BatchRow)| format!("{} {} {}", b.file_name, s.at.sheet, s.at.cell);
        source.map_or(working.to_owned(), cell)
    };
    for c in reader.charges_of(unit.id)? {
        let title = format!("{} {}", c.item_name, c.label);
        add(c.entry, title, said(c.charge.id, &c.working), Some(c.charge.amount), None)?;
    }
    for c in reader.reversed_charges_of(unit.id)? {
        let title = format!("{} {}", c.item_name, c.posted.period_label());
        let detail = said(c.id, &c.posted.working);
        add(c.entry, title.clone(), detail.clone(), Some(c.posted.amount), None)?;
        let by = reader.entry_header(c.by)?.ok_or_else(|| Error::broken("a reversal without its entry"))?;
        let detail = format!("依 {}；原账：{detail}", by.entry.document);
        add(c.by, format!("冲回 {title}"), detail, Some(-c.posted.amount), None)?;
    }
    for receipt in reader.receipts(&store::payments::ReceiptQuery {
        unit: Some(unit.id),
        limit: 10_000,
        ..Default::default()
    })? {
        let number = crate::papers::receipt_number(receipt.number);
        let title = format!("收据 No.{number}");
        add(receipt.entry, title.clone(), String::new(), Some(-receipt.total), Some(number.clone()))?;
        if let Some(void) = &receipt.voided {
            add(void.entry, format!("{title} 作废"), void.reason.clone(), Some(receipt.total), Some(number))?;
        }
    }
    for n in reader.notices(&store::notices::NoticeQuery { unit: Some(unit.id), ..Default::default() })? {
        let title = format!("{} {}", n.notice.kind.chinese(), n.notice.serial);
        add(n.entry, title, format!("{} 致 {}", n.notice.month.chinese(), n.person_name), None, None)?;
    }
    for (source, batch) in sources.iter().filter(|(s, _)| s.charge.is_none() && s.person.is_none()) {
        let at = format!("工作表“{}”单元格 {}", source.at.sheet, source.at.cell);
        let (title, detail) = match source.known {
            false => (format!("导入自 {}", batch.file_name), format!("{at}，原写作“{}”", unit.written)),
            true => (format!("导入 {} 提到", batch.file_name), at),
        };
        add(batch.entry, title, detail, None, None)?;
    }
    for (entry, title, detail) in crate::imports::kept::history(reader, unit.id)? {
        add(entry, title, detail, None, None)?;
    }
    for number in reader.register_changes(&unit.code)? {
        let Some(entry) = reader.entry_header(number)? else { continue };
        add(
            number,
            entry.entry.document.clone(),
            format!("{} {}", entry.entry.reason, entry.entry.content),
            None,
            None,
        )?;
    }
    lines.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    Ok(lines.into_iter().map(|(_, line)| line).collect())
}

fn optional_date(text: &str) -> Result<Option<Date>> {
    match text.trim() {
        "" => Ok(None),
        text => Ok(Some(parse_date(text)?)),
    }
}

/// Adds or changes a unit. Refusals: `not_allowed`, `unit_exists`, `reason_missing`, and what its fields refuse.
pub fn save_unit(desk: &mut Desk, request: SaveUnit, now: Instant) -> Result<UnitRow> {
    let session = desk.permitted(Duty::ChangeRegister)?;
    let act = Act::new(&request.id, &session, now)?;
    let code: UnitCode = request.code.parse()?;
    let area = match request.area.trim() {
        "" => None,
        text => Some(Area::parse(text)?),
    };
    let mut unit = StoredUnit {
        id: UnitId(0),
        building: code.building().to_owned(),
        written: request.code.trim().to_owned(),
        usage: UnitUse::parse(&request.usage).ok_or_else(|| unknown_choice("用途"))?,
        area,
        status: request
            .status
            .as_deref()
            .map(|s| UnitStatus::parse(s).ok_or_else(|| unknown_choice("状态")))
            .transpose()?,
        handover: optional_date(&request.handover)?,
        code,
    };
    desk.write(|w| {
        if act.done_before(w, EntryKind::RegisterChanged)?.is_some() {
            return row_of(w, &resolve(w, unit.code.as_str())?, now.date());
        }
        if w.unit_by_code(&unit.code)?.is_some_and(|u| Some(u.id.0) != request.unit_id) {
            return Err(
                Refusal::new("unit_exists", format!("档案里已经有 {}。请核对房号。", unit.code)).into()
            );
        }
        let before = match request.unit_id {
            Some(id) => {
                if request.reason.trim().is_empty() {
                    return Err(Refusal::new("reason_missing", "修改档案要写明原因。请填写。").into());
                }
                Some(
                    w.unit(UnitId(id))?
                        .ok_or_else(|| Refusal::new("unit_unknown", "档案里没有这套房。请重新查询。"))?,
                )
            }
            None => None,
        };
        let mut entry = act.entry(EntryKind::RegisterChanged, business_date(w, now)?);
        entry.reason = request.reason.trim().to_owned();
        match before {
            Some(old) => {
                entry.document = format!("{} 修改", old.code);
                entry.content = format!("{} → {}", described(&old), described(&unit));
                unit.id = old.id;
                w.update_unit(&unit)?;
            }
            None => {
                entry.document = format!("{} 登记", unit.code);
                entry.content = described(&unit);
                unit.id = w.insert_unit(&unit)?;
            }
        }
        w.post(&entry)?;
        row_of(w, &unit, now.date())
    })
}

fn described(u: &StoredUnit) -> String {
    let status = u.status.map_or("", UnitStatus::chinese);
    let area = u.area.map_or(String::new(), |a| format!("{a}㎡"));
    let handover = u.handover.map_or(String::new(), |d| format!("收楼{d}"));
    [u.code.to_string(), u.usage.chinese().into(), area, status.into(), handover].join(" ").trim().to_owned()
}

/// Adds or changes a person at a unit. Refusals: `not_allowed`, `person_name_missing`, `phone_unreadable`,
/// `liability_backwards`, `reason_missing`.
pub fn save_person(desk: &mut Desk, request: SavePerson, now: Instant) -> Result<PersonView> {
    let session = desk.permitted(Duty::ChangeRegister)?;
    let act = Act::new(&request.id, &session, now)?;
    let name = request.name.trim().to_owned();
    if name.is_empty() {
        return Err(Refusal::new("person_name_missing", "要填写姓名。").into());
    }
    let relation = Relation::parse(&request.relation).ok_or_else(|| unknown_choice("关系"))?;
    let phones = request
        .phones
        .as_ref()
        .map(|all| all.iter().map(|p| phone(p)).collect::<Result<Vec<_>>>())
        .transpose()?;
    let (from, to) = (optional_date(&request.liable_from)?, optional_date(&request.liable_to)?);
    if from.zip(to).is_some_and(|(f, t)| t < f) {
        return Err(
            Refusal::new("liability_backwards", "缴费责任的截止日早于起始日。请核对两个日期。").into()
        );
    }
    desk.write(|w| {
        let unit = w.unit(UnitId(request.unit_id))?;
        let unit = unit.ok_or_else(|| Refusal::new("unit_unknown", "档案里没有这套房。请重新查询。"))?;
        let mut entry = act.entry(EntryKind::RegisterChanged, business_date(w, now)?);
        let repeated = act.done_before(w, EntryKind::RegisterChanged)?.is_some();
        let person = match (request.person_id, repeated) {
            (Some(id), _) => {
                if request.reason.trim().is_empty() {
                    return Err(Refusal::new("reason_missing", "修改档案要写明原因。请填写。").into());
                }
                w.update_person(PersonId(id), &name, phones.as_deref())?;
                PersonId(id)
            }
            (None, false) => w.insert_person(&name, phones.as_deref().unwrap_or_default())?,
            (None, true) => {
                let found = w.people_of(unit.id)?.into_iter().rev().find(|p| p.name == name);
                return found
                    .as_ref()
                    .map(person_view)
                    .ok_or_else(|| Error::broken("a person saved and gone"));
            }
        };
        let at_unit = UnitPerson {
            unit: unit.id,
            person,
            name,
            relation,
            liable: request.liable,
            liable_from: from,
            liable_to: to,
            phones: w.person(person)?.map(|(_, phones)| phones).unwrap_or_default(),
        };
        w.set_unit_person(&at_unit)?;
        if !repeated {
            let verb = if request.person_id.is_some() { "修改" } else { "登记" };
            entry.document = format!("{} {verb}{}", unit.code, relation.chinese());
            entry.reason = request.reason.trim().to_owned();
            let until = to.map_or("至今".into(), |d| d.to_string());
            let since = from.map_or("起初".into(), |d| d.to_string());
            let liable =
                if request.liable { format!("缴费人 {since} … {until}") } else { "不缴费".into() };
            entry.content = format!("{} {liable}", at_unit.name);
            w.post(&entry)?;
        }
        Ok(person_view(&at_unit))
    })
}

fn phone(text: &str) -> Result<Phone> {
    Phone::parse(text).ok_or_else(|| {
        Refusal::new("phone_unreadable", format!("看不懂电话“{}”。请只输入数字。", text.trim())).into()
    })
}

/// Shows the whole numbers of one person, and logs who asked why. Refusals: `reason_missing`, `person_unknown`.
pub fn reveal_phones(desk: &mut Desk, request: RevealPhones, now: Instant) -> Result<RevealedPhones> {
    let session = desk.permitted(Duty::RevealNumbers)?;
    if request.reason.trim().is_empty() {
        return Err(Refusal::new("reason_missing", "查看完整号码要写明原因。请填写。").into());
    }
    let act = Act::fresh(&session, now);
    desk.write(|w| {
        let (_, phones) = w
            .person(PersonId(request.person_id))?
            .ok_or_else(|| Refusal::new("person_unknown", "档案里没有这个人。请重新查询。"))?;
        let mut entry = act.entry(EntryKind::Reveal, business_date(w, now)?);
        entry.document = format!("人员 {}", request.person_id);
        entry.reason = request.reason.trim().to_owned();
        w.post(&entry)?;
        Ok(RevealedPhones { phones: phones.iter().map(|p| p.digits().to_owned()).collect() })
    })
}
