//! Tests of `diff`: case files with two versions of a few pages (each file is named after the rule that it tests),
//! items of the generated crate, and edits of the real pages.

use crate::tree::beside;
use crate::tree::folder;
use crate::tree::parts;
use std::collections::BTreeSet;
use std::path::Path;

use graph_codegen::diff::{self, CHANGE_KINDS, Change, Release, RustItem, Surface, render};
use graph_codegen::select::Selection;
use graph_codegen::source::{Source, Sources};
use graph_codegen::{Options, plan, read};

/// Each file in `cases/diff` has the pages of two states. A line `=== before/PATH` starts a page of the first state,
/// `=== after/PATH` one of the second, and `=== PATH` one of both. The snapshot has each change with its places, and
/// the summary.
#[test]
fn every_case_of_diff_equals_its_snapshot() {
    insta::glob!("../cases/diff", "*.md", |path| {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../cases/diff");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let changes = changes(path);
        settings.bind(|| insta::assert_snapshot!("cases", printed(&changes)));
    });
}

fn changes(case: &Path) -> Vec<Change> {
    let text = std::fs::read_to_string(case).expect("the case was just listed");
    let (before, after) = sides(&text);
    diff::compare(&surface(&before), &surface(&after))
}

/// Splits the text of a case into the pages of the earlier state and those of the current state.
fn sides(text: &str) -> (Sources, Sources) {
    let all = parts::split(text);
    let side = |name: &str, other: &str| {
        let pages = all.iter().filter(|(_, source)| !source.path.starts_with(other));
        let page = |source: &Source| {
            let path = source.path.strip_prefix(name).unwrap_or(&source.path);
            Source::from_bytes(path, source.text.as_bytes().to_vec())
        };
        Sources::new(pages.map(|(_, source)| page(source)).collect())
    };
    (side("before/", "after/"), side("after/", "before/"))
}

fn surface(sources: &Sources) -> Surface {
    let reading = read(sources);
    Surface::of(&reading.api, sources).with_findings(sources, &reading.diagnostics)
}

fn printed(changes: &[Change]) -> String {
    let place = |state: &Option<diff::State>| {
        state.as_ref().map_or("-".to_owned(), |state| format!("{}:{}", state.page, state.line))
    };
    let line = |change: &Change| {
        let also: String = change.also.iter().map(|item| format!("    also {item}\n")).collect();
        format!(
            "{} {} {}\n    {}\n{also}    {} -> {}\n",
            change.level().as_str(),
            change.kind.id,
            change.subject,
            change.message,
            place(&change.before),
            place(&change.after)
        )
    };
    let shown = render::human(changes);
    let summary = shown.lines().last().expect("a summary");
    changes.iter().map(line).collect::<String>() + summary + "\n"
}

fn case_paths() -> Vec<std::path::PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/diff");
    let entries = std::fs::read_dir(folder).expect("the folder of the cases");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    paths
}

/// The kinds of change of items of the generated crate. No case file shows them, because the test of the case files
/// reads pages but generates no crate. Tests below cover them.
const OF_RUST: [&str; 4] = ["rust-item-renamed", "rust-signature-changed", "rust-item-removed", "rust-item-added"];

#[test]
fn each_kind_of_change_has_a_case() {
    let shown: BTreeSet<&str> =
        case_paths().iter().flat_map(|path| changes(path)).map(|change| change.kind.id).chain(OF_RUST).collect();
    let missing: Vec<&str> = CHANGE_KINDS.iter().map(|kind| kind.id).filter(|id| !shown.contains(id)).collect();
    assert!(missing.is_empty(), "no case shows {missing:?}");
}

