//! `cargo xtask gen`: pages in, a crate out.
//!
//! Findings on pages never stop it. What the disk refuses does, before anything is half written.

use std::time::{Duration, Instant};

use anyhow::Result;
use graph_codegen::diagnostic::Severity;
use graph_codegen::select::Choice;
use graph_codegen::{Options, Reading};

use crate::console::{self, Outcome};
use crate::flags::{DEFAULT_NAME, Gen};
use crate::load::{self, Docs};
use crate::memory::Memory;
use crate::progress::Progress;
use crate::stamps::Stamps;
use crate::sync::{self, Changes};
use crate::{diff, findings, folders, manifest, part, summary, watch};

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
    let choice = part::choice(flags, &out)?;
    let docs = load::load(&docs, &progress)?;
    let read = started.elapsed();
    if flags.check {
        let made = make(&docs, &options, &choice, flags, &progress)?;
        let changes = sync::compare(&out, made.files, &choice, &Stamps::default())?;
        drop(progress);
        return check(flags, &changes, has_errors(&made.reading));
    }

    let warnings = docs.warnings.join("\n");
    let colours = if console::colours() { "colours" } else { "plain" };
    let part = part::flags(&choice.include, &choice.exclude);
    let memory = Memory::of(&out, &[&docs.digest, &warnings, &options.crate_name, &options.runtime, &part, colours]);
    progress.stage("waiting for another run to end", 0);
    let _alone = memory.lock();
    let last = memory.load();
    if let Some(last) = last.as_ref().and_then(|last| memory.recall(last)) {
        drop(progress);
        console::print(&(last.report + &summary::nothing_to_do(last.files, started.elapsed())))?;
        if flags.verbose {
            console::print(&summary::memory())?;
        }
        return Ok(outcome(flags, last.errors));
    }

    // A choice that cannot be made changes nothing, not even the memory.
    let mut made = make(&docs, &options, &choice, flags, &progress)?;
    memory.forget()?;
    progress.stage("writing", 0);
    let writing = Instant::now();
    let paths: Vec<String> = made.files.keys().cloned().chain([manifest::NAME.to_owned()]).collect();
    let stamps = last.map(|last| last.stamps).unwrap_or_default();
    let changes = sync::compare(&out, made.files, &choice, &stamps)?;
    changes.apply()?;
    let errors = has_errors(&made.reading);
    memory.keep(&made.report, errors, &paths);
    made.stages.insert(0, ("read", read));
    made.stages.push(("write", writing.elapsed()));

    drop(progress);
    console::print(&made.report)?;
    if flags.verbose {
        console::print(&summary::details(&changes, &made.stages))?;
    }
    console::print(&summary::files(&changes, started.elapsed()))?;
    // The process ends here; taking the model apart piece by piece would only delay that.
    std::mem::forget((docs, made.reading, changes));
    Ok(outcome(flags, errors))
}

/// The options of a crate of that name. The command is that of any checkout: where the folders lie is nobody's business
/// in a file that is compared between machines.
pub(crate) fn options(name: &str, runtime: String) -> Options {
    let flag = if name == DEFAULT_NAME { String::new() } else { format!(" --name {name}") };
    Options { crate_name: name.to_owned(), command: format!("cargo xtask gen{flag}"), runtime }
}

struct Made {
    reading: Reading,
    files: std::collections::BTreeMap<String, String>,
    report: String,
    stages: Vec<(&'static str, Duration)>,
}

fn make(docs: &Docs, options: &Options, choice: &Choice, flags: &Gen, progress: &Progress) -> Result<Made> {
    progress.stage("understanding the pages", 0);
    let started = Instant::now();
    let mut reading = graph_codegen::read(&docs.sources);
    let understood = started.elapsed();
    progress.stage("making the crate", 0);
    let selection = part::select(&reading.api, choice)?;
    let output = graph_codegen::generate_part(&reading.api, &selection, options, &mut reading.diagnostics);
    let made = started.elapsed() - understood;
    findings::sort(&mut reading.diagnostics);
    let mut report = summary::pages(&docs.sources, &reading, &command("lint", flags), console::colours());
    report.push_str(&part::report(&selection));
    Ok(Made { reading, files: output.files, report, stages: vec![("understand", understood), ("generate", made)] })
}

fn check(flags: &Gen, changes: &Changes, errors: bool) -> Result<Outcome> {
    if changes.is_none() {
        console::print(&format!("{} up to date\n", summary::plural(changes.unchanged, "file")))?;
        return Ok(outcome(flags, errors));
    }
    console::print(&diff::render(changes))?;
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
        text += &part::flags(&flags.include, &flags.exclude);
    }
    text
}
