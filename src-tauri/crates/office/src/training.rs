//! The training office: a made-up estate of three buildings, shops and parking, with three years of history made by the
//! same acts that a real office uses, in one transaction. Everything follows from one seed, so that two training offices
//! founded on one day are alike.

use chrono::{Datelike, Duration, TimeZone};
use ledger::calendar::{Date, Instant, Month};
use ledger::money::Fen;
use ledger::operators::Role;
use ledger::people::{Phone, Relation};
use ledger::units::{Area, UnitCode, UnitId, UnitStatus, UnitUse};
use rust_decimal::Decimal;
use store::Writer;
use store::office::OperatorRow;
use store::register::{UnitPerson, UnitRow};

use crate::desk::{Act, Session};
use crate::views::billing::{RunBilling, SetTariff};
use crate::views::cash_day::{CloseDay, CountedTender, OpenDay, Pieces, SubmitCount};
use crate::views::payments::{Pay, TenderRequest};
use crate::{Error, Result, billing, cash_day, payments, tariffs};

const YEARS: i32 = 3;
const FLOAT: Fen = Fen::yuan(500);
const SURNAMES: [&str; 20] = [
    "赵", "陈", "林", "黄", "吴", "刘", "郑", "何", "梁", "谢", "宋", "唐", "许", "韩", "冯", "邓", "曹",
    "彭", "曾", "萧",
];
const GIVEN: [&str; 24] = [
    "小明", "建国", "丽华", "志强", "秀英", "海燕", "文博", "思远", "雨桐", "子轩", "春梅", "国栋", "晓峰",
    "佳怡", "永康", "玉兰", "浩然", "静", "磊", "敏", "婷", "伟", "芳", "刚",
];

/// The first instant of the history.
pub(crate) fn begins(now: Instant) -> Instant {
    at(first_month(now).first_day(), 8, 0, now)
}

fn first_month(now: Instant) -> Month {
    let today = now.date();
    Month::new(today.year() - YEARS, today.month()).unwrap_or(Month::of(today))
}

fn at(day: Date, hour: u32, minute: u32, now: Instant) -> Instant {
    let offset =
        chrono::FixedOffset::east_opt(now.offset_seconds()).expect("the offset came from an instant");
    let time = day.and_hms_opt(hour, minute, 0).expect("training hours are on the clock");
    Instant::new(offset.from_local_datetime(&time).single().expect("a fixed offset has no gaps"))
}

/// A small generator with a fixed seed (Knuth's MMIX constants): history needs variety, not secrecy.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        let sides = u64::try_from(from.len()).unwrap_or(1);
        from[usize::try_from(self.roll(sides)).unwrap_or(0)]
    }

    fn id(&mut self) -> String {
        let high = u128::from(self.roll(1 << 31)) << 96 | u128::from(self.roll(1 << 31)) << 48;
        uuid::Builder::from_random_bytes((high | u128::from(self.roll(1 << 31))).to_be_bytes())
            .into_uuid()
            .to_string()
    }
}

/// How a household pays: decides what the history looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Habit {
    /// Every quarter.
    Prompt,
    /// Twice a year.
    HalfYearly,
    /// Once a year, some months late.
    Late,
    /// Stopped some time ago.
    Stopped,
    /// Never paid.
    Never,
}

struct Household {
    code: String,
    habit: Habit,
    stops_after: i64,
}

/// Fills a founded training office.
pub(crate) fn estate(w: &Writer<'_>, operators: &[OperatorRow], now: Instant) -> Result<()> {
    let role = |role: Role| {
        let found = operators.iter().find(|o| o.role == role);
        found.map(Session::from).ok_or_else(|| Error::broken("a training office without its operators"))
    };
    let (cashier, manager) = (role(Role::Cashier)?, role(Role::Manager)?);
    let mut dice = Dice(20_261_121);
    let households = register(w, &mut dice)?;
    let start = first_month(now);
    set_tariffs(w, &mut dice, &manager, start, now)?;
    for month in start.through(Month::of(now.date())) {
        let first = month.first_day();
        if first > now.date() {
            break;
        }
        let billed_at = if first == start.first_day() { at(first, 8, 30, now) } else { at(first, 7, 0, now) };
        if billed_at > now {
            break;
        }
        let id = dice.id();
        let request = RunBilling { id: id.clone(), through: month.to_string(), expected_total_fen: None };
        billing::bill(w, &Act::new(&id, &manager, billed_at)?, &request)?;
        pay_month(w, &mut dice, &households, month, (&cashier, now))?;
    }
    Ok(())
}

