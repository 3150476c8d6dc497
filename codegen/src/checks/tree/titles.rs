//! Titles that belong to another page or operation, and pages with a wrong namespace or none.

use std::collections::BTreeMap;

use compact_str::CompactString;

use super::requests::title_verb;
use crate::api::{Method, PageId, PageKind};
use crate::code;
use crate::decl::PageDecls;
use crate::decl::vocabulary::requests::of_verb;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::Linked;
use crate::source::Spanned;
use crate::text::identifier::once;
use crate::text::near;
use crate::text::singular::singular;

/// Compares titles with each other, with file names and with request lines, and checks namespaces.
pub(super) fn check(linked: &Linked<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut by_title: BTreeMap<String, Vec<PageId>> = BTreeMap::new();
    for (page, decls) in linked.pages().filter(|(_, decls)| !decls.title.value.is_empty()) {
        by_title.entry(decls.title.value.to_lowercase()).or_default().push(page);
    }
    for (page, decls) in linked.pages() {
        found.extend(operation(linked, page, decls));
        found.extend(differing(decls));
        found.extend(copied(linked, page, decls, &by_title));
        let stated = decls.other_title.as_ref();
        let others = stated.and_then(|stated| by_title.get(stated.value.to_lowercase().as_str()));
        if let (Some(stated), Some(other)) =
            (stated, others.and_then(|others| others.iter().find(|other| **other != page)))
        {
            let message = format!("the front matter has the same title as the page `{}`", linked.path(*other));
            found.push(other_stated(decls, stated, message));
        } else {
            found.extend(
                stated.and_then(|stated| {
                    other_verb(decls, stated).or_else(|| misspelt(linked.path(page), decls, stated))
                }),
            );
        }
    }
    namespaces(linked, &mut found);
    found
}

/// Creates the finding about a title in the front matter that is not the heading of the page.
fn other_stated(decls: &PageDecls, stated: &Spanned<CompactString>, message: String) -> Diagnostic {
    Diagnostic::new(code::TITLE_OF_OTHER, stated.span, message)
        .help(format!("write `{}`, which is the heading of the page", decls.title.value))
        .about(Subject::words(&stated.value))
        .fix_unsafely(Edit::Word(stated.span, stated.value.to_string(), decls.title.value.to_string()))
}

/// Reports a title in the front matter that differs from the heading in one word, if this word looks like a misspelling
/// of the word in the heading.
fn misspelt(path: &str, decls: &PageDecls, stated: &Spanned<CompactString>) -> Option<Diagnostic> {
    let words = || stated.value.split_whitespace();
    let heading = || decls.title.value.split_whitespace();
    if words().count() != heading().count() {
        return None;
    }
    let mut pairs = words().zip(heading()).filter(|(one, other)| one != other);
    let (Some((word, right)), None) = (pairs.next(), pairs.next()) else { return None };
    // A singular and its plural, or two numbers, differ in few letters too, and are not misspellings.
    let is_form = word.starts_with(right) || right.starts_with(word) || word.eq_ignore_ascii_case(right);
    let is_word = |word: &str| word.len() > 2 && word.chars().all(char::is_alphabetic);
    let most = if word.len() < 6 { 1 } else { 2 };
    if is_form || !is_word(word) || !is_word(right) || near::nearest(word, std::iter::once(right), most).is_empty() {
        return None;
    }
    // The name of the file has to contain the heading's word and not the other one. Otherwise it is unclear which is
    // right.
    let in_path = |word: &str| path.to_lowercase().contains(&word.to_lowercase());
    if in_path(word) || !in_path(right) {
        return None;
    }
    // A plural in `-ies`, such as `policies` beside `policy`, is not a misspelling.
    if singular(word) == singular(right) {
        return None;
    }
    let message = format!("the title in the front matter has `{word}`, and the heading `{right}`");
    Some(other_stated(decls, stated, message))
}

/// Reports a title in the front matter whose verb contradicts the request lines, if the verb of the heading agrees with
/// them.
fn other_verb(decls: &PageDecls, stated: &Spanned<CompactString>) -> Option<Diagnostic> {
    let routes = &decls.operations.as_ref()?.routes;
    let fits = |methods: &[Method]| routes.iter().any(|route| methods.contains(&route.method));
    let said = of_verb(stated.value.split_whitespace().next()?);
    if said.is_empty() || fits(said) || !fits(of_verb(title_verb(decls))) {
        return None;
    }
    let method = routes.first()?.method.as_str();
    let message =
        format!("the title in the front matter is `{}`, but the page describes a {method} request", stated.value);
    Some(other_stated(decls, stated, message))
}

