//! Files that are brought in.

use std::fs;
use std::os::unix::fs::symlink;
use std::sync::atomic::AtomicBool;

use office::views::billing::WithdrawBilling;
use office::views::imports::{
    ApplyDifference, ColumnChoice, ConfirmImport, HeaderChoice, ImportChoices, ImportPreview, PreviewImport,
    SaveMarkedImport, TableChoice, WithdrawImport,
};
use office::views::payments::Pay;
use office::{Desk, acts};
use sheets::export::Cell;

use crate::counter::{open, pay};
use crate::office_and_register::{bill, tariff};
use crate::{empty_office, id, now, refused, repository};

fn file(path: &std::path::Path) -> PreviewImport {
    PreviewImport { path: path.display().to_string(), ..Default::default() }
}

fn roster(name: &str) -> PreviewImport {
    file(&repository().join("fixtures/rosters").join(name))
}

fn preview(desk: &mut Desk, request: PreviewImport) -> office::Result<ImportPreview> {
    acts::preview_import(desk, request, now())
}

/// A ZIP archive that holds one empty part.
fn archive(part: &str) -> Vec<u8> {
    let n = u16::try_from(part.len()).unwrap().to_le_bytes();
    let mut local = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    local.extend([n[0], n[1], 0, 0]);
    local.extend(part.bytes());
    let start = u32::try_from(local.len()).unwrap().to_le_bytes();
    let mut central = b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    central.extend([n[0], n[1]]);
    central.extend([0; 16]);
    central.extend(part.bytes());
    let size = u32::try_from(central.len()).unwrap().to_le_bytes();
    let mut end = b"PK\x05\x06\0\0\0\0\x01\0\x01\0".to_vec();
    end.extend(size);
    end.extend(start);
    end.extend([0, 0]);
    [local, central, end].concat()
}

#[test]
fn a_file_that_is_no_roster() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = empty_office(folder.path());
    refused("file_missing", preview(&mut desk, roster("没有.xlsx")));
    refused("path_is_folder", preview(&mut desk, file(folder.path())));
    refused("not_a_workbook", preview(&mut desk, roster("not-a-workbook.xls")));
    refused("workbook_damaged", preview(&mut desk, roster("truncated.xls")));
    refused("workbook_encrypted", preview(&mut desk, roster("encrypted.xlsx")));
    refused("workbook_cell_too_far", preview(&mut desk, roster("far-cell.xlsx")));
    let page = folder.path().join("导出.xls");
    fs::write(&page, "<html><frameset><frame src=\"sheet001.htm\"></frameset></html>").unwrap();
    refused("workbook_is_web_page", preview(&mut desk, file(&page)));
    let letter = folder.path().join("信.docx");
    fs::write(&letter, archive("word/document.xml")).unwrap();
    refused("workbook_format_unsupported", preview(&mut desk, file(&letter)));
    let large = folder.path().join("大.xlsx");
    fs::File::create(&large).unwrap().set_len(51 * 1024 * 1024).unwrap();
    refused("workbook_too_large", preview(&mut desk, file(&large)));
    let stock = folder.path().join("库存.xlsx");
    let row = vec![Cell::Text("灯泡".into()), Cell::Amount(ledger::money::Fen::new(350))];
    sheets::export::xlsx("库存", &["品名", "单价"], [row], fs::File::create(&stock).unwrap()).unwrap();
    refused("roster_not_recognised", preview(&mut desk, file(&stock)));
    let column = ColumnChoice { sheet: "一期".into(), column: 0, header: None, meaning: "king".into() };
    let choices = ImportChoices { columns: vec![column], ..Default::default() };
    refused("choice_unknown", preview(&mut desk, PreviewImport { choices, ..roster("clean-roster.xlsx") }));
    let headers = vec![HeaderChoice { sheet: "没有这张".into(), row: 9 }];
    let choices = ImportChoices { headers, ..Default::default() };
    let nowhere = PreviewImport { choices, ..roster("clean-roster.xlsx") };
    refused("choice_hits_nothing", preview(&mut desk, nowhere));
    let tomorrow =
        PreviewImport { arrears_through: Some("2026-11-22".into()), ..roster("clean-roster.xlsx") };
    refused("cut_off_implausible", preview(&mut desk, tomorrow));
    let plain = preview(&mut desk, roster("clean-roster.xlsx")).unwrap();
    let region = &plain.sheets[0].regions[0];
    let (sheet, row, column) = (plain.sheets[0].name.clone(), region.header_row, region.first_column);
    let left_out = |sheet: &str| TableChoice { sheet: sheet.into(), row, column, kind: None };
    let tables = plain.sheets.iter().filter(|s| !s.regions.is_empty()).map(|s| left_out(&s.name)).collect();
    let choices = ImportChoices { tables, ..Default::default() };
    refused(
        "roster_not_recognised",
        preview(&mut desk, PreviewImport { choices, ..roster("clean-roster.xlsx") }),
    );
    let headers = vec![HeaderChoice { sheet, row: region.last_row }];
    let choices = ImportChoices { headers, ..Default::default() };
    let last = preview(&mut desk, PreviewImport { choices, ..roster("clean-roster.xlsx") });
    assert!(last.is_err(), "below the last row there is nothing: {last:?}");
    let clean = repository().join("fixtures/rosters/clean-roster.xlsx");
    let exe = env!("CARGO_BIN_EXE_read-roster").as_ref();
    let stopped = AtomicBool::new(true);
    refused("import_cancelled", sheets::child::read(exe, &clean, &Default::default(), &stopped, &mut |_| {}));
    let copy = folder.path().join("名册.xlsx");
    fs::copy(&clean, &copy).unwrap();
    let save = SaveMarkedImport { preview: file(&copy), save_as: Some(copy.display().to_string()) };
    refused("file_exists", acts::save_marked_import(&mut desk, save, now()));
    assert_eq!(fs::read(&copy).unwrap(), fs::read(&clean).unwrap(), "the office's own file is as it was");
}