fn register(w: &Writer<'_>, dice: &mut Dice) -> Result<Vec<Household>> {
    let mut households = Vec::new();
    let mut codes: Vec<(String, UnitUse)> = Vec::new();
    for building in 1..=3 {
        for entrance in 1..=2 {
            for floor in 1..=14 {
                for door in 1..=4 {
                    codes.push((format!("{building}-{entrance}-{floor}{door:02}"), UnitUse::Residence));
                }
            }
        }
    }
    codes.extend((1..=18).map(|n| (format!("S1-{n:03}"), UnitUse::Shop)));
    codes.extend((1..=46).map(|n| (format!("B1-{n:03}"), UnitUse::Parking)));
    for (number, (code, usage)) in (1..).zip(codes) {
        let habit = match dice.roll(100) {
            0..=54 => Habit::Prompt,
            55..=74 => Habit::HalfYearly,
            75..=88 => Habit::Late,
            89..=95 => Habit::Stopped,
            _ => Habit::Never,
        };
        household(w, dice, number, &code, usage)?;
        let code = code.parse::<UnitCode>()?.to_string();
        households.push(Household {
            code,
            habit,
            stops_after: i64::try_from(dice.roll(30)).unwrap_or(0) + 3,
        });
    }
    Ok(households)
}

fn household(w: &Writer<'_>, dice: &mut Dice, number: u64, code: &str, usage: UnitUse) -> Result<UnitId> {
    let hundredths = match usage {
        UnitUse::Residence => dice.pick(&[6_832, 7_850, 8_950, 9_612, 10_245, 12_788]),
        UnitUse::Shop => 3_000 + i64::try_from(dice.roll(9_000)).unwrap_or(0),
        _ => 1_250,
    };
    let status = match dice.roll(20) {
        0 => UnitStatus::Vacant,
        1 => UnitStatus::Renovating,
        2 | 3 => UnitStatus::Let,
        _ => UnitStatus::Occupied,
    };
    let parsed: UnitCode = code.parse()?;
    let unit = w.insert_unit(&UnitRow {
        id: UnitId(0),
        building: parsed.building().to_owned(),
        code: parsed,
        written: code.to_owned(),
        usage,
        area: Some(Area::new(Decimal::new(hundredths, 2))?),
        status: Some(status),
        handover: None,
    })?;
    let owners = if dice.roll(4) == 0 { 2 } else { 1 };
    for nth in 0..owners {
        let name = format!("{}{}", dice.pick(&SURNAMES), dice.pick(&GIVEN));
        // 199 0000 is no assigned block: the numbers reach nobody.
        let phone = Phone::parse(&format!("1990000{:04}", (number * 7 + nth * 3) % 10_000));
        let phones: Vec<Phone> = phone.into_iter().collect();
        let person = w.insert_person(&name, &phones)?;
        w.set_unit_person(&UnitPerson {
            unit,
            person,
            name,
            relation: Relation::Owner,
            liable: nth == 0,
            liable_from: None,
            liable_to: None,
            phones,
        })?;
    }
    Ok(unit)
}

fn set_tariffs(w: &Writer<'_>, dice: &mut Dice, manager: &Session, start: Month, now: Instant) -> Result<()> {
    let raised = Month::new(now.date().year() - 1, 7).unwrap_or(start);
    let prices = [
        ("物业费", "area", "1.85", "residence", start),
        ("物业费", "area", "3.60", "shop", start),
        ("电梯费", "fixed", "25.00", "residence", start),
        ("车位管理费", "fixed", "80.00", "parking", start),
        ("物业费", "area", "1.98", "residence", raised),
    ];
    for (item, basis, rate, usage, from) in prices {
        let id = dice.id();
        let act = Act::new(&id, manager, begins(now))?;
        let request = SetTariff {
            id,
            item: item.into(),
            treatment: None,
            step_fen: None,
            basis: basis.into(),
            rate: rate.into(),
            from: from.first_day().to_string(),
            building: None,
            usage: Some(usage.into()),
            proration: None,
        };
        tariffs::set(w, &act, &request)?;
    }
    Ok(())
}

/// Whether a household comes in a month, counted from the first.
fn comes(h: &Household, nth: i64) -> bool {
    match h.habit {
        Habit::Prompt => nth % 3 == h.stops_after % 3,
        Habit::HalfYearly => nth % 6 == 5,
        Habit::Late => nth % 12 == 10,
        Habit::Stopped => nth < h.stops_after && nth % 3 == 2,
        Habit::Never => false,
    }
}