/// Items of two crates are matched by their wire names, so that an item with a new Rust name counts as renamed, not as
/// removed.
#[test]
fn renamed_and_changed_items_of_the_crate_are_listed() {
    let side = |items: &[(&str, &str, &str)]| {
        let item = |(path, signature, subject): &(&str, &str, &str)| RustItem {
            path: (*path).to_owned(),
            signature: (*signature).to_owned(),
            subject: (*subject).to_owned(),
            wire: Vec::new(),
        };
        Surface::from(items.iter().map(item).collect::<Vec<RustItem>>())
    };
    let before = side(&[
        ("routes::lamp::GetLamp", "struct GetLamp", "GET /lamps/{}"),
        ("models::Lamp::size", "size: Option<i32>", "lamp.size"),
        ("models::Lamp::gone", "gone: Option<i32>", "lamp.gone"),
        ("routes::lamp::Light::lamps", "fn lamps(id: impl Into<String>, body: Lamp) -> Self", "POST /lamps/{}"),
    ]);
    let after = side(&[
        ("routes::lamp::ReadLamp", "struct ReadLamp", "GET /lamps/{}"),
        ("models::Lamp::size", "size: Option<i64>", "lamp.size"),
        // A new name of a parameter, here `lamp_id` for `id`, is not a change.
        ("routes::lamp::Light::lamps", "fn lamps(lamp_id: impl Into<String>, body: Lamp) -> Self", "POST /lamps/{}"),
        ("models::Lamp::COLOUR_RED", "const COLOUR_RED: &str", "lamp colour=red"),
    ]);
    let changes = diff::compare(&before, &after);
    let ids: Vec<String> = changes.iter().map(Change::id).collect();
    let expected = [
        "rust-item-removed/models::Lamp::gone",
        "rust-item-renamed/routes::lamp::GetLamp",
        "rust-signature-changed/models::Lamp::size",
        "rust-item-added/models::Lamp::COLOUR_RED",
    ];
    assert_eq!(ids, expected);
    assert_eq!(diff::release(&changes), Release::Major);
    assert!(diff::compare(&before, &Surface::default()).is_empty(), "names are compared where both sides have them");
}

/// A new file name of a page renames items of the crate, but changes nothing for clients in other languages. A change
/// of the wire format concerns all clients, and is not listed again for the crate.
#[test]
fn changes_of_the_crate_are_listed_in_addition_to_changes_of_the_wire_format() {
    let page = |name: &str, size: &str| {
        let text = "---\ntitle: Get a lamp\n---\n# Get a lamp\n\nGets it.\n\n## HTTP request\n\n```http\nGET /lamps/{id}\n```\n\n\
             ## Response\n\nReturns a `200 OK` response code and a [lamp](../resources/lamp.md) object in the response body.\n";
        let resource = format!(
            "---\ntitle: lamp resource type\n---\n# lamp resource type\n\n## Properties\n\n|Property|Type|Description|\n\
             |:---|:---|:---|\n|id|String|Its name.|\n|size|{size}|How large it is.|\n"
        );
        let of = |path: &str, text: &str| Source::from_bytes(path, text.as_bytes().to_vec());
        let sources = Sources::new(vec![of(&format!("api/{name}.md"), text), of("resources/lamp.md", &resource)]);
        let api = read(&sources).api;
        let options = Options::new("lamps", "cargo xtask gen", "../runtime");
        let planned = plan(&api, &Selection::everything(&api), &options);
        Surface::of(&api, &sources).with_crate(&api, &planned.plan)
    };
    let ids = |before: &Surface, after: &Surface| -> Vec<String> {
        let changes = diff::compare(before, after);
        changes.iter().filter(|change| change.kind.id != "text-changed").map(Change::id).collect()
    };
    let before = page("lamp-get", "Int32");
    assert_eq!(ids(&before, &before), [""; 0]);
    let told = ids(&before, &page("lamp-read", "Int32"));
    assert_eq!(told, ["rust-item-renamed/routes::lamp::GetLamp"], "its parts follow");
    assert_eq!(diff::release(&diff::compare(&before, &page("lamp-read", "Int32"))), Release::Major);
    assert_eq!(ids(&before, &page("lamp-get", "Int64")), ["property-type-changed/microsoft.graph.lamp.size"]);
}

