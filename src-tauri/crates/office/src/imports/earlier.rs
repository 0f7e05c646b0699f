//! Which imports the file at hand is a later state of: what those brought and it has no more is settled. Nothing of it happens
//! unasked, the difference shows it.

use std::collections::{BTreeMap, HashMap, HashSet};

use ledger::accounts::ItemId;
use ledger::charges::ChargeId;
use ledger::units::UnitId;
use sheets::{Draft, Meaning};
use store::charges::ChargeRow;
use store::imports::BatchId;
use store::kept::BalanceRow;
use store::register::UnitRow;

use super::money::{Held, Money, Owed, deposit, is_dated};

/// The books, as far as imports brought them.
pub(super) struct Brought<'k> {
    pub(super) units: &'k HashMap<String, UnitRow>,
    /// By unit, then by item's name.
    pub(super) openings: &'k HashMap<UnitId, BTreeMap<String, Vec<ChargeRow>>>,
    pub(super) came_with: &'k HashMap<ChargeId, BatchId>,
    pub(super) balances: &'k HashMap<UnitId, Vec<(BatchId, BalanceRow)>>,
    pub(super) item_names: &'k HashMap<ItemId, String>,
    /// Imports of files of the same layout.
    pub(super) of_layout: &'k HashSet<BatchId>,
}

/// One import beside the file.
#[derive(Debug, Default)]
struct Counts {
    /// Debts it brought, and how many of them the file has again, to the month and the 分.
    debts: usize,
    debts_again: usize,
    /// And how many of another amount.
    debts_otherwise: usize,
    /// The same of debts and of money held.
    again: usize,
    /// What the file says with another amount.
    otherwise: usize,
    /// What the file says of its units and the books have not, of no amount.
    new: usize,
    /// Its units with money, and how many of them the file names.
    units: usize,
    named: usize,
}

impl Counts {
    /// Two thirds of its debts stand there again, or are there of another amount and the file says little else: a list of
    /// another year has none of them, a list of some households few.
    fn is_repeated(&self) -> bool {
        const FEWEST: usize = 2;
        let most = |count: usize, of: usize| count >= FEWEST && count * 3 >= of * 2;
        let there = self.debts_again + self.debts_otherwise;
        most(self.debts_again, self.debts) || (most(there, self.debts) && most(there, there + self.new))
    }

    /// In a file of the same layout: most of what it says is what the import said, be it of another amount, or it says
    /// nothing more of nearly all of its units. However many have paid, and whatever the others owe by now, the rest is
    /// the same list.
    fn is_of_same_list(&self) -> bool {
        let nearly_all = self.named * 5 >= self.units * 4;
        match self.again + self.otherwise {
            0 => self.new == 0 && self.units > 0 && nearly_all,
            said => said * 3 >= (said + self.new) * 2,
        }
    }
}

