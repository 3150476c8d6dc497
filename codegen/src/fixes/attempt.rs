//! Compares a tree before and after fixes, and finds the harm that the fixes did and the fixes that may have caused it.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Safety, sort};
use crate::plan::{self, Options};
use crate::select::Selection;
use crate::source::{SourceId, Sources};
use crate::tree::Tree;

use super::candidate::{Candidate, Key, key};

/// What one reading of the tree results in: the findings, and for each page the number of pieces (table rows, bodies
/// and the like) that could not be used and are only reported by findings.
#[derive(Clone)]
pub(super) struct State {
    pub(super) findings: Vec<Diagnostic>,
    counts: BTreeMap<Key, usize>,
    /// The number of occurrences of each finding before the first fix.
    pub(super) first: BTreeMap<Key, usize>,
    /// For each page, how many table rows and other pieces are reported by findings because the generator cannot use
    /// them. The entry `None` has the number of those that are reported only when pages are linked.
    reported: BTreeMap<Option<SourceId>, usize>,
}

/// A change for the worse, after which fixes are reverted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Harm {
    /// A finding that did not exist before the fixes.
    New(Box<NewFinding>),
    /// A finding that still exists although its fix was applied.
    Kept(Key),
    /// The generator can use fewer pieces of a page than before. `None` if this was found only when pages were linked.
    Lost(Option<SourceId>),
}

/// A finding that exists only after fixes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NewFinding {
    key: Key,
    page: SourceId,
    /// The files to which the notes of the finding refer.
    notes: BTreeSet<SourceId>,
    /// The files in which the fixes removed a finding of the same code and subject. The new finding may only have moved
    /// from one of these files.
    origins: BTreeSet<SourceId>,
}

impl State {
    pub(super) fn read(tree: &mut Tree) -> State {
        let reading = tree.read();
        let options = Options::new("graph-models", "cargo xtask lint", "");
        let mut findings = reading.diagnostics;
        let _ = plan::plan(&reading.api, &Selection::everything(&reading.api), &options, &mut findings);
        sort(&mut findings);
        let mut counts = BTreeMap::new();
        for finding in &findings {
            *counts.entry(key(tree.sources(), finding)).or_default() += 1;
        }
        let mut reported = tree.reported();
        let of_pages: usize = reported.values().sum();
        let all: usize = reading.ledger.rows().map(|row| row.diagnosed).sum();
        reported.insert(None, all.saturating_sub(of_pages));
        State { findings, first: counts.clone(), counts, reported }
    }

    /// Whether a finding did not exist before the first fix.
    pub(super) fn is_new(&self, sources: &Sources, finding: &Diagnostic) -> bool {
        !self.first.contains_key(&key(sources, finding))
    }

    /// The findings that occur more often than in an earlier state.
    pub(super) fn new_since<'s>(&'s self, first: &'s State, sources: &'s Sources) -> impl Iterator<Item = Key> + 's {
        let keys = self.findings.iter().map(|finding| key(sources, finding));
        keys.filter(|key| self.counts.get(key) > first.counts.get(key))
    }

    /// The harm that fixes did: compares this state, before the fixes, with the state `after` them. `fixed` has the
    /// keys of the findings whose fixes were applied. A new finding that has a safe fix is no harm, because the next
    /// round fixes it, unless its key is in `lasting`.
    pub(super) fn harm<'k>(
        &self,
        sources: &Sources,
        after: &State,
        fixed: impl Iterator<Item = &'k Key>,
        lasting: &BTreeSet<Key>,
    ) -> BTreeSet<Harm> {
        let mut harm = BTreeSet::new();
        let count = |state: &State, key: &Key| state.counts.get(key).copied().unwrap_or_default();
        let mut gone: BTreeMap<(&str, String), BTreeSet<SourceId>> = BTreeMap::new();
        for finding in &self.findings {
            let key = key(sources, finding);
            if count(after, &key) < count(self, &key) {
                let [_, _, subject] = key;
                gone.entry((finding.code.id(), subject)).or_default().insert(finding.span.source);
            }
        }
        for finding in &after.findings {
            let key = key(sources, finding);
            let follows = || {
                finding.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe && fix.edits(sources).is_some())
                    && !self.first.contains_key(&key)
                    && !lasting.contains(&key)
            };
            if count(after, &key) > count(self, &key) && !follows() {
                let notes = finding.notes.iter().map(|(span, _)| span.source).collect();
                let origins = gone.get(&(finding.code.id(), key[2].clone())).cloned().unwrap_or_default();
                harm.insert(Harm::New(Box::new(NewFinding { key, page: finding.span.source, notes, origins })));
            }
        }
        let mut times: BTreeMap<&Key, usize> = BTreeMap::new();
        fixed.for_each(|key| *times.entry(key).or_default() += 1);
        for (key, times) in times {
            if count(after, key) + times > count(self, key) {
                harm.insert(Harm::Kept(key.clone()));
            }
        }
        for (page, reported) in &after.reported {
            if self.reported.get(page).is_none_or(|before| before < reported) {
                harm.insert(Harm::Lost(*page));
            }
        }
        harm
    }
}

