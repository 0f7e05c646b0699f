//! Which imports the file at hand is a later state of: what those brought and it has no more is settled. Nothing of it happens
//! unasked, the difference shows it.

use std::collections::{BTreeMap, HashMap, HashSet};

use ledger::accounts::ItemId;
use ledger::calendar::Date;
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
    /// A person said that whom a list of few does not name has paid.
    pub(super) others_have_paid: bool,
}

/// Of which imports the file is a later state.
#[derive(Debug, Default)]
pub(super) struct EarlierStates {
    pub(super) of_all: HashSet<BatchId>,
    /// Of what they said is held of one kind, the name of a deposit or none for prepayments: their file may have said more.
    pub(super) of_money_held: HashSet<(BatchId, Option<String>)>,
}

impl EarlierStates {
    pub(super) fn is_empty(&self) -> bool {
        self.of_all.is_empty() && self.of_money_held.is_empty()
    }
}

/// What an import brought of one kind, beside the file.
#[derive(Debug, Default)]
struct Counts {
    brought: usize,
    /// How many of it the file has again, to the month and the 分.
    again: usize,
    /// And how many of another amount.
    otherwise: usize,
    /// What the file says of its units and the books have not, of no amount.
    new: usize,
    /// And how many among it are of a time after all that the import brought: a list goes on.
    later: usize,
    /// The last day of those.
    last: Option<Date>,
}

impl Counts {
    /// Two thirds of it stand there again, or are there of another amount and the file says little else: a list of
    /// another year has none of it, a list of some households little.
    fn is_repeated(&self) -> bool {
        const FEWEST: usize = 2;
        let most = |count: usize, of: usize| count >= FEWEST && count * 3 >= of * 2;
        let there = self.again + self.otherwise;
        most(self.again, self.brought)
            || (most(there, self.brought) && most(there, there + self.new - self.later))
    }
}

/// One import beside the file.
#[derive(Debug, Default)]
struct OfImport {
    debts: Counts,
    held: HashMap<Option<String>, Counts>,
    /// Its units with money, and how many of them the file names.
    units: usize,
    named: usize,
    /// Those of them that owe.
    debtors: Debtors,
}

/// Who owes by an import, and how many of them a file names.
#[derive(Debug, Default)]
pub(super) struct Debtors {
    pub(super) all: usize,
    pub(super) named: usize,
}

impl Debtors {
    /// The file may be an extract: the others may owe still.
    pub(super) fn are_few(&self) -> bool {
        const MANY: usize = 6;
        self.all >= MANY && self.named * 3 < self.all
    }
}

impl OfImport {
    fn held(&mut self, deposit: Option<&str>) -> &mut Counts {
        self.held.entry(deposit.map(Into::into)).or_default()
    }

    /// In a file of the same layout: most of what it says is what the import said, be it of another amount, or it says
    /// nothing more of nearly all of its units. However many have paid, and whatever the others owe by now, the rest is
    /// the same list.
    fn is_of_same_list(&self) -> bool {
        let nearly_all = self.named * 5 >= self.units * 4;
        let kinds = || self.held.values().chain([&self.debts]);
        let new: usize = kinds().map(|kind| kind.new).sum();
        match kinds().map(|kind| kind.again + kind.otherwise).sum::<usize>() {
            0 => new == 0 && self.units > 0 && nearly_all,
            said => said * 3 >= (said + new - self.debts.later) * 2,
        }
    }
}

impl Brought<'_> {
    /// The imports; `money` is that of the draft's units, in its order.
    pub(super) fn earlier_states(&self, draft: &Draft, money: &[Money]) -> EarlierStates {
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
        let mut states = EarlierStates::default();
        for (batch, counts) in counts {
            let is_whole = self.others_have_paid || !counts.debtors.are_few();
            let of_list = self.of_layout.contains(&batch) && counts.is_of_same_list() && is_whole;
            if counts.debts.is_repeated() || of_list {
                states.of_all.insert(batch);
            }
            let repeated = counts.held.into_iter().filter(|(_, kind)| kind.is_repeated());
            states.of_money_held.extend(repeated.map(|(deposit, _)| (batch, deposit)));
        }
        states
    }

    /// What each import brought, of how many units.
    fn counts(&self, draft: &Draft) -> HashMap<BatchId, OfImport> {
        let named: HashSet<UnitId> =
            draft.units.iter().filter_map(|unit| Some(self.units.get(&unit.code)?.id)).collect();
        let mut counts: HashMap<BatchId, OfImport> = HashMap::new();
        for unit in self.units.values().map(|unit| unit.id) {
            for batch in self.batches_of(unit) {
                let of_batch = counts.entry(batch).or_default();
                of_batch.units += 1;
                of_batch.named += usize::from(named.contains(&unit));
            }
            let owing = self.charges(unit).filter_map(|charge| self.came_with.get(&charge.charge.id));
            for batch in owing.collect::<HashSet<&BatchId>>() {
                let debtors = &mut counts.entry(*batch).or_default().debtors;
                debtors.all += 1;
                debtors.named += usize::from(named.contains(&unit));
            }
            for charge in self.charges(unit) {
                let Some(batch) = self.came_with.get(&charge.charge.id) else { continue };
                let debts = &mut counts.entry(*batch).or_default().debts;
                debts.brought += 1;
                debts.last = debts.last.max(is_dated(charge).then(|| charge.charge.period.to()));
            }
            for (batch, held) in self.balances.get(&unit).into_iter().flatten() {
                counts.entry(*batch).or_default().held(deposit(held, self.item_names)).brought += 1;
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
        counts: &mut HashMap<BatchId, OfImport>,
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
                of_batch.debts.again += 1;
            }
            return;
        }
        match of_item().find(|c| undated(c) || c.charge.period.overlap(owed.period).is_some()) {
            Some(other) => {
                if let Some(of_batch) = self.came_with.get(&other.charge.id).and_then(|b| counts.get_mut(b)) {
                    of_batch.debts.otherwise += 1;
                }
            }
            None => {
                for batch in self.batches_of(unit) {
                    let debts = &mut counts.entry(batch).or_default().debts;
                    debts.new += 1;
                    let goes_on = |last: Date| owed.is_dated && owed.period.from() > last;
                    debts.later += usize::from(debts.last.is_some_and(goes_on));
                }
            }
        }
    }

    fn count_held(&self, counts: &mut HashMap<BatchId, OfImport>, unit: UnitId, held: &Held) {
        let standing = self.balances.get(&unit).into_iter().flatten();
        let mut of_key = standing
            .filter(|(_, b)| (deposit(b, self.item_names), b.label.as_str()) == held.key())
            .peekable();
        let Some((first, _)) = of_key.peek().map(|(batch, b)| (*batch, b)) else {
            for batch in self.batches_of(unit) {
                counts.entry(batch).or_default().held(held.deposit.as_deref()).new += 1;
            }
            return;
        };
        let same = of_key.find(|(_, b)| b.amount == held.amount).map(|(batch, _)| *batch);
        if let Some(of_batch) = counts.get_mut(&same.unwrap_or(first)) {
            let of_kind = of_batch.held(held.deposit.as_deref());
            of_kind.again += usize::from(same.is_some());
            of_kind.otherwise += usize::from(same.is_none());
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