/// The subject of a generated body type names the page of its operation. If the operation moves to another page and the
/// type keeps its Rust path, `diff` lists no change, because programs still find the type.
#[test]
fn a_type_of_a_body_that_keeps_its_path_did_not_change() {
    let item = |page: &str| RustItem {
        path: "routes::lamp::LampPatch".to_owned(),
        signature: "struct LampPatch".to_owned(),
        subject: format!("body of PATCH (api/{page})"),
        wire: vec!["PATCH /lamps/{}".to_owned()],
    };
    let [before, after] = ["lamp-update.md", "lamp-change.md"].map(|page| Surface::from(vec![item(page)]));
    assert!(diff::compare(&before, &after).is_empty());
}

/// The removal of a conversion to a base type breaks Rust programs. For clients in other languages, another base type
/// is only a risk.
#[test]
fn a_removed_conversion_to_a_base_breaks_programs() {
    let tree = |base: &str| {
        let page = |name: &str, annotation: &str| {
            let text = format!(
                "---\ntitle: {name} resource type\n---\n# {name} resource type\n\nSomething.\n\n## Properties\n\n\
                 |Property|Type|Description|\n|:---|:---|:---|\n|{name}Size|Int32|How large it is.|\n\n\
                 ## JSON representation\n\n<!-- {{\"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.{name}\"{annotation}}} -->\n\
                 ```json\n{{\"{name}Size\": 1}}\n```\n"
            );
            Source::from_bytes(format!("resources/{name}.md"), text.into_bytes())
        };
        let sources = Sources::new(vec![page("lamp", base), page("thing", "")]);
        let api = read(&sources).api;
        let planned = plan(&api, &Selection::everything(&api), &Options::new("lamps", "cargo xtask gen", "../runtime"));
        Surface::of(&api, &sources).with_crate(&api, &planned.plan)
    };
    let (derived, alone) = (tree(", \"baseType\": \"microsoft.graph.thing\""), tree(""));
    let ids = |before: &Surface, after: &Surface| -> Vec<String> {
        let changes = diff::compare(before, after);
        changes.iter().filter(|change| change.kind.id.starts_with("rust-")).map(Change::id).collect()
    };
    let gone = ids(&derived, &alone);
    assert!(gone.contains(&"rust-item-removed/impl From<models::Lamp> for models::Thing".to_owned()), "{gone:?}");
    assert_eq!(diff::release(&diff::compare(&derived, &alone)), Release::Major);
    let more = ids(&alone, &derived);
    assert!(more.iter().all(|id| id.starts_with("rust-item-added/")), "{more:?}");
    assert_eq!(diff::release(&diff::compare(&alone, &derived)), Release::Minor);
}

#[test]
fn a_tree_does_not_differ_from_itself() {
    for path in case_paths() {
        let text = std::fs::read_to_string(&path).expect("the case was just listed");
        for sources in [sides(&text).0, sides(&text).1] {
            let surface = surface(&sources);
            assert!(diff::compare(&surface, &surface).is_empty(), "{}", path.display());
        }
    }
}

#[test]
fn an_earlier_export_equals_the_tree_that_it_was_made_from() {
    let json = |surface: &Surface| serde_json::to_value(surface).expect("a surface is JSON");
    for path in case_paths() {
        let (before, _) = sides(&std::fs::read_to_string(&path).expect("the case"));
        let api = read(&before).api;
        let earlier = Surface::from_export(&graph_codegen::export::json(&api, &before)).expect("an export");
        let mut earlier = json(&earlier);
        assert_eq!(earlier, json(&Surface::of(&api, &before)), "{}", path.display());
        earlier["examples"] = serde_json::json!([]);
        assert_eq!(earlier, json(&Surface::without_examples(&api, &before)), "{}", path.display());
    }
    assert!(Surface::from_export("{}").is_err() && Surface::from_export("[").is_err());
}

