//! Rows that are not read, whose members therefore seem to lack a row.
//!
//! In: findings about rows and about members without a row. Out: only those about rows, if a row that is not read has
//! the name of the member. A table without its line of dashes, and rows without a table, explain every member without a
//! row on their page.

use std::collections::{BTreeMap, BTreeSet};

use crate::code;
use crate::diagnostic::{Diagnostic, Subject};
use crate::source::SourceId;

/// The names that the unread rows of a page may declare.
#[derive(Default)]
struct Unread {
    names: BTreeSet<String>,
    /// Whether a table of the page has no line of dashes, so that it is read as text.
    table: bool,
}

/// Removes the finding that a member has no row, if the page has a row with the member's name that could not be read.
/// Another finding reports that row.
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
