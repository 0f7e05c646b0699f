//! A workbook of zipped parts, one of them damaged.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(init: sheets_fuzz::forgive_calamine(), |data: &[u8]| sheets_fuzz::read(data));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    sheets_fuzz::change_part(data, size, seed, fuzzer_mutate)
        .unwrap_or_else(|| fuzzer_mutate(data, size, max_size))
});
