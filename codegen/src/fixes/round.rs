//! One round: finds a set of fixes that do no harm together.
//!
//! In: fixes that do not overlap. Out: the fixes that were made, and those that were reverted. First all fixes are made
//! at once, and the suspects of each harm (the fixes that may have caused it, see `Nearness`) are put aside until no
//! harm is left. Then the suspects are tried in groups: fixes that are suspects of the same harm are one group, and one
//! reading of the tree tries a part of each group, so there are about as many readings as the largest group needs.
//! Invariant: if any fixes are made, the tree was read with exactly these fixes, and showed no harm.

use std::collections::{BTreeMap, BTreeSet};

use super::attempt::{Harm, Nearness, State};
use super::candidate::{Candidate, Key};
use crate::diagnostic::TextEdit;
use crate::source::{Source, SourceId};
use crate::tree::Tree;

/// A tree, and the results of earlier rounds and attempts.
pub(super) struct Fixing {
    pub(super) tree: Tree,
    pub(super) readings: usize,
    /// The highest value that `readings` may reach.
    pub(super) limit: usize,
    /// The fixes that earlier rounds of this attempt or of earlier attempts reverted because they did harm.
    pub(super) refused: BTreeSet<(Key, String)>,
    /// The new findings that fixes of earlier attempts caused and that no fix removed.
    pub(super) lasting: BTreeSet<Key>,
}

impl Fixing {
    fn is_at_limit(&self) -> bool {
        self.readings >= self.limit
    }

    fn was_refused(&self, fix: &Candidate) -> bool {
        self.refused.contains(&fix.id())
    }
}

/// The fixes of one round. Numbers such as those in `made` are indexes in `all`.
pub(super) struct Round<'a> {
    fixing: &'a mut Fixing,
    state: &'a State,
    all: Vec<Candidate>,
    /// The files that this round changed, with their texts from before the round.
    before: BTreeMap<SourceId, Source>,
    made: BTreeSet<usize>,
    /// The state of the tree at the last reading that showed no harm; `None` before the first such reading. The tree
    /// then contained exactly the fixes in `made`.
    sound: Option<State>,
}

/// The result of a round.
pub(super) struct RoundResult {
    pub(super) made: Vec<Candidate>,
    pub(super) refused: Vec<Candidate>,
    /// The state of the tree with the fixes that were made.
    pub(super) state: Option<State>,
}

/// Fixes that are suspected of the same harm, divided into parts that are tried one after the other, the last part
/// first.
struct Group {
    parts: Vec<Vec<usize>>,
}

/// Fixes that were tried and are not suspected of any harm. They stay in the texts while other groups are tried, and
/// become final at the first reading without harm.
#[derive(Default)]
struct Waiting {
    fixes: BTreeSet<usize>,
    /// The fixes that were taken out of `fixes` as suspects once before. Such a fix is taken out again only if all
    /// suspects are in `fixes`; otherwise a suspect that is not in `fixes` is blamed first.
    suspected_before: BTreeSet<usize>,
}

impl Waiting {
    /// Takes the suspects out of `fixes`, except those that have to stay because of `suspected_before`, and returns
    /// them as a group. `None` if no suspect is taken out.
    fn take_suspects(&mut self, suspects: &[usize]) -> Option<Group> {
        let (waiting, others): (Vec<usize>, Vec<usize>) =
            suspects.iter().copied().partition(|fix| self.fixes.contains(fix));
        let taken = waiting.into_iter().filter(|fix| !self.suspected_before.contains(fix) || others.is_empty());
        let taken: Vec<usize> = taken.collect();
        self.suspected_before.extend(&taken);
        self.fixes.retain(|fix| !taken.contains(fix));
        (!taken.is_empty()).then(|| Group { parts: vec![taken] })
    }
}

impl Group {
    /// Whether the part that is tried next has one of these fixes.
    fn has_any(&self, fixes: &[usize]) -> bool {
        self.parts.last().is_some_and(|part| part.iter().any(|fix| fixes.contains(fix)))
    }

