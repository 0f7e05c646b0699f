//! A refusal: the request cannot be done now, and the person at the screen can do something about it.
//!
//! It is not a fault (a bug or I/O): faults are errors of the layer that met them. A refusal has a stable code for
//! programs, and a Chinese sentence that says what happened and what to do.

use std::fmt;
use std::io::{self, ErrorKind};

/// Why a request was turned down. Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Stable, in `snake_case`; listed in `fixtures/refusals/`.
    pub code: &'static str,
    /// 什么事，怎么办: one or two Chinese sentences.
    pub message: String,
}

impl Refusal {
    /// A refusal with its code and its sentence.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refusal {}

/// What the system said of a file or a folder, in words of the office: the system itself speaks English.
pub fn system_words(error: &io::Error) -> String {
    // Windows: another program holds the file, or a part of it, for itself.
    const HELD: [i32; 2] = [32, 33];
    let words = match (error.kind(), error.raw_os_error()) {
        (ErrorKind::PermissionDenied, _) => "没有权限",
        (ErrorKind::ReadOnlyFilesystem, _) => "磁盘只读",
        (ErrorKind::StorageFull | ErrorKind::QuotaExceeded, _) => "磁盘满了",
        (ErrorKind::NotFound | ErrorKind::NotADirectory, _) => "没有这个位置",
        (ErrorKind::IsADirectory, _) => "那是一个文件夹",
        (ErrorKind::InvalidFilename, _) => "文件名太长，或有不能用的字",
        (_, Some(number)) if cfg!(windows) && HELD.contains(&number) => "正被另一个程序占用",
        (_, Some(number)) => return format!("系统错误 {number}"),
        (_, None) => "读写中断",
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_speaks_the_offices_language() {
        for (error, words) in [
            (ErrorKind::PermissionDenied.into(), "没有权限"),
            (ErrorKind::StorageFull.into(), "磁盘满了"),
            (io::Error::from_raw_os_error(5), "系统错误 5"),
            (io::Error::other("no sense"), "读写中断"),
        ] {
            assert_eq!(
                system_words(&error),
                if cfg!(windows) && words == "系统错误 5" { "没有权限" } else { words }
            );
        }
    }
}
