//! Reads the `Namespace:` line of a page.
//!
//! In: the paragraphs of a page. Out: the dotted name in the `Namespace:` line, and the paragraph without that line.
//! Invariant: a line with an unusual spelling is read and reported.

use std::borrow::Cow;

use compact_str::CompactString;

use crate::code;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::{Block, Inline, Page, Text};
use crate::source::Spanned;
use crate::text::identifier::is_identifier;

/// The namespace that the page states; `None` without a `Namespace:` line.
pub(in crate::decl) fn read(page: &Page<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Spanned<CompactString>> {
    let (value, exact, span) = page.blocks.iter().find_map(|block| {
        let Block::Paragraph(text) = block else { return None };
        let line = text.first_line();
        let (value, exact) = value(&line)?;
        Some((CompactString::from(value), exact, text.span))
    })?;
    let again = page.blocks.iter().find_map(|block| match block {
        Block::Paragraph(text) if text.span != span && is_line(&text.first_line()) => Some(text.span),
        _ => None,
    });
    if let Some(again) = again {
        diagnostics.push(
            Diagnostic::new(code::NAMESPACE_MALFORMED, again, "the page has two lines that begin with `Namespace:`")
                .help("keep only one line `Namespace:`; until then the first one is used")
                .about(Subject::words("second namespace"))
                .note(span, "the first line `Namespace:`"),
        );
    }
    let name = value.split_whitespace().next().unwrap_or_default().trim_matches('.');
    if name != value || name.is_empty() || !exact {
        let message = format!("`{value}`, which follows `Namespace:`, is not the name of a namespace");
        diagnostics.push(
            Diagnostic::new(code::NAMESPACE_MALFORMED, span, message)
                .help(format!("write `Namespace: {name}`"))
                .about(Subject::words(value.as_str()))
                .fix_unsafely(Edit::Replace(span, format!("Namespace: {name}"))),
        );
    }
    (!name.is_empty()).then_some(Spanned { value: name.into(), span })
}

/// A paragraph without the `Namespace:` line at its start. `None` if nothing follows that line. A paragraph that has no
/// such line is returned unchanged.
pub(in crate::decl) fn without<'t, 's>(text: &'t Text<'s>) -> Option<Cow<'t, Text<'s>>> {
    if value(&text.first_line()).is_none() {
        return Some(Cow::Borrowed(text));
    }
    let end = text.inlines.iter().position(|inline| matches!(inline, Inline::Break))?;
    Some(Cow::Owned(Text { span: text.span, inlines: text.inlines[end + 1..].to_vec() }))
}

/// Whether a line is a `Namespace:` line in the usual form.
fn is_line(line: &str) -> bool {
    value(line).is_some_and(|(_, exact)| exact)
}

const LABEL: &str = "namespace";

/// The value of a `Namespace:` line, with a flag that is true if the line begins with exactly `Namespace:`. A line such
/// as `namespace microsoft.graph` is accepted too, with the flag false, if only a dotted name follows the word. `None`
/// for any other line.
fn value(line: &str) -> Option<(&str, bool)> {
    if let Some(value) = line.strip_prefix("Namespace:") {
        return Some((value.trim(), true));
    }
    let (word, rest) = line.split_at_checked(LABEL.len())?;
    let value = rest.trim_start_matches([':', ' ']);
    let is_name = value.contains('.') && value.split('.').all(is_identifier);
    (word.eq_ignore_ascii_case(LABEL) && value.len() < rest.len() && is_name).then_some((value, false))
}
