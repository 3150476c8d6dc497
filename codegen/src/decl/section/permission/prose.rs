//! Reads permissions that a page states without a table: `- Delegated: A, B`, and sentences such as "requires the
//! delegated permission A".
//!
//! In: the texts of the permissions section. Out: the permissions of each kind of caller. If the texts do not say which
//! kind of caller needs a scope, nothing is read, except from a list that the page calls scopes (see `scopes`). The
//! permissions of a kind of caller that no text mentions are unknown.

use std::borrow::Cow;

use crate::api::{Caller, Permissions, Scopes};
use crate::decl::outline::BlockPlace;
use crate::decl::page_reader::PageReader;
use crate::decl::section::permission::accounts::{callers, is_usual};
use crate::decl::section::permission::cell;
use crate::decl::section::permission::statement::{add, slot};
use crate::decl::vocabulary::permissions::{AND, OF_WORK, PERSONAL, is_dotted_scope, is_section};
use crate::diagnostic::Diagnostic;
use crate::page::{Block, Inline, Text};
use crate::source::Span;

/// The texts under headings such as `Application` in the permissions section. Each text begins with the words of its
/// heading and a colon: `Application: A, B`.
pub(super) fn under_callers<'s>(reader: &PageReader<'_, 's>) -> Vec<Text<'s>> {
    let is_below =
        |place: &BlockPlace| is_section(&place.section) && place.heading != place.section && is_usual(&place.text);
    let texts = reader.blocks().filter(|(_, place)| is_below(place)).filter_map(|(block, place)| match block {
        Block::Paragraph(text) => Some((text, place)),
        Block::Item(item) => Some((&item.text, place)),
        _ => None,
    });
    let captioned = texts.map(|(text, place)| {
        let words = format!("{}: {}", place.text, text.plain());
        Text { span: text.span, inlines: vec![Inline::Text(words.into())] }
    });
    captioned.collect()
}

/// The parts of a text that begin with a kind of caller and a colon: `Delegated: A. Application: B.`
fn captioned_parts(plain: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in plain.match_indices(". ") {
        let next = &plain[at + 2..];
        if captioned(next).is_some_and(|_| is_usual(next)) {
            parts.push(plain[start..at].trim());
            start = at + 2;
        }
    }
    parts.push(plain[start..].trim());
    parts
}

