//! The parts of the service that need no page because they are internal, from `drift.toml` in the docs folder.
//!
//! ```toml
//! internal = ["microsoft.graph.test*", "microsoft.graph.internal.**"]
//! ```
//!
//! A pattern selects types, enumerations, actions and functions by name, as in `gen --include`.

use std::path::Path;

use anyhow::{Context, Result};
use graph_codegen::select::Pattern;
use serde::Deserialize;

use crate::disk::{self, FileKind};
use crate::folders::shown;

/// The name of the file with internal parts of the service in the docs folder.
const FILE: &str = "drift.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[serde(default)]
    internal: Vec<String>,
}

/// Reads the patterns from the file; without the file the list is empty.
pub(crate) fn read(docs: &Path) -> Result<Vec<Pattern>> {
    let path = docs.join(FILE);
    if disk::kind(&path)? != FileKind::File {
        return Ok(Vec::new());
    }
    let text = String::from_utf8(disk::read(&path)?).with_context(|| format!("`{}`", shown(&path)))?;
    parse(&text).with_context(|| format!("`{}`", shown(&path)))
}

fn parse(text: &str) -> Result<Vec<Pattern>> {
    let settings: Settings = toml::from_str(text)?;
    let pattern = |text: &String| text.parse::<Pattern>().with_context(|| format!("`{text}`"));
    settings.internal.iter().map(pattern).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_read_and_other_keys_refused() {
        assert_eq!(parse("internal = [\"microsoft.graph.test*\"]").expect("sound").len(), 1);
        assert!(parse("").expect("nothing is internal").is_empty());
        for wrong in ["internals = []", "internal = [1]", "internal = [\"GET me\"]"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
