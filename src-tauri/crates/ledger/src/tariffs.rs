//! Fee items and tariffs: what is charged, at what rate, from when (practice rows P2, P3).

use std::fmt;

use rust_decimal::Decimal;

use crate::accounts::{Account, ItemId};
use crate::calendar::{Date, Month, Period};
use crate::money::{Fen, RoundingStep, parse_decimal};
use crate::refusal::Refusal;
use crate::units::{Area, UnitUse};

/// Whose money a fee item brings in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Treatment {
    /// 收入: the office's own.
    Income,
    /// 代收: collected for a utility; not income.
    Agency,
}

impl Treatment {
    /// Stable word for storage and programs.
    pub const fn code(self) -> &'static str {
        match self {
            Treatment::Income => "income",
            Treatment::Agency => "agency",
        }
    }

    /// The field's word.
    pub const fn chinese(self) -> &'static str {
        match self {
            Treatment::Income => "收入",
            Treatment::Agency => "代收",
        }
    }

    /// Reads [`Treatment::code`] or the field's word.
    pub fn parse(text: &str) -> Option<Self> {
        [Treatment::Income, Treatment::Agency].into_iter().find(|t| t.code() == text || t.chinese() == text)
    }
}

/// A fee item (收费项目).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// 物业费, 电梯费, 车位费, …
    pub name: String,
    /// Whose money it is.
    pub treatment: Treatment,
    /// To what a line is rounded.
    pub step: RoundingStep,
}

impl Item {
    /// The account that gives when this item is billed.
    pub fn billed_from(&self) -> Account {
        match self.treatment {
            Treatment::Income => Account::Income(self.id),
            Treatment::Agency => Account::AgencyPayable(self.id),
        }
    }
}

/// What a rate is multiplied with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// 元/㎡·月
    Area,
    /// 元/户·月
    Fixed,
}

impl Basis {
    /// Stable word for storage and programs.
    pub const fn code(self) -> &'static str {
        match self {
            Basis::Area => "area",
            Basis::Fixed => "fixed",
        }
    }

    /// The unit of its rate.
    pub const fn chinese(self) -> &'static str {
        match self {
            Basis::Area => "元/㎡·月",
            Basis::Fixed => "元/户·月",
        }
    }

    /// Reads [`Basis::code`].
    pub fn parse(text: &str) -> Option<Self> {
        [Basis::Area, Basis::Fixed].into_iter().find(|b| b.code() == text)
    }
}

/// A rate in 元: exact, above zero, at most six decimals and 1,000,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(Decimal);

impl Rate {
    /// Refusal: `rate_out_of_range`.
    pub fn new(yuan: Decimal) -> Result<Rate, Refusal> {
        let rate = yuan.normalize();
        if rate <= Decimal::ZERO || rate > Decimal::from(1_000_000) || rate.scale() > 6 {
            return Err(Refusal::new(
                "rate_out_of_range",
                "单价要大于 0、不超过 1,000,000，最多六位小数。请核对。",
            ));
        }
        Ok(Rate(rate))
    }

    /// Reads `1.85`. Refusals: `rate_unreadable`, `rate_out_of_range`.
    pub fn parse(text: &str) -> Result<Rate, Refusal> {
        let value = parse_decimal(text).ok_or_else(|| {
            Refusal::new("rate_unreadable", format!("看不懂单价“{}”。请只输入数字，例如 1.85。", text.trim()))
        })?;
        Rate::new(value)
    }

    /// In 元.
    pub fn yuan(self) -> Decimal {
        self.0
    }
}

/// `1.85`: at least two decimals.
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = self.0;
        if shown.scale() < 2 {
            shown.rescale(2);
        }
        write!(f, "{shown}")
    }
}

/// What part of a month costs, when a fee starts inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Proration {
    /// 按天: actual days ÷ days of that month.
    #[default]
    ActualDays,
    /// 按三十天: days ÷ 30, at most a month.
    ThirtyDays,
    /// 整月: a month begun is a month charged.
    WholeMonth,
    /// 次月: from the month after.
    NextMonth,
}

impl Proration {
    /// All, in the order screens list them.
    pub const ALL: [Proration; 4] =
        [Proration::ActualDays, Proration::ThirtyDays, Proration::WholeMonth, Proration::NextMonth];

