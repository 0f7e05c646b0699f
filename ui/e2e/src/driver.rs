//! WebKitWebDriver, one for each window.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::time::interval;

use crate::folder::Folder;
use crate::{Told, Trouble};

/// The driver must listen within this.
const START: Duration = Duration::from_secs(20);

/// A driver process; ends when dropped.
#[derive(Debug)]
pub struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts a driver whose windows see this folder, and pick this file wherever one is asked for.
    pub async fn start(folder: &Folder, pick: Option<&Path>) -> Told<Self> {
        let port = free_port()?;
        let mut command = Command::new("WebKitWebDriver");
        command.arg(format!("--port={port}")).stdin(Stdio::null()).stdout(Stdio::null());
        command.env("TAURI_WEBVIEW_AUTOMATION", "true");
        command.env("ZHANGFANG_OFFICE", folder.office());
        command.env("ZHANGFANG_TEST_OPENED", folder.opened_list());
        command.env("ZHANGFANG_TEST_SAVE", folder.saved());
        command.env_remove("ZHANGFANG_TEST_PICK");
        // What the window remembers of itself is forgotten with the folder.
        for kind in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
            command.env(kind, folder.office().with_file_name(kind.to_lowercase()));
        }
        if let Some(file) = pick {
            command.env("ZHANGFANG_TEST_PICK", file);
        }
        let process =
            command.spawn().map_err(|e| Trouble(format!("WebKitWebDriver (webkit2gtk-driver): {e}")))?;
        let mut driver = Self { process, port };
        driver.listens().await?;
        Ok(driver)
    }

    async fn listens(&mut self) -> Told {
        let began = Instant::now();
        let mut tick = interval(Duration::from_millis(50));
        while began.elapsed() < START {
            tick.tick().await;
            if tokio::net::TcpStream::connect(("127.0.0.1", self.port)).await.is_ok() {
                return Ok(());
            }
            if let Some(status) = self.process.try_wait()? {
                return Err(Trouble(format!("WebKitWebDriver ended: {status}")));
            }
        }
        Err(Trouble(format!("WebKitWebDriver does not listen on port {}", self.port)))
    }

    /// Starts the program and takes hold of its window.
    pub async fn session(&self, app: &Path) -> Told<Client> {
        let mut wanted = Capabilities::new();
        wanted.insert("webkitgtk:browserOptions".into(), json!({ "binary": app, "args": [] }));
        let url = format!("http://127.0.0.1:{}", self.port);
        Ok(ClientBuilder::new(HttpConnector::new()).capabilities(wanted).connect(&url).await?)
    }
}

impl Driver {
    /// Ends the session; the driver ends the program that it started. The program has let go of the ledger afterwards.
    pub async fn end(self, client: Client) -> Told {
        let started = children(self.process.id())?;
        client.close().await?;
        let began = Instant::now();
        let mut tick = interval(Duration::from_millis(20));
        while started.iter().any(|id| runs(*id)) {
            tick.tick().await;
            if began.elapsed() > START {
                return Err(Trouble(format!("the window's process {started:?} does not end")));
            }
        }
        Ok(())
    }
}

/// The processes that this one started.
fn children(process: u32) -> Told<Vec<u32>> {
    let list = std::fs::read_to_string(format!("/proc/{process}/task/{process}/children"))?;
    Ok(list.split_whitespace().filter_map(|id| id.parse().ok()).collect())
}

/// Whether any thread of a process still runs: the first may have ended while another holds the files open. What ended
/// and was not yet asked about is a zombie.
fn runs(process: u32) -> bool {
    let Ok(threads) = std::fs::read_dir(format!("/proc/{process}/task")) else { return false };
    threads.filter_map(Result::ok).any(|thread| {
        let state = std::fs::read_to_string(thread.path().join("stat"));
        state
            .is_ok_and(|line| line.rsplit(')').next().is_some_and(|rest| !rest.trim_start().starts_with('Z')))
    })
}

impl Drop for Driver {
    fn drop(&mut self) {
        // A test that is ending already has said what it found; a driver that is gone needs no end.
        let ended = self.process.kill().and_then(|()| self.process.wait());
        if let Err(error) = ended {
            eprintln!("WebKitWebDriver: {error}");
        }
    }
}

/// A port that nobody listens on. The driver takes one on its command line only.
fn free_port() -> Told<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
