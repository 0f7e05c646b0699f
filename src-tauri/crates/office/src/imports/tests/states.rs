//! A later state of a list, whatever columns it has by then: what is settled, what left, and sums of what is there.

use sheets::Decision;

use super::super::months;
use super::otherwise::lines;
use super::*;
use crate::views::register::TimelineLine;

fn months(amounts: &[i64], row: u32) -> Vec<DraftOpening> {
    let month = |(at, fen): (usize, &i64)| {
        opening("物业费", &format!("2014-{:02}-01", at + 1), &format!("2014-{:02}-28", at + 1), *fen, row)
    };
    amounts.iter().enumerate().filter(|(_, fen)| **fen != 0).map(month).collect()
}

/// A list of arrears: the households that owe, by months.
fn arrears(sha256: &str, of: &[(&str, &[i64])]) -> Draft {
    let rows = (4..).zip(of);
    let units = rows.map(|(row, (code, amounts))| named(code, row, months(amounts, row))).collect();
    Draft { layout: format!("{sha256} 的样子"), ..draft(sha256, units) }
}

const THREE: [(&str, &[i64]); 3] =
    [("3-2-501", &[100, 100, 100]), ("3-2-502", &[200, 200]), ("3-2-503", &[300])];

fn view(desk: &mut Desk, draft: &Draft) -> ImportDifference {
    desk.read(|r| Ok(difference::view(&difference::plan(r, draft, &draft.layout, through())?))).unwrap()
}

#[test]
fn what_a_later_list_of_arrears_has_no_more_is_settled() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    import(&mut desk, &arrears("first", &THREE), &new());
    let before = picture(&mut desk);
    // One has paid January, one all; the columns are others by now.
    let later = arrears("later", &[("3-2-501", &[0, 100, 100]), ("3-2-502", &[200, 200])]);
    let d = view(&mut desk, &later);
    assert_eq!(
        lines(&d),
        [
            "3-2-501 期初欠费 物业费: 2014-01-01 … 2014-01-28 1.00 → ; 冲回，不再记这笔欠费",
            "3-2-503 期初欠费 物业费: 2014-01-01 … 2014-01-28 3.00 → ; 冲回，不再记这笔欠费",
        ]
    );
    assert_eq!((d.new, d.added_to, d.changed, d.same, d.gone), (0, 0, 2, 1, 0));
    let all = ApplyDifference { all_changed: true, ..Default::default() };
    let done = import(&mut desk, &later, &all);
    let (_, holding) = picture(&mut desk);
    let owed: i64 = holding.iter().filter(|(a, _)| a.starts_with("receivable")).map(|(_, f)| *f).sum();
    assert_eq!(owed, 600);
    withdraw(&mut desk, done.batch);
    assert_eq!(picture(&mut desk), before);
}

#[test]
fn the_history_of_a_unit_keeps_what_a_later_list_settled() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    import(&mut desk, &arrears("first", &THREE), &new());
    let later = arrears("later", &[("3-2-501", &[0, 100, 100]), ("3-2-502", &[200, 200])]);
    import(&mut desk, &later, &ApplyDifference { all_changed: true, ..Default::default() });
    let page = acts::unit_page(&mut desk, UnitRequest { unit: "3-2-503".into() }, now()).unwrap();
    let line = |l: &TimelineLine| format!("{}，{}，{:?}", l.title, l.detail, l.amount_fen);
    let of_debt: Vec<String> = page.timeline.iter().filter(|l| l.amount_fen.is_some()).map(line).collect();
    assert_eq!(
        of_debt,
        [
            "冲回 物业费 2014-01-01 … 2014-01-28，依 later.xls；原账：first.xls 一期 H6，Some(Fen(-300))",
            "物业费 2014-01-01 … 2014-01-28，first.xls 一期 H6，Some(Fen(300))",
        ]
    );
    let sources: Vec<&str> = page.kept.sources.iter().map(|s| s.what.as_str()).collect();
    assert!(sources.contains(&"期初欠费 物业费 2014-01-01 … 2014-01-28（已冲回）"), "{sources:?}");
}