#[test]
fn files_that_the_system_does_not_give_or_take() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = empty_office(folder.path());
    // A link to itself cannot be looked at, the memory of a process cannot be read from its beginning, whoever asks.
    let ring = folder.path().join("名册.xlsx");
    symlink(&ring, &ring).unwrap();
    refused("file_unreadable", preview(&mut desk, file(&ring)));
    refused("file_unreadable", preview(&mut desk, file("/proc/self/mem".as_ref())));
    refused("file_missing", preview(&mut desk, file(&repository().join("README.md/名册.xlsx"))));
    for nothing in ["", "\n\n", "\u{feff},,\r\n,,\r\n"] {
        let empty = folder.path().join("空.csv");
        fs::write(&empty, nothing).unwrap();
        refused("workbook_empty", preview(&mut desk, file(&empty)));
    }
    let long = folder.path().join("大.csv");
    fs::write(&long, "房号,业主\n".repeat(4 * 1024 * 1024)).unwrap();
    refused("workbook_too_large", preview(&mut desk, file(&long)));
    let mut mark = |out: &std::path::Path| {
        let save = SaveMarkedImport {
            preview: roster("clean-roster.xlsx"),
            save_as: Some(out.display().to_string()),
        };
        acts::save_marked_import(&mut desk, save, now())
    };
    refused("path_is_folder", mark(folder.path()));
    refused("marked_not_xlsx", mark(&folder.path().join("问题.xls")));
    refused("folder_missing", mark(&folder.path().join("没有/问题.xlsx")));
    refused("file_exists", mark(&ring));
    let full = folder.path().join("问题.xlsx");
    symlink("/dev/full", folder.path().join("问题.xlsx.part")).unwrap();
    refused("file_unwritable", mark(&full));
    assert!(!full.exists(), "nothing is left of it");
    mark(&full).unwrap();
    assert!(mark(&folder.path().join("没写完的名字")).unwrap().path.ends_with("没写完的名字.xlsx"));
}

#[test]
fn an_import_and_its_withdrawal() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = empty_office(folder.path());
    let clean = preview(&mut desk, roster("clean-roster.xlsx")).unwrap();
    let confirm = |name: &str, sha256: &str| ConfirmImport {
        id: id(),
        preview: roster(name),
        sha256: sha256.into(),
        apply: ApplyDifference { new: true, ..Default::default() },
    };
    let withdraw = |batch: i64, reason: &str| WithdrawImport { id: id(), batch, reason: reason.into() };
    refused("file_changed", acts::confirm_import(&mut desk, confirm("clean-roster.xlsx", "0"), now()));
    let first = acts::confirm_import(&mut desk, confirm("clean-roster.xlsx", &clean.sha256), now()).unwrap();
    let again = confirm("clean-roster.xlsx", &clean.sha256);
    refused("import_same_file", acts::confirm_import(&mut desk, again, now()));
    let seen = preview(&mut desk, roster("clean-roster.xlsx")).unwrap().refused.unwrap();
    assert_eq!(seen.code, "import_same_file");
    let legacy = preview(&mut desk, roster("legacy-shape1.xls")).unwrap();
    assert!(legacy.difference.changed > 0, "{:?}", legacy.difference);
    let of_others = |apply| ConfirmImport { apply, ..confirm("legacy-shape1.xls", &legacy.sha256) };
    let nothing = of_others(ApplyDifference::default());
    refused("import_nothing_to_apply", acts::confirm_import(&mut desk, nothing, now()));
    let stray = of_others(ApplyDifference { changed: vec!["99-9-999".into()], ..Default::default() });
    refused("import_difference_outdated", acts::confirm_import(&mut desk, stray, now()));
    let all = || of_others(ApplyDifference { all_changed: true, ..Default::default() });
    acts::sign_in_as(&mut desk, Some("cashier"), None, now()).unwrap();
    refused("not_allowed", acts::confirm_import(&mut desk, all(), now()));
    acts::sign_in_as(&mut desk, Some("manager"), None, now()).unwrap();
    let changed = all();
    let later = acts::confirm_import(&mut desk, changed, now()).unwrap();
    refused("import_built_on", acts::withdraw_import(&mut desk, withdraw(first.batch, "重来"), now()));
    acts::withdraw_import(&mut desk, withdraw(later.batch, "重来"), now()).unwrap();
    refused("reason_missing", acts::withdraw_import(&mut desk, withdraw(first.batch, " "), now()));
    refused("import_unknown", acts::withdraw_import(&mut desk, withdraw(99, "重来"), now()));
    acts::withdraw_import(&mut desk, withdraw(first.batch, "重来"), now()).unwrap();
    refused(
        "import_withdrawn_already",
        acts::withdraw_import(&mut desk, withdraw(first.batch, "重来"), now()),
    );
    let second = acts::confirm_import(&mut desk, confirm("clean-roster.xlsx", &clean.sha256), now()).unwrap();
    acts::set_tariff(&mut desk, tariff("1.85", "2026-01-01"), now()).unwrap();
    let run = acts::run_billing(&mut desk, bill("2026-11"), now()).unwrap();
    refused("import_billed", acts::withdraw_import(&mut desk, withdraw(second.batch, "重来"), now()));
    let back = WithdrawBilling { id: id(), entry: run.entry, reason: "重来".into() };
    acts::withdraw_billing(&mut desk, back, now()).unwrap();
    acts::withdraw_import(&mut desk, withdraw(second.batch, "重来"), now()).unwrap();
    let third = acts::confirm_import(&mut desk, confirm("clean-roster.xlsx", &clean.sha256), now()).unwrap();
    acts::open_day(&mut desk, open(50_000), now()).unwrap();
    let owing = clean.first_units.iter().find(|u| u.opening_fen.0 > 100).unwrap();
    let some = Pay { unit: owing.code.clone(), ..pay(&[("cash", 100)]) };
    acts::pay(&mut desk, some, now()).unwrap();
    refused("import_in_use", acts::withdraw_import(&mut desk, withdraw(third.batch, "重来"), now()));
}

