//! Fixes of findings: case files with the lines before and after, and rules that hold for every fix.

mod mutations;
mod subsets;

use crate::tree::beside;
use crate::tree::folder;
use crate::tree::parts;
use std::collections::BTreeMap;
use std::path::Path;

use graph_codegen::diagnostic::{Diagnostic, Safety};
use graph_codegen::export;
use graph_codegen::fixes::{self, Fixed};
use graph_codegen::read;
use graph_codegen::source::{Source, Sources};
use proptest::prelude::*;
use similar::{ChangeTag, TextDiff};

/// Each file in `cases/fix` has several pages, see `tree/parts.rs`. The snapshot has the lines that safe fixes change,
/// then the lines that only unsafe fixes change, then the findings that are left.
#[test]
fn every_case_of_fixes_equals_its_snapshot() {
    insta::glob!("../cases/fix", "*.md", |path| {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../cases/fix");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let text = std::fs::read_to_string(path).expect("the case was just listed");
        let sources = parts::split(&text);
        let safe = fix(sources.clone(), Safety::Safe);
        let all = fix(safe.sources.clone(), Safety::Unsafe);
        let shown = format!(
            "safe:\n{}unsafe:\n{}left:\n{}",
            changes(&sources, &safe),
            changes(&safe.sources, &all),
            listed(&all.sources)
        );
        settings.bind(|| insta::assert_snapshot!("cases", shown));
        holds(&sources);
    });
}

fn fix(sources: Sources, safety: Safety) -> Fixed {
    fixes::apply(sources, safety, |_, _| true)
}

/// The codes and titles of the fixes that were made, then the lines that were removed and added.
fn changes(before: &Sources, fixed: &Fixed) -> String {
    let mut text = String::new();
    for finding in &fixed.made {
        let title = finding.fix.as_ref().map_or("", |fix| fix.title.as_str());
        text += &format!("  {} {title}\n", finding.code.id());
    }
    for ((_, before), (_, after)) in before.iter().zip(fixed.sources.iter()) {
        let diff = TextDiff::from_lines(before.text.as_str(), after.text.as_str());
        let mut lines = diff.iter_all_changes().filter(|change| change.tag() != ChangeTag::Equal).peekable();
        if lines.peek().is_some() {
            text += &format!("  === {}\n", before.path);
        }
        for line in lines {
            let sign = if line.tag() == ChangeTag::Delete { '-' } else { '+' };
            text += &format!("  {sign}{}\n", line.value().trim_end_matches('\n').replace('\r', "␍"));
        }
    }
    text
}

/// The findings on pages, one line each.
fn listed(sources: &Sources) -> String {
    let line = |finding: &Diagnostic| format!("  {} {}\n", finding.code.id(), finding.message);
    read(sources).diagnostics.iter().map(line).collect()
}

/// How often each finding occurs: by page, code and message.
fn counts(sources: &Sources) -> BTreeMap<[String; 3], usize> {
    let mut counts = BTreeMap::new();
    for finding in read(sources).diagnostics {
        let path = sources.get(finding.span.source).path.clone();
        *counts.entry(finding.identity(&path)).or_default() += 1;
    }
    counts
}

/// Checks what holds for the fixes of any pages: they cause no new finding, fixing again changes nothing, and safe
/// fixes leave the model as it is.
#[track_caller]
fn holds(sources: &Sources) {
    let before = counts(sources);
    for safety in [Safety::Safe, Safety::Unsafe] {
        let fixed = fix(sources.clone(), safety);
        for (finding, count) in counts(&fixed.sources) {
            assert!(before.get(&finding).is_some_and(|known| *known >= count), "a new finding: {finding:?}");
        }
        let again = fix(fixed.sources.clone(), safety);
        assert!(again.changed.is_empty(), "a second time: {:?}", again.made);
        for ((id, one), (_, other)) in sources.iter().zip(fixed.sources.iter()) {
            assert_eq!(one.text != other.text, fixed.changed.contains(&id), "{}", one.path);
            assert_eq!(one.text.contains('\r'), other.text.contains('\r'), "{}", one.path);
        }
        if safety == Safety::Safe {
            let [before, after] = [sources, &fixed.sources].map(|sources| export::csdl(&read(sources).api));
            assert_eq!(before, after, "safe fixes change the model: {:?}", fixed.made);
        }
    }
}

fn docs() -> Vec<Source> {
    folder::files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs"))
}

