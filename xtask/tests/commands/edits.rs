//! `gen` after an edit: the run uses stored data, and its results equal those of a run without stored data.

use crate::tree::Tree;

/// Runs over the edited pages, and again without any stored data. Both runs must print the same report and write the
/// same files.
#[track_caller]
fn is_as_new(tree: &Tree, edit: &str) {
    let run = tree.generate(&[]).ends(0);
    let (report, files) = (report(&run.stdout), contents(tree, "out"));
    tree.remove("target");
    tree.remove("out");
    let new = tree.generate(&[]).ends(0);
    assert_eq!(report, self::report(&new.stdout), "after {edit}");
    assert_eq!(files, contents(tree, "out"), "after {edit}");
}

/// The report without its last lines: the changes since the last run, which a new run does not know, and the line with
/// the number of files and the time.
fn report(stdout: &str) -> Vec<String> {
    let lines = stdout.lines().take_while(|line| !line.starts_with("changes since "));
    let mut lines: Vec<String> = lines.map(str::to_owned).collect();
    if lines.last().is_some_and(|line| line.contains(" written, ")) {
        lines.pop();
    }
    lines
}

fn contents(tree: &Tree, folder: &str) -> Vec<(String, Vec<u8>)> {
    tree.files(folder).into_iter().map(|(path, (bytes, _))| (path, bytes)).collect()
}

fn tree() -> Tree {
    let tree = Tree::with_widget();
    tree.add_resource("gadget");
    tree.write("docs/resources/part.md", page("part", "[!INCLUDE [a](../includes/a.md)]"));
    tree.write("docs/includes/a.md", "|Property|Type|Description|\n|:---|:---|:---|\n|size|Int32|How large it is.|\n");
    tree.generate(&[]).ends(0);
    tree
}

fn page(name: &str, more: &str) -> String {
    format!(
        "---\ntitle: {name} resource type\ndescription: A {name}.\n---\n\n# {name} resource type\n\nA {name}.\n\n## Properties\n\n{more}\n"
    )
}

fn edited(tree: &Tree, path: &str, from: &str, to: &str) {
    let before = tree.read(path);
    assert!(before.contains(from), "{path} does not contain {from:?}");
    tree.write(path, before.replace(from, to));
}

#[test]
fn a_run_after_an_edit_equals_a_new_run() {
    let tree = tree();
    edited(
        &tree,
        "docs/resources/widget.md",
        "A widget that can be counted.\n\n##",
        "It says of itself what it is.\n\n##",
    );
    is_as_new(&tree, "another text");
    edited(&tree, "docs/resources/widget.md", "|id|String|", "|id|Int32|");
    is_as_new(&tree, "another type");
}

#[test]
fn a_page_can_be_broken_and_repaired_again() {
    let tree = tree();
    let sound = tree.read("docs/resources/widget.md");
    tree.write("docs/resources/widget.md", b"# A page\n\nwith \xff in it\n");
    tree.generate(&[]).ends(0).says("error[D0101]").says("resources/widget.md");
    // A finding on a page is printed with its line even if only another page was edited.
    edited(&tree, "docs/resources/gadget.md", "A gadget that", "One gadget that");
    tree.generate(&[]).ends(0).says("error[D0101]").says("with ");
    tree.write("docs/resources/widget.md", sound);
    is_as_new(&tree, "mending");
}

#[test]
fn an_edited_fragment_is_an_edit_of_the_pages_that_include_it() {
    let tree = tree();
    edited(&tree, "docs/includes/a.md", "|size|Int32|", "|width|Int32|");
    tree.generate(&[]).ends(0);
    assert!(tree.read(&format!("out/{}", tree.written("part"))).contains("pub width: Option<i32>"));
    is_as_new(&tree, "an edit of a fragment");
}

#[test]
fn a_run_after_pages_are_added_or_removed_equals_a_new_run() {
    let tree = tree();
    tree.add_resource("anchor");
    is_as_new(&tree, "a page that came");
    tree.remove("docs/resources/anchor.md");
    is_as_new(&tree, "a page that went");
    tree.write("docs/overrides.toml", "[[type]]\nname = \"microsoft.graph.gadget\"\nopen = true\n");
    is_as_new(&tree, "overrides that came");
}

/// Each edit keeps the length of the page. The edits follow so closely that the page may have the same modification
/// time before and after.
#[test]
fn edits_that_follow_each_other_at_once_are_all_noticed() {
    let tree = tree();
    for (from, to) in [("counted", "weighed"), ("weighed", "painted"), ("painted", "counted")] {
        edited(&tree, "docs/resources/widget.md", from, to);
        tree.generate(&[]).ends(0);
        let text = tree.read(&format!("out/{}", tree.written("widget")));
        assert!(text.contains(to), "{to}: {text}");
    }
}

