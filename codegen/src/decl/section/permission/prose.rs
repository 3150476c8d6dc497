//! Reads permissions that a page states without a table: `- Delegated: A, B`, and sentences such as "requires the
//! delegated permission A".
//!
//! In: the texts of the permissions section. Out: the permissions of each kind of caller. Invariant: if a scope belongs
//! to no kind of caller, nothing is read; a kind of caller that no text mentions is unknown.

use std::borrow::Cow;

use crate::api::{Caller, Permissions, Scopes};
use crate::decl::section::permission::accounts::{callers, is_usual};
use crate::decl::section::permission::cell;
use crate::decl::section::permission::statement::{add, slot};
use crate::decl::vocabulary::permissions::{AND, is_dotted_scope};
use crate::diagnostic::Diagnostic;
use crate::page::{Inline, Text};

/// Phrases that say that every caller may send the request.
const NONE_NEEDED: &[&str] = &[
    "no permissions are required",
    "no permission is required",
    "no permissions required",
    "no permissions are needed",
    "no permission is needed",
    "doesn't require any permission",
    "does not require any permission",
    "requires no permission",
    "no special permissions",
];

/// Whether a text says that a caller needs no permission.
pub(super) fn needs_none(text: &Text<'_>) -> bool {
    let lower = text.plain().to_ascii_lowercase().replace('’', "'");
    NONE_NEEDED.iter().any(|phrase| lower.contains(phrase))
}

/// The permissions that texts state.
pub(super) fn read(texts: &[&Text<'_>], diagnostics: &mut Vec<Diagnostic>) -> Option<Permissions> {
    let mut set = Permissions { unknown: Caller::ALL.to_vec(), ..Permissions::default() };
    let mut first = None;
    for text in texts {
        let plain = text.plain();
        let is_told = match captioned(&plain) {
            Some((accounts, rest)) => {
                let rest = Text { span: text.span, inlines: vec![Inline::Text(Cow::Owned(rest.to_owned()))] };
                let scopes = cell::scopes(&rest, diagnostics)?;
                accounts.iter().for_each(|caller| tell(&mut set, *caller, scopes.clone()));
                true
            }
            None => sentence(&plain, &mut set)?,
        };
        first = first.or_else(|| is_told.then_some(text.span));
    }
    set.span = first?;
    Some(set)
}

fn tell(set: &mut Permissions, caller: Caller, scopes: Vec<Scopes>) {
    set.unknown.retain(|unknown| *unknown != caller);
    add(slot(set, caller), scopes);
}

/// The kinds of caller that the words before a colon name, and the words after it.
fn captioned(plain: &str) -> Option<(&'static [Caller], &str)> {
    let (label, rest) = plain.split_once(':')?;
    let label = label.trim();
    let is_caption = is_usual(label) && !label.split(' ').any(is_dotted_scope) && label.split(' ').count() <= 7;
    (is_caption && !rest.trim().is_empty()).then(|| (callers(label), rest.trim()))
}

/// Adds the scopes of a sentence, each to the kind of caller that is named before or after it. Returns whether there
/// are any; `None` if a scope belongs to no kind of caller.
fn sentence(plain: &str, set: &mut Permissions) -> Option<bool> {
    let mut open: Vec<Scopes> = Vec::new();
    let mut current: &[Caller] = &[];
    let (mut joined, mut found) = (false, false);
    // The number of words since the last scope: `A and B` is one permission, because `B` is the second word after `A`.
    let mut since = usize::MAX;
    for token in plain.split_whitespace() {
        let word = token.trim_matches(['(', ')', ',', '.', ';', ':', '`', '*', '"']);
        since = since.saturating_add(1);
        if is_dotted_scope(word) {
            found = true;
            let together = joined && since == 2;
            let target = match current.first() {
                Some(caller) => slot(set, *caller),
                None => &mut open,
            };
            match target.last_mut().filter(|_| together) {
                Some(last) => last.push(word.into()),
                None => target.push(vec![word.into()]),
            }
            (since, joined) = (0, false);
        } else if is_usual(word) && callers(word).len() == 1 {
            let of = callers(word);
            if open.is_empty() {
                current = of;
            } else {
                of.iter().for_each(|caller| tell(set, *caller, std::mem::take(&mut open)));
            }
            of.iter().for_each(|caller| set.unknown.retain(|unknown| unknown != caller));
        } else {
            joined = AND.iter().any(|and| word.eq_ignore_ascii_case(and));
        }
    }
    open.is_empty().then_some(found)
}