/// Reports a title whose verb contradicts the request lines, if the verb in the name of the file agrees with them.
fn operation(linked: &Linked<'_>, page: PageId, decls: &PageDecls) -> Option<Diagnostic> {
    let operations = decls.operations.as_ref()?;
    let titled = of_verb(title_verb(decls));
    let file = linked.path(page).rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
    let words = || {
        file.split(['-', '_']).skip(1).filter_map(|word| match word {
            "post" => Some(&[Method::Post, Method::Put][..]),
            word => Some(of_verb(word)).filter(|methods| !methods.is_empty()),
        })
    };
    let named = words().next()?;
    let routes = &operations.routes;
    let fits = |methods: &[Method]| routes.iter().any(|route| methods.contains(&route.method));
    if titled.is_empty() || routes.is_empty() || fits(titled) || !fits(named) {
        return None;
    }
    let method = routes.first()?.method.as_str();
    let message = format!("the title is `{}`, but the page describes a {method} request", decls.title.value);
    Some(
        Diagnostic::new(code::TITLE_OF_OTHER, decls.title.span, message)
            .help("write a title that names the operation of this page")
            .about(Subject::words(&decls.title.value)),
    )
}

/// Reports a page whose heading was probably copied from another page. The other page has the same heading, while the
/// front matter and the file name of this page agree on another subject.
fn copied(
    linked: &Linked<'_>,
    page: PageId,
    decls: &PageDecls,
    by_title: &BTreeMap<String, Vec<PageId>>,
) -> Option<Diagnostic> {
    let stated = decls.other_title.as_ref()?;
    let others = by_title.get(&decls.title.value.to_lowercase())?;
    let other = others.iter().find(|other| **other != page)?;
    let key = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let file = key(linked.path(page).rsplit('/').next()?.trim_end_matches(".md"));
    // The last word of a title is its subject.
    let subject = |title: &str| key(title.split_whitespace().last().unwrap_or_default());
    let (own, copied) = (subject(&stated.value), subject(&decls.title.value));
    if by_title.contains_key(stated.value.to_lowercase().as_str()) || !file.contains(&own) || file.contains(&copied) {
        return None;
    }
    let message = format!("the title is that of `{}`", linked.path(*other));
    Some(
        Diagnostic::new(code::TITLE_OF_OTHER, decls.title.span, message)
            .help(format!("write `{}`, as the front matter does", stated.value))
            .about(Subject::words(&decls.title.value))
            .note(stated.span, "the title in the front matter"),
    )
}

/// Reports a `Namespace:` line and an annotation that name different namespaces.
fn differing(decls: &PageDecls) -> Option<Diagnostic> {
    let (stated, [own]) = (decls.namespace.as_ref()?, &decls.types[..]) else { return None };
    let annotated = own.annotated.as_ref()?;
    let (namespace, _) = annotated.value.rsplit_once('.')?;
    if namespace.eq_ignore_ascii_case(&stated.value) {
        return None;
    }
    if once(namespace) == stated.value || stated.value.ends_with(&format!(".{namespace}")) {
        let message =
            format!("the annotation names the namespace `{namespace}`, but the page states `{}`", stated.value);
        let short = &annotated.value[namespace.len() + 1..];
        let right = format!("{}.{short}", stated.value);
        return Some(
            Diagnostic::new(code::NAMESPACE_DIFFERS, annotated.span, message)
                .help(format!("write `{right}`"))
                .about(Subject::words(namespace))
                .note(stated.span, "what the page states")
                .fix_unsafely(Edit::Word(annotated.span, annotated.value.to_string(), right)),
        );
    }
    let message = format!("the page states the namespace `{}`, but the annotation states `{namespace}`", stated.value);
    Some(
        Diagnostic::new(code::NAMESPACE_DIFFERS, stated.span, message)
            .help(
                "write the same namespace on the page and in the annotation; until then the namespace of the \
            annotation is used",
            )
            .about(Subject::words(&stated.value))
            .note(annotated.span, "the annotation"),
    )
}

/// Reports pages without a `Namespace:` line, if most pages of the tree have one.
fn namespaces(linked: &Linked<'_>, found: &mut Vec<Diagnostic>) {
    let pages =
        || linked.pages().filter(|(_, decls)| decls.kind != PageKind::Conceptual && !decls.title.value.is_empty());
    let (count, with) = (pages().count(), pages().filter(|(_, decls)| decls.namespace.is_some()).count());
    if count < 5 || 3 * with < 2 * count {
        return;
    }
    let usual = linked.usual_namespace();
    for (_, decls) in pages().filter(|(_, decls)| decls.namespace.is_none()) {
        found.push(
            Diagnostic::new(
                code::NAMESPACE_MISSING,
                decls.title.span,
                format!("the page states no namespace, and `{usual}` is assumed"),
            )
            .help(format!("write `Namespace: {usual}` below the title, or another namespace if that is meant"))
            .fix_safely(Edit::ParagraphBelow(decls.title.span, format!("Namespace: {usual}"))),
        );
    }
}
