//! Pages with zones of two API versions: each command reads the zones of one version, and stored data does not mix
//! them.

use crate::mock::Service;
use crate::tree::{Tree, resource};

/// A page with parts for two API versions: it has the property `size` in `v1.0` and the property `weight` in `beta`.
fn widget() -> String {
    let zone = |open: &str, name: &str, end: &str| format!("{open}\n|{name}|Int32|The {name} of the widget.|\n{end}\n");
    let head = "|Property|Type|Description|\n|:---|:---|:---|\n";
    let id = "|id|String|The name of the widget.|\n";
    let tables = format!(
        "{}\n{}",
        zone(&format!("::: moniker range=\"graph-rest-1.0\"\n{head}{id}"), "size", "::: moniker-end"),
        zone(&format!("::: moniker range=\"graph-rest-beta\"\n{head}{id}"), "weight", "::: moniker-end"),
    );
    let page = resource("widget");
    assert!(page.contains(&format!("{head}{id}")));
    page.replace(&format!("{head}{id}"), &tables)
}

/// A page of an operation whose path differs between the versions.
const LIST: &str = "---
title: List widgets
description: Lists widgets.
---

# List widgets

Lists widgets.

## HTTP request

:::zone pivot=\"graph-v1\"
```http
GET /widgets
```
:::zone-end
:::zone pivot=\"graph-preview\"
```http
GET /labs/widgets
```
:::zone-end

## Response

If successful, this method returns a `200 OK` response code.
";

fn tree() -> Tree {
    let tree = Tree::bare();
    tree.write("docs/resources/widget.md", widget());
    tree.write("docs/api/widget-list.md", LIST);
    tree
}

/// Asserts that a text names `weight` (the property of `beta`) and not `size` (the property of `v1.0`), or the reverse
/// if `is_beta` is false.
#[track_caller]
fn is_about(text: &str, is_beta: bool) {
    let (read, skipped) = if is_beta { ("weight", "size") } else { ("size", "weight") };
    assert!(text.contains(read) && !text.contains(&format!("\"{skipped}\"")), "expected {read}, not {skipped}: {text}");
}

/// Flags that choose an API version, and whether it is `beta`.
const CHOICES: [(&[&str], bool); 3] = [(&[], false), (&["--zone", "v1.0"], false), (&["--zone", "beta"], true)];

#[test]
fn each_command_reads_only_the_chosen_api_version() {
    let tree = tree();
    // This metadata is exported from `v1.0`: it has the property `size` and not `weight`. So `drift` finds `weight`
    // only when it reads the pages for `beta`.
    tree.write("metadata.xml", tree.run(&["export", "--format", "csdl", "--docs", "docs"]).ends(0).stdout);
    tree.write("v1.json", tree.run(&["export", "--format", "json", "--docs", "docs"]).ends(0).stdout);
    for (flags, is_beta) in CHOICES {
        let run = |arguments: &[&str]| tree.run(&[arguments, &["--docs", "docs"], flags].concat());
        for format in ["csdl", "json", "openapi", "openapi-yaml"] {
            let text = run(&["export", "--format", format]).ends(0).stdout;
            is_about(&text, is_beta);
        }
        is_about(&run(&["explain", "--type", "widget"]).ends(0).stdout, is_beta);
        is_about(&run(&["explain", "--page", "resources/widget.md"]).ends(0).stdout, is_beta);
        let route = if is_beta { "/labs/widgets" } else { "/widgets" };
        assert!(run(&["explain", "--page", "api/widget-list.md"]).stdout.contains(&format!("GET {route}\n")));

        let drift = run(&["drift", "--metadata", "metadata.xml"]);
        assert_eq!(drift.stdout.contains("weight"), is_beta, "{}", drift.stdout);
        let diff = run(&["diff", "--base", "v1.json"]).ends(0).stdout;
        assert_eq!(diff.contains("`size` of `microsoft.graph.widget` is now `weight`"), is_beta, "{diff}");
        // The earlier state is read for the same API version as the pages.
        assert!(run(&["diff", "--base", "docs"]).ends(0).stdout.starts_with("no change"));
        run(&["report", "--base", "docs", "-o", "site"]).ends(0);
        let site: String =
            tree.files("site").into_values().map(|(bytes, _)| String::from_utf8_lossy(&bytes).into_owned()).collect();
        is_about(&site, is_beta);

        let lint = run(&["lint", "--format", "json"]).ends(0).stdout;
        let skipped = if is_beta { "`beta`" } else { "`v1.0`" };
        let note = |line: &&str| line.contains("D0112") && line.contains(&format!("not about {skipped}"));
        assert_eq!(lint.lines().filter(note).count(), 2, "{lint}");
    }
}

