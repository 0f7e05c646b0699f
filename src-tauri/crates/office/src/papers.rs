//! Papers on the disk: written whole under their final name, or not at all.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::views::PaperView;
use crate::{Error, Result};

/// Writes a paper into a folder. The name is cleaned of what a file system does not take.
pub(crate) fn write(folder: &Path, name: &str, title: &str, paper: &documents::Paper) -> Result<PaperView> {
    fs::create_dir_all(folder).map_err(|e| Error::file(folder, e))?;
    let path = folder.join(clean(name));
    write_whole(&path, &paper.bytes)?;
    Ok(PaperView {
        title: title.to_owned(),
        path: path.display().to_string(),
        pages: paper.pages,
        sha256: paper.sha256.clone(),
        missing: paper
            .missing
            .iter()
            .map(|m| format!("“{}”中的 U+{:04X}", m.within, u32::from(m.character)))
            .collect(),
    })
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
