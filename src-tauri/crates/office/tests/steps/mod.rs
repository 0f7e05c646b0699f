//! What may happen on a random day.

use proptest::prelude::*;

use crate::auditor::UNITS;

/// An amount: a part of what the unit owes (of 200 元 if nothing; of what is prepaid, for that tender), and a few 分.
#[derive(Debug, Clone, Copy)]
pub struct Much {
    pub percent: i64,
    pub fen: i64,
}

#[derive(Debug, Clone)]
pub enum Step {
    Open {
        differs: i64,
        reason: bool,
    },
    Pay {
        unit: usize,
        tenders: Vec<(usize, Much)>,
        chosen: Option<Vec<usize>>,
        limit: Option<Much>,
        surplus: bool,
    },
    PayAgain {
        receipt: usize,
        more: i64,
    },
    Void {
        receipt: usize,
    },
    Waive {
        charge: usize,
        much: Much,
    },
    Bill {
        months: usize,
    },
    Count {
        off: i64,
        others: bool,
    },
    Close {
        reason: bool,
        second: bool,
        banked: Option<i64>,
    },
    NextDay,
    /// Counted, closed, and opened again the next morning.
    Evening,
    Reopen,
}

fn much() -> impl Strategy<Value = Much> {
    (prop_oneof![3 => 1i64..60, 2 => Just(100i64), 1 => 60i64..160, 1 => Just(0)], 0i64..3)
        .prop_map(|(percent, fen)| Much { percent, fen })
}

fn pay() -> impl Strategy<Value = Step> {
    let tenders = prop::collection::vec((prop_oneof![3 => Just(0usize), 4 => 1usize..6], much()), 0..4);
    let chosen = prop::option::weighted(0.3, prop::collection::vec(0usize..40, 1..4));
    (0..UNITS.len(), tenders, chosen, prop::option::weighted(0.15, much()), any::<bool>()).prop_map(
        |(unit, tenders, chosen, limit, surplus)| Step::Pay { unit, tenders, chosen, limit, surplus },
    )
}

pub fn step() -> impl Strategy<Value = Step> {
    let off = || prop_oneof![4 => Just(0i64), 1 => -4000i64..4000, 1 => -9000i64..9000];
    prop_oneof![
        2 => (prop_oneof![3 => Just(0i64), 1 => -500i64..500], any::<bool>())
            .prop_map(|(differs, reason)| Step::Open { differs, reason }),
        10 => pay(),
        2 => (0usize..20, prop_oneof![Just(0i64), Just(1)]).prop_map(|(receipt, more)| Step::PayAgain { receipt, more }),
        3 => (0usize..20).prop_map(|receipt| Step::Void { receipt }),
        2 => (0usize..60, much()).prop_map(|(charge, much)| Step::Waive { charge, much }),
        1 => (0usize..3).prop_map(|months| Step::Bill { months }),
        3 => (off(), any::<bool>()).prop_map(|(off, others)| Step::Count { off, others }),
        3 => (any::<bool>(), any::<bool>(), prop::option::weighted(0.3, 0i64..60_000))
            .prop_map(|(reason, second, banked)| Step::Close { reason, second, banked }),
        1 => Just(Step::NextDay),
        2 => Just(Step::Evening),
        1 => Just(Step::Reopen),
    ]
}
