//! What must not compile, and what the compiler says of it.
//!
//! The words around those of this crate are the compiler's, so the messages belong to one version of it. `TRYBUILD=overwrite cargo
//! test -p graph-runtime --test refused` writes them again. Examples marked `compile_fail` in the documentation are refused by
//! every compiler.

// Other features would compile everything once more, for the same messages.
#![cfg(not(any(feature = "chrono", feature = "jiff", feature = "time", feature = "uuid")))]

use std::process::Command;

/// The compiler whose messages are in `refused/*.stderr`.
const COMPILER: &str = "cargo 1.95.";

#[test]
fn values_of_other_types_are_refused_and_the_message_says_what_to_write() {
    let version = Command::new(env!("CARGO")).arg("--version").output().expect("cargo says its version");
    let version = String::from_utf8(version.stdout).expect("a version is a text");
    if version.starts_with(COMPILER) {
        trybuild::TestCases::new().compile_fail("tests/refused/*.rs");
    } else {
        println!("not compared: the messages are those of {COMPILER}, and this is {version}");
    }
}
