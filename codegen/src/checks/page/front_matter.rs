//! The front matter: keys and values that contradict the page or each other.

use crate::api::PageKind;
use crate::code;
use crate::decl::PageDecls;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::Page;
use crate::source::Source;
use crate::text::near;

/// The keys that pages usually have.
const KEYS: &[&str] = &[
    "title",
    "description",
    "author",
    "doc_type",
    "localization_priority",
    "ms.prod",
    "ms.localizationpriority",
    "ms.subservice",
    "ms.date",
    "ms.author",
    "ms.topic",
    "manager",
];

/// A page with `title`, `author` and one of these two keys should have both.
const FULL: &[&str] = &["description", "doc_type"];

/// The values of `doc_type`, each with the kind of page that it means.
const KINDS: &[(&str, PageKind)] = &[
    ("apiPageType", PageKind::Operation),
    ("resourcePageType", PageKind::Resource),
    ("enumPageType", PageKind::Enum),
    ("conceptualPageType", PageKind::Conceptual),
];

/// The two keys that state the priority of a page. [`PRIORITIES`] has their values.
const PRIORITY_KEYS: &[&str] = &["localization_priority", "ms.localizationpriority"];
const PRIORITIES: &[&str] = &["Normal", "Priority", "None", "High", "Medium", "Low"];

/// Reports missing, repeated or misspelt keys, empty or misspelt values, invalid YAML values, and a `doc_type` that
/// does not fit the kind of the page.
pub(super) fn check(page: &Page<'_>, decls: &PageDecls, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    let entries = &page.front_matter.entries;
    let is_near = |known: &str, key: &str| !near::nearest(known, [key].into_iter(), 2).is_empty();
    // The exact spelling is tried first, because nearly every page has it and searching for a misspelling takes longer.
    let has = |key: &str| {
        entries.iter().any(|(known, _)| known.value == key)
            || entries.iter().any(|(known, _)| is_near(known.value, key))
    };
    if let Some((first, _)) = entries.first().filter(|_| decls.kind != PageKind::Conceptual && !has("title")) {
        diagnostics.push(
            Diagnostic::new(code::MISSING_FRONT_MATTER, first.span, "the front matter has no `title`")
                .help("add a line `title: \"…\"` with the title of the page"),
        );
    }
    // If the tree does not use `doc_type` or `description` at all, its pages lack most other keys too. So a missing key
    // is reported only if the page has the title, the author and the other of these two keys.
    let is_full = has("title") && has("author") && decls.kind != PageKind::Conceptual;
    let missing: Vec<&str> = FULL.iter().copied().filter(|key| !has(key)).collect();
    // Pages usually have `description` near the title, and `doc_type` at the end. So the finding about a missing
    // `description` stands at the third key, and the finding about a missing `doc_type` at the last key.
    let place = if missing == ["doc_type"] { entries.last() } else { entries.iter().take(3).next_back() };
    if let ([key], Some((last, _))) = (&missing[..], place.filter(|_| is_full)) {
        let doc_type = KINDS.iter().find(|(_, kind)| *kind == decls.kind).map_or("…", |(doc_type, _)| doc_type);
        let doc_type = if *key == "doc_type" { doc_type } else { "\"…\"" };
        diagnostics.push(
            Diagnostic::new(code::MISSING_FRONT_MATTER, last.span, format!("the front matter has no `{key}`"))
                .help(format!("add a line `{key}: {doc_type}`"))
                .about(Subject::words(key)),
        );
    }
    for (position, (key, value)) in entries.iter().enumerate() {
        let about = || Subject::words(key.value);
        if let Some((first, _)) = entries[..position].iter().find(|(other, _)| other.value == key.value) {
            diagnostics.push(
                Diagnostic::new(
                    code::FRONT_MATTER_TWICE,
                    key.span,
                    format!("the front matter has the key `{}` twice", key.value),
                )
                .help("remove one of the two lines with this key")
                .about(about())
                .note(first.span, "the first line with this key")
                .fix_unsafely(Edit::RemoveLines(key.span)),
            );
        }
        if !KEYS.contains(&key.value)
            && let Some(near) = near::slip(key.value, KEYS.iter().copied())
            && !entries.iter().any(|(other, _)| other.value == near)
        {
            diagnostics.push(
                Diagnostic::new(
                    code::FRONT_MATTER_WORD,
                    key.span,
                    format!("`{}` is not a known key of front matter", key.value),
                )
                .help(format!("write `{near}`"))
                .about(about())
                .fix_unsafely(Edit::Replace(key.span, near.to_owned())),
            );
        }
        let raw = source.text.get(value.span.range()).unwrap_or_default();
        if raw.contains(": ") && !raw.starts_with(['"', '\'', '|', '>', '[', '{']) {
            let finding = Diagnostic::new(
                code::INVALID_FRONT_MATTER,
                value.span,
                format!(
                    "the value of `{}` contains a colon and a space but is not in quotes, so the line is not \
                valid YAML",
                    key.value
                ),
            )
            .help("put the value in quotes")
            .about(about());
            let is_plain = !raw.contains(['"', '\\', '\n']);
            let quoted = is_plain.then(|| Edit::Replace(value.span, format!("\"{raw}\"")));
            diagnostics.push(finding.fix_unsafely_if(quoted));
        }
        let inner = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default();
        if inner.replace("\\\\", "").replace("\\\"", "").contains('"') {
            diagnostics.push(
                Diagnostic::new(
                    code::INVALID_FRONT_MATTER,
                    value.span,
                    format!(
                        "the value of `{}` contains a quote that is not escaped, so the line is not valid YAML",
                        key.value
                    ),
                )
                .help("write `\\\"` for a quote within quotes")
                .about(about()),
            );
        }
        if ["title", "description"].contains(&key.value) && value.value.trim().is_empty() {
            diagnostics.push(
                Diagnostic::new(code::FRONT_MATTER_WORD, key.span, format!("the key `{}` has no value", key.value))
                    .help("write it")
                    .about(about()),
            );
        }
        if PRIORITY_KEYS.contains(&key.value)
            && !PRIORITIES.iter().any(|known| known.eq_ignore_ascii_case(&value.value))
            && let Some(near) = near::slip(&value.value, PRIORITIES.iter().copied())
        {
            let message = format!("`{}` has no value `{}`", key.value, value.value);
            diagnostics.push(
                Diagnostic::new(code::FRONT_MATTER_WORD, value.span, message)
                    .help(format!("write `{near}`"))
                    .about(about())
                    .fix_unsafely(Edit::Word(value.span, value.value.to_string(), near.to_owned())),
            );
        }
        if key.value == "doc_type" {
            diagnostics.extend(kind(&value.value, decls.kind).map(|(message, meant)| {
                Diagnostic::new(code::FRONT_MATTER_KIND, value.span, message)
                    .help(format!("write `doc_type: {meant}`"))
                    .about(about())
                    .fix_safely(Edit::Word(value.span, value.value.to_string(), meant.to_owned()))
            }));
        }
    }
}

