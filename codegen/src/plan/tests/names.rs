//! Tests that names of routes do not change when other pages change. Uses our own pages and, if available, the real
//! pages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use crate::api::Operation;
use crate::plan::{SentBody, Stub};
use crate::select::Selection;
use crate::source::{Source, Sources};
use crate::tests::{beside, folder};
use crate::{Options, code, plan, read};

/// Our own pages, and the real pages if they are available, each tree with the names that it gives.
static TREES: LazyLock<Vec<(Vec<Source>, Names)>> = LazyLock::new(|| {
    let own = folder::files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs"));
    let real = beside::find("GRAPH_DOCS_DIR", "shared/corpus/api-reference/v1.0").map(|path| folder::files(&path));
    let with_names = |tree: Vec<Source>| (tree.clone(), names(tree).0);
    std::iter::once(own).chain(real).map(with_names).collect()
});

/// The names of an operation that programs use: its struct and the struct of its body, each with its module, and its
/// constructors.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Public {
    path: String,
    body: Option<String>,
    /// The constructors by template in lower case, because titles influence the letter case of paths.
    constructors: BTreeMap<String, String>,
}

/// The names that a tree gives, by page, method, and number of the operation among those of the page with this method.
type Names = BTreeMap<(String, &'static str, usize), Public>;

/// The names, and the number of findings about names that two operations claim.
fn names(files: Vec<Source>) -> (Names, usize) {
    let reading = read(&Sources::new(files));
    let api = &reading.api;
    let options = Options::new("graph-models", "cargo xtask gen", "../codegen/runtime");
    let planned = plan(api, &Selection::everything(api), &options);
    let plan = planned.plan;
    let public = |operation: &Operation, stub: &Stub| {
        let module = &plan.routes[stub.module];
        let body = match stub.sent {
            SentBody::Patch(index) => Some(module.path_of(&module.patches[index].name)),
            SentBody::Fields(index) => Some(module.path_of(&module.bodies[index].name)),
            SentBody::Nothing | SentBody::Value(_) | SentBody::Bytes => None,
        };
        let constructors = stub.constructors.iter().map(|constructor| {
            let template = &operation.routes[constructor.route].template;
            (format!("{} {:?}", template.path.to_lowercase(), template.query), constructor.name.to_string())
        });
        Public { path: module.path_of(&stub.name), body, constructors: constructors.collect() }
    };
    let mut names = Names::new();
    for (operation, stub) in api.operations.iter().zip(&plan.stubs) {
        let key = |number| (api[operation.page].path.clone(), operation.method.as_str(), number);
        let number = (0..).find(|&number| !names.contains_key(&key(number))).expect("numbers do not end");
        names.insert(key(number), public(operation, stub));
    }
    let spans: BTreeSet<_> = api.operations.iter().map(|operation| operation.span).collect();
    let asked_twice = planned
        .diagnostics
        .iter()
        .filter(|finding| finding.code == code::NAME_COLLISION && spans.contains(&finding.span));
    (names, asked_twice.count())
}

fn is_operation(file: &Source) -> bool {
    file.path.starts_with("api/")
}

/// The words of a file name without extension.
fn words(file: &Source) -> Vec<&str> {
    let name = file.path.rsplit('/').next().unwrap_or_default();
    name.trim_end_matches(".md").split('-').collect()
}

/// Checks that most operations are in both trees, and that each of these has the same names in both. A constructor
/// may move to another operation of the same page, because its path may lead to a different type in the other tree,
/// but it has to keep its name.
fn assert_unchanged(before: &Names, after: &Names, what: &str) {
    let both = before.iter().filter_map(|(key, name)| Some((key, name, after.get(key)?)));
    let is_same = |(page, method, _): &(String, &'static str, usize), before: &Public, known: &Public| {
        let of_page = after.range((page.clone(), *method, 0)..=(page.clone(), *method, usize::MAX));
        let all: BTreeSet<_> = of_page.flat_map(|(_, public)| &public.constructors).collect();
        let are_kept = before.constructors.iter().all(|constructor| all.contains(&constructor));
        are_kept && (&before.path, &before.body) == (&known.path, &known.body)
    };
    let changed: Vec<_> = both.clone().filter(|(key, before, after)| !is_same(key, before, after)).collect();
    assert!(changed.is_empty(), "{what}: {} changed, first {:?}", changed.len(), &changed[..changed.len().min(3)]);
    assert!(both.count() * 2 > before.len(), "{what}: too few operations are left to compare");
}

#[test]
fn no_two_operations_have_one_name() {
    for (tree, _) in &*TREES {
        let (names, asked_twice) = names(tree.clone());
        let paths: BTreeSet<&str> = names.values().map(|name| name.path.as_str()).collect();
        assert_eq!(paths.len(), names.len());
        assert_eq!(asked_twice, 0);
    }
}

#[test]
fn the_title_of_a_page_does_not_affect_names() {
    for (tree, before) in &*TREES {
        let reword = |(index, file): (usize, &Source)| {
            let mut is_new = is_operation(file);
            let lines = file.text.split_inclusive('\n').map(|line| {
                let is_title = line.starts_with("# ") && std::mem::take(&mut is_new);
                // One page in three gets a title that no other page has.
                let number = if index % 3 == 0 { index.to_string() } else { String::new() };
                if is_title { format!("# Do it {number}\n") } else { line.to_owned() }
            });
            Source::from_bytes(file.path.clone(), lines.collect::<String>().into_bytes())
        };
        assert_unchanged(before, &names(tree.iter().enumerate().map(reword).collect()).0, "titles reworded");
    }
}

#[test]
fn an_added_page_renames_no_operation() {
    for (tree, before) in &*TREES {
        let there: BTreeSet<&str> = tree.iter().map(|file| file.path.as_str()).collect();
        let mut added: BTreeMap<String, &Source> = BTreeMap::new();
        for (index, file) in tree.iter().enumerate().filter(|(_, file)| is_operation(file)) {
            let words = words(file);
            let subject = words[..words.len().saturating_sub(1).clamp(1, 3)].join("-");
            let last = subject.rsplit('-').next().unwrap_or_default();
            let same = words.join("-");
            // The new pages have an area before the subject (`aaa-user-list`), a word or number after the name
            // (`user-list-again`), or another usual file name for the same operation (`user-create` for `user-post`).
            let names = match index % 4 {
                0 => vec![format!("aaa-{same}"), format!("zzz-{same}")],
                1 => vec![format!("{same}-again"), format!("{same}2")],
                2 => vec![format!("{subject}-create"), format!("{subject}-post"), format!("{subject}-post-{last}s")],
                _ => vec![format!("{subject}-patch"), format!("{subject}-list-{last}s"), format!("{subject}-put")],
            };
            for name in names.into_iter().map(|name| format!("api/{name}.md")) {
                if !there.contains(name.as_str()) {
                    added.insert(name, file);
                }
            }
        }
        assert!(added.len() * 2 > before.len());
        let copies = added.into_iter().map(|(path, file)| Source::from_bytes(path, file.text.clone().into_bytes()));
        assert_unchanged(before, &names(tree.iter().cloned().chain(copies).collect()).0, "pages added");
    }
}

#[test]
fn a_removed_page_renames_no_operation() {
    for (tree, before) in &*TREES {
        for part in 0..2 {
            let stays = |(index, file): &(usize, &Source)| !is_operation(file) || index % 3 != part;
            let rest = tree.iter().enumerate().filter(stays).map(|(_, file)| file.clone()).collect();
            assert_unchanged(before, &names(rest).0, "pages removed");
        }
    }
}

#[test]
fn an_added_template_renames_no_operation() {
    const METHODS: [&str; 5] = ["GET /", "POST /", "PATCH /", "PUT /", "DELETE /"];
    for (tree, before) in &*TREES {
        let extend = |file: &Source| {
            let mut is_new = is_operation(file);
            let lines = file.text.split_inclusive('\n').map(|line| {
                let is_request = METHODS.iter().any(|method| line.starts_with(method)) && std::mem::take(&mut is_new);
                let other = || line.replacen('/', "/elsewhere/{elsewhereId}/", 1);
                if is_request { other() + line } else { line.to_owned() }
            });
            Source::from_bytes(file.path.clone(), lines.collect::<String>().into_bytes())
        };
        let after = names(tree.iter().map(extend).collect()).0;
        let count = |names: &Names| names.values().map(|name| name.constructors.len()).sum::<usize>();
        assert!(count(&after) > count(before) * 3 / 2 - 3);
        assert_unchanged(before, &after, "templates added");
    }
}