#[test]
fn the_most_serious_change_decides_the_release() {
    assert_eq!(diff::release(&[]), Release::None);
    assert!(Release::Patch < Release::Minor && Release::Minor < Release::Major);
}

#[test]
fn every_format_names_every_change() {
    let path = case_paths().pop().expect("a case");
    let changes = changes(&path);
    let lines = render::json(&changes);
    assert_eq!(lines.lines().count(), changes.len());
    for (line, change) in lines.lines().zip(&changes) {
        let object: serde_json::Value = serde_json::from_str(line).expect("one object a line");
        assert_eq!(object["id"], change.id());
        assert_eq!(object["level"], change.level().as_str());
        assert_eq!(object["message"], *change.message);
    }
    for text in [render::human(&changes), render::markdown(&changes), render::html(&changes)] {
        for change in &changes {
            let words = change.message.split('`').next().expect("a first part").trim();
            assert!(text.contains(words), "{words}");
        }
    }
}

/// Text of a page that looks like HTML, such as `<script>`, does not become markup in the HTML report.
#[test]
fn text_of_pages_does_not_become_markup_in_the_html_report() {
    let hostile = "\n=== before/resources/a.md\n# x resource type\n## Properties\n|Property|Type|Description|\n|:-|:-|:-|\n|a<script>|String|x|\n|id|String|x|\n\
        === after/resources/a.md\n# x resource type\n## Properties\n|Property|Type|Description|\n|:-|:-|:-|\n|id|String|x|\n";
    let (before, after) = sides(hostile);
    let changes = diff::compare(&surface(&before), &surface(&after));
    let html = render::html(&changes);
    assert!(!html.contains("<script>"));
    assert!(html.contains("property-removed"), "{html}");
}

/// The real pages after an edit, if they are on this machine. `edit` gets the path and the text of each page, and
/// returns the new text, or `None` to leave the page as it is.
fn corpus(edit: impl Fn(&str, &str) -> Option<String>) -> Option<Sources> {
    let folder = beside::find("GRAPH_DOCS_DIR", "shared/corpus/api-reference/v1.0")?;
    let edited = |source: Source| match edit(&source.path, &source.text) {
        Some(text) => Source::from_bytes(source.path.clone(), text.into_bytes()),
        None => source,
    };
    Some(Sources::new(folder::files(&folder).into_iter().map(edited).collect()))
}

#[test]
fn reworded_titles_and_sentences_of_a_large_tree_change_only_documentation() {
    let (Some(before), Some(after)) = (
        corpus(|_, _| None),
        corpus(|path, text| {
            let reworded = text.replacen("\n# List ", "\n# Enumerate ", 1).replace("If successful, ", "On success, ");
            path.starts_with("api/").then_some(reworded)
        }),
    ) else {
        return;
    };
    let changes = diff::compare(&surface(&before), &surface(&after));
    assert!(changes.iter().any(|change| change.kind.id == "title-changed"));
    let grave: Vec<String> =
        changes.iter().filter(|change| change.level() != diff::Level::Docs).map(Change::id).collect();
    assert!(grave.is_empty(), "{grave:?}");
}

