//! What a later file of a layout has otherwise: money that is gone, other owners, units that left.

use super::*;

pub(super) fn lines(d: &ImportDifference) -> Vec<String> {
    let of_unit = |u: &crate::views::imports::ChangedUnit| {
        let said = |c: &crate::views::imports::FieldChange| {
            let then = if c.held.is_empty() { c.does.clone() } else { format!("不改：{}", c.held) };
            format!("{} {}: {} → {}; {then}", u.code, c.label, c.before, c.after)
        };
        u.changes.iter().map(said).collect::<Vec<_>>()
    };
    d.changed_units.iter().flat_map(of_unit).collect()
}

#[test]
fn money_that_a_file_has_no_more_is_shown_and_stays_until_it_is_confirmed() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    import(&mut desk, &first(), &new());
    let before = picture(&mut desk);
    let blanked = Draft { sha256: "blanked".into(), balances: Vec::new(), ..first() };
    let d = compare(&mut desk, &blanked);
    assert_eq!(
        lines(&d),
        [
            "3-2-501 押金 装修押金: 2000.00 → ; 冲回，账上不再有这笔押金",
            "3-2-502 预存: 100.00 → ; 冲回，账上不再有这笔预存",
        ]
    );
    assert_eq!((d.changed, d.same), (2, 0));
    // Each unit says what its own changes move, and together they are the sum of all.
    let moves: Vec<(Fen, Fen)> =
        d.changed_units.iter().map(|u| (u.moves.prepayments_fen, u.moves.deposits_fen)).collect();
    assert_eq!(moves, [(Fen(0), Fen(-200_000)), (Fen(-10_000), Fen(0))]);
    assert_eq!((d.changes.prepayments_fen, d.changes.deposits_fen), (Fen(-10_000), Fen(-200_000)));
    assert_eq!(refused(try_import(&mut desk, &blanked, &new())), "import_nothing_to_apply");
    let all = ApplyDifference { all_changed: true, ..Default::default() };
    let done = import(&mut desk, &blanked, &all);
    assert_eq!((done.prepayments_fen, done.deposits_fen), (Fen(-10_000), Fen(-200_000)));
    let (_, holding) = picture(&mut desk);
    assert!(!holding.keys().any(|account| account.starts_with("deposit")), "{holding:?}");
    withdraw(&mut desk, done.batch);
    assert_eq!(picture(&mut desk), before);
    // A file of another layout that says nothing of money takes none away.
    let other = Draft { layout: "别的".into(), ..blanked };
    let unsaid =
        desk.read(|r| Ok(difference::view(&difference::plan(r, &other, "别的", through())?))).unwrap();
    assert_eq!(lines(&unsaid), [""; 0]);
}

/// As [`first`], 3-2-502 sold.
fn sold() -> Draft {
    let mut sold = Draft { sha256: "sold".into(), ..first() };
    let owner = &mut sold.units[1].people[0];
    (owner.name, owner.phones) = ("李红".into(), vec!["13900000077".into()]);
    sold
}

fn people(desk: &mut Desk) -> Vec<String> {
    let page = acts::unit_page(desk, UnitRequest { unit: "3-2-502".into() }, now()).unwrap();
    let day = |d: &Option<String>| d.clone().unwrap_or_default();
    let said = |p: &crate::views::register::PersonView| {
        let pays = if p.liable { "缴费" } else { "不缴费" };
        format!("{} {pays} {}…{}", p.name, day(&p.liable_from), day(&p.liable_to))
    };
    page.people.iter().map(said).collect()
}

#[test]
fn another_owner_comes_beside_the_one_before_or_takes_over() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    import(&mut desk, &first(), &new());
    let before = picture(&mut desk);
    let d = compare(&mut desk, &sold());
    let [said] = lines(&d).try_into().unwrap();
    assert!(said.starts_with("3-2-502 业主: 张小明5 → 李红; 添上新业主，原业主留着"), "{said}");
    assert_eq!(d.changed_units[0].changes[0].field, "owner");

    let beside = ApplyDifference { changed: vec!["3-2-502".into()], ..Default::default() };
    let done = import(&mut desk, &sold(), &beside);
    assert_eq!(people(&mut desk), ["张小明5 缴费 …", "李红 不缴费 …"]);
    withdraw(&mut desk, done.batch);
    assert_eq!(picture(&mut desk), before);

    let stray = ApplyDifference { owners: vec!["3-2-501".into()], ..Default::default() };
    assert_eq!(refused(try_import(&mut desk, &sold(), &stray)), "import_difference_outdated");
    for instead in [
        ApplyDifference { owners: vec!["3-2-502".into()], ..Default::default() },
        ApplyDifference { all_owners: true, all_changed: true, ..Default::default() },
    ] {
        let done = import(&mut desk, &sold(), &instead);
        assert_eq!(people(&mut desk), ["张小明5 缴费 …2026-11-20", "李红 缴费 2026-11-21…"]);
        let page = acts::unit_page(&mut desk, UnitRequest { unit: "3-2-502".into() }, now()).unwrap();
        let told = page.timeline.iter().any(|line| line.title.contains("不再是 张小明5"));
        assert!(told, "{:#?}", page.timeline);
        withdraw(&mut desk, done.batch);
        assert_eq!(picture(&mut desk), before);
        assert_eq!(people(&mut desk), ["张小明5 缴费 …"]);
    }
}

