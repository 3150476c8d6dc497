//! `drift`: with metadata that agrees with the pages, metadata that differs, and a file that is not metadata.

use crate::tree::Tree;

/// Writes metadata that agrees with the page about the resource `widget`.
fn metadata(tree: &Tree) -> String {
    tree.run(&["export", "--format", "csdl", "--docs", "docs"]).ends(0).stdout
}

#[test]
fn pages_that_agree_with_the_metadata_have_no_finding() {
    let tree = Tree::with_widget();
    tree.write("metadata.xml", metadata(&tree));
    assert_eq!(tree.run(&["drift", "--docs", "docs", "--metadata", "metadata.xml"]).ends(0).stdout, "");
}

#[test]
fn a_difference_is_reported_on_its_page_and_counted() {
    let tree = Tree::with_widget();
    let differs = metadata(&tree).replace("Name=\"id\" Type=\"Edm.String\"", "Name=\"id\" Type=\"Edm.Guid\"");
    tree.write("metadata.xml", differs);
    let run = tree.run(&["drift", "--docs", "docs", "--metadata", "metadata.xml"]).ends(1);
    assert!(run.stdout.contains("error[D1309]") && run.stdout.contains("resources/widget.md"), "{}", run.stdout);
    assert!(run.stdout.contains("metadata.xml"), "{}", run.stdout);
    assert!(run.stdout.lines().any(|line| line.split_whitespace().eq(["type-of-member-wrong", "1"])), "{}", run.stdout);
    tree.write("docs/drift.toml", "internal = [\"microsoft.graph.widget\"]\n");
    assert_eq!(tree.run(&["drift", "--docs", "docs", "--metadata", "metadata.xml"]).ends(0).stdout, "");
    tree.write("docs/drift.toml", "intern = []\n");
    tree.run(&["drift", "--docs", "docs", "--metadata", "metadata.xml"]).refuses("drift.toml");
}

#[test]
fn a_file_that_is_not_metadata_is_a_usage_error() {
    let tree = Tree::with_widget();
    tree.run(&["drift", "--docs", "docs", "--metadata", "no.xml"]).refuses("no.xml");
    tree.write("metadata.xml", "<a>\n<b></a>");
    tree.run(&["drift", "--docs", "docs", "--metadata", "metadata.xml"]).refuses("line 2");
}
