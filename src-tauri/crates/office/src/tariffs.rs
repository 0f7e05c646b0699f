//! Fee items and tariffs.

use ledger::accounts::ItemId;
use ledger::calendar::{Instant, parse_date};
use ledger::entries::EntryKind;
use ledger::money::RoundingStep;
use ledger::operators::Duty;
use ledger::refusal::Refusal;
use ledger::tariffs::{Basis, Item, Proration, Rate, Tariff, TariffId, Treatment};
use ledger::units::UnitUse;
use store::{Reader, Writer};

use crate::desk::{Act, business_date};
use crate::error::unknown_choice;
use crate::views::Choice;
use crate::views::billing::{ItemView, SetTariff, TariffView, TariffsView};
use crate::{Desk, Error, Result};

/// Items and tariffs.
pub fn tariffs(desk: &mut Desk, _request: (), _now: Instant) -> Result<TariffsView> {
    desk.read(|r| {
        let (items, all) = (r.items()?, r.tariffs()?);
        let choice = |code: &str, label: &str| Choice { code: code.into(), label: label.into() };
        Ok(TariffsView {
            tariffs: all.iter().map(|t| view(t, &items, &all)).collect(),
            items: items.iter().map(item_view).collect(),
            buildings: r.buildings()?,
            usages: UnitUse::ALL.iter().map(|u| choice(u.code(), u.chinese())).collect(),
            bases: [Basis::Area, Basis::Fixed].iter().map(|b| choice(b.code(), b.chinese())).collect(),
            prorations: Proration::ALL.iter().map(|p| choice(p.code(), p.chinese())).collect(),
        })
    })
}

fn item_view(item: &Item) -> ItemView {
    ItemView {
        id: item.id.0,
        name: item.name.clone(),
        treatment: item.treatment.code().into(),
        treatment_label: item.treatment.chinese().into(),
        step_fen: crate::views::Fen(item.step.in_fen()),
    }
}

fn view(t: &Tariff, items: &[Item], all: &[Tariff]) -> TariffView {
    let later = all.iter().filter(|o| same_scope(o, t) && o.from > t.from).map(|o| o.from).min();
    let scope = match (&t.building, t.usage) {
        (None, None) => "全部".to_owned(),
        (Some(b), None) => format!("{b} 栋"),
        (None, Some(u)) => u.chinese().to_owned(),
        (Some(b), Some(u)) => format!("{b} 栋 {}", u.chinese()),
    };
    TariffView {
        id: t.id.0,
        item: items.iter().find(|i| i.id == t.item).map_or(String::new(), |i| i.name.clone()),
        scope,
        building: t.building.clone(),
        usage: t.usage.map(|u| u.code().into()),
        basis: t.basis.code().into(),
        basis_label: t.basis.chinese().into(),
        rate: t.rate.to_string(),
        from: t.from.to_string(),
        until: later.and_then(|d| d.pred_opt()).map(|d| d.to_string()),
        proration: t.proration.code().into(),
        proration_label: t.proration.chinese().into(),
    }
}

fn same_scope(a: &Tariff, b: &Tariff) -> bool {
    a.item == b.item && a.building == b.building && a.usage == b.usage
}

/// Sets a price from a date on. What was billed before keeps its price. Refusals: `not_allowed`, `item_name_missing`,
/// `choice_unknown`, `rate_unreadable`, `rate_out_of_range`, `date_unreadable`, `building_unknown`, `tariff_exists`,
/// `tariff_already_billed`.
pub fn set_tariff(desk: &mut Desk, request: SetTariff, now: Instant) -> Result<TariffView> {
    let session = desk.permitted(Duty::SetTariffs)?;
    let act = Act::new(&request.id, &session, now)?;
    desk.write(|w| set(w, &act, &request))
}