    /// Stable word for storage and programs.
    pub const fn code(self) -> &'static str {
        match self {
            Proration::ActualDays => "actual_days",
            Proration::ThirtyDays => "thirty_days",
            Proration::WholeMonth => "whole_month",
            Proration::NextMonth => "next_month",
        }
    }

    /// The field's word.
    pub const fn chinese(self) -> &'static str {
        match self {
            Proration::ActualDays => "按当月实际天数",
            Proration::ThirtyDays => "按每月三十天",
            Proration::WholeMonth => "不足一月按整月",
            Proration::NextMonth => "次月起算",
        }
    }

    /// Reads [`Proration::code`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == text)
    }
}

/// Identifies a tariff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TariffId(pub i64);

/// A price for an item from a date on, for all units or for those of a building or a use (practice row P3: a price
/// changes on a date, and what came before keeps the old one).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tariff {
    /// Its id.
    pub id: TariffId,
    /// For what.
    pub item: ItemId,
    /// Only this building, if named.
    pub building: Option<String>,
    /// Only units of this use, if named.
    pub usage: Option<UnitUse>,
    /// Multiplied with what.
    pub basis: Basis,
    /// In 元.
    pub rate: Rate,
    /// First day it holds. It holds until a later tariff of the same item and scope.
    pub from: Date,
    /// What a part of a month costs.
    pub proration: Proration,
}

/// What billing must know of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BilledUnit {
    /// Its building.
    pub building: String,
    /// Its use.
    pub usage: UnitUse,
    /// Its area; none means an area tariff cannot bill it.
    pub area: Option<Area>,
}

impl Tariff {
    /// Whether it is meant for a unit like this.
    pub fn covers(&self, unit: &BilledUnit) -> bool {
        self.building.as_ref().is_none_or(|b| *b == unit.building)
            && self.usage.is_none_or(|u| u == unit.usage)
    }

    /// How narrow its scope is: building and use beat building, which beats use, which beats all.
    fn narrowness(&self) -> u8 {
        u8::from(self.building.is_some()) * 2 + u8::from(self.usage.is_some())
    }

    /// One charge line: rate × quantity × the part of the month, rounded once, half up, with its working.
    /// Refusals: `area_missing`, `amount_too_large`.
    pub fn line(&self, unit: &BilledUnit, period: Period, step: RoundingStep) -> Result<Line, Refusal> {
        let month = Month::of(period.from());
        let share = Share::of(period, month, self.proration);
        let quantity = match self.basis {
            Basis::Area => unit.area.map(Area::square_metres).ok_or_else(|| {
                Refusal::new("area_missing", "这套房没有面积，按面积收费算不出来。请先在房产档案里补上面积。")
            })?,
            Basis::Fixed => Decimal::ONE,
        };
        let exact = quantity
            .checked_mul(self.rate.yuan())
            .and_then(|d| d.checked_mul(Decimal::from(share.days)))
            .and_then(|d| d.checked_div(Decimal::from(share.of)))
            .ok_or_else(|| Refusal::new("amount_too_large", "算出的金额太大，请核对面积和单价。"))?;
        let amount = step.round(exact)?;
        let part = match share.days == share.of {
            true => "1月".to_owned(),
            false => format!("{}/{}月", share.days, share.of),
        };
        let working = match (self.basis, unit.area) {
            (Basis::Area, Some(area)) => format!("{area}㎡ × {}元 × {part} = {amount}", self.rate),
            _ => format!("{}元 × {part} = {amount}", self.rate),
        };
        Ok(Line { period, amount, working })
    }
}

/// A computed charge line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Within one month.
    pub period: Period,
    /// Rounded once.
    pub amount: Fen,
    /// `89.50㎡ × 1.85元 × 1月 = 165.58`.
    pub working: String,
}

struct Share {
    days: u32,
    of: u32,
}

impl Share {
    fn of(period: Period, month: Month, proration: Proration) -> Share {
        let whole = Share { days: 1, of: 1 };
        if period.whole_month().is_some() {
            return whole;
        }
        match proration {
            Proration::ActualDays | Proration::NextMonth => Share { days: period.days(), of: month.days() },
            Proration::ThirtyDays => Share { days: period.days().min(30), of: 30 },
            Proration::WholeMonth => whole,
        }
    }
}

/// The tariff that holds for a unit on a day: the narrowest scope, and in it the latest start.
pub fn tariff_on<'a>(tariffs: &'a [Tariff], unit: &BilledUnit, day: Date) -> Option<&'a Tariff> {
    tariffs.iter().filter(|t| t.from <= day && t.covers(unit)).max_by_key(|t| (t.narrowness(), t.from, t.id))
}

