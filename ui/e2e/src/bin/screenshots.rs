//! Photographs every screen of the running window, at the smallest and the usual size of an office screen.
//!
//! Those that README shows go to `ZHANGFANG_SCREENSHOTS` (default `assets/screenshots`), all of them to
//! `ZHANGFANG_SCREENSHOTS_ALL` (default a folder of the system's temporary files).

use std::path::PathBuf;

use e2e::folder::{root, roster};
use e2e::{Folder, Told, Trouble, Window};
use fantoccini::key::Key;
use serde_json::Value;

/// Shown in README, at the smaller size.
const SHOWN: &[&str] = &["counter", "import", "close", "register", "notices", "billing"];
const SIZES: &[(u32, u32)] = &[(1920, 1080), (1366, 768)];
/// As the training office is made.
const MANAGER: &str = "3690";
const CASHIER: &str = "1357";
const SUPERVISOR: &str = "2468";
/// Rosters that a screen has to be looked at with.
const WORST: &[&str] = &[
    "worst-01-abreast-merged-totals.xls",
    "worst-02-roster-above-arrears.xls",
    "worst-11-months-and-ticks.xls",
    "worst-20-everything.xls",
    "ledgers-two-fees-of-months.xls",
];
/// The notes and coins of a drawer, in 分.
const DENOMINATIONS: &[i64] = &[10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10];

/// Where the pictures go.
struct Album {
    shown: PathBuf,
    all: PathBuf,
}

impl Album {
    fn open() -> Told<Self> {
        let named = |variable: &str| std::env::var_os(variable).filter(|v| !v.is_empty()).map(PathBuf::from);
        let album = Self {
            shown: named("ZHANGFANG_SCREENSHOTS").unwrap_or_else(|| root().join("assets/screenshots")),
            all: named("ZHANGFANG_SCREENSHOTS_ALL")
                .unwrap_or_else(|| std::env::temp_dir().join("zhangfang-screenshots")),
        };
        std::fs::create_dir_all(&album.shown)?;
        std::fs::create_dir_all(&album.all)?;
        Ok(album)
    }