/// A file of the cache may be empty, cut off, overwritten or left from an earlier run.
#[test]
fn damaged_files_of_the_cache_do_not_affect_the_result() {
    let tree = tree();
    let kept: Vec<String> = tree.names("target").into_iter().filter(|path| !path.ends_with(".lock")).collect();
    assert!(kept.len() >= 3, "expected a record of the run and records of pages, found {kept:?}");
    for path in &kept {
        let path = format!("target/{path}");
        let whole = tree.files("target")[path.trim_start_matches("target/")].0.clone();
        for damaged in [Vec::new(), whole[..whole.len() / 2].to_vec(), whole.iter().map(|byte| !byte).collect()] {
            tree.write(&path, damaged);
            edited(&tree, "docs/resources/gadget.md", "A gadget that", "One gadget that");
            tree.generate(&[]).ends(0);
            tree.generate(&["--check"]).ends(0);
            // Replaces the damaged file by an undamaged file of an earlier run, which was stored for other texts of the
            // pages.
            tree.write(&path, &whole);
            edited(&tree, "docs/resources/gadget.md", "One gadget that", "A gadget that");
            tree.generate(&[]).ends(0);
            tree.generate(&["--check"]).ends(0);
        }
    }
}

/// A generated file that was edited by hand is written again, although the page that it comes from did not change.
#[test]
fn a_written_file_that_was_edited_is_written_again() {
    let tree = tree();
    let gadget = format!("out/{}", tree.written("gadget"));
    let whole = tree.read(&gadget);
    tree.write(&gadget, "mine");
    edited(&tree, "docs/resources/widget.md", "counted", "weighed");
    tree.generate(&[]).ends(0);
    assert_eq!(tree.read(&gadget), whole);
}

/// The lines that say what changed since the last run.
fn changes(stdout: &str) -> Vec<&str> {
    stdout.lines().skip_while(|line| !line.starts_with("changes since ")).take(4).collect()
}

#[test]
fn an_edit_is_reported_in_three_lines() {
    let tree = tree();
    edited(&tree, "docs/resources/widget.md", "A widget that can be counted.\n\n##", "A widget to count.\n\n##");
    let words = tree.generate(&[]).ends(0);
    let expected = [
        "changes since the last run",
        "  for clients   nothing",
        "  for the crate nothing",
        "  release       patch, 1 change of words",
    ];
    assert_eq!(changes(&words.stdout), expected);
    assert!(
        changes(&tree.generate(&[]).ends(0).stdout).is_empty(),
        "the second run reports no change, because no page changed since the first"
    );

    edited(
        &tree,
        "docs/resources/widget.md",
        "|id|String|The name of the widget.|",
        "|size|Int32|How large it is.|\n|mass|Int32|In grams.|",
    );
    let run = tree.generate(&[]).ends(0);
    let told = changes(&run.stdout);
    assert!(
        told[1].starts_with(
            "  for clients   1 wire-breaking, 1 risk, 2 additive: `id` of `microsoft.graph.widget` is gone. "
        ),
        "{told:?}"
    );
    assert_eq!(told[3], "  release       major");
    // The state of the last run is stored in the cache. Without the cache there is no comparison with it.
    tree.remove("target");
    edited(&tree, "docs/resources/widget.md", "|size|Int32|", "|size|Int64|");
    assert!(
        changes(&tree.generate(&[]).ends(0).stdout).is_empty(),
        "without a cache the earlier state of the pages is unknown"
    );
}

/// `--since` prints findings and changes since an earlier state, and does not affect the reports of later runs.
#[test]
fn the_option_since_compares_with_an_earlier_state() {
    let tree = tree();
    tree.write(
        "docs/resources/bad.md",
        page("bad", "|Property|Type|Description|\n|:---|:---|:---|\n|a|Strnig|Wrong.|\n"),
    );
    for name in ["widget", "gadget", "part", "bad"] {
        tree.write(&format!("before/resources/{name}.md"), tree.read(&format!("docs/resources/{name}.md")));
    }
    tree.write("before/includes/a.md", tree.read("docs/includes/a.md"));
    let known = tree.generate(&["--since", "before", "--strict"]).ends(0).says("not shown, because `before` has them");
    assert!(!known.stdout.contains("Strnig"), "{}", known.stdout);
    edited(&tree, "docs/resources/widget.md", "|id|String|", "|mass|Strang|In grams.|\n|id|String|");
    let run = tree.generate(&["--since", "before", "--strict"]).ends(1).says("`Strang`").says("changes since `before`");
    assert!(!run.stdout.contains("Strnig") && run.stdout.contains("1 additive"), "{}", run.stdout);
    tree.generate(&[]).ends(0).says("`Strang`").says("`Strnig`").says("nothing changed since the last run");
    tree.generate(&["--since", "nothing"]).ends(2);
    tree.generate(&["--since", "before", "--check"]).ends(2);
}
