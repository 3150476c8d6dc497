//! The report of `gen`: what the run read, found and wrote.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::time::Duration;

use graph_codegen::Reading;
use graph_codegen::diagnostic::{Diagnostic, Severity};
use graph_codegen::source::{SourceId, Sources};

use crate::disk;
use crate::docs::load;
use crate::out::sync::{Change, Changes};
use crate::report::findings;
use crate::report::human;

/// The highest number of errors and warnings that are printed one by one. If there are more, only the number of each
/// code is printed, so that the summary stays visible.
const SHOWN: usize = 50;

/// The report on the pages: the errors and warnings (only the number of each code if there are more than `SHOWN`), how
/// many table rows, request lines and other pieces of the pages were read, and totals. `lint` is the command line that
/// the report names for listing all findings.
pub(crate) fn pages(sources: &Sources, reading: &Reading, lint: &str, colours: bool) -> String {
    let few = are_few(&reading.diagnostics);
    let mut text = if few {
        human::render(sources, serious(&reading.diagnostics).map(|found| (found.severity(), found)), colours)
    } else {
        String::new()
    };
    text.push_str(&ledger(reading));
    text.push_str(&counts(reading));
    if !few {
        line(&mut text, format_args!("`{lint}` shows each finding with its place\n"));
    }
    text.push_str(&totals(reading));
    text
}

/// The files whose text the report quotes: each has a line to which a printed finding, one of its notes or its fix
/// refers. Empty if the findings are only counted.
pub(crate) fn shown_files(diagnostics: &[Diagnostic]) -> BTreeSet<SourceId> {
    if !are_few(diagnostics) {
        return BTreeSet::new();
    }
    let shown = serious(diagnostics);
    shown
        .flat_map(|found| {
            let places = found.notes.iter().map(|(span, _)| span.source).chain([found.span.source]);
            places.chain(found.fix.iter().flat_map(|fix| fix.files()))
        })
        .collect()
}

fn serious(diagnostics: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity() != Severity::Note)
}

fn are_few(diagnostics: &[Diagnostic]) -> bool {
    serious(diagnostics).count() <= SHOWN
}

/// The last line of the report: how many files were written, unchanged and removed.
pub(crate) fn files(changes: &Changes, time: Duration) -> String {
    let removed = changes.files.values().filter(|change| matches!(change, Change::Remove)).count();
    let written = changes.files.len() - removed;
    let mut text = String::new();
    for path in &changes.kept {
        line(&mut text, format_args!("kept {path}: it is stale, but was edited by hand"));
    }
    let (written, unchanged) = (plural(written, "file"), changes.unchanged);
    line(&mut text, format_args!("{written} written, {unchanged} unchanged, {removed} removed in {}", seconds(time)));
    text
}

/// The last line of a run that had nothing to do.
pub(crate) fn nothing_to_do(files: usize, time: Duration) -> String {
    format!("nothing changed since the last run: 0 files written, {files} unchanged, 0 removed in {}\n", seconds(time))
}

/// The additional output of `--verbose`: changed files, the time of each stage, the memory.
pub(crate) fn details(changes: &Changes, stages: &[(&str, Duration)]) -> String {
    let mut text = touched(changes);
    for (stage, time) in stages {
        line(&mut text, format_args!("{stage:<10} {:>8}", seconds(*time)));
    }
    text.push_str(&memory());
    text
}

/// The files that a run created, changed or removed.
pub(crate) fn touched(changes: &Changes) -> String {
    let mut text = String::new();
    for (path, change) in &changes.files {
        let word = match change {
            Change::Create(_) => "created",
            Change::Update(..) => "changed",
            Change::Remove => "removed",
        };
        line(&mut text, format_args!("{word} {path}"));
    }
    text
}

/// The line with the peak memory; empty if the system does not report it.
pub(crate) fn memory() -> String {
    disk::peak_memory().map_or_else(String::new, |bytes| format!("{:<10} {:>6} MB\n", "memory", bytes / 1_000_000))
}

/// A number with its noun: `1 page`, `2 pages`.
pub(crate) fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A duration in milliseconds or in seconds, with few digits.
fn seconds(time: Duration) -> String {
    if time < Duration::from_secs(1) {
        format!("{} ms", time.as_millis())
    } else {
        format!("{:.2} s", time.as_secs_f64())
    }
}

fn ledger(reading: &Reading) -> String {
    let mut text = format!("{:<24} {:>8} {:>8} {:>10}\n", "ledger", "read", "used", "diagnosed");
    for row in reading.ledger.rows() {
        let balance =
            if row.read == row.used + row.diagnosed { "" } else { "  (does not add up: a defect of the generator)" };
        line(
            &mut text,
            format_args!("  {:<22} {:>8} {:>8} {:>10}{balance}", row.kind, row.read, row.used, row.diagnosed),
        );
    }
    text.push('\n');
    text
}

fn counts(reading: &Reading) -> String {
    let counts = findings::by_code(&reading.diagnostics);
    let mut text = String::new();
    if !counts.is_empty() {
        line(&mut text, format_args!("{:<24} {:>8}", "findings", "count"));
        for (severity, code, count) in counts {
            line(&mut text, format_args!("  {:<5} {:<16} {count:>8}  {}", code.id(), severity.as_str(), code.title()));
        }
        text.push('\n');
    }
    text
}

fn totals(reading: &Reading) -> String {
    let api = &reading.api;
    let routes = api.operations.iter().map(|operation| operation.routes.len()).sum();
    let of = |severity, noun| plural(findings::count(&reading.diagnostics, severity), noun);
    format!(
        "{}: {}, {}, {}, {}, {}; {}, {}, {}\n",
        plural(api.pages.iter().filter(|page| load::is_page(&page.path)).count(), "page"),
        plural(api.types.len(), "type"),
        plural(api.enums.len(), "enum"),
        plural(api.operations.len(), "operation"),
        plural(routes, "route"),
        plural(api.examples.len(), "example"),
        of(Severity::Error, "error"),
        of(Severity::Warning, "warning"),
        of(Severity::Note, "note"),
    )
}

fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{line}");
}