#[test]
fn another_list_of_arrears_takes_nothing_away() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    import(&mut desk, &arrears("first", &THREE), &new());
    let other_year = opening("物业费", "2015-01-01", "2015-12-31", 900, 4);
    let of_another_year = Draft {
        layout: "first 的样子".into(),
        ..draft("2015", vec![named("3-2-501", 4, vec![other_year])])
    };
    let d = view(&mut desk, &of_another_year);
    assert_eq!((lines(&d).len(), d.added_to), (0, 1));
    let of_few = arrears("few", &[("3-2-501", &[100])]);
    assert_eq!(lines(&view(&mut desk, &of_few)), [""; 0]);
}

#[test]
fn a_sum_of_what_is_in_the_books_by_months_does_not_come_on_top() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    import(&mut desk, &arrears("first", &THREE), &new());
    let sum =
        |amount_fen: i64| DraftOpening {
            from: None, to: None, ..opening("物业费", "", "", amount_fen, 4)
        };
    let summary = |amount_fen: i64| Draft {
        layout: "汇总".into(),
        ..draft("summary", vec![named("3-2-501", 4, vec![sum(amount_fen)])])
    };
    let same = view(&mut desk, &summary(300));
    assert_eq!((lines(&same).len(), same.added_to, same.same), (0, 0, 1));
    let other = view(&mut desk, &summary(400));
    assert_eq!(other.added_to, 0);
    assert_eq!(
        lines(&other),
        [
            "3-2-501 期初欠费 物业费: 2014-01-01 … 2014-01-28 1.00，2014-02 1.00，2014-03-01 … 2014-03-28 1.00 → 2014-01-01 … 2014-03-28 4.00; 冲回原来的，记入表里的"
        ]
    );
}

#[test]
fn a_roster_with_another_column_still_says_who_left() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    let codes = ["3-2-501", "3-2-502", "3-2-503", "3-2-504", "3-2-505"];
    let roster = |sha256: &str, codes: &[&str]| {
        let units = (4..).zip(codes).map(|(row, code)| unit(code, row, Vec::new())).collect();
        Draft { layout: format!("{sha256} 的样子"), ..draft(sha256, units) }
    };
    import(&mut desk, &roster("first", &codes), &new());
    let d = view(&mut desk, &roster("later", &codes[..4]));
    assert_eq!((d.gone, d.same), (1, 4));
    assert_eq!(d.gone_units[0].code, "3-2-505");
    // A roster of one part of it says nothing of the others.
    assert_eq!(view(&mut desk, &roster("part", &codes[..2])).gone, 0);
}

#[test]
fn months_come_in_the_place_of_a_sum_without_a_word_of_when() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    let sum = DraftOpening {
        from: None,
        to: None,
        label: "物业费欠费".into(),
        ..opening("物业费", "", "", 450, 4)
    };
    let summary = Draft { layout: "汇总".into(), ..draft("summary", vec![named("3-2-501", 4, vec![sum])]) };
    import(&mut desk, &summary, &new());
    let d = view(&mut desk, &arrears("months", &[("3-2-501", &[150, 300])]));
    assert_eq!((d.added_to, d.adds.opening_fen), (0, Fen(0)));
    assert_eq!(
        lines(&d),
        [
            "3-2-501 期初欠费 物业费: 2025-01 … 2025-12 4.50 → 2014-01-01 … 2014-01-28 1.50，2014-02 3.00; 冲回原来的，记入表里的"
        ]
    );
}

#[test]
fn a_corrected_payment_or_reading_is_told_beside_the_one_before() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    import(&mut desk, &first(), &new());
    let mut later = Draft { sha256: "later".into(), ..first() };
    later.past_payments[0].paid_fen = 20_000;
    later.readings[0].present = Some("165".into());
    let d = view(&mut desk, &later);
    assert_eq!(
        lines(&d),
        [
            "3-2-501 抄表 水表 2025-12-31（M4）: 152.5 到 160 → 152.5 到 165; 不改：原来的一条留着，表里的一条另外添上；记录只添不改，两条里哪一条对请在备注里写明",
            "3-2-502 缴费记录 2012-06-01（R5）: 物业费 300.00 周收银 → 物业费 200.00 周收银; 不改：原来的一条留着，表里的一条另外添上；记录只添不改，两条里哪一条对请在备注里写明",
        ]
    );
    assert_eq!((d.adds.readings, d.adds.past_payments), (1, 1));
    // Another payment of the same day, where the first is in the file too, is another payment.
    let mut more = Draft { sha256: "more".into(), ..first() };
    more.past_payments.push(DraftPastPayment { paid_fen: 5_000, ..more.past_payments[0].clone() });
    assert_eq!(lines(&view(&mut desk, &more)), [""; 0]);
}

