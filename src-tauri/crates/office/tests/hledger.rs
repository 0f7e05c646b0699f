//! An outside auditor: the real `hledger` reads the exported ledger, checks it, and comes to our balances.
#![allow(clippy::unwrap_used, reason = "a test stops where it does not hold")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use ledger::accounts::Account;
use ledger::calendar::Instant;
use office::views::Fen;
use office::views::cash_day::OpenDay;
use office::views::imports::{ApplyDifference, ConfirmImport, PreviewImport};
use office::views::payments::{Pay, TenderRequest, VoidReceipt, Waive};
use office::views::register::{ListUnits, UnitRequest};
use office::views::start::CreateOffice;
use office::{Desk, acts};
use store::{Reader, Store};

fn now() -> Instant {
    Instant::new(chrono::DateTime::parse_from_rfc3339("2026-11-21T08:31:00+08:00").unwrap())
}

fn id() -> String {
    uuid::Uuid::new_v4().to_string()
}

fn pay(unit: &str, tenders: &[(&str, i64)], surplus_to_prepayment: bool) -> Pay {
    let tender = |(tender, fen): &(&str, i64)| TenderRequest {
        tender: (*tender).into(),
        amount_fen: Fen(*fen),
        reference: "回单;1".into(),
    };
    Pay {
        id: id(),
        unit: unit.into(),
        tenders: tenders.iter().map(tender).collect(),
        charges: None,
        limit_fen: None,
        surplus_to_prepayment,
    }
}

/// Three years of history, then a day with every kind of act that moves money.
fn a_day_on_the_training_estate(folder: &Path) -> Desk {
    let mut desk = Desk::new(folder.to_path_buf(), env!("CARGO_BIN_EXE_read-roster").into());
    let office = CreateOffice {
        name: "桂苑服务中心；练习".into(),
        training: true,
        empty: false,
        manager_name: None,
        manager_pin: None,
    };
    acts::create_office(&mut desk, office, now()).unwrap();
    acts::sign_in_as(&mut desk, Some("manager"), None, now()).unwrap();
    let float = OpenDay { id: id(), float_fen: Fen(50_000), reason: String::new(), second: None };
    acts::open_day(&mut desk, float, now()).unwrap();
    let owing = ListUnits { building: None, owing_only: true };
    let units = acts::list_units(&mut desk, owing, now()).unwrap().units;
    let mut take = |request: Pay| acts::pay(&mut desk, request, now()).unwrap().receipt.number;
    let voided = take(pay(&units[0].code, &[("cash", 1)], false));
    take(pay(&units[1].code, &[("cash", 100), ("wechat", 23), ("alipay", 7)], false));
    take(pay(&units[2].code, &[("bank", units[2].owed_fen.0), ("pos", 12_345)], true));
    let void =
        VoidReceipt {
            id: id(), number: voided, reason: "收错户; 重收 | 见备注".into(), approver: None
        };
    acts::void_receipt(&mut desk, void, now()).unwrap();
    let household = acts::household(&mut desk, UnitRequest { unit: units[3].code.clone() }, now()).unwrap();
    let waive = Waive {
        id: id(),
        charge_id: household.charges[0].id,
        amount_fen: Fen(1),
        reason: "漏水".into(),
        approval: "批 7".into(),
        approver: None,
    };
    acts::waive(&mut desk, waive, now()).unwrap();
    imported(&mut desk);
    desk
}

/// A roster with opening arrears, its units renamed away from the estate's.
fn imported(desk: &mut Desk) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../fixtures/rosters/formulas.xlsx");
    let preview = PreviewImport { path: path.into(), ..Default::default() };
    let seen = acts::preview_import(desk, preview.clone(), now()).unwrap();
    assert_eq!(seen.refused.map(|r| r.message), None);
    let apply = ApplyDifference { new: true, ..Default::default() };
    acts::confirm_import(desk, ConfirmImport { id: id(), preview, sha256: seen.sha256, apply }, now())
        .unwrap();
}