/// The message and the help about a wrong `doc_type`; `None` if the value is right. On a conceptual page every known
/// value is right.
fn kind(stated: &str, actual: PageKind) -> Option<(String, &'static str)> {
    let (usual, _) = KINDS.iter().find(|(_, kind)| *kind == actual)?;
    match KINDS.iter().find(|(name, _)| *name == stated) {
        Some((_, kind)) if *kind == actual || actual == PageKind::Conceptual => None,
        // Only operation pages are told apart from the others: a resource page may have `enumPageType`, and a page
        // about enumerations `resourcePageType`.
        Some((_, kind)) if (*kind == PageKind::Operation) == (actual == PageKind::Operation) => None,
        Some(_) => {
            let what = match actual {
                PageKind::Operation => "an operation",
                PageKind::Resource => "a resource",
                PageKind::Enum => "enumerations",
                PageKind::Conceptual => "a concept",
            };
            Some((format!("`doc_type` is `{stated}`, but the page describes {what}"), usual))
        }
        None => {
            // `near::slip` does not find `apiPageType` for `apiPage`, because too many letters are missing. So a value
            // that ends in `page` and begins a known value counts as a misspelling too.
            let lower = stated.to_ascii_lowercase();
            let is_begun = |name: &&str| lower.ends_with("page") && name.to_ascii_lowercase().starts_with(&lower);
            let names = || KINDS.iter().map(|(name, _)| *name);
            let near = near::slip(stated, names()).or_else(|| names().find(is_begun))?;
            Some((format!("`doc_type` has no value `{stated}`"), near))
        }
    }
}
