//! Tells which of today's findings an earlier state of the pages already has.
//!
//! In: the fingerprints of the earlier findings, and those of today's findings. Out: for each of today's findings,
//! whether it is known. Several findings of a page may have the same fingerprint. If there are three today and there
//! were two, one of the three is new: preferably one on a line that the earlier page does not have.

use std::collections::{HashMap, HashSet};

use graph_codegen::diagnostic::Diagnostic;
use graph_codegen::source::{SourceId, Sources};

use crate::lint::baseline::Baseline;
use crate::lint::renamed::Renamed;

/// For each fingerprint in `prints`, whether its finding is known. `is_earlier` tells whether the earlier page has the
/// line of the finding with a given index. It is called only for findings that share their fingerprint with another.
pub(crate) fn known(mut baseline: Baseline, prints: &[String], mut is_earlier: impl FnMut(usize) -> bool) -> Vec<bool> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    prints.iter().for_each(|print| *counts.entry(print).or_default() += 1);
    let mut order: Vec<usize> = (0..prints.len()).collect();
    order.sort_by_cached_key(|&index| counts[&*prints[index]] > 1 && !is_earlier(index));
    let mut known = vec![false; prints.len()];
    for index in order {
        known[index] = baseline.take(&prints[index]);
    }
    known
}

/// The lines of the pages of an earlier state.
pub(crate) struct EarlierLines<'s> {
    before: &'s Sources,
    sources: &'s Sources,
    renamed: &'s Renamed,
    pages: HashMap<SourceId, HashSet<&'s str>>,
}

impl<'s> EarlierLines<'s> {
    pub(crate) fn new(before: &'s Sources, sources: &'s Sources, renamed: &'s Renamed) -> EarlierLines<'s> {
        EarlierLines { before, sources, renamed, pages: HashMap::new() }
    }

    /// Whether the earlier page has the line on which a finding begins. False if the text of the page was not read.
    pub(crate) fn has_line_of(&mut self, finding: &Diagnostic) -> bool {
        let EarlierLines { before, sources, renamed, .. } = *self;
        let page = finding.span.source;
        let lines = self.pages.entry(page).or_insert_with(|| {
            let former = before.find(renamed.former(&sources.get(page).path));
            former.map(|former| before.get(former).text.lines().collect()).unwrap_or_default()
        });
        line(sources, finding).is_some_and(|line| lines.contains(line))
    }
}

/// The line of a page on which a finding begins; `None` if the text of the page was not read.
fn line<'s>(sources: &'s Sources, finding: &Diagnostic) -> Option<&'s str> {
    let (text, start) = (&sources.get(finding.span.source).text, finding.span.start as usize);
    let from = text.get(..start)?.rfind('\n').map_or(0, |end| end + 1);
    text.get(from..)?.lines().next()
}
