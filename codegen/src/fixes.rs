//! Applies the fixes of findings. In: the texts of a tree. Out: the texts with these fixes.
//!
//! A round applies all fixes that do not overlap, and reads the tree again. It reverts a fix that causes a new finding,
//! does not remove its own finding, or makes the generator lose a piece of a page (`round`). Rounds repeat until none changes
//! a text or the limit `READINGS` is reached. If the limit was not reached, a second run changes nothing.

mod attempt;
mod candidate;
mod round;

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Safety, TextEdit};
use crate::source::{Source, SourceId, Sources};
use crate::tree::Tree;
use attempt::State;
use candidate::{Candidate, key};
use round::{Fixing, Round, Settled};

/// The highest number of rounds. It ends a run in which two fixes undo each other.
const ROUNDS: usize = 12;

/// The highest number of times that the tree is read to find the fixes to revert.
const READINGS: usize = 60;

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
    let mut fixing = Fixing { tree: Tree::new(sources), readings: 0, limit: READINGS, refused: BTreeSet::new() };
    let mut fixed = Fixed::default();
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
        let Settled { made, refused, state: after } = Round::new(&mut fixing, &state, candidates).settle();
        fixing.refused.extend(refused.iter().map(Candidate::id));
        fixed.refused = refused.into_iter().map(|fix| fix.finding).collect();
        if made.is_empty() {
            break;
        }
        fixed.made.extend(made.into_iter().map(|fix| fix.finding));
        let first = std::mem::take(&mut state.first);
        state = after.unwrap_or_else(|| State::read(&mut fixing.tree));
        state.first = first;
    }
    fixed.sources = fixing.tree.into_sources();
    let differs = |(id, source): (SourceId, &Source)| (source.text != before.get(id).text).then_some(id);
    fixed.changed = fixed.sources.iter().filter_map(differs).collect();
    fixed
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
