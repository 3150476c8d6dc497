//! Written crates compile without warnings and pass their own tests: those of two sample APIs, an ordinary one and one with
//! every name and text that Rust has trouble with, and parts of the API of `docs/`.

#[path = "../../codegen/tests/tree/folder.rs"]
mod folder;
#[path = "../../codegen/tests/emit/mail.rs"]
mod mail;
#[path = "../../codegen/tests/emit/sample.rs"]
mod sample;
#[path = "../../codegen/tests/emit/tricky.rs"]
mod tricky;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use graph_codegen::api::Api;
use graph_codegen::select::{Choice, Selection, select};
use graph_codegen::source::Sources;
use graph_codegen::{Fingerprints, Options, plan, read, render};

#[test]
fn ordinary_crate_compiles_without_warnings() {
    let api = mail::api();
    compile("ordinary", &api, &[("of-mail", Selection::everything(&api))], &["--features", "of-mail/axum"]);
}

#[test]
fn tricky_crate_compiles_without_warnings() {
    let api = tricky::api();
    compile("tricky", &api, &[("of-all", Selection::everything(&api))], &["--features", "of-all/axum"]);
}

#[test]
fn parts_compile_without_warnings() {
    let api = read(&Sources::new(folder::files(&root().join("docs")))).api;
    let chosen = |include: &[&str], exclude: &[&str]| {
        let patterns = |texts: &[&str]| texts.iter().map(|text| text.parse().expect("a pattern")).collect();
        select(&api, &Choice { include: patterns(include), exclude: patterns(exclude) })
    };
    let parts = [
        ("of-routes", chosen(&["GET /me/**", "* /operations/**"], &["microsoft.graph.publicErrorDetail"])),
        (
            "of-types",
            chosen(&["microsoft.graph.industryData.*"], &["microsoft.graph.entity", "**.longRunningOperation"]),
        ),
        ("of-nothing", chosen(&["POST /**"], &["**"])),
    ];
    compile("parts", &api, &parts, &[]);
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the repository")
}

/// Writes the crates of parts of an API into a workspace of their own, and runs their tests with warnings denied.
fn compile(name: &str, api: &Api, parts: &[(&str, Selection)], flags: &[&str]) {
    let temporary = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let folder = temporary.join(name);
    let runtime = root().join("codegen/runtime").to_string_lossy().replace('\\', "/");
    let _ = fs::remove_dir_all(&folder);
    let write = |path: PathBuf, text: &str| {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a writable target folder");
        fs::write(path, text).expect("a writable target folder");
    };
    write(folder.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"of-*\"]\n");
    for (part, selection) in parts {
        let options = Options::new(part, "cargo xtask gen", &runtime);
        let planned = plan(api, selection, &options);
        for (path, text) in render(api, &planned, Fingerprints::new()).files {
            write(folder.join(part).join(path), &text);
        }
    }
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
    let output = Command::new(env!("CARGO"))
        .args(["test", "--workspace", "--offline", "--quiet"])
        .args(flags)
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", temporary.join("compiled"))
        .env("RUSTFLAGS", "-Dwarnings")
        .output()
        .expect("cargo runs");
    let said = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    assert!(output.status.success(), "{}", said.concat());
}
