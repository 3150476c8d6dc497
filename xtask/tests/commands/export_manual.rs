//! The examples of `EXPORT.md`: each command writes a document, and the `jq` filter after it selects the JSON that the
//! manual shows.

use std::path::Path;

use serde_json::Value;

use crate::manual;
use crate::tree::Tree;

/// Selects a part of a document by a `jq` filter such as `.paths["/me"].get`.
fn look<'v>(document: &'v Value, filter: &str) -> &'v Value {
    let mut at = document;
    let mut rest = filter;
    while !rest.is_empty() {
        let (part, after) = match rest.strip_prefix('[') {
            Some(key) => key.split_once(']').expect("a closed bracket"),
            None => {
                let name = rest.strip_prefix('.').expect("a name");
                name.split_at(name.find(['.', '[']).unwrap_or(name.len()))
            }
        };
        at = match part.parse::<usize>() {
            Ok(index) => &at[index],
            Err(_) => &at[part.trim_matches('"')],
        };
        rest = after;
    }
    at
}

#[test]
fn the_manual_of_exports_shows_the_real_output() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let tree = Tree::with_widget();
    let mut shown = None;
    let mut compared = 0;
    for (language, text) in manual::blocks("EXPORT.md") {
        match language.as_str() {
            "console" => {
                let command = text.trim().strip_prefix("$ cargo xtask ").expect("a command");
                let (command, filter) = command.split_once(" | jq ").unwrap_or((command, "''"));
                let mut arguments = manual::arguments(command);
                arguments.extend(["--docs".to_owned(), docs.display().to_string()]);
                let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
                let document: Value = serde_json::from_str(&tree.run(&arguments).ends(0).stdout).expect("JSON");
                shown = Some(look(&document, filter.trim_matches('\'')).clone());
            }
            "json" => {
                let expected: Value = serde_json::from_str(&text).expect("JSON");
                assert_eq!(shown.take(), Some(expected));
                compared += 1;
            }
            _ => {}
        }
    }
    assert!(compared >= 3, "{compared} examples");
}
