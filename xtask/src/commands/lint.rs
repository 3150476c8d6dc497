//! `cargo xtask lint`: pages in, findings out.
//!
//! Runs every stage that has findings, and writes no crate.

use std::path::Path;

use anyhow::{Context, Result};
use graph_codegen::Options;
use graph_codegen::diagnostic::{self, Diagnostic, Severity};
use graph_codegen::select::Selection;
use graph_codegen::source::Sources;

use crate::console::{self, Outcome};
use crate::disk::Kind;
use crate::docs::{load, revision};
use crate::flags::{Deny, Lint, LintFormat};
use crate::lint::baseline::{self, Baseline};
use crate::lint::settings::Settings;
use crate::lint::{allow, settings};
use crate::out::settings::DEFAULT_NAME;
use crate::report::finding::Finding;
use crate::report::progress::Progress;
use crate::report::{format, summary};
use crate::{disk, folders};

/// Runs the command.
pub(crate) fn run(flags: &Lint) -> Result<Outcome> {
    let progress = Progress::start();
    let docs = folders::docs(flags.docs.as_deref())?;
    let settings = settings(&docs)?;
    let sources = load::load(&docs, &progress)?;
    progress.stage("understanding the pages", 0);
    let pages = sources.pages().len();
    let (mut findings, problems) = reported(&sources, &settings);

    if let Some(file) = &flags.write_baseline {
        let lines = findings.iter().map(|finding| {
            let (diagnostic, page) = (&finding.diagnostic, sources.get(finding.diagnostic.span.source).path.as_str());
            let subject = diagnostic.subject.to_string();
            (finding.fingerprint.as_str(), diagnostic.code.id(), page, subject)
        });
        disk::write_to(file, |out| Ok(out.write_all(baseline::render(lines).as_bytes())?))?;
        drop(progress);
        console::print(&format!("{} listed in {}\n", summary::plural(findings.len(), "finding"), file.display()))?;
        return Ok(Outcome::Success);
    }
    let known = match (&flags.since, &flags.baseline) {
        (Some(name), _) => {
            let folder = Path::new(name);
            let before = match disk::kind(folder)? {
                Kind::Folder => load::load(&folders::docs(Some(folder))?, &progress)?,
                _ => revision::load(&docs, name)?,
            };
            progress.stage("understanding the pages before", 0);
            let (before, _) = reported(&before, &settings);
            Some(Baseline::of(before.iter().map(|finding| finding.fingerprint.as_str())))
        }
        (None, Some(file)) => {
            let text = String::from_utf8_lossy(&disk::read(file)?).into_owned();
            Some(Baseline::parse(&text).with_context(|| format!("`{}` is no baseline", file.display()))?)
        }
        (None, None) => None,
    };
    let mut not_shown = 0;
    if let Some(mut known) = known {
        findings.iter_mut().for_each(|finding| finding.is_new = Some(!known.take(&finding.fingerprint)));
        let all = findings.len();
        findings.retain(|finding| finding.is_new == Some(true));
        not_shown = all - findings.len();
    }

    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note].map(count);
    let is_for_people = matches!(flags.format, LintFormat::Human | LintFormat::Github);
    if is_for_people && !flags.notes {
        findings.retain(|finding| finding.severity != Severity::Note);
    }
    let mut text = format::render(flags.format, &sources, &findings, &docs);
    if is_for_people {
        let [errors, warnings, counted] = [(errors, "error"), (warnings, "warning"), (notes, "note")]
            .map(|(count, noun)| summary::plural(count, noun));
        text += &format!("{}: {errors}, {warnings}, {counted}", summary::plural(pages, "page"));
        text += if notes > 0 && !flags.notes { " (`--notes` prints the notes)\n" } else { "\n" };
        if not_shown > 0 {
            text +=
                &format!("{} not shown, because the pages had them before\n", summary::plural(not_shown, "finding"));
        }
    }
    drop(progress);
    console::print(&text)?;
    for problem in &problems {
        console::message("warning", problem);
    }

    let denied = match flags.deny {
        Some(Deny::Warnings) => errors + warnings + problems.len(),
        None => errors,
    };
    Ok(if denied > 0 { Outcome::Failure } else { Outcome::Success })
}

/// The findings that settings and comments do not suppress, and problems of the comments.
fn reported(sources: &Sources, settings: &Settings) -> (Vec<Finding>, Vec<String>) {
    let mut problems = Vec::new();
    let mut allowed = Vec::new();
    for (id, source) in sources.iter() {
        let (comments, wrong) = allow::read(&source.text);
        problems.extend(wrong.into_iter().map(|(line, problem)| format!("{}:{line}: {problem}", source.path)));
        allowed.extend(comments.into_iter().map(|comment| (id, comment, false)));
    }
    let mut findings = Vec::new();
    for diagnostic in diagnostics(sources) {
        let (page, code) = (diagnostic.span.source, diagnostic.code);
        let allows = allowed.iter_mut().filter(|(id, comment, _)| *id == page && comment.code == code);
        let is_allowed = allows.map(|(_, _, is_used)| *is_used = true).count() > 0;
        if let Some(severity) = settings.level(&sources.get(page).path, code)
            && !is_allowed
        {
            findings.push(Finding::of(sources, diagnostic, severity));
        }
    }
    for (id, comment, _) in allowed.iter().filter(|(_, _, is_used)| !is_used) {
        let (path, code) = (&sources.get(*id).path, comment.code.id());
        problems.push(format!("{path}:{}: this comment allows {code}, which is not found on the page", comment.line));
    }
    (findings, problems)
}

/// Every finding, sorted.
fn diagnostics(sources: &Sources) -> Vec<Diagnostic> {
    let reading = graph_codegen::read(sources);
    let options = Options::new(DEFAULT_NAME, "cargo xtask lint", "");
    let planned = graph_codegen::plan(&reading.api, &Selection::everything(&reading.api), &options);
    let mut diagnostics = [reading.diagnostics, planned.diagnostics].concat();
    diagnostic::sort(&mut diagnostics);
    diagnostics
}

fn settings(docs: &Path) -> Result<Settings> {
    let file = docs.join(settings::NAME);
    if disk::kind(&file)? != Kind::File {
        return Ok(Settings::default());
    }
    let text = String::from_utf8_lossy(&disk::read(&file)?).into_owned();
    Settings::parse(&text).with_context(|| format!("`{}` is wrong", folders::shown(&file)))
}