    /// The screen as it stands, in every size.
    async fn shoot(&self, window: &Window, name: &str) -> Told {
        for (width, height) in SIZES {
            window.resize(*width, *height).await?;
            window.still().await?;
            let picture = window.picture().await?;
            let file = format!("{name}-{width}.png");
            std::fs::write(self.all.join(&file), &picture)?;
            if *width == 1366 && SHOWN.contains(&name) {
                std::fs::write(self.shown.join(&file), &picture)?;
            }
        }
        println!("{name}");
        window.sound().await
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Told {
    let album = Album::open()?;
    the_first_start(&album).await?;
    an_import(&album).await?;
    let folder = Folder::training(true)?;
    let kept = what_the_manager_sees(&album, &folder).await?;
    let day = Morning::of(&folder, kept)?;
    a_cashiers_day(&album, &folder, &day).await?;
    println!("{}\n{}", album.shown.display(), album.all.display());
    Ok(())
}

async fn the_first_start(album: &Album) -> Told {
    let folder = Folder::empty()?;
    let window = Window::open(&folder).await?;
    window.see("start-training").await?;
    album.shoot(&window, "start").await?;
    window.click("start-new").await?;
    window.focused("office-name").await?;
    album.shoot(&window, "start-new-office").await?;
    window.close().await
}

async fn an_import(album: &Album) -> Told {
    let folder = Folder::training(false)?;
    let window = Window::open_picking(&folder, Some(&roster("legacy-shape1.xls"))).await?;
    window.sign_in("manager", MANAGER).await?;
    window.go('4', "imports-screen").await?;
    album.shoot(&window, "import-empty").await?;
    window.press(Key::F2).await?;
    window.see("import-confirm").await?;
    album.shoot(&window, "import").await?;
    window.press(Key::F4).await?;
    window.see("import-finding-head").await?;
    album.shoot(&window, "import-findings").await?;
    window.press(Key::F5).await?;
    window.see("import-difference").await?;
    album.shoot(&window, "import-difference").await?;
    window.press(Key::F8).await?;
    window.see("import-waiting").await?;
    album.shoot(&window, "import-waiting").await?;
    window.press(Key::Enter).await?;
    window.see("import-done").await?;
    album.shoot(&window, "import-done").await?;
    window.press(Key::F7).await?;
    window.see("imports-row").await?;
    album.shoot(&window, "import-past").await?;
    window.close().await?;
    for name in WORST {
        let window = Window::open_picking(&folder, Some(&roster(name))).await?;
        window.sign_in("manager", MANAGER).await?;
        window.go('4', "imports-screen").await?;
        window.press(Key::F2).await?;
        window.see("import-confirm").await?;
        let stem = name.split('.').next().unwrap_or(name);
        album.shoot(&window, &format!("import-{stem}")).await?;
        if name.starts_with("ledgers-") {
            window.press(Key::F4).await?;
            window.see("import-finding-head").await?;
            album.shoot(&window, &format!("import-{stem}-findings")).await?;
        }
        window.close().await?;
    }
    an_import_in_large_type(album, &folder).await
}

async fn an_import_in_large_type(album: &Album, folder: &Folder) -> Told {
    let window = Window::open_picking(folder, Some(&roster("worst-20-everything.xls"))).await?;
    window.sign_in("manager", MANAGER).await?;
    window.go('7', "operators-row").await?;
    window.click("settings-appearance-tab").await?;
    look(&window, "dark", 150).await?;
    window.go('4', "imports-screen").await?;
    window.press(Key::F2).await?;
    window.see("import-confirm").await?;
    album.shoot(&window, "dark-large-import").await?;
    window.press(Key::F4).await?;
    window.see("import-finding-head").await?;
    album.shoot(&window, "dark-large-import-findings").await?;
    window.press(Key::F5).await?;
    window.see("import-difference").await?;
    album.shoot(&window, "dark-large-import-difference").await?;
    window.go('7', "settings-section-appearance").await?;
    look(&window, "light", 100).await?;
    window.close().await
}

async fn what_the_manager_sees(album: &Album, folder: &Folder) -> Told<i64> {
    let window = Window::open(folder).await?;
    window.see("sign-in-pin").await?;
    album.shoot(&window, "sign-in").await?;
    window.sign_in("manager", MANAGER).await?;
    let kept = float_kept(&window.text("day-open-panel").await?)?;
    album.shoot(&window, "counter-open-day").await?;
    window.go('2', "register-grid").await?;
    album.shoot(&window, "register").await?;
    window.press(Key::Enter).await?;
    window.see("timeline-row").await?;
    album.shoot(&window, "register-household").await?;
    window.press(Key::Escape).await?;
    window.see("register-grid").await?;
    window.press(Key::F6).await?;
    window.see("register-table-row").await?;
    album.shoot(&window, "register-table").await?;
    window.go('3', "tariffs-row").await?;
    album.shoot(&window, "tariffs").await?;
    window.press(Key::F7).await?;
    window.see("billing-runs-row").await?;
    album.shoot(&window, "billing-runs").await?;
    let month = window.value("billing-through").await?;
    window.fill("billing-through", &after(&month)?).await?;
    window.press(Key::F4).await?;
    window.see("billing-run").await?;
    album.shoot(&window, "billing").await?;
    window.go('7', "operators-row").await?;
    album.shoot(&window, "settings").await?;
    for (section, seen) in [
        ("papers", "settings-section-papers"),
        ("backup", "settings-section-backup"),
        ("log", "settings-section-log"),
        ("export", "settings-section-export"),
        ("appearance", "settings-section-appearance"),
        ("verify", "settings-verify"),
    ] {
        window.click(&format!("settings-{section}-tab")).await?;
        window.see(seen).await?;
        if section != "verify" {
            album.shoot(&window, &format!("settings-{section}")).await?;
        }
    }
    window.press(Key::F4).await?;
    window.see("verify-result").await?;
    album.shoot(&window, "settings-verify").await?;
    window.click("settings-appearance-tab").await?;
    look(&window, "dark", 150).await?;
    album.shoot(&window, "dark-large-settings").await?;
    window.go('2', "register-table-row").await?;
    album.shoot(&window, "dark-large-register").await?;
    window.go('1', "day-open-panel").await?;
    album.shoot(&window, "dark-large-counter").await?;
    // The choice is kept on this machine; the other pictures are taken as most people see the window.
    window.go('7', "settings-section-appearance").await?;
    look(&window, "light", 100).await?;
    window.close().await?;
    Ok(kept)
}

/// Chooses colours and size of type, on the settings page that has them.
async fn look(window: &Window, theme: &str, scale: u16) -> Told {
    for choice in
        [format!("settings-theme] input[value={theme}"), format!("settings-scale] input[value='{scale}'")]
    {
        window.find(&format!("[data-testid={choice}]"), None).await?.click().await?;
    }
    Ok(())
}

/// The month after one, as it is typed: `202612`. This one is billed already.
fn after(month: &str) -> Told<String> {
    let wrong = || Trouble(format!("{month} is no month"));
    let (year, month) = month.split_once('-').ok_or_else(wrong)?;
    let (year, month): (u32, u32) = (year.parse().map_err(|_| wrong())?, month.parse().map_err(|_| wrong())?);
    Ok(if month == 12 { format!("{}01", year + 1) } else { format!("{year}{:02}", month + 1) })
}

/// What the panel says that the last close kept, in 分.
fn float_kept(panel: &str) -> Told<i64> {
    let (_, after) = panel.split_once('¥').ok_or_else(|| Trouble(format!("no float in {panel}")))?;
    let figures: String =
        after.chars().take_while(|c| !c.is_whitespace()).filter(char::is_ascii_digit).collect();
    figures.parse().map_err(|e| Trouble(format!("{after}: {e}")))
}

/// What went on at the counter before the pictures: payments in every way.
struct Morning {
    /// Owes most, and is still to come.
    household: String,
    owed: i64,
    /// In the drawer: the float and the cash.
    cash: i64,
    wechat: i64,
    alipay: i64,
}

impl Morning {
    fn of(folder: &Folder, kept: i64) -> Told<Self> {
        let amount = |value: &Value| value.as_i64().ok_or_else(|| Trouble(format!("{value} is no amount")));
        folder.ask(CASHIER, &["--as", "cashier", "day", "open", "--float", &yuan(kept)])?;
        let list = folder.ask(CASHIER, &["--as", "cashier", "units"])?;
        let units = list["units"].as_array().cloned().unwrap_or_default();
        let mut debtors = Vec::new();
        for unit in &units {
            let owed = amount(&unit["owed_fen"])?;
            if owed > 0 && unit["usage"] == "residence" {
                debtors.push((owed, unit["code"].as_str().unwrap_or_default().to_owned()));
            }
        }
        debtors.sort();
        let (owed, household) = debtors.pop().ok_or_else(|| Trouble("nobody owes anything".into()))?;
        let mut morning = Self { household, owed, cash: kept, wechat: 0, alipay: 0 };
        let few = debtors.len().saturating_sub(9);
        for (i, (owed, code)) in debtors.drain(few..).enumerate() {
            let tender = ["cash", "wechat", "alipay"][i % 3];
            // The drawer has no 分: cash is paid in whole yuan, and the rest stays owed.
            let owed = if tender == "cash" { owed / 100 * 100 } else { owed };
            let paid = format!("{tender}={}", yuan(owed));
            folder.ask(CASHIER, &["--as", "cashier", "pay", &code, "--tender", &paid, "--oldest"])?;
            *match tender {
                "cash" => &mut morning.cash,
                "wechat" => &mut morning.wechat,
                _ => &mut morning.alipay,
            } += owed;
        }
        Ok(morning)
    }
}

async fn a_cashiers_day(album: &Album, folder: &Folder, morning: &Morning) -> Told {
    let window = Window::open(folder).await?;
    window.sign_in("cashier", CASHIER).await?;
    window.see("counter-receipt").await?;
    album.shoot(&window, "counter-empty").await?;
    window.focused("counter-search").await?;
    window.type_blind(&morning.household.replace('-', "")).await?;
    window.see("counter-found-row").await?;
    album.shoot(&window, "counter-found").await?;
    window.press(Key::Enter).await?;
    window.focused("counter-tender-cash").await?;
    album.shoot(&window, "counter-household").await?;
    let handed = (morning.owed / 10_000 + 1) * 10_000;
    window.type_blind(&yuan(handed)).await?;
    window.see_words("counter-change", &yuan(handed - morning.owed)).await?;
    album.shoot(&window, "counter").await?;
    window.press(Key::Enter).await?;
    window.see("counter-paid").await?;
    window.focused("counter-search").await?;
    album.shoot(&window, "counter-paid").await?;
    window.click("counter-receipt").await?;
    window.see("receipt-dialog").await?;
    album.shoot(&window, "receipt").await?;
    window.press(Key::Escape).await?;
    window.gone("receipt-dialog").await?;
    the_notices(album, &window).await?;
    the_close(album, &window, morning).await?;
    window.chord(Key::Control, 'l').await?;
    window.see("lock-pin").await?;
    album.shoot(&window, "lock").await?;
    window.close().await
}

async fn the_notices(album: &Album, window: &Window) -> Told {
    window.go('5', "notices-paper").await?;
    album.shoot(window, "notices").await?;
    window.chord(Key::Control, 'p').await?;
    window.see("notices-done").await?;
    album.shoot(window, "notices-done").await?;
    window.press(Key::F7).await?;
    window.see("notices-kept-row").await?;
    album.shoot(window, "notices-kept").await?;
    Ok(())
}

/// Ten yuan are missing in the evening, which somebody has to answer for.
async fn the_close(album: &Album, window: &Window, morning: &Morning) -> Told {
    window.go('6', "cash-day-past").await?;
    let mut rest = morning.cash + morning.owed - 1_000;
    let mut pieces = Vec::new();
    for fen in DENOMINATIONS {
        let number = u32::try_from(rest / fen).map_err(|e| Trouble(e.to_string()))?;
        rest %= fen;
        if number > 0 {
            pieces.push((*fen, number));
        }
    }
    window.count(&pieces).await?;
    window.fill("cash-day-statement-wechat", &yuan(morning.wechat)).await?;
    window.fill("cash-day-statement-alipay", &yuan(morning.alipay)).await?;
    album.shoot(window, "cash-day-count").await?;
    window.press(Key::F4).await?;
    window.see("cash-day-difference").await?;
    window.fill("cash-day-reason", "找零时多给了一张十元，待查").await?;
    window.fill("cash-day-responsible", "公司").await?;
    if window.shows("cash-day-second-pin").await? {
        window.fill("cash-day-second-pin", SUPERVISOR).await?;
    }
    album.shoot(window, "close").await?;
    window.click("cash-day-close").await?;
    let date = window.attr("cash-day-closed", "data-date").await?;
    window.see_words("cash-day-past", &date).await?;
    album.shoot(window, "cash-day-closed").await
}

/// `1234.50`
fn yuan(fen: i64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}
