//! Parts of the API of `docs/`: the types that a part needs are included, and nothing refers to a type that is left
//! out. `xtask/tests/compiled.rs` compiles three parts.

mod references;

use crate::tree::folder;
use crate::tree::sound;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use graph_codegen::api::Api;
use graph_codegen::emit::{Owner, Part, PublicItem, public_items};
use graph_codegen::select::{Choice, Selection, select};
use graph_codegen::source::Sources;
use graph_codegen::{Fingerprints, Options, Output, Planned, plan, read, render};
use proptest::prelude::*;

static API: LazyLock<Api> = LazyLock::new(|| {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    read(&Sources::new(folder::files(&docs))).api
});

fn choice(include: &[&str], exclude: &[&str]) -> Choice {
    let patterns = |texts: &[&str]| texts.iter().map(|text| text.parse().expect("a pattern")).collect();
    Choice { include: patterns(include), exclude: patterns(exclude) }
}

fn chosen(include: &[&str], exclude: &[&str]) -> Selection {
    select(&API, &choice(include, exclude))
}

/// The public items of the crate that contains this part of the API.
fn items(selection: &Selection) -> Vec<PublicItem> {
    public_items(&API, &planned(selection, "part", "").plan)
}

/// The short names of the types and enumerations in the part.
fn names(selection: &Selection) -> Vec<&'static str> {
    let whole = items(selection).into_iter().filter(|item| item.part == Part::Itself);
    let names = whole.filter_map(|item| match item.owner {
        Owner::Type(id) => Some(API[id].name.name.as_str()),
        Owner::Enum(id) => Some(API[id].name.name.as_str()),
        Owner::Derived(_) | Owner::Operation(_) | Owner::Body(_) => None,
    });
    names.collect()
}

/// The routes in the part, as `METHOD /path`.
fn routes(selection: &Selection) -> Vec<String> {
    let routes = items(selection).into_iter().filter_map(|item| match (item.owner, item.part) {
        (Owner::Operation(id), Part::Constructor(route)) => {
            Some(format!("{} {}", API[id].method.as_str(), API[id].routes[route].template.path))
        }
        _ => None,
    });
    routes.collect()
}

fn planned(selection: &Selection, name: &str, runtime: &str) -> Planned {
    let options = Options::new(name, "cargo xtask gen", runtime);
    plan(&API, selection, &options)
}

fn written(selection: &Selection, name: &str, runtime: &str) -> Output {
    render(&API, &planned(selection, name, runtime), Fingerprints::new())
}

#[test]
fn a_type_selects_its_bases_and_the_types_of_its_properties() {
    assert_eq!(
        names(&chosen(&["microsoft.graph.operation"], &[])),
        ["entity", "operation", "operationMetadata", "operationStatus", "operationTrigger"]
    );
    // Only a navigation property of `operationRun` leads to `operation`, so the part does not contain that type.
    let run = chosen(&["microsoft.graph.operationRun"], &[]);
    assert!(names(&run).contains(&"publicError") && !names(&run).contains(&"operation"));
    assert!(routes(&run).is_empty());
}

#[test]
fn a_route_selects_its_response_type_and_the_types_derived_from_it() {
    let part = chosen(&["GET /me/authentication/operations/*"], &[]);
    assert_eq!(
        routes(&part),
        [
            "GET /me/authentication/operations/$count",
            "GET /me/authentication/operations/delta",
            "GET /me/authentication/operations/{longRunningOperationId}",
        ]
    );
    let names = names(&part);
    for derived in ["richLongRunningOperation", "validateOperation", "fileValidateOperation", "publicErrorDetail"] {
        assert!(names.contains(&derived), "{derived} is none of {names:?}");
    }
    assert!(!names.contains(&"authentication"));
}

#[test]
fn an_excluded_type_becomes_json_wherever_it_is_used() {
    let part = chosen(
        &["microsoft.graph.operationRun"],
        &["microsoft.graph.publicError*", "microsoft.graph.operationRunOutcome", "microsoft.graph.entity"],
    );
    let names = names(&part);
    for excluded in ["entity", "publicError", "publicErrorDetail", "operationRunOutcome"] {
        assert!(!names.contains(&excluded), "{excluded} is one of {names:?}");
    }
    let output = written(&part, "part", "runtime");
    let run = &output.files["src/models/operation_run.rs"];
    assert!(run.contains("    pub id: Option<String>,\n"), "{run}");
    assert!(run.contains("    pub outcome: Option<Json>,\n"), "{run}");
    assert!(run.contains("\"microsoft.graph.operationRun\", bases [];"), "{run}");
}

