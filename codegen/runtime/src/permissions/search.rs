//! Searches for the smallest set of permissions that suffices for all tables of several routes.
//!
//! In: clauses, one for each table. A clause has alternatives, and an alternative is a set of scopes, given by their
//! numbers. Out: the best set of scopes that contains an alternative of each clause. Invariant: the search starts with
//! the set that a greedy choice finds, and only replaces it by a better one, so it can end after any step.

use std::{cmp::Reverse, collections::BTreeMap};

/// The highest number of steps. Each partial set of scopes that is tried counts as many steps as there are clauses. So
/// many steps take seconds at most; tens of routes need a few thousand steps.
const STEPS: usize = 2_000_000;

/// The alternatives of one permission table, of which one is needed, from the least to the most privileged. Each
/// alternative is a sorted list of the numbers of its scopes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Clause(Vec<Vec<usize>>);

impl Clause {
    /// Makes a clause of the alternatives of a table. The number of a scope is its index in `names`, which is sorted
    /// and contains every scope.
    pub(super) fn new(alternatives: &[&[&'static str]], names: &[&'static str]) -> Self {
        let number = |scopes: &&[&'static str]| {
            let mut numbers: Vec<usize> = scopes.iter().filter_map(|scope| names.binary_search(scope).ok()).collect();
            numbers.sort_unstable();
            numbers.dedup();
            numbers
        };
        Self(alternatives.iter().map(number).collect())
    }

    /// The index of the first alternative whose scopes are all chosen.
    fn place(&self, chosen: &[bool]) -> Option<usize> {
        self.0.iter().position(|scopes| scopes.iter().all(|scope| chosen[*scope]))
    }
}

/// The rank of a set of scopes; the set with the lowest rank is the best. The parts of a rank are compared in this
/// order:
///
/// - the number of scopes
/// - the sum, over all clauses, of the index of the first alternative that the set contains (a higher index means more
///   privileges)
/// - the numbers of the scopes
type Rank = (usize, usize, Vec<usize>);

pub(super) struct Search {
    /// Each distinct clause, with the number of its occurrences.
    clauses: Vec<(Clause, usize)>,
    chosen: Vec<bool>,
    best: Option<Rank>,
    steps: usize,
}

impl Search {
    pub(super) fn new(mut clauses: Vec<Clause>, scopes: usize) -> Self {
        clauses.sort_unstable();
        let mut counted: Vec<(Clause, usize)> = Vec::new();
        for clause in clauses {
            match counted.last_mut() {
                Some((last, count)) if *last == clause => *count += 1,
                _ => counted.push((clause, 1)),
            }
        }
        Self { clauses: counted, chosen: vec![false; scopes], best: None, steps: 0 }
    }

    /// Searches for the best set of scopes. Returns it, and whether the search was complete, so that no set is better.
    pub(super) fn run(mut self) -> (Vec<usize>, bool) {
        self.greedy();
        self.chosen.fill(false);
        self.branch(0);
        let set = self.best.map(|(_, _, set)| set).unwrap_or_default();
        (set, self.steps <= STEPS)
    }

    /// Takes the alternative that covers the most clauses per new scope, until all clauses are covered.
    fn greedy(&mut self) {
        while let Some(added) = self.cheapest() {
            for scope in added {
                self.chosen[scope] = true;
            }
        }
        self.keep();
    }

    fn cheapest(&self) -> Option<Vec<usize>> {
        let unmet: Vec<&Clause> = self.open().collect();
        // The candidates: the scopes that an alternative adds to the chosen ones, with the lowest index of such an
        // alternative.
        let mut candidates: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
        for (place, scopes) in unmet.iter().flat_map(|clause| clause.0.iter().enumerate()) {
            let added = scopes.iter().copied().filter(|scope| !self.chosen[*scope]).collect();
            let least = candidates.entry(added).or_insert(place);
            *least = place.min(*least);
        }
        let mut chosen = self.chosen.clone();
        let ranked = candidates.into_iter().map(|(added, place)| {
            added.iter().for_each(|scope| chosen[*scope] = true);
            let covered = unmet.iter().filter(|clause| clause.place(&chosen).is_some()).count();
            added.iter().for_each(|scope| chosen[*scope] = false);
            // The ratio of covered clauses to added scopes, in thousandths, because integers can be ordered.
            (Reverse(covered * 1_000 / added.len().max(1)), place, added)
        });
        ranked.min().map(|(_, _, added)| added)
    }

