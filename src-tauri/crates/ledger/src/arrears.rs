//! Arrears: who owes what on a day, and what a notice says (practice rows P5, P11, P12, P13).

use crate::accounts::ItemId;
use crate::calendar::{Date, Month, Period};
use crate::charges::{Charge, ChargeId};
use crate::money::Fen;
use crate::people::PersonId;
use crate::units::UnitId;

/// The papers that ask for money, mildest first. No step of the ladder touches water, power or access
/// (Civil Code art. 944).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticeKind {
    /// 缴费通知单: this month's charges, before they are due.
    Payment,
    /// 催缴通知单: what is past due.
    Arrears,
}

impl NoticeKind {
    /// Both, mildest first.
    pub const ALL: [NoticeKind; 2] = [NoticeKind::Payment, NoticeKind::Arrears];

    /// Stable word for storage and programs.
    pub const fn code(self) -> &'static str {
        match self {
            NoticeKind::Payment => "payment",
            NoticeKind::Arrears => "arrears",
        }
    }

    /// The paper's title.
    pub const fn chinese(self) -> &'static str {
        match self {
            NoticeKind::Payment => "缴费通知单",
            NoticeKind::Arrears => "催缴通知单",
        }
    }

    /// Reads [`NoticeKind::code`] or the title.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == text || k.chinese() == text)
    }
}

/// One row of a notice: an item over consecutive periods with one due state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeLine {
    /// For what.
    pub item: ItemId,
    /// First to last day.
    pub period: Period,
    /// How many charges are in it.
    pub charges: Vec<ChargeId>,
    /// The earliest due day in it.
    pub due: Date,
    /// Open on them.
    pub open: Fen,
    /// Past due on the notice's day.
    pub overdue: bool,
}

/// What a notice to one liable person of one unit says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    /// Which paper.
    pub kind: NoticeKind,
    /// The unit.
    pub unit: UnitId,
    /// Who is liable for the lines.
    pub person: PersonId,
    /// Rows in order of item and time.
    pub lines: Vec<NoticeLine>,
    /// Past due and not among the lines: 此前欠费 on a 缴费通知单.
    pub earlier: Fen,
    /// Lines and earlier.
    pub total: Fen,
}

/// The demands on a unit for a month as of a day: one to each liable person and kind that has something to say.
///
/// 缴费通知单: charges of the month still open, with what is owed from before as one figure. 催缴通知单: everything past
/// due on `as_of`.
pub fn demands(kind: NoticeKind, open: &[Charge], month: Month, as_of: Date) -> Vec<Demand> {
    let mut people: Vec<(UnitId, PersonId)> = open.iter().map(|c| (c.unit, c.person)).collect();
    people.sort_unstable();
    people.dedup();
    people.into_iter().filter_map(|(unit, person)| demand(kind, open, unit, person, month, as_of)).collect()
}

fn demand(
    kind: NoticeKind,
    open: &[Charge],
    unit: UnitId,
    person: PersonId,
    month: Month,
    as_of: Date,
) -> Option<Demand> {
    let of_month = |c: &Charge| Month::of(c.period.to()) == month;
    let theirs = open.iter().filter(|c| c.unit == unit && c.person == person && c.open.is_positive());
    let (shown, rest): (Vec<&Charge>, Vec<&Charge>) = theirs.partition(|c| match kind {
        NoticeKind::Payment => of_month(c),
        NoticeKind::Arrears => c.overdue(as_of),
    });
    if shown.is_empty() {
        return None;
    }
    let earlier = match kind {
        NoticeKind::Payment => {
            rest.iter().filter(|c| c.period.to() < month.first_day()).map(|c| c.open).sum()
        }
        NoticeKind::Arrears => Fen::ZERO,
    };
    let lines = merged(shown, as_of);
    let total = lines.iter().map(|l| l.open).sum::<Fen>() + earlier;
    Some(Demand { kind, unit, person, lines, earlier, total })
}

/// Consecutive charges of one item become one row.
fn merged(mut charges: Vec<&Charge>, as_of: Date) -> Vec<NoticeLine> {
    charges.sort_by_key(|c| (c.item, c.period, c.id));
    let mut lines: Vec<NoticeLine> = Vec::new();
    for c in charges {
        let overdue = c.overdue(as_of);
        match lines.last_mut() {
            Some(l)
                if l.item == c.item
                    && l.overdue == overdue
                    && l.period.to().succ_opt() == Some(c.period.from()) =>
            {
                l.period = Period::new(l.period.from(), c.period.to()).expect("sorted by time");
                l.charges.push(c.id);
                l.open += c.open;
            }
            _ => lines.push(NoticeLine {
                item: c.item,
                period: c.period,
                charges: vec![c.id],
                due: c.due,
                open: c.open,
                overdue,
            }),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::parse_date;

    fn charge(id: i64, person: i64, item: i64, month: &str, open: i64) -> Charge {
        let period = Period::month(month.parse().unwrap());
        Charge {
            id: ChargeId(id),
            unit: UnitId(1),
            person: PersonId(person),
            item: ItemId(item),
            period,
            due: period.to(),
            amount: Fen::new(open),
            open: Fen::new(open),
        }
    }

    fn check(kind: NoticeKind, charges: &[Charge], expect: &[&str]) {
        let demands = demands(kind, charges, "2026-11".parse().unwrap(), parse_date("2026-11-21").unwrap());
        let shown: Vec<String> = demands
            .iter()
            .map(|d| {
                let lines: Vec<String> = d
                    .lines
                    .iter()
                    .map(|l| format!("{}:{}={}", l.item.0, l.period.label(), l.open.fen()))
                    .collect();
                format!(
                    "p{} {} earlier {} total {}",
                    d.person.0,
                    lines.join(" "),
                    d.earlier.fen(),
                    d.total.fen()
                )
            })
            .collect();
        assert_eq!(shown, expect, "{kind:?}");
    }

    #[test]
    fn each_paper_says_its_part() {
        let charges = [
            charge(1, 1, 1, "2025-12", 100),
            charge(2, 1, 1, "2026-01", 100),
            charge(3, 1, 1, "2026-03", 100),
            charge(4, 1, 1, "2026-11", 100),
            charge(5, 1, 2, "2026-11", 30),
            charge(6, 2, 1, "2024-01", 70),
            charge(7, 1, 1, "2026-10", 0),
        ];
        check(NoticeKind::Payment, &charges, &["p1 1:2026-11=100 2:2026-11=30 earlier 300 total 430"]);
        check(
            NoticeKind::Arrears,
            &charges,
            &[
                "p1 1:2025-12 … 2026-01=200 1:2026-03=100 earlier 0 total 300",
                "p2 1:2024-01=70 earlier 0 total 70",
            ],
        );
        check(NoticeKind::Payment, &[charge(1, 1, 1, "2026-11", 0)], &[]);
    }
}