/// The parts of a month over which one tariff holds, in order: a price change inside the month splits it at its date.
/// Where a tariff charges whole months, the one of the part's first day holds for all of it.
pub fn segments<'a>(tariffs: &'a [Tariff], unit: &BilledUnit, period: Period) -> Vec<(&'a Tariff, Period)> {
    let mut starts: Vec<Date> = tariffs
        .iter()
        .filter(|t| t.covers(unit) && t.from > period.from() && t.from <= period.to())
        .map(|t| t.from)
        .collect();
    starts.push(period.from());
    starts.sort_unstable();
    starts.dedup();
    let mut parts: Vec<(&Tariff, Period)> = Vec::new();
    for (i, from) in starts.iter().enumerate() {
        let to = starts.get(i + 1).and_then(|next| next.pred_opt()).unwrap_or(period.to());
        let (Some(tariff), Some(part)) = (tariff_on(tariffs, unit, *from), Period::new(*from, to)) else {
            continue;
        };
        match parts.last_mut() {
            Some((last, span)) if last.id == tariff.id || last.proration == Proration::WholeMonth => {
                *span = Period::new(span.from(), part.to()).expect("parts follow each other");
            }
            _ => parts.push((tariff, part)),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::parse_date;

    fn tariff(id: i64, rate: &str, from: &str) -> Tariff {
        Tariff {
            id: TariffId(id),
            item: ItemId(1),
            building: None,
            usage: None,
            basis: Basis::Area,
            rate: Rate::parse(rate).unwrap(),
            from: parse_date(from).unwrap(),
            proration: Proration::ActualDays,
        }
    }

    fn flat(area: &str) -> BilledUnit {
        BilledUnit { building: "3".into(), usage: UnitUse::Residence, area: Some(Area::parse(area).unwrap()) }
    }

    fn check_line(area: &str, rate: &str, from: &str, to: &str, proration: Proration, working: &str) {
        let tariff = Tariff { proration, ..tariff(1, rate, "2020-01-01") };
        let period = Period::new(parse_date(from).unwrap(), parse_date(to).unwrap()).unwrap();
        assert_eq!(tariff.line(&flat(area), period, RoundingStep::Fen).unwrap().working, working);
    }

    #[test]
    fn a_line_shows_its_working() {
        use Proration::{ActualDays, ThirtyDays, WholeMonth};
        check_line("89.5", "1.85", "2026-01-01", "2026-01-31", ActualDays, "89.50㎡ × 1.85元 × 1月 = 165.58");
        check_line(
            "89.5",
            "1.85",
            "2026-11-19",
            "2026-11-30",
            ActualDays,
            "89.50㎡ × 1.85元 × 12/30月 = 66.23",
        );
        check_line("100", "1", "2026-01-02", "2026-01-31", ThirtyDays, "100.00㎡ × 1.00元 × 1月 = 100.00");
        check_line("100", "1", "2026-01-20", "2026-01-31", WholeMonth, "100.00㎡ × 1.00元 × 1月 = 100.00");
    }

    #[test]
    fn the_narrowest_scope_wins_and_in_it_the_latest_start() {
        let general = tariff(1, "1.00", "2026-01-01");
        let later = tariff(2, "1.20", "2026-06-01");
        let third = Tariff { building: Some("3".into()), ..tariff(3, "0.90", "2026-01-01") };
        let other = Tariff { building: Some("4".into()), ..tariff(4, "9.99", "2026-01-01") };
        let tariffs = [general, later, third, other];
        let unit = flat("80");
        let on = |day: &str| tariff_on(&tariffs, &unit, parse_date(day).unwrap()).map(|t| t.id.0);
        assert_eq!(on("2025-12-31"), None);
        assert_eq!(on("2026-07-01"), Some(3));
        let elsewhere = BilledUnit { building: "5".into(), ..unit.clone() };
        let on = |day: &str| tariff_on(&tariffs, &elsewhere, parse_date(day).unwrap()).map(|t| t.id.0);
        assert_eq!((on("2026-05-31"), on("2026-06-01")), (Some(1), Some(2)));
    }

    #[test]
    fn a_price_change_splits_the_month_at_its_date() {
        let tariffs = [tariff(1, "2.00", "2026-01-01"), tariff(2, "2.80", "2026-10-11")];
        let parts = segments(&tariffs, &flat("30"), Period::month("2026-10".parse().unwrap()));
        let shown: Vec<String> = parts.iter().map(|(t, p)| format!("{} {}", t.rate, p.label())).collect();
        assert_eq!(shown, ["2.00 2026-10-01 … 2026-10-10", "2.80 2026-10-11 … 2026-10-31"]);
    }
}