#[test]
fn fixes_of_changed_pages_make_no_new_findings() {
    let files = docs();
    let pages: Vec<usize> = (0..files.len()).filter(|index| files[*index].path.ends_with(".md")).collect();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig { cases: 12, ..ProptestConfig::default() });
    let strategy = (0..pages.len(), prop::collection::vec(mutations::mutation(), 1..4), any::<bool>());
    let run = runner.run(&strategy, |(page, mutations, is_crlf)| {
        let mut files = files.clone();
        let file = &mut files[pages[page]];
        for mutation in &mutations {
            file.text = mutation.apply(&file.text);
        }
        if is_crlf {
            file.text = file.text.replace("\r\n", "\n").replace('\n', "\r\n");
        }
        holds(&Sources::new(files));
        Ok(())
    });
    run.unwrap_or_else(|error| panic!("{error}"));
}

/// Checks the fixes on three random sets of real pages with planted mistakes. In all sets together, at least ten
/// findings near planted mistakes have a fix.
#[test]
fn fixes_of_real_pages_make_no_new_findings() {
    let Some(folder) = beside::find("GRAPH_DOCS_DIR", "shared/corpus/api-reference/v1.0") else { return };
    let (files, with_mistakes, places) = subsets::with_mistakes(folder::files(&folder));
    let mut fixable = 0;
    for seed in 1..=3 {
        let sources = subsets::tree(&files, &with_mistakes, seed);
        holds(&sources);
        let has_fix = |finding: &&Diagnostic| finding.fix.as_ref().is_some_and(|fix| fix.edits(&sources).is_some());
        let found = read(&sources).diagnostics;
        let at_mistakes = found.iter().filter(has_fix).filter(|finding| {
            let source = sources.get(finding.span.source);
            let line = source.text[..finding.span.start as usize].matches('\n').count() + 1;
            places.iter().any(|place| place.is_near(&source.path, line))
        });
        fixable += at_mistakes.count();
    }
    assert!(fixable >= 10, "{fixable} fixes stand where mistakes were planted");
}

/// Fixes on several pages together may change what one of them alone does not, so the whole tree is fixed at once.
#[test]
fn safe_fixes_of_all_real_pages_leave_the_model_as_it_is() {
    let Some(folder) = beside::find("GRAPH_DOCS_DIR", "shared/corpus/api-reference/v1.0") else { return };
    let sources = Sources::new(folder::files(&folder));
    let fixed = fix(sources.clone(), Safety::Safe);
    assert!(!fixed.made.is_empty());
    let [before, after] = [&sources, &fixed.sources].map(|sources| export::csdl(&read(sources).api));
    // Descriptions may change, because one of the fixes removes an unmatched bracket. So they are not compared.
    let facts = |csdl: &str| -> Vec<String> {
        let lines = csdl.lines().filter(|line| !line.contains("Description\" String="));
        lines.map(str::to_owned).collect()
    };
    let (before, after) = (facts(&before), facts(&after));
    assert_eq!(before.iter().zip(&after).find(|(before, after)| before != after), None);
    assert_eq!(before.len(), after.len());
}

/// At least half of the findings on real pages have a fix. The folder has only some of the pages of the API, so
/// findings about links to missing pages (`D1001`) do not count.
#[test]
fn at_least_half_of_the_findings_have_a_fix() {
    let Some(folder) = beside::find("GRAPH_RECENT_DIR", "shared/corpus/recent/api-reference/v1.0") else { return };
    let [all, fixable] = shares(&Sources::new(folder::files(&folder)), |code| code != "D1001");
    assert!(2 * fixable >= all, "{fixable} of {all}");
}

/// The number of findings, and how many of them have a fix. Prints both by code. Only codes for which `counts` returns
/// `true` are counted.
fn shares(sources: &Sources, counts: impl Fn(&str) -> bool) -> [usize; 2] {
    let mut codes: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for finding in read(sources).diagnostics.into_iter().filter(|finding| counts(finding.code.id())) {
        let [all, fixable] = codes.entry(finding.code.id()).or_default();
        *all += 1;
        *fixable += usize::from(finding.fix.is_some_and(|fix| fix.edits(sources).is_some()));
    }
    let mut listed: Vec<_> = codes.iter().collect();
    listed.sort_by_key(|(code, [all, fixable])| (fixable.cmp(all), std::cmp::Reverse(all - fixable), *code));
    listed.iter().for_each(|(code, [all, fixable])| println!("{code} {fixable} of {all}"));
    let sum = |index: usize| codes.values().map(|counts| counts[index]).sum();
    [sum(0), sum(1)]
}
