//! What the system says of files, in words of the office.

use std::io::{self, ErrorKind};

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
