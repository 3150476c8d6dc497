//! `gen` with the types in a crate of their own: flags, `crate.toml` or the size of the API decide this, and later runs
//! keep it.

use crate::tree::Tree;

const MANIFEST: &str = "out/types/Cargo.toml";

/// A page with so many enumerations that `gen` writes two crates.
fn large() -> String {
    let mut page = String::from("---\ntitle: enumerations\n---\n\n# Enum values\n\nNamespace: microsoft.graph\n");
    for number in 0..2_000 {
        page += &format!("\n### mood{number} values\n\n|Member|Description|\n|:---|:---|\n|good|As it was.|\n");
    }
    page
}

#[test]
fn a_setting_moves_the_types_into_their_own_crate_and_back() {
    let tree = Tree::with_widget();
    tree.generate(&[]).ends(0);
    let one = tree.names("out");
    assert!(!tree.path(MANIFEST).exists(), "{one:?}");
    let plain = tree.read("out/.manifest");

    tree.generate(&["--set", "types=apart", "--check"]).ends(1).says("would create types/src/models/widget.rs");
    let run = tree.generate(&["--set", "types=apart", "version=1.2.0"]).ends(0).says("two crates: ");
    assert!(!run.stdout.contains("changes since"), "public paths are the same: {}", run.stdout);
    let moved: Vec<String> = one.iter().filter(|path| path.starts_with("src/models")).cloned().collect();
    assert!(!moved.is_empty() && !tree.path("out/src/models").exists());
    for path in &moved {
        assert!(tree.path(&format!("out/types/{path}")).exists(), "{path}");
    }
    let manifests = [tree.read("out/Cargo.toml"), tree.read(MANIFEST)];
    assert!(manifests[0].contains("graph-models-types = { path = \"types\", version = \"=1.2.0\" }"), "{manifests:?}");
    assert!(manifests[1].contains("name = \"graph-models-types\"\nversion = \"1.2.0\""), "{manifests:?}");
    tree.generate(&["--check"]).ends(0).says("up to date");
    tree.generate(&[]).ends(0).says("nothing changed").says("two crates: ");

    // A new type adds its own file to the crate of types and leaves the file of another type unchanged.
    let before = tree.files("out");
    tree.add_resource("gadget");
    tree.generate(&["--verbose"]).ends(0).says("types/src/models/gadget.rs");
    assert_eq!(tree.files("out")["types/src/models/widget.rs"], before["types/src/models/widget.rs"]);
    tree.remove("docs/resources/gadget.md");

    // Removing the setting does not move the types back: each run keeps the layout of the last run until another
    // setting, here in `crate.toml`, changes it.
    tree.generate(&["--set", "types="]).ends(0);
    assert!(tree.path(MANIFEST).exists());
    tree.write("docs/crate.toml", "types = \"inside\"\n");
    tree.generate(&["--set", "version="]).ends(0);
    assert_eq!((tree.names("out"), tree.read("out/.manifest")), (one, plain));
    assert!(!tree.path("out/types").exists());
}

#[test]
fn only_the_first_run_decides_by_size_whether_there_are_two_crates() {
    let tree = Tree::with_widget();
    tree.generate(&[]).ends(0);
    tree.write("docs/resources/enums.md", large());
    let grown = tree.generate(&[]).ends(0).says("the crate is large: `--set types=apart`");
    assert!(!grown.stdout.contains("two crates") && !tree.path(MANIFEST).exists(), "{}", grown.stdout);
    let settled = tree.generate(&["--set", "types=inside"]).ends(0);
    assert!(!settled.stdout.contains("is large"), "{}", settled.stdout);

    let first = tree.run(&["gen", "--docs", "docs", "--out", "other"]).ends(0).says("two crates: ");
    assert!(!first.stdout.contains("is large") && tree.path("other/types/Cargo.toml").exists(), "{}", first.stdout);
    assert!(
        !tree.read("other/.manifest").contains("\nset "),
        "a choice by size is not stored in the manifest as if a flag had set it"
    );
    tree.run(&["gen", "--docs", "docs", "--out", "other", "--check"]).ends(0).says("up to date");
    tree.remove("docs/resources/enums.md");
    tree.run(&["gen", "--docs", "docs", "--out", "other"]).ends(0).says("two crates: ");
    assert!(tree.path("other/types/Cargo.toml").exists());

    let part = ["gen", "--docs", "docs", "--out", "part", "--include", "microsoft.graph.widget"];
    tree.write("docs/resources/enums.md", large());
    tree.run(&part).ends(0);
    assert!(!tree.path("part/types").exists(), "only the selected part counts for the size, and it is small");
}

/// The crate of types is called `NAME-types`, and crates.io allows 64 characters, so a `NAME` of 59 characters is too
/// long for two crates.
#[test]
fn a_crate_with_a_very_long_name_is_not_divided_in_two() {
    let tree = Tree::with_widget();
    tree.write("docs/resources/enums.md", large());
    let name = "n".repeat(59);
    let run = tree.generate(&["--name", &name]).ends(0).says("the crate is large: ");
    assert!(!tree.path(MANIFEST).exists(), "{}", run.stdout);
    tree.generate(&["--name", &name, "--set", "types=apart"]).refuses("has more than 58 characters");
    tree.generate(&["--name", &name[1..], "--set", "types=apart"]).ends(0).says("two crates: ");
}