/// The permissions that the texts state. `None` if they state none, or if they do not say which kind of caller needs a
/// scope.
pub(super) fn read(texts: &[&Text<'_>], diagnostics: &mut Vec<Diagnostic>) -> Option<Permissions> {
    let mut set = Permissions { unknown: Caller::ALL.to_vec(), ..Permissions::default() };
    let mut first = None;
    let plain: Vec<(Cow<'_, str>, Span)> = texts.iter().map(|text| (text.plain(), text.span)).collect();
    for (plain, span) in
        plain.iter().flat_map(|(plain, span)| captioned_parts(plain).into_iter().map(move |part| (part, *span)))
    {
        let is_told = match captioned(plain) {
            Some((accounts, rest)) => {
                let rest = Text { span, inlines: vec![Inline::Text(Cow::Owned(rest.to_owned()))] };
                let scopes = cell::scopes(&rest, diagnostics)?;
                accounts.iter().for_each(|caller| set_scopes(&mut set, *caller, scopes.clone()));
                true
            }
            None => record_unsupported(plain, &mut set) || sentence(plain, &mut set)?,
        };
        first = first.or_else(|| is_told.then_some(span));
    }
    set.span = first?;
    Some(set)
}

/// Phrases that say that a kind of caller, such as an application, is not supported.
const REFUSED: [&str; 8] = [
    "not supported",
    "n't supported",
    "n’t supported",
    "unsupported",
    "not available",
    "can't call",
    "cannot call",
    "can not call",
];

/// Records kinds of caller that a text calls unsupported: `Personal accounts aren't supported.` Returns whether the
/// text says nothing else.
fn record_unsupported(plain: &str, set: &mut Permissions) -> bool {
    let mut is_all = true;
    for sentence in plain.split_inclusive(". ").filter(|sentence| !sentence.trim().is_empty()) {
        let lower = sentence.to_ascii_lowercase();
        let names_scope = sentence.split(' ').any(|word| is_dotted_scope(word.trim_matches(['.', ',', '`', '*'])));
        let is_told = !names_scope && REFUSED.iter().any(|phrase| lower.contains(phrase));
        is_all &= is_told;
        if !is_told {
            continue;
        }
        let personal = lower.contains(PERSONAL);
        let application = ["application", "app-only"].iter().any(|word| lower.contains(word));
        let work = OF_WORK.iter().any(|word| lower.contains(word)) || lower.contains("delegated") && !personal;
        let kinds =
            [(work, Caller::DelegatedWork), (personal, Caller::DelegatedPersonal), (application, Caller::Application)];
        for (_, caller) in kinds.into_iter().filter(|(is_meant, _)| *is_meant) {
            set_scopes(set, caller, Vec::new());
        }
    }
    is_all
}

/// Ends of a sentence about scopes: `The scope A is required`.
const ENDS: [&str; 4] = [" is required", " are required", " is needed", " are needed"];

/// The permissions of a page that lists scopes without a table. In a section about scopes (`in_section`), the text
/// consists of scopes alone. Elsewhere the scopes are in a sentence about scopes: `One of these scopes is required:
/// A, B`. A scope (RFC 6749) limits what a token of a user allows, so these are permissions of a user with a work or
/// school account.
pub(super) fn scopes(texts: &[&Text<'_>], in_section: bool, diagnostics: &mut Vec<Diagnostic>) -> Option<Permissions> {
    let is_scope = |word: &str| is_dotted_scope(word.trim_matches(['`', '*', ',', '.', ';']));
    let first = texts.iter().find(|text| text.plain().split(' ').any(is_scope))?;
    let plain = first.plain();
    let after_word = || {
        let at = ["scopes ", "scope "].iter().find_map(|word| Some(plain.find(word)? + word.len()))?;
        Some(plain.split_at(at))
    };
    let (lead, list) = plain.split_once(':').or_else(after_word).unwrap_or(("", &plain));
    let list = ENDS.iter().find_map(|end| list.trim_end_matches('.').strip_suffix(end)).unwrap_or(list);
    let is_about = |lead: &str| lead.split(' ').any(|word| matches!(word, "scope" | "scopes"));
    if !(in_section && lead.is_empty() || is_about(lead)) {
        return None;
    }
    let is_list = list.split_whitespace().all(|word| is_scope(word) || matches!(word, "or" | "and"));
    let list = Text { span: first.span, inlines: vec![Inline::Text(Cow::Owned(list.replace(['*', '`'], "")))] };
    let list = Text { inlines: vec![Inline::Text(Cow::Owned(list.plain().replace(';', ",")))], ..list };
    let delegated_work = cell::scopes(&list, diagnostics).filter(|_| is_list)?;
    let unknown = vec![Caller::DelegatedPersonal, Caller::Application];
    Some(Permissions { delegated_work, unknown, span: first.span, ..Permissions::default() })
}

fn set_scopes(set: &mut Permissions, caller: Caller, scopes: Vec<Scopes>) {
    set.unknown.retain(|unknown| *unknown != caller);
    add(slot(set, caller), scopes);
}

/// The kinds of caller that the words before a colon name, and the words after the colon, as in `Delegated: A, B`.
/// `None` if there is no colon, or if the words before it name no kind of caller.
fn captioned(plain: &str) -> Option<(&'static [Caller], &str)> {
    let (label, rest) = plain.split_once(':')?;
    let label = label.trim();
    let is_caption = is_usual(label) && !label.split(' ').any(is_dotted_scope) && label.split(' ').count() <= 7;
    (is_caption && !rest.trim().is_empty()).then(|| (callers(label), rest.trim()))
}

/// Adds the scopes of a sentence, each to the kind of caller (delegated or application) that is named before or after
/// it. Returns whether the sentence has any scopes; `None` if it names no kind of caller for one of them.
fn sentence(plain: &str, set: &mut Permissions) -> Option<bool> {
    let mut open: Vec<Scopes> = Vec::new();
    let mut current: &[Caller] = &[];
    // The scopes that were added to the kind of caller named last. They are added to a second kind too if the text
    // names two: `A (delegated and application)`.
    let mut last_scopes: Vec<Scopes> = Vec::new();
    let (mut joined, mut found) = (false, false);
    // The number of words since the last scope. In `A and B`, the scope `B` is two words after `A`, which shows that
    // both scopes are needed together.
    let mut since = usize::MAX;
    for token in plain.split_whitespace() {
        let word = token.trim_matches(['(', ')', ',', '.', ';', ':', '`', '*', '"']);
        since = since.saturating_add(1);
        if is_dotted_scope(word) {
            found = true;
            let together = joined && since == 2;
            last_scopes.clear();
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
            if !open.is_empty() {
                last_scopes = std::mem::take(&mut open);
                of.iter().for_each(|caller| set_scopes(set, *caller, last_scopes.clone()));
            } else if !last_scopes.is_empty() {
                of.iter().for_each(|caller| set_scopes(set, *caller, last_scopes.clone()));
            } else {
                current = of;
            }
            of.iter().for_each(|caller| set.unknown.retain(|unknown| unknown != caller));
        } else {
            joined = AND.iter().any(|and| word.eq_ignore_ascii_case(and));
        }
    }
    open.is_empty().then_some(found)
}
