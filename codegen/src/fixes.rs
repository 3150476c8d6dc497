//! Applies the fixes of findings. In: the texts of a tree. Out: the texts with these fixes.
//!
//! A round applies all fixes that do not overlap, and reads the tree again. It reverts a fix that causes a new finding,
//! does not remove its own finding, or makes the generator lose a piece of a page. Rounds repeat until none changes a
//! text or the limit `READINGS` is reached. If the limit was not reached, a second run changes nothing.

mod attempt;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Safety, TextEdit};
use crate::source::{Source, SourceId, Sources};
use crate::tree::Tree;
use attempt::{Key, State, key};

/// The highest number of rounds. It ends a run in which two fixes undo each other.
const ROUNDS: usize = 12;

/// The highest number of times that the tree is read to find the fixes to revert.
const READINGS: usize = 200;

/// The number of further times for a round after [`READINGS`], which fixes only the consequences of earlier fixes.
const FEW: usize = 20;

/// The result of applying fixes.
#[derive(Clone, Debug, Default)]
pub struct Fixed {
    /// The texts with the fixes.
    pub sources: Sources,
    /// The files whose texts changed.
    pub changed: BTreeSet<SourceId>,
    /// The findings that were fixed. Each place refers to the texts before the round that fixed it.
    pub made: Vec<Diagnostic>,
    /// The findings whose fixes were reverted or not tried.
    pub refused: Vec<Diagnostic>,
}

/// Applies the fixes of all findings for which `wanted` is true, up to this safety.
#[must_use]
pub fn apply(sources: Sources, safety: Safety, wanted: impl Fn(&Sources, &Diagnostic) -> bool) -> Fixed {
    let before = sources.clone();
    let mut fixing = Fixing { tree: Tree::new(sources), readings: 0, limit: READINGS, fixed: Fixed::default() };
    let mut state = State::read(&mut fixing.tree);
    for _ in 0..ROUNDS {
        let sources = fixing.tree.sources();
        let is_consequence = |finding: &Diagnostic| state.is_new(sources, finding);
        // After the limit, only the consequences of earlier fixes are fixed.
        let is_late = fixing.readings >= READINGS;
        fixing.limit = fixing.readings.max(READINGS) + if is_late { FEW } else { 0 };
        let candidates = candidates(sources, &state, safety, |finding| {
            is_consequence(finding) || !is_late && wanted(sources, finding)
        });
        if candidates.is_empty() {
            break;
        }
        let mut round = Round::default();
        fixing.fixed.refused.clear();
        fixing.settle(&state, &mut round, candidates);
        if round.made.is_empty() {
            break;
        }
        fixing.fixed.made.append(&mut round.made);
        let first = std::mem::take(&mut state.first);
        state = State::read(&mut fixing.tree);
        state.first = first;
    }
    let Fixing { tree, mut fixed, .. } = fixing;
    fixed.sources = tree.into_sources();
    let differs = |(id, source): (SourceId, &Source)| (source.text != before.get(id).text).then_some(id);
    fixed.changed = fixed.sources.iter().filter_map(differs).collect();
    fixed
}

/// A finding and the edits of its fix.
#[derive(Clone, Debug)]
struct Candidate {
    finding: Diagnostic,
    key: Key,
    edits: Vec<TextEdit>,
}

/// The fixes to try, in the order of findings. If two overlap, the first is tried and the other waits for the next
/// round.
fn candidates(
    sources: &Sources,
    state: &State,
    safety: Safety,
    wanted: impl Fn(&Diagnostic) -> bool,
) -> Vec<Candidate> {
    let mut taken: BTreeSet<TextEdit> = BTreeSet::new();
    let mut found = Vec::new();
    for finding in &state.findings {
        let Some(fix) = finding.fix.as_ref().filter(|fix| fix.safety <= safety && wanted(finding)) else { continue };
        let Some(edits) = fix.edits(sources) else { continue };
        let is_free = |edit: &TextEdit| {
            let before = taken.range(..edit.clone()).next_back();
            let behind = taken.range(edit.clone()..).next();
            !before.into_iter().chain(behind).any(|other| edit.conflicts(other))
        };
        if edits.iter().all(is_free) {
            taken.extend(edits.iter().cloned());
            found.push(Candidate { key: key(sources, finding), finding: finding.clone(), edits });
        }
    }
    found
}

/// The fixes that a round has accepted so far.
#[derive(Default)]
struct Round {
    /// The texts of changed files before the round.
    before: BTreeMap<SourceId, Source>,
    edits: Vec<TextEdit>,
    keys: Vec<Key>,
    made: Vec<Diagnostic>,
}

struct Fixing {
    tree: Tree,
    readings: usize,
    /// The highest number of readings in this round.
    limit: usize,
    fixed: Fixed,
}

impl Fixing {
    /// Accepts these fixes if they cause no harm together with the accepted ones. Otherwise divides them and tries each
    /// part: the fixes that may be the cause come last.
    fn settle(&mut self, state: &State, round: &mut Round, fixes: Vec<Candidate>) {
        if fixes.is_empty() {
            return;
        }
        if self.readings >= self.limit {
            self.fixed.refused.extend(fixes.into_iter().map(|fix| fix.finding));
            return;
        }
        let (edits, keys) = (round.edits.len(), round.keys.len());
        round.edits.extend(fixes.iter().flat_map(|fix| fix.edits.iter().cloned()));
        round.keys.extend(fixes.iter().map(|fix| fix.key.clone()));
        self.write(round);
        self.readings += 1;
        let after = State::read(&mut self.tree);
        let harm = state.harm(self.tree.sources(), &after, &round.keys);
        if harm.is_none() {
            round.made.extend(fixes.into_iter().map(|fix| fix.finding));
            return;
        }
        round.edits.truncate(edits);
        round.keys.truncate(keys);
        self.write(round);
        if let [_] = fixes[..] {
            self.fixed.refused.extend(fixes.into_iter().map(|fix| fix.finding));
            return;
        }
        let count = fixes.len();
        let sources = self.tree.sources();
        let (suspects, others): (Vec<_>, Vec<_>) =
            fixes.into_iter().partition(|fix| harm.touches(sources, &fix.key, &fix.edits));
        let (first, second) = if suspects.is_empty() || suspects.len() == count {
            let mut all = [suspects, others].concat();
            let second = all.split_off(count / 2);
            (all, second)
        } else {
            (others, suspects)
        };
        self.settle(state, round, first);
        self.settle(state, round, second);
    }

    /// Updates the tree with the edits of a round.
    fn write(&mut self, round: &mut Round) {
        let mut edits: Vec<&TextEdit> = round.edits.iter().collect();
        edits.sort();
        let sources = self.tree.sources();
        for edit in &edits {
            round.before.entry(edit.span.source).or_insert_with(|| sources.get(edit.span.source).clone());
        }
        for (id, before) in &round.before {
            let mut text = before.text.clone();
            // Edits are sorted by file.
            let start = edits.partition_point(|edit| edit.span.source < *id);
            let end = edits.partition_point(|edit| edit.span.source <= *id);
            for edit in edits[start..end].iter().rev() {
                text.replace_range(edit.span.range(), &edit.text);
            }
            if text != self.tree.sources().get(*id).text {
                drop(self.tree.update(Source { text, ..before.clone() }));
            }
        }
    }
}