#[test]
fn a_new_unit_that_may_be_one_of_the_register_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    import(&mut desk, &first(), &new());
    let mut other = |code: &str| {
        let mut unit = unit(code, 5, Vec::new());
        unit.described = false;
        view(&mut desk, &Draft { layout: "别的".into(), ..draft("other", vec![unit]) })
    };
    for (code, expect) in [("3-502", 1), ("32502", 1), ("3-503", 0), ("4-502", 0)] {
        let said = lines(&other(code));
        assert_eq!(said.len(), expect, "{code}: {said:?}");
        assert!(said.iter().all(|line| line.starts_with("3-2-502 像同一户: 3-2-502 → ")), "{said:?}");
    }
}

#[test]
fn what_happened_to_a_unit_that_left_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    import(&mut desk, &first(), &new());
    let without = draft("without", vec![unit("3-2-501", 4, first().units[0].openings.clone())]);
    let gone = ApplyDifference { gone: vec!["3-2-502".into()], ..Default::default() };
    import(&mut desk, &without, &gone);
    let page = acts::unit_page(&mut desk, UnitRequest { unit: "3-2-502".into() }, now()).unwrap();
    assert_eq!(page.unit.code, "3-2-502");
    assert!(page.timeline.iter().any(|line| line.title.contains("移出档案")), "{:#?}", page.timeline);
    assert_eq!(
        refused(acts::unit_page(&mut desk, UnitRequest { unit: "9-9-909".into() }, now())),
        "unit_unknown"
    );
}

/// A list of what is owed without a word of when, of households of building 3 and one of building 4.
fn debtors(sha256: &str, owed: &[(&str, Option<i64>)]) -> Draft {
    let undated = |fen: i64| DraftOpening {
        from: None,
        to: None,
        ..opening("物业费", "2014-01-01", "2014-12-31", fen, 4)
    };
    let rows = (4..).zip(owed);
    let units =
        rows.map(|(row, (code, fen))| named(code, row, fen.map(undated).into_iter().collect())).collect();
    draft(sha256, units)
}

const SIX: [&str; 6] = ["3-1-101", "3-1-102", "3-1-201", "3-1-202", "3-1-301", "4-1-101"];

#[test]
fn however_many_have_paid_it_is_the_same_list() {
    let all: Vec<(&str, Option<i64>)> = SIX.iter().map(|code| (*code, Some(100))).collect();
    let settled = |later: &[(&str, Option<i64>)]| {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = office(folder.path());
        import(&mut desk, &debtors("first", &all), &new());
        let draft = debtors("later", later);
        let d = view(&mut desk, &draft);
        let gone = lines(&d).iter().filter(|line| line.ends_with("→ ; 冲回，不再记这笔欠费")).count();
        let done = import(&mut desk, &draft, &ApplyDifference { all_changed: true, ..Default::default() });
        let (_, holding) = picture(&mut desk);
        let owed: i64 = holding.iter().filter(|(a, _)| a.starts_with("receivable")).map(|(_, f)| *f).sum();
        withdraw(&mut desk, done.batch);
        (gone, owed)
    };
    let paid = |count: usize| -> Vec<(&str, Option<i64>)> {
        all.iter().enumerate().map(|(at, (code, owed))| (*code, owed.filter(|_| at >= count))).collect()
    };
    for count in [1, 3, 5, 6] {
        assert_eq!(settled(&paid(count)), (count, 600 - 100 * i64::try_from(count).unwrap()), "{count} paid");
    }
    // Only who still owes is listed; building 4 is not of this list any more.
    assert_eq!(settled(&all[3..5]), (3, 300));
}

