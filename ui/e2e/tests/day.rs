//! A whole day: an office is founded in the window, its old roster comes in, and in the evening the drawer agrees.

use std::path::PathBuf;

use e2e::folder::{roster, text_of};
use e2e::{Folder, Told, Window};
use fantoccini::key::Key;

const MANAGER: &str = "86420";
const CASHIER: &str = "97531";

#[tokio::test]
async fn from_an_old_roster_to_a_closed_day() -> Told {
    let folder = Folder::empty()?;
    let file = roster("legacy-shape1.xls");
    let window = Window::open_picking(&folder, Some(&file)).await?;
    an_office_is_founded(&window).await?;
    a_cashier_is_hired(&window).await?;
    the_roster_comes_in(&window).await?;
    the_month_is_priced_and_billed(&window).await?;
    window.click("sign-out").await?;
    window.sign_in("cashier", CASHIER).await?;
    let receipt = a_household_pays_by_keyboard_alone(&window, &folder).await?;
    the_receipt_says_what_was_paid(&receipt)?;
    the_notices_are_made(&window, &folder).await?;
    the_drawer_agrees(&window, &folder).await?;
    window.close().await?;
    the_books_agree(&folder)
}

async fn an_office_is_founded(window: &Window) -> Told {
    window.click("start-new").await?;
    window.focused("office-name").await?;
    for words in ["翠湖花园物业服务中心", "陈经理", MANAGER, MANAGER] {
        window.type_blind(words).await?;
        window.press(Key::Enter).await?;
    }
    window.see_words("first-operator", "陈经理").await?;
    window.press(Key::Enter).await?;
    window.sign_in("manager", MANAGER).await?;
    window.see_words("strip", "翠湖花园物业服务中心").await?;
    window.gone("strip-training").await
}

async fn a_cashier_is_hired(window: &Window) -> Told {
    window.go('7', "settings-screen").await?;
    window.click("operator-add").await?;
    window.focused("operator-name").await?;
    window.type_blind("赵收银").await?;
    window.fill("operator-pin", CASHIER).await?;
    window.fill("operator-pin-again", CASHIER).await?;
    window.press(Key::Enter).await?;
    window.see_words("operators-row", "赵收银").await?;
    window.gone("operator-dialog").await
}

async fn the_roster_comes_in(window: &Window) -> Told {
    window.go('4', "imports-screen").await?;
    window.press(Key::F2).await?;
    window.see_words("import-file", "legacy-shape1.xls").await?;
    window.see_words("import-units", "405").await?;
    window.see_words("import-opening", "¥49,544.56").await?;
    window.see_words("import-confirm", "导入 405 户，期初欠费 ¥49,544.56").await?;
    window.press(Key::F8).await?;
    // What nobody decided about is named before anything is written.
    for code in ["opening_negative", "owner_missing", "unit_twice"] {
        window.find(&format!("[data-testid=import-waiting-group][data-code={code}]"), Some("→")).await?;
    }
    window.press(Key::Enter).await?;
    window.see_words("import-done", "已导入 405 户").await?;
    window.click("import-go-tariffs").await
}

async fn the_month_is_priced_and_billed(window: &Window) -> Told {
    window.see("tariffs-screen").await?;
    window.fill("tariff-item", "物业费").await?;
    window.fill("tariff-rate", "1.85").await?;
    window.see_words("tariff-sentence", "1.85").await?;
    window.press(Key::Enter).await?;
    window.see_words("tariff-saved", "物业费").await?;
    window.press(Key::F7).await?;
    window.see("billing").await?;
    window.press(Key::F4).await?;
    let total = window.text("billing-total").await?;
    window.see_words("billing-run", &total).await?;
    window.press(Key::F8).await?;
    window.see_words("billing-done", &total).await?;
    Ok(())
}

