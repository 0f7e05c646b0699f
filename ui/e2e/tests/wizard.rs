//! The import wizard, step by step: an ugly workbook is looked at, decided about, imported, mended, imported again, and
//! the second import is taken back.

use e2e::folder::roster;
use e2e::mended::{Mend, mended};
use e2e::{Folder, Told, Window};
use fantoccini::key::Key;

/// As the training office is made.
const MANAGER: &str = "3690";
const FILE: &str = "翠湖老台账.xls";

#[tokio::test]
async fn an_ugly_workbook_comes_in_and_its_mended_copy_too() -> Told {
    let folder = Folder::training(false)?;
    let file = folder.beside(FILE);
    std::fs::copy(roster("worst-20-everything.xls"), &file)?;
    let window = Window::open_picking(&folder, Some(&file)).await?;
    window.sign_in("manager", MANAGER).await?;
    window.go('4', "imports-screen").await?;
    window.press(Key::F2).await?;
    the_sheet_is_shown_as_it_is_known(&window).await?;
    a_columns_meaning_is_changed(&window).await?;
    nothing_said_is_lost_unasked(&window).await?;
    a_group_of_findings_is_opened_and_decided(&window).await?;
    the_sums_stand_beside_the_workbooks_own(&window).await?;
    the_marked_workbook_is_saved(&window, &folder).await?;
    it_comes_in(&window).await?;
    the_units_history_names_the_cell(&window).await?;
    the_same_file_is_refused(&window).await?;
    mended(&folder.beside("翠湖老台账（已标注）.xlsx"), &file, IN_EXCEL)?;
    the_mended_file_shows_a_difference(&window).await?;
    only_what_is_ticked_is_applied(&window).await?;
    the_batch_is_taken_back(&window).await?;
    window.close().await?;
    the_register_is_as_before(&folder)
}

/// 1-101 is larger, 1-104 was called so by mistake.
const IN_EXCEL: &[Mend] = &[
    Mend { part: "xl/worksheets/sheet2.xml", behind: "r=\"D4\"", from: "<v>80</v>", to: "<v>80.5</v>" },
    Mend { part: "xl/sharedStrings.xml", behind: "", from: "<t>1-104</t>", to: "<t>1-105</t>" },
];

async fn the_sheet_is_shown_as_it_is_known(window: &Window) -> Told {
    window.see_words("import-file", FILE).await?;
    window.find("[data-testid=import-region][data-kind=roster]", Some("A3:E8")).await?;
    window.find("[data-testid=import-region][data-kind=roster]", Some("G3:K8")).await?;
    for (column, meaning) in [("A", "room"), ("E", "handover"), ("G", "room"), ("I", "owner_phone")] {
        let chip = format!("import-meaning-{column}");
        assert_eq!(window.attr(&chip, "data-meaning").await?, meaning, "column {column}");
    }
    assert_eq!(window.count_of("[data-testid=import-sheet-tab]").await?, 4);
    window.see_words("import-sheet", "翠湖花园 1、2 栋业主资料").await?;
    assert!(!window.text("import-sheet").await?.contains("13900000001"), "numbers of people are covered");
    Ok(())
}

/// What a column is taken for counts at once, and is taken back as quickly; by keys, then by the mouse.
async fn a_columns_meaning_is_changed(window: &Window) -> Told {
    window.see_words("import-opening", "¥4,663.01").await?;
    window.focused("import-sheet").await?;
    window.chord(Key::Control, char::from(Key::PageDown)).await?;
    window.find("[data-testid=import-region][data-kind=fees]", None).await?;
    window.focused("import-sheet").await?;
    for key in [Key::Down, Key::Right, Key::Right, Key::Right] {
        window.press(key).await?;
    }
    window.see_words("import-cell-bar", "前期欠费_管理费").await?;
    window.press(Key::Enter).await?;
    window.find(".ant-select-item-option", None).await?;
    window.type_blind("不导入").await?;
    window.press(Key::Enter).await?;
    window.see_words("import-opening", "¥4,056.21").await?;
    window.see_words("import-confirm", "期初欠费 ¥4,056.21").await?;
    window.focused("import-sheet").await?;
    window.click("import-meaning-D").await?;
    window.type_blind("期初欠费").await?;
    window.press(Key::Enter).await?;
    window.see_words("import-opening", "¥4,663.01").await.map(drop)
}

/// Esc would lose what was said: it asks, and Enter keeps it.
async fn nothing_said_is_lost_unasked(window: &Window) -> Told {
    window.press(Key::Escape).await?;
    window.see_words("import-leave", FILE).await?;
    window.press(Key::Enter).await?;
    window.gone("import-leave").await?;
    window.see_words("import-confirm", "导入 8 户").await.map(drop)
}

