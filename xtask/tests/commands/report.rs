//! `report`: its files, their largest sizes, that every link has a target, and that no text of a docs page becomes
//! markup.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::manual;
use crate::tree::{Tree, resource};

#[path = "../../../codegen/tests/tree/beside.rs"]
mod beside;

/// The largest size of a file in bytes, so that a browser shows each page at once.
const LARGEST: usize = 1_000_000;

/// The largest size in bytes of the first page together with its style sheet and its script.
const FIRST_VIEW: usize = 200_000;

/// The text of each file of a site, by the path of the file.
type Files = BTreeMap<String, String>;

fn site(docs: &Path, more: &[&str]) -> Files {
    let tree = Tree::bare();
    let docs = docs.display().to_string();
    tree.run(&[&["report", "--docs", &docs, "-o", "out"], more].concat()).ends(0);
    texts(&tree)
}

fn texts(tree: &Tree) -> Files {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    tree.files("out").into_iter().map(|(path, (bytes, _))| (path, text(bytes))).collect()
}

/// The values of an attribute in all tags of a page, with HTML escapes decoded.
fn values(text: &str, attribute: &str) -> Vec<String> {
    let start = format!(" {attribute}=\"");
    let tags = text.split('<').skip(1).filter_map(|rest| rest.split('>').next());
    let found = tags.flat_map(|tag| tag.split(&start).skip(1).filter_map(|rest| rest.split('"').next()));
    found.map(|value| value.replace("&amp;", "&")).collect()
}

/// The path and the anchor that a link on a page leads to.
fn target(page: &str, link: &str) -> (String, String) {
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    if path.is_empty() {
        return (page.to_owned(), anchor.to_owned());
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => parts.truncate(parts.len() - 1),
            part => parts.push(part),
        }
    }
    (parts.join("/"), anchor.to_owned())
}

/// Checks what holds for every site: sizes, links and escaping.
fn check(files: &Files) {
    let pages: Vec<(&String, &String)> = files.iter().filter(|(path, _)| path.ends_with(".html")).collect();
    let anchors: BTreeMap<&str, BTreeSet<String>> =
        pages.iter().map(|(path, text)| (path.as_str(), values(text, "id").into_iter().collect())).collect();
    let mut links = 0;
    for (path, text) in &pages {
        for link in [values(text, "href"), values(text, "src")].concat() {
            if link.starts_with("https://") || link.starts_with("http://") || link == "data:," {
                continue;
            }
            links += 1;
            let (to, anchor) = target(path, &link);
            assert!(files.contains_key(&to), "{path} links to {link}");
            // The anchor `#code=…` of the page of findings sets a filter; no element has it as its id.
            let is_filter = to == "findings.html" && anchor.contains('=');
            let is_there = |anchors: &BTreeSet<String>| anchor.is_empty() || is_filter || anchors.contains(&anchor);
            assert!(anchors.get(to.as_str()).is_none_or(is_there), "{path} links to {link}");
        }
        assert!(text.contains("<main id=\"main\"") && text.contains("<html lang=\"en\">"), "{path}");
        assert_eq!(text.matches("<h1>").count(), 1, "{path}");
        assert_eq!(text.matches("<script").count(), 1, "{path}");
    }
    assert!(links > pages.len() * 5, "{links} links on {} pages", pages.len());
    for (path, text) in files.iter().filter(|(path, _)| *path != ".manifest") {
        assert!(text.len() <= LARGEST, "{path} has {} bytes", text.len());
    }
    let first: usize = ["index.html", "assets/site.css", "assets/site.js"].map(|path| files[path].len()).iter().sum();
    assert!(first <= FIRST_VIEW, "the first page with its style sheet and script has {first} bytes");
}

/// How many names of each kind, such as `type`, the search index has.
fn names(files: &Files) -> BTreeMap<String, usize> {
    let mut kinds = BTreeMap::new();
    for (_, text) in files.iter().filter(|(path, _)| path.starts_with("data/names-")) {
        let data = text.strip_prefix("report.names(").and_then(|rest| rest.rsplit_once(", ")).expect("a call");
        let lines: String = serde_json::from_str(data.0).expect("a literal");
        for line in lines.lines() {
            let parts: Vec<&str> = line.split('\t').collect();
            assert!(files.contains_key(parts[2]), "{line}");
            *kinds.entry(parts[0].to_owned()).or_default() += 1;
            *kinds.entry(format!("members of {}", parts[0])).or_default() += parts.len() - 3;
        }
    }
    kinds
}

