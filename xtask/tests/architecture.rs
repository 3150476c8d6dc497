//! Tests that every Rust file and function that `ARCHITECTURE.md` names exists.

use std::path::Path;

/// The folders that a path in `ARCHITECTURE.md` may be relative to.
const ROOTS: [&str; 6] = ["", "codegen", "codegen/src", "codegen/runtime", "xtask", "generated"];

#[test]
fn every_named_file_and_function_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let text = std::fs::read_to_string(root.join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let mut missing = Vec::new();
    let mut checked = 0;
    // Every second part of the text is between backticks.
    for code in text.split('`').skip(1).step_by(2) {
        let (path, function) = code.split_once(".rs::").map_or((code, None), |(path, function)| (path, Some(function)));
        let path = if function.is_some() { format!("{path}.rs") } else { path.to_owned() };
        let is_path = path.ends_with(".rs") && !path.contains(['*', '>', ' ']);
        if !is_path {
            continue;
        }
        checked += 1;
        let mut files = ROOTS.iter().filter_map(|folder| std::fs::read_to_string(root.join(folder).join(&path)).ok());
        // A path may also be relative to the source folder of the generated crate.
        let generated = || std::fs::read_to_string(root.join("generated/src").join(&path)).ok();
        let Some(source) = files.next().or_else(generated) else {
            missing.push(path);
            continue;
        };
        if let Some(function) =
            function.filter(|function| !["(", "<"].iter().any(|next| source.contains(&format!("fn {function}{next}"))))
        {
            missing.push(format!("{path}::{function}"));
        }
    }
    assert!(checked > 60, "only {checked} files are named");
    assert!(missing.is_empty(), "ARCHITECTURE.md names what does not exist: {missing:?}");
}
