//! The acts of the import wizard on real files: what was decided about one file is proposed for the next of its layout,
//! and what that one has no more is told and may leave.
#![allow(clippy::unwrap_used, reason = "a test stops where it does not hold")]

mod counter;

use std::fs;
use std::path::Path;

use ledger::calendar::Instant;
use office::views::imports::{
    ApplyDifference, ColumnChoice, ConfirmImport, ImportChoices, ImportPreview, ImportedView, PreviewImport,
    SymbolChoice,
};
use office::views::register::ListUnits;
use office::{Desk, acts};

use counter::{at, id, office_folder};

fn now() -> Instant {
    at("2026-11-21", "08:31")
}

/// An empty training office, its manager signed in.
fn office(folder: &Path) -> Desk {
    let mut desk = counter::desk(folder);
    acts::sign_in_as(&mut desk, Some("manager"), None, now()).unwrap();
    desk
}

/// A file of this folder with these lines, looked at.
fn written(folder: &Path, name: &str, lines: &[&str]) -> PreviewImport {
    let path = folder.join(name);
    fs::write(&path, lines.join("\n")).unwrap();
    PreviewImport { path: path.display().to_string(), ..Default::default() }
}

fn look(desk: &mut Desk, request: &PreviewImport) -> ImportPreview {
    acts::preview_import(desk, request.clone(), now()).unwrap()
}

/// Confirms as the window does: the request with the choices that its preview followed.
fn confirm(
    desk: &mut Desk,
    request: &PreviewImport,
    preview: &ImportPreview,
    apply: ApplyDifference,
) -> ImportedView {
    let request = PreviewImport { choices: preview.choices.clone(), ..request.clone() };
    let confirm = ConfirmImport { id: id(), preview: request, sha256: preview.sha256.clone(), apply };
    acts::confirm_import(desk, confirm, now()).unwrap()
}

fn units(desk: &mut Desk) -> Vec<String> {
    let all = acts::list_units(desk, ListUnits::default(), now()).unwrap().units;
    all.into_iter().map(|unit| unit.code).collect()
}

const HEAD: &str = "房号,业主,面积,欠费,卡";

#[test]
fn choices_are_proposed_for_the_next_file_of_the_layout() {
    let folder = office_folder();
    let mut desk = office(folder.path());
    let request = written(
        folder.path(),
        "六月.csv",
        &[HEAD, "3-101,张小明,80,120.50,√", "3-102,李红,81,√,", "3-103,王建国,82,30,√"],
    );
    let plain = look(&mut desk, &request);
    assert!(plain.remembered.is_none());
    let sheet = plain.sheets[0].name.clone();
    let column = ColumnChoice { sheet, column: 4, header: Some("卡".into()), meaning: "ignored".into() };
    let symbol = SymbolChoice { text: "√".into(), stands_for: "zero".into() };
    let choices = ImportChoices { columns: vec![column], symbols: vec![symbol], ..Default::default() };
    let decided = PreviewImport { choices: choices.clone(), forget_remembered: true, ..request };
    let preview = look(&mut desk, &decided);
    assert_ne!(preview.totals.notes, plain.totals.notes, "a column that is not imported leaves no notes");
    let new = || ApplyDifference { new: true, ..Default::default() };
    let first = confirm(&mut desk, &decided, &preview, new());

    let request = written(
        folder.path(),
        "七月.csv",
        &[HEAD, "3-101,张小明,80,120.50,√", "3-103,王建国,83,30,√", "3-104,赵静,84,√,"],
    );
    let next = look(&mut desk, &request);
    let remembered = next.remembered.as_ref().unwrap();
    assert_eq!((remembered.batch, remembered.file_name.as_str()), (first.batch, "六月.csv"));
    assert_eq!(next.choices, choices, "and they are followed");
    assert_eq!(next.totals.notes, preview.totals.notes);
    let d = &next.difference;
    assert_eq!((d.new, d.changed, d.same, d.gone), (1, 1, 1, 1), "{d:#?}");
    assert_eq!((d.gone_units[0].code.as_str(), d.gone_units[0].stays.as_str()), ("3-102", ""));
    let forgotten = look(&mut desk, &PreviewImport { forget_remembered: true, ..request.clone() });
    assert!(forgotten.remembered.is_none() && forgotten.choices == ImportChoices::default());

    let apply = ApplyDifference { new: true, gone: vec!["3-102".into()], ..Default::default() };
    let second = confirm(&mut desk, &request, &next, apply);
    assert_eq!((second.units, second.changed, second.gone), (1, 0, 1));
    assert_eq!(units(&mut desk), ["3-101", "3-103", "3-104"]);
    // Of two imports of a layout, the last that stands is followed.
    let third = written(folder.path(), "八月.csv", &[HEAD, "3-101,张小明,80,120.50,√"]);
    assert_eq!(look(&mut desk, &third).remembered.unwrap().batch, second.batch);
}

#[test]
fn a_file_of_another_layout_takes_no_unit_away() {
    let folder = office_folder();
    let mut desk = office(folder.path());
    let request = written(folder.path(), "台账.csv", &[HEAD, "3-101,张小明,80,10,", "3-102,李红,81,,"]);
    let preview = look(&mut desk, &request);
    confirm(&mut desk, &request, &preview, ApplyDifference { new: true, ..Default::default() });
    let other = written(folder.path(), "二期.csv", &["房号,业主姓名,联系电话", "5-101,王建国,13900000001"]);
    let d = look(&mut desk, &other).difference;
    assert_eq!((d.new, d.gone), (1, 0), "{d:#?}");
}
