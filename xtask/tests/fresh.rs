//! The committed crate is what the committed pages say.

use std::process::Command;

#[test]
fn generated_is_fresh() {
    let check = Command::new(env!("CARGO_BIN_EXE_xtask")).args(["gen", "--check"]).output().expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        check.status.success(),
        "generated/ is stale; run `cargo xtask gen` and commit what it writes\n{}{}",
        text(&check.stdout),
        text(&check.stderr)
    );
}