/// Money that is held pays arrears: whoever takes cash may not write it into the books of a unit that is there.
#[test]
fn a_cashier_brings_no_money_to_units_that_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = empty_office(folder.path());
    let write = |name: &str, lines: &str| {
        let path = folder.path().join(name);
        fs::write(&path, lines).unwrap();
        path
    };
    let owing = write("欠费.csv", "房号,业主,欠物业费,预存款\n3-101,张小明,120.50,\n");
    let prepaid = write("预存.csv", "房号,业主,预存款\n3-101,张小明,9999\n3-102,李红,5\n");
    let import = |desk: &mut Desk, path: &std::path::Path| {
        let seen = preview(desk, file(path)).unwrap();
        let apply = ApplyDifference { new: true, ..Default::default() };
        let confirm = ConfirmImport { id: id(), preview: file(path), sha256: seen.sha256, apply };
        (seen.refused.map(|p| p.code), acts::confirm_import(desk, confirm, now()))
    };
    acts::sign_in_as(&mut desk, Some("cashier"), None, now()).unwrap();
    import(&mut desk, &owing).1.unwrap();
    let (said, tried) = import(&mut desk, &prepaid);
    assert_eq!(said.as_deref(), Some("not_allowed"), "the preview says so at once");
    refused("not_allowed", tried);
    acts::sign_in_as(&mut desk, Some("supervisor"), None, now()).unwrap();
    let (said, done) = import(&mut desk, &prepaid);
    assert_eq!((said, done.unwrap().prepayments_fen.0), (None, 1_000_400));
}

#[test]
fn what_was_chosen_for_a_file_that_nobody_recognises_is_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = empty_office(folder.path());
    let write = |name: &str, lines: &str| {
        let path = folder.path().join(name);
        fs::write(&path, lines).unwrap();
        path
    };
    let first = write("甲.csv", "花名,谁住\n玫瑰,张小明\n百合,李红\n");
    refused("roster_not_recognised", preview(&mut desk, file(&first)));
    let sheet = || "文本".to_owned();
    let column = |column, meaning: &str| ColumnChoice {
        sheet: sheet(),
        column,
        header: None,
        meaning: meaning.into(),
    };
    let choices = ImportChoices {
        headers: vec![HeaderChoice { sheet: sheet(), row: 1 }],
        columns: vec![column(0, "room"), column(1, "owner_name")],
        ..Default::default()
    };
    let chosen = PreviewImport { choices, ..file(&first) };
    let seen = preview(&mut desk, chosen.clone()).unwrap();
    let apply = ApplyDifference { new: true, ..Default::default() };
    let confirm = ConfirmImport { id: id(), preview: chosen, sha256: seen.sha256, apply };
    acts::confirm_import(&mut desk, confirm, now()).unwrap();
    let second = write("乙.csv", "花名,谁住\n牡丹,王五\n");
    let remembered = preview(&mut desk, file(&second)).unwrap();
    assert_eq!(remembered.first_units.len(), 1);
    assert_eq!(remembered.remembered.map(|from| from.file_name).as_deref(), Some("甲.csv"));
    let forgetful = PreviewImport { forget_remembered: true, ..file(&second) };
    refused("roster_not_recognised", preview(&mut desk, forgetful));
}
