//! Recognises the words before the name of a base type, such as `inherits from`.
//!
//! In: a text in lower case, up to the name. Out: whether they say that the name is that of a base. A sentence that
//! denies the relation does not count.

use crate::decl::TypeTerm;
use crate::decl::table::type_expr;
use crate::decl::vocabulary::{BASE_CAPTIONS, BASE_FILLERS, BASE_PHRASES, BASE_VERBS};
use crate::page::{Inline, Text};
use crate::text::identifier::is_identifier;

/// Whether a text, in lower case, ends with words that announce the name of a base type: a phrase such as `derived
/// from`, or a verb of inheritance with only words such as `properties from the` after it.
#[must_use]
pub(in crate::decl) fn announces_base(lower: &str) -> bool {
    let text = lower.trim_end().trim_end_matches(['`', '*', '_', ':']).trim_end();
    let clause = text.rsplit(['.', ';', ',', '(']).next().unwrap_or_default();
    let text = [" the", " a", " an"].iter().find_map(|article| text.strip_suffix(article)).unwrap_or(text);
    let said =
        BASE_PHRASES.iter().any(|phrase| text.ends_with(phrase)) || is_caption(clause) || goes_back_to_verb(clause);
    said && !is_denied(clause) && !is_about_others(clause)
}

/// Whether a clause is about several types and not about the page's type alone: `all the controls inherit from`.
fn is_about_others(clause: &str) -> bool {
    let mut words = clause.split_whitespace();
    let quantified = words.next().is_some_and(|first| ["all", "these", "those", "both"].contains(&first));
    quantified && words.next().is_some_and(|noun| !["properties", "are"].contains(&noun)) || is_about_listed(clause)
}

/// Whether a clause is about types that the page lists: it says `the following resource types`, for instance.
fn is_about_listed(clause: &str) -> bool {
    let Some((_, rest)) = clause.split_once("following ") else { return false };
    rest.split_whitespace().take(3).any(|word| ["types", "resources", "entities", "classes"].contains(&word))
}

/// Whether a text says that the types in the following list derive from the page's type: `The following types inherit
/// from …`.
#[must_use]
pub(in crate::decl) fn announces_derived(lower: &str) -> bool {
    lower.split(['.', ';']).any(|clause| {
        let derives = || clause.split_whitespace().any(|word| BASE_VERBS.iter().any(|(verb, _)| *verb == word));
        is_about_listed(clause) && (derives() || clause.contains("derive from")) && !is_denied(clause)
    })
}

/// Signs between a base and a type that derives from it.
const ARROWS: &[&str] = &["→", "->", "➔", "⟶", ">", "›"];

/// The base in a chain such as `entity → item → **book**`, whose last name is that of the type itself. `None` if the
/// text is not such a chain.
#[must_use]
pub(in crate::decl) fn base_in_chain(text: &Text<'_>, own: Option<&str>) -> Option<TypeTerm> {
    let mut names: Vec<TypeTerm> = Vec::new();
    for inline in &text.inlines {
        match inline {
            Inline::Link(link) => names.extend(type_expr::term(&link.text, Some(&link.destination), link.span)),
            Inline::Strong(word) | Inline::Code(word) => names.extend(type_expr::term(word, None, text.span)),
            Inline::Text(words) => {
                for word in words.split_whitespace().filter(|word| !ARROWS.contains(word)) {
                    names.extend(is_identifier(word).then(|| type_expr::term(word, None, text.span))?);
                }
            }
            Inline::Break | Inline::Html(_) => return None,
        }
    }
    let last = names.pop()?;
    own.is_some_and(|own| own.eq_ignore_ascii_case(&last.text)).then(|| names.pop())?
}

/// Whether a text consists of `Base type:` or a similar caption.
#[must_use]
pub(in crate::decl) fn is_caption(clause: &str) -> bool {
    let words = clause.trim().trim_end_matches(':').trim_end();
    BASE_CAPTIONS.iter().any(|caption| words.eq_ignore_ascii_case(caption))
}

/// Whether a clause ends with a verb of inheritance and only filler words after it: `inherits all methods from the
/// type`. If the verb needs a preposition, one of the filler words has to be it.
fn goes_back_to_verb(clause: &str) -> bool {
    let mut between = Vec::new();
    for word in clause.split_whitespace().rev() {
        if let Some((_, needed)) = BASE_VERBS.iter().find(|(verb, _)| *verb == word) {
            return needed.is_empty() || needed.iter().any(|needed| between.contains(needed));
        }
        if !BASE_FILLERS.contains(&word) {
            return false;
        }
        between.push(word);
    }
    false
}

fn is_denied(clause: &str) -> bool {
    clause.split_whitespace().any(|word| ["not", "never", "cannot"].contains(&word) || word.ends_with("n't"))
}
