//! Files that are brought in.

use std::fs;
use std::sync::atomic::AtomicBool;

use office::views::imports::{
    ApplyDifference, ColumnChoice, ConfirmImport, HeaderChoice, ImportChoices, ImportPreview, PreviewImport,
    SaveMarkedImport, WithdrawImport,
};
use office::views::payments::Pay;
use office::{Desk, acts};
use sheets::export::Cell;

use crate::counter::{open, pay};
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
    acts::open_day(&mut desk, open(50_000), now()).unwrap();
    let owing = clean.first_units.iter().find(|u| u.opening_fen.0 > 100).unwrap();
    let some = Pay { unit: owing.code.clone(), ..pay(&[("cash", 100)]) };
    acts::pay(&mut desk, some, now()).unwrap();
    refused("import_in_use", acts::withdraw_import(&mut desk, withdraw(second.batch, "重来"), now()));
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
