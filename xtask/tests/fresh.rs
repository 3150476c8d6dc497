//! Tests two promises of the README: the committed crate is up to date with the committed pages, and the first two
//! commands share one build.

#[cfg(target_os = "linux")]
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

#[test]
fn the_generated_crate_is_up_to_date() {
    let check = Command::new(env!("CARGO_BIN_EXE_xtask")).args(["gen", "--check"]).output().expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        check.status.success(),
        "generated/ is stale; run `cargo xtask gen` and commit what it writes\n{}{}",
        text(&check.stdout),
        text(&check.stderr)
    );
}

/// `cargo xtask` compiles the packages that the program needs; `cargo test` compiles these and the packages that tests
/// need. If only the tests turn on a feature of a package, cargo compiles the package twice, and also every package
/// that depends on it.
#[cfg(target_os = "linux")]
#[test]
fn both_commands_of_the_readme_share_one_build() {
    let of_xtask = packages(&["--package", "xtask", "--edges", "normal,build"]);
    let of_tests = packages(&["--workspace"]);
    assert!(of_xtask.len() > 100, "only {} packages", of_xtask.len());
    let mut twice = String::new();
    for (package, features) in &of_xtask {
        // A package can have two sets of features: one for the program, and one for build scripts and procedural
        // macros.
        let tested = of_tests.get(package).cloned().unwrap_or_default();
        for features in features - &tested {
            twice += &format!("{package} [{features}], in tests {tested:?}\n");
        }
    }
    assert!(twice.is_empty(), "give these packages the features that tests use, in xtask/Cargo.toml:\n{twice}");
}

/// The packages that a cargo command compiles, each with the sets of features that it is compiled with.
#[cfg(target_os = "linux")]
fn packages(selection: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--prefix", "none", "--no-dedupe", "--format", "{p}|{f}"])
        .args(selection)
        .output()
        .expect("cargo runs");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let mut packages = BTreeMap::<_, BTreeSet<_>>::new();
    for line in String::from_utf8_lossy(&tree.stdout).lines() {
        // There is an empty line between the dependency trees of two packages.
        let Some((package, features)) = line.split_once('|') else { continue };
        packages.entry(package.to_owned()).or_default().insert(features.to_owned());
    }
    packages
}
