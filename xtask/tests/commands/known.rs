//! `lint` with known findings: it reports only those that are new since a revision, a folder or a baseline. Also tests
//! the levels that `lint.toml` sets, and comments that allow findings.

use std::process::Command;

use crate::tree::{Run, Tree};

const BAD: &[u8] = b"# Bad\n\n\xff here\n";

fn lint(tree: &Tree, arguments: &[&str]) -> Run {
    tree.run(&[&["lint", "--docs", "docs"], arguments].concat())
}

fn git(tree: &Tree, arguments: &[&str]) {
    let identity = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").current_dir(tree.path(".")).args(identity).args(arguments).output();
    let output = output.expect("git runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A Git repository in which a page with an error is committed.
fn committed() -> Tree {
    let tree = Tree::with_widget();
    tree.write("docs/bad.md", BAD);
    git(&tree, &["init", "-q"]);
    git(&tree, &["add", "docs"]);
    git(&tree, &["commit", "-q", "-m", "first"]);
    tree
}

#[test]
fn since_a_revision_only_new_findings_count() {
    let tree = committed();
    lint(&tree, &["--since", "HEAD"]).ends(0).says("not shown, because the pages had them before");
    // Lines that are added above do not make a finding new.
    tree.write("docs/bad.md", [b"# Bad\n\nMore text.\n\n", &BAD[6..]].concat());
    lint(&tree, &["--since", "HEAD"]).ends(0);
    tree.write("docs/other.md", BAD);
    let run = lint(&tree, &["--since", "HEAD"]).ends(1).says("--> other.md:3:1");
    assert!(!run.stdout.contains("bad.md:"), "{}", run.stdout);
    lint(&tree, &["--since", "nothing"]).ends(2);
}

/// The findings of the two links have the same fingerprint. The one that is reported is the link on the added line,
/// although the old link stands below it.
#[test]
fn of_findings_that_are_alike_the_one_on_the_new_line_is_reported() {
    let tree = Tree::with_widget();
    let page = |first: &str| format!("# A\n\n{first}Text.\n\nSee [old](gone.md).\n");
    tree.write("before/a.md", page(""));
    tree.write("docs/a.md", page("See [a new link](gone.md).\n\n"));
    lint(&tree, &["--since", "before", "--codes", "D1001"]).says("--> a.md:3:5").says("0 errors, 1 warning");
}

#[test]
fn since_a_revision_without_pages_everything_is_new() {
    let tree = Tree::with_widget();
    tree.write("notes.txt", "x");
    git(&tree, &["init", "-q"]);
    git(&tree, &["add", "notes.txt"]);
    git(&tree, &["commit", "-q", "-m", "first"]);
    tree.write("docs/bad.md", BAD);
    lint(&tree, &["--since", "HEAD"]).ends(1).says("--> bad.md:3:1");
}

#[test]
fn since_a_folder_only_new_findings_count() {
    let tree = Tree::with_widget();
    tree.write("before/a.md", "# A\n");
    tree.write("before/bad.md", BAD);
    tree.write("docs/bad.md", BAD);
    lint(&tree, &["--since", "before"]).ends(0);
    tree.write("docs/other.md", BAD);
    lint(&tree, &["--since", "before"]).ends(1).says("--> other.md:3:1");
}

/// A removed page gives one finding that lists the links to the page; `diff` lists these links too.
#[test]
fn the_links_to_a_removed_page_are_reported_in_one_finding() {
    let tree = Tree::with_widget();
    let link = |text: String| {
        text.replace("A widget that can be counted.\n\n##", "See [all](gadget.md) of [it](gadget.md#properties).\n\n##")
    };
    tree.write("docs/resources/widget.md", link(tree.read("docs/resources/widget.md")));
    tree.write("docs/toc.yml", "- href: resources/widget.md\n- href: resources/gadget.md\n");
    tree.write("before/resources/widget.md", tree.read("docs/resources/widget.md"));
    tree.write("before/toc.yml", tree.read("docs/toc.yml"));
    tree.write("before/resources/gadget.md", crate::tree::resource("gadget"));
    let message = "`resources/gadget.md` was removed, and 2 links and 1 entry of a table of contents still lead to it";
    let run = lint(&tree, &["--since", "before"]).ends(0).says(message).says("1 page: 0 errors, 1 warning");
    assert!(run.stdout.contains("leads there too"), "{}", run.stdout);
    let diff = tree.run(&["diff", "--docs", "docs", "--base", "before"]).ends(0);
    diff.says(
        "page-removed: `resources/gadget.md` is gone, and 3 places still lead to it: a link (resources/widget.md:10)",
    );
}

#[test]
fn all_places_that_lead_to_a_removed_page_are_named() {
    let tree = Tree::with_widget();
    let links: Vec<String> = (0..6).map(|_| "See [it](gadget.md).\n".to_owned()).collect();
    tree.write("docs/links.md", format!("# Links\n\n{}", links.concat()));
    tree.write("before/links.md", tree.read("docs/links.md"));
    tree.write("before/gadget.md", crate::tree::resource("gadget"));
    lint(&tree, &["--since", "before", "--codes", "D1001"]).says("also at links.md:7, links.md:8");
}

/// A renamed page is compared with the earlier page at its former path, so its findings are not new. The links that
/// still lead to the former path give a single finding.
#[test]
fn findings_of_a_renamed_page_are_not_new() {
    let tree = committed();
    tree.write("docs/bad.md", ["# Bad\n\nSee [it](bad.md) and [all](more.md).\n".as_bytes(), &BAD[6..]].concat());
    tree.write("docs/other.md", "# Other\n\nSee [it](Bad.md).\n");
    git(&tree, &["add", "docs"]);
    git(&tree, &["commit", "-q", "-m", "second"]);
    git(&tree, &["mv", "docs/bad.md", "docs/worse.md"]);
    let message = "`bad.md` was renamed to `worse.md`, and 2 links still lead to the former path";
    for run in [lint(&tree, &["--since", "HEAD"]), tree.generate(&["--since", "HEAD"])] {
        let run = run.ends(0).says(message).says("0 errors, 1 warning").says("findings not shown");
        assert!(!run.stdout.contains("D0101"), "{}", run.stdout);
    }
}

#[test]
fn a_value_of_since_that_is_no_earlier_state_is_refused_with_the_reason() {
    let tree = committed();
    let says = |arguments: &[&str], words: &str| {
        let run = lint(&tree, arguments).ends(2);
        assert!(run.stderr.contains(words), "{}", run.stderr);
    };
    says(&["--since", "nothing"], "and there is no such folder");
    says(&["--unsafe-fixes"], "--fix|--diff");
    let origin = format!("file://{}", tree.path(".").display());
    git(&tree, &["commit", "-q", "--allow-empty", "-m", "second"]);
    git(&tree, &["clone", "-q", "--depth", "1", &origin, "copy"]);
    let shallow = tree.run(&["lint", "--docs", "copy/docs", "--since", "HEAD^1"]).ends(2);
    assert!(shallow.stderr.contains("git fetch --unshallow"), "{}", shallow.stderr);
    // In the folder `before`, the page is `docs/bad.md` and not `bad.md`, so no page has the same path as today.
    tree.write("before/docs/bad.md", BAD);
    let above = lint(&tree, &["--since", "before"]).ends(0);
    assert!(above.stderr.contains("warning: `before` has none of the pages"), "{}", above.stderr);
}

#[test]
fn a_baseline_lists_known_findings() {
    let tree = Tree::with_widget();
    tree.write("docs/bad.md", BAD);
    lint(&tree, &["--write-baseline", "known"]).ends(0).says("listed in known");
    assert!(tree.read("known").lines().any(|line| line.contains(" D0101 bad.md")), "{}", tree.read("known"));
    lint(&tree, &["--baseline", "known"]).ends(0);
    tree.write("docs/other.md", BAD);
    lint(&tree, &["--baseline", "known"]).ends(1).says("--> other.md:3:1");
    let sarif = lint(&tree, &["--baseline", "known", "--format", "sarif"]).ends(1).stdout;
    assert!(sarif.contains(r#""baselineState": "new""#), "{sarif}");
    tree.write("known", "no baseline\n");
    lint(&tree, &["--baseline", "known"]).ends(2);
}

#[test]
fn settings_change_the_levels_of_findings() {
    let tree = Tree::with_widget();
    tree.write("docs/bad.md", BAD);
    tree.write("docs/lint.toml", "[levels]\nD0101 = \"warning\"\n");
    lint(&tree, &[]).ends(0).says("warning[D0101]");
    lint(&tree, &["--deny", "warnings"]).ends(1);
    tree.write("docs/lint.toml", "[levels]\nD0101 = \"off\"\n");
    assert!(!lint(&tree, &[]).ends(0).stdout.contains("D0101"));
    tree.write("docs/lint.toml", "[levels]\nD0101 = \"loud\"\n");
    assert!(lint(&tree, &[]).ends(2).stderr.contains("lint.toml"));
}

/// `gen` prints the findings that `lint` prints, at the same levels and with the same exit status. Changed levels cause
/// a new run.
#[test]
fn gen_and_lint_have_the_same_levels() {
    let tree = Tree::with_widget();
    tree.write("docs/bad.md", BAD);
    let shown = |text: &str| -> Vec<String> {
        let is_head = |line: &&str| ["error[", "warning[", "note["].iter().any(|level| line.starts_with(level));
        text.lines().filter(is_head).map(str::to_owned).collect()
    };
    let settings = [
        "",
        "[levels]\nD0101 = \"warning\"\n",
        "[levels]\nD0101 = \"note\"\n",
        "[levels]\nD0101 = \"off\"\n",
        "[folder.old]\nD0101 = \"off\"\n",
    ];
    for settings in settings {
        tree.write("docs/lint.toml", settings);
        let lint = lint(&tree, &[]);
        let status = lint.status.expect("the program ended");
        let run = tree.generate(&["--strict"]).ends(status);
        assert_eq!(shown(&run.stdout), shown(&lint.stdout), "{settings}");
        assert!(!run.stdout.contains("nothing changed"), "{settings}: {}", run.stdout);
        // A run that has nothing to do prints the report of the last run.
        let again = tree.generate(&["--strict"]).ends(status).says("nothing changed since the last run");
        assert_eq!(shown(&again.stdout), shown(&lint.stdout), "{settings}");
        tree.generate(&["--check", "--strict"]).ends(status);
    }
    tree.write("docs/lint.toml", "[levels]\nD0101 = \"loud\"\n");
    assert!(tree.generate(&[]).ends(2).stderr.contains("lint.toml"));
}

#[test]
fn a_comment_allows_the_findings_of_a_code() {
    let tree = Tree::with_widget();
    let comment = b"\n<!-- lint: allow D0101 because the file is a sample -->\n";
    tree.write("docs/bad.md", [BAD, comment].concat());
    let run = lint(&tree, &[]).ends(0);
    assert!(!run.stdout.contains("D0101") && !run.stderr.contains("allow"), "{}{}", run.stdout, run.stderr);
    tree.write("docs/bad.md", [b"# Sound\n", comment.as_slice()].concat());
    lint(&tree, &[])
        .ends(0)
        .says("warning[D1501]: the comment allows D0101, which is not found")
        .says("--> bad.md:3:1");
    lint(&tree, &["--deny", "warnings"]).ends(1);
    // `gen` respects the comment too, and its next run has the comment from the cache.
    tree.write("docs/bad.md", [BAD, comment.as_slice()].concat());
    for _ in 0..2 {
        assert!(!tree.generate(&["--strict"]).ends(0).stdout.contains("D0101"));
        tree.write("docs/other.md", "# Other\n");
    }
}

/// A table `[folder.NAME]` in `lint.toml` sets levels for the pages of one folder: here `off` for `old`, and `warning`
/// for `new`.
#[test]
fn a_folder_can_have_its_own_levels_of_findings() {
    let tree = Tree::with_widget();
    tree.write("docs/old/bad.md", BAD);
    tree.write("docs/new/bad.md", BAD);
    tree.write("docs/lint.toml", "[folder.old]\nD0101 = \"off\"\n[folder.new]\nD0101 = \"warning\"\n");
    let run = lint(&tree, &[]).ends(0).says("warning[D0101]").says("--> new/bad.md:3:1");
    assert!(!run.stdout.contains("old/bad.md:3"), "{}", run.stdout);
    lint(&tree, &["--deny", "warnings"]).ends(1);
}

/// A comment without a reason or with an unknown code allows nothing.
#[test]
fn a_comment_that_allows_findings_needs_a_reason_and_a_known_code() {
    let tree = Tree::with_widget();
    for (comment, says) in [
        ("<!-- lint: allow D0101 -->", "warning[D1502]: the comment allows D0101 and does not say why"),
        (
            "<!-- lint: allow D9999 because it is old -->",
            "warning[D1503]: the comment allows `D9999`, which is not the code of a finding",
        ),
    ] {
        tree.write("docs/bad.md", [BAD, format!("\n{comment}\n").as_bytes()].concat());
        lint(&tree, &[]).ends(1).says("error[D0101]").says(says);
    }
}

#[test]
fn notes_are_counted_and_printed_on_demand() {
    let tree = Tree::with_widget();
    tree.write("docs/bad.md", BAD);
    tree.write("docs/lint.toml", "[levels]\nD0101 = \"note\"\n");
    let run = lint(&tree, &[]).ends(0).says("(`--notes` prints the notes)");
    assert!(!run.stdout.contains("D0101"), "{}", run.stdout);
    lint(&tree, &["--notes"]).ends(0).says("note[D0101]");
    assert!(lint(&tree, &["--format", "json"]).ends(0).stdout.contains("D0101"));
}