async fn a_group_of_findings_is_opened_and_decided(window: &Window) -> Told {
    window.press(Key::F4).await?;
    window.focused("import-finding-head").await?;
    window.press(Key::Enter).await?;
    window.see_words("import-finding", "E7").await?;
    for key in [Key::Down, Key::Down, Key::Enter] {
        window.press(key).await?;
    }
    window.see_words("import-cell-bar", "K7").await?;
    window.see_words("import-cell-bar", "未收楼").await?;
    window.find("td.marked", Some("未收楼")).await?;
    assert_eq!(
        window.attr("import-workbook", "data-sheet").await?,
        "业主",
        "the sheet of the finding is turned to"
    );
    decide(window, "sheet_hidden", "照常导入").await?;
    window.find("[data-testid=import-finding-group][data-code=unit_twice]", Some("1 处")).await?;
    decide(window, "sheet_hidden", "不导入").await?;
    window.gone_at("[data-testid=import-finding-group][data-code=unit_twice]").await
}

async fn decide(window: &Window, code: &str, words: &str) -> Told {
    window.click_at(&format!("[data-testid=import-decision][data-code={code}]"), None).await?;
    window.click_at(".ant-select-item-option", Some(words)).await
}

async fn the_sums_stand_beside_the_workbooks_own(window: &Window) -> Told {
    window.press(Key::F3).await?;
    window.see_words("import-tie-outs", "全部对上").await?;
    assert_eq!(window.count_of("[data-testid=import-tie-out][data-off='0']").await?, 4);
    assert_eq!(window.count_of("[data-testid=import-tie-out]").await?, 4);
    window.see_words("import-by-building", "1").await.map(drop)
}

async fn the_marked_workbook_is_saved(window: &Window, folder: &Folder) -> Told {
    window.press(Key::F4).await?;
    window.press(Key::F9).await?;
    window.see_words("import-marked", "翠湖老台账（已标注）.xlsx").await?;
    assert!(folder.beside("翠湖老台账（已标注）.xlsx").is_file());
    Ok(())
}

async fn it_comes_in(window: &Window) -> Told {
    window.see_words("import-confirm", "导入 8 户，期初欠费 ¥4,663.01").await?;
    window.press(Key::F8).await?;
    window.see_words("import-done", "已导入 8 户").await.map(drop)
}

async fn the_units_history_names_the_cell(window: &Window) -> Told {
    window.click("import-go-register").await?;
    window.click_at("[data-testid=register-cell][data-unit='1-101']", None).await?;
    window.find("[data-testid=household-card][data-unit='1-101']", None).await?;
    window.press(Key::F3).await?;
    window.see_words("kept-source", &format!("第 1 批 {FILE} 业主!A4")).await.map(drop)
}

async fn the_same_file_is_refused(window: &Window) -> Told {
    window.go('4', "imports-screen").await?;
    window.press(Key::F2).await?;
    window.see_words("import-refused", "第 1 批").await?;
    assert_eq!(window.attr("import-refused", "data-code").await?, "import_same_file");
    window.find("[data-testid=import-confirm]:disabled", None).await.map(drop)
}

async fn the_mended_file_shows_a_difference(window: &Window) -> Told {
    window.press(Key::F2).await?;
    window.gone("import-refused").await?;
    window.see_words("import-remembered", "第 1 批").await?;
    window.press(Key::F5).await?;
    for (part, unit, words) in
        [("changed", "1-101", "80.5"), ("gone", "1-104", "1-104"), ("new", "", "1-105")]
    {
        window.click(&format!("import-part-{part}")).await?;
        window.find(&format!("[data-testid=import-difference][data-part={part}]"), Some(words)).await?;
        if !unit.is_empty() {
            window.find(&format!("[data-testid=import-{part}][data-unit='{unit}']"), None).await?;
        }
    }
    window.see_words("import-confirm", "导入 1 户").await.map(drop)
}

async fn only_what_is_ticked_is_applied(window: &Window) -> Told {
    window.click("import-part-changed").await?;
    window.click_at("[data-testid=import-changed][data-unit='1-101'] input", None).await?;
    window.see_words("import-confirm", "导入 1 户，改 1 户").await?;
    window.press(Key::F8).await?;
    window.see_words("import-done", "第 2 批").await.map(drop)
}

async fn the_batch_is_taken_back(window: &Window) -> Told {
    window.press(Key::F7).await?;
    window.find("[data-testid=imports-row][data-key='2']", Some("有效")).await?;
    window.see_words("import-withdraw", "第 2 批").await?;
    window.press(Key::Delete).await?;
    window.focused("withdraw-reason").await?;
    window.type_blind("改错了房号").await?;
    window.press(Key::Enter).await?;
    window.gone("withdraw-dialog").await?;
    window.find("[data-testid=imports-row][data-key='2']", Some("已撤回")).await.map(drop)
}

/// After the window has let go of it.
fn the_register_is_as_before(folder: &Folder) -> Told {
    let verified = folder.ask(MANAGER, &["--as", "manager", "verify"])?;
    assert_eq!(verified["ok"], true, "{verified}");
    let list = folder.ask(MANAGER, &["--as", "manager", "units"])?;
    let units = list["units"].as_array().cloned().unwrap_or_default();
    let of = |code: &str| units.iter().find(|unit| unit["code"] == code);
    assert_eq!(units.len(), 8, "{list}");
    assert_eq!(of("1-101").map(|unit| unit["area"].clone()), Some("80.00".into()), "{list}");
    assert!(of("1-104").is_some() && of("1-105").is_none(), "{list}");
    Ok(())
}