pub(crate) fn set(w: &Writer<'_>, act: &Act, request: &SetTariff) -> Result<TariffView> {
    let mut tariff = read(request)?;
    let name = request.item.trim();
    if name.is_empty() {
        return Err(Refusal::new("item_name_missing", "收费项目要有名称，例如物业费。请填写。").into());
    }
    let known = w.item_by_name(name)?;
    if let (true, Some(item)) = (act.done_before(w, EntryKind::TariffSet)?.is_some(), &known) {
        tariff.item = item.id;
        return stored(w, &tariff);
    }
    if let Some(building) = &tariff.building
        && !w.buildings()?.contains(building)
    {
        return Err(
            Refusal::new("building_unknown", format!("档案里没有 {building} 栋。请核对楼栋。")).into()
        );
    }
    let item = match known {
        Some(item) => item,
        None => new_item(w, name, request)?,
    };
    tariff.item = item.id;
    refuse_conflict(w, &item, &tariff)?;
    let mut entry = act.entry(EntryKind::TariffSet, business_date(w, act.now)?);
    entry.document = format!("{name} {} {} 自 {}", tariff.rate, tariff.basis.chinese(), tariff.from);
    entry.content = store::tariffs::content(&tariff, &item.name);
    let posted = w.post(&entry)?;
    tariff.id = w.insert_tariff(posted, &tariff)?;
    stored(w, &tariff)
}

fn stored(r: &Reader<'_>, tariff: &Tariff) -> Result<TariffView> {
    let all = r.tariffs()?;
    let found = all.iter().find(|t| same_scope(t, tariff) && t.from == tariff.from);
    found.map(|t| Ok(view(t, &r.items()?, &all))).ok_or_else(|| Error::broken("a tariff set and gone"))?
}

fn read(request: &SetTariff) -> Result<Tariff> {
    let word =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
    let usage = word(&request.usage);
    let proration = word(&request.proration);
    Ok(Tariff {
        id: TariffId(0),
        item: ItemId(0),
        building: word(&request.building),
        usage: usage.map(|u| UnitUse::parse(&u).ok_or_else(|| unknown_choice("用途"))).transpose()?,
        basis: Basis::parse(request.basis.trim()).ok_or_else(|| unknown_choice("计费方式"))?,
        rate: Rate::parse(&request.rate)?,
        from: parse_date(&request.from)?,
        proration: proration
            .map(|p| Proration::parse(&p).ok_or_else(|| unknown_choice("不足一月的算法")))
            .transpose()?
            .unwrap_or_default(),
    })
}

fn new_item(w: &Writer<'_>, name: &str, request: &SetTariff) -> Result<Item> {
    let treatment = match request.treatment.as_deref() {
        None | Some("") => Treatment::Income,
        Some(text) => Treatment::parse(text).ok_or_else(|| unknown_choice("款项性质"))?,
    };
    let step = match request.step_fen {
        None => RoundingStep::Fen,
        Some(fen) => RoundingStep::from_fen(fen.0).ok_or_else(|| unknown_choice("尾数处理"))?,
    };
    Ok(w.insert_item(name, treatment, step)?)
}

/// A price never changes what is billed: the new one starts after the last billed day of its scope.
fn refuse_conflict(w: &Writer<'_>, item: &Item, tariff: &Tariff) -> Result<()> {
    if w.tariffs()?.iter().any(|t| same_scope(t, tariff) && t.from == tariff.from) {
        return Err(Refusal::new(
            "tariff_exists",
            format!("{}自 {} 起的价格已经定过。要改价请从另一天起定新价。", item.name, tariff.from),
        )
        .into());
    }
    let charged = w.charged_periods(item.id)?;
    let units = w.units()?;
    let covered = units.iter().filter(|u| {
        tariff.building.as_ref().is_none_or(|b| *b == u.building)
            && tariff.usage.is_none_or(|usage| usage == u.usage)
    });
    let billed = covered.filter_map(|u| charged.get(&u.id)).flat_map(|charged| &charged.periods);
    if let Some(last) = billed.map(|p| p.to()).max().filter(|last| tariff.from <= *last) {
        return Err(Refusal::new(
            "tariff_already_billed",
            format!(
                "{}已经出账到 {last}，不能从 {} 起改价。请从 {last} 之后的日期起定新价。",
                item.name, tariff.from
            ),
        )
        .into());
    }
    Ok(())
}
