//! Papers on the disk: written whole under their final name, or not at all.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use ledger::entries::sha256_hex;
use ledger::refusal::Refusal;
use sheets::system_words;

use crate::views::PaperView;
use crate::views::books::FileView;
use crate::{Error, Result};

/// Refusal: `folder_unwritable`, when papers cannot be put there.
pub(crate) fn refuse_unwritable(folder: &Path) -> Result<()> {
    let probe = folder.join(".zhangfang-probe");
    let tried = fs::create_dir_all(folder)
        .and_then(|()| fs::write(&probe, b""))
        .and_then(|()| fs::remove_file(&probe));
    tried.map_err(|e| {
        Refusal::new(
            "folder_unwritable",
            format!(
                "文件夹 {} 写不进去（{}），什么都没有办。请换一个文件夹。",
                folder.display(),
                system_words(&e)
            ),
        )
        .into()
    })
}

/// Writes a paper into a folder. The name is cleaned of what a file system does not take. A paper that lies there under
/// this name and says something else is never overwritten: the new one gets a number behind its name.
pub(crate) fn write(folder: &Path, name: &str, title: &str, paper: &documents::Paper) -> Result<PaperView> {
    fs::create_dir_all(folder).map_err(|e| Error::file(folder, e))?;
    let name = clean(name);
    let stem = name.strip_suffix(".pdf").unwrap_or(&name);
    let names = std::iter::once(name.clone()).chain((2..).map(|n| format!("{stem}（{n}）.pdf")));
    for name in names {
        let path = folder.join(name);
        match fs::read(&path) {
            Ok(there) if there == paper.bytes => return Ok(view(&path, title, paper)),
            Ok(_) => {}
            Err(e) if e.kind() == ErrorKind::NotFound => {
                write_whole(&path, &paper.bytes)?;
                return Ok(view(&path, title, paper));
            }
            Err(e) => return Err(Error::file(&path, e)),
        }
    }
    Err(Error::broken("a folder with every name taken"))
}

fn view(path: &Path, title: &str, paper: &documents::Paper) -> PaperView {
    PaperView {
        title: title.to_owned(),
        path: path.display().to_string(),
        pages: paper.pages,
        sha256: paper.sha256.clone(),
        missing: paper
            .missing
            .iter()
            .map(|m| format!("“{}”中的 U+{:04X}", m.within, u32::from(m.character)))
            .collect(),
    }
}

/// A file as it lies on the disk.
pub(crate) fn file_view(path: &Path) -> Result<FileView> {
    let bytes = fs::read(path).map_err(|e| Error::file(path, e))?;
    Ok(FileView { path: path.display().to_string(), bytes: bytes.len() as u64, sha256: sha256_hex(&bytes) })
}

/// Beside the name first, synced, then renamed.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut partial = path.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    let written = fs::File::create(&partial).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.and_then(|()| fs::rename(&partial, path)).map_err(|e| Error::file(path, e))
}

fn clean(name: &str) -> String {
    name.chars().map(|c| if r#"/\:*?"<>|"#.contains(c) || c.is_control() { '_' } else { c }).collect()
}

/// `0000123`.
pub(crate) fn receipt_number(number: i64) -> String {
    format!("{number:07}")
}
