#![no_main]

#[path = "../readers.rs"]
mod readers;

// The reader survives panics of the library it reads workbooks with; only those that it lets through are finds.
libfuzzer_sys::fuzz_target!(
    init: std::panic::set_hook(Box::new(|_| {})),
    |bytes: &[u8]| readers::read("workbook", bytes)
);
