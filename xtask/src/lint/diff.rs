//! A unified diff of the changes that fixes make.

use graph_codegen::source::Sources;
use similar::TextDiff;

use crate::folders::slashed;
use std::path::Path;

/// The diff of all changed files, with paths relative to the current folder.
pub(crate) fn unified(before: &Sources, after: &Sources, docs: &Path) -> String {
    let mut text = String::new();
    for ((_, before), (_, after)) in before.iter().zip(after.iter()).filter(|((_, a), (_, b))| a.text != b.text) {
        let path = slashed(&docs.join(&before.path));
        let diff = TextDiff::from_lines(before.text.as_str(), after.text.as_str());
        text += &diff.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string();
    }
    text
}
