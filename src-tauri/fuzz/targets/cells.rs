//! A table without a file around it: every parser of cells, and what a draft promises.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| sheets::fuzzing::table(text));
