//! `cargo xtask lint`: pages in, findings out.
//!
//! Runs every stage, that of Rust names included, and writes nothing.

use anyhow::Result;
use graph_codegen::diagnostic::{self, Severity};
use graph_codegen::select::Selection;

use crate::console::{self, Outcome};
use crate::docs::load;
use crate::flags::{DEFAULT_NAME, Deny, Lint, LintFormat};
use crate::folders;
use crate::report::findings;
use crate::report::human;
use crate::report::json;
use crate::report::progress::Progress;
use crate::report::summary;
use crate::session;

/// Runs the command.
pub(crate) fn run(flags: &Lint) -> Result<Outcome> {
    let progress = Progress::start();
    let sources = load::load(&folders::docs(flags.docs.as_deref())?, &progress)?;
    progress.stage("understanding the pages", 0);
    let reading = graph_codegen::read(&sources);
    let options = session::options(DEFAULT_NAME, String::new());
    // After planning there is nothing left to find.
    let planned = graph_codegen::plan(&reading.api, &Selection::everything(&reading.api), &options);
    let mut diagnostics = [reading.diagnostics, planned.diagnostics].concat();
    diagnostic::sort(&mut diagnostics);

    let [errors, warnings, notes] =
        [Severity::Error, Severity::Warning, Severity::Note].map(|severity| findings::count(&diagnostics, severity));
    let mut text = match flags.format {
        LintFormat::Human => human::render(&sources, &diagnostics, console::colours()),
        LintFormat::Json => json::render(&sources, &diagnostics),
    };
    if flags.format == LintFormat::Human {
        let [errors, warnings, notes] = [(errors, "error"), (warnings, "warning"), (notes, "note")]
            .map(|(count, noun)| summary::plural(count, noun));
        text += &format!(
            "{}: {errors}, {warnings}, {notes}\n",
            summary::plural(graph_codegen::overrides::pages_beside(&reading.api), "page")
        );
    }
    drop(progress);
    console::print(&text)?;

    let denied = match flags.deny {
        Some(Deny::Warnings) => errors + warnings,
        None => errors,
    };
    Ok(if denied > 0 { Outcome::Failure } else { Outcome::Success })
}
