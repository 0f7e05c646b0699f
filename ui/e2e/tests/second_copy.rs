//! One ledger, one running copy.

use e2e::{Folder, Told, Window};

#[tokio::test]
async fn a_second_copy_is_refused_until_the_first_is_closed() -> Told {
    let folder = Folder::training(false)?;
    let first = Window::open(&folder).await?;
    first.see("sign-in-pin").await?;
    assert_eq!(folder.refusal("", &["units"])?, "office_in_use", "the terminal is a copy, too");
    let second = Window::open(&folder).await?;
    second.see("start-problem").await?;
    assert_eq!(second.attr("start-problem", "data-code").await?, "office_in_use");
    first.close().await?;
    second.click("start-retry").await?;
    second.see("sign-in-pin").await?;
    second.close().await?;
    assert_eq!(folder.ask("", &["units"])?["units"], serde_json::json!([]));
    Ok(())
}
