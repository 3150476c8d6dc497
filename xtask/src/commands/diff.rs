//! `cargo xtask diff`: compares two states of the pages, and prints what changed for clients and for programs that use
//! the crate.

use std::path::Path;

use anyhow::Result;
use graph_codegen::Options;
use graph_codegen::diff::{self, Change, Level, Surface, render};
use graph_codegen::select::Selection;
use graph_codegen::source::Sources;
use jiff::civil::Date;

use crate::console::{self, Outcome};
use crate::docs::accepted::{self, Accepted};
use crate::docs::base::{self, Base};
use crate::docs::{crate_file, earlier, load};
use crate::flags::{Diff, DiffDeny, DiffFormat};
use crate::folders;
use crate::out::settings::DEFAULT_NAME;
use crate::report::progress::Progress;

/// Runs `diff` and returns its exit status.
pub(crate) fn run(flags: &Diff) -> Result<Outcome> {
    let progress = Progress::start();
    let docs = folders::docs(flags.pages.docs.as_deref())?;
    let zone = crate_file::zone(flags.pages.zone.as_ref(), &docs)?;
    let entries = accepted::read(&docs)?;
    let sources = load::load(&docs, &zone, &progress)?;
    let before = earlier(&docs, &zone, &flags.base, &sources, &progress)?;
    let after = surface(&sources, &progress);
    progress.stage("comparing", 0);
    let mut changes = diff::compare(&before, &after);
    let today = accepted::today();
    mark_accepted(&entries, &mut changes, today);
    drop(progress);
    let text = match flags.format {
        DiffFormat::Human => render::human(&changes),
        DiffFormat::Markdown => render::markdown(&changes),
        DiffFormat::Json => render::json(&changes),
        DiffFormat::Html => render::html(&changes),
    };
    let text = if flags.format == DiffFormat::Human { console::visible(&text) } else { text };
    console::print(&text)?;
    let refused = refused(&entries, &changes, flags.deny, today);
    Ok(if refused > 0 { Outcome::Failure } else { Outcome::Success })
}

/// Reads the earlier state, in the form that `diff` compares. `base` is the path of a JSON export or of a folder, or a
/// Git revision.
fn earlier(docs: &Path, zone: &str, base: &str, after: &Sources, progress: &Progress) -> Result<Surface> {
    Ok(match base::load(docs, zone, base, progress)? {
        Base::Export(surface) => *surface,
        Base::Pages(sources) => {
            earlier::warn_if_apart(base, &sources, after);
            surface(&sources, progress)
        }
    })
}

fn surface(sources: &Sources, progress: &Progress) -> Surface {
    progress.stage("understanding the pages", 0);
    let reading = graph_codegen::read(sources);
    let options = Options::new(DEFAULT_NAME, "cargo xtask diff", "");
    let planned = graph_codegen::plan(&reading.api, &Selection::everything(&reading.api), &options);
    let surface = Surface::of(&reading.api, sources).with_findings(sources, &reading.diagnostics);
    surface.with_crate(&reading.api, &planned.plan)
}

/// Appends to the message of each accepted change the end date and the reason from `accepted.toml`.
fn mark_accepted(entries: &[Accepted], changes: &mut [Change], today: Date) {
    if entries.is_empty() {
        return;
    }
    for change in changes {
        let id = change.id();
        if let Some(entry) = entries.iter().find(|entry| entry.until >= today && entry.id == id) {
            change.message += &format!(" Accepted until {}: {}", entry.until, entry.reason);
        }
    }
}

/// The number of changes that `deny` refuses and `accepted.toml` does not accept. Also prints a message for each entry
/// of that file that has expired or that matches no change.
fn refused(entries: &[Accepted], changes: &[Change], deny: Option<DiffDeny>, today: Date) -> usize {
    for entry in entries {
        if !changes.iter().any(|change| change.id() == entry.id) {
            console::message("note", &format!("{}: `{}` is no change here", accepted::FILE, entry.id));
        } else if entry.until < today {
            let text =
                format!("{}: `{}` was accepted until {} ({})", accepted::FILE, entry.id, entry.until, entry.reason);
            console::message("warning", &text);
        }
    }
    let Some(deny) = deny else { return 0 };
    let gravest = match deny {
        DiffDeny::Wire => Level::WireBreaking,
        DiffDeny::Rust => Level::RustBreaking,
        DiffDeny::Risk => Level::Risk,
    };
    let is_accepted = |change: &Change| entries.iter().any(|entry| entry.until >= today && entry.id == change.id());
    changes.iter().filter(|change| change.level() <= gravest && !is_accepted(change)).count()
}
