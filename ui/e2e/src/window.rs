//! A window as a person has it: what is seen, clicked, typed and read.

use std::path::Path;
use std::time::{Duration, Instant};

use fantoccini::Client;
use fantoccini::actions::{InputSource, KeyAction, KeyActions, MouseActions, PointerAction};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use serde_json::{Value, json};
use tokio::time::interval;

use crate::driver::Driver;
use crate::folder::Folder;
use crate::{Told, Trouble};

/// Whatever is awaited comes within this, on a slow and busy machine too: a training office takes its time.
const PATIENCE: Duration = Duration::from_secs(90);
/// As W3C WebDriver names an element in JSON.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The first element of the selector that is in sight and whose text, or value, holds the words.
const SEEN: &str = r#"
const [css, words] = arguments;
const inSight = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== "hidden";
return [...document.querySelectorAll(css)]
  .find((e) => inSight(e) && (words === null || e.innerText.includes(words) || (e.value ?? "").includes(words))) ?? null;
"#;

/// The running program.
#[derive(Debug)]
pub struct Window {
    client: Client,
    driver: Driver,
}

/// The selector of a test id.
fn by(test_id: &str) -> String {
    format!("[data-testid=\"{test_id}\"]")
}

impl Window {
    /// Opens the window over a folder.
    pub async fn open(folder: &Folder) -> Told<Self> {
        Self::open_picking(folder, None).await
    }

    /// Opens the window; wherever a file is asked for, this one is picked.
    pub async fn open_picking(folder: &Folder, pick: Option<&Path>) -> Told<Self> {
        let driver = Driver::start(folder, pick).await?;
        let client = driver.session(&folder.programs().app).await?;
        Ok(Self { client, driver })
    }

    /// Closes the window and waits for its end: the ledger is free afterwards. Nothing may have gone wrong in it.
    pub async fn close(self) -> Told {
        self.sound().await?;
        let Self { client, driver } = self;
        driver.end(client).await
    }

    /// Sets the size of the window.
    pub async fn resize(&self, width: u32, height: u32) -> Told {
        self.client.set_window_rect(0, 0, width, height).await?;
        let drawn = json!([width, height]);
        self.until(&format!("{width}×{height}"), "return [innerWidth, innerHeight];", Vec::new(), |is| {
            *is == drawn
        })
        .await?;
        Ok(())
    }

    /// A picture of the page.
    pub async fn picture(&self) -> Told<Vec<u8>> {
        Ok(self.client.screenshot().await?)
    }

    /// Takes the pointer aside, waits until nothing moves and nothing is loading, and the page has been drawn so.
    pub async fn still(&self) -> Told {
        let corner = PointerAction::MoveTo { duration: None, x: 1.0, y: 1.0 };
        let aside = MouseActions::new("mouse".to_owned()).then(corner);
        let moving = r#"
const [done] = arguments;
const moves = (a) => a.playState === "running" && a.effect.getTiming().iterations !== Infinity;
const loads = (e) => e.getClientRects().length > 0;
const busy = () => document.getAnimations().some(moves) || [...document.querySelectorAll(".ant-btn-loading")].some(loads);
let quiet = 0;
const look = () => (quiet = busy() ? 0 : quiet + 1) > 5 ? done(true) : requestAnimationFrame(look);
look();
"#;
        self.client.perform_actions(aside).await?;
        self.client.execute_async(moving, Vec::new()).await?;
        Ok(())
    }

    /// Waits for an element with this test id.
    pub async fn see(&self, test_id: &str) -> Told<Element> {
        self.find(&by(test_id), None).await
    }

    /// Waits until an element with this test id shows these words.
    pub async fn see_words(&self, test_id: &str, words: &str) -> Told<Element> {
        self.find(&by(test_id), Some(words)).await
    }

    /// Waits for an element of a selector, with these words if any.
    pub async fn find(&self, css: &str, words: Option<&str>) -> Told<Element> {
        let what = format!("{css} {}", words.unwrap_or_default());
        let found = self.until(&what, SEEN, vec![json!(css), json!(words)], |found| !found.is_null()).await?;
        let id = found[ELEMENT].as_str().ok_or_else(|| Trouble(format!("{what}: {found} is no element")))?;
        Ok(Element::from_element_id(self.client.clone(), ElementRef::from(id.to_owned())))
    }

    /// Waits until nothing with this test id is in sight.
    pub async fn gone(&self, test_id: &str) -> Told {
        self.gone_at(&by(test_id)).await
    }

    /// Waits until nothing of this selector is in sight.
    pub async fn gone_at(&self, css: &str) -> Told {
        self.until(&format!("no {css}"), SEEN, vec![json!(css), Value::Null], Value::is_null).await?;
        Ok(())
    }

    /// That no error nobody caught stands on the page.
    pub async fn sound(&self) -> Told {
        for trouble in ["unexpected", "crash"] {
            if self.shows(trouble).await? {
                return Err(Trouble(format!("{trouble}: {}", self.text(trouble).await?)));
            }
        }
        Ok(())
    }

    /// Whether something with this test id is in sight now.
    pub async fn shows(&self, test_id: &str) -> Told<bool> {
        let arguments = vec![json!(by(test_id)), Value::Null];
        let found = self.until(test_id, SEEN, arguments, |_| true).await?;
        Ok(!found.is_null())
    }

