//! One turn of `gen`: look, read, plan, render, write, report.
//!
//! `gen` takes one turn and stores what the next run can use. `gen --watch` takes a turn after each change; the later
//! turns report only what they changed. `gen --check` takes a turn that writes nothing and uses nothing stored.
//! Findings never stop a turn. A disk error does, before a file is half written.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Result;
use graph_codegen::diagnostic::{self, Severity};
use graph_codegen::select::{Choice, Selection};
use graph_codegen::{Fingerprints, Options, Output, Planned, Reading};

use crate::cache::facts::FactsCache;
use crate::cache::run::{self, FinishedRun, LastRun, RunStore};
use crate::docs::load;
use crate::docs::pages::{Look, Pages};
use crate::flags::{DEFAULT_NAME, Gen};
use crate::out::folder::FolderState;
use crate::out::sync::{self, Changes};
use crate::out::{choice, path};
use crate::report::progress::Progress;
use crate::report::since::{self, Findings};
use crate::report::{check, findings, summary};
use crate::{console, folders};

/// A docs folder, an out folder, and what is known of both between turns.
pub(crate) struct Session<'a> {
    flags: &'a Gen,
    mode: Mode,
    pub(crate) docs: PathBuf,
    out: PathBuf,
    options: Options,
    choice: Option<Choice>,
    store: RunStore,
    pages: Pages,
    /// What the last run of the program stored; later what the last turn left.
    last: LastRun,
    fingerprints: Fingerprints,
    /// The findings of the last turn, when later turns compare theirs with them.
    findings: Option<Findings>,
    /// Whether the last turn found changes and did not write them.
    is_unfinished: bool,
}

/// What a session is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Once,
    Watch,
    Check,
}

/// How a turn ended.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Turn {
    /// Whether there was anything to do.
    pub(crate) did_work: bool,
    /// Whether a page has an error.
    pub(crate) has_errors: bool,
    /// Whether the out folder differs from the pages, when the turn writes nothing.
    pub(crate) is_stale: bool,
}

