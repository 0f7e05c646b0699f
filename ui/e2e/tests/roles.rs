//! Who may do what: the screen does not offer it, and the core refuses it to a page that asks all the same.

use e2e::{Folder, Told, Window};
use fantoccini::key::Key;
use serde_json::json;

#[tokio::test]
async fn a_wrong_pin_opens_nothing_and_a_cashier_sets_no_price() -> Told {
    let folder = Folder::training(false)?;
    let window = Window::open(&folder).await?;
    window.see_words("sign-in-operator-cashier", "收银员").await?;
    window.focused("sign-in-pin").await?;
    window.type_blind("1358").await?;
    window.press(Key::Enter).await?;
    window.see("sign-in-failure").await?;
    assert_eq!(window.attr("sign-in-failure", "data-code").await?, "pin_wrong");
    assert!(!window.shows("counter-search").await?, "nobody is signed in");
    let before =
        window.call_core("list_units", json!({"request": {"building": null, "owing_only": false}})).await?;
    assert_eq!(before["refused"]["code"], "signed_out", "{before}");
    window.sign_in("cashier", "1357").await?;

    window.go('3', "tariffs-screen").await?;
    window.fill("tariff-item", "物业费").await?;
    window.fill("tariff-rate", "9.99").await?;
    window.press(Key::Enter).await?;
    window.see("tariff-failure").await?;
    assert_eq!(window.attr("tariff-failure", "data-code").await?, "not_allowed");
    window.press(Key::F7).await?;
    window.see("billing").await?;
    let run = json!({"request": {
        "id": "6f1c1a52-9f0e-4c7e-9a53-0d8a1f6f2b11", "through": "2026-11", "expected_total_fen": 0,
    }});
    let answer = window.call_core("run_billing", run).await?;
    assert_eq!(answer["refused"]["code"], "not_allowed", "{answer}");
    window.close().await?;
    let tariffs = folder.ask("", &["tariff", "list"])?;
    assert_eq!(tariffs["tariffs"], json!([]), "nothing was written");
    Ok(())
}
