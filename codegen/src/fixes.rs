//! Applies the fixes of findings. In: the texts of a tree. Out: the texts with these fixes.
//!
//! A round applies all fixes that do not overlap, and reads the tree again. It reverts a fix that causes a new
//! finding, does not remove its own finding, or makes the generator skip a row, body or request line that it used
//! before (`round`). A reverted fix is tried again when no other fix is left to try. Rounds repeat until none changes
//! a text or the limit `READINGS` is reached. If the limit was not reached, a second run changes nothing.

mod attempt;
mod candidate;
mod round;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Safety, TextEdit};
use crate::source::{Source, SourceId, Sources};
use crate::tree::Tree;
use attempt::State;
use candidate::{Candidate, Key, key};
use round::{Fixing, Round, RoundResult};

/// The highest number of rounds in which the same fix is tried. Without this limit, two fixes that undo each other
/// would be tried again in every round.
const ROUNDS: usize = 12;

/// The highest number of times that one attempt (a series of rounds, see `attempt`) reads the tree.
const READINGS: usize = 1000;

/// The highest number of attempts, each of which begins again with the original texts. If the fixes of one attempt
/// cause a new finding that no other fix removes, later attempts revert fixes that cause this finding. If every attempt
/// ends with such a finding, nothing is fixed.
const ATTEMPTS: usize = 8;

/// The texts after fixing, and which findings were fixed.
#[derive(Clone, Debug, Default)]
pub struct Fixed {
    /// The texts after the fixes.
    pub sources: Sources,
    /// The files whose texts changed.
    pub changed: BTreeSet<SourceId>,
    /// The findings that were fixed. Their places are those in the text before the round in which they were fixed.
    pub made: Vec<Diagnostic>,
    /// The findings that still exist, although they have a fix: it was reverted or never tried.
    pub refused: Vec<Diagnostic>,
}

/// Applies the fixes of all findings for which `wanted` is true, and of the new findings that these fixes cause. If
/// `safety` is `Safe`, only safe fixes are applied.
#[must_use]
pub fn apply(sources: Sources, safety: Safety, wanted: impl Fn(&Sources, &Diagnostic) -> bool) -> Fixed {
    let before = sources.clone();
    let mut tree = Tree::new(sources);
    let first = State::read(&mut tree);
    // Both sets are passed on to the next attempt: `lasting` has the new findings that no fix removed, `refused` the
    // fixes that did harm. One attempt is not enough: a fix may cause a finding that has a safe fix, which counts as no
    // harm, and only later does this safe fix turn out to do harm.
    let (mut lasting, mut refused) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..ATTEMPTS {
        let state = first.clone();
        let mut fixing = Fixing { tree, readings: 0, limit: READINGS, refused, lasting };
        let (mut fixed, last) = attempt(&mut fixing, state, safety, &wanted);
        let sources = fixing.tree.sources();
        let new: BTreeSet<Key> = last.new_since(&first, sources).collect();
        let differs = |(id, source): (SourceId, &Source)| (source.text != before.get(id).text).then_some(id);
        fixed.changed = sources.iter().filter_map(differs).collect();
        if new.is_subset(&fixing.lasting) {
            fixed.sources = fixing.tree.into_sources();
            return fixed;
        }
        // The next attempt begins without the fixes that did harm in this attempt, and tries them after all others.
        (lasting, refused) = (fixing.lasting, fixing.refused);
        lasting.extend(new);
        tree = fixing.tree;
        for id in fixed.changed {
            drop(tree.update(before.get(id).clone()));
        }
    }
    Fixed { sources: before, ..Fixed::default() }
}

/// Tries fixes in rounds until no finding with a fix is left. Returns the fixed findings and the state after the last
/// round.
fn attempt(
    fixing: &mut Fixing,
    mut state: State,
    safety: Safety,
    wanted: &impl Fn(&Sources, &Diagnostic) -> bool,
) -> (Fixed, State) {
    let mut fixed = Fixed::default();
    let mut rounds: BTreeMap<(Key, String), usize> = BTreeMap::new();
    let mut tries_again = false;
    while fixing.readings < READINGS {
        let sources = fixing.tree.sources();
        let wanted = |finding: &Diagnostic| state.is_new(sources, finding) || wanted(sources, finding);
        let is_tried = |fix: &Candidate| {
            let id = fix.id();
            rounds.get(&id).is_none_or(|rounds| *rounds < ROUNDS) && (tries_again || !fixing.refused.contains(&id))
        };
        let tried = candidates(sources, &state, safety, wanted, is_tried);
        if tried.is_empty() {
            let waiting = candidates(sources, &state, safety, wanted, |_| true);
            fixed.refused = waiting.into_iter().map(|fix| fix.finding).collect();
            if tries_again || fixed.refused.is_empty() {
                break;
            }
            tries_again = true;
            continue;
        }
        let RoundResult { made, refused, state: after } = Round::new(fixing, &state, tried).apply_harmless();
        fixing.refused.extend(refused.iter().map(Candidate::id));
        if made.is_empty() && tries_again {
            fixed.refused = refused.into_iter().map(|fix| fix.finding).collect();
            break;
        }
        tries_again = false;
        made.iter().map(Candidate::id).collect::<BTreeSet<_>>().into_iter().for_each(|id| {
            *rounds.entry(id).or_default() += 1;
        });
        fixed.made.extend(made.into_iter().map(|fix| fix.finding));
        let first = std::mem::take(&mut state.first);
        state = after.unwrap_or_else(|| State::read(&mut fixing.tree));
        state.first = first;
    }
    (fixed, state)
}

/// The fixes to try, in the order of findings. If two overlap, the first is tried and the other waits for the next
/// round.
fn candidates(
    sources: &Sources,
    state: &State,
    safety: Safety,
    wanted: impl Fn(&Diagnostic) -> bool,
    is_tried: impl Fn(&Candidate) -> bool,
) -> Vec<Candidate> {
    let mut accepted_edits: BTreeSet<TextEdit> = BTreeSet::new();
    let mut found = Vec::new();
    for finding in &state.findings {
        let Some(fix) = finding.fix.as_ref().filter(|fix| fix.safety <= safety && wanted(finding)) else { continue };
        let Some(edits) = fix.edits(sources) else { continue };
        let is_free = |edit: &TextEdit| {
            let before = accepted_edits.range(..edit.clone()).next_back();
            let behind = accepted_edits.range(edit.clone()..).next();
            !before.into_iter().chain(behind).any(|other| edit.conflicts(other))
        };
        if edits.iter().all(is_free) {
            let fix = Candidate { key: key(sources, finding), finding: finding.clone(), edits };
            if is_tried(&fix) {
                accepted_edits.extend(fix.edits.iter().cloned());
                found.push(fix);
            }
        }
    }
    found
}
