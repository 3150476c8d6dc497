//! `cargo xtask lint`: prints the findings. `--fix` changes the pages; `--diff` prints these changes as a diff.
//!
//! Runs every stage that can produce findings, including the plan of the crate, but writes no crate.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result};
use graph_codegen::diagnostic::{Safety, Severity};
use graph_codegen::fixes::{self, Fixed};
use graph_codegen::source::Sources;

use crate::console::{self, Outcome};
use crate::docs::{crate_file, earlier, load};
use crate::flags::{Deny, Lint, LintFormat};
use crate::lint::baseline::{self, Baseline};
use crate::lint::findings::Choice;
use crate::lint::known::{EarlierLines, known};
use crate::lint::renamed::Renamed;
use crate::lint::{diff, fingerprint, removed, settings};
use crate::report::finding::Finding;
use crate::report::progress::Progress;
use crate::report::{format, summary};
use crate::{disk, folders};

/// Runs `lint` and returns its exit status.
pub(crate) fn run(flags: &Lint) -> Result<Outcome> {
    let progress = Progress::start();
    let docs = folders::docs(flags.pages.docs.as_deref())?;
    let zone = crate_file::zone(flags.pages.zone.as_ref(), &docs)?;
    let settings = settings::read(&docs)?;
    let choice = Choice { settings: &settings, codes: &flags.codes };
    let mut sources = load::load(&docs, &zone, &progress)?;
    for folder in settings.empty_folders(sources.iter().map(|(_, source)| source.path.as_str())) {
        console::message("warning", &format!("`lint.toml` sets levels for the folder `{folder}`, which has no pages"));
    }
    if let Some(file) = &flags.write_baseline {
        progress.stage("understanding the pages", 0);
        let findings = choice.of(&sources);
        drop(progress);
        return write_baseline(file, &sources, &findings);
    }
    let earlier = earlier(flags, &docs, &zone, &choice, &sources, &progress)?;
    let mut done = String::new();
    if flags.fix || flags.diff {
        progress.stage("fixing the pages", 0);
        let fixed = apply_fixes(flags, &choice, earlier.as_ref(), &sources);
        if flags.diff {
            let shown = folders::shown(&docs);
            // The paths in a patch are relative, so the first `/` of an absolute docs folder is removed.
            let text = diff::unified(&sources, &fixed.sources, Path::new(shown.trim_start_matches('/')));
            drop(progress);
            console::print(&text)?;
            console::message("note", &report(&fixed, "would be fixed"));
            return Ok(if text.is_empty() { Outcome::Success } else { Outcome::Failure });
        }
        for id in &fixed.changed {
            let source = fixed.sources.get(*id);
            disk::write(&docs.join(&source.path), source.text.as_bytes())?;
        }
        done = report(&fixed, "fixed") + "\n";
        sources = fixed.sources;
    }
    progress.stage("understanding the pages", 0);
    let mut findings = choice.of(&sources);
    let mut not_shown = 0;
    if let Some(earlier) = earlier {
        let print = |finding: &Finding| {
            let path = &sources.get(finding.diagnostic.span.source).path;
            fingerprint::of_former_path(earlier.renamed.former(path), path, &finding.diagnostic)
        };
        let prints: Vec<String> = findings.iter().map(print).collect();
        let mut lines = earlier.sources.as_ref().map(|before| EarlierLines::new(before, &sources, &earlier.renamed));
        let known = known(earlier.known, &prints, |index| {
            lines.as_mut().is_none_or(|lines| lines.has_line_of(&findings[index].diagnostic))
        });
        findings.iter_mut().zip(known).for_each(|(finding, known)| finding.is_new = Some(!known));
        let all = findings.len();
        findings.retain(|finding| finding.is_new == Some(true));
        not_shown = all - findings.len();
        if let Some(before) = &earlier.sources {
            findings = removed::merge(before, &sources, &earlier.renamed, findings);
        }
    }

    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let counts @ [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note].map(count);
    let is_for_people = matches!(flags.format, LintFormat::Human | LintFormat::Github);
    let fixable = is_for_people.then(|| fixable(&sources, &findings));
    if is_for_people && !flags.notes {
        findings.retain(|finding| finding.severity != Severity::Note);
    }
    let mut text = format::render(flags.format, &sources, &findings, &docs);
    if let Some(fixable) = fixable {
        text += &done;
        text += &totals(sources.pages().len(), counts, notes > 0 && !flags.notes);
        text += &fixable;
        if not_shown > 0 {
            text +=
                &format!("{} not shown, because the pages had them before\n", summary::plural(not_shown, "finding"));
        }
    }
    drop(progress);
    console::print(&text)?;
    let denied = match flags.deny {
        Some(Deny::Warnings) => errors + warnings,
        None => errors,
    };
    Ok(if denied > 0 { Outcome::Failure } else { Outcome::Success })
}

