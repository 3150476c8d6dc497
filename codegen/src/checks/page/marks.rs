//! Marks of code, of bold words and of HTML tags that are opened and never closed. Markdown shows such a mark as text.

use super::texts::texts;
use crate::code;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::{Inline, Page, Text};
use crate::source::{Source, Span};
use crate::text::identifier::is_identifier;

/// The HTML tags that pages use within texts.
const TAGS: &[&str] = &["br", "ul", "ol", "li", "p", "b", "i", "a"];

/// Reports, for each text, the first character of markup, such as `**`, that has no counterpart.
pub(super) fn check(page: &Page<'_>, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    for text in texts(page).filter(|text| text.span.source == page.source) {
        let words = text.inlines.iter().filter_map(|inline| match inline {
            Inline::Text(words) => Some(words.as_ref()),
            Inline::Strong(_) | Inline::Code(_) | Inline::Link(_) | Inline::Break | Inline::Html(_) => None,
        });
        if let Some(mark) = words.into_iter().find_map(unclosed_mark) {
            diagnostics.extend(report(mark, text, source));
        } else {
            diagnostics.extend(mixed(text, text.raw(&source.text).trim()));
        }
    }
}

/// Reports a text that is one bold name with unequal marks, such as `**name*`: two asterisks at one end and one at
/// the other.
fn mixed(text: &Text<'_>, raw: &str) -> Option<Diagnostic> {
    let name = raw.trim_matches('*');
    let stars = |rest: &str| raw.len() - rest.len();
    let (before, behind) = (stars(raw.trim_start_matches('*')), stars(raw.trim_end_matches('*')));
    (before + behind == 3 && before > 0 && behind > 0 && is_identifier(name)).then(|| {
        let message = format!("the number of asterisks before `{name}` is {before}, but after it {behind}");
        Diagnostic::new(code::MARK_UNCLOSED, text.span, message)
            .help(format!("write `{name}` or `**{name}**`"))
            .about(Subject::words(name))
            .fix_unsafely(Edit::Word(text.span, raw.to_owned(), format!("**{name}**")))
    })
}

/// The first character of markup, such as `**` or a backtick, that markdown shows as ordinary text because it has no
/// counterpart. `None` if there is none.
fn unclosed_mark(words: &str) -> Option<&str> {
    if words.contains('`') {
        return Some("`");
    }
    // `**` after a word marks a footnote, so it opens no bold text.
    let is_bold = |at: usize| {
        let touches = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !touches(words[..at].chars().next_back()) && touches(words[at + 2..].chars().next())
    };
    if words.match_indices("**").any(|(at, _)| is_bold(at) && !words[at + 2..].starts_with('*')) {
        return Some("**");
    }
    words.match_indices('<').find_map(|(at, _)| {
        let rest = &words[at + 1..];
        let name = rest.trim_start_matches('/');
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        let is_open = rest.find('>').is_none_or(|end| rest[..end].contains('<'));
        (is_open && TAGS.contains(&name))
            .then(|| &words[at..=at + rest.len() - rest.trim_start_matches('/').len() + name.len()])
    })
}

/// The finding about a mark. Its place is the last mark in the text, because in most texts the last mark is the
/// unclosed one.
fn report(mark: &str, text: &Text<'_>, source: &Source) -> Option<Diagnostic> {
    let raw = text.raw(&source.text);
    // If a mark is escaped or written as an entity, the author wants readers to see it. Two backticks enclose code that
    // contains a backtick. Such texts are not reported.
    if raw.contains(&format!("\\{mark}")) || raw.contains("``") || raw.contains("&#") {
        return None;
    }
    let at = text.span.start as usize + raw.rfind(mark)?;
    let (message, help) = if mark.starts_with('<') {
        (format!("the tag `{mark}` is not closed"), format!("write `{mark}>`"))
    } else {
        let content = if mark == "`" { "code" } else { "bold words" };
        let sign = if mark == "`" { "a backtick".to_owned() } else { format!("`{mark}`") };
        (
            format!("{sign} that begins or ends {content} stands on one side only"),
            "write the mark on both sides of the words, or remove it".to_owned(),
        )
    };
    let span = Span::new(text.span.source, at..at + mark.len());
    Some(Diagnostic::new(code::MARK_UNCLOSED, span, message).help(help).about(Subject::words(&text.plain())))
}
