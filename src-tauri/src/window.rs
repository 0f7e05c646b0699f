//! What only a window can do: itself, native pickers, opening a paper.

use std::path::{Path, PathBuf};

use office::views::books::FileRequest;
use serde::Deserialize;
use tauri::async_runtime::spawn_blocking;
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager, Url, WebviewUrl, WebviewWindowBuilder};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use ts_rs::TS;

use crate::counter::{Counter, Failure};

/// The only window; capabilities/main.json names it.
const LABEL: &str = "main";

/// Stands for `freezePrototype` in tauri.conf.json; the script says why.
const FREEZE: &str = include_str!("freeze.js");

/// What the picker shows; a file is known by its content, whatever it is called.
const WORKBOOKS: [&str; 10] = ["xls", "xlsx", "xlsm", "xlsb", "xml", "ods", "et", "csv", "tsv", "txt"];

/// A file name to begin with in a save dialog.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct SuggestedFile {
    /// `演示花园 2026-11-21.backup`.
    pub name: String,
}

/// Opens the window. It shows the pages that are built in and goes nowhere else.
pub fn open(app: &tauri::App) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title("账房")
        .inner_size(1366.0, 768.0)
        .min_inner_size(1280.0, 700.0)
        .prevent_overflow()
        .center()
        .general_autofill_enabled(false)
        .devtools(cfg!(debug_assertions))
        .initialization_script(FREEZE)
        .on_navigation(built_in)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    Ok(())
}

/// Whether a page is one of ours; with a development server, that too.
fn built_in(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "about" => url.path() == "blank",
        // WebView2 maps the scheme of the built-in pages to this host.
        "http" | "https" if url.host_str() == Some("tauri.localhost") => true,
        "http" => cfg!(dev) && url.host_str() == Some("127.0.0.1") && url.port() == Some(5183),
        _ => false,
    }
}

/// An old roster to import.
pub async fn pick_workbook(app: AppHandle) -> Result<Option<String>, Failure> {
    picked(app, "选择旧名册", |dialog| dialog.add_filter("表格", &WORKBOOKS).blocking_pick_file()).await
}

/// A backup to restore.
pub async fn pick_backup(app: AppHandle) -> Result<Option<String>, Failure> {
    picked(app, "选择备份", FileDialogBuilder::blocking_pick_file).await
}

/// Where to write a file. The system's dialog asks before it replaces one.
pub async fn pick_save_path(app: AppHandle, request: SuggestedFile) -> Result<Option<String>, Failure> {
    if let Some(path) = test_seam::saved(&request.name) {
        return chosen(&app, Some(path));
    }
    picked(app, "保存到", move |dialog| dialog.set_file_name(request.name).blocking_save_file()).await
}

async fn picked(
    app: AppHandle,
    title: &'static str,
    ask: impl FnOnce(FileDialogBuilder<tauri::Wry>) -> Option<FilePath> + Send + 'static,
) -> Result<Option<String>, Failure> {
    if let Some(path) = test_seam::picked() {
        return chosen(&app, Some(path));
    }
    let handle = app.clone();
    let answer = spawn_blocking(move || {
        let mut dialog = handle.dialog().file().set_title(title);
        if let Some(window) = handle.get_webview_window(LABEL) {
            dialog = dialog.set_parent(&window);
        }
        ask(dialog)
    });
    let fault = |what: String| app.state::<Counter>().fault("pick", &what);
    let file = answer.await.map_err(|e| fault(e.to_string()))?;
    let path = file.map(FilePath::into_path).transpose().map_err(|e| fault(e.to_string()))?;
    chosen(&app, path)
}

/// Remembers the folder and hands the path to the page.
fn chosen(app: &AppHandle, path: Option<PathBuf>) -> Result<Option<String>, Failure> {
    let Some(path) = path else { return Ok(None) };
    if let Some(folder) = path.parent() {
        app.state::<Counter>().choose(folder.to_owned());
    }
    let name = path.into_os_string().into_string().map_err(|odd| Failure::Refusal {
        code: "path_unreadable".into(),
        message: format!("文件名“{}”里有不是 UTF-8 的字。请先改名。", odd.to_string_lossy()),
    })?;
    Ok(Some(name))
}

/// Opens a PDF with the system's viewer. Refusals: `paper_missing`, `paper_elsewhere`.
pub async fn open_paper(app: AppHandle, request: FileRequest) -> Result<(), Failure> {
    let counter = app.state::<Counter>();
    let mut folders = counter.chosen();
    folders.push(counter.folder().to_owned());
    let paper = permitted(Path::new(&request.path), &folders)?;
    if test_seam::opened(&paper).map_err(|e| counter.fault("open_paper", &e.to_string()))? {
        return Ok(());
    }
    let shown = spawn_blocking(move || viewer(&paper).status()).await;
    match shown {
        Ok(Ok(status)) if status.success() || cfg!(windows) => Ok(()),
        Ok(Ok(_)) | Ok(Err(_)) => Err(Failure::Refusal {
            code: "no_viewer".into(),
            message: format!("电脑上没有能打开 PDF 的程序。文件在 {}，请装好阅读器再打开。", request.path),
        }),
        Err(panicked) => Err(counter.fault("open_paper", &panicked.to_string())),
    }
}

