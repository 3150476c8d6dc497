//! Tests that queries with type errors do not compile, and that the error messages say what to write instead.
//!
//! Most of the text of a message comes from the compiler and changes with its version, so the messages are compared for
//! one version only. `TRYBUILD=overwrite cargo test -p graph-runtime --test refused` writes the expected messages anew.
//! The examples marked `compile_fail` in the documentation are tested with every version.

// Does not run with these features: everything would be compiled again, and the messages would be the same.
#![cfg(not(any(feature = "chrono", feature = "jiff", feature = "time", feature = "uuid")))]

use std::process::Command;

/// How the output of `cargo --version` begins for the version whose messages are in `refused/*.stderr`.
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
