//! Reads what descriptions say in set phrases: lists of values, remarks such as `Read-only.`, bases of types.

pub(crate) mod combined;
mod deprecation;
pub(crate) mod doc;
pub(crate) mod kinship;
pub(crate) mod links;
mod remarks;
mod value_list;

use compact_str::CompactString;

use crate::decl::TypeTerm;
use crate::decl::table::type_expr;
use crate::decl::vocabulary::{ABSTRACT_NOUNS, BASE_WORDS, DERIVED_LEADS, VALUE_LEADS};
use crate::page::{Inline, Text};
use crate::source::{Span, Spanned};
use crate::text::identifier::is_identifier;
use crate::text::phrase::{Phrase, any_in};

pub(crate) use deprecation::{deprecated, deprecated_member, deprecated_title, succession};
pub(crate) use remarks::remarks;
use value_list::{ValueList, ends_sentence};

static ABSTRACT: [Phrase; 2] = [Phrase::new("abstract"), Phrase::new("instantiated")];
/// Words with which a page says that no value has exactly the page's type, only types derived from it.
const NO_INSTANCE: [&str; 4] =
    ["can't be instantiated", "can’t be instantiated", "cannot be instantiated", "can not be instantiated"];

/// The values that a description lists: code spans (or bold words) after words such as `possible values are`, up to the
/// end of the sentence. In an HTML list, or if the first value begins a line, each item or line begins with its value.
fn values(text: &Text<'_>) -> Vec<Spanned<CompactString>> {
    let mut found: Vec<Spanned<CompactString>> = Vec::new();
    let mut list = ValueList::None;
    for (at, inline) in text.inlines.iter().enumerate() {
        match inline {
            Inline::Text(words) => {
                let lower = words.to_ascii_lowercase();
                if let Some(rest) = after_lead(&lower) {
                    if found.len() >= 2 {
                        break;
                    }
                    found.clear();
                    list = if ends_sentence(rest) { ValueList::None } else { ValueList::Sentence };
                    if let Some(plain) = plain_list(&words[words.len() - rest.len().min(words.len())..]) {
                        found.extend(plain.into_iter().map(|value| Spanned { value, span: text.span }));
                    }
                } else {
                    let before = list;
                    list = list.after(&lower);
                    // A single word in code after `can be` is not a list of values.
                    if before == ValueList::AfterVerb && list == ValueList::None && found.len() < 2 {
                        found.clear();
                    }
                }
            }
            // In `supported values for **kind** are:` the bold word is the name of the property and not a value.
            Inline::Code(_) | Inline::Strong(_) if found.is_empty() && goes_on_with_are(text.inlines.get(at + 1)) => {}
            Inline::Code(words) | Inline::Strong(words) if list.next_code_is_value() => {
                for value in words.split([',', '|']) {
                    let value = value.trim().trim_matches(['"', '\'']);
                    if !value.is_empty()
                        && (list != ValueList::AfterVerb || value != "null")
                        && !value.starts_with('$')
                        && !found.iter().any(|known: &Spanned<CompactString>| known.value == value)
                    {
                        found.push(Spanned { value: value.into(), span: text.span });
                    }
                }
                if let ValueList::Items { .. } = list {
                    list = ValueList::Items { at_start: false };
                }
            }
            Inline::Html(tag) => list = list.at_tag(tag),
            Inline::Break => list = list.at_break(found.is_empty()),
            Inline::Code(_) | Inline::Strong(_) | Inline::Link(_) => {}
        }
        if list == ValueList::None && !found.is_empty() {
            break;
        }
    }
    if found.len() >= 2 {
        for value in added_by_header(text) {
            if !found.iter().any(|known| known.value == value.value) {
                found.push(value);
            }
        }
    }
    found
}

/// Whether the text directly after a name is only `are` or `is`, with or without a colon, so that a list follows.
fn goes_on_with_are(next: Option<&Inline<'_>>) -> bool {
    let Some(Inline::Text(words)) = next else { return false };
    words
        .strip_prefix(" are")
        .or_else(|| words.strip_prefix(" is"))
        .is_some_and(|rest| [":", ""].contains(&rest.trim()))
}

