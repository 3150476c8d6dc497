//! Fences of code blocks that are missing or never closed.
//!
//! In: findings about fences. Out: for each page the first finding that a fence is missing, and the first that a block
//! is never closed. After a missing fence each opening fence is read as a closing one and vice versa, so the later
//! findings on the page are consequences of the first.

use std::collections::BTreeSet;

use crate::checks::causes::places;
use crate::code;
use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, Span};

/// Keeps the first finding about a missing fence, and the first about a block that is never closed, of each page.
pub(super) fn keep_first(diagnostics: &mut Vec<Diagnostic>) {
    let mut told: BTreeSet<(&'static str, SourceId)> = BTreeSet::new();
    let mut later: Vec<Span> = Vec::new();
    diagnostics.retain(|finding| {
        let is_fence = [code::FENCE_MISSING, code::UNCLOSED_FENCE].contains(&finding.code);
        let is_first = !is_fence || told.insert((finding.code.id(), finding.span.source));
        later.extend((!is_first && finding.code == code::UNCLOSED_FENCE).then_some(finding.span));
        is_first
    });
    for finding in diagnostics.iter_mut().filter(|finding| finding.code == code::UNCLOSED_FENCE) {
        let source = finding.span.source;
        let places = later.iter().filter(|place| place.source == source);
        places.for_each(|place| places::add(finding, *place, "this line of backticks closes no code block either"));
    }
}
