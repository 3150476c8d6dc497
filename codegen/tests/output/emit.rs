//! Tests of the text of rendered crates. `xtask/tests/compiled.rs` compiles such crates.

mod mail;
pub(crate) mod sample;
mod tricky;

use std::collections::BTreeSet;

use graph_codegen::api::{
    Api, Doc, DocLink, LinkTarget, Method, Permissions, Property, RequestBody, ResponseBody, TypeId,
};
use graph_codegen::select::Selection;
use graph_codegen::{Fingerprints, Options, plan};
use proptest::prelude::*;

/// Renders the crate of an API. Returns the path and the text of each file.
fn render(api: &Api, runtime: &str) -> Vec<(String, String)> {
    let options = Options::new("sample-models", "cargo xtask gen", runtime);
    let planned = plan(api, &Selection::everything(api), &options);
    graph_codegen::render(api, &planned, Fingerprints::new()).files.into_iter().collect()
}

fn file(files: &[(String, String)], path: &str) -> String {
    let found = files.iter().find(|(known, _)| known == path);
    found.unwrap_or_else(|| panic!("no file {path}")).1.clone()
}

/// The lines of the doc comment that is written for a type whose page has the description `doc`.
fn documentation(doc: Doc) -> Vec<String> {
    let mut sample = sample::Sample::default();
    let ty = sample.complex("n", "thing", Vec::new());
    sample.ty(ty).doc = doc;
    let text = file(&render(&sample.api, "runtime"), "src/models/thing.rs");
    let lines = text.lines().filter(|line| line.starts_with("///"));
    let lines = lines.map(|line| line.trim_start_matches("///").trim_start_matches(' ').to_owned());
    let mut lines: Vec<String> = lines.take_while(|line| !line.starts_with("Complex type")).collect();
    lines.pop();
    lines
}

fn plain(markdown: &str) -> String {
    documentation(sample::doc(markdown)).join("\n")
}

#[test]
fn ordinary_crate() {
    for (path, text) in render(&mail::api(), "../codegen/runtime") {
        insta::assert_snapshot!(path.replace(['/', '.'], "-"), text);
    }
}

/// With `types_apart`, the files of the types move to a crate of their own in `types/`. The code of all files stays the
/// same, except for `Cargo.toml`, `README.md` and `src/lib.rs`.
#[test]
fn dividing_a_crate_into_two_changes_only_the_expected_files() {
    let api = mail::api();
    let mut options = Options::new("sample-models", "cargo xtask gen", "../codegen/runtime");
    options.types_apart = true;
    let planned = plan(&api, &Selection::everything(&api), &options);
    let two: Vec<(String, String)> =
        graph_codegen::render(&api, &planned, Fingerprints::new()).files.into_iter().collect();
    let mut only_in_two: Vec<&str> = two.iter().map(|(path, _)| path.as_str()).collect();
    let mut differing = Vec::new();
    for (path, text) in render(&api, "../codegen/runtime") {
        let is_of_types = path.starts_with("src/models/") || path == "src/models.rs";
        let place = if is_of_types { format!("types/{path}") } else { path.clone() };
        only_in_two.retain(|known| *known != place);
        // Doc comments are left out, because in the crate of types they name routes instead of linking to them.
        let code = |text: &str| -> Vec<String> {
            let lines = text.lines().filter(|line| !is_of_types || !line.trim_start().starts_with("///"));
            lines.map(str::to_owned).collect()
        };
        if code(&file(&two, &place)) != code(&text) {
            differing.push(path);
        }
    }
    assert_eq!(differing, ["Cargo.toml", "README.md", "src/lib.rs"]);
    assert_eq!(only_in_two, ["types/Cargo.toml", "types/README.md", "types/src/lib.rs"]);
    for path in ["Cargo.toml", "src/lib.rs", "types/Cargo.toml", "types/README.md", "types/src/lib.rs"] {
        insta::assert_snapshot!(format!("two-{}", path.replace(['/', '.'], "-")), file(&two, path));
    }
    let message = file(&two, "types/src/models/message.rs");
    assert!(message.contains("`routes::") && !message.contains("crate::routes"), "{message}");
}

#[test]
fn paths_of_files_are_plain_and_differ_in_more_than_letter_case() {
    let files = render(&tricky::api(), "runtime");
    let mut seen = BTreeSet::new();
    for (path, _) in &files {
        assert!(seen.insert(path.to_ascii_lowercase()), "{path} twice");
        for part in path.split('/') {
            let stem = part.split('.').next().unwrap_or(part);
            assert!(!stem.is_empty() && !["con", "aux", "nul", "prn"].contains(&stem), "{path}");
            assert!(part.chars().all(|char| char.is_ascii_alphanumeric() || "._-".contains(char)), "{path}");
        }
    }
    assert!(files.is_sorted_by(|a, b| a.0 < b.0));
}

