//! Edits of a few pages, each with the changes that a reviewer of the API expects to see.

use crate::tree::folder;
use std::collections::BTreeMap;
use std::path::Path;

use graph_codegen::diff::{self, Change, Level, Surface};
use graph_codegen::select::Selection;
use graph_codegen::source::{Source, Sources};
use graph_codegen::{Options, plan, read};
use serde_yaml::{Mapping, Value};

type Files = BTreeMap<String, String>;

/// `cases/edits/edits.yml` lists edits of the pages in `cases/edits/base`, each with the changes that `diff` has to
/// list.
#[test]
fn each_edit_is_reported_as_a_reviewer_expects() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/edits");
    let base: Files = folder::files(&folder.join("base")).into_iter().map(|file| (file.path, file.text)).collect();
    let text = std::fs::read_to_string(folder.join("edits.yml")).expect("the edits");
    let list: Value = serde_yaml::from_str(&text).expect("YAML");
    let edits = tables(&list);
    assert!(edits.len() >= 40, "{}", edits.len());
    let faults: Vec<String> = edits.iter().filter_map(|edit| fault(edit, &base)).collect();
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), edits.len(), faults.join("\n"));
}

/// Returns how the changes that `diff` lists for an edit differ from the expected ones, or `None` if they are as
/// expected. It also checks that one of the messages contains the text `says` of the edit, if the edit has it.
fn fault(edit: &Mapping, base: &Files) -> Option<String> {
    let before = edit.get("base").map_or_else(|| base.clone(), |changes| edited(base, changes));
    let mut after = edited(&before, &edit["change"]);
    if edit.contains_key("crlf") {
        after.values_mut().for_each(|text| *text = text.replace('\n', "\r\n"));
    }
    assert_ne!(before, after, "{:?} edits nothing", edit["name"]);
    let changes = diff::compare(&surface(&before), &surface(&after));
    let expected: Vec<&str> =
        edit.get("expect").and_then(Value::as_sequence).into_iter().flatten().filter_map(Value::as_str).collect();
    let line = |change: &Change| format!("{} {} {}", change.level().as_str(), change.kind.id, change.subject);
    let told: Vec<String> = changes
        .iter()
        .filter(|change| edit.contains_key("nothing") || change.level() != Level::Docs)
        .map(line)
        .collect();
    let silent: Vec<&&str> = expected.iter().filter(|line| !told.iter().any(|told| is_told(line, told))).collect();
    let more: Vec<&String> = told.iter().filter(|told| !expected.iter().any(|line| is_told(line, told))).collect();
    let words = edit.get("says").and_then(Value::as_str).unwrap_or_default();
    let says = changes.iter().any(|change| change.message.contains(words)) || words.is_empty();
    (!silent.is_empty() || !more.is_empty() || !says)
        .then(|| format!("{:?}\n  not told: {silent:?}\n  told besides: {more:?}\n  words: {says}", edit["name"]))
}

/// Whether the listed change `told` is the change `expected`. Both are written `LEVEL KIND SUBJECT`. In `expected`, `*`
/// in place of one of these three matches anything.
fn is_told(expected: &str, told: &str) -> bool {
    let ([level, kind, subject], [of_level, of_kind, of_subject]) = (parts(expected), parts(told));
    let is = |word: &str, of: &str| word == "*" || word == of;
    is(level, of_level) && is(kind, of_kind) && is(subject, of_subject)
}

fn parts(line: &str) -> [&str; 3] {
    let mut words = line.splitn(3, ' ');
    [0; 3].map(|_| words.next().unwrap_or_default())
}

fn tables(value: &Value) -> Vec<&Mapping> {
    value.as_sequence().into_iter().flatten().filter_map(Value::as_mapping).collect()
}

/// Applies changes, as `edits.yml` lists them, to the files. `page` names the page of a change, or all pages if it is
/// `*`. The other keys say what happens to this page:
///
/// - `old` and `new`: the first occurrence of `old` is replaced by `new`. Every occurrence is replaced if the change
///   has `all`, or if it has `like` and `old` is a single line;
/// - `like`: the page is created as a copy of another page;
/// - `move`: the page gets the text of another page, which is removed;
/// - `remove`: the page is removed.
fn edited(files: &Files, changes: &Value) -> Files {
    let mut files = files.clone();
    for change in tables(changes) {
        let word = |key: &str| change.get(key).and_then(Value::as_str);
        let page = word("page").expect("a page");
        if change.contains_key("remove") {
            files.remove(page).expect("a page to remove");
        }
        if let Some(from) = word("move") {
            let text = files.remove(from).expect("a page to move");
            files.insert(page.to_owned(), text);
        }
        if let Some(like) = word("like") {
            files.insert(page.to_owned(), files[like].clone());
        }
        let (Some(old), Some(new)) = (word("old"), word("new")) else { continue };
        let is_all = change.contains_key("all") || change.contains_key("like") && !old.contains('\n');
        for (_, text) in files.iter_mut().filter(|(path, _)| page == "*" || *path == page) {
            assert!(text.contains(old), "{page} has no {old:?}");
            *text = if is_all { text.replace(old, new) } else { text.replacen(old, new, 1) };
        }
    }
    files
}

fn surface(files: &Files) -> Surface {
    let source = |(path, text): (&String, &String)| Source::from_bytes(path, text.clone().into_bytes());
    let sources = Sources::new(files.iter().map(source).collect());
    let reading = read(&sources);
    let options = Options::new("library", "cargo xtask gen", "../runtime");
    let planned = plan(&reading.api, &Selection::everything(&reading.api), &options);
    Surface::of(&reading.api, &sources).with_crate(&reading.api, &planned.plan)
}
