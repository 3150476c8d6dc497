//! The part of the API that a crate covers. `--include` and `--exclude` choose it, and the manifest of the crate stores
//! the choice for later runs.
//!
//! If a run has any of these flags, the stored choice is ignored. A pattern that matches nothing is an error, because
//! otherwise the crate would silently lack something.

use std::fmt::Write;

use anyhow::{Result, bail};
use graph_codegen::api::Api;
use graph_codegen::select::{self, Choice, Pattern, Selection};

use crate::flags::Gen;
use crate::report::summary;

/// Which part of the API the crate covers: the part that the flags choose. If no flag chooses a part, it is `known`,
/// the part that an earlier run wrote to the manifest.
pub(crate) fn choice(flags: &Gen, known: Choice) -> Choice {
    let given = Choice { include: flags.include.clone(), exclude: flags.exclude.clone() };
    let choice = if given == Choice::default() { known } else { given };
    if choice.is_everything() { Choice::default() } else { choice }
}

/// Selects the part of `api` that `choice` describes. A pattern that matches nothing is an error.
pub(crate) fn select(api: &Api, choice: &Choice) -> Result<Selection> {
    let selection = select::select(api, choice);
    if let Some(first) = selection.unmatched.first() {
        let near: Vec<String> = first.near.iter().map(|near| format!("`{near}`")).collect();
        let near = if near.is_empty() { String::new() } else { format!("; similar names: {}", near.join(", ")) };
        bail!("no route or type of these pages matches `{}`{near}", first.pattern);
    }
    Ok(selection)
}

/// A sentence that says how much of the API is selected; empty for the whole API.
pub(crate) fn report(selection: &Selection) -> String {
    if selection.choice.is_everything() {
        return String::new();
    }
    let shares =
        selection.shares().map(|share| format!("{} of {}", share.kept, summary::plural(share.all, share.kind)));
    format!("the crate covers a part: {}\n", shares.join(", "))
}

/// The flags `--include` and `--exclude` with these patterns, quoted for a shell.
pub(crate) fn flags(include: &[Pattern], exclude: &[Pattern]) -> String {
    let mut text = String::new();
    for (flag, patterns) in [("include", include), ("exclude", exclude)] {
        for pattern in patterns {
            // Writing to a string cannot fail.
            let _ = write!(text, " --{flag} '{pattern}'");
        }
    }
    text
}