    fn branch(&mut self, size: usize) {
        self.steps += self.clauses.len().max(1);
        if self.steps > STEPS || self.best.as_ref().is_some_and(|(best, ..)| size + self.at_least() > *best) {
            return;
        }
        // Tries the alternatives of the clause that has the fewest of them, so that the search has few branches.
        let Some(clause) = self.open().min_by_key(|clause| clause.0.len()).cloned() else {
            self.keep();
            return;
        };
        for scopes in &clause.0 {
            let added: Vec<usize> = scopes.iter().copied().filter(|scope| !self.chosen[*scope]).collect();
            added.iter().for_each(|scope| self.chosen[*scope] = true);
            self.branch(size + added.len());
            added.iter().for_each(|scope| self.chosen[*scope] = false);
        }
    }

    fn open(&self) -> impl Iterator<Item = &Clause> {
        self.clauses.iter().map(|(clause, _)| clause).filter(|clause| clause.place(&self.chosen).is_none())
    }

    /// A lower bound for the number of scopes that still have to be chosen: for each of some clauses that have no
    /// missing scope in common, the scopes that the cheapest alternative lacks, added up.
    fn at_least(&self) -> usize {
        let mut seen = vec![false; self.chosen.len()];
        let mut count = 0;
        for clause in self.open() {
            let missing = || clause.0.iter().flatten().filter(|scope| !self.chosen[**scope]);
            if missing().all(|scope| !seen[*scope]) {
                missing().for_each(|scope| seen[*scope] = true);
                let fewest = clause.0.iter().map(|scopes| scopes.iter().filter(|scope| !self.chosen[**scope]).count());
                count += fewest.min().unwrap_or(0);
            }
        }
        count
    }

    /// Records the chosen set if it is better than the best one so far.
    fn keep(&mut self) {
        let set: Vec<usize> = (0..self.chosen.len()).filter(|scope| self.chosen[*scope]).collect();
        let places = self.clauses.iter().map(|(clause, count)| clause.place(&self.chosen).unwrap_or(0) * count);
        let rank = (set.len(), places.sum(), set);
        if self.best.as_ref().is_none_or(|best| rank < *best) {
            self.best = Some(rank);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SCOPE_COUNT: usize = 6;

    fn rank(clauses: &[Clause], chosen: &[bool]) -> Option<Rank> {
        let places: Option<Vec<usize>> = clauses.iter().map(|clause| clause.place(chosen)).collect();
        let set: Vec<usize> = (0..chosen.len()).filter(|scope| chosen[*scope]).collect();
        places.map(|places| (set.len(), places.iter().sum(), set))
    }

    proptest! {
        /// Checks by exhaustive search that no set of scopes is better than the result.
        #[test]
        fn no_other_set_of_scopes_is_better_than_the_result(
            clauses in prop::collection::vec(
                prop::collection::vec(prop::collection::btree_set(0..SCOPE_COUNT, 0..3), 1..4),
                0..6,
            ),
        ) {
            let clauses: Vec<Clause> = clauses
                .into_iter()
                .map(|clause| Clause(clause.into_iter().map(|scopes| scopes.into_iter().collect()).collect()))
                .collect();
            let sets = (0..1_usize << SCOPE_COUNT).map(|bits| (0..SCOPE_COUNT).map(|scope| bits >> scope & 1 == 1).collect::<Vec<_>>());
            let best = sets.filter_map(|chosen| rank(&clauses, &chosen)).min().map(|(_, _, set)| set);
            let (found, exact) = Search::new(clauses, SCOPE_COUNT).run();
            prop_assert!(exact);
            prop_assert_eq!(Some(found), best);
        }
    }

    #[test]
    fn a_search_that_stops_at_its_limit_still_returns_sufficient_scopes() {
        // Each pair of the 40 scopes is a clause that needs one of the two. A set that lacks two scopes therefore
        // leaves a clause uncovered.
        let clauses: Vec<Clause> =
            (0..40).flat_map(|one| (one + 1..40).map(move |other| Clause(vec![vec![one], vec![other]]))).collect();
        let (found, exact) = Search::new(clauses.clone(), 40).run();
        let chosen: Vec<bool> = (0..40).map(|scope| found.contains(&scope)).collect();
        assert!(rank(&clauses, &chosen).is_some());
        assert!(!exact && found.len() == 39);
    }
}