/// The state with which `--since` or `--baseline` compares. The command reports only findings that this state does not
/// have.
struct EarlierState {
    known: Baseline,
    /// The texts of the pages in the earlier state; `None` for a baseline, which contains only fingerprints of
    /// findings.
    sources: Option<Sources>,
    /// The pages that were renamed between this state and today.
    renamed: Renamed,
}

fn earlier(
    flags: &Lint,
    docs: &Path,
    zone: &str,
    choice: &Choice<'_>,
    after: &Sources,
    progress: &Progress,
) -> Result<Option<EarlierState>> {
    Ok(match (&flags.since, &flags.baseline) {
        (Some(name), _) => {
            let sources = earlier::load(docs, zone, name, progress)?;
            earlier::warn_if_apart(name, &sources, after);
            progress.stage("understanding the pages before", 0);
            let before = choice.of(&sources);
            let known = Baseline::of(before.iter().map(|finding| finding.fingerprint.as_str()));
            let renamed = Renamed::between(&sources, after);
            Some(EarlierState { known, sources: Some(sources), renamed })
        }
        (None, Some(file)) => {
            let text = String::from_utf8_lossy(&disk::read(file)?).into_owned();
            let known = Baseline::parse(&text).with_context(|| format!("`{}` is no baseline", file.display()))?;
            Some(EarlierState { known, sources: None, renamed: Renamed::default() })
        }
        (None, None) => None,
    })
}

/// Applies the fixes of the findings that would be reported. With `--since`, a fix is applied only if all files that it
/// edits changed since the earlier state.
fn apply_fixes(flags: &Lint, choice: &Choice<'_>, earlier: Option<&EarlierState>, sources: &Sources) -> Fixed {
    let safety = if flags.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
    let before = earlier.and_then(|earlier| earlier.sources.as_ref());
    let is_changed = |path: &str, text: &str| {
        before.is_none_or(|before| before.find(path).is_none_or(|id| before.get(id).text != text))
    };
    let changed: BTreeSet<_> =
        sources.iter().filter(|(_, source)| is_changed(&source.path, &source.text)).map(|(id, _)| id).collect();
    fixes::apply(sources.clone(), safety, |sources, finding| {
        let page = finding.span.source;
        let is_new = || {
            let path = &sources.get(page).path;
            earlier.is_none_or(|earlier| {
                !earlier.known.has(&fingerprint::of_former_path(earlier.renamed.former(path), path, finding))
            })
        };
        choice.level(sources, finding).is_some()
            && finding.fix.iter().flat_map(|fix| fix.files()).all(|file| changed.contains(&file))
            && is_new()
    })
}

/// A sentence with the number of applied fixes, such as `2 findings fixed in 1 file`.
fn report(fixed: &Fixed, verb: &str) -> String {
    let findings = summary::plural(fixed.made.len(), "finding");
    let mut text = format!("{findings} {verb} in {}", summary::plural(fixed.changed.len(), "file"));
    if !fixed.refused.is_empty() {
        let noun = if fixed.refused.len() == 1 { "fix" } else { "fixes" };
        text += &format!("; {} {noun} not made, because other findings would follow", fixed.refused.len());
    }
    text
}

fn totals(pages: usize, [errors, warnings, notes]: [usize; 3], has_hidden: bool) -> String {
    let [errors, warnings, counted] =
        [(errors, "error"), (warnings, "warning"), (notes, "note")].map(|(count, noun)| summary::plural(count, noun));
    let hidden = if has_hidden { " (`--notes` prints the notes)" } else { "" };
    format!("{}: {errors}, {warnings}, {counted}{hidden}\n", summary::plural(pages, "page"))
}

/// A line with the number of findings that `--fix` and `--fix --unsafe-fixes` could fix; empty if there are none.
fn fixable(sources: &Sources, findings: &[Finding]) -> String {
    let count = |safety| {
        let fixes = findings.iter().filter_map(|finding| finding.diagnostic.fix.as_ref());
        fixes.filter(|fix| fix.safety == safety && fix.edits(sources).is_some()).count()
    };
    match (count(Safety::Safe), count(Safety::Unsafe)) {
        (0, 0) => String::new(),
        (safe, 0) => format!("{safe} can be fixed with `--fix`\n"),
        (0, more) => format!("{more} can be fixed with `--fix --unsafe-fixes`\n"),
        (safe, more) => format!("{safe} can be fixed with `--fix`, {more} more with `--unsafe-fixes`\n"),
    }
}

fn write_baseline(file: &Path, sources: &Sources, findings: &[Finding]) -> Result<Outcome> {
    let lines = findings.iter().map(|finding| {
        let (diagnostic, page) = (&finding.diagnostic, sources.get(finding.diagnostic.span.source).path.as_str());
        (finding.fingerprint.as_str(), diagnostic.code.id(), page, diagnostic.subject.to_string())
    });
    disk::write_to(file, |out| Ok(out.write_all(baseline::render(lines).as_bytes())?))?;
    console::print(&format!("{} listed in {}\n", summary::plural(findings.len(), "finding"), file.display()))?;
    Ok(Outcome::Success)
}