/// The month's payers come on four days; each day is opened, counted and closed.
fn pay_month(
    w: &Writer<'_>,
    dice: &mut Dice,
    households: &[Household],
    month: Month,
    (cashier, now): (&Session, Instant),
) -> Result<()> {
    let nth = first_month(now).months_until(month);
    let days = [6_u32, 13, 20, 26];
    let mut payers: Vec<Vec<&Household>> = vec![Vec::new(); days.len()];
    for h in households {
        if comes(h, nth) {
            payers[usize::try_from(dice.roll(4)).unwrap_or(0)].push(h);
        }
    }
    for (day, payers) in days.iter().zip(payers) {
        let date = month.first_day() + Duration::days(i64::from(*day) - 1);
        if date >= now.date() || payers.is_empty() {
            continue;
        }
        counter_day(w, dice, &payers, date, (cashier, now))?;
    }
    Ok(())
}

fn counter_day(
    w: &Writer<'_>,
    dice: &mut Dice,
    payers: &[&Household],
    date: Date,
    (cashier, now): (&Session, Instant),
) -> Result<()> {
    let id = dice.id();
    let open = OpenDay { id: id.clone(), float_fen: FLOAT.into(), reason: String::new(), second: None };
    cash_day::open(w, &Act::new(&id, cashier, at(date, 8, 31, now))?, &open)?;
    let office = w.office()?;
    let (mut cash, mut others): (Fen, Vec<CountedTender>) = (FLOAT, Vec::new());
    for (nth, h) in (0_u32..).zip(payers) {
        let time = at(date, 9 + nth / 20, nth % 20 * 3, now);
        let unit = crate::register::resolve(w, &h.code)?;
        let owed: Fen = w.open_charges_of(unit.id)?.iter().map(|c| c.charge.open).sum();
        if owed.is_zero() {
            continue;
        }
        let tender = dice.pick(&["cash", "wechat", "wechat", "alipay", "pos", "bank"]);
        let reference =
            if tender == "bank" { format!("回单{:06}", dice.roll(1_000_000)) } else { String::new() };
        let id = dice.id();
        let pay = Pay {
            id: id.clone(),
            unit: h.code.clone(),
            tenders: vec![TenderRequest { tender: tender.into(), amount_fen: owed.into(), reference }],
            charges: None,
            limit_fen: None,
            surplus_to_prepayment: false,
        };
        payments::take(w, &Act::new(&id, cashier, time)?, &pay, (&office.name, office.training))?;
        match (tender, others.iter_mut().find(|t| t.tender == tender)) {
            ("cash", _) => cash += owed,
            (_, Some(counted)) => counted.counted_fen.0 += owed.fen(),
            (_, None) => others.push(CountedTender { tender: tender.into(), counted_fen: owed.into() }),
        }
    }
    let id = dice.id();
    let count = SubmitCount { id: id.clone(), pieces: in_pieces(cash), tenders: others };
    cash_day::count(w, &Act::new(&id, cashier, at(date, 17, 30, now))?, &count)?;
    let id = dice.id();
    let close = CloseDay {
        id: id.clone(),
        banked_fen: None,
        reason: String::new(),
        responsible: String::new(),
        second: None,
    };
    cash_day::close(w, &Act::new(&id, cashier, at(date, 17, 45, now))?, &close)?;
    Ok(())
}

/// An amount in the fewest notes and coins.
fn in_pieces(amount: Fen) -> Vec<Pieces> {
    let mut rest = amount.fen();
    let mut pieces = Vec::new();
    for denomination in ledger::cash_day::DENOMINATIONS {
        if rest >= denomination {
            pieces.push(Pieces {
                denomination_fen: crate::views::Fen(denomination),
                pieces: rest / denomination,
            });
            rest %= denomination;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_add_up() {
        for fen in [0, 1, 12_345, 50_000, 99_999] {
            let sum: i64 = in_pieces(Fen::new(fen)).iter().map(|p| p.denomination_fen.0 * p.pieces).sum();
            assert_eq!(sum, fen);
        }
    }

    #[test]
    fn ids_are_uuids() {
        let mut dice = Dice(1);
        assert_ne!(dice.id(), dice.id());
        assert!(uuid::Uuid::parse_str(&dice.id()).is_ok());
    }
}