fn hledger(arguments: &[&str]) -> Output {
    let run = Command::new("hledger").args(arguments).env("LC_ALL", "C.UTF-8").output();
    run.expect("hledger, the auditor of this test: install the Debian package `hledger`")
}

/// Kind, unit's id, person's id, item, period: what tells an account from all others, without anybody's name.
type Key = String;

/// Ours, to the 分: above zero on the debit side, as hledger has it.
fn our_balances(r: &Reader<'_>) -> store::Result<BTreeMap<Key, i64>> {
    let items: BTreeMap<_, _> = r.items()?.into_iter().map(|i| (i.id, i.name)).collect();
    let key = |a: &Account| {
        let mut parts = vec![a.kind().chinese().to_owned()];
        parts.extend(a.unit().map(|u| format!("#{}", u.0)));
        parts.extend(a.person().map(|p| format!("#{}", p.0)));
        parts.extend(a.item().map(|i| items[&i].clone()));
        parts.extend(a.period().map(|p| format!("{}..{}", p.from(), p.to())));
        parts.join(":")
    };
    let all = r.balances()?;
    let keyed: BTreeMap<Key, i64> = all.iter().map(|(a, b)| (key(a), b.net().fen())).collect();
    assert_eq!(keyed.len(), all.len(), "a key is one account's alone");
    Ok(keyed)
}

/// `资产:应收:3-2-501 #7:张小明 #9:物业费:2026-01-01..2026-01-31` without the names.
fn key_of(account: &str) -> Key {
    let (root, below_root) = account.split_once(':').unwrap();
    // 收入 is a root and a kind in one.
    let below_root = if root == "收入" { account } else { below_root };
    let part = |p: &str| match p.rsplit_once(" #") {
        Some((_, id)) => format!("#{id}"),
        None => p.to_owned(),
    };
    below_root.split(':').map(part).collect::<Vec<_>>().join(":")
}

/// `"资产:应收:…","1,234.50 CNY"` a line, as whole 分.
fn read_balances(csv: &str) -> BTreeMap<Key, i64> {
    csv.lines()
        .skip(1)
        .map(|line| {
            let (account, amount) = line.trim_matches('"').split_once("\",\"").unwrap();
            let figures = amount.trim_end_matches(" CNY").replace(',', "");
            let fen = figures.parse::<ledger::money::Fen>().unwrap_or_else(|e| panic!("{line}: {e}"));
            (key_of(account), fen.fen())
        })
        .collect()
}

#[test]
fn hledger_checks_the_export_and_its_balances_are_ours() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = a_day_on_the_training_estate(&folder.path().join("数据"));
    let mut journal = Vec::new();
    acts::write_hledger(&mut desk, &mut journal, now()).unwrap();
    drop(desk);
    let path = folder.path().join("账.journal");
    std::fs::write(&path, journal).unwrap();
    let path = path.to_str().unwrap();

    let checked = hledger(&["-f", path, "check", "--strict"]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));

    let balance = hledger(&["-f", path, "balance", "--flat", "--no-total", "-E", "-O", "csv"]);
    assert!(balance.status.success(), "{}", String::from_utf8_lossy(&balance.stderr));
    let theirs = read_balances(&String::from_utf8(balance.stdout).unwrap());

    let store = Store::open(&folder.path().join("数据/账本.zhangfang")).unwrap();
    let ours = store.read(our_balances).unwrap();
    assert!(ours.len() > 1_000 && ours.values().any(|fen| *fen != 0), "{} accounts", ours.len());
    for kind in ["应收", "预存", "收银抽屉", "银行存款", "微信", "支付宝", "刷卡", "收入", "减免", "期初"]
    {
        assert!(ours.keys().any(|key| key.starts_with(kind)), "no account of {kind} in these books");
    }
    assert_eq!(theirs.values().sum::<i64>(), 0);
    assert_eq!(theirs, ours);
}