#[test]
fn two_who_owe_through_one_payer_owe_one_receivable() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    import(&mut desk, &draft("roster", vec![unit("3-2-501", 4, Vec::new())]), &new());
    let by = |name: &str, from: &str, fen: i64, row: u32| DraftOpening {
        owed_by: Some(name.into()),
        ..opening("物业费", from, "2014-12-31", fen, row)
    };
    let list = |sha256: &str, openings: Vec<DraftOpening>| Draft {
        layout: "别的".into(),
        ..draft(sha256, vec![named("3-2-501", 9, openings)])
    };
    // Nobody of the second name stands to the unit.
    let both = vec![
        by("张小明4", "2014-01-01", 1_000, 9),
        by("吴新人", "2014-01-01", 500, 10),
        by("吴新人", "2013-01-01", 300, 10),
    ];
    let done = import(&mut desk, &list("list", both.clone()), &new());
    assert_eq!(done.opening_fen, Fen(1_800));
    let household = acts::household(&mut desk, UnitRequest { unit: "3-2-501".into() }, now()).unwrap();
    let owed: Vec<Fen> = household.charges.iter().map(|charge| charge.open_fen).collect();
    assert_eq!(owed, [Fen(300), Fen(1_500)]);
    withdraw(&mut desk, done.batch);
    // And in the place of what is there.
    import(&mut desk, &list("before", vec![by("张小明4", "2014-01-01", 700, 9)]), &new());
    let all = ApplyDifference { new: true, all_changed: true, ..Default::default() };
    let done = import(&mut desk, &list("after", both), &all);
    let (_, holding) = picture(&mut desk);
    assert_eq!(
        holding.iter().filter(|(a, _)| a.starts_with("receivable")).map(|(_, f)| f).sum::<i64>(),
        1_800
    );
    withdraw(&mut desk, done.batch);
}

#[test]
fn debtors_of_a_building_that_a_later_list_does_not_name_are_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    let all: Vec<(&str, Option<i64>)> = SIX.iter().map(|code| (*code, Some(100))).collect();
    import(&mut desk, &debtors("first", &all), &new());
    let mut elsewhere = |later: &[(&str, Option<i64>)]| {
        let d = view(&mut desk, &debtors("later", later));
        (d.changed, d.elsewhere, d.elsewhere_fen)
    };
    assert_eq!(elsewhere(&all[..3]), (2, 1, Fen(100)));
    assert_eq!(elsewhere(&all), (0, 0, Fen(0)));
    // A list that writes no buildings may be of any.
    let mut doors = debtors("later", &all[..3]);
    doors.units.iter_mut().for_each(|unit| unit.original = "101".into());
    let d = view(&mut desk, &doors);
    assert_eq!((d.changed, d.elsewhere), (3, 0));
    let mut elsewhere = |later: &[(&str, Option<i64>)]| {
        let d = view(&mut desk, &debtors("later", later));
        (d.changed, d.elsewhere, d.elsewhere_fen)
    };
    // Whatever the others owe by now.
    assert_eq!(elsewhere(&[("3-1-101", Some(7)), ("3-1-102", Some(8))]), (5, 1, Fen(100)));
    // Of a list of other households nothing is expected, nor of one of a few in another layout.
    let mut other = |later: &[(&str, Option<i64>)]| {
        let d = view(&mut desk, &Draft { layout: "别的".into(), ..debtors("other", later) });
        (d.changed, d.elsewhere)
    };
    assert_eq!(other(&[("3-1-101", Some(7)), ("3-1-102", Some(8))]), (2, 0));
    assert_eq!(other(&[("3-1-101", Some(7)), ("3-9-901", Some(8)), ("3-9-902", Some(8))]), (1, 0));
    // Of nearly all it is, whatever stood beside it then.
    let later: Vec<(&str, Option<i64>)> = SIX[..4].iter().map(|code| (*code, Some(9))).collect();
    assert_eq!(other(&later), (5, 1));
}

#[test]
fn what_was_overpaid_or_held_does_not_stay_beside_what_is_owed_now() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    let mut first =
        debtors("first", &[("3-1-101", Some(-50)), ("3-1-102", Some(100)), ("3-1-201", Some(80))]);
    first.balances =
        ["3-1-102", "3-1-201"].map(|unit| balance(unit, BalanceKind::Deposit, "装修押金", 1000)).to_vec();
    import(&mut desk, &first, &new());
    let mut later = debtors("later", &[("3-1-101", Some(50)), ("3-1-102", Some(100)), ("3-1-201", Some(80))]);
    later.balances = vec![balance("3-1-102", BalanceKind::Deposit, "装修押金", 1000)];
    let d = view(&mut desk, &later);
    assert_eq!(
        lines(&d),
        [
            "3-1-101 预存 2014-01-01 – 2014-12-31: 0.50 → ; 冲回，账上不再有这笔预存",
            "3-1-201 押金 装修押金: 10.00 → ; 冲回，账上不再有这笔押金",
        ]
    );
    assert_eq!(d.added_to, 1);
}

