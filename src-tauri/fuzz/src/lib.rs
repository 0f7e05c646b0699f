//! Damage that reaches the parser: a change to a part of a zipped workbook, not to its compressed bytes.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Parts are cut at this length, so that a workbook in which everything repeats stays small.
const LONGEST_PART: usize = 64 * 1024;

/// The workbook in the first `size` bytes of `data`, with one of its parts changed by `change`, which is handed the
/// part in a longer buffer and answers its new length. `None` when it is no zip file, or too long now.
pub fn change_part(
    data: &mut [u8],
    size: usize,
    seed: u32,
    change: impl FnOnce(&mut [u8], usize, usize) -> usize,
) -> Option<usize> {
    let mut archive = ZipArchive::new(Cursor::new(&data[..size])).ok()?;
    let chosen = seed as usize % archive.len().max(1);
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut change = Some(change);
    for index in 0..archive.len() {
        let part = archive.by_index(index).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut bytes = Vec::new();
        part.take(LONGEST_PART as u64).read_to_end(&mut bytes).ok()?;
        if index == chosen
            && let Some(change) = change.take()
        {
            let length = bytes.len();
            let room = length + 4_096;
            bytes.resize(room, 0);
            let length = change(&mut bytes, length, room);
            bytes.truncate(length);
        }
        out.start_file(name, stored).ok()?;
        out.write_all(&bytes).ok()?;
    }
    let changed = out.finish().ok()?.into_inner();
    data.get_mut(..changed.len())?.copy_from_slice(&changed);
    Some(changed.len())
}

/// Reads a file as the child process does: a panic in the parser of .xlsx that is not ours is an answer there
/// ("damaged"); one of ours is a finding.
pub fn read(bytes: &[u8]) {
    // The panic's text went to the hook already.
    drop(std::panic::catch_unwind(|| sheets::fuzzing::file(bytes)));
}

/// Ends the process at every panic but calamine's.
pub fn forgive_calamine() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let theirs = panic.location().is_some_and(|at| at.file().contains("/calamine-"));
        if !theirs {
            // libFuzzer's own hook: says where, and aborts.
            report(panic);
        }
    }));
}
