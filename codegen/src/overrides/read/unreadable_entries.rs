//! Finds entries that the TOML parser loses, because the line in brackets above them is invalid.
//!
//! In: the text and the parsed document. Out: a finding for each line that begins an entry and is missing in the
//! document. Invariant: no parsed entry is reported.

use std::collections::BTreeSet;

use toml::de::DeTable;

use super::OverridesReader;
use crate::code;
use crate::diagnostic::Diagnostic;
use crate::overrides::entry::key_starts;

impl OverridesReader<'_> {
    /// Reports entries below an invalid line such as `[types.`.
    pub(super) fn unreadable_entries(&mut self, document: &DeTable<'_>) {
        let mut known = BTreeSet::new();
        key_starts(document, &mut known);
        let mut start = 0;
        let mut beneath = None;
        for line in self.text.text.split_inclusive('\n') {
            let words = line.trim();
            let span = self.text.span(start + (line.len() - line.trim_start().len())..start + line.trim_end().len());
            start += line.len();
            let told = self.broken.iter().any(|broken| broken.start >= span.start && broken.start <= span.end);
            if words.starts_with('[') {
                beneath = told.then_some(span);
            } else if let Some(header) = beneath
                && is_entry(words)
                && !told
                && !known.contains(&(span.start as usize))
            {
                let diagnostic = Diagnostic::new(
                    code::OVERRIDE_UNREADABLE,
                    span,
                    "this entry stands under a table header that is not valid TOML",
                )
                .help("correct the table header; until then the entry is not applied")
                .note(header, "the header");
                self.overrides.refuse(diagnostic, self.diagnostics);
            }
        }
    }
}

/// Whether a line begins an entry: a key and `=`.
fn is_entry(line: &str) -> bool {
    let key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\'' | ' ' | '\t');
    !line.starts_with('#') && line.split_once('=').is_some_and(|(left, _)| !left.is_empty() && left.chars().all(key))
}