#[test]
fn a_file_without_a_column_of_debts_says_nothing_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    let all: Vec<(&str, Option<i64>)> = SIX.iter().map(|code| (*code, Some(100))).collect();
    import(&mut desk, &debtors("first", &all), &new());
    let nothing: Vec<(&str, Option<i64>)> = SIX.iter().map(|code| (*code, None)).collect();
    let columns = vec![column(Meaning::Note)];
    let unread = Draft { columns, ..debtors("later", &nothing) };
    assert_eq!(lines(&view(&mut desk, &unread)), [""; 0]);
}

#[test]
fn an_extract_of_a_list_settles_nobody_unasked() {
    let twelve: Vec<String> = (1..=12).map(|at| format!("3-1-{at}01")).collect();
    let all: Vec<(&str, Option<i64>)> = twelve.iter().map(|code| (code.as_str(), Some(100))).collect();
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    import(&mut desk, &debtors("first", &all), &new());
    let mut check = |count: usize, choice: Option<&str>, expect: (usize, bool)| {
        let mut list = debtors("later", &all[..count]);
        let decision = |choice: &str| Decision { code: "list_of_few".into(), choice: choice.into() };
        let decisions: Vec<Decision> = choice.map(decision).into_iter().collect();
        desk.read(|r| months::ask(r, &mut list, &decisions, through())).unwrap();
        let asked = list.groups.iter().any(|group| group.code == "list_of_few");
        assert_eq!((view(&mut desk, &list).changed, asked), expect, "{count} {choice:?}");
    };
    check(2, None, (0, true));
    check(2, Some("all"), (10, true));
    check(4, None, (8, false));
}

/// A roster's own line, with what the household owes.
fn owing(code: &str, row: u32, area: Option<&str>, openings: Vec<DraftOpening>) -> DraftUnit {
    DraftUnit { area: area.map(Into::into), status: None, openings, ..unit(code, row, Vec::new()) }
}

#[test]
fn who_is_not_in_a_list_of_who_owes_has_paid_and_not_left() {
    let undated = |fen: i64| DraftOpening { from: None, to: None, ..opening("欠费", "", "", fen, 4) };
    let list = |sha256: &str, layout: &str, area: Option<&str>, owed: &[i64]| {
        let line = |((row, code), fen): ((u32, &&str), &i64)| {
            owing(code, row, area, (*fen != 0).then(|| undated(*fen)).into_iter().collect())
        };
        let units = (4..).zip(&SIX).zip(owed).map(line).collect();
        Draft { layout: layout.into(), ..draft(sha256, units) }
    };
    let check = |first: Draft, later: Draft, expect: (usize, usize)| {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = office(folder.path());
        import(&mut desk, &list("roster", "台账", Some("80"), &[0; 6]), &new());
        import(&mut desk, &first, &new());
        let d = view(&mut desk, &later);
        let settled = lines(&d).iter().filter(|line| line.contains("冲回，不再记")).count();
        assert_eq!((d.gone, settled), expect, "{later:#?}");
    };
    let owed = [60, 70, 50, 40, 30, 20];
    // 房号, 业主, 欠费金额: the roster came before, or the list itself made the households.
    check(list("1月", "欠费", None, &owed), list("2月", "欠费", None, &[60, 80, 50, 40, 30]), (0, 0));
    check(list("1月", "欠费", None, &owed), list("2月", "欠费", None, &[60, 80, 0, 40, 30, 20]), (0, 1));
    // With the area of each, and in another layout than the roster's.
    check(list("1月", "欠费", Some("80"), &owed), list("2月", "欠费", Some("80"), &[60, 80, 50, 40]), (0, 1));
    // A roster of the layout that brought them says who left.
    check(list("1月", "欠费", None, &owed), list("台账2", "台账", Some("80"), &[0, 0, 0, 0, 0]), (1, 0));
}

