//! Recognises kinds of caller in the title of a row or column, such as `Delegated (work or school account)`.
//!
//! In: the words. Out: the kinds of caller that the words name. A misspelt name counts as the right one.

use crate::api::Caller;
use crate::decl::vocabulary::permissions::{ACCOUNTS, OF_WORK, PERSONAL};
use crate::text::near;

/// The first kind of caller, such as [`Caller::Application`], that the words name. `None` if they name none.
pub(super) fn caller(words: &str) -> Option<Caller> {
    callers(words).first().copied()
}

/// The kinds of caller that these words name. They may be several, as in
/// `Delegated (work, school or personal account)`.
pub(super) fn callers(words: &str) -> &'static [Caller] {
    let lower = words.to_ascii_lowercase();
    // Some titles name both kinds, as in `Delegated (work or school account) and application`.
    if ["delegated", "application"].iter().all(|word| lower.contains(word)) {
        return match lower.contains(PERSONAL) {
            true => &Caller::ALL,
            false => &[Caller::DelegatedWork, Caller::Application],
        };
    }
    if starts_with(words, "application") || starts_with(words, "app-only") {
        return &[Caller::Application];
    }
    if !starts_with(words, "delegated") {
        let first = words.split(' ').next().unwrap_or_default();
        match near::nearest(first, ["application", "delegated"].into_iter(), 2).first() {
            Some(&"application") => return &[Caller::Application],
            Some(_) => {}
            None => return &[],
        }
    }
    match (lower.contains(PERSONAL), OF_WORK.iter().any(|word| lower.contains(word))) {
        (true, true) => &[Caller::DelegatedWork, Caller::DelegatedPersonal],
        (true, false) => &[Caller::DelegatedPersonal],
        (false, _) => &[Caller::DelegatedWork],
    }
}

/// Whether the words begin like a correctly spelt name of a kind of caller: `Application`, `App-only` or `Delegated`.
pub(super) fn is_usual(words: &str) -> bool {
    ACCOUNTS.iter().any(|word| starts_with(words, word))
}

/// Whether a text starts with a word, in any letter case.
pub(super) fn starts_with(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// The title that the row about a kind of caller should have.
pub(crate) fn row_title(caller: Caller) -> &'static str {
    match caller {
        Caller::DelegatedWork => "Delegated (work or school account)",
        Caller::DelegatedPersonal => "Delegated (personal Microsoft account)",
        Caller::Application => "Application",
    }
}

/// The kind of caller whose usual title, such as `Application`, the words in a cell misspell by a letter or two. `None`
/// if the words are the usual title, or if they resemble none of these titles.
pub(super) fn intended_caller(words: &str) -> Option<Caller> {
    let is_near = |caller: &Caller| {
        let title = row_title(*caller);
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        letters(words) != letters(title) && !near::nearest(words, std::iter::once(title), 2).is_empty()
    };
    Caller::ALL.into_iter().find(is_near)
}

/// The kind of caller that the title of a row names: [`Caller::Application`] for `Application`. `None` if it names
/// none, or several.
pub(crate) fn caller_of(title: &str) -> Option<Caller> {
    match callers(title) {
        [only] => Some(*only),
        _ => None,
    }
}

/// A static slice whose only element is this kind of caller.
pub(super) fn slice_of(caller: Caller) -> &'static [Caller] {
    match caller {
        Caller::DelegatedWork => &[Caller::DelegatedWork],
        Caller::DelegatedPersonal => &[Caller::DelegatedPersonal],
        Caller::Application => &[Caller::Application],
    }
}
