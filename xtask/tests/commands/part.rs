//! `gen` of a part of the API: flags choose the part, the crate remembers the choice, and a pattern without a match is
//! an error.

use crate::tree::Tree;

fn tree() -> Tree {
    let tree = Tree::with_widget();
    tree.add_resource("gadget");
    tree
}

fn models(tree: &Tree) -> Vec<String> {
    let models = tree.names("out").into_iter().filter_map(|path| path.strip_prefix("src/models/").map(str::to_owned));
    models.collect()
}

#[test]
fn later_runs_keep_the_chosen_part_of_the_api() {
    let tree = tree();
    tree.generate(&[]).ends(0);
    let whole = tree.read("out/.manifest");
    tree.generate(&["--include", "microsoft.graph.gadget"]).ends(0).says("covers a part: 1 of 2 types");
    assert_eq!(models(&tree), ["gadget.rs"]);
    assert!(tree.read("out/.manifest").contains("\ninclude microsoft.graph.gadget\n"));

    tree.generate(&["--check"]).ends(0).says("up to date");
    tree.add_resource("gizmo");
    tree.generate(&[]).ends(0).says("covers a part: 1 of 3 types");
    assert_eq!(models(&tree), ["gadget.rs"]);
    tree.generate(&[]).ends(0).says("nothing changed").says("covers a part: 1 of 3 types");
    tree.remove("docs/resources/gizmo.md");

    tree.generate(&["--check", "--exclude", "microsoft.graph.gadget"])
        .ends(1)
        .says("would create src/models/widget.rs");
    tree.generate(&["--exclude", "microsoft.graph.gadget"]).ends(0).says("covers a part: 1 of 2 types");
    assert_eq!(models(&tree), ["widget.rs"]);

    let everything = tree.generate(&["--include", "**"]).ends(0);
    assert!(!everything.stdout.contains("covers a part"), "{}", everything.stdout);
    assert_eq!(tree.read("out/.manifest"), whole);
}

#[test]
fn a_pattern_that_matches_nothing_is_refused_and_changes_nothing() {
    let tree = tree();
    tree.generate(&[]).ends(0);
    let before = tree.files("out");
    tree.generate(&["--include", "microsoft.graph.wigdet"]).refuses("similar names: `microsoft.graph.widget`");
    tree.generate(&["--exclude", "GET /widgets/**"]).refuses("matches `GET /widgets/**`");
    tree.generate(&["--check", "--include", "microsoft.graph.wigdet"]).refuses("matches `microsoft.graph.wigdet`");
    assert_eq!(tree.files("out"), before);
    tree.generate(&[]).ends(0).says("nothing changed");

    // A remembered pattern that no longer matches is an error too.
    tree.generate(&["--include", "microsoft.graph.gadget"]).ends(0);
    tree.remove("docs/resources/gadget.md");
    tree.generate(&[]).refuses("matches `microsoft.graph.gadget`");
}

#[test]
fn a_text_that_is_not_a_pattern_is_a_usage_error() {
    let run = tree().generate(&["--include", "FETCH /me"]).ends(2);
    assert!(run.stderr.contains("`FETCH` is no HTTP method"), "{}", run.stderr);
}
