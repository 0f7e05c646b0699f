//! What is told before an import is posted, while it is, and when it was taken back.

use std::sync::atomic::Ordering;

use super::*;

#[test]
fn a_writing_that_is_cancelled_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    let before = picture(&mut desk);
    desk.cancel_flag().store(true, Ordering::SeqCst);
    assert_eq!(refused(try_import(&mut desk, &first(), &new())), "import_cancelled");
    assert_eq!(desk.import_progress().now(), Default::default(), "nothing is shown as being written");
    assert_eq!(picture(&mut desk), before);
    assert!(acts::list_imports(&mut desk, (), now()).unwrap().batches.is_empty());
    verified(&mut desk);
    desk.cancel_flag().store(false, Ordering::SeqCst);
    import(&mut desk, &first(), &new());
}

#[test]
fn what_an_import_adds_is_known_before_it_is_posted() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    let check = |desk: &mut Desk, draft: &Draft| {
        let adds = compare(desk, draft).adds;
        let kept = adds.readings + adds.vehicles + adds.past_payments + adds.notes + adds.id_numbers;
        let done = import(desk, draft, &new());
        assert_eq!((adds.opening_fen, adds.overpaid_fen), (done.opening_fen, done.overpaid_fen));
        assert_eq!(Fen(adds.prepayments_fen.0 + adds.overpaid_fen.0), done.prepayments_fen);
        assert_eq!((adds.deposits_fen, kept), (done.deposits_fen, done.kept));
        adds
    };
    let all = check(&mut desk, &first());
    assert_eq!((all.opening_fen, all.overpaid_fen), (Fen(69_500), Fen(500)));
    assert_eq!((all.prepayments_fen, all.deposits_fen), (Fen(10_000), Fen(200_000)));
    // New units beside such as are there already.
    let some = check(&mut desk, &changed());
    assert_eq!((some.opening_fen, some.deposits_fen, some.id_numbers), (Fen(1_200), Fen(0), 1), "{some:?}");
}

#[test]
fn a_withdrawal_says_what_it_leaves_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    import(&mut desk, &first(), &new());
    let all = ApplyDifference { all_changed: true, ..Default::default() };
    let done = import(&mut desk, &changed(), &all);
    let unit =
        |desk: &mut Desk| acts::unit_page(desk, UnitRequest { unit: "3-2-501".into() }, now()).unwrap();
    let page = unit(&mut desk);
    let by_hand = SaveUnit {
        id: id(),
        unit_id: Some(page.unit.unit_id),
        code: "3-2-501".into(),
        usage: "residence".into(),
        area: "91.00".into(),
        status: Some("occupied".into()),
        handover: String::new(),
        reason: "重新量过".into(),
    };
    acts::save_unit(&mut desk, by_hand, now()).unwrap();
    let left = withdraw(&mut desk, done.batch);
    assert_eq!(left, ["3-2-501 建筑面积：导入以后又改过，照现在的留着。"]);
    let page = unit(&mut desk);
    assert_eq!(page.unit.area.as_deref(), Some("91.00"));
    assert_eq!(page.people[0].phones, ["139****0004"], "what nobody touched is as before the import");
}