#[test]
fn properties_with_secrets_are_marked_in_the_table_of_the_type() {
    let mut sample = sample::Sample::default();
    let text = sample::STRING;
    let secret = Property { sensitive: true, ..sample::property("password", text, "Secret.") };
    sample.complex("microsoft.graph", "thing", vec![sample::property("name", text, "Shown."), secret]);
    let text = file(&render(&sample.api, "runtime"), "src/models/thing.rs");
    assert!(text.contains(r#"Thing: "microsoft.graph.thing", bases [], sensitive ["password"];"#), "{text}");
}

#[test]
fn long_prose_is_wrapped() {
    let words = "word ".repeat(40);
    let lines = documentation(sample::doc(&words));
    assert_eq!(lines.len(), 3);
    assert!(lines.iter().all(|line| line.len() <= 96), "{lines:?}");
}

#[test]
fn plain_text_that_looks_like_a_heading_or_list_is_escaped() {
    let filler = "a".repeat(95);
    assert_eq!(plain(&format!("{filler} # b")), format!("{filler}\n\\# b"));
    assert_eq!(plain(&format!("{filler} - b")), format!("{filler}\n\\- b"));
    assert_eq!(plain(&format!("{filler} 12. b")), format!("{filler}\n12\\. b"));
    assert_eq!(plain(&format!("{filler} === b")), format!("{filler}\n\\=== b"));
    assert_eq!(plain("# b"), "\\# b");
    assert_eq!(plain("> b"), "\\> b");
    assert_eq!(plain("a\n---\nb"), "a --- b");
}

#[test]
fn nested_lists_keep_their_depth() {
    let nested = "Before:\n- one\nand more\n    - two\n- three\n\nAfter";
    assert_eq!(plain(nested), "Before:\n\n- one and more\n  - two\n- three\n\nAfter".replace("  - ", "- "));
}

#[test]
fn html_brackets_and_entities_are_text() {
    assert_eq!(plain("a <b> [c] &lt; d & e"), "a \\<b> \\[c\\] \\&lt; d & e");
    assert_eq!(plain("`<b> [c]` and ` alone"), "`<b> [c]` and \\` alone");
    assert_eq!(plain("```rust\nlet x = 1;\n```"), "```text\nlet x = 1;\n```");
    assert_eq!(plain("```\nunclosed ```` fence"), "`````text\nunclosed ```` fence\n`````");
    assert_eq!(plain("left\u{202e}right\u{0}"), "leftright");
}

#[test]
fn urls_in_prose_become_links() {
    assert_eq!(plain("see https://a.example/x_(y). And"), "see <https://a.example/x_(y)>. And");
    assert_eq!(plain("(https://a.example/x)"), "(<https://a.example/x>)");
    assert_eq!(plain("<https://a.example/x>"), "<https://a.example/x>");
}

#[test]
fn links_lead_to_types_and_urls_only() {
    let link = |target| documentation(sample::linked("a ", "te`x`t]", target, " b")).join("\n");
    assert_eq!(link(LinkTarget::Type(TypeId(0))), "a [te`x`t\\]](crate::models::Thing) b");
    assert_eq!(
        link(LinkTarget::Url("https://a.example/(x y)".to_owned())),
        "a [te`x`t\\]](https://a.example/%28x%20y%29) b"
    );
    assert_eq!(link(LinkTarget::Url("javascript:alert(1)".to_owned())), "a te`x`t\\] b");
    assert_eq!(link(LinkTarget::Nowhere), "a te`x`t\\] b");
}

#[test]
fn links_to_pages_lead_to_stubs_or_to_where_they_can_be_read() {
    let mut sample = sample::Sample::default();
    let (request, response) = (RequestBody::None, ResponseBody::None);
    let get = sample
        .operation("api/get.md", "Get thing", Method::Get, vec![sample::route("/things", &[])], request, response)
        .page;
    let (read, unread) = (sample.page("concepts/a b.md"), sample.page("concepts/other.md"));
    sample.api.pages[read.index()].url = Some("https://docs.contoso.com/(a b)".to_owned());
    let links = [get, read, unread].map(|page| ("[x]", LinkTarget::Page(page)));
    for (index, (text, target)) in links.into_iter().enumerate() {
        let ty = sample.complex("n", &format!("thing{index}"), Vec::new());
        sample.ty(ty).doc = sample::linked("See ", text, target, ".");
        sample.ty(ty).pages = vec![read];
    }
    let files = render(&sample.api, "runtime");
    let first = |index| {
        file(&files, &format!("src/models/thing{index}.rs"))
            .lines()
            .find(|line| line.starts_with("///"))
            .map(str::to_owned)
    };
    assert_eq!(first(0).as_deref(), Some("/// See [\\[x\\]](crate::routes::thing::GetThing)."));
    assert_eq!(first(1).as_deref(), Some("/// See [\\[x\\]](https://docs.contoso.com/%28a%20b%29)."));
    assert_eq!(first(2).as_deref(), Some("/// See \\[x\\]."));
    let page = "/// Page: [`concepts/a b.md`](https://docs.contoso.com/%28a%20b%29).\n";
    assert!(file(&files, "src/models/thing0.rs").contains(page));
}

#[test]
fn places_of_links_outside_of_the_text_are_ignored() {
    let link = |start, end| DocLink { start, end, text: "x".to_owned(), target: LinkTarget::Nowhere };
    let doc = Doc { markdown: "größe".to_owned(), links: vec![link(3, 4), link(4, 99), link(5, 2)] };
    assert_eq!(documentation(doc).join("\n"), "größe");
}

/// The kind of each item of a Rust file, in order: `struct`, `impl`, `use` and so on.
fn kinds(text: &str) -> Vec<&'static str> {
    let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let kinds = file.items.iter().map(|item| match item {
        syn::Item::Use(_) => "use",
        syn::Item::Struct(_) => "struct",
        syn::Item::Enum(_) => "enum",
        syn::Item::Impl(_) => "impl",
        syn::Item::Macro(_) => "macro",
        syn::Item::Mod(_) => "mod",
        _ => "another",
    });
    kinds.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn page_text_never_becomes_code(
        name in any::<String>(),
        text in "(?s)(\\PC|[\n\r\t`~*/\"#\\\\<>\\[\\]!{}|-]|```|https://){0,80}",
        value in any::<String>(),
    ) {
        let mut sample = sample::Sample::default();
        let mut field = sample::property(&name, sample::STRING, &text);
        field.values = vec![value.as_str().into()];
        field.deprecated = Some(text.clone());
        let ty = sample.complex("n", &name, vec![field]);
        sample.ty(ty).doc = sample::doc(&text);
        sample.ty(ty).key = vec![value.as_str().into()];
        sample.api.pages[0].path = format!("{text}.md");
        let members = vec![sample::member(&name, &[&value], &text)];
        sample.enumeration("n", &value, members);
        let route = sample::route("/x/{id}", &[]);
        let none = graph_codegen::api::RequestBody::None;
        let nothing = graph_codegen::api::ResponseBody::None;
        let method = graph_codegen::api::Method::Get;
        let operation = sample.operation(&text, &text, method, vec![route], none, nothing);
        operation.doc = sample::doc(&text);
        let scopes = vec![vec![value.as_str().into(), text.as_str().into()]];
        let table = Permissions { label: Some(text.as_str().into()), application: scopes.clone(), ..Permissions::default() };
        operation.permissions = vec![table.clone(), Permissions { delegated_work: scopes, ..table }].into();
        operation.parameters = ["id", &name].map(|name| sample::parameter(name, sample::STRING, &text)).to_vec();
        for (path, text) in render(&sample.api, "runtime") {
            let expected: &[&str] = match path.as_str() {
                "src/lib.rs" | "src/models.rs" | "src/routes.rs" | "tests/bodies.rs" => continue,
                _ if !path.ends_with(".rs") => continue,
                // The guide has documentation and no items.
                "src/guide.rs" => &[],
                "src/server.rs" => &["use", "use", "use", "another", "another", "another"],
                "tests/routes.rs" | "tests/exchanges.rs" => &["mod"],
                _ if path.starts_with("src/routes") => &["use", "struct", "macro", "impl"],
                _ if text.contains("pub enum") => &["enum", "macro"],
                _ if name.contains('@') => &["use", "struct", "macro", "impl"],
                _ => &["use", "struct", "macro", "impl"],
            };
            let mut kinds = kinds(&text);
            if path.starts_with("src/routes") {
                // A module with submodules has no other items.
                kinds.retain(|kind| *kind != "mod");
                prop_assert!(!kinds.is_empty() || text.contains("\npub mod "), "{}", text);
            }
            prop_assert!(kinds == expected || kinds.is_empty() && path.starts_with("src/routes"), "{}", text);
        }
    }
}