    /// Does something with an element that is waited for, and again with the new one when it was drawn anew meanwhile.
    async fn with<T>(&self, css: &str, act: impl AsyncFn(Element) -> Result<T, CmdError>) -> Told<T> {
        let began = Instant::now();
        loop {
            match act(self.find(css, None).await?).await {
                Err(gone) if drawn_anew(&gone) && began.elapsed() < PATIENCE => {}
                done => return Ok(done?),
            }
        }
    }

    /// Waits for an element that can be used, and clicks it.
    pub async fn click(&self, test_id: &str) -> Told {
        let usable = format!("{}:not(:disabled)", by(test_id));
        self.with(&usable, async |found| found.click().await).await
    }

    /// Waits for an element of a selector with these words, if any, and clicks it.
    pub async fn click_at(&self, css: &str, words: Option<&str>) -> Told {
        let began = Instant::now();
        loop {
            match self.find(css, words).await?.click().await {
                Err(gone) if drawn_anew(&gone) && began.elapsed() < PATIENCE => {}
                done => return Ok(done?),
            }
        }
    }

    /// How many elements of a selector are in sight.
    pub async fn count_of(&self, css: &str) -> Told<usize> {
        let script = "return [...document.querySelectorAll(arguments[0])].filter((e) => e.getClientRects().length > 0).length;";
        let number = self.client.execute(script, vec![json!(css)]).await?;
        Ok(number.as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or_default())
    }

    /// Clicks a field and types in place of what stands there.
    pub async fn fill(&self, test_id: &str, text: &str) -> Told {
        self.click(test_id).await?;
        self.focused(test_id).await?;
        self.chord(Key::Control, 'a').await?;
        self.press(Key::Backspace).await?;
        self.type_blind(text).await?;
        Ok(())
    }

    /// Waits until the focus is in this element, or in one inside it.
    pub async fn focused(&self, test_id: &str) -> Told {
        let script = "const at = document.activeElement; return at.closest(arguments[0]) ? null : at.outerHTML.slice(0, 300);";
        let what = format!("the focus in {test_id}");
        self.until(&what, script, vec![json!(by(test_id))], Value::is_null).await?;
        Ok(())
    }

    /// An attribute of the element with this test id.
    pub async fn attr(&self, test_id: &str, name: &str) -> Told<String> {
        let value = self.with(&by(test_id), async |found| found.attr(name).await).await?;
        value.ok_or_else(|| Trouble(format!("{test_id} has no {name}")))
    }

    /// The text of the element with this test id.
    pub async fn text(&self, test_id: &str) -> Told<String> {
        self.with(&by(test_id), async |found| found.text().await).await
    }

    /// What stands in the field with this test id, or in the field inside it.
    pub async fn value(&self, test_id: &str) -> Told<String> {
        let field = format!("input{0}, {0} input", by(test_id));
        let value = self.with(&field, async |found| found.prop("value").await).await?;
        Ok(value.unwrap_or_default())
    }

    /// Everything that is written on the page.
    pub async fn page(&self) -> Told<String> {
        let text = self.client.execute("return document.body.innerText;", Vec::new()).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Asks the core from the page, past the screen: what a changed page could try. Gives the refusal or the answer.
    pub async fn call_core(&self, command: &str, arguments: Value) -> Told<Value> {
        let script = r#"
const [command, given, done] = arguments;
window.__TAURI_INTERNALS__.invoke(command, given).then((answer) => done({ answer }), (refused) => done({ refused }));
"#;
        Ok(self.client.execute_async(script, vec![json!(command), arguments]).await?)
    }

    /// Types into whatever has the focus.
    pub async fn type_blind(&self, text: &str) -> Told {
        let mut keys = KeyActions::new("keyboard".to_owned());
        for value in text.chars() {
            keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        Ok(self.client.perform_actions(keys).await?)
    }

    /// Presses a key that is no character.
    pub async fn press(&self, key: Key) -> Told {
        self.type_blind(char::from(key).encode_utf8(&mut [0; 4])).await
    }

    /// Presses a key while another is held.
    pub async fn chord(&self, held: Key, value: char) -> Told {
        let held = char::from(held);
        let keys = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value })
            .then(KeyAction::Up { value: held });
        Ok(self.client.perform_actions(keys).await?)
    }

    /// Asks the page again and again until the answer will do.
    async fn until(
        &self,
        what: &str,
        script: &str,
        arguments: Vec<Value>,
        ok: impl Fn(&Value) -> bool,
    ) -> Told<Value> {
        let began = Instant::now();
        let mut tick = interval(Duration::from_millis(50));
        loop {
            tick.tick().await;
            let answer = match self.client.execute(script, arguments.clone()).await {
                Err(gone) if drawn_anew(&gone) && began.elapsed() < PATIENCE => continue,
                answer => answer?,
            };
            if ok(&answer) {
                return Ok(answer);
            }
            if began.elapsed() > PATIENCE {
                let page = self.page().await?;
                return Err(Trouble(format!(
                    "waited in vain for {what}; answered {answer}; on the page:\n{page}"
                )));
            }
        }
    }
}

/// An element was replaced by the page between two steps of the driver: not an answer, to be asked again.
fn drawn_anew(error: &CmdError) -> bool {
    error.is_stale_element_reference() || error.to_string().contains("Stale element")
}
