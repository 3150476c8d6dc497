//! Removes findings that a member has no row, if its row exists but could not be read.
//!
//! In: findings about unreadable rows, and findings about members without a row. Out: only the former, if an unreadable
//! row has the name of the member. If a whole table of a page could not be read (its row of dashes does not fit, or its
//! header is missing), this explains all members that its JSON representation shows without a row.

use std::collections::{BTreeMap, BTreeSet};

use crate::code;
use crate::diagnostic::{Diagnostic, Subject};
use crate::source::SourceId;

/// What the page declares in rows that could not be read.
#[derive(Default)]
struct Unread {
    names: BTreeSet<String>,
    /// Whether the page has a whole table that was read as text, because its row of dashes does not fit its header or
    /// its header is missing.
    table: bool,
}

/// Removes the findings that a member has no row, if the page that shows it has an unreadable row with its name or an
/// unreadable table. Another finding reports that row or table.
pub(super) fn remove_explained(diagnostics: &mut Vec<Diagnostic>) {
    let rows = [code::NAME_IS_NO_IDENTIFIER, code::LONG_ROW, code::SHORT_ROW];
    let mut pages: BTreeMap<SourceId, Unread> = BTreeMap::new();
    for finding in diagnostics.iter() {
        if [code::DELIMITER_MISMATCH, code::ROWS_WITHOUT_HEADER].contains(&finding.code) {
            pages.entry(finding.span.source).or_default().table = true;
        }
        if let (Subject::Words(words), true) = (&finding.subject, rows.contains(&finding.code)) {
            let names = &mut pages.entry(finding.span.source).or_default().names;
            names.insert(words.chars().filter(|c| c.is_alphanumeric()).collect());
            names.extend(words.split(|c: char| !c.is_alphanumeric()).map(str::to_owned));
        }
    }
    if pages.is_empty() {
        return;
    }
    let is_unread = |finding: &&Diagnostic| {
        let Subject::Member(member) = &finding.subject else { return false };
        let page = pages.get(&finding.span.source);
        finding.code == code::SHAPE_ONLY && page.is_some_and(|page| page.table || page.names.contains(&*member.1))
    };
    let members: BTreeSet<Subject> =
        diagnostics.iter().filter(is_unread).map(|finding| finding.subject.clone()).collect();
    let consequences = [code::SHAPE_ONLY, code::EXAMPLE_MEMBER_UNKNOWN, code::INHERITED_ELSEWHERE];
    diagnostics.retain(|finding| !consequences.contains(&finding.code) || !members.contains(&finding.subject));
}
