//! `lint`: findings for people and for programs.

use serde_json::Value;

use crate::tree::Tree;

fn defective() -> Tree {
    let tree = Tree::with_widget();
    tree.write("docs/bad.md", b"# Bad\n\n\xc3\xa9 and \xff here\n");
    tree
}

#[test]
fn an_error_is_status_1_and_none_is_0() {
    let tree = Tree::with_widget();
    tree.run(&["lint", "--docs", "docs"]).ends(0).says("1 page: 0 errors");
    defective().run(&["lint", "--docs", "docs"]).ends(1);
}

#[test]
fn people_see_the_line_and_a_caret_without_colours_in_a_pipe() {
    let run = defective().run(&["lint", "--docs", "docs"]).ends(1).says("error[D0101]").says("--> bad.md:3:7");
    let mut lines = run.stdout.lines().skip_while(|line| !line.contains("\u{e9} and \u{fffd} here"));
    let (source, mark) = (lines.next().expect("the line"), lines.next().expect("the caret"));
    let column = |line: &str, c| line.chars().position(|other| other == c);
    assert_eq!(column(mark, '^'), column(source, '\u{fffd}'), "{source}\n{mark}");
    assert!(!run.stdout.contains('\u{1b}'));
}

#[test]
fn programs_get_the_other_places_of_a_finding() {
    let tree = Tree::with_widget();
    let page = |name: &str| {
        format!("---\ntitle: t\n---\n# {name} resource type\n\n## Properties\n\n|Property|Type|\n|--|--|\n")
    };
    tree.write("docs/gizmo.md", page("gizmo") + "|size|String|\n|size|Int32|\n");
    let run = tree.run(&["lint", "--docs", "docs", "--format", "json"]).ends(1);
    let line = run.stdout.lines().find(|line| line.contains("D0408")).expect("two rows that disagree");
    let finding: Value = serde_json::from_str(line).expect("JSON");
    let note = &finding["notes"][0];
    assert_eq!((note["page"].as_str(), note["line"].as_u64()), (Some("gizmo.md"), Some(10)), "{line}");
    assert!(
        note["message"].as_str().is_some_and(|text| !text.is_empty()) && note["column"].as_u64() >= Some(1),
        "{line}"
    );
}

#[test]
fn warnings_can_be_denied() {
    let tree = Tree::with_widget();
    tree.write("docs/odd.md", "---\ntitle: [\n---\n# odd\n\n|a|b|\n|--|--|\n|1|\n");
    let found = tree.run(&["lint", "--docs", "docs", "--format", "json"]).stdout;
    let has = |severity: &str| found.contains(&format!(r#""severity":"{severity}""#));
    let status = |wanting: bool| i32::from(wanting);
    tree.run(&["lint", "--docs", "docs"]).ends(status(has("error")));
    tree.run(&["lint", "--docs", "docs", "--deny", "warnings"]).ends(status(has("error") || has("warning")));
    tree.run(&["lint", "--docs", "docs", "--deny", "everything"]).ends(2);
}

#[test]
fn lint_writes_nothing() {
    let tree = defective();
    let before = tree.files(".");
    tree.run(&["lint", "--docs", "docs"]).ends(1);
    assert_eq!(tree.files("."), before);
}
