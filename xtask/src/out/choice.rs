//! Which part of the API a crate covers: flags and what the crate remembers in, a [`Choice`] and a [`Selection`] out.
//!
//! Flags replace the remembered choice as a whole; without flags the crate keeps its choice. A pattern that matches
//! nothing is an error, since the crate would silently lack what was asked for.

use std::fmt::Write;

use anyhow::{Result, bail};
use graph_codegen::api::Api;
use graph_codegen::select::{self, Choice, Pattern, Selection};

use crate::flags::Gen;
use crate::report::summary;

/// The patterns for a crate: those of the flags, or else `known`, which the manifest has from an earlier run.
pub(crate) fn choice(flags: &Gen, known: Choice) -> Choice {
    let given = Choice { include: flags.include.clone(), exclude: flags.exclude.clone() };
    let choice = if given == Choice::default() { known } else { given };
    if choice.is_everything() { Choice::default() } else { choice }
}

/// The part of the API that the choice selects.
pub(crate) fn select(api: &Api, choice: &Choice) -> Result<Selection> {
    let selection = select::select(api, choice);
    if let Some(first) = selection.unmatched.first() {
        let near: Vec<String> = first.near.iter().map(|near| format!("`{near}`")).collect();
        let near = if near.is_empty() { String::new() } else { format!("; similar names: {}", near.join(", ")) };
        bail!("no route or type of these pages matches `{}`{near}", first.pattern);
    }
    Ok(selection)
}

/// How much the selection keeps; empty when it keeps everything.
pub(crate) fn report(selection: &Selection) -> String {
    if selection.choice.is_everything() {
        return String::new();
    }
    let shares =
        selection.shares().map(|share| format!("{} of {}", share.kept, summary::plural(share.all, share.kind)));
    format!("the crate covers a part: {}\n", shares.join(", "))
}

/// The flags for a choice, quoted for a shell. Patterns contain no quotes.
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
