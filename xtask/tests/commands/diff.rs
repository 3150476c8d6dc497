//! `diff`: the base as a file, a folder or a revision, the output formats, and the inputs that the command refuses.

use std::process::Command;

use serde_json::Value;

use crate::tree::{Tree, resource};

/// Two rows of properties. The second property, `size`, is only on the earlier page.
const ROW: &str = "|id|String|The name of the widget.|\n|size|Int32|How large it is.|\n";

/// A folder with a page in `docs/`, and in `before/` the same page with one more property.
fn tree() -> Tree {
    let tree = Tree::with_widget();
    tree.write("before/resources/widget.md", earlier());
    tree
}

fn earlier() -> String {
    resource("widget").replace("|id|String|The name of the widget.|\n", ROW)
}

fn changes(stdout: &str) -> Vec<(String, String)> {
    let member = |object: &Value, name: &str| object[name].as_str().unwrap_or_default().to_owned();
    let lines = stdout.lines().map(|line| serde_json::from_str::<Value>(line).expect("one object a line"));
    lines.map(|object| (member(&object, "id"), member(&object, "level"))).collect()
}

fn gone() -> Vec<(String, String)> {
    vec![("property-removed/microsoft.graph.widget.size".to_owned(), "wire-breaking".to_owned())]
}

#[test]
fn the_base_is_a_folder_an_export_or_a_revision() {
    let tree = tree();
    let json = ["diff", "--docs", "docs", "--format", "json", "--base"];
    assert_eq!(changes(&tree.run(&[&json[..], &["before"]].concat()).ends(0).stdout), gone());

    tree.run(&["export", "--format", "json", "--docs", "before", "-o", "api.json"]).ends(0);
    assert_eq!(changes(&tree.run(&[&json[..], &["api.json"]].concat()).ends(0).stdout), gone());

    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
        let status = Command::new("git").arg("-C").arg(tree.path(".")).args(identity).args(arguments).output();
        assert!(status.expect("git starts").status.success(), "{arguments:?}");
    };
    let today = tree.read("docs/resources/widget.md");
    tree.write("docs/resources/widget.md", earlier());
    tree.write("includes/note.md", "A note.\n");
    git(&["init", "-q"]);
    git(&["add", "docs", "includes"]);
    git(&["commit", "-q", "-m", "before"]);
    tree.write("docs/resources/widget.md", today);
    assert_eq!(changes(&tree.run(&[&json[..], &["HEAD"]].concat()).ends(0).stdout), gone());
    tree.run(&[&json[..], &["no-such-revision"]].concat()).refuses("no-such-revision");
    tree.run(&[&json[..], &["--help-all"]].concat()).ends(2);
}

#[test]
fn a_tree_compared_with_itself_has_no_change() {
    let tree = tree();
    let run = tree.run(&["diff", "--docs", "docs", "--base", "docs", "--deny", "risk"]).ends(0);
    assert_eq!(run.stdout, "no change\n");
}

#[test]
fn a_denied_change_fails_until_it_is_accepted() {
    let tree = tree();
    let denied = ["diff", "--docs", "docs", "--base", "before", "--deny", "wire"];
    let run = tree.run(&denied).ends(1);
    assert!(run.stdout.contains("1 wire-breaking; release: major"), "{}", run.stdout);
    let accept = |until: &str| {
        format!(
            "[[accepted]]\nid = \"property-removed/microsoft.graph.widget.size\"\nreason = \"unused\"\nuntil = \"{until}\"\n"
        )
    };
    tree.write("docs/accepted.toml", accept("9999-12-31"));
    tree.run(&denied).ends(0);
    tree.run(&denied).ends(0).says("Accepted until 9999-12-31: unused");
    tree.write("docs/accepted.toml", accept("2001-01-01"));
    assert!(tree.run(&denied).ends(1).stderr.contains("was accepted until 2001-01-01"));
    tree.write("docs/accepted.toml", accept("9999-12-31").replace("size", "length"));
    assert!(tree.run(&denied).ends(1).stderr.contains("is no change here"));
    tree.write("docs/accepted.toml", "[[accepted]]\nid = 1\n");
    tree.run(&denied).refuses("accepted.toml");
}

#[test]
fn the_format_option_chooses_markdown_html_or_plain_text() {
    let tree = tree();
    let print =
        |format: &str| tree.run(&["diff", "--docs", "docs", "--base", "before", "--format", format]).ends(0).stdout;
    assert!(print("markdown").starts_with("**Release: major**"));
    assert!(print("html").starts_with("<!doctype html>"));
    assert!(print("human").ends_with("release: major\n"));
}