#[test]
fn the_site_of_this_repository_is_complete() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let files = site(&docs, &[]);
    check(&files);
    let page = &files["types/microsoft.graph.publicerror.html"];
    for shown in
        ["id=\"m-details\"", "publicErrorDetail</a>", "graph_models::models::PublicError", "resources/publicerror.md"]
    {
        assert!(page.contains(shown), "{shown}");
    }
    let operation = &files["operations/longrunningoperation-get.html"];
    for shown in ["curl --globoff --request GET", "GetLongRunningOperation::", "HTTP/1.1 200", "Least privileged"] {
        assert!(operation.contains(shown), "{shown}");
    }
    assert!(!files.contains_key("changes.html"));
}

/// The pages that the manual names exist and contain its examples.
#[test]
fn the_manual_of_the_site_names_its_real_pages() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let files = site(&docs, &["--base", &docs.display().to_string()]);
    let manual = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("REPORT.md")).expect("the manual");
    let named = |row: &str| row.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<String>>();
    let rows = manual
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split(" | ").next().map(|cell| named(&["`", cell].concat())));
    let paths: Vec<String> = rows.flatten().collect();
    assert!(paths.len() > 9, "{paths:?}");
    for path in paths {
        assert!(files.keys().any(|file| *file == path || (path.ends_with('/') && file.starts_with(&path))), "{path}");
    }
    let page = &files["operations/longrunningoperation-get.html"];
    let page = page.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let shown = manual::blocks("REPORT.md").into_iter().filter(|(language, _)| language != "console");
    let shown: Vec<String> = shown.map(|(_, text)| text).collect();
    assert_eq!(shown.len(), 2);
    shown.iter().for_each(|text| assert!(page.contains(text.trim_end()), "{text}"));
}

/// The search of the site knows every type, enumeration and operation of the corpus, with all members and routes.
#[test]
fn the_site_of_the_corpus_is_complete() {
    let Some(docs) = beside::find("GRAPH_DOCS_DIR", "shared/corpus/api-reference/v1.0") else { return };
    let files = site(&docs, &[]);
    check(&files);
    let tree = Tree::bare();
    let docs = docs.display().to_string();
    let model = tree.run(&["export", "--format", "json", "--docs", &docs]).ends(0).stdout;
    let model: serde_json::Value = serde_json::from_str(&model).expect("JSON");
    let all = |of: &str| model[of].as_array().expect("an array").iter();
    let within =
        |of: &str, member: &str| all(of).map(|item| item[member].as_array().map_or(0, Vec::len)).sum::<usize>();
    let names = names(&files);
    assert_eq!(names["type"], all("types").count());
    assert_eq!(names["enumeration"], all("enums").count());
    assert_eq!(names["operation"], all("operations").count());
    assert_eq!(names["members of type"], within("types", "properties"));
    assert_eq!(names["members of enumeration"], within("enums", "members"));
    assert_eq!(names["members of operation"], within("operations", "routes"));
}

