//! `cargo xtask gen`: pages in, a crate out.
//!
//! Findings on pages never stop it. What the disk refuses does, before anything is half written.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use foldhash::{HashMap, HashMapExt};
use graph_codegen::diagnostic::{self, Severity};
use graph_codegen::select::Choice;
use graph_codegen::{Fingerprints, Options, Output, Reading, Tree};

use crate::cache::declarations::Cache;
use crate::cache::last_run::{self, Finished, Last, Memory};
use crate::commands::watch;
use crate::console::{self, Outcome};
use crate::docs::load;
use crate::docs::pages::Pages;
use crate::flags::{DEFAULT_NAME, Gen};
use crate::folders;
use crate::out::choice;
use crate::out::path;
use crate::out::stamps::Stamps;
use crate::out::state::Standing;
use crate::out::sync::{self, Changes};
use crate::report::check;
use crate::report::findings;
use crate::report::progress::Progress;
use crate::report::summary;

/// Runs the command.
pub(crate) fn run(flags: &Gen) -> Result<Outcome> {
    if flags.watch {
        return watch::run(flags);
    }
    let started = Instant::now();
    let progress = Progress::start();
    let docs = folders::docs(flags.docs.as_deref())?;
    let out = folders::out(flags.out.as_deref(), &docs)?;
    let options = options(&flags.name, folders::runtime(&out)?);
    if flags.check {
        let choice = choice::choice(flags, &out)?;
        let pages = Pages::look(&docs, load::list(&docs), &HashMap::new(), &progress)?;
        let job = Job { options: &options, choice: &choice, flags, out: &out };
        let made = make(pages, None, &job, Last::default(), &progress)?;
        let changes = sync::compare(&out, made.standing, made.output, &choice)?;
        drop(progress);
        return check(flags, &changes, has_errors(&made.reading));
    }

    progress.stage("waiting for another run to end", 0);
    let memory = Memory::of(&out);
    let _alone = memory.lock();
    let known = || rayon::join(|| memory.load(), || choice::choice(flags, &out));
    let ((last, choice), listing) = rayon::join(known, || load::list(&docs));
    let choice = choice?;
    let pages = Pages::look(&docs, listing, &last.held, &progress)?;
    let read = started.elapsed();
    let colours = if console::colours() { "colours" } else { "plain" };
    let part = choice::flags(&choice.include, &choice.exclude);
    let key = |pages: &Pages| {
        let warnings = pages.warnings.join("\n");
        last_run::key(&[&pages.digest(), &warnings, &options.crate_name, &options.runtime, &part, colours])
    };
    if !pages.are_news() && memory.is_up_to_date(&last, &key(&pages)) {
        drop(progress);
        let files = last.stamps.files();
        console::print(&(last.report + &summary::nothing_to_do(files, started.elapsed())))?;
        if flags.verbose {
            console::print(&summary::memory())?;
        }
        return Ok(outcome(flags, last.errors));
    }

    // A choice that cannot be made changes nothing, not even the memory.
    let job = Job { options: &options, choice: &choice, flags, out: &out };
    let cache = Cache::of(&memory.cache(), &last_run::program(), &pages);
    let mut made = make(pages, Some((&cache, &memory)), &job, last, &progress)?;
    memory.forget()?;
    progress.stage("writing", 0);
    let writing = Instant::now();
    let (standing, mut output) = (std::mem::take(&mut made.standing), std::mem::take(&mut made.output));
    let fingerprints = std::mem::take(&mut output.fingerprints);
    let write = || {
        let changes = sync::compare(&out, standing, output, &choice)?;
        changes.apply()?;
        anyhow::Ok(changes)
    };
    // What is kept of the pages is nobody's business but theirs, so it need not wait for the files.
    let keep_fingerprints = || {
        let key = key(&made.pages);
        memory.keep_fingerprints(&key, &fingerprints);
        key
    };
    let keep = || rayon::join(|| cache.keep(&made.tree, &made.pages), keep_fingerprints);
    let (changes, ((), key)) = rayon::join(write, keep);
    let changes = changes?;
    let keeping = Instant::now();
    let errors = has_errors(&made.reading);
    let paths = paths(&fingerprints);
    made.stamps.renew(&out, paths.iter().copied(), &changes.untouched);
    let (report, stamps, held) = (&made.report, &made.stamps, made.pages.held());
    memory.keep(&Finished { key: &key, program: last_run::program(), report, errors, stamps, held }, paths.len());
    made.stages.insert(0, ("read", read));
    made.stages.push(("write", keeping - writing));
    made.stages.push(("keep", keeping.elapsed()));

    drop(progress);
    console::print(&made.report)?;
    if flags.verbose {
        console::print(&summary::details(&changes, &made.stages))?;
    }
    console::print(&summary::files(&changes, started.elapsed()))?;
    // Likewise: taking the model apart piece by piece would only delay the end.
    std::mem::forget((made, changes));
    Ok(outcome(flags, errors))
}

