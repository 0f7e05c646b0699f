//! A difference as the screen has it.

use ledger::money::Fen;

use super::{Gone, Plan, Step, UnitPlan};
use crate::views::imports::{AddedSums, AddedUnit, ChangedSums, ChangedUnit, GoneUnit, ImportDifference};

/// Units that a list of the difference holds at most.
const MOST_LISTED: usize = 2_000;

impl UnitPlan<'_> {
    /// Adds up what an import of all that is new would post and keep.
    fn add_to(&self, sums: &mut AddedSums) {
        sums.opening_fen.0 += self.owed.iter().map(|o| o.amount).sum::<Fen>().fen();
        for held in self.held.iter().filter(|h| h.amount.is_positive()) {
            let amount = held.amount.fen();
            match (&held.deposit, held.among_arrears) {
                (Some(_), _) => sums.deposits_fen.0 += amount,
                (None, true) => {
                    sums.opening_fen.0 -= amount;
                    sums.overpaid_fen.0 += amount;
                }
                (None, false) => sums.prepayments_fen.0 += amount,
            }
        }
        sums.readings += self.readings.len();
        sums.vehicles += self.vehicles.len();
        sums.past_payments += self.past_payments.len();
        sums.notes += self.notes.len();
        sums.id_numbers += match self.known {
            Some(_) => self.id_numbers.len(),
            None => self.draft.people.iter().filter(|p| p.id_number.is_some()).count(),
        };
    }

    /// What applying its changes would move.
    fn moves(&self) -> ChangedSums {
        let mut sums = ChangedSums::default();
        for change in self.changes.iter().filter(|c| c.shown.held.is_empty()) {
            match &change.step {
                Step::Openings { reverse, post } => {
                    sums.opening_fen.0 += post.iter().map(|o| o.amount).sum::<Fen>().fen();
                    sums.opening_fen.0 -= reverse.iter().map(|c| c.charge.amount).sum::<Fen>().fen();
                }
                Step::Balances { reverse, post } => {
                    for gone in reverse {
                        match gone.item {
                            Some(_) => sums.deposits_fen.0 -= gone.amount.fen(),
                            None => sums.prepayments_fen.0 -= gone.amount.fen(),
                        }
                    }
                    for held in post.iter().filter(|h| h.amount.is_positive()) {
                        let amount = held.amount.fen();
                        match held.deposit {
                            Some(_) => sums.deposits_fen.0 += amount,
                            None => sums.prepayments_fen.0 += amount,
                        }
                        if held.among_arrears {
                            sums.opening_fen.0 -= amount;
                        }
                    }
                }
                Step::Unit { .. } | Step::Person(_) | Step::Owners { .. } | Step::Phones { .. } => {}
            }
        }
        sums
    }

    /// What is added to a unit that is there, for people; empty for nothing.
    fn added(&self) -> String {
        let counts = [
            ("期初欠费", self.owed.len(), "笔"),
            ("预存和押金", self.held.len(), "笔"),
            ("抄表", self.readings.len(), "条"),
            ("车辆", self.vehicles.len(), "条"),
            ("缴费记录", self.past_payments.len(), "条"),
            ("备注", self.notes.len(), "条"),
            ("证件号", self.id_numbers.len(), "个"),
        ];
        let some = counts.iter().filter(|(_, n, _)| *n > 0);
        some.map(|(what, n, each)| format!("{what} {n} {each}")).collect::<Vec<_>>().join("，")
    }
}

/// For the screen.
pub(in crate::imports) fn view(plan: &Plan<'_>) -> ImportDifference {
    let mut view = ImportDifference {
        kept_already: plan.kept_already,
        elsewhere: plan.elsewhere.units,
        elsewhere_fen: plan.elsewhere.owed.into(),
        ..Default::default()
    };
    for unit in &plan.units {
        let code = &unit.draft.code;
        let added = unit.added();
        unit.add_to(&mut view.adds);
        let moves = unit.moves();
        view.changes.opening_fen.0 += moves.opening_fen.0;
        view.changes.prepayments_fen.0 += moves.prepayments_fen.0;
        view.changes.deposits_fen.0 += moves.deposits_fen.0;
        if unit.known.is_none() {
            view.new += 1;
            if view.new <= MOST_LISTED {
                view.new_units.push(code.clone());
            }
            continue;
        }
        if added.is_empty() && unit.changes.is_empty() {
            view.same += 1;
        }
        if !added.is_empty() {
            view.added_to += 1;
            if view.added_to <= MOST_LISTED {
                let opening_fen = unit.owed.iter().map(|o| o.amount).sum::<Fen>().into();
                view.added_to_units.push(AddedUnit { code: code.clone(), what: added, opening_fen });
            }
        }
        if !unit.changes.is_empty() {
            view.changed += 1;
            if view.changed <= MOST_LISTED {
                let changes = unit.changes.iter().map(|c| c.shown.clone()).collect();
                view.changed_units.push(ChangedUnit { code: code.clone(), changes, moves });
            }
        }
    }
    view.gone = plan.gone.len();
    view.gone_units = plan.gone.iter().take(MOST_LISTED).map(gone_unit).collect();
    view
}

fn gone_unit(gone: &Gone) -> GoneUnit {
    let held = |deposit: bool| -> Fen {
        gone.balances.iter().filter(|b| b.item.is_some() == deposit).map(|b| b.amount).sum()
    };
    let (prepayments, deposits) = (held(false), held(true));
    let of = [("欠费", gone.owed), ("预存", prepayments), ("押金", deposits)];
    let money: Vec<String> =
        of.iter().filter(|(_, f)| !f.is_zero()).map(|(what, f)| format!("{what} {f}")).collect();
    let does = match (gone.stays.is_empty(), money.is_empty()) {
        (true, true) => "移出档案".to_owned(),
        (true, false) => format!("移出档案，账上冲回{}；不移出，都照旧留着", money.join("、")),
        (false, true) => "照旧留着".to_owned(),
        (false, false) => format!("照旧留着，账上的{}不动", money.join("、")),
    };
    GoneUnit {
        code: gone.unit.code.to_string(),
        people: gone.people.clone(),
        owed_fen: gone.owed.into(),
        prepayments_fen: prepayments.into(),
        deposits_fen: deposits.into(),
        does,
        stays: gone.stays.into(),
    }
}
