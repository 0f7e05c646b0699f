//! Charges: what a unit is billed for a period, computed from tariffs, never twice.

use crate::accounts::{Account, ItemId};
use crate::calendar::{Date, Month, Period};
use crate::money::Fen;
use crate::people::PersonId;
use crate::refusal::Refusal;
use crate::tariffs::{BilledUnit, Item, Line, Proration, Tariff, segments};
use crate::units::UnitId;

/// Identifies a charge (账单行).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChargeId(pub i64);

/// A posted charge and what is still open on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// Its id.
    pub id: ChargeId,
    /// The unit.
    pub unit: UnitId,
    /// Who is liable.
    pub person: PersonId,
    /// For what.
    pub item: ItemId,
    /// For when.
    pub period: Period,
    /// When it is due; overdue from the day after.
    pub due: Date,
    /// As billed.
    pub amount: Fen,
    /// Not yet paid, waived or reversed: the balance of its receivable.
    pub open: Fen,
}

impl Charge {
    /// The receivable it stands on.
    pub fn account(&self) -> Account {
        Account::Receivable { unit: self.unit, person: self.person, item: self.item, period: self.period }
    }

    /// Whether it is past due on a day.
    pub fn overdue(&self, on: Date) -> bool {
        self.due < on && self.open.is_positive()
    }
}

/// Someone's liability for a unit over a time (Civil Code; a sale does not move old debt).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Liability {
    /// Who.
    pub person: PersonId,
    /// From this day; none means from the beginning.
    pub from: Option<Date>,
    /// Through this day; none means still.
    pub to: Option<Date>,
}

/// Who is liable for a unit on a day: the latest liability that holds then.
pub fn liable_on(liabilities: &[Liability], day: Date) -> Option<PersonId> {
    liabilities
        .iter()
        .filter(|l| l.from.is_none_or(|f| f <= day) && l.to.is_none_or(|t| day <= t))
        .max_by_key(|l| l.from)
        .map(|l| l.person)
}

/// A unit as a billing run sees it for one item.
#[derive(Debug, Clone)]
pub struct Billable<'a> {
    /// What tariffs look at.
    pub unit: &'a BilledUnit,
    /// The fee starts on this day (收楼日期), if known.
    pub handover: Option<Date>,
    /// Liabilities of the unit.
    pub liabilities: &'a [Liability],
    /// Periods of this item that are charged already.
    pub charged: &'a [Period],
    /// The old books charged everything through this day: an opening balance of this item ends here.
    pub opening_through: Option<Date>,
}

/// A line to be charged, with who is liable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCharge {
    /// The computed line.
    pub line: Line,
    /// Who owes it.
    pub person: PersonId,
    /// When it is due.
    pub due: Date,
}

/// Why a unit got no line for a month it should have been billed for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unbilled {
    /// The month.
    pub month: Month,
    /// What is missing.
    pub why: Refusal,
}

/// The lines of `item` that `billable` still lacks through `through`, in order of time.
///
/// A month starts to cost at the latest of: the tariff's start, the handover, the day after the opening balance. Days
/// charged already are left out, so that a second run adds nothing. Lines of zero are not made.
pub fn lines(
    item: &Item,
    tariffs: &[Tariff],
    billable: &Billable<'_>,
    through: Month,
) -> (Vec<NewCharge>, Vec<Unbilled>) {
    let (mut made, mut unbilled) = (Vec::new(), Vec::new());
    let Some(first_tariff) = tariffs.iter().filter(|t| t.covers(billable.unit)).map(|t| t.from).min() else {
        return (made, unbilled);
    };
    let after_opening = billable.opening_through.and_then(|d| d.succ_opt());
    let start = [Some(first_tariff), billable.handover, after_opening].into_iter().flatten().max();
    let start = start.expect("the tariff's start is one of them");
    for month in Month::of(start).through(through) {
        let span =
            Period::new(start.max(month.first_day()), month.last_day()).expect("the month holds its start");
        let begun_inside = span.from() > month.first_day();
        for free in uncharged(span, billable.charged) {
            for (tariff, part) in segments(tariffs, billable.unit, free) {
                if begun_inside && tariff.proration == Proration::NextMonth && part.from() == start {
                    continue;
                }
                match charge(item, tariff, billable, part) {
                    Ok(Some(new)) => made.push(new),
                    Ok(None) => {}
                    Err(why) => unbilled.push(Unbilled { month, why }),
                }
            }
        }
    }
    (made, unbilled)
}

fn charge(
    item: &Item,
    tariff: &Tariff,
    billable: &Billable<'_>,
    part: Period,
) -> Result<Option<NewCharge>, Refusal> {
    let line = tariff.line(billable.unit, part, item.step)?;
    if line.amount.is_zero() {
        return Ok(None);
    }
    let person = liable_on(billable.liabilities, part.to()).ok_or_else(|| {
        Refusal::new("nobody_liable", "这套房这段时间没有登记缴费人。请先在房产档案里补上业主或租户。")
    })?;
    let due = Month::of(part.from()).last_day();
    Ok(Some(NewCharge { line, person, due }))
}

