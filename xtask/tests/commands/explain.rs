//! `explain`: what it prints about the codes of findings, a type and a page.

use graph_codegen::code;

use crate::tree::Tree;

#[test]
fn every_code_has_a_page() {
    let tree = Tree::bare();
    let list = tree.run(&["explain"]).ends(0).stdout;
    assert_eq!(list.lines().count(), code::ALL.len());
    for (line, code) in list.lines().zip(code::ALL) {
        assert!(line.starts_with(code.id()) && line.ends_with(code.title()), "{line}");
        let page = tree.run(&["explain", &code.id().to_ascii_lowercase()]).ends(0).stdout;
        assert!(page.starts_with(&format!("{} ({})", code.id(), code.severity().as_str())), "{page}");
        assert!(page.lines().count() >= 3, "{page}");
    }
}

#[test]
fn codes_are_unique_and_in_order() {
    let ids: Vec<&str> = code::ALL.iter().map(|code| code.id()).collect();
    assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
}

#[test]
fn an_unknown_code_is_answered_with_similar_codes() {
    let tree = Tree::bare();
    tree.run(&["explain", "D010"]).refuses("D0101");
    tree.run(&["explain", "E0101"]).refuses("did you mean D0101");
    tree.run(&["explain", &"x".repeat(10_000)]).refuses("`cargo xtask explain` lists all codes");
}

#[test]
fn a_type_is_explained_by_its_pages() {
    let tree = Tree::with_widget();
    let explain = |name: &str| tree.run(&["explain", "--docs", "docs", "--type", name]);
    let page = explain("microsoft.graph.widget").ends(0).says("resources/widget.md").stdout;
    assert_eq!(explain("WIDGET").ends(0).stdout, page);
    explain("gadget").refuses("the pages describe no type `gadget`");
    tree.run(&["explain", "D0101", "--type", "widget"]).ends(2);
    tree.run(&["explain", "--docs", "docs"]).ends(2);
}

#[test]
fn the_explanation_of_a_page_lists_the_rust_items_that_it_becomes() {
    let tree = Tree::with_widget();
    let explain = |path: &str| tree.run(&["explain", "--docs", "docs", "--page", path]);
    let page = explain("resources/widget.md").ends(0).says("struct models::Widget").says("no findings").stdout;
    assert_eq!(explain("docs/resources/widget.md").ends(0).stdout, page);
    explain("resources/gadget.md").refuses("there is no page `resources/gadget.md`");
    tree.run(&["explain", "D0101", "--page", "resources/widget.md"]).ends(2);
}