/// How closely a fix is connected to a harm. The fixes with the closest connection are the suspects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nearness {
    /// One of:
    ///
    /// - the fix of the finding that still exists,
    /// - a fix for the same subject that changes the page of the new finding,
    /// - a fix for a finding of the same code and subject, on any page.
    Subject,
    /// The fix changes a page where a finding of the same code and subject has disappeared, so the new finding may have
    /// moved from there.
    Origin,
    /// The fix changes the page that has the new finding, or the page of which the generator can now use fewer pieces.
    Page,
    /// The fix concerns the same subject with another code, and changes only other pages.
    SubjectElsewhere,
    /// The fix changes a page that a note of the new finding refers to.
    Note,
    /// The fix changes a page that mentions the file name of the page with the new finding, or the reverse.
    Name,
    /// Nothing connects the fix to the harm, but any fix can be the cause.
    Far,
}

impl Nearness {
    /// The last nearness at which a fix is still a suspect, if `self` is the nearness of the nearest fix. Usually only
    /// the nearest fixes are suspects. But fixes from `Origin` to `Note` are equally likely causes, so if the nearest
    /// fix is one of these, all of them are suspects.
    pub(super) fn with_all_alike(self) -> Nearness {
        match self {
            Nearness::Origin | Nearness::Page | Nearness::SubjectElsewhere | Nearness::Note => Nearness::Note,
            Nearness::Subject | Nearness::Name | Nearness::Far => self,
        }
    }
}

impl Harm {
    /// The nearness of each of these fixes to the harm, in the order of the fixes.
    pub(super) fn nearness(&self, sources: &Sources, fixes: &[&Candidate]) -> Vec<Nearness> {
        let changes = |fix: &Candidate, page: SourceId| fix.edits.iter().any(|edit| edit.span.source == page);
        let of = |fix: &&Candidate| match self {
            Harm::Kept(key) if fix.key == *key => Nearness::Subject,
            Harm::Lost(Some(page)) if changes(fix, *page) => Nearness::Page,
            Harm::New(found) => {
                let is_subject = !found.key[2].is_empty() && found.key[2] == fix.key[2];
                match (is_subject, changes(fix, found.page)) {
                    (true, true) => Nearness::Subject,
                    (true, false) if found.key[0] == fix.key[0] => Nearness::Subject,
                    _ if found.origins.iter().any(|page| changes(fix, *page)) => Nearness::Origin,
                    (false, true) => Nearness::Page,
                    (true, false) => Nearness::SubjectElsewhere,
                    (false, false) if found.notes.iter().any(|page| changes(fix, *page)) => Nearness::Note,
                    (false, false) => Nearness::Far,
                }
            }
            Harm::Kept(_) | Harm::Lost(_) => Nearness::Far,
        };
        let mut nearness: Vec<Nearness> = fixes.iter().map(of).collect();
        let Harm::New(found) = self else { return nearness };
        if nearness.iter().all(|nearness| *nearness == Nearness::Far) {
            let mut names = Names::of(sources, found.page);
            for (nearness, fix) in nearness.iter_mut().zip(fixes) {
                if fix.edits.iter().any(|edit| names.connect(edit.span.source)) {
                    *nearness = Nearness::Name;
                }
            }
        }
        nearness
    }
}

/// Finds out whether `page` and another page mention each other by file name (without `.md`).
struct Names<'s> {
    sources: &'s Sources,
    page: SourceId,
    text: String,
    known: BTreeMap<SourceId, bool>,
}

impl<'s> Names<'s> {
    fn of(sources: &'s Sources, page: SourceId) -> Names<'s> {
        Names { sources, page, text: sources.get(page).text.to_ascii_lowercase(), known: BTreeMap::new() }
    }

    fn connect(&mut self, other: SourceId) -> bool {
        let Names { sources, page, text, .. } = self;
        let has = |text: &str, of: SourceId| {
            let path = &sources.get(of).path;
            let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md").to_ascii_lowercase();
            memchr::memmem::find(text.as_bytes(), name.as_bytes()).is_some()
        };
        let names = || has(text, other) || has(&sources.get(other).text.to_ascii_lowercase(), *page);
        *self.known.entry(other).or_insert_with(names)
    }
}