#[test]
fn a_selection_without_patterns_is_the_whole_api() {
    let all = chosen(&[], &[]);
    assert_eq!(names(&all).len(), API.types.len() + API.enums.len());
    assert_eq!(routes(&all), routes(&chosen(&["**"], &[])));
    assert!(all.shares().iter().all(|share| share.kept == share.all && share.all > 0));
    assert!(all.choice.is_everything() && chosen(&["**"], &[]).choice.is_everything());
    let without = chosen(&[], &["DELETE /**"]);
    assert!(!without.choice.is_everything() && routes(&without).len() < routes(&all).len());
    assert_eq!(names(&without), names(&all));
}

#[test]
fn a_pattern_without_a_match_is_reported_with_similar_names() {
    let near = |pattern: &str| {
        let selection = chosen(&[pattern], &[]);
        selection.unmatched.into_iter().map(|unmatched| unmatched.near).collect::<Vec<_>>()
    };
    assert_eq!(near("microsoft.graph.longRuningOperation"), [["microsoft.graph.longRunningOperation"]]);
    assert_eq!(near("longRunningOperation"), [["microsoft.graph.longRunningOperation"]]);
    assert_eq!(near("GET /me/autentication/**"), [["GET /me/authentication/**"]]);
    assert_eq!(near("GET /legacyOperation"), [["GET /legacyOperations"]]);
    assert_eq!(near("GET /somewhere/else/**"), [[""; 0]]);
    assert!(near("GET /me/**").is_empty());
}

/// The names in the crate of a part equal those in the crate of the whole API, so a program can switch to a larger part
/// unchanged.
#[test]
fn items_have_the_same_names_in_a_part_as_in_the_whole_crate() {
    let whole = written(&Selection::everything(&API), "all", "runtime");
    let part =
        chosen(&["GET /me/**", "PATCH /users/**", "microsoft.graph.industryData.*"], &["microsoft.graph.publicError"]);
    let part = written(&part, "all", "runtime");
    assert!(part.files.len() < whole.files.len());
    for (path, text) in &part.files {
        let known = whole.files.get(path).unwrap_or_else(|| panic!("{path} is no file of the whole"));
        let declared: BTreeSet<&str> = references::declarations(known).collect();
        for declaration in references::declarations(text) {
            assert!(declared.contains(declaration), "{path}: `{declaration}` is not in the whole");
        }
    }
}

#[test]
fn the_readme_of_a_part_says_what_is_included_and_excluded() {
    let part = written(&chosen(&["* /operations/**"], &["microsoft.graph.operationPolicy"]), "part", "runtime");
    let readme = &part.files["README.md"];
    assert!(
        readme.contains(
            "What is included:\n\n- `* /operations/**`\n\nWhat is excluded:\n\n- `microsoft.graph.operationPolicy`\n"
        ),
        "{readme}"
    );
    assert!(readme.contains(&format!(" of {} routes\n", routes(&chosen(&[], &[])).len())), "{readme}");
    assert!(part.files["src/lib.rs"].contains("//! This is a part of the API."));
    assert!(!part.files["tests/bodies.rs"].contains("legacy"));
}

/// A random pattern that matches something: a whole route or name, or the beginning of one.
fn pattern() -> impl Strategy<Value = String> {
    let mut all = BTreeSet::from(["**".to_owned(), "* /**".to_owned()]);
    for route in routes(&Selection::everything(&API)) {
        let (method, path) = route.split_once(' ').expect("a method and a path");
        let start: Vec<&str> = path.split('/').take(3).collect();
        all.extend([format!("* {path}"), format!("{method} {}/**", start.join("/")), route]);
    }
    for name in API.types.iter().map(|ty| &ty.name).chain(API.enums.iter().map(|ty| &ty.name)) {
        let start: String = name.name.chars().take(4).collect();
        all.extend([name.to_string(), format!("{}.{start}*", name.namespace), format!("**.{start}*")]);
    }
    prop::sample::select(all.into_iter().collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_crate_of_any_part_refers_only_to_its_own_items(
        include in prop::collection::vec(pattern(), 0..4),
        exclude in prop::collection::vec(pattern(), 0..4),
    ) {
        let texts = |patterns: &[String]| patterns.iter().map(|text| text.parse().expect("a pattern")).collect();
        let selection = select(&API, &Choice { include: texts(&include), exclude: texts(&exclude) });
        prop_assert!(selection.unmatched.is_empty(), "{:?}", selection.unmatched);
        let output = written(&selection, "part", "runtime");
        sound::check(&output);
        references::check(&output);
    }
}
