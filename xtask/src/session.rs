//! The turns of `gen`. In one turn it finds changed files, reads pages, plans and renders the crate, writes files, and
//! reports.
//!
//! `gen` takes one turn and stores data for the next run. `gen --watch` takes a turn after each change of the docs
//! folder; after the first turn it reports only changes. `gen --check` takes a turn that writes nothing and ignores
//! stored data. Findings never stop a turn. A disk error stops a turn, but leaves no file half-written.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;
use graph_codegen::diagnostic::{self, Severity};
use graph_codegen::diff::Surface;
use graph_codegen::select::Selection;
use graph_codegen::{Fingerprints, Options, Output, Planned, Reading};

use crate::cache::facts::FactsCache;
use crate::cache::run::{self, FinishedRun, LastRun, RunStore};
use crate::docs::pages::{FolderChanges, Pages};
use crate::docs::{crate_file, earlier, load};
use crate::flags::Gen;
use crate::lint::allowed;
use crate::lint::settings::{self as levels, Settings as Levels};
use crate::lint::since::Since;
use crate::out::folder::{self, FolderState};
use crate::out::layout::Layout;
use crate::out::manifest::Memory;
use crate::out::settings::Setting;
use crate::out::sync::{self, Changes};
use crate::out::{choice, command_line, path, settings};
use crate::report::progress::Progress;
use crate::report::since::{self, Findings};
use crate::report::stages::Stages;
use crate::report::{changes, check, findings, summary};
use crate::{console, folders};

/// Does the work of `gen` in turns: one turn or, with `--watch`, one for each change of the pages. Keeps what one turn
/// found out for the next turn.
pub(crate) struct Session<'a> {
    flags: &'a Gen,
    mode: Mode,
    pub(crate) docs: PathBuf,
    out: PathBuf,
    /// What the flags set, those of earlier runs (stored in `.manifest`) included; `None` before the first turn.
    memory: Option<Memory>,
    layout: Layout,
    options: Option<Options>,
    /// The levels of findings (such as `error`) that `lint.toml` sets; `None` before the first turn.
    levels: Option<Levels>,
    store: RunStore,
    pages: Pages,
    /// What the last run stored; empty with `--watch` and `--check`. Each turn that writes files updates `stamps`.
    last: LastRun,
    fingerprints: Fingerprints,
    /// The API and its crate as the last turn read them, in the form that `diff` compares.
    surface: Option<Surface>,
    /// The findings of the last turn. Only `--watch` keeps them, to report what changed.
    findings: Option<Findings>,
    /// Whether the next turn has work even if no page changed: the last did not write all files, or settings changed.
    is_unfinished: bool,
}

/// Why `gen` was started: to write once, to write after each change, or only to compare.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Once,
    Watch,
    Check,
}

/// What happened in one turn.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Turn {
    /// Whether anything had changed, so that the turn had work to do.
    pub(crate) did_work: bool,
    /// Whether a finding is an error. With `--since`, only the findings that are new count.
    pub(crate) has_errors: bool,
    /// Whether the out folder differs from the generated files. Only `--check` sets it.
    pub(crate) is_stale: bool,
}

