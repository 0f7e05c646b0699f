use super::*;
use crate::accounts::ItemId;
use crate::calendar::Period;
use proptest::prelude::*;

const UNIT: UnitId = UnitId(1);
const PAYER: PersonId = PersonId(1);

fn charge(id: i64, month: &str, open: i64) -> Charge {
    let period = Period::month(month.parse().unwrap());
    Charge {
        id: ChargeId(id),
        unit: UNIT,
        person: PAYER,
        item: ItemId(1),
        period,
        due: period.to(),
        amount: Fen::new(open),
        open: Fen::new(open),
    }
}

fn tender(tender: Tender, fen: i64) -> Tendered {
    Tendered { tender, amount: Fen::new(fen), reference: String::new() }
}

fn request(tenders: Vec<Tendered>) -> Request {
    Request {
        unit: UNIT,
        payer: PAYER,
        tenders,
        choice: Choice::OldestFirst,
        limit: None,
        surplus_to_prepayment: false,
    }
}

/// Three months of 165.58, youngest first, so that the order is the rule's and not the list's.
fn owed() -> Vec<Charge> {
    vec![charge(3, "2026-03", 16_558), charge(1, "2026-01", 16_558), charge(2, "2026-02", 16_558)]
}

/// `1:16558 2:3442 +0 change 0 | drawer<-receivable…` in a line.
fn shown(result: &Result<Settlement, Refusal>) -> String {
    match result {
        Err(refusal) => refusal.code.to_owned(),
        Ok(s) => {
            let paid: Vec<String> =
                s.allocations.iter().map(|a| format!("{}:{}", a.charge.0, a.amount.fen())).collect();
            format!("{} +{} change {}", paid.join(" "), s.to_prepayment.fen(), s.change.fen())
        }
    }
}

fn check(request: &Request, float: i64, expect: &str) {
    let result = settle(request, &owed(), Fen::yuan(30), Fen::new(float));
    assert_eq!(shown(&result), expect, "{request:?}");
}

#[test]
fn a_payment_pays_the_oldest_first_and_gives_change_out_of_cash() {
    use Tender::{Cash, Prepayment, WeChat};
    let float = 50_000;
    check(&request(vec![tender(Cash, 20_000)]), float, "1:16558 2:3442 +0 change 0");
    check(&request(vec![tender(Cash, 50_000)]), float, "1:16558 2:16558 3:16558 +0 change 326");
    check(
        &request(vec![tender(Cash, 30_000), tender(WeChat, 20_000)]),
        float,
        "1:16558 2:16558 3:16558 +0 change 326",
    );
    check(&request(vec![tender(WeChat, 5_000), tender(Cash, 5_000)]), float, "1:10000 +0 change 0");
    let surplus = Request { surplus_to_prepayment: true, ..request(vec![tender(WeChat, 60_000)]) };
    check(&surplus, float, "1:16558 2:16558 3:16558 +10326 change 0");
    let chosen = Request { choice: Choice::Chosen(vec![ChargeId(3)]), ..request(vec![tender(Cash, 20_000)]) };
    check(&chosen, float, "3:16558 +0 change 3442");
    let part = Request { limit: Some(Fen::yuan(100)), ..request(vec![tender(Cash, 15_000)]) };
    check(&part, float, "1:10000 +0 change 5000");
    check(
        &request(vec![tender(Prepayment, 3_000), tender(Cash, 17_000)]),
        float,
        "1:16558 2:3442 +0 change 0",
    );
    let nothing_chosen = Request { choice: Choice::Chosen(vec![]), ..surplus };
    check(&nothing_chosen, float, " +60000 change 0");
}

#[test]
fn refusals_come_in_their_order() {
    use Tender::{Cash, Prepayment, WeChat};
    check(&request(vec![]), 0, "tender_missing");
    check(&request(vec![tender(Cash, 0), tender(Cash, 1)]), 0, "tender_twice");
    check(&request(vec![tender(Cash, 0), tender(Prepayment, 99_999)]), 0, "amount_not_positive");
    check(&request(vec![tender(Cash, -5)]), 0, "amount_not_positive");
    let unknown =
        Request { choice: Choice::Chosen(vec![ChargeId(9)]), ..request(vec![tender(Prepayment, 3_001)]) };
    check(&unknown, 0, "prepayment_short");
    check(&Request { tenders: vec![tender(Cash, 1)], ..unknown }, 0, "charge_not_open");
    let twice =
        Request { choice: Choice::Chosen(vec![ChargeId(1), ChargeId(1)]), ..request(vec![tender(Cash, 1)]) };
    check(&twice, 0, "charge_twice");
    let none = Request { choice: Choice::Chosen(vec![]), ..request(vec![tender(Cash, 1)]) };
    check(&none, 0, "nothing_owed");
    check(&request(vec![tender(WeChat, 49_675)]), 0, "more_than_owed");
    check(&request(vec![tender(WeChat, 49_674), tender(Cash, 100)]), 0, "more_than_owed");
    check(&request(vec![tender(Cash, 500_000)]), 50_000, "change_not_in_drawer");
}

proptest! {
    /// Whatever is handed over: what is kept is what is allocated and prepaid, transfers carry exactly it, no charge
    /// is paid beyond what was open, and change comes from cash alone.
    #[test]
    fn every_fen_is_accounted_for(
        opens in prop::collection::vec(1i64..50_000, 0..8),
        cash in 0i64..200_000, wechat in 0i64..200_000, surplus: bool, limit in proptest::option::of(1i64..100_000),
    ) {
        let open: Vec<Charge> = (1i64..).zip(&opens).map(|(i, fen)| charge(i, "2026-01", *fen)).collect();
        let tenders: Vec<Tendered> = [(Tender::Cash, cash), (Tender::WeChat, wechat)]
            .into_iter().filter(|(_, fen)| *fen > 0).map(|(t, fen)| tender(t, fen)).collect();
        let request = Request { limit: limit.map(Fen::new), surplus_to_prepayment: surplus, ..request(tenders) };
        let Ok(s) = settle(&request, &open, Fen::ZERO, Fen::yuan(5_000)) else { return Ok(()) };
        let kept: Fen = s.kept.iter().map(|(_, fen)| *fen).sum();
        prop_assert_eq!(kept, s.total());
        prop_assert_eq!(kept + s.change, Fen::new(cash + wechat));
        prop_assert_eq!(s.transfers.iter().map(|t| t.amount).sum::<Fen>(), kept);
        prop_assert!(s.change.is_zero() || s.change < Fen::new(cash));
        for a in &s.allocations {
            let charge = open.iter().find(|c| c.id == a.charge).unwrap();
            prop_assert!(a.amount.is_positive() && a.amount <= charge.open);
            let credited: Fen = s.transfers.iter().filter(|t| t.credit == charge.account()).map(|t| t.amount).sum();
            // Charges of one period share an account here, so at least its own part is on it.
            prop_assert!(credited >= a.amount);
        }
        prop_assert!(surplus || s.to_prepayment.is_zero());
    }
}
