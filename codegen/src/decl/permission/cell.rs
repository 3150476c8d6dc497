//! One cell of a permission table.
//!
//! In: the text of a cell. Out: its alternatives, each of the scopes that are needed together. Invariant: words that
//! are not scopes are reported.

use std::borrow::Cow;

use crate::api::Scopes;
use crate::code;
use crate::decl::vocabulary::permissions::{AND, NO_SCOPE, OR, is_scope};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::Text;

/// The scopes of a cell: alternatives by comma, `or` or line; `and` joins what is needed together. An empty list means
/// that the kind of caller is not supported, `None` that it is unknown.
pub(super) fn scopes(cell: &Text<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<Scopes>> {
    let plain = cell.plain();
    let words = plain.trim().trim_end_matches('.').trim_matches('*').trim();
    if NO_SCOPE.iter().any(|nothing| words.eq_ignore_ascii_case(nothing)) {
        return Some(Vec::new());
    }
    let mut alternatives: Vec<Scopes> = Vec::new();
    let mut unknown = false;
    let mut commas = Vec::new();
    let lines = if plain.contains('<') {
        Cow::Owned(plain.replace("<br>", ",").replace("<br/>", ",").replace("<br />", ","))
    } else {
        Cow::Borrowed(plain.as_ref())
    };
    for part in lines.split([',', ';']) {
        let (mut joined, mut separated) = (false, true);
        let mut before = "";
        for token in part.split_whitespace() {
            // Most words are scopes with nothing around them.
            let word = match token.as_bytes() {
                [first, .., last] if first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric() => token,
                _ => token.trim_matches(['*', '_', '`', '(', ')', '.', ':', '[', ']', '"', '^', '|']),
            };
            let is = |words: &[&str]| words.iter().any(|known| word.eq_ignore_ascii_case(known));
            if is(OR) {
                (joined, separated) = (false, true);
            } else if is(AND) {
                (joined, separated) = (true, true);
            } else if is_scope(word) {
                if !std::mem::replace(&mut separated, false) {
                    commas.push(
                        Diagnostic::new(
                            code::PERMISSION_COMMA,
                            cell.span,
                            format!("no comma stands before the scope `{word}`"),
                        )
                        .help("write a comma, or `and` if both are needed")
                        .about(Subject::words(word))
                        .fix_unsafely(Edit::Word(
                            cell.span,
                            format!("{before} {word}"),
                            format!("{before}, {word}"),
                        )),
                    );
                }
                before = word;
                match alternatives.last_mut() {
                    Some(last) if joined => {
                        last.push(word.into());
                        joined = false;
                    }
                    _ => alternatives.push(vec![word.into()]),
                }
            } else {
                unknown |= !word.is_empty();
            }
        }
    }
    // Where words stand among the scopes, such as `for a user:`, they separate them.
    if !unknown {
        diagnostics.append(&mut commas);
    }
    if let Some(twice) = alternatives.iter().enumerate().find(|(at, one)| alternatives[..*at].contains(one)) {
        let scope = twice.1.join(" and ");
        diagnostics.push(
            Diagnostic::new(
                code::PERMISSION_TWICE,
                cell.span,
                format!("the scope `{scope}` stands twice in this cell"),
            )
            .help("remove it, or write the scope that is meant")
            .about(Subject::words(&scope)),
        );
    }
    if unknown {
        let diagnostic = if plain.to_ascii_lowercase().contains("todo") {
            Diagnostic::new(code::PERMISSION_PLACEHOLDER, cell.span, format!("`{plain}` stands where scopes belong"))
                .help("write the scopes, separated by commas, or `Not supported.`")
                .about(Subject::words(&plain))
        } else {
            Diagnostic::new(
                code::PERMISSION_CELL,
                cell.span,
                format!("this cell of the table of permissions holds more than scopes: `{}`", shorten(&plain)),
            )
            .help("write scopes separated by commas, and conditions below the table")
            .about(Subject::words(&plain))
        };
        diagnostics.push(diagnostic);
    }
    alternatives.shrink_to_fit();
    (!unknown || !alternatives.is_empty()).then_some(alternatives)
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= 80 {
        text.to_owned()
    } else {
        format!("{}…", text.chars().take(79).collect::<String>())
    }
}