/// The values that a service returns only if the request has the header `Prefer: include-unknown-enum-members`: code
/// spans after `in this evolvable enum`, up to the end of the sentence.
fn added_by_header(text: &Text<'_>) -> Vec<Spanned<CompactString>> {
    const LEAD: &str = "evolvable enum";
    let mut found = Vec::new();
    let mut listing = false;
    for inline in &text.inlines {
        match inline {
            Inline::Text(words) => {
                let lower = words.to_ascii_lowercase();
                listing = match lower.rsplit_once(LEAD) {
                    Some((_, rest)) => !ends_sentence(rest),
                    None => listing && !ends_sentence(&lower),
                };
            }
            Inline::Link(link) => listing = link.text.to_ascii_lowercase().contains(LEAD),
            Inline::Code(word) if listing && is_identifier(word) => {
                found.push(Spanned { value: word.as_ref().into(), span: text.span });
            }
            Inline::Code(_) | Inline::Strong(_) | Inline::Break | Inline::Html(_) => {}
        }
    }
    found
}

/// The identifiers in code spans, each once.
#[must_use]
pub(crate) fn code_words(text: &Text<'_>) -> Vec<Spanned<CompactString>> {
    let mut found: Vec<Spanned<CompactString>> = Vec::new();
    for inline in &text.inlines {
        if let Inline::Code(word) = inline
            && is_identifier(word)
            && !found.iter().any(|known| known.value == **word)
        {
            found.push(Spanned { value: word.as_ref().into(), span: text.span });
        }
    }
    found
}

/// The identifiers in code spans after a colon, if there are only conjunctions and notes in parentheses between them:
/// `free` (it swings), `fixed`, or `none`. In a text without any markup, the plain words after the colon.
#[must_use]
pub(crate) fn words_behind_colon(text: &Text<'_>) -> Vec<Spanned<CompactString>> {
    let is_colon = |inline: &Inline<'_>| matches!(inline, Inline::Text(words) if words.trim_end().ends_with(':'));
    if let [Inline::Text(words)] = text.inlines.as_slice() {
        // The text has no markup, so the words after the colon are read.
        let listed = words.split_once(": ").and_then(|(_, rest)| plain_list(rest)).unwrap_or_default();
        return listed.into_iter().map(|value| Spanned { value, span: text.span }).collect();
    }
    let Some(at) = text.inlines.iter().position(is_colon) else { return Vec::new() };
    let mut found = Vec::new();
    for inline in &text.inlines[at + 1..] {
        match inline {
            Inline::Code(word) if is_identifier(word) => {
                found.push(Spanned { value: word.as_ref().into(), span: text.span });
            }
            Inline::Text(words) if value_list::is_between(words) => {}
            Inline::Text(words) if value_list::is_end(words) => break,
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Strong(_)
            | Inline::Link(_)
            | Inline::Break
            | Inline::Html(_) => {
                return Vec::new();
            }
        }
    }
    found
}

/// Narrows the span of each listed value from its whole cell to the value itself. `page` is the text of the file. A
/// value that the page spells differently, with escapes or entities, keeps the span of the cell.
pub(crate) fn locate(values: &mut [Spanned<CompactString>], page: &str) {
    let mut from = 0;
    for value in values {
        let cell = value.span.range();
        let start = cell.start.max(from);
        if let Some(at) = page.get(start..cell.end).and_then(|text| word(text, &value.value)) {
            from = start + at + value.value.len();
            value.span = Span::new(value.span.source, start + at..from);
        }
    }
}

/// The offset of the first occurrence of `word` in `text` as a whole word. `None` if it does not occur.
fn word(text: &str, word: &str) -> Option<usize> {
    let boundary = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(word)
        .map(|(at, _)| at)
        .find(|at| boundary(text[..*at].chars().next_back()) && boundary(text[at + word.len()..].chars().next()))
}