/// The paths of the files that a run answers for, with that of the manifest.
pub(crate) fn paths(fingerprints: &Fingerprints) -> Vec<&str> {
    fingerprints.keys().map(String::as_str).chain([path::MANIFEST]).collect()
}

/// The options of a crate of that name. The command is that of any checkout: where the folders lie is nobody's business
/// in a file that is compared between machines.
pub(crate) fn options(name: &str, runtime: String) -> Options {
    let flag = if name == DEFAULT_NAME { String::new() } else { format!(" --name {name}") };
    Options { crate_name: name.to_owned(), command: format!("cargo xtask gen{flag}"), runtime }
}

/// What is to be made of the pages.
struct Job<'a> {
    options: &'a Options,
    choice: &'a Choice,
    flags: &'a Gen,
    out: &'a Path,
}

struct Made {
    pages: Pages,
    tree: Tree,
    reading: Reading,
    /// The out folder before the run, and the stamps that the run before left.
    standing: Standing,
    stamps: Stamps,
    output: Output,
    report: String,
    stages: Vec<(&'static str, Duration)>,
}

fn make(
    mut pages: Pages,
    kept: Option<(&Cache, &Memory)>,
    job: &Job<'_>,
    last: Last,
    progress: &Progress,
) -> Result<Made> {
    progress.stage("understanding the pages", 0);
    let started = Instant::now();
    let mut tree = pages.tree(kept.map(|(cache, _)| cache))?;
    let before = || {
        let known = || kept.map(|(_, memory)| memory.fingerprints(&last)).unwrap_or_default();
        let (standing, known) = rayon::join(|| Standing::of(job.out, &last.stamps), known);
        standing.map(|standing| (standing.still_true(known), standing))
    };
    let (before, mut reading) = rayon::join(before, || tree.read());
    let (known, standing) = before?;
    let understood = started.elapsed();
    progress.stage("making the crate", 0);
    let selection = choice::select(&reading.api, job.choice)?;
    let mut planned = graph_codegen::plan(&reading.api, &selection, job.options);
    reading.diagnostics.append(&mut planned.diagnostics);
    let deciding = started.elapsed() - understood;
    diagnostic::sort(&mut reading.diagnostics);
    pages.supply(&mut tree, &summary::shown_files(&reading.diagnostics))?;
    let report = || {
        let lint = command("lint", job.flags);
        summary::pages(tree.sources(), &reading, &lint, console::colours()) + &choice::report(&selection)
    };
    let render = || graph_codegen::render(&reading.api, &planned, known);
    let (output, report) = rayon::join(render, report);
    let rendered = started.elapsed() - understood - deciding;
    // The process ends soon, and gives all memory back at once.
    std::mem::forget(planned);
    let stages = vec![("understand", understood), ("plan", deciding), ("render", rendered)];
    Ok(Made { pages, tree, reading, standing, stamps: last.stamps, output, report, stages })
}

fn check(flags: &Gen, changes: &Changes, errors: bool) -> Result<Outcome> {
    if changes.is_none() {
        console::print(&format!("{} up to date\n", summary::plural(changes.unchanged, "file")))?;
        return Ok(outcome(flags, errors));
    }
    console::print(&check::render(changes))?;
    console::remark("error", &format!("the written crate is stale; run `{}`", command("gen", flags)));
    Ok(Outcome::Wanting)
}

fn outcome(flags: &Gen, errors: bool) -> Outcome {
    if flags.strict && errors { Outcome::Wanting } else { Outcome::Sound }
}

fn has_errors(reading: &Reading) -> bool {
    findings::count(&reading.diagnostics, Severity::Error) > 0
}

/// The command that goes on from this one, on the same folders.
pub(crate) fn command(word: &str, flags: &Gen) -> String {
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
