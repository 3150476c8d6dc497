//! `cargo xtask drift`: compares the pages with the metadata of the service.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use graph_codegen::diagnostic::Severity;
use graph_codegen::drift::{self, Metadata};
use graph_codegen::source::{Source, Sources};

use crate::console::{self, Outcome};
use crate::disk;
use crate::docs::{crate_file, internal, load};
use crate::flags::{Drift, LintFormat};
use crate::folders::{self, shown};
use crate::report::finding::Finding;
use crate::report::progress::Progress;
use crate::report::{findings, format};

/// Runs `drift` and returns its exit status.
pub(crate) fn run(flags: &Drift) -> Result<Outcome> {
    let progress = Progress::start();
    let docs = folders::docs(flags.pages.docs.as_deref())?;
    let zone = crate_file::zone(flags.pages.zone.as_ref(), &docs)?;
    let internal = internal::read(&docs)?;
    let metadata = metadata(&flags.metadata)?;
    let path = metadata.path.clone();
    let mut files = load::load(&docs, &zone, &progress)?.into_files();
    files.push(metadata);
    let sources = Sources::new(files).with_zone(&zone);
    let id = sources.find(&path).ok_or_else(|| anyhow!("`{path}` is a page of the docs folder"))?;
    progress.stage("understanding the pages", 0);
    let api = graph_codegen::read(&sources).api;
    progress.stage("comparing", 0);
    let metadata =
        Metadata::read(&sources.get(id).text, id).with_context(|| format!("`{path}` is no CSDL document"))?;
    let drift = drift::compare(&api, &metadata, &internal);
    drop(progress);
    let errors = findings::count(&drift.findings, Severity::Error);
    let findings: Vec<Finding> = drift
        .findings
        .into_iter()
        .map(|diagnostic| {
            let severity = diagnostic.severity();
            Finding::of(&sources, diagnostic, severity)
        })
        .collect();
    let mut text = format::render(flags.format, &sources, &findings, &docs);
    if flags.format == LintFormat::Human {
        for (class, count) in &drift.counts {
            text += &format!("{:<22}{count:>7}\n", class.as_str());
        }
    }
    console::print(&text)?;
    Ok(if errors > 0 { Outcome::Failure } else { Outcome::Success })
}

/// Reads the metadata file as a source. The name of the source is the path that messages show.
fn metadata(path: &Path) -> Result<Source> {
    let bytes = disk::read(path)?;
    Ok(Source::from_bytes(shown(path).to_string(), bytes))
}