/// The test removes every seventh line of every table of properties. `diff` has to list at least 99 % of the properties
/// that the CSDL export no longer declares, and no other property.
#[test]
fn rows_taken_out_of_a_large_tree_are_removed_properties() {
    let without = |_: &str, text: &str| {
        let mut section = String::new();
        let mut rows = 0;
        let mut keep = |line: &&str| {
            if line.starts_with('#') {
                section = line.trim_start_matches('#').trim().to_owned();
                rows = 0;
            }
            rows += usize::from(section.eq_ignore_ascii_case("properties") && line.trim_start().starts_with('|'));
            rows % 7 != 6 || !section.eq_ignore_ascii_case("properties")
        };
        Some(text.split_inclusive('\n').filter(|line| keep(line)).collect::<String>())
    };
    let (Some(before), Some(after)) = (corpus(|_, _| None), corpus(without)) else { return };
    let declared = |sources: &Sources| declared(&graph_codegen::export::csdl(&read(sources).api));
    let gone: BTreeSet<String> = declared(&before).difference(&declared(&after)).cloned().collect();
    let changes = diff::compare(&surface(&before), &surface(&after));
    let told: BTreeSet<String> = changes
        .iter()
        .filter(|change| change.kind.id.starts_with("property-re") || change.kind.id == "property-moved")
        .map(|change| change.subject.clone())
        .collect();
    let silent: Vec<&String> = gone.difference(&told).collect();
    assert!(gone.len() > 500, "{}", gone.len());
    assert!(silent.len() * 100 <= gone.len(), "{} of {}: {silent:?}", silent.len(), gone.len());
    let invented: Vec<&String> = told.difference(&gone).collect();
    assert!(invented.is_empty(), "{invented:?}");
}

/// Each property that a CSDL document declares, as `namespace.type.property`. The document is read line by line,
/// without a parser.
fn declared(csdl: &str) -> BTreeSet<String> {
    let attribute = |line: &str, name: &str| {
        let rest = line.split_once(&format!(" {name}=\""))?.1;
        Some(rest.split('"').next()?.to_owned())
    };
    let (mut namespace, mut owner) = (String::new(), String::new());
    let mut declared = BTreeSet::new();
    for line in csdl.lines().map(str::trim_start) {
        if line.starts_with("<Schema ") {
            namespace = attribute(line, "Namespace").unwrap_or_default();
        } else if line.starts_with("<EntityType ") || line.starts_with("<ComplexType ") {
            owner = attribute(line, "Name").unwrap_or_default();
        } else if (line.starts_with("<Property ") || line.starts_with("<NavigationProperty "))
            && let Some(name) = attribute(line, "Name")
        {
            declared.insert(format!("{namespace}.{owner}.{name}"));
        }
    }
    declared
}

/// For each member of the JSON export, `diff/facts.txt` lists the kinds of change that `diff` reports when the member
/// changes, or the reason why there is none. Each kind of change occurs in that list or in [`OF_RUST`].
#[test]
fn each_fact_of_the_export_has_kinds_of_change() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../../xtask/schema/api.json")).expect("the schema is JSON");
    let mut facts = BTreeSet::new();
    for (name, definition) in schema["$defs"].as_object().expect("definitions") {
        list_facts(name, definition, &mut facts);
    }
    let lines = include_str!("../diff/facts.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut told: BTreeSet<&str> = OF_RUST.into();
    let mut listed = BTreeSet::new();
    for line in lines {
        let (fact, rest) = line.split_once(' ').expect("a fact and its kinds");
        listed.insert(fact.to_owned());
        if !rest.starts_with("- ") {
            told.extend(rest.split(' '));
        }
    }
    let kinds: BTreeSet<&str> = CHANGE_KINDS.iter().map(|kind| kind.id).collect();
    assert_eq!(facts, listed, "the facts of the schema, and those of the list");
    let about: BTreeSet<&str> = kinds.difference(&told).copied().collect();
    assert!(about.is_empty() && told.is_subset(&kinds), "{about:?} {:?}", told.difference(&kinds));
}

/// Adds the path of each member of a JSON schema, also of the schemas nested in it: for example `enum.deprecated`.
fn list_facts(path: &str, schema: &serde_json::Value, facts: &mut BTreeSet<String>) {
    for (name, member) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}.{name}");
        list_facts(&path, member, facts);
        facts.insert(path);
    }
    for one in ["oneOf", "anyOf"].iter().flat_map(|key| schema[*key].as_array()).flatten().chain([&schema["items"]]) {
        if one.is_object() {
            list_facts(path, one, facts);
        }
    }
}