#[test]
fn texts_of_pages_do_not_become_markup() {
    let hostile =
        "<script>alert(1)</script> \"quoted\" '&amp; [a](javascript:alert(2)) [b](https://x.test/\"onclick=alert(3))";
    let page = resource("widget")
        .replace("# widget resource type\n", "# widget <img src=x onerror=alert(4)> resource type\n")
        .replace("A widget that can be counted.\n\n##", &format!("{hostile}\n\n##"))
        .replace("The name of the widget.", &hostile.replace('|', ""));
    let tree = Tree::bare();
    tree.write("docs/resources/widget.md", &page);
    tree.write(
        "docs/api/widget-get.md",
        format!(
            "---\ntitle: \"Get <b>widget</b>\"\nauthor: \"<i>x</i>\"\ndoc_type: apiPageType\n---\n# Get </title><script>alert(5)</script>\n\n{hostile}\n\n\
             ## HTTP request\n\n```http\nGET /widgets/{{id}}/<script>alert(6)</script>\nGET /widgets/{{id}}\n```\n\n\
             ## Response\n\n`200 OK`\n\n## Example\n\n```http\nGET https://x.test/v1.0/widgets/'\"</pre><script>alert(7)</script>\n```\n\n\
             ```http\nHTTP/1.1 200 OK\n\n{{\"id\": \"</script><script>alert(8)</script>\u{2028}\"}}\n```\n"
        ),
    );
    tree.run(&["report", "--docs", "docs", "-o", "out", "--title", "</title><script>alert(9)</script>"]).ends(0);
    let files = texts(&tree);
    check(&files);
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        for wrong in ["<script>", "<img", "<i>", "<b>", "onerror=alert(4)>", "href=\"javascript", "href=\"JAVASCRIPT"] {
            assert!(!text.contains(wrong), "{path} has {wrong}");
        }
        // A quote in a text is escaped, so it cannot end an attribute and start another.
        assert!(!text.contains("\"onclick"), "{path}");
    }
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".js")) {
        assert!(!text.contains('\u{2028}'), "{path}");
    }
    let operation = &files["operations/widget-get.html"];
    for shown in ["Get alert(5) · &lt;/title&gt;&lt;script&gt;alert(9)", "&lt;/script&gt;&lt;script&gt;alert(8)"] {
        assert!(operation.contains(shown), "{shown} in {operation}");
    }
}

#[test]
fn only_files_that_a_run_wrote_are_changed() {
    let tree = Tree::with_widget();
    tree.add_resource("gadget");
    let arguments = ["report", "--docs", "docs", "-o", "out"];
    tree.run(&arguments).ends(0);
    let again = tree.run(&arguments).ends(0).stdout;
    assert!(again.starts_with("0 files written"), "{again}");
    tree.remove("docs/resources/gadget.md");
    tree.run(&arguments).ends(0);
    assert!(!texts(&tree).contains_key("types/microsoft.graph.gadget.html"));

    tree.write("mine/index.html", "mine");
    tree.run(&["report", "--docs", "docs", "-o", "mine"]).refuses("no earlier run wrote");
    assert_eq!(tree.read("mine/index.html"), "mine");
    tree.run(&["gen", "--docs", "docs", "--out", "crate"]).ends(0);
    tree.run(&["report", "--docs", "docs", "-o", "crate"]).refuses("another command");
    tree.run(&["report", "--docs", "docs", "-o", "docs/site"]).refuses("among the pages");
}

#[test]
fn with_a_base_the_site_shows_the_changes() {
    let tree = Tree::with_widget();
    let today = tree.read("docs/resources/widget.md");
    let earlier = today.replace(
        "|id|String|The name of the widget.|\n",
        "|id|String|The name of the widget.|\n|size|Int32|Large.|\n|weight|Int32|Heavy.|\n",
    );
    tree.write("before/resources/widget.md", &earlier);
    tree.write(
        "docs/resources/widget.md",
        today.replace("\n## Relationships", "|colour|Strnig|What it looks like.|\n\n## Relationships"),
    );
    let report = ["report", "--docs", "docs", "-o", "out", "--base"];
    tree.run(&[&report[..], &["before"]].concat()).ends(0);
    let files = texts(&tree);
    check(&files);
    let changes = &files["changes.html"];
    assert!(changes.contains("property-removed") && changes.contains("wire-breaking") && changes.contains("major"));
    let overview = &files["index.html"];
    assert!(overview.contains("Compared with") && overview.contains("<span class=\"changed\">−1</span>"), "{overview}");
    assert!(files["findings/d0404.html"].contains("badge new"));

    // With an export as the base, the site shows changes of the API but no new findings.
    tree.run(&["export", "--format", "json", "--docs", "before", "-o", "api.json"]).ends(0);
    tree.run(&[&report[..], &["api.json"]].concat()).ends(0);
    let files = texts(&tree);
    check(&files);
    assert!(files["changes.html"].contains("property-removed"));
    assert!(!files["findings/d0404.html"].contains("badge new"));
    tree.run(&[&report[..], &["no-such-revision"]].concat()).refuses("no-such-revision");
}