impl<'a> Session<'a> {
    /// A session before its first turn.
    pub(crate) fn of(flags: &'a Gen, mode: Mode) -> Result<Session<'a>> {
        let docs = folders::docs(flags.docs.as_deref())?;
        let out = folders::out(flags.out.as_deref(), &docs)?;
        Ok(Session {
            flags,
            mode,
            options: options(&flags.name, folders::runtime(&out)?),
            choice: None,
            store: RunStore::of(&out),
            pages: Pages::of(&docs),
            last: LastRun::default(),
            fingerprints: Fingerprints::new(),
            findings: None,
            is_unfinished: false,
            docs,
            out,
        })
    }

    /// Takes one turn. `since` is when the cause of the turn happened, from which its time is counted.
    pub(crate) fn turn(&mut self, since: Instant) -> Result<Turn> {
        let progress = Progress::start();
        let mut stages = Stages::start();
        let is_first = self.findings.is_none();
        progress.stage("waiting for another run to end", 0);
        let _lock = (self.mode != Mode::Check).then(|| self.store.lock());

        let (look, choice) = self.look(&progress)?;
        if self.mode == Mode::Watch && !look.is_news && !self.is_unfinished {
            return Ok(Turn::default());
        }
        if self.mode == Mode::Once && self.store.is_up_to_date(&self.last, &self.key(&choice)) {
            drop(progress);
            return self.report_nothing_to_do(since);
        }
        self.is_unfinished = true;
        stages.end("read");

        progress.stage("understanding the pages", 0);
        let (mut reading, state) = self.read()?;
        stages.end("understand");

        progress.stage("making the crate", 0);
        let selection = choice::select(&reading.api, &choice)?;
        let mut planned = graph_codegen::plan(&reading.api, &selection, &self.options);
        reading.diagnostics.append(&mut planned.diagnostics);
        diagnostic::sort(&mut reading.diagnostics);
        let has_errors = findings::count(&reading.diagnostics, Severity::Error) > 0;
        self.pages.supply(&summary::shown_files(&reading.diagnostics))?;
        stages.end("plan");

        let (output, report) = self.render(&reading, &planned, &selection, &look);
        if self.mode == Mode::Watch {
            self.findings = self.pages.tree().map(|tree| Findings::of(tree.sources(), reading.diagnostics));
        } else {
            // The process ends soon and returns all memory at once.
            std::mem::forget(reading);
            std::mem::forget(planned);
        }
        stages.end("render");

        if self.mode == Mode::Check {
            let changes = sync::compare(&self.out, state, output, &choice)?;
            drop(progress);
            let is_stale = self.report_check(&changes)?;
            return Ok(Turn { did_work: true, has_errors, is_stale });
        }
        progress.stage("writing", 0);
        let changes = self.write(state, output, &choice, &report, has_errors)?;
        self.is_unfinished = false;
        stages.end("write");

        drop(progress);
        console::print(&report)?;
        let details = match (self.flags.verbose, is_first) {
            (true, _) => summary::details(&changes, &stages.ended),
            (false, true) => String::new(),
            (false, false) => summary::touched(&changes),
        };
        console::print(&(details + &summary::files(&changes, since.elapsed())))?;
        if self.mode == Mode::Once {
            std::mem::forget(changes);
        }
        Ok(Turn { did_work: true, has_errors, is_stale: false })
    }

    /// Finds out which files changed. The first turn also loads what the last run stored.
    fn look(&mut self, progress: &Progress) -> Result<(Look, Choice)> {
        let is_first = self.choice.is_none();
        let loads = is_first && self.mode == Mode::Once;
        let stored = || {
            let last = loads.then(|| self.store.load());
            let choice = self.choice.clone().map_or_else(|| choice::choice(self.flags, &self.out), Ok);
            (last, choice)
        };
        let ((last, choice), listing) = rayon::join(stored, || load::list(&self.docs));
        let choice = choice?;
        if let Some(last) = last {
            self.last = last;
        }
        let look = self.pages.look(listing, &self.last.snapshots, progress)?;
        for warning in &look.warnings {
            console::message("warning", warning);
        }
        self.choice = Some(choice.clone());
        Ok((look, choice))
    }

    /// Reads the pages, and the state of the out folder at the same time.
    fn read(&mut self) -> Result<(Reading, FolderState)> {
        let uses_stored = self.mode == Mode::Once;
        let facts = if uses_stored { self.facts_cache().load(&self.pages) } else { Vec::new() };
        let Session { pages, store, last, out, fingerprints, .. } = self;
        let state = || {
            let known = || if uses_stored { store.fingerprints(last) } else { std::mem::take(fingerprints) };
            let (state, known) = rayon::join(|| FolderState::of(out, &last.stamps), known);
            state.map(|state| (state.still_valid(known), state))
        };
        let (state, reading) = rayon::join(state, || pages.read(facts));
        let (known, state) = state?;
        self.fingerprints = known;
        Ok((reading?, state))
    }

    /// Renders the files that may differ. The report is made at the same time.
    fn render(&mut self, reading: &Reading, planned: &Planned, selection: &Selection, look: &Look) -> (Output, String) {
        let known = std::mem::take(&mut self.fingerprints);
        let render = || graph_codegen::render(&reading.api, planned, known);
        rayon::join(render, || self.report_on_pages(reading, selection, look))
    }

    /// Writes the changes to the out folder. The state for the next turn is stored on disk when the run ends, and stays
    /// in memory while watching.
    fn write(
        &mut self,
        state: FolderState,
        mut output: Output,
        choice: &Choice,
        report: &str,
        has_errors: bool,
    ) -> Result<Changes> {
        self.store.forget()?;
        let fingerprints = std::mem::take(&mut output.fingerprints);
        let key = self.key(choice);
        let write = || {
            let changes = sync::compare(&self.out, state, output, choice)?;
            changes.apply()?;
            anyhow::Ok(changes)
        };
        let save = || {
            if self.mode == Mode::Once {
                let save_facts = || self.pages.tree().map(|tree| self.facts_cache().save(tree, &self.pages));
                rayon::join(save_facts, || self.store.save_fingerprints(&key, &fingerprints));
            }
        };
        let (changes, ()) = rayon::join(write, save);
        let changes = changes?;
        let files: Vec<&str> = fingerprints.keys().map(String::as_str).chain([path::MANIFEST]).collect();
        self.last.stamps.renew(&self.out, files.iter().copied(), &changes.untouched);
        if self.mode == Mode::Once {
            let (stamps, snapshots) = (&self.last.stamps, self.pages.snapshots());
            let run = FinishedRun { key: &key, program: run::program(), report, has_errors, stamps, snapshots };
            self.store.save(&run, files.len());
        }
        self.fingerprints = fingerprints;
        Ok(changes)
    }

    /// The report on the pages: all findings in the first turn, only new ones in later turns.
    fn report_on_pages(&self, reading: &Reading, selection: &Selection, look: &Look) -> String {
        let Some(tree) = self.pages.tree() else { return String::new() };
        match &self.findings {
            Some(last) => since::render(last, &look.replaced, &reading.diagnostics, tree.sources()),
            None => {
                let lint = command("lint", self.flags);
                summary::pages(tree.sources(), reading, &lint, console::colours()) + &choice::report(selection)
            }
        }
    }

    fn report_nothing_to_do(&self, since: Instant) -> Result<Turn> {
        let LastRun { report, stamps, has_errors, .. } = &self.last;
        console::print(&format!("{report}{}", summary::nothing_to_do(stamps.files(), since.elapsed())))?;
        if self.flags.verbose {
            console::print(&summary::memory())?;
        }
        Ok(Turn { did_work: false, has_errors: *has_errors, is_stale: false })
    }

    /// Whether anything would change.
    fn report_check(&self, changes: &Changes) -> Result<bool> {
        if changes.is_none() {
            console::print(&format!("{} up to date\n", summary::plural(changes.unchanged, "file")))?;
            return Ok(false);
        }
        console::print(&check::render(changes))?;
        console::message("error", &format!("the written crate is stale; run `{}`", command("gen", self.flags)));
        Ok(true)
    }

    fn facts_cache(&self) -> FactsCache {
        FactsCache::of(&self.store.facts_folder(), &run::program(), &self.pages)
    }

    /// The digest of every input of a run.
    fn key(&self, choice: &Choice) -> String {
        let colours = if console::colours() { "colours" } else { "plain" };
        let choice = choice::flags(&choice.include, &choice.exclude);
        let Options { crate_name, runtime, .. } = &self.options;
        run::key(&[&run::program(), &self.pages.digest(), crate_name, runtime, &choice, colours])
    }
}

/// How long each stage took.
struct Stages {
    started: Instant,
    ended: Vec<(&'static str, Duration)>,
}

impl Stages {
    fn start() -> Stages {
        Stages { started: Instant::now(), ended: Vec::new() }
    }

    fn end(&mut self, name: &'static str) {
        self.ended.push((name, self.started.elapsed()));
        self.started = Instant::now();
    }
}

/// The options of a crate of that name. The command has no folders: it stands in files that are compared between machines.
pub(crate) fn options(name: &str, runtime: String) -> Options {
    let flag = if name == DEFAULT_NAME { String::new() } else { format!(" --name {name}") };
    Options { crate_name: name.to_owned(), command: format!("cargo xtask gen{flag}"), runtime }
}

/// Another command on the same folders.
fn command(word: &str, flags: &Gen) -> String {
    let mut text = format!("cargo xtask {word}");
    if let Some(docs) = &flags.docs {
        text += &format!(" --docs {}", docs.display());
    }
    if word == "gen" {
        if let Some(out) = &flags.out {
            text += &format!(" --out {}", out.display());
        }
        if flags.name != DEFAULT_NAME {
            text += &format!(" --name {}", flags.name);
        }
        text += &choice::flags(&flags.include, &flags.exclude);
    }
    text
}