/// The days of `span` that no period in `charged` covers, as periods in order.
fn uncharged(span: Period, charged: &[Period]) -> Vec<Period> {
    let mut taken: Vec<Period> = charged.iter().filter_map(|c| c.overlap(span)).collect();
    taken.sort_unstable();
    let mut free = Vec::new();
    let mut next = Some(span.from());
    for t in taken {
        if let Some(gap) = next.and_then(|n| Period::new(n, t.from().pred_opt()?)) {
            free.push(gap);
        }
        next = next.max(t.to().succ_opt());
    }
    free.extend(next.and_then(|n| Period::new(n, span.to())));
    free
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::parse_date;
    use crate::money::RoundingStep;
    use crate::tariffs::{Basis, Rate, TariffId, Treatment};
    use crate::units::{Area, UnitUse};
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        parse_date(text).unwrap()
    }

    fn item() -> Item {
        Item {
            id: ItemId(1), name: "物业费".into(), treatment: Treatment::Income, step: RoundingStep::Fen
        }
    }

    fn tariff(from: &str, proration: Proration) -> Tariff {
        Tariff {
            id: TariffId(1),
            item: ItemId(1),
            building: None,
            usage: None,
            basis: Basis::Area,
            rate: Rate::parse("1.85").unwrap(),
            from: date(from),
            proration,
        }
    }

    fn flat() -> BilledUnit {
        BilledUnit {
            building: "3".into(),
            usage: UnitUse::Residence,
            area: Some(Area::parse("89.5").unwrap()),
        }
    }

    const OWNER: Liability = Liability { person: PersonId(1), from: None, to: None };

    struct Case {
        handover: Option<&'static str>,
        opening: Option<&'static str>,
        charged: &'static [&'static str],
        proration: Proration,
        through: &'static str,
        expect: &'static [&'static str],
    }

    fn check(case: &Case) {
        let unit = flat();
        let charged: Vec<Period> = case.charged.iter().map(|m| Period::month(m.parse().unwrap())).collect();
        let billable = Billable {
            unit: &unit,
            handover: case.handover.map(date),
            liabilities: &[OWNER],
            charged: &charged,
            opening_through: case.opening.map(date),
        };
        let tariffs = [tariff("2026-01-01", case.proration)];
        let (made, unbilled) = lines(&item(), &tariffs, &billable, case.through.parse().unwrap());
        let made: Vec<String> =
            made.iter().map(|c| format!("{} {}", c.line.period.label(), c.line.amount)).collect();
        assert_eq!(made, case.expect);
        assert_eq!(unbilled, []);
    }

    #[test]
    fn a_unit_is_billed_from_its_start_and_never_twice() {
        let plain = Case {
            handover: None,
            opening: None,
            charged: &[],
            proration: Proration::ActualDays,
            through: "2026-02",
            expect: &["2026-01 165.58", "2026-02 165.58"],
        };
        check(&plain);
        check(&Case { charged: &["2026-01"], expect: &["2026-02 165.58"], ..plain });
        check(&Case { charged: &["2026-01", "2026-02"], expect: &[], ..plain });
        check(&Case { opening: Some("2026-01-31"), expect: &["2026-02 165.58"], ..plain });
        check(&Case {
            handover: Some("2026-01-17"),
            expect: &["2026-01-17 … 2026-01-31 80.12", "2026-02 165.58"],
            ..plain
        });
        check(&Case {
            handover: Some("2026-01-17"),
            proration: Proration::NextMonth,
            expect: &["2026-02 165.58"],
            ..plain
        });
        check(&Case { through: "2025-12", expect: &[], ..plain });
    }

    #[test]
    fn debt_falls_on_who_was_liable_then() {
        let sold = [
            Liability { person: PersonId(1), from: None, to: Some(date("2026-01-31")) },
            Liability { person: PersonId(2), from: Some(date("2026-02-01")), to: None },
        ];
        assert_eq!(liable_on(&sold, date("2026-01-31")), Some(PersonId(1)));
        assert_eq!(liable_on(&sold, date("2026-02-01")), Some(PersonId(2)));
        assert_eq!(liable_on(&[], date("2026-02-01")), None);
    }

    #[test]
    fn what_cannot_be_billed_is_said() {
        let unit = BilledUnit { area: None, ..flat() };
        let billable = Billable {
            unit: &unit,
            handover: None,
            liabilities: &[OWNER],
            charged: &[],
            opening_through: None,
        };
        let through: Month = "2026-01".parse().unwrap();
        let (_, unbilled) =
            lines(&item(), &[tariff("2026-01-01", Proration::ActualDays)], &billable, through);
        assert_eq!(unbilled[0].why.code, "area_missing");
        let unit = flat();
        let nobody = Billable { unit: &unit, liabilities: &[], ..billable };
        let (_, unbilled) = lines(&item(), &[tariff("2026-01-01", Proration::ActualDays)], &nobody, through);
        assert_eq!(unbilled[0].why.code, "nobody_liable");
    }

    proptest! {
        /// Whatever was charged before, a run fills exactly the free days, and the next run adds nothing.
        #[test]
        fn a_second_run_adds_nothing(
            cuts in prop::collection::vec((0i64..700, 0i64..60), 0..6),
            handover in proptest::option::of(0i64..700),
            months in 1u32..24,
        ) {
            let day = |n: i64| date("2025-06-01") + chrono::Duration::days(n);
            let unit = flat();
            let mut charged: Vec<Period> =
                cuts.iter().map(|(from, len)| Period::new(day(*from), day(from + len)).unwrap()).collect();
            let through = (0..months).fold("2026-01".parse::<Month>().unwrap(), |m, _| m.next());
            let tariffs = [tariff("2026-01-01", Proration::ActualDays)];
            let run = |charged: &[Period]| {
                let billable = Billable {
                    unit: &unit, handover: handover.map(day), liabilities: &[OWNER], charged, opening_through: None,
                };
                lines(&item(), &tariffs, &billable, through).0
            };
            let made = run(&charged);
            for new in &made {
                prop_assert!(charged.iter().all(|c| c.overlap(new.line.period).is_none()), "charged twice");
            }
            charged.extend(made.iter().map(|n| n.line.period));
            prop_assert_eq!(run(&charged), vec![]);
        }
    }
}
