//! `cargo xtask report`: writes HTML pages about the API (the site), which a browser can open without a web server.
//!
//! The out folder is treated like that of `gen`: only files that an earlier run wrote are changed or removed.

use std::time::Instant;

use anyhow::{Result, bail};
use graph_codegen::diagnostic::{self, Severity};
use graph_codegen::diff::{self, Change, Surface};
use graph_codegen::select::Selection;
use graph_codegen::site::{self, Site};
use graph_codegen::source::Sources;
use graph_codegen::{Options, Output, Planned, Reading};

use crate::console::{self, Outcome};
use crate::docs::base::{self, Base};
use crate::docs::{crate_file, load};
use crate::flags::Report;
use crate::folders::{self, shown};
use crate::lint::allowed;
use crate::lint::baseline::Baseline;
use crate::lint::findings::Choice;
use crate::lint::settings;
use crate::out::folder::FolderState;
use crate::out::manifest::Memory;
use crate::out::path::OutPath;
use crate::out::settings::DEFAULT_NAME;
use crate::out::stamps::Stamps;
use crate::out::sync;
use crate::report::finding::Finding;
use crate::report::progress::Progress;
use crate::report::summary;

/// The start page of the site.
const FIRST: &str = "index.html";

/// Runs `report` and returns its exit status.
pub(crate) fn run(flags: &Report) -> Result<Outcome> {
    let start = Instant::now();
    let progress = Progress::start();
    let docs = folders::docs(flags.pages.docs.as_deref())?;
    let zone = crate_file::zone(flags.pages.zone.as_ref(), &docs)?;
    let out = folders::out_folder(Some(&flags.output), &docs)?;
    let state = FolderState::of(&out, &Stamps::default())?;
    if state.manifest.paths().len() > 0 && !state.manifest.names(&OutPath::new(FIRST)?) {
        bail!("`{}` has files of another command; choose an empty folder", shown(&out));
    }
    let settings = settings::read(&docs)?;
    let choice = Choice { settings: &settings, codes: &[] };

    let before = flags.base.as_deref().map(|name| base::load(&docs, &zone, name, &progress)).transpose()?;
    progress.stage("understanding the pages before", 0);
    let before = before.map(|base| BaseState::of(base, &choice));
    let sources = load::load(&docs, &zone, &progress)?;
    progress.stage("understanding the pages", 0);
    let mut now = Tree::of(sources, &choice);
    progress.stage("comparing", 0);
    let changes: Vec<Change> = match &before {
        Some(before) => diff::compare(&before.surface, &now.surface()),
        None => Vec::new(),
    };
    if let Some(earlier) = before.as_ref().and_then(|before| before.tree.as_ref()) {
        let mut known = Baseline::of(earlier.findings.iter().map(|finding| finding.fingerprint.as_str()));
        now.findings.iter_mut().for_each(|finding| finding.is_new = Some(!known.take(&finding.fingerprint)));
    }

    progress.stage("making the site", 0);
    let levels: Option<Vec<Severity>> = before
        .as_ref()
        .and_then(|before| before.tree.as_ref())
        .map(|tree| tree.findings.iter().map(|finding| finding.severity).collect());
    let base = before.as_ref().map(|before| site::Base {
        name: flags.base.as_deref().unwrap_or_default(),
        changes: &changes,
        model: before.tree.as_ref().map(|tree| &tree.reading.api).zip(levels.as_deref()),
    });
    let findings: Vec<site::Finding<'_>> = now.findings.iter().map(reported).collect();
    let files = site::files(&Site {
        title: flags.title.as_deref(),
        api: &now.reading.api,
        plan: &now.planned.plan,
        sources: &now.sources,
        ledger: &now.reading.ledger,
        findings: &findings,
        base,
    });
    progress.stage("writing", 0);
    let output = Output { files, ..Output::default() };
    let changes = sync::compare(&out, state, output, &Memory::default())?;
    changes.apply()?;
    drop(progress);
    console::print(&summary::files(&changes, start.elapsed()))?;
    console::print(&format!("open {}\n", shown(&out.join(FIRST))))?;
    Ok(Outcome::Success)
}

fn reported(finding: &Finding) -> site::Finding<'_> {
    site::Finding { diagnostic: &finding.diagnostic, severity: finding.severity, is_new: finding.is_new == Some(true) }
}

/// One state of the pages: their texts, the model and the findings that were read from them, and the plan of the crate.
struct Tree {
    sources: Sources,
    reading: Reading,
    planned: Planned,
    findings: Vec<Finding>,
}

impl Tree {
    fn of(sources: Sources, choice: &Choice<'_>) -> Tree {
        let mut reading = graph_codegen::read(&sources);
        let options = Options::new(DEFAULT_NAME, "cargo xtask report", "");
        let mut planned = graph_codegen::plan(&reading.api, &Selection::everything(&reading.api), &options);
        let mut found = std::mem::take(&mut reading.diagnostics);
        found.append(&mut planned.diagnostics);
        allowed::leave_out(&reading.allowed, &mut found);
        diagnostic::sort(&mut found);
        let findings = choice.among(&sources, found);
        Tree { sources, reading, planned, findings }
    }

    fn surface(&self) -> Surface {
        let findings: Vec<_> = self.findings.iter().map(|finding| finding.diagnostic.clone()).collect();
        let surface = Surface::of(&self.reading.api, &self.sources).with_findings(&self.sources, &findings);
        surface.with_crate(&self.reading.api, &self.planned.plan)
    }
}

/// The earlier state from `--base`, with which the site compares the current one. If it was given as a JSON export,
/// `tree` is `None`, because an export does not contain the texts of the pages.
struct BaseState {
    surface: Surface,
    tree: Option<Tree>,
}

impl BaseState {
    fn of(base: Base, choice: &Choice<'_>) -> BaseState {
        match base {
            Base::Export(surface) => BaseState { surface: *surface, tree: None },
            Base::Pages(sources) => {
                let tree = Tree::of(sources, choice);
                BaseState { surface: tree.surface(), tree: Some(tree) }
            }
        }
    }
}