    /// Divides the part that was just tried and in which `suspects` may have caused harm: from now on the suspects are
    /// tried apart from the other fixes. A part of suspects only is halved; if it has a single fix, the fix is dropped,
    /// and so refused.
    fn divide(&mut self, suspects: &BTreeSet<usize>) {
        let Some(part) = self.parts.pop() else { return };
        let (near, far): (Vec<usize>, Vec<usize>) = part.into_iter().partition(|fix| suspects.contains(fix));
        match (near.len(), far.is_empty()) {
            (0, _) => self.parts.push(far),
            (1, true) => {}
            (_, true) => self.push_halves(near),
            (_, false) => self.parts.extend([near, far]),
        }
    }

    /// Adds the fixes as two parts of equal size; a single fix is one part.
    fn push_halves(&mut self, mut fixes: Vec<usize>) {
        let second = fixes.split_off(fixes.len() / 2);
        self.parts.extend([second, fixes].into_iter().filter(|part| !part.is_empty()));
    }
}

impl<'a> Round<'a> {
    pub(super) fn new(fixing: &'a mut Fixing, state: &'a State, all: Vec<Candidate>) -> Round<'a> {
        Round { fixing, state, all, before: BTreeMap::new(), made: BTreeSet::new(), sound: None }
    }

    /// Finds out which fixes together do no harm, and applies these. All others are reverted.
    pub(super) fn apply_harmless(mut self) -> RoundResult {
        let groups = self.put_suspects_aside();
        self.try_groups(groups);
        self.write(&[]);
        let Round { all, made, sound, .. } = self;
        let (kept, refused): (Vec<_>, Vec<_>) =
            all.into_iter().enumerate().partition(|(index, _)| made.contains(index));
        let fixes = |fixes: Vec<(usize, Candidate)>| fixes.into_iter().map(|(_, fix)| fix).collect();
        RoundResult { made: fixes(kept), refused: fixes(refused), state: sound }
    }

    /// Applies all fixes except those suspected of harm. Returns the suspects; those of the same harm are in one group.
    fn put_suspects_aside(&mut self) -> Vec<Group> {
        let mut tried: BTreeSet<usize> = (0..self.all.len()).collect();
        let mut groups: Vec<BTreeSet<usize>> = Vec::new();
        loop {
            let now: Vec<usize> = tried.iter().copied().collect();
            let harm = self.attempt(&now);
            if harm.is_empty() {
                break;
            }
            if self.fixing.is_at_limit() {
                return Vec::new();
            }
            let suspects: Vec<_> = harm.iter().map(|harm| self.suspects(harm, &now)).collect();
            // If no fix is near to a harm (`Nearness::Far`), it may be a consequence of another harm. So as long as any
            // harm has a near suspect, only those near suspects are put aside.
            let is_explained = suspects.iter().any(|(nearness, _)| *nearness < Nearness::Far);
            for (_, group) in suspects.into_iter().filter(|(nearness, _)| !is_explained || *nearness < Nearness::Far) {
                let mut group: BTreeSet<usize> = group.into_iter().collect();
                tried.retain(|index| !group.contains(index));
                groups.retain(|other| {
                    let is_apart = group.is_disjoint(other);
                    if !is_apart {
                        group.extend(other);
                    }
                    is_apart
                });
                groups.push(group);
            }
            if tried.is_empty() {
                break;
            }
        }
        self.made = tried;
        groups.into_iter().map(|group| self.group(group.into_iter().collect())).collect()
    }

    /// A group of these fixes. Fixes that an earlier round refused are tried one at a time.
    fn group(&self, fixes: Vec<usize>) -> Group {
        let (again, new): (Vec<usize>, Vec<usize>) =
            fixes.into_iter().partition(|index| self.fixing.was_refused(&self.all[*index]));
        let parts: Vec<Vec<usize>> = again.into_iter().map(|index| vec![index]).collect();
        let mut group = Group { parts };
        // The fixes that no earlier round refused did harm together, so they are tried in halves.
        group.push_halves(new);
        group
    }

    /// In each step, applies the next part of each group and reads the tree. If that shows no harm, all these parts
    /// become final. Otherwise each part that contains suspects is divided. The other parts stay applied (`Waiting`)
    /// while further parts of their groups are tried, so one group with much harm does not hold up the others.
    fn try_groups(&mut self, mut groups: Vec<Group>) {
        let mut waiting = Waiting::default();
        while !self.fixing.is_at_limit() {
            groups.retain(|group| !group.parts.is_empty());
            if groups.is_empty() && waiting.fixes.is_empty() {
                break;
            }
            let parts = groups.iter().filter_map(|group| group.parts.last()).flatten();
            let now: Vec<usize> = waiting.fixes.iter().chain(parts).copied().collect();
            let harm = self.attempt(&now);
            if harm.is_empty() {
                self.made.extend(&now);
                waiting = Waiting::default();
                groups.iter_mut().for_each(|group| drop(group.parts.pop()));
                continue;
            }
            let suspects: Vec<(Nearness, Vec<usize>)> = harm.iter().map(|harm| self.suspects(harm, &now)).collect();
            // If no fix is near to a harm (`Nearness::Far`), it may be a consequence of another harm. So as long as any
            // harm has a near suspect, harm without one is ignored.
            let is_explained = suspects.iter().any(|(nearness, _)| *nearness < Nearness::Far);
            let near = suspects.into_iter().filter(|(nearness, _)| !is_explained || *nearness < Nearness::Far);
            let suspects: Vec<Vec<usize>> = near.map(|(_, suspects)| suspects).collect();
            groups.extend(suspects.iter().filter_map(|suspects| waiting.take_suspects(suspects)));
            let all = groups.len();
            for suspects in &suspects {
                let (mut joined, apart): (Vec<Group>, Vec<Group>) =
                    groups.into_iter().partition(|group| group.has_any(suspects));
                groups = apart;
                if joined.len() > 1 {
                    // The suspects of one harm are in several groups, and any of these may have caused it. So these
                    // groups become one group, whose parts are tried one after the other.
                    joined = vec![Group { parts: joined.into_iter().flat_map(|group| group.parts).collect() }];
                }
                groups.append(&mut joined);
            }
            let is_joined = groups.len() < all;
            let suspects: BTreeSet<usize> = suspects.into_iter().flatten().collect();
            for group in &mut groups {
                if !group.parts.last().is_some_and(|part| part.iter().any(|fix| suspects.contains(fix))) {
                    waiting.fixes.extend(group.parts.pop().into_iter().flatten());
                } else if !is_joined {
                    group.divide(&suspects);
                }
            }
        }
    }

    /// The fixes in `tried` that may have caused `harm`, and the nearness of the nearest one.
    fn suspects(&self, harm: &Harm, tried: &[usize]) -> (Nearness, Vec<usize>) {
        let sources = self.fixing.tree.sources();
        let fixes: Vec<&Candidate> = tried.iter().map(|index| &self.all[*index]).collect();
        let nearness = harm.nearness(sources, &fixes);
        let nearest = nearness.iter().min().copied().unwrap_or(Nearness::Far);
        let last = nearest.with_all_alike();
        let are_near = tried.iter().zip(&nearness).filter(|(_, nearness)| **nearness <= last);
        (nearest, are_near.map(|(index, _)| *index).collect())
    }

    /// Reads the tree with the final fixes (`made`) and those in `tried` applied. Returns the harm that they do.
    fn attempt(&mut self, tried: &[usize]) -> BTreeSet<Harm> {
        self.write(tried);
        self.fixing.readings += 1;
        let after = State::read(&mut self.fixing.tree);
        let keys = self.made.iter().chain(tried).map(|index| &self.all[*index].key);
        let harm = self.state.harm(self.fixing.tree.sources(), &after, keys, &self.fixing.lasting);
        if harm.is_empty() {
            self.sound = Some(after);
        }
        harm
    }

    /// Updates the texts of the tree to contain the made fixes and those in `tried`.
    fn write(&mut self, tried: &[usize]) {
        let fixes = self.made.iter().chain(tried);
        let mut edits: Vec<&TextEdit> = fixes.flat_map(|index| &self.all[*index].edits).collect();
        edits.sort();
        let tree = &mut self.fixing.tree;
        for edit in &edits {
            let id = edit.span.source;
            self.before.entry(id).or_insert_with(|| tree.sources().get(id).clone());
        }
        for (id, before) in &self.before {
            let mut text = before.text.clone();
            // The edits are sorted by file, so those of one file are found by binary search.
            let start = edits.partition_point(|edit| edit.span.source < *id);
            let end = edits.partition_point(|edit| edit.span.source <= *id);
            for edit in edits[start..end].iter().rev() {
                text.replace_range(edit.span.range(), &edit.text);
            }
            if text != tree.sources().get(*id).text {
                drop(tree.update(Source { text, ..before.clone() }));
            }
        }
    }
}
