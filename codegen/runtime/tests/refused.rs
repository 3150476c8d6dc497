//! Tests that wrong queries do not compile, and that the messages of the compiler say what to write.
//!
//! The compiler words most of each message, so the expected messages hold for one version of the compiler.
//! `TRYBUILD=overwrite cargo test -p graph-runtime --test refused` writes them again. Every compiler refuses the
//! examples marked `compile_fail` in the documentation.

// With other features everything would be compiled once more, and the messages would be the same.
#![cfg(not(any(feature = "chrono", feature = "jiff", feature = "time", feature = "uuid")))]

use std::process::Command;

/// The compiler whose messages are in `refused/*.stderr`.
const COMPILER: &str = "cargo 1.95.";

#[test]
fn values_of_other_types_are_refused_with_a_message_that_says_what_to_write() {
    let version = Command::new(env!("CARGO")).arg("--version").output().expect("cargo says its version");
    let version = String::from_utf8(version.stdout).expect("a version is a text");
    if version.starts_with(COMPILER) {
        trybuild::TestCases::new().compile_fail("tests/refused/*.rs");
    } else {
        println!("not compared: the messages are those of {COMPILER}, and this is {version}");
    }
}
