//! Tests that `REVIEW.md` is up to date. It shows five edits of pages and, for each, the output of the commands that a
//! reviewer runs. The test runs these commands and compares the text.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use similar::TextDiff;

use crate::tree::Tree;

/// A change of pages that `REVIEW.md` shows: its heading and introduction, the new texts of pages, and the page on
/// which `explain` is run.
struct Case {
    heading: &'static str,
    text: &'static str,
    pages: Vec<(&'static str, String)>,
    shown: &'static str,
}

const INTRODUCTION: &str = "\
# Reviewing a change of the pages

What a reviewer sees of five changes, each made to the same small tree: the edit, what `cargo xtask gen` says of it, what
`cargo xtask diff --base main` says, what the page means now (`cargo xtask explain --page PATH`, which for `docs/` is a snapshot
too), and the types and routes of the crate. `UPDATE_REVIEW=1 cargo test -p xtask --test commands review` writes this file; the same
test without the variable compares it.
";

#[test]
fn the_review_shows_the_output_of_the_commands() {
    let text = cases().iter().fold(INTRODUCTION.to_owned(), |text, case| text + "\n" + &shown(case));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../REVIEW.md");
    if std::env::var_os("UPDATE_REVIEW").is_some() {
        std::fs::write(&file, text).expect("REVIEW.md is written");
        return;
    }
    let known = std::fs::read_to_string(&file).expect("REVIEW.md");
    assert!(known == text, "{}", TextDiff::from_lines(&known, &text).unified_diff().header("REVIEW.md", "now"));
}

fn cases() -> Vec<Case> {
    let lamp = |from: &str, to: &str| replaced(&lamp(), from, to);
    let row = "|size|Int32|How large it is, in millimetres.|\n";
    let shade = [
        ("docs/resources/shade.md", resource("shade", "What softens the light of a lamp.", "", METHODS)),
        ("docs/api/shade-list.md", operation("List shades", "GET /shades", "`200 OK`", "collection of [shade]")),
        ("docs/api/shade-get.md", operation("Get shade", "GET /shades/{id}", "`200 OK`", "[shade]")),
        ("docs/api/shade-delete.md", operation("Delete shade", "DELETE /shades/{id}", "`204 No Content`", "")),
        ("docs/api/shade-wash.md", operation("shade: wash", "POST /shades/{id}/wash", "`204 No Content`", "")),
    ];
    vec![
        Case {
            heading: "A property is added",
            text: "A row of the table, and the member in the JSON representation: one field more, one line more in the table of \
                   wire names.",
            pages: vec![(
                "docs/resources/lamp.md",
                lamp(row, &format!("|isLit|Boolean|Whether it gives light.|\n{row}"))
                    .replace("  \"size\"", "  \"isLit\": true,\n  \"size\""),
            )],
            shown: "resources/lamp.md",
        },
        Case {
            heading: "A property is renamed",
            text: "The text and the type stayed, so it is one rename and not a removal with an addition. Clients in any language \
                   break.",
            pages: vec![("docs/resources/lamp.md", lamp("size", "height"))],
            shown: "resources/lamp.md",
        },
        Case {
            heading: "A type is changed",
            text: "One cell. Whoever reads the property reads another type.",
            pages: vec![("docs/resources/lamp.md", lamp("|size|Int32|", "|size|Double|"))],
            shown: "resources/lamp.md",
        },
        Case {
            heading: "A title is reworded",
            text: "Names of routes follow from paths of files, never from titles, so only documentation differs.",
            pages: vec![("docs/api/lamp-get.md", replaced(&get(), "Get lamp", "Read a lamp"))],
            shown: "api/lamp-get.md",
        },
        Case {
            heading: "A resource is added, with four operations",
            text: "Five pages. They come without an entry in the table of contents, which `gen` says; the new files of the crate are \
                   only listed here.",
            pages: shade.to_vec(),
            shown: "resources/shade.md",
        },
    ]
}

/// The section of `REVIEW.md` about one change.
fn shown(case: &Case) -> String {
    let tree = Tree::bare();
    for folder in ["docs", "before"] {
        tree.write(&format!("{folder}/resources/lamp.md"), lamp());
        tree.write(&format!("{folder}/api/lamp-get.md"), get());
        tree.write(
            &format!("{folder}/toc.yml"),
            "items:\n- name: Lamp\n  href: resources/lamp.md\n  items:\n  - name: Get\n    href: api/lamp-get.md\n",
        );
    }
    tree.generate(&[]).ends(0);
    let (pages, files) = (texts(&tree, "docs"), texts(&tree, "out"));
    let explain = |page: &str| tree.run(&["explain", "--docs", "docs", "--page", page]);
    let before = explain(case.shown);
    for (path, text) in &case.pages {
        tree.write(path, text);
    }
    let written = tree.generate(&[]).ends(0);
    let diff = tree.run(&["diff", "--docs", "docs", "--base", "before"]).ends(0);
    let after = explain(case.shown).ends(0);
    let mut text = format!("## {}\n\n{}\n\n", case.heading, case.text);
    let edit = differences("docs", &pages, &texts(&tree, "docs"), |_| true);
    block(&mut text, "The edit:", "diff", &edit);
    let said = said(&written.stdout);
    block(&mut text, "`cargo xtask gen` ends with", "text", &said);
    block(&mut text, "`cargo xtask diff --base main`:", "text", diff.stdout.trim_end());
    let meaning = if before.status == Some(0) { differing(&before.stdout, &after.stdout) } else { after.stdout };
    let language = if before.status == Some(0) { "diff" } else { "text" };
    block(&mut text, &format!("What `{}` means:", case.shown), language, meaning.trim_end());
    let sources = differences("generated", &files, &texts(&tree, "out"), |path| {
        path.starts_with("src/models") || path.starts_with("src/routes")
    });
    block(&mut text, "The types and routes of the crate:", "diff", &sources);
    text.truncate(text.trim_end().len());
    text + "\n"
}

/// The parts of `gen`'s output that a reviewer needs: the findings, the changes since the last run, and the number of
/// files, without the time.
fn said(stdout: &str) -> String {
    let findings = stdout.lines().take_while(|line| !line.starts_with("ledger "));
    let changes = stdout.lines().skip_while(|line| !line.starts_with("changes since "));
    let lines: Vec<&str> = findings.chain(changes).collect();
    let text = lines.join("\n");
    text.rsplit_once(" in ").map_or(text.clone(), |(text, _)| text.to_owned())
}

fn block(text: &mut String, title: &str, language: &str, content: &str) {
    if !content.is_empty() {
        write!(text, "{title}\n\n```{language}\n{content}\n```\n\n").expect("writing to a string cannot fail");
    }
}

type Texts = BTreeMap<String, String>;

fn texts(tree: &Tree, folder: &str) -> Texts {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    tree.files(folder).into_iter().map(|(path, (bytes, _))| (path, text(bytes))).collect()
}

/// The diffs of the files that changed, and the names of the files that are new.
fn differences(folder: &str, before: &Texts, after: &Texts, wanted: impl Fn(&str) -> bool) -> String {
    let mut text = String::new();
    for (path, today) in after.iter().filter(|(path, _)| wanted(path)) {
        match before.get(path) {
            Some(known) if known != today => text += &format!("--- {folder}/{path}\n{}", differing(known, today)),
            Some(_) => {}
            None => text += &format!("+++ {folder}/{path} ({} lines)\n", today.lines().count()),
        }
    }
    text.trim_end().to_owned()
}

fn differing(before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    let text = diff.unified_diff().context_radius(1).to_string();
    // Removes the blank with which a diff marks an empty line of context.
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replace(from, to)
}

fn lamp() -> String {
    resource(
        "lamp",
        "What gives light.",
        "|size|Int32|How large it is, in millimetres.|\n",
        "|[Get lamp](../api/lamp-get.md)|[lamp](lamp.md)|Reads it.|\n",
    )
}

fn get() -> String {
    operation("Get lamp", "GET /lamps/{id}", "`200 OK`", "[lamp]")
}

const METHODS: &str = "|[List shades](../api/shade-list.md)|[shade](shade.md) collection|Reads all.|
|[Get shade](../api/shade-get.md)|[shade](shade.md)|Reads it.|
|[Delete shade](../api/shade-delete.md)|None|Removes it.|
|[Wash shade](../api/shade-wash.md)|None|Cleans it.|
";

fn resource(name: &str, doc: &str, rows: &str, methods: &str) -> String {
    let size = if rows.contains("|size|") { ",\n  \"size\": 120" } else { "" };
    format!(
        "---\ntitle: {name} resource type\ndescription: {doc}\n---\n\n# {name} resource type\n\nNamespace: microsoft.graph\n\n{doc}\n\n\
         ## Methods\n\n|Method|Return type|Description|\n|:---|:---|:---|\n{methods}\n\
         ## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|id|String|The identifier.|\n{rows}\n\
         ## JSON representation\n\n<!-- {{\n  \"blockType\": \"resource\",\n  \"keyProperty\": \"id\",\n  \
         \"@odata.type\": \"microsoft.graph.{name}\"\n}} -->\n```json\n{{\n  \"id\": \"String (identifier)\"{size}\n}}\n```\n"
    )
}

fn operation(title: &str, request: &str, status: &str, response: &str) -> String {
    let name = if request.contains("lamp") { "lamp" } else { "shade" };
    let body = match response {
        "" => String::new(),
        response => format!(" and a {response}(../resources/{name}.md) object in the response body"),
    };
    format!(
        "---\ntitle: \"{title}\"\ndescription: \"{title}.\"\n---\n\n# {title}\n\nNamespace: microsoft.graph\n\n{title}.\n\n\
         ## Permissions\n\n|Permission type|Permissions (from least to most privileged)|\n|:---|:---|\n\
         |Delegated (work or school account)|Light.ReadWrite|\n|Delegated (personal Microsoft account)|Not supported.|\n\
         |Application|Light.ReadWrite.All|\n\n\
         ## HTTP request\n\n```http\n{request}\n```\n\n\
         ## Response\n\nIf successful, this method returns a {status} response code{body}.\n"
    )
}