impl Brought<'_> {
    /// The imports; `money` is that of the draft's units, in its order.
    pub(super) fn earlier_states(&self, draft: &Draft, money: &[Money]) -> HashSet<BatchId> {
        let mut counts = self.counts(draft);
        let mut met: HashSet<ChargeId> = HashSet::new();
        for (unit, (owed, held)) in draft.units.iter().zip(money) {
            let Some(known) = self.units.get(&unit.code) else { continue };
            for owed in owed {
                self.count_debt(&mut counts, known.id, owed, &mut met);
            }
            for held in held {
                self.count_held(&mut counts, known.id, held);
            }
        }
        let is_earlier = |(batch, counts): &(BatchId, Counts)| {
            counts.is_repeated() || (self.of_layout.contains(batch) && counts.is_of_same_list())
        };
        counts.into_iter().filter(is_earlier).map(|(batch, _)| batch).collect()
    }

    /// What each import brought, of how many units.
    fn counts(&self, draft: &Draft) -> HashMap<BatchId, Counts> {
        let named: HashSet<UnitId> =
            draft.units.iter().filter_map(|unit| Some(self.units.get(&unit.code)?.id)).collect();
        let mut counts: HashMap<BatchId, Counts> = HashMap::new();
        for unit in self.units.values().map(|unit| unit.id) {
            for batch in self.batches_of(unit) {
                let of_batch = counts.entry(batch).or_default();
                of_batch.units += 1;
                of_batch.named += usize::from(named.contains(&unit));
            }
            for batch in self.charges(unit).filter_map(|charge| self.came_with.get(&charge.charge.id)) {
                counts.entry(*batch).or_default().debts += 1;
            }
        }
        counts
    }

    fn charges(&self, unit: UnitId) -> impl Iterator<Item = &ChargeRow> {
        self.openings.get(&unit).into_iter().flat_map(BTreeMap::values).flatten()
    }

    /// The imports that brought money of a unit.
    fn batches_of(&self, unit: UnitId) -> HashSet<BatchId> {
        let owed = self.charges(unit).filter_map(|charge| self.came_with.get(&charge.charge.id)).copied();
        let held = self.balances.get(&unit).into_iter().flatten().map(|(batch, _)| *batch);
        owed.chain(held).collect()
    }

    fn count_debt(
        &self,
        counts: &mut HashMap<BatchId, Counts>,
        unit: UnitId,
        owed: &Owed,
        met: &mut HashSet<ChargeId>,
    ) {
        let of_item = || self.openings.get(&unit).and_then(|of| of.get(&owed.item)).into_iter().flatten();
        // The time of arrears without one is that of the day they were imported for.
        let undated = |c: &ChargeRow| !owed.is_dated && !is_dated(c);
        let same = of_item().find(|c| {
            let of_time = c.charge.period == owed.period || undated(c);
            of_time && c.charge.amount == owed.amount && !met.contains(&c.charge.id)
        });
        if let Some(same) = same {
            met.insert(same.charge.id);
            if let Some(of_batch) = self.came_with.get(&same.charge.id).and_then(|b| counts.get_mut(b)) {
                of_batch.again += 1;
                of_batch.debts_again += 1;
            }
            return;
        }
        match of_item().find(|c| undated(c) || c.charge.period.overlap(owed.period).is_some()) {
            Some(other) => {
                if let Some(of_batch) = self.came_with.get(&other.charge.id).and_then(|b| counts.get_mut(b)) {
                    of_batch.otherwise += 1;
                    of_batch.debts_otherwise += 1;
                }
            }
            None => self.count_new(counts, unit),
        }
    }

    fn count_held(&self, counts: &mut HashMap<BatchId, Counts>, unit: UnitId, held: &Held) {
        let standing = self.balances.get(&unit).into_iter().flatten();
        let mut of_key = standing
            .filter(|(_, b)| (deposit(b, self.item_names), b.label.as_str()) == held.key())
            .peekable();
        let Some((first, _)) = of_key.peek().map(|(batch, b)| (*batch, b)) else {
            return self.count_new(counts, unit);
        };
        let same = of_key.find(|(_, b)| b.amount == held.amount).map(|(batch, _)| *batch);
        if let Some(of_batch) = counts.get_mut(&same.unwrap_or(first)) {
            of_batch.again += usize::from(same.is_some());
            of_batch.otherwise += usize::from(same.is_none());
        }
    }

    fn count_new(&self, counts: &mut HashMap<BatchId, Counts>, unit: UnitId) {
        for batch in self.batches_of(unit) {
            counts.entry(batch).or_default().new += 1;
        }
    }
}

/// Whether some column of the file was read as what is owed: one without says nothing of debts.
pub(super) fn speaks_of_debts(draft: &Draft) -> bool {
    const OWED: [Meaning; 6] = [
        Meaning::Opening,
        Meaning::OpeningTotal,
        Meaning::Due,
        Meaning::Amount,
        Meaning::Monthly,
        Meaning::Rate,
    ];
    has(draft, &OWED)
}

/// Whether some column was read as money that is held, be it what was paid too much.
pub(super) fn speaks_of_money_held(draft: &Draft) -> bool {
    const HELD: [Meaning; 5] =
        [Meaning::Prepaid, Meaning::Deposit, Meaning::Opening, Meaning::Amount, Meaning::Paid];
    has(draft, &HELD)
}

fn has(draft: &Draft, meanings: &[Meaning]) -> bool {
    draft.columns.iter().any(|column| meanings.contains(&column.meaning))
}
