//! `lint`: its output for people and for programs, and its fixes.

use serde_json::Value;

use crate::tree::Tree;

fn defective() -> Tree {
    let tree = Tree::with_widget();
    tree.write("docs/bad.md", b"# Bad\n\n\xc3\xa9 and \xff here\n");
    tree
}

#[test]
fn errors_give_exit_status_1_and_other_findings_0() {
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
fn json_output_has_the_other_places_of_a_finding() {
    let tree = Tree::with_widget();
    let page = |name: &str| {
        format!("---\ntitle: t\n---\n# {name} resource type\n\n## Properties\n\n|Property|Type|\n|--|--|\n")
    };
    tree.write("docs/gizmo.md", page("gizmo") + "|size|String|\n|size|Int32|\n");
    let run = tree.run(&["lint", "--docs", "docs", "--format", "json"]).ends(1);
    let line = run
        .stdout
        .lines()
        .find(|line| line.contains("D0408"))
        .expect("the output has a finding about the two rows of `size`");
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

/// A page with two findings that can be fixed, in a file with carriage returns. One of the fixes is safe.
fn fixable() -> Tree {
    let tree = Tree::with_widget();
    let page = tree.read("docs/resources/widget.md").replace("\n\nA widget that", "\n\nA [widget](Widget.md) that");
    tree.write("docs/resources/widget.md", page.replace("|id|String|", "|id|Strnig|").replace('\n', "\r\n"));
    tree
}

#[test]
fn fix_applies_only_safe_fixes() {
    let tree = fixable();
    let before = tree.read("docs/resources/widget.md");
    let run = tree.run(&["lint", "--docs", "docs", "--notes"]);
    assert!(run.stdout.contains("1 can be fixed with `--fix`, 1 more with `--unsafe-fixes`"), "{}", run.stdout);
    tree.run(&["lint", "--docs", "docs", "--fix"]).says("1 finding fixed in 1 file");
    assert_eq!(tree.read("docs/resources/widget.md"), before.replace("Widget.md", "widget.md"));
    tree.run(&["lint", "--docs", "docs", "--fix", "--unsafe-fixes"]).ends(0).says("1 finding fixed in 1 file");
    let fixed = before.replace("Widget.md", "widget.md").replace("Strnig", "String");
    assert_eq!(tree.read("docs/resources/widget.md"), fixed);
    let files = tree.files("docs");
    tree.run(&["lint", "--docs", "docs", "--fix", "--unsafe-fixes"]).ends(0).says("0 findings fixed in 0 files");
    assert_eq!(tree.files("docs"), files, "a second run finds nothing to fix and writes nothing");
}

#[test]
fn the_option_codes_limits_which_findings_are_fixed() {
    let tree = fixable();
    let arguments = ["lint", "--docs", "docs", "--fix", "--unsafe-fixes", "--codes", "D1002,d1001"];
    tree.run(&arguments).ends(0).says("1 finding fixed in 1 file").says("0 errors, 0 warnings, 0 notes");
    assert!(tree.read("docs/resources/widget.md").contains("Strnig"));
    tree.run(&["lint", "--docs", "docs", "--codes", "D9999"]).refuses("there is no code `D9999`");
}

#[test]
fn diff_shows_fixes_and_writes_nothing() {
    let tree = fixable();
    let files = tree.files("docs");
    let run = tree.run(&["lint", "--docs", "docs", "--diff"]).ends(1).says("--- a/docs/resources/widget.md");
    assert!(
        run.stdout.contains("\n-A [widget](Widget.md)") && run.stdout.contains("\n+A [widget](widget.md)"),
        "{}",
        run.stdout
    );
    assert!(run.stderr.contains("1 finding would be fixed in 1 file"), "{}", run.stderr);
    assert_eq!(tree.files("docs"), files);
    let both = tree.run(&["lint", "--docs", "docs", "--fix", "--diff"]).ends(1);
    assert_eq!(both.stdout, run.stdout);
    assert_eq!(tree.files("docs"), files);
    let clean = Tree::with_widget();
    let run = clean.run(&["lint", "--docs", "docs", "--diff"]).ends(0);
    assert_eq!(run.stdout, "");
}

#[test]
fn people_see_the_line_before_and_after_a_fix() {
    let run = fixable().run(&["lint", "--docs", "docs"]);
    let lines: Vec<&str> = run.stdout.lines().map(str::trim).collect();
    assert!(lines.iter().any(|line| line.ends_with("- |id|Strnig|The name of the widget.|")), "{}", run.stdout);
    assert!(lines.iter().any(|line| line.ends_with("+ |id|String|The name of the widget.|")), "{}", run.stdout);
}

#[test]
fn with_since_only_changed_pages_are_fixed() {
    let tree = fixable();
    tree.write("before/resources/widget.md", tree.read("docs/resources/widget.md"));
    tree.write(
        "docs/resources/gadget.md",
        crate::tree::resource("gadget").replace("A gadget that", "A [widget](Widget.md) that"),
    );
    tree.run(&["lint", "--docs", "docs", "--since", "before", "--fix"]).says("1 finding fixed in 1 file");
    assert!(tree.read("docs/resources/widget.md").contains("(Widget.md)"));
    assert!(tree.read("docs/resources/gadget.md").contains("(widget.md)"));
}

#[test]
fn lint_without_fix_writes_nothing() {
    let tree = defective();
    let before = tree.files(".");
    tree.run(&["lint", "--docs", "docs"]).ends(1);
    assert_eq!(tree.files("."), before);
}
