//! A file as it lies on the disk, its bytes damaged.
#![no_main]

libfuzzer_sys::fuzz_target!(init: sheets_fuzz::forgive_calamine(), |data: &[u8]| sheets_fuzz::read(data));
