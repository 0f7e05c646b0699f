//! Makes a small ledger of this program's schema version, for `fixtures/ledgers/NNNN.zhangfang`:
//!
//! `cargo run -p office --example make-ledger -- fixtures/ledgers/0001.zhangfang`
//!
//! Run it once when a schema version is released, and never again for that version: the file stands for the ledgers that
//! offices have by then.

use std::error::Error;
use std::path::Path;

use office::views::billing::{RunBilling, SetTariff};
use office::views::books::FileRequest;
use office::views::cash_day::{CloseDay, OpenDay, Pieces, SubmitCount};
use office::views::import_batches::WithdrawImport;
use office::views::import_differences::ApplyDifference;
use office::views::imports::{ConfirmImport, PreviewImport};
use office::views::payments::{Pay, TenderRequest, VoidReceipt};
use office::views::register::{SavePerson, SaveUnit};
use office::views::start::CreateOffice;
use office::views::{Approver, Fen};
use office::{Desk, Instant, SystemClock, acts};

type Done = Result<(), Box<dyn Error>>;

fn id() -> String {
    uuid::Uuid::new_v4().to_string()
}

fn main() -> Done {
    office::serve_workbook_child_if_asked();
    let target = std::env::args().nth(1).ok_or("which file?")?;
    let folder = tempfile::tempdir()?;
    let mut desk = Desk::new(folder.path().to_path_buf(), std::env::current_exe()?);
    let now = SystemClock::written("2026-11-20T08:30:00+08:00")?;
    let request = CreateOffice {
        name: "桂苑服务中心".into(),
        training: true,
        empty: true,
        manager_name: None,
        manager_pin: None,
    };
    acts::create_office(&mut desk, request, now)?;
    acts::sign_in_as(&mut desk, Some("manager"), None, now)?;
    for (code, area, owner) in
        [("3-2-501", "89.5", "张小明"), ("3-2-502", "120", "李红"), ("S-1", "40", "王店")]
    {
        enter(&mut desk, (code, area, owner), now)?;
    }
    price_and_bill(&mut desk, now)?;
    day(&mut desk, now)?;
    imports(&mut desk, folder.path(), now)?;
    let target = std::path::absolute(target)?.display().to_string();
    let made = acts::backup(&mut desk, FileRequest { path: target }, now)?;
    println!("{} {} bytes sha256 {}", made.path, made.bytes, made.sha256);
    Ok(())
}

fn enter(desk: &mut Desk, (code, area, owner): (&str, &str, &str), now: Instant) -> Done {
    let unit = SaveUnit {
        id: id(),
        unit_id: None,
        code: code.into(),
        usage: if code.starts_with('S') { "shop" } else { "residence" }.into(),
        area: area.into(),
        status: None,
        handover: String::new(),
        reason: String::new(),
    };
    let unit_id = acts::save_unit(desk, unit, now)?.unit_id;
    let person = SavePerson {
        id: id(),
        unit_id,
        person_id: None,
        name: owner.into(),
        relation: "owner".into(),
        phones: Some(vec!["13900000001".into()]),
        liable: true,
        liable_from: String::new(),
        liable_to: String::new(),
        reason: String::new(),
    };
    acts::save_person(desk, person, now)?;
    Ok(())
}

fn price_and_bill(desk: &mut Desk, now: Instant) -> Done {
    let tariff = SetTariff {
        id: id(),
        item: "物业费".into(),
        treatment: None,
        step_fen: None,
        basis: "area".into(),
        rate: "1.85".into(),
        from: "2026-09-01".into(),
        building: None,
        usage: None,
        proration: None,
    };
    acts::set_tariff(desk, tariff, now)?;
    acts::run_billing(
        desk,
        RunBilling { id: id(), through: "2026-11".into(), expected_total_fen: None },
        now,
    )?;
    Ok(())
}

/// A day with a payment, a void, a surplus, a count and a close.
fn day(desk: &mut Desk, now: Instant) -> Done {
    acts::open_day(
        desk,
        OpenDay { id: id(), float_fen: Fen(50_000), reason: String::new(), second: None },
        now,
    )?;
    let pay = |unit: &str, tender: &str, fen: i64| Pay {
        id: id(),
        unit: unit.into(),
        tenders: vec![TenderRequest {
            tender: tender.into(),
            amount_fen: Fen(fen),
            reference: "回单1".into(),
        }],
        charges: None,
        limit_fen: None,
        surplus_to_prepayment: true,
    };
    acts::pay(desk, pay("3-2-501", "cash", 20_000), now)?;
    let wrong = acts::pay(desk, pay("3-2-502", "wechat", 10_000), now)?.receipt.number;
    acts::pay(desk, pay("S-1", "cash", 30_000), now)?;
    let approver = Some(Approver { operator_id: 2, pin: "2468".into() });
    let void = VoidReceipt { id: id(), number: wrong, reason: "收错户".into(), approver };
    acts::void_receipt(desk, void, now)?;
    let pieces = vec![Pieces { denomination_fen: Fen(10_000), pieces: 10 }];
    acts::submit_count(desk, SubmitCount { id: id(), pieces, tenders: Vec::new() }, now)?;
    let close = CloseDay {
        id: id(),
        banked_fen: None,
        reason: String::new(),
        responsible: String::new(),
        second: None,
    };
    acts::close_day(desk, close, now)?;
    Ok(())
}

/// Rows of every kind that imports keep; and an import that replaced another's money, withdrawn.
fn imports(desk: &mut Desk, folder: &Path, now: Instant) -> Done {
    let roster = |area: &str, owed: u32, deposit: u32| {
        format!(
            "房号,业主姓名,联系电话,身份证号,建筑面积,2025年欠费,装修押金,车牌,欠费原因,备注\n\
             8-1-101,赵建国,13900000008,999999199001011237,{area},{owed},{deposit},粤B00008,漏水未修,“急”，户主说\n\
             8-1-102,孙丽,13900000009,,90,300,,,,常年出差\n"
        )
    };
    let meters = "房号,表号,上期度数,本期度数,抄表日期\n8-1-101,W0008,120,131.5,2026-10-31\n".to_owned();
    let paid =
        "房号,业主,收费项目,缴费时间,实缴金额,收银员\n8-1-101,赵建国,物业费,2025-03-04,160.00,周收银\n"
            .to_owned();
    let mut last = 0;
    let (first, changed) = (roster("88.5", 500, 1_000), roster("90", 450, 2_000));
    for (name, text) in [("名册", first), ("抄表", meters), ("缴费记录", paid), ("名册改", changed)]
    {
        let path = folder.join(format!("{name}.csv"));
        std::fs::write(&path, text)?;
        let preview = PreviewImport { path: path.display().to_string(), ..PreviewImport::default() };
        let seen = acts::preview_import(desk, preview.clone(), now)?;
        let apply = ApplyDifference { new: true, all_changed: true, ..ApplyDifference::default() };
        let confirm = ConfirmImport { id: id(), preview, sha256: seen.sha256, apply };
        last = acts::confirm_import(desk, confirm, now)?.batch;
    }
    let withdraw = WithdrawImport { id: id(), batch: last, reason: "试着导入".into() };
    acts::withdraw_import(desk, withdraw, now)?;
    Ok(())
}
