//! Reads the query parameters that sentences name, as in: You can use the optional `since` and `until` parameters.
//!
//! In: a text of a section about query parameters. Out: the names directly before or behind the word `parameter`, with
//! the type that the rest of the sentence names. Names that begin with `$` do not count, because they are options of
//! OData, which every operation has.

use crate::decl::table::type_expr;
use crate::decl::vocabulary::primitive;
use crate::decl::{DocDecl, ParameterDecl, Remarks, TypeExpr};
use crate::page::{Inline, Text};
use crate::source::Spanned;
use crate::text::identifier::is_identifier;

/// Words that may stand between two names of one list.
const JOINTS: [&str; 5] = ["", "and", "or", "and/or", "the"];

/// The parameters that a text names.
pub(super) fn parameters(text: &Text<'_>) -> Vec<ParameterDecl> {
    let mut found: Vec<ParameterDecl> = Vec::new();
    let sentences = sentences(text);
    for (at, sentence) in sentences.iter().enumerate() {
        let names = names(sentence);
        if names.is_empty() {
            continue;
        }
        let mut words = plain(sentence);
        // A sentence such as `It is required.` is about the parameters that the sentence before it names.
        let goes_on =
            |next: &&Vec<Inline<'_>>| ["It ", "Both ", "They "].iter().any(|word| plain(next).starts_with(word));
        sentences[at + 1..].iter().take_while(goes_on).for_each(|next| words.push_str(&plain(next)));
        let lower = words.to_lowercase();
        let is_free = ["optional", "can ", "may "].iter().any(|word| lower.contains(word));
        let required = lower.contains("required").then_some(true).or(is_free.then_some(false));
        let shows_flag =
            sentence.iter().any(|inline| matches!(inline, Inline::Code(word) if word == "true" || word == "false"));
        let flag = || shows_flag.then(|| type_expr::parse("Boolean", text.span));
        let ty = stated_type(&words, text).or_else(flag);
        for name in names {
            found.push(ParameterDecl {
                name: Spanned { value: name.into(), span: text.span },
                ty: ty.clone(),
                inherited_from: None,
                remarks: Remarks { required, ..Remarks::default() },
                members: Vec::new(),
                of_function: false,
                doc: DocDecl::of(&Text { span: text.span, inlines: sentence.clone() }),
                span: text.span,
            });
        }
    }
    found
}

/// The sentences of a text.
fn sentences<'s>(text: &Text<'s>) -> Vec<Vec<Inline<'s>>> {
    let mut all = vec![Vec::new()];
    for inline in &text.inlines {
        let Inline::Text(words) = inline else {
            all.last_mut().into_iter().for_each(|last| last.push(inline.clone()));
            continue;
        };
        for part in words.split_inclusive(". ") {
            let part_of_text = Inline::Text(part.to_owned().into());
            all.last_mut().into_iter().for_each(|last| last.push(part_of_text.clone()));
            if part.ends_with(". ") {
                all.push(Vec::new());
            }
        }
    }
    all
}

/// The names in code or in bold that stand directly before or behind the word `parameter` or `parameters`.
fn names<'i>(sentence: &'i [Inline<'_>]) -> Vec<&'i str> {
    let mut found = Vec::new();
    // The names of the current list, and whether the word `parameter` stands before these names.
    let mut list: Vec<&str> = Vec::new();
    let mut is_announced = false;
    for inline in sentence {
        match inline {
            Inline::Code(name) | Inline::Strong(name) if is_identifier(name) => list.push(name),
            Inline::Text(words) => {
                let lower = words.to_lowercase();
                let mut parts = lower.split([' ', ',']);
                if parts.all(|part| JOINTS.contains(&part)) && !list.is_empty() {
                    continue;
                }
                let behind = lower.trim_start().trim_start_matches("query ").trim_start_matches("string ");
                if is_announced || behind.starts_with("parameter") {
                    found.append(&mut list);
                }
                list.clear();
                let before = lower.trim_end().trim_end_matches(':');
                is_announced = before.ends_with(" parameter") || before.ends_with(" parameters");
            }
            Inline::Code(_) | Inline::Strong(_) | Inline::Link(_) | Inline::Break | Inline::Html(_) => {
                list.clear();
                is_announced = false;
            }
        }
    }
    if is_announced {
        found.append(&mut list);
    }
    found
}

/// The primitive type that a sentence names by a word such as `Int32`, which occurs in English sentences only as the
/// name of a type. `None` if it names none.
fn stated_type(words: &str, text: &Text<'_>) -> Option<TypeExpr> {
    let mut words = words.split(|c: char| !c.is_alphanumeric() && c != '.').map(|word| word.trim_matches('.'));
    let is_type = |word: &&str| {
        let is_name = word.starts_with(char::is_uppercase)
            && word.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit())
            && word.contains(char::is_lowercase)
            || matches!(*word, "String" | "Boolean" | "Guid" | "Double" | "Duration");
        is_name && primitive(word).is_some()
    };
    words.find(is_type).map(|word| type_expr::parse(word, text.span))
}

fn plain(sentence: &[Inline<'_>]) -> String {
    let word = |inline: &Inline<'_>| match inline {
        Inline::Text(words) | Inline::Strong(words) | Inline::Code(words) => words.to_string(),
        Inline::Link(link) => link.text.to_string(),
        Inline::Break => " ".to_owned(),
        Inline::Html(_) => String::new(),
    };
    sentence.iter().map(word).collect()
}