/// The paper's true path, if it is a PDF in one of the folders: the page may not open what it likes.
fn permitted(paper: &Path, folders: &[PathBuf]) -> Result<PathBuf, Failure> {
    let refused = |code: &str, message: String| Failure::Refusal { code: code.into(), message };
    let name = paper.display();
    let paper = paper.canonicalize().map_err(|_| {
        refused("paper_missing", format!("找不到文件 {name}。它可能被移走或删掉了，请补打一份。"))
    })?;
    let is_pdf = paper.extension().is_some_and(|e| e.eq_ignore_ascii_case("pdf"));
    let inside = folders.iter().filter_map(|f| f.canonicalize().ok()).any(|f| paper.starts_with(f));
    if is_pdf && inside && paper.is_file() {
        return Ok(paper);
    }
    Err(refused("paper_elsewhere", format!("{name} 不是账房做出的单据，这里不打开它。请在文件夹里打开。")))
}

/// The system's own way to open a file with the program the user chose for it.
fn viewer(paper: &Path) -> std::process::Command {
    let opener = if cfg!(windows) {
        "explorer"
    } else if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let mut command = std::process::Command::new(opener);
    command.arg(paper).stdin(std::process::Stdio::null());
    command
}

/// In a debug build a test supplies what a native dialog would ask, and reads which papers were opened.
#[cfg(debug_assertions)]
mod test_seam {
    use std::io::Write;
    use std::path::{Path, PathBuf};

    fn path(name: &str) -> Option<PathBuf> {
        std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
    }

    /// `ZHANGFANG_TEST_PICK`: the file that is picked.
    pub fn picked() -> Option<PathBuf> {
        path("ZHANGFANG_TEST_PICK")
    }

    /// `ZHANGFANG_TEST_SAVE`: the folder that files are saved in.
    pub fn saved(name: &str) -> Option<PathBuf> {
        path("ZHANGFANG_TEST_SAVE").map(|folder| folder.join(name))
    }

    /// `ZHANGFANG_TEST_OPENED`: the file in which opened papers are listed, one a line.
    pub fn opened(paper: &Path) -> std::io::Result<bool> {
        let Some(list) = path("ZHANGFANG_TEST_OPENED") else { return Ok(false) };
        let mut list = std::fs::OpenOptions::new().create(true).append(true).open(list)?;
        writeln!(list, "{}", paper.display())?;
        Ok(true)
    }
}

#[cfg(not(debug_assertions))]
mod test_seam {
    use std::path::{Path, PathBuf};

    pub fn picked() -> Option<PathBuf> {
        None
    }

    pub fn saved(_name: &str) -> Option<PathBuf> {
        None
    }

    pub fn opened(_paper: &Path) -> std::io::Result<bool> {
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_goes_nowhere_else() {
        for (url, expect) in [
            ("tauri://localhost/index.html", true),
            ("http://tauri.localhost/", true),
            ("about:blank", true),
            ("https://example.com/", false),
            ("http://localhost:8080/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,x", false),
        ] {
            assert_eq!(built_in(&url.parse().unwrap()), expect, "{url}");
        }
    }

    fn code(result: Result<PathBuf, Failure>) -> String {
        match result {
            Ok(_) => "ok".into(),
            Err(Failure::Refusal { code, .. }) => code,
            Err(Failure::Fault { message, .. }) => message,
        }
    }

    #[test]
    fn only_papers_of_the_office_are_opened() {
        let root = tempfile::tempdir().unwrap();
        let office = root.path().join("office");
        std::fs::create_dir_all(office.join("收据")).unwrap();
        for file in ["office/收据/1.pdf", "office/账本.zhangfang", "other.pdf"] {
            std::fs::write(root.path().join(file), b"%PDF-").unwrap();
        }
        for (path, expect) in [
            ("office/收据/1.pdf", "ok"),
            ("office/收据/../收据/1.pdf", "ok"),
            ("office/收据/../../other.pdf", "paper_elsewhere"),
            ("office/账本.zhangfang", "paper_elsewhere"),
            ("other.pdf", "paper_elsewhere"),
            ("office/收据/2.pdf", "paper_missing"),
        ] {
            assert_eq!(
                code(permitted(&root.path().join(path), std::slice::from_ref(&office))),
                expect,
                "{path}"
            );
        }
    }
}