#[test]
fn an_owner_whom_the_file_leaves_out_stays_and_it_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    let mut both = first();
    let wife = DraftPerson {
        name: "李红".into(),
        phones: Vec::new(),
        id_number: None,
        ..both.units[1].people[0].clone()
    };
    both.units[1].people.push(wife);
    import(&mut desk, &both, &new());
    let d = compare(&mut desk, &Draft { sha256: "one".into(), ..first() });
    assert_eq!(
        lines(&d),
        ["3-2-502 业主: 李红 → ; 不改：表里没有了，仍留在档案里；不再是业主的，请在房产档案里改"]
    );
    let all = ApplyDifference { all_changed: true, all_owners: true, ..Default::default() };
    let one = Draft { sha256: "one".into(), ..first() };
    assert_eq!(refused(try_import(&mut desk, &one, &all)), "import_nothing_to_apply");
    // A file that names nobody says nothing of owners.
    let mut nobody = Draft { sha256: "nobody".into(), ..first() };
    nobody.units.iter_mut().for_each(|unit| unit.people.clear());
    assert_eq!(lines(&compare(&mut desk, &nobody)), [""; 0]);
}

#[test]
fn a_unit_that_is_gone_says_whose_it_was_and_what_becomes_of_its_money() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    import(&mut desk, &first(), &new());
    let without = draft("without", vec![unit("3-2-503", 5, Vec::new())]);
    let told = |desk: &mut Desk| -> Vec<String> {
        let d = compare(desk, &without);
        d.gone_units.iter().map(|g| format!("{} {}: {}", g.code, g.people, g.does)).collect()
    };
    assert_eq!(
        told(&mut desk),
        [
            "3-2-501 张小明4: 移出档案，账上冲回欠费 700.00、预存 5.00、押金 2000.00；不移出，都照旧留着",
            "3-2-502 张小明5: 移出档案，账上冲回预存 100.00；不移出，都照旧留着",
        ]
    );
    pay(&mut desk, "3-2-501", 100);
    assert_eq!(
        told(&mut desk)[0],
        "3-2-501 张小明4: 照旧留着，账上的欠费 699.00、预存 5.00、押金 2000.00不动"
    );
}

/// 欠费 without a word of when.
fn undated(sha256: &str, amount_fen: i64) -> Draft {
    let owed = DraftOpening {
        from: None,
        to: None,
        label: "欠费".into(),
        ..opening("物业费", "", "", amount_fen, 4)
    };
    draft(sha256, vec![unit("3-2-501", 4, vec![owed])])
}

#[test]
fn arrears_without_a_date_are_the_same_a_year_later() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    import(&mut desk, &undated("first", 30_050), &new());
    let next_year = parse_date("2026-12-31").unwrap();
    let mut later = |draft: &Draft| {
        desk.read(|r| Ok(difference::view(&difference::plan(r, draft, LAYOUT, next_year)?))).unwrap()
    };
    let same = later(&undated("second", 30_050));
    assert_eq!((same.new, same.added_to, same.changed, same.same), (0, 0, 0, 1), "{same:?}");
    let less = later(&undated("third", 20_000));
    assert_eq!((less.new, less.added_to, less.changed), (0, 0, 1), "{less:?}");
    assert_eq!(
        lines(&less),
        [
            "3-2-501 期初欠费 物业费: 2025-01 … 2025-12 300.50 → 2025-01 … 2025-12 200.00; 冲回原来的，记入表里的"
        ]
    );
}

#[test]
fn months_until_now_of_a_later_file_come_with_those_that_changed() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = office(folder.path());
    let month = |from: &str, to: &str, fen| opening("物业费", from, to, fen, 4);
    let before = [month("2025-11-01", "2025-11-30", 70_000), month("2025-12-01", "2025-12-31", 70_000)];
    import(&mut desk, &draft("first", vec![unit("3-2-501", 4, before.to_vec())]), &new());
    let after = [
        month("2025-11-01", "2025-11-30", 46_667),
        month("2025-12-01", "2025-12-31", 46_667),
        month("2026-01-01", "2026-01-31", 46_666),
    ];
    let d = compare(&mut desk, &draft("second", vec![unit("3-2-501", 4, after.to_vec())]));
    assert_eq!((d.added_to, d.changed), (0, 1), "{d:?}");
    assert_eq!(lines(&d).len(), 1, "{d:?}");
}
