//! The letter case of the name of an action or function.
//!
//! In: the word in the path, and what else names the call: the title of its page, the example requests, the `Methods`
//! row of a resource page. Out: one spelling. Invariant: only the letter case changes, and a single statement against
//! the path counts only if the path has no camelCase.

use compact_str::CompactString;
use foldhash::HashMap;

use crate::api::{Operation, PageId};
use crate::link::names::resolve::Context;

/// The texts of the `Methods` rows of all pages, by the page that they link to.
pub(super) type MethodsTexts<'a> = HashMap<PageId, Vec<&'a str>>;

/// The texts of all `Methods` rows.
pub(super) fn methods_texts<'a>(cx: &Context<'a>) -> MethodsTexts<'a> {
    let mut found = MethodsTexts::default();
    for (index, page) in cx.decls.iter().enumerate() {
        for row in &page.methods {
            let target = row.target.as_ref().and_then(|target| cx.tree.page(PageId::from_index(index), target));
            if let Some(target) = target {
                found.entry(target).or_default().push(&row.title);
            }
        }
    }
    found
}

/// The spelling of the name of a call that most statements have. If two spellings are equally frequent, the one in
/// camelCase counts.
pub(super) fn spelling(
    cx: &Context<'_>,
    listed: &MethodsTexts<'_>,
    operation: &Operation,
    name: CompactString,
) -> CompactString {
    let page = &cx.decls[operation.page.index()];
    let mut examples = page.bodies.iter().filter_map(|body| Some(body.request_line.as_ref()?.value.as_str()));
    let mut votes: Vec<(&str, usize)> = vec![(name.as_str(), 1)];
    let vote = |text: Option<&'_ str>| {
        let mut words = text.unwrap_or_default().split(|c: char| !c.is_alphanumeric() && c != '_');
        // A sentence may begin with the name, so a spelling with a capital first letter is not counted.
        let is_vote = |word: &&str| word.eq_ignore_ascii_case(&name) && word.starts_with(char::is_lowercase);
        words.find(is_vote).map(CompactString::from)
    };
    let told = [vote(Some(&operation.title)), vote(examples.next())];
    let rows = listed.get(&operation.page);
    let row = rows.into_iter().flatten().find_map(|title| vote(Some(title)));
    for spelling in told.iter().chain([&row]).flatten() {
        match votes.iter_mut().find(|(known, _)| known == spelling) {
            Some((_, count)) => *count += 1,
            None => votes.push((spelling, 1)),
        }
    }
    let best = votes.iter().enumerate().max_by_key(|(at, (word, count))| {
        (word.starts_with(char::is_lowercase), *count, is_camel(word), std::cmp::Reverse(*at))
    });
    best.map_or_else(|| name.clone(), |(_, (word, _))| CompactString::from(*word))
}

/// Whether a word begins with a small letter and contains a capital letter: `sendMail`.
fn is_camel(word: &str) -> bool {
    word.starts_with(char::is_lowercase) && word.contains(char::is_uppercase)
}