/// The text after the last of [`VALUE_LEADS`], such as `possible values are`, that starts at the start of a word.
/// `None` if the text contains none of them.
fn after_lead(lower: &str) -> Option<&str> {
    let mut end = 0;
    let mut within_word = false;
    for (at, byte) in lower.bytes().enumerate() {
        let begins_word = !within_word;
        // Each byte of a letter beyond ASCII, such as `é`, seems to end a word here. So the condition below also checks
        // that the character before `at` is not a letter.
        within_word = byte.is_ascii_alphanumeric();
        if begins_word && within_word && !lower[..at].ends_with(char::is_alphanumeric) {
            let leads = VALUE_LEADS.iter().find(|leads| leads.first().is_some_and(|lead| lead.as_bytes()[0] == byte));
            let leads = leads.copied().unwrap_or_default();
            let longest = leads.iter().filter(|lead| lower[at..].starts_with(**lead)).map(|lead| lead.len()).max();
            end = end.max(longest.map_or(0, |length| at + length));
        }
    }
    (end > 0).then(|| &lower[end..])
}

/// The values in `: none, low, high.`, which the page writes without code spans or bold: at least two single words.
/// `None` if the text is not such a list.
fn plain_list(rest: &str) -> Option<Vec<CompactString>> {
    let rest = rest.trim_start().strip_prefix(':').unwrap_or(rest).trim();
    let sentence = rest.split(". ").next()?.trim_end_matches('.');
    let values: Vec<CompactString> = sentence
        .split([',', '|'])
        .flat_map(|part| part.split(" or ").flat_map(|part| part.split(" and ")))
        .map(|part| part.trim().trim_start_matches("or ").trim_start_matches("and "))
        .map(|part| part.trim_matches(['"', '\'', '“', '”', '*', '_']))
        .filter(|part| !part.is_empty())
        .map(CompactString::from)
        .collect();
    (values.len() >= 2 && values.iter().all(|value| is_identifier(value))).then_some(values)
}

/// The base type that a text names after "inherits from" or a similar phrase. `None` if the text has no such phrase
/// before a name.
#[must_use]
pub(crate) fn base(text: &Text<'_>) -> Option<TypeTerm> {
    let mut follows_lead = false;
    let mut caption = false;
    for inline in &text.inlines {
        match inline {
            Inline::Text(words) => {
                let lower = words.to_ascii_lowercase();
                follows_lead = caption && ["", ":"].contains(&lower.trim()) || kinship::announces_base(&lower);
                if !follows_lead && let Some(term) = unlinked_base(words, &lower, text.span) {
                    return Some(term);
                }
            }
            Inline::Link(link) if follows_lead => {
                return type_expr::term(&link.text, Some(&link.destination), link.span);
            }
            Inline::Code(words) | Inline::Strong(words)
                if follows_lead && is_identifier(words.trim_start_matches("microsoft.graph.")) =>
            {
                return type_expr::term(words, None, text.span);
            }
            Inline::Strong(words) => {
                caption = kinship::is_caption(words);
                follows_lead = caption;
            }
            Inline::Break => {}
            Inline::Code(_) | Inline::Link(_) | Inline::Html(_) => follows_lead = false,
        }
    }
    None
}

/// The types to which a text links after "the base type for" or a similar phrase: links with nothing but `,`, `and`,
/// `or` between them.
#[must_use]
pub(crate) fn derived_types(text: &Text<'_>) -> Vec<TypeTerm> {
    let mut found = Vec::new();
    let mut listing = false;
    for inline in &text.inlines {
        match inline {
            Inline::Text(words) => {
                let lower = words.to_ascii_lowercase();
                let joins = lower.split([' ', ',']).all(|word| ["", "and", "or"].contains(&word));
                let sentence = lower.rsplit(". ").next().unwrap_or_default().trim_end();
                let examples = sentence.ends_with("such as") && BASE_WORDS.iter().any(|words| sentence.contains(words));
                listing = listing && joins || examples || DERIVED_LEADS.iter().any(|lead| sentence.ends_with(lead));
            }
            Inline::Link(link) if listing => {
                found.extend(type_expr::term(&link.text, Some(&link.destination), link.span));
            }
            Inline::Break | Inline::Strong(_) | Inline::Code(_) => {}
            Inline::Link(_) | Inline::Html(_) => listing = false,
        }
    }
    found
}

