//! Possible values without a comma between them or with one of them twice, misspelt HTML entities, garbled characters,
//! misspelt query options, and misspelt `true` and `false`.

mod characters;

use super::texts::{part, texts};
use crate::code;
use crate::decl::vocabulary::QUERY_OPTIONS;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::{Inline, Page, Text};
use crate::source::{Source, Span};
use crate::text::near;

/// The names of the HTML entities that pages usually need. A name that resembles one of these counts as misspelt.
const ENTITIES: &[&str] = &["nbsp", "amp", "lt", "gt", "quot", "apos", "mdash", "ndash", "hellip", "copy", "reg"];

/// Runs the checks of this file on each text of a page.
pub(super) fn check(page: &Page<'_>, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    for text in texts(page).filter(|text| text.span.source == page.source) {
        let raw = text.raw(&source.text);
        diagnostics.extend(characters::check(text, raw, source));
        for inline in &text.inlines {
            // Searching for an ampersand is fast, and few texts contain one.
            if let Inline::Text(words) = inline
                && memchr::memchr(b'&', words.as_bytes()).is_some()
            {
                diagnostics.extend(entity(words, raw, text.span));
            }
        }
        // A list of possible values has at least two code spans, and few texts have as many.
        if text.codes().nth(1).is_some() {
            diagnostics.extend(undivided_values(text, raw).or_else(|| repeated_value(text, raw)));
        }
        diagnostics.extend(text.codes().find_map(|code| option(code, text.span).or_else(|| literal(code, text.span))));
    }
}

/// Words of OData and of other notations that start with a dollar sign and are not query options, so they are no
/// misspellings of one.
const DOLLAR_WORDS: &[&str] = &[
    "$value",
    "$ref",
    "$batch",
    "$metadata",
    "$links",
    "$levels",
    "$it",
    "$root",
    "$this",
    "$index",
    "$all",
    "$entity",
    "$id",
    "$crossjoin",
    "$each",
    "$filters",
    "$counts",
];

/// Reports `ture` and other misspellings of `true` and `false`.
fn literal(code: &str, span: Span) -> Option<Diagnostic> {
    const SLIPS: &[(&str, &str)] =
        &[("ture", "true"), ("treu", "true"), ("rue", "true"), ("tru", "true"), ("flase", "false"), ("fasle", "false")];
    let (_, right) = SLIPS.iter().find(|(slip, _)| *slip == code)?;
    Some(
        Diagnostic::new(code::ROW_NAME, span, format!("`{code}` is no value"))
            .help(format!("write `{right}`"))
            .about(Subject::words(code))
            .fix_unsafely(Edit::Word(span, code.to_owned(), (*right).to_owned())),
    )
}

/// Reports a code span that starts with a misspelt query option, such as `$filer`.
fn option(code: &str, span: Span) -> Option<Diagnostic> {
    let code = code.trim_start_matches(['?', '&']);
    let name = code.strip_prefix('$')?;
    let name = &code[..=name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    let lower = name.to_ascii_lowercase();
    let is_known = |known: &&str| *known == lower;
    if lower.len() < 5 || QUERY_OPTIONS.iter().any(&is_known) || DOLLAR_WORDS.iter().any(is_known) {
        return None;
    }
    let near = *near::nearest(&lower, QUERY_OPTIONS.iter().copied(), 2).first()?;
    Some(
        Diagnostic::new(code::EXAMPLE_OPTION, span, format!("OData has no query option `{name}`"))
            .help(format!("write `{near}`"))
            .about(Subject::words(name))
            .fix_unsafely(Edit::Word(span, name.to_owned(), near.to_owned())),
    )
}

/// The span of `words` in `raw`, the markdown source of a text that starts at `span`. `None` if the source spells them
/// differently, for instance with escapes.
fn place(span: Span, raw: &str, words: &str) -> Option<Span> {
    let at = span.start as usize + raw.find(words)?;
    Some(Span::new(span.source, at..at + words.len()))
}

/// Reports a misspelt entity, such as `&nbps;`.
fn entity(words: &str, raw: &str, span: Span) -> Option<Diagnostic> {
    let name = words.split('&').skip(1).find_map(|rest| {
        let (name, _) = rest.split_once(';')?;
        (2..8).contains(&name.len()).then_some(name).filter(|name| name.bytes().all(|byte| byte.is_ascii_alphabetic()))
    })?;
    let near = near::slip(name, ENTITIES.iter().copied())?;
    let written = format!("&{name};");
    let span = place(span, raw, &written)?;
    let right = format!("&{near};");
    Some(
        Diagnostic::new(code::ENTITY_SLIP, span, format!("`{written}` is no character of HTML"))
            .help(format!("write `{right}`"))
            .about(Subject::words(&written))
            .fix_safely(Edit::Replace(span, right)),
    )
}

/// Reports a value that stands twice in a list of possible values.
fn repeated_value(text: &Text<'_>, raw: &str) -> Option<Diagnostic> {
    let says = |words: &str| words.to_ascii_lowercase().contains("possible values are");
    let start = text.inlines.iter().position(|inline| matches!(inline, Inline::Text(words) if says(words)))?;
    let mut listed: Vec<&str> = Vec::new();
    let again = text.inlines[start + 1..].iter().try_for_each(|inline| match inline {
        Inline::Code(value) if listed.contains(&value.as_ref()) => Err(Some(value.as_ref())),
        Inline::Code(value) => {
            listed.push(value);
            Ok(())
        }
        // Words other than `and` and `or` end the list of values.
        Inline::Text(words) if ["", "and", "or"].contains(&words.trim_matches([' ', ','])) => Ok(()),
        _ => Err(None),
    });
    let value = again.err()??;
    let written = format!("`{value}`");
    let at = raw.rfind(&written)?;
    let span = part(text, at, written.len());
    Some(
        Diagnostic::new(code::MEMBER_TWICE, span, format!("`{value}` stands twice in the list of values"))
            .help("remove one of the two occurrences, or write the value that is meant")
            .about(Subject::words(value)),
    )
}

/// Reports two possible values with nothing but white space between them.
fn undivided_values(text: &Text<'_>, raw: &str) -> Option<Diagnostic> {
    let says = |words: &str| words.to_ascii_lowercase().contains("possible value");
    let start = text.inlines.iter().position(|inline| matches!(inline, Inline::Text(words) if says(words)))?;
    let list = &text.inlines[start..];
    let words = list.windows(3).find_map(|three| match three {
        [Inline::Code(first), Inline::Text(between), Inline::Code(second)] if between.trim().is_empty() => {
            Some((first.as_ref(), second.as_ref(), raw.find(&format!("`{first}`{between}`{second}`"))?, between.len()))
        }
        _ => None,
    });
    let (first, second, at, between) = words?;
    let start = text.span.start as usize + at + first.len() + 2;
    let between = Span::new(text.span.source, start..start + between);
    let whole =
        Span::new(text.span.source, text.span.start as usize + at..start + between.range().len() + second.len() + 2);
    let message = format!("nothing separates the values `{first}` and `{second}`");
    Some(
        Diagnostic::new(code::ENUM_JOINED, whole, message)
            .help(format!("write `` `{first}`, `{second}` ``"))
            .about(Subject::words(first))
            .fix_safely(Edit::Replace(between, ", ".to_owned())),
    )
}