/// 78.36㎡ × 1.85元 = 144.966 → 144.97, and 27.43 from the old books.
async fn a_household_pays_by_keyboard_alone(window: &Window, folder: &Folder) -> Told<PathBuf> {
    window.focused("day-open-float").await?;
    window.type_blind("500").await?;
    window.press(Key::Enter).await?;
    window.gone("day-open-panel").await?;
    window.press(Key::F2).await?;
    window.focused("counter-search").await?;
    window.type_blind("11204").await?;
    window.press(Key::Enter).await?;
    window.see_words("counter-household", "1-1-204").await?;
    window.focused("counter-tender-cash").await?;
    window.see_words("counter-payable", "¥172.40").await?;
    window.type_blind("200").await?;
    window.see_words("counter-change", "¥27.60").await?;
    window.press(Key::Enter).await?;
    window.see_words("counter-paid-change", "¥27.60").await?;
    window.see_words("counter-paid-total", "¥172.40").await?;
    window.focused("counter-search").await?;
    let receipt = folder.opened_latest(1).await?;
    let number = window.attr("counter-paid", "data-number").await?;
    assert!(text_of(&receipt)?.contains(&number), "{} carries No.{number}", receipt.display());
    Ok(receipt)
}

fn the_receipt_says_what_was_paid(receipt: &std::path::Path) -> Told {
    let text = text_of(receipt)?;
    for words in ["172.40", "壹佰柒拾贰元肆角整", "144.97", "27.43", "1-1-204", "张家豪", "赵收银"]
    {
        assert!(text.contains(words), "the receipt says {words}:\n{text}");
    }
    assert!(!text.contains("练习"), "this is no training office");
    Ok(())
}

async fn the_notices_are_made(window: &Window, folder: &Folder) -> Told {
    window.go('5', "notices-screen").await?;
    window.find("[data-testid=notices-issue]:not(:disabled)", Some("份通知单")).await?;
    window.chord(Key::Control, 'p').await?;
    window.see_words("notices-done", "已生成").await?;
    let made: usize = window.attr("notices-done", "data-count").await?.parse().unwrap_or_default();
    assert!(made > 300, "nearly everybody of 405 units owes: {made}");
    window.click("notices-open").await?;
    let paper = text_of(&folder.opened_latest(2).await?)?;
    assert!(paper.matches("缴费通知单").count() >= made, "each notice has its heading");
    assert!(!paper.contains("1-1-204"), "who has paid is not written to");
    Ok(())
}

/// The float and what was paid: 500 + 172.40.
async fn the_drawer_agrees(window: &Window, folder: &Folder) -> Told {
    window.go('6', "cash-day").await?;
    assert!(!window.shows("cash-day-step-difference").await?, "what is expected is hidden until the count");
    window.count(&[(10_000, 6), (5_000, 1), (2_000, 1), (100, 2), (10, 4)]).await?;
    window.see_words("cash-day-counted", "¥672.40").await?;
    window.press(Key::F4).await?;
    window.see_words("cash-day-difference", "平").await?;
    window.see_words("cash-day-keep", "¥500.00").await?;
    window.click("cash-day-close").await?;
    window.see_words("cash-day-closed", "已日结").await?;
    window.click("cash-day-report").await?;
    let report = text_of(&folder.opened_latest(3).await?)?;
    for words in ["672.40", "172.40", "500.00", "赵收银"] {
        assert!(report.contains(words), "the report says {words}:\n{report}");
    }
    Ok(())
}

/// After the window has let go of them.
fn the_books_agree(folder: &Folder) -> Told {
    let verified = folder.ask(MANAGER, &["--as", "manager", "verify"])?;
    assert_eq!(verified["ok"], true, "{verified}");
    let household = folder.ask(MANAGER, &["--as", "manager", "owed", "1-1-204"])?;
    assert_eq!(household["owed_fen"], 0, "{household}");
    let receipts = folder.ask(MANAGER, &["--as", "manager", "receipts"])?;
    assert_eq!(receipts["receipts"][0]["total_fen"], 17_240, "{receipts}");
    Ok(())
}
