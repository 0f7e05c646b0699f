//! Files that fuzzing found to be too much for the reader: each is read or refused now, in this process.
#![allow(clippy::unwrap_used, reason = "a test stops where it does not hold")]

use std::path::Path;

use sheets::{Error, Options, read_draft};

#[test]
fn what_fuzzing_found_is_read_or_refused() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/found");
    let mut tried = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        match read_draft(&path, &Options::default()) {
            Ok(_) | Err(Error::Refusal(_)) => tried += 1,
            Err(Error::Fault(fault)) => panic!("{}: {fault}", path.display()),
        }
    }
    assert!(tried > 0, "no file was tried");
}
