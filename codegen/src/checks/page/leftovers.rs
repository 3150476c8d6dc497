//! Words that are left over from writing: reminders, and words or paragraphs that stand twice.

mod names;

use super::texts::{part, texts};
use crate::code;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::{Block, Inline, Page, Text};
use crate::source::Source;

/// Words that remind an author of unfinished work. Only this letter case counts, because names such as `todoTask`
/// contain the same letters.
const REMINDERS: &[&str] = &["TODO", "FIXME", "TBD", "XXX"];

/// Words that are reported if they stand twice in a row. Words such as `that` and `had` are not among them, because
/// `that that` can be right.
const ONCE: &[&str] = &[
    "the", "a", "an", "of", "to", "is", "are", "be", "and", "or", "for", "with", "from", "by", "this", "if", "as",
    "at", "it", "can", "will", "must", "not", "you", "your", "when",
];

/// A paragraph of at least this length in bytes is compared with the paragraph above it, to find repetitions.
const LONG: usize = 20;

/// Reports reminders, and words and paragraphs that stand twice.
pub(super) fn check(page: &Page<'_>, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    for text in texts(page).filter(|text| text.span.source == page.source) {
        let raw = text.raw(&source.text);
        diagnostics.extend(repeated_word(text, raw));
        diagnostics.extend(placeholder(text, raw));
    }
    for block in &page.blocks {
        if let Block::Paragraph(text) | Block::Quote(text) = block
            && text.span.source == page.source
        {
            diagnostics.extend(reminder(text, text.raw(&source.text)));
        }
    }
    names::check(page, source, diagnostics);
    for blocks in page.blocks.windows(2) {
        diagnostics.extend(repeated_paragraph(page, &blocks[0], &blocks[1]));
    }
}

/// The words of a text outside of code, bold words and links.
fn ordinary_words<'t>(text: &'t Text<'_>) -> impl Iterator<Item = &'t str> {
    text.inlines.iter().filter_map(|inline| match inline {
        Inline::Text(words) => Some(words.as_ref()),
        Inline::Strong(_) | Inline::Code(_) | Inline::Link(_) | Inline::Break | Inline::Html(_) => None,
    })
}

/// Reports a word such as `TODO` at the start of a text, or before a colon.
fn reminder(text: &Text<'_>, raw: &str) -> Option<Diagnostic> {
    let (word, at) = REMINDERS.iter().find_map(|word| {
        let at = raw.find(word)?;
        let behind = &raw[at + word.len()..];
        let is_word = !behind.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '`')
            && !raw[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '`');
        let is_first = raw[..at].chars().all(|c| !c.is_alphanumeric());
        (is_word && (is_first || behind.starts_with(':'))).then_some((word, at))
    })?;
    let span = part(text, at, word.len());
    Some(
        Diagnostic::new(code::LEFT_OVER, span, format!("`{word}` marks work on the page that is not finished"))
            .help("finish the text, and remove the reminder")
            .about(Subject::words(&text.plain())),
    )
}

/// Reports `{{name}}` outside of code: a placeholder of a template that nobody filled in.
fn placeholder(text: &Text<'_>, raw: &str) -> Option<Diagnostic> {
    let written = ordinary_words(text).find_map(|words| {
        let at = words.find("{{")?;
        let end = words[at..].find("}}")? + at + 2;
        Some(&words[at..end])
    })?;
    let at = raw.find(written)?;
    let span = part(text, at, written.len());
    Some(
        Diagnostic::new(code::LEFT_OVER, span, format!("`{written}` was left over from a template"))
            .help("write the words that are meant")
            .about(Subject::words(written)),
    )
}

/// Reports a word that stands twice in a row.
fn repeated_word(text: &Text<'_>, raw: &str) -> Option<Diagnostic> {
    // The words are found with a plain loop, which is fast even in a build without optimisation.
    let word = ordinary_words(text).find_map(|words| {
        let (mut before, mut start, mut at) = (&words[..0], 0, 0);
        while at <= words.len() {
            if at == words.len() || words.as_bytes()[at] == b' ' {
                let word = &words[start..at];
                if word.len() == before.len() && word == before && ONCE.contains(&word) {
                    return Some(word);
                }
                (before, start) = (word, at + 1);
            }
            at += 1;
        }
        None
    })?;
    let written = format!(" {word} {word} ");
    let at = raw.find(&written).map(|at| at + 1).or_else(|| raw.starts_with(&written[1..]).then_some(0))?;
    let span = part(text, at, 2 * word.len() + 1);
    Some(
        Diagnostic::new(code::LEFT_OVER, span, format!("the word `{word}` stands twice"))
            .help("remove one of the two occurrences")
            .about(Subject::words(&text.plain()))
            .fix_unsafely(Edit::Replace(span, word.to_owned())),
    )
}

/// Reports a paragraph that repeats the one directly above it.
fn repeated_paragraph(page: &Page<'_>, above: &Block<'_>, below: &Block<'_>) -> Option<Diagnostic> {
    let (first, second) = match (above, below) {
        (Block::Paragraph(first), Block::Paragraph(second)) | (Block::Quote(first), Block::Quote(second)) => {
            (first, second)
        }
        (Block::Item(first), Block::Item(second)) => (&first.text, &second.text),
        _ => return None,
    };
    if second.span.source != page.source || second.span.range().len() < LONG {
        return None;
    }
    let words = second.plain();
    (words.len() >= LONG && words == first.plain()).then(|| {
        Diagnostic::new(code::LEFT_OVER, second.span, "this text stands twice on the page")
            .help("remove one of the two occurrences")
            .about(Subject::words(&words))
            .note(first.span, "the first occurrence of the text")
            .fix_unsafely(Edit::RemoveLines(second.span))
    })
}