/// Whether a text, in lower case, says that the type that it is about is abstract: "an abstract type", "abstract
/// class …" at the start of a sentence, "is abstract". Other uses of the word do not count, such as "the abstract
/// type" for a base.
#[must_use]
pub(crate) fn says_abstract(lower: &str) -> bool {
    if !any_in(&ABSTRACT, lower) {
        return false;
    }
    let no_instance = NO_INSTANCE.iter().filter_map(|words| lower.split_once(words)).any(|(before, _)| {
        // In `types that can't be instantiated`, the words are about other types than the page's own.
        !before.trim_end().ends_with(" that") && !before.trim_end().ends_with(" which")
    });
    no_instance
        || lower.match_indices("abstract ").any(|(at, word)| {
            let (before, after) = (&lower[..at], &lower[at + word.len()..]);
            let of_subject = before.is_empty()
                || before == "the "
                || before.ends_with(" is the ")
                || before.ends_with(". ")
                || before.ends_with(" an ")
                || before == "an ";
            of_subject && ABSTRACT_NOUNS.iter().any(|noun| after.starts_with(noun))
        })
        || lower
            .match_indices("is abstract")
            .any(|(at, word)| !lower[at + word.len()..].starts_with(|c: char| c.is_alphanumeric()))
}

/// Whether the introduction of a type, in lower case, says that its values have members beyond the listed ones: an open
/// type, a dictionary, a bag of properties. Statements about another type do not count.
#[must_use]
pub(crate) fn says_open(lower: &str) -> bool {
    let is_subject = |at: usize| {
        let before = lower[..at].trim_end();
        let before = before.strip_suffix(" an").or_else(|| before.strip_suffix(" a")).unwrap_or(before);
        ["", "a", "an"].contains(&before)
            || [" is", ". a", ". an", "represents", ". this", "defines", "describes", "."]
                .iter()
                .any(|lead| before.ends_with(lead))
    };
    OPEN_NOUNS.iter().any(|noun| lower.match_indices(noun).any(|(at, _)| is_subject(at)))
        || OPEN_PHRASES.iter().any(|phrase| lower.contains(phrase))
}

/// Nouns that mean an open type, if they are about the type itself.
const OPEN_NOUNS: &[&str] = &[
    "open type",
    "open complex type",
    "open entity type",
    "open resource type",
    "dictionary",
    "property bag",
    "string-keyed dictionary",
];

/// Phrases that say that a type is open, wherever they occur.
const OPEN_PHRASES: &[&str] = &[
    "properties of an open type",
    "open type can",
    "open type that allows",
    "has dynamic properties",
    "contain dynamic properties",
    "contains dynamic properties",
    "supports dynamic properties",
    "allows additional properties beyond",
    "any number of additional properties",
    "names of the properties are not fixed",
    "property names are not fixed",
    "this type is open",
    "the type is open",
    "this resource is open",
    "accepts additional properties",
    "can have additional properties",
    "may have additional properties",
    "can contain additional properties",
    "additional properties are allowed",
    "your own data to custom properties",
    "your own data as custom properties",
    "no predefined properties",
    "can add any property",
    "may add any property",
    "can have any property",
    "may have any property",
];

/// The base type in `Inherited from entity` and `inherits from microsoft.graph.x`, where the name is no link. `None` if
/// the text contains nothing of this form.
fn unlinked_base(words: &str, lower: &str, span: Span) -> Option<TypeTerm> {
    ["inherited from ", "inherits from ", "derived from ", "derives from "].iter().find_map(|phrase| {
        let at = lower.find(phrase)?;
        let name = words
            .get(at + phrase.len()..)?
            .split(|c: char| !(c.is_alphanumeric() || c == '.' || c == '_'))
            .next()?
            .trim_end_matches('.');
        let stop =
            ["the", "a", "an", "this", "it", "another", "its", "that"].contains(&name.to_ascii_lowercase().as_str());
        (!stop && is_identifier(&name.replace('.', "_"))).then(|| type_expr::term(name, None, span))?
    })
}

/// Whether `word` occurs in `text` as a whole word.
#[must_use]
pub(crate) fn has_word(text: &str, word: &str) -> bool {
    self::word(text, word).is_some()
}
