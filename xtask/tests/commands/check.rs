//! `gen --check` and `gen --strict`: their exit statuses, and that a check writes nothing.

use std::fs::File;

use crate::tree::Tree;

#[test]
fn an_up_to_date_folder_passes_the_check() {
    let tree = Tree::with_widget();
    tree.generate(&[]).ends(0);
    let before = tree.files(".");
    tree.generate(&["--check"]).ends(0).says("up to date");
    assert_eq!(tree.files("."), before);
}

#[test]
fn a_check_of_an_empty_folder_fails_and_writes_nothing() {
    let tree = Tree::with_widget();
    let run = tree.generate(&["--check"]).ends(1).says("would create Cargo.toml").says("would create .manifest");
    assert!(run.stderr.contains("cargo xtask gen --docs docs --out out"), "{}", run.stderr);
    assert!(!tree.path("out").exists() && !tree.path("target").exists());
}

#[test]
fn each_kind_of_difference_is_shown() {
    let tree = Tree::with_widget();
    tree.add_resource("gadget");
    tree.generate(&[]).ends(0);
    let gadget = tree.written("gadget");
    tree.remove("docs/resources/gadget.md");
    tree.add_resource("gizmo");
    let before = tree.files(".");
    let run = tree.generate(&["--check"]).ends(1).says(&format!("would remove {gadget}"));
    assert!(
        run.stdout.lines().any(|line| line.starts_with("would create ") && line.ends_with("gizmo.rs")),
        "{}",
        run.stdout
    );
    let run = run.says("would change ").says("\n    @@ ");
    assert!(run.stdout.lines().any(|line| line.starts_with("    +") && line.contains("gizmo")), "{}", run.stdout);
    assert_eq!(tree.files("."), before);
}

/// `--check` compares the bytes of files. A run without `--check` relies on the sizes and times that the last run
/// stored. On Unix it still notices a file whose modification time was set back, because setting it changes the
/// `ctime`.
#[test]
fn a_check_does_not_trust_stored_data() {
    let tree = Tree::with_widget();
    tree.generate(&[]).ends(0);
    let path = tree.path("out/src/lib.rs");
    let changed = tree.files("out")["src/lib.rs"].1;
    let forged = "x".repeat(tree.read("out/src/lib.rs").len());
    tree.write("out/src/lib.rs", forged);
    File::options()
        .write(true)
        .open(path)
        .and_then(|file| file.set_modified(changed))
        .expect("the modification time can be set");
    tree.generate(&["--check"]).ends(1).says("would change src/lib.rs");
    tree.generate(&[]).ends(0).says(if cfg!(unix) { "1 file written" } else { "nothing changed" });
}

/// With `core.autocrlf`, Git writes files with CR LF.
#[test]
fn a_checkout_with_cr_lf_is_up_to_date() {
    let tree = Tree::with_widget();
    tree.add_resource("gadget");
    tree.generate(&[]).ends(0);
    for folder in ["docs", "out"] {
        for path in tree.files(folder).into_keys() {
            let path = format!("{folder}/{path}");
            let text = tree.read(&path).replace('\n', "\r\n");
            tree.write(&path, text);
        }
    }
    let before = tree.files("out");
    tree.generate(&["--check"]).ends(0).says("up to date");
    tree.generate(&[]).ends(0).says("0 files written");
    assert_eq!(tree.files("out"), before);
    // The generated file of a removed page is removed, although its line endings were converted: `gen` does not take it
    // for a file that was edited by hand.
    std::fs::remove_file(tree.path("docs/resources/gadget.md")).expect("a removed page");
    let run = tree.generate(&[]).ends(0);
    assert!(!run.stdout.contains(" 0 removed") && !run.stdout.contains("kept "), "{}", run.stdout);
    // CR alone in place of LF is a change of the file, because Git does not convert line endings like that.
    let text = tree.read("out/src/lib.rs").replace('\n', "\r");
    tree.write("out/src/lib.rs", text);
    tree.generate(&["--check"]).ends(1).says("would change src/lib.rs");
}

#[test]
fn strict_fails_on_errors_and_writes_the_files() {
    let tree = Tree::with_widget();
    tree.generate(&["--strict"]).ends(0);
    tree.add_resource("gadget");
    tree.write("docs/bad.md", b"# bad \xff\n");
    tree.generate(&["--strict"]).ends(1).says("error[D0101]");
    tree.written("gadget");
    tree.generate(&["--check"]).ends(0);
    tree.generate(&["--check", "--strict"]).ends(1);
}

/// Many findings would hide the rest of the report, so `gen` only counts them and names the command that prints them.
#[test]
fn many_findings_are_only_counted() {
    let tree = Tree::with_widget();
    for number in 0..60 {
        tree.write(&format!("docs/bad{number}.md"), b"# bad \xff\n");
    }
    let run = tree.generate(&[]).ends(0).says("`cargo xtask lint --docs docs` shows each finding");
    assert!(!run.stdout.contains("error[D0101]") && run.stdout.contains("D0101 error"), "{}", run.stdout);
}