#[test]
fn a_list_of_months_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    let list = |sha256: &str, of: &[(&str, &[i64])]| Draft { layout: "逐月".into(), ..arrears(sha256, of) };
    import(&mut desk, &list("first", &[("3-2-501", &[100, 100]), ("3-2-502", &[90])]), &new());
    // January is paid, March and April are new; the other has paid all.
    let d = view(&mut desk, &list("later", &[("3-2-501", &[0, 100, 100, 100])]));
    assert_eq!((lines(&d).len(), d.changed, d.added_to, d.adds.opening_fen), (2, 2, 1, Fen(200)));
    // Months before those of the books are no such list.
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    import(&mut desk, &list("first", &[("3-2-501", &[0, 0, 100]), ("3-2-502", &[0, 0, 90])]), &new());
    assert_eq!(lines(&view(&mut desk, &list("before", &[("3-2-501", &[100, 100])]))), [""; 0]);
}

#[test]
fn a_later_list_of_money_held_settles_what_it_tells_of() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    let prepaid = |unit: &str, fen: i64| balance(unit, BalanceKind::Prepayment, "", fen);
    // A roster with prepayments and a deposit; then a list of prepayments alone.
    let mut book = debtors("book", &[("3-1-101", None), ("3-1-102", None), ("3-1-201", None)]);
    book.balances = vec![
        prepaid("3-1-101", 100),
        prepaid("3-1-102", 200),
        prepaid("3-1-201", 300),
        balance("3-1-201", BalanceKind::Deposit, "装修押金", 1000),
    ];
    import(&mut desk, &book, &new());
    let mut list =
        Draft { layout: "预存".into(), ..debtors("later", &[("3-1-101", None), ("3-1-102", None)]) };
    list.balances = vec![prepaid("3-1-101", 90), prepaid("3-1-102", 150)];
    assert_eq!(
        lines(&view(&mut desk, &list)),
        [
            "3-1-101 预存: 1.00 → 0.90; 冲回原来的，记入表里的",
            "3-1-102 预存: 2.00 → 1.50; 冲回原来的，记入表里的",
            "3-1-201 预存: 3.00 → ; 冲回，账上不再有这笔预存",
        ]
    );
}

#[test]
fn a_list_of_the_next_month_has_grown_or_is_of_that_month() {
    let of_month = |month: u32, owed: [i64; 4]| {
        let (from, to) = (format!("2014-{month:02}-01"), format!("2014-{month:02}-28"));
        let line = |((row, code), fen): ((u32, &&str), i64)| {
            (fen != 0).then(|| named(code, row, vec![opening("物业费", &from, &to, fen, row)]))
        };
        draft(&format!("{month}月"), (4..).zip(&SIX).zip(owed).filter_map(line).collect())
    };
    let owed_after = |later: [i64; 4], choice: Option<(&str, &str)>| {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = office(folder.path());
        import(&mut desk, &of_month(1, [100, 200, 300, 400]), &new());
        let before = picture(&mut desk);
        let mut list = of_month(2, later);
        let decision = |(code, choice): (&str, &str)| Decision { code: code.into(), choice: choice.into() };
        let decisions: Vec<Decision> = choice.map(decision).into_iter().collect();
        desk.read(|r| months::ask(r, &mut list, &decisions, through())).unwrap();
        let asked: Vec<&str> = list.groups.iter().map(|group| group.code.as_str()).collect();
        let asked = asked.join(" ");
        let said = list.findings.iter().any(|finding| finding.message.contains("代替上一张"));
        assert_eq!(said, months::has_grown(&list), "the message says what is done");
        let done =
            import(&mut desk, &list, &ApplyDifference { new: true, all_changed: true, ..Default::default() });
        let (_, holding) = picture(&mut desk);
        let owed: i64 = holding.iter().filter(|(a, _)| a.starts_with("receivable")).map(|(_, f)| *f).sum();
        withdraw(&mut desk, done.batch);
        assert_eq!(picture(&mut desk), before);
        (owed, asked)
    };
    // Who has not paid owes more by now, and one has paid.
    let (grown, of_month) = ("grown_or_of_month", "of_month_or_grown");
    assert_eq!(owed_after([110, 220, 330, 0], None), (660, grown.into()));
    assert_eq!(owed_after([110, 220, 330, 0], Some((grown, "of_month"))), (1_660, grown.into()));
    // The same again, as each month's fee is.
    assert_eq!(owed_after([100, 200, 300, 400], None), (2_000, of_month.into()));
    assert_eq!(owed_after([100, 200, 300, 0], Some((of_month, "grown"))), (600, of_month.into()));
    // Of few of its households nothing is asked.
    assert_eq!(owed_after([110, 0, 0, 0], None), (1_110, String::new()));
}
