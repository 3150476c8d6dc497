//! Which part of the API a crate is about: flags and what the out folder has on record in, a [`Choice`] and a [`Selection`]
//! out.
//!
//! Flags replace what is on record as a whole; without any, the folder keeps its choice. A pattern that matches nothing is
//! an error, since what somebody asked for would be missing silently.

use std::fmt::Write;
use std::path::Path;

use anyhow::{Result, bail};
use graph_codegen::api::Api;
use graph_codegen::select::{self, Choice, Pattern, Selection};

use crate::flags::Gen;
use crate::out::state;
use crate::report::summary;

/// What is wanted of the crate in `out`.
pub(crate) fn choice(flags: &Gen, out: &Path) -> Result<Choice> {
    let given = Choice { include: flags.include.clone(), exclude: flags.exclude.clone() };
    let choice = if given == Choice::default() { state::choice(out)? } else { given };
    Ok(if choice.is_everything() { Choice::default() } else { choice })
}

/// What stays of the API.
pub(crate) fn select(api: &Api, choice: &Choice) -> Result<Selection> {
    let selection = select::select(api, choice);
    if let Some(first) = selection.unmatched.first() {
        let near: Vec<String> = first.near.iter().map(|near| format!("`{near}`")).collect();
        let near = if near.is_empty() { String::new() } else { format!("; near to it are {}", near.join(", ")) };
        bail!("no route or type of these pages matches `{}`{near}", first.pattern);
    }
    Ok(selection)
}

/// How much stays, unless everything does.
pub(crate) fn report(selection: &Selection) -> String {
    if selection.choice.is_everything() {
        return String::new();
    }
    let shares =
        selection.shares().map(|share| format!("{} of {}", share.kept, summary::plural(share.all, share.kind)));
    format!("the crate has a part of it: {}\n", shares.join(", "))
}

/// The flags that make a choice, as a shell takes them. Patterns have no quotes.
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
