//! Compares a tree before and after fixes: did they cause harm?

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Safety, TextEdit, sort};
use crate::ledger::Ledger;
use crate::plan::Options;
use crate::select::Selection;
use crate::source::Sources;
use crate::tree::Tree;

/// The identity of a finding, which survives edits elsewhere.
pub(super) type Key = [String; 3];

/// The findings and the ledger of a tree.
pub(super) struct State {
    pub(super) findings: Vec<Diagnostic>,
    counts: BTreeMap<Key, usize>,
    /// The number of occurrences of each finding before the first fix.
    pub(super) first: BTreeMap<Key, usize>,
    ledger: Ledger,
}

/// The harm that fixes caused.
#[derive(Default)]
pub(super) struct Harm {
    /// New findings.
    new: Vec<Key>,
    /// Findings that remain in spite of their fix.
    kept: Vec<Key>,
    /// The files of new findings and of their notes.
    paths: Vec<String>,
    is_account: bool,
}

pub(super) fn key(sources: &Sources, finding: &Diagnostic) -> Key {
    finding.identity(&sources.get(finding.span.source).path)
}

impl State {
    pub(super) fn read(tree: &mut Tree) -> State {
        let reading = tree.read();
        let options = Options::new("graph-models", "cargo xtask lint", "");
        let planned = crate::plan(&reading.api, &Selection::everything(&reading.api), &options);
        let mut findings = [reading.diagnostics, planned.diagnostics].concat();
        sort(&mut findings);
        let mut counts = BTreeMap::new();
        for finding in &findings {
            *counts.entry(key(tree.sources(), finding)).or_default() += 1;
        }
        State { findings, first: counts.clone(), counts, ledger: reading.ledger }
    }

    /// Whether a finding did not exist before the first fix.
    pub(super) fn is_new(&self, sources: &Sources, finding: &Diagnostic) -> bool {
        !self.first.contains_key(&key(sources, finding))
    }

    /// The harm after fixes of findings with these keys. A new finding that has a safe fix is not counted, because the
    /// next round fixes it.
    pub(super) fn harm(&self, sources: &Sources, after: &State, fixed: &[Key]) -> Harm {
        let mut harm = Harm::default();
        for finding in &after.findings {
            let key = key(sources, finding);
            let count = |state: &State| state.counts.get(&key).copied().unwrap_or_default();
            let follows = || {
                finding.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe && fix.edits(sources).is_some())
                    && !self.first.contains_key(&key)
            };
            if count(after) > count(self) && !follows() {
                let places = finding.notes.iter().map(|(span, _)| *span).chain([finding.span]);
                harm.paths.extend(places.map(|span| sources.get(span.source).path.clone()));
                harm.new.push(key);
            }
        }
        let mut times: BTreeMap<&Key, usize> = BTreeMap::new();
        fixed.iter().for_each(|key| *times.entry(key).or_default() += 1);
        for (key, times) in times {
            let count = |state: &State| state.counts.get(key).copied().unwrap_or_default();
            if count(after) + times > count(self) {
                harm.kept.push(key.clone());
            }
        }
        let unread = |state: &State| state.ledger.rows().map(|row| row.diagnosed).sum::<usize>();
        harm.is_account = unread(after) > unread(self);
        harm
    }
}

impl Harm {
    pub(super) fn is_none(&self) -> bool {
        self.new.is_empty() && self.kept.is_empty() && !self.is_account
    }

    /// Whether a fix may be the cause: its finding remains, or a new finding has the same subject or a place in the
    /// same file.
    pub(super) fn touches(&self, sources: &Sources, key: &Key, edits: &[TextEdit]) -> bool {
        self.kept.contains(key)
            || self.new.iter().any(|other| !other[2].is_empty() && other[2] == key[2])
            || edits.iter().any(|edit| self.paths.contains(&sources.get(edit.span.source).path))
    }
}