#[test]
fn findings_are_only_those_of_the_chosen_api_version() {
    let tree = Tree::bare();
    tree.write("docs/resources/widget.md", widget().replace("|weight|Int32|", "|weight|Itn32|"));
    tree.run(&["lint", "--docs", "docs"]).ends(0);
    tree.run(&["lint", "--docs", "docs", "--zone", "beta"]).ends(1).says("`Itn32`");
    tree.run(&["lint", "--docs", "docs", "--zone", "beta", "--write-baseline", "known"]).ends(0);
    tree.run(&["lint", "--docs", "docs", "--zone", "beta", "--baseline", "known"]).ends(0);
    // The earlier state is read for the same API version as the pages.
    tree.run(&["lint", "--docs", "docs", "--zone", "beta", "--since", "docs"]).ends(0);
}

#[test]
fn the_mock_serves_the_chosen_api_version() {
    let tree = tree();
    for (flags, is_beta) in CHOICES {
        let service = Service::start(&tree.path("docs"), flags);
        let (status, body) = service.answer("GET /labs/widgets HTTP/1.1", "");
        assert_eq!(status, if is_beta { 200 } else { 404 }, "{body}");
    }
}

#[test]
fn later_runs_keep_the_chosen_api_version() {
    let tree = tree();
    tree.generate(&[]).ends(0);
    let plain = tree.read("out/.manifest");
    let model = |tree: &Tree| tree.read("out/src/models/widget.rs");
    is_about(&model(&tree), false);

    // The cache has what was read for the other API version, and this run does not use it.
    tree.generate(&["--zone", "beta"]).ends(0);
    is_about(&model(&tree), true);
    assert!(tree.read("out/.manifest").contains("\nset zone=beta\n"));
    assert!(model(&tree).contains("cargo xtask gen --zone beta"), "{}", model(&tree));
    tree.generate(&["--check"]).ends(0).says("up to date");
    tree.generate(&[]).ends(0).says("nothing changed");
    tree.write("docs/resources/widget.md", widget().replace("The name of the", "What one calls the"));
    tree.generate(&[]).ends(0);
    is_about(&model(&tree), true);
    tree.generate(&["--check", "--zone", "v1.0"]).ends(1);

    tree.write("docs/resources/widget.md", widget());
    tree.generate(&["--set", "zone="]).ends(0);
    is_about(&model(&tree), false);
    assert_eq!(tree.read("out/.manifest"), plain);
    tree.generate(&["--zone", "a b"]).ends(2);
}

#[test]
fn the_file_crate_toml_can_choose_the_api_version() {
    let tree = tree();
    tree.generate(&[]).ends(0);
    tree.write("docs/crate.toml", "zone = \"beta\"\n");
    tree.generate(&["--check"]).ends(1);
    tree.generate(&[]).ends(0);
    let export =
        |flags: &[&str]| tree.run(&[&["export", "--format", "csdl", "--docs", "docs"], flags].concat()).ends(0).stdout;
    is_about(&tree.read("out/src/models/widget.rs"), true);
    is_about(&export(&[]), true);
    is_about(&export(&["--zone", "v1.0"]), false);
    assert!(!tree.read("out/.manifest").contains("zone"));
    // Each run reads `crate.toml` again.
    tree.write("docs/crate.toml", "zone = \"v1.0\"\n");
    tree.generate(&[]).ends(0);
    is_about(&tree.read("out/src/models/widget.rs"), false);
}