impl<'a> Session<'a> {
    /// Prepares the first turn. Reads no file yet.
    pub(crate) fn of(flags: &'a Gen, mode: Mode) -> Result<Session<'a>> {
        let docs = folders::docs(flags.pages.docs.as_deref())?;
        let out = folders::out_folder(flags.out.as_deref(), &docs)?;
        Ok(Session {
            flags,
            mode,
            memory: None,
            layout: Layout::default(),
            options: None,
            levels: None,
            store: RunStore::of(&out),
            pages: Pages::of(&docs),
            last: LastRun::default(),
            fingerprints: Fingerprints::new(),
            surface: None,
            findings: None,
            is_unfinished: false,
            docs,
            out,
        })
    }

    /// Takes one turn. `started` is the time of the event that caused the turn; the report gives the time since then.
    pub(crate) fn turn(&mut self, started: Instant) -> Result<Turn> {
        let progress = Progress::start();
        let mut stages = Stages::start();
        let is_first = self.findings.is_none();
        progress.stage("waiting for another run to end", 0);
        let _lock = (self.mode != Mode::Check).then(|| self.store.lock());

        let (folder, memory, mut options) = self.refresh(&progress)?;
        if self.mode == Mode::Watch && !folder.is_news && !self.is_unfinished {
            return Ok(Turn::default());
        }
        let is_asked = self.mode == Mode::Once && self.flags.since.is_none();
        if is_asked && self.store.is_up_to_date(&self.last, &self.key(&memory, &options)) {
            drop(progress);
            return self.report_nothing_to_do(started);
        }
        self.is_unfinished = true;
        stages.end("read");

        progress.stage("understanding the pages", 0);
        let (mut reading, state) = self.read()?;
        stages.end("understand");

        progress.stage("making the crate", 0);
        let selection = choice::select(&reading.api, &memory.choice)?;
        self.layout = self.layout.decide(&selection, &options);
        self.layout.apply(&mut options)?;
        self.options = Some(options.clone());
        let mut planned = graph_codegen::plan(&reading.api, &selection, &options);
        reading.diagnostics.append(&mut planned.diagnostics);
        allowed::leave_out(&reading.allowed, &mut reading.diagnostics);
        if let (Some(levels), Some(tree)) = (&self.levels, self.pages.tree()) {
            levels.apply(tree.sources(), &mut reading.diagnostics);
        }
        diagnostic::sort(&mut reading.diagnostics);
        let has_errors = findings::count(&reading.diagnostics, Severity::Error) > 0;
        self.pages.supply(&summary::shown_files(&reading.diagnostics))?;
        stages.end("plan");

        let (output, report) = self.render(&reading, &planned, &selection, &folder);
        stages.end("render");
        let since = self.since(&memory, &options, &progress)?;
        let changed = self.compare(&reading, &planned, since.as_ref());
        let shown = match &since {
            Some(since) => Some(self.report_since(&mut reading, &selection, &folder, since)?),
            None => None,
        };
        if self.mode == Mode::Watch {
            self.findings = self.pages.tree().map(|tree| Findings::of(tree.sources(), reading.diagnostics));
        } else {
            // The process ends soon, and the system then frees all its memory at once.
            std::mem::forget(reading);
            std::mem::forget(planned);
        }
        stages.end("compare");

        if self.mode == Mode::Check {
            let changes = sync::compare(&self.out, state, output, &memory)?;
            drop(progress);
            let is_stale = self.report_check(&changes)?;
            return Ok(Turn { did_work: true, has_errors, is_stale });
        }
        progress.stage("writing", 0);
        let changes = self.write(state, output, &memory, &self.key(&memory, &options), &report, has_errors)?;
        self.is_unfinished = false;
        stages.end("write");

        drop(progress);
        let (report, has_errors) = shown.unwrap_or((report, has_errors));
        console::print(&report)?;
        let details = match (self.flags.verbose, is_first) {
            (true, _) => summary::details(&changes, &stages.ended),
            (false, true) => String::new(),
            (false, false) => summary::touched(&changes),
        };
        console::print(&(details + &changed + &summary::files(&changes, started.elapsed())))?;
        if self.mode == Mode::Once {
            std::mem::forget(changes);
        }
        Ok(Turn { did_work: true, has_errors, is_stale: false })
    }

    /// Finds the files that changed, and reads the settings again. The first turn also loads what the last run stored.
    fn refresh(&mut self, progress: &Progress) -> Result<(FolderChanges, Memory, Options)> {
        let is_first = self.memory.is_none();
        let loads = is_first && self.mode == Mode::Once;
        let stored = || {
            let last = loads.then(|| self.store.load());
            let known = self.memory.clone().map(|memory| (memory, self.layout));
            let memory = known.map_or_else(|| memory(self.flags, &self.out), Ok);
            (last, memory)
        };
        let ((last, memory), listing) = rayon::join(stored, || load::list(&self.docs));
        let (memory, layout) = memory?;
        let file = crate_file::read(&self.docs, &self.out)?;
        if self.pages.choose(settings::zone(&[&memory.settings, &file])) {
            self.is_unfinished = true;
        }
        self.layout = layout.with_setting(settings::types_apart(&[&memory.settings, &file]));
        let mut options = settings::options(&memory.settings, file, &self.out)?;
        self.layout.apply(&mut options)?;
        if self.options.as_ref().is_some_and(|last| *last != options) {
            self.is_unfinished = true;
        }
        self.options = Some(options.clone());
        let levels = levels::read(&self.docs)?;
        if self.levels.as_ref().is_some_and(|last| *last != levels) {
            self.is_unfinished = true;
        }
        self.levels = Some(levels);
        if let Some(last) = last {
            self.last = last;
        }
        let folder = self.pages.refresh(listing, &self.last.snapshots, progress)?;
        for warning in &folder.warnings {
            console::message("warning", warning);
        }
        self.memory = Some(memory.clone());
        Ok((folder, memory, options))
    }

    /// Reads the pages and, at the same time on another thread, finds out what is in the out folder.
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

    /// Renders the files whose text may have changed and, at the same time on another thread, the report on the pages.
    fn render(
        &mut self,
        reading: &Reading,
        planned: &Planned,
        selection: &Selection,
        folder: &FolderChanges,
    ) -> (Output, String) {
        let known = std::mem::take(&mut self.fingerprints);
        let render = || graph_codegen::render(&reading.api, planned, known);
        rayon::join(render, || self.report_on_pages(reading, selection, folder))
    }

    /// Reads the earlier state of the pages (a folder or a Git revision) that `--since` names; `None` without the flag.
    fn since(&self, memory: &Memory, options: &Options, progress: &Progress) -> Result<Option<Since>> {
        let Some(name) = &self.flags.since else { return Ok(None) };
        let sources = earlier::load(&self.docs, self.pages.zone(), name, progress)?;
        progress.stage("understanding the pages before", 0);
        Ok(Some(Since::of(name, sources, &memory.choice, options)))
    }

    /// The lines that say what changed for users of the API and of the crate: since the state that `--since` names, or
    /// else since the last turn or run.
    fn compare(&mut self, reading: &Reading, planned: &Planned, since: Option<&Since>) -> String {
        let Some(tree) = self.pages.tree().filter(|_| self.mode != Mode::Check) else { return String::new() };
        let last = self.surface.take();
        let stored = || last.or_else(|| since.is_none().then(|| self.store.surface(&self.last))?);
        let today = || Surface::without_examples(&reading.api, tree.sources()).with_crate(&reading.api, &planned.plan);
        let (last, today) = rayon::join(stored, today);
        let lines = match (since, &last) {
            (Some(since), _) => changes::lines(&since.surface, &today, &format!("`{}`", since.name)),
            (None, Some(last)) => changes::lines(last, &today, "the last run"),
            (None, None) => String::new(),
        };
        self.surface = Some(today);
        lines
    }

    /// The report on the pages with only the findings that `since` does not have, and whether one of them is an error.
    fn report_since(
        &mut self,
        reading: &mut Reading,
        selection: &Selection,
        folder: &FolderChanges,
        since: &Since,
    ) -> Result<(String, bool)> {
        let Some(tree) = self.pages.tree() else { return Ok((String::new(), false)) };
        self.pages.supply(&since.files_to_compare(tree.sources(), &reading.diagnostics))?;
        let Some(tree) = self.pages.tree() else { return Ok((String::new(), false)) };
        let (new, not_shown) = since.new_findings(tree.sources(), &reading.diagnostics);
        reading.diagnostics = new;
        self.pages.supply(&summary::shown_files(&reading.diagnostics))?;
        let has_errors = findings::count(&reading.diagnostics, Severity::Error) > 0;
        let not_shown = summary::plural(not_shown, "finding");
        let report = self.report_on_pages(reading, selection, folder);
        Ok((report + &format!("{not_shown} not shown, because `{}` has them\n", since.name), has_errors))
    }

    /// Writes the changes to the out folder. The data for the next turn is stored on disk at the end of a run, and
    /// stays in memory while watching.
    fn write(
        &mut self,
        state: FolderState,
        mut output: Output,
        memory: &Memory,
        key: &str,
        report: &str,
        has_errors: bool,
    ) -> Result<Changes> {
        self.store.forget()?;
        let fingerprints = std::mem::take(&mut output.fingerprints);
        let write = || {
            let changes = sync::compare(&self.out, state, output, memory)?;
            changes.apply()?;
            anyhow::Ok(changes)
        };
        let save = || {
            if self.mode == Mode::Once {
                let save_facts = || self.pages.tree().map(|tree| self.facts_cache().save(tree, &self.pages));
                let save_surface = || self.surface.iter().for_each(|surface| self.store.save_surface(key, surface));
                rayon::join(
                    || rayon::join(save_facts, save_surface),
                    || self.store.save_fingerprints(key, &fingerprints),
                );
            }
        };
        let (changes, ()) = rayon::join(write, save);
        let changes = changes?;
        let files: Vec<&str> = fingerprints.keys().map(String::as_str).chain([path::MANIFEST]).collect();
        self.last.stamps.read_stamps(&self.out, files.iter().copied(), &changes.untouched);
        if self.mode == Mode::Once {
            let (stamps, snapshots) = (&self.last.stamps, self.pages.snapshots());
            let run = FinishedRun { key, program: run::program(), report, has_errors, stamps, snapshots };
            self.store.save(&run, files.len());
        }
        self.fingerprints = fingerprints;
        Ok(changes)
    }

    /// The report on the pages: all findings in the first turn, and only changes of findings in later turns.
    fn report_on_pages(&self, reading: &Reading, selection: &Selection, folder: &FolderChanges) -> String {
        let Some(tree) = self.pages.tree() else { return String::new() };
        match &self.findings {
            Some(last) => since::render(last, &folder.replaced, &reading.diagnostics, tree.sources()),
            None => {
                let lint = command_line::lint(self.flags, self.memory.as_ref());
                summary::pages(tree.sources(), reading, &lint, console::colours())
                    + &choice::report(selection)
                    + self.layout.report(selection)
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

    /// Prints the differences between the out folder and the generated files. Returns whether there are any.
    fn report_check(&self, changes: &Changes) -> Result<bool> {
        if changes.is_none() {
            console::print(&format!("{} up to date\n", summary::plural(changes.unchanged, "file")))?;
            return Ok(false);
        }
        console::print(&check::render(changes))?;
        console::message("error", &format!("the written crate is stale; run `{}`", command_line::generate(self.flags)));
        Ok(true)
    }

    fn facts_cache(&self) -> FactsCache {
        FactsCache::of(&self.store.facts_folder(), &run::program(), &self.pages)
    }

    /// The digest of all that the result of a run depends on. A run with the digest of the last run has nothing to do.
    fn key(&self, memory: &Memory, options: &Options) -> String {
        let colours = if console::colours() { "colours" } else { "plain" };
        let choice = choice::flags(&memory.choice.include, &memory.choice.exclude);
        // Even a setting that changes no file counts: flags are stored in `.manifest`, and levels change the report.
        let settings = format!("{options:?} {:?} {:?} {:?}", memory.settings, self.layout, self.levels);
        run::key(&[&run::program(), &self.pages.digest(), &settings, &choice, colours])
    }
}

/// The flags of this run combined with those of earlier runs, and whether the last run wrote one crate or two.
fn memory(flags: &Gen, out: &Path) -> Result<(Memory, Layout)> {
    let (known, layout) = folder::memory(out)?;
    let given: Vec<Setting> = flags.settings().collect();
    let memory = Memory {
        choice: choice::choice(flags, known.choice),
        settings: settings::remembered(&given, known.settings, out)?,
    };
    Ok((memory, layout))
}
